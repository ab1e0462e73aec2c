"""What the story and the solution of `remainder_puzzle` have in common: kinds of sentences, and the words."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dataforge.generators.mathematics._remainder_world import World
from dataforge.text.columns import Field, Picked, Strings
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows


class Kinds:
    """Sentences of several kinds, each with templates of its own, said for all rows in one pass.

    Args:
        blocks: the templates of each kind, as `Frames.lines` takes them.
    """

    def __init__(self, *blocks: str):
        kinds = [Frames.lines(block).templates for block in blocks]
        self._counts = np.array([len(each) for each in kinds], np.int64)
        self._first = np.cumsum(self._counts) - self._counts
        self._frames = Frames(*(template for each in kinds for template in each))

    def say(
        self, draws: Draws, field: str, rows: Rows, fields: Mapping[str, Field], kind: I64, span: str
    ) -> Strings:
        """A sentence of its kind for each row."""
        form = self._first[kind] + draws.draw(f"{field}.form", self._counts[kind], rows, span=span)
        return self._frames.say(draws, field, rows, fields, which=form, span=span)


class Words:
    """The words of a batch of puzzles; `named` gives them for rows that belong to these documents."""

    def __init__(self, world: World):
        groups, self._of = lexicon("mathematics_groupings"), world.grouping
        self._who = Picked(lexicon("en_given_names")[0], world.who)
        self._forms = {
            name: groups[form] for name, form in (("items", 0), ("units", 2), ("unit", 3), ("arr", 4))
        }

    def named(self, doc: I64) -> dict[str, Field]:
        """Owner, things, groups and how they are put there."""
        found: dict[str, Field] = {name: Picked(each, self._of[doc]) for name, each in self._forms.items()}
        return {**found, "who": Picked(self._who.table, self._who.which[doc])}
