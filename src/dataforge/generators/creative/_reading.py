"""What readers of tales share: sentences, names, words of lexicons."""

from __future__ import annotations

import re
from functools import cache

from dataforge.generators.base import ExtractError
from dataforge.text.lexicon import lexicon

_CAPITALS = re.compile(r"[A-Z][\w']*(?: [A-Z][\w']*)*")
NAME = re.compile(r"\b[A-Z][\w'-]+")
_END = re.compile(r"(?<=\.)\s+")


@cache
def given_names() -> dict[str, str]:
    """Each given name -> he or she."""
    names = lexicon("en_given_names")
    return dict(zip(names.words(), names.words(1), strict=True))


@cache
def known(name: str, form: int = 0) -> frozenset[str]:
    """The words of a lexicon."""
    return frozenset(lexicon(name).words(form))


def sentences(text: str) -> list[str]:
    """The sentences of a text; tales have no full stop within one."""
    return _END.split(text)


def named(sentence: str, people: dict[str, str] | frozenset[str] | set[str]) -> list[str]:
    """Those of the people whom a sentence names, in its order."""
    return [word for word in NAME.findall(sentence) if word in people]


def town_in(text: str) -> str:
    """The first town that a text names.

    Raises:
        ExtractError: it names none.
    """
    towns = known("en_towns")
    for run in _CAPITALS.findall(text):
        words = run.split(" ")
        for start in range(len(words)):
            for end in range(len(words), start, -1):
                place = " ".join(words[start:end])
                if place in towns:
                    return place
    raise ExtractError("no town")
