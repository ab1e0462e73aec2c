"""The reference solver of the multilingual domain: its primitive inferences, each counted as it is made."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, TypeVar

from dataforge.generators.base import ExtractError
from dataforge.generators.solving import step

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def look_up(table: Mapping[Key, Value], key: Key) -> Value:
    """What a table says of a key: one inference.

    Raises:
        ExtractError: nothing.
    """
    step()
    if key not in table:
        raise ExtractError(f"nothing is known of {key!r}")
    return table[key]


def understand(facts: Sequence[Any]) -> None:
    """Take facts from words: one inference for each that is not empty."""
    step(sum(1 for fact in facts if fact))


def larger(a: int, b: int) -> bool:
    """Whether a > b: one inference."""
    step()
    return a > b


def add(a: int, b: int) -> int:
    """The sum: an inference for each digit of the result."""
    step(len(str(abs(a + b))))
    return a + b


def times(a: int, b: int) -> int:
    """The product: an inference for each digit of the result."""
    step(len(str(abs(a * b))))
    return a * b


def total(values: Sequence[int]) -> int:
    """The sum of several numbers: an inference for each digit of the result and each plus sign."""
    result = sum(values)
    step((len(values) - 1) * len(str(abs(result))))
    return result


def largest(values: Sequence[int]) -> int:
    """The largest of several numbers: an inference for each comparison."""
    step(len(values) - 1)
    return max(values)


def spelt(value: int) -> int:
    """A number taken from words or put into words: an inference for each digit."""
    step(len(str(abs(value))))
    return value


def hold(truth: bool, claim: str) -> None:
    """Insist on a claim that the text makes.

    Raises:
        ExtractError: it does not hold.
    """
    if not truth:
        raise ExtractError(f"it is not so: {claim}")
