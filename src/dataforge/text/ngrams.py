"""Words and n-grams of a sample as integers, and which documents nearly repeat an earlier one.

Words are what white space separates; Chinese characters and kana are words of one character each. N-grams lie
within a document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

I64 = NDArray[np.int64]
U64 = NDArray[np.uint64]

_SINGLE = (
    "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
WORD = re.compile(rf"[{_SINGLE}]|[^\s{_SINGLE}]+")
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_BANDS, _ROWS = 32, 5  # two texts of Jaccard .7 meet in a band with probability .997
_MOST_LAGS = 256
_SIMILAR = 0.7


def number(words: list[list[str]]) -> tuple[I64, I64]:
    """Words as integers in order of first use, all documents end to end; where each document begins."""
    known: dict[str, int] = {}
    ids = np.array([known.setdefault(word, len(known)) for each in words for word in each], np.int64)
    return ids, np.concatenate([[0], np.cumsum([len(each) for each in words])]).astype(np.int64)


def mix(x: U64) -> U64:
    """The finaliser of SplitMix64, uint64[n] -> uint64[n]."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def ngrams(ids: I64, offsets: I64, n: int) -> tuple[U64, I64]:
    """A hash of every n-gram that lies within a document, and the document of each."""
    count = len(ids) - n + 1
    if count <= 0:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    word = mix((ids.astype(np.uint64) + np.uint64(1)) * GOLDEN)
    total = np.zeros(count, np.uint64)
    for k in range(n):
        total = total * np.uint64(0xD6E8FEB86659FD93) + word[k : k + count]
    doc = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    inside = doc[:count] == doc[n - 1 :]
    return mix(total)[inside], doc[:count][inside]


def near_duplicates(texts: Sequence[str]) -> float:
    """Share of documents that nearly repeat an earlier one; see `Variety`.

    MinHash (160 hashes, 32 bands of 5) proposes pairs, their shingle sets decide. A document is compared with
    at most 256 of those before it that share a band.
    """
    if not texts:
        return float("nan")
    seen: set[str] = set()
    found = np.zeros(len(texts), np.bool_)
    for i, text in enumerate(texts):
        found[i] = text in seen
        seen.add(text)
    ids, offsets = number([WORD.findall(text.lower()) for text in texts])
    grams, doc = ngrams(ids, offsets, 5)
    order = np.lexsort((grams, doc))
    grams, doc = grams[order], doc[order]
    fresh = np.ones(len(grams), np.bool_)
    fresh[1:] = (grams[1:] != grams[:-1]) | (doc[1:] != doc[:-1])
    grams, doc = grams[fresh], doc[fresh]
    owners, starts = np.unique(doc, return_index=True)
    if len(owners):
        sets = np.split(grams, starts[1:])
        again = _similar(_signatures(grams, starts), sets, found[owners])
        found[owners] |= again
    return float(found.mean())


def _signatures(grams: U64, starts: I64) -> U64:
    """uint64[documents, 160] of minimal hashes."""
    keys = mix(np.arange(1, _BANDS * _ROWS + 1, dtype=np.uint64) * GOLDEN)
    return np.stack([np.minimum.reduceat((grams ^ key) * (key | np.uint64(1)), starts) for key in keys], 1)


def _similar(signatures: U64, sets: list[U64], known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which sets have Jaccard >= 0.7 with an earlier one; those already known are not looked up."""
    again = known.copy()
    for band in range(_BANDS):
        part = signatures[:, band * _ROWS : (band + 1) * _ROWS]
        bucket = part[:, 0].copy()
        for column in range(1, _ROWS):
            bucket = mix(bucket * GOLDEN + part[:, column])
        order = np.argsort(bucket, kind="stable")
        bucket = bucket[order]
        for lag in range(1, min(_MOST_LAGS, len(order) - 1) + 1):
            same = bucket[lag:] == bucket[:-lag]
            if not same.any():
                break
            pairs = np.flatnonzero(same & ~again[order[lag:]])
            later, earlier = order[pairs + lag], order[pairs]
            close = (signatures[later] == signatures[earlier]).mean(axis=1) >= _SIMILAR - 0.2
            for i, j in zip(later[close].tolist(), earlier[close].tolist(), strict=True):
                again[i] = again[i] or _jaccard(sets[i], sets[j]) >= _SIMILAR
    return again


def _jaccard(a: U64, b: U64) -> float:
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / (len(a) + len(b) - shared)
