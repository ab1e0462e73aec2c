"""`dataforge sample`: print documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.columns import Columns

from dataforge.cli.show import console, document, plain_record, print_json
from dataforge.errors import UsageError
from dataforge.text.bits import UNITS_PER_BIT

FINE = ("scientific", 34, 7)


def sample(
    domain: Annotated[str, typer.Argument(help="One of the eight domains.")] = "",
    level: Annotated[int | None, typer.Option(help="1 .. 120.")] = None,
    index: Annotated[str, typer.Option(help="Any integer below 2^63; 1e15 is understood.")] = "7",
    levels: Annotated[str, typer.Option(help="Several levels side by side: 1,50,100.")] = "",
    genre: Annotated[str, typer.Option(help="A genre; otherwise the index draws one.")] = "",
    seed: Annotated[int, typer.Option(help="0 <= seed < 2^63.")] = 0,
    split: Annotated[str, typer.Option(help="train, val, test, ood:level.")] = "train",
    knob: Annotated[list[str] | None, typer.Option(help="Fix a knob of the genre: --knob steps=5.")] = None,
    recipe: Annotated[
        Path | None, typer.Option(help="A recipe or recipe.lock, together with --document.")
    ] = None,
    document_number: Annotated[
        str, typer.Option("--document", help="The n-th document of the recipe's split, from 0.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="All that is known, as JSON lines.")] = False,
    brief: Annotated[
        bool, typer.Option("--brief", help="One line: address, bits, proof, beginning.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="The text alone.")] = False,
) -> None:
    """Print a document and all that is known of it, and prove it.

    Examples:  `dataforge sample`   `dataforge sample mathematics --level 40 --index 7`
    `dataforge sample code --levels 1,50,100`   `dataforge sample --recipe big.yaml --document 1e15`
    """
    if recipe is not None or document_number:
        records = _of_recipe(recipe, document_number, split)
    else:
        wanted = (
            [_integer(each, "--levels") for each in levels.split(",")]
            if levels
            else [FINE[1] if level is None else level]
        )
        records = _made(domain or FINE[0], wanted, _integer(index, "--index"), genre, seed, split, knob or [])
    if as_json:
        for record in records:
            print_json({**plain_record(record), "proven": _verdict(record).startswith("proven")})
    elif brief:
        for record in records:
            console().print(_line(record), markup=False, soft_wrap=True)
    elif quiet:
        console().print("\n\n".join(record["text"] for record in records), markup=False, soft_wrap=True)
    else:
        out = console()
        width = max(40, out.width // len(records) - 1)
        panels = [document(record, _verdict(record)) for record in records]
        out.print(Columns(panels, width=width, padding=(0, 1)) if len(panels) > 1 else panels[0])


def _made(
    domain: str, levels: list[int], index: int, genre: str, seed: int, split: str, knobs: list[str]
) -> list[dict[str, Any]]:
    from dataforge.generators.generate import generate

    overrides = dict(_knob(each) for each in knobs)
    if overrides and not genre:
        raise UsageError("--knob belongs to a genre; name it with --genre")
    batch = generate(domain, levels, [index] * len(levels), genre or None, seed, split, overrides or None)
    return list(batch.to_pylist())


def _of_recipe(path: Path | None, number: str, split: str) -> list[dict[str, Any]]:
    from dataforge.shards.corpus import open_corpus

    if path is None or not number:
        raise UsageError("--recipe and --document go together: --recipe recipe.yaml --document 1e15")
    return [dict(open_corpus(str(path)).document(_integer(number, "--document"), split))]


def _verdict(record: dict[str, Any]) -> str:
    from dataforge.generators.verify import check_text

    problem = check_text(record["domain"], record["genre"], record["text"], record["check"])
    if not problem and record["floor"] == "unknown":
        return "proven: the text has the digest of its record; what it says was not made here"
    return problem or "proven: every fact was read back from the text alone and equals the check"


def _line(record: dict[str, Any]) -> str:
    known = record["floor"] != "unknown"
    bits = f"{record['bits_lo'] / UNITS_PER_BIT:.1f}" if known else "unknown"
    beginning = " ".join(record["text"].split())[:60].replace("\x1b", "\N{SYMBOL FOR ESCAPE}")
    return f"{record['key']}: {bits} bits, {_verdict(record).partition(':')[0]}: {beginning} ..."


def _integer(text: str, option: str) -> int:
    from decimal import Decimal, InvalidOperation

    try:
        value = Decimal(text.strip())
        if not value.is_finite() or value != int(value):
            raise UsageError(f"{option} {text!r} is not an integer")
    except (InvalidOperation, ValueError, OverflowError) as exc:
        raise UsageError(f"{option} {text!r} is not an integer") from exc
    return int(value)


def _knob(text: str) -> tuple[str, int | tuple[int, int]]:
    name, equals, value = text.partition("=")
    numbers = [_integer(part, f"--knob {name}") for part in value.split(",")] if equals else []
    if len(numbers) == 1:
        return name, numbers[0]
    if len(numbers) == 2:
        return name, (numbers[0], numbers[1])
    raise UsageError(f"--knob {text!r}: write --knob steps=5 or --knob steps=3,5")
