"""Dilemmas: theories against exact fractions, a hand-written dilemma, wrong ones refused."""

import json
from fractions import Fraction

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.philosophy.dilemma_theories import DilemmaTheories
from dataforge.testing import documents

TEXT = (
    "There is unrest in Ashford these days. Ruth has a single boat, and the flood has cut off a "
    "whole valley. It concerns Mark and Jane. To "
    "send the boat "
    "to the mill would bring Mark 9 days of food and Jane 1. In 4 cases out of 10, though, it comes "
    "to nothing. "
    "One could wait for the second boat, which would bring Mark 3 days of food and Jane 4.\n\n"
    "Ruth consults two advisers. The utilitarian wants the greatest total gain, each total being "
    "weighed by the "
    "chance that the course succeeds. The maximiner compares the smallest gain under each course, "
    "and picks the "
    "course where it is largest. Which course is ahead?\n\n"
    "The plain sums are 10 and 7. For the utilitarian the weighed sums, in tenths, are 60 and 70, "
    "which speaks for "
    "the second. For the maximiner the smallest gains are 1 and 3, which speaks for the second.\n\n"
    "So the verdict is to wait for the second boat."
)


def test_utilitarians_and_maximiners_agree_with_fractions() -> None:
    """Expected sums and smallest gains, as exact fractions, choose the courses that the text says."""
    batch = documents(DilemmaTheories(), np.repeat([1, 40, 100], 60), np.arange(180))
    judged = 0
    for check in map(json.loads, batch.column("check").to_pylist()):
        for theory, _, nth in check["advice"]:
            if theory not in ("utilitarian", "maximiner"):
                continue
            worth = [
                (
                    Fraction(10 - fails, 10) * sum(gains) if theory == "utilitarian" else min(gains),
                    sum(gains),
                    -k,
                )
                for k, (_, gains, fails, _) in enumerate(check["courses"])
            ]
            assert nth == worth.index(max(worth)) + 1
            judged += 1
    assert judged > 60


def test_a_hand_written_dilemma_is_read() -> None:
    """A dilemma that no generator wrote is understood, with its sums, scores and verdict."""
    facts = DilemmaTheories().extract(TEXT)
    assert facts["sums"] == [10, 7]
    assert facts["advice"] == [["utilitarian", [60, 70], 2], ["maximiner", [1, 3], 2]]
    assert facts["answer"] == "wait for the second boat"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Mark 9", "Mark 8"),
        ("In 4 cases", "In 5 cases"),
        ("60 and 70", "60 and 71"),
        (
            "smallest gains are 1 and 3, which speaks for the second",
            "smallest gains are 1 and 3, which speaks for the first",
        ),
        ("verdict is to wait for the second boat", "verdict is to send the boat to the mill"),
        ("It concerns Mark", "It concerns Luke"),
        ("unrest in Ashford", "unrest"),
        ("The plain sums are 10 and 7. ", ""),
    ],
)
def test_wrong_dilemmas_are_refused(right: str, wrong: str) -> None:
    """A wrong gain, risk, score, choice, verdict or name is noticed."""
    assert right in TEXT
    with pytest.raises(ExtractError):
        DilemmaTheories().extract(TEXT.replace(right, wrong))
