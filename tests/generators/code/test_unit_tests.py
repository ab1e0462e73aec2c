"""The genre unit-tests: verdicts and coverage worked by hand, and by Python itself."""

from __future__ import annotations

import json

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.code.unit_tests import UnitTests
from dataforge.testing import documents


def test_python_finds_what_documents_say() -> None:
    """The tests of every Python document, run by Python, come out as stated."""
    levels = np.resize(np.array([1, 30, 60, 100, 120]), 300)
    batch = documents(UnitTests(), levels, np.arange(len(levels)))
    seen = 0
    for text, check in zip(batch.column("text").to_pylist(), batch.column("check").to_pylist(), strict=True):
        facts = json.loads(check)
        if facts["language"] != "Python":
            continue
        seen += 1
        scope: dict[str, object] = {"print": lambda *_: None}
        exec(compile(text.partition("```python\n")[2].partition("```")[0], "suite", "exec"), scope)
        function = scope[facts["function"]]
        assert callable(function)
        assert [function(*given) for given, _, _ in facts["tests"]] == [
            result for *_, result in facts["tests"]
        ]
    assert seen > 10


WRITTEN = '''Do the tests of cap_pears pass? The language is Python.

```python
def cap_pears(pears):
    """Take pears and return crates."""
    crates = 2
    if pears > 5:
        crates = crates + pears
    return crates

print(cap_pears(9))
print(cap_pears(7))
```

Tests:
cap_pears(9) == 11
cap_pears(7) == 10

1. 11, passes.
2. 9 comes out, not 10.
Branch 1, `if pears > 5`: yes 2, no 0.
Answer: red; 1 of 2 pass, 1 of 2 branches covered'''


def test_reads_what_a_person_wrote() -> None:
    """A suite written by hand is run: one failure, one branch never taken."""
    facts = UnitTests().extract(WRITTEN)
    assert (facts["suite"], facts["passed"], facts["covered"]) == ("red", 1, 1)
    assert facts["branches"] == [["if pears > 5", 2, 0]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("not 10", "fine"),
        ("yes 2, no 0", "yes 1, no 1"),
        ("1 of 2 pass", "2 of 2 pass"),
        ("Answer: red", "Answer: green"),
        ("1 of 2 branches", "2 of 2 branches"),
        ("cap_pears(7) == 10", "cap_pears(7) == 9"),
        ("if pears > 5:", "if pears > 8:"),
    ],
)
def test_rejects_what_is_not_so(old: str, new: str) -> None:
    """Another verdict, count, coverage, expectation or condition is refused."""
    assert old in WRITTEN
    with pytest.raises(ExtractError):
        UnitTests().extract(WRITTEN.replace(old, new))
