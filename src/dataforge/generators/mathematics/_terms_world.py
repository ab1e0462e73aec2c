"""Terms of a commutative ring, and random walks over them by axioms: all documents take step k together.

A term is a binary tree in heap order: node p has the children 2p and 2p + 1, one byte a node, 0 where there
is none. What a rule does at a node is a table of where each node's byte comes from, so that a step of a whole
batch is one gather.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.text.columns import Strings
from dataforge.text.draws import Draws, Weights
from dataforge.text.rows import I64, Rows

Bytes = NDArray[np.int8]
Flags = NDArray[np.bool_]
Nodes = NDArray[np.uint64]  # a bit a node

LEVELS = 6
SIZE = 1 << LEVELS
PLUS, TIMES, ZERO, ONE = 1, 2, 3, 4
LETTER, NUM_LETTERS = 5, 4
OPPOSITE = LETTER + NUM_LETTERS  # the opposite of letter i
_CODES = OPPOSITE + NUM_LETTERS
_LEAVES = Weights([2, 2] + [8] * NUM_LETTERS + [1] * NUM_LETTERS)
_DEEPEST = 4  # of a term that a walk starts from
_HALF = SIZE // 2

SWAP_SUM, SWAP_PRODUCT, SUM_RIGHT, SUM_LEFT, PRODUCT_RIGHT, PRODUCT_LEFT = range(6)
EXPAND, FACTOR, ADD_ZERO, DROP_ZERO, TIMES_ONE, DROP_ONE, SPLIT_ZERO, CANCEL, ABSORB = range(6, 15)
NUM_RULES = 15
_UNDOES = np.array([0, 1, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 14])
_GROWS = np.isin(np.arange(NUM_RULES), (EXPAND, ADD_ZERO, TIMES_ONE, SPLIT_ZERO))


@dataclass(frozen=True)
class Walk:
    """Walks of a batch.

    Attributes:
        steps: a row a step.
        rule: which rule each step applies.
        states: a row a term, one more than steps for each document.
        terms: the bytes of each state's nodes, int8[num_states, SIZE].
    """

    steps: Rows
    rule: I64
    states: Rows
    terms: Bytes


def _level(node: int) -> int:
    return node.bit_length() - 1


def _below(root: int) -> list[int]:
    """The nodes of the subtree at a node, level by level."""
    nodes, layer = [], [root]
    while layer and layer[0] < SIZE:
        nodes += layer
        layer = [child for node in layer for child in (2 * node, 2 * node + 1)]
    return nodes


def _moves(rule: int, p: int) -> tuple[dict[int, int], dict[int, int]]:
    """What a rule does at node p: root of each moved subtree -> where it comes from, and bytes put in."""
    left, right = 2 * p, 2 * p + 1
    ll, lr, rl, rr = 2 * left, 2 * left + 1, 2 * right, 2 * right + 1
    op = PLUS if rule in (SUM_RIGHT, SUM_LEFT) else TIMES
    table: dict[int, tuple[dict[int, int], dict[int, int]]] = {
        SWAP_SUM: ({left: right, right: left}, {}),
        SWAP_PRODUCT: ({left: right, right: left}, {}),
        SUM_RIGHT: ({left: ll, rl: lr, rr: right}, {right: op}),
        PRODUCT_RIGHT: ({left: ll, rl: lr, rr: right}, {right: op}),
        SUM_LEFT: ({ll: left, lr: rl, right: rr}, {left: op}),
        PRODUCT_LEFT: ({ll: left, lr: rl, right: rr}, {left: op}),
        EXPAND: ({ll: left, lr: rl, rl: left}, {p: PLUS, left: TIMES, right: TIMES}),
        FACTOR: ({left: ll, rl: lr}, {p: TIMES, right: PLUS}),
        ADD_ZERO: ({left: p, right: 0}, {p: PLUS, right: ZERO}),
        TIMES_ONE: ({left: p, right: 0}, {p: TIMES, right: ONE}),
        DROP_ZERO: ({p: left}, {}),
        DROP_ONE: ({p: left}, {}),
        SPLIT_ZERO: ({}, {p: PLUS}),
        CANCEL: ({left: 0, right: 0}, {p: ZERO}),
        ABSORB: ({left: 0, right: 0}, {p: ZERO}),
    }
    return table[rule]


def _sources() -> NDArray[np.int64]:
    """sources[rule, p, node]: where the node's byte comes from; SIZE + c stands for the byte c."""
    table = np.tile(np.arange(SIZE), (NUM_RULES, SIZE, 1))
    for rule in range(NUM_RULES):
        for p in range(1, SIZE):
            moved, put = _moves(rule, p)
            for to, source in moved.items():
                if to >= SIZE:
                    continue
                old = _below(source) if source else []
                for i, node in enumerate(_below(to)):
                    table[rule, p, node] = old[i] if i < len(old) else SIZE
            for node, byte in put.items():
                if node < SIZE:
                    table[rule, p, node] = SIZE + byte
    return table


