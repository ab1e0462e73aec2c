# ruff: noqa: E501 - a paper is quoted as it stands
"""Lines by least squares: beside the statistics module, and tampered with."""

from __future__ import annotations

import json
import statistics

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.scientific.regression_line import RegressionLine
from dataforge.testing import documents

GENRE = RegressionLine()
NOTE = """\
Dose and pulse rate

We give dose (mg) and pulse rate (beats): (1, 3); (2, 5); (4, 7).

The claim is: the slope is at least 1.300. What does the line say at 6?

With 3 pairs the sums are 7 (x), 15 (y), 21 (xx) and 41 (xy). The slope is 18 / 14 = 1.286, the intercept 2.00.
- 1: fitted 3.29, residual -0.29
At 6 the line reads 9.71 beats.

Verdict: the claim of 1.300 for pulse rate and dose is rejected."""


def test_reads_a_fit_worked_by_hand() -> None:
    """(3 x 41 - 7 x 15) / (3 x 21 - 49) = 18 / 14, and the claim is just above."""
    facts = GENRE.extract(NOTE)
    assert facts["slope"] == [18, 14, "1.286"]
    assert facts["predictions"] == [[6, "9.71"]]
    assert facts["answer"] == "rejected"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("41 (xy)", "42 (xy)"),
        ("9.71", "9.72"),
        ("rejected", "upheld"),
        ("(4, 7)", "(4, 8)"),
        ("-0.29", "0.29"),
    ],
)
def test_rejects_what_does_not_follow(old: str, new: str) -> None:
    """One wrong figure or conclusion, and the note is refused."""
    assert old in NOTE
    with pytest.raises(ExtractError):
        GENRE.extract(NOTE.replace(old, new))


def test_slopes_are_those_of_the_statistics_module() -> None:
    """Slope and intercept agree with `statistics.linear_regression` within rounding."""
    levels = np.repeat(np.array([1, 50, 100]), 20)
    for each in documents(GENRE, levels, np.arange(60)).column("check").to_pylist():
        facts = json.loads(each)
        x, y = zip(*facts["pairs"], strict=True)
        line = statistics.linear_regression(x, y)
        assert abs(line.slope - float(facts["slope"][2])) < 0.00051
        assert abs(line.intercept - float(facts["intercept"])) < 0.0051
