"""The command line: every verb has help, results go to stdout, mistakes are one line and exit code 1 or 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dataforge.cli.app import VERBS

MATHS = "domains: {mathematics: 1}\nlevels: [1, 50]\nsplits: {train: 60 kB, val: 8 documents}\n"


def forge(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the real command in a process of its own."""
    env = {**os.environ, "COLUMNS": "120", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "dataforge", *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small corpus made by the command line."""
    home = tmp_path_factory.mktemp("cli")
    (home / "r.yaml").write_text(MATHS)
    made = forge("generate", "r.yaml", "--out", "corpus", "--json", cwd=home)
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["documents"] > 20
    return home


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb: str) -> None:
    """`dataforge VERB --help` explains itself with an example, without torch being loaded."""
    shown = forge(verb, "--help")
    assert shown.returncode == 0
    assert "Example" in shown.stdout


def test_init_writes_a_recipe_that_loads(tmp_path: Path) -> None:
    """The default recipe has eight domains in the asked-for mixture; a second init refuses to overwrite
    it."""
    assert forge("init", "recipe.yaml", "--quiet", cwd=tmp_path).stdout == ""
    again = forge("init", "recipe.yaml", cwd=tmp_path)
    assert (again.returncode, again.stdout) == (2, "")
    assert "--force" in again.stderr
    forced = forge("init", "recipe.yaml", "--force", "--json", cwd=tmp_path)
    weights = {name: entry["weight"] for name, entry in json.loads(forced.stdout)["domains"].items()}
    assert list(weights.values()) == [20, 15, 15, 10, 8, 12, 10, 10]
    wrong = forge("init", "other.yaml", "--train", "many", cwd=tmp_path)
    assert wrong.returncode == 2
    assert not (tmp_path / "other.yaml").exists()


def test_sample_tells_all_that_is_known() -> None:
    """--json holds the record with its check opened; the same address gives the same document; it is
    proven."""
    first = forge("sample", "mathematics", "--level", "40", "--index", "1e15", "--json")
    record = json.loads(first.stdout)
    assert (record["level"], record["index"], record["proven"]) == (40, "1000000000000000", True)
    assert record["check"]["kind"]
    assert (
        forge("sample", "mathematics", "--level", "40", "--index", str(10**15), "--json").stdout
        == first.stdout
    )
    side_by_side = forge("sample", "mathematics", "--levels", "1,50,100")
    assert side_by_side.stdout.count("proven") == 3


def test_a_document_of_a_recipe_by_number(tmp_path: Path) -> None:
    """Document 10^15 of a 10^18-token recipe, straight from the recipe."""
    assert forge("init", "big.yaml", "--train", "1e18 tokens", "-q", cwd=tmp_path).returncode == 0
    shown = forge("sample", "--recipe", "big.yaml", "--document", "1e15", "--json", cwd=tmp_path)
    record = json.loads(shown.stdout)
    assert record["proven"] is True
    assert int(record["index"]) > 10**9


def test_the_first_line_of_the_readme_is_true() -> None:
    """The README opens with a command and what it prints."""
    home = Path(__file__).parent.parent.parent
    block = (home / "README.md").read_text().split("```console\n")[1].split("```")[0]
    command, printed = block.removeprefix("$ dataforge ").split("\n", 1)
    assert forge(*command.split(), cwd=home).stdout == printed


def test_verify_and_inspect(corpus: Path) -> None:
    """A fresh corpus is all true; its summary has the sizes; a flipped byte is found and named."""
    verified = json.loads(forge("verify", "corpus", "--json", cwd=corpus).stdout)
    assert (verified["ok"], verified["findings"]) == (True, [])
    shown = json.loads(forge("inspect", "corpus", "--json", cwd=corpus).stdout)
    assert shown["sha256"] == verified["sha256"]
    assert set(shown["splits"]) == {"train", "val"}
    shard = next((corpus / "corpus" / "train").glob("*.tar.zst"))
    raw = bytearray(shard.read_bytes())
    raw[len(raw) // 3] ^= 4
    shard.write_bytes(raw)
    broken = forge("verify", "corpus", cwd=corpus)
    assert broken.returncode == 1
    assert shard.name in broken.stdout
    mended = forge("generate", "r.yaml", "--out", "corpus", "-q", cwd=corpus)
    assert mended.returncode == 0
    assert forge("verify", "corpus", "-q", cwd=corpus).returncode == 0


def test_diff_names_cells_and_reasons(tmp_path: Path) -> None:
    """Another weight changes amounts only; another knob changes text, and says which."""
    (tmp_path / "a.yaml").write_text(MATHS)
    (tmp_path / "b.yaml").write_text(MATHS.replace("60 kB", "90 kB"))
    knobs = "{weight: 1, genres: {running-total: 1}, knobs: {running-total: {steps: 3}}}"
    plain = "{weight: 1, genres: {running-total: 1}}"
    (tmp_path / "c.yaml").write_text(MATHS.replace("mathematics: 1", f"mathematics: {knobs}"))
    (tmp_path / "d.yaml").write_text(MATHS.replace("mathematics: 1", f"mathematics: {plain}"))
    assert forge("diff", "a.yaml", "a.yaml", "-q", cwd=tmp_path).returncode == 0
    amounts = json.loads(forge("diff", "a.yaml", "b.yaml", "--json", cwd=tmp_path).stdout)
    assert {(each["split"], each["text"]) for each in amounts} == {("train", False)}
    texts = json.loads(forge("diff", "c.yaml", "d.yaml", "--json", cwd=tmp_path).stdout)
    assert all(each["text"] and "steps" in each["reason"] for each in texts if each["split"] == "val")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("sample", "maths"), 2, "unknown domain 'maths'"),
        (("sample", "mathematics", "--level", "400"), 2, "1 <= level <= 120"),
        (("sample", "mathematics", "--index", "1.5"), 2, "not an integer"),
        (("sample", "--document", "7"), 2, "go together"),
        (("generate", "none.yaml", "--out", "x"), 2, "dataforge init"),
        (("generate", "r.yaml", "--out", "."), 2, "output folder"),
        (("generate", "r.yaml", "--out", "x", "--codec", "rar"), 2, "zstd"),
        (("verify", "nowhere"), 1, "nowhere"),
        (("inspect", "nowhere"), 1, "nowhere"),
        (("status", "nowhere"), 1, "nowhere"),
        (("replay", "nowhere"), 1, "nowhere"),
        (("bake",), 2, "No such command"),
    ],
)
def test_mistakes_are_one_line(arguments: tuple[str, ...], code: int, words: str, tmp_path: Path) -> None:
    """What was wrong, the value and the way out on stderr; the right exit code; no traceback; nothing
    written."""
    (tmp_path / "r.yaml").write_text(MATHS)
    before = sorted(tmp_path.rglob("*"))
    run = forge(*arguments, cwd=tmp_path)
    assert run.returncode == code, run.stderr
    assert words in run.stderr
    assert "Traceback" not in run.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_a_closed_pipe_is_no_error() -> None:
    """`dataforge sample ... | head` ends quietly."""
    command = f"{sys.executable} -m dataforge sample mathematics --levels 1,2,3 --json | head -c 10"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, timeout=60)
    assert "Traceback" not in run.stderr
