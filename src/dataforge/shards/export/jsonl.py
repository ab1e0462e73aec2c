"""JSON lines: a document a line, the fields of the record with its text, plain or as `.gz` or `.zst`."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dataforge.shards.codecs import codec as find_codec
from dataforge.shards.corpus import FiniteCorpus
from dataforge.shards.export.format import Facts, Format, Job, documents, put, values
from dataforge.shards.export.parquet import folder_configs
from dataforge.shards.export.plan import Options, Piece
from dataforge.shards.record import RECORD_SCHEMA
from dataforge.shards.tar import json_escape

_EXTENSION = {"none": "jsonl", "gzip": "jsonl.gz", "zstd": "jsonl.zst"}
_LEVEL = {"none": 0, "gzip": 6, "zstd": 3}


class JsonlFormat(Format):
    """Lines made by array operations; what Python's json module would write without ASCII escapes."""

    name = "jsonl"
    about = "JSON lines, plain or with --codec gzip or zstd"
    takes = frozenset({"codec", "level", "splits", "file_bytes"})
    codecs = ("none", "gzip", "zstd")

    def check(self, corpus: FiniteCorpus, options: Options) -> Options:
        found = super().check(corpus, options)
        level = _LEVEL[found.codec] if found.level is None else found.level
        find_codec(found.codec, level)
        return Options(found.codec, level, found.splits, found.file_bytes)

    def write(self, job: Job, piece: Piece) -> Facts:
        codec, level = job.options.codec, job.options.level or 0
        name = f"{piece.split}-{piece.part:05d}-of-{piece.parts:05d}.{_EXTENSION[codec]}"
        plain = (lines(batch) for batch in documents(job, piece))
        return {"files": [put(job.out, f"data/{piece.domain}/{name}", _packed(plain, codec, level))]}

    def configs(self, job: Job, made: list[tuple[Piece, Facts]]) -> list[dict[str, Any]]:
        return folder_configs(made, "data", _EXTENSION[job.options.codec])


def lines(batch: pa.RecordBatch) -> memoryview:
    """A batch of documents as JSON lines, UTF-8."""
    pieces: list[pa.Array | bytes] = []
    opening = "{"
    for field in RECORD_SCHEMA:
        column = batch.column(field.name)
        if pa.types.is_integer(field.type):
            pieces += [f'{opening}"{field.name}":'.encode(), column.cast(pa.string()).cast(pa.binary())]
            opening = ","
        else:
            escaped = json_escape(column).cast(pa.binary())
            pieces += [f'{opening}"{field.name}":"'.encode(), escaped]
            opening = '",'
    joined = pc.binary_join_element_wise(*pieces, b'"}\n', b"")
    return values(joined)


def _packed(plain: Iterator[memoryview], codec: str, level: int) -> Iterator[bytes | memoryview]:
    if codec == "none":
        yield from plain
        return
    if codec == "gzip":
        packer: Any = zlib.compressobj(level, wbits=31)
    else:
        import zstandard

        packer = zstandard.ZstdCompressor(level=level, write_checksum=True).compressobj()
    for piece in plain:
        yield packer.compress(piece)
    yield packer.flush()
