"""The controller's own duties, whatever the policy."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from dataforge.curriculum import Controller
from dataforge.curriculum.canonical import canonical, parse
from dataforge.errors import StateError, UsageError

from .runs import feedback, spec


def test_windows_are_decided_in_order() -> None:
    """Skipping or repeating one is refused."""
    controller = Controller(spec())
    controller.decide(0, None)
    for window in (0, 2):
        with pytest.raises(StateError, match="next is 1"):
            controller.decide(window, None)


@pytest.mark.parametrize(
    "wrong",
    [np.zeros((15, 8)), np.zeros((14, 8), dtype=np.int64), np.zeros((15, 3), dtype=np.int64)],
)
def test_feedback_of_another_form_is_refused(wrong: np.ndarray) -> None:
    """Shape and dtype are part of the contract."""
    with pytest.raises(UsageError, match="feedback must be int64"):
        Controller(spec()).decide(0, wrong)


def test_impossible_rows_are_told_by_name() -> None:
    """They are not used, and the journal will say so."""
    of = spec("static")
    heard = feedback(of, 0)
    heard[3, 1] = -5
    (event,) = Controller(of).decide(0, heard).events
    assert (event.type, event.subject, event.evidence) == (
        "feedback_rejected",
        "technical-l034",
        {"window": 0},
    )


def test_decided_weights_cannot_be_written_to() -> None:
    """They stand in the table, the journal and the plan at once."""
    decision = Controller(spec()).decide(0, feedback(spec(), 0))
    with pytest.raises(ValueError, match="read-only"):
        decision.weights[0] = 1


def test_a_snapshot_of_another_run_is_refused_by_field() -> None:
    """Policy, spec, version, or a state that was edited."""
    of = spec()
    controller = Controller(of)
    controller.decide(0, feedback(of, 0))
    good = controller.snapshot()
    edited = copy.deepcopy(good)
    edited["state"]["tokens"][0] += 1
    cases = {
        "policy": Controller(spec("static")).snapshot(),
        "spec_sha256": Controller(spec(horizon=7)).snapshot(),
        "state_sha256": edited,
        "version": {**good, "version": 9},
        "weights": {**good, "weights": good["weights"][1:]},
    }
    for field, snapshot in cases.items():
        with pytest.raises(StateError) as error:
            Controller(of).restore(snapshot)
        assert error.value.field == field


def test_canonical_json_is_one_byte_string_for_one_value() -> None:
    """Order of keys, tuples and numpy integers leave no trace; floats and odd keys are refused."""
    assert canonical({"b": (1, np.int64(2)), "a": "é"}) == '{"a":"é","b":[1,2]}'.encode()
    assert parse(b'{"a":[1,true,null]}') == {"a": [1, True, None]}
    for value in (1.0, {1: 2}, {1}, b"x", [float("nan")]):
        with pytest.raises(UsageError):
            canonical(value)
    for line in (b"1.0", b"NaN", b'{"a":1,"a":1}', b'{"b":1,"a":1}', b"[1, 2]", b'"\\ud800"', b"01", b""):
        with pytest.raises(ValueError, match=r"."):
            parse(line)
