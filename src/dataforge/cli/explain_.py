"""`dataforge explain`: why is this document in that batch?"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from dataforge.cli.show import console, print_json


def explain(
    run: Annotated[Path, typer.Argument(help="A run folder.")],
    batch: Annotated[int, typer.Option(help="A global batch number, from 0.")],
    rank: Annotated[int | None, typer.Option(help="Only what this rank of the attempt was given.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only the document keys.")] = False,
) -> None:
    """List the documents of a batch, the weights in force, and the decision that set them.

    Example:  `dataforge explain run/ --batch 60`
    """
    from dataforge.streaming.explain import explain as tell

    told = tell(run, batch, rank)
    if as_json:
        print_json(dataclasses.asdict(told))
    elif quiet:
        console().print("\n".join(key for row in told.rows for key in row.keys), markup=False, soft_wrap=True)
    else:
        console().print(str(told), markup=False, soft_wrap=True)
