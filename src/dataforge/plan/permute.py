"""A keyed permutation of 0 .. n-1 for any n < 2^63: closed form, no table, vectorised.

A balanced Feistel network over the smallest even number of bits that holds n - 1 is a bijection of 0 .. 4^h
- 1; walking the cycle until the value is below n restricts it to 0 .. n-1 (Black and Rogaway, "Ciphers with
arbitrary finite domains", 2002). 4^h < 4n, so a walk takes fewer than four steps on average.
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

__all__ = ["derive_key", "permute"]

_ROUNDS = 7  # four suffice for large domains (Luby and Rackoff); more mix the tiny halves of tiny ones
_GOLDEN = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1


def derive_key(*parts: int | str) -> int:
    """A 64-bit key named by its parts; another part anywhere gives an unrelated key."""
    named = "\x1f".join(f"{type(part).__name__}:{part}" for part in parts)
    return int.from_bytes(hashlib.blake2b(named.encode(), digest_size=8).digest(), "little")


def permute(index: NDArray[np.int64], n: int, key: int) -> NDArray[np.int64]:
    """Where each of `index` stands in the permutation of 0 .. n-1 that `key` names.

    Args:
        index: int64[m], each in 0 .. n-1.
        n: size of the domain, 1 <= n < 2^63.
        key: 64 bits, from `derive_key`.

    Returns:
        int64[m]; over all of 0 .. n-1 every value occurs once.

    Raises:
        ValueError: n is out of range, or an index is.
    """
    if not 1 <= n < 1 << 63:
        raise ValueError(f"a permutation needs 1 <= n < 2^63, got {n}")
    values = np.ascontiguousarray(index, dtype=np.int64)
    if values.size and (int(values.min()) < 0 or int(values.max()) >= n):
        raise ValueError(f"index out of 0 .. {n - 1}")
    half = max(1, ((n - 1).bit_length() + 1) // 2)
    keys = [_mix_int(key + (round_ + 1) * _GOLDEN) for round_ in range(_ROUNDS)]
    result = _feistel(values.astype(np.uint64), half, keys)
    outside = np.flatnonzero(result >= np.uint64(n))
    while outside.size:
        result[outside] = _feistel(result[outside], half, keys)
        outside = outside[result[outside] >= np.uint64(n)]
    return result.astype(np.int64)


def _feistel(values: NDArray[np.uint64], half: int, keys: list[int]) -> NDArray[np.uint64]:
    mask, shift = np.uint64((1 << half) - 1), np.uint64(half)
    left, right = values >> shift, values & mask
    for key in keys:
        left, right = right, left ^ (_mix(right ^ np.uint64(key)) & mask)
    return (left << shift) | right


def _mix(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of SplitMix64 (Steele, Lea and Flood, 2014), by 64-bit wrap-around."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def _mix_int(z: int) -> int:
    z &= _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)
