"""Who is how much older than whom: one age known, the others to be found, from statements in any order.

The world of the eight `ages-*` genres, one in each domain. The statements are the edges of a tree over the
people, so that every age follows from the known one, by exactly one way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from dataforge.generators.base import Genre, Knob, Knobs
from dataforge.text.columns import Json, Picked, json_list, json_object, json_tuple
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

LEXICONS = ("en_given_names",)
YOUNGEST, SPAN = 4, 90
OLDER, YOUNGER, SAME = 0, 1, 2


@dataclass(frozen=True)
class Ages:
    """A batch of worlds. `name`, `age` by person; `first`, `second` (people), `gap` (age of the first less
    that of the second) by statement, in the order of the text; the rest by document."""

    people: Rows
    name: I64
    age: I64
    statements: Rows
    first: I64
    second: I64
    gap: I64
    known: I64
    asked: I64
    one: I64
    other: I64
    colour: I64

    def name_of(self, rows: Rows | None, person: I64) -> Picked:
        """Names of people given by their number, by row, or by document without rows."""
        first = self.people.offsets[:-1] if rows is None else self.people.offsets[rows.doc]
        return Picked(lexicon("en_given_names")[0], self.name[first + person])

    def age_of(self, person: I64) -> I64:
        """The age of one person a document."""
        return np.asarray(self.age[self.people.offsets[:-1] + person])

    @property
    def difference(self) -> I64:
        """How many years lie between the two who are compared."""
        return np.asarray(np.abs(self.age_of(self.one) - self.age_of(self.other)))

    @property
    def relation(self) -> I64:
        """OLDER, YOUNGER or SAME, by statement."""
        return np.asarray(np.select([self.gap > 0, self.gap < 0], [OLDER, YOUNGER], SAME), np.int64)


class AgesGenre(Genre[Ages]):
    """A genre that tells the world of ages; a subclass renders and reads it."""

    shared_world: ClassVar[str] = "ages@1"
    lexicons: ClassVar[tuple[str, ...]] = LEXICONS
    knobs = (
        Knob("people", 3, 34, slack=8, least=3, most=120, meaning="people, and one statement fewer"),
        Knob("colour", 8, 8, slack=100, least=0, most=20, meaning="sentences beside the matter"),
    )

    def support_log2(self, level: int) -> int:
        return 30 + 12 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> Ages:
        count = knobs["people"]
        people, statements = Rows.of(count), Rows.of(count - 1)
        age = YOUNGEST + draws.draw("age", SPAN, people)
        # person k + 1 is compared with an earlier one; the edges are then told in any order, from either end
        parent = draws.draw("parent", statements.pos + 1, statements)
        edge = draws.shuffle("order", statements)
        child, parent = edge + 1, parent[statements.offsets[statements.doc] + edge]
        turned = draws.chance("turned", 50, statements)
        first, second = np.where(turned, parent, child), np.where(turned, child, parent)
        start = people.offsets[statements.doc]
        known = draws.draw("known.who", count)
        one = draws.draw("one.who", count)
        return Ages(
            people=people,
            name=draws.distinct("name", len(lexicon("en_given_names")), people),
            age=age,
            statements=statements,
            first=first,
            second=second,
            gap=age[start + first] - age[start + second],
            known=known,
            asked=_another(draws.draw("asked.who", count - 1), known),
            one=one,
            other=_another(draws.draw("other.who", count - 1), one),
            colour=knobs["colour"],
        )

    def check(self, world: Ages) -> Json:
        people = Picked(lexicon("en_given_names")[0], world.name)
        told = json_tuple(
            world.name_of(world.statements, world.first),
            world.name_of(world.statements, world.second),
            world.gap,
        )
        return json_object(
            {
                "kind": "age-tree",
                "people": json_list(world.people, people),
                "known": json_tuple(world.name_of(None, world.known), world.age_of(world.known)),
                "statements": json_list(world.statements, told),
                "ages": json_list(world.people, world.age),
                "asked": json_tuple(
                    world.name_of(None, world.asked),
                    world.name_of(None, world.one),
                    world.name_of(None, world.other),
                ),
                "answer": world.age_of(world.asked),
                "difference": world.difference,
            }
        )

    def cost(self, world: Ages) -> I64:
        # a statement: find the one whose age is known, add or subtract; then the answer, and the difference
        return 2 * world.statements.counts + 2


def _another(number: I64, than: I64) -> I64:
    """One of n - 1 choices as a number other than a given one."""
    return number + (number >= than)
