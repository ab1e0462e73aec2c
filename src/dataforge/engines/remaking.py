"""What worker processes of `heal` run: shards checked, proven by their addresses, made again.

Tasks and results are plain JSON data, as in all of our pools, and a task may run twice.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterable
from typing import Any

from dataforge.errors import CorpusError, ForgeError, StorageError
from dataforge.recipe import Lock
from dataforge.shards.manifest import ManifestRow, PlannedShard, write_part
from dataforge.shards.places import Place, place_of
from dataforge.shards.remake import content_of, content_row, other_content, remake
from dataforge.shards.verify import shard_problems
from dataforge.shards.write import write_shard

UNIT_TEXT_BYTES = 12_000_000
Data = dict[str, Any]


def context_of(root: Place, lock: Lock) -> Data:
    """What a worker needs to know."""
    return {"root": root.address, "lock": lock.to_json(), "anchor": anchor(root)}


def anchor(root: Place) -> list[int] | None:
    """What tells this folder from another of its name: of a mount that went away an empty one remains."""
    if root.folder is None:
        return None
    try:
        status = os.stat(root.folder)
    except OSError as exc:
        raise StorageError(str(root), exc, "is it still mounted?", doing="reach") from exc
    return [status.st_dev, status.st_ino]


def check_anchor(root: Place, wanted: list[int] | None) -> None:
    """Refuse to write where the corpus no longer is. Raises StorageError."""
    if anchor(root) != wanted:
        gone = OSError(errno.ESTALE, "the folder is no longer the one that was opened")
        raise StorageError(str(root), gone, "mount it again, then run the same command")


def units(shards: Iterable[PlannedShard], lock: Lock) -> list[list[Data]]:
    """Shards to make together, of one split and domain and some 12 MB of text: many at once are fastest."""
    mean = {(each.split, each.cell): each.mean_text_bytes for each in lock.cells}
    found: list[list[Data]] = []
    filled: dict[tuple[str, str], tuple[list[Data], int]] = {}
    for shard in shards:
        size = shard.samples * mean[shard.split, shard.cell]
        unit, full = filled.get((shard.split, shard.domain), ([], UNIT_TEXT_BYTES))
        if full + size > UNIT_TEXT_BYTES:
            unit, full = [], 0
            found.append(unit)
        unit.append(vars(shard))
        filled[shard.split, shard.domain] = (unit, full + size)
    return found


def checker(context: Data) -> Callable[[Data], Data]:
    """A shard and the rows that may be its: which of them it is, and what is wrong if it is none."""
    root, lock = place_of(context["root"]), Lock.from_json(context["lock"])

    def work(data: Data) -> Data:
        problems: list[str] = []
        for number, each in enumerate(data["rows"]):
            found = shard_problems(root, ManifestRow(**each), lock)
            if not found:
                return {**data, "kept": number, "problems": []}
            problems = problems or [problem for problem, _ in found]
        return {**data, "kept": None, "problems": problems or ["no row says what its file is"]}

    return work


def prover(context: Data) -> Callable[[list[Data]], list[Data]]:
    """Planned shards to rows of what they hold, made from their addresses; nothing is written."""
    lock = Lock.from_json(context["lock"])

    def work(data: list[Data]) -> list[Data]:
        planned = [PlannedShard(**each) for each in data]
        batches = remake(lock, planned)
        return [vars(content_row(shard, batch)) for shard, batch in zip(planned, batches, strict=True)]

    return work


def maker(context: Data) -> Callable[[Data], Data]:
    """Planned shards and the content that they must have: made, compared, written, read back.

    A task is `{"shards": [...], "content": [row, ...]}`; a result `{"rows": [row, ...], "lost": [[shard,
    why], ...]}`. Content that is not the proven one is not written.
    """
    root, lock = place_of(context["root"]), Lock.from_json(context["lock"])

    def work(data: Data) -> Data:
        planned = [PlannedShard(**each) for each in data["shards"]]
        wanted = [ManifestRow(**each) for each in data["content"]]
        rows: list[Data] = []
        lost: list[list[str]] = []
        try:
            batches = remake(lock, planned)
        except (ForgeError, KeyError) as exc:
            return {"rows": [], "lost": [[shard.path, f"cannot be made again: {exc}"] for shard in planned]}
        check_anchor(root, context["anchor"])
        for shard, batch, content in zip(planned, batches, wanted, strict=True):
            if content_row(shard, batch) != content_of(content):
                lost.append([shard.path, other_content(content)])
                continue
            make_room(root / shard.path)
            row = write_shard(batch, root, shard.path, lock.codec, lock.codec_level)
            if content_of(row) != content_of(content):
                raise CorpusError(f"{shard.path}: written with other content than it was made with")
            problems = shard_problems(root, row, lock)
            if problems:
                lost.append([shard.path, f"read back it is not what was written: {problems[0][0]}"])
                continue
            write_part(root, row)
            rows.append(vars(row))
        return {"rows": rows, "lost": lost}

    return work


def make_room(place: Place) -> None:
    """Remove an empty folder that stands where a file belongs; a rename replaces all else."""
    if place.folder is not None and place.folder.is_dir() and not place.folder.is_symlink():
        with contextlib.suppress(OSError):
            place.folder.rmdir()
