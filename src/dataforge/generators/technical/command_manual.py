"""The manual of a command: its options, which need or exclude each other, and command lines tried on it.

Harder means more options, more that hang on another, and more and longer command lines. Answer first: for
every line it is drawn whether the command takes it; a line that it refuses is an acceptable one with one
thing wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.technical._manual_reader import read_manual
from dataforge.generators.technical._manual_text import (
    ACCEPTED,
    ANSWERS,
    CLOSINGS,
    FITS,
    LEADS,
    OPENINGS,
    OUTCOMES,
    RULES,
    SWITCHES,
    TASKS,
    VALUED,
)
from dataforge.generators.technical._prose import LEXICONS, aside, colour_knob, halves
from dataforge.text.columns import (
    Json,
    Picked,
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
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

Bools = NDArray[np.bool_]
FREE, NEEDS, EXCLUDES = range(3)
_LEAST = 10
_FORCED = 200  # hundredths of inferences that a line takes because it must be refused, or have an option


@dataclass(frozen=True)
class World:
    """A batch of manuals: `flag` .. `other` by option row (`other` is a position), `refused` .. `culprit` by
    line row, `line` .. `value` by item row (an option given on a line, in the order of the line)."""

    program: I64
    options: Rows
    flag: I64
    valued: Bools
    low: I64
    high: I64
    rule: I64
    other: I64
    lines: Rows
    refused: Bools
    culprit: I64
    items: Rows
    line: I64
    option: I64
    value: I64
    colour: I64


class CommandManual(Genre[World]):
    """Options that need or exclude each other; which command lines are accepted."""

    name = "command-manual"
    domain = "technical"
    floor = "band"
    label = "answer"
    lexicons = ("technical_programs", "technical_flags", "technical_flags_valued", *LEXICONS)
    summary = "a command's options, conflicts and requirements; which command lines it accepts"
    knobs = (
        Knob("work", 4, 125, least=1, most=600, meaning="inferences asked for, by so many lines"),
        Knob("options", 3, 8, least=3, most=40, meaning="options of the command"),
        Knob("given", 40, 70, most=100, meaning="percent of the possible options that a line gives"),
        Knob("rules", 30, 85, most=100, meaning="percent of the options that need or exclude another"),
        Knob("size", 30, 900, least=2, most=10**6, meaning="upper bound of a range"),
        colour_knob(20),
    )

    def support_log2(self, level: int) -> int:
        return 20 + 6 * int(self.knobs[1].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        options = Rows.of(knobs["options"])
        switches, valuable = len(lexicon("technical_flags")), len(lexicon("technical_flags_valued"))
        chosen = draws.distinct("flag", switches + valuable, options, span="prompt")
        first = options.pos == 0
        chosen = np.where(first & (chosen < switches), switches + chosen % valuable, chosen)
        clash = (chosen == chosen[options.offsets[options.doc]]) & ~first
        chosen = np.where(clash, (chosen - switches) % switches, chosen)
        chosen = _without_twins(options, chosen, switches)
        valued = chosen >= switches
        at, some = np.flatnonzero(valued), Rows.of(options.sum(valued))
        low, high = np.zeros(len(options), np.int64), np.zeros(len(options), np.int64)
        low[at] = _LEAST + draws.draw("low", knobs["size"][some.doc], some, span="prompt")
        high[at] = low[at] + 1 + draws.draw("high", knobs["size"][some.doc], some, span="prompt")
        ruled = draws.chance("ruled", np.where(first, 0, knobs["rules"][options.doc]), options, span="prompt")
        at, some = np.flatnonzero(ruled), Rows.of(options.sum(ruled))
        rule, other = np.zeros(len(options), np.int64), np.zeros(len(options), np.int64)
        rule[at] = NEEDS + draws.draw("rule", 2, some, span="prompt")
        other[at] = draws.draw("other", options.pos[at], some, span="prompt")
        world = (options, valued, rule, other)
        lines = _enough_lines(draws, knobs, world)
        refused, culprit, given = _lines(draws, knobs, lines, world)
        items, line, option = _order(draws, lines, given)
        row = options.offsets[items.doc] + option
        at, some = np.flatnonzero(valued[row]), Rows.of(items.sum(valued[row]))
        value = np.zeros(len(items), np.int64)
        wrong = (refused & (culprit == 0))[line[at]] & (option[at] == 0)
        inside = draws.draw("value", (high - low + 1)[row[at]], some, visible=~wrong, span="prompt")
        above = draws.draw("value.above", 2, some, visible=wrong, span="prompt") == 1
        off = draws.draw("value.off", _LEAST - 1, some, visible=wrong, span="prompt") + 1
        outside = np.where(above, high[row[at]] + off, low[row[at]] - off)
        value[at] = np.where(wrong, outside, low[row[at]] + inside)
        return World(
            draws.draw("program", len(lexicon("technical_programs")), span="prompt"),
            options, chosen, valued, low, high, rule, other, lines, refused, culprit,
            items, line, option, value, knobs["colour"],
        )  # fmt: skip

    def check(self, world: World) -> Json:
        options, lines = world.options, world.lines
        flag = _flags(world)
        rule = pick(("", "+", "-"), world.rule)
        other = where(world.rule > 0, flag.take(pa.array(_other(world))), "")
        item = world.options.offsets[world.items.doc] + world.option
        by_line = Rows.of(np.bincount(world.line, minlength=len(lines)))
        given = json_list(by_line, json_tuple(flag.take(pa.array(item)), world.value))
        verdict = pick(("accepted", "refused"), world.refused.astype(np.int64))
        culprit = where(world.refused, flag.take(pa.array(_culprit(world))), "")
        return json_object(
            {
                "kind": "command-manual",
                "program": pick(lexicon("technical_programs")[0], world.program),
                "options": json_list(options, json_tuple(flag, world.low, world.high, rule, other)),
                "lines": json_list(lines, json_tuple(given, verdict, culprit)),
                "answer": verdict.take(pa.array(lines.offsets[1:] - 1)),
            }
        )

    def cost(self, world: World) -> I64:
        item = world.options.offsets[world.items.doc] + world.option
        return world.items.sum(1 + 2 * world.valued[item] + 2 * (world.rule[item] > 0))

    def render(self, draws: Draws, world: World) -> list[Segment]:
        names = lexicon("technical_programs")
        program = {
            "program": pick(names[0], world.program),
            "what": pick(names[1], world.program),
        }
        before, after = (
            aside(draws, name, each)
            for name, each in zip(("before", "after"), halves(world.colour), strict=True)
        )
        opening = OPENINGS.say(draws, "opening", fields=program, span="prompt")
        described, rules = self._described(draws, world)
        tried, reasons = self._tried(draws, world, program["program"])
        task = TASKS.say(draws, "task", fields=program, span="prompt")
        verdict = world.refused[world.lines.offsets[1:] - 1].astype(np.int64)
        answer = ANSWERS.say(
            draws, "close", fields={"answer": pick(("accepted", "refused"), verdict)}, span="answer"
        )
        prompt = join(opening, "\n\n", before, described, "\n\n", rules, after, tried, task)
        return [
            Segment("prompt", prompt),
            Segment("reasoning", join("\n\n", reasons, "\n\n")),
            Segment("answer", answer),
        ]

    def _described(self, draws: Draws, world: World) -> tuple[Strings, Strings]:
        """The options, a line each; what they need and exclude, a paragraph and a break, or ''."""
        options = world.options
        fields = {"flag": _flags(world), "does": _does(world), "low": world.low, "high": world.high}
        plain = Rows.of(options.sum(~world.valued))
        switch = np.flatnonzero(~world.valued)
        said = SWITCHES.say(
            draws,
            "switch",
            plain,
            {k: _take(v, switch) for k, v in fields.items() if k in SWITCHES.holes},
            span="prompt",
        )
        some, number = Rows.of(options.sum(world.valued)), np.flatnonzero(world.valued)
        ranged = VALUED.say(
            draws, "ranged", some, {k: _take(v, number) for k, v in fields.items()}, span="prompt"
        )
        place = np.empty(len(options), np.int64)
        place[switch], place[number] = np.arange(len(switch)), len(switch) + np.arange(len(number))
        lines = pa.concat_arrays([said, ranged]).take(pa.array(place))
        at, ruled = np.flatnonzero(world.rule > 0), Rows.of(options.sum(world.rule > 0))
        flag = fields["flag"]
        half = len(RULES) // 2
        which = (world.rule[at] - 1) * half + draws.draw("rule.form", half, ruled, span="prompt")
        sentences = RULES.say(
            draws, "rule.words", ruled,
            {"flag": _take(flag, at), "other": _take(flag, _other(world)[at])}, which=which, span="prompt",
        )  # fmt: skip
        return options.join(lines, "\n"), where(
            ruled.counts > 0, join(ruled.join(sentences, " "), "\n\n"), ""
        )

    def _tried(self, draws: Draws, world: World, program: Strings) -> tuple[Strings, Strings]:
        """The lines with what came of them, all but the last; the last, alone, and how it is judged."""
        lines, options = world.lines, world.options
        flag = _flags(world)
        item = options.offsets[world.items.doc] + world.option
        valued = world.valued[item]
        given = join(" --", flag.take(pa.array(item)), where(valued, join(" ", ints(world.value)), ""))
        by_line = Rows.of(np.bincount(world.line, minlength=len(lines)))
        typed = join("`", program.take(pa.array(lines.doc)), by_line.join(given), "`")
        known = Rows.of(lines.counts - 1)
        at = np.flatnonzero(~lines.last)
        outcome = self._outcome(draws, world, known, at)
        leads = LEADS.say(draws, "lead", known, {"line": typed.take(pa.array(at))}, span="prompt")
        shown = known.join(join(leads, " ", outcome, "\n\n"))
        last = lines.offsets[1:] - 1
        asked = join(typed.take(pa.array(last)), "\n\n")
        return join(shown, asked), self._judged(draws, world, last)

    def _outcome(self, draws: Draws, world: World, known: Rows, at: I64) -> Strings:
        kind = np.where(world.refused[at], np.where(world.culprit[at] == 0, 1, 1 + _kind(world)[at]), 0)
        form = kind * ACCEPTED + draws.draw("outcome.form", ACCEPTED, known, span="prompt")
        fields = {
            "flag": _take(_flags(world), _culprit(world)[at]),
            "other": _take(_flags(world), _culprit_other(world)[at]),
        }
        return OUTCOMES.say(draws, "outcome", known, fields, which=form, span="prompt")

    def _judged(self, draws: Draws, world: World, last: I64) -> Strings:
        """The reasoning on the last line: each option that a range or a rule bears on, then the verdict."""
        options, items = world.options, world.items
        item = options.offsets[items.doc] + world.option
        asked = world.line == last[items.doc]
        bears = asked & (world.valued[item] | (world.rule[item] > 0))
        wrong = world.refused[world.line] & (world.option == world.culprit[world.line])
        flags, fragments = _flags(world), []
        for name, mask in (("range", world.valued[item]), ("hook", world.rule[item] > 0)):
            use = bears & mask
            at, rows = np.flatnonzero(use), Rows.of(items.sum(use))
            bad = wrong[at] & ((world.option[at] == 0) if name == "range" else (world.option[at] > 0))
            kind = 2 * (world.rule[item[at]] if name == "hook" else 0) + bad
            third = len(FITS) // 6
            form = kind * third + draws.draw(f"{name}.form", third, rows, span="reasoning")
            fields = {
                "flag": _take(flags, item[at]),
                "other": _take(flags, _other(world)[item[at]]),
                "value": world.value[at],
                "low": world.low[item[at]],
                "high": world.high[item[at]],
            }
            said = join(FITS.say(draws, f"{name}.words", rows, fields, which=form, span="reasoning"), " ")
            place = np.where(use, np.cumsum(use) - 1, -1)
            fragments.append(where(use, said.take(pa.array(np.maximum(place, 0), mask=~use)), ""))
        steps = items.join(join(*fragments))
        refused = world.refused[last]
        half = len(CLOSINGS) // 2
        which = refused * half + draws.draw("closing.form", half, span="reasoning")
        return join(steps, CLOSINGS.say(draws, "closing", which=which, span="reasoning"))

    def extract(self, text: str) -> Any:
        return read_manual(text)


def _take(column: Any, rows: I64) -> Any:
    if isinstance(column, Picked):
        return Picked(column.table, column.which[rows])
    return column[rows] if isinstance(column, np.ndarray) else column.take(pa.array(rows))


def _table(form: int) -> Strings:
    return pa.concat_arrays([lexicon("technical_flags")[form], lexicon("technical_flags_valued")[form]])


def _flags(world: World) -> Strings:
    return pick(_table(0), world.flag)


def _does(world: World) -> Strings:
    return pick(_table(1), world.flag)


def _other(world: World) -> I64:
    """The option row that each option's rule speaks of."""
    return world.options.offsets[world.options.doc] + world.other


