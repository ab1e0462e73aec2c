"""Claims: what the tasks of a corpus are at just now, told to each other through files or objects.

    claims/<unit>.<claimant>      holds a count, which its claimant raises while it lives

There are no locks in a store and no common clock between machines, so neither is used. Whoever sees a claim
whose count has not changed for `stall_s` on its own clock takes its claimant for dead and makes the unit,
too. A claim only saves work: two tasks that make the same unit write the same bytes, and what is finished is
told by parts, not by claims.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import threading
import time
from types import TracebackType

from dataforge.errors import StorageError
from dataforge.shards.places import Place

_log = logging.getLogger(__name__)
CLAIMS = "claims"
_BEATS_A_STALL = 8
_MAX_COUNT_BYTES = 32


class Claims:
    """A claimant's own claims, kept alive by a thread, and its view of those of others.

    Args:
        name: of the claimant; it is made unique, since a task may run twice at once.
        stall_s: how long a claim may stand still before it counts for nothing.
    """

    def __init__(self, root: Place, name: str, stall_s: float) -> None:
        self._folder, self._stall_s = root / CLAIMS, stall_s
        self._me = f"{name}-{secrets.token_hex(4)}"
        self._mine: dict[str, int] = {}
        self._seen: dict[str, tuple[bytes, float]] = {}  # claim -> its count, and when it became that
        self._lock, self._ended = threading.Lock(), threading.Event()
        self._heart = threading.Thread(target=self._beat, daemon=True, name="claims")

    def __enter__(self) -> Claims:
        self._heart.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        for unit in list(self._mine):
            with contextlib.suppress(StorageError):  # it goes stale
                self.drop(unit)
        if self._folder.folder is not None:
            with contextlib.suppress(OSError):  # others have claims
                self._folder.folder.rmdir()

    def take(self, unit: str) -> bool:
        """Claim a unit; False when a claimant that is not known to be dead has it. Of two that claim it at
        once one gets it, as a rule.

        Raises:
            OSError, StorageError: the place says no.
        """
        if self._rivals(unit):
            return False
        with self._lock:
            self._mine[unit] = 0
            self._write(unit)
        if all(self._me < rival for rival in self._rivals(unit)):
            return True
        self.drop(unit)
        return False

    def drop(self, unit: str) -> None:
        """Give a unit back, done or not. Raises StorageError."""
        with self._lock:
            del self._mine[unit]
            (self._folder / f"{unit}.{self._me}").remove()

    def claimed(self) -> set[str]:
        """Units that others have claimed, living or dead. Raises OSError."""
        return {unit for unit, claimant in self._all() if claimant != self._me}

    def watch(self) -> None:
        """Look at the counts of others, so that those who are dead are known after `stall_s`. Raises
        OSError.
        """
        for unit, claimant in self._all():
            if claimant != self._me:
                self._lives(f"{unit}.{claimant}")

    def clear(self) -> None:
        """Remove all claims, of the dead too: there is nothing left to do."""
        for name in list(self._folder.files()):
            (self._folder / name).remove()

    def _rivals(self, unit: str) -> list[str]:
        found = [other for each, other in self._all() if each == unit and other != self._me]
        return [other for other in found if self._lives(f"{unit}.{other}")]

    def _all(self) -> list[tuple[str, str]]:
        names = (name.rpartition(".") for name in self._folder.files())
        return [(unit, claimant) for unit, _, claimant in names]

    def _lives(self, claim: str) -> bool:
        try:
            count = (self._folder / claim).read(_MAX_COUNT_BYTES)
        except (FileNotFoundError, ValueError):  # dropped since, or no claim of ours
            return False
        now = time.monotonic()
        before, since = self._seen.get(claim, (b"", now))
        if count != before:
            before, since = count, now
        self._seen[claim] = before, since
        return now - since < self._stall_s

    def _write(self, unit: str) -> None:
        (self._folder / f"{unit}.{self._me}").write([b"%d\n" % self._mine[unit]])

    def _beat(self) -> None:
        while not self._ended.wait(self._stall_s / _BEATS_A_STALL):
            try:
                for unit in list(self._mine):
                    with self._lock:
                        if unit in self._mine:
                            self._mine[unit] += 1
                            self._write(unit)
            except StorageError as exc:
                _log.warning("claims cannot be kept alive, others may make the same shards: %s", exc)
