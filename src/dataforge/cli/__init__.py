"""The `dataforge` command: one file a verb; each parses, calls the Python function of the same meaning,
prints."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; a user's mistake is one line on stderr and exit code 1 or 2."""
    from dataforge.cli.app import run

    sys.exit(run(sys.argv[1:]))
