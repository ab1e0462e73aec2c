"""Frames whose words are named: `<adj>` in a template is a choice of all words of that name.

For words that a domain keeps in its own tables of a few dozen, parted by bars; `Wording` draws from lexicons
of hundreds. `<^adj>` begins with a capital letter. An option of a choice, which may hold no other choice,
becomes several options, each with one of the words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dataforge.text.frames import Frames

_NAME = re.compile(r"<(\^?)([a-z0-9_]+)>")
_CHOICE = re.compile(r"(\[[^\[\]]*\|[^\[\]]*\])")
_NESTED = 5  # options that an option with names becomes


def phrases(table: Mapping[str, str], *templates: str, weights: Sequence[int] | None = None) -> Frames:
    """Frames of templates with named words.

    Args:
        table: name -> words parted by bars.
        weights: how often each template is drawn; all alike if left out.

    Raises:
        KeyError: a name is not in the table.
    """
    return Frames(*(expanded(each, table) for each in templates), weights=weights)


def expanded(template: str, table: Mapping[str, str]) -> str:
    """The template with choices in the place of names."""
    first = sum(map(ord, template))  # so that templates do not all have the same words
    parts = _CHOICE.split(template)
    for i, part in enumerate(parts):
        if i % 2 == 0:
            parts[i] = _NAME.sub(lambda match: "[" + "|".join(_words(match, table)) + "]", part)
            continue
        options: list[str] = []
        for option in part[1:-1].split("|"):
            turns = range(first, first + (_NESTED if _NAME.search(option) else 1))
            options += [_filled(option, table, turn) for turn in turns]
        parts[i] = "[" + "|".join(dict.fromkeys(options)) + "]"
    return "".join(parts)


def _filled(option: str, table: Mapping[str, str], turn: int) -> str:
    """An option with a word in the place of each name."""

    def word(match: re.Match[str]) -> str:
        words = _words(match, table)
        return words[(turn + match.start()) % len(words)]

    return _NAME.sub(word, option)


def _words(match: re.Match[str], table: Mapping[str, str]) -> list[str]:
    words = table[match[2]].split("|")
    return [word[:1].upper() + word[1:] if match[1] else word for word in words]
