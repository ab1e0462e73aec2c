"""Evaluation sets: which documents share n words in a row with one of their records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from dataforge.errors import UsageError
from dataforge.shards.foreign.options import MAX_EVAL_NGRAMS, ImportOptions
from dataforge.shards.foreign.records import records_of
from dataforge.shards.foreign.sources import Found, open_source
from dataforge.shards.foreign.words import U64, Words, words_of
from dataforge.text.rows import I64

_RECORDS_A_ROUND = 1024


@dataclass(frozen=True)
class EvaluationSets:
    """N-grams of all strings of all records of the evaluation sets.

    Attributes:
        ngrams: sorted, each once; uint64[m].
        owners: the first record that has each, int64[m]; names it in `names`.
        names: `evals.jsonl, line 12`.
        told: what the lock says of the sets.
    """

    n: int
    ngrams: U64
    owners: I64
    names: list[str]
    told: list[dict[str, Any]]

    def find(self, words: Words) -> I64:
        """Per text the record that it overlaps with, or -1; int64[n]."""
        count = len(words.offsets) - 1
        found = np.full(count, -1, np.int64)
        if not len(self.ngrams):
            return found
        hashes, offsets = words.ngrams(self.n, short=False)
        at = np.minimum(np.searchsorted(self.ngrams, hashes), len(self.ngrams) - 1)
        hits = np.flatnonzero(self.ngrams[at] == hashes)
        texts = np.searchsorted(offsets, hits, "right") - 1
        first, where = np.unique(texts, return_index=True)
        found[first] = self.owners[at[hits[where]]]
        return found


def load_sets(found: Sequence[Found], options: ImportOptions, work: Path) -> EvaluationSets:
    """Read evaluation sets: every string of every record counts, answers too.

    Raises:
        CorpusError: a set cannot be read.
        UsageError: it holds more n-grams than fit, or nothing that can be read.
    """
    hashes: list[U64] = []
    owners: list[I64] = []
    names: list[str] = []
    told = []
    total = 0
    for each in found:
        opened = open_source(each, work)
        records = records_of(opened, options, everything=True)
        count, short, before = 0, 0, total
        while batch := list(islice(records, _RECORDS_A_ROUND)):
            bad = next((raw for raw in batch if raw.reason), None)
            if bad is not None:
                raise UsageError(
                    f"{each.name}, {bad.at}: {bad.detail}; an evaluation set must be readable as a whole"
                )
            texts = [(row, text) for row, raw in enumerate(batch) for text in raw.everything]
            words = words_of(
                pa.array([text.encode("utf-8", "replace").decode() for _, text in texts], pa.string())
            )
            grams, offsets = words.ngrams(options.ngram, short=False)
            rows = np.array([row for row, _ in texts], np.int64)
            hashes.append(grams)
            owners.append(len(names) + np.repeat(rows, np.diff(offsets)))
            names += [f"{each.name}, {raw.at}" for raw in batch]
            short += len(batch) - len(np.unique(rows[np.diff(offsets) > 0]))
            count, total = count + len(batch), total + len(grams)
            if total > MAX_EVAL_NGRAMS:
                raise UsageError(f"the evaluation sets hold more than {MAX_EVAL_NGRAMS} n-grams; give fewer")
        told.append(
            {
                "name": each.name,
                "sha256": opened.sha256,
                "records": count,
                "short": short,
                "ngrams": total - before,
            }
        )
    all_hashes = np.concatenate(hashes) if hashes else np.zeros(0, np.uint64)
    ngrams, first = np.unique(all_hashes, return_index=True)
    return EvaluationSets(
        options.ngram, ngrams, np.concatenate(owners)[first] if owners else first, names, told
    )
