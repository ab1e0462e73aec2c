"""A batch of one genre made into records: worlds of the right split, text, spans, bits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dataforge.generators.address import keys
from dataforge.generators.base import GenreRequest, Segment
from dataforge.text.bits import log2_units
from dataforge.text.columns import constant, ints, join, json_object, lengths, where
from dataforge.text.draws import Draws, Scope
from dataforge.text.hashing import hash64
from dataforge.text.rows import I64, Rows

SCHEMA = pa.schema(
    [
        pa.field(name, kind, nullable=False)
        for name, kind in (
            ("key", pa.string()),
            ("text", pa.string()),
            ("domain", pa.string()),
            ("genre", pa.string()),
            ("level", pa.int64()),
            ("index", pa.string()),
            ("split", pa.string()),
            ("bits_lo", pa.int64()),
            ("bits_hi", pa.int64()),
            ("floor", pa.string()),
            ("check", pa.string()),
            ("knobs", pa.string()),
            ("measured", pa.string()),
            ("spans", pa.string()),
            ("dose", pa.string()),
        )
    ]
)

NUM_OWNERS = 64
OWNER_OF = {"val": 0, "test": 1}
MAX_TRIES_TRAIN = 16
MAX_TRIES_HELD_OUT = 2_048
_DRAWS_A_ROUND = 4_096
_TRIES_A_ROUND = 2
_OF_WORLD = ("text", "bits_lo", "bits_hi", "check", "knobs", "measured", "spans")
TRAIN_CORRECTION = int(log2_units(NUM_OWNERS)) - int(log2_units(NUM_OWNERS - len(OWNER_OF)))


def owned(check: pa.Array, split: str) -> NDArray[np.bool_]:
    """Whether a split owns each world, by the digest of its check; `ood_*` splits hold train's worlds."""
    owner = (hash64(check) % np.uint64(NUM_OWNERS)).astype(np.int64)
    if split in OWNER_OF:
        return np.asarray(owner == OWNER_OF[split])
    return np.asarray(owner >= len(OWNER_OF))


def make_documents(request: GenreRequest, extra_units: I64) -> pa.RecordBatch:
    """The records of a batch of one genre, in the order asked for.

    Args:
        extra_units: int64[n], bits that were drawn before the genre (which genre it is), visible.
    """
    if request.check_owner and request.split in OWNER_OF:
        attempt, mine = _held_out_attempts(request)
        return _realise(request, attempt, mine, extra_units)[0]
    attempt = np.zeros(len(request.indices), np.int64)
    batch, check = _realise(request, attempt, None, extra_units)
    if not request.check_owner:
        return batch
    return _redraw(request, batch, check, extra_units)


def _redraw(
    request: GenreRequest, batch: pa.RecordBatch, check: pa.Array, extra_units: I64
) -> pa.RecordBatch:
    """Train: make the few documents again whose worlds are owned by val or test."""
    waiting = np.flatnonzero(~owned(check, request.split))
    redrawn = np.zeros(batch.num_rows, np.bool_)
    redrawn[waiting] = True
    source = np.zeros(batch.num_rows, np.int64)
    made: list[pa.RecordBatch] = []
    size, start = 0, 1
    while len(waiting) and start < MAX_TRIES_TRAIN:
        # Two tries of each are made whole at once: few documents, one in 1,000, need a second round.
        tries = np.arange(start, min(MAX_TRIES_TRAIN, start + _TRIES_A_ROUND))
        rows, attempts = np.repeat(waiting, len(tries)), np.tile(tries, len(waiting))
        again, check = _realise(_subset(request, rows), attempts, None, extra_units[rows])
        mine = owned(check, request.split).reshape(len(waiting), len(tries))
        source[waiting] = size + np.arange(len(waiting)) * len(tries) + mine.argmax(axis=1)
        made, size, start = [*made, again], size + len(rows), int(tries[-1]) + 1
        waiting = waiting[~mine.any(axis=1)]
    if len(waiting):  # out of tries: the last one, and the record says so
        last = np.full(len(waiting), MAX_TRIES_TRAIN - 1, np.int64)
        lost = np.zeros(len(waiting), np.bool_)
        again, _ = _realise(_subset(request, waiting), last, lost, extra_units[waiting])
        source[waiting] = size + np.arange(len(waiting))
        made = [*made, again]
    if not made:
        return batch
    columns = dict(zip(SCHEMA.names, batch.columns, strict=True))
    mask, chosen = pa.array(redrawn), pa.array(source[redrawn])
    for name in _OF_WORLD:
        anew = pa.concat_arrays([each.column(name) for each in made]).take(chosen)
        columns[name] = pc.replace_with_mask(columns[name], mask, anew)
    return pa.RecordBatch.from_arrays(list(columns.values()), schema=SCHEMA)


def _first_owned(request: GenreRequest, tries: I64) -> tuple[I64, NDArray[np.bool_]]:
    """Of each document's tries the first whose world its split owns (a position in `tries`), and whether one
    does."""
    n = len(request.indices)
    part = _subset(request, np.repeat(np.arange(n), len(tries)))
    _, world, _ = _worlds(part, np.tile(tries, n))
    mine = owned(part.genre.check(world).encoded, request.split).reshape(n, len(tries))
    return np.asarray(mine.argmax(axis=1)), np.asarray(mine.any(axis=1))


