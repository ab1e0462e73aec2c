"""`dataforge generate` stopped by Ctrl-C, by SIGKILL, by a full disk: the same command ends with the same
seal."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import dataforge as forge
from integration.real import files_of, run, sentence, start, until, write_yaml

MANY: dict[str, Any] = {
    "seed": 1,
    "levels": [1, 10, 20, 30],
    "splits": {"train": "700 kB", "val": "30 documents"},
    "domains": {"technical": 1, "mathematics": 1},
    "shards": {"shard_size": "3 kB"},
}
COMMAND = ("generate", "recipe.yaml", "--out", "corpus")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Files of the corpus when nothing happens."""
    home = tmp_path_factory.mktemp("undisturbed")
    write_yaml(home / "recipe.yaml", MANY)
    done = run(*COMMAND, "-q", cwd=home)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return files_of(home / "corpus")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with the recipe."""
    write_yaml(tmp_path / "recipe.yaml", MANY)
    return tmp_path


def parts(home: Path) -> int:
    """How many shards are durable."""
    return sum(1 for _ in (home / "corpus").glob("parts/*/*.json"))


def test_ctrl_c(home: Path, undisturbed: dict[str, str]) -> None:
    """One line, no traceback, nothing half-written, finished shards kept; the same command ends the work."""
    process = start(*COMMAND, "--workers", "2", cwd=home)
    until(lambda: parts(home) >= 5, process)
    os.killpg(process.pid, signal.SIGINT)
    out, told = process.communicate(timeout=60)
    assert "Traceback" not in told + out
    assert [line for line in told.splitlines() if line.strip()] == [
        "interrupted; nothing that was finished is lost"
    ]
    assert process.returncode == 130
    kept = parts(home)
    assert 5 <= kept < len(undisturbed) // 2
    assert not list(home.rglob("*.tmp"))
    assert not (home / "corpus" / "corpus.json").exists()
    # an unfinished corpus is told, not read
    assert "generate" in sentence(run("inspect", "corpus", cwd=home), 1)
    before = {p: p.stat().st_mtime_ns for p in (home / "corpus").glob("parts/*/*.json")}
    assert run(*COMMAND, "-q", cwd=home).returncode == 0
    assert files_of(home / "corpus") == undisturbed
    assert before == {p: p.stat().st_mtime_ns for p in before}


def test_killed_again_and_again(home: Path, undisturbed: dict[str, str]) -> None:
    """SIGKILL to all its processes at three moments of one corpus, by time and by progress; then the same
    files."""
    moments = [0.3, 20, 150]
    for moment in moments:
        process = start(*COMMAND, "--workers", "2", cwd=home)
        if moment < 1:
            time.sleep(moment)
        else:
            until(lambda least=moment: parts(home) >= least, process)  # type: ignore[misc]
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=60)
    done = run(*COMMAND, "-q", cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert files_of(home / "corpus") == undisturbed


@pytest.mark.slow
def test_the_parent_alone_is_killed(home: Path, undisturbed: dict[str, str]) -> None:
    """SIGKILL of the parent alone: its workers end too, and a second start is not blocked by them."""
    process = start(*COMMAND, "--workers", "2", cwd=home)
    until(lambda: parts(home) >= 20, process)
    process.kill()
    process.communicate(timeout=60)
    done = run(*COMMAND, "-q", cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert files_of(home / "corpus") == undisturbed


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of half a megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() != 0:
        pytest.skip("mounting a small file system takes root")
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "none", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk(small_disk: Path, undisturbed: dict[str, str]) -> None:
    """One sentence with the file and the way out, no half-written file, no seal; with more room the same
    command ends the work."""
    home = small_disk
    write_yaml(home / "recipe.yaml", MANY)
    told = sentence(run(*COMMAND, "--workers", "2", cwd=home), 1)
    assert "No space left on device" in told
    assert "free some room" in told
    assert not (home / "corpus" / "corpus.json").exists()
    assert not list(home.rglob("*.tmp"))
    assert parts(home) > 0
    subprocess.run(["mount", "-o", "remount,size=64m", str(home)], check=True)
    assert run(*COMMAND, "-q", cwd=home).returncode == 0
    assert files_of(home / "corpus") == undisturbed
    assert forge.verify(home / "corpus", workers=1).ok
