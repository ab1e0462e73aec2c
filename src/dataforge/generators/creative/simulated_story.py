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
from dataforge.generators.creative._story_world import CARRY, TELL, WALK, Plot, ask, history, simulate
from dataforge.generators.philosophy._sentences import capital, enumerated, plain_json
from dataforge.text.columns import (
    Field,
    Frames,
    Json,
    Strings,
    join,
    json_list,
    json_object,
    json_tuple,
    pick,
    where,
)
from dataforge.text.draws import Draws, Weights
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

Bools = NDArray[np.bool_]
PLACES_A_SETTING = 8
_ACTION = Weights([3, 5, 2])

OCCASIONS = (
    "one morning in early spring", "on the last day of the month", "on a day without wind",
    "many years ago", "on the day of the fair", "after the first snow", "in the week of the great storm",
    "on a Tuesday like any other", "the morning after the feast", "on the shortest day of the year",
    "before the roads were paved", "in the summer of the drought", "when the river froze",
    "on the eve of an inspection", "during the long strike", "on the hottest day in years",
    "when the owners were away", "a week before the auction", "on a grey morning", "shortly after the war",
    "at the end of the season", "on the first day of lent", "in the year of the two floods",
    "on somebody's birthday", "the day the clocks went back", "in the quiet week between the holidays",
    "on a morning of thick fog", "while the roof was being mended", "when the bridge was closed",
    "early on a market day", "on the night of the eclipse", "when the comet was in the sky",
    "in the last days of autumn", "the day before the wedding",
)  # fmt: skip
OPENINGS = Frames(
    "{occasion}, {s} was quiet.",
    "{occasion}, nobody at {s} expected trouble.",
    "This happened at {s} {when}.",
    "They tell a story of {s}, which took place there {when}.",
    "At {s} the day began early {when}.",
    "{occasion}, things at {s} went as follows.",
    "What went on at {s} {when} is soon told.",
    "{place} woke late {when}.",
    "{occasion}, few people were to be seen at {s}.",
    "Little ever happened at {s} except {when}.",
    "{place} has its own tale, and it took place {when}.",
    "{occasion}, there was a curious to and fro at {s}.",
    "People at {s} still talk of what was done there {when}.",
    "{occasion}, a thin rain fell on {s}.",
)
PEOPLE = Frames(
    "At first {list}.", "When the clock struck eight, {list}.", "To begin with, {list}.",
    "As the day began, {list}.", "Before anything happened, {list}.", "This is how they stood: {list}.",
)  # fmt: skip
THINGS = Frames(
    "{list}, as everyone knew.", "Everyone knew that {list}.", "It was no secret that {list}.",
    "Anyone there could have told you that {list}.", "By common knowledge {list}.",
    "Nobody had to be told that {list}.",
)  # fmt: skip
HIDDEN = (
    "Everything was kept in closed chests there",
    "Lids and doors hid things from view in that place",
    "All things were put away in cupboards and drawers",
    "Nothing there lay about in the open",
    "In that place every object had a lid or a door in front of it",
    "What was put away there could not be seen from outside",
)
KNOWN = (
    ", so only those present when a thing was taken or put away knew of it",
    ", and a move was known only to those who were at one end of it or the other",
    ", so that one had to be there when something was fetched or put down to know of it",
    "; those who were neither where a thing was taken nor where it was put down learnt nothing of it",
    ", and one knew of a move only by being at its beginning or at its end",
)
SAID = (
    "Whoever moved a thing said where it was going.",
    "It was the custom to say aloud where one was taking a thing.",
    "The way it was going was always announced.",
    "One called out the place to which one took it, and people believed what they were told.",
    "Everyone who carried something named its new place at once.",
)
WALKS = Frames(
    "{who} went to {d}", "{who} walked over to {d}", "{who} left {c} for {d}", "{who} hurried to {d}",
    "{who} strolled to {d}", "from {c} {who} went to {d}", "{who} crossed over to {d}",
    "{who} was called to {d}", "{who} had business {at_d} and went there",
    "{who} grew tired of {c} and moved to {d}", "{who} was next seen {at_d}", "{who} slipped away to {d}",
    "{who} turned up {at_d}", "{who} got up and went to {d}", "{who} exchanged {c} for {d}",
    "{who} found some reason to go to {d}",
    "{who} ran to {d}",
    "{who} drifted from {c} to {d}",
    "{who} decided to wait {at_d} and went there",
    "{who} headed for {d}",
    "{who} looked around and then walked to {d}",
    "{who} withdrew to {d}",
    "{who} put on a coat and left for {d}",
    "{who} stepped out of {c} and made for {d}",
    "{who} marched off to {d}",
    "{who} had promised to be {at_d} and kept the promise",
)  # fmt: skip
CARRIES = Frames(
    "{who} took {o} to {d}",
    "{who} picked up {o} and carried it to {d}",
    "{who} moved {o} from {s} to {d}",
    "{who} brought {o} to {d}",
    '{who} said, "This belongs {at_d}," and took {o} there',
    "{who} carried {o} off to {d}",
    "{who} thought it wise to keep {o} {at_d} and put it there",
    "{who} lifted {o} from its shelf and bore it to {d}",
    '{who} declared, "I want {o} {at_d}," and saw to it at once',
    "{who} gave {o} a new home {at_d}",
    "{who} removed {o} to {d}",
    "{who} took hold of {o} and went with it to {d}",
    "{who} wrapped {o} in paper and took it to {d}",
    "{who} found {o} in the way and put it {at_d}",
    "{who} dusted {o} and set it down {at_d}",
    '{who} announced, "This goes to {d}," and was off with {o}',
    "{who} carried {o} all the way to {d}",
    "{who} shook {o}, shrugged and took it to {d}",
    "{who} fetched {o} from {s} and took it to {d}",
    "{who} went to {s}, found {o} and carried it to {d}",
    "{who} looked in at {s}, took {o} and put it away {at_d}",
    "{who} came to {s} for {o} and brought it to {d}",
    '{who} walked into {s}, said, "This belongs {at_d}," and took {o} there',
    "{who} went to get {o} from {s} and hid it {at_d}",
    "{who} collected {o} from {s} and left it {at_d}",
    "{who} hurried to {s}, where {o} was, and moved it to {d}",
    "{who} called at {s}, picked up {o} and carried it off to {d}",
    "{who} got {o} out of its place {at_s} and made off with it to {d}",
    "{who} made for {s}, lifted {o} from its shelf and bore it to {d}",
    "{who} took {o} out of its corner {at_s} and carried it to {d}",
    "{who} ran to {s}, seized {o} and brought it to {d}",
    "{who} stopped at {s} just long enough to pick up {o} and went on to {d} with it",
    "{who} asked nobody, walked into {s} and carried {o} off to {d}",
    '{who} entered {s}, announced, "This goes to {d}," and was off with {o}',
    "{who} had come to {s} for nothing but {o} and took it to {d}",
    "{who} passed through {s} and took {o} along to {d}",
)
_CARRY_FORMS = len(CARRIES) // 2
TELLS = Frames(
    "{who} told {whom} that {o} was {at_d}",
    "{who} sent {whom} word that {o} was {at_d}",
    "{who} left a note for {whom}: {o} was {at_d}",
    "{who} let {whom} know that {o} could be found {at_d}",
    '{who} wrote to {whom}, "Look for {o} {at_d}," and no more',
    "{who} mentioned to {whom} that {o} was kept {at_d}",
    "{who} assured {whom} that {o} lay {at_d}",
    '{who} told {whom} in passing, "By the way, {o} is {at_d}," and left it at that',
    "{who} informed {whom} that {o} was {at_d}",
    "{who} passed a message to {whom} saying that {o} was {at_d}",
    "{who} confided to {whom} that {o} was to be found {at_d}",
    "{who} had {whom} told that {o} was {at_d}",
    "{who} swore to {whom} that {o} was {at_d}",
    "{who} wrote to {whom} that {o} was {at_d}",
    "{who} reminded {whom} that {o} was {at_d}",
    "{who} sent {whom} a line to say that {o} was {at_d}",
    "{who} made it known to {whom} that {o} was {at_d}",
    '{who} answered a question from {whom} with the words, "You will find {o} {at_d}," and went on with '
    "the day",
)
LEADS = (
    "Then ", "Next, ", "After that, ", "A little later, ", "Soon afterwards, ", "Before noon, ",
    "Presently ", "In the meantime, ", "Some time later, ", "At length ", "Within the hour, ",
    "As luck would have it, ", "Without delay, ", "For no clear reason, ", "After a while, ", "Just then ",
    "Towards noon, ", "Not long after, ", "Once more the door opened: ", "As might be expected, ",
)  # fmt: skip
MANNERS = (
    ", humming a tune", " without a word", " as quietly as possible", ", in no hurry at all", ", whistling",
    ", deep in thought", " with a sigh", ", yawning", " with some effort", ", as people do",
    ", for no particular reason", " on tiptoe", ", all smiles", ", talking to nobody in particular",
    " with great care", ", muttering", " in high spirits", ", frowning", " before the kettle boiled",
    ", and that was that", ", hoping to be alone", " in the best of tempers", ", glancing back once",
    " with an air of importance",
)  # fmt: skip
QUESTIONS = Frames(
    "Where is {o} now?",
    "In the end, where is {o} to be found?",
    "Where was {o} when the day was over?",
    "If you had to fetch {o}, where would you go?",
    "Where does {who} believe {o} to be?",
    "Where will {who} look for {o} first?",
    "If {who} wants {o}, where will the search begin?",
    "Where is {o}, if you ask {who}?",
    "Where does {who} think that {whom} will look for {o}?",
    "According to {who}, where does {whom} believe {o} to be?",
    "Ask {who} where {whom} would search for {o}: what is the reply?",
    "What does {who} take to be the place where {whom} expects {o}?",
)
BEGINS = Frames(
    "At the start {o} was {at}.", "The day begins with {o} {at}.", "First of all, {o} was {at}.",
    "We find {o} {at} at the outset.",
)  # fmt: skip
STEPS = Frames(
    "From there it went to {p}.",
    "Then it was brought to {p}.",
    "Its next place was {p}.",
    "It was taken to {p}.",
    "Then {who} learnt of its move to {p}.",
    "Next, as far as {who} knew, it was {at}.",
    "News that it was {at} then reached {who}.",
    "After that {who} took it to be {at}.",
    "Then {who} had reason to think that {whom} knew it to be {at}.",
    "Next, {who} could tell that {whom} expected it {at}.",
    "Later {who} saw cause to credit {whom} with the belief that it was {at}.",
    "Then, to the mind of {who}, {whom} took it to be {at}.",
)
REMARKS = Frames(
    "And there it is.", "There it is indeed.", "This is the truth of the matter.",
    "In this there is no mistake.", "In truth it is {at}.", "It is really {at}.",
    "Meanwhile the thing itself is {at}.", "But in fact it lies {at}.",
)  # fmt: skip
ANSWERS = Frames(
    "Answer: {at}.", "So the answer is: {at}.", "The answer, then: {at}.", "It has to be {at}.",
    "The place to name is {p}.",
)  # fmt: skip


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
        action = draws.weighted("action", _ACTION, events, span="prompt")
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
    num_forms = np.array([len(WALKS), _CARRY_FORMS, len(TELLS)])[action]
    form = draws.draw("form", num_forms, rows, span="prompt")
    near = np.where((action == CARRY) & (world.origin != world.source), _CARRY_FORMS, 0)
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
