"""An interpreter for the programs of function-trace as they are read: expressions, statements, calls."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from dataforge.generators.base import ExtractError

_MOST_STEPS = 50_000
_Env = dict[str, int]
_Value = Callable[[_Env], int]


@dataclass
class Function:
    """A function as read: its lines in neutral form, its statements, and the values it sets first."""

    name: str
    params: list[str]
    about: str = ""
    lines: list[str] = field(default_factory=list)
    block: list[Statement] = field(default_factory=list)
    starts: list[tuple[str, int]] = field(default_factory=list)


@dataclass
class Statement:
    """A statement: what it is, the name it sets, its value or test, and the blocks inside it."""

    what: str
    depth: int
    name: str
    value: _Value
    low: int = 0
    block: list[Statement] = field(default_factory=list)
    other: list[Statement] = field(default_factory=list)


class Source:
    """The functions of a file, and the state of running them.

    Attributes:
        contradictions: (line, statement, what the comment above it means) where they differ.
        events: (name, value, whether a line of the trace begins) of what is set while `tracing`.
    """

    def __init__(self, language: str):
        self.language = language
        self.functions: dict[str, Function] = {}
        self.contradictions: list[tuple[int, Statement, str]] = []
        self.steps = 0
        self.events: list[tuple[str, int, bool]] = []
        self.fresh = False

    def call(self, function: Function, arguments: list[int], *, tracing: bool = False) -> int:
        env = dict(zip(function.params, arguments, strict=True))
        env.update(function.starts)
        result = self._run(function.block, env, tracing)
        if result is None:
            raise ExtractError(f"{function.name} returns nothing")
        return result

    def _run(self, block: list[Statement], env: _Env, tracing: bool) -> int | None:
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

    def _count(self, statement: Statement, env: _Env, end: int, tracing: bool) -> int | None:
        for value in range(statement.low, end):
            env[statement.name] = value
            if tracing:
                self._event(statement, value)
            result = self._run(statement.block, env, tracing)
            if result is not None:
                return result
        return None

    def _repeat(self, statement: Statement, env: _Env, tracing: bool) -> int | None:
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

    def _event(self, statement: Statement, value: int) -> None:
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


def _small(value: int) -> int:
    if abs(value) >= 2**31:
        raise ExtractError(f"{value} does not fit 32 bits: languages would differ")
    return value


_MEANS: dict[str, Callable[[int, int], int]] = {
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "+": lambda a, b: _small(a + b),
    "-": lambda a, b: a - b,
    "*": lambda a, b: _small(a * b),
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


class Expression:
    """A parser by precedence over the tokens of one expression."""

    def __init__(self, text: str, source: Source):
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
