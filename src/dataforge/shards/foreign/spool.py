"""What an import has read so far: segments in its work folder, each whole or not there.

A segment is four files: `.text` (the texts, packed), `.sig` (signatures), `.rejects` (a line for each record
that was not taken) and, written last, `.meta`: a row a document, and the position that follows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from dataforge.errors import CorpusError
from dataforge.shards.files import write_atomic
from dataforge.shards.foreign.near import Signatures
from dataforge.shards.foreign.options import NUM_PERM

META = pa.schema(
    [
        ("source", pa.int32()),  # its number
        ("at", pa.string()),
        ("id", pa.string()),
        ("size", pa.int64()),  # of the text, bytes
        ("measure", pa.int64()),
        ("digest_a", pa.uint64()),  # the first 16 bytes of the text's SHA-256
        ("digest_b", pa.uint64()),
        ("owner", pa.uint8()),  # of the text by its check: 0 val, 1 test, else train
    ]
)
_STATE = b"state"


@dataclass(frozen=True)
class Reject:
    """A line of the quarantine file."""

    source: str
    at: str
    id: str
    reason: str
    detail: str

    def to_json(self) -> str:
        """The line, without its end."""
        return json.dumps(vars(self), ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class State:
    """Where reading goes on: at this record of this source; and what was learnt of sources so far."""

    source: int = 0
    record: int = 0
    documents: int = 0
    text_bytes: int = 0
    rejects: int = 0
    sources: tuple[tuple[str, int, int], ...] = ()
    """(sha256, bytes, records) of each source that was opened"""


class Spool:
    """The segments of a work folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._mapped = lru_cache(maxsize=64)(_mapped)
        self.state = State()
        self.starts = [0]
        while (path := self._path(len(self), "meta")).exists():
            told = json.loads(self._schema(path).metadata[_STATE])
            fresh = tuple((str(sha256), int(size), int(count)) for sha256, size, count in told["sources"])
            self._follow(State(**{**told, "sources": self.state.sources[: self.state.source] + fresh}))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def _follow(self, state: State) -> None:
        self.state = state
        self.starts.append(state.documents)

    @property
    def documents(self) -> int:
        return self.starts[-1]

    def write(
        self,
        texts: pa.StringArray,
        meta: pa.RecordBatch,
        signed: Signatures,
        rejects: Sequence[Reject],
        state: State,
    ) -> None:
        """Add a segment. Raises StorageError."""
        number = len(self)
        batch = pa.RecordBatch.from_arrays([texts], names=["text"])
        packed = pa.ipc.IpcWriteOptions(compression=pa.Codec("zstd", compression_level=1))
        self._write(number, "text", _ipc(batch, packed))
        write_atomic(self._path(number, "sig"), [signed.tobytes()])
        write_atomic(self._path(number, "rejects"), [each.to_json().encode() + b"\n" for each in rejects])
        # Of the sources only what this segment learnt: a folder may have many.
        told = {_STATE: json.dumps({**vars(state), "sources": state.sources[self.state.source :]}).encode()}
        self._write(number, "meta", _ipc(meta.replace_schema_metadata(told), pa.ipc.IpcWriteOptions()))
        self._follow(state)

    def _write(self, number: int, suffix: str, data: pa.Buffer) -> None:
        write_atomic(self._path(number, suffix), [memoryview(data)])

    def texts(self, number: int) -> pa.StringArray:
        """Texts of a segment."""
        with pa.memory_map(str(self._path(number, "text"))) as file:
            try:
                return pa.ipc.open_stream(file).read_next_batch().column(0)
            except (pa.ArrowException, StopIteration) as exc:
                raise self._damaged(number) from exc

    def meta(self, number: int) -> pa.RecordBatch:
        """Rows of a segment, mapped."""
        return self._mapped(str(self._path(number, "meta")))

    def signed(self, number: int) -> Signatures:
        """Signatures of a segment, uint32[n, NUM_PERM]; no rows if none were made."""
        path = self._path(number, "sig")
        return np.fromfile(path, np.uint32).reshape(-1, NUM_PERM)

    def rejects(self, number: int) -> Iterator[tuple[str, str]]:
        """(reason, quarantine line without its end) of a segment."""
        with self._path(number, "rejects").open(encoding="utf-8", newline="\n") as file:
            for line in file:
                yield json.loads(line)["reason"], line.rstrip("\n")

    def where(self, document: int) -> tuple[int, str]:
        """(source, at) of a document by its number over all segments."""
        number = int(np.searchsorted(self.starts, document, "right")) - 1
        row = document - self.starts[number]
        meta = self.meta(number)
        return meta.column("source")[row].as_py(), meta.column("at")[row].as_py()

    def _path(self, number: int, suffix: str) -> Path:
        return self.folder / f"{number:06d}.{suffix}"

    def _schema(self, path: Path) -> Any:
        try:
            return pa.ipc.open_stream(pa.memory_map(str(path))).schema
        except pa.ArrowException as exc:
            raise self._damaged(int(path.stem)) from exc

    def _damaged(self, number: int) -> CorpusError:
        return CorpusError(
            f"{self.folder}: segment {number} is damaged; remove that folder and import again",
            path=str(self.folder),
        )


def _mapped(path: str) -> pa.RecordBatch:
    with pa.memory_map(path) as file:
        return pa.ipc.open_stream(file).read_next_batch()


def _ipc(batch: pa.RecordBatch, options: pa.ipc.IpcWriteOptions) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema, options=options) as writer:
        writer.write_batch(batch)
    return sink.getvalue()
