"""The reference interpreter: every document's calls run one after the other, all documents step by step.

A document has a lane for each version of its program (as it stands, as it was meant). They run its first
call, then the second, and so on, until the work that its level asks for is done; so no call is run that the
text does not show. All lanes take one step together.
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
    """A lane a document and version, and what each is doing.

    A lane that is done with a call waits, at the code's last line, until those of the document's other
    versions are; lanes of documents that are done with all calls are dropped now and then.

    Attributes:
        doc, version: whose lane it is.
        at: the line it is at.
        base: where its registers begin in `flat`.
        end: the line at which it leaves its program.
        steps: statements of the call that it is in.
        row_of: where a document's lanes are, int64[num_docs, num_versions].
        call: the call that a document is in.
        busy: how many of a document's lanes are in it.
    """

    def __init__(self, job: Job):
        program = job.versions[0]
        self.job, self.program, self.code = job, program, Code.of(job.versions)
        num_docs, most = job.arguments.shape[:2]
        self.many = len(job.versions)
        counts_down = program.lines.sum(program.is_(ir.COPY)) > 0
        self.first_steps = 2 + program.num_locals + counts_down  # the call, first values, the result
        self.weights = np.stack(list(job.weights), axis=1)
        self.doc = np.repeat(np.arange(num_docs), self.many)
        self.version = np.tile(np.arange(self.many), num_docs)
        lanes = len(self.doc)
        self.registers = np.zeros((lanes, NUM_SLOTS), np.int64)
        self.flat = self.registers.reshape(-1)
        self.base = np.arange(lanes) * NUM_SLOTS
        offset, first = self.version * len(program.lines), program.lines.offsets
        self.start, self.end = first[self.doc] + offset, first[self.doc + 1] + offset
        self.at, self.steps = self.start.copy(), np.zeros(lanes, np.int64)
        self.row_of = np.arange(lanes).reshape(num_docs, self.many)
        self.call, self.busy = np.full(num_docs, -1), np.zeros(num_docs, np.int64)
        self.saved = np.zeros((num_docs, most, self.many, ir.LOOP), np.int64)
        self.work = np.zeros((num_docs, most), np.int64)
        self.num_done = 0
        self.tracing = job.traced
        self.seen: list[tuple[I64, I64, I64]] = []
        self.keys: list[I64] = []
        self._begin(np.arange(num_docs))

    def _begin(self, docs: I64) -> None:
        """All lanes of these documents begin their next call."""
        self.call[docs] += 1
        self.busy[docs] = self.many
        rows = self.row_of[docs].ravel()
        docs, register = self.doc[rows], self.base[rows] // NUM_SLOTS
        self.registers[register, : ir.LOCAL] = self.job.arguments[docs, self.call[docs]]
        self.registers[register, ir.LOCAL : ir.LOOP] = self.program.start[docs]
        self.at[rows] = self.start[rows]
        self.steps[rows] = self.first_steps[docs]

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
            self._operate(special, (a, y), value, key)
        flat[base + code.target[at]] = value
        if self.job.tested:
            self.keys.append(key)
        if self.tracing:
            self._trace(key, value)
        self.at = code.onward[key]
        if len(ended := np.flatnonzero(self.at == self.end)):
            self._finish(ended)

    def _operate(self, special: I64, operands: tuple[I64, I64], value: I64, key: I64) -> None:
        """Put the values of lines in that do more than add, and how they count as compared."""
        code, line, (a, y) = self.code, self.at[special], operands
        operation = code.operation[line]
        for each in np.flatnonzero(np.bincount(operation)).tolist():
            rows = special[operation == each]
            lines = self.at[rows]
            if each in do.OPERATIONS:
                value[rows] = do.OPERATIONS[each](a[rows], y[rows])
                if each == do.REMAINDER:
                    key[rows] = 3 * lines + 2 * (value[rows] > 0)
            elif each == do.LOOP_END:
                varying = self.flat[self.base[rows] + code.bound[lines]] % code.modulus[lines]
                key[rows] = 3 * lines + 2 * (value[rows] < varying + code.least[lines])
            else:
                called = a[rows], y[rows], code.table[lines]
                value[rows], steps = do.common(*called) if each == do.COMMON else do.look_up(*called)
                self.steps[rows] += steps
        value[special] %= code.wrap[line]

    def _trace(self, key: I64, value: I64) -> None:
        """Keep the values set in first calls."""
        first = (self.call[self.doc] == 0) & (self.version == 0)
        shown = np.flatnonzero(first & self.code.shown[key])
        self.seen.append((self.doc[shown], self.at[shown], value[shown]))
        self.tracing = bool(first.any())

    def _finish(self, ended: I64) -> None:
        """Save what ended calls returned; where all of a document's are in, begin its next one or end it."""
        docs, version = self.doc[ended], self.version[ended]
        self.saved[docs, self.call[docs], version] = self.registers[self.base[ended] // NUM_SLOTS, : ir.LOOP]
        self.at[ended] = self.code.rest
        np.add.at(self.work, (docs, self.call[docs]), self.steps[ended] * self.weights[docs, version])
        np.subtract.at(self.busy, docs, 1)
        docs = docs[self.busy[docs] == 0]
        if self.many > 1:
            docs = np.unique(docs)
        enough = self.work[docs].sum(axis=1) + self.work[docs, 0] // 2 >= self.job.work[docs]
        enough |= self.call[docs] == self.work.shape[1] - 1
        self._begin(docs[~enough])
        self.busy[docs[enough]] = -1
        self.num_done += int(enough.sum()) * self.many
        if 4 * self.num_done > len(self.at):
            self._drop()

    def _drop(self) -> None:
        """Drop the lanes of documents that are done."""
        kept = np.flatnonzero(self.busy[self.doc] >= 0)
        for name in ("doc", "version", "start", "end", "at", "base", "steps"):
            setattr(self, name, getattr(self, name)[kept])
        self.row_of[self.doc, self.version] = np.arange(len(kept))
        self.num_done = 0

    def done(self) -> Run:
        """What happened, when no lane is left."""
        program, num_lines = self.program, len(self.program.lines)
        calls = Rows.of(self.call + 1)
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
        registers = self.saved[calls.doc, calls.pos, version]
        total = np.where(self.program.returned[calls.doc], registers, 0).sum(axis=1)
        modulus = self.program.returns_modulus[calls.doc]
        return np.asarray(np.where(modulus > 0, total % np.maximum(modulus, 1), total))
