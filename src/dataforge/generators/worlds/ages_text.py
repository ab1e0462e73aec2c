"""How the world of ages is told in paragraphs: what the genres that write prose about it share.

Who there are; the scene; the age that is known; the statements, six to a paragraph; the scene again; the
question; the working (everybody's age, in the order of the first paragraph); the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from dataforge.generators.worlds import ages
from dataforge.generators.worlds.ages import Ages, AgesGenre
from dataforge.generators.worlds.told import COLOUR_LEXICONS, English, Story, Told, paragraphs
from dataforge.text.columns import Field, Picked, Strings, ints, pick
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64


@dataclass(frozen=True)
class Telling:
    """The sentences of one language or manner.

    Holes: `opening` {who_all}; `known` {who} {age}; `older`, `younger` {who} {other} {gap} {years}; `same`
    {who} {other}; `question` {who} {one} {other}; `working` {ages}; `answer` {who} {age} {gap} {years}.
    """

    opening: Frames
    known: Frames
    older: Frames
    younger: Frames
    same: Frames
    question: Frames
    working: Frames
    answer: Frames
    conjunction: str = " and "
    years: tuple[str, str] = ("year", "years")


class ToldAges(AgesGenre, Told[Ages]):
    """An ages genre in paragraphs; a subclass gives its `tellings` and reads them."""

    tellings: ClassVar[tuple[Telling, ...]]

    def colour(self, world: Ages) -> I64:
        return world.colour

    def tell(self, draws: Draws, world: Ages, which: I64) -> Story:
        names = Picked(lexicon("en_given_names")[0], world.name).strings()
        everybody = self.everybody(world.people, names, which)
        opening = self.say(draws, "opening", None, which, {"who_all": everybody})
        known = {"who": world.name_of(None, world.known), "age": world.age_of(world.known)}
        first = self.say(draws, "known", None, which, known)
        asked: dict[str, Field] = {
            "who": world.name_of(None, world.asked),
            "one": world.name_of(None, world.one),
            "other": world.name_of(None, world.other),
        }
        question = self.say(draws, "question", None, which, asked)
        told = self._statements(draws, world, which)
        every = world.people.join(ints(world.age), ", ")
        working = self.say(draws, "working", None, which, {"ages": every}, span="reasoning")
        gap = world.difference
        found = {"age": world.age_of(world.asked), "gap": gap, "years": self._years(gap, which)}
        answer = self.say(draws, "answer", None, which, {**asked, **found}, span="answer")
        return Story(opening, (first, told), question, working, answer)

    def _years(self, gap: I64, which: I64) -> Strings:
        words = [word for telling in self.tellings for word in telling.years]
        return pick(words, 2 * which + (gap != 1))

    def _statements(self, draws: Draws, world: Ages, which: I64) -> Strings:
        rows, relation, gap = world.statements, world.relation, np.abs(world.gap)
        fields: dict[str, Field] = {
            "who": world.name_of(rows, world.first),
            "other": world.name_of(rows, world.second),
            "gap": gap,
            "years": self._years(gap, which[rows.doc]),
        }
        # one table: the templates of `older`, then of `younger`, then of `same`, each telling's in turn
        sentences = self.say_one_of(draws, ("older", "younger", "same"), relation, rows, which, fields)
        return paragraphs(rows, sentences)


class EnglishAges(English[Ages], ToldAges):
    """An ages genre in English prose."""

    lexicons: ClassVar[tuple[str, ...]] = (*ages.LEXICONS, *COLOUR_LEXICONS)
