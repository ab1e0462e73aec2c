"""Reading of a corpus by ordinal: which shard a document is in, texts in the form asked for, lazy records."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import numpy as np
import pyarrow as pa

from dataforge.errors import UnknownNameError
from dataforge.recipe import Cell, Lock, LockCell, domain_rank
from dataforge.shards.manifest import ManifestRow
from dataforge.shards.read import ShardReader
from dataforge.shards.record import RECORD_SCHEMA
from dataforge.shards.texts import FORMS, Form, Texts, permuted
from dataforge.text.rows import I64

OnShard = Callable[[ManifestRow, range, Callable[[ShardReader], Any]], Any]
"""Does some work with a shard's reader; the range are the positions that the work is about."""


class Records(Protocol):
    """What gives records: a corpus."""

    def document(self, ordinal: int) -> dict[str, Any]:
        """The record of a document of split `train`."""


class Document(Mapping[str, Any]):
    """A document's record, a mapping as `Corpus.document` gives it; only its text is there from the start.

    Attributes:
        text: the document itself.
    """

    __slots__ = ("_corpus", "_ordinal", "_record", "text")

    def __init__(self, text: str, corpus: Records, ordinal: int) -> None:
        self.text, self._corpus, self._ordinal = text, corpus, ordinal
        self._record: dict[str, Any] | None = None

    def __getitem__(self, name: str) -> Any:
        if name == "text":
            return self.text
        if self._record is None:
            self._record = self._corpus.document(self._ordinal)
        return self._record[name]

    def __iter__(self) -> Iterator[str]:
        return iter(RECORD_SCHEMA.names)

    def __len__(self) -> int:
        return len(RECORD_SCHEMA.names)

    def __repr__(self) -> str:
        return f"Document({self.text[:60]!r})"


def check_form(form: str) -> None:
    """Raises UnknownNameError (a UsageError's kin) for a form that there is not."""
    if form not in FORMS:
        raise UnknownNameError("form", form, FORMS)


def formed(texts: pa.StringArray, form: Form) -> Any:
    """Texts that are an array already, in the form asked for."""
    if form == "arrow":
        return texts.cast(pa.string_view())
    found: list[str] = texts.to_pylist()
    return found if form == "str" else [memoryview(text.encode()) for text in found]


def texts_of(reader: ShardReader, first: int, count: int, form: Form) -> Any:
    """Texts first .. first + count of a shard. Raises ShardError."""
    with reader.checking():
        texts = reader.texts(first, count)
        if form == "str":
            return texts.strings()
        return list(texts.views()) if form == "memoryview" else texts.arrow()


def first_rows(lock: Lock) -> dict[tuple[str, Cell], int]:
    """Where the shards of each split's cell begin among the manifest's rows."""
    cells = sorted(lock.cells, key=lambda each: (each.split, domain_rank(each.domain), each.level))
    found, first = {}, 0
    for cell in cells:
        found[cell.split, cell.cell] = first
        first += cell.num_shards
    return found


@dataclass(frozen=True)
class ShardMap:
    """Which shard each document of a split is in.

    Attributes:
        ends: where each cell ends, in ordinals.
        cells: of each: ordinal of its first document, its first row in the manifest, documents a shard.
    """

    ends: list[int]
    cells: list[tuple[int, int, int]]

    @classmethod
    def of(cls, cells: Sequence[LockCell], first_row: Mapping[tuple[str, Cell], int]) -> ShardMap:
        """Of a split's cells."""
        ends, found = [], []
        begin = 0
        for cell in cells:
            found.append((begin, first_row[cell.split, cell.cell], cell.samples_per_shard))
            begin += cell.documents
            ends.append(begin)
        return cls(ends, found)

    def find(self, ordinal: int) -> tuple[int, int]:
        """A document's row in the manifest, and its position in that shard."""
        begin, row, size = self.cells[bisect_right(self.ends, ordinal)]
        number, position = divmod(ordinal - begin, size)
        return row + number, position

    def find_all(self, ordinals: I64) -> tuple[I64, I64]:
        """The same of many."""
        begin, row, size = np.asarray(self.cells, np.int64)[
            np.searchsorted(np.asarray(self.ends, np.int64), ordinals, "right")
        ].T
        number, position = np.divmod(ordinals - begin, size)
        return row + number, position


def batch_texts(
    where: ShardMap, rows: Sequence[ManifestRow], ordinals: I64, form: Form, on_shard: OnShard
) -> Any:
    """Texts of some documents, in their order: every stretch of a shard that is needed is decoded once."""
    if len(ordinals) == 0:
        return formed(pa.array([], pa.string()), form)
    numbers, positions = where.find_all(ordinals)
    order = np.lexsort((positions, numbers))
    cuts = np.flatnonzero(np.diff(numbers[order])) + 1
    found: list[Any] = [None] * len(ordinals)
    parts = []
    for places in np.split(order, cuts):
        row, wanted = rows[int(numbers[places[0]])], positions[places]
        span = range(int(wanted[0]), int(wanted[-1]) + 1)
        taken = on_shard(row, span, partial(_take, wanted=wanted, form=form))
        if form == "arrow":
            parts += taken
        else:
            for place, text in zip(places.tolist(), taken, strict=True):
                found[place] = text
    if form != "arrow":
        return found
    back = np.empty(len(order), np.int64)
    back[order] = np.arange(len(order))
    return permuted(pa.concat_arrays(parts), back)


def _take(reader: ShardReader, wanted: I64, form: Form) -> list[Any]:
    """Texts at rising positions of a shard."""
    firsts = np.array([first for first, _ in reader.stretches()])
    of = np.searchsorted(firsts, wanted, "right") - 1
    found: list[Any] = []
    with reader.checking():
        for part in np.split(wanted, np.flatnonzero(np.diff(of)) + 1):
            first, last = int(part[0]), int(part[-1])
            texts = reader.texts(first, last + 1 - first)
            found += _taken(texts, (part - first).tolist(), form)
    return found


def _taken(texts: Texts, places: list[int], form: Form) -> list[Any]:
    if form == "arrow":
        return [texts.arrow(places)]
    views = map(texts.view, places)
    return [str(view, "utf-8") for view in views] if form == "str" else list(views)
