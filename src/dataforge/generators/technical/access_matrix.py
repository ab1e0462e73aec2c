"""Rules of access: roles that inherit, permissions, denials, personal exceptions; who may do what, and why.

Harder means more roles in longer chains, more rights, more denials and exceptions, more questions. Of two
ways to settle conflicts (a denial beats all, or the nearest rule decides) each document has one. Answer
first: for each question yes or no is drawn, then a right for which that is true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.technical._access_phrases import (
    ABSENT,
    ALLOWS,
    ANSWERS,
    DENIED,
    DENIES,
    EXCEPTIONS,
    FEET,
    FIRST_DENIES,
    FORMS_A_POLICY,
    FORMS_A_REASON,
    FORMS_A_SENTENCE,
    FORMS_AN_EXCEPTION,
    HEADS,
    HOLDERS,
    INHERITS,
    LINKS,
    NO_RULE,
    OPENINGS,
    PLAINS,
    POLICIES,
    PROSE,
    QUESTIONS,
    REASONS,
    RIGHTS,
    ROLES,
    SILENCES,
    STATES,
    STYLES,
    TABLE,
)  # fmt: skip
from dataforge.generators.technical._access_reader import read_access
from dataforge.generators.technical._access_world import ALLOW, DENY, World, draw_world
from dataforge.generators.technical._prose import LEXICONS, aside, colour_knob, halves
from dataforge.text.columns import (
    Json,
    Strings,
    constant,
    ints,
    join,
    json_list,
    json_object,
    json_tuple,
    pick,
    where,
)
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows


class AccessMatrix(Genre[World]):
    """Roles, inheritance, denials: may X do Y, and why."""

    name = "access-matrix"
    domain = "technical"
    lexicons = (
        "technical_realms",
        "technical_roles",
        "technical_actions",
        "technical_objects",
        "given_names",
        *LEXICONS,
    )
    summary = "roles that inherit, permissions and denials; who may do what, with the chain of reasons"
    knobs = (
        Knob("roles", 1, 8, slack=13, least=1, most=40, meaning="roles"),
        Knob("rights", 2, 6, least=1, most=30, meaning="rights that rules speak of"),
        Knob("people", 1, 5, least=1, most=40, meaning="people, each with a question"),
        Knob("density", 60, 40, most=100, meaning="percent of (role, right) pairs with a rule"),
        Knob("denials", 12, 42, most=100, meaning="percent of rules and exceptions that deny"),
        Knob("exceptions", 0, 45, most=100, meaning="percent of people with a rule of their own"),
        colour_knob(17),
    )

    def support_log2(self, level: int) -> int:
        return 20 + 6 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        return draw_world(draws, knobs)

    def check(self, world: World) -> Json:
        words, roles, people = _Words.of(world), world.roles, world.people
        parent = where(
            world.parent >= 0, words.role.take(pa.array(_row(roles, world.parent))), constant("", len(roles))
        )
        lists = [json_list(*_of_rules(world, words, kind)) for kind in (ALLOW, DENY)]
        special = pick(("", "may ", "may not "), world.special)
        exception = join(
            special,
            where(world.special > 0, words.right.take(pa.array(_row_of(world, world.special_right))), ""),
        )
        answer = pick(("no", "yes"), world.allowed.astype(np.int64))
        decider = where(
            world.decider >= 0,
            _names(world, words).take(pa.array(world.chain.offsets[:-1] + np.maximum(world.decider, 0))),
            constant("", len(people)),
        )
        return json_object(
            {
                "kind": "access-matrix",
                "realm": words.realm,
                "conflicts": pick(("denial-wins", "nearest-wins"), world.nearest.astype(np.int64)),
                "rights": json_list(world.rights, words.right),
                "roles": json_list(roles, json_tuple(words.role, parent, *lists)),
                "people": json_list(people, json_tuple(words.who, words.held, exception)),
                "questions": json_list(people, json_tuple(words.who, words.asked, answer, decider)),
                "answer": people.join(answer, ", "),
            }
        )

    def cost(self, world: World) -> I64:
        steps = world.people.sum(world.chain.counts)
        stated = np.count_nonzero(world.rules, axis=(1, 2))
        return np.asarray(2 * steps + world.people.counts + stated, np.int64)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        words = _Words.of(world)
        opening = OPENINGS.say(draws, "opening", None, {"realm": words.realm}, span="prompt")
        rights = {"rights": world.rights.join(words.right, ", ")}
        listed = RIGHTS.say(draws, "rights.form", None, rights, span="prompt")
        form = world.nearest * FORMS_A_POLICY + draws.draw("policy", FORMS_A_POLICY, span="prompt")
        policy = join(
            POLICIES.say(draws, "policy.words", which=form, span="prompt"),
            " ",
            SILENCES.say(draws, "silence", span="prompt"),
        )
        early = draws.draw("early", 2, span="prompt") == 1
        count = halves(world.colour)
        before, after = (
            aside(draws, name, each, before="> ")
            for name, each in zip(("before", "after"), count, strict=True)
        )
        roles, people = _describe_roles(draws, world, words), _describe_people(draws, world, words)
        rules = join(
            where(early, join(policy, "\n\n"), ""),
            roles,
            "\n\n",
            people,
            where(early, "", join("\n\n", policy)),
        )
        number = where(world.people.counts[world.people.doc] > 1, join(ints(world.people.pos + 1), ". "), "")
        asking = {"who": words.who, "right": words.asked}
        questions = QUESTIONS.say(draws, "question", world.people, asking, span="prompt")
        answer = world.people.join(pick(("no", "yes"), world.allowed.astype(np.int64)), ", ")
        last = ANSWERS.say(draws, "close", None, {"answer": answer}, span="answer")
        asked = world.people.join(join(number, questions), "\n")
        return [
            Segment(
                "prompt", join(opening, "\n\n", before, listed, "\n\n", rules, "\n\n", after, asked, "\n\n")
            ),
            Segment("reasoning", join(_explain(draws, world, words, number), "\n\n")),
            Segment("answer", last),
        ]

    def extract(self, text: str) -> Any:
        return read_access(text)


def _row(rows: Rows, place: I64) -> I64:
    """The row of a place in each row's own document."""
    return rows.offsets[rows.doc] + np.maximum(place, 0)


