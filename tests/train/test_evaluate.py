"""Evaluation: ratios with honest errors, documents scored as the contract aligns them, shared among ranks."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

import pyarrow as pa  # noqa: E402

from dataforge.errors import StateError  # noqa: E402
from dataforge.observe.rundir import RunDir, read_lines  # noqa: E402
from dataforge.recipe import Cell, LockCell  # noqa: E402
from dataforge.streaming.stream import Stream  # noqa: E402
from dataforge.train import checkpoint  # noqa: E402
from dataforge.train.config import RunConfig  # noqa: E402
from dataforge.train.distributed import World, process_group  # noqa: E402
from dataforge.train.evaluate import Exam, Scored, evaluate, evaluate_run, record, summarise  # noqa: E402
from dataforge.train.model import GPT, ModelConfig  # noqa: E402

CELLS = (LockCell("train", "code", 1, 9, 9, 9), LockCell("train", "mathematics", 12, 9, 9, 9))
TEXTS = ["a", "bb bb", "ccc ccc ccc", "d" * 40]


class FakeCorpus:
    """Four documents a cell; the last is too long for a row of 24 tokens. Floors are 3 bits each, but one is
    unknown."""

    def cells(self, split: str) -> tuple[LockCell, ...]:
        return CELLS

    def read(self, split: str, cell: Cell, first: int, count: int) -> pa.RecordBatch:
        rows = range(first, first + count)
        return pa.RecordBatch.from_pydict({
            "text": [TEXTS[i] for i in rows],
            "genre": [f"{cell.domain}-{'even' if i % 2 == 0 else 'odd'}@1" for i in rows],
            "bits_lo": [3 * 65536 for _ in rows],
            "floor": ["unknown" if i == 1 else "exact" for i in rows],
        })  # fmt: skip


def make_model() -> GPT:
    torch.manual_seed(0)
    return GPT(ModelConfig(vocab_size=259, seq_len=24, dim=16, num_layers=1, num_heads=2, positions="rotary"))


def run_evaluate(model: GPT, **exam: Any) -> dict[str, Any]:
    corpus: Any = FakeCorpus()
    with process_group() as world:
        return evaluate(model, corpus, Stream(batch_size=2, seq_len=24), Exam(documents=4, **exam), world)


def test_a_ratio_and_its_error() -> None:
    """Three documents by hand: sums over sums, and the linearised standard error over documents."""
    cell = Cell("code", 1)
    scored = [
        Scored(cell, "g@1", 10, 20.0, 10.0),
        Scored(cell, "g@1", 30, 30.0, 15.0),
        Scored(cell, "g@1", 20, 10.0, math.nan),
    ]
    figures = summarise(scored)
    assert tuple(figures[k] for k in ("documents", "tokens", "loss_nats", "floor_documents")) == (
        3,
        60,
        1.0,
        2,
    )
    assert figures["loss_se"] == pytest.approx(math.sqrt(3 / 2 * (10**2 + 0**2 + 10**2)) / 60)
    assert (figures["floor_nats"], figures["excess_nats"]) == (25 / 40, 25 / 40)
    assert figures["excess_se"] == pytest.approx(math.sqrt(2 * (3.75**2 + 3.75**2)) / 40)


def test_what_cannot_be_known_is_null() -> None:
    """No document, one document, no known floor: null instead of a number, and still JSON."""
    assert tuple(summarise([])[k] for k in ("documents", "loss_nats", "loss_se")) == (0, None, None)
    figures = summarise([Scored(Cell("code", 1), "g@1", 10, 20.0, math.nan)])
    assert tuple(figures[k] for k in ("loss_nats", "loss_se", "floor_nats", "excess_nats")) == (
        2.0,
        None,
        None,
        None,
    )
    json.dumps(figures, allow_nan=False)


def test_every_document_is_scored_as_if_alone() -> None:
    """Packed into rows, a document costs what it costs by itself: opening tag outside the loss, EOD inside,
    cut at T."""
    model = make_model()
    figures = run_evaluate(model)
    total, tokens = 0.0, 0
    for number in range(len(CELLS)):
        for text in TEXTS:
            ids = torch.tensor([[257 + number, *text.encode(), 256][:24]])
            labels = ids.clone()
            labels[0, 0] = -100
            total += model(ids, labels).double().sum().item()
            tokens += ids.shape[1] - 1
    assert (8, tokens) == (figures["documents"], figures["tokens"])
    assert figures["loss_nats"] == pytest.approx(total / tokens, abs=1e-6)
    assert figures["floor_documents"] == 4, "one floor of each cell is unknown, and one document is cut"
    known = 2 * (len(TEXTS[0]) + 1 + len(TEXTS[2]) + 1)
    assert figures["floor_nats"] == pytest.approx(4 * 3 * math.log(2) / known)
    assert model.training


def test_groups() -> None:
    """Domains, levels, cells and genres each divide all documents among themselves."""
    by = run_evaluate(make_model())["by"]
    assert list(by["domain"]) == ["code", "mathematics"]
    assert list(by["level"]) == ["1", "12"]
    assert list(by["cell"]) == ["code-l001", "mathematics-l012"]
    assert list(by["genre"]) == ["code-even@1", "code-odd@1", "mathematics-even@1", "mathematics-odd@1"]
    assert [sum(one["documents"] for one in group.values()) for group in by.values()] == [8, 8, 8, 8]


def test_row_counts_change_nothing() -> None:
    """The figures do not depend on how many rows are scored at a time, up to float addition."""
    model = make_model()
    assert run_evaluate(model, batch_rows=1)["loss_nats"] == pytest.approx(
        run_evaluate(model)["loss_nats"], abs=1e-6
    )


def test_ranks_share_the_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each rank scores every W-th cell, and what is gathered is summarised whole."""
    parts: list[list[Scored]] = []
    gather = torch.distributed.all_gather_object

    def gathered(everyone: list[Any], mine: list[Scored]) -> None:
        parts.append(mine)
        gather(everyone[:1], mine)
        everyone[:] = [parts[0], mine]

    monkeypatch.setattr("torch.distributed.all_gather_object", gathered)
    corpus: Any = FakeCorpus()
    model, stream = make_model(), Stream(batch_size=2, seq_len=24)
    with process_group() as world:
        for rank in (0, 1):
            share = World(rank=rank, size=2, device=world.device)
            figures = evaluate(model, corpus, stream, Exam(documents=4), share)
    assert [{"code"}, {"mathematics"}] == [{one.cell.domain for one in part} for part in parts]
    assert figures["documents"] == 8


