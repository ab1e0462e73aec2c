"""A booking made in conversation: values are given, changed, taken back, and read back at the end.

Harder means more slots, more changes of mind, changes that say "it" instead of what they change, relative
changes
("half an hour later"), changes taken back, offers to choose from, and talk about values that changes
nothing; and a clerk
who reads fewer of the changes back. Every exchange is an event on the belief state; the reader replays the
events and
compares the state with the booking that closes the dialogue. Dates carry weekdays, which the reader checks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment, strict
from dataforge.generators.conversational import _booking as say
from dataforge.generators.conversational._booking import (
    ABS,
    ASIDE,
    COUNT,
    DATE,
    KEEP,
    NAME,
    OFFER,
    OPTION,
    PLAIN,
    REL,
    REPAIR,
    TWO,
    UNDO,
)
from dataforge.generators.conversational._booking_reader import read_booking
from dataforge.generators.conversational._talk import (
    SETTING,
    TALK_LEXICONS,
    chatter,
    different,
    each,
    some_of,
)
from dataforge.text.columns import (
    Field,
    Json,
    Picked,
    Strings,
    join,
    json_list,
    json_object,
    json_tuple,
    pick,
    where,
)
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

_SUBKINDS = np.array([ABS, OFFER, REL])
_HAS_FIRST, _HAS_SECOND, _HAS_TWO = (
    np.isin(np.arange(9), kinds)
    for kinds in ((PLAIN, REPAIR, TWO, ABS, OFFER, KEEP, ASIDE), (REPAIR, TWO, OFFER), (TWO, OFFER))
)
_AMOUNTS = pa.array(
    ["1", "2", "3", "a quarter of an hour", "half an hour", "45 minutes", "a day", "2 days", "3 days"]
)
_UP, _WRONG, _DIRECTION = pa.array(["down", "up"]), pa.array(["high", "low"]), pa.array(["earlier", "later"])
_LEAST = pa.array(["smaller", "earlier", "earlier", "", ""])
_MOST = pa.array(["larger", "later", "later", "", ""])
_NAMES = (
    "given_plainly", "given_with_repair", "given_of_two", "set_to", "moved_by", "chosen_of_offer",
    "taken_back",
    "left_alone", "by_the_way",
)  # fmt: skip
_COST = np.array([1, 2, 3, 2, 3, 4, 3, 2, 2])  # values heard, noted and recalled


@dataclass(frozen=True)
class World:
    """A batch of bookings: `slots` rows are the agenda, `events` rows the exchanges; the rest is by document.

    Attributes:
        slot, state: by agenda row; which slot, and its value in the end.
        place, kind, first, second, choice, delta, before, final: by event; the agenda position, what
        happens, the
            values named, which of them is chosen, the signed step, the slot's value before and after.
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
    colour: I64

    @property
    def event_slot(self) -> I64:
        """The slot of each event."""
        return np.asarray(self.slot[self.slots.offsets[self.events.doc] + self.place])


