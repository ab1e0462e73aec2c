"""Bargains: one played by hand, and what does not follow from the plans is rejected."""

from __future__ import annotations

import json

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.conversational.haggling import Haggling
from dataforge.testing import documents

BARGAIN = """\
The rain had stopped. Rosa is selling a red kettle, and Tom wants it. Rosa asks for 50, comes down by 8 \
every time, and will not go below 30. Tom offers 20, comes up by 7 every time, and will not go above 33. \
They take turns, Rosa first; whoever would next meet or pass the other's price takes it instead. \
Is there a deal?

Rosa: I want 50.
Tom: I offer 20. \u2014 My aunt missed the bus.
Rosa: Say 42.
Tom: 27, because it is you.
Rosa: Make it 34.
Tom: I can do 33, friend.
Rosa: Agreed.

Deal: 33."""


def test_a_bargain_is_played() -> None:
    """Rosa would next come down to 30, below Tom's 33, and so takes 33."""
    facts = Haggling().extract(BARGAIN)
    assert (facts["deal"], facts["answer"], facts["ware"]) == (True, "33", "kettle")


NO_BARGAIN = """\
Pellam, in the abbey, for the third time. A rosy rag is between them: Connor's still, and Yuki wants to buy \
it. Connor's price begins at 75 and sinks by 3 every time, to 70 at the lowest. Yuki will offer 62, will \
come up by 4 a turn, and does not want to go above 69. Connor opens, then by turns; who would otherwise meet \
or pass the other's last figure accepts it instead. What comes of it?

Connor: What about 75, friend.
Yuki: I would take it for 62.
Connor: Ah right, I could do 72, friend.
Yuki: Call it 66.
Connor: Okay, call it 70.
Yuki: I offer 69, so to speak.
Connor: Anyway, I must leave it, when all is said and done.

They come to no deal."""


def test_a_turn_of_phrase_is_no_deal() -> None:
    """ "When all is said and done" was taken for "done"."""
    assert Haggling().extract(NO_BARGAIN)["answer"] == "none"
    with pytest.raises(ExtractError):
        Haggling().extract(NO_BARGAIN.replace("I must leave it", "done"))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("above 33", "above 31"),
        ("by 8", "by 9"),
        ("Deal: 33", "No deal"),
        ("Agreed", "No sale"),
        ("Say 42", "Say 41"),
    ],
)
def test_a_bargain_that_breaks_a_plan_is_rejected(right: str, wrong: str) -> None:
    """A limit, a step, a price or the outcome changed is noticed."""
    assert right in BARGAIN
    with pytest.raises(ExtractError):
        Haggling().extract(BARGAIN.replace(right, wrong))


def test_there_is_a_deal_exactly_if_the_limits_overlap() -> None:
    """In 300 documents, both with and without a deal."""
    checks = documents(Haggling(), np.arange(300) % 100 + 1, np.arange(300)).column("check").to_pylist()
    found = [json.loads(check) for check in checks]
    assert all(each["deal"] == (each["buyer_plan"][2] >= each["seller_plan"][2]) for each in found)
    assert 100 < sum(each["deal"] for each in found) < 200
