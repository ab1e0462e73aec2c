"""A genre in thirty lines: rolls of dice and their sum. Run it: it tries itself against the conformance
suite."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from dataforge import testing
from dataforge.generators import solving
from dataforge.generators.base import ExtractError, Genre, Knob, Knobs, Segment
from dataforge.text.columns import Json, ints, join, json_list, json_object
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.rows import I64, Rows

CLOSINGS = Frames(
    "[Together|In all|Added up] that makes {total}.", "The [sum|total] is {total}.", "All in all: {total}."
)


@dataclass(frozen=True)
class World:
    """Rolls by row, totals by document."""

    rolls: Rows
    eyes: I64
    total: I64


class DiceLog(Genre[World]):
    """Rolls of a twenty-sided die and their sum."""

    name, domain, summary = "dice-log", "mathematics", "rolls of a twenty-sided die and their sum"
    knobs = (Knob("rolls", 6, 80, least=5, most=500, meaning="how many rolls"),)

    def support_log2(self, level: int) -> int:
        return 21

    def world(self, draws: Draws, knobs: Knobs) -> World:
        rolls = Rows.of(knobs["rolls"])
        eyes = draws.draw("eyes", 20, rolls) + 1
        return World(rolls, eyes, rolls.sum(eyes))

    def check(self, world: World) -> Json:
        return json_object(
            {"kind": self.name, "rolls": json_list(world.rolls, world.eyes), "answer": world.total}
        )

    def cost(self, world: World) -> I64:
        return world.rolls.counts

    def render(self, draws: Draws, world: World) -> list[Segment]:
        rolls = world.rolls.join(ints(world.eyes), ", ")
        closing = CLOSINGS.say(draws, "closing", fields={"total": world.total}, span="answer")
        return [Segment("body", join("Rolls: ", rolls, ". ")), Segment("answer", closing)]

    def extract(self, text: str) -> Any:
        match = re.fullmatch(r"Rolls: ([0-9, ]+)\. [A-Z][a-z: ]*?([0-9]+)\.?", text)
        if match is None:
            raise ExtractError("not a log of rolls")
        rolls = [int(roll) for roll in match[1].split(", ")]
        total = 0
        for roll in rolls:
            total += roll
            solving.step()  # one addition: what `cost` promised for each roll
        if total != int(match[2]):
            raise ExtractError(f"the rolls add up to {total}, not {match[2]}")
        return {"kind": self.name, "rolls": rolls, "answer": total}


if __name__ == "__main__":
    testing.conformance(DiceLog())
    print("conformance: all promises kept")
