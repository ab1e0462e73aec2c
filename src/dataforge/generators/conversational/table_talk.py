"""Questions over a small table that leave out what was just said: "and the lamp?", "the dearer one?".

Harder means more questions, a larger table and larger numbers. What a question leaves out is what the
conversation last spoke of: the thing, the two things, the column. The reader keeps track of these by itself
and works every answer out from the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment, strict
from dataforge.generators.conversational._table_reader import read_talk
from dataforge.generators.conversational._table_words import COLUMNS
from dataforge.generators.conversational._talk import (
    SETTING,
    TALK_LEXICONS,
    Phrases,
    chatter,
    different,
    each,
    names,
)
from dataforge.text.columns import (
    Field,
    Json,
    Picked,
    Strings,
    ints,
    join,
    json_list,
    json_object,
    json_tuple,
    num_digits,
    pick,
    where,
)
from dataforge.text.draws import Draws, Weights
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

ASK, SAME_COLUMN, SAME_THING, COMPARE, APART, TOGETHER, EXTREME, TOTAL = range(8)
_KINDS = (
    "ask_cell", "same_column", "same_thing", "of_the_two", "how_far_apart", "both_together", "of_all",
    "sum_of_all",
)  # fmt: skip
_LIGHT = Weights([3, 5, 4])  # ASK, SAME_COLUMN, SAME_THING
_HEAVY = Weights([5, 4, 4, 2, 1])  # COMPARE and what follows it
_MOVES = np.array([True, False, False, True, False, False, True, True])  # kinds that name any column
_DECK = 16

OPENINGS = Phrases(
    (
        "{asks} [has questions about|wants to know about|is curious about|wants to go through] the "
        "[list|table|figures] that {knows} [drew up|keeps|has copied out|brought along].",
        "{knows} [has drawn up|keeps|holds|has copied out] a [list|table|sheet], and {asks} [wants to "
        "know|asks|has questions|will not stop asking].",
        "[A list|A table|An inventory|One page] lies between {asks}, who [asks|is buying|wonders], and "
        "{knows}, who [answers|can read it|has the glasses].",
        "{asks} [telephones|rings|calls|has come to see] {knows}, who has the [list|table|sheet] [at "
        "hand|here|open].",
    )
)
QUESTIONS = Phrases(
    (
        "{um}what is the {column} of the {item}?",
        "{um}[could|can|would] you [tell me|find|look up|read out] the {column} of the {item}?",
        "{um}the {item}, what is its {column}?",
        "{um}I [need|want|was wondering about] the {column} of the {item}[|, please].",
    ),
    (
        "{um}and the {item}?",
        "{um}[what about|how about] the {item}?",
        "{um}[and then|and what of|or rather] the {item}?",
        "{um}the {item}, [too|as well], please.",
        "{um}same [question|again] for the {item}.",
    ),
    (
        "{um}and its {column}?",
        "{um}[what about|how about] its {column}?",
        "{um}[do you have|have you got|does it say] its {column}[| too| as well]?",
        "{um}its {column}, [too|as well|then], please.",
    ),
    (
        "{um}which of the two is {word}?",
        "{um}[and|so] the {word} [one|of the two]?",
        "{um}[so|then] which one is {word}?",
        "{um}I am after the {word} of the two.",
    ),
    (
        "{um}what is the difference[| between the two| there]?",
        "{um}[and|so] how far apart are [they|the two|those two]?",
        "{um}by how much do [they|the two|those two] differ?",
    ),
    (
        "{um}[and|so] [the two|both|those two] together?",
        "{um}what do [they|the two|both] make together?",
        "{um}together, [the two|both|those two] make what?",
    ),
    (
        "{um}which is the {word} [of all|on the list|in the table]?",
        "{um}and the {word} [of all|on the list|in the table]?",
        "{um}[find|name|tell] me the {word} [of all|of them all|on the list].",
    ),
    (
        "{um}what is the total {column}?",
        "{um}[and|so] the {column} of all [of them|things] in total?",
        "{um}[add up|sum up] the total {column}[| for me|, please].",
    ),
)
ANSWERS = Phrases(
    (
        "{um}{n} {unit}{hedge}.",
        "{um}[it says|that is|I see|I read] {n} {unit}{hedge}.",
        "{um}{n}{hedge}.",
        "{um}[exactly|precisely|just|all of] {n} {unit}{hedge}.",
        "{n} [here|it says|I read], {hedged}.",
    ),
    (
        "{um}the {item}{hedge}.",
        "{um}[it is|that is|that would be|you want] the {item}{hedge}.",
        "The {item}, {hedged}.",
        "{um}[no doubt|clearly|easily|only just] the {item}{hedge}.",
    ),
)


@dataclass(frozen=True)
class World:
    """A batch of talks: `thing` by item row, `value` item by column, the rest by question row or document.

    Attributes:
        thing, value: by item; its name, its figures int64[num_items, 6].
        columns: int64[num_docs, 6], which columns the table has, in order.
        kind, item, column, way: by question; `item` and `column` are what it is about once understood.
        figure: the number that answers it, -1 where a thing does.
        work: primitive inferences of each question.
    """

    people: Picked
    items: Rows
    thing: I64
    value: I64
    num_columns: I64
    columns: I64
    questions: Rows
    kind: I64
    item: I64
    column: I64
    way: I64
    figure: I64
    work: I64
    colour: I64


class TableTalk(Genre[World]):
    """Questions over a table, with ellipsis and reference."""

    name = "table-talk"
    domain = "conversational"
    lexicons = TALK_LEXICONS
    summary = "questions over a small table that leave out what was just said, answers computed"
    knobs = (
        Knob("questions", 2, 16, slack=2, least=1, most=60, meaning="questions and answers"),
        Knob("colour", 1, 12, slack=100, meaning="sentences of small talk"),
        Knob("items", 3, 5, least=2, most=_DECK, meaning="rows of the table"),
        Knob("columns", 2, 4, least=2, most=6, meaning="columns of the table"),
        Knob("size", 20, 900, least=20, most=10**6, visible=False, meaning="upper bound of a figure, about"),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 4 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        items, questions, count = Rows.of(knobs["items"]), Rows.of(knobs["questions"]), knobs["columns"]
        order = draws.distinct("columns", 6, Rows.of(count), span="prompt")
        columns = Rows.of(count).pad(order)
        value = np.zeros((len(items), 6), np.int64)
        step = np.maximum(knobs["size"] // _DECK, 2)[items.doc]
        for k in range(int(count.max())):
            some = Rows.of(np.where(count > k, items.counts, 0))
            bucket = draws.distinct(f"value{k}", _DECK, some, span="prompt")
            at = np.flatnonzero((count > k)[items.doc])
            value[at, k] = (
                1 + bucket * step[at] + draws.draw(f"value{k}.units", step[at], some, span="prompt")
            )
        kind = _kinds(draws, questions)
        played = _play(draws, (items, questions, count), value, kind)
        return World(
            people=names(draws, Rows.of(np.full(draws.num_docs, 2)), "people"),
            items=items,
            thing=different(draws, "thing", len(lexicon("en_objects")), items),
            value=value,
            num_columns=count,
            columns=columns,
            questions=questions,
            kind=kind,
            colour=knobs["colour"],
            **played,
        )

    def check(self, world: World) -> Json:
        people, things = world.people.strings(), lexicon("en_objects")[0].take(pa.array(world.thing))
        cells = Rows.of(world.num_columns[world.items.doc])
        table = json_list(
            world.items, json_tuple(things, json_list(cells, world.value[cells.doc, cells.pos]))
        )
        heads = Rows.of(world.num_columns)
        titles = pick([each[0] for each in COLUMNS], world.columns[heads.doc, heads.pos])
        said = _said(world)
        asked = json_tuple(pick(_KINDS, world.kind), _title(world), said)
        last = world.questions.offsets[1:] - 1
        return json_object(
            {
                "kind": "table-talk",
                "asks": people[0::2],
                "knows": people[1::2],
                "columns": json_list(heads, titles),
                "table": table,
                "questions": json_list(world.questions, asked),
                "answer": said.take(pa.array(last)),
            }
        )

    def cost(self, world: World) -> I64:
        return world.questions.sum(world.work)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        asks, knows = (Picked(world.people.table, world.people.which[i::2]) for i in (0, 1))
        one, questions = each(draws), world.questions
        opening = join(
            SETTING.say(draws, "setting", one),
            " ",
            OPENINGS.say(draws, "opening", one, 0, {"asks": asks, "knows": knows}),
        )
        doc = questions.doc
        things = Picked(lexicon("en_objects")[0], world.thing[world.items.offsets[doc] + world.item])
        column = world.columns[doc, world.column]
        words = [word for entry in COLUMNS for word in entry[2:]]
        word = Picked(pa.array(words), 4 * column + 2 * (world.kind == EXTREME) + world.way)
        fields: dict[str, Field] = {
            "item": things,
            "column": Picked(pa.array([entry[0] for entry in COLUMNS]), column),
            "word": word,
            "n": np.maximum(world.figure, 0),
            "unit": Picked(pa.array([entry[1] for entry in COLUMNS]), column),
        }
        asked = QUESTIONS.say(draws, "question", questions, world.kind, fields)
        a, k = (join("\n", who, ": ").take(pa.array(doc)) for who in (asks, knows))
        lines = join(a, asked, chatter(draws, questions, world.colour), k)
        named = (world.figure < 0).astype(np.int64)

        def answers(field: str, at: NDArray[np.bool_], span: str) -> Strings:
            here = {name: _at(fields[name], at) for name in ("item", "n", "unit")}
            return ANSWERS.say(draws, field, Rows.of(questions.sum(at)), named[at], here, span=span)

        final = questions.last
        early = pa.concat_arrays([answers("answer", ~final, "prompt"), pa.array([""])])
        place = np.where(final, len(early) - 1, np.cumsum(~final) - 1)
        talk = questions.join(join(lines, early.take(pa.array(place))))
        return [
            Segment("prompt", join(opening, "\n\n", _table(world), "\n", talk)),
            Segment("answer", answers("last", final, "answer")),
        ]

    @strict
    def extract(self, text: str) -> Any:
        return read_talk(text)


def _kinds(draws: Draws, questions: Rows) -> I64:
    """What kind each question is of: after the first two, of every two one is light and one heavy, in either
    order, so that talks of a level are alike in how hard they are."""
    kind = np.minimum(questions.pos, SAME_COLUMN)
    first = (questions.pos >= 2) & (questions.pos % 2 == 0)
    turn = Rows.of(questions.sum(first))
    heavy = np.zeros(len(questions), np.bool_)
    heavy[first] = draws.draw("heavy", 2, turn, span="prompt") > 0
    second = (questions.pos >= 2) & ~first
    heavy[second] = ~heavy[np.flatnonzero(second) - 1]
    for field, weights, least, rows in (
        ("light", _LIGHT, ASK, (questions.pos >= 2) & ~heavy),
        ("kind", _HEAVY, COMPARE, heavy),
    ):
        some = Rows.of(questions.sum(rows))
        kind[rows] = least + draws.weighted(field, weights, some, span="prompt")
    return kind


def _play(draws: Draws, sizes: tuple[Rows, Rows, I64], value: I64, kind: I64) -> dict[str, I64]:
    """What each question is about, and its answer: question k of all talks together."""
    items, questions, count = sizes
    n, c = items.counts[questions.doc], count[questions.doc]
    drawn = np.where(kind <= SAME_COLUMN, np.where(questions.pos == 0, n, n - 1), 1)
    item = questions.pad(draws.draw("item", drawn, questions, span="prompt"))
    drawn = np.select([_MOVES[kind], kind == SAME_THING], [c, c - 1], 1)
    column = questions.pad(draws.draw("column", drawn, questions, span="prompt"))
    graded = (kind == COMPARE) | (kind == EXTREME)
    way = questions.pad(draws.draw("way", 1 + graded, questions, span="prompt"))
    kinds = questions.pad(kind)
    fresh, moves, compares, finds = kinds <= SAME_COLUMN, _MOVES[kinds], kinds == COMPARE, kinds == EXTREME
    another = kinds == SAME_THING
    grid = np.stack([items.pad(value[:, k]) for k in range(value.shape[1])], axis=2)
    live = items.pad(np.ones(len(items), np.int64))[:, :, None] > 0
    best = np.stack(
        [np.where(live, grid, 10**12).argmin(axis=1), np.where(live, grid, -1).argmax(axis=1)], axis=1
    )
    mine, its = np.zeros_like(item), np.zeros_like(item)
    every, here = np.arange(len(count)), item[:, 0]
    there, now = np.zeros(len(count), np.int64), np.zeros(len(count), np.int64)
    for k in range(questions.width):
        if k:
            there = np.where(fresh[:, k], here, there)
            here = np.where(fresh[:, k], item[:, k] + (item[:, k] >= here), here)
        shifted = column[:, k] + (another[:, k] & (column[:, k] >= now))
        now = np.where(moves[:, k] | another[:, k], shifted, now)
        mine[:, k], its[:, k] = grid[every, here, now], grid[every, there, now]
        swaps = compares[:, k] & ((way[:, k] == 1) != (mine[:, k] > its[:, k]))
        winner = np.where(finds[:, k], best[every, way[:, k], now], np.where(swaps, there, here))
        here, there = winner, np.where(winner != here, here, there)
        item[:, k], column[:, k] = here, now
    ravel = questions.ravel
    of, a, b = ravel(column), ravel(mine), ravel(its)
    totals = np.where(live, grid, 0).sum(axis=1)[questions.doc, of]
    figure, work = _found(kind, (a, b), totals, n)
    return {"item": ravel(item), "column": of, "way": ravel(way), "figure": figure, "work": work}


def _found(kind: I64, pair: tuple[I64, I64], totals: I64, n: I64) -> tuple[I64, I64]:
    """The figure that answers each question, -1 if none does, and the inferences that it takes; `pair`: the
    figures of the thing spoken of last and of the one before it."""
    a, b = pair
    figure = np.select(
        [kind <= SAME_THING, kind == APART, kind == TOGETHER, kind == TOTAL],
        [a, np.abs(a - b), a + b, totals],
        -1,
    )
    work = np.select(
        [kind == ASK, kind <= SAME_THING, kind == COMPARE, kind <= TOGETHER],
        [1, 2, 5, 4 + num_digits(np.maximum(a, b))],
        2 * n - 1,
    )
    return figure, work


def _at(field: Field, rows: NDArray[np.bool_]) -> Field:
    """A field for some of its rows."""
    if isinstance(field, Picked):
        return Picked(field.table, field.which[rows])
    return field[rows] if isinstance(field, np.ndarray) else field


def _title(world: World) -> Strings:
    return pick([each[0] for each in COLUMNS], world.columns[world.questions.doc, world.column])


def _said(world: World) -> Strings:
    """What answers each question: a thing or a number."""
    rows = world.items.offsets[world.questions.doc] + world.item
    things = lexicon("en_objects")[0].take(pa.array(world.thing[rows]))
    return where(world.figure < 0, things, ints(np.maximum(world.figure, 0)))


def _table(world: World) -> Strings:
    """The table, a line a row, its cells between bars."""
    heads = Rows.of(world.num_columns)
    which = world.columns[heads.doc, heads.pos]
    head = heads.join(join(" | ", pick([f"{entry[0]} ({entry[1]})" for entry in COLUMNS], which)))
    cells = Rows.of(world.num_columns[world.items.doc])
    figures = cells.join(join(" | ", ints(world.value[cells.doc, cells.pos])))
    lines = world.items.join(join("\n", lexicon("en_objects")[0].take(pa.array(world.thing)), figures))
    return join("thing", head, lines)
