"""Random programs on small non-negative integers, as columns: one row a line.

A program is a list of items, each of one of the SHAPES (an assignment, a branch, a loop with a branch in
it, ...). Lines read parameters, locals, the loop variables around them and the countdown of a while loop.
Parameters never change, so a loop may run up to a remainder of one. An interval analysis says which
results could grow too large: those are taken modulo a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dataforge.generators.base import Knobs
from dataforge.generators.code._helpers import ARITY, HELPERS, LETTERS, NAMES_EACH
from dataforge.text.draws import Draws, Weights
from dataforge.text.rows import I64, Rows

Bools = NDArray[np.bool_]

ASSIGN, IF, ELSE, FOR, COPY, WHILE, SHRINK, END_IF, END_FOR, END_WHILE = range(10)
_LINE = {"A": ASSIGN, "I": IF, "E": ELSE, "F": FOR, "C": COPY, "W": WHILE, "S": SHRINK}
_END = {IF: END_IF, FOR: END_FOR, WHILE: END_WHILE}

# Each line is its kind and its depth; simple shapes first. Blocks end where the depth falls.
SHAPES = (
    "A0", "I0 A1", "F0 A1", "I0 A1 E0 A1", "F0 A1 A1", "I0 A1 A1 E0 A1", "F0 I1 A2", "C0 W0 A1 S1",
    "F0 A1 I1 A2", "F0 I1 A2 E1 A2", "C0 W0 I1 A2 S1", "F0 F1 A2", "C0 W0 A1 A1 S1", "I0 F1 A2",
    "F0 A1 F1 A2", "I0 F1 A2 E0 A1", "C0 W0 I1 A2 E1 A2 S1", "F0 F1 I2 A3", "F0 I1 F2 A3", "F0 C1 W1 A2 S2",
    "F0 I1 A2 E1 A2 A1", "F0 F1 I2 A3 E2 A3",
)  # fmt: skip

ADD, TIMES, GAP, MOST, LEAST, ADD_NUMBER, TIMES_NUMBER, DIVIDE, REMAINDER, CALL = range(10)
_OPERATIONS = Weights([12, 4, 5, 2, 2, 8, 4, 2, 2])  # without CALL
LESS, MORE, OTHER, MORE_THAN_NUMBER, LESS_THAN_NUMBER, MULTIPLE, ODD = range(7)
NUM_TESTS = 7
COUNT_FROM_ZERO, COUNT_FROM_ONE, COUNT_REMAINDER = range(3)
QUARTER, COUNTDOWN = range(2)

# Registers: up to 3 parameters, up to 4 locals, 3 loop variables by depth, the countdown of a while loop.
PARAMETER, LOCAL, LOOP, REST, NUM_REGISTERS = 0, 3, 7, 10, 11
LARGE = 9_999
MODULI = tuple(n for n in range(11, 1_000) if all(n % d for d in range(2, 32) if d < n))
_LONGEST_WHILE = 10  # passes of a while loop that divides by 3 or more, from below 3^10


@cache
def among(kinds: tuple[int, ...]) -> Bools:
    """Which kinds are among these, as a table to look up in: much faster than np.isin on every step."""
    return np.isin(np.arange(END_WHILE + 1), kinds)


@dataclass(frozen=True)
class Program:
    """Programs of a batch.

    Attributes:
        params, num_locals: how many there are, int64[num_docs].
        start: the first values of the locals, int64[num_docs, 4].
        returned: which of parameters and locals are added up in the end, bool[num_docs, 7].
        returns_modulus: the result is taken modulo this number; 0 for not at all.
        helpers: one row a helper function; `helper_id` is a line of HELPERS, `helper_number` its constant,
            `helper_name` which of its names it has, `helper_letters` a line of LETTERS.
        lines: one row a line, block ends included; what follows has one entry a line.
        item: which block at the top of a function the line belongs to, counted over the batch.
        kind, depth: the line's kind and its depth.
        jump: how many lines on to go where the test fails or the block is left.
        after: how many lines on to go otherwise. Both lead past lines that do nothing when run.
        form: which operation, test, way of counting or countdown.
        target, left, right: registers.
        number: the constant of a line (operand, divisor, trips, modulus of a countdown).
        wrap: the result is taken modulo this; 0 for not at all.
        call: for calls, the row of the helper; else 0.
    """

    params: I64
    num_locals: I64
    start: I64
    returned: Bools
    returns_modulus: I64
    helpers: Rows
    helper_id: I64
    helper_number: I64
    helper_name: I64
    helper_letters: I64
    lines: Rows
    item: I64
    kind: I64
    depth: I64
    jump: I64
    after: I64
    form: I64
    target: I64
    left: I64
    right: I64
    number: I64
    wrap: I64
    call: I64

    def is_(self, *kinds: int) -> Bools:
        """Which lines are of these kinds."""
        return among(kinds)[self.kind]


@dataclass(frozen=True)
class _Layout:
    """The SHAPES as one table: line l of shape s stands at first[s] + l."""

    first: I64
    size: I64
    kind: I64
    depth: I64
    jump: I64
    after: I64
    loops: I64
    in_while: I64
    loopy: I64


def _layout() -> _Layout:
    rows: list[tuple[int, int, int, int, int, int]] = []
    first, size, loopy = [], [], []
    for shape in SHAPES:
        lines = _with_ends([(_LINE[word[0]], int(word[1])) for word in shape.split()])
        first.append(len(rows))
        size.append(len(lines))
        loopy.append(int(any(kind in (FOR, WHILE) for kind, _ in lines)))
        for i, (kind, depth) in enumerate(lines):
            open_blocks = _around(lines, i)
            loops, in_while = open_blocks.count(FOR), int(WHILE in open_blocks)
            jump, after = _landing(lines, i + _jump(lines, i)) - i, _landing(lines, i + 1) - i
            rows.append((kind, depth, jump, after, loops, in_while))
    kind, depth, jump, after, loops, in_while = np.array(rows, np.int64).T
    sizes, loopy_ = np.array(size), np.array(loopy)
    return _Layout(np.array(first), sizes, kind, depth, jump, after, loops, in_while, loopy_)


def _with_ends(lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines with a line for the end of every block."""
    done: list[tuple[int, int]] = []
    blocks: list[tuple[int, int]] = []
    for kind, depth in [*lines, (ASSIGN, 0)]:
        while blocks and blocks[-1][1] >= depth and not (kind == ELSE and blocks[-1][1] == depth):
            done.append((_END[blocks[-1][0]], blocks.pop()[1]))
        if kind in _END:
            blocks.append((kind, depth))
        done.append((kind, depth))
    return done[:-1]


