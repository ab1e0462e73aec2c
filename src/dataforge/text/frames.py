"""Frames: sentences with holes and choices, rendered by array for many rows at once.

A template holds literal text, holes `{name}` (filled from a field; `{^name}` with a capital letter) and
choices `[soon|before long|]` (one of the options; options may hold holes, not choices). Every row has a
template, and an option of each choice in it.

Rendering moves numbers, not strings: literals, lexicons and fields make one table of pieces, each row becomes
the list of its pieces' numbers, and one Arrow `take` writes the bytes of the whole batch. A choice costs a
draw and a look-up, so a frame can afford one every ten or twelve characters, which is what variety takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from textwrap import dedent
from typing import TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.text.bits import log2_units
from dataforge.text.columns import (
    Field,
    Picked,
    Strings,
    capital,
    constant,
    raised,
    regroup,
    small_ints,
    text_of,
)
from dataforge.text.draws import Draws, Mask, Weights
from dataforge.text.rows import I64, Rows

I32 = NDArray[np.int32]
_CHOICE = re.compile(r"\[([^\[\]|]*(?:\|[^\[\]|]*)+)\]")
_WRONG_HOLE = re.compile(r"\{\^?[A-Za-z_0-9]+\}")
_HOLE = re.compile(r"\{(\^?[a-z_0-9]+)\}")
_SMALL = 10_000
_Values = TypeVar("_Values", I32, I64, "I32 | int")


class _Hole(str):
    """A hole among pieces, `{name}` or `{^name}`."""

    __slots__ = ()


_Piece = str  # a literal, or a `_Hole`


@dataclass(frozen=True)
class _Choice:
    """A choice of a template: its number among the template's choices, its options as lists of pieces."""

    number: int
    options: tuple[tuple[_Piece, ...], ...]

    def joined(self, before: str, after: str) -> _Choice:
        """The choice with a literal before and after each of its options."""
        options = ((before, *option, after) for option in self.options)
        return _Choice(self.number, tuple(_compact(option) for option in options))


@dataclass(frozen=True)
class _Column:
    """What stands at one place of a template's rows, by the option that a row takes of one choice.

    Attributes:
        choice: the number of the choice; -1 for a place outside choices.
        fixed: numbers of literals by option, int32[num_options]; 0, the empty piece, where there is none.
        holes: (option, hole) where an option has a hole at this place.
    """

    choice: int
    fixed: I32
    holes: tuple[tuple[int, _Piece], ...]


@dataclass(frozen=True)
class _Template:
    slots: tuple[_Piece | _Choice, ...]

    @property
    def counts(self) -> list[int]:
        return [len(slot.options) for slot in self.slots if isinstance(slot, _Choice)]

    @cached_property
    def pieces(self) -> list[_Piece]:
        found: list[_Piece] = []
        for slot in self.slots:
            found += (
                [piece for option in slot.options for piece in option]
                if isinstance(slot, _Choice)
                else [slot]
            )
        return found

    @cached_property
    def holes(self) -> frozenset[_Piece]:
        return frozenset(piece for piece in self.pieces if _is_hole(piece))

    def columns(self, pool: Mapping[str, int]) -> list[_Column]:
        """The template as columns of piece numbers."""
        found: list[_Column] = []
        for slot in self.slots:
            number, options = (slot.number, slot.options) if isinstance(slot, _Choice) else (-1, ((slot,),))
            for place in range(max(len(option) for option in options)):
                here = [option[place] if place < len(option) else "" for option in options]
                fixed = np.array([0 if _is_hole(piece) else pool[piece] for piece in here], np.int32)
                holes = tuple((i, piece) for i, piece in enumerate(here) if _is_hole(piece))
                found.append(_Column(number, fixed, holes))
        return found


def templates_of(text: str) -> list[str]:
    """Templates in a block of text: each begins at the block's margin, indented lines continue it after a
    space."""
    templates: list[str] = []
    for line in dedent(text).strip().splitlines():
        if line.startswith(" "):
            templates[-1] += " " + line.strip()
        else:
            templates.append(line)
    return templates


def _pieces(text: str) -> tuple[_Piece, ...]:
    if "{" not in text:
        return (text,) if text else ()
    parts = _HOLE.split(text)
    return tuple(_Hole("{" + part + "}") if i % 2 else part for i, part in enumerate(parts) if part)


def _compact(pieces: Iterable[_Piece]) -> tuple[_Piece, ...]:
    """Neighbouring literals made one, empty ones left out."""
    found: list[_Piece] = []
    for piece in pieces:
        if found and not _is_hole(piece) and not _is_hole(found[-1]):
            found[-1] += piece
        elif piece:
            found.append(piece)
    return tuple(found)


def _parse(template: str) -> _Template:
    if _WRONG_HOLE.search(_HOLE.sub("", template)):
        raise ValueError(f"a hole's name is lowercase: {template!r}")
    slots: list[_Piece | _Choice] = []
    for i, part in enumerate(_CHOICE.split(template)):
        if i % 2 == 0:
            slots += _pieces(part)
            continue
        options = part.split("|")
        if len(set(options)) < len(options):
            raise ValueError(f"a choice has the same option twice, which no reader could tell: [{part}]")
        number = sum(isinstance(slot, _Choice) for slot in slots)
        slots.append(_Choice(number, tuple(_pieces(option) for option in options)))
    return _Template(tuple(_merged(slots)))


