"""The reference solver of the creative domain: the primitive inferences that its readers make and count.

A tale is followed with a notebook: facts are noted and looked up, things compared, numbers added, groups
counted. Every reader of the domain establishes its facts with these, so that a document's cost is the same
kind of number throughout.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, MutableMapping
from typing import TypeVar

from dataforge.generators.base import ExtractError
from dataforge.generators.solving import step

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def note(book: MutableMapping[Key, Value], key: Key, value: Value) -> None:
    """Write one fact down, over an older one if there is one."""
    step()
    book[key] = value


def look_up(book: MutableMapping[Key, Value], key: Key) -> Value:
    """One fact that was noted."""
    step()
    try:
        return book[key]
    except KeyError:
        raise ExtractError(f"nothing is known of {key!r}") from None


def same(one: object, other: object) -> bool:
    """Whether two things are one."""
    step()
    return one == other


def among(one: object, group: Collection[object]) -> bool:
    """Whether a thing is one of a group whose members are known at a glance."""
    step()
    return one in group


def more(one: int, other: int) -> bool:
    """Whether a number is greater than another: a step a digit of the longer one."""
    step(_digits(one, other))
    return one > other


def add(one: int, other: int) -> int:
    """A sum: a step a digit of the longer number."""
    step(_digits(one, other))
    return one + other


def minus(one: int, other: int) -> int:
    """A difference: a step a digit of the longer number."""
    step(_digits(one, other))
    return one - other


def times(one: int, other: int) -> int:
    """A product: a step a pair of digits."""
    step(len(str(abs(one))) * len(str(abs(other))))
    return one * other


def tally(group: Collection[object]) -> int:
    """How many there are: a step a member."""
    step(len(group))
    return len(group)


def _digits(one: int, other: int) -> int:
    return max(len(str(abs(one))), len(str(abs(other))))
