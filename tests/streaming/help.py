"""What several tests of streaming do."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import torch

from dataforge.shards.corpus import Corpus
from dataforge.streaming import Stream, StreamingLoader

torch.set_num_threads(1)

Batches = dict[int, dict[int, tuple[str, tuple[str, ...]]]]  # batch -> slot -> (row id, keys)


def stream(cache: Path, **changes: Any) -> Stream:
    """A small stream of 24 rows a batch, with windows of 5."""
    facts: dict[str, Any] = {
        "batch_size": 24,
        "seq_len": 128,
        "window": 5,
        "horizon": 4,
        "block_documents": 8,
        "group_blocks": 2,
        "cache_dir": str(cache),
    }
    return Stream(**{**facts, **changes})


def losses_of(batch: Mapping[str, Any]) -> Any:
    """Losses that depend on the row alone: [b, T], or in document mode (sum_b, count_b)."""
    names = [hashlib.sha256(row.encode()).digest() for row in batch["row_id"]]
    base = torch.tensor([1 + name[0] / 64 for name in names])
    base = base * (1 + batch["cell"].float())
    if "labels" not in batch:
        return base, torch.ones_like(base)
    return base[:, None].expand(batch["labels"].shape)


def note(seen: Batches, batch: Mapping[str, Any]) -> None:
    """Add what a rank was given to what is known of the global batch."""
    mine = seen.setdefault(int(batch["batch_index"]), {})
    for slot, row_id, keys in zip(batch["slots"].tolist(), batch["row_id"], batch["keys"], strict=True):
        assert slot not in mine, "a slot was given twice"
        mine[slot] = (row_id, tuple(keys))


def run_ranks(
    corpus: Corpus,
    what: Stream,
    world_size: int,
    num_workers: int,
    batches: int,
    state: dict[str, Any] | None = None,
) -> tuple[Batches, dict[str, Any]]:
    """Each rank of a world in turn, from a state on: what was given, and rank 0's state after it."""
    seen: Batches = {}
    after: dict[str, Any] = {}
    for rank in range(world_size):
        loader = StreamingLoader(
            corpus, what, num_workers=num_workers, dp_rank=rank, dp_world_size=world_size
        )
        if state is not None:
            loader.load_state_dict(state)
        for batch in islice(loader, batches):
            note(seen, batch)
            loader.observe(batch, losses_of(batch))
        if rank == 0:
            after = loader.state_dict()
        loader.close()
    return seen, after
