"""A table as SQL creates it, queries on it, and what each of them gives.

Rows, columns and queries are drawn; every query is answered for all documents together, on a matrix of rows.
Harder means more rows, more queries, and more conditions in each. The reader (`_query_reader`) parses the
statements and evaluates them row by row; a test asks sqlite3.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.code._program import draw_some
from dataforge.generators.code._query_reader import read_query
from dataforge.generators.code._talk import TALK_LEXICONS, introduced
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
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

Bools = NDArray[np.bool_]
OPENINGS = Frames(
    "What [do|will|would|should] [these|the following] [queries|questions] [on|to|about] {t} [return|give]?",
    "{t}, a [small|short|plain] table, is [searched|queried] [below|in SQL]. [Say|Tell] what [is "
    "found|comes back].",
    "[Every|Each] SELECT [below|here] [reads|searches] {t}. [State|Find|Write down] what it [gives|returns].",
    "[Answer|Evaluate|Work out] the queries on the table {t} [by hand|without a database|on paper].",
    "[The|This|Our] table {t} is [small|short|easy] enough to [query|search|filter] [by eye|by hand].",
    "[Given|Suppose we have|Take] the table {t}. [Evaluate|Answer] [every|each] query [below|in turn].",
    "[A|One] table, {t}, and [a few|some] [questions|queries] to [answer|evaluate] [in order|one by one].",
    "[Somebody|A tester|A student] [filled|made] {t} and asks what [SQL|a database] would [say|answer].",
    "[Here|Below] {t} is [created|set up|filled]. [Then|After that] it is [queried|searched]: with what "
    "[outcome|result]?",
    "[Read|Study] the rows of {t}, then [predict|state] what [every|each] SELECT [returns|gives].",
    "{t} [holds|contains] what [was counted|we counted|they counted]. [Query|Search] it [by hand|in your "
    "head].",
    "[No|Without a] database [at hand|running]: [what|which rows] would {t} [yield|give]?",
)
_KEYWORDS = (
    "SELECT", "FROM", "WHERE", "ORDER BY", "GROUP BY", "COUNT", "SUM", "MAX", "MIN", "DESC", "AND", "OR",
    "BETWEEN", "IN", "NOT",
)  # fmt: skip
# Selections: lists (descending, ascending), four totals, two groupings; `~` is a space or a new line.
_SELECTS = (
    "SELECT {name}~FROM {t}~WHERE {cond}~ORDER BY {col} DESC, {name}",
    "SELECT {name}~FROM {t}~WHERE {cond}~ORDER BY {col}, {name}",
    "SELECT COUNT(*)~FROM {t}~WHERE {cond}",
    "SELECT SUM({col})~FROM {t}~WHERE {cond}",
    "SELECT MAX({col})~FROM {t}~WHERE {cond}",
    "SELECT MIN({col})~FROM {t}~WHERE {cond}",
    "SELECT {cat}, COUNT(*)~FROM {t}~WHERE {cond}~GROUP BY {cat}~ORDER BY {cat}",
    "SELECT {cat}, SUM({col})~FROM {t}~WHERE {cond}~GROUP BY {cat}~ORDER BY {cat}",
)
_CONDITIONS = (
    "{col} > {n}", "{col} < {n}", "{col} >= {n}", "{col} <= {n}", "{col} <> {n}", "{col} BETWEEN {n} AND {m}",
    "{cat} = '{x}'", "{cat} <> '{x}'", "{cat} IN ('{x}', '{y}')", "{cat} NOT IN ('{x}', '{y}')",
)  # fmt: skip
_LINKS = ("", " AND ", " OR ")
_STYLES = 4  # keywords in capitals or not, one line or several


def _lowered(text: str) -> str:
    for word in _KEYWORDS:
        text = text.replace(f"{word} ", f"{word.lower()} ").replace(f"{word}(", f"{word.lower()}(")
        text = text.replace(f" {word}", f" {word.lower()}").replace(f"~{word}", f"~{word.lower()}")
    return text


def _styled(text: str, style: int) -> str:
    text = _lowered(text) if style % 2 else text
    return text.replace("~", "\n" if style > 1 else " ")


SELECTS = Frames(*(_styled(each, style) + ";" for style in range(_STYLES) for each in _SELECTS))
CONDITIONS = Frames(*(_styled(each, style) for style in range(_STYLES) for each in _CONDITIONS))
CREATES = Frames(
    "CREATE TABLE {t} ({name} TEXT, {cat} TEXT, {a} INTEGER, {b} INTEGER);\nINSERT INTO {t} VALUES\n",
    "create table {t} ({name} text, {cat} text, {a} integer, {b} integer);\ninsert into {t} values\n",
)
PASSES = Frames(
    "[{k} of {r} rows pass|{k} rows out of {r} match|The condition holds for {k} of {r}|Of {r} rows {k} "
    "remain]",
    "[Kept|Left|Matching|Selected]: {k} of {r}",
    "[{k} of {r} match|{k} of the {r} rows count|{k} out of {r} stay]",
)
RESULTS = Frames(
    "[; |, so |: |, hence ]the [result|answer|output] is {v}", "[: |; that gives |, which gives |; ]{v}"
)
ENDS = Frames("[Answer|Result|Last result|Finally|The last query gives]: {v}")
NAME_COLUMNS = (
    "name",
    "owner",
    "person",
    "who",
    "keeper",
    "clerk",
    "member",
    "guest",
    "buyer",
    "seller",
    "author",
)
CATEGORIES = (
    "town",
    "place",
    "site",
    "branch",
    "city",
    "station",
    "office",
    "origin",
    "depot",
    "village",
    "district",
)
NUM_PLACES = 3


@dataclass(frozen=True)
class World:
    """Tables and queries.

    Attributes:
        table, columns: lines of `code_variables`; columns is int64[num_docs, 2].
        places: int64[num_docs, NUM_PLACES], lines of `en_towns`.
        rows: one row a table row; `name` a line of `en_given_names`, `place` a column of `places`.
        values: int64[num_rows, 2].
        queries: one row a query; `select` a line of _SELECTS, `col` the column it speaks of.
        condition, on, low, high, at: int64[num_queries, 2]; two conditions, the second only where `link` > 0.
        passes: which rows a query keeps, bool[num_queries, widest table].
    """

    head: I64
    table: I64
    columns: I64
    places: I64
    rows: Rows
    name: I64
    place: I64
    values: I64
    queries: Rows
    select: I64
    col: I64
    link: I64
    condition: I64
    on: I64
    low: I64
    high: I64
    at: I64
    passes: Bools
    talk: I64


class TableQuery(Genre[World]):
    """A table, queries, results."""

    name = "table-query"
    domain = "code"
    lexicons = ("code_variables", *sorted({*TALK_LEXICONS, "en_given_names", "en_towns"}))
    summary = "a table in SQL, queries on it, and what each of them gives"
    knobs = (
        Knob("queries", 1, 5, least=1, most=30, meaning="queries"),
        Knob("rows", 4, 20, slack=10, least=3, most=60, meaning="rows of the table"),
        Knob("second", 0, 100, most=100, meaning="percent of queries with two conditions"),
        Knob("size", 30, 900, least=9, most=9999, meaning="upper bound of a number"),
        Knob("talk", 6, 6, slack=100, most=30, meaning="sentences of what people say about it"),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 10 * int(self.knobs[1].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        rows, queries = Rows.of(knobs["rows"]), Rows.of(knobs["queries"])
        n, words = len(knobs["rows"]), len(lexicon("code_variables"))
        table = draws.draw("table", words, span="prompt")
        pair = Rows.of(np.full(n, 2))
        apart = draws.draw(
            "columns", words // 3, pair, span="prompt"
        )  # three thirds: no two names are the same
        columns = apart.reshape(n, 2) + np.where(np.arange(2) == 0, 0, words // 3)
        town = len(lexicon("en_towns")) // NUM_PLACES
        three = Rows.of(np.full(n, NUM_PLACES))
        places = draws.draw("places", town, three, span="prompt").reshape(n, -1) + town * np.arange(
            NUM_PLACES
        )
        sizes = knobs["size"][rows.doc]
        values = np.stack([draws.draw(f"value.{i}", sizes, rows, span="prompt") for i in range(2)], axis=1)
        world: dict[str, Any] = {
            "head": draws.draw("head", len(NAME_COLUMNS) * len(CATEGORIES), span="prompt"),
            "table": table,
            "columns": columns,
            "places": places,
            "rows": rows,
            "name": draws.distinct("name", len(lexicon("en_given_names")), rows, span="prompt"),
            "place": draws.draw("place", NUM_PLACES, rows, span="prompt"),
            "values": values,
            "queries": queries,
            "select": draws.draw("select", len(_SELECTS), queries, span="prompt"),
            "talk": knobs["talk"],
        }
        world |= _conditions(draws, queries, knobs["second"], knobs["size"])
        world["col"] = draw_some(draws, "col", 2, queries, ~np.isin(world["select"], (2, 6)))
        return World(passes=_passes(world), **world)

    def check(self, world: World) -> Json:
        name, place = _names(world)
        rows = json_tuple(name.strings(), place.strings(), world.values[:, 0], world.values[:, 1])
        link = pick([each.strip() for each in _LINKS], world.link)
        first, second = (_condition(world, i, np.zeros_like(world.link)) for i in range(2))
        second = where(world.link > 0, second, "")
        select = SELECTS.render(world.select, _select_fields(world, first))
        queries = json_tuple(select, link, second, world.passes.sum(axis=1), _result(world))
        last = world.queries.offsets[1:] - 1
        return json_object(
            {
                "kind": "table-query",
                "table": pick(lexicon("code_variables")[0], world.table),
                "rows": json_list(world.rows, rows),
                "queries": json_list(world.queries, queries),
                "answer": _result(world).take(pa.array(last)),
            }
        )

    def cost(self, world: World) -> I64:
        each = world.rows.counts[world.queries.doc] * (1 + (world.link > 0))
        adds = np.isin(world.select, (3, 7))
        digits = np.where(
            world.passes, num_digits(_column(world, world.col).ravel()).reshape(world.passes.shape), 0
        )
        kept = np.where(adds, digits.sum(axis=1), world.passes.sum(axis=1))
        return world.queries.sum(each + kept)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        table = Picked(lexicon("code_variables")[0], world.table)
        opening = OPENINGS.say(draws, "opening", None, {"t": table}, span="prompt")
        asked = introduced(draws, opening, world.talk)
        style = draws.draw("style", _STYLES, span="prompt")
        create = CREATES.render(style % 2, {"t": table, **_heads(world)})
        name, place = _names(world)
        between = where(world.rows.last, ";\n", ",\n")
        row = join(
            "  ('", name, "', '", place, "', ", world.values[:, 0], ", ", world.values[:, 1], ")", between
        )
        form = style[world.queries.doc]
        first, second = (_condition(world, i, form) for i in range(2))
        links = Picked(pa.array([*_LINKS, *(each.lower() for each in _LINKS)]), world.link + 3 * (form % 2))
        whole = join(first, links, where(world.link > 0, second, ""))
        select = SELECTS.render(form * len(_SELECTS) + world.select, _select_fields(world, whole))
        gap = where(world.queries.pos > 0, "\n", "")
        queries = world.queries.join(join(gap, select, "\n"))
        fields: dict[str, Field] = {
            "k": world.passes.sum(axis=1),
            "r": world.rows.counts[world.queries.doc],
            "v": _result(world),
        }
        told = PASSES.say(draws, "passes", world.queries, fields, span="reasoning")
        result = RESULTS.say(draws, "result", world.queries, fields, span="reasoning")
        number = ints(world.queries.pos + 1)
        lines = world.queries.join(join(number, ". ", told, result, ".\n"))
        last = _result(world).take(pa.array(world.queries.offsets[1:] - 1))
        answer = ENDS.say(draws, "end", None, {"v": last}, span="answer")
        prompt = join(asked, "\n\n```sql\n", create, world.rows.join(row), "\n", queries, "```\n\n")
        return [Segment("prompt", prompt), Segment("reasoning", lines), Segment("answer", answer)]

    def extract(self, text: str) -> Any:
        return read_query(text)


def _conditions(draws: Draws, queries: Rows, second: I64, size: I64) -> dict[str, I64]:
    """Two conditions a query, the second where a link is drawn."""
    two = draws.chance("second", second[queries.doc], queries, span="prompt")
    link = np.zeros(len(queries), np.int64)
    link[two] = 1 + draws.draw("link", 2, Rows.of(queries.sum(two)), span="prompt")
    found: dict[str, list[I64]] = {name: [] for name in ("condition", "on", "low", "high", "at")}
    for i, there in enumerate((np.ones(len(queries), np.bool_), two)):
        condition = draw_some(draws, f"condition.{i}", len(_CONDITIONS), queries, there)
        numeric = there & (condition < 6)
        bound = np.maximum(size[queries.doc] // 2, 2)
        found["condition"].append(condition)
        found["on"].append(draw_some(draws, f"on.{i}", 2, queries, numeric))
        found["low"].append(bound // 2 + draw_some(draws, f"low.{i}", bound, queries, numeric))
        found["high"].append(1 + draw_some(draws, f"high.{i}", bound, queries, numeric & (condition == 5)))
        found["at"].append(draw_some(draws, f"at.{i}", NUM_PLACES, queries, there & (condition >= 6)))
    return {"link": link, **{name: np.stack(each, axis=1) for name, each in found.items()}}


def _passes(world: dict[str, Any]) -> Bools:
    """Which rows each query keeps."""
    rows, doc = world["rows"], world["queries"].doc
    there = rows.pad(np.ones(len(rows), np.bool_), False)[doc]
    place = rows.pad(world["place"])[doc]
    values = np.stack([rows.pad(world["values"][:, i])[doc] for i in range(2)])
    every = np.arange(len(doc))
    found = []
    for i in range(2):
        v = values[world["on"][:, i], every]
        low, at = world["low"][:, i, None], world["at"][:, i, None]
        other = (at + 1) % NUM_PLACES
        either = (place == at) | (place == other)
        tests = [
            v > low, v < low, v >= low, v <= low, v != low,
            (v >= low) & (v <= low + world["high"][:, i, None]),
            place == at, place != at, either, ~either,
        ]  # fmt: skip
        found.append(np.choose(world["condition"][:, i, None], tests))
    link = world["link"][:, None]
    return np.asarray(there & np.choose(link, [found[0], found[0] & found[1], found[0] | found[1]]))


def _heads(world: World) -> dict[str, Field]:
    """The names of the four columns, by document."""
    words = lexicon("code_variables")[0]
    return {
        "name": Picked(pa.array(NAME_COLUMNS), world.head % len(NAME_COLUMNS)),
        "cat": Picked(pa.array(CATEGORIES), world.head // len(NAME_COLUMNS)),
        "a": Picked(words, world.columns[:, 0]),
        "b": Picked(words, world.columns[:, 1]),
    }


def _names(world: World) -> tuple[Picked, Picked]:
    towns = world.places[world.rows.doc, world.place]
    return Picked(lexicon("en_given_names")[0], world.name), Picked(_towns(), towns)


@cache
def _towns() -> Strings:
    """Towns without an apostrophe, which SQL would have to escape."""
    return pa.array([each.replace("'", "") for each in lexicon("en_towns").words()])


def _query_fields(world: World) -> dict[str, Field]:
    heads, doc = _heads(world), world.queries.doc
    named = {hole: Picked(heads[hole].table, heads[hole].which[doc]) for hole in ("name", "cat")}  # type: ignore[union-attr]
    return {**named, "t": Picked(lexicon("code_variables")[0], world.table[doc])}


def _select_fields(world: World, cond: Strings) -> dict[str, Field]:
    col = Picked(lexicon("code_variables")[0], world.columns[world.queries.doc, world.col])
    return {**_query_fields(world), "col": col, "cond": cond}


def _condition(world: World, i: int, style: I64) -> Strings:
    doc, low, at = world.queries.doc, world.low[:, i], world.at[:, i]
    fields = {
        **_query_fields(world),
        "col": Picked(lexicon("code_variables")[0], world.columns[doc, world.on[:, i]]),
        "n": low,
        "m": low + world.high[:, i],
        "x": Picked(_towns(), world.places[doc, at]),
        "y": Picked(_towns(), world.places[doc, (at + 1) % NUM_PLACES]),
    }
    return CONDITIONS.render(style * len(_CONDITIONS) + world.condition[:, i], fields)


def _column(world: World, col: I64) -> I64:
    """The values of a column for each query, int64[num_queries, widest table]."""
    doc = world.queries.doc
    values = np.stack([world.rows.pad(world.values[:, i])[doc] for i in range(2)])
    return values[col, np.arange(len(doc))]


@cache
def _rank(name: str) -> I64:
    """Where each entry stands in alphabetical order."""
    words = _towns().to_pylist() if name == "en_towns" else lexicon(name).words()
    rank = np.empty(len(words), np.int64)
    rank[sorted(range(len(words)), key=lambda i: words[i])] = np.arange(len(words))
    return rank


def _result(world: World) -> Strings:
    """What each query gives."""
    v, kept = _column(world, world.col), world.passes
    big = np.int64(2**40)
    totals = [
        kept.sum(axis=1), np.where(kept, v, 0).sum(axis=1), np.where(kept, v, -1).max(axis=1),
        np.where(kept, v, big).min(axis=1),
    ]  # fmt: skip
    total = np.choose(np.clip(world.select - 2, 0, 3), totals)
    empty = ~kept.any(axis=1)
    number = where(empty & (world.select != 2), "NULL", ints(np.where(empty, 0, total)))
    listed, grouped = _listed(world, v), _grouped(world, v)
    nothing = where(empty & ((world.select < 2) | (world.select > 5)), "no rows", "")
    text = where(world.select < 2, listed, where(world.select > 5, grouped, number))
    return join(text, nothing)


def _listed(world: World, v: I64) -> Strings:
    """The names that a list gives, in order."""
    doc = world.queries.doc
    rank = world.rows.pad(_rank("en_given_names")[world.name])[doc]
    down = (world.select == 0)[:, None]
    key = np.where(down, -v, v) * 4096 + rank
    order = np.argsort(np.where(world.passes, key, 2**50), axis=1, kind="stable")
    wanted = np.where(world.select < 2, world.passes.sum(axis=1), 0)
    some = Rows.of(wanted)
    at = world.rows.offsets[doc[some.doc]] + order[some.doc, some.pos]
    return some.join(lexicon("en_given_names")[0].take(pa.array(world.name[at])), ", ")


def _grouped(world: World, v: I64) -> Strings:
    """Each place that is left, with its count or sum, in order."""
    doc = world.queries.doc
    place = world.rows.pad(world.place, -1)[doc]
    order = np.argsort(_rank("en_towns")[world.places], axis=1)[doc]
    grouping = world.select > 5
    counts = np.stack(
        [(world.passes & (place == order[:, [k]])).sum(axis=1) for k in range(NUM_PLACES)], axis=1
    )
    sums = np.stack(
        [np.where(world.passes & (place == order[:, [k]]), v, 0).sum(axis=1) for k in range(NUM_PLACES)],
        axis=1,
    )
    there = (counts > 0) & grouping[:, None]
    q, k = np.nonzero(there)
    value = np.where(world.select[q] == 6, counts[q, k], sums[q, k])
    text = join(Picked(_towns(), world.places[doc[q], order[q, k]]), " ", value)
    return Rows.of(there.sum(axis=1)).join(text, ", ")
