"""The arithmetic of decisions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataforge.curriculum.exact import Q16, Q32, half_power_q16, mean_q, normalise_q32, step_towards
from dataforge.errors import UsageError

whole = st.one_of(st.integers(1, 9), st.integers(1, 1 << 80))


@given(st.lists(whole, min_size=1, max_size=60))
def test_weights_are_positive_sum_to_one_and_stay_within_a_unit(values: list[int]) -> None:
    """Each weight is the exact share rounded to a neighbour, except for the units that lift a zero to one."""
    weights = normalise_q32(values)
    assert sum(weights) == Q32
    assert min(weights) >= 1
    lifted = sum(value * Q32 < sum(values) for value in values)
    for value, weight in zip(values, weights, strict=True):
        assert abs(weight * sum(values) - value * Q32) < (1 + lifted) * sum(values)


def test_weights_of_simple_ratios_are_exact() -> None:
    """Shares that are whole in units of 2^-32 come out whole; a cell without rows gets nothing."""
    assert normalise_q32([1, 0, 3, 4]) == [Q32 // 8, 0, 3 * Q32 // 8, Q32 // 2]
    assert normalise_q32([Fraction(1, 3), Fraction(1, 6), Fraction(1, 2)]) == normalise_q32([2, 1, 3])


def test_ties_go_to_the_lower_cell() -> None:
    """Three equal shares of 2^32 leave one unit over: the first cell has it."""
    assert normalise_q32([1, 1, 1]) == [Q32 // 3 + 1, Q32 // 3, Q32 // 3]


def test_eight_hundred_cells_beside_a_giant_all_keep_a_unit() -> None:
    """Rounding to zero is the bug that bit others: no positive weight may vanish."""
    weights = normalise_q32([1 << 90, *[1] * 799])
    assert (weights[0], sorted(weights[1:])) == (Q32 - 799, [1] * 799)


@pytest.mark.parametrize("values", [[], [0, 0], [3, -1]])
def test_impossible_weights_are_refused(values: list[int]) -> None:
    """No cells, no weight at all, or a negative one: a usage error."""
    with pytest.raises(UsageError):
        normalise_q32(values)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 12).flatmap(lambda n: st.tuples(*[st.lists(whole, min_size=n, max_size=n)] * 2)))
def test_a_step_respects_its_limit_and_arrives(pair: tuple[list[int], list[int]]) -> None:
    """No weight moves by more than 5/4 (up to rounding), and enough steps reach the target."""
    target, current = normalise_q32(pair[0]), normalise_q32(pair[1])
    for _ in range(130):
        moved, held = step_towards(target, current, 5, 4)
        assert sum(moved) == Q32
        for before, after in zip(current, moved, strict=True):
            assert before * 4 // 5 - len(target) <= after <= before * 5 // 4 + len(target) + 1
        current = moved
    if held == 0:
        assert all(abs(a - b) <= len(target) + 1 for a, b in zip(current, target, strict=True))


def test_a_step_towards_itself_stays() -> None:
    """A mixture that is where it wants to be does not move."""
    mixture = normalise_q32([3, 1, 4, 1, 5])
    assert step_towards(mixture, mixture, 5, 4) == (mixture, 0)


def test_half_powers_halve_every_ten() -> None:
    """The table agrees with repeated squaring: (2^(-1/10))^10 = 1/2 to 16 bits."""
    assert [half_power_q16(10 * n) for n in range(4)] == [Q16, Q16 // 2, Q16 // 4, Q16 // 8]
    tenth = Fraction(half_power_q16(1), Q16)
    for exponent in range(1, 10):
        assert abs(Fraction(half_power_q16(exponent), Q16) - tenth**exponent) < Fraction(exponent + 1, Q16)


@given(st.integers(-(10**30), 10**30), st.integers(1, 10**20))
def test_means_are_rounded_to_nearest(total: int, count: int) -> None:
    """Within half a unit of the true mean, halves up."""
    assert -Fraction(1, 2) < mean_q(total, count) - Fraction(total, count) <= Fraction(1, 2)
