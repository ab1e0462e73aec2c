"""Reads bargains back: plays both plans by turns and holds every price against them."""

from __future__ import annotations

import re
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.conversational._ears import numbers, turns
from dataforge.generators.conversational._solver import below, minus, plus, same
from dataforge.text.lexicon import lexicon

_PLAN = re.compile(r"([^.?]*?[0-9]+[^.?]*?[0-9]+[^.?]*?[0-9]+[^.?]*)[.]")
_WALKS = re.compile(r"too far apart|cannot move|my last word|must leave it|[nN]o (?:sale|deal|good)")
_TAKES = re.compile(r"[aA]greed|talked me round|[yY]our price|that price|[dD]one\b|as you say")


def read_haggling(text: str) -> dict[str, Any]:
    """The facts of a bargain.

    Raises:
        ExtractError: somebody names a price that their plan does not, or the outcome is another.
    """
    prompt, body, answer = text.split("\n\n")
    said = turns(body)
    seller, buyer = said[0][0], said[1][0]
    if seller == buyer or any(who != (seller, buyer)[i % 2] for i, (who, _) in enumerate(said)):
        raise ExtractError("they do not take turns")
    story = prompt.partition(". ")[2]
    sells, buys = _PLAN.findall(story)
    if not re.search(rf"\b{seller}\b", sells) or not re.search(rf"\b{buyer}\b", buys):
        raise ExtractError(f"whose plans are these? {prompt!r}")
    opening = story[: story.index(sells)]
    rule = story[story.index(buys) + len(buys) :]
    for name, where in ((seller, opening), (buyer, opening), (seller, rule)):
        if not re.search(rf"\b{name}\b", where):
            raise ExtractError(f"{name} is missing in {where!r}")
    plans = (numbers(sells), numbers(buys))
    offers, deal = _play(plans)
    named = [numbers(line) for _, line in said]
    if named != [*([offer] for offer in offers), []]:
        raise ExtractError(f"the prices should be {offers}")
    last = said[-1][1]
    if bool(_WALKS.search(last)) == deal or bool(_TAKES.search(last)) != deal:
        raise ExtractError(f"{last!r} is not how it ends")
    if numbers(answer) != ([offers[-1]] if deal else []) or bool(re.search(r"\b[nN]o\b", answer)) == deal:
        raise ExtractError(f"{answer!r} is not the outcome")
    return {
        "kind": "haggling",
        "seller": seller,
        "buyer": buyer,
        "ware": _ware(opening),
        "seller_plan": plans[0],
        "buyer_plan": plans[1],
        "offers": offers,
        "deal": deal,
        "answer": str(offers[-1]) if deal else "none",
    }


def _play(plans: tuple[list[int], list[int]]) -> tuple[list[int], bool]:
    """The prices that both plans lead to, by turns, and whether the last one is agreed on."""
    (ask, down, floor), (bid, up, roof) = plans
    if not (down > 0 and up > 0 and ask >= floor and bid <= roof):
        raise ExtractError("these plans lead nowhere")
    offers = [ask]
    while True:
        sells = len(offers) % 2 == 0
        if len(offers) == 1:
            planned = bid
        elif sells:
            planned = minus(offers[-2], down)
            planned = floor if below(planned, floor) else planned
        else:
            planned = plus(offers[-2], up)
            planned = roof if below(roof, planned) else planned
        meets = not below(offers[-1], planned) if sells else not below(planned, offers[-1])
        if meets:
            return offers, True
        if same(planned, offers[-2] if len(offers) > 1 else None):
            return offers, False
        offers.append(planned)


def _ware(opening: str) -> str:
    """The thing that is for sale, after its colour."""
    things = set(lexicon("en_objects").words())
    for colour in sorted(lexicon("en_adj_colour").words(), key=len, reverse=True):
        found = re.search(rf"\b[aA]n? {colour} ([\w' -]+)", opening)
        if found:
            words = found[1].split(" ")
            for n in range(len(words), 0, -1):
                if " ".join(words[:n]) in things:
                    return " ".join(words[:n])
    raise ExtractError(f"what is for sale in {opening!r}?")
