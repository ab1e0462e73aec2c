"""The reference solver of the domain: what its readers do to establish facts, each inference counted.

One statement run, one call made, one structure touched, one comparison of two values: one inference each;
arithmetic on paper counts its digits. The readers of all genres use these and nothing else to count.
"""

from __future__ import annotations

from dataforge.generators.solving import step


def ran(statements: int) -> None:
    """Statements of a program were executed, calls and first values among them."""
    step(statements)


def touched(values: int = 1) -> None:
    """So many values were put in, taken out, moved or looked at in a structure."""
    step(values)


def compared(pairs: int = 1) -> None:
    """So many pairs of values were compared."""
    step(pairs)


def added(value: int) -> None:
    """A number was added to another: one inference a digit."""
    step(len(str(value)))


def ranged(low: int, high: int) -> None:
    """It was worked out how often a loop runs: its bounds were compared, digit by digit."""
    step(len(str(abs(low))) + len(str(abs(high))))
