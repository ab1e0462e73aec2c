"""Decide again, in other processes and conditions: the same hashes, or the first difference by name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dataforge.curriculum import Controller, Journal, policies
from dataforge.curriculum.exact import Q32
from dataforge.curriculum.journal import header_record
from dataforge.curriculum.records import pack, sealed
from dataforge.curriculum.replay import assert_replays, catch_up, replay, rerun
from dataforge.errors import StateError, UnknownNameError, UsageError

from .runs import plan, write

HEADS = {
    "excess": "bbcba6b8c3034e36c6b8cebfb28af398783a44aff65905d65bf7829a83295a8b",
    "staged": "49ea28b8c83f0ce0109849fd70430f2c42dcb35f909fe2bf5e1a7b847a22501b",
    "static": "b75e1ac291659074e8d03c8940eee4ef6dcda9225058fcb24123be2611cb8956",
    "uniform": "6778737ccebb12d47d2fb4951df49291b0b625b4ce7f2d9b84ada6d1c6602162",
}
GOLDEN = Path(__file__).parents[1] / "golden" / "journals"
CHILD = """
import sys
from dataforge.curriculum.replay import replay
report = replay(sys.argv[1])
print(report.ok, report.replayed, report.head)
"""


def changed(source: Path, target: Path, window: int, **fields: Any) -> Path:
    """A copy with one record's fields changed and the chain sealed again: whole, but not what was decided."""
    lines, prev = [], ""
    for number, line in enumerate(source.read_bytes().splitlines(), start=-1):
        record = json.loads(line)
        if number >= 0:
            record["prev"] = prev
        if number == window:
            record.update(fields)
        sealed_line, prev = sealed(record)
        lines.append(sealed_line)
    target.write_bytes(b"".join(lines))
    return target


@pytest.mark.parametrize("name", policies.names())
def test_every_policy_replays(tmp_path: Path, name: str) -> None:
    """All windows equal, by file or by run folder."""
    write(tmp_path / "journal.jsonl", plan(name), 12)
    report = replay(tmp_path)
    assert (report.ok, report.windows, report.replayed, report.policy) == (True, 12, 12, f"{name}@1")
    assert replay(tmp_path / "journal.jsonl") == report
    assert "all 12 decisions" in str(report)
    assert_replays(tmp_path)


def simd() -> str:
    """The optional instruction sets that numpy found here, in its own names."""
    return " ".join(np.show_config(mode="dicts")["SIMD Extensions"].get("found", []))  # type: ignore[index]


@pytest.mark.parametrize("conditions", [{"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "4242"}, {"simd": "off"}])
def test_a_fresh_process_replays_the_same(tmp_path: Path, conditions: dict[str, str]) -> None:
    """Under other hash seeds and without the CPU's vector instructions."""
    head = write(tmp_path / "journal.jsonl", plan("excess"), 16).head.hash
    extra = {"NPY_DISABLE_CPU_FEATURES": simd()} if "simd" in conditions else conditions
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", CHILD, str(tmp_path)],
        env={**os.environ, **extra},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == ["True", "16", head]


@pytest.mark.parametrize("name", policies.names())
def test_journals_of_this_version_replay_for_ever(name: str) -> None:
    """A golden journal that does not replay means that a policy changed without a new version."""
    report = replay(GOLDEN / f"{name}-{policies.get(name).version}")
    assert report.ok, str(report)
    assert (report.windows, report.head) == (40, HEADS[name])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("weights", pack(np.array([Q32 - 14] + [1] * 14))),
        ("state", "0" * 64),
        ("events", [{"type": "expert", "subject": "code", "before": 0, "after": 1, "evidence": {}}]),
        ("effective", 1),
        ("batches", [0, 1]),
        ("ordinals", pack(np.arange(15))),
        ("credits", pack(np.arange(15))),
        ("feedback", pack(np.ones((15, 8), dtype=np.int64))),
    ],
)
def test_a_forged_window_is_named(tmp_path: Path, field: str, value: Any) -> None:
    """The chain is whole, yet the record does not follow from the feedback."""
    write(tmp_path / "journal.jsonl", plan("excess"), 8)
    forged = changed(tmp_path / "journal.jsonl", tmp_path / "forged.jsonl", 4, **{field: value})
    report = replay(forged)
    assert report.difference is not None
    named = {"credits": "ordinals", "feedback": "weights"}.get(field, field)
    assert (report.ok, report.replayed, report.difference.window, report.difference.field) == (
        False,
        4,
        4,
        named,
    )
    with pytest.raises(AssertionError, match=f"window 4: {named}"):
        assert_replays(forged)


def test_a_policy_that_is_not_pure_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mutation of the policy's arithmetic by one unit shows at the first window it touches."""
    write(tmp_path / "journal.jsonl", plan("excess"), 8)
    module = __import__("dataforge.curriculum.policies.excess", fromlist=["excess"])
    monkeypatch.setattr(module, "_STEP", (5001, 4000))
    report = replay(tmp_path)
    assert report.difference is not None
    assert report.difference.field == "weights"


def test_a_journal_of_another_policy_version_is_refused(tmp_path: Path) -> None:
    """No guess: the sentence names both versions."""
    Journal.create(tmp_path / "journal.jsonl", {**header_record(plan("excess")), "policy_code": "excess@0"})
    with pytest.raises(StateError, match="excess@0, this release has excess@1"):
        replay(tmp_path)


def test_a_rerun_says_where_it_parts_and_that_it_is_off_policy(tmp_path: Path) -> None:
    """Another policy on the same feedback; the same policy never differs."""
    journal = write(tmp_path / "journal.jsonl", plan("static"), 10)
    same = rerun(tmp_path, "static")
    assert (same.first_difference, set(same.distances)) == (None, {0})
    other = rerun(tmp_path, "excess", {"prior_percent": 50})
    assert other.label == "off-policy"
    assert "off-policy" in str(other)
    assert other.first_difference is not None
    window = other.first_difference
    assert other.weights[window].tolist() != journal.records[window].weights.tolist()
    assert (
        other.distances[window] == np.abs(other.weights[window] - journal.records[window].weights).sum() // 2
    )
    with pytest.raises(UnknownNameError):
        rerun(tmp_path, "excess", {"no_such": 1})
    with pytest.raises(UsageError):
        rerun(tmp_path, "excess", {"prior_percent": 0})


def test_a_controller_catches_up_with_the_journal(tmp_path: Path) -> None:
    """From nothing or from a snapshot to the same state as the writer; a foreign state is refused."""
    journal = write(tmp_path / "journal.jsonl", plan("staged"), 9)
    fresh = Controller(journal.spec)
    assert [decision.window for decision in catch_up(fresh, journal, 5)] == list(range(5))
    resumed = Controller(journal.spec)
    resumed.restore(json.loads(json.dumps(fresh.snapshot())))
    assert [decision.window for decision in catch_up(resumed, journal)] == [5, 6, 7, 8]
    assert resumed.state_sha256 == journal.records[8].state
    other = Controller(journal.spec)
    other.decide(0, None)
    with pytest.raises(StateError, match="does not follow from this state: window 1"):
        catch_up(other, journal)
