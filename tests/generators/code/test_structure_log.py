"""The genre structure-log: scripts run in Python as their documents say."""

from __future__ import annotations

import contextlib
import io
import json

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.code.structure_log import StructureLog
from dataforge.testing import documents


def test_python_runs_every_script() -> None:
    """Run by Python, no assertion fails, comments on values are right, the last line is the answer."""
    levels = np.tile(np.array([1, 20, 50, 80, 100, 120]), 60)
    batch = documents(StructureLog(), levels, np.arange(len(levels)))
    for text, check in zip(batch.column("text").to_pylist(), batch.column("check").to_pylist(), strict=True):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(text, "script", "exec"), {})
        lines = out.getvalue().split()
        assert lines[-1] == json.loads(check)["answer"]
        told = [
            line.split("# ")[1] for line in text.split("\n") if line.startswith("print(") and "# " in line
        ]
        assert lines[:-1] == told


WRITTEN = """# What is left in the stack pile and the dictionary stock?

pile = [3]
stock = {}

pile.append(8)
stock["figs"] = 4
assert pile == [3, 8]
pile.pop()  # removes 8
stock["figs"] += 6
# figs is 10 in stock

assert pile == [3]
assert stock == {"figs": 10}
print(sum(stock.values()))
# -> 10"""


def test_reads_what_a_person_wrote() -> None:
    """A script written by hand is read: what it does, what is left, what it prints."""
    facts = StructureLog().extract(WRITTEN)
    assert facts["lines"] == ["push pile 8", "set stock figs 4", "take pile 8", "add stock figs 6"]
    assert facts["left"] == ["[3]", '{"figs": 10}']
    assert facts["answer"] == "10"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# -> 10", "# -> 11"),
        ("# removes 8", "# removes 3"),
        ("pile == [3, 8]", "pile == [8, 3]"),
        ("pile.pop()", "pile.popleft()"),
        ('stock["figs"] += 6', 'stock["plums"] += 6'),
        ("figs is 10 in stock", "figs is 4 in stock"),
        ("the dictionary stock", "the queue stock"),
        ("assert pile == [3]\n", ""),
    ],
)
def test_rejects_what_is_not_so(old: str, new: str) -> None:
    """A wrong value, state, method, key or title is refused."""
    assert old in WRITTEN
    with pytest.raises(ExtractError):
        StructureLog().extract(WRITTEN.replace(old, new))
