"""The doctor reads limits as the kernel writes them, and has a remedy for what it finds wanting."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from dataforge.observe import doctor
from dataforge.observe.doctor import Finding, examine

Usage = namedtuple("Usage", "total used free")


def found(name: str, **changes: object) -> Finding:
    return next(finding for finding in examine(**changes) if finding.name == name)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _no_torch(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Loading torch takes seconds: one test does it."""
    if "torch" not in request.node.name:
        monkeypatch.setattr(doctor, "_torch", lambda: Finding(name="torch", verdict="ok", found="not asked"))


def test_every_check_has_one_line(tmp_path: Path) -> None:
    """Each finding is one line, and has a remedy exactly when something is amiss."""
    findings = examine(tmp_path)
    assert [f.name for f in findings] == [
        "disk",
        "/dev/shm",
        "open files",
        "cpu",
        "memory",
        "loopback",
        "torch",
    ]
    assert all("\n" not in f.found + f.remedy for f in findings)
    assert all((f.verdict == "ok") == (f.remedy == "") for f in findings)


@pytest.mark.parametrize(("free_gb", "verdict"), [(0.5, "fail"), (5, "warn"), (50, "ok")])
def test_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free_gb: float, verdict: str) -> None:
    """Less than 1 GB fails, less than 10 warns, also for a folder that is not there yet."""
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: Usage(0, 0, int(free_gb * doctor.GB)))
    assert verdict == found("disk", path=tmp_path / "not" / "yet").verdict


def test_a_cpu_quota(tmp_path: Path) -> None:
    """Both generations of cgroups are read, and a quota below the cores says how many processes to start."""
    (tmp_path / "cpu.max").write_text("50000 100000\n")
    finding = found("cpu", cgroup=tmp_path)
    assert finding.verdict == "warn"
    assert "may use 0.5" in finding.found
    assert "--workers 1" in finding.remedy
    (tmp_path / "cpu.max").write_text("max 100000\n")
    assert found("cpu", cgroup=tmp_path).verdict == "ok"
    (tmp_path / "cpu.max").unlink()
    (tmp_path / "cpu").mkdir()
    (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text("50000\n")
    (tmp_path / "cpu" / "cpu.cfs_period_us").write_text("100000\n")
    assert "may use 0.5" in found("cpu", cgroup=tmp_path).found
    (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text("-1\n")
    assert found("cpu", cgroup=tmp_path).verdict == "ok"


def test_a_memory_limit(tmp_path: Path) -> None:
    """A container's limit counts, not the machine's memory; `max` is no limit."""
    (tmp_path / "memory.max").write_text(str(2 << 30))
    finding = found("memory", cgroup=tmp_path)
    assert (finding.verdict, finding.found) == ("warn", "2.0 GB (container limit)")
    (tmp_path / "memory.max").write_text("max\n")
    assert "limit" not in found("memory", cgroup=tmp_path).found


def test_few_open_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """A low soft limit has ulimit for a remedy."""
    import resource

    monkeypatch.setattr(resource, "getrlimit", lambda what: (256, 4096))
    finding = found("open files")
    assert finding.verdict == "warn"
    assert "ulimit -n" in finding.remedy


def test_torch_is_looked_at_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """torch is never loaded into the doctor's process; a torch that cannot be imported is a warning with the
    command."""
    code = "import sys, dataforge.observe.doctor as d; d._torch(); print('torch' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ.copy()
    )
    assert answer.stdout == "False\n"
    monkeypatch.setattr(doctor, "TORCH_PROBE", "import no_such_module_as_this")
    finding = found("torch")
    assert finding.verdict == "warn"
    assert "pip install 'dataforge-corpus[train]'" in finding.remedy
