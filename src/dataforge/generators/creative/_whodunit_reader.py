"""Reads whodunits back: gathers what is known of each suspect, and tries each of them as the thief."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.creative import _solver as solver
from dataforge.generators.creative._reading import given_names, known, named, sentences, town_in
from dataforge.generators.creative._whodunit_words import MOTIVE_WORDS, NO_MOTIVE_WORDS, TRAIT_WORDS
from dataforge.text.lexicon import lexicon

_TOKEN = re.compile(r"[A-Za-z-]+")
_HE = re.compile(r"\b(?:[Hh]e|[Ss]he|him|her)\b")
_SAID = re.compile(r'"[^"]*"')
_THE = re.compile(r"\b[Tt]he ([a-z]+)")
_MOTIVES = {**dict.fromkeys(MOTIVE_WORDS, True), **dict.fromkeys(NO_MOTIVE_WORDS, False)}
_TRAITS = {
    word: (clue, sign == 0)
    for clue, both in TRAIT_WORDS.items()
    for sign, words in enumerate(both)
    for word in words
}


@dataclass
class _Case:
    """What the text says of each suspect, in its order."""

    needs: list[str]
    motive: dict[str, bool] = field(default_factory=dict)
    able: dict[tuple[str, str], bool] = field(default_factory=dict)
    alibi: dict[str, str] = field(default_factory=dict)

    def directly_cleared(self, who: str) -> bool:
        """Whether motive, means or an outsider clears a suspect, whatever the others say."""
        motive = solver.look_up(self.motive, who)
        able = [solver.look_up(self.able, (who, need)) for need in self.needs]
        return not motive or not all(able) or self.alibi[who] == "outsider"

    def root(self, who: str) -> str:
        """The last of those who speak for one another, beginning with a suspect."""
        seen = {who}
        while solver.look_up(self.alibi, who) not in ("-", "outsider"):
            who = self.alibi[who]
            if who in seen or who not in self.alibi:
                raise ExtractError("alibis that go round in a ring")
            seen.add(who)
        return who


def read_whodunit(text: str) -> dict[str, Any]:
    """The facts of a whodunit, and its thief by elimination.

    Raises:
        ExtractError: the text is not of this genre, contradicts itself, or convicts nobody or several.
    """
    intro, *paragraphs, question, reasoning, answer = text.split("\n\n")
    opening = sentences(intro)
    thing, setting, needs = _crime(opening, intro)
    case = _Case(needs)
    names = [_first_name(paragraph) for paragraph in paragraphs]
    if len(set(names)) != len(names) or re.findall(r"\d+", intro) != [str(len(names))]:
        raise ExtractError(f"{len(names)} suspects are not as many as there are said to be")
    for who, paragraph in zip(names, paragraphs, strict=True):
        _suspect(case, who, paragraph, set(names))
    direct = {who: case.directly_cleared(who) for who in names}
    guilty = [
        who
        for who in names
        if not direct[case.root(who)] or (direct[who] is False and case.alibi[who] == "-")
    ]
    if len(guilty) != 1 or named(answer, set(names)) != guilty or named(question, set(names)):
        raise ExtractError(f"the thief is {guilty}, not as {answer!r} has it")
    if "?" not in question or [t for t in _THE.findall(question) if t in known("creative_props")] not in (
        [],
        [thing],
    ):
        raise ExtractError(f"cannot read the question {question!r}")
    return {
        "kind": "whodunit", "thing": thing, "setting": setting, "town": town_in(intro), "needs": needs,
        "suspects": [
            [who, case.motive[who], [case.able[who, need] for need in needs], case.alibi[who]]
            for who in names
        ],
        "steps": _steps(case, reasoning, guilty[0]), "answer": guilty[0],
    }  # fmt: skip


def _crime(opening: list[str], intro: str) -> tuple[str, str, list[str]]:
    """What was stolen, where, and what the thief must have been able to do."""
    settings = set(lexicon("creative_settings").words())
    at = re.search(r"\b(?:from|at|of) (the [a-z]+(?: [a-z]+)?) in [A-Z]", intro)
    if at is None or at[1] not in settings:
        raise ExtractError("no setting")
    told = _SAID.sub("", " ".join(opening[:2]))
    things = [word for word in _THE.findall(told) if word in known("creative_props")]
    needs = [word for word in _TOKEN.findall(opening[1]) if word in TRAIT_WORDS]
    if len(things) != 1 or not needs or len(set(needs)) != len(needs):
        raise ExtractError("no crime")
    return things[0], at[1], needs


def _first_name(paragraph: str) -> str:
    found = named(paragraph, given_names())
    if not found:
        raise ExtractError(f"nobody in {paragraph!r}")
    return found[0]


def _suspect(case: _Case, who: str, paragraph: str, names: set[str]) -> None:
    """Enter what a paragraph says of its suspect: its sentences that name somebody or say he or she."""
    alibi = "-"
    for sentence in sentences(paragraph):
        people = named(sentence, names)
        if not people and not _HE.search(sentence):
            continue
        for word in _TOKEN.findall(sentence):
            if word in _MOTIVES:
                if who in case.motive:
                    raise ExtractError(f"two motives of {who}")
                case.motive[who] = _MOTIVES[word]
            elif word in _TRAITS:
                clue, sign = _TRAITS[word]
                if (who, clue) in case.able or clue not in case.needs:
                    raise ExtractError(f"a trait of {who} too many")
                case.able[who, clue] = sign
            elif word == "outsider":
                alibi = word
            elif word == "alone":
                case.alibi[who] = "-"
            elif word in ("he", "she", "He", "She", "him", "her") and given_names()[who] != (
                "he" if word in ("he", "He", "him") else "she"
            ):
                raise ExtractError(f"{who} is not {word}")
        others = [name for name in people if name != who]
        alibi = others[0] if others else alibi
    if who not in case.motive or (alibi == "-") != (who in case.alibi):
        raise ExtractError(f"too little is known of {who}")
    case.alibi[who] = alibi


def _steps(case: _Case, reasoning: str, guilty: str) -> list[list[str]]:
    """The eliminations in their order, each justified by the facts and those before it."""
    cleared: list[str] = []
    steps = []
    *eliminations, end = sentences(reasoning)
    for sentence in eliminations:
        people = named(sentence, set(case.motive))
        words = _TOKEN.findall(sentence)
        clues = [word for word in words if word in TRAIT_WORDS]
        reason = (clues + [word for word in words if word in ("motive", "outsider")])[:1]
        if len(people) == 2:
            other = next((name for name in people if name in cleared), "")
            who = people[1 - people.index(other)] if other else people[0]
            right = other in cleared and case.alibi[who] == other
            reason = [other]
        else:
            who = people[0]
            right = len(people) == 1 and reason != []
            right = right and (
                (reason == ["motive"] and not case.motive[who])
                or (reason == ["outsider"] and case.alibi[who] == "outsider")
                or (clues != [] and not case.able.get((who, clues[0]), True))
            )
        if not solver.same(right, True) or who in cleared:
            raise ExtractError(f"{sentence!r} does not follow")
        cleared.append(who)
        steps.append([who, reason[0]])
    if named(end, set(case.motive)) != [guilty] or len(cleared) != len(case.motive) - 1 or guilty in cleared:
        raise ExtractError("the elimination leaves somebody else")
    return steps
