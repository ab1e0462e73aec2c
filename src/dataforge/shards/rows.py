"""A manifest of many shards, checked by array operations and turned into rows only where they are asked for.

Ten thousand rows as Python objects, each validated and hashed on its own, take most of a second to open;
their columns take 25 ms. What is compared is the same: digests with the seal, ranges with the lock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from dataforge.recipe import Lock, domain_rank
from dataforge.shards import tar
from dataforge.shards.codecs import CODECS
from dataforge.shards.manifest import FILE_FIELDS, MANIFEST, MANIFEST_SCHEMA, ManifestRow, Seal
from dataforge.shards.places import Place

_MAX_MANIFEST_BYTES = 4 << 30
_DIGEST = r"\A[0-9a-f]{64}\z"


class Rows(Sequence[ManifestRow]):
    """Rows of a manifest, in order; equal to a tuple or list of the same rows."""

    def __init__(self, table: pa.RecordBatch) -> None:
        self._table = table
        self._made: dict[int, ManifestRow] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {"_table": self._table, "_made": {}}

    def __len__(self) -> int:
        return int(self._table.num_rows)

    @overload
    def __getitem__(self, i: int) -> ManifestRow: ...
    @overload
    def __getitem__(self, i: slice) -> tuple[ManifestRow, ...]: ...
    def __getitem__(self, i: int | slice) -> ManifestRow | tuple[ManifestRow, ...]:
        found = self._made.get(i) if type(i) is int else None
        if found is not None:
            return found
        if isinstance(i, slice):
            return tuple(self[each] for each in range(*i.indices(len(self))))
        place = range(len(self))[i]  # raises IndexError; counts from the end, too
        row = self._made.get(place)
        if row is None:
            row = self._made[place] = ManifestRow(**self._table.slice(place, 1).to_pylist()[0])
        return row

    def __iter__(self) -> Iterator[ManifestRow]:
        if len(self._made) < len(self):
            rows = self._table.to_pylist()
            self._made = {i: self._made.get(i) or ManifestRow(**row) for i, row in enumerate(rows)}
        return iter([self._made[i] for i in range(len(self))])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows | tuple | list) and [*self] == [*other]

    __hash__ = None  # type: ignore[assignment]


def sealed_rows(root: Place, lock: Lock, seal: Seal) -> Rows | None:
    """The corpus's rows if they are, all of them, those that lock and seal ask for; None if anything differs
    or cannot be read: `read_manifest` then says what.
    """
    try:
        raw = (root / MANIFEST).read(_MAX_MANIFEST_BYTES)
        file = pq.ParquetFile(pa.BufferReader(raw), page_checksum_verification=True)
        if file.schema_arrow.names != MANIFEST_SCHEMA.names or file.metadata.num_rows != _num_shards(lock):
            return None
        table = file.read(use_threads=False).combine_chunks().cast(MANIFEST_SCHEMA)
        batches = table.to_batches()
    except (pa.ArrowException, OSError, ValueError, KeyError, OverflowError, MemoryError):
        return None
    if len(batches) != 1 or not _valid(batches[0]) or not _planned(batches[0], lock):
        return None
    manifest, content = digests(batches[0])
    fits = (manifest, content) == (seal.manifest_sha256, seal.content_sha256)
    return Rows(batches[0]) if fits else None


def _num_shards(lock: Lock) -> int:
    return sum(cell.num_shards for cell in lock.cells)


def _valid(batch: pa.RecordBatch) -> bool:
    if any(column.null_count for column in batch.columns):
        return False
    numbers = [column for column in batch.columns if pa.types.is_integer(column.type)]
    if any(pc.min(column).as_py() < 0 for column in numbers):
        return False
    columns = (batch.column(name) for name in ("content_sha256", "file_sha256"))
    return all(pc.all(pc.match_substring_regex(column, _DIGEST)).as_py() for column in columns)


def _planned(batch: pa.RecordBatch, lock: Lock) -> bool:
    """Whether the rows are those of the lock's plan (`manifest.planned_shards`), cell after cell."""
    cells = sorted(lock.cells, key=lambda each: (each.split, domain_rank(each.domain), each.level))
    counts = np.array([cell.num_shards for cell in cells])
    of = np.repeat(np.arange(len(cells)), counts)
    number = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
    size = np.array([cell.samples_per_shard for cell in cells], np.int64)[of]
    documents = np.array([cell.documents for cell in cells], np.int64)[of]
    first = number * size
    digits = pc.utf8_lpad(_ints(number).cast(pa.string()), 6, "0")
    heads = _strings([f"{cell.split}/{cell.cell.name}-" for cell in cells]).take(_ints(of))
    wanted = {
        "shard": pc.binary_join_element_wise(
            heads, digits, _string(CODECS[lock.codec].extension), _string("")
        ),
        "split": _strings([cell.split for cell in cells]).take(_ints(of)),
        "domain": _strings([cell.domain for cell in cells]).take(_ints(of)),
        "level": _ints(np.array([cell.level for cell in cells], np.int64)[of]),
        "first_index": _ints(first),
        "samples": _ints(np.minimum(size, documents - first)),
    }
    return all(batch.column(name).equals(column) for name, column in wanted.items())


def _ints(values: NDArray[np.int64]) -> pa.Int64Array:
    """As `pa.array`, which imports pandas where that is installed: half a second."""
    plain = np.ascontiguousarray(values, np.int64)
    return pa.Int64Array.from_buffers(pa.int64(), len(plain), [None, pa.py_buffer(plain)])


def _strings(values: list[str]) -> pa.StringArray:
    raw = [value.encode() for value in values]
    ends = np.cumsum([0, *map(len, raw)]).astype(np.int32)
    return pa.StringArray.from_buffers(len(raw), pa.py_buffer(ends), pa.py_buffer(b"".join(raw)))


def _string(value: str) -> pa.StringScalar:
    return _strings([value])[0]


def digests(batch: pa.RecordBatch) -> tuple[str, str]:
    """What `manifest.digest` and `manifest.content_digest` say of these rows."""
    columns = {
        name: column.cast(pa.string()) if pa.types.is_integer(column.type) else tar.json_escape(column)
        for name, column in zip(batch.schema.names, batch.columns, strict=True)
    }
    content = [name for name in columns if name not in FILE_FIELDS]
    return _digest(batch, columns, [*columns]), _digest(batch, columns, content)


def _digest(batch: pa.RecordBatch, columns: dict[str, pa.Array], names: list[str]) -> str:
    pieces: list[pa.Array | str] = []
    for i, name in enumerate(sorted(names)):
        quote = "" if pa.types.is_integer(batch.schema.field(name).type) else '"'
        opening = ("{" if i == 0 else "") + f'"{name}":{quote}'
        pieces += [(pieces.pop() if pieces else "") + opening, columns[name], quote + ","]
    pieces[-1] = str(pieces[-1])[:-1] + "}\n"
    joined = (_string(piece) if isinstance(piece, str) else piece for piece in pieces)
    lines = pc.binary_join_element_wise(*joined, _string(""))
    return hashlib.sha256(tar.data_of(lines)).hexdigest()
