"""What a curriculum needs to know of a run: the part of the plan spec that decides mixtures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from dataforge.curriculum.canonical import sha256_of
from dataforge.curriculum.exact import Q32
from dataforge.errors import UsageError

__all__ = ["CurriculumSpec"]

_PLAN_FIELDS = (
    "cells",
    "mixture",
    "window",
    "horizon",
    "lookahead",
    "batch_size",
    "seed",
    "policy",
    "policy_params",
)


@dataclass(frozen=True, kw_only=True)
class CurriculumSpec:
    """The curriculum's share of the plan spec, as in docs/reference/contracts/plan.md.

    Raises:
        UsageError: a value is out of range, or weights and cells do not go together.
    """

    cells: tuple[tuple[str, int], ...]
    """(domain, level) of every cell, in domain order, then by level."""
    mixture: tuple[int, ...]
    """Q32 weights that hold before the first decision; 0 only for a cell that has no rows."""
    window: int
    """U: batches between decisions."""
    horizon: int = 64
    """H: batches between the close of a window and its effect."""
    lookahead: int = 1
    """L: batches that the consumer may hold without having trained on them."""
    batch_size: int
    """B: rows of a global batch."""
    seed: int = 0
    """The run's seed, for policies that draw; those of this package do not."""
    policy: str = "static"
    """A policy of the registry, or "module:Class"."""
    policy_params: Mapping[str, int | str | bool] = field(default_factory=dict)
    """Overrides of the policy's `Params`."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", tuple((str(domain), int(level)) for domain, level in self.cells))
        object.__setattr__(self, "mixture", tuple(int(weight) for weight in self.mixture))
        object.__setattr__(self, "policy_params", dict(self.policy_params))
        if len(set(self.cells)) != len(self.cells) or not self.cells:
            raise UsageError(f"cells must be distinct and at least one; got {len(self.cells)} cells")
        if len(self.mixture) != len(self.cells):
            raise UsageError(
                f"{len(self.mixture)} weights for {len(self.cells)} cells; give one weight a cell"
            )
        if min(self.mixture) < 0 or sum(self.mixture) != Q32:
            raise UsageError(
                f"a mixture's weights must be 0 or more and sum to 2^32; got a sum of {sum(self.mixture)}; "
                "use curriculum.exact.normalise_q32"
            )
        if not isinstance(self.policy, str):
            raise UsageError(f"policy must be a name; got {self.policy!r}")
        for name, least in (("window", 1), ("horizon", 0), ("lookahead", 0), ("batch_size", 1)):
            if getattr(self, name) < least:
                raise UsageError(f"{name} must be {least} or more; got {getattr(self, name)}")

    @classmethod
    def from_plan(cls, plan: Mapping[str, Any]) -> CurriculumSpec:
        """The spec inside a plan spec, as a journal's header holds it."""
        missing = [name for name in _PLAN_FIELDS if name not in plan]
        if missing:
            raise UsageError(f"plan spec lacks {', '.join(missing)}; is this a plan spec of version 1?")
        return cls(**{name: plan[name] for name in _PLAN_FIELDS})

    def to_dict(self) -> dict[str, Any]:
        """The same fields, as they stand in a plan spec."""
        return {
            **{name: getattr(self, name) for name in _PLAN_FIELDS},
            "cells": [list(cell) for cell in self.cells],
            "mixture": list(self.mixture),
        }

    @cached_property
    def sha256(self) -> str:
        """Identity of the spec."""
        return sha256_of(self.to_dict())

    @property
    def num_cells(self) -> int:
        """K."""
        return len(self.cells)

    @cached_property
    def live(self) -> tuple[int, ...]:
        """The cells that have rows, in order: those with a positive first weight."""
        return tuple(cell for cell, weight in enumerate(self.mixture) if weight > 0)

    def only_live(self) -> CurriculumSpec:
        """The same run without the cells that have no rows: what a policy sees."""
        return replace(
            self,
            cells=tuple(self.cells[cell] for cell in self.live),
            mixture=tuple(self.mixture[cell] for cell in self.live),
        )

    @cached_property
    def domains(self) -> tuple[str, ...]:
        """The domains, in order of their first cell."""
        return tuple(dict.fromkeys(domain for domain, _ in self.cells))

    @cached_property
    def members(self) -> tuple[tuple[int, ...], ...]:
        """For each of `domains`, its cells by rising level."""
        return tuple(
            tuple(sorted((c for c, cell in enumerate(self.cells) if cell[0] == domain), key=self._level))
            for domain in self.domains
        )

    def name(self, cell: int) -> str:
        """`mathematics-l012`, as in shard names."""
        domain, level = self.cells[cell]
        return f"{domain}-l{level:03d}"

    def _level(self, cell: int) -> int:
        return self.cells[cell][1]
