"""How fast is text made? MB/s of every genre and domain on one core, beside zstd -3 and others.

    python benchmarks/generation/run.py [documents a genre a call, default 4096]

Beside them, where they are installed (pip install 'dataforge-corpus[bench]'): reasoning-gym's sets, Faker's
text and names, and a template filled by str.format. Then one document alone, a small real corpus (30 MB over
80 cells), and what importing costs. Not measured: writing, several cores, the first call of a process (which
loads lexicons). Machines are noisy: compare the columns of one run, not runs.
"""

from __future__ import annotations

import importlib.util
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import zstandard

from dataforge.generators.base import Genre
from dataforge.generators.engine import Request, make
from dataforge.generators.registry import all_genres, genres
from dataforge.generators.verify import check_batch
from dataforge.recipe import DEFAULT_LEVELS, DOMAINS
from dataforge.testing import documents

ROUNDS = 3
VERIFIED = 256
ALONE = 15
PEER_SECONDS = 6.0
CORPUS_BYTES = 30_000_000


def size_of(texts: list[str]) -> int:
    """UTF-8 bytes of some texts."""
    return sum(len(text.encode()) for text in texts)


def alone(genre: Genre[Any], level: int) -> float:
    """Milliseconds of one document at a far address, median."""
    times = []
    for i in range(ALONE):
        begin = time.perf_counter()
        documents(genre, np.array([level]), np.array([10**15 + i]))
        times.append(time.perf_counter() - begin)
    return float(np.median(times)) * 1e3


def measure(genre: Genre[Any], count: int) -> dict[str, float]:
    """Bytes a document; MB/s made, by zstd -3, verified; ms of one document at levels 25 and 100."""
    levels = np.resize(np.array(DEFAULT_LEVELS), count)
    documents(genre, levels, np.arange(count))
    made, packed, size = [], [], 0
    for turn in range(ROUNDS):
        begin = time.perf_counter()
        batch = documents(genre, levels, np.arange(count) + (turn + 1) * count)
        made.append(time.perf_counter() - begin)
        text = "".join(batch.column("text").to_pylist()).encode()
        begin = time.perf_counter()
        zstandard.ZstdCompressor(level=3).compress(text)
        packed.append(time.perf_counter() - begin)
        size = len(text)
    part = batch.slice(0, VERIFIED)
    begin = time.perf_counter()
    assert check_batch(part) == []
    verified = size_of(part.column("text").to_pylist()) / (time.perf_counter() - begin)
    return {
        "bytes": size / count,
        "made": size / min(made) / 1e6,
        "zstd": size / min(packed) / 1e6,
        "verified": verified / 1e6,
        "ms25": alone(genre, 25),
        "ms100": alone(genre, 100),
    }


def mean(values: list[float]) -> float:
    """The geometric mean."""
    return float(np.exp(np.mean(np.log(values))))


def small_corpus() -> tuple[float, float]:
    """(seconds, MB/s): 30 MB over 80 cells, all genres, a call a domain, as `generate` makes it."""
    weights = {domain: tuple((genre.id, 1) for genre in genres(domain)) for domain in DOMAINS}
    per_cell = CORPUS_BYTES // len(DOMAINS) // len(DEFAULT_LEVELS) // 1_300
    size, begin = 0, time.perf_counter()
    for domain in DOMAINS:
        levels = np.repeat(np.array(DEFAULT_LEVELS), per_cell)
        batch = make(Request(domain, levels, np.arange(len(levels)) + 10**9, weights[domain]))
        size += size_of(batch.column("text").to_pylist())
    seconds = time.perf_counter() - begin
    return seconds, size / seconds / 1e6


def for_a_while(make_one: Callable[[int], str]) -> float:
    """MB/s of a generator that makes one text a call."""
    size, i, begin = 0, 0, time.perf_counter()
    while time.perf_counter() - begin < PEER_SECONDS:
        size += len(make_one(i).encode())
        i += 1
    return size / (time.perf_counter() - begin) / 1e6


