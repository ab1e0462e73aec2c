"""The worlds of `two_group_study`: groups, readings in tenths, and all that is computed from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dataforge.generators.base import Knobs
from dataforge.generators.scientific._effort import Effort
from dataforge.generators.scientific._fixed import divide, root
from dataforge.text.columns import Strings, num_digits, pick
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

NUM_OUTCOMES_A_FAMILY = 6
_FIRST_EXCLUDED = 3  # the first three of a group always count
_CHEAP, _CHEAPEST = 33, 150  # inferences that an outcome takes by margins: six subjects, about 34
_DEAR, _DEAREST = 130, 600  # and by standard errors
_MOST_OUTCOMES = 3
SUPPORTED, CONTRADICTED, OPEN = 0, 1, 2
STATUS = ("supported", "contradicted", "left open")
LARGEST, SMALLEST, SPAN_CONTROLS, SPAN_TREATED, CHANGE = range(5)
NUM_REMARKS = 5


@dataclass(frozen=True)
class World:
    """A batch of studies.

    Attributes:
        sizes: int64[num_docs, 2], controls and treated.
        outcomes: a row is an outcome; `rising`: it was expected to rise; `margin` in tenths.
        people: a row is a subject, controls first; `dropped` subjects count nowhere.
        values: a row is an (outcome, subject) pair, in tenths; those of an outcome begin at `start`.
        counts, sums: int64[num_outcomes, 2], of those who count; means, deviations: the same in hundredths.
        verdict: 0 none, 1 increase, 2 decrease.
        remark: -1 or what is remarked about an outcome; `figure` in tenths (CHANGE: percent in hundredths).
    """

    subject: I64
    treatment: I64
    formal: NDArray[np.bool_]
    by_error: NDArray[np.bool_]
    sizes: I64
    outcomes: Rows
    outcome: I64
    rising: NDArray[np.bool_]
    margin: I64
    people: Rows
    dropped: NDArray[np.bool_]
    values: I64
    start: I64
    counts: I64
    sums: I64
    means: I64
    deviations: I64
    error: I64
    effort: I64
    colour: I64
    verdict: I64
    remark: I64
    figure: I64

    @property
    def status(self) -> I64:
        """What becomes of each expectation."""
        as_expected = self.rising == (self.verdict == 1)
        return np.where(self.verdict == 0, OPEN, np.where(as_expected, SUPPORTED, CONTRADICTED))

    @property
    def treated(self) -> NDArray[np.bool_]:
        """Whether each subject is one of the treated."""
        return np.asarray(self.people.pos >= self.sizes[self.people.doc, 0])

    @property
    def answer(self) -> Strings:
        """The statuses side by side: "supported, left open"."""
        return self.outcomes.join(pick(STATUS, self.status), ", ")


@cache
def _families(name: str) -> tuple[I64, I64]:
    """Where each family begins in a lexicon whose last form is the family, and its number of entries."""
    words = lexicon(name)
    family = np.array([int(each) for each in words.words(len(words.columns) - 1)])
    count = np.bincount(family)
    return np.cumsum(count) - count, count


@cache
def _ranges() -> I64:
    """low, high, spread of each outcome in tenths, int64[num_outcomes, 3]."""
    words = lexicon("scientific_outcomes")
    return np.array([[int(each) for each in words.words(form)] for form in (2, 3, 4)], np.int64).T


def draw_world(draws: Draws, knobs: Knobs) -> World:
    """Readings are drawn around each group's first; everything else follows from them."""
    first, count = _families("scientific_subjects")
    family = draws.draw("family", len(count), span="prompt")
    subject = first[family] + draws.draw("subject", count[family], span="prompt")
    first, count = _families("scientific_treatments")
    treatment = first[family] + draws.draw("treatment", count[family], span="prompt")
    formal = draws.chance("formal", knobs["formal"], span="prompt")
    by_error, outcomes, outcome, sizes = _plan(draws, knobs, family)
    people = Rows.of(sizes.sum(axis=1))
    rising = draws.chance("rising", 50, outcomes, span="prompt")
    margins = np.where(by_error[outcomes.doc], 1, _ranges()[outcome, 2])
    margin = 1 + draws.draw("margin", margins, outcomes, span="prompt")
    place = people.pos - np.where(people.pos < sizes[people.doc, 0], 0, sizes[people.doc, 0])
    may_drop = np.where(place >= _FIRST_EXCLUDED, knobs["excluded"][people.doc], 0)
    dropped = draws.chance("dropped", may_drop, people, span="prompt")
    values, start = _measure(draws, (outcomes, outcome), by_error, sizes)
    groups = _groups(values, start, (outcomes, people), sizes, dropped)
    difference = groups.means[:, 1] - groups.means[:, 0]
    (n_c, n_t), (sd_c, sd_t) = groups.counts.T, groups.deviations.T
    error = root(sd_c**2 * n_t + sd_t**2 * n_c, n_c * n_t)
    size = np.abs(difference)
    counts_as = np.where(by_error[outcomes.doc], size > 2 * error, size >= 10 * margin)
    remarked = draws.chance("remarked", knobs["remarks"][outcomes.doc], outcomes, span="reasoning")
    remark = np.full(len(outcomes), -1)
    remark[remarked] = draws.draw("remark", NUM_REMARKS, Rows.of(outcomes.sum(remarked)), span="reasoning")
    change = divide(10_000 * difference, groups.means[:, 0])
    return World(
        subject, treatment, formal, by_error, sizes, outcomes, outcome, rising, margin, people, dropped,
        values, start, groups.counts, groups.sums, groups.means, groups.deviations, error,
        effort=_effort(outcomes, groups, by_error, error),
        colour=knobs["colour"],
        verdict=np.where(counts_as, np.where(difference > 0, 1, 2), 0),
        remark=remark,
        figure=np.choose(np.maximum(remark, 0), [*groups.extremes, change]),
    )  # fmt: skip


