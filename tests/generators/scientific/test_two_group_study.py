"""Short papers on two groups: by hand, tampered, and checked with the statistics module."""

from __future__ import annotations

import json
import statistics
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from math import isqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataforge.generators.base import ExtractError
from dataforge.generators.scientific._fixed import divide, root
from dataforge.generators.scientific.two_group_study import TwoGroupStudy
from dataforge.testing import documents

GENRE = TwoGroupStudy()
PAPER = """\
What a standing desk does to nurses

Introduction. Theory predicts that a standing desk should lower the resting pulse. \
Whether nurses obey the theory was to be seen.

Methods. There were 4 controls and 3 treated nurses. A difference counts as reliable if it exceeds twice its \
standard error, computed from the rounded standard deviations. K4 was excluded after an accident.

Data.
resting pulse (beats a minute)
controls (K1 to K4): 70.0, 72.0, 74.0, 99.9
treated (S1 to S3): 66.0, 67.0, 68.0

Analysis.
resting pulse (beats a minute): controls 216.0 / 3 = 72.00, SD 2.00; treated 201.0 / 3 = 67.00, SD 1.00; \
difference -5.00. Standard error 1.29; twice that, 2.58; hence a clear fall. \
The resting pulse reached 74.0 beats a minute at most.

Conclusion. As expected, the resting pulse fell. Verdict: supported."""


def _checks() -> list[dict[str, Any]]:
    levels = np.repeat(np.array([1, 40, 80, 100]), 50)
    return [json.loads(each) for each in documents(GENRE, levels, np.arange(200)).column("check").to_pylist()]


def test_reads_a_paper_written_by_hand() -> None:
    """Readings, who was left out, and all that follows, from a paper that no template made."""
    facts = GENRE.extract(PAPER)
    assert facts["left_out"] == [3]
    assert facts["outcomes"] == [
        [
            *("resting pulse", "-", "", ["70.0", "72.0", "74.0", "99.9", "66.0", "67.0", "68.0"]),
            *("216.0", "201.0", 3, 3, "72.00", "67.00", "2.00", "1.00", "1.29", "-5.00", "-", "largest 74.0"),
        ]
    ]
    assert facts["answer"] == "supported"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Verdict: supported", "Verdict: contradicted"),
        ("should lower", "should raise"),
        ("SD 2.00", "SD 1.63"),
        ("hence a clear fall", "hence nothing beyond chance"),
        ("K4 was excluded", "K3 was excluded"),
        (" K4 was excluded after an accident.", ""),
        ("reached 74.0", "reached 99.9"),
        ("4 controls", "5 controls"),
        ("201.0 / 3 = 67.00", "201.0 / 3 = 67.10"),
        ("(beats a minute): controls", "(ms): controls"),
    ],
)
def test_rejects_a_paper_that_contradicts_itself(old: str, new: str) -> None:
    """One wrong figure or conclusion, and the paper is refused."""
    assert old in PAPER
    with pytest.raises((ExtractError, ValueError, KeyError)):
        GENRE.extract(PAPER.replace(old, new))


def test_figures_are_those_of_the_statistics_module() -> None:
    """Means and standard deviations agree with `statistics` on Decimals, quantized half to even."""
    cent = Decimal("0.01")
    for facts in _checks():
        controls = facts["sizes"][0]
        for outcome in facts["outcomes"]:
            values = {i: Decimal(v) for i, v in enumerate(outcome[3]) if i not in facts["left_out"]}
            groups = [[v for i, v in values.items() if (i < controls) == first] for first in (True, False)]
            means = [statistics.mean(group).quantize(cent, ROUND_HALF_EVEN) for group in groups]
            assert [Decimal(each) for each in outcome[8:10]] == means
            assert Decimal(outcome[13]) == means[1] - means[0]
            if outcome[10]:
                spread = [statistics.stdev(group).quantize(cent, ROUND_HALF_EVEN) for group in groups]
                assert [Decimal(each) for each in outcome[10:12]] == spread


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_divide_rounds_half_to_even(a: int, b: int) -> None:
    """Division is Python's round of the exact fraction."""
    assert divide(np.array([a]), np.array([b])).tolist() == [round(Fraction(a, b))]


@given(st.integers(0, 10**12), st.integers(1, 10**6))
def test_root_rounds_to_the_nearest(a: int, b: int) -> None:
    """The root is the nearest integer to the exact one, found by integer square roots."""
    found = int(root(np.array([a]), np.array([b]))[0])
    below = isqrt(4 * a // b)  # floor(2 sqrt(a / b))
    if below * below * b == 4 * a and below % 2 == 1:
        assert found == below // 2 + (below // 2) % 2
    else:
        assert found == (below + 1) // 2


def test_hypotheses_fare_in_three_ways() -> None:
    """Supported, contradicted and left open are about equally frequent."""
    statuses = [each for facts in _checks() for each in facts["answer"].split(", ")]
    shares = [statuses.count(each) / len(statuses) for each in ("supported", "contradicted", "left open")]
    assert min(shares) > 0.25


def test_a_level_is_as_much_work_by_margins_as_by_errors() -> None:
    """Papers of one level cost alike whether margins decide or errors, for one outcome or several."""
    records = documents(GENRE, np.full(300, 80), np.arange(300)).to_pylist()
    costs: dict[tuple[bool, int], list[int]] = {}
    for record in records:
        outcomes = json.loads(record["check"])["outcomes"]
        kind = (bool(outcomes[0][10]), len(outcomes))
        costs.setdefault(kind, []).append(json.loads(record["measured"])["cost"])
    means = [statistics.mean(each) for each in costs.values() if len(each) >= 20]
    assert len(means) >= 3
    assert max(means) < 1.2 * min(means)
