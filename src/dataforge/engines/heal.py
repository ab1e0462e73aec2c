"""Heal a corpus: find what is wrong, prove what it must hold, make that again, and say what was done.

Law 5: storage is a cache. Whatever `verify` finds is made again from addresses, in the order of `generate`
(shards, parts, manifest, seal), so a healing that is killed is run again. Nothing is overwritten with content
that is not proven, and no file that is strange is removed unless asked.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from dataforge.engines import remaking
from dataforge.engines.papers import MAX_RECIPE_BYTES, Papers, Rows, prove, read_papers
from dataforge.errors import CorpusError, ForgeError, StorageError, UsageError
from dataforge.recipe import Recipe
from dataforge.shards import pool
from dataforge.shards.holding import holding, sweep
from dataforge.shards.manifest import (
    LOCK,
    MANIFEST,
    RECIPE,
    SEAL,
    ManifestRow,
    PlannedShard,
    Seal,
    part_name,
    read_manifest,
    read_part,
    write_manifest,
    write_part,
)
from dataforge.shards.places import Place, place_of
from dataforge.shards.remake import is_foreign
from dataforge.shards.verify import check_reachable, strangers

Progress = Callable[[int, int, int, float], None]
"""Called with (documents checked, documents in all, bytes of text checked, seconds elapsed)."""

MADE, WRITTEN, REMOVED, LEFT = "made again", "written again", "removed", "left as it is"
_TEXT_BYTES_A_WORKER = 2_000_000


@dataclass(frozen=True)
class Action:
    """One thing that was wrong, and what was done (in a dry run: would be).

    Attributes:
        path: the file, as a path in the corpus.
        problem: in words.
        done: `made again` (a shard), `written again` (a paper), `removed` or `left as it is`.
    """

    path: str
    problem: str
    done: str

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}; {self.done}"


@dataclass(frozen=True)
class HealReport:
    """What `heal` found and did.

    Attributes:
        sha256: the digest of the content, as it is now proven.
        proven_by: what proves it, in words.
        shards: how many the corpus has.
        actions: what was wrong, by path.
        lost: shards that could not be made again, with the reason.
        reencoded: shards whose file is another one than before, since another compressor wrote it.
    """

    path: str
    sha256: str
    proven_by: str
    shards: int
    actions: tuple[Action, ...]
    lost: tuple[Action, ...]
    reencoded: int
    dry_run: bool
    elapsed_s: float

    @property
    def ok(self) -> bool:
        """Whether the corpus is whole now, or would be."""
        return not self.lost


def heal(
    corpus: str | Path | Place,
    *,
    recipe: str | Path | None = None,
    sha256: str = "",
    workers: int | None = None,
    dry_run: bool = False,
    remove_strangers: bool = False,
    progress: Progress | None = None,
) -> HealReport:
    """Make again whatever `verify` finds wrong in a corpus, with the same content.

    Args:
        corpus: a folder, or the URL of an object store.
        recipe: a recipe or lock to heal by when the corpus has lost its own.
        sha256: what a run pinned; it counts more than the corpus's own seal.
        workers: processes; by default one a core, fewer for a small corpus.
        dry_run: say what would be done, and change nothing.
        remove_strangers: remove files in the corpus's folders that are not part of it.
        progress: called after every shard that was checked.

    Raises:
        CorpusError: there is no corpus, no lock to heal by, or nothing proves what the content was.
        OutputExistsError: another process writes there.
        StorageError: disk full, permission or credentials refused, mount gone. Run again to go on.
    """
    root, begin = place_of(corpus), time.monotonic()
    if workers is not None and workers < 1:
        raise UsageError(f"{workers} workers cannot heal a corpus; use 1 or more")
    if not (recipe or _is_there(root / RECIPE)):
        check_reachable(root)
    with _alone(root, dry_run):
        papers = read_papers(root, recipe, sha256)
        healer = _Healer(papers, workers, dry_run, progress)
        content, by = prove(papers, healer.by_addresses)
        rows = healer.shards(content)
        healer.papers(rows)
        healer.strangers(remove_strangers)
    actions = tuple(sorted(healer.actions, key=lambda each: (each.path, each.problem)))
    digest, elapsed = papers.digest(content), time.monotonic() - begin
    lost, changed = tuple(healer.lost), healer.reencoded
    return HealReport(str(root), digest, by, len(papers.planned), actions, lost, changed, dry_run, elapsed)


def _is_there(place: Place) -> bool:
    try:
        return place.exists()
    except OSError as exc:
        remedy = "check the address, its rights and credentials, and whether it is still mounted"
        raise StorageError(str(place), exc, remedy, doing="read") from exc


class _Healer:
    """One healing, step by step; `actions` and `lost` say what was found."""

    def __init__(self, papers: Papers, workers: int | None, dry_run: bool, progress: Progress | None) -> None:
        self.root, self.lock, self._papers = papers.root, papers.lock, papers
        self._context = remaking.context_of(papers.root, papers.lock)
        self._workers, self._dry, self._progress = workers, dry_run, progress
        self.actions: list[Action] = []
        self.lost: list[Action] = []
        self.reencoded = 0

    def by_addresses(self, shards: list[PlannedShard]) -> Rows:
        """What these shards hold, made again and not written."""
        tasks = remaking.units(shards, self.lock)
        results = self._run("prover", tasks, shards)
        return {row["shard"]: ManifestRow(**row) for result in results for row in result}

    def _run(self, work: str, tasks: list[Any], shards: Iterable[PlannedShard]) -> Iterator[Any]:
        mean = {(each.split, each.cell): each.mean_text_bytes for each in self.lock.cells}
        text = sum(shard.samples * mean[shard.split, shard.cell] for shard in shards)
        workers = self._workers or max(1, min(pool.num_cores(), text // _TEXT_BYTES_A_WORKER))
        results = pool.run(f"dataforge.engines.remaking:{work}", self._context, tasks, workers)
        with contextlib.closing(results):
            yield from results

    def shards(self, content: Rows) -> dict[str, ManifestRow | None]:
        """Rows of all shards, after the damaged ones were made again; None for what has no row."""
        rows, damaged = self._checked(content)
        for shard in damaged:
            found = self._papers.candidates(shard.path, content[shard.path])
            rows[shard.path] = found[0] if found else None
        if self._dry:
            if is_foreign(self.lock):
                self._lose((shard.path, "imported text cannot be made again") for shard in damaged)
            return rows
        by_path = {shard.path: shard for shard in damaged}
        tasks = [
            {"shards": unit, "content": [vars(content[each["path"]]) for each in unit]}
            for unit in remaking.units(damaged, self.lock)
        ]
        for result in self._run("maker", tasks, damaged):
            for data in result["rows"]:
                row, before = ManifestRow(**data), rows[data["shard"]]
                self.reencoded += before is not None and before.file_sha256 != row.file_sha256
                rows[by_path[row.shard].path] = row
            self._lose((path, reason) for path, reason in result["lost"])
        return rows

    def _lose(self, lost: Iterable[tuple[str, str]]) -> None:
        for path, reason in lost:
            self.lost.append(Action(path, reason, LEFT))
            self.actions = [replace(each, done=LEFT) if each.path == path else each for each in self.actions]

    def _checked(self, content: Rows) -> tuple[dict[str, ManifestRow | None], list[PlannedShard]]:
        """Rows of the shards that are whole, and the others."""
        planned = {shard.path: shard for shard in self._papers.planned}
        tasks = [
            {"shard": path, "rows": [vars(row) for row in self._papers.candidates(path, content[path])]}
            for path in planned
        ]
        total, done, text, begin = sum(s.samples for s in planned.values()), 0, 0, time.monotonic()
        rows: dict[str, ManifestRow | None] = {}
        damaged = []
        for result in self._run("checker", tasks, planned.values()):
            path = result["shard"]
            if result["kept"] is not None:
                rows[path] = ManifestRow(**result["rows"][result["kept"]])
            else:
                damaged.append(planned[path])
                self.actions += [Action(path, problem, MADE) for problem in result["problems"]]
            done, text = done + content[path].samples, text + content[path].text_bytes
            if self._progress is not None:
                self._progress(done, total, text, time.monotonic() - begin)
        if damaged:
            remaking.check_anchor(self.root, self._context["anchor"])
        return rows, sorted(damaged, key=lambda shard: shard.path)

    def papers(self, rows: dict[str, ManifestRow | None]) -> None:
        """Write again the lock, the recipe, the parts, the manifest and the seal where they are not as they
        must be.
        """
        lock = self.lock.to_json().encode()
        self._paper(LOCK, lambda: (self.root / LOCK).read(len(lock)) == lock, self._write(LOCK, lock))
        if not is_foreign(self.lock):
            asked = self.lock.recipe.canonical()
            raw = yaml.safe_dump(asked, allow_unicode=True).encode()
            self._paper(RECIPE, lambda: self._recipe() == asked, self._write(RECIPE, raw))
        for row in rows.values():
            if row is not None:
                name = part_name(row.shard)
                self._paper(name, *self._part(row))
        ordered = [row for shard in self._papers.planned if (row := rows.get(shard.path)) is not None]
        if len(ordered) < len(self._papers.planned):
            return  # a lost shard without a row: what is left of manifest and seal stays
        seal = Seal.of(self.lock, ordered)
        self._paper(
            MANIFEST,
            lambda: read_manifest(self.root) == tuple(ordered),
            lambda: write_manifest(self.root, ordered),
        )
        self._paper(SEAL, lambda: Seal.load(self.root) == seal, lambda: seal.save(self.root))

    def _part(self, row: ManifestRow) -> tuple[Callable[[], bool], Callable[[], None]]:
        place = self.root / part_name(row.shard)
        return lambda: read_part(place) == row, lambda: write_part(self.root, row)

    def _recipe(self) -> dict[str, Any]:
        raw = (self.root / RECIPE).read(MAX_RECIPE_BYTES)
        return Recipe.from_yaml(raw, RECIPE).canonical()

    def _write(self, name: str, raw: bytes) -> Callable[[], None]:
        return lambda: (self.root / name).write([raw])

    def _paper(self, name: str, is_right: Callable[[], bool], write: Callable[[], None]) -> None:
        try:
            if is_right():
                return
            problem = "not what it must be"
        except FileNotFoundError:
            problem = "missing"
        except (ForgeError, OSError, ValueError, RecursionError) as exc:
            gone = isinstance(exc.__cause__, FileNotFoundError) or not _is_there(self.root / name)
            problem = "missing" if gone else "cannot be read"
        self.actions.append(Action(name, problem, WRITTEN))
        if not self._dry:
            remaking.check_anchor(self.root, self._context["anchor"])
            remaking.make_room(self.root / name)
            write()

    def strangers(self, remove: bool) -> None:
        """Name files of the corpus's folders that are not part of it; remove them if asked."""
        for path in strangers(self.root, {shard.path for shard in self._papers.planned}):
            self.actions.append(Action(path, "not part of the corpus", REMOVED if remove else LEFT))
            if remove and not self._dry:
                (self.root / path).remove()


@contextlib.contextmanager
def _alone(root: Place, dry_run: bool) -> Iterator[None]:
    """Hold a folder as its only writer; a store has no locks, and healers of it write the same content."""
    if root.folder is None:
        yield
        return
    try:
        folder = os.open(root.folder, os.O_RDONLY | os.O_DIRECTORY)
    except NotADirectoryError as exc:
        raise CorpusError(f"{root}: no corpus, but a file; give the folder", path=str(root)) from exc
    except FileNotFoundError as exc:
        raise CorpusError(f"{root}: no such corpus folder", path=str(root)) from exc
    except OSError as exc:
        raise StorageError(str(root), exc, "check its rights", doing="read") from exc
    with holding(folder, root.folder):
        yield
        if not dry_run:
            sweep(root.folder)
