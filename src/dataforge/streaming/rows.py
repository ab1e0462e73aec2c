"""Blocks of documents, read once, tokenised, packed and cached; and the rows in them.

A block is an Arrow IPC stream: a token block has a document a record (key, tokens, floor, row), in order of
rows; a document block has the records of the corpus as they are. Its bytes depend on the corpus, the
tokenizer, T, D and R, and on nothing else of the run, so runs share a cache.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.plan.pack import pack, pack_exactly
from dataforge.recipe import Cell

if TYPE_CHECKING:
    from dataforge.cache import Tiers
    from dataforge.plan.spec import PlanSpec
    from dataforge.shards.corpus import Corpus
    from dataforge.streaming.tokens import Tokenizer

__all__ = ["DocumentRow", "RowSource", "TokenRow", "floor_q24"]

# ln 2 in units of 2^-96, so that bits * _LN2_Q96 >> 88 turns 1/65536 bit into 2^-24 nat.
_LN2_Q96 = 54916777467707473351141471128


@dataclass(frozen=True)
class TokenRow:
    """A row of at most T tokens: whole documents of one cell.

    Attributes:
        keys: of its documents, as read from the data.
        tokens: ids of each, without opening and closing tokens; T - 1 of them when the document was cut.
        floor_q24: sum of the documents' floors in 2^-24 nats; -1 when one is unknown.
    """

    keys: list[str]
    tokens: list[NDArray[np.integer]]
    floor_q24: int


@dataclass(frozen=True)
class DocumentRow:
    """A row of document mode: one document. `record` holds its columns but `text`."""

    key: str
    text: str
    record: dict[str, Any]
    floor_q24: int


def floor_q24(bits_lo: Sequence[int], floor: Sequence[str]) -> list[int]:
    """Floors in 2^-24 nats, rounded, from bits in 1/65536; -1 where the floor is unknown."""
    half = 1 << 87
    return [
        -1 if kind == "unknown" else (bits * _LN2_Q96 + half) >> 88
        for bits, kind in zip(bits_lo, floor, strict=True)
    ]


class RowSource:
    """The rows of a plan, read through the cache.

    Args:
        corpus: finite or virtual; told apart by the spec's `block_rows` in token mode.
        spec: of the plan.
        tokenizer: None in document mode.
        tiers: the cache; maps a key to the bytes of a block.
    """

    def __init__(self, corpus: Corpus, spec: PlanSpec, tokenizer: Tokenizer | None, tiers: Tiers) -> None:
        self.corpus, self.spec, self.tokenizer, self.tiers = corpus, spec, tokenizer, tiers
        self.cells = tuple(Cell(domain, level) for domain, level in spec.cells)
        documents: Mapping[Cell, int] = {cell.cell: cell.documents for cell in corpus.cells(spec.split)}
        self._documents = [documents[cell] for cell in self.cells]

    def token_row(self, cell: int, block: int, row: int) -> TokenRow:
        """Row `row` of a block of cell number `cell`, in token mode."""
        batch = self._block(cell, block)
        first, last = np.searchsorted(batch.column("row").to_numpy(), (row, row + 1)).tolist()
        tokens = batch.column("tokens")
        flat, offsets = tokens.values.to_numpy(), tokens.offsets.to_numpy()
        floors = batch.column("floor_q24").to_numpy()[first:last]
        return TokenRow(
            keys=batch.column("key").slice(first, last - first).to_pylist(),
            tokens=[flat[offsets[i] : offsets[i + 1]] for i in range(first, last)],
            floor_q24=-1 if (floors < 0).any() else int(floors.sum()),
        )

    def document_row(self, cell: int, block: int, row: int) -> DocumentRow:
        """Document `row` of a block of cell number `cell`, in document mode."""
        record = self._block(cell, block).slice(row, 1).to_pylist()[0]
        text = record.pop("text")
        return DocumentRow(record["key"], text, record, floor_q24([record["bits_lo"]], [record["floor"]])[0])

    def make_block(self, cell: int, block: int) -> bytes:
        """The bytes of a block, made anew from the corpus."""
        first = block * self.spec.block_documents
        count = min(self.spec.block_documents, self._documents[cell] - first)
        if self.spec.mode == "documents":
            return _to_ipc(self._read(cell, first, count))
        reader = _Reader(self, cell, first, count)
        if self.spec.block_rows:
            _, rows = pack_exactly(reader.lengths, count, self.spec.seq_len, self.spec.block_rows)
        else:
            rows = pack(reader.lengths(count), self.spec.seq_len)
        return _to_ipc(reader.packed(rows))

    def lengths(self, cell: int, block: int) -> list[int]:
        """Tokens of every document of a finite block, opening and closing tokens included."""
        first = block * self.spec.block_documents
        count = min(self.spec.block_documents, self._documents[cell] - first)
        return _Reader(self, cell, first, count).lengths(count)

    def num_blocks(self, cell: int) -> int:
        """Blocks of a cell: a virtual cell's last documents that fill no whole block are never used."""
        if self.corpus.virtual:
            return self._documents[cell] // self.spec.block_documents
        return -(-self._documents[cell] // self.spec.block_documents)

    def num_documents(self, cell: int) -> int:
        """Documents of a cell in this split."""
        return self._documents[cell]

    def _read(self, cell: int, first: int, count: int) -> pa.RecordBatch:
        return self.corpus.read(self.spec.split, self.cells[cell], first, count)

    def _block(self, cell: int, block: int) -> pa.RecordBatch:
        data = self.tiers.get(self._key(cell, block), lambda: self.make_block(cell, block))
        return pa.ipc.open_stream(pa.py_buffer(data)).read_next_batch()  # a view of the cached bytes

    def _key(self, cell: int, block: int) -> str:
        spec = self.spec
        parts: list[object] = [spec.mode, 1, spec.corpus_sha256, spec.split, self.cells[cell].name, block]
        parts += [spec.block_documents, spec.block_rows, spec.seq_len, spec.tokenizer_sha256]
        return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


class _Reader:
    """The documents of a block, read and tokenised no further than asked for."""

    def __init__(self, source: RowSource, cell: int, first: int, count: int) -> None:
        self.source, self.cell, self.first, self.count = source, cell, first, count
        self.keys: list[str] = []
        self.tokens: list[NDArray[np.uint32]] = []
        self.floors: list[int] = []

    def lengths(self, count: int) -> list[int]:
        """Lengths of the first `count` documents, two special tokens each included."""
        if count > len(self.tokens):
            done = len(self.tokens)
            batch = self.source._read(self.cell, self.first + done, count - done)
            tokenizer = self.source.tokenizer
            assert tokenizer is not None, "token mode has a tokenizer"
            self.tokens += tokenizer.encode(batch.column("text").to_pylist())
            self.keys += batch.column("key").to_pylist()
            self.floors += floor_q24(batch.column("bits_lo").to_pylist(), batch.column("floor").to_pylist())
        return [ids.size + 2 for ids in self.tokens[:count]]

    def packed(self, rows: list[list[int]]) -> pa.RecordBatch:
        """The documents in order of rows; those longer than T are cut, and their floor unknown."""
        seq_len = self.source.spec.seq_len
        vocab_size = self.source.tokenizer.vocab_size if self.source.tokenizer is not None else 0
        order = [index for row in rows for index in row]
        tokens = [self.tokens[index][: seq_len - 1] for index in order]
        cut = [self.tokens[index].size + 2 > seq_len for index in order]
        offsets = np.zeros(len(order) + 1, np.int32)
        np.cumsum([ids.size for ids in tokens], out=offsets[1:])
        dtype = np.uint16 if vocab_size <= 1 << 16 else np.uint32
        columns = {
            "key": pa.array([self.keys[index] for index in order], pa.string()),
            "tokens": pa.ListArray.from_arrays(offsets, np.concatenate(tokens).astype(dtype)),
            "floor_q24": pa.array(
                [-1 if short else self.floors[index] for index, short in zip(order, cut, strict=True)],
                pa.int64(),
            ),
            "row": pa.array([number for number, row in enumerate(rows) for _ in row], pa.int32()),
        }
        return pa.RecordBatch.from_pydict(columns)


def _to_ipc(batch: pa.RecordBatch) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return bytes(sink.getvalue())
