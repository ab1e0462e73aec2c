"""How fast do columns in memory become a durable shard? One core, against zstd -3 over the same tar bytes.

    python benchmarks/writing/run.py [--documents 4096] [--rounds 7]

Each round writes one shard a domain and, in turn, compresses its tar stream with zstd -3 in one call; the best
round of each counts. Reading back, and Python's own tarfile writing the same samples, stand beside it.
"""

from __future__ import annotations

import argparse
import io
import json
import platform
import tarfile
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import zstandard

from dataforge.generators.engine import Request, make
from dataforge.generators.registry import genres
from dataforge.recipe import DOMAINS
from dataforge.shards import tar
from dataforge.shards.read import ShardReader
from dataforge.shards.write import write_shard

LEVEL = 50


def documents(domain: str, num_documents: int) -> pa.RecordBatch:
    """Consecutive documents of one cell, all genres of the domain mixed."""
    ids = tuple((genre.id, 1) for genre in genres(domain))
    levels, indices = np.full(num_documents, LEVEL), np.arange(num_documents)
    return make(Request(domain, levels.astype(np.int64), indices.astype(np.int64), ids))


def seconds(work: Callable[[], object]) -> float:
    """Wall clock of one call."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def by_tarfile(batch: pa.RecordBatch) -> None:
    """The same samples, one by one."""
    with tarfile.open(fileobj=io.BytesIO(), mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for record in batch.to_pylist():
            text = record.pop("text").encode()
            for suffix, member in ((".txt", text), (".json", json.dumps(record).encode())):
                info = tarfile.TarInfo(record["key"] + suffix)
                info.size = len(member)
                archive.addfile(info, io.BytesIO(member))


def measure(domain: str, num_documents: int, rounds: int, folder: Path) -> dict[str, float]:
    """Rates of one domain, in MB of tar a second."""
    batch = documents(domain, num_documents)
    stream = tar.encode(batch).data
    path = folder / "train" / f"{domain}-l{LEVEL:03d}-000000.tar.zst"
    row = write_shard(batch, path)
    reader = ShardReader(path, row)
    packer = zstandard.ZstdCompressor(level=3)
    works: dict[str, Callable[[], object]] = {
        "write": lambda: write_shard(batch, path),
        "zstd": lambda: packer.compress(stream),
        "tar": lambda: tar.encode(batch),
        "read": lambda: list(reader.scan()),
        "tarfile": lambda: by_tarfile(batch),
    }
    best = {
        name: min(seconds(work) for _ in range(rounds if name != "tarfile" else 2))
        for name, work in works.items()
    }
    for _ in range(rounds):  # in turn, so that a busy machine hurts both
        for name in ("write", "zstd"):
            best[name] = min(best[name], seconds(works[name]))
    rates = {name: len(stream) / 1e6 / best[name] for name in works}
    return rates | {
        "tar_mb": len(stream) / 1e6,
        "text_mb": row.text_bytes / 1e6,
        "file_mb": row.file_bytes / 1e6,
    }


def main() -> None:
    """Print a table, as in the README."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=4096)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    libzstd = ".".join(map(str, zstandard.ZSTD_VERSION))
    print(
        f"{platform.machine()}, Python {platform.python_version()}, pyarrow {pa.__version__}, libzstd {libzstd}\n"
    )
    print(
        "| domain | text MB | tar MB | file MB | write MB/s | zstd -3 MB/s | write / zstd | tar only | read | tarfile |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        for domain in DOMAINS:
            if not genres(domain):
                continue
            found = measure(domain, options.documents, options.rounds, Path(folder))
            ratios.append(found["write"] / found["zstd"])
            print(
                f"| {domain} | {found['text_mb']:.1f} | {found['tar_mb']:.1f} | {found['file_mb']:.2f} "
                f"| {found['write']:.0f} | {found['zstd']:.0f} | {ratios[-1]:.2f} | {found['tar']:.0f} "
                f"| {found['read']:.0f} | {found['tarfile']:.0f} |"
            )
    print(f"\nwrite / zstd, geometric mean: {float(np.exp(np.mean(np.log(ratios)))):.2f}")


if __name__ == "__main__":
    main()
