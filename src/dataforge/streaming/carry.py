"""Errors from one process to another, with type, message and facts: plain pickling loses them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dataforge.errors import ForgeError

__all__ = ["Carried"]


@dataclass(frozen=True)
class Carried:
    """An error on its way."""

    kind: type[ForgeError]
    message: str
    facts: dict[str, Any]

    @classmethod
    def of(cls, error: ForgeError) -> Carried:
        """Pack it."""
        return cls(type(error), str(error), dict(vars(error)))

    def unpack(self) -> ForgeError:
        """The same error again."""
        error = self.kind.__new__(self.kind)
        error.args = (self.message,)
        vars(error).update(self.facts)
        return error