def _around(lines: list[tuple[int, int]], i: int) -> list[int]:
    """The kinds of the blocks that line i stands in."""
    found, depth = [], lines[i][1]
    for kind, level in reversed(lines[:i]):
        if level < depth and kind in _END:
            found.append(kind)
        depth = min(depth, level)
    return found


def _jump(lines: list[tuple[int, int]], i: int) -> int:
    """How far to go: past a block whose test fails, back to the head of a loop at its end."""
    kind, depth = lines[i]
    same = [j for j, line in enumerate(lines) if line[1] == depth]
    if kind in (IF, ELSE):
        return next(j for j in same if j > i and lines[j][0] in (ELSE, END_IF)) + 1 - i
    if kind in (FOR, WHILE):
        return next(j for j in same if j > i and lines[j][0] == _END[kind]) + 1 - i
    if kind == END_FOR:
        return max(j for j in same if j < i and lines[j][0] == FOR) + 1 - i
    if kind == END_WHILE:
        return max(j for j in same if j < i and lines[j][0] == WHILE) - i
    return 1


def _landing(lines: list[tuple[int, int]], at: int) -> int:
    """The first line from `at` on that does something when it is run; len(lines) past the last."""
    while at < len(lines) and lines[at][0] in (ELSE, END_IF, END_WHILE):
        at += 1 if lines[at][0] == END_IF else _jump(lines, at)
    return at


