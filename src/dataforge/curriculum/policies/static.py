"""The recipe's mixture, for ever; also the arm that plays the average of another run, as first mixture."""

from __future__ import annotations

from collections.abc import Sequence

from dataforge.curriculum.feedback import CellFeedback
from dataforge.curriculum.policy import Event, Policy, State
from dataforge.curriculum.spec import CurriculumSpec


class Static(Policy):
    """The plan's first mixture, whatever the feedback."""

    name = "static"

    def start(self, spec: CurriculumSpec) -> State:
        """Nothing to remember."""
        return {}

    def step(
        self, spec: CurriculumSpec, state: State, feedback: Sequence[CellFeedback]
    ) -> tuple[State, list[int], list[Event]]:
        """The same weights every time."""
        return state, list(spec.mixture), []
