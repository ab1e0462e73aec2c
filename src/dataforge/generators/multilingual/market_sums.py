"""Shopping told in one language, asked about in a second, answered in words in a third; the working is in figures.

Eight languages (en de fr es it pt ru tr), a controlled grammar: fixed sentences with counted nouns (forms after numerals,
also Russian ones) and number words by rule up to 999,999. Harder means more purchases, purchases by somebody else that
do not count, fees and discounts, larger numbers. The reader spells numbers out by grammars of its own and does the sum again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.multilingual import _market as say
from dataforge.generators.multilingual._market_reader import read_market
from dataforge.generators.multilingual._numbers import spell
from dataforge.text.columns import Frames, Json, Strings, ints, join, json_list, json_object, json_tuple, pick, where
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

QUANTITIES = np.array([n for n in range(4, 100) if n % 10 != 1 or n == 11])  # twenty-one pears would agree in other ways
_ASKED = ("q_total", "q_change", "q_count", "q_dearest")
_PLACES = 18


@dataclass(frozen=True)
class World:
    """A batch of shopping trips: `lines` rows are purchases, `extras` rows fees and discounts; the rest is by document.

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


class MarketSums(Genre[World]):
    """Shopping across three languages."""

    name = "market-sums"
    domain = "multilingual"
    lexicons = ("multilingual_nouns", "multilingual_names", "multilingual_places")
    summary = "shopping told in one language, asked about in another, answered in the words of a third"
    knobs = (
        Knob("purchases", 1, 9, slack=12, least=1, most=10, meaning="purchases that count"),
        Knob("others", 0, 40, most=100, visible=False, meaning="percent of purchases followed by one of somebody else"),
        Knob("extras", 0, 3, most=3, meaning="fees and discounts"),
        Knob("size", 12, 700, least=2, most=900, visible=False, meaning="upper bound of a price"),
    )

    def support_log2(self, level: int) -> int:
        return 20 + 10 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        own_lines = Rows.of(knobs["purchases"])
        followed = draws.chance("others", knobs["others"][own_lines.doc], own_lines)
        lines = Rows.of(own_lines.counts + own_lines.sum(followed))
        own = np.ones(len(lines), np.bool_)
        own[(np.arange(len(own_lines)) + np.cumsum(followed))[followed]] = False
        quantity = QUANTITIES[draws.draw("quantity", len(QUANTITIES), lines)]
        price = draws.draw("price", knobs["size"][lines.doc], lines) + 3
        bill = Rows.of(knobs["extras"])
        first = (quantity * price)[lines.offsets[:-1]]
        discount = draws.draw("discount", 2, bill) > 0
        most = np.where(discount, (first // (2 * np.maximum(bill.counts, 1)))[bill.doc], knobs["size"][bill.doc])
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
            "people", len(lexicon("multilingual_names")), pair, visible=(pair.pos == 0) | with_others[pair.doc]
        )
        kinds = np.array(lexicon("multilingual_nouns").words(1))
        things = np.flatnonzero(kinds != "P")
        return World(
            told=draws.draw("told", len(say.LANGUAGES)),
            asked=draws.draw("asked", len(say.LANGUAGES)),
            answered=draws.draw("answered", len(say.LANGUAGES)),
            people=people,
            place=draws.draw("place", _PLACES),
            question=question,
            lines=lines,
            own=own,
            item=things[draws.draw("item", len(things), lines)],
            quantity=quantity,
            price=price,
            extras=bill,
            discount=discount,
            amount=amount,
            spent=spent,
            paid=paid,
            answer=np.choose(question, (spent, change, count, dearest)),
        )

    def check(self, world: World) -> Json:
        names = lexicon("multilingual_names")[0]
        buyer = pick(names, world.people[2 * world.lines.doc + ~world.own])
        items = pick(lexicon("multilingual_nouns")[0], world.item)
        extras = np.where(world.discount, -world.amount, world.amount)
        return json_object(
            {
                "kind": "market-sums",
                "languages": json_tuple(*(pick(say.LANGUAGES, j) for j in (world.told, world.asked, world.answered))),
                "who": pick(names, world.people[0::2]),
                "place": pick(lexicon("multilingual_places")[0], world.place),
                "asked": pick(_ASKED, world.question),
                "purchases": json_list(world.lines, json_tuple(buyer, items, world.quantity, world.price)),
                "extras": json_list(world.extras, extras),
                "paid": world.paid,
                "value": world.answer,
                "answer": _answer(world),
            }
        )

    def cost(self, world: World) -> I64:
        digits = np.floor(np.log10(world.price)).astype(np.int64) + 1 + (world.quantity > 9)
        return 1 + world.lines.sum(np.where(world.own, 1 + digits, 1)) + 2 * world.extras.counts + (world.paid > 0)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        story = _story(draws, world)
        question = _by_language(world.asked, lambda j, rows: _asked(world, j, rows, way[rows])) if False else None
        way = draws.draw("way", 2, span="prompt")
        question = _by_language(world.asked, lambda j, rows: _asked(world, (j, rows), way[rows]))
        head = pick([say.ANSWERS[code] for code in say.LANGUAGES], world.answered)
        return [
            Segment("prompt", join(story, "\n\n", question, "\n\n")),
            Segment("reasoning", _working(world)),
            Segment("answer", join(head, ": ", _answer(world))),
        ]

    def extract(self, text: str) -> Any:
        return read_market(text)
