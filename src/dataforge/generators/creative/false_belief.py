"""Sally-Anne tales: people leave and return while a thing is moved; who thinks that who thinks it is where?

Whoever is in the room sees each move, and who else sees it. So A thinks that B thinks that the thing is where
it was after the last move that both saw, and so on up to four minds deep. The question names a place, and
half the time it is the right one; a wrong one is where the thing really is, wherever that differs. Harder
means more events, people and places, and deeper beliefs.

Proof: the reader notes who saw which move.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.creative._belief_reader import read_belief
from dataforge.generators.creative._belief_text import (
    ANSWERS,
    ENTERS,
    EVENTS,
    LEAVES,
    MOVES,
    QUESTIONS,
    REASONS,
    RULES,
    STARTS,
    THINKS,
)
from dataforge.generators.creative._belief_words import CONTAINERS
from dataforge.generators.creative._palette import COLOUR_LEXICONS, interludes
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
from dataforge.text.prose import enumerated, plain_json
from dataforge.text.rows import I64, Rows

Bools = NDArray[np.bool_]
LEAVE, ENTER, MOVE = range(3)
_FIRST = np.array([0, len(LEAVES), len(LEAVES) + len(ENTERS)])
_FORMS = np.array([len(LEAVES), len(ENTERS), len(MOVES)])


@dataclass(frozen=True)
class World:
    """A batch of tales; people, places, events and the minds asked about are rows.

    Attributes:
        kind, actor, goal: by event; `goal` is the place that a move goes to.
        mind: the people whose thoughts are asked about, outermost first.
        belief, truth, place: where the thing is thought to be, is, and is asked to be, by document.
    """

    town: I64
    thing: I64
    people: Rows
    name: I64
    places: Rows
    container: I64
    start: I64
    events: Rows
    kind: I64
    actor: I64
    goal: I64
    minds: Rows
    mind: I64
    belief: I64
    truth: I64
    place: I64
    colour: I64


class FalseBelief(Genre[World]):
    """Who thinks that who thinks the thing is where?"""

    name = "false-belief"
    domain = "creative"
    lexicons = ("en_given_names", "en_towns", "creative_props", *COLOUR_LEXICONS)
    summary = "Sally-Anne tales: who thinks that who thinks the thing is where, up to four minds deep"
    label = "answer"
    knobs = (
        Knob("events", 1, 16, slack=8, least=1, most=60, meaning="comings, goings and moves"),
        Knob("people", 2, 5, least=2, most=8, meaning="people"),
        Knob("places", 2, 5, least=2, most=10, meaning="places where the thing can be"),
        Knob("order", 1, 4, least=0, most=6, meaning="most minds inside one another in the question"),
        Knob("colour", 1, 3, slack=100, most=8, meaning="most sentences of colour after each event"),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 3 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        people, places, events = Rows.of(knobs["people"]), Rows.of(knobs["places"]), Rows.of(knobs["events"])
        start = draws.draw("start", places.counts, span="prompt")
        plot = _Plot(
            draws.draw("actor", people.counts[events.doc], events, span="prompt"),
            draws.chance("stays", 60, events, span="prompt"),
            draws.draw("step", places.counts[events.doc] - 1, events, span="prompt"),
        )
        kind, goal, seen, at = _run(events, people, places, start, plot)
        draws.hide("stays", kind == ENTER)
        draws.hide("step", kind != MOVE)
        minds = Rows.of(draws.draw("order", knobs["order"] + 1, span="prompt"))
        mind = _minds(draws, minds, people)
        belief = _belief(minds, mind, seen, at)
        truth = at[:, -1].astype(np.int64)
        right = draws.draw("right", 2, span="prompt") == 1
        free = ~right & (belief == truth)
        place = np.where(right, belief, truth)
        other = draws.draw("other", places.counts[free] - 1, Rows.of(free.astype(np.int64)), span="prompt")
        place[free] = (belief[free] + 1 + other) % places.counts[free]
        return World(
            town=draws.draw("town", len(lexicon("en_towns")), span="prompt"),
            thing=draws.draw("thing", len(lexicon("creative_props")), span="prompt"),
            people=people,
            name=draws.distinct("name", len(lexicon("en_given_names")), people, span="prompt"),
            places=places,
            container=draws.distinct("container", len(CONTAINERS), places, span="prompt"),
            start=start,
            events=events,
            kind=kind,
            actor=plot.actor,
            goal=goal,
            minds=minds,
            mind=mind,
            belief=belief,
            truth=truth,
            place=place,
            colour=knobs["colour"],
        )

    def check(self, world: World) -> Json:
        words = _Words(world)
        events = world.events
        who = plain_json(words.person(events, world.actor))
        to = plain_json(words.spot(events, world.goal))
        came = pick(("<", ">"), (world.kind == ENTER).astype(np.int64))
        still = json_tuple(who, plain_json(came)).encoded
        moved = json_tuple(who, plain_json(pick(("+",), np.zeros(len(events), np.int64))), to).encoded
        return json_object(
            {
                "kind": "false-belief",
                "town": plain_json(pick(lexicon("en_towns")[0], world.town)),
                "people": json_list(world.people, plain_json(words.names)),
                "thing": plain_json(pick(lexicon("creative_props")[0], world.thing)),
                "places": json_list(world.places, plain_json(words.spots)),
                "start": plain_json(words.spot(None, world.start)),
                "events": json_list(events, Json(where(world.kind == MOVE, moved, still))),
                "minds": json_list(world.minds, plain_json(words.person(world.minds, world.mind))),
                "place": plain_json(words.spot(None, world.place)),
                "belief": plain_json(words.spot(None, world.belief)),
                "answer": plain_json(_verdict(world)),
            }
        )

    def cost(self, world: World) -> I64:
        return world.events.counts * (world.people.counts + 1) + world.minds.counts

    def render(self, draws: Draws, world: World) -> list[Segment]:
        words, events = _Words(world), world.events
        gaps = Rows.of(events.counts + 1)
        colour, _ = interludes(draws, "colour", gaps, world.colour)
        first, later = pa.array(gaps.pos == 0), pa.array(gaps.pos > 0)
        thing = join("the ", pick(lexicon("creative_props")[0], world.thing))
        thinks = THINKS.say(draws, "thinks", world.minds, {"who": words.person(world.minds, world.mind)})
        fields: dict[str, Field] = {
            "list": enumerated(world.people, words.names),
            "rest": enumerated(world.places, words.spots),
            "town": Picked(lexicon("en_towns")[0], world.town),
            "thing": thing,
            "c": words.spot(None, world.start),
            "chain": world.minds.join(thinks),
            "all": _together(world, words),
            "b": words.spot(None, world.belief),
            "a": words.spot(None, world.truth),
            "answer": _verdict(world),
        }
        start = STARTS.say(draws, "opening", None, fields)
        rule = RULES.say(draws, "rule", None, fields)
        which = _FIRST[world.kind] + draws.draw("event.which", _FORMS[world.kind], events, span="prompt")
        said = EVENTS.say(
            draws,
            "event",
            events,
            {
                "who": words.person(events, world.actor),
                "thing": Picked(thing, events.doc),
                "c": words.spot(events, world.goal),
            },
            which=which,
        )
        inner = ~events.last
        new = np.zeros(len(events), np.bool_)
        new[inner] = draws.chance("paragraph", 18, Rows.of(events.sum(inner)), span="prompt")
        story = events.join(join(said, colour.filter(later), where(events.last, "", where(new, "\n\n", " "))))
        question = QUESTIONS.say(draws, "question", None, {**fields, "c": words.spot(None, world.place)})
        deep = 2 * (world.minds.counts > 0)
        form = deep + draws.draw("reason.which", 2, span="reasoning")
        reason = REASONS.say(draws, "reason", None, fields, which=form, span="reasoning")
        answer = ANSWERS.say(draws, "close", None, fields, span="answer")
        intro = join(start, " ", rule, colour.filter(first), "\n\n")
        return [
            Segment("prompt", join(intro, story, "\n\n", question, "\n\n")),
            Segment("reasoning", join(reason, "\n\n")),
            Segment("answer", answer),
        ]

    def extract(self, text: str) -> Any:
        return read_belief(text)


@dataclass(frozen=True)
class _Plot:
    """What is drawn of the events: who acts, whether one who is there stays to move the thing, and how"
    " far."""

    actor: I64
    stays: Bools
    step: I64


