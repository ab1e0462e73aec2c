"""Real processes: launched, killed whole, gone on with, told to stop. The corpus is a recipe; documents are
made as they are read."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

pytest.importorskip("torch")

from dataforge.errors import RecipeError, UnknownNameError, WorldSizeError
from dataforge.observe.status import status
from dataforge.train.__main__ import PREEMPTED
from dataforge.train.config import RunConfig
from dataforge.train.launch import Launched, launch
from dataforge.train.loop import train

RECIPE = {
    "name": "small",
    "levels": [1, 12],
    "splits": {"train": "1 MB", "val": "100 kB"},
    "domains": {"mathematics": 1},
}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    (tmp_path / "recipe.yaml").write_text(yaml.safe_dump(RECIPE))
    data = {
        "corpus": str(tmp_path / "recipe.yaml"),
        "run": str(tmp_path / "run"),
        "model": {"preset": "tiny", "dim": 32, "num_layers": 2, "num_heads": 2},
        "stream": {
            "batch_size": 4,
            "seq_len": 128,
            "policy": "excess",
            "window": 4,
            "horizon": 4,
            "cache_dir": str(tmp_path / "cache"),
        },
        "steps": 40,
        "checkpoint_every": 5,
        "num_workers": 1,
        "eval_documents": 4,
    }
    (tmp_path / "run.yaml").write_text(yaml.safe_dump(data))
    return tmp_path / "run.yaml"


def until(condition: Callable[[dict[str, Any]], bool], run: Path, training: Launched) -> dict[str, Any]:
    """Wait for what `status` says; fail when the training ends first."""
    for _ in range(600):
        if (run / "run.yaml").exists() and condition(summary := status(str(run))):
            return summary
        assert None is training.poll(), training.log.read_text()[-3000:]
        time.sleep(0.1)
    raise AssertionError("it did not come")


def test_mistakes_are_found_before_anything_starts(config: Path) -> None:
    """A wrong setting and a world size that does not divide the batch are exceptions of the caller."""
    with pytest.raises(RecipeError, match="did you mean 'steps'"):
        launch(config, 2, settings=["stepz=3"])
    with pytest.raises(WorldSizeError, match="use one of: 1, 2, 4"):
        launch(config, 3)
    assert sorted(p.name for p in config.parent.iterdir()) == ["recipe.yaml", "run.yaml"]


def test_a_split_to_evaluate_on_is_asked_for_at_the_start(config: Path) -> None:
    """A split that the corpus has not got ends the run before its first step, not after its last."""
    with pytest.raises(UnknownNameError, match="unknown split 'vall'; choose one of: train, val"):
        train(RunConfig.load(config, ["eval_split=vall"]))
    assert not (config.parent / "run").exists()


def test_a_mistake_that_only_the_training_can_see(config: Path) -> None:
    """A corpus that is not there is one sentence, and nothing is left in the run folder's place."""
    with launch(config, 2, settings=["corpus=/none/such"]) as training:
        assert training.wait(120) == 1
        assert training.error.startswith("/none/such: no such corpus folder")
        assert training.log.read_text().count("\nerror: /none/such") <= 1
    assert not (config.parent / "run").exists()


@pytest.mark.slow
def test_killed_and_gone_on_with(config: Path) -> None:
    """SIGKILL in the middle leaves no process; another world size goes on; SIGTERM saves and is 75; the end
    is evaluated."""
    run = config.parent / "run"
    with launch(config, 2) as training:
        until(lambda said: said["step"] >= 12, run, training)
        assert len(training.members()) == 5, "torchrun, two ranks, a loader worker each"
        training.kill()
        assert training.members() == []
        assert training.poll() == -9
    killed = status(str(run))
    assert killed["state"] == "killed"
    with launch(config, 1, settings=["steps=100000", "checkpoint_every=0"]) as training:
        until(lambda said: said["state"] == "running" and said["step"] > killed["step"], run, training)
        os.kill(os.getpid(), signal.SIGTERM)  # to the caller, who passes it on
        assert training.wait(60) == PREEMPTED
    stopped = status(str(run))
    assert ("preempted", f"step-{stopped['step']:08d}") == (stopped["state"], stopped["checkpoint"])
    with launch(config, 4, settings=[f"steps={stopped['step'] + 5}"]) as training:
        assert training.wait(120) == 0, training.log.read_text()[-3000:]
    done = status(str(run))
    assert ("done", stopped["step"] + 5, 3) == (done["state"], done["step"], done["attempts"])
    assert [done["step"]] == [line["step"] for line in done["evaluations"]]
    starts = [json.loads(line)["start_batch"] for line in (run / "attempts.jsonl").read_text().splitlines()]
    assert [0, int(killed["checkpoint"].removeprefix("step-")), stopped["step"]] == starts
