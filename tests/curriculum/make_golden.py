"""Write the golden journals that are missing: `python -m curriculum.make_golden`, run in tests/.

One a policy and version, never written over: a journal of a released version must replay for ever, so a
policy that decides differently gets a new version and a new journal beside the old.
"""

from __future__ import annotations

from pathlib import Path

from dataforge.curriculum import policies

from .learner import Learner
from .runs import Run, plan

GOLDEN = Path(__file__).parents[1] / "golden" / "journals"
CELLS = [[domain, level] for domain in ("code", "mathematics") for level in (1, 50, 100)]
PARAMS = {"staged": {"timeout": 6, "settle_windows": 0}, "excess": {"stalled_windows": 8, "history": 4}}


def make(name: str, folder: Path) -> None:
    """Forty windows of a learner that masters code and cannot learn mathematics."""
    mixture = [1 << 29, 1 << 29, 1 << 30, 1 << 29, 1 << 29, 1 << 30]
    changes = {"cells": CELLS, "mixture": mixture, "window": 8, "horizon": 8, "batch_size": 64}
    run = Run(folder / "journal.jsonl", plan(name, **changes, policy_params=PARAMS.get(name, {})))
    learner = Learner(run.spec, stuck=(3, 4, 5), rows_to_halve=400)
    for window in range(40):
        run.close(None if window == 7 else learner.window())


def main() -> None:
    """Every policy of the registry."""
    for name in policies.names():
        folder = GOLDEN / f"{name}-{policies.get(name).version}"
        if not folder.exists():
            make(name, folder)


if __name__ == "__main__":
    main()
