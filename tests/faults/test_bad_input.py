"""A user's mistakes through the real command: one sentence, the right exit code, nothing written or lost."""

from __future__ import annotations

import contextlib
import io
import subprocess
from pathlib import Path
from typing import Any

import pytest

from dataforge.cli import app
from integration.real import SMALL, corpus, files_of, run, sentence, write_yaml

DOMAINS_LINE = "domains: {mathematics: 1}\n"
RECIPES: dict[str, tuple[str, tuple[str, ...]]] = {
    "unknown domain": ("domains: {maths: 1}\n", ("domains.maths", "mathematics")),
    "level too high": (DOMAINS_LINE + "levels: [1, 121]\n", ("levels.1", "121", "120")),
    "level zero": (DOMAINS_LINE + "levels: [0]\n", ("levels.0", "0")),
    "level half": (DOMAINS_LINE + "levels: [1.5]\n", ("levels.0", "1.5")),
    "no levels": (DOMAINS_LINE + "levels: []\n", ("levels",)),
    "weight zero": ("domains: {mathematics: 0}\n", ("domains.mathematics.weight", "0", "positive")),
    "weight negative": ("domains: {mathematics: -2.5}\n", ("domains.mathematics", "-2.5", "positive")),
    "weight NaN": ("domains: {mathematics: .nan}\n", ("domains.mathematics.weight", "nan")),
    "weight infinite": ("domains: {mathematics: .inf}\n", ("domains.mathematics.weight", "inf")),
    "a typo": (DOMAINS_LINE + "splitz: {train: 1 MB}\n", ("splitz",)),
    "a typo inside": ("domains: {mathematics: {weigth: 1}}\n", ("domains.mathematics.weigth",)),
    "unknown genre": ("domains: {mathematics: {weight: 1, genres: {sums: 1}}}\n", ("sums", "running-total")),
    "knob out of range": (
        "domains: {mathematics: {weight: 1, knobs: {running-total: {steps: 9999}}}}\n",
        ("running-total.steps", "9999", "between"),
    ),
    "unknown split": (DOMAINS_LINE + "splits: {tain: 1 MB}\n", ("tain", "train")),
    "no size": (DOMAINS_LINE + "splits: {train: much}\n", ("splits", "32 MB")),
    "unknown codec": (DOMAINS_LINE + "shards: {codec: rar}\n", ("shards.codec", "rar", "zstd")),
    "no domains": ("levels: [1]\n", ("domains",)),
    "not a mapping": ("- a\n- b\n", ("mapping",)),
    "empty": ("", ("mapping",)),
    "not YAML": ("domains: {mathematics: 1\n", ("not YAML",)),
    "control characters": ("domains: \x00\x01\n", ("not YAML",)),
    "no UTF-8": ("domains: \udcff\udcfe\n", ("not YAML",)),
}


BY_THE_REAL_COMMAND = ("unknown domain", "level too high", "weight zero", "weight NaN", "a typo")


