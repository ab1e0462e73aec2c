"""The genre polynomial-roots: the factors multiply out, and wrong lines are refused."""

from __future__ import annotations

import json

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.mathematics.polynomial_roots import PolynomialRoots
from dataforge.testing import documents


def test_factors_multiply_out() -> None:
    """The stated roots and leading coefficient give the printed polynomial back, at any level."""
    levels = np.tile(np.array([1, 40, 80, 100, 120]), 40)
    batch = documents(PolynomialRoots(), levels, np.arange(len(levels)))
    for check in batch.column("check").to_pylist():
        facts = json.loads(check)
        product = facts["coefficients"][:1]
        for root in facts["answer"].split(", "):
            shifted = [*product, 0]
            product = [a - int(root) * b for a, b in zip(shifted, [0, *product], strict=True)]
        assert product == facts["coefficients"]


def test_failed_trials_are_no_roots() -> None:
    """A trial succeeds if, and only if, its number is a root still to be found."""
    levels = np.full(200, 90)
    batch = documents(PolynomialRoots(), levels, np.arange(len(levels)))
    for check in batch.column("check").to_pylist():
        facts = json.loads(check)
        left = [int(root) for root in facts["answer"].split(", ")]
        for at, value in facts["tries"]:
            assert (value == 0) == (at in left)
            if value == 0:
                left.remove(at)
        assert len(left) == 1


WRITTEN = """Factor p(x) = 2x^3 - 6x^2 - 8x + 24 over the integers.

Try x = 1: 2, -4, -12, 12. The last entry is 12, so this is no root.
For x = 3: 2, 0, -8, 0. That is a root; the quotient is 2x^2 - 8.
Horner at x = -2: 2, -4, 0. So x + 2 can be split off; 2x - 4 stays.
Finally 2x - 4 = 0 gives x = 2.
Thus p(x) = 2(x - 3)(x + 2)(x - 2).
The roots are -2, 2, 3."""


def test_reads_what_a_person_wrote() -> None:
    """A factorisation by hand is read: coefficients, trials, roots."""
    facts = PolynomialRoots().extract(WRITTEN)
    assert facts["coefficients"] == [2, -6, -8, 24]
    assert facts["tries"] == [[1, 12], [3, 0], [-2, 0]]
    assert facts["answer"] == "-2, 2, 3"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2x^3 - 6x^2", "2x^3 - 5x^2"),
        ("2, -4, -12, 12", "2, -4, -12, 13"),
        ("last entry is 12", "last entry is 10"),
        (
            "2, 0, -8, 0. That is a root; the quotient is 2x^2 - 8",
            "2, 0, -8, 0. No root, since 0 is left over",
        ),
        ("quotient is 2x^2 - 8", "quotient is 2x^2 - 8x"),
        ("So x + 2 can", "So x - 2 can"),
        ("gives x = 2", "gives x = 4"),
        ("2(x - 3)(x + 2)", "(x - 3)(x + 2)"),
        ("are -2, 2, 3", "are -2, 2, 4"),
        ("For x = 3", "For y = 3"),
    ],
)
def test_rejects_what_does_not_follow(old: str, new: str) -> None:
    """A wrong polynomial, row, verdict, factor or root is refused."""
    assert old in WRITTEN
    with pytest.raises(ExtractError):
        PolynomialRoots().extract(WRITTEN.replace(old, new))
