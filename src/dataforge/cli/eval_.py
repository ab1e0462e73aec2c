"""`dataforge eval`: loss against the known floor, by domain and level."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from dataforge.cli.show import console, print_json, table


def eval(
    run: Annotated[Path, typer.Argument(help="A run folder; its latest checkpoint is scored.")],
    split: Annotated[str, typer.Option(help="A split of the run's corpus; the config's by default.")] = "",
    documents: Annotated[int, typer.Option(help="Documents a cell; the config's by default.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only add the line to eval.jsonl.")] = False,
) -> None:
    """Score a run's latest checkpoint on a held-out split: loss, floor and excess by domain, level and genre.

    Example:  `dataforge eval run/ --split val`
    """
    from dataforge.train.evaluate import evaluate_run

    found = evaluate_run(run, split=split, documents=documents)
    if as_json:
        print_json(found)
    elif not quiet:
        for kind in ("domain", "level", "genre"):
            console().print(table((kind, *COLUMNS), _rows(found["by"][kind]), title=f"\nby {kind}"))
        console().print(f"\nall: {_line(found)}")


FIGURES = ("loss_nats", "loss_se", "floor_nats", "excess_nats")
COLUMNS = ("documents", "tokens", "loss", "+-", "floor", "excess")


def _rows(groups: dict[str, dict[str, Any]]) -> list[tuple[object, ...]]:
    return [
        (
            name,
            each["documents"],
            each["tokens"],
            *("-" if each[key] is None else f"{each[key]:.3f}" for key in FIGURES),
        )
        for name, each in groups.items()
    ]


def _line(found: dict[str, Any]) -> str:
    excess = "" if found["excess_nats"] is None else f", {found['excess_nats']:.4f} above the floor"
    return f"{found['loss_nats']:.4f} nats a token{excess} (step {found['step']}, split {found['split']})"
