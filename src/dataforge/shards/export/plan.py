"""What an export is asked for, and the pieces in which it is made: runs of shards of one split and domain.

A piece is a function of the manifest and the options alone, so a killed export finds its pieces again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from dataforge.errors import UnknownNameError
from dataforge.shards.corpus import FiniteCorpus
from dataforge.shards.manifest import ManifestRow

FILE_BYTES = 64_000_000
MAX_FILE_BYTES = 1 << 30  # a piece is held in memory, and MDS counts bytes in 32 bits


class Tokenizer(Protocol):
    """What token formats need; the tokenizers of `dataforge.streaming.tokens` are such."""

    sha256: str
    vocab_size: int
    """ids are below it, end of document included"""
    eod: int

    def encode(self, texts: Sequence[str]) -> list[NDArray[np.uint32]]:
        """Ids of each text, without special tokens."""
        ...


@dataclass(frozen=True)
class TokenizerRef:
    """A tokenizer that every process makes for itself.

    Attributes:
        factory: `module:function`, called with `name`; it returns a `Tokenizer`.
        name: such as "bytes", or the path of a `tokenizers` file.
    """

    factory: str
    name: str


@dataclass(frozen=True)
class Options:
    """What an export may be told.

    Attributes:
        codec: of files: of `webdataset` none or gzip, of `jsonl` none, gzip or zstd; '' is the format's own.
        level: of the codec; None is the corpus's, or the codec's own where it has no such level.
        splits: only these; () is all. A corpus is exported whole.
        file_bytes: about how much text a file holds, where files need not be the corpus's shards.
        tokenizer: for megatron and nanogpt.
    """

    codec: str = ""
    level: int | None = None
    splits: tuple[str, ...] = ()
    file_bytes: int = FILE_BYTES
    tokenizer: TokenizerRef | Tokenizer | None = None


@dataclass(frozen=True)
class Piece:
    """Shards from which a file is made, in the manifest's order.

    Attributes:
        number: over all pieces of the export.
        part, parts: which one of its split and domain, and of how many.
        in_split: which one of its split.
    """

    number: int
    split: str
    domain: str
    part: int
    parts: int
    in_split: int
    rows: tuple[ManifestRow, ...]

    @property
    def text_bytes(self) -> int:
        return sum(row.text_bytes for row in self.rows)

    def to_data(self) -> dict[str, Any]:
        """As plain JSON data."""
        return {**vars(self), "rows": [vars(row) for row in self.rows]}

    @classmethod
    def of(cls, data: dict[str, Any]) -> Piece:
        """From plain JSON data."""
        return cls(**{**data, "rows": tuple(ManifestRow(**row) for row in data["rows"])})


def splits_of(corpus: FiniteCorpus, wanted: Sequence[str]) -> tuple[str, ...]:
    """The splits asked for. Raises UnknownNameError."""
    for split in wanted:
        if split not in corpus.splits:
            raise UnknownNameError("split", split, corpus.splits)
    return tuple(split for split in corpus.splits if not wanted or split in wanted)


def pieces_of(corpus: FiniteCorpus, splits: Sequence[str], file_bytes: int) -> list[Piece]:
    """Pieces of at most `file_bytes` of text, or of a single shard."""
    groups: dict[tuple[str, str], list[list[ManifestRow]]] = {}
    for row in corpus.rows:
        if row.split not in splits:
            continue
        runs = groups.setdefault((row.split, row.domain), [[]])
        if runs[-1] and sum(each.text_bytes for each in runs[-1]) + row.text_bytes > file_bytes:
            runs.append([])
        runs[-1].append(row)
    pieces: list[Piece] = []
    in_split = dict.fromkeys(splits, 0)
    for (split, domain), runs in groups.items():
        for part, run in enumerate(runs):
            piece = Piece(len(pieces), split, domain, part, len(runs), in_split[split], tuple(run))
            pieces.append(piece)
            in_split[split] += 1
    return pieces
