"""`dataforge inspect`: what a corpus holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from dataforge.cli.show import console, print_json, table


def inspect(
    corpus: Annotated[Path, typer.Argument(help="A corpus folder, a recipe or a recipe.lock.")],
    split: Annotated[str, typer.Option(help="Only this split.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Only the exit code: 0 if it can be opened.")
    ] = False,
) -> None:
    """Show a corpus: identity, splits, domains, sizes, bits a byte, cells small enough to memorise.

    Example:  `dataforge inspect corpus/`
    """
    from dataforge.shards.corpus import open_corpus
    from dataforge.shards.summary import summary

    opened = open_corpus(corpus)
    if split:
        opened.cells(split)  # an unknown split is told here
    found = summary(opened)
    if split:
        found["splits"] = {split: found["splits"][split]}
    if as_json:
        print_json(found)
    elif not quiet:
        _print(found)


def _print(found: dict[str, Any]) -> None:
    out = console()
    kind = (
        "virtual corpus: sizes as planned"
        if found["virtual"]
        else f"sealed as {found['sha256'][:16]}, {found['codec']}"
    )
    out.print(f"recipe {found['recipe_id'][:16]}, seed {found['seed']}; {kind}")
    for split, domains in found["splits"].items():
        rows = [
            (
                domain,
                entry["documents"],
                f"{entry['text_bytes'] / 1e6:,.2f}",
                entry["shards"],
                f"{entry['text_bytes'] / entry['file_bytes']:.2f}" if entry["file_bytes"] else "-",
                "-" if entry["bits_per_byte"] is None else f"{entry['bits_per_byte']:.3f}",
                f"{entry['levels'][0]}..{entry['levels'][-1]} ({len(entry['levels'])})",
                ", ".join(entry["genres"]),
            )
            for domain, entry in domains.items()
        ]
        headers = (
            "domain",
            "documents",
            "MB of text",
            "shards",
            "text/file",
            "bits a byte",
            "levels",
            "genres",
        )
        out.print(table(headers, rows, title=f"\n{split}"))
    if found["memorisable"]:
        out.print(f"\nsmall enough to be learnt by heart: {', '.join(found['memorisable'])}")
