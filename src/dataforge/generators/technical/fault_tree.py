"""A guide to finding faults: numbered questions that lead on or end in a remedy, and cases followed to it.

Harder means more steps, more and longer cases, and observations that the way of a case never asks for. The
steps stand in any order. Answer first: for each case the step at which it ends is drawn, then what is seen
there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.technical._fault_reader import read_tree
from dataforge.generators.technical._fault_text import (
    ANSWERS,
    EXITS,
    LEADS,
    LINKS,
    NODES,
    OPENINGS,
    SIGNS,
    STEPS,
    TASKS,
    WORKED,
)
from dataforge.generators.technical._prose import LEXICONS, aside, colour_knob, halves
from dataforge.text.columns import Json, Picked, Strings, ints, join, json_list, json_object, json_tuple, pick
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.prose import with_article
from dataforge.text.rows import I64, Rows

Bools = NDArray[np.bool_]
_NUMBERS = 100
_MOST_STEPS, _MOST_CASES = 12, 5


@dataclass(frozen=True)
class World:
    """A batch of trees: by step row `number` .. `onward` (the answer that leads on), `leaps` (the other one
    leads two steps on; else to a remedy); by ending row (two a step: of yes, of no) `target` (a position, -1
    for a remedy), `action`, `fixed`; by sign row `case` (row), `step` (position), `yes`, `asked`."""

    machine: I64
    steps: Rows
    number: I64
    part: I64
    symptom: I64
    endings: Rows
    target: I64
    action: I64
    fixed: I64
    cases: Rows
    last: I64
    signs: Rows
    case: I64
    step: I64
    yes: Bools
    asked: Bools
    colour: I64


class FaultTree(Genre[World]):
    """Questions that lead to a remedy, and cases followed through them."""

    name = "fault-tree"
    domain = "technical"
    floor = "band"
    lexicons = ("technical_parts", "technical_symptoms", "technical_repairs", "en_devices", *LEXICONS)
    summary = "a tree of yes-or-no questions that ends in remedies, and cases followed through it"
    knobs = (
        Knob("work", 2, 30, least=2, most=120, meaning="steps times cases: long ways, or several short ones"),
        Knob("spare", 10, 20, most=100, meaning="percent of unasked questions that are observed, too"),
        colour_knob(18),
    )

    def support_log2(self, level: int) -> int:
        return 40

    def world(self, draws: Draws, knobs: Knobs) -> World:
        steps, cases = _shared_out(draws, knobs["work"])
        onward = draws.draw("onward", 2, steps, span="prompt")  # 1: yes leads on
        may = steps.pos + 2 < steps.counts[steps.doc]
        leaps = draws.draw("leaps", 1 + may, steps, span="prompt") == 1
        endings = Rows.of(2 * steps.counts)
        owner = steps.offsets[endings.doc] + endings.pos // 2
        main = (endings.pos % 2 == 0) == (onward[owner] == 1)
        here = endings.pos // 2
        last = here == steps.counts[endings.doc] - 1
        target = np.where(main, np.where(last, -1, here + 1), np.where(leaps[owner], here + 2, -1))
        remedies = Rows.of(endings.sum(target < 0))
        at = np.flatnonzero(target < 0)
        action, fixed = np.zeros(len(endings), np.int64), np.zeros(len(endings), np.int64)
        action[at] = draws.draw("action", len(lexicon("technical_repairs")), remedies, span="prompt")
        fixed[at] = draws.draw("fixed", len(lexicon("technical_parts")), remedies, span="prompt")
        tree = (steps, onward == 1, leaps)
        ends, signs = _follow(draws, knobs, tree, cases)
        return World(
            draws.draw("machine", len(lexicon("en_devices")), span="prompt"), steps,
            10 + draws.distinct("number", _NUMBERS - 10, steps, span="prompt"),
            draws.distinct("part", len(lexicon("technical_parts")), steps, span="prompt"),
            draws.draw("symptom", len(lexicon("technical_symptoms")), steps, span="prompt"),
            endings, target, action, fixed, cases, ends, *signs, knobs["colour"],
        )  # fmt: skip

    def check(self, world: World) -> Json:
        steps, signs = world.steps, world.signs
        row = steps.offsets[signs.doc] + world.step
        by_case = Rows.of(np.bincount(world.case, minlength=len(world.cases)))
        seen = json_tuple(_sign(world, row).strings(), world.yes.astype(np.int64))
        goes = world.number[steps.offsets[world.endings.doc] + np.maximum(world.target, 0)]
        ending = pa.compute.if_else(pa.array(world.target < 0), _remedy(world), ints(goes))
        return json_object(
            {
                "kind": "fault-tree",
                "machine": pick(lexicon("en_devices")[0], world.machine),
                "steps": json_list(
                    steps,
                    json_tuple(
                        world.number, _sign(world, np.arange(len(steps))).strings(), ending[::2], ending[1::2]
                    ),
                ),
                "cases": json_list(
                    world.cases,
                    json_tuple(json_list(by_case, seen), _remedy(world).take(pa.array(world.last))),
                ),
                "answer": world.cases.join(_remedy(world).take(pa.array(world.last)), "; "),
            }
        )

    def cost(self, world: World) -> I64:
        return 3 * world.signs.sum(world.asked)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        steps = world.steps
        fields: dict[str, Any] = {
            "machine": pick(lexicon("en_devices")[0], world.machine),
            "a_machine": with_article(pick(lexicon("en_devices")[0], world.machine)),
            "start": world.number[steps.offsets[:-1]],
        }
        opening = OPENINGS.say(draws, "opening", fields=fields, span="prompt")
        before, after = (
            aside(draws, name, each)
            for name, each in zip(("before", "after"), halves(world.colour), strict=True)
        )
        task = TASKS.say(draws, "task", span="prompt")
        fixes = _remedy(world).take(pa.array(world.last))
        answer = ANSWERS.say(draws, "close", fields={"answer": world.cases.join(fixes, "; ")}, span="answer")
        listed, seen = self._steps(draws, world), self._cases(draws, world)
        return [
            Segment("prompt", join(opening, "\n\n", before, listed, "\n\n", after, seen, task, "\n\n")),
            Segment("reasoning", join(self._worked(draws, world, fixes), "\n\n")),
            Segment("answer", answer),
        ]

    def _steps(self, draws: Draws, world: World) -> Strings:
        """The steps, a line each, in an order drawn."""
        steps = world.steps
        goes = world.number[steps.offsets[world.endings.doc] + np.maximum(world.target, 0)]
        exits = EXITS.say(
            draws, "exit", world.endings,
            {
                "id": goes,
                "action": Picked(lexicon("technical_repairs")[0], world.action),
                "part": Picked(lexicon("technical_parts")[0], world.fixed),
            },
            which=(world.target < 0).astype(np.int64), span="prompt",
        )  # fmt: skip
        lines = NODES.say(
            draws, "step", steps,
            {
                "id": world.number,
                "part": Picked(lexicon("technical_parts")[0], world.part),
                "base": Picked(lexicon("technical_symptoms")[0], world.symptom),
                "yes": exits[::2],
                "no": exits[1::2],
            },
            span="prompt",
        )  # fmt: skip
        shown = steps.offsets[steps.doc] + draws.shuffle("shown", steps, span="prompt")
        return steps.join(lines.take(pa.array(shown)), "\n")

    def _cases(self, draws: Draws, world: World) -> Strings:
        """What is observed in each case, a paragraph and a break each."""
        row = world.steps.offsets[world.signs.doc] + world.step
        words = lexicon("technical_symptoms")
        verbs = pa.concat_arrays([words[1], words[2]])
        said = SIGNS.say(
            draws, "sign", world.signs,
            {
                "part": Picked(lexicon("technical_parts")[0], world.part[row]),
                "verb": Picked(verbs, world.symptom[row] + np.where(world.yes, 0, len(words))),
            },
            span="prompt",
        )  # fmt: skip
        by_case = Rows.of(np.bincount(world.case, minlength=len(world.cases)))
        turn = draws.draw("sign.turn", by_case.counts, world.cases, span="prompt")
        place = by_case.offsets[by_case.doc] + (by_case.pos + turn[by_case.doc]) % by_case.counts[by_case.doc]
        lead = LEADS.say(draws, "lead", world.cases, {"n": world.cases.pos + 1}, span="prompt")
        return world.cases.join(join(lead, " ", by_case.join(said.take(pa.array(place)), " "), "\n\n"))

    def _worked(self, draws: Draws, world: World, fixes: Strings) -> Strings:
        at = np.flatnonzero(world.asked)
        row = world.steps.offsets[world.signs.doc[at]] + world.step[at]
        style = draws.draw("style", len(STEPS), world.cases, span="reasoning")[world.case[at]]
        link = draws.draw("link", len(LINKS), world.cases, span="reasoning")[world.case[at]]
        word = pick(("no", "yes"), world.yes[at].astype(np.int64))
        said = STEPS.render(style, {"id": world.number[row], "word": word})
        by_case = Rows.of(np.bincount(world.case[at], minlength=len(world.cases)))
        linked = pick(LINKS, link)
        path = by_case.join(join(pa.compute.if_else(pa.array(by_case.pos > 0), linked, ""), said))
        fields = {"n": world.cases.pos + 1, "path": path, "fix": fixes}
        return world.cases.join(WORKED.say(draws, "worked", world.cases, fields, span="reasoning"), "\n")

    def extract(self, text: str) -> Any:
        return read_tree(text)


def _sign(world: World, row: I64) -> Picked:
    """Part and symptom of step rows, base form."""
    parts, symptoms = lexicon("technical_parts")[0], lexicon("technical_symptoms")[0]
    words = join(pick(parts, world.part[row]), " ", pick(symptoms, world.symptom[row]))
    return Picked(words, np.arange(len(row)))


def _remedy(world: World) -> Strings:
    """What each ending says to do (where it leads on, nothing that counts)."""
    actions, parts = lexicon("technical_repairs")[0], lexicon("technical_parts")[0]
    return join(pick(actions, world.action), " the ", pick(parts, world.fixed))


def _shared_out(draws: Draws, work: I64) -> tuple[Rows, Rows]:
    """The work of a level as steps and cases: one long way, or several shorter ones."""
    fewest = -(-work // _MOST_STEPS)
    most = np.maximum(np.minimum(work // 3, _MOST_CASES), fewest)
    cases = fewest + draws.draw("cases", most - fewest + 1, span="prompt")
    more = draws.chance("one.more", 100 * (work % cases) // cases, span="prompt")
    return Rows.of(work // cases + more), Rows.of(cases)


def _follow(
    draws: Draws, knobs: Knobs, tree: tuple[Rows, Bools, Bools], cases: Rows
) -> tuple[I64, tuple[Rows, I64, I64, Bools, Bools]]:
    """The ending (row) of each case, and what is seen: signs, their case, step, answer, whether asked."""
    steps, onward, leaps = tree
    doc, width = cases.doc, steps.width
    leap, lead = steps.pad(leaps, fill=False)[doc], steps.pad(onward, fill=False)[doc]
    count = steps.counts[doc][:, None]
    place = np.arange(width)[None, :]
    stops = ~leap & (place >= np.minimum(count * 2 // 3, count - 1)) & (place < count)
    which = draws.draw("stop", stops.sum(axis=1), cases, span="prompt")
    stop = (np.cumsum(stops, axis=1) == which[:, None] + 1).argmax(axis=1)
    final = stop == count[:, 0] - 1
    main_end = (draws.draw("end", 1 + final, cases, span="prompt") == 1) & final
    cells = Rows.of(cases.counts * steps.counts[: cases.num_docs])
    own = steps.counts[cells.doc]
    case, step = cases.offsets[cells.doc] + cells.pos // own, cells.pos % own
    shape = (len(cases), width)
    coin, spare = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    coin[case, step] = draws.draw("answer", 2, cells, span="prompt") == 1
    spare[case, step] = draws.chance("spare", knobs["spare"][cells.doc], cells, span="prompt")
    visited, free = np.zeros((len(cases), width + 2), np.bool_), np.zeros(shape, np.bool_)
    visited[:, 0] = True
    goes_on = np.zeros(shape, np.bool_)
    for k in range(width):
        here = visited[:, k]
        choice = here & leap[:, k] & (k + 2 <= stop)
        jump = choice & (coin[:, k] != lead[:, k])
        free[:, k] = choice
        on = here & (k < stop) & ~jump
        visited[:, k + 1] |= on
        visited[:, k + 2] |= jump
        goes_on[:, k] = on | (here & (k == stop) & main_end)
    asked = visited[:, :width] & (place <= stop[:, None])
    shown = (asked | spare) & (place < count)
    yes = np.where(asked, goes_on == lead, coin)
    draws.hide("answer", (asked & ~free | ~shown)[case, step])
    draws.hide("spare", asked[case, step])
    row, column = np.nonzero(shown)
    signs = Rows.of(cases.sum(shown.sum(axis=1)))
    end = 2 * (steps.offsets[doc] + stop) + ~yes[np.arange(len(cases)), stop]
    return end, (
        signs,
        row.astype(np.int64),
        column.astype(np.int64),
        yes[row, column],
        asked[row, column],
    )