class BookingDialogue(Genre[World]):
    """A booking made in conversation, with changes of mind."""

    name = "booking-dialogue"
    domain = "conversational"
    lexicons = (
        *TALK_LEXICONS,
        "conversational_services",
        "conversational_slots",
        "conversational_houses",
        "given_names",
        "surnames",
    )  # fmt: skip
    summary = (
        "a booking made in conversation: corrections, offers, second thoughts, and how it stands at the end"
    )
    knobs = (
        Knob("slots", 1, 6, slack=12, least=1, most=11, meaning="what has to be settled"),
        Knob(
            "changes",
            0,
            195,
            least=0,
            most=400,
            visible=False,
            meaning="turns about a settled slot, in hundredths a slot",
        ),
        Knob("colour", 1, 15, slack=100, meaning="sentences of small talk"),
        Knob("echo", 90, 15, most=100, visible=False, meaning="percent of changes that the clerk reads back"),
    )

    def support_log2(self, level: int) -> int:
        return 20 + 6 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        table = say.tables()
        slots = Rows.of(knobs["slots"])
        service = draws.draw("service", len(table.services))
        slot = table.services[service[slots.doc], draws.distinct("agenda", say.SLOTS_A_SERVICE, slots)]
        changes = knobs["changes"]
        extra = changes[slots.doc] // 100 + some_of(draws, "turns", slots, changes % 100)
        of = np.repeat(np.arange(len(slots)), extra)
        turns, events = Rows.of(slots.sum(extra)), Rows.of(slots.counts + slots.sum(extra))
        target = draws.draw("target", slots.pos[of] + 1, turns)
        is_set, is_turn = np.arange(len(slots)) + np.cumsum(extra) - extra, np.arange(len(turns)) + of + 1
        place, kind = np.empty(len(events), np.int64), np.empty(len(events), np.int64)
        place[is_set], place[is_turn] = slots.pos, target
        kind[is_set] = _manner(draws, slots, table.kind[slot])
        kind[is_turn] = _turn_kind(draws, turns, target, table.kind[slot[slots.offsets[turns.doc] + target]])
        event_slot = slot[slots.offsets[events.doc] + place]
        played = _play(draws, events, (place, kind, event_slot))
        changing = (kind >= ABS) & (kind <= UNDO)
        state = np.empty(len(slots), np.int64)
        state[slots.offsets[events.doc] + place] = played["final"]  # the last event of a slot is written last
        return World(
            today=draws.draw("today", say.NUM_TODAYS),
            service=service,
            house=draws.draw("house", len(lexicon("conversational_houses"))),
            people=different(
                draws, "people", len(lexicon("given_names")), Rows.of(np.full(draws.num_docs, 2))
            ),
            slots=slots,
            slot=slot,
            state=state,
            events=events,
            place=place,
            kind=kind,
            colour=knobs["colour"],
            echo=draws.chance("echo", np.where(changing, knobs["echo"][events.doc], 0), events),
            **played,
        )

    def check(self, world: World) -> Json:
        labels = lexicon("conversational_slots")[1]
        today = world.today
        plain = say.called(world.event_slot, world.final, today[world.events.doc])
        first, second = _named(world)
        kinds, slots = Picked(pa.array(_NAMES), world.kind), Picked(labels, world.event_slot)
        events = json_tuple(kinds, slots, plain, first, second)
        days = pa.array([str(day) for day in say.days()])
        return json_object(
            {
                "kind": "booking-dialogue",
                "today": pick(days, today),
                "service": pick(lexicon("conversational_services")[0], world.service),
                "place": _place(world),
                "caller": pick(lexicon("given_names")[0], world.people[0::2]),
                "clerk": pick(lexicon("given_names")[0], world.people[1::2]),
                "events": json_list(world.events, events),
                "answer": _state(world),
            }
        )

    def cost(self, world: World) -> I64:
        return np.asarray(world.events.sum(_COST[world.kind]) + world.slots.counts)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        given = lexicon("given_names")[0]
        caller, clerk = (Picked(given, world.people[i::2]) for i in (0, 1))
        scheme = draws.draw("tags", len(say.TAGS), span="prompt")
        c_turn, a_turn = (
            join("\n", where(scheme == 0, name.strings(), pick([tag[i] for tag in say.TAGS], scheme)), ": ")
            for i, name in enumerate((caller, clerk))
        )
        named: dict[str, Field] = {
            "caller": caller,
            "agent": clerk,
            "house": _place(world),
            "what": Picked(lexicon("conversational_services")[0], world.service),
            "today": Picked(_todays(), world.today),
        }
        opening, greeting, wish, ready, ending = say.LINES.say_all(draws, "line", named)
        setting = SETTING.say(draws, "setting", each(draws))
        exchanges = _exchanges(draws, world, c_turn, a_turn)
        begun = (setting, " ", opening, "\n", a_turn, greeting, c_turn, wish, a_turn, ready)
        closing = say.CLOSINGS.say(draws, "closing", None, {"state": _state(world)}, span="answer")
        return [
            Segment("prompt", join(*begun, exchanges, c_turn, ending, a_turn)),
            Segment("answer", closing),
        ]

    @strict
    def extract(self, text: str) -> Any:
        return read_booking(text)


@cache
def _todays() -> Strings:
    """The days on which conversations take place, as their openings write them."""
    return pa.array([f"{day:%A} {day.day} {day:%B} {day.year}" for day in say.days()])


def _manner(draws: Draws, slots: Rows, slot_kind: I64) -> I64:
    """How a value is first given; nobody wavers between two names. Of every two who halt one wavers."""
    halts = some_of(draws, "halting", slots, np.full(slots.num_docs, 35))
    some, named = Rows.of(slots.sum(halts)), slot_kind[halts] == NAME
    first = some.pos % 2 == 0
    wavers = draws.draw("manner", np.where(first & ~named, 2, 1), some) > 0
    wavers |= ~first & ~named & ~np.roll(wavers, 1)
    kind = np.full(len(slots), PLAIN)
    kind[halts] = np.where(wavers, TWO, REPAIR)
    return kind


