"""`report.html`: a run told on one page that needs nothing but a browser."""

from __future__ import annotations

import html
import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from dataforge.errors import MissingExtraError
from dataforge.observe.rundir import write_atomic
from dataforge.observe.story import Story, read_story

__all__ = ["write_report"]

COLOURS = ("#3366cc", "#109618", "#dc3912", "#ff9900", "#990099", "#0099c6", "#dd4477", "#66aa00")
_STEP_PARTS = ("data_wait_s", "forward_backward_s", "optimizer_s")
_MAX_EVENTS = 200
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body {{ font: 15px/1.45 system-ui, sans-serif; color: #222; max-width: 1160px; margin: 2rem auto; padding: 0
1rem; }} h1 {{ font-size: 1.6rem; margin-bottom: .2rem; }} h2 {{ font-size: 1.15rem; margin: 2.2rem 0 .2rem;
}} p.note {{ color: #666; margin: .1rem 0 .6rem; max-width: 62rem; }}
table {{ border-collapse: collapse; font-size: 13px; }} td, th {{ padding: .18rem .8rem .18rem 0; text-align:
left; vertical-align: top; }} th {{ color: #666; font-weight: 600; border-bottom: 1px solid #ddd; }} td.n,
th.n {{ text-align: right; font-variant-numeric: tabular-nums; }} .facts td:first-child {{ color: #666;
white-space: nowrap; }} code {{ font-size: 12px; overflow-wrap: anywhere; }} .scroll {{ max-height: 22rem;
overflow: auto; border: 1px solid #eee; padding: .3rem .6rem; }} </style></head><body>
<h1>{title}</h1>
{body}
</body></html>
"""


def write_report(run: str | Path, out: str | Path, facts: Mapping[str, str] | None = None) -> Path:
    """Write the report of a run, alive or not.

    Args:
        run: a run folder.
        out: the HTML file; replaced atomically.
        facts: more lines for the top of the page, such as the verdict of an audit.

    Raises:
        StateError: the folder holds no run; JournalError: its journal is not whole; MissingExtraError: no
            plotly.
    """
    try:
        import plotly.graph_objects as go
    except ModuleNotFoundError as exc:
        raise MissingExtraError("plotly", "report") from exc
    story = read_story(run)
    sections = [_facts({**story.facts, **_replayed(run), **(facts or {})})]
    first = True
    for title, note, figure in _figures(story, go):
        figure.update_layout(
            template="plotly_white", margin={"l": 60, "r": 20, "t": 28, "b": 44}, font={"size": 12}
        )
        drawn = figure.to_html(full_html=False, include_plotlyjs=first, config={"displayModeBar": False})
        sections.append(f'<h2>{title}</h2><p class="note">{note}</p>{drawn}')
        first = False
    sections += [_evaluation(story), _events(story)]
    path = Path(out)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(
        path,
        _PAGE.format(title=f"dataforge: {html.escape(Path(run).resolve().name)}", body="\n".join(sections)),
    )
    return path


def _replayed(run: str | Path) -> dict[str, str]:
    from dataforge.curriculum.replay import replay

    report = replay(run)
    verdict = (
        f"all {report.windows} decisions decided again, every hash equal"
        if report.ok
        else str(report.difference)
    )
    return {"replay": verdict}


def _figures(story: Story, go: Any) -> Iterable[tuple[str, str, Any]]:
    yield (
        "Mixture by domain",
        "Share of the rows of each domain, from the journal: what was in force at each batch.",
        _mixture(story, go, "domain"),
    )
    yield (
        "Mixture by level",
        "The same rows by difficulty, from level 1 (light) up (dark).",
        _mixture(story, go, "level"),
    )
    yield (
        "Loss and known floor",
        "Training loss of each domain (line) and the loss that a perfect model would reach on the very same "
        "documents (dotted), nats a token. What lies between is left to learn.",
        _losses(story, go),
    )
    yield (
        "Excess by cell",
        "Loss minus floor over the last third of the run, nats a token: the darker, the more is left. "
        "In a cell: the share of its first excess that is gone (mastery).",
        _map(story, go),
    )
    yield (
        "Throughput",
        "Tokens with a loss per second, all ranks; dashed lines mark a new attempt.",
        _throughput(story, go),
    )
    yield ("Where a step's time goes", "Seconds of each step on rank 0.", _parts(story, go))
    yield (
        "Cache hit rate",
        "Hits of all look-ups since the attempt began, by tier, on rank 0.",
        _cache(story, go),
    )


def _mixture(story: Story, go: Any, by: str) -> Any:
    end = max([len(story.steps), int(story.batches[-1])]) if story.steps else int(story.batches[-1]) + 1
    in_force = story.batches < max(end, 1)
    batches = [*story.batches[in_force].tolist(), end]
    weights = story.weights[in_force]
    names: tuple[Any, ...] = story.domains if by == "domain" else story.levels
    figure = go.Figure()
    for i, name in enumerate(names):
        members = [k for k, cell in enumerate(story.cells) if cell[by == "level"] == name]
        share = weights[:, members].sum(axis=1) * 100
        colour = COLOURS[i % len(COLOURS)] if by == "domain" else _shade(i, len(names))
        figure.add_scatter(
            x=batches,
            y=[*share.tolist(), share[-1]],
            name=name if by == "domain" else f"level {name}",
            stackgroup="all",
            line={"shape": "hv", "width": 0.5, "color": colour},
            fillcolor=colour,
            hovertemplate="%{y:.1f} %",
        )
    figure.update_layout(
        height=330, hovermode="x unified", xaxis_title="batch", yaxis_title="% of rows", yaxis_range=[0, 100]
    )
    return figure


def _shade(i: int, n: int) -> str:
    part = i / max(1, n - 1)
    low, high = (205, 225, 242), (8, 48, 107)
    return "rgb({},{},{})".format(*(round(a + (b - a) * part) for a, b in zip(low, high, strict=True)))


def _losses(story: Story, go: Any) -> Any:
    from plotly.subplots import make_subplots

    domains = story.domains
    columns = min(4, max(1, len(domains)))
    rows = math.ceil(len(domains) / columns)
    figure = make_subplots(rows, columns, subplot_titles=domains, shared_xaxes=True, vertical_spacing=0.14)
    steps = [line["step"] for line in story.steps]
    for i, domain in enumerate(domains):
        place = {"row": i // columns + 1, "col": i % columns + 1}
        colour = COLOURS[i % len(COLOURS)]
        for name, style in (("domain_loss_nats", "solid"), ("domain_floor_nats", "dot")):
            values = _smooth([(line.get(name) or {}).get(domain) for line in story.steps])
            label = "loss" if style == "solid" else "floor"
            line = {"color": colour, "dash": style, "width": 2 if style == "solid" else 1.5}
            figure.add_scatter(
                x=steps,
                y=values,
                name=f"{domain} {label}",
                line=line,
                showlegend=False,
                connectgaps=True,
                **place,
            )
    figure.update_yaxes(rangemode="tozero")
    figure.update_layout(height=230 * rows + 60)
    return figure


def _smooth(values: list[float | None], window: int = 7) -> list[float | None]:
    """A centred mean over the values there are; None where there is none nearby."""
    smooth: list[float | None] = []
    for i in range(len(values)):
        near = [v for v in values[max(0, i - window // 2) : i + window // 2 + 1] if v is not None]
        smooth.append(sum(near) / len(near) if near else None)
    return smooth


def _map(story: Story, go: Any) -> Any:
    excess, mastery = story.grid(story.excess), story.grid(story.mastery)
    text = [["" if np.isnan(m) else f"{m:.0%}" for m in row] for row in mastery]
    figure = go.Figure(
        go.Heatmap(
            z=_nulls(excess),
            x=[f"level {level}" for level in story.levels],
            y=list(story.domains),
            text=text,
            texttemplate="%{text}",
            colorscale="YlGnBu",
            colorbar={"title": "nats"},
            hovertemplate="%{y}, %{x}: %{z:.3f} nats above the floor<extra></extra>",
        )
    )
    figure.update_layout(height=360, yaxis={"autorange": "reversed"})
    return figure


def _nulls(table: Any) -> list[list[float | None]]:
    return [[None if np.isnan(value) else float(value) for value in row] for row in table]


def _throughput(story: Story, go: Any) -> Any:
    figure = go.Figure()
    steps = [line["step"] for line in story.steps]
    figure.add_scatter(
        x=steps,
        y=[line.get("tokens_per_s") for line in story.steps],
        line={"color": COLOURS[0]},
        name="tokens/s",
    )
    for seam in story.seams:
        figure.add_vline(x=seam, line={"dash": "dash", "color": "#999"})
    figure.update_layout(height=260, xaxis_title="step", yaxis_title="tokens/s", yaxis_rangemode="tozero")
    return figure


def _parts(story: Story, go: Any) -> Any:
    figure = go.Figure()
    steps = [line["step"] for line in story.steps]
    for i, name in enumerate(_STEP_PARTS):
        values = [line.get(name) for line in story.steps]
        label = name.removesuffix("_s").replace("_", " ")
        figure.add_scatter(
            x=steps, y=values, name=label, stackgroup="all", line={"width": 0.5, "color": COLOURS[i]}
        )
    figure.update_layout(height=260, xaxis_title="step", yaxis_title="seconds", yaxis_rangemode="tozero")
    return figure


def _cache(story: Story, go: Any) -> Any:
    figure = go.Figure()
    tiers = sorted({tier for line in story.steps for tier in (line.get("cache_hits") or {})})
    for i, tier in enumerate(tiers):
        rates = [_hit_rate(line, tier) for line in story.steps]
        steps = [line["step"] for line in story.steps]
        figure.add_scatter(x=steps, y=rates, name=tier, line={"color": COLOURS[i % len(COLOURS)]})
    figure.update_layout(height=240, xaxis_title="step", yaxis_title="% hits", yaxis_range=[0, 100])
    return figure


def _hit_rate(line: Mapping[str, Any], tier: str) -> float | None:
    hits, misses = ((line.get(name) or {}).get(tier, 0) for name in ("cache_hits", "cache_misses"))
    return 100 * hits / (hits + misses) if hits + misses else None


def _facts(facts: Mapping[str, str]) -> str:
    rows = "".join(
        f"<tr><td>{html.escape(name)}</td><td><code>{html.escape(value)}</code></td></tr>"
        for name, value in facts.items()
    )
    return f'<table class="facts">{rows}</table>'


def _evaluation(story: Story) -> str:
    if not story.evaluation:
        return ""
    rows = []
    for kind in ("domain", "level"):
        for name, each in story.evaluation.get("by", {}).get(kind, {}).items():
            label = name if kind == "domain" else f"level {name}"
            figures = (each["loss_nats"], each["floor_nats"], each["excess_nats"])
            cells = "".join(f'<td class="n">{_number(value)}</td>' for value in figures)
            rows.append(
                f'<tr><td>{html.escape(label)}</td><td class="n">{each["documents"]}</td>{cells}</tr>'
            )
    head = "".join(f'<th class="n">{name}</th>' for name in ("documents", "loss", "floor", "excess"))
    split, step = (html.escape(str(story.evaluation.get(name, ""))) for name in ("split", "step"))
    title = f"Held out: {split} after step {step}"
    note = "Nats a token, on worlds that no training document shares."
    return f'<h2>{title}</h2><p class="note">{note}</p><table><tr><th></th>{head}</tr>{"".join(rows)}</table>'


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _events(story: Story) -> str:
    if not story.events:
        return '<h2>Events</h2><p class="note">The policy recorded none.</p>'
    rows = "".join(
        f'<tr><td class="n">{event["window"]}</td><td>{html.escape(str(event["type"]))}</td>'
        f"<td>{html.escape(str(event['subject']))}</td><td>{html.escape(str(event['before']))}</td>"
        f"<td>{html.escape(str(event['after']))}</td>"
        f"<td><code>{html.escape(json.dumps(event['evidence'], sort_keys=True))}</code></td></tr>"
        for event in story.events[-_MAX_EVENTS:]
    )
    names = ("event", "of", "before", "after", "evidence")
    head = '<tr><th class="n">window</th>' + "".join(f"<th>{name}</th>" for name in names) + "</tr>"
    shown = min(_MAX_EVENTS, len(story.events))
    note = f"What the policy did and why, from the journal: the last {shown} of {len(story.events)}."
    return f'<h2>Events</h2><p class="note">{note}</p><div class="scroll"><table>{head}{rows}</table></div>'
