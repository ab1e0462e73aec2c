"""Reads number-words back: the amounts by the market reader's grammars, every balance worked out anew."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.multilingual._market_reader import read_number
from dataforge.generators.multilingual._solver import add, largest, spelt, total
from dataforge.text.lexicon import lexicon

_CODES = {
    "English": "en", "German": "de", "French": "fr", "Spanish": "es", "Italian": "it", "Portuguese": "pt",
    "Russian": "ru", "Turkish": "tr",
}  # fmt: skip
_NOTHING = {
    "en": "zero", "de": "null", "fr": "zéro", "es": "cero", "it": "zero", "pt": "zero", "ru": "ноль",
    "tr": "sıfır",
}  # fmt: skip
_NAME = re.compile(r"\b[A-Z][a-z]+\b")
_LIST = re.compile(r"[A-Z][a-z]+(?:, [A-Z][a-z]+)* and [A-Z][a-z]+\b")
_TONGUE = re.compile(r"\b(?:" + "|".join(_CODES) + r")\b")
_AMOUNT = re.compile('["“«*]([^"”»*]+)["”»*]')
_GAIN = re.compile(r"\b(?:bought|took in|picked|gathered|received|found|won|inherited|raised|grew|dug up)\b")
_LOSS = re.compile(r"\b(?:sold|lost|gave away|threw out|handed over|broken?|lent out|burned|let die)\b")
_GOODS = re.compile(r"\bhow many (.+?) (?:do|does|lie)\b")
_ASKED = (
    ("total", re.compile("they all|all of them|all these people")),
    ("gap", re.compile("differ|stand apart|lie between")),
    ("most", re.compile("the one with the most|richest|best supplied")),
    ("least", re.compile("the one with the fewest|poorest|worst supplied")),
    ("one", re.compile("how many .+ does ")),
)


def read_books(text: str) -> dict[str, Any]:
    """The facts of a document.

    Raises:
        ExtractError: an amount cannot be read, or a balance or the answer is wrong.
    """
    opening, _, starts, *told, _, question, working, answer = text.split("\n\n")
    people = max(_LIST.findall(opening), key=len).replace(" and ", ", ").split(", ")
    if people[0] not in _given():  # "Later, Ann and Bob"
        del people[0]
    if len(set(people)) < len(people) or not set(people) <= _given():
        raise ExtractError(f"who are {people}?")
    (tongue,), (wanted,) = _TONGUE.findall(opening), _TONGUE.findall(question)
    told_in, answered = _CODES[tongue], _CODES[wanted]
    begun = [_entry(sentence, people, told_in) for sentence in _sentences(starts)]
    if [who for who, _ in begun] != people:
        raise ExtractError("not everybody begins, or not in this order")
    entries = []
    for sentence in (each for paragraph in told for each in _sentences(paragraph)):
        who, amount = _entry(sentence, people, told_in)
        gain, loss = _GAIN.search(sentence), _LOSS.search(sentence)
        if bool(gain) == bool(loss):
            raise ExtractError(f"more or fewer? {sentence[:80]!r}")
        entries.append([who, amount if gain else -amount])
    goods = _GOODS.search(question)
    if not goods or goods[1] not in _things() or f" {goods[1]}" not in opening:
        raise ExtractError("what is counted?")
    asked = next(name for name, pattern in _ASKED if pattern.search(question))
    about = [name for name in _NAME.findall(question) if name in people]
    lines = working.split("\n")
    balances = _balances(lines[: len(people)], begun, entries)
    value = _value(asked, about, balances, lines[len(people) :])
    _written(answer, answered, value)
    return {
        "kind": "number-words",
        "languages": [told_in, answered],
        "goods": goods[1],
        "people": people,
        "begun": [amount for _, amount in begun],
        "entries": entries,
        "balances": list(balances.values()),
        "asked": asked,
        "about": about,
        "value": value,
        "answer": answer.rpartition(": ")[2],
    }


@cache
def _given() -> frozenset[str]:
    return frozenset(lexicon("en_given_names").words(0))


@cache
def _things() -> frozenset[str]:
    return frozenset(
        word for name in ("en_foods", "en_objects", "en_plants") for word in lexicon(name).words(1)
    )


def _sentences(paragraph: str) -> list[str]:
    return re.split(r"(?<=\.) ", paragraph)


def _entry(sentence: str, people: list[str], code: str) -> tuple[str, int]:
    """Who, and the number that stands in quotes."""
    (words,) = _AMOUNT.findall(sentence)
    (who,) = [name for name in _NAME.findall(sentence) if name in people]
    return who, spelt(read_number(code, words.split(" "), alone=True))


def _balances(lines: list[str], begun: list[tuple[str, int]], entries: list[list[Any]]) -> dict[str, int]:
    """What everybody has, as the working says line by line."""
    found = {}
    for line, (who, first) in zip(lines, begun, strict=True):
        changes = [change for name, change in entries if name == who]
        found[who] = total([first, *changes])
        terms = "".join(f" {'+' if change > 0 else '-'} {abs(change)}" for change in changes)
        if line != f"{who}: {first}{terms}" + (f" = {found[who]}" if changes else ""):
            raise ExtractError(f"{line!r} does not follow")
    return found


def _value(asked: str, about: list[str], balances: dict[str, int], lines: list[str]) -> int:
    """What the question asks for, compared with the last line of the working."""
    every = list(balances.values())
    listed = ", ".join(map(str, every))
    if len(about) != {"one": 1, "gap": 2}.get(asked, 0):
        raise ExtractError(f"{asked} of {about}")
    if asked == "one":
        value, said = balances[about[0]], ""
    elif asked == "gap":
        a, b = balances[about[0]], balances[about[1]]
        value = abs(add(a, -b))
        said = f"{max(a, b)} - {min(a, b)} = {value}"
    elif asked == "total":
        value = total(every)
        said = f"{' + '.join(map(str, every))} = {value}"
    elif asked == "most":
        value = largest(every)
        said = f"max({listed}) = {value}"
    else:
        value = -largest([-each for each in every])
        said = f"min({listed}) = {value}"
    if lines != ([said] if said else []):
        raise ExtractError(f"{lines} should be {said!r}")
    return value


def _written(answer: str, code: str, value: int) -> None:
    """Insist that the answer spells the value."""
    head, _, words = answer.partition(": ")
    spelt(value)
    if value == 0 and words == _NOTHING[code] and _TONGUE.search(head):
        return
    tongue = _TONGUE.search(head)
    if not tongue or _CODES[tongue[0]] != code or read_number(code, words.split(" "), alone=True) != value:
        raise ExtractError(f"{answer!r} should say {value} in {code}")