def _turn_kind(draws: Draws, turns: Rows, target: I64, slot_kind: I64) -> I64:
    """What the later turns do. Only a slot that was changed before can be changed back; after every other
    change comes the one that makes up for it, so that dialogues of a level are alike in how hard they are."""
    changes = some_of(draws, "changing", turns, np.full(turns.num_docs, 67))
    talk = draws.draw("turn", np.where(changes, 1, 2), turns)
    order = np.argsort(turns.doc * 64 + target, kind="stable")
    group = (turns.doc * 64 + target)[order]
    so_far: I64 = np.cumsum(changes[order]) - changes[order]
    start = np.searchsorted(group, group)
    changed = np.empty(len(turns), np.bool_)
    changed[order] = so_far > so_far[start] if len(turns) else False
    some, slot_kind, changed = Rows.of(turns.sum(changes)), slot_kind[changes], changed[changes]
    kinds = np.select([slot_kind == NAME, slot_kind == OPTION], [1, 2], 3)
    first = some.pos % 2 == 0
    before = change = np.full(len(some), ABS)
    for second in (False, True):
        answers = second & np.isin(before, (ABS, OFFER)) & (kinds > 1)
        free = (first != second) & ~answers
        chosen = draws.draw(f"change.{second:d}", np.where(free, kinds + changed, 1), some)
        this = np.where(chosen == kinds, UNDO, _SUBKINDS[np.minimum(chosen, 2)])
        this = np.where(answers, ABS + OFFER - before, this)
        change = np.where(first == second, change, this)
        before = np.roll(this, 1)
    found = np.where(talk > 0, ASIDE, KEEP)
    found[changes] = change
    return found


def _play(draws: Draws, events: Rows, what: tuple[I64, I64, I64]) -> dict[str, I64]:
    """The values named, and what each slot holds around each event; step k of all documents together."""
    place, kind, slot = what
    size, slot_kind = say.tables().size[slot], say.tables().kind[slot]
    given, pair, numeric = kind <= TWO, np.isin(kind, (TWO, OFFER)), slot_kind < OPTION
    no_first = np.isin(kind, (REL, UNDO))
    first = events.pad(draws.draw("value", np.where(no_first, 1, size - ~given), events))
    second_n = np.select([(kind == REPAIR) | (kind == TWO), kind == OFFER], [size - 1, size - 2], 1)
    second = events.pad(draws.draw("second", second_n, events))
    choice = draws.draw("choice", np.where(pair, 2 + 2 * numeric, 1), events)
    step = events.pad(draws.draw("step", np.where(kind == REL, 3, 1), events) + 1)
    up = events.pad(draws.draw("up", np.where(kind == REL, 2, 1), events) > 0)
    kinds, places, sizes, choices = (events.pad(each) for each in (kind, place, size, choice))
    state, prior = np.zeros_like(first), np.zeros_like(first)
    delta, before, final = (np.zeros_like(first) for _ in range(3))
    forced = np.zeros(first.shape, np.bool_)
    every = np.arange(events.num_docs)
    for k in range(events.width):
        kd, p, n = kinds[:, k], places[:, k], sizes[:, k]
        now, old = state[every, p], prior[every, p]
        a = first[:, k] = first[:, k] + ((kd >= ABS) & (first[:, k] >= now))
        b = second[:, k]
        skip = np.where(kd == OFFER, np.minimum(now, a), a)
        b = b + ((b >= skip) & (kd != PLAIN))
        b = second[:, k] = b + ((kd == OFFER) & (b >= np.maximum(now, a)))
        forced[:, k] = (kd == REL) & ((now + step[:, k] >= n) | (now < step[:, k]))
        rising = np.where(now + step[:, k] >= n, False, (now < step[:, k]) | up[:, k])
        delta[:, k] = np.where(rising, step[:, k], -step[:, k])
        chosen = np.choose(choices[:, k], (a, b, np.minimum(a, b), np.maximum(a, b)))
        after = np.choose(kd, (a, b, chosen, a, now + delta[:, k], chosen, old, now, now))
        live = (k < events.counts) & (kd < KEEP)
        before[:, k], final[:, k] = now, after
        prior[every[live], p[live]] = np.where(kd <= TWO, after, now)[live]
        state[every[live], p[live]] = after[live]
    draws.hide("up", events.ravel(forced))
    arrays = {"first": first, "second": second, "delta": delta, "before": before, "final": final}
    return {"choice": choice, **{name: events.ravel(array) for name, array in arrays.items()}}


def _named(world: World) -> tuple[Picked, Picked]:
    """The values that each event names apart from those read off the state, '' for none."""
    slot, today = world.event_slot, world.today[world.events.doc]
    no_first, no_second = ~_HAS_FIRST[world.kind], ~_HAS_SECOND[world.kind]
    return (
        say.called(slot, world.first, today, absent=no_first),
        say.called(slot, world.second, today, absent=no_second),
    )


def _place(world: World) -> Strings:
    house, noun = lexicon("conversational_houses")[0], lexicon("conversational_services")[1]
    return join(Picked(house, world.house), " ", Picked(noun, world.service))


