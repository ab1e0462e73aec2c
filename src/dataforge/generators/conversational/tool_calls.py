"""An assistant with four tools keeps stores filled: requests in words, calls and results in one of four
protocols (two of JSON, functions, command lines), a last question.

Harder means more requests, more stores, requests that need a look first ("half of what is in it", "bring it
up to 40"), and calls that fail because a store holds too little. The reader plays all calls on stores of its
own: every result must be what the tool would give, every call what was asked for, and the last answer what
the stores then hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment, strict
from dataforge.generators.conversational._talk import SETTING, TALK_LEXICONS, Phrases, chatter, each, some_of
from dataforge.generators.conversational._tools_reader import read_calls
from dataforge.text.columns import (
    Field,
    Json,
    Picked,
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
STYLES = 4
_KINDS = ("put_in", "take_out", "move_over", "look_up", "move_half", "bring_to")
_ASKED = ("in_total", "in_fullest", "how_far_apart", "in_one")
TAGS = (
    ("User", "Assistant", "Tool"),
    ("U", "A", "T"),
    ("Human", "Agent", "System"),
    ("[user]", "[assistant]", "[tool]"),
)
OPENINGS = Frames(
    "The [assistant|helper|agent] [looks after|minds|manages] {what}. It has four "
    "[tools|calls|functions]: {add}, {take}, {move} and {look}.",
    "[Tools|Calls|Commands] for {what}: {add}, {take}, {move}, {look}. The [assistant|agent] calls them; "
    "it never [guesses|invents a figure].",
    "A [session|talk|test] with an [assistant|agent] for {what}. [Functions|Tools|Calls]: {add}, {take}, "
    "{move}, {look}.",
    "[Log|Record|Diary] of an [assistant|agent] that [manages|watches|keeps] {what} by means of {add}, "
    "{take}, {move} and {look}.",
    "You are in charge of {what}. Use {add}, {take}, {move} and {look}, one [call|thing] at a time.",
    "[Available|Allowed|Known] [functions|tools]: {add}, {take}, {move}, {look}. They act on {what}.",
    "What follows is a [test|trial|record] of an assistant that may call {add}, {take}, {move} and "
    "{look}. It [manages|runs] {what}.",
    "{add}, {take}, {move}, {look}: with these four [calls|tools] the assistant [runs|manages|looks "
    "after] {what}.",
)
CONTENTS = (
    "At the start: ",
    "Contents: ",
    "State when the session opens: ",
    "First reading: ",
    "To begin with: ",
    "Now: ",
)
_REQUESTS = (
    (
        "{um}[put|please put|could you put|do put] {n} {unit} into {x}[|, please|, will you].",
        "{um}[please|now|do|kindly] add {n} {unit} to {x}[|, thanks|, would you].",
        "{um}{n} more {unit} for {x}{hedge}.",
        "{um}there are {n} {unit} for {x}{hedge}; [enter|book|take] them.",
        "{um}{x} [gets|receives|can have] {n} {unit}[| more| today]{hedge}.",
        "{um}the {person} [brought|delivered|sent] {n} {unit} for {x}{hedge}.",
        "{um}{name} [has|found|bought] {n} {unit} for {x}{hedge}.",
    ),
    (
        "{um}[take|please take|could you take|do take] {n} {unit} out of {x}[|, please|, will you].",
        "{um}I [need|want|must have] {n} {unit} from {x}{hedge}.",
        "{um}[remove|fetch me|get me] {n} {unit} from {x}, [please|thanks|if you would].",
        "{um}{x} [has to|must|should] give {n} {unit}{hedge}.",
        "{um}[we|they|others] [need|want] {n} {unit} from {x}[|, urgently|, please].",
        "{um}{name} [needs|wants|ordered] {n} {unit} from {x}{hedge}.",
        "{um}for the {person}, [take|get|fetch] {n} {unit} from {x}{hedge}.",
    ),
    (
        "{um}[move|please move|shift|carry] {n} {unit} from {x} to {y}[|, please].",
        "{um}[could you|would you|can we] shift {n} {unit} over from {x} to {y}[|, please].",
        "{um}{y} [needs|wants|lacks] {n} {unit}{hedge}; take them from {x}.",
        "{um}from {x} to {y}: {n} {unit}[|, please|, if you can].",
        "{um}{name} [wants|asked for|expects] {n} {unit} [moved|shifted] from {x} to {y}{hedge}.",
        "{um}the {person} [says|thinks|agrees] that {n} {unit} [should|must] go from {x} to {y}{hedge}.",
    ),
    (
        "{um}how much is [in|left in|now in] {x}?",
        "{um}what does {x} [hold|contain] [now|at the moment|today]?",
        "{um}[have|take] a [look|quick look|peek] at {x}[|, please].",
        "{um}[tell|give] me the contents of {x}[|, please].",
        "{um}and {x}, how much [is that|would that be] just now?",
        "{um}{name} [wonders|asks|forgot] how much {x} holds{hedge}.",
        "{um}the {person} [wants to know|asks|will ask] what is in {x}{hedge}.",
    ),
    (
        "{um}[move|please move|shift] half of what is in {x} to {y}[|, please].",
        "{um}let {x} and {y} share{hedge}: half of the former [goes|is to go] to the latter.",
        "{um}half of {x} [should|ought to|has to] go over to {y}{hedge}.",
        "{um}[take|please take|get] half of the contents of {x} and [bring|move] it to {y}.",
        "{um}{name} [wants|expects] half of {x} [moved|brought] to {y}{hedge}.",
    ),
    (
        "{um}[bring|please bring|get] {x} to exactly {n} {unit}[|, please].",
        "{um}{x} [should|must|ought to] hold {n} {unit}, no more and no less.",
        "{um}[make|please make] it {n} {unit} in {x}[|, will you].",
        "{um}[see to it|make sure|take care] that {x} ends up with {n} {unit}{hedge}.",
        "{um}the {person} [wants|expects] [exactly|precisely|just] {n} {unit} in {x}{hedge}.",
    ),
)
_REPLIES = (
    (
        "{um}[that is|all|it's] done{hedge}.",
        "{um}finished{hedge}.",
        "{um}it [worked|has worked]{hedge}.",
        "[Ready|Done], {hedged}.",
        "{um}done. [What next|Anything else|What is next]?",
        "{um}done; I [have told|will tell|wrote to] {name}{hedge}.",
        "{um}it worked, and the {person} [knows|was told|can see it]{hedge}.",
    ),
    (
        "{um}nothing to do{hedge}.",
        "{um}[it|that] is so already{hedge}.",
        "{um}no change is needed{hedge}.",
        "There is nothing to change, {hedged}.",
        "{um}already so. [What next|Anything else]?",
        "{um}nothing to do, as {name} [knows|said|feared]{hedge}.",
    ),
    (
        "{um}that failed{hedge}: {x} [holds only|has only|has no more than] {n} {unit}.",
        "[Not possible|Impossible], {x} [has|holds] [no more than|only|just] {n} {unit}.",
        "{um}the call was refused{hedge}. In {x} I [count|see|find] {n} {unit}.",
        "Sorry, that is too much; {x} has [only|just] {n} {unit}.",
        "I could not do that: with {n} {unit} in {x} it is not enough.",
        "{um}the call was refused{hedge}; tell {name} that {x} [holds|has] {n} {unit}.",
        "{um}that failed, and the {person} has to wait: {x} holds [only|just] {n} {unit}{hedge}.",
        "[No|Alas, no]. The contents of {x} are {n} {unit}, [which is too little|so no].",
    ),
    (
        "{um}{x} holds {n} {unit}{hedge}.",
        "{um}in {x} I [count|see|find] {n} {unit}{hedge}.",
        "{um}{n} {unit}[| at the moment| just now]{hedge}.",
        "It is {n} {unit}, {hedged}.",
        "{um}[exactly|precisely|just] {n} {unit}{hedge}.",
        "{um}{n} {unit}, as {name} [said|hoped|feared|guessed]{hedge}.",
        "{um}{n} {unit}, and the {person} [knows|agrees|was told]{hedge}.",
    ),
)


def _in_full(templates: tuple[str, ...]) -> tuple[str, ...]:
    """Stores called by their full name: "the rye silo"."""
    return tuple(re.sub(r"\{(x|y)\}", r"the {\1} {noun}", template) for template in templates)


REQUESTS = Phrases(*map(_in_full, _REQUESTS))
REPLIES = Phrases(*map(_in_full, _REPLIES))
_QUESTIONS = (
    (
        "[And|Now|Finally,] how many {unit} are there in [all|total]?",
        "[And|Now|Finally,] what do all of them hold [together|in total]?",
        "[Give|Tell] me the grand total[|, please].",
    ),
    (
        "[And|Now|Finally,] how much is in the fullest {noun}?",
        "[And|Now|Finally,] what does the fullest {noun} hold?",
        "[Find|Name] the fullest {noun}; how many {unit} is that?",
    ),
    (
        "[And|Now|Finally,] how far apart are {x} and {y}?",
        "[And|Now|Finally,] what is the difference between {x} and {y}?",
        "By how many {unit} do {x} and {y} differ[| now]?",
    ),
    (
        "And {x}, what does it hold [now|in the end]?",
        "[Finally|Last of all|To finish], how many {unit} are in {x}?",
        "One last look at {x}: how much[| is it]?",
    ),
)
QUESTIONS = Frames(*(template for kind in map(_in_full, _QUESTIONS) for template in kind))


def _call(style: int, tool: str, arguments: tuple[tuple[str, str], ...], failed: bool) -> str:
    """A call and its result in one of four protocols: two of JSON, a function, a command line."""
    quoted = [(key, value if key == "amount" else f'"{value}"') for key, value in arguments]
    if style <= 1:
        inner = ", ".join(f'"{key}": {value}' for key, value in quoted)
        call = (f'{{"tool": "{tool}", {inner}}}', f'{{"name": "{tool}", "args": {{{inner}}}}}')[style]
        result = '{"error": "too little", "amount": {h}}' if failed else '{"amount": {h}}'
    elif style == 2:
        call = tool + "(" + ", ".join(f"{key}={value}" for key, value in quoted) + ")"
        result = 'error="too little", amount={h}' if failed else "amount={h}"
    else:
        call = " ".join((tool, *(f"--{key} {value}" for key, value in arguments)))
        result = "error: too little; amount: {h}" if failed else "amount: {h}"
    return f"{{a}}{call}\n{{t}}{result}\n"


_SHAPES = ((("to", "{x}"),), (("from", "{x}"),), (("from", "{x}"), ("to", "{y}")))
LOOKS = Frames(*(_call(style, "{look}", (("of", "{x}"),), False) for style in range(STYLES)), "")
ACTS = Frames(
    *(
        _call(style, "{tool}", (size, *shape) if order else (*shape, size), failed)
        for style in range(STYLES)
        for shape in _SHAPES
        for order in (False, True)
        for failed in (False, True)
        for size in (("amount", "{n}"),)
    ),
    "",
)
ANSWERS = Phrases(
    (
        "{um}{n} {unit}{hedge}.",
        "{um}it is {n} {unit}{hedge}.",
        "{um}the answer is {n} {unit}{hedge}.",
        "{um}that makes {n} {unit}{hedge}.",
        "{um}I find {n} {unit}{hedge}.",
        "{um}[tell|write to|answer] {name}: {n} {unit}{hedge}.",
        "{um}{n} {unit}, and the {person} [knows|agrees|may know]{hedge}.",
    )
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
    colour: I64


class ToolCalls(Genre[World]):
    """An assistant that keeps stores filled by calling tools."""

    name = "tool-calls"
    domain = "conversational"
    lexicons = (*TALK_LEXICONS, "conversational_stores")
    summary = "an assistant calls tools on stores: requests, calls, results, refusals, and a last question"
    knobs = (
        Knob("requests", 1, 8, slack=5, least=1, most=60, meaning="requests before the last question"),
        Knob("colour", 1, 24, slack=100, meaning="sentences of small talk"),
        Knob("stores", 2, 4, least=2, most=8, meaning="stores to keep apart"),
        Knob("lookups", 0, 75, most=100, visible=False, meaning="percent of requests that need a look first"),
        Knob("size", 20, 400, least=2, most=100_000, visible=False, meaning="upper bound of an amount"),
    )

    def support_log2(self, level: int) -> int:
        return 22 + 6 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        stores, steps, size = Rows.of(knobs["stores"]), Rows.of(knobs["requests"]), knobs["size"]
        level = draws.draw("level", size[stores.doc] * 2, stores, span="prompt") + 1
        kind = _kinds(draws, steps, knobs["lookups"])
        x, y = _two(draws, "", knobs["stores"], steps, np.isin(kind, (MOVE, HALF)))
        numbered = ~np.isin(kind, (LOOK, HALF))
        asked = (
            draws.draw("asked", np.where(numbered, size[steps.doc], 1), steps, span="prompt") + 2 * numbered
        )
        played = _play(stores, level, steps, (kind, x, y, asked))
        question = draws.draw("question", 4)
        one = each(draws)
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
            colour=knobs["colour"],
            **played,
        )

    def check(self, world: World) -> Json:
        names, steps = _names(world), world.steps
        other = where(world.y >= 0, _name(world, names, steps, np.maximum(world.y, 0)).strings(), "")
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
        moved, moves = np.abs(world.amount), np.isin(world.kind, (MOVE, HALF))
        acts = world.amount != 0
        done = acts & ~world.failed
        work = 1 + acts * (num_digits(np.maximum(world.held, moved)) + 1) + done
        work += (done & moves) * (2 + num_digits(np.maximum(world.other, moved)))
        work += np.where(world.kind == HALF, num_digits(world.held), 0)
        work += np.where(world.kind == LEVEL, num_digits(np.maximum(world.asked, world.held)), 0)
        count = world.stores.counts
        larger = np.maximum(*(_held(world, which) for which in (world.first, np.maximum(world.second, 0))))
        last = np.select(
            [world.question <= FULLEST, world.question == APART], [2 * count - 1, 2 + num_digits(larger)], 1
        )
        return np.asarray(world.steps.sum(work) + last)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        table = lexicon("conversational_stores")
        what, noun, unit, add, take, move, look = (pick(table[j], world.theme) for j in range(7))
        tools = {"add": add, "take": take, "move": move, "look": look, "what": what}
        opening = join(
            SETTING.say(draws, "setting", each(draws)),
            " ",
            OPENINGS.say(draws, "opening", None, tools, span="prompt"),
        )
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
            draws.draw("protocol", STYLES, span="prompt"),
        )
        question, calls = _last(draws, talk)
        said = {"n": world.answer, "unit": _counted(unit, np.arange(draws.num_docs), world.answer)}
        answer = ANSWERS.say(draws, "close", each(draws), 0, said, span="answer")
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

    @strict
    def extract(self, text: str) -> Any:
        return read_calls(text)


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


def _kinds(draws: Draws, steps: Rows, lookups: I64) -> I64:
    """What each request is; of every two of a sort the second makes up for the first (a look for a move, the
    other way to need a look), so that sessions of a level are alike in how hard they are."""
    kind, looks = np.empty(len(steps), np.int64), some_of(draws, "looks", steps, lookups)
    plain, other = Rows.of(steps.sum(~looks)), Rows.of(steps.sum(looks))
    alone = plain.last & (plain.pos > 0)  # nothing follows that could make up for a look or a move
    first = draws.draw("kind", np.where(plain.pos % 2 == 1, 1, np.where(alone, 2, 4)), plain, span="prompt")
    before, second = np.roll(first, 1), plain.pos % 2 == 1
    again = draws.draw("kind.second", np.where(second & (before <= TAKE), 2, 1), plain, span="prompt")
    kind[~looks] = np.where(second, np.where(before <= TAKE, again, MOVE + LOOK - before), first)
    first = draws.draw("kind.look", np.where(other.pos % 2 == 0, 2, 1), other, span="prompt")
    kind[looks] = HALF + np.where(other.pos % 2 == 1, 1 - np.roll(first, 1), first)
    return kind


def _held(world: World, which: I64) -> I64:
    """What a store of each document holds in the end."""
    return np.asarray(world.last[world.stores.offsets[:-1] + which])


def _counted(unit: Strings, doc: I64, n: I64) -> Picked:
    """The unit of each row's document after a number: one litre, two litres."""
    both = pa.concat_arrays([unit, pc.utf8_slice_codeunits(unit, 0, -1)])
    return Picked(both, doc + len(unit) * (n == 1))


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


