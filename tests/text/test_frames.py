"""Frames against the plain Python they stand for: holes, choices, capitals, bits."""

from __future__ import annotations

import math
import re
from collections import Counter

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataforge.text.bits import UNITS_PER_BIT
from dataforge.text.columns import Picked, capital, join, regroup
from dataforge.text.draws import Draws, Scope
from dataforge.text.frames import Frames
from dataforge.text.prose import with_article
from dataforge.text.rows import Rows

TEMPLATES = (
    "[Soon|At last|{^who}, of all people,] {who} [met|saw] {n} [birds|{what}s|] there.",
    "Nobody.",
    "{n}{n}[|, and {what}]",
    "[a|b][c|d|e][f|g{n}h{who}]",
)
OPTIONS = [re.findall(r"\[([^\]]*)\]", template) for template in TEMPLATES]
WORD = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="{}[]|"), max_size=8)


def by_hand(form: int, chosen: list[int], fields: dict[str, str]) -> str:
    """A template filled by string replacement."""
    text = TEMPLATES[form]
    for options, which in zip(OPTIONS[form], chosen, strict=False):
        text = text.replace(f"[{options}]", options.split("|")[which], 1)
    for name, value in fields.items():
        first = value[:1]
        raised = (first.upper() if first.isascii() else first) + value[1:]
        text = text.replace("{^" + name + "}", raised).replace("{" + name + "}", value)
    return text


ROW = st.tuples(
    st.integers(0, 3), st.lists(st.integers(0, 1), min_size=3, max_size=3), WORD, st.integers(-5, 10**9)
)


@given(st.lists(ROW, max_size=40))
def test_rendering_equals_replacement(rows: list[tuple[int, list[int], str, int]]) -> None:
    """Row by row what string replacement gives, whatever kind of field a hole has."""
    frames = Frames(*TEMPLATES)
    table = pa.array(["owl", "émeu", ""])
    which = np.array([form for form, *_ in rows], np.int64)
    choices = [np.array([chosen[i] for _, chosen, *_ in rows], np.int64) for i in range(3)]
    fields = {
        "who": pa.array([who for *_, who, _ in rows], pa.string()),
        "n": np.array([n for *_, n in rows], np.int64),
        "what": Picked(table, np.arange(len(rows)) % 3),
    }
    expected = [
        by_hand(form, chosen, {"who": who, "n": str(n), "what": table[i % 3].as_py()})
        for i, (form, chosen, who, n) in enumerate(rows)
    ]
    assert frames.render(which, fields, choices).to_pylist() == expected


def test_say_draws_every_option_alike_and_counts_it() -> None:
    """Templates and options come up equally often; bits are log2 of what could be chosen."""
    n = 20_000
    draws = Draws(Scope(0, "train", "test", "test@1"), np.ones(n, np.int64), np.arange(n))
    text = Frames("[a|b|c|] [d|e]", "[f|g]").say(draws, "line").to_pylist()
    expected = {f"{x} {y}": n / 16 for x in ("a", "b", "c", "") for y in "de"} | {"f": n / 4, "g": n / 4}
    found = Counter(text)
    assert found.keys() == expected.keys()
    chi_square = sum((found[key] - want) ** 2 / want for key, want in expected.items())
    assert chi_square < 35  # 9 degrees of freedom: beyond .9999
    bits = draws.bits_hi / UNITS_PER_BIT
    assert [float(bits[i]) for i in range(50)] == [2.0 if len(t) == 1 else 4.0 for t in text[:50]]


def test_say_counts_rows_and_hides_what_does_not_show() -> None:
    """Rows that are left out of the text count to bits_hi alone."""
    rows = Rows.of(np.array([3, 0, 2]))
    draws = Draws(Scope(0, "train", "test", "test@1"), np.ones(3, np.int64), np.arange(3))
    shown = np.array([True, False, True, True, True])
    Frames("[x|y|z]").say(draws, "line", rows, visible=shown)
    assert (draws.bits_hi / UNITS_PER_BIT).round(3).tolist() == [
        round(3 * math.log2(3), 3),
        0.0,
        round(2 * math.log2(3), 3),
    ]
    assert (draws.bits_lo["body"] / UNITS_PER_BIT).round(3).tolist() == [
        round(2 * math.log2(3), 3),
        0.0,
        round(2 * math.log2(3), 3),
    ]


def test_weights_of_templates() -> None:
    """A template of weight 3 comes three times as often as one of weight 1."""
    n = 8_000
    draws = Draws(Scope(0, "train", "test", "test@1"), np.ones(n, np.int64), np.arange(n))
    found = Counter(Frames("a", "b", weights=(3, 1)).say(draws, "line").to_pylist())
    assert abs(found["a"] - 6_000) < 5 * math.sqrt(n * 3 / 16)


def test_a_choice_with_two_equal_options_is_refused() -> None:
    """No reader could tell which was drawn, so its bit would be counted and never show."""
    with pytest.raises(ValueError, match="same option twice"):
        Frames("[a|b|a]").holes  # noqa: B018


def test_brackets_without_a_bar_are_text() -> None:
    """Citations and lists stay as they are."""
    assert Frames("[12] x[i]").render(np.zeros(1, np.int64)).to_pylist() == ["[12] x[i]"]


def test_long_joins_equal_short_ones() -> None:
    """The two ways in which columns are joined agree, slices and constants included."""
    column = pa.array([f"é{i}" for i in range(700)])
    expected = [f"<é{i},{i}>" for i in range(100, 700)]
    assert join("<", column.slice(100), ",", np.arange(100, 700), ">").to_pylist() == expected
    assert join("<", column.slice(690), ",", np.arange(690, 700), ">").to_pylist() == expected[-10:]


def test_regroup_moves_no_byte() -> None:
    """Neighbours are joined by offsets alone."""
    pieces = pa.array(["a", "", "b", "c", "d", "e", "f"])
    assert regroup(pieces, [(3, 1), (2, 2)]).to_pylist() == ["ab", "cd", "ef"]


def test_capitals_touch_ascii_alone() -> None:
    """Other letters stay: their case tables change between library versions."""
    assert capital(pa.array(["abc", "", "éa", "Zz", "9a"]).slice(1)).to_pylist() == ["", "éa", "Zz", "9a"]


def test_articles_by_sound() -> None:
    """Vowels take an, and so do the usual exceptions; a unicorn does not."""
    words = ["owl", "hour", "unicorn", "uninvited guest", "European", "lamp", "one-way street", "heir"]
    assert with_article(pa.array(words)).to_pylist() == [
        "an owl",
        "an hour",
        "a unicorn",
        "an uninvited guest",
        "a European",
        "a lamp",
        "a one-way street",
        "an heir",
    ]
