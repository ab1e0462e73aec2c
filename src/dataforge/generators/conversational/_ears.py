"""What the readers of all conversations share: who says what, small talk and padding left out."""

from __future__ import annotations

import re
from functools import cache

from dataforge.generators.base import ExtractError
from dataforge.text.lexicon import lexicon

_WORD = re.compile(r"\w+")
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


@cache
def vocabulary(name: str, form: int = 0) -> frozenset[str]:
    """One form of every entry of a lexicon, for look-ups."""
    return frozenset(lexicon(name).words(form))


@cache
def _fillers() -> frozenset[str]:
    """What a turn may begin with before its own words, in small letters and with a capital."""
    fillers = vocabulary("conversational_fillers")
    return fillers | {filler[0].upper() + filler[1:] for filler in fillers}


def bare(said: str) -> str:
    """A turn's own words, without the filler before them, the hedge after them and the final mark: neither
    "mark my words" names Mark, nor does "when all is said and done" say that a bargain is done."""
    said = said[:-1]
    first, comma, rest = said.partition(", ")
    if comma and first in _fillers():
        said = rest
    rest, comma, last = said.rpartition(", ")
    return rest if comma and last in vocabulary("conversational_hedges") else said


def heard(said: str) -> str:
    """A turn's own words as if nothing stood around them: with a capital, and the final mark."""
    own = bare(said)
    return own[:1].upper() + own[1:] + said[-1:]


def words(said: str) -> list[str]:
    """The words of a text, in order."""
    return _WORD.findall(said)


def first_of(said: str, cues: dict[str, re.Pattern[str]]) -> str:
    """The first key whose pattern is found in a turn.

    Raises:
        ExtractError: none is.
    """
    for key, pattern in cues.items():
        if pattern.search(said):
            return key
    raise ExtractError(f"cannot understand {said!r}")
