"""Programs as machine code: what each line does, in columns that a step of the machine looks up.

A line takes two operands, makes a value and sets a register; which line is next depends on how the operands
compare. Most lines add: a constant is added to a register that is always 0, a test sets a register that
nobody reads. The others are dispatched by operation, so that a step costs little more than what its rarest
operations need.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dataforge.generators.code import _program as ir
from dataforge.generators.code._helpers import ARITY, HELPERS, Helper
from dataforge.text.rows import I64

Bools = NDArray[np.bool_]
Operate = Callable[[I64, I64], I64]

# Registers of the machine: those of programs, one that is always 0, and one for values that nobody reads.
ZERO, NOWHERE, NUM_SLOTS = ir.NUM_REGISTERS, ir.NUM_REGISTERS + 1, 16
SUM, PRODUCT, GAP, MOST, LEAST, HALF, QUOTIENT, REMAINDER, LOOKED_UP, COMMON, LOOP_END = range(11)
OPERATIONS: dict[int, Operate] = {
    SUM: lambda a, y: a + y,
    PRODUCT: lambda a, y: a * y,
    GAP: lambda a, y: np.asarray(np.abs(a - y)),
    MOST: np.maximum,
    LEAST: np.minimum,
    HALF: lambda a, y: (a + y) >> 1,
    QUOTIENT: lambda a, y: a // y,
    REMAINDER: lambda a, y: a % y,
}
_UNWRAPPED = 2**62
_ASSIGNED = np.array([SUM, PRODUCT, GAP, MOST, LEAST, SUM, PRODUCT, QUOTIENT, REMAINDER, SUM])
_TAKES_NUMBER = np.isin(np.arange(ir.CALL + 1), (ir.ADD_NUMBER, ir.TIMES_NUMBER, ir.DIVIDE, ir.REMAINDER))

# Whether a line jumps where its first operand is below its second, equal to it, above it. A remainder counts
# as below where it is 0 and as above where it is not; a loop that goes on counts as above.
_GOES_ON = np.array((False, False, True))
_JUMPS_IF = np.array(
    [
        (False, True, True),
        (True, True, False),
        (False, True, False),
        (True, True, False),
        (False, True, True),
        (False, False, True),
        (True, True, False),
    ]
)
_JUMPS_WHILE = np.array((True, True, False))

# Helpers that are one operation: (operation, whether its second operand is the helper's constant).
_INLINE = {"limit": (LEAST, True), "gap": (GAP, False), "middle": (HALF, False)}
_REACH, _SMALL, _STEP_BITS = 16_384, 256, 8
_EUCLID, _DONE = 4, 3  # statements of one pass of Euclid's loop, and of all that is around it


@dataclass(frozen=True)
class Code:
    """The lines of some versions of a batch of programs, version after version.

    Attributes:
        special: lines that do more than add.
        operation: one of the above.
        left, right, target: registers; `number` is added to what stands in the right one.
        wrap: the value is taken modulo this; 2^62 for not at all.
        work: statements that a line counts for, those of helpers that are looked up not included.
        onward: the next line by 3 x line + (0, 1, 2 for first operand below, at, above the second).
        shown: by the same numbers, whether a line then sets something: a loop's end does where it goes on.
        table: for LOOKED_UP the row of `_looked_up`.
        bound, modulus, least: at the end of a loop it goes on while its variable is below
            (register `bound`) % modulus + least.
    """

    special: Bools
    operation: I64
    left: I64
    right: I64
    target: I64
    number: I64
    wrap: I64
    work: I64
    onward: I64
    shown: Bools
    table: I64
    bound: I64
    modulus: I64
    least: I64

    @property
    def rest(self) -> int:
        """A line past all others that does nothing, over and over."""
        return len(self.left) - 1

    @classmethod
    def of(cls, versions: Sequence[ir.Program]) -> Code:
        """The code of programs that differ in what their lines do only."""
        size = len(versions[0].lines)
        first = np.arange(len(versions)) * size
        idle = size * len(versions) + np.arange(2)  # the one where the last program ends, and the one to rest
        parts = [_columns(each) for each in versions]
        table = {
            name: np.concatenate([*(part[name] for part in parts), _IDLE.get(name, (0, 0))])
            for name in parts[0]
            if name not in ("onward", "shown")
        }
        onward = [part["onward"] + first[k] for k, part in enumerate(parts)]
        shown = [*(part["shown"] for part in parts), np.zeros(6, np.bool_)]
        return cls(**table, onward=np.concatenate([*onward, np.repeat(idle, 3)]), shown=np.concatenate(shown))


_IDLE = {"left": (ZERO, ZERO), "right": (ZERO, ZERO), "target": (NOWHERE, NOWHERE)}


def _columns(program: ir.Program) -> dict[str, I64]:
    """One version's columns, `onward` counted from its own first line."""
    kind, form, number = program.kind, program.form, program.number
    assigns, tests, loops = program.is_(ir.ASSIGN), program.is_(ir.IF), program.is_(ir.FOR)
    none = np.zeros_like(kind)
    operation = np.select(
        [assigns, tests & (form >= ir.MULTIPLE), program.is_(ir.COPY) & (form == ir.COUNTDOWN)],
        [_ASSIGNED[np.minimum(form, ir.CALL)], REMAINDER, REMAINDER],
        SUM,
    )
    operation[program.is_(ir.SHRINK) & (form == ir.QUARTER)] = QUOTIENT
    operation[program.is_(ir.END_FOR)] = LOOP_END
    counted = assigns & _TAKES_NUMBER[np.minimum(form, ir.CALL)] | tests & (form >= ir.MORE_THAN_NUMBER)
    counts_down = program.is_(ir.SHRINK) & (form == ir.COUNTDOWN)
    own = np.select(
        [tests & (form == ir.ODD), loops, counts_down, program.is_(ir.END_FOR), operation >= QUOTIENT],
        [2, form == ir.COUNT_FROM_ONE, -1, 1, number],
        np.where(counted, number, 0),
    )
    binary = (assigns | tests) & ~counted & ~(tests & (form == ir.ODD))
    columns = {
        "operation": operation,
        "left": np.select([loops, program.is_(ir.END_FOR)], [ZERO, program.target], program.left),
        "right": np.where(binary, program.right, ZERO),
        "target": np.where(tests | program.is_(ir.WHILE), NOWHERE, program.target),
        "number": own,
        "wrap": np.where(program.wrap > 0, program.wrap, _UNWRAPPED),
        "work": np.where(kind >= ir.END_IF, 0, 1),
        "onward": _onward(program),
        "table": none,
    }
    _call(program, columns, np.flatnonzero(assigns & (form == ir.CALL)))
    special = (columns["operation"] != SUM) | (program.wrap > 0)
    shown = np.repeat(columns["target"] != NOWHERE, 3).reshape(-1, 3)
    shown[program.is_(ir.END_FOR), :2] = False
    return {**columns, **_bounds(program), "special": special, "shown": shown.ravel()}


