"""A curriculum without a model: decide, write ahead, replay, see a forgery named. A test, and a script."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import numpy as np

from dataforge.curriculum import Controller, CurriculumSpec, Journal, MixtureTable
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
from dataforge.curriculum.journal import header_record, window_record
from dataforge.curriculum.records import sealed
from dataforge.curriculum.replay import assert_replays, replay

PLAN = {
    "cells": [["code", 1], ["code", 100], ["mathematics", 1], ["mathematics", 100]],
    "mixture": [Q32 // 4] * 4,
    "window": 20,
    "horizon": 0,
    "lookahead": 0,
    "batch_size": 64,
    "seed": 0,
    "policy": "excess",
    "policy_params": {},
}
FLOORS_NATS = [1, 1, 1, 6]  # mathematics at level 100 is noise here: high loss, nothing to learn


def losses(window: int) -> np.ndarray:
    """What a model might report: three cells learn, the fourth sits on its floor. int64 [4, 8]."""
    heard = np.zeros((4, NUM_COLUMNS), dtype=np.int64)
    excess_nats = [4 * 0.9**window, 4 * 0.95**window, 4 * 0.97**window, 0.0]
    for cell, (floor, excess) in enumerate(zip(FLOORS_NATS, excess_nats, strict=True)):
        heard[cell, [TOKENS, KNOWN_TOKENS, SEQUENCES]] = 10_000, 10_000, 100
        heard[cell, [LOSS, KNOWN_LOSS]] = 10_000 * round((floor + excess) * Q24)
        heard[cell, FLOOR] = 10_000 * floor * Q24
    return heard


def run(folder: Path, windows: int = 30) -> Journal:
    """Close window after window: decide, write, only then use."""
    journal = Journal.create(folder / "journal.jsonl", header_record(PLAN))
    spec = CurriculumSpec.from_plan(PLAN)
    controller, table = Controller(spec), MixtureTable(spec)
    ordinals, credits = np.zeros(4, dtype=np.int64), np.zeros(4, dtype=np.int64)
    for window in range(windows):
        # The plan gives out whole rows and keeps what it owes; here all batches of a window at once.
        credits += table.at(window * spec.window) * spec.batch_size * spec.window
        ordinals, credits = ordinals + (credits >> 32), credits & (Q32 - 1)
        decision = controller.decide(window, losses(window))
        journal.append(window_record(spec, decision, losses(window), (ordinals, credits)))
        table.add(decision)
    return journal


def forge(journal: Journal, window: int) -> None:
    """Change one loss and seal the whole chain again, as somebody with this library could."""
    lines, prev = [], ""
    for number, line in enumerate(journal.path.read_bytes().splitlines(), start=-1):
        record = json.loads(line) | ({"prev": prev} if number >= 0 else {})
        if number == window:
            record["feedback"] = journal.records[window - 1].raw["feedback"]
        text, prev = sealed(record)
        lines.append(text)
    journal.path.write_bytes(b"".join(lines))
    journal.path.with_suffix(".head").unlink()


def test_a_curriculum_replays_and_a_forgery_is_named(tmp_path: Path) -> None:
    """Noise loses its share, every decision replays, and a changed loss is found where it is."""
    journal = run(tmp_path)
    weights = journal.records[-1].weights
    assert int(weights[3]) < Q32 // 16
    assert_replays(tmp_path)
    forge(journal, 11)
    difference = replay(tmp_path).difference
    assert difference is not None
    assert difference.window == 11


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        whole = run(Path(folder))
        print(replay(folder))
        print("weights after 30 windows:", [f"{weight / Q32:.3f}" for weight in whole.records[-1].weights])
        forge(whole, 11)
        print(replay(folder).difference)
