"""How long it takes to open a recipe of 10^18 tokens, and to read document 10^15 of it."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from dataforge.cache.origin import origin_shard
from dataforge.generators.resolve import resolve
from dataforge.recipe import Recipe
from dataforge.shards.corpus import open_corpus

RECIPE = Path(__file__).parents[2] / "examples" / "quintillion.yaml"
FIRST, EACH = 10**15, 25


def timed(call: Callable[[], object]) -> float:
    """Milliseconds that a call takes."""
    begin = time.perf_counter()
    call()
    return (time.perf_counter() - begin) * 1e3


def main() -> None:
    """Print the figures of README.md."""
    begin = time.perf_counter()
    lock = resolve(Recipe.load(RECIPE))
    print(f"recipe to lock {(time.perf_counter() - begin) * 1e3:8.1f} ms")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "quintillion.lock"
        lock.save(path)
        begin = time.perf_counter()
        corpus = open_corpus(path)
        print(f"open the lock  {(time.perf_counter() - begin) * 1e3:8.1f} ms")
    print(f"documents      {corpus.num_documents():,}")
    print(f"first of 1e15  {timed(lambda: corpus.document(FIRST)):8.1f} ms")
    print("| domain | median ms a document | slowest of 25 | same again |")
    print("|---|---|---|---|")
    at = 0
    for domain in corpus.lock.recipe.domains:
        ordinals = []
        for cell in (each for each in corpus.cells() if each.domain == domain):
            ordinals += [at + cell.documents // 3 + i for i in range(3)]
            at += cell.documents
        for ordinal in ordinals:
            corpus.document(ordinal)  # its genres' tables are built once a process
        fresh = [timed(lambda o=o: corpus.document(o + 1000)) for o in ordinals[:EACH]]  # type: ignore[misc]
        again = [timed(lambda o=o: corpus.document(o + 1000)) for o in ordinals[:EACH]]  # type: ignore[misc]
        medians = statistics.median(fresh), max(fresh), statistics.median(again)
        print(f"| {domain} | " + " | ".join(f"{value:.1f}" for value in medians) + " |")
    cell = corpus.cells()[0]
    count = cell.samples_per_shard
    took = timed(lambda: origin_shard(corpus, cell.cell, 10**9))
    print(f"shard 1e9 of {cell.cell.name}, {count:,} documents, made in memory: {took:.0f} ms")


if __name__ == "__main__":
    main()
