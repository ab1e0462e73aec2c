"""Reads talk over a table back: keeps track of what was spoken of last, and works every answer out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.conversational._ears import number, turns
from dataforge.generators.conversational._solver import below, largest, minus, plus, recall, smallest, total
from dataforge.generators.conversational._table_words import COLUMNS
from dataforge.generators.solving import step
from dataforge.text.lexicon import lexicon

_COMPARATIVE = {entry[2 + way]: (entry[0], way) for entry in COLUMNS for way in (0, 1)}
_SUPERLATIVE = {entry[4 + way]: (entry[0], way) for entry in COLUMNS for way in (0, 1)}
_WORD = re.compile(r"[a-z]+")
_TITLES = {entry[0] for entry in COLUMNS}
_HEADS = {f"{entry[0]} ({entry[1]})": entry[0] for entry in COLUMNS}
_UNITS = {entry[0]: entry[1] for entry in COLUMNS}
_APART = re.compile(r"difference|how far apart|by how much", re.IGNORECASE)


@dataclass
class _Focus:
    """The table, and what was spoken of last: a thing, the one before it, a column."""

    cells: dict[tuple[str, str], int]
    things: list[str]
    pattern: re.Pattern[str]
    here: str = ""
    there: str = ""
    column: str = ""

    def cell(self, thing: str) -> int:
        return recall(self.cells, (thing, self.column))

    def turn_to(self, thing: str) -> None:
        if thing != self.here:
            self.here, self.there = thing, self.here


def read_talk(text: str) -> dict[str, Any]:
    """The facts of a talk.

    Raises:
        ExtractError: an answer is not what the table says.
    """
    head, table, body = text.split("\n\n")
    said = turns(body)
    asks, knows = said[0][0], said[1][0]
    opening = head.partition(". ")[2]
    if asks == knows or len(said) % 2 or any(s != (asks, knows)[i % 2] for i, (s, _) in enumerate(said)):
        raise ExtractError("the two do not take turns")
    if not re.search(rf"\b{asks}\b", opening) or not re.search(rf"\b{knows}\b", opening):
        raise ExtractError(f"who is who? {opening!r}")
    lines = [line.split(" | ") for line in table.split("\n")]
    columns = [_HEADS[title] for title in lines[0][1:]]
    rows = [(line[0], [int(cell) for cell in line[1:]]) for line in lines[1:]]
    known = set(lexicon("en_objects").words())
    if any(thing not in known or len(cells) != len(columns) for thing, cells in rows):
        raise ExtractError(f"cannot read the table {table!r}")
    things = [thing for thing, _ in rows]
    longest = "|".join(re.escape(thing) for thing in sorted(things, key=len, reverse=True))
    cells = {(thing, column): n for thing, row in rows for column, n in zip(columns, row, strict=True)}
    focus = _Focus(cells, things, re.compile(rf"\b[tT]he ({longest})\b"))
    questions = [_question(focus, said[i][1], said[i + 1][1]) for i in range(0, len(said), 2)]
    return {
        "kind": "table-talk",
        "asks": asks,
        "knows": knows,
        "columns": columns,
        "table": [[thing, row] for thing, row in rows],
        "questions": questions,
        "answer": questions[-1][2],
    }


def _question(focus: _Focus, asked: str, answered: str) -> list[str]:
    """Work one question out and hold the answer against it."""
    kind, found = _understood(focus, asked)
    if isinstance(found, int):
        unit = _UNITS[focus.column]
        if number(answered) != found or any(u in answered for u in _UNITS.values() if u != unit):
            raise ExtractError(f"{asked!r}: {answered!r} should say {found}")
    else:
        named = focus.pattern.search(answered)
        if named is None or named[1] != found:
            raise ExtractError(f"{asked!r}: {answered!r} should name the {found}")
    return [kind, focus.column, str(found)]


def _understood(focus: _Focus, asked: str) -> tuple[str, int | str]:
    """What is asked, what is left out filled in, and its answer."""
    words = _WORD.findall(asked.lower())
    thing = focus.pattern.search(asked)
    column = next((word for word in words if word in _TITLES), "")
    compared = next((word for word in words if word in _COMPARATIVE), "")
    extreme = next((word for word in words if word in _SUPERLATIVE), "")
    if thing is not None:
        focus.turn_to(thing[1])
        step(not column)
        focus.column = column or focus.column
        return ("ask_cell" if column else "same_column"), focus.cell(thing[1])
    if compared:
        focus.column, way = _COMPARATIVE[compared]
        step(2)
        less = below(focus.cell(focus.here), focus.cell(focus.there))
        focus.turn_to(focus.here if less == (way == 0) else focus.there)
        return "of_the_two", focus.here
    if extreme:
        focus.column, way = _SUPERLATIVE[extreme]
        best = largest if way else smallest
        focus.turn_to(best([(focus.cell(each), each) for each in focus.things]))
        return "of_all", focus.here
    if "total" in words:
        focus.column = column
        return "sum_of_all", total([focus.cell(each) for each in focus.things])
    if column:
        step()
        focus.column = column
        return "same_thing", focus.cell(focus.here)
    step(2)
    a, b = focus.cell(focus.here), focus.cell(focus.there)
    if _APART.search(asked):
        return "how_far_apart", abs(minus(a, b))
    if "together" in words:
        return "both_together", plus(a, b)
    raise ExtractError(f"what is asked by {asked!r}?")
