# ruff: noqa: E501 - a pattern stands on one line
"""Reads the manual of a command back and tries its command lines anew."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.technical._solver import among, at_most, look_up
from dataforge.text.lexicon import lexicon

_FLAG = re.compile(r"`--([a-z-]+)`")
_NUMBER = re.compile(r"\d+")
_TYPED = re.compile(r"`([a-z]+)((?: --[a-z-]+(?: \d+)?)+)`")
_ITEM = re.compile(r" --([a-z-]+)(?: (\d+))?")
_NEEDS = re.compile(
    r"only works together|without|needs|requires|\badd\b|\bgive\b|supply|\buse `|depends on|calls for|presupposes|needed|required|a must|indispensable"
)
_EXCLUDES = re.compile(
    r"excludes|rules out|forbids|conflicts|clashes|cannot stand|leave out|avoid|drop|omit|bars|incompatible|never combined|at odds|forbidden|banned|prohibited|out of the question"
)
_BACKWARD = re.compile(
    r"`--[a-z-]+` is (?:needed|required|a must|indispensable|forbidden|banned|prohibited|out of the question)\b"
)
_YES = re.compile(r"which is (?:there|present|given)|and (?:gets|finds|has) it")
_NO = re.compile(r"which is (?:missing|absent|not given)|and (?:lacks|misses|does without) it")
_INSIDE = re.compile(r"within|is (?:fine|allowed|in order|legal) for")
_OUTSIDE = re.compile(r"outside|is (?:wrong|forbidden|out of bounds|illegal) for")
_STEP = re.compile(
    r"`--([a-z-]+)` (?:(needs|asks for|wants|calls for)|excludes|bars|forbids|rules out) `--([a-z-]+)`"
)
_RANGED = re.compile(
    r"`--([a-z-]+)` (\d+) lies (?:within|outside) (\d+) to (\d+)|(\d+) is [a-z ]+ for `--([a-z-]+)` \((\d+) to (\d+)\)"
)
_BROKEN = re.compile(r"(?:rule|something) is broken|spoils it|is enough")
_ANSWER = re.compile(r"(accepted|refused)\.?$")
_NAME = re.compile(r"`([a-z]+)`")

Option = tuple[int, int, str, str]


@cache
def _programs() -> dict[str, str]:
    words = lexicon("technical_programs")
    return dict(zip(words.words(0), words.words(1), strict=True))


@cache
def _kinds() -> dict[str, tuple[bool, str]]:
    """flag -> whether it takes a number, what it does."""
    return {
        flag: (valued, does)
        for valued, name in ((False, "technical_flags"), (True, "technical_flags_valued"))
        for flag, does in zip(lexicon(name).words(0), lexicon(name).words(1), strict=True)
    }


def read_manual(text: str) -> dict[str, Any]:
    """The facts of a manual; ExtractError where an outcome does not follow from its rules."""
    paragraphs = text.split("\n\n")
    listed = next((i for i, each in enumerate(paragraphs) if each.startswith("- ")), -1)
    if listed < 1 or len(paragraphs) < listed + 4:
        raise ExtractError("no list of options")
    program = _program(paragraphs[:listed])
    options = _options(paragraphs[listed].split("\n"))
    rest = [each for each in paragraphs[listed + 1 : -3] if "`" in each]
    if rest and not _TYPED.search(rest[0]):
        options = _rules(rest.pop(0), options)
    if not rest or not rest[-1].startswith("`") or not rest[-1].endswith("`"):
        raise ExtractError("no last line")
    lines = []
    for each in rest:
        typed = _TYPED.search(each)
        if typed is None or typed[1] != program:
            raise ExtractError(f"no line of {program} in {each!r}")
        given = [(flag, int(value) if value else 0) for flag, value in _ITEM.findall(typed[2])]
        wrong = _judge(given, options)
        lines.append((given, wrong))
        if each is not rest[-1]:
            _outcome(each[typed.end() :], wrong, options)
    _reasoning(paragraphs[-2], lines[-1], options)
    verdict = "refused" if lines[-1][1] else "accepted"
    stated = _ANSWER.search(paragraphs[-1])
    if stated is None or stated[1] != verdict or f"`{program}`" not in text or _NUMBER.search(paragraphs[-3]):
        raise ExtractError(f"the last line is {verdict}")
    return {
        "kind": "command-manual",
        "program": program,
        "options": [[flag, *option] for flag, option in options.items()],
        "lines": [
            [[list(item) for item in given], "refused" if wrong else "accepted", wrong]
            for given, wrong in lines
        ],
        "answer": verdict,
    }


def _program(head: list[str]) -> str:
    name = _NAME.search("\n".join(head))
    what = _programs().get(name[1], "?") if name else "?"
    if name is None or what[1:] not in "\n".join(head):
        raise ExtractError("no program, or one that is something else")
    title = re.match(r"#+ (?:\w+ )?([a-z]+)$", head[0])
    if title and title[1] != name[1]:
        raise ExtractError("the title names another program")
    return name[1]


def _options(lines: list[str]) -> dict[str, Option]:
    options: dict[str, Option] = {}
    for line in lines:
        flag, numbers = _FLAG.search(line), [int(each) for each in _NUMBER.findall(line)]
        if flag is None or flag[1] in options or flag[1] not in _kinds():
            raise ExtractError(f"no option in {line!r}")
        valued, does = _kinds()[flag[1]]
        if len(numbers) != 2 * valued or does not in line or (valued and numbers[0] > numbers[1]):
            raise ExtractError(f"a range is wrong in {line!r}")
        low, high = numbers if valued else (0, 0)
        options[flag[1]] = (low, high, "", "")
    return options


def _rules(paragraph: str, options: dict[str, Option]) -> dict[str, Option]:
    found = dict(options)
    for sentence in re.split(r"(?<=\.) (?=[A-Z`])", paragraph):
        flags = _FLAG.findall(sentence)
        if _BACKWARD.match(sentence):
            flags.reverse()
        excludes = bool(_EXCLUDES.search(_words(sentence)))
        needs = not excludes and bool(_NEEDS.search(_words(sentence)))
        if len(flags) != 2 or needs == excludes or flags[0] == flags[1] or _NUMBER.search(sentence):
            raise ExtractError(f"cannot read the rule {sentence!r}")
        low, high, rule, _ = look(found, flags[0])
        if rule or flags[1] not in found:
            raise ExtractError(f"a second rule for {flags[0]}, or an unknown option")
        found[flags[0]] = (low, high, "+" if needs else "-", flags[1])
    return found


def look(options: dict[str, Option], flag: str) -> Option:
    """An option of the manual, without counting: the manual is only taken down."""
    if flag not in options:
        raise ExtractError(f"no option --{flag}")
    return options[flag]


def _words(sentence: str) -> str:
    """From the first flag to the second (and a little before and after): where a rule's verb stands."""
    first, second = sentence.find("`"), sentence.rfind("`--")
    backward = _BACKWARD.match(sentence)
    return backward[0] if backward else sentence[first : second + 1]


