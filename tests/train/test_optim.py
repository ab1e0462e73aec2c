"""Schedules are pure functions of the step; weight decay spares vectors."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from dataforge.train.model import GPT, ModelConfig  # noqa: E402
from dataforge.train.optim import Schedule, adamw, learning_rate  # noqa: E402


def rates(schedule: Schedule) -> list[float]:
    return [round(learning_rate(schedule, step), 6) for step in range(schedule.steps)]


def test_cosine() -> None:
    """Two steps of warmup, the peak, half way down in the middle, a tenth at the end."""
    schedule = Schedule(kind="cosine", peak=1.0, steps=11, warmup_steps=2)
    assert rates(schedule) == [
        0.5,
        1.0,
        1.0,
        0.965746,
        0.868198,
        0.722208,
        0.55,
        0.377792,
        0.231802,
        0.134254,
        0.1,
    ]


def test_wsd() -> None:
    """Warmup, a plateau, and a straight line down over the last fifth."""
    schedule = Schedule(
        kind="wsd", peak=1.0, steps=10, warmup_steps=2, final_fraction=0.0, decay_fraction=0.4
    )
    assert rates(schedule) == [0.5, 1.0, 1.0, 1.0, 1.0, 1.0, 0.75, 0.5, 0.25, 0.0]


@pytest.mark.parametrize("kind", ["cosine", "wsd"])
def test_beyond_the_last_step_the_rate_stays(kind: str) -> None:
    """A run that is asked for more steps than its schedule has goes on at the last rate."""
    schedule = Schedule(kind=kind, peak=2.0, steps=10, final_fraction=0.25)
    assert [learning_rate(schedule, 9), learning_rate(schedule, 1000)] == [0.5, 0.5]


def test_only_matrices_decay() -> None:
    """Biases and norms are in a group without weight decay, and no parameter is forgotten."""
    model = GPT(ModelConfig(vocab_size=8, seq_len=4, dim=8, num_layers=1, num_heads=2))
    decayed, spared = adamw(model, 0.1, (0.9, 0.95), fused=False).param_groups
    assert (decayed["weight_decay"], spared["weight_decay"]) == (0.1, 0.0)
    assert {2} == {p.dim() for p in decayed["params"]}
    assert {1} == {p.dim() for p in spared["params"]}
    assert len(list(model.parameters())) == len(decayed["params"]) + len(spared["params"])
