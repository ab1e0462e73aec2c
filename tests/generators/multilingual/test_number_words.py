"""Number-words: the words of the answer against an oracle, wrong steps rejected."""

from __future__ import annotations

import json

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.multilingual.number_words import NumberWords
from dataforge.testing import documents

BOOK = """\
Mary, John and Sarah collect keys, and the lists are kept in French.

It was a wet day.

Mary began with "vingt et un", as the man knew. John started with "quatre-vingts". Sarah started with "cent".

Downstairs, John lost "trois" to a man. Sarah found "dix" at noon. John found "mille" at dawn.

It was a dry day.

Now say: how many keys lie between John and Sarah now? Answer in words, in German.

Mary: 21
John: 80 - 3 + 1000 = 1077
Sarah: 100 + 10 = 110
1077 - 110 = 967

In German: neunhundertsiebenundsechzig"""


def test_a_hand_written_book_is_read() -> None:
    """Told in French, answered in German: the gap between two balances."""
    facts = NumberWords().extract(BOOK)
    assert facts["entries"] == [["John", -3], ["Sarah", 10], ["John", 1000]]
    assert (facts["balances"], facts["value"], facts["about"]) == ([21, 1077, 110], 967, ["John", "Sarah"])


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("vingt et un", "vingt-deux"),
        ("John lost", "John found"),
        ("John lost", "Sarah lost"),
        ("= 1077", "= 1076"),
        ("1077 - 110 = 967", "1077 - 110 = 968"),
        ("neunhundertsieben", "neunhundertacht"),
        ("in German", "in Italian"),
        ("in French", "in Spanish"),
        ("lie between John and Sarah", "lie between John and Mary"),
    ],
)
def test_a_wrong_book_is_rejected(right: str, wrong: str) -> None:
    """A wrong amount, direction, owner, sum, answer, language or question."""
    assert right in BOOK
    with pytest.raises(ExtractError):
        NumberWords().extract(BOOK.replace(right, wrong))


def test_answers_are_the_words_of_num2words() -> None:
    """The answers in English, French and Russian agree with an independent library."""
    oracle = pytest.importorskip("num2words").num2words
    tried = 0
    for record in documents(NumberWords(), np.full(60, 40), np.arange(60)).to_pylist():
        facts = json.loads(record["check"])
        code = facts["languages"][1]
        if code in ("en", "fr", "ru"):
            tried += 1
            assert facts["answer"] == oracle(facts["value"], lang=code).replace(",", "")
    assert tried > 5
