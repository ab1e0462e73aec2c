"""64-bit hashes, by array: the mixing round of all draws, and the digest of a column of strings.

The mixer is the finaliser of MurmurHash3 with the constants of Stafford's "Mix13" (as in SplitMix64, Steele,
Lea and Flood, OOPSLA 2014). It is a bijection of 64 bits with full avalanche. None of this is cryptographic:
names are hashed with BLAKE2b, data with SHA-256, draws and worlds with this.
"""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

U64 = NDArray[np.uint64]

_M1 = np.uint64(0xBF58476D1CE4E5B9)
_M2 = np.uint64(0x94D049BB133111EB)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_S30, _S27, _S31 = np.uint64(30), np.uint64(27), np.uint64(31)
_WORD = 8
_A_ROUND = 1_024  # strings: their words then stay in the cache


def mix(x: U64) -> U64:
    """One full mixing round, uint64[n] -> a new uint64[n]."""
    x = x ^ (x >> _S30)
    x *= _M1
    x ^= x >> _S27
    x *= _M2
    x ^= x >> _S31
    return x


def mix_int(x: int) -> int:
    """As `mix`, of one number in plain integers."""
    x ^= x >> 30
    x = x * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
    x ^= x >> 27
    x = x * 0x94D049BB133111EB & 0xFFFFFFFFFFFFFFFF
    return x ^ (x >> 31)


def spread(values: NDArray[np.int64]) -> U64:
    """A counter (level, index, position) made into 64 well-mixed bits, before it meets a key."""
    return mix(values.astype(np.uint64) + _GOLDEN)


@lru_cache(maxsize=1 << 16)
def key_of(*names: str) -> np.uint64:
    """The 64-bit key of a tuple of names: BLAKE2b over the names, each with its length before it."""
    digest = hashlib.blake2b(digest_size=8)
    for name in names:
        raw = name.encode()
        digest.update(len(raw).to_bytes(4, "little") + raw)
    return np.uint64(int.from_bytes(digest.digest(), "little"))


def hash64(column: pa.Array) -> U64:
    """The 64-bit digest of each string of a column, by its UTF-8 bytes; uint64[n].

    Each string is read as little-endian words of 8 bytes (the last one padded with zeros); a word is mixed
    with its position, the words of a string are added, and the sum is mixed with the length.
    """
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if len(column) == 0:
        return np.zeros(0, np.uint64)
    if len(column) > _A_ROUND:
        rounds = [column.slice(first, _A_ROUND) for first in range(0, len(column), _A_ROUND)]
        return np.concatenate([hash64(each) for each in rounds])
    column = column.cast(pa.large_string())
    lengths = np.asarray(pc.binary_length(column), np.int64)
    counts = (lengths + _WORD - 1) // _WORD
    ends = np.cumsum(counts)
    first = ends - counts
    pads = _pads()
    padded = pc.binary_join_element_wise(column, pads.take(pa.array(counts * _WORD - lengths)), pads[0])
    words = np.frombuffer(padded.buffers()[2] or b"", "<u8", count=ends[-1])
    number = np.arange(ends[-1])
    known = _spread_upto(1 << int(counts.max()).bit_length())
    words = words ^ known.take(number - np.repeat(first, counts))
    total = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mix(words))])
    return mix((total[ends] - total[first]) ^ spread(lengths))


@cache
def _pads() -> pa.Array:
    """0 .. 7 zero bytes."""
    return pa.array(["\0" * k for k in range(_WORD)], pa.large_string())


@lru_cache(maxsize=4)
def _spread_upto(n: int) -> U64:
    """`spread` of 0 .. n-1, kept: the positions of words come again and again."""
    return spread(np.arange(n, dtype=np.int64))
