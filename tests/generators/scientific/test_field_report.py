"""Physics reports: one worked by hand, and tampered with."""

from __future__ import annotations

import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.scientific.field_report import FieldReport

GENRE = FieldReport()
PAPER = """\
The speed of a toy cart

The speed of a toy cart is its distance over time.

Run 1: distance 12 +/- 1 cm, time 40 +/- 2 ms
Run 2: distance 90 +/- 9 mm, time 30 +/- 3 ms
Run 3: distance 88 +/- 9 mm, time 99 +/- 3 ms

The handbook gives 3.40 mm per ms.

Run 1: 12 cm are 120 mm (error 10); speed 3.00, relative errors 83 + 50 = 133, error 0.40.
Run 2: speed 3.00, relative errors 100 + 100 = 200, error 0.60.
Run 3: speed 0.89, relative errors 102 + 30 = 132, error 0.12.
Mean over 3: 2.30 mm per ms, error 0.37; off the handbook by 1.10.

Verdict: our value for a toy cart is inconsistent with the handbook."""


def test_reads_a_report_worked_by_hand() -> None:
    """12 cm are 120 mm; 1/12 and 2/40 make 83 + 50 permille; the mean lies too far from the handbook."""
    facts = GENRE.extract(PAPER)
    assert facts["runs"][0] == [12, 1, "cm", 40, 2, "ms", "3.00", "0.40"]
    assert (facts["mean"], facts["handbook"]) == (["2.30", "0.37"], ["3.40", "1.10"])
    assert facts["answer"] == "inconsistent"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12 +/- 1 cm", "12 +/- 1 mm"),
        ("83 + 50", "84 + 50"),
        ("is inconsistent", "is consistent"),
        ("3.40", "2.40"),
        ("cart is inc", "train is inc"),
    ],
)
def test_rejects_what_does_not_follow(old: str, new: str) -> None:
    """One wrong unit, figure or conclusion, and the report is refused."""
    assert old in PAPER
    with pytest.raises(ExtractError):
        GENRE.extract(PAPER.replace(old, new))
