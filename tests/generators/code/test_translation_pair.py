"""The genre translation-pair: translations print what is said, by the languages' own tools."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from polyglot import LANGUAGES, outputs

from dataforge.generators.base import ExtractError
from dataforge.generators.code.translation_pair import TranslationPair
from dataforge.testing import documents


@cache
def _versions() -> dict[str, list[tuple[str, list[int]]]]:
    """Code by language, with the outputs that the checks state for it."""
    levels = np.resize(np.array([1, 30, 60, 100, 120]), 200)
    batch = documents(TranslationPair(), levels, np.arange(len(levels)))
    found: dict[str, list[tuple[str, list[int]]]] = {}
    for text, check in zip(batch.column("text").to_pylist(), batch.column("check").to_pylist(), strict=True):
        facts = json.loads(check)
        blocks = re.findall(r"```[a-z]+\n(.*?)```", text, re.DOTALL)
        for language, code in zip(facts["languages"], blocks, strict=True):
            odd = facts["answer"] == f"{language} deviates"
            found.setdefault(language, []).append((code, [call[1 + odd] for call in facts["calls"]]))
    return found


@pytest.mark.parametrize(
    "language",
    [
        pytest.param(each, marks=pytest.mark.slow if each in ("Java", "Rust", "Go") else ())
        for each in LANGUAGES
    ],
)
def test_translations_print_what_is_said(language: str, tmp_path: Path) -> None:
    """Every version, the deviating ones too, prints what the check says when its own language runs it."""
    found = _versions()[language]
    assert len(found) >= 20
    expected = [result for _, results in found for result in results]
    assert outputs(language, [code for code, _ in found], tmp_path) == expected


WRITTEN = '''Compare the translations of add_pears.

In Python:
```python
def add_pears(pears):
    """Take pears and return crates."""
    crates = 2
    crates = crates + pears
    return crates

print(add_pears(5))
```

In Bash:
```bash
# Take pears and return crates.
add_pears() {
    local pears=$1
    local crates=2
    crates=$(( crates * pears ))
    echo $(( crates ))
}

add_pears 5
```

In Bash, `crates = crates * pears` stands where `crates = crates + pears` belongs; it prints 10, the others 7.
Answer: Bash deviates.'''


def test_reads_what_a_person_wrote() -> None:
    """A pair written by hand is read: the line that deviates, and both outputs."""
    facts = TranslationPair().extract(WRITTEN)
    assert (facts["deviates"], facts["line"]) == ("yes", "crates = crates + pears")
    assert facts["calls"] == [[[5], 7, 10]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("it prints 10, the others 7", "it prints 7, the others 10"),
        ("Answer: Bash deviates.", "Answer: Python deviates."),
        ("Answer: Bash deviates.", "Answer: all agree."),
        ("crates * pears )", "crates + pears )"),
        ("add_pears 5", "add_pears 6"),
        ("In Bash, `", "In Python, `"),
    ],
)
def test_rejects_what_is_not_so(old: str, new: str) -> None:
    """Exchanged outputs, another culprit, no culprit, other calls are refused."""
    assert old in WRITTEN
    with pytest.raises(ExtractError):
        TranslationPair().extract(WRITTEN.replace(old, new))
