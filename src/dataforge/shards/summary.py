"""What a corpus holds, counted from its manifest (or, for a virtual corpus, as its lock plans it)."""

from __future__ import annotations

from typing import Any

from dataforge.generators.registry import genre
from dataforge.generators.verify import FOREIGN_GENRE
from dataforge.shards.corpus import Corpus, FiniteCorpus
from dataforge.text.bits import UNITS_PER_BIT

MEMORISABLE_LOG2 = 40


def summary(corpus: Corpus) -> dict[str, Any]:
    """Identity, totals by split and domain, and the cells so small that a model could learn them by heart.

    Returns:
        recipe_id, sha256, virtual, splits: split -> domain -> {documents, text_bytes, shards, file_bytes,
        levels, genres, bits_per_byte (lower bound; None for a virtual corpus, imported text)}, memorisable:
        cells with a genre of fewer than 2^40 worlds.
    """
    return {
        "recipe_id": corpus.recipe_id,
        "sha256": corpus.sha256,
        "virtual": corpus.virtual,
        "codec": f"{corpus.lock.codec} {corpus.lock.codec_level}",
        "seed": corpus.lock.seed,
        "splits": {split: _split(corpus, split) for split in corpus.splits},
        "memorisable": memorisable(corpus),
    }


def _split(corpus: Corpus, split: str) -> dict[str, dict[str, Any]]:
    domains: dict[str, dict[str, Any]] = {}
    for cell in corpus.cells(split):
        entry = domains.setdefault(
            cell.domain,
            {
                "documents": 0,
                "text_bytes": 0,
                "shards": 0,
                "file_bytes": 0,
                "levels": [],
                "genres": [gid for gid, _ in corpus.lock.genres[cell.domain]],
                "bits_per_byte": None,
            },
        )
        entry["documents"] += cell.documents
        entry["text_bytes"] += cell.documents * cell.mean_text_bytes
        entry["levels"].append(cell.level)
    if isinstance(corpus, FiniteCorpus):
        _count(corpus, split, domains)
    return domains


def _count(corpus: FiniteCorpus, split: str, domains: dict[str, dict[str, Any]]) -> None:
    """Replace what the lock planned by what the manifest counted."""
    for domain, entry in domains.items():
        rows = [row for row in corpus.rows if (row.split, row.domain) == (split, domain)]
        entry["text_bytes"] = sum(row.text_bytes for row in rows)
        entry["file_bytes"] = sum(row.file_bytes for row in rows)
        entry["shards"] = len(rows)
        if domain not in corpus.lock.foreign.get("domains", ()):  # of imported text nobody knows
            bits = sum(row.bits_lo for row in rows) / UNITS_PER_BIT
            entry["bits_per_byte"] = bits / max(1, entry["text_bytes"])


def memorisable(corpus: Corpus) -> list[str]:
    """Cells in which a genre has fewer than 2^40 worlds: a model may know them by heart, scores there do not
    generalise.
    """
    found = []
    for cell in corpus.cells(corpus.splits[0]):
        genres = [
            genre(cell.domain, gid) for gid, _ in corpus.lock.genres[cell.domain] if gid != FOREIGN_GENRE
        ]  # imported text has no worlds to count
        if genres and min(each.support_log2(cell.level) for each in genres) < MEMORISABLE_LOG2:
            found.append(cell.cell.name)
    return found
