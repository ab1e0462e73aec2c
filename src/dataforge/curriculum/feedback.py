"""Loss feedback as whole numbers: quantised once per token, then only added.

Integer sums do not depend on the order or grouping of their terms, so one rank or a thousand, per micro-batch
or per step, report the same window. A window's feedback is int64 [K, 8], one row a cell.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dataforge.errors import UsageError

__all__ = [
    "ATTEMPTS",
    "FLOOR",
    "KNOWN_LOSS",
    "KNOWN_TOKENS",
    "LOSS",
    "MAX_NATS_PER_TOKEN",
    "NUM_COLUMNS",
    "SEQUENCES",
    "SUCCESSES",
    "TOKENS",
    "CellFeedback",
    "cells_of",
    "quantise",
    "tally",
    "tally_sums",
]

LOSS, TOKENS, SEQUENCES, KNOWN_LOSS, FLOOR, KNOWN_TOKENS, SUCCESSES, ATTEMPTS = range(8)
"""Columns: LOSS, KNOWN_LOSS and FLOOR in 2^-24 nats; KNOWN_* and FLOOR over the rows whose floor is known."""
NUM_COLUMNS = 8

MAX_NATS_PER_TOKEN = 1024
"""A larger loss is counted as bad. 2^29 tokens of the largest allowed loss still fit a window's int64."""


class CellFeedback(NamedTuple):
    """What a window heard of one cell: the eight columns as Python integers."""

    loss: int
    tokens: int
    sequences: int
    known_loss: int
    floor: int
    known_tokens: int
    successes: int
    attempts: int


def quantise(
    loss_nats: NDArray[np.floating], tokens: NDArray[np.integer] | int = 1
) -> tuple[NDArray[np.int64], int]:
    """Losses in nats (any float dtype and shape) as int64 in 2^-24 nats, rounded half to even.

    NaN, infinities, negative losses and losses above `MAX_NATS_PER_TOKEN` a token are bad: they come out as
    -1, so that `q >= 0` is the mask of those to use, and are counted. `tokens` is the number of tokens that
    each element sums over. -0.0 is a good 0.

    Returns:
        (q int64 like `loss_nats`, how many were bad)
    """
    loss = np.asarray(loss_nats, dtype=np.float64)
    limit = MAX_NATS_PER_TOKEN * np.asarray(tokens, dtype=np.float64)
    good = (loss >= 0.0) & (loss <= limit)  # NaN compares false
    scaled = np.rint(np.where(good, loss, 0.0) * 16777216.0)  # a power of two: exact but for the rounding
    return np.where(good, scaled, -1.0).astype(np.int64), int(loss.size - np.count_nonzero(good))


def tally(
    num_cells: int,
    cell: NDArray[np.integer],
    loss_nats: NDArray[np.floating],
    used: NDArray[np.bool_],
    floor_q24: NDArray[np.integer],
) -> tuple[NDArray[np.int64], int]:
    """Feedback of some rows of a batch: int64 [K, 8], and how many losses were bad.

    Args:
        num_cells: K.
        cell: integer [b], the cell of each row.
        loss_nats: float [b, T], loss per token.
        used: bool [b, T], which of them count (label is not -100).
        floor_q24: integer [b], sum of the row's floors in 2^-24 nats; -1 = unknown.

    A row with a bad loss keeps its good tokens in LOSS and TOKENS but leaves the paired columns: its floor is
    a sum over the whole row. A row without a good token counts for nothing.

    Raises:
        UsageError: shapes differ, or a cell is outside [0, K).
    """
    if loss_nats.shape != used.shape or loss_nats.shape[:1] != cell.shape or floor_q24.shape != cell.shape:
        raise UsageError(
            f"losses {loss_nats.shape}, labels {used.shape}, cells {cell.shape} and floors {floor_q24.shape} "
            "do not belong to the same rows; pass the losses of this very batch, [b, T] or [b, T-1]"
        )
    loss_q24, bad = quantise(np.where(used, loss_nats, 0.0))
    good = used & (loss_q24 >= 0)
    tokens = good.sum(axis=1, dtype=np.int64)
    loss = np.where(good, loss_q24, 0).sum(axis=1, dtype=np.int64)
    whole = used.sum(axis=1, dtype=np.int64) == tokens
    return _gather(num_cells, cell, loss, tokens, np.where(whole, floor_q24, -1)), bad


def tally_sums(
    num_cells: int,
    cell: NDArray[np.integer],
    loss_nats: NDArray[np.floating],
    tokens: NDArray[np.integer],
    floor_q24: NDArray[np.integer],
) -> tuple[NDArray[np.int64], int]:
    """As `tally`, for losses that were summed over each row already: `loss_nats` float [b], `tokens` integer
    [b].

    A row whose sum is bad counts for nothing.
    """
    if not loss_nats.shape == tokens.shape == cell.shape == floor_q24.shape:
        raise UsageError(
            f"sums {loss_nats.shape}, counts {tokens.shape}, cells {cell.shape} and floors {floor_q24.shape} "
            "do not belong to the same rows; pass one sum and one count a row"
        )
    loss_q24, bad = quantise(loss_nats, np.maximum(tokens, 0))
    used = np.where(loss_q24 >= 0, np.maximum(tokens, 0), 0).astype(np.int64)
    return _gather(num_cells, cell, np.where(used > 0, loss_q24, 0), used, np.asarray(floor_q24)), bad


def _gather(
    num_cells: int,
    cell: NDArray[np.integer],
    loss: NDArray[np.int64],
    tokens: NDArray[np.int64],
    floor_q24: NDArray[np.integer],
) -> NDArray[np.int64]:
    cell = np.asarray(cell, dtype=np.int64)
    if cell.size and not 0 <= int(cell.min()) <= int(cell.max()) < num_cells:
        raise UsageError(
            f"cells {int(cell.min())}..{int(cell.max())} are outside the {num_cells} cells of this run"
        )
    known = (floor_q24 >= 0) & (tokens > 0)
    rows = np.zeros((cell.size, NUM_COLUMNS), dtype=np.int64)
    rows[:, LOSS], rows[:, TOKENS], rows[:, SEQUENCES] = loss, tokens, tokens > 0
    rows[:, KNOWN_LOSS], rows[:, FLOOR] = np.where(known, loss, 0), np.where(known, floor_q24, 0)
    rows[:, KNOWN_TOKENS] = np.where(known, tokens, 0)
    feedback = np.zeros((num_cells, NUM_COLUMNS), dtype=np.int64)
    np.add.at(feedback, cell, rows)
    return feedback


def cells_of(feedback: NDArray[np.int64]) -> tuple[list[CellFeedback], list[int]]:
    """The rows of a window as Python integers, and the cells whose row cannot be true.

    A row that cannot be true (a negative sum, losses without tokens, more known tokens than tokens, more
    successes than attempts) is replaced by zeros: every rank sees the same sums, so every rank drops the same
    rows.
    """
    rows, rejected = [], []
    for index, values in enumerate(feedback.tolist()):
        row = CellFeedback(*values)
        possible = (
            min(row) >= 0
            and row.known_tokens <= row.tokens
            and row.known_loss <= row.loss
            and row.successes <= row.attempts
            and (row.tokens > 0 or row.loss == 0)
            and (row.known_tokens > 0 or (row.known_loss == 0 and row.floor == 0))
            and row.sequences <= row.tokens + row.attempts
        )
        if not possible:
            rejected.append(index)
        rows.append(row if possible else CellFeedback(0, 0, 0, 0, 0, 0, 0, 0))
    return rows, rejected
