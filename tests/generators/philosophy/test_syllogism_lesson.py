"""Syllogism lessons: verdicts against every small model, hand-written lessons, wrong ones refused."""

import json
from itertools import product

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.philosophy.syllogism_lesson import SyllogismLesson
from dataforge.testing import documents

VALID = (
    "A tutor gave a lesson in logic. Every group named has members. Some bakers are tailors. All tailors are "
    "poets. No judges are poets. Does it follow that some bakers are not judges?\n\n"
    "Begin with the bakers and the tailors. So some of them are poets, by Darii. Then they are not all "
    "judges, by Festino. That was asked.\n\n"
    "The inference is valid."
)
INVALID = (
    "A tutor gave a lesson in logic. Every group named has members. All bakers are tailors. Only tailors are "
    "poets. Does it follow that all bakers are poets?\n\n"
    "Begin with the bakers and the tailors. But the step to the poets is a case of undistributed middle.\n\n"
    "Suppose two people: one belongs to the bakers and tailors only, the other to the tailors and poets "
    "only. "
    "Then the premises hold and the conclusion fails.\n\n"
    "The inference is invalid."
)


def _true(statement: list[str], members: dict[str, int]) -> bool:
    form, x, y = statement[0], members[statement[1]], members[statement[2]]
    return {"A": x & ~y == 0, "E": x & y == 0, "I": x & y != 0, "O": x & ~y != 0}[form]


def test_verdicts_agree_with_all_small_models() -> None:
    """An inference is valid exactly if no two people make its premises true and its conclusion false."""
    batch = documents(SyllogismLesson(), np.resize([1, 12, 25], 40), np.arange(40))
    for facts in map(json.loads, batch.column("check").to_pylist()):
        groups = sorted({each for premise in facts["premises"] for each in premise[1:]})
        refuted = False
        for sets in product((1, 2, 3), repeat=len(groups)):
            members = dict(zip(groups, sets, strict=True))
            if not _true(facts["conclusion"], members):
                refuted = refuted or all(_true(each, members) for each in facts["premises"])
        assert refuted == (facts["answer"] == "invalid")


@pytest.mark.parametrize(("text", "verdict"), [(VALID, "valid"), (INVALID, "invalid")])
def test_hand_written_lessons_are_read(text: str, verdict: str) -> None:
    """A lesson that no generator wrote is understood."""
    assert SyllogismLesson().extract(text)["answer"] == verdict


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (VALID, "by Darii", "by Barbara"),
        (VALID, "not all judges", "all judges"),
        (VALID, "No judges are poets", "Some judges are poets"),
        (INVALID, "undistributed middle", "illicit minor"),
        (INVALID, "the tailors and poets only", "the poets only"),
        (INVALID, "is invalid", "is valid"),
    ],
)
def test_wrong_lessons_are_refused(text: str, right: str, wrong: str) -> None:
    """A false mood, step, premise, fallacy, countermodel or verdict is noticed."""
    assert right in text
    with pytest.raises((ExtractError, KeyError)):
        SyllogismLesson().extract(text.replace(right, wrong))
