"""What worlds cost their reader, noted while they are computed: array operations that count themselves.

The formulas state what the domain's reference solver counts for one text at a time: the digits of a sum, of
both factors, of a dividend; one for a comparison, a look-up, an edge.
"""

from __future__ import annotations

import numpy as np

from dataforge.generators.scientific._fixed import divide as divide_fixed
from dataforge.generators.scientific._fixed import root as root_fixed
from dataforge.text.columns import num_digits
from dataforge.text.rows import I64, Rows


class Effort:
    """The tally of a batch.

    Attributes:
        total: int64[num_docs], inferences so far.
    """

    def __init__(self, num_docs: int):
        self.total = np.zeros(num_docs, np.int64)

    def count(self, steps: I64 | int, rows: Rows | None = None) -> None:
        """Steps for each document, or for each row."""
        if rows is None:
            self.total += steps
        elif isinstance(steps, int):
            self.total += steps * rows.counts
        else:
            self.total += rows.sum(steps)

    def add(self, a: I64, b: I64, rows: Rows | None = None) -> I64:
        """a + b."""
        result = np.asarray(a + b, np.int64)
        self.count(num_digits(result), rows)
        return result

    def subtract(self, a: I64, b: I64, rows: Rows | None = None) -> I64:
        """a - b."""
        result = np.asarray(a - b, np.int64)
        self.count(num_digits(result), rows)
        return result

    def multiply(self, a: I64, b: I64, rows: Rows | None = None) -> I64:
        """a x b."""
        self.count(num_digits(a) + num_digits(b), rows)
        return np.asarray(a * b, np.int64)

    def divide(self, a: I64, b: I64, rows: Rows | None = None) -> I64:
        """a / b, halves to even."""
        self.count(num_digits(a), rows)
        return divide_fixed(a, b)

    def root(self, a: I64, b: I64, rows: Rows | None = None) -> I64:
        """The root of a / b, halves to even."""
        self.count(num_digits(a), rows)
        return root_fixed(a, b)

    def reduce(self, a: I64, b: I64, rows: Rows | None = None) -> tuple[I64, I64]:
        """a / b in lowest terms."""
        self.count(num_digits(b), rows)
        common = np.maximum(np.gcd(a, b), 1)
        return a // common, b // common

    def total_of(self, values: I64, rows: Rows) -> I64:
        """Row values added up one after the other, int64[num_docs]."""
        return self.running(values, rows)[1]

    def running(self, values: I64, rows: Rows) -> tuple[I64, I64]:
        """The partial sums of each document's rows, and the last of them (0 without rows)."""
        sums = np.cumsum(values)
        before = np.concatenate([[0], sums])[rows.offsets[:-1]]
        partial = sums - before[rows.doc]
        self.count(num_digits(partial), rows)
        return partial, rows.sum(values)
