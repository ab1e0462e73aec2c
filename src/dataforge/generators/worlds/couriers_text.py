"""How the couriers' world is told in paragraphs: what the genres that write prose about it share.

Who carries and where to; the scene; the stock; the errands, six to a paragraph; the scene again; the
question; the working; the answer. A genre gives the sentences (`Telling`, one for each language it writes),
this module the words and their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import numpy as np
import pyarrow as pa

from dataforge.generators.worlds import couriers
from dataforge.generators.worlds.couriers import CourierGenre, Couriers
from dataforge.generators.worlds.told import COLOUR_LEXICONS, English, Story, Told, enumeration, paragraphs
from dataforge.text.columns import Field, Picked, Strings, ints, join, pick, where
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows


@dataclass(frozen=True)
class Telling:
    """The sentences of one language or manner.

    Holes: `opening` {who_all} {places_all}; `stock` {the_thing} {weight} {to} {place}; `errand` {day} {who}
    {the_thing} {source} {to} (the last two with their prepositions); `question` {the_thing} {who}; `working`
    {path} {sum}; `answer` {the_thing} {to} {place} {trips} {journeys} {load} {who}. Wherever {the_thing} may
    stand, so may {item}: English, without its article.
    """

    opening: Frames
    stock: Frames
    errand: Frames
    question: Frames
    working: Frames
    answer: Frames
    conjunction: str = " and "


class ToldCouriers(CourierGenre, Told[Couriers]):
    """A courier genre in paragraphs; a subclass gives its `tellings` and reads them."""

    tellings: ClassVar[tuple[Telling, ...]]
    forms: ClassVar[tuple[int, ...]] = (0,)
    """for each telling the form of things and places in the lexicons; 0 is English"""
    between_items: ClassVar[str] = " "
    """what separates the sentences of the stock"""

    def colour(self, world: Couriers) -> I64:
        return world.colour

    def tell(self, draws: Draws, world: Couriers, which: I64) -> Story:
        words = _Words(world, which, self.forms)
        conjunctions = [telling.conjunction for telling in self.tellings]
        stock = self.say(draws, "stock", world.things, which, words.stock())
        return Story(
            opening=self.say(draws, "opening", None, which, words.opening(conjunctions)),
            facts=(world.things.join(stock, self.between_items), self._errands(draws, world, words)),
            question=self.say(draws, "question", None, which, words.question()),
            working=self.say(draws, "working", None, which, words.working(), span="reasoning"),
            answer=self.say(draws, "answer", None, which, words.answer(), span="answer"),
        )

    def _errands(self, draws: Draws, world: Couriers, words: _Words) -> Strings:
        rows = world.errands
        sentences = self.say(draws, "errand", rows, words.which, words.errand())
        return paragraphs(rows, sentences)


class EnglishCouriers(English[Couriers], ToldCouriers):
    """A courier genre in English prose."""

    lexicons: ClassVar[tuple[str, ...]] = (*couriers.LEXICONS, *COLOUR_LEXICONS)


@cache
def _table(name: str, forms: tuple[int, ...], before: tuple[str, ...]) -> Strings:
    """Columns of a lexicon below each other, each entry after its column's word: "to the mill"."""
    columns = [join(word, lexicon(name)[form]) for form, word in zip(forms, before, strict=True)]
    return pa.concat_arrays(columns)


