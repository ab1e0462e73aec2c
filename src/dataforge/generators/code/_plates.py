"""Plates: templates with holes and without choices, many of them, few rows each.

`Frames` render template by template, which pays where a batch has many rows of each. A file of a program has
hundreds of templates (every line of every language), so here all rows are laid out at once, piece by piece,
and written by one `take`. Rows that stand side by side can be joined for nothing: to documents, or to lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.text.columns import Field, Picked, Strings, ints, small_ints
from dataforge.text.rows import I64

I32 = NDArray[np.int32]
_HOLE = re.compile(r"\{([a-z]+)\}")
_SMALL = 10_000


class Plates:
    """Alternative texts with holes `{name}`, rendered for many rows at once."""

    def __init__(self, *templates: str):
        self.templates = templates

    @cached_property
    def _pieces(self) -> list[list[str]]:
        """The pieces of each template; holes keep their braces."""
        split = (_HOLE.split(template) for template in self.templates)
        return [["{" + p + "}" if i % 2 else p for i, p in enumerate(parts) if p] for parts in split]

    @cached_property
    def holes(self) -> list[str]:
        """The names of all holes."""
        found = {piece for pieces in self._pieces for piece in pieces if _HOLE.fullmatch(piece)}
        return [piece[1:-1] for piece in sorted(found)]

    @cached_property
    def _literals(self) -> Strings:
        holes = {"{" + name + "}" for name in self.holes}
        return pa.array(sorted({p for pieces in self._pieces for p in pieces} - holes), pa.string())

    @cached_property
    def _codes(self) -> tuple[I32, I64, I64]:
        """The numbers of all templates' pieces, holes first, and each template's first piece and count."""
        known = ["{" + name + "}" for name in self.holes] + self._literals.to_pylist()
        number = {piece: i for i, piece in enumerate(known)}
        codes = [number[piece] for pieces in self._pieces for piece in pieces]
        counts = np.array([len(pieces) for pieces in self._pieces], np.int64)
        return np.array(codes, np.int32), np.cumsum(counts) - counts, counts

    @cached_property
    def _uses(self) -> NDArray[np.bool_]:
        """Which templates have which holes, bool[num_templates, num_holes]."""
        holes = self.holes
        return np.array([["{" + name + "}" in pieces for name in holes] for pieces in self._pieces], np.bool_)

    def render(self, which: I64, fields: Mapping[str, Field], bounds: I64 | None = None) -> Strings:
        """Row i is template `which[i]`, its holes filled from row i of the fields.

        Args:
            bounds: join the rows bounds[k] .. bounds[k + 1] to one text each.

        Returns:
            string[n], or string[len(bounds) - 1].
        """
        codes, firsts, counts = self._codes
        ends = np.zeros(len(which) + 1, np.int64)
        np.cumsum(counts[which], out=ends[1:])
        row = np.repeat(np.arange(len(which)), counts[which])
        code = codes[np.arange(len(row)) + (firsts[which] - ends[:-1])[row]]
        present = which  # templates that there are: each once, if rows are many
        if len(which) > len(self.templates):
            present = np.flatnonzero(np.bincount(which, minlength=len(self.templates)))
        table, numbers = [self._literals], np.zeros((len(self.holes), len(which)), np.int32)
        size = len(self._literals)
        for hole in np.flatnonzero(self._uses[present].any(axis=0)):
            strings, numbers[hole] = _numbered(fields[self.holes[hole]], size)
            table.append(strings)
            size += len(strings)
        filled = np.flatnonzero(code < len(self.holes))
        code -= len(self.holes)
        code[filled] = numbers.ravel()[(code[filled] + len(self.holes)) * len(which) + row[filled]]
        pieces = pa.concat_arrays(table).take(pa.array(code))
        return _joined(pieces, ends if bounds is None else ends[bounds])


def _numbered(field: Field, first: int) -> tuple[Strings, I32 | int]:
    """A field's strings, and for each row the number of its string in a table where they begin at `first`."""
    if isinstance(field, str):
        return pa.array([field], pa.string()), first
    if isinstance(field, Picked):
        return field.table, first + field.which.astype(np.int32)
    if isinstance(field, np.ndarray):
        if 0 <= int(field.min(initial=0)) <= int(field.max(initial=0)) < _SMALL:
            return small_ints(), first + field.astype(np.int32)
        field = ints(field)
    return field, np.arange(first, first + len(field), dtype=np.int32)


def _joined(pieces: Strings, ends: I64) -> Strings:
    """The pieces ends[k] .. ends[k + 1] made one, for every k. No byte moves."""
    if len(ends) == 1:
        return pa.array([], pa.string())
    offsets = np.frombuffer(pieces.buffers()[1], np.int32, count=len(pieces) + 1, offset=4 * pieces.offset)
    kept = pa.py_buffer(np.ascontiguousarray(offsets[ends]))
    return pa.Array.from_buffers(pa.string(), len(ends) - 1, [None, kept, pieces.buffers()[2]])


def scattered(size: int, *parts: tuple[I64, I64 | int]) -> I64:
    """An array whose places are filled part by part: (places, values); 0 elsewhere."""
    found = np.zeros(size, np.int64)
    for places, values in parts:
        found[places] = values
    return found
