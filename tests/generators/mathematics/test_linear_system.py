"""The genre linear-system: solutions hold in exact arithmetic, and wrong lines are refused."""

from __future__ import annotations

import json
from fractions import Fraction

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.mathematics.linear_system import LinearSystem
from dataforge.testing import documents


def solve(rows: list[list[int]]) -> list[Fraction]:
    """Gauss and Jordan over the rationals, with pivoting: another way than the genre's."""
    table = [[Fraction(each) for each in row] for row in rows]
    for column in range(len(table)):
        pivot = next(i for i in range(column, len(table)) if table[i][column])
        table[column], table[pivot] = table[pivot], table[column]
        table[column] = [each / table[column][column] for each in table[column]]
        for i, row in enumerate(table):
            if i != column:
                table[i] = [a - row[column] * b for a, b in zip(row, table[column], strict=True)]
    return [row[-1] for row in table]


def test_solutions_are_the_only_ones() -> None:
    """An exact solver finds the stated solution of every system, levels beyond 100 included."""
    levels = np.tile(np.array([1, 40, 80, 100, 120]), 40)
    batch = documents(LinearSystem(), levels, np.arange(len(levels)))
    for check in batch.column("check").to_pylist():
        facts = json.loads(check)
        assert solve([[*row, right] for row, right in facts["equations"]]) == facts["solution"]


WRITTEN = """Use elimination to find x and y.
(1) 2x + y = 7
(2) 4x - 3y = -11

Subtract 2 times (1) from (2): -5y = -25.
Back substitution does the rest.
(2) reads -5y = -25, so y = 5.
(1) becomes 2x + 1*5 = 7, so 2x = 2 and x = 1.
The given (2) confirms it: 4*1 - 3*5 = -11.
Answer: x = 1, y = 5"""


def test_reads_what_a_person_wrote() -> None:
    """A system solved by hand is read: equations, steps, solution."""
    facts = LinearSystem().extract(WRITTEN)
    assert facts["equations"] == [[[2, 1], 7], [[4, -3], -11]]
    assert facts["steps"] == [[2, 1, 2]]
    assert (facts["solution"], facts["checked"], facts["answer"]) == ([1, 5], 2, "x = 1, y = 5")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2x + y = 7", "2x + y = 8"),
        ("Subtract 2 times", "Subtract 3 times"),
        ("from (2)", "to (2)"),
        ("-5y = -25.", "-5y = -20."),
        ("so y = 5", "so y = 4"),
        ("2x + 1*5 = 7", "2x + 1*5 = 9"),
        ("so 2x = 2 and x = 1", "so x = 1"),
        ("4*1 - 3*5 = -11", "4*1 - 3*5 = -10"),
        ("x = 1, y = 5", "x = 1, y = 6"),
        ("find x and y", "find y and x"),
    ],
)
def test_rejects_what_does_not_follow(old: str, new: str) -> None:
    """A wrong equation, operation, value, check or answer is refused."""
    assert old in WRITTEN
    with pytest.raises(ExtractError):
        LinearSystem().extract(WRITTEN.replace(old, new))
