"""Shopping told in one language, asked about in a second, answered in the words of a third; worked in
figures.

Eight languages (en de fr es it pt ru tr), a controlled grammar: fixed sentences with counted nouns (forms
after numerals,
also Russian ones) and number words by rule up to 999,999. Harder means more purchases, purchases by somebody
else that
do not count, fees and discounts, larger numbers. The reader spells numbers out by grammars of its own and
does the sum again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment, strict
from dataforge.generators.multilingual import _market as say
from dataforge.generators.multilingual._abstract import concepts, kinds
from dataforge.generators.multilingual._colour import COLOUR_LEXICONS, heading, notes
from dataforge.generators.multilingual._grammar import entries
from dataforge.generators.multilingual._market_reader import read_market
from dataforge.generators.multilingual._numbers import spell
from dataforge.generators.multilingual._words import WORD_LEXICONS
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
from dataforge.text.draws import Draws, Weights
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

QUANTITIES = np.array(
    [n for n in range(4, 100) if n % 10 != 1 or n == 11]
)  # twenty-one pears would agree in other ways
_ASKED = ("q_total", "q_change", "q_count", "q_dearest")
_PLACES = np.array([0, 1, 5, 6, 8, 9, 10, 11, 13, 14, 15])  # where people sell things
_PLACE_WEIGHTS = Weights.zipf(len(_PLACES), 2)
_LANGUAGES = Weights([28, 9, 6, 4, 3, 3, 2, 2])  # in the order of say.LANGUAGES
_DEAREST = {
    "P": 1,
    "F": 12,
    "R": 60,
    "D": 80,
    "C": 300,
    "L": 200,
    "T": 60,
    "H": 900,
    "V": 900,
    "B": 900,
}  # what one of a kind may cost


@dataclass(frozen=True)
class World:
    """A batch of shopping trips: `lines` rows are purchases, `extras` rows fees and discounts; the rest is
    by document.

    Attributes:
        told, asked, answered: languages.
        people: int64[2 n]: who shops, who else does.
        own: whether a purchase counts.
    """

    told: I64
    asked: I64
    answered: I64
    people: I64
    place: I64
    question: I64
    lines: Rows
    own: NDArray[np.bool_]
    item: I64
    quantity: I64
    price: I64
    extras: Rows
    discount: NDArray[np.bool_]
    amount: I64
    spent: I64
    paid: I64
    answer: I64
    colour: I64


class MarketSums(Genre[World]):
    """Shopping across three languages."""

    name = "market-sums"
    domain = "multilingual"
    lexicons = ("multilingual_names", *WORD_LEXICONS, *COLOUR_LEXICONS)
    summary = "shopping told in one language, asked about in another, answered in the words of a third"
    knobs = (
        Knob("purchases", 1, 9, slack=12, least=1, most=10, meaning="purchases that count"),
        Knob(
            "others",
            0,
            40,
            most=100,
            visible=False,
            meaning="percent of purchases followed by one of somebody else",
        ),
        Knob("extras", 0, 3, most=3, meaning="fees and discounts"),
        Knob("colour", 6, 9, slack=100, most=40, meaning="sentences about the page itself"),
        Knob("size", 12, 700, least=2, most=900, visible=False, meaning="upper bound of a price"),
    )

    def support_log2(self, level: int) -> int:
        return 20 + 10 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        lines, own = _lines(draws, knobs)
        quantity = QUANTITIES[draws.draw("quantity", len(QUANTITIES), lines)]
        item, price = _goods(draws, knobs, lines)
        bill = Rows.of(knobs["extras"])
        first = (quantity * price)[lines.offsets[:-1]]
        discount = draws.draw("discount", 2, bill) > 0
        most = np.where(
            discount, (first // (2 * np.maximum(bill.counts, 1)))[bill.doc], knobs["size"][bill.doc]
        )
        amount = draws.draw("amount", most, bill) + 2
        cost = np.where(own, quantity * price, 0)
        spent = lines.sum(cost) + bill.sum(np.where(discount, -amount, amount))
        question = draws.draw("question", 4)
        change = draws.draw("change", np.where(question == say.CHANGE, knobs["size"], 1)) + 2
        paid = np.where(question == say.CHANGE, spent + change, 0)
        dearest = lines.pad(cost).max(axis=1)
        count = lines.sum(np.where(own, quantity, 0))
        with_others = lines.sum(~own) > 0
        pair = Rows.of(np.full(draws.num_docs, 2))
        people = draws.distinct(
            "people",
            len(lexicon("multilingual_names")),
            pair,
            visible=(pair.pos == 0) | with_others[pair.doc],
        )
        return World(
            told=draws.weighted("told", _LANGUAGES),
            asked=draws.weighted("asked", _LANGUAGES),
            answered=draws.weighted("answered", _LANGUAGES),
            people=people,
            place=_PLACES[draws.weighted("place", _PLACE_WEIGHTS)],
            question=question,
            lines=lines,
            own=own,
            item=item,
            quantity=quantity,
            price=price,
            extras=bill,
            discount=discount,
            amount=amount,
            spent=spent,
            paid=paid,
            answer=np.choose(question, (spent, change, count, dearest)),
            colour=knobs["colour"],
        )

    def check(self, world: World) -> Json:
        names = lexicon("multilingual_names")[0]
        buyer = pick(names, world.people[2 * world.lines.doc + ~world.own])
        items = pick(concepts("noun"), world.item)
        extras = np.where(world.discount, -world.amount, world.amount)
        return json_object(
            {
                "kind": "market-sums",
                "languages": json_tuple(
                    *(pick(say.LANGUAGES, j) for j in (world.told, world.asked, world.answered))
                ),
                "who": pick(names, world.people[0::2]),
                "place": pick(concepts("place"), world.place),
                "asked": pick(_ASKED, world.question),
                "purchases": json_list(world.lines, json_tuple(buyer, items, world.quantity, world.price)),
                "extras": json_list(world.extras, extras),
                "paid": world.paid,
                "value": world.answer,
                "answer": _answer(world),
            }
        )

    def cost(self, world: World) -> I64:
        quantity, price, asked = world.quantity, world.price, world.question
        own = world.lines.sum(world.own)
        products = world.lines.sum(np.where(world.own, num_digits(quantity * price), 0))
        terms = own + world.extras.counts
        change = num_digits(world.paid) + num_digits(world.answer)
        told = world.lines.sum(num_digits(quantity) + num_digits(price)) + num_digits(world.answer)
        return (
            told
            + world.extras.sum(num_digits(world.amount))
            + products
            + (terms - 1) * num_digits(world.spent)
            + np.where(asked == say.COUNT, (own - 1) * num_digits(world.answer), 0)
            + np.where(asked == say.CHANGE, change, 0)
            + np.where(asked == say.DEAREST, own - 1, 0)
        )

    def render(self, draws: Draws, world: World) -> list[Segment]:
        story = _story(draws, world)
        way = draws.draw("way", 2, span="prompt")
        advice = _told(draws, "advice", None, world.asked, np.zeros_like(world.asked), {})
        question = _by_language(world.asked, lambda code, rows: _asked(world, way, advice, (code, rows)))
        head = pick([say.ANSWERS[code] for code in say.LANGUAGES], world.answered)
        return [
            Segment(
                "prompt",
                join(heading(draws), notes(draws, world.colour), "\n\n", story, "\n\n", question, "\n\n"),
            ),
            Segment("reasoning", _working(world)),
            Segment("answer", join(head, ": ", _answer(world))),
        ]

    @strict
    def extract(self, text: str) -> Any:
        return read_market(text)


def _lines(draws: Draws, knobs: Knobs) -> tuple[Rows, NDArray[np.bool_]]:
    """Purchases in order, and which of them count: somebody else's follow one that counts."""
    own_lines = Rows.of(knobs["purchases"])
    followed = draws.chance("others", knobs["others"][own_lines.doc], own_lines)
    lines = Rows.of(own_lines.counts + own_lines.sum(followed))
    own = np.ones(len(lines), np.bool_)
    own[(np.arange(len(own_lines)) + np.cumsum(followed))[followed]] = False
    return lines, own


