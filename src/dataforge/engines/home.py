"""A corpus's place while it is written: taken, with recipe and lock in it; sealed; tidied up."""

from __future__ import annotations

import contextlib
import itertools
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

import yaml

from dataforge.errors import CorpusError, OutputExistsError, StorageError, UsageError
from dataforge.recipe import Lock
from dataforge.shards.auto import CHOICE, settled
from dataforge.shards.holding import sweep, writing
from dataforge.shards.manifest import (
    LOCK,
    RECIPE,
    ManifestRow,
    Seal,
    part_name,
    planned_shards,
    read_part,
    write_manifest,
)
from dataforge.shards.places import Place

MAX_SHARDS = 1_000_000
_NAMES_SEEN = 100_000
_READS_AT_ONCE = 32  # of a store, which answers each in some 10 ms


@contextlib.contextmanager
def held(root: Place, lock: Lock, alone: bool = True) -> Iterator[Lock]:
    """Hold a corpus's place, which then holds recipe and lock; give the lock, its codec settled. What killed
    writers left half-written in a folder is removed at the end, as soon as nobody else writes there.

    Args:
        alone: as the folder's only writer; else as one of the tasks that write it together. A store has no
            locks, and needs none: all writers of a lock write the same bytes.

    Raises:
        OutputExistsError: the place holds something else, or is being written otherwise.
        StorageError: it cannot be written to.
        UsageError: the recipe asks for more shards than a folder can hold, or more text than this one.
    """
    with writing(root.folder, alone) as last:
        _check_room(root, lock)
        lock = settled(lock, root)
        _check_ours(root, lock)
        if not _same(root / LOCK, lock.to_json().encode()):
            (root / LOCK).write([lock.to_json().encode()])
        if not (root / RECIPE).exists():
            asked = yaml.safe_dump(lock.recipe.canonical(), allow_unicode=True)
            (root / RECIPE).write([asked.encode()])
        try:
            yield lock
        finally:
            if last():
                sweep(root.folder)


def seal(lock: Lock, root: Place) -> Seal:
    """Write manifest and seal from the parts of all shards; written twice, they are the same.

    Raises:
        CorpusError: a part is missing or damaged.
        StorageError: the place cannot be written to.
    """
    try:
        rows = sorted(_parts(root, [part_name(s.path) for s in planned_shards(lock)]), key=lambda r: r.order)
    except (OSError, ValueError) as exc:
        raise CorpusError(
            f"{root}: a part was changed while it was written ({exc}); run again", path=str(root)
        ) from exc
    write_manifest(root, rows)
    made = Seal.of(lock, rows)
    made.save(root)
    return made


def _parts(root: Place, names: list[str]) -> Iterable[ManifestRow]:
    if root.folder is not None:
        return [read_part(root / name) for name in names]
    with ThreadPoolExecutor(_READS_AT_ONCE) as threads:
        return list(threads.map(lambda name: read_part(root / name), names))


def _check_ours(root: Place, lock: Lock) -> None:
    if _same(root / LOCK, lock.to_json().encode()):
        return
    try:
        names = set(itertools.islice(root.files(), _NAMES_SEEN))
    except OSError as exc:
        raise StorageError(str(root), exc, "choose another place") from exc
    if lock.chosen is not None:
        names.discard(CHOICE)  # written before the lock
    if not names or _same(root / LOCK, lock.to_json().encode()):  # another task of ours was quicker
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
