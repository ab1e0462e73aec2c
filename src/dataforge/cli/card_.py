"""`dataforge card`: the data card of a corpus."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dataforge.cli.show import console, print_json


def card(
    corpus: Annotated[str, typer.Argument(help="A corpus folder or its URL, a recipe or a recipe.lock.")],
    out: Annotated[Path | None, typer.Option(help="Write it there instead of printing it.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite what is there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON: the card, and the digest.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> None:
    """Write the data card: identity, sizes, languages, limits, licences, and how to make the corpus again.

    Example:  `dataforge card corpus/ --out corpus/README.md`
    """
    from dataforge.errors import OutputExistsError
    from dataforge.shards.card import card as make
    from dataforge.shards.corpus import open_corpus
    from dataforge.shards.places import place_of

    opened = open_corpus(corpus)
    text = make(opened)
    if out is not None:
        if out.exists() and not force and out.read_bytes() != text.encode():
            raise OutputExistsError(str(out), "is another file; give --force to overwrite it")
        place_of(out).write([text.encode()])
    if as_json:
        print_json({"card": text, "sha256": opened.sha256, "path": str(out) if out else None})
    elif out is None and not quiet:
        sys.stdout.write(text)
    elif not quiet:
        console().print(f"wrote {out}", soft_wrap=True)
