"""A chain of categorical syllogisms as a lesson, worked through its moods or refuted by a countermodel.

Premises of the forms "all", "no" and "some" link groups of people; no group is empty, which the lesson says.
A valid chain leads from the first group to the last, by moods that are named; an invalid one has one premise
that runs the other way, so that the words are the same, and two people are described of whom all premises are
true and the conclusion is false. Side premises hang on the chain as a tree. Harder means a longer chain,
premises out of order and more side premises.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.philosophy._colour import COLOUR, scene
from dataforge.generators.philosophy._lexical import LEXICONS, role_fields
from dataforge.generators.philosophy._syllogism_reader import read_syllogism
from dataforge.generators.philosophy._syllogism_text import (
    FIRST_STATEMENT,
    LEADS,
    NUM_STEPS,
    STATEMENTS,
    STEPS,
    SUITE,
)
from dataforge.generators.philosophy._syllogism_words import (
    BARBARA,
    CELARENT,
    CESARE,
    DARII,
    DATISI,
    FALLACIES,
    FERIO,
    FERISON,
    FESTINO,
    FRESISON,
    IMPORT,
    MOODS,
    VERDICT,
)
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
ALL, NO, SOME, SOME_NOT = range(4)
_FORM = ("A", "E", "I", "O")
STRONG, WEAK, PARTICULAR = range(3)
_PARAGRAPH = 5


@dataclass(frozen=True)
class World:
    """A batch of lessons. Terms: the chain's groups in order, then those of side premises.

    Attributes:
        kind: STRONG, WEAK (from "all" to "some" at the end) or PARTICULAR (from "some").
        negative: whether the last link is a "no".
        turned, ended: whether a "some" at the start, a "no" at the end, is stated the other way round.
        broken: the link that runs backwards; the number of links where none does.
        group: by term.
        form, subject, predicate: by premise, the latter two rows of terms.
        place: by link, where its premise stands.
        first, second: by term, whether the countermodel's people belong to it.
    """

    links: Rows
    kind: I64
    negative: Bools
    turned: Bools
    ended: Bools
    broken: I64
    terms: Rows
    group: I64
    premises: Rows
    form: I64
    subject: I64
    predicate: I64
    place: I64
    first: Bools
    second: Bools
    colour: I64
    author: I64

    @property
    def invalid(self) -> Bools:
        return self.broken < self.links.counts


class SyllogismLesson(Genre[World]):
    """A chain of categorical syllogisms, valid by its moods or refuted by a countermodel."""

    name = "syllogism-lesson"
    domain = "philosophy"
    label = "answer"
    lexicons = (*LEXICONS,)
    summary = "a chain of categorical syllogisms, worked by mood or refuted by a countermodel"
    knobs = (
        Knob("links", 3, 11, slack=10, least=3, most=14, meaning="premises from the first group to the last"),
        Knob("aside", 0, 34, most=100, meaning="percent of premises preceded by one about another group"),
        Knob("disorder", 0, 100, most=100, meaning="percent of premises out of their order"),
        COLOUR,
    )

    def support_log2(self, level: int) -> int:
        return 24 + 4 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        links = Rows.of(knobs["links"])
        invalid = draws.draw("verdict", 2, span="answer") == 1
        kind = draws.draw("kind", 3, span="prompt")
        negative = draws.draw("negative", 2, span="prompt") == 1
        turned, ended = kind == PARTICULAR, negative.copy()
        for name, flags in (("turned", turned), ("ended", ended)):
            flags[flags] = draws.draw(name, 2, Rows.of(flags.astype(np.int64)), span="prompt") == 1
        last = links.counts - 1 - negative
        reach = 1 + (last - (kind != STRONG)) // 3
        broken = links.counts.copy()
        back = draws.draw("broken", reach[invalid], Rows.of(invalid.astype(np.int64)), span="prompt")
        broken[invalid] = (last[invalid] - back).clip(0)
        aside = draws.chance("aside", knobs["aside"][links.doc], links, span="prompt")
        sides = Rows.of(links.sum(aside))
        terms = Rows.of(links.counts + 1 + sides.counts)
        hook = draws.draw("hook", links.counts[sides.doc] + 1 + sides.pos, sides, span="prompt")
        shape = draws.draw("side", 3, sides, span="prompt")
        order = _order(draws, links, knobs["disorder"])
        place = links.pos + _so_far(aside, links)
        premises = Rows.of(links.counts + sides.counts)
        at = premises.offsets[links.doc] + place
        form, subject, predicate = (np.zeros(len(premises), np.int64) for _ in range(3))
        ends = order == links.counts[links.doc] - 1
        form[at] = np.where(ends & negative[links.doc], NO, ALL)
        form[at] = np.where((order == 0) & (kind == PARTICULAR)[links.doc], SOME, form[at])
        back_to_front = (order == broken[links.doc]) | ((order == 0) & turned[links.doc])
        back_to_front |= ends & ended[links.doc]
        first = terms.offsets[links.doc] + order
        subject[at], predicate[at] = first + back_to_front, first + 1 - back_to_front
        side_at = (at - 1)[aside]
        other, own = (
            terms.offsets[sides.doc] + each for each in (hook, links.counts[sides.doc] + 1 + sides.pos)
        )
        form[side_at] = np.where(shape == 2, SOME, ALL)
        subject[side_at], predicate[side_at] = (
            np.where(shape == 0, other, own),
            np.where(shape == 0, own, other),
        )
        one, two = _people(terms, links, broken, negative, (sides, hook))
        return World(
            links=links,
            kind=kind,
            negative=negative,
            turned=turned,
            ended=ended,
            broken=broken,
            terms=terms,
            group=draws.distinct("group", len(lexicon("en_people")), terms, span="prompt"),
            premises=premises,
            form=form,
            subject=subject,
            predicate=predicate,
            place=place[np.argsort(links.offsets[links.doc] + order)],
            first=one,
            second=two,
            colour=knobs["colour"],
            author=draws.draw("author", len(lexicon("philosophy_roles")), span="prompt"),
        )

    def check(self, world: World) -> Json:
        form, subject, predicate = _conclusion(world)
        rows, at, _, _ = _steps(world)
        people = []
        for members in (world.first, world.second):
            inside = members & world.invalid[world.terms.doc]
            people.append(
                json_list(Rows.of(world.terms.sum(inside)), plain_json(_named(world, np.flatnonzero(inside))))
            )
        statement = [plain_json(pick(_FORM, world.form))]
        statement += [plain_json(_named(world, each)) for each in (world.subject, world.predicate)]
        goal = [
            plain_json(pick(_FORM, form)),
            *(plain_json(_named(world, each)) for each in (subject, predicate)),
        ]
        return json_object(
            {
                "kind": "syllogism-lesson",
                "premises": json_list(world.premises, json_tuple(*statement)),
                "conclusion": json_tuple(*goal),
                "derived": json_list(rows, plain_json(_named(world, at))),
                "fallacy": plain_json(where(world.invalid, pick(FALLACIES, (world.broken > 0) * 1), "")),
                "model": Json(where(world.invalid, json_tuple(*people).encoded, "[]")),
                "answer": plain_json(pick(VERDICT, world.invalid.astype(np.int64))),
            }
        )

    def cost(self, world: World) -> I64:
        links = world.links
        upto = np.where(world.broken == 0, -1, np.minimum(world.broken, links.counts - 1))
        tried = links.sum(np.where(links.pos <= upto[links.doc], world.place + 1, 0))
        tried += np.where(world.broken == 0, world.place[links.offsets[:-1]] + 1, 0)
        return 1 + tried + _steps(world)[0].counts + world.invalid * (2 * world.premises.counts + 2)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        form, subject, predicate = _conclusion(world)
        invalid, start = world.invalid, world.terms.offsets[:-1]
        scenery = scene(draws, world.colour)
        phrase = FIRST_STATEMENT[form] + draws.draw(
            "goal.phrase", np.diff(FIRST_STATEMENT)[form], span="prompt"
        )
        ends = {"x": _group(world, subject), "y": _group(world, predicate)}
        goal = STATEMENTS.say(draws, "goal", None, ends, which=phrase, span="prompt")
        named = role_fields(world.author)
        opening, importing, question = SUITE.say(
            draws, "prompt", {"z": goal, **named}, "opening", "importing", "question", span="prompt"
        )
        people = [
            enumerated(Rows.of(world.terms.sum(members)), _named(world, np.flatnonzero(members)))
            for members in (world.first, world.second)
        ]
        fields = {
            "x": _group(world, start),
            "y": _group(world, start + 1),
            "next": _group(world, start + np.minimum(world.broken + 1, world.links.counts)),
            "fallacy": pick(FALLACIES, (world.broken > 0) * 1),
            "one": people[0],
            "two": people[1],
        }
        begin, reached, breaks, model, shown = SUITE.say(
            draws,
            "reasoning",
            fields,
            *("start", "reached", "breaks", "model", "shown"),
            present={"reached": ~invalid, "breaks": invalid, "model": invalid, "shown": invalid},
            span="reasoning",
        )
        verdict = {"verdict": pick(VERDICT, invalid.astype(np.int64))}
        (close,) = SUITE.say(draws, "close", verdict, "close", span="answer")
        outcome = where(invalid, join(breaks, "\n\n", model, " ", shown), reached)
        premises = self._premises(draws, world)
        return [
            Segment("prompt", join(scenery, opening, " ", importing, " ", premises, question, "\n\n")),
            Segment("reasoning", join(begin, " ", self._worked(draws, world), outcome, "\n\n")),
            Segment("answer", close),
        ]

    def _premises(self, draws: Draws, world: World) -> Strings:
        """The premises as sentences, each with a space or the break of a paragraph after it."""
        rows = world.premises
        spread = np.diff(FIRST_STATEMENT)[world.form]
        which = FIRST_STATEMENT[world.form] + draws.draw("phrase", spread, rows, span="prompt")
        fields = {"x": _group(world, world.subject), "y": _group(world, world.predicate)}
        body = STATEMENTS.say(draws, "premise", rows, fields, which=which, span="prompt")
        led = draws.chance("led", 50, rows, span="prompt")
        author = role_fields(world.author[rows.doc[led]])
        lead = LEADS.say(draws, "lead", Rows.of(rows.sum(led)), author, span="prompt")
        lead = lead.take(pa.array(np.cumsum(led) - 1, mask=~led))
        ends = (rows.pos % _PARAGRAPH == _PARAGRAPH - 1) & ~rows.last
        return rows.join(join(capital(join(where(led, lead, ""), body)), where(ends, ".\n\n", ". ")))

    def _worked(self, draws: Draws, world: World) -> Strings:
        rows, at, form, mood = _steps(world)
        which = form * NUM_STEPS + draws.draw("step", NUM_STEPS, rows, span="reasoning")
        fields = {"y": _group(world, at), "mood": pick(MOODS, mood)}
        return rows.join(join(STEPS.say(draws, "steps", rows, fields, which=which, span="reasoning"), " "))

    def extract(self, text: str) -> Any:
        return read_syllogism(text)


def _group(world: World, term: I64) -> Picked:
    return Picked(lexicon("en_people")[1], world.group[term])


def _named(world: World, term: I64) -> Strings:
    return _group(world, term).strings()


def _so_far(flags: Bools, rows: Rows) -> I64:
    """How many flags of its document are set up to and including each row."""
    before = np.concatenate([[0], np.cumsum(rows.sum(flags))])[:-1]
    return np.asarray(np.cumsum(flags) - before[rows.doc], np.int64)


def _order(draws: Draws, links: Rows, disorder: I64) -> I64:
    """Which link stands at each place: the first `disorder` percent of them are shuffled."""
    moved = Rows.of(links.counts * disorder // 100)
    order = links.pos.copy()
    order[links.offsets[moved.doc] + moved.pos] = draws.shuffle("order", moved, span="prompt")
    return order


def _people(
    terms: Rows, links: Rows, broken: I64, negative: Bools, sides: tuple[Rows, I64]
) -> tuple[Bools, Bools]:
    """By term, whether the two people of the countermodel belong to it; of no meaning without one.

    The first belongs to the chain up to the broken link (and to its end, where that is a "no"), the second
    from there on; a side group has the members of the group that it hangs on.
    """
    pos, at, n = terms.pos, broken[terms.doc], links.counts[terms.doc]
    no = negative[terms.doc]
    one = terms.pad((pos <= at) | ((pos == n) & no))
    two = terms.pad((pos >= at) & ~((pos == n) & no))
    side_rows, hook = sides
    hooks, every = side_rows.pad(hook), np.arange(terms.num_docs)
    for k in range(side_rows.width):
        own = np.where(k < side_rows.counts, links.counts + 1 + k, 0)
        for members in (one, two):
            members[every, own] = np.where(
                k < side_rows.counts, members[every, hooks[:, k]], members[every, own]
            )
    return terms.ravel(one), terms.ravel(two)


def _conclusion(world: World) -> tuple[I64, I64, I64]:
    """Form, subject and predicate of the claim that is put to the question."""
    start = world.terms.offsets[:-1]
    form = np.where(world.kind == STRONG, ALL, SOME) + world.negative
    return form, start, start + world.links.counts


def _steps(world: World) -> tuple[Rows, I64, I64, I64]:
    """The steps that hold: rows, predicate, form and mood of what each derives."""
    valid = ~world.invalid
    weak = valid & (world.kind == WEAK)
    n = world.links.counts
    rows = Rows.of(np.where(valid, n - 1 + weak, world.broken - 1).clip(0))
    doc, pos = rows.doc, rows.pos
    last = weak[doc] & rows.last
    target = np.where(last, n[doc], pos + 2)
    some = (world.kind[doc] == PARTICULAR) | last
    no = world.negative[doc] & (target == n[doc])
    form = np.where(some, SOME, ALL) + no
    minor_turned = world.turned[doc] & (pos == 0)
    from_all = np.where(no, np.where(world.ended[doc], CESARE, CELARENT), BARBARA)
    plain = np.where(no, np.where(world.ended[doc], FESTINO, FERIO), DARII)
    switched = np.where(no, np.where(world.ended[doc], FRESISON, FERISON), DATISI)
    from_some = np.where(minor_turned, switched, plain)
    mood = np.where(last, IMPORT, np.where(some, from_some, from_all))
    return rows, world.terms.offsets[doc] + target, form, mood
