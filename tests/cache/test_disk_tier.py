"""The disk tier under several processes: one maker, one hard budget, no wrong byte, whoever is killed."""

from __future__ import annotations

import errno
import fcntl
import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from dataforge.cache import DiskTier, Tiers

CROWD = Path(__file__).with_name("crowd.py")


def member(
    folder: Path, budget: int, seed: int, keys: int, gets: int, make_s: float
) -> subprocess.Popen[str]:
    log = folder.parent / "made.log"
    told = [str(each) for each in (folder, budget, seed, keys, gets, log, make_s)]
    return subprocess.Popen([sys.executable, str(CROWD), *told], stdout=subprocess.PIPE, text=True)


def made(folder: Path) -> Counter[str]:
    log = folder.parent / "made.log"
    return Counter(line.split()[0] for line in log.read_text().splitlines()) if log.exists() else Counter()


def resident(folder: Path) -> int:
    """Bytes in the folder at one moment: under the lock on its books."""
    with open(folder / "admission.lock", "ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return sum(path.stat().st_size for path in (folder / "objects").iterdir())


def wait_for(condition, within_s: float = 20.0) -> None:  # type: ignore[no-untyped-def]
    deadline = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.005)


def test_bytes_stay_for_the_next_process(tmp_path: Path) -> None:
    """What one tier stored, another finds; empty bytes too."""
    first, second = DiskTier(tmp_path, 10_000), DiskTier(tmp_path, 10_000)
    for data in (b"hello", b""):
        assert data == first.fetch(f"key {data!r}", lambda data=data: data)
        assert data == second.fetch(f"key {data!r}", lambda: b"not asked for")
    assert (second.stats().hits, second.stats().misses) == (2, 0)


def test_one_makes_and_the_others_wait(tmp_path: Path) -> None:
    """Four processes that want the same ten entries at once: each entry is made once."""
    folder = tmp_path / "cache"
    crowd = [member(folder, 10_000_000, 7, 10, 40, 0.03) for _ in range(4)]
    stats = [json.loads(process.communicate(timeout=60)[0]) for process in crowd]
    assert [process.returncode for process in crowd] == [0, 0, 0, 0]
    counts = made(folder)
    assert {1} == set(counts.values())
    assert len(counts) == sum(each["misses"] for each in stats)
    assert sum(each["hits"] + each["misses"] for each in stats) == 160
    assert list((folder / "flights").iterdir()) == []


def test_the_budget_is_never_passed(tmp_path: Path) -> None:
    """Three processes with a working set of five budgets: whenever one looks, it is within the budget."""
    folder, budget = tmp_path / "cache", 400_000
    crowd = [member(folder, budget, seed, 60, 250, 0.0) for seed in range(3)]
    wait_for((folder / "objects").exists)
    largest = 0
    while any(process.poll() is None for process in crowd):
        largest = max(largest, resident(folder))
        time.sleep(0.001)
    stats = [json.loads(process.communicate()[0]) for process in crowd]
    assert [process.returncode for process in crowd] == [0, 0, 0]
    assert budget // 2 < largest <= budget
    assert sum(each["evictions"] for each in stats) > 50
    assert sum(each["corrupt"] + each["errors"] for each in stats) == 0


def test_a_killed_maker_is_taken_over_at_once(tmp_path: Path) -> None:
    """The maker is killed while another waits: the waiter takes over, and nothing stays locked."""
    folder = tmp_path / "cache"
    maker = member(folder, 10_000_000, 7, 1, 1, 60.0)
    wait_for(lambda: made(folder) == {"0": 1})
    waiter = member(folder, 10_000_000, 7, 1, 1, 0.0)
    time.sleep(0.5)
    maker.kill()
    maker.communicate()
    told, _ = waiter.communicate(timeout=60)
    assert (waiter.returncode, json.loads(told)["takeovers"]) == (0, 1)
    assert list((folder / "flights").iterdir()) == []


def test_a_stopped_maker_is_taken_over_in_time(tmp_path: Path) -> None:
    """The maker stands still (SIGSTOP): its heartbeat does, too; a waiter takes over; both end well."""
    folder = tmp_path / "cache"
    maker = member(folder, 10_000_000, 7, 1, 1, 0.5)
    wait_for(lambda: made(folder) == {"0": 1})
    os.kill(maker.pid, signal.SIGSTOP)
    waiter = member(folder, 10_000_000, 7, 1, 1, 0.0)
    told, _ = waiter.communicate(timeout=60)
    assert json.loads(told)["takeovers"] == 1
    os.kill(maker.pid, signal.SIGCONT)
    maker.communicate(timeout=60)
    assert (maker.returncode, waiter.returncode) == (0, 0)
    assert made(folder) == {"0": 2}


def test_a_crowd_with_kills_serves_no_wrong_byte(tmp_path: Path) -> None:
    """Processes killed at any moment leave no wrong bytes, no lost room, and no lock behind."""
    folder, budget = tmp_path / "cache", 600_000
    crowd = []
    for seed in range(6):
        crowd.append(member(folder, budget, seed, 30, 100_000, 0.002))
        wait_for(lambda seed=seed: sum(made(folder).values()) > 15 * seed)
        if seed >= 2:
            crowd[seed - 2].kill()
    for process in crowd:
        process.kill()
        process.communicate()
    assert {-signal.SIGKILL} == {process.returncode for process in crowd}
    last = member(folder, budget, 99, 30, 150, 0.0)
    told, _ = last.communicate(timeout=60)
    stats = json.loads(told)
    assert (last.returncode, stats["corrupt"], stats["errors"]) == (0, 0, 0)
    assert resident(folder) <= budget
    assert list((folder / "objects").glob(".*.tmp")) == []


