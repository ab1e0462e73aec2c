"""The reference solver of philosophy: the primitive inferences that all its readers are made of.

Each function does one small thing and counts it; a reader that establishes every fact of a text with these
has
counted what the text asks of its reader (see `dataforge.generators.solving`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from dataforge.generators.base import ExtractError
from dataforge.generators.solving import step

Key = TypeVar("Key")
Value = TypeVar("Value")


def look(table: Mapping[Key, Value], key: Key) -> Value:
    """Look a fact up: one inference."""
    step()
    if key not in table:
        raise ExtractError(f"nothing is said about {key!r}")
    return table[key]


def same(a: object, b: object) -> bool:
    """Compare two things: one inference."""
    step()
    return a == b


def negate(value: bool) -> bool:
    """Turn a truth value round: one inference."""
    step()
    return not value


def holds(value: bool) -> bool:
    """Check one condition: one inference."""
    step()
    return value


def first(flags: Iterable[bool]) -> int:
    """The place of the first condition that holds, each one tried being an inference; -1 if none holds."""
    for place, flag in enumerate(flags):
        step()
        if flag:
            return place
    return -1


def implied(premise: bool, conclusion: bool) -> bool:
    """Whether an implication is satisfied: one row of its truth table, one inference."""
    step()
    return not premise or conclusion


def add(a: int, b: int) -> int:
    """Add two numbers: as many inferences as their sum has digits."""
    step(len(str(abs(a + b))))
    return a + b


def total(numbers: Sequence[int]) -> int:
    """Add numbers up, from left to right."""
    found = numbers[0]
    for number in numbers[1:]:
        found = add(found, number)
    return found


def less(a: int, b: int) -> int:
    """Subtract: as many inferences as the larger number has digits."""
    step(len(str(max(abs(a), abs(b)))))
    return a - b


def times(a: int, b: int) -> int:
    """Multiply: as many inferences as the two numbers have digits, multiplied."""
    step(len(str(abs(a))) * len(str(abs(b))))
    return a * b


def largest(numbers: Sequence[int]) -> int:
    """The place of the first of the largest numbers: one comparison for each but the first."""
    step(len(numbers) - 1)
    return max(range(len(numbers)), key=lambda place: (numbers[place], -place))


def smallest(numbers: Sequence[int]) -> int:
    """The place of the first of the smallest numbers: one comparison for each but the first."""
    step(len(numbers) - 1)
    return min(range(len(numbers)), key=lambda place: (numbers[place], place))


def tally(flags: Sequence[bool]) -> int:
    """Count the conditions that hold: one inference each."""
    step(len(flags))
    return sum(flags)
