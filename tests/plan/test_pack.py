"""Best-fit packing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataforge.plan.pack import pack, pack_exactly

LENGTHS = st.lists(st.integers(2, 150), min_size=1, max_size=60)


def _used(rows: list[list[int]], lengths: list[int], seq_len: int) -> list[int]:
    return [sum(min(lengths[i], seq_len) for i in row) for row in rows]


@given(LENGTHS)
def test_whole_documents_once_each(lengths: list[int]) -> None:
    """Every document is in one row, no row is too long, and no two rows could be one."""
    rows = pack(lengths, 100)
    assert sorted(i for row in rows for i in row) == list(range(len(lengths)))
    used = sorted(_used(rows, lengths, 100))
    assert used[-1] <= 100
    assert len(used) < 2 or used[0] + used[1] > 100


def test_best_fit_by_hand() -> None:
    """Longest first, each where it leaves least room; a document of T or more stands alone."""
    assert pack([40, 60, 35, 120, 40], 100) == [[3], [1, 0], [4, 2]]


@given(LENGTHS.filter(lambda lengths: len(lengths) >= 12), st.integers(1, 12))
def test_exactly_r_rows(lengths: list[int], num_rows: int) -> None:
    """A virtual block has R rows, none empty, of a prefix of its documents; no more documents would fit."""
    asked: list[int] = []

    def first(count: int) -> list[int]:
        asked.append(count)
        return lengths[:count]

    taken, rows = pack_exactly(first, len(lengths), 100, num_rows)
    assert sorted(i for row in rows for i in row) == list(range(taken))
    assert (len(rows), min(map(len, rows)) >= 1) == (num_rows, True)
    assert max(_used(rows, lengths, 100)) <= 100
    assert taken == len(lengths) or len(pack(lengths[: taken + 1], 100)) > num_rows
    assert max(asked) <= max(2 * taken, num_rows)


def test_fewer_documents_than_rows_is_refused() -> None:
    """Rows without a document do not exist."""
    with pytest.raises(ValueError, match="cannot fill"):
        pack_exactly(lambda count: [5] * count, 3, 100, 4)
