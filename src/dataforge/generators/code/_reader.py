"""Reads a program in any of the five languages, runs it, and holds the text to what came out.

Nothing here knows the writer: lines are brought to one form by rules of each language, expressions are
parsed by precedence, and functions are run on Python's integers with a limit on the number of steps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.code._claims import check_about, check_helper, meant_by
from dataforge.generators.code._interpreter import Expression, Function, Source, Statement

_WORD = r"[a-z_][a-z_0-9]*"


@dataclass(frozen=True)
class _Grammar:
    """A language's rules: regular expressions with the groups that their names say.

    Attributes:
        lines: (pattern of a whole line, its neutral form); tried in order, all but the call lines.
        call: what prints the result of a call.
        skeleton: lines that must stand in the file, and hold nothing to read.
    """

    comment: str
    unit: int
    head: str
    param: str
    about: str
    lines: tuple[tuple[re.Pattern[str], str], ...]
    call: str
    before: tuple[str, ...] = ()
    main: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    depth: int = 0
    call_depth: int = 0


def _rules(*pairs: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern.replace("WORD", _WORD)), form) for pattern, form in pairs)


def _curly(declare: str, count: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return _rules(
        (rf"{declare} (WORD = .+);", r"{0}"),
        (r"return (.+);", r"return {0}"),
        (r"if \((.+)\) \{", r"if {0}:"),
        (r"while \((.+)\) \{", r"while {0}:"),
        (rf"for \({count} (WORD) = 0; \1 < (.+); \1\+\+\) \{{", r"for {0} in range(0, {1}):"),
        (rf"for \({count} (WORD) = 1; \1 <= (.+); \1\+\+\) \{{", r"for {0} in range(1, {1} + 1):"),
        (r"(WORD [-+*/%]?= .+);", r"{0}"),
    )


_GRAMMARS = {
    "Python": _Grammar(
        comment="# ",
        unit=4,
        head=rf"def ({_WORD})\((.*)\):",
        param=rf"({_WORD})",
        about=r'"""(.+)"""',
        lines=_rules(
            (r"for (WORD) in range\(1, (.+)\):", r"for {0} in range(1, {1}):"),
            (r"for (WORD) in range\((.+)\):", r"for {0} in range(0, {1}):"),
            (r"((?:if|while) .+:)", r"{0}"),
            (r"(return .+|WORD [-+*]?= .+)", r"{0}"),
        ),
        call=r"print\((.+)\)",
    ),
    "JavaScript": _Grammar(
        comment="// ",
        unit=2,
        head=rf"function ({_WORD})\((.*)\) \{{",
        param=rf"({_WORD})",
        about=r"/\*\* (.+) \*/",
        lines=_curly("let", "let"),
        call=r"console\.log\((.+)\);",
    ),
    "C": _Grammar(
        comment="// ",
        unit=4,
        head=rf"int ({_WORD})\((.*)\) \{{",
        param=rf"int ({_WORD})",
        about=r"/\* (.+) \*/",
        lines=_curly("int", "int"),
        call=r'printf\("%d\\n", (.+)\);',
        before=("#include <stdio.h>", "#include <stdlib.h>", ""),
        main=("int main(void) {",),
        after=("    return 0;", "}"),
        call_depth=1,
    ),
    "Java": _Grammar(
        comment="// ",
        unit=4,
        head=rf"static int ({_WORD})\((.*)\) \{{",
        param=rf"int ({_WORD})",
        about=r"/\*\* (.+) \*/",
        lines=_curly("int", "int"),
        call=r"System\.out\.println\((.+)\);",
        before=("public class Main {",),
        main=("    public static void main(String[] args) {",),
        after=("    }", "}"),
        depth=1,
        call_depth=2,
    ),
    "Rust": _Grammar(
        comment="// ",
        unit=4,
        head=rf"fn ({_WORD})\((.*)\) -> i64 \{{",
        param=rf"(?:mut )?({_WORD}): i64",
        about=r"/// (.+)",
        lines=_rules(
            (r"let mut (WORD = .+);", r"{0}"),
            (r"return (.+);", r"return {0}"),
            (r"for (WORD) in 0\.\.(.+) \{", r"for {0} in range(0, {1}):"),
            (r"for (WORD) in 1\.\.=(.+) \{", r"for {0} in range(1, {1} + 1):"),
            (r"((?:if|while) .+) \{", r"{0}:"),
            (r"(WORD [-+*]?= .+);", r"{0}"),
        ),
        call=r'println!\("\{\}", (.+)\);',
        main=("fn main() {",),
        after=("}",),
        call_depth=1,
    ),
}


# Lines and functions.


class _Lines:
    """The lines of a file, taken one by one."""

    def __init__(self, lines: list[str]):
        self.lines, self.at = lines, 0

    @property
    def now(self) -> str:
        return self.lines[self.at] if self.at < len(self.lines) else ""

    def take(self, expected: str | None = None) -> str:
        if self.at >= len(self.lines) or (expected is not None and self.now != expected):
            raise ExtractError(f"expected {expected!r}, found {self.now!r}")
        self.at += 1
        return self.lines[self.at - 1]

    def match(self, pattern: str) -> re.Match[str]:
        found = re.fullmatch(pattern, self.now)
        if found is None:
            raise ExtractError(f"cannot read the line {self.now!r}")
        self.at += 1
        return found


def _read_function(lines: _Lines, source: Source) -> Function:
    grammar, outer = _GRAMMARS[source.language], " " * (_GRAMMARS[source.language].depth * 4)
    python = source.language == "Python"
    about = "" if python else lines.match(outer + grammar.about)[1]
    head = lines.match(outer + grammar.head)
    params = [re.fullmatch(grammar.param, each) for each in head[2].split(", ")]
    if not all(params):
        raise ExtractError(f"cannot read the parameters {head[2]!r}")
    function = Function(head[1], [each[1] for each in params if each])
    function.about = lines.match("    " + grammar.about)[1] if python else about
    source.functions[function.name] = function
    function.block = _read_block(lines, source, function, 0)
    if not python:
        lines.take(outer + "}")
    lines.take("")
    while (
        function.block
        and function.block[0].what == "="
        and function.lines[len(function.starts)].split(" = ")[1].isdigit()
    ):
        first = function.block.pop(0)
        function.starts.append((first.name, first.value({})))
    return function


def _read_block(lines: _Lines, source: Source, function: Function, depth: int) -> list[Statement]:
    """The statements at one depth, up to the end of their block."""
    grammar, block, comment = _GRAMMARS[source.language], [], ""
    indent = " " * (grammar.unit * (depth + 1 + grammar.depth))
    while lines.now.startswith(indent) and lines.now[len(indent) : len(indent) + 1] not in (" ", "", "}"):
        text = lines.now[len(indent) :]
        if text.startswith("else"):
            break
        lines.take()
        if text.startswith(grammar.comment):
            comment = text[len(grammar.comment) :]
            continue
        neutral = _neutral(text, grammar)
        statement, shown = _read_statement(neutral, depth, source)
        meant = meant_by(comment, shown) if comment else shown
        if meant != shown:
            source.contradictions.append((len(function.lines), statement, meant))
        comment = ""
        function.lines.append(f"{depth} {shown}")
        block.append(statement)
        if statement.what in ("if", "while", "for"):
            statement.block = _read_block(lines, source, function, depth + 1)
            other = indent + ("else:" if source.language == "Python" else "} else {")
            if lines.now == other:
                lines.take()
                function.lines.append(f"{depth} else")
                statement.other = _read_block(lines, source, function, depth + 1)
                if statement.what != "if" or not statement.other:
                    raise ExtractError("an else that belongs to nothing")
            if source.language != "Python":
                lines.take(indent + "}")
    if comment or not block:
        raise ExtractError(f"a block ends too early at {lines.now!r}")
    return block


def _neutral(text: str, grammar: _Grammar) -> str:
    for pattern, form in grammar.lines:
        match = pattern.fullmatch(text)
        if match:
            return form.format(*match.groups())
    raise ExtractError(f"cannot read the line {text!r}")


def _read_statement(text: str, depth: int, source: Source) -> tuple[Statement, str]:
    """A line in neutral form as a statement, and as the check states it."""
    if text.endswith(":"):
        word, _, rest = text[:-1].partition(" ")
        if word in ("if", "while"):
            shown, _, value = Expression(rest, source).whole()
            return Statement(word, depth, "", value), f"{word} {shown}"
        match = re.fullmatch(r"(\w+) in range\(([01]), (.+)\)", rest)
        if match is None:
            raise ExtractError(f"cannot read the loop {text!r}")
        shown, _, value = Expression(_plus_one(match[3]), source).whole()
        low = int(match[2])
        return Statement("for", depth, match[1], value, low), f"for {match[1]} in range({low}, {shown})"
    if text.startswith("return "):
        shown, _, value = Expression(text[7:], source).whole()
        return Statement("return", depth, "", value), f"return {shown}"
    match = re.fullmatch(r"(\w+) ([-+*]?)= (.+)", text)
    if match is None:
        raise ExtractError(f"cannot read {text!r}")
    right = f"{match[1]} {match[2]} ({match[3]})" if match[2] else match[3]
    shown, _, value = Expression(right, source).whole()
    return Statement("=", depth, match[1], value), f"{match[1]} = {shown}"


def _plus_one(text: str) -> str:
    match = re.fullmatch(r"(\d+) \+ 1", text)
    return str(int(match[1]) + 1) if match else text


_FENCES = {"Python": "python", "JavaScript": "js", "C": "c", "Java": "java", "Rust": "rust"}


def read_assignment(text: str, source: Source) -> tuple[Statement, str]:
    """An assignment as it stands in a file of the source's language, and as the check states it."""
    return _read_statement(_neutral(text, _GRAMMARS[source.language]), 0, source)


