"""Verify finds every mutation of a corpus, says what to do, and what it says works."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from dataforge.engines.local import write_corpus
from dataforge.errors import CorpusError, ShardError, StateError, UsageError
from dataforge.recipe import Lock
from dataforge.shards.corpus import open_corpus
from dataforge.shards.manifest import Seal, part_name, read_manifest, write_manifest, write_part
from dataforge.shards.places import place_of
from dataforge.shards.read import ShardReader
from dataforge.shards.verify import verify
from dataforge.shards.write import write_shard

NUM_MUTATIONS = 200
DIGITS = str.maketrans("0123456789", "1234567890")


def test_a_whole_corpus_passes(sealed: Path) -> None:
    """Nothing is found in a corpus as it was written, and all of it was read."""
    corpus = open_corpus(sealed)
    report = verify(sealed, workers=1)
    assert report.findings == ()
    documents = corpus.num_documents("train") + corpus.num_documents("val")
    assert (corpus.sha256, documents) == (report.sha256, report.documents)
    assert sum(row.text_bytes for row in corpus.rows) == report.text_bytes


def test_worker_processes_find_the_same(corpus_copy: Path) -> None:
    """Two processes report what one does."""
    flip(next((corpus_copy / "train").iterdir()), 200, 3)
    one, two = verify(corpus_copy, workers=1), verify(corpus_copy, workers=2)
    assert one.findings == two.findings
    assert len(one.findings) == 1


def flip(path: Path, place: int, bit: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[place % len(raw)] ^= 1 << bit
    path.write_bytes(raw)


def _flip(files: list[Path], rng: random.Random) -> str:
    path = rng.choice(files)
    place, bit = rng.randrange(path.stat().st_size), rng.randrange(8)
    flip(path, place, bit)
    return f"bit {bit} of byte {place} of {path.name} flipped"


def _cut(files: list[Path], rng: random.Random) -> str:
    path = rng.choice(files)
    size = path.stat().st_size
    end = rng.choice([0, rng.randrange(size), size - 1, size // 512 * 512, size // 2])
    path.write_bytes(path.read_bytes()[: min(end, size - 1)])
    return f"{path.name} cut at {end}"


def _extend(files: list[Path], rng: random.Random) -> str:
    path = rng.choice(files)
    path.write_bytes(path.read_bytes() + rng.choice([b"\0", b"\0" * 512, path.read_bytes()]))
    return f"{path.name} extended"


def _delete(files: list[Path], rng: random.Random) -> str:
    path = rng.choice(files)
    path.unlink()
    return f"{path.name} deleted"


def _swap(files: list[Path], rng: random.Random) -> str:
    one, two = rng.sample([path for path in files if path.parent.name in ("train", "val")], 2)
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    return f"{one} and {two} swapped"


def _duplicate(files: list[Path], rng: random.Random) -> str:
    path = rng.choice([path for path in files if path.parent.name == "train"])
    number = rng.choice([77, 999_999])
    shutil.copy(
        path, path.with_name(path.name.replace(path.name[-len("000000.tar.zst") :], f"{number:06d}.tar.zst"))
    )
    return f"{path.name} copied to a further one"


def _zero(files: list[Path], rng: random.Random) -> str:
    path = rng.choice(files)
    raw = bytearray(path.read_bytes())
    start = rng.randrange(len(raw))
    raw[start : start + 64] = bytes(len(raw[start : start + 64]))
    path.write_bytes(raw)
    return f"{path.name} zeroed from {start}"


MUTATIONS: list[Callable[[list[Path], random.Random], str]] = [
    _flip,
    _flip,
    _cut,
    _extend,
    _delete,
    _swap,
    _duplicate,
    _zero,
]


@pytest.mark.parametrize("part", range(4))
def test_every_mutation_is_found(sealed: Path, tmp_path: Path, part: int) -> None:
    """A few hundred random mutations of shards, parts, manifest, lock and seal: all found, none a crash."""
    seal = Seal.load(place_of(sealed))
    rows = read_manifest(place_of(sealed))
    for seed in range(part, NUM_MUTATIONS, 4):
        rng = random.Random(seed)
        root = Path(shutil.copytree(sealed, tmp_path / "corpus", dirs_exist_ok=False))
        files = sorted(path for path in root.rglob("*") if path.is_file() and path.name != "recipe.yaml")
        top = [path for path in files if path.parent == root]
        before = {path: path.read_bytes() for path in files}
        what = MUTATIONS[seed % len(MUTATIONS)](
            top if rng.random() < 0.3 and seed % len(MUTATIONS) < 5 else files, rng
        )
        report = verify(root, workers=1)
        changed = [p for p in files if not p.exists() or p.read_bytes() != before[p]]
        harmless = [path.name for path in changed] == ["manifest.parquet"] and _rows(root) == rows
        unchanged = not changed and len(files) == sum(path.is_file() for path in root.rglob("*")) - 1
        assert report.findings or harmless or unchanged, f"seed {seed}: {what}"
        assert all(str(found).count(";") >= 1 and found.shard for found in report.findings), what
        if seed % 6 == 0 and "recipe.lock" not in [path.name for path in changed]:
            for found in report.findings:
                if found.remedy.startswith("remove it"):
                    (root / found.shard).unlink()
            write_corpus(Lock.load(sealed / "recipe.lock"), root, workers=1)
            assert seal == Seal.load(place_of(root)), what
            assert verify(root, workers=1).findings == (), what
        shutil.rmtree(root)


def _rows(root: Path) -> object:
    try:
        return read_manifest(place_of(root))
    except (OSError, ValueError):
        return None


def _forge(root: Path, change: Callable[[dict[str, object]], None]) -> str:
    """Change the first document of a shard, and part, manifest and seal consistently; the shard's path."""
    place = place_of(root)
    rows = list(read_manifest(place))
    row = next(each for each in rows if each.split == "train")
    batch = ShardReader(place, row.shard).read(0, row.samples)
    records = batch.to_pylist()
    change(records[0])
    forged = write_shard(pa.RecordBatch.from_pylist(records, schema=batch.schema), place, row.shard)
    rows[rows.index(row)] = forged
    write_part(place, forged)
    write_manifest(place, rows)
    Seal.of(Lock.load(root / "recipe.lock"), rows).save(place)
    return row.shard


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record.update(text=record["text"].translate(DIGITS)),
        lambda record: record.update(check='{"answer":1}'),
        lambda record: record.update(key=record["key"].replace("-s0-", "-s1-")),
        lambda record: record.update(genre="other-genre@1"),
        lambda record: record.update(spans="[]"),
    ],
)
def test_a_consistent_edit_is_found_by_the_documents(
    corpus_copy: Path, change: Callable[[dict[str, object]], None]
) -> None:
    """Shard, part, manifest and seal edited together: text, check, key and spans still disagree."""
    pinned = Seal.load(place_of(corpus_copy)).content_sha256
    shard = _forge(corpus_copy, change)
    report = verify(corpus_copy, workers=1)
    assert {shard} == {found.shard for found in report.findings}
    assert any("not the pinned one" in str(found) for found in verify(corpus_copy, 1, sha256=pinned).findings)


