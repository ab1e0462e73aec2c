"""The couriers' world as a Python program that runs: tables, calls that move things, and what is printed."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from dataforge.generators.base import ExtractError, Segment, strict
from dataforge.generators.code._told import head, listed, quoted, trailers
from dataforge.generators.code._told_reader import line
from dataforge.generators.worlds import couriers, couriers_reader
from dataforge.generators.worlds.couriers import CourierGenre, Couriers
from dataforge.generators.worlds.told import COMMENT_LEXICONS, Spiced
from dataforge.text.columns import Field, Picked, Strings, join, pick
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

HEADERS = Spiced.lines("""
    # {town}: [deliveries|movements|transfers], [replayed|simulated] {manner}
    # {town}, [deliveries|runs|log]: [replay|simulate|reproduce] {manner}
    # {^manner} [replays|follows] the couriers of {town}; [ported from|written for|tested on] {a_device}
    # {person} of {town} [asked for this|reviewed this|owns this][, urgent|, for now|]
""")
LISTS = Frames(
    "couriers = [{who_all}]\nplaces = [{places_all}]",
    "places = [{places_all}]\ncouriers = [{who_all}]",
)
FUNCTIONS = (
    "def carry(day, who, thing, to):\n    assert who in couriers and to in places and where[thing] != to\n"
    "    where[thing] = to\n    trips[who] += 1\n    load[who] += weight[thing]\n",
    "def carry(day, who, thing, to):\n    trips[who], load[who] = trips[who] + 1, load[who] + weight[thing]\n"
    "    where.update({thing: to})\n",
    "def carry(day, who, thing, to):\n    for total, more in ((trips, 1), (load, weight[thing])):\n"
    "        total[who] += more\n    where[thing] = to  # whatever the day\n",
)
CALLS = Frames.lines("""
    carry({day}, "{who}", "{thing}", "{place}")
    carry(day={day}, who="{who}", thing="{thing}", to="{place}")
    carry({day}, "{who}", "{thing}", to="{place}")
    carry({day}, "{who}", thing="{thing}", to="{place}")
""")
TRAILERS = trailers("  # [was at|from|leaves|comes from] the {source}")
QUESTIONS = Frames.lines("""
    print(where["{thing}"], trips["{who}"], load["{who}"])
    print(where["{thing}"], trips["{who}"], load["{who}"], sep=" ")
