"""`dataforge import`: text of the user's own into a corpus."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dataforge.cli.show import console, is_terminal, print_json, table
from dataforge.errors import UsageError


def import_(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Files, folders, URLs: .jsonl (.gz, .zst), .parquet, .arrow, .txt, .tar (.gz, .zst); "
            "books=PATH puts one into another domain."
        ),
    ],
    out: Annotated[str, typer.Option(help="The corpus: empty, absent, or this import unfinished.")],
    domain: Annotated[str, typer.Option(help="Domain of sources without one: 2 to 24 letters.")] = "web",
    text_field: Annotated[str, typer.Option(help="Field, column or extension that holds the text.")] = "text",
    id_field: Annotated[str, typer.Option(help="Field or column that names a record.")] = "",
    licence: Annotated[str, typer.Option(help="Kept in every record.")] = "",
    level_by: Annotated[str, typer.Option(help="length, rarity, compressibility or column:NAME.")] = "length",
    levels: Annotated[int, typer.Option(help="Levels, spread over 1 .. 100: as many quantiles.")] = 10,
    near: Annotated[float, typer.Option(help="Similarity of near duplicates; 0 keeps them.")] = 0.8,
    shingle: Annotated[int, typer.Option(help="Words of a shingle.")] = 5,
    against: Annotated[
        list[str] | None, typer.Option(help="An evaluation set: what overlaps is dropped.")
    ] = None,
    ngram: Annotated[int, typer.Option(help="Words in a row that are an overlap.")] = 13,
    max_bytes: Annotated[int, typer.Option(help="Longer texts are quarantined.")] = 1_000_000,
    hold_out: Annotated[bool, typer.Option("--hold-out", help="1/64 each to val and test.")] = False,
    codec: Annotated[str, typer.Option(help="How shards are stored.")] = "zstd",
    work: Annotated[
        Path | None, typer.Option(help="Where it is kept while unfinished; default: in the corpus.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> None:
    """Bring text of your own in as further domains of a corpus; what is not taken is named in
    quarantine.jsonl.

    Stopped at any moment, the same command goes on and ends with the same content.

    Example:  `dataforge import crawl.jsonl.zst books=library/ --out mine/ --licence CC-BY-4.0
    --against evals.jsonl --ngram 13`
    """
    from dataforge.shards.foreign import ImportOptions, ImportReport, import_corpus
    from dataforge.shards.foreign.sources import split_domain

    options = ImportOptions(
        text_field=text_field,
        id_field=id_field,
        licence=licence,
        level_by=level_by,
        levels=levels,
        near=near,
        shingle=shingle,
        ngram=ngram,
        max_text_bytes=max_bytes,
        hold_out=hold_out,
        codec=codec,
    )
    by_domain: dict[str, list[str]] = {}
    for given in sources:
        name, place = split_domain(given)
        by_domain.setdefault(name or domain, []).append(place)
    if not domain:
        raise UsageError("--domain is empty; give 2 to 24 letters a-z")
    with _Shown(quiet or as_json) as shown:
        report: ImportReport = import_corpus(
            by_domain, out, options, against=against or (), work=work, progress=shown
        )
    if as_json:
        print_json(asdict(report))
    elif not quiet:
        _print(report)


def _print(report: object) -> None:
    from dataforge.shards.foreign import ImportReport

    assert isinstance(report, ImportReport)
    out = console()
    out.print(table(["domain", "documents"], [[name, count] for name, count in report.domains.items()]))
    if report.rejected:
        rows = [[reason, count] for reason, count in report.rejected.items()]
        out.print(table(["not taken", "records"], rows))
        out.print(f"each by name in {report.quarantine}", markup=False, soft_wrap=True)
    out.print(
        f"{report.documents:,} documents, {report.text_bytes / 1e6:.1f} MB of text "
        f"in {report.elapsed_s:.1f} s\n"
        f"sealed {report.path} as {report.sha256[:16]} (recipe {report.recipe_id[:16]})",
        markup=False,
        soft_wrap=True,
    )


class _Shown:
    """One line that says how far an import is."""

    def __init__(self, quiet: bool) -> None:
        self._status = None if quiet or not is_terminal() else Console(stderr=True).status("import")

    def __enter__(self) -> _Shown:
        if self._status is not None:
            self._status.start()
        return self

    def __exit__(self, *exc: object) -> None:
        if self._status is not None:
            self._status.stop()

    def __call__(self, stage: str, done: int, total: int, text_bytes: int, elapsed_s: float) -> None:
        if self._status is not None:
            of = f"/{total:,}" if total else ""
            rate = text_bytes / 1e6 / max(elapsed_s, 1e-9)
            self._status.update(
                f"import: {stage} {done:,}{of} documents, {text_bytes / 1e6:.1f} MB, {rate:.1f} MB/s"
            )
