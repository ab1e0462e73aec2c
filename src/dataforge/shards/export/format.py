"""What a format is: it makes files of a piece, whole or not at all, and what binds the files together."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from dataforge.errors import UsageError
from dataforge.shards.corpus import FiniteCorpus
from dataforge.shards.export.plan import MAX_FILE_BYTES, Options, Piece, Tokenizer, pieces_of, splits_of
from dataforge.shards.places import Place
from dataforge.shards.read import ShardReader

Facts = dict[str, Any]
"""What a piece became, as plain JSON: `files` [[path, bytes, sha256], ...], and what the format adds."""

CHUNK_BYTES = 8 << 20


@dataclass(frozen=True)
class Job:
    """Where a process reads and writes, and how."""

    source: Place
    out: Place
    options: Options
    tokenizer: Tokenizer | None = None


class Format(ABC):
    """One way to store a corpus for other readers.

    Attributes:
        name: as `--to` says it.
        about: a line for people.
        takes: the options that mean something to it.
        local: whether it needs a folder of this machine.
        is_corpus: whether what it makes opens as a corpus.
        codecs: allowed values of `Options.codec`, its own first.
    """

    name: str
    about: str
    takes: frozenset[str] = frozenset({"splits", "file_bytes"})
    local: bool = False
    is_corpus: bool = False
    codecs: tuple[str, ...] = ("",)

    def check(self, corpus: FiniteCorpus, options: Options) -> Options:
        """The options, defaults filled in. Raises UsageError for those that mean nothing here."""
        plain = Options()
        for name in ("codec", "level", "splits", "file_bytes", "tokenizer"):
            if name not in self.takes and getattr(options, name) != getattr(plain, name):
                raise UsageError(f"{self.name} takes no {name.replace('_', ' ')}; leave it out")
        if not 1 <= options.file_bytes <= MAX_FILE_BYTES:
            raise UsageError(f"files of {options.file_bytes} bytes; use 1 to {MAX_FILE_BYTES}")
        codec = options.codec or self.codecs[0]
        if codec not in self.codecs:
            raise UsageError(f"{self.name} has no codec {codec!r}; choose one of: {', '.join(self.codecs)}")
        splits = splits_of(corpus, options.splits)
        return Options(codec, options.level, splits, options.file_bytes, options.tokenizer)

    def pieces(self, corpus: FiniteCorpus, options: Options) -> list[Piece]:
        """The pieces that files are made from."""
        return pieces_of(corpus, options.splits, options.file_bytes)

    @abstractmethod
    def write(self, job: Job, piece: Piece) -> Facts:
        """Make the files of a piece; they are durable when it returns."""

    def finish(self, corpus: FiniteCorpus, job: Job, made: list[tuple[Piece, Facts]]) -> list[list[Any]]:
        """Write what binds the files together; the entries of all files to be kept, as in `Facts`."""
        return [entry for _, facts in made for entry in facts["files"]]

    def configs(self, job: Job, made: list[tuple[Piece, Facts]]) -> list[dict[str, Any]]:
        """What the card says to `datasets.load_dataset`: nothing, if it cannot read the files."""
        return []


def put(out: Place, path: str, pieces: Iterable[bytes | memoryview]) -> list[Any]:
    """Write a file, whole or not at all: its entry, [path, bytes, sha256]. Raises StorageError."""
    digest, size = hashlib.sha256(), 0

    def watched() -> Iterator[bytes | memoryview]:
        nonlocal size
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            yield piece

    (out / path).write(watched())
    return [path, size, digest.hexdigest()]


def is_there(out: Place, entry: list[Any]) -> bool:
    """Whether a file is, byte for byte, that of its entry."""
    path, size, sha256 = entry
    digest = hashlib.sha256()
    try:
        source = (out / path).source()
        if source.size != size:
            return False
        for start in range(0, size, CHUNK_BYTES):
            digest.update(source.read(start, min(size, start + CHUNK_BYTES)))
    except (OSError, ValueError):
        return False
    return bool(digest.hexdigest() == sha256)


def chunks(place: Place) -> Iterator[memoryview]:
    """A file's bytes, a few MB at once."""
    source = place.source()
    for start in range(0, source.size, CHUNK_BYTES):
        yield source.read(start, min(source.size, start + CHUNK_BYTES))


def documents(job: Job, piece: Piece) -> Iterator[pa.RecordBatch]:
    """All documents of a piece in order, compared with their checksums. Raises ShardError."""
    for row in piece.rows:
        yield from ShardReader(job.source, row.shard, row).scan()


def values(column: pa.Array) -> memoryview:
    """The bytes of all values of a fresh binary column, one after another."""
    if len(column) == 0:
        return memoryview(b"")
    end = int(np.frombuffer(column.buffers()[1], np.int32)[len(column)])
    return memoryview(column.buffers()[2] or b"")[:end]
