"""An argument told as an essay: premises in prose, a conclusion, and a verdict that is proven either way.

The premises are implications between claims that one notion stands in a relation to another, put as
conditionals,
disjunctions and denials of conjunctions, some of them contraposed. A valid argument leads from what is
granted to
its conclusion by a chain of steps, which the reasoning takes, referring to each claim by what it is about; an
invalid one has one link that runs backwards, and the reasoning ends with an explicit case in which all
premises
hold and the conclusion does not. Side claims hang on the chain as a tree, so they never open another way.
Harder
means a longer chain, more forms, more contraposition, premises out of order and more side claims.

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
    CASE,
    FALLACIES,
    FIRST_FORM,
    FORMS,
    LEADS,
    NUM_STEPS,
    PREMISES,
    RULES,
    STEPS,
    SUITE,
    VERDICT,
)
from dataforge.generators.philosophy._clauses import CLAIM_LEXICONS, Claims
from dataforge.generators.philosophy._colour import COLOUR, scene
from dataforge.generators.philosophy._lexical import LEXICONS, role_fields
from dataforge.text.columns import (
    Json,
    Picked,
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
_UNLESS = 2
_PARAGRAPH = 4  # premises in one
_ELLIPSIS = 90  # percent of claims stated before that are taken up by ellipsis


@dataclass(frozen=True)
class World:
    """A batch of arguments. Atoms: the chain's claims in order, then side claims. Premises: in text order.

    Attributes:
        broken: the link that runs backwards; the number of links where none does.
        claims: by atom.
        affirmed: by atom, whether the argument takes it in the positive.
        holds: by atom, whether what the argument takes is true in the countermodel.
        first, second: by premise, the clauses it names (twice the atom, plus 1 if denied), in its form's
            order.
        place: by link, where its premise stands.
        link_form, link_contra: by link.
        colour: sentences of the scene.
        author: whose argument it is.
    """

    invalid: Bools
    broken: I64
    links: Rows
    atoms: Rows
    claims: Claims
    affirmed: Bools
    holds: Bools
    premises: Rows
    form: I64
    first: I64
    second: I64
    place: I64
    link_form: I64
    link_contra: Bools
    colour: I64
    author: I64


class ArgumentEssay(Genre[World]):
    """An argument in prose, judged valid or invalid, with a derivation or a countermodel."""

    name = "argument-essay"
    domain = "philosophy"
    label = "answer"
    lexicons = (*LEXICONS, *CLAIM_LEXICONS)
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
        COLOUR,
    )

    def support_log2(self, level: int) -> int:
        return 22 + 4 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        links = Rows.of(knobs["links"])
        invalid = draws.draw("verdict", 2, span="answer") == 1
        broken = links.counts.copy()
        one, late = Rows.of(invalid.astype(np.int64)), 1 + links.counts[invalid] // 3
        broken[invalid] -= 1 + draws.draw("broken", late, one, span="prompt")
        aside = draws.chance("aside", knobs["aside"][links.doc], links, span="prompt")
        sides = Rows.of(links.sum(aside))
        atoms = Rows.of(links.counts + 1 + sides.counts)
        claims = Claims.drawn(draws, atoms)
        affirmed = draws.draw("sign", 2, atoms, span="prompt") == 0
        order = _order(draws, links, knobs["disorder"])
        hook = draws.draw("hook", links.counts[sides.doc] + 1 + sides.pos, sides, span="prompt")
        outward = draws.draw("outward", 2, sides, span="prompt") == 1
        premises = Rows.of(links.counts + sides.counts)
        place = links.pos + _so_far(aside, links)
        at = premises.offsets[links.doc] + place
        side_at = (at - 1)[aside]
        source, target = np.empty(len(premises), np.int64), np.empty(len(premises), np.int64)
        backwards = order == broken[links.doc]
        source[at], target[at] = order + backwards, order + 1 - backwards
        side = links.counts[sides.doc] + 1 + sides.pos
        source[side_at], target[side_at] = np.where(outward, hook, side), np.where(outward, side, hook)
        form = draws.draw("form", knobs["forms"][premises.doc], premises, span="prompt")
        contra = draws.chance("contra", knobs["contraposition"][premises.doc], premises, span="prompt")
        clause = 2 * np.arange(len(atoms)) + ~affirmed
        first, second = _arguments(form, contra, clause, atoms.offsets[premises.doc], (source, target))
        by_link = np.argsort(links.offsets[links.doc] + order)
        return World(
            invalid=invalid,
            broken=broken,
            links=links,
            atoms=atoms,
            claims=claims,
            affirmed=affirmed,
            holds=_case(atoms, links, broken, sides, hook, outward),
            premises=premises,
            form=form,
            first=first,
            second=second,
            place=place[by_link],
            link_form=form[at][by_link],
            link_contra=contra[at][by_link],
            colour=knobs["colour"],
            author=draws.draw("author", len(lexicon("philosophy_roles")), span="prompt"),
        )

    def check(self, world: World) -> Json:
        clauses = world.claims.clauses()
        premises = json_tuple(
            plain_json(pick(FORMS, world.form)),
            plain_json(clauses.take(pa.array(world.first))),
            plain_json(clauses.take(pa.array(world.second))),
        )
        start, end = _ends(world)
        derived, step_rows = _derived(world)
        about = world.claims.about
        steps = json_tuple(plain_json(about(derived).strings()), world.affirmed[derived])
        yes, no = (json_list(rows, plain_json(about(at).strings())) for rows, at in _case_claims(world))
        return json_object(
            {
                "kind": "argument-essay",
                "granted": plain_json(clauses.take(pa.array(start))),
                "premises": json_list(world.premises, premises),
                "conclusion": plain_json(clauses.take(pa.array(end))),
                "derived": json_list(step_rows, steps),
                "fallacy": plain_json(where(world.invalid, pick(FALLACIES, _fallacy(world)), "")),
                "case": Json(where(world.invalid, json_tuple(yes, no).encoded, "[]")),
                "answer": plain_json(pick(VERDICT, world.invalid.astype(np.int64))),
            }
        )

    def cost(self, world: World) -> I64:
        links = world.links
        upto = np.minimum(world.broken, links.counts - 1)[links.doc]
        tried = links.sum(np.where(links.pos <= upto, world.place + 1, 0))
        turned = world.premises.sum(world.form >= _UNLESS)
        return 1 + turned + tried + world.invalid * (world.premises.counts + 4)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        clauses, about = world.claims.clauses(), world.claims.about
        start, end = _ends(world)
        scenery = scene(draws, world.colour)
        named = role_fields(world.author)
        opening, granted, conclusion, question = SUITE.say(
            draws, "prompt", {"x": Picked(clauses, start), "y": Picked(clauses, end), **named},
            "opening", "granted", "conclusion", "question", span="prompt",
        )  # fmt: skip
        late = draws.draw("granted.late", 2, span="prompt") == 1
        premises = self._premises(draws, world, clauses, late)
        body = where(late, join(premises, granted, " "), join(granted, " ", premises))
        wanted = world.atoms.offsets[:-1] + np.minimum(world.broken, world.links.counts - 1) + 1
        fallacy, case = pick(FALLACIES, _fallacy(world)), self._case(draws, world)
        ill = world.invalid
        convention, origin, breaks, countered, reached = SUITE.say(
            draws,
            "reasoning",
            {"s": about(start // 2), "wanted": about(wanted), "fallacy": fallacy, "case": case, **named},
            *("convention", "start", "breaks", "case", "reached"),
            present={"breaks": ill, "case": ill, "reached": ~ill},
            span="reasoning",
        )
        steps = join(convention, " ", origin, " ", self._steps(draws, world))
        verdict = {"verdict": pick(VERDICT, ill.astype(np.int64))}
        (close,) = SUITE.say(draws, "close", verdict, "verdict", span="answer")
        return [
            Segment("prompt", join(scenery, opening, " ", body, conclusion, " ", question, "\n\n")),
            Segment("reasoning", join(steps, where(ill, join(breaks, "\n\n", countered), reached), "\n\n")),
            Segment("answer", close),
        ]

    def _premises(self, draws: Draws, world: World, clauses: Strings, late: Bools) -> Strings:
        """The premises as sentences, each with a space or the break of a paragraph after it."""
        rows = world.premises
        which = FIRST_FORM[world.form] + draws.draw(
            "phrase", np.diff(FIRST_FORM)[world.form], rows, span="prompt"
        )
        p, q = _mentions(draws, world, late)
        fields = {"p": Picked(clauses, p), "q": Picked(clauses, q)}
        body = PREMISES.say(draws, "premise", rows, fields, which=which, span="prompt")
        led = draws.chance("led", 25, rows, span="prompt")
        author = role_fields(world.author[rows.doc[led]])
        lead = LEADS.say(draws, "lead", Rows.of(rows.sum(led)), author, span="prompt")
        lead = lead.take(pa.array(np.cumsum(led) - 1, mask=~led))
        ends = (rows.pos % _PARAGRAPH == _PARAGRAPH - 1) & ~rows.last
        return rows.join(join(capital(join(where(led, lead, ""), body)), where(ends, ".\n\n", ". ")))

    def _steps(self, draws: Draws, world: World) -> Strings:
        derived, rows = _derived(world)
        at = world.links.offsets[rows.doc] + rows.pos
        contra = world.link_contra[at]
        rule = np.choose(world.link_form[at], [contra, contra, 2, 2, 3])
        which = draws.draw("step", NUM_STEPS, rows, span="reasoning") + NUM_STEPS * ~world.affirmed[derived]
        fields = {"s": world.claims.about(derived), "rule": pick(RULES, rule)}
        return rows.join(join(STEPS.say(draws, "steps", rows, fields, which=which, span="reasoning"), " "))

    def _case(self, draws: Draws, world: World) -> Strings:
        """The countermodel as a clause; '' for valid arguments."""
        ill = np.flatnonzero(world.invalid)
        parts, about = _case_claims(world), world.claims.about
        yes, no = (enumerated(rows, about(at).strings()).take(pa.array(ill)) for rows, at in parts)
        which = np.where(parts[1][0].counts == 0, 1, np.where(parts[0][0].counts == 0, 2, 0))[ill]
        fields = {"yes": yes, "no": no}
        rows = Rows.of(world.invalid.astype(np.int64))
        return rows.join(CASE.say(draws, "decided", rows, fields, which=which, span="reasoning"))

    def extract(self, text: str) -> Any:
        return read_argument(text)


def _mentions(draws: Draws, world: World, late: Bools) -> tuple[I64, I64]:
    """What premises name, by ellipsis where the claim has been stated before and the draw says so."""
    rows, names = world.premises, np.stack([world.first, world.second], axis=1)
    stated = np.full(len(world.atoms), len(rows))
    np.minimum.at(stated, names // 2, np.arange(len(rows))[:, None])
    stated[world.atoms.offsets[:-1][~late]] = -1
    again = stated[names // 2] < np.arange(len(rows))[:, None]
    short = draws.chance("ellipsis", _ELLIPSIS, Rows.of(rows.sum(again.sum(axis=1))), span="prompt")
    names[again] += 2 * len(world.atoms) * short
    return names[:, 0], names[:, 1]


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
    """The clauses of what is granted and of the conclusion."""
    start = world.atoms.offsets[:-1]
    end = start + world.links.counts
    return 2 * start + ~world.affirmed[start], 2 * end + ~world.affirmed[end]


def _derived(world: World) -> tuple[I64, Rows]:
    """The chain's claims that follow from what is granted."""
    rows = Rows.of(np.minimum(world.broken, world.links.counts))
    return world.atoms.offsets[rows.doc] + rows.pos + 1, rows


def _case_claims(world: World) -> tuple[tuple[Rows, I64], tuple[Rows, I64]]:
    """The claims that hold in the countermodel, and those that fail there; no meaning for valid arguments."""
    positive = world.holds == world.affirmed
    parts = []
    for chosen in (positive, ~positive):
        chosen = chosen & world.invalid[world.atoms.doc]
        parts.append((Rows.of(world.atoms.sum(chosen)), np.flatnonzero(chosen)))
    return parts[0], parts[1]


def _fallacy(world: World) -> I64:
    """What it would be to take the broken link, by document; of no meaning where all links hold."""
    at = world.links.offsets[:-1] + np.minimum(world.broken, world.links.counts - 1)
    contra = world.link_contra[at].astype(np.int64)
    return np.asarray(np.choose(world.link_form[at], [contra, contra, 2, 2, 3]))
