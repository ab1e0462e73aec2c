"""`dataforge status`: what a run is doing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dataforge.cli.show import console, print_json


def status(
    run: Annotated[Path, typer.Argument(help="A run folder, alive or not.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only its state, in one word.")] = False,
) -> None:
    """Show a run, while it is alive or after: step, loss, mixture, checkpoint, attempts.

    Example:  `dataforge status run/`
    """
    from dataforge.observe.status import render
    from dataforge.observe.status import status as read

    found = read(str(run))
    if as_json:
        print_json(found)
    elif quiet:
        console().print(found["state"])
    else:
        console().print(render(found))
