"""A short story of people who move things about behind each other's backs, and one question about it.

The story is a run of a small world: people walk, carry things from place to place, and tell each other where
things are. Who is there when a thing is taken or put down knows where it goes; nobody else does, so beliefs
go stale, and messages spread them. The question asks where a thing is, where somebody believes it to be, or
where somebody thinks another believes it to be. Harder means more events, people, places and things, and
beliefs about beliefs.

Proof: the reader replays the events in a world of its own and answers the question again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.creative._palette import COLOUR_LEXICONS, Palette, interludes
from dataforge.generators.creative._story_reader import read_story
from dataforge.generators.creative._story_text import (
    ANSWERS,
    CARRIES,
    CARRY_FORMS,
    PROMPT,
    PROMPT_PARTS,
    REASONING,
    REASONING_PARTS,
    TELLS,
    WALKS,
)
from dataforge.generators.creative._story_world import CARRY, TELL, WALK, Plot, ask, history, simulate
from dataforge.text.columns import (
    Field,
    Json,
    Picked,
    Strings,
    capital,
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
PLACES_A_SETTING = 8


@dataclass(frozen=True)
class World:
    """A batch of stories. People, things, events and changes are rows; places are numbers from 0.

    Attributes:
        place: by setting and number, the lexicon row of a place: setting * PLACES_A_SETTING + place.
        origin, source, dest: by event, the place of the actor, of the thing, and the one gone to (or told).
        topic: kind of question, its person, the other person, its thing.
        changes: rows of the places that the answer passes through; `passed` names them.
    """

    setting: I64
    town: I64
    people: Rows
    name: I64
    stand: I64
    things: Rows
    thing: I64
    lie: I64
    events: Rows
    action: I64
    actor: I64
    other: I64
    what: I64
    origin: I64
    source: I64
    dest: I64
    kind: I64
    asked: tuple[I64, I64, I64]
    first: I64
    changes: Rows
    passed: I64
    answer: I64
    truth: I64
    rules: Bools
    colour: I64


class SimulatedStory(Genre[World]):
    """People carry things about and tell each other where they are; who believes what?"""

    name = "simulated-story"
    domain = "creative"
    lexicons = ("en_given_names", "en_towns", "creative_settings", "creative_props", *COLOUR_LEXICONS)
    summary = "a story run in a small world of people, places and things, and who believes what in the end"
    knobs = (
        Knob("events", 1, 15, slack=10, least=1, most=60, meaning="walks, moves of things and messages"),
        Knob("people", 2, 5, least=2, most=8, meaning="how many people there are"),
        Knob("places", 3, 7, least=2, most=PLACES_A_SETTING, meaning="how many places there are"),
        Knob("things", 1, 4, least=1, most=8, meaning="how many things are moved about"),
        Knob(
            "belief",
            1,
            3,
            least=1,
            most=3,
            meaning="1 asks for facts, 2 also for beliefs, 3 also for beliefs about beliefs",
        ),
        Knob(
            "colour",
            1,
            2,
            slack=100,
            most=8,
            meaning="most sentences of colour between two events",
        ),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 3 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        people, things, events = Rows.of(knobs["people"]), Rows.of(knobs["things"]), Rows.of(knobs["events"])
        places, doc = knobs["places"], events.doc
        num_settings = len(lexicon("creative_settings")) // PLACES_A_SETTING
        action = _actions(draws, events)
        actor = draws.draw("actor", people.counts[doc], events, span="prompt")
        shift = _only(draws, "other", people.counts[doc] - 1, events, action == TELL)
        what = _only(draws, "what", things.counts[doc], events, action != WALK)
        step = _only(draws, "step", places[doc] - 1, events, action != TELL)
        stand = draws.draw("stand", places[people.doc], people, span="prompt")
        lie = draws.draw("lie", places[things.doc], things, span="prompt")
        other = (actor + 1 + shift) % people.counts[doc]
        run = simulate(Plot(events, action, actor, other, what, step, places), people, stand, things, lie)
        kind = draws.draw("kind", knobs["belief"], span="prompt")
        asked = ask(draws, people, things, kind, run)
        value = history(kind, asked, run)
        moved = (np.diff(value, axis=1) != 0) & (np.arange(events.width) < events.counts[:, None])
        changes = Rows.of(moved.sum(axis=1))
        return World(
            setting=draws.draw("setting", num_settings, span="prompt"),
            town=draws.draw("town", len(lexicon("en_towns")), span="prompt"),
            people=people,
            name=draws.distinct("name", len(lexicon("en_given_names")), people, span="prompt"),
            stand=stand,
            things=things,
            thing=draws.distinct("thing", len(lexicon("creative_props")), things, span="prompt"),
            lie=lie,
            events=events,
            action=action,
            actor=actor,
            other=other,
            what=what,
            origin=events.ravel(run.origin),
            source=events.ravel(run.source),
            dest=events.ravel(run.dest),
            kind=kind,
            asked=asked,
            first=value[:, 0].astype(np.int64),
            changes=changes,
            passed=value[:, 1:][moved].astype(np.int64),
            answer=value[:, -1].astype(np.int64),
            truth=run.where_is[np.arange(len(kind)), -1, asked[2]].astype(np.int64),
            rules=knobs["belief"] > 1,
            colour=knobs["colour"],
        )

    def check(self, world: World) -> Json:
        words = _Words(world)
        events, changes = world.events, world.changes
        everyone, everything = world.people, world.things
        stand = json_tuple(
            plain_json(words.person_name(everyone, everyone.pos).strings()),
            words.bare_spot(everyone, world.stand),
        )
        lie = json_tuple(
            plain_json(words.object_name(everything, everything.pos, False).strings()),
            words.bare_spot(everything, world.lie),
        )
        return json_object(
            {
                "kind": "simulated-story",
                "setting": plain_json(words.scene_name()),
                "town": plain_json(pick(lexicon("en_towns")[0], world.town)),
                "people": json_list(everyone, stand),
                "things": json_list(everything, lie),
                "events": json_list(events, _event(world, words)),
                "question": _question(world, words),
                "passed": json_list(changes, words.bare_spot(changes, world.passed)),
                "answer": words.bare_spot(None, world.answer),
            }
        )

    def cost(self, world: World) -> I64:
        people = world.people.counts[world.events.doc]
        return world.events.sum(np.where(world.action == CARRY, people + 4, 3))

    def render(self, draws: Draws, world: World) -> list[Segment]:
        words = _Words(world)
        begin, counts = interludes(draws, "colour", Rows.of(world.events.counts + 1), world.colour)
        gaps = Rows.of(world.events.counts + 1)
        first, later = gaps.pos == 0, gaps.pos > 0
        opening, people, things, question, rule = _prompt(draws, world, words)
        intro = join(opening, begin.filter(pa.array(first)), " ", people, " ", things, rule, "\n\n")
        story = _story(draws, world, words, (begin.filter(pa.array(later)), counts[later]))
        answer = ANSWERS.say(
            draws,
            "close",
            None,
            {"in_d": words.at_spot_name(None, world.answer), "d": words.spot_name(None, world.answer)},
            span="answer",
        )
        return [
            Segment("prompt", join(intro, story, "\n\n", question, "\n\n")),
            Segment("reasoning", join(_reasoning(draws, world, words), "\n\n")),
            Segment("answer", answer),
        ]

    def extract(self, text: str) -> Any:
        return read_story(text)


def _only(draws: Draws, field: str, n: I64, rows: Rows, mask: Bools) -> I64:
    """Draws below n for the masked rows, 0 for the others."""
    values = np.zeros(len(rows), np.int64)
    values[mask] = draws.draw(field, n[mask], Rows.of(rows.sum(mask)), span="prompt")
    return values


def _actions(draws: Draws, events: Rows) -> I64:
    """What kind each event is: of two neighbours one is a carry, whichever; a last one without a neighbour,
    too."""
    odd, alone = events.pos % 2 == 1, events.last & (events.pos % 2 == 0)
    pairs = Rows.of(events.counts // 2)
    carry_first = draws.draw("action.order", 2, pairs, span="prompt") == 0
    other = np.where(draws.chance("action.other", 60, pairs, span="prompt"), WALK, TELL)
    pair = np.minimum(pairs.offsets[events.doc] + events.pos // 2, max(len(pairs) - 1, 0))
    if not len(pairs):
        return np.full(len(events), CARRY)
    return np.where(alone | (carry_first[pair] != odd), CARRY, other[pair])


def _prompt(draws: Draws, world: World, words: _Words) -> list[Strings]:
    """Opening, who is where, what is where, the question, and how things become known there (or nothing)."""
    n, every = len(world.kind), np.arange(len(world.kind))
    parts = Rows.of(4 + world.rules)
    part = parts.pos
    first = np.cumsum([0, *PROMPT_PARTS])[part]
    kind = np.where(part == 3, world.kind[parts.doc] * PROMPT_PARTS[3], 0)
    first = np.where(part == 4, len(PROMPT) - PROMPT_PARTS[4], first + kind)
    which = first + draws.draw("prompt.which", np.array(PROMPT_PARTS)[part], parts, span="prompt")
    people, things = world.people, world.things
    stands = join(words.person_name(people, people.pos), _spots(people, world.stand, words))
    lies = join(words.object_name(things, things.pos), _spots(things, world.lie, words))
    lists = pa.concat_arrays([enumerated(people, stands), enumerated(things, lies)])
    said = PROMPT.say(
        draws,
        "prompt",
        parts,
        {
            "s": Picked(lexicon("creative_settings")[0], world.setting[parts.doc] * PLACES_A_SETTING),
            "town": Picked(lexicon("en_towns")[0], world.town[parts.doc]),
            "list": Picked(lists, parts.doc + np.where(part == 2, n, 0)),
            "who": words.person_name(parts, world.asked[0][parts.doc]),
            "whom": words.person_name(parts, world.asked[1][parts.doc]),
            "o": words.object_name(parts, world.asked[2][parts.doc]),
        },
        which=which,
    )
    at = parts.offsets[:-1]
    rule = join(" ", said).take(pa.array(at + 4 * world.rules, mask=~world.rules)).fill_null("")
    return [*(said.take(pa.array(at[every] + k)) for k in range(4)), rule]


def _reasoning(draws: Draws, world: World, words: _Words) -> Strings:
    """Where the thing was first, where the answer passes through, and whether a belief is true."""
    asked = world.kind > 0
    rows = Rows.of(1 + world.changes.counts + asked)
    doc, begin, remark = rows.doc, rows.pos == 0, rows.last & asked[rows.doc]
    step = ~begin & ~remark
    form = draws.draw("reason.which", np.where(remark, 1, REASONING_PARTS[1]), rows, span="reasoning")
    right = (world.answer == world.truth)[doc]
    which = np.where(begin, form, np.where(step, 2 * world.kind[doc] + 2 + form, len(REASONING) - 1 - right))
    place = np.where(begin, world.first[doc], world.truth[doc])
    place[step] = world.passed
    said = REASONING.say(
        draws,
        "reason",
        rows,
        {
            "who": words.person_name(rows, world.asked[0][doc]),
            "whom": words.person_name(rows, world.asked[1][doc]),
            "o": words.object_name(rows, world.asked[2][doc]),
            "d": words.spot_name(rows, place),
            "in_d": words.at_spot_name(rows, place),
        },
        which=which,
        span="reasoning",
    )
    return rows.join(capital(said), " ")


@cache
def _spots_table() -> tuple[Strings, Strings]:
    """Every place with its article, and with its preposition: "the attic", "in the attic"."""
    places = lexicon("creative_settings")
    return join("the ", places[1]), join(places[2], " the ", places[1])


@cache
def _props_table() -> Strings:
    """Every thing with its article."""
    return join("the ", lexicon("creative_props")[0])


class _Words:
    """The names of a batch: people, things and places by their numbers; of rows, or one a document."""

    def __init__(self, world: World):
        self.world = world

    def person(self, rows: Rows | None, person: I64) -> I64:
        """The lexicon's rows of people."""
        return np.asarray(self.world.name[_first(self.world.people, rows) + person])

    def person_name(self, rows: Rows | None, person: I64) -> Picked:
        return Picked(lexicon("en_given_names")[0], self.person(rows, person))

    def object_name(self, rows: Rows | None, thing: I64, article: bool = True) -> Picked:
        table = _props_table() if article else lexicon("creative_props")[0]
        return Picked(table, self.world.thing[_first(self.world.things, rows) + thing])

    def spot(self, rows: Rows | None, place: I64) -> I64:
        setting = self.world.setting if rows is None else self.world.setting[rows.doc]
        return np.asarray(setting * PLACES_A_SETTING + place)

    def spot_name(self, rows: Rows | None, place: I64) -> Picked:
        return Picked(_spots_table()[0], self.spot(rows, place))

    def at_spot_name(self, rows: Rows | None, place: I64) -> Picked:
        return Picked(_spots_table()[1], self.spot(rows, place))

    def bare_spot(self, rows: Rows | None, place: I64) -> Json:
        return plain_json(pick(lexicon("creative_settings")[1], self.spot(rows, place)))

    def scene_name(self) -> Strings:
        return pick(lexicon("creative_settings")[0], self.world.setting * PLACES_A_SETTING)


