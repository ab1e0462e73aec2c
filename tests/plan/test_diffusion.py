"""Error diffusion: exact long-run rates, whole batches."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dataforge.curriculum.exact import normalise_q32
from dataforge.plan.diffusion import ONE, step

MIXTURES = st.lists(st.integers(1, 10**6), min_size=1, max_size=30)


@given(MIXTURES, st.integers(1, 300), st.integers(1, 60))
def test_a_constant_mixture_keeps_its_rates(weights: list[int], batch_size: int, batches: int) -> None:
    """Batches have B rows; rows taken and credits are the exact share; no cell is two rows off."""
    mixture = np.array(normalise_q32(weights), np.int64)
    credits, taken = np.zeros_like(mixture), np.zeros_like(mixture)
    for _ in range(batches):
        counts, credits = step(credits, mixture, batch_size)
        taken += counts
        assert (int(counts.sum()), int(counts.min()) >= 0, int(credits.sum())) == (batch_size, True, 0)
        assert int(np.abs(credits).max()) < 2 * ONE
    owed = [int(w) * batch_size * batches - int(t) * ONE for w, t in zip(mixture, taken, strict=True)]
    assert owed == credits.tolist()


@given(
    st.lists(MIXTURES.filter(lambda m: len(m) >= 4).map(lambda m: m[:4]), min_size=2, max_size=30),
    st.integers(1, 9),
)
def test_any_sequence_of_mixtures_keeps_the_books(mixtures: list[list[int]], batch_size: int) -> None:
    """Whatever the mixtures do, batches are whole and credits are what was not served."""
    credits = np.zeros(4, np.int64)
    for weights in mixtures:
        mixture = np.array(normalise_q32(weights), np.int64)
        counts, after = step(credits, mixture, batch_size)
        assert (int(counts.sum()), int(counts.min()) >= 0) == (batch_size, True)
        assert np.array_equal(after, credits + mixture * batch_size - counts * ONE)
        credits = after


def test_a_tiny_weight_is_served() -> None:
    """A weight of 2^-32 * 3 * 2^20 rows a batch of 1 gets its row: rounding to zero never starves a cell."""
    mixture = np.array([ONE - 2**22, 2**22], np.int64)
    credits, served = np.zeros(2, np.int64), 0
    for _ in range(2**10):
        counts, credits = step(credits, mixture, 1)
        served += int(counts[1])
    assert served == 1


def test_more_owed_than_seats() -> None:
    """After a change two cells may be owed whole rows for one seat: larger remainder first, ties low."""
    half = ONE // 2
    credits = np.array([half + 2, half + 2, -half - 2, -half - 2], np.int64)
    mixture = np.array([half, half, 0, 0], np.int64)
    counts, after = step(credits, mixture, 1)
    assert counts.tolist() == [1, 0, 0, 0]
    assert after.tolist() == [2, ONE + 2, -half - 2, -half - 2]
