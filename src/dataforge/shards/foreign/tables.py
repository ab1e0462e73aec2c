"""Rows of Parquet and Arrow files, read by a process of their own.

A malformed Parquet file can end the process that reads it (Arrow 26: `terminate called after throwing
'parquet::ParquetException'`), and sizes that a file claims are allocated as claimed. So a child reads, within
limits of memory and time; what it hands over is validated and written anew by Arrow. When it dies, the file
is damaged, and the import goes on.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import selectors
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from dataforge.shards.foreign.streams import Damaged
from dataforge.shards.table_child import BATCH, ERROR, FRAME

_PATIENCE_S = 300.0
_PIECE = 1 << 20
_MAIN = "from dataforge.shards.table_child import serve; serve()"


def batches(path: Path, kind: str, wanted: list[str]) -> Iterator[pa.RecordBatch]:
    """Rows of a file, some at a time: text as bytes, numbers as they are.

    Args:
        kind: `parquet` or `arrow`.
        wanted: the column of the text, then others, which may be missing; [] for all columns of text.

    Raises:
        Damaged: it cannot be read, or not any further.
    """
    child = _Child.get()
    whole = False
    try:
        child.ask({"path": str(path.absolute()), "kind": kind, "wanted": wanted})
        while True:
            sign, data = child.frame()
            if sign == BATCH:
                yield pa.ipc.open_stream(pa.py_buffer(data)).read_next_batch()
                continue
            whole = True
            if sign == ERROR:
                raise Damaged(data.decode("utf-8", "replace"))
            return
    finally:
        if not whole:
            child.end()


def close() -> None:
    """End the process that reads, if there is one."""
    if _Child._current is not None:
        _Child._current.end()


class _Child:
    """The process that reads; begun when first needed, and anew after it died."""

    _current: _Child | None = None

    @classmethod
    def get(cls) -> _Child:
        """The child, alive."""
        if cls._current is None or cls._current.process.poll() is not None or cls._current.pid != os.getpid():
            cls._current = cls()
        return cls._current

    def __init__(self) -> None:
        self.pid = os.getpid()
        path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path)
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", _MAIN],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1"},
            process_group=0,
        )
        atexit.register(self.end)

    def ask(self, request: dict[str, Any]) -> None:
        """Begin a file."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
        except BrokenPipeError as exc:
            raise Damaged("the process that reads tables died") from exc

    def frame(self) -> tuple[bytes, bytes]:
        """The next frame. Raises Damaged when the child died, or says nothing for too long."""
        sign, size = FRAME.unpack(self._exact(FRAME.size))
        return sign, self._exact(size)

    def _exact(self, size: int) -> bytes:
        assert self.process.stdout is not None
        pipe, parts = self.process.stdout.fileno(), []
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, selectors.EVENT_READ)
            while size:
                if not selector.select(_PATIENCE_S):
                    raise Damaged(f"reading it took more than {_PATIENCE_S:.0f} s without a row")
                part = os.read(pipe, min(size, _PIECE))
                if not part:
                    code = self.process.wait()
                    raise Damaged(f"malformed: it ended the process that read it ({_ended(code)})")
                parts.append(part)
                size -= len(part)
        return b"".join(parts)

    def end(self) -> None:
        """End the child."""
        atexit.unregister(self.end)
        if self.pid == os.getpid():
            self.process.kill()
            self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        if _Child._current is self:
            _Child._current = None


def _ended(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"code {code}"
