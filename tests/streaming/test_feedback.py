"""Losses to integer sums."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from hypothesis import given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from dataforge.curriculum.feedback import ATTEMPTS, SUCCESSES, tally, tally_sums  # noqa: E402
from dataforge.errors import UsageError  # noqa: E402
from dataforge.streaming.feedback import BAD, LATE, OpenWindows  # noqa: E402


def _batch(rows: int, seq_len: int, seed: int, index: int = 0) -> tuple[dict, torch.Tensor]:
    chance = torch.Generator().manual_seed(seed)
    labels = torch.randint(0, 50, (rows, seq_len), generator=chance)
    labels[torch.rand(rows, seq_len, generator=chance) < 0.2] = -100
    labels[:, 0] = -100
    floor = torch.randint(-1, 2**24, (rows,), generator=chance)
    batch = {
        "cell": torch.randint(0, 3, (rows,), generator=chance),
        "labels": labels,
        "floor_q24": floor,
        "batch_index": index,
    }
    return batch, torch.rand(rows, seq_len, generator=chance) * 9


def _sums(*reports: tuple[dict, object]) -> np.ndarray:
    windows = OpenWindows(3, 10, 1)
    for batch, losses in reports:
        windows.observe(batch, losses)
    return windows.take(0)


def _slice(batch: dict, losses: torch.Tensor, rows: slice) -> tuple[dict, torch.Tensor]:
    part = {key: value[rows] if key != "batch_index" else value for key, value in batch.items()}
    return part, losses[rows]


@settings(deadline=None, max_examples=30)
@given(
    st.integers(1, 9),
    st.integers(2, 12),
    st.integers(0, 999),
    st.sampled_from([None, "nan", "inf", "-1", "5000"]),
)
def test_equals_the_curriculums_own_sums(rows: int, seq_len: int, seed: int, bad: str | None) -> None:
    """torch's sums are those of `curriculum.feedback.tally`, bad losses included."""
    batch, losses = _batch(rows, seq_len, seed)
    if bad is not None:
        losses[0, -1] = float(bad)
    expected, num_bad = tally(
        3, batch["cell"].numpy(), losses.numpy(), batch["labels"].numpy() != -100, batch["floor_q24"].numpy()
    )
    found = _sums((batch, losses))
    assert np.array_equal(found[:3], expected)
    assert found[3, BAD] == num_bad


def test_forms_and_micro_batches_agree() -> None:
    """[b, T], [b, T-1], micro-batches and any order of them give the same integers."""
    batch, losses = _batch(8, 16, 1)
    whole = _sums((batch, losses))
    parts = [_slice(batch, losses, slice(i, i + 3)) for i in (6, 0, 3)]
    assert np.array_equal(whole, _sums((batch, losses[:, 1:])))
    assert np.array_equal(whole, _sums(*parts))
    assert np.array_equal(whole, _sums(*((part, each.to(torch.float64)) for part, each in parts)))


def test_sums_per_row() -> None:
    """(sum_b, count_b), for losses that are fused; a bad sum counts for nothing."""
    batch, losses = _batch(5, 16, 2)
    used = batch["labels"] != -100
    sums, counts = (losses * used).sum(1), used.sum(1)
    sums[1] = float("nan")
    expected, num_bad = tally_sums(
        3, batch["cell"].numpy(), sums.numpy(), counts.numpy(), batch["floor_q24"].numpy()
    )
    found = _sums((batch, (sums, counts)))
    assert np.array_equal(found[:3], expected)
    assert (found[3, BAD], num_bad) == (1, 1)


def test_late_and_successes() -> None:
    """What comes after the close is counted and dropped; successes have columns of their own."""
    windows = OpenWindows(3, 10, 1)
    batch, losses = _batch(4, 8, 3, index=8)
    windows.observe(batch, None, (torch.tensor([1, 0, 1, 1]), torch.tensor([1, 1, 1, 1])))
    total = windows.take(0)
    assert (int(total[:3, SUCCESSES].sum()), int(total[:3, ATTEMPTS].sum())) == (3, 4)
    windows.observe(batch, losses)
    batch["batch_index"] = 9  # with L = 1 it belongs to window 1
    windows.observe(batch, losses)
    later = windows.take(1)
    assert later[3, LATE] == 4
    assert np.array_equal(later[:3], _sums(({**batch, "batch_index": 0}, losses))[:3])


@pytest.mark.parametrize(
    "losses",
    [torch.rand(4, 6), torch.rand(4), torch.rand(3, 8), (torch.rand(4), torch.rand(3)), torch.rand(2, 4, 8)],
)
def test_shapes_that_do_not_fit_are_refused(losses: object) -> None:
    """A loss of another batch is a sentence, not a silent broadcast."""
    batch, _ = _batch(4, 8, 4)
    with pytest.raises(UsageError, match=r"losses|sum_b"):
        _sums((batch, losses))
