"""Interlinear-gloss: a lesson by hand, tasks solvable from their examples, wrong steps rejected."""

from __future__ import annotations

import json

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.multilingual.interlinear_gloss import InterlinearGloss
from dataforge.testing import documents

LESSON = """\
Found in a barn.

(1) lu-ma kosu-ma tika-ma soru-ma-n-da bel-u-ke-i
    sad-PL cook-PL old-PL hat-PL-ACC-DEF see-PST-NEG-3PL
    ‘Sad cooks did not see the old hats.’

(2) kosu soru-n bel-a
    cook hat-ACC see-FUT
    ‘A cook will see a hat.’

Now these:
(a) ‘The cooks see an old hat.’
(b) lu kosu soru-ma-n bel-ke

(a) cook-PL-DEF old hat-ACC see-3PL
(b) sad cook hat-PL-ACC see-NEG

(a) kosu-ma-da tika soru-n bel-i
(b) ‘A sad cook does not see hats.’"""


def test_a_hand_written_lesson_is_read() -> None:
    """Order of words and morphemes are learnt; both tasks follow from the examples."""
    facts = InterlinearGloss().extract(LESSON)
    assert (facts["order"], facts["noun"]) == ("SOV", ["STEM", "PL", "ACC", "DEF"])
    assert facts["verb"] == ["STEM", "TENSE", "NEG", "3PL"]
    assert [task[0] for task in facts["tasks"]] == ["from_english", "into_english"]
    assert facts["answer"] == "kosu-ma-da tika soru-n bel-i"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("(2) kosu soru-n", "(2) kosu-n soru"),  # the case on the wrong noun
        ("cook hat-ACC see-FUT", "hat cook-ACC see-FUT"),
        ("see-FUT", "see-PST"),
        ("will see", "saw"),
        ("did not see the old hats", "did not see old hats"),
        ("(2) kosu soru-n bel-a", "(2) soru-n kosu bel-a"),  # another order of words
        ("\n(a) kosu-ma-da", "\n(a) kosu-da-ma"),  # another order of morphemes
        ("\n(a) kosu-ma-da tika", "\n(a) kosu-ma-da tika-ma"),  # agreement with nothing
        ("bel-i\n", "bel\n"),
        ("does not see hats", "does not see the hats"),
        ("(b) sad cook hat-PL", "(b) sad cook hat"),
        ("(2)", "(3)"),
    ],
)
def test_a_wrong_lesson_is_rejected(right: str, wrong: str) -> None:
    """A morpheme, gloss, translation, order, agreement or number that does not fit."""
    assert right in LESSON
    with pytest.raises(ExtractError):
        InterlinearGloss().extract(LESSON.replace(right, wrong, 1))


def test_tasks_need_nothing_that_the_examples_lack() -> None:
    """Every morpheme of every task stands in an example, and no form has two meanings."""
    for record in documents(InterlinearGloss(), np.repeat([1, 40, 120], 30), np.arange(90)).to_pylist():
        facts = json.loads(record["check"])
        known: dict[str, str] = {}
        for said, glossed, _ in facts["examples"]:
            for word, meaning in zip(said.split(" "), glossed.split(" "), strict=True):
                for form, gloss in zip(word.split("-"), meaning.split("-"), strict=True):
                    assert known.setdefault(form, gloss) == gloss
        assert len(set(known.values())) == len(known)
        for way, question, glossed, answer in facts["tasks"]:
            said = question if way == "into_english" else answer
            found = [[known[form] for form in word.split("-")] for word in said.split(" ")]
            assert " ".join("-".join(word) for word in found) == glossed


def test_every_order_occurs() -> None:
    """All six orders of subject, verb and object, all orders of a noun's and a verb's morphemes."""
    records = documents(InterlinearGloss(), np.full(900, 100), np.arange(900)).to_pylist()
    facts = [json.loads(record["check"]) for record in records]
    assert len({each["order"] for each in facts}) == 6
    assert len({tuple(each["noun"]) for each in facts}) == len({tuple(each["verb"]) for each in facts}) == 24
