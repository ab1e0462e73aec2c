"""Eviction policies: pure functions over the access history, one file each.

A policy is a module of this package with a function `order(history) -> list of keys, the first to go first`.
It reads no clock, keeps no state and evicts nothing itself, so a simulation and a tier call the same code.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dataforge.errors import UnknownNameError


@dataclass(frozen=True)
class Use:
    """What is known of a resident entry.

    Attributes:
        num_bytes: its size in the tier.
        last_use: logical time of its last use; larger is later. Not a clock: clocks go back.
    """

    key: str
    num_bytes: int
    last_use: int


Policy = Callable[[Iterable[Use]], list[str]]


def policy(name: str) -> Policy:
    """The policy of this name. Raises UnknownNameError."""
    known = sorted(module.name for module in pkgutil.iter_modules(__path__))
    if name not in known:
        raise UnknownNameError("eviction policy", name, known)
    order: Policy = importlib.import_module(f"{__name__}.{name}").order
    return order
