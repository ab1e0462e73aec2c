"""A loader without a corpus: batch b is a pure function of b, so a test knows what every rank was given.

As a script under torchrun it trains a config with it: `fakes.py CONFIG OUT [FAULT]`; every rank writes what
it did to OUT-<rank>.json.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dataforge.train.config import RunConfig
from dataforge.train.distributed import World
from dataforge.train.loop import train


def documents_row(rng: np.random.RandomState, seq_len: int) -> dict[str, Any]:
    """A row of some documents that count upwards, each opened by a tag (no loss), and padding."""
    ids, labels = np.full(seq_len, 256), np.full(seq_len, -100)
    positions, documents = np.zeros(seq_len, np.int64), np.zeros(seq_len, np.int32)
    start, number = 0, 0
    while start < seq_len - 8:
        length, number = int(rng.randint(6, max(7, seq_len // 2))), number + 1
        end = min(start + length, seq_len)
        ids[start:end] = (rng.randint(0, 200) + np.arange(end - start)) % 250
        ids[start] = 257
        labels[start + 1 : end] = ids[start + 1 : end]
        positions[start:end], documents[start:end] = np.arange(end - start), number
        start = end
    return {"input_ids": ids, "labels": labels, "position_ids": positions, "document_ids": documents}


def make_batch(
    number: int, batch_size: int, seq_len: int, rank: int = 0, world_size: int = 1
) -> dict[str, Any]:
    """Rows rank, rank + W, ... of global batch `number`."""
    rng = np.random.RandomState(number)
    rows = [documents_row(rng, seq_len) for _ in range(batch_size)]
    slots = list(range(rank, batch_size, world_size))
    batch: dict[str, Any] = {
        k: torch.from_numpy(np.stack([rows[s][k] for s in slots]))
        for k in ("input_ids", "labels", "position_ids", "document_ids")
    }
    tokens = (batch["labels"] != -100).sum(1)
    floor = torch.where(torch.tensor([s % 3 > 0 for s in slots]), tokens * 0.25, torch.nan).double()
    return batch | {
        "cell": torch.tensor([s % 2 for s in slots]),
        "floor_nats": floor,
        "loss_tokens": tokens,
        "row_id": [f"{number}:{s}" for s in slots],
        "keys": [[f"doc-{number}-{s}"] for s in slots],
        "batch_index": number,
        "slots": torch.tensor(slots),
    }


class FakeLoader:
    """Batches without end; remembers what it gave and what it was told."""

    cells = (("code", 1), ("mathematics", 12))
    vocab_size = 259

    def __init__(
        self, batch_size: int, seq_len: int, rank: int = 0, world_size: int = 1, fault: str = ""
    ) -> None:
        self.shape = (batch_size, seq_len, rank, world_size)
        self.next, self.fault = 0, fault
        self.given: list[str] = []
        self.observed: list[tuple[int, list[int]]] = []

    def __iter__(self) -> Iterator[dict[str, Any]]:
        while True:
            batch = make_batch(self.next, *self.shape)
            self.next += 1
            self.given += batch["row_id"]
            if self.fault == f"sigterm@{self.next - 1}" and self.shape[2] == 0:
                os.kill(os.getpid(), signal.SIGTERM)
            yield batch

    def observe(self, batch: Mapping[str, Any], losses: Tensor) -> None:
        self.observed.append((batch["batch_index"], list(losses.shape)))

    def weights(self) -> dict[str, float]:
        return {"code-l001": 0.5, "mathematics-l012": 0.5}

    def cache_stats(self) -> dict[str, dict[str, int]]:
        return {"memory": {"hits": self.next, "misses": 1}}

    def state_dict(self, after: int | None = None) -> dict[str, Any]:
        return {"next": self.next if after is None else after + 1}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        self.next = int(state["next"])

    def close(self) -> None:
        """Nothing is held."""


def main(config_path: str, out: str, fault: str = "") -> None:
    """Train with the fake loader, and write down what this rank did."""
    config, loaders = RunConfig.load(config_path), []

    def make_loader(config: RunConfig, world: World) -> FakeLoader:
        loaders.append(
            FakeLoader(config.stream.batch_size, config.stream.seq_len, world.rank, world.size, fault)
        )
        return loaders[0]

    report = train(config, make_loader=make_loader)
    story = {
        "step": report.step,
        "preempted": report.preempted,
        "given": loaders[0].given,
        "skipped": report.skipped_steps,
    }
    Path(f"{out}-{os.environ.get('RANK', '0')}.json").write_text(json.dumps(story))


if __name__ == "__main__":
    torch.set_num_threads(1)
    main(*sys.argv[1:])
