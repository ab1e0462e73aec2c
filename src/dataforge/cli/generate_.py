"""`dataforge generate`: write a corpus."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from dataforge.cli.show import console, is_terminal, print_json
from dataforge.errors import UnknownNameError
from dataforge.recipe import NOMINAL_BYTES_PER_TOKEN

CODECS = ("zstd", "lz4", "gzip", "none")


class Rate:
    """Draws documents, MB/s and tokens/s while a corpus is written; keeps the last figures."""

    def __init__(self, quiet: bool):
        self.documents, self.text_bytes, self.elapsed_s = 0, 0, 0.0
        self._bar = Progress(
            TextColumn("[b]generate[/b]"),
            BarColumn(),
            TextColumn("{task.completed:,.0f}/{task.total:,.0f} documents  {task.fields[rate]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            disable=quiet or not is_terminal(),
        )
        self._task = self._bar.add_task("generate", total=1, rate="")

    def __enter__(self) -> Rate:
        self._bar.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._bar.stop()

    def __call__(self, done: int, total: int, text_bytes: int, elapsed_s: float) -> None:
        self.documents, self.text_bytes, self.elapsed_s = done, text_bytes, elapsed_s
        self._bar.update(self._task, completed=done, total=total, rate=self.rate)

    @property
    def rate(self) -> str:
        """`12.3 MB/s, 3.1 M tokens/s` (4 bytes of text a token)."""
        per_s = self.text_bytes / max(self.elapsed_s, 1e-9)
        return f"{per_s / 1e6:.1f} MB/s, {per_s / NOMINAL_BYTES_PER_TOKEN / 1e6:.1f} M tokens/s"


def generate(
    recipe: Annotated[Path, typer.Argument(help="A recipe (.yaml) or a recipe.lock.")],
    out: Annotated[
        Path, typer.Option(help="The corpus folder: empty, absent, or the same corpus unfinished.")
    ],
    workers: Annotated[int | None, typer.Option(help="Processes; all cores by default.")] = None,
    codec: Annotated[str, typer.Option(help="zstd, lz4, gzip or none, instead of the recipe's.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> None:
    """Write the corpus of a recipe: compressed WebDataset shards, a manifest and a seal.

    Stopped at any moment, the same command goes on where it was and ends with the same content.

    Example:  `dataforge generate recipe.yaml --out corpus/ --workers 2 --codec none`
    """
    from dataforge.engines.local import write_corpus
    from dataforge.generators.resolve import lock_of

    lock = lock_of(recipe)
    if codec:
        if codec not in CODECS:
            raise UnknownNameError("codec", codec, CODECS)
        lock = dataclasses.replace(lock, recipe=dataclasses.replace(lock.recipe, codec=codec))
    with Rate(quiet or as_json) as rate:
        corpus = write_corpus(lock, out, workers=workers, progress=rate)
    if as_json:
        figures = {"documents": rate.documents, "text_bytes": rate.text_bytes, "elapsed_s": rate.elapsed_s}
        print_json({"path": str(out), "recipe_id": corpus.recipe_id, "sha256": corpus.sha256, **figures})
    elif not quiet:
        console().print(
            f"{rate.documents:,} documents, {rate.text_bytes / 1e6:.1f} MB of text "
            f"in {rate.elapsed_s:.1f} s: {rate.rate}\n"
            f"sealed {out} as {corpus.sha256[:16]} (recipe {corpus.recipe_id[:16]})"
        )
