"""Why does batch b hold what it holds? From the run folder alone: no corpus, no torch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dataforge.errors import UsageError, WorldSizeError
from dataforge.streaming.audit import Dictated, Lineage

__all__ = ["CellShare", "ExplainedRow", "Explanation", "explain"]


@dataclass(frozen=True)
class CellShare:
    """One cell's part of a batch.

    Attributes:
        weight: in force, of 1.
        owed_rows: what the cell was owed before the batch: its credit and weight * B.
        rows: what it got.
        first_ordinal: of these among all rows ever taken from the cell.
    """

    cell: str
    weight: float
    owed_rows: float
    rows: int
    first_ordinal: int

    def __str__(self) -> str:
        got = f"owed {self.owed_rows:.3f} rows, got {self.rows} from ordinal {self.first_ordinal}"
        return f"  {self.cell:24s} weight {self.weight:.4f}, {got}"


@dataclass(frozen=True)
class ExplainedRow:
    """A row: its place, and the keys that were read for it, empty when it was not given yet."""

    slot: int
    rank: int
    row_id: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """A batch explained.

    Attributes:
        window: whose decision was in force; -1 for the plan's first mixture.
        decision_hash: of that window's journal record, "" for the first mixture.
        attempt: that the batch belongs to; None when no attempt reached it.
        shares: cells that have rows in it.
        rows: of all ranks, or of the rank asked for.
    """

    batch: int
    window: int
    decision_hash: str
    attempt: int | None
    world_size: int
    shares: tuple[CellShare, ...]
    rows: tuple[ExplainedRow, ...]

    def __str__(self) -> str:
        if self.window < 0:
            why = "the plan's first mixture is in force"
        else:
            why = f"the decision of window {self.window} ({self.decision_hash[:12]}) is in force"
        life = (
            f"attempt {self.attempt}, {self.world_size} ranks"
            if self.attempt is not None
            else "not given yet"
        )
        lines = [f"batch {self.batch}: {why}; {life}"]
        lines += [str(share) for share in self.shares]
        lines += [f"  slot {r.slot} rank {r.rank}: {r.row_id} {' '.join(r.keys)}".rstrip() for r in self.rows]
        return "\n".join(lines)


def explain(run: str | Path, batch: int, rank: int | None = None) -> Explanation:
    """Which decision was in force at a batch, what every cell was owed and got, and which rows these are.

    Args:
        run: the run folder.
        batch: any that the journal's decisions reach, given already or not.
        rank: only this rank's rows.

    Raises:
        StateError: the batch needs a decision that the journal lacks, or this is no run folder.
        UsageError: batch or rank is out of range.
    """
    if batch < 0:
        raise UsageError(f"batch {batch} does not exist; batches are numbered from 0")
    dictated, lineage = Dictated(run), Lineage.of(run)
    spec, attempt = dictated.spec, lineage.attempt_of(batch)
    state, weights = dictated.state_at(batch), dictated.weights_at(batch)
    counts, _ = dictated.planner.step(state, weights)
    given = lineage.delivered(attempt, batch) if attempt is not None else {}
    world_size = attempt.world_size if attempt is not None else lineage.attempts[-1].world_size
    if spec.batch_size % world_size:
        raise WorldSizeError(world_size, spec.batch_size)
    if rank is not None and not 0 <= rank < world_size:
        raise UsageError(f"rank {rank} does not exist: batch {batch} was given to {world_size} ranks")
    keys = {slot: tuple(found) for rows in given.values() for slot, _, found in rows}
    plan = dictated.planner.batch(state, counts)
    rows = [
        ExplainedRow(slot, slot % world_size, row_id, keys.get(slot, ()))
        for slot, row_id in enumerate(plan.row_ids(spec.cell_names))
    ]
    owed = (state.credits + weights * spec.batch_size) / 2**32
    shares = [
        CellShare(
            spec.cell_names[k],
            int(weights[k]) / 2**32,
            float(owed[k]),
            int(counts[k]),
            int(state.ordinals[k]),
        )
        for k in np.flatnonzero(counts).tolist()
    ]
    window = dictated.window_at(batch)
    return Explanation(
        batch=batch,
        window=window,
        decision_hash=dictated.journal.records[window].hash if window >= 0 else "",
        attempt=attempt.attempt if attempt is not None and given else None,
        world_size=world_size,
        shares=tuple(shares),
        rows=tuple(row for row in rows if rank is None or row.rank == rank),
    )
