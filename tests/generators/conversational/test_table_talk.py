"""Talk over tables: ellipsis and reference are resolved by hand here, and a wrong answer is noticed."""

from __future__ import annotations

import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.conversational.table_talk import TableTalk

TALK = """\
The rain had stopped. Rosa calls Tom, who has the list here.

thing | price (euros) | weight (grams)
kettle | 34 | 900
lamp | 20 | 1200
purse | 27 | 150

Rosa: What is the price of the kettle?
Tom: 34 euros.
Rosa: And the lamp? \u2014 My aunt missed the bus.
Tom: 20.
Rosa: Which of the two is lighter?
Tom: The kettle, I think.
Rosa: What about its price?
Tom: 34.
Rosa: By how much do they differ?
Tom: 14 euros.
Rosa: And the lightest of all?
Tom: That is the purse.
Rosa: And together?
Tom: 1050 grams."""


def test_what_is_left_out_is_filled_in() -> None:
    """After "the lightest of all" the two are the purse and the kettle, and the column is the weight."""
    facts = TableTalk().extract(TALK)
    assert facts["answer"] == "1050"
    assert [each[0] for each in facts["questions"]] == [
        "ask_cell", "same_column", "of_the_two", "same_thing", "how_far_apart", "of_all", "both_together",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Tom: 20", "Tom: 34"),
        ("is lighter", "is heavier"),
        ("its price", "its weight"),
        ("1050 grams", "1050 euros"),
    ],
)
def test_a_wrong_answer_is_rejected(right: str, wrong: str) -> None:
    """A number, a comparison, a column or a unit changed is noticed."""
    assert right in TALK
    with pytest.raises(ExtractError):
        TableTalk().extract(TALK.replace(right, wrong))
