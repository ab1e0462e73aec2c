"""Small functions that a program may call: their source, and what they compute, by column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dataforge.text.rows import I64

Compute = Callable[[I64, I64, I64], tuple[I64, I64]]


@dataclass(frozen=True)
class Helper:
    """A helper function.

    Attributes:
        names: what it may be called.
        arity: how many parameters, {a} and {b}.
        about: what it returns, with choices; `{c}` is its constant.
        body: lines of Python; each block is one level of indentation; `var` marks a first assignment of the
            local {s}.
        compute: (first argument, second argument, constant) -> result, and statements that its reader runs,
            elementwise.
        least, choices: the constant is one of least .. least + choices - 1; choices = 0 for none.
        grows: whether the result can exceed the larger of its arguments and 99.
    """

    names: tuple[str, ...]
    arity: int
    about: str
    body: tuple[str, ...]
    compute: Compute
    least: int = 0
    choices: int = 0
    grows: bool = False


def _digits(merge: Callable[[I64, I64, I64], I64], in_if: bool = False) -> Compute:
    """A loop over the digits of n in base c, lowest first: total = merge(total, digit, c)."""

    def compute(n: I64, _: I64, base: I64) -> tuple[I64, I64]:
        n, total, steps = n.copy(), np.zeros_like(n), np.full_like(n, 4)
        while (n > 0).any():
            left = n > 0
            merged = merge(total, n % base, base)
            steps += np.where(left, 3 + (in_if & (merged != total)), 0)
            total = np.where(left, merged, total)
            n //= base
        return total, steps

    return compute


def _gcd(a: I64, b: I64, _: I64) -> tuple[I64, I64]:
    a, b, steps = a.copy(), b.copy(), np.full_like(a, 3)
    while (b > 0).any():
        left = b > 0
        a, b = np.where(left, b, a), np.where(left, a % np.maximum(b, 1), b)
        steps += 4 * left
    return a, steps


def _flat(formula: Callable[[I64, I64, I64], I64], steps: int = 2) -> Compute:
    return lambda a, b, c: (formula(a, b, c), np.full_like(a, steps))


_LOOP = ("var {s} = 0", "while {a} > 0:")
_NEXT = ("    {a} = {a} // {c}", "end", "return {s}")
HELPERS = (
    Helper(
        ("digit_sum", "cross_sum", "add_digits"),
        1,
        "[The sum of|All|Adds up] the [digits|figures] of {a} in base {c}.",
        (*_LOOP, "    {s} = {s} + {a} % {c}", *_NEXT),
        _digits(lambda total, digit, _: total + digit),
        2,
        9,
    ),
    Helper(
        ("gcd", "common_divisor", "common_measure"),
        2,
        "[The greatest|The largest|Finds the largest] common divisor of {a} and {b}.",
        ("while {b} > 0:", "    var {s} = {a} % {b}", "    {a} = {b}", "    {b} = {s}", "end", "return {a}"),
        _gcd,
    ),
    Helper(
        ("limit", "capped", "at_most"),
        1,
        "[The smaller of {a} and {c}|{a}, but {c} at most|{a}, capped at {c}].",
        ("if {a} > {c}:", "    return {c}", "end", "return {a}"),
        _flat(lambda n, _, c: np.minimum(n, c), 3),
        10,
        90,
    ),
    Helper(
        ("triangle", "up_to", "triangular"),
        1,
        "[The sum of|Adds up] all [numbers|integers] up to the remainder of {a} modulo {c}.",
        ("{a} = {a} % {c}", "return {a} * ({a} + 1) // 2"),
        _flat(lambda n, _, c: (n % c) * (n % c + 1) // 2, 3),
        3,
        10,
    ),
    Helper(
        ("num_digits", "digit_count", "how_long"),
        1,
        "[How many|The number of|Counts the] digits {a} [has|takes] in base {c}; none if {a} is zero.",
        (*_LOOP, "    {s} = {s} + 1", *_NEXT),
        _digits(lambda total, digit, _: total + 1),
        2,
        9,
    ),
    Helper(
        ("top_digit", "largest_digit", "peak_digit"),
        1,
        "[The largest|The top|Finds the largest] digit of {a} in base {c}.",
        (*_LOOP, "    if {a} % {c} > {s}:", "        {s} = {a} % {c}", "    end", *_NEXT),
        _digits(lambda total, digit, _: np.maximum(total, digit), True),
        3,
        8,
    ),
    Helper(
        ("gap", "apart", "spread_of"),
        2,
        "[The distance between|The gap between|How large the gap is between] {a} and {b}.",
        ("return abs({a} - {b})",),
        _flat(lambda a, b, _: np.abs(a - b)),
    ),
    Helper(
        ("round_down", "floor_to", "whole_lots"),
        1,
        "[The largest|The greatest|Finds the largest] multiple of {c} that [does not exceed|is not "
        "above|fits into] {a}.",
        ("return {a} - {a} % {c}",),
        _flat(lambda n, _, c: n - n % np.maximum(c, 1)),
        2,
        19,
    ),
    Helper(
        ("hailstone", "collatz", "half_or_triple"),
        1,
        "Half of {a} if {a} is even, [else|otherwise] three times {a} plus one.",
        ("if {a} % 2 == 0:", "    return {a} // 2", "end", "return {a} * 3 + 1"),
        _flat(lambda n, _, __: np.where(n % 2 == 0, n // 2, 3 * n + 1), 3),
        grows=True,
    ),
    Helper(
        ("backwards", "mirrored", "turned_round"),
        1,
        "[The digits|The decimal digits|All digits] of {a} in reverse order.",
        (
            "var {s} = 0",
            "while {a} > 0:",
            "    {s} = {s} * 10 + {a} % 10",
            "    {a} = {a} // 10",
            "end",
            "return {s}",
        ),
        _digits(lambda total, digit, base: total * base + digit),
        10,
        1,
        grows=True,
    ),
    Helper(
        ("middle", "mean_of", "halfway"),
        2,
        "[The mean of|The average of|Halfway between] {a} and {b}, rounded down.",
        ("return ({a} + {b}) // 2",),
        _flat(lambda a, b, _: (a + b) // 2),
    ),
)
ARITY = np.array([each.arity for each in HELPERS])
NAMES_EACH = 3
# What the parameters and the local of a helper are called.
LETTERS = (
    ("a", "b", "r"),
    ("x", "y", "t"),
    ("m", "n", "r"),
    ("p", "q", "s"),
    ("n", "d", "out"),
    ("u", "v", "acc"),
    ("one", "other", "so_far"),
    ("first", "second", "found"),
)


def camel(name: str) -> str:
    """likeThis, from like_this."""
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


SNAKE_NAMES = tuple(name for each in HELPERS for name in each.names)
CAMEL_NAMES = tuple(camel(name) for name in SNAKE_NAMES)
