"""Write a corpus with the cores of this machine."""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from dataforge.engines.tasks import plan_tasks
from dataforge.errors import CorpusError, OutputExistsError, StorageError, UsageError
from dataforge.generators.resolve import resolve
from dataforge.recipe import Lock, Recipe
from dataforge.shards import pool
from dataforge.shards.corpus import Corpus, check_lexicons, open_corpus
from dataforge.shards.files import is_temporary
from dataforge.shards.manifest import (
    LOCK,
    RECIPE,
    Seal,
    part_name,
    planned_shards,
    read_part,
    write_manifest,
)
from dataforge.shards.places import Place, place_of

_log = logging.getLogger(__name__)
Progress = Callable[[int, int, int, float], None]
"""Called with (documents done, documents in all, bytes of text done, seconds elapsed)."""

_TEXT_BYTES_A_WORKER = 4_000_000
MAX_SHARDS = 1_000_000
_NAMES_SEEN = 100_000


def write_corpus(
    recipe: Recipe | Lock, out: str | Path, *, workers: int | None = None, progress: Progress | None = None
) -> Corpus:
    """Write a recipe's corpus to a folder or an object store, or finish and mend the one that is there.

    A place with the same lock is continued, whenever it was interrupted: shards whose digest is that of
    their part are kept, the others are made again, with the same content. The seal is written last.

    Args:
        out: a path, or the URL of an object store (`s3://bucket/prefix`).
        workers: processes; by default one a core, fewer for a small corpus. The content is the same.
        progress: called after every task.

    Raises:
        OutputExistsError: the place holds something else, or another process is writing to it.
        StorageError: disk full, permission denied. What is finished stays, unsealed; run again to go on.
        UsageError: the recipe asks for more shards than a folder can hold.
    """
    lock, root = recipe if isinstance(recipe, Lock) else resolve(recipe), place_of(out)
    text_bytes = sum(cell.documents * cell.mean_text_bytes for cell in lock.cells)
    if workers is None:  # to begin one takes a second
        workers = max(1, min(pool.num_cores(), text_bytes // _TEXT_BYTES_A_WORKER))
    if workers < 1:
        raise UsageError(f"{workers} workers cannot write a corpus; use 1 or more")
    check_lexicons(lock)
    with _claimed(root, lock):
        try:
            _make(lock, root, workers, progress)
        finally:
            if root.folder is not None:
                _clean(root.folder)
        _seal(lock, root)
    return open_corpus(root)


def _make(lock: Lock, root: Place, workers: int, progress: Progress | None) -> None:
    tasks = [task.to_data() for task in plan_tasks(lock, workers)]
    context = {"lock": lock.to_json(), "root": root.address}
    total = sum(cell.documents for cell in lock.cells)
    begin, done, text_bytes = time.monotonic(), 0, 0
    results = pool.run("dataforge.engines.tasks:worker", context, tasks, workers)
    with contextlib.closing(results):  # an exception in `progress` ends the workers, too
        for result in results:
            done += result["documents"]
            text_bytes += result["text_bytes"]
            if progress is not None:
                progress(done, total, text_bytes, time.monotonic() - begin)


def _seal(lock: Lock, root: Place) -> None:
    try:
        rows = sorted(
            (read_part(root / part_name(s.path)) for s in planned_shards(lock)), key=lambda r: r.order
        )
    except (OSError, ValueError) as exc:
        raise CorpusError(
            f"{root}: a part was changed while it was written ({exc}); run again", path=str(root)
        ) from exc
    write_manifest(root, rows)
    Seal.of(lock, rows).save(root)


@contextlib.contextmanager
def _claimed(root: Place, lock: Lock) -> Iterator[None]:
    """Hold the corpus's place, which then holds recipe and lock; a folder as its only writer, a store as one
    of several that write the same bytes.
    """
    with _locked(root.folder) if root.folder is not None else contextlib.nullcontext():
        _check_ours(root, lock)
        _check_room(root, lock)
        if not _same(root / LOCK, lock.to_json().encode()):
            (root / LOCK).write([lock.to_json().encode()])
        if not (root / RECIPE).exists():
            asked = yaml.safe_dump(lock.recipe.canonical(), allow_unicode=True)
            (root / RECIPE).write([asked.encode()])
        yield


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a folder; the kernel frees it when we are killed."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    except (FileExistsError, NotADirectoryError) as exc:
        raise OutputExistsError(str(path), "is a file") from exc
    except OSError as exc:
        raise StorageError(str(path), exc, "choose another folder") from exc
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            raise OutputExistsError(str(path), "is being written by another process") from exc
        except OSError as exc:
            _log.warning("%s has no locks (%s): see to it that one process writes there", path, exc)
        yield
    finally:
        os.close(folder)


def _check_ours(root: Place, lock: Lock) -> None:
    if _same(root / LOCK, lock.to_json().encode()):
        return
    try:
        names = set(itertools.islice(root.files(), _NAMES_SEEN))
    except OSError as exc:
        raise StorageError(str(root), exc, "choose another place") from exc
    if not names:
        return
    with contextlib.suppress(CorpusError):
        if Seal.load(root).lock_sha256 == lock.sha256:
            return  # ours: only its lock is damaged, and will be mended
    why = "holds a corpus of another recipe, codec or version" if LOCK in names else "is not empty"
    raise OutputExistsError(str(root), why)


def _check_room(root: Place, lock: Lock) -> None:
    shards = sum(cell.num_shards for cell in lock.cells)
    if shards > MAX_SHARDS:
        raise UsageError(
            f"the recipe asks for {shards} shards; make it smaller, or open the recipe as a virtual corpus"
        )
    if root.folder is None:
        return
    text = sum(cell.documents * cell.mean_text_bytes for cell in lock.cells)
    free = shutil.disk_usage(root.folder).free
    if text > 16 * free:  # no text of ours packs better
        raise UsageError(
            f"the recipe asks for {text:,} bytes of text and {root} has room for {free:,}; make it smaller"
        )


def _same(place: Place, wanted: bytes) -> bool:
    try:
        return place.read(len(wanted)) == wanted
    except (OSError, ValueError):
        return False


def _clean(root: Path) -> None:
    """Remove what killed writers left half-written."""
    for folder, _, names in os.walk(root):
        for name in names:
            if is_temporary(name):
                with contextlib.suppress(OSError):
                    os.unlink(os.path.join(folder, name))