def stated(helper: Function) -> str:
    """A helper as the check states it."""
    return " | ".join([f"{helper.name}({', '.join(helper.params)})", *helper.lines])


def unfenced(lines: list[str], language: str) -> list[str]:
    """The lines of a file without the fence around them, if there is one."""
    fenced = lines[0] == f"```{_FENCES[language]}" and lines[-1] == "```"
    return lines[1:-1] if fenced else lines


# The document: an opening, the file, the trace, the output.

_OPENINGS = tuple(
    re.compile(
        pattern.replace("LANG", "(?P<lang>Python|JavaScript|C|Java|Rust)").replace("NAME", r"(?P<f>\w+)")
    )
    for pattern in (
        r"What does this LANG program print\?",
        r"Trace the LANG function NAME by hand and give its output\.",
        r"Read the LANG code below\. Which values come out\?",
        r"Follow NAME step by step; the language is LANG\.",
        r"Here is a LANG function called NAME\. Predict what is printed\.",
        r"Work out the output of the following LANG program\.",
        r"A reviewer asks what NAME returns\. The code is LANG\.",
        r"Run this LANG program in your head\.",
        r"Before running NAME, say what this LANG code will print\.",
        r"The LANG function NAME is short enough to trace on paper\.",
        r"Exercise: simulate this LANG program and note its output\.",
        r"LANG, one function to follow: NAME\.",
    )
)
_HEADINGS = tuple(
    re.compile(pattern.replace("CALL", r"(?P<call>\w+\([0-9, ]+\))"))
    for pattern in (
        r"Trace of CALL:",
        r"Step by step, CALL:",
        r"Values during CALL:",
        r"CALL, line by line:",
        r"What happens in CALL:",
        r"Tracing CALL:",
    )
)
_ENDINGS = ("Output:", "It prints:", "Printed:", "The program prints:", "Result:")


