"""A folder while it is written: held by one writer or several of a kind, tidied up after killed ones."""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from dataforge.errors import OutputExistsError, StorageError
from dataforge.shards.files import is_temporary

_log = logging.getLogger(__name__)


@contextlib.contextmanager
def writing(path: Path | None, alone: bool = True) -> Iterator[Callable[[], bool]]:
    """Make a folder if need be, and hold it; the kernel frees it when we are killed.

    Args:
        path: None for what is no folder of this machine: a store has no locks.
        alone: as its only writer; else together with others that are not alone either.

    Gives what tells, at the end, whether nobody else holds the folder; False for a store.

    Raises:
        OutputExistsError: it is a file, or is being written otherwise.
        StorageError: it cannot be made or opened.
    """
    if path is None:
        yield bool
        return
    try:
        path.mkdir(parents=True, exist_ok=True)
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    except (FileExistsError, NotADirectoryError) as exc:
        raise OutputExistsError(str(path), "is a file") from exc
    except OSError as exc:
        raise StorageError(str(path), exc, "choose another folder") from exc
    with holding(folder, path, alone) as last:
        yield last


@contextlib.contextmanager
def holding(folder: int, path: Path, alone: bool = True) -> Iterator[Callable[[], bool]]:
    """Hold an opened folder, and close it at the end; as `writing`."""
    try:
        try:
            fcntl.flock(folder, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            raise OutputExistsError(str(path), "is being written by another process") from exc
        except OSError as exc:
            if alone:
                _log.warning("%s has no locks (%s): see to it that one process writes there", path, exc)
        yield lambda: alone or _last(folder)
    finally:
        os.close(folder)


def _last(folder: int) -> bool:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # others are at work, or there are no locks
        return False
    return True


def sweep(path: Path | None) -> None:
    """Remove what killed writers left half-written in a folder and below; None is a store, which has none."""
    for folder, _, names in os.walk(path) if path is not None else ():
        for name in filter(is_temporary, names):
            with contextlib.suppress(OSError):
                os.unlink(os.path.join(folder, name))
