# ruff: noqa: E501 - a sentence stands on one line
"""A physics report: readings with errors, units converted, a quotient and its error for every run, the mean beside a handbook.

Harder means more runs, more figures, more readings in another unit, runs left out. Errors are relative ones in permille,
added; everything is in fixed point, halves to even. Whether the mean agrees with the handbook is drawn first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.scientific._effort import Effort
from dataforge.generators.scientific._field_reader import read_report
from dataforge.generators.scientific._fixed import hundredths
from dataforge.generators.scientific._paper import (
    LEXICONS,
    Heads,
    byline,
    colour,
    phrases,
    section,
    sentences,
    split_colour,
)
from dataforge.text.columns import (
    Json,
    Picked,
    Strings,
    ints,
    join,
    json_list,
    json_object,
    json_tuple,
    num_digits,
    pick,
    where,
)
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

QUOTIENT, UNIT, FIRST, BASE, ALT, FACTOR, SECOND, BASE2, ALT2, FACTOR2, OBJECT = range(11)
LABELS = ("run", "trial", "series", "reading", "attempt", "session", "station", "pass")

TITLES = phrases(
    "[# |## |Laboratory report: |Practical: |Title: |Bench note: |Experiment: |First report: |Day book: ][The|Once more the|On the|Measuring the|Finding the|Estimating the|A value for the] {c} of {what}[| by hand| with simple means|, with errors| from {first} and {second}|: report of a practical]",
    "[# |## |Report: |Exercise: |Protocol: |Question sheet: |Physics, second year: |][What is|How large is|How certain is|What is known of|Who needs|How sure are we of|Why measure] the {c} of {what}?[| A measurement.| A practical.| Results and errors.]",
    "[# |## |Note: |Field note: |Short report: ]{^what}: {c} from {first} and {second}[| in the field| on a bench|, with error bars]",
    "[# |## |Technical note: |Letter: |Draft: |Summary: ][Another|A second|A <adj>] <account> of {what}[: its {c}|, with its {c}| and its {c}]",
    "[# |## |Worksheet: |Student report: |Memo: ]{^c} of {what}[: readings and errors|, measured|, once more|, against the handbook]",
)
OPENINGS = sentences(
    "[We|The group|Two of us|The class] [wished|set out|were asked|agreed] to [measure|find|determine|estimate] the {c} of {what} from {first} and {second}.",
    "The {c} of {what} is [its|simply its|by definition its|nothing but] {first} [divided by|over|per] {second}; [both|the two] were [measured|read|taken] with their errors.",
    "{^what} [served|was chosen|was at hand|was used] as an example[:| because of <lack>:| on the advice of <person>:] what is its {c}[, with an error| and how sure are we|, roughly]?",
    "<people> [quote|trust|repeat|question] the handbook on the {c} of {what}; [here|in this report] it is [measured|taken] from {first} and {second}.",
    "[To|In order to|So as to] [check|test|confirm|examine] what the handbook says of {what}, {first} and {second} were [measured|read|noted] and their quotient, the {c}, [worked out|computed|formed].",
)
RULES = Frames(
    "[Errors|Uncertainties] are [taken|expressed|handled] as relative errors in permille and [added|summed]; [all|derived] figures are rounded half to even.",
    "[For the quotient|For a quotient|In a quotient], relative errors [in permille |]are added[;|, and] rounding is half to even.",
    "Rounding is half to even[;|,] [relative errors|uncertainties], in permille, [add|add up|are summed].",
)
HANDBOOK = Frames(
    "The [handbook|manual|textbook|data sheet|table] [gives|has|lists|quotes|states] {r} {unit}.",
    "[Expected|According to the handbook|From the tables|In print] it is {r} {unit}.",
    "[A value|A figure|The value|The figure] of {r} {unit} [is in the handbook|is printed|is usually quoted|has been published|comes with the apparatus].",
)
OMITTED = sentences(
    "We [omit|discard] {label} {k}[, because of <lack>|, where <bias> was obvious|, in which the <thing> failed| on account of <bias>].",
    "[Owing to|Because of|In view of] <bias>, we [omit|discard] {label} {k}.",
)
LINES = Frames(
    "{^label} {k}[: |, | - ]{first} {a} {pm} {ea} {ua}[, |; | and | with ]{second} {b} {pm} {eb} {ub}[|.]",
    "{^label} {k}[: |, | - ]{a} {pm} {ea} {ua} ({first}) [in|for|over|against|and] {b} {pm} {eb} {ub} ({second})[|.]",
    "{^label} {k}[: |, | - ][read|found|measured|noted|taken] {a} {pm} {ea} {ua}[ and|, then|, also] {b} {pm} {eb} {ub}[|.]",
)
CONVERTED = Frames(
    "{a} {alt} [is|are|make|come to|=] {a2} {base} ([error|give or take|within|uncertain by] {e2})[; |, ]",
    "[in {base} |converted, |as {base}, |rather, ]{a2} with [an error of|error|uncertainty] {e2}[; |, ]",
)
WORKED = Frames(
    "[{c}|quotient|result|it follows that it is] {v}[, |; ][relative errors|in permille|permille] {ra} + {rb} = {rs}[, |; ][error|so uncertain by|which makes|hence give or take] {e}.",
    "[{c}|quotient|value|this gives] {v}[; |, ][uncertain by|errors of] {ra} and {rb} [permille|in a thousand], [together|in all] {rs}, [that is|which is|or] {e}.",
)
MEANS = Frames(
    "[Mean|The mean|On average|Averaged] over {n}: {m} {unit}, [error|mean error|uncertainty] {e}; [it is off the handbook by|from the handbook it differs by|distance from the handbook:] {d}.",
    "[Taken together, {n} values|All {n}|The {n} that count] average {m} {unit}, [their errors|the errors] {e}[;|,] [and the handbook is away by|the difference to the handbook is|against the handbook there is a gap of] {d}.",
)
VERDICTS = Frames(
    "[Hence|So|Thus|In the end|It follows that] the {c} of {what} is {answer} with [the handbook|the printed value|the tables].",
    "[Verdict|Conclusion|Outcome|Answer]: [our|the] value for {what} is {answer} with [the handbook|print|the tables].",
    "[We conclude that|All in all|Within its error or not|As it stands], [our result|the mean|the measured {c}] is {answer} with the [handbook|printed] value for {what}.",
)
HEADS = Heads(
    "Background|Introduction|Aim|Purpose|Task|Motivation|The question",
    "Method|Apparatus|How it was done|Procedure|Set-up|Circumstances",
    "Readings|Data|Observations|Measurements|Raw data|From the notebook",
    "Evaluation|Working|Results|Calculation|Computation|Treatment of errors",
    "Discussion|Caveats|Remarks|Limitations|Sources of error|Comment",
    tables=(2, 3),
)


@dataclass(frozen=True)
class World:
    """A batch of reports.

    Attributes:
        runs: a row is a run; `read`, `error` int64[num_runs, 2] as read, `alt` which of both are in the other unit;
            `based`, `based_error` in base units; `value`, `spread` of the quotient in hundredths.
        relative: int64[num_runs, 3] in permille: of both readings, and their sum.
        mean, spread_mean, away: of each document, in hundredths.
    """

    experiment: I64
    label: I64
    runs: Rows
    read: I64
    error: I64
    alt: NDArray[np.bool_]
    based: I64
    based_error: I64
    value: I64
    spread: I64
    relative: I64
    out: NDArray[np.bool_]
    kept: I64
    mean: I64
    spread_mean: I64
    printed: I64
    away: I64
    agrees: NDArray[np.bool_]
    colour: I64
    effort: I64


class FieldReport(Genre[World]):
    """A quotient of two readings, with errors, run by run."""

    name = "field-report"
    domain = "scientific"
    lexicons = (*LEXICONS, "scientific_experiments")
    summary = "a physics report: units converted, errors propagated, a mean that agrees with the handbook or does not"
    label = "answer"
    knobs = (
        Knob(
            "work", 30, 800, least=10, most=4_000, meaning="about how many inferences the runs take together"
        ),
        Knob("size", 12, 30_000, slack=10, least=10, most=100_000, meaning="largest reading"),
        Knob("units", 0, 600, most=100, meaning="percent of reports with readings in another unit"),
        Knob("omitted", 0, 5, most=90, meaning="percent of later runs that are left out"),
        Knob("colour", 1, 36, slack=100, most=13, meaning="sentences of background, method and caveat"),
    )

    def support_log2(self, level: int) -> int:
        return 30

    def world(self, draws: Draws, knobs: Knobs) -> World:
        effort = Effort(draws.num_docs)
        names = lexicon("scientific_experiments")
        experiment = draws.draw("experiment", len(names), span="prompt")
        factors = np.array(
            [[int(each) for each in names.words(form)] for form in (FACTOR, FACTOR2)], np.int64
        ).T
        alt = _other_units(draws, knobs, factors[experiment])
        runs = Rows.of(_affordable(knobs, factors[experiment], alt))
        doc = runs.doc
        out = draws.chance("out", np.where(runs.pos > 0, knobs["omitted"][doc], 0), runs, span="prompt")
        kept = np.flatnonzero(~out)
        used = Rows.of(runs.sum(~out))
        read, error = _readings(draws, runs, knobs)
        alt = alt[doc]
        times = np.where(alt, factors[experiment[doc]], 1)
        based, based_error = read * times, error * times
        for k in range(2):
            at = np.flatnonzero(alt[kept, k])
            rows = Rows.of(used.sum(alt[kept, k]))
            effort.multiply(read[kept[at], k], times[kept[at], k], rows)
            effort.multiply(error[kept[at], k], times[kept[at], k], rows)
        value, spread, relative = (
            np.zeros(len(runs), np.int64),
            np.zeros(len(runs), np.int64),
            np.zeros((len(runs), 3), np.int64),
        )
        a, b = based[kept].T
        value[kept] = effort.divide(100 * a, b, used)
        first, second = (effort.divide(1000 * based_error[kept, k], based[kept, k], used) for k in range(2))
        both = effort.add(first, second, used)
        relative[kept] = np.stack([first, second, both], axis=1)
        spread[kept] = effort.divide(value[kept] * both, np.full(len(kept), 1000), used)
        n = used.counts
        mean = effort.divide(effort.total_of(value[kept], used), n)
        spread_mean = effort.divide(effort.total_of(spread[kept], used), n)
        agrees, printed = _handbook(draws, mean, spread_mean)
        away = np.abs(effort.subtract(mean, printed))
        effort.count(1)
        return World(
            experiment=experiment, label=draws.draw("label", len(LABELS), span="prompt"), runs=runs, read=read,
            error=error, alt=alt, based=based, based_error=based_error, value=value, spread=spread, relative=relative,
            out=out, kept=n, mean=mean, spread_mean=spread_mean, printed=printed, away=away, agrees=agrees,
            colour=knobs["colour"], effort=effort.total,
        )  # fmt: skip

    def check(self, world: World) -> Json:
        names = lexicon("scientific_experiments")
        doc = world.experiment[world.runs.doc]
        units = [
            where(world.alt[:, k], pick(names[alt], doc), pick(names[base], doc))
            for k, (base, alt) in enumerate(((BASE, ALT), (BASE2, ALT2)))
        ]
        readings = json_tuple(
            world.read[:, 0], world.error[:, 0], units[0], world.read[:, 1], world.error[:, 1], units[1],
            where(world.out, "", hundredths(world.value)), where(world.out, "", hundredths(world.spread)),
        )  # fmt: skip
        return json_object(
            {
                "kind": "field-report",
                "quantity": pick(names[QUOTIENT], world.experiment),
                "object": pick(names[OBJECT], world.experiment),
                "runs": json_list(world.runs, readings),
                "mean": json_tuple(hundredths(world.mean), hundredths(world.spread_mean)),
                "handbook": json_tuple(hundredths(world.printed), hundredths(world.away)),
                "answer": _answer(world),
            }
        )

    def cost(self, world: World) -> I64:
        return world.effort

    def render(self, draws: Draws, world: World) -> list[Segment]:
        names = lexicon("scientific_experiments")
        words: dict[str, Any] = {
            name: Picked(names[form], world.experiment)
            for name, form in (
                ("c", QUOTIENT),
                ("first", FIRST),
                ("second", SECOND),
                ("what", OBJECT),
                ("unit", UNIT),
            )
        }
        title = TITLES.say(draws, "title", None, words, span="prompt")
        opening = OPENINGS.say(draws, "opening", None, words, span="prompt")
        rules = RULES.say(draws, "rules", None, words, span="prompt")
        printed = HANDBOOK.say(
            draws, "handbook", None, {**words, "r": hundredths(world.printed)}, span="prompt"
        )
        shares = split_colour(draws, world.colour)
        topic = join("the ", words["c"].strings(), " of ", words["what"].strings())
        background, method, caveat = colour(draws, shares, topic)
        heads = HEADS.say(draws, {4: shares[2]})
        prompt = join(
            title, byline(draws, world.colour), "\n\n",
            section(heads[0], opening, background),
            section(heads[1], rules, method, _omitted(draws, world)),
            heads[2], _data(draws, world, words), "\n\n", printed, "\n\n",
        )  # fmt: skip
        fields = {
            **words, "n": world.kept, "m": hundredths(world.mean), "e": hundredths(world.spread_mean),
            "d": hundredths(world.away),
        }  # fmt: skip
        mean = MEANS.say(draws, "mean", None, fields, span="reasoning")
        working = join(heads[3], _working(draws, world, words), "\n", mean, "\n\n", section(heads[4], caveat))
        verdict = VERDICTS.say(draws, "verdict", None, {**words, "answer": _answer(world)}, span="answer")
        return [Segment("prompt", prompt), Segment("reasoning", working), Segment("answer", verdict)]

    def extract(self, text: str) -> Any:
        return read_report(text)


def _other_units(draws: Draws, knobs: Knobs, factors: I64) -> NDArray[np.bool_]:
    """Which of both quantities are read in their larger unit, bool[num_docs, 2].

    The second only where that of the first is as much larger, so that no quotient vanishes.
    """
    first = draws.chance("first.alt", knobs["units"], span="prompt")
    second = first & (factors[:, 1] <= factors[:, 0])
    return np.stack([first, second], axis=1)


def _affordable(knobs: Knobs, factors: I64, alt: NDArray[np.bool_]) -> I64:
    """Runs that the budget allows: those with larger numbers cost more."""
    size = num_digits(knobs["size"])
    digits = np.where(alt, num_digits(factors), 1)
    a, b = digits.T
    each = (
        5 * size
        + 16
        + 5 * (a - 1)
        - (b - 1)
        + np.where(alt, 2 * size[:, None] + 2 * digits - 1, 0).sum(axis=1)
    )
    return np.asarray(np.maximum((knobs["work"] + each // 2) // each, 1), np.int64)


def _readings(draws: Draws, runs: Rows, knobs: Knobs) -> tuple[I64, I64]:
    """Both readings of each run and their errors, int64[num_runs, 2]: the first from a wide range, the rest near it."""
    doc, size = runs.doc, knobs["size"]
    read, error = [], []
    for name, low, width in (("first", size, size), ("second", 5 + size // 5, size // 4 + 10)):
        lead = low + draws.draw(f"{name}.lead", width, span="prompt")
        reach = np.where(runs.pos == 0, 1, lead[doc] // 6 + 2)
        value = lead[doc] - reach // 2 + draws.draw(f"{name}.read", reach, runs, span="prompt")
        read.append(value)
        error.append(1 + draws.draw(f"{name}.error", 1 + value // 24, runs, span="prompt"))
    return np.stack(read, axis=1), np.stack(error, axis=1)


def _handbook(draws: Draws, mean: I64, spread: I64) -> tuple[NDArray[np.bool_], I64]:
    """Whether the mean agrees with the handbook, and what that says: as far off as the error, or a little more."""
    agrees = draws.chance("agrees", 50, span="prompt")
    room = spread // 2 + 1
    off = draws.draw("off", room, span="prompt")
    off = np.where(agrees, spread - off, spread + 1 + off)
    above = draws.draw("above", np.where(mean > off, 2, 1), span="prompt") == 0
    return agrees, np.where(above, mean + off, mean - off)


def _answer(world: World) -> Strings:
    return where(world.agrees, "consistent", "inconsistent")


def _label(world: World, doc: I64) -> Picked:
    return Picked(pa.array(LABELS), world.label[doc])


def _omitted(draws: Draws, world: World) -> Strings:
    """Which runs are left out, and why."""
    at = np.flatnonzero(world.out)
    rows = Rows.of(world.runs.sum(world.out))
    fields = {"label": _label(world, rows.doc), "k": world.runs.pos[at] + 1}
    return rows.join(OMITTED.say(draws, "omitted", rows, fields, span="prompt"), " ")


def _data(draws: Draws, world: World, words: dict[str, Any]) -> Strings:
    """Both readings of every run, a line each."""
    runs, names = world.runs, lexicon("scientific_experiments")
    experiment = world.experiment[runs.doc]
    sign = draws.draw("sign", 3, span="prompt")
    fields: dict[str, Any] = {
        "label": _label(world, runs.doc), "k": runs.pos + 1, "a": world.read[:, 0], "ea": world.error[:, 0],
        "b": world.read[:, 1], "eb": world.error[:, 1],
        "pm": Picked(pa.array(["+/-", "\u00b1", "give or take"]), sign[runs.doc]),
        "ua": where(world.alt[:, 0], pick(names[ALT], experiment), pick(names[BASE], experiment)),
        "ub": where(world.alt[:, 1], pick(names[ALT2], experiment), pick(names[BASE2], experiment)),
        **{name: Picked(words[name].table, experiment) for name in ("first", "second")},
    }  # fmt: skip
    style = draws.draw("line", len(LINES), span="prompt")
    lines = LINES.say(draws, "lines", runs, fields, which=style[runs.doc], span="prompt")
    return runs.join(lines, "\n")


def _working(draws: Draws, world: World, words: dict[str, Any]) -> Strings:
    """Each run that counts: units, quotient, relative errors, error."""
    kept = np.flatnonzero(~world.out)
    used = Rows.of(world.kept)
    names = lexicon("scientific_experiments")
    experiment = world.experiment[used.doc]
    parts: list[Strings | str] = []
    for k, (base, alt) in enumerate(((BASE, ALT), (BASE2, ALT2))):
        mine = world.alt[kept, k]
        at = kept[mine]
        rows = Rows.of(used.sum(mine))
        fields = {
            "a": world.read[at, k], "a2": world.based[at, k], "e2": world.based_error[at, k],
            "alt": Picked(names[alt], experiment[mine]), "base": Picked(names[base], experiment[mine]),
        }  # fmt: skip
        told = CONVERTED.say(draws, f"converted.{k}", rows, fields, span="reasoning")
        parts.append(_spread(told, mine))
    relative = world.relative[kept]
    worked = WORKED.say(
        draws, "worked", used,
        {
            "c": Picked(words["c"].table, experiment), "v": hundredths(world.value[kept]), "ra": relative[:, 0],
            "rb": relative[:, 1], "rs": relative[:, 2], "e": hundredths(world.spread[kept]),
        },
        span="reasoning",
    )  # fmt: skip
    label = pick([each.capitalize() for each in LABELS], world.label[used.doc])
    return used.join(join(label, " ", ints(world.runs.pos[kept] + 1), ": ", *parts, worked), "\n")


def _spread(strings: Strings, mask: NDArray[np.bool_]) -> Strings:
    """The strings where the mask holds, in turn; '' elsewhere."""
    table = pa.concat_arrays([pa.array([""]), strings])
    return table.take(pa.array(np.where(mask, np.cumsum(mask), 0)))
