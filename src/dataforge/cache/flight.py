"""Single flight: of all processes of a node that want the same bytes, one makes them and the others wait.

The maker holds a `flock` on a file of its own, which the kernel frees when the process is killed, and counts
up a heartbeat in it. Process ids mean nothing across containers and file times follow clocks that go back,
so neither is used:

    1. A makes, B waits. A is killed: the lock is free, the file still there with a count. B takes over.
    2. A makes, B waits. A stands still (SIGSTOP, a hung mount): the lock is held, but its count does not
       change. After `stall_s` on B's own clock, B makes the bytes too. "Once, plus counted takeovers" is all
       that can be promised.
    3. A makes and is done: it removes the file before it frees the lock. B, who opened it before, gets the
       lock of a file without a name, and begins again.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_COUNT = struct.Struct("<Q")
_POLL_S, _LONGEST_POLL_S = 0.001, 0.05


@dataclass(frozen=True)
class Turn:
    """What waiting came to: the bytes have landed, or they are ours to make."""

    landed: memoryview | None
    takeover: bool = False


@contextlib.contextmanager
def flight(path: Path, find: Callable[[], memoryview | None], stall_s: float) -> Iterator[Turn]:
    """Wait for the bytes that `find` finds, or for the turn to make them; hold the turn within the `with`.

    Raises:
        OSError: the file system has no locks, no room, or says no.
    """
    waited_since, seen, poll_s = time.monotonic(), -1, _POLL_S
    while True:
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            if _try_lock(lock):
                if os.fstat(lock).st_nlink == 0:
                    continue
                takeover = _count(lock) > 0
                with _beating(lock, stall_s / 8):
                    landed = find()  # it may have landed between our looking and our lock
                    try:
                        yield Turn(landed, takeover and landed is None)
                    finally:
                        with contextlib.suppress(OSError):
                            os.unlink(path)
                return
            count = _count(lock)
        finally:
            os.close(lock)
        landed = find()
        if landed is not None:
            yield Turn(landed)
            return
        if count != seen:
            waited_since, seen = time.monotonic(), count
        elif time.monotonic() - waited_since > stall_s:
            yield Turn(None, takeover=True)
            return
        time.sleep(poll_s)
        poll_s = min(2 * poll_s, _LONGEST_POLL_S)


def _try_lock(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _count(lock: int) -> int:
    raw = os.pread(lock, _COUNT.size, 0)
    return int(_COUNT.unpack(raw)[0]) if len(raw) == _COUNT.size else 0


@contextlib.contextmanager
def _beating(lock: int, every_s: float) -> Iterator[None]:
    """Count up in the file, from 1, for as long as the `with` lasts."""
    os.pwrite(lock, _COUNT.pack(1), 0)
    done = threading.Event()

    def beat() -> None:
        count = 1
        while not done.wait(every_s):
            count += 1
            with contextlib.suppress(OSError):  # a waiter may then take over: no harm
                os.pwrite(lock, _COUNT.pack(count), 0)

    thread = threading.Thread(target=beat, name="dataforge-flight", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
