"""Spec and planner."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dataforge.curriculum.exact import normalise_q32
from dataforge.errors import RecipeError, StateError
from dataforge.plan import CellOrder, Planner, PlanSpec


def _spec(**changes: Any) -> PlanSpec:
    facts: dict[str, Any] = {
        "recipe_id": "r",
        "corpus_sha256": "c",
        "split": "train",
        "mode": "tokens",
        "seq_len": 64,
        "cell_tag": True,
        "tokenizer_sha256": "t",
        "batch_size": 24,
        "block_documents": 8,
        "block_rows": 0,
        "group_blocks": 2,
        "window": 20,
        "horizon": 8,
        "lookahead": 1,
        "end": "repeat",
        "seed": 0,
        "policy": "static",
        "cells": (("code", 1), ("code", 50), ("mathematics", 1)),
        "mixture": tuple(normalise_q32([5, 3, 1])),
    }
    return PlanSpec(**{**facts, **changes})


def _planner(spec: PlanSpec) -> Planner:
    return Planner(spec, [CellOrder(n, 0, 2, np.array([7, 3, 9, 5])) for n in spec.cell_names])


@pytest.mark.parametrize("world_size", [1, 2, 3, 4, 6, 8, 24])
def test_ranks_share_a_batch(world_size: int) -> None:
    """Put together by slot, the rows of all ranks are the batch, at every world size."""
    planner, spec = _planner(_spec()), _spec()
    state = planner.start()
    weights = np.array(spec.mixture)
    for _ in range(10):
        counts, after = planner.step(state, weights)
        whole = planner.batch(state, counts).row_ids(spec.cell_names)
        parts: dict[int, str] = {}
        for rank in range(world_size):
            rows = planner.batch(state, counts, rank, world_size)
            assert len(rows.slots) == 24 // world_size
            parts |= dict(zip(rows.slots.tolist(), rows.row_ids(spec.cell_names), strict=True))
        assert [parts[slot] for slot in range(24)] == whole
        state = after


def test_rows_stand_by_cell_then_ordinal_and_come_once_an_epoch() -> None:
    """Slots are ordered, and over many batches no row id comes twice: the epoch is part of it."""
    planner, spec = _planner(_spec()), _spec()
    state, seen = planner.start(), []
    for _ in range(40):
        counts, after = planner.step(state, np.array(spec.mixture))
        rows = planner.batch(state, counts)
        places = list(zip(rows.cells.tolist(), rows.ordinals.tolist(), strict=True))
        assert places == sorted(places)
        seen += rows.row_ids(spec.cell_names)
        state = after
    assert len(set(seen)) == len(seen) == 40 * 24


def test_seek_equals_stepping() -> None:
    """Any batch is reached from any earlier state."""
    planner, weights = _planner(_spec()), np.array(_spec().mixture)
    middle = planner.seek(planner.start(), 13, lambda _: weights)
    direct = planner.seek(planner.start(), 57, lambda _: weights)
    through = planner.seek(middle, 57, lambda _: weights)
    assert np.array_equal(direct.ordinals, through.ordinals)
    assert np.array_equal(direct.credits, through.credits)
    with pytest.raises(ValueError, match="lies before"):
        planner.seek(middle, 12, lambda _: weights)


def test_stop_ends_before_the_first_batch_that_a_cell_cannot_fill() -> None:
    """With end=stop no row is given twice, and the batch where the plan ends is named by its cell."""
    spec = _spec(end="stop")
    planner = _planner(spec)
    state, batches = planner.start(), 0
    while True:
        counts, after = planner.step(state, np.array(spec.mixture))
        if (cell := planner.exhausted(state, counts)) is not None:
            break
        state, batches = after, batches + 1
    assert (cell, batches) == (0, 1)


def test_spec_round_trips_and_names_differences() -> None:
    """Canonical form, identity and the first field that differs."""
    spec = _spec()
    assert PlanSpec.from_dict(spec.canonical()) == spec
    assert spec.difference(spec) is None
    other = replace(spec, horizon=9, seed=4)
    assert spec.difference(other) == ("horizon", 8, 9)
    assert spec.sha256 != other.sha256
    with pytest.raises(StateError, match="horizon is 9 there and 8 here") as caught:
        spec.require_equal(other, "the state")
    assert (caught.value.field, caught.value.expected, caught.value.found) == ("horizon", 8, 9)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("batch_size", 0),
        ("batch_size", 2**20),
        ("window", 0),
        ("lookahead", 20),
        ("seq_len", 3),
        ("mode", "rows"),
        ("end", "fill"),
        ("block_rows", 9),
        ("mixture", (1, 2, 3)),
        ("seed", -1),
        ("horizon", 1.5),
    ],
)
def test_a_wrong_field_is_named(field: str, value: object) -> None:
    """Each field out of range is refused by name."""
    with pytest.raises(RecipeError) as caught:
        _spec(**{field: value})
    assert caught.value.field == field