_LAYOUT = _layout()


def draw_some(draws: Draws, field: str, n: int | I64, rows: Rows, mask: Bools, span: str = "prompt") -> I64:
    """Draws for the rows of a mask only, 0 elsewhere; int64[num_rows]."""
    some = Rows.of(rows.sum(mask))
    values = np.zeros(len(rows), np.int64)
    values[mask] = draws.draw(field, n if isinstance(n, int) else n[mask], some, span=span)
    return values


def draw_program(draws: Draws, knobs: Knobs) -> Program:
    """Programs for a batch, from the knobs `blocks`, `shapes`, `variables`, `helpers`, `size`."""
    params = 1 + draws.draw("params", np.clip(knobs["variables"] - 1, 1, 3), span="prompt")
    num_locals = np.clip(knobs["variables"] - params, 1, 4)
    items = Rows.of(knobs["blocks"])
    shape = draws.draw("shape", knobs["shapes"][items.doc], items, span="prompt")
    of_item = Rows.of(_LAYOUT.size[shape])
    lines = Rows.of(items.sum(of_item.counts))
    place = _LAYOUT.first[shape][of_item.doc] + of_item.pos
    helpers = _draw_helpers(draws, Rows.of(knobs["helpers"]))
    kind = _LAYOUT.kind[place]
    form = _forms(draws, lines, kind, knobs["helpers"])
    call, two = _calls(draws, (kind == ASSIGN) & (form == CALL), lines, helpers)
    spots = _LAYOUT.loops[place], _LAYOUT.in_while[place]
    frame = _Frame(lines, kind, form, params[lines.doc], num_locals[lines.doc], *spots)
    target, left, right = _registers(draws, frame, two)
    program = Program(
        params=params,
        num_locals=num_locals,
        start=_first_values(draws, num_locals),
        returned=_returned(frame, (left, right), (params, num_locals)),
        returns_modulus=_return_modulus(draws),
        **helpers,
        lines=lines,
        item=of_item.doc,
        kind=kind,
        depth=_LAYOUT.depth[place],
        jump=_LAYOUT.jump[place],
        after=_LAYOUT.after[place],
        form=form,
        target=target,
        left=left,
        right=right,
        number=_numbers(draws, frame, knobs["size"][lines.doc]),
        wrap=np.zeros(len(lines), np.int64),
        call=call,
    )
    wide = _grows(program, of_item, _LAYOUT.loopy[shape], knobs["size"])
    which = draw_some(draws, "modulus", len(MODULI), lines, wide)
    program.wrap[:] = np.where(wide, np.array(MODULI)[which], 0)
    return program


def _draw_helpers(draws: Draws, rows: Rows) -> dict[str, Any]:
    """The helpers of each program, as the fields of `Program`."""
    which = draws.distinct("helper", len(HELPERS), rows, span="prompt")
    choices, least = (
        np.array([getattr(each, name) for each in HELPERS])[which] for name in ("choices", "least")
    )
    constant = draw_some(draws, "helper.number", choices, rows, choices > 0)
    return {
        "helpers": rows,
        "helper_id": which,
        "helper_number": np.where(choices > 0, constant + least, 0),
        "helper_name": draws.draw("helper.name", NAMES_EACH, rows, span="prompt"),
        "helper_letters": draws.draw("helper.letters", len(LETTERS), rows, span="prompt"),
    }


def _calls(draws: Draws, calling: Bools, lines: Rows, helpers: dict[str, Any]) -> tuple[I64, Bools]:
    """Which helper each calling line calls (0 for the others), and whether that has two arguments."""
    rows: Rows = helpers["helpers"]
    drawn = draw_some(draws, "call", rows.counts[lines.doc], lines, calling)
    call = np.where(calling, rows.offsets[lines.doc] + drawn, 0)
    two = np.append(ARITY[helpers["helper_id"]], 0)[call] == 2
    return call, two


