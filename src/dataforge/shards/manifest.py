"""What a corpus folder holds: one row a shard, and the seal over all rows.

A row's digest does not depend on parquet: it is taken over canonical JSON lines. The seal pins that digest,
and a run pins the seal, so an edit of a shard together with its row shows.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import pyarrow as pa

from dataforge.errors import CorpusError
from dataforge.recipe import Cell, Lock, LockCell, canonical_json, domain_rank
from dataforge.shards.codecs import CODECS, codec_of
from dataforge.shards.places import Place
from dataforge.shards.record import is_split

MANIFEST, SEAL, LOCK, RECIPE, PARTS = "manifest.parquet", "corpus.json", "recipe.lock", "recipe.yaml", "parts"
QUARANTINE = "quarantine.jsonl"  # of imported text: what was not taken, and why
_FORMAT, _VERSION = "dataforge-corpus", 1
_MAX_PART_BYTES = 64 * 1024
_MAX_LOCK_BYTES = 64 << 20
FILE_FIELDS = ("shard", "file_bytes", "file_sha256", "encoder")  # what the content digest leaves out
_MAX_MANIFEST_BYTES = 4 << 30
_SHARD = re.compile(r"([a-z_0-9-]+)/([a-z]+)-l([0-9]{3})-([0-9]{6,})\.tar(?:\.zst|\.lz4|\.gz|\.bz2|\.xz)?")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class ManifestRow:
    """One shard.

    Attributes:
        shard: path in the corpus, `train/mathematics-l012-000003.tar.zst`.
        first_index, samples: indices first_index .. first_index + samples - 1.
        file_bytes: size of the file.
        tar_bytes: size of the tar stream, its two zero blocks included.
        text_bytes: size of the text members.
        bits_lo, bits_hi: sums over the documents, 1/65536 bit.
        content_sha256: of the tar stream: the shard's identity.
        file_sha256: of the file, which the encoder decides.
    """

    shard: str
    split: str
    domain: str
    level: int
    first_index: int
    samples: int
    file_bytes: int
    tar_bytes: int
    text_bytes: int
    bits_lo: int
    bits_hi: int
    content_sha256: str
    file_sha256: str
    encoder: str

    @property
    def cell(self) -> Cell:
        return Cell(self.domain, self.level)

    @property
    def order(self) -> tuple[str, tuple[int, str], int, int]:
        """The manifest's sort key."""
        return self.split, domain_rank(self.domain), self.level, self.first_index

    def to_json(self) -> str:
        """The canonical JSON, without a line break."""
        return canonical_json(vars(self))

    @classmethod
    def of(cls, data: Any) -> ManifestRow:
        """A row from plain data. Raises ValueError, saying what is wrong with it."""
        if not isinstance(data, dict) or set(data) != set(_KINDS):
            raise ValueError("not a manifest row: its fields differ")
        for name, kind in _KINDS.items():
            if type(data[name]) is not kind or (kind is int and not 0 <= data[name] < 2**63):
                raise ValueError(f"not a manifest row: {name} is {data[name]!r}")
        row = cls(**data)
        match = _SHARD.fullmatch(row.shard)
        if match is None or not is_split(row.split):
            raise ValueError(f"not a manifest row: {row.shard!r} is no shard of ours")
        if (match[1], match[2], int(match[3])) != (row.split, row.domain, row.level):
            raise ValueError(f"not a manifest row: {row.shard!r} is not of its cell")
        if not (_SHA256.fullmatch(row.content_sha256) and _SHA256.fullmatch(row.file_sha256)):
            raise ValueError(f"not a manifest row: a digest of {row.shard!r} is no SHA-256")
        return row


_KINDS = {field.name: int if field.type == "int" else str for field in fields(ManifestRow)}
MANIFEST_SCHEMA = pa.schema(
    [
        pa.field(name, pa.int64() if kind is int else pa.string(), nullable=False)
        for name, kind in _KINDS.items()
    ]
)


@dataclass(frozen=True)
class PlannedShard:
    """A shard that a lock asks for: indices first_index .. first_index + samples - 1 of a split's cell."""

    path: str
    split: str
    domain: str
    level: int
    number: int
    first_index: int
    samples: int

    @property
    def cell(self) -> Cell:
        return Cell(self.domain, self.level)


def planned_shards(lock: Lock) -> list[PlannedShard]:
    """All shards of a finite corpus, in the manifest's order."""
    cells = sorted(lock.cells, key=lambda each: (each.split, domain_rank(each.domain), each.level))
    extension = CODECS[lock.codec].extension
    return [planned_shard(each, number, extension) for each in cells for number in range(each.num_shards)]


def planned_shard(cell: LockCell, number: int, extension: str) -> PlannedShard:
    """Shard `number` of a split's cell."""
    first = number * cell.samples_per_shard
    samples = min(cell.samples_per_shard, cell.documents - first)
    path = f"{cell.split}/{cell.cell.name}-{number:06d}{extension}"
    return PlannedShard(path, cell.split, cell.domain, cell.level, number, first, samples)


def part_name(shard: str) -> str:
    """Where the row of a durable shard stands: `parts/train/mathematics-l012-000003.json`."""
    return f"{PARTS}/{shard.removesuffix(codec_of(shard).extension)}.json"


