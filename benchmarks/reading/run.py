"""How fast does a reader hand over documents? dataforge and the peers, in one run, over the same texts.

    python benchmarks/reading/run.py [--megabytes 60] [--rounds 3] [--folder DIR]

Every measurement is a process of its own: it opens a data set on disk (page cache warm), takes each document
as str, computes its CRC-32, and says how long that took from before opening to the last document, imports not
counted. The CRCs must be those of the texts that were written. Peers that are not installed are left out.
Rounds go through all measurements in turn, so that a busy machine hurts all; the best round counts.
"""

from __future__ import annotations

import argparse
import functools
import glob
import importlib.metadata
import json
import math
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

SHARD_BYTES = 16_000_000
NUM_RANDOM = 20_000
MANY_SHARDS = 10_000
BATCH = 64
KEPT: list[str] = []
Read = Callable[[Path], Iterable[str]]
os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", LITDATA_DISABLE_VERSION_CHECK="1")


def texts(folder: Path) -> list[str]:
    """What was written: read once, by the plainest way that there is."""
    return [json.loads(line) for line in (folder / "texts.jsonl").read_text().splitlines()]


@functools.cache
def order(folder: Path) -> list[int]:
    """The documents that random access asks for."""
    count = len((folder / "crc.json").read_text().split(","))
    draws = random.Random(0)
    return [draws.randrange(count) for _ in range(NUM_RANDOM)]


# Writing: each in its own format, text alone, as its documentation says.


def write_dataforge(folder: Path, megabytes: int) -> None:
    import dataforge as forge

    names = ("technical", "scientific", "code", "mathematics", "philosophy", "creative", "conversational")
    recipe = {
        "domains": dict.fromkeys((*names, "multilingual"), 1),
        "levels": [34, 67, 100],
        "splits": {"train": f"{megabytes} MB"},
        "shards": {"codec": "zstd", "level": 3, "shard_size": "4 MB"},
    }
    corpus = forge.write_corpus(forge.Recipe.from_dict(recipe), folder / "dataforge")
    found = [text for batch in corpus.batches() for text in batch.column("text").to_pylist()]
    (folder / "texts.jsonl").write_text("".join(json.dumps(text) + "\n" for text in found))
    (folder / "crc.json").write_text(json.dumps([zlib.crc32(text.encode()) for text in found]))


def write_many(folder: Path) -> None:
    """A corpus of 10,000 shards of three documents."""
    import dataclasses

    import dataforge as forge
    from dataforge.generators.resolve import resolve

    recipe = {"domains": {"mathematics": 1}, "levels": [1], "splits": {"train": 3 * MANY_SHARDS}}
    lock = resolve(forge.Recipe.from_dict(recipe))
    cells = tuple(dataclasses.replace(cell, samples_per_shard=3) for cell in lock.cells)
    forge.write_corpus(dataclasses.replace(lock, cells=cells), folder / "many")


def write_webdataset(folder: Path) -> None:
    import webdataset as wds

    (folder / "wds").mkdir()
    pattern = str(folder / "wds" / "shard-%06d.tar")
    with wds.ShardWriter(pattern, maxcount=10**9, maxsize=SHARD_BYTES, verbose=0, mtime=0) as writer:
        for i, text in enumerate(texts(folder)):
            writer.write({"__key__": f"{i:09d}", "txt": text})
    if shutil.which("zstd"):
        for path in tars(folder):
            subprocess.run(["zstd", "-q", "-3", path, "-o", path + ".zst"], check=True)


def write_arrow(folder: Path) -> None:
    import datasets

    data = datasets.Dataset.from_dict({"text": texts(folder)})
    data.save_to_disk(str(folder / "arrow"), max_shard_size="16MB")


def write_litdata(folder: Path) -> None:
    import litdata

    for compression in ("", "zstd"):
        litdata.optimize(
            fn=lines, inputs=[str(folder)], output_dir=str(folder / f"litdata{compression}"),
            chunk_bytes="16MB", num_workers=1, compression=compression or None, keep_data_ordered=True,
            verbose=False,
        )  # fmt: skip


def lines(folder: str) -> Iterator[str]:
    """What litdata's worker calls."""
    yield from texts(Path(folder))


def write_mds(folder: Path) -> None:
    from streaming import MDSWriter

    for compression in ("", "zstd:3"):
        out = str(folder / f"mds{compression[:4]}")
        limit = SHARD_BYTES
        with MDSWriter(
            columns={"text": "str"}, out=out, compression=compression or None, size_limit=limit
        ) as w:
            for text in texts(folder):
                w.write({"text": text})


