"""How fast do others write the same samples? One core, durable files, at the same codec.

    pip install webdataset datasets mosaicml-streaming litdata     # those that are missing are left out
    OMP_NUM_THREADS=1 python benchmarks/writing/peers.py [--documents 20000] [--rounds 3]

Every writer gets the same documents of all domains: text and json member (key, check, spans ...) as Python
strings, made before the clock starts; ours gets the columns. The clock stops when all files are on disk.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import math
import os
import platform
import shutil
import statistics
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
from dataforge.shards.places import place_of
from dataforge.shards.write import write_shard

LEVEL, SHARD_DOCUMENTS = 50, 2_500
Samples = list[tuple[str, str, str]]


def batches(num_documents: int) -> list[pa.RecordBatch]:
    """Shards' worth of documents, domain after domain."""
    found = []
    each = -(-num_documents // len(DOMAINS))
    for domain in DOMAINS:
        ids = tuple((genre.id, 1) for genre in genres(domain))
        for first in range(0, each, SHARD_DOCUMENTS):
            indices = np.arange(first, min(each, first + SHARD_DOCUMENTS), dtype=np.int64)
            found.append(make(Request(domain, np.full(len(indices), LEVEL, np.int64), indices, ids)))
    return found


def samples_of(columns: list[pa.RecordBatch]) -> Samples:
    """(key, text, json member) of every document."""
    found: Samples = []
    for batch in columns:
        members = tar.json_members(batch).to_pylist()
        found += zip(batch.column("key").to_pylist(), batch.column("text").to_pylist(), members, strict=True)
    return found


def ours(columns: list[pa.RecordBatch], codec: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        extension = {"none": ".tar", "zstd": ".tar.zst"}[codec]
        for number, batch in enumerate(columns):
            domain = batch.column("domain")[0].as_py()
            write_shard(batch, place_of(folder), f"train/{domain}-l050-{number:06d}{extension}", codec, 3)

    return write


def by_webdataset(samples: Samples, codec: str) -> Callable[[Path], None]:
    """ShardWriter, then zstd -3 over each finished file, as its documentation does for other codecs."""

    def write(folder: Path) -> None:
        import webdataset as wds

        pattern = str(folder / "shard-%06d.tar")
        with wds.ShardWriter(pattern, maxcount=SHARD_DOCUMENTS, verbose=0, mtime=0) as writer:
            for key, text, member in samples:
                writer.write({"__key__": key, "txt": text, "json": member.encode()})
        if codec == "zstd":
            for path in folder.glob("*.tar"):
                packed = zstandard.ZstdCompressor(level=3).compress(path.read_bytes())
                path.with_suffix(".tar.zst").write_bytes(packed)
                path.unlink()

    return write


def by_datasets(samples: Samples, codec: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        import pyarrow.parquet as pq
        from datasets import Dataset

        names = ("key", "text", "json")
        data = Dataset.from_dict(dict(zip(names, map(list, zip(*samples, strict=True)), strict=True)))
        if codec == "zstd":
            pq.write_table(data.data.table, folder / "data.parquet", compression="zstd", compression_level=3)
        else:
            data.save_to_disk(str(folder / "arrow"))

    return write


def by_mds(samples: Samples, codec: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        from streaming import MDSWriter

        columns = {"key": "str", "text": "str", "json": "str"}
        packed = "zstd:3" if codec == "zstd" else None
        with MDSWriter(
            columns=columns, out=str(folder / "mds"), compression=packed, size_limit=1 << 24
        ) as writer:
            for key, text, member in samples:
                writer.write({"key": key, "text": text, "json": member})

    return write


def by_litdata(samples: Samples, codec: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        from litdata.streaming.writer import BinaryWriter

        packed = "zstd" if codec == "zstd" else None
        (folder / "lit").mkdir()
        writer = BinaryWriter(str(folder / "lit"), chunk_bytes=1 << 24, compression=packed)
        for number, (key, text, member) in enumerate(samples):
            writer[number] = {"key": key, "text": text, "json": member}
        writer.done()
        writer.merge()

    return write


PEERS: dict[str, tuple[str, Callable[[Samples, str], Callable[[Path], None]]]] = {
    "webdataset": ("webdataset", by_webdataset),
    "datasets": ("datasets", by_datasets),
    "mosaicml-streaming": ("streaming", by_mds),
    "litdata": ("litdata", by_litdata),
}


def seconds(write: Callable[[Path], None]) -> tuple[float, int]:
    """Wall clock of one call, files flushed to disk at its end; and their bytes."""
    folder = Path(tempfile.mkdtemp())
    try:
        begin = time.perf_counter()
        write(folder)
        files = [path for path in folder.rglob("*") if path.is_file()]
        for path in files:
            descriptor = os.open(path, os.O_RDONLY)
            os.fsync(descriptor)
            os.close(descriptor)
        return time.perf_counter() - begin, sum(path.stat().st_size for path in files)
    finally:
        shutil.rmtree(folder)


def main() -> None:
    """Print a table for each codec."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    columns = batches(options.documents)
    samples = samples_of(columns)
    text = sum(len(each[1].encode()) for each in samples)
    print(f"{platform.machine()}, Python {platform.python_version()}; {len(samples):,} documents, ", end="")
    print(
        f"{text / 1e6:.1f} MB of text, {sum(len(each[2].encode()) for each in samples) / 1e6:.1f} MB of json"
    )
    for codec in ("none", "zstd"):
        writers = {"dataforge": ours(columns, codec)}
        for name, (module, of) in PEERS.items():
            if importlib.util.find_spec(module) is not None:
                writers[f"{name} {importlib.metadata.version(name)}"] = of(samples, codec)
        best = dict.fromkeys(writers, (math.inf, 0))
        for _ in range(options.rounds):  # in turn, so that a busy machine hurts all
            for name, write in writers.items():
                best[name] = min(best[name], seconds(write))
        print(
            f"\n| {codec} | documents/s | MB of text/s | bytes on disk / bytes of text |\n|---|---|---|---|"
        )
        for name, (took, size) in best.items():
            print(f"| {name} | {len(samples) / took:,.0f} | {text / took / 1e6:.1f} | {size / text:.2f} |")
        rates = [1 / took for name, (took, _) in best.items() if name != "dataforge"]
        own = 1 / best["dataforge"][0]
        if rates:
            fastest, median = own / max(rates), own / statistics.median(rates)
            print(f"\n{codec}: {fastest:.1f} x the fastest, {median:.1f} x the median")


if __name__ == "__main__":
    main()
