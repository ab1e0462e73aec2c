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


LIGHTERS = """\
Rosestow, in the concert hall, out of sheer boredom. One page lies between Mateo, who is buying, and \
Aminata, who can read it.

thing | weight (grams) | height (centimetres)
twig | 34 | 13
lighter | 39 | 2
saw | 27 | 20

Mateo: First things first, can you find the height of the saw?
Aminata: 20 I read, obviously.
Mateo: The lighter, too, please.
Aminata: Of course, exactly 2 centimetres.
Mateo: Hm, I am after the lighter of the two.
Aminata: That would be the saw, I think."""


def test_a_lighter_is_not_the_lighter_of_the_two() -> None:
    """A thing on the list may be called what a comparison says: "the lighter one" is the saw."""
    asked = TableTalk().extract(LIGHTERS)["questions"]
    assert asked[1:] == [["same_column", "height", "2"], ["of_the_two", "weight", "saw"]]
    assert (
        TableTalk().extract(LIGHTERS.replace("the lighter of the two", "the lighter one"))["answer"] == "saw"
    )
    with pytest.raises(ExtractError):
        TableTalk().extract(LIGHTERS.replace("the saw, I", "the lighter, I"))


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
