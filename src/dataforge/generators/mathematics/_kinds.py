"""Sentences of several kinds, said in one pass: one rendering for a whole solution, whatever it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from dataforge.text.columns import Field, Strings
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.rows import I64, Rows


class Kinds:
    """Sentences of several kinds, each with templates of its own.

    Args:
        kinds: the templates of each kind, a list, or a block of text as `Frames.lines` takes it.
    """

    def __init__(self, *kinds: str | Sequence[str]):
        each = [Frames.lines(kind).templates if isinstance(kind, str) else kind for kind in kinds]
        self._counts = np.array([len(templates) for templates in each], np.int64)
        self._first = np.cumsum(self._counts) - self._counts
        self._frames = Frames(*(template for templates in each for template in templates))

    def say(
        self, draws: Draws, field: str, rows: Rows, fields: Mapping[str, Field], kind: I64, span: str
    ) -> Strings:
        """A sentence of its kind for each row."""
        form = self._first[kind] + draws.draw(f"{field}.form", self._counts[kind], rows, span=span)
        return self._frames.say(draws, field, rows, fields, which=form, span=span)
