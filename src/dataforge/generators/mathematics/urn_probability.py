"""Things of several kinds in an urn, some of them taken: the exact probability, fraction by fraction.

A document tells what a bag, drawer or jar holds, asks one question or several (a sequence of kinds, all,
none, at least one, exactly one; put back or not), and multiplies the chances step by step, every product
reduced by its gcd. Harder means more questions and takings, more kinds, larger counts, more roundabout
questions (complements, kinds lumped together) and more counts that do not matter. The reader (`_urn_reader`)
counts anew what is left before every taking and redoes each fraction. The situation is the textbook's oldest;
wording and numbers are this package's own.
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
import pyarrow as pa

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.mathematics._lexical import LEXICONS
from dataforge.generators.mathematics._scene import colour, scene
from dataforge.generators.mathematics._urn_reader import read_urn
from dataforge.generators.mathematics._urn_solution import working
from dataforge.generators.mathematics._urn_text import Words, asks, close, labels, setup
from dataforge.generators.mathematics._urn_world import IN_ORDER, World, draw_world
from dataforge.text.columns import Json, Strings, ints, join, json_list, json_object, json_tuple, pick, where
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

_CODES = ("in_order", "all_of", "none_of", "at_least_one", "exactly_one")


class UrnProbability(Genre[World]):
    """The probability of what is taken from an urn."""

    name = "urn-probability"
    domain = "mathematics"
    lexicons: ClassVar[tuple[str, ...]] = tuple(
        sorted({*LEXICONS, "mathematics_kinds", "mathematics_tokens", "mathematics_vessels", "en_objects"})
    )
    summary = "things of several kinds taken from an urn: the exact probability, every product reduced"
    knobs = (
        Knob("work", 76, 700, least=76, most=2200, meaning="about what the takings of all questions cost"),
        Knob("kinds", 2, 6, least=2, most=8, meaning="kinds of things in the urn"),
        Knob("size", 6, 60, least=2, most=150, meaning="how far the count of a kind may go"),
        Knob("twist", 15, 70, most=100, meaning="percent of questions for none, at least one, exactly one"),
        Knob("asides", 0, 4, slack=50, most=12, meaning="counts that do not matter"),
        colour(),
    )

    def support_log2(self, level: int) -> int:
        return 30

    def world(self, draws: Draws, knobs: Knobs) -> World:
        return draw_world(draws, knobs)

    def check(self, world: World) -> Json:
        words, asked = Words(world), world.questions
        kinds = json_tuple(pick(lexicon("mathematics_kinds")[0], world.kind), world.count)
        asides = world.asides
        own = pick(lexicon("mathematics_kinds")[0], world.kind[np.where(asides.own, asides.kind, 0)])
        thing = where(asides.own, own, pick(lexicon("en_objects")[1], asides.thing))
        question = json_tuple(
            pick(_CODES, asked.form), asked.taken, asked.put_back, _events(world, words), _answers(world)
        )
        return json_object(
            {
                "kind": "urn-probability",
                "who": words.who,
                "vessel": words.box,
                "kinds": json_list(world.kinds, kinds),
                "asides": json_list(asides.rows, json_tuple(thing, asides.amount)),
                "questions": json_list(asked.rows, question),
                "answer": asked.rows.join(_answers(world), ", "),
            }
        )

    def cost(self, world: World) -> I64:
        return world.effort

    def render(self, draws: Draws, world: World) -> list[Segment]:
        words = Words(world)
        label = labels(draws, world.questions.rows)
        told = join(setup(draws, world, words), asks(draws, world, words, label))
        answer = close(draws, world, label, _answers(world))
        return [
            Segment("prompt", join(scene(draws, world.colour), told, "\n\n")),
            Segment("reasoning", join(working(draws, world, words, label), "\n")),
            Segment("answer", answer),
        ]

    def extract(self, text: str) -> Any:
        return read_urn(text)


def _answers(world: World) -> Strings:
    """The answer to each question."""
    return join(ints(world.questions.top), "/", ints(world.questions.bottom))


def _events(world: World, words: Words) -> Json:
    """What each question asks for: the events in order, or the one that it counts."""
    asked, steps = world.questions, world.steps
    in_order = asked.form == IN_ORDER
    shown = in_order[steps.rows.doc] | (steps.rows.pos == 0)
    mine = np.flatnonzero(shown)
    missed = steps.missed[mine] & in_order[steps.rows.doc[mine]]
    event = join(where(missed, "not ", ""), words.class_of.strings().take(pa.array(mine)))
    return json_list(Rows.of(steps.rows.sum(shown)), event)
