"""MDS, the shards of mosaicml-streaming: <split>/shard.00000.mds and <split>/index.json.

    count u32 | (count + 1) offsets u32, from the file's beginning | configuration, JSON | samples

A sample is the sizes u32 of its columns of variable size, then all columns, in the order of their names.
Strings are UTF-8, numbers int64; all little-endian. `index.json` repeats the configuration of every shard.
Version 2 of the format, as mosaicml-streaming 0.3 to 0.13 write and read it.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataforge.errors import UsageError
from dataforge.shards.corpus import FiniteCorpus
from dataforge.shards.export.format import Facts, Format, Job, documents, put, values
from dataforge.shards.export.plan import Piece
from dataforge.shards.record import RECORD_SCHEMA

_COLUMNS = sorted(RECORD_SCHEMA.names)
_IS_INT = {field.name: pa.types.is_integer(field.type) for field in RECORD_SCHEMA}
CONFIG: dict[str, Any] = {
    "version": 2,
    "format": "mds",
    "compression": None,
    "hashes": ["sha256"],
    "size_limit": None,
    "column_names": _COLUMNS,
    "column_encodings": ["int" if _IS_INT[name] else "str" for name in _COLUMNS],
    "column_sizes": [8 if _IS_INT[name] else None for name in _COLUMNS],
}
_CONFIG_BYTES = json.dumps(CONFIG, sort_keys=True).encode()


class MdsFormat(Format):
    """Raw MDS shards, with their SHA-256 in the index."""

    name = "mds"
    about = "MDS, the shards of mosaicml-streaming"

    def write(self, job: Job, piece: Piece) -> Facts:
        name, samples = f"shard.{piece.in_split:05d}.mds", []
        sizes: list[np.ndarray[Any, np.dtype[np.int64]]] = []
        for batch in documents(job, piece):
            made = encode(batch)
            sizes.append(np.asarray(pc.binary_length(made), np.int64))
            samples.append(values(made))
        ends = np.cumsum(np.concatenate([[0], *sizes]), dtype=np.int64)
        count = len(ends) - 1
        offsets = ends + 4 + 4 * (count + 1) + len(_CONFIG_BYTES)
        if offsets[-1] >= 2**32:
            raise UsageError(f"{piece.rows[0].shard} holds more than 4 GiB, too much for an MDS shard")
        head = np.uint32(count).tobytes() + offsets.astype("<u4").tobytes() + _CONFIG_BYTES
        entry = put(job.out, f"{piece.split}/{name}", [head, *samples])
        raw = {"basename": name, "bytes": entry[1], "hashes": {"sha256": entry[2]}}
        return {"files": [entry], "shard": {**CONFIG, "raw_data": raw, "samples": count, "zip_data": None}}

    def finish(self, corpus: FiniteCorpus, job: Job, made: list[tuple[Piece, Facts]]) -> list[list[Any]]:
        entries = super().finish(corpus, job, made)
        for split in job.options.splits:
            shards = [facts["shard"] for piece, facts in made if piece.split == split]
            index = json.dumps({"version": 2, "shards": shards}, sort_keys=True).encode()
            entries.append(put(job.out, f"{split}/index.json", [index]))
        return entries


def encode(batch: pa.RecordBatch) -> pa.Array:
    """The samples of a batch of documents, binary[n]."""
    strings = [batch.column(name).cast(pa.binary()) for name in _COLUMNS if not _IS_INT[name]]
    sizes = np.stack([np.asarray(pc.binary_length(each), "<u4") for each in strings], axis=1)
    columns = iter(strings)
    pieces = [_fixed(np.ascontiguousarray(sizes))]
    for name in _COLUMNS:
        if _IS_INT[name]:
            pieces.append(_fixed(np.asarray(batch.column(name), "<i8").reshape(-1, 1)))
        else:
            pieces.append(next(columns))
    return pc.binary_join_element_wise(*pieces, b"")


def _fixed(matrix: np.ndarray[Any, Any]) -> pa.Array:
    """Rows of a matrix as binary values."""
    width = matrix.itemsize * matrix.shape[1]
    offsets = np.arange(len(matrix) + 1, dtype=np.int32) * width
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(matrix))]
    return pa.BinaryArray.from_buffers(pa.binary(), len(matrix), buffers)
