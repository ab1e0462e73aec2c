"""Reads chats about oneself back: remembers what each person said last, and answers from that."""

from __future__ import annotations

import re
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.conversational._ears import bare, turns, vocabulary, words
from dataforge.generators.conversational._solver import note, recall

_ANCHORS = {
    "trade_of": ("I am a", "I am an", "I work as a", "I work as an"),
    "lives_in": ("live in", "settled in"),
    "has_pet": ("I keep a", "I keep an", "I own a", "I own an", "I have a", "I have an"),
    "plays_on": ("I play the",),
    "field_of": ("I study", "I am studying"),
    "eats_most": ("I eat", "I love", "I am fond of"),
}
_FACT = {anchor: fact for fact, anchors in _ANCHORS.items() for anchor in anchors}
_TOLD = re.compile(rf"\b({'|'.join(sorted(_FACT, key=len, reverse=True))}) ([^,]+)")
_KNOWN = {
    "trade_of": ("en_people", 0),
    "lives_in": ("en_towns", 0),
    "has_pet": ("en_animals", 0),
    "plays_on": ("en_instruments", 0),
    "field_of": ("en_fields", 0),
    "eats_most": ("en_foods", 1),
}
_AGAIN = re.compile(r"wrong earlier:|[tT]hese days|[nN]owadays|[bB]y now|said earlier:")
_ASKED = {
    **dict.fromkeys(("living", "trade", "job"), "trade_of"),
    **dict.fromkeys(("where", "Where"), "lives_in"),
    **dict.fromkeys(("animal", "pet"), "has_pet"),
    **dict.fromkeys(("eat", "food", "dish"), "eats_most"),
    **dict.fromkeys(("study", "studying", "subject", "field"), "field_of"),
    **dict.fromkeys(("play", "instrument"), "plays_on"),
}
_PAUSE = re.compile(r", |: ")


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
        fact, value = _told(bare(said))
        known = (who, fact) in memory
        if known != bool(_AGAIN.search(said)) or (known and recall(memory, (who, fact)) == value):
            raise ExtractError(f"is that new? {said!r}")
        note(memory, (who, fact), value)
        corrections += known
        facts.append([who, fact, value])
    introduced = words(opening.partition(". ")[2])
    for who in (facts[0][0], facts[1][0]):
        if who not in introduced:
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
    for anchor, value in _TOLD.findall(said):
        fact = _FACT[anchor]
        if value in vocabulary(*_KNOWN[fact]):
            return fact, value
    raise ExtractError(f"what is told by {said!r}?")


def _asked(memory: dict[tuple[str, str], str], people: set[str], asked: str, answered: str) -> list[str]:
    """Answer a question from memory and hold the answer given against it."""
    question = words(bare(asked))
    fact = next((_ASKED[word] for word in question if word in _ASKED), "")
    who = next((word for word in question if word in people), "")
    value = recall(memory, (who, fact))
    named = _PAUSE.split(bare(answered))[-1]
    if fact in ("trade_of", "has_pet"):
        named = named.partition(" ")[2]
    if named.lower() != value.lower():
        raise ExtractError(f"{asked!r}: {answered!r} should say {value}")
    return [who, fact, value]