def _first_values(draws: Draws, num_locals: I64) -> I64:
    """The first values of the locals, int64[num_docs, 4]."""
    rows, start = Rows.of(num_locals), np.zeros((len(num_locals), 4), np.int64)
    start[rows.doc, rows.pos] = draws.draw("start", 10, rows, span="prompt")
    return start


@dataclass(frozen=True)
class _Frame:
    """What can be read at each line: parameters, locals, loop variables, the countdown of a while loop."""

    lines: Rows
    kind: I64
    form: I64
    params: I64
    locals_: I64
    loops: I64
    in_while: I64

    @property
    def readable(self) -> I64:
        return self.params + self.locals_ + self.loops + self.in_while

    def register(self, which: I64) -> I64:
        """The register of the which-th readable name."""
        past_params, past_locals = which - self.params, which - self.params - self.locals_
        loop = np.where(past_locals < self.loops, LOOP + past_locals, REST)
        inner = np.where(past_locals < 0, LOCAL + past_params, loop)
        return np.asarray(np.where(past_params < 0, which, inner))


def _forms(draws: Draws, lines: Rows, kind: I64, helpers: I64) -> I64:
    """The form of each line; a while loop's lines share one."""
    assigns, may_call = kind == ASSIGN, (kind == ASSIGN) & (helpers[lines.doc] > 0)
    calls = np.zeros(len(lines), np.bool_)
    calls[may_call] = draws.chance("calls", 40, Rows.of(lines.sum(may_call)), span="prompt")
    plain = assigns & ~calls
    operation = np.full(len(lines), CALL)
    operation[plain] = draws.weighted("operation", _OPERATIONS, Rows.of(lines.sum(plain)), span="prompt")
    test = draw_some(draws, "test", NUM_TESTS, lines, kind == IF)
    count = draw_some(draws, "count", 3, lines, kind == FOR)
    countdown = draw_some(draws, "countdown", 2, lines, kind == COPY)
    countdown = countdown[_copy_of(kind)]
    return np.select([assigns, kind == IF, kind == FOR], [operation, test, count], countdown)


def _copy_of(kind: I64) -> I64:
    """For each line the last line before it, or itself, that starts a countdown."""
    at = np.where(kind == COPY, np.arange(len(kind)), 0)
    return np.asarray(np.maximum.accumulate(at))


def _registers(draws: Draws, frame: _Frame, two: Bools) -> tuple[I64, I64, I64]:
    """Target, left and right register of each line; operands of one operation are never the same."""
    lines, kind, form, readable = frame.lines, frame.kind, frame.form, frame.readable
    assigns, tests = kind == ASSIGN, kind == IF
    into = frame.params + draw_some(draws, "target", frame.locals_, lines, assigns)
    again = np.zeros(len(lines), np.bool_)
    again[assigns] = draws.chance("again", 75, Rows.of(lines.sum(assigns)), span="prompt")
    other = draw_some(draws, "left", readable - 1, lines, assigns & ~again)
    other = (into + 1 + other) % readable
    read = draw_some(draws, "read", readable, lines, tests | (kind == COPY))
    bound = draw_some(draws, "loop.to", frame.params, lines, (kind == FOR) & (form == COUNT_REMAINDER))
    left = np.select([assigns & again, assigns, kind == FOR], [into, other, bound], read)
    binary = assigns & ((form < ADD_NUMBER) | ((form == CALL) & two)) | tests & (form < MORE_THAN_NUMBER)
    inner = frame.params + frame.locals_ + frame.loops - 1
    may_count = binary & assigns & (frame.loops > 0) & (left != inner)
    counts = np.zeros(len(lines), np.bool_)
    counts[may_count] = draws.chance("right.loop", 45, Rows.of(lines.sum(may_count)), span="prompt")
    free = draw_some(draws, "right", readable - 1 - may_count, lines, binary & ~counts)
    low, high = np.minimum(left, inner), np.maximum(left, inner)
    past = free + (free >= low)
    past += past >= high
    right = np.where(counts, inner, np.where(may_count, past, (left + 1 + free) % readable))
    targets = np.select(
        [kind == FOR, np.isin(kind, (COPY, WHILE, SHRINK))],
        [LOOP + frame.loops, REST],
        frame.register(into),
    )
    lefts = np.where(np.isin(kind, (WHILE, SHRINK)), REST, frame.register(left))
    # The end of a for loop counts up the variable of its head: it stands outside the loop, as the head does.
    targets = np.where(kind == END_FOR, LOOP + frame.loops, targets)
    return targets, lefts, np.where(binary, frame.register(right), lefts)


