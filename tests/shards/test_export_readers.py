"""Stock readers open exports as they are, and see every document: each is the real package."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest
from tests.shards import stock_readers

from dataforge.shards.corpus import open_corpus
from dataforge.shards.export.export import export
from dataforge.shards.export.plan import Options, TokenizerRef

OPTIONS = {
    "parquet": Options(file_bytes=6_000),
    "jsonl": Options(codec="zstd", file_bytes=6_000),
    "webdataset": Options(),
    "gzip": Options(),
    "mds": Options(file_bytes=6_000),
    "megatron": Options(tokenizer=TokenizerRef("dataforge.streaming.tokens:load_tokenizer", "bytes")),
}
READS = [
    ("folder", "datasets", "parquet", "records"),
    pytest.param("folder", "datasets", "jsonl", "records", marks=pytest.mark.slow),
    ("folder", "datasets", "webdataset", "records"),
    pytest.param("builder", "datasets", "gzip", "records", marks=pytest.mark.slow),
    ("webdataset", "webdataset", "webdataset", "records"),
    pytest.param("webdataset", "webdataset", "gzip", "records", marks=pytest.mark.slow),
    ("wids", "wids", "webdataset", "records"),
    pytest.param("energon", "megatron-energon", "webdataset", "keys", marks=pytest.mark.slow),
    pytest.param("megatron", "megatron-core", "megatron", "texts", marks=pytest.mark.slow),
    # Not among our extras: it wants numpy < 2.2 and torchvision.
    pytest.param("mds", "mosaicml-streaming", "mds", "records", marks=pytest.mark.slow),
]


def has(package: str) -> bool:
    try:
        return bool(version(package))
    except PackageNotFoundError:
        return False


@pytest.fixture(scope="module")
def exports(sealed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All exports, a folder each."""
    root = tmp_path_factory.mktemp("exports")
    for to, options in OPTIONS.items():
        export(sealed, to, root / to, options, workers=1)
    return root


@pytest.fixture(scope="module")
def wanted(sealed: Path) -> dict[str, dict[str, Any]]:
    """What readers must find, by split."""
    corpus = open_corpus(sealed)
    found = {}
    for split in corpus.splits:
        records = list(corpus.documents(split))
        found[split] = stock_readers.digest((record.pop("text"), record) for record in records)
    return found


def read(reader: str, root: Path, split: str, home: Path) -> dict[str, Any]:
    """What the reader finds, in a process without network."""
    env = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(home), "WIDS_CACHE": str(home / "wids")}
    env |= {"HF_DATASETS_DISABLE_PROGRESS_BARS": "1"}
    command = [sys.executable, "-W", "ignore", stock_readers.__file__, reader, str(root), split]
    ran = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr[-2000:]
    line = next(line for line in ran.stdout.splitlines() if line.startswith("FOUND "))
    found: dict[str, Any] = json.loads(line.removeprefix("FOUND "))
    return found


@pytest.mark.parametrize(("reader", "package", "to", "what"), READS)
def test_readers_see_every_document(
    exports: Path,
    wanted: dict[str, dict[str, Any]],
    tmp_path: Path,
    reader: str,
    package: str,
    to: str,
    what: str,
) -> None:
    """As many documents as there are, in order, with the same texts (and keys, and all fields)."""
    if not has(package):
        pytest.skip(f"{package} is not installed")
    found = read(reader, exports / to, "train", tmp_path)
    assert found["documents"] == wanted["train"]["documents"]
    assert found["texts"] == wanted["train"]["texts"]
    assert found[what] == wanted["train"][what]


@pytest.mark.slow
def test_energon_prepare_would_write_the_same(exports: Path, tmp_path: Path) -> None:
    """`energon prepare` over the tars writes, byte for byte, the indices that we wrote, and our counts."""
    if not has("megatron-energon"):
        pytest.skip("megatron-energon is not installed")
    theirs = tmp_path / "theirs"
    for path in (exports / "webdataset").rglob("*.tar"):
        target = theirs / path.relative_to(exports / "webdataset")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from megatron.energon.epathlib import EPath\n"
        "from megatron.energon.flavors.webdataset.prepare import WebdatasetPreparator\n"
        "root = Path(sys.argv[1])\n"
        "names = sorted(p.relative_to(root).as_posix() for p in root.rglob('*.tar'))\n"
        "parts = [('train', 'train/.*'), ('val', 'val/.*')]\n"
        "WebdatasetPreparator.prepare_dataset(EPath(root), names, split_parts_patterns=parts, workers=1,\n"
        "    progress_fn=lambda it, total: it)\n"
    )
    command = [sys.executable, "-W", "ignore", "-c", script, str(theirs)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr[-2000:]
    indices = sorted(theirs.rglob("*.tar.idx"))
    assert len(indices) > 3
    for path in indices:
        assert path.read_bytes() == (exports / "webdataset" / path.relative_to(theirs)).read_bytes()
    ours = json.loads((exports / "webdataset/.nv-meta/.info.json").read_text())
    assert ours["shard_counts"] == json.loads((theirs / ".nv-meta/.info.json").read_text())["shard_counts"]


@pytest.mark.slow
def test_megatron_builder_writes_the_same_files(exports: Path, sealed: Path, tmp_path: Path) -> None:
    """Megatron-Core's own builder, given the same ids, writes the identical .bin and .idx."""
    if not has("megatron-core"):
        pytest.skip("megatron-core is not installed")
    script = (
        "import sys, numpy, torch\n"
        "from megatron.core.datasets.indexed_dataset import IndexedDatasetBuilder\n"
        "from dataforge.shards.corpus import open_corpus\n"
        "b = IndexedDatasetBuilder(sys.argv[2] + '.bin', dtype=numpy.uint16)\n"
        "for d in open_corpus(sys.argv[1]).documents('train'):\n"
        "    b.add_document(torch.tensor([*d['text'].encode(), 256]), [len(d['text'].encode()) + 1])\n"
        "b.finalize(sys.argv[2] + '.idx')\n"
    )
    command = [sys.executable, "-W", "ignore", "-c", script, str(sealed), str(tmp_path / "real")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr[-2000:]
    for kind in ("bin", "idx"):
        own = exports / "megatron" / f"train_text_document.{kind}"
        assert own.read_bytes() == (tmp_path / f"real.{kind}").read_bytes()
