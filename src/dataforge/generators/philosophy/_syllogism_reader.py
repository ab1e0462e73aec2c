"""Reads syllogism lessons back: takes the steps again, by their moods, and tries countermodels."""

from __future__ import annotations

import re
from typing import Any

from dataforge.generators.base import ExtractError, strict
from dataforge.generators.philosophy._solver import first, holds, look, same
from dataforge.generators.philosophy._syllogism_words import FALLACIES, MOODS
from dataforge.generators.philosophy._term_reader import groups_in

_FORMS = tuple(
    (re.compile(pattern), form, swapped)
    for pattern, form, swapped in (
        (r"\bsome (?:of the )?P are not Q|\bnot all P are Q", "O", False),
        (r"\bonly P are Q", "A", True),
        (
            r"\ball P are Q|\bP are all Q|\bP, [a-z ]+, are Q",
            "A",
            False,
        ),
        (
            r"\bno P are Q|\bnone of the P are Q|\bP are never Q",
            "E",
            False,
        ),
        (r"\bsome (?:of the )?P are Q|\bthere are P who are Q|\bP are sometimes Q", "I", False),
    )
)
_STEP = re.compile(
    r"\b(they are not all|some of them are not|all of them|they are all|every one|none of them|they are never"
    r"|not one of them|some of them|a few of them|they are sometimes)\b"
)
_STEP_FORMS = {
    "they are not all": "O", "some of them are not": "O", "all of them": "A", "they are all": "A",
    "every one": "A", "none of them": "E", "they are never": "E", "not one of them": "E", "some of them": "I",
    "a few of them": "I", "they are sometimes": "I",
}  # fmt: skip
_MOOD = re.compile("|".join(MOODS))
_FALLACY = re.compile("|".join(FALLACIES))
_VERDICT = re.compile(r"\b((?:in)?valid)\.$")
_SENTENCE = re.compile(r"(?<=\.) |\n\n")
# (form of the minor premise, whether it is converted, form of the major premise, whether it is converted)
_BY_MOOD = {
    ("A", False, "A", False): "Barbara", ("A", False, "E", False): "Celarent",
    ("A", False, "E", True): "Cesare", ("I", False, "A", False): "Darii",
    ("I", True, "A", False): "Datisi", ("I", False, "E", False): "Ferio",
    ("I", False, "E", True): "Festino", ("I", True, "E", False): "Ferison",
    ("I", True, "E", True): "Fresison",
}  # fmt: skip
_RESULT = {("A", "A"): "A", ("A", "E"): "E", ("I", "A"): "I", ("I", "E"): "O"}

Statement = tuple[str, str, str]


@strict
def read_syllogism(text: str) -> dict[str, Any]:
    """The facts of a lesson, every step taken again and the countermodel tried.

    Raises:
        ExtractError: the text is not of this genre, or contradicts itself.
    """
    prompt, _, rest = text.partition("?\n\n")
    *premises, conclusion = _statements(prompt)
    reasoning, *model, verdict = rest.split("\n\n")
    start, *steps, end = _SENTENCE.split(reasoning)
    derived, minor, term = _derive(premises, start, steps)
    found = _VERDICT.search(verdict)
    fallacy = _FALLACY.search(end)
    reached = same((minor, derived[-1][1], derived[-1][2]) if derived else None, conclusion)
    if found is None or (found[1] == "valid") != reached or reached == bool(fallacy):
        raise ExtractError("the verdict does not agree with the reasoning")
    people: list[list[str]] = []
    if fallacy:
        _check_fallacy(premises, term, end, fallacy[0], bool(derived))
        people = _model(model[0], premises, conclusion)
    elif model:
        raise ExtractError("a countermodel to a valid inference")
    return {
        "kind": "syllogism-lesson", "premises": [list(each) for each in premises],
        "conclusion": list(conclusion), "derived": [each[3] for each in derived[1:]],
        "fallacy": fallacy[0] if fallacy else "", "model": people, "answer": found[1],
    }  # fmt: skip


