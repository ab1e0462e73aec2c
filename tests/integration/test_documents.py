"""Law 1: a document is a pure function of its address, and of nothing else."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import dataforge as forge
from dataforge.generators.registry import genres
from dataforge.recipe import DOMAINS

from .real import ENVIRONMENT, SMALL, by_key, corpus, run, write_yaml

EXAMPLES = Path(__file__).parents[2] / "examples"
ELSEWHERE = """
import hashlib, json, sys
import dataforge as forge
for line in sys.stdin:
    domain, levels, indices = json.loads(line)
    order = sorted(range(len(indices)), key=lambda i: (levels[i] % 7, -indices[i]))
    made = forge.generate(domain, [levels[i] for i in order], [indices[i] for i in order], seed=11)
    rows = dict(zip(order, made.to_pylist()))
    texts = [json.dumps(rows[i], sort_keys=True) for i in range(len(order))]
    print(json.dumps([hashlib.sha256(text.encode()).hexdigest() for text in texts]))
"""


def far(domain: str) -> tuple[list[int], list[int]]:
    """Levels and indices far apart, the first and the last address among them."""
    source = random.Random(f"far in {domain}")
    indices = [0, 2**63 - 1, *(source.randrange(2**63) for _ in range(22))]
    return [1, 100, *(source.randint(1, 120) for _ in range(22))], indices


def digests(rows: list[dict[str, Any]]) -> list[str]:
    """SHA-256 of each record, all of its columns."""
    return [hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest() for row in rows]


@pytest.fixture(scope="module")
def elsewhere() -> dict[str, list[str]]:
    """Domain -> digests of `far`, made by a process with another hash seed, in another order."""
    script = [sys.executable, "-c", ELSEWHERE]
    asked = "\n".join(json.dumps([domain, *far(domain)]) for domain in DOMAINS)
    env = {**ENVIRONMENT, "PYTHONHASHSEED": "4321", "LC_ALL": "C", "TZ": "Asia/Kathmandu"}
    done = subprocess.run(script, input=asked, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return dict(zip(DOMAINS, map(json.loads, done.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("domain", DOMAINS)
def test_alone_in_bulk_and_elsewhere(domain: str, elsewhere: dict[str, list[str]]) -> None:
    """Far addresses give the same records alone, among many, and in another process."""
    levels, indices = far(domain)
    bulk = forge.generate(domain, levels, indices, seed=11).to_pylist()
    assert digests(bulk) == elsewhere[domain]
    near = list(range(300, 340))
    crowd = forge.generate(domain, [*levels, *[50] * 40], [*indices, *near], seed=11).to_pylist()
    assert digests(crowd[: len(bulk)]) == digests(bulk)
    for i in (0, 1, 7):
        alone = forge.generate(domain, levels[i], indices[i], seed=11).to_pylist()
        assert alone == [bulk[i]]


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_genre_asked_for_by_name(domain: str) -> None:
    """The genre that an index draws gives the same text when it is named, whatever else is in the domain."""
    levels, indices = far(domain)
    for row in forge.generate(domain, levels, indices, seed=11).to_pylist()[:6]:
        named = forge.generate(domain, row["level"], int(row["index"]), genre=row["genre"], seed=11)
        [again] = named.to_pylist()
        assert (again["key"], again["text"], again["check"]) == (row["key"], row["text"], row["check"])
    for genre in genres(domain):
        alone, last = (forge.generate(domain, 40, i, genre.id).to_pylist() for i in (9**19, [3, 1, 9**19]))
        assert alone == last[2:]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Key -> record of the small corpus."""
    return by_key(corpus(SMALL, tmp_path_factory.mktemp("law1") / "corpus"))


CHANGES: dict[str, dict[str, Any]] = {
    "weights": {"domains": {"technical": 1, "mathematics": 7.5}},
    "codec": {"shards": {"codec": "gzip", "level": 1, "shard_size": "4 kB"}},
    "shard size": {"shards": {"shard_size": "1 MB"}},
    "levels": {"levels": [1, 17, 30, 100]},
    "another domain": {"domains": {"technical": 2, "creative": 3, "mathematics": 1}},
    "amount": {"splits": {"train": "90 documents", "val": "3 documents", "test": "2 documents"}},
    "name": {"name": "renamed"},
    "fewer genres elsewhere": {
        "domains": {"technical": {"weight": 2, "genres": {"config-reference": 1}}, "mathematics": 1}
    },
}
UNTOUCHED = ("codec", "shard size", "name")


def cell_and_index(key: str) -> tuple[str, str]:
    """What a recipe decides of an address: cell, split and seed; and the index."""
    place, index = key.split("-")[:4], key.split("-")[4]
    return "-".join(place), index


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_leaves_every_other_document_alone(
    what: str, small: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    """Corpora of two recipes hold equal records wherever both have an address."""
    changed = by_key(corpus(SMALL, tmp_path / "corpus", CHANGES[what]))
    both = small.keys() & changed.keys()
    differing = [key for key in both if small[key]["text"] != changed[key]["text"]]
    assert differing == []
    assert [key for key in both if small[key]["check"] != changed[key]["check"]] == []
    if what == "fewer genres elsewhere":
        both = {key for key in both if key.startswith("mathematics")}
    assert [key for key in both if small[key] != changed[key]] == []
    if what in UNTOUCHED:
        assert small == changed
    places = {cell_and_index(key) for key in changed}
    domains = {"mathematics"} if what.startswith("fewer") else {"mathematics", "technical"}
    shared = {k for k in small if cell_and_index(k) in places and k.split("-")[0] in domains}
    assert shared == {key for key in both if key.split("-")[0] in domains}
    assert len(shared) >= 12


def test_a_third_party_genre_disturbs_nobody(small: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    """An installed package adds a genre to mathematics: technical texts stay, and so do those of old
    genres."""
    site = tmp_path / "site"
    info = site / "dice-0.dist-info"
    info.mkdir(parents=True)
    shutil.copy(EXAMPLES / "plugin" / "dice_genre.py", site)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: dice\nVersion: 0\n")
    (info / "entry_points.txt").write_text("[dataforge.genres]\ndice = dice_genre:DiceLog\n")
    more = {"train": "300 documents", "val": "8 documents"}  # enough for one genre of ten to come up
    write_yaml(tmp_path / "recipe.yaml", SMALL | {"splits": more})
    made = run("generate", "recipe.yaml", "--out", "c", "-q", cwd=tmp_path, env={"PYTHONPATH": str(site)})
    assert (made.returncode, made.stderr) == (0, "")
    found = by_key(forge.open_corpus(tmp_path / "c"))
    assert {row["genre"] for row in found.values()} >= {"dice-log@1", "running-total@1"}
    technical = {key for key in small if key.startswith("technical")}
    assert {key: small[key] for key in technical} == {k: r for k, r in found.items() if k in technical}
    old = {key for key in small.keys() & found.keys() if key.startswith("mathematics")}
    assert len(old) > 0
    for key in old:
        same = ("text", "check", "level", "index", "split")
        assert [small[key][name] for name in same] == [found[key][name] for name in same]
    # an installation without the package still reads the corpus, and says what it cannot verify
    verified = run("verify", "c", cwd=tmp_path)
    assert verified.returncode == 1
    assert "Traceback" not in verified.stderr
    assert "dice-log@1" in verified.stdout + verified.stderr
