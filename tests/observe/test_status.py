"""`status` tells a live run from a dead one."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from dataforge.errors import ForgeError
from dataforge.observe.rundir import RunDir
from dataforge.observe.status import render, status

WRITER = """
import sys, time
from dataforge.observe.metrics import MetricsWriter
from dataforge.observe.rundir import Heartbeat, RunDir
run = RunDir.create(sys.argv[1])
run.config.write_text("corpus: c")
with Heartbeat(run, steps=50, metrics_port=1234) as heartbeat, MetricsWriter(run.metrics) as metrics:
    metrics.append({"step": 7, "loss_nats": 2.25})
    heartbeat.set(state="running", step=7)
    time.sleep(1.2)
    print("beating", flush=True)
    sys.stdin.read()
"""


def test_a_live_run_then_a_killed_one(tmp_path: Path) -> None:
    """While its process lives a run is running; after SIGKILL the same folder says killed, and how to go
    on."""
    path = str(tmp_path / "run")
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"beating\n"
        live = status(path)
        assert (
            live["state"], live["step"], live["steps"], live["metrics_url"],
        ) == ("running", 7, 50, "http://127.0.0.1:1234/metrics")  # fmt: skip
        assert live["heartbeat"] >= 2
        assert live["metrics"]["loss_nats"] == 2.25
    finally:
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
    dead = status(path)
    assert (dead["state"], dead["step"], dead["metrics_url"]) == ("killed", 7, "")
    assert "run the same command again" in dead["remedy"]


def test_a_run_that_has_written_little(tmp_path: Path) -> None:
    """A folder with a config alone gives a summary with zeros."""
    run = RunDir.create(tmp_path / "run")
    run.config.write_text("corpus: c")
    summary = status(str(run.path))
    assert (
        summary["state"], summary["step"], summary["attempts"], summary["checkpoint"], summary["metrics"],
    ) == ("starting", 0, 0, "", {})  # fmt: skip


def test_counts_of_attempts_windows_and_events(tmp_path: Path) -> None:
    """Attempts, decided windows, their events and evaluations are read from their files."""
    run = RunDir.create(tmp_path / "run")
    run.config.write_text("corpus: c")
    attempt = {"attempt": 1, "start_batch": 4, "world_size": 3, "num_workers": 0}
    (run.path / "attempts.jsonl").write_text(2 * (json.dumps(attempt) + "\n"))
    windows = [{"kind": "header"}, {"kind": "window", "events": [{}, {}]}, {"kind": "window", "events": []}]
    run.journal.write_text("".join(json.dumps(line) + "\n" for line in windows))
    run.evaluations.write_text(
        json.dumps({"step": 4, "split": "val", "loss_nats": 2.0, "excess_nats": 1.0, "by": {}}) + "\n"
    )
    summary = status(str(run.path))
    assert (summary["attempts"], summary["world_size"], summary["windows"], summary["events"]) == (2, 3, 2, 2)
    assert summary["evaluations"] == [{"step": 4, "split": "val", "loss_nats": 2.0, "excess_nats": 1.0}]
    json.dumps(summary)


def test_it_can_be_shown(tmp_path: Path) -> None:
    """The table names state, progress and the domains of the corpus only."""
    run = RunDir.create(tmp_path / "run")
    run.config.write_text("corpus: c")
    run.status.write_text(json.dumps({"state": "done", "step": 5, "steps": 5}))
    line = {
        "step": 5,
        "loss_nats": 2.0,
        "domain_loss_nats": {"code": 2.0, "creative": None},
        "domain_weight": {"code": 1.0},
    }
    run.metrics.write_text(json.dumps(line) + "\n")
    console = Console(width=100, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    with console.file:
        console.print(render(status(str(run.path))))
    text = console.export_text()
    assert "done, step 5 of 5" in text
    assert "loss 2.000, 100.0 % of the mixture" in text
    assert "creative" not in text


def test_a_folder_that_is_no_run(tmp_path: Path) -> None:
    """Another folder is named as one."""
    with pytest.raises(ForgeError, match="holds no run"):
        status(str(tmp_path))
