"""The gates of a genre, measured: size, speed, levels, claims, short cuts. `scripts/gates.py` prints them.

Each function is one measurement; `measure` makes them all. Timings are wall time on one core of this machine:
compare them within a run.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import zstandard
from numpy.typing import NDArray

from dataforge.generators.base import Genre
from dataforge.generators.verify import check_batch
from dataforge.recipe import DEFAULT_LEVELS
from dataforge.testing import documents, spearman
from dataforge.text.ngrams import WORD
from dataforge.text.variety import SHORT, variety, with_duplicates

LEVELS = (1, 25, 50, 75, 100)
SAMPLE_BYTES = 512_000
MAX_TEXT_BYTES = 16_384
TRAINED, TRIED = 1_500, 500
_NAN = float("nan")
_LEVEL_STRIDE = 37  # prime to 100: every 100 documents in a row hold each level once
_FAR = 10**9
_MARK = re.compile(r"[^\w\s]")


@dataclass(frozen=True)
class Group:
    """One `name=value` of the table.

    Attributes:
        failed: how often the value is outside its gate, 0 to 2: 2 for what can never be let pass.
    """

    name: str
    value: str
    failed: int = 0

    def __str__(self) -> str:
        return f"{self.name}={self.value}{'!' * self.failed}"


def _group(name: str, value: float, least: float = -np.inf, most: float = np.inf, form: str = ".3g") -> Group:
    return Group(name, format(value, form), int(not least <= value <= most))


def mixed(genre: Genre[Any], count: int, start: int = 0) -> list[dict[str, Any]]:
    """Records start .. start + count of a sample in which the 100 levels take turns, in a scrambled order."""
    place = np.arange(start, start + count)
    found: list[dict[str, Any]] = documents(genre, place * _LEVEL_STRIDE % 100 + 1, place).to_pylist()
    return found


def sample(genre: Genre[Any], num_bytes: int = SAMPLE_BYTES) -> list[dict[str, Any]]:
    """Mixed records up to the one that makes so many bytes of text full."""
    records: list[dict[str, Any]] = []
    size = 0
    while True:
        for record in mixed(genre, 100, len(records)):
            records.append(record)
            size += len(record["text"].encode())
            if size >= num_bytes:
                return records


def sizes(genre: Genre[Any], count: int = 32) -> list[Group]:
    """Mean bytes of text at five levels, and the largest text of all."""
    levels = np.repeat(np.array(LEVELS), count)
    texts = documents(genre, levels, _FAR + np.arange(len(levels))).column("text").to_pylist()
    bytes_of = np.array([len(text.encode()) for text in texts]).reshape(len(LEVELS), count)
    means = "/".join(f"{mean:.0f}" for mean in bytes_of.mean(axis=1))
    return [Group("bytes", means), _group("max", bytes_of.max(), most=MAX_TEXT_BYTES, form=".0f")]


def speed(genre: Genre[Any], count: int = 4_096) -> list[Group]:
    """MB/s of text made in one call over ten levels, best of 3, and its ratio to zstd -3 on the same text."""
    levels = np.resize(np.array(DEFAULT_LEVELS), count)
    documents(genre, levels[:64], np.arange(64))
    made = packed = 0.0
    for turn in range(3):
        begin = time.perf_counter()
        batch = documents(genre, levels, np.arange(count) + turn * count)
        seconds = time.perf_counter() - begin
        text = "".join(batch.column("text").to_pylist()).encode()
        begin = time.perf_counter()
        zstandard.ZstdCompressor(level=3).compress(text)
        made = max(made, len(text) / seconds)
        packed = max(packed, len(text) / (time.perf_counter() - begin))
    return [_group("MB/s", made / 1e6, form=".1f"), _group("of-zstd3", made / packed, form=".3f")]


def alone(genre: Genre[Any]) -> list[Group]:
    """Milliseconds of a single document at levels 25 and 100, median of 10."""
    found = []
    for level, most in ((25, 5.0), (100, 30.0)):
        seconds = []
        for i in range(11):
            begin = time.perf_counter()
            documents(genre, np.array([level]), np.array([10**15 + i]))
            seconds.append(time.perf_counter() - begin)
        found.append(_group(f"ms@{level}", float(np.median(seconds[1:])) * 1e3, most=most, form=".1f"))
    return found


def reading(genre: Genre[Any], count: int = 256) -> Group:
    """MB/s verified on one core; two marks below 1."""
    place = np.arange(count)
    batch = documents(genre, place * _LEVEL_STRIDE % 100 + 1, place)
    size = sum(len(text.encode()) for text in batch.column("text").to_pylist())
    begin = time.perf_counter()
    wrong = check_batch(batch)
    rate = size / (time.perf_counter() - begin) / 1e6
    if wrong:
        return Group("verify", f"wrong({wrong[0][0]})", 2)
    return Group("verify", f"{rate:.1f}", (rate < 5) + (rate < 1))


def leaves(value: Any) -> int:
    """Scalars in a JSON value: the claims that a text makes."""
    if isinstance(value, dict):
        return sum(leaves(each) for each in value.values())
    if isinstance(value, list):
        return sum(leaves(each) for each in value)
    return 1


def claims(records: Sequence[dict[str, Any]]) -> Group:
    """Claims a kB of text."""
    size = sum(len(record["text"].encode()) for record in records)
    return _group("claims", sum(leaves(json.loads(r["check"])) for r in records) / size * 1e3, 5, form=".1f")


def band(records: Sequence[dict[str, Any]], floor: str) -> Group:
    """(bits_hi - bits_lo) / bits_hi in percent; gated where the floor is said to be exact."""
    low, high = (sum(record[name] for record in records) for name in ("bits_lo", "bits_hi"))
    return _group("band%", (high - low) / high * 100, most=5 if floor == "exact" else np.inf, form=".1f")


def levels(genre: Genre[Any], count: int = 16) -> list[Group]:
    """Rank correlation of level with mean cost, and with the cost of single texts of about median length;
    cost at level 100 over level 1."""
    level = np.repeat(np.arange(1, 101), count)
    batch = documents(genre, level, np.arange(len(level)))
    cost = np.array([json.loads(each)["cost"] for each in batch.column("measured").to_pylist()])
    size = np.array([len(text) for text in batch.column("text").to_pylist()])
    alike = np.abs(size - np.median(size)) <= 0.2 * np.median(size)
    mean = cost.reshape(100, count).mean(axis=1)
    same = spearman(level[alike], cost[alike]) if len(np.unique(cost[alike])) > 1 else _NAN
    return [
        _group("rho", spearman(np.arange(1, 101), mean), 0.97),
        _group("rho-same-length", same, 0.90),
        _group("cost-x", mean[-1] / mean[0], 10, form=".0f"),
    ]


def prompt_of(record: dict[str, Any]) -> str:
    """The text before its reasoning, or before its answer."""
    ends = [start for start, _, kind, _ in json.loads(record["spans"]) if kind in ("reasoning", "answer")]
    raw: bytes = record["text"].encode()
    return raw[: min(ends, default=len(raw))].decode()


def short_cuts(records: Sequence[dict[str, Any]], label: str) -> list[Group]:
    """How well a label is guessed without reading: share of the most common one, and what a bag of words of
    the prompt, and its length alone, add to that, in points."""
    answers = [json.dumps(json.loads(record["check"])[label]) for record in records]
    names, target = np.unique(answers, return_inverse=True)
    prompts = [prompt_of(record) for record in records]
    cut = len(records) * TRAINED // (TRAINED + TRIED)
    base = float(np.bincount(target[cut:]).max() / len(target[cut:]))  # no constant answer does better
    share = np.bincount(target).max() / len(target)
    found = [Group("labels", str(len(names))), _group("majority%", share * 100, form=".0f")]
    for name, guess in (
        ("words+", _bayes(prompts, target, cut)),
        ("length+", _by_length(prompts, target, cut)),
    ):
        gain = (float(np.mean(guess == target[cut:])) - base) * 100
        found.append(_group(name, gain, most=5, form=".1f"))
    return found


def _bayes(prompts: Sequence[str], target: NDArray[np.int64], cut: int) -> NDArray[np.int64]:
    """Labels that multinomial naive Bayes, trained on the first `cut` prompts, gives the others."""
    known: dict[str, int] = {}
    rows = [
        [known.setdefault(word, len(known)) for word in WORD.findall(_MARK.sub(" ", prompt.lower()))]
        for prompt in prompts
    ]
    seen = np.ones((int(target.max()) + 1, len(known)))
    for row, answer in zip(rows[:cut], target[:cut], strict=True):
        np.add.at(seen[answer], row, 1)
    prior = np.log(np.bincount(target[:cut], minlength=len(seen)) + 1e-9)
    weight = np.log(seen / seen.sum(axis=1, keepdims=True))
    return np.array([int(np.argmax(prior + weight[:, row].sum(axis=1))) for row in rows[cut:]])


def _by_length(prompts: Sequence[str], target: NDArray[np.int64], cut: int) -> NDArray[np.int64]:
    """Labels by the majority of each of 20 quantiles of prompt length."""
    size = np.array([len(prompt) for prompt in prompts])
    bin_of = np.searchsorted(np.quantile(size[:cut], np.linspace(0, 1, 21)[1:-1]), size)
    seen = np.zeros((20, int(target.max()) + 1))
    np.add.at(seen, (bin_of[:cut], target[:cut]), 1)
    return np.asarray(seen.argmax(axis=1)[bin_of[cut:]])


def variety_groups(texts: Sequence[str], domain: str, many: Sequence[str] = ()) -> list[Group]:
    """The variety of a sample, its gates marked; near duplicates among `many` texts, if any."""
    found = variety(texts, duplicates=False)
    if many:
        found = with_duplicates(found, many)
    failed = found.failed(domain)
    return [
        Group(short, f"{value:.4f}" if name == "near_duplicates" else f"{value:.3f}", int(name in failed))
        for name, short in SHORT.items()
        if (value := getattr(found, name)) == value
    ]


def measure(genre: Genre[Any], quick: bool = False, many: Sequence[str] = ()) -> list[list[Group]]:
    """All measurements of a genre, in sections.

    Args:
        quick: leave out speed.
        many: texts among which to look for near duplicates.
    """
    records = sample(genre)
    sections = [sizes(genre)]
    if not quick:
        sections.append([*speed(genre), *alone(genre), reading(genre)])
    sections.append(variety_groups([record["text"] for record in records], genre.domain, many))
    sections.append([claims(records), band(records, genre.floor), *levels(genre)])
    if label := getattr(genre, "label", ""):
        sections.append(short_cuts(mixed(genre, TRAINED + TRIED), label))
    return sections
