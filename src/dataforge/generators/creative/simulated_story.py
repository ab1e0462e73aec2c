"""A short story of people who move things about behind each other's backs, and one question about it.

The story is a run of a small world: people walk, carry things from place to place, and tell each other where
things are. Who is there when a thing is taken or put down knows where it goes; nobody else does, so beliefs
go stale, and messages spread them. The question asks where a thing is, where somebody believes it to be, or
where somebody thinks another believes it to be. Harder means more events, people, places and things, and
beliefs about beliefs.

Proof: the reader replays the events in a world of its own and answers the question again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.creative._story_reader import read_story
from dataforge.generators.creative._story_text import (
    ACTION,
    ANSWERS,
    BEGINS,
    CARRIES,
    CARRY_FORMS,
    HIDDEN,
    KNOWN,
    LEADS,
    MANNERS,
    OCCASIONS,
    OPENINGS,
    PEOPLE,
    QUESTIONS,
    REMARKS,
    SAID,
    STEPS,
    TELLS,
    THINGS,
    WALKS,
)
from dataforge.generators.creative._story_world import CARRY, TELL, WALK, Plot, ask, history, simulate
from dataforge.text.columns import (
    Field,
    Json,
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
from dataforge.text.frames import Frames
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
    chatter: I64


class SimulatedStory(Genre[World]):
    """People carry things about and tell each other where they are; who believes what?"""

    name = "simulated-story"
    domain = "creative"
    lexicons = ("given_names", "creative_settings", "creative_things", "creative_asides")
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
            "chatter",
            0,
            25,
            most=100,
            meaning="percent of events followed by a sentence in which nothing happens",
        ),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 3 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        people, things, events = Rows.of(knobs["people"]), Rows.of(knobs["things"]), Rows.of(knobs["events"])
        places, doc = knobs["places"], events.doc
        num_settings = len(lexicon("creative_settings")) // PLACES_A_SETTING
        action = draws.weighted("action", ACTION, events, span="prompt")
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
            people=people,
            name=draws.distinct("name", len(lexicon("given_names")), people, span="prompt"),
            stand=stand,
            things=things,
            thing=draws.distinct("thing", len(lexicon("creative_things")), things, span="prompt"),
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
            chatter=knobs["chatter"],
        )

    def check(self, world: World) -> Json:
        words = _Words(world)
        events, changes = world.events, world.changes
        everyone, everything = world.people, world.things
        stand = json_tuple(
            plain_json(words.person_name(everyone, everyone.pos)),
            plain_json(words.spot_name(everyone.doc, world.stand)),
        )
        lie = json_tuple(
            plain_json(words.object_name(everything, everything.pos)),
            plain_json(words.spot_name(everything.doc, world.lie)),
        )
        whole = Rows.of(np.ones(len(world.kind), np.int64))
        return json_object(
            {
                "kind": "simulated-story",
                "setting": plain_json(words.scene_name()),
                "people": json_list(everyone, stand),
                "things": json_list(everything, lie),
                "events": json_list(events, _event(world, words)),
                "question": _question(world, words),
                "passed": json_list(changes, plain_json(words.spot_name(changes.doc, world.passed))),
                "answer": plain_json(words.spot_name(whole.doc, world.answer)),
            }
        )

    def cost(self, world: World) -> I64:
        cost = world.events.sum(np.where(world.action == WALK, 2, 3))
        return cost + 2 * world.changes.counts + world.kind * (world.people.counts - 1)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        words = _Words(world)
        opening = _opening(draws, words)
        rule = _rule(draws, world)
        story = _story(draws, world, words)
        whole = Rows.of(np.ones(len(world.kind), np.int64))
        fields = {
            "who": words.person_name(whole, world.asked[0]),
            "whom": words.person_name(whole, world.asked[1]),
            "o": words.object_name(whole, world.asked[2], "the "),
            "at": words.at_spot_name(whole.doc, world.first),
        }
        which = draws.draw("question", 4, span="prompt") + 4 * world.kind
        question = QUESTIONS.render(which, fields)
        begin = BEGINS.render(draws.draw("begin", len(BEGINS), span="reasoning"), fields)
        rows = world.changes
        back = pa.array(rows.doc)
        step = STEPS.render(
            draws.draw("step.form", 4, rows, span="reasoning") + 4 * world.kind[rows.doc],
            {
                "who": fields["who"].take(back),
                "whom": fields["whom"].take(back),
                "p": words.spot_name(rows.doc, world.passed, "the "),
                "at": words.at_spot_name(rows.doc, world.passed),
            },
        )
        answer = ANSWERS.render(
            draws.draw("close", len(ANSWERS), span="answer"),
            {
                "at": words.at_spot_name(whole.doc, world.answer),
                "p": words.spot_name(whole.doc, world.answer, "the "),
            },
        )
        intro = join(opening, " ", _cast(draws, world, words), rule, "\n\n")
        return [
            Segment("prompt", join(intro, story, "\n\n", question, "\n\n")),
            Segment(
                "reasoning", join(begin, rows.join(join(" ", step)), _remark(draws, world, words), "\n\n")
            ),
            Segment("answer", answer),
        ]

    def extract(self, text: str) -> Any:
        return read_story(text)


def _only(draws: Draws, field: str, n: I64, rows: Rows, mask: Bools) -> I64:
    """Draws below n for the masked rows, 0 for the others."""
    values = np.zeros(len(rows), np.int64)
    values[mask] = draws.draw(field, n[mask], Rows.of(rows.sum(mask)), span="prompt")
    return values


def _remark(draws: Draws, world: World, words: _Words) -> Strings:
    """Whether the belief that was asked about is true; nothing for questions of fact."""
    asked = world.kind > 0
    form = draws.draw("remark", len(REMARKS) // 2, Rows.of(asked.astype(np.int64)), span="reasoning")
    wrong = (world.answer != world.truth)[asked]
    docs = np.flatnonzero(asked)
    text = REMARKS.render(
        form + np.where(wrong, len(REMARKS) // 2, 0), {"at": words.at_spot_name(docs, world.truth[docs])}
    )
    return where(asked, join(" ", text).take(pa.array(np.cumsum(asked) - 1, mask=~asked)), "")


class _Words:
    """The names of a batch: people, things and places by their numbers."""

    def __init__(self, world: World):
        self.world = world
        self.names = pick(lexicon("given_names")[0], world.name)
        self.objects = pick(lexicon("creative_things")[0], world.thing)

    def person_name(self, rows: Rows, person: I64) -> Strings:
        return self.names.take(pa.array(self.world.people.offsets[rows.doc] + person))

    def object_name(self, rows: Rows, thing: I64, article: str = "") -> Strings:
        named = self.objects.take(pa.array(self.world.things.offsets[rows.doc] + thing))
        return join(article, named) if article else named

    def spot_name(self, doc: I64, place: I64, article: str = "") -> Strings:
        named = pick(lexicon("creative_settings")[1], self.world.setting[doc] * PLACES_A_SETTING + place)
        return join(article, named) if article else named

    def at_spot_name(self, doc: I64, place: I64) -> Strings:
        which = self.world.setting[doc] * PLACES_A_SETTING + place
        return join(
            pick(lexicon("creative_settings")[2], which),
            " the ",
            pick(lexicon("creative_settings")[1], which),
        )

    def scene_name(self) -> Strings:
        return pick(lexicon("creative_settings")[0], self.world.setting * PLACES_A_SETTING)


def _event(world: World, words: _Words) -> Json:
    """By event: who goes where, or carries what where, or tells whom that a thing is where."""
    rows = world.events
    who = plain_json(words.person_name(rows, world.actor))
    whom = plain_json(words.person_name(rows, world.other))
    what = plain_json(words.object_name(rows, world.what))
    place = plain_json(words.spot_name(rows.doc, world.dest))
    walk, carry = json_tuple(who, place).encoded, json_tuple(who, what, place).encoded
    tell = json_tuple(who, whom, what, place).encoded
    return Json(where(world.action == WALK, walk, where(world.action == CARRY, carry, tell)))


def _question(world: World, words: _Words) -> Json:
    """The people whose thoughts are asked about, one inside the other, and the thing."""
    whole = Rows.of(np.ones(len(world.kind), np.int64))
    one = plain_json(words.person_name(whole, world.asked[0]))
    two = plain_json(words.person_name(whole, world.asked[1]))
    thing = plain_json(words.object_name(whole, world.asked[2]))
    fact, belief = json_tuple(thing).encoded, json_tuple(one, thing).encoded
    return Json(
        where(world.kind == 0, fact, where(world.kind == 1, belief, json_tuple(one, two, thing).encoded))
    )


def _cast(draws: Draws, world: World, words: _Words) -> Strings:
    """Who and what is where at first: two sentences."""
    people, things = world.people, world.things
    stands = join(words.person_name(people, people.pos), _spots(people, world.stand, words))
    lies = join(words.object_name(things, things.pos, "the "), _spots(things, world.lie, words))
    who = PEOPLE.render(
        draws.draw("people.form", len(PEOPLE), span="prompt"), {"list": enumerated(people, stands)}
    )
    what = THINGS.render(
        draws.draw("things.form", len(THINGS), span="prompt"), {"list": enumerated(things, lies)}
    )
    return join(who, " ", capital(what))


def _opening(draws: Draws, words: _Words) -> Strings:
    """When and where it happened."""
    when, scene = pick(OCCASIONS, draws.draw("occasion", len(OCCASIONS), span="prompt")), words.scene_name()
    fields: dict[str, Field] = {"when": when, "occasion": capital(when), "s": scene, "place": capital(scene)}
    return OPENINGS.render(draws.draw("opening", len(OPENINGS), span="prompt"), fields)


def _rule(draws: Draws, world: World) -> Strings:
    """How things become known there; nothing where no belief is asked about."""
    told = Rows.of(world.rules.astype(np.int64))
    hidden, known = (
        draws.draw(f"rule.{k}", len(t), told, span="prompt") for k, t in enumerate((HIDDEN, KNOWN))
    )
    said = draws.draw("rule.2", len(SAID), told, span="prompt")
    rule = join(" ", pick(HIDDEN, hidden), pick(KNOWN, known), ". ", pick(SAID, said))
    return where(world.rules, rule.take(pa.array(np.cumsum(world.rules) - 1, mask=~world.rules)), "")


def _spots(rows: Rows, place: I64, words: _Words) -> Strings:
    """ " was in the attic", " in the cellar", " there too": where each of a list is."""
    same = np.zeros(len(rows), np.bool_)
    same[1:] = (place[1:] == place[:-1]) & (rows.pos[1:] > 0)
    spot = where(same, "there too", words.at_spot_name(rows.doc, place))
    return join(where(rows.pos == 0, " was ", " "), spot)


def _story(draws: Draws, world: World, words: _Words) -> Strings:
    """The events in order, as sentences and paragraphs."""
    rows = world.events
    action, doc = world.action, rows.doc
    again = np.zeros(len(rows), np.bool_)
    again[1:] = (world.actor[1:] == world.actor[:-1]) & (action[:-1] != TELL) & (rows.pos[1:] > 0)
    pronoun = again.copy()
    pronoun[again] = draws.chance("pronoun", 75, Rows.of(rows.sum(again)), span="prompt")
    person = world.name[world.people.offsets[doc] + world.actor]
    who = where(pronoun, pick(lexicon("given_names")[1], person), words.person_name(rows, world.actor))
    fields: dict[str, Field] = {
        "who": who,
        "whom": words.person_name(rows, world.other),
        "o": words.object_name(rows, world.what, "the "),
        "c": words.spot_name(doc, world.origin, "the "),
        "s": words.spot_name(doc, world.source, "the "),
        "at_s": words.at_spot_name(doc, world.source),
        "d": words.spot_name(doc, world.dest, "the "),
        "at_d": words.at_spot_name(doc, world.dest),
    }
    num_forms = np.array([len(WALKS), CARRY_FORMS, len(TELLS)])[action]
    form = draws.draw("form", num_forms, rows, span="prompt")
    near = np.where((action == CARRY) & (world.origin != world.source), CARRY_FORMS, 0)
    first = np.array([0, len(WALKS), len(WALKS) + len(CARRIES)])[action]
    body = _SENTENCES.render(first + near + form, fields)
    lead, manner = (
        _some(draws, "lead", 45, LEADS, rows, rows.pos > 0),
        _some(draws, "manner", 35, MANNERS, rows, action != TELL),
    )
    aside = _some(
        draws,
        "aside",
        world.chatter[doc],
        [" " + each for each in lexicon("creative_asides").words()],
        rows,
        np.ones(len(rows), np.bool_),
    )
    inner = ~rows.last
    new = np.zeros(len(rows), np.bool_)
    new[inner] = draws.chance("paragraph", 15, Rows.of(rows.sum(inner)), span="prompt")
    space = where(rows.last, "", where(new, "\n\n", " "))
    return rows.join(join(capital(join(lead, body, manner)), ".", aside, space))


def _some(
    draws: Draws, field: str, percent: int | I64, table: Sequence[str], rows: Rows, may: Bools
) -> Strings:
    """An entry of the table for some of the rows that may have one, '' for the others."""
    has = may.copy()
    shares = percent if isinstance(percent, int) else percent[may]
    has[may] = draws.chance(f"{field}.has", shares, Rows.of(rows.sum(may)), span="prompt")
    which = draws.draw(field, len(table), Rows.of(rows.sum(has)), span="prompt")
    every = np.full(len(rows), len(table))
    every[has] = which
    return pick((*table, ""), every)


_SENTENCES = Frames(*WALKS.templates, *CARRIES.templates, *TELLS.templates)