def _name(world: World, names: Strings, rows: Rows, which: I64) -> Picked:
    return Picked(names, world.stores.offsets[rows.doc] + which)


def _requests(draws: Draws, talk: Talk) -> Strings:
    """All requests of each session with their calls, results and replies."""
    world, steps = talk.world, talk.world.steps
    kind, amount, doc = world.kind, world.amount, steps.doc
    fields: dict[str, Field] = {
        "x": _name(world, talk.names, steps, world.x),
        "y": _name(world, talk.names, steps, np.maximum(world.y, 0)),
        "noun": Picked(talk.noun, doc),
        "unit": Picked(talk.unit, doc),
        "a": Picked(talk.tags[1], doc),
        "t": Picked(talk.tags[2], doc),
        "look": Picked(talk.tools[3], doc),
        "h": world.held,
        "n": world.asked,
    }
    request = REQUESTS.say(draws, "request", steps, kind, fields)
    looked = LOOKS.render(np.where(kind >= LOOK, talk.style[doc], STYLES), fields)
    moves, acts = world.y >= 0, (kind != LOOK) & (amount != 0)
    shape = np.where(moves, 2, np.where(amount > 0, 0, 1))
    fields["tool"] = Picked(pa.concat_arrays(talk.tools), shape * steps.num_docs + doc)
    order = draws.draw("argument.order", 1 + acts, steps, span="prompt")
    form = 4 * (3 * talk.style[doc] + shape) + 2 * order + world.failed
    done = {"n": np.abs(amount), "h": world.held + np.where(world.failed, 0, amount)}
    acted = ACTS.render(np.where(acts, form, len(ACTS) - 1), {**fields, **done})
    manner = np.select([kind == LOOK, ~acts, world.failed], [3, 1, 2], 0)
    said = {"n": world.held, "unit": _counted(talk.unit, doc, world.held)}
    reply = REPLIES.say(draws, "reply", steps, manner, {**fields, **said})
    chat = chatter(draws, steps, world.colour)
    user, assistant = (tag.take(pa.array(doc)) for tag in talk.tags[:2])
    return steps.join(join(user, request, chat, "\n", looked, acted, assistant, reply, "\n"))


def _last(draws: Draws, talk: Talk) -> tuple[Strings, Strings]:
    """The last question, and the looks that it takes."""
    world, stores = talk.world, talk.world.stores
    one = each(draws)
    fields: dict[str, Field] = {
        "x": _name(world, talk.names, one, world.first),
        "y": _name(world, talk.names, one, np.maximum(world.second, 0)),
        "noun": talk.noun,
        "unit": talk.unit,
    }
    form = 3 * world.question + draws.draw("last.way", 3, span="prompt")
    question = QUESTIONS.say(draws, "last.words", None, fields, which=form, span="prompt")
    doc = stores.doc
    wanted = (world.question <= FULLEST)[doc]
    wanted |= (stores.pos == world.first[doc]) | (stores.pos == world.second[doc])
    fields = {
        "x": talk.names,
        "a": Picked(talk.tags[1], doc),
        "t": Picked(talk.tags[2], doc),
        "look": Picked(talk.tools[3], doc),
        "h": world.last,
    }
    return question, stores.join(LOOKS.render(np.where(wanted, talk.style[doc], STYLES), fields))
