"""Couriers carry things between places: who took what where on which day, and where it is in the end.

The world of the eight `courier-*` genres, one in each domain. A thing is always where the last courier left
it, so that an errand need not say where it starts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs
from dataforge.text.columns import Json, Picked, json_list, json_object, json_tuple, pick
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

LEXICONS = ("en_given_names", "worlds_places", "worlds_things")


@dataclass(frozen=True)
class Couriers:
    """A batch of worlds. `*_name`, `weight`, `start`: by row of things, places, couriers (names are lexicon
    entries); `day` .. `by_asked` by errand; the rest by document."""

    things: Rows
    thing_name: I64
    weight: I64
    start: I64
    places: Rows
    place_name: I64
    couriers: Rows
    courier_name: I64
    errands: Rows
    day: I64
    thing: I64
    who: I64
    source: I64
    to: I64
    by_asked: NDArray[np.bool_]
    asked_thing: I64
    asked_courier: I64
    final_place: I64
    trips: I64
    load: I64
    colour: I64

    def thing_of(self, rows: I64) -> I64:
        """The lexicon entry of each errand's thing, for errands or a selection of them."""
        return np.asarray(self.thing_name[self.things.offsets[self.errands.doc[rows]] + self.thing[rows]])


class CourierGenre(Genre[Couriers]):
    """A genre that tells the couriers' world; a subclass renders and reads it."""

    shared_world: ClassVar[str] = "couriers@1"
    lexicons: ClassVar[tuple[str, ...]] = LEXICONS
    label = ""
    knobs = (
        Knob("errands", 2, 28, slack=10, least=2, most=120, meaning="things carried"),
        Knob("things", 2, 9, slack=20, least=2, most=24, meaning="things there are"),
        Knob("places", 3, 8, slack=20, least=3, most=16, meaning="places there are"),
        Knob("couriers", 2, 4, slack=20, least=2, most=12, meaning="people who carry"),
        Knob("weight", 20, 600, least=10, most=9_000, meaning="the heaviest thing, in kilograms"),
        Knob("colour", 8, 8, slack=100, least=0, most=20, meaning="sentences beside the matter"),
    )

    def support_log2(self, level: int) -> int:
        return 30 + 4 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> Couriers:
        things, places, couriers = (Rows.of(knobs[name]) for name in ("things", "places", "couriers"))
        errands = Rows.of(knobs["errands"])
        start = draws.draw("start", knobs["places"][things.doc], things)
        weight = 2 + draws.draw("weight", knobs["weight"][things.doc] - 1, things)
        thing = draws.draw("thing", knobs["things"][errands.doc], errands)
        who = draws.draw("who", knobs["couriers"][errands.doc], errands)
        away = 1 + draws.draw("away", knobs["places"][errands.doc] - 1, errands)
        source, to, final = _follow((things, errands), start, thing, away, knobs["places"])
        asked_thing = draws.draw("asked.thing", knobs["things"])
        asked_courier = draws.draw("asked.courier", knobs["couriers"])
        by_asked = who == asked_courier[errands.doc]
        moved = weight[things.offsets[errands.doc] + thing]
        return Couriers(
            things=things,
            thing_name=draws.distinct("thing.name", len(lexicon("worlds_things")), things),
            weight=weight,
            start=start,
            places=places,
            place_name=draws.distinct("place.name", len(lexicon("worlds_places")), places),
            couriers=couriers,
            courier_name=draws.distinct("courier.name", len(lexicon("en_given_names")), couriers),
            errands=errands,
            day=1 + _running(errands, draws.draw("pause", 3, errands)),
            thing=thing,
            who=who,
            source=source,
            to=to,
            by_asked=by_asked,
            asked_thing=asked_thing,
            asked_courier=asked_courier,
            final_place=final[np.arange(things.num_docs), asked_thing],
            trips=errands.sum(by_asked),
            load=errands.sum(np.where(by_asked, moved, 0)),
            colour=knobs["colour"],
        )

    def check(self, world: Couriers) -> Json:
        things, errands = world.things, world.errands
        stock = json_tuple(thing_names(world), world.weight, places_of(world, things, world.start))
        moved = json_tuple(
            world.day,
            courier_names(world),
            pick(lexicon("worlds_things")[0], world.thing_of(np.arange(len(errands)))),
            places_of(world, errands, world.source),
            places_of(world, errands, world.to),
        )
        return json_object(
            {
                "kind": "couriers",
                "couriers": json_list(world.couriers, courier_list(world)),
                "places": json_list(world.places, place_list(world)),
                "things": json_list(things, stock),
                "errands": json_list(errands, moved),
                "asked": json_tuple(asked_thing(world), asked_courier(world)),
                "answer": final_place(world),
                "trips": world.trips,
                "load": world.load,
            }
        )

    def cost(self, world: Couriers) -> I64:
        # an errand: find the thing, move it; the asked courier's: add its weight; at last, look where it is
        return 2 * world.errands.counts + world.trips + 1


