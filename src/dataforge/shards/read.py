"""Read a shard: any documents by position, or all in order. Every text meets its CRC-32, every record its
address.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataforge.errors import ShardError
from dataforge.shards import tar
from dataforge.shards.codecs import Codec, Frames, codec_of
from dataforge.shards.files import Source
from dataforge.shards.index import BLOCK, Index
from dataforge.shards.manifest import ManifestRow
from dataforge.shards.places import Place
from dataforge.shards.texts import DamagedText, Texts, check_names, stretches
from dataforge.shards.write import read_index

BATCH_DOCUMENTS = 1024


class Cache(Protocol):
    """What keeps decoded shards: `cache.Tiers` is one."""

    def get(self, key: str, make: Callable[[], bytes | memoryview]) -> memoryview:
        """The bytes of a key, from `make` if they are not kept."""


class ShardReader:
    """Documents of one shard, by position.

    Args:
        root: the corpus, or the folder that the shard stands in.
        shard: its path from there; its extension says the codec.
        row: what the manifest says of it. Without it the shard's own index and checksums are all that is
        compared.
        cache: where the shard's decoded texts are kept, under the digest of its content. That digest and all
            CRCs are compared before; after that the cache answers for its bytes.

    Raises:
        ShardError: the shard is missing, cut, flipped or another one, here and in all methods.
    """

    def __init__(
        self, root: Place, shard: str, row: ManifestRow | None = None, cache: Cache | None = None
    ) -> None:
        self.row, self.name, self._root = row, shard, root
        self._texts: Texts | None = None
        if row is not None and cache is not None:
            with self._told():
                self._texts = self._cached(row, cache)
        else:
            self._opened  # noqa: B018 - damage is told at once

    @cached_property
    def _opened(self) -> tuple[Frames, Index]:
        """The shard's file, opened when it is first needed: texts that a cache keeps do not need it."""
        row = self.row
        with self._told():
            frames, index = self._open(self._root, row)
            if row and (len(index), index.tar_bytes) != (row.samples, row.tar_bytes):
                raise ValueError(f"the index says {len(index)} samples, the manifest {row.samples}")
            return frames, index

    @property
    def index(self) -> Index:
        """Of the shard's samples."""
        return self._opened[1]

    @property
    def _frames(self) -> Frames:
        return self._opened[0]

    def _open(self, root: Place, row: ManifestRow | None) -> tuple[Frames, Index]:
        found: Codec = codec_of(self.name)
        source = (root / self.name).source()
        if row and source.size != row.file_bytes:
            raise ValueError(f"the file is {source.size} bytes, not {row.file_bytes}")
        if row and not found.embeds_index:
            # Such a file is read whole anyway; frames with checksums find a flipped byte one by one.
            check_file(source, row)
        frames = found.frames(source)
        stored = frames.index_bytes()
        index = Index.from_bytes(read_index(root, self.name) if stored is None else stored)
        frames.expect(index.tar_bytes)  # before any is decoded: there may be a bomb behind the seek table
        return frames, index

    def _cached(self, row: ManifestRow, cache: Cache) -> Texts:
        """The shard's texts as the cache keeps them: one after another, behind where each begins and ends."""

        def decoded() -> bytes:
            stream = self._frames.whole(row.tar_bytes)
            if hashlib.sha256(stream).hexdigest() != row.content_sha256:
                raise ValueError("the digest of its tar stream is not the manifest's")
            with self.checking():
                return Texts.of(stream, self.index, 0).packed()

        data = cache.get(f"shard-texts:{row.content_sha256}", decoded)
        return Texts.unpacked(data, row.samples, row.text_bytes)

    @property
    def proven(self) -> Texts | None:
        """The shard's texts, where a cache keeps them: slices that need no check."""
        return self._texts

    @property
    def held_bytes(self) -> int:
        """Decoded bytes that this reader keeps in memory, cached ones not counted."""
        return self._opened[0].held_bytes if "_opened" in vars(self) else 0

    def __len__(self) -> int:
        return self.row.samples if self.row else len(self.index)

    def read(self, first: int, count: int) -> pa.RecordBatch:
        """Documents first .. first + count of the shard, as a record batch."""
        if not 0 <= first <= first + count <= len(self):
            raise IndexError(f"documents {first} to {first + count} of a shard of {len(self)}")
        part = self.index.slice(first, count)
        with self._told():
            data = self._frames.read(int(part.offsets[0]), int(part.offsets[-1]))
            batch, whole = tar.decode(data, part)
        if not whole.all():
            key = batch.column("key")[int(np.argmin(whole))].as_py()
            raise ShardError(self.name, "its header or its text does not have its checksum", sample=key)
        if self.row:
            with self._told():
                check_addresses(batch, self.row, first)
        return batch

    def stretches(self) -> list[tuple[int, int]]:
        """Positions (first, stop) of documents that are best taken together."""
        if self._texts is not None:
            size = len(self)
            return [(first, min(first + BATCH_DOCUMENTS, size)) for first in range(0, size, BATCH_DOCUMENTS)]
        return stretches(self.index)

    def texts(self, first: int, count: int) -> Texts:
        """Texts first .. first + count, as slices of the decoded stream; they are checked when taken, within
        `checking`.
        """
        if self._texts is not None:
            return self._texts.part(first, count)
        part = self.index.slice(first, count)
        with self._told():
            data = self._frames.read(int(part.offsets[0]), int(part.offsets[-1]))
            if self.row:
                check_names(data, part, self.row, first)
            return Texts.of(data, part, first)

    def string(self, position: int) -> str:
        """One text, checked."""
        if self._texts is not None:  # a hot path: proven, so nothing is left to check
            return self._texts.string(position)
        with self.checking():
            return str(self.texts(position, 1).view(0), "utf-8")

    @contextmanager
    def checking(self) -> Iterator[None]:
        """Take texts within this: one that is damaged is a ShardError that names its sample."""
        with self._told():
            try:
                yield
            except DamagedText as exc:
                at = int(self.index.offsets[exc.position])
                name = bytes(self._frames.read(at, at + BLOCK)[:100]).partition(b".")[0]
                raise ShardError(self.name, str(exc), sample=name.decode("ascii", "replace")) from exc

    def scan(self, batch_documents: int = BATCH_DOCUMENTS) -> Iterator[pa.RecordBatch]:
        """All documents, in order."""
        for first in range(0, len(self), batch_documents):
            yield self.read(first, min(batch_documents, len(self) - first))

    def tar(self) -> memoryview:
        """The whole tar stream, its two zero blocks included."""
        with self._told():
            return self._frames.whole(self.index.tar_bytes)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Damage, told as an error that names the shard."""
        try:
            yield
        except FileNotFoundError as exc:
            raise ShardError(self.name, "missing") from exc
        except OSError as exc:
            raise ShardError(self.name, f"cannot be read: {exc.strerror or exc}") from exc
        except ValueError as exc:
            raise ShardError(self.name, str(exc)) from exc


def check_file(source: Source, row: ManifestRow) -> None:
    """Whether the file is, byte for byte, the row's; ValueError if not."""
    if source.size != row.file_bytes:
        raise ValueError(f"the file is {source.size} bytes, not {row.file_bytes}")
    if hashlib.sha256(source.read(0, source.size)).hexdigest() != row.file_sha256:
        raise ValueError("the file's digest is not the manifest's")


def check_addresses(batch: pa.RecordBatch, row: ManifestRow, first: int) -> None:
    """Whether these are documents first, first + 1, ... of the row's shard; ValueError if not."""
    for name in ("split", "domain", "level"):
        if not pc.all(pc.equal(batch.column(name), getattr(row, name)), min_count=0).as_py():
            raise ValueError(f"it holds documents of another {name} than {getattr(row, name)!r}")
    wanted = pa.array(row.first_index + first + np.arange(len(batch))).cast(pa.string())
    if not batch.column("index").equals(wanted):
        raise ValueError("its documents are not those of its place")
