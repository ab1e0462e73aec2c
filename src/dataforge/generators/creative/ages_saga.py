"""The world of ages as a family tale: who was born how long before whom."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import ages_reader
from dataforge.generators.worlds.ages_text import EnglishAges, Telling
from dataforge.generators.worlds.voices import NARRATED
from dataforge.text.lexicon import lexicon

_COMPARED = """
    <said>{who} [had seen|had lived through|had counted] {gap} <many> {years} than {other}<so>.
    <said>{who} was {gap} {years} <more> than {other}<so>.
    {who} {manner2} claimed to be <more> than {other}, by {gap} {years}<so>.
    {who}, [born|a child|brought up] in {town2}, was <more> than {other} by {gap} {years}<so>.
    {who}, {trait2} [and {trait3}|as ever|to the end], was {gap} {years} <more> than {other}.
    [Over|With] {foods2} and {foods3}, {who} [told|reminded] {a_person2} of being <more> than {other} by {gap}
      {years}.
    {^a_person2} [swore|wrote|sang] that {who} <began> {gap} {years} <since> {other} <too>.
"""
SAGA = Telling(
    opening=NARRATED.lines("""
        In {town}, {when}, [lived|grew up|were known to all] {who_all}[, and nobody kept count of their
          years|, all of one family|].
        {who_all} of {town} [shared a table|sat around one table|met every winter], {manner}
          [counting|arguing about|hiding] their years.
        In {town} {scenery}, and {who_all} [came home|sat together|were all there], [young and old|the old
          and the
          young|in no order].
        In {town} [people still tell of|they speak of|one remembers] {who_all}, who [never agreed on|liked
          to argue about] age.
        {^people} and {people2} of {town} [knew|remembered|mixed up] {who_all}, all of one [house|family].
        {^a_trait} {person} of {town} [painted|wrote down|married into] the family of {who_all}.
        {^town} had [{a_person}|{a_plant}|{a_animal}] as old as the hills, and {who_all}.
    """),
    known=NARRATED.lines("""
        {who} [alone|at least|for one] [knew it exactly|kept count|could prove it]: {age}
          [summers|winters|springs]<so>.
        The {person} had [written it down|carved it into a beam|kept the paper]: {who} was {age} [that
          year|by then|exactly]<so>.
        {^when}, {who} had [turned|become|reached] {age}<so>.
        {^a_document} [proved|said|showed] that {who} was {age}<so>.
    """),
    older=NARRATED.lines(
        _COMPARED, more="older", many="more", began="[walked|talked|could read]", since="before", too="did"
    ),
    younger=NARRATED.lines(
        _COMPARED, more="younger", many="fewer", began="[walked|talked|could read]", since="after", too="did"
    ),
    same=NARRATED.lines("""
        <said>{who} was [exactly|just|to the day] as old as {other}<so>.
        {who}, {trait2} [and {trait3}|as ever], was as old as {other}[ to the week|, and not a day more|].
    """),
    question=NARRATED.lines("""
        [So how old|How old, then,|Now how old] was {who}, and how many years lay between {one} and {other}?
        The {trait} {person} asked {manner} [how old|what age] {who} had [grown|become], and how far apart
          {one}
          and {other} were.
        [Can you tell|Who can say|Tell me] the age of {who}, and the years [between|that parted] {one} and
          {other}?
        {^a_person} [wished to know|wondered] how old {who} was, and how many years parted {one} and {other}.
    """),
    working=NARRATED.lines("""
        [In the order of their names|As they were named|One by one], [they were|the years came to|it makes]
          {ages}.
        [Counting|Reckoning] {manner}, [as they sit|in the order of the tale]: {ages}.
        {^a_person} [counted|added|read out], {manner}, [name by name|in order]: {ages}.
    """),
    answer=NARRATED.lines("""
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
        older=r"older|more years?|years? before",
        younger=r"younger|fewer years?|years? after",
        same=r"as old as",
    )
