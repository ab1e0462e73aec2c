"""The disk tier: files mapped into memory, shared by all processes of a node, under one hard budget.

    DIR/objects/<sha256 of key>          64-byte header (magic, size, CRC-32), then the bytes
    DIR/objects/.<sha256>.<random>.tmp   being written, at its full size already, and locked by its writer
    DIR/flights/<sha256 of key>          being made (see flight.py)
    DIR/admission.lock                   held while room is made and while a written file gets its name
    DIR/clock                            logical time; a file's mtime holds that of its last use

Every process that has a file mapped holds a shared lock on it (the mapping keeps the descriptor that holds
the lock), and only a file that can be locked alone is evicted. So bytes that are mapped are never off the
books, and a killed process frees what it held. The page cache of these files is the node's shared memory.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import logging
import math
import mmap
import os
import secrets
import struct
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from dataforge.cache.flight import flight
from dataforge.cache.policies import Use, policy
from dataforge.cache.tier import Make, Tier, TierStats

_log = logging.getLogger(__name__)
_HEAD = struct.Struct("<8sQI44x")
_MAGIC = b"DFCACHE1"
_TICK = struct.Struct("<Q")
_ADMISSION_S = 5.0
_RECOUNT_S = 1.0


class DiskTier(Tier):
    """Bytes in files of `folder`, at most `budget_bytes` in all, whatever number of processes share it.

    All of them must be given the same budget. A tier that cannot write warns once and hands bytes on.

    Args:
        stall_s: how long the maker of some bytes may stand still before a waiting process makes them, too.
    """

    name = "disk"

    def __init__(
        self, folder: str | Path, budget_bytes: int, policy_name: str = "lru", stall_s: float = 30.0
    ) -> None:
        self.folder, self.budget_bytes, self.stall_s = Path(folder), budget_bytes, stall_s
        self._objects, self._flights = self.folder / "objects", self.folder / "flights"
        self._order = policy(policy_name)
        self._stats = TierStats()
        self._verified: dict[str, int] = {}  # name -> inode
        self._clock: mmap.mmap | None = None
        self._warned = False
        self._counted_s = -math.inf

    def __getstate__(self) -> dict[str, Any]:
        """Another process shares the folder, counts for itself and verifies for itself."""
        return {**vars(self), "_clock": None, "_stats": TierStats(), "_verified": {}}

    def fetch(self, key: str, make: Make) -> memoryview:
        """The bytes of a key, mapped; made by one process of the node if they are not here."""
        name = hashlib.sha256(key.encode()).hexdigest()
        found = self._find(name)
        if found is not None:
            self._stats.hits += 1
            return found
        with contextlib.ExitStack() as stack:
            try:
                self._flights.mkdir(parents=True, exist_ok=True)
                turn = stack.enter_context(
                    flight(self._flights / name, lambda: self._find(name), self.stall_s)
                )
            except OSError as exc:
                self._stats.misses += 1
                self._failed(exc)
                return memoryview(make())
            if turn.landed is not None:
                self._stats.hits += 1
                return turn.landed
            self._stats.misses += 1
            self._stats.takeovers += turn.takeover
            data = memoryview(make())
            return self._keep(name, data)

    def stats(self) -> TierStats:
        """Counts so far; `bytes` is what all processes have in the folder, counted once a second at most."""
        if time.monotonic() > self._counted_s + _RECOUNT_S:
            with contextlib.suppress(OSError):
                self._stats.bytes = sum(status.st_size for _, status in self._scan())
                self._counted_s = time.monotonic()
        return replace(self._stats)

    def _failed(self, exc: OSError) -> None:
        self._stats.errors += 1
        if not self._warned:
            self._warned = True
            _log.warning("cache %s cannot be used, reading goes on without it: %s", self.folder, exc)

    def _find(self, name: str) -> memoryview | None:
        """The bytes of a resident file, mapped, locked as in use, verified at our first touch."""
        path = self._objects / name
        try:
            file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as exc:
            self._failed(exc)
            return None
        try:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return None  # it is being evicted
            status = os.fstat(file)
            if status.st_nlink == 0:
                return None  # it was evicted between our opening and our lock
            found = self._map(file, name, status)
            if found is None:
                self._stats.corrupt += 1
                self._verified.pop(name, None)
                os.unlink(path)
                return None
            tick = self._tick()
            os.utime(file, ns=(tick, tick))
            return found
        except OSError as exc:
            self._failed(exc)
            return None
        finally:
            os.close(file)  # the mapping has a descriptor of its own, and with it the lock

    def _map(self, file: int, name: str, status: os.stat_result) -> memoryview | None:
        if status.st_size < _HEAD.size:
            return None
        mapped = memoryview(mmap.mmap(file, status.st_size, prot=mmap.PROT_READ))
        magic, size, crc32 = _HEAD.unpack_from(mapped)
        data = mapped[_HEAD.size :]
        if self._verified.get(name) != status.st_ino:
            if magic != _MAGIC or size != len(data) or zlib.crc32(data) != crc32:
                return None
            self._verified[name] = status.st_ino
        return data

    def _keep(self, name: str, data: memoryview) -> memoryview:
        """Store the bytes if there is room, and return them, mapped; else as they came."""
        try:
            file, temporary = self._reserve(name, _HEAD.size + data.nbytes)
        except OSError as exc:
            self._failed(exc)
            return data
        if file < 0:
            self._stats.refused += 1
            return data
        try:
            head = _HEAD.pack(_MAGIC, data.nbytes, zlib.crc32(data))
            with open(file, "wb", closefd=False) as writer:
                writer.write(head)
                writer.write(data)
            os.fsync(file)
            tick = self._tick()
            os.utime(file, ns=(tick, tick))
            fcntl.flock(file, fcntl.LOCK_SH)
            self._publish(temporary, name)
        except OSError as exc:
            self._failed(exc)
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            return data
        finally:
            os.close(file)
        self._counted_s = -math.inf
        return self._find(name) or data

    def _publish(self, temporary: Path, name: str) -> None:
        """Give a written file its name: under the lock, since a scan can miss a file that is renamed."""
        with self._admission() as admitted:
            # It is there already when a maker that stood still comes back; others may have that one mapped.
            if admitted and not (self._objects / name).exists():
                os.rename(temporary, self._objects / name)
            else:
                os.unlink(temporary)

    def _reserve(self, name: str, size: int) -> tuple[int, Path]:
        """A locked temporary file of this size, with room made for it; descriptor -1 if there is none."""
        if size > self.budget_bytes:
            return -1, self._objects
        self._objects.mkdir(parents=True, exist_ok=True)
        with self._admission() as admitted:
            if not admitted or not self._make_room(size):
                return -1, self._objects
            path = self._objects / f".{name}.{secrets.token_hex(8)}.tmp"
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
            try:
                fcntl.flock(file, fcntl.LOCK_EX)
                os.posix_fallocate(file, 0, size)
            except OSError:
                os.close(file)
                os.unlink(path)
                raise
            return file, path

    @contextlib.contextmanager
    def _admission(self) -> Iterator[bool]:
        """Hold the lock on the books; False if its holder stands still."""
        lock = os.open(self.folder / "admission.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            deadline = time.monotonic() + _ADMISSION_S
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        yield False
                        return
                    time.sleep(0.001)
                else:
                    yield True
                    return
        finally:
            os.close(lock)

    def _make_room(self, size: int) -> bool:
        resident: dict[str, Use] = {}
        used = 0
        for name, status in self._scan():
            if not name.startswith("."):
                resident[name] = Use(name, status.st_size, status.st_mtime_ns)
                used += status.st_size
            elif not self._remove_unused(
                name
            ):  # being written, its room reserved; else its writer was killed
                used += status.st_size
        if used + size <= self.budget_bytes:
            return True
        for victim in self._order(resident.values()):
            if self._remove_unused(victim):
                self._stats.evictions += 1
                used -= resident[victim].num_bytes
                if used + size <= self.budget_bytes:
                    return True
        return False

    def _scan(self) -> Iterator[tuple[str, os.stat_result]]:
        with os.scandir(self._objects) as entries:
            for entry in entries:
                with contextlib.suppress(FileNotFoundError):
                    yield entry.name, entry.stat(follow_symlinks=False)

    def _remove_unused(self, name: str) -> bool:
        """Remove a file that no process has mapped or is writing."""
        path = self._objects / name
        try:
            file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return True
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.unlink(path)
        except BlockingIOError:
            return False
        except FileNotFoundError:
            return True
        finally:
            os.close(file)
        self._verified.pop(name, None)
        return True

    def _tick(self) -> int:
        """The next logical time. Two processes may get the same one: then their order does not matter
        either.
        """
        if self._clock is None:
            file = os.open(self.folder / "clock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            try:
                if os.fstat(file).st_size < _TICK.size:
                    os.posix_fallocate(file, 0, _TICK.size)  # a full disk is an error here, a SIGBUS later
                self._clock = mmap.mmap(file, _TICK.size)
            finally:
                os.close(file)
        now = int(_TICK.unpack(self._clock[:])[0]) + 1
        self._clock[:] = _TICK.pack(now)
        return now
