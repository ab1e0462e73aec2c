"""Reads rhymed verse back: scans it, finds its rhymes and answers the question anew."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.creative._verse_words import DEEDS, PLACES, TURNS, VERBS
from dataforge.text.lexicon import lexicon

_NAMED = re.compile(r"(?:the|our|that|one) ([a-z]+) ([a-z]+(?: [a-z]+)?) ([a-z]+) the ([a-z]+)")
_GOES_ON = re.compile(r"([a-z]+(?: [a-z]+)?) (he|she|it) ([a-z]+) ([a-z]+) the ([a-z]+)")
_TURNED = re.compile(
    r"(?:there|here|now|so|thus) ([a-z]+) (?:the|our|that|one) ([a-z]+) ([a-z]+) the ([a-z]+)",
)
_BRIEF = re.compile(r"(and|then|but) ([a-z]+) ([a-z]+) the ([a-z]+)")
_ASKS = {
    kind: re.compile(pattern)
    for kind, pattern in (
        (
            "where",
            r"(?:(?:Where was it|In which place does the poem say) that the (\w+) (.+)"
            r"|The (\w+) (.+): where)\?",
        ),
        ("who", r"(?:Who is found|Of whom do we hear that it was|Which figure belongs) (.+)\?"),
        (
            "rhyme",
            r"(?:Which word rhymes with (\w+) here|What is the partner of (\w+) in the rhyme"
            r"|With which word is (\w+) paired by the scheme)\?",
        ),
        (
            "count",
            r"(?:How many lines tell of|Of how many lines is|Count the lines about) the (\w+)"
            r"(?: the subject|: how many)?\?",
        ),
    )
}
_SHAPE = re.compile(r"(\d+) lines")
_SCHEME = re.compile(r"(?:rhymed|rhyming|the scheme) ([a-z]{2,}(?: [a-z]{2,})*?)(?:\.$|, in )")


@cache
def _table(name: str, form: int) -> dict[str, str]:
    """Each word of a lexicon -> one of its forms."""
    return dict(zip(lexicon(name).words(), lexicon(name).words(form), strict=True))


def read_verse(text: str) -> dict[str, Any]:
    """The facts of a poem, scanned and rhymed by the tables.

    Raises:
        ExtractError: the text is not of this genre, or contradicts itself.
    """
    title, form, *stanzas, question, reason, answer = text.split("\n\n")
    lines: list[list[str]] = []
    letters: dict[str, str] = {}
    syllables, scheme, families = [], [], []
    for stanza in stanzas:
        marks = ""
        for verse in stanza.split("\n"):
            words = verse.rstrip(",;.").lower()
            syllables.append(_scan(words))
            lines.append(_read_line(words, lines))
            families.append(_table("creative_rhymes", 1)[words.rpartition(" ")[2]])
            marks += letters.setdefault(families[-1], chr(ord("a") + len(letters)))
        if not stanza.endswith("."):
            raise ExtractError("a stanza without an end")
        scheme.append(marks)
    hero = lines[0][0]
    if not re.search(rf"\b{hero.capitalize()}\b", title):
        raise ExtractError(f"the title {title!r} does not name the {hero}")
    _hold_to_form(form, syllables, " ".join(scheme))
    if any(families.count(family) != 2 for family in letters) or len({place for *_, place in lines}) < len(
        lines
    ):
        raise ExtractError("a rhyme without a partner")
    asked, found = _solve(question, reason, lines, families)
    if not answer.endswith((f": {found}", f", {found}")):
        raise ExtractError(f"the answer is {found!r}, not {answer!r}")
    return {
        "kind": "rhymed-verse", "hero": hero, "lines": lines, "syllables": syllables,
        "scheme": " ".join(scheme),
        "question": asked, "answer": found,
    }  # fmt: skip


def _scan(line: str) -> int:
    """The syllables of a line, which has to be iambic; words of one syllable take any stress."""
    stress = "".join(_table("creative_pronunciation", 1).get(word, "?") for word in line.split(" "))
    for place, mark in enumerate(stress):
        if mark not in ("*", "x/"[place % 2]):
            raise ExtractError(f"{line!r} does not scan: {stress}")
    return len(stress)


def _read_line(line: str, before: list[list[str]]) -> list[str]:
    named, goes_on, brief, turned = (
        _NAMED.fullmatch(line),
        _GOES_ON.fullmatch(line),
        _BRIEF.fullmatch(line),
        _TURNED.fullmatch(line),
    )
    if named and named[1] in _table("creative_subjects", 1):
        who, did, prep, noun = named.groups()
    elif turned and turned[2] in _table("creative_subjects", 1):
        did, who, prep, noun = turned.groups()
    elif (
        goes_on
        and before
        and goes_on[1] in TURNS
        and _table("creative_subjects", 1)[before[-1][0]] == goes_on[2]
    ):
        who, did, prep, noun = before[-1][0], *goes_on.groups()[2:]
    elif brief and before:
        who, did, prep, noun = before[-1][0], *brief.groups()[1:]
    else:
        raise ExtractError(f"cannot read the line {line!r}")
    if did not in VERBS + DEEDS or prep not in PLACES[_table("creative_rhymes", 2)[noun]]:
        raise ExtractError(f"{line!r} says nothing known")
    return [who, did, f"{prep} the {noun}"]


def _hold_to_form(form: str, syllables: list[int], scheme: str) -> None:
    count, stated = _SHAPE.search(form), _SCHEME.search(form)
    mixed = bool(re.search(r"six|common|three", form))
    if count is None or stated is None or int(count[1]) != len(syllables) or stated[1] != scheme:
        raise ExtractError(f"{form!r} is not kept: the scheme is {scheme}")
    if syllables != [6 if mixed and k % 2 else 8 for k in range(len(syllables))]:
        raise ExtractError(f"the lines have {syllables} syllables")


def _solve(question: str, reason: str, lines: list[list[str]], families: list[str]) -> tuple[list[str], str]:
    """What the question names, and its answer; the reasoning has to name the right lines and words."""
    kind, asked = next(
        (kind, found) for kind, pattern in _ASKS.items() if (found := pattern.fullmatch(question))
    )
    named = [each for each in asked.groups() if each]
    if kind == "count":
        about = [k + 1 for k, line in enumerate(lines) if line[0] == named[0]]
        _expect(reason, about, (named[0],))
        return named, str(len(about))
    if kind == "rhyme":
        k = next(k for k, line in enumerate(lines) if line[2].endswith(f" {named[0]}"))
        other = next(j for j, family in enumerate(families) if family == families[k] and j != k)
        partner = lines[other][2].rpartition(" ")[2]
        _expect(reason, [k + 1, other + 1], (named[0], partner))
        return named, partner
    if kind == "where":
        k = next(k for k, line in enumerate(lines) if line[:2] == named)
        _expect(reason, [k + 1], tuple(lines[k]))
        return named, lines[k][2]
    k = next(k for k, line in enumerate(lines) if line[2] == named[0])
    _expect(reason, [k + 1], (lines[k][0], lines[k][1] if " who " in reason else ""))
    return named, f"the {lines[k][0]}"


def _expect(reason: str, wanted: list[int], words: tuple[str, ...]) -> None:
    numbers = [int(each) for each in re.findall(r"\d+", reason)]
    if numbers != wanted or not all(re.search(rf"\b{word}\b", reason) for word in words):
        raise ExtractError(f"{reason!r} does not point to line {wanted} and {words}")
