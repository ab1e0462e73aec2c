"""Who worked for whom, how long and at what wage: what everybody has earned, and what somebody owes.

The world of the eight `wages-*` genres, one in each domain. Everybody has an hourly wage of his own;
everybody may work for everybody else.
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


@dataclass(frozen=True)
class Wages:
    """A batch of worlds. `name`, `wage`, `earned`, `owed` by person; `worker`, `employer`, `hours` by entry;
    the rest by document."""

    people: Rows
    name: I64
    wage: I64
    earned: I64
    owed: I64
    entries: Rows
    worker: I64
    employer: I64
    hours: I64
    asked: I64
    debtor: I64
    colour: I64

    def name_of(self, rows: Rows | None, person: I64) -> Picked:
        """Names of people given by their number, by row, or by document without rows."""
        first = self.people.offsets[:-1] if rows is None else self.people.offsets[rows.doc]
        return Picked(lexicon("en_given_names")[0], self.name[first + person])

    def of(self, person: I64, values: I64) -> I64:
        """A value by person, of one person a document."""
        return np.asarray(values[self.people.offsets[:-1] + person])


class WagesGenre(Genre[Wages]):
    """A genre that tells the world of wages; a subclass renders and reads it."""

    shared_world: ClassVar[str] = "wages@1"
    lexicons: ClassVar[tuple[str, ...]] = LEXICONS
    knobs = (
        Knob("entries", 2, 30, slack=8, least=2, most=120, meaning="times that somebody worked for somebody"),
        Knob("people", 3, 9, slack=20, least=3, most=30, meaning="people there are"),
        Knob("hours", 8, 60, least=4, most=300, meaning="the most hours at a time"),
        Knob("wage", 12, 90, least=6, most=900, meaning="the highest wage for an hour"),
        Knob("colour", 8, 8, slack=100, least=0, most=20, meaning="sentences beside the matter"),
    )

    def support_log2(self, level: int) -> int:
        return 30 + 6 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> Wages:
        people, entries = Rows.of(knobs["people"]), Rows.of(knobs["entries"])
        wage = 2 + draws.draw("hourly", knobs["wage"][people.doc] - 1, people)
        count = knobs["people"][entries.doc]
        worker = draws.draw("worker", count, entries)
        employer = draws.draw("employer", count - 1, entries)
        employer += employer >= worker
        hours = 2 + draws.draw("hours", knobs["hours"][entries.doc] - 1, entries)
        start = people.offsets[entries.doc]
        paid = wage[start + worker] * hours
        asked = draws.draw("asked.who", knobs["people"])
        debtor = draws.draw("debtor.who", knobs["people"] - 1)
        return Wages(
            people=people,
            name=draws.distinct("name", len(lexicon("en_given_names")), people),
            wage=wage,
            earned=_added(len(people), start + worker, paid),
            owed=_added(len(people), start + employer, paid),
            entries=entries,
            worker=worker,
            employer=employer,
            hours=hours,
            asked=asked,
            debtor=debtor + (debtor >= asked),
            colour=knobs["colour"],
        )

    def check(self, world: Wages) -> Json:
        rows = world.entries
        people = Picked(lexicon("en_given_names")[0], world.name)
        worked = json_tuple(
            world.name_of(rows, world.worker), world.name_of(rows, world.employer), world.hours
        )
        return json_object(
            {
                "kind": "wage-list",
                "wages": json_list(world.people, json_tuple(people, world.wage)),
                "entries": json_list(rows, worked),
                "earned": json_list(world.people, world.earned),
                "asked": json_tuple(world.name_of(None, world.asked), world.name_of(None, world.debtor)),
                "answer": world.of(world.asked, world.earned),
                "owed": world.of(world.debtor, world.owed),
            }
        )

    def cost(self, world: Wages) -> I64:
        # an entry: the wage looked up, a product, two additions; at last two values looked up
        return 4 * world.entries.counts + 2


def _added(size: int, place: I64, value: I64) -> I64:
    """Values added up at their places, int64[size]."""
    total = np.zeros(size, np.int64)
    np.add.at(total, place, value)
    return total
