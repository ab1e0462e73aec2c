"""Thousands of mutations of corpora in every codec: all found, no wrong document, no crash, no hang,
and healed to the very files.

A failure names codec and seed: `mutations.MUTATIONS` and that seed make the same mutation again.
"""

from __future__ import annotations

import contextlib
import random
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pyarrow as pa
import pytest
from tests.shards.mutations import MUTATIONS, Change, Files, Subject, all_cuts

from dataforge.engines.heal import heal
from dataforge.engines.local import write_corpus
from dataforge.errors import ForgeError
from dataforge.generators.resolve import resolve
from dataforge.recipe import Cell, Recipe
from dataforge.shards import codecs
from dataforge.shards.corpus import Corpus, open_corpus
from dataforge.shards.manifest import LOCK, MANIFEST, SEAL, read_manifest
from dataforge.shards.places import place_of
from dataforge.shards.verify import verify

FAST, SLOW = 300, 10_000
SLOW_PARTS = 10
HEAL_EVERY, HEAL_EVERY_SLOW = 7, 23
DEADLINE_SECONDS = 20
STRETCH = 3  # documents that are read together where not all can be
NAMES = tuple(codecs.CODECS)
# The seal and what it pins exchanged together: that is another corpus, as far as anyone can see.
TOGETHER = ({MANIFEST, SEAL}, {LOCK, SEAL})
Truth = dict[tuple[str, Cell], pa.RecordBatch]


class Bench:
    """A corpus on disk that is damaged and restored, and what it truly holds."""

    def __init__(self, root: Path, codec: str) -> None:
        self.root, self.place = root / "corpus", place_of(root / "corpus")
        write_corpus(resolve(_recipe(codec, 0)), self.root, workers=1)
        write_corpus(resolve(_recipe(codec, 1)), root / "twin", workers=1)
        self.files = _files(self.root)
        self.subject = Subject(self.files, _files(root / "twin"), read_manifest(self.place))
        corpus = open_corpus(self.root)
        self.truth: Truth = {
            (cell.split, cell.cell): corpus.read(cell.split, cell.cell, 0, cell.documents)
            for split in corpus.splits
            for cell in corpus.cells(split)
        }
        assert verify(self.root, workers=1).findings == ()

    @contextlib.contextmanager
    def changed(self, change: Change) -> Iterator[None]:
        """The corpus so changed; afterwards as it was."""
        for name, raw in change.items():
            if raw is None:
                (self.root / name).unlink()
            else:
                (self.root / name).write_bytes(raw)
        try:
            yield
        finally:
            for name in _files(self.root).keys() - self.files.keys():
                (self.root / name).unlink()
            for name, raw in self.files.items():
                path = self.root / name
                if not path.exists() or path.read_bytes() != raw:
                    path.write_bytes(raw)

    def is_harmless(self, change: Change) -> bool:
        """Whether what the files say is what they said: parquet can be written in many ways."""
        real = {name for name, raw in change.items() if self.files.get(name) != raw}
        with contextlib.suppress(ValueError, OSError):
            return not real or (real == {MANIFEST} and read_manifest(self.place) == self.subject.rows)
        return False

    def check(self, change: Change, what: str, mend: bool) -> None:
        """The properties, of one change that is on disk."""
        report = verify(self.root, workers=1)
        harmless = self.is_harmless(change)
        assert report.findings or harmless, f"{what}: not found"
        for found in report.findings:
            assert found.shard, what
            assert ";" in str(found), what
        _delivers_no_wrong_document(self, what, heal_on_the_fly=False)
        if not mend:
            return
        _delivers_no_wrong_document(self, what, heal_on_the_fly=True)
        self._heals(change, what, harmless)

    def _heals(self, change: Change, what: str, harmless: bool) -> None:
        """Healed to the files that it had; where the seal was exchanged with what it pins, a whole corpus or
        a refusal.
        """
        another = any(pair <= change.keys() for pair in TOGETHER)
        try:
            healed = heal(self.root, workers=1, remove_strangers=True)
        except ForgeError as exc:
            if another:
                return
            raise AssertionError(f"{what}: not healed") from exc
        assert healed.ok or another, f"{what}: {healed.lost}"
        if healed.ok:
            assert verify(self.root, workers=1).findings == (), f"{what}: healed, and still wrong"
        now = _files(self.root)
        differ = {name for name in now.keys() | self.files.keys() if now.get(name) != self.files.get(name)}
        assert another or differ <= ({MANIFEST} if harmless else set()), f"{what}: {differ} healed otherwise"


