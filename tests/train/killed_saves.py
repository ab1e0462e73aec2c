"""As a script: `killed_saves.py FOLDER`. Kills a process by SIGKILL at every file operation of a save, and
looks at what is left.

For k = 0, 1, 2, ...: a forked process finds steps 1 and 2 saved, begins to save step 3 and dies at its k-th
file operation (an audit event of CPython below the checkpoints folder). The parent notes which checkpoint
`latest` names and whether it is whole; then another process loads it and saves on. Prints a JSON list of [k,
latest, fault, step after going on]; ends when a save survives.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

import torch._dynamo  # noqa: F401  # each forked process would load it: half a second

from dataforge.observe.rundir import RunDir
from dataforge.train import checkpoint
from dataforge.train.distributed import process_group
from dataforge.train.model import GPT, ModelConfig
from dataforge.train.optim import adamw

EVENTS = {"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "shutil.rmtree", "os.scandir"}


def die_at(operation: int, folder: str) -> None:
    """From now on, the operation-th file operation below `folder` is the last thing that this process
    does."""
    left = operation

    def hook(event: str, args: tuple[Any, ...]) -> None:
        nonlocal left
        if (
            event in EVENTS
            and isinstance(args[0], str | bytes | os.PathLike)
            and folder in os.fsdecode(args[0])
        ):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def in_a_process(action: Any) -> int:
    """Fork, act, end; returns the wait status."""
    pid = os.fork()
    if pid == 0:
        action()
        os._exit(0)
    return os.waitpid(pid, 0)[1]


def parts() -> tuple[GPT, Any]:
    model = GPT(ModelConfig(vocab_size=16, seq_len=4, dim=8, num_layers=1, num_heads=2))
    return model, adamw(model, 0.0, (0.9, 0.95), fused=False)


def save(run: RunDir, *steps: int, operation: int | None = None) -> None:
    with process_group():
        if operation is not None:
            die_at(operation, str(run.checkpoints))
        for step in steps:
            checkpoint.save(run, *parts(), {"step": step, "world_size": 1}, keep=2)


def go_on(run: RunDir) -> None:
    with process_group():
        model, optimizer = parts()
        state = checkpoint.load(run, model, optimizer, {})
        assert state is not None
        checkpoint.save(run, model, optimizer, {"step": state["step"] + 1, "world_size": 1}, keep=2)


def main(folder: str) -> None:
    story: list[list[Any]] = []
    saved = RunDir.create(Path(folder) / "saved")
    in_a_process(lambda: save(saved, 1, 2))
    for operation in range(200):
        run = RunDir(Path(folder) / str(operation))
        shutil.copytree(saved.path, run.path)
        status = in_a_process(lambda run=run, k=operation: save(run, 3, operation=k))
        latest = run.latest_checkpoint()
        fault = checkpoint.damage(run.checkpoints / latest)
        in_a_process(lambda run=run: go_on(run))
        story.append(
            [operation, latest, fault, run.latest_checkpoint(), len(list(run.checkpoints.iterdir()))]
        )
        if status == 0:
            break
    print(json.dumps(story))


if __name__ == "__main__":
    main(sys.argv[1])
