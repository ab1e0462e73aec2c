"""A package beside ours adds a genre and a domain: examples/plugin, laid out as pip installs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parents[2] / "examples" / "plugin"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of installed packages that holds the plugin and its entry points."""
    folder = tmp_path_factory.mktemp("site")
    project = tomllib.loads((PLUGIN / "pyproject.toml").read_text())["project"]
    for module in PLUGIN.glob("*.py"):
        shutil.copy(module, folder)
    info = folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    )
    lines = [
        line
        for group, entries in project["entry-points"].items()
        for line in (f"[{group}]", *(f"{name} = {value}" for name, value in entries.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n")
    return folder


def run(site: Path, *command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A command in a fresh process that finds the plugin."""
    env = {**os.environ, "PYTHONPATH": str(site)}
    return subprocess.run(
        [sys.executable, *command], env=env, cwd=cwd, capture_output=True, text=True, check=False, timeout=120
    )


def test_the_genre_keeps_the_public_promises(site: Path) -> None:
    """The example runs the conformance suite on itself."""
    done = run(site, str(site / "dice_genre.py"))
    assert (done.returncode, done.stdout) == (0, "conformance: all promises kept\n"), done.stderr


def test_the_genre_and_the_domain_are_there(site: Path) -> None:
    """Both entry points are found: a genre among ours, a domain after the eight."""
    code = (
        "from dataforge.generators.registry import genre, genres; from dataforge.recipe import domains;"
        "print(genre('mathematics', 'dice-log').id, domains()[8:], [each.id for each in genres('games')])"
    )
    done = run(site, "-c", code)
    assert done.stdout == "dice-log@1 ('games',) ['table-dice@1']\n", done.stderr


def test_a_corpus_of_the_new_domain(site: Path, tmp_path: Path) -> None:
    """A recipe asks for the domain; the corpus is made, verified with the package, and refused without it."""
    recipe = "domains: {games: 1, mathematics: {weight: 1, genres: {dice-log: 1}}}\n"
    recipe += "splits: {train: 60 documents}\n"
    (tmp_path / "recipe.yaml").write_text(recipe)
    forge = ("-c", "from dataforge.cli import main; main()")
    made = run(site, *forge, "generate", "recipe.yaml", "--out", "corpus", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    verified = run(site, *forge, "verify", "corpus", cwd=tmp_path)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    without = run(tmp_path, *forge, "verify", "corpus", cwd=tmp_path)
    assert without.returncode == 1
    assert "games" in without.stdout + without.stderr
    assert "Traceback" not in without.stderr


def test_a_domain_by_a_bad_name_is_refused(site: Path, tmp_path: Path) -> None:
    """A name that keys cannot hold is an error with a remedy, not a corrupt key later."""
    info = tmp_path / "bad-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: bad\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[dataforge.domains]\nBad-Name = dice_games\n")
    done = run(tmp_path, "-c", "from dataforge.recipe import domains; domains()")
    assert "a domain is 2 to 24 letters" in done.stderr
