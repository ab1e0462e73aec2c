"""Linear forms as columns of text: `2x - y + 3z`, and the same with values put in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from dataforge.text.columns import Strings, ints, join, where
from dataforge.text.rows import I64


def linear_form(coefficients: I64, names: Sequence[Strings]) -> Strings:
    """`2x - y + 3z`, string[num_rows]; a form without terms is `0`.

    Args:
        coefficients: int64[num_rows, num_names].
        names: for each column the unknown's name, string[num_rows].
    """
    parts, begun = [], np.zeros(len(coefficients), np.bool_)
    for column, name in enumerate(names):
        value = coefficients[:, column]
        size = np.abs(value)
        number = where(size == 1, "", ints(size))
        parts.append(where(value == 0, "", join(_sign(value, begun), number, name)))
        begun |= value != 0
    return where(begun, join(*parts), "0")


def filled_form(coefficients: I64, values: I64, lead: Strings | None = None) -> Strings:
    """`2*4 - 1*(-3)`: the linear form with its values in place of names, string[num_rows].

    Args:
        coefficients, values: int64[num_rows, num_names].
        lead: a term that already stands in front of every form.
    """
    parts: list[Strings] = [] if lead is None else [lead]
    begun = np.full(len(coefficients), lead is not None)
    for column in range(coefficients.shape[1]):
        weight, value = coefficients[:, column], values[:, column]
        shown = where(value < 0, join("(", ints(value), ")"), ints(value))
        parts.append(where(weight == 0, "", join(_sign(weight, begun), ints(np.abs(weight)), "*", shown)))
        begun |= weight != 0
    return join(*parts)


def _sign(value: I64, begun: np.ndarray) -> pa.Array:
    return where(begun, where(value < 0, " - ", " + "), where(value < 0, "-", ""))


def polynomial_form(coefficients: I64, letter: Strings) -> Strings:
    """`2x^3 - x + 4`, string[num_rows]; the zero polynomial is `0`.

    Args:
        coefficients: int64[num_rows, degrees], the constant first.
        letter: the unknown, string[num_rows].
    """
    parts, begun = [], np.zeros(len(coefficients), np.bool_)
    for power in range(coefficients.shape[1] - 1, -1, -1):
        value = coefficients[:, power]
        if not value.any():
            continue
        size = np.abs(value)
        number = ints(size) if power == 0 else where(size == 1, "", ints(size))
        tail = "" if power == 0 else join(letter, "" if power == 1 else f"^{power}")
        parts.append(where(value == 0, "", join(_sign(value, begun), number, tail)))
        begun |= value != 0
    return where(begun, join(*parts), "0")