def _merged(slots: Sequence[_Piece | _Choice]) -> list[_Piece | _Choice]:
    """Slots with each literal beside a choice made part of all its options: fewer pieces a sentence."""
    merged: list[_Piece | _Choice] = []
    for slot in slots:
        before = merged[-1] if merged else None
        if isinstance(slot, _Choice) and isinstance(before, str) and not _is_hole(before):
            merged[-1] = slot.joined(before, "")
        elif isinstance(slot, str) and not _is_hole(slot) and isinstance(before, _Choice):
            merged[-1] = before.joined("", slot)
        else:
            merged.append(slot)
    return merged


class Frames:
    """Alternative sentences with holes and choices, rendered for many rows at once.

    Args:
        templates: see the module; a hole's name is a field of `say` and `render`.
        weights: how often each template is drawn, positive integers; all alike if left out.

    Raises:
        ValueError: when first used: a hole's name is not lowercase, a choice offers an option twice.
    """

    def __init__(self, *templates: str, weights: Sequence[int] | None = None):
        self.templates = templates
        if weights is not None and len(weights) != len(templates):
            raise ValueError(f"{len(weights)} weights for {len(templates)} templates")
        self._weights = Weights(weights) if weights is not None else None
        self._compiled: dict[int, list[_Column]] = {}

    @cached_property
    def _parsed(self) -> list[_Template]:
        """Parsed when first used: a genre's tables cost nothing until one of its documents is made."""
        return [_parse(template) for template in self.templates]

    @cached_property
    def holes(self) -> frozenset[str]:
        """The names of all holes."""
        pieces = (piece for each in self._parsed for piece in each.pieces)
        return frozenset(piece[1:-1].lstrip("^") for piece in pieces if _is_hole(piece))

    @cached_property
    def num_choices(self) -> int:
        """Choices of the template that has the most."""
        return max((len(each.counts) for each in self._parsed), default=0)

    @classmethod
    def lines(cls, text: str) -> Frames:
        """Templates from a block of text; see `templates_of`."""
        return cls(*templates_of(text))

    def __len__(self) -> int:
        return len(self.templates)

    @cached_property
    def counts(self) -> I64:
        """Options of each choice of each template, int64[num_templates, num_choices]; 1 for none."""
        table = np.ones((len(self), self.num_choices), np.int64)
        for row, template in zip(table, self._parsed, strict=True):
            row[: len(template.counts)] = template.counts
        return table

    @cached_property
    def _pool(self) -> dict[str, int]:
        """Every literal piece, the empty one too, and its number."""
        literals = {"": 0}
        for template in self._parsed:
            for piece in template.pieces:
                if not _is_hole(piece):
                    literals.setdefault(piece, len(literals))
        return literals

    def _columns(self, form: int) -> list[_Column]:
        """The columns of one template, made when a row first takes it."""
        found = self._compiled.get(form)
        if found is None:
            found = self._compiled[form] = self._parsed[form].columns(self._pool)
        return found

    @cached_property
    def _pool_strings(self) -> Strings:
        return pa.array(list(self._pool), pa.string())

    def say(
        self,
        draws: Draws,
        field: str,
        rows: Rows | None = None,
        fields: Mapping[str, Field] | None = None,
        *,
        which: I64 | None = None,
        visible: Mask = True,
        span: str = "body",
    ) -> Strings:
        """A sentence for each document, or for each row: its template drawn, and every choice in it.

        Args:
            draws: the batch's draws; streams `field` (templates) and `field.choices` are drawn from.
            rows: say it for these rows instead of once a document.
            fields: what the holes hold: strings, a `Picked`, int64 numbers, or one str for all.
            which: int64, the templates, where the genre has drawn or computed them itself.
            visible: which rows' draws the text shows (rows that the genre then leaves out show none).
            span: the label of the segment that shows the sentence.

        Returns:
            string[num_docs] or string[num_rows].
        """
        which, choices = self.drawn(draws, field, rows, which, visible, span)
        return self.render(which, fields, choices)

    def drawn(
        self, draws: Draws, field: str, rows: Rows | None, which: I64 | None, visible: Mask, span: str
    ) -> tuple[I64, list[I64]]:
        """The draws of `say`: each row's template, and its option of each choice."""
        if which is None:
            if self._weights is not None:
                which = draws.weighted(field, self._weights, rows, visible=visible, span=span)
            elif len(self) > 1:
                which = draws.draw(field, len(self), rows, visible=visible, span=span)
            else:
                which = np.zeros(draws.num_docs if rows is None else len(rows), np.int64)
        if not self.num_choices:
            return which, []
        forms = self.counts, self._units
        return which, draws.choices(f"{field}.choices", forms, which, rows, visible=visible, span=span)

    @cached_property
    def _units(self) -> I64:
        """Bits of all choices of each template, in units; int64[num_templates]."""
        return np.asarray(log2_units(self.counts).sum(axis=1), np.int64)

    def render(
        self, which: I64, fields: Mapping[str, Field] | None = None, choices: Sequence[I64] = ()
    ) -> Strings:
        """Row i is template `which[i]`, its holes filled from row i of the fields; string[n].

        Args:
            choices: choices[c][i] is the option that row i takes of its template's choice number c.

        Raises:
            KeyError: a hole has no field.
        """
        fields = fields or {}
        missing = self.holes - fields.keys()
        if missing:
            raise KeyError(f"frames have holes without fields: {sorted(missing)}")
        if len(which) == 0:
            return pa.array([], pa.string())
        order, bounds = _by_form(which, len(self))
        forms = [form for form in range(len(self)) if bounds[form] < bounds[form + 1]]
        table = _Table(self._pool_strings, len(which))
        needed = sorted(frozenset().union(*(self._parsed[form].holes for form in forms)))
        holes = {piece: table.add(piece, fields[piece[1:-1].lstrip("^")]) for piece in needed}
        ids, widths = [], []
        for form in forms:
            rows = order[bounds[form] : bounds[form + 1]] if order is not None else None
            size = len(which) if rows is None else len(rows)
            columns = self._columns(form)
            matrix = np.zeros((size, max(len(columns), 1)), np.int32)
            _fill(matrix, columns, rows, holes, choices)
            ids.append(matrix.ravel())
            widths.append((matrix.shape[1], size))
        numbers = ids[0] if len(ids) == 1 else np.concatenate(ids)
        text = regroup(table.strings().take(pa.array(numbers)), widths)
        if order is None:
            return text
        back = np.empty(len(order), np.int64)
        back[order] = np.arange(len(order))
        return text.take(pa.array(back))


