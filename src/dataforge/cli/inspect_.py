"""`dataforge inspect`: what a corpus holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dataforge.cli.show import console, print_json, table

if TYPE_CHECKING:
    from dataforge.shards.corpus import Corpus
    from dataforge.text.variety import Variety


def inspect(
    corpus: Annotated[Path, typer.Argument(help="A corpus folder, a recipe or a recipe.lock.")],
    split: Annotated[str, typer.Option(help="Only this split.")] = "",
    variety: Annotated[
        bool, typer.Option("--variety", help="How varied the text is, by domain; reads a sample.")
    ] = False,
    sample_bytes: Annotated[
        int, typer.Option(min=1, help="With --variety: bytes of text to read of each domain.")
    ] = 512_000,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Only the exit code: 0 if it can be opened.")
    ] = False,
) -> None:
    """Show a corpus: identity, splits, domains, sizes, bits a byte, cells small enough to memorise.

    Example:  `dataforge inspect corpus/`, or `dataforge inspect corpus/ --variety`
    """
    from dataforge.shards.corpus import open_corpus
    from dataforge.shards.summary import summary

    opened = open_corpus(corpus)
    if split:
        opened.cells(split)  # an unknown split is told here
    if variety:
        split = split or ("train" if "train" in opened.splits else opened.splits[0])
        return _variety(opened, split, sample_bytes, as_json, quiet)
    found = summary(opened)
    if split:
        found["splits"] = {split: found["splits"][split]}
    if as_json:
        print_json(found)
    elif not quiet:
        _print(found)


def _variety(corpus: Corpus, split: str, sample_bytes: int, as_json: bool, quiet: bool) -> None:
    from dataforge.shards.sample import corpus_variety
    from dataforge.text.variety import SHORT

    domains, total = corpus_variety(corpus, split, sample_bytes)
    if as_json:
        told = {name: {**each.to_dict(), "failures": each.failures(name)} for name, each in domains.items()}
        print_json({"split": split, "sample_bytes": sample_bytes, "domains": told, "total": total.to_dict()})
    elif not quiet:
        rows = [_row(name, each, each.failed(name)) for name, each in domains.items()]
        out = console()
        headers = ["domain", "documents", "MB", *SHORT.values()]
        out.print(table(headers, [*rows, _row("total", total, set())], title=split))
        out.print("\n! is outside the gate of its domain; the measures: docs/guides/inspect.md")


def _row(name: str, found: Variety, failed: set[str]) -> list[str]:
    from dataforge.text.variety import SHORT

    measures = [_measure(getattr(found, field)) + "!" * (field in failed) for field in SHORT]
    return [name, f"{found.documents:,}", f"{found.text_bytes / 1e6:.2f}", *measures]


def _measure(value: float) -> str:
    return f"{value:.3f}" if value == value else "-"


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
