"""The worlds of `config_reference`: options, a chain of sources, rules, settings, and what takes effect."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Knobs
from dataforge.text.columns import Strings, ints, pick, where
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

SYSTEM, USER, PROJECT, ENVIRONMENT, FLAGS, DEFAULTS = range(6)
NUM_SOURCES = 5
SOURCES = ("system file", "user file", "project file", "environment", "command line", "defaults")
IGNORES, LIMIT, HANGS = 0, 1, 2
VALUE_OF, SOURCE_OF, NUM_CHANGED = 0, 1, 2


@dataclass(frozen=True)
class World:
    """A batch of configurations.

    Attributes:
        order: int64[num_docs, 5], the source at each rank of the chain, weakest first.
        options: a row is an option; values are numbers in its list. `rule` is -1 where it has none;
            `ignored`, `limit` and `other` belong to rules; `bites`: the rule changed what came out.
        cells: a row is an (option, rank) pair: whether that source sets that option, to which `value`, and
            whether it counts.
    """

    program: I64
    num_sources: I64
    order: I64
    options: Rows
    option: I64
    default: I64
    rule: I64
    ignored: I64
    limit: I64
    other: I64
    bites: NDArray[np.bool_]
    cells: Rows
    is_set: NDArray[np.bool_]
    value: I64
    counted: NDArray[np.bool_]
    source: I64
    effective: I64
    question: I64
    asked: I64
    answer: Strings
    colour: I64


@cache
def _chains() -> tuple[I64, I64]:
    """All subsets of the sources, in their usual order: int64[31, 5], and where those of each size begin."""
    subsets = [c for size in range(1, NUM_SOURCES + 1) for c in combinations(range(NUM_SOURCES), size)]
    table = np.array([[*c, *[0] * (NUM_SOURCES - len(c))] for c in subsets], np.int64)
    sizes = np.array([len(c) for c in subsets])
    return table, np.searchsorted(sizes, np.arange(NUM_SOURCES + 2))


@cache
def values_of() -> tuple[Strings, Strings, I64, I64, NDArray[np.bool_]]:
    """Values of all options in a row: plain, as TOML; of each option the first, how many, if numeric."""
    lists = [each.split(" ") for each in lexicon("technical_options").words(2)]
    plain = [value for each in lists for value in each]
    quoted = [value if value.isdigit() or value in ("true", "false") else f'"{value}"' for value in plain]
    counts = np.array([len(each) for each in lists], np.int64)
    numeric = np.array([each[0].isdigit() for each in lists])
    return pa.array(plain), pa.array(quoted), np.cumsum(counts) - counts, counts, numeric


@cache
def spellings() -> tuple[Strings, Strings]:
    """How each option is written as a variable (without the program) and as a flag."""
    paths = lexicon("technical_options").words(0)
    variables = [path.replace(".", "_").upper() for path in paths]
    return pa.array(variables), pa.array(["--" + path.replace(".", "-").replace("_", "-") for path in paths])


def draw_world(draws: Draws, knobs: Knobs) -> World:
    """Options, chain, rules and settings are drawn; what takes effect follows, for all documents together."""
    _, _, first, num_values, numeric = values_of()
    options, num_sources = Rows.of(knobs["options"]), knobs["sources"]
    option = draws.distinct("option", len(num_values), options, span="prompt")
    order = _draw_order(draws, num_sources)
    default = draws.draw("default", num_values[option], options, span="prompt")
    tables = (num_values[option], numeric[option], default)
    rule, ignored, limit, other = _rules(draws, knobs, options, order, tables)
    cells = Rows.of(options.counts * num_sources)
    owner = options.offsets[cells.doc] + cells.pos // num_sources[cells.doc]
    rank = cells.pos % num_sources[cells.doc]
    is_set = draws.chance("set", knobs["settings"][cells.doc], cells, span="prompt")
    value = np.full(len(cells), -1)
    settings = Rows.of(cells.sum(is_set))
    value[is_set] = draws.draw("value", num_values[option[owner[is_set]]], settings, span="prompt")
    counted = is_set & ~((rule[owner] == IGNORES) & (ignored[owner] == order[cells.doc, rank]))
    starts = np.cumsum(num_sources[options.doc]) - num_sources[options.doc]
    best = np.maximum.reduceat(np.where(counted, rank, -1), starts)
    chosen = np.where(best >= 0, value[starts + np.maximum(best, 0)], default)
    source = np.where(best >= 0, order[options.doc, np.maximum(best, 0)], DEFAULTS)
    effective, bites = _resolve(options, (rule, limit, other), (default, chosen))
    bites &= source != DEFAULTS
    source = np.where(bites & (rule == HANGS), DEFAULTS, source)
    bites |= np.logical_or.reduceat(is_set & ~counted, starts)
    question = draws.draw("question", 3, span="prompt")
    candidates = np.where(question == NUM_CHANGED, 1, options.counts)
    asked = options.offsets[:-1] + draws.draw("asked", candidates, span="prompt")
    changed = ints(options.sum(effective != default))
    value_asked = pick(values_of()[0], (first[option] + effective)[asked])
    answer = where(question == SOURCE_OF, pick(SOURCES, source[asked]), value_asked)
    return World(
        draws.draw("program", len(lexicon("technical_programs")), span="prompt"),
        num_sources, order, options, option, default, rule, ignored, limit, other, bites,
        cells, is_set, value, counted, source, effective, question, asked,
        where(question == NUM_CHANGED, changed, answer),
        knobs["colour"],
    )  # fmt: skip


def _draw_order(draws: Draws, num_sources: I64) -> I64:
    """The chain of each document: some sources in their usual order, two neighbours swapped or none."""
    table, begin = _chains()
    size = begin[num_sources + 1] - begin[num_sources]
    order: I64 = table[begin[num_sources] + draws.draw("subset", size, span="prompt")]
    high = draws.draw("swap", num_sources, span="prompt")
    low, every = np.maximum(high - 1, 0), np.arange(draws.num_docs)
    order[every, high], order[every, low] = order[every, low], order[every, high]
    return order


def _rules(
    draws: Draws, knobs: Knobs, options: Rows, order: I64, tables: tuple[I64, NDArray[np.bool_], I64]
) -> tuple[I64, I64, I64, I64]:
    """Rule, ignored source, limit and other option of each option; -1 where the option has no rule."""
    num_values, numeric, default = tables
    has = draws.chance("exception", knobs["exceptions"][options.doc], options, span="prompt")
    rows, at = Rows.of(options.sum(has)), np.flatnonzero(has)
    late = options.pos[at] > 0
    kind = draws.draw("rule", 1 + late + numeric[at], rows, span="prompt")
    kind = np.select([kind == 0, (kind == 1) & late], [IGNORES, HANGS], LIMIT)
    sources = np.where(kind == IGNORES, knobs["sources"][rows.doc], 1)
    room = np.where(kind == LIMIT, np.maximum(num_values[at] - 1 - default[at], 1), 1)
    before = np.where(kind == HANGS, options.pos[at], 1)
    rule, ignored, limit, other = (np.full(len(options), -1) for _ in range(4))
    rule[at] = kind
    ignored[at] = order[rows.doc, draws.draw("ignored", sources, rows, span="prompt")]
    limit[at] = default[at] + draws.draw("limit", room, rows, span="prompt")
    other[at] = options.offsets[rows.doc] + draws.draw("other", before, rows, span="prompt")
    return rule, ignored, limit, other


def _resolve(
    options: Rows, rules: tuple[I64, I64, I64], values: tuple[I64, I64]
) -> tuple[I64, NDArray[np.bool_]]:
    """The effective values, option k of all documents together, and where a rule changed them."""
    (rule, limit, other), (default, chosen) = rules, values
    effective = np.where(rule == LIMIT, np.minimum(chosen, limit), chosen)
    bites = effective != chosen
    for k in range(1, options.width):
        rows = np.flatnonzero((options.pos == k) & (rule == HANGS))
        held = effective[other[rows]] == default[other[rows]]
        effective[rows] = np.where(held, default[rows], chosen[rows])
        bites[rows] = held
    return effective, bites


def by_source(world: World) -> tuple[I64, I64, I64]:
    """The cells that are set, by source: their row, their rank in the chain, the row of their option."""
    at = np.flatnonzero(world.is_set)
    doc = world.cells.doc[at]
    rank = world.cells.pos[at] % world.num_sources[doc]
    order = np.lexsort((world.order[doc, rank], doc))
    at, rank, doc = at[order], rank[order], doc[order]
    return at, rank, world.options.offsets[doc] + world.cells.pos[at] // world.num_sources[doc]


def detail_of(world: World, first: I64) -> Strings:
    """What each option's rule is about: a source, a limit, or another option."""
    source = pick(SOURCES, np.maximum(world.ignored, 0))
    limit = pick(values_of()[0], first + np.maximum(world.limit, 0))
    other = pick(lexicon("technical_options")[0], world.option[np.maximum(world.other, 0)])
    return where(world.rule == IGNORES, source, where(world.rule == LIMIT, limit, other))
