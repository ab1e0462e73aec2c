"""Reads a document of remainder-puzzle: the facts of the story are used one by one, as the solution does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.mathematics import _solver
from dataforge.text.lexicon import lexicon

_NUMBER = re.compile(r"[0-9]+")
_SENTENCES = re.compile(r"(?<=\.)\s")
_MODULUS = re.compile(r"([A-Za-z]+) of ([0-9]+)\b")
_SHORT = re.compile(r"\b(?:short|lacks|misses|wants|would need|would take|call for)\b")
_EVEN = re.compile(r"\b(?:even|exactly|nothing|no remainder)\b")
_MANY = re.compile(r"\b(?:many|number of) ([a-z]+)")
_CAPITALISED = re.compile(r"[^\W\d_a-z][\w-]*")
_AFTER = re.compile(r"([0-9]+) ([A-Za-z'-]+)(?: ([A-Za-z'-]+))?(?: ([A-Za-z'-]+))?")
_MOST_ROUNDS = 1000
_GREATER = re.compile(r"\b(?:above|beyond|than|over) [0-9]")


@cache
def _names() -> frozenset[str]:
    return frozenset(lexicon("en_given_names").words())


@cache
def _groups() -> dict[str, str]:
    """Things -> the groups they are put in."""
    table = lexicon("mathematics_groupings")
    return dict(zip(table.words(0), table.words(2), strict=True))


@cache
def _counted() -> frozenset[str]:
    return frozenset((*lexicon("en_people").words(1), *lexicon("en_objects").words(1)))


class _Told:
    """The sentences of a solution that hold numbers, one after the other."""

    def __init__(self, text: str):
        self._sentences = [each for each in _SENTENCES.split(text) if _NUMBER.search(each)]
        self._next = 0

    def peek(self) -> str:
        """The next sentence; '' at the end."""
        return self._sentences[self._next] if self._next < len(self._sentences) else ""

    def say(self, *wanted: int) -> None:
        """The next sentence holds these numbers in this order."""
        sentence = self.peek()
        self._next += 1
        if _NUMBER.findall(sentence) != [str(each) for each in wanted]:
            raise ExtractError(f"{sentence!r} should say {wanted}")


def _fact(sentence: str, groups: str) -> list[Any] | None:
    """Modulus, over or short, how many; None if the sentence is about something else."""
    match = _MODULUS.search(sentence)
    if match is None:
        return None
    numbers = [int(each) for each in _NUMBER.findall(sentence)]
    if match[1].lower() != groups or numbers[0] != int(match[2]):
        raise ExtractError(f"other groups in {sentence!r}")
    if len(numbers) == 1 and _EVEN.search(sentence):
        return [numbers[0], "is_over", 0]
    if len(numbers) != 2 or not 0 < numbers[1] < numbers[0]:
        raise ExtractError(f"cannot read the fact {sentence!r}")
    return [numbers[0], "is_short" if _SHORT.search(sentence) else "is_over", numbers[1]]


def _aside(sentence: str) -> list[Any]:
    """What a sentence counts that does not matter."""
    match = _AFTER.search(sentence)
    if match is None or len(_NUMBER.findall(sentence)) != 1:
        raise ExtractError(f"cannot read {sentence!r}")
    _solver.apply("this is of no interest")
    for end in (4, 3, 2):
        words = " ".join(match[i] or "" for i in range(2, end + 1))
        if words in _counted():
            return [words, int(match[1])]
    raise ExtractError(f"what is counted in {sentence!r}?")


def _remainder(fact: list[Any], told: _Told) -> int:
    """What is over; of a shortage, as the solution converts it."""
    modulus, how, stated = fact
    if how == "is_over":
        return int(stated)
    over = _solver.minus(modulus, stated)
    told.say(stated, modulus, over)
    return over


def _try(at: tuple[int, int], modulus: int, over: int, told: _Told) -> int:
    """Go up from a number by a period until the remainder fits."""
    number, period = at
    said = [number, period, modulus, over]
    while True:
        left = _solver.divide(number, modulus)[1]
        said += [number, left]
        if left == over or len(said) > 40:
            break
        number = _solver.add(number, period)
    told.say(*said)
    return number


def _calculate(at: tuple[int, int], modulus: int, over: int, told: _Told) -> int:
    """Find with an inverse how many periods make the remainder fit."""
    number, period = at
    period_left, number_left = _solver.divide(period, modulus)[1], _solver.divide(number, modulus)[1]
    told.say(modulus, period, period_left, number, number_left)
    gap = _solver.minus(over, number_left) % modulus
    borrowed = (modulus,) if over < number_left else ()
    told.say(period_left, over, number_left, *borrowed, gap)
    steps = gap
    if period_left == 1:
        _solver.apply("a period is one step")
        told.say(steps)
    else:
        inverse = pow(period_left, -1, modulus)
        shown = _solver.times(period_left, inverse)
        found = _solver.times(inverse, gap)
        if _solver.divide(shown, modulus)[1] != 1:
            raise ExtractError(f"{inverse} does not undo {period_left}")
        steps = _solver.divide(found, modulus)[1]
        told.say(period_left, inverse, shown, 1, inverse, gap, found, steps)
    return _solver.add(number, _solver.times(period, steps))


def _solve(facts: list[list[Any]], told: _Told) -> tuple[int, int]:
    """Follow the solution fact by fact; the least number, and after how many it fits again."""
    number, period = 0, 1
    for k, fact in enumerate(facts):
        modulus, over = fact[0], _remainder(fact, told)
        if k == 0:
            _solver.apply("any number of full groups")
            told.say(modulus, over, modulus)
            number, period = over, modulus
            continue
        tried = " steps " in told.peek()
        reached = (_try if tried else _calculate)((number, period), modulus, over, told)
        longer = _solver.times(period, modulus)
        if tried:
            told.say(reached, period, modulus, longer)
        else:
            told.say(number, period, (reached - number) // period, reached, period, modulus, longer)
        number, period = reached, longer
    return number, period


def _raise(least: int, whole: int, bound: int, told: _Told) -> int:
    """The first solution above the bound: one round more, until it is."""
    answer, rounds = least, 0
    while answer <= bound and rounds < _MOST_ROUNDS:
        answer, rounds = _solver.add(answer, whole), rounds + 1
    told.say(bound, least, rounds, whole, answer)
    return answer


def _check(answer: int, facts: list[list[Any]], told: _Told) -> None:
    """Divide the answer by every modulus, as the solution does."""
    said = [answer]
    for modulus, how, stated in facts:
        times, left = _solver.divide(answer, modulus)
        said += [times, modulus, left] if left else [times, modulus]
        if left != (stated if how == "is_over" else modulus - stated):
            raise ExtractError(f"{answer} does not fit {modulus}")
    told.say(*said)


def _story(sentences: Iterator[str], groups: str) -> tuple[list[list[Any]], list[list[Any]]]:
    """Facts, and asides."""
    facts, asides = [], []
    for sentence in sentences:
        fact = _fact(sentence, groups)
        if fact:
            facts.append(fact)
        else:
            asides.append(_aside(sentence))
    return facts, asides


def read_remainders(text: str) -> dict[str, Any]:
    """The facts of a document of the genre remainder-puzzle.

    Raises:
        ExtractError: a sentence cannot be read, or is wrong.
    """
    body, _, close = text.rpartition("\n")
    told, _, working = body.rpartition("\n\n")
    before, _, story = told.rpartition("\n\n")
    opening, *sentences, ask = _SENTENCES.split(story)
    things = _MANY.search(ask)
    who = next((word for word in _CAPITALISED.findall(opening) if word in _names()), "")
    if (
        _NUMBER.search(before)
        or _NUMBER.search(opening)
        or not things
        or things[1] not in _groups()
        or not who
    ):
        raise ExtractError(f"numbers before the puzzle, or nothing asked in {ask!r}")
    groups = _groups()[things[1]]
    facts, asides = _story(iter(sentences), groups)
    bounds = [int(each) for each in _NUMBER.findall(ask)]
    if len(facts) < 2 or len(bounds) > 1 or bool(bounds) != (_GREATER.search(ask) is not None):
        raise ExtractError(f"too few facts, or a bound that is none: {ask!r}")
    said = _Told(working)
    least, whole = _solve(facts, said)
    answer = _raise(least, whole, bounds[0], said) if bounds else least
    if answer <= max(bounds, default=0):
        raise ExtractError(f"{answer} is not above the bound")
    _check(answer, facts, said)
    if said.peek() or not _solver.same(_NUMBER.findall(close), [str(answer)]):
        raise ExtractError(f"the number is {answer}, and that ends it")
    return {
        "kind": "remainder-puzzle",
        "who": who,
        "things": things[1],
        "groups": groups,
        "facts": facts,
        "asides": asides,
        "bound": bounds[0] if bounds else 0,
        "answer": answer,
    }
