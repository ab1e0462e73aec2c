"""From a recipe to its lock: genres and versions as installed today, documents of every cell counted once."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import numpy as np

from dataforge.errors import RecipeError
from dataforge.generators.engine import Request, make
from dataforge.generators.registry import genre, genres
from dataforge.recipe import Cell, DomainRecipe, Lock, LockCell, Recipe, Size
from dataforge.text.columns import lengths
from dataforge.text.lexicon import lexicon

PILOT_DOCUMENTS = 32
LOCK_SUFFIX = ".lock"
OOD_LEVELS = (101, 110, 120)


def resolve(recipe: Recipe) -> Lock:
    """Fix everything that the recipe leaves open. The same recipe and the same genres give the same lock."""
    chosen = {domain: _genres_of(domain, entry) for domain, entry in recipe.domains.items()}
    knobs = {
        name: dict(k)
        for domain, entry in recipe.domains.items()
        for name, k in _knobs_of(domain, entry).items()
    }
    names = {
        name for domain, pairs in chosen.items() for gid, _ in pairs for name in genre(domain, gid).lexicons
    }
    lexicons = {name: lexicon(name).sha256 for name in sorted(names)}
    means = _mean_text_bytes(recipe, chosen, knobs)
    cells = tuple(
        cell for split, size in recipe.splits.items() for cell in _cells(recipe, split, size, means)
    )
    return Lock(recipe, chosen, knobs, lexicons, cells)


def lock_of(path: str | Path) -> Lock:
    """The lock of a file: a lock as it is; of a recipe the one beside it that fits; else resolved now."""
    path = Path(path)
    if path.suffix == LOCK_SUFFIX:
        return Lock.load(path)
    recipe, beside = Recipe.load(path), path.with_suffix(LOCK_SUFFIX)
    if beside.is_file():
        lock = Lock.load(beside)
        if lock.recipe.canonical() == recipe.canonical():
            return lock
    return resolve(recipe)


def _genres_of(domain: str, entry: DomainRecipe) -> tuple[tuple[str, int], ...]:
    if entry.genres is None:
        return tuple((each.id, 1) for each in genres(domain))
    return tuple(sorted((genre(domain, name).id, weight) for name, weight in entry.genres.items()))


def _knobs_of(domain: str, entry: DomainRecipe) -> Mapping[str, Mapping[str, int | tuple[int, int]]]:
    for name, overrides in entry.knobs.items():
        known = {knob.name: knob for knob in genre(domain, name).knobs}
        for knob, setting in overrides.items():
            field = f"domains.{domain}.knobs.{name}.{knob}"
            if knob not in known:
                raise RecipeError("unknown knob", field=field, remedy=f"choose from {', '.join(known)}")
            low, high = (setting, setting) if isinstance(setting, int) else setting
            if not known[knob].least <= low <= high <= known[knob].most:
                wanted = f"between {known[knob].least} and {known[knob].most}"
                raise RecipeError(
                    "out of range", field=field, value=setting, remedy=f"a number or [low, high] {wanted}"
                )
    return entry.knobs


def _levels(entry: DomainRecipe, split: str) -> tuple[int, ...]:
    return OOD_LEVELS if split == "ood_level" else entry.levels


def _mean_text_bytes(
    recipe: Recipe,
    chosen: Mapping[str, tuple[tuple[str, int], ...]],
    knobs: Mapping[str, Mapping[str, int | tuple[int, int]]],
) -> dict[Cell, int]:
    """Mean bytes of text of each cell's first train documents: a function of addresses, so the lock is
    too."""
    means: dict[Cell, int] = {}
    for domain, entry in recipe.domains.items():
        used = sorted({level for split in recipe.splits for level in _levels(entry, split)})
        levels = np.repeat(np.asarray(used, np.int64), PILOT_DOCUMENTS)
        indices = np.tile(np.arange(PILOT_DOCUMENTS, dtype=np.int64), len(used))
        batch = make(Request(domain, levels, indices, chosen[domain], recipe.seed, "train", knobs))
        sizes = lengths(batch.column(batch.schema.get_field_index("text"))).reshape(-1, PILOT_DOCUMENTS)
        for level, size in zip(used, sizes.sum(axis=1), strict=True):
            means[Cell(domain, level)] = max(1, int(size) // PILOT_DOCUMENTS)
    return means


def _cells(recipe: Recipe, split: str, size: Size, means: Mapping[Cell, int]) -> list[LockCell]:
    """Documents of each cell of a split: domains by weight, a domain's levels alike, at least one a cell."""
    total = sum(Fraction(entry.weight) for entry in recipe.domains.values())
    cells = []
    for domain, entry in recipe.domains.items():
        levels = _levels(entry, split)
        share = Fraction(entry.weight) / total / len(levels)
        for level in levels:
            mean = means[Cell(domain, level)]
            each = share * size.amount / (mean if size.unit == "bytes" else 1)
            documents = min(max(1, round(each)), 2**63 - 1)
            samples = min(documents, max(1, recipe.shard_bytes // mean))
            cells.append(LockCell(split, domain, level, documents, samples, mean))
    return cells
