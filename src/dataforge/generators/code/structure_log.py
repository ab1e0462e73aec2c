"""A Python script over stacks, queues and dictionaries, with assertions that hold, and what it prints.

Each line puts something into a structure or takes something out; some values move from one to another.
Harder means more lines, more structures at once and fewer notes on the way. All scripts of a batch are
simulated together, twice: once to see what is never empty, then with values. The reader
(`_script_reader`) parses each line and works on lists and dictionaries of its own; a test runs the
scripts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.code._printer import listed as listed_names
from dataforge.generators.code._program import draw_some
from dataforge.generators.code._script_reader import read_script
from dataforge.generators.code._talk import TALK_LEXICONS, talk
from dataforge.text.columns import (
    Field,
    Json,
    Strings,
    ints,
    join,
    json_list,
    json_object,
    json_tuple,
    pick,
    where,
)
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

STACK, QUEUE, TABLE = range(3)
MOST_STRUCTURES, NUM_KEYS = 5, 5
TYPE_WORDS = ("stack", "queue", "dictionary")
OPENINGS = Frames(
    '"""[A log of operations on|A session with|The life of|Some work on] {all}."""',
    '"""[Work|Operations|Changes] on {all}; [every assertion holds|nothing fails]."""',
    "# [Follow|Track|Watch|Trace] {all} [line by line|step by step|to the end].",
    "# What is left in {all}[ at the end| after all this|]?",
    '"""[Exercise|Task|Homework|Drill]: keep [track|count] of {all}."""',
    "# This [script|program|file] changes {all}. [Predict|Guess|Work out] its last line.",
    '"""[Replay|Record|Protocol|Minutes] of a session with {all}."""',
    "# {^all}, [step by step|line by line|one after the other|as used here].",
    "# Nothing [here|below] fails: the [assertions|checks] on {all} hold.",
    '"""Put in, [take|move|sort] out: {all}."""',
    "# [Read|Run|Simulate] the [lines|script] [below|here] and [say|note] what {all} [hold|contain].",
    "# [Given|With|Starting from] {all}: what does the last [line|statement] print?",
    '"""[Notes|Remarks|Figures] on {all}, [kept|written] [in|as] Python."""',
)
PUSHES = Frames("{s}.append({v})", "{s} += [{v}]")
TAKES = Frames(
    "assert {s}.{pop}() == {v}",
    "{s}.{pop}()  # {v}",
    "print({s}.{pop}())  # {v}",
    "{s}.{pop}()  # removes {v}",
)
MOVES = Frames("{t}.append({s}.{pop}())", "{t}.append({s}.{pop}())  # moves {v}")
SETS = Frames('{s}["{k}"] = {v}', '{s}.setdefault("{k}", {v})', "{s}.update({k}={v})")
ADDS = Frames('{s}["{k}"] += {v}', '{s}["{k}"] = {s}["{k}"] + {v}')
DROPS = Frames('del {s}["{k}"]', 'assert {s}.pop("{k}") == {v}', '{s}.pop("{k}")  # {v}')
# By kind of operation: the forms of its line.
_FORMS = (PUSHES, TAKES, MOVES, SETS, ADDS, DROPS)
PUSH, TAKE, MOVE, SET, ADD, DROP = range(6)
NOTES = Frames(
    "assert len({s}) == {size}\n",
    "# {s} holds {size_words}\n",
    "assert {whole} == {state}\n",
    "# {s} is {state}\n",
    'assert {s}["{k}"] == {now}\n',
    "# {k} is {now} in {s}\n",
)
_STATE_NOTES = (2, 3)  # lines of NOTES that tell all that a list holds
FACTS = Frames(
    "push {s} {v}",
    "take {s} {v}",
    "move {s} {t} {v}",
    "set {s} {k} {v}",
    "add {s} {k} {v}",
    "drop {s} {k} {v}",
)
ENDS = Frames(
    "# [|prints |Output: |-> |gives |Printed: |so: ]{answer}", "# {answer} [is printed|comes out|it is]"
)


Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Plan:
    """What each line does, to which structure, and for moves to which other; dictionaries have keys."""

    kind: I64
    source: I64
    goal: I64
    key: I64


@dataclass(frozen=True)
class Run:
    """What a simulation finds.

    Attributes:
        value: by line, what is put in, added, moved or taken out.
        now: by line, for dictionaries the value of the key afterwards.
        size: by line, how much the structure holds afterwards.
        held, held_low: by line with a note of all of it, what the list holds, and where that starts.
        tape, low, high: what lists hold at the end, tape[doc, structure, low:high]; bounds by structure row.
        table: what dictionaries hold at the end, int64[num_docs, structures, keys]; 0 for nothing.
    """

    value: I64
    now: I64
    size: I64
    held: I64
    held_low: I64
    tape: I64
    low: I64
    high: I64
    table: I64


@dataclass(frozen=True)
class _Setting:
    """The structures, and the values that lists start with (`filled` says how many)."""

    structures: Rows
    types: I64
    filled: I64
    start: I64


@dataclass(frozen=True)
class World:
    """Scripts.

    Attributes:
        structures: one row a structure; `types`, `names` and `filled` (how much it starts with) by row.
        start: the values that lists start with.
        words: what its keys are called, int64[num_docs, NUM_KEYS], lines of `code_variables`.
        asked, asks_sum: which structure the last line asks for, and whether for its sum or its length.
        lines: one row a line of the script.
        note: by line, a line of NOTES that follows, or -1.
    """

    structures: Rows
    types: I64
    names: I64
    words: I64
    filled: I64
    start: I64
    asked: I64
    asks_sum: Bools
    lines: Rows
    plan: Plan
    note: I64
    run: Run
    talk: I64


class StructureLog(Genre[World]):
    """A Python script over stacks, queues and dictionaries."""

    name = "structure-log"
    domain = "code"
    lexicons = ("code_variables", *TALK_LEXICONS)
    summary = "a Python script over stacks, queues and dictionaries, with assertions and its output"
    knobs = (
        Knob("lines", 3, 40, slack=4, least=1, most=200, meaning="lines that change a structure"),
        Knob("structures", 1, 4, least=1, most=MOST_STRUCTURES, meaning="stacks, queues and dictionaries"),
        Knob("notes", 60, 10, most=100, meaning="percent of lines followed by a note on what is held"),
        Knob("size", 9, 99, least=2, most=10**6, meaning="largest value put in"),
        Knob("talk", 6, 6, slack=100, most=30, meaning="sentences of what people say about it"),
    )

    def support_log2(self, level: int) -> int:
        return 20 + 5 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        structures, lines = Rows.of(knobs["structures"]), Rows.of(knobs["lines"])
        types = draws.draw("type", len(TYPE_WORDS), structures, span="prompt")
        words = len(lexicon("code_variables")) // (MOST_STRUCTURES + NUM_KEYS)
        names = words * structures.pos + draws.draw("name", words, structures, span="prompt")
        filled = draw_some(draws, "filled", 4, structures, types != TABLE)
        first = Rows.of(structures.sum(filled))
        start = 1 + draws.draw("first", knobs["size"][first.doc], first, span="prompt")
        plan = _plan(draws, structures, types, filled, lines)
        put = np.isin(plan.kind, (PUSH, SET, ADD))
        drawn = draw_some(draws, "value", knobs["size"][lines.doc], lines, put)
        noted = draws.chance("noted", knobs["notes"][lines.doc], lines, span="prompt")
        note = draw_some(draws, "note", np.where(plan.kind == DROP, 2, 4), lines, noted)
        note = np.where(noted, note + np.where((plan.kind >= SET) & (note > 1), 2, 0), -1)
        keys = np.zeros((len(lines.counts), NUM_KEYS), np.int64)
        keyed = plan.kind >= SET
        used = np.zeros(keys.shape, np.bool_)
        used[lines.doc[keyed], plan.key[keyed]] = True
        drawn_keys = draws.draw("key.name", words, Rows.of(used.sum(axis=1)), span="prompt")
        keys[used] = words * (MOST_STRUCTURES + np.nonzero(used)[1]) + drawn_keys
        return World(
            structures=structures,
            types=types,
            names=names,
            words=keys,
            talk=knobs["talk"],
            filled=filled,
            start=start,
            asked=draws.draw("asked", knobs["structures"], span="reasoning"),
            asks_sum=draws.draw("asks.sum", 2, span="reasoning") == 1,
            lines=lines,
            plan=plan,
            note=note,
            run=_simulate(
                _Setting(structures, types, filled, start), lines, plan, np.where(put, drawn + 1, 0), note
            ),
        )

    def check(self, world: World) -> Json:
        return json_object(
            {
                "kind": "structure-log",
                "structures": json_list(
                    world.structures, json_tuple(_words(world.names), pick(TYPE_WORDS, world.types))
                ),
                "lines": json_list(world.lines, FACTS.render(world.plan.kind, _fields(world))),
                "left": json_list(world.structures, _left(world)),
                "answer": ints(_answer(world)),
            }
        )

    def cost(self, world: World) -> I64:
        moves = world.lines.sum(world.plan.kind == MOVE)
        return world.lines.counts + moves + world.structures.sum(world.run.high - world.run.low + 1)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        structures, lines, plan = world.structures, world.lines, world.plan
        opening = OPENINGS.say(draws, "opening", None, {"all": _everything(world)}, span="prompt")
        opening = _introduced(draws, opening, world.talk)
        queues = structures.sum(world.types == QUEUE) > 0
        start = _wrapped(Rows.of(world.filled), ints(world.start), world.types)
        starting = where(
            world.types == QUEUE, where(world.filled > 0, join("deque(", start, ")"), "deque()"), start
        )
        name = _words(world.names)
        begin = structures.join(join(name, " = ", starting, "\n"))
        form = draws.draw("form", np.array([len(each) for each in _FORMS])[plan.kind], lines, span="prompt")
        code = _LINES.render(_FIRST_FORM[plan.kind] + form, _fields(world))
        body = lines.join(join(code, "\n", _notes(world)))
        whole = where(world.types == QUEUE, join("list(", name, ")"), name)
        final = structures.join(join("assert ", whole, " == ", _left(world), "\n"))
        asked = structures.offsets[:-1] + world.asked
        values = where(world.types == TABLE, join(name, ".values()"), name)
        total = where(world.asks_sum, "sum(", "len(")
        inner = where(world.asks_sum, values.take(pa.array(asked)), name.take(pa.array(asked)))
        end = ENDS.say(draws, "end", None, {"answer": _answer(world)}, span="answer")
        imports = where(queues, "from collections import deque\n\n", "")
        return [
            Segment("prompt", join(opening, "\n\n", imports, begin, "\n", body, "\n")),
            Segment("reasoning", join(final, "print(", total, inner, "))\n")),
            Segment("answer", end),
        ]

    def extract(self, text: str) -> Any:
        return read_script(text)


_LINES = Frames(*(template for forms in _FORMS for template in forms.templates))
_FIRST_FORM = np.cumsum([0, *(len(forms) for forms in _FORMS)])[:-1]


def _plan(draws: Draws, structures: Rows, types: I64, filled: I64, lines: Rows) -> Plan:
    """Which structure each line works on, and how: nothing is taken from an empty list or an absent key."""
    source = draws.draw("structure", structures.counts[lines.doc], lines, span="prompt")
    listed = types[structures.offsets[lines.doc] + source] != TABLE
    num_lists = structures.sum(types != TABLE)[lines.doc]
    key = draw_some(draws, "key", NUM_KEYS, lines, ~listed)
    takes = draws.chance("takes", 45, lines, span="prompt")
    can_move = takes & listed & (num_lists > 1)
    moves = np.zeros(len(lines), np.bool_)
    moves[can_move] = draws.chance("moves", 45, Rows.of(lines.sum(can_move)), span="prompt")
    is_list = structures.pad(types, TABLE) != TABLE
    lists = np.argsort(~is_list, axis=1, kind="stable")
    rank = (np.cumsum(is_list, axis=1) - 1)[lines.doc, source]
    other = draw_some(draws, "goal", np.maximum(num_lists - 1, 1), lines, moves)
    goal = lists[lines.doc, (rank + 1 + other) % np.maximum(num_lists, 1)]
    kind, free = _kinds(lines, structures.pad(filled), (source, goal, key), (listed, takes, moves))
    draws.hide("takes", ~free)
    draws.hide("moves", ~free[can_move])
    draws.hide("goal", ~free[moves])
    return Plan(kind, source, goal, key)


def _kinds(
    lines: Rows, size: I64, places: tuple[I64, I64, I64], flags: tuple[Bools, Bools, Bools]
) -> tuple[I64, Bools]:
    """What each line does, and whether it was free to take something out."""
    source, goal, key = (lines.pad(each) for each in places)
    listed, takes, moves = (lines.pad(each, False) for each in flags)
    live = lines.pad(np.ones(len(lines), np.bool_), False)
    present = np.zeros((*size.shape, NUM_KEYS), np.bool_)
    every = np.arange(lines.num_docs)
    kinds, free = np.zeros(source.shape, np.int64), np.zeros(source.shape, np.bool_)
    for k in range(lines.width):
        at, to, name = source[:, k], goal[:, k], key[:, k]
        has = np.where(listed[:, k], size[every, at] > 0, present[every, at, name])
        taken = np.where(listed[:, k], np.where(moves[:, k], MOVE, TAKE), DROP)
        other = np.where(listed[:, k], PUSH, np.where(has, ADD, SET))
        kinds[:, k], free[:, k] = np.where(has & takes[:, k], taken, other), has
        kind = np.where(live[:, k], kinds[:, k], -1)
        size[every, at] += (kind == PUSH).astype(np.int64) - np.isin(kind, (TAKE, MOVE))
        size[every, to] += kind == MOVE
        present[every, at, name] = np.where(kind >= SET, kind != DROP, present[every, at, name])
    return lines.ravel(kinds), lines.ravel(free)


class _Memory:
    """The structures of all documents while lines are run: lists on tapes from `low` to `high`, tables."""

    def __init__(self, setting: _Setting, lines: Rows):
        structures, shape = setting.structures, (lines.num_docs, max(setting.structures.width, 1))
        self.tape = np.zeros((*shape, lines.width + 4), np.int64)
        self.table = np.zeros((*shape, NUM_KEYS), np.int64)
        self.low, self.high = np.zeros(shape, np.int64), structures.pad(setting.filled)
        of_structure = Rows.of(setting.filled)
        owner = of_structure.doc
        self.tape[structures.doc[owner], structures.pos[owner], of_structure.pos] = setting.start
        self.queue = structures.pad(setting.types) == QUEUE
        self.every = np.arange(lines.num_docs)

    def step(self, doing: I64, places: tuple[I64, I64, I64], put: I64) -> tuple[I64, I64, I64]:
        """One line of every document: the value that moves, what stands there then, how many there are.

        Args:
            places: the structure that the line is about, the one that something moves to, the key.
        """
        (at, to, name), every, low, high = places, self.every, self.low, self.high
        taking = np.isin(doing, (TAKE, MOVE))
        first = self.queue[every, at]
        end = np.where(first, low[every, at], np.maximum(high[every, at] - 1, 0))
        before = self.table[every, at, name]
        given = np.where(taking, self.tape[every, at, end], np.where(doing == DROP, before, put))
        low[every, at] += taking & first
        high[every, at] -= taking & ~first
        into = np.where(doing == MOVE, to, at)
        adding = np.isin(doing, (PUSH, MOVE))
        self.tape[every[adding], into[adding], high[every, into][adding]] = given[adding]
        high[every, into] += adding
        now = np.select([doing == SET, doing == ADD], [given, before + given], 0)
        self.table[every, at, name] = np.where(doing >= SET, now, before)
        listed = high[every, at] - low[every, at]
        return given, now, np.where(doing >= SET, np.count_nonzero(self.table[every, at], axis=1), listed)


def _simulate(setting: _Setting, lines: Rows, plan: Plan, put: I64, note: I64) -> Run:
    """The values that move, line by line for all documents together."""
    memory, structures = _Memory(setting, lines), setting.structures
    kind, source, goal, key = (
        lines.pad(each, fill)
        for each, fill in ((plan.kind, -1), (plan.source, 0), (plan.goal, 0), (plan.key, 0))
    )
    value, row = lines.pad(put), lines.pad(np.arange(len(lines)), -1)
    now, size = np.zeros_like(value), np.zeros_like(value)
    wanted = np.flatnonzero(np.isin(note, _STATE_NOTES))
    slot = np.full(len(lines) + 1, -1)
    slot[wanted] = np.arange(len(wanted))
    held = np.zeros((len(wanted), memory.tape.shape[2]), np.int64)
    held_low = np.zeros(len(wanted), np.int64)
    for k in range(lines.width):
        at = source[:, k]
        value[:, k], now[:, k], size[:, k] = memory.step(kind[:, k], (at, goal[:, k], key[:, k]), value[:, k])
        kept = np.flatnonzero(slot[row[:, k]] >= 0)
        where_to = slot[row[kept, k]]
        held[where_to], held_low[where_to] = memory.tape[kept, at[kept]], memory.low[kept, at[kept]]
    return Run(
        lines.ravel(value),
        lines.ravel(now),
        lines.ravel(size),
        held,
        held_low,
        memory.tape,
        structures.ravel(memory.low),
        structures.ravel(memory.high),
        memory.table,
    )


def _key(world: World) -> Strings:
    return _words(world.words[world.lines.doc, world.plan.key])


def _fields(world: World) -> dict[str, Field]:
    """What the holes of a line's frames hold."""
    base, plan = world.structures.offsets[world.lines.doc], world.plan
    return {
        "s": _words(world.names[base + plan.source]),
        "t": _words(world.names[base + plan.goal]),
        "k": _key(world),
        "v": world.run.value,
        "pop": where(world.types[base + plan.source] == QUEUE, "popleft", "pop"),
    }


