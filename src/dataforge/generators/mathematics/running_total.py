"""A stock that changes step by step, the question what is left, and the worked answer.

Harder means more steps, larger numbers, more sentences that count something else, and now and then a stock
that doubles or triples. Answer first: the opening stock is drawn above what the losses to come will need, so
no stock is ever negative and nothing is rejected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dataforge.generators.base import ExtractError, Genre, Knob, Knobs, Segment
from dataforge.generators.mathematics import _solver
from dataforge.generators.mathematics._effort import of_product, of_sum
from dataforge.generators.mathematics._lexical import LEXICONS
from dataforge.generators.mathematics._scene import colour, scene
from dataforge.text.columns import Json, Strings, ints, join, json_list, json_object, json_tuple, pick, where
from dataforge.text.draws import Draws, Weights
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

GAIN, LOSS, TIMES = 0, 1, 2
_OPERATION = Weights([10, 10, 1])
_SIGNS = ("+", "-", "*")

OPENINGS = Frames(
    "{who} keeps the {item} of {a_place}. In the morning there are {start} of them.",
    "At the {place} where {who} works, the day begins with {start} {item}.",
    "There are {start} {item} in stock when {who} opens the {place}.",
    "{who} counts the {item} at the {place} first thing: {start}.",
    "{a_place_cap} has {start} {item}, and {who} writes down every change.",
    "When {who} unlocks the {place}, {start} {item} are waiting.",
    "The ledger of the {place}, kept by {who}, opens with {start} {item}.",
    "On Monday the {place} owns {start} {item}; {who} is in charge of them.",
)
EVENTS = Frames(
    "a van brings {n} more",
    "{n} new ones are delivered",
    "{who} finds {n} more in the back room",
    "a neighbour donates {n}",
    "{n} that had been lent out return",
    "{who} buys another {n}",
    "the count grows by {n} after a late order",
    "{n} extra ones arrive by train",
    "{n} are sold",
    "{who} gives {n} away",
    "{n} turn out to be damaged and are thrown out",
    "a customer takes {n}",
    "{n} are sent to another branch",
    "{who} lends {n} to a friend",
    "thieves make off with {n}",
    "the count falls by {n} after a recall",
    "a large order makes the stock {n} times what it was",
    "{who} multiplies the stock by {n}",
)
_FORMS_OF = (range(8), range(8, 16), range(16, 18))
WHEN = (
    "Then", "Next", "After that", "A little later", "Soon afterwards", "Within the hour", "Some time later",
    "After a short break", "Without warning", "Towards noon", "To everyone's surprise", "Half an hour later",
    "Later on", "Not long after", "A moment later", "After a while", "In due course", "In the meantime",
    "Before long", "Shortly after",
)  # fmt: skip
ASIDES = Frames(
    "There are also {n} {thing}, which do not matter here.",
    "Nobody counts the {n} {thing}.",
    "{who} notices {n} {thing} as well.",
    "The {place} has {n} {thing} too.",
    "Meanwhile {n} {thing} are of no interest.",
    "Somebody mentions {n} {thing}.",
)
QUESTIONS = Frames(
    "How many {item} are there in the end?",
    "What is the final number of {item}?",
    "How many {item} does the {place} have now?",
    "Work out how many {item} are left.",
    "With how many {item} does the ledger close?",
)
STEPS = Frames(
    "{a} {sign} {n} = {b}.",
    "From {a}, {sign} {n} gives {b}.",
    "{a} becomes {b} ({sign} {n}).",
    "Apply {sign} {n} to {a}: {b}.",
)
ANSWERS = Frames(
    "Answer: {answer}", "The answer is {answer}.", "So there are {answer} {item}.", "Result: {answer} {item}."
)


@dataclass(frozen=True)
class World:
    """A batch of ledgers: `operation` .. `after` and `cluttered` by step row, `thing` and `aside_amount` by
    aside row, the rest by document."""

    colour: I64
    who: I64
    setting: I64
    start: I64
    answer: I64
    steps: Rows
    operation: I64
    amount: I64
    before: I64
    after: I64
    cluttered: NDArray[np.bool_]
    asides: Rows
    thing: I64
    aside_amount: I64


class RunningTotal(Genre[World]):
    """A stock that changes step by step, with a worked answer."""

    name = "running-total"
    domain = "mathematics"
    lexicons = ("given_names", "stock_settings", "side_items", *LEXICONS)
    summary = "a stock that changes step by step; what is left, worked out"
    knobs = (
        Knob("steps", 2, 26, slack=15, least=1, most=200, meaning="changes of the stock"),
        Knob(
            "clutter",
            0,
            40,
            most=100,
            meaning="percent of changes with a sentence before them that counts something else",
        ),
        Knob("size", 20, 9000, least=2, most=10**6, meaning="upper bound of a change"),
        colour(),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 4 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        steps = Rows.of(knobs["steps"])
        cluttered = draws.chance("clutter", knobs["clutter"][steps.doc], steps, span="prompt")
        asides = Rows.of(steps.sum(cluttered))
        operation = draws.weighted("operation", _OPERATION, steps, span="prompt")
        most = np.where(operation == TIMES, 2, knobs["size"][steps.doc])
        amount = draws.draw("amount", most, steps, span="prompt") + 2
        start = draws.draw("start", knobs["size"] * 3, span="prompt") + _needed(steps, operation, amount)
        before, after = _stock(steps, start, operation, amount)
        last = after[steps.offsets[1:] - 1]
        return World(
            colour=knobs["colour"],
            who=draws.draw("who", len(lexicon("given_names")), span="prompt"),
            setting=draws.draw("setting", len(lexicon("stock_settings")), span="prompt"),
            start=start,
            answer=last,
            steps=steps,
            operation=operation,
            amount=amount,
            before=before,
            after=after,
            cluttered=cluttered,
            asides=asides,
            thing=draws.draw("thing", len(lexicon("side_items")), asides, span="prompt"),
            aside_amount=draws.draw("aside.amount", 98, asides, span="prompt") + 2,
        )

    def check(self, world: World) -> Json:
        names, settings = lexicon("given_names"), lexicon("stock_settings")
        changes = json_tuple(pick(_SIGNS, world.operation), world.amount)
        asides = json_tuple(pick(lexicon("side_items")[0], world.thing), world.aside_amount)
        return json_object(
            {
                "kind": "running-total",
                "who": pick(names[0], world.who),
                "item": pick(settings[0], world.setting),
                "place": pick(settings[1], world.setting),
                "start": world.start,
                "changes": json_list(world.steps, changes),
                "asides": json_list(world.asides, asides),
                "answer": world.answer,
            }
        )

    def cost(self, world: World) -> I64:
        times = world.operation == TIMES
        worked = np.where(times, of_product(world.before, world.amount), of_sum(world.before, world.amount))
        return world.steps.sum(worked + 1) + world.asides.counts + 1

    def render(self, draws: Draws, world: World) -> list[Segment]:
        who = pick(lexicon("given_names")[0], world.who)
        item = pick(lexicon("stock_settings")[0], world.setting)
        place = pick(lexicon("stock_settings")[1], world.setting)
        a_place = join(where(np.asarray(pc.match_substring_regex(place, "^[aeio]")), "an ", "a "), place)
        named: dict[str, Any] = {"who": who, "item": item, "place": place, "a_place": a_place}
        named["a_place_cap"] = pc.replace_substring_regex(a_place, "^a", "A")
        opening = OPENINGS.render(
            draws.draw("opening", len(OPENINGS), span="prompt"), {**named, "start": ints(world.start)}
        )
        story = self._story(draws, world, named)
        question = QUESTIONS.render(draws.draw("question", len(QUESTIONS), span="prompt"), named)
        style = draws.draw("style", len(STEPS), span="reasoning")
        worked = STEPS.render(
            style[world.steps.doc],
            {"a": world.before, "b": world.after, "n": world.amount, "sign": pick(_SIGNS, world.operation)},
        )
        answer = ANSWERS.render(
            draws.draw("close", len(ANSWERS), span="answer"), {**named, "answer": ints(world.answer)}
        )
        return [
            Segment("prompt", join(scene(draws, world.colour), opening, " ", story, question, "\n\n")),
            Segment("reasoning", join(world.steps.join(worked, "\n"), "\n")),
            Segment("answer", answer),
        ]

    def _story(self, draws: Draws, world: World, named: dict[str, Any]) -> Strings:
        """The events in order, asides strewn among them; each sentence ends with a space."""
        steps, asides = world.steps, world.asides
        forms = np.array([len(each) for each in _FORMS_OF])[world.operation]
        first = np.array([each.start for each in _FORMS_OF])[world.operation]
        event = EVENTS.render(
            first + draws.draw("event", forms, steps, span="prompt"),
            {"n": world.amount, "who": named["who"].take(pa.array(steps.doc))},
        )
        when = pick(WHEN, draws.draw("when", len(WHEN), steps, span="prompt"))
        aside = ASIDES.render(
            draws.draw("aside", len(ASIDES), asides, span="prompt"),
            {
                "n": world.aside_amount,
                "thing": pick(lexicon("side_items")[0], world.thing),
                "who": named["who"].take(pa.array(asides.doc)),
                "place": named["place"].take(pa.array(asides.doc)),
            },
        )
        order = np.cumsum(world.cluttered) - 1  # the aside of each cluttered step
        before = where(world.cluttered, join(aside, " ").take(pa.array(order, mask=~world.cluttered)), "")
        return steps.join(join(before, when, ", ", event, ". "))

    def extract(self, text: str) -> Any:
        told, _, rest = text.rpartition("\n\n")
        before, _, prompt = told.rpartition("\n\n")
        if re.search(r"[0-9]", before):
            raise ExtractError("numbers before the story")
        lines = rest.split("\n")
        opening = _read_opening(prompt)
        changes, asides = [], []
        for sentence in re.split(r"(?<=\.) ", prompt[opening.pop("end") :]):
            change, aside = _read_change(sentence), _read_aside(sentence)
            if change:
                changes.append(change)
            elif aside:
                _solver.apply("this is of no interest")
                asides.append(aside)
        answer = _replay(opening["start"], changes, lines[:-1])
        stated = re.search(r"[0-9]+", lines[-1])
        if stated is None or not _solver.same(int(stated[0]), answer):
            raise ExtractError(f"the answer {lines[-1]!r} does not follow from the steps")
        return {"kind": "running-total", "changes": changes, "asides": asides, "answer": answer, **opening}


def _needed(steps: Rows, operation: I64, amount: I64) -> I64:
    """The least opening stock that no later loss makes negative, and that leaves two or more at the end."""
    kinds, amounts = steps.pad(operation, fill=-1), steps.pad(amount, fill=1)
    need = np.full(steps.num_docs, 2)
    for k in range(steps.width - 1, -1, -1):
        kind, n = kinds[:, k], amounts[:, k]
        need = np.where(kind == GAIN, np.maximum(need - n, 2), need)
        need = np.where(kind == LOSS, need + n, need)
        need = np.where(kind == TIMES, -(-need // n), need)
    return need


def _stock(steps: Rows, start: I64, operation: I64, amount: I64) -> tuple[I64, I64]:
    """The stock before and after each step: step k of all documents together."""
    kinds, amounts = steps.pad(operation, fill=-1), steps.pad(amount)
    stock = np.empty((steps.num_docs, steps.width + 1), np.int64)
    stock[:, 0] = start
    for k in range(steps.width):
        now, kind, n = stock[:, k], kinds[:, k], amounts[:, k]
        stock[:, k + 1] = np.select(
            [kind == GAIN, kind == LOSS, kind == TIMES], [now + n, now - n, now * n], now
        )
    return steps.ravel(stock), steps.ravel(stock[:, 1:])


# The reader: shares nothing with the writer above but the lexicons.

_HOLES = {
    "WHO": r"(?P<who>\w+)",
    "ITEM": r"(?P<item>[\w -]+?)",
    "PLACE": r"(?P<place>.+?)",
    "START": r"(?P<start>\d+)",
}
_OPENING_PATTERNS = [
    re.compile(re.sub("|".join(_HOLES), lambda match: _HOLES[match[0]], pattern))
    for pattern in (
        r"WHO keeps the ITEM of an? PLACE\. In the morning there are START of them\. ",
        r"At the PLACE where WHO works, the day begins with START ITEM\. ",
        r"There are START ITEM in stock when WHO opens the PLACE\. ",
        r"WHO counts the ITEM at the PLACE first thing: START\. ",
        r"An? PLACE has START ITEM, and WHO writes down every change\. ",
        r"When WHO unlocks the PLACE, START ITEM are waiting\. ",
        r"The ledger of the PLACE, kept by WHO, opens with START ITEM\. ",
        r"On Monday the PLACE owns START ITEM; WHO is in charge of them\. ",
    )
]
_MORE = re.compile(r"\b(brings|delivered|finds|donates|return|buys|grows|arrive)\b")
_LESS = re.compile(r"\b(sold|gives|damaged|takes|sent|lends|thieves|falls)\b")
_MANY = re.compile(r"\btimes what it was|\bmultiplies\b")
_ASIDE = re.compile(
    r"(?:also|Nobody counts the|notices|has|Meanwhile|mentions) (\d+) ([^,.]+?)"
    r"(?: as well| too| are of no interest|, which.*)?\."
)
_WORKED = re.compile(
    r"(?:From )?(\d+),? ([-+*]) (\d+)(?: =| gives) (\d+)\."
    r"|(\d+) becomes (\d+) \(([-+*]) (\d+)\)\."
    r"|Apply ([-+*]) (\d+) to (\d+): (\d+)\."
)


_OPERATIONS = {"+": _solver.add, "-": _solver.minus, "*": _solver.times}


def _read_opening(prompt: str) -> dict[str, Any]:
    for pattern in _OPENING_PATTERNS:
        match = pattern.match(prompt)
        if match:
            who, item, place = match["who"], match["item"], match["place"]
            return {
                "who": who,
                "item": item,
                "place": place,
                "start": int(match["start"]),
                "end": match.end(),
            }
    raise ExtractError("no opening sentence")


def _read_change(sentence: str) -> list[Any] | None:
    number = re.search(r"[0-9]+", sentence)
    if number is None or "," not in sentence or "which do not matter" in sentence:
        return None
    for pattern, sign in ((_MANY, "*"), (_MORE, "+"), (_LESS, "-")):
        if pattern.search(sentence):
            return [sign, int(number[0])]
    return None


def _read_aside(sentence: str) -> list[Any] | None:
    match = _ASIDE.search(sentence)
    return [match[2], int(match[1])] if match else None


def _replay(start: int, changes: list[list[Any]], lines: list[str]) -> int:
    """The stock at the end, every worked line checked against the story on the way."""
    if len(lines) != len(changes):
        raise ExtractError(f"{len(changes)} changes in the story, {len(lines)} lines of working")
    stock = start
    for (sign, amount), line in zip(changes, lines, strict=True):
        after = _OPERATIONS[sign](stock, amount)
        match = _WORKED.fullmatch(line)
        if match is None:
            raise ExtractError(f"cannot read the step {line!r}")
        g = match.groups()
        a, s, n, b = g[0:4] if g[0] else (g[4], g[6], g[7], g[5]) if g[4] else (g[10], g[8], g[9], g[11])
        if not _solver.same((int(a), s, int(n), int(b)), (stock, sign, amount, after)) or after < 0:
            raise ExtractError(f"the step {line!r} is wrong")
        stock = after
    return stock
