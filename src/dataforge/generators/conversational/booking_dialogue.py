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
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import ExtractError, Genre, Knob, Knobs, Segment
from dataforge.generators.conversational import _booking as say
from dataforge.generators.conversational._booking import (
    ABS,
    ASIDE,
    KEEP,
    NAME,
    OFFER,
    OPTION,
    PLAIN,
    REL,
    REPAIR,
    TWO,
    UNDO,
)  # fmt: skip
from dataforge.generators.conversational._booking_reader import read_booking
from dataforge.generators.conversational._talk import SETTING, TALK_LEXICONS, chatter, each, some_of
from dataforge.text.columns import Json, Strings, join, json_list, json_object, json_tuple, pick, where
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

_SUBKINDS = np.array([ABS, OFFER, REL])
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
        Knob("slots", 2, 7, slack=12, least=1, most=11, meaning="what has to be settled"),
        Knob(
            "changes",
            0,
            195,
            least=0,
            most=400,
            visible=False,
            meaning="turns about a settled slot, in hundredths a slot",
        ),
        Knob("colour", 1, 14, slack=100, meaning="sentences of small talk"),
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
            people=draws.distinct("people", len(lexicon("given_names")), Rows.of(np.full(draws.num_docs, 2))),
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
        plain, _ = say.say(
            world.event_slot, world.final, today[world.events.doc], np.zeros(len(world.events), np.bool_)
        )
        first, second = _named(world)
        events = json_tuple(pick(_NAMES, world.kind), pick(labels, world.event_slot), plain, first, second)
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
        named: dict[str, Strings] = {
            "caller": pick(given, world.people[0::2]),
            "agent": pick(given, world.people[1::2]),
            "place": _place(world),
            "what": pick(lexicon("conversational_services")[0], world.service),
            "today": pick(
                pa.array([f"{day:%A} {day.day} {day:%B} {day.year}" for day in say.days()]), world.today
            ),
        }
        scheme = draws.draw("tags", len(say.TAGS), span="prompt")
        customer = where(scheme == 0, join(named["caller"]), pick([tag[0] for tag in say.TAGS], scheme))
        clerk = where(scheme == 0, join(named["agent"]), pick([tag[1] for tag in say.TAGS], scheme))
        c_turn, a_turn = join("\n", customer, ": "), join("\n", clerk, ": ")

        def framed(field: str, frames: Frames, span: str = "prompt") -> Strings:
            return frames.say(draws, field, None, named, span=span)

        opening = join(
            SETTING.say(draws, "setting", each(draws)),
            " ",
            framed("opening", say.OPENINGS),
            "\n",
            a_turn,
            framed("greeting", say.GREETINGS),
            c_turn,
        )
        ready = pick(say.READY, draws.draw("ready", len(say.READY), span="prompt"))
        named["state"] = _state(world)
        ending = pick(say.ENDINGS, draws.draw("ending", len(say.ENDINGS), span="prompt"))
        exchanges = _exchanges(draws, world, c_turn, a_turn)
        return [
            Segment(
                "prompt",
                join(opening, framed("wish", say.WISHES), a_turn, ready, exchanges, c_turn, ending, a_turn),
            ),
            Segment("answer", framed("closing", say.CLOSINGS, "answer")),
        ]

    def extract(self, text: str) -> Any:
        try:
            return read_booking(text)
        except (
            LookupError,
            ValueError,
            AttributeError,
            TypeError,
        ) as exc:
            raise ExtractError(f"this is no {self.name}: {exc!r}") from exc


def _manner(draws: Draws, slots: Rows, slot_kind: I64) -> I64:
    """How a value is first given; nobody wavers between two names."""
    plain = ~some_of(draws, "halting", slots, np.full(slots.num_docs, 35))
    return np.where(
        plain, PLAIN, REPAIR + draws.draw("manner", np.where(plain | (slot_kind == NAME), 1, 2), slots)
    )


def _turn_kind(draws: Draws, turns: Rows, target: I64, slot_kind: I64) -> I64:
    """What the later turns do. Only a slot that was changed before can be changed back."""
    changes = some_of(draws, "changing", turns, np.full(turns.num_docs, 67))
    talk = draws.draw("turn", np.where(changes, 1, 2), turns)
    order = np.argsort(turns.doc * 64 + target, kind="stable")
    group = (turns.doc * 64 + target)[order]
    so_far: I64 = np.cumsum(changes[order]) - changes[order]
    start = np.searchsorted(group, group)
    changed = np.empty(len(turns), np.bool_)
    changed[order] = so_far > so_far[start] if len(turns) else False
    kinds = np.select([slot_kind == NAME, slot_kind == OPTION], [1, 2], 3)
    chosen = draws.draw("change", np.where(changes, kinds + changed, 1), turns)
    change = np.where(chosen == kinds, UNDO, _SUBKINDS[np.minimum(chosen, 2)])
    return np.asarray(np.where(changes, change, np.where(talk > 0, ASIDE, KEEP)), np.int64)


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


