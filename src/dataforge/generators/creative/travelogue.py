"""A journey told stage by stage: ways, miles, days, moods; where is the traveller, how far is it home?

Each stage goes so many miles north, east, south or west and takes so many days. The log adds them up. The
question asks for the town reached on a day, for the miles in all, or for the way home. Harder means more
stages and longer ones.

Proof: the reader follows the way on a map of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.creative._palette import COLOUR_LEXICONS, interludes
from dataforge.generators.creative._travel_reader import read_travelogue
from dataforge.generators.creative._travel_text import ANSWERS, LOGS, QUESTIONS, STAGES, STARTS
from dataforge.text.columns import (
    Field,
    Json,
    Picked,
    Strings,
    ints,
    join,
    json_list,
    json_object,
    json_tuple,
    num_digits,
    pick,
    where,
)
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.prose import plain_json
from dataforge.text.rows import I64, Rows

WAYS = ("north", "east", "south", "west")
TOWN, MILES, HOME = range(3)
_MOST_DAYS = 5


@dataclass(frozen=True)
class World:
    """A batch of journeys: stages are rows.

    Attributes:
        towns: town 0 of a document is home, the others are the goals of its stages.
        day, total, east, north: the log after each stage.
        asked: kind of question; `stage` the one whose day it names.
    """

    who: I64
    stages: Rows
    towns: I64
    homes: I64
    way: I64
    miles: I64
    days: I64
    day: I64
    total: I64
    east: I64
    north: I64
    asked: I64
    stage: I64
    colour: I64


class Travelogue(Genre[World]):
    """A journey over a map, its log, and a question about it."""

    name = "travelogue"
    domain = "creative"
    lexicons = ("en_given_names", "en_towns", *COLOUR_LEXICONS)
    summary = "a journey with directions, miles and days; where the traveller is, and which way home"
    knobs = (
        Knob("stages", 1, 14, slack=8, least=1, most=60, meaning="stages of the journey"),
        Knob("size", 8, 400, slack=10, least=2, most=9_000, meaning="most miles of a stage"),
        Knob("colour", 1, 2, slack=100, most=8, meaning="most sentences of colour after each stage"),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 6 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        stages = Rows.of(knobs["stages"])
        places = Rows.of(knobs["stages"] + 1)
        towns = draws.distinct("town", len(lexicon("en_towns")), places, span="prompt")
        way = draws.draw("way", len(WAYS), stages, span="prompt")
        miles = 2 + draws.draw("miles", knobs["size"][stages.doc], stages, span="prompt")
        days = 1 + draws.draw("days", _MOST_DAYS, stages, span="prompt")
        asked = draws.draw("asked", 3, span="prompt")
        stage = np.zeros(stages.num_docs, np.int64)
        dated = asked == TOWN
        stage[dated] = draws.draw(
            "stage", stages.counts[dated], Rows.of(dated.astype(np.int64)), span="prompt"
        )
        return World(
            who=draws.draw("who", len(lexicon("en_given_names")), span="prompt"),
            stages=stages,
            towns=towns[places.pos > 0],
            homes=towns[places.pos == 0],
            way=way,
            miles=miles,
            days=days,
            day=_running(stages, days),
            total=_running(stages, miles),
            east=_running(stages, miles * np.array([0, 1, 0, -1])[way]),
            north=_running(stages, miles * np.array([1, 0, -1, 0])[way]),
            asked=asked,
            stage=stage,
            colour=knobs["colour"],
        )

    def check(self, world: World) -> Json:
        rows = world.stages
        town = plain_json(pick(lexicon("en_towns")[0], world.towns))
        legs = json_tuple(plain_json(pick(WAYS, world.way)), world.miles, world.days, town)
        day = world.day[rows.offsets[:-1] + world.stage]
        kinds = pick(("[0,", "[1", "[2"), world.asked)
        asked = join(kinds, where(world.asked == TOWN, ints(day), ""), "]")
        return json_object(
            {
                "kind": "travelogue",
                "who": plain_json(pick(lexicon("en_given_names")[0], world.who)),
                "home": plain_json(pick(lexicon("en_towns")[0], world.homes)),
                "legs": json_list(rows, legs),
                "log": json_list(rows, json_tuple(world.day, world.total, world.east, world.north)),
                "question": Json(asked),
                "answer": plain_json(_answer(world)),
            }
        )

    def cost(self, world: World) -> I64:
        along = np.where(world.way % 2 == 1, world.east, world.north)
        signed = world.miles * np.array([1, 1, -1, -1])[world.way]
        digits = _digits_of_sum(world.day, world.days) + _digits_of_sum(world.total, world.miles)
        return world.stages.sum(digits + _digits_of_sum(along, signed))

    def render(self, draws: Draws, world: World) -> list[Segment]:
        rows = world.stages
        colour, _ = interludes(draws, "colour", Rows.of(rows.counts + 1), world.colour)
        gaps = Rows.of(rows.counts + 1)
        first, later = pa.array(gaps.pos == 0), pa.array(gaps.pos > 0)
        towns, names = lexicon("en_towns")[0], lexicon("en_given_names")[0]
        fields: dict[str, Field] = {
            "who": Picked(names, world.who),
            "home": Picked(towns, world.homes),
            "day": world.day[rows.offsets[:-1] + world.stage],
            "answer": _answer(world),
        }
        start = STARTS.say(draws, "start", None, fields)
        stages = STAGES.say(
            draws,
            "stage.form",
            rows,
            {
                "who": Picked(names, world.who[rows.doc]),
                "m": world.miles,
                "way": Picked(pa.array(WAYS), world.way),
                "days": Picked(_DAYS, world.days),
                "town": Picked(towns, world.towns),
            },
        )
        inner = ~rows.last
        new = np.zeros(len(rows), np.bool_)
        new[inner] = draws.chance("paragraph", 22, Rows.of(rows.sum(inner)), span="prompt")
        space = where(rows.last, "", where(new, "\n\n", " "))
        story = rows.join(join(stages, colour.filter(later), space))
        question = QUESTIONS.say(draws, "question", None, fields, which=world.asked)
        answer = ANSWERS.say(draws, "close", None, fields, span="answer")
        return [
            Segment("prompt", join(start, colour.filter(first), " ", story, "\n\n", question, "\n\n")),
            Segment("reasoning", join(_log(draws, world), "\n\n")),
            Segment("answer", answer),
        ]

    def extract(self, text: str) -> Any:
        return read_travelogue(text)


_DAYS = pa.array(["0 days", "1 day", *(f"{n} days" for n in range(2, _MOST_DAYS + 1))])


def _running(rows: Rows, values: I64) -> I64:
    """Sums of each document's values up to each row."""
    total = np.concatenate([[0], np.cumsum(values)])
    return np.asarray(total[1:] - total[rows.offsets[rows.doc]])


