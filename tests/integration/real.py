"""The real command in real processes, and what a user can see of its results."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

import dataforge as forge

ENVIRONMENT = {**os.environ, "COLUMNS": "120", "NO_COLOR": "1", "OMP_NUM_THREADS": "1"}
DATAFORGE = (sys.executable, "-m", "dataforge")
MARK = "DATAFORGE_TEST_MARK"  # in the environment of a family of processes, so that it can be killed whole

SMALL: dict[str, Any] = {
    "seed": 5,
    "levels": [1, 30],
    "splits": {"train": "48 documents", "val": "8 documents"},
    "domains": {"technical": 2, "mathematics": 1},
    "shards": {"shard_size": "4 kB"},
}


def run(
    *arguments: str, cwd: Path | None = None, env: Mapping[str, str] | None = None, timeout_s: float = 120
) -> subprocess.CompletedProcess[str]:
    """`dataforge ARGUMENTS` in a process of its own."""
    return subprocess.run(
        [*DATAFORGE, *arguments],
        cwd=cwd,
        env={**ENVIRONMENT, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout_s,
    )


def start(*arguments: str, cwd: Path, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """The same, in a session of its own, without waiting for its end."""
    return subprocess.Popen(
        [*DATAFORGE, *arguments],
        cwd=cwd,
        env={**ENVIRONMENT, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def sentence(done: subprocess.CompletedProcess[str], code: int) -> str:
    """The one sentence on stderr of a command that failed with `code`; no traceback, nothing else."""
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, f"exit code {done.returncode}, stderr: {done.stderr!r}, stdout: {done.stdout!r}"
    assert lines[0].startswith("error: "), lines[0]
    assert done.returncode == code, lines[0]
    return lines[0].removeprefix("error: ")


def until(condition: Callable[[], Any], process: subprocess.Popen[str], deadline_s: float = 120) -> Any:
    """Wait for `condition`; fail when the process ends first."""
    end = time.monotonic() + deadline_s
    while time.monotonic() < end:
        if value := condition():
            return value
        if process.poll() is not None:
            assert condition(), f"ended first, with {process.returncode}: {process.communicate()}"
        time.sleep(0.005)
    raise AssertionError(f"did not come within {deadline_s} s")


def family(mark: str) -> list[int]:
    """Process ids that carry a mark in their environment."""
    found = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdigit() and f"{MARK}={mark}".encode() in (entry / "environ").read_bytes().split(
                b"\0"
            ):
                found.append(int(entry.name))
    return found


def kill_family(mark: str) -> None:
    """SIGKILL every process that carries the mark, as a node that goes down would, and wait for their end."""
    while members := family(mark):
        for pid in members:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)


def files_of(folder: Path) -> dict[str, str]:
    """Path -> SHA-256 of every file of a folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def corpus(data: Mapping[str, Any], out: Path, changes: Mapping[str, Any] | None = None) -> Any:
    """A recipe's corpus on disk."""
    recipe = forge.Recipe.from_dict({**data, **(changes or {})})
    return forge.write_corpus(recipe, out, workers=1)


def documents(opened: Any) -> Iterator[dict[str, Any]]:
    """Every record of every split."""
    for split in opened.splits:
        yield from opened.documents(split)


def by_key(opened: Any) -> dict[str, dict[str, Any]]:
    """Key -> record, of every split."""
    return {record["key"]: record for record in documents(opened)}


def write_yaml(path: Path, data: object) -> Path:
    """A YAML file."""
    path.write_text(yaml.safe_dump(data, sort_keys=False))
    return path
