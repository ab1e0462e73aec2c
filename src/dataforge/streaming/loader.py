"""StreamingLoader: batches for a training loop, in a mixture that follows its losses, resumable anywhere."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from torch import Tensor
from torch.utils.data import DataLoader

from dataforge.curriculum.journal import Journal
from dataforge.errors import UsageError
from dataforge.plan.planner import State
from dataforge.plan.spec import PlanSpec
from dataforge.shards.corpus import Corpus
from dataforge.streaming.board import BoardWriter
from dataforge.streaming.carry import Carried
from dataforge.streaming.dataset import StreamingDataset
from dataforge.streaming.delivery import Delivery, begin_attempt, write_plan
from dataforge.streaming.feedback import Losses
from dataforge.streaming.ledger import Ledger
from dataforge.streaming.position import Position
from dataforge.streaming.ranks import Ranks
from dataforge.streaming.stream import Stream

__all__ = ["StreamingLoader"]

_KNOWN_STATES = 64  # how far behind the last batch handed out `state_dict(after=...)` may lie


class StreamingLoader:
    """Iterates over the batches of this rank, from where it stands on.

        loader = StreamingLoader("corpus/", Stream(batch_size=24, seq_len=512, policy="excess"), run="run/")
        for batch in loader:
            losses = ...                     # [b, T], aligned with batch["labels"]
            loader.observe(batch, losses.detach())
            ...
            state = loader.state_dict()      # into the checkpoint

    Global batch b holds the same rows in the same order whatever the world size, worker count or history of
    crashes, given the same plan and journal. Where torch.distributed is initialised, making a loader,
    iterating, `state_dict` and `load_state_dict` are collective: every process does them, in the same order.

    Args:
        corpus: a corpus, or the path of a corpus folder, recipe or lock.
        stream: what to stream.
        run: the run folder, which gets plan, journal, attempts and delivery records. None: nothing is
            written, and states carry the journal, which grows with the run.
        num_workers: processes that read ahead; 0 reads in this one.
        dp_rank, dp_world_size: this process's share; default: torch.distributed's, or 0 of 1.

    Raises:
        WorldSizeError: the world size does not divide the batch; names those that do.
        StateError: the run folder belongs to another plan; names the first field that differs.
        JournalError: its journal is not whole; names the first bad window.
    """

    def __init__(
        self,
        corpus: Corpus | str | Path,
        stream: Stream,
        *,
        run: str | Path | None = None,
        num_workers: int = 0,
        dp_rank: int | None = None,
        dp_world_size: int | None = None,
    ) -> None:
        if num_workers < 0:
            raise UsageError(f"num_workers must be 0 or more, got {num_workers}")
        self.dataset = StreamingDataset(corpus, stream, dp_rank=dp_rank, dp_world_size=dp_world_size)
        self.stream, self.num_workers = stream, num_workers
        self.run = None if run is None else Path(run)
        self.ranks = Ranks(self.dataset.dp_rank, self.dataset.dp_world_size)
        self._ledger = Ledger(self.spec, self.ranks, self.run)
        self._writes = self.run is not None and (self.ranks.keeper or not self.ranks.alone)
        if self.run is not None and self._writes:
            run, orders = self.run, self.dataset.planner.orders
            self.ranks.on_keeper(lambda: write_plan(run, self.spec, orders))
        self._cache: dict[int, dict[str, dict[str, int]]] = {}
        self._batches: Iterator[dict[str, Any]] | None = None
        self._delivery: Delivery | None = None
        self._attempt: int | None = None
        self._stand_at(self.dataset.planner.start())

    @property
    def spec(self) -> PlanSpec:
        """The plan spec; its `sha256` is the run's identity."""
        return self.dataset.spec

    @property
    def cells(self) -> tuple[tuple[str, int], ...]:
        """(domain, level) of every cell; a batch's `cell` indexes it."""
        return self.spec.cells

    @property
    def vocab_size(self) -> int:
        """Rows of a model's embedding: token ids and cell tags; 0 in document mode."""
        return self.dataset.vocab_size

    @property
    def journal(self) -> Journal | None:
        """The journal, on the process that keeps it (global rank 0); None on the others."""
        return self._ledger.journal

    @property
    def next_batch(self) -> int:
        """Number of the batch that is handed out next."""
        return self._state.batch

    def cache_stats(self) -> dict[str, dict[str, int]]:
        """Tier -> hits, misses and more (`cache.tier.TierStats`) of this rank's readers."""
        total: dict[str, dict[str, int]] = {}
        for tiers in self._cache.values():
            for tier, counts in tiers.items():
                mine = total.setdefault(tier, dict.fromkeys(counts, 0))
                for name, count in counts.items():
                    mine[name] += count
        return total

    def weights(self) -> dict[str, float]:
        """The mixture in force at the next batch by cell name, sum 1. Collective: may close a window."""
        self._ledger.close_until(self._state.batch // self.spec.window, self._state)
        values = self._ledger.weights_at(self._state.batch)
        return {name: int(w) / 2**32 for name, w in zip(self.spec.cell_names, values, strict=True)}

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Batches from `next_batch` on; leaving the loop and iterating again goes on where it was left."""
        self._end_iteration()
        self._batches = self._iterate()
        return self._batches

    def observe(
        self,
        batch: Mapping[str, Any],
        losses: Losses | None = None,
        successes: Sequence[Tensor] | None = None,
    ) -> None:
        """Report the losses of a batch, or of some of its rows. Any subset of ranks may call it.

        Args:
            batch: as handed out, or a dict of sliced tensors with the same `batch_index`: needs `cell`,
                `floor_q24`, `batch_index`, and `labels` for losses per token.
            losses: nats. Float [b, T] aligned with `labels`, or [b, T-1] without the first column, or a pair
                (sum_b, count_b). Values where labels is -100 are ignored; what is not finite, negative or
                above 1024 nats a token is counted and not used. Rounded to 2^-24 nat a token, then only
                added.
            successes: a pair (successes_b, attempts_b) of integers, for tasks that are scored.

        Each row is reported once: under tensor or pipeline parallelism by one process of those that hold it.

        Raises:
            UsageError: shapes do not fit.
        """
        self._ledger.open.observe(batch, losses, successes)

    def state_dict(self, after: int | None = None) -> dict[str, Any]:
        """Where to go on: a small dict of strings, ints and dicts, the same on every rank. Collective.

        Args:
            after: the last batch that was trained on, where the training loop fetches ahead of itself
                (Accelerate does by one); None: the last batch handed out.

        Raises:
            UsageError: `after` was not handed out yet, or too long ago.
        """
        batch = self._state.batch if after is None else after + 1
        state = next((each for each in self._recent if each.batch == batch), None)
        if state is None:
            raise UsageError(
                f"no state after batch {batch - 1}: batches up to {self._state.batch - 1} were handed out, "
                f"of which the last {_KNOWN_STATES} are known"
            )
        return self._ledger.position(state).to_dict()

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on where a state was taken, at any world size and worker count. Collective.

        Windows that the journal holds beyond the state stand: their batches are served again as they were,
        and how far the losses drift is logged.

        Raises:
            StateError: the state belongs to another run; names the first field that differs.
        """
        position = Position.from_dict(state, self.spec)
        self._end_iteration()
        self._ledger.move_to(position)
        self._attempt = None
        self._stand_at(position.state)

    def close(self) -> None:
        """End the workers and close files; the loader can be iterated again."""
        self._end_iteration()
        if self._delivery is not None:
            self._delivery.close()
            self._delivery, self._attempt = None, None

    def _stand_at(self, state: State) -> None:
        self._state = state
        self._recent: deque[State] = deque([state], maxlen=_KNOWN_STATES)

    def _iterate(self) -> Iterator[dict[str, Any]]:
        self._begin()
        planner, window = self.dataset.planner, self.spec.window
        self._ledger.close_until(self._state.batch // window, self._state)
        board = BoardWriter(len(self.cells))
        source: Iterator[Any] | None = None
        try:
            for known, weights in self._ledger.pending(self._state.batch):
                board.post(known, weights)
            self._ledger.on_decision = board.post
            self.dataset.board = board.path
            self.dataset.start_at(self._state)
            source = self._source()
            while True:
                self._ledger.close_until(self._state.batch // window, self._state)
                counts, after = planner.step(self._state, self._ledger.weights_at(self._state.batch))
                if planner.exhausted(self._state, counts) is not None:
                    return
                found = next(source)
                if isinstance(found, Carried):
                    raise found.unpack()
                batch, worker, self._cache[worker] = found
                if batch["batch_index"] != self._state.batch:
                    raise RuntimeError(f"batch {batch['batch_index']} came where {self._state.batch} was due")
                if self._delivery is not None:
                    self._delivery.write(batch)
                self._state = after
                self._recent.append(after)
                yield batch
        finally:
            board.close()  # first: a worker that waits for a decision stops at once
            del source  # ends the workers
            self._ledger.on_decision = None
            self.dataset.board = None

    def _source(self) -> Iterator[Any]:
        if self.num_workers == 0:
            return iter(self.dataset)
        return iter(DataLoader(self.dataset, batch_size=None, num_workers=self.num_workers))

    def _begin(self) -> None:
        """Note a new attempt, once after each change of position. Collective the first time."""
        if self.run is None or not self._writes or self._attempt is not None:
            return
        run, start, world = self.run, self._state.batch, self.dataset.dp_world_size
        self._attempt = self.ranks.on_keeper(lambda: begin_attempt(run, start, world, self.num_workers))
        if self._delivery is not None:
            self._delivery.close()
        self._delivery = Delivery(run, self._attempt, self.dataset.dp_rank) if self.ranks.delivers else None

    def _end_iteration(self) -> None:
        if self._batches is not None:
            batches, self._batches = self._batches, None
            batches.close()  # type: ignore[attr-defined]
