"""`dataforge doctor`: is this machine fit for it?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dataforge.cli.show import console, print_json

MARKS = {"ok": "[green]ok[/green]  ", "warn": "[yellow]warn[/yellow]", "fail": "[red]fail[/red]"}


def doctor(
    path: Annotated[Path, typer.Argument(help="Where corpora and runs are to be written.")] = Path(),
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only what is not well.")] = False,
) -> None:
    """Check disk, shared memory, file limits, cgroup limits and the torch backend: a line each, with a
    remedy.

    Example:  `dataforge doctor`
    """
    from dataforge.observe.doctor import examine

    findings = examine(path)
    if as_json:
        print_json([vars(each) for each in findings])
    else:
        for each in findings:
            if quiet and each.verdict == "ok":
                continue
            line = f"{MARKS[each.verdict]} [b]{each.name}[/b]: {each.found}" + (
                f"; {each.remedy}" if each.remedy else ""
            )
            console().print(line, soft_wrap=True)
    if any(each.verdict == "fail" for each in findings):
        raise typer.Exit(1)
