"""Columns of strings: text is made by column, never by document.

A batch of n documents is a set of Arrow string arrays; pieces are taken from lexicons, joined elementwise,
and rows are joined to documents. The trap to avoid is rendering every form for every row: `Frames` sorts the
rows by form, renders each form once for the rows that want it, and puts the rows back in order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dataforge.text.rows import Rows

Strings: TypeAlias = pa.Array
Field: TypeAlias = pa.Array | NDArray[np.int64] | str

_TENS = np.array([10**power for power in range(1, 19)], np.int64)
_HOLE = re.compile(r"\{([a-z_0-9]+)\}")


def ints(values: NDArray[np.int64]) -> Strings:
    """Integers in decimal, string[n]."""
    return pc.cast(pa.array(np.ascontiguousarray(values, np.int64)), pa.string())


def num_digits(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Decimal digits of the absolute values, int64[n]; 0 has one."""
    return np.asarray(np.searchsorted(_TENS, np.abs(values), side="right") + 1, dtype=np.int64)


def text_of(field: Field) -> Strings | str:
    """A field as strings: integers become decimal, strings stay."""
    return ints(field) if isinstance(field, np.ndarray) else field


def join(*parts: Field) -> Strings:
    """Strings joined element by element, string[n]; plain str parts are the same for all."""
    pieces = [pa.scalar(part) if isinstance(part, str) else text_of(part) for part in parts]
    return pc.binary_join_element_wise(*pieces, pa.scalar(""))


def pick(choices: Sequence[str] | pa.Array, which: NDArray[np.int64]) -> Strings:
    """choices[which], string[n]."""
    table = choices if isinstance(choices, pa.Array) else pa.array(list(choices), pa.string())
    return table.take(pa.array(which))


def where(mask: NDArray[np.bool_], yes: Strings | str, no: Strings | str) -> Strings:
    """yes where the mask holds, else no; string[n]."""
    return pc.if_else(pa.array(mask), yes, no)


def constant(value: str, n: int) -> Strings:
    """The same string n times."""
    return pa.repeat(pa.scalar(value), n) if n else pa.array([], pa.string())


def lengths(column: Strings) -> NDArray[np.int64]:
    """Bytes of each string, int64[n]."""
    return np.asarray(pc.binary_length(column), dtype=np.int64)


class Frames:
    """Alternative sentences with holes, rendered for many rows at once.

    Args:
        templates: each with holes as `{name}`; a hole's name is a field of `render`.
    """

    def __init__(self, *templates: str):
        odd = [each for each in templates if re.search(r"\{[A-Za-z_0-9]+\}", _HOLE.sub("", each))]
        if odd:
            raise ValueError(f"a hole's name is lowercase: {odd[0]!r}")
        self.templates = templates
        self._pieces = [_HOLE.split(template) for template in templates]
        self.holes = frozenset(hole for pieces in self._pieces for hole in pieces[1::2])

    def __len__(self) -> int:
        return len(self.templates)

    def render(self, which: NDArray[np.int64], fields: Mapping[str, Field] | None = None) -> Strings:
        """Row i is template `which[i]` with its holes filled from row i of the fields; string[n]."""
        fields = fields or {}
        missing = self.holes - fields.keys()
        if missing:
            raise KeyError(f"frames have holes without fields: {sorted(missing)}")
        if len(which) == 0:
            return pa.array([], pa.string())
        order = np.argsort(which, kind="stable")
        bounds = np.searchsorted(which[order], np.arange(len(self) + 1))
        place = pa.array(order)
        used = {hole for form in np.flatnonzero(np.diff(bounds)) for hole in self._pieces[form][1::2]}
        ready = {}
        for hole in used:
            field = text_of(fields[hole])
            ready[hole] = field if isinstance(field, str) else field.take(place)
        parts = []
        for form, pieces in enumerate(self._pieces):
            first, count = int(bounds[form]), int(bounds[form + 1] - bounds[form])
            if count:
                parts.append(_fill(pieces, ready, first, count))
        back = np.empty(len(order), np.int64)
        back[order] = np.arange(len(order))
        return pa.concat_arrays(parts).take(pa.array(back))


def _fill(pieces: list[str], fields: Mapping[str, Strings | str], first: int, count: int) -> Strings:
    parts: list[Strings | str] = []
    for i, piece in enumerate(pieces):
        if i % 2 == 0:
            if piece:
                parts.append(piece)
            continue
        field = fields[piece]
        parts.append(field if isinstance(field, str) else field.slice(first, count))
    if all(isinstance(part, str) for part in parts):
        return constant("".join(str(part) for part in parts), count)
    return join(*parts)


@dataclass(frozen=True)
class Json:
    """A column of JSON values, already encoded."""

    encoded: Strings


_ESCAPES = (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r"))


def json_string(column: Strings) -> Json:
    """Strings as JSON strings. They must hold no control characters but newline, tab and return."""
    for plain, escaped in _ESCAPES:
        column = pc.replace_substring(column, plain, escaped)
    return Json(join('"', column, '"'))


def json_list(rows: Rows, values: Json | NDArray[np.int64] | Strings) -> Json:
    """The row values of each document as a JSON list."""
    return Json(join("[", rows.join(_encode(values), ","), "]"))


def json_tuple(*values: Json | NDArray[np.int64] | Strings) -> Json:
    """Values side by side as a JSON list of fixed length."""
    parts: list[Field] = ["["]
    for i, value in enumerate(values):
        parts += [",", _encode(value)] if i else [_encode(value)]
    return Json(join(*parts, "]"))


def json_object(fields: Mapping[str, Json | NDArray[np.int64] | Strings | str | int]) -> Json:
    """A column of canonical JSON objects: keys sorted, no spaces. A str or int value is the same for all."""
    parts: list[Field] = []
    literal = "{"
    for i, name in enumerate(sorted(fields)):
        value = fields[name]
        literal += ("," if i else "") + f'"{name}":'
        if isinstance(value, str):
            literal += f'"{value}"'
        elif isinstance(value, int):
            literal += str(value)
        else:
            parts += [literal, _encode(value)]
            literal = ""
    return Json(join(*parts, literal + "}"))


def _encode(value: Json | NDArray[Any] | Strings) -> Strings:
    if isinstance(value, Json):
        return value.encoded
    if isinstance(value, np.ndarray):
        if value.dtype == np.bool_:
            return where(value, "true", "false")
        return ints(value)
    return json_string(value).encoded
