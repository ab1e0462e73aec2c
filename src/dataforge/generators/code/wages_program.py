"""The world of wages as a Python program that runs: rates, hours, what everybody earned and owes."""

from __future__ import annotations

import re
from typing import Any

from dataforge.generators.base import ExtractError, Segment, strict
from dataforge.generators.code._told import head, listed, printed, trailers
from dataforge.generators.code._told_reader import line, same_figures
from dataforge.generators.worlds import wages, wages_reader
from dataforge.generators.worlds.told import COMMENT_LEXICONS, Spiced
from dataforge.generators.worlds.wages import Wages, WagesGenre
from dataforge.text.columns import Picked, join, pick
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon

HEADERS = Spiced.lines("""
    # {town}: [payroll|billing|hours], [settled|added up|booked] {manner}
    # the {person} of {town} [asked|wants to know] [who owes what|what is due]
    # {^manner} [settles|books] the hours of {town}, [for|on] {a_device}
""")
LOOPS = (
    "for who, whom, spent in hours:\n    earned[who] += rate[who] * spent\n"
    "    owed[whom] += rate[who] * spent\n",
    "for who, whom, spent in hours:\n    for account, name in ((earned, who), (owed, whom)):\n"
    "        account[name] += spent * rate[who]\n",
)
TRAILERS = trailers("  # [booked|spent|paid] in {town}[|, {when}]")


class WagesProgram(WagesGenre):
    """A Python program that settles hours and wages, and what it prints."""

    name = "wages-program"
    domain = "code"
    summary = "a Python program that settles hours and wages; a world that every domain can tell"
    lexicons = (*wages.LEXICONS, *COMMENT_LEXICONS)

    def render(self, draws: Draws, world: Wages) -> list[Segment]:
        people, rows = world.people, world.entries
        names = Picked(lexicon("en_given_names")[0], world.name).strings()
        rates = people.join(join('    "', names, '": ', world.wage, ",\n"))
        worker, employer = world.name_of(rows, world.worker), world.name_of(rows, world.employer)
        entry = join('    ("', worker, '", "', employer, '", ', world.hours, "),")
        entries = listed(draws, rows, entry, TRAILERS)
        loop = pick(LOOPS, draws.draw("loop", len(LOOPS), span="prompt"))
        asked, debtor = world.name_of(None, world.asked), world.name_of(None, world.debtor)
        totals = "earned = dict.fromkeys(rate, 0)\nowed = dict.fromkeys(rate, 0)\n\n"
        top = join("rate = {\n", rates, "}\nhours = [\n", entries, "\n]\n")
        question = join('\nprint(earned["', asked, '"], owed["', debtor, '"])\n')
        program = join(head(draws, HEADERS, world.colour), top, totals, loop, question)
        output = join(world.of(world.asked, world.earned), " ", world.of(world.debtor, world.owed))
        return printed(program, people, world.earned, output)

    @strict
    def extract(self, text: str) -> Any:
        ledger = wages_reader.Ledger()
        rates, hours = (
            line(text, pattern)
            for pattern in (r"^rate = \{\n((?:    .*\n)*)\}", r"^hours = \[\n((?:    .*\n)*)\]")
        )
        paid, spent = _RATE.findall(rates), _HOURS.findall(hours)
        asked = _QUESTION.search(text)
        if asked is None or len(paid) != rates.count("\n") or len(spent) != hours.count("\n"):
            raise ExtractError("a line is missing, or cannot be read")
        ledger.wages = [[name, int(wage)] for name, wage in paid]
        ledger.entries = [[worker, employer, int(each)] for worker, employer, each in spent]
        ledger.asked = [asked[1], asked[2]]
        _settles(text)
        found = wages_reader.solve(ledger)
        same_figures(asked[3], found["earned"], "sums")
        if (int(asked[4]), int(asked[5])) != (found["answer"], found["owed"]):
            raise ExtractError("the output does not follow")
        return found


_RATE = re.compile(r'^    "([A-Za-z]+)": ([0-9]+),$', re.MULTILINE)
_HOURS = re.compile(r'^    \("([A-Za-z]+)", "([A-Za-z]+)", ([0-9]+)\),(?:  # .+)?$', re.MULTILINE)
_QUESTION = re.compile(
    r'^print\(earned\["(\w+)"\], owed\["(\w+)"\]\)\n# \[(.+)\]\n# ([0-9]+) ([0-9]+)$', re.MULTILINE
)
_COUNTED = (  # what the two kinds of loop do, line by line
    "earned[who] += rate[who] * spent|owed[whom] += rate[who] * spent",
    "for account, name in ((earned, who), (owed, whom)):|account[name] += spent * rate[who]",
)


def _settles(text: str) -> None:
    """Totals begin at nothing and the loop books as it should; any other program is refused."""
    for name in ("earned", "owed"):
        line(text, rf"^({name} = dict\.fromkeys\(rate, 0\))$")
    loop = line(text, r"^for who, whom, spent in hours:\n((?:    .*\n)+)\n")
    if "|".join(line.strip() for line in loop.splitlines()) not in _COUNTED:
        raise ExtractError("the loop does something else")
