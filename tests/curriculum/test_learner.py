"""The adaptive policies against a stand-in for a model: what they must never do, whatever the noise."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from dataforge.curriculum import CurriculumSpec
from dataforge.curriculum.exact import Q16, Q32, normalise_q32
from dataforge.curriculum.policies.staged import title

from .learner import Learner
from .runs import spec

LADDER = [
    [domain, level]
    for domain in ("code", "mathematics")
    for level in (1, 12, 23, 34, 45, 56, 67, 78, 89, 100)
]


def even(policy: str, cells: list[list[Any]] | None = None, **changes: Any) -> CurriculumSpec:
    """Equal weights, no lag."""
    size = {"cells": cells} if cells else {}
    mixture = normalise_q32([1] * len(cells or range(15)))
    return spec(policy, mixture=mixture, window=20, batch_size=64, horizon=0, **size, **changes)


@pytest.mark.parametrize("seed", range(3))
def test_excess_leaves_pure_noise_alone(seed: int) -> None:
    """Cells with the highest loss and nothing to learn fall to about their permanent share."""
    learner = Learner(even("excess"), noise=(0, 7), seed=seed)
    learner.train(60)
    permanent = Q32 * 15 // 100 // 15
    assert all(int(learner.weights[cell]) < 2 * permanent for cell in (0, 7))
    assert learner.rows_given[[0, 7]].max() < learner.rows_given[[1, 2, 3, 4, 5, 6]].min()


@pytest.mark.parametrize("seed", range(3))
def test_excess_learns_more_than_a_static_mixture(seed: int) -> None:
    """Beside noise and stuck cells, the learnable ones end with less excess at equal tokens."""
    left = {}
    for policy in ("static", "excess"):
        learner = Learner(even(policy), noise=(0, 1), stuck=(2, 8), seed=seed)
        learner.train(80)
        left[policy] = learner.excess[[3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14]].mean()
    assert left["excess"] < 0.85 * left["static"]


def test_excess_lets_go_of_what_does_not_respond() -> None:
    """The credit of silent cells fades: high excess alone does not keep a share while others still learn."""
    learner = Learner(even("excess"), stuck=(2, 8), rows_to_halve=6000)
    learner.train(120)
    before = learner.rows_given.copy()
    learner.train(30)
    given = learner.rows_given - before
    assert given[[2, 8]].max() * 2 < given[[3, 4, 5, 6, 7]].min()


def test_excess_tells_expert_and_stalled_apart() -> None:
    """Both are flat; only the floor tells which: code learns all, technical nothing."""
    learner = Learner(even("excess"), stuck=(0, 1, 2, 3, 4), rows_to_halve=700)
    learner.train(120)
    assert {event.subject for _, event in learner.told("expert")} == {"scientific", "code"}
    ((_, stalled),) = learner.told("stalled")
    assert stalled.subject == "technical"
    assert stalled.evidence["mastery_q16"] < Q16 // 2
    assert stalled.evidence["silent_windows"] >= 24


def test_excess_without_floors_stays_at_the_prior_and_says_so() -> None:
    """An unknown floor is no reason to move; one event a domain."""
    learner = Learner(even("excess"), known=False)
    learner.train(10)
    assert learner.weights.tolist() == list(learner.spec.mixture)
    assert [(window, event.type) for window, event in learner.events] == [(0, "floor_unknown")] * 3


def test_excess_is_limited_in_its_step() -> None:
    """No domain moves by more than 5/4 a window; the first time it would, an event says what was wanted."""
    learner = Learner(even("excess"), stuck=(0, 1, 2, 3, 4), rows_to_halve=300)
    shares = [Q32 // 3] * 3
    for _ in range(60):
        learner.window()
        now = [sum(int(learner.weights[cell]) for cell in members) for members in learner.spec.members]
        assert all(4 * after <= 5 * before + 64 for before, after in zip(shares, now, strict=True))
        assert all(5 * after >= 4 * before - 64 for before, after in zip(shares, now, strict=True))
        shares = now
    _, limited = learner.told("step_limited")[0]
    assert abs(limited.evidence["wanted_q32"] - limited.before) * 5 > limited.before


@pytest.mark.parametrize("seed", range(3))
def test_staged_climbs_to_the_top(seed: int) -> None:
    """Levels that need the ones below: every domain ends an expert at stage 100, steps double, no timeout."""
    learner = Learner(even("staged", LADDER), needs_level_below=True, rows_to_halve=500, seed=seed)
    learner.train(150)
    assert {event.subject for _, event in learner.told("expert")} == {"code", "mathematics"}
    stages = [event.after for _, event in learner.told("promoted") if event.subject == "code"]
    assert stages[:5] == [2, 4, 8, 16, 24]
    assert stages[-1] == 100
    assert learner.told("stalled") == []


def test_staged_waits_for_a_move_to_show() -> None:
    """At a horizon of three windows, moves are three windows, the settling and the patience apart."""
    learner = Learner(replace(even("staged", LADDER), horizon=60), rows_to_halve=300)
    learner.train(80)
    moves = [window for window, event in learner.told("promoted") if event.subject == "code"]
    assert len(moves) > 5
    assert min(later - earlier for earlier, later in pairwise(moves)) == 3 + 2 + 2


@pytest.mark.parametrize("stuck", [0, 3, 8, 9])
def test_staged_never_waits_for_ever(stuck: int) -> None:
    """An unlearnable level is named, left behind and not demoted for; the domain reaches its last level."""
    learner = Learner(even("staged", LADDER), stuck=(stuck,), rows_to_halve=500)
    learner.train(140)
    code = learner.controller.snapshot()["state"]["domains"][0]
    assert code["stage"] == 100
    stalled = [event for _, event in learner.told("stalled") if event.subject == "code"]
    assert len(stalled) == (stuck < 9)
    assert all(event.evidence["mastery_q16"] < Q16 // 2 for event in stalled)


def test_staged_demotes_only_for_what_was_known() -> None:
    """A hundred levels, eight unlocked at a time: those not learnt yet are no reason to step back."""
    cells = [["code", level] for level in range(1, 101)]
    of = replace(even("staged", cells), batch_size=256)
    learner = Learner(of, needs_level_below=True, rows_to_halve=100)
    learner.train(240)
    assert learner.told("demoted") == []
    assert learner.controller.snapshot()["state"]["domains"][0]["stage"] == 100


def test_staged_comes_back_to_the_top_when_a_lost_level_cannot_be_regained() -> None:
    """At the last level, then one behind it is lost for good: demoted, given up after the timeout, back."""
    learner = Learner(even("staged", LADDER), rows_to_halve=500)
    learner.train(120)
    learner.stuck, learner.excess[8] = (8,), 3.0
    learner.train(60)
    events = [(window, event.type) for window, event in learner.events if window >= 120]
    assert [kind for _, kind in events] == ["demoted", "stalled", "expert"]
    assert events[1][0] - events[0][0] == 24
    assert learner.controller.snapshot()["state"]["domains"][0]["stage"] == 100


@pytest.mark.parametrize("known", [True, False])
def test_staged_passes_levels_that_nobody_can_learn(known: bool) -> None:
    """All stuck, with floors known or not: every timeout still unlocks a level, and says why."""
    learner = Learner(
        even("staged", LADDER, policy_params={"timeout": 5}), stuck=tuple(range(20)), known=known
    )
    learner.train(46)
    assert [d["stage"] for d in learner.controller.snapshot()["state"]["domains"]] == [100, 100]
    kinds = [event.type for _, event in learner.events if event.subject == "code"]
    assert kinds == [("stalled" if known else "plateau")] * 9


def test_staged_steps_back_when_a_level_is_forgotten() -> None:
    """Excess that returns behind the frontier demotes, with the evidence; then the domain climbs again."""
    learner = Learner(even("staged", LADDER), rows_to_halve=500)
    learner.train(45)
    frontier = learner.controller.snapshot()["state"]["domains"][0]["stage"]
    learner.excess[:10] = 2.5
    learner.train(15)
    (_, demoted), *_ = learner.told("demoted")
    assert (demoted.subject, demoted.before >= frontier, demoted.after < demoted.before) == (
        "code",
        True,
        True,
    )
    assert 0 <= demoted.evidence["behind_q16"] < Q16 * 75 // 100
    learner.train(150)
    assert learner.controller.snapshot()["state"]["domains"][0]["stage"] == 100


def test_staged_takes_scores_where_answers_are_scored() -> None:
    """Successes of attempts decide mastery, without any loss."""
    import numpy as np

    from dataforge.curriculum import Controller
    from dataforge.curriculum.feedback import ATTEMPTS, NUM_COLUMNS, SUCCESSES

    of = even("staged", LADDER)
    controller, heard = Controller(of), np.zeros((20, NUM_COLUMNS), dtype=np.int64)
    heard[:, ATTEMPTS], heard[:10, SUCCESSES] = 100, 98
    for window in range(20):
        controller.decide(window, heard)
    stages = [domain["stage"] for domain in controller.snapshot()["state"]["domains"]]
    assert stages[0] > 1
    assert stages[1] == 1


def test_titles_run_from_beginner_to_grandmaster() -> None:
    """Ten titles, ten stages each."""
    assert (title(1), title(10), title(11), title(90), title(91), title(100)) == (
        "beginner",
        "beginner",
        "novice",
        "senior master",
        "grandmaster",
        "grandmaster",
    )
