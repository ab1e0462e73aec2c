"""Columns, rows, hashes: array code against the plain Python it stands for."""

from __future__ import annotations

import json

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataforge.recipe import canonical_json
from dataforge.text.columns import (
    join,
    json_list,
    json_object,
    json_string,
    json_tuple,
    num_digits,
    pick,
    where,
)
from dataforge.text.frames import Frames
from dataforge.text.hashing import hash64
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import Rows

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\n\t"\\'), max_size=40)


@given(st.lists(st.tuples(st.integers(0, 2), TEXT, st.integers(-(10**12), 10**12)), max_size=30))
def test_frames_equal_str_format(rows: list[tuple[int, str, int]]) -> None:
    """Rendering by form gives, row by row, what str.format gives."""
    templates = ("{a} has {n}.", "Nobody.", "{n}, {n} and {a}")
    frames = Frames(*templates)
    which = np.array([form for form, _, _ in rows], np.int64)
    fields = {
        "a": pa.array([text for _, text, _ in rows], pa.string()),
        "n": np.array([number for _, _, number in rows], np.int64),
    }
    expected = [templates[form].format(a=text, n=number) for form, text, number in rows]
    assert frames.render(which, fields).to_pylist() == expected


def test_a_hole_without_field_is_named() -> None:
    """A forgotten field is an error at once, not an empty string."""
    with pytest.raises(KeyError, match="who"):
        Frames("{who} left.").render(np.array([0]), {})


@given(st.lists(st.lists(st.integers(-999, 999), max_size=5), min_size=1, max_size=8))
def test_rows_round_trip(documents: list[list[int]]) -> None:
    """pad and ravel, sum and join agree with the nested lists they flatten."""
    rows = Rows.of(np.array([len(each) for each in documents]))
    flat = np.array([value for each in documents for value in each], np.int64)
    assert rows.ravel(rows.pad(flat)).tolist() == flat.tolist()
    assert rows.sum(flat).tolist() == [sum(each) for each in documents]
    assert rows.join(pa.array(map(str, flat.tolist()), pa.string()), "+").to_pylist() == [
        "+".join(map(str, each)) for each in documents
    ]
    assert flat[rows.last].tolist() == [each[-1] for each in documents if each]


@given(st.lists(st.tuples(TEXT, st.integers(-(2**60), 2**60), st.booleans()), min_size=1, max_size=10))
def test_json_columns_are_canonical(rows: list[tuple[str, int, bool]]) -> None:
    """Objects made by column are the canonical JSON of the same objects made in Python."""
    texts, numbers, flags = (list(each) for each in zip(*rows, strict=True))
    column = json_object(
        {
            "n": np.array(numbers, np.int64),
            "a": pa.array(texts, pa.string()),
            "flag": np.array(flags),
            "pair": json_tuple(np.array(numbers, np.int64), pa.array(texts, pa.string())),
            "list": json_list(
                Rows.of(np.ones(len(rows), np.int64)), json_string(pa.array(texts, pa.string()))
            ),
            "kind": "k",
        }
    ).encoded.to_pylist()
    for encoded, (text, number, flag) in zip(column, rows, strict=True):
        plain = {"n": number, "a": text, "flag": flag, "pair": [number, text], "list": [text], "kind": "k"}
        assert encoded == canonical_json(plain)
        assert json.loads(encoded) == plain


@given(st.lists(TEXT, min_size=1, max_size=20))
def test_hash64_sees_each_string_alone(texts: list[str]) -> None:
    """A string's digest does not depend on its neighbours, and different strings differ."""
    column = pa.array(texts, pa.string())
    hashes = hash64(column).tolist()
    assert hashes == [int(hash64(pa.array([text], pa.string()))[0]) for text in texts]
    assert hash64(column.slice(len(texts) // 2)).tolist() == hashes[len(texts) // 2 :]
    assert len(set(hashes)) == len(set(texts))


def test_hash64_is_frozen() -> None:
    """World digests decide splits: they may never change."""
    assert hash64(pa.array(["", "a", "abcdefgh", "abcdefgh\0", "ü" * 9])).tolist() == FROZEN_HASHES


FROZEN_HASHES = [
    5197578548964807871,
    15437448987215541989,
    15788030439663376141,
    4454989403514505740,
    5467966129274522919,
]


def test_small_helpers() -> None:
    """num_digits, pick, where and join do what their names say."""
    values = np.array([0, 7, 999, 1000, 1_234_567, 10**12])
    assert num_digits(-values).tolist() == [len(str(value)) for value in values.tolist()]
    chosen = pick(("a", "b"), np.array([1, 0, 1]))
    assert join("<", where(np.array([True, False, True]), chosen, "-"), ">").to_pylist() == [
        "<b>",
        "<->",
        "<b>",
    ]


def test_lexicons_are_well_formed() -> None:
    """Every shipped lexicon loads, repeats no entry, and is plain text in NFC without stray blanks."""
    import unicodedata
    from pathlib import Path

    import dataforge.text.lexicon as home

    files = sorted(Path(home.__file__).parent.glob("*.txt"))
    assert len(files) >= 3
    for file in files:
        table = lexicon(file.stem)
        entries = list(zip(*(column.to_pylist() for column in table.columns), strict=True))
        assert len(set(entries)) == len(entries), file.stem
        for form in (form for entry in entries for form in entry):
            assert form == form.strip() == unicodedata.normalize("NFC", form), (file.stem, form)
