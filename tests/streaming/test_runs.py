"""Runs on disk: killed, resumed, audited, explained."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from dataforge.errors import JournalError, StateError, UsageError, WorldSizeError  # noqa: E402
from dataforge.streaming import StreamingLoader  # noqa: E402
from dataforge.streaming.audit import audit  # noqa: E402
from dataforge.streaming.explain import explain  # noqa: E402

from .fakes import FakeFinite, FakeVirtual  # noqa: E402
from .help import losses_of, stream  # noqa: E402

_CONSUMER = """
import json, sys
from pathlib import Path
from streaming.fakes import FakeFinite
from streaming.help import losses_of, stream
from dataforge.streaming import StreamingLoader
folder = Path(sys.argv[1])
what = stream(folder / "cache", policy="excess")
loader = StreamingLoader(FakeFinite(), what, run=folder / "run", num_workers=2)
for batch in loader:
    loader.observe(batch, losses_of(batch))
    if batch["batch_index"] % 4 == 3:
        state = folder / "state.tmp"
        state.write_text(json.dumps(loader.state_dict()))
        state.replace(folder / "state.json")
    print(batch["batch_index"], flush=True)
"""


def _drive(loader: StreamingLoader, batches: int) -> None:
    for batch in islice(loader, batches):
        loader.observe(batch, losses_of(batch))


def _run(folder: Path, batches: int = 12) -> Path:
    """A short finished run."""
    loader = StreamingLoader(FakeFinite(), stream(folder / "cache"), run=folder / "run")
    _drive(loader, batches)
    loader.close()
    return folder / "run"


def test_killed_consumer_resumes_and_the_audit_passes(tmp_path: Path) -> None:
    """A real consumer with workers is killed with SIGKILL and resumed: every batch is as dictated."""
    tests = str(Path(__file__).parent.parent)
    environment = {**os.environ, "PYTHONPATH": tests, "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(
        [sys.executable, "-c", _CONSUMER, str(tmp_path)], stdout=subprocess.PIPE, env=environment, text=True
    )
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= 22:
            process.send_signal(signal.SIGKILL)
            break
    process.stdout.close()
    process.wait()
    state = json.loads((tmp_path / "state.json").read_text())
    loader = StreamingLoader(
        FakeFinite(), stream(tmp_path / "cache", policy="excess"), run=tmp_path / "run", num_workers=1
    )
    loader.load_state_dict(state)
    assert loader.next_batch == state["next_batch"] >= 20
    _drive(loader, 12)
    loader.close()
    report = audit(tmp_path / "run")
    assert report.ok, str(report)
    assert report.batches == loader.next_batch
    assert [each.start_batch for each in report.attempts] == [0, state["next_batch"]]
    assert report.superseded >= 1
    assert len(report.attempts) == 2


def test_audit_over_world_sizes(tmp_path: Path) -> None:
    """Ranks of two lives with other world sizes; the lineage is judged batch by batch."""
    run, what = tmp_path / "run", stream(tmp_path / "cache", mode="documents")
    state = None
    for world_size, batches in ((2, 7), (3, 9)):
        loaders = [
            StreamingLoader(FakeVirtual(10**9), what, run=run, dp_rank=r, dp_world_size=world_size)
            for r in range(world_size)
        ]
        for rank, loader in enumerate(loaders):
            if state is not None:
                loader.load_state_dict(state)
            if rank:  # without torch.distributed only rank 0 numbers attempts: the others are told
                loader._attempt = loaders[0]._attempt
                loader._delivery = type(loaders[0]._delivery)(run, loaders[0]._attempt, rank)
            _drive(loader, batches)
        state = loaders[0].state_dict()
        for loader in loaders:
            loader.close()
    report = audit(run)
    assert (report.ok, report.batches, report.rows) == (True, 16, 16 * 24), str(report)
    assert report.documents == report.rows


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda rows: rows.pop(), "is missing"),
        (lambda rows: rows.append(list(rows[0])), "given twice"),
        (lambda rows: rows[3].__setitem__(1, rows[4][1]), "the journal dictates"),
        (lambda rows: rows[3].__setitem__(2, [*rows[4][2]]), "was given in row"),
        (
            lambda rows: rows[3].__setitem__(2, ["code-l001-train-s0-0000000000000009999-x-1"]),
            "not in its block",
        ),
    ],
)
def test_audit_finds_what_was_not_given_as_dictated(change: object, problem: str, tmp_path: Path) -> None:
    """A row missing, doubled, swapped, or read from elsewhere: the first bad batch is named."""
    run = _run(tmp_path)
    path = run / "delivery" / "a000-r000.jsonl"
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    change(lines[7]["rows"])  # type: ignore[operator]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    report = audit(run)
    assert (report.ok, report.first_bad_batch) == (False, 7)
    assert any(problem in each for each in report.problems), str(report)


def test_audit_finds_a_lost_batch(tmp_path: Path) -> None:
    """A batch in the middle that a rank never got is missing; lines at the end are unfinished."""
    run = _run(tmp_path)
    path = run / "delivery" / "a000-r000.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:5] + lines[6:]))
    assert audit(run).first_bad_batch == 5
    path.write_text("".join(lines[:9]) + lines[9][:20])
    report = audit(run)
    assert (report.ok, report.batches) == (True, 9)


def test_explain(tmp_path: Path) -> None:
    """Which decision, what each cell was owed, which rows and keys; for batches given and yet to come."""
    run = _run(tmp_path)
    told = explain(run, 10)
    lines = (run / "delivery" / "a000-r000.jsonl").read_text().splitlines()
    rows = json.loads(lines[10])["rows"]
    assert [[row.slot, row.row_id, list(row.keys)] for row in told.rows] == rows
    assert (told.window, told.attempt, sum(share.rows for share in told.shares)) == (0, 0, 24)
    assert "window 0" in str(told)
    assert explain(run, 13).attempt is None
    assert len(explain(run, 3, rank=0).rows) == 24
    with pytest.raises(UsageError, match="rank 1 does not exist"):
        explain(run, 3, rank=1)
    with pytest.raises(StateError, match="which the journal lacks"):
        explain(run, 900)
    with pytest.raises(StateError, match="is this the folder of a run"):
        explain(tmp_path / "cache", 0)


def test_recorded_windows_stand(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Resumed from before recorded windows, other losses change no decision; the drift is logged."""
    what = stream(tmp_path / "cache", policy="excess")
    loader = StreamingLoader(FakeFinite(), what, run=tmp_path / "run")
    _drive(loader, 7)
    state = loader.state_dict()
    _drive(loader, 20)
    loader.close()
    assert loader.journal is not None
    hashes = [record.hash for record in loader.journal.records]
    again = StreamingLoader(FakeFinite(), what, run=tmp_path / "run")
    again.load_state_dict(state)
    with caplog.at_level("INFO"):
        for batch in islice(again, 20):
            again.observe(batch, 2 * losses_of(batch))
    again.close()
    assert again.journal is not None
    assert [record.hash for record in again.journal.records][: len(hashes)] == hashes
    assert "drifted by" in caplog.text
    report = audit(tmp_path / "run")
    assert (report.ok, report.superseded, report.batches) == (True, 20, 27), str(report)