def _row_of(world: World, right: I64) -> I64:
    """The row of a right of each person's document."""
    return world.rights.offsets[world.people.doc] + np.maximum(right, 0)


@dataclass(frozen=True)
class _Words:
    """The names of a world as strings, by role, right or person."""

    realm: Strings
    role: Strings
    right: Strings
    who: Strings
    held: Strings
    a_role: Strings
    asked: Strings

    @classmethod
    def of(cls, world: World) -> _Words:
        held = world.roles.offsets[world.people.doc] + world.holds
        action = pick(lexicon("technical_actions")[0], world.action)
        right = join(action, " ", pick(lexicon("technical_objects")[0], world.thing))
        names = lexicon("technical_roles")
        return cls(
            realm=pick(lexicon("technical_realms")[0], world.realm),
            role=pick(names[0], world.role),
            right=right,
            who=pick(lexicon("given_names")[0], world.who),
            held=pick(names[0], world.role[held]),
            a_role=pick(names[1], world.role[held]),
            asked=right.take(pa.array(_row_of(world, world.asked))),
        )


def _of_rules(world: World, words: _Words, kind: int) -> tuple[Rows, Strings]:
    """The rights that each role allows, or denies: a row of rights for each role."""
    mine = world.rules[world.roles.doc, world.roles.pos] == kind
    role, right = np.nonzero(mine)
    return Rows.of(mine.sum(axis=1)), words.right.take(
        pa.array(world.rights.offsets[world.roles.doc[role]] + right)
    )


def _names(world: World, words: _Words) -> Strings:
    """Who speaks at each step of the chains: the person, or a role."""
    role = world.roles.offsets[world.people.doc[world.chain.doc]] + np.maximum(world.place, 0)
    person = words.who.take(pa.array(world.chain.doc))
    return where(world.place >= 0, words.role.take(pa.array(role)), person)


