"""AdamW and the learning rate of every step, as pure functions of the step.

Sources: Loshchilov & Hutter 2019 (AdamW, arXiv:1711.05101; cosine, arXiv:1608.03983); Hu et al. 2024
(warmup-stable-decay, arXiv:2404.06395).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import torch
from torch import nn

__all__ = ["Schedule", "adamw", "learning_rate"]


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """All that decides a step's learning rate."""

    kind: Literal["cosine", "wsd"]
    peak: float
    steps: int
    warmup_steps: int = 0
    final_fraction: float = 0.1
    """the last learning rate, as a fraction of the peak"""
    decay_fraction: float = 0.2
    """wsd only: the share of the steps, at the end, over which the rate falls"""


def learning_rate(schedule: Schedule, step: int) -> float:
    """The rate of step 0, 1, ... steps - 1: linear warmup, then the schedule; beyond the last step it stays
    at its end."""
    s = schedule
    if step < s.warmup_steps:
        return s.peak * (step + 1) / s.warmup_steps
    final = s.peak * s.final_fraction
    if s.kind == "cosine":
        progress = (step - s.warmup_steps) / max(1, s.steps - 1 - s.warmup_steps)
        return final + (s.peak - final) * 0.5 * (1.0 + math.cos(math.pi * min(1.0, progress)))
    decay_steps = max(1, round(s.steps * s.decay_fraction))
    left = max(0, s.steps - 1 - step)
    return s.peak if left >= decay_steps else final + (s.peak - final) * left / decay_steps


def adamw(
    model: nn.Module, weight_decay: float, betas: tuple[float, float], fused: bool
) -> torch.optim.AdamW:
    """AdamW that decays matrices and embeddings, not biases and norms (GPT-2's and GPT-3's custom)."""
    matrices = [p for p in model.parameters() if p.requires_grad and p.dim() >= 2]
    vectors = [p for p in model.parameters() if p.requires_grad and p.dim() < 2]
    groups = [{"params": matrices, "weight_decay": weight_decay}, {"params": vectors, "weight_decay": 0.0}]
    return torch.optim.AdamW([g for g in groups if g["params"]], lr=0.0, betas=betas, eps=1e-8, fused=fused)
