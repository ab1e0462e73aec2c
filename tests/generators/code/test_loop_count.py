"""The genre loop-count: counts by Python itself, a document by hand, wrong steps."""

from __future__ import annotations

import json

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.code._loop_text import COUNTERS, LETTERS
from dataforge.generators.code.loop_count import LoopCount
from dataforge.testing import documents
from dataforge.text.lexicon import lexicon

WRITTEN = """How often does the inner line of this Python function run for sum_pears(4)?

```python
def sum_pears(pears):
    seen = 0
    for i in range(1, 4):
        for j in range(i, pears + i):
            k = 1
            while k < i * j:
                seen += 1
                k *= 2
    for i in range(2):
        for j in range(1, 3 * i + 1, 2):
            seen += 1
    return seen
```

Nest 1:
With i = 1, the inner counts are 0 + 1 + 2 + 2, together 5.
i = 2: 2 + 3 + 3 + 4 steps of k, sum 12.
i = 3: 4 + 4 + 4 + 5 steps of k, sum 17.
Sum: 34.
Nest 2, over i:
i = 0, bounds 1 to 1 for j: 0 more.
i = 1, bounds 1 to 4 for j: 2 more.
Sum: 2.
Answer: sum_pears(4) returns 36"""


def test_python_counts_as_documents_say() -> None:
    """Every Python function, called as asked, returns the answer."""
    levels = np.resize(np.array([1, 30, 60, 100, 120]), 250)
    batch = documents(LoopCount(), levels, np.arange(len(levels)))
    seen = 0
    for text, check in zip(batch.column("text").to_pylist(), batch.column("check").to_pylist(), strict=True):
        facts = json.loads(check)
        if facts["language"] != "Python":
            continue
        seen += 1
        scope: dict[str, object] = {}
        exec(text.partition("```python\n")[2].partition("```")[0], scope)
        function = scope[facts["function"]]
        assert callable(function)
        assert function(facts["given"]) == int(facts["answer"])
    assert seen > 20


def test_reads_what_a_person_wrote() -> None:
    """A document written by hand: two nests, three loops in one of them, one that doubles."""
    facts = LoopCount().extract(WRITTEN)
    assert facts["sums"] == [34, 2]
    assert facts["loops"][0][2] == "for k from 1 below i * j times 2"
    assert facts["counts"][1] == [(0, [0]), (1, [2])]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2 + 3 + 3 + 4 steps of k, sum 12", "2 + 3 + 4 + 3 steps of k, sum 12"),
        ("Sum: 34.", "Sum: 35."),
        ("bounds 1 to 4", "bounds 1 to 5"),
        ("range(1, 4)", "range(1, 5)"),
        ("i * j", "i + j"),
        ("k *= 2", "k *= 3"),
        ("pears + i", "pears - i"),
        ("returns 36", "returns 37"),
        ("for sum_pears(4)", "for sum_pears(5)"),
        ("sum_pears(4) returns", "sum_plums(4) returns"),
        ("seen += 1\n                k", "seen += 2\n                k"),
    ],
)
def test_wrong_steps_are_noticed(old: str, new: str) -> None:
    """A changed count, sum, bound, step or name is no document of the genre."""
    assert old in WRITTEN
    with pytest.raises((ExtractError, ValueError)):
        LoopCount().extract(WRITTEN.replace(old, new))


def test_names_differ() -> None:
    """No loop variable or counter is a word that a parameter may be called."""
    words = set(lexicon("code_variables").words())
    assert words.isdisjoint(COUNTERS)
    assert words.isdisjoint(name for three in LETTERS for name in three)
