"""Reads simulated stories back: replays the events in a world of its own."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.creative import _solver as solver
from dataforge.generators.creative._reading import given_names, known, named, sentences, town_in
from dataforge.text.lexicon import lexicon

_CONFIRMED = re.compile(
    r"(?:And there it is|There it is indeed|This is the truth of the matter|In this there is no mistake"
    r"|And so it really is)\.$",
)
_PRONOUN = re.compile(r"\b([Hh]e|[Ss]he)\b")
_THE = re.compile(r"\bthe ([a-z]+)")


@cache
def _settings() -> dict[str, re.Pattern[str]]:
    """Each setting -> a pattern of its places."""
    places: dict[str, list[str]] = {}
    table = lexicon("creative_settings")
    for setting, place in zip(table.words(), table.words(1), strict=True):
        places.setdefault(setting, []).append(place)
    return {
        setting: re.compile(r"\bthe (" + "|".join(sorted(words, key=len, reverse=True)) + r")\b")
        for setting, words in places.items()
    }


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
            if places != [solver.look_up(self.thinks, (who, who, thing))] or who == whom:
                raise ExtractError(f"{who} tells {whom} what {who} does not believe")
            solver.note(self.thinks, (whom, whom, thing), places[0])
            self.learn({who, whom}, thing, places[0])
            return [who, whom, thing, places[0]]
        *before, goal = places
        where = solver.look_up(self.things, thing) if thing else solver.look_up(self.people, who)
        if before not in ([], [where]):
            raise ExtractError(f"{before} is not where it starts")
        if goal == where or (thing and not before and self.people[who] != where):
            raise ExtractError(f"{who} cannot go with {thing!r} to {goal}")
        if thing:
            groups: dict[str, set[str]] = {where: {who}, goal: {who}}
            for one, at in self.people.items():
                if solver.among(at, groups):
                    groups[at].add(one)
            for group in groups.values():
                self.learn(group, thing, goal)
            solver.note(self.things, thing, goal)
        solver.note(self.people, who, goal)
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
    first = current = _belief(tale, asked)
    for sentence in sentences("\n\n".join(story)):
        who = named(sentence, tale.people)
        pronoun = _PRONOUN.search(sentence)
        if not who and not pronoun:
            last = ""
            continue
        if pronoun:
            if not last or given_names()[last] != pronoun[1].lower():
                raise ExtractError(f"nobody is meant by {pronoun[1]!r}")
            who.insert(0, last)
        events.append(_read_event(sentence, who, tale, places))
        last = who[0] if len(who) == 1 else ""
        if not solver.same(_belief(tale, asked), current):
            current = _belief(tale, asked)
            passed.append(current)
    real = tale.things[asked[-1]]
    remark = [real] if real != current else []
    if places.findall(reasoning) != [first, *passed, *remark] or not _names_only(reasoning, asked, tale):
        raise ExtractError("the reasoning does not follow the story")
    if bool(_CONFIRMED.search(reasoning)) != (len(asked) > 1 and not remark):
        raise ExtractError("the belief is judged wrongly")
    if places.findall(answer) != [current]:
        raise ExtractError(f"the answer is {current}, not what {answer!r} says")
    return {
        "kind": "simulated-story", "setting": setting, "town": town_in(intro), "people": people,
        "things": things, "events": events, "question": asked, "passed": passed, "answer": current,
    }  # fmt: skip


def _names_only(reasoning: str, asked: list[str], tale: _Tale) -> bool:
    """Whether the reasoning speaks of nothing but the question's people and thing."""
    things = {word for word in _THE.findall(reasoning) if word in known("creative_props")}
    people = {word for word in re.findall(r"[A-Z][a-z]+", reasoning) if word in given_names()}
    return people <= set(asked[:-1]) and things == {asked[-1]}


def _belief(tale: _Tale, asked: list[str]) -> str:
    *minds, thing = asked
    return tale.thinks[minds[0], minds[-1], thing] if minds else tale.things[thing]


def _read_intro(intro: str) -> tuple[str, _Tale, list[list[str]], list[list[str]]]:
    """The setting and who and what is where at first."""
    first = sentences(intro)[0]
    setting = next((each for each in _settings() if re.search(each[1:] + r"(?: in |\.$)", first)), None)
    if setting is None:
        raise ExtractError("no setting")
    spot = rf"(?: was)? (?:(?:in|on) {_settings()[setting].pattern[2:-2]}|there too)\b"
    people = _resolved(re.findall(rf"\b([A-Z][a-z]+){spot}", intro))
    things = _resolved(re.findall(rf"\b[Tt]he ([a-z]+){spot}", intro))
    if any(name not in given_names() for name, _ in people) or not {t for t, _ in things} <= known(
        "creative_props"
    ):
        raise ExtractError("unknown people or things")
    return setting, _Tale(dict(people), dict(things)), people, things


def _resolved(found: list[tuple[str, str]]) -> list[list[str]]:
    """Each with its place; one that is there too is where the one before is."""
    placed: list[list[str]] = []
    for name, place in found:
        placed.append([name, place or placed[-1][1]])
    return placed


def _read_event(sentence: str, who: list[str], tale: _Tale, places: re.Pattern[str]) -> list[str]:
    things = [word for word in _THE.findall(sentence) if word in tale.things]
    spots = places.findall(sentence)
    if (
        not 1 <= len(who) <= 2
        or len(things) > 1
        or not 1 <= len(spots) <= 2
        or len(who) == 2 > 1 + len(things)
    ):
        raise ExtractError(f"cannot read {sentence!r}")
    return tale.play(who[0], who[1] if len(who) == 2 else "", things[0] if things else "", spots)


def _read_question(question: str, tale: _Tale) -> list[str]:
    who = named(question, tale.people)
    things = [word for word in _THE.findall(question) if word in tale.things]
    if len(things) != 1 or not question.endswith("?") or len(who) > 2:
        raise ExtractError(f"cannot read the question {question!r}")
    return [*who, things[0]]
