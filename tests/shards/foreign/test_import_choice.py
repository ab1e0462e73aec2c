"""Which documents stay, and at which level: duplicates, overlaps with evaluation sets, measures."""

from __future__ import annotations

import json
import zlib
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.shards.foreign.texts import json_lines, quarantine, text, texts, words

from dataforge.errors import UsageError
from dataforge.shards.corpus import open_corpus
from dataforge.shards.foreign import ImportOptions, import_corpus, reading
from dataforge.shards.foreign.measures import cuts, level_numbers, ordered
from dataforge.shards.foreign.near import NUM_PERM, near_duplicates, signatures
from dataforge.shards.foreign.words import words_of
from dataforge.text.hashing import hash64

LEVELS = (1, 12, 23, 34, 45, 56, 67, 78, 89, 100)


def _levels(tmp_path: Path, given_texts: list[str], level_by: str) -> dict[str, int]:
    """Level of each text."""
    (tmp_path / "a.jsonl").write_bytes(json_lines(given_texts))
    import_corpus({"web": [tmp_path / "a.jsonl"]}, tmp_path / "out", ImportOptions(level_by=level_by, near=0))
    return {each["text"]: each["level"] for each in open_corpus(tmp_path / "out").documents()}


def _by_hand(values: dict[str, float]) -> dict[str, int]:
    """Level of each text by the share of texts with a smaller value."""
    n = len(values)
    below = {key: sum(other < value for other in values.values()) for key, value in values.items()}
    return {key: LEVELS[10 * count // n] for key, count in below.items()}


def test_level_by_length(tmp_path: Path) -> None:
    """Deciles of the length in bytes, equal lengths together."""
    many = [*texts(83), *(f"{text(i)} é日本" for i in range(20))]
    assert _levels(tmp_path, many, "length") == _by_hand({each: len(each.encode()) for each in many})


def test_level_by_rarity(tmp_path: Path) -> None:
    """Texts of rare words are harder than texts of common ones, whatever their length."""
    common = [" ".join(["the", "sea", "and", "the", "sky"] * (3 + i)) for i in range(50)]
    rare = [text(i, 5 + i) for i in range(50)]
    found = _levels(tmp_path, [*common, *rare], "rarity")
    assert max(found[each] for each in common) < min(found[each] for each in rare)


def test_level_by_compressibility(tmp_path: Path) -> None:
    """What repeats itself is easier than what does not; the order is about that of another compressor."""
    source = words("x")
    many = [" ".join([next(source) for _ in range(4 + i)] * (200 // (4 + i))) for i in range(60)]
    found = _levels(tmp_path, many, "compressibility")
    share = [len(zlib.compress(each.encode())) / len(each) for each in many]
    assert np.corrcoef(np.argsort(np.argsort(share)), [found[each] for each in many])[0, 1] > 0.9


def test_level_by_a_column(tmp_path: Path) -> None:
    """Any finite number orders documents; records without one are quarantined."""
    values = [3, -2.5, 1e300, -1e-300, 0, -0.0, 7, 2**60, -(2**60), 0.1]
    rows: list[dict[str, object]] = [{"text": text(i), "q": value} for i, value in enumerate(values)]
    rows += [
        {"text": text(20), "q": bad} for bad in ("3", None, True, float("nan"), float("inf"), [1], 10**400)
    ]
    rows.append({"text": text(21)})
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    options = ImportOptions(level_by="column:q")
    made = import_corpus({"web": [tmp_path / "a.jsonl"]}, tmp_path / "out", options)
    assert made.rejected == {"no-level": 8}
    found = {each["text"]: each["level"] for each in open_corpus(tmp_path / "out").documents()}
    assert found == _by_hand({text(i): value for i, value in enumerate(values)})


@given(st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1, max_size=60), st.integers(1, 100))
def test_cuts_are_exact(values: list[int], parts: int) -> None:
    """Quantiles by counting digits are those of a sort: a level is floor(parts * smaller / n)."""
    array = np.array(values, np.int64)
    found = cuts(lambda: iter(np.array_split(array, 3)), len(array), parts)
    smaller = np.array([(array < value).sum() for value in array])
    assert level_numbers(array, found).tolist() == (parts * smaller // len(array)).tolist()


@given(st.lists(st.floats(allow_nan=False), min_size=2, max_size=20))
def test_numbers_keep_their_order(values: list[float]) -> None:
    """Doubles as integers compare as they did."""
    made = ordered(np.array(values)).tolist()
    for a, x in zip(values, made, strict=True):
        for b, y in zip(values, made, strict=True):
            assert ((a < b), (a == b)) == ((x < y), (x == y))


def test_words() -> None:
    """Words are runs of letters and digits in lower case, and single Chinese and Japanese characters."""
    given_texts = ["Hello, World 12-34", "", "a日本語b Éa foo", "--", "日本", "x"]
    expected = ["hello world 12 34", "", "a 日 本 語 b Éa foo", "", "日 本", "x"]
    array = pa.array(["skipped", *given_texts]).slice(1)
    found = words_of(array)
    assert np.diff(found.offsets).tolist() == [len(each.split()) for each in expected]
    assert found.hashes.tolist() == hash64(pa.array(" ".join(expected).split())).tolist()
    hashes, offsets = found.ngrams(3, short=True)
    assert np.diff(offsets).tolist() == [2, 0, 5, 0, 1, 1]
    assert len(set(hashes.tolist())) == 9
    assert np.diff(found.ngrams(3, short=False)[1]).tolist() == [2, 0, 5, 0, 0, 0]
    again = words_of(pa.array(["foo 12 34", "world 12 34 x"])).ngrams(3, short=False)[0]
    assert again[1] == found.ngrams(3, short=False)[0][1]


def test_exact_duplicates_keep_the_first(tmp_path: Path) -> None:
    """Over sources and segments, the first of equal texts stays and the others name it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "SEGMENT_RECORDS", 7)
        many = texts(30)
        (tmp_path / "a.jsonl").write_bytes(json_lines([*many, many[4], many[4]]))
        (tmp_path / "b.jsonl").write_bytes(json_lines([many[29], text(77)]))
        made = import_corpus({"web": [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]}, tmp_path / "out")
    assert made.rejected == {"duplicate": 3}
    details = [(each["source"], each["at"], each["detail"]) for each in quarantine(tmp_path / "out")]
    assert details == [
        ("a.jsonl", "line 31", "the text of a.jsonl, line 5"),
        ("a.jsonl", "line 32", "the text of a.jsonl, line 5"),
        ("b.jsonl", "line 1", "the text of a.jsonl, line 30"),
    ]


def _changed(given_text: str, share: float) -> str:
    """The text with so many of its words replaced, evenly."""
    source, parts = words("other"), given_text.split()
    step = max(1, round(1 / share))
    return " ".join(next(source) + "x" if i % step == step // 2 else part for i, part in enumerate(parts))


def test_near_duplicates(tmp_path: Path) -> None:
    """Slightly changed copies go, others stay; the threshold is the user's."""
    base = [text(i, 200) for i in range(20)]
    close, far = [_changed(each, 0.01) for each in base], [_changed(each, 0.2) for each in base]
    (tmp_path / "a.jsonl").write_bytes(json_lines([*base, *close, *far]))
    source = {"web": [tmp_path / "a.jsonl"]}
    made = import_corpus(source, tmp_path / "out")
    assert made.rejected == {"near-duplicate": 20}
    lines = quarantine(tmp_path / "out")
    assert [each["at"] for each in lines] == [f"line {i}" for i in range(21, 41)]
    assert all(each["detail"].startswith(f"like a.jsonl, line {i} (") for i, each in enumerate(lines, 1))
    assert import_corpus(source, tmp_path / "all", ImportOptions(near=0)).documents == 60
    assert import_corpus(source, tmp_path / "few", ImportOptions(near=0.3, shingle=2)).documents == 20


def test_signatures_estimate_similarity() -> None:
    """The share of equal values of two signatures is the Jaccard similarity of the shingles, within four
    standard errors; and near duplicates are found across texts that are dropped."""
    base = text(1, 300)
    others = [_changed(base, share) for share in (0.005, 0.02, 0.05)]
    array = pa.array([base, *others])
    signed = signatures(words_of(array), 5)
    hashes, offsets = words_of(array).ngrams(5, short=True)
    sets = [set(hashes[a:b].tolist()) for a, b in pairwise(offsets.tolist())]
    for i in range(1, 4):
        true = len(sets[0] & sets[i]) / len(sets[0] | sets[i])
        error = (true * (1 - true) / NUM_PERM) ** 0.5
        assert abs((signed[0] == signed[i]).mean() - true) < 4 * error
    original, _ = near_duplicates(signed, np.array([False, True, True, True]), 0.3)
    assert original[0] == -1
    assert original[2] in (-1, 1)


def test_overlaps_with_evaluation_sets(tmp_path: Path) -> None:
    """A document that shares thirteen words in a row with any string of an evaluation set is dropped and
    named; one that shares twelve stays."""
    question, answer = text(500, 30), text(501, 13)
    shared = question.split()
    many = texts(10)
    many[2] += " " + " ".join(shared[5:18])
    many[4] += " " + " ".join(shared[5:17])
    many[6] += ". " + answer.upper().replace(" ", ", ")
    (tmp_path / "a.jsonl").write_bytes(json_lines(many))
    evals = [
        {"q": text(502, 40), "a": "short"},
        {"q": question, "choices": [{"text": answer}]},
        {"q": "too short"},
    ]
    (tmp_path / "evals.jsonl").write_text("".join(json.dumps(each) + "\n" for each in evals))
    made = import_corpus(
        {"web": [tmp_path / "a.jsonl"]}, tmp_path / "out", against=[tmp_path / "evals.jsonl"]
    )
    assert made.rejected == {"overlap": 2}
    assert [(each["at"], each["detail"]) for each in quarantine(tmp_path / "out")] == [
        (f"line {line}", "shares 13 words in a row with evals.jsonl, line 2") for line in (3, 7)
    ]
    (told,) = open_corpus(tmp_path / "out").lock.foreign["against"]
    assert (told["records"], told["short"], told["ngrams"]) == (3, 1, 28 + 18 + 1)
    options = ImportOptions(ngram=12)
    made = import_corpus(
        {"web": [tmp_path / "a.jsonl"]}, tmp_path / "twelve", options, against=[tmp_path / "evals.jsonl"]
    )
    assert made.rejected == {"overlap": 3}


def test_an_evaluation_set_must_be_readable(tmp_path: Path) -> None:
    """A damaged evaluation set is an error: what it hides could not be dropped."""
    (tmp_path / "a.jsonl").write_bytes(json_lines(texts(5)))
    (tmp_path / "evals.jsonl").write_text('{"q": "x"}\nnot json\n')
    with pytest.raises(UsageError, match=r"evals\.jsonl, line 2"):
        import_corpus({"web": [tmp_path / "a.jsonl"]}, tmp_path / "out", against=[tmp_path / "evals.jsonl"])
