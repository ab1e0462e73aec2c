"""The same rows in the same order, whatever world size, workers and history."""

from __future__ import annotations

import json
import multiprocessing
import pickle
import random
from itertools import islice
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from torch.utils.data import DataLoader  # noqa: E402

from dataforge.errors import StateError, UsageError  # noqa: E402
from dataforge.streaming import StreamingDataset, StreamingLoader  # noqa: E402

from .fakes import FakeFinite, FakeVirtual  # noqa: E402
from .help import Batches, losses_of, note, run_ranks, stream  # noqa: E402

# torch's advice on how many workers suit a machine; the order must hold with more
pytestmark = pytest.mark.filterwarnings("ignore:This DataLoader will create")

CORPORA = {"finite": FakeFinite(), "virtual": FakeVirtual(10**12)}
NUM_BATCHES = 18


def _resumed(corpus: object, what: object, history: list[tuple[int, int, int]]) -> Batches:
    """Lives of (world size, workers, batches), each resumed from the one before."""
    seen: Batches = {}
    state = None
    for world_size, num_workers, batches in history:
        part, state = run_ranks(corpus, what, world_size, num_workers, batches, state)  # type: ignore[arg-type]
        assert not set(part) & set(seen)
        seen |= part
        state = json.loads(json.dumps(state))
    return seen


HISTORIES = [
    [(1, 2, 18)],
    [(3, 0, 7), (2, 0, 11)],
    [(2, 1, 4), (4, 0, 6), (1, 4, 8)],
    [(6, 0, 5), (1, 0, 1), (8, 0, 4), (2, 2, 8)],
]


@pytest.mark.parametrize("mode", ["tokens", "documents"])
@pytest.mark.parametrize("kind", ["finite", "virtual"])
def test_order_is_the_plans(kind: str, mode: str, tmp_path: Path) -> None:
    """Split over ranks and workers, resumed up to thrice at other world sizes, batches are the same."""
    what = stream(tmp_path, mode=mode)
    expected = _resumed(CORPORA[kind], what, [(1, 0, NUM_BATCHES)])
    rows = [row for batch in expected.values() for row, _ in batch.values()]
    assert len(rows) == len(set(rows)) == NUM_BATCHES * 24
    for history in HISTORIES:
        assert _resumed(CORPORA[kind], what, history) == expected


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["finite", "virtual"])
@pytest.mark.parametrize("num_workers", [0, 1, 2, 4])
@pytest.mark.parametrize(
    "world_size",
    [1, 2, 3, 4, pytest.param(6, marks=pytest.mark.full), pytest.param(8, marks=pytest.mark.full)],
)
def test_full_matrix(kind: str, num_workers: int, world_size: int, tmp_path: Path) -> None:
    """The same at every world size and worker count, resumed once, twice and thrice at random batches."""
    what = stream(tmp_path)
    expected = _resumed(CORPORA[kind], what, [(1, 0, NUM_BATCHES)])
    chance = random.Random(f"{kind}{num_workers}{world_size}")
    for resumes in (1, 2, 3):
        cuts = [0, *sorted(chance.sample(range(1, NUM_BATCHES), resumes)), NUM_BATCHES]
        worlds = [world_size] + [chance.choice([1, 2, 3, 4]) for _ in range(resumes)]
        history = [(w, num_workers, b - a) for w, a, b in zip(worlds, cuts, cuts[1:], strict=False)]
        assert _resumed(CORPORA[kind], what, history) == expected


def test_given_the_same_journal_an_adaptive_run_is_the_same(tmp_path: Path) -> None:
    """An adaptive run is given again, row for row, by its journal, at other world sizes and workers."""
    corpus, what = CORPORA["finite"], stream(tmp_path / "cache", policy="excess")
    run, expected = tmp_path / "run", {}
    loader = StreamingLoader(corpus, what, run=run)
    for batch in islice(loader, 31):
        note(expected, batch)
        loader.observe(batch, losses_of(batch))
    loader.close()
    assert loader.journal is not None
    assert len({tuple(r.weights.tolist()) for r in loader.journal.records}) > 1, "the mixture must have moved"
    for world_size, num_workers in ((2, 0), (3, 1), (4, 0), (1, 2)):
        seen: Batches = {}
        for rank in range(world_size):
            other = StreamingLoader(
                corpus, what, run=run, num_workers=num_workers, dp_rank=rank, dp_world_size=world_size
            )
            for batch in islice(other, 31):
                note(seen, batch)
            other.close()
        assert seen == expected


