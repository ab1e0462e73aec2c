"""Tiers of verified bytes: memory, disk shared by the processes of a node, and below them whatever makes the
bytes.
"""

from dataforge.cache.disk import DiskTier
from dataforge.cache.memory import MemoryTier
from dataforge.cache.tiers import Tiers

__all__ = ["DiskTier", "MemoryTier", "Tiers"]