def _onward(program: ir.Program) -> I64:
    """The next line by line and by how the operands compare."""
    kind, form = program.kind, program.form
    jumps = np.zeros((len(kind), 3), np.bool_)
    tests = program.is_(ir.IF)
    jumps[tests] = _JUMPS_IF[form[tests]]
    jumps[program.is_(ir.WHILE)] = _JUMPS_WHILE
    jumps[program.is_(ir.END_FOR)] = _GOES_ON
    by = np.where(jumps, program.jump[:, None], program.after[:, None])
    return np.asarray(np.arange(len(kind))[:, None] + by).ravel()


def holds(form: I64, visits: I64) -> I64:
    """How often tests of these forms held, of `visits[:, k]` times that their operands compared so."""
    return np.asarray(np.where(_JUMPS_IF[form], 0, visits).sum(axis=1))


def _bounds(program: ir.Program) -> dict[str, I64]:
    """How far the loops run that end at each line: their heads say it."""
    ends = program.is_(ir.END_FOR)
    head = np.where(ends, np.arange(len(ends)) + program.jump - 1, 0)
    form, number = program.form[head], program.number[head]
    varies = ends & (form == ir.COUNT_REMAINDER)
    return {
        "bound": np.where(varies, program.left[head], ZERO),
        "modulus": np.where(varies, number, 1),
        "least": np.where(varies, 1, number + (form == ir.COUNT_FROM_ONE)),
    }