def test_plain_dataloader(tmp_path: Path) -> None:
    """The dataset alone, in a stock DataLoader, gives the loader's batches, and resumes in the middle."""
    what = stream(tmp_path)
    expected, _ = run_ranks(CORPORA["finite"], what, 1, 0, 8)
    dataset = StreamingDataset(CORPORA["finite"], what)
    seen: Batches = {}
    for batch in islice(DataLoader(dataset, batch_size=None, num_workers=2), 5):
        note(seen, batch)
    again = StreamingDataset(CORPORA["finite"], what, dp_rank=0, dp_world_size=1)
    again.load_state_dict(dataset.state_dict(after=4))
    again = pickle.loads(pickle.dumps(again))
    for batch in islice(DataLoader(again, batch_size=None), 3):
        note(seen, batch)
    assert seen == expected
    with pytest.raises(UsageError, match="StreamingLoader"):
        next(iter(StreamingDataset(CORPORA["finite"], stream(tmp_path, policy="excess"))))


def test_look_ahead_consumer(tmp_path: Path) -> None:
    """A trainer that fetches one batch ahead of its losses decides and resumes like one that does not."""
    what, runs = stream(tmp_path, policy="excess"), []
    for ahead in (False, True):
        loader = StreamingLoader(CORPORA["finite"], what)
        held, seen = None, []
        for batch in islice(loader, 26):
            seen.append(batch["row_id"])
            if not ahead:
                loader.observe(batch, losses_of(batch))
            elif held is not None:
                loader.observe(held, losses_of(held))
            held = batch
        state = loader.state_dict(after=24)
        resumed = StreamingLoader(CORPORA["finite"], what)
        resumed.load_state_dict(state)
        assert next(iter(resumed))["row_id"] == seen[25]
        assert loader.journal is not None
        runs.append(([record.hash for record in loader.journal.records], seen))
        loader.close()
        resumed.close()
    assert runs[0] == runs[1]
    assert len(runs[0][0]) == 5


def test_stop_ends_every_rank_at_the_same_batch(tmp_path: Path) -> None:
    """With end=stop the iteration ends before the first batch that a cell cannot fill, with any workers."""
    what = stream(tmp_path, end="stop")
    lengths = set()
    for world_size, num_workers in ((1, 0), (2, 0), (1, 3)):
        seen, _ = run_ranks(CORPORA["finite"], what, world_size, num_workers, 10**6)
        assert all(len(batch) == 24 for batch in seen.values())
        lengths.add(len(seen))
    assert len(lengths) == 1
    assert lengths.pop() > 3


def test_leaving_and_iterating_again_goes_on(tmp_path: Path) -> None:
    """A loop that is left early goes on with the next batch, and leaves no process behind."""
    loader = StreamingLoader(CORPORA["finite"], stream(tmp_path), num_workers=2)
    numbers = [batch["batch_index"] for batch in islice(loader, 3)]
    start = loader.next_batch
    numbers += [batch["batch_index"] for batch in islice(loader, 2)]
    loader.close()
    assert start == 3
    assert numbers == [0, 1, 2, 3, 4]
    assert multiprocessing.active_children() == []


def test_state_of_another_plan_is_refused(tmp_path: Path) -> None:
    """The message names the first field that differs; a damaged state is called damaged."""
    state = run_ranks(CORPORA["finite"], stream(tmp_path), 1, 0, 2)[1]
    loader = StreamingLoader(CORPORA["finite"], stream(tmp_path, seq_len=256))
    with pytest.raises(StateError, match="seq_len is 128 there and 256 here") as caught:
        loader.load_state_dict(state)
    assert caught.value.field == "seq_len"
    same = StreamingLoader(CORPORA["finite"], stream(tmp_path))
    with pytest.raises(StateError, match="damaged"):
        same.load_state_dict({**state, "ordinals": state["credits"]})
    with pytest.raises(StateError, match="version"):
        same.load_state_dict({})
