"""Eviction is a pure function of the history; memory keeps to its budget and believes no flipped byte."""

from __future__ import annotations

import random

import pytest

from dataforge.cache import MemoryTier, Tiers
from dataforge.cache.policies import Use, policy
from dataforge.errors import UnknownNameError


def test_lru_orders_by_last_use_whatever_the_order_given() -> None:
    """The least recently used goes first; the history's own order does not matter."""
    history = [Use("b", 10, 2), Use("a", 99, 7), Use("c", 1, 1), Use("d", 5, 2)]
    for seed in range(10):
        random.Random(seed).shuffle(history)
        assert policy("lru")(history) == ["c", "b", "d", "a"]


def test_unknown_policies_are_told() -> None:
    """An unknown policy lists those that exist."""
    with pytest.raises(UnknownNameError, match="unknown eviction policy 'clock'; choose one of: lru"):
        policy("clock")


def test_memory_keeps_what_was_used_last() -> None:
    """Of four entries of which three fit, the one unused for longest is made again."""
    made: list[str] = []

    def make(key: str) -> bytes:
        made.append(key)
        return key.encode() * 10

    tier = MemoryTier(30)
    for key in ("a", "b", "c", "a", "d", "a", "c", "b"):
        assert key.encode() * 10 == tier.fetch(key, lambda key=key: make(key))
    assert made == ["a", "b", "c", "d", "b"]
    stats = tier.stats()
    assert (stats.hits, stats.misses, stats.bytes, stats.evictions) == (3, 5, 30, 2)


def test_memory_hands_on_what_is_too_large() -> None:
    """An entry above the budget is returned, counted, and evicts nothing."""
    tier = MemoryTier(30)
    tier.fetch("small", lambda: b"x" * 20)
    assert tier.fetch("large", lambda: b"y" * 31) == b"y" * 31
    assert (tier.stats().bytes, tier.stats().refused, tier.stats().evictions) == (20, 1, 0)


def test_memory_drops_a_flipped_entry_at_its_first_use() -> None:
    """A byte flipped between storing and first use is found; the entry is made again and counted."""
    tier = MemoryTier(100)
    tier.fetch("key", lambda: b"right")
    tier._entries["key"].data = b"wrong"
    assert tier.fetch("key", lambda: b"right") == b"right"
    assert (tier.stats().corrupt, tier.stats().misses) == (1, 2)


def test_views_are_read_only_and_outlive_eviction() -> None:
    """What a caller holds cannot be written to, and stays valid when the tier has let it go."""
    tiers = Tiers.of(memory_bytes=10)
    held = tiers.get("a", lambda: b"0123456789")
    tiers.get("b", lambda: b"9876543210")
    assert held.readonly
    assert held == b"0123456789"


def test_no_tiers_is_no_cache() -> None:
    """Without budgets every get asks the origin, and an error of the origin is the caller's."""
    tiers = Tiers.of()
    assert [tiers.get("key", lambda made=made: made) for made in (b"1", b"2")] == [b"1", b"2"]
    assert tiers.stats() == {}
    with pytest.raises(ZeroDivisionError):
        Tiers.of(memory_bytes=10).get("key", lambda: bytes(1 // 0))
