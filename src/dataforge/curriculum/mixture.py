"""Which weights hold at which batch."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dataforge.curriculum import windows
from dataforge.curriculum.spec import CurriculumSpec
from dataforge.errors import StateError

__all__ = ["MixtureTable"]


class _Decided(Protocol):
    """A `Decision` or a journal's `WindowRecord`."""

    @property
    def window(self) -> int: ...
    @property
    def weights(self) -> NDArray[np.int64]: ...


class MixtureTable:
    """The decisions known so far, by the batch at which each takes effect.

    Decision n-1 is the last that batch b needs, n = `needed(b)`; before the first one the plan's mixture
    holds.
    """

    def __init__(self, spec: CurriculumSpec) -> None:
        self.spec = spec
        first = np.array(spec.mixture, dtype=np.int64)
        first.setflags(write=False)
        self._weights: dict[int, NDArray[np.int64]] = {-1: first}
        self._known = 0

    @property
    def known(self) -> int:
        """How many decisions have been added: windows 0 to known-1."""
        return self._known

    def add(self, decision: _Decided) -> None:
        """Take the next decision in.

        Raises:
            StateError: it is not the next one, or its weights are for other cells.
        """
        if decision.window != self._known or decision.weights.shape != (self.spec.num_cells,):
            raise StateError(
                f"decision of window {decision.window} over {decision.weights.shape} cells does not follow; "
                f"the next is window {self._known} over ({self.spec.num_cells},)",
                field="window",
                expected=self._known,
                found=decision.window,
            )
        self._weights[self._known] = decision.weights
        self._known += 1

    def needed(self, batch: int) -> int:
        """How many decisions must be known before `batch` can be planned."""
        return windows.decisions_needed(batch, self.spec.window, self.spec.horizon)

    def ready(self, batch: int) -> bool:
        """Whether they are: a worker that finds them missing waits."""
        return self.needed(batch) <= self._known

    def window_at(self, batch: int) -> int:
        """The window whose decision governs `batch`; -1 for the plan's mixture."""
        return self.needed(batch) - 1

    def at(self, batch: int) -> NDArray[np.int64]:
        """The weights in force at `batch`: int64 [K], Q32, read-only.

        Raises:
            StateError: the decision is not known yet, or was forgotten.
        """
        window = self.window_at(batch)
        if window not in self._weights:
            why = "is not known yet" if window >= self._known else "was forgotten; read it from the journal"
            raise StateError(
                f"batch {batch} needs the decision of window {window}, which {why}",
                field="batch",
                expected=window,
                found=self._known - 1,
            )
        return self._weights[window]

    def forget(self, batch: int) -> None:
        """Drop what only batches before `batch` need, so that a long run's table stays small."""
        for window in [known for known in self._weights if known < self.window_at(batch)]:
            del self._weights[window]
