"""How far a model is from the floor, on documents that it was not trained on.

The first documents of every cell are read, packed into rows and scored, and each document's loss is set
against its own floor. A group (all, domain, level, cell, genre) reports sum(loss) / sum(tokens) and sum(loss
- floor) / sum(tokens), nats per token, with the standard error of a ratio of sums over documents (Cochran
1977, chapter 6): tokens of one document are not independent, documents are.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import torch
import torch.distributed as dist
from numpy.typing import NDArray
from torch import Tensor

from dataforge.errors import StateError, StorageError
from dataforge.observe.rundir import RunDir
from dataforge.plan.pack import pack
from dataforge.recipe import Cell, domain_rank
from dataforge.streaming.stream import Stream
from dataforge.streaming.tokens import load_tokenizer
from dataforge.train import checkpoint
from dataforge.train.config import RunConfig
from dataforge.train.distributed import World, on_rank_0, process_group
from dataforge.train.model import GPT, ModelConfig

if TYPE_CHECKING:
    from dataforge.shards.corpus import Corpus

__all__ = ["Exam", "Scored", "evaluate", "evaluate_run", "record", "summarise"]

NATS_PER_BIT_Q16 = math.log(2.0) / 65536.0


@dataclass(frozen=True, kw_only=True)
class Exam:
    """Which documents are scored, and how."""

    split: str = "val"
    documents: int = 16
    """a cell: its first ones"""
    batch_rows: int = 16
    dtype: torch.dtype = torch.float32


class Scored(NamedTuple):
    """A document and what it cost the model."""

    cell: Cell
    genre: str
    tokens: int
    loss_nats: float
    floor_nats: float
    """NaN when unknown: imported text, or cut at the row's end"""


class _Document(NamedTuple):
    cell: Cell
    genre: str
    tokens: NDArray[np.int64]
    """opening token, text, and EOD unless it was cut"""
    floor_nats: float


def evaluate(model: GPT, corpus: Corpus, stream: Stream, exam: Exam, world: World) -> dict[str, Any]:
    """Score a model; called by every rank, which share the cells out. Returns plain values, the same on all
    ranks (see `summarise`).

    `stream` is the one that the model was trained with: it says tokenizer, row length and cell tags.

    Raises UnknownNameError when the corpus has no such split.
    """
    mine = [cell for cell in corpus.cells(exam.split) if cell.documents][world.rank :: world.size]
    documents = (
        document
        for cell in mine
        for document in _read(corpus, stream, exam.split, cell.cell, min(exam.documents, cell.documents))
    )
    was_training = model.training
    model.eval()
    scored = list(_score(model, documents, exam, world.device))
    model.train(was_training)
    everyone: list[list[Scored]] = [[] for _ in range(world.size)]
    dist.all_gather_object(everyone, scored)
    return {"split": exam.split, **summarise([one for part in everyone for one in part])}


def summarise(scored: Sequence[Scored]) -> dict[str, Any]:
    """Losses of all documents, and `by` of those of each domain, level, cell and genre.

    Each: documents, tokens, loss_nats, loss_se, floor_nats, excess_nats, excess_se, floor_documents (those
    with a known floor, which alone make the floor and the excess). Nats per token; null where no document
    tells.
    """
    groups: dict[str, dict[str, list[Scored]]] = {
        kind: defaultdict(list) for kind in ("domain", "level", "cell", "genre")
    }
    for one in sorted(scored, key=lambda s: (domain_rank(s.cell.domain), s.cell.level, s.genre)):
        groups["domain"][one.cell.domain].append(one)
        groups["level"][str(one.cell.level)].append(one)
        groups["cell"][one.cell.name].append(one)
        groups["genre"][one.genre].append(one)
    by = {
        kind: {name: _figures(members) for name, members in group.items()} for kind, group in groups.items()
    }
    return {**_figures(scored), "by": by}


def _figures(scored: Sequence[Scored]) -> dict[str, Any]:
    tokens = np.array([s.tokens for s in scored], np.float64)
    loss = np.array([s.loss_nats for s in scored], np.float64)
    floor = np.array([s.floor_nats for s in scored], np.float64)
    known = ~np.isnan(floor)
    loss_nats, loss_se = _ratio(loss, tokens)
    excess_nats, excess_se = _ratio((loss - floor)[known], tokens[known])
    return {
        "documents": len(scored),
        "tokens": int(tokens.sum()),
        "loss_nats": loss_nats,
        "loss_se": loss_se,
        "floor_documents": int(known.sum()),
        "floor_nats": _ratio(floor[known], tokens[known])[0],
        "excess_nats": excess_nats,
        "excess_se": excess_se,
    }


def _ratio(values: NDArray[np.float64], tokens: NDArray[np.float64]) -> tuple[float | None, float | None]:
    """sum(values) / sum(tokens) and its standard error, which needs two documents."""
    n, total = len(values), float(tokens.sum())
    if not total:
        return None, None
    ratio = float(values.sum()) / total
    if n < 2:
        return ratio, None
    residual = values - ratio * tokens
    return ratio, math.sqrt(n / (n - 1) * float((residual * residual).sum())) / total


