"""The reference solver of conversations: what a reader does to follow one, each step counted."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from dataforge.generators.base import ExtractError
from dataforge.generators.solving import step

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def _digits(a: int, b: int = 0) -> int:
    """Digits of the longer."""
    return len(str(max(abs(a), abs(b))))


def plus(a: int, b: int) -> int:
    """a + b: one step a digit of the longer."""
    step(_digits(a, b))
    return a + b


def minus(a: int, b: int) -> int:
    """a - b: one step a digit of the longer."""
    step(_digits(a, b))
    return a - b


def times(a: int, b: int) -> int:
    """a * b: one step a pair of digits."""
    step(_digits(a) * _digits(b))
    return a * b


def half(a: int) -> int:
    """a // 2: one step a digit."""
    step(_digits(a))
    return a // 2


def total(numbers: Sequence[int]) -> int:
    """The sum: one step for each further number."""
    step(len(numbers) - 1)
    return sum(numbers)


def below(a: int, b: int) -> bool:
    """a < b: one step."""
    step()
    return a < b


def same(a: object, b: object) -> bool:
    """Whether two things that were said are the same: one step."""
    step()
    return a == b


def note(memory: dict[Key, Value], key: Key, value: Value) -> Value:
    """Write a fact down, or over an older one: one step."""
    step()
    memory[key] = value
    return value


def recall(memory: Mapping[Key, Value], key: Key) -> Value:
    """Look a fact up: one step.

    Raises:
        ExtractError: nothing is known of it.
    """
    step()
    if key not in memory:
        raise ExtractError(f"nothing was said of {key!r}")
    return memory[key]


def follow(edges: Mapping[Key, Value], key: Key) -> Value:
    """Go along one edge of a graph or tree: one step."""
    return recall(edges, key)


def largest(numbers: Iterable[tuple[int, Value]]) -> Value:
    """What belongs to the largest number: one comparison for each further one."""
    found = list(numbers)
    step(len(found) - 1)
    return max(found, key=lambda pair: pair[0])[1]


def smallest(numbers: Iterable[tuple[int, Value]]) -> Value:
    """What belongs to the smallest number: one comparison for each further one."""
    found = list(numbers)
    step(len(found) - 1)
    return min(found, key=lambda pair: pair[0])[1]


def kept(items: Sequence[Value], keep: Sequence[bool]) -> list[Value]:
    """The items that pass a test: one step an item."""
    step(len(items))
    return [item for item, stays in zip(items, keep, strict=True) if stays]
