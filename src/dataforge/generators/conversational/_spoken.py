"""How conversations tell a shared world: with fillers and hedges, and small talk between the facts."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from dataforge.generators.base import Knob
from dataforge.generators.conversational._talk import CHATTER
from dataforge.generators.worlds.told import English, Spiced
from dataforge.text.columns import Strings, join, pick
from dataforge.text.draws import Draws
from dataforge.text.rows import I64, Rows
from dataforge.text.wording import Words

World = TypeVar("World")
ASIDES = Knob("colour", 1, 8, slack=100, least=0, most=20, meaning="sentences beside the matter")
"""How much a telling wanders off: hardly at level 1, where texts are short."""


class Chatty(Spiced):
    """Sentences with fillers and hedges, none of which holds a name, a verdict or the word of a fact."""

    words: ClassVar[dict[str, Words]] = {
        **Spiced.words,
        "um": Words("conversational_fillers", "{0}, ", 12, unless="yes|mark my", optional=True),
        "hedge": Words("conversational_hedges", ", {0}", 12, unless="told|no doubt", optional=True),
    }


class Spoken(English[World]):
    """A telling by two voices."""

    wording = Chatty

    def aside(self, draws: Draws, rows: Rows, which: I64) -> Strings:
        voice = draws.draw("voice", 2, rows, span="prompt")
        return join(pick(("A: ", "B: "), voice), CHATTER.say(draws, "colour", rows))