def _statements(prompt: str) -> list[Statement]:
    found = []
    for sentence in _SENTENCE.split(prompt):
        named, frame = groups_in(sentence)
        if len(named) == 2:
            form, swapped = next((each[1:] for each in _FORMS if each[0].search(frame)), ("", False))
            if form:
                found.append((form, named[swapped], named[not swapped]))
    return found


def _link(premises: list[Statement], x: str, y: str) -> tuple[str, bool]:
    """The form of the premise that connects two groups, and whether it runs from the second to the first."""
    place = first({x, y} == {each[1], each[2]} for each in premises)
    if place < 0:
        raise ExtractError(f"no premise connects {x!r} and {y!r}")
    return premises[place][0], premises[place][1] == y


def _derive(
    premises: list[Statement], start: str, steps: list[str]
) -> tuple[list[tuple[str, str, str, str]], str, str]:
    """What follows step by step (form, subject, predicate, predicate or mood), the last form and group."""
    (x, y), _ = groups_in(start)
    form, turned = _link(premises, x, y)
    if form == "A" and turned:  # the first premise is the broken one
        if steps:
            raise ExtractError("a step from a premise that runs the other way")
        return [], form, x
    derived = [(form, x, y, y)]
    for sentence in steps:
        mood = _MOOD.search(sentence)
        said = _STEP.search(sentence.lower())
        named, _ = groups_in(sentence)
        if said is None or len(named) != 1:
            raise ExtractError(f"cannot read the step {sentence!r}")
        if named[0] == derived[-1][2]:
            form, figure = _weaken(derived[-1][0]), "subalternation"
        else:
            major, back = _link(premises, derived[-1][2], named[0])
            figure = look(_BY_MOOD, (derived[-1][0], turned, major, back))
            form, turned = _RESULT[derived[-1][0], major], False
        if _STEP_FORMS[said[1]] != form or (mood and mood[0] != figure):
            raise ExtractError(f"the step {sentence!r} does not follow")
        derived.append((form, x, named[0], named[0]))
    return derived, form, derived[-1][2]


def _weaken(form: str) -> str:
    holds(True)
    return {"A": "I", "E": "O"}[form]


def _check_fallacy(premises: list[Statement], term: str, sentence: str, fallacy: str, begun: bool) -> None:
    (group,), _ = groups_in(sentence)
    if begun:
        form, turned = _link(premises, term, group)
        if form != "A" or not turned or fallacy != "undistributed middle":
            raise ExtractError(f"{fallacy!r} is not the fallacy")
    elif ("A", group, term) not in premises or fallacy != "illicit minor":
        raise ExtractError(f"{fallacy!r} is not the fallacy")


def _model(paragraph: str, premises: list[Statement], conclusion: Statement) -> list[list[str]]:
    """Two people: every premise is true of them, no group is empty, the conclusion is false."""
    sentence = _SENTENCE.split(paragraph)[0]
    named, frame = groups_in(sentence)
    letters = list(re.finditer(r"\b(the )?[P-Z](?=\b)", frame))
    cut = [i for i, match in enumerate(letters) if match[1]]
    if len(cut) != 2 or len(letters) != len(named):
        raise ExtractError("no countermodel")
    people = [named[: cut[1]], named[cut[1] :]]
    terms = {each for premise in premises for each in premise[1:]}
    if terms != set(named) or len(terms) != len(set(people[0])) + len(set(people[1]) - set(people[0])):
        raise ExtractError("the countermodel leaves a group empty")
    for premise in premises:
        if not _true(premise, people):
            raise ExtractError(f"the countermodel makes {premise} false")
    if _true(conclusion, people):
        raise ExtractError("the countermodel makes the conclusion true")
    return people


def _true(statement: Statement, people: list[list[str]]) -> bool:
    form, x, y = statement
    with_y = [holds(y in one) for one in people]
    members = [flag for one, flag in zip(people, with_y, strict=True) if x in one]
    return {"A": all(members), "E": not any(members), "I": any(members), "O": not all(members)}[form]
