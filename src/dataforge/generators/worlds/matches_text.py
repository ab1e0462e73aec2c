"""How the world of matches is told in paragraphs: what the genres that write prose about it share.

Who plays; the scene; what a win brings; the matches, six to a paragraph; the scene again; the question; the
working (everybody's points, in the order of the first paragraph); the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dataforge.generators.worlds import matches
from dataforge.generators.worlds.matches import Matches, MatchesGenre
from dataforge.generators.worlds.told import COLOUR_LEXICONS, English, Story, Told, paragraphs
from dataforge.text.columns import Field, Picked, ints
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64


@dataclass(frozen=True)
class Telling:
    """The sentences of one language or manner.

    Holes: `opening` {who_all}; `rule` {win} {one}; `won`, `lost`, `drawn` {who} {other} {goals} {against};
    `question` {who}; `working` {points}; `answer` {who} {total} {goals}.
    """

    opening: Frames
    rule: Frames
    won: Frames
    lost: Frames
    drawn: Frames
    question: Frames
    working: Frames
    answer: Frames
    conjunction: str = " and "


class ToldMatches(MatchesGenre, Told[Matches]):
    """A matches genre in paragraphs; a subclass gives its `tellings` and reads them."""

    tellings: ClassVar[tuple[Telling, ...]]

    def colour(self, world: Matches) -> I64:
        return world.colour

    def tell(self, draws: Draws, world: Matches, which: I64) -> Story:
        names = Picked(lexicon("en_given_names")[0], world.name).strings()
        everybody = self.everybody(world.players, names, which)
        opening = self.say(draws, "opening", None, which, {"who_all": everybody})
        rule = self.say(draws, "rule", None, which, {"win": world.win, "one": "1"})
        rows = world.matches
        fields: dict[str, Field] = {
            "who": world.name_of(rows, world.first),
            "other": world.name_of(rows, world.second),
            "goals": world.scored,
            "against": world.conceded,
        }
        sentences = self.say_one_of(draws, ("won", "lost", "drawn"), world.outcome, rows, which, fields)
        played = paragraphs(rows, sentences)
        asked: dict[str, Field] = {"who": world.name_of(None, world.asked)}
        question = self.say(draws, "question", None, which, asked)
        every: dict[str, Field] = {"points": world.players.join(ints(world.points), ", ")}
        working = self.say(draws, "working", None, which, every, span="reasoning")
        found = {"total": world.of_asked(world.points), "goals": world.of_asked(world.goals)}
        answer = self.say(draws, "answer", None, which, {**asked, **found}, span="answer")
        return Story(opening, (rule, played), question, working, answer)


class EnglishMatches(English[Matches], ToldMatches):
    """A matches genre in English prose."""

    lexicons: ClassVar[tuple[str, ...]] = (*matches.LEXICONS, *COLOUR_LEXICONS)
