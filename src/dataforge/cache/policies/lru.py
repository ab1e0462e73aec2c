"""Least recently used: what was not used for longest goes first. Ties go by key, so all processes agree."""

from __future__ import annotations

from collections.abc import Iterable

from dataforge.cache.policies import Use


def order(history: Iterable[Use]) -> list[str]:
    """Keys of the resident entries, the first to evict first."""
    return [use.key for use in sorted(history, key=lambda use: (use.last_use, use.key))]
