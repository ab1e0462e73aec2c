"""`forge.generate`: documents by address, without a recipe."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.errors import UnknownNameError, UsageError
from dataforge.generators.address import Address, knobs_digest
from dataforge.generators.engine import Request, make
from dataforge.generators.registry import genre as find_genre
from dataforge.generators.registry import genres
from dataforge.recipe import MAX_LEVEL, KnobSetting

_SPLIT = re.compile(r"train|val|test|ood_[a-z]+")


def generate(
    domain: str,
    level: int | Sequence[int] | NDArray[np.int64],
    index: int | Sequence[int] | NDArray[np.int64],
    genre: str | None = None,
    seed: int = 0,
    split: str = "train",
    knobs: Mapping[str, Any] | None = None,
    shared: bool = False,
) -> pa.RecordBatch:
    """Make documents at any addresses, in any order.

    Args:
        domain: one of the eight.
        level: 1..120, one for all or one a document.
        index: integers in [0, 2^63).
        genre: `name` or `name@version`; None lets each index draw among the domain's genres.
        seed: 0 <= seed < 2^63.
        split: train, val, test or ood:NAME.
        knobs: with a genre: knob -> number or (low, high); without: genre name -> such a mapping.
        shared: with a genre that tells a shared world (the `courier-*` genres): the world is keyed by its own
            name, so that the same (level, index, seed, split) is one world in every such genre, told as a
            handbook, a paper, a program, a tale. No recipe's documents are made so.

    Returns:
        A RecordBatch with the columns of docs/reference/contracts/record.md, one row an index, in order.

    Raises:
        UnknownNameError: no such domain, genre or split.
        UsageError: a level, index, seed or knob is out of range.
    """
    indices = _integers("index", index, 0, 2**63 - 1)
    levels = _integers("level", level, 1, MAX_LEVEL)
    if len(levels) == 1:
        levels = np.repeat(levels, len(indices))
    elif len(levels) != len(indices):
        raise UsageError(f"{len(levels)} levels for {len(indices)} indices; give one level, or one an index")
    split = split.replace(":", "_")
    if _SPLIT.fullmatch(split) is None:
        raise UnknownNameError("split", split, ("train", "val", "test", "ood:NAME"))
    if not 0 <= seed < 2**63:
        raise UsageError(f"seed {seed} is out of range; choose 0 <= seed < 2^63")
    chosen = genres(domain) if genre is None else (find_genre(domain, genre),)
    overrides: Mapping[str, Mapping[str, KnobSetting]] = knobs or {}
    if genre is not None:
        overrides = {chosen[0].name: knobs or {}}
    for each in chosen:
        unknown = set(overrides.get(each.name, {})) - {knob.name for knob in each.knobs}
        if unknown:
            raise UnknownNameError(
                f"knob of {each.name}", sorted(unknown)[0], [knob.name for knob in each.knobs]
            )
    if shared and not (genre is not None and chosen[0].shared_world):
        raise UsageError(
            f"{genre or domain} tells no shared world; name a genre that does, such as courier-tale"
        )
    pairs = tuple((each.id, 1) for each in chosen)
    return make(Request(domain, levels, indices, pairs, seed, split, overrides, shared))


def regenerate(key: str, knobs: Mapping[str, KnobSetting] | None = None) -> pa.RecordBatch:
    """The document of a key, made again; `knobs` are the overrides of its genre, if its recipe had any."""
    address = Address.parse(key)
    if knobs_digest(knobs or {}) != address.knobs_digest:
        raise UsageError(f"{key}: made with other knob overrides than given; pass those of its recipe")
    return generate(
        address.domain,
        address.level,
        address.index,
        address.genre_id,
        address.seed,
        address.split,
        knobs,
        address.shared,
    )


def _integers(name: str, given: object, least: int, most: int) -> NDArray[np.int64]:
    values = [given] if isinstance(given, int | np.integer) else list(given)  # type: ignore[call-overload]
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int | np.integer):
            raise UsageError(f"{name} {value!r} is not an integer")
        if not least <= int(value) <= most:
            raise UsageError(f"{name} {int(value)} is out of range; choose {least} <= {name} <= {most}")
    return np.asarray([int(value) for value in values], np.int64)
