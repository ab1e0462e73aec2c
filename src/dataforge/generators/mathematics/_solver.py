"""The reference solver of mathematics: the primitive inferences that its readers make and count.

Arithmetic on paper costs its digits; looking a fact up, comparing two things and applying a rule cost one
inference each. Every reader of the domain establishes its facts with these functions, so that the cost of a
document is the same kind of number in all genres.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from dataforge.generators.base import ExtractError
from dataforge.generators.solving import step

Key = TypeVar("Key")
Value = TypeVar("Value")


def look(table: Mapping[Key, Value], key: Key) -> Value:
    """Look a fact up: one inference."""
    step()
    try:
        return table[key]
    except KeyError:
        raise ExtractError(f"nothing is known of {key!r}") from None


def same(one: object, other: object) -> bool:
    """Whether two things are one: one inference."""
    step()
    return one == other


def apply(rule: object) -> None:
    """A rule was put to use at one place: one inference."""
    step()


def digits(number: int) -> int:
    """Decimal digits of the absolute value; 0 has one."""
    return len(str(abs(number)))


def add(one: int, other: int) -> int:
    """A sum: an inference a digit of the longer number."""
    step(max(digits(one), digits(other)))
    return one + other


def minus(one: int, other: int) -> int:
    """A difference: an inference a digit of the longer number."""
    step(max(digits(one), digits(other)))
    return one - other


def times(one: int, other: int) -> int:
    """A product: an inference a pair of digits."""
    step(digits(one) * digits(other))
    return one * other


def divide(one: int, other: int) -> tuple[int, int]:
    """Quotient and rest: an inference a pair of digits.

    Raises:
        ExtractError: division by zero.
    """
    step(digits(one) * digits(other))
    if other == 0:
        raise ExtractError("division by zero")
    return divmod(one, other)


def gcd(one: int, other: int) -> int:
    """The greatest common divisor: all of Euclid's divisions cost what one long division of the two does."""
    step(digits(one) * digits(other))
    while other:
        one, other = other, one % other
    return one


def scan(symbols: int) -> None:
    """So many symbols were read and compared one by one."""
    step(symbols)
