"""`dataforge export`: a corpus for other readers."""

from __future__ import annotations

from typing import Annotated

import typer

from dataforge.cli.generate_ import Rate
from dataforge.cli.show import console, print_json, table


def export(
    corpus: Annotated[str, typer.Argument(help="A corpus folder, or its URL.")],
    to: Annotated[str, typer.Option(help="A format; `--to help` lists them.")],
    out: Annotated[str, typer.Option(help="Empty, absent, or the same export unfinished; or a URL.")] = "",
    codec: Annotated[str, typer.Option(help="Of the files: webdataset, jsonl.")] = "",
    level: Annotated[int | None, typer.Option(help="Of the codec; the corpus's own by default.")] = None,
    tokenizer: Annotated[str, typer.Option(help='megatron, nanogpt: "bytes", or a tokenizers file.')] = "",
    split: Annotated[list[str] | None, typer.Option(help="Only this split; may be given again.")] = None,
    file_size: Annotated[str, typer.Option(help="Text a file of parquet, jsonl or mds.")] = "64 MB",
    workers: Annotated[int | None, typer.Option(help="Processes; all cores by default.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> None:
    """Write a corpus in another codec, or for other readers. Stopped at any moment, the same command goes on.

    Example:  `dataforge export corpus/ --to parquet --out hub/`, or `--to megatron --tokenizer bytes`
    """
    from dataforge.errors import UsageError
    from dataforge.recipe import Size
    from dataforge.shards.export.export import FORMATS
    from dataforge.shards.export.export import export as convert
    from dataforge.shards.export.plan import Options, TokenizerRef

    if to == "help":
        rows = [(each.name, each.about) for each in FORMATS.values()]
        return print_json(dict(rows)) if as_json else console().print(table(("format", "what it is"), rows))
    if not out:
        raise UsageError("no place to export to; give --out FOLDER")
    try:
        size = Size.parse(file_size)
    except ValueError as exc:
        raise UsageError(f"--file-size {file_size!r}: {exc}") from exc
    if size.unit != "bytes":
        raise UsageError(f"--file-size {file_size!r} is no number of bytes; write it like '64 MB'")
    ref = TokenizerRef("dataforge.streaming.tokens:load_tokenizer", tokenizer) if tokenizer else None
    options = Options(codec, level, tuple(split or ()), size.amount, ref)
    with Rate(quiet or as_json) as rate:
        made = convert(corpus, to, out, options, workers=workers, progress=rate)
    if as_json:
        print_json(vars(made))
    elif not quiet:
        done = f"{made.file_bytes / 1e6:.1f} MB in {made.elapsed_s:.1f} s" if made.file_bytes else "all there"
        console().print(
            f"{made.documents:,} documents, {made.text_bytes / 1e6:.1f} MB of text as {made.to} "
            f"in {made.path}: {done}",
            soft_wrap=True,
        )
