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
from dataforge.generators.code._file import (
    Script,
    call_texts,
    comments_of,
    draw_augmented,
    draw_script,
    function_name,
    names_of,
    neutral_body,
    program_file,
    some_names,
    starts,
)
from dataforge.generators.code._helpers import HELPERS
from dataforge.generators.code._machine import Run, run
from dataforge.generators.code._printer import LANGUAGES, can_shorten, neutral_helpers
from dataforge.generators.code._reader import read_document
from dataforge.text.columns import Json, Strings, ints, join, json_list, json_object, json_tuple, pick, where
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.rows import I64, Rows

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
    """Programs, what their calls do, and how many of a hundred assignments get a comment."""

    script: Script
    comments: I64
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
        script = draw_script(draws, knobs)
        return World(script, knobs["comments"], run(script.program, script.calls, script.arguments))

    def check(self, world: World) -> Json:
        script = world.script
        program, names = script.program, names_of(script)
        helpers = neutral_helpers().render(program.helper_id, {"c": program.helper_number})
        given = Rows.of(program.params[script.calls.doc])
        arguments = json_list(given, script.arguments[given.doc, given.pos])
        return json_object(
            {
                "kind": "function-trace",
                "language": pick([each.name for each in LANGUAGES], script.language),
                "function": function_name(script),
                "params": json_list(*some_names(script, names, 0, program.params)),
                "helpers": json_list(program.helpers, helpers),
                "program": json_list(*neutral_body(script, names)),
                "calls": json_list(script.calls, json_tuple(arguments, world.run.result)),
                "answer": script.calls.join(ints(world.run.result), ", "),
            }
        )

    def cost(self, world: World) -> I64:
        return world.script.calls.sum(world.run.steps)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        script = world.script
        names, language = names_of(script), script.language
        mode = draws.draw("mode", 3, span="prompt")
        comment = pick([each.comment for each in LANGUAGES], language)
        mark = where(mode == COMMENTED, comment, "")
        fence = pick([each.fence for each in LANGUAGES], language)
        opening = OPENINGS.render(
            draws.draw("opening", len(OPENINGS), span="prompt"),
            {"lang": pick([each.name for each in LANGUAGES], language), "f": function_name(script)},
        )
        fenced = mode == FENCED
        possible = script.program.lines.sum(can_shorten(script.program))
        augmented = draw_augmented(draws, possible)
        told = comments_of(draws, script, names, world.comments)
        code = program_file(draws, script, names, told, augmented)
        first = pa.array(script.calls.offsets[:-1])
        heading = HEADINGS.render(
            draws.draw("heading", len(HEADINGS), span="reasoning"), {"call": call_texts(script).take(first)}
        )
        listing = pick(ENDINGS, draws.draw("ending", len(ENDINGS), span="answer"))
        upright = draws.draw("upright", 2, span="answer") == 1
        between = where(upright, join("\n", mark), ", ")
        between_rows = where(script.calls.pos > 0, between.take(pa.array(script.calls.doc)), "")
        results = script.calls.join(join(between_rows, ints(world.run.result)))
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


def _trace(draws: Draws, world: World, names: Strings, mark: Strings) -> Strings:
    """The values of the first call: a line for each statement or pass of an outer loop."""
    script = world.script
    program, events, line = script.program, world.run.events, world.run.event_line
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
    params, param = some_names(script, names, 0, program.params)
    given = script.arguments[script.calls.offsets[params.doc], params.pos]
    rows, starting, values = starts(script, names)
    entry = join(param, setting.take(pa.array(params.doc)), ints(given), gap.take(pa.array(params.doc)))
    first_gap = where(rows.pos > 0, gap.take(pa.array(rows.doc)), "")
    local = join(first_gap, starting, setting.take(pa.array(rows.doc)), ints(values))
    result = ints(world.run.result[script.calls.offsets[:-1]])
    return join(break_, "start: ", params.join(entry), rows.join(local), told, break_, "return ", result)
