"""Which window hears a batch, and which decision governs it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dataforge.curriculum import windows

sizes = st.integers(1, 50)
small = st.integers(0, 200)


@given(st.integers(0, 10_000), sizes, small)
def test_every_batch_is_heard_by_exactly_one_window(batch: int, size: int, lookahead: int) -> None:
    """The windows' ranges tile the batches."""
    window = windows.window_of_batch(batch, size, lookahead)
    first, end = windows.feedback_batches(window, size, lookahead)
    assert first <= batch < end
    assert windows.feedback_batches(window + 1, size, lookahead)[0] == end


@given(st.integers(0, 10_000), sizes, small)
def test_a_batch_needs_exactly_the_decisions_in_effect(batch: int, size: int, horizon: int) -> None:
    """The n decisions needed are those whose effective batch is not after this one."""
    count = windows.decisions_needed(batch, size, horizon)
    assert count == 0 or windows.effective_batch(count - 1, size, horizon) <= batch
    assert windows.effective_batch(count, size, horizon) > batch


@given(st.integers(0, 1000), sizes, small)
def test_a_window_closes_after_its_feedback_and_before_its_effect(window: int, size: int, lag: int) -> None:
    """It closes when its batches were trained on, and its decision never looks back."""
    close = windows.closing_batch(window, size)
    assert windows.feedback_batches(window, size, lag)[1] <= close
    assert windows.effective_batch(window, size, lag) >= close


def test_the_default_window_meets_every_cell() -> None:
    """max(20, ceil(4 K / B))."""
    assert [windows.default_window(k, b) for k, b in [(80, 32), (800, 32), (80, 7), (1, 1)]] == [
        20,
        100,
        46,
        20,
    ]