def thing_names(world: Couriers) -> Picked:
    """The name of each thing, by thing row."""
    return Picked(lexicon("worlds_things")[0], world.thing_name)


def places_of(world: Couriers, rows: Rows, number: I64, form: int = 0) -> Picked:
    """The names of places given by their number in the row's document."""
    return Picked(lexicon("worlds_places")[form], world.place_name[world.places.offsets[rows.doc] + number])


def courier_list(world: Couriers) -> Picked:
    """The names of all couriers, by courier row."""
    return Picked(lexicon("en_given_names")[0], world.courier_name)


def place_list(world: Couriers, form: int = 0) -> Picked:
    """The names of all places, by place row."""
    return Picked(lexicon("worlds_places")[form], world.place_name)


def courier_names(world: Couriers) -> Picked:
    """The name of each errand's courier."""
    rows = world.couriers.offsets[world.errands.doc] + world.who
    return Picked(lexicon("en_given_names")[0], world.courier_name[rows])


def asked_thing(world: Couriers, form: int = 0) -> Picked:
    """The thing asked for, by document."""
    return Picked(
        lexicon("worlds_things")[form], world.thing_name[world.things.offsets[:-1] + world.asked_thing]
    )


def asked_courier(world: Couriers) -> Picked:
    """The courier asked for, by document."""
    rows = world.couriers.offsets[:-1] + world.asked_courier
    return Picked(lexicon("en_given_names")[0], world.courier_name[rows])


def final_place(world: Couriers, form: int = 0) -> Picked:
    """Where the thing asked for is in the end, by document."""
    rows = world.places.offsets[:-1] + world.final_place
    return Picked(lexicon("worlds_places")[form], world.place_name[rows])


def _follow(
    rows: tuple[Rows, Rows], start: I64, thing: I64, away: I64, num_places: I64
) -> tuple[I64, I64, I64]:
    """Errand by errand of all documents: where its thing is, and where it goes; and where everything ends."""
    things, errands = rows
    where_is = things.pad(start)
    moved, far = errands.pad(thing), errands.pad(away)
    source = np.zeros((errands.num_docs, errands.width), np.int64)
    to = np.zeros_like(source)
    every = np.arange(errands.num_docs)
    for k in range(errands.width):
        live = k < errands.counts
        source[:, k] = where_is[every, moved[:, k]]
        to[:, k] = (source[:, k] + far[:, k]) % num_places
        where_is[every, moved[:, k]] = np.where(live, to[:, k], source[:, k])
    return errands.ravel(source), errands.ravel(to), where_is


def _running(rows: Rows, values: I64) -> I64:
    """Sums of each document's rows so far, the row itself included."""
    total = np.concatenate([[0], np.cumsum(values)])
    return np.asarray(total[1:] - total[rows.offsets[rows.doc]], np.int64)
