"""Expressions in Python's form: parsed by precedence to trees, shown in one form, made to functions.

A tree is a tuple: ("number", "12"), ("name", "total"), (sign, left, right) or ("call", name, arguments).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from dataforge.generators.base import ExtractError

Tree = tuple[Any, ...]
Value = Callable[[dict[str, int]], int]
Caller = Callable[[Any, tuple[int, ...]], int]

_TOKEN = re.compile(r"\s*(//|==|!=|[A-Za-z_]\w*|[0-9]+|[-+*%()<>,])")
_BINDS = {"<": 1, ">": 1, "==": 1, "!=": 1, "+": 2, "-": 2, "*": 3, "//": 3, "%": 3}
_BUILT_IN = {"abs": 1, "max": 2, "min": 2}


def parsed(text: str) -> Tree:
    """The tree of an expression.

    Raises:
        ExtractError: it is none.
    """
    return _Parser(text).whole()


class _Parser:
    """A parser by precedence over the tokens of one expression."""

    def __init__(self, text: str):
        self.tokens = _TOKEN.findall(text)
        if sum(map(len, self.tokens)) != len(text.replace(" ", "")):
            raise ExtractError(f"cannot read the expression {text!r}")
        self.tokens.append("")
        self.at = 0

    def whole(self) -> Tree:
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

    def binary(self, least: int) -> Tree:
        left = self.atom()
        while (binds := _BINDS.get(self.tokens[self.at], 0)) >= least:
            sign = self.take()
            left = (sign, left, self.binary(binds + 1))
        return left

    def atom(self) -> Tree:
        token = self.take()
        if token == "(":
            inner = self.binary(1)
            self.take(")")
            return inner
        if token.isdigit():
            return "number", token
        if not token.isidentifier():
            raise ExtractError(f"unexpected {token!r}")
        if self.tokens[self.at] != "(":
            return "name", token
        self.take("(")
        arguments = [self.binary(1)]
        while self.tokens[self.at] == ",":
            self.take(",")
            arguments.append(self.binary(1))
        self.take(")")
        if _BUILT_IN.get(token, len(arguments)) != len(arguments):
            raise ExtractError(f"{token} of {len(arguments)} numbers")
        return "call", token, arguments


def shown(tree: Tree) -> str:
    """A tree as the check states it: parentheses where they are needed, and nowhere else."""
    return _shown(tree)[0]


def _shown(tree: Tree) -> tuple[str, int]:
    """The text, and how strongly what is outermost in it binds."""
    if tree[0] in ("number", "name"):
        return tree[1], 9
    if tree[0] == "call":
        return f"{tree[1]}({', '.join(shown(each) for each in tree[2])})", 9
    (a, a_binds), (b, b_binds), binds = _shown(tree[1]), _shown(tree[2]), _BINDS[tree[0]]
    left, right = f"({a})" if a_binds < binds else a, f"({b})" if b_binds <= binds else b
    return f"{left} {tree[0]} {right}", binds


def calls_in(tree: Tree) -> list[tuple[str, int]]:
    """The functions of the program that an expression calls, and with how many arguments."""
    if tree[0] in ("number", "name"):
        return []
    if tree[0] != "call":
        return calls_in(tree[1]) + calls_in(tree[2])
    own = [] if tree[1] in _BUILT_IN else [(tree[1], len(tree[2]))]
    return own + [each for argument in tree[2] for each in calls_in(argument)]


def maker(tree: Tree, words: Mapping[str, str], order: Sequence[str]) -> Callable[..., Value]:
    """What makes the function that computes a tree's value in an environment.

    Args:
        words: words of the tree that are not known yet, and what they are called.
        order: what the maker takes, after what calls a function with arguments: by what they are called, the
            names, numbers and functions that those words stand for.
    """

    def made(call: Caller, *given: Any) -> Value:
        known = dict(zip(order, given, strict=True))
        return _value(tree, {word: known[name] for word, name in words.items() if name in known}, call)

    return made


def _value(tree: Tree, known: Mapping[str, Any], call: Caller) -> Value:
    kind = tree[0]
    if kind == "number":
        number = known.get(tree[1])
        number = int(tree[1]) if number is None else number
        return lambda env: number
    if kind == "name":
        return itemgetter(known.get(tree[1], tree[1]))
    if kind == "call":
        return _called(tree, known, call)
    a, b = (_value(each, known, call) for each in tree[1:])
    if kind in ("//", "%") and not (_natural(tree[1]) and _natural(tree[2])):
        kind += "?"
    return _SIGNS[kind](a, b)


def _called(tree: Tree, known: Mapping[str, Any], call: Caller) -> Value:
    arguments = [_value(each, known, call) for each in tree[2]]
    if tree[1] == "abs":
        of = arguments[0]
        return lambda env: abs(of(env))
    if tree[1] in _BUILT_IN:
        pick, (a, b) = (max if tree[1] == "max" else min), arguments
        return lambda env: pick(a(env), b(env))
    function = known[tree[1]]
    if all(map(_natural, tree[2])):
        return lambda env: call(function, tuple(each(env) for each in arguments))
    return lambda env: call(function, _naturals(*(each(env) for each in arguments)))


def _natural(tree: Tree) -> bool:
    """Whether a value is never negative, as no variable's is."""
    if tree[0] in ("number", "name"):
        return True
    if tree[0] == "call":
        return tree[1] == "abs" or (tree[1] in _BUILT_IN and all(map(_natural, tree[2])))
    return tree[0] in ("+", "*", "//", "%") and _natural(tree[1]) and _natural(tree[2])


def _floor_divide(a: int, b: int) -> int:
    if a < 0 or b <= 0:
        raise ExtractError("a division that languages do differently")
    return a // b


def _remainder(a: int, b: int) -> int:
    if a < 0 or b <= 0:
        raise ExtractError("a remainder that languages take differently")
    return a % b


def _naturals(*values: int) -> tuple[int, ...]:
    if min(values) < 0:
        raise ExtractError(f"{values}: an argument below zero")
    return values


_SIGNS: dict[str, Callable[[Value, Value], Value]] = {
    "+": lambda a, b: lambda env: a(env) + b(env),
    "-": lambda a, b: lambda env: a(env) - b(env),
    "*": lambda a, b: lambda env: a(env) * b(env),
    "<": lambda a, b: lambda env: a(env) < b(env),
    ">": lambda a, b: lambda env: a(env) > b(env),
    "==": lambda a, b: lambda env: a(env) == b(env),
    "!=": lambda a, b: lambda env: a(env) != b(env),
    "//": lambda a, b: lambda env: a(env) // b(env),
    "%": lambda a, b: lambda env: a(env) % b(env),
    "//?": lambda a, b: lambda env: _floor_divide(a(env), b(env)),
    "%?": lambda a, b: lambda env: _remainder(a(env), b(env)),
}
