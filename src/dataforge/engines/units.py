"""Units: what one call of a generation engine makes, wherever it runs.

A unit is some shards of one split and domain, of many levels: the generators are an order of magnitude
faster on thousands of documents at once than on a shard of a small cell. Units and results are plain JSON
data, and a unit may be made twice or on two machines: the bytes are the same.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from dataforge.errors import CorpusError, StorageError
from dataforge.generators.engine import make, request_of
from dataforge.recipe import Lock
from dataforge.shards.durable import durable_row
from dataforge.shards.manifest import (
    LOCK,
    PARTS,
    ManifestRow,
    PlannedShard,
    Seal,
    part_name,
    planned_shards,
    read_manifest,
    write_part,
)
from dataforge.shards.places import Place, place_of
from dataforge.shards.write import write_shard

UNIT_TEXT_BYTES = 12_000_000
"""Text that a unit makes at once: some 10,000 documents, and about 100 MB of memory."""


@dataclass(frozen=True)
class Unit:
    """Shards of one split and domain."""

    split: str
    domain: str
    shards: tuple[PlannedShard, ...]

    @property
    def key(self) -> str:
        """What claims call it: `train.mathematics-l012-000003`, after its first shard."""
        name = part_name(self.shards[0].path).removeprefix(f"{PARTS}/")
        return name.removesuffix(".json").replace("/", ".")

    def to_data(self) -> dict[str, Any]:
        """As plain JSON data."""
        return {
            "split": self.split,
            "domain": self.domain,
            "shards": [list(vars(s).values()) for s in self.shards],
        }

    @classmethod
    def of(cls, data: dict[str, Any]) -> Unit:
        """From plain JSON data."""
        return cls(data["split"], data["domain"], tuple(PlannedShard(*shard) for shard in data["shards"]))


def plan_units(lock: Lock, workers: int) -> list[Unit]:
    """Units that make all shards of a lock: at least four a worker where there are shards for that."""
    mean = {(each.split, each.cell): each.mean_text_bytes for each in lock.cells}
    planned = planned_shards(lock)
    sizes = {shard: shard.samples * mean[shard.split, shard.cell] for shard in planned}
    limit = min(UNIT_TEXT_BYTES, sum(sizes.values()) // (4 * workers) + 1)
    groups: dict[tuple[str, str], list[PlannedShard]] = {}
    for shard in planned:
        groups.setdefault((shard.split, shard.domain), []).append(shard)
    units = []
    for (split, domain), shards in groups.items():
        # First shards of all levels together, then second ones: every unit covers many levels.
        shards.sort(key=lambda shard: (shard.number, shard.level))
        units += [Unit(split, domain, tuple(part)) for part in packed(shards, sizes, limit)]
    return sorted(units, key=lambda unit: -sum(sizes[shard] for shard in unit.shards))


def packed(
    shards: Iterable[PlannedShard], sizes: Mapping[PlannedShard, int], limit: int
) -> Iterable[list[PlannedShard]]:
    """Runs of shards of at most `limit` bytes of text, or of one shard."""
    part: list[PlannedShard] = []
    filled = 0
    for shard in shards:
        if part and filled + sizes[shard] > limit:
            yield part
            part, filled = [], 0
        part.append(shard)
        filled += sizes[shard]
    if part:
        yield part


def context_of(lock: Lock, root: Place, shared: bool = False) -> dict[str, Any]:
    """What `worker` needs to know, as plain JSON data; `shared`: others may make the same unit just now."""
    return {"lock": lock.to_json(), "root": root.address, "shared": shared}


def worker(context: dict[str, Any]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What a worker process runs: a unit's data to what it came to, `{"unit": key, "parts": names,
    "shards": made, "documents": n, "text_bytes": n}`; the last two count shards that were there already, too.
    """
    lock, root = Lock.from_json(context["lock"]), place_of(context["root"])
    sealed = sealed_rows(root, lock)

    def work(data: dict[str, Any]) -> dict[str, Any]:
        unit = Unit.of(data)
        rows, made = run_unit(lock, root, unit, sealed, context["shared"])
        return {
            "unit": unit.key,
            "shards": made,
            "parts": [part_name(row.shard) for row in rows],
            "documents": sum(row.samples for row in rows),
            "text_bytes": sum(row.text_bytes for row in rows),
        }

    return work


def run_unit(
    lock: Lock,
    root: Place,
    unit: Unit,
    sealed: Mapping[str, ManifestRow] = MappingProxyType({}),
    shared: bool = False,
) -> tuple[list[ManifestRow], int]:
    """Make the unit's shards that are not there yet, each durable with its part; rows of all, and how many
    were made.

    Args:
        sealed: rows by shard that a seal pins; a shard whose part says otherwise is made again.
        shared: look once more before each is written: another machine, whose compressor may be another
            release, may have finished it meanwhile, and then its file stands.

    Raises:
        StorageError: disk full, permission denied.
    """
    kept = {shard: durable_row(root, shard, lock) for shard in unit.shards}
    missing = [s for s, row in kept.items() if row is None or sealed.get(s.path, row) != row]
    rows = [row for shard, row in kept.items() if row is not None and shard not in missing]
    if not missing:
        return rows, 0
    levels = np.concatenate([np.full(shard.samples, shard.level, np.int64) for shard in missing])
    indices = np.concatenate(
        [shard.first_index + np.arange(shard.samples, dtype=np.int64) for shard in missing]
    )
    batch = make(request_of(lock, unit.domain, levels, indices, unit.split))
    check_still_there(root)
    first, made = 0, 0
    for shard in missing:
        row = durable_row(root, shard, lock) if shared and kept[shard] is None else None
        if row is None:
            part = batch.slice(first, shard.samples)
            row = write_shard(part, root, shard.path, lock.codec, lock.codec_level)
            write_part(root, row)
            made += 1
        rows.append(row)
        first += shard.samples
    return rows, made


def check_still_there(root: Place) -> None:
    """Refuse to write where the corpus no longer is: an empty folder remains of a mount that went away.

    Raises:
        StorageError: the lock that every writer finds, or puts there first, is gone.
    """
    try:
        if (root / LOCK).exists():
            return
        gone = OSError(errno.ESTALE, f"its {LOCK} is gone")
    except OSError as exc:
        gone = exc
    raise StorageError(str(root), gone, "is it still mounted? run the same command again to go on")


def sealed_rows(root: Place, lock: Lock) -> dict[str, ManifestRow]:
    """Rows by shard of the folder's manifest, if its seal pins it and the lock; else none."""
    try:
        rows = read_manifest(root)
        return {row.shard: row for row in rows} if Seal.load(root) == Seal.of(lock, rows) else {}
    except (OSError, ValueError, CorpusError):
        return {}
