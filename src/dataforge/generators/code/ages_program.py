"""The world of ages as a Python program that runs: facts in any order, a loop that settles every age."""

from __future__ import annotations

import re
from typing import Any

from dataforge.generators.base import ExtractError, Segment, strict
from dataforge.generators.code._told import head, listed, printed, quoted, trailers
from dataforge.generators.code._told_reader import line, same_figures
from dataforge.generators.worlds import ages, ages_reader
from dataforge.generators.worlds.ages import Ages, AgesGenre
from dataforge.generators.worlds.told import COMMENT_LEXICONS, Spiced
from dataforge.text.columns import Picked, join, pick
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon

HEADERS = Spiced.lines("""
    # {town}: [ages|years], [settled|derived|propagated] {manner}
    # the {person} of {town} [asked|wants to know]: how old [is everybody|are they all]?
    # {^manner} [settles|derives|spreads] the ages of {town}, [for|on] {a_device}
""")
LOOPS = (
    "while len(age) < len(people):\n    for a, b, more in facts:\n        if b in age:\n"
    "            age[a] = age[b] + more\n        elif a in age:\n            age[b] = age[a] - more\n",
    "for _ in people:\n    for a, b, more in facts:\n        if a in age and b not in age:\n"
    "            age[b] = age[a] - more\n        if b in age and a not in age:\n"
    "            age[a] = age[b] + more\n",
    "while facts:\n    a, b, more = facts.pop(0)\n    if a in age:\n        age[b] = age[a] - more\n"
    "    elif b in age:\n        age[a] = age[b] + more\n    else:\n        facts.append((a, b, more))\n",
)
TRAILERS = trailers("  # [seen|noted|heard] in {town}[|, {when}]")


class AgesProgram(AgesGenre):
    """A Python program that settles ages from differences, and what it prints."""

    name = "ages-program"
    domain = "code"
    summary = "a Python program that settles ages from differences; a world that every domain can tell"
    lexicons = (*ages.LEXICONS, *COMMENT_LEXICONS)

    def render(self, draws: Draws, world: Ages) -> list[Segment]:
        people, rows = world.people, world.statements
        names = quoted(people, Picked(lexicon("en_given_names")[0], world.name))
        known = join('age = {"', world.name_of(None, world.known), '": ', world.age_of(world.known), "}\n")
        first, second = world.name_of(rows, world.first), world.name_of(rows, world.second)
        fact = join('    ("', first, '", "', second, '", ', world.gap, "),")
        facts = listed(draws, rows, fact, TRAILERS)
        loop = pick(LOOPS, draws.draw("loop", len(LOOPS), span="prompt"))
        asked, one, other = (world.name_of(None, each) for each in (world.asked, world.one, world.other))
        question = join('print(age["', asked, '"], abs(age["', one, '"] - age["', other, '"]))\n')
        top = join("people = [", names, "]\n", known, "facts = [\n", facts, "\n]\n\n")
        program = join(head(draws, HEADERS, world.colour), top, loop, "\n", question)
        output = join(world.age_of(world.asked), " ", world.difference)
        return printed(program, people, world.age, output)

    @strict
    def extract(self, text: str) -> Any:
        claims = ages_reader.Claims()
        claims.people = re.findall(r'"([A-Za-z]+)"', line(text, r"^people = \[(.+)\]$"))
        known = re.fullmatch(r'\{"([A-Za-z]+)": ([0-9]+)\}', line(text, r"^age = (.+)$"))
        body = line(text, r"^facts = \[\n((?:    .*\n)*)\]")
        facts = re.findall(
            r'^    \("([A-Za-z]+)", "([A-Za-z]+)", (-?[0-9]+)\),(?:  # .+)?$', body, re.MULTILINE
        )
        asked = _QUESTION.search(text)
        if known is None or asked is None or len(facts) != body.count("\n"):
            raise ExtractError("a line is missing, or cannot be read")
        claims.known = (known[1], int(known[2]))
        claims.statements = [[one, other, int(more)] for one, other, more in facts]
        claims.asked = [asked[1], asked[2], asked[3]]
        _settles(text)
        found = ages_reader.solve(claims)
        same_figures(asked[4], found["ages"], "ages")
        if (int(asked[5]), int(asked[6])) != (found["answer"], found["difference"]):
            raise ExtractError("the output does not follow")
        return found


_QUESTION = re.compile(
    r'^print\(age\["(\w+)"\], abs\(age\["(\w+)"\] - age\["(\w+)"\]\)\)\n'
    r"# \[(.+)\]\n# ([0-9]+) ([0-9]+)$",
    re.MULTILINE,
)


def _settles(text: str) -> None:
    """The loop adds where the second age is known and subtracts where the first is; any other is refused."""
    loop = line(text, r"\]\n\n((?:while|for) .+:\n(?:    .*\n)+)\n")
    lines = [line.strip() for line in loop.splitlines()]
    for condition, action in (
        ("if b in age", "age[a] = age[b] + more"),
        ("if a in age", "age[b] = age[a] - more"),
    ):
        at = [i for i, line in enumerate(lines) if condition in line]
        if len(at) != 1 or lines[at[0] + 1] != action:
            raise ExtractError("the loop does something else")
    if not re.match(r"while len\(age\) < len\(people\):|for _ in people:|while facts:", loop):
        raise ExtractError("the loop runs over something else")
    if loop.startswith("while facts:") and "a, b, more = facts.pop(0)" not in lines:
        raise ExtractError("the loop takes its facts from elsewhere")
