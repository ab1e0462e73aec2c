"""Reads a document of urn-probability: what is left is counted anew at each taking, every fraction redone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.mathematics import _solver
from dataforge.text.lexicon import lexicon

_TAKEN = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_ORDINAL = ("first", "second", "third", "fourth", "fifth", "sixth")
_STYLES = (
    ("(a) ", "(b) ", "(c) ", "(d) "),
    ("a) ", "b) ", "c) ", "d) "),
    ("1. ", "2. ", "3. ", "4. "),
    ("(1) ", "(2) ", "(3) ", "(4) "),
    ("(i) ", "(ii) ", "(iii) ", "(iv) "),
    ("A: ", "B: ", "C: ", "D: "),
)
_ITEM = re.compile(r"([0-9]+) ([^0-9,;.:]+?)(?=, [0-9]| and [0-9]|[,;.:]|$)")
_TOKENS = re.compile(r"[0-9]+(?:/[0-9]+)?")
_DIGIT = re.compile(r"[0-9]")
_CAPITALISED = re.compile(r"[^\W\d_a-z][\w'-]*")
_INDEFINITE = re.compile(r"\b[Aa]n? (?=([a-z-]+)(?: ([a-z]+))?)")
_OF_THOSE = re.compile(r"([0-9]+) of the (.+?) are |(?:Of|Among) the (.+?), ([0-9]+) are ")
_STUFF = re.compile(r"([0-9]+) ([^0-9,;.:]+)")
_WORD = re.compile(r"[a-z]+")
_NOT = re.compile(r" (?:not|but|than) ")
_ORDER = re.compile(r"the (first|second|third|fourth|fifth|sixth) ")
_UNMARKED = str.maketrans(",;:?.", "     ")
_AWAY = re.compile(r"\b(?:without|aside|never|for good)\b")
_BACK = re.compile(r"\b(?:back|replacement|returning)\b")
_FORMS = (
    ("at_least_one", re.compile("at least one|no fewer than|a minimum of")),
    ("exactly_one", re.compile("exactly|just one|precisely")),
    ("none_of", re.compile("not one|none|not a single")),
    ("all_of", re.compile("each|every")),
)


@cache
def _names() -> frozenset[str]:
    return frozenset(lexicon("en_given_names").words())


@cache
def _vessels() -> frozenset[str]:
    return frozenset(lexicon("mathematics_vessels").words())


@cache
def _kinds() -> dict[str, str]:
    """How a kind is called in a list -> after "is"."""
    table = lexicon("mathematics_kinds")
    return dict(zip(table.words(1), table.words(0), strict=True))


@cache
def _things() -> frozenset[str]:
    return frozenset(lexicon("mathematics_tokens").words(1))


@dataclass
class _Urn:
    """What a document's setup says: kinds in order with their counts, and how the list calls them."""

    who: str
    vessel: str
    kinds: list[str]
    listed: dict[str, str]
    counts: list[int]
    asides: list[list[Any]]
    total: int = 0


@dataclass
class _Ask:
    """A question; an event is the kinds that it names, and whether it is to miss them."""

    form: str
    taken: int
    put_back: bool
    events: list[tuple[list[int], bool]]


def _numbers(sentence: str, wanted: list[str]) -> None:
    """The sentence holds these numbers in this order."""
    if _TOKENS.findall(sentence) != wanted:
        raise ExtractError(f"{sentence!r} should say {' '.join(wanted)}")


def _setup(text: str) -> _Urn:
    opening, *more = text.removesuffix(".").split(". ")
    names, vessels = _names(), _vessels()
    who = next((word for word in _CAPITALISED.findall(opening) if word in names), "")
    vessel = ""
    for match in _INDEFINITE.finditer(opening):
        vessel = next((each for each in (f"{match[1]} {match[2]}", match[1]) if each in vessels), "")
        if vessel:
            break
    items = _ITEM.findall(opening)
    if not (who and vessel and len(items) > 1):
        raise ExtractError(f"no owner, no vessel or no list in {opening!r}")
    known = _kinds()
    listed = [words for _, words in items]
    last, _, noun = listed[-1].partition(" ")
    if listed[-1] not in known and noun in _things():
        listed[-1], tail = last, " " + noun
    else:
        tail = ""
    kinds = [known[each] for each in listed]
    calls = {each + tail: kind for each, kind in zip(listed, kinds, strict=True)}
    if len(calls) < len(kinds) or (tail == "") != (kinds[0] not in listed):
        raise ExtractError(f"the list of kinds is odd: {opening!r}")
    urn = _Urn(who, vessel, kinds, calls, [int(number) for number, _ in items], [])
    for sentence in more:
        urn.asides.append(_aside(sentence, urn))
    return urn


