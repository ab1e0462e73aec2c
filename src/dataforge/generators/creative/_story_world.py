"""The small world of simulated stories: who is where, what is where, and who thinks what; all stories at
once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dataforge.text.draws import Draws
from dataforge.text.rows import I64, Rows

WALK, CARRY, TELL = 0, 1, 2


@dataclass(frozen=True)
class Plot:
    """What is drawn of the events, by row; places by document."""

    events: Rows
    action: I64
    actor: I64
    other: I64
    what: I64
    step: I64
    places: I64


@dataclass(frozen=True)
class Run:
    """By document and event, see World; `where_is` [n, events + 1, things], `mind` [.., p, p, things]."""

    origin: I64
    source: I64
    dest: I64
    where_is: NDArray[np.int8]
    mind: NDArray[np.int8]


def simulate(plot: Plot, people: Rows, stand: I64, things: Rows, lie: I64) -> Run:
    """Run all stories together, event by event.

    mind[i, k, a, b, o] is where a thinks that b thinks that o is; with a = b it is a's own belief.
    """
    n, width, every = people.num_docs, plot.events.width, np.arange(people.num_docs)
    at = people.pad(stand, fill=-1).astype(np.int8)
    lies = things.pad(lie).astype(np.int8)
    pads = [
        plot.events.pad(values, fill=fill)
        for values, fill in (
            (plot.action, -1),
            (plot.actor, 0),
            (plot.other, 0),
            (plot.what, 0),
            (plot.step, 0),
        )
    ]
    where_is = np.empty((n, width + 1, things.width), np.int8)
    mind = np.empty((n, width + 1, people.width, people.width, things.width), np.int8)
    where_is[:, 0], mind[:, 0] = lies, lies[:, None, None, :]
    origin, source, dest = (np.zeros((n, width), np.int64) for _ in range(3))
    for k in range(width):
        action, who, whom, what, step = (pad[:, k] for pad in pads)
        where_is[:, k + 1], mind[:, k + 1] = where_is[:, k], mind[:, k]
        here, there = at[every, who].astype(np.int64), where_is[every, k, what].astype(np.int64)
        told = mind[every, k, who, who, what]
        goal = (np.where(action == WALK, here, there) + 1 + step) % plot.places
        goal = np.where(action == TELL, told, goal)
        origin[:, k], source[:, k], dest[:, k] = here, there, goal
        carry, tell = action == CARRY, action == TELL
        actor = np.zeros_like(at, np.bool_)
        actor[every, who] = True
        sees = [((at == spot[:, None]) | actor) & carry[:, None] for spot in (there, goal)]
        talks = actor & tell[:, None]
        talks[every, whom] |= tell
        shared = np.zeros((n, people.width, people.width), np.bool_)
        for group in (*sees, talks):
            shared |= group[:, :, None] & group[:, None, :]
        thoughts = mind[every, k + 1, :, :, what]
        mind[every, k + 1, :, :, what] = np.where(shared, goal[:, None, None], thoughts)
        where_is[every, k + 1, what] = np.where(carry, goal, there)
        moves = (action == WALK) | carry
        at[every, who] = np.where(moves, goal, here)
    return Run(origin, source, dest, where_is, mind)


def ask(draws: Draws, people: Rows, things: Rows, kind: I64, run: Run) -> tuple[I64, I64, I64]:
    """Whom and what the question is about; half of those about beliefs go for an error, if there is one."""
    mind, truth = run.mind[:, -1], run.where_is[:, -1]
    n, p, t = len(kind), people.width, things.width
    a, b = np.arange(p)[:, None, None], np.arange(p)[None, :, None]
    real = (np.arange(t) < things.counts[:, None])[:, None, None, :] & (
        np.maximum(a, b) < people.counts[:, None, None, None]
    )
    own = mind[:, np.arange(p), np.arange(p), :]
    wrong = np.where(
        (kind == 1)[:, None, None, None], mind != truth[:, None, None, :], mind != own[:, None, :, :]
    )
    moved = (run.where_is[:, 1:] != run.where_is[:, :-1]).any(axis=1)
    real &= (moved | ~moved.any(axis=1, keepdims=True))[:, None, None, :]
    fits = (
        np.select([kind[:, None, None, None] == k for k in (0, 1)], [(a == 0) & (b == 0), a == b], a != b)
        & real
    )
    flawed, sound = fits & wrong, fits & ~wrong
    some, none = flawed.any(axis=(1, 2, 3)), ~sound.any(axis=(1, 2, 3))
    open_to = (kind > 0) & some & ~none
    wants = (kind > 0) & none
    wants[open_to] = draws.draw("wants", 2, Rows.of(open_to.astype(np.int64)), span="prompt") == 1
    choose = np.where(
        (kind == 0)[:, None, None, None], fits, np.where(wants[:, None, None, None], flawed, sound)
    )
    options = choose.reshape(n, -1)
    nth = draws.draw("asked", options.sum(axis=1), span="prompt")
    chosen = (np.cumsum(options, axis=1) > nth[:, None]).argmax(axis=1)
    return chosen // (p * t), chosen // t % p, chosen % t


def history(kind: I64, asked: tuple[I64, I64, I64], run: Run) -> NDArray[np.int8]:
    """The answer to the question after each event, [n, events + 1]."""
    who, whom, what = asked
    every = np.arange(len(kind))
    thought = run.mind[every, :, who, whom, what]
    return np.where((kind == 0)[:, None], run.where_is[every, :, what], thought)
