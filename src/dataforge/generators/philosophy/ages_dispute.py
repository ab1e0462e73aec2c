"""The world of ages as a dispute: relations alone fix nothing, one fixed point fixes all."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import ages_reader
from dataforge.generators.worlds.ages_text import EnglishAges, Telling
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

DISPUTE = Telling(
    opening=Frames.lines("""
        {^where} in {town} [met|gathered] {who_all}[, and asked|, asking] [whether age is a relation|what
          age is|if age is in us].
        The {person} of {town} [denies|doubts] {manner} that age is a property. [Look at|Witness|Consider]
          {who_all}.
        {^when}, a dispute [arose|began] in {town} among {who_all}: [what does it mean|what is it] to be
          older?
        {^manner}, the {person} of {town} [supposed|imagined] that we knew of {who_all} only how they
          compare.
    """),
    known=Frames.lines("""
        One thing [is granted|was conceded|stands fast]: {who} is {age}[, and that absolutely|, come what
          may|].
        [Without|But without] a fixed point nothing [follows|can be said]; [let it be|it is] {who}, aged
          {age}.
        {^manner}, the {person} [conceded|admitted] that {who} was {age}.
    """),
    older=Frames.lines("""
        [It is said|We are told|One hears] that {who} is older than {other}, by {gap} {years}.
        {who} {manner} [maintains|insists] on being {gap} {years} older than {other}.
        [If|Since] the {person} is right, {who} is older than {other} by {gap} {years}.
        {who} [existed|was in the world] {gap} {years} before {other} [did|was thought of][, whatever that
          means|, if being counts|].
    """),
    younger=Frames.lines("""
        [It is said|We are told|One hears] that {who} is younger than {other}, by {gap} {years}.
        {who} {manner} [maintains|insists] on being {gap} {years} younger than {other}.
        [If|Since] the {person} is right, {who} is younger than {other} by {gap} {years}.
        {who} [came to be|entered the world] {gap} {years} after {other} [did|had come][, whatever that
          means|, if being counts|].
    """),
    same=Frames.lines("""
        {who} and {other} are [the same in age|alike in age], [as|so] the {person} [holds|puts it].
        {who} {manner} [claims|admits] to be alike in age to {other}.
    """),
    question=Frames.lines("""
        [What follows|What may we infer] for the age of {who}, and for the [interval|distance] between {one}
          and {other}?
        [Does it follow|Can we infer] how old {who} is, and how {one} and {other} [stand apart|differ]?
        [The question|Our question] is {manner} put: how old is {who}, and how far [apart|removed] are {one}
          and {other}?
    """),
    working=Frames.lines("""
        [Relation by relation|From the fixed point outward|Each from its neighbour], [in the order of the
          names|as they were named]: {ages}.
        [What is relative becomes absolute|The relations become numbers], {manner}, [one by one|in order]:
          {ages}.
    """),
    answer=Frames.lines("""
        [Hence|Therefore|We conclude that] {who} is {age}, and the interval is {gap} {years}.
        [It follows|So it follows], [necessarily|given the premises], that {who} is {age} and that {gap}
          {years} [divide|separate] the two.
    """),
)


class AgesDispute(EnglishAges):
    """A dispute on whether age is a relation, with the ages that follow."""

    name = "ages-dispute"
    domain = "philosophy"
    summary = "relations and one fixed point; a world that every domain can tell"
    tellings = (DISPUTE,)

    def extract(self, text: str) -> Any:
        return _english().read(text, frozenset(lexicon("en_given_names").words()))


@cache
def _english() -> ages_reader.Tongue:
    return ages_reader.Tongue(
        older=r"older|before",
        younger=r"younger|after",
        same=r"same|alike",
    )
