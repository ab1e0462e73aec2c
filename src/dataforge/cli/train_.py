"""`dataforge train`: the reference trainer, on one process or several."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from dataforge.cli.show import console, print_json

POLL_S = 0.5


def train(
    config: Annotated[Path, typer.Argument(help="A run config (YAML).")],
    nproc: Annotated[int, typer.Option(help="Processes on this machine (gloo on CPUs, NCCL on GPUs).")] = 1,
    settings: Annotated[
        list[str] | None, typer.Option("--set", help="Override a field: --set stream.policy=uniform.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the run's status as JSON at the end.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> None:
    """Train the reference GPT on a corpus, the mixture following the loss; go on if the run was interrupted.

    Exit codes: 0 done, 75 preempted (state saved, requeue), 1 failed. On a cluster run
    `torchrun ... -m dataforge.train run.yaml` instead: it is the same script.

    Example:  `dataforge train run.yaml --nproc 2 --set steps=200`
    """
    from dataforge.observe.status import status
    from dataforge.train.config import RunConfig
    from dataforge.train.launch import launch

    run = Path(RunConfig.load(config, settings or []).run)
    with launch(config, nproc, settings=settings or []) as job:
        shown = -1
        while job.poll() is None:
            time.sleep(POLL_S)
            shown = shown if quiet or as_json else _progress(run, shown)
        code = job.wait()
        error = job.error if code not in (0, 75) else ""
    if as_json:
        print_json(status(str(run)))
    elif code == 0 and not quiet:
        console().print(f"done: {run}; see `dataforge status {run}` and `dataforge report {run}`")
    if error:
        typer.secho(f"error: {error}", err=True, fg="red")
    raise typer.Exit(code if code in (0, 75) else 1)


def _progress(run: Path, shown: int) -> int:
    """Print the newest step if it is a new one; returns the step shown last."""
    from dataforge.observe.metrics import read_metrics

    lines = read_metrics(run / "metrics.jsonl") if (run / "metrics.jsonl").is_file() else []
    if not lines or lines[-1]["step"] == shown:
        return shown
    last = lines[-1]
    parts = [
        f"step {last['step']:>5}",
        "loss -" if last["loss_nats"] is None else f"loss {last['loss_nats']:.3f}",
    ]
    if last.get("excess_nats") is not None:
        parts.append(f"excess {last['excess_nats']:.3f}")
    parts.append(f"{last['tokens_per_s']:,.0f} tokens/s")
    console().print("  ".join(parts))
    return int(last["step"])
