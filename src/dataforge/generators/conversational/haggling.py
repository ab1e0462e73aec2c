"""Two people haggle over a price, by turns, each with a limit: do they come to terms, and at what price?

Each goes on by a step of their own, and never past their limit. Whoever would next name a price that the
other has already bettered takes the other's price; if nobody can move any more, there is no deal. Limits are
drawn to overlap or to miss each other by the same small amounts, so that neither words nor length give the
outcome away. Harder means more rounds, larger numbers and steps that do not go into the distance evenly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment, strict
from dataforge.generators.conversational._haggling_reader import read_haggling
from dataforge.generators.conversational._talk import SETTING, TALK_LEXICONS, Phrases, chatter, each, names
from dataforge.text.columns import (
    Json,
    Picked,
    ints,
    join,
    json_list,
    json_object,
    num_digits,
    where,
)
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

STORY = Phrases(
    (
        "{seller} [is selling|wants to sell|has to part with|offers] {acolour} {ware}, and {buyer} [wants "
        "it|is keen on it|has come for it].",
        "{buyer} [has seen|has set eyes on|stops at|cannot pass by] {acolour} {ware} [on|at|beside] "
        "{seller}'s stall.",
        "{acolour} {ware} [stands|is] between them: {seller}'s [for now|still|to sell], and {buyer} "
        "[would like it|wants to buy it].",
        "{buyer} [answers|has answered|found] {seller}'s advertisement for {acolour} {ware}.",
    ),
    (
        "{seller} [asks for|will ask|starts from] {ask}, [comes|will come|goes] down by {down} [at a "
        "time|every time|a turn], and [will not|would never|does not want to] [go below|take less than] "
        "{floor}.",
        "[At first|To begin with], {seller} [asks for|wants|will want] {ask}; [each turn|every time] that "
        "[falls|drops|comes down] by {down}, [but never|though never|only not] below {floor}.",
        "{seller}'s [price|figure] [begins|starts|opens] at {ask} and [falls|drops|sinks] by {down} [a "
        "turn|each time|every time], [with {floor} as the limit|to {floor} at the lowest|as far as "
        "{floor}].",
    ),
    (
        "{buyer} [offers|will offer|starts from] {bid}, [comes|will come|goes] up by {up} [at a "
        "time|every time|a turn], and [will not|would never|does not want to] [go above|pay more than] "
        "{roof}.",
        "[At first|To begin with], {buyer} [offers|bids|will bid] {bid}; [each turn|every time] that "
        "[rises|climbs|goes up] by {up}, [but never|though never|only not] above {roof}.",
        "{buyer}'s [bid|figure] [begins|starts|opens] at {bid} and [rises|climbs|grows] by {up} [a "
        "turn|each time|every time], [with {roof} as the limit|to {roof} at the highest|as far as {roof}].",
    ),
    (
        "[They take turns|Turn and turn about they go|It goes back and forth], {seller} first; whoever "
        "would [next|otherwise] [reach or pass|meet or pass] the other's [price|last figure] [takes "
        "it|agrees to it] instead. [Do they come to terms|Is there a deal|Will it be sold|Do they agree]?",
        "{seller} [speaks first|begins|opens], then by turns; [who|whoever] would [next|otherwise] [reach "
        "or pass|meet or pass] the other's [price|last figure] [takes it|accepts it] instead. [And the "
        "outcome|How does it end|What comes of it|Is it sold]?",
    ),
)
"""What is for sale, the plans of both, and the rules."""
OFFERS = Phrases(
    (
        "{um}[I want|I ask|I would like|I must have] {n}{hedge}.",
        "{um}[let us say|say|make it|call it] {n}{hedge}.",
        "{um}[it is yours for|you can have it for|I would let it go for] {n}{hedge}.",
        "{um}{n}[, and it is a bargain|, because it is you|, and my children will starve]{hedge}.",
        "{um}[I can do|I could do|let it be] {n}, [then|friend|no less].",
        "{um}[how about|what about|would you say] {n}[|, then|, friend]?",
    ),
    (
        "{um}[I offer|I can give|I would pay|I have] {n}{hedge}.",
        "{um}[let us say|say|make it|call it] {n}{hedge}.",
        "{um}[I would take it for|it is worth|I might manage] {n}{hedge}.",
        "{um}{n}[, and not for its looks|, because it is you|, and I walk home]{hedge}.",
        "{um}[I can do|I could do|let it be] {n}, [then|friend|no more].",
        "{um}[how about|what about|would you say] {n}[|, then|, friend]?",
    ),
)
ENDS = Phrases(
    (
        "{um}[then we are agreed|you have talked me round|all right, your price|done|agreed]{hedge}.",
        "{um}[I take it|I accept|so be it|your hand on it], [at your price|at that price|as you say]{hedge}.",
    ),
    (
        "{um}[then we are too far apart|I cannot move any more|that was my last word|I must leave "
        "it]{hedge}.",
        "{um}[no sale|no deal|no good], [I have no more to give|that is my limit|we part as friends]{hedge}.",
    ),
)
ANSWERS = Phrases(
    (
        "[A deal|Sold|Deal]: {n}.",
        "[It is|They have] a deal, at {n}.",
        "They agree on {n}[|, a deal after all].",
    ),
    ("No deal.", "They [come to no|reach no|find no] deal.", "There is no deal[|, in the end]."),
)


@dataclass(frozen=True)
class World:
    """A batch of bargains: `price` by turn row (the seller has the even ones), the rest by document."""

    people: Picked
    ware: I64
    ask: I64
    down: I64
    floor: I64
    bid: I64
    up: I64
    roof: I64
    deal: NDArray[np.bool_]
    turns: Rows
    price: I64
    work: I64
    colour: I64

    @property
    def agreed(self) -> I64:
        """The last price named, which is the one agreed on."""
        return np.asarray(self.price[self.turns.offsets[1:] - 1])


class Haggling(Genre[World]):
    """A negotiation with limits and concessions."""

    name = "haggling"
    domain = "conversational"
    lexicons = TALK_LEXICONS
    label = "deal"
    summary = "two people haggle within stated limits: deal or none, and at what price"
    knobs = (
        Knob("rounds", 1, 19, slack=4, least=1, most=60, meaning="steps to either limit, about"),
        Knob("colour", 1, 8, slack=100, meaning="sentences of small talk"),
        Knob("size", 6, 90, least=4, most=10**5, visible=False, meaning="upper bound of a step"),
    )

    def support_log2(self, level: int) -> int:
        return 30

    def world(self, draws: Draws, knobs: Knobs) -> World:
        rounds, size, span = knobs["rounds"], knobs["size"], "prompt"
        deal = draws.draw("deal", 2, span=span) > 0
        least = np.maximum(size // 2, 3)
        down = least + draws.draw("down", size - least + 1, span=span)
        up = least + draws.draw("up", size - least + 1, span=span)
        gap = draws.draw("gap", least, span=span)
        floor = (size + 2) * (rounds + 4) + draws.draw("floor", 4 * size, span=span)
        roof = np.where(deal, floor + gap, floor - 1 - gap)
        ask = floor + down * rounds - draws.draw("ask", down - 1, span=span)
        bid = roof - up * rounds + draws.draw("bid", up - 1, span=span)
        counts, price, work = _bargain((ask, down, floor), (bid, up, roof))
        turns = Rows.of(counts)
        return World(
            people=names(draws, Rows.of(np.full(draws.num_docs, 2)), "people"),
            ware=draws.draw("ware", len(lexicon("en_objects")), span=span),
            ask=ask,
            down=down,
            floor=floor,
            bid=bid,
            up=up,
            roof=roof,
            deal=deal,
            turns=turns,
            price=turns.ravel(price),
            work=work,
            colour=knobs["colour"],
        )

    def check(self, world: World) -> Json:
        people = world.people.strings()
        answer = where(world.deal, ints(world.agreed), "none")
        return json_object(
            {
                "kind": "haggling",
                "seller": people[0::2],
                "buyer": people[1::2],
                "ware": lexicon("en_objects")[0].take(pa.array(world.ware)),
                "seller_plan": json_list(
                    Rows.of(np.full(len(world.ask), 3)), _three(world.ask, world.down, world.floor)
                ),
                "buyer_plan": json_list(
                    Rows.of(np.full(len(world.ask), 3)), _three(world.bid, world.up, world.roof)
                ),
                "offers": json_list(world.turns, world.price),
                "deal": world.deal,
                "answer": answer,
            }
        )

    def cost(self, world: World) -> I64:
        return world.work

    def render(self, draws: Draws, world: World) -> list[Segment]:
        seller, buyer = (Picked(world.people.table, world.people.which[i::2]) for i in (0, 1))
        one, turns = each(draws), world.turns
        fields: dict[str, Any] = {
            "seller": seller, "buyer": buyer, "ware": Picked(lexicon("en_objects")[0], world.ware),
            "ask": world.ask, "down": world.down, "floor": world.floor,
            "bid": world.bid, "up": world.up, "roof": world.roof,
        }  # fmt: skip
        parts: list[Any] = [SETTING.say(draws, "setting", one)]
        for part in STORY.say_all(draws, "story", fields):
            parts += [" ", part]
        even = turns.pos % 2 == 0
        says = Picked(world.people.table, world.people.which[2 * turns.doc + ~even])
        offer = OFFERS.say(
            draws, "offer", turns, (~even).astype(np.int64), {"n": world.price}, span="reasoning"
        )
        talk = turns.join(
            join("\n", says, ": ", offer, chatter(draws, turns, world.colour, span="reasoning"))
        )
        last = Picked(world.people.table, np.where(turns.counts % 2 == 0, seller.which, buyer.which))
        no = (~world.deal).astype(np.int64)
        end = ENDS.say(draws, "end", one, no, span="reasoning")
        answer = ANSWERS.say(draws, "answer", one, no, {"n": world.agreed}, span="answer")
        return [
            Segment("prompt", join(*parts, "\n")),
            Segment("reasoning", join(talk, "\n", last, ": ", end, "\n\n")),
            Segment("answer", answer),
        ]

    @strict
    def extract(self, text: str) -> Any:
        return read_haggling(text)


def _three(a: I64, b: I64, c: I64) -> I64:
    return np.stack([a, b, c], axis=1).ravel()


def _bargain(sells: tuple[I64, I64, I64], buys: tuple[I64, I64, I64]) -> tuple[I64, I64, I64]:
    """Turns of each bargain, the prices named in them, and the inferences it takes to follow; step k of all
    bargains together. A turn plans a price (a step on, or the limit), and names it unless the other's is as
    good, or it is one's own last price again."""
    (ask, down, floor), (bid, up, roof) = sells, buys
    width = int(max(((ask - floor) // down).max(), ((roof - bid) // up).max())) * 2 + 8
    price = np.zeros((len(ask), width), np.int64)
    counts, work = np.ones(len(ask), np.int64), np.zeros(len(ask), np.int64)
    price[:, 0] = ask
    mine, other = ask.copy(), np.zeros_like(ask)
    live = np.ones(len(ask), np.bool_)
    for k in range(1, width):
        seller = k % 2 == 0
        own = mine if seller else other
        standing = other if seller else mine
        if k == 1:
            planned, effort = bid, np.zeros_like(bid)
        elif seller:
            planned, effort = np.maximum(own - down, floor), num_digits(own) + 1
        else:
            planned, effort = np.minimum(own + up, roof), num_digits(own) + 1
        meets = planned <= standing if seller else planned >= standing
        stuck = (planned == own) & (k > 1)
        work += np.where(live, effort + 1 + ~meets, 0)
        live = live & ~meets & ~stuck
        price[:, k] = np.where(live, planned, 0)
        counts += live
        if seller:
            mine = np.where(live, planned, mine)
        else:
            other = np.where(live, planned, other)
        if not live.any():
            break
    return counts, price, work
