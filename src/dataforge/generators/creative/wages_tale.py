"""The world of wages as a tale of neighbours who work for one another."""

from __future__ import annotations

from dataforge.generators.worlds.voices import NARRATED
from dataforge.generators.worlds.wages_text import EnglishWages, Telling

TALE = Telling(
    opening=NARRATED.lines("""
        In {town}, {when}, when hands were scarce, [lived|toiled] {who_all}[, each helping the others|, and
          each kept a tally|].
        {who_all} of {town} [mended roofs|cut hay|pressed apples|picked {foods}] for one another, {manner},
          and
          [kept a tally|wrote it down].
        In {town} [they remember|people still speak of] the year when {who_all} [worked by turns|lent each
          other their hands].
        The {trait} {person} of {town} [kept the book|held the purse], and {who_all} [came to be paid|stood in
          line] {manner}.
        In {town} {scenery}, and {who_all} [went to work|rolled up their sleeves], {manner}.
        {^a_person}, {a_person2} and {a_weather} [spring|summer|winter]: so it began in {town} for {who_all}.
        {^people} and {people2} of {town} [envied|praised|mocked] {who_all}, who worked for one another.
        {^town} [had|fed|kept] few {people}, but it had {who_all}, who helped each other.
    """),
    wage=NARRATED.lines("""
        <said>{who} [asked for|was content with|took|was paid] {wage} [coins|pennies|crowns] an hour<so>.
        {who}, [so the custom|so it was agreed|as {people2} knew], got {wage} [coins|pennies] for every
          hour<so>.
        [In {town2}, an|As in {town2}, an|That year an|By custom an] hour of {who} [cost|was worth|brought]
          {wage}
          [coins|pennies].
        {who}, {trait2} [and {trait3}|as ever|even then], would not [stir|rise|bend] for less than {wage} an
          hour.
        {^a_person2} [fixed|offered|allowed] {who} {wage} an hour<so>.
    """),
    entry=NARRATED.lines("""
        <lead>{who} {manner2} [dug|mowed|carried|mended|swept|sewed] for {other}, {hours} hours [on end|in
          all|in
          the heat|by moonlight].
        <lead>{who} helped {other} with the {foods2} for {hours} hours<tail>.
        <lead>{who} [worked|toiled|slaved] {hours} hours for {other}<tail>.
        {who} {handled2} {objects2} and {objects3} for {other}, {hours} hours<tail>.
        The {person2} saw {who} [slave|work|sweat] for {other} {where2}: {hours} hours<tail>.
        {who} [chased|fed|minded|counted|caught] {animals2} for {other}, {hours} hours of it<tail>.
        [Armed with|Lent|Given|Carrying] {a_tool2}, {who} spent {hours} hours on {other}'s {furniture2}<tail>.
        {^hours} hours {who} [stood|sat|knelt|worked] {room2} for {other}<tail>.
    """),
    question=NARRATED.lines("""
        [So what|What, then,|And what] had {who} earned, and how much did {other} owe [all told|in
          all|altogether]?
        The {trait} {person} asked {manner} what {who} was [due|owed by all], and what {other} had to pay.
        [Tell me|Say|Who knows] what {who} [gathered|earned], and how deep {other} was in debt?
        {^a_person} [wondered|wished to know] what {who} had earned, and what {other} owed.
    """),
    working=NARRATED.lines("""
        [They counted|It was counted|The tally ran], {manner}, in the order of the names: {sums}.
        [On the barn door|In the book|On {a_document}] stood, [as they are named|in the order of the names]:
          {sums}.
        {^a_person} [added|read out|chalked up] the earnings, {manner}, [name by name|in order]: {sums}.
    """),
    answer=NARRATED.lines("""
        [So|And so|In the end|Thus] {who} had earned {earned}, while {other} owed {owed}.
        {who} [went home with|had a right to|could claim] {earned}; {other} [had to pay|dug out|owed] {owed}.
    """),
)


class WagesTale(EnglishWages):
    """Neighbours who keep a tally of their work."""

    name = "wages-tale"
    domain = "creative"
    summary = "neighbours who work for one another; a world that every domain can tell"
    tellings = (TALE,)
