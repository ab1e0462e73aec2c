"""The whole seam with real processes: killed, gone on with at other world sizes, audited, replayed, told."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")

from dataforge.curriculum.canonical import sha256_of

from .real import MARK, corpus, family, files_of, kill_family, run, sentence, start, until, write_yaml

pytestmark = pytest.mark.slow

RECIPE = {
    "seed": 8,
    "levels": [1, 5],
    "splits": {"train": "300 documents", "val": "16 documents"},
    "domains": {"technical": 2, "mathematics": 1},
}
STEPS = 36
RUN: dict[str, Any] = {
    "corpus": "corpus",
    "run": "run",
    "model": {"preset": "tiny", "dim": 32, "num_layers": 1, "num_heads": 2},
    "stream": {
        "batch_size": 12,
        "seq_len": 1024,
        "policy": "excess",
        "window": 4,
        "horizon": 3,
        "cache_dir": "cache",
    },
    "steps": STEPS,
    "checkpoint_every": 4,
    "num_workers": 1,
    "eval_documents": 2,
    "metrics_port": None,
}


def steps_taken(run_folder: Path) -> int:
    """The last step in the metrics."""
    path = run_folder / "metrics.jsonl"
    lines = [line for line in path.read_text().splitlines() if line.endswith("}")] if path.exists() else []
    return int(json.loads(lines[-1])["step"]) if lines else 0


def train_until(home: Path, nproc: int, step: int) -> None:
    """`dataforge train` with some processes, all of them killed at a step."""
    mark = secrets.token_hex(8)
    process = start("train", "run.yaml", "--nproc", str(nproc), "-q", cwd=home, env={MARK: mark})
    try:
        until(lambda: steps_taken(home / "run") >= step, process, deadline_s=150)
        assert len(family(mark)) == 2 + 2 * nproc, "the command, torchrun, the ranks and a worker each"
    finally:
        kill_family(mark)
        process.communicate(timeout=30)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run killed with two ranks, gone on with by one, killed, and ended by three."""
    home = tmp_path_factory.mktemp("trained")
    corpus(RECIPE, home / "corpus")
    write_yaml(home / "run.yaml", RUN)
    train_until(home, nproc=2, step=10)
    train_until(home, nproc=1, step=22)
    done = run("train", "run.yaml", "--nproc", "3", "-q", cwd=home, timeout_s=200)
    assert (done.returncode, done.stderr) == (0, "")
    return home


@pytest.fixture
def copy(trained: Path, tmp_path: Path) -> Path:
    """A copy of its folder, to damage."""
    return Path(shutil.copytree(trained, tmp_path / "copy"))


