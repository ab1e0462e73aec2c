"""Losses -> integer sums a cell, on the device where the losses are; one copy to the host a window.

The same numbers as `curriculum.feedback.tally`, computed by torch: every token's loss is rounded to 2^-24
nats and only then added, so sums do not depend on micro-batches, ranks or the order of either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from dataforge.curriculum.feedback import (
    ATTEMPTS,
    FLOOR,
    KNOWN_LOSS,
    KNOWN_TOKENS,
    LOSS,
    MAX_NATS_PER_TOKEN,
    NUM_COLUMNS,
    SEQUENCES,
    SUCCESSES,
    TOKENS,
)
from dataforge.curriculum.windows import window_of_batch
from dataforge.errors import UsageError

__all__ = ["BAD", "LATE", "Losses", "OpenWindows"]

Losses = Tensor | Sequence[Tensor]
BAD, LATE = 0, 1  # columns of the extra row K of a window's sums: losses not used, rows heard after the close
_Q24 = float(1 << 24)


class OpenWindows:
    """The sums of windows that have not closed, as this process heard them.

    Args:
        num_cells: K.
        window, lookahead: U and L of the plan spec.
    """

    def __init__(self, num_cells: int, window: int, lookahead: int) -> None:
        self.num_cells, self.window, self.lookahead = num_cells, window, lookahead
        self.closed = 0
        self._sums: dict[int, Tensor] = {}  # window -> int64 [K + 1, 8]

    def observe(
        self, batch: Mapping[str, Any], losses: Losses | None, successes: Sequence[Tensor] | None = None
    ) -> None:
        """Add what a trainer reports of some rows; see `StreamingLoader.observe`."""
        cell = torch.as_tensor(batch["cell"])
        window = window_of_batch(int(batch["batch_index"]), self.window, self.lookahead)
        if window < self.closed:
            self._sum(self.closed, cell)[self.num_cells, LATE] += cell.numel()
            return
        if losses is not None:
            rows, bad = self._rows(batch, losses)
            total = self._sum(window, rows)
            total.index_add_(0, cell.to(total.device, torch.int64), rows.to(total.device))
            total[self.num_cells, BAD] += bad.to(total.device)
        if successes is not None:
            self._add_successes(window, cell, successes)

    def take(self, window: int) -> NDArray[np.int64]:
        """Close a window: its sums, int64 [K + 1, 8]; row K holds BAD and LATE."""
        self.closed = max(self.closed, window + 1)
        found = self._sums.pop(window, None)
        return np.zeros((self.num_cells + 1, NUM_COLUMNS), np.int64) if found is None else found.cpu().numpy()

    def snapshot(self) -> dict[int, NDArray[np.int64]]:
        """Sums of every open window."""
        return {window: total.cpu().numpy().copy() for window, total in sorted(self._sums.items())}

    def restore(self, closed: int, sums: Mapping[int, NDArray[np.int64]]) -> None:
        """Go back to a snapshot."""
        self.closed = closed
        self._sums = {window: torch.from_numpy(total.copy()) for window, total in sums.items()}

    def _sum(self, window: int, like: Tensor) -> Tensor:
        if window not in self._sums:
            shape = (self.num_cells + 1, NUM_COLUMNS)
            self._sums[window] = torch.zeros(shape, dtype=torch.int64, device=like.device)
        return self._sums[window]

    def _rows(self, batch: Mapping[str, Any], losses: Losses) -> tuple[Tensor, Tensor]:
        """int64 [b, 8] of each row of a batch, and how many losses were bad."""
        if isinstance(losses, Tensor) and losses.ndim == 2:
            loss, tokens, whole, bad = _by_token(losses, batch)
        elif not isinstance(losses, Tensor) and len(losses) == 2:
            loss, tokens, whole, bad = _by_row(*losses)
        else:
            shape = tuple(losses.shape) if isinstance(losses, Tensor) else f"{len(losses)} tensors"
            raise UsageError(f"losses are [b, T], [b, T-1] or a pair (sum_b, count_b); got {shape}")
        floor = torch.as_tensor(batch["floor_q24"]).to(loss.device)
        if floor.shape != loss.shape:
            raise UsageError(
                f"losses of {loss.numel()} rows for a batch of {floor.numel()}: pass those of this batch"
            )
        known = whole & (floor >= 0) & (tokens > 0)
        rows = torch.zeros((loss.numel(), NUM_COLUMNS), dtype=torch.int64, device=loss.device)
        rows[:, LOSS], rows[:, TOKENS], rows[:, SEQUENCES] = loss, tokens, (tokens > 0).long()
        rows[:, KNOWN_LOSS], rows[:, FLOOR] = loss * known, floor * known
        rows[:, KNOWN_TOKENS] = tokens * known
        return rows, bad

    def _add_successes(self, window: int, cell: Tensor, successes: Sequence[Tensor]) -> None:
        won, tried = (torch.as_tensor(each).detach().to(torch.int64) for each in successes)
        if not won.shape == tried.shape == cell.shape:
            raise UsageError(f"successes are a pair of [b]: got {tuple(won.shape)}, {tuple(tried.shape)}")
        total = self._sum(window, won)
        index = cell.to(total.device, torch.int64)
        total[:, SUCCESSES].index_add_(0, index, won.to(total.device))
        total[:, ATTEMPTS].index_add_(0, index, tried.to(total.device))


def _by_token(losses: Tensor, batch: Mapping[str, Any]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """(loss, tokens, whole, bad) of [b, T] or [b, T-1]: a bad token is left out, and its row is not whole."""
    if "labels" not in batch:
        raise UsageError("losses per token need the batch's labels; in document mode pass (sum_b, count_b)")
    labels = torch.as_tensor(batch["labels"])
    if losses.shape[1] == labels.shape[1] - 1:
        labels = labels[:, 1:]
    if losses.shape != labels.shape:
        raise UsageError(
            f"losses {tuple(losses.shape)} do not align with labels {tuple(labels.shape)}: "
            "pass the loss of predicting labels[:, t] as [b, T], or [b, T-1] without the first"
        )
    losses = _double(losses)
    used = labels.to(losses.device) != -100
    good = used & (losses >= 0) & (losses <= MAX_NATS_PER_TOKEN)  # NaN compares false
    rounded = torch.round(torch.where(good, losses, 0.0) * _Q24).to(torch.int64)
    tokens = good.sum(1)
    return rounded.sum(1), tokens, tokens == used.sum(1), used.sum() - tokens.sum()


def _by_row(sums: Tensor, counts: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """(loss, tokens, whole, bad) of losses summed over each row: a bad row counts for nothing."""
    sums = _double(torch.as_tensor(sums))
    tokens = torch.as_tensor(counts).detach().to(sums.device, torch.int64).clamp(min=0)
    if sums.ndim != 1 or sums.shape != tokens.shape:
        raise UsageError(f"(sum_b, count_b) are two [b]: got {tuple(sums.shape)} and {tuple(tokens.shape)}")
    good = (sums >= 0) & (sums <= MAX_NATS_PER_TOKEN * tokens)
    tokens = tokens * good
    loss = torch.round(torch.where(tokens > 0, sums, 0.0) * _Q24).to(torch.int64)
    return loss, tokens, good, (~good).sum()


def _double(losses: Tensor) -> Tensor:
    losses = losses.detach()
    return (losses.cpu() if losses.device.type == "mps" else losses).to(torch.float64)