def read_document(text: str) -> dict[str, Any]:
    """The facts of a document of the genre function-trace.

    Raises:
        ExtractError: the text is no such document, or says what its program does not do.
    """
    opening, _, rest = text.partition("\n\n")
    file, _, told = rest.rpartition("\n\n")
    mark = next((mark for mark in ("# ", "// ") if opening.startswith(mark)), "")
    asked = next((match for pattern in _OPENINGS if (match := pattern.fullmatch(opening[len(mark) :]))), None)
    if asked is None:
        raise ExtractError(f"cannot read the opening {opening!r}")
    language = asked["lang"]
    if mark not in ("", _GRAMMARS[language].comment):
        raise ExtractError(f"{mark!r} does not start a comment")
    lines = file.split("\n")
    if not mark:
        lines = unfenced(lines, language)
    source = Source(language)
    functions, calls = read_file(lines, source)
    *helpers, main = functions
    if source.contradictions:
        raise ExtractError(f"a comment means {source.contradictions[0][2]!r}")
    if asked.groupdict().get("f") not in (None, main.name):
        raise ExtractError(f"the opening speaks of another function than {main.name}")
    results = [source.call(main, arguments, tracing=i == 0) for i, arguments in enumerate(calls)]
    expected = iter(_told(main, source, calls, results, told, mark))
    for line in told.split("\n"):
        if line != next(expected, None):
            raise ExtractError(f"the line {line!r} is not what happens")
    if next(expected, None) is not None:
        raise ExtractError("the output ends too early")
    return {
        "kind": "function-trace",
        "language": language,
        "function": main.name,
        "params": main.params,
        "helpers": [stated(each) for each in helpers],
        "program": main.lines,
        "calls": [[arguments, result] for arguments, result in zip(calls, results, strict=True)],
        "answer": ", ".join(map(str, results)),
    }


