"""64-bit hashes, by array: the mixing round of all draws, and the digest of a column of strings.

The mixer is the finaliser of MurmurHash3 with the constants of Stafford's "Mix13" (as in SplitMix64, Steele,
Lea and Flood, OOPSLA 2014). It is a bijection of 64 bits with full avalanche. None of this is cryptographic:
names are hashed with BLAKE2b, data with SHA-256, draws and worlds with this.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.text.rows import Rows

U64 = NDArray[np.uint64]

_M1 = np.uint64(0xBF58476D1CE4E5B9)
_M2 = np.uint64(0x94D049BB133111EB)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_S30, _S27, _S31 = np.uint64(30), np.uint64(27), np.uint64(31)
_WORD = 8


def mix(x: U64) -> U64:
    """One full mixing round, uint64[n] -> a new uint64[n]."""
    x = x ^ (x >> _S30)
    x *= _M1
    x ^= x >> _S27
    x *= _M2
    x ^= x >> _S31
    return x


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
    column = column.cast(pa.large_string())
    offsets = np.frombuffer(column.buffers()[1], np.int64)[column.offset : column.offset + len(column) + 1]
    data = np.zeros(int(offsets[-1]) + _WORD, np.uint8)  # room for the last word to reach past the end
    data[: offsets[-1]] = np.frombuffer(column.buffers()[2] or b"", np.uint8)[: offsets[-1]]
    at_byte = np.ndarray(
        len(data) - _WORD + 1, "<u8", data, strides=(1,)
    )  # the word that starts at each byte
    lengths = np.diff(offsets)
    rows = Rows.of((lengths + _WORD - 1) // _WORD)
    words = at_byte[offsets[rows.doc] + rows.pos * _WORD].astype(np.uint64)
    spare = np.maximum((rows.pos + 1) * _WORD - lengths[rows.doc], 0).astype(np.uint64) * np.uint64(8)
    words = (words << spare) >> spare
    total = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mix(words ^ spread(rows.pos)))])
    return mix((total[rows.offsets[1:]] - total[rows.offsets[:-1]]) ^ spread(lengths))
