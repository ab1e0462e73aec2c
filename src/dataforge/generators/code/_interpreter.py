"""An interpreter for programs as they are read: expressions, statements, calls."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from dataforge.generators.base import ExtractError

_MOST_STEPS = 50_000
_Env = dict[str, int]
Value = Callable[[_Env], int]


@dataclass
class Function:
    """A function as read: its lines in neutral form, its statements, and the values it sets first."""

    name: str
    params: list[str]
    about: str = ""
    lines: list[str] = field(default_factory=list)
    block: list[Statement] = field(default_factory=list)
    starts: list[tuple[str, int]] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        """Parameters and what it sets first."""
        return {*self.params, *(name for name, _ in self.starts)}


@dataclass
class Statement:
    """A statement: what it is, the name it sets, its value or test, and the blocks inside it."""

    what: str
    depth: int
    name: str
    value: Value
    low: int = 0
    block: list[Statement] = field(default_factory=list)
    other: list[Statement] = field(default_factory=list)
    visits: int = 0
    passes: int = 0


class Source:
    """The functions of a file, and the state of running them.

    Attributes:
        comments: (line, statement, the comment above it), in order.
        steps: statements executed, calls and first values among them.
        events: (name, value, whether a line of the trace begins) of what is set while `tracing`.
    """

    def __init__(self, language: str):
        self.language = language
        self.functions: dict[str, Function] = {}
        self.comments: list[tuple[int, Statement, str]] = []
        self.steps = 0
        self.events: list[tuple[str, int, bool]] = []
        self.fresh = False

    def call(self, function: Function, arguments: list[int], *, tracing: bool = False) -> int:
        if len(arguments) != len(function.params):
            raise ExtractError(f"{function.name} takes {len(function.params)} arguments")
        env = dict(zip(function.params, arguments, strict=True))
        env.update(function.starts)
        self.steps += 1 + len(function.starts)
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
            what = statement.what
            value = statement.value(env)
            if what == "=":
                if not 0 <= value < 2147483648:
                    raise ExtractError(f"{value}: languages would differ")
                env[statement.name] = value
                if tracing:
                    self._event(statement, value)
                continue
            if what == "return":
                return value
            result: int | None = None
            if what == "if":
                statement.visits += 1
                statement.passes += value
                result = self._run(statement.block if value else statement.other, env, tracing)
            elif what == "for":
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


# Expressions in Python's form: parsed to (text in one form, precedence, what computes it).

_TOKEN = re.compile(r"\s*(//|==|!=|[A-Za-z_]\w*|\d+|[-+*%()<>,])")
_BINDS = {"<": 1, ">": 1, "==": 1, "!=": 1, "+": 2, "-": 2, "*": 3, "//": 3, "%": 3}


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
Parsed = tuple[str, int, Value]


def parsed(text: str, source: Source) -> Parsed:
    """An expression: three words at once, the rest by precedence."""
    words = text.split(" ")
    if len(words) == 1 and text.isalnum():
        return text, 9, _operand(text)
    if len(words) == 3 and words[1] in _MEANS and words[0].isidentifier():
        means, a = _MEANS[words[1]], words[0]
        if words[2].isdigit():
            number = int(words[2])
            return text, _BINDS[words[1]], lambda env: means(env[a], number)
        if words[2].isidentifier():
            b = words[2]
            return text, _BINDS[words[1]], lambda env: means(env[a], env[b])
    return Expression(text, source).whole()


def _operand(text: str) -> Value:
    if text.isdigit():
        number = int(text)
        return lambda env: number
    if not text.isidentifier():
        raise ExtractError(f"unexpected {text!r}")
    return lambda env: env[text]


class Expression:
    """A parser by precedence over the tokens of one expression."""

    def __init__(self, text: str, source: Source):
        self.tokens = _TOKEN.findall(text)
        if sum(map(len, self.tokens)) != len(text.replace(" ", "")):
            raise ExtractError(f"cannot read the expression {text!r}")
        self.tokens.append("")
        self.at = 0
        self.source = source

    def whole(self) -> Parsed:
        found = self.binary(1)
        if self.tokens[self.at]:
            raise ExtractError(f"unexpected {self.tokens[self.at]!r}")
        return found

    def take(self, token: str = "") -> str:
        found: str = self.tokens[self.at]
        if not found or (token and found != token):
            raise ExtractError(f"expected {token or 'more'!r}, found {found!r}")
        self.at += 1
        return found

    def binary(self, least: int) -> Parsed:
        left = self.atom()
        while (binds := _BINDS.get(self.tokens[self.at], 0)) >= least:
            sign = self.take()
            left = self.combine(sign, left, self.binary(binds + 1))
        return left

    def combine(self, sign: str, left: Parsed, right: Parsed) -> Parsed:
        (a, a_binds, first), (b, b_binds, second) = left, right
        binds, means = _BINDS[sign], _MEANS[sign]
        text = f"{f'({a})' if a_binds < binds else a} {sign} {f'({b})' if b_binds <= binds else b}"
        return text, binds, lambda env: means(first(env), second(env))

    def atom(self) -> Parsed:
        token = self.take()
        if token == "(":
            inner = self.binary(1)
            self.take(")")
            return inner
        if self.tokens[self.at] != "(":
            return token, 9, _operand(token)
        self.take("(")
        arguments = [self.binary(1)]
        while self.tokens[self.at] == ",":
            self.take(",")
            arguments.append(self.binary(1))
        self.take(")")
        return self.built_in(token, arguments) if token in _BUILT_IN else self.call(token, arguments)

    def built_in(self, name: str, arguments: list[Parsed]) -> Parsed:
        means, values = _BUILT_IN[name], [each[2] for each in arguments]
        if len(values) != (1 if name == "abs" else 2):
            raise ExtractError(f"{name} of {len(values)} numbers")
        text = f"{name}({', '.join(each[0] for each in arguments)})"
        if len(values) == 1:
            first = values[0]
            return text, 9, lambda env: means(first(env))
        first, second = values
        return text, 9, lambda env: means(first(env), second(env))

    def call(self, name: str, arguments: list[Parsed]) -> Parsed:
        source, values = self.source, [each[2] for each in arguments]
        function = source.functions[name]
        if len(values) != len(function.params):
            raise ExtractError(f"{name} takes {len(function.params)} arguments")
        text = f"{name}({', '.join(each[0] for each in arguments)})"
        return text, 9, lambda env: source.call(function, [value(env) for value in values])