def _wrapped(rows: Rows, values: Strings, types: I64) -> Strings:
    """The row values as a list, or as a dictionary where the type is one."""
    text, table = rows.join(values, ", "), types == TABLE
    return join(where(table, "{", "["), text, where(table, "}", "]"))


def _left(world: World) -> Strings:
    """What each structure holds at the end, by structure, in Python."""
    structures, run, types = world.structures, world.run, world.types
    table = run.table[structures.doc, structures.pos]
    count = np.where(types == TABLE, np.count_nonzero(table, axis=1), run.high - run.low)
    rows = Rows.of(count)
    doc, pos = structures.doc[rows.doc], structures.pos[rows.doc]
    key = np.argsort(table == 0, axis=1, kind="stable")[rows.doc, np.minimum(rows.pos, NUM_KEYS - 1)]
    in_table = types[rows.doc] == TABLE
    place = np.where(in_table, 0, run.low[rows.doc] + rows.pos)
    values = ints(np.where(in_table, table[rows.doc, key], run.tape[doc, pos, place]))
    named = join('"', _words(world.words[doc, key]), '": ', values)
    return _wrapped(rows, where(in_table, named, values), types)


def _answer(world: World) -> I64:
    """What the last line prints."""
    run, asked = world.run, world.structures.offsets[:-1] + world.asked
    every = np.arange(len(world.asked))
    is_table = world.types[asked] == TABLE
    table, low, high = run.table[every, world.asked], run.low[asked], run.high[asked]
    column = np.arange(run.tape.shape[2])
    inside = (column >= low[:, None]) & (column < high[:, None])
    listed = np.where(inside, run.tape[every, world.asked], 0).sum(axis=1)
    total = np.where(is_table, table.sum(axis=1), listed)
    size = np.where(is_table, np.count_nonzero(table, axis=1), high - low)
    return np.asarray(np.where(world.asks_sum, total, size))


