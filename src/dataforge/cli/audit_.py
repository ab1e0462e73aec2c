"""`dataforge audit`: was every rank given exactly what the journal dictates?"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from dataforge.cli.show import console, print_json


def audit(
    run: Annotated[Path, typer.Argument(help="A run folder.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Only the exit code: 0 if all is exact.")
    ] = False,
) -> None:
    """Compare the documents that each rank was really given with what the journal dictates, batch by batch.

    Example:  `dataforge audit run/`
    """
    from dataforge.streaming.audit import audit as judge

    report = judge(run)
    if as_json:
        print_json({**dataclasses.asdict(report), "ok": report.ok})
    elif not quiet:
        console().print(str(report), markup=False, soft_wrap=True)
    if not report.ok:
        raise typer.Exit(1)
