"""The genre pattern-match: Python's re agrees, and false verdicts are refused."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.code.pattern_match import PatternMatch
from dataforge.testing import documents


def test_re_agrees() -> None:
    """Every string of every document matches, or does not, as re finds; so does the part that is blamed."""
    levels = np.resize(np.array([1, 30, 60, 100, 120]), 300)
    for check in documents(PatternMatch(), levels, np.arange(len(levels))).column("check").to_pylist():
        facts = json.loads(check)
        for text, blamed in facts["strings"]:
            assert (re.fullmatch(facts["pattern"], text) is None) == bool(blamed), (facts["pattern"], text)


WRITTEN = r"""Explain `pears-\d{2,3}-[c-g]{2}` and use it.

Strings:
    pears-17-cg
    pears-17-ch
    pears-1-dd

`pears`: just pears.
`\d{2,3}`: 2 to 3 digits.
`[c-g]{2}`: just 2 letters from c to g.

`pears-17-cg` matches
`pears-17-ch` no match: `ch` is not `[c-g]{2}`
`pears-1-dd` fails, since `1` stands where `\d{2,3}` is due
Answer: 1 of 3 match"""


def test_reads_what_a_person_wrote() -> None:
    """A sheet written by hand is read: parts, verdicts, the count."""
    facts = PatternMatch().extract(WRITTEN)
    assert facts["strings"] == [["pears-17-cg", ""], ["pears-17-ch", "[c-g]{2}"], ["pears-1-dd", r"\d{2,3}"]]
    assert facts["answer"] == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("`pears-17-cg` matches", "`pears-17-cg` no match: `cg` is not `[c-g]{2}`"),
        ("no match: `ch` is not `[c-g]{2}`", "matches"),
        ("Answer: 1 of 3", "Answer: 2 of 3"),
        ("from c to g", "from c to h"),
        ("2 to 3 digits", "2 to 4 digits"),
        ("`1` stands", "`dd` stands"),
        ("    pears-1-dd", "    pears-12-dd"),
    ],
)
def test_rejects_what_is_not_so(old: str, new: str) -> None:
    """Another verdict, count, explanation, reason or string is refused."""
    assert old in WRITTEN
    with pytest.raises(ExtractError):
        PatternMatch().extract(WRITTEN.replace(old, new))