def _read(corpus: Corpus, stream: Stream, split: str, cell: Cell, count: int) -> Iterator[_Document]:
    """The first documents of a cell as the model sees them; a cell that was not in training opens with EOD,
    having no tag."""
    tokenizer = load_tokenizer(stream.tokenizer)
    tags = (
        {c.cell: tokenizer.vocab_size + i for i, c in enumerate(corpus.cells(stream.split))}
        if stream.cell_tag
        else {}
    )
    opening = tags.get(cell, tokenizer.eod)
    batch = corpus.read(split, cell, 0, count)
    columns = (batch.column(name).to_pylist() for name in ("genre", "bits_lo", "floor"))
    texts = tokenizer.encode(batch.column("text").to_pylist())
    for ids, genre, bits, kind in zip(texts, *columns, strict=True):
        tokens = np.concatenate(([opening], ids, [tokenizer.eod])).astype(np.int64)
        floor_nats = (
            math.nan if kind == "unknown" or tokens.size > stream.seq_len else bits * NATS_PER_BIT_Q16
        )
        yield _Document(cell, genre, tokens[: stream.seq_len], floor_nats)


def _score(model: GPT, documents: Iterable[_Document], exam: Exam, device: torch.device) -> Iterator[Scored]:
    """Losses of documents, packed into rows some at a time."""
    waiting = iter(documents)
    while batch := list(islice(waiting, 8 * exam.batch_rows)):
        rows = pack([d.tokens.size for d in batch], model.config.seq_len)
        for first in range(0, len(rows), exam.batch_rows):
            yield from _score_rows(
                model,
                [[batch[i] for i in row] for row in rows[first : first + exam.batch_rows]],
                exam,
                device,
            )


def _score_rows(
    model: GPT, rows: list[list[_Document]], exam: Exam, device: torch.device
) -> Iterator[Scored]:
    """One forward pass; losses are summed by document in float64."""
    shape = (len(rows), model.config.seq_len)
    ids, positions, numbers = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    labels = np.full(shape, -100, np.int64)
    for r, row in enumerate(rows):
        start = 0
        for number, document in enumerate(row, 1):
            end = start + document.tokens.size
            ids[r, start:end], positions[r, start:end], numbers[r, start:end] = (
                document.tokens,
                np.arange(end - start),
                number,
            )
            labels[r, start + 1 : end] = document.tokens[1:]
            start = end
    with (
        torch.inference_mode(),
        torch.autocast(device.type, exam.dtype, enabled=exam.dtype is not torch.float32),
    ):
        losses: Tensor = model(*(torch.from_numpy(a).to(device) for a in (ids, labels, positions, numbers)))
    sums = torch.zeros(len(rows), int(numbers.max()) + 1, dtype=torch.float64)
    sums.scatter_add_(1, torch.from_numpy(numbers), losses.cpu().double())
    for r, row in enumerate(rows):
        for number, document in enumerate(row, 1):
            yield Scored(
                document.cell,
                document.genre,
                document.tokens.size - 1,
                float(sums[r, number]),
                document.floor_nats,
            )


def evaluate_run(path: str | Path, *, split: str = "", documents: int = 0) -> dict[str, Any]:
    """Score a run's latest checkpoint, as `dataforge eval RUN` does; adds a line to eval.jsonl and returns
    it.

    `split` and `documents` (a cell) default to the run config's. Raises StateError when there is no
    checkpoint, or it is damaged.
    """
    from dataforge.shards.corpus import open_corpus

    run = RunDir.open(path)
    config = RunConfig.load(run.config)
    folder = run.checkpoints / (run.latest_checkpoint() or "none")
    with process_group() as world:
        fault = on_rank_0(lambda: checkpoint.damage(folder))
        if fault:
            raise StateError(f"run {str(path)!r} cannot be evaluated: {_which(folder, fault)}")
        state = checkpoint.read_state(folder)
        model = GPT(ModelConfig(**state["model"])).to(world.device)
        checkpoint.load_model(folder, model)
        exam = Exam(
            split=split or config.eval_split, documents=documents or config.eval_documents or Exam.documents
        )
        line = {
            "step": state["step"],
            **evaluate(model, open_corpus(config.corpus), config.stream, exam, world),
        }
        on_rank_0(lambda: record(run, line))
    return line


def _which(folder: Path, fault: str) -> str:
    """What stands in the way, and the way out."""
    if not folder.is_dir():
        return "it has no checkpoint; train it first"
    return f"checkpoint {folder.name}: {fault}; train on with `--set resume=fallback`, from the one before"


def record(run: RunDir, line: dict[str, Any]) -> None:
    """Append an evaluation to eval.jsonl. Raises StorageError."""
    try:
        with run.evaluations.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
    except OSError as exc:
        raise StorageError(str(run.evaluations), exc) from exc
