"""The words that the story and the solution of `remainder_puzzle` have in common."""

from __future__ import annotations

from dataforge.generators.mathematics._remainder_world import World
from dataforge.text.columns import Field, Picked
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64


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
