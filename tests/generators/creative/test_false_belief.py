"""False beliefs: Sally and Anne under other names, deeper minds, false answers refused."""

import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.creative.false_belief import FalseBelief

TALE = (
    "After a fair, Mary and John sat in a quiet barn in Bellmere, among the box and sack; the lantern lay"
    " in the sack. "
    "Whoever was there saw each move.\n\n"
    "Mary left, looking for a small book. John moved the lantern to the box. Mary returned with a big"
    " fork.\n\n"
)
FIRST = TALE + (
    "Is it true that Mary thinks that the lantern is in the sack?\n\n"
    "The last move that Mary saw put the lantern in the sack; now it is in the box.\n\nAnswer: yes."
)
SECOND = TALE + (
    "Is it true that John thinks that Mary thinks that the lantern is in the box?\n\n"
    "The last move that John and Mary saw put the lantern in the sack; now it is in the box.\n\nAnswer: no."
)


@pytest.mark.parametrize(("tale", "answer"), [(FIRST, "yes"), (SECOND, "no")])
def test_who_was_away_keeps_the_old_belief(tale: str, answer: str) -> None:
    """Mary was out when the lantern was moved, and John saw that she was."""
    facts = FalseBelief().extract(tale)
    assert (facts["belief"], facts["answer"]) == ("sack", answer)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Answer: yes", "Answer: no"),
        ("Mary left, looking", "Mary returned, looking"),
        ("John moved the lantern to the box", "Mary moved the lantern to the box"),
        ("now it is in the box", "now it is in the sack"),
        ("that Mary saw", "that John saw"),
    ],
)
def test_impossible_tales_are_refused(right: str, wrong: str) -> None:
    """Nobody returns who is there, or moves what is elsewhere; the reasons have to be right."""
    assert right in FIRST
    with pytest.raises(ExtractError):
        FalseBelief().extract(FIRST.replace(right, wrong))
