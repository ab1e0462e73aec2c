"""From addresses to records: which genre each index has, then one call a genre over all its levels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from dataforge.generators.base import GenreRequest
from dataforge.generators.documents import SCHEMA, make_documents
from dataforge.generators.registry import genre as find_genre
from dataforge.recipe import KnobSetting, Lock
from dataforge.text.draws import Draws, Scope, Weights
from dataforge.text.rows import I64

MAX_DOCS_A_CALL = 4_096


@dataclass(frozen=True)
class Request:
    """Documents of one domain.

    Attributes:
        levels, indices: int64[n], in any order; indices in [0, 2^63).
        genres: ((genre id, weight), ...): what a cell draws an index's genre from.
        knobs: genre name -> knob -> a number or (low, high).
        shared: key worlds by the name of the genre's shared world.
    """

    domain: str
    levels: I64
    indices: I64
    genres: tuple[tuple[str, int], ...]
    seed: int = 0
    split: str = "train"
    knobs: Mapping[str, Mapping[str, KnobSetting]] = field(default_factory=dict)
    shared: bool = False


def request_of(lock: Lock, domain: str, levels: I64, indices: I64, split: str) -> Request:
    """The request for documents of a lock's cells."""
    return Request(domain, levels, indices, lock.genres[domain], lock.seed, split, lock.knobs)


def make(request: Request) -> pa.RecordBatch:
    """The records (columns of docs/reference/contracts/record.md), row i for levels[i], indices[i].

    Memory is bounded by the request: split large ones (4,096 documents a call are fast enough).
    """
    n = len(request.indices)
    if n == 0:
        return pa.RecordBatch.from_arrays([pa.array([], kind) for kind in SCHEMA.types], schema=SCHEMA)
    which, units = _genre_of(request)
    # Level by level within a genre: documents made together are then of like length.
    order = np.lexsort((request.levels, which))
    parts: list[pa.RecordBatch] = []
    bounds = np.searchsorted(which[order], np.arange(len(request.genres) + 1))
    for position, (genre_id, _) in enumerate(request.genres):
        rows = order[bounds[position] : bounds[position + 1]]
        genre = find_genre(request.domain, genre_id)
        overrides = request.knobs.get(genre.name, {})
        for first in range(0, len(rows), MAX_DOCS_A_CALL):
            part = rows[first : first + MAX_DOCS_A_CALL]
            levels, indices = request.levels[part], request.indices[part]
            asked = GenreRequest(
                genre, levels, indices, request.seed, request.split, overrides, request.shared
            )
            parts.append(make_documents(asked, units[part]))
    if len(parts) == 1 and bool((order == np.arange(n)).all()):
        return parts[0]
    back = np.empty(n, np.int64)
    back[order] = np.arange(n)
    return pa.Table.from_batches(parts).take(pa.array(back)).combine_chunks().to_batches()[0]


def _genre_of(request: Request) -> tuple[I64, I64]:
    """Which of the request's genres each index has, and the bits of that draw."""
    if len(request.genres) == 1:
        zero = np.zeros(len(request.indices), np.int64)
        return zero, zero
    draws = Draws(
        Scope(request.seed, request.split, request.domain, "genre"), request.levels, request.indices
    )
    which = draws.weighted("genre", Weights([weight for _, weight in request.genres]))
    return which, draws.bits_hi
