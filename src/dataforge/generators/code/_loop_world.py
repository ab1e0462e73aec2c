"""Nested loops whose bounds depend on the loops around them, and how often their bodies run, by column."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dataforge.generators.base import Knobs
from dataforge.generators.code._program import draw_some
from dataforge.text.draws import Draws
from dataforge.text.rows import I64, Rows

Bools = NDArray[np.bool_]
# What a bound may be: n is the function's parameter, p and q are variables of loops around it.
FORMS = (
    "{c}", "{n}", "{n} + {c}", "{n} - {c}", "{p}", "{p} + {c}", "{n} - {p}", "{n} + {p}", "{c} * {p}",
    "{c} * {p} + {d}", "{p} + {q}", "{p} * {q}",
)  # fmt: skip
CONST, SIZE, SIZE_MORE, SIZE_LESS, VARIABLE, MORE, SIZE_MINUS, SIZE_PLUS, TIMES, TIMES_MORE, BOTH, PRODUCT = (
    range(12)
)
_HIGH = np.array([MORE, SIZE_MINUS, SIZE_PLUS, TIMES, TIMES_MORE, BOTH, PRODUCT])
_SHALLOW_FORMS = 5  # those of _HIGH that need one variable


@dataclass(frozen=True)
class Bound:
    """Bounds, one a nest: the form, its constants, and whether p is the middle loop's variable."""

    form: I64
    c: I64
    d: I64
    middle: Bools

    def value(self, nest: I64, n: I64, outer: I64, middle: I64) -> I64:
        """The values at rows of these nests, given the loop variables there."""
        form, c, d, inner = self.form[nest], self.c[nest], self.d[nest], self.middle[nest]
        p, q = np.where(inner, middle, outer), np.where(inner, outer, middle)
        every = [c, n, n + c, n - c, p, p + c, n - p, n + p, c * p, c * p + d, p + q, p * q]
        return np.asarray(np.choose(form, every))


@dataclass(frozen=True)
class Loop:
    """Loops, one a nest: bounds, and by how much the variable grows; `grows` says if it is multiplied."""

    low: Bound
    high: Bound
    step: I64
    grows: Bools


@dataclass(frozen=True)
class Nests:
    """The nests of a batch.

    Attributes:
        rows: one row a nest; `deep` ones have three loops, the others two.
        loops: outer, middle (of no account where a nest is not deep), inner.
        outs: one row a pass of an outer loop (its "documents" are the nests), `value` its variable.
        mids: one row a run of an inner loop (its "documents" are the passes); `low`, `high`, `count` of it.
        mid_low, mid_high: of the middle loop's run, by pass.
    """

    rows: Rows
    deep: Bools
    loops: tuple[Loop, Loop, Loop]
    outs: Rows
    value: I64
    mids: Rows
    low: I64
    high: I64
    count: I64
    mid_low: I64
    mid_high: I64
    ends: tuple[I64, I64]