def _plan(draws: Draws, knobs: Knobs, family: I64) -> tuple[NDArray[np.bool_], Rows, I64, I64]:
    """Whether standard errors decide; the outcomes; the sizes of both groups.

    A level's work is done on many subjects by margins or on few by errors, for one outcome or for several: of
    the same level there are short papers and long ones. Who may not count is expected to take a share of it.
    """
    work = knobs["work"]
    by_error = draws.chance("by.error", np.where(work >= _DEAR, knobs["errors"], 0), span="prompt")
    least, most = np.where(by_error, [[_DEAR], [_DEAREST]], [[_CHEAP], [_CHEAPEST]])
    fewest = np.clip((work + most - 1) // most, 1, NUM_OUTCOMES_A_FAMILY)
    range_of = np.maximum(np.minimum(work // least, _MOST_OUTCOMES) - fewest, 0) + 1
    outcomes = Rows.of(fewest + draws.draw("outcomes", range_of, span="prompt"))
    outcome = draws.distinct("outcome", NUM_OUTCOMES_A_FAMILY, outcomes, span="prompt")
    outcome = outcome + NUM_OUTCOMES_A_FAMILY * family[outcomes.doc]
    digits = num_digits(_ranges()[outcome, :2].sum(axis=1) // 2)
    dear = by_error[outcomes.doc]
    each = outcomes.sum(np.where(dear, 50 * digits + 14, 10 * digits + 8))  # tenths of an inference a reading
    besides = outcomes.sum(np.where(dear, 21, 8))
    counted = np.maximum(10 * (work - besides) // each - 2 * _FIRST_EXCLUDED, 0)
    everybody = 2 * _FIRST_EXCLUDED + counted * 100 // (100 - knobs["excluded"])
    return by_error, outcomes, outcome, np.stack([everybody // 2, everybody - everybody // 2], axis=1)


def _measure(
    draws: Draws, rows: tuple[Rows, I64], by_error: NDArray[np.bool_], sizes: I64
) -> tuple[I64, I64]:
    """The reading of each (outcome, subject) pair, and where those of each outcome begin."""
    outcomes, outcome = rows
    everybody = sizes.sum(axis=1)
    cells = Rows.of(outcomes.counts * everybody)
    owner = outcomes.offsets[cells.doc] + cells.pos // everybody[cells.doc]
    who = cells.pos % everybody[cells.doc]
    low, high, spread = _ranges()[outcome].T
    controls = sizes[outcomes.doc, 0]
    far = np.sqrt((24 * spread * spread // controls).astype(np.float64)).astype(np.int64)
    shift = np.where(by_error[outcomes.doc], far, 3 * spread // 2)
    leads = [who == 0, who == controls[owner]]
    choices = np.select(leads, [(high - low + 1)[owner], 2 * shift[owner] + 1], 2 * spread[owner] + 1)
    raw = draws.draw("reading", choices, cells, span="prompt")
    start = np.cumsum(everybody[outcomes.doc]) - everybody[outcomes.doc]
    first_control = low + raw[start]
    first_treated = first_control + raw[start + controls] - shift
    first = np.where(who < controls[owner], first_control[owner], first_treated[owner])
    return np.where(leads[0] | leads[1], first, first + raw - spread[owner]), start


@dataclass(frozen=True)
class _Groups:
    counts: I64
    sums: I64
    means: I64
    deviations: I64
    extremes: tuple[I64, I64, I64, I64]
    counted: I64


def _groups(
    values: I64, start: I64, rows: tuple[Rows, Rows], sizes: I64, dropped: NDArray[np.bool_]
) -> _Groups:
    """Of both groups of every outcome, without those who do not count: int64[num_outcomes, 2] each."""
    outcomes, people = rows
    length = people.counts[outcomes.doc]
    position = np.arange(len(values)) - np.repeat(start, length)
    kept = ~dropped[np.repeat(people.offsets[outcomes.doc], length) + position]
    bounds = np.stack([start, start + sizes[outcomes.doc, 0]], axis=1).ravel()
    counts, sums, squares = (
        np.add.reduceat(np.where(kept, each, 0), bounds).reshape(-1, 2)
        for each in (np.ones_like(values), values, values * values)
    )
    most = np.maximum.reduceat(np.where(kept, values, -1), bounds).reshape(-1, 2)
    least = np.minimum.reduceat(np.where(kept, values, 2**40), bounds).reshape(-1, 2)
    deviations = root(100 * (counts * squares - sums * sums), counts * (counts - 1))
    span = most - least
    extremes = (most.max(axis=1), least.min(axis=1), span[:, 0], span[:, 1])
    return _Groups(counts, sums, divide(10 * sums, counts), deviations, extremes, values[kept])


def _effort(outcomes: Rows, groups: _Groups, by_error: NDArray[np.bool_], error: I64) -> I64:
    """What each document's sums, means, deviations and comparisons take."""
    counts, sums = groups.counts.ravel(), groups.sums.ravel()
    readings = Rows.of(counts)
    plain, squared = Effort(len(counts)), Effort(len(counts))
    plain.total_of(groups.counted, readings)
    plain.divide(10 * sums, counts)
    squares = squared.total_of(squared.multiply(groups.counted, groups.counted, readings), readings)
    squared.count(num_digits(100 * (counts * squares - sums * sums)))
    (n_c, n_t), (sd_c, sd_t) = groups.counts.T, groups.deviations.T
    root_of = num_digits(sd_c**2 * n_t + sd_t**2 * n_c)
    difference = num_digits(groups.means[:, 1] - groups.means[:, 0])
    spread = np.where(by_error[outcomes.doc], squared.total.reshape(-1, 2).sum(axis=1) + root_of, 0)
    return outcomes.sum(plain.total.reshape(-1, 2).sum(axis=1) + difference + 1 + spread)
