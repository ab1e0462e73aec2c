"""How fast do columns in memory become a durable shard? One core, against zstd -3 over the same tar bytes.

    python benchmarks/writing/run.py [--documents 4096] [--rounds 9]

Every round writes a domain's shard and, in turn, compresses its tar stream with zstd -3 in one call, makes
the frames alone, the tar alone, reads the shard back, and lets tarfile write the samples. The best rounds
count.
"""

from __future__ import annotations

import argparse
import io
import json
import math
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
from dataforge.shards.codecs import CODECS
from dataforge.shards.places import place_of
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
    """Sizes in MB and rates in MB of tar a second of one domain."""
    batch = documents(domain, num_documents)
    stream = tar.encode(batch)
    root, shard = place_of(folder), f"train/{domain}-l{LEVEL:03d}-000000.tar.zst"
    row = write_shard(batch, root, shard)
    reader = ShardReader(root, shard, row)
    packer = zstandard.ZstdCompressor(level=3)
    works: dict[str, Callable[[], object]] = {
        "write": lambda: write_shard(batch, root, shard),
        "zstd -3": lambda: packer.compress(stream.data),
        "frames": lambda: CODECS["zstd"].encode(stream, 3),
        "tar": lambda: tar.encode(batch),
        "read": lambda: list(reader.scan()),
        "tarfile": lambda: by_tarfile(batch),
    }
    best = dict.fromkeys(works, math.inf)
    for _ in range(rounds):  # in turn, so that a busy machine hurts all
        for name, work in works.items():
            best[name] = min(best[name], seconds(work))
    sizes = {"text": row.text_bytes / 1e6, "tar stream": row.tar_bytes / 1e6, "file": row.file_bytes / 1e6}
    return sizes | {name: sizes["tar stream"] / best[name] for name in works}


def main() -> None:
    """Print a table, as in the README."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=4096)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--domains", nargs="*", default=DOMAINS)
    options = parser.parse_args()
    libzstd = ".".join(map(str, zstandard.ZSTD_VERSION))
    python = f"Python {platform.python_version()}"
    print(f"{platform.machine()}, {python}, pyarrow {pa.__version__}, libzstd {libzstd}\n")
    ratios: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for domain in options.domains:
            found = measure(domain, options.documents, options.rounds, Path(folder))
            if not ratios:
                print("|", " | ".join(("domain", *found, "write / zstd -3")), "|")
                print("|---" * (len(found) + 2) + "|")
            ratios.append(found["write"] / found["zstd -3"])
            print(
                "|",
                " | ".join((domain, *(f"{each:.3g}" for each in found.values()), f"{ratios[-1]:.2f}")),
                "|",
            )
    print(f"\nwrite / zstd -3, geometric mean: {math.exp(sum(map(math.log, ratios)) / len(ratios)):.2f}")


if __name__ == "__main__":
    main()
