"""A small recipe, and its corpus written undisturbed."""

from __future__ import annotations

from pathlib import Path

import pytest

from dataforge.engines.local import write_corpus
from dataforge.generators.resolve import resolve
from dataforge.recipe import Lock, Recipe

RECIPE = {
    "domains": {"mathematics": {"weight": 1, "genres": {"running-total": 1, "linear-system": 1}}},
    "levels": [1, 60],
    "splits": {"train": "200 kB", "val": "5 kB"},
    "shards": {"shard_size": "20 kB"},
}


@pytest.fixture(scope="session")
def recipe() -> Recipe:
    """Some 14 shards of 20 kB."""
    return Recipe.from_dict(RECIPE)


@pytest.fixture(scope="session")
def lock(recipe: Recipe) -> Lock:
    """What it resolves to."""
    return resolve(recipe)


@pytest.fixture(scope="session")
def undisturbed(lock: Lock, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recipe's corpus, written by one process in one go. Not to be changed: copy it."""
    root = tmp_path_factory.mktemp("undisturbed") / "corpus"
    write_corpus(lock, root, workers=1)
    return root
