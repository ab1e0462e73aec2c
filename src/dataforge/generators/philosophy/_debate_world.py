"""Debates as graphs: which claim attacks which, and what Dung's grounded semantics makes of it.

A graph is drawn label first. The last to speak is accepted; before them, in threes, speak one to be accepted,
one to be rejected and one to stay undecided, in any order. Whoever is to be accepted is attacked only by
rejected claims of later speakers, whoever is to be rejected by one accepted later one, whoever is to stay
undecided by another such and by no accepted one. The grounded labelling of such a graph is the one that
was drawn, and text and draws determine each other.

Arrays are [num_docs, claims] and [num_docs, claims, claims], claims counted from the last speaker to the
first; cells outside a document's own claims are empty.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dataforge.text.draws import Draws
from dataforge.text.rows import I64, Rows

Bools = NDArray[np.bool_]
ACCEPTED, REJECTED, UNDECIDED, ABSENT = range(4)
_BLOCKS = np.array([[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
_MORE = np.array([200, 50, 100, 0])  # percent of the knob, by the label of who is attacked


@dataclass(frozen=True)
class Debate:
    """Graphs and what follows from them.

    Attributes:
        label: of each claim, [n, claims].
        attacks: whether i attacks j, [n, i, j].
        settled: the round, from 0, in which a claim is accepted or rejected; -1 for others, [n, claims].
        rounds: how many rounds settle something, [n].
        work: the inferences that all rounds take, and the last look that finds nothing more, [n].
    """

    label: I64
    attacks: Bools
    settled: I64
    rounds: I64
    work: I64


def drawn(draws: Draws, claims: I64, reach: I64, more: I64) -> Debate:
    """Draw labels and attacks, and take the rounds.

    Args:
        claims: how many claims, at least five.
        reach: the attack that decides comes from one of so many claims nearest to its target.
        more: percent of the other attacks that the labels allow which are made.
    """
    label = _labels(draws, claims)
    decisive, free = _decisive(draws, label, reach)
    doc, i, j = np.nonzero(free)
    rows = Rows.of(free.sum(axis=(1, 2)))
    percent = np.minimum(more[doc] * _MORE[label[doc, j]] // 100, 90)
    made = draws.chance("more", percent, rows, span="prompt")
    attacks = decisive
    attacks[doc[made], i[made], j[made]] = True
    return _rounds(label, attacks)


def _labels(draws: Draws, claims: I64) -> I64:
    """The label of each claim: one accepted, then threes, then one or two left over."""
    wide = int(claims.max())
    blocks = Rows.of((claims - 1) // 3)
    kind = draws.draw("labels", len(_BLOCKS), blocks, span="prompt")
    label = np.full((len(claims), wide + 2), ABSENT, np.int64)
    label[:, 0] = ACCEPTED
    for place in range(3):
        label[blocks.doc, 1 + 3 * blocks.pos + place] = _BLOCKS[kind, place]
    left = (claims - 1) % 3
    every, after = np.arange(len(claims)), claims - left
    label[every[left == 2], after[left == 2]] = REJECTED
    label[every[left > 0], claims[left > 0] - 1] = UNDECIDED
    return np.where(np.arange(wide) < claims[:, None], label[:, :wide], ABSENT)


def _decisive(draws: Draws, label: I64, reach: I64) -> tuple[Bools, Bools]:
    """For each claim that needs one, the attack that its label rests on; and which others may be made.

    Of possible attackers in their order, the one drawn is the first that attacks: those before it do not,
    those after it may.
    """
    n, wide = label.shape
    rank = np.zeros((n, wide), np.int64)  # among claims of the same label
    size = np.zeros((n, 3), np.int64)
    place = np.zeros((n, 3, wide), np.int64)  # of the claim with a label and a rank
    for one in range(3):
        same = label == one
        rank = np.where(same, np.cumsum(same, axis=1) - 1, rank)
        size[:, one] = same.sum(axis=1)
        doc, at = np.nonzero(same)
        place[doc, one, rank[doc, at]] = at
    needed = np.array([REJECTED, ACCEPTED, UNDECIDED, ABSENT])[label]
    later = np.zeros((n, wide), np.int64)  # how many possible attackers a claim has
    for one in range(2):
        before = np.cumsum(label == one, axis=1) - (label == one)
        later = np.where(needed == one, before, later)
    later = np.where(label == UNDECIDED, size[:, UNDECIDED, None] - 1, later)
    needs = later > 0
    doc, at = np.nonzero(needs)
    rows = Rows.of(needs.sum(axis=1))
    count, kind = later[doc, at], needed[doc, at]
    chosen = draws.draw("attacker", np.minimum(count, reach[doc]), rows, span="prompt")
    undecided = kind == UNDECIDED
    whose = np.where(undecided, (rank[doc, at] - 1 - chosen) % size[doc, kind], count - 1 - chosen)
    attacks = np.zeros((n, wide, wide), np.bool_)
    attacks[doc, place[doc, kind, whose], at] = True
    return attacks, _free(label, rank, size[:, UNDECIDED], (doc, at, whose, chosen))


def _free(label: I64, rank: I64, circle: I64, decisive: tuple[I64, I64, I64, I64]) -> Bools:
    """Which attacks may be made beside the decisive ones, [n, i, j]."""
    n, wide = label.shape
    whose, chosen = np.full((n, wide), -1, np.int64), np.full((n, wide), wide, np.int64)
    doc, at, first, steps = decisive
    whose[doc, at], chosen[doc, at] = first, steps
    target, attacker = label[:, None, :], label[:, :, None]
    further = rank[:, :, None] < whose[:, None, :]
    here = np.arange(wide)
    later = here[:, None] < here
    on_accepted = (target == ACCEPTED) & (attacker == REJECTED) & further
    sure = (attacker == ACCEPTED) & later
    on_rejected = (target == REJECTED) & (attacker != ABSENT) & ~sure & (here[:, None] != here)
    away = (rank[:, None, :] - 1 - rank[:, :, None]) % np.maximum(circle, 1)[:, None, None]
    near = (attacker == UNDECIDED) & (away > chosen[:, None, :]) & (here[:, None] != here)
    on_undecided = (target == UNDECIDED) & (near | (attacker == REJECTED))
    return np.asarray(on_accepted | on_rejected | on_undecided)


def _rounds(label: I64, attacks: Bools) -> Debate:
    """Accept what nothing unrejected attacks, reject what something accepted attacks, until nothing moves."""
    n, wide = label.shape
    degree = attacks.sum(axis=1) + 1
    left, accepted, rejected = label != ABSENT, np.zeros((n, wide), np.bool_), np.zeros((n, wide), np.bool_)
    settled = np.full((n, wide), -1, np.int64)
    rounds, work = np.zeros(n, np.int64), np.zeros(n, np.int64)
    going = np.ones(n, np.bool_)
    for turn in range(wide):
        work += np.where(going, (left * degree).sum(axis=1), 0)
        fresh = left & ~(attacks & ~rejected[:, :, None]).any(axis=1)
        going &= fresh.any(axis=1)
        if not going.any():
            break
        accepted |= fresh
        left &= ~fresh
        work += np.where(going, (left * degree).sum(axis=1), 0)
        lost = left & (attacks & accepted[:, :, None]).any(axis=1)
        rejected |= lost
        left &= ~lost
        settled[fresh | lost] = turn
        rounds += going
    return Debate(label, attacks, settled, rounds, work)