def _goods(draws: Draws, knobs: Knobs, lines: Rows) -> tuple[I64, I64]:
    """What is bought, and what one of it costs: no pear costs as much as a boat."""
    classes = kinds("noun")
    things = np.array([i for i, kind in enumerate(classes) if kind[0] not in "PBVH"])
    item = things[draws.weighted("item", Weights.zipf(len(things), 2), lines)]
    dearest_of = np.array([_DEAREST[kind[0]] for kind in classes])
    price = draws.draw("price", np.minimum(knobs["size"][lines.doc], dearest_of[item]), lines) + 3
    return item, price


def _by_language(language: I64, make: Callable[[str, I64], Strings]) -> Strings:
    """Every row said in its own language; `make` says some rows in one."""
    if len(language) == 0:
        return pa.array([], pa.string())
    parts, rows = [], []
    for j in np.unique(language).tolist():
        rows.append(np.flatnonzero(language == j))
        parts.append(make(say.LANGUAGES[j], rows[-1]))
    back = np.empty(len(language), np.int64)
    back[np.concatenate(rows)] = np.arange(len(language))
    return pa.concat_arrays(parts).take(pa.array(back))


def _answer(world: World) -> Strings:
    return _by_language(
        world.answered, lambda code, rows: spell(code, world.answer[rows], standing_alone=True)
    )


