"""StreamingDataset: the batches of one rank, in order, exact with any number of workers.

Worker k of n yields batches start + k, start + k + n, ...; torch's DataLoader asks its workers in turn, so
batches come out in order. Every worker steps the whole plan (microseconds a batch) and reads only the rows
of its own batches.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.utils.data import IterableDataset, get_worker_info

from dataforge.cache import Tiers
from dataforge.errors import ForgeError, UsageError, WorldSizeError
from dataforge.plan.planner import BatchRows, Planner, State
from dataforge.shards.corpus import Corpus, open_corpus
from dataforge.streaming.board import BoardReader, Decisions, Fixed, WriterGone
from dataforge.streaming.carry import Carried
from dataforge.streaming.position import Position
from dataforge.streaming.rows import RowSource
from dataforge.streaming.sidecar import make_orders
from dataforge.streaming.stream import Stream, plan_spec
from dataforge.streaming.tokens import Tokenizer, load_tokenizer

__all__ = ["StreamingDataset"]

log = logging.getLogger(__name__)

_CACHE_FOLDER = "dataforge"


class StreamingDataset(IterableDataset[Any]):
    """Batches of a stream for one rank: dicts as docs/reference/contracts/batch.md says.

    Use it in `torch.utils.data.DataLoader(dataset, batch_size=None, num_workers=n)`: batches are whole
    already. Alone it serves the first mixture for ever; a policy that follows the loss needs
    `StreamingLoader`.

    Args:
        corpus: a corpus, or what `open_corpus` opens.
        stream: what to stream.
        dp_rank, dp_world_size: which share of every batch; default: torch.distributed's, or 0 of 1.

    Raises:
        WorldSizeError: the world size does not divide the batch; names those that do.
        RecipeError, UnknownNameError: a field of the stream is wrong.
        UsageError: rank out of range.
    """

    def __init__(
        self,
        corpus: Corpus | str | Path,
        stream: Stream,
        *,
        dp_rank: int | None = None,
        dp_world_size: int | None = None,
    ) -> None:
        super().__init__()
        self.corpus = corpus if isinstance(corpus, Corpus) else open_corpus(corpus)
        self.stream = stream
        self.dp_rank, self.dp_world_size = _place(dp_rank, dp_world_size, stream.batch_size)
        self.tokenizer: Tokenizer | None = (
            load_tokenizer(stream.tokenizer) if stream.mode == "tokens" else None
        )
        self.spec = plan_spec(self.corpus, stream, self.tokenizer)
        self.cache_dir = _cache_dir(stream)
        self._make_source()
        place = getattr(self.corpus, "place", None)
        beside = [place.folder] if place is not None and place.folder is not None else []
        self.planner = Planner(self.spec, make_orders(self.source, [*beside, self.cache_dir]))
        self.board: Path | None = None
        self._start = self.planner.start()

    @property
    def vocab_size(self) -> int:
        """Rows of a model's embedding: the tokenizer's ids, and a tag a cell. 0 in document mode."""
        if self.tokenizer is None:
            return 0
        return self.tokenizer.vocab_size + (len(self.spec.cells) if self.spec.cell_tag else 0)

    @property
    def cells(self) -> tuple[tuple[str, int], ...]:
        """(domain, level) of every cell; a batch's `cell` indexes it."""
        return self.spec.cells

    def start_at(self, state: State) -> None:
        """Where the next iteration starts."""
        self._start = state

    def state_dict(self, after: int) -> dict[str, Any]:
        """Where to go on after batch `after`, when the dataset is used alone: small, JSON-able."""
        base = self._start if self._start.batch <= after + 1 else self.planner.start()
        state = self.planner.seek(base, after + 1, Fixed(self.spec.mixture).weights_at)
        return Position(self.spec, state).to_dict()

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on where `state_dict` was taken, at any world size and worker count."""
        self._start = Position.from_dict(state, self.spec).state

    def __iter__(self) -> Iterator[Any]:
        info = get_worker_info()
        worker, num_workers = (info.id, info.num_workers) if info is not None else (0, 1)
        state, first = self._start, self._start.batch
        try:
            decisions = self._decisions()
            while True:
                counts, after = self.planner.step(state, decisions.weights_at(state.batch))
                if self.planner.exhausted(state, counts) is not None:
                    return
                if (state.batch - first) % num_workers == worker:
                    batch = self.collate(self.planner.batch(state, counts, self.dp_rank, self.dp_world_size))
                    yield batch if self.board is None else (batch, worker, self.source.tiers.stats())
                state = after
        except WriterGone:
            log.debug("worker %d of %d: the trainer's process has ended", worker, num_workers)
        except ForgeError as exc:
            if self.board is None or info is None:
                raise
            yield Carried.of(exc)  # torch would raise it as a RuntimeError, with a traceback for a message

    def collate(self, rows: BatchRows) -> dict[str, Any]:
        """Read rows of the plan: a batch, or this rank's share of one."""
        return self._token_batch(rows) if self.spec.mode == "tokens" else self._document_batch(rows)

    def _decisions(self) -> Decisions:
        if self.board is not None:
            return BoardReader(self.board, self.spec.window, self.spec.horizon, self.stream.wait_s)
        if self.spec.policy != "static":
            raise UsageError(
                f"policy {self.spec.policy!r} follows the loss, which a plain DataLoader does not hear; "
                "use StreamingLoader, or policy 'static'"
            )
        return Fixed(self.spec.mixture)

    def _token_batch(self, rows: BatchRows) -> dict[str, Any]:
        spec, tokenizer = self.spec, self.tokenizer
        assert tokenizer is not None, "token mode has a tokenizer"
        shape = (rows.slots.size, spec.seq_len)
        ids = np.full(shape, tokenizer.eod, np.int64)
        labels = np.full(shape, -100, np.int64)
        positions = np.zeros(shape, np.int64)
        documents = np.zeros(shape, np.int32)
        keys, floors = [], []
        places = zip(rows.cells.tolist(), rows.blocks.tolist(), rows.rows.tolist(), strict=True)
        for i, (cell, block, row) in enumerate(places):
            found = self.source.token_row(cell, block, row)
            opening = tokenizer.vocab_size + cell if spec.cell_tag else tokenizer.eod
            at = 0
            for number, tokens in enumerate(found.tokens, start=1):
                end = min(at + tokens.size + 2, spec.seq_len)  # a cut document has no room for its EOD
                ids[i, at] = opening
                ids[i, at + 1 : at + 1 + tokens.size] = tokens
                labels[i, at + 1 : end] = ids[i, at + 1 : end]
                positions[i, at:end] = np.arange(end - at)
                documents[i, at:end] = number
                at = end
            keys.append(found.keys)
            floors.append(found.floor_q24)
        return {
            "input_ids": torch.from_numpy(ids),
            "labels": torch.from_numpy(labels),
            "position_ids": torch.from_numpy(positions),
            "document_ids": torch.from_numpy(documents),
            "loss_tokens": torch.from_numpy((labels != -100).sum(1)),
            "keys": keys,
            **self._common(rows, floors),
        }

    def _document_batch(self, rows: BatchRows) -> dict[str, Any]:
        places = zip(rows.cells.tolist(), rows.blocks.tolist(), rows.rows.tolist(), strict=True)
        found = [self.source.document_row(*place) for place in places]
        return {
            "text": [each.text for each in found],
            "records": [each.record for each in found],
            "keys": [[each.key] for each in found],
            **self._common(rows, [each.floor_q24 for each in found]),
        }

    def _common(self, rows: BatchRows, floors: list[int]) -> dict[str, Any]:
        floor: NDArray[np.int64] = np.array(floors, np.int64)
        return {
            "cell": torch.from_numpy(rows.cells.copy()),
            "floor_q24": torch.from_numpy(floor),
            "floor_nats": torch.from_numpy(np.where(floor < 0, np.nan, floor / float(1 << 24))),
            "row_id": rows.row_ids(self.spec.cell_names),
            "batch_index": rows.batch,
            "slots": torch.from_numpy(rows.slots.copy()),
        }

    def _make_source(self) -> None:
        tiers = Tiers.of(self.stream.memory_bytes, self.cache_dir / "blocks", self.stream.disk_bytes)
        self.source = RowSource(self.corpus, self.spec, self.tokenizer, tiers)

    def __getstate__(self) -> dict[str, Any]:
        state = {key: value for key, value in vars(self).items() if key not in ("source", "planner")}
        return state | {"orders": self.planner.orders}

    def __setstate__(self, state: dict[str, Any]) -> None:
        orders = state.pop("orders")
        vars(self).update(state)
        self._make_source()
        self.planner = Planner(self.spec, orders)


def _cache_dir(stream: Stream) -> Path:
    if stream.cache_dir is not None:
        return Path(stream.cache_dir)
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(home).expanduser() / _CACHE_FOLDER


def _place(dp_rank: int | None, dp_world_size: int | None, batch_size: int) -> tuple[int, int]:
    """(rank, world size) as given, or torch.distributed's, or 0 of 1."""
    if (dp_rank is None) != (dp_world_size is None):
        raise UsageError("dp_rank and dp_world_size belong together; give both or neither")
    if dp_rank is None or dp_world_size is None:
        distributed = torch.distributed.is_available() and torch.distributed.is_initialized()
        dp_rank = torch.distributed.get_rank() if distributed else 0
        dp_world_size = torch.distributed.get_world_size() if distributed else 1
    if dp_world_size < 1 or batch_size % dp_world_size:
        raise WorldSizeError(dp_world_size, batch_size)
    if not 0 <= dp_rank < dp_world_size:
        raise UsageError(f"dp_rank {dp_rank} is not within a world of {dp_world_size}")
    return dp_rank, dp_world_size
