"""One world in eight domains and five languages: the same facts, whoever tells them."""

from __future__ import annotations

import contextlib
import io
import json
import random
import re

import pytest

import dataforge as forge
from dataforge.errors import UsageError
from dataforge.generators.address import Address
from dataforge.generators.base import ExtractError
from dataforge.generators.generate import regenerate
from dataforge.generators.registry import all_genres
from dataforge.generators.verify import check_batch

WORLDS = ("ages@1", "couriers@1", "matches@1", "secrets@1", "wages@1")


def tellers(world: str) -> list[tuple[str, str]]:
    """(domain, genre) of everybody who tells a world."""
    return [(each.domain, each.name) for each in all_genres() if each.shared_world == world]


@pytest.mark.parametrize("world", WORLDS)
def test_every_domain_tells_the_world(world: str) -> None:
    """Eight domains, a genre each."""
    assert len({domain for domain, _ in tellers(world)}) == len(tellers(world)) == 8


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize(("level", "index"), [(1, 3), (40, 2**61), (100, 77)])
def test_the_same_facts_everywhere(world: str, level: int, index: int) -> None:
    """Told with `shared`, the eight texts differ and their checks do not; each reader finds these facts."""
    records = []
    for domain, name in tellers(world):
        batch = forge.generate(domain, level, index, name, shared=True)
        assert check_batch(batch) == []
        records += batch.to_pylist()
    assert len({record["text"] for record in records}) == 8
    assert len({record["check"] for record in records}) == 1
    assert len({json.loads(record["measured"])["cost"] for record in records}) == 1


@pytest.mark.parametrize("world", WORLDS)
def test_otherwise_every_genre_has_worlds_of_its_own(world: str) -> None:
    """At one address of a plan, no genre gives another one's facts away."""
    checks = {forge.generate(domain, 40, 5, name).to_pylist()[0]["check"] for domain, name in tellers(world)}
    assert len(checks) == 8


@pytest.mark.parametrize(
    ("letters", "tale"),
    [
        ("courier-letters", "courier-tale"),
        ("ages-greetings", "ages-saga"),
        ("secrets-letters", "secrets-village"),
        ("wages-notes", "wages-tale"),
        ("matches-postcards", "matches-chronicle"),
    ],
)
def test_four_languages(letters: str, tale: str) -> None:
    """Every language tells worlds that English tells, too."""
    written = forge.generate("multilingual", 30, range(60), letters, shared=True).to_pylist()
    english = forge.generate("creative", 30, range(60), tale, shared=True).to_pylist()
    assert [each["check"] for each in written] == [each["check"] for each in english]
    openings = [record["text"].split("\n")[0] for record in written]
    ands = [re.search(r" (und|et|y|e) [A-Z]", opening) for opening in openings]
    assert {found[1] for found in ands if found} == {"und", "et", "y", "e"}


def test_a_shared_key_says_so() -> None:
    """The key of a shared world ends in -w, parses, and makes the same document again."""
    record = forge.generate("creative", 12, 9, "courier-tale", shared=True).to_pylist()[0]
    assert record["key"].endswith("-courier-tale-1-w")
    assert Address.parse(record["key"]).shared
    assert regenerate(record["key"]).to_pylist() == [record]


def test_a_genre_without_a_shared_world_refuses() -> None:
    """A clear word, not a world of its own under a wrong name."""
    with pytest.raises(UsageError, match="tells no shared world"):
        forge.generate("mathematics", 12, 9, "running-total", shared=True)
    with pytest.raises(UsageError, match="name a genre"):
        forge.generate("creative", 12, 9, shared=True)


@pytest.mark.parametrize(
    "genre", ["ages-program", "courier-program", "matches-program", "secrets-program", "wages-program"]
)
@pytest.mark.parametrize("level", [1, 50, 100])
def test_the_program_prints_what_it_says(genre: str, level: int) -> None:
    """Python itself runs the programs: each prints its last comment."""
    for record in forge.generate("code", level, range(12), genre).to_pylist():
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(record["text"], record["key"], "exec"), {})
        claimed = record["text"].rsplit("\n", 1)[-1].removeprefix("# ").rsplit(": ", 1)[-1]
        assert printed.getvalue().strip() == claimed, record["text"]


DAMAGES = {
    "number": "[0-9]+",
    "word": "[^\\W\\d_]+",
    "sentence": "[^.?!\\n]+[.?!\\n] ?",
    "line": "[^\\n]+\\n",
}


@pytest.mark.parametrize("world", WORLDS)
def test_a_damaged_text_is_refused_in_one_way(world: str) -> None:
    """Another number is always noticed; whatever a reader does not understand, it says so by ExtractError."""
    chance = random.Random(4)
    for domain, name in tellers(world):
        reader = next(each for each in all_genres() if (each.domain, each.name) == (domain, name))
        for record in forge.generate(domain, [3, 40, 90], [11, 11, 11], name).to_pylist():
            text, facts = record["text"], json.loads(record["check"])
            for kind, pattern in DAMAGES.items():
                spans = [found.span() for found in re.finditer(pattern, text)]
                for start, end in chance.sample(spans, min(len(spans), 12)):
                    other = {"number": f"1{text[start:end]}", "word": "zebra"}.get(kind, "")
                    with contextlib.suppress(ExtractError):
                        found = reader.extract(text[:start] + other + text[end:])
                        assert kind != "number" or found != facts, (record["key"], text[start - 40 : end])