def _name(code: str, who: I64) -> Strings:
    return pick(lexicon("multilingual_names")[int(code == "ru")], who)


def _asked(world: World, way: I64, advice: Strings, said: tuple[str, I64]) -> Strings:
    """The question, a piece of advice, and the demand for an answer in words."""
    code, rows = said
    question = say.QUESTIONS[code].render(
        2 * world.question[rows] + way[rows], {"who": _name(code, world.people[2 * rows])}
    )
    before, _, after = say.INSTRUCTIONS[code].partition("{language}")
    tongue = pick(say.LANGUAGE_NAMES[code].split(), world.answered[rows])
    return join(question, " ", advice.take(pa.array(rows)), " ", before, tongue, after)


def _told(
    draws: Draws, name: str, rows: Rows | None, language: I64, way: I64, fields: dict[str, Field]
) -> Strings:
    """Sentences of one kind, each in its language."""
    frames, starts = say.of_languages(name)
    return frames.say(draws, name, rows, fields, which=starts[language] + way, span="prompt")


def _story(draws: Draws, world: World) -> Strings:
    """Opening, purchases, fees and discounts, payment: all in the language of the tale."""
    lines, extras, told = world.lines, world.extras, world.told
    first = lines.pos == 0
    way = draws.draw("line.way", np.where(first, 2, 4), lines, span="prompt")
    tongue = told[lines.doc]
    quantity, price = (_spelt(tongue, each) for each in (world.quantity, world.price))
    who = _names(tongue, world.people[2 * lines.doc + ~world.own])
    words = _by_language(
        tongue, lambda code, rows: _quantity(code, world, rows, quantity.take(pa.array(rows)))
    )
    things = _by_language(tongue, lambda code, rows: _things(code, world, rows))
    fields: dict[str, Field] = {"who": who, "q": words, "item": things, "p": price}
    bought = _told(draws, "purchases", lines, tongue, np.where(first, 2 * way, way), fields)
    opened = draws.draw("opening", 2, span="prompt")
    fields = {"who": _names(told, world.people[0::2]), "place": _places(told, world.place)}
    opening = _told(draws, "openings", None, told, opened, fields)
    paid = Rows.of((world.paid > 0).astype(np.int64))
    payer = paid.doc
    fields = {
        "who": _names(told[payer], world.people[2 * payer]),
        "b": _spelt(told[payer], world.paid[payer]),
    }
    payment = _told(draws, "payments", paid, told[payer], np.zeros_like(payer), fields)
    return join(
        opening,
        lines.join(join(" ", bought)),
        extras.join(join(" ", _extras(draws, world))),
        paid.join(join(" ", payment)),
    )


