"""Gates of the catalogue: ten genres a domain, varied together, claims enough, labels not to be guessed.

What falls short is named here, with its figure, so that nothing else may.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from dataforge.generators.base import Genre
from dataforge.generators.registry import all_genres, genres
from dataforge.recipe import DOMAINS
from dataforge.testing import documents, spearman
from dataforge.testing_gates import TRAINED, TRIED, leaves, mixed, sample, short_cuts
from dataforge.text.variety import interleave, variety

pytestmark = pytest.mark.slow
SAMPLE_BYTES = 512_000
VARIETY_SHORT = {"multilingual": ["zipf"]}
"""measures that a domain's mix misses: multilingual's Zipf slope is .79, twelve vocabularies in one sample"""
LABELLED = [genre for genre in all_genres() if genre.label]


@pytest.mark.parametrize("domain", DOMAINS)
def test_ten_genres(domain: str) -> None:
    """At least ten genres in each domain, eighty in all."""
    assert len(genres(domain)) >= 10
    assert len(all_genres()) >= 80


@pytest.mark.parametrize("domain", DOMAINS)
def test_variety_and_claims_of_a_domain(domain: str) -> None:
    """512 kB of all genres and levels: every measure within its gate, at least five claims a kB."""
    samples = [sample(genre, SAMPLE_BYTES // len(genres(domain))) for genre in genres(domain)]
    texts = interleave([[record["text"] for record in records] for records in samples], SAMPLE_BYTES)
    failing = [failure.split()[0] for failure in variety(texts).failures(domain)]
    assert failing == VARIETY_SHORT.get(domain, [])
    records = [record for part in samples for record in part]
    claimed = sum(leaves(json.loads(record["check"])) for record in records)
    assert claimed / sum(len(record["text"].encode()) for record in records) * 1_000 >= 5


@pytest.mark.parametrize("genre", LABELLED, ids=lambda genre: genre.id)
def test_labels_are_balanced_and_not_to_be_guessed(genre: Genre[Any]) -> None:
    """No label is far more common than it should be; words and length say at most five points about it."""
    groups = {group.name: group for group in short_cuts(mixed(genre, TRAINED + TRIED), genre.label)}
    share = float(groups["majority%"].value)
    assert share <= 100 / int(groups["labels"].value) + 5
    assert (groups["words+"].failed, groups["length+"].failed) == (0, 0), groups


@pytest.mark.parametrize("genre", all_genres(), ids=lambda genre: genre.id)
def test_level_is_cost_and_not_length(genre: Genre[Any]) -> None:
    """Among documents whose length is within a fifth of the median, the level still orders the cost."""
    levels = np.repeat(np.arange(1, 101), 16)
    records = documents(genre, levels, np.arange(len(levels)) + 40_000).to_pylist()
    size = np.array([len(record["text"].encode()) for record in records])
    cost = np.array([json.loads(record["measured"])["cost"] for record in records])
    like = np.abs(size - np.median(size)) <= np.median(size) / 5
    rho = spearman(levels[like], cost[like])
    assert rho >= 0.9
