"""Recipes and locks: validation in words, identity, diffs."""

from __future__ import annotations

from pathlib import Path

import pytest

from dataforge.errors import CorpusError, RecipeError
from dataforge.generators.resolve import resolve
from dataforge.recipe import DOMAINS, Lock, Recipe, Size

SMALL = {"domains": {"mathematics": 2, "code": 1}, "levels": [1, 50], "splits": {"train": "200 kB", "val": 5}}


@pytest.mark.parametrize(
    ("change", "field", "word"),
    [
        ({"domains": {"maths": 1}}, "domains.maths", "unknown domain"),
        ({"domains": {"code": 0}}, "domains.code", "greater than 0"),
        ({"domains": {"code": -2}}, "domains.code", "greater than 0"),
        ({"domains": {"code": float("nan")}}, "domains.code", "finite"),
        ({"domains": {}}, "domains", "at least 1"),
        ({"domain": {"code": 1}}, "domain", "unknown field"),
        ({"levels": [0]}, "levels.0", "greater than or equal to 1"),
        ({"levels": [5, 5]}, "levels", "rise"),
        ({"splits": {"dev": 3}}, "splits", "unknown split"),
        ({"splits": {"train": "3 apples"}}, "splits", "32 MB"),
        ({"shards": {"codec": "rar"}}, "shards.codec", "zstd"),
        ({"seed": -1}, "seed", "greater than or equal to 0"),
    ],
)
def test_wrong_recipes_are_told_in_words(change: dict[str, object], field: str, word: str) -> None:
    """Each mistake names its field and what would be right, in one line."""
    with pytest.raises(RecipeError) as caught:
        Recipe.from_dict({**SMALL, **change}, file="r.yaml")
    assert caught.value.field.startswith(field)
    assert word in str(caught.value)
    assert "\n" not in str(caught.value)


def test_files_that_are_no_recipes(tmp_path: Path) -> None:
    """A missing file, YAML that is broken, and YAML that tries to build objects: a sentence each."""
    with pytest.raises(RecipeError, match="dataforge init"):
        Recipe.load(tmp_path / "none.yaml")
    for text, word in (
        ("a: [", "not YAML"),
        ("!!python/object/apply:os.system ['true']", "not YAML"),
        ("- 1", "mapping"),
    ):
        (tmp_path / "r.yaml").write_text(text)
        with pytest.raises(RecipeError, match=word):
            Recipe.load(tmp_path / "r.yaml")


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("32 MB", 32_000_000, "bytes"),
        ("1.5kB", 1_500, "bytes"),
        ("1e18 tokens", 4 * 10**18, "bytes"),
        (7, 7, "documents"),
    ],
)
def test_sizes(text: str | int, amount: int, unit: str) -> None:
    """Sizes are exact integers, however large."""
    assert Size.parse(text) == Size(amount, unit)  # type: ignore[arg-type]


def test_a_lock_is_a_function_of_its_recipe(tmp_path: Path) -> None:
    """Resolved twice: the same bytes; saved and loaded: the same lock."""
    lock = resolve(Recipe.from_dict(SMALL))
    assert resolve(Recipe.from_dict(SMALL)).to_json() == lock.to_json()
    lock.save(tmp_path / "recipe.lock")
    assert Lock.load(tmp_path / "recipe.lock").to_json() == lock.to_json()
    (tmp_path / "recipe.lock").write_text(lock.to_json().replace('"seed":0', '"seed":1'))
    with pytest.raises(CorpusError, match="edited by hand"):
        Lock.load(tmp_path / "recipe.lock")


def test_identity_is_about_text_only() -> None:
    """Names, codecs and shard sizes leave recipe_id alone; seeds, weights and levels do not."""
    same = [{"name": "other"}, {"shards": {"codec": "gzip", "level": 9}}, {"shards": {"shard_size": "10 kB"}}]
    other = [{"seed": 1}, {"levels": [1, 51]}, {"domains": {"mathematics": 3, "code": 1}}]
    base = resolve(Recipe.from_dict(SMALL)).recipe_id
    assert {resolve(Recipe.from_dict({**SMALL, **change})).recipe_id for change in same} == {base}
    changed = {resolve(Recipe.from_dict({**SMALL, **change})).recipe_id for change in other}
    assert len(changed) == 3
    assert base not in changed


def test_sizes_follow_weights() -> None:
    """Bytes of text are shared by weight: twice the weight, twice the bytes, within what one document is."""
    lock = resolve(Recipe.from_dict(SMALL))
    planned = {
        d: sum(c.documents * c.mean_text_bytes for c in lock.cells if c.split == "train" and c.domain == d)
        for d in DOMAINS
    }
    assert planned["mathematics"] / planned["code"] == pytest.approx(2, rel=0.1)
    assert sum(planned.values()) == pytest.approx(200_000, rel=0.05)
