"""A stand-in for a model: excess that falls with tokens where it can, and noise on top."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dataforge.curriculum import Controller, CurriculumSpec, Event
from dataforge.curriculum.exact import Q24, Q32
from dataforge.curriculum.feedback import (
    FLOOR,
    KNOWN_LOSS,
    KNOWN_TOKENS,
    LOSS,
    NUM_COLUMNS,
    SEQUENCES,
    TOKENS,
)

TOKENS_PER_ROW = 64


@dataclass
class Learner:
    """Cells are learnable unless in `noise` (a high floor, nothing to learn) or `stuck` (never better)."""

    spec: CurriculumSpec
    noise: tuple[int, ...] = ()
    stuck: tuple[int, ...] = ()
    rows_to_halve: float = 2000.0
    needs_level_below: bool = False
    """Whether a level learns only as far as the level below it is learnt."""
    known: bool = True
    seed: int = 0
    excess: NDArray[np.float64] = field(init=False)
    events: list[tuple[int, Event]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.controller = Controller(self.spec)
        self.weights = np.array(self.spec.mixture, dtype=np.int64)
        self.excess = np.full(self.spec.num_cells, 4.0)
        self.excess[list(self.noise)] = 0.0
        self.random = np.random.RandomState(self.seed)
        self.rows_given = np.zeros(self.spec.num_cells)

    def window(self) -> NDArray[np.int64]:
        """Train for one window with the last decision (no horizon), decide the next; returns the feedback."""
        rows = self.spec.window * self.spec.batch_size * (self.weights / Q32)
        self.rows_given += rows
        rate = np.ones(self.spec.num_cells)
        if self.needs_level_below:
            for members in self.spec.members:
                for below, cell in pairwise(members):
                    rate[cell] = max(1.0 - self.excess[below] / 4.0, 0.0) ** 2
        rate[[*self.noise, *self.stuck]] = 0.0
        self.excess *= 0.5 ** (rows * rate / self.rows_to_halve)
        heard = np.zeros((self.spec.num_cells, NUM_COLUMNS), dtype=np.int64)
        count = np.floor(rows + self.random.uniform(size=rows.size)).astype(np.int64)
        tokens = count * TOKENS_PER_ROW
        floor = np.where(np.isin(np.arange(rows.size), self.noise), 5.0, 1.0)
        noise = self.random.normal(0.0, 0.25, rows.size) / np.sqrt(np.maximum(count, 1))
        heard[:, LOSS] = tokens * np.rint(np.maximum(floor + self.excess + noise, 0.0) * Q24)
        heard[:, TOKENS], heard[:, SEQUENCES] = tokens, count
        if self.known:
            heard[:, KNOWN_LOSS], heard[:, KNOWN_TOKENS] = heard[:, LOSS], tokens
            heard[:, FLOOR] = tokens * np.rint(floor * Q24)
        decision = self.controller.decide(self.controller.window, heard)
        self.weights = decision.weights
        self.events += [(decision.window, event) for event in decision.events]
        return heard

    def train(self, windows: int) -> None:
        """Several windows."""
        for _ in range(windows):
            self.window()

    def told(self, kind: str) -> list[tuple[int, Event]]:
        """The events of one type."""
        return [(window, event) for window, event in self.events if event.type == kind]
