"""`dataforge report`: one HTML file that tells a run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dataforge.cli.show import console, print_json


def report(
    run: Annotated[Path, typer.Argument(help="A run folder.")],
    out: Annotated[Path | None, typer.Option(help="Where to write it; RUN/report.html by default.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print its path as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing.")] = False,
) -> None:
    """Write a self-contained HTML report: mixture, loss and floor, mastery, throughput, cache, events.

    Example:  `dataforge report run/ --out report.html`
    """
    from dataforge.observe.report import write_report

    path = write_report(run, out or run / "report.html")
    if as_json:
        print_json({"report": str(path)})
    elif not quiet:
        console().print(f"report: {path.resolve()}", soft_wrap=True)
