# ruff: noqa: E501 - a solution stands on one line
"""The genre urn-probability: counting all cases gives the stated fractions, and wrong lines are refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from itertools import permutations, product
from math import perm
from typing import Any

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.mathematics.urn_probability import UrnProbability
from dataforge.testing import documents

_FORMS: dict[str, Callable[[list[bool]], bool]] = {
    "all_of": all,
    "none_of": lambda hits: not any(hits),
    "at_least_one": any,
    "exactly_one": lambda hits: sum(hits) == 1,
}


def _happens(form: str, events: list[str], drawn: tuple[str, ...]) -> bool:
    if form != "in_order":
        return _FORMS[form]([kind in events[0].split(" or ") for kind in drawn])
    return all(
        (kind in event.removeprefix("not ").split(" or ")) != event.startswith("not ")
        for event, kind in zip(events, drawn, strict=True)
    )


def test_counting_every_case_gives_the_stated_fraction() -> None:
    """Over all ordered takings of single things, the share that fits is the answer of each small question."""
    level = np.repeat(np.array([1, 4, 8, 15]), 60)
    tried: dict[Any, int] = {}
    for check in documents(UrnProbability(), level, np.arange(len(level))).column("check").to_pylist():
        facts = json.loads(check)
        things = [kind for kind, count in facts["kinds"] for _ in range(count)]
        for form, taken, put_back, events, answer in facts["questions"]:
            cases = len(things) ** taken if put_back else perm(len(things), taken)
            if cases > 5000:
                continue
            every = product(things, repeat=taken) if put_back else permutations(things, taken)
            good = sum(_happens(form, events, drawn) for drawn in every)
            assert Fraction(answer) == Fraction(good, cases)
            assert answer == f"{Fraction(answer).numerator}/{Fraction(answer).denominator}"
            tried[form, put_back] = tried.get((form, put_back), 0) + 1
    assert len(tried) == 10
    assert sum(tried.values()) > 100


def test_no_product_overflows() -> None:
    """At any level, 101-120 included, the largest denominator stays below 2^62."""
    level = np.tile(np.array([100, 110, 120]), 300)
    for check in documents(UrnProbability(), level, np.arange(len(level))).column("check").to_pylist():
        facts = json.loads(check)
        total = sum(count for _, count in facts["kinds"])
        assert all(6 * total**taken < 2**62 for _, taken, *_ in facts["questions"])


WRITTEN = """Mary fills an urn with 3 red, 4 blue and 2 green beads. Of the red beads, 2 are old.
(a) She draws two beads, without replacement. What is the chance that at least one of them is red or green?
(b) She draws three beads, with replacement. Find the chance that the first is blue, the second is red and the \
third is not blue.

There are 3 + 4 + 2 = 9 beads.
(a) For red or green there are 3 + 2 = 5. First draw, anything but red or green: 9 - 5 = 4 of 9, so 4/9. Second \
draw, other than red or green: 8 - 5 = 3 of 8, so 3/8. Together 4/9 times 3/8 = 12/72; the gcd 12 leaves 1/6. \
Hence 1 - 1/6 = 5/6.
(b) Nothing changes. The first is blue in 4 of 9, that is 4/9. The second is red in 3 of 9, that is 3/9; the gcd \
3 leaves 1/3. So 4/9 by 1/3 is 4/27. The third is other than blue: 9 - 4 = 5 of 9, or 5/9. Thus 4/27 * 5/9 = \
20/243.
Answer: (a) 5/6, (b) 20/243"""


def test_reads_what_a_person_wrote() -> None:
    """Two questions worked by hand are read: kinds, aside, events, answers."""
    facts = UrnProbability().extract(WRITTEN)
    assert facts["kinds"] == [["red", 3], ["blue", 4], ["green", 2]]
    assert facts["asides"] == [["red", 2]]
    assert facts["questions"] == [
        ["at_least_one", 2, False, ["red or green"], "5/6"],
        ["in_order", 3, True, ["blue", "red", "not blue"], "20/243"],
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3 red, 4 blue", "3 red, 5 blue"),
        ("3 + 4 + 2 = 9", "3 + 4 + 2 = 8"),
        ("For red or green there", "For red or blue there"),
        ("8 - 5 = 3 of 8", "8 - 4 = 4 of 8"),
        ("4/9 times 3/8 = 12/72; the gcd 12 leaves 1/6", "4/9 times 3/8 = 12/72; the gcd 6 leaves 2/12"),
        ("1 - 1/6 = 5/6", "1 - 1/6 = 4/6"),
        ("without replacement", "with replacement"),
        ("The second is red in 3", "The second is blue in 3"),
        ("The third is other than blue", "The third is blue"),
        ("at least one of them", "exactly one of them"),
        ("20/243.\n", "20/244.\n"),
        ("Answer: (a) 5/6", "Answer: (a) 1/6"),
        ("Thus 4/27 * 5/9 = 20/243.\n", "\n"),
    ],
)
def test_rejects_what_does_not_follow(old: str, new: str) -> None:
    """A wrong count, kind, difference, gcd, complement, product or answer is refused."""
    assert old in WRITTEN
    with pytest.raises(ExtractError):
        UrnProbability().extract(WRITTEN.replace(old, new))
