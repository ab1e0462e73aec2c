"""The loop on a loader whose every batch is known: gradients, resume, signals, faults."""

from __future__ import annotations

import json
import math
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from dataforge.errors import ForgeError, OutputExistsError, StateError, WorldSizeError  # noqa: E402
from dataforge.observe.metrics import METRICS, read_metrics  # noqa: E402
from dataforge.train.config import RunConfig  # noqa: E402
from dataforge.train.loop import train  # noqa: E402

from . import fakes  # noqa: E402

BASE: dict[str, Any] = {
    "corpus": "none",
    "model": {"preset": "tiny", "dim": 32, "num_layers": 2, "num_heads": 2},
    "stream": {"batch_size": 8, "seq_len": 48},
    "optimizer": {"learning_rate": 3e-3, "warmup_steps": 2},
    "steps": 3,
    "checkpoint_every": 0,
    "eval_documents": 0,
    "metrics_port": None,
}


def config(run: Path, **changes: Any) -> RunConfig:
    return RunConfig.from_dict({**BASE, "run": str(run), **changes})


def fake_train(config: RunConfig, fault: str = "") -> tuple[Any, fakes.FakeLoader]:
    """Train in this process; returns (report, the loader)."""
    loaders: list[fakes.FakeLoader] = []

    def make(config: RunConfig, world: Any) -> fakes.FakeLoader:
        loaders.append(fakes.FakeLoader(config.stream.batch_size, config.stream.seq_len, fault=fault))
        return loaders[0]

    return train(config, make_loader=make), loaders[0]


def in_processes(count: int, config: RunConfig, out: Path, fault: str = "") -> list[dict[str, Any]]:
    """Train with `count` gloo processes, set up as torchrun sets them up; returns what each rank did."""
    path = out.with_suffix(".yaml")
    path.write_text(config.canonical())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    meeting = {
        "WORLD_SIZE": str(count),
        "MASTER_ADDR": "127.0.0.1",
        "MASTER_PORT": str(port),
        "OMP_NUM_THREADS": "1",
    }
    ranks = [
        subprocess.Popen(
            [sys.executable, fakes.__file__, str(path), str(out), fault],
            env={**os.environ, **meeting, "RANK": str(rank), "LOCAL_RANK": str(rank)},
            stderr=subprocess.PIPE,
            text=True,
        )
        for rank in range(count)
    ]
    try:
        said = [rank.communicate(timeout=60)[1] for rank in ranks]
    finally:
        for rank in ranks:
            rank.kill()
            rank.communicate()
    assert [0] * count == [rank.returncode for rank in ranks], "\n".join(said)[-3000:]
    return [json.loads(Path(f"{out}-{rank}.json").read_text()) for rank in range(count)]


def losses(run: Path) -> list[float]:
    return [line["loss_nats"] for line in read_metrics(run / "metrics.jsonl")]


def norms(run: Path) -> list[float]:
    """Gradient norms: AdamW would hide a gradient that is twice too large, these don't."""
    return [line["grad_norm"] for line in read_metrics(run / "metrics.jsonl")]


def test_micro_batches_change_nothing(tmp_path: Path) -> None:
    """Three pieces of 3, 3 and 2 rows give the same run as all 8 rows at once, to 5e-7."""
    fake_train(config(tmp_path / "whole"))
    fake_train(config(tmp_path / "pieces", micro_batch=3))
    assert losses(tmp_path / "pieces") == pytest.approx(losses(tmp_path / "whole"), abs=5e-7)
    assert norms(tmp_path / "pieces") == pytest.approx(norms(tmp_path / "whole"), rel=1e-5)
    assert losses(tmp_path / "whole")[2] < losses(tmp_path / "whole")[0]


def test_two_processes_are_one(tmp_path: Path) -> None:
    """DDP over two gloo processes gives the losses of one process to 5e-7 over 3 steps, and deals out each
    row once."""
    fake_train(config(tmp_path / "one"))
    ranks = in_processes(2, config(tmp_path / "two", micro_batch=3), tmp_path / "out")
    assert losses(tmp_path / "two") == pytest.approx(losses(tmp_path / "one"), abs=5e-7)
    assert norms(tmp_path / "two") == pytest.approx(norms(tmp_path / "one"), rel=1e-5)
    assert sorted(f"{b}:{s}" for b in range(3) for s in range(8)) == sorted(
        ranks[0]["given"] + ranks[1]["given"]
    )


def test_every_line_has_the_frozen_names(tmp_path: Path) -> None:
    """A line of metrics.jsonl holds frozen names and its place, no others; loss is the mean over loss
    tokens."""
    _, loader = fake_train(config(tmp_path / "run"))
    lines = read_metrics(tmp_path / "run" / "metrics.jsonl")
    assert [line["step"] for line in lines] == [1, 2, 3]
    assert [line["batch"] for line in lines] == [0, 1, 2]
    assert {*METRICS, "step", "batch", "attempt", "time_s"} == set(lines[0])
    tokens = sum(int(fakes.make_batch(b, 8, 48)["loss_tokens"].sum()) for b in range(3))
    assert tokens == lines[-1]["tokens_total"]
    assert lines[0]["loss_nats"] == pytest.approx(math.log(259) + 0.02**2 * 768 / 2, abs=0.08)
    assert lines[0]["domain_floor_nats"]["code"] == pytest.approx(0.25)
    assert [(b, [8, 48]) for b in range(3)] == loader.observed


