"""Open a corpus: a sealed folder of shards, or a recipe alone, whose documents are made when read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pyarrow as pa

from dataforge.errors import CorpusError, ShardError, StateError, UsageError
from dataforge.generators.engine import make, request_of
from dataforge.recipe import Cell, Lock, LockCell
from dataforge.shards.healing import Healing, named
from dataforge.shards.manifest import (
    LOCK,
    SEAL,
    ManifestRow,
    Seal,
    content_digest,
    digest,
    load_lock,
    planned_shards,
    read_manifest,
)
from dataforge.shards.places import Place, place_of
from dataforge.shards.read import BATCH_DOCUMENTS, ShardReader
from dataforge.shards.record import empty_batch

MAX_OPEN_SHARDS = 64


class Corpus(ABC):
    """Documents by split, cell and index.

    Attributes:
        lock: what the corpus is.
        sha256: what a run pins: the digest of the content, or of the lock for a virtual corpus.
        virtual: whether documents are made when read; then any index below 2^63 can be read.
    """

    virtual: ClassVar[bool]

    def __init__(self, lock: Lock, sha256: str) -> None:
        self.lock, self.sha256 = lock, sha256

    @property
    def recipe_id(self) -> str:
        return self.lock.recipe_id

    @property
    def splits(self) -> tuple[str, ...]:
        """Names of the splits, sorted."""
        return tuple(sorted({cell.split for cell in self.lock.cells}))

    def cells(self, split: str = "train") -> tuple[LockCell, ...]:
        """Cells of a split, in domain order, then by level. Raises UnknownNameError for an unknown split."""
        return self.lock.split_cells(split)

    def num_documents(self, split: str = "train") -> int:
        """Documents of a split (of a virtual corpus: as its lock plans it)."""
        return sum(cell.documents for cell in self.cells(split))

    def read(self, split: str, cell: Cell, first: int, count: int) -> pa.RecordBatch:
        """Documents first .. first + count of a cell, all columns of the record.

        Raises:
            UsageError: no such split, cell or range.
            ShardError: a shard that is needed is missing, cut or flipped.
        """
        found = next((each for each in self.cells(split) if each.cell == cell), None)
        if found is None:
            raise UsageError(f"split {split!r} has no cell {cell.name!r}; see .cells({split!r})")
        limit = 2**63 if self.virtual else found.documents
        if first < 0 or count < 0 or first + count > limit:
            raise UsageError(
                f"documents {first} to {first + count} are not within the {limit} of {cell.name}, {split}"
            )
        if count == 0:
            return empty_batch()
        return self._read(found, first, count)

    @abstractmethod
    def _read(self, cell: LockCell, first: int, count: int) -> pa.RecordBatch: ...

    def document(self, ordinal: int, split: str = "train") -> dict[str, Any]:
        """The record of one document, its text included, by its place in the split: cell after cell, by
        index.
        """
        cells = self.cells(split)
        ends = list(accumulate(cell.documents for cell in cells))
        if not 0 <= ordinal < ends[-1]:
            raise UsageError(f"document {ordinal} is not within the {ends[-1]} of split {split!r}")
        place = bisect_right(ends, ordinal)
        index = ordinal - (ends[place] - cells[place].documents)
        record: dict[str, Any] = self.read(split, cells[place].cell, index, 1).to_pylist()[0]
        return record

    def batches(
        self, split: str = "train", cell: Cell | None = None, batch_documents: int = BATCH_DOCUMENTS
    ) -> Iterator[pa.RecordBatch]:
        """All documents of a split, or of one of its cells, in order."""
        for each in self.cells(split):
            if cell is None or each.cell == cell:
                for first in range(0, each.documents, batch_documents):
                    yield self.read(split, each.cell, first, min(batch_documents, each.documents - first))

    def documents(self, split: str = "train", cell: Cell | None = None) -> Iterator[dict[str, Any]]:
        """The same, record by record."""
        for batch in self.batches(split, cell):
            yield from batch.to_pylist()


class FiniteCorpus(Corpus):
    """Sealed shards, in a folder or an object store."""

    virtual = False

    def __init__(self, place: Place, lock: Lock, rows: tuple[ManifestRow, ...], seal: Seal) -> None:
        super().__init__(lock, seal.content_sha256)
        self.place, self.rows, self.seal = place, rows, seal
        self.healing: Healing | None = None
        self._first_row = {(row.split, row.cell): i for i, row in reversed(list(enumerate(rows)))}
        self._open: OrderedDict[str, ShardReader] = OrderedDict()

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "_open": OrderedDict()}

    def reader(self, row: ManifestRow) -> ShardReader:
        """The reader of a shard; the last `MAX_OPEN_SHARDS` stay open."""
        reader = self._open.pop(row.shard, None) or ShardReader(self.place, row.shard, row)
        self._open[row.shard] = reader
        while len(self._open) > MAX_OPEN_SHARDS:
            self._open.popitem(last=False)
        return reader

    def read_shard(self, row: ManifestRow, first: int, count: int) -> pa.RecordBatch:
        """Documents first .. first + count of a shard; with `healing`, a damaged shard is made again."""
        reader = None
        try:
            reader = self.reader(row)
            return reader.read(first, count)
        except ShardError as exc:
            error = named(exc, self.place, row, self.lock, reader, range(first, first + count))
            if self.healing is None:
                raise error from exc
        mended = self._open[row.shard] = self.healing.heal(self.place, row, self.lock, error)
        return mended.read(first, count)

    def _read(self, cell: LockCell, first: int, count: int) -> pa.RecordBatch:
        base, size, parts = self._first_row[cell.split, cell.cell], cell.samples_per_shard, []
        for number in range(first // size, (first + count - 1) // size + 1):
            start, stop = max(first, number * size), min(first + count, (number + 1) * size)
            parts.append(self.read_shard(self.rows[base + number], start - number * size, stop - start))
        return parts[0] if len(parts) == 1 else pa.Table.from_batches(parts).combine_chunks().to_batches()[0]


class VirtualCorpus(Corpus):
    """A recipe alone: documents are made when they are read."""

    virtual = True

    def __init__(self, lock: Lock) -> None:
        super().__init__(lock, lock.sha256)
        check_lexicons(lock)

    def _read(self, cell: LockCell, first: int, count: int) -> pa.RecordBatch:
        indices = first + np.arange(count, dtype=np.int64)
        levels = np.full(count, cell.level, np.int64)
        return make(request_of(self.lock, cell.domain, levels, indices, cell.split))


def check_lexicons(lock: Lock) -> None:
    """Refuse to make text of a lock that cannot give it here: its word lists are not the installed ones, or
    it is of imported text. Raises CorpusError."""
    from dataforge.text.lexicon import lexicon

    if lock.foreign:
        raise CorpusError(
            "this lock is of imported text, which no recipe makes; run `dataforge import` on its sources"
        )
    for name, sha256 in lock.lexicons.items():
        if lexicon(name).sha256 != sha256:
            raise CorpusError(
                f"lexicon {name!r} has digest {sha256[:12]} in the lock, not {lexicon(name).sha256[:12]}; "
                "install the dataforge that made the lock"
            )


def open_corpus(url: str | Path | Place, sha256: str = "", *, heal: bool | Healing = False) -> Corpus:
    """Open a sealed corpus, or a recipe (`.yaml`) or lock (`.lock`) file as a virtual corpus.

    Args:
        url: a path, or the URL of an object store's bucket and prefix (`s3://`, `gs://`, `az://`,
            `https://`; the last by name only, since it cannot list).
        sha256: what a run pinned; another corpus is refused.
        heal: make damaged shards again from their addresses while reading; give a `Healing` to have them
            written back, and to see what was healed. What is served is proven against the manifest.

    Raises:
        CorpusError: there is no corpus, it is unfinished, or its seal, lock and manifest do not agree.
        RecipeError: the recipe is wrong.
        StateError: it is not the pinned one.
    """
    from dataforge.generators.resolve import lock_of

    place = place_of(url)
    if place.folder is not None and place.folder.is_file():
        corpus: Corpus = VirtualCorpus(lock_of(place.folder))
    elif place.folder is None or place.folder.is_dir():
        corpus = _open_sealed(place)
        if heal:
            corpus.healing = heal if isinstance(heal, Healing) else Healing()
    else:
        raise CorpusError(f"{place}: no such corpus folder, recipe or lock", path=str(place))
    if sha256 and corpus.sha256 != sha256:
        raise StateError(
            f"{place}: not the corpus that was pinned; open that one, or start a new run",
            field="corpus_sha256",
            expected=sha256,
            found=corpus.sha256,
        )
    return corpus


def _open_sealed(path: Place) -> FiniteCorpus:
    seal = Seal.load(path)
    lock = load_lock(path)
    remedy = "run `dataforge verify` on it"
    if (lock.sha256, lock.recipe_id) != (seal.lock_sha256, seal.recipe_id):
        raise CorpusError(f"{path / LOCK}: not the lock that {SEAL} names; {remedy}", path=str(path))
    try:
        rows = read_manifest(path)
    except (OSError, ValueError) as exc:
        raise CorpusError(f"{path}: the manifest cannot be read ({exc}); {remedy}", path=str(path)) from exc
    if (digest(rows), content_digest(rows)) != (seal.manifest_sha256, seal.content_sha256):
        raise CorpusError(f"{path}: the manifest is not the one that {SEAL} pins; {remedy}", path=str(path))
    wanted = [(each.path, each.first_index, each.samples) for each in planned_shards(lock)]
    if [(row.shard, row.first_index, row.samples) for row in rows] != wanted:
        raise CorpusError(
            f"{path}: the manifest's shards are not those of its lock; {remedy}", path=str(path)
        )
    return FiniteCorpus(path, lock, rows, seal)
