"""A small program in one of five languages, a trace of its first call, and what it prints.

The program is drawn as lines of integer arithmetic with branches and bounded loops (`_program`), printed
in the document's language (`_printer`) and run by a machine that steps all programs of a batch together
(`_machine`). Harder means more lines, deeper shapes, more variables, helper functions, more calls and
fewer comments. The reader (`_reader`) parses the printed code, whatever its language, and runs it itself;
tests run the same code with the languages' own tools.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.code import _program as ir
from dataforge.generators.code._helpers import HELPERS
from dataforge.generators.code._machine import Run, run
from dataforge.generators.code._printer import (
    LANGUAGES,
    body,
    can_shorten,
    fields_of,
    helper_frames,
    indent_of,
    listed,
    neutral_helpers,
    neutral_lines,
    per_language,
)
from dataforge.generators.code._reader import read_document
from dataforge.text.columns import (
    Frames,
    Json,
    Strings,
    ints,
    join,
    json_list,
    json_object,
    json_tuple,
    pick,
    where,
)
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

COUNTDOWN_NAMES = ("rest", "left", "remaining", "pending", "todo", "surplus", "spare", "backlog")
OPENINGS = Frames(
    "What does this {lang} program print?",
    "Trace the {lang} function {f} by hand and give its output.",
    "Read the {lang} code below. Which values come out?",
    "Follow {f} step by step; the language is {lang}.",
    "Here is a {lang} function called {f}. Predict what is printed.",
    "Work out the output of the following {lang} program.",
    "A reviewer asks what {f} returns. The code is {lang}.",
    "Run this {lang} program in your head.",
    "Before running {f}, say what this {lang} code will print.",
    "The {lang} function {f} is short enough to trace on paper.",
    "Exercise: simulate this {lang} program and note its output.",
    "{lang}, one function to follow: {f}.",
)
ABOUT = Frames(
    "Return {result}, computed from {params}.",
    "Take {params} and return {result}.",
    "From {params}, work out {result}.",
    "Start with {params}; the result is {result}.",
    "Turn {params} into {result}.",
    "Update {locals} step by step and return {result}.",
    "Given {params}, give back {result}.",
    "Uses {params} only. Returns {result}.",
)
COMMENTS = Frames(
    "{v} is now {a} plus {b}", "put the sum of {a} and {b} into {v}", "take {a} and {b} together",
    "{v} is now {a} times {b}", "multiply {a} by {b}", "the product of {a} and {b} goes into {v}",
    "how far {a} is from {b}", "{v} is now the distance between {a} and {b}",
    "only the difference of {a} and {b} counts",
    "keep the larger of {a} and {b}", "{v} is now the maximum of {a} and {b}",
    "whichever is more, {a} or {b}",
    "keep the smaller of {a} and {b}", "{v} is now the minimum of {a} and {b}",
    "whichever is less, {a} or {b}",
    "{n} more than {a}", "{v} is now {a} plus {n}", "{a} with {n} on top",
    "{n} times {a}", "{v} is now {a} times {n}", "{a} taken {n} times",
    "{a} divided by {n}, rounded down", "how often {n} fits into {a}",
    "whole parts when {a} is shared among {n}",
    "{v} is now {a} modulo {n}", "what is left of {a} after division by {n}", "the remainder of {a} and {n}",
    "apply {h} to {a}", "let {h} deal with {a}", "{v} comes from {h}, given {a}",
    "apply {h} to {a} and {b}", "let {h} deal with {a} and {b}", "{v} comes from {h}, given {a} and {b}",
)  # fmt: skip
_WORDINGS = 3
HEADINGS = Frames(
    "Trace of {call}:",
    "Step by step, {call}:",
    "Values during {call}:",
    "{call}, line by line:",
    "What happens in {call}:",
    "Tracing {call}:",
)
SETTINGS = (" = ", ": ", " -> ", " := ")
GAPS = (", ", "; ", " | ")
ENDINGS = ("Output:", "It prints:", "Printed:", "The program prints:", "Result:")
PLAIN, FENCED, COMMENTED = range(3)


@dataclass(frozen=True)
class World:
    """Programs, the names in them, and what their calls return.

    Attributes:
        names: for each register a line of the table in `_names`.
        copies: COPY lines a document has: a program with some declares its countdown.
        comments: percent of the assignments that get a comment.
    """

    program: ir.Program
    language: I64
    function: I64
    names: I64
    copies: I64
    comments: I64
    calls: Rows
    arguments: I64
    run: Run


class FunctionTrace(Genre[World]):
    """A program, a trace, an output."""

    name = "function-trace"
    domain = "code"
    lexicons = ("code_variables", "code_functions")
    summary = "a small program in Python, JavaScript, C, Java or Rust, traced to its output"
    knobs = (
        Knob(
            "blocks",
            1,
            6,
            slack=17,
            least=1,
            most=40,
            meaning="statements and blocks at the top of the function",
        ),
        Knob(
            "shapes",
            3,
            22,
            least=1,
            most=len(ir.SHAPES),
            meaning="how many shapes of blocks there are to draw from",
        ),
        Knob("variables", 2, 7, least=2, most=7, meaning="parameters and locals"),
        Knob("helpers", 0, 2, most=len(HELPERS), meaning="helper functions"),
        Knob("calls", 1, 3, least=1, most=9, meaning="calls whose results are printed"),
        Knob("size", 9, 99, least=2, most=200, meaning="largest argument"),
        Knob("comments", 50, 15, most=100, meaning="percent of assignments with a comment above them"),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 10 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        program = ir.draw_program(draws, knobs)
        copies = program.lines.sum(program.is_(ir.COPY))
        calls = Rows.of(knobs["calls"])
        given = Rows.of(program.params * calls.counts)
        arguments = np.zeros((len(calls), 3), np.int64)
        call, place = given.pos // program.params[given.doc], given.pos % program.params[given.doc]
        drawn = 1 + draws.draw("argument", knobs["size"][given.doc], given, span="prompt")
        arguments[calls.offsets[given.doc] + call, place] = drawn
        return World(
            program=program,
            language=draws.draw("language", len(LANGUAGES), span="prompt"),
            function=draws.draw("function", len(lexicon("code_functions")), span="prompt"),
            names=_draw_names(draws, program, copies),
            copies=copies,
            comments=knobs["comments"],
            calls=calls,
            arguments=arguments,
            run=run(program, calls, arguments),
        )

    def check(self, world: World) -> Json:
        program, names = world.program, _names(world)
        helpers = neutral_helpers().render(program.helper_id, {"c": program.helper_number})
        given = Rows.of(program.params[world.calls.doc])
        arguments = json_list(given, world.arguments[given.doc, given.pos])
        return json_object(
            {
                "kind": "function-trace",
                "language": pick([each.name for each in LANGUAGES], world.language),
                "function": _function(world),
                "params": json_list(*_some_names(world, names, 0, program.params)),
                "helpers": json_list(program.helpers, helpers),
                "program": json_list(*_neutral(world, names)),
                "calls": json_list(world.calls, json_tuple(arguments, world.run.result)),
                "answer": world.calls.join(ints(world.run.result), ", "),
            }
        )

    def cost(self, world: World) -> I64:
        return world.calls.sum(world.run.steps)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        names, language = _names(world), world.language
        mode = draws.draw("mode", 3, span="prompt")
        comment = pick([each.comment for each in LANGUAGES], language)
        mark = where(mode == COMMENTED, comment, "")
        fence = pick([each.fence for each in LANGUAGES], language)
        opening = OPENINGS.render(
            draws.draw("opening", len(OPENINGS), span="prompt"),
            {"lang": pick([each.name for each in LANGUAGES], language), "f": _function(world)},
        )
        fenced = mode == FENCED
        code = _file(draws, world, names)
        first = pa.array(world.calls.offsets[:-1])
        heading = HEADINGS.render(
            draws.draw("heading", len(HEADINGS), span="reasoning"), {"call": _calls(world).take(first)}
        )
        listing = pick(ENDINGS, draws.draw("ending", len(ENDINGS), span="answer"))
        upright = draws.draw("upright", 2, span="answer") == 1
        between = where(upright, join("\n", mark), ", ")
        between_rows = where(world.calls.pos > 0, between.take(pa.array(world.calls.doc)), "")
        results = world.calls.join(join(between_rows, ints(world.run.result)))
        return [
            Segment(
                "prompt",
                join(
                    mark,
                    opening,
                    "\n\n",
                    where(fenced, join("```", fence, "\n"), ""),
                    code,
                    where(fenced, "```\n", ""),
                    "\n",
                ),
            ),
            Segment("reasoning", join(mark, heading, _trace(draws, world, names, mark), "\n")),
            Segment("answer", join(mark, listing, where(upright, join("\n", mark), " "), results)),
        ]

    def extract(self, text: str) -> Any:
        return read_document(text)


def _draw_names(draws: Draws, program: ir.Program, copies: I64) -> I64:
    """A line of the table in `_names` for every register, int64[num_docs, NUM_REGISTERS]."""
    words = len(lexicon("code_variables"))
    named = Rows.of(program.params + program.num_locals)
    drawn = draws.distinct("name", words, named, span="prompt")
    names = np.zeros((len(copies), ir.NUM_REGISTERS), np.int64)
    inside = named.pos - program.params[named.doc]
    names[named.doc, np.where(inside < 0, named.pos, ir.LOCAL + inside)] = drawn
    names[:, ir.LOOP : ir.REST] = words + np.arange(3)
    some = Rows.of((copies > 0).astype(np.int64))
    names[some.doc, ir.REST] = (
        words + 3 + draws.draw("countdown.name", len(COUNTDOWN_NAMES), some, span="prompt")
    )
    return names


def _names(world: World) -> Strings:
    """The name of every register, string[num_docs * NUM_REGISTERS]."""
    table = pa.concat_arrays([lexicon("code_variables")[0], pa.array([*"ijk", *COUNTDOWN_NAMES])])
    return pick(table, world.names.ravel())


def _function(world: World) -> Strings:
    return pick(lexicon("code_functions")[0], world.function)


def _some_names(world: World, names: Strings, first: int, count: I64) -> tuple[Rows, Strings]:
    """The names of `count` registers of each document from `first` on."""
    rows = Rows.of(count)
    return rows, names.take(pa.array(rows.doc * ir.NUM_REGISTERS + first + rows.pos))


def _starts(world: World, names: Strings) -> tuple[Rows, Strings, I64]:
    """The variables that a function sets first, locals and perhaps a countdown, and their values."""
    program = world.program
    rows = Rows.of(program.num_locals + (world.copies > 0))
    register = np.where(rows.pos < program.num_locals[rows.doc], ir.LOCAL + rows.pos, ir.REST)
    values = np.pad(program.start, ((0, 0), (0, 1)))[rows.doc, np.where(register == ir.REST, 4, rows.pos)]
    return rows, names.take(pa.array(rows.doc * ir.NUM_REGISTERS + register)), values


def _returned(world: World, names: Strings) -> Strings:
    """The expression that a function returns: `a + b`, or `(a + b) % 97`."""
    rows, local = _some_names(world, names, ir.LOCAL, world.program.num_locals)
    total, modulus = rows.join(local, " + "), world.program.returns_modulus
    several = world.program.num_locals > 1
    inner = join(where(several, "(", ""), total, where(several, ")", ""), " % ", ints(modulus))
    return where(modulus > 0, inner, total)


def _neutral(world: World, names: Strings) -> tuple[Rows, Strings]:
    """The whole body as the check states it: first values, lines, result."""
    rows, starting, values = _starts(world, names)
    lines, text = neutral_lines(world.program, names)
    num_docs = rows.num_docs
    doc = np.concatenate([rows.doc, lines.doc, np.arange(num_docs)])
    every = pa.concat_arrays(
        [join("0 ", starting, " = ", ints(values)), text, join("0 return ", _returned(world, names))]
    )
    order = np.argsort(doc, kind="stable")
    return Rows.of(rows.counts + lines.counts + 1), every.take(pa.array(order))


def _calls(world: World) -> Strings:
    """`blend(3, 5)`, by call."""
    given = Rows.of(world.program.params[world.calls.doc])
    arguments = given.join(ints(world.arguments[given.doc, given.pos]), ", ")
    return join(_function(world).take(pa.array(world.calls.doc)), "(", arguments, ")")


def _comments(draws: Draws, world: World, names: Strings) -> Strings:
    """The comment above each line, '' for none."""
    program = world.program
    lines, assigns = program.lines, program.is_(ir.ASSIGN)
    spoken = np.zeros(len(lines), np.bool_)
    percent = world.comments[lines.doc[assigns]]
    spoken[assigns] = draws.chance("comment", percent, Rows.of(lines.sum(assigns)), span="prompt")
    two = np.append(np.array([each.arity for each in HELPERS])[program.helper_id], 0)[program.call] == 2
    form = program.form + (program.form == ir.CALL) * two
    wording = ir.draw_some(draws, "comment.wording", _WORDINGS, lines, spoken)
    text = COMMENTS.render(np.where(spoken, form * _WORDINGS + wording, 0), fields_of(program, names))
    wrapped = join(text, ", modulo ", ints(program.wrap))
    return where(spoken, where(program.wrap > 0, wrapped, text), "")


def _file(draws: Draws, world: World, names: Strings) -> Strings:
    """The program as a file."""
    program, language = world.program, world.language
    outer, inner = indent_of(language, np.zeros_like(language)), indent_of(language, np.ones_like(language))
    params, param = _some_names(world, names, 0, program.params)
    spoken = language[params.doc]
    typed = params.join(per_language(lambda each: each.param).render(spoken, {"x": param}), ", ")
    head = per_language(lambda each: each.head).render(language, {"f": _function(world), "p": typed})
    about = per_language(lambda each: each.about).render(language, {"e": _about(draws, world, names)})
    python = language == 0
    top = where(python, join(head, "\n", inner, about, "\n"), join(outer, about, "\n", outer, head, "\n"))
    rows, starting, values = _starts(world, names)
    declared = per_language(lambda each: each.declare).render(
        language[rows.doc], {"lhs": starting, "e": values}
    )
    result = per_language(lambda each: each.result).render(language, {"e": _returned(world, names)})
    short = Rows.of((program.lines.sum(can_shorten(program)) > 0).astype(np.int64))
    augmented = np.zeros(len(language), np.int64)
    augmented[short.doc] = draws.draw("augmented", 2, short, span="prompt")
    return join(
        pick([each.before for each in LANGUAGES], language),
        _helpers(program, language),
        top,
        rows.join(join(inner.take(pa.array(rows.doc)), declared, "\n")),
        body(program, language, augmented, names, _comments(draws, world, names)),
        inner,
        result,
        "\n",
        where(python, "", join(outer, "}\n")),
        "\n",
        _main(world),
    )


def _helpers(program: ir.Program, language: I64) -> Strings:
    rows = program.helpers
    which = language[rows.doc] * len(HELPERS) + program.helper_id
    return rows.join(helper_frames().render(which, {"c": program.helper_number}))


def _main(world: World) -> Strings:
    """What prints the results of the calls."""
    language, calls = world.language, world.calls
    spoken = language[calls.doc]
    printed = per_language(lambda each: each.call).render(spoken, {"e": _calls(world)})
    depth = pick([each.unit * (bool(each.main[0]) + each.inside) for each in LANGUAGES], spoken)
    before, after = (pick([each.main[i] for each in LANGUAGES], language) for i in range(2))
    return join(before, calls.join(join(depth, printed, "\n")), after)


def _about(draws: Draws, world: World, names: Strings) -> Strings:
    """The sentence that says what the function takes and returns."""
    program = world.program
    base = np.arange(len(program.params)) * ir.NUM_REGISTERS
    column = [names.take(pa.array(base + register)) for register in range(ir.LOOP)]
    params = listed(column[: ir.LOCAL], program.params)
    local = listed(column[ir.LOCAL :], program.num_locals)
    total = where(program.num_locals > 1, join("the sum of ", local), local)
    modulus = program.returns_modulus
    result = where(modulus > 0, join(total, ", modulo ", ints(modulus)), total)
    form = draws.draw("about", len(ABOUT), span="prompt")
    return ABOUT.render(form, {"params": params, "locals": local, "result": result})


def _trace(draws: Draws, world: World, names: Strings, mark: Strings) -> Strings:
    """The values of the first call: a line for each statement or pass of an outer loop."""
    program, events, line = world.program, world.run.events, world.run.event_line
    setting = pick(SETTINGS, draws.draw("setting", len(SETTINGS), span="reasoning"))
    gap = pick(GAPS, draws.draw("gap", len(GAPS), span="reasoning"))
    break_ = join("\n", mark)
    doc = pa.array(events.doc)
    name = names.take(pa.array(events.doc * ir.NUM_REGISTERS + program.target[line]))
    depth, item = program.depth[line], program.item[line]
    ends_line = (program.kind[line] == ir.SHRINK) & (depth == 1) | (program.kind[line] == ir.COPY) & (
        depth == 0
    )
    fresh = (depth == 0) | (events.pos == 0) | np.roll(ends_line, 1) | (item != np.roll(item, 1))
    lead = where(fresh, break_.take(doc), gap.take(doc))
    told = events.join(join(lead, name, setting.take(doc), ints(world.run.event_value)))
    params, param = _some_names(world, names, 0, program.params)
    given = world.arguments[world.calls.offsets[params.doc], params.pos]
    rows, starting, values = _starts(world, names)
    entry = join(param, setting.take(pa.array(params.doc)), ints(given), gap.take(pa.array(params.doc)))
    first_gap = where(rows.pos > 0, gap.take(pa.array(rows.doc)), "")
    local = join(first_gap, starting, setting.take(pa.array(rows.doc)), ints(values))
    result = ints(world.run.result[world.calls.offsets[:-1]])
    return join(break_, "start: ", params.join(entry), rows.join(local), told, break_, "return ", result)
