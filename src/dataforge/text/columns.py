"""Columns of strings: text is made by column, never by document.

A batch of n documents is a set of Arrow string arrays; pieces are taken from lexicons, joined elementwise,
and rows are joined to documents. Sentences are made by `Frames` (frames.py), which render each form once
for the rows that want it.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dataforge.text.rows import Rows

Strings: TypeAlias = pa.Array
Field: TypeAlias = "pa.Array | NDArray[np.int64] | Picked | str"

_TENS = np.array([10**power for power in range(1, 19)], np.int64)
_SMALL = 10_000
_FEW = 256  # rows below which pyarrow's own join is faster
_LONG = 40  # bytes a part above which it is, too: it copies once, and copying is what long strings cost


def ints(values: NDArray[np.int64]) -> Strings:
    """Integers in decimal, string[n]."""
    if len(values) >= _SMALL and 0 <= int(values.min()) <= int(values.max()) < _SMALL:
        return small_ints().take(pa.array(values))
    return pc.cast(pa.array(np.ascontiguousarray(values, np.int64)), pa.string())


@cache
def small_ints() -> Strings:
    """0 .. 9,999 in decimal, string[10000]: a look-up is three times as fast as a conversion."""
    return pc.cast(pa.array(np.arange(_SMALL, dtype=np.int64)), pa.string())


def num_digits(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Decimal digits of the absolute values, int64[n]; 0 has one."""
    return np.asarray(np.searchsorted(_TENS, np.abs(values), side="right") + 1, dtype=np.int64)


def text_of(field: Field) -> Strings | str:
    """A field as strings: integers become decimal, strings stay."""
    if isinstance(field, Picked):
        return field.strings()
    return ints(field) if isinstance(field, np.ndarray) else field


def join(*parts: Field) -> Strings:
    """Strings joined element by element, string[n]; plain str parts are the same for all."""
    n = next((num_rows(part) for part in parts if not isinstance(part, str)), 0)
    if n < _FEW or sum(_bytes_a_row(part) for part in parts) > _LONG * len(parts):
        columns = [text_of(part) for part in parts]
        pieces = [_scalar(column) if isinstance(column, str) else column for column in columns]
        return pc.binary_join_element_wise(*pieces, _scalar(""))
    tables = _Tables()
    numbers: list[NDArray[np.int64] | int] = []
    literal = ""
    for part in parts:
        if isinstance(part, str):
            literal += part
            continue
        found = _looked_up(part)
        if found is None:
            if literal:
                numbers.append(tables.add(constant(literal, 1)))
            numbers.append(tables.add(text_of(part)) + np.arange(n))
        else:  # the literal before it becomes part of the table's words
            numbers.append(tables.add(after(literal, found.table)) + found.which)
        literal = ""
    if literal:
        numbers.append(tables.add(constant(literal, 1)))
    matrix = np.empty((n, len(numbers)), np.int32)
    for j, column in enumerate(numbers):
        matrix[:, j] = column
    return regroup(tables.strings().take(pa.array(matrix.ravel())), [(len(numbers), n)])


class _Tables:
    """Tables of strings one after another."""

    def __init__(self) -> None:
        self._parts: list[Strings] = []
        self._size = 0

    def add(self, strings: Strings) -> int:
        """Append a table; where it begins."""
        first = self._size
        self._parts.append(strings)
        self._size += len(strings)
        return first

    def strings(self) -> Strings:
        return pa.concat_arrays(self._parts)


def num_rows(field: Field) -> int:
    """How many rows a field has; a plain str, which is the same for all, counts its letters."""
    return len(field.which) if isinstance(field, Picked) else len(field)


def _bytes_a_row(field: Field) -> float:
    if isinstance(field, str):
        return len(field)
    if isinstance(field, np.ndarray):
        return 4.0
    strings = field.table if isinstance(field, Picked) else field
    return num_bytes(strings) / max(len(strings), 1)


def _looked_up(field: Field) -> Picked | None:
    """A field whose strings stand in a table that is not larger than it, as such."""
    if isinstance(field, Picked):
        return field if len(field.table) <= len(field.which) else None
    if isinstance(field, np.ndarray) and 0 <= int(field.min(initial=0)) <= int(field.max(initial=0)) < _SMALL:
        return Picked(small_ints(), field)
    return None


@lru_cache(maxsize=1_024)
def _scalar(text: str) -> pa.Scalar:
    return pa.scalar(text)


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


def num_bytes(column: Strings | str) -> int:
    """Bytes of all strings together; of a plain str its length."""
    if isinstance(column, str):
        return len(column)
    if isinstance(column, pa.ChunkedArray):
        return sum(num_bytes(chunk) for chunk in column.chunks)
    if len(column) == 0:
        return 0
    ends = np.frombuffer(column.buffers()[1], np.int32, count=len(column) + 1, offset=4 * column.offset)
    return int(ends[-1] - ends[0])


