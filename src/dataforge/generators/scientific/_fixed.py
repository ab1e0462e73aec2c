"""Fixed-point arithmetic on integer columns: division and roots rounded half to even; writing it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pyarrow as pa

from dataforge.text.columns import Json, Strings, ints, join, json_string, pick
from dataforge.text.rows import I64

_DIGITS = {
    10: pa.array([f"{value}" for value in range(10)]),
    100: pa.array([f"{value:02d}" for value in range(100)]),
    1000: pa.array([f"{value:03d}" for value in range(1000)]),
}
_FEW = 256  # values below which a table is not worth while
_KNOWN = 50_000


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
    return _written(values, 10)


def hundredths(values: I64, *, signed: bool = False) -> Strings:
    """Integers counted in hundredths as decimals with two places; `signed` writes a plus as well."""
    return _written(values, 100, signed=signed)


def thousandths(values: I64) -> Strings:
    """Integers counted in thousandths as decimals with three places."""
    return _written(values, 1000)


def together(write: Callable[[I64], Strings], *columns: I64) -> list[Strings]:
    """Columns of one length written at once: as many strings, a fraction of the calls."""
    written, size = write(np.concatenate(columns)), len(columns[0])
    return [written.slice(i * size, size) for i in range(len(columns))]


def json_tenths(values: I64) -> Json:
    """`tenths` of values that are not negative, as JSON strings."""
    if len(values) >= _FEW and int(values.max()) < _KNOWN:
        return Json(_quoted_tenths().take(pa.array(values)))
    return json_string(tenths(values))


@cache
def _quoted_tenths() -> Strings:
    return join('"', _decimals(10), '"')


def _written(values: I64, unit: int, *, signed: bool = False) -> Strings:
    size = np.abs(values)
    if len(values) >= _FEW and int(size.max()) < _KNOWN:
        written = _decimals(unit).take(pa.array(size))
    else:
        written = _spelt(size, unit)
    if not signed and int(values.min(initial=0)) >= 0:
        return written
    return join(pick(("-", "", "+" if signed else ""), np.sign(values) + 1), written)


def _spelt(size: I64, unit: int) -> Strings:
    return join(ints(size // unit), ".", pick(_DIGITS[unit], size % unit))


@cache
def _decimals(unit: int) -> Strings:
    """Every decimal below a bound: a look-up is several times as fast as writing it."""
    return _spelt(np.arange(_KNOWN, dtype=np.int64), unit)
