# ruff: noqa: E501 - a pattern stands on one line
"""Reads a short paper back: readings and rules from its text, everything else recomputed with exact decimals."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.scientific._solver import (
    at_least,
    divide,
    fixed,
    less,
    multiply,
    root,
    scaled,
    subtract,
    total,
)
from dataforge.generators.solving import step
from dataforge.text.lexicon import lexicon

_NUMBER = r"[+-]?\d+\.\d+"
_CONTROLS = re.compile(
    r"(\d+) controls|(\d+) others served as controls|and (\d+) were not\.|A group of (\d+) [^.]*was left|other (\d+) are the controls|Controls: (\d+)\.|: (\d+) [^.,]* without treatment"
)
_TREATED = re.compile(
    r"and (\d+) treated |compared (\d+) |was given to (\d+) |Of \d+ [^.,]*, (\d+) drawn|second group of (\d+) was treated|decided which (\d+) of|Treated: (\d+) |without treatment, (\d+) with"
)
_ALL = re.compile(r"Of (\d+) |of the (\d+) [a-z -]+ were treated")
_MARGIN = re.compile(
    r"For the ([a-z -]+), a difference of at least (\d+\.\d) (.+?) was agreed to count\.|In the ([a-z -]+) we call a difference reliable from (\d+\.\d) (.+?) upwards\."
    r"|Differences in the ([a-z -]+) below (\d+\.\d) (.+?) are treated as chance\.|The ([a-z -]+) counts as changed if the means lie (\d+\.\d) (.+?) or more apart\."
    r"|A change of the ([a-z -]+) is recognised from (\d+\.\d) (.+?) on\."
    r"|Margin for the ([a-z -]+): (\d+\.\d) (.+?)\.|Agreed margin, ([a-z -]+): (\d+\.\d) (.+?)\."
)
_BY_ERROR = re.compile(r"twice its standard error|two standard errors|twice the standard error")
_LEFT_OUT = re.compile(
    r"\b([A-Z])(\d+) (?:is left out|was excluded) |We dropped ([A-Z])(\d+) |The readings of ([A-Z])(\d+) do not count"
)
_READINGS = re.compile(r"\d+\.\d(?:,\d+\.\d)*")
_EXCLUDING = ("left out", "was excluded", "We dropped", "do not count")
_GROUP_LINE = re.compile(r"(controls|treated) \(([A-Z])1 to ([A-Z])(\d+)\): (.+)")
_ANALYSIS = (
    r"(?P<outcome>[a-z -]+) \((?P<unit>[^()]+)\): controls (?P<sum_c>N) / (?P<n_c>\d+) = (?P<mean_c>N)(?:, SD (?P<sd_c>N))?; treated (?P<sum_t>N) / (?P<n_t>\d+) = (?P<mean_t>N)(?:, SD (?P<sd_t>N))?; difference (?P<d>N)\. ",
    r"In the (?P<outcome>[a-z -]+), the (?P<n_c>\d+) controls add up to (?P<sum_c>N) (?P<unit>[^,]+), a mean of (?P<mean_c>N)(?:, SD (?P<sd_c>N))?; the (?P<n_t>\d+) treated ones to (?P<sum_t>N), a mean of (?P<mean_t>N)(?:, SD (?P<sd_t>N))?\. The difference is (?P<d>N) (?P=unit)\. ",
    r"- (?P<outcome>[a-z -]+): mean (?P<mean_c>N) (?P<unit>[^()]+) \(sum (?P<sum_c>N), n = (?P<n_c>\d+)(?:, SD (?P<sd_c>N))?\) against (?P<mean_t>N) \(sum (?P<sum_t>N), n = (?P<n_t>\d+)(?:, SD (?P<sd_t>N))?\) under treatment, a difference of (?P<d>N)\. ",
    r"The treated group has a mean (?P<outcome>[a-z -]+) of (?P<mean_t>N) (?P<unit>[^()]+) \((?P<sum_t>N) over (?P<n_t>\d+)(?:, SD (?P<sd_t>N))?\), the controls one of (?P<mean_c>N) \((?P<sum_c>N) over (?P<n_c>\d+)(?:, SD (?P<sd_c>N))?\): a difference of (?P<d>N)\. ",
)
_LINES = [re.compile(each.replace("N)", _NUMBER + ")")) for each in _ANALYSIS]
_VERDICT = {
    "0": r"no reliable difference|no difference that counts|nothing beyond chance",
    "+": r"a reliable increase|an increase that counts|a clear rise",
    "-": r"a reliable decrease|a decrease that counts|a clear fall",
}
_REMARK = {
    "largest": r"The largest (.+?) among those counted was (N) (.+?)\.|The (.+?) reached (N) (.+?) at most\.|No (.+?) above (N) (.+?) was counted\.",
    "smallest": r"The smallest (.+?) among those counted was (N) (.+?)\.|The (.+?) never lay below (N) (.+?)\.|No (.+?) below (N) (.+?) was counted\.",
    "control span": r"Within the control group the (.+?) spans (N) (.+?)\.|Among the controls, the (.+?) varies by (N) (.+?)\.|From the lowest to the highest control, the (.+?) differs by (N) (.+?)\.",
    "treated span": r"Within the treated group the (.+?) spans (N) (.+?)\.|Under treatment, the (.+?) varies by (N) (.+?)\.|From the lowest to the highest treated subject, the (.+?) differs by (N) (.+?)\.",
    "change in percent": r"Relative to the controls, the (.+?) changed by (N) (percent)\.|In percent of the control mean, the difference in the (.+?) is (N)()\.|The change of the (.+?) amounts to (N) (percent) of the control mean\.",
}
_REMARKS = {name: re.compile(pattern.replace("(N)", f"({_NUMBER})")) for name, pattern in _REMARK.items()}
_CONCLUSION = {
    "supported": r"The expectation for the ([a-z -]+?) is supported\.|As expected, the ([a-z -]+?) (?:rose|fell)\.|For the ([a-z -]+?) the hypothesis holds\.|The ([a-z -]+?) behaved as predicted and (?:rose|fell)\.",
    "contradicted": r"The expectation for the ([a-z -]+?) is contradicted\.|Against expectation, the ([a-z -]+?) (?:rose|fell)\.|For the ([a-z -]+?) the opposite of the hypothesis was seen\.|The ([a-z -]+?) went the wrong way: it (?:rose|fell)\.",
    "left open": r"The expectation for the ([a-z -]+?) is left open\.|Whether the ([a-z -]+?) changes remains open\.|For the ([a-z -]+?) no effect could be shown\.|The ([a-z -]+?) did not change by more than chance allows\.",
}
_CONCLUSIONS = {name: re.compile(pattern) for name, pattern in _CONCLUSION.items()}
_STATED = re.compile(r"(?:Verdict|In short|So|in one line|Status of the hypothesis): ([a-z, ]+)\.$")


@cache
def _words(name: str) -> list[str]:
    return lexicon(name).words(0)


@cache
def _units() -> dict[str, set[str]]:
    names = lexicon("scientific_outcomes")
    table: dict[str, set[str]] = {}
    for name, unit in zip(names.words(0), names.words(1), strict=True):
        table.setdefault(name, set()).add(unit)
    return table


def read_study(text: str) -> dict[str, Any]:
    """The facts of a paper; ExtractError where its figures or its verdict do not follow from its data."""
    head, title, subjects, treatment = _read_title(text)
    names, units, readings, sizes, label = _read_data(text)
    titled = [name for name in _units() if f"he {name} of" in title]
    if titled not in ([], [names[0]]):
        raise ExtractError(f"the title promises {titled}, the data start with the {names[0]}")
    _read_design(head, sizes)
    left_out = _read_exclusions(text, sizes, label)
    wishes = _read_wishes(head, names)
    margins = _read_margins(head, names, units)
    lines = [
        line for line in text.split("\n") if " difference " in line and (" SD " in line or "margin" in line)
    ]
    lines = [line for line in lines if any(pattern.match(line) for pattern in _LINES)]
    if len(lines) != len(names):
        raise ExtractError(f"{len(names)} outcomes, {len(lines)} analyses")
    outcomes = []
    for i, line in enumerate(lines):
        kept = [Decimal(reading) for k, reading in enumerate(readings[i]) if k not in left_out]
        controls = sizes[0] - sum(k < sizes[0] for k in left_out)
        groups = [kept[:controls], kept[controls:]]
        facts = _analyse(groups, margins[i])
        rest = _compare_line(line, (names[i], units[i]), facts, margins[i])
        remark = _read_remark(rest, (names[i], units[i]), groups, facts)
        outcomes.append([names[i], wishes[i], margins[i], readings[i], *facts, remark])
    answer = _read_conclusion(text.rsplit("\n", 1)[-1], outcomes)
    return {
        "kind": "two-group-study",
        "subjects": subjects,
        "treatment": treatment,
        "sizes": list(sizes),
        "left_out": left_out,
        "outcomes": outcomes,
        "answer": answer,
    }


def _read_title(text: str) -> tuple[str, str, str, str]:
    """Everything before the data, the title, and what the paper is about: the longest known names."""
    title, _, rest = text.partition("\n\n")
    if title.endswith("."):  # a note without a title
        title, rest = "", text
    head = rest.split("\n| ")[0]
    found, first = [], title or rest.partition("\n\n")[0]
    for name in ("scientific_subjects", "scientific_treatments"):
        best = max((each for each in _words(name) if each in first), key=len, default="")
        if not best or best not in head:
            raise ExtractError(f"the text does not agree on its {name}")
        found.append(best)
    return head, title, found[0], found[1]


def _read_data(text: str) -> tuple[list[str], list[str], list[list[str]], tuple[int, int], tuple[str, str]]:
    """Outcomes, their units, the readings of each (controls first), the sizes of the groups, and their letters."""
    table = re.findall(r"^\| (.+) \|$", text, re.M)
    if table:
        head = [re.fullmatch(r"([a-z -]+) \((.+)\)", cell) for cell in table[0].split(" | ")[2:]]
        rows = [line.split(" | ") for line in table[2:]]
        groups = [[row for row in rows if row[1] == group] for group in ("control", "treated")]
        if groups[0] + groups[1] != rows or not all(groups) or not all(head):
            raise ExtractError("the table is out of order")
        letters = (groups[0][0][0][0], groups[1][0][0][0])
        for letter, group in zip(letters, groups, strict=True):
            if [row[0] for row in group] != [f"{letter}{i + 1}" for i in range(len(group))]:
                raise ExtractError("subjects are not numbered one by one")
        columns = [[row[2 + i] for row in rows] for i in range(len(head))]
        sizes = (len(groups[0]), len(groups[1]))
        names, units = [match[1] for match in head if match], [match[2] for match in head if match]
    else:
        names, units, columns, sizes, letters = _read_lists(text)
    if any(unit not in _units().get(name, ()) for name, unit in zip(names, units, strict=True)):
        raise ExtractError(f"odd units: {units} for {names}")
    if not _READINGS.fullmatch(",".join(",".join(column) for column in columns)):
        raise ExtractError("a reading is not a decimal with one place")
    return names, units, columns, sizes, letters


def _read_lists(text: str) -> tuple[list[str], list[str], list[list[str]], tuple[int, int], tuple[str, str]]:
    blocks = re.findall(r"^([a-z -]+) \(([^()\n]+)\)\n(controls .+)\n(treated .+)$", text, re.M)
    shapes: set[tuple[int, int, str, str]] = set()
    columns: list[list[str]] = []
    for block in blocks:
        lines = [match for match in map(_GROUP_LINE.fullmatch, block[2:]) if match]
        if len(lines) != 2 or any(line[2] != line[3] for line in lines):
            raise ExtractError(f"cannot read the list {block[2]!r}")
        readings = [line[5].split(", ") for line in lines]
        if [int(line[4]) for line in lines] != [len(each) for each in readings]:
            raise ExtractError(f"the list {block[2]!r} is too short or too long")
        shapes.add((len(readings[0]), len(readings[1]), lines[0][2], lines[1][2]))
        columns.append(readings[0] + readings[1])
    if len(shapes) != 1 or len(re.findall(r"^(?:controls|treated) \(", text, re.M)) != 2 * len(blocks):
        raise ExtractError("no data, or groups of several sizes")
    n_c, n_t, a, b = shapes.pop()
    return [block[0] for block in blocks], [block[1] for block in blocks], columns, (n_c, n_t), (a, b)


def _read_design(head: str, sizes: tuple[int, int]) -> None:
    stated = []
    for pattern in (_CONTROLS, _TREATED):
        match = pattern.search(head)
        stated.append(int(next(group for group in match.groups() if group)) if match else 0)
    every = _ALL.search(head)
    if tuple(stated) != sizes or (every and int(every[1] or every[2]) != sum(sizes)):
        raise ExtractError(f"the design speaks of {stated}, the data of {sizes}")


def _read_exclusions(text: str, sizes: tuple[int, int], label: tuple[str, str]) -> list[int]:
    found: list[int] = []
    if not any(each in text for each in _EXCLUDING):
        return found
    for match in _LEFT_OUT.finditer(text):
        letter, number = (each for each in match.groups() if each)
        if letter not in label or not 3 < int(number) <= sizes[label.index(letter)]:
            raise ExtractError(f"there is no subject {letter}{number} to leave out")
        step(1)
        found.append(int(number) - 1 + (sizes[0] if letter == label[1] else 0))
    if found != sorted(set(found)):
        raise ExtractError("the subjects left out are not in order")
    return found


def _read_wishes(head: str, names: list[str]) -> list[str]:
    """Which way each outcome was expected to go."""
    pattern = r"\b(?:(raise|increase|lift)|(lower|reduce|decrease)) the ([a-z -]+?)(?=, (?:raise|increase|lift|lower|reduce|decrease) | and (?:raise|increase|lift|lower|reduce|decrease) |[.,;?]|$)"
    found = [(match[3], "+" if match[1] else "-") for match in re.finditer(pattern, head.split("\n\n## ")[0])]
    if [name for name, _ in found] != names:
        raise ExtractError(f"the hypothesis is about {found}, the data about {names}")
    return [sign for _, sign in found]


def _read_margins(head: str, names: list[str], units: list[str]) -> list[str]:
    """The margin of each outcome, or '' where standard errors decide."""
    found = [[group for group in match.groups() if group] for match in _MARGIN.finditer(head)]
    if not found and _BY_ERROR.search(head):
        return [""] * len(names)
    if [[name, unit] for name, _, unit in found] != [list(pair) for pair in zip(names, units, strict=True)]:
        raise ExtractError("the margins do not fit the outcomes")
    return [margin for _, margin, _ in found]


def _places(value: Decimal, places: str = "0.01", *, signed: bool = False) -> str:
    rounded = value.quantize(Decimal(places), ROUND_HALF_EVEN)
    return f"{rounded:+f}" if signed and rounded else f"{rounded if rounded else abs(rounded):f}"


def _analyse(groups: list[list[Decimal]], margin: str) -> list[Any]:
    """sums, counts, means, deviations and error ('' where margins decide), difference, verdict."""
    readings = [[scaled(value, 1) for value in group] for group in groups]
    sums, counts = [total(group) for group in readings], [len(group) for group in groups]
    means = [divide(10 * each, count) for each, count in zip(sums, counts, strict=True)]
    difference = subtract(means[1], means[0])
    deviations, error, limit = ["", ""], "", 0
    if not margin:
        spread = []
        for group, whole, count in zip(readings, sums, counts, strict=True):
            squares = count * total(multiply(value, value) for value in group) - whole * whole
            spread.append(root(100 * squares, count * (count - 1)))
        both = spread[0] ** 2 * counts[1] + spread[1] ** 2 * counts[0]
        standard = root(both, counts[0] * counts[1])
        deviations, error, limit = [_hundredths(each) for each in spread], _hundredths(standard), 2 * standard
    size = abs(difference)
    counts_as = at_least(size, 10 * fixed(margin, 1)) if margin else less(limit, size)
    verdict = ("+" if difference > 0 else "-") if counts_as else "0"
    stated = [*(_places(Decimal(each) / 10, "0.1") for each in sums), *counts, *map(_hundredths, means)]
    return [*stated, *deviations, error, _places(Decimal(difference) / 100, signed=True), verdict]


def _hundredths(value: int) -> str:
    return _places(Decimal(value) / 100)


def _compare_line(line: str, named: tuple[str, str], facts: list[Any], margin: str) -> str:
    """Every figure of an analysis against what follows from the data; what the line says after that."""
    match = next(filter(None, (pattern.match(line) for pattern in _LINES)))
    keys = ("sum_c", "sum_t", "n_c", "n_t", "mean_c", "mean_t", "sd_c", "sd_t", "d")
    stated = [match[key] or "" for key in keys]
    if [match["outcome"], match["unit"], *stated] != [
        *named,
        *(str(each) for each in (*facts[:8], facts[9])),
    ]:
        raise ExtractError(f"the figures {stated} do not follow; {facts} would")
    rest = line[match.end() :]
    decision = re.match(rf".*?(?:{'|'.join(_VERDICT.values())})\.", rest)
    sentence = decision[0] if decision else ""
    numbers = re.findall(_NUMBER, sentence)
    wanted = [margin] if margin else [facts[8], _places(2 * Decimal(facts[8]))]
    missed = bool(re.search(r"misses|is not reached", sentence))
    met = bool(re.search(r"reaches|is reached", sentence))
    verdicts = [sign for sign, pattern in _VERDICT.items() if re.search(pattern, sentence)]
    if (
        numbers != wanted
        or verdicts != [facts[10]]
        or (missed and facts[10] != "0")
        or (met and facts[10] == "0")
    ):
        raise ExtractError(f"the decision {sentence!r} does not follow")
    return rest[len(sentence) :]


def _read_remark(rest: str, named: tuple[str, str], groups: list[list[Decimal]], facts: list[Any]) -> str:
    if not rest:
        return ""
    step(2)
    found = [(name, match) for name, pattern in _REMARKS.items() if (match := pattern.fullmatch(rest[1:]))]
    if len(found) != 1:
        raise ExtractError(f"cannot read the remark {rest!r}")
    name, match = found[0]
    outcome, figure, unit = [*(group for group in match.groups() if group), ""][:3]
    controls, treated = groups
    truth = {
        "largest": max(controls + treated),
        "smallest": min(controls + treated),
        "control span": max(controls) - min(controls),
        "treated span": max(treated) - min(treated),
        "change in percent": 100 * Decimal(facts[9]) / Decimal(facts[4]),
    }[name]
    change = name == "change in percent"
    wanted = _places(truth, signed=True) if change else _places(truth, "0.1")
    if (outcome, figure) != (named[0], wanted) or unit not in (("percent", "") if change else (named[1],)):
        raise ExtractError(f"the remark {match[0]!r} is wrong, {wanted} would be right")
    return f"{name} {figure}"


def _read_conclusion(paragraph: str, outcomes: list[list[Any]]) -> str:
    """The verdicts stated for each outcome in turn and all together; each must follow from expectation and finding."""
    statuses = []
    for name, wish, *rest in outcomes:
        verdict = rest[-2]
        status = "left open" if verdict == "0" else "supported" if verdict == wish else "contradicted"
        said = [match for match in _CONCLUSIONS[status].finditer(paragraph) if name in match.groups()]
        if len(said) != 1 or (
            re.search(r" (rose|fell)\.", said[0][0]) and ("rose" in said[0][0]) != (verdict == "+")
        ):
            raise ExtractError(f"nothing says that the expectation for the {name} is {status}")
        statuses.append(status)
    stated = _STATED.search(paragraph)
    if stated is None or stated[1] != ", ".join(statuses):
        raise ExtractError(f"the verdict should be {statuses}")
    return stated[1]
