"""What each stock reader makes of an export, as JSON: run in a process of its own, for they print and patch.

python stock_readers.py READER FOLDER SPLIT
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any


def folder(root: str, split: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """`datasets.load_dataset(folder)`: by the card alone."""
    import datasets

    for row in datasets.load_dataset(root, split=split):
        yield (row["txt"], row["json"]) if "txt" in row else (row.pop("text"), row)


def builder(root: str, split: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """`datasets.load_dataset("webdataset")` with the files named."""
    import datasets

    for row in datasets.load_dataset("webdataset", data_files={"x": f"{root}/{split}/*.tar*z"}, split="x"):
        yield row["txt"], row["json"]


def webdataset(root: str, split: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """webdataset over all shards."""
    from glob import glob

    import webdataset as wds

    found = sorted(path for path in glob(f"{root}/{split}/*") if path.endswith((".tar", ".tar.gz")))
    for sample in wds.WebDataset(found, shardshuffle=False).decode():
        yield sample["txt"], sample["json"]


def wids(root: str, split: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """wids: random access by the JSON index, last sample first."""
    import wids as library

    data = library.ShardListDataset(
        f"{root}/wids-{split}.json", cache_dir=os.environ["WIDS_CACHE"], transformations=[]
    )
    found = [data[i] for i in reversed(range(len(data)))]
    for sample in reversed(found):
        yield sample[".txt"].read().decode(), json.loads(sample[".json"].read())


def energon(root: str, split: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Megatron-Energon, by `.nv-meta` and the indices as they are: no `energon prepare`."""
    from megatron.energon import WorkerConfig, get_loader, get_val_dataset

    config = WorkerConfig(rank=0, world_size=1, num_workers=0)
    for sample in get_loader(get_val_dataset(root, split_part=split, worker_config=config, batch_size=None)):
        yield sample.text, {"key": sample.__key__.rpartition("/")[2]}


def megatron(root: str, split: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Megatron-Core's IndexedDataset over ids of bytes."""
    from megatron.core.datasets.indexed_dataset import IndexedDataset

    data = IndexedDataset(f"{root}/{split}_text_document")
    assert data.document_indices.tolist() == list(range(len(data) + 1))
    for ids in data:
        assert ids[-1] == 256
        yield bytes(ids[:-1].astype("uint8")).decode(), {}


def mds(root: str, split: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """mosaicml-streaming over MDS shards."""
    from streaming import LocalDataset

    data = LocalDataset(local=root, split=split)
    for i in range(len(data)):
        record = data[i]
        yield record.pop("text"), record


def digest(found: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    """Documents and digests of texts, of keys, and of whole records."""
    pairs = list(found)
    texts = hashlib.sha256("\0".join(text for text, _ in pairs).encode()).hexdigest()
    keys = hashlib.sha256("\0".join(record.get("key", "") for _, record in pairs).encode()).hexdigest()
    whole = [{**record, "text": text} for text, record in pairs]
    records = hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()
    return {"documents": len(pairs), "texts": texts, "keys": keys, "records": records}


if __name__ == "__main__":
    reader, where, part = sys.argv[1:]
    print("FOUND " + json.dumps(digest(globals()[reader](where, part))))
