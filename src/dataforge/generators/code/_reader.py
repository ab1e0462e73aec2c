"""Reads a program in any of thirteen languages, runs it, and holds the text to what came out.

Nothing here knows the writer: lines are brought to one form by the rules of each language (`_grammars`),
expressions are parsed by precedence, and functions are run on Python's integers with a limit on the number of
steps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.code import _grammars as grammar
from dataforge.generators.code._claims import check_about, check_helper, contradictions
from dataforge.generators.code._interpreter import Function, Source, Statement
from dataforge.generators.code._line_reader import read_line
from dataforge.generators.code._solver import ran


class _Lines:
    """The lines of a file, taken one by one; past the last stands ''."""

    def __init__(self, lines: list[str]):
        self.lines, self.at, self.count = [*lines, ""], 0, len(lines)

    @property
    def now(self) -> str:
        return self.lines[self.at]

    def take(self, expected: str) -> None:
        if self.at >= self.count or self.lines[self.at] != expected:
            raise ExtractError(f"expected {expected!r}, found {self.now!r}")
        self.at += 1

    def match(self, pattern: re.Pattern[str], indent: str) -> re.Match[str]:
        found = pattern.fullmatch(self.now, len(indent)) if self.now.startswith(indent) else None
        if found is None or self.at >= self.count:
            raise ExtractError(f"cannot read the line {self.now!r}")
        self.at += 1
        return found


_BLOCKS = frozenset(("if", "while", "for"))
_BETWEEN = re.compile(", | ")
_CALLED = re.compile(r"\b[a-z]+(?:_[a-z]+|[A-Z][a-z]+)\b")


def _frame(language: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], int, int]:
    return grammar.FRAME.get(language, grammar.NO_FRAME)


def _read_function(lines: _Lines, source: Source) -> Function:
    language = source.language
    unit, inside = grammar.INDENT[language], _frame(language)[3]
    outer = unit * inside
    python = language == "Python"
    about = "" if python else lines.match(grammar.ABOUT[language], outer)[1]
    head = lines.match(grammar.HEAD[language], outer)
    given = head[2].split(", ") if head[2] else []
    if language in grammar.ENTRY:
        pattern, between = grammar.ENTRY[language]
        given = lines.match(pattern, outer + unit)[1].split(between)
        if language == "Bash" and any(not x.endswith(f"=${i}") for i, x in enumerate(given, start=1)):
            raise ExtractError("parameters are taken out of order")
    if language in grammar.SIGILS:
        given = [each.replace("$", "") for each in given]
    params = [grammar.PARAM[language].fullmatch(each) for each in given]
    if not params or not all(params):
        raise ExtractError(f"cannot read the parameters {given!r}")
    function = Function(head[1], [each[1] for each in params if each])
    if len(set(function.params)) < len(params):
        raise ExtractError("two parameters of one name")
    function.about = lines.match(grammar.ABOUT[language], unit)[1] if python else about
    source.functions[function.name] = function
    function.block = _read_block(lines, source, function, 0)
    if not python:
        lines.take(outer + grammar.CLOSE[language])
    lines.take("")
    while function.block and function.block[0].fixed and function.block[0].what == "=":
        first = function.block.pop(0)
        function.starts.append((first.name, first.value({})))
    return function


@dataclass(frozen=True, slots=True)
class _Style:
    """What stands around the lines of a language's blocks: see `_grammars`."""

    unit: str
    inside: int
    mark: str
    other: str
    end_if: str
    end_loop: str
    ends: frozenset[str]


@cache
def _style(language: str) -> _Style:
    (end_if, end_loop), other = grammar.ENDS[language], grammar.ELSE[language]
    ends = frozenset(("", other, end_if, end_loop, grammar.CLOSE[language]))
    inside = 1 + _frame(language)[3]
    return _Style(grammar.INDENT[language], inside, grammar.COMMENT[language], other, end_if, end_loop, ends)


def _read_block(lines: _Lines, source: Source, function: Function, depth: int) -> list[Statement]:
    """The statements at one depth, up to the end of their block."""
    style, block, comment = _style(source.language), [], ""
    indent, mark, rows = style.unit * (depth + style.inside), style.mark, lines.lines
    width = len(indent)
    while (line := rows[lines.at]).startswith(indent):
        text = line[width:]
        if text in style.ends or text[0] in " \t":
            break
        lines.at += 1
        if text.startswith(mark):
            comment = text[len(mark) :]
            continue
        statement, shown = read_line(text, source, depth)
        if comment:
            source.comments.append((len(function.lines), statement, comment))
            comment = ""
        function.lines.append(f"{depth} {shown}")
        block.append(statement)
        if statement.what in _BLOCKS:
            statement.block = _read_block(lines, source, function, depth + 1)
            if statement.what == "if" and lines.now == indent + style.other:
                lines.at += 1
                function.lines.append(f"{depth} else")
                statement.other = _read_block(lines, source, function, depth + 1)
            if style.end_if:
                lines.take(indent + (style.end_if if statement.what == "if" else style.end_loop))
    if comment or not block:
        raise ExtractError(f"a block ends too early at {lines.now!r}")
    return block


def stated(helper: Function) -> str:
    """A helper as the check states it."""
    return " | ".join([f"{helper.name}({', '.join(helper.params)})", *helper.lines])


def unfenced(lines: list[str], language: str) -> list[str]:
    """The lines of a file without the fence around them, if there is one."""
    fenced = lines[0] == f"```{grammar.FENCE[language]}" and lines[-1] == "```"
    return lines[1:-1] if fenced else lines


