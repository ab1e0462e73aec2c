"""The measures of variety have known answers on samples made for them."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest

from dataforge.text.ngrams import WORD, near_duplicates
from dataforge.text.variety import SHORT, Variety, gates, interleave, variety

SENTENCES = [
    f"the {a} {b} near the {c} and then the {b} went home with a {a} friend of the {c}"
    for a in ("old", "young", "small", "tired", "clever", "grey")
    for b in ("fox", "hen", "owl", "cat", "dog", "hare")
    for c in ("river", "barn", "hill", "mill", "road", "wood")
]


def salad(count: int, length: int, words: int) -> list[str]:
    """Documents of words drawn evenly and independently, by a generator of fixed constants."""
    state, found = 1, []
    for _ in range(count):
        document = []
        for _ in range(length):
            state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
            document.append(f"w{(state >> 33) % words}")
        found.append(" ".join(document))
    return found


def test_words_are_split_at_white_space_and_cjk_is_split_everywhere() -> None:
    """Latin words stay whole with their marks; Chinese characters and kana count one by one."""
    assert WORD.findall("It's 12.5 m,\nso what?") == ["It's", "12.5", "m,", "so", "what?"]
    assert WORD.findall("我有3个 りんご。 한국 말") == [
        *("我", "有", "3", "个", "り", "ん", "ご", "。"),
        *("한국", "말"),
    ]


def test_identical_documents_are_near_duplicates_of_the_first() -> None:
    """Of four copies three are duplicates, and one changed word in a long text does not save a copy."""
    text, other, third = (" ".join(SENTENCES[i : i + 8]) for i in (0, 60, 120))
    assert near_duplicates([text] * 4) == 0.75
    assert near_duplicates([text, other, text.replace("home", "back", 1), third]) == 0.25
    assert near_duplicates(["too short", "too short", "also short"]) == pytest.approx(1 / 3)


def test_near_duplicates_are_decided_by_jaccard() -> None:
    """Shingle sets that share 80 % are near duplicates, sets that share 50 % are not."""
    a, b = salad(2, 104, 10**6)
    words, more = a.split(), b.split()  # 104 words are 100 shingles
    close, far = " ".join(words[:97] + more[:7]), " ".join(words[:70] + more[:34])
    assert near_duplicates([a, close]) == 0.5  # 93 of 107
    assert near_duplicates([a, far]) == 0.0  # 66 of 134


def test_near_duplicates_among_many_copies() -> None:
    """Thousands of copies with a word changed are found one and all."""
    base = salad(1, 120, 10**6)[0].split()
    copies = [" ".join([*base[: i % 100], f"x{i}", *base[i % 100 + 1 :]]) for i in range(2_000)]
    assert near_duplicates(copies) == 1 - 1 / 2_000


def test_repeated_8grams_and_their_masked_twin() -> None:
    """A sentence said twice repeats all its 8-grams; with another number only the masked measure sees it."""
    one, two = "a b c d e f g 12 of us", "a b c d e f g 34 of us"
    assert variety([one, one]).repeated_8grams == 1.0
    told = variety([one, two])
    assert (told.repeated_8grams, told.masked_8grams) == (0.0, 1.0)


def test_ngrams_do_not_cross_documents() -> None:
    """The end of one document and the beginning of the next make no 3-gram."""
    assert variety(["a b c", "d e f", "a b c"]).distinct_3grams == pytest.approx(2 / 3)


def test_opening_is_the_share_of_the_most_common_first_five_words() -> None:
    """Three of four documents that begin alike, whatever their case, make 0.75."""
    texts = ["Once upon a time there was", "once upon a time there were", "Once upon a time there is", "No"]
    assert variety(texts).opening == 0.75


def test_zipf_of_a_zipf_sample_is_one() -> None:
    """Word r said 20,000 / r times has slope 1, and an even sample slope 0."""
    text = " ".join(f"w{rank} " * (20_000 // rank) for rank in range(1, 2_000))
    assert variety([text], duplicates=False).zipf == pytest.approx(1, abs=0.02)
    assert variety([" ".join(f"w{i}" for i in range(1_500)) + " "] * 3).zipf == pytest.approx(0, abs=1e-9)


def test_heaps_follows_the_growth_of_the_vocabulary() -> None:
    """All new words: exponent 1; the square root of the text length: one half; none new: 0."""
    assert variety([" ".join(f"w{i}" for i in range(5_000))]).heaps == pytest.approx(1)
    root = " ".join(f"new{math.isqrt(i)}" if math.isqrt(i) ** 2 == i else "old" for i in range(1, 40_000))
    assert variety([root], duplicates=False).heaps == pytest.approx(0.5, abs=0.02)
    assert variety(["again and again " * 2_000], duplicates=False).heaps == pytest.approx(0, abs=1e-9)


def test_word_salad_fails_shuffle_and_ordered_text_passes() -> None:
    """Shuffling salad costs the compressor nothing; shuffling sentences costs it much."""
    mixed = variety(salad(60, 150, 400))
    assert abs(mixed.shuffle) < 0.02
    assert "shuffle" in mixed.failed("creative")
    assert "shuffle" not in variety([" ".join(SENTENCES[i : i + 9]) for i in range(0, 216, 9)]).failed("code")


def test_zstd19_is_a_ratio_with_a_window_as_large_as_the_sample() -> None:
    """What was said before is seen however far away: noise, 9 MB of one letter, and the noise again."""
    noise = salad(1, 20_000, 2**31)[0]
    once = len(noise) / variety([noise]).zstd19
    told = variety([noise, "a" * 9_000_000, noise], duplicates=False)
    assert told.text_bytes == 2 * len(noise) + 9_000_004
    assert told.text_bytes / told.zstd19 == pytest.approx(once, rel=0.05)


def test_failures_name_the_gate_that_is_missed() -> None:
    """Each domain has its own limits, what lies on one passes, and NaN (not measured) passes."""
    found = Variety(9, 9_000, 5.0, 0.15, 0.9, 0.5, float("nan"), 0.004, 0.02, 0.85, 0.1)
    assert found.failures("philosophy") == [
        "zstd19 5 is above 4.5",
        "distinct_3grams 0.5 is below 0.55",
        "opening 0.02 is above 0.01",
        "shuffle 0.1 is below 0.3",
    ]
    assert found.failures("code") == ["shuffle 0.1 is below 0.3"]
    assert found.to_dict()["heaps"] is None
    assert gates("mathematics")["zstd19"] == (0, 6.5)
    assert set(gates("code")) < set(SHORT)


def test_an_empty_sample_has_no_measures() -> None:
    """No documents, or empty ones, are no error."""
    assert variety([]).documents == 0
    assert math.isnan(variety([""]).zipf)


def test_interleave_takes_turns() -> None:
    """One of each in turn, the longer samples at the end, until there are enough bytes."""
    assert interleave([["a", "b", "c"], ["x"]]) == ["a", "x", "b", "c"]
    assert interleave([["aa", "bb"], ["xx", "yy"]], 5) == ["aa", "xx", "bb"]


def test_variety_is_the_same_in_every_process() -> None:
    """No measure depends on the seed of Python's string hashes."""
    code = "from dataforge.text.variety import variety; import sys; print(variety(sys.argv[1:]).to_dict())"
    texts = [" ".join(SENTENCES[i : i + 9]) for i in range(0, 90, 4)]
    shown = {
        subprocess.run(
            [sys.executable, "-c", code, *texts],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(shown) == 1
