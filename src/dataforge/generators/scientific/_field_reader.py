# ruff: noqa: E501 - a line of prose
"""Reads a physics report back: readings and units from its lines, every quotient and error worked out again."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.scientific._solver import add, at_least, divide, fixed, multiply, subtract, total
from dataforge.text.lexicon import lexicon

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_READ = re.compile(r"(\d+) (?:\+/-|±|give or take) (\d+) ([A-Za-z]+(?: (?:cm|dm|m|of the post road))?)")
_LINE = re.compile(r"([A-Z][a-z]+) (\d+)(?:: |, | - )")
_OMITTED = re.compile(r"\bwe (?:omit|discard) ([a-z]+) (\d+)", re.I)
_ANSWER = re.compile(r"is (consistent|inconsistent) with ")


@cache
def _experiments() -> list[list[str]]:
    table = lexicon("scientific_experiments")
    return [list(row) for row in zip(*(table.words(form) for form in range(11)), strict=True)]


@cache
def _by_object() -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for row in _experiments():
        found.setdefault(row[10], []).append(row)
    return found


def _places(value: int) -> str:
    return f"{value // 100}.{value % 100:02d}"


def read_report(text: str) -> dict[str, Any]:
    """The facts of a report; ExtractError where a unit, an error or the verdict does not follow."""
    blocks = text.split("\n\n")
    data = [line for line in text.split("\n") if _READ.search(line)]
    if not data:
        raise ExtractError("no readings")
    runs, label = _read_lines(data)
    _, _, after = text.partition(data[-1])
    prompt, _, _ = text.partition(data[0])
    omitted = {int(match[2]) for match in _OMITTED.finditer(prompt) if match[1] == label.lower()}
    if len(omitted) != len(_OMITTED.findall(prompt)) or not omitted <= set(range(2, len(runs) + 1)):
        raise ExtractError(f"{sorted(omitted)} cannot be left out")
    stated = _NUMBER.findall(after.strip("\n").partition("\n\n")[0])
    if len(stated) != 1:
        raise ExtractError("what does the handbook say?")
    experiment = _read_experiment(blocks[0], text, blocks[-1])
    lines = [line for line in after.split("\n") if _NUMBER.search(line)][1:]
    kept = [k for k in range(1, len(runs) + 1) if k not in omitted]
    if len(lines) != len(kept) + 1:
        raise ExtractError(f"{len(kept)} runs count, {len(lines)} lines of working")
    results = [_work(runs[k - 1], experiment, (label, k), line) for k, line in zip(kept, lines, strict=False)]
    mean = divide(total(value for value, _ in results), len(results))
    spread = divide(total(error for _, error in results), len(results))
    away = abs(subtract(mean, fixed(stated[0], 2)))
    answer = "consistent" if at_least(spread, away) else "inconsistent"
    wanted = [str(len(kept)), _places(mean), _places(spread), _places(away)]
    if _NUMBER.findall(lines[-1]) != wanted:
        raise ExtractError(f"the mean {lines[-1]!r} should be {wanted}")
    said = _ANSWER.search(blocks[-1])
    if said is None or said[1] != answer or not blocks[-1].endswith("."):
        raise ExtractError(f"{blocks[-1]!r} should say {answer}")
    found = dict(zip(kept, results, strict=True))
    return {
        "kind": "field-report",
        "quantity": experiment[0],
        "object": experiment[10],
        "runs": [
            [*run, *(map(_places, found[k]) if k in found else ("", ""))]
            for k, run in enumerate(runs, start=1)
        ],
        "mean": wanted[1:3],
        "handbook": [stated[0], wanted[3]],
        "answer": answer,
    }


def _read_lines(lines: list[str]) -> tuple[list[list[Any]], str]:
    """Reading, error and unit of both quantities, run by run; and what a run is called."""
    runs: list[list[Any]] = []
    labels = set()
    for k, line in enumerate(lines, start=1):
        head, pairs = _LINE.match(line), _READ.findall(line)
        if head is None or int(head[2]) != k or len(pairs) != 2 or len(_NUMBER.findall(line)) != 5:
            raise ExtractError(f"cannot read {line!r}")
        labels.add(head[1])
        runs.append([each for value, error, unit in pairs for each in (int(value), int(error), unit)])
    if len(labels) != 1:
        raise ExtractError(f"what is a run, of {sorted(labels)}?")
    return runs, labels.pop()


def _read_experiment(title: str, text: str, last: str) -> list[str]:
    """The experiment whose object and quantity stand in the title; the verdict is on the same object."""
    lowered = title.lower()
    found = [
        row
        for name, rows in _by_object().items()
        if name in lowered
        for row in rows
        if row[0] in lowered or (row[0] in text and len(rows) == 1)
    ]
    found = [row for row in found if row[10] in last and row[0] in text]
    if not found:
        found = [
            row
            for name, rows in _by_object().items()
            if name in lowered
            for row in rows
            if row[0] in last and row[10] in last
        ]
    if not found:
        raise ExtractError(f"what does {title!r} speak of?")
    return max(found, key=lambda row: len(row[10]))


def _work(run: list[Any], experiment: list[str], label: tuple[str, int], line: str) -> tuple[int, int]:
    """Value and error of a run, both in hundredths; its line must say the same."""
    wanted: list[str] = [str(label[1])]
    based = []
    for k in range(2):
        value, error, unit = run[3 * k : 3 * k + 3]
        base, alt, factor = experiment[3 + 4 * k : 6 + 4 * k]
        if unit not in (base, alt):
            raise ExtractError(f"{unit!r} is no unit for the {experiment[2 + 4 * k]}")
        if unit == alt:
            as_read = str(value)
            value, error = multiply(value, int(factor)), multiply(error, int(factor))
            wanted += [as_read, str(value), str(error)]
        based.append((value, error))
    (a, error_a), (b, error_b) = based
    quotient = divide(100 * a, b)
    first, second = divide(1000 * error_a, a), divide(1000 * error_b, b)
    both = add(first, second)
    spread = divide(quotient * both, 1000)
    wanted += [_places(quotient), str(first), str(second), str(both), _places(spread)]
    said = _NUMBER.findall(line)
    if not line.startswith(label[0]) or (said != wanted and said != _without_repeats(wanted, said)):
        raise ExtractError(f"{line!r} should be {wanted}")
    return quotient, spread


def _without_repeats(wanted: list[str], said: list[str]) -> list[str]:
    """The figures wanted, where a converted reading need not be repeated before its conversion."""
    kept = [wanted[0]]
    for each in wanted[1:]:
        if len(kept) < len(said) and said[len(kept)] == each:
            kept.append(each)
    missing = len(wanted) - len(kept)
    return kept if missing <= 2 and len(wanted) - 6 >= 3 * missing else wanted