def _state(world: World) -> Strings:
    """The booking as it stands: `label: value; label: value`."""
    labels = Picked(lexicon("conversational_slots")[1], world.slot)
    values = say.called(world.slot, world.state, world.today[world.slots.doc])
    return world.slots.join(join(labels, ": ", values), "; ")


def _exchanges(draws: Draws, world: World, c_turn: Strings, a_turn: Strings) -> Strings:
    """All events of each document; each begins after an answer of the clerk, and ends with one."""
    events, kind, doc = world.events, world.kind, world.events.doc
    fields = _values(draws, world) | {"c": Picked(c_turn, doc), "a": Picked(a_turn, doc)}
    slot_kind, offered = say.tables().kind[world.event_slot], kind == OFFER
    asked = offered | (kind <= TWO)
    where_asked, here = _some(events, asked, fields)
    lead = say.LEADS.say(draws, "lead", where_asked, np.where(offered, say.NUM_KINDS, slot_kind)[asked], here)
    turn = say.TURN_OF[kind] + ((kind == REL) & (slot_kind != COUNT))
    where_told, here = _some(events, ~offered, fields)
    told = say.TURNS.say(draws, "turn.words", where_told, turn[~offered], here)
    answered = say.ANSWERS.say(
        draws, "answered", events, (~world.echo).astype(np.int64), {"v": fields["final"]}
    )
    customer = Picked(pa.concat_arrays([c_turn, pa.array([""])]), np.where(offered, events.num_docs, doc))
    chat = chatter(draws, events, world.colour)
    leads, tolds = _among(join(" ", lead), asked), _among(told, ~offered)
    picks = _among(*_picked(draws, world, fields))
    clerk = Picked(a_turn, doc)
    return events.join(join(leads, customer, tolds, picks, chat, clerk, answered))


def _some(rows: Rows, mask: NDArray[np.bool_], fields: dict[str, Picked]) -> tuple[Rows, dict[str, Field]]:
    """Some of the rows, and the fields for them."""
    return Rows.of(rows.sum(mask)), {k: Picked(v.table, v.which[mask]) for k, v in fields.items()}


def _among(strings: Strings, mask: NDArray[np.bool_]) -> Picked:
    """Strings of some rows for all of them, '' for the others."""
    table = pa.concat_arrays([strings, pa.array([""])])
    return Picked(table, np.where(mask, np.cumsum(mask) - 1, len(strings)))


def _values(draws: Draws, world: World) -> dict[str, Picked]:
    """What the values of an event are called, and whether the slot is called `it`."""
    events, kind, slot = world.events, world.kind, world.event_slot
    today, slot_kind = world.today[events.doc], say.tables().kind[slot]
    in_words = {}
    for field, has in (("form.first", _HAS_FIRST[kind]), ("form.second", _HAS_SECOND[kind])):
        in_words[field] = draws.draw(field, 1 + (has & (slot_kind < OPTION)), events, span="prompt") > 0
    again = np.concatenate([[False], world.place[1:] == world.place[:-1]])
    again &= (events.pos > 0) & (kind > TWO) & (kind != OFFER)
    elided = draws.draw("elided", 1 + again, events, span="prompt") > 0
    labels = lexicon("conversational_slots")[1]
    later = world.delta > 0
    return {
        "v": say.called(slot, world.first, today, in_words["form.first"]),
        "w": say.called(slot, world.second, today, in_words["form.second"]),
        "u": say.called(slot, world.before, today),
        "final": say.called(slot, world.final, today),
        "it": Picked(
            pa.concat_arrays([join("the ", labels), pa.array(["it"])]), np.where(elided, len(labels), slot)
        ),
        "label": Picked(labels, slot),
        "noun": Picked(say.tables().noun, slot),
        "d": Picked(_AMOUNTS, 3 * np.minimum(slot_kind, DATE) + np.maximum(np.abs(world.delta), 1) - 1),
        "up": Picked(_UP, later.astype(np.int64)),
        "wrong": Picked(_WRONG, later.astype(np.int64)),
        "dir": Picked(_DIRECTION, later.astype(np.int64)),
        "least": Picked(_LEAST, slot_kind),
        "most": Picked(_MOST, slot_kind),
    }


def _picked(draws: Draws, world: World, fields: dict[str, Picked]) -> tuple[Strings, NDArray[np.bool_]]:
    """Which of two the customer takes, and where."""
    own, mask = world.kind == TWO, _HAS_TWO[world.kind]
    some, here = _some(world.events, mask, fields)
    own, choice = own[mask], world.choice[mask]
    way = draws.draw("pick", np.where(own, 3, 2), some, span="prompt")
    form = np.where(own, 3 * choice, 12 + 2 * choice) + way
    return say.PICKS.say(draws, "pick.words", some, here, which=form, span="prompt"), mask