def _run(
    events: Rows, people: Rows, places: Rows, start: I64, plot: _Plot
) -> tuple[I64, I64, Bools, NDArray[np.int64]]:
    """Run all tales together: kind and goal by event; who saw each move [n, events + 1, people], nobody what
    is no move; and where the thing is [n, events + 1]."""
    n, width, every = events.num_docs, events.width, np.arange(events.num_docs)
    actor, stays, step = events.pad(plot.actor), events.pad(plot.stays), events.pad(plot.step)
    real = np.arange(width) < events.counts[:, None]
    there = np.ones((n, people.width), np.bool_)
    seen = np.zeros((n, width + 1, people.width), np.bool_)
    seen[:, 0] = True
    at = np.zeros((n, width + 1), np.int64)
    at[:, 0] = start
    kind = np.zeros((n, width), np.int64)
    for k in range(width):
        who = actor[:, k]
        inside = there[every, who]
        kind[:, k] = np.where(inside, np.where(stays[:, k], MOVE, LEAVE), ENTER)
        moves = (kind[:, k] == MOVE) & real[:, k]
        at[:, k + 1] = np.where(moves, (at[:, k] + 1 + step[:, k]) % places.counts, at[:, k])
        there[every, who] = np.where(kind[:, k] == MOVE, inside, ~inside)
        seen[:, k + 1] = there & moves[:, None]
    return events.ravel(kind), events.ravel(at[:, 1:]), seen, at


