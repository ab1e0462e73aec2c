"""Who played whom, and how it ended: points and goals added up from results in a row.

The world of the eight `matches-*` genres, one in each domain. A win brings the points that the text names, a
draw one, a defeat none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from dataforge.generators.base import Genre, Knob, Knobs
from dataforge.text.columns import Json, Picked, json_list, json_object, json_tuple
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

LEXICONS = ("en_given_names",)
WON, LOST, DRAWN = 0, 1, 2


@dataclass(frozen=True)
class Matches:
    """A batch of worlds. `name`, `points`, `goals` by player; `first`, `second` (players), `scored`,
    `conceded` by match, as the first sees it; the rest by document."""

    players: Rows
    name: I64
    points: I64
    goals: I64
    matches: Rows
    first: I64
    second: I64
    scored: I64
    conceded: I64
    win: I64
    asked: I64
    colour: I64

    def name_of(self, rows: Rows | None, player: I64) -> Picked:
        """Names of players given by their number, by row, or by document without rows."""
        first = self.players.offsets[:-1] if rows is None else self.players.offsets[rows.doc]
        return Picked(lexicon("en_given_names")[0], self.name[first + player])

    def of_asked(self, values: I64) -> I64:
        """A value by player, of the one who is asked for."""
        return np.asarray(values[self.players.offsets[:-1] + self.asked])

    @property
    def outcome(self) -> I64:
        """WON, LOST or DRAWN for the first, by match."""
        ahead = self.scored - self.conceded
        return np.asarray(np.select([ahead > 0, ahead < 0], [WON, LOST], DRAWN), np.int64)


class MatchesGenre(Genre[Matches]):
    """A genre that tells the world of matches; a subclass renders and reads it."""

    shared_world: ClassVar[str] = "matches@1"
    lexicons: ClassVar[tuple[str, ...]] = LEXICONS
    knobs = (
        Knob("matches", 3, 36, slack=8, least=2, most=120, meaning="matches played"),
        Knob("players", 3, 12, slack=20, least=3, most=40, meaning="players there are"),
        Knob("goals", 4, 12, least=3, most=99, meaning="one more than the most goals of a side"),
        Knob("colour", 8, 8, slack=100, least=0, most=20, meaning="sentences beside the matter"),
    )

    def support_log2(self, level: int) -> int:
        return 26 + 7 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> Matches:
        players, matches = Rows.of(knobs["players"]), Rows.of(knobs["matches"])
        count, most = knobs["players"][matches.doc], knobs["goals"][matches.doc]
        first = draws.draw("first", count, matches)
        second = draws.draw("second", count - 1, matches)
        second += second >= first
        scored, conceded = draws.draw("scored", most, matches), draws.draw("conceded", most, matches)
        win = 2 + draws.draw("win", 2)
        worth = win[matches.doc]
        of_first = np.select([scored > conceded, scored == conceded], [worth, 1], 0)
        of_second = np.select([scored < conceded, scored == conceded], [worth, 1], 0)
        start = players.offsets[matches.doc]
        return Matches(
            players=players,
            name=draws.distinct("name", len(lexicon("en_given_names")), players),
            points=_added(len(players), (start + first, of_first), (start + second, of_second)),
            goals=_added(len(players), (start + first, scored), (start + second, conceded)),
            matches=matches,
            first=first,
            second=second,
            scored=scored,
            conceded=conceded,
            win=win,
            asked=draws.draw("asked.who", knobs["players"]),
            colour=knobs["colour"],
        )

    def check(self, world: Matches) -> Json:
        rows = world.matches
        played = json_tuple(
            world.name_of(rows, world.first), world.name_of(rows, world.second), world.scored, world.conceded
        )
        players = Picked(lexicon("en_given_names")[0], world.name)
        return json_object(
            {
                "kind": "match-list",
                "players": json_list(world.players, players),
                "win": world.win,
                "matches": json_list(rows, played),
                "points": json_list(world.players, world.points),
                "asked": world.name_of(None, world.asked),
                "answer": world.of_asked(world.points),
                "goals": world.of_asked(world.goals),
            }
        )

    def cost(self, world: Matches) -> I64:
        # a match: who is ahead, two additions of points, two of goals; at last two values looked up
        return 5 * world.matches.counts + 2


def _added(size: int, *parts: tuple[I64, I64]) -> I64:
    """Values added up at their places, int64[size]."""
    total = np.zeros(size, np.int64)
    for place, value in parts:
        np.add.at(total, place, value)
    return total
