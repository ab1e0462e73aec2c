"""Addresses and keys: a key is an address written down (docs/reference/contracts/record.md)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from dataforge.errors import UsageError
from dataforge.recipe import KnobSetting, canonical_json
from dataforge.text.columns import Strings, ints, join
from dataforge.text.draws import Scope
from dataforge.text.rows import I64

_KEY = re.compile(
    r"([a-z]+)-l([0-9]{3})-([a-z_]+)-s([0-9]{1,19})-([0-9]{19})-([a-z0-9]+(?:-[a-z0-9]+)*?)-([0-9]+)(?:-k([0-9a-f]{8}))?(-w)?"
)


@dataclass(frozen=True)
class Address:
    """Where a document is; its text depends on nothing else.

    Attributes:
        knobs_digest: '' or the first 8 hex digits of the SHA-256 of the canonical knob overrides of its
            genre.
        shared: whether the world is that of the genre's shared world, the same in all its genres.
    """

    domain: str
    level: int
    split: str
    seed: int
    index: int
    genre: str
    version: int
    knobs_digest: str = ""
    shared: bool = False

    @classmethod
    def parse(cls, key: str) -> Address:
        """A key back to its address."""
        match = _KEY.fullmatch(key)
        if match is None:
            raise UsageError(
                f"{key[:120]!r} is not a document key; one looks like "
                "mathematics-l012-train-s0-<19 digits>-chain-sum-1"
            )
        domain, level, split, seed, index, genre, version, digest, shared = match.groups()
        numbers = int(level), split, int(seed), int(index)
        return cls(domain, *numbers, genre, int(version), digest or "", shared is not None)

    @property
    def genre_id(self) -> str:
        return f"{self.genre}@{self.version}"


def knobs_digest(overrides: Mapping[str, KnobSetting]) -> str:
    """How a key names knob overrides: '' if there are none."""
    if not overrides:
        return ""
    plain = {name: value if isinstance(value, int) else list(value) for name, value in overrides.items()}
    return hashlib.sha256(canonical_json(plain).encode()).hexdigest()[:8]


def keys(
    scope: Scope, levels: I64, indices: I64, overrides: Mapping[str, KnobSetting], shared: bool
) -> Strings:
    """The keys of a batch of one genre, string[n]."""
    name, _, version = scope.genre.partition("@")
    digest = knobs_digest(overrides)
    level = pc.utf8_lpad(ints(levels), 3, "0")
    index = pc.utf8_lpad(ints(indices), 19, "0")
    tail = f"-{name}-{version}" + (f"-k{digest}" if digest else "") + ("-w" if shared else "")
    column: pa.Array = join(f"{scope.domain}-l", level, f"-{scope.split}-s{scope.seed}-", index, tail)
    return column
