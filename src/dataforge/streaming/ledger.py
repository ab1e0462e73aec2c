"""Windows: what was heard is summed over all ranks, decided on by each, written by one, and agreed on by all.

The story of a close, in the consumer's thread, when batch (w+1)U is asked for: (1) SUM all-reduce of int64
sums; (2) every rank decides; (3) the keeper, global rank 0, appends the record and syncs it to the disk;
(4) an all-gather of hashes: since it comes after (3) it is a barrier too, and no rank uses weights that the
disk does not hold; (5) weights go to the board, for this rank's workers.

A window that the journal already holds, after a resume from an older checkpoint, stands: its losses are
compared, drift is logged, nothing is decided again.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import tempfile
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dataforge.curriculum.controller import Controller
from dataforge.curriculum.feedback import LOSS, TOKENS
from dataforge.curriculum.journal import Journal, header_record, window_record
from dataforge.curriculum.replay import catch_up
from dataforge.curriculum.spec import CurriculumSpec
from dataforge.curriculum.windows import decisions_needed
from dataforge.errors import ForgeError, StateError, UsageError
from dataforge.plan.planner import State
from dataforge.plan.spec import PlanSpec
from dataforge.streaming.feedback import BAD, LATE, OpenWindows
from dataforge.streaming.position import Position
from dataforge.streaming.ranks import Ranks

__all__ = ["Ledger"]

log = logging.getLogger(__name__)

_NOTED_DRIFT = 0.01  # of the mean loss; less is what another world size does to the last bits


class Ledger:
    """Decisions of a run: those recorded and those to come.

    Args:
        spec: of the plan.
        ranks: who decides together.
        run: the run folder; None keeps the journal in a temporary folder, and states then carry it.

    Raises:
        StateError: the run folder holds the journal of another plan (names the first field that differs),
            on all ranks.
        JournalError: its journal is not whole.
    """

    def __init__(self, spec: PlanSpec, ranks: Ranks, run: Path | None) -> None:
        self.spec, self.ranks, self.run = spec, ranks, run
        self.curriculum = CurriculumSpec.from_plan(spec.canonical())
        self.open = OpenWindows(len(spec.cells), spec.window, spec.lookahead)
        self.journal: Journal | None = None  # of the keeper
        self.on_decision: Callable[[int, NDArray[np.int64]], None] | None = None
        self.ranks.on_keeper(self._open_journal)
        self.move_to(Position(spec, State.start(len(spec.cells))))

    @property
    def known(self) -> int:
        """Decisions known: windows 0 .. known - 1."""
        return self._controller.window

    def weights_at(self, batch: int) -> NDArray[np.int64]:
        """The weights in force at a batch: int64[K]."""
        window = decisions_needed(batch, self.spec.window, self.spec.horizon) - 1
        for past in [known for known in self._weights if known < window]:
            del self._weights[past]
        return self._weights[window]

    def pending(self, batch: int) -> list[tuple[int, NDArray[np.int64]]]:
        """Decisions that workers need who start at `batch`, in order."""
        first = decisions_needed(batch, self.spec.window, self.spec.horizon) - 1
        return [(window, self._weights[window]) for window in sorted(self._weights) if window >= first]

    def move_to(self, position: Position) -> None:
        """Stand where a state was taken. Collective.

        Raises:
            StateError: the journal does not hold what the state was taken after.
        """

        def read() -> tuple[dict[str, Any], dict[int, NDArray[np.int64]]]:
            journal = self._journal_of(position)
            controller = Controller(self.curriculum)
            catch_up(controller, journal)
            first = decisions_needed(position.state.batch, self.spec.window, self.spec.horizon) - 1
            weights = {w: journal.records[w].weights for w in range(max(first, 0), controller.window)}
            if first < 0:
                weights[-1] = np.array(self.spec.mixture, np.int64)
            return controller.snapshot(), weights

        snapshot, weights = self.ranks.on_keeper(read)
        self._weights: dict[int, NDArray[np.int64]] = weights
        self._controller = Controller(self.curriculum)
        self._controller.restore(snapshot)
        self.open.restore(position.closed, position.sums if self.ranks.keeper or self.ranks.alone else {})

    def close_until(self, closed: int, state: State) -> None:
        """Close windows up to `closed` - 1; `state` is the plan's before batch `closed` * U. Collective."""
        while self.open.closed < closed:
            window = self.open.closed
            total = self.ranks.sum(self.open.take(window))
            if window < self.known:
                self._compare(window, total[:-1])
            else:
                self._decide(window, total, state)

    def position(self, state: State) -> Position:
        """Where to go on from `state`: the same on every rank. Collective."""
        last = (max(state.batch - 1, 0) + self.spec.lookahead) // self.spec.window
        mine = self.open.snapshot()
        empty = np.zeros((len(self.spec.cells) + 1, 8), np.int64)
        sums = {w: self.ranks.sum(mine.get(w, empty)) for w in range(self.open.closed, last + 1)}
        closed = self.open.closed
        head, journal = self.ranks.on_keeper(lambda: (self._head_at(closed), self._carried()))
        return Position(self.spec, state, closed, {w: s for w, s in sums.items() if s.any()}, head, journal)

    def _decide(self, window: int, total: NDArray[np.int64], state: State) -> None:
        if not self.ranks.can_agree and self.spec.policy != "static":
            raise UsageError(
                f"policy {self.spec.policy!r} needs the losses of all {self.ranks.dp_world_size} ranks; "
                "initialise torch.distributed before the loader, or use policy 'static'"
            )
        feedback, extra = np.ascontiguousarray(total[:-1]), total[-1]
        decision = self._controller.decide(window, feedback)
        late, bad = int(extra[LATE]), int(extra[BAD])
        failure: ForgeError | None = None
        if self.journal is not None:
            position = (state.ordinals, state.credits)
            record = window_record(self.curriculum, decision, feedback, position, late=late, bad=bad)
            try:
                self.journal.append(record)
            except ForgeError as exc:  # the others must hear of it, or they wait for ever
                failure = exc
        self.ranks.agree(
            failure,
            {
                "window": window,
                "plan_sha256": _hash64(self.spec.sha256.encode()),
                "feedback": _hash64(total.tobytes()),
                "ordinals": _hash64(state.ordinals.tobytes()),
                "credits": _hash64(state.credits.tobytes()),
                "state": _hash64(decision.state_sha256.encode()),
                "weights": _hash64(decision.weights.tobytes()),
            },
            f"window {window}",
        )
        self._weights[window] = decision.weights
        if self.on_decision is not None:
            self.on_decision(window, decision.weights)
        if late or bad:
            log.warning("window %d: %d losses could not be used, %d rows came too late", window, bad, late)
        for event in decision.events:
            log.info("window %d: %s %s", window, event.type, event.subject)

    def _compare(self, window: int, feedback: NDArray[np.int64]) -> None:
        """A window served again: its decision stands; how far its losses drifted is logged."""
        if self.journal is None:
            return
        recorded = self.journal.records[window].feedback
        then, now = (
            each[:, LOSS].sum() / max(int(each[:, TOKENS].sum()), 1) for each in (recorded, feedback)
        )
        drift = abs(now - then) / max(then, 1.0)
        same = np.array_equal(recorded, feedback)
        log.log(
            logging.WARNING if drift > _NOTED_DRIFT else logging.INFO,
            "window %d was decided before and stands; its losses %s",
            window,
            "are the recorded ones" if same else f"drifted by {100 * drift:.3g} % in the mean",
        )

    def _open_journal(self) -> None:
        mine = self.run is not None and self.ranks.keeper
        path = (self.run if self.run is not None and mine else self._scratch()) / "journal.jsonl"
        if self.run is not None and not mine and (self.run / path.name).exists():
            shutil.copyfile(self.run / path.name, path)  # a lone process of several reads along
        if path.exists():
            self.journal = Journal.open(path)
            found = PlanSpec.from_dict(self.journal.header["plan"])
            self.spec.require_equal(found, f"the journal in {str(path.parent)!r}")
        else:
            self.journal = Journal.create(path, header_record(self.spec.canonical()))

    def _journal_of(self, position: Position) -> Journal:
        """The journal that holds what `position` was taken after."""
        assert self.journal is not None, "only the keeper reads its journal"
        if position.journal and self.run is None:
            path = self._scratch() / "journal.jsonl"
            path.write_bytes(position.journal)
            self.journal = Journal.open(path)
        if position.head and self._head_at(position.closed) != position.head:
            raise StateError(
                f"the state was taken after window {position.closed - 1} of another journal than "
                f"{str(self.journal.path)!r}; resume in the run folder it was made in",
                field="head",
                expected=self._head_at(position.closed),
                found=position.head,
            )
        return self.journal

    def _head_at(self, closed: int) -> str:
        """Hash of the record of window `closed` - 1, or of the header."""
        assert self.journal is not None, "only the keeper reads its journal"
        if closed == 0:
            return str(self.journal.header["hash"])
        head = self.journal.head
        if closed > head.window + 1:
            return ""
        return head.hash if closed == head.window + 1 else self.journal.records[closed - 1].hash

    def _carried(self) -> bytes:
        return self.journal.path.read_bytes() if self.run is None and self.journal is not None else b""

    def _scratch(self) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="dataforge-journal-"))
        weakref.finalize(self, _remove, folder, os.getpid())
        return folder


def _remove(folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # not in a forked worker
        shutil.rmtree(folder, ignore_errors=True)


def _hash64(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little", signed=True)
