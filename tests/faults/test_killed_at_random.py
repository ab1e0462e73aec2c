"""SIGKILL at random moments, again and again: whatever is left, the next run ends with the very files."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from dataforge.engines.heal import heal
from dataforge.engines.local import write_corpus
from dataforge.recipe import Recipe
from dataforge.shards.files import is_temporary
from dataforge.shards.verify import verify
from integration.real import files_of, run, start, write_yaml

KILLS = 20
RECIPE: dict[str, Any] = {
    "seed": 3,
    "levels": [1, 20],
    "splits": {"train": "300 kB", "val": "10 documents"},
    "domains": {"technical": 1, "mathematics": 1},
    "shards": {"shard_size": "3 kB"},
}
GENERATE = ("generate", "recipe.yaml", "--out", "corpus", "--workers", "2")
HEAL = ("heal", "corpus", "--workers", "2")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the recipe, and its corpus written undisturbed by the command that will be killed."""
    home = tmp_path_factory.mktemp("home")
    write_yaml(home / "recipe.yaml", RECIPE)
    assert run("generate", "recipe.yaml", "--out", "sound", "--workers", "2", "-q", cwd=home).returncode == 0
    return home


def killed(command: tuple[str, ...], home: Path, after_s: float) -> bool:
    """Run the command and kill all its processes after so long; whether it had not ended by itself."""
    process = start(*command, cwd=home)
    try:
        process.wait(timeout=after_s)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    return process.returncode == -signal.SIGKILL


def how_long(command: tuple[str, ...], home: Path) -> float:
    begin = time.monotonic()
    assert run(*command, "-q", cwd=home).returncode == 0
    return time.monotonic() - begin


@pytest.mark.slow
def test_generate_killed_at_twenty_moments(home: Path) -> None:
    """Each time in an empty folder, or in what an earlier kill left; then finished: the same files."""
    rng, took, hits = random.Random(20), how_long(GENERATE, home), 0
    recipe, sound = Recipe.from_dict(RECIPE), files_of(home / "sound")
    for number in range(KILLS):
        if number % 4 == 0:  # four kills of one corpus
            shutil.rmtree(home / "corpus")
        hits += killed(GENERATE, home, rng.uniform(0.3, took))
        if number % 2 and (home / "corpus").exists():  # what lies there may be damaged, too, by the crash
            parts = sorted((home / "corpus").rglob("parts/train/*.json"))
            if parts:
                os.truncate(rng.choice(parts), 10)
        if number % 4 == 3:
            write_corpus(recipe, home / "corpus", workers=1)
            assert files_of(home / "corpus") == sound, f"kill {number}"
            assert not [path for path in home.rglob("*") if is_temporary(path.name)]
    assert hits > KILLS // 2


@pytest.mark.slow
def test_heal_killed_at_random_moments(home: Path) -> None:
    """A corpus that has lost a third of its shards and its manifest: healed in spite of every kill."""
    rng, sound = random.Random(21), files_of(home / "sound")
    hits = 0
    for _ in range(KILLS // 4):
        shutil.rmtree(home / "corpus", ignore_errors=True)
        root = Path(shutil.copytree(home / "sound", home / "corpus"))
        for path in sorted(root.rglob("*.tar.zst"))[::3]:
            path.unlink()
        (root / "manifest.parquet").unlink()
        for _ in range(3):
            hits += killed(HEAL, home, rng.uniform(0.3, 3))
        assert heal(root, workers=1).ok
        assert files_of(root) == sound
        assert verify(root, workers=1).ok
    assert hits > KILLS // 4
