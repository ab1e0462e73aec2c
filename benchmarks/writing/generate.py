"""What does `generate` cost beside generation alone and writing alone, and what does a second core give?

    python benchmarks/writing/generate.py [--megabytes 60] [--rounds 3]

One corpus of all domains and ten levels: its documents are made and not written; written and not made; and
`write_corpus` does both, with one worker and with two.
"""

from __future__ import annotations

import argparse
import math
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataforge.engines.local import write_corpus
from dataforge.generators.engine import make, request_of
from dataforge.generators.resolve import resolve
from dataforge.recipe import DOMAINS, Lock, Recipe
from dataforge.shards.manifest import planned_shards
from dataforge.shards.places import place_of
from dataforge.shards.write import write_shard


def made(lock: Lock) -> list[tuple[str, pa.RecordBatch]]:
    """(shard, documents) of the whole corpus, one call a domain and split, as tasks do."""
    found = []
    for split in sorted({cell.split for cell in lock.cells}):
        for domain in DOMAINS:
            shards = [each for each in planned_shards(lock) if (each.split, each.domain) == (split, domain)]
            levels = np.concatenate([np.full(each.samples, each.level, np.int64) for each in shards])
            indices = np.concatenate([each.first_index + np.arange(each.samples) for each in shards])
            batch = make(request_of(lock, domain, levels, indices, split))
            first = 0
            for each in shards:
                found.append((each.path, batch.slice(first, each.samples)))
                first += each.samples
    return found


def written(lock: Lock, shards: list[tuple[str, pa.RecordBatch]], folder: Path) -> None:
    """All shards, durable."""
    for name, batch in shards:
        write_shard(batch, place_of(folder), name, lock.codec, lock.codec_level)


def main() -> None:
    """Print seconds and ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=float, default=60.0)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    tokens = int(options.megabytes * 1e6 / 4)
    recipe = {"name": "bench", "splits": {"train": f"{tokens} tokens"}, "domains": dict.fromkeys(DOMAINS, 1)}
    lock = resolve(Recipe.from_dict(recipe))
    best: dict[str, float] = {}
    for _ in range(options.rounds):
        folder = Path(tempfile.mkdtemp())
        try:
            clock = time.perf_counter()
            shards = made(lock)
            times = {"generation alone": time.perf_counter() - clock}
            clock = time.perf_counter()
            written(lock, shards, folder / "alone")
            times["writing alone"] = time.perf_counter() - clock
            text = sum(int(pc.sum(pc.binary_length(b.column("text"))).as_py()) for _, b in shards)
            count = len(shards)
            del shards
            for workers in (1, 2):
                clock = time.perf_counter()
                write_corpus(lock, folder / str(workers), workers=workers)
                times[f"generate, {workers} worker{'s' * (workers > 1)}"] = time.perf_counter() - clock
        finally:
            shutil.rmtree(folder)
        best = {name: min(took, best.get(name, math.inf)) for name, took in times.items()}
    print(f"{text / 1e6:.1f} MB of text, {count} shards\n\n| | s | MB of text/s |\n|---|---|---|")
    for name, took in best.items():
        print(f"| {name} | {took:.2f} | {text / took / 1e6:.1f} |")
    one, two = best["generate, 1 worker"], best["generate, 2 workers"]
    apart = best["generation alone"] + best["writing alone"]
    print(f"\ngenerate / (generation + writing): {one / apart:.2f}; two workers are {one / two:.2f} x one")


if __name__ == "__main__":
    main()
