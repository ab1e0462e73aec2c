"""Reads a guide to finding faults back and follows its cases anew."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.technical._solver import look_up
from dataforge.text.lexicon import lexicon

_QUESTION = re.compile(r"[Dd]oes the ([a-z -]+)(?:, [^?]*)?\? (.*)\.$")
_YES = re.compile(r"(?:[Ii]f (?:so|it does|yes),|Then|In that case|Yes:) (.*?)(?:[;.] |$)")
_NO = re.compile(r"(?:[Ii]f (?:not|it does not|no),|[Oo]therwise|No:|Unless it does,) (.*?)(?:[;.] |$)")
_GOES = re.compile(r"(?:go|turn|jump|move|proceed|skip|pass|hop) to step (\d+)")
_CASE = re.compile(r"Case (\d+)\b[^\d]*?:")
_WORKED = re.compile(r"Case (\d+)(?::| goes|\.) (.*)\. (?:So|Remedy:|Therefore|Hence|Thus) ([a-z -]+)\.")
_STEP = re.compile(r"(\d+)(?:, |: | | \()(yes|no)\b")
_ANSWER = re.compile(r"(?:Answer|Remedies|Result|Outcome|Verdict|So|In short|All told): (.*?)\.?$")

Step = tuple[str, str, str]


@cache
def _verbs() -> dict[str, tuple[str, bool]]:
    """What a part does or does not, in every form: the base form, and whether it does."""
    forms = lexicon("technical_symptoms")
    words = zip(forms.words(0), forms.words(1), forms.words(2), strict=True)
    return {
        said: (base, does) for base, third, denied in words for said, does in ((third, True), (denied, False))
    }


@cache
def _signs() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    names = (("technical_parts", 0), ("technical_symptoms", 0), ("technical_repairs", 0))
    parts, bases, repairs = (frozenset(lexicon(name).words(form)) for name, form in names)
    return parts, bases, repairs


def _split(said: str, ends: Any) -> tuple[str, str]:
    """A part and what follows, which must be among `ends`."""
    words = said.split(" ")
    for i in range(1, len(words)):
        part, rest = " ".join(words[:i]), " ".join(words[i:])
        if part in _signs()[0] and rest in ends:
            return part, rest
    raise ExtractError(f"no part and symptom in {said!r}")


def read_tree(text: str) -> dict[str, Any]:
    """The facts of a guide; ExtractError where a case does not lead where the text says."""
    paragraphs = text.split("\n\n")
    listed = next((i for i, each in enumerate(paragraphs) if re.match(r"\d+\. ", each)), -1)
    if listed < 1 or len(paragraphs) < listed + 4:
        raise ExtractError("no steps")
    head = "\n".join(each for each in paragraphs[:listed])
    start, machine = (
        re.search(r"\bstep(?: is)? (\d+)|Step (\d+)", head),
        _machine(paragraphs[: min(listed, 2)]),
    )
    steps = _steps(paragraphs[listed].split("\n"))
    cases = [_case(each) for each in paragraphs[listed + 1 : -3] if each.startswith("Case ")]
    lines = paragraphs[-2].split("\n")
    if start is None or len(lines) != len(cases) or len(re.findall(r"\d+", head)) != 1:
        raise ExtractError("no start, or a case without its way")
    first = int(start[1] or start[2])
    fixes = [
        _follow(i + 1, line, case, (first, steps))
        for i, (line, case) in enumerate(zip(lines, cases, strict=True))
    ]
    stated = _ANSWER.fullmatch(paragraphs[-1])
    if stated is None or stated[1] != "; ".join(fixes) or not fixes:
        raise ExtractError(f"the remedies are {fixes}")
    ordered = _ordered(first, steps)
    place = {steps[number][0]: i for i, number in enumerate(ordered)}
    return {
        "kind": "fault-tree",
        "machine": machine,
        "steps": [[number, *steps[number]] for number in ordered],
        "cases": [
            [
                [[sign, int(yes)] for sign, yes in sorted(seen.items(), key=lambda each: place[each[0]])],
                fix,
            ]
            for (_, seen), fix in zip(cases, fixes, strict=True)
        ],
        "answer": stated[1],
    }


def _machine(head: list[str]) -> str:
    """The longest name of a device after an article in the title or the first paragraph."""
    named = re.search(r"They (?:belong|apply) to the (.+)\.$", head[0])
    words = (
        [named[1]]
        if named
        else re.findall(
            r"(?:the|[Aa]n?|guide:|Diagnosis:|finding:|aid:) (?=([A-Za-z0-9][\w -]*))", "\n".join(head)
        )
    )
    known = frozenset(lexicon("en_devices").words())
    for said in words:
        parts = said.split(" ")
        for i in range(min(len(parts), 4), 0, -1):
            if " ".join(parts[:i]) in known:
                return " ".join(parts[:i])
    raise ExtractError("no machine")


def _steps(lines: list[str]) -> dict[int, Step]:
    """number -> what is asked, where yes leads, where no leads."""
    steps: dict[int, Step] = {}
    for line in lines:
        number, asked = re.match(r"(\d+)\. ", line), _QUESTION.search(line)
        if number is None or asked is None or int(number[1]) in steps:
            raise ExtractError(f"cannot read the step {line!r}")
        yes, no = _YES.search(asked[2]), _NO.search(asked[2])
        if yes is None or no is None:
            raise ExtractError(f"yes or no leads nowhere in {line!r}")
        steps[int(number[1])] = (
            " ".join(_split(asked[1], _signs()[1])), _ending(yes[1]), _ending(no[1])
        )  # fmt: skip
        if len(re.findall(r"\d+", line)) != 1 + len(_GOES.findall(line)):
            raise ExtractError(f"numbers without a use in {line!r}")
    return steps


def _ending(said: str) -> str:
    goes = _GOES.fullmatch(said)
    action, _, part = said.partition(" the ")
    if not goes and (action not in _signs()[2] or part not in _signs()[0]):
        raise ExtractError(f"{said!r} is no remedy")
    return goes[1] if goes else said


def _case(paragraph: str) -> tuple[int, dict[str, bool]]:
    """Number of a case, and what is observed in it."""
    lead = _CASE.match(paragraph)
    if lead is None or re.search(r"\d", paragraph[lead.end() :]):
        raise ExtractError(f"no case in {paragraph!r}")
    seen: dict[str, bool] = {}
    for sentence in paragraph[lead.end() + 1 :].split(". "):
        part, verb = _split(re.split(r"[Tt]he ", sentence)[-1].rstrip("."), _verbs())
        base, does = _verbs()[verb]
        if seen.setdefault(f"{part} {base}", does) != does:
            raise ExtractError(f"the {part} does both")
    return int(lead[1]), seen


def _follow(n: int, line: str, case: tuple[int, dict[str, bool]], guide: tuple[int, dict[int, Step]]) -> str:
    """The remedy of a case; the way that the line tells must be its way."""
    (here, steps), (number, seen) = guide, case
    match, way = _WORKED.fullmatch(line), []
    while True:
        asked, yes, no = look_up(steps, here)
        does = look_up(seen, asked)
        way.append((str(here), "yes" if does else "no"))
        leads = look_up({True: yes, False: no}, does)
        if not leads.isdigit() or len(way) > len(steps):
            break
        here = int(leads)
    if (
        match is None
        or not number == n == int(match[1])
        or _STEP.findall(match[2]) != way
        or match[3] != leads
    ):
        raise ExtractError(f"case {n} goes {way} to {leads!r}")
    return leads


def _ordered(first: int, steps: dict[int, Step]) -> list[int]:
    """The steps such that each leads on to later ones only: by the longest way from the first."""
    depth = {first: 0}
    waiting = [first]
    while waiting:
        here = waiting.pop()
        if here not in steps or depth[here] > len(steps):
            raise ExtractError("the steps go round in a circle, or nowhere")
        for leads in steps[here][1:]:
            if leads.isdigit() and depth.get(int(leads), -1) < depth[here] + 1:
                depth[int(leads)] = depth[here] + 1
                waiting.append(int(leads))
    if len(depth) != len(steps):
        raise ExtractError("a step is never reached")
    return sorted(steps, key=lambda number: depth[number])
