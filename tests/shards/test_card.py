"""The data card: valid front matter, the manifest's figures, licences and languages as the reference says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from dataforge.cli import app
from dataforge.generators.resolve import resolve
from dataforge.recipe import Recipe
from dataforge.shards.card import card, languages_of
from dataforge.shards.card_text import COVERAGE, GENRE_LANGUAGES, MIT_LEXICONS
from dataforge.shards.corpus import FiniteCorpus, open_corpus
from dataforge.shards.export.export import export

ROOT = Path(__file__).parents[2]


def front(text: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text.split("---\n")[1])
    return found


def test_the_card_tells_what_the_manifest_counts(sealed: Path) -> None:
    """Identity, documents and bytes of every cell and split, and the command that makes it again."""
    corpus = open_corpus(sealed)
    assert isinstance(corpus, FiniteCorpus)
    text = card(corpus)
    assert corpus.recipe_id in text
    assert f"dataforge verify again/ --sha256 {corpus.sha256}" in text
    for cell in {row.cell for row in corpus.rows}:
        line = next(line for line in text.splitlines() if line.startswith(f"| {cell.name} |"))
        told = [each.strip() for each in line.split("|")[2:-1]]
        wanted = []
        for split in corpus.splits:
            rows = [row for row in corpus.rows if (row.cell, row.split) == (cell, split)]
            wanted += [f"{sum(r.samples for r in rows):,}", f"{sum(r.text_bytes for r in rows) / 1e3:,.1f}"]
        assert told == wanted
    for name, _ in corpus.lock.genres["mathematics"]:
        assert name in text
    assert "can be learnt by heart" in text or "2^40" not in text
    asked = text.split("```yaml\n")[1].split("```")[0]
    assert Recipe.from_yaml(asked.encode()).canonical() == corpus.lock.recipe.canonical()


@pytest.mark.slow
def test_the_command_of_the_card_makes_the_corpus_again(sealed: Path, tmp_path: Path) -> None:
    """Run as it stands beside recipe.lock, it makes a corpus of the digest that the card expects."""
    text = card(open_corpus(sealed))
    commands = text.split("```sh\n")[1].split("```")[0].strip().splitlines()
    (tmp_path / "recipe.lock").write_bytes((sealed / "recipe.lock").read_bytes())
    assert len(commands) == 2
    for command in commands:
        line = [sys.executable, "-m", *command.split(), "--workers", "1"]
        subprocess.run(line, cwd=tmp_path, check=True, timeout=100, capture_output=True)


def test_hugging_face_reads_the_front_matter(sealed: Path, tmp_path: Path) -> None:
    """huggingface_hub parses the card; its metadata are what we meant; no configs for what it cannot read."""
    hub = pytest.importorskip("huggingface_hub")
    found = hub.DatasetCard(card(open_corpus(sealed))).data
    assert (found.license, found.language, found.size_categories) == ("cc0-1.0", ["en"], ["n<1K"])
    assert found.task_categories == ["text-generation"]
    assert "configs" not in found.to_dict()
    export(sealed, "none", tmp_path / "plain", workers=1)
    configs = hub.DatasetCard(card(open_corpus(tmp_path / "plain"))).data.to_dict()["configs"]
    assert [entry["split"] for entry in configs[0]["data_files"]] == ["train", "val"]


@pytest.mark.parametrize(
    ("genres", "codes"),
    [
        ({"parallel-sentences": 1}, list(COVERAGE)),
        ({"courier-letters": 1}, ["de", "fr", "es", "it"]),
        ({"interlinear-gloss": 1, "number-words": 1}, ["en", "de", "fr", "es", "it", "pt", "ru", "tr"]),
    ],
)
def test_languages_are_those_of_the_genres(tmp_path: Path, genres: dict[str, int], codes: list[str]) -> None:
    """A corpus says the languages that its genres write, with what is covered and what is not."""
    recipe = {"domains": {"multilingual": {"weight": 1, "genres": genres}}, "levels": [1]}
    (tmp_path / "recipe.lock").write_text(resolve(Recipe.from_dict(recipe)).to_json())
    corpus = open_corpus(tmp_path / "recipe.lock")
    text = card(corpus)
    assert languages_of(corpus) == front(text)["language"] == codes
    assert "no native reader has read" in text
    assert "as planned" in text
    assert all(COVERAGE[code][2] in text for code in codes)


def test_the_card_agrees_with_the_reference() -> None:
    """Languages, genres and licences are those of docs/reference and of the registry."""
    from dataforge.generators.registry import genres

    said = (ROOT / "docs/reference/languages.md").read_text()
    for name, _, _ in COVERAGE.values():
        assert name.split(" (")[0] in said
    lexicons = (ROOT / "docs/reference/lexicons.md").read_text()
    other = re.findall(r"^\| (\w+) \|.*\| MIT \|$", lexicons, re.MULTILINE)
    assert sorted(other) == sorted(MIT_LEXICONS)
    licences = re.findall(r"\| ([^|]+) \|$", lexicons.split("| --- |")[-1], re.MULTILINE)
    assert set(licences) == {"licence", "MIT", "CC0-1.0"}
    names = {genre.name.partition("@")[0] for genre in genres("multilingual")}
    assert set(GENRE_LANGUAGES) <= names
    assert names <= set(GENRE_LANGUAGES), "say in card_text.py which languages the new genre writes"


def test_the_command_writes_it_and_refuses_to_overwrite(
    sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`dataforge card` prints, writes, and leaves another file alone unless forced."""
    out, text = tmp_path / "README.md", card(open_corpus(sealed))
    assert app.run(["card", str(sealed)]) == 0
    assert capsys.readouterr().out == text
    assert app.run(["card", str(sealed), "--out", str(out), "--quiet"]) == 0
    assert (out.read_text(), capsys.readouterr().out) == (text, "")
    out.write_text("my own")
    assert app.run(["card", str(sealed), "--out", str(out)]) == 2
    assert out.read_text() == "my own"
    assert "--force" in capsys.readouterr().err
    assert app.run(["card", str(sealed), "--out", str(out), "--force", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["card"] == out.read_text() == text
