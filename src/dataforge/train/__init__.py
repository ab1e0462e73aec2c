"""The reference trainer, short enough to read in one sitting. Start with loop.py.

config.py       a run config: YAML, validated     model.py      GPT with a document mask
optim.py        AdamW, cosine and WSD schedules   loop.py       the training loop
checkpoint.py   whole or not there                losses.py     sums by domain over all ranks
distributed.py  process groups                    evaluate.py   loss against the floor
reporter.py     metrics and status, on rank 0     signals.py    being told to stop
launch.py       torchrun on this machine, as a handle
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataforge.train.config import RunConfig
    from dataforge.train.evaluate import evaluate_run
    from dataforge.train.launch import launch
    from dataforge.train.loop import TrainReport, train
    from dataforge.train.model import GPT

__all__ = ["GPT", "RunConfig", "TrainReport", "evaluate_run", "launch", "train"]

_HOME = {
    "GPT": "model",
    "RunConfig": "config",
    "TrainReport": "loop",
    "evaluate_run": "evaluate",
    "launch": "launch",
    "train": "loop",
}


def __getattr__(name: str) -> object:
    """Load a name's module at its first use: a mention of the room does not load torch."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
