"""Metrics as JSON lines: a line a step, the names frozen in docs/reference/contracts/run-folder.md."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from dataforge.errors import StorageError
from dataforge.observe.rundir import read_lines

__all__ = ["COUNTERS", "METRICS", "MetricsWriter", "read_metrics"]

# name -> (what it is, the Prometheus label of an object's keys, "" for a plain number)
METRICS: dict[str, tuple[str, str]] = {
    "loss_nats": ("mean loss per token of the step, nats", ""),
    "floor_nats": ("mean floor per token of the rows whose floor is known, nats", ""),
    "excess_nats": ("loss minus floor per token, of the rows whose floor is known, nats", ""),
    "learning_rate": ("learning rate of the step", ""),
    "grad_norm": ("norm of the gradient before clipping", ""),
    "tokens_per_s": ("tokens with a loss per second, all ranks", ""),
    "tokens_total": ("tokens with a loss since the run began", ""),
    "step_s": ("seconds of the step", ""),
    "data_wait_s": ("seconds that the step waited for its batch", ""),
    "forward_backward_s": ("seconds of forward and backward passes", ""),
    "optimizer_s": ("seconds of clipping and the optimizer", ""),
    "checkpoint_s": ("seconds of the last checkpoint", ""),
    "cache_hits": ("cache hits of this rank since its attempt began", "tier"),
    "cache_misses": ("cache misses of this rank since its attempt began", "tier"),
    "skipped_steps": ("steps whose gradient was not finite, since the run began", ""),
    "domain_loss_nats": ("mean loss per token of the step, by domain, nats", "domain"),
    "domain_floor_nats": ("mean known floor per token of the step, by domain, nats", "domain"),
    "domain_weight": ("share of a domain in the mixture in force", "domain"),
}
COUNTERS = frozenset({"tokens_total", "cache_hits", "cache_misses", "skipped_steps"})


class MetricsWriter:
    """Appends lines to `metrics.jsonl`; each is with the operating system when `append` returns."""

    def __init__(self, path: Path) -> None:
        try:
            torn = _is_torn(path)
            self._file = path.open("a", encoding="utf-8")
            if torn:  # by the kill of the attempt before: close its line, readers pass over it
                self._file.write("\n")
        except OSError as exc:
            raise StorageError(str(path), exc) from exc

    def __enter__(self) -> MetricsWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def append(self, line: Mapping[str, Any]) -> None:
        """Write one step. Numbers that are not finite become null: JSON has none."""
        try:
            self._file.write(json.dumps(_finite(line), allow_nan=False) + "\n")
            self._file.flush()
        except OSError as exc:
            raise StorageError(self._file.name, exc) from exc


def read_metrics(path: Path) -> list[dict[str, Any]]:
    """The lines of the surviving history: a step that a resumed run took again stands once, as taken last."""
    by_step: dict[int, dict[str, Any]] = {}
    for line in read_lines(path):
        step = line.get("step")
        if isinstance(step, int):
            if by_step and step <= next(reversed(by_step)):
                by_step = {s: kept for s, kept in by_step.items() if s < step}
            by_step[step] = line
    return list(by_step.values())


def _is_torn(path: Path) -> bool:
    """Whether a file's last line has no end."""
    if not path.exists() or not path.stat().st_size:
        return False
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {k: _finite(v) for k, v in value.items()}
    return value