class _Words:
    """The words of a batch, in each document's telling."""

    def __init__(self, world: Couriers, which: I64, forms: tuple[int, ...]):
        self.world, self.which, self.forms = world, which, forms

    def _things(self, entry: I64, doc: I64) -> Picked:
        words = tuple("the " if form == 0 else "" for form in self.forms)
        return Picked(_table("worlds_things", self.forms, words), self._row("worlds_things", entry, doc))

    def _items(self, entry: I64) -> Picked:
        """The bare English name, for what stands between it and its article."""
        return Picked(lexicon("worlds_things")[0], entry)

    def _places(self, entry: I64, doc: I64, way: int) -> Picked:
        """way 0: to the place, 1: from it, 2: its bare name (English alone)."""
        english = ("to the ", "from the ", "")[way]
        columns = tuple(0 if form == 0 or way == 2 else 2 * form - 1 + way for form in self.forms)
        words = tuple(english if form == 0 else "" for form in self.forms)
        return Picked(_table("worlds_places", columns, words), self._row("worlds_places", entry, doc))

    def _row(self, name: str, entry: I64, doc: I64) -> I64:
        return np.asarray(self.which[doc] * len(lexicon(name)) + entry, np.int64)

    def _place_entry(self, rows: Rows, number: I64) -> I64:
        return np.asarray(self.world.place_name[self.world.places.offsets[rows.doc] + number])

    def opening(self, conjunctions: Sequence[str]) -> dict[str, Field]:
        """Everybody, and every place."""
        world = self.world
        places = self._places(world.place_name, world.places.doc, 0).strings()
        carriers = couriers.courier_list(world).strings()
        return {
            "who_all": enumeration(world.couriers, carriers, conjunctions, self.which),
            "places_all": enumeration(world.places, places, conjunctions, self.which),
        }

    def stock(self) -> dict[str, Field]:
        """A thing, its weight, its place."""
        world, rows = self.world, self.world.things
        place = self._place_entry(rows, world.start)
        return {
            "the_thing": self._things(world.thing_name, rows.doc),
            "item": self._items(world.thing_name),
            "weight": world.weight,
            "to": self._places(place, rows.doc, 0),
            "place": self._places(place, rows.doc, 2),
        }

    def errand(self) -> dict[str, Field]:
        """An errand's day, courier, thing, source and goal."""
        world, rows = self.world, self.world.errands
        thing = world.thing_of(np.arange(len(rows)))
        return {
            "day": world.day,
            "who": couriers.courier_names(world),
            "the_thing": self._things(thing, rows.doc),
            "item": self._items(thing),
            "source": self._places(self._place_entry(rows, world.source), rows.doc, 1),
            "to": self._places(self._place_entry(rows, world.to), rows.doc, 0),
        }

    def question(self) -> dict[str, Field]:
        """The thing and the courier asked for."""
        world = self.world
        thing = world.thing_name[world.things.offsets[:-1] + world.asked_thing]
        every = np.arange(len(thing))
        return {
            "the_thing": self._things(thing, every),
            "item": self._items(thing),
            "who": couriers.asked_courier(world),
        }

    def working(self) -> dict[str, Field]:
        """The thing's way, and the weights added up."""
        world, rows = self.world, self.world.errands
        mine = world.thing == world.asked_thing[rows.doc]
        stops = Rows.of(1 + rows.sum(mine))
        first = world.start[world.things.offsets[:-1] + world.asked_thing]
        number = np.empty(len(stops), np.int64)
        number[stops.pos == 0], number[stops.pos > 0] = first, world.to[mine]
        way = self._places(self._place_entry(stops, number), stops.doc, 0).strings()
        loads = Rows.of(world.trips)
        moved = world.weight[world.things.offsets[rows.doc] + world.thing][world.by_asked]
        total = join(loads.join(ints(moved), " + "), " = ", world.load)
        return {"path": stops.join(way, " > "), "sum": where(world.trips > 0, total, "0")}

    def answer(self) -> dict[str, Field]:
        """Where the thing is; how often and how much was carried."""
        world = self.world
        place = world.place_name[world.places.offsets[:-1] + world.final_place]
        every = np.arange(len(place))
        fields = {
            **self.question(),
            "to": self._places(place, every, 0),
            "place": self._places(place, every, 2),
            "trips": world.trips,
            "journeys": pick(("journey", "journeys"), (world.trips != 1).astype(np.int64)),
            "load": world.load,
        }
        return fields
