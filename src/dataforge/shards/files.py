"""Files that appear whole or not at all: written under another name, fsynced, renamed, folder fsynced."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
import weakref
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from dataforge.errors import StorageError

_TEMPORARY = re.compile(r"\..+\.[0-9a-f]{16}\.tmp")


def write_atomic(path: Path, pieces: Iterable[bytes | memoryview]) -> None:
    """Write a file that is either absent (or as it was) or whole and on disk, whenever the process is killed.

    Raises:
        StorageError: disk full, permission denied, folder gone. Nothing is left behind.
    """
    temporary = path.parent / f".{path.name}.{secrets.token_hex(8)}.tmp"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(temporary, "xb") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        sync_folder(path.parent)
    except OSError as exc:
        raise StorageError(str(path), exc) from exc


def create_atomic(path: Path, raw: bytes) -> bool:
    """Write a file that must not be there yet, whole and on disk: of several processes that do so at once one
    succeeds. False when it is there already.

    Raises:
        StorageError: disk full, permission denied.
    """
    temporary = path.parent / f".{path.name}.{secrets.token_hex(8)}.tmp"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(temporary, "xb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            os.link(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
        sync_folder(path.parent)
    except FileExistsError:
        return False
    except OSError as exc:
        if exc.errno not in (errno.EPERM, errno.ENOTSUP):
            raise StorageError(str(path), exc) from exc
        if path.exists():  # a file system without hard links: of writers at the same instant the last holds
            return False
        write_atomic(path, [raw])
    return True


def sync_folder(path: Path) -> None:
    """Make renames within a folder durable."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as exc:
        if exc.errno != errno.EINVAL:  # what a file system says whose renames are durable, or never are
            raise
    finally:
        os.close(descriptor)


def is_temporary(name: str) -> bool:
    """Whether a file is what a killed `write_atomic` left behind."""
    return _TEMPORARY.fullmatch(name) is not None


def read_bounded(path: Path, limit: int) -> bytes:
    """A small file, whole.

    Raises:
        OSError: it cannot be read.
        ValueError: it is larger than `limit` bytes.
    """
    source = FileSource(path)
    if source.size > limit:
        raise ValueError(f"{path.name} is larger than {limit} bytes")
    return bytes(source.read(0, source.size))


class Source(Protocol):
    """Bytes that can be read anywhere."""

    size: int

    def read(self, start: int, stop: int) -> memoryview:
        """Bytes start .. stop. Raises ValueError when they are not all there."""


class FileSource:
    """A file, read by offset, so safe across forks and threads; one cut later is an error, no SIGBUS.

    Raises:
        OSError: it cannot be opened or read.
        ValueError: it is a folder, a device or a pipe.
    """

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)  # a pipe must not block us
        weakref.finalize(self, os.close, self._file)
        status = os.fstat(self._file)
        if not stat.S_ISREG(status.st_mode):
            raise ValueError(f"{path.name} is not a regular file")
        self.size = status.st_size

    def read(self, start: int, stop: int) -> memoryview:
        """Bytes start .. stop."""
        if not 0 <= start <= stop <= self.size:
            raise ValueError(f"bytes {start} to {stop} are not within the {self.size} bytes of the file")
        pieces, at = [], start
        while at < stop:  # Linux reads at most 2 GiB at once
            piece = os.pread(self._file, stop - at, at)
            if not piece:
                raise ValueError(f"the file ends at {at}, before byte {stop}")
            pieces.append(piece)
            at += len(piece)
        return memoryview(pieces[0] if len(pieces) == 1 else b"".join(pieces))


class MemorySource:
    """Bytes in memory."""

    def __init__(self, data: bytes | memoryview) -> None:
        self._data, self.size = memoryview(data), len(data)

    def read(self, start: int, stop: int) -> memoryview:
        """Bytes start .. stop."""
        if not 0 <= start <= stop <= self.size:
            raise ValueError(f"bytes {start} to {stop} are not within the {self.size} bytes")
        return self._data[start:stop]
