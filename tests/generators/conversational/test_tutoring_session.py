"""Tutoring sessions: a hand-written one is understood, wrong sums and wrong diagnoses are not."""

from __future__ import annotations

import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.conversational.tutoring_session import TutoringSession

SESSION = """\
The rain had stopped. Rosa is coaching Tom in sums.

Rosa: Let us start with 47. Add 38 to that.
Tom: I get 75. \u2014 My aunt missed the bus.
Rosa: You forgot to carry somewhere.
Tom: Oh: 85.
Rosa: What is that times 6?
Tom: 510.
Rosa: Well done. Take 263 away from it.
Tom: It must be 353.
Rosa: Something has to be borrowed.
Tom: 247 then.
Rosa: Where did we end up?
Tom: 247, after 2 slips."""


def test_a_hand_written_session_is_understood() -> None:
    """47 + 38 without the carry is 75; 510 - 263 without borrowing is 353."""
    facts = TutoringSession().extract(SESSION)
    assert facts["answer"] == 247
    assert [step[3] for step in facts["steps"]] == ["no_carry", "no_mistake", "no_borrow"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("75", "95"),
        ("forgot to carry", "did the opposite"),
        ("Oh: 85", "Oh: 86"),
        ("times 6", "times 7"),
        ("2 slips", "1 slip"),
        ("Rosa: Where", "Tom: Where"),
    ],
)
def test_a_session_that_is_wrong_is_rejected(right: str, wrong: str) -> None:
    """A number, a mistake's name or a speaker changed is noticed."""
    assert right in SESSION
    with pytest.raises(ExtractError):
        TutoringSession().extract(SESSION.replace(right, wrong))
