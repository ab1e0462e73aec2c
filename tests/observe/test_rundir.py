"""A run folder is read while it is written, and after its writer was killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dataforge.errors import ForgeError, StorageError
from dataforge.observe.rundir import (
    Attempt,
    Heartbeat,
    RunDir,
    is_alive,
    pid_started,
    read_lines,
    write_atomic,
)


def test_a_torn_line_is_left_out(tmp_path: Path) -> None:
    """The last line of a killed writer is passed over, also when a later attempt has written behind it."""
    path = tmp_path / "lines.jsonl"
    path.write_text('{"a":1}\n{"a":')
    assert list(read_lines(path)) == [{"a": 1}]
    path.write_text('{"a":1}\n{"a":\n{"a":3}\n')
    assert list(read_lines(path)) == [{"a": 1}, {"a": 3}]
    assert list(read_lines(tmp_path / "none")) == []


def test_replacing_a_file_leaves_nothing_beside_it(tmp_path: Path) -> None:
    """write_atomic replaces, and a failure (the path is a folder) leaves no temporary file."""
    write_atomic(tmp_path / "a", "1")
    write_atomic(tmp_path / "a", "2")
    assert (tmp_path / "a").read_text() == "2"
    (tmp_path / "folder").mkdir()
    with pytest.raises(StorageError, match="cannot write"):
        write_atomic(tmp_path / "folder", "x")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "folder"]


def test_a_folder_without_a_run_is_said_to_have_none(tmp_path: Path) -> None:
    """Opening a folder that holds no run.yaml names the folder."""
    with pytest.raises(ForgeError, match=r"holds no run \(no run.yaml\)"):
        RunDir.open(tmp_path)


def test_attempts_and_checkpoints(tmp_path: Path) -> None:
    """Attempts are read in order; only checkpoints with a manifest count; `latest` is a name or nothing."""
    run = RunDir.create(tmp_path / "run")
    assert (run.latest_checkpoint(), run.checkpoint_names(), run.attempts()) == ("", (), ())
    for name, whole in (("step-00000010", True), ("step-00000002", True), ("step-00000020", False)):
        (run.checkpoints / name).mkdir()
        if whole:
            (run.checkpoints / name / "MANIFEST.json").touch()
    (run.checkpoints / "latest").write_text("step-00000010\n")
    line = {"attempt": 0, "start_batch": 5, "world_size": 2, "num_workers": 1}
    (run.path / "attempts.jsonl").write_text(json.dumps(line) + "\n{torn")
    assert run.latest_checkpoint() == "step-00000010"
    assert run.checkpoint_names() == ("step-00000002", "step-00000010")
    assert (Attempt(attempt=0, start_batch=5, world_size=2, num_workers=1),) == run.attempts()


def test_a_heartbeat_counts_and_says_how_it_ended(tmp_path: Path) -> None:
    """status.json is there from the first moment, holds what was set, and ends as failed when an error passes
    through."""
    run = RunDir.create(tmp_path)
    heartbeat = Heartbeat(run, steps=9)
    heartbeat.__enter__()
    first = run.read_status()
    heartbeat.set(state="running", step=3)
    heartbeat.__exit__(ValueError, ValueError("boom"), None)
    last = run.read_status()
    assert ("starting", 9, os.getpid()) == (first["state"], first["steps"], first["pid"])
    assert (last["state"], last["step"], last["error"]) == ("failed", 3, "boom")
    assert last["heartbeat"] > first["heartbeat"]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_alive_means_this_very_process() -> None:
    """A process that has ended is dead, as a zombie too, and so is another one that has its number."""
    import socket

    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    said = {"host": socket.gethostname(), "pid": child.pid, "pid_started": pid_started(child.pid)}
    assert True is is_alive(said)
    assert False is is_alive(said | {"pid_started": said["pid_started"] + 1})
    assert None is is_alive(said | {"host": "elsewhere"})
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # it has ended, and is not reaped yet
    assert False is is_alive(said)
    child.communicate()
    assert False is is_alive(said)