def _numbers(draws: Draws, frame: _Frame, size: I64) -> I64:
    """The constant of each line that has one, else 0."""
    kind, form = frame.kind, frame.form
    assigns = kind == ASSIGN
    fixed = np.select([form == ADD_NUMBER, form == TIMES_NUMBER, form == DIVIDE], [9, 4, 8], 17)
    first = np.select([form == ADD_NUMBER, form == REMAINDER], [1, 3], 2)
    tested = np.where(form == MULTIPLE, 6, size)
    lowest = np.where(form == MULTIPLE, 2, 1)
    trips = np.where(frame.loops == 0, 3, 2)
    countdown = np.where(form == QUARTER, 8, 5)
    choices = np.select(
        [assigns, kind == IF, kind == FOR, kind == COPY], [fixed, tested, trips, countdown], 1
    )
    least = np.select([assigns, kind == IF, kind == FOR, kind == COPY], [first, lowest, 2, 3], 0)
    has = assigns & (form >= ADD_NUMBER) & (form < CALL) | (kind == IF) & (form >= MORE_THAN_NUMBER) & (
        form < ODD
    )
    has |= np.isin(kind, (FOR, COPY))
    number = np.where(has, least + draw_some(draws, "number", choices, frame.lines, has), 0)
    return np.where(np.isin(kind, (WHILE, SHRINK)), number[_copy_of(kind)], number)


def _returned(frame: _Frame, operands: tuple[I64, I64], counts: tuple[I64, I64]) -> Bools:
    """The registers to add up for the result: all locals, and the parameters that no line reads."""
    params, num_locals = counts
    reads = among((ASSIGN, IF, COPY))[frame.kind] | ((frame.kind == FOR) & (frame.form == COUNT_REMAINDER))
    unread = np.arange(LOCAL) < params[:, None]
    for operand in operands:
        known = reads & (operand < LOCAL)
        unread[frame.lines.doc[known], operand[known]] = False
    return np.hstack([unread, np.arange(LOOP - LOCAL) < num_locals[:, None]])


def _return_modulus(draws: Draws) -> I64:
    reduced = draws.chance("reduced", 40, span="prompt")
    some = Rows.of(reduced.astype(np.int64))
    modulus = np.zeros(len(reduced), np.int64)
    modulus[some.doc] = np.array(MODULI)[draws.draw("returned", len(MODULI), some, span="prompt")]
    return modulus


