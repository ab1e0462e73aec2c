"""What ballots come to: scores, duels, run-offs and the rules' winners, for all documents together.

Arrays are [num_docs, blocks, options] and the like, cells outside a document's own blocks and options empty.
Of options that are level, the one named earlier is ahead, by every rule.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dataforge.text.columns import num_digits
from dataforge.text.rows import I64

Bools = NDArray[np.bool_]
PLURALITY, BORDA, PAIRS, VETO, RUN_OFF = range(5)
NOBODY = -1
_FAR = 1 << 40


@dataclass(frozen=True)
class Ballots:
    """Who ranks what how.

    Attributes:
        options, blocks: how many, by document.
        voters: of each block, [n, blocks]; 0 outside.
        order: the option at each place, [n, blocks, options]; outside, places hold their own number.
        position: the place of each option, the same turned round.
    """

    options: I64
    blocks: I64
    voters: I64
    order: I64
    position: I64

    @property
    def total(self) -> I64:
        """All voters, by document."""
        return np.asarray(self.voters.sum(axis=1))

    @property
    def open_to(self) -> Bools:
        """Which cells are options, [n, options]."""
        return np.asarray(np.arange(self.order.shape[2]) < self.options[:, None])

    @property
    def present(self) -> Bools:
        """Which cells are blocks, [n, blocks]."""
        return np.asarray(np.arange(self.voters.shape[1]) < self.blocks[:, None])


@dataclass(frozen=True)
class Results:
    """What each rule makes of the ballots, applied or not.

    Attributes:
        scores: by plurality, Borda and last places, [n, 5, options]; of the other rules 0.
        support: how many prefer i to j, [n, i, j].
        beats: whether i has more than j.
        cycle: the options of a cycle, each beaten by the next, [n, options]; NOBODY beyond its end.
        rounds: first places among those left, [n, rounds, options]; NOBODY for those who are out.
        dropped: who goes out after each round but the last, [n, rounds].
        winner: by rule, [n, 5]; NOBODY where no option beats all others.
        work: by rule, the inferences that it takes, [n, 5].
        last: how many put the winner of plurality last.
    """

    scores: I64
    support: I64
    beats: Bools
    cycle: I64
    rounds: I64
    dropped: I64
    winner: I64
    work: I64
    last: I64


def unrank(code: I64, options: I64, width: int) -> tuple[I64, I64]:
    """Permutations by number, [n, width], and their inverses; places beyond `options` hold themselves."""
    order = np.tile(np.arange(width, dtype=np.int64), (len(code), 1))
    every, left = np.arange(len(code)), code.copy()
    for step in range(width):
        radix = np.maximum(options - step, 1)
        chosen = np.minimum(step + left % radix, width - 1)
        left //= radix
        order[every, chosen], order[:, step] = order[:, step].copy(), order[every, chosen]
    return order, np.argsort(order, axis=1, kind="stable")


def count(ballots: Ballots) -> Results:
    """Apply every rule to every document's ballots."""
    n, _, wide = ballots.order.shape
    scores, work = np.zeros((n, 5, wide), np.int64), np.zeros((n, 5), np.int64)
    winner = np.zeros((n, 5), np.int64)
    at_top = ballots.position == 0
    at_foot = ballots.position == (ballots.options - 1)[:, None, None]
    for rule, flags in ((PLURALITY, at_top), (VETO, at_foot)):
        scores[:, rule], adding = _add(ballots, flags * ballots.voters[:, :, None], flags)
        work[:, rule] = ballots.blocks + adding + ballots.options - 1
    scores[:, BORDA], work[:, BORDA] = _borda(ballots)
    for rule in (PLURALITY, BORDA):
        winner[:, rule] = np.where(ballots.open_to, scores[:, rule], NOBODY).argmax(axis=1)
    winner[:, VETO] = np.where(ballots.open_to, scores[:, VETO], _FAR).argmin(axis=1)
    support, work[:, PAIRS] = _duels(ballots)
    beats = support > support.transpose(0, 2, 1)
    champion = beats.sum(axis=2) == (ballots.options - 1)[:, None]
    cyclic = ~champion.any(axis=1)
    winner[:, PAIRS] = np.where(cyclic, NOBODY, champion.argmax(axis=1))
    cycle = np.where(cyclic[:, None], _cycle(beats), NOBODY)
    work[:, PAIRS] += np.where(cyclic, ballots.options, winner[:, PAIRS] + 1) + (cycle >= 0).sum(axis=1)
    rounds, dropped, winner[:, RUN_OFF], work[:, RUN_OFF] = _run_off(ballots)
    last = scores[np.arange(n), VETO, winner[:, PLURALITY]]
    return Results(scores, support, beats, cycle, rounds, dropped, winner, work, last)


