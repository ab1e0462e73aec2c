"""The second pass, over small columns: which documents stay, at which level, in which split.

All columns are mapped files of the work folder, so memory does not grow with the import. The same spool gives
the same choice; `chosen.json`, written last, says that it was made.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dataforge.errors import StorageError
from dataforge.shards.files import write_atomic
from dataforge.shards.foreign import measures
from dataforge.shards.foreign.near import near_duplicates
from dataforge.shards.foreign.options import NUM_PERM, ImportOptions
from dataforge.shards.foreign.spool import Spool
from dataforge.shards.foreign.words import words_of
from dataforge.text.rows import I64

KEPT, EXACT, NEAR = 0, 1, 2
SPLITS = ("val", "test", "train")
_CHUNK = 1 << 20
_PARTITION = 4_000_000
_COLUMNS = {
    "source": np.int32,
    "size": np.int64,
    "measure": np.int64,
    "digest_a": np.uint64,
    "digest_b": np.uint64,
    "owner": np.uint8,
    "original": np.int64,
    "alike": np.uint8,
    "fate": np.uint8,
    "level": np.uint8,
}


@dataclass(frozen=True)
class Chosen:
    """What became of each document.

    Attributes:
        fate: KEPT, EXACT (the same text as an earlier one), NEAR (like an earlier one); uint8[n].
        original: the earlier one; int64[n].
        alike: of NUM_PERM signature values, how many agree with it; uint8[n].
        level: number of the level, from 0; uint8[n].
        owner: of the text by its digest, a position in SPLITS; uint8[n].
        source, size, measure: of the document; int32[n], int64[n], int64[n].
        cuts: domain -> measures at which a level ends.
    """

    columns: dict[str, NDArray[Any]]
    cuts: dict[str, list[int]]

    def __getattr__(self, name: str) -> NDArray[Any]:
        try:
            return self.columns[name]
        except KeyError as exc:
            raise AttributeError(name) from exc


def choose(spool: Spool, domains: Sequence[str], options: ImportOptions) -> Chosen:
    """Decide, or read what was decided.

    Args:
        domains: of each source, by its number.

    Raises:
        StorageError: the work folder has no room.
    """
    folder = spool.folder / "chosen"
    done = folder / "chosen.json"
    names = tuple(dict.fromkeys(domains))
    if done.exists():
        columns = {
            name: _mapped(folder / name, dtype, spool.documents, "r") for name, dtype in _COLUMNS.items()
        }
        return Chosen(columns, json.loads(done.read_text())["cuts"])
    folder.mkdir(exist_ok=True)
    columns = {name: _mapped(folder / name, dtype, spool.documents, "r+") for name, dtype in _COLUMNS.items()}
    _gather(spool, columns)
    columns["original"][:] = -1
    _exact_duplicates(columns)
    if options.near:
        _near_duplicates(spool, columns, options.near, folder)
    if options.level_by == "rarity":
        _rarity(spool, columns)
    domain_of_source = np.array([names.index(domain) for domain in domains], np.uint8)
    cuts = {name: _levels(columns, domain_of_source, i, options.levels) for i, name in enumerate(names)}
    for column in columns.values():
        if isinstance(column, np.memmap):
            column.flush()
    write_atomic(done, [json.dumps({"cuts": cuts}).encode()])
    return Chosen(columns, cuts)


def _mapped(path: Path, dtype: Any, count: int, mode: Any, width: int = 0) -> NDArray[Any]:
    shape = (count, width) if width else (count,)
    if count == 0:
        return np.zeros(shape, dtype)
    if mode == "r+":  # room is taken first: a mapped page for which there is none ends the process
        try:
            with path.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, count * max(1, width) * np.dtype(dtype).itemsize)
        except OSError as exc:
            raise StorageError(str(path), exc) from exc
    return np.memmap(path, dtype, mode, shape=shape)


def _gather(spool: Spool, columns: dict[str, NDArray[Any]]) -> None:
    for number in range(len(spool)):
        meta, rows = spool.meta(number), slice(spool.starts[number], spool.starts[number + 1])
        for name in meta.schema.names:
            if name in columns:
                columns[name][rows] = meta.column(name).to_numpy()


def _exact_duplicates(columns: dict[str, NDArray[Any]]) -> None:
    first, second = columns["digest_a"], columns["digest_b"]
    parts = max(1, -(-len(first) // _PARTITION))
    for part in range(parts):
        chosen = np.concatenate(
            [
                start + np.flatnonzero(first[start : start + _CHUNK] % np.uint64(parts) == part)
                for start in range(0, len(first), _CHUNK)
            ]
            or [np.zeros(0, np.int64)]
        )
        a, b = first[chosen], second[chosen]
        order = np.lexsort((b, a))  # stable: of equal texts the first comes first
        a, b, chosen = a[order], b[order], chosen[order]
        same = np.concatenate([[False], (a[1:] == a[:-1]) & (b[1:] == b[:-1])])[: len(chosen)]
        heads = (
            chosen[np.maximum.accumulate(np.where(same, 0, np.arange(len(chosen))))]
            if len(chosen)
            else chosen
        )
        columns["original"][chosen[same]] = heads[same]
        columns["fate"][chosen[same]] = EXACT


def _near_duplicates(spool: Spool, columns: dict[str, NDArray[Any]], threshold: float, folder: Path) -> None:
    path = folder / "signatures"
    signed = _mapped(path, np.uint32, spool.documents, "r+", NUM_PERM)
    for number in range(len(spool)):
        signed[spool.starts[number] : spool.starts[number + 1]] = spool.signed(number)
    kept = columns["fate"] == KEPT
    original, alike = near_duplicates(signed, kept, threshold)
    found = np.flatnonzero(original >= 0)
    columns["original"][found], columns["alike"][found] = original[found], alike[found]
    columns["fate"][found] = NEAR
    del signed
    path.unlink(missing_ok=True)


def _rarity(spool: Spool, columns: dict[str, NDArray[Any]]) -> None:
    counts = measures.WordCounts()
    for _, texts in _kept_texts(spool, columns):
        counts.add(words_of(texts).hashes)
    for kept, texts in _kept_texts(spool, columns):
        columns["measure"][kept] = counts.rarity(words_of(texts))


def _kept_texts(spool: Spool, columns: dict[str, NDArray[Any]]) -> Iterator[tuple[I64, Any]]:
    """(numbers, texts) of the documents that stay, segment by segment."""
    for number in range(len(spool)):
        start, stop = spool.starts[number], spool.starts[number + 1]
        rows = np.flatnonzero(columns["fate"][start:stop] == KEPT)
        if len(rows):
            yield start + rows, spool.texts(number).take(rows)


def _levels(
    columns: dict[str, NDArray[Any]], domain_of_source: NDArray[np.uint8], domain: int, parts: int
) -> list[int]:
    """Give a domain's documents their levels; the cuts between them."""

    def chunks() -> Iterator[tuple[slice, NDArray[np.bool_]]]:
        for start in range(0, len(columns["fate"]), _CHUNK):
            rows = slice(start, start + _CHUNK)
            mine = domain_of_source[columns["source"][rows]] == domain
            yield rows, mine & (columns["fate"][rows] == KEPT)

    def values() -> Iterator[I64]:
        for rows, mine in chunks():
            yield columns["measure"][rows][mine]

    count = sum(int(mine.sum()) for _, mine in chunks())
    if count == 0 or parts == 1:
        return []
    cuts = measures.cuts(values, count, parts)
    for rows, mine in chunks():
        found = measures.level_numbers(columns["measure"][rows][mine], cuts)
        level = columns["level"][rows]
        level[mine] = found
    return cuts