def _first(members: Rows, rows: Rows | None) -> I64:
    """Where each document's people or things begin, for each row or each document."""
    return members.offsets[:-1] if rows is None else members.offsets[rows.doc]


def _event(world: World, words: _Words) -> Json:
    """By event: who goes where, or carries what where, or tells whom that a thing is where."""
    rows = world.events
    who = plain_json(words.person_name(rows, world.actor).strings())
    whom = plain_json(words.person_name(rows, world.other).strings())
    what = plain_json(words.object_name(rows, world.what, False).strings())
    place = words.bare_spot(rows, world.dest)
    walk, carry = json_tuple(who, place).encoded, json_tuple(who, what, place).encoded
    tell = json_tuple(who, whom, what, place).encoded
    return Json(where(world.action == WALK, walk, where(world.action == CARRY, carry, tell)))


def _question(world: World, words: _Words) -> Json:
    """The people whose thoughts are asked about, one inside the other, and the thing."""
    one = plain_json(words.person_name(None, world.asked[0]).strings())
    two = plain_json(words.person_name(None, world.asked[1]).strings())
    thing = plain_json(words.object_name(None, world.asked[2], False).strings())
    fact, belief = json_tuple(thing).encoded, json_tuple(one, thing).encoded
    return Json(
        where(world.kind == 0, fact, where(world.kind == 1, belief, json_tuple(one, two, thing).encoded))
    )


