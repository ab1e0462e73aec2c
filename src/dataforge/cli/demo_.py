"""`dataforge demo`: the whole journey, from a recipe to a trained model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dataforge.cli.generate_ import Rate
from dataforge.cli.show import console, document, print_json
from dataforge.demo import Demo, Scale


def demo(
    out: Annotated[Path, typer.Option(help="Where corpus/, run/ and report.html go.")] = Path("demo"),
    size: Annotated[str, typer.Option(help="Text of train.")] = Scale.train,
    steps: Annotated[int, typer.Option(help="Training steps.")] = Scale.steps,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON at the end.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> None:
    """Write a corpus, verify it, train on it, kill the training, resume, audit, replay, report. About three
    minutes.

    Example:  `dataforge demo --out demo/`
    """
    talk = console()
    talk.quiet = quiet or as_json
    journey = Demo(out, Scale(train=size, steps=steps), say=lambda text: talk.print(text, soft_wrap=True))

    def heading(number: int, title: str) -> None:
        talk.print(f"\n[bold blue]{number}. {title}[/bold blue]")

    heading(1, "A recipe, and one document of it")
    talk.print(journey.write_recipe(), markup=False)
    talk.print(document(*journey.sample()))
    heading(2, "The corpus")
    with Rate(quiet or as_json) as rate:
        journey.generate(rate)
    heading(3, "Verify: every digest, and every text against its check")
    journey.verify()
    heading(4, "Train a small GPT on two processes, the mixture following the loss")
    journey.train_until_killed()
    heading(5, "Killed with SIGKILL half-way; resume with another world size, and audit the seam")
    journey.resume()
    journey.audit()
    heading(6, "Replay every decision of the curriculum")
    journey.replay()
    heading(7, "The report")
    journey.report()
    if as_json:
        print_json(journey.figures)