def _recipe(codec: str, seed: int) -> Recipe:
    return Recipe.from_dict(
        {
            "seed": seed,
            "domains": {"mathematics": {"weight": 1, "genres": {"running-total": 1}}},
            "levels": [20],
            "splits": {"train": 11, "val": 2},
            "shards": {"shard_size": "4 kB", "codec": codec},
        }
    )


def _files(root: Path) -> Files:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def _delivers_no_wrong_document(bench: Bench, what: str, heal_on_the_fly: bool) -> None:
    """Whatever can be read is what was written; all else is an error of ours."""
    try:
        corpus = open_corpus(bench.root, heal=heal_on_the_fly)
    except ForgeError:
        return
    for (split, cell), whole in bench.truth.items():
        for first in (0, *range(0, len(whole), STRETCH)):
            count = len(whole) if first == 0 else min(STRETCH, len(whole) - first)
            try:
                got = corpus.read(split, cell, first, count)
            except ForgeError:
                continue
            assert got.equals(whole.slice(first, count)), f"{what}: a wrong document of {split} {cell.name}"
            if count == len(whole):
                break  # none is damaged
        _gives_no_wrong_text(corpus, split, cell, whole, what)


def _gives_no_wrong_text(corpus: Corpus, split: str, cell: Cell, whole: pa.RecordBatch, what: str) -> None:
    """The other ways to read: texts of any places, and of all in order; of a split with one cell."""
    texts = whole.column("text").to_pylist()
    places = list(range(0, len(texts), 2))[::-1]
    with contextlib.suppress(ForgeError):
        assert corpus.batch(places, split) == [texts[i] for i in places], f"{what}: a wrong batch of {split}"
    seen = 0
    with contextlib.suppress(ForgeError):
        for text in corpus.scan(split, cell):
            assert text == texts[seen], f"{what}: a wrong text in a scan of {split}"
            seen += 1
        assert seen == len(texts), f"{what}: a scan of {split} ended after {seen} texts"
    if split == "train":
        with contextlib.suppress(ForgeError):
            assert corpus[len(texts) - 1].text == texts[-1], f"{what}: a wrong text of {split}"


@pytest.fixture(scope="module", params=NAMES)
def bench(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A corpus of each codec; zstd frames of two kB, so that a shard of a few documents has several."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dataforge.shards.codecs.zstd.FRAME_BYTES", 2048)
        yield Bench(tmp_path_factory.mktemp(request.param), request.param)


@contextlib.contextmanager
def deadline(what: str) -> Iterator[None]:
    """A hang is a failure that says where."""

    def late(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"{what}: still running after {DEADLINE_SECONDS} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, DEADLINE_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _mutate(bench: Bench, seeds: range, heal_every: int) -> None:
    for seed in seeds:
        rng = random.Random(seed)
        mutation = MUTATIONS[seed % len(MUTATIONS)]
        change = mutation(bench.subject, rng)
        what = f"seed {seed}: {mutation.__name__} of {', '.join(change)}"
        with deadline(what), bench.changed(change):
            bench.check(change, what, mend=seed % heal_every == 0)


def test_a_few_hundred_mutations(bench: Bench) -> None:
    """A share of the fast suite's mutations for each codec."""
    _mutate(bench, range(FAST // len(NAMES)), HEAL_EVERY)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(SLOW_PARTS))
def test_ten_thousand_mutations(bench: Bench, part: int) -> None:
    """A share of the 10,000 for each codec, other ones than the fast suite's."""
    share = -(-SLOW // (len(NAMES) * SLOW_PARTS))
    _mutate(bench, range(1000 + part * share, 1000 + (part + 1) * share), HEAL_EVERY_SLOW)


@pytest.mark.slow
def test_cuts_at_every_boundary(bench: Bench) -> None:
    """A shard, its index, its part and each paper, cut at each of its seams and one byte beside."""
    cuts = list(all_cuts(bench.subject))
    assert len(cuts) > 300
    for name, at in cuts:
        change: Change = {name: bench.files[name][:at]}
        what = f"{name} cut at {at}"
        with deadline(what), bench.changed(change):
            bench.check(change, what, mend=False)
