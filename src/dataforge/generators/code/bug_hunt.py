"""A small function in which one line does not do what its comment says, found and repaired.

The program is one of function-trace with a comment above every assignment; one assignment is changed:
another operation, another number, another variable. Comments are always right. Harder means longer
programs, more variables and helpers, and more calls. Both versions are run, so the document can say
whether the calls show the mistake at all. The reader (`_bug_reader`) finds and repairs the
contradiction by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.code import _program as ir
from dataforge.generators.code._bug_reader import read_bug
from dataforge.generators.code._file import (
    Script,
    comments_of,
    draw_augmented,
    draw_script,
    function_name,
    names_of,
    neutral_body,
    program_file,
    some_names,
)
from dataforge.generators.code._helpers import HELPERS
from dataforge.generators.code._machine import run
from dataforge.generators.code._printer import LANGUAGES, can_shorten, code_lines, neutral_helpers
from dataforge.text.columns import Json, Strings, ints, join, json_list, json_object, json_tuple, pick, where
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.rows import I64, Rows

OPENINGS = Frames(
    "One line of this {lang} program does not do what its comment says. Find it.",
    "The comments are right, but one line of {f} is wrong. The language is {lang}.",
    "Review this {lang} code: which line contradicts its comment?",
    "The function {f} was ported to {lang}, and one line went wrong. Repair it.",
    "There is one bug in the {lang} function {f}. The comments tell what was meant.",
    "Debug this {lang} program; trust the comments.",
    "The {lang} function {f} does not pass its review. Say why.",
    "Compare the code and the comments of {f} ({lang}), and correct the line that is off.",
    "In the following {lang} program a single line must change. Which one, and how?",
    "Find the mistake in {f}, written in {lang}.",
)
FINDINGS = Frames(
    "The comment says `{comment}`, but the line under it is `{broken}`.",
    "Under the comment `{comment}` stands `{broken}`. That is something else.",
    "`{broken}` does not fit its comment, `{comment}`.",
    "The line `{broken}` is wrong: its comment is `{comment}`.",
    "All lines agree with their comments except `{broken}`, where `{comment}` is meant.",
    "Look at `{broken}`. The comment above it, `{comment}`, asks for another value.",
)
SHOWN = Frames(
    "The program prints {old}; repaired, it prints {new}.",
    "As it stands the output is {old}. With the repair it is {new}.",
    "Before the repair: {old}. After it: {new}.",
    "The calls give {old} instead of {new}.",
)
HIDDEN = Frames(
    "The calls do not show it: {old} is printed either way.",
    "These calls hide the mistake, since the output is {old} with and without the repair.",
    "The output is {old} in both versions, so these calls are no test of it.",
    "Repaired or not, the program prints {old}.",
)
ANSWERS = Frames(
    "Fix: `{fixed}`", "Answer: `{fixed}`", "It should read `{fixed}`.", "Write `{fixed}` instead."
)


@dataclass(frozen=True)
class World:
    """Scripts as they stand and as they were meant.

    Attributes:
        broken, meant: the same but for one line.
        line: that line, by document, a row of the programs' lines.
        place: where it stands in the function, from 1, first values counted.
        before, after: what the calls return, by call.
    """

    broken: Script
    meant: Script
    line: I64
    place: I64
    before: I64
    after: I64
    steps: I64
    augmented: I64


class BugHunt(Genre[World]):
    """A program with one line that contradicts its comment."""

    name = "bug-hunt"
    domain = "code"
    lexicons = ("code_variables", "code_functions")
    summary = "a small program in one of five languages with one line that contradicts its comment"
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
    )

    def support_log2(self, level: int) -> int:
        return 24 + 10 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        meant = draw_script(draws, knobs)
        program = meant.program
        assigns = program.is_(ir.ASSIGN)
        count = program.lines.sum(assigns)
        first = np.cumsum(count) - count
        line = np.flatnonzero(assigns)[first + draws.draw("bug.line", count, span="reasoning")]
        broken = replace(meant, program=_broken(draws, program, line))
        real = np.cumsum(program.kind < ir.END_IF)
        before_doc = real[line] - np.append(0, real)[program.lines.offsets[:-1]]
        could = program.lines.sum(can_shorten(broken.program)) + can_shorten(program)[line]
        now, then = (run(each.program, each.calls, each.arguments) for each in (broken, meant))
        return World(
            broken=broken,
            meant=meant,
            line=line,
            place=program.num_locals + (meant.copies > 0) + before_doc,
            before=now.result,
            after=then.result,
            steps=now.steps + then.steps,
            augmented=draw_augmented(draws, could),
        )

    def check(self, world: World) -> Json:
        script = world.broken
        names, program = names_of(script), script.program
        rows, meant = neutral_body(world.meant, names)
        given = Rows.of(program.params[script.calls.doc])
        arguments = json_list(given, script.arguments[given.doc, given.pos])
        return json_object(
            {
                "kind": "bug-hunt",
                "language": pick([each.name for each in LANGUAGES], script.language),
                "function": function_name(script),
                "params": json_list(*some_names(script, names, 0, program.params)),
                "helpers": json_list(
                    program.helpers, neutral_helpers().render(program.helper_id, {"c": program.helper_number})
                ),
                "program": json_list(*neutral_body(script, names)),
                "line": world.place,
                "meant": meant.take(pa.array(rows.offsets[:-1] + world.place - 1)),
                "answer": _line(world, world.meant, names),
                "calls": json_list(script.calls, json_tuple(arguments, world.before, world.after)),
            }
        )

    def cost(self, world: World) -> I64:
        return world.broken.calls.sum(world.steps)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        script, meant = world.broken, world.meant
        names, language = names_of(script), script.language
        fence = pick([each.fence for each in LANGUAGES], language)
        fenced = draws.draw("fenced", 2, span="prompt") == 1
        opening = OPENINGS.render(
            draws.draw("opening", len(OPENINGS), span="prompt"),
            {"lang": pick([each.name for each in LANGUAGES], language), "f": function_name(script)},
        )
        chosen = pa.array(world.line)
        told = comments_of(draws, meant, names, np.full(len(language), 100))
        code = program_file(draws, script, names, told, world.augmented)
        wrong, right = (_line(world, each, names) for each in (script, meant))
        finding = FINDINGS.render(
            draws.draw("finding", len(FINDINGS), span="reasoning"),
            {"comment": told.take(chosen), "broken": wrong},
        )
        old, new = (script.calls.join(ints(each), ", ") for each in (world.before, world.after))
        differs = script.calls.sum(world.before != world.after) > 0
        form = draws.draw("effect", len(SHOWN), span="reasoning") + np.where(differs, 0, len(SHOWN))
        effect = Frames(*SHOWN.templates, *HIDDEN.templates).render(form, {"old": old, "new": new})
        answer = ANSWERS.render(draws.draw("close", len(ANSWERS), span="answer"), {"fixed": right})
        start, stop = where(fenced, join("```", fence, "\n"), ""), where(fenced, "```\n", "")
        return [
            Segment("prompt", join(opening, "\n\n", start, code, stop, "\n")),
            Segment("reasoning", join(finding, " ", effect, "\n")),
            Segment("answer", answer),
        ]

    def extract(self, text: str) -> Any:
        return read_bug(text)


def _broken(draws: Draws, program: ir.Program, line: I64) -> ir.Program:
    """The programs with one assignment changed: another operation or number, or another variable.

    Changes leave values small: an operation only ever becomes a difference, an extreme or a quotient, and
    variables are not exchanged in products.
    """
    form, left, number = program.form[line], program.left[line], program.number[line]
    right = np.where(_uses_right(program, line), program.right[line], -1)
    binary, counted = form < ir.ADD_NUMBER, (form >= ir.ADD_NUMBER) & (form < ir.CALL)
    others = np.select([binary, counted], [3 - (form >= ir.GAP), 2], 3)
    known = program.params + program.num_locals
    place = np.sort(np.stack([_rank(program, left), _rank(program, right)]), axis=0)
    swaps = known - (place < 99).sum(axis=0)
    swaps = np.where(np.isin(form, (ir.TIMES, ir.TIMES_NUMBER)) | (swaps < 1), 0, swaps)
    bug = draws.draw("bug", others + swaps, span="prompt")
    swap = bug - others
    variable = swap + (swap >= place[0])
    variable += variable >= place[1]
    register = np.where(variable < program.params, variable, ir.LOCAL + variable - program.params)
    operation = ir.GAP + bug + ((form >= ir.GAP) & (ir.GAP + bug >= form))
    changed = swap < 0
    quotient = changed & ~binary & ~counted
    new_form = np.select([changed & binary, quotient], [operation, ir.DIVIDE], form)
    new_number = np.select([changed & counted, quotient], [number + 1 + bug, 2 + bug], number)
    arrays = {name: getattr(program, name).copy() for name in ("form", "left", "number", "wrap", "call")}
    arrays["form"][line] = new_form
    arrays["left"][line] = np.where(changed, left, register)
    arrays["number"][line] = new_number
    arrays["wrap"][line] = np.where(changed & ~counted, 0, program.wrap[line])
    return replace(program, **arrays)


def _line(world: World, script: Script, names: Strings) -> Strings:
    """The line in question as one of the scripts has it."""
    code = code_lines(script.program, script.language, world.augmented, names)
    return code.take(pa.array(world.line))


def _uses_right(program: ir.Program, line: I64) -> ir.Bools:
    two = np.append(np.array([each.arity for each in HELPERS])[program.helper_id], 0)[program.call[line]] == 2
    form = program.form[line]
    return np.asarray((form < ir.ADD_NUMBER) | ((form == ir.CALL) & two))


def _rank(program: ir.Program, register: I64) -> I64:
    """Where a register stands among parameters and locals; 99 if it is neither."""
    local = register - ir.LOCAL + program.params
    in_locals = (register >= ir.LOCAL) & (register < ir.LOOP)
    return np.asarray(np.select([register < 0, register < ir.LOCAL, in_locals], [99, register, local], 99))
