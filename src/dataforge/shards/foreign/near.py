"""Near duplicates: MinHash signatures by rensa, candidates by bands, similarity by the signatures.

A document is a near duplicate when it is like an earlier one, kept or not: no index of what was kept is
needed, so bands are sorted one at a time and memory is bounded. In each bucket a document is compared with
the first one and with the one before it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dataforge.errors import MissingExtraError
from dataforge.shards.foreign.options import MINHASH_SEED, NUM_PERM
from dataforge.shards.foreign.words import Words
from dataforge.text.hashing import mix
from dataforge.text.rows import I64

Signatures = NDArray[np.uint32]
_AT_ONCE = 1 << 16
_PARTITION = 4_000_000
_FOUND = 0.99


def version() -> str:
    """The library that makes signatures. Raises MissingExtraError."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"rensa {version('rensa')}"
    except PackageNotFoundError as exc:
        raise MissingExtraError("rensa", "foreign") from exc


def signatures(words: Words, shingle: int) -> Signatures:
    """uint32[n, NUM_PERM]; texts without words all have the same."""
    from rensa import RMinHash

    hashes, offsets = words.ngrams(shingle, short=True)
    made = RMinHash.digest_matrix_from_flat_token_hashes(
        hashes, offsets.astype(np.uint64), NUM_PERM, MINHASH_SEED
    )
    return np.array(made.to_rows(), np.uint32).reshape(len(offsets) - 1, NUM_PERM)


def rows_of_band(threshold: float) -> int:
    """Rows of a band, as many as still make a pair at the threshold a candidate in 99 % of cases."""
    for rows in range(NUM_PERM, 1, -1):
        if 1 - (1 - threshold**rows) ** (NUM_PERM // rows) >= _FOUND:
            return rows
    return 1


def near_duplicates(
    signed: Signatures, kept: NDArray[np.bool_], threshold: float
) -> tuple[I64, NDArray[np.uint8]]:
    """Per document the earliest one found that it is like (or -1), and how many of NUM_PERM values agree.

    Args:
        signed: uint32[n, NUM_PERM], which may be a mapped file.
        kept: bool[n]; others are not looked at.
    """
    original = np.full(len(signed), -1, np.int64)
    alike = np.zeros(len(signed), np.uint8)
    least = int(np.ceil(threshold * NUM_PERM - 1e-9))
    rows = rows_of_band(threshold)
    for band in range(NUM_PERM // rows):
        keys = _band_keys(signed, slice(band * rows, band * rows + rows))
        for part in range(parts := -(-len(signed) // _PARTITION)):
            chosen = np.flatnonzero(kept & (keys % np.uint64(parts) == part))
            for later, earlier in _candidates(keys, chosen):
                _compare(signed, later, earlier, least, original, alike)
    return original, alike


def _band_keys(signed: Signatures, columns: slice) -> NDArray[np.uint64]:
    keys = np.zeros(len(signed), np.uint64)
    for start in range(0, len(signed), _AT_ONCE):
        part = np.asarray(signed[start : start + _AT_ONCE, columns]).astype(np.uint64)
        key = np.zeros(len(part), np.uint64)
        for column in part.T:
            key = mix(key + column + np.uint64(1))
        keys[start : start + _AT_ONCE] = key
    return keys


def _candidates(keys: NDArray[np.uint64], chosen: I64) -> list[tuple[I64, I64]]:
    """(later, earlier) documents of a bucket: each with its first, and with the one before it."""
    if len(chosen) < 2:
        return []
    order = chosen[np.argsort(keys[chosen], kind="stable")]
    same = np.concatenate([[False], keys[order[1:]] == keys[order[:-1]]])
    first = order[np.maximum.accumulate(np.where(same, 0, np.arange(len(order))))]
    later = np.flatnonzero(same)
    return [(order[later], first[later]), (order[later], order[later - 1])]


def _compare(
    signed: Signatures, later: I64, earlier: I64, least: int, original: I64, alike: NDArray[np.uint8]
) -> None:
    for start in range(0, len(later), _AT_ONCE):
        a, b = later[start : start + _AT_ONCE], earlier[start : start + _AT_ONCE]
        agree = (signed[a] == signed[b]).sum(axis=1)
        better = (agree >= least) & ((original[a] < 0) | (b < original[a]))
        original[a[better]], alike[a[better]] = b[better], agree[better]