def write_energon(folder: Path) -> None:
    from megatron.energon.epathlib import EPath
    from megatron.energon.flavors import BaseWebdatasetFactory

    shutil.copytree(folder / "wds", folder / "energon", ignore=shutil.ignore_patterns("*.zst"))
    home = folder / "energon"
    names = sorted(path.name for path in home.glob("*.tar"))
    split = [("train", 1.0)]
    BaseWebdatasetFactory.prepare_dataset(
        EPath(str(home)), names, split_parts_ratio=split, shuffle_seed=None, workers=1
    )
    kind = "sample_type:\n  __module__: megatron.energon\n  __class__: TextSample\nfield_map:\n  text: txt\n"
    (home / ".nv-meta" / "dataset.yaml").write_text(kind)


# Reading.


def corpus(folder: Path, name: str = "dataforge"):  # type: ignore[no-untyped-def]
    from dataforge import open_corpus

    return open_corpus(folder / name)


def decoded(folder: Path):  # type: ignore[no-untyped-def]
    from dataforge import open_corpus
    from dataforge.cache import Tiers

    return open_corpus(
        folder / "dataforge", cache=Tiers.of(cache_dir=folder / "decoded", disk_bytes=20_000_000_000)
    )


def forge_scan_decoded(folder: Path) -> Iterable[str]:
    return decoded(folder).scan()


def forge_scan_zstd(folder: Path) -> Iterable[str]:
    return corpus(folder).scan()


def forge_random(folder: Path) -> Iterable[str]:
    found = decoded(folder)
    return (found[i].text for i in order(folder))


def forge_random_batch(folder: Path) -> Iterable[str]:
    found, wanted = decoded(folder), order(folder)
    for first in range(0, len(wanted), BATCH):
        yield from found.batch(wanted[first : first + BATCH])


def forge_random_zstd(folder: Path) -> Iterable[str]:
    yield from corpus(folder).batch(order(folder))


def consumer(folder: Path) -> Iterable[str]:
    """What taking a str, encoding it and its CRC cost alone: part of every row, so a bound of all ratios."""
    return KEPT or texts(folder)


def forge_first(folder: Path) -> Iterable[str]:
    yield next(iter(corpus(folder, "many").scan()))


def forge_first_random(folder: Path) -> Iterable[str]:
    yield corpus(folder, "many")[3 * MANY_SHARDS - 1].text


def tars(folder: Path, ending: str = ".tar") -> list[str]:
    return sorted(glob.glob(str(folder / "wds" / f"*{ending}")))


def wds(urls: list[str]) -> Iterable[str]:
    import webdataset

    for sample in webdataset.WebDataset(urls, shardshuffle=False, empty_check=False).decode():
        yield sample["txt"]


def wds_tar(folder: Path) -> Iterable[str]:
    return wds(tars(folder))


def wds_zstd(folder: Path) -> Iterable[str]:
    return wds([f"pipe:zstd -dcq {path}" for path in tars(folder, ".tar.zst")])


def hf_tar(folder: Path) -> Iterable[str]:
    import datasets

    files, cache = {"train": tars(folder)}, str(folder / "hf")
    data = datasets.load_dataset(
        "webdataset", data_files=files, split="train", streaming=True, cache_dir=cache
    )
    return (sample["txt"] for sample in data)


def hf_arrow(folder: Path) -> Iterable[str]:
    import datasets

    return (sample["text"] for sample in datasets.load_from_disk(str(folder / "arrow")))


def hf_arrow_batches(folder: Path) -> Iterable[str]:
    import datasets

    for batch in datasets.load_from_disk(str(folder / "arrow")).iter(batch_size=1000):
        yield from batch["text"]


def hf_arrow_random(folder: Path) -> Iterable[str]:
    import datasets

    data = datasets.load_from_disk(str(folder / "arrow"))
    return (data[i]["text"] for i in order(folder))


def hf_arrow_random_batch(folder: Path) -> Iterable[str]:
    import datasets

    data, wanted = datasets.load_from_disk(str(folder / "arrow")), order(folder)
    for first in range(0, len(wanted), BATCH):
        yield from data[wanted[first : first + BATCH]]["text"]


def lit(folder: Path, name: str):  # type: ignore[no-untyped-def]
    import litdata

    return litdata.StreamingDataset(str(folder / name), shuffle=False, drop_last=False)