_SOURCES = _sources()
_BYTES = np.arange(_CODES, dtype=np.int8)
_LEVEL_OF = np.array([0] + [_level(node) for node in range(1, SIZE)])
_NOWHERE = np.uint64(0)


def start(draws: Draws, leaves: I64, span: str) -> Bytes:
    """Random terms of so many leaves (1 to 16), int8[num_docs, SIZE]."""
    size = np.zeros((draws.num_docs, SIZE), np.int64)
    size[:, 1] = leaves
    for level in range(_DEEPEST):
        nodes = np.arange(1 << level, 2 << level)
        rows = Rows.of(np.full(draws.num_docs, len(nodes)))
        whole, most = size[:, nodes].ravel(), 1 << (_DEEPEST - level - 1)
        low, high = np.maximum(whole - most, 1), np.minimum(whole - 1, most)
        inner = whole > 1
        left = low + draws.draw(f"split.{level}", np.where(inner, high - low + 1, 1), rows, span=span)
        size[:, 2 * nodes] = np.where(inner, left, 0).reshape(draws.num_docs, -1)
        size[:, 2 * nodes + 1] = np.where(inner, whole - left, 0).reshape(draws.num_docs, -1)
    term = np.zeros((draws.num_docs, SIZE), np.int8)
    doc, node = np.nonzero(size > 1)
    inner_rows = Rows.of(np.bincount(doc, minlength=draws.num_docs))
    term[doc, node] = PLUS + draws.draw("operation", 2, inner_rows, span=span)
    doc, node = np.nonzero(size == 1)
    term[doc, node] = ZERO + draws.weighted("leaf", _LEAVES, Rows.of(leaves), span=span)
    return term


def _height(term: Bytes) -> NDArray[np.int8]:
    """Levels below each node that are in use; -1 for an empty one."""
    height = np.where(term > 0, 0, -1).astype(np.int8)
    for level in range(LEVELS - 2, -1, -1):
        nodes = slice(1 << level, 2 << level)
        below = height[:, 2 << level : 4 << level]
        height[:, nodes] = np.maximum(height[:, nodes], np.maximum(below[:, ::2], below[:, 1::2]) + 1) * (
            term[:, nodes] > 0
        ) - (term[:, nodes] == 0)
    return height


