"""Whodunits: a hand-written case solved, wrong convictions and rings of alibis refused."""

import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.creative.whodunit import Whodunit

CASE = (
    "During a fair, the lantern vanished from the old inn in Bellmere. Near a small box it was noted that"
    " the "
    "moat had been swum. A nun and a baker questioned 3 people; only the thief lied.\n\n"
    "Mary had debts, as a calm baker said. Besides, she was amphibious. That night John was with her.\n\n"
    "John was wealthy, as a calm nun said. Besides, he was amphibious. He claimed to have been alone.\n\n"
    "Omar bore a grudge, as a calm monk said. Besides, he was amphibious. He claimed to have been alone.\n\n"
    "Who did it?\n\n"
    "For want of a motive, John is innocent. Since John is honest, Mary is free. That leaves Omar.\n\n"
    "Answer: Omar."
)


def test_a_hand_written_case_is_solved() -> None:
    """John has no motive, so his word clears Mary; Omar is left."""
    facts = Whodunit().extract(CASE)
    assert (facts["answer"], facts["steps"]) == ("Omar", [["John", "motive"], ["Mary", "John"]])


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Answer: Omar", "Answer: Mary"),
        ("John was wealthy", "John faced ruin"),
        ("Omar bore a grudge, as a calm monk said. Besides, he was amphibious",
         "Omar bore a grudge, as a calm monk said. Besides, he was hydrophobic"),
        ("he claimed to have been alone.\n\nOmar", "Mary was with him.\n\nOmar"),
        ("For want of a motive, John is innocent. Since John is honest, Mary is free.",
         "Since John is honest, Mary is free. For want of a motive, John is innocent."),
        ("3 people", "4 people"),
    ],
)  # fmt: skip
def test_false_cases_are_refused(right: str, wrong: str) -> None:
    """The wrong thief, two thieves, none, a word given before its speaker is cleared, a suspect too few."""
    case = CASE.replace("He claimed", "he claimed")
    assert right in case
    with pytest.raises(ExtractError):
        Whodunit().extract(case.replace(right, wrong))
