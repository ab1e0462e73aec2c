"""Reads simulated stories back: replays the events in a world of its own."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.text.lexicon import lexicon

_CONFIRMED = re.compile(
    r"(?:And there it is|There it is indeed|This is the truth of the matter|In this there is no mistake)\.$",
)


@cache
def _pronouns() -> dict[str, str]:
    """Each name -> he or she."""
    return dict(zip(lexicon("given_names").words(), lexicon("given_names").words(1), strict=True))


@cache
def _settings() -> dict[str, re.Pattern[str]]:
    """Each setting -> a pattern of its places."""
    places: dict[str, list[str]] = {}
    table = lexicon("creative_settings")
    for setting, place in zip(table.words(), table.words(1), strict=True):
        places.setdefault(setting, []).append(place)
    return {setting: _one_of(words) for setting, words in places.items()}


@cache
def _objects() -> re.Pattern[str]:
    return _one_of(lexicon("creative_things").words())


@cache
def _asides() -> frozenset[str]:
    return frozenset(lexicon("creative_asides").words())


def _one_of(words: list[str]) -> re.Pattern[str]:
    return re.compile(r"\bthe (" + "|".join(sorted(words, key=len, reverse=True)) + r")\b")


class _Tale:
    """A story replayed: where everybody and everything is, and what everybody thinks."""

    def __init__(self, people: dict[str, str], things: dict[str, str]):
        self.people, self.things = people, things
        self.thinks = {(a, b, o): place for a in people for b in people for o, place in things.items()}

    def learn(self, group: set[str], thing: str, place: str) -> None:
        """Everyone of the group knows, and knows that everyone of the group knows."""
        for one in group:
            for other in group:
                self.thinks[one, other, thing] = place

    def play(self, who: str, whom: str, thing: str, places: list[str]) -> list[str]:
        """Carry out one event as its sentence names it; the event with all its facts."""
        if whom:
            if places != [self.thinks[who, who, thing]] or who == whom:
                raise ExtractError(f"{who} tells {whom} what {who} does not believe")
            self.learn({who, whom}, thing, places[0])
            return [who, whom, thing, places[0]]
        *before, goal = places
        if before not in ([], [self.things[thing] if thing else self.people[who]]):
            raise ExtractError(f"{before} is not where it starts")
        if thing:
            if goal == self.things[thing] or (not before and self.people[who] != self.things[thing]):
                raise ExtractError(f"{who} cannot take the {thing} to {goal}")
            for spot in (self.things[thing], goal):
                self.learn({p for p, at in self.people.items() if at == spot} | {who}, thing, goal)
            self.things[thing] = goal
        elif goal == self.people[who]:
            raise ExtractError(f"{who} is there already")
        self.people[who] = goal
        return [who, thing, goal] if thing else [who, goal]


def read_story(text: str) -> dict[str, Any]:
    """The facts of a story, replayed event by event.

    Raises:
        ExtractError: the text is not of this genre, or contradicts itself.
    """
    intro, *story, question, reasoning, answer = text.split("\n\n")
    setting, tale, people, things = _read_intro(intro)
    asked = _read_question(question, tale)
    places = _settings()[setting]
    events, passed, last = [], [], ""
    current = _belief(tale, asked)
    first = current
    for sentence in re.split(r"(?<=\.)\s+", "\n\n".join(story)):
        if sentence in _asides():
            continue
        event = _read_event(sentence, tale, places, last)
        events.append(event)
        last = event[0] if len(event) < 4 else ""
        if _belief(tale, asked) != current:
            current = _belief(tale, asked)
            passed.append(current)
    real = tale.things[asked[-1]]
    remark = [real] if real != current else []
    if places.findall(reasoning) != [first, *passed, *remark] or not _names_only(reasoning, asked):
        raise ExtractError("the reasoning does not follow the story")
    if bool(_CONFIRMED.search(reasoning)) != (len(asked) > 1 and not remark):
        raise ExtractError("the belief is judged wrongly")
    if places.findall(answer) != [current]:
        raise ExtractError(f"the answer is {current}, not what {answer!r} says")
    return {
        "kind": "simulated-story", "setting": setting, "people": people, "things": things, "events": events,
        "question": asked, "passed": passed, "answer": current,
    }  # fmt: skip


def _names_only(reasoning: str, asked: list[str]) -> bool:
    """Whether the reasoning speaks of nothing but the question's people and thing."""
    named = {
        word
        for word in re.findall(r"[A-Z][a-z]+", reasoning)
        if word in _pronouns() and word not in ("Will", "May")
    }
    return named <= set(asked[:-1]) and set(_objects().findall(reasoning)) == {asked[-1]}


def _belief(tale: _Tale, asked: list[str]) -> str:
    *minds, thing = asked
    return tale.thinks[minds[0], minds[-1], thing] if minds else tale.things[thing]


def _read_intro(intro: str) -> tuple[str, _Tale, list[list[str]], list[list[str]]]:
    """The setting and who and what is where at first."""
    setting = next((each for each in _settings() if each[1:] in intro), None)
    if setting is None:
        raise ExtractError("no setting")
    spot = rf"(?: was)? (?:(?:in|on) {_settings()[setting].pattern[2:-2]}|there too)\b"
    people = _resolved(re.findall(rf"\b([A-Z][a-z]+){spot}", intro))
    things = _resolved(re.findall(rf"\b[Tt]he ([a-z ]+?){spot}", intro))
    known = set(_objects().findall(" ".join(f"the {thing}" for thing, _ in things)))
    if any(name not in _pronouns() for name, _ in people) or known != {thing for thing, _ in things}:
        raise ExtractError("unknown people or things")
    return (
        setting,
        _Tale(dict(people), dict(things)),
        people,
        things,
    )


def _resolved(found: list[tuple[str, str]]) -> list[list[str]]:
    """Each with its place; one that is there too is where the one before is."""
    placed: list[list[str]] = []
    for name, place in found:
        placed.append([name, place or placed[-1][1]])
    return placed


def _read_event(sentence: str, tale: _Tale, places: re.Pattern[str], last: str) -> list[str]:
    named = [word for word in re.findall(r"\b[A-Z][a-z]+\b", sentence) if word in tale.people]
    pronoun = re.search(r"\b([Hh]e|[Ss]he)\b", sentence)
    if pronoun:
        if not last or _pronouns()[last] != pronoun[1].lower():
            raise ExtractError(f"nobody is meant by {pronoun[1]!r}")
        named.insert(0, last)
    things = _objects().findall(sentence)
    spots = places.findall(sentence)
    if (
        not 1 <= len(named) <= 2
        or len(things) > 1
        or not 1 <= len(spots) <= 2
        or bool(len(named) == 2) > bool(things)
    ):
        raise ExtractError(f"cannot read {sentence!r}")
    return tale.play(named[0], named[1] if len(named) == 2 else "", things[0] if things else "", spots)


def _read_question(question: str, tale: _Tale) -> list[str]:
    named = [word for word in re.findall(r"\b[A-Z][a-z]+\b", question) if word in tale.people]
    thing = _objects().search(question)
    if thing is None or thing[1] not in tale.things or not question.endswith("?") or len(named) > 2:
        raise ExtractError(f"cannot read the question {question!r}")
    return [*named, thing[1]]
