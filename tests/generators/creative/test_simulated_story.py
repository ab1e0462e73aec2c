"""Stories: false beliefs in a hand-written tale, impossible tales refused, questions worth asking."""

import json

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.creative.simulated_story import SimulatedStory
from dataforge.testing import documents

STORY = (
    "It was an ordinary morning at the old inn in Bellmere. At first Mary was in the kitchen, Anna there too "
    "and Paul in the "
    "yard. Everyone knew that the medal was in the kitchen.\n\n"
    "Mary went to the garden. Anna took the medal to the cellar. She left the cellar for the yard. "
    "Anna told Paul that the medal was in the cellar.\n\n"
)
BELIEF = (
    STORY + "Where does Mary believe the medal to be?\n\n"
    "At the start the medal was in the kitchen. But in fact it lies in the cellar.\n\n"
    "Answer: in the kitchen."
)
SECOND_ORDER = (
    STORY + "Where does Anna think that Paul will look for the medal?\n\n"
    "At the start the medal was in the kitchen. Next, Anna could tell that Paul expected it in the cellar. "
    "And there it is.\n\n"
    "Answer: in the cellar."
)


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [(BELIEF, ["Mary", "medal"], "kitchen"), (SECOND_ORDER, ["Anna", "Paul", "medal"], "cellar")],
)
def test_false_beliefs_in_a_hand_written_tale(text: str, question: list[str], answer: str) -> None:
    """Who was away keeps the old belief; who was told, and who told, know the new one."""
    facts = SimulatedStory().extract(text)
    assert (facts["question"], facts["answer"]) == (question, answer)
    assert facts["events"][2] == ["Anna", "yard"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Answer: in the kitchen", "Answer: in the cellar"),
        ("left the cellar for the yard", "left the garden for the yard"),
        ("She left the cellar", "He left the cellar"),
        ("Mary went to the garden", "Mary went to the kitchen"),
        ("told Paul that the medal was in the cellar", "told Paul that the medal was in the attic"),
        ("But in fact it lies in the cellar", "And there it is"),
        ("Anna took the medal", "Paul took the medal from the yard"),
    ],
)
def test_impossible_tales_are_refused(right: str, wrong: str) -> None:
    """Nobody goes where they are, speaks against what they believe, or is meant by the wrong pronoun."""
    assert right in BELIEF
    with pytest.raises(ExtractError):
        SimulatedStory().extract(BELIEF.replace(right, wrong))


def test_half_of_the_beliefs_asked_about_are_false() -> None:
    """At high levels, between a third and two thirds of the beliefs about facts that are asked for "
    "are wrong."""
    batch = documents(SimulatedStory(), np.full(1_500, 90), np.arange(1_500))
    wrong = []
    for check in map(json.loads, batch.column("check").to_pylist()):
        if len(check["question"]) == 2:
            thing = check["question"][-1]
            moves = [event[2] for event in check["events"] if len(event) == 3 and event[1] == thing]
            wrong.append(check["answer"] != (moves[-1] if moves else dict(check["things"])[thing]))
    assert len(wrong) / 3 < sum(wrong) < 2 * len(wrong) / 3
