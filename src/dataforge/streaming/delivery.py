"""What each rank was really given: attempts, and a line a batch with keys as read from the data."""

from __future__ import annotations

import json
import os
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dataforge.errors import StorageError
from dataforge.plan.order import CellOrder
from dataforge.plan.spec import PlanSpec
from dataforge.streaming.sidecar import save_orders

__all__ = ["Delivery", "begin_attempt", "write_plan"]

PLAN = "plan.json"
ROWS = "rows.parquet"
ATTEMPTS = "attempts.jsonl"
FOLDER = "delivery"


def write_plan(run: Path, spec: PlanSpec, orders: tuple[CellOrder, ...]) -> None:
    """`plan.json`, and `rows.parquet` beside it, so that the run can be audited without its corpus.

    Raises:
        StorageError: the folder cannot be written.
    """
    try:
        run.mkdir(parents=True, exist_ok=True)
        if not (run / ROWS).exists():
            save_orders(run / ROWS, orders)
        if not (run / PLAN).exists():
            temporary = run / f".{PLAN}.{os.getpid()}.tmp"
            temporary.write_text(_line({"plan_sha256": spec.sha256, "plan": spec.canonical()}), "utf-8")
            os.replace(temporary, run / PLAN)
    except OSError as exc:
        raise StorageError(str(run), exc) from exc


def begin_attempt(run: Path, start_batch: int, world_size: int, num_workers: int) -> int:
    """Note, durably, that the run goes on from `start_batch`; returns the number of the attempt."""
    path = run / ATTEMPTS
    try:
        data = path.read_bytes() if path.exists() else b""
        attempt = sum(1 for line in data.splitlines() if _is_object(line))
        record = {
            "attempt": attempt,
            "start_batch": start_batch,
            "world_size": world_size,
            "num_workers": num_workers,
        }
        with path.open("ab") as file:
            torn = b"\n" if data and not data.endswith(b"\n") else b""  # by a kill: nobody has used it
            file.write(torn + _line(record).encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as exc:
        raise StorageError(str(path), exc) from exc
    return attempt


class Delivery:
    """The delivery records of one rank in one attempt.

    A line reaches the kernel before its batch is used: a killed process loses none. A power cut may lose the
    last few, which lie after the last durable checkpoint or are served again. `close()` may be called twice.
    """

    def __init__(self, run: Path, attempt: int, dp_rank: int) -> None:
        self.path = run / FOLDER / f"a{attempt:03d}-r{dp_rank:03d}.jsonl"
        self._facts = {"attempt": attempt, "rank": dp_rank}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        except OSError as exc:
            raise StorageError(str(self.path), exc) from exc
        self._handle, self.close = handle, weakref.finalize(self, os.close, handle)

    def write(self, batch: Mapping[str, Any]) -> None:
        """Note a batch. Raises StorageError."""
        slots = [int(slot) for slot in batch["slots"]]
        rows = [list(row) for row in zip(slots, batch["row_id"], batch["keys"], strict=True)]
        left = memoryview(_line({**self._facts, "batch": int(batch["batch_index"]), "rows": rows}).encode())
        try:
            while left:
                left = left[os.write(self._handle, left) :]
        except OSError as exc:
            raise StorageError(str(self.path), exc) from exc


def _line(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False) + "\n"


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False