def _call(program: ir.Program, columns: dict[str, I64], at: I64) -> None:
    """Put calls of helpers in: as one operation, or as a table to look up in."""
    row = program.call[at]
    which, constant = program.helper_id[row], program.helper_number[row]
    operation = _OPERATION_OF[which]
    columns["operation"][at] = operation
    takes = _TAKES_CONSTANT[which]
    columns["number"][at] = np.where(takes, constant, 0)
    columns["right"][at] = np.where(takes | (ARITY[which] == 1), ZERO, program.right[at])
    columns["work"][at] = 1 + np.where(operation < LOOKED_UP, _STEPS[which], 0)
    columns["table"][at] = _FIRST_TABLE[which] + constant - _LEAST[which]


def _inline(helper: Helper) -> tuple[int, bool]:
    if helper.names[0] == "gcd":
        return COMMON, False
    return _INLINE.get(helper.names[0], (LOOKED_UP, False))


_OPERATION_OF = np.array([_inline(each)[0] for each in HELPERS])
_TAKES_CONSTANT = np.array([_inline(each)[1] for each in HELPERS])
_LEAST = np.array([each.least for each in HELPERS])
_ONE = np.ones(1, np.int64)
_STEPS = np.array([int(each.compute(_ONE, _ONE, _ONE + 9)[1][0]) for each in HELPERS])
_TABLES = [
    max(each.choices, 1) if _inline(each)[0] == LOOKED_UP else 0 for each in HELPERS
]  # how many constants a helper's table has
_FIRST_TABLE = np.cumsum([0, *_TABLES[:-1]])


def _packed(result: I64, steps: I64) -> I64:
    """A helper's result and the statements it takes, in one number."""
    return np.asarray((result << _STEP_BITS) | steps)


def _unpacked(values: I64) -> tuple[I64, I64]:
    return values >> _STEP_BITS, values & ((1 << _STEP_BITS) - 1)


@cache
def _looked_up() -> I64:
    """What each helper of one argument makes of 0 .. _REACH - 1, with each constant it may have."""
    n = np.arange(_REACH, dtype=np.int64)
    rows = [
        _packed(*helper.compute(n, n, np.full_like(n, constant))) for helper, constant in _rows_of_tables()
    ]
    return np.stack(rows).astype(np.int32)


@cache
def _rows_of_tables() -> list[tuple[Helper, int]]:
    return [
        (helper, helper.least + k)
        for helper, count in zip(HELPERS, _TABLES, strict=True)
        for k in range(count)
    ]


def look_up(n: I64, _: I64, table: I64) -> tuple[I64, I64]:
    """What the helpers of these tables make of n, and the statements that takes."""
    result, steps = _unpacked(_looked_up()[table, np.minimum(n, _REACH - 1)].astype(np.int64))
    for i in np.flatnonzero(n >= _REACH):
        helper, constant = _rows_of_tables()[table[i]]
        one = n[i : i + 1]
        result[i : i + 1], steps[i : i + 1] = helper.compute(one, one, np.full_like(one, constant))
    return result, steps


@cache
def _common_small() -> I64:
    """The greatest common divisors of two numbers below _SMALL, with the statements they take."""
    a, b = np.divmod(np.arange(_SMALL * _SMALL, dtype=np.int64), _SMALL)
    gcd = next(each for each in HELPERS if _inline(each)[0] == COMMON)
    return _packed(*gcd.compute(a, b, b)).reshape(_SMALL, _SMALL)


def common(a: I64, b: I64, _: I64) -> tuple[I64, I64]:
    """Greatest common divisors, and the statements: Euclid's steps while numbers are large, then a table."""
    a, b, before = a.copy(), b.copy(), np.zeros_like(a)
    while len(large := np.flatnonzero((np.maximum(a, b) >= _SMALL) & (b > 0))):
        a[large], b[large] = b[large], a[large] % b[large]
        before[large] += _EUCLID
    result, steps = _unpacked(_common_small()[np.minimum(a, _SMALL - 1), np.minimum(b, _SMALL - 1)])
    done = a >= _SMALL
    return np.where(done, a, result), before + np.where(done, _DONE, steps)