def _extras(draws: Draws, world: World) -> Strings:
    """Fees and discounts, in order."""
    extras, parts, places = world.extras, [], []
    for name, mask in (("fees", ~world.discount), ("discounts", world.discount)):
        at = np.flatnonzero(mask)
        doc = extras.doc[at]
        rows, tongue = Rows.of(np.bincount(doc, minlength=extras.num_docs)), world.told[doc]
        fields: dict[str, Field] = {
            "who": _names(tongue, world.people[2 * doc]),
            "a": _spelt(tongue, world.amount[at]),
        }
        way = draws.draw(f"{name}.way", 2, rows, span="prompt")
        parts.append(_told(draws, name, rows, tongue, way, fields))
        places.append(at)
    back = np.empty(len(extras), np.int64)
    back[np.concatenate(places)] = np.arange(len(extras))
    return pa.concat_arrays(parts).take(pa.array(back))


def _spelt(language: I64, number: I64) -> Strings:
    return _by_language(language, lambda code, rows: spell(code, number[rows]))


@cache
def _tables() -> tuple[Strings, Strings]:
    """Names and places, language after language."""
    names = lexicon("multilingual_names")
    places = [forms[0] for code in say.LANGUAGES for forms in entries(code, "place")]
    return pa.concat_arrays([names[int(code == "ru")] for code in say.LANGUAGES]), pa.array(places)


def _names(language: I64, who: I64) -> Picked:
    table = _tables()[0]
    return Picked(table, len(table) // len(say.LANGUAGES) * language + who)


def _places(language: I64, place: I64) -> Picked:
    table = _tables()[1]
    return Picked(table, len(table) // len(say.LANGUAGES) * language + place)


@cache
def _counted(code: str) -> tuple[Strings, NDArray[np.bool_], tuple[str, str] | None]:
    """Nouns after numerals (after 2 to 4, after others), which are feminine, and `two` before those."""
    cells = entries(code, "noun")
    few, many = {"ru": (3, 5), "tr": (0, 0), "en": (1, 1)}.get(code, (2, 2))
    two = {"pt": ("dois", "duas"), "ru": ("два", "две")}.get(code)
    feminine = np.array([cell[0] == "f" for cell in cells])
    return pa.array([cell[k] for cell in cells for k in (few, many)]), feminine, two


def _form(code: str, quantity: I64) -> I64:
    """The form of a noun after a number: 0 after 2 to 4, 1 after others where that is another."""
    last = np.where(quantity // 10 == 1, 0, quantity % 10)
    return np.where((last >= 2) & (last <= 4), 0, int(code == "ru"))


def _quantity(code: str, world: World, rows: I64, words: Strings) -> Strings:
    """A quantity's words before its noun."""
    _, feminine, two = _counted(code)
    if not two:
        return words
    quantity = world.quantity[rows]
    agreeing = pc.replace_substring_regex(words, f"{two[0]}$", two[1])
    return where((quantity % 10 == 2) & (quantity != 12) & feminine[world.item[rows]], agreeing, words)


def _things(code: str, world: World, rows: I64) -> Strings:
    nouns, _, _ = _counted(code)
    return nouns.take(pa.array(2 * world.item[rows] + _form(code, world.quantity[rows])))


def _working(world: World) -> Strings:
    """The sum in figures: a line for each purchase, the bill, then what is asked."""
    mine = np.flatnonzero(world.own)
    own = Rows.of(world.lines.sum(world.own))
    quantity, price = world.quantity[mine], world.price[mine]
    asked, spent = world.question, world.spent
    costs = own.join(join(ints(quantity), " * ", ints(price), " = ", ints(quantity * price), "\n"))
    sign = where(world.discount, " - ", " + ")
    extras = world.extras.join(join(sign, ints(world.amount)))
    total = join(own.join(ints(quantity * price), " + "), extras, " = ", ints(spent), "\n")
    total = where(own.counts + world.extras.counts > 1, total, "")
    change = join(ints(world.paid), " - ", ints(spent), " = ", ints(world.answer), "\n")
    count = join(own.join(ints(quantity), " + "), " = ", ints(world.answer), "\n")
    dearest = join("max(", own.join(ints(quantity * price), ", "), ") = ", ints(world.answer), "\n")
    several = own.counts > 1
    return join(
        costs,
        total,
        where((asked == say.COUNT) & several, count, ""),
        where(asked == say.CHANGE, change, ""),
        where((asked == say.DEAREST) & several, dearest, ""),
    )
