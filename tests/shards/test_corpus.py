"""A corpus is read by split, cell and index, whether its documents lie in shards or are made when read."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from dataforge.errors import CorpusError, RecipeError, UnknownNameError, UsageError
from dataforge.recipe import Cell
from dataforge.shards.corpus import open_corpus
from dataforge.shards.manifest import Seal
from dataforge.shards.places import place_of


def test_virtual_and_stored_documents_are_the_same(sealed: Path) -> None:
    """Opened from its recipe or lock alone, a corpus gives the records that its shards hold."""
    stored = open_corpus(sealed)
    for name in ("recipe.lock", "recipe.yaml"):
        virtual = open_corpus(sealed / name)
        assert (stored.virtual, virtual.virtual) == (False, True)
        assert stored.recipe_id == virtual.recipe_id
        for split in stored.splits:
            assert list(stored.documents(split)) == list(virtual.documents(split))


def test_reads_cross_shards(sealed: Path) -> None:
    """A range over several shards is the concatenation of single documents."""
    corpus = open_corpus(sealed)
    cell = corpus.cells()[0]
    assert cell.num_shards > 2
    size = cell.samples_per_shard
    whole = corpus.read("train", cell.cell, size - 2, size + 4)
    alone = [corpus.read("train", cell.cell, i, 1).to_pylist()[0] for i in range(size - 2, 2 * size + 2)]
    assert alone == whole.to_pylist()


def test_documents_have_ordinals(sealed: Path) -> None:
    """Ordinals count through the cells of a split, and end where they end."""
    corpus = open_corpus(sealed)
    documents = list(corpus.documents())
    assert corpus.num_documents() == len(documents)
    for ordinal in (0, 1, corpus.cells()[0].documents, len(documents) - 1):
        assert documents[ordinal] == corpus.document(ordinal)
    with pytest.raises(UsageError, match="is not within the"):
        corpus.document(len(documents))


def test_a_virtual_corpus_reads_far_beyond_its_plan(sealed: Path) -> None:
    """Any index below 2^63 of a virtual corpus can be read, the largest included, and none above."""
    virtual = open_corpus(sealed / "recipe.lock")
    cell = virtual.cells()[0].cell
    assert str(2**63 - 1) == virtual.read("train", cell, 2**63 - 1, 1).column("index")[0].as_py()
    with pytest.raises(UsageError, match="are not within"):
        virtual.read("train", cell, 2**63 - 1, 2)


def test_wrong_questions_are_told(sealed: Path) -> None:
    """Unknown splits, cells and ranges, and URLs that cannot be opened, are errors of one sentence."""
    corpus = open_corpus(sealed)
    with pytest.raises(UnknownNameError, match="unknown split 'test'; choose one of: train, val"):
        corpus.cells("test")
    with pytest.raises(UsageError, match="has no cell 'code-l001'"):
        corpus.read("train", Cell("code", 1), 0, 1)
    with pytest.raises(UsageError, match="are not within"):
        corpus.read("train", corpus.cells()[0].cell, 0, 10**6)
    with pytest.raises(UsageError, match="unknown scheme"):
        open_corpus("ftp://host/corpus")
    with pytest.raises(CorpusError, match="no such corpus"):
        open_corpus("/no/such/folder")


def test_a_recipe_with_a_typo_is_told(tmp_path: Path) -> None:
    """A recipe that cannot be read is a RecipeError that names the file."""
    path = tmp_path / "recipe.yaml"
    path.write_text("domains: {mathematic: 1}\n")
    with pytest.raises(RecipeError, match=r"recipe\.yaml.*unknown domain"):
        open_corpus(path)


def test_an_opened_corpus_travels_to_other_processes(sealed: Path) -> None:
    """A corpus can be pickled, open shards and all, and reads the same afterwards."""
    corpus = open_corpus(sealed)
    first = corpus.document(3)
    assert first == pickle.loads(pickle.dumps(corpus)).document(3)


def test_another_codec_is_the_same_corpus(tmp_path: Path) -> None:
    """What a run pins is content: other files of the same streams have that digest, and another manifest."""
    from dataforge.engines.local import write_corpus
    from dataforge.recipe import Recipe

    small = {"domains": {"mathematics": 1}, "levels": [1, 50], "splits": {"train": 30}}
    sealed = {}
    for codec in ("zstd", "lz4", "gzip", "bz2", "xz", "none"):
        recipe = Recipe.from_dict({**small, "shards": {"codec": codec}})
        corpus = write_corpus(recipe, tmp_path / codec, workers=1)
        sealed[codec] = (corpus.sha256, Seal.load(place_of(tmp_path / codec)).manifest_sha256)
    assert len({content for content, _ in sealed.values()}) == 1
    assert len({manifest for _, manifest in sealed.values()}) == 6
