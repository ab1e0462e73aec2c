"""A classic sort traced pass by pass: the list after each pass, comparisons and moves in all.

Bubble, selection and insertion sort run on the lists of all documents together, as matrices padded with a
value that no one reaches. Harder means longer lists of larger numbers. The reader (`_sort_reader`) sorts by
itself, counting each comparison and each move.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.code._sort_reader import read_sort
from dataforge.generators.code._talk import TALK_LEXICONS, introduced
from dataforge.text.columns import Field, Json, Picked, join, json_list, json_object, json_tuple, pick
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

ALGORITHMS = ("bubble", "selection", "insertion")
BUBBLE, SELECTION, INSERTION = range(3)
ORDERS = ("ascending", "descending")
_BEYOND = np.int64(2**40)
OPENINGS = Frames(
    "[Sort|Order|Arrange] the {x} by {a} sort, {o}, and [show|write down] the list after [each|every] pass.",
    "[Trace|Follow|Simulate] {a} sort ({o}) on the {x} [below|given here], [pass by pass|one pass at a "
    "time].",
    "What does {a} sort [do to|make of] these {x}, {o}? [Count|Note] the comparisons and moves.",
    "The {x} are to be [put|brought] in {o} order. [Use|Apply] {a} sort [by hand|on paper].",
    "[Count|Find|Tally] the comparisons and moves that {a} sort needs for the {x} [below|here], {o}.",
    "{^a} sort, {o}: [run|try|play] it on the {x} and [keep|make] a [record|protocol|note] of every pass.",
    "[A student|A colleague|Somebody] [sorted|ordered] the {x} by {a} sort, {o}. [Redo|Check|Repeat] it.",
    "[Here are|Given are|These are] some {x}. [Bring|Put] them in {o} order by {a} sort.",
    "[Passes|Comparisons], moves: [trace|record] them for {a} sort on the {x}, {o}.",
)
LISTS = Frames("[List|Input|Before|Start|Given|The numbers|At first]: {v}")
PASSES = Frames(
    "[pass|round] {k}: {v}[ (moves: {m})| with {m} moved|; {m} moved]",
    "[after|at the end of] [pass|round] {k}: {v}[; moved {m}| / {m} moved]",
    "{k}) {v}[, moves {m}| ({m} moved)| - {m} moved]",
)
ENDS = Frames("[Answer|Result|In all|Total|Altogether]: {c} comparisons, {m} moves")
_GAPS = (" ", ", ", " | ", "; ")


@dataclass(frozen=True)
class World:
    """Lists and what a sort does to them.

    Attributes:
        values: by item row; passes: one row a pass; `after` int64[num_passes, widest], `moves` by pass.
        comparisons: by document.
    """

    algorithm: I64
    order: I64
    thing: I64
    items: Rows
    values: I64
    passes: Rows
    after: I64
    moves: I64
    comparisons: I64
    talk: I64


class SortTrace(Genre[World]):
    """A list, its passes, the work in all."""

    name = "sort-trace"
    domain = "code"
    lexicons = ("code_variables", *TALK_LEXICONS)
    summary = "bubble, selection or insertion sort, traced pass by pass, with comparisons and moves"
    knobs = (
        Knob("items", 3, 14, least=3, most=30, meaning="items of the list"),
        Knob("size", 30, 990, least=20, most=10**5, meaning="largest item"),
        Knob("talk", 8, 8, slack=100, most=30, meaning="sentences of what people say about it"),
    )

    def support_log2(self, level: int) -> int:
        return 20 + 4 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        items = Rows.of(knobs["items"])
        # One item from each stretch of the range, in random order: no two are alike.
        stretch = np.maximum(knobs["size"] // knobs["items"], 2)[items.doc]
        place = draws.shuffle("order", items, span="prompt")
        values = 1 + place * stretch + draws.draw("value", stretch, items, span="prompt")
        algorithm = draws.draw("algorithm", len(ALGORITHMS), span="prompt")
        order = draws.draw("direction", 2, span="prompt")
        passes = Rows.of(items.counts - 1)
        after, moves, comparisons = _sorted(items, values * np.where(order == 1, -1, 1)[items.doc], algorithm)
        return World(
            algorithm=algorithm,
            order=order,
            thing=draws.draw("thing", len(lexicon("code_variables")), span="prompt"),
            items=items,
            values=values,
            passes=passes,
            after=np.abs(after[passes.doc, passes.pos]),
            moves=passes.ravel(moves),
            comparisons=comparisons,
            talk=knobs["talk"],
        )

    def check(self, world: World) -> Json:
        rows, flat = _flat(world)
        states = json_tuple(json_list(rows, flat), world.moves)
        return json_object(
            {
                "kind": "sort-trace",
                "algorithm": pick(ALGORITHMS, world.algorithm),
                "order": pick(ORDERS, world.order),
                "things": pick(lexicon("code_variables")[0], world.thing),
                "items": json_list(world.items, world.values),
                "passes": json_list(world.passes, states),
                "comparisons": world.comparisons,
                "answer": world.passes.sum(world.moves),
            }
        )

    def cost(self, world: World) -> I64:
        return world.comparisons + world.passes.sum(world.moves)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        fields: dict[str, Field] = {
            "a": Picked(pa.array(ALGORITHMS), world.algorithm),
            "o": Picked(pa.array(ORDERS), world.order),
            "x": Picked(lexicon("code_variables")[0], world.thing),
        }
        asked = introduced(draws, OPENINGS.say(draws, "opening", None, fields, span="prompt"), world.talk)
        gap = draws.draw("gap", len(_GAPS), span="prompt")
        gaps = pa.array(["", *_GAPS])
        between = Picked(gaps, (world.items.pos > 0) * (1 + gap[world.items.doc]))
        given = LISTS.say(
            draws, "list", None, {"v": world.items.join(join(between, world.values))}, span="prompt"
        )
        rows, flat = _flat(world)
        between = Picked(gaps, (rows.pos > 0) * (1 + gap[world.passes.doc][rows.doc]))
        told = {"k": world.passes.pos + 1, "v": rows.join(join(between, flat)), "m": world.moves}
        form = draws.draw("form", len(PASSES), span="reasoning")[world.passes.doc]
        trace = PASSES.say(draws, "pass", world.passes, told, which=form, span="reasoning")
        total = {"c": world.comparisons, "m": world.passes.sum(world.moves)}
        end = ENDS.say(draws, "end", None, total, span="answer")
        return [
            Segment("prompt", join(asked, "\n\n", given, "\n\n")),
            Segment("reasoning", world.passes.join(join(trace, "\n"))),
            Segment("answer", end),
        ]

    def extract(self, text: str) -> Any:
        return read_sort(text)


def _flat(world: World) -> tuple[Rows, I64]:
    """The items after each pass, one row an item, its rows' "documents" the passes."""
    rows = Rows.of(world.items.counts[world.passes.doc])
    return rows, world.after[rows.doc, rows.pos]


