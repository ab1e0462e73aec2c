"""torchrun on this machine, started from Python, as a handle that can be waited for, told to stop, or killed
whole."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from dataforge.errors import DeadlineError, StorageError, WorldSizeError
from dataforge.observe.rundir import RunDir, pid_started
from dataforge.train.config import RunConfig
from dataforge.train.signals import SIGNALS

__all__ = ["Launched", "launch"]

PREEMPTED = 75
STOP_S = 60.0
LOG_TAIL_BYTES = 1 << 18
PROC = Path("/proc")
MARK = "DATAFORGE_LAUNCH"  # in the environment of every process of a launch, however deep, orphans included


def launch(
    config_path: str | Path, nproc: int, *, settings: Sequence[str] = (), log: str | Path | None = None
) -> Launched:
    """Start `torchrun --nproc-per-node NPROC -m dataforge.train CONFIG` on the loopback interface and return
    at once.

    The config is validated here first, so that a mistake in it is an exception of this process. stdout and
    stderr of all processes go to `log`, by default `CONFIG's run`.log beside the run folder; the file is
    appended to.

    Raises RecipeError, WorldSizeError, StorageError.
    """
    config = RunConfig.load(config_path, settings)
    if nproc < 1 or config.stream.batch_size % nproc:
        raise WorldSizeError(nproc, config.stream.batch_size)
    path = Path(log) if log is not None else Path(config.run).with_name(Path(config.run).name + ".log")
    mark = secrets.token_hex(8)
    own = (str(config_path), *(part for setting in settings for part in ("--set", setting)))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as output:
            first = output.tell()
            process = subprocess.Popen(
                [*_torchrun(nproc, mark), "-m", "dataforge.train", *own],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                env=_environment(nproc, mark),
            )
    except OSError as exc:
        raise StorageError(str(path), exc) from exc
    return Launched(process, mark, path, first, RunDir(Path(config.run)))


def _torchrun(nproc: int, mark: str) -> list[str]:
    """torchrun for one machine, meeting on a free port of the loopback interface."""
    return [
        sys.executable,
        "-m",
        "torch.distributed.run",
        "--nnodes=1",
        f"--nproc-per-node={nproc}",
        "--max-restarts=0",
        "--rdzv-backend=c10d",
        "--rdzv-endpoint=127.0.0.1:0",
        f"--rdzv-id={mark}",
        "--local-addr=127.0.0.1",
    ]


def _environment(nproc: int, mark: str) -> dict[str, str]:
    """What torchrun and its workers need on one machine, whatever the network around it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    loopback = next((name for _, name in socket.if_nameindex() if name.startswith("lo")), "")
    return {
        **os.environ,
        MARK: mark,
        # torchrun hands its rendezvous store to the workers otherwise, and a restart after SIGKILL hangs in 3
        # of 8 runs (torch 2.13)
        "TORCH_DISABLE_SHARE_RDZV_TCP_STORE": "1",
        "OMP_NUM_THREADS": str(max(1, cores // nproc)),
        **({"GLOO_SOCKET_IFNAME": loopback, "NCCL_SOCKET_IFNAME": loopback} if loopback else {}),
    }


class Launched:
    """A training in processes of its own, best used as a `with`.

    What still lives when the `with` ends is killed; after Ctrl-C it is asked to save and stop first. In the
    main thread, SIGTERM and SIGUSR1 to this process are passed on meanwhile: a scheduler that ends the caller
    gets a saved state, and no orphans.
    """

    def __init__(
        self, process: subprocess.Popen[bytes], mark: str, log: Path, log_start: int, run: RunDir
    ) -> None:
        self.log = log
        """what the processes say"""
        self._process, self._mark, self._log_start, self._run = process, mark, log_start, run
        self._status_before = self._author()
        self._handlers: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Launched:
        if threading.current_thread() is threading.main_thread():
            self._handlers = {s: signal.signal(s, lambda *_: self.terminate()) for s in SIGNALS}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            self.terminate()
            with contextlib.suppress(DeadlineError, KeyboardInterrupt):  # a second Ctrl-C does not wait
                self.wait(STOP_S)
        self.kill()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    @property
    def pid(self) -> int:
        """Of torchrun."""
        return self._process.pid

    def poll(self) -> int | None:
        """The exit code, or None while it runs: 0 done, 75 preempted with its state saved, 1 or 2 failed, -9
        killed."""
        code = self._process.poll()
        if (
            code
            and self._author() != self._status_before
            and self._run.read_status().get("state") == "preempted"
        ):
            return PREEMPTED  # torchrun's own code is 1 whatever its workers return
        return code

    def wait(self, timeout_s: float | None = None) -> int:
        """Wait for the end and return the exit code (see `poll`). Raises DeadlineError after `timeout_s`
        seconds."""
        try:
            self._process.wait(timeout_s)
        except subprocess.TimeoutExpired as exc:
            raise DeadlineError("the training to end", exc.timeout, "see " + str(self.log)) from exc
        code = self.poll()
        assert code is not None, "it was waited for"
        return code

    def terminate(self) -> None:
        """Ask it to save its state and end: SIGTERM to torchrun, which passes it on."""
        if self._process.poll() is None:
            self._process.terminate()

    def kill(self) -> None:
        """SIGKILL every process of the training, loader workers included, and return when none is left.

        torchrun gives each worker a session of its own, so no process group holds them all: they are found by
        their environment, in /proc. Where there is none, torchrun is told to end its workers.
        """
        if not PROC.is_dir() and self._process.poll() is None:
            self.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(STOP_S)
        self._process.kill()
        self._process.wait()
        dying: dict[int, int] = {}
        while (members := self.members()) or dying:
            dying |= {pid: pid_started(pid) for pid in members}
            for pid in members:
                with contextlib.suppress(ProcessLookupError):  # ended in between
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.01)
            # the environment of a process is gone some time before the process is
            dying = {
                pid: started for pid, started in dying.items() if started and pid_started(pid) == started
            }

    def members(self) -> list[int]:
        """Process ids that are alive, torchrun's own included; none where there is no /proc to find them
        in."""
        mark, found = f"{MARK}={self._mark}".encode(), []
        for entry in PROC.iterdir() if PROC.is_dir() else ():
            try:
                if entry.name.isdigit() and mark in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
            except OSError:
                continue  # ended in between, or another user's
        return sorted(found)

    @property
    def error(self) -> str:
        """The sentence with which the training ended, rank 0's if it had one; "" when there is none."""
        with self.log.open("rb") as file:
            file.seek(max(self._log_start, self.log.stat().st_size - LOG_TAIL_BYTES))
            lines = file.read().decode("utf-8", errors="replace").splitlines()
        first = [line for line in lines if line.startswith("error: ")]
        others = [line for line in lines if re.match(r"rank \d+: error: ", line)]
        return (first + others)[0].partition("error: ")[2] if first or others else ""

    def _author(self) -> tuple[object, object]:
        """Which process wrote status.json."""
        said = self._run.read_status()
        return said.get("pid"), said.get("pid_started")
