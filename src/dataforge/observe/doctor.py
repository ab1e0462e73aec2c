"""Whether this machine is fit for generating and training: one line and one remedy each, as data."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

__all__ = ["Finding", "examine"]

GB = 1 << 30
TORCH_PROBE = """
import json, torch, torch.distributed as dist
cuda = torch.cuda.is_available()
print(json.dumps({
    "version": torch.__version__, "gloo": dist.is_available() and dist.is_gloo_available(),
    "nccl": dist.is_available() and dist.is_nccl_available(),
    "devices": [torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count())] if cuda else [],
    "bf16": cuda and torch.cuda.is_bf16_supported(including_emulation=False),
}))
"""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing looked at. `remedy` is "" when all is well."""

    name: str
    verdict: Literal["ok", "warn", "fail"]
    found: str
    remedy: str = ""


def examine(path: str | Path = ".", cgroup: str | Path = "/sys/fs/cgroup") -> list[Finding]:
    """Look at disk (where `path` is), /dev/shm, open files, cgroup limits, loopback, torch. Takes a few
    seconds: torch is loaded elsewhere."""
    checks: tuple[Callable[[], Finding], ...] = (
        lambda: _disk(Path(path)),
        _shared_memory,
        _open_files,
        lambda: _cpu(Path(cgroup)),
        lambda: _memory(Path(cgroup)),
        _loopback,
        _torch,
    )
    return [check() for check in checks]


def _disk(path: Path) -> Finding:
    while not path.exists():
        path = path.parent
    free = shutil.disk_usage(path).free
    found = f"{free / GB:.1f} GB free at {path}"
    if not os.access(path, os.W_OK):
        return Finding(
            name="disk",
            verdict="fail",
            found=f"{path} cannot be written",
            remedy="choose a folder of yours with --out",
        )
    if free < GB:
        return Finding(
            name="disk",
            verdict="fail",
            found=found,
            remedy="free at least 1 GB, or choose another folder with --out",
        )
    if free < 10 * GB:
        return Finding(
            name="disk",
            verdict="warn",
            found=found,
            remedy="large corpora and checkpoints want 10 GB; lower `keep` or free some room",
        )
    return Finding(name="disk", verdict="ok", found=found)


def _shared_memory() -> Finding:
    shm = Path("/dev/shm")
    if not shm.is_dir():
        return Finding(name="/dev/shm", verdict="ok", found="none on this system")
    free = shutil.disk_usage(shm).free
    found = f"{free / GB:.2f} GB free"
    if free < GB // 4:
        remedy = (
            "run the container with --shm-size=1g, or set num_workers: 0: loader workers pass batches there"
        )
        return Finding(name="/dev/shm", verdict="warn", found=found, remedy=remedy)
    return Finding(name="/dev/shm", verdict="ok", found=found)


def _open_files() -> Finding:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    found = f"{soft} at once (hard limit {hard})"
    if soft != resource.RLIM_INFINITY and soft < 1024:
        return Finding(
            name="open files",
            verdict="warn",
            found=found,
            remedy="run `ulimit -n 4096` in the shell that starts it",
        )
    return Finding(name="open files", verdict="ok", found=found)


def _cpu(cgroup: Path) -> Finding:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota, _, period = _text(cgroup / "cpu.max").partition(" ")  # cgroup v2: "200000 100000", or "max 100000"
    if not quota:
        quota, period = _text(cgroup / "cpu/cpu.cfs_quota_us"), _text(cgroup / "cpu/cpu.cfs_period_us")
    limit = int(quota) / int(period) if quota.isdigit() and period.isdigit() and int(period) else float(cores)
    if limit < cores:
        found = f"{cores} cores, of which the container may use {limit:.1f}"
        few = max(1, int(limit))
        remedy = f"start {few} processes at most (--workers {few}), or the quota throttles all of them"
        return Finding(name="cpu", verdict="warn", found=found, remedy=remedy)
    return Finding(name="cpu", verdict="ok", found=f"{cores} cores, no quota below that")


def _memory(cgroup: Path) -> Finding:
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = _text(cgroup / "memory.max") or _text(cgroup / "memory/memory.limit_in_bytes")
    usable = min(total, int(limit)) if limit.isdigit() else total
    found = f"{usable / GB:.1f} GB" + (" (container limit)" if usable < total else "")
    if usable < 3 * GB:
        remedy = "raise the limit to 4 GB, or generate with --workers 1 and train one process"
        return Finding(name="memory", verdict="warn", found=found, remedy=remedy)
    return Finding(name="memory", verdict="ok", found=found)


def _loopback() -> Finding:
    try:
        with (
            socket.create_server(("127.0.0.1", 0)) as server,
            socket.create_connection(server.getsockname(), timeout=2),
        ):
            return Finding(name="loopback", verdict="ok", found="127.0.0.1 connects")
    except OSError as exc:
        remedy = "bring the loopback interface up (`ip link set lo up`): processes of a training meet there"
        return Finding(
            name="loopback",
            verdict="fail",
            found=f"127.0.0.1 does not connect: {exc.strerror or exc}",
            remedy=remedy,
        )


def _torch() -> Finding:
    """In a process of its own: a broken installation must not take this one along, and observe loads no
    torch."""
    try:
        probe = subprocess.run(
            [sys.executable, "-c", TORCH_PROBE], capture_output=True, text=True, timeout=120
        )
        facts = json.loads(probe.stdout)
    except (ValueError, subprocess.TimeoutExpired):
        remedy = "to train, run: pip install 'dataforge-corpus[train]'; generating and verifying work without"
        return Finding(name="torch", verdict="warn", found="cannot be imported", remedy=remedy)
    backends = [name for name in ("gloo", "nccl") if facts[name]]
    found = f"{facts['version']}, {' and '.join(backends) or 'no backend'}, "
    found += f"{len(facts['devices'])} x {facts['devices'][0]}" if facts["devices"] else "no GPU"
    found += ", bfloat16" if facts["bf16"] else ", float32"
    if not facts["gloo"]:
        return Finding(
            name="torch",
            verdict="fail",
            found=found,
            remedy="install a torch built with gloo, such as the one from PyPI",
        )
    return Finding(name="torch", verdict="ok", found=found)


def _text(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
