"""Travelogues: a hand-written journey followed, false logs and answers refused."""

import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.creative.travelogue import Travelogue

WAY = (
    "After a fair and a flood, Mary left Bellmere quietly, with a small box and a big saw. "
    "Then Mary walked 5 miles north across a quiet hill to Briarford, a matter of 2 days. "
    "From there Mary rode 7 miles west along a narrow valley to Pellam, which took 1 day.\n\n"
    "Which way is home, and how far?\n\n"
    "At Briarford it was day 2, 5 miles, 0 east and 5 north. Day 3 ends in Pellam, after 12 miles, 7 west"
    " and 5 north.\n\n"
    "Answer: 7 miles east and 5 miles south."
)


def test_a_hand_written_journey_is_followed() -> None:
    """Five miles north and seven west: home lies seven east and five south."""
    facts = Travelogue().extract(WAY)
    assert facts["log"] == [[2, 5, 0, 5], [3, 12, -7, 5]]
    assert facts["answer"] == "7 miles east and 5 miles south"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("7 miles west", "7 miles east"),
        ("2 days", "3 days"),
        ("after 12 miles", "after 13 miles"),
        ("7 west and 5 north", "7 west and 5 south"),
        ("Day 3 ends in Pellam", "Day 3 ends in Briarford"),
        ("7 miles east and 5", "7 miles west and 5"),
    ],
)
def test_false_logs_are_refused(right: str, wrong: str) -> None:
    """A wrong way, day, sum, side, town or answer."""
    assert right in WAY
    with pytest.raises(ExtractError):
        Travelogue().extract(WAY.replace(right, wrong))
