"""Batches made by hand, and a small corpus made by the generators."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa
import pytest

from dataforge.engines.local import write_corpus
from dataforge.recipe import Recipe, canonical_json
from dataforge.shards.record import RECORD_SCHEMA

MakeBatch = Callable[..., pa.RecordBatch]


def make_batch(texts: Sequence[str], first: int = 0, **columns: list[object]) -> pa.RecordBatch:
    """Documents first, first + 1, ... of mathematics-l012 with these texts; other columns as given."""
    n = len(texts)
    check = canonical_json({"answer": 42, "says": 'the "sum"\n', "steps": [["add", 1, 41]]})
    data: dict[str, list[object]] = {
        "key": [f"mathematics-l012-train-s0-{first + i:019d}-chain-sum-1" for i in range(n)],
        "text": list(texts),
        "domain": ["mathematics"] * n,
        "genre": ["chain-sum@1"] * n,
        "level": [12] * n,
        "index": [str(first + i) for i in range(n)],
        "split": ["train"] * n,
        "bits_lo": [1000 + i for i in range(n)],
        "bits_hi": [2000 + i for i in range(n)],
        "floor": ["exact"] * n,
        "check": [check] * n,
        "knobs": ['{"hops":3}'] * n,
        "measured": ['{"cost":3,"tries":1}'] * n,
        "spans": [f'[[0,{max(1, len(text.encode()))},"body",{1000 + i}]]' for i, text in enumerate(texts)],
        "dose": [""] * n,
        **columns,
    }
    arrays = [pa.array(data[field.name], field.type) for field in RECORD_SCHEMA]
    return pa.RecordBatch.from_arrays(arrays, schema=RECORD_SCHEMA)


@pytest.fixture(name="make_batch", scope="session")
def _make_batch() -> MakeBatch:
    return make_batch


@pytest.fixture(scope="session")
def batch() -> pa.RecordBatch:
    """400 documents of 0 to 4 kB: some 1.2 MB of tar, so five frames."""
    words = 'each of the 7 boxes holds é ß 漢字 🎲 "quoted" back\\slash\n'
    return make_batch([words * (i % 67) for i in range(400)])


@pytest.fixture(scope="session")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sealed corpus of some ten shards, `.tar.zst`. Not to be changed: copy it."""
    recipe = Recipe.from_dict(
        {
            "domains": {"mathematics": {"weight": 1, "genres": {"running-total": 1, "linear-system": 1}}},
            "levels": [1, 50],
            "splits": {"train": "24 kB", "val": 2},
            "shards": {"shard_size": "4 kB"},
        }
    )
    root = tmp_path_factory.mktemp("sealed") / "corpus"
    write_corpus(recipe, root, workers=1)
    return root


@pytest.fixture
def corpus_copy(sealed: Path, tmp_path: Path) -> Path:
    """A copy of the sealed corpus, to be damaged."""
    return Path(shutil.copytree(sealed, tmp_path / "corpus"))
