"""Losses become whole numbers once; after that, grouping and order no longer matter."""

from __future__ import annotations

import numpy as np
import pytest

from dataforge.curriculum import Controller
from dataforge.curriculum.exact import Q24
from dataforge.curriculum.feedback import (
    FLOOR,
    KNOWN_LOSS,
    KNOWN_TOKENS,
    LOSS,
    SEQUENCES,
    TOKENS,
    cells_of,
    quantise,
    tally,
    tally_sums,
)
from dataforge.errors import UsageError

from .runs import spec


def test_losses_that_cannot_be_used_are_marked_and_counted() -> None:
    """NaN, infinities, negative and huge losses come out as -1; -0.0, the limit and subnormals are good."""
    loss = np.array([0.0, -0.0, 1.0, 1024.0, 5e-324, np.nan, np.inf, -np.inf, -1e-9, 1024.1, 1e300])
    quantised, bad = quantise(loss)
    assert quantised.tolist() == [0, 0, Q24, 1024 * Q24, 0, -1, -1, -1, -1, -1, -1]
    assert bad == 6


def test_rounding_is_half_to_even_and_float32_is_exact() -> None:
    """Half a unit rounds to the even neighbour; a float32 loss is taken at its own value."""
    halves = np.array([0.5, 1.5, 2.5]) / Q24
    assert quantise(halves)[0].tolist() == [0, 2, 2]
    assert quantise(np.array([1.1], dtype=np.float32))[0].tolist() == [round(float(np.float32(1.1)) * Q24)]


def test_a_sum_over_tokens_has_a_limit_of_its_tokens() -> None:
    """What is huge for one token is fine for a row of many."""
    assert quantise(np.array([5000.0, 5000.0]), np.array([4, 8]))[0].tolist() == [-1, 5000 * Q24]


def rows(count: int = 64, tokens: int = 16) -> dict[str, np.ndarray]:
    """Rows with every kind of trouble: bad losses, ignored positions, unknown floors, an empty row."""
    index = np.arange(count)
    loss = ((index[:, None] * 7919 + np.arange(tokens) * 104729) % 9973) / 1000.0
    used = (index[:, None] + np.arange(tokens)) % 5 != 0
    loss[3, 4], loss[9, 1], loss[11, :] = np.nan, -2.0, np.inf
    used[20, :] = False
    loss[~used] = np.nan  # values where labels are -100 are ignored
    floor = np.where(index % 6 == 0, -1, index * 1000)
    return {"cell": index % 15, "loss_nats": loss, "used": used, "floor_q24": floor}


def test_a_tally_adds_what_can_be_used() -> None:
    """Against a plain loop over tokens."""
    data = rows()
    expected = np.zeros((15, 8), dtype=np.int64)
    bad = 0
    for cell, loss, used, floor in zip(*data.values(), strict=True):
        good = [float(x) for x, u in zip(loss, used, strict=True) if u and np.isfinite(x) and 0 <= x <= 1024]
        bad += int(used.sum()) - len(good)
        total = sum(round(x * Q24) for x in good)
        if good:
            expected[cell, [LOSS, TOKENS, SEQUENCES]] += [total, len(good), 1]
        if good and floor >= 0 and len(good) == used.sum():
            expected[cell, [KNOWN_LOSS, FLOOR, KNOWN_TOKENS]] += [total, floor, len(good)]
    counted = tally(15, **data)
    assert counted[0].tolist() == expected.tolist()
    assert counted[1] == bad


def test_sums_per_row_count_like_tokens() -> None:
    """Losses that are whole units give the same feedback summed as per token."""
    data = rows()
    data["loss_nats"] = np.floor(np.nan_to_num(data["loss_nats"], nan=1.0, posinf=2.0))
    data["loss_nats"][9, 1] = 3.0
    sums = np.where(data["used"], data["loss_nats"], 0.0).sum(axis=1)
    by_row = tally_sums(15, data["cell"], sums, data["used"].sum(axis=1), data["floor_q24"])
    assert by_row[0].tolist() == tally(15, **data)[0].tolist()
    assert by_row[1] == 0


