"""State of batch b -> rows of batch b.

The whole state of a plan is how many rows every cell has given (`ordinals`) and what it is owed
(`credits`). A step is one diffusion, microseconds, so any batch is reached from a journal record by at most
a window of steps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dataforge.plan import diffusion
from dataforge.plan.order import CellOrder
from dataforge.plan.spec import PlanSpec

__all__ = ["BatchRows", "Planner", "State"]


@dataclass(frozen=True)
class State:
    """The plan as it stands before batch `batch`.

    Attributes:
        ordinals: int64[K], rows taken from every cell.
        credits: int64[K], 2^-32 rows owed to every cell; their sum is 0.
    """

    batch: int
    ordinals: NDArray[np.int64]
    credits: NDArray[np.int64]

    @classmethod
    def start(cls, num_cells: int) -> State:
        """Before batch 0."""
        return cls(0, np.zeros(num_cells, np.int64), np.zeros(num_cells, np.int64))


@dataclass(frozen=True)
class BatchRows:
    """The rows of a global batch, or some of them: by cell, then by ordinal. int64[m] each.

    Attributes:
        slots: position of each row in the global batch.
        cells: index into the spec's cells.
        ordinals, epochs, blocks, rows: which row of the cell.
    """

    batch: int
    slots: NDArray[np.int64]
    cells: NDArray[np.int64]
    ordinals: NDArray[np.int64]
    epochs: NDArray[np.int64]
    blocks: NDArray[np.int64]
    rows: NDArray[np.int64]

    def row_ids(self, cell_names: Sequence[str]) -> list[str]:
        """`"<cell>:<epoch>:<block>:<row>"` of every row."""
        columns = (self.cells.tolist(), self.epochs.tolist(), self.blocks.tolist(), self.rows.tolist())
        return [f"{cell_names[c]}:{e}:{b}:{r}" for c, e, b, r in zip(*columns, strict=True)]


class Planner:
    """The plan of a spec over the orders of its cells.

    Args:
        spec: the plan spec.
        orders: one a cell, in the spec's order; a cell of weight 0 may be without rows.
    """

    def __init__(self, spec: PlanSpec, orders: Sequence[CellOrder]) -> None:
        if len(orders) != len(spec.cells):
            raise ValueError(f"{len(orders)} orders for {len(spec.cells)} cells")
        self.spec, self.orders = spec, tuple(orders)
        self._limits = np.array([min(order.num_rows, (1 << 63) - 1) for order in orders], np.int64)

    def start(self) -> State:
        """Before batch 0."""
        return State.start(len(self.orders))

    def step(self, state: State, weights: NDArray[np.int64]) -> tuple[NDArray[np.int64], State]:
        """(rows of every cell in batch `state.batch`, the state after it) under these weights: int64[K]."""
        counts, credits = diffusion.step(state.credits, weights, self.spec.batch_size)
        return counts, State(state.batch + 1, state.ordinals + counts, credits)

    def seek(self, state: State, batch: int, weights_at: Callable[[int], NDArray[np.int64]]) -> State:
        """Step to the state before `batch`; `weights_at(b)` are the weights in force at batch b."""
        if batch < state.batch:
            raise ValueError(f"batch {batch} lies before the state's, {state.batch}")
        while state.batch < batch:
            _, state = self.step(state, weights_at(state.batch))
        return state

    def exhausted(self, state: State, counts: NDArray[np.int64]) -> int | None:
        """The first cell that cannot fill its part of this batch in its first epoch: there the plan stops."""
        if self.spec.end == "repeat":
            return None
        short = np.flatnonzero(state.ordinals + counts > self._limits)
        return int(short[0]) if short.size else None

    def batch(self, state: State, counts: NDArray[np.int64], rank: int = 0, world_size: int = 1) -> BatchRows:
        """The rows of batch `state.batch` for a rank: slots rank, rank + W, rank + 2W, ..."""
        cells = np.repeat(np.arange(counts.size, dtype=np.int64), counts)
        starts = np.cumsum(counts) - counts
        slots = np.arange(rank, cells.size, world_size, dtype=np.int64)
        cells = cells[slots]
        ordinals = state.ordinals[cells] + slots - starts[cells]
        epochs, blocks, rows = np.empty_like(slots), np.empty_like(slots), np.empty_like(slots)
        for cell in np.unique(cells).tolist():
            mine = np.flatnonzero(cells == cell)
            located = self.orders[cell].locate(ordinals[mine])
            epochs[mine], blocks[mine], rows[mine] = located.epoch, located.block, located.row
        return BatchRows(state.batch, slots, cells, ordinals, epochs, blocks, rows)
