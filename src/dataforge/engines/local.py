"""Write a corpus with the cores of this machine."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

from dataforge.engines.home import held, seal
from dataforge.engines.units import context_of, plan_units
from dataforge.errors import UsageError
from dataforge.generators.resolve import resolve
from dataforge.recipe import Lock, Recipe
from dataforge.shards import pool
from dataforge.shards.corpus import Corpus, check_lexicons, open_corpus
from dataforge.shards.places import Place, place_of

Progress = Callable[[int, int, int, float], None]
"""Called with (documents done, documents in all, bytes of text done, seconds elapsed)."""

_TEXT_BYTES_A_WORKER = 4_000_000


def write_corpus(
    recipe: Recipe | Lock, out: str | Path, *, workers: int | None = None, progress: Progress | None = None
) -> Corpus:
    """Write a recipe's corpus to a folder or an object store, or finish and mend the one that is there.

    A place with the same lock is continued, whenever it was interrupted: shards whose digest is that of
    their part are kept, the others are made again, with the same content. The seal is written last.

    Args:
        out: a path, or the URL of an object store (`s3://bucket/prefix`).
        workers: processes; by default one a core, fewer for a small corpus. The content is the same.
        progress: called after every unit of work.

    Raises:
        OutputExistsError: the place holds something else, or another process is writing to it.
        StorageError: disk full, permission denied. What is finished stays, unsealed; run again to go on.
        UsageError: the recipe asks for more shards than a folder can hold.
    """
    lock, root = recipe if isinstance(recipe, Lock) else resolve(recipe), place_of(out)
    workers = workers_for(lock, workers)
    check_lexicons(lock)
    with held(root, lock) as lock:
        _make(lock, root, workers, progress)
        seal(lock, root)
    return open_corpus(root)


def workers_for(lock: Lock, workers: int | None, tasks: int = 1) -> int:
    """Processes to write a task's share with: as asked, else one a core, fewer for a small corpus, since to
    begin one takes a second. Raises UsageError.
    """
    text_bytes = sum(cell.documents * cell.mean_text_bytes for cell in lock.cells) // tasks
    if workers is None:
        workers = max(1, min(pool.num_cores(), text_bytes // _TEXT_BYTES_A_WORKER))
    if workers < 1:
        raise UsageError(f"{workers} workers cannot write a corpus; use 1 or more")
    return workers


def _make(lock: Lock, root: Place, workers: int, progress: Progress | None) -> None:
    units = [unit.to_data() for unit in plan_units(lock, workers)]
    total = sum(cell.documents for cell in lock.cells)
    begin, done, text_bytes = time.monotonic(), 0, 0
    results = pool.run("dataforge.engines.units:worker", context_of(lock, root), units, workers)
    with contextlib.closing(results):  # an exception in `progress` ends the workers, too
        for result in results:
            done += result["documents"]
            text_bytes += result["text_bytes"]
            if progress is not None:
                progress(done, total, text_bytes, time.monotonic() - begin)
