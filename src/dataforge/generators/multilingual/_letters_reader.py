"""Which of four languages a letter is written in: readers tell it by the "and" of its first paragraph."""

from __future__ import annotations

import re

from dataforge.generators.base import ExtractError

_AND = tuple(re.compile(rf"\b{word} [A-Z]") for word in ("und", "et", "y", "e"))
GERMAN, FRENCH, SPANISH, ITALIAN = range(4)


def language_of(text: str) -> int:
    """GERMAN, FRENCH, SPANISH or ITALIAN.

    Raises:
        ExtractError: the first paragraph enumerates nobody.
    """
    opening = text.partition("\n")[0]
    for language, pattern in enumerate(_AND):
        if pattern.search(opening):
            return language
    raise ExtractError(f"nobody is named in {opening[:80]!r}")
