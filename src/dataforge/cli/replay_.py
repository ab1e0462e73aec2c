"""`dataforge replay`: decide everything again and compare."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dataforge.cli.show import console, print_json


def replay(
    run: Annotated[Path, typer.Argument(help="A run folder or a journal.")],
    policy: Annotated[
        str, typer.Option(help="Also: what this policy would have chosen from the same feedback.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Only the exit code: 0 if all is equal.")
    ] = False,
) -> None:
    """Re-execute every curriculum decision of a run and compare hashes and weights, window by window.

    Example:  `dataforge replay run/`   `dataforge replay run/ --policy uniform`
    """
    from dataforge.curriculum.replay import replay as again
    from dataforge.curriculum.replay import rerun

    report = again(run)
    other = rerun(run, policy) if policy else None
    if as_json:
        data = {**vars(report), "ok": report.ok, "difference": str(report.difference or "")}
        if other is not None:
            data["other"] = {
                "policy": other.policy,
                "label": other.label,
                "first_difference": other.first_difference,
            }
        print_json(data)
    elif not quiet:
        console().print(str(report), markup=False, soft_wrap=True)
        if other is not None:
            console().print(str(other), markup=False, soft_wrap=True)
    if not report.ok:
        raise typer.Exit(1)
