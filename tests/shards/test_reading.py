"""Texts by ordinal, in batches and in order: in three forms, of every codec, cached or not, damaged too."""

from __future__ import annotations

import dataclasses
import logging
import pickle
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from dataforge.cache import Tiers
from dataforge.engines.local import write_corpus
from dataforge.errors import CorpusError, ShardError, UnknownNameError, UsageError
from dataforge.recipe import Recipe
from dataforge.shards import corpus as corpus_module
from dataforge.shards.codecs import CODECS
from dataforge.shards.corpus import Corpus, FiniteCorpus, open_corpus
from dataforge.shards.healing import Healing
from dataforge.shards.manifest import Seal, content_digest, digest, read_manifest, write_manifest
from dataforge.shards.places import place_of
from dataforge.shards.read import ShardReader
from dataforge.shards.rows import Rows, digests, sealed_rows
from dataforge.shards.texts import FORMS, Form
from dataforge.shards.write import write_shard

Open = Callable[[], Corpus]


@pytest.fixture(scope="module", params=sorted(CODECS))
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of two domains and levels and two splits, in one codec."""
    recipe = Recipe.from_dict(
        {
            "domains": {"mathematics": {"weight": 1, "genres": {"running-total": 1}}, "multilingual": 1},
            "levels": [1, 50],
            "splits": {"train": "60 kB", "val": 7},
            "shards": {"shard_size": "8 kB", "codec": request.param},
        }
    )
    root = tmp_path_factory.mktemp("reading") / "corpus"
    write_corpus(recipe, root, workers=1)
    return root


@pytest.fixture(params=["plain", "memory", "disk"])
def corpus(folder: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Corpus:
    """That corpus, without and with a cache of decoded shards."""
    cache = {
        "plain": None,
        "memory": Tiers.of(memory_bytes=10**8),
        "disk": Tiers.of(cache_dir=tmp_path, disk_bytes=10**8),
    }[request.param]
    return open_corpus(folder, cache=cache)


def plain(texts: Any, form: Form) -> list[str]:
    if form == "arrow":
        assert texts.type == pa.string_view()
        found: list[str] = texts.to_pylist()
        return found
    if form == "memoryview":
        assert all(isinstance(text, memoryview) and text.readonly for text in texts)
        return [bytes(text).decode() for text in texts]
    assert all(type(text) is str for text in texts)
    return list(texts)


def wanted(corpus: Corpus, split: str = "train") -> list[str]:
    return [record["text"] for record in corpus.documents(split)]


@pytest.mark.parametrize("form", FORMS)
def test_scan_gives_every_text_in_order(corpus: Corpus, form: Form) -> None:
    """A scan is the texts of the records, in their order, of a split or of one of its cells."""
    for split in corpus.splits:
        found = corpus.scan(split, form=form)
        texts = [t for part in found for t in plain(part, form)] if form == "arrow" else plain([*found], form)
        assert texts == wanted(corpus, split)
    cell = corpus.cells()[1].cell
    alone = corpus.scan("train", cell, form=form)
    texts = [t for part in alone for t in plain(part, form)] if form == "arrow" else plain([*alone], form)
    assert texts == [record["text"] for record in corpus.documents("train", cell)]


@pytest.mark.parametrize("form", FORMS)
def test_a_batch_keeps_order_and_duplicates(corpus: Corpus, form: Form) -> None:
    """Any indices, in any order, some of them twice, some from the end: the texts in just that order."""
    texts = wanted(corpus)
    draws = random.Random(3)
    indices = [draws.randrange(-len(texts), len(texts)) for _ in range(200)] + [5, 5, 0, -1, 5]
    assert plain(corpus.batch(indices, form=form), form) == [texts[i] for i in indices]
    assert plain(corpus.batch(np.array(indices), form=form), form) == [texts[i] for i in indices]
    assert plain(corpus.batch([6, 0], "val", form=form), form) == [wanted(corpus, "val")[i] for i in (6, 0)]
    assert plain(corpus.batch([], form=form), form) == []


def test_one_document_is_a_mapping_of_its_record(corpus: Corpus) -> None:
    """`corpus[i]` has the text at once, and the whole record when asked; negative ones count from the end."""
    for i in (0, 3, len(corpus) // 2, len(corpus) - 1):
        assert dict(corpus[i]) == corpus.document(i)
        assert (corpus[i].text, corpus[i - len(corpus)].text) == (corpus.document(i)["text"],) * 2
    assert [document.text for document in corpus] == wanted(corpus)
    for i in (len(corpus), -len(corpus) - 1):
        with pytest.raises(IndexError, match="is not within the"):
            corpus[i]


def test_wrong_questions_are_told(corpus: Corpus) -> None:
    """Unknown forms and splits, and indices beyond the split, are errors that say what there is."""
    with pytest.raises(UnknownNameError, match="unknown form 'bytes'; choose one of: str, memoryview, arrow"):
        corpus.batch([0], form="bytes")  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="unknown split 'test'"):
        corpus.scan("test")
    for wrong in ([0, 10**6], [-(10**6)]):
        with pytest.raises(UsageError, match=f"document {wrong[-1]} is not within"):
            corpus.batch(wrong)


def test_a_virtual_corpus_reads_the_same(sealed: Path) -> None:
    """The texts of a recipe alone are those of its shards, by every way to ask for them."""
    stored, virtual = open_corpus(sealed), open_corpus(sealed / "recipe.lock")
    indices = [7, 0, 7, len(stored) - 1, 3]
    assert [*stored.scan()] == [*virtual.scan()]
    assert stored.batch(indices) == virtual.batch(indices)
    assert stored.batch(indices, form="arrow").equals(virtual.batch(indices, form="arrow"))
    assert (stored[5].text, dict(stored[5])) == (virtual[5].text, dict(virtual[5]))


def test_slices_are_not_copies(folder: Path) -> None:
    """From a decoded cache, all views of a shard are views of one buffer, and so is the Arrow array."""
    corpus = open_corpus(folder, cache=Tiers.of(memory_bytes=10**8))
    views = corpus.batch([0, 1, 2], form="memoryview")
    assert len({id(view.obj) for view in views}) == 1
    array = corpus.batch([0, 1], form="arrow")
    inside = np.frombuffer(views[0].obj, np.uint8).__array_interface__["data"][0]
    assert array.buffers()[2].address == inside


def test_memory_is_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Codecs that decode whole shards keep no more of them than the limit says, whatever is read."""
    monkeypatch.setattr(corpus_module, "MAX_HELD_BYTES", 100_000)
    corpus = open_corpus(folder)
    assert isinstance(corpus, FiniteCorpus)
    for i in random.Random(1).sample(range(len(corpus)), min(100, len(corpus))):
        corpus[i]
        held = sum(reader.held_bytes for reader in corpus._open.values())
        assert held <= 100_000 + 2 * max(row.tar_bytes for row in corpus.rows)


