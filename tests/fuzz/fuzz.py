"""Fuzz the parsers with atheris: `make fuzz`, or `python -m tests.fuzz.fuzz SECONDS [PARSER ...]`.

Starts from real files and from what earlier runs kept in `.fuzz/`. An input that is neither taken nor refused
ends the run and lies in `.fuzz/`; once mended it moves to tests/fuzz/found/.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["dataforge.shards", "dataforge.recipe"]):
    from tests.fuzz.parsers import NAMES, feed, seeds, try_parser

KEPT = Path(".fuzz")
SLOW_INPUT_SECONDS, MEMORY_MB, MAX_BYTES = 10, 3000, 1 << 16


def main() -> None:
    seconds, only = int(sys.argv[1]), sys.argv[2:]
    corpus = KEPT / ("-".join(only) or "all")
    corpus.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, raw) in enumerate(seeds(Path(folder))):
            if not only or name in only:
                head = b"" if len(only) == 1 else bytes([NAMES.index(name)])
                (corpus / f"seed-{number}").write_bytes(head + raw)
    one = (lambda data: try_parser(only[0], data)) if len(only) == 1 else feed
    arguments = [
        sys.argv[0],
        str(corpus),
        f"-max_total_time={seconds}",
        f"-timeout={SLOW_INPUT_SECONDS}",
        f"-rss_limit_mb={MEMORY_MB}",
        f"-max_len={MAX_BYTES}",
        f"-artifact_prefix={KEPT}/",
        "-print_final_stats=1",
        "-verbosity=0",
    ]
    atheris.Setup(arguments, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
