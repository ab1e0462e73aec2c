"""Which weights hold when."""

from __future__ import annotations

import pytest

from dataforge.curriculum import Controller, MixtureTable
from dataforge.errors import StateError

from .runs import feedback, spec


def test_a_decision_holds_from_its_effective_batch_on() -> None:
    """Before the first one the plan's mixture; then the last whose effective batch is not after b."""
    of = spec("excess")
    controller, table = Controller(of), MixtureTable(of)
    decisions = [controller.decide(window, feedback(of, window)) for window in range(5)]
    for decision in decisions:
        table.add(decision)
    for batch in range(decisions[-1].effective + of.window):
        governing = [d for d in decisions if d.effective <= batch]
        expected = governing[-1].weights.tolist() if governing else list(of.mixture)
        assert table.at(batch).tolist() == expected
        assert table.window_at(batch) == (governing[-1].window if governing else -1)
        assert table.needed(batch) == len(governing)


def test_an_undecided_batch_is_waited_for() -> None:
    """A worker can ask before it reads; reading too early is an error that names the window."""
    of = spec("static")
    table = MixtureTable(of)
    last = of.window + of.horizon - 1
    assert (table.ready(last), table.ready(last + 1)) == (True, False)
    with pytest.raises(StateError, match="window 0, which is not known yet"):
        table.at(last + 1)
    table.add(Controller(of).decide(0, None))
    assert table.ready(last + 1)
    assert table.known == 1


def test_decisions_come_in_order() -> None:
    """A table is filled like a journal."""
    of = spec("static")
    controller, table = Controller(of), MixtureTable(of)
    first, second = controller.decide(0, None), controller.decide(1, None)
    with pytest.raises(StateError, match="does not follow"):
        table.add(second)
    table.add(first)
    with pytest.raises(StateError, match="does not follow"):
        table.add(first)


def test_what_is_past_can_be_forgotten() -> None:
    """The weights in force stay; older ones are in the journal."""
    of = spec("excess")
    controller, table = Controller(of), MixtureTable(of)
    decisions = [controller.decide(window, feedback(of, window)) for window in range(5)]
    for decision in decisions:
        table.add(decision)
    batch = decisions[3].effective
    table.forget(batch)
    assert table.at(batch).tolist() == decisions[3].weights.tolist()
    with pytest.raises(StateError, match="forgotten"):
        table.at(batch - 1)
