"""The only arithmetic of decisions: whole numbers of any size, in written order.

Python integers neither overflow nor round, so a decision has the same bits on every machine and under every
build of numpy. Floats, numpy, `math`, powers and sets are kept out of this module and of `policies/` by
tests/curriculum/test_purity.py: `np.exp` and `np.sum` differ in their last bits between CPUs.

Fixed point: nats stand in units of 2^-24 (`Q24`), weights in units of 2^-32 (`Q32`), ratios in 2^-16 (`Q16`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dataforge.errors import UsageError

__all__ = [
    "MAX_CELLS",
    "Q16",
    "Q24",
    "Q32",
    "clamp",
    "half_power_q16",
    "mean_q",
    "normalise_q32",
    "step_towards",
]

Q16 = 1 << 16
Q24 = 1 << 24
Q32 = 1 << 32
MAX_CELLS = 1 << 16
"""More cells than this could not each have a weight of at least one unit with room to spare."""

# 2^(-j/10) in Q16, j = 0..9, rounded to nearest.
_TENTH_POWERS = (65536, 61147, 57052, 53232, 49667, 46341, 43238, 40342, 37641, 35120)


def clamp(value: int, low: int, high: int) -> int:
    """`value`, but no less than `low` and no more than `high`."""
    return low if value < low else high if value > high else value


def mean_q(total: int, count: int) -> int:
    """`total / count` rounded to the nearest whole number, halves up; `count` > 0."""
    return (2 * total + count) // (2 * count)


def half_power_q16(tenths: int) -> int:
    """2^(-tenths/10) in Q16, `tenths` >= 0: halves every ten."""
    return _TENTH_POWERS[tenths % 10] >> (tenths // 10)


def normalise_q32(values: Sequence[int | Fraction]) -> list[int]:
    """Weights in Q32 that are proportional to `values` and sum to exactly 2^32.

    Largest remainder, ties to the lower cell. A positive value, however small, gets at least 1; the units for
    that come from the largest weight. A value of 0 (a cell without rows) gets 0.

    Raises:
        UsageError: a value is negative, none is positive, or there are more than `MAX_CELLS`.
    """
    scaled = _whole(values)
    total = sum(scaled)
    if total <= 0 or min(scaled) < 0:
        raise UsageError(f"weights must be zero or more, and not all zero; got {list(values)[:8]!r}")
    shares = [divmod(value * Q32, total) for value in scaled]
    weights = [whole for whole, _ in shares]
    seats = Q32 - sum(weights)
    by_remainder = sorted(range(len(shares)), key=lambda cell: (-shares[cell][1], cell))
    for cell in by_remainder[:seats]:
        weights[cell] += 1
    lifted = [cell for cell in range(len(scaled)) if scaled[cell] > 0 and weights[cell] == 0]
    for cell in lifted:
        weights[cell] = 1
    largest = max(range(len(weights)), key=lambda cell: (weights[cell], -cell))
    weights[largest] -= len(lifted)
    return weights


def step_towards(target: Sequence[int], current: Sequence[int], up: int, down: int) -> tuple[list[int], int]:
    """Move the mixture `current` towards `target`, no weight by more than a factor `up / down` either way.

    Both are Q32 mixtures of positive weights, `up` > `down` > 0. Cells that the limit does not hold share the
    rest in proportion to their targets: the scale that makes the whole sum to one is found by bisection
    (water filling), so the limit is exact up to the rounding of the last units, where renormalising after
    clipping would break it.

    Returns:
        the Q32 mixture, and how many cells the limit held.
    """
    bounds = [(weight * down // up, max(weight * up // down, 1)) for weight in current]

    def filled(scale: int) -> list[int]:
        return [clamp(weight * scale >> 32, *bound) for weight, bound in zip(target, bounds, strict=True)]

    low, high = 0, Q32 << 32
    while low < high:
        middle = (low + high) // 2
        if sum(filled(middle)) < Q32:
            low = middle + 1
        else:
            high = middle
    moved = filled(low)
    held = [not bound[0] < weight < bound[1] for weight, bound in zip(moved, bounds, strict=True)]
    return normalise_q32([max(weight, 1) for weight in moved]), sum(held)


def _whole(values: Sequence[int | Fraction]) -> list[int]:
    """The values over their common denominator."""
    if not 0 < len(values) <= MAX_CELLS:
        raise UsageError(f"a mixture has 1 to {MAX_CELLS} weights; got {len(values)}")
    scale = 1
    for value in values:
        scale = scale * value.denominator // _gcd(scale, value.denominator)
    return [int(value.numerator) * (scale // int(value.denominator)) for value in values]


def _gcd(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a
