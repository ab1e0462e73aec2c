"""A short story of people who move things about behind each other's backs, and one question about it.

The story is a run of a small world: people walk, carry things from place to place, and tell each other where things are.
Who is there when a thing is taken or put down knows where it goes; nobody else does, so beliefs go stale, and messages
spread them. The question asks where a thing is, where somebody believes it to be, or where somebody thinks another
believes it to be. Harder means more events, people, places and things, and beliefs about beliefs.

Proof: the reader replays the events in a world of its own and answers the question again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import ExtractError, Genre, Knob, Knobs, Segment
from dataforge.generators.philosophy._sentences import capital, enumerated, plain_json
from dataforge.text.columns import Field, Frames, Json, Strings, join, json_list, json_object, json_tuple, pick, where
from dataforge.text.draws import Draws, Weights
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

Bools = NDArray[np.bool_]
PLACES_A_SETTING = 8
WALK, CARRY, TELL = 0, 1, 2
_ACTION = Weights([3, 5, 2])

OPENINGS = Frames(
    "It was an ordinary morning at {s}.", "That day at {s}, nobody expected trouble.", "The story is told of {s}.",
    "At {s} the day began early.", "Winter had come to {s}.", "This happened at {s}, many years ago.",
    "Nothing much ever happened at {s}.", "The guests had gone, and {s} was quiet again.", "A thin rain fell on {s}.",
    "You may have heard of {s}.", "On the last day of the month, {s} woke late.", "There was a curious morning at {s}.",
    "The fog had not yet lifted from {s}.", "On the day of the fair, {s} was half empty.", "Spring was late at {s}.",
    "Those who lived at {s} remember that Tuesday well.",
)  # fmt: skip
PEOPLE = Frames(
    "At first {list}.", "When the clock struck eight, {list}.", "To begin with, {list}.", "As the day began, {list}.",
    "Before anything happened, {list}.", "This is how they stood: {list}.",
)  # fmt: skip
THINGS = Frames(
    "{list}, as everyone knew.", "Everyone knew that {list}.", "It was no secret that {list}.", "Anyone there could have told you that {list}.",
    "By common knowledge {list}.", "Nobody had to be told that {list}.",
)  # fmt: skip
RULES = (
    "Things were kept in closed cupboards there, so one had to be present when a thing was taken or put away to know of it; "
    "but whoever moved something always said where it was going.",
    "Whoever took a thing called out where it would go, and only those who were present when it was taken or put away knew; "
    "lids and doors hid the rest.",
    "It was the custom to say aloud where one was taking a thing. Those on the spot at either end knew of it, and the others "
    "found out only if somebody told them.",
    "Nobody could see into the closed chests, but those who were there when a thing was taken away or put in its new place "
    "always knew, for it was announced.",
)
WALKS = Frames(
    "{who} went to {d}", "{who} walked over to {d}", "{who} left {c} for {d}", "{who} hurried to {d}", "{who} strolled to {d}",
    "from {c} {who} went to {d}", "{who} crossed over to {d}", "{who} was called to {d}", "{who} had business {at_d} and went there",
    "{who} grew tired of {c} and moved to {d}", "{who} was next seen {at_d}", "{who} slipped away to {d}", "{who} turned up {at_d}",
    "{who} got up and went to {d}", "{who} exchanged {c} for {d}", "{who} found some reason to go to {d}",
)  # fmt: skip
CARRIES = Frames(
    "{who} took {o} to {d}", "{who} picked up {o} and carried it to {d}", "{who} moved {o} from {s} to {d}", "{who} brought {o} to {d}",
    '{who} said, "This belongs {at_d}," and took {o} there', "{who} carried {o} off to {d}", "{who} thought it wise to keep {o} {at_d} and put it there",
    "{who} lifted {o} from its shelf and bore it to {d}", '{who} declared, "I want {o} {at_d}," and saw to it at once',
    "{who} gave {o} a new home {at_d}", "{who} removed {o} to {d}", "{who} took hold of {o} and went with it to {d}",
    "{who} fetched {o} from {s} and took it to {d}", "{who} went to {s}, found {o} and carried it to {d}",
    "{who} looked in at {s}, took {o} and put it away {at_d}", "{who} came to {s} for {o} and brought it to {d}",
    '{who} walked into {s}, said, "This belongs {at_d}," and took {o} there', "{who} went to get {o} from {s} and hid it {at_d}",
    "{who} collected {o} from {s} and left it {at_d}", "{who} hurried to {s}, where {o} was, and moved it to {d}",
    "{who} called at {s}, picked up {o} and carried it off to {d}", "{who} got {o} out of its place {at_s} and made off with it to {d}",
    "{who} made for {s}, lifted {o} from its shelf and bore it to {d}", "{who} took {o} out of its corner {at_s} and carried it to {d}",
)  # fmt: skip
_CARRY_FORMS = len(CARRIES) // 2
TELLS = Frames(
    "{who} told {whom} that {o} was {at_d}", "{who} sent {whom} word that {o} was {at_d}", "{who} left a note for {whom}: {o} was {at_d}",
    "{who} let {whom} know that {o} could be found {at_d}", '{who} wrote to {whom}, "Look for {o} {at_d}," and no more',
    "{who} mentioned to {whom} that {o} was kept {at_d}", "{who} assured {whom} that {o} lay {at_d}",
    '{who} told {whom} in passing, "By the way, {o} is {at_d}," and left it at that', "{who} informed {whom} that {o} was {at_d}",
    "{who} passed a message to {whom} saying that {o} was {at_d}", "{who} confided to {whom} that {o} was to be found {at_d}",
    "{who} had {whom} told that {o} was {at_d}",
)  # fmt: skip
LEADS = (
    "Then ", "Next, ", "After that, ", "A little later, ", "Soon afterwards, ", "Before noon, ", "Presently ", "In the meantime, ",
    "Some time later, ", "At length ", "Within the hour, ", "As luck would have it, ", "Without delay, ", "For no clear reason, ",
    "After a while, ", "Just then ", "Towards noon, ", "Not long after, ", "Once more the door opened: ", "As might be expected, ",
)  # fmt: skip
MANNERS = (
    ", humming a tune", " without a word", " as quietly as possible", ", in no hurry at all", ", whistling", ", deep in thought",
    " with a sigh", ", yawning", " with some effort", ", as people do", ", for no particular reason", " on tiptoe", ", all smiles",
    ", talking to nobody in particular", " with great care", ", muttering", " in high spirits", ", frowning", " before the kettle boiled",
    ", and that was that", ", hoping to be alone", " in the best of tempers", ", glancing back once", " with an air of importance",
)  # fmt: skip
ASIDES = (
    "A door banged somewhere.", "The clock ticked on.", "Somebody laughed in the distance.", "It had begun to rain.", "A dog barked twice.",
    "The wind rattled the shutters.", "There was a smell of coffee.", "The light was fading already.", "A bell rang far away.",
    "Nobody paid much attention.", "One could hear the rain on the roof.", "The floorboards creaked.", "For a while nothing moved.",
    "A fly buzzed against the window.", "The silence was not a comfortable one.", "Outside, a cart rolled by.", "Dust danced in the sunlight.",
    "It was turning into one of those days.", "A mouse ran along the wall.", "Footsteps echoed and died away.", "The lamps were lit early.",
    "Such days are long.", "The weather was about to change.", "Whose idea it had been, nobody could say.", "The cat saw everything and said nothing.",
    "So far, so good.", "There was a draught from somewhere.", "A cup fell and broke.", "The hours went by slowly.", "Nobody asked why.",
)  # fmt: skip
QUESTIONS = Frames(
    "Where is {o} now?", "In the end, where is {o} to be found?", "Where was {o} when the day was over?", "If you had to fetch {o}, where would you go?",
    "Where does {who} believe {o} to be?", "Where will {who} look for {o} first?", "If {who} wants {o}, where will the search begin?",
    "Where is {o}, if you ask {who}?",
    "Where does {who} think that {whom} will look for {o}?", "According to {who}, where does {whom} believe {o} to be?",
    "Ask {who} where {whom} would search for {o}: what is the reply?", "What does {who} take to be the place where {whom} expects {o}?",
)  # fmt: skip
BEGINS = Frames("At the start {o} was {at}.", "The day begins with {o} {at}.", "First of all, {o} was {at}.", "We find {o} {at} at the outset.")
STEPS = Frames(
    "From there it went to {p}.", "Then it was brought to {p}.", "Its next place was {p}.", "It was taken to {p}.",
    "Then {who} learnt of its move to {p}.", "Next, as far as {who} knew, it was {at}.", "News that it was {at} then reached {who}.",
    "After that {who} took it to be {at}.",
    "Then {who} had reason to think that {whom} knew it to be {at}.", "Next, {who} could tell that {whom} expected it {at}.",
    "Later {who} saw cause to credit {whom} with the belief that it was {at}.", "Then, to the mind of {who}, {whom} took it to be {at}.",
)  # fmt: skip
REMARKS = Frames(
    "And there it is.", "There it is indeed.", "This is the truth of the matter.", "In this there is no mistake.",
    "In truth it is {at}.", "It is really {at}.", "Meanwhile the thing itself is {at}.", "But in fact it lies {at}.",
)  # fmt: skip
ANSWERS = Frames("Answer: {at}.", "So the answer is: {at}.", "The answer, then: {at}.", "It has to be {at}.", "The place to name is {p}.")


@dataclass(frozen=True)
class World:
    """A batch of stories. People, things, events and changes are rows; a place is a number below its story's count.

    Attributes:
        place: by setting and number, the lexicon row of a place: setting * PLACES_A_SETTING + place.
        origin, source, dest: by event, where the actor, the thing and the actor afterwards (or what is told) are.
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
    lexicons = ("given_names", "creative_settings", "creative_things")
    summary = "a story run in a small world of people, places and things, and who believes what in the end"
    knobs = (
        Knob("events", 1, 15, slack=10, least=1, most=60, meaning="walks, moves of things and messages"),
        Knob("people", 2, 5, least=2, most=8, meaning="how many people there are"),
        Knob("places", 3, 7, least=2, most=PLACES_A_SETTING, meaning="how many places there are"),
        Knob("things", 1, 4, least=1, most=8, meaning="how many things are moved about"),
        Knob("belief", 1, 3, least=1, most=3, meaning="1 asks for facts, 2 also for beliefs, 3 also for beliefs about beliefs"),
        Knob("chatter", 0, 25, most=100, meaning="percent of events followed by a sentence in which nothing happens"),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 3 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        people, things, events = Rows.of(knobs["people"]), Rows.of(knobs["things"]), Rows.of(knobs["events"])
        places, doc = knobs["places"], events.doc
        action = draws.weighted("action", _ACTION, events, span="prompt")
        actor = draws.draw("actor", people.counts[doc], events, span="prompt")
        shift = _only(draws, "other", people.counts[doc] - 1, events, action == TELL)
        what = _only(draws, "what", things.counts[doc], events, action != WALK)
        step = _only(draws, "step", places[doc] - 1, events, action != TELL)
        stand = draws.draw("stand", places[people.doc], people, span="prompt")
        lie = draws.draw("lie", places[things.doc], things, span="prompt")
        other = (actor + 1 + shift) % people.counts[doc]
        plot = _Plot(events, action, actor, other, what, step, places)
        run = _simulate(plot, people, stand, things, lie)
        kind = draws.draw("kind", knobs["belief"], span="prompt")
        asked = _ask(draws, people, things, kind, run)
        value = _history(kind, asked, run)
        moved = (np.diff(value, axis=1) != 0) & (np.arange(events.width) < events.counts[:, None])
        changes = Rows.of(moved.sum(axis=1))
        return World(
            setting=draws.draw("setting", len(lexicon("creative_settings")) // PLACES_A_SETTING, span="prompt"),
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
        who, place = plain_json(words.person_name(events, world.actor)), plain_json(words.spot_name(events.doc, world.dest))
        whom, what = plain_json(words.person_name(events, world.other)), plain_json(words.object_name(events, world.what))
        walk, carry, tell = json_tuple(who, place), json_tuple(who, what, place), json_tuple(who, whom, what, place)
        event = where(world.action == WALK, walk.encoded, where(world.action == CARRY, carry.encoded, tell.encoded))
        everyone, everything = world.people, world.things
        stand = json_tuple(
            plain_json(words.person_name(everyone, everyone.pos)), plain_json(words.spot_name(everyone.doc, world.stand))
        )
        lie = json_tuple(
            plain_json(words.object_name(everything, everything.pos)), plain_json(words.spot_name(everything.doc, world.lie))
        )
        whole = Rows.of(np.ones(len(world.kind), np.int64))
        one, two, thing = (
            plain_json(words.person_name(whole, world.asked[0])),
            plain_json(words.person_name(whole, world.asked[1])),
            plain_json(words.object_name(whole, world.asked[2])),
        )
        forms = [json_tuple(thing), json_tuple(one, thing), json_tuple(one, two, thing)]
        question = where(world.kind == 0, forms[0].encoded, where(world.kind == 1, forms[1].encoded, forms[2].encoded))
        return json_object(
            {
                "kind": "simulated-story",
                "setting": plain_json(words.scene_name()),
                "people": json_list(everyone, stand),
                "things": json_list(everything, lie),
                "events": json_list(events, Json(event)),
                "question": Json(question),
                "passed": json_list(changes, plain_json(words.spot_name(changes.doc, world.passed))),
                "answer": plain_json(words.spot_name(whole.doc, world.answer)),
            }
        )

    def cost(self, world: World) -> I64:
        cost = world.events.sum(np.where(world.action == WALK, 2, 3))
        return cost + 2 * world.changes.counts + world.kind * (world.people.counts - 1)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        words = _Words(world)
        opening = OPENINGS.render(draws.draw("opening", len(OPENINGS), span="prompt"), {"s": words.scene_name()})
        rules = draws.draw("rules", np.where(world.rules, len(RULES), 1), span="prompt")
        rule = where(world.rules, join(" ", pick(RULES, rules)), "")
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
            {"at": words.at_spot_name(whole.doc, world.answer), "p": words.spot_name(whole.doc, world.answer, "the ")},
        )
        intro = join(opening, " ", _cast(draws, world, words), rule, "\n\n")
        return [
            Segment("prompt", join(intro, story, "\n\n", question, "\n\n")),
            Segment("reasoning", join(begin, rows.join(join(" ", step)), _remark(draws, world, words), "\n\n")),
            Segment("answer", answer),
        ]

    def extract(self, text: str) -> Any:
        return _read(text)


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
    text = REMARKS.render(form + np.where(wrong, len(REMARKS) // 2, 0), {"at": words.at_spot_name(docs, world.truth[docs])})
    return where(asked, join(" ", text).take(pa.array(np.cumsum(asked) - 1, mask=~asked)), "")


@dataclass(frozen=True)
class _Plot:
    """What is drawn of the events, by row; places by document."""

    events: Rows
    action: I64
    actor: I64
    other: I64
    what: I64
    step: I64
    places: I64


@dataclass(frozen=True)
class _Run:
    """Matrices by document and event: see World; `where_is` [n, events + 1, things], `mind` [n, events + 1, p, p, things]."""

    origin: I64
    source: I64
    dest: I64
    where_is: NDArray[np.int8]
    mind: NDArray[np.int8]


def _simulate(plot: _Plot, people: Rows, stand: I64, things: Rows, lie: I64) -> _Run:
    """Run all stories together, event by event. mind[i, a, b, o] is where a thinks that b thinks o is; a = b is a's belief."""
    n, width, every = people.num_docs, plot.events.width, np.arange(people.num_docs)
    at = people.pad(stand, fill=-1).astype(np.int8)
    lies = things.pad(lie).astype(np.int8)
    pads = [plot.events.pad(values, fill=fill) for values, fill in ((plot.action, -1), (plot.actor, 0), (plot.other, 0), (plot.what, 0), (plot.step, 0))]
    where_is = np.empty((n, width + 1, things.width), np.int8)
    mind = np.empty((n, width + 1, people.width, people.width, things.width), np.int8)
    where_is[:, 0], mind[:, 0] = lies, lies[:, None, None, :]
    origin, source, dest = (np.zeros((n, width), np.int64) for _ in range(3))
    for k in range(width):
        action, who, whom, what, step = (pad[:, k] for pad in pads)
        where_is[:, k + 1], mind[:, k + 1] = where_is[:, k], mind[:, k]
        here, there = at[every, who].astype(np.int64), where_is[every, k, what].astype(np.int64)
        told = mind[every, k, who, who, what]
        goal = (np.where(action == WALK, here, there) + 1 + step) % plot.places
        goal = np.where(action == TELL, told, goal)
        origin[:, k], source[:, k], dest[:, k] = here, there, goal
        carry, tell = action == CARRY, action == TELL
        actor = np.zeros_like(at, np.bool_)
        actor[every, who] = True
        sees = [((at == spot[:, None]) | actor) & carry[:, None] for spot in (there, goal)]
        talks = actor & tell[:, None]
        talks[every, whom] |= tell
        shared = np.zeros((n, people.width, people.width), np.bool_)
        for group in (*sees, talks):
            shared |= group[:, :, None] & group[:, None, :]
        thoughts = mind[every, k + 1, :, :, what]
        mind[every, k + 1, :, :, what] = np.where(shared, goal[:, None, None], thoughts)
        where_is[every, k + 1, what] = np.where(carry, goal, there)
        moves = (action == WALK) | carry
        at[every, who] = np.where(moves, goal, here)
    return _Run(origin, source, dest, where_is, mind)


def _ask(draws: Draws, people: Rows, things: Rows, kind: I64, run: _Run) -> tuple[I64, I64, I64]:
    """Whom and what the question is about: half of the questions about beliefs go for an error, where there is one."""
    mind, truth = run.mind[:, -1], run.where_is[:, -1]
    n, p, t = len(kind), people.width, things.width
    a, b = np.arange(p)[:, None, None], np.arange(p)[None, :, None]
    real = (np.arange(t) < things.counts[:, None])[:, None, None, :] & (np.maximum(a, b) < people.counts[:, None, None, None])
    own = mind[:, np.arange(p), np.arange(p), :]
    wrong = np.where((kind == 1)[:, None, None, None], mind != truth[:, None, None, :], mind != own[:, None, :, :])
    moved = (run.where_is[:, 1:] != run.where_is[:, :-1]).any(axis=1)
    real &= (moved | ~moved.any(axis=1, keepdims=True))[:, None, None, :]
    fits = np.select([kind[:, None, None, None] == k for k in (0, 1)], [(a == 0) & (b == 0), a == b], a != b) & real
    flawed, sound = fits & wrong, fits & ~wrong
    some, none = flawed.any(axis=(1, 2, 3)), ~sound.any(axis=(1, 2, 3))
    open_to = (kind > 0) & some & ~none
    wants = (kind > 0) & none
    wants[open_to] = draws.draw("wants", 2, Rows.of(open_to.astype(np.int64)), span="prompt") == 1
    choose = np.where((kind == 0)[:, None, None, None], fits, np.where(wants[:, None, None, None], flawed, sound))
    options = choose.reshape(n, -1)
    nth = draws.draw("asked", options.sum(axis=1), span="prompt")
    chosen = (np.cumsum(options, axis=1) > nth[:, None]).argmax(axis=1)
    return chosen // (p * t), chosen // t % p, chosen % t


def _history(kind: I64, asked: tuple[I64, I64, I64], run: _Run) -> NDArray[np.int8]:
    """The answer to the question after each event, [n, events + 1]."""
    who, whom, what = asked
    every = np.arange(len(kind))
    thought = run.mind[every, :, who, whom, what]
    return np.where((kind == 0)[:, None], run.where_is[every, :, what], thought)


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
        return join(pick(lexicon("creative_settings")[2], which), " the ", pick(lexicon("creative_settings")[1], which))

    def scene_name(self) -> Strings:
        return pick(lexicon("creative_settings")[0], self.world.setting * PLACES_A_SETTING)


def _cast(draws: Draws, world: World, words: _Words) -> Strings:
    """Who and what is where at first: two sentences."""
    people, things = world.people, world.things
    stands = join(words.person_name(people, people.pos), _spots(people, world.stand, words))
    lies = join(words.object_name(things, things.pos, "the "), _spots(things, world.lie, words))
    who = PEOPLE.render(draws.draw("people.form", len(PEOPLE), span="prompt"), {"list": enumerated(people, stands)})
    what = THINGS.render(draws.draw("things.form", len(THINGS), span="prompt"), {"list": enumerated(things, lies)})
    return join(who, " ", capital(what))


def _spots(rows: Rows, place: I64, words: _Words) -> Strings:
    """" was in the attic", " in the cellar", " there too": where each of a list is."""
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
    lead, manner = _some(draws, "lead", 45, LEADS, rows, rows.pos > 0), _some(
        draws, "manner", 35, MANNERS, rows, action != TELL
    )
    aside = _some(draws, "aside", world.chatter[doc], tuple(" " + each for each in ASIDES), rows, np.ones(len(rows), np.bool_))
    inner = ~rows.last
    new = np.zeros(len(rows), np.bool_)
    new[inner] = draws.chance("paragraph", 15, Rows.of(rows.sum(inner)), span="prompt")
    space = where(rows.last, "", where(new, "\n\n", " "))
    return rows.join(join(capital(join(lead, body, manner)), ".", aside, space))


def _some(draws: Draws, field: str, percent: int | I64, table: tuple[str, ...], rows: Rows, may: Bools) -> Strings:
    """An entry of the table for some of the rows that may have one, '' for the others."""
    has = may.copy()
    shares = percent if isinstance(percent, int) else percent[may]
    has[may] = draws.chance(f"{field}.has", shares, Rows.of(rows.sum(may)), span="prompt")
    which = draws.draw(field, len(table), Rows.of(rows.sum(has)), span="prompt")
    every = np.full(len(rows), len(table))
    every[has] = which
    return pick((*table, ""), every)


_SENTENCES = Frames(*WALKS.templates, *CARRIES.templates, *TELLS.templates)


# The reader: shares nothing with the writer above but the lexicons.

_NAMES: dict[str, str] = {}
_SETTINGS: dict[str, list[str]] = {}
_PATTERNS: dict[str, re.Pattern[str]] = {}
_OBJECTS: list[re.Pattern[str]] = []
_CALM: set[str] = set()
_CONFIRMED = re.compile(r"(?:And there it is|There it is indeed|This is the truth of the matter|In this there is no mistake)\.$")


def _load() -> None:
    """Fill the reader's tables from the lexicons."""
    if _CALM:
        return
    _NAMES.update(zip(lexicon("given_names").words(), lexicon("given_names").words(1), strict=True))
    for setting, place in zip(lexicon("creative_settings").words(), lexicon("creative_settings").words(1), strict=True):
        _SETTINGS.setdefault(setting, []).append(place)
    for setting, places in _SETTINGS.items():
        _PATTERNS[setting] = re.compile(r"\bthe (" + "|".join(sorted(places, key=len, reverse=True)) + r")\b")
    things = sorted(lexicon("creative_things").words(), key=len, reverse=True)
    _OBJECTS.append(re.compile(r"\bthe (" + "|".join(things) + r")\b"))
    _CALM.update(ASIDES)


class _Tale:
    """A story replayed: where everybody and everything is, and what everybody thinks."""

    def __init__(self, people: dict[str, str], things: dict[str, str]):
        self.people, self.things = people, things
        self.thinks = {(a, b, o): place for a in people for b in people for o, place in things.items()}

    def learn(self, group: set[str], thing: str, place: str) -> None:
        """Everyone of the group knows, and knows that everyone of the group knows."""
        for one in group:
            for other in group:
                self.thinks[one, other, thing] = place

    def play(self, who: str, whom: str, thing: str, places: list[str]) -> list[str]:
        """Carry out one event as its sentence names it; the event with all its facts."""
        if whom:
            if places != [self.thinks[who, who, thing]] or who == whom:
                raise ExtractError(f"{who} tells {whom} what {who} does not believe")
            self.learn({who, whom}, thing, places[0])
            return [who, whom, thing, places[0]]
        *before, goal = places
        if before not in ([], [self.things[thing] if thing else self.people[who]]):
            raise ExtractError(f"{before} is not where it starts")
        if thing:
            if goal == self.things[thing] or not before and self.people[who] != self.things[thing]:
                raise ExtractError(f"{who} cannot take the {thing} to {goal}")
            for spot in (self.things[thing], goal):
                self.learn({p for p, at in self.people.items() if at == spot} | {who}, thing, goal)
            self.things[thing] = goal
        elif goal == self.people[who]:
            raise ExtractError(f"{who} is there already")
        self.people[who] = goal
        return [who, thing, goal] if thing else [who, goal]


def _read(text: str) -> dict[str, Any]:
    _load()
    intro, *story, question, reasoning, answer = text.split("\n\n")
    setting, tale, people, things = _read_intro(intro)
    asked = _read_question(question, tale)
    places = _PATTERNS[setting]
    events, passed, last = [], [], ""
    current = _belief(tale, asked)
    first = current
    for sentence in re.split(r"(?<=\.)\s+", "\n\n".join(story)):
        if sentence in _CALM:
            continue
        event = _read_event(sentence, tale, places, last)
        events.append(event)
        last = event[0] if len(event) < 4 else ""
        if _belief(tale, asked) != current:
            current = _belief(tale, asked)
            passed.append(current)
    real = tale.things[asked[-1]]
    remark = [real] if real != current else []
    if places.findall(reasoning) != [first, *passed, *remark] or not _names_only(reasoning, asked):
        raise ExtractError("the reasoning does not follow the story")
    if bool(_CONFIRMED.search(reasoning)) != (len(asked) > 1 and not remark):
        raise ExtractError("the belief is judged wrongly")
    if places.findall(answer) != [current]:
        raise ExtractError(f"the answer is {current}, not what {answer!r} says")
    return {
        "kind": "simulated-story", "setting": setting, "people": people, "things": things, "events": events,
        "question": asked, "passed": passed, "answer": current,
    }  # fmt: skip


def _names_only(reasoning: str, asked: list[str]) -> bool:
    """Whether the reasoning speaks of nothing but the question's people and thing."""
    named = {word for word in re.findall(r"[A-Z][a-z]+", reasoning) if word in _NAMES and word not in ("Will", "May")}
    return named <= set(asked[:-1]) and set(_OBJECTS[0].findall(reasoning)) == {asked[-1]}


def _belief(tale: _Tale, asked: list[str]) -> str:
    *minds, thing = asked
    return tale.thinks[minds[0], minds[-1], thing] if minds else tale.things[thing]


def _read_intro(intro: str) -> tuple[str, _Tale, list[list[str]], list[list[str]]]:
    """The setting and who and what is where at first."""
    setting = next((each for each in _SETTINGS if each in intro), None)
    if setting is None:
        raise ExtractError("no setting")
    places = "|".join(_SETTINGS[setting])
    spot = rf"(?: was)? (?:(?:in|on) the ({places})|there too)\b"
    people = _resolved(re.findall(rf"\b([A-Z][a-z]+){spot}", intro))
    things = _resolved(re.findall(rf"\b[Tt]he ([a-z ]+?){spot}", intro))
    known = set(_OBJECTS[0].findall(" ".join(f"the {thing}" for thing, _ in things)))
    if any(name not in _NAMES for name, _ in people) or known != {thing for thing, _ in things}:
        raise ExtractError("unknown people or things")
    return setting, _Tale({name: place for name, place in people}, {thing: place for thing, place in things}), people, things


def _resolved(found: list[tuple[str, str]]) -> list[list[str]]:
    """Each with its place; one that is there too is where the one before is."""
    placed: list[list[str]] = []
    for name, place in found:
        placed.append([name, place or placed[-1][1]])
    return placed


def _read_event(sentence: str, tale: _Tale, places: re.Pattern[str], last: str) -> list[str]:
    named = [word for word in re.findall(r"\b[A-Z][a-z]+\b", sentence) if word in tale.people]
    pronoun = re.search(r"\b([Hh]e|[Ss]he)\b", sentence)
    if pronoun:
        if not last or _NAMES[last] != pronoun[1].lower():
            raise ExtractError(f"nobody is meant by {pronoun[1]!r}")
        named.insert(0, last)
    things = _OBJECTS[0].findall(sentence)
    spots = places.findall(sentence)
    if not 1 <= len(named) <= 2 or len(things) > 1 or not 1 <= len(spots) <= 2 or bool(len(named) == 2) > bool(things):
        raise ExtractError(f"cannot read {sentence!r}")
    return tale.play(named[0], named[1] if len(named) == 2 else "", things[0] if things else "", spots)


def _read_question(question: str, tale: _Tale) -> list[str]:
    named = [word for word in re.findall(r"\b[A-Z][a-z]+\b", question) if word in tale.people]
    thing = _OBJECTS[0].search(question)
    if thing is None or thing[1] not in tale.things or not question.endswith("?") or len(named) > 2:
        raise ExtractError(f"cannot read the question {question!r}")
    return [*named, thing[1]]
