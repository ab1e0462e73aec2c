"""The world of matches as a Python program that runs: results in a list, points and goals added up."""

from __future__ import annotations

import re
from typing import Any

from dataforge.generators.base import ExtractError, Segment, strict
from dataforge.generators.code._told import head, listed, printed, quoted, trailers
from dataforge.generators.code._told_reader import line, same_figures
from dataforge.generators.worlds import matches, matches_reader
from dataforge.generators.worlds.matches import Matches, MatchesGenre
from dataforge.generators.worlds.told import COMMENT_LEXICONS, Spiced
from dataforge.text.columns import Picked, join, pick
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon

HEADERS = Spiced.lines("""
    # {town}: [league|cup|season], [counted|added up|tabulated] {manner}
    # the {person} of {town} [asked|wants to know] [who is ahead|how it stands]
    # {^manner} [adds up|tabulates] the season of {town}, [for|on] {a_device}
""")
LOOPS = (
    "for a, b, x, y in results:\n    goals[a] += x\n    goals[b] += y\n    if x == y:\n"
    "        points[a] += 1\n        points[b] += 1\n    else:\n        points[a if x > y else b] += WIN\n",
    "for a, b, x, y in results:\n    for name, own, far in ((a, x, y), (b, y, x)):\n"
    "        goals[name] += own\n"
    "        points[name] += WIN if own > far else int(own == far)\n",
)
TRAILERS = trailers("  # [played|seen|refereed] in {town}[|, {when}]")


class MatchesProgram(MatchesGenre):
    """A Python program that adds up a season, and what it prints."""

    name = "matches-program"
    domain = "code"
    summary = "a Python program that adds up a season; a world that every domain can tell"
    lexicons = (*matches.LEXICONS, *COMMENT_LEXICONS)

    def render(self, draws: Draws, world: Matches) -> list[Segment]:
        players, rows = world.players, world.matches
        names = quoted(players, Picked(lexicon("en_given_names")[0], world.name))
        first, second = world.name_of(rows, world.first), world.name_of(rows, world.second)
        result = join('    ("', first, '", "', second, '", ', world.scored, ", ", world.conceded, "),")
        results = listed(draws, rows, result, TRAILERS)
        loop = pick(LOOPS, draws.draw("loop", len(LOOPS), span="prompt"))
        asked = world.name_of(None, world.asked)
        totals = "points = dict.fromkeys(players, 0)\ngoals = dict.fromkeys(players, 0)\n\n"
        top = join("players = [", names, "]\nWIN = ", world.win, "\nresults = [\n")
        body = join(results, "\n]\n", totals, loop, '\nprint(points["', asked, '"], goals["', asked, '"])\n')
        output = join(world.of_asked(world.points), " ", world.of_asked(world.goals))
        return printed(join(head(draws, HEADERS, world.colour), top, body), players, world.points, output)

    @strict
    def extract(self, text: str) -> Any:
        season = matches_reader.Season()
        season.players = re.findall(r'"([A-Za-z]+)"', line(text, r"^players = \[(.+)\]$"))
        season.win = int(line(text, r"^WIN = ([0-9]+)$"))
        body = line(text, r"^results = \[\n((?:    .*\n)*)\]")
        results = _RESULT.findall(body)
        asked = _QUESTION.search(text)
        if asked is None or asked[1] != asked[2] or len(results) != body.count("\n"):
            raise ExtractError("a line is missing, or cannot be read")
        season.matches = [[one, other, int(x), int(y)] for one, other, x, y in results]
        season.asked = asked[1]
        _adds_up(text)
        found = matches_reader.solve(season)
        same_figures(asked[3], found["points"], "points")
        if (int(asked[4]), int(asked[5])) != (found["answer"], found["goals"]):
            raise ExtractError("the output does not follow")
        return found


_RESULT = re.compile(r'^    \("([A-Za-z]+)", "([A-Za-z]+)", ([0-9]+), ([0-9]+)\),(?:  # .+)?$', re.MULTILINE)
_QUESTION = re.compile(
    r'^print\(points\["(\w+)"\], goals\["(\w+)"\]\)\n# \[(.+)\]\n# ([0-9]+) ([0-9]+)$', re.MULTILINE
)
_COUNTED = (  # what the two kinds of loop do, line by line
    "goals[a] += x|goals[b] += y|if x == y:|points[a] += 1|points[b] += 1|else:|"
    "points[a if x > y else b] += WIN",
    "for name, own, far in ((a, x, y), (b, y, x)):|goals[name] += own|"
    "points[name] += WIN if own > far else int(own == far)",
)


def _adds_up(text: str) -> None:
    """Totals begin at nothing and the loop counts as it should; any other program is refused."""
    for name in ("points", "goals"):
        line(text, rf"^({name} = dict\.fromkeys\(players, 0\))$")
    loop = line(text, r"^for a, b, x, y in results:\n((?:    .*\n)+)\n")
    if "|".join(line.strip() for line in loop.splitlines()) not in _COUNTED:
        raise ExtractError("the loop does something else")