def _describe_roles(draws: Draws, world: World, words: _Words) -> Strings:
    """The roles with what they inherit, allow and deny, in one of four styles, from below or from above."""
    roles = world.roles
    style = draws.draw("style", STYLES, span="prompt")
    nested = roles.sum(world.parent >= 0) > 0
    upside_down = draws.draw("upside.down", 1 + nested, span="prompt") == 1
    place = np.where(upside_down[roles.doc], roles.counts[roles.doc] - 1 - roles.pos, roles.pos)
    own = style[roles.doc]
    lists = {kind: _of_rules(world, words, kind) for kind in (ALLOW, DENY)}
    fields: dict[str, Strings] = {
        "role": words.role,
        "parent": words.role.take(pa.array(_row(roles, world.parent))),
        "allowed": _listed(*lists[ALLOW], own == PROSE),
        "denied": _listed(*lists[DENY], own == PROSE),
    }
    has = [world.parent >= 0, lists[ALLOW][0].counts > 0, lists[DENY][0].counts > 0]
    has.append(~(has[0] | has[1] | has[2]))
    names = ("inherits", "allows", "denies", "plain")
    for name, frames, present in zip(names, (INHERITS, ALLOWS, DENIES, PLAINS), has, strict=True):
        prose = (own == PROSE) & present
        form = draws.draw(f"{name}.form", np.where(prose, FORMS_A_SENTENCE, 1), roles, span="prompt")
        which = own + form + np.where(own > PROSE, FORMS_A_SENTENCE - 1, 0)
        absent = ABSENT + (own == TABLE)
        which = np.where(present, which, absent)
        fields[name] = frames.say(draws, f"{name}.words", roles, fields, which=which, span="prompt")
    lines = ROLES.render(own, fields).take(pa.array(roles.offsets[roles.doc] + place))
    text = pc.utf8_ltrim_whitespace(roles.join(lines))
    return join(
        HEADS.say(draws, "head", which=style, span="prompt"), pc.utf8_rtrim(text, ";"), pick(FEET, style)
    )


def _listed(rows: Rows, strings: Strings, spoken: NDArray[np.bool_]) -> Strings:
    """ "a, b, c", or "a, b and c" where it is spoken, for each row of `rows`."""
    link = np.where(rows.pos == 0, 0, np.where(rows.last & spoken[rows.doc], 2, 1))
    return rows.join(join(pick(("", ", ", " and "), link), strings))


def _describe_people(draws: Draws, world: World, words: _Words) -> Strings:
    people = world.people
    fields = {"who": words.who, "role": words.held, "a_role": words.a_role}
    holders = HOLDERS.say(draws, "holder", people, fields, span="prompt")
    at = np.flatnonzero(world.special > 0)
    rows = Rows.of(people.sum(world.special > 0))
    kind = (world.special[at] == DENY) * FORMS_AN_EXCEPTION
    exceptions = EXCEPTIONS.say(
        draws, "exception.words", rows,
        {
            "who": words.who.take(pa.array(at)),
            "right": words.right.take(pa.array(_row_of(world, world.special_right)[at])),
        },
        which=kind + draws.draw("exception", FORMS_AN_EXCEPTION, rows, span="prompt"), span="prompt",
    )  # fmt: skip
    has = world.special > 0
    after = join(" ", exceptions).take(pa.array(np.cumsum(has) - 1, mask=~has))
    return people.join(join(holders, where(has, after, "")), " ")


def _explain(draws: Draws, world: World, words: _Words, number: Strings) -> Strings:
    """One line a question: what each step on the way up says, which of them decides, the answer."""
    people, chain = world.people, world.chain
    nearest = world.nearest[people.doc]
    wording = draws.draw("states", len(STATES), people, span="reasoning")[chain.doc]
    state = pick([each for states in STATES for each in states], 3 * wording + world.says)
    shown = ~nearest[chain.doc] | (world.decider[chain.doc] < 0) | (chain.pos <= world.decider[chain.doc])
    linked = people.sum(Rows.of(chain.counts).sum(shown) > 1) > 0
    link = draws.draw("link", np.where(linked, len(LINKS), 1), span="reasoning")[people.doc[chain.doc]]
    step = join(where(chain.pos > 0, pick(LINKS, link), ""), _names(world, words), ": ", state)
    path = chain.join(where(shown, step, ""))
    decided = chain.offsets[:-1] + np.maximum(world.decider, 0)
    role = words.role.take(pa.array(world.roles.offsets[people.doc] + np.maximum(world.place[decided], 0)))
    kind = np.where(nearest, FIRST_DENIES, DENIED) + np.where(world.says[decided] == ALLOW, 1, 0)
    kind = np.where(world.decider < 0, NO_RULE, kind)
    fields = {
        "node": where(world.place[decided] >= 0, join("the ", role), "a personal rule"),
        "answer": pick(("no", "yes"), world.allowed.astype(np.int64)),
    }
    which = kind * FORMS_A_REASON + draws.draw("reason", FORMS_A_REASON, people, span="reasoning")
    reason = REASONS.say(draws, "reason.words", people, fields, which=which, span="reasoning")
    return people.join(join(number, path, ". ", reason), "\n")
