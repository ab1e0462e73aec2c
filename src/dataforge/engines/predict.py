"""What a corpus will take: size, time and cost, from a second's worth of every cell, really made.

The first shard of every cell is made as `generate` would, in units of a domain's levels, and written to
memory; of slow cells, as much as is made in a second. So the prediction knows how this machine makes this
text, and how it packs. A cell that is no larger than that is made whole, and its size predicted exactly.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from dataforge.engines.home import MAX_SHARDS
from dataforge.engines.units import UNIT_TEXT_BYTES, packed
from dataforge.errors import UsageError
from dataforge.generators.engine import make, request_of
from dataforge.recipe import NOMINAL_BYTES_PER_TOKEN, Cell, Lock, LockCell
from dataforge.shards.auto import settled
from dataforge.shards.codecs import CODECS
from dataforge.shards.corpus import check_lexicons
from dataforge.shards.manifest import PlannedShard, planned_shard, write_part
from dataforge.shards.memory import MemoryPlace
from dataforge.shards.write import write_shard

SECONDS_A_CELL = 1.0
_PROBE_DOCUMENTS = 64
_MANY = 512  # of a cell; a unit has those of ten levels
_FASTER_AT_ONCE = 4  # than a probe, a document, when a shard is made at once
_MANIFEST_ROW_BYTES = 220  # of parquet, two digests included
SCALES = tuple(10**power for power in range(6, 19))


@dataclass(frozen=True)
class Rate:
    """What a document of a cell takes, measured: bytes, and seconds of one core.

    Attributes:
        file_bytes: in the corpus's place: of the shard, and of an index that stands beside it.
        shard_bytes: what a shard costs beside its documents: its part and its row of the manifest.
    """

    documents: int
    text_bytes: float
    file_bytes: float
    shard_bytes: int
    seconds: float


@dataclass(frozen=True)
class Means:
    """What there is to write with.

    Attributes:
        workers: processes of each machine, one a core.
        price_per_core_hour: in whatever currency.
        disk_mb_s, bandwidth_mb_s: what each machine writes to its disk, and sends, in 10^6 bytes a second;
            None: it does not limit.
        room_bytes: free at the place; None: without end.
    """

    workers: int = 1
    machines: int = 1
    price_per_core_hour: float = 0.0
    disk_mb_s: float | None = None
    bandwidth_mb_s: float | None = None
    room_bytes: int | None = None

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            least = 0 if name in ("price_per_core_hour", "room_bytes") else 1e-9
            if value is not None and not least <= value < float("inf"):
                raise UsageError(f"{name} {value} is out of range; give a positive number")


@dataclass(frozen=True)
class Prediction:
    """What a corpus takes.

    Attributes:
        tokens: at 4 bytes of text each, as recipes count them.
        limits_s: what each limit alone would make of the time, in seconds.
        binds: `room` or `shards` when it cannot be written at all; else what takes longest: `cores`, `disk`
            or `network`.
        cost: of all cores for the whole time.
    """

    tokens: int
    documents: int
    text_bytes: int
    file_bytes: int
    shards: int
    core_hours: float
    limits_s: Mapping[str, float]
    elapsed_s: float
    cost: float
    binds: str

    @property
    def fits(self) -> bool:
        """Whether it can be written, rather than only be opened as a virtual corpus."""
        return self.binds in self.limits_s


def measure(
    lock: Lock, seconds: float = SECONDS_A_CELL, progress: Callable[[int, int], None] | None = None
) -> dict[Cell, Rate]:
    """Make the first shard of every cell on one core, but no more than some seconds take.

    Args:
        progress: called with (cells done, cells in all).
    """
    check_lexicons(lock)
    lock = settled(lock)
    cells = {each.cell: each for each in reversed(lock.cells)}  # of several splits, the first
    sizes = {_first_shard(lock, each): _shard_text(each) for each in cells.values()}
    groups: dict[tuple[str, str], list[PlannedShard]] = {}
    for shard in sorted(sizes, key=lambda shard: shard.level):
        groups.setdefault((shard.split, shard.domain), []).append(shard)
    limit = min(UNIT_TEXT_BYTES, sum(sizes.values()) // 4 + 1)
    rates: dict[Cell, Rate] = {}
    for group in groups.values():
        for part in packed(group, sizes, limit):
            rates.update(_measure(lock, part, seconds * len(part)))
            if progress is not None:
                progress(len(rates), len(cells))
    return rates


def _measure(lock: Lock, shards: Sequence[PlannedShard], seconds: float) -> dict[Cell, Rate]:
    """Rates of the cells of some first shards of one split and domain, made as one unit."""
    probe = [min(shard.samples, _PROBE_DOCUMENTS) for shard in shards]
    _make(lock, shards, probe)  # tables that are built once are not a document's
    begin = time.perf_counter()
    _make(lock, shards, probe)
    each_s = (time.perf_counter() - begin) / sum(probe) / _FASTER_AT_ONCE
    part = min(1.0, seconds / (each_s * sum(shard.samples for shard in shards)))
    counts = [max(1, int(shard.samples * part)) for shard in shards]
    begin = time.perf_counter()
    batch = _make(lock, shards, counts)
    made_s = (time.perf_counter() - begin) / batch.column("text").nbytes
    rates, first = {}, 0
    for shard, count in zip(shards, counts, strict=True):
        rates[shard.cell] = _write(lock, batch.slice(first, count), shard, made_s)
        first += count
    return rates


def _write(lock: Lock, batch: pa.RecordBatch, shard: PlannedShard, made_s: float) -> Rate:
    """The rate of a shard's documents; making them took `made_s` a byte."""
    place, count = MemoryPlace(), len(batch)
    begin = time.perf_counter()
    row = write_shard(batch, place, shard.path, lock.codec, lock.codec_level)
    seconds = time.perf_counter() - begin + made_s * row.text_bytes
    file_bytes = _size(place)
    write_part(place, row)
    beside = _size(place) - file_bytes + _MANIFEST_ROW_BYTES
    return Rate(count, row.text_bytes / count, file_bytes / count, beside, seconds / count)