def draw_nests(draws: Draws, knobs: Knobs, n: I64) -> Nests:
    """Nests with about as many runs of inner loops as the knob `runs` says, split among `nests`.

    Args:
        n: what each function is called with.
    """
    rows = Rows.of(knobs["nests"])
    share = (knobs["runs"] // knobs["nests"])[rows.doc] + (
        rows.pos < (knobs["runs"] % knobs["nests"])[rows.doc]
    )
    deep = draws.chance("deep", knobs["deep"][rows.doc], rows, span="prompt")
    width = np.where(deep, 2 + draw_some(draws, "middle.passes", 3, rows, deep), 1)
    passes = np.maximum((share + width // 2) // width, 1)
    size = n[rows.doc]
    outer, first = _counted(draws, "outer", rows, np.ones(len(rows), np.bool_), (passes, size))
    middle, shift = _counted(draws, "middle", rows, deep, (width, size))
    inner = _inner(draws, rows, deep, knobs["size"][rows.doc])
    outs = Rows.of(passes)
    value = first[outs.doc] + outer.step[outs.doc] * outs.pos
    mids = Rows.of(width[outs.doc])
    nest, outside = outs.doc[mids.doc], value[mids.doc]
    moves = middle.low.form[nest] != CONST
    inside = shift[nest] + np.where(moves, outside, 0) + middle.step[nest] * mids.pos
    inside = np.where(deep[nest], inside, outside)
    low, high = (each.value(nest, size[nest], outside, inside) for each in (inner.low, inner.high))
    by_pass = outs.doc, size[outs.doc], value, value
    every = np.arange(len(rows)), size, size, size
    return Nests(
        rows, deep, (outer, middle, inner), outs, value, mids, low, high,
        _passes(low, high, inner.step[nest], inner.grows[nest]),
        middle.low.value(*by_pass), middle.high.value(*by_pass),
        (outer.low.value(*every), outer.high.value(*every)),
    )  # fmt: skip


def _counted(draws: Draws, name: str, rows: Rows, some: Bools, wanted: tuple[I64, I64]) -> tuple[Loop, I64]:
    """Loops with a known number of passes, and what they begin with, the outer variable left out.

    A middle loop may begin at the outer variable; otherwise an end may be told by the parameter.

    Args:
        some: the nests that have the loop.
        wanted: how many passes, and the parameter's value.
    """
    passes, size = wanted
    step = 1 + draw_some(draws, f"{name}.step", 3, rows, some)
    begin = draw_some(draws, f"{name}.low", 6, rows, some)
    moves = np.zeros(len(rows), np.bool_)
    if name == "middle":
        moves[some] = draws.chance("middle.moves", 60, Rows.of(rows.sum(some)), span="prompt")
    end = begin + step * (passes - 1) + 1 + draw_some(draws, f"{name}.slack", step, rows, some)
    told = draw_some(draws, f"{name}.told", 2, rows, some & ~moves) == 1
    far = end - size
    by_size = np.select([far == 0, far > 0], [SIZE, SIZE_MORE], SIZE_LESS)
    high = np.select([moves, told], [np.full_like(end, MORE), by_size], CONST)
    low = np.where(moves, np.where(begin > 0, MORE, VARIABLE), CONST)
    none, never = np.zeros_like(end), np.zeros(len(rows), np.bool_)
    lows, highs = Bound(low, begin, none, never), Bound(high, np.where(told, np.abs(far), end), none, never)
    return Loop(lows, highs, step, never), begin


def _inner(draws: Draws, rows: Rows, deep: Bools, size: I64) -> Loop:
    """Inner loops: their bounds depend on the variables around them; some multiply instead of adding."""
    grows = draws.chance("inner.grows", 30, rows, span="prompt")
    step = np.where(grows, 2, 1) + draws.draw("inner.step", np.where(grows, 2, 4), rows, span="prompt")
    moves = np.zeros(len(rows), np.bool_)
    moves[~grows] = draws.chance("inner.moves", 40, Rows.of(rows.sum(~grows)), span="prompt")
    begin = np.where(grows, 1, 0) + draw_some(draws, "inner.low", np.where(grows, 3, 5), rows, ~moves)
    of_middle = draw_some(draws, "inner.low.which", 2, rows, moves & deep) == 1
    form = _HIGH[draws.draw("inner.high", np.where(deep, len(_HIGH), _SHALLOW_FORMS), rows, span="prompt")]
    by_middle = draw_some(draws, "inner.high.which", 2, rows, deep) == 1
    multiplies = (form == TIMES) | (form == TIMES_MORE)
    c = draw_some(draws, "inner.c", np.where(multiplies, 8, size), rows, multiplies | (form == MORE))
    d = draw_some(draws, "inner.d", size, rows, form == TIMES_MORE)
    low = Bound(np.where(moves, VARIABLE, CONST), begin, np.zeros_like(begin), of_middle)
    return Loop(low, Bound(form, c + np.where(multiplies, 2, 1), d + 1, by_middle), step, grows)


def _passes(low: I64, high: I64, step: I64, grows: Bools) -> I64:
    """How often loops run."""
    added = np.maximum(high - low + step - 1, 0) // step
    multiplied, now = np.zeros_like(low), np.where(grows, low, high)
    while (runs := now < high).any():
        multiplied += runs
        now = np.where(runs, now * step, now)
    return np.where(grows, multiplied, added)
