"""A writer killed at any moment: what it was told is written is there, and the chain goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dataforge.curriculum import Journal
from dataforge.curriculum.replay import assert_replays

from .runs import plan, write

WINDOWS = 1_000_000
WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
from dataforge.curriculum import Journal
from dataforge.curriculum.replay import catch_up
from curriculum.runs import Run, feedback, plan

path, end = sys.argv[2], int(sys.argv[3])
import os
run = Run.resume(path) if os.path.exists(path) else Run(path, plan("excess"))
for window in range(run.controller.window, end):
    run.close(feedback(run.spec, window))
    os.write(1, b"%d\\n" % window)
"""


def writer(path: Path, windows: int) -> subprocess.Popen[bytes]:
    """A process that closes windows as fast as it can and says which it was told are on the disk."""
    tests = str(Path(__file__).parents[1])
    command = [sys.executable, "-c", WRITER, tests, str(path), str(windows)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.parametrize("after_s", [0.0, 0.003, 0.011, 0.037, 0.08])
def test_a_killed_writer_loses_nothing_that_it_was_told_is_written(tmp_path: Path, after_s: float) -> None:
    """SIGKILL three times at odd moments, resumed from the journal alone: it replays and misses nothing."""
    path = tmp_path / "journal.jsonl"
    written = -1
    for _ in range(3):
        process = writer(path, WINDOWS)
        assert process.stdout is not None
        first = process.stdout.readline()  # it has begun
        time.sleep(after_s)
        os.kill(process.pid, signal.SIGKILL)
        rest, errors = process.communicate(timeout=60)
        assert process.returncode == -signal.SIGKILL, errors.decode()
        whole = [line for line in (first + rest).split(b"\n") if line]
        assert int(whole[0]) == written + 1
        written = Journal.open(path).head.window
        assert written - int(whole[-1]) in (0, 1)  # one more may be on the disk than the writer came to say
    assert_replays(path)


def test_a_resumed_writer_ends_with_the_bytes_of_an_undisturbed_one(tmp_path: Path) -> None:
    """Killed, torn by hand, resumed to the end: not a byte differs."""
    process = writer(tmp_path / "journal.jsonl", WINDOWS)
    assert process.stdout is not None
    process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    with open(tmp_path / "journal.jsonl", "ab") as file:
        file.write(b'{"bad":0,"batches":[7')
    end = Journal.read(tmp_path).head.window + 4
    last = writer(tmp_path / "journal.jsonl", end)
    _, errors = last.communicate(timeout=60)
    assert last.returncode == 0, errors.decode()
    write(tmp_path / "whole.jsonl", plan("excess"), end, silent=())
    assert (tmp_path / "journal.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
