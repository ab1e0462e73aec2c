"""Doctored shards and papers: bombs, paths, links, devices, pickles, sizes beyond all bounds; refused."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import resource
import struct
import tarfile
from pathlib import Path

import lz4.frame
import pyarrow as pa
import pytest
import zstandard

from dataforge.engines.heal import heal
from dataforge.errors import CorpusError, ShardError
from dataforge.recipe import Lock, canonical_json
from dataforge.shards.corpus import open_corpus
from dataforge.shards.index import Index
from dataforge.shards.manifest import (
    LOCK,
    MANIFEST,
    SEAL,
    ManifestRow,
    Seal,
    part_name,
    read_manifest,
    read_part,
)
from dataforge.shards.memory import MemoryPlace
from dataforge.shards.places import place_of
from dataforge.shards.read import ShardReader
from dataforge.shards.verify import verify
from dataforge.shards.write import write_shard

NAME = "train/mathematics-l012-000000"
BOMB_BYTES = 1 << 30
PACKERS = {
    ".tar.gz": lambda data: gzip.compress(data, 9),
    ".tar.bz2": bz2.compress,
    ".tar.xz": lzma.compress,
    ".tar.lz4": lz4.frame.compress,
}


def _written(batch: pa.RecordBatch, codec: str, extension: str) -> tuple[MemoryPlace, ManifestRow]:
    place = MemoryPlace()
    return place, write_shard(batch.slice(0, 20), place, f"{NAME}{extension}", codec, 1)


def _peak_kb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.parametrize("extension", PACKERS)
def test_a_bomb_beside_a_fitting_index(batch: pa.RecordBatch, extension: str) -> None:
    """A gigabyte of zeros in a file of some kB: an error, and not a gigabyte of memory."""
    place, row = _written(
        batch, {".tar.gz": "gzip", ".tar.lz4": "lz4"}.get(extension, extension[5:]), extension
    )
    (place / row.shard).write([PACKERS[extension](bytes(1 << 26))])
    before = _peak_kb()
    with pytest.raises(ShardError, match="too large"):
        ShardReader(place, row.shard).read(0, 1)
    with pytest.raises(ShardError, match="the file is"):
        ShardReader(place, row.shard, row)
    assert _peak_kb() - before < 60_000


def test_a_bomb_behind_a_seek_table(batch: pa.RecordBatch) -> None:
    """A zstd file of the right size and index whose first frame holds a gigabyte: refused when opened."""
    place, row = _written(batch, "zstd", ".tar.zst")
    raw = (place / row.shard).read(1 << 30)
    count = struct.unpack_from("<I", raw, len(raw) - 9)[0]
    table = list(struct.iter_unpack("<II", raw[len(raw) - 9 - 8 * count : len(raw) - 9]))
    index = raw[sum(packed for packed, _ in table[:-1]) :][: table[-1][0]]
    bomb = zstandard.ZstdCompressor(level=1).compress(bytes(BOMB_BYTES))
    entries = struct.pack("<II", len(bomb), BOMB_BYTES) + struct.pack("<II", len(index), 0)
    tail = entries + struct.pack("<IBI", 2, 0, 0x8F92EAB1)
    (place / row.shard).write([bomb, index, struct.pack("<II", 0x184D2A5E, len(tail)), tail])
    before = _peak_kb()
    with pytest.raises(
        ShardError, match=f"frames hold {BOMB_BYTES} bytes of tar, the index says {row.tar_bytes}"
    ):
        ShardReader(place, row.shard)
    assert _peak_kb() - before < 60_000


@pytest.mark.parametrize(
    ("change", "member"),
    [
        ({"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"}, "a link"),
        ({"type": tarfile.LNKTYPE, "linkname": "/etc/passwd"}, "a link"),
        ({"type": tarfile.CHRTYPE, "devmajor": 1}, "a device"),
        ({"type": tarfile.BLKTYPE}, "a device"),
        ({"type": tarfile.FIFOTYPE}, "a pipe"),
        ({"type": tarfile.DIRTYPE}, "a folder"),
        ({"name": "../../../tmp/escaped.txt"}, "a path"),
        ({"name": "/tmp/escaped.txt"}, "a path"),
        ({"name": "mathematics-l012.pkl"}, "a pickle"),
        ({"name": "mathematics-l012.pyd"}, "a pickle"),
    ],
)
def test_a_doctored_member_is_neither_followed_nor_loaded(
    batch: pa.RecordBatch, tmp_path: Path, change: dict[str, object], member: str
) -> None:
    """One header of a plain tar is another kind of member: the shard is refused, by readers with and without
    a row, and nothing is written anywhere."""
    place = place_of(tmp_path)
    row = write_shard(batch.slice(0, 5), place, f"{NAME}.tar", "none", 1)
    path = tmp_path / row.shard
    out = io.BytesIO()
    with (
        tarfile.open(path) as archive,
        tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as fresh,
    ):
        for number, info in enumerate(archive.getmembers()):
            body = archive.extractfile(info)
            if number == 0:
                for name, value in change.items():
                    setattr(info, name, value)
            fresh.addfile(info, body)
    raw = bytearray(path.read_bytes())
    raw[:512] = out.getvalue()[:512]
    path.write_bytes(raw)
    before = sorted(tmp_path.rglob("*"))
    for reader in (
        lambda: ShardReader(place, row.shard).read(0, 1),
        lambda: ShardReader(place, row.shard, row),
    ):
        with pytest.raises(ShardError, match=r"checksum|digest"):
            reader()
    assert sorted(tmp_path.rglob("*")) == before, member


@pytest.mark.parametrize(
    "shard", ["../../etc/passwd", "/etc/passwd", "train/../../x.tar.zst", "train/a.pkl", ""]
)
def test_a_manifest_cannot_name_files_elsewhere(corpus_copy: Path, shard: str) -> None:
    """Rows, parts and manifests that name a path outside of the corpus's folders are no rows."""
    row = read_manifest(place_of(corpus_copy))[0]
    with pytest.raises(ValueError, match="no shard of ours"):
        ManifestRow.of({**vars(row), "shard": shard})
    part = corpus_copy / part_name(row.shard)
    part.write_text(canonical_json({**vars(row), "shard": shard}) + "\n")
    with pytest.raises(ValueError, match="no shard of ours"):
        read_part(place_of(part))
    assert [found.shard for found in verify(corpus_copy, workers=1).findings] == [part_name(row.shard)]


