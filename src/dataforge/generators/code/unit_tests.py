"""A function with its test suite: which tests pass, and which branches they cover.

The program is one of function-trace; its calls are the tests, and every test states what should come out.
In half of the suites some expectations are off by a little. Harder means more statements to run: longer
functions, more tests. The reader (`_tests_reader`) runs every test and counts how often each condition held.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.code import _printer as out
from dataforge.generators.code import _program as ir
from dataforge.generators.code._file import (
    Script,
    call_texts,
    calls_json,
    draw_augmented,
    draw_script,
    neutral_facts,
    run_calls,
)
from dataforge.generators.code._helpers import HELPERS
from dataforge.generators.code._instructions import holds
from dataforge.generators.code._listing import comments_of, program_file
from dataforge.generators.code._talk import TALK_LEXICONS, introduced
from dataforge.generators.code._tests_reader import read_tests
from dataforge.text.columns import Json, Strings, join, json_list, json_object, json_tuple, where
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.rows import I64, Rows

Bools = NDArray[np.bool_]
_MOST_CALLS = 10
_COMMENTED = 30
OPENINGS = Frames(
    "[Which|How many] tests of the {lang} function {f} pass, and which branches do they [reach|cover]?",
    "[The|A] suite [for|of] {f} ({lang}) is [green|red], or is it? [Count|Check] its branches, too.",
    "[Run|Execute] the tests of {f} [by hand|in your head]; the language is {lang}. [Is|Was] every "
    "branch [tried|taken]?",
    "{f} is {lang} and has [a few|some] tests. [Do they pass|Would they pass], and what do they "
    "[miss|leave out]?",
    "[Review|Check|Audit] this suite: {lang}, one function, {f}. [Results|Verdicts] and coverage, please.",
    "[Someone|A colleague|An intern] [wrote|added] tests [for|to] {f}. [Say|Tell] [which|what] {lang} "
    "would report.",
    "[Before|Until] {f} is [merged|shipped], its {lang} tests [must|should] pass. [Do they|Will they]?",
    "[Given|With] the expectations [below|at the end], is {f} ({lang}) [right|tested well]?",
    "[Coverage|Results] of the {lang} tests of {f}: [work them out|find them] [on paper|by hand].",
    "{lang}: {f} [and|with] its tests. [Each|Every] [expectation|line] [may|can] be [right|met] or "
    "[wrong|missed].",
    "[Passing|Covered] or not: what [becomes|comes] of {f} ({lang}) under its [tests|suite]?",
    "[My|Our|Her] {lang} function {f} came with [tests|a suite]. [Do|Would] all of them [hold|pass]?",
    "[Every|Each] branch of {f} [should|ought to] be [tested|reached]. [Is it|Is that so], in this {lang} "
    "suite?",
    "[Nobody|No one] has [run|tried] the tests of {f} yet. [What|Which result] will {lang} [give|show] "
    "for each?",
)
HEADS = Frames("[Tests|Expected|Suite|Expectations|The tests say|It should give]:")
EXPECTED = Frames(
    "{c} == {e}", "{c} -> {e}", "{c} gives {e}", "{c}: {e}", "expect {c} to be {e}", "assert {c} = {e}"
)
PASSES = Frames("[{g}|{g} comes out|It gives {g}|Result {g}], [passes|as expected|fine|which is right]")
FAILS = Frames(
    "[{g}|{g} comes out|It gives {g}|Result {g}], [fails|expected {e}|not {e}|where {e} is asked for]"
)
_VERDICTS = Frames(*PASSES.templates, *FAILS.templates)
BRANCHES = Frames(
    "[Branch|Condition|Test] {k}, `{t}`: [true|held|taken] {y}, [false|not] {n}",
    "[Branch|Condition|Test] {k}, `{t}`: [yes|true] {y}, [no|false] {n}",
)
ENDS = Frames("[Answer|Verdict|Result|So]: {suite}; {p} of {m} pass, {c} of {b} branches covered")


@dataclass(frozen=True)
class World:
    """Programs, their tests, what the tests expect, how often each condition held."""

    script: Script
    result: I64
    expected: I64
    steps: I64
    red: Bools
    branches: Rows
    line: I64
    held: I64
    missed: I64
    talk: I64


class UnitTests(Genre[World]):
    """A function, its tests, their verdicts."""

    name = "unit-tests"
    domain = "code"
    label = "suite"
    lexicons = ("code_variables", "code_functions", *TALK_LEXICONS)
    summary = "a function with its tests: which pass, and which branches are covered"
    knobs = (
        Knob("work", 10, 200, least=4, meaning="statements to run, about"),
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
            20,
            least=2,
            most=len(ir.SHAPES),
            meaning="how many shapes of blocks there are to draw from",
        ),
        Knob("variables", 2, 6, least=2, most=7, meaning="parameters and locals"),
        Knob("helpers", 0, 1, most=len(HELPERS), meaning="helper functions"),
        Knob("size", 9, 99, least=2, most=200, meaning="largest argument"),
        Knob("talk", 4, 4, slack=100, most=30, meaning="sentences of what people say about the program"),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 10 * int(self.knobs[1].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        script = draw_script(draws, knobs, None, _MOST_CALLS)
        script, ran = run_calls(draws, script, knobs["work"], keep="tests")
        result, lines = ran.results[0], script.program.lines
        conditions = script.program.is_(ir.IF)
        visits = ran.visits[conditions]
        held = holds(script.program.form[conditions], visits)
        red = draws.chance("red", 50, span="prompt")
        return World(
            script=script,
            result=result,
            expected=result + _off(draws, script.calls, red, result),
            steps=ran.steps,
            red=red,
            branches=Rows.of(lines.sum(conditions)),
            line=np.flatnonzero(conditions),
            held=held,
            missed=visits.sum(axis=1) - held,
            talk=knobs["talk"],
        )

    def check(self, world: World) -> Json:
        passed, covered = _counts(world)
        branches = json_tuple(_condition(world), world.held, world.missed)
        return json_object(
            {
                "kind": "unit-tests",
                **neutral_facts(world.script),
                "tests": calls_json(world.script, world.expected, world.result),
                "branches": json_list(world.branches, branches),
                "suite": where(world.red, "red", "green"),
                "passed": passed,
                "covered": covered,
            }
        )

    def cost(self, world: World) -> I64:
        return world.script.calls.sum(world.steps + 1)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        script, language = world.script, world.script.language
        named = out.per_language("name", language)
        opening = OPENINGS.say(draws, "opening", None, {"lang": named, "f": script.name}, span="prompt")
        asked = introduced(draws, opening, world.talk)
        augmented = draw_augmented(draws, script.program.lines.sum(out.can_shorten(script.program)))
        told = comments_of(draws, script, np.full(len(language), _COMMENTED))
        code = program_file(draws, script, told, augmented)
        style = draws.draw("style", len(EXPECTED), span="prompt")
        doc = script.calls.doc
        test = EXPECTED.render(style[doc], {"c": call_texts(script), "e": world.expected})
        head = HEADS.say(draws, "head", None, {}, span="prompt")
        suite = script.calls.join(join(test, "\n"))
        fails = (world.expected != world.result).astype(np.int64)
        said = _VERDICTS.say(
            draws,
            "said",
            script.calls,
            {"g": world.result, "e": world.expected},
            which=fails,
            span="reasoning",
        )
        verdicts = script.calls.join(join(script.calls.pos + 1, ". ", said, ".\n"))
        branch = BRANCHES.say(
            draws,
            "branch",
            world.branches,
            {"k": world.branches.pos + 1, "t": _condition(world), "y": world.held, "n": world.missed},
            span="reasoning",
        )
        lines = world.branches.join(join(branch, ".\n"))
        passed, covered = _counts(world)
        fields = {"suite": where(world.red, "red", "green"), "p": passed, "c": covered}
        total = {"m": script.calls.counts, "b": 2 * world.branches.counts}
        end = ENDS.say(draws, "end", None, {**fields, **total}, span="answer")
        fence = join("```", out.per_language("fence", language), "\n")
        prompt = join(asked, "\n\n", fence, code, "```\n\n", head, "\n", suite, "\n")
        return [
            Segment("prompt", prompt),
            Segment("reasoning", join(verdicts, lines)),
            Segment("answer", end),
        ]

    def extract(self, text: str) -> Any:
        return read_tests(text)


def _off(draws: Draws, calls: Rows, red: Bools, result: I64) -> I64:
    """How far each expectation is off: in a red suite one at least, in a green one none."""
    some = Rows.of(red.astype(np.int64))
    sure = np.zeros(len(red), np.int64)
    sure[red] = draws.draw("sure", calls.counts[red], some, span="prompt")
    chosen = red[calls.doc] & (calls.pos == sure[calls.doc])
    others = red[calls.doc] & ~chosen
    also = np.zeros(len(calls), np.bool_)
    also[others] = draws.chance("also", 20, Rows.of(calls.sum(others)), span="prompt")
    wrong = chosen | also
    sides = np.where(result >= 9, 2, 1)[wrong]
    drawn = draws.draw("off", 9 * sides, Rows.of(calls.sum(wrong)), span="prompt")
    off = np.zeros(len(calls), np.int64)
    off[wrong] = np.where(drawn < 9, drawn + 1, 8 - drawn)
    return off


def _counts(world: World) -> tuple[I64, I64]:
    """Tests that pass, and outcomes of conditions that come up."""
    passed = world.script.calls.sum(world.expected == world.result)
    return passed, world.branches.sum((world.held > 0).astype(np.int64) + (world.missed > 0))


def _condition(world: World) -> Strings:
    script = world.script
    lines = out.program_lines(script.program, script.names, world.line)
    return out.neutral_line(lines, script.language[lines.doc])