def _aside(sentence: str, urn: _Urn) -> list[Any]:
    """What a sentence counts that does not matter."""
    _solver.apply("this is of no interest")
    if own := _OF_THOSE.search(sentence):
        return [urn.listed[own[2] or own[3]], int(own[1] or own[4])]
    if other := _STUFF.search(sentence):
        return [other[2], int(other[1])]
    raise ExtractError(f"cannot read {sentence!r}")


def _event(text: str, kinds: list[str]) -> tuple[list[int], bool]:
    """The kinds named in a piece of text, in its order, and whether they are to be missed."""
    padded = f" {text.translate(_UNMARKED)} "
    places = sorted((place, i) for i, kind in enumerate(kinds) if (place := padded.find(f" {kind} ")) >= 0)
    if not places:
        raise ExtractError(f"no kind in {text!r}")
    return [i for _, i in places], _NOT.search(padded) is not None


def _ask(text: str, kinds: list[str]) -> _Ask:
    head, _, claim = text.rpartition(" that ")
    taken = next((_TAKEN[word] for word in _WORD.findall(head) if word in _TAKEN), 0)
    away = _AWAY.search(head) is not None
    if not taken or not (away or _BACK.search(head)) or _DIGIT.search(text):
        raise ExtractError(f"cannot read the question {text!r}")
    parts = _ORDER.split(claim)
    if len(parts) > 1:
        if parts[1::2] != list(_ORDINAL[:taken]):
            raise ExtractError(f"{taken} are taken, others asked for in {claim!r}")
        return _Ask("in_order", taken, not away, [_event(part, kinds) for part in parts[2::2]])
    if ": " in claim:
        events = [_event(part, kinds) for part in claim.rpartition(": ")[2].split("; ")]
        if len(events) != taken:
            raise ExtractError(f"{taken} are taken, {len(events)} asked for")
        return _Ask("in_order", taken, not away, events)
    form = next((name for name, cue in _FORMS if cue.search(claim)), "")
    if not form:
        raise ExtractError(f"what is asked in {claim!r}?")
    return _Ask(form, taken, not away, [(_event(claim, kinds)[0], False)])


def _total(line: str, urn: _Urn) -> None:
    total = urn.counts[0]
    for count in urn.counts[1:]:
        total = _solver.add(total, count)
    urn.total = total
    _numbers(line, [*map(str, urn.counts), str(total)])


def _group(members: list[int], urn: _Urn, told: Iterator[str]) -> int:
    """How many there are of some kinds together, said so if they are several."""
    count = urn.counts[members[0]]
    for each in members[1:]:
        count = _solver.add(count, urn.counts[each])
    if len(members) > 1:
        sentence = next(told, "")
        _numbers(sentence, [*(str(urn.counts[each]) for each in members), str(count)])
        if _event(_DIGIT.split(sentence, maxsplit=1)[0], urn.kinds)[0] != members:
            raise ExtractError(f"{sentence!r} counts other kinds")
    return count


def _reduce(top: int, bottom: int) -> tuple[int, int, list[str]]:
    """A fraction in lowest terms, and what its reduction says: itself, and if need be the gcd and what is
    left."""
    common = _solver.gcd(top, bottom)
    if common == 1:
        return top, bottom, [f"{top}/{bottom}"]
    less, lower = _solver.divide(top, common)[0], _solver.divide(bottom, common)[0]
    return less, lower, [f"{top}/{bottom}", str(common), f"{less}/{lower}"]


def _chain(ask: _Ask) -> list[tuple[list[int], bool]]:
    """The events of all takings, one by one."""
    if ask.form == "in_order":
        for k, (members, missed) in enumerate(ask.events):
            if missed and k < ask.taken - 1:
                raise ExtractError("what is left after a miss in the middle cannot be told")
            if any(members != other and set(members) & set(other) for other, _ in ask.events[:k]):
                raise ExtractError("two events of the question overlap")
        return ask.events
    group = ask.events[0][0]
    misses = {"all_of": (False, False), "exactly_one": (False, True)}.get(ask.form, (True, True))
    return [(group, misses[k > 0]) for k in range(ask.taken)]


def _solve(ask: _Ask, urn: _Urn, told: Iterator[str]) -> tuple[int, int]:
    """Follow a solution sentence by sentence; the answer as a fraction."""
    _solver.apply(ask.form)
    events = _chain(ask)
    first = events[0][0]
    left = {tuple(first): _group(first, urn, told)}
    for members, _ in events:
        left.setdefault(tuple(members), urn.counts[members[0]])
        if len(members) > 1 and members != first:
            raise ExtractError("another group than the first")
    total, part = urn.total, (1, 1)
    for k, (members, missed) in enumerate(events):
        now = _solver.look(left, tuple(members))
        sentence = next(told, "")
        top, bottom = _chance(sentence, now, total, missed)
        prefix = _DIGIT.split(sentence, maxsplit=1)[0]
        if _ORDINAL[k] not in prefix.lower() or _event(prefix, urn.kinds) != (members, missed):
            raise ExtractError(f"{sentence!r} is about another taking")
        part = _product(next(told, ""), part, (top, bottom)) if k else (top, bottom)
        if not ask.put_back:
            total = _solver.minus(total, 1)
            if not missed:
                left[tuple(members)] = _solver.minus(now, 1)
    return _finish(ask, part, told)


