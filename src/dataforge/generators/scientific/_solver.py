"""The reference solver of the scientific domain: arithmetic, comparisons and look-ups that count themselves.

Every reader of the domain recomputes what a text claims with these and nothing else. An operation costs the
digits that whoever does it by hand writes down; a comparison, a look-up, an edge or a rule costs one.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from math import gcd, isqrt
from typing import TypeVar

from dataforge.generators.base import ExtractError
from dataforge.generators.solving import step

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def _digits(number: int) -> int:
    return len(str(abs(number)))


def add(a: int, b: int) -> int:
    """a + b; the digits of the result."""
    result = a + b
    step(_digits(result))
    return result


def subtract(a: int, b: int) -> int:
    """a - b; the digits of the result."""
    result = a - b
    step(_digits(result))
    return result


def total(values: Iterable[int]) -> int:
    """Values added one after the other, from 0."""
    result = 0
    for value in values:
        result = add(result, value)
    return result


def multiply(a: int, b: int) -> int:
    """a x b; the digits of both."""
    step(_digits(a) + _digits(b))
    return a * b


def divide(a: int, b: int) -> int:
    """a / b for b > 0 to the nearest integer, halves to even; the digits of a."""
    if b <= 0:
        raise ExtractError(f"{a} / {b} is not a division that a text may ask for")
    step(_digits(a))
    quotient, rest = divmod(a, b)
    return quotient + (2 * rest > b or (2 * rest == b and quotient % 2 == 1))


def root(a: int, b: int) -> int:
    """The square root of a / b for a >= 0, b > 0 to the nearest integer, halves to even; the digits of a."""
    if b <= 0 or a < 0:
        raise ExtractError(f"{a} / {b} has no square root")
    step(_digits(a))
    doubled = isqrt(4 * a // b)  # floor(2 sqrt(a / b))
    if doubled % 2 == 1 and doubled * doubled * b == 4 * a:
        return doubled // 2 + (doubled // 2) % 2
    return (doubled + 1) // 2


def reduce(a: int, b: int) -> tuple[int, int]:
    """The fraction a / b in lowest terms; the digits of b."""
    step(_digits(b))
    common = gcd(a, b) or 1
    return a // common, b // common


def less(a: int, b: int) -> bool:
    """Whether a < b; one comparison."""
    step(1)
    return a < b


def at_least(a: int, b: int) -> bool:
    """Whether a >= b; one comparison."""
    step(1)
    return a >= b


def same(a: object, b: object) -> bool:
    """Whether two facts agree; one comparison."""
    step(1)
    return a == b


def look_up(table: Mapping[Key, Value], key: Key, what: str) -> Value:
    """A fact from a table; ExtractError if the text never stated it."""
    step(1)
    try:
        return table[key]
    except KeyError:
        raise ExtractError(f"the text does not say {what} {key!r}") from None


def follow(count: int = 1) -> None:
    """Follow edges: a citation, a branch, a parent."""
    step(count)


def fixed(text: str, places: int) -> int:
    """A decimal with exactly so many places as an integer: "12.30" with two is 1230."""
    whole, dot, rest = text.partition(".")
    if len(rest) != places or bool(dot) != bool(places):
        raise ExtractError(f"{text!r} should have {places} decimals")
    return int(whole + rest)


def scaled(value: Decimal, places: int) -> int:
    """A decimal as an integer count of its last place."""
    return int(value.scaleb(places))