def peers() -> Iterator[tuple[str, float]]:
    """(name, MB/s) of other ways to make text, one text a call, one core."""
    frame = "{who} was born in {town} in {year}. {who} studied {field} and moved to {other}, aged {age}."
    names = ["Lena", "Omar", "Ruth", "Ivan"]
    yield (
        "str.format",
        for_a_while(
            lambda i: frame.format(
                who=names[i % 4],
                town=names[i % 3],
                year=i,
                field=names[i % 2],
                other=names[i % 4],
                age=i % 90,
            )
        ),
    )
    if importlib.util.find_spec("faker"):
        from faker import Faker

        fake = Faker()
        Faker.seed(1)
        yield "Faker text(1200)", for_a_while(lambda _: str(fake.text(1200)))
        yield "Faker name()", for_a_while(lambda _: str(fake.name()))
    if importlib.util.find_spec("reasoning_gym"):
        import reasoning_gym

        for name in ("chain_sum", "gsm_symbolic", "knights_knaves", "syllogism", "family_relationships"):
            data = reasoning_gym.create_dataset(name, size=10**6, seed=1)
            yield (
                f"reasoning-gym {name}",
                for_a_while(lambda i, data=data: str(data[i]["question"]) + str(data[i]["answer"])),
            )


def imports() -> tuple[float, float]:
    """Seconds: a fresh process importing the registry, and finding all genres after that."""
    code = (
        "import time; a = time.perf_counter(); import dataforge.generators.registry as r;"
        "b = time.perf_counter(); r.all_genres(); print(b - a, time.perf_counter() - b)"
    )
    command, runs = [sys.executable, "-c", code], []
    for _ in range(3):
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        runs.append([float(seconds) for seconds in done.stdout.split()])
    return min(run[0] for run in runs), min(run[1] for run in runs)


def main() -> None:
    """Print the tables."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 4096
    print(f"{count} documents a call, ten levels; Python {platform.python_version()}, {platform.machine()}\n")
    print("| domain | genre | bytes | MB/s | zstd -3 | ratio | verify MB/s | alone at 25, ms | at 100 |")
    print("|---|---|---|---|---|---|---|---|---|")
    by_domain: dict[str, list[dict[str, float]]] = {}
    for genre in all_genres():
        found = measure(genre, count)
        by_domain.setdefault(genre.domain, []).append(found)
        ratio = found["made"] / found["zstd"]
        figures = f"{found['bytes']:.0f} | {found['made']:.0f} | {found['zstd']:.0f} | {ratio:.2f}"
        times = f"{found['verified']:.1f} | {found['ms25']:.1f} | {found['ms100']:.1f}"
        print(f"| {genre.domain} | {genre.id} | {figures} | {times} |", flush=True)
    print("\n| domain | genres | MB/s | of zstd -3 | verify MB/s |\n|---|---|---|---|---|")
    speeds, ratios, checks = [], [], []
    for domain, rows in by_domain.items():
        total = sum(row["bytes"] for row in rows)  # equal documents of each genre, one after another
        made, packed, checked = (
            total / sum(row["bytes"] / row[name] for row in rows) for name in ("made", "zstd", "verified")
        )
        speeds, ratios, checks = [*speeds, made], [*ratios, made / packed], [*checks, checked]
        print(f"| {domain} | {len(rows)} | {made:.0f} | {made / packed:.2f} | {checked:.1f} |")
    print(
        f"\ngeometric mean over the domains: {mean(speeds):.0f} MB/s, {mean(ratios):.2f} x zstd -3; ", end=""
    )
    print(f"verification {mean(checks):.1f} MB/s a core")
    seconds, rate = small_corpus()
    print(f"a small corpus, {CORPUS_BYTES / 1e6:.0f} MB over 80 cells: {seconds:.1f} s, {rate:.0f} MB/s")
    registry, every = imports()
    print(f"importing the registry {registry:.2f} s; all {len(all_genres())} genres {every:.2f} s more\n")
    print("| one text a call | MB/s |\n|---|---|")
    for name, speed in peers():
        print(f"| {name} | {speed:.2f} |", flush=True)


if __name__ == "__main__":
    main()
