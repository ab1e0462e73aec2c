"""The reference interpreter: every call of every program of a batch takes one step together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dataforge.generators.code import _program as ir
from dataforge.generators.code._helpers import HELPERS
from dataforge.text.rows import I64, Rows


@dataclass(frozen=True)
class Run:
    """What happened.

    Attributes:
        result: what each call returned, int64[num_calls].
        steps: statements executed by each call, those of helpers included, int64[num_calls].
        events: one row for each value set by the first call of a document, in order.
        event_line: the line that set it, by event.
        event_value: the value, by event.
        branch_call, branch_line, branch_holds: by condition tested: in which call, on which line, and
            whether it held.
    """

    result: I64
    steps: I64
    events: Rows
    event_line: I64
    event_value: I64
    branch_call: I64
    branch_line: I64
    branch_holds: NDArray[np.bool_]


def run(program: ir.Program, calls: Rows, arguments: I64) -> Run:
    """Run all calls.

    Args:
        calls: one row a call.
        arguments: int64[num_calls, 3]; those beyond a program's parameters are not read.
    """
    lines = program.lines
    registers = np.zeros((len(calls), ir.NUM_REGISTERS), np.int64)
    registers[:, : ir.LOCAL] = arguments
    registers[:, ir.LOCAL : ir.LOOP] = program.start[calls.doc]
    limits = np.zeros((len(calls), ir.NUM_REGISTERS), np.int64)
    at = lines.offsets[calls.doc]
    end = lines.offsets[calls.doc + 1]
    counts_down = program.lines.sum(program.is_(ir.COPY)) > 0
    steps = (2 + program.num_locals + counts_down)[calls.doc]  # the call, first values, the result
    seen: list[tuple[I64, I64, I64]] = []
    branches: list[tuple[I64, I64, NDArray[np.bool_]]] = []
    lanes = np.flatnonzero(at < end)
    while len(lanes):
        line = at[lanes]
        value, sets, onward, work = _step(program, line, lanes, registers, limits)
        target = program.target[line]
        registers[lanes[sets], target[sets]] = value[sets]
        shown = sets & (calls.pos[lanes] == 0) & (onward | (program.kind[line] != ir.END_FOR))
        tests = np.flatnonzero(program.kind[line] == ir.IF)
        branches.append((lanes[tests], line[tests], ~onward[tests]))
        seen.append((calls.doc[lanes[shown]], line[shown], value[shown]))
        steps[lanes] += work
        at[lanes] = line + np.where(onward, program.jump[line], 1)
        lanes = lanes[at[lanes] < end[lanes]]
    doc, line, value = (np.concatenate([each[i] for each in seen]) for i in range(3))
    order = np.argsort(doc, kind="stable")
    events = Rows.of(np.bincount(doc, minlength=lines.num_docs))
    call, test, holds = (np.concatenate([each[i] for each in branches]) for i in range(3))
    result = _returned(program, calls, registers)
    return Run(result, steps, events, line[order], value[order], call, test, holds)


def _returned(program: ir.Program, calls: Rows, registers: I64) -> I64:
    total = np.where(program.returned[calls.doc], registers[:, : ir.LOOP], 0).sum(axis=1)
    modulus = program.returns_modulus[calls.doc]
    return np.asarray(np.where(modulus > 0, total % np.maximum(modulus, 1), total))


def _step(
    program: ir.Program, line: I64, lanes: I64, registers: I64, limits: I64
) -> tuple[I64, NDArray[np.bool_], NDArray[np.bool_], I64]:
    """One line of every running call: the value, whether it is set, whether it jumps, the work."""
    kind, form, number = program.kind[line], program.form[line], program.number[line]
    a = registers[lanes, program.left[line]]
    b = registers[lanes, program.right[line]]
    target = program.target[line]
    own = registers[lanes, target]
    divisor = np.maximum(number, 1)
    heads = np.flatnonzero(kind == ir.FOR)
    count = np.where(form == ir.COUNT_REMAINDER, a % divisor + 1, number + (form == ir.COUNT_FROM_ONE))
    limits[lanes[heads], target[heads]] = count[heads]
    quarter = form == ir.QUARTER
    assigned, work = _operate(program, line, (form, number, a, b))
    ahead = own + 1
    # By kind: ASSIGN, IF, ELSE, FOR, COPY, WHILE, SHRINK, END_IF, END_FOR, END_WHILE.
    value = np.choose(
        kind,
        [
            assigned,
            own,
            own,
            (form == ir.COUNT_FROM_ONE).astype(np.int64),
            np.where(quarter, a, a % divisor),
            own,
            np.where(quarter, own // divisor, own - 1),
            own,
            ahead,
            own,
        ],
    )
    fails, again = ~_holds(form, number, a, b), ahead < limits[lanes, target]
    no, yes = np.zeros(len(line), np.bool_), np.ones(len(line), np.bool_)
    jumps = np.choose(kind, [no, fails, yes, no, no, a <= 0, no, no, again, yes])
    return value, _SETS[kind], jumps, np.where(_IDLE[kind], 0, work)


_SETS = ir.among((ir.ASSIGN, ir.FOR, ir.COPY, ir.SHRINK, ir.END_FOR))
_IDLE = ir.among((ir.ELSE, ir.END_IF, ir.END_FOR, ir.END_WHILE))


def _holds(form: I64, number: I64, a: I64, b: I64) -> NDArray[np.bool_]:
    multiple = a % np.maximum(number, 1) == 0
    tests = [a < b, a > b, a != b, a > number, a < number, multiple, a % 2 == 1]
    return np.asarray(np.choose(np.minimum(form, ir.ODD), tests))


def _operate(program: ir.Program, line: I64, operands: tuple[I64, I64, I64, I64]) -> tuple[I64, I64]:
    """The values of assignments, and the lines they take."""
    form, number, a, b = operands
    divisor = np.maximum(number, 1)
    low, high = np.minimum(a, b), np.maximum(a, b)
    results = [a + b, a * b, high - low, high, low, a + number, a * number, a // divisor, a % divisor, a]
    value = np.choose(form, results)
    work = np.ones_like(value)
    calling = np.flatnonzero((form == ir.CALL) & (program.kind[line] == ir.ASSIGN))
    if len(calling):
        row = program.call[line[calling]]
        which, constant = program.helper_id[row], program.helper_number[row]
        for helper in np.flatnonzero(np.bincount(which)):
            some = which == helper
            mine = calling[some]
            value[mine], steps = HELPERS[helper].compute(a[mine], b[mine], constant[some])
            work[mine] += steps
    wrap = program.wrap[line]
    return np.where(wrap > 0, value % np.maximum(wrap, 1), value), work