def _fill(
    matrix: I32,
    columns: Sequence[_Column],
    rows: I64 | None,
    holes: Mapping[str, I32 | int],
    choices: Sequence[I64],
) -> None:
    """Write the pieces' numbers of one template's rows, int32[num_rows, num_pieces]; None is all rows."""
    chosen: dict[int, I64] = {}  # of these rows, by choice
    for j, column in enumerate(columns):
        if column.choice < 0:
            matrix[:, j] = _of_rows(holes[column.holes[0][1]], rows) if column.holes else column.fixed[0]
            continue
        option = chosen.get(column.choice)
        if option is None:
            option = chosen[column.choice] = _of_rows(choices[column.choice], rows)
        matrix[:, j] = column.fixed.take(option)
        for number, hole in column.holes:
            at = np.flatnonzero(option == number)
            piece = holes[hole]
            matrix[at, j] = piece if isinstance(piece, int) else piece.take(at if rows is None else rows[at])


class _Table:
    """The table of pieces of one rendering: literals, then what each field brings."""

    def __init__(self, pool: Strings, num_rows: int):
        self._parts = [pool]
        self._size = len(pool)
        self._num_rows = num_rows

    def add(self, piece: _Piece, field: Field) -> I32 | int:
        """Take a field's strings in; the number of each row's string, or one number for all."""
        first = self._size
        upper = piece.startswith("{^")
        if (
            isinstance(field, np.ndarray)
            and len(field)
            and 0 <= int(field.min()) <= int(field.max()) < _SMALL
        ):
            return self._extend(small_ints(), first + field.astype(np.int32))
        if isinstance(field, Picked):
            if len(field.table) <= 2 * self._num_rows:
                strings = raised(field.table) if upper else field.table
                return self._extend(strings, first + field.which.astype(np.int32))
            field = field.table.take(pa.array(field.which))
        strings = text_of(field)
        if isinstance(strings, str):
            strings = constant(strings, 1)
            return self._extend(capital(strings) if upper else strings, first)
        return self._extend(
            capital(strings) if upper else strings, np.arange(first, first + len(strings), dtype=np.int32)
        )

    def _extend(self, strings: Strings, numbers: I32 | int) -> I32 | int:
        self._parts.append(strings)
        self._size += len(strings)
        return numbers

    def strings(self) -> Strings:
        return pa.concat_arrays(self._parts) if len(self._parts) > 1 else self._parts[0]


def _is_hole(piece: _Piece) -> bool:
    return type(piece) is _Hole


def _of_rows(values: _Values, rows: I64 | None) -> _Values:
    return values if rows is None or isinstance(values, int) else values.take(rows)


def _by_form(which: I64, num_forms: int) -> tuple[I64 | None, list[int]]:
    """Rows sorted by form, stably (None: they all have one form), and where each form begins."""
    first = int(which[0])
    if bool((which == first).all()):
        return None, [0 if form <= first else len(which) for form in range(num_forms + 1)]
    small = which.astype(np.uint8) if num_forms <= 256 else which.astype(np.uint16)  # radix sort
    order = np.argsort(small, kind="stable")
    return order, np.searchsorted(which[order], np.arange(num_forms + 1)).tolist()
