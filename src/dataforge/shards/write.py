"""Write a shard: columns in memory to a durable file."""

from __future__ import annotations

import hashlib

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataforge.shards import tar
from dataforge.shards.codecs import codec as find_codec
from dataforge.shards.index import END_BYTES, MAGIC, MAX_TAR_BYTES, Index
from dataforge.shards.manifest import ManifestRow
from dataforge.shards.places import Place


def index_name(shard: str) -> str:
    """Where the index stands for codecs that do not embed it."""
    return f"{shard}.idx"


ENERGON_INFO = ".nv-meta/.info.json"
"""What makes a folder of plain tars a data set of Megatron-Energon."""


def beside_name(shard: str) -> str:
    """Where the index stands when Megatron-Energon's own, of the same name, has its place."""
    return f"{shard}.dfix"


def energon_index(index: Index) -> bytes:
    """Megatron-Energon's index of a plain tar: where each sample begins, and the end, u64 little-endian."""
    return index.offsets.astype("<u8").tobytes()


def index_files(shard: str, index: Index, energon: bool) -> dict[str, bytes]:
    """Name -> content of the index of a shard that does not embed it, and of Energon's if asked."""
    if energon:
        return {beside_name(shard): index.to_bytes(), index_name(shard): energon_index(index)}
    return {index_name(shard): index.to_bytes()}


def read_index(root: Place, shard: str) -> bytes:
    """The stored index of a shard that does not embed it, unchecked.

    Raises:
        OSError, ValueError: there is none, or it is larger than any index.
    """
    try:
        stored = (root / index_name(shard)).read(MAX_TAR_BYTES)
    except FileNotFoundError:
        stored = b""
    return stored if stored.startswith(MAGIC) else (root / beside_name(shard)).read(MAX_TAR_BYTES)


def index_is(root: Place, shard: str, index: Index) -> bool:
    """Whether the stored index is this one; where Energon's has its place, that one must fit, too.

    Raises:
        OSError, ValueError: it cannot be read.
    """
    stored = (root / index_name(shard)).read(MAX_TAR_BYTES)
    if stored.startswith(MAGIC):
        return stored == index.to_bytes()
    beside = (root / beside_name(shard)).read(MAX_TAR_BYTES)
    return (stored, beside) == (energon_index(index), index.to_bytes())


def write_shard(
    batch: pa.RecordBatch, root: Place, shard: str, codec: str = "zstd", level: int = 3
) -> ManifestRow:
    """Write consecutive documents of one cell as one shard, atomically and durably; return its manifest row.

    Args:
        batch: the record's columns; indices rise by one; split, domain and level are the same for all.
        root: the corpus.
        shard: `<split>/<cell>-<number><extension>`.

    Raises:
        ValueError: the batch is empty, not of one cell, or does not fit the record.
        UsageError: no such codec or level.
        StorageError: disk full, permission denied; nothing is left behind.
    """
    packer = find_codec(codec, level)
    split, domain, cell_level, first = _range_of(batch)
    stream = tar.encode(batch)
    content = hashlib.sha256(stream.data)
    content.update(bytes(END_BYTES))
    pieces = packer.encode(stream, level)
    file = hashlib.sha256()
    for piece in pieces:
        file.update(piece)
    if not packer.embeds_index:
        energon = codec == "none" and (root / ENERGON_INFO).exists()
        for name, data in index_files(shard, stream.index, energon).items():
            (root / name).write([data])
    (root / shard).write(pieces)
    return ManifestRow(
        shard=shard,
        split=split,
        domain=domain,
        level=cell_level,
        first_index=first,
        samples=len(batch),
        file_bytes=sum(map(len, pieces)),
        tar_bytes=stream.index.tar_bytes,
        text_bytes=int(stream.index.text_bytes.sum()),
        bits_lo=int(pc.sum(batch.column("bits_lo")).as_py()),
        bits_hi=int(pc.sum(batch.column("bits_hi")).as_py()),
        content_sha256=content.hexdigest(),
        file_sha256=file.hexdigest(),
        encoder=packer.encoder(level),
    )


def _range_of(batch: pa.RecordBatch) -> tuple[str, str, int, int]:
    """Split, domain, level and first index of consecutive documents of one cell."""
    if len(batch) == 0:
        raise ValueError("a shard holds at least one document")
    split, domain, level = (batch.column(name)[0].as_py() for name in ("split", "domain", "level"))
    indices = np.asarray(batch.column("index").cast(pa.int64()))
    same = all(
        pc.all(pc.equal(batch.column(name), value)).as_py()
        for name, value in (("split", split), ("domain", domain), ("level", level))
    )
    if not same or not np.array_equal(indices, indices[0] + np.arange(len(indices))):
        raise ValueError("a shard holds consecutive documents of one cell")
    return split, domain, level, int(indices[0])
