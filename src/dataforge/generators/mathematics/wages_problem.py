"""The world of wages as a word problem of products and sums."""

from __future__ import annotations

from dataforge.generators.worlds.wages_text import EnglishWages, Telling
from dataforge.text.frames import Frames

PROBLEM = Telling(
    opening=Frames.lines("""
        [Problem|Exercise|A sum]. In {town} {who_all} [work for each other|hire one another].
        {who_all} [live|work] in {town} and [help one another|work for each other], for money.
        [Consider|Imagine] a [workshop|village] near {town} with {who_all}, who [hire|help] one another.
        {^when} {who_all} [settle|close] their accounts in {town}, {manner}.
    """),
    wage=Frames.lines("""
        {who} [takes|gets|asks] {wage} an hour.
        An hour of {who} [costs|is] {wage}[ coins| in all|].
        [Let|Say] {who} [earn|cost] {wage} per hour.
    """),
    entry=Frames.lines("""
        {who} works {hours} hours for {other}[, no breaks|, with breaks|].
        {^manner}, {who} spends {hours} hours [on a job|at work] for {other}.
        [Hired by|Sent by] the {person}, {who} works for {other}: {hours} hours.
        {^when} {who} helps {other} for {hours} hours.
    """),
    question=Frames.lines("""
        [Find|Determine|Work out] the earnings of {who} and the debt of {other}.
        How much does {who} earn, and how much does {other} owe?
        [Compute|Calculate] {manner} what {who} earns and what {other} has to pay.
    """),
    working=Frames.lines("""
        [Solution|Working]. [Hours times wage|Products], added [person by person|up], in the order given:
          {sums}.
        [Earnings|What each earns], in the order of the [names|list]: {sums}.
    """),
    answer=Frames.lines("""
        [Answer|Result]: {who} earns {earned}, {other} owes {owed}.
        [So|Therefore|Hence] {who} [comes to|has] {earned}, while {other} [must pay|owes] {owed}.
    """),
)


class WagesProblem(EnglishWages):
    """A word problem about hours and wages."""

    name = "wages-problem"
    domain = "mathematics"
    summary = "hours times wages, added up; a world that every domain can tell"
    tellings = (PROBLEM,)
