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


Date = tuple[int, int, int]
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_length(year: int, month: int) -> int:
    """Days of a month of the Gregorian calendar; uncounted."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[month - 1] + leap


def shift_date(date: Date, days: int) -> Date:
    """The date so many days later (earlier, if negative): an inference for each digit of the number and each
    end of a month on the way."""
    year, month, day = date
    step(len(str(abs(days))))
    day += days
    while day < 1 or day > month_length(year, month):
        step()
        if day < 1:
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
            day += month_length(year, month)
        else:
            day -= month_length(year, month)
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return year, month, day


def next_month(date: Date, months: int, day: int) -> Date:
    """A day of the month after (1) or before (-1) that of a date: one inference."""
    step()
    year, month = date[0], date[1] + months
    if month in (0, 13):
        year, month = year + months, 12 if month == 0 else 1
    return year, month, day


def days_between(a: Date, b: Date) -> int:
    """How many days the second is after the first: an inference for each digit of the result."""
    (year, month, day), (last_year, last_month, last_day) = min(a, b), max(a, b)
    days = last_day - day
    while (year, month) < (last_year, last_month):
        days += month_length(year, month)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    step(len(str(days)))
    return -days if b < a else days


def day_of_week(date: Date) -> int:
    """0 for Monday .. 6 for Sunday, by Zeller's congruence: one inference."""
    step()
    year, month, day = date
    if month < 3:
        year, month = year - 1, month + 12
    century, rest = divmod(year, 100)
    saturday = (day + 13 * (month + 1) // 5 + rest + rest // 4 + century // 4 + 5 * century) % 7
    return (saturday + 5) % 7


def days_until(today: int, wanted: int, sign: int) -> int:
    """Days from one weekday to the next (sign 1) or back to the last (-1) of another name: one inference."""
    step()
    return sign * ((sign * (wanted - today) - 1) % 7 + 1)
