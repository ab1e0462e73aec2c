"""The reference interpreter: every document's calls run one after the other, all documents step by step.

A document has a lane. It runs the first call in every version of its program (as it stands, as it was
meant), then the second, and so on, until the work that its level asks for is done; so no call is run that
the text does not show. All lanes take one step together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dataforge.generators.code import _instructions as do
from dataforge.generators.code import _program as ir
from dataforge.generators.code._instructions import NUM_SLOTS, Code
from dataforge.text.rows import I64, Rows


@dataclass(frozen=True)
class Job:
    """What to run.

    Attributes:
        versions: programs that differ in what their lines do only.
        weights: by version, how much a document counts its statements, int64[num_docs].
        arguments: int64[num_docs, most_calls, 3]; those beyond a program's parameters are not read.
        work: a document's last call is the one after which less than half of the first one's work is left.
        traced: whether to keep what happens in the first call of the first version.
        tested: whether to count how the operands of lines compared.
    """

    versions: Sequence[ir.Program]
    weights: Sequence[I64]
    arguments: I64
    work: I64
    traced: bool = False
    tested: bool = False


@dataclass(frozen=True)
class Run:
    """What happened.

    Attributes:
        calls: one row a call that was run.
        results: by version what each call returned, int64[num_calls].
        steps: statements executed by each call in all versions, those of helpers included, by weight.
        events: one row for each value set by the first call of a document, in order.
        event_line: the line that set it, by event.
        event_value: the value, by event.
        visits: how often each line of the first version was run with its first operand below, at and above
            its second, int64[num_lines, 3], if that was to be counted.
    """

    calls: Rows
    results: list[I64]
    steps: I64
    events: Rows
    event_line: I64
    event_value: I64
    visits: I64


def run(job: Job) -> Run:
    """Run as many calls of every document as its work takes."""
    lanes = _Lanes(job)
    while len(lanes.at):
        lanes.step()
    return lanes.done()


class _Lanes:
    """The lanes that still run: `doc`, the line they are `at`, where their registers begin, their `end`."""

    def __init__(self, job: Job):
        program = job.versions[0]
        self.job, self.program, self.code = job, program, Code.of(job.versions)
        num_docs, most = job.arguments.shape[:2]
        self.many = len(job.versions)
        counts_down = program.lines.sum(program.is_(ir.COPY)) > 0
        self.first_steps = 2 + program.num_locals + counts_down  # the call, first values, the result
        self.registers = np.zeros((num_docs, NUM_SLOTS), np.int64)
        self.flat = self.registers.reshape(-1)
        self.turn = np.zeros(num_docs, np.int64)  # call x versions + version
        self.saved = np.zeros((num_docs, most * self.many, ir.LOOP), np.int64)
        self.work = np.zeros((num_docs, most), np.int64)
        self.doc = np.zeros(0, np.int64)
        self.at, self.end, self.base, self.steps = (np.zeros(0, np.int64) for _ in range(4))
        self.tracing = job.traced
        self.seen: list[tuple[I64, I64, I64]] = []
        self.keys: list[I64] = []
        self._begin(np.arange(num_docs))

    def _begin(self, docs: I64) -> None:
        """Lanes of these documents, at the start of the call and version whose turn it is."""
        call, version = np.divmod(self.turn[docs], self.many)
        self.registers[docs, : ir.LOCAL] = self.job.arguments[docs, call]
        self.registers[docs, ir.LOCAL : ir.LOOP] = self.program.start[docs]
        offset, first = version * len(self.program.lines), self.program.lines.offsets
        parts = (
            docs,
            first[docs] + offset,
            first[docs + 1] + offset,
            docs * NUM_SLOTS,
            self.first_steps[docs],
        )
        old = (self.doc, self.at, self.end, self.base, self.steps)
        self.doc, self.at, self.end, self.base, self.steps = (
            np.concatenate(pair) for pair in zip(old, parts, strict=True)
        )

    def step(self) -> None:
        """One line of every lane."""
        at, base, code, flat = self.at, self.base, self.code, self.flat
        a = flat[base + code.left[at]]
        y = flat[base + code.right[at]] + code.number[at]
        value = a + y
        key = 3 * at + (a >= y) + (a > y)
        self.steps += code.work[at]
        special = np.flatnonzero(code.special[at])
        if len(special):
            self._operate(special, a, y, value, key)
        flat[base + code.target[at]] = value
        if self.job.tested:
            self.keys.append(key)
        if self.tracing:
            self._trace(key, value)
        self.at = code.onward[key]
        if (ended := self.at == self.end).any():
            self._finish(ended)

    def _operate(self, special: I64, a: I64, y: I64, value: I64, key: I64) -> None:
        """The values of lines that do more than add, and how they count as compared."""
        code, line = self.code, self.at[special]
        operation = code.operation[line]
        for each in np.flatnonzero(np.bincount(operation)):
            rows = special[operation == each]
            lines = self.at[rows]
            if each in do.OPERATIONS:
                value[rows] = do.OPERATIONS[each](a[rows], y[rows])
                if each == do.REMAINDER:
                    key[rows] = 3 * lines + 2 * (value[rows] > 0)
            elif each == do.LOOP_END:
                bound = (
                    self.flat[self.base[rows] + code.bound[lines]] % code.modulus[lines] + code.least[lines]
                )
                key[rows] = 3 * lines + 2 * (value[rows] < bound)
            else:
                found = (
                    do.look_up(code.table[lines], a[rows])
                    if each == do.LOOKED_UP
                    else do.common(a[rows], y[rows])
                )
                value[rows], steps = do.unpacked(found)
                self.steps[rows] += steps
        value[special] %= code.wrap[line]

    def _trace(self, key: I64, value: I64) -> None:
        """Keep the values set in first calls."""
        first = self.turn[self.doc] == 0
        shown = np.flatnonzero(first & self.code.shown[key])
        self.seen.append((self.doc[shown], self.at[shown], value[shown]))
        self.tracing = bool(first.any())

    def _finish(self, ended: do.Bools) -> None:
        """Save what ended calls returned, drop their lanes, begin the next calls of their documents."""
        docs, steps = self.doc[ended], self.steps[ended]
        self.doc, self.at, self.end, self.base, self.steps = (
            each[~ended] for each in (self.doc, self.at, self.end, self.base, self.steps)
        )
        turn = self.turn[docs]
        call, version = np.divmod(turn, self.many)
        self.saved[docs, turn] = self.registers[docs, : ir.LOOP]
        weight = np.array([each[docs] for each in self.job.weights])[version, np.arange(len(docs))]
        self.work[docs, call] += steps * weight
        done = self.work[docs].sum(axis=1) + self.work[docs, 0] // 2 >= self.job.work[docs]
        self.turn[docs] += 1
        last = (version == self.many - 1) & (done | (call == self.work.shape[1] - 1))
        if len(again := docs[~last]):
            self._begin(again)

    def done(self) -> Run:
        """What happened, when no lane is left."""
        program, num_lines = self.program, len(self.program.lines)
        calls = Rows.of(self.turn // self.many)
        none = np.zeros(0, np.int64)
        seen = self.seen or [(none, none, none)]
        doc, line, value = (np.concatenate([each[i] for each in seen]) for i in range(3))
        order = np.argsort(doc, kind="stable")
        visits = np.bincount(np.concatenate([none, *self.keys]), minlength=3 * num_lines)
        return Run(
            calls=calls,
            results=[self._returned(calls, version) for version in range(self.many)],
            steps=self.work[calls.doc, calls.pos],
            events=Rows.of(np.bincount(doc, minlength=program.lines.num_docs)),
            event_line=line[order],
            event_value=value[order],
            visits=visits[: 3 * num_lines].reshape(-1, 3),
        )

    def _returned(self, calls: Rows, version: int) -> I64:
        registers = self.saved[calls.doc, calls.pos * self.many + version]
        total = np.where(self.program.returned[calls.doc], registers, 0).sum(axis=1)
        modulus = self.program.returns_modulus[calls.doc]
        return np.asarray(np.where(modulus > 0, total % np.maximum(modulus, 1), total))