def lit_scan(folder: Path) -> Iterable[str]:
    return lit(folder, "litdata")  # type: ignore[no-any-return]


def lit_zstd(folder: Path) -> Iterable[str]:
    return lit(folder, "litdatazstd")  # type: ignore[no-any-return]


def lit_random(folder: Path) -> Iterable[str]:
    data = lit(folder, "litdata")
    return (data[i] for i in order(folder))


def mds(folder: Path, **where: object):  # type: ignore[no-untyped-def]
    from streaming.base.util import clean_stale_shared_memory

    from streaming import StreamingDataset

    clean_stale_shared_memory()
    return StreamingDataset(shuffle=False, batch_size=BATCH, **where)


def mds_scan(folder: Path) -> Iterable[str]:
    return (sample["text"] for sample in mds(folder, local=str(folder / "mds")))


def mds_zstd(folder: Path) -> Iterable[str]:
    cache = tempfile.mkdtemp(dir=folder)
    data = mds(folder, remote=str(folder / "mdszstd"), local=cache, keep_zip=False)
    return (sample["text"] for sample in data)


def mds_random(folder: Path) -> Iterable[str]:
    data = mds(folder, local=str(folder / "mds"))
    return (data[i]["text"] for i in order(folder))


def energon_scan(folder: Path) -> Iterable[str]:
    from megatron.energon import WorkerConfig, get_loader, get_train_dataset

    workers = WorkerConfig(rank=0, world_size=1, num_workers=0)
    data = get_train_dataset(
        str(folder / "energon"), split_part="train", worker_config=workers, batch_size=BATCH,
        shuffle_buffer_size=None, max_samples_per_sequence=None, repeat=False,
    )  # fmt: skip
    for batch in get_loader(data):
        yield from batch.text


WRITERS: dict[str, Callable[[Path], None]] = {
    "webdataset": write_webdataset,
    "datasets": write_arrow,
    "litdata": write_litdata,
    "mosaicml-streaming": write_mds,
    "megatron-energon": write_energon,
}
READS: dict[str, dict[str, tuple[str, Read]]] = {  # task -> reader -> (package, how)
    "sequential, decoded": {
        "dataforge scan, decoded cache": ("", forge_scan_decoded),
        "(the consumer alone, texts in a list)": ("", consumer),
        "webdataset .tar": ("webdataset", wds_tar),
        "datasets webdataset .tar": ("datasets", hf_tar),
        "datasets arrow": ("datasets", hf_arrow),
        "datasets arrow, iter(batch_size=1000)": ("datasets", hf_arrow_batches),
        "litdata": ("litdata", lit_scan),
        "mosaicml-streaming": ("mosaicml-streaming", mds_scan),
        "Energon .tar": ("megatron-energon", energon_scan),
    },
    "sequential, zstd": {
        "dataforge scan, .tar.zst": ("", forge_scan_zstd),
        "webdataset, pipe:zstd": ("webdataset", wds_zstd),
        "litdata zstd": ("litdata", lit_zstd),
        "mosaicml-streaming zstd": ("mosaicml-streaming", mds_zstd),
    },
    "random": {
        "dataforge corpus[i], decoded cache": ("", forge_random),
        "datasets arrow [i]": ("datasets", hf_arrow_random),
        "litdata [i]": ("litdata", lit_random),
        "mosaicml-streaming [i]": ("mosaicml-streaming", mds_random),
    },
    "random, batches of 64": {
        "dataforge batch(), decoded cache": ("", forge_random_batch),
        "dataforge batch() of all, .tar.zst": ("", forge_random_zstd),
        "datasets arrow [[i, ...]]": ("datasets", hf_arrow_random_batch),
    },
    "first sample of 10,000 shards": {
        "dataforge scan": ("", forge_first),
        "dataforge corpus[-1]": ("", forge_first_random),
    },
}
IMPORTS = {"": "dataforge", "mosaicml-streaming": "streaming", "megatron-energon": "megatron.energon"}


def version(package: str) -> str:
    """Of an installed package; '' if it is not."""
    try:
        return importlib.metadata.version(package or "dataforge-corpus")
    except importlib.metadata.PackageNotFoundError:
        return ""


