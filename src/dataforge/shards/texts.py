"""Texts of a shard as slices of its decoded stream: no record is parsed and nothing is copied.

`ShardReader.read` parses every record and compares every header. For a trainer's text that is not needed:
what is delivered is checked by the CRC-32 of the text, and the shard by the names in its headers, which say
split, domain, level and index of every document. All comparisons are array operations, but for the CRCs.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.shards.index import BLOCK, Index
from dataforge.shards.manifest import ManifestRow

Form = Literal["str", "memoryview", "arrow"]
"""How texts are handed over: `str`; `memoryview`, UTF-8, a slice of the decoded shard; `arrow`, a string_view
array whose buffer is the decoded shard."""

FORMS: tuple[Form, ...] = ("str", "memoryview", "arrow")
STRETCH_BYTES = 256 * 1024
"""About how much of the stream is looked at together: a zstd frame."""

_SEED = re.compile(rb"-s([0-9]{1,19})-[0-9]{19}-")
_INDEX_DIGITS = 19
_VIEW = np.dtype([("size", "<i4"), ("prefix", "V4"), ("buffer", "<i4"), ("offset", "<i4")])
_INLINE = 12  # bytes that a view holds itself


class DamagedText(ValueError):
    """A text does not have its checksum.

    Attributes:
        position: of the document in the shard.
    """

    def __init__(self, position: int) -> None:
        super().__init__("its text does not have its checksum")
        self.position = position


@dataclass(frozen=True)
class Texts:
    """Texts of consecutive documents of a shard.

    Attributes:
        data: the stream, from the first of them on.
        first: position of the first in the shard.
        starts, ends: where each text is in `data`.
        crc32: of each.
        proven: that the CRCs were compared before, and the bytes are kept by somebody who answers for them.
    """

    data: memoryview
    first: int
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    crc32: NDArray[np.uint32]
    proven: bool = False

    @classmethod
    def of(cls, data: memoryview, index: Index, first: int, proven: bool = False) -> Texts:
        """Texts of the samples of `index`, of which the first is document `first` of its shard."""
        starts = index.offsets[:-1] - index.offsets[0] + BLOCK
        return cls(data, first, starts, starts + index.text_bytes, index.crc32, proven)

    def part(self, first: int, count: int) -> Texts:
        """Texts first .. first + count of these."""
        span = slice(first, first + count)
        start, end, crc32 = self.starts[span], self.ends[span], self.crc32[span]
        return Texts(self.data, self.first + first, start, end, crc32, self.proven)

    @classmethod
    def unpacked(cls, data: memoryview, count: int, text_bytes: int) -> Texts:
        """What `packed` made of so many texts of a shard; nothing is copied. Raises ValueError."""
        table = 8 * (count + 1)
        if len(data) != table + text_bytes:
            raise ValueError(f"the cache has {len(data)} bytes for {text_bytes} of text")
        bounds = np.frombuffer(data, "<i8", count + 1) + table
        return cls(data, 0, bounds[:-1], bounds[1:], np.empty(0, np.uint32), proven=True)

    def packed(self) -> bytes:
        """The texts, checked, one after another, behind the place of each and their end, int64.

        Raises:
            DamagedText, ValueError: a text is not UTF-8.
        """
        self.strings()
        ends = np.cumsum(self.ends - self.starts)
        bounds = np.concatenate([[0], ends]).astype("<i8")
        return b"".join([bounds.tobytes(), *self.views()])

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def _quick(self) -> tuple[memoryview, memoryview, memoryview]:
        return self.starts.data, self.ends.data, self.crc32.data

    def views(self) -> Iterator[memoryview]:
        """All of them, as slices. Raises DamagedText."""
        data, starts, ends = self.data, self.starts.tolist(), self.ends.tolist()
        if self.proven:
            return map(data.__getitem__, map(slice, starts, ends))
        return self._checked(starts, ends)

    def _checked(self, starts: list[int], ends: list[int]) -> Iterator[memoryview]:
        data, crc32 = self.data, zlib.crc32
        for i, (start, end, wanted) in enumerate(zip(starts, ends, self.crc32.tolist(), strict=True)):
            view = data[start:end]
            if crc32(view) != wanted:
                raise DamagedText(self.first + i)
            yield view

    def each(self) -> Iterator[str]:
        """The same as str, one by one: of proven texts no line of Python runs for any of them."""
        return map(str, self.views(), repeat("utf-8"))

    def strings(self) -> list[str]:
        """All of them, as str. Raises DamagedText, and UnicodeDecodeError (a ValueError)."""
        return [str(view, "utf-8") for view in self.views()]

    def view(self, i: int) -> memoryview:
        """One of them. Raises DamagedText."""
        starts, ends, crc32 = self._quick
        view = self.data[starts[i] : ends[i]]
        if not self.proven and zlib.crc32(view) != crc32[i]:
            raise DamagedText(self.first + i)
        return view

    def string(self, i: int) -> str:
        """One of them, as str; as `strings`."""
        if not self.proven:
            return str(self.view(i), "utf-8")
        starts, ends, _ = self._quick
        return str(self.data[starts[i] : ends[i]], "utf-8")

    def arrow(self, chosen: Sequence[int] | None = None) -> pa.Array:
        """All of them, or those at some places here, as a string_view array over the stream itself.

        Raises:
            DamagedText, ValueError: a text is not UTF-8.
        """
        for _ in self.views() if chosen is None else map(self.view, set(chosen)):
            pass
        places = slice(None) if chosen is None else np.asarray(chosen, np.int64)
        starts = self.starts[places]
        return _string_views(self.data, starts, self.ends[places] - starts)


def _string_views(data: memoryview, starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> pa.Array:
    table = np.zeros(len(starts), _VIEW)
    plain = np.frombuffer(data, np.uint8)
    table["size"], table["offset"] = sizes, starts
    raw = table.view(np.uint8).reshape(len(starts), _VIEW.itemsize)
    long = sizes > _INLINE
    raw[long, 4:8] = plain[starts[long, None] + np.arange(4)]
    for i in np.flatnonzero(~long).tolist():
        raw[i, 4:] = 0
        raw[i, 4 : 4 + sizes[i]] = plain[starts[i] : starts[i] + sizes[i]]
    buffers = [None, pa.py_buffer(table), pa.py_buffer(data)]
    made = pa.Array.from_buffers(pa.string_view(), len(starts), buffers)
    try:
        made.validate(full=True)
    except pa.ArrowInvalid as exc:
        raise ValueError(f"a text is not UTF-8: {exc}") from exc
    return made


def permuted(texts: pa.Array, order: NDArray[np.int64]) -> pa.Array:
    """A string_view array in another order, over the same bytes (Arrow's `take` knows no views)."""
    _, views, *data = texts.buffers()
    table = np.frombuffer(views, _VIEW, len(texts), texts.offset * _VIEW.itemsize)[order]
    return pa.Array.from_buffers(texts.type, len(order), [None, pa.py_buffer(table), *data])


def stretches(index: Index) -> list[tuple[int, int]]:
    """Positions (first, stop) of samples that are read together: those that a zstd frame holds."""
    starts = index.offsets[:-1]
    first = np.flatnonzero(np.diff(starts // STRETCH_BYTES, prepend=-1)).tolist()
    return list(zip(first, [*first[1:], len(index)], strict=True))


def check_names(data: memoryview, index: Index, row: ManifestRow, first: int) -> None:
    """Whether the headers name documents first, first + 1, ... of the row's shard; ValueError if not."""
    if len(index) == 0:
        return
    at = index.offsets[:-1] - index.offsets[0]
    if len(data) < int(index.offsets[-1] - index.offsets[0]):
        raise ValueError("the tar stream is cut")
    match = _SEED.search(bytes(data[:BLOCK]))
    seed = match[1].decode() if match else ""
    head = f"{row.domain}-l{row.level:03d}-{row.split}-s{seed}-".encode()
    blocks = np.frombuffer(data, np.uint8)[: int(index.offsets[-1] - index.offsets[0])].reshape(-1, BLOCK)
    names = blocks[at // BLOCK, : len(head) + _INDEX_DIGITS + 1].tobytes()
    begin = row.first_index + first
    # One formatting a document: a fifth of what the digits take as arrays, since stretches are short.
    if names != b"".join([b"%b%019d-" % (head, i) for i in range(begin, begin + len(index))]):
        raise ValueError("its documents are not those of its place")
