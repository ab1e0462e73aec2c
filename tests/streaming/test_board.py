"""Workers wait for decisions, are let go by them, and by their parent's death."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from dataforge.errors import DeadlineError  # noqa: E402
from dataforge.streaming.board import BoardReader, BoardWriter, WriterGone  # noqa: E402

FORK = multiprocessing.get_context("fork")
MIXTURE = np.array([3, 5], np.int64)


def _read(path: Path, wait_s: float, batch: int, pipe: object) -> None:
    reader = BoardReader(path, 5, 4, wait_s)
    pipe.send("ready")  # type: ignore[attr-defined]
    try:
        pipe.send(reader.weights_at(batch).tolist())  # type: ignore[attr-defined]
    except (DeadlineError, WriterGone) as exc:
        pipe.send(type(exc).__name__)  # type: ignore[attr-defined]


def test_a_waiting_worker_is_released_by_the_decision() -> None:
    """Batch 9 with U = 5, H = 4 needs window 0: the worker waits until it is posted, and gets its weights."""
    board, (mine, other) = BoardWriter(2), FORK.Pipe()
    board.post(-1, MIXTURE)
    child = FORK.Process(target=_read, args=(board.path, 60.0, 9, other))
    child.start()
    assert mine.recv() == "ready"
    assert not mine.poll(0.2), "it must wait"
    os.write(board._handle, b"\x01" * 7)  # half a record is not read
    os.ftruncate(board._handle, os.fstat(board._handle).st_size - 7)
    os.lseek(board._handle, 0, os.SEEK_END)
    board.post(0, MIXTURE[::-1])
    assert mine.recv() == [5, 3]
    child.join()
    board.close()
    assert not board.path.exists()


def test_a_deadline_ends_the_wait() -> None:
    """No decision in time: a DeadlineError, not a hang."""
    board, (mine, other) = BoardWriter(2), FORK.Pipe()
    board.post(-1, MIXTURE)
    child = FORK.Process(target=_read, args=(board.path, 0.1, 9, other))
    child.start()
    assert (mine.recv(), mine.recv()) == ("ready", "DeadlineError")
    child.join()
    board.close()


def _parent_that_dies(pipe: object) -> None:
    board = BoardWriter(2)
    board.post(-1, MIXTURE)
    worker = FORK.Process(target=_read, args=(board.path, 60.0, 9, pipe))
    worker.start()
    pipe.send((str(board.path), worker.pid))  # type: ignore[attr-defined]
    time.sleep(60)


def test_the_parents_death_releases_the_worker() -> None:
    """A worker whose trainer was killed with SIGKILL ends by itself."""
    mine, other = FORK.Pipe()
    parent = FORK.Process(target=_parent_that_dies, args=(other,))
    parent.start()
    told = [mine.recv(), mine.recv()]
    path, pid = next(each for each in told if each != "ready")
    os.kill(parent.pid, signal.SIGKILL)
    parent.join()
    assert mine.recv() == "WriterGone"
    Path(path).unlink()
    for _ in range(200):
        if not Path(f"/proc/{pid}").exists() or "State:\tZ" in Path(f"/proc/{pid}/status").read_text():
            break
        time.sleep(0.05)
    else:
        pytest.fail("the worker still runs")


def test_only_the_owner_asks_early_by_mistake() -> None:
    """In the process that decides, a batch that is asked for before its decision is a bug, said at once."""
    board = BoardWriter(2)
    board.post(-1, MIXTURE)
    reader = BoardReader(board.path, 5, 4, 60.0)
    assert reader.weights_at(8).tolist() == [3, 5]
    with pytest.raises(RuntimeError, match="before window 0 was closed"):
        reader.weights_at(9)
    board.close()