def one(folder: Path, task: str, reader: str) -> None:
    """What a measuring process does."""
    package, read = READS[task][reader]
    __import__(IMPORTS.get(package, package))
    if not package:
        from dataforge import cache, open_corpus  # noqa: F401
    checks = json.loads((folder / "crc.json").read_text())
    wanted = [checks[i] for i in order(folder)]  # drawn before the clock starts
    wanted = wanted if task.startswith("random") else checks
    if read is consumer:
        KEPT.extend(texts(folder))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin, first, found = time.perf_counter(), 0.0, []
    for text in read(folder):
        found.append(zlib.crc32(text.encode()))
        first = first or time.perf_counter() - begin
    seconds = time.perf_counter() - begin
    right = 2 if found == wanted or task.startswith("first") else int(sorted(found) == sorted(wanted))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(json.dumps([seconds, first, len(found), right, grown]), flush=True)
    os._exit(0)  # peers' threads are not waited for


def measured(folder: Path, task: str, reader: str) -> list[float] | None:
    """Seconds, seconds to the first, documents, whether they were right, MB that memory grew by."""
    command = [sys.executable, __file__, "--folder", str(folder), "--one", task, reader]
    done = subprocess.run(command, capture_output=True, text=True)
    try:
        found: list[float] = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        print(f"{reader} failed: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    return found


def prepare(folder: Path, megabytes: int) -> None:
    """Write what is not there yet, each peer in a process of its own."""
    for name in ("dataforge", "many", *WRITERS):
        done = folder / f"{name}.done"
        if done.exists() or (name in WRITERS and not version(name)):
            continue
        command = [sys.executable, __file__, "--folder", str(folder), "--write", name]
        code = subprocess.run([*command, "--megabytes", str(megabytes)], stdout=subprocess.DEVNULL).returncode
        if code:
            print(f"{name} cannot be written ({code})", file=sys.stderr)
        else:
            done.touch()


def write(folder: Path, name: str, megabytes: int) -> None:
    """What a writing process does."""
    if name == "dataforge":
        write_dataforge(folder, megabytes)
    elif name == "many":
        write_many(folder)
    else:
        WRITERS[name](folder)


def run(folder: Path, megabytes: int, rounds: int) -> None:
    """Print the tables, as in the README."""
    prepare(folder, megabytes)
    readers = [
        (task, reader, package)
        for task, found in READS.items()
        for reader, (package, _) in found.items()
        if not package or (folder / f"{package}.done").exists()
    ]
    measured(folder, "sequential, decoded", "dataforge scan, decoded cache")  # fills the cache
    best: dict[tuple[str, str], list[float]] = {}
    for _ in range(rounds):
        for task, reader, _ in readers:
            found = measured(folder, task, reader)
            if found and found[0] < best.get((task, reader), [math.inf])[0]:
                best[task, reader] = found
    size = (folder / "texts.jsonl").stat().st_size / 1e6
    versions = {package or "dataforge-corpus": version(package) for _, _, package in readers}
    python = f"Python {platform.python_version()}"
    print(f"{platform.machine()}, {os.cpu_count()} cores, {python}; {size:.0f} MB of text")
    print(", ".join(f"{name} {found}" for name, found in versions.items()))
    for task in READS:
        mine = [best[task, reader] for t, reader, package in readers if t == task and not package]
        columns = "documents/s | us each | first sample, ms | memory grew, MB | our speed-up"
        print(f"\n**{task}**\n\n| reader | {columns} |")
        print("|---" * 6 + "|")
        for t, reader, package in readers:
            if t != task or (t, reader) not in best:
                continue
            seconds, first, count, right, grown = best[t, reader]
            ratio = f"{seconds / mine[0][0]:.1f}" if package else ""
            wrong = (" (WRONG DOCUMENTS)", " (in an order of its own)", "")[int(right)]
            print(
                f"| {reader}{wrong} | {count / seconds:,.0f} | {1e6 * seconds / count:.1f} "
                f"| {1e3 * first:.0f} | {grown:.0f} | {ratio} |"
            )


def main() -> None:
    """Measure, or be one of the processes that do."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=int, default=60, help="of text")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="kept, and used again")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--write", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        one(options.folder, *options.one)
    elif options.write:
        write(options.folder, options.write, options.megabytes)
    elif options.folder:
        options.folder.mkdir(parents=True, exist_ok=True)
        run(options.folder, options.megabytes, options.rounds)
    else:
        with tempfile.TemporaryDirectory() as folder:
            run(Path(folder), options.megabytes, options.rounds)


if __name__ == "__main__":
    main()
