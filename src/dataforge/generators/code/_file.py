"""A program as a file in its language: names, helpers, the function, comments, the calls that print."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from dataforge.generators.base import Knobs
from dataforge.generators.code import _program as ir
from dataforge.generators.code._helpers import HELPERS
from dataforge.generators.code._printer import (
    LANGUAGES,
    body,
    fields_of,
    helper_frames,
    indent_of,
    listed,
    neutral_lines,
    per_language,
)
from dataforge.text.columns import Strings, ints, join, pick, where
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

COUNTDOWN_NAMES = ("rest", "left", "remaining", "pending", "todo", "surplus", "spare", "backlog")
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
    "{v} is now {a} modulo {n}", "what is left of {a} after division by {n}",
    "the remainder of {a} divided by {n}",
    "apply {h} to {a}", "let {h} deal with {a}", "{v} comes from {h}, given {a}",
    "apply {h} to {a} and {b}", "let {h} deal with {a} and {b}", "{v} comes from {h}, given {a} and {b}",
)  # fmt: skip
_WORDINGS = 3


@dataclass(frozen=True)
class Script:
    """Programs with names, a language and calls.

    Attributes:
        function: a line of `code_functions`.
        names: for each register a line of the table in `names_of`.
        copies: COPY lines a document has: a program with some declares its countdown.
        calls: one row a call; `arguments` is int64[num_calls, 3].
    """

    program: ir.Program
    language: I64
    function: I64
    names: I64
    copies: I64
    calls: Rows
    arguments: I64


def draw_script(draws: Draws, knobs: Knobs) -> Script:
    """Programs, their names and their calls, from the knobs of `draw_program` and `calls`."""
    program = ir.draw_program(draws, knobs)
    copies = program.lines.sum(program.is_(ir.COPY))
    calls = Rows.of(knobs["calls"])
    given = Rows.of(program.params * calls.counts)
    arguments = np.zeros((len(calls), 3), np.int64)
    call, place = given.pos // program.params[given.doc], given.pos % program.params[given.doc]
    drawn = 1 + draws.draw("argument", knobs["size"][given.doc], given, span="prompt")
    arguments[calls.offsets[given.doc] + call, place] = drawn
    return Script(
        program=program,
        language=draws.draw("language", len(LANGUAGES), span="prompt"),
        function=draws.draw("function", len(lexicon("code_functions")), span="prompt"),
        names=draw_names(draws, program, copies),
        copies=copies,
        calls=calls,
        arguments=arguments,
    )


def draw_names(draws: Draws, program: ir.Program, copies: I64) -> I64:
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


def names_of(script: Script) -> Strings:
    """The name of every register, string[num_docs * NUM_REGISTERS]."""
    table = pa.concat_arrays([lexicon("code_variables")[0], pa.array([*"ijk", *COUNTDOWN_NAMES])])
    return pick(table, script.names.ravel())


def function_name(script: Script) -> Strings:
    """The name of each document's function."""
    return pick(lexicon("code_functions")[0], script.function)


def some_names(script: Script, names: Strings, first: int, count: I64) -> tuple[Rows, Strings]:
    """The names of `count` registers of each document from `first` on."""
    rows = Rows.of(count)
    return rows, names.take(pa.array(rows.doc * ir.NUM_REGISTERS + first + rows.pos))


def starts(script: Script, names: Strings) -> tuple[Rows, Strings, I64]:
    """The variables that a function sets first, locals and perhaps a countdown, and their values."""
    program = script.program
    rows = Rows.of(program.num_locals + (script.copies > 0))
    register = np.where(rows.pos < program.num_locals[rows.doc], ir.LOCAL + rows.pos, ir.REST)
    values = np.pad(program.start, ((0, 0), (0, 1)))[rows.doc, np.where(register == ir.REST, 4, rows.pos)]
    return rows, names.take(pa.array(rows.doc * ir.NUM_REGISTERS + register)), values


def summands(script: Script, names: Strings) -> tuple[Rows, Strings]:
    """The names that are added up for the result: locals first, then parameters."""
    order = np.r_[ir.LOCAL : ir.LOOP, : ir.LOCAL]
    doc, place = np.nonzero(script.program.returned[:, order])
    rows = Rows.of(np.count_nonzero(script.program.returned, axis=1))
    return rows, names.take(pa.array(doc * ir.NUM_REGISTERS + order[place]))


def returned_text(script: Script, names: Strings) -> Strings:
    """The expression that a function returns: `a + b`, or `(a + b) % 97`."""
    rows, added = summands(script, names)
    total, modulus = rows.join(added, " + "), script.program.returns_modulus
    several = rows.counts > 1
    inner = join(where(several, "(", ""), total, where(several, ")", ""), " % ", ints(modulus))
    return where(modulus > 0, inner, total)


def neutral_body(script: Script, names: Strings) -> tuple[Rows, Strings]:
    """The whole body as the check states it: first values, lines, result."""
    rows, starting, values = starts(script, names)
    lines, text = neutral_lines(script.program, names)
    num_docs = rows.num_docs
    doc = np.concatenate([rows.doc, lines.doc, np.arange(num_docs)])
    every = pa.concat_arrays(
        [join("0 ", starting, " = ", ints(values)), text, join("0 return ", returned_text(script, names))]
    )
    order = np.argsort(doc, kind="stable")
    return Rows.of(rows.counts + lines.counts + 1), every.take(pa.array(order))