def _digits_of_sum(after: I64, added: I64) -> I64:
    """Digits of the longer summand, of a sum and what was added last."""
    return num_digits(np.maximum(np.abs(after - added), np.abs(added)))


def _sided(values: I64, sides: tuple[str, str]) -> Strings:
    """ "12 east", "3 west", "0 east"."""
    return join(ints(np.abs(values)), where(values < 0, f" {sides[1]}", f" {sides[0]}"))


def _log(draws: Draws, world: World) -> Strings:
    """A sentence a stage: the town, the day, the miles in all, and where that is."""
    rows = world.stages
    said = LOGS.say(
        draws,
        "log",
        rows,
        {
            "town": Picked(lexicon("en_towns")[0], world.towns),
            "day": world.day,
            "total": world.total,
            "east": _sided(world.east, ("east", "west")),
            "north": _sided(world.north, ("north", "south")),
        },
        span="reasoning",
    )
    return rows.join(said, " ")


def _answer(world: World) -> Strings:
    """The town of a day, the miles in all, or the way home."""
    rows = world.stages
    last = rows.offsets[1:] - 1
    east, north = world.east[last], world.north[last]
    across = where(east == 0, "", join(ints(np.abs(east)), where(east > 0, " miles west", " miles east")))
    along = where(north == 0, "", join(ints(np.abs(north)), where(north > 0, " miles south", " miles north")))
    both = join(across, where((east != 0) & (north != 0), " and ", ""), along)
    home = where((east == 0) & (north == 0), "nowhere", both)
    town = pick(lexicon("en_towns")[0], world.towns[rows.offsets[:-1] + world.stage])
    return where(world.asked == TOWN, town, where(world.asked == MILES, ints(world.total[last]), home))
