"""Every cell alike. The default control: an adaptive claim must beat it over paired seeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dataforge.curriculum.exact import normalise_q32
from dataforge.curriculum.feedback import CellFeedback
from dataforge.curriculum.policy import Event, Policy, State
from dataforge.curriculum.spec import CurriculumSpec
from dataforge.errors import UsageError


@dataclass(frozen=True, kw_only=True)
class UniformParams:
    """Parameters of `uniform`."""

    over: str = "cells"
    """"cells": every cell the same share; "domains": every domain the same share, then its levels."""

    def __post_init__(self) -> None:
        if self.over not in ("cells", "domains"):
            raise UsageError(f"policy parameter 'over' must be 'cells' or 'domains'; got {self.over!r}")


class Uniform(Policy):
    """The same share for every cell, whatever the feedback."""

    name = "uniform"
    Params = UniformParams
    params: UniformParams

    def start(self, spec: CurriculumSpec) -> State:
        """Nothing to remember."""
        return {}

    def step(
        self, spec: CurriculumSpec, state: State, feedback: Sequence[CellFeedback]
    ) -> tuple[State, list[int], list[Event]]:
        """The same weights every time."""
        shares = [Fraction(1)] * spec.num_cells
        if self.params.over == "domains":
            for members in spec.members:
                for cell in members:
                    shares[cell] = Fraction(1, len(members))
        return state, normalise_q32(shares), []
