"""How the world of wages is told in paragraphs: what the genres that write prose about it share.

Who there is; the scene; everybody's wage; who worked for whom, six sentences to a paragraph; the scene again;
the question; the working (what everybody earned, in the order of the first paragraph); the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from dataforge.generators.base import Segment
from dataforge.generators.worlds import wages, wages_reader
from dataforge.generators.worlds.told import COLOUR_LEXICONS, English, Told, enumeration, paragraphs
from dataforge.generators.worlds.wages import Wages, WagesGenre
from dataforge.text.columns import Field, Picked, ints, join
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon


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

    def render(self, draws: Draws, world: Wages) -> list[Segment]:
        which = np.zeros(draws.num_docs, np.int64)
        if len(self.tellings) > 1:
            which = draws.draw("telling", len(self.tellings), span="prompt")
        people, rows = world.people, world.entries
        names = Picked(lexicon("en_given_names")[0], world.name)
        conjunctions = [telling.conjunction for telling in self.tellings]
        everybody = enumeration(people, names.strings(), conjunctions, which)
        opening = self.say(draws, "opening", None, which, {"who_all": everybody})
        scene, ending = self.scenes(draws, world.colour, which)
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
        prompt = join(opening, "\n\n", scene, "\n\n", rates, "\n\n", worked, "\n\n", ending, "\n\n", question)
        sums: dict[str, Field] = {"sums": people.join(ints(world.earned), ", ")}
        working = self.say(draws, "working", None, which, sums, span="reasoning")
        found = {"earned": world.of(world.asked, world.earned), "owed": world.of(world.debtor, world.owed)}
        answer = self.say(draws, "answer", None, which, {**asked, **found}, span="answer")
        return [
            Segment("prompt", prompt),
            Segment("reasoning", join("\n\n", working, "\n\n")),
            Segment("answer", answer),
        ]

    def extract(self, text: str) -> Any:
        return wages_reader.read(text, frozenset(lexicon("en_given_names").words()))


class EnglishWages(English[Wages], ToldWages):
    """A wages genre in English prose."""

    lexicons: ClassVar[tuple[str, ...]] = (*wages.LEXICONS, *COLOUR_LEXICONS)
