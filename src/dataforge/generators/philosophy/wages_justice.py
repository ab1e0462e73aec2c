"""The world of wages as a reflection on what is owed to whom."""

from __future__ import annotations

from dataforge.generators.worlds.wages_text import EnglishWages, Telling
from dataforge.text.frames import Frames

JUSTICE = Telling(
    opening=Frames.lines("""
        {^manner}, the {person} of {town} asked what is owed to whom[, and why|, in justice|].
          [Take|Consider] {who_all}.
        {^when} {who_all} of {town} [disputed|quarrelled] [about justice|over what is fair]; each had worked
          for the others.
        {^where} in {town}, {who_all} [believe|hold] that [justice is a ledger|to be just is to pay].
        The {person} of {town} wrote {manner} that [what is due|each one's due] is shown by {who_all}.
    """),
    wage=Frames.lines("""
        {who} [holds|claims] an hour to be worth {wage}[, no less|, in justice|].
        [We grant|Let us grant|It is granted] that {who} deserves {wage} for an hour.
        [By desert|By agreement|By nature], an hour of {who} is worth {wage}.
    """),
    entry=Frames.lines("""
        {who} {manner} gave {hours} hours of [work|life|labour] to {other}.
        [It is agreed|Nobody denies] that {who} [worked|toiled] for {other}, {hours} hours.
        [If|Since] the {person} [remembers|saw] it well, {who} served {other} for {hours} hours.
        {^where}, {who} [worked|laboured] {hours} hours for {other}, {manner}.
    """),
    question=Frames.lines("""
        [What, then,|So what] is due to {who}, and what does {other} owe?
        [Granting all this|If all this is so], what has {who} earned, and how great is the debt of {other}?
        [What does justice|What must we] [say|conclude] of the earnings of {who} and of the debt of {other}?
    """),
    working=Frames.lines("""
        [Each according to his hours|Desert by desert], {manner} [reckoned|added], in the order of the
          names: {sums}.
        [What is due to each|The deserts], [one by one|in order], [are|come to] {sums}.
    """),
    answer=Frames.lines("""
        [Hence|Therefore|So] {who} [is due|deserves] {earned}, and {other} owes {owed}.
        [We conclude|It follows] that {who} has a claim to {earned} and {other} a debt of {owed}.
    """),
)


class WagesJustice(EnglishWages):
    """What is due to one, and owed by another."""

    name = "wages-justice"
    domain = "philosophy"
    summary = "what is owed to whom; a world that every domain can tell"
    tellings = (JUSTICE,)
