"""An import that is killed goes on: the digests are those of an undisturbed one."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.shards.foreign.texts import KINDS, json_lines, text, texts

from dataforge.errors import CorpusError, OutputExistsError
from dataforge.shards.foreign import ImportOptions, import_corpus, reading
from dataforge.shards.verify import verify

ROOT = Path(__file__).parents[3]
IMPORT = (
    "import sys; from dataforge.shards.foreign import import_corpus, reading\n"
    "reading.SEGMENT_BYTES = 200_000\n"
    "print('begun', flush=True); print(import_corpus({'web': [sys.argv[1]]}, sys.argv[2]).sha256)"
)


def _sources(home: Path, count: int) -> None:
    """Three sources with duplicates, overlaps and broken records."""
    folder = home / "in"
    folder.mkdir()
    many = texts(count)
    (folder / "a.jsonl.gz").write_bytes(KINDS["a.jsonl.gz"]([*many[: count // 2], many[3], ""]))
    (folder / "b.tar").write_bytes(KINDS["a.tar"](many[count // 2 :]))
    (folder / "c.jsonl").write_bytes(json_lines([many[5] + " and more", text(7777)]) + b"not json\n")
    (home / "evals.jsonl").write_bytes(json_lines([many[7], many[count - 1]]))


def _killed(home: Path, count: int, every: int) -> None:
    _sources(home, count)
    script = Path(__file__).parent / "killed_imports.py"
    run = [sys.executable, str(script), str(home), str(every)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(run, capture_output=True, text=True, env=env, timeout=570, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found) > 3, "it died nowhere"
    assert len({tuple(digests) for _, *digests, _ in found}) == 1
    assert all(over == [] for *_, over in found)


def test_killed_at_some_operations(tmp_path: Path) -> None:
    """Death by SIGKILL at every 50th file operation, twice in a row: the same seal, lock and quarantine, and
    nothing left over."""
    _killed(tmp_path, 60, 50)


@pytest.mark.slow
def test_killed_at_many_operations(tmp_path: Path) -> None:
    """Death by SIGKILL at every eleventh file operation."""
    _killed(tmp_path, 150, 11)


def test_killed_at_any_time(tmp_path: Path) -> None:
    """A child process killed after some milliseconds, again and again till it is done: the digest of an
    undisturbed import."""
    (tmp_path / "a.jsonl").write_bytes(json_lines([text(i, 100) for i in range(3000)]))
    run = [sys.executable, "-c", IMPORT, str(tmp_path / "a.jsonl"), str(tmp_path / "killed")]
    for milliseconds in (30, 300):
        child = subprocess.Popen(run, stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(milliseconds / 1000)
        child.send_signal(signal.SIGKILL)
        child.communicate()
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "SEGMENT_BYTES", 200_000)
        whole = import_corpus({"web": [tmp_path / "a.jsonl"]}, tmp_path / "whole")
    assert done.stdout.split()[1] == whole.sha256
    names = ("corpus.json", "recipe.lock", "quarantine.jsonl", "manifest.parquet")
    digests = [
        [hashlib.sha256((tmp_path / folder / name).read_bytes()).hexdigest() for name in names]
        for folder in ("killed", "whole")
    ]
    assert digests[0] == digests[1]
    assert verify(tmp_path / "killed", workers=1).findings == ()


def _unfinished(tmp_path: Path) -> Path:
    """A source whose import was interrupted in its middle."""
    source = tmp_path / "a.jsonl"
    source.write_bytes(json_lines(texts(60)))

    def stop(stage: str, *_: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "SEGMENT_RECORDS", 20)
        with pytest.raises(KeyboardInterrupt):
            import_corpus({"web": [source]}, tmp_path / "out", progress=stop)
    return source


def test_a_source_that_changed_meanwhile(tmp_path: Path) -> None:
    """Going on with another file under the same name is refused, and with the old one it is done."""
    source = _unfinished(tmp_path)
    raw = source.read_bytes()
    source.write_bytes(raw.replace(b"n50", b"n51"))
    with pytest.raises(CorpusError, match="changed since this import began"):
        import_corpus({"web": [source]}, tmp_path / "out")
    source.write_bytes(raw)
    assert import_corpus({"web": [source]}, tmp_path / "out").documents == 60


def test_other_options_do_not_go_on(tmp_path: Path) -> None:
    """An unfinished import is gone on with by the same command only; a second process waits for none."""
    source = _unfinished(tmp_path)
    with pytest.raises(OutputExistsError, match="unfinished import of other sources or options"):
        import_corpus({"web": [source]}, tmp_path / "out", ImportOptions(levels=2))

    def second(stage: str, *_: object) -> None:
        with pytest.raises(OutputExistsError, match="written by another process"):
            import_corpus({"web": [source]}, tmp_path / "out")

    assert import_corpus({"web": [source]}, tmp_path / "out", progress=second).documents == 60


LIMITED = (
    "import resource, sys; from dataforge.cli.app import run\n"
    "size = int(sys.argv.pop(1)); resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))\n"
    "sys.exit(run(sys.argv[1:]))"
)


def test_no_room(tmp_path: Path) -> None:
    """Whatever file does not fit, it is one sentence, and with more room the same command ends."""
    (tmp_path / "a.jsonl").write_bytes(json_lines([text(i, 40) for i in range(400)]))
    command = [sys.executable, "-c", LIMITED]
    arguments = ["import", str(tmp_path / "a.jsonl"), "--out", str(tmp_path / "out")]
    for size in (100, 30_000):
        done = subprocess.run([*command, str(size), *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 1, (size, done)
        assert done.stderr.startswith("error: cannot write"), done.stderr
        assert done.stderr.count("\n") == 1, done.stderr
    done = subprocess.run(
        [*command, "100000000", *arguments, "--json"], capture_output=True, text=True, check=True
    )
    whole = import_corpus({"web": [tmp_path / "a.jsonl"]}, tmp_path / "whole")
    assert json.loads(done.stdout)["sha256"] == whole.sha256
