"""The order of one cell: the i-th row ever taken from it -> (epoch, block, row), in closed form.

Blocks are permuted afresh in every epoch, then the rows within each group of G neighbouring blocks: rows
are mixed over G blocks, and never more than G blocks of a cell are open. A permutation over single rows
would touch a block a row.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dataforge.plan.permute import derive_key, permute

__all__ = ["CellOrder", "Located"]

_OPEN_GROUPS = 2  # a cell is read from one group; the second serves batches that straddle two


@dataclass(frozen=True)
class Located:
    """Rows of a cell: int64[m] each; `block` is the block's number in address order, `row` its row."""

    epoch: NDArray[np.int64]
    block: NDArray[np.int64]
    row: NDArray[np.int64]


class CellOrder:
    """Where the rows of one cell stand, in the order in which the plan takes them.

    Args:
        name: the cell, `domain-lNNN`; part of the key.
        seed: of the plan.
        group_blocks: G.
        rows_per_block: int64[num_blocks] of a finite cell, or (num_blocks, R) where every block has R rows.
    """

    def __init__(
        self, name: str, seed: int, group_blocks: int, rows_per_block: NDArray[np.int64] | tuple[int, int]
    ) -> None:
        if group_blocks < 1:
            raise ValueError(f"group_blocks must be at least 1, got {group_blocks}")
        self.name, self.seed, self.group_blocks = name, seed, group_blocks
        self._constant = 0
        self._per_block = np.zeros(0, np.int64)
        if isinstance(rows_per_block, tuple):
            self.num_blocks, self._constant = rows_per_block
            self.num_rows = self.num_blocks * self._constant
        else:
            self._per_block = np.asarray(rows_per_block, np.int64)
            self.num_blocks, self.num_rows = self._per_block.size, int(self._per_block.sum())
        self._epoch: tuple[int, NDArray[np.int64], NDArray[np.int64]] | None = None
        self._groups: OrderedDict[tuple[int, int], tuple[NDArray[np.int64], NDArray[np.int64]]] = (
            OrderedDict()
        )

    @property
    def rows_per_block(self) -> list[int]:
        """Rows of every block in address order, or one number where every block has as many."""
        return [self._constant] if self._constant else self._per_block.tolist()

    def locate(self, ordinals: NDArray[np.int64]) -> Located:
        """Where the rows with these ordinals stand: ordinals int64[m], any order, each >= 0.

        Raises:
            ValueError: the cell has no rows.
        """
        if not self.num_rows:
            raise ValueError(f"cell {self.name} has no rows")
        ordinals = np.asarray(ordinals, np.int64)
        epochs, places = np.divmod(ordinals, np.int64(self.num_rows))
        blocks, rows = np.empty_like(ordinals), np.empty_like(ordinals)
        for epoch in np.unique(epochs).tolist():
            chosen = np.flatnonzero(epochs == epoch)
            groups, within = self._group_of(epoch, places[chosen])
            for group in np.unique(groups).tolist():
                inside = groups == group
                group_blocks, group_rows = self._group(epoch, group)
                blocks[chosen[inside]] = group_blocks[within[inside]]
                rows[chosen[inside]] = group_rows[within[inside]]
        return Located(epochs, blocks, rows)

    def _group_of(self, epoch: int, places: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(group, place within it) of places within an epoch."""
        if self._constant:
            groups, within = np.divmod(places, np.int64(self.group_blocks * self._constant))
            return groups, within
        _, starts = self._blocks_of(epoch)
        group_starts = starts[:: self.group_blocks]
        groups = np.searchsorted(group_starts, places, side="right").astype(np.int64) - 1
        return groups, places - group_starts[groups]

    def _blocks_of(self, epoch: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The blocks of a finite cell in the order of an epoch, and the place of each one's first row."""
        if self._epoch is None or self._epoch[0] != epoch:
            key = derive_key("blocks", self.seed, self.name, epoch)
            order = permute(np.arange(self.num_blocks, dtype=np.int64), self.num_blocks, key)
            order = order[self._per_block[order] > 0]  # a block without rows takes no place in a group
            starts = np.cumsum(self._per_block[order]) - self._per_block[order]
            self._epoch = (epoch, order, starts)
        return self._epoch[1], self._epoch[2]

    def _group(self, epoch: int, group: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(block, row) of every place of a group, in order; the last few groups are kept."""
        found = self._groups.get((epoch, group))
        if found is not None:
            self._groups.move_to_end((epoch, group))
            return found
        first, last = group * self.group_blocks, (group + 1) * self.group_blocks
        if self._constant:
            places = np.arange(first, min(last, self.num_blocks), dtype=np.int64)
            blocks = permute(places, self.num_blocks, derive_key("blocks", self.seed, self.name, epoch))
            counts = np.full(blocks.size, self._constant, np.int64)
        else:
            blocks = self._blocks_of(epoch)[0][first:last]
            counts = self._per_block[blocks]
        starts = np.cumsum(counts) - counts
        total = int(counts.sum())
        rows = np.arange(total, dtype=np.int64) - np.repeat(starts, counts)
        mixed = permute(
            np.arange(total, dtype=np.int64), total, derive_key("rows", self.seed, self.name, epoch, group)
        )
        result = (np.repeat(blocks, counts)[mixed], rows[mixed])
        self._groups[(epoch, group)] = result
        while len(self._groups) > _OPEN_GROUPS:
            self._groups.popitem(last=False)
        return result
