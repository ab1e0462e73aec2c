"""What all readers of shared worlds have in common: a text of another shape is refused, and in one way."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from dataforge.generators.base import ExtractError

Given = ParamSpec("Given")
Facts = TypeVar("Facts")


def strict(read: Callable[Given, Facts]) -> Callable[Given, Facts]:
    """A reader that meets a damaged text (no name, a word that is no number) says so as it should."""

    @wraps(read)
    def checked(*args: Given.args, **kwargs: Given.kwargs) -> Facts:
        try:
            return read(*args, **kwargs)
        except ExtractError:
            raise
        except (ValueError, LookupError, StopIteration) as exc:
            raise ExtractError(f"not a text of this genre: {exc!r}") from exc

    return checked
