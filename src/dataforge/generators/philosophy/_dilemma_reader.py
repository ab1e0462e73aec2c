"""Reads dilemmas back: takes gains, risks and rules from the prose and applies the theories anew."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.philosophy._dilemma_words import ADVISERS, BROKEN, COUNTS, ORDINALS, TIES
from dataforge.text.lexicon import lexicon

_FIRST_WORDS = (
    "It",
    "Winter",
    "In",
    "The",
    "We",
    "Picture",
    "There",
    "News",
    "Let",
    "A",
    "For",
    "From",
    "All",
    "This",
)
_GAIN = re.compile(r"(\d+)(?: [a-z][a-z ]*?)? for ([A-Z][a-z]+)|([A-Z][a-z]+) (\d+)")
_RISK = re.compile(r"(\d+) (?:chances in 10|cases out of 10|times out of 10|in 10)\b")
_TOTAL = re.compile(r"(?:sums are|add up to|come to|plain sums:|gains are) ([\d, and]+)\.")
_ENOUGH = re.compile(r"at least (\d+), and|gain of (\d+) or more|receive (\d+) or more")
_VIEW = re.compile(
    r"\b(?:For the|lights of the|angle of the|To the|As the|With the) ([a-z]+),? [a-z, ]*?(\d[\d, and]*?)"
    r"(?:,|:|;)[a-z ]* (first|second|third|fourth|fifth)\b"
)
_ASKED = re.compile(r"\b(?:an adviser|(?:two|three|four|five|six|seven|eight) advisers)\.")


@cache
def _names() -> frozenset[str]:
    return frozenset(lexicon("given_names").words())


@cache
def _situations() -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    """What stands before and after the hero's name, the unit, and the courses, by situation."""
    rows = zip(*lexicon("philosophy_dilemmas").columns, strict=True)
    known = []
    for setup, unit, *courses in ([str(form) for form in row] for row in rows):
        before, _, after = setup.partition("@")
        known.append((before, after, unit, tuple(courses)))
    return tuple(known)


def read_dilemma(text: str) -> dict[str, Any]:
    """The facts of a dilemma, every theory applied anew.

    Raises:
        ExtractError: the text is not of this genre, or contradicts itself.
    """
    story, advice, reasoning, verdict = text.split("\n\n")
    sentences = re.split(r"(?<=\.) ", story)
    town = _read_town(sentences.pop(0))
    hero, row = _read_setup(sentences[0])
    people = re.findall(r"\b[A-Z][a-z]+\b", sentences[1][1:])
    if not {*people, hero} <= _names() or hero in people:
        raise ExtractError("nobody knows these people")
    courses = _read_courses(sentences[2:], row, people, hero)
    theories, threshold = _read_theories(advice, hero)
    sums = [sum(gains) for _, gains, _, _ in courses]
    judged = [(name, *_apply(name, courses, threshold)) for name in theories]
    views = [
        (name, [int(n) for n in re.findall(r"\d+", scores)], ORDINALS.index(nth) + 1)
        for name, scores, nth in _VIEW.findall(reasoning)
    ]
    if views != judged:
        raise ExtractError(f"the theories say {judged}, the text {views}")
    tied = any(_undecided(name, figures) for name, figures, _ in judged)
    stated = _TOTAL.search(reasoning)
    found = [int(each) for each in re.findall(r"\d+", stated[1])] if stated else []
    if found != (sums if tied or {"utilitarian", "prioritarian"} & set(theories) else []):
        raise ExtractError(f"the sums are {sums}")
    if any(tie in advice for tie in TIES) != tied:
        raise ExtractError("a rule for ties without a tie, or a tie without a rule")
    support = [nth for _, _, nth in judged]
    winner = max(support, key=lambda nth: (support.count(nth), -support.index(nth)))
    answer = courses[winner - 1][0]
    if not verdict.endswith(f" to {answer}.") or re.search(r"\d", verdict):
        raise ExtractError(f"the verdict should be to {answer}")
    if "ought to" in verdict and hero not in verdict:
        raise ExtractError("the verdict is on somebody else")
    return {
        "kind": "dilemma-theories", "where": town, "who": hero, "people": people, "courses": courses,
        "threshold": threshold, "sums": sums, "advice": [list(each) for each in judged], "answer": answer,
    }  # fmt: skip


