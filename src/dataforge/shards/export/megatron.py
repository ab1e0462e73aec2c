"""Megatron's indexed data set: <split>_text_document.bin and .idx, a document a sequence.

    .bin  the ids, uint16 where the vocabulary has fewer than 65,500 entries, else int32
    .idx  "MMIDIDX\\0\\0" | version u64 = 1 | dtype u8 (8: uint16, 4: int32) | sequences u64
          | documents + 1 u64 | tokens of every sequence, int32 | its first byte in the .bin, int64
          | first sequence of every document and the end, int64

All little-endian, as `megatron.core.datasets.indexed_dataset` writes it; a trainer takes it by
`--data-path out/train_text_document`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

import numpy as np

from dataforge.shards.corpus import FiniteCorpus
from dataforge.shards.export.format import Facts, Job, put
from dataforge.shards.export.plan import Piece, Tokenizer
from dataforge.shards.export.tokens import TokenFormat, total

_MAGIC = b"MMIDIDX\x00\x00"
_CODE = {"uint16": 8, "int32": 4}
_SMALL_VOCABULARY = 65_500
_COUNTED = 1 << 20  # documents whose numbers are written at once


class MegatronFormat(TokenFormat):
    """One .bin and one .idx a split, documents in the corpus's order: Megatron shuffles them."""

    name = "megatron"
    about = "Megatron .bin and .idx; needs a tokenizer"

    def dtype(self, tokenizer: Tokenizer) -> np.dtype[Any]:
        return np.dtype("<u2" if tokenizer.vocab_size < _SMALL_VOCABULARY else "<i4")

    def finish(self, corpus: FiniteCorpus, job: Job, made: list[tuple[Piece, Facts]]) -> list[list[Any]]:
        entries = []
        for split in job.options.splits:
            entries.append(put(job.out, f"{split}_text_document.bin", self.ids(job, made, split)))
            entries.append(put(job.out, f"{split}_text_document.idx", self._index(job, made, split)))
        return entries

    def _index(self, job: Job, made: list[tuple[Piece, Facts]], split: str) -> Iterator[bytes]:
        assert job.tokenizer is not None
        kind = self.dtype(job.tokenizer)
        count = total(made, split, "documents")
        yield _MAGIC + struct.pack("<QBQQ", 1, _CODE[kind.name], count, count + 1)
        for lengths in self.lengths(job, made, split):
            yield lengths.tobytes()
        at = 0
        for lengths in self.lengths(job, made, split):
            ends = at + np.cumsum(lengths, dtype=np.int64) * kind.itemsize
            yield np.concatenate([[at], ends[:-1]]).astype("<i8").tobytes()
            at = int(ends[-1])
        for first in range(0, count + 1, _COUNTED):
            yield np.arange(first, min(count + 1, first + _COUNTED), dtype="<i8").tobytes()
