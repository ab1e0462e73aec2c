"""Everybody knows one secret, and tells what he knows: who knows what in the end.

The world of the eight `secrets-*` genres, one in each domain. At a meeting one tells the other everything
that he knows by then, asks for all that the other knows, or both do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs
from dataforge.text.columns import Json, Picked, json_list, json_object, json_tuple, pick
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

LEXICONS = ("en_given_names",)
TELLS, ASKS, SWAPS = 0, 1, 2
KINDS = ("tells", "asks", "swaps")
VERDICTS = ("no", "yes")


@dataclass(frozen=True)
class Secrets:
    """A batch of worlds. `name`, `count` (secrets known at last) by person; `first`, `second` (people),
    `kind` by meeting; the rest by document; `knows`: whether the one asked for knows the other's secret."""

    people: Rows
    name: I64
    count: I64
    meetings: Rows
    first: I64
    second: I64
    kind: I64
    asked: I64
    other: I64
    knows: I64
    colour: I64

    def name_of(self, rows: Rows | None, person: I64) -> Picked:
        """Names of people given by their number, by row, or by document without rows."""
        first = self.people.offsets[:-1] if rows is None else self.people.offsets[rows.doc]
        return Picked(lexicon("en_given_names")[0], self.name[first + person])

    @property
    def asked_count(self) -> I64:
        """How many secrets the one asked for knows."""
        return np.asarray(self.count[self.people.offsets[:-1] + self.asked])


class SecretsGenre(Genre[Secrets]):
    """A genre that tells the world of secrets; a subclass renders and reads it."""

    shared_world: ClassVar[str] = "secrets@1"
    label = "answer"
    lexicons: ClassVar[tuple[str, ...]] = LEXICONS
    knobs = (
        Knob("meetings", 2, 36, slack=8, least=2, most=120, meaning="meetings at which secrets are told"),
        Knob("people", 4, 20, slack=15, least=3, most=60, meaning="people, each with a secret"),
        Knob("colour", 8, 8, slack=100, least=0, most=20, meaning="sentences beside the matter"),
    )

    def support_log2(self, level: int) -> int:
        return 30 + 5 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> Secrets:
        people, meetings = Rows.of(knobs["people"]), Rows.of(knobs["meetings"])
        count = knobs["people"][meetings.doc]
        first = draws.draw("first", count, meetings)
        second = draws.draw("second", count - 1, meetings)
        second += second >= first
        kind = draws.draw("kind", 3, meetings)
        known = _spread(people, meetings, (first, second, kind))
        asked, other, knows = _question(draws, people, known)
        return Secrets(
            people=people,
            name=draws.distinct("name", len(lexicon("en_given_names")), people),
            count=people.ravel(known.sum(axis=2)),
            meetings=meetings,
            first=first,
            second=second,
            kind=kind,
            asked=asked,
            other=other,
            knows=knows,
            colour=knobs["colour"],
        )

    def check(self, world: Secrets) -> Json:
        rows = world.meetings
        people = Picked(lexicon("en_given_names")[0], world.name)
        met = json_tuple(
            world.name_of(rows, world.first), world.name_of(rows, world.second), pick(KINDS, world.kind)
        )
        return json_object(
            {
                "kind": "secret-list",
                "people": json_list(world.people, people),
                "meetings": json_list(rows, met),
                "known": json_list(world.people, world.count),
                "asked": json_tuple(world.name_of(None, world.asked), world.name_of(None, world.other)),
                "answer": pick(VERDICTS, world.knows),
                "count": world.asked_count,
            }
        )

    def cost(self, world: Secrets) -> I64:
        # a meeting: what the one knows, taken over by the other; at last one set is searched and counted
        return 2 * world.meetings.counts + 2


def _spread(people: Rows, meetings: Rows, met: tuple[I64, I64, I64]) -> NDArray[np.bool_]:
    """Who knows whose secret after all meetings, bool[documents, people, people]; documents step together."""
    first, second, kind = (meetings.pad(each) for each in met)
    known = np.zeros((people.num_docs, people.width, people.width), np.bool_)
    known[people.doc, people.pos, people.pos] = True
    every = np.arange(people.num_docs)
    for k in range(meetings.width):
        live = k < meetings.counts
        a, b = first[:, k], second[:, k]
        of_a, of_b = known[every, a], known[every, b]
        both = of_a | of_b
        known[every, b] = np.where((live & (kind[:, k] != ASKS))[:, None], both, of_b)
        known[every, a] = np.where((live & (kind[:, k] != TELLS))[:, None], both, of_a)
    return known


def _question(draws: Draws, people: Rows, known: NDArray[np.bool_]) -> tuple[I64, I64, I64]:
    """A person and another's secret, known to him in half of all documents where there is a choice."""
    width = people.width
    there = np.arange(width)[None, :] < people.counts[:, None]
    pairs = there[:, :, None] & there[:, None, :] & ~np.eye(width, dtype=bool)[None]
    by_answer = np.stack([(pairs & ~known).reshape(len(known), -1), (pairs & known).reshape(len(known), -1)])
    sizes = by_answer.sum(axis=2)
    choice = (sizes > 0).all(axis=0)
    wanted = draws.draw("verdict", np.where(choice, 2, 1))
    knows = np.where(choice, wanted, (sizes[1] > 0).astype(np.int64))
    every = np.arange(len(known))
    eligible = by_answer[knows, every]
    number = draws.draw("pair", eligible.sum(axis=1))
    place = (np.cumsum(eligible, axis=1) > number[:, None]).argmax(axis=1)
    return place // width, place % width, knows