def call_texts(script: Script) -> Strings:
    """`blend(3, 5)`, by call."""
    given = Rows.of(script.program.params[script.calls.doc])
    arguments = given.join(ints(script.arguments[given.doc, given.pos]), ", ")
    return join(function_name(script).take(pa.array(script.calls.doc)), "(", arguments, ")")


def comments_of(draws: Draws, script: Script, names: Strings, percent: I64) -> Strings:
    """The comment above each line, '' for none."""
    program = script.program
    lines, assigns = program.lines, program.is_(ir.ASSIGN)
    spoken = np.zeros(len(lines), np.bool_)
    chances, some = percent[lines.doc[assigns]], Rows.of(lines.sum(assigns))
    spoken[assigns] = draws.chance("comment", chances, some, span="prompt")
    two = np.append(np.array([each.arity for each in HELPERS])[program.helper_id], 0)[program.call] == 2
    form = program.form + (program.form == ir.CALL) * two
    wording = ir.draw_some(draws, "comment.wording", _WORDINGS, lines, spoken)
    text = COMMENTS.render(np.where(spoken, form * _WORDINGS + wording, 0), fields_of(program, names))
    wrapped = join(text, ", modulo ", ints(program.wrap))
    return where(spoken, where(program.wrap > 0, wrapped, text), "")


def program_file(draws: Draws, script: Script, names: Strings, told: Strings, augmented: I64) -> Strings:
    """The program as a file."""
    program, language = script.program, script.language
    outer, inner = indent_of(language, np.zeros_like(language)), indent_of(language, np.ones_like(language))
    params, param = some_names(script, names, 0, program.params)
    spoken = language[params.doc]
    typed = params.join(per_language(lambda each: each.param).render(spoken, {"x": param}), ", ")
    head = per_language(lambda each: each.head).render(language, {"f": function_name(script), "p": typed})
    about = per_language(lambda each: each.about).render(language, {"e": _about(draws, script, names)})
    python = language == 0
    top = where(python, join(head, "\n", inner, about, "\n"), join(outer, about, "\n", outer, head, "\n"))
    rows, starting, values = starts(script, names)
    declared = per_language(lambda each: each.declare).render(
        language[rows.doc], {"lhs": starting, "e": values}
    )
    result = per_language(lambda each: each.result).render(language, {"e": returned_text(script, names)})
    return join(
        pick([each.before for each in LANGUAGES], language),
        _helpers(program, language),
        top,
        rows.join(join(inner.take(pa.array(rows.doc)), declared, "\n")),
        body(program, language, augmented, names, told),
        inner,
        result,
        "\n",
        where(python, "", join(outer, "}\n")),
        "\n",
        _main(script),
    )


def _helpers(program: ir.Program, language: I64) -> Strings:
    rows = program.helpers
    which = language[rows.doc] * len(HELPERS) + program.helper_id
    return rows.join(helper_frames().render(which, {"c": program.helper_number}))


def _main(script: Script) -> Strings:
    """What prints the results of the calls."""
    language, calls = script.language, script.calls
    spoken = language[calls.doc]
    printed = per_language(lambda each: each.call).render(spoken, {"e": call_texts(script)})
    depth = pick([each.unit * (bool(each.main[0]) + each.inside) for each in LANGUAGES], spoken)
    before, after = (pick([each.main[i] for each in LANGUAGES], language) for i in range(2))
    return join(before, calls.join(join(depth, printed, "\n")), after)


def _about(draws: Draws, script: Script, names: Strings) -> Strings:
    """The sentence that says what the function takes and returns."""
    program = script.program
    base = np.arange(len(program.params)) * ir.NUM_REGISTERS
    column = [names.take(pa.array(base + register)) for register in range(ir.LOOP)]
    params = listed(column[: ir.LOCAL], program.params)
    local = listed(column[ir.LOCAL :], program.num_locals)
    rows, added = summands(script, names)
    last = np.maximum(rows.offsets[1:] - 1, 0)
    column = [added.take(pa.array(np.minimum(rows.offsets[:-1] + i, last))) for i in range(rows.width)]
    total = listed(column, rows.counts)
    total = where(rows.counts > 1, join("the sum of ", total), total)
    modulus = program.returns_modulus
    result = where(modulus > 0, join(total, ", modulo ", ints(modulus)), total)
    form = draws.draw("about", len(ABOUT), span="prompt")
    return ABOUT.render(form, {"params": params, "locals": local, "result": result})


def draw_augmented(draws: Draws, possible: I64) -> I64:
    """1 for documents that write `x += y`; drawn where there are lines that could."""
    short = Rows.of((possible > 0).astype(np.int64))
    augmented = np.zeros(len(possible), np.int64)
    augmented[short.doc] = draws.draw("augmented", 2, short, span="prompt")
    return augmented