def _chance(sentence: str, left: int, total: int, missed: bool) -> tuple[int, int]:
    """The chance that one taking hits or misses a class, as the sentence says it."""
    fits, wanted = left, []
    if missed:
        fits = _solver.minus(total, left)
        wanted = [str(total), str(left)]
    if fits < 1:
        raise ExtractError("that cannot happen")
    top, bottom, said = _reduce(fits, total)
    _numbers(sentence, [*wanted, str(fits), str(total), *said])
    return top, bottom


def _product(sentence: str, part: tuple[int, int], factor: tuple[int, int]) -> tuple[int, int]:
    """The product of two fractions, reduced, as the sentence says it."""
    raw = _solver.times(part[0], factor[0]), _solver.times(part[1], factor[1])
    top, bottom, said = _reduce(*raw)
    _numbers(sentence, [f"{part[0]}/{part[1]}", f"{factor[0]}/{factor[1]}", *said])
    return top, bottom


def _finish(ask: _Ask, part: tuple[int, int], told: Iterator[str]) -> tuple[int, int]:
    """From the product of the chain to the answer."""
    top, bottom = part
    before = f"{top}/{bottom}"
    if ask.form == "at_least_one":
        top = _solver.minus(bottom, top)
        _numbers(next(told, ""), ["1", before, f"{top}/{bottom}"])
    elif ask.form == "exactly_one":
        top, bottom, said = _reduce(_solver.times(ask.taken, top), bottom)
        _numbers(next(told, ""), [str(ask.taken), str(ask.taken), before, *said])
    return top, bottom


def _labelled(asks: list[str]) -> tuple[str, ...]:
    """The labels of the questions; empty ones for a single question."""
    if len(asks) == 1:
        return ("",)
    for style in _STYLES:
        if asks[0].startswith(style[0]):
            return style[: len(asks)]
    raise ExtractError(f"no label in {asks[0]!r}")


def _unlabelled(lines: list[str], labels: tuple[str, ...]) -> list[str]:
    for line, label in zip(lines, labels, strict=True):
        if not line.startswith(label):
            raise ExtractError(f"{line!r} should begin with {label!r}")
    return [line[len(label) :] for line, label in zip(lines, labels, strict=True)]


def read_urn(text: str) -> dict[str, Any]:
    """The facts of a document of the genre urn-probability.

    Raises:
        ExtractError: a sentence cannot be read, or is wrong.
    """
    body, _, close = text.rpartition("\n")
    told, _, working = body.rpartition("\n\n")
    before, _, task = told.rpartition("\n\n")
    setup, *asked = task.split("\n")
    whole, *solved = working.split("\n")
    if _DIGIT.search(before) or not 1 <= len(asked) <= 4:
        raise ExtractError("numbers before the urn, or no question")
    urn = _setup(setup)
    labels = _labelled(asked)
    asks = [_ask(each, urn.kinds) for each in _unlabelled(asked, labels)]
    _total(whole, urn)
    questions, answers = [], []
    for ask, line in zip(asks, _unlabelled(solved, labels), strict=True):
        sentences = (each for each in line.split(". ") if _DIGIT.search(each))
        top, bottom = _solve(ask, urn, sentences)
        if next(sentences, None) is not None:
            raise ExtractError(f"more is claimed than was asked: {line!r}")
        answers.append(f"{top}/{bottom}")
        events = [
            ("not " if miss else "") + " or ".join(urn.kinds[i] for i in each) for each, miss in ask.events
        ]
        questions.append([ask.form, ask.taken, ask.put_back, events, answers[-1]])
    stated = ", ".join(label + answer for label, answer in zip(labels, answers, strict=True))
    _solver.same(stated, close)
    for _ in answers[1:]:
        _solver.apply("the next answer")
    if stated not in close or len(_DIGIT.findall(close)) != len(_DIGIT.findall(stated)):
        raise ExtractError(f"the answers are {stated}")
    return {
        "kind": "urn-probability",
        "who": urn.who,
        "vessel": urn.vessel,
        "kinds": [list(each) for each in zip(urn.kinds, urn.counts, strict=True)],
        "asides": urn.asides,
        "questions": questions,
        "answer": ", ".join(answers),
    }