def test_damage_is_an_error_by_every_way_of_asking(folder: Path, tmp_path: Path) -> None:
    """A flipped byte in a shard's middle is told with shard, sample and remedy, or healed where that is asked
    for; a cache never takes it in."""
    root = Path(shutil.copytree(folder, tmp_path / "corpus"))
    texts = wanted(open_corpus(root))
    path = sorted((root / "train").glob("*.tar*"))[0]
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 3] ^= 4
    path.write_bytes(raw)
    tiers = Tiers.of(memory_bytes=10**8)
    for cache in (None, tiers):
        for ask in (
            lambda c: [*c.scan()],
            lambda c: [*c.scan(form="memoryview")],
            lambda c: [*c.scan(form="arrow")],
            lambda c: c.batch(range(len(c))),
            lambda c: [c[i] for i in range(len(c))],
        ):
            with pytest.raises(ShardError, match=r"mathematics-l001.*sample.*dataforge heal"):
                ask(open_corpus(root, cache=cache))
        healing = Healing()
        healed = open_corpus(root, cache=cache, heal=healing)
        assert [*healed.scan()] == healed.batch(range(len(healed))) == texts
        assert healed[0].text == texts[0]
        assert healing.shards == 1
        assert healing.samples > 0


@pytest.mark.parametrize("name", sorted(set(CODECS) - {"none"}))
def test_a_swapped_shard_is_told(tmp_path: Path, make_batch: Any, name: str) -> None:
    """A whole, undamaged shard of other documents in a shard's place is not taken for it."""
    root, shard = place_of(tmp_path), f"train/mathematics-l012-000000{CODECS[name].extension}"
    texts = ["nine bytes"] * 4
    row = write_shard(make_batch(texts), root, shard, name)
    other = write_shard(make_batch(texts, first=4), root, shard, name)
    reader = ShardReader(
        root, shard, dataclasses.replace(row, file_bytes=other.file_bytes, file_sha256=other.file_sha256)
    )
    with pytest.raises(ShardError, match="not those of its place"):
        reader.texts(0, 4)
    with pytest.raises(ShardError, match="not those of its place"):
        reader.string(1)


