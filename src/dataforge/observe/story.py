"""What a report tells, gathered from a run folder as plain arrays: no plotting, no torch."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dataforge.curriculum.feedback import FLOOR, KNOWN_LOSS, KNOWN_TOKENS
from dataforge.curriculum.journal import Journal
from dataforge.observe.metrics import read_metrics
from dataforge.observe.rundir import RunDir, read_lines

Q24, Q32 = float(1 << 24), float(1 << 32)
F64 = NDArray[np.float64]


@dataclass(frozen=True)
class Story:
    """A run, as its report shows it.

    Attributes:
        facts: name -> what stands at the top of the page.
        cells: (domain, level) of each cell.
        batches: int64[W + 1], from which batch on each mixture held (the first at 0).
        weights: float64[W + 1, K], the mixtures; rows sum to 1.
        excess: float64[K], loss minus floor in nats a token over the last third of the feedback; NaN where
            unknown.
        mastery: float64[K], 1 - excess / excess at first, in 0..1; NaN where unknown.
        steps: the metrics of each step of the surviving lineage, in order.
        seams: steps at which a later attempt took over.
        events: journal events, each with its window.
        evaluation: the last evaluation, or {}.
    """

    facts: dict[str, str]
    cells: tuple[tuple[str, int], ...]
    batches: NDArray[np.int64]
    weights: F64
    excess: F64
    mastery: F64
    steps: list[dict[str, Any]]
    seams: list[int]
    events: list[dict[str, Any]]
    evaluation: dict[str, Any]

    @property
    def domains(self) -> tuple[str, ...]:
        """Domains in order."""
        return tuple(dict.fromkeys(domain for domain, _ in self.cells))

    @property
    def levels(self) -> tuple[int, ...]:
        """Levels, rising."""
        return tuple(sorted({level for _, level in self.cells}))

    def grid(self, values: F64) -> F64:
        """Values of cells as a table [domain, level]; NaN where there is no such cell."""
        table = np.full((len(self.domains), len(self.levels)), np.nan)
        for (domain, level), value in zip(self.cells, values, strict=True):
            table[self.domains.index(domain), self.levels.index(level)] = value
        return table


def read_story(path: str | Path) -> Story:
    """Gather a run's story. Raises StateError where the folder holds no run, JournalError where its journal
    is not whole."""
    run = RunDir.open(path)
    journal = Journal.read(run.path)
    spec = journal.spec
    records = list(journal.records)
    weights = np.array([spec.mixture, *(record.weights for record in records)], np.float64) / Q32
    batches = np.array([0, *(record.effective for record in records)], np.int64)
    feedback = np.array([record.feedback for record in records], np.float64)
    excess, mastery = _mastery(feedback.reshape(len(records), spec.num_cells, -1))
    steps, seams = _lineage(run)
    evaluations = list(read_lines(run.evaluations)) if run.evaluations.is_file() else []
    attempts = run.attempts()
    said = run.read_status()
    facts = {
        "run": str(run.path),
        "state": str(said.get("state", "unknown")),
        "steps": f"{len(steps)} of {said.get('steps', '?')}",
        "attempts": " then ".join(
            f"{a.world_size} rank{'s' * (a.world_size > 1)} from batch {a.start_batch}" for a in attempts
        ),
        "policy": str(journal.header["policy_code"]),
        "windows": f"{len(records)} of {spec.window} batches, in force {spec.horizon} batches later",
        "recipe": str(journal.header["plan"]["recipe_id"]),
        "corpus": str(journal.header["plan"]["corpus_sha256"]),
        "plan": str(journal.header["plan_sha256"]),
        "journal head": journal.head.hash,
    }
    events = [{"window": record.window, **event} for record in records for event in record.events]
    last = evaluations[-1] if evaluations else {}
    return Story(facts, spec.cells, batches, weights, excess, mastery, steps, seams, events, last)


def _mastery(feedback: F64) -> tuple[F64, F64]:
    """Excess of each cell over the last third of the windows, and how much of its first excess is gone."""
    windows, cells = feedback.shape[:2]
    recent = feedback[windows - max(1, windows // 3) :].sum(axis=0) if windows else np.zeros((cells, 8))
    first = np.full(cells, np.nan)
    for window in feedback[::-1]:
        here = _excess(window)
        first = np.where(np.isnan(here), first, here)
    now = _excess(recent)
    with np.errstate(divide="ignore", invalid="ignore"):
        mastery = np.clip(1 - np.maximum(now, 0) / first, 0, 1)
    return now, mastery


def _excess(totals: F64) -> F64:
    tokens = totals[:, KNOWN_TOKENS]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(tokens > 0, (totals[:, KNOWN_LOSS] - totals[:, FLOOR]) / Q24 / tokens, np.nan)


def _lineage(run: RunDir) -> tuple[list[dict[str, Any]], list[int]]:
    """The metrics that count: of a step made twice, the later attempt's; and where attempts took over."""
    by_step: dict[int, dict[str, Any]] = {}
    for line in read_metrics(run.metrics):
        by_step[int(line["step"])] = dict(line)
    steps = [by_step[step] for step in sorted(by_step)]
    seams = [int(b["step"]) for a, b in pairwise(steps) if a.get("attempt") != b.get("attempt")]
    return steps, seams