def test_a_run_is_evaluated_from_its_checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`evaluate_run` loads config and weights from the folder, adds a line to eval.jsonl, and refuses a
    damaged checkpoint."""
    monkeypatch.setattr("dataforge.shards.corpus.open_corpus", lambda url: FakeCorpus())
    run, model = RunDir.create(tmp_path), make_model()
    stream = {"batch_size": 2, "seq_len": 24}
    run.config.write_text(RunConfig.from_dict({"corpus": "c", "steps": 1, "stream": stream}).canonical())
    with pytest.raises(StateError, match="cannot be evaluated: it has no checkpoint; train it first"):
        evaluate_run(tmp_path)
    with process_group():
        optimizer = torch.optim.AdamW(model.parameters())
        state = {"step": 5, "world_size": 1, "model": vars(model.config)}
        checkpoint.save(run, model, optimizer, state, keep=1)
    line = evaluate_run(tmp_path, documents=4)
    assert (5, "val", run_evaluate(model)["loss_nats"]) == (line["step"], line["split"], line["loss_nats"])
    assert [json.loads(json.dumps(line))] == list(read_lines(run.evaluations))


def test_lines_are_appended(tmp_path: Path) -> None:
    """Evaluations stand one after the other."""
    run = RunDir.create(tmp_path)
    for step in (1, 2):
        record(run, {"step": step, "loss_nats": np.float64(0.5)})
    assert [line["step"] for line in read_lines(run.evaluations)] == [1, 2]