def _make(lock: Lock, shards: Sequence[PlannedShard], counts: Sequence[int]) -> pa.RecordBatch:
    """The first documents of some shards, so many of each."""
    levels = np.repeat(np.asarray([shard.level for shard in shards], np.int64), counts)
    indices = np.concatenate([np.arange(count, dtype=np.int64) for count in counts])
    return make(request_of(lock, shards[0].domain, levels, indices, shards[0].split))


def _size(place: MemoryPlace) -> int:
    return sum((place / name).source().size for name in place.files())


def _first_shard(lock: Lock, cell: LockCell) -> PlannedShard:
    return planned_shard(cell, 0, CODECS[lock.codec].extension)


def _shard_text(cell: LockCell) -> int:
    return min(cell.documents, cell.samples_per_shard) * cell.mean_text_bytes


def _full_shard(lock: Lock, cell: LockCell) -> int:
    return max(1, lock.recipe.shard_bytes // cell.mean_text_bytes)


def predict(
    lock: Lock, rates: Mapping[Cell, Rate], means: Means | None = None, tokens: int | None = None
) -> Prediction:
    """What the lock's corpus takes, or one of its mixture with so many tokens.

    Args:
        rates: of `measure`, for every cell.
    """
    means = means or Means()
    own = sum(cell.documents * rates[cell.cell].text_bytes for cell in lock.cells)
    factor = 1.0 if tokens is None else tokens * NOMINAL_BYTES_PER_TOKEN / own
    documents = shards = 0
    text = files = core_s = 0.0
    for cell in lock.cells:
        rate = rates[cell.cell]
        count = cell.documents if tokens is None else max(1, round(cell.documents * factor))
        size = cell.samples_per_shard if tokens is None else _full_shard(lock, cell)
        documents += count
        shards += -(-count // size)
        text += count * rate.text_bytes
        files += count * rate.file_bytes + -(-count // size) * rate.shard_bytes
        core_s += count * rate.seconds
    limits = {"cores": core_s / (means.workers * means.machines)}
    for name, rate_mb_s in (("disk", means.disk_mb_s), ("network", means.bandwidth_mb_s)):
        if rate_mb_s is not None:
            limits[name] = files / (rate_mb_s * 1e6 * means.machines)
    binds = max(limits, key=lambda name: limits[name])
    elapsed = limits[binds]
    if means.room_bytes is not None and files > means.room_bytes:
        binds = "room"
    elif shards > MAX_SHARDS:
        binds = "shards"
    hours = elapsed / 3600
    return Prediction(
        tokens=int(text) // NOMINAL_BYTES_PER_TOKEN,
        documents=documents,
        text_bytes=int(text),
        file_bytes=int(files),
        shards=shards,
        core_hours=core_s / 3600,
        limits_s=limits,
        elapsed_s=elapsed,
        cost=hours * means.workers * means.machines * means.price_per_core_hour,
        binds=binds,
    )


def grown(lock: Lock) -> Lock:
    """The lock with so many documents of every cell as a large corpus makes at once, which are made faster
    than a few."""
    cells = []
    for cell in lock.cells:
        many = min(_full_shard(lock, cell), _MANY)
        grows = cell.documents < many
        cells.append(replace(cell, documents=many, samples_per_shard=many) if grows else cell)
    return replace(lock, cells=tuple(cells))


def predict_scales(
    lock: Lock,
    rates: Mapping[Cell, Rate],
    means: Means | None = None,
    scales: Sequence[int] = SCALES,
    large: Mapping[Cell, Rate] | None = None,
) -> Iterator[Prediction]:
    """The same for 10^6 to 10^18 tokens.

    Args:
        large: rates of the `grown` lock, for scales of its size and more.
    """
    many = predict(grown(lock), large or rates).tokens
    return (predict(lock, (large or rates) if each >= many else rates, means, each) for each in scales)
