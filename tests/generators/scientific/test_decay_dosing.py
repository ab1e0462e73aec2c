"""Courses of a drug: one worked by hand, and tampered with."""

from __future__ import annotations

import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.scientific.decay_dosing import DecayDosing
from dataforge.text.lexicon import lexicon

GENRE = DecayDosing()
DRUG = lexicon("scientific_drugs").words()[0]
COURSE = f"""\
A course of {DRUG}

From dose 1 on the body keeps 50 percent. From dose 3 on the body keeps 25 percent. A limit of 15.1 mg is set.

Dose 1: 10 mg.
Dose 2: 10 mg.
Dose 3: 5 mg.

1. 0.0 mg left, with 10 makes 10.0
2. 5.0 mg left, with 10 makes 15.0
3. 3.8 mg left, with 5 makes 8.8

Verdict: with a peak of 15.0 mg, {DRUG} is acceptable here."""


def test_reads_a_course_worked_by_hand() -> None:
    """A quarter of 15.0 is 3.75, which is rounded to the even 3.8; the peak stays just below the limit."""
    facts = GENRE.extract(COURSE)
    assert facts["doses"] == [[10, 50, "0.0", "10.0"], [10, 50, "5.0", "15.0"], [5, 25, "3.8", "8.8"]]
    assert (facts["peak"], facts["answer"]) == ("15.0", "acceptable")


@pytest.mark.parametrize(
    ("old", "new"), [("15.1", "14.9"), ("3.8", "3.7"), ("acceptable", "too much"), ("Dose 3: 5", "Dose 3: 6")]
)
def test_rejects_what_does_not_follow(old: str, new: str) -> None:
    """One wrong figure or conclusion, and the course is refused."""
    assert old in COURSE
    with pytest.raises(ExtractError):
        GENRE.extract(COURSE.replace(old, new))
