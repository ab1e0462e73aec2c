"""Reads dilemmas back: takes gains, risks and rules from the prose and applies the theories anew."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError, strict
from dataforge.generators.philosophy._dilemma_words import (
    BROKEN,
    COUNTS,
    GOODS,
    MEASURES,
    SPANS,
    THEORIES,
    TITLES,
)
from dataforge.generators.philosophy._solver import (
    add,
    first,
    holds,
    largest,
    less,
    look,
    same,
    smallest,
    tally,
    times,
    total,
)
from dataforge.text.lexicon import lexicon

_SENTENCE = re.compile(r"(?<=[.?]) ")
_HERO = re.compile(r"\b(?:fell|left) to ([A-Z]\w+)|\b([A-Z]\w+)(?:, an? [^,.]*,)? (?:must|has to|is to)\b")
_PEOPLE = re.compile(r"[A-Z]\w+(?:, [A-Z]\w+)* and [A-Z]\w+")
_UNIT = re.compile(rf"\b({'|'.join(SPANS)}) of ({'|'.join(GOODS)})\b")
_COURSE = re.compile(r"\b(?:could|might) ([a-z ]+ the [^,:]+?)(?:, [^:]*)?: (.+)\.$")
_KEY = re.compile(r"^[a-z ]+? the ([a-z-]+) ([a-z-]+) [a-z]")
_NUMBER = re.compile(r"\d+")
_CAPITAL = re.compile(r"[A-Z]\w+")
_RISK = re.compile(r"\b(\d+) .*\bten\b|\b(\d+) in ten\b")
_RULE = re.compile(rf"\b(?:{'|'.join(BROKEN)})\b")
_NAME = re.compile(rf"\b(?:{'|'.join(TITLES)}) ([A-Z]\w+)")
_REF = re.compile(r"\bthe (?:([a-z-]+) )?([a-z-]+)\.$")
_ASKED = re.compile(
    rf"\b({'|'.join(COUNTS)}) (?:adviser|counsellor|friend|thinker|moralist)s?\.$|\b({'|'.join(COUNTS)}) "
    r"(?:adviser|counsellor|friend|thinker|moralist)s? "
)
_CUES = (
    (
        "egalitarian",
        re.compile(r"\b(?:gap|spread|distance) (?:between|from)\b|\bthe least (?:gap|spread|distance)\b"),
    ),
    ("prioritarian", re.compile(r"\b(?:twice|double) in the sum|\bleast (?:twice|double)\b")),
    ("democrat", re.compile(r"\bvotes? (?:for|settles|decides)\b|\bhas a vote\b")),
    ("moralist", re.compile(r"\brules (?:broken|violated|as)|\brules (?:is|wins|comes)")),
    ("sufficientarian", re.compile(r"\d")),
    ("sceptic", re.compile(r"\b(?:of failure|to fail|least often)\b")),
    ("utilitarian", re.compile(r"\b(?:odds|chance) of success\b")),
    ("maximiner", re.compile(r"\b(?:poorest|least favoured|worst placed|least (?:gain|share))\b")),
)
_LESS = ("egalitarian", "moralist", "sceptic")


@cache
def _names(which: str) -> frozenset[str]:
    return frozenset(str(form) for form in lexicon(which).columns[0])


@cache
def _measures() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((theory, frozenset(words)) for theory, words in zip(THEORIES, MEASURES, strict=True))


@strict
def read_dilemma(text: str) -> dict[str, Any]:
    """The facts of a dilemma, every theory applied anew.

    Raises:
        ExtractError: the text is not of this genre, or contradicts itself.
    """
    story, advice, reasoning, verdict = text.split("\n\n")[-4:]
    setup, concerned, *sentences = _SENTENCE.split(story)
    found, listed, unit = _HERO.search(setup), _PEOPLE.search(concerned), _UNIT.search(concerned)
    if found is None or listed is None or unit is None:
        raise ExtractError("no hero, no people or no unit")
    hero, people = found[1] or found[2], _CAPITAL.findall(listed[0])
    if not {hero, *people} <= _names("en_given_names") or hero in people:
        raise ExtractError("nobody knows these people")
    courses = _read_courses(sentences, people, hero)
    views, threshold = _read_theories(advice, hero)
    stated, *judgements = _SENTENCE.split(reasoning)
    sums = [total(gains) for _, gains, _, _ in courses]
    if [int(each) for each in _NUMBER.findall(stated)] != sums or len(judgements) != len(views):
        raise ExtractError(f"the sums are {sums}")
    keys = _keys(courses)
    judged: list[list[Any]] = []
    for (name, theory), sentence in zip(views, judgements, strict=True):
        figures, place = _apply(theory, courses, sums, threshold)
        _check_judgement(sentence, (name, theory), figures)
        if _referred(sentence, keys) != place:
            raise ExtractError(f"{name} is for another course")
        judged.append([name, theory, figures, place + 1])
    winner = _majority([place - 1 for _, _, _, place in judged], len(courses))
    if _referred(verdict, keys) != winner or _NUMBER.search(verdict):
        raise ExtractError("the verdict is for another course")
    begun = re.match(r"([A-Z]\w+) (?:should|ought to|had better|must) ", verdict)
    if begun and begun[1] != hero:
        raise ExtractError("the verdict is on somebody else")
    return {
        "kind": "dilemma-theories", "who": hero, "people": people, "unit": unit[0], "courses": courses,
        "threshold": threshold, "sums": sums, "advice": judged, "answer": keys[winner][1],
    }  # fmt: skip


def _read_courses(sentences: list[str], people: list[str], hero: str) -> list[list[Any]]:
    courses: list[list[Any]] = []
    for sentence in sentences:
        course = _COURSE.search(sentence)
        if course:
            parts = re.split(r", | and ", course[2])
            if [_CAPITAL.findall(part) for part in parts] != [[each] for each in people]:
                raise ExtractError(f"cannot read the gains in {sentence!r}")
            gains = [int(each) for part in parts for each in _NUMBER.findall(part)]
            if len(gains) != len(people):
                raise ExtractError(f"cannot read the gains in {sentence!r}")
            named = re.search(r"([A-Z]\w+) (?:could|might) ", sentence)
            if named and named[1] not in (hero, "One", "She", "He", "Somebody"):
                raise ExtractError("a course of somebody else")
            courses.append([course[1], gains, 0, []])
        elif risk := _RISK.search(sentence):
            courses[-1][2] = int(risk[1] or risk[2])
        elif rules := _RULE.findall(sentence):
            courses[-1][3] = rules
        else:
            raise ExtractError(f"cannot read {sentence!r}")
    return courses


def _read_theories(advice: str, hero: str) -> tuple[list[tuple[str, str]], int]:
    asks, *sentences = _SENTENCE.split(advice)
    asked = _ASKED.search(asks)
    views: list[tuple[str, str]] = []
    threshold = 0
    for sentence in sentences:
        name = _NAME.search(sentence)
        if name is None:
            continue
        if name[1] not in _names("en_surnames"):
            raise ExtractError(f"nobody knows {name[1]}")
        theory = next((theory for theory, cue in _CUES if cue.search(sentence)), "")
        views.append((name[0], theory))
        if theory == "sufficientarian":
            threshold = int(_NUMBER.findall(sentence)[0])
    said = asked and (asked[1] or asked[2])
    if not said or hero not in asks or COUNTS.index(said) + 1 != len(views):
        raise ExtractError("the advisers do not add up")
    if len(_NUMBER.findall(advice)) != (threshold > 0):
        raise ExtractError("a threshold without a use")
    return views, threshold


def _keys(courses: list[list[Any]]) -> list[tuple[str, str]]:
    found = [_KEY.search(course[0]) for course in courses]
    keys = [(each[1], each[2]) for each in found if each]
    if len({key for _, key in keys}) < len(courses):
        raise ExtractError("courses that cannot be told apart")
    return keys


def _referred(sentence: str, keys: list[tuple[str, str]]) -> int:
    ref = _REF.search(sentence)
    for place, (adjective, key) in enumerate(keys):
        if ref and ref[2] == key and ref[1] in (None, adjective):
            return place
    raise ExtractError(f"no course in {sentence!r}")


def _check_judgement(sentence: str, view: tuple[str, str], figures: list[int]) -> None:
    """Who judges, by what measure, with which figures."""
    name = _NAME.search(sentence)
    if name is None or name[0] != view[0] or [int(n) for n in _NUMBER.findall(sentence)] != figures:
        raise ExtractError(f"{view} says {figures}, not {sentence!r}")
    if not any(word in sentence.lower() for word in look(dict(_measures()), view[1])):
        raise ExtractError(f"another measure than {view[1]}'s")


def _apply(theory: str, courses: list[list[Any]], sums: list[int], threshold: int) -> tuple[list[int], int]:
    """A theory's figures for the courses, and the place of the course it chooses."""
    if theory == "democrat":
        votes = [largest(column) for column in zip(*(gains for _, gains, _, _ in courses), strict=True)]
        figures = [tally([vote == k for vote in votes]) for k in range(len(courses))]
    else:
        figures = [
            _figure(theory, course, plain, threshold) for course, plain in zip(courses, sums, strict=True)
        ]
    best = smallest(figures) if theory in _LESS else largest(figures)
    level = [k for k, figure in enumerate(figures) if same(figure, figures[best])]
    return figures, level[largest([sums[k] for k in level])]


def _figure(theory: str, course: list[Any], plain: int, threshold: int) -> int:
    _, gains, fails, rules = course
    match theory:
        case "utilitarian":
            return times(plain, 10 - fails)
        case "maximiner":
            return int(gains[smallest(gains)])
        case "prioritarian":
            return times(add(plain, gains[smallest(gains)]), 10 - fails)
        case "egalitarian":
            return less(gains[largest(gains)], gains[smallest(gains)])
        case "moralist":
            return tally([rule in rules for rule in BROKEN])
        case "sufficientarian":
            return sum(holds(gain >= threshold) for gain in gains)
    return look({"fails": int(fails)}, "fails")


def _majority(advice: list[int], num_courses: int) -> int:
    """The course with most advisers; of equals, the one with the earliest adviser."""
    support = [tally([place == k for place in advice]) for k in range(num_courses)]
    most = support[largest(support)]
    return advice[first(support[place] == most for place in advice)]
