"""A program as a file in its language: names, helpers, the function, comments, the calls that print."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Literal

import numpy as np
import pyarrow as pa

from dataforge.generators.base import Knobs
from dataforge.generators.code import _printer as out
from dataforge.generators.code import _program as ir
from dataforge.generators.code._helper_printer import (
    helper_texts,
)
from dataforge.generators.code._helpers import camel
from dataforge.generators.code._languages import CAMEL, NUM_LANGUAGES
from dataforge.generators.code._machine import Job, Run, run
from dataforge.generators.code._printer import COUNTDOWN_NAMES, name_table
from dataforge.text.columns import (
    Json,
    Picked,
    Strings,
    ints,
    join,
    json_list,
    json_tuple,
    where,
)
from dataforge.text.draws import Draws, below
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

MOST_CALLS = 6


@dataclass(frozen=True)
class Script:
    """Programs with names, a language and calls.

    Attributes:
        verb, noun: lines of `code_functions` and `code_variables`, the function's name.
        names: for each register a line of `name_table`, int64[num_docs, NUM_REGISTERS].
        copies: COPY lines a document has: a program with some declares its countdown.
        calls: one row a call; `arguments`, each at most `size`, is int64[num_calls, 3].
    """

    program: ir.Program
    language: I64
    verb: I64
    noun: I64
    names: I64
    copies: I64
    calls: Rows
    size: I64
    arguments: I64

    @cached_property
    def lines(self) -> tuple[out.Lines, I64]:
        """The lines of each function, and where among them the program's lines stand."""
        return out.function_lines(self.program, self.names, self.copies)

    @cached_property
    def name(self) -> Strings:
        """The name of each document's function, as its language writes names."""
        like = CAMEL[self.language]
        noun = Picked(_nouns(), self.noun + like * (len(_nouns()) // 2))
        return join(Picked(lexicon("code_functions")[0], self.verb), where(like, "", "_"), noun)


def draw_script(
    draws: Draws, knobs: Knobs, language: I64 | None = None, most_calls: int = MOST_CALLS
) -> Script:
    """Programs, their names and `most_calls` calls each, from the knobs of `draw_program`."""
    program = ir.draw_program(draws, knobs)
    copies = program.lines.sum(program.is_(ir.COPY))
    calls = Rows.of(np.full(len(copies), most_calls))
    given = Rows.of(program.params * calls.counts)
    # A look ahead: `run_calls` draws those of the calls that it runs, and these are the same.
    ahead = below(draws.hashes("argument", given), knobs["size"][given.doc].astype(np.uint64))
    return Script(
        program=program,
        language=draws.draw("language", NUM_LANGUAGES, span="prompt") if language is None else language,
        verb=draws.draw("function.verb", len(lexicon("code_functions")), span="prompt"),
        noun=draws.draw("function.noun", len(lexicon("code_variables")), span="prompt"),
        names=draw_names(draws, program, copies),
        copies=copies,
        calls=calls,
        size=knobs["size"],
        arguments=_by_call(given, program.params, ahead),
    )


def _by_call(given: Rows, params: I64, drawn: I64) -> I64:
    """Arguments a document, `params` of them a call, as a table a call; int64[num_calls, 3]."""
    counts = given.counts // params
    table = np.zeros((int(counts.sum()), 3), np.int64)
    call, place = given.pos // params[given.doc], given.pos % params[given.doc]
    table[Rows.of(counts).offsets[given.doc] + call, place] = 1 + drawn
    return table


def run_calls(
    draws: Draws,
    script: Script,
    work: I64,
    others: tuple[ir.Program, I64] | None = None,
    keep: Literal["", "trace", "tests"] = "",
) -> tuple[Script, Run]:
    """Run a script's calls until an amount of work is done, and draw the arguments of those that were run.

    Calls that were not run have no say in how many there are, so their arguments are never drawn.

    Args:
        others: programs that are run beside the script's, and how much their statements count.
        keep: what to keep of what happens: the trace of first calls, or how tests came out.
    """
    count = len(script.language)
    versions, weights = [script.program], [np.ones(count, np.int64)]
    if others is not None:
        versions, weights = [*versions, others[0]], [*weights, others[1]]
    table = script.arguments.reshape(count, -1, 3)
    ran = run(Job(versions, weights, table, work, keep == "trace", keep == "tests"))
    params = script.program.params
    given = Rows.of(params * ran.calls.counts)
    drawn = draws.draw("argument", script.size[given.doc], given, span="prompt")
    return replace(script, calls=ran.calls, arguments=_by_call(given, params, drawn)), ran


def draw_names(draws: Draws, program: ir.Program, copies: I64) -> I64:
    """A line of `name_table` for every register, int64[num_docs, NUM_REGISTERS]."""
    words = len(lexicon("code_variables"))
    named = Rows.of(program.params + program.num_locals)
    first = draws.draw("name", words, named, span="prompt")
    names = np.zeros((len(copies), ir.NUM_REGISTERS), np.int64)
    inside = named.pos - program.params[named.doc]
    names[named.doc, np.where(inside < 0, named.pos, ir.LOCAL + inside)] = _apart(named, first, words)
    names[:, ir.LOOP : ir.REST] = words + np.arange(3)
    some = Rows.of((copies > 0).astype(np.int64))
    names[some.doc, ir.REST] = (
        words + 3 + draws.draw("countdown.name", len(COUNTDOWN_NAMES), some, span="prompt")
    )
    return names


def _apart(rows: Rows, values: I64, n: int) -> I64:
    """The values, each moved on past those before it in its document until all differ."""
    matrix = rows.pad(values, -1)
    for k in range(1, rows.width):
        for _ in range(k):
            taken = (matrix[:, :k] == matrix[:, k : k + 1]).any(axis=1) & (matrix[:, k] >= 0)
            if not taken.any():
                break
            matrix[:, k] = np.where(taken, (matrix[:, k] + 1) % n, matrix[:, k])
    return rows.ravel(matrix)


@cache
def _nouns() -> Strings:
    words = lexicon("code_variables").words()
    return pa.array([*words, *(camel("_" + word) for word in words)])


def named(script: Script, first: int, count: I64) -> tuple[Rows, Picked]:
    """The names of `count` registers of each document from `first` on."""
    rows = Rows.of(count)
    return rows, Picked(name_table(), script.names[rows.doc, first + rows.pos])


def lines_of(script: Script, augmented: I64) -> out.Lines:
    """The lines of each function, first values and result included."""
    return script.lines[0].shortened(augmented)


def summands(script: Script) -> tuple[Rows, Picked]:
    """The names that are added up for the result: locals first, then parameters."""
    order = np.r_[ir.LOCAL : ir.LOOP, : ir.LOCAL]
    doc, place = np.nonzero(script.program.returned[:, order])
    rows = Rows.of(np.count_nonzero(script.program.returned, axis=1))
    return rows, Picked(name_table(), script.names[doc, order[place]])


def returned_sum(script: Script, language: I64 | None) -> Strings:
    """The sum that a function returns, `a + b`; as the check states it if there is no language."""
    rows, added = summands(script)
    if language is None:
        return rows.join(added.strings(), " + ")
    sigil = out.per_language("sigil", language[rows.doc])
    return rows.join(join(sigil, added), " + ")


def neutral_facts(script: Script) -> dict[str, Json | Strings]:
    """What the check says of a program: language, names, helpers, lines."""
    params, param = named(script, 0, script.program.params)
    lines, _ = script.lines
    return {
        "language": out.per_language("name", script.language).strings(),
        "function": script.name,
        "params": json_list(params, param.strings()),
        "helpers": json_list(
            script.program.helpers, Json(helper_texts(script.program, script.language, None))
        ),
        "program": Json(out.neutral_program(lines, script.language, returned_sum(script, None))),
    }


def calls_json(script: Script, *results: I64) -> Json:
    """The calls as the check states them: arguments, then what comes out."""
    given = Rows.of(script.program.params[script.calls.doc])
    arguments = json_list(given, script.arguments[given.doc, given.pos])
    return json_list(script.calls, json_tuple(arguments, *results))


def argument_lists(script: Script, language: I64) -> Strings:
    """`3, 5`, by call."""
    given = Rows.of(script.program.params[script.calls.doc])
    between = out.per_language("arguments", language[script.calls.doc][given.doc]).strings()
    before = where(given.pos > 0, between, "")
    return given.join(join(before, ints(script.arguments[given.doc, given.pos])))


def call_texts(script: Script) -> Strings:
    """`blend_pears(3, 5)`, by call."""
    plain = argument_lists(script, np.zeros_like(script.language))
    return join(Picked(script.name, script.calls.doc), "(", plain, ")")


def draw_augmented(draws: Draws, possible: I64) -> I64:
    """1 for documents that write `x += y`; drawn where there are lines that could."""
    short = Rows.of((possible > 0).astype(np.int64))
    augmented = np.zeros(len(possible), np.int64)
    augmented[short.doc] = draws.draw("augmented", 2, short, span="prompt")
    return augmented
