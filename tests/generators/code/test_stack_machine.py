"""The genre stack-machine: a listing worked by hand, and what is refused."""

from __future__ import annotations

import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.code.stack_machine import StackMachine

WRITTEN = """Run this listing: arithmetic modulo 100.
Cells: pears = 7, plums = 30, figs = 2.

```
push 95
load pears
add
dup
load plums
sub
store figs
```

Stack:
1: 95
2: 95 7
3: 2
4: 2 2
5: 2 2 30
6: 2 72
7: 2
Answer: 2"""


def test_reads_what_a_person_wrote() -> None:
    """A listing written by hand is run: sums and differences wrap around."""
    facts = StackMachine().extract(WRITTEN)
    assert facts["stacks"][5] == [2, 72]
    assert facts["answer"] == "2"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("6: 2 72", "6: 2 28"),
        ("3: 2\n", "3: 102\n"),
        ("Answer: 2", "Answer: 72"),
        ("modulo 100", "modulo 1000"),
        ("plums = 30", "plums = 31"),
        ("store figs", "store nuts"),
        ("sub", "minus"),
    ],
)
def test_rejects_what_is_not_so(old: str, new: str) -> None:
    """A wrong stack, answer, modulus, cell or mnemonic is refused."""
    assert old in WRITTEN
    with pytest.raises((ExtractError, KeyError)):
        StackMachine().extract(WRITTEN.replace(old, new))
