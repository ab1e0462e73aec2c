"""Losses of a step, summed by domain over all ranks, and the metrics made of the sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from dataforge.recipe import domains

__all__ = ["loss_metrics", "loss_sums", "metric_domains", "ratio"]

LOSS, TOKENS, KNOWN_LOSS, KNOWN_TOKENS, FLOOR = range(5)
"""columns of the sums; the last three are of rows whose floor is known"""


def metric_domains(cells: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """The domains of a run's metrics: all that are installed, then by name those of imported text."""
    return (*domains(), *sorted({domain for domain, _ in cells} - {*domains()}))


def loss_sums(
    batch: Mapping[str, Any], losses_BT: Tensor, domain_of_cell: Tensor, num_domains: int
) -> Tensor:
    """float64 [domains, 5], nats and tokens, of this rank's rows. `domain_of_cell`: int64 [cells]."""
    tokens_B, floor_B = batch["loss_tokens"].double(), batch["floor_nats"]
    loss_B = losses_BT.double().sum(1)
    known_B = ~floor_B.isnan()
    columns = (loss_B, tokens_B, *(x_B.where(known_B, 0.0) for x_B in (loss_B, tokens_B, floor_B)))
    sums = torch.zeros(num_domains, 5, dtype=torch.float64)
    return sums.index_add_(0, domain_of_cell[batch["cell"]], torch.stack(columns, dim=1))


def loss_metrics(sums: Tensor, names: Sequence[str]) -> dict[str, Any]:
    """Metrics by their frozen names; null for what had no tokens."""
    total = sums.sum(0).tolist()
    by_domain = dict(zip(names, sums.tolist(), strict=True))
    return {
        "loss_nats": ratio(total[LOSS], total[TOKENS]),
        "floor_nats": ratio(total[FLOOR], total[KNOWN_TOKENS]),
        "excess_nats": ratio(total[KNOWN_LOSS] - total[FLOOR], total[KNOWN_TOKENS]),
        "domain_loss_nats": {d: ratio(row[LOSS], row[TOKENS]) for d, row in by_domain.items()},
        "domain_floor_nats": {d: ratio(row[FLOOR], row[KNOWN_TOKENS]) for d, row in by_domain.items()},
    }


def ratio(total: float, count: float) -> float | None:
    """total / count, or None of nothing."""
    return total / count if count else None