def _named(world: World) -> tuple[Strings, Strings]:
    """The values that each event names apart from those read off the state, '' for none."""
    today, plainly = world.today[world.events.doc], np.zeros(len(world.events), np.bool_)
    first, _ = say.say(world.event_slot, world.first, today, plainly)
    second, _ = say.say(world.event_slot, world.second, today, plainly)
    no_first, no_second = np.isin(world.kind, (REL, UNDO)), ~np.isin(world.kind, (REPAIR, TWO, OFFER))
    return where(no_first, "", first), where(no_second, "", second)


def _place(world: World) -> Strings:
    house, noun = lexicon("conversational_houses")[0], lexicon("conversational_services")[1]
    return join(pick(house, world.house), " ", pick(noun, world.service))


def _state(world: World) -> Strings:
    """The booking as it stands: `label: value; label: value`."""
    labels = pick(lexicon("conversational_slots")[1], world.slot)
    plain, _ = say.say(
        world.slot, world.state, world.today[world.slots.doc], np.zeros(len(world.slots), np.bool_)
    )
    return world.slots.join(join(labels, ": ", plain), "; ")


def _exchanges(draws: Draws, world: World, c_turn: Strings, a_turn: Strings) -> Strings:
    """All events of each document; each begins after an answer of the clerk, and ends with one."""
    events, kind, slot = world.events, world.kind, world.event_slot
    doc = pa.array(events.doc)
    c, a = c_turn.take(doc), a_turn.take(doc)
    fields = _values(draws, world) | {"c": c, "a": a}
    parts: list[Strings] = []
    rows_of: list[I64] = []
    for group, make in ((kind <= TWO, _given), (kind == OFFER, _offered), (kind == REL, _moved)):
        rows_of.append(np.flatnonzero(group))
        parts.append(make(draws, world, rows_of[-1], fields))
    for which, field, form in (
        (ABS, "set", say.CHANGED),
        (UNDO, "undo", say.UNDONE),
        (KEEP, "keep", say.KEPT),
        (ASIDE, "aside", say.ASIDES),
    ):
        rows = np.flatnonzero(kind == which)
        rows_of.append(rows)
        parts.append(
            join(
                c.take(pa.array(rows)),
                say.said(
                    draws,
                    f"{field}.words",
                    form,
                    _some(draws, field, len(form), events, rows),
                    events,
                    fields,
                    rows,
                ),
            )
        )
    back = np.empty(len(events), np.int64)
    back[np.concatenate(rows_of)] = np.arange(len(events))
    said = pa.concat_arrays(parts).take(pa.array(back))
    num_acks, num_echoes = len(say.ACKS), len(say.ECHOES)
    ack = draws.draw("ack", np.where(world.echo, num_echoes, num_acks), events, span="prompt")
    plain, capital = say.say(slot, world.final, world.today[events.doc], np.zeros(len(events), np.bool_))
    echoed = say.ECHOES.render(np.where(world.echo, ack, 0), {"v": plain, "cv": capital})
    answered = where(world.echo, echoed, pick(say.ACKS, np.where(world.echo, 0, ack)))
    return events.join(join(said, chatter(draws, events, world.colour), a, answered))


def _some(draws: Draws, field: str, n: int, rows: Rows, chosen: I64) -> I64:
    """A draw for some of the rows."""
    sizes = np.ones(len(rows), np.int64)
    sizes[chosen] = n
    return draws.draw(field, sizes, rows, span="prompt")[chosen]


def _values(draws: Draws, world: World) -> dict[str, Strings]:
    """What the values of an event are called, and whether the slot is called `it`."""
    events, kind, slot = world.events, world.kind, world.event_slot
    today = world.today[events.doc]
    ways = np.where(say.tables().kind[slot] < OPTION, 2, 1)
    has_first, has_second = ~np.isin(kind, (REL, UNDO)), np.isin(kind, (REPAIR, TWO, OFFER))
    v, v_capital = say.say(
        slot,
        world.first,
        today,
        draws.draw("form.first", np.where(has_first, ways, 1), events, span="prompt") > 0,
    )
    w, w_capital = say.say(
        slot,
        world.second,
        today,
        draws.draw("form.second", np.where(has_second, ways, 1), events, span="prompt") > 0,
    )
    u, _ = say.say(slot, world.before, today, np.zeros(len(events), np.bool_))
    again = (
        np.concatenate([[False], world.place[1:] == world.place[:-1]])
        & (events.pos > 0)
        & (kind > TWO)
        & (kind != OFFER)
    )
    elided = draws.draw("elided", 1 + again, events, span="prompt") > 0
    label = pick(lexicon("conversational_slots")[1], slot)
    return {
        "v": v, "cv": v_capital, "w": w, "cw": w_capital, "u": u,
        "it": where(elided, "it", join("the ", label)),
        "cit": where(elided, "It", join("The ", label)),
        "label": label,
    }  # fmt: skip