def test_papers_beyond_all_bounds(corpus_copy: Path) -> None:
    """A sparse seal, lock and part of a terabyte, and JSON nested ten thousand deep: errors, unread."""
    row = read_manifest(place_of(corpus_copy))[0]
    before = _peak_kb()
    for name in (SEAL, LOCK, MANIFEST, part_name(row.shard)):
        with (corpus_copy / name).open("r+b") as file:
            file.truncate(1 << 40)
    assert {found.shard for found in verify(corpus_copy, workers=1).findings} >= {SEAL, LOCK, MANIFEST}
    with pytest.raises(CorpusError, match="larger than"):
        open_corpus(corpus_copy)
    deep = b"[" * 10_000 + b"]" * 10_000
    with pytest.raises(CorpusError):
        Seal.load(MemoryPlace({SEAL: deep}))
    with pytest.raises(CorpusError):
        Lock.from_json(deep.decode())
    assert _peak_kb() - before < 60_000


def test_an_index_of_four_billion_samples() -> None:
    """What an index claims is compared with its own size before anything is allocated."""
    with pytest.raises(ValueError, match="says 4294967295 samples in 12 bytes"):
        Index.from_bytes(struct.pack("<4sII", b"DFIX", 1, 2**32 - 1))


@pytest.mark.parametrize(
    "change",
    [
        {"split": "../../escaped"},
        {"split": "/tmp/escaped"},
        {"domain": "../escaped"},
        {"samples_per_shard": 0},
        {"documents": -1},
        {"documents": 1e300},
        {"level": "12"},
    ],
)
def test_a_doctored_lock_names_no_folder_elsewhere(
    corpus_copy: Path, change: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lock whose own digest fits, with a cell that would be written elsewhere, or cannot be: no lock."""
    data = json.loads((corpus_copy / LOCK).read_text())
    data["cells"][0].update(change)
    monkeypatch.setattr(Lock, "recipe_id", data["recipe_id"])
    with pytest.raises(CorpusError, match="not a recipe lock"):
        Lock.from_json(json.dumps(data))


def test_a_forged_zstd_shard_of_the_very_size(corpus_copy: Path, sealed: Path) -> None:
    """What frames and index cannot tell, since all of their checksums fit: `verify` finds it, `heal` undoes
    it."""
    memory, rows = MemoryPlace(), read_manifest(place_of(corpus_copy))
    for row, step in ((row, step) for row in rows for step in range(1, 200)):
        batch = ShardReader(place_of(sealed), row.shard, row).read(0, row.samples)
        records = batch.to_pylist()
        records[0]["bits_hi"] += step
        forged = write_shard(pa.RecordBatch.from_pylist(records, schema=batch.schema), memory, row.shard)
        if forged.file_bytes == row.file_bytes:
            (corpus_copy / row.shard).write_bytes((memory / row.shard).read(1 << 30))
            break
    else:
        pytest.fail("no forgery is of equal size")
    assert row.shard in {found.shard for found in verify(corpus_copy, workers=1).findings}
    assert heal(corpus_copy, workers=1).ok
    assert all((corpus_copy / each.shard).read_bytes() == (sealed / each.shard).read_bytes() for each in rows)
