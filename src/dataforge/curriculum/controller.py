"""From a window's feedback to a decision: the one place that calls a policy, live and in replay alike."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dataforge.curriculum import policies, windows
from dataforge.curriculum.canonical import canonical
from dataforge.curriculum.exact import Q32
from dataforge.curriculum.feedback import ATTEMPTS, NUM_COLUMNS, TOKENS, CellFeedback, cells_of
from dataforge.curriculum.policy import Event
from dataforge.curriculum.spec import CurriculumSpec
from dataforge.errors import StateError, UsageError

__all__ = ["Controller", "Decision"]

_SNAPSHOT_VERSION = 1


@dataclass(frozen=True)
class Decision:
    """What a window led to."""

    window: int
    effective: int
    """The first batch that `weights` governs."""
    weights: NDArray[np.int64]
    """int64 [K], Q32, read-only."""
    events: tuple[Event, ...]
    state_sha256: str
    """SHA-256 of the policy's canonical state after the decision."""


class Controller:
    """Decides window after window.

    Every rank runs one on the same sums and compares `state_sha256`. The policy's state is held as canonical
    JSON and parsed anew for each step, so a restored controller and one that went on cannot differ, and a
    policy cannot keep a hand on its own past.
    """

    def __init__(self, spec: CurriculumSpec) -> None:
        self.spec = spec
        self.policy = policies.build(spec)
        self._seen = spec.only_live()
        self._state = canonical(self.policy.start(self._seen))
        self._weights = _frozen(np.array(spec.mixture, dtype=np.int64))
        self._window = 0

    @property
    def window(self) -> int:
        """The next window to decide."""
        return self._window

    @property
    def state_sha256(self) -> str:
        """Identity of the policy's state."""
        return hashlib.sha256(self._state).hexdigest()

    def decide(self, window: int, feedback: NDArray[np.int64] | None) -> Decision:
        """Close `window`.

        Args:
            window: must be the next one.
            feedback: int64 [K, 8] summed over all ranks; None or no tokens and no attempts at all: the
            decision repeats
                the last weights and the state stays as it is.

        Raises:
            StateError: windows were skipped or repeated.
            UsageError: feedback of another shape or dtype, or a policy that breaks its contract.
        """
        if window != self._window:
            raise StateError(
                f"window {window} cannot be decided, the next is {self._window}; replay the journal up to it",
                field="window",
                expected=self._window,
                found=window,
            )
        rows, rejected = self._rows(feedback)
        names = [self.spec.name(cell) for cell in rejected]
        events = [Event("feedback_rejected", name, 0, 0, {"window": window}) for name in names]
        if any(row.tokens or row.attempts for row in rows):
            state, weights, told = self.policy.step(self._seen, json.loads(self._state), rows)
            # What the journal would refuse on one rank is refused here, on all.
            canonical([event.to_dict() for event in told])
            self._state, self._weights = canonical(state), self._expand(weights)
            events.extend(told)
        self._window += 1
        return Decision(
            window,
            windows.effective_batch(window, self.spec.window, self.spec.horizon),
            self._weights,
            tuple(events),
            self.state_sha256,
        )

    def snapshot(self) -> dict[str, Any]:
        """All of the controller as a JSON-able dict of whole numbers and strings."""
        return {
            "version": _SNAPSHOT_VERSION,
            "policy": policies.code(self.spec.policy),
            "spec_sha256": self.spec.sha256,
            "window": self._window,
            "weights": self._weights.tolist(),
            "state": json.loads(self._state),
            "state_sha256": self.state_sha256,
        }

    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """Go on where the snapshot was taken.

        Raises:
            StateError: the snapshot is of another version, policy or run, or was changed; names the first
            such field.
        """
        state = canonical(snapshot.get("state"))
        expected = {
            "version": _SNAPSHOT_VERSION,
            "policy": policies.code(self.spec.policy),
            "spec_sha256": self.spec.sha256,
            "state_sha256": hashlib.sha256(state).hexdigest(),
        }
        for name, value in expected.items():
            if snapshot.get(name) != value:
                raise StateError(
                    f"curriculum state does not fit this run: {name} is {snapshot.get(name)!r}, "
                    f"expected {value!r}; resume with the run's own configuration",
                    field=name,
                    expected=value,
                    found=snapshot.get(name),
                )
        weights = np.array(snapshot.get("weights", ()), dtype=np.int64)
        if "window" not in snapshot or weights.shape != (self.spec.num_cells,) or int(weights.sum()) != Q32:
            raise StateError(
                "curriculum state holds no window or no mixture of this run's cells", field="weights"
            )
        self._state, self._weights, self._window = state, _frozen(weights), int(snapshot["window"])

    def _rows(self, feedback: NDArray[np.int64] | None) -> tuple[list[CellFeedback], list[int]]:
        """The live cells' rows, and the cells (of all K) whose row cannot be true."""
        shape = (self.spec.num_cells, NUM_COLUMNS)
        if feedback is None:
            return [], []
        if feedback.shape != shape or feedback.dtype != np.int64:
            raise UsageError(f"feedback must be int64 {shape}; got {feedback.dtype} {feedback.shape}")
        if not feedback[:, [TOKENS, ATTEMPTS]].any():
            return [], []
        rows, rejected = cells_of(feedback)
        return [rows[cell] for cell in self.spec.live], rejected

    def _expand(self, weights: Sequence[int]) -> NDArray[np.int64]:
        """The policy's weights over all K cells, checked."""
        if (
            len(weights) != len(self.spec.live)
            or not all(type(weight) is int and weight >= 1 for weight in weights)
            or sum(weights) != Q32
        ):
            raise UsageError(
                f"policy {self.spec.policy!r} must return {len(self.spec.live)} positive integers "
                "that sum to 2^32; use curriculum.exact.normalise_q32"
            )
        full = np.zeros(self.spec.num_cells, dtype=np.int64)
        full[list(self.spec.live)] = weights
        return _frozen(full)


def _frozen(array: NDArray[np.int64]) -> NDArray[np.int64]:
    array.setflags(write=False)
    return array
