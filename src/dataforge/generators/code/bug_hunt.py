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

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.code import _printer as out
from dataforge.generators.code import _program as ir
from dataforge.generators.code._bug_reader import read_bug
from dataforge.generators.code._file import (
    Script,
    calls_json,
    draw_augmented,
    draw_script,
    neutral_facts,
    run_calls,
)
from dataforge.generators.code._helpers import HELPERS
from dataforge.generators.code._listing import comments_of, program_file
from dataforge.generators.code._mutation import mutated
from dataforge.generators.code._talk import TALK_LEXICONS, introduced
from dataforge.text.columns import Json, Picked, Strings, ints, join, json_object, where
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.rows import I64

OPENINGS = Frames(
    "[One|A single|Just one] {lang} line in {f} [does not do|fails to do|departs from] what its "
    "comment says. "
    "[Find it|Say which|Point it out].",
    "[The|Its|All] comments are [right|correct|reliable], but one line of {f} is [wrong|off|mistaken]. The "
    "language is {lang}.",
    "[Review|Check|Inspect|Read through] this {lang} code: which line [contradicts|belies|ignores] its "
    "comment?",
    "The function {f} was [ported|moved|translated] to {lang}, and one line went [wrong|astray]. "
    "[Repair|Mend|Fix] it.",
    "There is [one bug|a slip|one mistake|an error|a mix-up] in the {lang} function {f}. The comments "
    "[tell|say] what was [meant|intended].",
    "[Debug|Repair|Correct] this {lang} program; [trust|believe|go by] the comments.",
    "The {lang} function {f} [does not pass|fails|did not survive] its review. [Say why|Why|Explain].",
    "[Compare|Match|Check|Hold together|Read side by side] the [code|lines] and the comments of {f} "
    "({lang}), and [correct|mend|rewrite] the line that is off.",
    "In the [following|next] {lang} program a single line [must|has to|should] change. Which one, and how?",
    "[Find|Spot|Locate|Track down] the [mistake|error|slip|bug] in {f}, [written|coded] in {lang}.",
    "{f} [was|is said to be] [finished|done|ready], but a line of the {lang} code [belies|contradicts] its "
    "comment.",
    "{lang}: one line of {f} [breaks|departs from] [the promise of|what is said in] its comment.",
    "[Before|Until] {f} can be [merged|shipped|released], one line of its {lang} has to [follow|obey] its "
    "comment.",
    "[A test of|The review of|Someone reading] the {lang} function {f} [stumbled|stopped] at one line.",
    "[What|Which line] is [wrong|amiss] in {f}? [It is {lang}|The language is {lang}], and its comments are "
    "right.",
    "[My|Our|Her] {lang} version of {f} [misbehaves|goes wrong] [in one line|somewhere]; the comments [are "
    "sound|hold].",
    "{f} is {lang}, well commented, and wrong in [one|exactly one] [place|line].",
    "Somebody [typed|copied] {f} [into|as] {lang} [carelessly|in haste|half asleep]: one line "
    "[differs|departs] from its "
    "comment.",
)
FINDINGS = Frames(
    "The comment [says|reads|demands] `{comment}`, but the line [under|below] it is `{broken}`.",
    "[Under|Below|After] the comment `{comment}` stands `{broken}`. That is [something else|not the "
    "same|another thing].",
    "`{broken}` does not [fit|match|follow] its comment, `{comment}`.",
    "The line `{broken}` is [wrong|off|mistaken]: its comment is `{comment}`.",
    "All lines [agree|go] with their comments except `{broken}`, where `{comment}` is [meant|intended|asked "
    "for].",
    "[Look|Stop] at `{broken}`. The comment above it, `{comment}`, asks for [another value|something else].",
    "[It is|The culprit is|The slip is] `{broken}`; [wanted was|the comment wants|it should be as in] "
    "`{comment}`.",
    "[Reading down|Going line by line|Line after line], `{comment}` is [not done|contradicted] by "
    "`{broken}`.",
)
SHOWN = Frames(
    "The program prints {old}; [repaired|mended|once corrected], it prints {new}.",
    "As it [stands|is] the output is {old}. With the [repair|change] it is {new}.",
    "Before the [repair|correction]: {old}. After it: {new}.",
    "The calls [give|yield|return] {old} instead of {new}.",
    "[One sees|It prints] {old} where {new} [should come|was wanted|was expected].",
)
HIDDEN = Frames(
    "The calls do not [show|reveal] it: {old} is printed either way.",
    "These calls hide the [mistake|slip|bug], since the output is {old} with and without the "
    "[repair|change].",
    "The output is {old} in both [versions|cases], so these calls are no test of it.",
    "[Repaired|Mended|Corrected] or not, the program prints {old}.",
)
_EFFECTS = Frames(*SHOWN.templates, *HIDDEN.templates)
ANSWERS = Frames(
    "[Fix|Answer|Repair|Instead|Right]: `{fixed}`",
    "It [should|must|ought to] read `{fixed}`.",
    "[Write|Put] `{fixed}` instead.",
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
    talk: I64


class BugHunt(Genre[World]):
    """A program with one line that contradicts its comment."""

    name = "bug-hunt"
    domain = "code"
    lexicons = ("code_variables", "code_functions", *TALK_LEXICONS)
    summary = "a small program in one of thirteen languages with one line that contradicts its comment"
    knobs = (
        Knob(
            "work",
            16,
            240,
            least=4,
            meaning="statements to run before and after, about",
        ),
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
        meant = draw_script(draws, knobs)
        program = meant.program
        assigns = program.is_(ir.ASSIGN)
        count = program.lines.sum(assigns)
        first = np.cumsum(count) - count
        line = np.flatnonzero(assigns)[first + draws.draw("bug.line", count, span="reasoning")]
        broken = replace(meant, program=mutated(draws, program, line))
        beside = (program, np.ones_like(line))
        broken, ran = run_calls(draws, broken, knobs["work"], beside)
        meant = replace(meant, calls=broken.calls, arguments=broken.arguments)
        real = np.cumsum(program.kind < ir.END_IF)
        before_doc = real[line] - np.append(0, real)[program.lines.offsets[:-1]]
        starts = program.num_locals + (meant.copies > 0)
        could = program.lines.sum(out.can_shorten(broken.program)) + out.can_shorten(program)[line]
        return World(
            broken=broken,
            meant=meant,
            line=line,
            place=starts + before_doc,
            before=ran.results[0],
            after=ran.results[1],
            steps=ran.steps,
            augmented=draw_augmented(draws, could),
            talk=knobs["talk"],
        )

    def check(self, world: World) -> Json:
        script = world.broken
        program = world.meant.program
        meant = out.neutral_line(_lines(world, world.meant), script.language)
        return json_object(
            {
                "kind": "bug-hunt",
                **neutral_facts(script),
                "line": world.place,
                "meant": Json(join('"', program.depth[world.line], " ", meant, '"')),
                "answer": _line(world, world.meant),
                "calls": calls_json(script, world.before, world.after),
            }
        )

    def cost(self, world: World) -> I64:
        program = world.broken.program
        return world.broken.calls.sum(world.steps) + program.lines.sum(program.is_(ir.ASSIGN))

    def render(self, draws: Draws, world: World) -> list[Segment]:
        script, meant = world.broken, world.meant
        language = script.language
        fenced = draws.draw("fenced", 2, span="prompt") == 1
        opening = OPENINGS.say(
            draws,
            "opening",
            None,
            {
                "lang": out.per_language("name", language),
                "f": script.name,
            },
            span="prompt",
        )
        asked = introduced(draws, opening, world.talk)
        told = comments_of(draws, meant, np.full(len(language), 100))
        code = program_file(draws, script, told, world.augmented)
        wrong, right = (_line(world, each) for each in (script, meant))
        comment = Picked(told[1], np.searchsorted(told[0], world.line))
        finding = FINDINGS.say(
            draws, "finding", None, {"comment": comment, "broken": wrong}, span="reasoning"
        )
        old, new = (script.calls.join(ints(each), ", ") for each in (world.before, world.after))
        differs = script.calls.sum(world.before != world.after) > 0
        kinds = np.where(differs, len(SHOWN), len(HIDDEN))
        form = draws.draw("effect", kinds, span="reasoning") + np.where(differs, 0, len(SHOWN))
        effect = _EFFECTS.say(
            draws, "effect.said", None, {"old": old, "new": new}, which=form, span="reasoning"
        )
        answer = ANSWERS.say(draws, "close", None, {"fixed": right}, span="answer")
        fence = where(fenced, join("```", out.per_language("fence", language), "\n"), "")
        return [
            Segment("prompt", join(asked, "\n\n", fence, code, where(fenced, "```\n", ""), "\n")),
            Segment("reasoning", join(finding, " ", effect, "\n")),
            Segment("answer", answer),
        ]

    def extract(self, text: str) -> Any:
        return read_bug(text)


def _lines(world: World, script: Script) -> out.Lines:
    """The line in question of each document, as one of the scripts has it."""
    return out.program_lines(script.program, script.names, world.line)


def _line(world: World, script: Script) -> Strings:
    """The same in the document's language, without its indentation and end."""
    return out.bare(_lines(world, script).shortened(world.augmented), script.language)