def _held_out_attempts(request: GenreRequest) -> tuple[I64, NDArray[np.bool_]]:
    """Val and test: each document's first try whose world its split owns, and whether there is one."""
    attempt = np.zeros(len(request.indices), np.int64)
    found = np.zeros(len(request.indices), np.bool_)
    start = 0
    while start < MAX_TRIES_HELD_OUT and not found.all():
        waiting = np.flatnonzero(~found)
        # 64 tries are needed on average: short rounds waste few, and grow as fewer documents wait.
        tries = np.arange(start, min(MAX_TRIES_HELD_OUT, start + max(32, _DRAWS_A_ROUND // len(waiting))))
        for group in np.array_split(waiting, -(-len(waiting) * len(tries) // _DRAWS_A_ROUND)):
            first, mine = _first_owned(_subset(request, group), tries)
            found[group] = mine
            attempt[group] = np.where(mine, tries[first], attempt[group])
        start = int(tries[-1]) + 1
    return attempt, found


def _subset(request: GenreRequest, rows: I64) -> GenreRequest:
    return replace(request, levels=request.levels[rows], indices=request.indices[rows])


def _scope(request: GenreRequest) -> Scope:
    return Scope(request.seed, request.split, request.genre.domain, request.genre.id)


def _worlds(request: GenreRequest, attempt: I64) -> tuple[Draws, Any, Mapping[str, I64]]:
    """The worlds of a batch and their knobs; what is drawn next comes from the genre's own streams."""
    scope = _scope(request)
    of_world = replace(scope, domain="worlds", genre=request.genre.shared_world) if request.shared else scope
    draws = Draws(of_world, request.levels, request.indices, attempt)
    knobs = request.genre.draw_knobs(draws, request.overrides)
    world = request.genre.world(draws, knobs)
    draws.scope = scope
    return draws, world, knobs


def _realise(
    request: GenreRequest, attempt: I64, mine: NDArray[np.bool_] | None, extra_units: I64
) -> tuple[pa.RecordBatch, pa.Array]:
    genre, n = request.genre, len(request.indices)
    draws, world, knobs = _worlds(request, attempt)
    check = genre.check(world).encoded
    segments = genre.render(draws, world)
    units = extra_units - (TRAIN_CORRECTION if request.check_owner and request.split not in OWNER_OF else 0)
    spans, bits_lo = _spans(segments, draws, units)
    measured: dict[str, Any] = {"cost": genre.cost(world), "tries": attempt + 1}
    owned_flag = np.ones(n, np.bool_) if mine is None else mine
    encoded = json_object(measured).encoded
    if not owned_flag.all():
        lost = json_object({**measured, "owned": owned_flag}).encoded
        encoded = where(owned_flag, encoded, lost)
    columns = {
        "key": keys(_scope(request), request.levels, request.indices, request.overrides, request.shared),
        "text": join(*(segment.text for segment in segments)),
        "domain": constant(genre.domain, n),
        "genre": constant(genre.id, n),
        "level": pa.array(request.levels),
        "index": ints(request.indices),
        "split": constant(request.split, n),
        "bits_lo": pa.array(bits_lo),
        "bits_hi": pa.array(draws.bits_hi + units),
        "floor": constant(genre.floor, n),
        "check": check,
        "knobs": json_object(dict(knobs)).encoded,
        "measured": encoded,
        "spans": spans,
        "dose": constant("", n),
    }
    return pa.RecordBatch.from_arrays([columns[name] for name in SCHEMA.names], schema=SCHEMA), check


def _spans(segments: list[Segment], draws: Draws, units: I64) -> tuple[pa.Array, I64]:
    """Spans as JSON, and bits_lo. Draws under a label that no segment has, and those before the genre, open
    the first span."""
    labels = [segment.label or segment.kind for segment in segments]
    bits = [draws.bits_lo.get(label, np.zeros(draws.num_docs, np.int64)).copy() for label in labels]
    for label, value in draws.bits_lo.items():
        if label not in labels:
            bits[0] += value
    bits[0] += units
    total = np.asarray(np.sum(bits, axis=0, dtype=np.int64))
    size = np.stack([lengths(segment.text) for segment in segments], axis=1)
    shown = size > 0
    value = np.stack(bits, axis=1)
    for place in range(1, len(segments)):  # an empty segment's bits go to the next one
        value[:, place] += np.where(shown[:, place - 1], 0, value[:, place - 1])
    end = np.cumsum(size, axis=1)
    kinds = pa.array([f',"{segment.kind}",' for segment in segments], pa.string())
    kind = np.tile(np.arange(len(segments)), draws.num_docs).reshape(shown.shape)[shown]
    first, last = ints((end - size)[shown]), ints(end[shown])
    pieces = join("[", first, ",", last, kinds.take(pa.array(kind)), ints(value[shown]), "]")
    return join("[", Rows.of(shown.sum(axis=1)).join(pieces, ","), "]"), total
