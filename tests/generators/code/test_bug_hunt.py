"""The genre bug-hunt: programs print what is said, and false findings are refused."""

from __future__ import annotations

import contextlib
import io
import json
import re

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.code.bug_hunt import BugHunt
from dataforge.testing import documents


def outputs(code: str) -> list[int]:
    """What a Python program prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "program", "exec"), {})
    return [int(line) for line in out.getvalue().split()]


def test_python_prints_what_is_said_before_and_after() -> None:
    """Every Python program prints the stated results, and the other ones once its line is put right."""
    levels = np.resize(np.array([1, 30, 60, 100, 120]), 500)
    batch = documents(BugHunt(), levels, np.arange(len(levels)))
    seen = 0
    for text, check in zip(batch.column("text").to_pylist(), batch.column("check").to_pylist(), strict=True):
        facts = json.loads(check)
        if facts["language"] != "Python":
            continue
        seen += 1
        told = text.rpartition("\n\n")[2]
        code = text.partition("\n\n")[2].rpartition("\n\n")[0].removeprefix("```python\n").removesuffix("```")
        assert outputs(code) == [before for _, before, _ in facts["calls"]]
        first, second = re.findall(r"`([^`]+)`", told.partition("\n")[0])
        comment, wrong = (first, second) if f"# {first}\n" in code else (second, first)
        stacked = re.compile(rf"(# {re.escape(comment)}\n +){re.escape(wrong)}\n")
        if len(stacked.findall(code)) != 1:
            continue
        repaired = stacked.sub(rf"\g<1>{facts['answer']}\n", code)
        assert outputs(repaired) == [after for _, _, after in facts["calls"]]
    assert seen > 20


def test_verdicts_are_mixed() -> None:
    """Some calls show the mistake, some hide it."""
    levels = np.tile(np.array([1, 30, 60, 100]), 100)
    batch = documents(BugHunt(), levels, np.arange(len(levels)))
    calls = [json.loads(check)["calls"] for check in batch.column("check").to_pylist()]
    shown = [any(before != after for _, before, after in each) for each in calls]
    assert 0.3 < sum(shown) / len(shown) < 0.9


WRITTEN = '''Debug this Python program; trust the comments.

def blend_coins(rate, weeks):
    """Take rate and weeks and return total."""
    total = 0
    # total is now total plus rate
    total = max(total, rate)
    # total is now total times weeks
    total = total * weeks
    return total

print(blend_coins(4, 5))
print(blend_coins(2, 3))

The line `total = max(total, rate)` is wrong: its comment is `total is now total plus rate`. \
Repaired or not, the program prints 20, 6.
Fix: `total = total + rate`'''


def test_reads_what_a_person_wrote() -> None:
    """A finding written by hand is read: which line, what was meant, what the calls give."""
    facts = BugHunt().extract(WRITTEN)
    assert (facts["line"], facts["meant"]) == (2, "0 total = total + rate")
    assert facts["calls"] == [[[4, 5], 20, 20], [[2, 3], 6, 6]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("total = max(total, rate)\n", "total = total + rate\n"),
        ("total = total * weeks", "total = total + weeks"),
        ("Fix: `total = total + rate`", "Fix: `total = total + weeks`"),
        ("prints 20, 6", "prints 20, 7"),
        ("Repaired or not, the program prints 20, 6.", "The calls give 20, 6 instead of 20, 7."),
        ("The line `total = max(total, rate)`", "The line `total = total * weeks`"),
        ("print(blend_coins(2, 3))", "print(blend_coins(2, 4))"),
    ],
)
def test_rejects_what_is_not_so(old: str, new: str) -> None:
    """No bug, two bugs, another repair, another output or another line is refused."""
    assert old in WRITTEN
    with pytest.raises(ExtractError):
        BugHunt().extract(WRITTEN.replace(old, new))
