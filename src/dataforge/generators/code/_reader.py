"""Reads a program in any of the five languages, runs it, and holds the text to what came out.

Nothing here knows the writer: lines are brought to one form by rules of each language, expressions are
parsed by precedence, and functions are run on Python's integers with a limit on the number of steps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from dataforge.generators.base import ExtractError

_MOST_STEPS = 50_000
_WORD = r"[a-z_][a-z_0-9]*"
_Env = dict[str, int]
_Value = Callable[[_Env], int]


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


@dataclass
class _Function:
    """A function as read: its lines in neutral form, its statements, and the values it sets first."""

    name: str
    params: list[str]
    about: str = ""
    lines: list[str] = field(default_factory=list)
    block: list[_Statement] = field(default_factory=list)
    starts: list[tuple[str, int]] = field(default_factory=list)


@dataclass
class _Statement:
    """A statement: what it is, the name it sets, its value or test, and the blocks inside it."""

    what: str
    depth: int
    name: str
    value: _Value
    low: int = 0
    block: list[_Statement] = field(default_factory=list)
    other: list[_Statement] = field(default_factory=list)


class _Source:
    """The functions of a file, and the state of running them.

    Attributes:
        events: (name, value, whether a line of the trace begins) of what is set while `tracing`.
    """

    def __init__(self, language: str):
        self.language = language
        self.functions: dict[str, _Function] = {}
        self.steps = 0
        self.events: list[tuple[str, int, bool]] = []
        self.fresh = False

    def call(self, function: _Function, arguments: list[int], *, tracing: bool = False) -> int:
        env = dict(zip(function.params, arguments, strict=True))
        env.update(function.starts)
        result = self._run(function.block, env, tracing)
        if result is None:
            raise ExtractError(f"{function.name} returns nothing")
        return result

    def _run(self, block: list[_Statement], env: _Env, tracing: bool) -> int | None:
        for statement in block:
            self.steps += 1
            if self.steps > _MOST_STEPS:
                raise ExtractError("the program does not end")
            if tracing and statement.depth == 0:
                self.fresh = True
            value = statement.value(env)
            result: int | None = None
            if statement.what == "=":
                env[statement.name] = value
                if tracing:
                    self._event(statement, value)
            elif statement.what == "return":
                return value
            elif statement.what == "if":
                result = self._run(statement.block if value else statement.other, env, tracing)
            elif statement.what == "for":
                result = self._count(statement, env, value, tracing)
            else:
                result = self._repeat(statement, env, tracing)
            if result is not None:
                return result
        return None

    def _count(self, statement: _Statement, env: _Env, end: int, tracing: bool) -> int | None:
        for value in range(statement.low, end):
            env[statement.name] = value
            if tracing:
                self._event(statement, value)
            result = self._run(statement.block, env, tracing)
            if result is not None:
                return result
        return None

    def _repeat(self, statement: _Statement, env: _Env, tracing: bool) -> int | None:
        while statement.value(env):
            result = self._run(statement.block, env, tracing)
            if result is not None:
                return result
            if tracing and statement.depth == 0:
                self.fresh = True
            self.steps += 1
            if self.steps > _MOST_STEPS:
                raise ExtractError("the program does not end")
        return None

    def _event(self, statement: _Statement, value: int) -> None:
        self.events.append((statement.name, value, statement.depth == 0 or self.fresh))
        self.fresh = False


# Expressions: parsed to (text in one form, precedence, what computes it).

_TOKEN = re.compile(r"\s*(//|==|!=|Math\.\w+|i64::\w+|[a-z_]\w*|\d+|[-+*/%()<>,?:])")
_BINDS = {"<": 1, ">": 1, "==": 1, "!=": 1, "+": 2, "-": 2, "*": 3, "//": 3, "/": 3, "%": 3}


def _floor_divide(a: int, b: int) -> int:
    if a < 0 or b <= 0:
        raise ExtractError("a division that languages do differently")
    return a // b


def _remainder(a: int, b: int) -> int:
    if a < 0 or b <= 0:
        raise ExtractError("a remainder that languages take differently")
    return a % b


_MEANS: dict[str, Callable[[int, int], int]] = {
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "//": _floor_divide,
    "%": _remainder,
}
_BUILT_IN: dict[str, Callable[..., int]] = {"abs": abs, "max": max, "min": min}
_BUILT_INS = {
    "Python": {name: name for name in _BUILT_IN},
    "JavaScript": {f"Math.{name}": name for name in (*_BUILT_IN, "floor")},
    "C": {"abs": "abs"},
    "Java": {f"Math.{name}": name for name in _BUILT_IN},
    "Rust": {f"i64::{name}": name for name in _BUILT_IN},
}
_Parsed = tuple[str, int, _Value]


class _Expression:
    """A parser by precedence over the tokens of one expression."""

    def __init__(self, text: str, source: _Source):
        self.tokens = _TOKEN.findall(text)
        if sum(map(len, self.tokens)) != len(text.replace(" ", "")):
            raise ExtractError(f"cannot read the expression {text!r}")
        self.tokens.append("")
        self.at = 0
        self.language, self.source = source.language, source

    def whole(self) -> _Parsed:
        parsed = self.choice() if self.language == "C" else self.binary(1)
        if self.tokens[self.at] or parsed[1] == 0:
            raise ExtractError(f"unexpected {self.tokens[self.at]!r}, or a quotient that is not rounded down")
        return parsed

    def take(self, token: str = "") -> str:
        found: str = self.tokens[self.at]
        if not found or (token and found != token):
            raise ExtractError(f"expected {token or 'more'!r}, found {found!r}")
        self.at += 1
        return found

    def choice(self) -> _Parsed:
        """`a > b ? a : b`: the larger of the two."""
        first, test = self.at, self.binary(1)
        if self.tokens[self.at] != "?":
            return test
        words = self.tokens[first : self.at]
        self.take("?")
        yes, _, _ = self.binary(2)
        self.take(":")
        no, _, _ = self.binary(2)
        if len(words) != 3 or [words[0], words[2]] != [yes, no] or words[1] not in "<>":
            raise ExtractError("a conditional that is neither a maximum nor a minimum")
        return self.built_in(
            "max" if words[1] == ">" else "min", [(yes, 9, _variable(yes)), (no, 9, _variable(no))]
        )

    def binary(self, least: int) -> _Parsed:
        left = self.atom()
        while (binds := _BINDS.get(self.tokens[self.at], 0)) >= least:
            sign = self.take()
            right = self.binary(binds + 1)
            left = self.combine(sign, left, right)
        return left

    def combine(self, sign: str, left: _Parsed, right: _Parsed) -> _Parsed:
        (a, a_binds, first), (b, b_binds, second) = left, right
        if 0 in (a_binds, b_binds):
            raise ExtractError("a quotient that is not rounded down")
        binds = _BINDS[sign]
        if sign in ("/", "//"):
            if (sign == "//") != (self.language == "Python"):
                raise ExtractError(f"{self.language} does not write {sign} here")
            sign = "//"
        text = f"{f'({a})' if a_binds < binds else a} {sign} {f'({b})' if b_binds <= binds else b}"
        means = _MEANS[sign]
        exact = sign == "//" and self.language == "JavaScript"
        return text, 0 if exact else binds, lambda env: means(first(env), second(env))

    def atom(self) -> _Parsed:
        token = self.take()
        if token == "(":
            inner = self.binary(1)
            self.take(")")
            return inner
        if token.isdigit():
            number = int(token)
            return token, 9, lambda env: number
        if not re.fullmatch(r"[A-Za-z_][\w.:]*", token):
            raise ExtractError(f"unexpected {token!r}")
        if self.tokens[self.at] != "(":
            return token, 9, _variable(token)
        self.take("(")
        arguments = [self.binary(1)]
        while self.tokens[self.at] == ",":
            self.take(",")
            arguments.append(self.binary(1))
        self.take(")")
        name = _BUILT_INS[self.language].get(token)
        return self.built_in(name, arguments) if name else self.call(token, arguments)

    def built_in(self, name: str, arguments: list[_Parsed]) -> _Parsed:
        if name == "floor":
            text, binds, value = arguments[0]
            if len(arguments) != 1 or binds != 0:
                raise ExtractError("only quotients are rounded down")
            return text, 3, value
        means, values = _BUILT_IN[name], [each[2] for each in arguments]
        if len(values) != (1 if name == "abs" else 2):
            raise ExtractError(f"{name} of {len(values)} numbers")
        text = f"{name}({', '.join(each[0] for each in arguments)})"
        return text, 9, lambda env: means(*(value(env) for value in values))

    def call(self, name: str, arguments: list[_Parsed]) -> _Parsed:
        source, values = self.source, [each[2] for each in arguments]
        function = source.functions[name]
        if len(values) != len(function.params):
            raise ExtractError(f"{name} takes {len(function.params)} arguments")
        text = f"{name}({', '.join(each[0] for each in arguments)})"
        return text, 9, lambda env: source.call(function, [value(env) for value in values])


def _variable(name: str) -> _Value:
    return lambda env: env[name]


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


def _read_function(lines: _Lines, source: _Source) -> _Function:
    grammar, outer = _GRAMMARS[source.language], " " * (_GRAMMARS[source.language].depth * 4)
    python = source.language == "Python"
    about = "" if python else lines.match(outer + grammar.about)[1]
    head = lines.match(outer + grammar.head)
    params = [re.fullmatch(grammar.param, each) for each in head[2].split(", ")]
    if not all(params):
        raise ExtractError(f"cannot read the parameters {head[2]!r}")
    function = _Function(head[1], [each[1] for each in params if each])
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


def _read_block(lines: _Lines, source: _Source, function: _Function, depth: int) -> list[_Statement]:
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
        _check_comment(comment, shown)
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


def _read_statement(text: str, depth: int, source: _Source) -> tuple[_Statement, str]:
    """A line in neutral form as a statement, and as the check states it."""
    if text.endswith(":"):
        word, _, rest = text[:-1].partition(" ")
        if word in ("if", "while"):
            shown, _, value = _Expression(rest, source).whole()
            return _Statement(word, depth, "", value), f"{word} {shown}"
        match = re.fullmatch(r"(\w+) in range\(([01]), (.+)\)", rest)
        if match is None:
            raise ExtractError(f"cannot read the loop {text!r}")
        shown, _, value = _Expression(_plus_one(match[3]), source).whole()
        low = int(match[2])
        return _Statement("for", depth, match[1], value, low), f"for {match[1]} in range({low}, {shown})"
    if text.startswith("return "):
        shown, _, value = _Expression(text[7:], source).whole()
        return _Statement("return", depth, "", value), f"return {shown}"
    match = re.fullmatch(r"(\w+) ([-+*]?)= (.+)", text)
    if match is None:
        raise ExtractError(f"cannot read {text!r}")
    right = f"{match[1]} {match[2]} ({match[3]})" if match[2] else match[3]
    shown, _, value = _Expression(right, source).whole()
    return _Statement("=", depth, match[1], value), f"{match[1]} = {shown}"


def _plus_one(text: str) -> str:
    match = re.fullmatch(r"(\d+) \+ 1", text)
    return str(int(match[1]) + 1) if match else text


# What is said about the code in words.

_SAYS = tuple(
    (re.compile(pattern.replace("W", r"([a-z_]\w*)").replace("N", r"(\d+)")), form)
    for pattern, form in (
        (r"(?P<v>\w+) is now W plus (\w+)", r"{1} + {2}"),
        (r"put the sum of W and W into (?P<v>\w+)", r"{0} + {1}"),
        (r"take W and W together", r"{0} + {1}"),
        (r"(?P<v>\w+) is now W times (\w+)", r"{1} * {2}"),
        (r"multiply W by (\w+)", r"{0} * {1}"),
        (r"the product of W and W goes into (?P<v>\w+)", r"{0} * {1}"),
        (r"how far W is from W", r"abs({0} - {1})"),
        (r"(?P<v>\w+) is now the distance between W and W", r"abs({1} - {2})"),
        (r"only the difference of W and W counts", r"abs({0} - {1})"),
        (r"keep the larger of W and W", r"max({0}, {1})"),
        (r"(?P<v>\w+) is now the maximum of W and W", r"max({1}, {2})"),
        (r"whichever is more, W or W", r"max({0}, {1})"),
        (r"keep the smaller of W and W", r"min({0}, {1})"),
        (r"(?P<v>\w+) is now the minimum of W and W", r"min({1}, {2})"),
        (r"whichever is less, W or W", r"min({0}, {1})"),
        (r"N more than W", r"{1} + {0}"),
        (r"W with N on top", r"{0} + {1}"),
        (r"N times W", r"{1} * {0}"),
        (r"W taken N times", r"{0} * {1}"),
        (r"W divided by N, rounded down", r"{0} // {1}"),
        (r"how often N fits into W", r"{1} // {0}"),
        (r"whole parts when W is shared among N", r"{0} // {1}"),
        (r"(?P<v>\w+) is now W modulo N", r"{1} % {2}"),
        (r"what is left of W after division by N", r"{0} % {1}"),
        (r"the remainder of W and N", r"{0} % {1}"),
        (r"(?:apply|let) W (?:to|deal with) W", r"{0}({1})"),
        (r"(?:apply|let) W (?:to|deal with) W and W", r"{0}({1}, {2})"),
        (r"(?P<v>\w+) comes from W, given W", r"{1}({2})"),
        (r"(?P<v>\w+) comes from W, given W and W", r"{1}({2}, {3})"),
    )
)


def _check_comment(comment: str, statement: str) -> None:
    """A comment must describe the statement under it."""
    if not comment:
        return
    told, _, modulus = comment.partition(", modulo ")
    name, _, expression = statement.partition(" = ")
    for pattern, form in _SAYS:
        match = pattern.fullmatch(told)
        if match:
            meant = form.format(*match.groups())
            if modulus:
                meant = f"({meant}) % {modulus}" if " + " in meant else f"{meant} % {modulus}"
            if meant != expression or match.groupdict().get("v", name) != name:
                raise ExtractError(f"{comment!r} is not what {statement!r} does")
            return
    raise ExtractError(f"cannot read the comment {comment!r}")


_ABOUT_HELPERS = {
    "digit_sum": r"The sum of the digits of n in base \d+\.",
    "gcd": r"The greatest common divisor of a and b\.",
    "limit": r"The smaller of n and \d+\.",
    "triangle": r"The sum of all numbers up to the remainder of n modulo \d+\.",
    "num_digits": r"How many digits n has in base \d+; none if n is zero\.",
    "top_digit": r"The largest digit of n in base \d+\.",
    "gap": r"How far apart a and b are\.",
    "round_down": r"The largest multiple of \d+ that does not exceed n\.",
    "hailstone": r"Half of n if n is even, else three times n plus one\.",
    "backwards": r"The digits of n in reverse order\.",
    "middle": r"The mean of a and b, rounded down\.",
}
_NAMES = r"[a-z_]\w*(?:(?:, | and )[a-z_]\w*)*"
_ABOUT = [
    re.compile(
        pattern.replace("PARAMS", f"(?P<params>{_NAMES})")
        .replace("LOCALS", f"(?P<locals>{_NAMES})")
        .replace("RESULT", r"(?P<result>.+)")
    )
    for pattern in (
        r"Return RESULT, computed from PARAMS\.",
        r"Take PARAMS and return RESULT\.",
        r"From PARAMS, work out RESULT\.",
        r"Start with PARAMS; the result is RESULT\.",
        r"Turn PARAMS into RESULT\.",
        r"Update LOCALS step by step and return RESULT\.",
        r"Given PARAMS, give back RESULT\.",
        r"Uses PARAMS only\. Returns RESULT\.",
    )
]


def _names_in(text: str) -> list[str]:
    return re.split(r", | and ", text)


def _check_about(function: _Function) -> None:
    """The sentence about the function must name its parameters, and what its last line returns."""
    for pattern in _ABOUT:
        match = pattern.fullmatch(function.about)
        if match:
            break
    else:
        raise ExtractError(f"cannot read {function.about!r}")
    told = match.groupdict()
    total, _, modulus = told["result"].partition(", modulo ")
    several = total.startswith("the sum of ")
    names = _names_in(total.removeprefix("the sum of "))
    meant = " + ".join(names)
    if modulus:
        meant = f"({meant}) % {modulus}" if several else f"{meant} % {modulus}"
    if several != (len(names) > 1) or function.lines[-1] != f"0 return {meant}":
        raise ExtractError(f"{function.about!r} is not what is returned")
    if (
        _names_in(told.get("params") or ", ".join(function.params)) != function.params
        or _names_in(told.get("locals") or ", ".join(names)) != names
    ):
        raise ExtractError(f"{function.about!r} names other variables")


def _check_helper(helper: _Function) -> None:
    pattern = _ABOUT_HELPERS[helper.name]
    stated = re.findall(r"\d+", helper.about)
    if not re.fullmatch(pattern, helper.about) or any(
        not re.search(rf"\b{n}\b", " ".join(helper.lines)) for n in stated
    ):
        raise ExtractError(f"{helper.about!r} is not what {helper.name} does")


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
_FENCES = {"Python": "python", "JavaScript": "js", "C": "c", "Java": "java", "Rust": "rust"}


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
    if not mark and lines[0] == f"```{_FENCES[language]}" and lines[-1] == "```":
        lines = lines[1:-1]
    source = _Source(language)
    functions, calls = _read_file(_Lines(lines), source)
    *helpers, main = functions
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
        "helpers": [" | ".join([f"{each.name}({', '.join(each.params)})", *each.lines]) for each in helpers],
        "program": main.lines,
        "calls": [[arguments, result] for arguments, result in zip(calls, results, strict=True)],
        "answer": ", ".join(map(str, results)),
    }


def _read_file(lines: _Lines, source: _Source) -> tuple[list[_Function], list[list[int]]]:
    """The functions of a file and the arguments of its calls."""
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
    for helper in functions[:-1]:
        _check_helper(helper)
    _check_about(functions[-1])
    return functions, calls


def _told(
    main: _Function, source: _Source, calls: list[list[int]], results: list[int], told: str, mark: str
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
