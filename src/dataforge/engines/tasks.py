"""The task contract: task i of n makes its share of a corpus, then whatever nobody has finished or claimed.

Tasks are started by whoever has machines: a shell, a Slurm array, a Kubernetes Indexed Job. They meet in the
corpus's place alone, a shared folder or an object store, and need no coordinator:

    1. Units of work are planned from the lock and n, longest first; task i's share is every n-th of them.
    2. It claims one unit after the other (claims.py) and makes what is missing of it.
    3. Its share done, it goes on with units of others: those never begun, then those whose claimant is dead.
    4. Whoever finds the parts of all shards there writes manifest and seal. A task ends when the seal stands,
       so that one that never comes back is overtaken by those that are left.

Any task may run twice, at once or later, on any machine: all write the same bytes. n may even change.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dataforge.engines.claims import Claims
from dataforge.engines.home import held, seal
from dataforge.engines.local import Progress, workers_for
from dataforge.engines.units import Unit, context_of, plan_units, sealed_rows
from dataforge.errors import CorpusError, StorageError, UsageError
from dataforge.generators.resolve import resolve
from dataforge.recipe import Lock, Recipe
from dataforge.shards import pool
from dataforge.shards.corpus import check_lexicons
from dataforge.shards.manifest import PARTS, Seal, part_name
from dataforge.shards.places import Place, place_of

STALL_S = 60.0
_SPLIT = 4  # a task's share is split as for so many workers: what cannot be split cannot be stolen
_LOOKS_AT_ONCE = 256  # parts that are asked for one by one; of more, the place is listed
_POLL_S, _LONGEST_POLL_S = 0.05, 2.0
_SEAL = "seal"  # what the sealing is called among the claims; no unit has this name


@dataclass
class TaskReport:
    """What a task did.

    Attributes:
        task, tasks: it was task `task` of `tasks`, from 1.
        shards: written by it; what was there already is not counted.
        stolen: units of other tasks' shares that it saw to.
        overtaken: those of them whose claimant was dead.
        documents, text_bytes: in the units that it saw to.
        sha256: of the content: the corpus is sealed.
    """

    task: int
    tasks: int
    shards: int = 0
    stolen: int = 0
    overtaken: int = 0
    documents: int = 0
    text_bytes: int = 0
    elapsed_s: float = 0.0
    sha256: str = ""


def write_task(
    recipe: Recipe | Lock,
    out: str | Path,
    task: tuple[int, int],
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    stall_s: float = STALL_S,
) -> TaskReport:
    """Do task i of n of writing a corpus to a shared folder or an object store; return when it is sealed.

    Args:
        task: (i, n), 1 <= i <= n.
        workers: processes of this machine; by default one a core, fewer for a small corpus.
        progress: called after every unit of work; documents and bytes are those that this task saw to.
        stall_s: how long another task's claim may stand still before it is taken for dead.

    Raises:
        UsageError: no such task, or the recipe asks for more shards than a folder can hold.
        OutputExistsError: the place holds something else, or another process writes there alone.
        StorageError: disk full, permission denied, store away. The other tasks go on without this one.
    """
    number, tasks = task
    if not 1 <= number <= tasks:
        raise UsageError(f"there is no task {number} of {tasks}; tasks are numbered 1 to their count")
    lock, root = recipe if isinstance(recipe, Lock) else resolve(recipe), place_of(out)
    workers = workers_for(lock, workers, tasks)
    check_lexicons(lock)
    try:
        with held(root, lock, alone=False) as lock, Claims(root, f"t{number}", stall_s) as claims:
            return _Task(lock, root, task, claims, workers).run(progress)
    except OSError as exc:
        raise StorageError(str(root), exc, "see that the place is there, and run the task again") from exc


@dataclass
class _Task:
    lock: Lock
    root: Place
    task: tuple[int, int]
    claims: Claims
    workers: int
    _done: set[str] = field(default_factory=set)  # parts that are known to be there
    _own: set[str] = field(default_factory=set)  # keys of the units of its share

    def run(self, progress: Progress | None) -> TaskReport:
        number, tasks = self.task
        begin, report = time.monotonic(), TaskReport(number, tasks)
        was_sealed = bool(sealed_rows(self.root, self.lock))
        units = plan_units(self.lock, _SPLIT * tasks)
        share = units[number - 1 :: tasks]
        self._own = {unit.key for unit in share}
        self.claims.watch()
        self._make(self._share(share), report, progress, begin)
        turned = len(units) * (number - 1) // tasks  # thieves begin at different places
        left = units[turned:] + units[:turned]
        poll_s = _POLL_S
        while left := self._unfinished(left):
            if self._make(self._loot(left, report), report, progress, begin):
                poll_s = _POLL_S
            else:
                time.sleep(poll_s)
                poll_s = min(2 * poll_s, _LONGEST_POLL_S)
        made = self._end(again=was_sealed and report.shards > 0)
        report.elapsed_s, report.sha256 = time.monotonic() - begin, made.content_sha256
        return report

    def _make(
        self, units: Iterator[Unit], report: TaskReport, progress: Progress | None, begin: float
    ) -> int:
        """Make units as they come, in worker processes; how many came."""
        total = sum(cell.documents for cell in self.lock.cells)
        tasks = (unit.to_data() for unit in units)
        context = context_of(self.lock, self.root, shared=True)
        results: Any = pool.run("dataforge.engines.units:worker", context, tasks, self.workers)
        count = 0
        try:
            for result in results:
                self.claims.drop(result["unit"])
                self._done.update(result["parts"])
                count += 1
                report.stolen += result["unit"] not in self._own
                report.shards += result["shards"]
                report.documents += result["documents"]
                report.text_bytes += result["text_bytes"]
                if progress is not None:
                    progress(report.documents, total, report.text_bytes, time.monotonic() - begin)
        finally:
            results.close()
        return count

    def _share(self, share: list[Unit]) -> Iterator[Unit]:
        """The units of its share, each claimed, but for those that a thief is at: the thief may be dead, so
        they are looked at again with all others.
        """
        return (unit for unit in share if self.claims.take(unit.key))

    def _loot(self, left: list[Unit], report: TaskReport) -> Iterator[Unit]:
        """Units that nobody has claimed, each claimed; if there are none, those of claimants that died or
        gave up.
        """
        claimed, found = self.claims.claimed(), False
        for unit in left:
            if unit.key not in claimed and not self._finished(unit) and self.claims.take(unit.key):
                found = True
                yield unit
        for unit in () if found else left:
            if not self._finished(unit) and self.claims.take(unit.key):
                report.overtaken += 1
                yield unit

    def _unfinished(self, left: list[Unit]) -> list[Unit]:
        """Those of the units that lack a part. Parts are trusted here: to compare every digest of what
        others wrote is `dataforge verify`'s work.
        """
        if sum(len(unit.shards) for unit in left) > _LOOKS_AT_ONCE:
            self._done.update(f"{PARTS}/{name}" for name in (self.root / PARTS).files())
        return [unit for unit in left if not self._finished(unit)]

    def _finished(self, unit: Unit) -> bool:
        for name in (part_name(shard.path) for shard in unit.shards):
            if name not in self._done:
                if not (self.root / name).exists():
                    return False
                self._done.add(name)
        return True

    def _end(self, again: bool) -> Seal:
        """The seal of this lock's corpus: as it stands, or when it does not, or must change, written by one
        of those who have come here.
        """
        for attempt in itertools.count():
            found = None if again else self._sealed()
            if found is not None:
                return found
            if self.claims.take(_SEAL):
                made = seal(self.lock, self.root)
                self.claims.drop(_SEAL)
                self.claims.clear()
                return made
            time.sleep(min(_POLL_S * 2**attempt, _LONGEST_POLL_S) if attempt < 10 else _LONGEST_POLL_S)
        raise AssertionError

    def _sealed(self) -> Seal | None:
        try:
            found = Seal.load(self.root)
        except CorpusError:
            return None
        return found if found.lock_sha256 == self.lock.sha256 else None