def called(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What the command does, in this process: the same code in a tenth of the time."""
    with contextlib.redirect_stderr(io.StringIO()) as told, contextlib.redirect_stdout(io.StringIO()) as said:
        code = app.run(list(arguments))
    return subprocess.CompletedProcess(arguments, code, said.getvalue(), told.getvalue())


def refused(folder: Path, code: int, *arguments: str) -> str:
    """The one sentence of a command that must change nothing in `folder`."""
    before = files_of(folder)
    told = sentence(run(*arguments, cwd=folder), code)
    assert files_of(folder) == before
    return told


@pytest.mark.parametrize("what", RECIPES)
def test_a_wrong_recipe(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """File, field, value and remedy in one sentence; exit code 2; no output folder."""
    monkeypatch.chdir(tmp_path)
    text, words = RECIPES[what]
    (tmp_path / "recipe.yaml").write_bytes(text.encode("utf-8", "surrogateescape"))
    command = run if what in BY_THE_REAL_COMMAND else called
    told = sentence(command("generate", "recipe.yaml", "--out", "corpus"), 2)
    assert [path.name for path in tmp_path.iterdir()] == ["recipe.yaml"]
    for word in words:
        assert word in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("sample", "maths"), ("unknown domain 'maths'", "mathematics")),
        (("sample", "code", "--level", "0"), ("0", "1 <= level <= 120")),
        (("sample", "code", "--level", "121"), ("121", "120")),
        (("sample", "code", "--index", str(2**63)), (str(2**63), "index")),
        (("sample", "code", "--genre", "sums"), ("unknown genre", "function-trace@1")),
        (("sample", "code", "--split", "dev"), ("unknown split 'dev'",)),
    ],
)
def test_a_wrong_address(arguments: tuple[str, ...], words: tuple[str, ...], tmp_path: Path) -> None:
    """Value and choices in one sentence; exit code 2."""
    told = refused(tmp_path, 2, *arguments)
    for word in words:
        assert word in told


def test_an_output_folder_that_is_not_empty(tmp_path: Path) -> None:
    """Somebody's files, and another recipe's corpus, are refused and left as they were."""
    write_yaml(tmp_path / "recipe.yaml", SMALL)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("years of work")
    told = refused(tmp_path, 2, "generate", "recipe.yaml", "--out", "mine")
    assert "'mine' is not empty" in told
    corpus(SMALL, tmp_path / "other", {"seed": 6})
    told = refused(tmp_path, 2, "generate", "recipe.yaml", "--out", "other")
    assert "holds a corpus of another recipe" in told
    told = refused(tmp_path, 2, "generate", "recipe.yaml", "--out", "recipe.yaml")
    assert "is a file" in told


def test_a_lock_that_was_edited(tmp_path: Path) -> None:
    """A lock changed by hand, and a file that is none, are told apart from a good one."""
    corpus(SMALL, tmp_path / "corpus")
    lock = tmp_path / "corpus" / "recipe.lock"
    (tmp_path / "edited.lock").write_text(lock.read_text().replace('"seed":5', '"seed":6'))
    assert "edited by hand" in refused(tmp_path, 1, "generate", "edited.lock", "--out", "new")
    (tmp_path / "none.lock").write_text("[]")
    assert "not a recipe lock" in refused(tmp_path, 1, "generate", "none.lock", "--out", "new")


RUN: dict[str, Any] = {
    "corpus": "corpus",
    "run": "run",
    "model": {"preset": "tiny", "dim": 32, "num_layers": 2, "num_heads": 2},
    "stream": {"batch_size": 12, "seq_len": 128, "cache_dir": "cache"},
    "steps": 3,
    "eval_documents": 0,
    "metrics_port": None,
}


FOUND_AT_ONCE: list[tuple[dict[str, Any], int, tuple[str, ...]]] = [
    ({}, 5, ("world size 5", "12 rows", "1, 2, 3, 4, 6, 12")),
    ({"stepz": 3}, 1, ("stepz", "'steps'")),
    ({"steps": "null"}, 1, ("steps", "tokens")),
    ({"steps": -1}, 1, ("steps", "-1")),
    ({"stream.batch_size": 0}, 1, ("batch_size",)),
]
FOUND_BY_THE_TRAINING: list[tuple[dict[str, Any], int, tuple[str, ...]]] = [
    ({"corpus": "nowhere"}, 2, ("nowhere", "no such corpus")),
    ({"stream.policy": "greedy"}, 1, ("greedy", "excess")),
    ({"stream.mixture": "{mathematics: .nan}"}, 1, ("mixture.mathematics", "nan")),
    ({"stream.mixture": "{technical: 0}"}, 1, ("mixture.technical", "0")),
    ({"stream.mixture": "{maths: 1}"}, 1, ("mixture.maths", "mathematics")),
    ({"stream.split": "dev"}, 1, ("dev", "train")),
    ({"stream.tokenizer": "none.json"}, 1, ("none.json",)),
]


@pytest.mark.parametrize(
    ("settings", "nproc", "words"),
    [*FOUND_AT_ONCE, *(pytest.param(*each, marks=pytest.mark.slow) for each in FOUND_BY_THE_TRAINING)],
    ids=lambda value: str(value) if isinstance(value, dict) else None,
)
def test_a_wrong_run_config(
    settings: dict[str, Any], nproc: int, words: tuple[str, ...], tmp_path: Path
) -> None:
    """One sentence and exit code 1 or 2, before a run folder is made."""
    pytest.importorskip("torch")
    corpus(SMALL, tmp_path / "corpus")
    write_yaml(tmp_path / "run.yaml", RUN)
    before = files_of(tmp_path / "corpus")
    pairs = [part for key, value in settings.items() for part in ("--set", f"{key}={value}")]
    done = run("train", "run.yaml", "--nproc", str(nproc), *pairs, cwd=tmp_path)
    told = sentence(done, done.returncode)
    assert done.returncode in (1, 2)
    for word in words:
        assert word in told
    assert not (tmp_path / "run").exists()
    now = files_of(tmp_path / "corpus")
    assert {name: digest for name, digest in now.items() if "rows-" not in name} == before
