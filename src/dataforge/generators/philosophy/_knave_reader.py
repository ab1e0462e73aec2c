"""Reads islanders' statements back, tries every assignment of kinds, and takes the deduction again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError, strict
from dataforge.generators.philosophy._solver import holds, look
from dataforge.text.lexicon import lexicon

_KIND = re.compile(r"\b(knight|knave)\b")
_NAME = re.compile(r"\b[A-Z][a-z]+\b")
_WHO = re.compile(r"\b(?:[A-Z][a-z]+|he|she)\b")
_SENTENCE = re.compile(r"(?<=\.) |\n\n")
_SAME = re.compile(r"were (?:alike|of a kind|much alike)")
_DIFFERENT = re.compile(r"were (?:unlike|not alike|not of a kind)")
_FALSE = re.compile(r"\b(?:lies|lying|false|wrong|deceives)\b")


@cache
def _names() -> dict[str, str]:
    """Each name and its pronoun."""
    table = lexicon("en_given_names")
    return dict(zip(table.words(0), table.words(1), strict=True))


@dataclass(frozen=True)
class _Claim:
    """What somebody says: a form, one or two people, and the kinds it gives them (True for knights)."""

    form: str
    one: str
    two: str
    kind_one: bool
    kind_two: bool

    def true(self, kinds: dict[str, bool]) -> bool:
        """Whether the claim is true if people are of these kinds."""
        if self.form == "of_one":
            return kinds[self.one] == self.kind_one
        if self.form in ("same_kind", "other_kind"):
            return (kinds[self.one] == kinds[self.two]) == (self.form == "same_kind")
        parts = kinds[self.one] == self.kind_one, kinds[self.two] == self.kind_two
        return all(parts) if self.form == "both_of" else any(parts)

    @property
    def facts(self) -> list[Any]:
        return [self.form, self.one, self.two, self.kind_one, self.kind_two]


@strict
def read_island(text: str) -> dict[str, Any]:
    """The facts of an island: its one solution by trying all, and every deduction taken again.

    Raises:
        ExtractError: the text is not of this genre, or contradicts itself.
    """
    prompt, _, rest = text.partition("?\n\n")
    claims = {}
    sentences = _SENTENCE.split(prompt)
    for sentence in sentences[:-1]:
        before, that, content = sentence.rpartition(" that ")
        speaker = [name for name in _NAME.findall(before) if name in _names()]
        if that and len(speaker) == 1 and ("kn" in content or "like" in content or "a kind" in content):
            claims[speaker[0]] = _read_claim(content, speaker[0])
    for claim in claims.values():
        for name in (claim.one, claim.two):
            if name and name not in claims:
                raise ExtractError(f"{name} says nothing")
    (asked,) = _exactly(1, [name for name in _NAME.findall(sentences[-1]) if name in _names()])
    kinds = _solve(claims)
    reasoning, verdict = _exactly(2, rest.split("\n\n"))
    order = _deduce(claims, kinds, _SENTENCE.split(reasoning)[:-1])
    stated = _KIND.findall(verdict)
    if asked not in verdict or len(stated) != 1 or (stated[0] == "knight") != look(kinds, asked):
        raise ExtractError(f"the verdict on {asked} is wrong")
    return {
        "kind": "knights-and-knaves", "people": list(claims),
        "claims": [claim.facts for claim in claims.values()], "order": order,
        "solution": list(kinds.values()), "asked": asked, "answer": stated[0],
    }  # fmt: skip


def _exactly(count: int, found: list[str]) -> list[str]:
    """The names or paragraphs found, if they are as many as there should be."""
    if len(found) != count:
        raise ExtractError(f"{found} should be {count}")
    return found


def _read_claim(content: str, speaker: str) -> _Claim:
    who = []
    for word in _WHO.findall(content):
        if word in _names():
            who.append(word)
        elif word == _names()[speaker]:
            who.append(speaker)
    kinds = [kind == "knight" for kind in _KIND.findall(content)]
    if len(who) == 1 and len(kinds) == 1:
        return _Claim("of_one", who[0], "", kinds[0], False)
    one, two = _exactly(2, who)
    if len(kinds) == 2:
        return _Claim("one_of" if " or " in content else "both_of", one, two, *kinds)
    different = _DIFFERENT.search(content) is not None
    if kinds or not (different or _SAME.search(content)):
        raise ExtractError(f"cannot read {content!r}")
    return _Claim("other_kind" if different else "same_kind", one, two, False, False)


def _solve(claims: dict[str, _Claim]) -> dict[str, bool]:
    """The only assignment of kinds under which knights speak the truth and knaves do not."""
    people = list(claims)
    found = []
    for number in range(2 ** len(people)):
        kinds = {name: bool(number >> place & 1) for place, name in enumerate(people)}
        if all(holds(claim.true(kinds) == kinds[name]) for name, claim in claims.items()):
            found.append(kinds)
    if len(found) != 1:
        raise ExtractError(f"{len(found)} solutions")
    return found[0]


def _people(sentence: str, claims: dict[str, _Claim]) -> list[str]:
    return [name for name in _NAME.findall(sentence) if name in claims]


def _deduce(claims: dict[str, _Claim], kinds: dict[str, bool], steps: list[str]) -> list[str]:
    """Who is found out after whom; each step follows from what the one before says and who is known."""
    root, found = _exactly(2, _people(steps[0] if steps else "", claims))
    order, speaker = [found], root
    known: dict[str, bool] = {}
    for sentence in steps:
        if sentence is not steps[0]:
            (found,) = _exactly(1, _people(sentence, claims))
            if (
                bool(_FALSE.search(sentence)) == kinds[speaker]
                or f"{_names()[speaker]} " not in sentence.lower()
            ):
                raise ExtractError(f"{speaker} is taken for another kind")
            order.append(found)
        claim, truth = look(claims, speaker), kinds[speaker]
        if not {claim.one, claim.two} <= {"", speaker, found, *known}:
            raise ExtractError(f"{speaker} speaks of somebody not yet found out")
        possible = set()
        for value in (False, True):
            for spoken in (truth,) if speaker in known else (False, True):
                trial = known | {speaker: spoken, found: value}
                if holds(claim.true(trial) == spoken and trial[found] == value):
                    possible.add(value)
        stated = _KIND.findall(sentence.replace("knight or knave", ""))
        if possible != {kinds[found]} or [kind == "knight" for kind in stated] != [kinds[found]]:
            raise ExtractError(f"{sentence!r} does not follow")
        known[found] = kinds[found]
        speaker = found
    if sorted(order) != sorted(claims):
        raise ExtractError("somebody is never found out")
    return order
