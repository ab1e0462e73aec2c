"""An assistant with four tools keeps stores filled: requests in words, JSON calls and results, a last
question.

Harder means more requests, more stores, requests that need a look first ("half of what is in it", "bring it
up to 40"), and
calls that fail because a store holds too little. The reader plays all calls on stores of its own: every
result must be
what the tool would give, every call what was asked for, and the last answer what the stores then hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dataforge.generators.base import ExtractError, Genre, Knob, Knobs, Segment
from dataforge.generators.conversational._tools_reader import read_calls
from dataforge.text.columns import (
    Json,
    Strings,
    ints,
    join,
    json_list,
    json_object,
    json_tuple,
    num_digits,
    pick,
    where,
)
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

ADD, TAKE, MOVE, LOOK, HALF, LEVEL = range(6)
TOTAL, FULLEST, APART, ONE = range(4)
_KINDS = ("put_in", "take_out", "move_over", "look_up", "move_half", "bring_to")
_ASKED = ("in_total", "in_fullest", "how_far_apart", "in_one")
_COST = np.array([2, 2, 3, 1, 6, 5])  # what a call needs to be known first, and what it changes
TAGS = (
    ("User", "Assistant", "Tool"),
    ("U", "A", "T"),
    ("Human", "Agent", "System"),
    ("[user]", "[assistant]", "[tool]"),
)
OPENINGS = Frames(
    "The assistant looks after {what}. It has four tools: {add}, {take}, {move} and {look}.",
    "Tools for {what}: {add}, {take}, {move}, {look}. The assistant calls them; it never guesses.",
    "A session with an assistant for {what}. Functions: {add}, {take}, {move}, {look}.",
    "Log of an assistant that manages {what} by means of {add}, {take}, {move} and {look}.",
    "You are in charge of {what}. Use {add}, {take}, {move} and {look}, one call at a time.",
    "Available functions: {add}, {take}, {move}, {look}. They act on {what}.",
    "What follows is a test of an assistant that may call {add}, {take}, {move} and {look}. It manages "
    "{what}.",
    "{add}, {take}, {move}, {look}: with these four calls the assistant runs {what}.",
)
CONTENTS = ("At the start: ", "Contents: ", "State when the session opens: ", "First reading: ")
REQUESTS = (
    Frames(
        "Put {n} {unit} into {x}.",
        "Please add {n} {unit} to {x}.",
        "{n} more {unit} for {x}.",
        "There are {n} {unit} for {x}; enter them.",
    ),
    Frames(
        "Take {n} {unit} out of {x}.",
        "I need {n} {unit} from {x}.",
        "Remove {n} {unit} from {x}, please.",
        "{x_} has to give {n} {unit}.",
    ),
    Frames(
        "Move {n} {unit} from {x} to {y}.",
        "Shift {n} {unit} over from {x} to {y}.",
        "{y_} needs {n} {unit}; take them from {x}.",
        "From {x} to {y}: {n} {unit}.",
    ),
    Frames(
        "How much is in {x}?", "What does {x} hold?", "Have a look at {x}.", "Tell me the contents of {x}."
    ),
    Frames(
        "Move half of what is in {x} to {y}.",
        "Let {x} and {y} share: half of {x} goes to {y}.",
        "Half of {x} should go over to {y}.",
        "Take half of the contents of {x} and bring it to {y}.",
    ),
    Frames(
        "Bring {x} to exactly {n} {unit}.",
        "{x_} should hold {n} {unit}, no more and no less.",
        "Make it {n} {unit} in {x}.",
        "See to it that {x} ends up with {n} {unit}.",
    ),
)
ALL_REQUESTS = Frames(*(template for each in REQUESTS for template in each.templates))
DONE = Frames("Done.", "That is done.", "Finished.", "It worked.", "All right, done.", "Ready.")
NOTHING = Frames(
    "Nothing to do.",
    "It is so already.",
    "No change is needed.",
    "There is nothing to change.",
    "Already so.",
    "That is the case already.",
)
FAILED = Frames(
    "That failed: {x} holds only {n} {unit}.",
    "Not possible, {x} has no more than {n} {unit}.",
    "The call was refused. In {x} I count {n} {unit}.",
    "Sorry, that is too much; {x} has {n} {unit}.",
    "I could not do that: with {n} {unit} in {x} it is not enough.",
    "No. The contents of {x} are {n} {unit}, which is too little.",
)
SEEN = Frames(
    "{x_} holds {n} {unit}.", "In {x} I count {n} {unit}.", "The reading of {x} is {n} {unit}.",
    "{n} {unit} at the moment.", "It is {n} {unit}.", "I see {n} {unit} in {x}.",
)  # fmt: skip
ALL_REPLIES = Frames(*(template for each in (DONE, NOTHING, FAILED, SEEN) for template in each.templates))
QUESTIONS = (
    Frames(
        "How many {unit} are there in all?", "What do all of them hold together?", "Give me the grand total."
    ),
    Frames(
        "How much is in the fullest {noun}?",
        "What does the fullest {noun} hold?",
        "Find the fullest {noun}; how many {unit} is that?",
    ),
    Frames(
        "How far apart are {x} and {y}?",
        "What is the difference between {x} and {y}?",
        "By how many {unit} do {x} and {y} differ?",
    ),
    Frames(
        "And {x}, what does it hold now?",
        "Finally, how many {unit} are in {x}?",
        "One last look at {x}: how much?",
    ),
)
ALL_QUESTIONS = Frames(*(template for each in QUESTIONS for template in each.templates))
ANSWERS = Frames(
    "{n} {unit}.",
    "It is {n} {unit}.",
    "The answer is {n} {unit}.",
    "That makes {n} {unit}.",
    "I find {n} {unit}.",
)


@dataclass(frozen=True)
class World:
    """A batch of sessions: `stores` rows are the stores, `steps` rows the requests; the rest is by document.

    Attributes:
        store, level, last: by store; its name, what it holds at first and in the end.
        kind, x, y, asked: by request; y is -1 if there is none; `asked` is the number in the request.
        amount: signed, what the call moves; 0 if there is no call.
        held, other: what x holds before, and y.
        failed: whether the call was refused.
    """

    theme: I64
    stores: Rows
    store: I64
    level: I64
    last: I64
    steps: Rows
    kind: I64
    x: I64
    y: I64
    asked: I64
    amount: I64
    held: I64
    other: I64
    failed: NDArray[np.bool_]
    question: I64
    first: I64
    second: I64
    answer: I64


class ToolCalls(Genre[World]):
    """An assistant that keeps stores filled by calling tools."""

    name = "tool-calls"
    domain = "conversational"
    lexicons = ("conversational_stores",)
    summary = (
        "an assistant calls tools on stores: requests, JSON calls, results, refusals, and a last question"
    )
    knobs = (
        Knob("requests", 1, 8, slack=10, least=1, most=60, meaning="requests before the last question"),
        Knob("stores", 2, 5, least=2, most=8, meaning="stores to keep apart"),
        Knob("lookups", 0, 75, most=100, visible=False, meaning="percent of requests that need a look first"),
        Knob("size", 20, 400, least=2, most=100_000, visible=False, meaning="upper bound of an amount"),
    )

    def support_log2(self, level: int) -> int:
        return 22 + 6 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        stores, steps, size = Rows.of(knobs["stores"]), Rows.of(knobs["requests"]), knobs["size"]
        level = draws.draw("level", size[stores.doc] * 2, stores, span="prompt") + 1
        looks = draws.chance("looks", knobs["lookups"][steps.doc], steps, span="prompt")
        kind = draws.draw("kind", np.where(looks, 2, 4), steps, span="prompt") + np.where(looks, HALF, 0)
        x, y = _two(draws, "", knobs["stores"], steps, np.isin(kind, (MOVE, HALF)))
        numbered = ~np.isin(kind, (LOOK, HALF))
        asked = (
            draws.draw("asked", np.where(numbered, size[steps.doc], 1), steps, span="prompt") + 2 * numbered
        )
        played = _play(stores, level, steps, (kind, x, y, asked))
        question = draws.draw("question", 4)
        one = Rows.of(np.ones(draws.num_docs, np.int64))
        pointed = np.where(question >= APART, knobs["stores"], 1)
        first, second = _two(draws, "last.", pointed, one, question == APART)
        last = stores.pad(played["last"], fill=-1)
        every = np.arange(draws.num_docs)
        apart = np.abs(last[every, first] - last[every, np.maximum(second, 0)])
        answers = (stores.sum(played["last"]), last.max(axis=1), apart, last[every, first])
        return World(
            theme=draws.draw("theme", len(lexicon("conversational_stores")), span="prompt"),
            stores=stores,
            store=draws.distinct("store", 8, stores, span="prompt"),
            level=level,
            steps=steps,
            kind=kind,
            x=x,
            y=y,
            asked=asked,
            question=question,
            first=first,
            second=second,
            answer=np.choose(question, answers),
            **played,
        )

    def check(self, world: World) -> Json:
        names, steps = _names(world), world.steps
        other = where(world.y >= 0, _name(world, names, steps, np.maximum(world.y, 0)), "")
        request = json_tuple(
            pick(_KINDS, world.kind), _name(world, names, steps, world.x), other, world.asked, world.amount
        )
        return json_object(
            {
                "kind": "tool-calls",
                "theme": pick(lexicon("conversational_stores")[0], world.theme),
                "start": json_list(world.stores, json_tuple(names, world.level)),
                "requests": json_list(steps, request),
                "end": json_list(world.stores, json_tuple(names, world.last)),
                "asked": pick(_ASKED, world.question),
                "answer": world.answer,
            }
        )

    def cost(self, world: World) -> I64:
        figures = num_digits(world.amount) - 1
        asked = np.select(
            [world.question <= FULLEST, world.question == APART], [2 * world.stores.counts - 1, 3], 1
        )
        return np.asarray(world.steps.sum(_COST[world.kind] + world.failed + figures) + asked)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        table = lexicon("conversational_stores")
        what, noun, unit, add, take, move, look = (pick(table[j], world.theme) for j in range(7))
        tools = {"add": add, "take": take, "move": move, "look": look, "what": what}
        opening = OPENINGS.render(draws.draw("opening", len(OPENINGS), span="prompt"), tools)
        contents = pick(CONTENTS, draws.draw("contents", len(CONTENTS), span="prompt"))
        halves = where(world.steps.sum(world.kind == HALF) > 0, " Half of an odd number is rounded down.", "")
        names = _names(world)
        state = join("{", world.stores.join(join('"', names, '": ', ints(world.level)), ", "), "}")
        scheme = draws.draw("tags", len(TAGS), span="prompt")
        user, assistant, tool = (join(pick([tag[j] for tag in TAGS], scheme), ": ") for j in range(3))
        talk = Talk(
            world,
            names,
            noun,
            unit,
            (add, take, move, look),
            (user, assistant, tool),
            draws.draw("json", 2, span="prompt"),
        )
        question, calls = _last(draws, talk)
        answer = ANSWERS.render(
            draws.draw("close", len(ANSWERS), span="answer"),
            {"n": world.answer, "unit": _counted(unit, world.answer)},
        )
        return [
            Segment(
                "prompt",
                join(
                    opening,
                    halves,
                    "\n",
                    contents,
                    state,
                    "\n\n",
                    _requests(draws, talk),
                    user,
                    question,
                    "\n",
                ),
            ),
            Segment("reasoning", calls),
            Segment("answer", join(assistant, answer)),
        ]

    def extract(self, text: str) -> Any:
        try:
            return read_calls(text)
        except (
            LookupError,
            ValueError,
            AttributeError,
            TypeError,
        ) as exc:
            raise ExtractError(f"this is no {self.name}: {exc!r}") from exc


@dataclass(frozen=True)
class Talk:
    """What a session's lines share: string[num_docs], `names` by store; `tools` are add, take, move, look."""

    world: World
    names: Strings
    noun: Strings
    unit: Strings
    tools: tuple[Strings, ...]
    tags: tuple[Strings, ...]
    style: I64


