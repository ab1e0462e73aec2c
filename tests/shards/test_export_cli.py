"""`dataforge export`: what it prints, what it refuses, and with which exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dataforge.cli import app
from dataforge.shards.corpus import open_corpus
from dataforge.shards.export.export import FORMATS


@dataclass
class Ran:
    """What a command said."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture(name="run")
def _run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def ran(*arguments: str) -> Ran:
        code = app.run(["export", *arguments])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return ran


def test_the_command_does_what_the_call_does(run: Callable[..., Ran], sealed: Path, tmp_path: Path) -> None:
    """It prints a line, or JSON, or nothing; a second run says that all is there."""
    out = str(tmp_path / "ids")
    arguments = (str(sealed), "--to", "nanogpt", "--tokenizer", "bytes", "--split", "val", "--out", out)
    made = run(*arguments, "--json")
    told = json.loads(made.stdout)
    assert (made.returncode, told["to"], told["documents"]) == (0, "nanogpt", 2)
    assert told["sha256"] == open_corpus(sealed).sha256
    assert sorted(path.name for path in Path(out).glob("*.bin")) == ["val.bin"]
    assert "all there" in run(*arguments).stdout
    assert run(*arguments, "--quiet").stdout == ""


def test_mistakes_are_one_line(run: Callable[..., Ran], sealed: Path, tmp_path: Path) -> None:
    """Exit code 2 and a sentence that says what to do; `--to help` lists the formats."""
    out = str(tmp_path / "out")
    for arguments, said in (
        (("--to", "paquet", "--out", out), "parquet"),
        (("--to", "parquet"), "--out"),
        (("--to", "jsonl", "--out", out, "--file-size", "many"), "--file-size"),
        (("--to", "jsonl", "--out", out, "--file-size", "5 documents"), "bytes"),
        (("--to", "megatron", "--out", out), "tokenizer"),
        (("--to", "megatron", "--out", out, "--tokenizer", "no.json"), "no.json"),
        (("--to", "gzip", "--out", str(sealed)), "choose an empty folder"),
    ):
        refused = run(str(sealed), *arguments)
        assert refused.returncode == 2, refused.stderr
        assert said in refused.stderr
        assert "Traceback" not in refused.stderr
    assert not Path(out).exists()
    listed = json.loads(run(str(sealed), "--to", "help", "--json").stdout)
    assert list(listed) == list(FORMATS)
