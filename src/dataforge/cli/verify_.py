"""`dataforge verify`: every digest, and every text against its check."""

from __future__ import annotations

from typing import Annotated

import typer

from dataforge.cli.show import console, print_json

MAX_SHOWN = 50


def verify(
    corpus: Annotated[str, typer.Argument(help="A corpus folder, or the URL of an object store.")],
    workers: Annotated[int | None, typer.Option(help="Processes; all cores by default.")] = None,
    sha256: Annotated[str, typer.Option(help="The seal that it must have (what a run pinned).")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only the exit code.")] = False,
) -> None:
    """Check a corpus: seal, manifest, digests, samples, keys, and what every text says. Exit code 1 if
    anything is wrong.

    Example:  `dataforge verify corpus/`
    """
    from dataforge.shards.verify import verify as check

    report = check(corpus, workers=workers, sha256=sha256)
    if as_json:
        findings = [vars(finding) for finding in report.findings]
        print_json(
            {
                **{k: v for k, v in vars(report).items() if k != "findings"},
                "ok": report.ok,
                "findings": findings,
            }
        )
    elif not quiet:
        for finding in report.findings[:MAX_SHOWN]:
            console().print(str(finding), style="red", markup=False, soft_wrap=True)
        if len(report.findings) > MAX_SHOWN:
            console().print(f"... and {len(report.findings) - MAX_SHOWN} more")
        megabytes = report.text_bytes / 1e6
        verdict = "all true" if report.ok else f"{len(report.findings)} wrong"
        console().print(
            f"{report.shards:,} shards, {report.documents:,} documents, {megabytes:.1f} MB of text read back "
            f"at {megabytes / max(report.elapsed_s, 1e-9):.1f} MB/s: {verdict}",
            soft_wrap=True,
        )
    if not report.ok:
        raise typer.Exit(1)
