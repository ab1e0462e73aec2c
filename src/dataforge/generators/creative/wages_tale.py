"""The world of wages as a tale of neighbours who work for one another."""

from __future__ import annotations

from dataforge.generators.worlds.wages_text import EnglishWages, Telling
from dataforge.text.frames import Frames

TALE = Telling(
    opening=Frames.lines("""
        {^when}, when hands were scarce in {town}, [lived|toiled] {who_all}[, each helping the others|, and
          each kept a tally|].
        {who_all} of {town} [mended roofs|cut hay|pressed apples] for one another, {manner}, and [kept a
          tally|wrote it down].
        In {town} [they remember|one still speaks of] the year when {who_all} [worked by turns|lent each
          other their hands].
        The {person} of {town} [kept the book|held the purse], and {who_all} [came to be paid|stood in line]
          {manner}.
    """),
    wage=Frames.lines("""
        {who} [asked for|was content with|would not stir for less than] {wage} [coins|pennies] an hour[, in
          copper|, in silver|, no more|].
        {who}, [so the custom|so it was agreed|as all knew], got {wage} [coins|pennies] for every hour.
        An hour of {who} [cost|was worth|was paid with] {wage} [coins|pennies].
    """),
    entry=Frames.lines("""
        {who} {manner} [dug|mowed|carried|mended] for {other}, {hours} hours [on end|in all|in the heat].
        {^when}, {who} helped {other} [with the hay|with the roof|in the orchard] for {hours} hours.
        {^scenery}, and {who} [worked|toiled] {hours} hours for {other}.
        {^where}, {who} did {hours} hours of [work|hard work|odd jobs] for {other}, {manner}.
        The {person} saw {who} [slave|work] for {other} {where}: {hours} hours.
    """),
    question=Frames.lines("""
        [So what|What, then,|And what] had {who} earned, and how much did {other} owe [all told|in
          all|altogether]?
        The {person} asked {manner} what {who} was [due|owed by all], and what {other} had to pay.
        [Tell me|Say|Who knows] what {who} [gathered|earned], and how deep {other} was in debt?
    """),
    working=Frames.lines("""
        [They counted|It was counted|The tally ran], {manner}, in the order of the names: {sums}.
        [On the barn door|In the book] stood, [as they are named|in the order of the names]: {sums}.
    """),
    answer=Frames.lines("""
        [So|And so|In the end] {who} had earned {earned}, while {other} owed {owed}.
        {who} [went home with|had a right to] {earned}; {other} [had to pay|dug out] {owed}.
    """),
)


class WagesTale(EnglishWages):
    """Neighbours who keep a tally of their work."""

    name = "wages-tale"
    domain = "creative"
    summary = "neighbours who work for one another; a world that every domain can tell"
    tellings = (TALE,)
