"""The listing of a stack machine's program, and the stack after each instruction.

Instructions are drawn one after the other for all documents together: which ones there are to choose from
depends on how much the stack holds. Words are taken modulo the machine's size, so nothing grows. Harder means
more instructions and larger words. The reader (`_stack_reader`) runs the listing on a list.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.code._program import draw_some
from dataforge.generators.code._stack_reader import read_stack
from dataforge.generators.code._stack_words import DIALECTS, OPERATIONS
from dataforge.generators.code._talk import TALK_LEXICONS, introduced
from dataforge.text.columns import (
    Json,
    Picked,
    Strings,
    ints,
    join,
    json_list,
    json_object,
    num_digits,
    where,
)
from dataforge.text.draws import Draws, below
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

PUSH, LOAD, DUP, STORE, DROP, ADD, SUB, MUL, SWAP, OVER, MAXIMUM = range(11)
MOST_DEPTH, NUM_CELLS = 5, 3
# Choices by depth: what an empty stack allows, then a single value, then two and more, then a full stack.
_ALLOWED = (
    (PUSH, LOAD),
    (PUSH, LOAD, DUP, STORE),
    (ADD, SUB, MUL, MAXIMUM, PUSH, LOAD, OVER, DUP, STORE, SWAP, DROP),
    (ADD, SUB, MUL, MAXIMUM, STORE, SWAP, DROP),
)
_CLASS = np.array([0, 1, *[2] * (MOST_DEPTH - 2), 3])
_COUNTS = np.array([len(each) for each in _ALLOWED])
_TABLE = np.array([each + (0,) * (11 - len(each)) for each in _ALLOWED])
_GROWS = np.array([1, 1, 1, -1, -1, -1, -1, -1, 0, 1, -1])

OPENINGS = Frames(
    "[Run|Trace|Execute|Step through] this [program|listing] for a stack machine [by hand|on paper] ({m}).",
    "[The rule|The setting] first, then the [code|instructions]: {m}. [Which|What] values "
    "[remain|are left|stay] "
    "[behind|on the stack]?",
    "{^m}. [Run|Trace|Execute] the [code|program|listing] [below|that follows] and [note|write down] the "
    "stack.",
    "[My|Our|Her] [compiler|assembler] [wrote|emitted|produced] this for a machine with {m}. "
    "[Check|Trace] it.",
    "[Imagine|Picture|Take] [one|a] stack, {m}, and the [code|listing] below: what is [left|there] when "
    "it [ends|stops]?",
    "[Which values|What] does the [stack|machine] hold [in the end|at the end|when it halts]? ({^m}.)",
    "[The|A] stack machine [below|here] [knows|has] {m}. [What is left|Find what remains] on its stack?",
    "[Every|Each] instruction [works|acts] on one stack; {m}. [Follow|Trace] [it|them all].",
    "[Simulate|Play] the machine: {m}, [one stack|a single stack], [a few|some] named cells.",
    "[An interpreter|A small virtual machine|A toy machine] [runs|executes] this code. {^m}. "
    "[State|Give] its stack.",
    "[Bytecode|Assembly] [of|for] a [tiny|small|simple] machine with {m}: [what remains|what is left]?",
    "[After|At] the last [line|instruction], what [lies|is] on the stack? [Note the rule|The rule]: {m}.",
    "[Keep|Have] a [pencil|sheet of paper] [ready|at hand]: {m}, and the stack [starts|begins] empty.",
    "[Push by push|Line by line|Step by step], what does the stack [hold|become]? {^m}.",
)
WORDS = Frames(
    "words [reduced|taken] modulo {n}", "arithmetic [done|carried out] modulo {n}",
    "all [sums|results] modulo {n}",
    "[values|numbers] [wrapped around|reduced] modulo {n}",
)  # fmt: skip
CELLS = Frames(
    "[Cells|Memory|Variables|At first]: {all}",
    "[The cells hold|Memory starts with|Given are|We start from] {all}",
)
HEADS = Frames("[Stack|The stack|Its stack|State|Top last|Bottom first][ after each line| line by line|]:")
ENDS = Frames("[Answer|Left|In the end|Final stack|What remains|Result]: {v}")
_STYLES = ("{k}: {s}", "{k}. {s}", "{k} | {s}", "[{k}] {s}", "{k} -> {s}")
_SEPARATORS = (" ", ", ", "; ")


@dataclass(frozen=True)
class World:
    """Programs.

    Attributes:
        dialect: which mnemonics; modulus: of all words; cells: int64[num_docs, NUM_CELLS], names;
            begin: what cells hold at first.
        lines: one row an instruction; `op` one of eleven, `number` pushed, `cell` loaded or stored.
        tape, depth: the stack after each instruction, int64[num_lines, MOST_DEPTH], and how much it holds.
        work: inferences of each instruction.
    """

    dialect: I64
    modulus: I64
    cells: I64
    begin: I64
    lines: Rows
    op: I64
    number: I64
    cell: I64
    tape: I64
    depth: I64
    work: I64
    talk: I64


class StackMachine(Genre[World]):
    """A listing, the stack line by line, what remains."""

    name = "stack-machine"
    domain = "code"
    lexicons = ("code_variables", *TALK_LEXICONS)
    summary = "a program for a stack machine, the stack after each instruction, what remains"
    knobs = (
        Knob("lines", 5, 34, slack=4, least=2, most=150, meaning="instructions"),
        Knob("size", 100, 9000, least=20, most=10**5, meaning="the modulus of the machine, about"),
        Knob("talk", 6, 6, slack=100, most=30, meaning="sentences of what people say about it"),
    )

    def support_log2(self, level: int) -> int:
        return 20 + 6 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        n, words = draws.num_docs, len(lexicon("code_variables")) // NUM_CELLS
        lines = Rows.of(knobs["lines"])
        modulus = knobs["size"] + draws.draw("modulus", knobs["size"] // 10, span="prompt")
        op = _operations(draws, lines)
        three = Rows.of(np.full(n, NUM_CELLS))
        cells = draws.draw("cell.name", words, three, span="prompt").reshape(n, -1) + words * np.arange(
            NUM_CELLS
        )
        begin = draws.draw("begin", modulus[three.doc], three, span="prompt").reshape(n, -1)
        number = draw_some(draws, "number", modulus[lines.doc], lines, op == PUSH)
        cell = draw_some(draws, "cell", NUM_CELLS, lines, (op == LOAD) | (op == STORE))
        tape, depth, work = _run(lines, (op, number, cell), begin, modulus)
        return World(
            dialect=draws.draw("dialect", len(DIALECTS), span="prompt"),
            modulus=modulus,
            cells=cells,
            begin=begin,
            lines=lines,
            op=op,
            number=number,
            cell=cell,
            tape=tape,
            depth=depth,
            work=work,
            talk=knobs["talk"],
        )

    def check(self, world: World) -> Json:
        three = Rows.of(np.full(len(world.modulus), NUM_CELLS))
        names = lexicon("code_variables")[0].take(pa.array(world.cells.ravel()))
        rows = Rows.of(world.depth)
        stacks = json_list(rows, world.tape[rows.doc, rows.pos])
        return json_object(
            {
                "kind": "stack-machine",
                "modulus": world.modulus,
                "cells": json_list(three, names),
                "begin": json_list(three, world.begin.ravel()),
                "program": json_list(world.lines, _instruction(world, np.full_like(world.dialect, 0), True)),
                "stacks": json_list(world.lines, stacks),
                "answer": _final(world),
            }
        )

    def cost(self, world: World) -> I64:
        return world.lines.sum(world.work)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        words = WORDS.say(draws, "words", None, {"n": world.modulus}, span="prompt")
        asked = introduced(
            draws, OPENINGS.say(draws, "opening", None, {"m": words}, span="prompt"), world.talk
        )
        names = lexicon("code_variables")[0].take(pa.array(world.cells.ravel()))
        three = Rows.of(np.full(len(world.modulus), NUM_CELLS))
        shown = three.join(join(where(three.pos > 0, ", ", ""), names, " = ", world.begin.ravel()))
        cells = CELLS.say(draws, "cells", None, {"all": shown}, span="prompt")
        indent = Picked(
            pa.array(["", "  ", "    ", "\t"]), draws.draw("indent", 4, span="prompt")[world.lines.doc]
        )
        listing = world.lines.join(join(indent, _instruction(world, world.dialect, False), "\n"))
        head = HEADS.say(draws, "head", None, {}, span="reasoning")
        style = draws.draw("style", len(_STYLES), span="reasoning")
        separator = draws.draw("separator", len(_SEPARATORS), span="reasoning")
        rows = Rows.of(world.depth)
        between = Picked(
            pa.array(["", *_SEPARATORS]), (rows.pos > 0) * (1 + separator[world.lines.doc][rows.doc])
        )
        held = rows.join(join(between, world.tape[rows.doc, rows.pos]))
        held = where(world.depth > 0, held, "empty")
        trace = Frames(*_STYLES).render(style[world.lines.doc], {"k": world.lines.pos + 1, "s": held})
        end = ENDS.say(draws, "end", None, {"v": _final(world)}, span="answer")
        return [
            Segment("prompt", join(asked, "\n", cells, ".\n\n```\n", listing, "```\n\n")),
            Segment("reasoning", join(head, "\n", world.lines.join(join(trace, "\n")))),
            Segment("answer", end),
        ]

    def extract(self, text: str) -> Any:
        return read_stack(text)


def _operations(draws: Draws, lines: Rows) -> I64:
    """Instructions that never run out of values, step k of all documents together."""
    hashes = lines.pad(draws.hashes("op", lines))
    counts, op = np.ones(hashes.shape, np.int64), np.zeros(hashes.shape, np.int64)
    depth = np.zeros(lines.num_docs, np.int64)
    for k in range(lines.width):
        kind = _CLASS[depth]
        counts[:, k] = _COUNTS[kind]
        op[:, k] = _TABLE[kind, below(hashes[:, k], counts[:, k].astype(np.uint64))]
        depth = depth + _GROWS[op[:, k]]
    draws.draw("op", lines.ravel(counts), lines, span="prompt")  # the same choices again, now counted
    return lines.ravel(op)


def _run(lines: Rows, code: tuple[I64, I64, I64], begin: I64, modulus: I64) -> tuple[I64, I64, I64]:
    """The stack after each instruction, how much it holds, and the work."""
    op, number, cell = (lines.pad(each, fill) for each, fill in zip(code, (DROP, 0, 0), strict=True))
    n = lines.num_docs
    stack, cells = np.zeros((n, MOST_DEPTH + 3), np.int64), begin.copy()
    depth = np.full(n, 2)  # two words below the bottom, never seen
    every = np.arange(n)
    tapes = np.zeros((n, lines.width, MOST_DEPTH), np.int64)
    depths, works = np.zeros((n, lines.width), np.int64), np.zeros((n, lines.width), np.int64)
    live = lines.counts
    for k in range(lines.width):
        o, at = op[:, k], cell[:, k]
        b, a = stack[every, depth - 1], stack[every, depth - 2]
        top = (
            np.choose(
                o,
                [number[:, k], cells[every, at], b, a, a, a + b, a - b, a * b, a, a, np.maximum(a, b)],
            )
            % modulus
        )
        below_top = np.where(o == SWAP, b, a)
        cells[every, at] = np.where(o == STORE, b, cells[every, at])
        grown = np.where(k < live, depth + _GROWS[o], depth)
        binary = (o >= ADD) & (o <= MUL)
        keep = np.isin(o, (STORE, DROP))
        stack[every, depth - 2] = np.where(o == SWAP, below_top, stack[every, depth - 2])
        stack[every, grown - 1] = np.where(keep | (k >= live), stack[every, grown - 1], top)
        depth = np.where(k < live, grown, 2)
        tapes[:, k] = stack[:, 2 : 2 + MOST_DEPTH]
        depths[:, k] = depth - 2
        digits = np.where(o == MUL, num_digits(a) + num_digits(b), np.maximum(num_digits(a), num_digits(b)))
        works[:, k] = 1 + np.where(binary, digits, 0)
    return tapes[lines.doc, lines.pos], lines.ravel(depths), lines.ravel(works)


@cache
def _listing() -> Frames:
    neutral = (each if "{" in each else f"{each} -" for each in OPERATIONS)
    return Frames(*(each for dialect in DIALECTS for each in dialect), *neutral)


def _instruction(world: World, dialect: I64, neutral: bool) -> Strings:
    first = len(DIALECTS) * len(OPERATIONS) if neutral else dialect[world.lines.doc] * len(OPERATIONS)
    name = Picked(lexicon("code_variables")[0], world.cells[world.lines.doc, world.cell])
    return _listing().render(first + world.op, {"n": world.number, "x": name})


def _final(world: World) -> Strings:
    """What the stack holds in the end, bottom first."""
    last = world.lines.offsets[1:] - 1
    rows = Rows.of(world.depth[last])
    held = rows.join(ints(world.tape[last][rows.doc, rows.pos]), " ")
    return where(world.depth[last] > 0, held, "empty")
