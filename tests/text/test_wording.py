"""Wording: words drawn where a sentence shows them, by frequency, and counted to the bit."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pytest

from dataforge.text.bits import UNITS_PER_BIT
from dataforge.text.draws import Draws, Scope, Urns
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import Rows
from dataforge.text.wording import Wording, Words, lexicons_of, strings_of

_WORDS = {
    "beast": Words("en_animals", shift=20),
    "a_beast": Words("en_animals", "{2} {0}"),
    "um": Words(("er", "well"), "{0}, ", 1, optional=True),
}


class _Said(Wording):
    words = _WORDS


def _draws(n: int) -> Draws:
    return Draws(Scope(0, "train", "creative", "test"), np.full(n, 7), np.arange(n))


def test_words_stand_where_their_holes_do() -> None:
    """Every hole is a word of its own lexicon; a number makes another one; a capital is asked for by ^."""
    said = _Said("{^a_beast} saw {beast} and {beast2}.").say(_draws(300), "x").to_pylist()
    beasts, articles = (lexicon("en_animals").words(form) for form in (0, 2))
    dressed = {f"{article} {beast}".capitalize() for article, beast in zip(articles, beasts, strict=True)}
    for sentence in said:
        first, second, third = re.fullmatch(r"(.+) saw (.+) and (.+)\.", sentence).groups()  # type: ignore[union-attr]
        assert first in dressed
        assert second in beasts
        assert third in beasts
    assert len(set(said)) > 290


def test_a_word_in_an_option_is_drawn_for_those_who_take_it() -> None:
    """A third of the rows show a word; only they hold its bits."""
    draws = _draws(3_000)
    said = _Said("It [slept|was {a_beast}|left].").say(draws, "x").to_pylist()
    shown = np.array([" was " in each for each in said])
    assert 800 < shown.sum() < 1_200
    assert draws.num_draws("x.words") == shown.sum()
    least = np.log2(3) + np.log2(len(lexicon("en_animals"))) - 1
    assert draws.bits_hi[shown].min() > least * UNITS_PER_BIT
    assert draws.bits_hi[~shown].max() < np.log2(3) * UNITS_PER_BIT + 1


def test_fields_go_before_words_and_rows_draw_for_themselves() -> None:
    """A caller's field fills a hole of the same name, and draws nothing."""
    draws, rows = _draws(50), Rows.of(np.full(50, 3))
    said = _Said("{beast}/{a_beast}").say(draws, "x", rows, {"beast": "it"}).to_pylist()
    assert len(said) == 150
    assert all(each.startswith("it/") for each in said)
    assert len(set(said)) > 60
    assert draws.num_draws("x.words") == 150


def test_optional_words_are_left_out_three_times_in_five() -> None:
    """The empty string is one of the words, and the most frequent one."""
    said = Counter(_Said("{um}yes").say(_draws(5_000), "x").to_pylist())
    assert set(said) == {"yes", "er, yes", "well, yes"}
    assert 0.57 < said["yes"] / 5_000 < 0.63


def test_frequencies_fall_with_rank() -> None:
    """Weights 1 / (rank + shift): the first tenth of a lexicon is drawn more often than the last half."""
    said = Counter(_Said("{beast}").say(_draws(20_000), "x").to_pylist())
    order = strings_of(_WORDS["beast"]).to_pylist()
    head = sum(said[word] for word in order[: len(order) // 10])
    assert head > sum(said[word] for word in order[len(order) // 2 :])


def test_urns_hold_every_choice_and_count_its_bits() -> None:
    """Balls are shared out by weight; a ball's number is uniform, so bits are 13 - log2(balls)."""
    urns = Urns([np.array([1, 1, 2]), np.array([5]), np.arange(1, 8_193)])
    shares = np.bincount(urns.balls[:8_192], minlength=3)
    assert shares.sum() == 8_192
    assert shares.min() >= 2_047
    assert shares[2] in (4_095, 4_096)
    assert (np.bincount(urns.balls[2 * 8_192 :]) == 1).all()
    draws = _draws(20_000)
    which = np.resize([0, 1], 20_000)
    values = draws.from_urns("x", urns, which)
    assert (values[1::2] == 0).all()
    assert (draws.bits_hi[1::2] == 0).all()
    assert np.abs(np.bincount(values[::2]) / 10_000 - shares / 8_192).max() < 0.02
    exact = 13 - np.log2(shares[values[::2]])
    assert np.abs(draws.bits_hi[::2] / UNITS_PER_BIT - exact).max() < 1e-4


@pytest.mark.parametrize("weights", [[], [0, 1], np.ones(8_193)])
def test_urns_refuse_what_does_not_fit(weights: list[int]) -> None:
    """No choice, a choice that is never drawn, more choices than balls."""
    with pytest.raises(ValueError, match="weights"):
        Urns([np.asarray(weights, np.int64)])


def test_a_word_hole_in_two_choices_is_refused() -> None:
    """Whether one word shows could depend on two choices; a number says what is meant."""
    with pytest.raises(ValueError, match="two choices"):
        _Said("[a|{beast}] [b|{beast}]").say(_draws(1), "x")


def test_lexicons_are_named() -> None:
    """What a genre declares: every lexicon behind the words, each once."""
    assert lexicons_of(_WORDS) == ("en_animals",)