def test_opened_corpora_travel_to_other_processes(corpus: Corpus) -> None:
    """A corpus that was read from can be pickled, its cache too, and reads the same afterwards."""
    text = corpus[2].text
    again = pickle.loads(pickle.dumps(corpus))
    assert (again[2].text, again.batch([2])) == (text, [text])


def test_a_short_or_odd_text_is_handed_over(tmp_path: Path, make_batch: Any) -> None:
    """Texts of no byte, of twelve and of many scripts come back in every form."""
    texts = ["", "x", "twelve bytes", "thirteen bytes", "漢字 🎲 ß", "a\n" * 3000]
    row = write_shard(make_batch(texts), place_of(tmp_path), "train/mathematics-l012-000000.tar.zst")
    found = ShardReader(place_of(tmp_path), row.shard, row).texts(0, len(texts))
    assert found.strings() == found.arrow().to_pylist() == texts
    assert found.arrow([4, 0, 4]).to_pylist() == [texts[4], texts[0], texts[4]]


def test_rows_are_those_of_the_manifest(sealed: Path, tmp_path: Path) -> None:
    """Checked as columns, a manifest has the digests and rows that it has row by row; any edit is refused."""
    root = place_of(sealed)
    rows, found = read_manifest(root), open_corpus(sealed)
    assert isinstance(found, FiniteCorpus)
    assert isinstance(found.rows, Rows)
    assert found.rows == rows
    assert (found.rows[1:3], found.rows[-1], len(found.rows)) == (rows[1:3], rows[-1], len(rows))
    assert digests(found.rows._table) == (digest(rows), content_digest(rows))
    copy = Path(shutil.copytree(sealed, tmp_path / "copy"))
    for i, change in enumerate(
        [{"samples": 1}, {"level": 2}, {"file_sha256": "0" * 64}, {"file_bytes": 1}, {"encoder": 'x"\\\n'}]
    ):
        edited = [*rows]
        edited[i] = type(rows[0])(**{**vars(rows[i]), **change})
        write_manifest(place_of(copy), edited)
        assert sealed_rows(place_of(copy), found.lock, found.seal) is None
        with pytest.raises(CorpusError, match=r"not the one that|cannot be read"):
            open_corpus(copy)
        again = Seal.of(found.lock, edited)
        if set(change) <= {"file_bytes", "encoder"}:  # what neither plan nor shard decides
            assert sealed_rows(place_of(copy), found.lock, again) == tuple(edited)
        else:
            assert "file_sha256" in change or sealed_rows(place_of(copy), found.lock, again) is None


def test_healing_says_what_it_serves(corpus: Corpus, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing is logged or healed while nothing is damaged."""
    with caplog.at_level(logging.WARNING):
        assert [*corpus.scan()]
    assert caplog.records == []
