"""Process groups: one code path for one process, gloo and NCCL."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import torch
import torch.distributed as dist

from dataforge.errors import ForgeError

__all__ = ["World", "on_rank_0", "process_group"]

# Longer than any step or checkpoint of a healthy run, shorter than a night: a rank that hangs ends the run.
TIMEOUT = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class World:
    """This process among all."""

    rank: int
    size: int
    device: torch.device


@contextmanager
def process_group() -> Iterator[World]:
    """Join the group that torchrun set up, or be a group of one, so that nothing below asks whether there is
    a group.

    A group that the caller has initialised is used, and left open.
    """
    if torch.cuda.is_available():
        device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
        torch.cuda.set_device(device)
        backend = "cpu:gloo,cuda:nccl"
    else:
        device, backend = torch.device("cpu"), "gloo"
    ours, excepthook = not dist.is_initialized(), sys.excepthook
    if ours and "RANK" in os.environ:
        dist.init_process_group(backend, timeout=TIMEOUT)
    elif ours:
        store = dist.HashStore()  # type: ignore[attr-defined]  # public, though torch does not list it
        dist.init_process_group(backend, store=store, rank=0, world_size=1, timeout=TIMEOUT)
    try:
        yield World(rank=dist.get_rank(), size=dist.get_world_size(), device=device)
    finally:
        if ours:
            dist.destroy_process_group()
            sys.excepthook = excepthook  # torch sets one of its own, and leaves it behind


def on_rank_0(action: Callable[[], Any]) -> Any:
    """Do something on rank 0 alone and give every rank its result, or its failure: no rank is left waiting
    for another."""
    answer: list[Any] = [None, "", 1]
    failure: Exception | None = None
    if dist.get_rank() == 0:
        try:
            answer[0] = action()
        except Exception as exc:
            failure = exc
            answer[1:] = [str(exc) or type(exc).__name__, getattr(exc, "exit_code", 1)]
    dist.broadcast_object_list(answer, src=0)
    if failure is not None:
        raise failure
    if answer[1]:
        relayed = ForgeError(answer[1])
        relayed.exit_code = answer[2]
        raise relayed
    return answer[0]
