"""The engine: addresses, splits, genre draws, records."""

from __future__ import annotations

import json

import numpy as np
import pytest

from dataforge.errors import RecipeError, UnknownNameError, UsageError
from dataforge.generators.address import Address
from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.documents import NUM_OWNERS, OWNER_OF, SCHEMA, owned
from dataforge.generators.engine import Request, make
from dataforge.generators.generate import generate, regenerate
from dataforge.generators.verify import check_batch
from dataforge.testing import documents
from dataforge.text.columns import Json, ints, json_object
from dataforge.text.draws import Draws
from dataforge.text.hashing import hash64

PAIRS = (("running-total@1", 1),)


def test_records_have_the_frozen_schema() -> None:
    """Names, order and types of the columns are those of the contract, in every batch, an empty one too."""
    for batch in (generate("mathematics", 5, [3, 2**63 - 1, 0]), generate("mathematics", 5, [])):
        assert batch.schema == SCHEMA
        assert batch.schema.names[:4] == ["key", "text", "domain", "genre"]


def test_requests_keep_their_order() -> None:
    """Row i answers levels[i], indices[i], whatever was asked before or after."""
    levels, indices = np.array([100, 1, 50, 1, 100]), np.array([4, 2**62, 0, 2**62, 3])
    batch = make(Request("mathematics", levels, indices, PAIRS)).to_pylist()
    assert [(row["level"], int(row["index"])) for row in batch] == list(zip(levels, indices, strict=True))
    assert batch[1] == batch[3]


def test_a_key_is_an_address() -> None:
    """Keys parse back, sort by index, fit a tar header, and the document of a key can be made again."""
    batch = generate("mathematics", 12, [7, 10**15, 8], seed=5, split="val").to_pylist()
    assert batch[0]["key"].startswith("mathematics-l012-val-s5-0000000000000000007-")
    assert sorted(row["key"] for row in batch) == [batch[i]["key"] for i in (0, 2, 1)]
    for row in batch:
        address = Address.parse(row["key"])
        assert (address.domain, address.level, address.split, address.seed) == ("mathematics", 12, "val", 5)
        assert address.genre_id == row["genre"]
        assert len(row["key"] + ".json") <= 100
        again = regenerate(row["key"]).to_pylist()[0]
        assert {name for name in row if row[name] != again[name]} <= {"bits_lo", "bits_hi", "spans"}
        assert row["bits_hi"] >= again["bits_hi"]  # a key names the genre, so that is no draw any more


def test_knob_overrides_are_part_of_the_address() -> None:
    """A fixed knob changes the text and the key; without it the document is what it was."""
    plain = generate("mathematics", 30, 9, genre="running-total").to_pylist()[0]
    fixed = generate("mathematics", 30, 9, genre="running-total", knobs={"steps": 3}).to_pylist()[0]
    assert len(json.loads(fixed["check"])["changes"]) == 3
    assert fixed["key"] != plain["key"]
    assert regenerate(fixed["key"], {"steps": 3}).to_pylist()[0] == fixed
    with pytest.raises(UsageError, match="other knob overrides"):
        regenerate(fixed["key"])
    ranged = generate(
        "mathematics", 30, range(50), genre="running-total", knobs={"steps": (2, 4)}
    ).to_pylist()
    assert {len(json.loads(row["check"])["changes"]) for row in ranged} == {2, 3, 4}


def test_splits_share_no_world() -> None:
    """Worlds of train are owned by train, those of val and test by val and test, at three seeds."""
    digests: dict[str, set[int]] = {"train": set(), "val": set(), "test": set()}
    for seed in (0, 1, 987654321):
        for split, count in (("train", 3_000), ("val", 150), ("test", 150)):
            batch = generate("mathematics", 1, range(count), genre="running-total", seed=seed, split=split)
            owners = hash64(batch.column("check")) % np.uint64(NUM_OWNERS)
            expected = {OWNER_OF[split]} if split in OWNER_OF else set(range(len(OWNER_OF), NUM_OWNERS))
            assert set(owners.tolist()) <= expected
            assert owned(batch.column("check"), split).all()
            digests[split] |= set(hash64(batch.column("check")).tolist())
            assert check_batch(batch) == []
    assert not digests["train"] & digests["val"]
    assert not digests["train"] & digests["test"]
    assert not digests["val"] & digests["test"]


