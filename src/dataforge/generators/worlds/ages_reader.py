"""The world of ages solved from what a text says: the reference solver of the `ages-*` readers.

Shares nothing with ages.py.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dataforge.generators.base import ExtractError, strict
from dataforge.generators.solving import step

NUMBER = re.compile("[0-9]+")
_NAME = re.compile(r"\b[A-Z][a-z]+\b")
_LIST = re.compile(r"[A-Z][a-z]+(?:, [A-Z][a-z]+)*(?: and| und| et| y| e) [A-Z][a-z]+\b")


@dataclass
class Claims:
    """What a text says: people, the known age, statements as [one, other, years more], the question."""

    people: list[str] = field(default_factory=list)
    known: tuple[str, int] = ("", 0)
    statements: list[list[Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


def solve(claims: Claims) -> dict[str, Any]:
    """The facts: every age, spread from the known one along the statements.

    Raises:
        ExtractError: somebody is named twice or unknown, an age is not settled, or is not one.
    """
    if len(set(claims.people)) != len(claims.people) or len(claims.statements) != len(claims.people) - 1:
        raise ExtractError("a person too many, or a statement")
    told: dict[str, list[tuple[str, int]]] = {name: [] for name in claims.people}
    for one, other, years in claims.statements:
        told[one].append((other, -years))
        told[other].append((one, years))
    ages = {claims.known[0]: claims.known[1]}
    waiting = deque(ages)
    while waiting:
        name = waiting.popleft()
        for other, years in told[name]:
            if other not in ages:
                step(2)  # the statement found, the years added
                ages[other] = ages[name] + years
                waiting.append(other)
    if len(ages) != len(claims.people) or min(ages.values()) < 0:
        raise ExtractError(f"of {len(claims.people)} ages {len(ages)} follow")
    asked, one, other = claims.asked
    step(2)  # the age looked up, and the difference
    return {
        "kind": "age-tree",
        "people": claims.people,
        "known": list(claims.known),
        "statements": claims.statements,
        "ages": [ages[name] for name in claims.people],
        "asked": claims.asked,
        "answer": ages[asked],
        "difference": abs(ages[one] - ages[other]),
    }


class Tongue:
    """How one language says that somebody is older, younger or as old.

    Args:
        older, younger, same: words, one of which every such statement has; matched as whole words.
    """

    def __init__(self, older: str, younger: str, same: str):
        self._signs = [(re.compile(rf"\b(?:{words})\b"), sign) for words, sign in ((older, 1), (younger, -1))]
        self._same = re.compile(rf"\b(?:{same})\b")

    @strict
    def read(self, text: str, names: frozenset[str]) -> dict[str, Any]:
        """The facts of a told text, the working and the answer compared.

        Raises:
            ExtractError: something is missing or does not follow.
        """
        paragraphs = text.split("\n\n")
        if len(paragraphs) < 7:
            raise ExtractError("fewer than seven paragraphs")
        opening, _, known, *statements, _, question, working, answer = paragraphs
        claims = Claims(people=listed(opening, names))
        people = frozenset(claims.people)
        numbers = NUMBER.findall(known)
        (who,) = named(known, people)
        if len(numbers) != 1:
            raise ExtractError(f"no known age in {known[:80]!r}")
        claims.known = (who, int(numbers[0]))
        for sentence in sentences_of(statements, people):
            claims.statements.append(self._statement(sentence, people))
        claims.asked = named(question, people)
        facts = solve(claims)
        if [int(each) for each in NUMBER.findall(working)] != facts["ages"]:
            raise ExtractError(f"the ages are {facts['ages']}, the text says {working[:200]!r}")
        if named(answer, people) != claims.asked[:1]:
            raise ExtractError("the answer speaks of somebody else")
        if [int(each) for each in NUMBER.findall(answer)] != [facts["answer"], facts["difference"]]:
            raise ExtractError(f"the answer is {facts['answer']} and {facts['difference']}")
        return facts

    def _statement(self, sentence: str, people: frozenset[str]) -> list[Any]:
        both, numbers = named(sentence, people), NUMBER.findall(sentence)
        signs = [sign for pattern, sign in self._signs if pattern.search(sentence)]
        if len(both) != 2 or len(numbers) > 1:
            raise ExtractError(f"cannot read {sentence[:80]!r}")
        if not numbers and self._same.search(sentence):
            return [*both, 0]
        if len(numbers) != 1 or len(signs) != 1 or int(numbers[0]) == 0:
            raise ExtractError(f"cannot tell who is older: {sentence[:80]!r}")
        return [*both, signs[0] * int(numbers[0])]


def listed(opening: str, names: frozenset[str]) -> list[str]:
    """The names of the longest enumeration: "Ivy covered the wall, and Astrid, Tobias and Jane" are three."""
    found = [[name for name in _NAME.findall(each[0]) if name in names] for each in _LIST.finditer(opening)]
    return max(found, key=len, default=[])


def named(sentence: str, names: frozenset[str]) -> list[str]:
    """The names in a sentence that are among the given ones, in order, repeats included."""
    return [name for name in _NAME.findall(sentence) if name in names]


def sentences_of(told: list[str], people: frozenset[str]) -> Iterator[str]:
    """The sentences that name two people: one that names one is read with the next, one without is left out.

    Raises:
        ExtractError: words at the end that name one person only.
    """
    before = ""
    for sentence in (each for paragraph in told for each in _sentences(paragraph)):
        if not named(sentence, people) and not NUMBER.search(sentence):
            continue  # words between: "So they say."
        if len(named(before + sentence, people)) < 2:
            before += sentence + " "
            continue
        yield before + sentence
        before = ""
    if before:
        raise ExtractError(f"no statement in {before[:80]!r}")


def _sentences(paragraph: str) -> list[str]:
    return re.split(r"(?<=[.!?]) (?=[^\W\d_a-z]|[0-9\"¿])", paragraph)
