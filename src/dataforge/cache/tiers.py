"""Tiers that nest: what the first does not have, it asks of the second, and the last of the origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from dataforge.cache.disk import DiskTier
from dataforge.cache.memory import MemoryTier
from dataforge.cache.tier import Make, Tier


class Tiers:
    """Bytes by key, through all tiers.

    A key names content: a digest, or for virtual blocks (lock digest, split, cell, block) written down.
    Names such as a shard's file name collide between recipes and are no keys.
    """

    def __init__(self, tiers: Sequence[Tier]) -> None:
        self.tiers = tuple(tiers)

    @classmethod
    def of(cls, memory_bytes: int = 0, cache_dir: str | Path | None = None, disk_bytes: int = 0) -> Tiers:
        """The usual ones: memory of this process over a folder of this node; a budget of 0 leaves a tier
        out.
        """
        tiers: list[Tier] = [MemoryTier(memory_bytes)] if memory_bytes > 0 else []
        if cache_dir is not None and disk_bytes > 0:
            tiers.append(DiskTier(cache_dir, disk_bytes))
        return cls(tiers)

    def get(self, key: str, make: Make) -> memoryview:
        """The bytes of a key, from the first tier that has them, else from `make`; kept on the way back.

        The view is read-only and stays valid as long as it is held. What `make` raises is raised; a tier
        that cannot keep bytes hands them on.
        """
        return self._from(0, key, make)

    def _from(self, level: int, key: str, make: Make) -> memoryview:
        if level == len(self.tiers):
            return memoryview(make()).toreadonly()
        return self.tiers[level].fetch(key, lambda: self._from(level + 1, key, make))

    def stats(self) -> dict[str, dict[str, int]]:
        """Tier -> counts (see `TierStats`), of this process."""
        return {tier.name: asdict(tier.stats()) for tier in self.tiers}
