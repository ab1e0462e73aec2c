"""A corpus's reader that mends what it meets: a damaged shard is made again from its addresses, in memory.

What is served is proven first: the whole shard is made again and its tar stream must have the digest that the
manifest pins. So a reader that heals delivers the sealed documents or an error, never other ones.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

import pyarrow as pa

from dataforge.errors import ForgeError, ShardError, StorageError
from dataforge.recipe import Lock
from dataforge.shards.manifest import ManifestRow, PlannedShard
from dataforge.shards.memory import MemoryPlace
from dataforge.shards.places import Place
from dataforge.shards.read import ShardReader
from dataforge.shards.remake import content_of, other_content, remake, shard_of
from dataforge.shards.texts import Texts
from dataforge.shards.write import write_shard

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Healed:
    """One shard that was made again.

    Attributes:
        shard, reason: which, and what was wrong with it.
        sample: the key of the sample at which that was met.
        written: whether the corpus now holds the mended file.
    """

    shard: str
    sample: str
    reason: str
    written: bool


@dataclass
class Healing:
    """That a reader may heal, and what it healed.

    Attributes:
        write_back: put mended shards into the corpus, where this encoder makes the very file of the manifest;
            otherwise only `dataforge heal` does, since the seal changes with the file.
        events: every shard that was made again by this process, in order.
        samples: how many samples were served from mended shards.
    """

    write_back: bool = False
    events: list[Healed] = field(default_factory=list)
    samples: int = 0

    @property
    def shards(self) -> int:
        """How many shards were made again."""
        return len(self.events)

    def heal(self, root: Place, row: ManifestRow, lock: Lock, error: ShardError) -> ShardReader:
        """A reader of the row's shard made again.

        Raises:
            ShardError: it cannot be made again, or is then not the pinned one; named with `error`.
        """
        planned = shard_of(row)
        try:
            batch = remake(lock, [planned])[0]
        except (ForgeError, KeyError) as exc:
            raise _unhealed(error, f"cannot be made again: {exc}") from exc
        memory = MemoryPlace()
        made = write_shard(batch, memory, row.shard, lock.codec, lock.codec_level)
        if content_of(made) != content_of(row):
            raise _unhealed(error, other_content(row))
        written = self.write_back and made == row and _put_back(memory, root)
        self.events.append(Healed(row.shard, error.sample, error.reason, written))
        _log.warning(
            "shard %r, sample %r: %s; made again from its addresses%s",
            row.shard,
            error.sample,
            error.reason,
            " and written back" if written else "; run `dataforge heal` to mend the corpus itself",
        )
        return _MendedReader(memory, row.shard, made, self)


class _MendedReader(ShardReader):
    """A reader that counts what it serves."""

    def __init__(self, root: Place, shard: str, row: ManifestRow, healing: Healing) -> None:
        super().__init__(root, shard, row)
        self._healing = healing

    def read(self, first: int, count: int) -> pa.RecordBatch:
        self._healing.samples += count
        return super().read(first, count)

    def texts(self, first: int, count: int) -> Texts:
        self._healing.samples += count
        return super().texts(first, count)


def _unhealed(error: ShardError, why: str) -> ShardError:
    remedy = "restore it from a copy, or generate the corpus again"
    return ShardError(error.shard, f"{error.reason}; {why}", sample=error.sample, remedy=remedy)


def _put_back(memory: MemoryPlace, root: Place) -> bool:
    """Write the shard and what stands beside it; a place that cannot be written to stays as it is."""
    try:
        for name in memory.files():
            (root / name).write([(memory / name).read(1 << 62)])
    except StorageError as exc:
        _log.warning("%s", exc)
        return False
    return True


def named(
    error: ShardError, corpus: Place, row: ManifestRow, lock: Lock, reader: ShardReader | None, span: range
) -> ShardError:
    """The error with the sample at which it was met, and the command that mends it.

    Args:
        reader: of the shard, if it could be opened.
        span: positions in the shard that were asked for.
    """
    remedy = f"run `dataforge heal {corpus}`: it makes the shard again"
    sample = error.sample
    if not sample and span:
        sample = _key(lock, row, span[0] if reader is None else _first_damaged(reader, span))
    return ShardError(error.shard, error.reason, sample=sample, remedy=remedy)


def _first_damaged(reader: ShardReader, span: range) -> int:
    """The first damaged sample among these, found by halving; reading all of them failed."""
    while len(span) > 1:
        half = span[: len(span) // 2]
        try:
            reader.read(half.start, len(half))
        except ShardError:
            span = half
        else:
            span = span[len(half) :]
    return span[0]


def _key(lock: Lock, row: ManifestRow, position: int) -> str:
    """The key of a sample by its address; of imported text, which has none, its cell and index."""
    index = row.first_index + position
    try:
        one = PlannedShard(row.shard, row.split, row.domain, row.level, 0, index, 1)
        return str(remake(lock, [one])[0].column("key")[0].as_py())
    except (ForgeError, KeyError):
        return f"{row.cell.name} {row.split} {index}"
