"""Reads tales of false belief back: who saw which move, and who knows that who saw it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.creative import _solver as solver
from dataforge.generators.creative._belief_words import CAME_WORDS, CONTAINERS, LEFT_WORDS
from dataforge.generators.creative._reading import given_names, known, named, sentences, town_in

_HELD = re.compile(r"\bthe (" + "|".join(sorted(CONTAINERS, key=len, reverse=True)) + r")\b")
_STANDING = re.compile(r"\b(" + "|".join(sorted(CONTAINERS, key=len, reverse=True)) + r")\b")
_THE = re.compile(r"\b[Tt]he ([a-z]+)")
_TOKEN = re.compile(r"[a-z-]+")


def read_belief(text: str) -> dict[str, Any]:
    """The facts of a tale, the belief asked about worked out anew.

    Raises:
        ExtractError: the text is not of this genre, or contradicts itself.
    """
    *story, question, reason, answer = text.split("\n\n")
    told = sentences("\n\n".join(story))
    people, thing, places, start, begin = _room(told)
    asked, place = _question(question, people, thing, places)
    present, seen, events = set(people), [(set(people), start)], []
    for sentence in told[begin:]:
        who = named(sentence, set(people))
        if not who:
            continue
        event = _event(sentence, who, thing, places)
        _happen(event, present, seen)
        watching = {person for person in people if solver.among(person, present)}
        if len(event) == 3:
            seen.append((watching, event[2]))
        events.append(event)
    belief = _belief(asked, seen)
    truth = seen[-1][1]
    verdict = "yes" if belief == place else "no"
    if answer.partition(": ")[2] != f"{verdict}.":
        raise ExtractError(f"the answer is {verdict}, not {answer!r}")
    spoken = [belief, truth] if asked else [truth]
    if _HELD.findall(reason) != spoken or named(reason, set(people)) != list(dict.fromkeys(asked)):
        raise ExtractError(f"{reason!r} does not follow")
    if [word for word in _THE.findall(reason) if word in known("creative_props")] != [thing]:
        raise ExtractError(f"{reason!r} is about something else")
    return {
        "kind": "false-belief", "town": town_in(told[0]), "people": people, "thing": thing, "places": places,
        "start": start, "events": events, "minds": asked, "place": place, "belief": belief, "answer": verdict,
    }  # fmt: skip


def _room(told: list[str]) -> tuple[list[str], str, list[str], str, int]:
    """Who is there, what is hidden, where it can be and is, and where the events begin."""
    intro = told[0] if "was in the" in told[0] or "lay in the" in told[0] else f"{told[0]} {told[1]}"
    begin = 1 if intro == told[0] else 2
    people = named(intro, set(given_names()))
    first = _HELD.search(intro)
    *places, start = _STANDING.findall(intro[first.start() :]) if first else [""]
    things = [word for word in _THE.findall(intro) if word in known("creative_props")]
    if len(things) != 1 or len(set(people)) != len(people) or not people:
        raise ExtractError("no room")
    if start not in places or len(set(places)) != len(places):
        raise ExtractError("it lies nowhere")
    return people, things[0], places, start, begin


def _event(sentence: str, who: list[str], thing: str, places: list[str]) -> list[str]:
    """Who leaves, comes, or moves the thing where."""
    words = set(_TOKEN.findall(sentence))
    moved = thing in _THE.findall(sentence)
    to = _HELD.findall(sentence)
    left, came = not words.isdisjoint(LEFT_WORDS), not words.isdisjoint(CAME_WORDS)
    if len(who) != 1 or (moved and (len(to) != 1 or to[0] not in places)) or (not moved and left == came):
        raise ExtractError(f"cannot read {sentence!r}")
    return [who[0], "+", to[0]] if moved else [who[0], "<" if left else ">"]


def _happen(event: list[str], present: set[str], seen: list[tuple[set[str], str]]) -> None:
    """Let somebody leave or come, or see that a move is one that can be made."""
    solver.note({}, event[0], event[1])
    if (event[0] in present) != (event[1] != ">"):
        raise ExtractError(f"{event[0]} is not where that takes place")
    if event[1] == "<":
        present.discard(event[0])
    elif event[1] == ">":
        present.add(event[0])
    elif event[2] == seen[-1][1]:
        raise ExtractError("it is there already")


def _belief(asked: list[str], seen: list[tuple[set[str], str]]) -> str:
    """Where the thing was after the last move that all of those asked about saw."""
    left = seen
    for mind in asked:
        left = [move for move in left if mind in move[0]]
        solver.same(mind, asked)
    return left[-1][1]


def _question(question: str, people: list[str], thing: str, places: list[str]) -> tuple[list[str], str]:
    asked = named(question, set(people))
    place = _HELD.findall(question)
    things = [word for word in _THE.findall(question) if word in known("creative_props")]
    if not question.endswith("?") or len(place) != 1 or place[0] not in places or things != [thing]:
        raise ExtractError(f"cannot read {question!r}")
    if any(one == other for one, other in pairwise(asked)):
        raise ExtractError("nobody is asked about what they think that they think")
    return asked, place[0]
