"""Codec `auto`: which codec and level bring the documents to a trainer soonest, measured on this machine.

The model, in seconds a megabyte of tar stream, summed over the domains by what the recipe asks of each:

    file bytes / bandwidth + decoding

added, not overlapped: `ShardReader` fetches bytes, then decodes them, on one core. Whatever comes after is
the same for all codecs. Decoding is timed as a reader does it; of a codec whose files are read whole the
digest of the file, which is compared first, is part of it. Candidates within `MARGIN` of the best are as
good, given what a measurement is worth: of those the one that is written fastest is taken.

The decision is made once, before shard 0. It stands in the lock; the table that it was made from stands
beside it in `codec.json`, which is created once: of several tasks that decide at once the first one's holds.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import platform
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dataforge.errors import CorpusError, StorageError
from dataforge.generators.engine import make, request_of
from dataforge.recipe import AUTO, Lock, LockCell, is_level
from dataforge.shards import tar
from dataforge.shards.codecs import CODECS
from dataforge.shards.files import MemorySource
from dataforge.shards.manifest import LOCK
from dataforge.shards.places import Place

CHOICE = "codec.json"
MARGIN = 0.02
CANDIDATES = (
    ("none", 0),
    *(("zstd", level) for level in (-3, 1, 3, 6, 9, 12, 15, 19)),
    *(("lz4", level) for level in (0, 9)),
    *(("gzip", level) for level in (1, 6)),
    ("bz2", 9),
    ("xz", 6),
)
_SAMPLE_BYTES = 640 * 1024  # of tar a cell: two frames or three
_CELLS_A_DOMAIN = 2
_DECODINGS = 3
_MAX_CHOICE_BYTES = 1 << 20
_NAMES_SEEN = 16


@dataclass(frozen=True)
class Measured:
    """One candidate on one domain's sample.

    Attributes:
        ratio: file bytes a byte of tar stream.
        decode_mb_s, encode_mb_s: MB of tar stream a second, on one core.
    """

    codec: str
    level: int
    domain: str
    ratio: float
    decode_mb_s: float
    encode_mb_s: float


@dataclass(frozen=True)
class Choice:
    """What was chosen, and why.

    Attributes:
        seconds_a_gb: candidate ("zstd 3") -> seconds a GB of tar stream until it is decoded, by the model.
        encode_mb_s: candidate -> MB of tar stream a second that one core writes.
        measured: what these were computed from.
        reason: in a sentence.
    """

    codec: str
    level: int
    bandwidth_mb_s: float
    seconds_a_gb: dict[str, float]
    encode_mb_s: dict[str, float]
    measured: tuple[Measured, ...]
    machine: str
    reason: str

    def to_json(self, lock: Lock) -> str:
        """The text of `codec.json` for an unsettled lock."""
        data = {**vars(self), "measured": [vars(each) for each in self.measured]}
        head = {"format": "dataforge-codec", "version": 1, "unsettled_lock_sha256": lock.sha256}
        return json.dumps({**head, **data}, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def choose(lock: Lock) -> Choice:
    """Sample each domain's documents, try every candidate on them, and pick; takes some 10 s for 8 domains.

    Args:
        lock: its recipe states `bandwidth_mb_s`.
    """
    bandwidth = float(lock.recipe.bandwidth_mb_s or 0)
    measured: list[Measured] = []
    weights: dict[str, float] = {}
    for domain, cells in itertools.groupby(
        sorted(lock.cells, key=lambda cell: cell.domain), lambda cell: cell.domain
    ):
        group = list(cells)
        streams, text_bytes = _sample(lock, group)
        size = sum(len(stream.data) for stream in streams)
        weights[domain] = sum(cell.documents * cell.mean_text_bytes for cell in group) * size / text_bytes
        measured += [_measure(name, level, domain, streams) for name, level in CANDIDATES]
    return pick(measured, weights, bandwidth)


def pick(measured: Sequence[Measured], weights: dict[str, float], bandwidth_mb_s: float) -> Choice:
    """The candidate that the model prefers.

    Args:
        measured: every candidate on every domain.
        weights: domain -> bytes of tar stream in the corpus, or any multiple.
    """
    total = sum(weights.values())
    read: dict[tuple[str, int], float] = {}
    write: dict[tuple[str, int], float] = {}
    for each in measured:
        key, part = (each.codec, each.level), weights[each.domain] / total
        seconds = each.ratio * 1000 / bandwidth_mb_s + 1000 / each.decode_mb_s
        read[key] = read.get(key, 0.0) + part * seconds
        write[key] = write.get(key, 0.0) + part / each.encode_mb_s
    best = min(read.values())
    near = [key for key, seconds in read.items() if seconds <= best * (1 + MARGIN)]
    codec, level = chosen = min(near, key=lambda key: write[key])
    label = {key: f"{key[0]} {key[1]}" for key in read}
    reason = (
        f"at {bandwidth_mb_s:g} MB/s a GB of tar stream is fetched and decoded in {read[chosen]:.2f} s with "
        f"{label[chosen]}, the least of {len(read)} candidates"
    )
    if len(near) > 1:
        reason += f" but for {MARGIN:.0%}, within which it is written fastest"
    return Choice(
        codec=codec,
        level=level,
        bandwidth_mb_s=bandwidth_mb_s,
        seconds_a_gb={label[key]: round(seconds, 4) for key, seconds in read.items()},
        encode_mb_s={label[key]: round(1 / seconds, 1) for key, seconds in write.items()},
        measured=tuple(measured),
        machine=f"{platform.machine()}, Python {platform.python_version()}, "
        + "; ".join(found.encoder(0).partition(",")[0] for found in CODECS.values() if found.name != "none"),
        reason=reason,
    )


def _sample(lock: Lock, cells: Sequence[LockCell]) -> tuple[list[tar.TarStream], int]:
    """Tar streams of some of a domain's cells, as its shards would begin, and their bytes of text."""
    places = {round((i + 0.5) * len(cells) / _CELLS_A_DOMAIN - 0.5) for i in range(_CELLS_A_DOMAIN)}
    streams, text_bytes = [], 0
    for place in sorted(places):
        cell = cells[min(place, len(cells) - 1)]
        count = min(cell.samples_per_shard, _SAMPLE_BYTES // (2048 + cell.mean_text_bytes) + 1)
        levels = np.full(count, cell.level, np.int64)
        batch = make(request_of(lock, cell.domain, levels, np.arange(count, dtype=np.int64), cell.split))
        streams.append(tar.encode(batch))
        text_bytes += int(streams[-1].index.text_bytes.sum())
    return streams, max(1, text_bytes)


def _measure(name: str, level: int, domain: str, streams: Sequence[tar.TarStream]) -> Measured:
    packer = CODECS[name]
    begin = time.perf_counter()
    files = [b"".join(packer.encode(stream, level)) for stream in streams]
    encode_s = time.perf_counter() - begin
    decode_s = min(_decode_s(name, files, streams) for _ in range(_DECODINGS))
    size = sum(stream.index.tar_bytes for stream in streams)
    ratio = sum(map(len, files)) / size
    return Measured(name, level, domain, round(ratio, 5), _rate(size, decode_s), _rate(size, encode_s))


def _rate(num_bytes: int, seconds: float) -> float:
    return round(num_bytes / 1e6 / max(seconds, 1e-9), 1)


def _decode_s(name: str, files: Sequence[bytes], streams: Sequence[tar.TarStream]) -> float:
    packer = CODECS[name]
    begin = time.perf_counter()
    for file, stream in zip(files, streams, strict=True):
        if not packer.embeds_index:  # what is read whole meets its digest first
            hashlib.sha256(file).digest()
        packer.frames(MemorySource(file)).whole(stream.index.tar_bytes)
    return time.perf_counter() - begin


def settled(lock: Lock, root: Place | None = None) -> Lock:
    """The lock with codec and level decided, if its recipe says `auto`; otherwise as it is.

    Args:
        root: the corpus: what was decided there holds, on whatever machine it is continued; if nothing was
            and nothing else is there, the decision is made and `codec.json` written.

    Raises:
        CorpusError: the place's `codec.json` is damaged, or of another recipe.
        StorageError: the place cannot be written to.
    """
    if lock.recipe.codec != AUTO or lock.chosen is not None:
        return lock
    if root is None:
        found = choose(lock)
        return replace(lock, chosen=(found.codec, found.level))
    for adopted in (_of_lock, _of_choice):
        chosen = adopted(lock, root)
        if chosen is not None:
            return replace(lock, chosen=chosen)
    if any(root.files()):
        return lock  # not ours: whoever wants to write there will say so
    found = choose(lock)
    if (root / CHOICE).create(found.to_json(lock).encode()):
        return replace(lock, chosen=(found.codec, found.level))
    chosen = _of_choice(lock, root)  # another task was quicker
    return lock if chosen is None else replace(lock, chosen=chosen)


def _of_lock(lock: Lock, root: Place) -> tuple[str, int] | None:
    try:
        there = Lock.from_json((root / LOCK).read(64 << 20).decode())
    except (OSError, ValueError, CorpusError):
        return None
    return there.chosen if replace(there, chosen=None).to_json() == lock.to_json() else None


def _of_choice(lock: Lock, root: Place) -> tuple[str, int] | None:
    try:
        raw = (root / CHOICE).read(_MAX_CHOICE_BYTES)
    except FileNotFoundError:
        return None
    except OSError as exc:
        raise StorageError(str(root / CHOICE), exc, "check the place and its rights") from exc
    except ValueError:
        raw = b""
    chosen, of_lock = read_choice(raw)
    if chosen is None:
        raise CorpusError(f"{root / CHOICE}: not what dataforge writes; remove it", path=str(root / CHOICE))
    return chosen if of_lock == lock.sha256 else None


def read_choice(raw: bytes) -> tuple[tuple[str, int] | None, str]:
    """Codec and level that a `codec.json` says, None if it is none; and the unsettled lock's digest."""
    try:
        data: dict[str, Any] = json.loads(raw)
        if (data["format"], data["version"]) != ("dataforge-codec", 1):
            return None, ""
        if not is_level(data["codec"], data["level"]):
            return None, ""
        return (data["codec"], data["level"]), str(data["unsettled_lock_sha256"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None, ""