def _notes(world: World) -> Strings:
    """What is said about a structure after a line, '' for nothing."""
    lines, plan, run = world.lines, world.plan, world.run
    noted = np.flatnonzero(world.note >= 0)
    note, doc = world.note[noted], lines.doc[noted]
    of_state = np.flatnonzero(np.isin(note, _STATE_NOTES))
    state = np.full(len(noted), len(of_state))
    state[of_state] = np.arange(len(of_state))
    held = Rows.of(run.size[noted][of_state])
    items = held.join(ints(run.held[held.doc, run.held_low[held.doc] + held.pos]), ", ")
    whole_state = pa.concat_arrays([join("[", items, "]"), pa.array([""])]).take(pa.array(state))
    structure = world.structures.offsets[doc] + plan.source[noted]
    name, size = _words(world.names[structure]), run.size[noted]
    unit = where(world.types[structure] == TABLE, " key", " value")
    counted = join(ints(size), unit, where(size == 1, "", "s"))
    text = NOTES.render(
        note,
        {
            "s": name,
            "size": size,
            "size_words": where(size == 0, "nothing", counted),
            "whole": where(world.types[structure] == QUEUE, join("list(", name, ")"), name),
            "state": whole_state,
            "k": _key(world).take(pa.array(noted)),
            "now": run.now[noted],
        },
    )
    place = np.full(len(lines), len(noted))
    place[noted] = np.arange(len(noted))
    return pa.concat_arrays([text, pa.array([""])]).take(pa.array(place))


def _everything(world: World) -> Strings:
    """`the stack plates and the queue jobs`."""
    structures = world.structures
    named = join("the ", pick(TYPE_WORDS, world.types), " ", _words(world.names))
    last = np.maximum(structures.offsets[1:] - 1, 0)
    columns = [
        named.take(pa.array(np.minimum(structures.offsets[:-1] + i, last))) for i in range(structures.width)
    ]
    return listed_names(columns, structures.counts)


def _words(which: I64) -> Strings:
    return lexicon("code_variables")[0].take(pa.array(which))


def _introduced(draws: Draws, title: Strings, counts: I64) -> Strings:
    """The title with a comment of what people say on a line before or after it."""
    said = join("# ", talk(draws, "talk", counts))
    some = Rows.of((counts > 0).astype(np.int64))
    first = np.zeros(len(counts), np.bool_)
    first[some.doc] = draws.chance("talk.first", 75, some, span="prompt")
    after = where(counts > 0, join("\n", said), "")
    return where(first, join(said, "\n", title), join(title, after))
