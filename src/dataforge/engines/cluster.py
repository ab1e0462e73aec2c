"""Write a corpus on a Ray cluster: its nodes make the units, the driver deals them out, longest first.

The same units, made by the same function, as on local processes and by the tasks of an array; whoever is
free gets the next one, which is what stealing comes to where somebody deals. A unit whose node dies is dealt
out again by Ray; one that does not come back is dealt out a second time here, when nothing else is left.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import time
from collections import deque
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from dataforge.engines.home import held, seal
from dataforge.engines.local import Progress
from dataforge.engines.units import Unit, context_of, plan_units, worker
from dataforge.errors import ForgeError, MissingExtraError, UsageError
from dataforge.generators.resolve import resolve
from dataforge.recipe import Lock, Recipe
from dataforge.shards import pool
from dataforge.shards.corpus import Corpus, check_lexicons, open_corpus
from dataforge.shards.places import Place, place_of

_RETRIES = 16  # of a unit, each on another worker
_AHEAD = 2  # units a core that Ray is given at once
_LOOK_S = 1.0
_KNOCK_S = 10.0
OVERDUE_S, _OVERDUE_TIMES = 120.0, 4.0


def write_on_ray(
    recipe: Recipe | Lock,
    out: str | Path,
    *,
    address: str | None = None,
    progress: Progress | None = None,
    overdue_s: float = OVERDUE_S,
) -> Corpus:
    """Write a recipe's corpus with all cores of a Ray cluster; the content is that of `write_corpus`.

    All nodes have this version of dataforge, and reach `out` by this name: a shared folder or a store, whose
    credentials stand in the environment of the nodes.

    Args:
        address: of the cluster (`auto`, `host:6379`, `ray://host:10001`); None starts one of this machine's
            cores, or takes the one that RAY_ADDRESS names. A session that is open already is used as it is.
        progress: called after every unit of work.
        overdue_s: how long a unit may stay away before it is made a second time; four times the longest so
            far, if that is more.

    Raises:
        MissingExtraError: ray is not installed.
        UsageError: there is no such cluster.
        OutputExistsError, StorageError: as `write_corpus`.
        ForgeError: a unit was lost with its node again and again.
    """
    ray = _ray()
    lock, root = recipe if isinstance(recipe, Lock) else resolve(recipe), place_of(out)
    check_lexicons(lock)
    with held(root, lock) as lock, _session(ray, address):
        _Dealer(ray, lock, root, overdue_s).run(progress)
        seal(lock, root)
    return open_corpus(root)


def _ray() -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # or it calls home
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # or it warns of what it will do
    try:
        import ray
    except ImportError as exc:
        raise MissingExtraError("ray", "ray") from exc
    return ray


@contextlib.contextmanager
def _session(ray: Any, address: str | None) -> Iterator[None]:
    """A connection to a cluster, ended by whoever began it."""
    if ray.is_initialized():
        yield
        return
    own = address is None and "RAY_ADDRESS" not in os.environ
    _knock(address or "")
    alone = {"address": "local", "_node_ip_address": "127.0.0.1", "include_dashboard": False}
    try:
        ray.init(**(alone if own else {"address": address}), log_to_driver=False, logging_level="ERROR")
    except (ConnectionError, RuntimeError, ValueError, TimeoutError) as exc:
        brief = " ".join(str(exc).split())[:200]
        raise UsageError(f"no Ray cluster at {address or 'this machine'}: {brief}") from exc
    try:
        yield
    finally:
        ray.shutdown()


def _knock(address: str) -> None:
    """Whether anybody listens at HOST:PORT: Ray itself takes two minutes to say no."""
    match = re.fullmatch(r"(?:ray://)?\[?([^/\]]+?)\]?:([0-9]{1,5})", address)
    if match is None:
        return
    try:
        socket.create_connection((match[1], int(match[2])), timeout=_KNOCK_S).close()
    except (OSError, OverflowError) as exc:
        raise UsageError(f"no Ray cluster at {address}: {exc}; give the address of its head") from exc


@cache
def _worker(context: str) -> pool.Work:
    return worker(json.loads(context))


def _make(context: str, unit: dict[str, Any]) -> dict[str, Any]:
    """What a node runs: a unit's data to an answer."""
    return pool.answer_of(lambda data: _worker(context)(data), unit)


class _Dealer:
    def __init__(self, ray: Any, lock: Lock, root: Place, overdue_s: float) -> None:
        self._ray, self._lock, self._overdue_s = ray, lock, overdue_s
        self._remote = ray.remote(num_cpus=1, max_retries=_RETRIES)(_make)
        self._context = ray.put(json.dumps(context_of(lock, root, shared=True)))
        self._away: dict[Any, tuple[Unit, float]] = {}  # ref -> what is made there, and since when
        self._twice: set[str] = set()
        self._finished: set[str] = set()
        self._longest_s = 0.0

    def run(self, progress: Progress | None) -> None:
        """Make all units of the lock."""
        begin, documents, text_bytes = time.monotonic(), 0, 0
        total = sum(cell.documents for cell in self._lock.cells)
        waiting = deque(plan_units(self._lock, self._cores()))
        try:
            while waiting or self._away:
                while waiting and len(self._away) < _AHEAD * self._cores():
                    self._give(waiting.popleft())
                for result in self._came():
                    documents += result["documents"]
                    text_bytes += result["text_bytes"]
                    if progress is not None:
                        progress(documents, total, text_bytes, time.monotonic() - begin)
                if not waiting:
                    self._give_again()
        finally:
            for ref in self._away:
                self._ray.cancel(ref, force=True)

    def _cores(self) -> int:
        """Of the cluster as it is now: nodes come and go."""
        return max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def _give(self, unit: Unit) -> None:
        self._away[self._remote.remote(self._context, unit.to_data())] = unit, time.monotonic()

    def _came(self) -> Iterator[dict[str, Any]]:
        """Results that came within a moment, each unit once; whoever is at it still is stopped."""
        ready, _ = self._ray.wait(list(self._away), num_returns=1, timeout=_LOOK_S)
        for ref in ready:
            unit, since = self._away.pop(ref)
            if unit.key in self._finished:
                continue
            self._longest_s = max(self._longest_s, time.monotonic() - since)
            try:
                answer = self._ray.get(ref)
            except self._ray.exceptions.RayError as exc:
                brief = " ".join(str(exc).split())[:200]
                raise ForgeError(
                    f"a unit of work was lost with its node {_RETRIES} times ({brief}), perhaps for want of "
                    "memory; run the same command again: what was finished is kept"
                ) from exc
            self._finished.add(unit.key)
            yield pool.result_of(answer)
            if unit.key in self._twice:
                for other in [ref for ref, (each, _) in self._away.items() if each.key == unit.key]:
                    del self._away[other]
                    self._ray.cancel(other, force=True)

    def _give_again(self) -> None:
        """Deal out what has been away for too long a second time."""
        limit_s = max(self._overdue_s, _OVERDUE_TIMES * self._longest_s)
        for unit, since in list(self._away.values()):
            if unit.key not in self._twice and time.monotonic() - since > limit_s:
                self._twice.add(unit.key)
                self._give(unit)
