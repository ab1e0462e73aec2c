"""Token ids: every piece becomes ids and lengths in `.export/`, and these are joined when all are there.

Each document ends in the tokenizer's end-of-document id. Joining reads a few MB at once, so memory does not
grow with the corpus; the disk holds the ids twice for that time.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dataforge.errors import UsageError
from dataforge.shards.corpus import FiniteCorpus
from dataforge.shards.export.format import Facts, Format, Job, chunks, documents, put
from dataforge.shards.export.plan import Options, Piece, Tokenizer

WORK = ".export"


class TokenFormat(Format):
    """What megatron and nanogpt share: one stream of ids a split."""

    takes = frozenset({"splits", "tokenizer"})
    local = True

    def check(self, corpus: FiniteCorpus, options: Options) -> Options:
        if options.tokenizer is None:
            raise UsageError(f"{self.name} holds token ids; say which: a tokenizer file, or bytes")
        return super().check(corpus, options)

    @abstractmethod
    def dtype(self, tokenizer: Tokenizer) -> np.dtype[Any]:
        """Of the ids in the file."""

    def write(self, job: Job, piece: Piece) -> Facts:
        assert job.tokenizer is not None
        kind = self.dtype(job.tokenizer)
        lengths: list[NDArray[np.int32]] = []

        def ids() -> Iterator[bytes]:
            for batch in documents(job, piece):
                made, sizes = encode(job.tokenizer, batch.column("text").to_pylist(), kind)
                lengths.append(sizes)
                yield made.tobytes()

        stem = f"{WORK}/ids/{piece.number:06d}"
        files = [put(job.out, f"{stem}.ids", ids())]
        sizes = np.concatenate(lengths)
        files.append(put(job.out, f"{stem}.len", [sizes.tobytes()]))
        return {"files": files, "documents": len(sizes), "tokens": int(sizes.sum(dtype=np.int64))}

    def ids(self, job: Job, made: list[tuple[Piece, Facts]], split: str) -> Iterator[memoryview]:
        """All ids of a split, a few MB at once."""
        for piece, _ in made:
            if piece.split == split:
                yield from chunks(job.out / f"{WORK}/ids/{piece.number:06d}.ids")

    def lengths(self, job: Job, made: list[tuple[Piece, Facts]], split: str) -> Iterator[NDArray[np.int32]]:
        """Tokens of every document of a split, end of document included."""
        for piece, _ in made:
            if piece.split == split:
                source = (job.out / f"{WORK}/ids/{piece.number:06d}.len").source()
                yield np.frombuffer(source.read(0, source.size), np.int32)


def encode(
    tokenizer: Tokenizer | None, texts: list[str], dtype: np.dtype[Any]
) -> tuple[NDArray[Any], NDArray[np.int32]]:
    """Ids of all texts, each with its end of document, and how many there are of each."""
    assert tokenizer is not None
    found = tokenizer.encode(texts)
    sizes = np.fromiter(map(len, found), np.int64, len(found)) + 1
    ends = np.cumsum(sizes)
    ids = np.full(int(ends[-1]) if len(ends) else 0, tokenizer.eod, dtype)
    inside = np.ones(len(ids), bool)
    inside[ends - 1] = False
    if found:
        ids[inside] = np.concatenate(found).astype(dtype)
    return ids, sizes.astype(np.int32)


def total(made: Iterable[tuple[Piece, Facts]], split: str, name: str) -> int:
    """Documents or tokens of a split."""
    return sum(int(facts[name]) for piece, facts in made if piece.split == split)