def decided(world_size: int) -> list[tuple[str, list[int]]]:
    """Three windows of the same rows, dealt to ranks and summed in an order of their own."""
    data, controller, result = rows(512), Controller(spec()), []
    order = np.argsort(np.arange(512) * 2654435761 % (509 + world_size), kind="stable")
    for window in range(3):
        dealt = [{name: v[order][rank::world_size] for name, v in data.items()} for rank in range(world_size)]
        total = np.zeros((15, 8), dtype=np.int64)
        for rank in sorted(range(world_size), key=lambda r: r * 7919 % 1009):
            total += tally(15, **dealt[rank])[0]
        decision = controller.decide(window, total)
        result.append((decision.state_sha256, decision.weights.tolist()))
        data["loss_nats"] = data["loss_nats"] * 0.75
    return result


@pytest.mark.parametrize("world_size", [2, 3, 8, 64, 1000])
def test_the_world_size_leaves_no_trace(world_size: int) -> None:
    """The same rows over any number of ranks, summed in any order: the same states and mixtures."""
    assert decided(world_size) == decided(1)


def test_rows_that_cannot_be_true_are_dropped_alike_everywhere() -> None:
    """Negative sums, losses without tokens, more known tokens than tokens: zeros, and the cell is named."""
    data = np.zeros((6, 8), dtype=np.int64)
    data[0] = [100, 10, 1, 100, 50, 10, 0, 0]
    data[1] = [-1, 10, 1, 0, 0, 0, 0, 0]
    data[2] = [5, 0, 0, 0, 0, 0, 0, 0]
    data[3] = [100, 10, 1, 100, 50, 11, 0, 0]
    data[4] = [0, 0, 3, 0, 0, 0, 2, 3]
    data[5] = [0, 0, 1, 0, 0, 0, 4, 3]
    kept, rejected = cells_of(data)
    assert rejected == [1, 2, 3, 5]
    assert [row.tokens for row in kept] == [10, 0, 0, 0, 0, 0]
    assert kept[4].attempts == 3


def test_losses_of_another_batch_are_refused() -> None:
    """Shapes that do not go together, or a cell that the run lacks: one clear sentence."""
    data = rows()
    with pytest.raises(UsageError, match="do not belong to the same rows"):
        tally(15, data["cell"], data["loss_nats"][:, 1:], data["used"], data["floor_q24"])
    with pytest.raises(UsageError, match="outside the 4 cells"):
        tally(4, **data)


@pytest.mark.torch
@pytest.mark.parametrize("by_row", [False, True])
def test_the_loader_counts_on_the_device_what_the_tally_counts(by_row: bool) -> None:
    """The streaming room adds up in torch: to the last unit the same, per token or per row."""
    torch = pytest.importorskip("torch")
    from dataforge.streaming.feedback import OpenWindows

    data = rows()
    labels = torch.from_numpy(np.where(data["used"], 1, -100))
    batch = {"cell": torch.from_numpy(data["cell"]), "floor_q24": torch.from_numpy(data["floor_q24"])}
    windows = OpenWindows(15, window=4, lookahead=1)
    if by_row:
        data["loss_nats"] = np.nan_to_num(data["loss_nats"], nan=1.0, posinf=5000.0)
        data["loss_nats"][9, 1] = -1e4
        sums, counts = np.where(data["used"], data["loss_nats"], 0.0).sum(axis=1), data["used"].sum(axis=1)
        expected, bad = tally_sums(15, data["cell"], sums, counts, data["floor_q24"])
        heard = (torch.from_numpy(sums), torch.from_numpy(counts))
    else:
        expected, bad = tally(15, **data)
        heard = torch.from_numpy(data["loss_nats"])
    windows.observe({**batch, "labels": labels, "batch_index": 2}, heard)
    total = windows.take(0)
    assert total[:15].tolist() == expected.tolist()
    assert total[15, 0] == bad > 0
