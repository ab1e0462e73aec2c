"""Reads a document of the genre unit-tests: runs every test, counts how often each condition held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.code._claims import contradictions
from dataforge.generators.code._interpreter import Function, Source, Statement
from dataforge.generators.code._reader import asked_in, check_named, program_facts, read_file, unfenced
from dataforge.generators.code._solver import compared, ran

_TEST = re.compile(r"(?:expect |assert )?(\w+)\(([\d, ]+)\)(?: == | -> | gives |: | to be | = )(\d+)")
_DIGITS = re.compile(r"\d+")
_FAILS = re.compile(r"\bfails\b|\bexpected \d|\bnot \d|\bis asked\b")
_BRANCH = re.compile(r"[A-Z][a-z]+ (\d+), `([^`]+)`: [a-z]+ (\d+)(?: times)?, [a-z]+ (\d+)\.")
_END = re.compile(r"[A-Z][a-z]+: (red|green); (\d+) of (\d+) pass, (\d+) of (\d+) branches covered")


def _conditions(block: Sequence[Statement]) -> list[Statement]:
    """The branches of a block, in the order of the text."""
    found = []
    for statement in block:
        if statement.what == "if":
            found.append(statement)
        found += _conditions(statement.block) + _conditions(statement.other)
    return found


def read_tests(text: str) -> dict[str, Any]:
    """The facts of a document of the genre unit-tests.

    Raises:
        ExtractError: it is none, or says what its tests do not find.
    """
    opening, _, rest = text.partition("\n\n")
    file, _, suite = rest.rpartition("```\n\n")
    lines = (file + "```").split("\n")
    language, asked = asked_in(opening, lines)
    source = Source(language)
    functions, calls = read_file(unfenced(lines, language), source)
    *helpers, main = functions
    if contradictions(source, main):
        raise ExtractError("a comment is not what stands there")
    check_named(asked, main)
    listed, _, told = suite.partition("\n\n")
    expected = _expected(listed, main, calls)
    conditions = _conditions(main.block)
    results = [source.call(main, given) for given in calls]
    ran(source.steps)
    compared(len(results))
    *said, end = told.split("\n")
    for number, (asks, result, line) in enumerate(zip(expected, results, said, strict=False), start=1):
        _check_verdict(number, asks, result, line)
    branches = _branches(main, conditions, said[len(results) :])
    passed = sum(map(int.__eq__, expected, results))
    covered = sum((yes > 0) + (no > 0) for _, yes, no in branches)
    verdict = "green" if passed == len(calls) else "red"
    match, counts = _END.fullmatch(end), (passed, len(calls), covered, 2 * len(branches))
    if match is None or match.groups() != (verdict, *map(str, counts)):
        raise ExtractError(f"{end!r}, but {passed} of {len(calls)} pass, {covered} branches are covered")
    return {
        "kind": "unit-tests",
        **program_facts(language, main, helpers),
        "tests": [list(each) for each in zip(calls, expected, results, strict=True)],
        "branches": [list(each) for each in branches],
        "suite": verdict,
        "passed": passed,
        "covered": covered,
    }


def _expected(listed: str, main: Function, calls: list[list[int]]) -> list[int]:
    """What the tests ask for: they must be the program's calls, one after the other."""
    tests = [_TEST.fullmatch(line) for line in listed.split("\n")[1:]]
    found = [test for test in tests if test and test[1] == main.name]
    given = [[int(each) for each in test[2].split(", ")] for test in found]
    if len(found) < len(tests) or given != calls:
        raise ExtractError("the tests are not the calls of the program")
    return [int(test[3]) for test in found]


def _branches(main: Function, conditions: list[Statement], said: list[str]) -> list[tuple[str, int, int]]:
    """Each condition, how often it held and how often not: the working must say so."""
    texts = [text for line in main.lines if (text := line.partition(" ")[2]).startswith("if ")]
    found = []
    for number, (text, statement, line) in enumerate(zip(texts, conditions, said, strict=True), start=1):
        held, failed = statement.passes, statement.visits - statement.passes
        match = _BRANCH.fullmatch(line)
        if match is None or match.groups() != (str(number), text, str(held), str(failed)):
            raise ExtractError(f"{line!r}, but `{text}` held {held} times and failed {failed}")
        found.append((text, held, failed))
    return found


def _check_verdict(number: int, expected: int, result: int, line: str) -> None:
    """A line of the working states what came out, and whether that was asked for."""
    said = [int(each) for each in _DIGITS.findall(line)]
    fails = _FAILS.search(line) is not None
    if said not in ([number, result], [number, result, expected] if fails else []) or fails != (
        expected != result
    ):
        raise ExtractError(f"{line!r}, but {result} comes out, and {expected} is expected")
