"""How the world of wages is told in paragraphs: what the genres that write prose about it share.

Who there is; the scene; everybody's wage; who worked for whom, six sentences to a paragraph; the scene again;
the question; the working (what everybody earned, in the order of the first paragraph); the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from dataforge.generators.worlds import wages, wages_reader
from dataforge.generators.worlds.told import COLOUR_LEXICONS, English, Story, Told, paragraphs
from dataforge.generators.worlds.wages import Wages, WagesGenre
from dataforge.text.columns import Field, Picked, ints
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64


@dataclass(frozen=True)
class Telling:
    """The sentences of one language or manner.

    Holes: `opening` {who_all}; `wage` {who} {wage}; `entry` {who} {other} {hours}; `question` {who} {other};
    `working` {sums}; `answer` {who} {earned} {other} {owed}; the people in this order.
    """

    opening: Frames
    wage: Frames
    entry: Frames
    question: Frames
    working: Frames
    answer: Frames
    conjunction: str = " and "


class ToldWages(WagesGenre, Told[Wages]):
    """A wages genre in paragraphs; a subclass gives its `tellings`."""

    tellings: ClassVar[tuple[Telling, ...]]

    def colour(self, world: Wages) -> I64:
        return world.colour

    def tell(self, draws: Draws, world: Wages, which: I64) -> Story:
        people, rows = world.people, world.entries
        names = Picked(lexicon("en_given_names")[0], world.name)
        everybody = self.everybody(people, names.strings(), which)
        opening = self.say(draws, "opening", None, which, {"who_all": everybody})
        rates = people.join(self.say(draws, "wage", people, which, {"who": names, "wage": world.wage}), " ")
        fields: dict[str, Field] = {
            "who": world.name_of(rows, world.worker),
            "other": world.name_of(rows, world.employer),
            "hours": world.hours,
        }
        worked = paragraphs(rows, self.say(draws, "entry", rows, which, fields))
        asked: dict[str, Field] = {
            "who": world.name_of(None, world.asked),
            "other": world.name_of(None, world.debtor),
        }
        question = self.say(draws, "question", None, which, asked)
        sums: dict[str, Field] = {"sums": people.join(ints(world.earned), ", ")}
        working = self.say(draws, "working", None, which, sums, span="reasoning")
        found = {"earned": world.of(world.asked, world.earned), "owed": world.of(world.debtor, world.owed)}
        answer = self.say(draws, "answer", None, which, {**asked, **found}, span="answer")
        return Story(opening, (rates, worked), question, working, answer)

    def extract(self, text: str) -> Any:
        return wages_reader.read(text, frozenset(lexicon("en_given_names").words()))


class EnglishWages(English[Wages], ToldWages):
    """A wages genre in English prose."""

    lexicons: ClassVar[tuple[str, ...]] = (*wages.LEXICONS, *COLOUR_LEXICONS)