def _spots(rows: Rows, place: I64, words: _Words) -> Strings:
    """ " was in the attic", " in the cellar", " there too": where each of a list is."""
    same = np.zeros(len(rows), np.bool_)
    same[1:] = (place[1:] == place[:-1]) & (rows.pos[1:] > 0)
    spot = where(same, "there too", words.at_spot_name(rows, place).strings())
    return join(where(rows.pos == 0, " was ", " "), spot)


def _story(draws: Draws, world: World, words: _Words, colour: tuple[Strings, I64]) -> Strings:
    """The events in order, as sentences and paragraphs, colour after each."""
    rows = world.events
    action = world.action
    again = np.zeros(len(rows), np.bool_)
    again[1:] = (
        (world.actor[1:] == world.actor[:-1])
        & (action[:-1] != TELL)
        & (rows.pos[1:] > 0)
        & (colour[1][:-1] == 0)
    )
    pronoun = again.copy()
    pronoun[again] = draws.chance("pronoun", 75, Rows.of(rows.sum(again)), span="prompt")
    names = lexicon("en_given_names")
    person = words.person(rows, world.actor)
    said = pa.concat_arrays([names[0], pa.array(["he", "she"])])
    her = np.where(_is_she()[person], len(names) + 1, len(names))
    fields: dict[str, Field] = {
        "who": Picked(said, np.where(pronoun, her, person)),
        "whom": words.person_name(rows, world.other),
        "o": words.object_name(rows, world.what),
        "c": words.spot_name(rows, world.origin),
        "s": words.spot_name(rows, world.source),
        "d": words.spot_name(rows, world.dest),
        "in_d": words.at_spot_name(rows, world.dest),
    }
    far = (action == CARRY) & (world.origin != world.source)
    kind = np.where(far, 3, action)
    num_forms = np.array([len(WALKS), CARRY_FORMS, len(TELLS), len(CARRIES) - CARRY_FORMS])[kind]
    first = np.array([0, len(WALKS), len(WALKS) + len(CARRIES), len(WALKS) + CARRY_FORMS])[kind]
    form = first + draws.draw("form", num_forms, rows, span="prompt")
    body = capital(_EVENTS.say(draws, "event", rows, fields, which=form))
    inner = ~rows.last
    new = np.zeros(len(rows), np.bool_)
    new[inner] = draws.chance("paragraph", 18, Rows.of(rows.sum(inner)), span="prompt")
    space = where(rows.last, "", where(new, "\n\n", " "))
    return rows.join(join(body, colour[0], space))


@cache
def _is_she() -> Bools:
    """Of which given names one says she."""
    return np.asarray(np.array(lexicon("en_given_names").words(1)) == "she")


_EVENTS = Palette(*WALKS.templates, *CARRIES.templates, *TELLS.templates)
