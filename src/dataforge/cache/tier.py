"""What a tier is: a mapping from keys to verified bytes, with a budget, filled from what lies below it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

Make = Callable[[], "bytes | memoryview"]
"""What lies below a tier: the next tier, or the origin itself."""


@dataclass
class TierStats:
    """Counts since the tier was opened by this process.

    Attributes:
        hits, misses: of `fetch`. Bytes that another process was making, and that we waited for, are a hit.
        bytes: resident now; for a disk tier, those of all processes.
        evictions: entries removed to make room.
        takeovers: entries made here because the process that was making them died or stood still.
        corrupt: entries dropped because their bytes did not have their checksum.
        refused: entries handed on and not kept: larger than the budget, or all else is in use.
        errors: times that the storage said no (disk full, no permission); bytes are handed on.
    """

    hits: int = 0
    misses: int = 0
    bytes: int = 0
    evictions: int = 0
    takeovers: int = 0
    corrupt: int = 0
    refused: int = 0
    errors: int = 0


class Tier(ABC):
    """One tier. `fetch` never fails for reasons of its own: what it cannot keep, it hands on."""

    name: ClassVar[str]

    @abstractmethod
    def fetch(self, key: str, make: Make) -> memoryview:
        """The bytes of a key; `make` is called if they are not here. What `make` raises is raised."""

    @abstractmethod
    def stats(self) -> TierStats:
        """Counts so far."""
