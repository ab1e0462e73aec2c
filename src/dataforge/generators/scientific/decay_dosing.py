# ruff: noqa: E501 - a sentence stands on one line
"""Repeated doses of a drug that decays in between: the amount after every dose, and whether a ceiling is kept.

Harder means more doses, larger ones, and more changes of the share that remains. Amounts are in tenths of a milligram,
rounded half to even at every step. Whether the ceiling is kept is drawn first, and the ceiling put close to the peak.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import ExtractError, Genre, Knob, Knobs, Segment
from dataforge.generators.scientific import _solver as solver
from dataforge.generators.scientific._effort import Effort
from dataforge.generators.scientific._fixed import divide, tenths
from dataforge.generators.scientific._paper import (
    LEXICONS,
    Heads,
    byline,
    colour,
    phrases,
    section,
    sentences,
    split_colour,
)
from dataforge.text.columns import (
    Json,
    Picked,
    Strings,
    join,
    json_list,
    json_object,
    json_tuple,
    num_digits,
    pick,
    where,
)
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

TITLES = phrases(
    "[# |## |Case report: |Case note: |Title: ][Repeated|Successive|Unequal|Daily|Nightly|Hourly] doses of {drug}[: amounts and a ceiling|, worked out|: does it build up?|, step by step|: a table|]",
    "[# |## |Report: |Ward note: |Letter: ][How much|What amount of|How little] {drug} [stays|remains|is left] [in the body|in a patient|after each dose|between doses]?[| A calculation.| A case.]",
    "[# |## |Note: |Pharmacy sheet: |Comment: ]{^drug}[: build-up and decay|: course of the amount|, dose by dose| in a single patient|: is the ceiling kept?| and its ceiling]",
    "[# |## |Short report: |Memo: ][One more|Another|A <adj>] <account> of {drug}[ given repeatedly| in repeated doses| and its decay]",
    "[# |## |Bulletin: |Question: ][Does|Will|Can] {drug} [accumulate|build up|stay below its ceiling|pile up]?[| A course, computed.| The amounts.]",
)
OPENINGS = sentences(
    "[A patient|A volunteer|A retired sailor|A schoolteacher|A night nurse|A young farmer|A weaver|A violinist] [was given|received|took|was prescribed] {drug} in [several|repeated|unequal|successive] doses.",
    "[We|The ward|Our pharmacy|The clinic] [follow|followed|computed|worked out] the amount of {drug} in [one patient|a volunteer|a typical case|the body] from dose to dose.",
    "{^drug} [decays|is lost|is broken down|disappears] between doses; [what matters is|the question is|it is asked] [whether the peak stays below the ceiling|how high the amount climbs|whether it builds up].",
    "<people> [fear|suspect|warn|doubt] that {drug} [builds up|accumulates|outstays its welcome]; the amounts are [easily|here|soon] worked out.",
    "[The course|This course|One course] of {drug} is <an_adj> <matter>, [so|and] the amount after each dose was [worked out|computed|tabulated].",
)
PHASES = Frames(
    "[Starting from|Beginning from|From|As from] dose {k} on, {r} percent [remain|is kept|survives|is left] from one dose to the next[.|, by assay.|, roughly.|, as measured.]",
    "From dose {k} on[, the kidneys leave| the body keeps|, it retains|, we reckon with] {r} percent [until the next dose|over an interval|between doses|per interval].",
)
CEILINGS = sentences(
    "[The amount|The body load|What is in the body] [must|should|may] not [exceed|be more than|rise above] {c} mg.",
    "[A ceiling|An upper limit|A limit|A maximum] of {c} mg [is set|has been agreed|is prescribed|was printed on the label].",
    "<person> [put|set|fixed|wrote down] the ceiling at {c} mg.",
)
DOSES = Frames(
    "{mark}Dose {k}[: |, | - | of ]{d} mg[|, in the morning|, at noon|, at night|, with food|, fasting|, by mouth|, diluted|, late|, on time|, by the nurse|, unaided|, as ordered|, half asleep].",
    "{mark}Dose {k}[: |, | - ][given|taken|swallowed|administered|injected|recorded] {d} mg[|, in the morning|, at noon|, at night|, with food|, fasting|, diluted|, late|, on time|, by the nurse|, as ordered|, after some delay].",
)
STEPS = Frames(
    "{k}[. |) |: ]{a} mg [left|remaining|kept|still there][, | and ][with|plus|adding|the dose of] {d} [makes|gives|it comes to|we have|the sum is] {b}[.| mg.]",
    "{k}[. |) |: ][from before|still present|carried over|remaining] {a}, [new|dose|given|added] {d}, [hence|so|in all|together|now] {b}[.| mg.]",
)
VERDICTS = Frames(
    "[So|Thus|Hence|In the end|It follows that] the peak of {p} mg is {answer}[ for {drug}|, as far as {drug} goes|, by the rule for {drug}].",
    "[Verdict|Answer|Outcome|Conclusion]: with a peak of {p} mg, {drug} is {answer} here.",
    "[The highest amount|The peak|The maximum] of {drug} is {p} mg, [which|and this] is {answer}.",
)
HEADS = Heads(
    "Background|Introduction|Case|Purpose|Context|The question",
    "Assumptions|Kinetics|Method|Rules|Procedure|What is known",
    "Doses|Data|Course|Schedule|From the chart|Given",
    "Amounts|Working|Results|Calculation|Computation|Dose by dose",
    "Discussion|Caveats|Remarks|Limitations|Comment",
    tables=(2, 3),
)


@dataclass(frozen=True)
class World:
    """A batch of courses.

    Attributes:
        doses: a row is a dose; `dose` in mg, `before` and `after` in tenths; `turn`: a new share begins here.
        share: percent that remains over the interval before the dose.
    """

    drug: I64
    doses: Rows
    dose: I64
    turn: NDArray[np.bool_]
    share: I64
    before: I64
    after: I64
    peak: I64
    ceiling: I64
    kept: NDArray[np.bool_]
    colour: I64
    effort: I64


class DecayDosing(Genre[World]):
    """Doses and decay, step by step, against a ceiling."""

    name = "decay-dosing"
    domain = "scientific"
    lexicons = (*LEXICONS, "scientific_drugs")
    summary = "repeated doses of a drug that decays: amounts step by step, and whether a ceiling is kept"
    label = "answer"
    knobs = (
        Knob("doses", 2, 21, slack=8, least=2, most=100, meaning="doses given"),
        Knob("size", 15, 6_000, least=5, most=10**6, meaning="largest dose in mg"),
        Knob(
            "changes",
            0,
            16,
            most=90,
            meaning="percent of later doses at which the share that remains changes",
        ),
        Knob("colour", 1, 36, slack=100, most=12, meaning="sentences of background, method and caveat"),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 3 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        doses = Rows.of(knobs["doses"])
        dose = 3 + draws.draw("dose", knobs["size"][doses.doc], doses, span="prompt")
        turn = draws.chance(
            "turn", np.where(doses.pos > 0, knobs["changes"][doses.doc], 100), doses, span="prompt"
        )
        phases = Rows.of(doses.sum(turn))
        shares = 30 + draws.draw("share", 65, phases, span="prompt")
        share = shares[np.cumsum(turn) - 1]
        before, after = _course(doses, dose, share)
        effort = Effort(draws.num_docs)
        later = doses.pos > 0
        previous = np.where(later, np.concatenate([[0], after[:-1]]), 0)
        effort.count(num_digits(previous * share) + num_digits(after) + 1, doses)
        peak = doses.pad(after).max(axis=1)
        kept = draws.chance("kept", 50, span="prompt")
        gap = draws.draw("gap", np.minimum(peak // 12 + 2, peak), span="prompt")
        return World(
            drug=draws.draw("drug", len(lexicon("scientific_drugs")), span="prompt"), doses=doses, dose=dose, turn=turn,
            share=share, before=before, after=after, peak=peak, ceiling=np.where(kept, peak + gap, peak - 1 - gap),
            kept=kept, colour=knobs["colour"], effort=effort.total,
        )  # fmt: skip

    def check(self, world: World) -> Json:
        amounts = json_tuple(world.dose, world.share, tenths(world.before), tenths(world.after))
        return json_object(
            {
                "kind": "decay-dosing",
                "drug": pick(lexicon("scientific_drugs")[0], world.drug),
                "doses": json_list(world.doses, amounts),
                "peak": tenths(world.peak),
                "ceiling": tenths(world.ceiling),
                "answer": _answer(world),
            }
        )

    def cost(self, world: World) -> I64:
        return world.effort

    def render(self, draws: Draws, world: World) -> list[Segment]:
        words: dict[str, Any] = {"drug": Picked(lexicon("scientific_drugs")[0], world.drug)}
        title = TITLES.say(draws, "title", None, words, span="prompt")
        opening = OPENINGS.say(draws, "opening", None, words, span="prompt")
        shares = split_colour(draws, world.colour)
        background, method, caveat = colour(draws, shares, words["drug"])
        heads = HEADS.say(draws, {4: shares[2]})
        doses, at = world.doses, np.flatnonzero(world.turn)
        phases = Rows.of(doses.sum(world.turn))
        rules = PHASES.say(
            draws, "phase", phases, {"k": doses.pos[at] + 1, "r": world.share[at]}, span="prompt"
        )
        ceiling = CEILINGS.say(draws, "ceiling", None, {"c": tenths(world.ceiling)}, span="prompt")
        mark = pick(("- ", "* ", "", "> "), draws.draw("mark", 4, span="prompt"))
        given = DOSES.say(
            draws,
            "given",
            doses,
            {"k": doses.pos + 1, "d": world.dose, "mark": _by_row(mark, doses)},
            span="prompt",
        )
        steps = STEPS.say(
            draws, "step", doses,
            {"k": doses.pos + 1, "a": tenths(world.before), "d": world.dose, "b": tenths(world.after)},
            span="reasoning",
        )  # fmt: skip
        prompt = join(
            title, byline(draws, world.colour), "\n\n",
            section(heads[0], opening, background),
            section(heads[1], phases.join(rules, " "), ceiling, method),
            heads[2], doses.join(given, "\n"), "\n\n",
        )  # fmt: skip
        working = join(heads[3], doses.join(steps, "\n"), "\n\n", section(heads[4], caveat))
        fields = {**words, "p": tenths(world.peak), "answer": _answer(world)}
        verdict = VERDICTS.say(draws, "verdict", None, fields, span="answer")
        return [Segment("prompt", prompt), Segment("reasoning", working), Segment("answer", verdict)]

    def extract(self, text: str) -> Any:
        return _read_course(text)


def _course(doses: Rows, dose: I64, share: I64) -> tuple[I64, I64]:
    """What is left before each dose, and the amount after it, in tenths: dose k of all documents together."""
    given, shares = doses.pad(dose), doses.pad(share, fill=1)
    before, after = np.zeros_like(given), np.zeros_like(given)
    hundred = np.full(doses.num_docs, 100)
    for k in range(doses.width):
        if k:
            before[:, k] = divide(after[:, k - 1] * shares[:, k], hundred)
        after[:, k] = before[:, k] + 10 * given[:, k]
    return doses.ravel(before), doses.ravel(after)


def _by_row(column: Strings, rows: Rows) -> Strings:
    return column.take(pa.array(rows.doc))


def _answer(world: World) -> Strings:
    return where(world.kept, "acceptable", "too much")


# The reader: shares nothing with the writer above but the lexicon.

_PHASE = re.compile(r"[Ff]rom dose (\d+) on\b[^.\d]*?(\d+) percent")
_CEILING = re.compile(r"(?<![\d.])(\d+\.\d) mg\b")
_DOSE = re.compile(r"^(?:[-*>] )?Dose (\d+)(?:: |, | - | of )(?:[a-z]+ )?(\d+) mg[^\d\n]*$", re.M)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_VERDICT = re.compile(r"(\d+\.\d) mg.* is (acceptable|too much)\b")
_WORD = re.compile(r"[a-z]{5,}")


@cache
def _drugs() -> frozenset[str]:
    return frozenset(lexicon("scientific_drugs").words())


def _tenths(value: int) -> str:
    return f"{value // 10}.{value % 10}"


def _read_course(text: str) -> dict[str, Any]:
    """The facts of a course; ExtractError where an amount or the verdict does not follow."""
    given = list(_DOSE.finditer(text))
    if not given or [int(match[1]) for match in given] != list(range(1, len(given) + 1)):
        raise ExtractError("the doses are not numbered one by one")
    prompt, rest = text[: given[0].start()], text[given[-1].end() :]
    phases = {int(m[1]): int(m[2]) for m in _PHASE.finditer(prompt)}
    ceilings = _CEILING.findall(prompt)
    if 1 not in phases or len(ceilings) != 1 or len(_NUMBER.findall(prompt)) != 2 * len(phases) + 1:
        raise ExtractError(f"shares {phases}, ceilings {ceilings}")
    lines = [line for line in rest.split("\n") if _NUMBER.search(line)]
    if len(lines) != len(given) + 1:
        raise ExtractError(f"{len(given)} doses, {len(lines)} lines of working and verdict")
    ceiling, amount, peak, share, within = solver.fixed(ceilings[0], 1), 0, 0, 0, True
    found = []
    for k, (match, line) in enumerate(zip(given, lines, strict=False), start=1):
        share, dose = phases.pop(k, share), int(match[2])
        before = solver.divide(amount * share, 100)
        amount = solver.add(before, 10 * dose)
        within = solver.at_least(ceiling, amount) and within
        peak = max(peak, amount)
        if _NUMBER.findall(line) != [str(k), _tenths(before), str(dose), _tenths(amount)]:
            raise ExtractError(f"{line!r} should give {_tenths(before)}, {_tenths(amount)}")
        found.append([dose, share, _tenths(before), _tenths(amount)])
    verdict = _VERDICT.search(lines[-1])
    answer = "acceptable" if within else "too much"
    if verdict is None or verdict[1] != _tenths(peak) or verdict[2] != answer or phases:
        raise ExtractError(f"{lines[-1]!r} should say {answer}, {_tenths(peak)}")
    drugs = {word for word in _WORD.findall(text.lower()) if word in _drugs()}
    if len(drugs) != 1 or not drugs <= set(_WORD.findall(lines[-1])):
        raise ExtractError(f"which drug is it, of {sorted(drugs)}?")
    return {
        "kind": "decay-dosing",
        "drug": drugs.pop(),
        "doses": found,
        "peak": _tenths(peak),
        "ceiling": ceilings[0],
        "answer": answer,
    }
