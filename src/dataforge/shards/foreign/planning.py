"""The lock of an import, and its quarantine file: both follow from what was read and chosen."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from dataforge.recipe import DomainRecipe, Lock, LockCell, Recipe, Size, domain_rank
from dataforge.shards.foreign import measures, near
from dataforge.shards.foreign.against import EvaluationSets
from dataforge.shards.foreign.choose import EXACT, KEPT, SPLITS, Chosen
from dataforge.shards.foreign.near import rows_of_band
from dataforge.shards.foreign.options import BUFFER_BYTES, GENRE, MINHASH_SEED, NUM_PERM, ImportOptions
from dataforge.shards.foreign.sources import Found
from dataforge.shards.foreign.spool import Reject, Spool
from dataforge.shards.foreign.writing import cell_codes
from dataforge.shards.manifest import QUARANTINE
from dataforge.shards.places import Place
from dataforge.text.rows import I64

_CHUNK = 1 << 20
_MAX_SHARD_TEXT = 512 << 20
_OVERHEAD = 2048  # of a document in the tar: headers, padding, its record
_SHARD_OPTIONS = ("codec", "codec_level", "shard_bytes")


def text_options(options: ImportOptions) -> dict[str, Any]:
    """The options that decide text; how shards are written is the recipe's part."""
    return {name: value for name, value in options.to_data().items() if name not in _SHARD_OPTIONS}


def make_lock(
    found: Sequence[Found],
    options: ImportOptions,
    evaluations: EvaluationSets,
    spool: Spool,
    chosen: Chosen,
    quarantine: tuple[str, Counter[str]],
) -> Lock:
    """The lock of what was chosen.

    Args:
        quarantine: its SHA-256, and how many lines have each reason.
    """
    domains = tuple(dict.fromkeys(each.domain for each in found))
    cells = _cells(chosen, found, domains, options)
    levels = {d: tuple(sorted({c.level for c in cells if c.domain == d})) for d in domains}
    weights = {d: sum(c.documents * c.mean_text_bytes for c in cells if c.domain == d) for d in domains}
    kept = np.zeros(len(found), np.int64)
    for rows in _chunks(chosen):
        kept += np.bincount(chosen.source[rows][chosen.fate[rows] == KEPT], minlength=len(found))
    ordered = sorted((d for d in domains if levels[d]), key=domain_rank)
    documents = Counter({each.split: 0 for each in cells})
    for cell in cells:
        documents[cell.split] += cell.documents
    recipe = Recipe(
        name="imported",
        seed=0,
        domains={d: DomainRecipe(float(weights[d]), levels[d]) for d in ordered},
        splits={
            split: Size(documents[split], "documents")
            for split in ("train", "val", "test")
            if documents[split]
        },
        codec=options.codec,
        codec_level=options.codec_level,
        shard_bytes=_shard_bytes(options, cells),
    )
    foreign = {
        "version": 1,
        "domains": {d: {"cuts": chosen.cuts[d], "levels": list(options.level_list)} for d in ordered},
        "options": text_options(options),
        "measure": measures.describe(options),
        "near": _near_told(options),
        "sources": _sources_told(found, kept, spool),
        "against": evaluations.told,
        "rejected": dict(sorted(quarantine[1].items())),
        "quarantine_sha256": quarantine[0],
    }
    return Lock(recipe, dict.fromkeys(ordered, ((GENRE, 1),)), {}, {}, tuple(cells), foreign)


def _near_told(options: ImportOptions) -> str:
    if not options.near:
        return ""
    rows = rows_of_band(options.near)
    return (
        f"{near.version()}: {NUM_PERM} permutations, seed {MINHASH_SEED}, {NUM_PERM // rows} bands of "
        f"{rows}, shingles of {options.shingle} words"
    )


def _sources_told(found: Sequence[Found], kept: I64, spool: Spool) -> list[dict[str, Any]]:
    return [
        {
            "domain": each.domain,
            "name": each.name,
            "kind": each.kind,
            "sha256": sha256,
            "bytes": size,
            "records": records,
            "kept": int(count),
        }
        for each, (sha256, size, records), count in zip(found, spool.state.sources, kept, strict=True)
    ]


