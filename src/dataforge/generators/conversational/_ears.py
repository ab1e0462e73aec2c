"""What the readers of all conversations share: who says what, small talk left out."""

from __future__ import annotations

import re

from dataforge.generators.base import ExtractError

_NUMBER = re.compile(r"[0-9]+")
_DASH = " \u2014"


def turns(body: str) -> list[tuple[str, str]]:
    """(speaker, words) of each line; what follows a dash is small talk and left out."""
    found = []
    for line in body.split("\n"):
        speaker, colon, said = line.partition(": ")
        if not colon:
            raise ExtractError(f"nobody says {line!r}")
        found.append((speaker, said.partition(_DASH)[0]))
    return found


def numbers(said: str) -> list[int]:
    """The numbers in digits, in order."""
    return [int(each) for each in _NUMBER.findall(said)]


def number(said: str) -> int:
    """The one number in digits that a turn holds.

    Raises:
        ExtractError: it holds none, or several.
    """
    found = numbers(said)
    if len(found) != 1:
        raise ExtractError(f"one number was expected in {said!r}")
    return found[0]


def first_of(said: str, cues: dict[str, re.Pattern[str]]) -> str:
    """The first key whose pattern is found in a turn.

    Raises:
        ExtractError: none is.
    """
    for key, pattern in cues.items():
        if pattern.search(said):
            return key
    raise ExtractError(f"cannot understand {said!r}")
