"""Stock readers see every document with all its fields: webdataset, and Hugging Face datasets."""

from __future__ import annotations

import json
import shutil
import sys
import warnings
from pathlib import Path

import pyarrow as pa
import pytest

from dataforge.shards.codecs import CODECS
from dataforge.shards.places import place_of
from dataforge.shards.write import write_shard

ZSTD_PIPE = (
    "zstd -dcq {path}"
    if shutil.which("zstd")
    else f"{sys.executable} -c 'import sys,zstandard as z; z.ZstdDecompressor().copy_stream("
    "sys.stdin.buffer, sys.stdout.buffer, read_across_frames=True)' < {path}"
)


def shard(batch: pa.RecordBatch, folder: Path, name: str) -> Path:
    path = folder / "train" / f"mathematics-l012-000000{CODECS[name].extension}"
    write_shard(batch, place_of(folder), f"train/{path.name}", name, 3)
    return path


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("none", "{path}"),
        ("gzip", "{path}"),
        ("bz2", "{path}"),
        ("xz", "{path}"),
        ("zstd", "pipe:" + ZSTD_PIPE),
    ],
)
def test_webdataset_reads_every_document(batch: pa.RecordBatch, tmp_path: Path, name: str, url: str) -> None:
    """webdataset reads .tar, .gz, .bz2 and .xz as they are, and .tar.zst through the documented pipe."""
    wds = pytest.importorskip("webdataset")
    source = url.format(path=shard(batch, tmp_path, name))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # webdataset's own
        samples = list(wds.WebDataset(source, shardshuffle=False, empty_check=False).decode())
    found = [{**sample["json"], "text": sample["txt"]} for sample in samples]
    assert batch.to_pylist() == found
    assert batch.column("key").to_pylist() == [sample["__key__"] for sample in samples]


@pytest.mark.parametrize("name", ["none", "gzip", "bz2", "xz"])
def test_hugging_face_datasets_reads_every_field(
    batch: pa.RecordBatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """load_dataset("webdataset") gives text and every field of the record, with its type."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))
    path = shard(batch, tmp_path, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own
        datasets = pytest.importorskip("datasets")
        datasets.disable_progress_bars()
        loaded = datasets.load_dataset(
            "webdataset", data_files={"train": [str(path)]}, split="train", cache_dir=str(tmp_path / "cache")
        )
        rows = loaded.to_list()
    assert len(batch) == len(rows)
    for record, row in zip(batch.to_pylist(), rows, strict=True):
        text, key = record.pop("text"), record["key"]
        assert (text, key, record) == (row["txt"], row["__key__"], row["json"])
        assert isinstance(json.loads(row["json"]["check"]), dict)
