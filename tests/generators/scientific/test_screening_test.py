# ruff: noqa: E501 - a paper is quoted as it stands
"""Evaluations of screening tests: one worked by hand, and tampered with."""

from __future__ import annotations

import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.scientific.screening_test import ScreeningTest

GENRE = ScreeningTest()
PAPER = """\
The Larkin swab for mastitis in heifers

Report the Larkin swab if it has a sensitivity of at least 80.0 percent and a precision of at least 60.0 percent.

| site | affected, positive | affected, negative | healthy, positive | healthy, negative |
| --- | --- | --- | --- | --- |
| Arle | 40 | 10 | 20 | 80 |
| Bray | 9 | 1 | 90 | 10 |
| Corl | 43 | 7 | 20 | 180 |

We omit Bray, owing to drift.

Elsewhere 2000 subjects, 10.0 percent of them ill, are due.

Pooled: 83 true positives, 17 false negatives, 40 false positives, 260 true negatives. Hence 100 with the \
condition, 300 without, 123 positive, 277 negative.
Sensitivity: 83/100 = 83.0 percent, 80.0: met.
Precision: 83/123 = 67.5 percent, 60.0: met.
Of 2000, 200 have it; 166 are found, with 240 false alarms; 40.9 percent of positives are right.

Verdict: recommended for mastitis."""


def _lower(text: str) -> str:
    return text.replace("\nSensitivity", "\nThe sensitivity").replace("\nPrecision", "\nThe precision")


def test_reads_an_evaluation_written_by_hand() -> None:
    """Counts without the site left out, rates, and what the test would do elsewhere."""
    facts = GENRE.extract(_lower(PAPER))
    assert facts["pooled"] == [83, 17, 40, 260]
    assert facts["criteria"] == [["sensitivity", "83.0", "80.0"], ["precision", "67.5", "60.0"]]
    assert facts["projections"] == [[2000, "10.0", 200, 166, 240, "40.9"]]
    assert (facts["left_out"], facts["answer"]) == (["Bray"], "recommended")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("omit Bray", "omit Arle"),
        ("83.0 percent", "83.1 percent"),
        ("at least 60.0", "at least 68.0"),
        ("67.5 percent, 60.0: met", "67.5 percent, 60.0: missed"),
        ("Verdict: recommended", "Verdict: not recommended"),
        ("40.9", "83.0"),
        ("| Corl | 43", "| Corl | 44"),
        ("for mastitis.", "for mange."),
    ],
)
def test_rejects_what_does_not_follow(old: str, new: str) -> None:
    """One wrong figure or conclusion, and the paper is refused."""
    text = _lower(PAPER)
    assert old in text
    with pytest.raises(ExtractError):
        GENRE.extract(text.replace(old, new))
