"""The world of matches solved from what a text says: the reference solver of the `matches-*` readers.

Shares nothing with matches.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from dataforge.generators.base import ExtractError, strict
from dataforge.generators.solving import step
from dataforge.generators.worlds.ages_reader import NUMBER, listed, named, sentences_of


@dataclass
class Season:
    """What a text says: who plays, what a win brings, matches as [one, other, goals, goals], the asked."""

    players: list[str] = field(default_factory=list)
    win: int = 0
    matches: list[list[Any]] = field(default_factory=list)
    asked: str = ""


def solve(season: Season) -> dict[str, Any]:
    """The facts: everybody's points, and the goals of the one asked for.

    Raises:
        ExtractError: somebody is named twice or unknown, or plays against himself.
    """
    points, goals = dict.fromkeys(season.players, 0), dict.fromkeys(season.players, 0)
    if len(points) != len(season.players) or season.win < 2:
        raise ExtractError("a player too many, or a win that brings nothing")
    for one, other, scored, conceded in season.matches:
        if one == other or one not in points or other not in points:
            raise ExtractError(f"{one} cannot play {other}")
        step()  # who is ahead
        worth = (season.win, 0) if scored > conceded else (0, season.win) if scored < conceded else (1, 1)
        for name, more, hits in ((one, worth[0], scored), (other, worth[1], conceded)):
            step(2)  # points, goals
            points[name] += more
            goals[name] += hits
    step(2)
    return {
        "kind": "match-list",
        "players": season.players,
        "win": season.win,
        "matches": season.matches,
        "points": list(points.values()),
        "asked": season.asked,
        "answer": points[season.asked],
        "goals": goals[season.asked],
    }


class Tongue:
    """How one language says that somebody won, lost or drew.

    Args:
        won, lost, drawn: words, one of which every such sentence has; matched as whole words.
    """

    def __init__(self, won: str, lost: str, drawn: str):
        self._outcomes = [re.compile(rf"\b(?:{words})\b") for words in (won, lost, drawn)]

    @strict
    def read(self, text: str, names: frozenset[str]) -> dict[str, Any]:
        """The facts of a told text, the working and the answer compared.

        Raises:
            ExtractError: something is missing or does not follow.
        """
        paragraphs = text.split("\n\n")
        if len(paragraphs) < 7:
            raise ExtractError("fewer than seven paragraphs")
        opening, _, rule, *played, _, question, working, answer = paragraphs
        season = Season(players=listed(opening, names))
        people = frozenset(season.players)
        numbers = NUMBER.findall(rule)
        if len(numbers) != 2 or numbers[1] != "1":
            raise ExtractError(f"no rule in {rule[:80]!r}")
        season.win = int(numbers[0])
        for sentence in sentences_of(played, people):
            season.matches.append(self._match(sentence, people))
        (season.asked,) = named(question, people)
        facts = solve(season)
        if [int(each) for each in NUMBER.findall(working)] != facts["points"]:
            raise ExtractError(f"the points are {facts['points']}, the text says {working[:200]!r}")
        if named(answer, people) != [season.asked]:
            raise ExtractError("the answer speaks of somebody else")
        if [int(each) for each in NUMBER.findall(answer)] != [facts["answer"], facts["goals"]]:
            raise ExtractError(f"the answer is {facts['answer']} and {facts['goals']}")
        return facts

    def _match(self, sentence: str, people: frozenset[str]) -> list[Any]:
        players, goals = named(sentence, people), [int(each) for each in NUMBER.findall(sentence)]
        if len(players) != 2 or len(goals) != 2:
            raise ExtractError(f"cannot read {sentence[:80]!r}")
        said = [bool(pattern.search(sentence)) for pattern in self._outcomes]
        if said != [goals[0] > goals[1], goals[0] < goals[1], goals[0] == goals[1]]:
            raise ExtractError(f"the outcome is not the score's: {sentence[:80]!r}")
        return [*players, *goals]
