"""The worlds of `urn_probability`: what an urn holds, what is taken, and the fractions that follow.

A question is a chain of takings, and each taking either hits a class of kinds or misses it. The classes of
one question are disjoint, and in a sequence only the last may be missed, so that what is left of each class
is known at every step and the chances simply multiply.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from dataforge.generators.base import Knobs
from dataforge.generators.mathematics._effort import of_product, of_sum
from dataforge.text.columns import num_digits
from dataforge.text.draws import Draws, Weights
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

IN_ORDER, ALL, NONE, SOME, ONCE = range(5)
BLOCK = 12  # kinds that go together
COLOURED = 4  # blocks of adjectives, before those of nouns
MOST_TAKEN = 6
_BLOCKS = Weights([12, 8, 5, 5, *[2] * 16])
_PLAIN, _TWISTED = Weights([3, 1]), Weights([1, 2, 2])
_PUT_BACK, _LAST_MISSED = 35, 40  # percent


def _about(taken: int) -> int:
    """About what a chain of takings costs."""
    return sum(10 + 12 * k + 4 * k * k for k in range(1, taken + 1))


_ALL_SHAPES = sorted(
    (shape for length in (1, 2, 3, 4) for shape in product(range(2, MOST_TAKEN + 1), repeat=length)),
    key=lambda shape: (sum(map(_about, shape)), shape),
)
_COSTS = np.array([sum(map(_about, shape)) for shape in _ALL_SHAPES], np.int64)
_QUESTIONS = np.array([len(shape) for shape in _ALL_SHAPES], np.int64)
_SHAPES = np.array([[*shape, 0, 0, 0][:4] for shape in _ALL_SHAPES], np.int64)


@dataclass(frozen=True)
class Asides:
    """Counted things that do not matter, by aside row.

    Attributes:
        own: whether it is about some of one kind in the urn; else about another vessel.
        kind: the row of `World.kinds`, of own asides.
        vessel, thing: of other asides.
    """

    rows: Rows
    own: NDArray[np.bool_]
    kind: I64
    vessel: I64
    thing: I64
    amount: I64


@dataclass(frozen=True)
class Steps:
    """The takings of all questions, by step row; `rows` has questions for documents.

    Attributes:
        hit: the class: 0 for the question's group, else 1 + the id of a kind.
        missed: whether the class is to be missed.
        left, fits, total: what is left of the class, what will do, what is left of all.
        first: gcd of fits and total; top / bottom is their fraction, reduced.
        raw_top / raw_bottom: times the part before; second: their gcd; part_top / part_bottom: reduced.
    """

    rows: Rows
    hit: I64
    missed: NDArray[np.bool_]
    left: I64
    fits: I64
    total: I64
    first: I64
    top: I64
    bottom: I64
    raw_top: I64
    raw_bottom: I64
    second: I64
    part_top: I64
    part_bottom: I64


@dataclass(frozen=True)
class Questions:
    """By question row.

    Attributes:
        members: how many kinds its group has; `member` their positions in the urn, int64[num_questions, 3].
        part, whole: the chain's product; many: times the takings, for ONCE; last: gcd of many and whole.
        top / bottom: the answer.
    """

    rows: Rows
    form: I64
    taken: I64
    put_back: NDArray[np.bool_]
    members: I64
    member: I64
    group: I64
    part: I64
    whole: I64
    many: I64
    last: I64
    top: I64
    bottom: I64


@dataclass(frozen=True)
class World:
    """A batch of urns; `kinds` has a row for each kind, with its id and count."""

    colour: I64
    who: I64
    vessel: I64
    block: I64
    noun: I64
    kinds: Rows
    kind: I64
    count: I64
    total: I64
    asides: Asides
    questions: Questions
    steps: Steps
    effort: I64


def draw_world(draws: Draws, knobs: Knobs) -> World:
    """Draw urns and questions; compute every fraction."""
    kinds = Rows.of(knobs["kinds"])
    block = draws.weighted("block", _BLOCKS, span="prompt")
    kind = BLOCK * block[kinds.doc] + draws.distinct("kind", BLOCK, kinds, span="prompt")
    shape = _shape(draws, knobs["work"])
    most = _SHAPES[shape].max(axis=1)
    count = most[kinds.doc] + 1 + draws.draw("count", knobs["size"][kinds.doc], kinds, span="prompt")
    total = kinds.sum(count)
    form, put_back, rows = _forms(draws, shape, knobs)
    members, member = _groups(draws, rows, kinds)
    taken = _SHAPES[shape[rows.doc], rows.pos]
    steps, questions = _chains(
        draws, (kinds, kind, count, total), (rows, form, taken, put_back, members, member)
    )
    asides = _asides(draws, Rows.of(knobs["asides"]), kinds, count)
    coloured = block < COLOURED
    nouns = only(draws, "noun", len(lexicon("mathematics_tokens")), _each(draws), coloured)
    return World(
        colour=knobs["colour"],
        who=draws.draw("who", len(lexicon("en_given_names")), span="prompt"),
        vessel=draws.draw("vessel", len(lexicon("mathematics_vessels")), span="prompt"),
        block=block,
        noun=nouns,
        kinds=kinds,
        kind=kind,
        count=count,
        total=total,
        asides=asides,
        questions=questions,
        steps=steps,
        effort=_effort(kinds, count, questions, steps) + asides.rows.counts,
    )


def flat(outer: Rows, inner: Rows) -> Rows:
    """The rows of rows, by document: draws are made by these."""
    return Rows.of(outer.sum(inner.counts))


def only(draws: Draws, field: str, n: int | I64, rows: Rows, shown: NDArray[np.bool_]) -> I64:
    """Uniform draws in the prompt for those rows that show them; 0 for the others."""
    values = np.zeros(len(shown), np.int64)
    some = Rows.of(rows.sum(shown))
    values[shown] = draws.draw(field, n if isinstance(n, int) else n[shown], some, span="prompt")
    return values


def _weighted(draws: Draws, field: str, weights: Weights, rows: Rows, shown: NDArray[np.bool_]) -> I64:
    """As `only`, with weights."""
    values = np.zeros(len(shown), np.int64)
    values[shown] = draws.weighted(field, weights, Rows.of(rows.sum(shown)), span="prompt")
    return values


def _shape(draws: Draws, work: I64) -> I64:
    """How many questions, and how much is taken in each: one of the shapes that cost about `work`."""
    low = np.searchsorted(_COSTS, work * 93 // 100)
    high = np.searchsorted(_COSTS, work * 107 // 100, side="right")
    low = np.minimum(low, len(_COSTS) - 1)
    return np.asarray(low + draws.draw("shape", np.maximum(high - low, 1), span="prompt"), np.int64)


def _each(draws: Draws) -> Rows:
    """A row a document."""
    return Rows.of(np.ones(draws.num_docs, np.int64))


def _forms(draws: Draws, shape: I64, knobs: Knobs) -> tuple[I64, NDArray[np.bool_], Rows]:
    """What each question asks, and whether things are put back."""
    rows = Rows.of(_QUESTIONS[shape])
    twisted = draws.chance("twisted", knobs["twist"][rows.doc], rows, span="prompt")
    plain = _weighted(draws, "plain", _PLAIN, rows, ~twisted)
    other = NONE + _weighted(draws, "twist", _TWISTED, rows, twisted)
    put_back = draws.chance("put.back", _PUT_BACK, rows, span="prompt")
    return np.where(twisted, other, plain), put_back, rows


def _groups(draws: Draws, rows: Rows, kinds: Rows) -> tuple[I64, I64]:
    """The kinds that each question lumps together, one to three and never all; positions in the urn."""
    known = kinds.counts[rows.doc]
    members = 1 + draws.draw("members", np.minimum(3, known - 1), rows, span="prompt")
    one = draws.draw("member.one", known, rows, span="prompt")
    two = only(draws, "member.two", known - 1, rows, members > 1)
    three = only(draws, "member.three", known - 2, rows, members > 2)
    two += two >= one
    three += three >= np.minimum(one, two)
    three += three >= np.maximum(one, two)
    return members, np.stack([one, two, three], axis=1)


def _chains(
    draws: Draws, urn: tuple[Rows, I64, I64, I64], asked: tuple[Rows, I64, I64, NDArray[np.bool_], I64, I64]
) -> tuple[Steps, Questions]:
    """The takings of every question with their fractions, and what comes of them."""
    kinds, kind, count, total = urn
    rows, form, taken, put_back, members, member = asked
    steps = Rows.of(taken)
    at = kinds.offsets[rows.doc][:, None] + member
    within = np.arange(3) < members[:, None]
    group = np.where(within, count[np.where(within, at, 0)], 0).sum(axis=1)
    by_doc = flat(rows, steps)
    position = _hits(draws, (steps, by_doc), (form, members, member, kinds.counts[rows.doc]))
    missed = _misses(draws, (steps, by_doc), form)
    place = kinds.offsets[rows.doc[steps.doc]] + position
    of_group = position < 0
    place[of_group] = 0
    size = np.where(of_group, group[steps.doc], count[place])
    hit = np.where(of_group, 0, 1 + kind[place])
    kept = ~put_back[steps.doc]
    all_left = total[rows.doc[steps.doc]] - np.where(kept, steps.pos, 0)
    left = size - np.where(kept, _gone(steps, hit, missed), 0)
    fits = np.where(missed, all_left - left, left)
    fractions = _multiply(steps, fits, all_left)
    done = Steps(steps, hit, missed, left, fits, all_left, *fractions)
    last = steps.offsets[1:] - 1
    part, whole = done.part_top[last], done.part_bottom[last]
    many = np.where(form == ONCE, taken * part, part)
    common = np.gcd(many, whole)
    top = np.where(form == SOME, whole - part, many // common)
    bottom = np.where(form == SOME, whole, whole // common)
    return done, Questions(
        rows, form, taken, put_back, members, member, group, part, whole, many, common, top, bottom
    )


def _hits(draws: Draws, rows: tuple[Rows, Rows], asked: tuple[I64, I64, I64, I64]) -> I64:
    """The class of each taking: -1 for the group, else the position in the urn of a kind outside it."""
    form, members, member, known = asked
    steps, by_doc = rows
    free = (form[steps.doc] == IN_ORDER) & (steps.pos > 0)
    outside = (known - members)[steps.doc]
    drawn = only(draws, "hit", 1 + outside, by_doc, free)
    sorted_members = np.where(np.arange(3) < members[:, None], member, 10**6)
    sorted_members.sort(axis=1)
    position = drawn - 1
    for j in range(3):  # step over the members, the smallest first
        position += position >= sorted_members[steps.doc, j]
    return np.where(free & (drawn > 0), position, -1)


def _misses(draws: Draws, rows: tuple[Rows, Rows], form: I64) -> NDArray[np.bool_]:
    """Whether each taking is to miss its class: as the question's form has it, or the last of a sequence."""
    steps, by_doc = rows
    asked = form[steps.doc]
    may = (asked == IN_ORDER) & steps.last
    drawn = np.zeros(len(may), np.bool_)
    drawn[may] = draws.chance("missed", _LAST_MISSED, Rows.of(by_doc.sum(may)), span="prompt")
    return np.asarray(
        np.select(
            [asked == ALL, asked == ONCE, asked == IN_ORDER], [asked < 0, steps.pos > 0, may & drawn], True
        )
    ).astype(np.bool_)