def _given(draws: Draws, world: World, rows: I64, fields: dict[str, Strings]) -> Strings:
    """The clerk asks, the customer tells, perhaps after some to and fro."""
    events, kind = world.events, world.kind[rows]
    slot_kind = say.tables().kind[world.event_slot[rows]]
    count = np.array([len(each) for each in say.QUESTIONS])
    sizes = np.ones(len(events), np.int64)
    sizes[rows] = count[slot_kind]
    form = say.QUESTION_START[slot_kind] + draws.draw("question", sizes, events, span="prompt")[rows]
    noun = pick(say.tables().noun, world.event_slot)
    question = say.said(
        draws, "question.words", say.ALL_QUESTIONS, form, events, {**fields, "noun": noun}, rows
    )
    counts = say.REPLY_COUNTS
    sizes[rows] = counts[kind]
    reply = draws.draw("reply", sizes, events, span="prompt")[rows] + (np.cumsum(counts) - counts)[kind]
    two = np.flatnonzero(world.kind == TWO)
    which = pick(say.WHICH, _some(draws, "which", len(say.WHICH), events, two))
    rest = join(
        fields["a"].take(pa.array(two)),
        which,
        fields["c"].take(pa.array(two)),
        _picked(draws, world, two, "pick"),
    )
    index = np.cumsum(kind == TWO) - 1
    tail = where(kind == TWO, rest.take(pa.array(index, mask=kind != TWO)), "")
    answer = say.said(draws, "reply.words", say.REPLIES, reply, events, fields, rows)
    return join(" ", question, fields["c"].take(pa.array(rows)), answer, tail)


def _offered(draws: Draws, world: World, rows: I64, fields: dict[str, Strings]) -> Strings:
    which = _some(draws, "offer", len(say.OFFERS), world.events, rows)
    offer = say.said(draws, "offer.words", say.OFFERS, which, world.events, fields, rows)
    return join(" ", offer, fields["c"].take(pa.array(rows)), _picked(draws, world, rows, "offer.pick"))


def _picked(draws: Draws, world: World, rows: I64, field: str) -> Strings:
    """Which of two the customer takes; "what I said first" fits only what the customer said."""
    own = field == "pick"
    ways = 3 if own else 2
    form = 3 * world.choice[rows] + _some(draws, field, ways, world.events, rows)
    slot_kind = say.tables().kind[world.event_slot[rows]]
    rows_of = Rows.of(np.bincount(world.events.doc[rows], minlength=world.events.num_docs))
    words = {
        "least": pick(("smaller", "earlier", "earlier", "", ""), slot_kind),
        "most": pick(("larger", "later", "later", "", ""), slot_kind),
    }
    return say.PICKS.say(draws, f"{field}.words", rows_of, words, which=form, span="prompt")


def _moved(draws: Draws, world: World, rows: I64, fields: dict[str, Strings]) -> Strings:
    slot_kind, delta = say.tables().kind[world.event_slot[rows]], world.delta[rows]
    later = delta > 0
    amounts = (
        "1",
        "2",
        "3",
        "a quarter of an hour",
        "half an hour",
        "45 minutes",
        "a day",
        "2 days",
        "3 days",
    )
    numbers = slot_kind == 0
    form = np.where(numbers, 0, len(say.MOVED[0])) + _some(
        draws, "move", len(say.MOVED[0]), world.events, rows
    )
    chosen = pa.array(rows)
    here = {name: fields[name].take(chosen) for name in ("it", "cit")} | {
        "d": pick(amounts, 3 * slot_kind + np.abs(delta) - 1),
        "up": where(later, "up", "down"),
        "wrong": where(later, "low", "high"),
        "dir": where(later, "later", "earlier"),
    }
    some = Rows.of(np.bincount(world.events.doc[rows], minlength=world.events.num_docs))
    said = say.ALL_MOVED.say(draws, "move.words", some, here, which=form, span="prompt")
    return join(fields["c"].take(chosen), said)
