"""The world of wages solved from what a text says: the reference solver of the `wages-*` readers.

Shares nothing with wages.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dataforge.generators.base import ExtractError, strict
from dataforge.generators.solving import step
from dataforge.generators.worlds.ages_reader import NUMBER, listed, named, sentences_of


@dataclass
class Ledger:
    """What a text says: wages as [name, an hour], entries as [worker, employer, hours], who is asked for."""

    wages: list[list[Any]] = field(default_factory=list)
    entries: list[list[Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


def solve(ledger: Ledger) -> dict[str, Any]:
    """The facts: what everybody has earned, and what the second one asked for owes.

    Raises:
        ExtractError: somebody is named twice or unknown, or works for himself.
    """
    wage = dict(ledger.wages)
    if len(wage) != len(ledger.wages) or len(ledger.asked) != 2:
        raise ExtractError("a wage too many, or a question too few")
    earned, owed = dict.fromkeys(wage, 0), dict.fromkeys(wage, 0)
    for worker, employer, hours in ledger.entries:
        if worker == employer or employer not in wage:
            raise ExtractError(f"{worker} cannot work for {employer}")
        step(4)  # the wage, the product, and two sums
        paid = wage[worker] * hours
        earned[worker] += paid
        owed[employer] += paid
    step(2)
    return {
        "kind": "wage-list",
        "wages": ledger.wages,
        "entries": ledger.entries,
        "earned": list(earned.values()),
        "asked": ledger.asked,
        "answer": earned[ledger.asked[0]],
        "owed": owed[ledger.asked[1]],
    }


@strict
def read(text: str, names: frozenset[str]) -> dict[str, Any]:
    """The facts of a told text in any language, the working and the answer compared.

    Raises:
        ExtractError: something is missing or does not follow.
    """
    paragraphs = text.split("\n\n")
    if len(paragraphs) < 8:
        raise ExtractError("fewer than eight paragraphs")
    opening, _, wages, *told, _, question, working, answer = paragraphs
    people = listed(opening, names)
    known = frozenset(people)
    ledger = Ledger(asked=named(question, known))
    paid = [int(each) for each in NUMBER.findall(wages)]
    if named(wages, known) != people or len(paid) != len(people):
        raise ExtractError("the wages are not those of the people")
    ledger.wages = [list(pair) for pair in zip(people, paid, strict=True)]
    for sentence in sentences_of(told, known):
        pair, hours = named(sentence, known), NUMBER.findall(sentence)
        if len(pair) != 2 or len(hours) != 1:
            raise ExtractError(f"cannot read {sentence[:80]!r}")
        ledger.entries.append([*pair, int(hours[0])])
    facts = solve(ledger)
    if [int(each) for each in NUMBER.findall(working)] != facts["earned"]:
        raise ExtractError(f"earned was {facts['earned']}, the text says {working[:200]!r}")
    if named(answer, known) != ledger.asked:
        raise ExtractError("the answer speaks of somebody else")
    if [int(each) for each in NUMBER.findall(answer)] != [facts["answer"], facts["owed"]]:
        raise ExtractError(f"the answer is {facts['answer']} and {facts['owed']}")
    return facts
