"""Draws: uniform, stateless, independent of each other, and counted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataforge.text.bits import UNITS_PER_BIT, log2_units
from dataforge.text.draws import Draws, Scope, Weights, below
from dataforge.text.rows import Rows

SCOPE = Scope(0, "train", "mathematics", "test@1")


def draws_of(n: int, level: int = 5, start: int = 0) -> Draws:
    return Draws(SCOPE, np.full(n, level, np.int64), np.arange(start, start + n, dtype=np.int64))


@given(st.integers(0, 2**64 - 1), st.integers(1, 2**63 - 1))
def test_below_is_the_high_word(hash_: int, n: int) -> None:
    """below() is exactly floor(hash * n / 2^64), for n on both sides of 2^32."""
    assert int(below(np.array([hash_], np.uint64), np.uint64(n))[0]) == (hash_ * n) >> 64


@given(st.integers(1, 2**63 - 1))
def test_log2_is_exact_to_one_unit(n: int) -> None:
    """log2_units never exceeds the truth and is less than two units below it."""
    units = int(log2_units(n))
    exact_low = 2 ** (units // UNITS_PER_BIT)
    assert exact_low <= n < 2 * exact_low
    # compare n^65536 with 2^units in integers, on a value small enough to raise
    if n < 2**20:
        assert 2**units <= n**UNITS_PER_BIT < 2 ** (units + 2)


def test_powers_of_two_are_exact() -> None:
    """A fair choice among 2^k holds exactly k bits."""
    assert [int(log2_units(2**k)) for k in range(63)] == [k * UNITS_PER_BIT for k in range(63)]


def test_first_values_are_frozen() -> None:
    """The draws of version 1: if this changes, every document changes."""
    assert draws_of(6).draw("a", 1000).tolist() == FROZEN
    assert draws_of(3, start=2**62).draw("b", 10**12).tolist() == FROZEN_FAR


FROZEN = [405, 638, 448, 425, 933, 973]
FROZEN_FAR = [798738547231, 883108267524, 291875286238]


def test_a_document_does_not_know_its_batch() -> None:
    """Value i is the same alone and among others, for documents and for rows."""
    whole, alone = draws_of(50), draws_of(1, start=17)
    assert whole.draw("x", 10**9)[17] == alone.draw("x", 10**9)[0]
    counts = np.arange(50) % 4
    rows = Rows.of(counts)
    many = whole.draw("y", 10**9, rows)[rows.doc == 17]
    assert many.tolist() == alone.draw("y", 10**9, Rows.of(counts[17:18])).tolist()


def test_streams_do_not_touch_each_other() -> None:
    """Neighbouring levels, indices, fields and positions are uncorrelated."""
    n, top = 20_000, 2**32
    base = draws_of(n).draw("a", top)
    others = {
        "next level": draws_of(n, level=6).draw("a", top),
        "next index": draws_of(n, start=1).draw("a", top),
        "next field": draws_of(n).draw("b", top),
        "second position": draws_of(n).draw("a", top, Rows.of(np.full(n, 2)))[1::2],
    }
    for what, other in others.items():
        assert abs(np.corrcoef(base, other)[0, 1]) < 0.03, what
        assert (base == other).mean() < 0.001, what


def test_values_are_uniform() -> None:
    """Chi-square of 10 bins over 50,000 draws stays below its 1e-6 quantile."""
    counts = np.bincount(draws_of(50_000).draw("u", 10), minlength=10)
    assert ((counts - 5_000) ** 2 / 5_000).sum() < 47


def test_weights_are_served_as_written() -> None:
    """Weighted draws come at their rates, and their bits are -log2 p."""
    draws = draws_of(40_000)
    values = draws.weighted("w", Weights([1, 2, 5]))
    share = np.bincount(values) / 40_000
    assert np.allclose(share, [0.125, 0.25, 0.625], atol=0.01)
    expected = np.array([3.0, 2.0, np.log2(8 / 5)])[values]
    assert np.allclose(draws.bits_hi / UNITS_PER_BIT, expected, atol=1e-4)


def test_hidden_draws_count_once() -> None:
    """bits_hi counts every draw, bits_lo only visible ones; hide() takes back what the text does not show."""
    draws = draws_of(4)
    rows = Rows.of(np.array([2, 0, 1, 3]))
    draws.draw("seen", 8)
    draws.draw("masked", 16, rows, visible=rows.pos == 0)
    draws.draw("later", 4)
    draws.hide("later", np.array([True, False, True, False]))
    bits = UNITS_PER_BIT
    assert (draws.bits_hi // bits).tolist() == [3 + 8 + 2, 3 + 0 + 2, 3 + 4 + 2, 3 + 12 + 2]
    assert (draws.bits_lo["body"] // bits).tolist() == [3 + 4, 3 + 2, 3 + 4, 3 + 4 + 2]


def test_distinct_and_shuffle_are_permutations() -> None:
    """distinct() repeats nothing within a document; shuffle() orders each document's own rows."""
    draws, rows = draws_of(200), Rows.of(np.arange(200) % 9)
    chosen, order = draws.distinct("d", 12, rows), draws.shuffle("s", rows)
    for doc in range(200):
        mine = rows.doc == doc
        assert len(set(chosen[mine])) == mine.sum()
        assert sorted(order[mine]) == list(range(mine.sum()))
    first = [tuple(order[rows.doc == doc]) for doc in range(200) if doc % 9 == 3]
    assert len(set(first)) > 4


def test_distinct_is_uniform_over_ordered_pairs() -> None:
    """All 12 ordered pairs of 4 values come equally often."""
    draws, rows = draws_of(24_000), Rows.of(np.full(24_000, 2))
    pairs = draws.distinct("p", 4, rows).reshape(-1, 2)
    counts = np.bincount(pairs[:, 0] * 4 + pairs[:, 1], minlength=16)
    expected = np.where(np.eye(4, dtype=bool).ravel(), 0, 2_000)
    assert (np.abs(counts - expected) <= np.where(expected, 250, 0)).all()


def test_a_field_has_one_stream() -> None:
    """Drawing a field twice is our own bug and says so."""
    draws = draws_of(2)
    draws.draw("a", 2)
    with pytest.raises(ValueError, match="drawn twice"):
        draws.draw("a", 2)
