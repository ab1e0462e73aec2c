"""Rules of access: a rule book written by hand, tampered ones, and a recursive second opinion."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.technical.access_matrix import AccessMatrix
from dataforge.testing import documents

GENRE = AccessMatrix()
BOOK = """\
Access rules for the library of an observatory

Rights: read maps, sign letters.

- clerk: extends guest; may sign letters;
- guest: may read maps; may not sign letters

Joan is a clerk. As an exception, Joan may not read maps. Ravi holds the role of guest.

Closer rules override more distant ones. Silence means no.

1. May Joan sign letters?
2. May Ravi read maps?

1. Joan: silent; clerk: allows. The nearest rule is the permission by the clerk, so yes.
2. Ravi: silent; guest: allows. The nearest rule is the permission by the guest, so yes.

Answer: yes, yes"""


def _checks(levels: tuple[int, ...] = (1, 25, 50, 75, 100), count: int = 80) -> list[dict[str, Any]]:
    level, index = np.repeat(np.array(levels), count), np.tile(np.arange(count), len(levels))
    return [json.loads(each) for each in documents(GENRE, level, index).column("check").to_pylist()]


def test_reads_a_book_written_by_hand() -> None:
    """Roles are found from above as well as from below, exceptions and answers with who decides them."""
    facts = GENRE.extract(BOOK)
    assert facts["conflicts"] == "nearest-wins"
    assert facts["roles"] == [
        ["guest", "", ["read maps"], ["sign letters"]],
        ["clerk", "guest", ["sign letters"], []],
    ]
    assert facts["people"] == [["Joan", "clerk", "may not read maps"], ["Ravi", "guest", ""]]
    assert facts["questions"] == [
        ["Joan", "sign letters", "yes", "clerk"],
        ["Ravi", "read maps", "yes", "guest"],
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Answer: yes, yes", "Answer: yes, no"),
        (
            "Closer rules override more distant ones.",
            "Denials win over permissions, wherever in the chain they stand.",
        ),
        ("As an exception, Joan may not read maps.", "As an exception, Joan may not sign letters."),
        ("clerk: extends guest; may sign letters;", "clerk: extends guest;"),
        ("Ravi: silent; guest: allows", "Ravi: silent; guest: denies"),
        ("the permission by the guest", "the permission by the clerk"),
        ("2. May Ravi read maps?", "2. May Ravi read mails?"),
        ("2. May Ravi", "3. May Ravi"),
    ],
)
def test_rejects_a_book_that_contradicts_itself(old: str, new: str) -> None:
    """One wrong rule, reason or answer, and the book is refused."""
    assert old in BOOK
    with pytest.raises((ExtractError, KeyError, ValueError, IndexError)):
        GENRE.extract(BOOK.replace(old, new))


def test_answers_are_those_of_a_recursive_walk() -> None:
    """Walking up by recursion, without arrays, gives the same answers in both kinds of conflict."""

    def rules_on_the_way(name: str, right: str, roles: dict[str, Any]) -> list[str]:
        _, parent, allowed, denied = roles[name]
        own = ["yes"] if right in allowed else ["no"] if right in denied else []
        return own + (rules_on_the_way(parent, right, roles) if parent else [])

    for facts in _checks():
        roles = {role[0]: role for role in facts["roles"]}
        people = {person[0]: person[1:] for person in facts["people"]}
        for who, right, answer, _ in facts["questions"]:
            role, exception = people[who]
            own = {f"may {right}": ["yes"], f"may not {right}": ["no"]}.get(exception, [])
            way = own + rules_on_the_way(role, right, roles)
            first = way[0] if way else "no"
            anyhow = "no" if "no" in way or not way else "yes"
            assert answer == (first if facts["conflicts"] == "nearest-wins" else anyhow)


def test_answers_are_balanced() -> None:
    """Yes is right about as often as no, at every level."""
    for level in (1, 25, 50, 75, 100):
        answers = [each[2] for facts in _checks((level,), 300) for each in facts["questions"]]
        assert 0.42 < answers.count("yes") / len(answers) < 0.58


def test_roles_in_a_circle_are_refused() -> None:
    """A text whose roles inherit from each other in a circle is an error, not an endless walk."""
    text = documents(GENRE, np.array([40]), np.array([911])).to_pylist()[0]["text"]
    roles = sorted(set(re.findall(r"[Tt]he (\w+)", text)))
    refused = 0
    for match in re.finditer("|".join(roles), text):
        for other in roles:
            mutant = text[: match.start()] + other + text[match.end() :]
            try:
                GENRE.extract(mutant)
            except ExtractError as exc:
                refused += "circle" in str(exc)
            except (ValueError, KeyError, IndexError, TypeError):
                pass
    assert refused > 0
