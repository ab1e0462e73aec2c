"""Read a shard: any documents by position, or all in order. Every text meets its CRC-32, every record its
address.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataforge.errors import ShardError
from dataforge.shards import tar
from dataforge.shards.codecs import codec_of
from dataforge.shards.files import Source
from dataforge.shards.index import Index
from dataforge.shards.manifest import ManifestRow
from dataforge.shards.places import Place
from dataforge.shards.write import read_index

BATCH_DOCUMENTS = 1024


class ShardReader:
    """Documents of one shard, by position.

    Args:
        root: the corpus, or the folder that the shard stands in.
        shard: its path from there; its extension says the codec.
        row: what the manifest says of it. Without it the shard's own index and checksums are all that is
        compared.

    Raises:
        ShardError: the shard is missing, cut, flipped or another one, here and in all methods.
    """

    def __init__(self, root: Place, shard: str, row: ManifestRow | None = None) -> None:
        self.row, self.name = row, shard
        with self._told():
            found = codec_of(shard)
            source = (root / shard).source()
            if row and source.size != row.file_bytes:
                raise ValueError(f"the file is {source.size} bytes, not {row.file_bytes}")
            if row and not found.embeds_index:
                # Such a file is read whole anyway; frames with checksums find a flipped byte one by one.
                check_file(source, row)
            self._frames = found.frames(source)
            stored = self._frames.index_bytes()
            if stored is None:
                stored = read_index(root, shard)
            self.index = Index.from_bytes(stored)
            self._frames.expect(self.index.tar_bytes)
            if row and (len(self.index), self.index.tar_bytes) != (row.samples, row.tar_bytes):
                raise ValueError(f"the index says {len(self.index)} samples, the manifest {row.samples}")

    def __len__(self) -> int:
        return len(self.index)

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
