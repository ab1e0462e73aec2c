"""A booking made in conversation: values are given, changed, taken back, and read back at the end.

Harder means more slots, more changes of mind, changes that say "it" instead of what they change, relative changes
("half an hour later"), changes taken back, offers to choose from, and talk about values that changes nothing; and a clerk
who reads fewer of the changes back. Every exchange is an event on the belief state; the reader replays the events and
compares the state with the booking that closes the dialogue. Dates carry weekdays, which the reader checks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import ExtractError, Genre, Knob, Knobs, Segment
from dataforge.generators.conversational._booking import (
    ABS,
    ASIDE,
    BASE_DATE,
    COUNT,
    DATE,
    KEEP,
    NAME,
    NUM_TODAYS,
    OFFER,
    OPTION,
    PLAIN,
    REL,
    REPAIR,
    SLOTS_A_SERVICE,
    TIME,
    TWO,
    UNDO,
    Texts,
    tables,
)
from dataforge.text.columns import Json, Strings, ints, join, json_list, json_object, json_tuple, pick, where
from dataforge.text.draws import Draws, Weights
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

_TURN = Weights([4, 1, 1])
CHANGES, KEEPS, ASIDES = 0, 1, 2
_KIND_NAMES = ("given", "given_repaired", "given_of_two", "set_to", "moved", "offered", "taken_back", "kept", "aside")
_COST = np.array([1, 2, 2, 2, 3, 3, 4, 2, 2])


@dataclass(frozen=True)
class World:
    """A batch of bookings: `slots` rows are the agenda, `events` rows the exchanges in order; the rest is by document.

    Attributes:
        place, kind, first, second, final: by event; the agenda position, what happens, the values named, the value after it.
        delta: by event, signed steps of a relative change.
    """

    today: I64
    service: I64
    house: I64
    people: I64
    slots: Rows
    slot: I64
    state: I64
    events: Rows
    place: I64
    kind: I64
    first: I64
    second: I64
    choice: I64
    delta: I64
    before: I64
    final: I64
    echo: NDArray[np.bool_]


class BookingDialogue(Genre[World]):
    """A booking made in conversation, with changes of mind."""

    name = "booking-dialogue"
    domain = "conversational"
    lexicons = (
        "conversational_services",
        "conversational_slots",
        "conversational_houses",
        "given_names",
        "surnames",
    )
    summary = "a booking made in conversation: corrections, offers, second thoughts, and the booking as it stands at the end"
    knobs = (
        Knob("slots", 2, 9, slack=12, least=1, most=11, meaning="what has to be settled"),
        Knob("changes", 10, 230, least=0, most=400, meaning="turns that may change something, in hundredths a slot"),
        Knob("echo", 90, 15, most=100, visible=False, meaning="percent of changes that the clerk reads back"),
    )

    def support_log2(self, level: int) -> int:
        return 20 + 6 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        table = tables()
        slots = Rows.of(knobs["slots"])
        service = draws.draw("service", len(table.services))
        agenda = draws.distinct("agenda", SLOTS_A_SERVICE, slots)
        slot = table.services[service[slots.doc], agenda]
        whole, part = np.divmod(knobs["changes"][slots.doc], 100)
        extra = whole + draws.chance("turns", part, slots)
        turns = Rows.of(slots.sum(extra))
        of = np.repeat(np.arange(len(slots)), extra)
        target = draws.draw("target", slots.pos[of] + 1, turns)
        turn_slot = slot[slots.offsets[turns.doc] + target]
        kind = _turn_kinds(draws, turns, target, table.kind[turn_slot])
        events = Rows.of(slots.counts + turns.counts)
        is_set = np.arange(len(slots)) + np.cumsum(extra) - extra
        is_turn = np.arange(len(turns)) + of + 1
        place, kinds = np.empty(len(events), np.int64), np.empty(len(events), np.int64)
        place[is_set], place[is_turn] = slots.pos, target
        kinds[is_set] = draws.draw("manner", 6, slots, visible=True) if False else _manner(draws, slots)
        kinds[is_turn] = kind
        size = table.size[slot[slots.offsets[events.doc] + place]]
        world_events = _play(draws, events, (place, kinds, size), table.kind[slot[slots.offsets[events.doc] + place]])
        first, second, choice, delta, before, final = world_events
        changing = (kinds >= ABS) & (kinds <= UNDO)
        return World(
            today=draws.draw("today", NUM_TODAYS),
            service=service,
            house=draws.draw("house", len(lexicon("conversational_houses"))),
            people=draws.distinct("people", len(lexicon("given_names")), Rows.of(np.full(draws.num_docs, 2))),
            slots=slots,
            slot=slot,
            state=_last_values(slots, events, place, final),
            events=events,
            place=place,
            kind=kinds,
            first=first,
            second=second,
            choice=choice,
            delta=delta,
            before=before,
            final=final,
            echo=draws.chance("echo", np.where(changing, knobs["echo"][events.doc], 0), events),
        )
