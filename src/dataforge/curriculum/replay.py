"""Read a journal and decide again.

R1, `replay`: the same policy on the same feedback gives the same states, weights and events at every window.
It proves that the journal is complete and the policy pure. R2, `rerun`: another policy on the same feedback;
what it would have chosen. The feedback then stems from a mixture it did not choose: off-policy, a hint and no
result. Training again is
neither: docs/guides/replay.md.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dataforge.curriculum import policies, windows
from dataforge.curriculum.controller import Controller, Decision
from dataforge.curriculum.exact import Q32
from dataforge.curriculum.journal import Journal
from dataforge.curriculum.mixture import MixtureTable
from dataforge.curriculum.records import WindowRecord
from dataforge.curriculum.spec import CurriculumSpec
from dataforge.errors import StateError

__all__ = ["Difference", "ReplayReport", "RerunReport", "assert_replays", "catch_up", "replay", "rerun"]


@dataclass(frozen=True)
class Difference:
    """Where journal and re-execution part."""

    window: int
    field: str
    """A field of the window record; `ordinals` also when they break the sum rule of the diffusion."""
    recorded: str
    computed: str

    def __str__(self) -> str:
        return f"window {self.window}: {self.field} is {self.recorded}; decided again, it is {self.computed}"


@dataclass(frozen=True)
class ReplayReport:
    """R1: decision replay."""

    path: str
    policy: str
    """As `excess@1`."""
    windows: int
    """Records in the journal."""
    replayed: int
    """Windows that were decided again and found equal."""
    events: int
    head: str
    """Hash of the last record: two reports with the same head speak of the same history."""
    difference: Difference | None
    """The first one; None if all is equal."""

    @property
    def ok(self) -> bool:
        """Whether every window is equal."""
        return self.difference is None

    def __str__(self) -> str:
        if self.difference:
            done = f"{self.replayed} of {self.windows} windows of {self.policy} are equal"
            return f"{self.path}: {done}; {self.difference}"
        return f"{self.path}: all {self.windows} decisions of {self.policy} are equal, head {self.head[:16]}"


@dataclass(frozen=True)
class RerunReport:
    """R2: counterfactual re-run. Off-policy: the feedback is that of the mixture that was really played."""

    path: str
    recorded_policy: str
    policy: str
    windows: int
    first_difference: int | None
    """The first window with other weights; None if there is none."""
    weights: NDArray[np.int64]
    """int64 [windows, K], Q32: what the other policy would have chosen."""
    distances: tuple[int, ...]
    """Per window, half the sum of absolute differences, Q32: the share of the rows it would move."""

    label: str = "off-policy"

    def __str__(self) -> str:
        where = (
            "never differs"
            if self.first_difference is None
            else f"differs from window {self.first_difference} on"
        )
        most = 100 * max(self.distances, default=0) // Q32
        return (
            f"{self.path}: {self.policy} instead of {self.recorded_policy} {where}; it would move "
            f"up to {most} % of the rows (off-policy: the feedback is that of the recorded mixture)"
        )


def replay(path: str | os.PathLike[str]) -> ReplayReport:
    """Decide every window of a journal (a file, or its run folder) again and compare all that can be
    computed.

    Raises:
        JournalError: the journal is not whole; names the first bad window.
        StateError: it was written by another version of its policy, or there is none.
        UnknownNameError: its policy is not there ("module:Class" must be importable).
    """
    journal = Journal.read(path)
    controller = _controller(journal)
    ledger = _Ledger(journal.spec)
    replayed, events = 0, 0
    difference: Difference | None = None
    for record in journal.records:
        decision = controller.decide(record.window, record.feedback)
        difference = _compare(journal.spec, record, decision) or ledger.check(record)
        if difference:
            break
        replayed += 1
        events += len(record.events)
    return ReplayReport(
        str(journal.path),
        str(journal.header["policy_code"]),
        len(journal.records),
        replayed,
        events,
        journal.head.hash,
        difference,
    )


def rerun(
    path: str | os.PathLike[str], policy: str, params: Mapping[str, int | str | bool] | None = None
) -> RerunReport:
    """What `policy` with `params` would have decided on a journal's feedback.

    Raises:
        JournalError, UnknownNameError, UsageError: as `replay`, and for wrong parameters.
    """
    journal = Journal.read(path)
    spec = replace(journal.spec, policy=policy, policy_params=dict(params or {}))
    controller = Controller(spec)
    weights = np.zeros((len(journal.records), spec.num_cells), dtype=np.int64)
    distances = []
    for record in journal.records:
        weights[record.window] = controller.decide(record.window, record.feedback).weights
        distances.append(int(np.abs(weights[record.window] - record.weights).sum()) // 2)
    return RerunReport(
        str(journal.path),
        str(journal.header["policy_code"]),
        policies.code(policy),
        len(journal.records),
        next((window for window, distance in enumerate(distances) if distance), None),
        weights,
        tuple(distances),
    )


def assert_replays(path: str | os.PathLike[str]) -> None:
    """For tests: `AssertionError` with the first difference unless the journal replays."""
    report = replay(path)
    if not report.ok:
        raise AssertionError(str(report))


def catch_up(controller: Controller, journal: Journal, windows: int | None = None) -> list[Decision]:
    """Bring a controller, new or restored, to where the journal stands (or to `windows` decided windows).

    Returns:
        the decisions taken again, in order, each equal to its record.

    Raises:
        StateError: a record does not follow from the controller's state; names the window.
    """
    end = len(journal.records) if windows is None else windows
    decisions = []
    for window in range(controller.window, end):
        record = journal.records[window]
        decision = controller.decide(window, record.feedback)
        difference = _compare(controller.spec, record, decision)
        if difference:
            raise StateError(
                f"journal {str(journal.path)!r} does not follow from this state: {difference}",
                field=difference.field,
                expected=difference.recorded,
                found=difference.computed,
            )
        decisions.append(decision)
    return decisions


class _Ledger:
    """The diffusion's sum rule: rows taken and credits left account for every unit of weight that was in
    force.

    `ordinals * 2^32 + credits == B * sum of the weights of all batches so far`, exactly, cell by cell.
    """

    def __init__(self, spec: CurriculumSpec) -> None:
        self._spec = spec
        self._table = MixtureTable(spec)
        self._owed = [0] * spec.num_cells
        self._batch = 0

    def check(self, record: WindowRecord) -> Difference | None:
        """Account for the batches up to the record's close, then take its decision in."""
        close = windows.closing_batch(record.window, self._spec.window)
        while self._batch < close:
            # Weights change at most once in U batches: jump to the next change.
            step = next(
                (
                    b
                    for b in range(self._batch + 1, close)
                    if self._table.needed(b) != self._table.needed(self._batch)
                ),
                close,
            )
            rows = (step - self._batch) * self._spec.batch_size
            weights = self._table.at(self._batch).tolist()
            self._owed = [owed + rows * weight for owed, weight in zip(self._owed, weights, strict=True)]
            self._batch = step
        self._table.forget(self._batch)
        self._table.add(record)
        taken = zip(record.ordinals.tolist(), record.credits.tolist(), self._owed, strict=True)
        for cell, (ordinal, credit, owed) in enumerate(taken):
            if ordinal * Q32 + credit != owed:
                name = self._spec.name(cell)
                return Difference(
                    record.window, "ordinals", f"{ordinal} rows of {name}", f"{owed // Q32} or so"
                )
        return None


def _controller(journal: Journal) -> Controller:
    recorded, ours = journal.header["policy_code"], policies.code(journal.spec.policy)
    if recorded != ours:
        raise StateError(
            f"journal {str(journal.path)!r} was written by {recorded}, this release has {ours}; "
            "replay it with the release that wrote it",
            field="policy_code",
            expected=recorded,
            found=ours,
        )
    return Controller(journal.spec)


def _compare(spec: CurriculumSpec, record: WindowRecord, decision: Decision) -> Difference | None:
    """The first field of the record that the decision does not give."""
    batches = windows.feedback_batches(record.window, spec.window, spec.lookahead)
    pairs = {
        "batches": (record.batches, batches),
        "effective": (record.effective, decision.effective),
        "weights": (record.weights.tolist(), decision.weights.tolist()),
        "events": (record.events, [event.to_dict() for event in decision.events]),
        "state": (record.state, decision.state_sha256),
    }
    for name, (recorded, computed) in pairs.items():
        if recorded != computed:
            return Difference(record.window, name, _short(recorded), _short(computed))
    return None


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
