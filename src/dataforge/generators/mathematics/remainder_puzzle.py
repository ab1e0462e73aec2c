"""Things that leave given remainders when put in groups: the least number of them, found fact by fact.

A document tells of soldiers in rows or eggs in baskets, what is left over or short in groups of several sizes
without a common factor, and finds the least number (or the least above a bound) that fits: by trying a few,
or by an inverse where trying would be long; at the end the number is checked against every fact. Harder means
more and larger groups, more told as shortages, more bounds and more numbers that do not matter. The reader
(`_remainder_reader`) follows the facts anew. The puzzle is Sunzi's (third century or later); wording and
numbers are this package's own.
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.mathematics._lexical import LEXICONS
from dataforge.generators.mathematics._remainder_reader import read_remainders
from dataforge.generators.mathematics._remainder_solution import working
from dataforge.generators.mathematics._remainder_text import close, story, things
from dataforge.generators.mathematics._remainder_words import Words
from dataforge.generators.mathematics._remainder_world import MOST_SIZE, World, draw_world, effort
from dataforge.generators.mathematics._scene import colour, scene
from dataforge.text.columns import Json, join, json_list, json_object, json_tuple, pick
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64

_CODES = ("is_over", "is_short")


class RemainderPuzzle(Genre[World]):
    """The least number that leaves given remainders."""

    name = "remainder-puzzle"
    domain = "mathematics"
    lexicons: ClassVar[tuple[str, ...]] = tuple(sorted({*LEXICONS, "mathematics_groupings", "en_objects"}))
    summary = "the least number that leaves given remainders, found fact by fact and checked"
    knobs = (
        Knob("congruences", 200, 640, least=200, most=900, meaning="hundredths of the facts, on average"),
        Knob("size", 9, 80, least=9, most=MOST_SIZE, meaning="largest group"),
        Knob("short", 15, 45, most=100, meaning="percent of the remainders told as shortages"),
        Knob("bounded", 15, 45, most=100, meaning="percent of puzzles that ask for more than a bound"),
        Knob(
            "clutter",
            10,
            30,
            most=100,
            meaning="percent of facts with a number before them that is no matter",
        ),
        colour(11),
    )

    def support_log2(self, level: int) -> int:
        return 22

    def world(self, draws: Draws, knobs: Knobs) -> World:
        return draw_world(draws, knobs)

    def check(self, world: World) -> Json:
        stated = np.where(world.short, world.modulus - world.remainder, world.remainder)
        return json_object(
            {
                "kind": "remainder-puzzle",
                "who": pick(lexicon("en_given_names")[0], world.who),
                "things": pick(lexicon("mathematics_groupings")[0], world.grouping),
                "groups": pick(lexicon("mathematics_groupings")[2], world.grouping),
                "facts": json_list(
                    world.facts, json_tuple(world.modulus, pick(_CODES, world.short * 1), stated)
                ),
                "asides": json_list(world.asides, json_tuple(things(world), world.amount)),
                "bound": world.bound,
                "answer": world.answer,
            }
        )

    def cost(self, world: World) -> I64:
        return effort(world)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        words = Words(world)
        told = join(scene(draws, world.colour), story(draws, world, words), "\n\n")
        return [
            Segment("prompt", told),
            Segment("reasoning", join(working(draws, world, words), "\n")),
            Segment("answer", close(draws, world, words)),
        ]

    def extract(self, text: str) -> Any:
        return read_remainders(text)