def read_file(file: list[str], source: Source) -> tuple[list[Function], list[list[int]]]:
    """The functions of a file, the called one last, and the arguments of its calls.

    Args:
        file: its lines.
    """
    lines = _Lines(file)
    before, main, after, _, depth = _frame(source.language)
    for line in before:
        lines.take(line)
    pattern = grammar.CALL[source.language]
    indent = grammar.INDENT[source.language] * depth
    functions = []
    while lines.now and lines.now not in main and not pattern.fullmatch(lines.now):
        source.comments.clear()
        functions.append(_read_function(lines, source))
    for line in main:
        lines.take(line)
    calls = []
    while pattern.fullmatch(lines.now, len(indent)):
        call = lines.match(pattern, indent)
        if not functions or call[1] != functions[-1].name:
            raise ExtractError("a call of something else")
        calls.append([int(each) for each in _BETWEEN.split(call[2])])
    for line in after:
        lines.take(line)
    if lines.at != lines.count or not calls:
        raise ExtractError(f"the file does not end at {lines.now!r}")
    function = functions[-1]
    if source.functions.keys() & function.names or len(source.functions) < len(functions):
        raise ExtractError("a name means two things")
    for helper in functions[:-1]:
        check_helper(helper, source)
    check_about(function)
    return functions, calls


# The document: an opening, the file, the trace, the output.

NAMES = "|".join(re.escape(name) for name in sorted(grammar.LINES, key=len, reverse=True))
_LANGUAGE = re.compile(rf"\b({NAMES})(?=[ .,;:)]|$)")


def asked_in(opening: str, file: list[str]) -> tuple[str, str]:
    """The language of a file, and the line of the opening that names it: the first or the last."""
    stretch = opening.split("\n")
    for line in (stretch[0], stretch[-1]):
        found = set(_LANGUAGE.findall(line))
        if len(found) == 1:
            language = str(found.pop())
            head = grammar.HEAD[language]
            if any(head.fullmatch(each.strip()) for each in file):
                return language, line
    raise ExtractError("the opening names no language that the file is in")


def check_named(opening: str, function: Function) -> None:
    """Whatever looks like a function's name in the opening must be this one."""
    for word in _CALLED.findall(opening):
        if word != function.name:
            raise ExtractError(f"the opening speaks of {word}, not of {function.name}")


def read_document(text: str) -> dict[str, Any]:
    """The facts of a document of the genre function-trace.

    Raises:
        ExtractError: the text is no such document, or says what its program does not do.
    """
    opening, _, rest = text.partition("\n\n")
    file, _, told = rest.rpartition("\n\n")
    lines = file.split("\n")
    language, asked = asked_in(opening, lines)
    mark = grammar.COMMENT[language]
    mark = mark if opening.startswith(mark) else ""
    if not mark:
        lines = unfenced(lines, language)
    source = Source(language)
    functions, calls = read_file(lines, source)
    *helpers, main = functions
    if wrong := contradictions(source, main):
        raise ExtractError(f"the comment {source.comments[wrong[0]][2]!r} is not what stands there")
    check_named(asked, main)
    results = [source.call(main, arguments, tracing=i == 0) for i, arguments in enumerate(calls)]
    ran(source.steps)
    expected = iter(_told(main, source, calls, results, told, mark))
    for line in told.split("\n"):
        if line != next(expected, None):
            raise ExtractError(f"the line {line!r} is not what happens")
    if next(expected, None) is not None:
        raise ExtractError("the output ends too early")
    return {
        "kind": "function-trace",
        **program_facts(language, main, helpers),
        "calls": [[arguments, result] for arguments, result in zip(calls, results, strict=True)],
        "answer": ", ".join(map(str, results)),
    }


def program_facts(language: str, main: Function, helpers: list[Function]) -> dict[str, Any]:
    """What the check says of a program."""
    return {
        "language": language,
        "function": main.name,
        "params": main.params,
        "helpers": [stated(each) for each in helpers],
        "program": main.lines,
    }


_TITLE = re.compile(r"[A-Z][A-Za-z ]+:")
_STYLE = re.compile(r"start: \w+( = |: | -> | := |=| is )\d+(, |; | \| |  | / )\w")


def _told(
    main: Function, source: Source, calls: list[list[int]], results: list[int], told: str, mark: str
) -> Iterator[str]:
    """The lines that must stand after the file, in the style of those that do."""
    lines = told.split("\n")
    heading = lines[0].removeprefix(mark)
    call = f"{main.name}({', '.join(map(str, calls[0]))})"
    if call not in heading or heading.count("(") != 1 or not heading.endswith(":"):
        raise ExtractError(f"{heading!r} is not the trace of {call}")
    yield mark + heading
    style = _STYLE.match(lines[1].removeprefix(mark))
    if style is None:
        raise ExtractError(f"cannot read {lines[1]!r}")
    setting, gap = style.groups()
    first = [*zip(main.params, calls[0], strict=True), *main.starts]
    line = "start: " + gap.join(f"{name}{setting}{value}" for name, value in first)
    for name, value, fresh in source.events:
        if fresh:
            yield mark + line
            line = f"{name}{setting}{value}"
        else:
            line += f"{gap}{name}{setting}{value}"
    yield mark + line
    yield f"{mark}return {results[0]}"
    ending = _TITLE.match(lines[-1].removeprefix(mark))
    if ending:
        yield f"{mark}{ending[0]} {', '.join(map(str, results))}"
        return
    title = lines[-len(results) - 1] if len(lines) > len(results) else ""
    if not (title.startswith(mark) and _TITLE.fullmatch(title, len(mark))):
        raise ExtractError("no output")
    yield title
    yield from (f"{mark}{result}" for result in results)
