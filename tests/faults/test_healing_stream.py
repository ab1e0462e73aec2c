"""A loader over a damaged corpus that may heal: the rows of the whole corpus, in its order."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import dataforge as forge
from integration.real import SMALL, corpus

pytest.importorskip("torch")


@pytest.mark.parametrize("num_workers", [0, 1])
def test_a_loader_heals(tmp_path: Path, num_workers: int) -> None:
    """Every shard of train cut, in the trainer's process and in a worker: the same batches come out."""
    corpus(SMALL, tmp_path / "corpus")
    batches = []
    for damaged in (False, True):
        for shard in (tmp_path / "corpus" / "train").glob("*.tar.zst") if damaged else ():
            shard.write_bytes(shard.read_bytes()[:-30])
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)
        stream = forge.Stream(batch_size=8, seq_len=1024, cache_dir=str(tmp_path / "cache"), end="stop")
        loader = forge.StreamingLoader(
            forge.open_corpus(tmp_path / "corpus", heal=damaged), stream, num_workers=num_workers
        )
        batches.append([batch["row_id"] for batch in loader])
    assert batches[0]
    assert batches[0] == batches[1]
