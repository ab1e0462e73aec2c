"""Reads bargains back: plays both plans by turns and holds every price against them."""

from __future__ import annotations

import re
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.conversational._ears import bare, numbers, turns, vocabulary, words
from dataforge.generators.conversational._solver import below, minus, plus, same

_WALKS = re.compile(r"too far apart|cannot move|my last word|must leave it|[nN]o (?:sale|deal|good)")
_TAKES = re.compile(r"[aA]greed|talked me round|[yY]our price|that price|[dD]one\b|as you say")
_COLOURED = re.compile(r"\b[aA]n? ([\w'-]+) ([\w' -]+)")


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
    opening, plans = _story(prompt.partition(". ")[2].split(". "), seller, buyer)
    offers, deal = _play(plans)
    named = [numbers(line) for _, line in said]
    if named != [*([offer] for offer in offers), []]:
        raise ExtractError(f"the prices should be {offers}")
    last = bare(said[-1][1])
    if bool(_WALKS.search(last)) == deal or bool(_TAKES.search(last)) != deal:
        raise ExtractError(f"{last!r} is not how it ends")
    no = "No" in words(answer) or "no" in words(answer)
    if numbers(answer) != ([offers[-1]] if deal else []) or no == deal:
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


def _story(sentences: list[str], seller: str, buyer: str) -> tuple[str, tuple[list[int], list[int]]]:
    """How the story opens, and the plans of both: the two sentences that hold numbers, three each."""
    first, second = (i for i, sentence in enumerate(sentences) if numbers(sentence))
    opening, rule = ". ".join(sentences[:first]), ". ".join(sentences[second + 1 :])
    places = (opening, opening, sentences[first], sentences[second], rule)
    for name, where in zip((seller, buyer, seller, buyer, seller), places, strict=True):
        if name not in words(where):
            raise ExtractError(f"{name} is missing in {where!r}")
    return opening, (numbers(sentences[first]), numbers(sentences[second]))


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
    for colour, after in _COLOURED.findall(opening):
        if colour in vocabulary("en_adj_colour"):
            said = after.split(" ")
            for n in range(len(said), 0, -1):
                if " ".join(said[:n]) in vocabulary("en_objects"):
                    return " ".join(said[:n])
    raise ExtractError(f"what is for sale in {opening!r}?")
