"""nanoGPT's data folder: <split>.bin, one stream of ids, and meta.pkl.

The ids are uint16 where the vocabulary fits, as nanoGPT's train.py reads them; else uint32, and its
`np.memmap(..., dtype=np.uint16)` must say so. `meta.pkl` holds `vocab_size`, which train.py takes, and with
the tokenizer of bytes `stoi` and `itos`, which sample.py takes. `meta.json` says the same, and more.
"""

from __future__ import annotations

import json
import struct
from typing import Any

import numpy as np

from dataforge.shards.corpus import FiniteCorpus
from dataforge.shards.export.format import Facts, Job, put
from dataforge.shards.export.plan import Piece, Tokenizer
from dataforge.shards.export.tokens import TokenFormat, total

_BYTES = 256


class NanogptFormat(TokenFormat):
    """One .bin a split, documents in the corpus's order: nanoGPT draws windows at random."""

    name = "nanogpt"
    about = "nanoGPT .bin with a meta; needs a tokenizer"

    def dtype(self, tokenizer: Tokenizer) -> np.dtype[Any]:
        return np.dtype("<u2" if tokenizer.vocab_size <= 1 << 16 else "<u4")

    def finish(self, corpus: FiniteCorpus, job: Job, made: list[tuple[Piece, Facts]]) -> list[list[Any]]:
        tokenizer = job.tokenizer
        assert tokenizer is not None
        splits = job.options.splits
        entries = [put(job.out, f"{split}.bin", self.ids(job, made, split)) for split in splits]
        of_bytes = tokenizer.vocab_size == tokenizer.eod + 1 == _BYTES + 1
        meta = {
            "vocab_size": tokenizer.vocab_size,
            "eod": tokenizer.eod,
            "dtype": self.dtype(tokenizer).name,
            "tokenizer_sha256": tokenizer.sha256,
            "tokens": {split: total(made, split, "tokens") for split in splits},
            "documents": {split: total(made, split, "documents") for split in splits},
        }
        entries.append(put(job.out, "meta.json", [json.dumps(meta, indent=1).encode() + b"\n"]))
        entries.append(put(job.out, "meta.pkl", [pickled_meta(tokenizer.vocab_size, of_bytes)]))
        return entries


def pickled_meta(vocab_size: int, of_bytes: bool) -> bytes:
    """A pickle (protocol 2) of plain dicts, numbers and strings: names no class and calls nothing."""
    items = _text("vocab_size") + _number(vocab_size)
    if of_bytes:
        ids = range(_BYTES)
        items += _text("stoi") + _dict(b"".join(_text(chr(i)) + _number(i) for i in ids))
        items += _text("itos") + _dict(
            b"".join(_number(i) + _text(chr(i)) for i in ids) + _number(_BYTES) + _text("")
        )
    return b"\x80\x02" + _dict(items) + b"."


def _dict(items: bytes) -> bytes:
    return b"}(" + items + b"u"


def _text(value: str) -> bytes:
    raw = value.encode()
    return b"X" + struct.pack("<I", len(raw)) + raw


def _number(value: int) -> bytes:
    return b"J" + struct.pack("<i", value)
