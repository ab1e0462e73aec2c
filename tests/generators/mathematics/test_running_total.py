"""The genre running-total: the story, the working and the answer agree, and good English comes out."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.mathematics.running_total import RunningTotal
from dataforge.testing import documents


def test_changes_lead_to_the_answer() -> None:
    """The changes, done in order, give the answer; no stock is ever below two."""
    levels = np.tile(np.array([1, 50, 100, 120]), 50)
    batch = documents(RunningTotal(), levels, np.arange(len(levels)))
    for check in batch.column("check").to_pylist():
        facts = json.loads(check)
        stock = facts["start"]
        for sign, amount in facts["changes"]:
            stock = {"+": stock + amount, "-": stock - amount, "*": stock * amount}[sign]
            assert stock >= 2
        assert stock == facts["answer"]


def test_articles_and_plurals() -> None:
    """No `a` before a vowel, no amount of one with a plural verb."""
    levels = np.tile(np.array([1, 20, 60]), 300)
    batch = documents(RunningTotal(), levels, np.arange(len(levels)))
    stories = [text.rpartition("\n\n")[0].rpartition("\n\n")[2] for text in batch.column("text").to_pylist()]
    text = "\n".join(stories)
    assert re.findall(r"\b[Aa] [aeio]\w+", text) == []
    assert re.findall(r"\ban (?!hour)[^aeio]\w+", text) == []
    assert re.findall(r"\b1 (?:are|new|extra|turn|that)\b", text) == []


WRITTEN = """Ann counts the eggs at the hill farm first thing: 12. Then, 5 are sold. There are also 3 mats, \
which do not matter here. Next, Ann multiplies the stock by 2. How many eggs does the hill farm have now?

12 - 5 = 7.
7 * 2 = 14.
Answer: 14"""


def test_reads_what_a_person_wrote() -> None:
    """A ledger written by hand is read: stock, changes, asides, answer."""
    facts = RunningTotal().extract(WRITTEN)
    assert (facts["start"], facts["changes"]) == (12, [["-", 5], ["*", 2]])
    assert (facts["asides"], facts["answer"]) == ([["mats", 3]], 14)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("first thing: 12", "first thing: 13"),
        ("5 are sold", "5 are delivered"),
        ("12 - 5 = 7", "12 - 5 = 8"),
        ("7 * 2 = 14.\n", ""),
        ("Answer: 14", "Answer: 15"),
    ],
)
def test_rejects_what_does_not_follow(old: str, new: str) -> None:
    """A wrong stock, change, step or answer is refused."""
    assert old in WRITTEN
    with pytest.raises(ExtractError):
        RunningTotal().extract(WRITTEN.replace(old, new))
