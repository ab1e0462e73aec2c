"""`dataforge heal`: make again what `verify` finds wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dataforge.cli.show import console, print_json

MAX_SHOWN = 50


def heal(
    corpus: Annotated[str, typer.Argument(help="A corpus folder, or the URL of an object store.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, change nothing.")
    ] = False,
    sha256: Annotated[
        str, typer.Option(help="The digest that a run pinned; counts more than the seal.")
    ] = "",
    recipe: Annotated[
        Path | None, typer.Option(help="A recipe or lock, if the corpus has lost its own.")
    ] = None,
    remove_strangers: Annotated[
        bool, typer.Option("--remove-strangers", help="Remove files that are not part of the corpus.")
    ] = False,
    workers: Annotated[int | None, typer.Option(help="Processes; all cores by default.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only the exit code.")] = False,
) -> None:
    """Mend a corpus: whatever `verify` finds is made again from its addresses, with the same content digest.

    Exit code 1 if something could not be made again. Killed at any moment, the same command goes on.

    Example:  `dataforge heal corpus/ --dry-run`
    """
    from dataforge.engines.heal import LEFT
    from dataforge.engines.heal import heal as mend

    report = mend(
        corpus,
        recipe=recipe,
        sha256=sha256,
        workers=workers,
        dry_run=dry_run,
        remove_strangers=remove_strangers,
    )
    if as_json:
        actions, lost = ([vars(each) for each in group] for group in (report.actions, report.lost))
        print_json({**vars(report), "ok": report.ok, "actions": actions, "lost": lost})
    elif not quiet:
        for action in report.actions[:MAX_SHOWN]:
            console().print(f"{action}{' (not yet)' if dry_run else ''}", markup=False, soft_wrap=True)
        if len(report.actions) > MAX_SHOWN:
            console().print(f"... and {len(report.actions) - MAX_SHOWN} more")
        for loss in report.lost[:MAX_SHOWN]:
            console().print(f"lost: {loss}", style="red", markup=False, soft_wrap=True)
        if report.reencoded:
            console().print(
                f"{report.reencoded} files are other ones than before, of the same content: another encoder "
                "wrote them",
                soft_wrap=True,
            )
        verdict = f"{len(report.lost)} lost" if report.lost else "whole"
        mended = sum(action.done != LEFT for action in report.actions)
        console().print(
            f"{report.shards:,} shards, {mended:,} mended: {verdict}; content "
            f"{report.sha256[:16]}, as {report.proven_by} say{'' if ' and ' in report.proven_by else 's'}"
            if not dry_run
            else f"{report.shards:,} shards, {mended:,} to mend; content {report.sha256[:16]}",
            soft_wrap=True,
        )
    if not report.ok:
        raise typer.Exit(1)
