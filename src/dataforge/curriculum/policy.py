"""What a policy is: a pure object from feedback to weights."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

from dataforge.curriculum.feedback import CellFeedback
from dataforge.curriculum.spec import CurriculumSpec
from dataforge.errors import UnknownNameError, UsageError

__all__ = ["Event", "NoParams", "Policy", "State", "check_range", "params_of"]

State = dict[str, Any]
"""Integers, strings, booleans and lists or dicts of them; its canonical JSON is its identity."""


@dataclass(frozen=True)
class Event:
    """Something worth telling, with the numbers it rests on.

    Types of this package: `promoted`, `demoted`, `stalled`, `plateau`, `expert`, `forgetting`,
    `step_limited`, `floor_unknown`, `feedback_rejected` (docs/concepts/curriculum.md).
    """

    type: str
    """One of the names above, or a name of the policy's own."""
    subject: str
    """A domain, a cell's name, or "" for the run."""
    before: int
    """The quantity that the event is about, before ..."""
    after: int
    """... and after: a stage, a Q32 share, a flag."""
    evidence: Mapping[str, int] = field(default_factory=dict)
    """The values and thresholds that led to it; `_q16`, `_q24`, `_q32` name the fixed point."""

    def to_dict(self) -> dict[str, Any]:
        """As it stands in the journal."""
        return {
            "type": self.type,
            "subject": self.subject,
            "before": self.before,
            "after": self.after,
            "evidence": dict(self.evidence),
        }


@dataclass(frozen=True, kw_only=True)
class NoParams:
    """The parameters of a policy that has none."""


class Policy(ABC):
    """A mixture rule. Subclass it, or name a class of yours as "module:Class" in the plan.

    `start` and `step` must be pure: the same arguments give the same results in any process, and no argument
    is changed. The controller keeps the state as canonical JSON and hands out a fresh copy each time, so a
    policy that remembers anything elsewhere will not replay. A policy sees live cells only: every cell of its
    spec has rows.
    """

    name: ClassVar[str]
    version: ClassVar[int] = 1
    """Raised whenever the same feedback would lead to other weights, states or events."""
    Params: ClassVar[type[Any]] = NoParams
    """A frozen dataclass of ints, strings and booleans, each with a default."""

    def __init__(self, params: Any = None) -> None:
        self.params = self.Params() if params is None else params

    @abstractmethod
    def start(self, spec: CurriculumSpec) -> State:
        """The state before the first window."""

    @abstractmethod
    def step(
        self, spec: CurriculumSpec, state: State, feedback: Sequence[CellFeedback]
    ) -> tuple[State, list[int], list[Event]]:
        """Decide after a window.

        Args:
            spec: the run, live cells only.
            state: what the last step returned.
            feedback: one entry a cell; all zero for a cell that was not heard.

        Returns:
            the new state; Q32 weights, each >= 1, summing to 2^32 (`exact.normalise_q32`); events.
        """


def params_of(policy: type[Policy], given: Mapping[str, int | str | bool]) -> Any:
    """`given` as the policy's `Params`.

    Raises:
        UnknownNameError: no such parameter.
        UsageError: a value of another type than the default's, or outside its range.
    """
    defaults = policy.Params()
    known = [item.name for item in fields(defaults)]
    for name, value in given.items():
        if name not in known:
            raise UnknownNameError(f"parameter of policy {policy.name!r}", name, known or ["(it has none)"])
        expected = type(getattr(defaults, name))
        if type(value) is not expected:
            raise UsageError(
                f"parameter {name!r} of policy {policy.name!r} must be {expected.__name__}; got {value!r}"
            )
    return policy.Params(**given)


def check_range(params: object, name: str, low: int, high: int) -> None:
    """Raise `UsageError` unless the parameter lies in [low, high]."""
    value = getattr(params, name)
    if not low <= value <= high:
        raise UsageError(f"policy parameter {name!r} must be {low} to {high}; got {value}")
