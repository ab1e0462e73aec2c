"""One program in two to five languages, and whether one of the translations deviates.

The program is drawn once (`_program`) and printed once for each language; in half of the documents one
translation has one assignment changed. Whether that shows in the output is said as well: both versions run
on the same arguments. Harder means longer programs, more languages, more calls. The reader (`_pair_reader`)
reads every translation by the rules of its language, compares them line by line and runs each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.code import _printer as out
from dataforge.generators.code import _program as ir
from dataforge.generators.code._file import (
    Script,
    calls_json,
    draw_script,
    neutral_facts,
    run_calls,
)
from dataforge.generators.code._languages import NUM_LANGUAGES
from dataforge.generators.code._listing import program_file
from dataforge.generators.code._mutation import mutated, repeated
from dataforge.generators.code._pair_reader import read_pair
from dataforge.generators.code._talk import TALK_LEXICONS, introduced
from dataforge.text.columns import Json, Picked, Strings, ints, join, json_list, json_object, where
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.rows import I64, Rows

OPENINGS = Frames(
    "[Are|Would you call|Do you take] these [versions|translations] of {f} [the same|one "
    "program|equivalent]?",
    "{f} [exists|was written|is given] in [several|some|two or more] languages. [Do they agree|Do all "
    "versions agree]?",
    "[Compare|Read|Check] the [translations|versions] of {f} [below|that follow]: does one of them "
    "[deviate|differ]?",
    "[Here|Below] {f} is [shown|printed] once for [each|every] language. [Is there a slip|Did anything "
    "go wrong]?",
    "[A port|A translation] is only [worth something|of use] if it [does the same|computes the same]. "
    "[Does it|Do these],"
    " for {f}?",
    "{f} in [translation|other words|many tongues]: is [it|any version] [unfaithful|off|wrong]?",
    "[My|Our|This] {f} [has to|must] [run|work] [everywhere|anywhere], so it was [ported|rewritten]. "
    "[Correctly|Well]?",
    "[Choose|Take] any [version|translation] of {f}: [would|does] another [compute|say] [the "
    "same|something else]?",
    "[Our|The|Their] {f} [moved|was carried] from language to language. [Check|Say] whether it "
    "[survived|arrived whole].",
    "[Somebody|A student|A colleague] translated {f}. [Find|Look for] a line that [was not|may not have "
    "been] carried over.",
    "[Does|Will] every [version|edition] of {f} [print|output] the same, and for the same reason?",
    "[Line by line|Side by side]: {f}, and [what became of it|how it fared] in translation.",
    "[Two or more|Several] hands [typed|wrote] {f}. [Did they|Do they] [mean|say] the same [thing|program]?",
)
LEADS = Frames(
    "[In|The version in|As|Written in|Now in] {lang}:",
    "{lang}[| version| edition|, as translated| text]:",
    "[This is|Here is|Next comes] the {lang}:",
    "[And|Then|So] [in|the] {lang}[| code]:",
)
AGREE = Frames(
    "[Line by line|In every line|Read side by side], [they|the versions] [say the same|agree]; "
    "[each|every one] prints "
    "{old}.",
    "[Nothing|No line] [deviates|was changed]: [all|they all] print {old}.",
    "[Every|Each] version [computes|runs] the same [steps|lines] and prints {old}.",
    "[Whatever the language|Apart from spelling], the lines are the same, and so is the output, {old}.",
)
DEVIATE = Frames(
    "[In|For] {lang}, `{wrong}` stands where `{right}` [belongs|is meant|was due]; it prints {new}, the "
    "[others|rest] {old}.",
    "[Only|Just] {lang} [has|says] `{wrong}` [instead of|for] `{right}`, and [prints|outputs] {new} "
    "instead of {old}.",
    "`{wrong}` [in the|is what the] {lang} [does|version says], `{right}` [what is meant|would be "
    "right]: {new} comes out, "
    "not {old}.",
    "[The slip is|What differs is] `{wrong}` in {lang}, where one [wants|needs] `{right}`: {new} against "
    "{old}.",
)
HIDDEN = Frames(
    "[In|For] {lang}, `{wrong}` stands where `{right}` [belongs|is meant|was due]; still it prints "
    "{old}, as they all do.",
    "[Only|Just] {lang} [has|says] `{wrong}` [instead of|for] `{right}`, though {old} is printed [all "
    "the same|anyway].",
    "[The slip is|What differs is] `{wrong}` in {lang}, where one [wants|needs] `{right}`: {old} hides it.",
)
_TOLD = Frames(*AGREE.templates, *DEVIATE.templates, *HIDDEN.templates)
_FIRST = np.array([0, len(AGREE), len(AGREE) + len(DEVIATE)])
_FORMS = np.array([len(AGREE), len(DEVIATE), len(HIDDEN)])
ANSWERS = Frames("[Answer|Verdict|So]: {verdict}.", "[In short|All in all|Therefore]: {verdict}")


_MOST_CALLS = 10


@dataclass(frozen=True)
class World:
    """Programs as they were meant, and their translations.

    Attributes:
        script: the programs as meant, one a document.
        slots: one row a translation; `shown` are the programs as they stand, one a row.
        deviates: documents with a changed line; `slot`, `line` say which translation and which of its lines.
        before, after: what the calls return as meant, and in the translation that deviates, by call.
    """

    script: Script
    slots: Rows
    shown: Script
    deviates: NDArray[np.bool_]
    slot: I64
    line: I64
    before: I64
    after: I64
    steps: I64
    talk: I64


class TranslationPair(Genre[World]):
    """A program in several languages."""

    name = "translation-pair"
    domain = "code"
    label = "deviates"
    lexicons = ("code_variables", "code_functions", *TALK_LEXICONS)
    summary = "one program in two to five of thirteen languages: do the translations agree?"
    knobs = (
        Knob("work", 16, 300, least=4, meaning="statements to run in all languages together, about"),
        Knob(
            "languages",
            200,
            340,
            least=200,
            most=500,
            meaning="hundredths of a language; the rest is a chance",
        ),
        Knob(
            "blocks",
            1,
            2,
            slack=50,
            least=1,
            most=20,
            meaning="statements and blocks at the top of the function",
        ),
        Knob(
            "shapes",
            3,
            20,
            least=1,
            most=len(ir.SHAPES),
            meaning="how many shapes of blocks there are to draw from",
        ),
        Knob("variables", 2, 5, least=2, most=7, meaning="parameters and locals"),
        Knob("helpers", 0, 1, most=3, meaning="helper functions"),
        Knob("size", 9, 99, least=2, most=200, meaning="largest argument"),
        Knob("talk", 5, 5, slack=100, most=30, meaning="sentences of what people say about the program"),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 8 * int(self.knobs[2].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        script = draw_script(draws, knobs, np.zeros(draws.num_docs, np.int64), _MOST_CALLS)
        more = draws.chance("one.more", knobs["languages"] % 100, span="prompt")
        slots = Rows.of(np.minimum(knobs["languages"] // 100 + more, 5))
        language = draws.distinct("languages", NUM_LANGUAGES, slots, span="prompt")
        deviates = draws.chance("deviates", 50, span="reasoning")
        some = Rows.of(deviates.astype(np.int64))
        slot, line = np.zeros(len(deviates), np.int64), np.zeros(len(deviates), np.int64)
        slot[deviates] = draws.draw("slot", slots.counts[deviates], some, span="reasoning")
        program = script.program
        assigns = program.is_(ir.ASSIGN)
        count = program.lines.sum(assigns)
        first = np.cumsum(count) - count
        chosen = draws.draw("bug.line", count[deviates], some, span="reasoning")
        line[deviates] = (
            np.flatnonzero(assigns)[first[deviates] + chosen] - program.lines.offsets[:-1][deviates]
        )
        broken = replace(
            script, program=mutated(draws, program, (program.lines.offsets[:-1] + line)[deviates], some)
        )
        broken, ran = run_calls(draws, broken, knobs["work"], (program, slots.counts - 1))
        script = replace(script, calls=broken.calls, arguments=broken.arguments)
        # Programs n .. 2n - 1 are the broken ones.
        source = slots.doc + len(deviates) * ((slots.pos == slot[slots.doc]) & deviates[slots.doc])
        shown = _mixed(script, broken, source, language)
        return World(
            script=replace(script, language=language[slots.offsets[:-1]]),
            slots=slots,
            shown=shown,
            deviates=deviates,
            slot=slot,
            line=line,
            before=ran.results[1],
            after=ran.results[0],
            steps=ran.steps,
            talk=knobs["talk"],
        )

    def check(self, world: World) -> Json:
        facts = neutral_facts(world.script)
        named = out.per_language("name", world.shown.language)
        return json_object(
            {
                "kind": "translation-pair",
                "languages": json_list(world.slots, named.strings()),
                **{name: facts[name] for name in ("function", "params", "helpers", "program")},
                "deviates": where(world.deviates, "yes", "no"),
                "line": Json(where(world.deviates, join('"', _quoted(world, False), '"'), "null")),
                "calls": calls_json(world.script, world.before, world.after),
                "answer": _verdict(world),
            }
        )

    def cost(self, world: World) -> I64:
        lines = (
            world.shown.program.lines.counts + world.shown.program.num_locals + (world.shown.copies > 0) + 1
        )
        ends = world.shown.program.lines.sum(world.shown.program.kind >= ir.END_IF)
        return world.script.calls.sum(world.steps) + world.slots.sum(lines - ends)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        shown, slots = world.shown, world.slots
        name = out.per_language("name", shown.language)
        opening = OPENINGS.say(draws, "opening", None, {"f": world.script.name}, span="prompt")
        asked = introduced(draws, opening, world.talk)
        lead = LEADS.say(draws, "lead", slots, {"lang": name}, span="prompt")
        none = (np.zeros(0, np.int64), pa.array([], pa.string()))
        code = program_file(draws, shown, none, self._augmented(draws, world), slots)
        fence = out.per_language("fence", shown.language)
        files = slots.join(join("\n\n", lead, "\n```", fence, "\n", code, "```"))
        old, new = (world.script.calls.join(ints(each), ", ") for each in (world.before, world.after))
        shows = world.script.calls.sum(world.before != world.after) > 0
        kind = np.where(world.deviates, np.where(shows, 1, 2), 0)
        told = _TOLD.say(
            draws,
            "told",
            None,
            {
                "old": old,
                "new": new,
                "lang": Picked(name.strings(), slots.offsets[:-1] + world.slot),
                "wrong": _quoted(world, True),
                "right": _quoted(world, False),
            },
            which=_FIRST[kind] + draws.draw("told.form", _FORMS[kind], span="reasoning"),
            span="reasoning",
        )
        answer = ANSWERS.say(draws, "close", None, {"verdict": _verdict(world)}, span="answer")
        return [
            Segment("prompt", join(asked, files, "\n\n")),
            Segment("reasoning", join(told, "\n")),
            Segment("answer", answer),
        ]

    def _augmented(self, draws: Draws, world: World) -> I64:
        possible = world.shown.program.lines.sum(out.can_shorten(world.shown.program)) > 0
        augmented = np.zeros(len(possible), np.int64)
        some = Rows.of(world.slots.sum(possible))
        augmented[possible] = draws.draw("augmented", 2, some, span="prompt")
        return augmented

    def extract(self, text: str) -> Any:
        return read_pair(text)


def _mixed(script: Script, broken: Script, source: I64, language: I64) -> Script:
    """Each translation: of document i as meant (source i) or as broken (source n + i)."""
    n = len(script.language)
    again = repeated(script, source % n, language)
    other = repeated(broken, source % n, language)
    is_broken = (source >= n)[again.program.lines.doc]
    arrays = {
        name: np.where(is_broken, getattr(other.program, name), getattr(again.program, name))
        for name in ("form", "left", "number", "wrap", "call")
    }
    return replace(again, program=replace(again.program, **arrays))


def _quoted(world: World, wrong: bool) -> Strings:
    """The changed line as the check states it, as it stands or as it was meant."""
    script = world.shown if wrong else world.script
    first = world.slots.offsets[:-1] + world.slot if wrong else np.arange(len(world.slot))
    lines = out.program_lines(script.program, script.names, script.program.lines.offsets[first] + world.line)
    return out.neutral_line(lines, world.script.language)


def _verdict(world: World) -> Strings:
    name = out.per_language("name", world.shown.language[world.slots.offsets[:-1] + world.slot])
    return where(world.deviates, join(name, " deviates"), "all agree")