def _minds(draws: Draws, minds: Rows, people: Rows) -> I64:
    """The people asked about: nobody right inside themselves."""
    first = draws.draw("mind", people.counts[minds.doc] - (minds.pos > 0), minds, span="prompt")
    padded = minds.pad(first)
    for k in range(1, minds.width):
        padded[:, k] = (padded[:, k - 1] + 1 + padded[:, k]) % people.counts
    return minds.ravel(padded)


def _belief(minds: Rows, mind: I64, seen: Bools, at: NDArray[np.int64]) -> I64:
    """Where the thing was after the last move that all minds asked about saw; where it is without minds."""
    n, every = minds.num_docs, np.arange(minds.num_docs)
    shared = seen.any(axis=2) | (np.arange(seen.shape[1]) == 0)
    padded = minds.pad(mind, fill=-1)
    for k in range(minds.width):
        who = padded[:, k]
        shared &= np.where((who >= 0)[:, None], seen[every, :, who], True)
    last = shared.shape[1] - 1 - shared[:, ::-1].argmax(axis=1)
    return np.asarray(at[np.arange(n), last], np.int64)


class _Words:
    """The names of a batch: people and places by their numbers; of rows, or one a document."""

    def __init__(self, world: World):
        self.world = world
        self.names = pick(lexicon("en_given_names")[0], world.name)
        self.spots = pick(CONTAINERS, world.container)

    def person(self, rows: Rows, number: I64) -> Strings:
        return self.names.take(pa.array(self.world.people.offsets[rows.doc] + number))

    def spot(self, rows: Rows | None, number: I64) -> Strings:
        first = self.world.places.offsets
        return self.spots.take(pa.array((first[:-1] if rows is None else first[rows.doc]) + number))


def _together(world: World, words: _Words) -> Strings:
    """The people asked about, each once, as prose."""
    padded = world.minds.pad(world.mind, fill=-1)
    again = np.zeros(padded.shape, np.bool_)
    for k in range(1, world.minds.width):
        again[:, k] = (padded[:, :k] == padded[:, k : k + 1]).any(axis=1)
    once = ~world.minds.ravel(again)
    rows = Rows.of(world.minds.sum(once))
    return enumerated(rows, words.person(rows, world.mind[once]))


def _verdict(world: World) -> Strings:
    return pick(("no", "yes"), (world.place == world.belief).astype(np.int64))
