# ruff: noqa: E501 - a solution stands on one line
"""The genre remainder-puzzle: the answer is the Chinese remainder, the least one, and wrong lines are refused."""

from __future__ import annotations

import json
from itertools import combinations
from math import gcd, prod
from typing import Any

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.mathematics.remainder_puzzle import RemainderPuzzle
from dataforge.testing import documents


def _puzzles(levels: list[int], count: int) -> list[dict[str, Any]]:
    level = np.repeat(np.array(levels), count)
    checks = documents(RemainderPuzzle(), level, np.arange(len(level))).column("check").to_pylist()
    return [json.loads(check) for check in checks]


def _congruences(facts: list[list[Any]]) -> tuple[list[int], list[int]]:
    moduli = [modulus for modulus, _, _ in facts]
    return moduli, [n if how == "is_over" else modulus - n for modulus, how, n in facts]


def test_counting_up_from_one_finds_the_answer() -> None:
    """At low levels, the first number above the bound that fits is the answer."""
    for puzzle in _puzzles([1, 6, 12], 60):
        moduli, remainders = _congruences(puzzle["facts"])
        number = puzzle["bound"] + 1
        while any(number % m != r for m, r in zip(moduli, remainders, strict=True)):
            number += 1
        assert number == puzzle["answer"]


def test_the_answer_is_the_chinese_remainder() -> None:
    """At high levels sympy's crt gives the answer, up to the rounds that the bound asks for; all is below 2^62."""
    crt = pytest.importorskip("sympy.ntheory.modular").crt
    for puzzle in _puzzles([60, 100, 120], 60):
        moduli, remainders = _congruences(puzzle["facts"])
        assert all(gcd(one, other) == 1 for one, other in combinations(moduli, 2))
        least, whole = map(int, crt(moduli, remainders))
        assert whole == prod(moduli)
        rounds = max(0, -(-(puzzle["bound"] + 1 - least) // whole))
        assert puzzle["answer"] == least + rounds * whole < 2**62


def test_every_level_has_moduli_enough() -> None:
    """No document has fewer facts than its knob asks for: nothing is cut off unseen."""
    level = np.repeat(np.arange(1, 121), 8)
    batch = documents(RemainderPuzzle(), level, np.arange(len(level)))
    for check, knobs in zip(
        batch.column("check").to_pylist(), batch.column("knobs").to_pylist(), strict=True
    ):
        assert len(json.loads(check)["facts"]) >= json.loads(knobs)["congruences"] // 100


WRITTEN = """Mary wonders how many eggs there are. Packed in baskets of 5, they leave 3 over. Packed in baskets of 7, they are 2 short. Meanwhile, 4 sisters \
looked on. Baskets of 11 leave a rest of 1. What is the least number of eggs above 500 that fits?

By 5, n = 3 + 5t. Now 2 short of 7 is 5 over. From 3 in steps of 5, until 7 leaves 5: 3 leaves 3, 8 leaves 1, 13 leaves 6, 18 leaves 4, 23 leaves 2, 28 leaves 0 and 33 leaves 5. So n = 33, again every 5 × 7 = 35.
Modulo 11, 35 leaves 2 and 33 leaves 0. So 2t must leave 1 - 0, that is 1. Since 2 × 6 = 12 leaves 1, t = 6 × 1 = 6, which leaves 6. Hence n = 33 + 35 × 6 = 243, again every 35 × 11 = 385.
Above 500 is 243 + 1 × 385 = 628.
Check: 628 is 125 × 5 + 3, 89 × 7 + 5 and 57 × 11 + 1.
Answer: 628"""


def test_reads_what_a_person_wrote() -> None:
    """A puzzle solved by hand is read: facts, aside, bound, answer."""
    facts = RemainderPuzzle().extract(WRITTEN)
    assert facts["facts"] == [[5, "is_over", 3], [7, "is_short", 2], [11, "is_over", 1]]
    assert (facts["asides"], facts["bound"], facts["answer"]) == ([["sisters", 4]], 500, 628)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("leave 3 over", "leave 2 over"),
        ("they are 2 short", "they leave 2 over"),
        ("baskets of 7, they", "boxes of 7, they"),
        ("Now 2 short of 7 is 5 over. ", ""),
        ("18 leaves 4, ", ""),
        ("35 leaves 2 and", "35 leaves 3 and"),
        ("2 × 6 = 12 leaves 1, t = 6 × 1 = 6", "2 × 5 = 10 leaves 1, t = 5 × 1 = 5"),
        ("33 + 35 × 6 = 243", "33 + 35 × 6 = 242"),
        ("35 × 11 = 385", "35 × 11 = 386"),
        ("243 + 1 × 385 = 628", "243 + 2 × 385 = 1013"),
        ("89 × 7 + 5", "88 × 7 + 5"),
        ("above 500 that", "above 700 that"),
        ("Answer: 628", "Answer: 243"),
    ],
)
def test_rejects_what_does_not_follow(old: str, new: str) -> None:
    """A wrong remainder, group, trial, inverse, product, round, check or answer is refused."""
    assert old in WRITTEN
    with pytest.raises(ExtractError):
        RemainderPuzzle().extract(WRITTEN.replace(old, new))
