"""Which batches a window hears, when it closes, and from which batch on its decision holds.

With U = `window`, H = `horizon`, L = `lookahead`: window w holds the feedback of batches [wU - L, (w+1)U -
L), closes when batch (w+1)U is asked for, and its weights hold from batch (w+1)U + H on. All of it is
arithmetic on batch numbers: no clock, queue or prefetch depth decides when a decision takes effect.
"""

from __future__ import annotations

__all__ = [
    "closing_batch",
    "decisions_needed",
    "default_window",
    "effective_batch",
    "feedback_batches",
    "window_of_batch",
]


def default_window(num_cells: int, batch_size: int) -> int:
    """U = max(20, ceil(4 K / B)): at a uniform mixture every cell is met about four times a window."""
    return max(20, -(-4 * num_cells // batch_size))


def feedback_batches(window: int, size: int, lookahead: int) -> tuple[int, int]:
    """[first, last + 1): the batches whose feedback window `window` holds; window 0 starts at batch 0."""
    return max(0, window * size - lookahead), max(0, (window + 1) * size - lookahead)


def window_of_batch(batch: int, size: int, lookahead: int) -> int:
    """The window that holds the feedback of `batch`."""
    return (batch + lookahead) // size


def closing_batch(window: int, size: int) -> int:
    """The batch whose request closes `window`."""
    return (window + 1) * size


def effective_batch(window: int, size: int, horizon: int) -> int:
    """The first batch that the decision of `window` governs."""
    return (window + 1) * size + horizon


def decisions_needed(batch: int, size: int, horizon: int) -> int:
    """How many decisions (windows 0 to n-1) must be known before `batch` can be planned."""
    return max(0, (batch - horizon) // size)
