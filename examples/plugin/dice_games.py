"""The domain `games`: every genre of this module (or, in a package, one file a genre) belongs to it."""

from __future__ import annotations

import dice_genre


class TableDice(dice_genre.DiceLog):
    """The same rolls, as a genre of another domain: other streams, so other rolls."""

    name, domain = "table-dice", "games"
