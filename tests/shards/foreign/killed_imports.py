"""As a script: `killed_imports.py FOLDER EVERY`. Kills an import by SIGKILL at its file operations.

For k = EVERY, 2 EVERY, ...: a forked process imports FOLDER/in and dies at its k-th file operation below the
output (an audit event of CPython); a second one goes on and dies as late; a third one ends. Prints a JSON
list of [k, seal's content digest, SHA-256 of the quarantine file, of the lock, files left over]; ends when an
import survives.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from dataforge.shards.foreign import ImportOptions, import_corpus, reading
from dataforge.shards.manifest import Seal
from dataforge.shards.places import place_of

EVENTS = {"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "shutil.rmtree", "os.scandir"}
OPTIONS = ImportOptions(
    levels=3, level_by="rarity", hold_out=True, shard_bytes=4000, codec="gzip", codec_level=1
)


def die_at(operation: int, folder: str) -> None:
    """The operation-th file operation below `folder` is the last thing that this process does."""
    left = operation

    def hook(event: str, args: tuple[Any, ...]) -> None:
        nonlocal left
        if (
            event in EVENTS
            and isinstance(args[0], str | os.PathLike)
            and os.fspath(args[0]).startswith(folder)
        ):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def run(home: Path, out: Path, operation: int) -> bool:
    """Import in a forked process that dies at its operation-th operation (0: never); whether it lived."""
    child = os.fork()
    if child == 0:
        if operation:
            die_at(operation, str(out))
        try:
            import_corpus({"web": [home / "in"]}, out, OPTIONS, against=[home / "evals.jsonl"])
        except BaseException as exc:
            print(repr(exc), file=sys.stderr)
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return False
    assert os.WEXITSTATUS(status) == 0, "the import failed"
    return True


def main(home: Path, every: int) -> None:
    """Print what is left after each death."""
    reading.SEGMENT_RECORDS = 40
    found = []
    operation = every
    lived = False
    while not lived:
        out = home / f"out-{operation}"
        lived = run(home, out, operation)
        if not lived:
            run(home, out, operation + 3)
        assert run(home, out, 0)
        digests = [
            hashlib.sha256((out / name).read_bytes()).hexdigest()
            for name in ("quarantine.jsonl", "recipe.lock")
        ]
        over = sorted(str(path.relative_to(out)) for path in out.rglob(".*"))
        found.append([operation, Seal.load(place_of(out)).content_sha256, *digests, over])
        shutil.rmtree(out)
        operation += every
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
