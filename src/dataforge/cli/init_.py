"""`dataforge init`: write a recipe to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dataforge.cli.show import console, print_json
from dataforge.errors import OutputExistsError
from dataforge.presets import RecipePreset, recipe_yaml
from dataforge.recipe import Recipe


def init(
    path: Annotated[Path, typer.Argument(help="Where to write the recipe.")] = Path("recipe.yaml"),
    train: Annotated[
        str, typer.Option(help="Size of train: '32 MB', '1e18 tokens', '5000 documents'.")
    ] = "32 MB",
    val: Annotated[str, typer.Option(help="Size of val.")] = "1 MB",
    seed: Annotated[int, typer.Option(help="0 <= seed < 2^63.")] = 0,
    codec: Annotated[str, typer.Option(help="zstd, lz4, gzip, bz2, xz or none.")] = "zstd",
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the canonical recipe as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing.")] = False,
) -> None:
    """Write a commented recipe (eight domains, ten levels, train and val) and its lock.

    Examples:  `dataforge init recipe.yaml`   `dataforge init big.yaml --train '1e18 tokens'`
    """
    from dataforge.generators.resolve import LOCK_SUFFIX, resolve

    if path.exists() and not force:
        raise OutputExistsError(str(path), "exists already (use --force to overwrite it)")
    text = recipe_yaml(RecipePreset(seed=seed, train=train, val=val, codec=codec))
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_text(text, "utf-8")
    try:
        recipe = Recipe.load(temporary)
        lock = resolve(recipe)
        temporary.replace(path)
        lock.save(path.with_suffix(LOCK_SUFFIX))
    finally:
        temporary.unlink(missing_ok=True)
    if as_json:
        print_json(recipe.canonical())
    elif not quiet:
        console().print(text, markup=False)
        beside = path.with_suffix(LOCK_SUFFIX)
        console().print(f"wrote {path} and {beside}; next: dataforge generate {path} --out corpus/")
