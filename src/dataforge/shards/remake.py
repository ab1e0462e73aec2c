"""Make shards again from their addresses, and know what they must hold before a byte is written."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataforge.errors import CorpusError
from dataforge.generators.engine import make, request_of
from dataforge.recipe import Lock
from dataforge.shards import tar
from dataforge.shards.index import END_BYTES
from dataforge.shards.manifest import ManifestRow, PlannedShard

FILE_FIELDS = ("file_bytes", "file_sha256", "encoder")
"""What a manifest row says of the file and not of its content."""


def remake(lock: Lock, shards: Sequence[PlannedShard]) -> list[pa.RecordBatch]:
    """Documents of shards of one split and domain, made in one call, since that is faster.

    Raises:
        CorpusError: the text is imported, so nothing can make it again.
        ForgeError: a genre of the lock is not installed.
    """
    if is_foreign(lock):
        raise CorpusError(
            "its text was imported and has no address to make it from; `dataforge import` again"
        )
    levels = np.concatenate([np.full(each.samples, each.level, np.int64) for each in shards])
    indices = np.concatenate([each.first_index + np.arange(each.samples, dtype=np.int64) for each in shards])
    batch = make(request_of(lock, shards[0].domain, levels, indices, shards[0].split))
    ends = np.cumsum([0, *(each.samples for each in shards)]).tolist()
    return [batch.slice(first, each.samples) for first, each in zip(ends, shards, strict=False)]


def is_foreign(lock: Lock) -> bool:
    """Whether a lock's text was imported, so that no address makes it."""
    return bool(lock.foreign)


def content_row(shard: PlannedShard, batch: pa.RecordBatch) -> ManifestRow:
    """What a shard of these documents holds; of its file it says nothing."""
    stream = tar.encode(batch)
    content = hashlib.sha256(stream.data)
    content.update(bytes(END_BYTES))
    return ManifestRow(
        shard=shard.path,
        split=shard.split,
        domain=shard.domain,
        level=shard.level,
        first_index=shard.first_index,
        samples=shard.samples,
        file_bytes=0,
        tar_bytes=stream.index.tar_bytes,
        text_bytes=int(stream.index.text_bytes.sum()),
        bits_lo=int(pc.sum(batch.column("bits_lo")).as_py()),
        bits_hi=int(pc.sum(batch.column("bits_hi")).as_py()),
        content_sha256=content.hexdigest(),
        file_sha256="",
        encoder="",
    )


def content_of(row: ManifestRow) -> ManifestRow:
    """The row without what it says of its file: rows of equal content are equal then."""
    return dataclasses.replace(row, file_bytes=0, file_sha256="", encoder="")


def shard_of(row: ManifestRow, number: int = 0) -> PlannedShard:
    """The shard that a row is of."""
    return PlannedShard(row.shard, row.split, row.domain, row.level, number, row.first_index, row.samples)


def other_content(row: ManifestRow) -> str:
    """What to say when a shard that was made again is not the one that is pinned."""
    return (
        f"made again it does not have the pinned content {row.content_sha256[:12]}: the corpus was edited "
        "together with its seal, or another dataforge made it; nothing was overwritten"
    )
