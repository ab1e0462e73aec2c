"""An argument told as an essay: premises in prose, a conclusion, and a verdict that is proven either way.

The premises are implications between claims of one topic, put as conditionals, disjunctions and denials of
conjunctions, some of them contraposed. A valid argument leads from what is granted to its conclusion by a
chain of steps, which the reasoning takes; an invalid one has one link that runs backwards, and the reasoning
ends with an explicit case in which all premises hold and the conclusion does not. Side claims hang on the
chain as a tree, so they never open another way. Harder means a longer chain, more forms, more contraposition,
premises out of order and more side claims.

Proof: the reader takes every derived claim as a step of the chain, and tests the case against every premise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.philosophy._argument_reader import read_argument
from dataforge.generators.philosophy._argument_text import (
    BREAKS,
    CASES,
    CONCLUSIONS,
    FALLACIES,
    FIRST_FORM,
    FIRST_LEADS,
    FORMS,
    GRANTED,
    LEADS,
    OCCASIONS,
    OPENINGS,
    PREMISES,
    QUESTIONS,
    REACHED,
    RULES,
    STARTS,
    STEPS,
    VERDICT,
    VERDICTS,
)
from dataforge.text.columns import (
    Json,
    Strings,
    capital,
    join,
    json_list,
    json_object,
    json_tuple,
    pick,
    where,
)
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.prose import enumerated, plain_json
from dataforge.text.rows import I64, Rows

Bools = NDArray[np.bool_]
TOPIC_SIZE = 26


@dataclass(frozen=True)
class World:
    """A batch of arguments. Atoms: the chain's claims in order, then side claims. Premises: in text order.

    Attributes:
        broken: the link that runs backwards; the number of links where none does.
        clause: by atom, twice the claim's row plus 1 if it is taken in the negative.
        holds: by atom, whether it is true in the countermodel.
        first, second: by premise, the clauses it names, in the order of its form.
        link_form, link_contra: by link.
    """

    who: I64
    topic: I64
    invalid: Bools
    broken: I64
    links: Rows
    atoms: Rows
    clause: I64
    holds: Bools
    premises: Rows
    form: I64
    first: I64
    second: I64
    link_form: I64
    link_contra: Bools
    displaced: I64
    contras: I64


class ArgumentEssay(Genre[World]):
    """An argument in prose, judged valid or invalid, with a derivation or a countermodel."""

    name = "argument-essay"
    domain = "philosophy"
    lexicons = ("surnames", "philosophy_claims")
    summary = "an argument in essay prose, judged valid by derivation or invalid by countermodel"
    knobs = (
        Knob(
            "links", 1, 9, slack=12, least=1, most=12, meaning="steps from what is granted to the conclusion"
        ),
        Knob("aside", 0, 34, most=100, meaning="percent of premises preceded by one about a side claim"),
        Knob(
            "contraposition",
            0,
            50,
            most=100,
            meaning="percent of implications that are stated backwards and negated",
        ),
        Knob("forms", 1, 5, least=1, most=5, meaning="how many of: if, only if, unless, or, not both"),
        Knob("disorder", 0, 100, most=100, meaning="percent of links out of their order"),
    )

    def support_log2(self, level: int) -> int:
        return 22 + 4 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        links = Rows.of(knobs["links"])
        invalid = draws.draw("verdict", 2, span="answer") == 1
        broken = links.counts.copy()
        one = Rows.of(invalid.astype(np.int64))
        broken[invalid] = draws.draw("broken", links.counts[invalid], one, span="prompt")
        aside = draws.chance("aside", knobs["aside"][links.doc], links, span="prompt")
        sides = Rows.of(links.sum(aside))
        atoms = Rows.of(links.counts + 1 + sides.counts)
        topic = draws.draw("topic", len(lexicon("philosophy_claims")) // TOPIC_SIZE, span="prompt")
        claim = draws.distinct("claim", TOPIC_SIZE, atoms, span="prompt") + TOPIC_SIZE * topic[atoms.doc]
        clause = 2 * claim + draws.draw("sign", 2, atoms, span="prompt")
        order = _order(draws, links, knobs["disorder"])
        hook = draws.draw("hook", links.counts[sides.doc] + 1 + sides.pos, sides, span="prompt")
        outward = draws.draw("outward", 2, sides, span="prompt") == 1
        premises = Rows.of(links.counts + sides.counts)
        at = premises.offsets[links.doc] + links.pos + _so_far(aside, links)
        side_at = (at - 1)[aside]
        source, target = np.empty(len(premises), np.int64), np.empty(len(premises), np.int64)
        backwards = order == broken[links.doc]
        source[at], target[at] = order + backwards, order + 1 - backwards
        side = links.counts[sides.doc] + 1 + sides.pos
        source[side_at], target[side_at] = np.where(outward, hook, side), np.where(outward, side, hook)
        form = draws.draw("form", knobs["forms"][premises.doc], premises, span="prompt")
        contra = draws.chance("contra", knobs["contraposition"][premises.doc], premises, span="prompt")
        first, second = _arguments(form, contra, clause, atoms.offsets[premises.doc], (source, target))
        by_link = np.argsort(links.offsets[links.doc] + order)
        return World(
            who=draws.draw("who", len(lexicon("surnames")), span="prompt"),
            topic=topic,
            invalid=invalid,
            broken=broken,
            links=links,
            atoms=atoms,
            clause=clause,
            holds=_case(atoms, links, broken, sides, hook, outward),
            premises=premises,
            form=form,
            first=first,
            second=second,
            link_form=form[at][by_link],
            link_contra=contra[at][by_link],
            displaced=links.sum(order != links.pos),
            contras=premises.sum(contra),
        )

    def check(self, world: World) -> Json:
        names = _clauses()
        premises = json_tuple(
            plain_json(pick(FORMS, world.form)),
            plain_json(names.take(pa.array(world.first))),
            plain_json(names.take(pa.array(world.second))),
        )
        start, end = _ends(world)
        derived, step_rows = _derived(world)
        case, case_rows = _case_clauses(world)
        fallacy = where(world.invalid, pick(FALLACIES, _fallacy(world)), "")
        return json_object(
            {
                "kind": "argument-essay",
                "who": plain_json(pick(lexicon("surnames")[0], world.who)),
                "topic": plain_json(_topic(world)),
                "granted": plain_json(names.take(pa.array(start))),
                "premises": json_list(world.premises, premises),
                "conclusion": plain_json(names.take(pa.array(end))),
                "derived": json_list(step_rows, plain_json(names.take(pa.array(derived)))),
                "fallacy": plain_json(fallacy),
                "case": json_list(case_rows, plain_json(names.take(pa.array(case)))),
                "answer": plain_json(pick(VERDICT, world.invalid.astype(np.int64))),
            }
        )

    def cost(self, world: World) -> I64:
        forms = world.premises.sum(world.form > 0)
        return world.premises.counts + world.links.counts + forms + world.contras + world.displaced

    def render(self, draws: Draws, world: World) -> list[Segment]:
        names = _clauses()
        start, end = (names.take(pa.array(each)) for each in _ends(world))
        who, when = (
            pick(lexicon("surnames")[0], world.who),
            pick(OCCASIONS, draws.draw("occasion", len(OCCASIONS), span="prompt")),
        )
        opening = OPENINGS.render(
            draws.draw("opening", len(OPENINGS), span="prompt"),
            {"who": who, "topic": _topic(world), "when": when, "occasion": capital(when)},
        )
        granted = GRANTED.render(draws.draw("granted", len(GRANTED), span="prompt"), {"x": start})
        premises = self._premises(draws, world)
        late = draws.draw("granted.late", 2, span="prompt") == 1
        body = where(late, join(premises, granted, " "), join(granted, " ", premises))
        end_text = CONCLUSIONS.render(draws.draw("conclusion", len(CONCLUSIONS), span="prompt"), {"x": end})
        question = pick(QUESTIONS, draws.draw("question", len(QUESTIONS), span="prompt"))
        broken_off = where(world.premises.counts > 7, "\n\n", " ")
        begin = STARTS.render(draws.draw("start", len(STARTS), span="reasoning"), {"x": start})
        reasoning = join(begin, " ", self._steps(draws, world), self._outcome(draws, world))
        verdict = VERDICTS.render(
            draws.draw("close", len(VERDICTS), span="answer"),
            {"verdict": pick(VERDICT, world.invalid.astype(np.int64))},
        )
        return [
            Segment("prompt", join(opening, " ", body, end_text, broken_off, question, "\n\n")),
            Segment("reasoning", join(reasoning, "\n\n")),
            Segment("answer", verdict),
        ]

    def _premises(self, draws: Draws, world: World) -> Strings:
        """The premises as sentences, each with a space after it."""
        names, rows = _clauses(), world.premises
        spread = np.diff(FIRST_FORM)[world.form]
        which = FIRST_FORM[world.form] + draws.draw("phrase", spread, rows, span="prompt")
        fields = {"p": names.take(pa.array(world.first)), "q": names.take(pa.array(world.second))}
        body = PREMISES.render(which, fields)
        led = draws.chance("led", 65, rows, span="prompt")
        opens = rows.pos[led] == 0
        choices = np.where(opens, FIRST_LEADS, len(LEADS) - FIRST_LEADS)
        which = draws.draw("lead", choices, Rows.of(rows.sum(led)), span="prompt") + np.where(
            opens, 0, FIRST_LEADS
        )
        lead = pick(LEADS, which).take(pa.array(np.cumsum(led) - 1, mask=~led))
        return rows.join(join(capital(join(where(led, lead, ""), body)), ". "))

    def _steps(self, draws: Draws, world: World) -> Strings:
        derived, rows = _derived(world)
        at = world.links.offsets[rows.doc] + rows.pos
        rule = np.choose(world.link_form[at], [world.link_contra[at], world.link_contra[at], 2, 2, 3])
        which = draws.draw("step", len(STEPS), rows, span="reasoning")
        fields = {"z": _clauses().take(pa.array(derived)), "rule": pick(RULES, rule)}
        return rows.join(join(STEPS.render(which, fields), " "))

    def _outcome(self, draws: Draws, world: World) -> Strings:
        """How a derivation ends: at the conclusion, or with a fallacy and a countermodel."""
        names = _clauses()
        ill, well = np.flatnonzero(world.invalid), np.flatnonzero(~world.invalid)
        failed = Rows.of(world.invalid.astype(np.int64))
        reached = draws.draw("reached", len(REACHED), Rows.of(1 - failed.counts), span="reasoning")
        breaks = draws.draw("breaks", len(BREAKS), failed, span="reasoning")
        cases = draws.draw("case", len(CASES), failed, span="reasoning")
        wanted = world.clause[world.atoms.offsets[ill] + world.broken[ill] + 1]
        fallacy = pick(FALLACIES, _fallacy(world)[ill])
        snap = BREAKS.render(breaks, {"x": names.take(pa.array(wanted)), "fallacy": fallacy})
        case, rows = _case_clauses(world)
        listed = enumerated(rows, names.take(pa.array(case)), " and ").take(pa.array(ill))
        bad = join(snap, "\n\n", CASES.render(cases, {"case": listed}))
        both = pa.concat_arrays([bad, pick(REACHED, reached)])
        return both.take(pa.array(np.argsort(np.concatenate([ill, well]))))

    def extract(self, text: str) -> Any:
        return read_argument(text)


def _clauses() -> pa.Array:
    """Every clause: row 2i says claim i, row 2i + 1 denies it."""
    table = lexicon("philosophy_claims")
    both = pa.concat_arrays([table[0], table[1]])
    return both.take(pa.array(np.arange(2 * len(table)).reshape(2, -1).T.ravel()))


def _topic(world: World) -> Strings:
    return pick(lexicon("philosophy_claims")[2], world.topic * TOPIC_SIZE)


def _so_far(flags: Bools, rows: Rows) -> I64:
    """How many flags of its document are set up to and including each row."""
    before = np.concatenate([[0], np.cumsum(rows.sum(flags))])[:-1]
    return np.asarray(np.cumsum(flags) - before[rows.doc], np.int64)


def _arguments(form: I64, contra: Bools, clause: I64, base: I64, link: tuple[I64, I64]) -> tuple[I64, I64]:
    """The clauses that a premise names so that by its form the link's source implies its target."""
    source, target = link
    x = clause[base + np.where(contra, target, source)] ^ contra
    y = clause[base + np.where(contra, source, target)] ^ contra
    return np.choose(form, [x, x, y, x ^ 1, x]), np.choose(form, [y, y, x ^ 1, y, y ^ 1])


