"""The third pass: kept documents into shards, cell by cell, each shard whole with its part; then the seal."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataforge.generators.address import keys
from dataforge.generators.documents import SCHEMA
from dataforge.recipe import Lock, canonical_json
from dataforge.shards.durable import durable_row
from dataforge.shards.foreign.choose import KEPT, SPLITS, Chosen
from dataforge.shards.foreign.options import GENRE, ImportOptions
from dataforge.shards.foreign.spool import Spool
from dataforge.shards.manifest import (
    PlannedShard,
    Seal,
    planned_shards,
    write_manifest,
    write_part,
)
from dataforge.shards.places import Place
from dataforge.shards.tar import json_escape
from dataforge.shards.write import write_shard
from dataforge.text.draws import Scope
from dataforge.text.rows import I64

Written = Callable[[int, int], None]
"""Called with (documents, bytes of text) after every shard."""


def splits_of(chosen: Chosen, rows: slice, hold_out: bool) -> I64:
    """The split of each document, a position in SPLITS."""
    owner = chosen.owner[rows].astype(np.int64)
    return owner if hold_out else np.full(len(owner), SPLITS.index("train"))


def write_shards(
    lock: Lock, root: Place, spool: Spool, chosen: Chosen, source_of: Sequence[tuple[str, str]], told: Written
) -> None:
    """Write the shards of a lock that are not there yet, then manifest and seal.

    Args:
        source_of: (domain, name) of each source, by its number.

    Raises:
        StorageError: no room; what is finished stays, and the same command goes on.
    """
    planned = planned_shards(lock)
    rows = {shard.path: durable_row(root, shard, lock) for shard in planned}
    missing = {path for path, row in rows.items() if row is None}
    for row in rows.values():
        if row is not None:
            told(row.samples, row.text_bytes)
    if missing:
        writer = _Writer(lock, source_of, missing)
        for shard, batch in writer.shards(spool, chosen):
            row = write_shard(batch, root, shard.path, lock.codec, lock.codec_level)
            write_part(root, row)
            rows[shard.path] = row
            told(row.samples, row.text_bytes)
    ordered = sorted((row for row in rows.values() if row is not None), key=lambda row: row.order)
    write_manifest(root, ordered)
    Seal.of(lock, ordered).save(root)


@dataclass
class _Buffer:
    """Documents of a cell that wait for their shard to be full."""

    shards: list[PlannedShard]
    next_index: int = 0
    parts: list[pa.RecordBatch] = field(default_factory=list)


class _Writer:
    """Deals documents to their cells, in order, and makes shards of those that are full."""

    def __init__(self, lock: Lock, source_of: Sequence[tuple[str, str]], missing: set[str]) -> None:
        self.lock, self.missing = lock, missing
        self.hold_out = bool(lock.foreign["options"]["hold_out"])
        levels = ImportOptions(**lock.foreign["options"]).level_list
        self.domains = tuple(dict.fromkeys(domain for domain, _ in source_of))
        self.domain_of_source = np.array([self.domains.index(domain) for domain, _ in source_of], np.int64)
        self.names = pa.array([name for _, name in source_of], pa.string())
        self.licence = lock.foreign["options"]["licence"]
        self.buffers: dict[int, _Buffer] = {}
        for shard in planned_shards(lock):
            code = cell_code(
                self.domains.index(shard.domain), SPLITS.index(shard.split), levels.index(shard.level)
            )
            self.buffers.setdefault(code, _Buffer([])).shards.append(shard)

    def shards(self, spool: Spool, chosen: Chosen) -> Iterator[tuple[PlannedShard, pa.RecordBatch]]:
        """Missing shards with their documents, as they become full."""
        for number in range(len(spool)):
            rows = slice(spool.starts[number], spool.starts[number + 1])
            codes = cell_codes(chosen, rows, self.domain_of_source, self.hold_out)
            wanted = [
                (self.buffers[code], np.flatnonzero(codes == code))
                for code in np.unique(codes[codes >= 0]).tolist()
            ]
            if not any(self._needs(buffer, len(found)) for buffer, found in wanted):
                for buffer, found in wanted:
                    buffer.next_index += len(found)
                continue
            segment = self._segment(spool, number, chosen, rows)
            for buffer, found in wanted:
                yield from self._deal(buffer, segment.take(pa.array(found)))

    def _needs(self, buffer: _Buffer, count: int) -> bool:
        first, last = buffer.next_index, buffer.next_index + count
        return any(
            shard.path in self.missing
            for shard in buffer.shards
            if shard.first_index < last and shard.first_index + shard.samples > first
        )

    def _segment(self, spool: Spool, number: int, chosen: Chosen, rows: slice) -> pa.RecordBatch:
        meta = spool.meta(number)
        columns = [spool.texts(number), *(meta.column(name) for name in ("source", "at", "id"))]
        columns += [pa.array(np.array(chosen.measure[rows])), pa.array(np.array(chosen.owner[rows]))]
        return pa.RecordBatch.from_arrays(columns, names=["text", "source", "at", "id", "measure", "owner"])

    def _deal(self, buffer: _Buffer, batch: pa.RecordBatch) -> Iterator[tuple[PlannedShard, pa.RecordBatch]]:
        while batch.num_rows:
            shard = next(s for s in buffer.shards if buffer.next_index < s.first_index + s.samples)
            count = min(batch.num_rows, shard.first_index + shard.samples - buffer.next_index)
            part, batch = batch.slice(0, count), batch.slice(count)
            buffer.next_index += count
            if shard.path in self.missing:
                buffer.parts.append(part)
            if buffer.next_index == shard.first_index + shard.samples:
                buffer.shards = buffer.shards[buffer.shards.index(shard) + 1 :]
                if shard.path in self.missing:
                    whole = pa.Table.from_batches(buffer.parts).combine_chunks().to_batches()[0]
                    buffer.parts = []
                    yield shard, self._records(shard, whole)

    def _records(self, shard: PlannedShard, batch: pa.RecordBatch) -> pa.RecordBatch:
        n = batch.num_rows
        indices = shard.first_index + np.arange(n, dtype=np.int64)
        scope = Scope(self.lock.seed, shard.split, shard.domain, GENRE)
        texts = batch.column("text")
        columns: dict[str, Any] = {
            "key": keys(scope, np.full(n, shard.level, np.int64), indices, {}, False),
            "text": texts,
            "domain": shard.domain,
            "genre": GENRE,
            "level": np.full(n, shard.level, np.int64),
            "index": pa.array(indices).cast(pa.string()),
            "split": shard.split,
            "bits_lo": np.zeros(n, np.int64),
            "bits_hi": np.zeros(n, np.int64),
            "floor": "unknown",
            "check": _checks(texts),
            "knobs": "{}",
            "measured": self._measured(shard, batch),
            "spans": _joined("[[0,", pc.binary_length(texts).cast(pa.string()), ',"body",0]]'),
            "dose": "",
        }
        made = [_column(columns[name.name], name.type, n) for name in SCHEMA]
        return pa.RecordBatch.from_arrays(made, schema=SCHEMA)

    def _measured(self, shard: PlannedShard, batch: pa.RecordBatch) -> pa.Array:
        """Canonical JSON: where a document comes from, and what its level rests on."""
        mine = pc.equal(batch.column("owner"), SPLITS.index(shard.split))
        owned = pc.if_else(mine, "", ',"owned":false')
        licence = canonical_json(self.licence)
        return _joined(
            '{"at":"', json_escape(batch.column("at")), '","cost":0,"id":"', json_escape(batch.column("id")),
            f'","licence":{licence},"measure":', batch.column("measure").cast(pa.string()), owned,
            ',"source":"', json_escape(self.names.take(batch.column("source"))), '"}',
        )  # fmt: skip


def _joined(*pieces: Any) -> pa.Array:
    return pc.binary_join_element_wise(*pieces, "")


def _column(value: Any, kind: pa.DataType, count: int) -> pa.Array:
    return pa.array([value] * count, kind) if isinstance(value, str) else pa.array(value, kind)


def _checks(texts: pa.StringArray) -> pa.Array:
    digests = [hashlib.sha256(text.as_buffer()).hexdigest() for text in texts.cast(pa.binary())]
    return _joined('{"sha256":"', pa.array(digests, pa.string()), '"}')


def cell_code(domain: int, split: int, level: int) -> int:
    """One number for a cell."""
    return (domain * len(SPLITS) + split) * 128 + level


def cell_codes(chosen: Chosen, rows: slice, domain_of_source: I64, hold_out: bool) -> I64:
    """The cell of each document, as `cell_code`; -1 for one that does not stay."""
    split = splits_of(chosen, rows, hold_out)
    domain = domain_of_source[chosen.source[rows]]
    codes = (domain * len(SPLITS) + split) * 128 + chosen.level[rows].astype(np.int64)
    return np.where(chosen.fate[rows] == KEPT, codes, -1)
