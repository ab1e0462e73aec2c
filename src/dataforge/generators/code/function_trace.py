"""A small program in one of thirteen languages, a trace of its first call, and what it prints.

The program is drawn as lines of integer arithmetic with branches and bounded loops (`_program`), printed
in the document's language (`_printer`) and run by a machine that steps all programs of a batch together
(`_machine`). Harder means more statements to run: more lines, deeper shapes, more variables, helper
functions, more calls; what is said around the program, and how much of the trace is shown, varies at every
level. The reader (`_reader`) parses the printed code, whatever its language, and runs it itself; tests run
the same code with the languages' own tools.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.code import _program as ir
from dataforge.generators.code._file import (
    Script,
    call_texts,
    calls_json,
    draw_augmented,
    draw_script,
    named,
    neutral_facts,
    run_calls,
)
from dataforge.generators.code._helpers import HELPERS
from dataforge.generators.code._listing import comments_of, program_file
from dataforge.generators.code._machine import Run
from dataforge.generators.code._printer import can_shorten, name_table, per_language
from dataforge.generators.code._reader import read_document
from dataforge.generators.code._talk import TALK_LEXICONS, introduced
from dataforge.text.columns import Json, Picked, Strings, ints, join, json_object, pick, where
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.rows import I64, Rows

OPENINGS = Frames(
    "What does [this|this small|this short|this little] {lang} program [print|write out|output]?",
    "[Trace|Follow|Walk through] the {lang} function {f} [by hand|on paper|without a computer] and "
    "[give|note|state] its output.",
    "[Read|Study|Look at] the {lang} code [below|that follows]. Which [values|numbers] [come out|are "
    "printed]?",
    "[Follow|Trace|Track] {f} [step by step|line by line|statement by statement]; the language is {lang}.",
    "[Here is|This is|Below is] a {lang} function [called|named] {f}. [Predict|Say|Find out] what is "
    "printed.",
    "[Work out|Find|Determine|Derive] the output of the [following|next] program[ below|], which defines "
    "{f} in "
    "{lang}.",
    "A [reviewer|colleague|student|tester] asks what {f} returns. The code is {lang}.",
    "[Run|Execute|Play through] this {lang} program [in your head|by hand|on paper], {f} and all.",
    "Before [running|trying|calling] {f}, [say|note|guess and check] what this {lang} code will print.",
    "The {lang} function {f} is [short|simple|small] enough to [trace|follow|check] [on paper|by hand].",
    "[Exercise|Task|Problem|Homework]: [simulate|trace|run by hand] {f}, written in {lang}, and [note|give] "
    "its output.",
    "{lang}, one function to [follow|trace|understand]: {f}.",
    "{f} is [a|one] {lang} function. [Calls|Some calls] of it are [printed|shown] [below|at the end]; "
    "[give|find] "
    "their [results|values].",
)
HEADINGS = Frames(
    "[Trace|A trace|The trace|Protocol] of {call}:",
    "[Step by step|One by one|In order], {call}:",
    "[Values|Variables|What changes] [during|in] {call}:",
    "{call}, [line by line|in detail|as it runs]:",
    "What [happens|is set|goes on] in {call}:",
    "[Tracing|Following|Running] {call}:",
)
SETTINGS = (" = ", ": ", " -> ", " := ", "=", " is ")
GAPS = (", ", "; ", " | ", "  ", " / ")
ENDINGS = Frames(
    "[Output|Printed|Result|Results|Prints|Answer|So it prints|It prints|The program prints|Altogether]:"
)
PLAIN, FENCED, COMMENTED = range(3)
_COMMENTED = 45  # percent of assignments with a comment above them


@dataclass(frozen=True)
class World:
    """Programs, what their calls do, sentences of talk."""

    script: Script
    talk: I64
    run: Run


class FunctionTrace(Genre[World]):
    """A program, a trace, an output."""

    name = "function-trace"
    domain = "code"
    lexicons = ("code_variables", "code_functions", *TALK_LEXICONS)
    summary = "a small program in one of thirteen languages, traced to its output"
    knobs = (
        Knob("work", 9, 130, least=4, meaning="statements to run, about"),
        Knob(
            "blocks",
            1,
            4,
            slack=30,
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
        Knob("variables", 2, 6, least=2, most=7, meaning="parameters and locals"),
        Knob("helpers", 0, 2, most=len(HELPERS), meaning="helper functions"),
        Knob("size", 9, 99, least=2, most=200, meaning="largest argument"),
        Knob("talk", 4, 4, slack=100, most=30, meaning="sentences of what people say about the program"),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 10 * int(self.knobs[1].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        script, ran = run_calls(draws, draw_script(draws, knobs), knobs["work"], keep="trace")
        return World(script, knobs["talk"], ran)

    def check(self, world: World) -> Json:
        script = world.script
        return json_object(
            {
                "kind": "function-trace",
                **neutral_facts(script),
                "calls": calls_json(script, world.run.results[0]),
                "answer": script.calls.join(ints(world.run.results[0]), ", "),
            }
        )

    def cost(self, world: World) -> I64:
        return world.script.calls.sum(world.run.steps)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        script, language = world.script, world.script.language
        mode = draws.draw("mode", 3, span="prompt")
        mark = where(mode == COMMENTED, per_language("comment", language).strings(), "")
        opening = OPENINGS.say(
            draws,
            "opening",
            None,
            {
                "lang": per_language("name", language),
                "f": script.name,
            },
            span="prompt",
        )
        asked = introduced(draws, opening, world.talk, mark)
        fenced = mode == FENCED
        augmented = draw_augmented(draws, script.program.lines.sum(can_shorten(script.program)))
        code = program_file(
            draws, script, comments_of(draws, script, np.full(len(language), _COMMENTED)), augmented
        )
        first = Picked(call_texts(script), script.calls.offsets[:-1])
        heading = HEADINGS.say(draws, "heading", None, {"call": first}, span="reasoning")
        listing = ENDINGS.say(draws, "ending", None, {}, span="answer")
        upright = draws.draw("upright", 2, span="answer") == 1
        between = where(upright, join("\n", mark), where(script.calls.counts > 0, ", ", ""))
        before = where(script.calls.pos > 0, between.take(pa.array(script.calls.doc)), "")
        results = script.calls.join(join(before, world.run.results[0]))
        fence = where(fenced, join("```", per_language("fence", language), "\n"), "")
        return [
            Segment("prompt", join(asked, "\n\n", fence, code, where(fenced, "```\n", ""), "\n")),
            Segment("reasoning", join(mark, heading, _trace(draws, world, mark), "\n")),
            Segment("answer", join(mark, listing, where(upright, join("\n", mark), " "), results)),
        ]

    def extract(self, text: str) -> Any:
        return read_document(text)


def _trace(draws: Draws, world: World, mark: Strings) -> Strings:
    """The values of the first call: a line for each statement or pass of an outer loop."""
    script = world.script
    program, events, line = script.program, world.run.events, world.run.event_line
    setting = pick(SETTINGS, draws.draw("setting", len(SETTINGS), span="reasoning"))
    gap = pick(GAPS, draws.draw("gap", len(GAPS), span="reasoning"))
    break_ = join("\n", mark)
    name = Picked(name_table(), script.names[events.doc, program.target[line]])
    depth, item = program.depth[line], program.item[line]
    ends_line = (program.kind[line] == ir.SHRINK) & (depth == 1) | (program.kind[line] == ir.COPY) & (
        depth == 0
    )
    fresh = (depth == 0) | (events.pos == 0) | np.roll(ends_line, 1) | (item != np.roll(item, 1))
    styles = pa.concat_arrays([break_, gap])
    lead = Picked(styles, events.doc + np.where(fresh, 0, len(break_)))
    told = events.join(join(lead, name, Picked(setting, events.doc), world.run.event_value))
    params, param = named(script, 0, program.params)
    given = script.arguments[script.calls.offsets[params.doc], params.pos]
    rows = Rows.of(program.num_locals + (script.copies > 0))
    register = np.where(rows.pos < program.num_locals[rows.doc], ir.LOCAL + rows.pos, ir.REST)
    values = np.where(register == ir.REST, 0, program.start[rows.doc, np.minimum(rows.pos, 3)])
    entry = join(param, Picked(setting, params.doc), given, Picked(gap, params.doc))
    first_gap = where(rows.pos > 0, gap.take(pa.array(rows.doc)), "")
    local = join(
        first_gap, Picked(name_table(), script.names[rows.doc, register]), Picked(setting, rows.doc), values
    )
    result = ints(world.run.results[0][script.calls.offsets[:-1]])
    return join(break_, "start: ", params.join(entry), rows.join(local), told, break_, "return ", result)
