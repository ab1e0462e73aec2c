"""A short paper on two groups: hypothesis, design, data, means and deviations in fixed point, and what follows.

Harder means more subjects and outcomes, subjects that do not count, standard errors instead of agreed margins, and
remarks on the data. All figures are integers in tenths or hundredths, rounded half to even; what is rounded is used
from then on. The reader recomputes everything from the printed data with exact fractions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.scientific._fixed import divide, hundredths, root, tenths
from dataforge.generators.scientific._study_phrases import (
    ANALYSES, BY_ERROR, BY_MARGIN, CONCLUSIONS, CRITERIA, DESIGNS, EXCLUSIONS, FORMS_A_REMARK, FORMS_A_STATUS,
    FORMS_A_VERDICT, HEADS, INTRODUCTIONS, LABELS, LOWERS, MARGINS, RAISES, REASONS, REMARKS, ROUNDINGS, STYLES,
    TABLE_HEADS, TITLES, VERDICTS, VERDICT_LINES,
)  # fmt: skip
from dataforge.generators.scientific._study_reader import read_study
from dataforge.text.columns import Frames, Json, Strings, ints, join, json_list, json_object, json_tuple, pick, where
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

NUM_OUTCOMES_A_FAMILY = 6
_FIRST_EXCLUDED = 3  # the first three of a group always count
SUPPORTED, CONTRADICTED, OPEN = 0, 1, 2
STATUS = ("supported", "contradicted", "left open")
LARGEST, SMALLEST, SPAN_CONTROLS, SPAN_TREATED, CHANGE = range(5)
_SIGNS = ("0", "+", "-")
_NUM_REMARKS = 5


@dataclass(frozen=True)
class World:
    """A batch of studies.

    Attributes:
        sizes: int64[num_docs, 2], controls and treated.
        outcomes: a row is an outcome; `rising`: it was expected to rise; `margin` in tenths, where margins decide.
        people: a row is a subject, controls first; `dropped` subjects count nowhere.
        values: a row is an (outcome, subject) pair, in tenths.
        counts, sums: int64[num_outcomes, 2], of those who count; means, deviations: the same in hundredths.
        verdict: 0 none, 1 increase, 2 decrease.
        remark: -1 or what is remarked about an outcome, with its figure (tenths; CHANGE in hundredths of a percent).
    """

    subject: I64
    treatment: I64
    by_error: NDArray[np.bool_]
    sizes: I64
    outcomes: Rows
    outcome: I64
    rising: NDArray[np.bool_]
    margin: I64
    people: Rows
    dropped: NDArray[np.bool_]
    values: I64
    counts: I64
    sums: I64
    means: I64
    deviations: I64
    error: I64
    verdict: I64
    remark: I64
    figure: I64

    @property
    def status(self) -> I64:
        """What becomes of each expectation."""
        as_expected = self.rising == (self.verdict == 1)
        return np.where(self.verdict == 0, OPEN, np.where(as_expected, SUPPORTED, CONTRADICTED))


@cache
def _families(name: str) -> tuple[I64, I64]:
    """Where the entries of each family begin in a lexicon whose last form is the family, and how many there are."""
    words = lexicon(name)
    family = np.array([int(each) for each in words.words(len(words.columns) - 1)])
    count = np.bincount(family)
    return np.cumsum(count) - count, count


@cache
def _ranges() -> I64:
    """low, high, spread of each outcome in tenths, int64[num_outcomes, 3]."""
    words = lexicon("scientific_outcomes")
    return np.array([[int(each) for each in words.words(form)] for form in (2, 3, 4)], np.int64).T


class TwoGroupStudy(Genre[World]):
    """A controlled comparison from hypothesis to verdict."""

    name = "two-group-study"
    domain = "scientific"
    lexicons = ("scientific_subjects", "scientific_treatments", "scientific_outcomes")
    summary = "a short paper: two groups, data, exact means and errors, and whether the hypothesis stands"
    knobs = (
        Knob("subjects", 3, 8, slack=13, least=3, most=40, meaning="controls; the treated are as many, or one more"),
        Knob("outcomes", 1, 3, least=1, most=NUM_OUTCOMES_A_FAMILY, meaning="quantities measured"),
        Knob("errors", 0, 100, most=100, meaning="percent of papers that decide by standard errors, not margins"),
        Knob("excluded", 0, 22, most=100, meaning="percent of later subjects that do not count"),
        Knob("remarks", 0, 80, most=100, meaning="percent of outcomes with a remark on the data"),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 8 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        first, count = _families("scientific_subjects")
        family = draws.draw("family", len(count), span="prompt")
        subject = first[family] + draws.draw("subject", count[family], span="prompt")
        first, count = _families("scientific_treatments")
        treatment = first[family] + draws.draw("treatment", count[family], span="prompt")
        by_error = draws.chance("by.error", knobs["errors"], span="prompt")
        sizes = np.stack([knobs["subjects"], knobs["subjects"] + draws.draw("one.more", 2, span="prompt")], axis=1)
        outcomes, people = Rows.of(knobs["outcomes"]), Rows.of(sizes.sum(axis=1))
        outcome = draws.distinct("outcome", NUM_OUTCOMES_A_FAMILY, outcomes, span="prompt")
        outcome = outcome + NUM_OUTCOMES_A_FAMILY * family[outcomes.doc]
        rising = draws.chance("rising", 50, outcomes, span="prompt")
        spread = _ranges()[outcome, 2]
        margin = 1 + draws.draw("margin", np.where(by_error[outcomes.doc], 1, spread), outcomes, span="prompt")
        place = people.pos - np.where(people.pos < sizes[people.doc, 0], 0, sizes[people.doc, 0])
        may_drop = np.where(place >= _FIRST_EXCLUDED, knobs["excluded"][people.doc], 0)
        dropped = draws.chance("dropped", may_drop, people, span="prompt")
        values = _measure(draws, (outcomes, outcome), by_error, sizes)
        results = _evaluate(values, (outcomes, people), sizes, dropped)
        counts, sums, means, deviations, extremes = results
        error = root(
            deviations[:, 0] ** 2 * counts[:, 1] + deviations[:, 1] ** 2 * counts[:, 0], counts[:, 0] * counts[:, 1]
        )
        difference = means[:, 1] - means[:, 0]
        counts_as = np.where(by_error[outcomes.doc], np.abs(difference) > 2 * error, np.abs(difference) >= 10 * margin)
        verdict = np.where(counts_as, np.where(difference > 0, 1, 2), 0)
        remarked = draws.chance("remarked", knobs["remarks"][outcomes.doc], outcomes, span="reasoning")
        remark = np.full(len(outcomes), -1)
        remark[remarked] = draws.draw("remark", _NUM_REMARKS, Rows.of(outcomes.sum(remarked)), span="reasoning")
        figures = [*extremes, divide(10_000 * difference, means[:, 0])]
        figure = np.choose(np.maximum(remark, 0), figures)
        return World(
            subject, treatment, by_error, sizes, outcomes, outcome, rising, margin, people, dropped, values,
            counts, sums, means, deviations, error, verdict, remark, figure,
        )  # fmt: skip

    def check(self, world: World) -> Json:
        outcomes, doc = world.outcomes, world.outcomes.doc
        pairs = Rows.of(np.repeat(world.people.counts, outcomes.counts))
        columns = [hundredths(each) for each in (*world.means.T, *world.deviations.T, world.error)]
        by_error = world.by_error[doc]
        blank = pa.array([""] * len(outcomes), pa.string())
        deviations = [where(by_error, column, blank) for column in columns[2:]]
        figure = where(world.remark == CHANGE, hundredths(world.figure, signed=True), tenths(world.figure))
        remark = where(world.remark >= 0, join(pick(_REMARK_NAMES, np.maximum(world.remark, 0)), figure), blank)
        results = json_tuple(
            pick(lexicon("scientific_outcomes")[0], world.outcome),
            where(world.rising, "+", "-"),
            where(by_error, blank, tenths(world.margin)),
            json_list(pairs, tenths(world.values)),
            tenths(world.sums[:, 0]), tenths(world.sums[:, 1]), world.counts[:, 0], world.counts[:, 1],
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
                "answer": _answer(world),
            }
        )

    def cost(self, world: World) -> I64:
        by_error = world.by_error.astype(np.int64)
        readings = world.outcomes.sum(world.counts.sum(axis=1))
        steps = world.outcomes.counts * (3 + 5 * by_error) + readings * (1 + 2 * by_error)
        return steps + world.people.sum(world.dropped) + 2 * world.outcomes.sum(world.remark >= 0)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        doc = world.outcomes.doc
        words = {
            "subjects": pick(lexicon("scientific_subjects")[0], world.subject),
            "treatment": pick(lexicon("scientific_treatments")[0], world.treatment),
            "outcome": pick(lexicon("scientific_outcomes")[0], world.outcome[world.outcomes.offsets[:-1]]),
        }
        style = draws.draw("style", STYLES, span="prompt")
        heads = [pick([HEADS[each][part] for each in range(STYLES)], style) for part in range(6)]
        title = TITLES.render(draws.draw("title", len(TITLES), span="prompt"), words)
        wishes = _wishes(draws, world)
        form = draws.draw("introduction", len(INTRODUCTIONS), span="prompt")
        introduction = INTRODUCTIONS.render(form, {**words, "wishes": wishes})
        design = _design(draws, world, words)
        label = draws.draw("label", len(LABELS), span="prompt")
        dropped, early = _dropped(draws, world, label)
        notes = where(world.people.sum(world.dropped) > 0, dropped, "")
        methods = join(design, where(early, notes, ""))
        data = join(_data(draws, world, label), where(early, "", join(where(lengths_of(notes) > 0, "\n\n", ""), pa.compute.utf8_ltrim_whitespace(notes))))
        named = {
            "outcome": pick(lexicon("scientific_outcomes")[0], world.outcome),
            "unit": pick(lexicon("scientific_outcomes")[1], world.outcome),
        }
        analysis = _analysis(draws, world, named)
        status = world.status
        which = status * FORMS_A_STATUS + draws.draw("conclusion", FORMS_A_STATUS, world.outcomes, span="answer")
        moved = pick(("stayed", "rose", "fell"), world.verdict)
        conclusions = CONCLUSIONS.render(which, {**named, "moved": moved})
        last = VERDICT_LINES.render(draws.draw("verdict.line", len(VERDICT_LINES), span="answer"), {"answer": _answer(world)})
        return [
            Segment("prompt", join(heads[0], title, "\n\n", heads[1], introduction, "\n\n", heads[2], methods, "\n\n", heads[3], data, "\n\n")),
            Segment("reasoning", join(heads[4], analysis, "\n\n", heads[5])),
            Segment("answer", join(world.outcomes.join(conclusions, " "), " ", last)),
        ]

    def extract(self, text: str) -> Any:
        return read_study(text)
