"""The world of secrets solved from what a text says: the reference solver of the `secrets-*` readers.

Shares nothing with secrets.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from dataforge.generators.base import ExtractError, strict
from dataforge.generators.solving import step
from dataforge.generators.worlds.ages_reader import NUMBER, listed, named, sentences_of


@dataclass
class Gossip:
    """What a text says: people, meetings as [one, other, tells, asks or swaps], and the two asked for."""

    people: list[str] = field(default_factory=list)
    meetings: list[list[str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


def solve(gossip: Gossip) -> dict[str, Any]:
    """The facts: how many secrets everybody knows, and whether the one knows the other's.

    Raises:
        ExtractError: somebody is named twice or unknown, or meets himself.
    """
    known = {name: frozenset((name,)) for name in gossip.people}
    if len(known) != len(gossip.people) or len(gossip.asked) != 2 or gossip.asked[0] == gossip.asked[1]:
        raise ExtractError("a person too many, or a question that asks nothing")
    for one, other, kind in gossip.meetings:
        if one == other or one not in known or other not in known:
            raise ExtractError(f"{one} cannot meet {other}")
        step(2)  # what the one knows, taken over
        both = known[one] | known[other]
        if kind != "asks":
            known[other] = both
        if kind != "tells":
            known[one] = both
    one, other = gossip.asked
    step(2)
    return {
        "kind": "secret-list",
        "people": gossip.people,
        "meetings": gossip.meetings,
        "known": [len(each) for each in known.values()],
        "asked": gossip.asked,
        "answer": "yes" if other in known[one] else "no",
        "count": len(known[one]),
    }


class Tongue:
    """How one language says that somebody tells, asks or swaps, and that somebody does not know.

    Args:
        tells, asks, swaps: words, one of which every such sentence has; matched as whole words.
        answers: words for no, and for yes, one of which every answer has.
    """

    def __init__(self, tells: str, asks: str, swaps: str, answers: tuple[str, str]):
        words = {"tells": tells, "asks": asks, "swaps": swaps}
        self._kinds = {kind: re.compile(rf"\b(?:{each})\b") for kind, each in words.items()}
        self._answers = {
            verdict: re.compile(rf"\b(?:{each})\b")
            for verdict, each in zip(("no", "yes"), answers, strict=True)
        }

    @strict
    def read(self, text: str, names: frozenset[str]) -> dict[str, Any]:
        """The facts of a told text, the working and the answer compared.

        Raises:
            ExtractError: something is missing or does not follow.
        """
        paragraphs = text.split("\n\n")
        if len(paragraphs) < 7:
            raise ExtractError("fewer than seven paragraphs")
        opening, _, *told, _, question, working, answer = paragraphs
        gossip = Gossip(people=listed(opening, names))
        people = frozenset(gossip.people)
        for sentence in sentences_of(told, people):
            kinds = [kind for kind, pattern in self._kinds.items() if pattern.search(sentence)]
            pair = named(sentence, people)
            if len(pair) != 2 or len(kinds) != 1:
                raise ExtractError(f"cannot read {sentence[:80]!r}")
            gossip.meetings.append([*pair, *kinds])
        gossip.asked = named(question, people)
        facts = solve(gossip)
        if [int(each) for each in NUMBER.findall(working)] != facts["known"]:
            raise ExtractError(f"known are {facts['known']}, the text says {working[:200]!r}")
        if named(answer, people) != gossip.asked[:1] or NUMBER.findall(answer) != [str(facts["count"])]:
            raise ExtractError("the answer speaks of somebody else, or counts wrong")
        if [each for each, pattern in self._answers.items() if pattern.search(answer)] != [facts["answer"]]:
            raise ExtractError("the verdict does not follow")
        return facts
