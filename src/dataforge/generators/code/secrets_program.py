"""The world of secrets as a Python program that runs: sets that are told, asked for and united."""

from __future__ import annotations

import re
from typing import Any

from dataforge.generators.base import ExtractError, Segment, strict
from dataforge.generators.code._told import head, listed, printed, quoted, trailers
from dataforge.generators.code._told_reader import line, same_figures
from dataforge.generators.worlds import secrets, secrets_reader
from dataforge.generators.worlds.secrets import Secrets, SecretsGenre
from dataforge.generators.worlds.told import COMMENT_LEXICONS, Spiced
from dataforge.text.columns import Picked, join, pick
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon

HEADERS = Spiced.lines("""
    # {town}: [gossip|secrets|rumours], [replayed|followed] {manner}
    # the {person} of {town} [asked|wants to know] [who knows what|what is known]
    # {^manner} [replays|follows] the gossip of {town}, [for|on] {a_device}
""")
FUNCTIONS = (
    "def tells(a, b):\n    knows[b] = knows[b] | knows[a]\n\n\n"
    "def asks(a, b):\n    knows[a] = knows[a] | knows[b]\n\n\n"
    "def swaps(a, b):\n    knows[a] = knows[b] = knows[a] | knows[b]\n",
    "def tells(a, b):\n    knows[b] |= knows[a]\n\n\ndef asks(a, b):\n    tells(b, a)\n\n\n"
    "def swaps(a, b):\n    tells(a, b)\n    tells(b, a)\n",
)
CALLS = ("tells", "asks", "swaps")
TRAILERS = trailers("  # [overheard|seen|whispered] in {town}[|, {when}]")


class SecretsProgram(SecretsGenre):
    """A Python program in which sets of secrets grow, and what it prints."""

    name = "secrets-program"
    domain = "code"
    summary = "a Python program whose sets grow by unions; a world that every domain can tell"
    lexicons = (*secrets.LEXICONS, *COMMENT_LEXICONS)

    def render(self, draws: Draws, world: Secrets) -> list[Segment]:
        people, rows = world.people, world.meetings
        names = quoted(people, Picked(lexicon("en_given_names")[0], world.name))
        functions = pick(FUNCTIONS, draws.draw("functions", len(FUNCTIONS), span="prompt"))
        call = join(
            pick(CALLS, world.kind),
            '("',
            world.name_of(rows, world.first),
            '", "',
            world.name_of(rows, world.second),
            '")',
        )
        calls = listed(draws, rows, call, TRAILERS)
        asked, other = world.name_of(None, world.asked), world.name_of(None, world.other)
        start = "knows = {name: {name} for name in people}\n\n\n"
        top = join("people = [", names, "]\n", start, functions, "\n\n", calls)
        question = join('\nprint("', other, '" in knows["', asked, '"], len(knows["', asked, '"]))\n')
        output = join(pick(("False", "True"), world.knows), " ", world.asked_count)
        return printed(join(head(draws, HEADERS, world.colour), top, question), people, world.count, output)

    @strict
    def extract(self, text: str) -> Any:
        gossip = secrets_reader.Gossip()
        gossip.people = re.findall(r'"([A-Za-z]+)"', line(text, r"^people = \[(.+)\]$"))
        gossip.meetings = [[one, other, kind] for kind, one, other in _CALL.findall(text)]
        asked = _QUESTION.search(text)
        if asked is None or asked[2] != asked[3]:
            raise ExtractError("nothing is printed, or of two people")
        body = line(text, r"^knows = \{name: \{name\} for name in people\}\n\n\n((?:.*\n)+)print")
        functions, _, calls = body.rpartition("\n\n\n")
        if functions + "\n" not in _COUNTED or calls.count("\n") != len(gossip.meetings):
            raise ExtractError("the functions do something else, or a call cannot be read")
        gossip.asked = [asked[2], asked[1]]
        found = secrets_reader.solve(gossip)
        same_figures(asked[4], found["known"], "counts")
        if (asked[5] == "True", int(asked[6])) != (found["answer"] == "yes", found["count"]):
            raise ExtractError("the output does not follow")
        return found


_CALL = re.compile(r'^(tells|asks|swaps)\("([A-Za-z]+)", "([A-Za-z]+)"\)(?:  # .+)?$', re.MULTILINE)
_QUESTION = re.compile(
    r'^print\("(\w+)" in knows\["(\w+)"\], len\(knows\["(\w+)"\]\)\)\n'
    r"# \[(.+)\]\n# (True|False) ([0-9]+)$",
    re.MULTILINE,
)
_COUNTED = (  # what the two sets of functions are
    "def tells(a, b):\n    knows[b] = knows[b] | knows[a]\n\n\n"
    "def asks(a, b):\n    knows[a] = knows[a] | knows[b]\n\n\n"
    "def swaps(a, b):\n    knows[a] = knows[b] = knows[a] | knows[b]\n",
    "def tells(a, b):\n    knows[b] |= knows[a]\n\n\ndef asks(a, b):\n    tells(b, a)\n\n\n"
    "def swaps(a, b):\n    tells(a, b)\n    tells(b, a)\n",
)
