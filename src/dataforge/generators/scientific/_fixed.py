"""Fixed-point arithmetic on integer columns: division and roots rounded half to even; writing it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from dataforge.text.columns import Strings, ints, join, pick, where
from dataforge.text.rows import I64

_TWO_DIGITS = pa.array([f"{value:02d}" for value in range(100)])
_THREE_DIGITS = pa.array([f"{value:03d}" for value in range(1000)])


def divide(a: I64, b: I64) -> I64:
    """a / b for b > 0, rounded to the nearest integer, halves to even."""
    quotient, twice_rest = a // b, 2 * (a % b)
    up = (twice_rest > b) | ((twice_rest == b) & (quotient % 2 == 1))
    return np.asarray(quotient + up, np.int64)


def root(a: I64, b: I64) -> I64:
    """The square root of a / b for 0 <= a, 4a/b < 2^52, b > 0, to the nearest integer, halves to even."""
    whole = 4 * a // b
    doubled = np.sqrt(whole.astype(np.float64)).astype(np.int64)  # floor(2 sqrt(a / b)), up to one
    doubled -= doubled * doubled > whole
    doubled += (doubled + 1) * (doubled + 1) <= whole
    nearest = (doubled + 1) // 2
    half = (doubled % 2 == 1) & (doubled * doubled * b == 4 * a) & (nearest % 2 == 1)
    return np.asarray(nearest - half, np.int64)


def tenths(values: I64) -> Strings:
    """Integers counted in tenths as decimals with one place."""
    size = np.abs(values)
    return join(where(values < 0, "-", ""), ints(size // 10), ".", ints(size % 10))


def hundredths(values: I64, *, signed: bool = False) -> Strings:
    """Integers counted in hundredths as decimals with two places; `signed` writes a plus as well."""
    size = np.abs(values)
    plus = where(values > 0, "+", "") if signed else ""
    return join(where(values < 0, "-", plus), ints(size // 100), ".", pick(_TWO_DIGITS, size % 100))


def thousandths(values: I64) -> Strings:
    """Integers counted in thousandths as decimals with three places."""
    size = np.abs(values)
    return join(where(values < 0, "-", ""), ints(size // 1000), ".", pick(_THREE_DIGITS, size % 1000))
