"""What arithmetic costs, as arrays: the writers' side of the counts in `_solver.py`."""

from __future__ import annotations

import numpy as np

from dataforge.text.columns import num_digits
from dataforge.text.rows import I64


def of_sum(one: I64, other: I64) -> I64:
    """A sum or a difference: the digits of the longer number."""
    return np.asarray(num_digits(np.maximum(np.abs(one), np.abs(other))), np.int64)


def of_product(one: I64, other: I64) -> I64:
    """A product or a division: pairs of digits."""
    return num_digits(one) * num_digits(other)
