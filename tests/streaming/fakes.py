"""A corpus without generators: a document is a hash of its address, so a test knows what each key says."""

from __future__ import annotations

import hashlib
from types import SimpleNamespace
from typing import Any

import pyarrow as pa

from dataforge.recipe import LockCell
from dataforge.shards.corpus import Corpus
from dataforge.shards.record import RECORD_SCHEMA

DOMAINS = ("technical", "code", "mathematics")
LEVELS = (1, 50)


def key_of(cell: LockCell, index: int) -> str:
    """The key of a document."""
    return f"{cell.cell.name}-{cell.split}-s0-{index:019d}-fake-1"


def text_of(key: str) -> str:
    """The text of a document: 8 to 71 characters that its key decides."""
    digest = hashlib.sha256(key.encode()).hexdigest()
    return (digest * 2)[: 8 + int(digest[:2], 16) % 64]


class _Fake(Corpus):
    def __init__(self, documents: int = 50, split: str = "train") -> None:
        cells = tuple(
            LockCell(split, domain, level, documents + 3 * level % 7, 16, 40)
            for domain in DOMAINS
            for level in LEVELS
        )
        lock: Any = SimpleNamespace(
            weights=dict.fromkeys(DOMAINS, 1.0),
            recipe_id="fake",
            cells=cells,
            split_cells=lambda name: tuple(cell for cell in cells if cell.split == name),
        )
        super().__init__(lock, f"{type(self).__name__}{documents}")
        self.reads = 0

    def _read(self, cell: LockCell, first: int, count: int) -> pa.RecordBatch:
        self.reads += 1
        keys = [key_of(cell, index) for index in range(first, first + count)]
        records = []
        for index, key in enumerate(keys, start=first):
            record: dict[str, Any] = dict.fromkeys(RECORD_SCHEMA.names, "")
            text = text_of(key)
            record |= {
                "key": key,
                "text": text,
                "domain": cell.domain,
                "level": cell.level,
                "split": cell.split,
            }
            record |= {"index": str(index), "genre": "fake@1", "bits_lo": 4 * 65536 * len(text)}
            record |= {"bits_hi": 4 * 65536 * len(text), "floor": "exact"}
            records.append(record)
        return pa.RecordBatch.from_pylist(records, schema=RECORD_SCHEMA)

    def __reduce__(self) -> Any:
        return type(self), (self.lock.cells[0].documents - 3 * LEVELS[0] % 7,)


class FakeFinite(_Fake):
    """A finite corpus; without a folder its sidecar goes to the cache folder."""

    virtual = False


class FakeVirtual(_Fake):
    """A virtual corpus."""

    virtual = True
