"""What a run is doing, read from its folder alone: while it lives, and after it was killed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dataforge.observe.metrics import read_metrics
from dataforge.observe.rundir import RunDir, is_alive, read_lines

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["render", "status"]

STALE_S = 15.0


def status(path: str) -> dict[str, Any]:
    """A summary of plain values. Raises ForgeError when the folder holds no run.

    `state` is one of starting, running, done, preempted, failed, killed: the last is a run that says it is
    running while its process is gone (or, seen from another host, whose heartbeat has not been written for 15
    s).
    """
    run = RunDir.open(path)
    said = run.read_status()
    lines = read_metrics(run.metrics)
    last: Mapping[str, Any] = lines[-1] if lines else {}
    windows = [line for line in read_lines(run.journal) if line.get("kind") == "window"]
    attempts = run.attempts()
    state = _state(run, said)
    return {
        "run": str(run.path),
        "state": state,
        "error": said.get("error", ""),
        "step": int(said.get("step", 0)),
        "steps": int(said.get("steps", 0)),
        "heartbeat": int(said.get("heartbeat", 0)),
        "pid": int(said.get("pid", 0)),
        "attempts": len(attempts),
        "world_size": attempts[-1].world_size if attempts else 0,
        "checkpoint": run.latest_checkpoint(),
        "checkpoints": list(run.checkpoint_names()),
        "windows": len(windows),
        "events": sum(len(line.get("events", ())) for line in windows),
        "metrics_url": f"http://127.0.0.1:{said['metrics_port']}/metrics"
        if said.get("metrics_port") and state == "running"
        else "",
        "metrics": dict(last),
        "evaluations": [
            {k: line.get(k) for k in ("step", "split", "loss_nats", "excess_nats")}
            for line in read_lines(run.evaluations)
        ],
        "remedy": "run the same command again: it goes on from the latest checkpoint"
        if state in ("killed", "preempted", "failed")
        else "",
    }


def _state(run: RunDir, said: Mapping[str, Any]) -> str:
    state = str(said.get("state", "starting"))
    if state not in ("starting", "running") or not said:
        return state
    alive = is_alive(said)
    if alive is None:
        alive = abs(time.time() - run.status.stat().st_mtime) < STALE_S
    return state if alive else "killed"


def render(summary: Mapping[str, Any]) -> Table:
    """The summary as a table for a terminal."""
    from rich.table import Table

    table = Table(title=str(summary["run"]), show_header=False, title_justify="left")
    table.add_column(style="bold")
    table.add_column()
    metrics = summary["metrics"]
    progress = f"step {summary['step']} of {summary['steps']}" if summary["steps"] else "no step yet"
    table.add_row(
        "state", f"{summary['state']}, {progress}" + (f": {summary['error']}" if summary["error"] else "")
    )
    if summary["remedy"]:
        table.add_row("to go on", summary["remedy"])
    table.add_row("attempts", f"{summary['attempts']} (world size {summary['world_size']})")
    table.add_row("checkpoint", summary["checkpoint"] or "none yet")
    table.add_row("curriculum", f"{summary['windows']} windows decided, {summary['events']} events")
    for name, unit in (
        ("loss_nats", "nats/token"),
        ("excess_nats", "nats/token"),
        ("tokens_per_s", "tokens/s"),
        ("data_wait_s", "s a step"),
    ):
        if isinstance(metrics.get(name), int | float):
            table.add_row(name, f"{metrics[name]:,.4g} {unit}")
    for domain, loss in (metrics.get("domain_loss_nats") or {}).items():
        floor = (metrics.get("domain_floor_nats") or {}).get(domain)
        share = (metrics.get("domain_weight") or {}).get(domain)
        if loss is None and share is None:
            continue  # the corpus has none of it
        row = f"loss {loss:.3f}" if loss is not None else "no tokens this step"
        row += f", floor {floor:.3f}" if floor is not None else ""
        row += f", {100 * share:.1f} % of the mixture" if share is not None else ""
        table.add_row(f"  {domain}", row)
    for line in summary["evaluations"][-3:]:
        if isinstance(line["loss_nats"], int | float):
            table.add_row(
                "evaluation", f"step {line['step']}, {line['split']}: loss {line['loss_nats']:.4f} nats/token"
            )
    if summary["metrics_url"]:
        table.add_row("prometheus", summary["metrics_url"])
    return table