def test_open_refuses_what_is_not_as_sealed(corpus_copy: Path) -> None:
    """A manifest without its digest, another pinned seal, a missing seal: refused, with what to do."""
    good = open_corpus(corpus_copy)
    with pytest.raises(StateError, match="not the corpus that was pinned"):
        open_corpus(corpus_copy, sha256="0" * 64)
    write_manifest(place_of(corpus_copy), good.rows[:-1])
    with pytest.raises(CorpusError, match=r"not the one that corpus\.json pins; run `dataforge verify`"):
        open_corpus(corpus_copy)
    (corpus_copy / "corpus.json").unlink()
    with pytest.raises(CorpusError, match="run `dataforge generate` on this folder to finish it"):
        open_corpus(corpus_copy)
    with pytest.raises(CorpusError, match="no such corpus folder"):
        open_corpus(corpus_copy / "nothing")


def test_reading_damage_names_shard_and_sample(corpus_copy: Path) -> None:
    """A missing shard and a flipped one are errors of the read that needs them, and of no other."""
    corpus = open_corpus(corpus_copy)
    first, second = corpus.cells("train")
    (corpus_copy / corpus.rows[0].shard).unlink()
    with pytest.raises(ShardError, match=r"mathematics-l001-000000.*missing"):
        corpus.read("train", first.cell, 0, 5)
    assert len(corpus.read("train", second.cell, 0, 5)) == 5
    flip(
        corpus_copy / part_name(corpus.rows[1].shard), 40, 1
    )  # parts are for writers: readers do not need them
    assert len(corpus.read("train", first.cell, corpus.rows[1].first_index, 1)) == 1


def test_swapped_shards_are_seen_by_readers(corpus_copy: Path) -> None:
    """A shard in the place of another, of equal size or not, is an error and not the wrong documents."""
    corpus = open_corpus(corpus_copy)
    one, two = (corpus_copy / row.shard for row in corpus.rows[:2])
    raw = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(raw)
    with pytest.raises(ShardError):
        open_corpus(corpus_copy).document(0)
    reader = ShardReader(place_of(one.parent), one.name)  # the shard itself is whole
    assert corpus.rows[1].samples == len(reader)


def test_what_is_no_corpus_is_told(tmp_path: Path, sealed: Path) -> None:
    """A folder without a corpus and a virtual corpus cannot be verified."""
    with pytest.raises(CorpusError, match="no corpus"):
        verify(tmp_path)
    with pytest.raises(UsageError, match="stores nothing"):
        verify(open_corpus(sealed / "recipe.lock"))


def test_what_is_no_file_does_not_hang_or_crash(corpus_copy: Path) -> None:
    """A pipe, a folder or a dangling link in the place of a shard, a part or an index is a finding."""
    shards = sorted((corpus_copy / "train").iterdir())
    places = [shards[0], shards[1], shards[2], corpus_copy / part_name(f"train/{shards[3].name}")]
    makers = (os.mkfifo, os.mkdir, lambda place: place.symlink_to("nowhere"), os.mkfifo)
    for place, make in zip(places, makers, strict=True):
        place.unlink()
        make(place)
    found = {finding.shard for finding in verify(corpus_copy, workers=1).findings}
    assert {place.relative_to(corpus_copy).as_posix() for place in places} == found
