"""A short paper on two groups: hypothesis, design, data, means and deviations in fixed point, verdict.

Harder means more subjects and outcomes, subjects that do not count, standard errors instead of agreed
margins, and remarks on the data. All figures are integers in tenths or hundredths, rounded half to even; what
is rounded is used from then on. The reader recomputes everything from the printed data with exact decimals.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.scientific._fixed import hundredths, json_tenths, tenths, together
from dataforge.generators.scientific._paper import colour, section, split_colour
from dataforge.generators.scientific._study_phrases import (
    ANALYSES,
    BY_ERROR,
    BY_MARGIN,
    CONCLUSIONS,
    CRITERIA,
    DESIGNS,
    EXCLUSIONS,
    FORMS_A_REMARK,
    FORMS_A_STATUS,
    FORMS_A_VERDICT,
    FORMS_OF_INTRODUCTION,
    HEADS,
    INTRODUCTIONS,
    LABELS,
    LOWERS,
    MARGINS,
    NOTE,
    RAISES,
    REASONS,
    REMARKS,
    ROUNDINGS,
    STYLES,
    TABLE_HEADS,
    TERSE_ANALYSES,
    TITLES,
    VERDICT_LINES,
    VERDICTS,
)  # fmt: skip
from dataforge.generators.scientific._study_reader import read_study
from dataforge.generators.scientific._study_world import CHANGE, World, draw_world
from dataforge.text.columns import (
    Json,
    Strings,
    ints,
    join,
    json_list,
    json_object,
    json_tuple,
    lengths,
    pick,
    where,
)
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

_REMARK_NAMES = ("largest ", "smallest ", "control span ", "treated span ", "change in percent ")
_DECISIONS = Frames(*BY_MARGIN.templates, *BY_ERROR.templates)
_SIGNS = ("0", "+", "-")


class TwoGroupStudy(Genre[World]):
    """A controlled comparison from hypothesis to verdict."""

    name = "two-group-study"
    domain = "scientific"
    lexicons = ("scientific_subjects", "scientific_treatments", "scientific_outcomes")
    summary = "a short paper: two groups, data, exact means and errors, and whether the hypothesis stands"
    knobs = (
        Knob("work", 36, 420, least=30, most=900, meaning="inferences asked for: subjects times outcomes"),
        Knob(
            "errors",
            0,
            80,
            most=100,
            meaning="percent that decide by standard errors, if work allows",
        ),
        Knob(
            "formal",
            0,
            100,
            most=100,
            meaning="percent of texts that are papers with title and headings, not notes",
        ),
        Knob("excluded", 0, 22, most=90, meaning="percent of later subjects that do not count"),
        Knob("colour", 1, 36, slack=100, most=9, meaning="sentences of background, method and caveat"),
        Knob("remarks", 0, 80, most=100, meaning="percent of outcomes with a remark on the data"),
    )

    def support_log2(self, level: int) -> int:
        return 48

    def world(self, draws: Draws, knobs: Knobs) -> World:
        return draw_world(draws, knobs)

    def check(self, world: World) -> Json:
        outcomes, doc = world.outcomes, world.outcomes.doc
        pairs = Rows.of(np.repeat(world.people.counts, outcomes.counts))
        columns = together(hundredths, *world.means.T, *world.deviations.T, world.error)
        margin, *sums = together(tenths, world.margin, *world.sums.T)
        by_error = world.by_error[doc]
        blank = pa.array([""] * len(outcomes), pa.string())
        deviations = [where(by_error, column, blank) for column in columns[2:]]
        figure = where(world.remark == CHANGE, hundredths(world.figure, signed=True), tenths(world.figure))
        remark = where(
            world.remark >= 0, join(pick(_REMARK_NAMES, np.maximum(world.remark, 0)), figure), blank
        )
        results = json_tuple(
            pick(lexicon("scientific_outcomes")[0], world.outcome),
            where(world.rising, "+", "-"),
            where(by_error, blank, margin),
            json_list(pairs, json_tenths(world.values)),
            *sums, world.counts[:, 0], world.counts[:, 1],
            columns[0], columns[1], *deviations,
            hundredths(world.means[:, 1] - world.means[:, 0], signed=True),
            pick(_SIGNS, world.verdict), remark,
        )  # fmt: skip
        left_out = np.flatnonzero(world.dropped)
        rows = Rows.of(world.people.sum(world.dropped))
        return json_object(
            {
                "kind": "two-group-study",
                "subjects": pick(lexicon("scientific_subjects")[0], world.subject),
                "treatment": pick(lexicon("scientific_treatments")[0], world.treatment),
                "sizes": json_tuple(world.sizes[:, 0], world.sizes[:, 1]),
                "left_out": json_list(rows, world.people.pos[left_out]),
                "outcomes": json_list(outcomes, results),
                "answer": world.answer,
            }
        )

    def cost(self, world: World) -> I64:
        remarks = world.outcomes.sum(world.remark >= 0)
        return np.asarray(world.effort + world.people.sum(world.dropped) + 2 * remarks, np.int64)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        outcomes, names = world.outcomes, lexicon("scientific_outcomes")
        words = {
            "subjects": pick(lexicon("scientific_subjects")[0], world.subject),
            "treatment": pick(lexicon("scientific_treatments")[0], world.treatment),
            "outcome": pick(names[0], world.outcome[outcomes.offsets[:-1]]),
            "wishes": _wishes(draws, world),
        }
        named = {"outcome": pick(names[0], world.outcome), "unit": pick(names[1], world.outcome)}
        formal = world.formal
        style = np.where(formal, draws.draw("style", np.where(formal, STYLES, 1), span="prompt"), NOTE)
        heads = [pick([HEADS[each][part] for each in range(STYLES)], style) for part in range(6)]
        title = TITLES.say(draws, "title", None, words, visible=formal, span="prompt")
        form = draws.draw("introduction", FORMS_OF_INTRODUCTION, span="prompt")
        introduction = INTRODUCTIONS.say(
            draws, "opening", None, words, which=form + ~formal * FORMS_OF_INTRODUCTION, span="prompt"
        )
        label = draws.draw("label", len(LABELS), span="prompt")
        methods = join(_design(draws, world, words), _criteria(draws, world, named))
        excluded, early = _excluded(draws, world, label)
        methods = join(methods, where(early, join(" ", excluded), ""))
        data = join(
            _data(draws, world, label, named),
            where(early | (lengths(excluded) == 0), "", join("\n\n", excluded)),
        )
        answer = join(
            _conclusions(draws, world, named),
            " ",
            VERDICT_LINES.render(
                draws.draw("verdict.line", len(VERDICT_LINES), span="answer"), {"answer": world.answer}
            ),
        )
        asides = section(
            "",
            *colour(draws, split_colour(draws, world.colour, "reasoning"), words["treatment"], "reasoning"),
        )
        top = where(formal, join(heads[0], title, "\n\n"), "")
        prompt = join(top, heads[1], introduction, "\n\n", heads[2], methods, "\n\n", heads[3], data, "\n\n")
        return [
            Segment("prompt", prompt),
            Segment("reasoning", join(heads[4], _analysis(draws, world, named), "\n\n", asides, heads[5])),
            Segment("answer", answer),
        ]

    def extract(self, text: str) -> Any:
        return read_study(text)


def _wishes(draws: Draws, world: World) -> Strings:
    """What the treatment was expected to do: "raise the height and lower the leaf temperature"."""
    outcomes = world.outcomes
    verb = draws.draw("verb", len(RAISES), outcomes, span="prompt") + np.where(world.rising, 0, len(RAISES))
    link = np.where(outcomes.pos == 0, 0, np.where(outcomes.last, 2, 1))
    name = pick(lexicon("scientific_outcomes")[0], world.outcome)
    return outcomes.join(join(pick(("", ", ", " and "), link), pick((*RAISES, *LOWERS), verb), " the ", name))


def _design(draws: Draws, world: World, words: Mapping[str, Strings]) -> Strings:
    controls, treated = world.sizes.T
    form = draws.draw("design", len(DESIGNS), span="prompt")
    return DESIGNS.render(form, {**words, "nc": controls, "nt": treated, "all": controls + treated})


def _criteria(draws: Draws, world: World, named: Mapping[str, Strings]) -> Strings:
    """How figures are rounded and when a difference counts."""
    outcomes = world.outcomes
    by_margin = ~world.by_error[outcomes.doc]
    rows, at = Rows.of(outcomes.sum(by_margin)), np.flatnonzero(by_margin)
    margins = MARGINS.render(
        draws.draw("margin.form", len(MARGINS), rows, span="prompt"),
        {
            "margin": tenths(world.margin[at]),
            **{name: text.take(pa.array(at)) for name, text in named.items()},
        },
    )
    general = CRITERIA.render(
        draws.draw("criterion", np.where(world.by_error, len(CRITERIA), 1), span="prompt")
    )
    formal = world.formal
    rounding = pick(ROUNDINGS, draws.draw("rounding", np.where(formal, len(ROUNDINGS), 1), span="prompt"))
    return join(
        " ", where(world.by_error, general, rows.join(margins, " ")), where(formal, join(" ", rounding), "")
    )


def _excluded(draws: Draws, world: World, label: I64) -> tuple[Strings, NDArray[np.bool_]]:
    """Who does not count and why, and whether that stands in the methods ('' and False where all count)."""
    rows, at = Rows.of(world.people.sum(world.dropped)), np.flatnonzero(world.dropped)
    sentences = EXCLUSIONS.render(
        draws.draw("exclusion", len(EXCLUSIONS), rows, span="prompt"),
        {
            "label": _labels(world, label).take(pa.array(at)),
            "reason": pick(REASONS, draws.draw("reason", len(REASONS), rows, span="prompt")),
        },
    )
    early = draws.draw("early", np.where(rows.counts > 0, 2, 1), span="prompt") == 1
    return rows.join(sentences, " "), early


def _labels(world: World, label: I64) -> Strings:
    """C1, C2, .. T1, T2, .. for each subject."""
    people = world.people
    treated = world.treated
    place = people.pos - np.where(treated, world.sizes[people.doc, 0], 0)
    letter = pick([each for pair in LABELS for each in pair], 2 * label[people.doc] + treated)
    return join(letter, ints(place + 1))


def _data(draws: Draws, world: World, label: I64, named: Mapping[str, Strings]) -> Strings:
    """The readings, as a table of subjects or as lists by outcome and group."""
    table = draws.chance("table", np.where(world.formal, 50, 25), span="prompt")
    head = draws.draw("table.head", np.where(table, len(TABLE_HEADS), 1), span="prompt")
    return where(table, _table(world, table, head, label, named), _lists(world, ~table, label, named))


def _table(
    world: World, mine: NDArray[np.bool_], head: I64, label: I64, named: Mapping[str, Strings]
) -> Strings:
    people, num_outcomes = world.people, world.outcomes.counts
    each = np.flatnonzero(mine[people.doc])
    doc = people.doc[each]
    cells = Rows.of(num_outcomes[doc])
    column = world.start[world.outcomes.offsets[doc][cells.doc] + cells.pos]
    readings = tenths(world.values[column + people.pos[each][cells.doc]])
    group = pick(("control", "treated"), world.treated[each].astype(np.int64))
    lines = join(
        "| ",
        _labels(world, label).take(pa.array(each)),
        " | ",
        group,
        " | ",
        cells.join(readings, " | "),
        " |",
    )
    columns = world.outcomes.join(join(" | ", named["outcome"], " (", named["unit"], ")"))
    rule = world.outcomes.join(pa.array([" | ---"] * len(world.outcomes), pa.string()))
    body = Rows.of(np.where(mine, people.counts, 0)).join(lines, "\n")
    return join("| ", pick(TABLE_HEADS, head), columns, " |\n| --- | ---", rule, " |\n", body)


def _lists(world: World, mine: NDArray[np.bool_], label: I64, named: Mapping[str, Strings]) -> Strings:
    outcomes = world.outcomes
    each = np.flatnonzero(mine[outcomes.doc])
    doc = outcomes.doc[each]
    parts: list[Strings | str] = [
        named["outcome"].take(pa.array(each)),
        " (",
        named["unit"].take(pa.array(each)),
        ")",
    ]
    for group, word in enumerate(("controls", "treated")):
        size = world.sizes[doc, group]
        letter = pick([pair[group] for pair in LABELS], label[doc])
        rows = Rows.of(size)
        first = world.start[each] + (world.sizes[doc, 0] if group else 0)
        readings = rows.join(tenths(world.values[first[rows.doc] + rows.pos]), ", ")
        parts += [f"\n{word} (", letter, "1 to ", letter, ints(size), "): ", readings]
    return Rows.of(np.where(mine, outcomes.counts, 0)).join(join(*parts), "\n")


def _analysis(draws: Draws, world: World, named: Mapping[str, Strings]) -> Strings:
    """One line an outcome: sums, means, deviations, the difference, whether it counts, a remark."""
    outcomes, by_error = world.outcomes, world.by_error[world.outcomes.doc]
    phrase = draws.draw("verdict.form", FORMS_A_VERDICT, outcomes, span="reasoning")
    difference = world.means[:, 1] - world.means[:, 0]
    reached = np.abs(difference) >= 10 * world.margin
    *means, error, limit, control, treated = together(
        hundredths, *world.means.T, world.error, 2 * world.error, *world.deviations.T
    )
    margin, *sums = together(tenths, world.margin, *world.sums.T)
    decision = _DECISIONS.render(
        draws.draw("decision", len(BY_MARGIN), outcomes, span="reasoning")
        + np.where(by_error, len(BY_MARGIN), 0),
        {
            "reaches": where(reached, "reaches", "misses"),
            "is_or_not": where(reached, "is", "is not"),
            "margin": margin,
            "se": error,
            "limit": limit,
            "verdict": pick(VERDICTS, world.verdict * FORMS_A_VERDICT + phrase),
        },
    )
    fields: dict[str, Any] = {**named, "d": hundredths(difference, signed=True), "decision": decision}
    for group, (letter, deviation) in enumerate(zip("ct", (control, treated), strict=True)):
        fields[f"sum_{letter}"] = sums[group]
        fields[f"n_{letter}"] = world.counts[:, group]
        fields[f"mean_{letter}"] = means[group]
        fields[f"sd_{letter}"] = where(by_error, join(", SD ", deviation), "")
    forms = np.where(world.formal, len(ANALYSES), TERSE_ANALYSES)
    style = draws.draw("analysis", forms, span="reasoning")
    return outcomes.join(
        join(ANALYSES.render(style[outcomes.doc], fields), _remarks(draws, world, named)), "\n"
    )


def _remarks(draws: Draws, world: World, named: Mapping[str, Strings]) -> Strings:
    """A remark on each outcome that has one, with a space before it; else ''."""
    made = world.remark >= 0
    rows, at = Rows.of(world.outcomes.sum(made)), np.flatnonzero(made)
    remark, figure = world.remark[at], world.figure[at]
    sentences = REMARKS.render(
        remark * FORMS_A_REMARK + draws.draw("remark.form", FORMS_A_REMARK, rows, span="reasoning"),
        {
            "v": where(remark == CHANGE, hundredths(figure, signed=True), tenths(figure)),
            **{name: text.take(pa.array(at)) for name, text in named.items()},
        },
    )
    order = pa.array(np.cumsum(made) - 1, mask=~made)
    return where(made, join(" ", sentences).take(order), "")


def _conclusions(draws: Draws, world: World, named: Mapping[str, Strings]) -> Strings:
    form = draws.draw("conclusion", FORMS_A_STATUS, world.outcomes, span="answer")
    moved = pick(("stayed", "rose", "fell"), world.verdict)
    sentences = CONCLUSIONS.render(world.status * FORMS_A_STATUS + form, {**named, "moved": moved})
    return world.outcomes.join(sentences, " ")
