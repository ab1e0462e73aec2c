"""The worlds of `access_matrix`: a forest of roles, their rules, people with questions, and the answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dataforge.generators.base import Knobs
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

SILENT, ALLOW, DENY = 0, 1, 2


@dataclass(frozen=True)
class World:
    """A batch of rule books.

    Attributes:
        nearest: whether the nearest rule decides; else a denial beats all.
        roles: a row is a role; `parent` is the place of the one that it inherits from, -1 if none.
        rules: int64[num_docs, width of roles, width of rights], SILENT, ALLOW or DENY, of the role itself.
        people: a row is a person, with one role, at most one exception (`special`: ALLOW, DENY or SILENT, on
            right `special_right`), and one question about right `asked`.
        chain: a row is a step up from a person: the place of the role (-1 the person), what it says.
    """

    realm: I64
    nearest: NDArray[np.bool_]
    roles: Rows
    role: I64
    parent: I64
    rights: Rows
    action: I64
    thing: I64
    rules: I64
    people: Rows
    who: I64
    holds: I64
    special: I64
    special_right: I64
    asked: I64
    allowed: NDArray[np.bool_]
    chain: Rows
    place: I64
    says: I64
    decider: I64
    colour: I64


def draw_world(draws: Draws, knobs: Knobs) -> World:
    """Roles, rules, people and questions are drawn; who may do what follows, for all documents together."""
    roles, rights, people = (Rows.of(knobs[name]) for name in ("roles", "rights", "people"))
    inherits = draws.chance("inherits", np.where(roles.pos > 0, 88, 0), roles, span="prompt")
    parent = np.full(len(roles), -1)
    at, rows = np.flatnonzero(inherits), Rows.of(roles.sum(inherits))
    parent[at] = roles.pos[at] - 1 - draws.draw("parent", np.minimum(roles.pos[at], 2), rows, span="prompt")
    rules = _draw_rules(draws, knobs, roles, rights)
    nearest = draws.chance("nearest", 50, span="prompt")
    holds = draws.draw("holds", roles.counts[people.doc], people, span="prompt")
    has = draws.chance("special", knobs["exceptions"][people.doc], people, span="prompt")
    rows, at = Rows.of(people.sum(has)), np.flatnonzero(has)
    special, special_right = np.full(len(people), SILENT), np.full(len(people), -1)
    special[at] = ALLOW + draws.chance("special.denies", knobs["denials"][rows.doc], rows, span="prompt")
    special_right[at] = draws.draw("special.right", rights.counts[rows.doc], rows, span="prompt")
    chain, place, says = _climb((roles, parent), rules, people, (holds, special, special_right))
    verdicts, decider = _judge(chain, says, nearest[people.doc])
    asked, allowed = _ask(draws, verdicts, rights, people)
    rows_asked = asked[chain.doc]
    return World(
        realm=draws.draw("realm", len(lexicon("technical_realms")), span="prompt"),
        nearest=nearest,
        roles=roles,
        role=draws.distinct("role", len(lexicon("technical_roles")), roles, span="prompt"),
        parent=parent,
        rights=rights,
        action=draws.draw("action", len(lexicon("technical_actions")), rights, span="prompt"),
        thing=draws.distinct("thing", len(lexicon("technical_objects")), rights, span="prompt"),
        rules=rules,
        people=people,
        who=draws.distinct("who", len(lexicon("given_names")), people, span="prompt"),
        holds=holds,
        special=special,
        special_right=special_right,
        asked=asked,
        allowed=allowed,
        chain=chain,
        place=place,
        says=says[np.arange(len(chain)), rows_asked],
        decider=decider[np.arange(len(people)), asked],
        colour=knobs["colour"],
    )


def _draw_rules(draws: Draws, knobs: Knobs, roles: Rows, rights: Rows) -> I64:
    """SILENT, ALLOW or DENY for each role and right, int64[num_docs, roles, rights], padded."""
    cells = Rows.of(roles.counts * rights.counts)
    ruled = draws.chance("ruled", knobs["density"][cells.doc], cells, span="prompt")
    rows = Rows.of(cells.sum(ruled))
    denies = draws.chance("denies", knobs["denials"][rows.doc], rows, span="prompt")
    table = np.zeros((roles.num_docs, roles.width, rights.width), np.int64)
    num_rights = rights.counts[cells.doc]
    kind = np.zeros(len(cells), np.int64)
    kind[ruled] = ALLOW + denies
    table[cells.doc, cells.pos // num_rights, cells.pos % num_rights] = kind
    return table


def _climb(
    tree: tuple[Rows, I64], rules: I64, people: Rows, persons: tuple[I64, I64, I64]
) -> tuple[Rows, I64, I64]:
    """The way up from each person: the roles passed (-1 the person), what each says on every right."""
    (roles, parent), (holds, special, special_right) = tree, persons
    parents = roles.pad(parent, fill=-1)
    steps = [np.full(len(people), -1), holds]
    while (steps[-1] >= 0).any():
        here = steps[-1]
        steps.append(np.where(here >= 0, parents[people.doc, np.maximum(here, 0)], -1))
    path = np.stack(steps, axis=1)
    chain = Rows.of(1 + (path[:, 1:] >= 0).sum(axis=1))
    place = chain.ravel(path)
    says = np.where(place[:, None] >= 0, rules[people.doc[chain.doc], np.maximum(place, 0)], SILENT)
    own = np.flatnonzero(special_right >= 0)
    says[chain.offsets[own], special_right[own]] = special[own]
    return chain, place, says


def _judge(chain: Rows, says: I64, nearest: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], I64]:
    """For each person and right: whether it is allowed, and the step that decides (-1: none)."""
    far = chain.width
    pos = chain.pos[:, None]
    first = {
        kind: np.minimum.reduceat(np.where(says == kind, pos, far), chain.offsets[:-1])
        for kind in (ALLOW, DENY)
    }
    denied = np.where(nearest[:, None], first[DENY] < first[ALLOW], first[DENY] < far)
    decider = np.where(denied, first[DENY], first[ALLOW])
    return ~denied & (first[ALLOW] < far), np.where(decider < far, decider, -1)


def _ask(
    draws: Draws, verdicts: NDArray[np.bool_], rights: Rows, people: Rows
) -> tuple[I64, NDArray[np.bool_]]:
    """A right to ask about for each person, drawn among those that give the answer drawn before."""
    exists = np.arange(rights.width) < rights.counts[people.doc][:, None]
    yes = (verdicts & exists).sum(axis=1)
    no = exists.sum(axis=1) - yes
    wanted = draws.draw("answer", 1 + ((yes > 0) & (no > 0)), people, span="prompt")
    allowed = (yes > 0) & ((no == 0) | (wanted == 1))
    which = draws.draw("asked", np.where(allowed, yes, no), people, span="prompt")
    fits = exists & (verdicts == allowed[:, None])
    return (np.cumsum(fits, axis=1) == which[:, None] + 1).argmax(axis=1), allowed