def _judge(given: list[tuple[str, int]], options: dict[str, Option]) -> str:
    """The option that a line is refused for, '' if it is accepted."""
    wrong = []
    names = [flag for flag, _ in given]
    if len(set(names)) != len(names):
        raise ExtractError("an option is given twice")
    for flag, value in given:
        low, high, rule, other = look_up(options, flag)
        if low:
            fits = at_most(low, value), at_most(value, high)
            wrong += [flag] * (not all(fits))
        elif value:
            raise ExtractError(f"--{flag} takes no number")
        if rule:
            look_up(options, other)
            wrong += [flag] * (among(names, other) != (rule == "+"))
    if len(wrong) > 1:
        raise ExtractError("two things are wrong with a line")
    return wrong[0] if wrong else ""


def _outcome(said: str, wrong: str, options: dict[str, Option]) -> None:
    flags = _FLAG.findall(said)
    rule, other = options[wrong][2:] if wrong else ("", "")
    by_value = "value of" in said
    wanted = [] if not wrong else [wrong] if by_value else [wrong, other]
    word = {"+": "lacks", "-": "clashes with"}.get(rule, "?")
    told = "refused" if wrong else "accepted"
    if flags != wanted or told not in said or (wrong and not by_value and f"` {word} `" not in said):
        raise ExtractError(f"the outcome {said!r} does not follow")
    if by_value and next(iter(options)) != wrong:
        raise ExtractError("another option has the wrong value")


def _reasoning(said: str, line: tuple[list[tuple[str, int]], str], options: dict[str, Option]) -> None:
    """What is said of the last line must be what its ranges and rules say, in the order of the line."""
    given, wrong = line
    names = [flag for flag, _ in given]
    wanted: list[tuple[Any, ...]] = []
    for flag, value in given:
        low, high, rule, other = options[flag]
        if low:
            wanted.append((flag, value, low, high, low <= value <= high))
        if rule:
            wanted.append((flag, rule, other, other in names))
    found: list[tuple[Any, ...]] = []
    for sentence in re.split(r"(?<=\.) (?=[A-Z`0-9])", said)[:-1]:
        ranged, step = _RANGED.search(sentence), _STEP.search(sentence)
        if ranged:
            flag, *numbers = (
                ranged.groups()[:4] if ranged[1] else (ranged[6], ranged[5], ranged[7], ranged[8])
            )
            inside, outside = _INSIDE.search(sentence), _OUTSIDE.search(sentence)
            if bool(inside) == bool(outside):
                raise ExtractError("within or outside?")
            found.append((flag, *(int(each) for each in numbers), bool(inside)))
        elif step:
            yes, no = _YES.search(sentence), _NO.search(sentence)
            if bool(yes) == bool(no):
                raise ExtractError("there or not?")
            found.append((step[1], "+" if step[2] else "-", step[3], bool(yes)))
        else:
            raise ExtractError(f"cannot read {sentence!r}")
    last = said.rpartition(". ")[2]
    if found != wanted or bool(_BROKEN.search(last)) != bool(wrong):
        raise ExtractError(f"the reasoning should be {wanted}, not {found}")