def _prints(term: Bytes) -> NDArray[np.uint64]:
    """A fingerprint of the subtree at each node."""
    found = (term.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    for level in range(LEVELS - 2, -1, -1):
        nodes = slice(1 << level, 2 << level)
        below = found[:, 2 << level : 4 << level]
        mixed = (
            found[:, nodes]
            ^ (below[:, ::2] * np.uint64(0xBF58476D1CE4E5B9))
            ^ (below[:, 1::2] * np.uint64(0x94D049BB133111EB))
        )
        found[:, nodes] = mixed ^ (mixed >> np.uint64(31))
    return found


def _packed(flags: Flags) -> NDArray[np.uint64]:
    """Flags of the nodes of each term, bool[n, SIZE] or the first half of them, as bits: uint64[n]."""
    width = flags.shape[1]
    bits = np.packbits(np.ascontiguousarray(flags).reshape(-1), bitorder="little")
    return np.asarray(bits.view(np.dtype(f"<u{width // 8}")), np.uint64)


def _unpacked(bits: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """The inverse of `_packed`, 0 or 1, uint8[n, SIZE]."""
    data = np.ascontiguousarray(bits, np.dtype("<u8")).view(np.uint8)
    return np.unpackbits(data, bitorder="little").reshape(len(bits), SIZE)


def applicable(term: Bytes) -> Nodes:
    """Which rules change a term at which nodes: uint64[num_docs, NUM_RULES], bit p for node p."""
    able = np.zeros((len(term), NUM_RULES), np.uint64)
    prints = _prints(term)
    root, left, right = term[:, :_HALF].copy(), term[:, ::2].copy(), term[:, 1::2].copy()
    room = _height(term) + _LEVEL_OF < LEVELS - 1  # the subtree can sink by one level
    left_room, right_room = room[:, ::2], room[:, 1::2]
    differ = prints[:, ::2] != prints[:, 1::2]
    for rules, op in (
        ((SWAP_SUM, SUM_RIGHT, SUM_LEFT), PLUS),
        ((SWAP_PRODUCT, PRODUCT_RIGHT, PRODUCT_LEFT), TIMES),
    ):
        here = root == op
        able[:, rules[0]] = _packed(here & differ)
        able[:, rules[1]] = _packed(here & (left == op) & right_room)
        able[:, rules[2]] = _packed(here & (right == op) & left_room)
    able[:, EXPAND] = _packed((root == TIMES) & (right == PLUS) & left_room)
    shared = np.zeros(root.shape, np.bool_)  # the left factors of both summands are one
    quarter = slice(1, SIZE // 4)
    shared[:, quarter] = prints[:, 4 : 4 * (SIZE // 4) : 4] == prints[:, 6 : 4 * (SIZE // 4) : 4]
    able[:, FACTOR] = _packed((root == PLUS) & (left == TIMES) & (right == TIMES) & shared)
    no_sum, no_product = (root == PLUS) & (right == ZERO), (root == TIMES) & (right == ONE)
    free = (term > 0) & room
    free[:, ::2] &= ~(no_sum | no_product)  # adding another neutral element could be read two ways
    able[:, ADD_ZERO] = able[:, TIMES_ONE] = _packed(free)
    opposite = (left >= LETTER) & (left < OPPOSITE) & (right == left + NUM_LETTERS)
    able[:, SPLIT_ZERO] = _packed(root == ZERO)
    able[:, CANCEL] = _packed((root == PLUS) & opposite)
    able[:, ABSORB] = _packed((root == TIMES) & (right == ZERO))
    for rule, flags in ((DROP_ZERO, no_sum), (DROP_ONE, no_product)):
        fresh = flags.copy()  # (x + 0) + 0: dropping either leaves the same text
        fresh[:, : _HALF // 2] &= ~flags[:, ::2]
        able[:, rule] = _packed(fresh)
    return able


def _allowed(term: Bytes, most: I64, last: tuple[I64, I64]) -> Nodes:
    """As `applicable`, but terms of `most` nodes do not grow, and no step takes back the last (its rule and
    node), unless nothing else is left to do."""
    able = applicable(term)
    full = np.count_nonzero(term, axis=1) >= most
    calm = np.where(full[:, None] & _GROWS, _NOWHERE, able)
    able = np.where(np.asarray(calm.any(axis=1))[:, None], calm, able)
    rule, node = last
    fresh, back = able.copy(), np.flatnonzero(rule >= 0)
    fresh[back, _UNDOES[rule[back]]] &= ~(np.uint64(1) << node[back].astype(np.uint64))
    return np.where(np.asarray(fresh.any(axis=1))[:, None], fresh, able)


def _rewrite(term: Bytes, rule: I64, node: I64, letter: I64) -> Bytes:
    every = np.arange(len(term))
    wide = np.concatenate([term, np.broadcast_to(_BYTES, (len(term), _CODES))], axis=1)
    after = wide[every[:, None], _SOURCES[rule, node]]
    split = np.flatnonzero(rule == SPLIT_ZERO)
    after[split, 2 * node[split]] = LETTER + letter[split]
    after[split, 2 * node[split] + 1] = OPPOSITE + letter[split]
    return after


def walk(draws: Draws, steps: I64, leaves: I64, span: Callable[[int], str]) -> Walk:
    """Random walks from random terms.

    Args:
        steps, leaves: of each document.
        span: the label of the segment that shows step k; the term it starts from is shown by `span(-1)`.
    """
    term = start(draws, leaves, span(-1))
    rows, states = Rows.of(steps), Rows.of(steps + 1)
    terms = np.zeros((len(states), SIZE), np.int8)
    terms[states.offsets[:-1]] = term
    chosen = np.zeros(len(rows), np.int64)
    last_rule, last_node = np.full(len(steps), -1), np.zeros(len(steps), np.int64)
    for k in range(rows.width):
        doc = np.flatnonzero(steps > k)
        now, every = term[doc], np.arange(len(doc))
        able = _allowed(now, 2 * leaves[doc] + 3, (last_rule[doc], last_node[doc]))
        some = Rows.of((steps > k).astype(np.int64))
        rule = _nth(draws, f"rule.{k}", able > 0, some, span(k))
        node = _nth(draws, f"node.{k}", _unpacked(able[every, rule]), some, span(k))
        split = np.zeros(len(steps), np.int64)
        split[doc] = rule == SPLIT_ZERO
        letter = np.zeros(len(doc), np.int64)
        letter[rule == SPLIT_ZERO] = draws.draw(f"letter.{k}", NUM_LETTERS, Rows.of(split), span=span(k))
        after = _rewrite(now, rule, node, letter)
        term[doc], last_rule[doc], last_node[doc] = after, rule, node
        terms[states.offsets[doc] + k + 1] = after
        chosen[rows.offsets[doc] + k] = rule
    return Walk(rows, chosen, states, terms)


def _nth(draws: Draws, field: str, able: Flags | NDArray[np.uint8], rows: Rows, span: str) -> I64:
    """One of the columns that hold, uniformly, for each row."""
    total = np.cumsum(able, axis=1, dtype=np.uint8)
    pick = draws.draw(field, np.maximum(total[:, -1], 1).astype(np.int64), rows, span=span)
    return np.asarray(np.argmax(total == (pick + 1).astype(np.uint8)[:, None], axis=1), np.int64)


def _order() -> list[tuple[int, int]]:
    """What is printed when, for a whole tree: (node, 0) an opening bracket, (node, 1) its sign, (node, 2) a
    closing bracket."""

    def of(node: int) -> list[tuple[int, int]]:
        if node >= _HALF:
            return [(node, 1)]
        return [(node, 0), *of(2 * node), (node, 1), *of(2 * node + 1), (node, 2)]

    return of(1)


_PRINTED = _order()
_PLACE = np.array([part * SIZE + node for node, part in _PRINTED])


def infix(terms: Bytes, letters: I64, sign: I64, tables: tuple[tuple[str, ...], tuple[str, ...]]) -> Strings:
    """Terms as text, string[n]: `a · (b + 0)`.

    Args:
        letters, sign: for each term which letters and which sign of multiplication it is written with.
        tables: the choices of letters (four each), and of signs.
    """
    names, signs = tables
    pieces = ["", "(", ")", " + ", "0", "1"]
    times = len(pieces)
    pieces += [f" {each} " for each in signs]
    first = len(pieces)
    for each in names:
        pieces += [*each, *(f"(-{letter})" for letter in each)]
    plain = np.array([0, 3, times, 4, 5, *range(first, first + 2 * NUM_LETTERS)], np.uint8)
    codes = plain[terms]
    product = terms == TIMES
    codes += product * sign.astype(np.uint8)[:, None]
    codes += (terms >= LETTER) * (2 * NUM_LETTERS * letters).astype(np.uint8)[:, None]
    under_sum = np.repeat(terms[:, :_HALF] == PLUS, 2, axis=1)
    bracket = ((terms == PLUS) | (product & ~under_sum)).view(np.uint8)
    bracket[:, :2] = 0
    matrix = np.concatenate([bracket, codes, 2 * bracket], axis=1).take(_PLACE, axis=1)
    shown = matrix > 0
    text = pa.array(pieces, pa.string()).take(pa.array(matrix[shown]))
    return _joined(text, np.count_nonzero(shown, axis=1))


def _joined(pieces: Strings, counts: I64) -> Strings:
    """Neighbouring pieces made one string, so many for each; no byte moves."""
    begins = np.frombuffer(pieces.buffers()[1], np.int32, count=len(pieces) + 1)
    ends = begins[np.concatenate([[0], np.cumsum(counts)])]
    return pa.Array.from_buffers(pa.string(), len(counts), [None, pa.py_buffer(ends), pieces.buffers()[2]])
