"""Ordinal -> (epoch, block, row)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataforge.plan.order import CellOrder

COUNTS = st.lists(st.integers(0, 9), min_size=1, max_size=12).filter(lambda counts: sum(counts) > 0)


def _rows(order: CellOrder, first: int, last: int) -> list[tuple[int, int, int]]:
    found = order.locate(np.arange(first, last))
    return list(zip(found.epoch.tolist(), found.block.tolist(), found.row.tolist(), strict=True))


@settings(deadline=None)
@given(COUNTS, st.integers(1, 5), st.integers(0, 99))
def test_each_row_once_an_epoch(counts: list[int], group_blocks: int, seed: int) -> None:
    """In every epoch each row of each block is taken once, in an order of the epoch's own."""
    order, size = CellOrder("code-l001", seed, group_blocks, np.array(counts)), sum(counts)
    every = sorted((block, row) for block, count in enumerate(counts) for row in range(count))
    for epoch in range(2):
        rows = _rows(order, epoch * size, (epoch + 1) * size)
        assert {found for found, _, _ in rows} == {epoch}
        assert sorted((block, row) for _, block, row in rows) == every


@settings(deadline=None)
@given(COUNTS, st.integers(1, 5), st.lists(st.integers(0, 200), min_size=1, max_size=30))
def test_closed_form(counts: list[int], group_blocks: int, ordinals: list[int]) -> None:
    """Any ordinals, in any order, alone or together, give the same rows."""
    order = CellOrder("code-l001", 7, group_blocks, np.array(counts))
    alone = [_rows(CellOrder("code-l001", 7, group_blocks, np.array(counts)), i, i + 1)[0] for i in ordinals]
    found = order.locate(np.array(ordinals))
    assert list(zip(found.epoch.tolist(), found.block.tolist(), found.row.tolist(), strict=True)) == alone


def test_equal_blocks_are_ordered_as_virtual_ones() -> None:
    """A constant R gives the order that an array of R gives: an audit may use either."""
    finite = CellOrder("code-l001", 3, 4, np.full(10, 6))
    virtual = CellOrder("code-l001", 3, 4, (10, 6))
    assert _rows(finite, 0, 120) == _rows(virtual, 0, 120)


def test_few_blocks_are_open() -> None:
    """The rows of a group come from G blocks only, so G blocks a cell are all that must be at hand."""
    order = CellOrder("code-l001", 0, 4, (10**15, 16))
    for group in range(3):
        blocks = {block for _, block, _ in _rows(order, group * 64, (group + 1) * 64)}
        assert len(blocks) == 4


def test_neither_cells_nor_seeds_nor_epochs_share_an_order() -> None:
    """The key holds seed, cell and epoch."""
    orders = [
        _rows(CellOrder(name, seed, 2, np.full(9, 5)), first, first + 45)
        for name, seed, first in (("a", 0, 0), ("b", 0, 0), ("a", 1, 0), ("a", 0, 45))
    ]
    assert len({tuple((block, row) for _, block, row in rows) for rows in orders}) == 4


def test_a_cell_without_rows_says_so() -> None:
    """Asking an empty cell for a row is an error."""
    with pytest.raises(ValueError, match="code-l001 has no rows"):
        CellOrder("code-l001", 0, 1, np.zeros(3, np.int64)).locate(np.array([0]))
