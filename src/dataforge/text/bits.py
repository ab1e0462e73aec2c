"""Information in fixed point: 1 bit is 65,536 units; log2 of integers by squarings, the same on every
machine."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

UNITS_PER_BIT = 65_536
_FRACTION_BITS = 16
_TABLE_SIZE = 65_537


def _log2_units(n: NDArray[np.uint64]) -> NDArray[np.int64]:
    """floor(log2(n) * 65536) for 1 <= n < 2^63, up to one unit: the mantissa is squared sixteen times."""
    whole = np.zeros(n.shape, np.int64)
    rest = n.copy()
    for step in (32, 16, 8, 4, 2, 1):
        big = rest >= (np.uint64(1) << np.uint64(step))
        whole += np.where(big, step, 0)
        rest = np.where(big, rest >> np.uint64(step), rest)
    mantissa = (n << (63 - whole).astype(np.uint64)) >> np.uint64(32)  # in [2^31, 2^32)
    fraction = np.zeros(n.shape, np.int64)
    for _ in range(_FRACTION_BITS):
        mantissa = mantissa * mantissa  # in [2^62, 2^64): 1.0 <= m^2 < 4.0
        bit = mantissa >> np.uint64(63)
        mantissa >>= np.uint64(31) + bit
        fraction = (fraction << 1) | bit.astype(np.int64)
    return whole * UNITS_PER_BIT + fraction


@cache
def _table() -> NDArray[np.int64]:
    table = np.zeros(_TABLE_SIZE, np.int64)
    table[1:] = _log2_units(np.arange(1, _TABLE_SIZE, dtype=np.uint64))
    table.flags.writeable = False
    return table


def log2_units(n: ArrayLike) -> NDArray[np.int64]:
    """log2(n) in units of 1/65536 bit, int64, elementwise, for integers 1 <= n < 2^63.

    Powers of two are exact; other values are at most one unit below the truth.
    """
    values = np.asarray(n, np.int64)
    if values.size and int(values.min()) < 1:
        raise ValueError(f"log2 of {int(values.min())}: draws need at least one choice")
    if values.size == 0 or int(values.max()) < _TABLE_SIZE:
        return _table()[values]
    return _log2_units(np.atleast_1d(values).astype(np.uint64)).reshape(values.shape)