def _grows(program: Program, of_item: Rows, loopy: I64, size: I64) -> Bools:
    """Which results could exceed LARGE, and so are taken modulo a number.

    Outside loops the largest value of each register is followed line by line. In an item with loops, sums
    with an addend that the item cannot change add at most addend x passes to the largest value before it;
    all else that grows is wrapped.
    """
    lines, kind, form = program.lines, program.kind, program.form
    assigns, in_loop = kind == ASSIGN, loopy[of_item.doc] == 1
    stable = (form == ADD_NUMBER) | (
        (form == ADD) & ((program.right < LOCAL) | ((program.right >= LOOP) & (program.right < REST)))
    )
    passes = np.select(
        [kind == FOR, (kind == COPY) & (form == QUARTER), kind == COPY], [4, _LONGEST_WHILE, 6], 1
    )
    rounds = np.multiply.reduceat(passes, of_item.offsets[:-1])
    step = np.select([form == ADD_NUMBER, program.right < LOCAL], [program.number, size[lines.doc]], 6)
    gain = np.add.reduceat(np.where(assigns & stable, step, 0), of_item.offsets[:-1]) * rounds
    wraps = np.append(np.array([each.grows for each in HELPERS], np.bool_)[program.helper_id], False)[
        program.call
    ]
    columns = {
        "assigns": assigns,
        "in_loop": in_loop,
        "head": of_item.pos == 0,
        "stable": stable,
        "wraps": (form == CALL) & wraps,
        "gain": gain[of_item.doc],
        **{name: getattr(program, name) for name in ("form", "target", "left", "right", "number", "depth")},
    }
    where, alive, order = _by_position(lines)
    table = {name: np.empty_like(column) for name, column in columns.items()}
    for name, column in columns.items():
        table[name][where] = column
    return _follow_bounds(table, alive, size[order])[where]


def _by_position(lines: Rows) -> tuple[I64, I64, I64]:
    """Where each row goes so that the k-th lines of all documents stand side by side, how many documents
    have a k-th line, and the documents' order: longest first, so that these are always the first ones."""
    order = np.argsort(-lines.counts, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    alive = np.searchsorted(-lines.counts[order], -np.arange(lines.width), side="left")
    return (np.cumsum(alive) - alive)[lines.pos] + place[lines.doc], alive, order


def _follow_bounds(table: dict[str, NDArray[Any]], alive: I64, size: I64) -> Bools:
    """Which results are taken modulo a number, by line.

    Args:
        table: the columns of lines, the k-th lines of the first `alive[k]` documents side by side.
        size: the largest argument of each document, by the same order.
    """
    bound = np.zeros((len(size), NUM_REGISTERS), np.int64)
    bound[:, :LOCAL] = size[:, None]
    bound[:, LOCAL:LOOP] = 9
    bound[:, LOOP:] = 6
    wide, highest = np.zeros(len(table["form"]), np.bool_), bound.max(axis=1)
    ends = np.cumsum(alive)
    for n, end in zip(alive.tolist(), ends.tolist(), strict=True):
        at = {name: column[end - n : end] for name, column in table.items()}
        bound, every = bound[:n], np.arange(n)
        highest = np.where(at["head"], bound.max(axis=1), highest[:n])
        value, grows, ceiling = _next_bound(at, bound, highest)
        wide[end - n : end] = grows & at["assigns"]
        old = bound[every, at["target"]]
        kept = np.where((at["depth"] > 0) | at["in_loop"], np.maximum(old, value), value)
        bound[every, at["target"]] = np.where(at["assigns"], kept, old)
        bound[:, REST] = ceiling
    return wide


def _next_bound(at: dict[str, NDArray[Any]], bound: I64, highest: I64) -> tuple[I64, Bools, I64]:
    """The largest value of a line of each document, whether it must be wrapped, and that of its countdown."""
    every, form, number = np.arange(len(bound)), at["form"], at["number"]
    ceiling = highest + np.where(highest > LARGE, 0, at["gain"])
    a, b = bound[every, at["left"]], bound[every, at["right"]]
    top = np.maximum(np.maximum(a, b), 99)
    value = np.choose(form, [a + b, a * b, top, top, top, a + number, a * number, a, number, top])
    grows = (value > LARGE) & (form != DIVIDE)
    risky = _RISKY[form] | ((form == ADD) & ~at["stable"])
    grows = np.where(at["in_loop"], risky | (at["stable"] & (highest > LARGE)), grows) | at["wraps"]
    value = np.where(at["in_loop"], np.maximum(ceiling, MODULI[-1]), np.where(grows, MODULI[-1], value))
    return value, grows, ceiling


_RISKY = np.isin(np.arange(CALL + 1), (TIMES, TIMES_NUMBER))
