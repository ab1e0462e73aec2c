"""What a level rests on: an integer a document, and exact quantiles of millions of them in fixed memory.

- length: bytes of the text.
- compressibility: bytes of the first 64 KiB packed by zstd level 3, in 2^-20 of their plain size: what packs
  badly is harder.
- rarity: mean over the words of -log2 of the word's share of all words that are kept, in 1/65536 bit (words
  are counted in 2^22 buckets).
- column:NAME: the user's number, its order that of IEEE doubles.

A document's level is the share of its domain's documents that have a strictly smaller measure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dataforge.shards.foreign.options import ImportOptions
from dataforge.text.bits import log2_units
from dataforge.text.rows import I64

if TYPE_CHECKING:
    from dataforge.shards.foreign.records import Raw
    from dataforge.shards.foreign.words import U64, Words

_PACKED_BYTES = 64 * 1024
_BUCKETS = 1 << 22
_DIGIT = 16
_SIGN = np.uint64(1 << 63)


def describe(options: ImportOptions) -> str:
    """The measure in words, with all that decides it."""
    if options.level_by == "compressibility":
        import zstandard

        version = ".".join(map(str, zstandard.ZSTD_VERSION))
        return f"first 64 KiB packed by libzstd {version}, level 3, in 2^-20 of their size"
    return {
        "length": "bytes of UTF-8",
        "rarity": "mean -log2 of the share of a document's words among all words kept, in 1/65536 bit",
    }.get(options.level_by, f"the number {options.column!r} of the record")


def at_reading(options: ImportOptions, raws: Sequence[Raw]) -> I64:
    """The measure of each record, int64[n]; rarity is known only when all are read (0 till then)."""
    if options.level_by == "length":
        return np.array([len(raw.text) for raw in raws], np.int64)
    if options.level_by == "compressibility":
        return _packed_share(raws)
    if options.column:
        return ordered(np.array([raw.level for raw in raws], np.float64))
    return np.zeros(len(raws), np.int64)


def _packed_share(raws: Sequence[Raw]) -> I64:
    import zstandard

    packer = zstandard.ZstdCompressor(level=3, write_checksum=False, write_content_size=False)
    heads = (raw.text[:_PACKED_BYTES] for raw in raws)
    return np.array([(len(packer.compress(head)) << 20) // len(head) for head in heads], np.int64)


def ordered(values: NDArray[np.float64]) -> I64:
    """Integers in the order of the numbers, equal where those are equal."""
    bits = (values + 0.0).view(np.int64)  # -0.0 becomes 0.0
    return np.where(bits < 0, bits ^ np.int64(0x7FFFFFFFFFFFFFFF), bits)


class WordCounts:
    """How often words occur, in 2^22 buckets: 32 MiB, whatever the vocabulary."""

    def __init__(self) -> None:
        self._counts = np.zeros(_BUCKETS, np.int64)

    def add(self, hashes: U64) -> None:
        """Count these words."""
        bucket, count = np.unique(hashes % np.uint64(_BUCKETS), return_counts=True)
        self._counts[bucket.astype(np.int64)] += count

    def rarity(self, words: Words) -> I64:
        """The measure of each text, int64[n]; 0 for one without words."""
        counts = self._counts[(words.hashes % np.uint64(_BUCKETS)).astype(np.int64)]
        each = log2_units(max(1, int(self._counts.sum()))) - log2_units(np.maximum(counts, 1))
        total = np.concatenate([[0], np.cumsum(each)])[words.offsets]
        return np.diff(total) // np.maximum(np.diff(words.offsets), 1)


def cuts(chunks: Callable[[], Iterator[I64]], count: int, parts: int) -> list[int]:
    """The values at the parts - 1 inner quantiles of `count` integers, by counting digits of 16 bits in four
    passes."""
    ranks = [-(-k * count // parts) - 1 for k in range(1, parts)]
    # (prefix of the value, rank among those of that prefix), rank by rank
    found = [(0, rank) for rank in ranks]
    for shift in range(64 - _DIGIT, -1, -_DIGIT):
        tables = {prefix: np.zeros(1 << _DIGIT, np.int64) for prefix, _ in found}
        for chunk in chunks():
            _count(chunk.view(np.uint64) ^ _SIGN, shift, tables)
        sums = {prefix: np.cumsum(table) for prefix, table in tables.items()}
        found = [_refined(prefix, rank, sums[prefix]) for prefix, rank in found]
    values = np.array([value for value, _ in found], np.uint64) ^ _SIGN
    return [int(value) for value in values.view(np.int64)]


def _count(values: U64, shift: int, tables: dict[int, I64]) -> None:
    digits = (values >> np.uint64(shift)) & np.uint64(0xFFFF)
    above = values >> np.uint64(shift + _DIGIT) if shift + _DIGIT < 64 else np.zeros_like(values)
    for prefix, table in tables.items():
        mine = digits[above == np.uint64(prefix)].astype(np.int64)
        table += np.bincount(mine, minlength=1 << _DIGIT)


def _refined(prefix: int, rank: int, sums: I64) -> tuple[int, int]:
    digit = int(np.searchsorted(sums, rank, "right"))
    return prefix << _DIGIT | digit, rank - (int(sums[digit - 1]) if digit else 0)


def level_numbers(measure: I64, at: Sequence[int]) -> I64:
    """Which level each document has, from 0: how many cuts are strictly below its measure."""
    assert all(a <= b for a, b in pairwise(at)), "cuts rise"
    return np.searchsorted(np.array(at, np.int64), measure, "left")
