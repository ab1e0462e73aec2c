"""The couriers' world solved from what a text says: the reference solver of the `courier-*` readers.

Shares nothing with couriers.py. Every genre's reader hands over the stock, the errands and the question as it
found them; here they are played, and what the text concluded is compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from dataforge.generators.base import ExtractError, strict
from dataforge.generators.solving import step
from dataforge.generators.worlds.ages_reader import listed
from dataforge.text.lexicon import lexicon


@dataclass
class Story:
    """What a text says: who carries, where they go, stock as [thing, kilograms, place], errands as (day,
    courier, thing, to, from or '')."""

    couriers: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    things: list[list[Any]] = field(default_factory=list)
    errands: list[tuple[int, str, str, str, str]] = field(default_factory=list)
    asked_thing: str = ""
    asked_courier: str = ""


def solve(story: Story) -> dict[str, Any]:
    """The facts, each errand played.

    Raises:
        ExtractError: an errand moves a thing that is not there or goes nowhere, or days run backwards.
    """
    place = {thing: start for thing, _, start in story.things}
    weight = {thing: kilograms for thing, kilograms, _ in story.things}
    for names in (list(place), story.couriers, story.places):
        if len(set(names)) != len(names) or not names:
            raise ExtractError(f"a list that names something twice, or nothing: {names}")
    known = {*story.places, *story.couriers}
    if len(place) != len(story.things) or not known.issuperset(place.values()):
        raise ExtractError("the stock names a thing twice, or stands in an unknown place")
    day_before, trips, load, errands = 1, 0, 0, []
    for day, courier, thing, to, source in story.errands:
        step()  # where is it?
        here = place[thing]
        if source and source != here:
            raise ExtractError(f"the {thing} is taken from the {source}, but it is in the {here}")
        if day < day_before or to == here or not known.issuperset((courier, to)):
            raise ExtractError(f"day {day}: the {thing} goes from the {here} to the {to}")
        step()  # move it
        place[thing] = to
        errands.append([day, courier, thing, here, to])
        day_before = day
        if courier == story.asked_courier:
            step()  # add its weight
            load += weight[thing]
            trips += 1
    step()
    return {
        "kind": "couriers",
        "couriers": story.couriers,
        "places": story.places,
        "things": story.things,
        "errands": errands,
        "asked": [story.asked_thing, story.asked_courier],
        "answer": place[story.asked_thing],
        "trips": trips,
        "load": load,
    }


def concluded(facts: dict[str, Any], place: str, trips: str, load: str) -> dict[str, Any]:
    """The facts, if the text's own conclusion is theirs.

    Raises:
        ExtractError: it is not.
    """
    if (place, int(trips), int(load)) != (facts["answer"], facts["trips"], facts["load"]):
        raise ExtractError(
            f"concludes {place}, {trips} trips, {load} kg; "
            f"it is {facts['answer']}, {facts['trips']} trips, {facts['load']} kg"
        )
    return facts


class Tongue:
    """How one language names things and places, and what its sentences look like to a reader.

    Args:
        things: what a text writes -> the thing's English name.
        goals, sources: what a text writes (with its preposition) -> the place's English name.
        day: a pattern with one group, the day of an errand.
        article: a pattern of what stands before a thing's name, if its name is written without.
    """

    def __init__(
        self,
        things: dict[str, str],
        goals: dict[str, str],
        sources: dict[str, str],
        day: str,
        article: str = "",
    ):
        if not article:
            things = things | {word[:1].upper() + word[1:]: name for word, name in things.items()}
        self.things, self.goals, self.sources = things, goals, sources
        self._day = re.compile(day)
        thing, goal = rf"\b{article}({_words(things)})\b{_NO_PERSON}", rf"\b({_words(goals)})\b"
        self._thing, self._goal, self._source = (
            re.compile(pattern) for pattern in (thing, goal, rf"\b({_words(sources)})\b")
        )
        self._stock = re.compile(rf"{thing}[^0-9]{{1,60}}?([0-9]+) kg[^0-9]*?{goal}")

    @strict
    def read(self, text: str, names: frozenset[str]) -> dict[str, Any]:
        """The facts of a told text, the working and the answer compared.

        Raises:
            ExtractError: something is missing or does not follow.
        """
        paragraphs = text.split("\n\n")
        if len(paragraphs) < 8:
            raise ExtractError("fewer than eight paragraphs")
        opening, _, stock, *errands, _, question, working, answer = paragraphs
        story = Story()
        story.couriers = listed(opening, names)
        story.places = [self.goals[each] for each in self._goal.findall(opening)]
        for thing, kilograms, place in self._stock.findall(stock):
            story.things.append([self.things[thing], int(kilograms), self.goals[place]])
        if stock.count(" kg") != len(story.things):
            raise ExtractError("a line of the stock cannot be read")
        before = ""
        for sentence in (each for paragraph in errands for each in _sentences(paragraph)):
            if not _NUMBER.search(sentence):  # words that lead to the errand: "Go on."
                before = f"{before}{sentence} "
                continue
            story.errands.append(self._errand(before + sentence, story.couriers))
            before = ""
        if before:
            raise ExtractError(f"no errand in {before[:80]!r}")
        story.asked_thing = self.things[self._only(self._thing, question)]
        story.asked_courier = _courier(question, story.couriers)
        facts = solve(story)
        self._follows(facts, working)
        numbers = _NUMBER.findall(answer)
        if len(numbers) != 2 or self.things[self._only(self._thing, answer)] != story.asked_thing:
            raise ExtractError(f"cannot read the answer {answer[:80]!r}")
        if _courier(answer, story.couriers) != story.asked_courier:
            raise ExtractError("the answer speaks of somebody else")
        return concluded(facts, self.goals[self._only(self._goal, answer)], *numbers)

    def _errand(self, sentence: str, couriers: list[str]) -> tuple[int, str, str, str, str]:
        day = self._day.search(sentence)
        if day is None or len(_NUMBER.findall(sentence)) != 1:
            raise ExtractError(f"no day in {sentence[:80]!r}")
        source = self._source.findall(sentence)
        return (
            int(day[1]),
            _courier(sentence, couriers),
            self.things[self._only(self._thing, sentence)],
            self.goals[self._only(self._goal, sentence)],
            self.sources[source[0]] if source else "",
        )

    def _only(self, pattern: re.Pattern[str], sentence: str) -> str:
        found = pattern.findall(sentence)
        if len(found) != 1:
            raise ExtractError(f"{len(found)} of what should be one in {sentence[:80]!r}")
        return str(found[0])

    def _follows(self, facts: dict[str, Any], working: str) -> None:
        """The way and the sum of the working are those of the errands."""
        thing, courier = facts["asked"]
        weight = {name: kilograms for name, kilograms, _ in facts["things"]}
        start = next(place for name, _, place in facts["things"] if name == thing)
        way = [start, *(to for _, _, moved, _, to in facts["errands"] if moved == thing)]
        loads = [weight[moved] for _, who, moved, _, _ in facts["errands"] if who == courier]
        if [self.goals[each] for each in self._goal.findall(working)] != way or working.count(" > ") != len(
            way
        ) - 1:
            raise ExtractError(f"the way of the {thing} is {way}, the text says {working[:120]!r}")
        numbers = [int(each) for each in _NUMBER.findall(working)]
        if numbers != ([*loads, sum(loads)] if loads else [0]):
            raise ExtractError(f"the loads are {loads}, the text says {numbers}")


_NO_PERSON = "(?![- ](?:keeper|maker|master|ringer|tuner))"  # the piano tuner is no piano
_NUMBER = re.compile("[0-9]+")
_NAME = re.compile(r"\b[A-Z][a-z]+\b")


def english() -> Tongue:
    """The language of the English genres."""
    things, places = lexicon("worlds_things").words(), lexicon("worlds_places").words()
    return Tongue(
        {thing: thing for thing in things},
        {f"to the {place}": place for place in places},
        {f"from the {place}": place for place in places},
        r"[Dd]ay ([0-9]+)\b",
        "[Tt]he (?:[a-z-]+ )?",  # the harp, the old harp
    )


def tongue(form: int, day: str) -> Tongue:
    """The language whose things stand in column `form` of the lexicons."""
    things, places = lexicon("worlds_things"), lexicon("worlds_places")
    return Tongue(
        dict(zip(things.words(form), things.words(), strict=True)),
        dict(zip(places.words(2 * form - 1), places.words(), strict=True)),
        dict(zip(places.words(2 * form), places.words(), strict=True)),
        day,
    )


def _words(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _sentences(paragraph: str) -> list[str]:
    """Split after full stops, but not after the stop of a German ordinal, "am 3. Tag"."""
    return re.split(r'(?<=[.!]) (?!Tag\b)(?=[^\W\d_a-z]|[0-9"])', paragraph)


def _courier(sentence: str, couriers: list[str]) -> str:
    found = [name for name in re.findall(_NAME, sentence) if name in couriers]
    if len(found) != 1:
        raise ExtractError(f"{len(found)} couriers in {sentence[:80]!r}")
    return str(found[0])
