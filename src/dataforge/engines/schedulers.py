"""Which task a process is: as it was told, or as its scheduler says in the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from dataforge.errors import UsageError

_TASK = re.compile(r"([0-9]{1,9})/([0-9]{1,9})")
_KNOWN = (
    "SLURM_ARRAY_TASK_ID and SLURM_ARRAY_TASK_COUNT (a Slurm array), SLURM_PROCID and SLURM_NTASKS "
    "(srun), or JOB_COMPLETION_INDEX and JOB_COMPLETIONS (a Kubernetes Indexed Job; set the second yourself)"
)


def task_of(asked: str, environment: Mapping[str, str] = os.environ) -> tuple[int, int]:
    """`I/N` as (I, N), 1 <= I <= N; `auto` as the scheduler's environment says.

    A Slurm array may begin anywhere and leave out tasks (`--array=3,7-9`): those that are there share the
    whole work. A Slurm task id beyond the count takes the share of another, which it will find claimed, and
    steals.

    Raises:
        UsageError: neither, or the environment names no task.
    """
    if asked != "auto":
        match = _TASK.fullmatch(asked)
        number, tasks = (int(match[1]), int(match[2])) if match else (0, 0)
    elif "SLURM_ARRAY_TASK_ID" in environment:
        tasks = _number(environment, "SLURM_ARRAY_TASK_COUNT")
        first = _number(environment, "SLURM_ARRAY_TASK_MIN", 0)
        step = max(1, _number(environment, "SLURM_ARRAY_TASK_STEP", 1))
        number = (_number(environment, "SLURM_ARRAY_TASK_ID") - first) // step % max(1, tasks) + 1
    elif "JOB_COMPLETION_INDEX" in environment:
        tasks = _number(environment, "JOB_COMPLETIONS")
        number = _number(environment, "JOB_COMPLETION_INDEX") + 1
    elif "SLURM_PROCID" in environment:
        tasks, number = _number(environment, "SLURM_NTASKS"), _number(environment, "SLURM_PROCID") + 1
    else:
        raise UsageError(f"--task auto: no scheduler's environment here; it reads {_KNOWN}")
    if not 1 <= number <= tasks:
        raise UsageError(f"--task {asked}: not a task; give I/N with 1 <= I <= N, such as 3/8, or auto")
    return number, tasks


def _number(environment: Mapping[str, str], name: str, default: int | None = None) -> int:
    given = environment.get(name, "" if default is None else str(default))
    if not re.fullmatch(r"[0-9]{1,9}", given):
        raise UsageError(f"--task auto: {name} is {given!r}, not a number; it reads {_KNOWN}")
    return int(given)
