"""How fast is text made? MB/s of every genre on one core, beside zstd -3 on the same text in the same run.

    python benchmarks/generation/run.py [documents a genre a call, default 4096]

Not measured: writing, several cores, the first call of a process (which loads lexicons). Machines are noisy:
compare the columns of one run, not runs.
"""

from __future__ import annotations

import platform
import sys
import time
from typing import Any

import numpy as np
import zstandard

from dataforge.generators.base import Genre
from dataforge.generators.registry import genres
from dataforge.generators.verify import check_batch
from dataforge.recipe import DEFAULT_LEVELS, DOMAINS
from dataforge.testing import documents

ROUNDS = 3
VERIFIED = 512


def measure(genre: Genre[Any], count: int) -> tuple[float, float, float, float, float]:
    """(text bytes a document, MB/s made, MB/s of zstd -3, MB/s verified, ms of one document at level 100)."""
    levels = np.resize(np.array(DEFAULT_LEVELS), count)
    documents(genre, levels, np.arange(count))
    made, packed, size = 0.0, 0.0, 0
    for turn in range(ROUNDS):
        begin = time.perf_counter()
        batch = documents(genre, levels, np.arange(count) + (turn + 1) * count)
        made += time.perf_counter() - begin
        text = "".join(batch.column("text").to_pylist()).encode()
        begin = time.perf_counter()
        zstandard.ZstdCompressor(level=3).compress(text)
        packed += time.perf_counter() - begin
        size += len(text)
    part = batch.slice(0, VERIFIED)
    begin = time.perf_counter()
    assert check_batch(part) == []
    verified = sum(len(t.encode()) for t in part.column("text").to_pylist()) / (time.perf_counter() - begin)
    begin = time.perf_counter()
    for i in range(10):
        documents(genre, np.array([100]), np.array([10**15 + i]))
    single = (time.perf_counter() - begin) / 10
    return size / ROUNDS / count, size / made / 1e6, size / packed / 1e6, verified / 1e6, single * 1e3


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 4096
    print(
        f"{count} documents a call, mean of ten levels; "
        f"Python {platform.python_version()}, {platform.machine()}"
    )
    print("| domain | genre | bytes | MB/s | zstd -3 | ratio | verify MB/s | one at level 100, ms |")
    print("|---|---|---|---|---|---|---|---|")
    rates = []
    for domain in DOMAINS:
        for genre in genres(domain):
            mean, made, packed, verified, single = measure(genre, count)
            rates.append((made, made / packed))
            print(
                f"| {domain} | {genre.id} | {mean:.0f} | {made:.0f} | {packed:.0f} | {made / packed:.2f} | "
                f"{verified:.1f} | {single:.1f} |"
            )
    speed, ratio = (float(np.exp(np.mean(np.log([rate[i] for rate in rates])))) for i in (0, 1))
    print(f"\ngeometric mean: {speed:.0f} MB/s, {ratio:.2f} x zstd -3")


if __name__ == "__main__":
    main()