def lengths(column: Strings) -> NDArray[np.int64]:
    """Bytes of each string, int64[n]."""
    return np.asarray(pc.binary_length(column), dtype=np.int64)


@dataclass(frozen=True)
class Picked:
    """Strings not taken yet: row i is table[which[i]]. Frames number them straight from the table."""

    table: Strings
    which: NDArray[np.int64]

    def strings(self) -> Strings:
        """The strings themselves, string[n]."""
        return self.table.take(pa.array(self.which))


def regroup(pieces: Strings, widths: Sequence[tuple[int, int]]) -> Strings:
    """Neighbouring pieces made one: (3, 1000) joins the next 3,000 pieces three by three. No byte moves."""
    offsets = np.frombuffer(pieces.buffers()[1], np.int32, count=len(pieces) + 1, offset=4 * pieces.offset)
    kept, first = [offsets[:1]], 0
    for width, count in widths:
        kept.append(offsets[first + width : first + width * count + 1 : width])
        first += width * count
    ends = np.concatenate(kept)
    return pa.Array.from_buffers(pa.string(), len(ends) - 1, [None, pa.py_buffer(ends), pieces.buffers()[2]])


def capital(column: Strings) -> Strings:
    """The strings with their first letter in upper case if it is an ASCII one, string[n]."""
    if len(column) == 0:
        return column
    offsets = np.frombuffer(column.buffers()[1], np.int32, count=len(column) + 1, offset=4 * column.offset)
    data = np.frombuffer(column.buffers()[2] or b"", np.uint8)[offsets[0] : offsets[-1]].copy()
    first = (offsets[:-1] - offsets[0])[offsets[1:] > offsets[:-1]]
    letters = data[first]
    data[first] = np.where((letters >= ord("a")) & (letters <= ord("z")), letters - 32, letters)
    moved = pa.py_buffer(np.ascontiguousarray(offsets - offsets[0]))
    return pa.Array.from_buffers(pa.string(), len(column), [None, moved, pa.py_buffer(data)])


_DERIVED: dict[tuple[int, str], tuple[weakref.ref[Strings], Strings]] = {}
_MAX_DERIVED = 4_096


def _derived(table: Strings, how: str, make: Callable[[Strings], Strings]) -> Strings:
    """What is made of a table, kept as long as the table lives: lexicons come again and again."""
    place = (id(table), how)
    known = _DERIVED.get(place)
    if known is not None:
        return known[1]
    made = make(table)
    if len(_DERIVED) < _MAX_DERIVED:
        _DERIVED[place] = (weakref.ref(table, lambda _: _DERIVED.pop(place, None)), made)
    return made


def raised(table: Strings) -> Strings:
    """As `capital`, kept as long as the table lives."""
    return _derived(table, "^", capital)


def after(literal: str, table: Strings) -> Strings:
    """Every string of a table behind a literal, kept as long as the table lives."""
    if not literal:
        return table
    words = [_scalar(literal), table, _scalar("")]
    return _derived(table, f"+{literal}", lambda _: pc.binary_join_element_wise(*words))


@dataclass(frozen=True)
class Json:
    """A column of JSON values, already encoded."""

    encoded: Strings


_ESCAPES = (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r"))


def json_string(column: Strings) -> Json:
    """Strings as JSON strings. They must hold no control characters but newline, tab and return."""
    data = np.frombuffer(column.buffers()[2] or b"", np.uint8) if len(column) else np.zeros(0, np.uint8)
    if bool(((data < 32) | (data == ord('"')) | (data == ord("\\"))).any()):
        for plain, escaped in _ESCAPES:
            column = pc.replace_substring(column, plain, escaped)
    return Json(join('"', column, '"'))


def json_list(rows: Rows, values: Json | NDArray[np.int64] | Picked | Strings) -> Json:
    """The row values of each document as a JSON list."""
    encoded = text_of(_encode(values))
    return Json(join("[", rows.join(encoded, ","), "]"))


def json_tuple(*values: Json | NDArray[np.int64] | Picked | Strings) -> Json:
    """Values side by side as a JSON list of fixed length."""
    parts: list[Field] = ["["]
    for i, value in enumerate(values):
        parts += [",", _encode(value)] if i else [_encode(value)]
    return Json(join(*parts, "]"))


def json_object(fields: Mapping[str, Json | NDArray[np.int64] | Picked | Strings | str | int]) -> Json:
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


def _encode(value: Json | NDArray[Any] | Picked | Strings) -> Field:
    if isinstance(value, Json):
        return value.encoded
    if isinstance(value, Picked):
        if len(value.table) > len(value.which):
            return json_string(value.strings()).encoded
        return Picked(_derived(value.table, "json", lambda table: json_string(table).encoded), value.which)
    if isinstance(value, np.ndarray):
        return Picked(_truth_values(), value.astype(np.int64)) if value.dtype == np.bool_ else value
    return json_string(value).encoded


@cache
def _truth_values() -> Strings:
    return pa.array(["false", "true"])
