"""`dataforge diff`: which cells differ between two recipes, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dataforge.cli.show import console, print_json, table


def diff(
    first: Annotated[Path, typer.Argument(help="A recipe or a recipe.lock.")],
    second: Annotated[Path, typer.Argument(help="Another.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Only the exit code: 0 same, 1 different.")
    ] = False,
) -> None:
    """Name the cells whose documents differ between two recipes, and why. Exit code 1 if any does.

    Example:  `dataforge diff a.yaml b.yaml`
    """
    from dataforge.generators.diff import diff as compare
    from dataforge.generators.resolve import lock_of

    found = compare(lock_of(first), lock_of(second))
    if as_json:
        print_json([vars(each) for each in found])
    elif not quiet:
        if not found:
            console().print("the same documents in every cell")
        else:
            rows = [(each.split, each.cell, "text" if each.text else "amount", each.reason) for each in found]
            console().print(table(("split", "cell", "differs in", "why"), rows))
    if found:
        raise typer.Exit(1)
