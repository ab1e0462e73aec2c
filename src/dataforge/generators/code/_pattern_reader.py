"""Reads a document of the genre pattern-match: takes the pattern apart and matches each string by itself."""

from __future__ import annotations

import re
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.code._solver import touched

_SEPARATORS = "-_:/#,@=~%"
_PART = re.compile(
    r"\\d\{(\d+)(?:,(\d+))?\}|\[([a-z])-([a-z])\]\{(\d+)\}|\(([a-z]+)\|([a-z]+)\|([a-z]+)\)|([a-z]+)"
)
_QUOTED = re.compile(r"`([^`]+)`")
_WORDS = re.compile(r"\b(?:[a-z]+|\d+)\b")
_SAYS_NO = re.compile(r"^(?:does not match|no match|rejected|fails|no)\b")
_SAYS_YES = re.compile(r"matches|a match|fits|accepted|passes|yes")


class _Pattern:
    """Parts between separators."""

    def __init__(self, text: str):
        self.text, self.separator = text, ""
        self.parts: list[re.Match[str]] = []
        at = 0
        while at < len(text):
            if self.parts:
                if text[at] not in _SEPARATORS or (self.separator and text[at] != self.separator):
                    raise ExtractError(f"cannot read {text!r} at {at}")
                self.separator = text[at]
                at += 1
            match = _PART.match(text, at)
            if match is None:
                raise ExtractError(f"cannot read {text!r} at {at}")
            self.parts.append(match)
            at = match.end()

    def blame(self, text: str) -> int:
        """Which part refuses a string, -1 for none."""
        pieces = text.split(self.separator) if self.separator else [text]
        if len(pieces) != len(self.parts):
            raise ExtractError(f"{text!r} has other parts")
        touched(sum(1 + len(piece) for piece in pieces))
        fits = [_fits(part, piece) for piece, part in zip(pieces, self.parts, strict=True)]
        if fits.count(False) > 1:
            raise ExtractError(f"{text!r} is off in more than one part")
        return fits.index(False) if False in fits else -1


def _fits(part: re.Match[str], piece: str) -> bool:
    few, many, first, last, count, *words = part.groups()
    if few is not None:
        return piece.isdigit() and piece.isascii() and int(few) <= len(piece) <= int(many or few)
    if first is not None:
        return len(piece) == int(count) and all(first <= letter <= last for letter in piece)
    return piece in words


def _check_explained(line: str, part: re.Match[str]) -> None:
    """The sentence about a part names its numbers, letters or words, and the right kind of thing."""
    match = re.fullmatch(r"`([^`]+)`: (.+)\.", line)
    if match is None or match[1] != part[0]:
        raise ExtractError(f"{line!r} does not explain {part[0]!r}")
    told = match[2]
    few, many, first, last, count, one, two, three, word = part.groups()
    said = _WORDS.findall(told)
    if few is not None:
        good = re.findall(r"\d+", told) == ([few, many] if many else [few]) and bool(
            {"digits", "figures"} & set(said)
        )
    elif first is not None:
        ends = re.search(rf"(?:from {first} to {last}|(?:between|within) {first} and {last})$", told)
        good = re.findall(r"\d+", told) == [count] and ends is not None
    elif word is not None:
        good = said[-1:] == [word]
    else:
        good = re.search(rf"(?:^|of ){one}, {two} (?:and|or) {three}(?:$|,)", told) is not None
    if not good:
        raise ExtractError(f"{line!r} does not explain {part[0]!r}")


def _check_verdict(line: str, text: str, blamed: tuple[str, str] | None) -> None:
    """The line about a string says whether it matches, and if not, why."""
    lead = f"`{text}` "
    if not line.startswith(lead):
        raise ExtractError(f"{line!r} is not about {text!r}")
    told = line[len(lead) :]
    if blamed is None:
        good = _SAYS_YES.fullmatch(told) is not None
    else:
        good = _SAYS_NO.match(told) is not None and sorted(_QUOTED.findall(told)) == sorted(blamed)
    if not good:
        raise ExtractError(f"{line!r} is not so")


def read_pattern(text: str) -> dict[str, Any]:
    """The facts of a document of the genre pattern-match.

    Raises:
        ExtractError: it is none, or a verdict is wrong.
    """
    opening, listed, explained, told = text.split("\n\n")
    quoted = _QUOTED.findall(opening)
    if len(quoted) != 1:
        raise ExtractError("no pattern")
    pattern = _Pattern(quoted[0])
    strings = [line.removeprefix("    ") for line in listed.split("\n")[1:]]
    for line, part in zip(explained.split("\n"), pattern.parts, strict=True):
        _check_explained(line, part)
    *verdicts, end = told.split("\n")
    facts = []
    for string, line in zip(strings, verdicts, strict=True):
        bad = pattern.blame(string)
        refused = pattern.parts[bad][0] if bad >= 0 else ""
        pieces = string.split(pattern.separator) if pattern.separator else [string]
        _check_verdict(line, string, (pieces[bad], refused) if bad >= 0 else None)
        facts.append([string, refused])
    matched = sum(not part for _, part in facts)
    if not re.fullmatch(rf"[A-Z][a-z ]+: {matched} of {len(facts)} match", end):
        raise ExtractError(f"{end!r}, but {matched} match")
    return {
        "kind": "pattern-match",
        "pattern": pattern.text,
        "parts": [part[0] for part in pattern.parts],
        "strings": facts,
        "answer": matched,
    }
