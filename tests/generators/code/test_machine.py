"""The machine's tables, plates and shapes of lines: each against the slow way of doing the same."""

from __future__ import annotations

import math

import numpy as np
import pyarrow as pa
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.code import _instructions as do
from dataforge.generators.code._expressions import maker, parsed, shown
from dataforge.generators.code._helpers import HELPERS
from dataforge.generators.code._interpreter import Source
from dataforge.generators.code._line_reader import read_line
from dataforge.generators.code._plates import Plates
from dataforge.text.columns import Picked
from dataforge.text.frames import Frames


def test_common_divisors_of_large_and_small_numbers() -> None:
    """The table and the steps before it give what Euclid's loop gives, and the statements it takes."""
    a = np.array([0, 7, 0, 300, 9_999, 9_973, 255, 256, 512, 100_000, 46_368])
    b = np.array([0, 0, 7, 300, 6_666, 255, 9_973, 255, 256, 30, 28_657])
    result, steps = do.common(a, b, b)
    assert result.tolist() == [math.gcd(*pair) for pair in zip(a.tolist(), b.tolist(), strict=True)]
    slow = next(each for each in HELPERS if "gcd" in each.names)
    assert steps.tolist() == slow.compute(a, b, b)[1].tolist()


def test_helpers_beyond_the_tables() -> None:
    """A helper's value is looked up where the table reaches, and computed beyond, to the same."""
    n = np.array([0, 1, 16_383, 16_384, 99_999, 1_000_000])
    for table, (helper, constant) in enumerate(do._rows_of_tables()):
        result, steps = do.look_up(n, n, np.full_like(n, table))
        expected = helper.compute(n, n, np.full_like(n, constant))
        assert (result.tolist(), steps.tolist()) == (expected[0].tolist(), expected[1].tolist())


def test_plates_are_frames_without_choices() -> None:
    """Both render the same rows; bounds join neighbours."""
    templates = ("{a} and {b}{a}", "", "no hole", "{n}: {a}")
    which = np.array([3, 0, 1, 2, 0, 3, 1])
    fields = {
        "a": Picked(pa.array(["x", "yy"]), np.array([0, 1, 1, 0, 1, 0, 0])),
        "b": pa.array([str(i) * i for i in range(7)]),
        "n": np.array([5, -3, 10_000, 7, 0, 123_456, 1]),
    }
    rows = Plates(*templates).render(which, fields).to_pylist()
    assert rows == Frames(*templates).render(which, fields).to_pylist()
    joined = Plates(*templates).render(which, fields, np.array([0, 3, 3, 7])).to_pylist()
    assert joined == ["".join(rows[:3]), "", "".join(rows[3:])]


@pytest.mark.parametrize(
    ("language", "line", "neutral"),
    [
        ("C", "for (int i = 1; i <= 1; i++) {", "for i in range(1, 2)"),
        ("Go", "for j := 0; j < pears % 3 + 1; j++ {", "for j in range(0, pears % 3 + 1)"),
        ("Lua", "for i = 0, 12 - 1 do", "for i in range(0, 12)"),
        ("Rust", "for i in 0..=pears % 4 {", "for i in range(0, pears % 4 + 1)"),
        ("Perl", "$pears = ($pears + 1) % 97;", "pears = (pears + 1) % 97"),
        ("Bash", "pears=$(( pears > 10 ? pears - 10 : 10 - pears ))", "pears = abs(pears - 10)"),
        ("Ruby", "pears = [pears, plums].max", "pears = max(pears, plums)"),
        ("Python", "plums += plums", "plums = plums + plums"),
    ],
)
def test_lines_by_shape(language: str, line: str, neutral: str) -> None:
    """A line is read by the rules of its language, whatever its words are."""
    assert read_line(line, Source(language))[1] == neutral
    renamed = line.replace("pears", "kiwis").replace("12", "40")
    assert read_line(renamed, Source(language))[1] == neutral.replace("pears", "kiwis").replace("12", "40")


@pytest.mark.parametrize(
    "line", ["plums = 07", "while = 3", "plums = plums +", "plums = pears ** 2", "plums"]
)
def test_what_is_no_line(line: str) -> None:
    """Leading zeros, words of languages and broken expressions are refused."""
    with pytest.raises((ExtractError, KeyError)):
        read_line(line, Source("Python"))


def test_expressions_keep_their_form() -> None:
    """Needless parentheses go, needed ones stay; a remainder of what may be negative is refused."""
    assert shown(parsed("((a + b)) % (c * 2)")) == "(a + b) % (c * 2)"
    assert shown(parsed("a - (b - c)")) == "a - (b - c)"
    value = maker(parsed("(a - b) % 5 + a // 2"), {}, [])(None)
    assert value({"a": 9, "b": 2}) == 6
    with pytest.raises(ExtractError):
        value({"a": 2, "b": 9})
