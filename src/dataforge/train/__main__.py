"""`python -m dataforge.train CONFIG [--set key=value ...]`: one process, or as many as torchrun starts."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence

from dataforge.errors import ForgeError
from dataforge.train.config import RunConfig
from dataforge.train.loop import train

PREEMPTED = 75
"""exit code of a run that was told to stop, has saved its state, and wants to be started again
(EX_TEMPFAIL)"""


def main(argv: Sequence[str] | None = None) -> int:
    """Train; returns the exit code. What went wrong is one sentence on stderr, of each rank that saw it."""
    parser = argparse.ArgumentParser(
        prog="python -m dataforge.train", description="Train as a run config says."
    )
    parser.add_argument("config", help="a run config in YAML (docs/guides/train.md)")
    parser.add_argument("--set", dest="settings", action="append", default=[], metavar="KEY=VALUE")
    options = parser.parse_args(argv)
    rank = os.environ.get("RANK", "0")
    logging.basicConfig(
        level=logging.INFO if rank == "0" else logging.ERROR, format="%(levelname)s %(name)s: %(message)s"
    )
    try:
        report = train(RunConfig.load(options.config, options.settings))
    except ForgeError as exc:
        sys.stderr.write(f"error: {exc}\n" if rank == "0" else f"rank {rank}: error: {exc}\n")
        return exc.exit_code
    return PREEMPTED if report.preempted else 0


if __name__ == "__main__":
    sys.exit(main())
