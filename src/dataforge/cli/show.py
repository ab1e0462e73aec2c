"""How the command line shows things: documents, tables, progress."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from dataforge.text.bits import UNITS_PER_BIT

STYLES = {
    "prompt": "",
    "reasoning": "cyan",
    "answer": "bold green",
    "distractor": "dim",
    "opaque": "dim",
    "body": "",
}


def console() -> Console:
    """Results go to stdout; rich honours NO_COLOR and drops colours where stdout is no terminal."""
    return Console(highlight=False)


def print_json(value: object) -> None:
    """One JSON value on stdout."""
    json.dump(value, sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")


def plain_record(record: dict[str, Any]) -> dict[str, Any]:
    """A record with its JSON members opened up."""
    opened = {name: json.loads(record[name]) for name in ("check", "knobs", "measured", "spans")}
    return {**record, **opened}


def document(record: dict[str, Any], verdict: str) -> Panel:
    """A record as a panel: the text with its spans coloured, and below what is known of it."""
    raw = record["text"].encode()
    text = Text()
    for start, end, kind, _ in json.loads(record["spans"]):
        # Imported text may hold anything: no escape sequence reaches the terminal.
        text.append(
            raw[start:end].decode().replace("\x1b", "\N{SYMBOL FOR ESCAPE}"), style=STYLES.get(kind, "")
        )
    facts = _origin(record) if record["floor"] == "unknown" else _facts(record, len(raw))
    facts.append("\n")
    facts.append(verdict, style="green" if verdict.startswith("proven") else "red")
    return Panel(
        Group(text, Text(""), facts), title=f"[b]{record['key']}", title_align="left", border_style="dim"
    )


def _origin(record: dict[str, Any]) -> Text:
    """What is known of imported text: where it is from, and its level."""
    measured = json.loads(record["measured"])
    facts = Text.from_markup(
        f"[b]level[/b] {record['level']}   [b]genre[/b] {record['genre']}   [b]information[/b] unknown\n"
        "[b]from[/b] "
    )
    facts.append(
        f"{measured.get('source', '-')}, {measured.get('at', '-')} {measured.get('id', '')}".rstrip()
    )
    facts.append("   licence ", style="bold")
    facts.append(measured.get("licence") or "not said")
    return facts


def _facts(record: dict[str, Any], num_bytes: int) -> Text:
    low, high = (record[name] / UNITS_PER_BIT for name in ("bits_lo", "bits_hi"))
    band = f"{low:.1f}" if low == high else f"{low:.1f} .. {high:.1f}"
    facts = Text.from_markup(
        f"[b]level[/b] {record['level']}   [b]genre[/b] {record['genre']}   [b]information[/b] {band} bits "
        f"= {low / num_bytes:.3f} bits a byte ([i]{record['floor']}[/i] floor)\n"
        f"[b]inferences[/b] {json.loads(record['measured'])['cost']}   [b]knobs[/b] ",
    )
    facts.append(record["knobs"].strip("{}").replace('"', "").replace(",", ", "))
    return facts


def table(headers: Sequence[str], rows: Iterable[Sequence[object]], title: str = "") -> Table:
    """A plain table; numbers stand right."""
    made = Table(title=title or None, title_justify="left", box=None, header_style="bold", pad_edge=False)
    rows = [list(row) for row in rows]
    for i, header in enumerate(headers):
        numeric = bool(rows) and all(isinstance(row[i], int | float) for row in rows)
        made.add_column(header, justify="right" if numeric else "left", no_wrap=numeric)
    for row in rows:
        made.add_row(*(_cell(value) for value in row))
    return made


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def is_terminal() -> bool:
    """Whether progress bars may be drawn."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