def _culprit(world: World) -> I64:
    """The option row that each line is refused for."""
    return world.options.offsets[world.lines.doc] + np.maximum(world.culprit, 0)


def _culprit_other(world: World) -> I64:
    return _other(world)[_culprit(world)]


def _kind(world: World) -> I64:
    return world.rule[_culprit(world)]


def _without_twins(options: Rows, chosen: I64, switches: int) -> I64:
    """Flags of each document made different again: a twin takes the next free one."""
    table = options.pad(chosen, fill=-1)
    for _ in range(2):
        for k in range(1, options.width):
            here = table[:, k]
            twin = (table[:, :k] == here[:, None]).any(axis=1) & (here >= 0)
            table[:, k] = np.where(twin, (here + 1) % switches, here)
    return options.ravel(table)


def _enough_lines(draws: Draws, knobs: Knobs, world: tuple[Rows, Bools, I64, I64]) -> Rows:
    """As many lines as make the level's work, by what a line of these options is expected to take."""
    options, valued, rule, other = world
    rules, others = options.pad(rule), options.pad(other)
    takes = options.pad(1 + 2 * valued + 2 * (rule > 0))
    likely, every = np.zeros_like(takes), np.arange(len(takes))
    for k in range(options.width):
        has = likely[every, others[:, k]]
        fits = np.select([rules[:, k] == NEEDS, rules[:, k] == EXCLUDES], [has, 100 - has], 100)
        likely[:, k] = knobs["given"] * fits // 100
    work, line = 100 * knobs["work"], _FORCED + (likely * takes).sum(axis=1)
    more = np.where(work < line, 100, 100 * (work % line) // line)
    return Rows.of(work // line + draws.chance("one.more", more, span="prompt"))


def _lines(
    draws: Draws, knobs: Knobs, lines: Rows, world: tuple[Rows, Bools, I64, I64]
) -> tuple[Bools, I64, Bools]:
    """Which lines are refused, for which option (0: its value; -1: none), and what each line gives."""
    options, _, rule, other = world
    doc, width = lines.doc, options.width
    refused = draws.draw("refused", 2, lines, span="prompt") == 1
    ruled = options.pad(rule > 0)[doc]
    count = ruled.sum(axis=1)
    pickable = np.where(refused, 1 + count, 1)
    choice = draws.draw("culprit", pickable, lines, span="prompt")
    culprit = np.where(choice > 0, (np.cumsum(ruled, axis=1) == choice[:, None]).argmax(axis=1), 0)
    culprit = np.where(refused, culprit, -1)
    every = np.arange(len(lines))
    rules, others = options.pad(rule)[doc], options.pad(other)[doc]
    forced = np.full((len(lines), width), -1)
    forced[every, np.maximum(culprit, 0)] = np.where(refused, 1, -1)
    at = np.flatnonzero(culprit > 0)
    here = culprit[at]
    present = rules[at, here] == EXCLUDES
    while len(at):  # what the culprit's rule speaks of is there, or not; so is what that needs or excludes
        here = others[at, here]
        forced[at, here] = present
        goes_on = present & (rules[at, here] > 0)
        at, here = at[goes_on], here[goes_on]
        present = rules[at, here] == NEEDS
    cells = Rows.of(lines.counts * options.counts)
    own = options.counts[cells.doc]
    row, column = lines.offsets[cells.doc] + cells.pos // own, cells.pos % own
    wanted = np.zeros((len(lines), width), np.bool_)
    wanted[row, column] = draws.chance("wanted", knobs["given"][cells.doc], cells, span="prompt")
    given, free = np.zeros_like(wanted), np.zeros_like(wanted)
    for k in range(width):
        has = given[every, others[:, k]]
        fits = np.select([rules[:, k] == NEEDS, rules[:, k] == EXCLUDES], [has, ~has], True)
        free[:, k] = fits & (forced[:, k] < 0)
        given[:, k] = np.where(forced[:, k] >= 0, forced[:, k] == 1, wanted[:, k] & fits)
    draws.hide("wanted", ~free[row, column])
    bare = np.asarray(~given.any(axis=1))
    given[bare, 0] = True
    draws.hide("wanted", free[row, column] & bare[row] & (column == 0))
    return refused, culprit, given


def _order(draws: Draws, lines: Rows, given: Bools) -> tuple[Rows, I64, I64]:
    """The items of all lines: their line, their option; a line begins at an option drawn and goes round."""
    line, option = np.nonzero(given)
    items = Rows.of(lines.sum(given.sum(axis=1)))
    by_line = Rows.of(given.sum(axis=1))
    turn = draws.draw("turn", by_line.counts, lines, span="prompt")
    place = by_line.offsets[line] + (by_line.pos + turn[line]) % by_line.counts[line]
    return items, line.astype(np.int64), option[place].astype(np.int64)