def test_the_seams(trained: Path) -> None:
    """Three lives at three world sizes; every rank was given what the journal dictates; every decision is
    decided again alike; the report is written, and needs no network."""
    audited = json.loads(run("audit", "run", "--json", cwd=trained).stdout)
    assert (audited["ok"], audited["problems"], audited["batches"]) == (True, [], STEPS)
    assert [life["world_size"] for life in audited["attempts"]] == [2, 1, 3]
    starts = [life["start_batch"] for life in audited["attempts"]]
    assert starts[0] == 0
    assert 8 <= starts[1] < starts[2] < STEPS
    assert all(start % RUN["checkpoint_every"] == 0 for start in starts)
    assert audited["superseded"] > 0, "else the kills hit no batch beyond a checkpoint"
    replayed = json.loads(run("replay", "run", "--json", cwd=trained).stdout)
    assert (replayed["ok"], replayed["windows"]) == (True, (STEPS - 1) // RUN["stream"]["window"])
    moved = {tuple(line["domain_weight"].values()) for line in metrics(trained)}
    assert len(moved) > 2, "the mixture followed the loss"
    told = json.loads(run("status", "run", "--json", cwd=trained).stdout)
    assert (told["state"], told["step"]) == ("done", STEPS)
    assert run("report", "run", "--out", "report.html", cwd=trained).returncode == 0
    page = (trained / "report.html").read_text()
    assert re.findall(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[^>]*>", page) == []
    explained = run("explain", "run", "--batch", str(starts[1]), cwd=trained)
    assert (explained.returncode, explained.stderr) == (0, "")


def metrics(home: Path) -> list[dict[str, Any]]:
    """Lines of the metrics."""
    return [json.loads(line) for line in (home / "run" / "metrics.jsonl").read_text().splitlines()]


def test_no_document_twice(trained: Path) -> None:
    """Counted from the raw delivery records of the surviving lives, with code of our own: in an epoch no
    document is given twice."""
    run_folder = trained / "run"
    lives = [json.loads(line) for line in (run_folder / "attempts.jsonl").read_text().splitlines()]
    ends = [life["start_batch"] for life in lives[1:]] + [STEPS]
    seen: dict[tuple[str, str], str] = {}
    slots = 0
    for life, end in zip(lives, ends, strict=True):
        for rank in range(life["world_size"]):
            path = run_folder / "delivery" / f"a{life['attempt']:03d}-r{rank:03d}.jsonl"
            for line in map(json.loads, path.read_text().splitlines()):
                if line["batch"] >= end:
                    continue
                for slot, row_id, keys in line["rows"]:
                    assert slot % life["world_size"] == rank
                    slots += 1
                    for key in keys:
                        place = f"{line['batch']}/{slot}"
                        assert seen.setdefault((row_id.split(":")[1], key), place) == place
    assert slots == STEPS * RUN["stream"]["batch_size"]


def test_a_delivery_record_edited_by_hand(copy: Path) -> None:
    """Audit names the batch in which one document was swapped for another, and in which a row was left
    out."""
    record = copy / "run" / "delivery" / "a000-r001.jsonl"
    lines = record.read_text().splitlines()
    batch = json.loads(lines[3])
    assert batch["batch"] == 3
    batch["rows"][0][2][0] = json.loads(lines[2])["rows"][0][2][0]
    record.write_text("\n".join([*lines[:3], json.dumps(batch), *lines[4:]]) + "\n")
    swapped = run("audit", "run", cwd=copy)
    assert (swapped.returncode, swapped.stderr) == (1, "")
    assert "first bad batch: 3" in swapped.stdout
    batch = json.loads(lines[5])
    batch["rows"].pop()
    record.write_text("\n".join([*lines[:5], json.dumps(batch), *lines[6:]]) + "\n")
    lost = run("audit", "run", cwd=copy)
    assert lost.returncode == 1
    assert "first bad batch: 5" in lost.stdout
    record.write_text("\n".join([*lines[:6], *lines[7:]]) + "\n")
    assert "first bad batch: 6" in run("audit", "run", cwd=copy).stdout


def rehashed(lines: list[str]) -> str:
    """A journal whose every hash is right again: what a clever hand would write."""
    before, out = "", []
    for line in lines:
        record = json.loads(line)
        if record["kind"] == "window":
            record["prev"] = before
        del record["hash"]
        before = record["hash"] = sha256_of(record)
        out.append(json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False))
    return "\n".join(out) + "\n"


def test_a_journal_edited_by_hand(copy: Path) -> None:
    """A changed field breaks the chain at its window; with all hashes made right, replay names the window;
    neither audit nor training goes on from it."""
    journal = copy / "run" / "journal.jsonl"
    lines = journal.read_text().splitlines()
    assert rehashed(lines) == journal.read_text()
    record = json.loads(lines[4])
    assert record["window"] == 3
    record["feedback"] = json.loads(lines[3])["feedback"]
    lines[4] = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    journal.write_text("\n".join(lines) + "\n")
    for arguments in (("replay", "run"), ("audit", "run"), ("train", "run.yaml", "--set", "steps=40")):
        assert "window 3" in sentence(run(*arguments, cwd=copy), 1), arguments
    journal.write_text(rehashed(lines))
    (copy / "run" / "journal.head").unlink()
    told = run("replay", "run", cwd=copy)
    assert told.returncode == 1
    assert "window 3" in told.stdout + told.stderr
    assert "Traceback" not in told.stderr


def flip(path: Path) -> None:
    """One bit in the middle of a file."""
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def test_a_checkpoint_with_one_flipped_bit(copy: Path) -> None:
    """Train and eval refuse it in one sentence that names it and the way out; `fallback` goes on from the
    one before."""
    checkpoints = copy / "run" / "checkpoints"
    latest = (checkpoints / "latest").read_text().strip()
    flip(max((checkpoints / latest).glob("*.distcp"), key=lambda path: path.stat().st_size))
    before = files_of(checkpoints)
    told = sentence(run("train", "run.yaml", "--nproc", "2", "--set", "steps=40", cwd=copy), 1)
    assert latest in told
    assert "resume=fallback" in told
    assert latest in sentence(run("eval", "run", cwd=copy), 1)
    assert files_of(checkpoints) == before
    done = run("train", "run.yaml", "-q", "--set", "steps=38", "--set", "resume=fallback", cwd=copy)
    assert (done.returncode, done.stderr) == (0, "")
    assert run("audit", "run", "-q", cwd=copy).returncode == 0
    assert run("replay", "run", "-q", cwd=copy).returncode == 0


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("stream.seed=4", "seed"),
        ("stream.batch_size=24", "batch_size"),
        ("stream.horizon=4", "horizon"),
        ("model.dim=64", "dim"),
        ("corpus=other", "corpus_sha256"),
    ],
)
def test_a_run_folder_of_another_run(trained: Path, copy: Path, setting: str, words: str) -> None:
    """The first field that differs, in one sentence; the run folder stays as it was."""
    corpus(RECIPE, copy / "other", {"seed": 8, "shards": {"shard_size": "3 kB"}})
    before = files_of(copy / "run")
    told = sentence(run("train", "run.yaml", "--set", "steps=40", "--set", setting, cwd=copy), 1)
    assert words in told
    now = files_of(copy / "run")
    assert {k: v for k, v in now.items() if k != "status.json"} == {
        k: v for k, v in before.items() if k != "status.json"
    }
    assert os.path.exists(copy / "run" / "checkpoints" / "latest")
