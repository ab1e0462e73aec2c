"""The keyed permutation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataforge.plan.permute import derive_key, permute

KEYS = st.integers(0, 2**64 - 1)


@given(st.integers(1, 700), KEYS)
def test_every_value_occurs_once(n: int, key: int) -> None:
    """Over all of 0 .. n-1 the permutation is a bijection, for any n and key."""
    assert np.array_equal(np.sort(permute(np.arange(n), n, key)), np.arange(n))


@given(st.integers(2**40, 2**63 - 1), KEYS, st.lists(st.integers(0, 2**40 - 1), unique=True, max_size=40))
def test_huge_domains_stay_in_range_and_do_not_collide(n: int, key: int, index: list[int]) -> None:
    """Near 2^63 values stay below n, differ, and do not depend on what is asked beside them."""
    values = np.array(index, np.int64)
    result = permute(values, n, key)
    assert all(0 <= value < n for value in result.tolist())
    assert len(set(result.tolist())) == len(index)
    assert [int(permute(values[i : i + 1], n, key)[0]) for i in range(len(index))] == result.tolist()


def test_values_are_pinned() -> None:
    """The order of every run depends on these numbers: they never change within a plan version."""
    key = derive_key("blocks", 0, "mathematics-l012", 0)
    assert key == 17602160241123235950
    assert permute(np.arange(8), 8, key).tolist() == [5, 0, 2, 7, 1, 6, 3, 4]
    assert permute(np.arange(2), 2**63 - 1, key).tolist() == [5727280023800753265, 4314020252542103804]


def test_keys_name_their_parts() -> None:
    """1 and "1", and parts split elsewhere, are other keys."""
    keys = {
        derive_key(1, 2),
        derive_key("1", 2),
        derive_key(12),
        derive_key("a", "bc"),
        derive_key("ab", "c"),
    }
    assert len(keys) == 5


def test_all_orders_of_three_occur_about_equally() -> None:
    """Small domains are permuted fairly: 6,000 keys give each of the 6 orders 1,000 times, within 5 sigma."""
    counts: dict[tuple[int, ...], int] = {}
    for number in range(6000):
        order = tuple(permute(np.arange(3), 3, derive_key("fair", number)).tolist())
        counts[order] = counts.get(order, 0) + 1
    assert len(counts) == 6
    assert max(abs(count - 1000) for count in counts.values()) < 5 * (6000 * 5 / 36) ** 0.5


@pytest.mark.parametrize(("index", "n"), [([0], 0), ([0], 2**63), ([5], 5), ([-1], 5)])
def test_out_of_range_is_refused(index: list[int], n: int) -> None:
    """A domain or an index out of range is an error, not a wrong value."""
    with pytest.raises(ValueError, match=r"n < 2\^63|out of"):
        permute(np.array(index), n, 0)
