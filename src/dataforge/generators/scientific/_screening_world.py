# ruff: noqa: E501 - a line of prose
"""The worlds of `screening_test`: tables of four counts, what is pooled from them, criteria, projections."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dataforge.generators.base import Knobs
from dataforge.generators.scientific._effort import Effort
from dataforge.generators.scientific._paper import families, from_blocks
from dataforge.text.draws import Draws, Weights
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

SENSITIVITY, SPECIFICITY, PRECISION, REASSURANCE = range(4)
MOST_SITES = 40
_GAP = 60  # a threshold lies at most so many tenths of a percent from the rate
_ANY = 44  # kinds of test that suit plants, too


@dataclass(frozen=True)
class World:
    """A batch of evaluations.

    Attributes:
        sites: a row is a site; `cells` int64[num_sites, 4]: true positives, false negatives, false positives,
            true negatives; `out`: sites that are left out.
        pooled: int64[num_docs, 4]; margins: affected, healthy, positive, negative.
        criteria: a row is a criterion; rates and thresholds in tenths of a percent.
        plans: a row is a projection: people, prevalence in permille, then affected, found, false alarms, and the
            predictive value in tenths of a percent.
        passed: whether every criterion is met.
    """

    surname: I64
    test: I64
    condition: I64
    population: I64
    sites: Rows
    site: I64
    cells: I64
    out: NDArray[np.bool_]
    pooled: I64
    margins: I64
    criteria: Rows
    measure: I64
    rate: I64
    threshold: I64
    plans: Rows
    plan: I64
    passed: NDArray[np.bool_]
    colour: I64
    effort: I64


def draw_world(draws: Draws, knobs: Knobs) -> World:
    """Counts are drawn; rates follow; the verdict is drawn and thresholds are put on either side of the rates."""
    effort = Effort(draws.num_docs)
    sites = Rows.of(knobs["sites"])
    cells = _counts(draws, sites, knobs["size"][sites.doc])
    out = draws.chance("out", np.where(sites.pos > 0, knobs["excluded"][sites.doc], 0), sites, span="prompt")
    kept = Rows.of(sites.sum(~out))
    pooled = np.stack([effort.total_of(cells[~out, k], kept) for k in range(4)], axis=1)
    tp, fn, fp, tn = pooled.T
    margins = np.stack(
        [effort.add(tp, fn), effort.add(fp, tn), effort.add(tp, fp), effort.add(fn, tn)], axis=1
    )
    criteria = Rows.of(knobs["criteria"])
    measure = draws.distinct("measure", 4, criteria, span="prompt")
    parts = np.stack([tp, tn, tp, tn], axis=1)[criteria.doc, measure]
    rate = effort.divide(1000 * parts, margins[criteria.doc, measure], criteria)
    passed, threshold = _thresholds(draws, criteria, rate)
    effort.count(1, criteria)
    family = draws.weighted("family", Weights([6, 3, 2]), span="prompt")
    first, size = families("scientific_conditions")
    condition = first[family] + draws.draw("condition", size[family], span="prompt")
    first, size = families("scientific_populations")
    plans = Rows.of(knobs["projections"])
    return World(
        surname=draws.draw("surname", len(lexicon("en_surnames")), span="prompt"),
        test=draws.draw("test", np.where(family == 2, _ANY, len(lexicon("scientific_tests"))), span="prompt"),
        condition=condition,
        population=first[family] + draws.draw("population", size[family], span="prompt"),
        sites=sites,
        site=from_blocks(draws, "site", "en_towns", sites, MOST_SITES),
        cells=cells,
        out=out,
        pooled=pooled,
        margins=margins,
        criteria=criteria,
        measure=measure,
        rate=rate,
        threshold=threshold,
        plans=plans,
        plan=_projections(draws, effort, plans, (pooled, margins)),
        passed=passed,
        colour=knobs["colour"],
        effort=effort.total,
    )


def _counts(draws: Draws, sites: Rows, size: I64) -> I64:
    """True positives, false negatives, false positives, true negatives of each site; none is below 2."""
    affected = size // 2 + draws.draw("affected", size, sites, span="prompt")
    healthy = size + draws.draw("healthy", 2 * size, sites, span="prompt")
    missed = 2 + draws.draw("missed", affected // 3, sites, span="prompt")
    alarms = 2 + draws.draw("alarms", healthy // 3, sites, span="prompt")
    return np.stack([affected + 2 - missed + 2, missed, alarms, healthy + 2 - alarms + 2], axis=1)


def _thresholds(draws: Draws, criteria: Rows, rate: I64) -> tuple[NDArray[np.bool_], I64]:
    """Whether all criteria are met, and the thresholds: one of them just above its rate if not."""
    passed = draws.chance("passed", 50, span="prompt")
    fails = draws.draw("fails", np.where(passed, 1, criteria.counts), span="prompt")
    failing = ~passed[criteria.doc] & (criteria.pos == fails[criteria.doc])
    room = np.where(failing, np.minimum(_GAP, 999 - rate), _GAP)
    gap = draws.draw("gap", room, criteria, span="prompt")
    return passed, np.where(failing, rate + 1 + gap, rate - gap)


def _projections(draws: Draws, effort: Effort, plans: Rows, known: tuple[I64, I64]) -> I64:
    """What the test would do elsewhere: int64[num_plans, 6]."""
    pooled, margins = known[0][plans.doc], known[1][plans.doc]
    people = 1000 * (2 + draws.draw("people", 398, plans, span="prompt"))
    permille = 5 + draws.draw("permille", 296, plans, span="prompt")
    affected = effort.divide(people * permille, np.full(len(plans), 1000), plans)
    found = effort.divide(affected * pooled[:, 0], margins[:, 0], plans)
    healthy = effort.subtract(people, affected, plans)
    alarms = effort.divide(healthy * pooled[:, 2], margins[:, 1], plans)
    positive = effort.add(found, alarms, plans)
    value = effort.divide(1000 * found, np.maximum(positive, 1), plans)
    return np.stack([people, permille, affected, found, alarms, value], axis=1)
