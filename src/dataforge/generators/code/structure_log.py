"""A Python script that works on stacks, queues and dictionaries, with assertions that hold, and what it prints.

Each line puts something into a structure or takes something out; some values move from one to another. Harder means more
lines, more structures at once and fewer notes on the way. All scripts of a batch are simulated together, twice: once to see
what is never empty, then with values. The reader parses each line and works on lists and dictionaries of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import ExtractError, Genre, Knob, Knobs, Segment
from dataforge.generators.code._program import draw_some
from dataforge.text.columns import Field, Frames, Json, Strings, ints, join, json_list, json_object, json_tuple, pick, where
from dataforge.text.draws import Draws
from dataforge.text.rows import I64, Rows

STACK, QUEUE, TABLE = range(3)
MOST_STRUCTURES, NUM_KEYS = 5, 5
TYPE_WORDS = ("stack", "queue", "dictionary")
NAMES = (
    "plates", "history", "undo", "trays", "pile", "tower", "crates", "cards",
    "line", "jobs", "orders", "inbox", "tickets", "buffer", "tasks", "trains",
    "stock", "counts", "scores", "tally", "prices", "votes", "balance", "points",
)  # fmt: skip
_NAMES_A_TYPE = 8
KEYS = (
    "pears", "plums", "figs", "limes", "dates",
    "rice", "oats", "corn", "peas", "beans",
    "north", "south", "east", "west", "centre",
    "red", "green", "blue", "gold", "grey",
    "ana", "ben", "cleo", "dan", "eva",
    "finn", "gus", "hana", "ivo", "june",
    "oak", "ash", "elm", "fir", "yew",
    "iron", "zinc", "lead", "tin", "copper",
    "mon", "tue", "wed", "thu", "fri",
    "cats", "dogs", "hens", "goats", "ducks",
)  # fmt: skip
OPENINGS = Frames(
    '"""A log of operations on {all}."""',
    '"""Work on {all}; every assertion holds."""',
    "# Follow {all} line by line.",
    "# What is left in {all}?",
    '"""Exercise: keep track of {all}."""',
    "# This script changes {all}. Predict its last line.",
    '"""Replay of a session with {all}."""',
    "# {all_cap}, step by step.",
    "# Nothing here fails: {all} hold what the assertions say.",
    '"""Put in, take out: {all}."""',
)
PUSHES = Frames("{s}.append({v})", "{s} += [{v}]", "{s}.extend([{v}])")
TAKES = Frames("assert {s}.{pop}() == {v}", "{s}.{pop}()  # {v}", "print({s}.{pop}())  # {v}", "{s}.{pop}()  # removes {v}")
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
ENDS = Frames("# {answer}", "# prints {answer}", "# Output: {answer}", "# -> {answer}", "# {answer} is printed")


@dataclass(frozen=True)
class World:
    """Scripts. The fields from `kind` to `note` have one entry a line of the script.

    Attributes:
        structures: one row a structure; `types` and `names` by row.
        words: which five KEYS a document uses, in steps of five.
        asked, asks_sum: which structure the last line asks for, and whether for its sum or its length.
        source, goal: the structure worked on; for moves the one that the value goes to.
        note: a line of NOTES that follows, or -1.
    """

    structures: Rows
    types: I64
    names: I64
    words: I64
    asked: I64
    asks_sum: NDArray[np.bool_]
    lines: Rows
    kind: I64
    source: I64
    goal: I64
    key: I64
    note: I64
    run: _Run


@dataclass(frozen=True)
class _Run:
    """What a simulation finds.

    Attributes:
        value: by line, what is put in, added, moved or taken out.
        now: by line, for dictionaries the value of the key afterwards.
        size: by line, how much the structure holds afterwards.
        held: by line with a note of all of it, what the structure holds; low: where that starts.
        tape, low, high: what lists hold at the end: tape[doc, structure, low:high].
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


class StructureLog(Genre[World]):
    """A Python script over stacks, queues and dictionaries."""

    name = "structure-log"
    domain = "code"
    summary = "a Python script over stacks, queues and dictionaries, with assertions and its output"
    knobs = (
        Knob("lines", 3, 38, slack=12, least=1, most=200, meaning="lines that change a structure"),
        Knob("structures", 1, 4, least=1, most=MOST_STRUCTURES, meaning="stacks, queues and dictionaries"),
        Knob("notes", 60, 10, most=100, meaning="percent of lines followed by a note on what is held"),
        Knob("size", 9, 99, least=2, most=10**6, meaning="largest value put in"),
    )

    def support_log2(self, level: int) -> int:
        return 20 + 5 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        structures, lines = Rows.of(knobs["structures"]), Rows.of(knobs["lines"])
        types = draws.draw("type", len(TYPE_WORDS), structures, span="prompt")
        names = types * _NAMES_A_TYPE + draws.distinct("name", _NAMES_A_TYPE, structures, span="prompt")
        source = draws.draw("structure", knobs["structures"][lines.doc], lines, span="prompt")
        of_type = types[structures.offsets[lines.doc] + source]
        listed = of_type != TABLE
        num_lists = structures.sum(types != TABLE)[lines.doc]
        key = draw_some(draws, "key", NUM_KEYS, lines, ~listed)
        takes = draws.chance("takes", 42, lines, span="prompt")
        can_move = takes & listed & (num_lists > 1)
        moves = np.zeros(len(lines), np.bool_)
        moves[can_move] = draws.chance("moves", 45, Rows.of(lines.sum(can_move)), span="prompt")
        goal = _goal(structures, types, lines, source, draw_some(draws, "goal", np.maximum(num_lists - 1, 1), lines, moves))
        kind = _kinds(lines, (source, goal, key), (listed, takes, moves), structures.width)
        forced = takes & np.isin(kind, (PUSH, SET))
        draws.hide("moves", forced[can_move])
        draws.hide("goal", forced[moves])
        draws.hide("takes", _no_choice(kind, forced))
        put = np.isin(kind, (PUSH, SET, ADD))
        value = np.where(put, 1 + draw_some(draws, "value", knobs["size"][lines.doc], lines, put), 0)
        noted = draws.chance("noted", knobs["notes"][lines.doc], lines, span="prompt")
        note = draw_some(draws, "note", np.where(kind == DROP, 2, 4), lines, noted)
        note = np.where(noted, note + np.where(~listed & (note > 1), 2, 0), -1)
        uses_words = Rows.of((lines.sum(~listed) > 0).astype(np.int64))
        words = np.zeros(len(lines.counts), np.int64)
        words[uses_words.doc] = draws.draw("words", len(KEYS) // NUM_KEYS, uses_words, span="prompt")
        return World(
            structures=structures,
            types=types,
            names=names,
            words=words,
            asked=draws.draw("asked", knobs["structures"], span="prompt"),
            asks_sum=draws.draw("asks.sum", 2, span="prompt") == 1,
            lines=lines,
            kind=kind,
            source=source,
            goal=goal,
            key=key,
            note=note,
            run=_simulate(lines, structures, types, (kind, source, goal, key, value, note)),
        )

    def check(self, world: World) -> Json:
        lines, run = world.lines, world.run
        fields = _fields(world)
        text = _FACTS.render(world.kind, {**fields, "k": _key(world)})
        return json_object(
            {
                "kind": "structure-log",
                "structures": json_list(
                    world.structures, json_tuple(pick(NAMES, world.names), pick(TYPE_WORDS, world.types))
                ),
                "lines": json_list(lines, text),
                "left": json_list(world.structures, _state(world)),
                "answer": _answer(world),
            }
        ) if len(run.value) else json_object({"kind": "structure-log"})