def reasoning_work(ballots: Ballots, results: Results, applied: Bools) -> I64:
    """Inferences for all that is said of the rules applied, [n]: scores, last places, the tally."""
    n, rules = len(applied), applied.sum(axis=1)
    favourite = results.winner[:, PLURALITY]
    at_foot = ballots.position[np.arange(n), :, favourite] == (ballots.options - 1)[:, None]
    flags = at_foot & ballots.present
    running = np.cumsum(ballots.voters * flags, axis=1)
    lasting = ballots.blocks + np.where(flags, num_digits(running), 0).sum(axis=1)
    running = np.cumsum(ballots.voters, axis=1)
    heads = np.where(ballots.present, num_digits(running), 0)[:, 1:].sum(axis=1)
    return np.asarray((results.work * applied).sum(axis=1) + heads + lasting + rules * ballots.options)


def _add(ballots: Ballots, amounts: I64, flags: Bools) -> tuple[I64, I64]:
    """Sums over blocks, [n, options], and the digits of all partial sums where something is added, [n]."""
    running = np.cumsum(amounts, axis=1)
    counted = flags & ballots.present[:, :, None] & ballots.open_to[:, None]
    return running[:, -1], np.where(counted, num_digits(running), 0).sum(axis=(1, 2))


def _borda(ballots: Ballots) -> tuple[I64, I64]:
    points = np.maximum((ballots.options - 1)[:, None, None] - ballots.position, 0)
    flags = points > 0
    total, adding = _add(ballots, points * ballots.voters[:, :, None], flags)
    times = num_digits(ballots.voters) * ballots.present * (ballots.options - 1)[:, None]
    return total, np.asarray(adding + times.sum(axis=1) + ballots.options - 1)


def _duels(ballots: Ballots) -> tuple[I64, I64]:
    """How many prefer i to j, [n, i, j], and the inferences that the duels of each document take."""
    n, _, wide = ballots.order.shape
    support, work = np.zeros((n, wide, wide), np.int64), np.zeros(n, np.int64)
    digits = num_digits(ballots.total)
    for i in range(wide):
        for j in range(i + 1, wide):
            inside = ballots.options > j
            ahead = (ballots.position[:, :, i] < ballots.position[:, :, j]) & ballots.present
            running = np.cumsum(ballots.voters * ahead, axis=1)
            support[:, i, j] = np.where(inside, running[:, -1], 0)
            support[:, j, i] = np.where(inside, ballots.total - running[:, -1], 0)
            adding = np.where(ahead, num_digits(running), 0).sum(axis=1)
            work += np.where(inside, ballots.blocks + adding + digits + 1, 0)
    return support, work


_INTO_THE_LOOP = 8  # steps, no fewer than there are options


def _cycle(beats: Bools) -> I64:
    """From the first option to the first that beats it, and on; the loop that this ends in, [n, options].

    Of no meaning where an option is beaten by none.
    """
    n, wide, _ = beats.shape
    by = beats.transpose(0, 2, 1).argmax(axis=2)
    every, now = np.arange(n), np.zeros(n, np.int64)
    for _ in range(_INTO_THE_LOOP):  # the same for every batch: it decides where the loop is entered
        now = by[every, now]
    loop = np.full((n, wide), NOBODY, np.int64)
    start, inside = now.copy(), np.ones(n, np.bool_)
    for step in range(wide):
        loop[:, step] = np.where(inside, now, NOBODY)
        now = by[every, now]
        inside &= now != start
    return loop


def _run_off(ballots: Ballots) -> tuple[I64, I64, I64, I64]:
    """Rounds, who drops, the winner, and the work: the weakest goes out until one of two is ahead."""
    n, _, wide = ballots.order.shape
    left, every = ballots.open_to.copy(), np.arange(n)
    rounds = np.full((n, wide - 1, wide), NOBODY, np.int64)
    dropped = np.full((n, wide - 1), NOBODY, np.int64)
    winner, work = np.zeros(n, np.int64), np.zeros(n, np.int64)
    for turn in range(wide - 1):
        size = left.sum(axis=1)
        going = size >= 2
        standing = left[every[:, None, None], ballots.order]
        place = standing.argmax(axis=2)
        chosen = np.take_along_axis(ballots.order, place[:, :, None], axis=2)
        flags = chosen == np.arange(wide)
        votes, adding = _add(ballots, flags * ballots.voters[:, :, None], flags)
        tried = np.where(ballots.present, place + 1, 0).sum(axis=1)
        work += np.where(going, tried + adding + size - 1, 0)
        rounds[:, turn] = np.where(left & going[:, None], votes, NOBODY)
        final = size == 2
        winner = np.where(final, np.where(left, votes, NOBODY).argmax(axis=1), winner)
        weakest = wide - 1 - np.where(left, votes, _FAR)[:, ::-1].argmin(axis=1)
        out = size > 2
        dropped[:, turn] = np.where(out, weakest, NOBODY)
        left[every[out], weakest[out]] = False
        left[final] = False
    return rounds, dropped, winner, work
