"""No world of train is in val or test: through corpora on disk, at several seeds."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dataforge.recipe import DOMAINS

from .real import corpus

SEEDS = (0, 20261121, 2**62 + 9)


def worlds(opened: Any) -> dict[str, Counter[tuple[str, str]]]:
    """Split -> (domain, check) -> how often."""
    found = {}
    for split in opened.splits:
        found[split] = Counter((row["domain"], row["check"]) for row in opened.documents(split))
    return found


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_world_of_train_is_held_out(domain: str, tmp_path: Path) -> None:
    """Over seeds and levels, the worlds of train, val and test are disjoint, at one seed and across seeds."""
    pooled: dict[str, set[tuple[str, str]]] = {"train": set(), "val": set(), "test": set()}
    for seed in SEEDS:
        recipe = {
            "seed": seed,
            "levels": [1, 35],
            "splits": {"train": "80 documents", "val": "8 documents", "test": "4 documents"},
            "domains": {domain: 1},
        }
        opened = corpus(recipe, tmp_path / str(seed))
        for split, found in worlds(opened).items():
            pooled[split] |= set(found)
        held_out = [json.loads(row["measured"]) for row in opened.documents("val")]
        assert [measured for measured in held_out if measured.get("owned") is False] == []
    assert pooled["train"] & (pooled["val"] | pooled["test"]) == set()
    assert pooled["val"] & pooled["test"] == set()
    assert len(pooled["val"]) > len(SEEDS) * 6


def test_where_worlds_are_few(tmp_path: Path) -> None:
    """With so few worlds that train meets each of its own again and again, none of val's or test's is met."""
    knobs = {"structure-log": {"lines": 1, "structures": 1, "notes": 0, "size": 2}}
    pooled: dict[str, Counter[tuple[str, str]]] = {"train": Counter(), "val": Counter(), "test": Counter()}
    for seed in SEEDS:
        recipe = {
            "seed": seed,
            "levels": [1],
            "splits": {"train": "14000 documents", "val": "40 documents", "test": "40 documents"},
            "domains": {"code": {"weight": 1, "genres": {"structure-log": 1}, "knobs": knobs}},
        }
        for split, found in worlds(corpus(recipe, tmp_path / str(seed))).items():
            pooled[split] += found
    met_again = sum(count for count in pooled["train"].values() if count > 1)
    assert met_again > 0.5 * pooled["train"].total(), "else the next line shows nothing"
    assert pooled["train"].keys() & (pooled["val"].keys() | pooled["test"].keys()) == set()
    assert pooled["val"].keys() & pooled["test"].keys() == set()
