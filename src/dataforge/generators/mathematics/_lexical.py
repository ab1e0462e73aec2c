"""Sentences whose holes are filled from the lexicons, by draws that count only where the text shows them.

A hole named after a row of the table below is drawn by itself: `{thing}`, and again `{thing2}`, is a piece of
mathematics, `{a_thing}` one with its article. A template that lacks the hole makes its draw invisible; such a
hole stands outside a template's choices.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dataforge.text.columns import Field, Picked, Strings, join
from dataforge.text.draws import Draws, Mask, Weights
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

# hole -> lexicon, its form, and how flat its frequencies are (whole phrases are flatter than words)
_SOURCES: dict[str, tuple[str, int, int]] = {
    "topic": ("mathematics_topics", 0, 60),
    "where": ("mathematics_places", 0, 60),
    "thing": ("mathematics_things", 0, 12),
    "things": ("mathematics_things", 1, 12),
    "style": ("mathematics_styles", 0, 20),
    "idea": ("en_adj_idea", 0, 20),
    "how": ("en_adv_manner", 0, 20),
    "when": ("en_adv_time", 0, 40),
    "perhaps": ("en_adv_sentence", 0, 15),
    "scenery": ("en_scenery", 0, 60),
    "gesture": ("en_gestures", 0, 40),
    "role": ("en_people", 0, 40),
    "people": ("en_people", 1, 40),
    "document": ("en_documents", 0, 20),
    "so": ("en_conn_result", 0, 12),
    "next": ("en_conn_sequence", 0, 25),
    "town": ("en_towns", 0, 60),
    "name": ("en_given_names", 0, 60),
    "surname": ("en_surnames", 0, 80),
}
LEXICONS = tuple(sorted({name for name, _, _ in _SOURCES.values()}))


@cache
def source(hole: str) -> tuple[Strings, Weights] | None:
    """The words that fill a hole and their frequencies; None for a hole that no lexicon fills."""
    name = re.sub(r"\d+$", "", hole.removeprefix("a_"))
    if name not in _SOURCES:
        return None
    which, form, shift = _SOURCES[name]
    table = lexicon(which)
    words = table[form]
    if hole.startswith("a_"):
        words = join(table[-1], " ", words)
    return words, Weights.zipf(len(table), shift)


def _drawn(
    draws: Draws, field: str, weights: Weights, of: tuple[Rows | None, NDArray[np.bool_]], span: str
) -> I64:
    """Words for the rows (documents, if None) whose template shows one; 0 for the others."""
    rows, used = of
    some = Rows.of(used.astype(np.int64) if rows is None else rows.sum(used))
    words = np.zeros(len(used), np.int64)
    if not used.any():
        return words
    words[used] = draws.weighted(field, weights, some, span=span)
    return words


class Sentences(Frames):
    """Frames that draw the words of their lexical holes themselves."""

    def __init__(self, *templates: str):
        super().__init__(*templates)
        self._lexical = {
            hole: np.array([re.search(rf"\{{\^?{hole}\}}", each) is not None for each in templates])
            for hole in sorted(self.holes)
        }

    def say(
        self,
        draws: Draws,
        field: str,
        rows: Rows | None = None,
        fields: Mapping[str, Field] | None = None,
        *,
        which: I64 | None = None,
        visible: Mask = True,
        span: str = "body",
    ) -> Strings:
        """As `Frames.say`, every row shown; holes that the fields lack are drawn from the lexicons."""
        if which is None:
            which = draws.draw(field, len(self), rows, visible=visible, span=span)
        filled = dict(fields or {})
        for hole, used in self._lexical.items():
            found = None if hole in filled else source(hole)
            if found is not None:
                filled[hole] = Picked(
                    found[0], _drawn(draws, f"{field}.{hole}", found[1], (rows, used[which]), span)
                )
        return super().say(draws, field, rows, filled, which=which, visible=visible, span=span)
