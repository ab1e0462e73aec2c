"""The folder of a run: who writes what is in docs/reference/contracts/run-folder.md.

Nothing here needs torch, and reading needs no writer to be alive.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from dataforge.errors import ForgeError, StorageError

__all__ = ["Attempt", "Heartbeat", "RunDir", "read_lines", "write_atomic"]

log = logging.getLogger(__name__)

HEARTBEAT_S = 1.0


def write_atomic(path: Path, text: str, *, durable: bool = True) -> None:
    """Replace a file: a reader sees the old text or the new, never a part. `durable` also survives a power
    cut."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write(text)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as exc:
        temporary.unlink(missing_ok=True)
        raise StorageError(str(path), exc) from exc


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON lines file; a line torn by a kill (only ever the last) is left out. No file: no
    lines."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        for line in file:
            if not line.endswith(b"\n"):
                return
            try:
                value = json.loads(line)
            except ValueError:
                continue  # torn by a kill, then appended to by the next attempt
            if isinstance(value, dict):
                yield value


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One life of a run, from its start to its end or its kill."""

    attempt: int
    start_batch: int
    world_size: int
    num_workers: int


@dataclass(frozen=True)
class RunDir:
    """Paths of a run folder. Making one touches nothing."""

    path: Path

    @classmethod
    def create(cls, path: str | Path) -> RunDir:
        """The folder, made if need be. Raises StorageError."""
        try:
            (Path(path) / "checkpoints").mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise StorageError(str(path), exc) from exc
        return cls(Path(path))

    @classmethod
    def open(cls, path: str | Path) -> RunDir:
        """An existing run. Raises ForgeError when the folder holds none."""
        run = cls(Path(path))
        if not run.config.exists():
            raise ForgeError(f"{str(path)!r} holds no run (no run.yaml); give the folder of a training run")
        return run

    @property
    def config(self) -> Path:
        return self.path / "run.yaml"

    @property
    def journal(self) -> Path:
        return self.path / "journal.jsonl"

    @property
    def metrics(self) -> Path:
        return self.path / "metrics.jsonl"

    @property
    def evaluations(self) -> Path:
        return self.path / "eval.jsonl"

    @property
    def checkpoints(self) -> Path:
        return self.path / "checkpoints"

    @property
    def status(self) -> Path:
        return self.path / "status.json"

    def attempts(self) -> tuple[Attempt, ...]:
        """Every life of the run so far, oldest first."""
        names = ("attempt", "start_batch", "world_size", "num_workers")
        lines = read_lines(self.path / "attempts.jsonl")
        return tuple(
            Attempt(**{k: int(line[k]) for k in names}) for line in lines if all(k in line for k in names)
        )

    def checkpoint_names(self) -> tuple[str, ...]:
        """Names of the checkpoints there are, oldest first."""
        return tuple(sorted(p.parent.name for p in self.checkpoints.glob("step-*/MANIFEST.json")))

    def latest_checkpoint(self) -> str:
        """The name in `checkpoints/latest`; "" before the first."""
        try:
            return (self.checkpoints / "latest").read_text("utf-8").strip()
        except FileNotFoundError:
            return ""

    def read_status(self) -> dict[str, Any]:
        """What the run last said of itself; {} before it said anything."""
        try:
            value = json.loads(self.status.read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return value if isinstance(value, dict) else {}


class Heartbeat:
    """Keeps `status.json` fresh, about once a second, from a thread of its own until the `with` ends.

    The heartbeat counter shows that the process lives, `step` that it gets on. A run that ends by an
    exception other than a preemption is left as `failed`; one that is killed stays `running`, with a counter
    that stands still.
    """

    def __init__(self, run: RunDir, **facts: Any) -> None:
        self._run = run
        self._facts: dict[str, Any] = {
            "state": "starting",
            **facts,
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "pid_started": pid_started(os.getpid()),
            "heartbeat": 0,
        }
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="dataforge-heartbeat", daemon=True)

    def __enter__(self) -> Heartbeat:
        self._write()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()
        if error is not None:
            self.set(state="failed", error=" ".join(str(error).split())[:500] or type(error).__name__)
        self._write()

    def set(self, **facts: Any) -> None:
        """Facts that the next beat writes."""
        with self._lock:
            self._facts |= facts

    def _beat(self) -> None:
        while not self._stop.wait(HEARTBEAT_S):
            try:
                self._write()
            except StorageError as exc:  # a full disk must not end a training that could still go on
                log.warning("%s", exc)

    def _write(self) -> None:
        with self._lock:
            self._facts["heartbeat"] += 1
            write_atomic(self._run.status, json.dumps(self._facts) + "\n", durable=False)


def pid_started(pid: int) -> int:
    """When a process of this machine started, in clock ticks since boot; 0 where there is no such process or
    no /proc.

    With the pid it names a process for good: pids are used again.
    """
    try:
        state, *rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return 0 if state in "ZX" else int(rest[18])  # a zombie has ended, though nobody has asked how
    except (OSError, ValueError, IndexError):
        return 0


def is_alive(status: Mapping[str, Any]) -> bool | None:
    """Whether the process that wrote this status lives; None when it ran on another host, so that only its
    heartbeat can tell."""
    if status.get("host") != socket.gethostname():
        return None
    pid = int(status.get("pid", 0))
    if status.get("pid_started"):
        return bool(pid_started(pid) == status["pid_started"])
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return pid > 0
