"""The reference solver of the technical domain: look-ups, comparisons, rules and sums that count themselves.

Every reader of the domain recomputes what a page claims with these and nothing else. A sum costs the digits
that whoever does it by hand writes down; a fact looked up, a comparison, an edge followed or a rule applied
costs one.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import TypeVar

from dataforge.generators.base import ExtractError
from dataforge.generators.solving import step

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def look_up(table: Mapping[Key, Value], key: Key) -> Value:
    """What a table says of a key, which it must hold; one."""
    step()
    if key not in table:
        raise ExtractError(f"nothing is said of {key!r}")
    return table[key]


def find(table: Mapping[Key, Value], key: Key, default: Value) -> Value:
    """What a table says of a key, or the default; one."""
    step()
    return table.get(key, default)


def among(items: Collection[Key], item: Key) -> bool:
    """Whether an item is one of several; one."""
    step()
    return item in items


def holds(condition: bool) -> bool:
    """Whether a stated condition is met; one rule applied."""
    step()
    return condition


def note(facts: Iterable[Value]) -> list[Value]:
    """Take down stated facts; one each."""
    found = list(facts)
    step(len(found))
    return found


def same(a: object, b: object) -> bool:
    """Whether two things are equal; one comparison."""
    step()
    return a == b


def less(a: int, b: int) -> bool:
    """a < b; one comparison."""
    step()
    return a < b


def at_most(a: int, b: int) -> bool:
    """a <= b; one comparison."""
    step()
    return a <= b


def add(a: int, b: int) -> int:
    """a + b; the digits of the result."""
    result = a + b
    step(len(str(abs(result))))
    return result


def subtract(a: int, b: int) -> int:
    """a - b; the digits of the result."""
    result = a - b
    step(len(str(abs(result))))
    return result


def multiply(a: int, b: int) -> int:
    """a x b; the digits of both."""
    step(len(str(abs(a))) + len(str(abs(b))))
    return a * b


def divide(a: int, b: int) -> tuple[int, int]:
    """Quotient and rest of a / b for b > 0; the digits of a."""
    if b <= 0:
        raise ExtractError(f"{a} / {b} is not a division that a page may ask for")
    step(len(str(abs(a))))
    return divmod(a, b)