def _order(draws: Draws, links: Rows, disorder: I64) -> I64:
    """Which link stands at each place: the first `disorder` percent of them are shuffled."""
    moved = Rows.of(links.counts * disorder // 100)
    order = links.pos.copy()
    order[links.offsets[moved.doc] + moved.pos] = draws.shuffle("order", moved, span="prompt")
    return order


def _case(atoms: Rows, links: Rows, broken: I64, sides: Rows, hook: I64, outward: Bools) -> Bools:
    """What can be derived from what is granted, by atom; all else may be false."""
    holds = atoms.pad((atoms.pos <= broken[atoms.doc]) & (atoms.pos <= links.counts[atoms.doc]))
    hooks, outwards = sides.pad(hook), sides.pad(outward)
    every = np.arange(atoms.num_docs)
    for k in range(sides.width):
        at = np.where(k < sides.counts, links.counts + 1 + k, 0)
        derived = outwards[:, k] & holds[every, hooks[:, k]]
        holds[every, at] = np.where(k < sides.counts, derived, holds[every, at])
    return np.asarray(atoms.ravel(holds), np.bool_)


def _ends(world: World) -> tuple[I64, I64]:
    first = world.atoms.offsets[:-1]
    return world.clause[first], world.clause[first + world.links.counts]


def _derived(world: World) -> tuple[I64, Rows]:
    """The chain's clauses that follow from what is granted."""
    rows = Rows.of(np.minimum(world.broken, world.links.counts))
    return world.clause[world.atoms.offsets[rows.doc] + rows.pos + 1], rows


def _case_clauses(world: World) -> tuple[I64, Rows]:
    """What is true in the countermodel, atom by atom; nothing for valid arguments."""
    rows = Rows.of(np.where(world.invalid, world.atoms.counts, 0))
    at = world.atoms.offsets[rows.doc] + rows.pos
    return world.clause[at] ^ ~world.holds[at], rows


def _fallacy(world: World) -> I64:
    """What it would be to take the broken link, by document; of no meaning where all links hold."""
    at = world.links.offsets[:-1] + np.minimum(world.broken, world.links.counts - 1)
    contra = world.link_contra[at].astype(np.int64)
    return np.asarray(np.choose(world.link_form[at], [contra, contra, 2, 2, 3]))