@pytest.mark.parametrize("before", [1, 2])
def test_resume_at_another_world_size(tmp_path: Path, before: int) -> None:
    """Stopped after 3 steps and gone on with 2 -> 1 or 1 -> 2 processes: same documents, same losses to
    2e-6."""
    fake_train(config(tmp_path / "straight", steps=6, checkpoint_every=3))
    schedule = {"steps": 6, "checkpoint_every": 3}
    first = in_processes(before, config(tmp_path / "run", **schedule), tmp_path / "a", "sigterm@2")
    second = in_processes(3 - before, config(tmp_path / "run", **schedule), tmp_path / "b")
    assert (first[0]["step"], first[0]["preempted"]) == (3, True)
    assert (second[0]["step"], second[0]["preempted"]) == (6, False)
    expected = sorted(f"{b}:{s}" for b in range(3, 6) for s in range(8))
    assert expected == sorted(row for rank in second for row in rank["given"])
    assert losses(tmp_path / "run") == pytest.approx(losses(tmp_path / "straight"), abs=2e-6)


def test_resume_in_one_process_is_exact(tmp_path: Path) -> None:
    """With dropout on, 3 steps + resume + 3 steps give the very losses of 6 steps: weights, moments and RNG
    are all there."""
    model = {**BASE["model"], "dropout": 0.2}
    fake_train(config(tmp_path / "straight", steps=6, model=model))
    fake_train(config(tmp_path / "run", steps=6, model=model), fault="sigterm@2")
    fake_train(config(tmp_path / "run", steps=6, model=model))
    assert losses(tmp_path / "straight") == losses(tmp_path / "run")


def test_a_step_that_is_not_finite_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch whose floor and loss are fine but whose gradient is not leaves the weights alone, and is
    counted."""
    make, spoiled = fakes.make_batch, []

    def spoil(number: int, *shape: int) -> dict[str, Any]:
        if number == 1:
            spoiled.append(number)
        return make(number, *shape)

    monkeypatch.setattr(fakes, "make_batch", spoil)
    original = torch.autograd.backward

    def backward(loss: Any) -> None:
        original(loss * math.inf if len(spoiled) == 1 and spoiled.append(0) is None else loss)

    monkeypatch.setattr(torch.autograd, "backward", backward)
    report, _ = fake_train(config(tmp_path / "run"))
    assert (report.step, report.skipped_steps) == (3, 1)
    lines = read_metrics(tmp_path / "run" / "metrics.jsonl")
    assert [line["skipped_steps"] for line in lines] == [0, 1, 1]
    assert lines[1]["grad_norm"] is None
    assert all(math.isfinite(line["loss_nats"]) for line in lines)


def test_a_run_that_has_diverged_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty gradients in a row that are not finite end the run with a sentence, instead of burning the
    night."""
    original = torch.autograd.backward
    monkeypatch.setattr(torch.autograd, "backward", lambda loss: original(loss * math.inf))
    with pytest.raises(ForgeError, match="not finite in 20 steps"):
        fake_train(config(tmp_path / "run", steps=50))
    assert json.loads((tmp_path / "run" / "status.json").read_text())["state"] == "failed"


def test_an_ended_run_is_not_trained_again(tmp_path: Path) -> None:
    """The same command after the end takes no step and says so."""
    fake_train(config(tmp_path / "run"))
    report, loader = fake_train(config(tmp_path / "run"))
    assert (report.step, loader.given, report.checkpoint) == (3, [], "step-00000003")


def test_another_model_is_refused(tmp_path: Path) -> None:
    """A checkpoint of another shape names the first field that differs."""
    fake_train(config(tmp_path / "run"))
    with pytest.raises(StateError, match=r"has model\.num_layers 2, the config 3"):
        fake_train(config(tmp_path / "run", model={**BASE["model"], "num_layers": 3}))


def test_somebody_elses_folder_is_left_alone(tmp_path: Path) -> None:
    """A folder with other things in it is refused, and nothing is written there."""
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(OutputExistsError, match="is not empty and holds no run"):
        fake_train(config(tmp_path))
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_resume_never_protects_a_run(tmp_path: Path) -> None:
    """With resume: never, a folder that holds a run is refused."""
    fake_train(config(tmp_path / "run"))
    with pytest.raises(OutputExistsError, match="resume is `never`"):
        fake_train(config(tmp_path / "run", resume="never"))


def test_a_world_that_does_not_divide_the_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A world size that leaves rows over is refused before anything is written, with those that fit."""
    monkeypatch.setattr("torch.distributed.get_world_size", lambda: 3)
    with pytest.raises(WorldSizeError, match="use one of: 1, 2, 4, 8"):
        fake_train(config(tmp_path / "run"))
    assert not (tmp_path / "run").exists()
