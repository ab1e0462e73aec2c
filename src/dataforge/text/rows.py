"""Rows: the flattened (document, position) pairs of a batch, sorted by document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

I64 = NDArray[np.int64]
_Scalar = TypeVar("_Scalar", bound=np.generic)


@dataclass(frozen=True)
class Rows:
    """A ragged batch: document i owns rows offsets[i] .. offsets[i+1].

    Attributes:
        counts: rows of each document, int64[num_docs].
        offsets: int64[num_docs + 1].
        doc: the document of each row, int64[num_rows].
        pos: the position of each row in its document, from 0, int64[num_rows].
    """

    counts: I64
    offsets: I64
    doc: I64
    pos: I64

    @classmethod
    def of(cls, counts: I64) -> Rows:
        """Rows for documents that have `counts[i] >= 0` of them."""
        counts = np.asarray(counts, np.int64)
        offsets = np.zeros(len(counts) + 1, np.int64)
        np.cumsum(counts, out=offsets[1:])
        pos = np.arange(offsets[-1], dtype=np.int64)
        pos -= offsets[:-1].repeat(counts)
        return cls(counts, offsets, np.arange(len(counts), dtype=np.int64).repeat(counts), pos)

    @property
    def num_docs(self) -> int:
        return len(self.counts)

    def __len__(self) -> int:
        return int(self.offsets[-1])

    @property
    def width(self) -> int:
        """The largest number of rows of a document."""
        return int(self.counts.max()) if len(self.counts) else 0

    @property
    def last(self) -> NDArray[np.bool_]:
        """Whether a row is the last of its document."""
        return np.asarray(self.pos == self.counts[self.doc] - 1)

    def pad(self, values: NDArray[_Scalar], fill: Any = 0) -> NDArray[_Scalar]:
        """Row values as a matrix [num_docs, width], holes filled: for steps taken by all documents
        together."""
        matrix = np.full((self.num_docs, self.width), fill, dtype=values.dtype)
        matrix[self.doc, self.pos] = values
        return matrix

    def ravel(self, matrix: NDArray[_Scalar]) -> NDArray[_Scalar]:
        """A matrix [num_docs, >= width] back as row values."""
        return matrix[self.doc, self.pos]

    def sum(self, values: NDArray[Any]) -> I64:
        """Row values added up by document, int64[num_docs]."""
        if self.num_docs == 1:
            return np.array([values.sum(dtype=np.int64)], np.int64)
        total = np.zeros(len(values) + 1, np.int64)
        np.cumsum(values, out=total[1:])
        return np.asarray(np.diff(total.take(self.offsets)), np.int64)

    def join(self, strings: pa.Array, separator: str = "") -> pa.Array:
        """Row strings joined by document, string[num_docs]; a document without rows gives ''."""
        lists = pa.ListArray.from_arrays(pa.array(self.offsets.astype(np.int32)), strings)
        return pc.binary_join(lists, separator)
