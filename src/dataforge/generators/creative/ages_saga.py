"""The world of ages as a family tale: who was born how long before whom."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import ages_reader
from dataforge.generators.worlds.ages_text import EnglishAges, Telling
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

SAGA = Telling(
    opening=Frames.lines("""
        {^when}, in {town}, [lived|grew up|were known to all] {who_all}[, and nobody kept count of their
          years|, all of one family|].
        {who_all} of {town} [shared a table|sat around one table|met every winter], {manner}
          [counting|arguing about|hiding] their years.
        {^scenery}, and {who_all} [came home|sat together|were all there], [young and old|the old and the
          young|in no order].
        In {town} [people still tell of|they speak of|one remembers] {who_all}, who [never agreed on|liked
          to argue about] age.
    """),
    known=Frames.lines("""
        {who} [alone|at least|for one] [knew it exactly|kept count|could prove it]: {age}
          [summers|winters|springs][, no more|, no less|].
        The {person} had [written it down|carved it into a beam|kept the paper]: {who} was {age} [that
          year|by then|exactly].
        {^when}, {who} had [turned|become|reached] {age}, [and the cake was small|with a feast|in the rain].
    """),
    older=Frames.lines("""
        {who} [had seen|had lived through|had counted] {gap} more {years} than {other}[, and it showed|, it
          was said|].
        {who} was {gap} {years} older than {other}, [said|swore|claimed] the {person} {manner}.
        [By|Over] the fire {who} {manner} claimed to be older than {other}, by {gap} {years}.
        {who}, [born|a child] in {town}, was older than {other} by {gap} {years}.
        {who} had {manner} learned to walk {gap} {years} before {other} was born.
    """),
    younger=Frames.lines("""
        {who} [had seen|had lived through|had counted] {gap} fewer {years} than {other}[, and it showed|, it
          was said|].
        {who} was {gap} {years} younger than {other}, [said|swore|claimed] the {person} {manner}.
        [By|Over] the fire {who} {manner} claimed to be younger than {other}, by {gap} {years}.
        {who}, [born|a child] in {town}, was younger than {other} by {gap} {years}.
        {who} {manner} came into the world {gap} {years} later than {other} [did|had done].
    """),
    same=Frames.lines("""
        {who} was [exactly|just|to the day] as old as {other}, and {manner} so.
        {who}, [said|swore] the {person}, was as old as {other} [to the week|and not a day more|in every
          way].
    """),
    question=Frames.lines("""
        [So how old|How old, then,|Now how old] was {who}, and how many years lay between {one} and {other}?
        The {person} asked {manner} [how old|what age] {who} had [reached|come to], and how far apart {one}
          and {other} were.
        [Can you tell|Who can say|Tell me] the age of {who}, and the years [between|that parted] {one} and
          {other}?
    """),
    working=Frames.lines("""
        [In the order of their names|As they were named|One by one], [they were|the years came to|it makes]
          {ages}.
        [Counting|Reckoning] {manner}, [as they sit|in the order of the tale]: {ages}.
    """),
    answer=Frames.lines("""
        [So|Then|In truth|And so] {who} was {age}, and {gap} {years} [parted|divided|lay between] the two.
        {who} had [come to|reached|seen] {age}; the two [were|stood] {gap} {years} apart.
    """),
)


class AgesSaga(EnglishAges):
    """A family tale in which every age follows from one."""

    name = "ages-saga"
    domain = "creative"
    summary = "a family tale of years; a world that every domain can tell"
    tellings = (SAGA,)

    def extract(self, text: str) -> Any:
        return _english().read(text, frozenset(lexicon("en_given_names").words()))


@cache
def _english() -> ages_reader.Tongue:
    return ages_reader.Tongue(
        older=r"older|more|before",
        younger=r"younger|fewer|after|later",
        same=r"as old as",
    )