def test_a_flipped_file_is_dropped_and_made_again(tmp_path: Path) -> None:
    """Every byte of a stored file that is flipped is found at a process's first touch: header and payload."""
    DiskTier(tmp_path, 10_000).fetch("key", lambda: b"right" * 20)
    (path,) = (tmp_path / "objects").iterdir()
    raw = path.read_bytes()
    for place in (*range(20), 64, 100, len(raw) - 1):
        path.write_bytes(raw[:place] + bytes([raw[place] ^ 16]) + raw[place + 1 :])
        tier = DiskTier(tmp_path, 10_000)
        assert tier.fetch("key", lambda: b"right" * 20) == b"right" * 20
        assert (tier.stats().corrupt, tier.stats().misses) == (1, 1), place
    for end in (0, 10, 64, 100):
        path.write_bytes(raw[:end])
        assert DiskTier(tmp_path, 10_000).fetch("key", lambda: b"right" * 20) == b"right" * 20
    assert raw == path.read_bytes()


def test_mapped_bytes_are_not_evicted(tmp_path: Path) -> None:
    """What somebody holds stays resident and counted; the new entry is handed on until there is room."""
    tier, other = DiskTier(tmp_path, 1000), DiskTier(tmp_path, 1000)
    held = tier.fetch("held", lambda: b"h" * 600)
    assert other.fetch("new", lambda: b"n" * 600) == b"n" * 600
    assert (other.stats().refused, other.stats().evictions, other.stats().bytes) == (1, 0, 664)
    assert held == b"h" * 600
    del held
    assert other.fetch("new", lambda: b"n" * 600) == b"n" * 600
    assert (other.stats().evictions, other.stats().bytes) == (1, 664)


def test_the_least_recently_used_goes_across_processes(tmp_path: Path) -> None:
    """A use by one tier keeps an entry from being evicted by another."""
    one, two = DiskTier(tmp_path, 3 * 164), DiskTier(tmp_path, 3 * 164)
    for key in "abc":
        one.fetch(key, lambda: b"x" * 100)
    two.fetch("a", lambda: b"not asked for")
    two.fetch("d", lambda: b"x" * 100)
    asked: list[str] = []
    for key in "acdb":
        one.fetch(key, lambda key=key: asked.append(key) or b"x" * 100)
    assert asked == ["b"]


@pytest.mark.parametrize("failing", ["fallocate", "write"])
def test_a_full_disk_is_a_warning_and_no_failure(
    tmp_path: Path, failing: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """No room on the disk: bytes are handed on, one warning is given, nothing half-written stays."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    tier = DiskTier(tmp_path, 10_000)
    tier.fetch("before", lambda: b"kept")
    monkeypatch.setattr(os, "posix_fallocate" if failing == "fallocate" else "fsync", full)
    with caplog.at_level(logging.WARNING):
        for key in ("a", "b"):
            assert tier.fetch(key, lambda: b"data") == b"data"
    assert tier.fetch("before", lambda: b"not asked for") == b"kept"
    assert len(caplog.records) == 1
    assert tier.stats().errors == 2
    assert len(list((tmp_path / "objects").iterdir())) == 1


def test_a_folder_that_cannot_be_is_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A cache folder that cannot be made: reading goes on without it."""
    (tmp_path / "file").write_text("in the way")
    tier = DiskTier(tmp_path / "file", 10_000)
    assert [bytes(tier.fetch("key", lambda data=data: data)) for data in (b"1", b"2")] == [b"1", b"2"]
    assert len(caplog.records) == 1
    assert (tier.stats().hits, tier.stats().misses, tier.stats().errors) == (0, 2, 2)


def test_an_error_of_the_maker_is_the_callers(tmp_path: Path) -> None:
    """What the origin raises is raised, is not taken for the cache's, and leaves the key free to be made."""
    tier = DiskTier(tmp_path, 10_000)

    def broken() -> bytes:
        raise OSError(errno.EIO, "the origin is gone")

    with pytest.raises(OSError, match="the origin is gone"):
        tier.fetch("key", broken)
    assert tier.fetch("key", lambda: b"data") == b"data"
    assert tier.stats().errors == 0


def test_tiers_nest(tmp_path: Path) -> None:
    """Memory over disk over the origin: each level is asked only for what the one above lacks."""
    asked: list[str] = []

    def origin(key: str) -> bytes:
        asked.append(key)
        return key.encode() * 50

    tiers = Tiers.of(memory_bytes=120, cache_dir=tmp_path, disk_bytes=10_000)
    for key in ("a", "b", "c", "a", "a"):
        assert key.encode() * 50 == tiers.get(key, lambda key=key: origin(key))
    assert asked == ["a", "b", "c"]
    stats = tiers.stats()
    assert {n: (s["hits"], s["misses"]) for n, s in stats.items()} == {"memory": (1, 4), "disk": (1, 3)}
    assert stats["memory"]["bytes"] <= 120
