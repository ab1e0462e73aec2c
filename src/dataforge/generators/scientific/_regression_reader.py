"""Reads a fitted line back: pairs from the data, every sum and every point of the line worked out again."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.scientific._solver import add, at_least, divide, fixed, multiply, subtract, total
from dataforge.text.lexicon import lexicon

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_QUANTITIES = re.compile(r"([a-z][a-z -]*) \(([a-z A-Z]+)\) and ([a-z][a-z -]*) \(([a-z A-Z]+)\):")
_CLAIM = re.compile(r"-?\d+\.\d{3}(?!\d)")
_VERDICT = re.compile(
    r"(-?\d+\.\d+) (?:for|about|on|regarding) (.+) (?:and|with) (.+) is (upheld|rejected)\.$"
)


@cache
def _pairs() -> dict[tuple[str, ...], str]:
    table = lexicon("scientific_pairs")
    return {row: row[0] for row in zip(*(table.words(form) for form in range(4)), strict=True)}


def places(value: int, count: int) -> str:
    """An integer count of the last place as a decimal."""
    digits = str(abs(value)).rjust(count + 1, "0")
    return ("-" if value < 0 else "") + digits[:-count] + "." + digits[-count:]


def read_regression(text: str) -> dict[str, Any]:
    """The facts of a fit; ExtractError where a sum, a point of the line or the verdict does not follow."""
    quantities, start = _measured(text)
    blocks = [block for block in text[start:].split("\n\n") if _NUMBER.search(block)]
    if len(blocks) != 4:
        raise ExtractError(f"{len(blocks)} paragraphs hold figures, not data, claim, working and verdict")
    data, question, working, last = blocks
    numbers = [int(each) for each in _NUMBER.findall(data)]
    pairs = [list(pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]
    claimed = _CLAIM.findall(question)
    asked = [int(each) for each in _NUMBER.findall(question) if "." not in each]
    if len(claimed) != 1 or len(pairs) < 2:
        raise ExtractError("no claim, or no data")
    sums, slope, line = _fit(pairs)
    lines = [line for line in working.split("\n") if _NUMBER.search(line)]
    zero = places(line(0), 2)
    wanted = [str(len(pairs)), *map(str, sums), str(slope[0]), str(slope[1]), places(slope[2], 3), zero]
    if _NUMBER.findall(lines[0]) != wanted:
        raise ExtractError(f"{lines[0]!r} should be {wanted}")
    residuals, predictions = _read_points(lines[1:], pairs, asked, line)
    answer = "upheld" if at_least(slope[2], fixed(claimed[0], 3)) else "rejected"
    verdict = _VERDICT.search(last)
    if verdict is None or list(verdict.groups()) != [claimed[0], quantities[2], quantities[0], answer]:
        raise ExtractError(f"the verdict {last!r} should be {answer} of {claimed[0]}")
    return {
        "kind": "regression-line",
        "quantities": quantities,
        "pairs": pairs,
        "sums": sums,
        "slope": [slope[0], slope[1], places(slope[2], 3)],
        "intercept": zero,
        "residuals": residuals,
        "predictions": predictions,
        "claim": claimed[0],
        "answer": answer,
    }


def _measured(text: str) -> tuple[list[str], int]:
    """Quantities and units, and where the readings begin: only lines with a bracket are searched."""
    at = text.find(") and ")
    while at >= 0:
        first = text.rfind("\n", 0, at) + 1
        named = _QUANTITIES.search(text, first)
        if named is not None and named.start() < at:
            return _names(named), named.end()
        at = text.find(") and ", at + 1)
    raise ExtractError("what was measured?")


def _names(match: re.Match[str]) -> list[str]:
    """Quantities and units; what stands before the first quantity is cut off."""
    before, *rest = match.groups()
    words = before.split(" ")
    for start in range(len(words)):
        found = (" ".join(words[start:]), *rest)
        if found in _pairs():
            return list(found)
    raise ExtractError(f"nobody measures {match[0]!r}")


def _fit(pairs: list[list[int]]) -> tuple[list[int], tuple[int, int, int], Callable[[int], int]]:
    """Sums; numerator, denominator and slope in thousandths; the line, in hundredths."""
    n = len(pairs)
    sx, sy = total(x for x, _ in pairs), total(y for _, y in pairs)
    sxx = total(multiply(x, x) for x, _ in pairs)
    sxy = total(multiply(x, y) for x, y in pairs)
    bottom = subtract(multiply(n, sxx), multiply(sx, sx))
    top = subtract(multiply(n, sxy), multiply(sx, sy))
    slope = divide(1000 * top, bottom)
    level, whole = multiply(sy, bottom), multiply(n, bottom)

    def line(x: int) -> int:
        rise = multiply(top, subtract(n * x, sx))
        return divide(100 * add(level, rise), whole)

    return [sx, sy, sxx, sxy], (top, bottom, slope), line


def _read_points(
    lines: list[str], pairs: list[list[int]], asked: list[int], line: Callable[[int], int]
) -> tuple[list[list[Any]], list[list[Any]]]:
    """Residuals of the first readings, then the predictions asked for."""
    residuals: list[list[Any]] = []
    predictions: list[list[Any]] = []
    count = len(lines) - len(asked)
    if not 0 <= count <= len(pairs):
        raise ExtractError(f"{len(lines)} points of the line are given, {len(asked)} were asked for")
    for (x, y), said in zip(pairs, lines[:count], strict=False):
        fitted = line(x)
        found = [x, places(fitted, 2), places(subtract(100 * y, fitted), 2)]
        if _NUMBER.findall(said) != list(map(str, found)):
            raise ExtractError(f"{said!r} should be {found}")
        residuals.append(found)
    for x, said in zip(asked, lines[count:], strict=True):
        found = [x, places(line(x), 2)]
        if _NUMBER.findall(said) != list(map(str, found)):
            raise ExtractError(f"{said!r} should be {found}")
        predictions.append(found)
    return residuals, predictions
