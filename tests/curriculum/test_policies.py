"""What every policy owes, run over all that the registry finds and over one of a user."""

from __future__ import annotations

import copy
import json
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from dataforge.curriculum import Controller, CurriculumSpec, Event, Policy, policies
from dataforge.curriculum.canonical import canonical
from dataforge.curriculum.exact import Q32, normalise_q32
from dataforge.curriculum.feedback import (
    ATTEMPTS,
    FLOOR,
    KNOWN_TOKENS,
    LOSS,
    NUM_COLUMNS,
    SUCCESSES,
    TOKENS,
    cells_of,
)
from dataforge.errors import UnknownNameError, UsageError

from .runs import feedback, spec


class Greedy(Policy):
    """A user's policy: weights follow the loss of the last window."""

    name = "greedy"

    def start(self, spec: CurriculumSpec) -> dict[str, Any]:
        """Counts its windows."""
        return {"windows": 0}

    def step(self, spec: CurriculumSpec, state: dict[str, Any], feedback: Any) -> Any:
        """Loss per token, plus one."""
        weights = normalise_q32([1 + row.loss // max(row.tokens, 1) for row in feedback])
        return {"windows": state["windows"] + 1}, weights, [Event("greedy", "", 0, 1)]


USER = f"{__name__}:Greedy"
ALL = [*policies.names(), USER]


def hard(of: CurriculumSpec, kind: str) -> np.ndarray:
    """Feedback that no policy may stumble over."""
    rows = feedback(of, 1)
    if kind == "one cell":
        rows[1:] = 0
    elif kind == "no floors":
        rows = feedback(of, 1, known=False)
    elif kind == "half the floors":
        rows[::2] = feedback(of, 1, known=False)[::2]
    elif kind == "no tokens":
        rows[:] = 0
        rows[:, [SUCCESSES, ATTEMPTS]] = [3, 4]
    elif kind == "below the floor":
        rows[:, FLOOR] = 2 * rows[:, LOSS]
    elif kind == "at the floor":
        rows[:, FLOOR] = rows[:, LOSS]
    elif kind == "huge":
        rows[:, :5] = rows[:, :5] // 10**9 + (1 << 62)
        rows[:, [FLOOR, KNOWN_TOKENS, TOKENS]] = [0, 1, 1 << 62]
    elif kind == "impossible":
        rows[::3] = -(1 << 63)
        rows[1::3, KNOWN_TOKENS] = 1 << 62
    return rows


KINDS = (
    *("one cell", "no floors", "half the floors", "no tokens", "below the floor", "at the floor", "huge"),
    "impossible",
)


@pytest.mark.parametrize("kind", ["plain", *KINDS])
@pytest.mark.parametrize("name", ALL)
def test_any_feedback_gives_a_mixture(name: str, kind: str) -> None:
    """Positive weights that sum to 2^32, before, during and after the trouble."""
    of = spec(name)
    controller = Controller(of)
    for window in range(12):
        heard = hard(of, kind) if 2 <= window < 8 else feedback(of, window)
        decision = controller.decide(window, heard)
        assert int(decision.weights.sum()) == Q32
        assert int(decision.weights.min()) >= 1


@pytest.mark.parametrize("name", ALL)
def test_a_policy_is_pure(name: str) -> None:
    """The same arguments give the same results, and none of them is changed."""
    of = spec(name).only_live()
    state = json.loads(canonical(policies.build(of).start(of)))
    for window in range(14):
        rows = cells_of(feedback(of, window))[0]
        before = (copy.deepcopy(state), copy.deepcopy(rows), of.sha256)
        first, second = (policies.build(of).step(of, state, rows) for _ in range(2))
        assert canonical(first[0]) == canonical(second[0])
        assert first[1:] == second[1:]
        assert (state, rows, of.sha256) == before
        state = first[0]


@pytest.mark.parametrize("name", ALL)
def test_a_restored_controller_goes_on_as_if_nothing_happened(name: str) -> None:
    """Snapshot after any window, through JSON text, then the same decisions as without."""
    of = spec(name, policy_params={"timeout": 4} if name == "staged" else {})
    whole, decisions, snapshots = Controller(of), [], []
    for window in range(16):
        snapshots.append(json.dumps(whole.snapshot()))
        decisions.append(whole.decide(window, None if window % 5 == 3 else feedback(of, window)))
    for start, snapshot in enumerate(snapshots):
        resumed = Controller(of)
        resumed.restore(json.loads(snapshot))
        for window in range(start, min(start + 4, 16)):
            decision = resumed.decide(window, None if window % 5 == 3 else feedback(of, window))
            assert decision.state_sha256 == decisions[window].state_sha256
            assert decision.weights.tolist() == decisions[window].weights.tolist()
            assert decision.events == decisions[window].events


@pytest.mark.parametrize("name", ALL)
def test_one_cell_is_enough(name: str) -> None:
    """A run of a single cell, and one whose other cells have no rows."""
    single = spec(name, cells=[["code", 7]], mixture=[Q32])
    assert Controller(single).decide(0, feedback(single, 0)).weights.tolist() == [Q32]
    lonely = spec(name, cells=[["code", 7], ["code", 8]], mixture=[0, Q32])
    assert Controller(lonely).decide(0, feedback(lonely, 0)).weights.tolist() == [0, Q32]


@pytest.mark.parametrize("name", ALL)
def test_a_window_without_feedback_changes_nothing(name: str) -> None:
    """No feedback, or zeros only: the last weights again, the same state, no events."""
    of = spec(name)
    controller = Controller(of)
    first = controller.decide(0, feedback(of, 0))
    for window, heard in enumerate([None, np.zeros((of.num_cells, NUM_COLUMNS), dtype=np.int64)], start=1):
        decision = controller.decide(window, heard)
        assert decision.weights.tolist() == first.weights.tolist()
        assert (decision.state_sha256, decision.events) == (first.state_sha256, ())


@pytest.mark.parametrize("name", policies.names())
def test_a_part_of_the_prior_is_permanent(name: str) -> None:
    """Adaptive policies keep at least 15 % of the first mixture in every cell, whatever they hear."""
    of = spec(name)
    controller = Controller(of)
    for window in range(40):
        weights = controller.decide(window, hard(of, "one cell") if window % 3 else feedback(of, 0)).weights
        if name not in ("uniform", "static"):
            assert all(w * 100 >= p * 15 - 200 for w, p in zip(weights.tolist(), of.mixture, strict=True))


@pytest.mark.parametrize("name", policies.names())
def test_parameters_are_documented_and_checked(name: str) -> None:
    """Every field has a docstring in its source; unknown names, wrong types and wild values are refused."""
    import inspect

    params = policies.get(name).Params
    source = inspect.getsource(params)
    for item in fields(params):
        line = next(
            n for n, text in enumerate(source.splitlines()) if text.strip().startswith(f"{item.name}:")
        )
        assert source.splitlines()[line + 1].strip().startswith('"""')
        with pytest.raises(UsageError):
            Controller(spec(name, policy_params={item.name: -1 if item.type == "int" else "wrong"}))
        with pytest.raises(UsageError):
            Controller(spec(name, policy_params={item.name: [1]}))
    with pytest.raises(UnknownNameError, match="temperature"):
        Controller(spec(name, policy_params={"temperature": 1}))


def test_the_registry_finds_its_files() -> None:
    """One file a policy; each class is called as its file."""
    assert policies.names() == ("excess", "staged", "static", "uniform")
    assert [policies.get(name).name for name in policies.names()] == list(policies.names())
    assert policies.code("excess") == "excess@1"


@pytest.mark.parametrize("name", ["exces", "", "no.such.module:Thing", f"{__name__}:Nothing", ":", "json:"])
def test_an_unknown_policy_is_refused_by_name(name: str) -> None:
    """The message lists those that exist."""
    with pytest.raises(UnknownNameError, match="staged"):
        policies.get(name)


def test_a_class_that_is_no_policy_is_refused() -> None:
    """Importing it is not enough."""
    with pytest.raises(UsageError, match="Policy"):
        policies.get("json:JSONDecoder")


@pytest.mark.parametrize("weights", [[Q32], [0] * 15, [1] * 15, [float(Q32)] + [0.0] * 14])
def test_a_user_policy_with_wrong_weights_is_told(
    weights: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wrong number, zeros, wrong sum, floats: one clear sentence instead of a bad mixture."""
    monkeypatch.setattr(Greedy, "step", lambda *_: ({}, weights, []))
    of = spec(USER)
    with pytest.raises(UsageError, match="positive integers that sum to 2"):
        Controller(of).decide(0, feedback(of, 0))


def test_a_user_policy_with_floats_is_told_and_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a state or in an event's evidence: refused on every rank alike, before anything is written."""
    of = spec(USER)
    good = list(of.mixture)
    for state, evidence in (({"rate": 0.1}, {}), ({}, {"rate": 0.1})):
        monkeypatch.setattr(
            Greedy, "step", lambda *_, s=state, e=evidence: (s, good, [Event("x", "", 0, 1, e)])
        )
        controller = Controller(of)
        before = controller.snapshot()
        with pytest.raises(UsageError, match=r"0\.1"):
            controller.decide(0, feedback(of, 0))
        assert controller.snapshot() == before


def test_uniform_can_share_by_domain() -> None:
    """Two levels of one domain weigh as much as one of another."""
    cells = [["code", 1], ["code", 2], ["mathematics", 1]]
    changes = {"cells": cells, "mixture": normalise_q32([1, 1, 1])}
    by_cell, by_domain = (
        Controller(spec("uniform", **changes, policy_params={"over": over})) for over in ("cells", "domains")
    )
    heard = feedback(by_cell.spec, 0)
    assert by_cell.decide(0, heard).weights.tolist() == normalise_q32([1, 1, 1])
    assert by_domain.decide(0, heard).weights.tolist() == [Q32 // 4, Q32 // 4, Q32 // 2]


def test_static_plays_the_recipe() -> None:
    """The plan's mixture, unchanged."""
    of = spec("static")
    assert Controller(of).decide(0, feedback(of, 0)).weights.tolist() == list(of.mixture)
