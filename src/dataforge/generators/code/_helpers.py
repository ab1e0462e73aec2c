"""Small functions that a program may call: their source, and what they compute, by column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dataforge.text.rows import I64


@dataclass(frozen=True)
class Helper:
    """A helper function.

    Attributes:
        about: what it returns; `{c}` is its constant.
        body: lines of Python; each block is one level of indentation; `var` marks a first assignment.
        compute: (first argument, second argument, constant) -> result and number of steps, elementwise.
        least, choices: the constant is one of least .. least + choices - 1; choices = 0 for none.
        grows: whether the result can exceed the larger of its arguments and 99.
    """

    name: str
    params: tuple[str, ...]
    about: str
    body: tuple[str, ...]
    compute: Callable[[I64, I64, I64], tuple[I64, I64]]
    least: int = 0
    choices: int = 0
    grows: bool = False

    @property
    def arity(self) -> int:
        return len(self.params)


def _digits(merge: Callable[[I64, I64, I64], I64]) -> Callable[[I64, I64, I64], tuple[I64, I64]]:
    """A loop over the digits of n in base c, lowest first: total = merge(total, digit, c)."""

    def compute(n: I64, _: I64, base: I64) -> tuple[I64, I64]:
        n, total, steps = n.copy(), np.zeros_like(n), np.ones_like(n)
        while (n > 0).any():
            left = n > 0
            total = np.where(left, merge(total, n % base, base), total)
            steps += 3 * left
            n //= base
        return total, steps

    return compute


def _gcd(a: I64, b: I64, _: I64) -> tuple[I64, I64]:
    a, b, steps = a.copy(), b.copy(), np.ones_like(a)
    while (b > 0).any():
        left = b > 0
        a, b = np.where(left, b, a), np.where(left, a % np.maximum(b, 1), b)
        steps += 4 * left
    return a, steps


def _flat(
    formula: Callable[[I64, I64, I64], I64], steps: int = 2
) -> Callable[[I64, I64, I64], tuple[I64, I64]]:
    return lambda a, b, c: (formula(a, b, c), np.full_like(a, steps))


def _triangle(n: I64, _: I64, c: I64) -> tuple[I64, I64]:
    k = n % c
    return k * (k + 1) // 2, 2 * k + 3


HELPERS = (
    Helper(
        "digit_sum",
        ("n",),
        "The sum of the digits of n in base {c}.",
        ("var s = 0", "while n > 0:", "    s = s + n % {c}", "    n = n // {c}", "end", "return s"),
        _digits(lambda total, digit, _: total + digit),
        2,
        9,
    ),
    Helper(
        "gcd",
        ("a", "b"),
        "The greatest common divisor of a and b.",
        ("while b > 0:", "    var r = a % b", "    a = b", "    b = r", "end", "return a"),
        _gcd,
    ),
    Helper(
        "limit",
        ("n",),
        "The smaller of n and {c}.",
        ("if n > {c}:", "    return {c}", "end", "return n"),
        _flat(lambda n, _, c: np.minimum(n, c)),
        10,
        90,
    ),
    Helper(
        "triangle",
        ("n",),
        "The sum of all numbers up to the remainder of n modulo {c}.",
        ("n = n % {c}", "return n * (n + 1) // 2"),
        _triangle,
        3,
        10,
    ),
    Helper(
        "num_digits",
        ("n",),
        "How many digits n has in base {c}; none if n is zero.",
        ("var k = 0", "while n > 0:", "    k = k + 1", "    n = n // {c}", "end", "return k"),
        _digits(lambda total, _, __: total + 1),
        2,
        9,
    ),
    Helper(
        "top_digit",
        ("n",),
        "The largest digit of n in base {c}.",
        (
            "var top = 0",
            "while n > 0:",
            "    if n % {c} > top:",
            "        top = n % {c}",
            "    end",
            "    n = n // {c}",
            "end",
            "return top",
        ),
        _digits(lambda total, digit, _: np.maximum(total, digit)),
        3,
        8,
    ),
    Helper(
        "gap",
        ("a", "b"),
        "How far apart a and b are.",
        ("return abs(a - b)",),
        _flat(lambda a, b, _: np.abs(a - b)),
    ),
    Helper(
        "round_down",
        ("n",),
        "The largest multiple of {c} that does not exceed n.",
        ("return n - n % {c}",),
        _flat(lambda n, _, c: n - n % np.maximum(c, 1)),
        2,
        19,
    ),
    Helper(
        "hailstone",
        ("n",),
        "Half of n if n is even, else three times n plus one.",
        ("if n % 2 == 0:", "    return n // 2", "end", "return n * 3 + 1"),
        _flat(lambda n, _, __: np.where(n % 2 == 0, n // 2, 3 * n + 1)),
        grows=True,
    ),
    Helper(
        "backwards",
        ("n",),
        "The digits of n in reverse order.",
        ("var r = 0", "while n > 0:", "    r = r * 10 + n % 10", "    n = n // 10", "end", "return r"),
        _digits(lambda total, digit, base: total * base + digit),
        10,
        1,
        grows=True,
    ),
    Helper(
        "middle",
        ("a", "b"),
        "The mean of a and b, rounded down.",
        ("return (a + b) // 2",),
        _flat(lambda a, b, _: (a + b) // 2),
    ),
)
