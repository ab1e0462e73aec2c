"""Batches of a corpus for distributed trainers, in a mixture that follows the loss.

stream.py     Stream: what decides a stream, and the plan spec it makes
tokens.py     tokenizers                      rows.py      blocks of documents -> rows of a batch
sidecar.py    rows per block of a finite corpus, counted once, before batch 0
dataset.py    StreamingDataset: the batches of a rank, in any number of workers
board.py      decisions, from the trainer's process to its workers
feedback.py   losses -> integer sums a cell     ledger.py    windows: reduce, decide, write, agree
loader.py     StreamingLoader: all of it for a training loop, with resume
delivery.py   what each rank was given          audit.py, explain.py   whether it was right, and why
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataforge.streaming.dataset import StreamingDataset
    from dataforge.streaming.loader import StreamingLoader
    from dataforge.streaming.stream import Stream
    from dataforge.streaming.tokens import train_tokenizer

__all__ = [
    "Stream",
    "StreamingDataset",
    "StreamingLoader",
    "train_tokenizer",
]

_HOME = {
    "Stream": "stream",
    "StreamingDataset": "dataset",
    "StreamingLoader": "loader",
    "train_tokenizer": "tokens",
}


def __getattr__(name: str) -> object:
    """Load a name's module at its first use: auditing a run, or reading a Stream, needs no torch."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
