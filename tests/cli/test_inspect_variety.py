"""`dataforge inspect --variety`: the variety of a corpus, sealed or virtual, by domain and in total."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dataforge.shards.corpus import open_corpus
from dataforge.shards.sample import corpus_variety, sample_texts
from dataforge.text.variety import variety

RECIPE = "domains: {mathematics: 1, creative: 1}\nlevels: [1, 50]\nsplits: {train: 60 kB, val: 8 documents}\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a recipe and its corpus."""
    made = tmp_path_factory.mktemp("variety")
    (made / "r.yaml").write_text(RECIPE)
    forge("generate", "r.yaml", "--out", "corpus", "--quiet", cwd=made)
    return made


def forge(*arguments: str, cwd: Path) -> str:
    """What the command prints, in a process that cannot import torch."""
    code = "import sys; sys.modules['torch'] = None; from dataforge.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, *arguments]
    env = {**os.environ, "COLUMNS": "120", "NO_COLOR": "1"}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=True).stdout


def test_a_corpus_and_its_recipe_are_equally_varied(home: Path) -> None:
    """--json has every measure of each domain and of all together, the same from shards and from the
    recipe."""
    shown = json.loads(forge("inspect", "corpus", "--variety", "--sample-bytes", "9000", "--json", cwd=home))
    assert shown == json.loads(
        forge("inspect", "r.yaml", "--variety", "--sample-bytes", "9000", "--json", cwd=home)
    )
    assert (shown["split"], list(shown["domains"])) == ("train", ["mathematics", "creative"])
    assert shown["total"]["documents"] == sum(each["documents"] for each in shown["domains"].values())
    texts = sample_texts(open_corpus(home / "corpus"), "train", "creative", 9_000)
    told = dict(shown["domains"]["creative"])
    assert told.pop("failures") == variety(texts).failures("creative")
    assert told == variety(texts).to_dict()


def test_the_table_has_a_line_for_each_domain_and_the_total(home: Path) -> None:
    """People get a table that fits 120 columns, for the split they ask for."""
    lines = forge("inspect", "corpus", "--variety", "--split", "val", cwd=home).split("\n")
    assert lines[0].strip() == "val"
    assert [line.split()[0] for line in lines[1:5]] == ["domain", "mathematics", "creative", "total"]
    assert max(map(len, lines)) <= 120


def test_a_sample_takes_turns_between_levels_and_ends_in_time(home: Path) -> None:
    """Texts alternate between the cells of a domain; a sample larger than the domain is all of it."""
    corpus = open_corpus(home / "corpus")
    cells = [cell for cell in corpus.cells() if cell.domain == "creative"]
    whole = [[each["text"] for each in corpus.documents("train", cell.cell)] for cell in cells]
    assert sample_texts(corpus, "train", "creative", 12_000)[:4] == [whole[i % 2][i // 2] for i in range(4)]
    assert sorted(sample_texts(corpus, "train", "creative")) == sorted(whole[0] + whole[1])
    domains, total = corpus_variety(corpus, "train")
    assert total.documents == corpus.num_documents()
    assert domains["creative"].documents == len(whole[0]) + len(whole[1])
