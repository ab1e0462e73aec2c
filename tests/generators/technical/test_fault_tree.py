"""Guides to finding faults: one written by hand, and tampered ones."""

from __future__ import annotations

import json

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.technical.fault_tree import FaultTree
from dataforge.testing import documents

GENRE = FaultTree()
GUIDE = """\
Service guide: kettle. Operators start at step 31.

52. Does the fuse look worn? If so, replace the fuse; if not, tighten the belt.
31. Does the fan hum? If so, go to step 52; if not, clean the pump.

Case 1, observed by hand by testers in Carrow: In fact, the fuse does not look worn. Here the fan hums.

Name the remedy of each case.

Case 1: 31: yes -> 52: no. So tighten the belt.

Answer: tighten the belt"""


def test_follows_a_case_by_hand() -> None:
    """Two steps, each a question, an observation and a way on: six inferences to the remedy."""
    facts, cost = GENRE.read(GUIDE)
    assert facts["steps"][0] == [31, "fan hum", "52", "clean the pump"]
    assert facts["cases"] == [[[["fan hum", 1], ["fuse look worn", 0]], "tighten the belt"]]
    assert (facts["machine"], facts["answer"], cost) == ("kettle", "tighten the belt", 6)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the fan hums", "the fan does not hum"),
        ("go to step 52", "go to step 31"),
        ("52: no", "52: yes"),
        ("So tighten the belt", "So clean the pump"),
        ("Answer: tighten", "Answer: clean"),
    ],
)
def test_a_wrong_step_is_noticed(old: str, new: str) -> None:
    """Another observation, way, answer or remedy, or steps that go round in a circle, are refused."""
    assert old in GUIDE
    with pytest.raises(ExtractError):
        GENRE.extract(GUIDE.replace(old, new))


def test_few_long_ways_are_as_much_work_as_many_short_ones() -> None:
    """Guides of one level have about the same number of steps times cases, and cost alike."""
    records = documents(GENRE, np.full(300, 90), np.arange(300)).to_pylist()
    costs: dict[int, list[int]] = {}
    for record in records:
        facts = json.loads(record["check"])
        product = len(facts["steps"]) * len(facts["cases"])
        assert abs(product - 27) < len(facts["cases"])
        costs.setdefault(len(facts["cases"]), []).append(json.loads(record["measured"])["cost"])
    means = [sum(each) / len(each) for each in costs.values()]
    assert len(means) >= 3
    assert max(means) < 1.3 * min(means)
