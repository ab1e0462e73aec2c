"""Reads a document of the genre sort-trace and sorts its list, pass by pass."""

from __future__ import annotations

import re
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.code._solver import compared, touched

_NUMBERS = re.compile(r"\d+")
_ALGORITHM = re.compile(r"\b(bubble|selection|insertion) sort\b", re.IGNORECASE)
_THINGS = re.compile(r"\b(?:[Tt]he|these|some) ([a-z]+)\b")


class _Sorter:
    """A list being sorted; comparisons are counted, moves of the pass returned."""

    def __init__(self, items: list[int], descending: bool):
        self.items, self.descending, self.comparisons = items, descending, 0

    def before(self, a: int, b: int) -> bool:
        self.comparisons += 1
        return a > b if self.descending else a < b

    def bubble(self, k: int) -> int:
        moves = 0
        for j in range(len(self.items) - 1 - k):
            if self.before(self.items[j + 1], self.items[j]):
                self.items[j], self.items[j + 1] = self.items[j + 1], self.items[j]
                moves += 1
        return moves

    def selection(self, k: int) -> int:
        least = k
        for j in range(k + 1, len(self.items)):
            if self.before(self.items[j], self.items[least]):
                least = j
        self.items[k], self.items[least] = self.items[least], self.items[k]
        return int(least != k)

    def insertion(self, k: int) -> int:
        at = k + 1
        while at > 0 and self.before(self.items[at], self.items[at - 1]):
            self.items[at], self.items[at - 1] = self.items[at - 1], self.items[at]
            at -= 1
        return k + 1 - at


def _asked(opening: str) -> tuple[str, str, str]:
    """Algorithm, order and things of the line that asks."""
    stretch = opening.split("\n")
    for line in (stretch[0], stretch[-1]):
        found = {each.lower() for each in _ALGORITHM.findall(line)}
        orders = set(re.findall(r"\b(?:ascending|descending)\b", line))
        things = [each for each in _THINGS.findall(line) if each not in ("list", "comparisons")]
        if len(found) == 1 and len(orders) == 1 and things:
            return found.pop(), orders.pop(), things[0]
    raise ExtractError("no line says what to sort how")


def read_sort(text: str) -> dict[str, Any]:
    """The facts of a document of the genre sort-trace.

    Raises:
        ExtractError: it is none, or a pass does not leave what is written.
    """
    opening, given, told = text.split("\n\n")
    algorithm, order, things = _asked(opening)
    items = [int(each) for each in _NUMBERS.findall(given)]
    if len(set(items)) < len(items) or len(items) < 2 or _NUMBERS.search(opening):
        raise ExtractError("no list of different numbers")
    *lines, end = told.split("\n")
    if len(lines) != len(items) - 1:
        raise ExtractError(f"{len(items)} items, {len(lines)} passes")
    sorter = _Sorter(list(items), order == "descending")
    passes: list[Any] = []
    for k, line in enumerate(lines):
        moves = {"bubble": sorter.bubble, "selection": sorter.selection, "insertion": sorter.insertion}[
            algorithm
        ](k)
        touched(moves)
        if [int(each) for each in _NUMBERS.findall(line)] != [k + 1, *sorter.items, moves]:
            raise ExtractError(f"{line!r}, but the list is {sorter.items} after {moves} moves")
        passes.append([list(sorter.items), moves])
    compared(sorter.comparisons)
    total = sum(moves for _, moves in passes)
    if not re.fullmatch(rf"[A-Z][a-z ]+: {sorter.comparisons} comparisons, {total} moves", end):
        raise ExtractError(f"{end!r}, but {sorter.comparisons} comparisons and {total} moves")
    return {
        "kind": "sort-trace",
        "algorithm": algorithm,
        "order": order,
        "things": things,
        "items": items,
        "passes": passes,
        "comparisons": sorter.comparisons,
        "answer": total,
    }