def _counted(unit: Strings, n: I64) -> Strings:
    """The unit after a number: one litre, two litres."""
    return where(n == 1, pc.utf8_slice_codeunits(unit, 0, -1), unit)


def _two(draws: Draws, prefix: str, n: I64, rows: Rows, wants_two: NDArray[np.bool_]) -> tuple[I64, I64]:
    """A store, and where wanted another one (else -1)."""
    x = draws.draw(f"{prefix}x", n[rows.doc], rows, span="prompt")
    y = draws.draw(f"{prefix}y", np.where(wants_two, n[rows.doc] - 1, 1), rows, span="prompt")
    return x, np.where(wants_two, y + (y >= x), -1)


def _play(stores: Rows, level: I64, steps: Rows, what: tuple[I64, I64, I64, I64]) -> dict[str, Any]:
    """What every call does to the stores: step k of all sessions together."""
    kind, x, y, asked = (steps.pad(each) for each in what)
    now = stores.pad(level)
    amount, held, other = np.zeros_like(kind), np.zeros_like(kind), np.zeros_like(kind)
    failed = np.zeros(kind.shape, np.bool_)
    every = np.arange(steps.num_docs)
    for k in range(steps.width):
        live, kd, n = k < steps.counts, kind[:, k], asked[:, k]
        a, b = x[:, k], np.maximum(y[:, k], 0)
        here, there = now[every, a], now[every, b]
        size = np.choose(kd, (n, -n, -n, np.zeros_like(n), -(here // 2), n - here))
        refused = here + size < 0
        amount[:, k], held[:, k], other[:, k], failed[:, k] = size, here, there, refused
        done = live & ~refused
        now[every[done], a[done]] += size[done]
        moved = done & np.isin(kd, (MOVE, HALF))
        now[every[moved], b[moved]] -= size[moved]
    ravel = steps.ravel
    return {
        "amount": ravel(amount),
        "held": ravel(held),
        "other": ravel(other),
        "failed": ravel(failed),
        "last": stores.ravel(now),
    }


def _names(world: World) -> Strings:
    """The name of each store, string[stores]."""
    table = [name for row in lexicon("conversational_stores").words(7) for name in row.split("|")]
    return pick(table, 8 * world.theme[world.stores.doc] + world.store)


def _name(world: World, names: Strings, rows: Rows, which: I64) -> Strings:
    return names.take(pa.array(world.stores.offsets[rows.doc] + which))


def _call(talk: Talk, rows: Rows, tool: Strings, arguments: Strings) -> Strings:
    """A call as JSON, in the words of the session's protocol."""
    named = talk.style[rows.doc] > 0
    return join(
        talk.tags[1].take(pa.array(rows.doc)),
        where(named, '{"name": "', '{"tool": "'),
        tool,
        where(named, '", "args": {', '", '),
        arguments,
        where(named, "}}\n", "}\n"),
        talk.tags[2].take(pa.array(rows.doc)),
    )


def _requests(draws: Draws, talk: Talk) -> Strings:
    """All requests of each session with their calls, results and replies."""
    world, steps = talk.world, talk.world.steps
    kind, amount, doc = world.kind, world.amount, pa.array(steps.doc)
    x, y = (_name(world, talk.names, steps, np.maximum(each, 0)) for each in (world.x, world.y))
    noun, unit = talk.noun.take(doc), talk.unit.take(doc)
    fields = {
        "x": join("the ", x, " ", noun),
        "x_": join("The ", x, " ", noun),
        "y": join("the ", y, " ", noun),
        "y_": join("The ", y, " ", noun),
        "unit": unit,
    }
    request = ALL_REQUESTS.render(
        4 * kind + draws.draw("request", 4, steps, span="prompt"), {**fields, "n": world.asked}
    )
    looks = kind >= LOOK
    look = _call(talk, steps, talk.tools[3].take(doc), join('"of": "', x, '"'))
    looked = where(looks, join(look, '{"amount": ', ints(world.held), "}\n"), "")
    moves = np.isin(kind, (MOVE, HALF))
    acts = (kind != LOOK) & (amount != 0)
    which = np.where(moves, 2, np.where(amount > 0, 0, 1))
    tool = pick(pa.concat_arrays(talk.tools), which * steps.num_docs + steps.doc)
    key = where(moves | (amount < 0), '"from": "', '"to": "')
    target = where(moves, join('", "to": "', y), "")
    act = _call(talk, steps, tool, join(key, x, target, '", "amount": ', ints(np.abs(amount))))
    good = join('{"amount": ', ints(world.held + amount), "}\n")
    bad = join('{"error": "too little", "amount": ', ints(world.held), "}\n")
    acted = where(acts, join(act, where(world.failed, bad, good)), "")
    form = np.select([kind == LOOK, ~acts, world.failed], [18, 6, 12], 0) + draws.draw(
        "reply", 6, steps, span="prompt"
    )
    reply = ALL_REPLIES.render(form, {**fields, "n": world.held, "unit": _counted(unit, world.held)})
    lines = join(talk.tags[0].take(doc), request, "\n", looked, acted, talk.tags[1].take(doc), reply, "\n")
    return steps.join(lines)


def _last(draws: Draws, talk: Talk) -> tuple[Strings, Strings]:
    """The last question, and the looks that it takes."""
    world = talk.world
    each = Rows.of(np.ones(len(world.theme), np.int64))
    x, y = (_name(world, talk.names, each, np.maximum(which, 0)) for which in (world.first, world.second))
    fields = {
        "x": join("the ", x, " ", talk.noun),
        "y": join("the ", y, " ", talk.noun),
        "noun": talk.noun,
        "unit": talk.unit,
    }
    question = ALL_QUESTIONS.render(3 * world.question + draws.draw("last.way", 3, span="prompt"), fields)
    stores = world.stores
    wanted = (world.question <= FULLEST)[stores.doc]
    wanted |= (stores.pos == world.first[stores.doc]) | (stores.pos == world.second[stores.doc])
    call = _call(talk, stores, talk.tools[3].take(pa.array(stores.doc)), join('"of": "', talk.names, '"'))
    looks = join(call, '{"amount": ', ints(world.last), "}\n")
    return question, stores.join(where(wanted, looks, ""))
