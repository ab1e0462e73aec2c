"""Lines of the programs that tell shared worlds, for their readers."""

from __future__ import annotations

import re

from dataforge.generators.base import ExtractError


def line(text: str, pattern: str) -> str:
    """The first group of a pattern that a line must match.

    Raises:
        ExtractError: none does.
    """
    found = re.search(pattern, text, re.MULTILINE)
    if found is None:
        raise ExtractError(f"no line like {pattern}")
    return str(found[1])


def same_figures(claimed: str, found: list[int], what: str) -> None:
    """Refuse a comment whose figures are not those that follow."""
    if [int(each) for each in claimed.split(", ")] != found:
        raise ExtractError(f"the {what} in the comment do not follow")
