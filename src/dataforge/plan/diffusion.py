"""Integer error diffusion: a mixture becomes whole rows of every cell, batch after batch, at exact long-run
rates.

Rounding a weight to zero in every batch starves a cell for ever; here what is not served now is owed
(`credits`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["MAX_BATCH_SIZE", "ONE", "step"]

ONE = 1 << 32  # a row, and the sum of a mixture, in Q32
MAX_BATCH_SIZE = 1 << 20  # weight * B + credit stays far below 2^63


def step(
    credits: NDArray[np.int64], weights: NDArray[np.int64], batch_size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """One batch: (rows of every cell int64[K], which sum to B; credits after it int64[K], which sum to 0).

    Every cell is given the whole rows that it is owed; the seats left go to the largest remainders, ties to
    the lower cell. A mixture that has just changed can owe whole rows to more cells than there are seats,
    since others were
    served ahead: then the smallest remainders wait, ties to the higher cell.

    Args:
        credits: int64[K] in 2^-32 rows, zeros before batch 0.
        weights: int64[K], Q32, sum 2^32.
        batch_size: B, rows a global batch.
    """
    owed = credits + weights * np.int64(batch_size)
    counts = np.maximum(owed >> 32, 0)
    seats = batch_size - int(counts.sum())
    if seats > 0:
        # Remainders sum to `seats` rows and each is below one, so one more row a cell is always enough.
        first = np.argsort(-(owed - (counts << 32)), kind="stable")[:seats]
        counts[first] += 1
    while seats < 0:
        served = np.flatnonzero(counts)[::-1]
        last = served[np.argsort((owed - (counts << 32))[served], kind="stable")[:-seats]]
        counts[last] -= 1
        seats += last.size
    return counts, owed - (counts << 32)
