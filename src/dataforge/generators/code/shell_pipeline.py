"""A file of records, pipelines of small commands over it, and their output.

Records and commands are drawn; all pipelines of a batch run together, stage k of all of them at once, on a
matrix of record numbers. Harder means more records, more pipelines and longer ones. The reader
(`_shell_reader`) runs the commands on lists of lines; a test asks bash.
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
from dataforge.generators.code._shell_reader import read_shell
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
    where,
)
from dataforge.text.draws import Draws, below
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

Bools = NDArray[np.bool_]
NUM_ITEMS = 4
LINE, NAME, ITEM, NUMBER = range(4)  # what a line of the stream is: a whole record or one of its fields
GREP, GREP_V, DIGIT, DIGIT_V, SORT, SORT_R, CUT, UNIQ, HEAD, TAIL, COUNT = range(11)
# What may follow: while lines are whole records, then when they are one field.
_ALLOWED = (
    (GREP, GREP_V, DIGIT, DIGIT_V, SORT, SORT_R, CUT, HEAD, TAIL),
    (SORT, SORT_R, UNIQ, HEAD, TAIL),
)
_COUNTS = np.array([len(each) for each in _ALLOWED])
_TABLE = np.array([each + (0,) * (9 - len(each)) for each in _ALLOWED])
COMMANDS = Frames(
    "grep ' {w} '", "grep -v ' {w} '", "grep ' {d}'", "grep -v ' {d}'", "sort", "sort -r",
    "cut -d ' ' -f {f}", "uniq", "head -n {n}", "tail -n {n}", "wc -l",
)  # fmt: skip
OPENINGS = Frames(
    "[What|Which lines] [do|will] [these|the following] [pipelines|commands] print, given {file}?",
    "[Run|Evaluate|Work out] the [pipelines|commands] on {file} [by hand|without a shell|in your head].",
    "[The|This] file {file} is [short|small] enough to [filter|process] [by eye|on paper].",
    "[A|One] file, {file}, and [what|the commands that] [somebody|a colleague|an intern] [typed|ran] "
    "[over|on] it.",
    "[Predict|State|Find] what the shell [says|prints] [for|about] {file}[, command by command|].",
    "[Suppose|Say|Imagine] {file} [is|lies] in the current [folder|directory]. [What comes out|What is "
    "the output]?",
    "[Before|Without] [running|trying] them, say what [each|every] pipeline over {file} [prints|writes].",
    "[Records|Lines] of {file}, passed through [pipelines|a few commands]: [what remains|what is left]?",
    "[In|Inside] {file} [there are|stand] [a few|some] records; [pipelines|commands] [read|search] them. "
    "[Results|Output]?",
    "[My|Our|Her] [notes|files] [include|have] {file}. [Say|Tell] what [these|the] one-liners [make "
    "of|find in] it.",
    "[Filter|Process|Work through] it [on paper|by hand]: what comes out of {file}?",
    "{file} [was|is] [sliced|filtered|searched] with [small|plain] [tools|commands]. [Give|Note] "
    "the [results|output].",
    "[Someone|A script|Our job] [reads|filters] {file} [each night|every hour]. What does it [print|see]?",
)
STAGES = Frames("[{k} left|{k} kept|{k} remaining|leaves {k}|now {k}]")
LEADS = Frames("[Lines|Counts|Stage by stage|Along the pipe|In between|Step by step]")
ENDS = Frames("[Answer|Last output|Output|Finally|The last one prints|So the last gives]: {v}")
FILES = (
    "log",
    "list",
    "data",
    "report",
    "stock",
    "records",
    "entries",
    "export",
    "dump",
    "table",
    "notes",
    "sheet",
)


@dataclass(frozen=True)
class World:
    """Files and pipelines.

    Attributes:
        file, items: names; items is int64[num_docs, NUM_ITEMS], lines of `code_variables`.
        rows: one row a record; `name`, `item` (a column of items), `number`.
        pipes: one row a pipeline; stages: one row a command of a pipeline, its rows' "documents" pipelines.
        command, item_of, digit, field, count: what each command is.
        left: lines after each stage; before: lines it reads.
        order, size, view: what a pipeline prints, record numbers int64[num_pipes, width], and as what.
    """

    file: I64
    file_kind: I64
    items: I64
    rows: Rows
    name: I64
    item: I64
    number: I64
    pipes: Rows
    stages: Rows
    command: I64
    item_of: I64
    digit: I64
    field: I64
    count: I64
    before: I64
    left: I64
    order: I64
    size: I64
    view: I64
    talk: I64


class ShellPipeline(Genre[World]):
    """A file, pipelines, output."""

    name = "shell-pipeline"
    domain = "code"
    lexicons = ("code_variables", *sorted({*TALK_LEXICONS, "en_given_names"}))
    summary = "a file of records, pipelines of grep, sort, cut and their like over it, what they print"
    knobs = (
        Knob("pipes", 1, 5, least=1, most=20, meaning="pipelines"),
        Knob("rows", 5, 20, slack=8, least=3, most=60, meaning="records in the file"),
        Knob("stages", 2, 5, least=1, most=9, meaning="commands of a pipeline"),
        Knob("talk", 6, 6, slack=100, most=30, meaning="sentences of what people say about it"),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 10 * int(self.knobs[1].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        n, words = draws.num_docs, len(lexicon("code_variables")) // NUM_ITEMS
        rows, pipes = Rows.of(knobs["rows"]), Rows.of(knobs["pipes"])
        stages = Rows.of(knobs["stages"][pipes.doc])  # by pipeline
        by_doc = Rows.of(pipes.sum(stages.counts))  # the same rows, by document
        four = Rows.of(np.full(n, NUM_ITEMS))
        items = draws.draw("items", words, four, span="prompt").reshape(n, -1) + words * np.arange(NUM_ITEMS)
        command, field = _commands(draws, pipes, stages, by_doc)
        short = (command == HEAD) | (command == TAIL)
        picks = (command == GREP) | (command == GREP_V)
        digits = (command == DIGIT) | (command == DIGIT_V)
        fixed: dict[str, Any] = {
            "rows": rows,
            "pipes": pipes,
            "stages": stages,
            "items": items,
            "name": draws.distinct("name", len(lexicon("en_given_names")), rows, span="prompt"),
            "item": draws.draw("item", NUM_ITEMS, rows, span="prompt"),
            "number": 100 + draws.draw("number", 400, rows, span="prompt"),
            "command": command,
            "field": field,
            "item_of": draw_some(draws, "grep", NUM_ITEMS, by_doc, picks),
            "digit": 1 + draw_some(draws, "digit", 4, by_doc, digits),
            "count": 1
            + draw_some(draws, "count", np.maximum(knobs["rows"] // 2, 1)[by_doc.doc], by_doc, short),
        }
        return World(
            file=draws.draw("file", len(lexicon("code_variables")), span="prompt"),
            file_kind=draws.draw("file.kind", len(FILES), span="prompt"),
            talk=knobs["talk"],
            **{**fixed, **_run(fixed)},
        )

    def check(self, world: World) -> Json:
        name, item = _words(world)
        rows = json_tuple(name.strings(), item.strings(), world.number)
        commands = json_list(world.stages, json_tuple(_command(world), world.left))
        outputs = json_list(world.pipes, json_tuple(commands, _printed(world)))
        return json_object(
            {
                "kind": "shell-pipeline",
                "file": _file(world),
                "rows": json_list(world.rows, rows),
                "pipelines": outputs,
                "answer": _printed(world).take(pa.array(world.pipes.offsets[1:] - 1)),
            }
        )

    def cost(self, world: World) -> I64:
        return world.pipes.sum(world.stages.sum(world.before + 1))

    def render(self, draws: Draws, world: World) -> list[Segment]:
        file = _file(world)
        opening = OPENINGS.say(draws, "opening", None, {"file": file}, span="prompt")
        asked = introduced(draws, opening, world.talk)
        name, item = _words(world)
        records = world.rows.join(join(name, " ", item, " ", world.number, "\n"))
        link = where(world.stages.pos > 0, " | ", "")
        piped = world.stages.join(join(link, _command(world)))
        single = world.stages.counts[world.pipes.offsets[:-1]] == 1
        cat = draws.draw("cat", np.where(single, 3, 2), span="prompt")[world.pipes.doc]
        named = {"file": Picked(file, world.pipes.doc), "p": piped}
        start = Frames("cat {file} | {p}", "< {file} {p}", "{p} < {file}").render(cat, named)
        commands = world.pipes.join(join("$ ", start, "\n"))
        by_doc = Rows.of(world.pipes.sum(world.stages.counts))
        said = STAGES.say(draws, "said", by_doc, {"k": world.left}, span="reasoning")
        along = world.stages.join(join(where(world.stages.pos > 0, ", ", ""), said))
        lead = LEADS.say(draws, "lead", world.pipes, {}, span="reasoning")
        printed = _printed(world)
        lines = world.pipes.join(
            join(world.pipes.pos + 1, ") ", lead, ": ", along, ". Prints: ", printed, "\n")
        )
        last = printed.take(pa.array(world.pipes.offsets[1:] - 1))
        end = ENDS.say(draws, "end", None, {"v": last}, span="answer")
        prompt = join(asked, "\n\n```\n", records, "```\n\n```bash\n", commands, "```\n\n")
        return [Segment("prompt", prompt), Segment("reasoning", lines), Segment("answer", end)]

    def extract(self, text: str) -> Any:
        return read_shell(text)


def _commands(draws: Draws, pipes: Rows, stages: Rows, by_doc: Rows) -> tuple[I64, I64]:
    """The commands of every pipeline, and which field a cut takes; the last one may count."""
    hashes = stages.pad(draws.hashes("command", by_doc))
    counts, command = np.ones(hashes.shape, np.int64), np.zeros(hashes.shape, np.int64)
    cut = np.zeros(stages.num_docs, np.int64)
    for k in range(stages.width):
        counts[:, k] = _COUNTS[cut]
        command[:, k] = _TABLE[cut, below(hashes[:, k], counts[:, k].astype(np.uint64))]
        cut = np.maximum(cut, command[:, k] == CUT)
    counts_end = np.zeros(len(stages), np.bool_)
    counts_end[stages.last] = draws.chance("counts", 30, pipes, span="prompt")
    flat = stages.ravel(command)
    draws.draw("command", np.where(counts_end, 1, stages.ravel(counts)), by_doc, span="prompt")
    flat = np.where(counts_end, COUNT, flat)
    return flat, 1 + draw_some(draws, "field", 3, by_doc, flat == CUT)


def _run(world: dict[str, Any]) -> dict[str, I64]:
    """What every pipeline prints, stage k of all together."""
    rows, pipes, stages = world["rows"], world["pipes"], world["stages"]
    doc = pipes.doc
    width = rows.width
    ranks = np.stack([_rank()[world["name"]], _rank()[world["name"]], _item_rank(world), world["number"]])
    keys = np.stack([rows.pad(each, -1)[doc] for each in ranks])
    item, number = rows.pad(world["item"])[doc], rows.pad(world["number"])[doc]
    order = np.tile(np.arange(width), (len(doc), 1))
    size, view = rows.counts[doc], np.zeros(len(doc), np.int64)
    names = ("command", "item_of", "digit", "field", "count")
    code = {name: stages.pad(world[name], -1) for name in names}
    before, left = np.zeros(code["command"].shape, np.int64), np.zeros(code["command"].shape, np.int64)
    every = np.arange(len(doc))
    for k in range(stages.width):
        command, now = code["command"][:, k], {name: column[:, k, None] for name, column in code.items()}
        before[:, k] = size
        key, here, digit = (
            np.take_along_axis(each, order, axis=1) for each in (keys[view, every], item, number // 100)
        )
        keep = _kept(now, key, (here == now["item_of"], digit == now["digit"]), size[:, None])
        turn = np.where(command == SORT_R, -1, 1)[:, None]
        sorts = ((command == SORT) | (command == SORT_R))[:, None]
        rank = np.where(keep, np.where(sorts, key * turn, np.arange(width)), 2**40)
        order = np.take_along_axis(order, np.argsort(rank, axis=1, kind="stable"), axis=1)
        size = keep.sum(axis=1)
        left[:, k] = np.where(command == COUNT, 1, size)
        view = np.where(command == CUT, code["field"][:, k], view)
    return {
        "before": stages.ravel(before),
        "left": stages.ravel(left),
        "order": order,
        "size": size,
        "view": view,
    }


def _kept(now: dict[str, I64], key: I64, tests: tuple[Bools, Bools], size: I64) -> Bools:
    """Which lines a stage lets through, bool[num_pipes, width].

    Args:
        now: the stage of each pipeline, a column each.
        key: what it looks at, line by line in the order that they have.
        tests: whether a line has the item, and whether it has the digit, that the stage looks for.
        size: how many lines come in, a column.
    """
    (same, starts), at = tests, np.arange(key.shape[1])
    whole = np.ones(key.shape, np.bool_)
    first = whole.copy()
    first[:, 1:] = key[:, 1:] != key[:, :-1]
    command, n = now["command"], now["count"]
    by_command = [same, ~same, starts, ~starts, whole, whole, whole, first, at < n, at >= size - n, whole]
    return np.asarray((at < size) & np.choose(np.where(command < 0, CUT, command), by_command))


@cache
def _rank() -> I64:
    """Where each given name stands in the order of its bytes."""
    words = lexicon("en_given_names").words()
    rank = np.empty(len(words), np.int64)
    rank[sorted(range(len(words)), key=lambda i: words[i])] = np.arange(len(words))
    return rank


@cache
def _noun_rank() -> I64:
    words = lexicon("code_variables").words()
    rank = np.empty(len(words), np.int64)
    rank[sorted(range(len(words)), key=lambda i: words[i])] = np.arange(len(words))
    return rank


def _item_rank(world: dict[str, Any]) -> I64:
    items: I64 = world["items"][world["rows"].doc, world["item"]]
    return _noun_rank()[items]


def _file(world: World) -> Strings:
    return join(
        Picked(lexicon("code_variables")[0], world.file),
        "_",
        Picked(pa.array(FILES), world.file_kind),
        ".txt",
    )


def _words(world: World) -> tuple[Picked, Picked]:
    item = Picked(lexicon("code_variables")[0], world.items[world.rows.doc, world.item])
    return Picked(lexicon("en_given_names")[0], world.name), item


def _command(world: World) -> Strings:
    doc = world.pipes.doc[world.stages.doc]
    fields: dict[str, Field] = {
        "w": Picked(lexicon("code_variables")[0], world.items[doc, world.item_of]),
        "d": world.digit,
        "f": world.field,
        "n": world.count,
    }
    return COMMANDS.render(world.command, fields)


def _printed(world: World) -> Strings:
    """What a pipeline prints, lines joined by ` / `."""
    counts = world.command[world.stages.offsets[1:] - 1] == COUNT
    some = Rows.of(np.where(counts, 0, world.size))
    doc = world.pipes.doc[some.doc]
    row = world.rows.offsets[doc] + world.order[some.doc, some.pos]
    name = lexicon("en_given_names")[0].take(pa.array(world.name[row]))
    item = lexicon("code_variables")[0].take(pa.array(world.items[doc, world.item[row]]))
    number = ints(world.number[row])
    text = Frames("{a} {b} {c}", "{a}", "{b}", "{c}").render(
        world.view[some.doc], {"a": name, "b": item, "c": number}
    )
    listed = some.join(text, " / ")
    return where(counts, ints(world.size), where(world.size == 0, "nothing", listed))
