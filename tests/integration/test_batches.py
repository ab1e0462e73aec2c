"""Law 2: a batch is a pure function of plan spec, journal and batch number."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")

import dataforge as forge  # noqa: E402
from dataforge.curriculum.journal import Journal  # noqa: E402
from dataforge.errors import StateError, UsageError, WorldSizeError  # noqa: E402

from .real import corpus, write_yaml  # noqa: E402

NUM_BATCHES = 13
RECORDED = NUM_BATCHES + 10  # so many windows are decided that no worker reads ahead beyond the last
RECIPE = {
    "seed": 3,
    "levels": [1, 5],
    "splits": {"train": "400 documents", "val": "8 documents"},
    "domains": {"technical": 2, "mathematics": 1},
    "shards": {"shard_size": "8 kB"},
}
STREAM = forge.Stream(
    batch_size=12, seq_len=1536, window=3, horizon=2, block_documents=16, memory_bytes=1 << 20, seed=9
)
Batches = dict[int, list[tuple[int, str, tuple[str, ...], str]]]


@dataclass(frozen=True)
class World:
    """Some ranks with some loader workers each, all consumed in this process."""

    size: int
    num_workers: int = 0
    cache: str = "cold"

    def __str__(self) -> str:
        return f"{self.size}x{self.num_workers}"


@dataclass
class Bench:
    """A corpus, a stream, and the journal of a live run over them."""

    corpus: Path
    stream: forge.Stream
    home: Path
    journal: Path | None = None
    runs: int = field(default=0)

    def loaders(self, world: World) -> list[Any]:
        """A loader a rank, in a run folder of their own that holds the journal."""
        self.runs += 1
        run = None
        if self.journal is not None:
            run = self.home / f"run{self.runs}"
            run.mkdir()
            shutil.copy(self.journal, run / "journal.jsonl")
            shutil.copy(self.journal.with_name("journal.head"), run / "journal.head")
        cache = self.home / (f"cache{self.runs}" if world.cache == "cold" else "cache")
        stream = replace(self.stream, cache_dir=str(cache))
        return [
            forge.StreamingLoader(
                self.corpus,
                stream,
                run=run,
                num_workers=world.num_workers,
                dp_rank=rank,
                dp_world_size=world.size,
            )
            for rank in range(world.size)
        ]

    def take(
        self, world: World, count: int, state: Mapping[str, Any] | None = None
    ) -> tuple[Batches, dict[str, Any]]:
        """The next `count` global batches, and the state behind them, which all ranks agree on."""
        batches: Batches = {}
        states = []
        for loader in self.loaders(world):
            if state is not None:
                loader.load_state_dict(json.loads(json.dumps(state)))
            for _, batch in zip(range(count), loader, strict=False):
                batches.setdefault(batch["batch_index"], []).extend(rows_of(batch))
            states.append(loader.state_dict())
            loader.close()
        assert [json.dumps(each) for each in states] == [json.dumps(states[0])] * world.size
        return {b: sorted(rows) for b, rows in sorted(batches.items())}, states[0]


def rows_of(batch: Mapping[str, Any]) -> Iterable[tuple[int, str, tuple[str, ...], str]]:
    """Slot, row, documents, and the digest of all that the model is given of each row."""
    for i, slot in enumerate(batch["slots"].tolist()):
        if "input_ids" in batch:
            names = ("input_ids", "labels", "position_ids", "document_ids", "floor_q24", "cell")
            content = b"".join(batch[name][i].numpy().tobytes() for name in names)
        else:
            content = json.dumps([batch["text"][i], batch["records"][i]], sort_keys=True).encode()
        digest = hashlib.sha256(content).hexdigest()
        yield slot, batch["row_id"][i], tuple(batch["keys"][i]), digest


def live_run(bench: Bench, run: Path) -> Batches:
    """One rank trains, with losses that depend on the cell and on time; the journal decides as it goes."""
    stream = replace(bench.stream, cache_dir=str(bench.home / "cache"))
    loader = forge.StreamingLoader(bench.corpus, stream, run=run)
    batches: Batches = {}
    for _, batch in zip(range(RECORDED), loader, strict=False):
        batches[batch["batch_index"]] = sorted(rows_of(batch))
        falling = 3.0 / (1 + 0.3 * batch["batch_index"] * batch["cell"])
        floors = batch["floor_nats"].nan_to_num() / batch["loss_tokens"]
        loader.observe(batch, (falling + floors)[:, None].expand(batch["labels"].shape))
    loader.close()
    return {number: rows for number, rows in batches.items() if number < NUM_BATCHES}


@pytest.fixture(scope="module")
def finite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus on disk."""
    out = tmp_path_factory.mktemp("law2") / "corpus"
    corpus(RECIPE, out)
    return out