def _gone(steps: Rows, hit: I64, missed: NDArray[np.bool_]) -> I64:
    """How many takings before this one hit its class."""
    hits, struck = steps.pad(hit, fill=-1), steps.pad(np.where(missed, -2, hit), fill=-2)
    gone = np.zeros_like(hits)
    for k in range(1, steps.width):
        gone[:, k] = (struck[:, :k] == hits[:, k, None]).sum(axis=1)
    return steps.ravel(gone)


def _multiply(steps: Rows, fits: I64, total: I64) -> tuple[I64, ...]:
    """First gcd, reduced fraction, raw product, second gcd and reduced product of every step."""
    first = np.gcd(fits, total)
    top, bottom = fits // first, total // first
    tops, bottoms = steps.pad(top, fill=1), steps.pad(bottom, fill=1)
    shape = tops.shape
    raw_top, raw_bottom, second = (np.ones(shape, np.int64) for _ in range(3))
    part_top, part_bottom = (np.ones(shape, np.int64) for _ in range(2))
    for k in range(steps.width):
        before = (part_top[:, k - 1], part_bottom[:, k - 1]) if k else (np.int64(1), np.int64(1))
        raw_top[:, k], raw_bottom[:, k] = tops[:, k] * before[0], bottoms[:, k] * before[1]
        second[:, k] = np.gcd(raw_top[:, k], raw_bottom[:, k])
        part_top[:, k], part_bottom[:, k] = raw_top[:, k] // second[:, k], raw_bottom[:, k] // second[:, k]
    grids = (raw_top, raw_bottom, second, part_top, part_bottom)
    return (first, top, bottom, *(steps.ravel(each) for each in grids))


