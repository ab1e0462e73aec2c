"""The decision board: a file through which the trainer's process tells its workers what was decided.

A worker that needs an undecided batch waits, with a deadline, and only while the trainer's process lives:
deep prefetch is throttled, never wrong. Records are appended whole and carry a CRC, so a reader never sees
half of one.

    header   "DFBOARD1", K, pid of the writer                          int64 each after the magic
    record   window, weights[K], CRC-32 of what stands before it       int64 each
"""

from __future__ import annotations

import os
import tempfile
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dataforge.curriculum.windows import decisions_needed
from dataforge.errors import DeadlineError

__all__ = ["BoardReader", "BoardWriter", "Decisions", "Fixed", "WriterGone"]

_MAGIC = b"DFBOARD1"
_HEADER_BYTES = 24
_LONGEST_NAP_S = 0.02


class WriterGone(Exception):
    """The process that decides is dead: a worker ends quietly."""


class Decisions(Protocol):
    """Weights in force at a batch; may wait for a decision."""

    def weights_at(self, batch: int) -> NDArray[np.int64]:
        """int64[K], Q32."""
        ...


class Fixed:
    """One mixture for ever: a stream without feedback."""

    def __init__(self, mixture: Sequence[int]) -> None:
        self._weights = np.array(mixture, np.int64)

    def weights_at(self, batch: int) -> NDArray[np.int64]:
        return self._weights


class BoardWriter:
    """Makes the board in a new temporary file and appends decisions to it; `close` removes it."""

    def __init__(self, num_cells: int) -> None:
        handle, name = tempfile.mkstemp(prefix="dataforge-board-")
        self.path, self._handle = Path(name), handle
        os.write(handle, _MAGIC + np.array([num_cells, os.getpid()], "<i8").tobytes())

    def post(self, window: int, weights: NDArray[np.int64]) -> None:
        """The decision of a window, -1 being the plan's first mixture. Windows rise one by one."""
        body = np.concatenate([np.array([window], np.int64), weights]).astype("<i8").tobytes()
        os.write(self._handle, body + np.array([zlib.crc32(body)], "<i8").tobytes())

    def close(self) -> None:
        """Remove the board; calling it twice is fine."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
            self.path.unlink(missing_ok=True)


class BoardReader:
    """Reads decisions, and waits for those that are not there yet.

    Args:
        path: of the board.
        window, horizon: U and H of the plan spec.
        wait_s: how long to wait for one decision, seconds.

    Raises (weights_at):
        DeadlineError: no decision came in time.
        WriterGone: the process that decides has ended.
    """

    def __init__(self, path: Path, window: int, horizon: int, wait_s: float) -> None:
        self.path, self.window, self.horizon, self.wait_s = path, window, horizon, wait_s
        self._weights: dict[int, NDArray[np.int64]] = {}
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
        if header[:8] != _MAGIC or len(header) != _HEADER_BYTES:
            raise ValueError(f"{path} is no decision board")
        self._num_cells, self._writer = (int(n) for n in np.frombuffer(header[8:], "<i8"))
        self._is_child = os.getppid() == self._writer
        self._read_bytes = _HEADER_BYTES

    def weights_at(self, batch: int) -> NDArray[np.int64]:
        """The weights in force at `batch`: int64[K]."""
        window = decisions_needed(batch, self.window, self.horizon) - 1
        if window not in self._weights:
            self._wait_for(window, batch)
            for past in [known for known in self._weights if known < window]:
                del self._weights[past]  # batches only go forward
        return self._weights[window]

    def _wait_for(self, window: int, batch: int) -> None:
        start, nap = time.monotonic(), 0.001
        while True:
            self._poll()
            if window in self._weights:
                return
            if os.getpid() == self._writer:
                raise RuntimeError(f"batch {batch} was asked for before window {window} was closed")
            if not self._writer_lives():
                raise WriterGone
            waited = time.monotonic() - start
            if waited > self.wait_s:
                what = f"the decision of window {window}, which batch {batch} needs"
                raise DeadlineError(
                    what, waited, "does the training loop still ask for batches? raise stream.wait_s"
                )
            time.sleep(nap)
            nap = min(2 * nap, _LONGEST_NAP_S)

    def _poll(self) -> None:
        size = 8 * (self._num_cells + 2)
        try:
            with self.path.open("rb") as file:
                file.seek(self._read_bytes)
                data = file.read()
        except FileNotFoundError as exc:  # closed: nothing more will be decided
            raise WriterGone from exc
        for start in range(0, len(data) - size + 1, size):
            record = data[start : start + size]
            values = np.frombuffer(record, "<i8").astype(np.int64)
            if zlib.crc32(record[:-8]) != values[-1]:
                return  # not yet whole
            self._read_bytes += size
            self._weights[int(values[0])] = values[1:-1]

    def _writer_lives(self) -> bool:
        if self._is_child:
            return os.getppid() == self._writer
        try:
            os.kill(self._writer, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True
