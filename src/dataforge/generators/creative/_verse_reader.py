"""Reads rhymed verse back: scans it, finds its rhymes and answers the question anew."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.creative import _solver as solver
from dataforge.generators.creative._reading import sentences
from dataforge.generators.creative._verse_words import (
    DEEDS,
    DETERMINERS,
    OPENERS,
    PLACES,
    SHORT_PLACES,
    SHORT_TURNS,
    TURNS,
    VERBS,
)
from dataforge.text.lexicon import lexicon

_NAMED = re.compile(r"([a-z]+) ([a-z]+) ([a-z]+(?: [a-z]+)?) ([a-z]+) the ([a-z]+)")
_LIKENED = re.compile(r"([a-z]+) ([a-z]+) ([a-z]+) ([a-z]+) ([a-z]+) the ([a-z]+)")
_GOES_ON = re.compile(r"([a-z]+(?: [a-z]+)?) (he|she|it) ([a-z]+) ([a-z]+) the ([a-z]+)")
_TURNED = re.compile(r"([a-z]+) ([a-z]+) ([a-z]+) ([a-z]+) ([a-z]+) the ([a-z]+)")
_BRIEF = re.compile(r"([a-z]+) ([a-z]+) ([a-z]+) the ([a-z]+)")
_DONE, _KNOWN_PLACES = (
    frozenset(VERBS + DEEDS),
    {kind: frozenset(PLACES[kind] + SHORT_PLACES[kind]) for kind in PLACES},
)
_ASKS = {
    kind: re.compile(pattern)
    for kind, pattern in (
        (
            "where",
            r"(?:Where was it that|In which place does the poem say that|Where do we read that|Can you"
            " say where)"
            r" the (\w+) (.+)\?",
        ),
        (
            "who",
            r"(?:Who is found|Of whom do we hear that it was|Which figure belongs|Whom does the poem"
            r" put) (.+)\?",
        ),
        (
            "rhyme",
            r"(?:Which word rhymes with|What is the partner, in rhyme, of|The scheme pairs which word"
            r" with) (\w+)"
            r"(?: here| in this poem)?\?",
        ),
        (
            "count",
            r"(?:How many lines tell of|Of how many lines is the subject|How many of the lines are about"
            r"|In how many lines do we hear of) the (\w+)\?",
        ),
    )
}
_SHAPE = re.compile(r"(\d+) lines")
_SCHEME = re.compile(r"(?:rhymed|rhyming|the scheme) ([a-z]{2,}(?: [a-z]{2,})*)\.")


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
            families.append(solver.look_up(_table("creative_rhymes", 1), words.rpartition(" ")[2]))
            if families[-1] not in letters:
                letters[families[-1]] = chr(ord("a") + len(letters))
            marks += solver.look_up(letters, families[-1])
        if not stanza.endswith("."):
            raise ExtractError("a stanza without an end")
        scheme.append(marks)
    hero = lines[0][0]
    if not re.search(rf"\b{hero.capitalize()}\b", title):
        raise ExtractError(f"the title {title!r} does not name the {hero}")
    _hold_to_form(sentences(form)[0], syllables, " ".join(scheme))
    if any(families.count(family) != 2 for family in letters) or len({place for *_, place in lines}) < len(
        lines
    ):
        raise ExtractError("a rhyme without a partner")
    asked, found = _solve(question, reason, lines, families)
    if not answer.endswith(f": {found}"):
        raise ExtractError(f"the answer is {found!r}, not {answer!r}")
    return {
        "kind": "rhymed-verse", "hero": hero, "lines": lines, "syllables": syllables,
        "scheme": " ".join(scheme),
        "question": asked, "answer": found,
    }  # fmt: skip


def _scan(line: str) -> int:
    """The syllables of a line, which has to be iambic; words of one syllable take any stress."""
    table = _table("creative_pronunciation", 1)
    stress = "".join(table.get(word, "?") for word in line.split(" "))
    fits = all(mark in ("*", "x/"[place % 2]) for place, mark in enumerate(stress))
    if not solver.same(fits, True):
        raise ExtractError(f"{line!r} does not scan: {stress}")
    return len(stress)


def _read_line(line: str, before: list[list[str]]) -> list[str]:
    """Who did what, and where."""
    who, did, prep, noun = _parts(line, before)
    known = _KNOWN_PLACES.get(_table("creative_rhymes", 2).get(noun, ""), frozenset())
    if did not in _DONE or prep not in known or who not in _table("creative_subjects", 1):
        raise ExtractError(f"{line!r} says nothing known")
    return [who, did, f"{prep} the {noun}"]


def _parts(line: str, before: list[list[str]]) -> tuple[str, str, str, str]:
    subjects = _table("creative_subjects", 1)
    last = before[-1][0] if before else ""
    if (named := _NAMED.fullmatch(line)) and named[1] in DETERMINERS and named[2] in subjects:
        return named[2], named[3], named[4], named[5]
    likened = _LIKENED.fullmatch(line)
    if (
        likened
        and likened[1] in DETERMINERS
        and likened[2] in _table("creative_trochees", 0)
        and likened[3] in subjects
    ):
        return likened[3], likened[4], likened[5], likened[6]
    if (turned := _TURNED.fullmatch(line)) and turned[1] in OPENERS and turned[3] in DETERMINERS:
        return turned[4], turned[2], turned[5], turned[6]
    if last and (on := _GOES_ON.fullmatch(line)) and on[1] in TURNS and subjects[last] == on[2]:
        return last, on[3], on[4], on[5]
    if last and (brief := _BRIEF.fullmatch(line)) and brief[1] in SHORT_TURNS:
        return last, brief[2], brief[3], brief[4]
    raise ExtractError(f"cannot read the line {line!r}")


def _hold_to_form(form: str, syllables: list[int], scheme: str) -> None:
    count, stated = _SHAPE.search(form), _SCHEME.search(form)
    mixed = bool(re.search(r"\bsix\b|[Cc]ommon|\bthree\b", form))
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
    keys = {"count": 0, "where": 0, "who": 2, "rhyme": 2}[kind]
    wanted = named[0]
    if kind == "rhyme":
        wanted = next((line[2] for line in lines if line[2].endswith(f" {named[0]}")), "")
    about = [k for k, line in enumerate(lines) if solver.same(line[keys], wanted)]
    if kind == "where":
        about = [k for k in about if lines[k][1] == named[1]]
    if not about:
        raise ExtractError(f"{question!r} asks for what the poem has not")
    k = about[0]
    if kind == "count":
        _expect(reason, [each + 1 for each in about], (named[0],))
        return named, str(len(about))
    if kind == "rhyme":
        other = next(j for j, family in enumerate(families) if family == families[k] and j != k)
        partner = lines[other][2].rpartition(" ")[2]
        _expect(reason, [k + 1, other + 1], (named[0], partner))
        return named, partner
    if kind == "where":
        _expect(reason, [k + 1], tuple(lines[k]))
        return named, lines[k][2]
    _expect(reason, [k + 1], (lines[k][0],))
    return named, f"the {lines[k][0]}"


def _expect(reason: str, wanted: list[int], words: tuple[str, ...]) -> None:
    numbers = [int(each) for each in re.findall(r"\d+", reason)]
    if numbers != wanted or not all(re.search(rf"\b{word}\b", reason) for word in words):
        raise ExtractError(f"{reason!r} does not point to line {wanted} and {words}")
