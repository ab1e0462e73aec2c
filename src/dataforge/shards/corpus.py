"""Open a corpus: a sealed folder of shards, or a recipe alone, whose documents are made when read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from operator import attrgetter, methodcaller
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
from dataforge.shards.read import BATCH_DOCUMENTS, Cache, ShardReader
from dataforge.shards.reading import Document, ShardMap, batch_texts, check_form, first_rows, formed, texts_of
from dataforge.shards.record import empty_batch
from dataforge.shards.rows import sealed_rows
from dataforge.shards.texts import Form, Texts
from dataforge.text.rows import I64

MAX_OPEN_SHARDS = 64
MAX_HELD_BYTES = 256_000_000
"""Decoded bytes that open shards may keep in memory: one shard may pass it alone."""


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
        self._cell_ends: dict[str, list[int]] = {}

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
        cells, ends = self.cells(split), self._ends(split)
        if not 0 <= ordinal < ends[-1]:
            raise UsageError(f"document {ordinal} is not within the {ends[-1]} of split {split!r}")
        place = bisect_right(ends, ordinal)
        index = ordinal - (ends[place] - cells[place].documents)
        record: dict[str, Any] = self.read(split, cells[place].cell, index, 1).to_pylist()[0]
        return record

    def __len__(self) -> int:
        """Documents of split `train`."""
        return self.num_documents()

    def __getitem__(self, ordinal: int) -> Document:
        """Document of split `train` by its place in it, as `document`; its other fields are read when asked
        for. Negative ordinals count from the end. Raises IndexError.
        """
        place = self._place(ordinal, "train")
        return Document(self._text(place), self, place)

    def __iter__(self) -> Iterator[Document]:
        return (self[ordinal] for ordinal in range(len(self)))

    def _place(self, ordinal: int, split: str) -> int:
        total = self._ends(split)[-1]
        place = ordinal + total if ordinal < 0 else ordinal
        if not 0 <= place < total:
            raise IndexError(f"document {ordinal} is not within the {total} of split {split!r}")
        return place

    def _ends(self, split: str) -> list[int]:
        """Where the cells of a split end, in ordinals."""
        found = self._cell_ends.get(split)
        if found is None:
            found = self._cell_ends[split] = list(accumulate(cell.documents for cell in self.cells(split)))
        return found

    def _text(self, ordinal: int) -> str:
        text: str = self.document(ordinal)["text"]
        return text

    def batch(self, indices: Sequence[int] | I64, split: str = "train", *, form: Form = "str") -> Any:
        """Texts of any documents of a split, in the order of the indices, duplicates included.

        Args:
            indices: ordinals, as those of `document`; negative ones count from the end.
            form: `str` gives a list of str; `memoryview` a list of UTF-8 slices of the decoded shards, not
                copied; `arrow` an array.

        Raises:
            UsageError: an index beyond the split, or no such split or form.
            ShardError: a shard that is needed is missing, cut or flipped.
        """
        check_form(form)
        wanted = np.asarray(indices, np.int64).ravel()
        total = self._ends(split)[-1]
        places = np.where(wanted < 0, wanted + total, wanted)
        if len(places) and (places.min() < 0 or places.max() >= total):
            wrong = wanted[(places < 0) | (places >= total)][0]
            raise UsageError(f"document {wrong} is not within the {total} of split {split!r}")
        return self._batch(places, split, form)

    def _batch(self, places: I64, split: str, form: Form) -> Any:
        texts = [self.document(place, split)["text"] for place in places.tolist()]
        return formed(pa.array(texts, pa.string()), form)

    def scan(self, split: str = "train", cell: Cell | None = None, *, form: Form = "str") -> Iterator[Any]:
        """Texts of all documents of a split, or of one of its cells, in order.

        Args:
            form: `str` and `memoryview` (UTF-8, a slice of the decoded shard, not copied; it keeps that one
                alive) give text after text, `arrow` one array after the other.

        Raises:
            UsageError: no such split, cell or form.
            ShardError: a shard is missing, cut or flipped.
        """
        check_form(form)
        cells = [each for each in self.cells(split) if cell in (None, each.cell)]
        if not cells:
            raise UsageError(f"split {split!r} has no such cell; see .cells({split!r})")
        return self._scan(cells, form)

    def _scan(self, cells: Sequence[LockCell], form: Form) -> Iterator[Any]:
        for each in cells:
            for first in range(0, each.documents, BATCH_DOCUMENTS):
                batch = self._read(each, first, min(BATCH_DOCUMENTS, each.documents - first))
                texts = formed(batch.column("text"), form)
                if form == "arrow":
                    yield texts
                else:
                    yield from texts

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

    def __init__(
        self,
        place: Place,
        lock: Lock,
        rows: Sequence[ManifestRow],
        seal: Seal,
        cache: Cache | None = None,
    ) -> None:
        super().__init__(lock, seal.content_sha256)
        self.place, self.rows, self.seal, self.cache = place, rows, seal, cache
        self.healing: Healing | None = None
        self._first_row = first_rows(lock)
        self._open: OrderedDict[str, ShardReader] = OrderedDict()
        self._proven: dict[int, Texts] = {}  # of open shards that a cache keeps, by row
        self._maps: dict[str, ShardMap] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "_open": OrderedDict(), "_proven": {}}

    def reader(self, row: ManifestRow) -> ShardReader:
        """The reader of a shard; the last `MAX_OPEN_SHARDS` stay open, fewer where they hold much memory."""
        reader = self._open.get(row.shard)
        if reader is None:
            while len(self._open) >= MAX_OPEN_SHARDS or self._held() > MAX_HELD_BYTES:
                self._open.popitem(last=False)
                self._proven.clear()
            reader = self._open[row.shard] = ShardReader(self.place, row.shard, row, self.cache)
        else:
            self._open.move_to_end(row.shard)
        return reader

    def _held(self) -> int:
        return sum(reader.held_bytes for reader in self._open.values())

    def read_shard(self, row: ManifestRow, first: int, count: int) -> pa.RecordBatch:
        """Documents first .. first + count of a shard; with `healing`, a damaged shard is made again."""
        found: pa.RecordBatch = self._on_shard(
            row, range(first, first + count), lambda reader: reader.read(first, count)
        )
        return found

    def _on_shard(self, row: ManifestRow, span: range, work: Callable[[ShardReader], Any]) -> Any:
        """What `work` makes of a shard's reader; with `healing`, a damaged shard is made again."""
        reader = None
        try:
            reader = self.reader(row)
            return work(reader)
        except ShardError as exc:
            error = named(exc, self.place, row, self.lock, reader, span)
            if self.healing is None:
                raise error from exc
        mended = self._open[row.shard] = self.healing.heal(self.place, row, self.lock, error)
        return work(mended)

    def _map(self, split: str) -> ShardMap:
        found = self._maps.get(split)
        if found is None:
            found = self._maps[split] = ShardMap.of(self.cells(split), self._first_row)
        return found

    def _texts_kept(self, number: int) -> Texts | None:
        """The texts of a shard that the cache keeps, opened if they are not yet; None without a cache."""
        texts = self._proven.get(number)
        if texts is None and self.cache is not None:
            row = self.rows[number]
            texts = self._on_shard(row, range(row.samples), attrgetter("proven"))
            if texts is not None:
                self._proven[number] = texts
        return texts

    def _text(self, ordinal: int) -> str:
        number, position = self._map("train").find(ordinal)
        texts = self._proven.get(number) or self._texts_kept(number)
        if texts is not None:  # a hot path: nothing is left to check
            return texts.string(position)
        work = methodcaller("string", position)
        text: str = self._on_shard(self.rows[number], range(position, position + 1), work)
        return text

    def _batch(self, places: I64, split: str, form: Form) -> Any:
        if self.cache is not None and form != "arrow":
            numbers, positions = (found.tolist() for found in self._map(split).find_all(places))
            kept = {number: self._texts_kept(number) for number in set(numbers)}
            take = Texts.string if form == "str" else Texts.view
            if None not in kept.values():
                return [take(kept[n], i) for n, i in zip(numbers, positions, strict=True)]  # type: ignore[arg-type]
        return batch_texts(self._map(split), self.rows, places, form, self._on_shard)

    def _scan(self, cells: Sequence[LockCell], form: Form) -> Iterator[Any]:
        for each in cells:
            base = self._first_row[each.split, each.cell]
            for number in range(base, base + each.num_shards):
                row = self.rows[number]
                spans, proven = self._on_shard(
                    row, range(row.samples), lambda reader: (reader.stretches(), reader.proven)
                )
                if proven is not None and form != "arrow":
                    yield from proven.views() if form == "memoryview" else proven.each()
                    continue
                for first, stop in spans:
                    work = partial(texts_of, first=first, count=stop - first, form=form)
                    texts = self._on_shard(row, range(first, stop), work)
                    if form == "arrow":
                        yield texts
                    else:
                        yield from texts

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

    def _batch(self, places: I64, split: str, form: Form) -> Any:
        cells = self.cells(split)
        ends = np.asarray(self._ends(split), np.int64)
        of = np.searchsorted(ends, places, "right")
        found = np.empty(len(places), object)
        for domain in dict.fromkeys(cell.domain for cell in cells):
            mine = np.flatnonzero(np.array([cell.domain == domain for cell in cells])[of])
            if len(mine):
                levels = np.array([cell.level for cell in cells], np.int64)[of[mine]]
                begin = (ends - np.array([cell.documents for cell in cells]))[of[mine]]
                request = request_of(self.lock, domain, levels, places[mine] - begin, split)
                found[mine] = make(request).column("text").to_pylist()
        return formed(pa.array(found.tolist(), pa.string()), form)


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


def open_corpus(
    url: str | Path | Place,
    sha256: str = "",
    *,
    heal: bool | Healing = False,
    cache: Cache | None = None,
) -> Corpus:
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
        corpus = _open_sealed(place, cache)
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


def _open_sealed(path: Place, cache: Cache | None) -> FiniteCorpus:
    seal = Seal.load(path)
    lock = load_lock(path)
    remedy = "run `dataforge verify` on it"
    if (lock.sha256, lock.recipe_id) != (seal.lock_sha256, seal.recipe_id):
        raise CorpusError(f"{path / LOCK}: not the lock that {SEAL} names; {remedy}", path=str(path))
    quick = sealed_rows(path, lock, seal)
    if quick is not None:
        return FiniteCorpus(path, lock, quick, seal, cache)
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
    return FiniteCorpus(path, lock, rows, seal, cache)
