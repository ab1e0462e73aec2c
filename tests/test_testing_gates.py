"""The gates of genres: what is measured is what is meant."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dataforge.generators.registry import genre
from dataforge.testing_gates import (
    Group,
    claims,
    leaves,
    levels,
    measure,
    mixed,
    prompt_of,
    sample,
    short_cuts,
)


def record(prompt: str, answer: str) -> dict[str, Any]:
    """A record whose text is a prompt and an answer."""
    size, whole = len(prompt.encode()), len((prompt + answer).encode())
    spans = json.dumps([[0, size, "prompt", 0], [size, whole, "answer", 0]])
    return {"text": prompt + answer, "spans": spans, "check": json.dumps({"verdict": answer, "facts": [1]})}


def guessed(records: list[dict[str, Any]]) -> dict[str, Group]:
    """The groups of `short_cuts` by name."""
    return {group.name: group for group in short_cuts(records, "verdict")}


def test_a_word_that_gives_the_label_away_is_found() -> None:
    """A prompt that says `never` whenever the answer is no fails the bag of words, and not the length."""
    tell = [
        record(f"case {i} is {('always', 'seldom')[i % 2]} so; ", ("yes", "no")[i % 2]) for i in range(400)
    ]
    found = guessed(tell)
    assert (found["majority%"].value, found["labels"].value) == ("50", "2")
    assert found["words+"] == Group("words+", "50.0", 1)
    assert found["length+"].failed == 0


def test_a_length_that_gives_the_label_away_is_found() -> None:
    """Prompts that are longer when the answer is yes fail both, a constant answer fails none."""
    tell = [record("word " * (10 + 5 * (i * 7 % 3 == 0)), ("no", "yes")[i * 7 % 3 == 0]) for i in range(400)]
    assert guessed(tell)["length+"].failed == 1
    assert [group.failed for group in short_cuts([record("a b ", "yes")] * 40, "verdict")] == [0] * 4


def test_prompts_end_where_answers_begin() -> None:
    """Spans count bytes, and the prompt is cut there."""
    assert prompt_of(record("Größe? ", "7")) == "Größe? "


def test_claims_are_leaves() -> None:
    """Every scalar of the check counts, however deep."""
    assert leaves({"a": [1, [2, "x"], {}], "b": None}) == 4
    assert claims([record("x" * 399, "y")]) == Group("claims", "5.0")


def test_samples_mix_levels_and_end_near_their_size() -> None:
    """A hundred records in a row hold each level once; a sample ends with the text that fills it."""
    total = genre("mathematics", "running-total")
    assert sorted(each["level"] for each in mixed(total, 100, 50)) == list(range(1, 101))
    sizes = [len(each["text"].encode()) for each in sample(total, 20_000)]
    assert sum(sizes[:-1]) < 20_000 <= sum(sizes)


def test_a_genre_has_a_line() -> None:
    """All sections of the quick table are there, and a level that moves cost passes its gate."""
    total = genre("mathematics", "running-total")
    names = [[group.name for group in section] for section in measure(total, quick=True)]
    assert [section[0] for section in names[:3]] == ["bytes", "zstd19", "claims"]
    assert [group.failed for group in levels(total) if group.name in ("rho", "cost-x")] == [0, 0]
    assert str(Group("near", "0.1", 1)) == "near=0.1!"
    with pytest.raises(KeyError):
        short_cuts(mixed(total, 8), "no-such-label")
