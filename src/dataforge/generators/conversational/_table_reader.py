"""Reads talk over a table back: keeps track of what was spoken of last, and works every answer out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.conversational._ears import bare, number, turns, vocabulary, words
from dataforge.generators.conversational._solver import below, largest, minus, plus, recall, smallest, total
from dataforge.generators.conversational._table_words import COLUMNS
from dataforge.generators.solving import step

_COMPARATIVE = {entry[2 + way]: (entry[0], way) for entry in COLUMNS for way in (0, 1)}
_SUPERLATIVE = {entry[4 + way]: (entry[0], way) for entry in COLUMNS for way in (0, 1)}
_HEADS = {f"{entry[0]} ({entry[1]})": entry[0] for entry in COLUMNS}
_UNITS = {entry[0]: entry[1] for entry in COLUMNS}
_ONLY_THAT = {entry[0]: frozenset(_UNITS.values()) - {entry[1]} for entry in COLUMNS}
_APART = re.compile(r"difference|how far apart|by how much", re.IGNORECASE)
_THE = re.compile(r"\b[tT]he ([\w'-]+)")
_NAMES = re.compile(r"(?![\w'-])(?! (?:one|of)\b)")
"""What follows a thing's name; "the lighter one" and "the lighter of the two" name none."""


@dataclass
class _Focus:
    """The table, and what was spoken of last: a thing, the one before it, a column."""

    cells: dict[tuple[str, str], int]
    things: list[str]
    by_first_word: dict[str, list[str]]
    here: str = ""
    there: str = ""
    column: str = ""

    def cell(self, thing: str) -> int:
        return recall(self.cells, (thing, self.column))

    def turn_to(self, thing: str) -> None:
        if thing != self.here:
            self.here, self.there = thing, self.here

    def named(self, said: str) -> str:
        """The thing of the table that is named after "the", the longest that fits; '' for none."""
        return next(self._named(said), "")

    def _named(self, said: str) -> Iterator[str]:
        for the in _THE.finditer(said):
            for thing in self.by_first_word.get(the[1], ()):
                if said.startswith(thing, the.start(1)) and _NAMES.match(said, the.start(1) + len(thing)):
                    yield thing


def read_talk(text: str) -> dict[str, Any]:
    """The facts of a talk.

    Raises:
        ExtractError: an answer is not what the table says.
    """
    head, table, body = text.split("\n\n")
    said = turns(body)
    asks, knows = said[0][0], said[1][0]
    if asks == knows or len(said) % 2 or any(s != (asks, knows)[i % 2] for i, (s, _) in enumerate(said)):
        raise ExtractError("the two do not take turns")
    opening = words(head.partition(". ")[2])
    if asks not in opening or knows not in opening:
        raise ExtractError(f"who is who? {head!r}")
    lines = [line.split(" | ") for line in table.split("\n")]
    columns = [_HEADS[title] for title in lines[0][1:]]
    rows = [(line[0], [int(cell) for cell in line[1:]]) for line in lines[1:]]
    known = vocabulary("en_objects")
    if any(thing not in known or len(cells) != len(columns) for thing, cells in rows):
        raise ExtractError(f"cannot read the table {table!r}")
    things = [thing for thing, _ in rows]
    cells = {(thing, column): n for thing, row in rows for column, n in zip(columns, row, strict=True)}
    focus = _Focus(cells, things, {})
    for thing in sorted(things, key=len, reverse=True):
        focus.by_first_word.setdefault(thing.partition(" ")[0], []).append(thing)
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
    kind, found = _understood(focus, bare(asked))
    if isinstance(found, int):
        if number(answered) != found or not _ONLY_THAT[focus.column].isdisjoint(words(answered)):
            raise ExtractError(f"{asked!r}: {answered!r} should say {found}")
    elif focus.named(answered) != found:
        raise ExtractError(f"{asked!r}: {answered!r} should name the {found}")
    return [kind, focus.column, str(found)]


def _understood(focus: _Focus, asked: str) -> tuple[str, int | str]:
    """What is asked, what is left out filled in, and its answer."""
    heard = words(asked)
    thing = focus.named(asked)
    column = next((word for word in heard if word in _UNITS), "")
    if thing:
        focus.turn_to(thing)
        step(not column)
        focus.column = column or focus.column
        return ("ask_cell" if column else "same_column"), focus.cell(thing)
    graded = next((word for word in heard if word in _COMPARATIVE or word in _SUPERLATIVE), "")
    if graded in _COMPARATIVE:
        focus.column, way = _COMPARATIVE[graded]
        step(2)
        less = below(focus.cell(focus.here), focus.cell(focus.there))
        focus.turn_to(focus.here if less == (way == 0) else focus.there)
        return "of_the_two", focus.here
    if graded:
        focus.column, way = _SUPERLATIVE[graded]
        best = largest if way else smallest
        focus.turn_to(best([(focus.cell(each), each) for each in focus.things]))
        return "of_all", focus.here
    if "total" in heard:
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
    if "together" in heard or "Together" in heard:
        return "both_together", plus(a, b)
    raise ExtractError(f"what is asked by {asked!r}?")