@pytest.fixture(scope="module")
def virtual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recipe alone."""
    return write_yaml(tmp_path_factory.mktemp("law2") / "recipe.yaml", RECIPE)


WORLDS = [World(1, 2), World(2), World(2, 2), World(3), World(3, 2), World(4), World(4, 2)]
Recorded = dict[str, tuple[Bench, Batches]]


@pytest.fixture(scope="module")
def recorded(finite: Path, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """Policy -> a bench with the journal of a live run of one rank, and the first batches of that run."""
    found = {}
    for policy in ("static", "uniform", "excess"):
        home = tmp_path_factory.mktemp(policy)
        bench = Bench(finite, replace(STREAM, policy=policy), home)
        batches = live_run(bench, home / "live")
        bench.journal = home / "live" / "journal.jsonl"
        found[policy] = bench, batches
    return found


@pytest.mark.parametrize("policy", ["static", "uniform", "excess"])
def test_the_journals_are_worth_testing(recorded: Recorded, policy: str) -> None:
    """The live run decided several times, and excess really moved the mixture: else the tests below show
    little."""
    bench, _ = recorded[policy]
    journal = Journal.read(bench.journal)
    assert len(journal.records) == (RECORDED - 1) // STREAM.window
    in_force = [r for r in journal.records if r.effective < NUM_BATCHES - 1]
    mixtures = {tuple(record.weights.tolist()) for record in in_force}
    assert (len(mixtures) > 1) == (bench.stream.policy == "excess")


@pytest.mark.parametrize(
    ("policy", "world"),
    [*(("excess", world) for world in WORLDS), ("static", World(3)), ("uniform", World(4, 2))],
    ids=str,
)
def test_any_world_is_given_the_same_batches(recorded: Recorded, policy: str, world: World) -> None:
    """Given the journal, all ranks together are given what the lone rank of the live run was given."""
    bench, batches = recorded[policy]
    found, _ = bench.take(world, NUM_BATCHES)
    assert found == batches


@pytest.mark.parametrize(
    "chain",
    [
        [(World(2), 4), (World(1, 2), 9)],
        [(World(3, 2), 2), (World(4), 6), (World(2), 5)],
        [(World(1), 1), (World(4, 2), 4), (World(3), 3), (World(2, 2, "warm"), 5)],
    ],
    ids=["once", "twice", "three times"],
)
@pytest.mark.parametrize("policy", ["excess"])
def test_resumed_at_other_world_sizes(
    recorded: Recorded, chain: list[tuple[World, int]], policy: str
) -> None:
    """A state taken at one world size goes on at another, again and again, as if nothing had happened."""
    bench, batches = recorded[policy]
    found: Batches = {}
    state = None
    for world, count in chain:
        part, state = bench.take(world, count, state)
        assert not part.keys() & found.keys()
        found |= part
    assert found == batches


@pytest.mark.parametrize("mode", ["tokens", "documents"])
def test_a_virtual_corpus_in_both_modes(virtual: Path, tmp_path: Path, mode: Any) -> None:
    """Without feedback and without a journal the same holds for a recipe alone, tokens or documents."""
    stream = replace(STREAM, mode=mode, seq_len=1536 if mode == "tokens" else 0, horizon=64)
    bench = Bench(virtual, stream, tmp_path)
    wanted, _ = bench.take(World(1), 4)
    assert [len(rows) for rows in wanted.values()] == [STREAM.batch_size] * 4
    assert bench.take(World(3), 4)[0] == wanted
    first, state = bench.take(World(2), 3)
    rest, _ = bench.take(World(1, 2), 1, state)
    assert first | rest == wanted


def test_documents_of_a_batch_do_not_depend_on_where_they_lie(
    finite: Path, virtual: Path, tmp_path: Path
) -> None:
    """Read from shards or made on the spot, documents of equal keys are equal."""
    stream = replace(STREAM, mode="documents", seq_len=0)
    content: list[dict[tuple[str, ...], str]] = []
    for path in (finite, virtual):
        batches, _ = Bench(path, stream, tmp_path).take(World(1), 12)
        content.append({keys: digest for rows in batches.values() for _, _, keys, digest in rows})
    both = content[0].keys() & content[1].keys()
    assert len(both) > 30
    assert {key: content[0][key] for key in both} == {key: content[1][key] for key in both}


def test_a_world_that_cannot_agree_is_told(finite: Path, tmp_path: Path) -> None:
    """Ranks without torch.distributed cannot decide on losses: an error that says so, before a wrong
    batch."""
    stream = replace(STREAM, policy="excess", cache_dir=str(tmp_path))
    loader = forge.StreamingLoader(finite, stream, dp_rank=0, dp_world_size=2)
    with pytest.raises(UsageError, match=r"initialise torch\.distributed before the loader"):
        list(zip(range(STREAM.window + 1), loader, strict=False))


def test_world_sizes_that_do_not_divide(finite: Path, tmp_path: Path) -> None:
    """The message lists those that do."""
    stream = replace(STREAM, cache_dir=str(tmp_path))
    with pytest.raises(WorldSizeError, match="use one of: 1, 2, 3, 4, 6, 12"):
        forge.StreamingLoader(finite, stream, dp_rank=0, dp_world_size=5)


@pytest.mark.parametrize(
    ("field_name", "value"), [("seed", 10), ("batch_size", 24), ("seq_len", 1024), ("policy", "uniform")]
)
def test_a_state_of_another_run_is_refused(
    finite: Path, tmp_path: Path, field_name: str, value: object
) -> None:
    """The error names the first field that differs, and the loader goes on as it was."""
    bench = Bench(finite, STREAM, tmp_path)
    _, state = bench.take(World(1), 2)
    other = Bench(finite, replace(STREAM, **{field_name: value}), tmp_path / "other")  # type: ignore[arg-type]
    wanted, _ = other.take(World(1), 2)
    [loader] = other.loaders(World(1))
    with pytest.raises(StateError, match=field_name) as caught:
        loader.load_state_dict(state)
    assert caught.value.field == field_name
    found = {batch["batch_index"]: sorted(rows_of(batch)) for _, batch in zip(range(2), loader, strict=False)}
    loader.close()
    assert found == wanted
