"""Dilemmas: theories against exact fractions, a hand-written dilemma, wrong ones refused."""

import json
from fractions import Fraction

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.philosophy.dilemma_theories import DilemmaTheories
from dataforge.testing import documents

TEXT = (
    "One evening it fell to Ruth, a kind sceptic, to decide what must be done for the farmers of Ashford. "
    "It concerns Mark and Jane, and what counts is how many days of food each gets. "
    "Ruth could lend the old boat to the millers: Mark gets 9 and 1 for Jane. "
    "But it fails 4 times in ten. "
    "One might keep the red lantern for the teachers: Mark wins 3 and Jane takes 4.\n\n"
    "Ruth consults two advisers one evening. "
    "Dr Hale, a kind realist, says that the sum of gains times the odds of success must be highest. "
    "For Dean Moss, a stoic from Ashford, the poorest person should get as much as possible. "
    "If courses are level, the larger sum decides, then the first named. "
    "Which course has most voices, ties going to the first adviser?\n\n"
    "Added up, the gains are 10 and 7. For Dr Hale the weighed sums are 60 and 70: hence the lantern. "
    "For Dean Moss the smallest gains are 1 and 3: so the red lantern.\n\n"
    "Ruth should choose the lantern."
)


def test_utilitarians_and_maximiners_agree_with_fractions() -> None:
    """Expected sums and smallest gains, as exact fractions, choose the courses that the text says."""
    batch = documents(DilemmaTheories(), np.repeat([1, 40, 100], 60), np.arange(180))
    judged = 0
    for check in map(json.loads, batch.column("check").to_pylist()):
        for _, theory, _, nth in check["advice"]:
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
    assert facts["advice"] == [
        ["Dr Hale", "utilitarian", [60, 70], 2],
        ["Dean Moss", "maximiner", [1, 3], 2],
    ]
    assert facts["answer"] == "lantern"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Mark gets 9", "Mark gets 8"),
        ("fails 4 times", "fails 5 times"),
        ("60 and 70", "60 and 71"),
        ("so the red lantern", "so the old boat"),
        ("so the red lantern", "so the old lantern"),
        ("choose the lantern", "choose the boat"),
        ("It concerns Mark", "It concerns Luke"),
        ("For Dean Moss the", "For Dean Hale the"),
        ("the smallest gains are", "the gaps are"),
        ("two advisers", "three advisers"),
        ("Added up, the gains are 10 and 7. ", ""),
    ],
)
def test_wrong_dilemmas_are_refused(right: str, wrong: str) -> None:
    """A wrong gain, risk, score, choice, verdict or name is noticed."""
    assert right in TEXT
    with pytest.raises(ExtractError):
        DilemmaTheories().extract(TEXT.replace(right, wrong))
