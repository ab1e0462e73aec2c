"""How varied is a sample of text? Eight published measures, and the limits that this project sets itself.

    print(variety(texts).failures("philosophy"))

Words are what white space separates, lowercased; Chinese characters and kana are words of one character each.
N-grams lie within a document. Everything is deterministic.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import zip_longest

import numpy as np
import zstandard

from dataforge.text.ngrams import I64, U64, WORD, mix, near_duplicates, ngrams, number

_DIGIT = re.compile(r"\d")
_DISTINCT_WORDS = 50_000

PROSE = ("philosophy", "creative", "conversational", "multilingual")
SHORT = {
    "zstd19": "zstd19",
    "repeated_8grams": "rep8",
    "masked_8grams": "rep8masked",
    "distinct_3grams": "dist3",
    "heaps": "heaps",
    "near_duplicates": "near",
    "opening": "opening",
    "zipf": "zipf",
    "shuffle": "shuffle",
}
"""Names of the measures for the heads of tables."""
_INF = float("inf")


@dataclass(frozen=True)
class Variety:
    """Measures of a sample; NaN where the sample is too small, or was not measured.

    Attributes:
        documents, text_bytes: the size of the sample.
        zstd19: bytes over bytes of zstd level 19, documents joined by a blank line, window as large as the
            sample; compression as a measure of diversity: Shaib et al. 2024 (arXiv:2403.00553).
        repeated_8grams: share of 8-gram occurrences whose 8-gram occurs more than once; cf. the duplicate
            n-gram filters of Rae et al. 2021 (Gopher, arXiv:2112.11446).
        masked_8grams: the same with every digit read as 0.
        distinct_3grams: different 3-grams over all 3-grams of the first 50,000 words; distinct-n of Li et al.
            2016 (arXiv:1510.03055).
        heaps: exponent beta of vocabulary = k * words^beta (Heaps 1978), least squares over 30 log-spaced
            points from 1 % of the sample to all of it.
        near_duplicates: share of documents whose set of 5-word shingles has Jaccard >= 0.7 with that of an
            earlier document; Broder 1997, Lee et al. 2022 (arXiv:2107.06499).
        opening: share of documents that begin with the most common first five words.
        zipf: minus the slope of log frequency against log rank, ranks 10 to 1,000 (Zipf 1949).
        shuffle: how much larger zstd-19 leaves the sample when the words of each document are shuffled in
            place: 0 for word salad, about 0.3 and more where order carries information (cf. Montemurro and
            Zanette 2011, doi:10.1371/journal.pone.0019875).
    """

    documents: int
    text_bytes: int
    zstd19: float
    repeated_8grams: float
    masked_8grams: float
    distinct_3grams: float
    heaps: float
    near_duplicates: float
    opening: float
    zipf: float
    shuffle: float

    def failures(self, domain: str) -> list[str]:
        """Each gate of the domain that the sample does not pass, its field first; NaN passes."""
        found = []
        for name, (low, high) in gates(domain).items():
            value = getattr(self, name)
            if value < low:
                found.append(f"{name} {value:.4g} is below {low:g}")
            elif value > high:
                found.append(f"{name} {value:.4g} is above {high:g}")
        return found

    def failed(self, domain: str) -> set[str]:
        """The fields that `failures` is about."""
        return {failure.split()[0] for failure in self.failures(domain)}

    def to_dict(self) -> dict[str, float | None]:
        """The fields as JSON takes them: NaN becomes None."""
        return {name: None if value != value else value for name, value in asdict(self).items()}


def gates(domain: str) -> dict[str, tuple[float, float]]:
    """field -> (least, most) for a domain: prose, or structured text, which may repeat itself more."""
    prose = domain in PROSE
    dense = 6.5 if domain in ("mathematics", "scientific") else 5.5
    return {
        "zstd19": (0.0, 4.5 if prose else dense),
        "repeated_8grams": (0.0, 0.15 if prose else 0.30),
        "distinct_3grams": (0.55 if prose else 0.40, 1.0),
        "heaps": (0.45 if prose else 0.40, _INF),
        "near_duplicates": (0.0, 0.005),
        "opening": (0.0, 0.01 if prose else 0.02),
        "zipf": (0.85, 1.35) if prose else (0.80, 1.40),
        "shuffle": (0.30, _INF),
    }


def variety(texts: Sequence[str], duplicates: bool = True) -> Variety:
    """Measure a sample.

    Args:
        texts: documents, in an order that mixes whatever they are of.
        duplicates: False leaves `near_duplicates` out.
    """
    words = [WORD.findall(text.lower()) for text in texts]
    ids, offsets = number(words)
    masked, _ = number([[_DIGIT.sub("0", word) for word in each] for each in words])
    head = ids[:_DISTINCT_WORDS]
    packed = _zstd19(texts)
    size = len("\n\n".join(texts).encode())
    return Variety(
        documents=len(texts),
        text_bytes=size,
        zstd19=size / packed,
        repeated_8grams=_repeated(ngrams(ids, offsets, 8)[0]),
        masked_8grams=_repeated(ngrams(masked, offsets, 8)[0]),
        distinct_3grams=_distinct(ngrams(head, np.minimum(offsets, len(head)), 3)[0]),
        heaps=_heaps(ids),
        near_duplicates=near_duplicates(texts) if duplicates else float("nan"),
        opening=_opening(words),
        zipf=_zipf(ids),
        shuffle=_zstd19([_shuffled(text, i) for i, text in enumerate(texts)]) / packed - 1,
    )


def interleave(samples: Sequence[Sequence[str]], num_bytes: float = _INF) -> list[str]:
    """One text of each sample in turn, until all are spent or there are so many bytes."""
    taken: list[str] = []
    size = 0
    for turn in zip_longest(*samples):
        for text in turn:
            if text is not None and size < num_bytes:
                taken.append(text)
                size += len(text.encode())
    return taken


def with_duplicates(found: Variety, texts: Sequence[str]) -> Variety:
    """The measures with `near_duplicates` taken from another, larger sample."""
    return replace(found, near_duplicates=near_duplicates(texts))


def _repeated(grams: U64) -> float:
    _, counts = np.unique(grams, return_counts=True)
    return float(counts[counts > 1].sum() / len(grams)) if len(grams) else float("nan")


def _distinct(grams: U64) -> float:
    return len(np.unique(grams)) / len(grams) if len(grams) else float("nan")


def _heaps(ids: I64) -> float:
    points = np.unique(np.geomspace(max(1, len(ids) // 100), max(1, len(ids)), 30).astype(np.int64))
    if len(points) < 3 or len(ids) < 3:
        return float("nan")
    vocabulary = np.maximum.accumulate(ids)[points - 1] + 1  # numbers are given in order of first use
    return float(np.polyfit(np.log(points), np.log(vocabulary), 1)[0])


def _zipf(ids: I64) -> float:
    frequency = np.sort(np.bincount(ids))[::-1] if len(ids) else np.zeros(0, np.int64)
    ranks = np.unique(np.geomspace(10, 1000, 50).round().astype(np.int64))
    ranks = ranks[ranks <= len(frequency)]
    if len(ranks) < 10:
        return float("nan")
    return float(-np.polyfit(np.log(ranks), np.log(frequency[ranks - 1]), 1)[0])


def _opening(words: list[list[str]]) -> float:
    openings = Counter(tuple(each[:5]) for each in words)
    return openings.most_common(1)[0][1] / len(words) if words else float("nan")


def _zstd19(texts: Sequence[str]) -> int:
    """Bytes of `zstd -19`; beyond its window of 8 MB, of `zstd -19` with a window that holds the sample."""
    raw = "\n\n".join(texts).encode()
    if len(raw) <= 1 << 23:
        return len(zstandard.ZstdCompressor(level=19).compress(raw))
    window = min(27, len(raw).bit_length())
    params = zstandard.ZstdCompressionParameters.from_level(19, window_log=window, chain_log=window + 1)
    return len(zstandard.ZstdCompressor(compression_params=params).compress(raw))


def _shuffled(text: str, seed: int) -> str:
    """The text with its words in another order; white space stays where it is."""
    words = WORD.findall(text)
    order = np.argsort(mix(np.arange(len(words), dtype=np.uint64) + np.uint64((seed + 1) << 32)))
    moved = iter(order.tolist())
    return WORD.sub(lambda _: words[next(moved)], text)
