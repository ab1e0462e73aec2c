"""Was every rank given exactly what the journal dictates? Judged from the run folder alone: no corpus, no
torch.

Plan and journal say which rows stand in which slot of every batch; delivery records say which were handed
out, with keys as read from the data. Batch b is judged by the last attempt that started at or before b:
what an earlier attempt gave beyond that point was lost with its process, and given again.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dataforge.curriculum.journal import Journal
from dataforge.curriculum.windows import closing_batch, decisions_needed
from dataforge.errors import StateError
from dataforge.plan.planner import Planner, State
from dataforge.plan.spec import PlanSpec
from dataforge.streaming.delivery import ATTEMPTS, FOLDER, PLAN, ROWS
from dataforge.streaming.sidecar import load_orders

__all__ = ["Attempt", "AuditReport", "Dictated", "Lineage", "audit"]

_MAX_PROBLEMS = 20


@dataclass(frozen=True)
class Attempt:
    """One life of a run: from a start or a resume to its end."""

    attempt: int
    start_batch: int
    world_size: int
    num_workers: int


@dataclass(frozen=True)
class AuditReport:
    """What an audit found.

    Attributes:
        batches: how many were judged: 0 .. batches - 1, all that every rank was given.
        rows, documents: how many they hold.
        superseded: batches given by an earlier attempt and given again by a later one.
        unfinished: batches at the end that only some ranks were given before the run stopped.
        problems: at most 20 sentences; empty when all is as the journal dictates.
        first_bad_batch: of the first problem; None when there is none.
    """

    run: str
    plan_sha256: str
    attempts: tuple[Attempt, ...]
    batches: int
    rows: int
    documents: int
    superseded: int
    unfinished: int
    windows: int
    problems: tuple[str, ...] = ()
    first_bad_batch: int | None = None

    @property
    def ok(self) -> bool:
        """Whether every row was given as dictated: none twice, none missing."""
        return not self.problems

    def __str__(self) -> str:
        worlds = ", ".join(f"{a.world_size} ranks from batch {a.start_batch}" for a in self.attempts)
        head = (
            f"{self.run}: {self.batches} batches, {self.rows} rows, {self.documents} documents, "
            f"{self.windows} windows; {worlds}; {self.superseded} batches given again after a resume, "
            f"{self.unfinished} unfinished at the end"
        )
        if self.ok:
            return f"{head}\nexactly what the journal dictates: none twice, none missing"
        return f"{head}\nfirst bad batch: {self.first_bad_batch}\n" + "\n".join(self.problems)


class Dictated:
    """What plan and journal of a run dictate, batch by batch.

    Raises:
        StateError: there is no plan, or plan and journal are not of one run.
        JournalError: the journal is not whole.
    """

    def __init__(self, run: str | Path) -> None:
        self.run = Path(run)
        data = _read_json(self.run / PLAN)
        self.spec = PlanSpec.from_dict(data["plan"])
        if self.spec.sha256 != data["plan_sha256"]:
            raise StateError(
                f"{self.run / PLAN} was edited: its plan does not give its hash", field="plan_sha256"
            )
        self.journal = Journal.read(self.run / "journal.jsonl")
        self.spec.require_equal(
            PlanSpec.from_dict(self.journal.header["plan"]), f"the journal of {str(run)!r}"
        )
        self.planner = Planner(self.spec, load_orders(self.run / ROWS, self.spec))
        self._weights: OrderedDict[int, NDArray[np.int64]] = OrderedDict()

    def window_at(self, batch: int) -> int:
        """The window whose decision is in force at a batch; -1 for the plan's first mixture."""
        return decisions_needed(batch, self.spec.window, self.spec.horizon) - 1

    def weights_at(self, batch: int) -> NDArray[np.int64]:
        """The weights in force: int64[K]."""
        window = self.window_at(batch)
        if window < 0:
            return np.array(self.spec.mixture, np.int64)
        if window not in self._weights:
            if window >= len(self.journal.records):
                raise StateError(
                    f"batch {batch} needs the decision of window {window}, which the journal lacks"
                )
            self._weights[window] = self.journal.records[window].weights
            while len(self._weights) > 2:
                self._weights.popitem(last=False)
        return self._weights[window]

    def state_at(self, batch: int) -> State:
        """The plan's state before a batch, from the last record before it: at most U steps away, plus H."""
        window = min(batch // self.spec.window, len(self.journal.records)) - 1
        state = self.planner.start()
        if window >= 0:
            record = self.journal.records[window]
            state = State(closing_batch(window, self.spec.window), record.ordinals, record.credits)
        return self.planner.seek(state, batch, self.weights_at)


@dataclass
class Lineage:
    """The delivery records of a run, attempt by attempt."""

    run: Path
    attempts: tuple[Attempt, ...] = ()
    _open: dict[tuple[int, int], Iterator[Mapping[str, Any]]] = field(default_factory=dict)
    _next: dict[tuple[int, int], Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, run: str | Path) -> Lineage:
        """Read the attempts. Raises StateError when there are none."""
        names = ("attempt", "start_batch", "world_size", "num_workers")
        lines = _lines(Path(run) / ATTEMPTS)
        attempts = tuple(Attempt(*(int(line[name]) for name in names)) for line in lines)
        if not attempts:
            raise StateError(f"{str(run)!r} holds no attempts; is this the folder of a run?", field=ATTEMPTS)
        return cls(Path(run), attempts)

    def attempt_of(self, batch: int) -> Attempt | None:
        """The attempt that a batch belongs to: the last that started at or before it."""
        return next((each for each in reversed(self.attempts) if each.start_batch <= batch), None)

    def delivered(self, attempt: Attempt, batch: int) -> dict[int, list[Any]]:
        """rank -> rows of a batch, of the ranks that were given it; batches are asked for in rising order."""
        found = {}
        for rank in range(attempt.world_size):
            record = self._seek(attempt, rank, batch)
            if record is not None:
                found[rank] = list(record["rows"])
        return found

    def last_batch(self, attempt: Attempt) -> int:
        """The last batch that any rank of an attempt was given; start_batch - 1 when none was."""
        last = attempt.start_batch - 1
        for rank in range(attempt.world_size):
            for record in _lines(self._path(attempt, rank)):
                last = max(last, int(record["batch"]))
        return last

    def _path(self, attempt: Attempt, rank: int) -> Path:
        return self.run / FOLDER / f"a{attempt.attempt:03d}-r{rank:03d}.jsonl"

    def _seek(self, attempt: Attempt, rank: int, batch: int) -> Mapping[str, Any] | None:
        place = (attempt.attempt, rank)
        if place not in self._open:
            self._open[place] = _lines(self._path(attempt, rank))
        record = self._next.pop(place, None) or next(self._open[place], None)
        while record is not None and record["batch"] < batch:
            record = next(self._open[place], None)
        if record is None or record["batch"] == batch:
            return record
        self._next[place] = record
        return None


class _Judge:
    """Collects problems, and remembers which documents were met."""

    def __init__(self, spec: PlanSpec) -> None:
        self.spec = spec
        self.problems: list[str] = []
        self.first_bad: int | None = None
        self.documents = 0
        self._given: dict[tuple[str, str], str] = {}  # (epoch, key) -> row

    def bad(self, batch: int, what: str) -> None:
        """Note a problem of a batch."""
        self.first_bad = batch if self.first_bad is None else min(self.first_bad, batch)
        if len(self.problems) < _MAX_PROBLEMS:
            self.problems.append(f"batch {batch}: {what}")

    def rows(self, batch: int, dictated: list[str], given: Mapping[int, list[Any]], world_size: int) -> None:
        """Compare what the ranks were given with what is dictated, slot by slot."""
        slots: dict[int, tuple[str, list[str]]] = {}
        for rank, rows in sorted(given.items()):
            for slot, row_id, keys in rows:
                if slot in slots:
                    self.bad(batch, f"slot {slot} was given twice")
                elif slot % world_size != rank:
                    self.bad(batch, f"slot {slot} was given to rank {rank}, not {slot % world_size}")
                slots[slot] = (row_id, keys)
        for slot, row_id in enumerate(dictated):
            if slot not in slots:
                self.bad(batch, f"slot {slot}, row {row_id}, is missing")
            elif slots[slot][0] != row_id:
                self.bad(batch, f"slot {slot} holds row {slots[slot][0]}, the journal dictates {row_id}")
            else:
                self.keys(batch, row_id, slots[slot][1])
        for slot in sorted(set(slots) - set(range(len(dictated)))):
            self.bad(batch, f"slot {slot} does not exist in a batch of {len(dictated)} rows")

    def keys(self, batch: int, row_id: str, keys: list[str]) -> None:
        """A row's documents are of its own cell and block, and no other row of the epoch has them."""
        cell, epoch, block, _ = row_id.rsplit(":", 3)
        if not keys:
            self.bad(batch, f"row {row_id} holds no document")
        prefix, first = f"{cell}-{self.spec.split}-s", int(block) * self.spec.block_documents
        for key in keys:
            self.documents += 1
            index = _index_of(key, prefix)
            if index is None or not first <= index < first + self.spec.block_documents:
                self.bad(batch, f"row {row_id} holds {key}, which is not in its block")
            other = self._given.setdefault((epoch, key), row_id)
            if other != row_id:
                self.bad(batch, f"document {key} was given in row {row_id} and in row {other}")


def audit(run: str | Path) -> AuditReport:
    """Judge what every rank was given, batch by batch, against plan and journal.

    Args:
        run: the run folder: `plan.json`, `rows.parquet`, `journal.jsonl`, `attempts.jsonl`, `delivery/`.

    Raises:
        StateError: a file is missing, or they are not of one run.
        JournalError: the journal is not whole; names its first bad window.
    """
    dictated, lineage = Dictated(run), Lineage.of(run)
    spec, judge = dictated.spec, _Judge(dictated.spec)
    last = lineage.last_batch(lineage.attempts[-1])
    first_attempt = lineage.attempts[0]
    if first_attempt.start_batch:
        judge.bad(0, f"the first attempt starts at batch {first_attempt.start_batch}")
    state, batches, unfinished = dictated.planner.start(), 0, 0
    for batch in range(last + 1):
        attempt = lineage.attempt_of(batch)
        if attempt is None:
            state = dictated.planner.seek(state, batch + 1, dictated.weights_at)
            continue
        given = lineage.delivered(attempt, batch)
        final = attempt is lineage.attempts[-1]
        if final and len(given) < attempt.world_size and not _goes_on(lineage, attempt, batch, given):
            unfinished = last + 1 - batch
            break
        _check_record(dictated, judge, state)
        counts, after = dictated.planner.step(state, dictated.weights_at(batch))
        row_ids = dictated.planner.batch(state, counts).row_ids(spec.cell_names)
        judge.rows(batch, row_ids, given, attempt.world_size)
        state, batches = after, batches + 1
    return AuditReport(
        run=str(run),
        plan_sha256=spec.sha256,
        attempts=lineage.attempts,
        batches=batches,
        rows=batches * spec.batch_size,
        documents=judge.documents,
        superseded=_superseded(lineage),
        unfinished=unfinished,
        windows=len(dictated.journal.records),
        problems=tuple(judge.problems),
        first_bad_batch=judge.first_bad,
    )


def _goes_on(lineage: Lineage, attempt: Attempt, batch: int, given: Mapping[int, list[Any]]) -> bool:
    """Whether a rank that lacks this batch was given a later one: then it is missing."""
    lacking = set(range(attempt.world_size)) - set(given)
    return any((attempt.attempt, rank) in lineage._next for rank in lacking)


def _check_record(dictated: Dictated, judge: _Judge, state: State) -> None:
    """Where a window closes, the journal's ordinals and credits are those of the plan."""
    window, rest = divmod(state.batch, dictated.spec.window)
    if rest or window == 0 or window > len(dictated.journal.records):
        return
    record = dictated.journal.records[window - 1]
    for name in ("ordinals", "credits"):
        if not np.array_equal(getattr(record, name), getattr(state, name)):
            judge.bad(state.batch, f"{name} in the journal's window {window - 1} are not those of the plan")


def _superseded(lineage: Lineage) -> int:
    """Batches that were given in an attempt and again in a later one."""
    total = 0
    for number, attempt in enumerate(lineage.attempts[:-1]):
        restart = min(each.start_batch for each in lineage.attempts[number + 1 :])
        total += max(0, lineage.last_batch(attempt) + 1 - max(restart, attempt.start_batch))
    return total


def _index_of(key: str, prefix: str) -> int | None:
    """The index in a key `<cell>-<split>-s<seed>-<index>-<genre>-<version>`."""
    rest = key[len(prefix) :].split("-", 2) if key.startswith(prefix) else []
    return int(rest[1]) if len(rest) == 3 and rest[1].isdigit() else None


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """Objects of a JSON lines file; lines torn by a kill are left out. No file: no lines."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        for line in file:
            try:
                value = json.loads(line)
            except ValueError:
                continue
            if line.endswith(b"\n") and isinstance(value, dict):
                yield value


def _read_json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as exc:
        raise StateError(f"{str(path)!r} is missing; is this the folder of a run?", field=path.name) from exc
    except ValueError as exc:
        raise StateError(f"{str(path)!r} is not JSON: {exc}", field=path.name) from exc
    if not isinstance(value, dict) or not {"plan", "plan_sha256"} <= set(value):
        raise StateError(f"{str(path)!r} holds no plan", field=path.name)
    return value
