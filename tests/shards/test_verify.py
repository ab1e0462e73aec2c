"""Verify finds every mutation of a corpus, says what to do, and what it says works."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.shards.mutations import DIGITS, flip_bit, forge

from dataforge.errors import CorpusError, ShardError, StateError, UsageError
from dataforge.shards.corpus import open_corpus
from dataforge.shards.manifest import Seal, part_name, write_manifest
from dataforge.shards.places import place_of
from dataforge.shards.read import ShardReader
from dataforge.shards.verify import verify


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
    flip_bit(next((corpus_copy / "train").iterdir()), 200, 3)
    one, two = verify(corpus_copy, workers=1), verify(corpus_copy, workers=2)
    assert one.findings == two.findings
    assert len(one.findings) == 1


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
    shard = forge(corpus_copy, change)
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
    flip_bit(
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