def read_file(file: list[str], source: Source) -> tuple[list[Function], list[list[int]]]:
    """The functions of a file, the called one last, and the arguments of its calls.

    Args:
        file: its lines.
    """
    lines = _Lines(file)
    grammar = _GRAMMARS[source.language]
    for line in grammar.before:
        lines.take(line)
    functions = []
    start = grammar.main[0] if grammar.main else ""
    while lines.now and lines.now != start and not re.fullmatch(grammar.call, lines.now):
        functions.append(_read_function(lines, source))
    for line in grammar.main:
        lines.take(line)
    calls = []
    pattern = " " * (grammar.unit * grammar.call_depth) + grammar.call
    while re.fullmatch(pattern, lines.now):
        call = re.fullmatch(r"(\w+)\(([0-9, ]+)\)", lines.match(pattern)[1])
        if call is None or not functions or call[1] != functions[-1].name:
            raise ExtractError("a call of something else")
        calls.append([int(each) for each in call[2].split(", ")])
    for line in grammar.after:
        lines.take(line)
    if lines.at != len(lines.lines) or not calls:
        raise ExtractError(f"the file does not end at {lines.now!r}")
    main = functions[-1]
    if source.functions.keys() & {*main.params, *(name for name, _ in main.starts)}:
        raise ExtractError("a variable hides a function")
    for helper in functions[:-1]:
        check_helper(helper)
    check_about(main)
    return functions, calls


def _told(
    main: Function, source: Source, calls: list[list[int]], results: list[int], told: str, mark: str
) -> Iterator[str]:
    """The lines that must stand after the file, in the style of those that do."""
    lines = told.split("\n")
    heading = lines[0].removeprefix(mark)
    call = f"{main.name}({', '.join(map(str, calls[0]))})"
    if not any((match := pattern.fullmatch(heading)) and match["call"] == call for pattern in _HEADINGS):
        raise ExtractError(f"{heading!r} is not the trace of {call}")
    yield mark + heading
    style = re.match(r"start: \w+( = |: | -> | := )\d+(, |; | \| )\w", lines[1].removeprefix(mark))
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
    ending = next((each for each in _ENDINGS if any(line.startswith(mark + each) for line in lines)), "")
    upright = bool(ending) and mark + ending in lines
    if upright:
        yield mark + ending
        yield from (f"{mark}{result}" for result in results)
    else:
        yield f"{mark}{ending} {', '.join(map(str, results))}"