def _read_town(sentence: str) -> str:
    """The place: the one capitalised word that does not just open the sentence."""
    towns: list[str] = [word for word in re.findall(r"\b[A-Z][a-z]+\b", sentence) if word not in _FIRST_WORDS]
    if len(towns) != 1:
        raise ExtractError(f"no place in {sentence!r}")
    return towns[0]


def _read_setup(sentence: str) -> tuple[str, int]:
    for row, (before, after, _, _) in enumerate(_situations()):
        if sentence.startswith(before) and sentence.endswith(after):
            return sentence[len(before) : len(sentence) - len(after)], row
    raise ExtractError(f"an unknown dilemma: {sentence!r}")


def _read_courses(sentences: list[str], row: int, people: list[str], hero: str) -> list[list[Any]]:
    courses: list[list[Any]] = []
    _, _, unit, options = _situations()[row]
    for sentence in sentences:
        option = next((each for each in options if each in sentence), None)
        risk = _RISK.search(sentence)
        rules = [rule for rule in BROKEN if rule in sentence]
        if option:
            found = {b or c: int(a or d) for a, b, c, d in _GAIN.findall(sentence)}
            others = set(re.findall(r"\b[A-Z][a-z]+\b", sentence[1:])) - {*people, hero}
            if (
                list(found) != people
                or unit not in sentence
                or others
                or len(re.findall(r"\d+", sentence)) != len(people)
            ):
                raise ExtractError(f"cannot read the gains in {sentence!r}")
            courses.append([option, list(found.values()), 0, []])
        elif risk:
            courses[-1][2] = int(risk[1])
        elif rules:
            courses[-1][3] = rules
        else:
            raise ExtractError(f"cannot read {sentence!r}")
    return courses


def _read_theories(advice: str, hero: str) -> tuple[list[str], int]:
    asked = _ASKED.search(advice)
    theories = [
        name
        for name in re.findall(r"\b(?:The|For the|To the|With the) ([a-z]+)\b", advice)
        if name in ADVISERS
    ]
    enough = _ENOUGH.search(advice)
    if (
        asked is None
        or hero not in advice[: asked.end()]
        or not advice[: asked.end()].endswith(f"{COUNTS[len(theories) - 1]}.")
    ):
        raise ExtractError("the advisers do not add up")
    if (enough is not None) != ("sufficientarian" in theories):
        raise ExtractError("a threshold without a use, or a use without a threshold")
    return theories, int(next(each for each in enough.groups() if each)) if enough else 0


def _apply(theory: str, courses: list[list[Any]], threshold: int) -> tuple[list[int], int]:
    """A theory's figures for the courses, and the number of the course it chooses."""
    table: list[list[int]] = [gains for _, gains, _, _ in courses]
    if theory == "democrat":
        votes = [column.index(max(column)) for column in zip(*table, strict=True)]
        figures = [votes.count(k) for k in range(len(table))]
    else:
        figures = [_figure(theory, gains, fails, rules, threshold) for _, gains, fails, rules in courses]
    ranks = _ranks(theory, figures)
    return figures, min(range(len(table)), key=lambda k: (ranks[k], -sum(table[k]), k)) + 1


def _ranks(theory: str, figures: list[int]) -> list[int]:
    """The figures so that less is better."""
    return figures if theory in ("egalitarian", "moralist", "sceptic") else [-figure for figure in figures]


def _undecided(theory: str, figures: list[int]) -> bool:
    ranks = _ranks(theory, figures)
    return ranks.count(min(ranks)) > 1


def _figure(theory: str, gains: list[int], fails: int, rules: list[str], threshold: int) -> int:
    match theory:
        case "utilitarian":
            return sum(gains) * (10 - fails)
        case "maximiner":
            return min(gains)
        case "prioritarian":
            return (sum(gains) + min(gains)) * (10 - fails)
        case "egalitarian":
            return max(gains) - min(gains)
        case "moralist":
            return len(rules)
        case "sufficientarian":
            return sum(gain >= threshold for gain in gains)
    return fails
