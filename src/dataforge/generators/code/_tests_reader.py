"""Reads a document of the genre unit-tests: runs every test, counts how often each condition held."""

from __future__ import annotations

import re
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.code._claims import contradictions
from dataforge.generators.code._interpreter import Source, Statement
from dataforge.generators.code._reader import asked_in, check_named, program_facts, read_file, unfenced
from dataforge.generators.code._solver import compared, ran

_TEST = re.compile(r"(?:expect |assert )?(\w+)\(([\d, ]+)\)(?: == | -> | gives |: | to be | = )(\d+)")
_BRANCH = re.compile(r"[A-Z][a-z]+ (\d+), `([^`]+)`: [a-z]+ (\d+)(?: times)?, [a-z]+ (\d+)\.")
_END = re.compile(r"[A-Z][a-z]+: (red|green); (\d+) of (\d+) pass, (\d+) of (\d+) branches covered")


def _conditions(block: list[Statement]) -> list[Statement]:
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
    tests = [_TEST.fullmatch(line) for line in listed.split("\n")[1:]]
    asks = [([int(each) for each in test[2].split(", ")], int(test[3])) for test in tests if test]
    if (
        not all(tests)
        or [given for given, _ in asks] != calls
        or any(test[1] != main.name for test in tests if test)
    ):
        raise ExtractError("the tests are not the calls of the program")
    for statement in _conditions(main.block):
        statement.visits = statement.passes = 0
    results = [source.call(main, given) for given, _ in asks]
    ran(source.steps)
    compared(len(results))
    *said, end = told.split("\n")
    for number, ((_, expected), result, line) in enumerate(zip(asks, results, said, strict=False), start=1):
        _check_verdict(number, expected, result, line)
    conditions = _conditions(main.block)
    texts = [line.partition(" ")[2] for line in main.lines if re.match(r"\d+ if ", line)]
    branches: list[tuple[str, int, int]] = []
    for number, (text_of, statement, line) in enumerate(
        zip(texts, conditions, said[len(results) :], strict=True), start=1
    ):
        counts = (statement.passes, statement.visits - statement.passes)
        match = _BRANCH.fullmatch(line)
        if match is None or match.groups() != (str(number), text_of, *map(str, counts)):
            raise ExtractError(f"{line!r}, but `{text_of}` held {counts[0]} times and failed {counts[1]}")
        branches.append((text_of, *counts))
    passed = sum(expected == result for (_, expected), result in zip(asks, results, strict=True))
    covered = sum((yes > 0) + (no > 0) for _, yes, no in branches)
    verdict = "green" if passed == len(asks) else "red"
    match = _END.fullmatch(end)
    if match is None or match.groups() != (
        verdict, str(passed), str(len(asks)), str(covered), str(2 * len(branches)),
    ):  # fmt: skip
        raise ExtractError(f"{end!r}, but {passed} of {len(asks)} pass, {covered} branches are covered")
    return {
        "kind": "unit-tests",
        **program_facts(language, main, helpers),
        "tests": [[given, expected, result] for (given, expected), result in zip(asks, results, strict=True)],
        "branches": [list(each) for each in branches],
        "suite": verdict,
        "passed": passed,
        "covered": covered,
    }


def _check_verdict(number: int, expected: int, result: int, line: str) -> None:
    """A line of the working states what came out, and whether that was asked for."""
    said = [int(each) for each in re.findall(r"\d+", line)]
    fails = re.search(r"\bfails\b|\bexpected \d|\bnot \d|\bis asked\b", line) is not None
    if said not in ([number, result], [number, result, expected] if fails else []) or fails != (
        expected != result
    ):
        raise ExtractError(f"{line!r}, but {result} comes out, and {expected} is expected")
