"""An interpreter for programs as they are read: statements and calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dataforge.generators.base import ExtractError
from dataforge.generators.code._expressions import Value

_MOST_STEPS = 50_000
_TOO_LARGE = 2**31
_Env = dict[str, int]


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


@dataclass(slots=True, eq=False)
class Statement:
    """A statement: what it is, the name it sets, its value or test, and the blocks inside it.

    Attributes:
        fixed: whether the value is a number.
        low: where a loop begins to count.
    """

    what: str
    depth: int
    name: str
    value: Value
    low: int = 0
    fixed: bool = False
    block: Sequence[Statement] = ()
    other: Sequence[Statement] = ()
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

    def call(self, function: Function, arguments: Sequence[int], *, tracing: bool = False) -> int:
        env = dict(zip(function.params, arguments, strict=True))
        env.update(function.starts)
        self.steps += 1 + len(function.starts)
        result = self._run(function.block, env, tracing)
        if result is None:
            raise ExtractError(f"{function.name} returns nothing")
        return result

    def _run(self, block: Sequence[Statement], env: _Env, tracing: bool) -> int | None:
        """Run a block; what it returns, if it does."""
        self.steps += len(block)
        if self.steps > _MOST_STEPS:
            raise ExtractError("the program does not end")
        for statement in block:
            if tracing and statement.depth == 0:
                self.fresh = True
            what, result = statement.what, statement.value(env)
            if what == "=":
                if not 0 <= result < _TOO_LARGE:
                    raise ExtractError(f"{result}: languages would differ")
                env[statement.name] = result
                if tracing:
                    self._event(statement, result)
                continue
            if what != "return":
                found = self._inside(statement, env, result, tracing)
                if found is None:
                    continue
                result = found
            self.steps -= len(block) - 1 - block.index(statement)  # those after this one are not run
            return result
        return None

    def _inside(self, statement: Statement, env: _Env, value: int, tracing: bool) -> int | None:
        """Run what stands inside a statement whose test or bound has a value; what it returns, if it does."""
        if statement.what == "for":
            return self._count(statement, env, value, tracing)
        if statement.what == "while":
            return self._repeat(statement, env, tracing)
        statement.visits += 1
        statement.passes += value
        inner = statement.block if value else statement.other
        return self._run(inner, env, tracing) if inner else None

    def _count(self, statement: Statement, env: _Env, end: int, tracing: bool) -> int | None:
        name, block = statement.name, statement.block
        for value in range(statement.low, end):
            env[name] = value
            if tracing:
                self._event(statement, value)
            result = self._run(block, env, tracing)
            if result is not None:
                return result
        return None

    def _repeat(self, statement: Statement, env: _Env, tracing: bool) -> int | None:
        test, block = statement.value, statement.block
        while test(env):
            result = self._run(block, env, tracing)
            if result is not None:
                return result
            if tracing and statement.depth == 0:
                self.fresh = True
            self.steps += 1
        return None

    def _event(self, statement: Statement, value: int) -> None:
        self.events.append((statement.name, value, statement.depth == 0 or self.fresh))
        self.fresh = False
