"""Every registered genre keeps every promise; three processes with three hash seeds agree byte for byte."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from dataforge import testing
from dataforge.generators.base import Genre
from dataforge.generators.registry import all_genres, genres
from dataforge.recipe import DOMAINS

GENRES = all_genres()
CHECKS = [
    testing.check_names,
    testing.check_pure,
    testing.check_shape,
    testing.check_levels,
    testing.check_cost,
    testing.check_redraws,
    testing.check_single_draws,
    testing.check_compressor,
    testing.check_independence,
    testing.check_hostile,
    testing.check_truth,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("genre", GENRES, ids=lambda genre: f"{genre.domain}/{genre.id}")
def test_conformance(genre: Genre[Any], check: Any) -> None:
    """One promise of one genre."""
    check(genre)


def test_every_domain_has_five_genres() -> None:
    """Eight domains, at least five genres each."""
    assert {domain: len(genres(domain)) >= 5 for domain in DOMAINS} == dict.fromkeys(DOMAINS, True)


DIGEST = """
import hashlib, numpy as np
from dataforge.generators.registry import all_genres
from dataforge.testing import documents
total = hashlib.sha256()
for genre in all_genres():
    for index in ([5, 2**62, 11], [11], [3, 5]):
        batch = documents(genre, np.array([1, 60, 100])[: len(index)], np.array(index))
        for row in batch.to_pylist():
            total.update(repr(sorted(row.items())).encode())
print(total.hexdigest())
"""


def test_hash_seeds_and_processes_change_nothing() -> None:
    """All genres at once in three fresh processes under three PYTHONHASHSEEDs give one digest."""
    digests = set()
    for seed in ("0", "1", "31337"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": "Asia/Tokyo"}
        run = subprocess.run(
            [sys.executable, "-c", DIGEST], env=env, capture_output=True, text=True, check=True
        )
        digests.add(run.stdout)
    assert len(digests) == 1


READS = """
import json, os
from pathlib import Path
import numpy as np
from dataforge.generators.registry import all_genres
from dataforge.testing import documents

read = set()
original = Path.read_bytes
def noted(path):
    read.add(path.stem)
    return original(path)
Path.read_bytes = noted
for genre in all_genres():
    if os.fork() == 0:  # a child has every lexicon still to read
        read.clear()
        for record in documents(genre, np.array([1, 50, 100] * 20), np.arange(60)).to_pylist():
            genre.extract(record["text"])
        print(json.dumps([genre.id, sorted(read - set(genre.lexicons))]), flush=True)
        os._exit(0)
    os.wait()
"""


def test_genres_declare_the_lexicons_they_read() -> None:
    """The lock holds the digest of every lexicon that a genre reads, so the genre has to name them all."""
    run = subprocess.run([sys.executable, "-c", READS], capture_output=True, text=True, check=True)
    undeclared = dict(json.loads(line) for line in run.stdout.splitlines())
    assert undeclared == {genre.id: [] for genre in GENRES}
