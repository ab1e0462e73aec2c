"""Reads chats about oneself back: remembers what each person said last, and answers from that."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.conversational._ears import first_of, turns
from dataforge.generators.conversational._solver import note, recall
from dataforge.text.lexicon import lexicon

_TOLD = {
    "trade_of": (re.compile(r"\bI (?:am|work as) an? ([^,.]+)"), "en_people", 0),
    "lives_in": (re.compile(r"\b(?:live|settled) in ([^,.]+)"), "en_towns", 0),
    "has_pet": (re.compile(r"\bI (?:keep|own|have) an? ([^,.]+)"), "en_animals", 0),
    "plays_on": (re.compile(r"\bI play the ([^,.]+)"), "en_instruments", 0),
    "field_of": (re.compile(r"\bI (?:study|am studying) ([^,.]+)"), "en_fields", 0),
    "eats_most": (re.compile(r"\bI (?:eat|love|am fond of) ([^,.]+)"), "en_foods", 1),
}
_AGAIN = re.compile(r"wrong earlier:|[tT]hese days|[nN]owadays|[bB]y now|said earlier:")
_ASKED = {
    "trade_of": re.compile(r"living|trade|\bjob"),
    "lives_in": re.compile(r"[wW]here does|(?:lives|home) where"),
    "has_pet": re.compile(r"animal|\bpet"),
    "eats_most": re.compile(r"\beat\b|food|dish"),
    "field_of": re.compile(r"study|subject|field"),
    "plays_on": re.compile(r"\bplay\b|instrument"),
}


@cache
def _words(name: str, form: int) -> frozenset[str]:
    return frozenset(lexicon(name).words(form))


def read_chat(text: str) -> dict[str, Any]:
    """The facts of a chat.

    Raises:
        ExtractError: a fact is corrected that was not told, or an answer is not what was said last.
    """
    opening, body, quiz = text.split("\n\n")
    memory: dict[tuple[str, str], str] = {}
    facts: list[list[str]] = []
    corrections = 0
    for who, said in turns(body):
        fact, value = _told(said)
        known = (who, fact) in memory
        if known != bool(_AGAIN.search(said)) or (known and recall(memory, (who, fact)) == value):
            raise ExtractError(f"is that new? {said!r}")
        note(memory, (who, fact), value)
        corrections += known
        facts.append([who, fact, value])
    for who in (facts[0][0], facts[1][0]):
        if not re.search(rf"\b{who}\b", opening.partition(". ")[2]):
            raise ExtractError(f"{who} was not introduced")
    asked = turns(quiz.partition("\n")[2])
    if [tag for tag, _ in asked] != ["Q", "A"] * (len(asked) // 2):
        raise ExtractError("question, answer, question")
    people = {fact[0] for fact in facts}
    questions = [_asked(memory, people, asked[i][1], asked[i + 1][1]) for i in range(0, len(asked), 2)]
    return {
        "kind": "persona-chat",
        "facts": facts,
        "corrections": corrections,
        "questions": questions,
        "answer": questions[-1][2],
    }


def _told(said: str) -> tuple[str, str]:
    """Which fact a turn tells, and its value."""
    for fact, (pattern, name, form) in _TOLD.items():
        for match in pattern.finditer(said):
            if match[1] in _words(name, form):
                return fact, match[1]
    raise ExtractError(f"what is told by {said!r}?")


def _asked(memory: dict[tuple[str, str], str], people: set[str], asked: str, answered: str) -> list[str]:
    """Answer a question from memory and hold the answer given against it."""
    fact = first_of(asked, _ASKED)
    who = next(word for word in re.findall(r"\w+", asked) if word in people)
    value = recall(memory, (who, fact))
    if not re.search(rf"(?:^|[,:] )(?:an? )?{re.escape(value)}(?:,|\.$)", answered, re.IGNORECASE):
        raise ExtractError(f"{asked!r}: {answered!r} should say {value}")
    return [who, fact, value]