def _sorted(items: Rows, values: I64, algorithm: I64) -> tuple[I64, I64, I64]:
    """The list after each pass, moves in each pass, comparisons in all; pass k of all documents together."""
    lists = items.pad(values, _BEYOND)
    n, width = items.counts, items.width
    after = np.zeros((len(n), width - 1, width), np.int64)
    moves = np.zeros((len(n), width - 1), np.int64)
    comparisons = np.zeros(len(n), np.int64)
    every = np.arange(len(n))
    for k in range(width - 1):
        live = k < n - 1
        bubbled, swaps = _bubble(lists, k)
        least = k + np.argmin(lists[:, k:], axis=1)
        selected = lists.copy()
        selected[every, least], selected[:, k] = lists[:, k], lists[every, least]
        inserted = lists.copy()
        inserted[:, : k + 2] = np.sort(lists[:, : k + 2], axis=1)
        shifted = (lists[:, : k + 1] > lists[:, [k + 1]]).sum(axis=1)
        moved = np.choose(algorithm, [swaps, (least != k).astype(np.int64), shifted])
        compared = np.choose(algorithm, [n - 1 - k, n - 1 - k, np.minimum(shifted + 1, k + 1)])
        lists = np.choose(algorithm[:, None], [bubbled, selected, inserted])
        moves[:, k] = np.where(live, moved, 0)
        comparisons += np.where(live, compared, 0)
        after[:, k] = lists
    return after, moves, comparisons


def _bubble(lists: I64, k: int) -> tuple[I64, I64]:
    """Pass k of bubble sort: neighbours exchanged where they stand the wrong way round."""
    lists, swaps = lists.copy(), np.zeros(len(lists), np.int64)
    for j in range(lists.shape[1] - 1):
        left, right = lists[:, j], lists[:, j + 1]
        wrong: NDArray[np.bool_] = left > right
        swaps += wrong
        lists[:, j], lists[:, j + 1] = np.where(wrong, right, left), np.where(wrong, left, right)
    return lists, swaps
