"""The world of wages as a study of paid help between households."""

from __future__ import annotations

from dataforge.generators.worlds.colour import few_at_first
from dataforge.generators.worlds.wages_text import EnglishWages, Telling
from dataforge.text.frames import Frames

STUDY = Telling(
    opening=Frames.lines("""
        {town}: [exchange of labour|reciprocal work|paid help] [in a hamlet|among households].
          [Informants|Subjects]: {who_all}.
        {^where} in {town}, we [recorded|observed] the work that {who_all} did for each other.
        The {person} of {town} {manner} [opened|lent us] the books on {who_all}[, with consent|, pseudonyms
          all|].
        [Notes on|A survey of] {town} ({a_weather} [season|year]): the [services|labour] of {who_all}.
    """),
    wage=Frames.lines("""
        {who}: {wage} [units|credits] per hour ([self-reported|from contracts|checked|as booked]).
        [The rate of|For] {who} [was|we found] {wage} [units|credits] per hour[ (median)| (fixed)|].
        {who} [charged|received] {wage} [units|credits] hourly, {manner} [documented|confirmed].
    """),
    entry=Frames.lines("""
        {who} [worked|was employed] for {other}, {hours} hours, {manner} [logged|recorded].
        [On|Late on] {a_weather} [day|morning|afternoon], {who} gave {hours} hours to {other}.
        [According to|As told by] the {person}, {who} served {other} for {hours} hours {where}.
        [We observed|The books show] {who} at work for {other}: {hours} hours[ (two visits)| (one visit)| in
          all|].
    """),
    question=Frames.lines("""
        [Required|To be determined]: the earnings of {who}, and the [debt|total liability] of {other}.
        [We ask|The question is] how much {who} earned, and how much {other} [owes|has to pay] in total.
    """),
    working=Frames.lines("""
        [Results|Analysis]. [Earnings|Sums], {manner} [computed|added up], in the order listed: {sums}.
        [Hours times rate|Products], summed [per person|by person], [in the same order|as listed]: {sums}.
    """),
    answer=Frames.lines("""
        [Conclusion|We conclude]: {who} [earned|is due] {earned}; {other} [owes|is liable for] {owed}.
        [Thus|Hence] {who} [stands at|has] {earned}, and {other} [must pay|owes] {owed}.
    """),
)


class WagesStudy(EnglishWages):
    """A study of paid help, with earnings and debts."""

    name = "wages-study"
    domain = "scientific"
    summary = "paid help between households; a world that every domain can tell"
    knobs = few_at_first(EnglishWages.knobs)
    tellings = (STUDY,)
