"""How much a telling says beside its matter."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar, cast

from dataforge.generators.base import Knob

Some = TypeVar("Some", bound=tuple[Knob, ...])


def few_at_first(knobs: Some, most: int = 16) -> Some:
    """A shared world's knobs, its sentences beside the matter drawn from 0 to 2 at level 1, from 0 to `most`
    soon after."""
    changed = (replace(k, low=1, high=40, most=most) if k.name == "colour" else k for k in knobs)
    return cast(Some, tuple(changed))
