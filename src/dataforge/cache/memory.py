"""The memory tier: bytes of this process, the least recently used going first."""

from __future__ import annotations

import threading
import zlib
from dataclasses import dataclass, replace
from typing import Any

from dataforge.cache.policies import Use, policy
from dataforge.cache.tier import Make, Tier, TierStats


@dataclass
class _Entry:
    data: bytes
    crc32: int
    last_use: int
    verified: bool = False


class MemoryTier(Tier):
    """Bytes in memory, at most `budget_bytes` of them. Threads may share it.

    What a caller still holds lives on after its eviction, as Python objects do, and is not counted.
    """

    name = "memory"

    def __init__(self, budget_bytes: int, policy_name: str = "lru") -> None:
        self.budget_bytes = budget_bytes
        self._order = policy(policy_name)
        self._entries: dict[str, _Entry] = {}
        self._stats, self._now, self._lock = TierStats(), 0, threading.Lock()

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process begins with an empty tier of the same budget."""
        return _again, (self.budget_bytes, self._order)

    def fetch(self, key: str, make: Make) -> memoryview:
        """The bytes of a key; kept ones meet their CRC-32 at their first use."""
        with self._lock:
            entry = self._touch(key)
        if entry is not None:
            return memoryview(entry.data)
        data = make()
        if len(data) > self.budget_bytes:
            with self._lock:
                self._stats.refused += 1
            return memoryview(data)
        kept = bytes(data)  # a mapped file is let go, so that its tier may evict it
        with self._lock:
            self._put(key, kept)
        return memoryview(kept)

    def stats(self) -> TierStats:
        """Counts so far."""
        with self._lock:
            return replace(self._stats)

    def _touch(self, key: str) -> _Entry | None:
        self._now += 1
        entry = self._entries.get(key)
        if entry is not None and not entry.verified:
            entry.verified = zlib.crc32(entry.data) == entry.crc32
            if not entry.verified:
                self._drop(key)
                self._stats.corrupt += 1
                entry = None
        if entry is None:
            self._stats.misses += 1
            return None
        entry.last_use = self._now
        self._stats.hits += 1
        return entry

    def _put(self, key: str, data: bytes) -> None:
        if key in self._entries:  # another thread was as fast
            self._drop(key)
        if self._stats.bytes + len(data) > self.budget_bytes:
            history = [Use(name, len(entry.data), entry.last_use) for name, entry in self._entries.items()]
            for victim in self._order(history):
                self._drop(victim)
                self._stats.evictions += 1
                if self._stats.bytes + len(data) <= self.budget_bytes:
                    break
        self._entries[key] = _Entry(data, zlib.crc32(data), self._now)
        self._stats.bytes += len(data)

    def _drop(self, key: str) -> None:
        self._stats.bytes -= len(self._entries.pop(key).data)


def _again(budget_bytes: int, order: Any) -> MemoryTier:
    tier = MemoryTier(budget_bytes)
    tier._order = order
    return tier
