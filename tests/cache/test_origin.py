"""Shards that never existed on disk: the origin makes them when they are asked for."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from dataforge.cache import Tiers
from dataforge.cache.origin import origin_shard
from dataforge.engines.local import write_corpus
from dataforge.errors import UsageError
from dataforge.generators.resolve import resolve
from dataforge.recipe import Cell, Lock, Recipe
from dataforge.shards.corpus import VirtualCorpus

RECIPE = {
    "domains": {"mathematics": {"weight": 1, "genres": {"running-total": 1}}},
    "levels": [1, 60],
    "shards": {"shard_size": "20 kB", "codec": "none"},
}


def lock_of(size: str) -> Lock:
    return resolve(Recipe.from_dict({**RECIPE, "splits": {"train": size}}))


def test_they_are_those_that_generate_writes(tmp_path: Path) -> None:
    """Every shard of a corpus, made from its recipe alone, is byte for byte the file."""
    written = write_corpus(lock_of("100 kB"), tmp_path / "corpus", workers=1)
    virtual = VirtualCorpus(written.lock)
    for row in written.rows:  # type: ignore[attr-defined]
        number = int(row.shard.partition(".")[0][-6:])
        made = origin_shard(virtual, row.cell, number, row.split)
        assert bytes(made) == (tmp_path / "corpus" / row.shard).read_bytes()


def test_one_of_a_quintillion_tokens() -> None:
    """Shard 10^13 of 10^18 tokens is a tar that any reader opens; beyond the last there is none; a tier
    keeps what was made."""
    corpus, cell, tiers = VirtualCorpus(lock_of("1e18 tokens")), Cell("mathematics", 60), Tiers.of(1 << 20)
    shard = origin_shard(corpus, cell, 10**13, tiers=tiers)
    with tarfile.open(fileobj=io.BytesIO(shard)) as file:
        names = file.getnames()
    per_shard = next(each for each in corpus.cells() if each.cell == cell).samples_per_shard
    assert len(names) == 2 * per_shard
    first = corpus.read("train", cell, 10**13 * per_shard, 1).column("key")[0].as_py()
    assert names[0] == f"{first}.txt"
    assert bytes(origin_shard(corpus, cell, 10**13, tiers=tiers)) == bytes(shard)
    assert tiers.stats()["memory"]["hits"] == 1
    with pytest.raises(UsageError, match="is not within"):
        origin_shard(corpus, cell, 10**18)
    with pytest.raises(UsageError, match="no cell 'code-l001'"):
        origin_shard(corpus, Cell("code", 1), 0)
