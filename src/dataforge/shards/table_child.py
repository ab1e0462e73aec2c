"""What reads Parquet and Arrow files, in a process of its own (foreign/tables.py says why, and begins it).

Imports little, since each import of tables begins one: requests are JSON lines on stdin, answers are frames
on stdout: a sign, the size, then a record batch (`B`), an error (`E`) or nothing (`Z`: the end).
"""

from __future__ import annotations

import json
import os
import resource
import struct
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

FRAME = struct.Struct("<cQ")
BATCH, ERROR, END = b"B", b"E", b"Z"
MAX_TABLE_BYTES = 2 << 30
"""Of the columns that are read of one row group (Parquet) or one record batch (Arrow)."""
_MEMORY = 8 << 30  # address space
_ROWS = 256
_UNREADABLE = (pa.ArrowException, OSError, ValueError, KeyError, MemoryError, OverflowError, RecursionError)


class _Unfit(ValueError):
    """A table that can be read, but does not hold what is wanted."""


def serve() -> None:
    """Answer requests until there are none."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not mix with frames
    for line in sys.stdin.buffer:
        request = json.loads(line)
        try:
            read = _parquet if request["kind"] == "parquet" else _arrow
            for batch in read(request["path"], request["wanted"]):
                _send(answers, BATCH, _ipc(batch))
            _send(answers, END, b"")
        except BrokenPipeError:
            os._exit(0)
        except _UNREADABLE as exc:
            _send(answers, ERROR, _brief(exc).encode("utf-8", "replace"))


def _send(answers: Any, sign: bytes, data: bytes | memoryview) -> None:
    answers.write(FRAME.pack(sign, len(data)))
    answers.write(data)
    answers.flush()


def _ipc(batch: pa.RecordBatch) -> memoryview:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return memoryview(sink.getvalue())


def _parquet(path: str, wanted: list[str]) -> Iterator[pa.RecordBatch]:
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(
            path,
            page_checksum_verification=True,
            thrift_string_size_limit=64 << 20,
            thrift_container_size_limit=4 << 20,
        )
        columns = _columns(file.schema_arrow, wanted)
        groups = file.metadata.num_row_groups
    except _Unfit:
        raise
    except _UNREADABLE as exc:
        raise _Unfit(f"not a Parquet file that can be read ({_brief(exc)})") from exc
    for group in range(groups):
        try:
            _check_group(file.metadata.row_group(group), columns)
            found = file.iter_batches(_ROWS, row_groups=[group], columns=columns, use_threads=False)
            yield from map(_plain, found)
        except _UNREADABLE as exc:
            raise _Unfit(f"row group {group} cannot be read ({_brief(exc)})") from exc


def _check_group(group: Any, columns: list[str]) -> None:
    sizes = (
        max(0, group.column(i).total_uncompressed_size)
        for i in range(group.num_columns)
        if group.column(i).path_in_schema.split(".")[0] in columns
    )
    size = sum(sizes)
    if size > MAX_TABLE_BYTES:
        raise ValueError(f"its columns are {size} bytes, above {MAX_TABLE_BYTES}")


def _arrow(path: str, wanted: list[str]) -> Iterator[pa.RecordBatch]:
    try:
        source = pa.OSFile(path)
        magic = source.read(6)
        source.seek(0)
        options = pa.ipc.IpcReadOptions(use_threads=False, ensure_alignment=pa.ipc.Alignment.DataTypeSpecific)
        found: Iterable[pa.RecordBatch]
        if magic == b"ARROW1":
            file = pa.ipc.open_file(source, options=options)
            schema, found = file.schema, (file.get_batch(i) for i in range(file.num_record_batches))
        else:
            stream = pa.ipc.open_stream(source, options=options)
            schema, found = stream.schema, stream
        columns = _columns(schema, wanted)
    except _Unfit:
        raise
    except _UNREADABLE as exc:
        raise _Unfit(f"not an Arrow file or stream that can be read ({_brief(exc)})") from exc
    try:
        for batch in found:
            chosen = batch.select(columns)
            _validate(chosen)
            for first in range(0, chosen.num_rows, _ROWS):
                yield _plain(chosen.slice(first, _ROWS))
    except _UNREADABLE as exc:
        raise _Unfit(f"a record batch cannot be read ({_brief(exc)})") from exc


def _columns(schema: pa.Schema, wanted: list[str]) -> list[str]:
    """The columns to read. Raises _Unfit when the text is not among them."""
    if len(set(schema.names)) != len(schema.names):
        raise _Unfit("two columns have one name")
    if not wanted:
        return [field.name for field in schema if _is_text(field.type)]
    if wanted[0] not in schema.names:
        raise _Unfit(f"no column {wanted[0]!r} among: {', '.join(schema.names)[:200]}")
    if not _is_text(kind := schema.field(wanted[0]).type):
        raise _Unfit(f"column {wanted[0]!r} is {kind}, not text")
    return [name for name in dict.fromkeys(wanted) if name in schema.names]


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    tests = ("string", "large_string", "string_view", "binary", "large_binary")
    return any(getattr(pa.types, f"is_{test}")(kind) for test in tests)


def _validate(batch: pa.RecordBatch) -> None:
    if batch.nbytes > MAX_TABLE_BYTES:
        raise ValueError(f"a batch of {batch.nbytes} bytes, above {MAX_TABLE_BYTES}")
    for column in batch.columns:
        if pa.types.is_string(column.type):
            column = column.view(pa.binary())  # UTF-8 is looked at text by text
        elif pa.types.is_large_string(column.type):
            column = column.view(pa.large_binary())
        column.validate(full=True)


def _plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Text as bytes, since a table may call text what is not UTF-8; numbers as they are; all else as null."""
    _validate(batch)
    return pa.RecordBatch.from_arrays([_plain_column(each) for each in batch.columns], batch.schema.names)


def _plain_column(column: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if _is_text(column.type):
        return column.cast(pa.large_binary())
    if pa.types.is_integer(column.type) or pa.types.is_floating(column.type):
        return column
    if pa.types.is_decimal(column.type):
        return column.cast(pa.float64())
    return pa.nulls(len(column))


def _brief(exc: BaseException) -> str:
    return " ".join(str(exc).split())[:300] or type(exc).__name__