def test_bad_input_is_one_sentence(tmp_path: Path) -> None:
    """World sizes that do not divide, another plan, an edited journal, a state without its journal."""
    run = _run(tmp_path)
    corpus, what = FakeFinite(), stream(tmp_path / "cache")
    with pytest.raises(WorldSizeError, match="use one of: 1, 2, 3, 4, 6, 8, 12, 24"):
        StreamingLoader(corpus, what, dp_rank=0, dp_world_size=5)
    with pytest.raises(UsageError, match="belong together"):
        StreamingLoader(corpus, what, dp_rank=0)
    with pytest.raises(StateError, match="horizon is 4 there and 6 here"):
        StreamingLoader(corpus, stream(tmp_path / "cache", horizon=6), run=run)
    loader = StreamingLoader(corpus, what, run=run)
    _drive(loader, 12)
    state = loader.state_dict()
    loader.close()
    fresh = StreamingLoader(corpus, what, run=tmp_path / "other")
    with pytest.raises(StateError, match="another journal"):
        fresh.load_state_dict(state)
    lines = (run / "journal.jsonl").read_text().splitlines(keepends=True)
    (run / "journal.jsonl").write_text(lines[0] + lines[1].replace('"late":0', '"late":1') + lines[2])
    with pytest.raises(JournalError, match="window 0"):
        StreamingLoader(corpus, what, run=run)


def test_state_is_small_at_800_cells() -> None:
    """Plan, ordinals, credits and the sums of an open window, all 800 cells heard, stay below 64 KB."""
    import numpy as np

    from dataforge.curriculum.exact import normalise_q32
    from dataforge.plan import PlanSpec, State
    from dataforge.streaming.position import Position

    chance = np.random.RandomState(0)
    cells = tuple((domain, level) for domain in "abcdefgh" for level in range(1, 101))
    spec = PlanSpec(
        recipe_id="r" * 32,
        corpus_sha256="c" * 64,
        split="train",
        mode="tokens",
        seq_len=2048,
        cell_tag=True,
        tokenizer_sha256="t" * 64,
        batch_size=1024,
        block_documents=64,
        block_rows=16,
        group_blocks=4,
        window=20,
        horizon=64,
        lookahead=1,
        end="repeat",
        seed=0,
        policy="excess",
        cells=cells,
        mixture=tuple(normalise_q32(chance.randint(1, 10**6, 800).tolist())),
    )
    ordinals = chance.multinomial(1024 * 10**6, np.full(800, 1 / 800)).astype(np.int64)
    sums = chance.randint(0, 2**40, (801, 8)) >> np.array([0, 22, 34, 0, 0, 22, 40, 40])
    state = State(10**6, ordinals, chance.randint(-(2**32), 2**32, 800))
    data = Position(spec, state, 49999, {49999: sums}, "f" * 64).to_dict()
    assert len(json.dumps(data)) < 64_000
    back = Position.from_dict(data, spec)
    assert np.array_equal(back.sums[49999], sums)
    assert np.array_equal(back.state.credits, state.credits)


def test_no_files_are_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Boards and temporary journals go with their loader."""
    import gc
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    loader = StreamingLoader(FakeFinite(), stream(tmp_path / "cache"), num_workers=2)
    _drive(loader, 3)
    assert len(list((tmp_path / "tmp").glob("dataforge-*"))) == 2
    loader.close()
    del loader
    gc.collect()
    assert list((tmp_path / "tmp").glob("dataforge-*")) == []
