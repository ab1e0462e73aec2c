"""The genre function-trace: printed programs do what their documents say, by the languages' own tools."""

from __future__ import annotations

import builtins
import json
import keyword
import re
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.code._file import COUNTDOWN_NAMES
from dataforge.generators.code._helpers import CAMEL_NAMES, HELPERS, LETTERS, SNAKE_NAMES
from dataforge.generators.code._phrases import ABOUT, COMMENTS
from dataforge.generators.code.function_trace import FunctionTrace
from dataforge.testing import documents
from dataforge.text.lexicon import lexicon

sys.path.insert(0, str(Path(__file__).parent))
from polyglot import LANGUAGES, outputs

FENCE = re.compile(
    r"\A.*?\n\n(?:```\w+\n)?(.*?)(?:```\n)?\n(?:# |// |-- )?[^\n]*\n(?:# |// |-- )?start: ", re.DOTALL
)
_SLOW = ("Java", "Rust", "Go")


@cache
def _programs() -> dict[str, list[tuple[str, list[int]]]]:
    """Code of documents by language, with the outputs that their checks state."""
    levels = np.resize(np.array([1, 30, 60, 100, 120]), 520)
    batch = documents(FunctionTrace(), levels, np.arange(len(levels)))
    found: dict[str, list[tuple[str, list[int]]]] = {}
    for text, check in zip(batch.column("text").to_pylist(), batch.column("check").to_pylist(), strict=True):
        facts = json.loads(check)
        match = FENCE.match(text)
        assert match is not None, text
        found.setdefault(facts["language"], []).append((match[1], [result for _, result in facts["calls"]]))
    return found


@pytest.mark.parametrize(
    "language", [pytest.param(each, marks=pytest.mark.slow if each in _SLOW else ()) for each in LANGUAGES]
)
def test_programs_print_what_documents_say(language: str, tmp_path: Path) -> None:
    """Every program of a language, run by that language's own tool, prints the results stated."""
    found = _programs()[language]
    assert len(found) >= 20
    expected = [result for _, results in found for result in results]
    assert outputs(language, [code for code, _ in found], tmp_path) == expected


def test_names_never_collide() -> None:
    """Variables, functions, helpers and the words of comments are different words."""
    literals = " ".join(re.sub(r"\{\w+\}", " ", each) for each in (*COMMENTS.templates, *ABOUT.templates))
    said = set(re.findall(r"[a-z]+", literals.lower()))
    variables = set(lexicon("code_variables").words())
    letters = {word for each in LETTERS for word in each}
    groups = [{*SNAKE_NAMES, *CAMEL_NAMES}, letters | set("ijk"), variables, set(COUNTDOWN_NAMES)]
    assert sum(map(len, groups)) == len(set().union(*groups))
    assert not said & (variables | set(COUNTDOWN_NAMES))
    assert not [word for word in variables if keyword.iskeyword(word) or hasattr(builtins, word)]
    assert len(HELPERS) * 3 == len(SNAKE_NAMES)


WRITTEN = '''What does this Python program print?

def blend_coins(rate, weeks):
    """Take rate and weeks and return the sum of total and score, modulo 97."""
    total = 0
    score = 3
    for i in range(2):
        # total is now total plus rate
        total += rate
    if score < weeks:
        score = score * weeks % 11
    return (total + score) % 97

print(blend_coins(4, 5))
print(blend_coins(50, 1))

Trace of blend_coins(4, 5):
start: rate = 4, weeks = 5, total = 0, score = 3
i = 0, total = 4
i = 1, total = 8
score = 4
return 12
Output: 12, 6'''


def test_reads_what_a_person_wrote() -> None:
    """A text written by hand is read: its lines, its calls and its answer."""
    facts = FunctionTrace().extract(WRITTEN)
    assert facts["answer"] == "12, 6"
    assert facts["calls"] == [[[4, 5], 12], [[50, 1], 6]]
    assert facts["program"][3:5] == ["1 total = total + rate", "0 if score < weeks"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Output: 12, 6", "Output: 12, 7"),
        ("i = 1, total = 8", "i = 1, total = 9"),
        ("# total is now total plus rate", "# total is now total plus weeks"),
        ("return the sum of total and score", "return the sum of total and rate"),
        ("score = 4\nreturn", "return"),
        ("    if score < weeks:", "    if score > weeks:"),
        ("this Python program", "this C program"),
        ("range(2)", "range(999999)"),
    ],
)
def test_rejects_what_is_not_so(old: str, new: str) -> None:
    """A wrong output, value, comment, docstring, language, or a program that runs on is refused."""
    assert old in WRITTEN
    with pytest.raises(ExtractError):
        FunctionTrace().extract(WRITTEN.replace(old, new))