def _chunks(chosen: Chosen) -> Iterator[slice]:
    for start in range(0, len(chosen.fate), _CHUNK):
        yield slice(start, start + _CHUNK)


def _shard_bytes(options: ImportOptions, cells: Sequence[object]) -> int:
    """All cells fill a shard at the same time: together they stay within BUFFER_BYTES."""
    return max(1, min(options.shard_bytes, BUFFER_BYTES // max(1, len(cells))))


def _cells(
    chosen: Chosen, found: Sequence[Found], domains: Sequence[str], options: ImportOptions
) -> list[LockCell]:
    of_source = np.array([domains.index(each.domain) for each in found], np.int64)
    size = len(domains) * len(SPLITS) * 128
    counts, total = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for rows in _chunks(chosen):
        codes = cell_codes(chosen, rows, of_source, options.hold_out)
        stay = codes >= 0
        counts += np.bincount(codes[stay], minlength=size)
        total += np.bincount(codes[stay], chosen.size[rows][stay], minlength=size).astype(np.int64)
    used = np.flatnonzero(counts).tolist()
    shard_bytes = _shard_bytes(options, used)
    cells = []
    for code in used:
        pair, level = divmod(code, 128)
        domain, split = divmod(pair, len(SPLITS))
        mean = max(1, int(total[code]) // int(counts[code]))
        samples = min(int(counts[code]), max(1, shard_bytes // mean))
        sizes = np.concatenate(
            [
                chosen.size[rows][cell_codes(chosen, rows, of_source, options.hold_out) == code]
                for rows in _chunks(chosen)
            ]
        )
        cells.append(
            LockCell(
                SPLITS[split],
                domains[domain],
                options.level_list[level],
                int(counts[code]),
                _fitting(sizes + _OVERHEAD, samples),
                mean,
            )
        )
    return sorted(cells, key=lambda c: (c.split, domain_rank(c.domain), c.level))


def _fitting(sizes: I64, samples: int) -> int:
    """The samples a shard, fewer where long documents come together: no shard outgrows what is held in
    memory."""
    while (
        samples > 1 and int(np.add.reduceat(sizes, np.arange(0, len(sizes), samples)).max()) > _MAX_SHARD_TEXT
    ):
        samples = -(-samples // 2)
    return samples


def write_quarantine(
    root: Place, found: Sequence[Found], spool: Spool, chosen: Chosen
) -> tuple[str, Counter[str]]:
    """Write `quarantine.jsonl`: a line a record that was not taken, in the order of reading.

    Returns:
        its SHA-256, and how many lines have each reason.
    """
    digest, reasons = hashlib.sha256(), Counter[str]()

    def lines() -> Iterator[bytes]:
        for number in range(len(spool)):
            for line in _lines(found, spool, chosen, number, reasons):
                raw = line.encode() + b"\n"
                digest.update(raw)
                yield raw

    (root / QUARANTINE).write(lines())
    return digest.hexdigest(), reasons


def _lines(
    found: Sequence[Found], spool: Spool, chosen: Chosen, number: int, reasons: Counter[str]
) -> Iterator[str]:
    for reason, line in spool.rejects(number):
        reasons[reason] += 1
        yield line
    start = spool.starts[number]
    meta = spool.meta(number)
    rows = slice(start, spool.starts[number + 1])
    for row in np.flatnonzero(chosen.fate[rows] != KEPT).tolist():
        exact = int(chosen.fate[start + row]) == EXACT
        source, at = spool.where(int(chosen.original[start + row]))
        other = f"{found[source].name}, {at}"
        likeness = int(chosen.alike[start + row]) / NUM_PERM
        detail = f"the text of {other}" if exact else f"like {other} (similarity {likeness:.2f})"
        reason = "duplicate" if exact else "near-duplicate"
        reasons[reason] += 1
        name = found[meta.column("source")[row].as_py()].name
        yield Reject(
            name, meta.column("at")[row].as_py(), meta.column("id")[row].as_py(), reason, detail
        ).to_json()