def test_redrawn_documents_are_marked() -> None:
    """About one train document in 32 is drawn again, and says so in `measured`."""
    batch = generate("mathematics", 20, range(4_000), genre="running-total").to_pylist()
    tries = [json.loads(row["measured"])["tries"] for row in batch]
    assert 80 <= sum(each > 1 for each in tries) <= 175
    assert max(tries) <= 4


def test_genre_weights_are_served() -> None:
    """Which genre an index has is drawn at the recipe's weights; a genre's text at an index stays."""
    from dataforge.generators.registry import genres

    names = [each.id for each in genres("mathematics")][:2]
    pairs = ((names[0], 3), (names[1], 1))
    batch = make(Request("mathematics", np.full(2_000, 10), np.arange(2_000), pairs)).to_pylist()
    share = sum(row["genre"] == names[0] for row in batch) / 2_000
    assert abs(share - 0.75) < 0.04
    alone = make(Request("mathematics", np.full(20, 10), np.arange(20), ((names[0], 1),))).to_pylist()
    for row in (row for row in batch[:20] if row["genre"] == names[0]):
        same = alone[int(row["index"])]
        assert (row["text"], row["check"]) == (same["text"], same["check"])
        assert row["bits_hi"] > same["bits_hi"]  # which genre it is was a draw, too


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: generate("maths", 1, 0), UnknownNameError, "mathematics"),
        (lambda: generate("mathematics", 0, 0), UsageError, "1 <= level <= 120"),
        (lambda: generate("mathematics", 121, 0), UsageError, "1 <= level <= 120"),
        (lambda: generate("mathematics", 1, -1), UsageError, "index -1"),
        (lambda: generate("mathematics", 1, 2**63), UsageError, "out of range"),
        (lambda: generate("mathematics", 1, 0, genre="poem"), UnknownNameError, "running-total@1"),
        (lambda: generate("mathematics", 1, 0, split="dev"), UnknownNameError, "ood:NAME"),
        (
            lambda: generate("mathematics", 1, 0, genre="running-total", knobs={"stps": 3}),
            UnknownNameError,
            "steps",
        ),
        (
            lambda: generate("mathematics", 1, 0, genre="running-total", knobs={"steps": 0}),
            RecipeError,
            "between 1",
        ),
        (lambda: generate("mathematics", 1, 1.5), (UsageError, TypeError), ""),
    ],
)
def test_bad_requests_are_one_sentence(call: object, error: type[Exception], words: str) -> None:
    """Unknown names and values out of range are told in one line with the way out."""
    with pytest.raises(error) as caught:
        call()  # type: ignore[operator]
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_world_that_cannot_be_owned_is_marked() -> None:
    """With few enough worlds some index runs out of tries; its record says `owned: false`, and verify accepts
    that."""
    genre = TinyWorlds()
    batch = documents(genre, np.full(400, 1), np.arange(400)).to_pylist()
    lost = [row for row in batch if '"owned":false' in row["measured"]]
    assert lost
    assert {json.loads(row["measured"])["tries"] for row in lost} == {16}
    held_out = documents(genre, np.full(20, 1), np.arange(20), split="val").to_pylist()
    assert {json.loads(row["measured"]).get("owned", True) for row in held_out} == {False}


class TinyWorlds(Genre[np.ndarray]):  # type: ignore[type-arg]
    """A genre with one world, which val or test own."""

    name, domain, summary = "tiny-worlds", "mathematics", "one world"
    knobs = (Knob("size", 1, 1),)

    def support_log2(self, level: int) -> int:
        return 0

    def world(self, draws: Draws, knobs: Knobs) -> np.ndarray:  # type: ignore[type-arg]
        return draws.draw("coin", 2) + FOREIGN

    def check(self, world: np.ndarray) -> Json:  # type: ignore[type-arg]
        return json_object({"n": world})

    def cost(self, world: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
        return np.ones(len(world), np.int64)

    def render(self, draws: Draws, world: np.ndarray) -> list[Segment]:  # type: ignore[type-arg]
        return [Segment("body", ints(world))]

    def extract(self, text: str) -> object:
        return {"n": int(text)}


def _foreign() -> int:
    """The first n such that the worlds n and n + 1 are both owned by test."""
    checks = json_object({"n": np.arange(20_000)}).encoded
    mine = owned(checks, "test")
    return int(np.flatnonzero(mine[:-1] & mine[1:])[0])


FOREIGN = _foreign()
