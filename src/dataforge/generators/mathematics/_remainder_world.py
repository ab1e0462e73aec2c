"""The worlds of `remainder_puzzle`: moduli without a common factor, remainders, and the way to the number.

The remainders are drawn, and the number follows from them: any remainders have exactly one solution below the
product of the moduli. A modulus is a power of a prime; in most documents one of them joins two primes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dataforge.generators.base import Knobs
from dataforge.generators.mathematics._effort import of_product, of_sum
from dataforge.text.draws import Draws, Weights
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

MOST_SIZE = 100  # nine moduli of this size and three rounds more stay below 2^62
_PRIMES = (2, 3, 5, 7, *(n for n in range(11, MOST_SIZE) if all(n % p for p in (2, 3, 5, 7))))
_PAIRS = ((2, 3), (2, 5), (2, 7), (3, 5), (3, 7), (2, 11))
_NEVER = 10**9
_MOST_TRIES = 4  # a number found after so many steps is found by trying
_ROUNDS = 3


def _powers(*primes: int) -> list[int]:
    """Numbers above 2 and up to the largest size that these primes, and no others, divide."""
    found = []
    for n in range(3, MOST_SIZE + 1):
        rest = n
        for prime in primes:
            while rest % prime == 0:
                rest //= prime
        if rest == 1 and all(n % prime == 0 for prime in primes):
            found.append(n)
    return found


def _bases(without: tuple[int, ...]) -> list[list[int]]:
    """The powers of each prime but those two, the lists ordered by their first."""
    return sorted(_powers(prime) for prime in _PRIMES if prime not in without)


@cache
def _options() -> I64:
    """[size, style, base, option]: the moduli of each base from a fifth of a size up to it, those first."""
    width = 6
    every = np.full((1 + len(_PAIRS), len(_PRIMES), width), _NEVER)
    for style, pair in enumerate(((), *_PAIRS)):
        for base, powers in enumerate(_bases(pair)):
            every[style, base, : len(powers)] = powers
    size = np.arange(MOST_SIZE + 1)[:, None, None, None]
    table = np.where((every >= size // 5) & (every <= size), every, _NEVER)
    table.sort(axis=3)
    order = np.argsort(table[..., 0], axis=2, kind="stable")
    return np.asarray(np.take_along_axis(table, order[..., None], axis=2))


@cache
def _merged() -> I64:
    """[size, style, option]: the same for the products of two primes; none in the first style."""
    every = np.full((1 + len(_PAIRS), 12), _NEVER)
    for style, pair in enumerate(_PAIRS, 1):
        every[style, : len(_powers(*pair))] = _powers(*pair)
    size = np.arange(MOST_SIZE + 1)[:, None, None]
    table = np.where((every >= size // 5) & (every <= size), every, _NEVER)
    table.sort(axis=2)
    return table


@cache
def _inverses() -> I64:
    """[m, p]: the least q for which p q leaves 1 on division by m; 0 if there is none."""
    numbers = np.arange(MOST_SIZE + 1)
    table = np.zeros((len(numbers), len(numbers)), np.int64)
    for m in range(2, MOST_SIZE + 1):
        table[m] = np.argmax(np.outer(numbers, numbers[:m]) % m == 1, axis=1)
    return table


@dataclass(frozen=True)
class Path:
    """The way to the number, by fact row; the first fact gives only what it reaches.

    Attributes:
        number, period: before the fact is used: all numbers that fit so far are number + period t.
        period_left, number_left: what they leave on division by the modulus; gap: what is missing.
        inverse, steps: inverse x gap leaves `steps`, the t to take.
        tried: whether the number is found by trying.
        reached, round: after it.
    """

    number: I64
    period: I64
    period_left: I64
    number_left: I64
    gap: I64
    inverse: I64
    steps: I64
    tried: NDArray[np.bool_]
    reached: I64
    round: I64


@dataclass(frozen=True)
class World:
    """A batch of puzzles.

    Attributes:
        facts: a row is a congruence: modulus, remainder, and whether it is told as so many short.
        cluttered: facts with an aside before them; asides: those, about people or things, with a number.
        bound, rounds: the number has to be larger than bound, so it is so many rounds up; 0 for neither.
        least, whole: the least solution, and after how much they repeat.
    """

    colour: I64
    who: I64
    grouping: I64
    facts: Rows
    modulus: I64
    remainder: I64
    short: NDArray[np.bool_]
    cluttered: NDArray[np.bool_]
    asides: Rows
    people: NDArray[np.bool_]
    thing: I64
    amount: I64
    path: Path
    least: I64
    whole: I64
    bound: I64
    rounds: I64
    answer: I64


def only(draws: Draws, field: str, n: int | I64, rows: Rows, shown: NDArray[np.bool_]) -> I64:
    """Uniform draws in the prompt for those rows that show them; 0 for the others."""
    values = np.zeros(len(shown), np.int64)
    some = Rows.of(rows.sum(shown))
    values[shown] = draws.draw(field, n if isinstance(n, int) else n[shown], some, span="prompt")
    return values


def draw_world(draws: Draws, knobs: Knobs) -> World:
    """Draw moduli and remainders; find the number as the text will."""
    each = Rows.of(np.ones(draws.num_docs, np.int64))
    facts, modulus = _moduli(draws, knobs, each)
    first = facts.pos == 0
    remainder = first + draws.draw("remainder", modulus - first, facts, span="prompt")
    over = remainder > 0
    short = np.zeros(len(facts), np.bool_)
    some = Rows.of(facts.sum(over))
    short[over] = draws.chance("short", knobs["short"][facts.doc][over], some, span="prompt")
    path = _path(facts, modulus, remainder)
    last = facts.offsets[1:] - 1
    least, whole = path.reached[last], path.round[last]
    bounded = draws.chance("bounded", knobs["bounded"], span="prompt")
    rounds = bounded + only(draws, "rounds", _ROUNDS, each, bounded)
    bound = least + (rounds - 1) * whole + only(draws, "bound", whole, each, bounded)
    cluttered = draws.chance("cluttered", knobs["clutter"][facts.doc], facts, span="prompt")
    asides = Rows.of(facts.sum(cluttered))
    people = draws.chance("aside.people", 50, asides, span="prompt")
    return World(
        colour=knobs["colour"],
        who=draws.draw("who", len(lexicon("en_given_names")), span="prompt"),
        grouping=draws.draw("grouping", len(lexicon("mathematics_groupings")), span="prompt"),
        facts=facts,
        modulus=modulus,
        remainder=remainder,
        short=short,
        cluttered=cluttered,
        asides=asides,
        people=people,
        thing=_things(draws, asides, people),
        amount=2 + draws.draw("aside.amount", 97, asides, span="prompt"),
        path=path,
        least=least,
        whole=whole,
        bound=np.where(bounded, bound, 0),
        rounds=rounds,
        answer=least + rounds * whole,
    )


def _things(draws: Draws, asides: Rows, people: NDArray[np.bool_]) -> I64:
    """What each aside counts, in the lexicon of people or in that of objects."""
    thing = np.zeros(len(asides), np.int64)
    for name, those in (("en_people", people), ("en_objects", ~people)):
        weights = Weights.zipf(len(lexicon(name)), 60)
        thing[those] = draws.weighted(f"aside.{name}", weights, Rows.of(asides.sum(those)), span="prompt")
    return thing


def _moduli(draws: Draws, knobs: Knobs, each: Rows) -> tuple[Rows, I64]:
    """The moduli of all facts: powers of different primes, and in most documents one of two primes more."""
    size = knobs["size"]
    merging = (_merged()[size, :, 0] < _NEVER).cumsum(axis=1)  # styles in use so far
    choice = draws.draw("style", 1 + merging[:, -1], span="prompt")
    style = np.where(choice > 0, (merging < choice[:, None]).sum(axis=1), 0)
    merged = style > 0
    tables = _options()[size, style]  # [document, base, option]
    available = (tables[:, :, 0] < _NEVER).sum(axis=1)
    count = knobs["congruences"] // 100 + draws.chance("one.more", knobs["congruences"] % 100, span="prompt")
    count = np.minimum(count, available + merged)
    facts, plain = Rows.of(count), Rows.of(count - merged)
    base = _distinct(draws, "base", available, plain)
    options = tables[plain.doc, base]
    power = draws.draw("power", (options < _NEVER).sum(axis=1), plain, span="prompt")
    joints = _merged()[size, style]
    joint = only(draws, "joint", (joints < _NEVER).sum(axis=1), each, merged)
    place = only(draws, "place", count, each, merged)
    modulus = np.empty(len(facts), np.int64)
    here = merged[facts.doc] & (facts.pos == place[facts.doc])
    modulus[~here] = options[np.arange(len(plain)), power]
    modulus[here] = joints[np.arange(len(joint)), joint][merged]
    return facts, modulus


def _distinct(draws: Draws, field: str, n: I64, rows: Rows) -> I64:
    """For each document as many different integers of [0, n) as it has rows: a partial shuffle by all."""
    picks = rows.pad(draws.draw(field, n[rows.doc] - rows.pos, rows, span="prompt"))
    deck = np.tile(np.arange(int(n.max()), dtype=np.int64), (rows.num_docs, 1))
    every = np.arange(rows.num_docs)
    for step in range(rows.width):
        chosen = step + picks[:, step]
        deck[every, chosen], deck[:, step] = deck[:, step].copy(), deck[every, chosen]
    return rows.ravel(deck)


def _path(facts: Rows, modulus: I64, remainder: I64) -> Path:
    """Use one fact of all documents after the other."""
    moduli, remainders = facts.pad(modulus, fill=1), facts.pad(remainder)
    number, period = np.zeros(facts.num_docs, np.int64), np.ones(facts.num_docs, np.int64)
    columns: list[tuple[I64, ...]] = []
    for k in range(facts.width):
        m = moduli[:, k]
        period_left, number_left = period % m, number % m
        gap = (remainders[:, k] - number_left) % m
        inverse = _inverses()[m, period_left]
        steps = gap * inverse % m
        reached, longer = number + period * steps, period * m
        columns.append((number, period, period_left, number_left, gap, inverse, steps, reached, longer))
        number, period = reached, longer
    grids = [np.stack(each, axis=1) for each in zip(*columns, strict=True)]
    number, period, period_left, number_left, gap, inverse, steps, reached, longer = (
        facts.ravel(each) for each in grids
    )
    tried = (steps <= _MOST_TRIES) & (facts.pos > 0)
    return Path(number, period, period_left, number_left, gap, inverse, steps, tried, reached, longer)


def effort(world: World) -> I64:
    """What the reference solver takes; int64[num_docs]."""
    path, m = world.path, world.modulus
    calculated = of_product(path.period, m) + of_product(path.number, m)
    calculated += of_sum(world.remainder, path.number_left)
    simple = path.period_left == 1
    shown, found = path.period_left * path.inverse, path.inverse * path.gap
    inverted = of_product(path.period_left, path.inverse) + of_product(shown, m)
    inverted += of_product(path.inverse, path.gap) + of_product(found, m)
    calculated += np.where(simple, 1, inverted)
    add = path.period * path.steps
    calculated += of_product(path.period, path.steps) + of_sum(path.number, add)
    work = np.where(path.tried, 0, calculated)
    for i in range(_MOST_TRIES + 1):
        at = path.number + path.period * i
        work += np.where(path.tried & (i <= path.steps), of_product(at, m), 0)
        work += np.where(path.tried & (i < path.steps), of_sum(at, path.period), 0)
    work += of_product(path.period, m)
    work = np.where(world.facts.pos > 0, work, 1)
    work += np.where(world.short, of_sum(m, m), 0)
    work += of_product(world.answer[world.facts.doc], m)
    more = np.zeros(len(world.answer), np.int64)
    for i in range(_ROUNDS):
        more += np.where(i < world.rounds, of_sum(world.least + i * world.whole, world.whole), 0)
    return world.facts.sum(work) + more + world.asides.counts + 1
