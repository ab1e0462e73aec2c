"""What the curriculum's tests share: small runs, a diffusion, journals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dataforge.curriculum import Controller, CurriculumSpec, Journal, MixtureTable
from dataforge.curriculum.exact import Q24, normalise_q32
from dataforge.curriculum.feedback import (
    FLOOR,
    KNOWN_LOSS,
    KNOWN_TOKENS,
    LOSS,
    NUM_COLUMNS,
    SEQUENCES,
    TOKENS,
)
from dataforge.curriculum.journal import header_record, window_record
from dataforge.curriculum.replay import catch_up

LEVELS = (1, 12, 23, 34, 45)


def plan(policy: str = "excess", domains: int = 3, **changes: Any) -> dict[str, Any]:
    """A plan spec of `domains` x 5 cells."""
    names = ("technical", "scientific", "code", "mathematics", "philosophy")[:domains]
    cells = [[domain, level] for domain in names for level in LEVELS]
    return {
        "version": 1,
        "cells": cells,
        "mixture": normalise_q32([1 + index % 4 for index in range(len(cells))]),
        "window": 4,
        "horizon": 6,
        "lookahead": 1,
        "batch_size": 32,
        "seed": 7,
        "policy": policy,
        "policy_params": {},
        **changes,
    }


def spec(policy: str = "excess", **changes: Any) -> CurriculumSpec:
    """The curriculum's part of `plan`."""
    return CurriculumSpec.from_plan(plan(policy, **changes))


def feedback(of: CurriculumSpec, window: int, *, known: bool = True) -> NDArray[np.int64]:
    """Falling losses with a little noise, all from integer arithmetic."""
    rows = np.zeros((of.num_cells, NUM_COLUMNS), dtype=np.int64)
    cell = np.arange(of.num_cells)
    noise = (cell * 7919 + window * 104729) % 1009 - 504
    floor = Q24 * (1 + cell % 3)
    excess = Q24 * (2 + cell % 5) * 8 // (8 + window * (cell % 4)) + noise * (Q24 // 20_000)
    rows[:, TOKENS], rows[:, SEQUENCES] = 640, 10
    rows[:, LOSS] = 640 * (floor + excess)
    if known:
        rows[:, KNOWN_LOSS], rows[:, FLOOR], rows[:, KNOWN_TOKENS] = rows[:, LOSS], 640 * floor, 640
    return rows


class Diffusion:
    """The plan's rule for counts (docs/reference/contracts/plan.md), in Python integers."""

    def __init__(self, of: CurriculumSpec) -> None:
        self.batch_size = of.batch_size
        self.ordinals, self.credits = [0] * of.num_cells, [0] * of.num_cells

    def batch(self, weights: NDArray[np.int64]) -> None:
        """Give out the rows of one batch."""
        credit = [c + int(w) * self.batch_size for c, w in zip(self.credits, weights, strict=True)]
        counts = [max(c >> 32, 0) for c in credit]
        left = self.batch_size - sum(counts)
        order = sorted(range(len(credit)), key=lambda cell: (-(credit[cell] - (counts[cell] << 32)), cell))
        for cell in order[:left]:
            counts[cell] += 1
        self.credits = [c - (n << 32) for c, n in zip(credit, counts, strict=True)]
        self.ordinals = [o + n for o, n in zip(self.ordinals, counts, strict=True)]

    @property
    def position(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(ordinals, credits) as a record wants them."""
        return np.array(self.ordinals, dtype=np.int64), np.array(self.credits, dtype=np.int64)


class Run:
    """A run without a model: the order of events that a loader keeps to."""

    def __init__(self, path: Path, of: dict[str, Any]) -> None:
        self.journal = Journal.create(path, header_record(of))
        self.spec = self.journal.spec
        self.controller, self.table = Controller(self.spec), MixtureTable(self.spec)
        self.diffusion = Diffusion(self.spec)

    @classmethod
    def resume(cls, path: Path) -> Run:
        """From the journal alone: decide every window again, plan every batch again."""
        run = cls.__new__(cls)
        run.journal = Journal.open(path)
        run.spec = run.journal.spec
        run.controller, run.table = Controller(run.spec), MixtureTable(run.spec)
        run.diffusion = Diffusion(run.spec)
        for decision in catch_up(run.controller, run.journal):
            run._plan(decision.window)
            run.table.add(decision)
        return run

    def _plan(self, window: int) -> None:
        for batch in range(window * self.spec.window, (window + 1) * self.spec.window):
            self.diffusion.batch(self.table.at(batch))

    def close(self, heard: NDArray[np.int64] | None) -> None:
        """Plan the batches of one more window, then decide it with `heard` and write it down."""
        window = self.controller.window
        self._plan(window)
        decision = self.controller.decide(window, heard)
        zeros = np.zeros((self.spec.num_cells, NUM_COLUMNS), dtype=np.int64)
        record = window_record(
            self.spec, decision, zeros if heard is None else heard, self.diffusion.position
        )
        self.journal.append(record)
        self.table.add(decision)


def write(path: Path, of: dict[str, Any], windows: int = 6, silent: tuple[int, ...] = (2,)) -> Journal:
    """A whole journal; the `silent` windows were without feedback."""
    run = Run(path, of)
    for window in range(windows):
        run.close(None if window in silent else feedback(run.spec, window))
    return run.journal
