"""The eight small genres of benchmarks/floor: their bits are right, text by text where they can be listed."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dataforge import testing
from dataforge.text.bits import UNITS_PER_BIT

FOLDER = Path(__file__).parents[2] / "benchmarks" / "floor"
sys.path.insert(0, str(FOLDER))
from small_genres import SMALL_GENRES  # noqa: E402

sys.path.remove(str(FOLDER))
DOCUMENTS_A_TEXT = 24


def texts(genre: Any, count: int) -> tuple[list[str], np.ndarray]:
    """Documents 0 .. count and their bits_lo, worlds of every split among them."""
    batch = testing.documents(genre, np.ones(count, np.int64), np.arange(count), check_owner=False)
    return batch.column("text").to_pylist(), batch.column("bits_lo").to_numpy() / UNITS_PER_BIT


@pytest.mark.parametrize("genre", SMALL_GENRES, ids=lambda genre: genre.name)
@pytest.mark.parametrize("check", [testing.check_pure, testing.check_redraws, testing.check_single_draws])
def test_bits_show(genre: Any, check: Any) -> None:
    """The promises of draws that every genre keeps."""
    check(genre)


@pytest.mark.parametrize("genre", SMALL_GENRES, ids=lambda genre: genre.name)
def test_read_back(genre: Any) -> None:
    """The reader finds the facts of every document; at most 64 different words."""
    written, _ = texts(genre, 300)
    assert len({word for text in written for word in text.split()}) <= 64
    records = testing.documents(genre, np.ones(300, np.int64), np.arange(300), check_owner=False).to_pylist()
    assert [testing._problem(genre, record, record["text"]) for record in records] == [""] * 300


@pytest.mark.parametrize("genre", SMALL_GENRES, ids=lambda genre: genre.name)
def test_enumeration(genre: Any) -> None:
    """Where all texts can be listed (support up to 2^16) their entropy is the mean of bits_lo within 1 %, and
    each text comes as often as its own bits say."""
    _, bits = texts(genre, 2_000)
    expected = 2.0 ** float(bits.max())
    if expected > 2**16:
        pytest.skip(f"2^{bits.max():.1f} texts are too many to list")
    count = int(DOCUMENTS_A_TEXT * expected)
    written, bits = texts(genre, count)
    found = Counter(written)
    shares = np.array(list(found.values())) / count
    entropy = -float((shares * np.log2(shares)).sum()) + (len(found) - 1) / (
        2 * count * np.log(2)
    )  # Miller, Madow
    assert abs(entropy - bits.mean()) <= 0.01 * bits.mean()
    of_text = dict(zip(written, bits, strict=True))
    deviations = [
        (seen - count * 2.0 ** -of_text[text]) ** 2 / (count * 2.0 ** -of_text[text])
        for text, seen in found.items()
    ]
    assert abs(sum(deviations) - len(found)) <= 6 * np.sqrt(2 * len(found))
