"""How the world of secrets is told in paragraphs: what the genres that write prose about it share.

Who there is; the scene; who met whom, six sentences to a paragraph; the scene again; the question; the
working (how many secrets everybody knows, in the order of the first paragraph); the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dataforge.generators.worlds import secrets
from dataforge.generators.worlds.secrets import Secrets, SecretsGenre
from dataforge.generators.worlds.told import COLOUR_LEXICONS, English, Story, Told, paragraphs
from dataforge.text.columns import Field, Picked, ints
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64


@dataclass(frozen=True)
class Telling:
    """The sentences of one language or manner.

    Holes: `opening` {who_all}; `tells`, `asks`, `swaps` {who} {other}; `question` {who} {other}; `working`
    {counts}; `no`, `yes` {who} {count}.
    """

    opening: Frames
    tells: Frames
    asks: Frames
    swaps: Frames
    question: Frames
    working: Frames
    no: Frames
    yes: Frames
    conjunction: str = " and "


class ToldSecrets(SecretsGenre, Told[Secrets]):
    """A secrets genre in paragraphs; a subclass gives its `tellings` and reads them."""

    tellings: ClassVar[tuple[Telling, ...]]

    def colour(self, world: Secrets) -> I64:
        return world.colour

    def tell(self, draws: Draws, world: Secrets, which: I64) -> Story:
        rows = world.meetings
        names = Picked(lexicon("en_given_names")[0], world.name).strings()
        everybody = self.everybody(world.people, names, which)
        opening = self.say(draws, "opening", None, which, {"who_all": everybody})
        fields: dict[str, Field] = {
            "who": world.name_of(rows, world.first),
            "other": world.name_of(rows, world.second),
        }
        met = self.say_one_of(draws, ("tells", "asks", "swaps"), world.kind, rows, which, fields)
        asked: dict[str, Field] = {
            "who": world.name_of(None, world.asked),
            "other": world.name_of(None, world.other),
        }
        question = self.say(draws, "question", None, which, asked)
        counts: dict[str, Field] = {"counts": world.people.join(ints(world.count), ", ")}
        working = self.say(draws, "working", None, which, counts, span="reasoning")
        found = {"who": asked["who"], "count": world.asked_count}
        answer = self.say_one_of(draws, ("no", "yes"), world.knows, None, which, found, span="answer")
        return Story(opening, (paragraphs(rows, met),), question, working, answer)


class EnglishSecrets(English[Secrets], ToldSecrets):
    """A secrets genre in English prose."""

    lexicons: ClassVar[tuple[str, ...]] = (*secrets.LEXICONS, *COLOUR_LEXICONS)
