"""Words of a batch of texts as 64-bit hashes, by array operations: what rarity, shingles and n-grams rest on.

A word is a run of ASCII letters (upper case counts as lower case) and digits and of characters beyond ASCII;
each character of U+3000 to U+9FFF (Chinese and Japanese, written without blanks) is a word of its own. Other
scripts without blanks (Thai, Khmer) give long words. No table of Unicode is asked, so words are the same with
every library.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.text.hashing import hash64, mix
from dataforge.text.rows import I64

U64 = NDArray[np.uint64]

_LOWER = bytes(b + 32 if 65 <= b <= 90 else b for b in range(256))
_IN_WORD = np.array([chr(b).isalnum() or b >= 128 for b in range(128)] + [True] * 128)
_STEP = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Words:
    """Hashes of all words, text after text, and where each text's begin: offsets int64[n + 1]."""

    hashes: U64
    offsets: I64

    def ngrams(self, n: int, short: bool) -> tuple[U64, I64]:
        """Hashes of n words in a row within a text, and where each text's begin.

        Args:
            short: a text of fewer words gives one hash, of all its words; else none.
        """
        counts = np.diff(self.offsets)
        many = np.maximum(counts - n + 1, 0)
        if short:
            many = np.where((many == 0) & (counts > 0), 1, many)
        offsets = np.concatenate([[0], np.cumsum(many)])
        first = np.repeat(self.offsets[:-1] - offsets[:-1], many) + np.arange(offsets[-1])
        stop = np.minimum(first + n, np.repeat(self.offsets[1:], many))
        total = np.zeros(len(first), np.uint64)
        for k in range(n):
            at = first + k
            inside = at < stop
            word = self.hashes[np.where(inside, at, 0)] if len(self.hashes) else total
            total = np.where(inside, mix(total + word + _STEP), total)
        return total, offsets


def words_of(texts: pa.StringArray) -> Words:
    """The words of each text."""
    n = len(texts)
    if n == 0:
        return Words(np.zeros(0, np.uint64), np.zeros(1, np.int64))
    texts = pa.concat_arrays([texts])  # without an offset into a larger array
    bounds = np.frombuffer(texts.buffers()[1], np.int32, n + 1, 4 * texts.offset).astype(np.int64)
    raw = texts.buffers()[2]
    data = (raw.to_pybytes() if raw is not None else b"")[bounds[0] : bounds[-1]].translate(_LOWER)
    bounds -= bounds[0]
    starts, stops = _stretches(np.frombuffer(data, np.uint8), bounds)
    edges = np.stack([starts, stops], axis=1).ravel()
    edges = np.append(edges, len(data)).astype(np.int32)
    pieces = pa.BinaryArray.from_buffers(
        pa.binary(), len(edges) - 1, [None, pa.py_buffer(edges), pa.py_buffer(data)]
    )
    words = pieces.take(pa.array(np.arange(0, 2 * len(starts), 2))).dictionary_encode()
    # Cut at ASCII and at whole characters only, so every word is UTF-8.
    hashes = hash64(words.dictionary.cast(pa.string()))[words.indices.to_numpy()]
    return Words(hashes, np.searchsorted(starts, bounds).astype(np.int64))


def _stretches(data: NDArray[np.uint8], bounds: I64) -> tuple[I64, I64]:
    """Where words start and stop."""
    inside = _IN_WORD[data]
    single = (data >= 0xE3) & (data <= 0xE9)  # first bytes of U+3000 to U+9FFF
    before = np.concatenate([[False], inside[:-1]])
    after_single = np.zeros(len(data), np.bool_)
    after_single[3:] = single[:-3]
    edge = np.zeros(len(data) + 1, np.bool_)
    edge[bounds] = True
    cut = edge[:-1] | single | after_single
    starts = np.flatnonzero(inside & (~before | cut))
    # A word stops at the next byte that is outside, or where the next one starts.
    gaps = np.flatnonzero(~inside & before)
    ends = np.concatenate([gaps, [len(data)]])
    stops = ends[np.searchsorted(ends, starts, "right")]
    following = np.append(starts[1:], len(data))
    return starts.astype(np.int64), np.minimum(stops, following).astype(np.int64)