def _asides(draws: Draws, rows: Rows, kinds: Rows, count: I64) -> Asides:
    """Counts that play no part: some of one kind are special, or another vessel holds something."""
    own = draws.chance("aside.own", 50, rows, span="prompt")
    kind = kinds.offsets[rows.doc] + only(draws, "aside.kind", kinds.counts[rows.doc], rows, own)
    room = np.where(own, count[kind] - 2, 88)
    things = Weights.zipf(len(lexicon("en_objects")), 60)
    return Asides(
        rows=rows,
        own=own,
        kind=kind,
        vessel=only(draws, "aside.vessel", len(lexicon("mathematics_vessels")), rows, ~own),
        thing=_weighted(draws, "aside.thing", things, rows, ~own),
        amount=2 + draws.draw("aside.amount", room, rows, span="prompt"),
    )


def _effort(kinds: Rows, count: I64, asked: Questions, steps: Steps) -> I64:
    """What the reference solver takes for it all, the asides apart; int64[num_docs]."""
    upto = np.cumsum(count)
    upto -= (upto - count)[kinds.offsets[:-1]][kinds.doc]
    whole = kinds.sum(np.where(kinds.pos > 0, of_sum(upto - count, count), 0))
    within = np.arange(3) < asked.members[:, None]
    at = kinds.offsets[asked.rows.doc][:, None] + np.where(within, asked.member, 0)
    one, two, three = count[at].T
    group = np.where(asked.members > 1, of_sum(one, two), 0)
    group += np.where(asked.members > 2, of_sum(one + two, three), 0)
    digits = {name: num_digits(getattr(steps, name)) for name in _COUNTED}
    work = 1 + np.where(steps.missed, digits["total"], 0) + digits["fits"] * digits["total"]
    work += np.where(steps.first > 1, (digits["fits"] + digits["total"]) * digits["first"], 0)
    kept = ~asked.put_back[steps.rows.doc]
    work += np.where(kept, digits["total"] + np.where(steps.missed, 0, digits["left"]), 0)
    later = steps.rows.pos > 0
    parts = [np.concatenate([[1], digits[name][:-1]]) for name in ("part_top", "part_bottom")]
    times = parts[0] * digits["top"] + parts[1] * digits["bottom"] + digits["raw_top"] * digits["raw_bottom"]
    times += np.where(steps.second > 1, (digits["raw_top"] + digits["raw_bottom"]) * digits["second"], 0)
    chain = steps.rows.sum(work + np.where(later, times, 0))
    once = of_product(asked.taken, asked.part) + of_product(asked.many, asked.whole)
    once += np.where(
        asked.last > 1, of_product(asked.many, asked.last) + of_product(asked.whole, asked.last), 0
    )
    ends = np.select([asked.form == SOME, asked.form == ONCE], [of_sum(asked.whole, asked.part), once], 0)
    return np.asarray(whole + asked.rows.sum(2 + group + chain + ends), np.int64)


_COUNTED = (
    "left", "fits", "total", "first", "top", "bottom", "raw_top", "raw_bottom", "second",
    "part_top", "part_bottom",
)  # fmt: skip
