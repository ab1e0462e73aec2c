"""Predictions before a corpus is written, held against the corpus really written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dataforge.engines.local import write_corpus
from dataforge.engines.predict import SCALES, Means, Prediction, Rate, grown, measure, predict, predict_scales
from dataforge.errors import UsageError
from dataforge.generators.resolve import resolve
from dataforge.recipe import Cell, Lock, Recipe

RECIPE = {
    "domains": {"mathematics": 1, "creative": 2},
    "levels": [1, 50, 100],
    "splits": {"train": "20 MB"},
    "shards": {"shard_size": "500 kB"},
}


@pytest.fixture(scope="module")
def twenty() -> Lock:
    """20 MB of text in some 40 shards."""
    return resolve(Recipe.from_dict(RECIPE))


@pytest.fixture(scope="module")
def rates(twenty: Lock) -> dict[Cell, Rate]:
    return measure(twenty, seconds=0.3)


@pytest.fixture
def flat(twenty: Lock) -> dict[Cell, Rate]:
    """Rates by which a prediction can be done by hand: 1 kB of text and 400 bytes on disk a ms."""
    return {cell.cell: Rate(1, 1000.0, 400.0, 0, 0.001) for cell in twenty.cells}


def test_a_prediction_of_20_mb_comes_true(twenty: Lock, rates: dict[Cell, Rate], tmp_path: Path) -> None:
    """Size on disk within 10 % of what is then written, text too, and the very number of shards."""
    told = predict(twenty, rates)
    assert max(rate.documents for rate in rates.values()) < told.documents / 10  # a sample, not the whole
    corpus = write_corpus(twenty, tmp_path / "out", workers=1)
    size = sum(path.stat().st_size for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert told.file_bytes == pytest.approx(size, rel=0.1)
    assert told.text_bytes == pytest.approx(corpus.seal.text_bytes, rel=0.05)  # type: ignore[attr-defined]
    assert (told.shards, told.documents) == (corpus.seal.shards, corpus.seal.samples)  # type: ignore[attr-defined]
    assert told.fits
    assert told.core_hours > 0


def by_hand(lock: Lock, flat: dict[Cell, Rate], means: Means) -> Prediction:
    return predict(lock, flat, means, tokens=250_000_000)  # 10^9 bytes: 1,000 s of a core, 400 MB on disk


@pytest.mark.parametrize(
    ("means", "binds", "elapsed_s"),
    [
        (Means(), "cores", 1000.0),
        (Means(workers=10, machines=10), "cores", 10.0),
        (Means(workers=10, machines=10, disk_mb_s=0.1), "disk", 400.0),
        (Means(workers=10, machines=10, disk_mb_s=100, bandwidth_mb_s=0.2), "network", 200.0),
        (Means(room_bytes=399_000_000), "room", 1000.0),
        (Means(room_bytes=401_000_000), "cores", 1000.0),
    ],
)
def test_what_binds(twenty: Lock, flat: dict[Cell, Rate], means: Means, binds: str, elapsed_s: float) -> None:
    """The limit that takes longest says the time; room that is too small binds whatever the time."""
    told = by_hand(twenty, flat, means)
    assert (told.binds, told.fits) == (binds, binds != "room")
    assert told.elapsed_s == pytest.approx(elapsed_s, rel=1e-3)


def test_what_it_costs(twenty: Lock, flat: dict[Cell, Rate]) -> None:
    """All cores are paid for as long as it takes, those that wait for the disk too."""
    told = by_hand(twenty, flat, Means(workers=36, machines=2, price_per_core_hour=0.5, disk_mb_s=0.1))
    assert told.elapsed_s == pytest.approx(2000, rel=1e-3)
    assert told.cost == pytest.approx(2000 / 3600 * 72 * 0.5, rel=1e-3)


def test_all_scales(twenty: Lock, rates: dict[Cell, Rate]) -> None:
    """10^6 to 10^18 tokens: what is asked for, in proportion, and too many shards for a folder at the end."""
    told = list(predict_scales(twenty, rates))
    assert [each.tokens for each in told] == pytest.approx(SCALES, rel=0.01)
    assert told[-1].file_bytes / told[0].file_bytes == pytest.approx(1e12, rel=0.05)
    assert (told[0].binds, told[-1].binds) == ("cores", "shards")


def test_the_command(tmp_path: Path) -> None:
    """A table, or JSON with means, recipe, scales and cells; nothing is written; a wrong number is told."""
    (tmp_path / "r.yaml").write_text("domains: {mathematics: 1}\nlevels: [1]\nsplits: {train: 1 MB}\n")
    command = [sys.executable, "-m", "dataforge", "generate", "r.yaml", "--dry-run", "--out", "corpus"]

    def forge(*more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, *more], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
        )

    shown = forge("--workers", "4", "--machines", "8", "--price-per-core-hour", "0.04")
    assert "bound by cores" in shown.stdout
    assert "1e18" in shown.stdout
    told = json.loads(forge("--json", "--disk-mb-s", "500").stdout)
    assert set(told["recipe"]["limits_s"]) == {"cores", "disk"}
    assert len(told["scales"]) == 13
    assert told["cells"]["mathematics-l001"]["documents"] > 0
    wrong = forge("--disk-mb-s", "0")
    assert (wrong.returncode, "disk_mb_s 0.0 is out of range" in wrong.stderr) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["r.yaml"]


def test_means_are_positive() -> None:
    """No workers, no machines, no disk: refused."""
    for wrong in ({"workers": 0}, {"machines": -1}, {"bandwidth_mb_s": float("nan")}):
        with pytest.raises(UsageError, match="out of range"):
            Means(**wrong)  # type: ignore[arg-type]


def test_large_scales_are_measured_on_many_documents() -> None:
    """A small recipe says little of a large corpus: large scales are measured on more."""
    lock = resolve(Recipe.from_dict({**RECIPE, "splits": {"train": "100 kB"}}))
    large = grown(lock)
    assert max(cell.documents for cell in lock.cells) < 100
    assert min(cell.documents for cell in large.cells) > 100
    assert grown(large) == large
    slow, fast = ({cell.cell: Rate(1, 1000.0, 400.0, 0, s) for cell in lock.cells} for s in (1.0, 0.01))
    own = predict(lock, slow).tokens
    near, far = predict_scales(lock, slow, scales=(own, 1000 * own), large=fast)
    assert near.core_hours / near.tokens == pytest.approx(4 / 1000 / 3600, rel=0.1)
    assert far.core_hours / far.tokens == pytest.approx(4 / 1000 / 3600 / 100, rel=0.1)