""")
OUTPUTS = Frames("# [output|prints|stdout|result|gives]: {place} {trips} {load}")


class CourierProgram(CourierGenre):
    """A Python program that moves things between places, and what it prints."""

    name = "courier-program"
    domain = "code"
    summary = "a Python program that replays deliveries; a world that every domain can tell"
    lexicons = (*couriers.LEXICONS, *COMMENT_LEXICONS)

    def render(self, draws: Draws, world: Couriers) -> list[Segment]:
        things = world.things
        lists = LISTS.say(
            draws,
            "lists",
            fields={
                "who_all": quoted(world.couriers, couriers.courier_list(world)),
                "places_all": quoted(world.places, couriers.place_list(world)),
            },
            span="prompt",
        )
        name = join('    "', couriers.thing_names(world).strings(), '": ')
        start = couriers.places_of(world, things, world.start).strings()
        where_is = things.join(join(name, '"', start, '",\n'))
        weights = things.join(join(name, world.weight, ",\n"))
        function = pick(FUNCTIONS, draws.draw("function", len(FUNCTIONS), span="prompt"))
        calls = self._calls(draws, world)
        fields = {"thing": couriers.asked_thing(world), "who": couriers.asked_courier(world)}
        question = QUESTIONS.say(draws, "question", fields=fields, span="prompt")
        totals = "trips = dict.fromkeys(couriers, 0)\nload = dict.fromkeys(couriers, 0)\n\n\n"
        top = join(head(draws, HEADERS, world.colour), lists, "\nwhere = {\n", where_is, "}\n")
        tables = join("weight = {\n", weights, "}\n", totals)
        output = {"place": couriers.final_place(world), "trips": world.trips, "load": world.load}
        return [
            Segment("prompt", join(top, tables, function, "\n\n", calls, "\n", question, "\n")),
            Segment("answer", OUTPUTS.say(draws, "output", fields=output, span="answer")),
        ]

    def _calls(self, draws: Draws, world: Couriers) -> Strings:
        rows = world.errands
        call = CALLS.say(
            draws,
            "call",
            rows,
            {
                "day": world.day,
                "who": couriers.courier_names(world),
                "thing": Picked(lexicon("worlds_things")[0], world.thing_of(np.arange(len(rows)))),
                "place": couriers.places_of(world, rows, world.to),
            },
            span="prompt",
        )
        source: dict[str, Field] = {"source": couriers.places_of(world, rows, world.source)}
        return listed(draws, rows, call, TRAILERS, source)

    @strict
    def extract(self, text: str) -> Any:
        story = couriers_reader.Story()
        places, weight = _table(text, "where"), _table(text, "weight")
        story.things = [[thing, int(weight[thing]), place.strip('"')] for thing, place in places.items()]
        if places.keys() != weight.keys():
            raise ExtractError("the tables hold different things")
        story.couriers, story.places = (
            re.findall(r'"([^"\n]+)"', line(text, rf"^{name} = \[(.+)\]$")) for name in ("couriers", "places")
        )
        _checked_function(text)
        for each in re.findall(r"^carry\(.*$", text, re.MULTILINE):
            call = _CALL.fullmatch(each)
            if call is None:
                raise ExtractError(f"cannot read {each[:80]!r}")
            story.errands.append((int(call[1]), call[2], call[3], call[4], call[5] or ""))
        asked = re.search(r'^print\(where\["(.+?)"\], trips\["(.+?)"\], load\["(.+?)"\]', text, re.MULTILINE)
        if asked is None or asked[2] != asked[3]:
            raise ExtractError("nothing is printed, or of two couriers")
        story.asked_thing, story.asked_courier = asked[1], asked[2]
        output = re.fullmatch(r"# [a-z]+: (.+) ([0-9]+) ([0-9]+)", text.rsplit("\n", 1)[-1])
        if output is None:
            raise ExtractError("no output")
        return couriers_reader.concluded(couriers_reader.solve(story), output[1], output[2], output[3])


# The reader.

_CALL = re.compile(
    r'carry\((?:day=)?([0-9]+), (?:who=)?"([^"]+)", (?:thing=)?"([^"]+)", (?:to=)?"([^"]+)"\)'
    r"(?:  # (?:(?:was at|from|leaves|comes from) the (.+)|.+))?"
)


def _table(text: str, name: str) -> dict[str, str]:
    body = re.search(rf"^{name} = {{\n((?:    .*\n)*)}}", text, re.MULTILINE)
    if body is None:
        raise ExtractError(f"no table {name}")
    rows = re.findall(r'^    "(.+)": (.+),$', body[1], re.MULTILINE)
    if len(dict(rows)) != body[1].count("\n"):
        raise ExtractError(f"the table {name} cannot be read")
    return dict(rows)


def _checked_function(text: str) -> None:
    """The function moves the thing, counts the trip and adds the weight; any other is refused."""
    for name in ("trips", "load"):
        line(text, rf"^({name} = dict\.fromkeys\(couriers, 0\))$")
    body = line(text, r"^def carry\(day, who, thing, to\):\n((?:    .*\n)+)")
    if body not in _CARRIED:
        raise ExtractError("carry does something else")


_CARRIED = (  # what the bodies of the function are
    "    assert who in couriers and to in places and where[thing] != to\n    where[thing] = to\n"
    "    trips[who] += 1\n    load[who] += weight[thing]\n",
    "    trips[who], load[who] = trips[who] + 1, load[who] + weight[thing]\n    where.update({thing: to})\n",
    "    for total, more in ((trips, 1), (load, weight[thing])):\n        total[who] += more\n"
    "    where[thing] = to  # whatever the day\n",
)
