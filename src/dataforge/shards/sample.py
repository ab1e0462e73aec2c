"""A sample of a corpus that mixes its levels, and how varied it is."""

from __future__ import annotations

from dataforge.recipe import LockCell
from dataforge.shards.corpus import Corpus
from dataforge.text.variety import Variety, interleave, variety

SAMPLE_BYTES = 512_000
_ROUND = 16


def sample_texts(corpus: Corpus, split: str, domain: str, num_bytes: int = SAMPLE_BYTES) -> list[str]:
    """The first texts of a domain's cells, a cell (so a level) in turn, up to so many bytes."""
    cells = [cell for cell in corpus.cells(split) if cell.domain == domain]
    texts: list[list[str]] = [[] for _ in cells]
    size, first = 0, 0
    while size < num_bytes and any(first < cell.documents for cell in cells):
        for cell, found in zip(cells, texts, strict=True):
            fresh = _texts(corpus, cell, first)
            size += sum(len(text.encode()) for text in fresh)
            found += fresh
        first += _ROUND
    return interleave(texts, num_bytes)


def _texts(corpus: Corpus, cell: LockCell, first: int) -> list[str]:
    count = max(0, min(_ROUND, cell.documents - first))
    found: list[str] = corpus.read(cell.split, cell.cell, min(first, cell.documents), count)[
        "text"
    ].to_pylist()
    return found


def corpus_variety(
    corpus: Corpus, split: str, num_bytes: int = SAMPLE_BYTES
) -> tuple[dict[str, Variety], Variety]:
    """The variety of each domain of a split, and of all their samples taken in turn."""
    domains = dict.fromkeys(cell.domain for cell in corpus.cells(split))
    samples = {domain: sample_texts(corpus, split, domain, num_bytes) for domain in domains}
    total = variety(interleave(list(samples.values())))
    return {domain: variety(texts) for domain, texts in samples.items()}, total
