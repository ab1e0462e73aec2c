"""The plan spec: all that decides a batch besides feedback. Its hash stands in journal and checkpoints."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from dataforge.errors import RecipeError, StateError
from dataforge.plan.diffusion import MAX_BATCH_SIZE, ONE

__all__ = ["PLAN_VERSION", "PlanSpec"]

PLAN_VERSION = 1
_AT_LEAST_ONE = ("batch_size", "block_documents", "group_blocks", "window")
_AT_LEAST_ZERO = ("seq_len", "horizon", "lookahead", "seed", "block_rows")


@dataclass(frozen=True, kw_only=True)
class PlanSpec:
    """All that decides a batch besides feedback; two runs with the same spec and journal see the same
    batches.

    Attributes:
        recipe_id: of the corpus' lock.
        corpus_sha256: the seal's manifest digest, or the lock's for a virtual corpus.
        split: of the corpus.
        mode: "tokens": a row is T tokens of whole documents of one cell; "documents": a row is a document.
        seq_len: T; 0 in document mode.
        cell_tag: a document opens with its cell's tag token instead of EOD.
        tokenizer_sha256: "" in document mode.
        batch_size: B, rows a global batch, whatever the world size.
        block_documents: D, documents a block.
        block_rows: R, rows a block of a virtual corpus in token mode, else 0.
        group_blocks: G, blocks whose rows are mixed.
        window: U, batches between decisions.
        horizon: H, batches between a decision and its effect.
        lookahead: L, batches that the consumer may fetch before it reports losses.
        end: "repeat": epochs without end; "stop": before the first batch that a cell cannot fill.
        seed: of the order of rows.
        policy, policy_params: who decides the mixture, and how.
        cells: ((domain, level), ...), in domain order, then by level.
        mixture: Q32 weights in force until the first decision, sum 2^32; 0 only for a cell without rows.
    """

    recipe_id: str
    corpus_sha256: str
    split: str
    mode: Literal["tokens", "documents"]
    seq_len: int
    cell_tag: bool
    tokenizer_sha256: str
    batch_size: int
    block_documents: int
    block_rows: int
    group_blocks: int
    window: int
    horizon: int
    lookahead: int
    end: Literal["repeat", "stop"]
    seed: int
    policy: str
    policy_params: Mapping[str, int | str | bool] = field(default_factory=dict)
    cells: tuple[tuple[str, int], ...]
    mixture: tuple[int, ...]
    version: int = PLAN_VERSION

    def __post_init__(self) -> None:
        for name in _AT_LEAST_ONE + _AT_LEAST_ZERO:
            value, least = getattr(self, name), int(name in _AT_LEAST_ONE)
            if type(value) is not int or not least <= value < 1 << 63:
                raise RecipeError(
                    "is out of range", field=name, value=value, remedy=f"use an integer from {least} up"
                )
        if self.batch_size >= MAX_BATCH_SIZE:
            raise RecipeError(
                "is too large", field="batch_size", value=self.batch_size, remedy="stay below 2^20 rows"
            )
        for name, known in (("mode", ("tokens", "documents")), ("end", ("repeat", "stop"))):
            if getattr(self, name) not in known:
                remedy = f"choose one of: {', '.join(known)}"
                raise RecipeError("is unknown", field=name, value=getattr(self, name), remedy=remedy)
        if self.mode == "tokens" and self.seq_len < 4:
            remedy = "a row holds at least an opening token, two of text and an end"
            raise RecipeError("is too short", field="seq_len", value=self.seq_len, remedy=remedy)
        if self.block_rows > self.block_documents:
            remedy = f"a block of {self.block_documents} documents fills at most as many rows"
            raise RecipeError("is too large", field="block_rows", value=self.block_rows, remedy=remedy)
        if self.lookahead >= self.window:
            remedy = f"look ahead less than a window of {self.window} batches"
            raise RecipeError("is too large", field="lookahead", value=self.lookahead, remedy=remedy)
        if (
            len(self.mixture) != len(self.cells)
            or min(self.mixture, default=-1) < 0
            or sum(self.mixture) != ONE
        ):
            raise RecipeError("must be Q32 weights of every cell that sum to 2^32", field="mixture")

    @property
    def cell_names(self) -> tuple[str, ...]:
        """`domain-lNNN` of every cell."""
        return tuple(f"{domain}-l{level:03d}" for domain, level in self.cells)

    def canonical(self) -> dict[str, Any]:
        """The spec as plain data, in the order of the fields."""
        data = {entry.name: getattr(self, entry.name) for entry in fields(self)}
        data["policy_params"] = dict(sorted(self.policy_params.items()))
        data["cells"] = [list(cell) for cell in self.cells]
        data["mixture"] = list(self.mixture)
        return data

    def to_json(self) -> str:
        """Canonical JSON."""
        return json.dumps(self.canonical(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @property
    def sha256(self) -> str:
        """`plan_sha256`: of the canonical JSON."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PlanSpec:
        """Read `canonical()` back.

        Raises:
            StateError: a field is missing, unknown, or of another version.
        """
        known = {entry.name for entry in fields(cls)}
        for name in sorted(known ^ set(data)):
            problem = "is missing" if name in known else "is unknown"
            raise StateError(f"plan field {name!r} {problem}: it was written by another version", field=name)
        if data["version"] != PLAN_VERSION:
            message = f"plan version {data['version']!r}: this dataforge reads version {PLAN_VERSION}"
            raise StateError(message, field="version", expected=PLAN_VERSION, found=data["version"])
        values = dict(data)
        values["cells"] = tuple((str(domain), int(level)) for domain, level in data["cells"])
        values["mixture"] = tuple(int(weight) for weight in data["mixture"])
        return cls(**values)

    def difference(self, other: PlanSpec) -> tuple[str, object, object] | None:
        """The first field that differs, with both values; None when the specs are equal."""
        mine, theirs = self.canonical(), other.canonical()
        for name, value in mine.items():
            if value != theirs[name]:
                return name, value, theirs[name]
        return None

    def require_equal(self, found: PlanSpec, what: str) -> None:
        """Refuse what belongs to another plan.

        Raises:
            StateError: `found` differs; names the first field that does, and both values.
        """
        difference = self.difference(found)
        if difference is not None:
            name, mine, theirs = difference
            raise StateError(
                f"{what} belongs to another run: {name} is {_short(theirs)} there and {_short(mine)} here; "
                "use the settings it was made with, or start a new run",
                field=name,
                expected=mine,
                found=theirs,
            )


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