def load_lock(root: Place) -> Lock:
    """The corpus's `recipe.lock`. Raises CorpusError when it cannot be read."""
    place = root / LOCK
    try:
        text = place.read(_MAX_LOCK_BYTES).decode()
    except (OSError, ValueError) as exc:
        raise CorpusError(f"{place}: cannot be read ({exc}); is this a corpus?", path=str(place)) from exc
    return Lock.from_json(text, path=str(place))


def write_part(root: Place, row: ManifestRow) -> None:
    """Say that a shard is durable."""
    (root / part_name(row.shard)).write([row.to_json().encode() + b"\n"])


def read_part(place: Place) -> ManifestRow:
    """Read a part back.

    Raises:
        OSError: it cannot be read.
        ValueError: it is not what `write_part` writes, byte for byte.
    """
    raw = place.read(_MAX_PART_BYTES)
    row = ManifestRow.of(_json(raw))
    if raw != row.to_json().encode() + b"\n":
        raise ValueError("not a manifest row in canonical form")
    return row


def digest(rows: Iterable[ManifestRow]) -> str:
    """SHA-256 over the canonical JSON of the rows, a line each: whether a manifest is the sealed one."""
    return _digest(row.to_json() for row in rows)


def content_digest(rows: Iterable[ManifestRow]) -> str:
    """The same over what the rows say of content, not of files: what a run pins.

    Another codec, or another release of a compressor, writes other files of the same content.
    """
    return _digest(
        canonical_json({k: v for k, v in vars(row).items() if k not in FILE_FIELDS}) for row in rows
    )


def _digest(lines: Iterable[str]) -> str:
    total = hashlib.sha256()
    for line in lines:
        total.update(line.encode() + b"\n")
    return total.hexdigest()


def write_manifest(root: Place, rows: Sequence[ManifestRow]) -> None:
    """Write `manifest.parquet`; rows must be in order."""
    import pyarrow.parquet as pq

    columns = [pa.array([getattr(row, field.name) for row in rows], field.type) for field in MANIFEST_SCHEMA]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns, schema=MANIFEST_SCHEMA), sink, write_page_checksum=True)
    (root / MANIFEST).write([sink.getvalue()])


def read_manifest(root: Place) -> tuple[ManifestRow, ...]:
    """Rows of `manifest.parquet`; says nothing about whether they are those of the seal.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no manifest.
    """
    import pyarrow.parquet as pq

    raw = (root / MANIFEST).read(_MAX_MANIFEST_BYTES)
    try:
        file = pq.ParquetFile(pa.BufferReader(raw), page_checksum_verification=True)
        if file.schema_arrow.names != MANIFEST_SCHEMA.names or file.metadata.num_rows > len(raw):
            raise ValueError("its columns are not a manifest's")
        rows = file.read(use_threads=False).to_pylist()
    except (pa.ArrowException, OSError, KeyError, OverflowError, MemoryError) as exc:
        raise ValueError(f"not a parquet file that can be read: {exc}") from exc
    return tuple(ManifestRow.of(row) for row in rows)


@dataclass(frozen=True)
class Seal:
    """`corpus.json`: written last, so a folder that has one was finished. `content_sha256` is what a run
    pins."""

    recipe_id: str
    lock_sha256: str
    manifest_sha256: str
    content_sha256: str
    shards: int
    samples: int
    text_bytes: int

    @classmethod
    def of(cls, lock: Lock, rows: Sequence[ManifestRow]) -> Seal:
        """The seal of a lock's corpus with these rows."""
        samples, text = sum(row.samples for row in rows), sum(row.text_bytes for row in rows)
        return cls(lock.recipe_id, lock.sha256, digest(rows), content_digest(rows), len(rows), samples, text)

    def to_json(self) -> str:
        """The file's text."""
        return canonical_json({"format": _FORMAT, "version": _VERSION, **vars(self)}) + "\n"

    def save(self, root: Place) -> None:
        """Write `corpus.json`."""
        (root / SEAL).write([self.to_json().encode()])

    @classmethod
    def load(cls, root: Place) -> Seal:
        """Read `corpus.json`.

        Raises:
            CorpusError: it is missing (the corpus is unfinished), or is no seal of this version.
        """
        path = root / SEAL
        try:
            raw = path.read(_MAX_PART_BYTES)
        except FileNotFoundError as exc:
            raise CorpusError(
                f"{root}: no sealed corpus (no {SEAL}); run `dataforge generate` on this folder to finish it",
                path=str(root),
            ) from exc
        except (OSError, ValueError) as exc:
            raise CorpusError(f"{path}: cannot be read ({exc})", path=str(path)) from exc
        try:
            data = _json(raw)
            if (data.pop("format"), data.pop("version")) != (_FORMAT, _VERSION):
                raise ValueError("another format or version")
            seal = cls(**data)
            if raw != seal.to_json().encode():
                raise ValueError("not in canonical form")
        except (KeyError, TypeError, AttributeError, ValueError) as exc:
            remedy = "run `dataforge generate` on this folder to seal it again"
            raise CorpusError(
                f"{path}: not a seal that this version reads ({exc}); {remedy}", path=str(path)
            ) from exc
        return seal


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as exc:
        raise ValueError(f"not JSON: {exc}") from exc
