"""The world of ages as a dispute: relations alone fix nothing, one fixed point fixes all."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import ages_reader
from dataforge.generators.worlds.ages_text import EnglishAges, Telling
from dataforge.generators.worlds.voices import REFLECTIVE
from dataforge.text.lexicon import lexicon

_COMPARED = """
    <said>{who} is {gap} {years} <more> than {other}<so>.
    <said>{who} is <more> than {other}, by {gap} {years}<so>.
    {who} {manner2} [claims|admits|professes|appears] to be {gap} {years} <more> than {other}<so>.
    The {trait2} {person2} [calls|finds|thinks|considers] {who} <more> than {other} by {gap} {years}<so>.
    [Ask|Quote|Trust|Doubt] {a_person2}: {who} is {gap} {years} <more> than {other}.
    <said>{who} [<begins>] {gap} {years} <since> {other} did<so>.
"""
DISPUTE = Telling(
    opening=REFLECTIVE.lines("""
        In {town}, {where}, [met|gathered|sat] {who_all}[, and asked|, asking] [whether age is a relation|what
          age is|if age is in us].
        The {person} of {town} [denies|doubts] {manner} that age is a property. [Look at|Witness|Consider]
          {who_all}.
        In {town}, {when}, a dispute [arose|began] among {who_all}: [what does it mean|what is it] to be
          older?
        {^manner}, the {person} of {town} [supposed|imagined] that we knew of {who_all} only how they
          compare.
        {^people} of {town} [hold|deny] that {a_person} has an age alone. [Take|Consider] {who_all}.
        Is {a_person} old, or only older than {a_person2}? [So asked|So wondered] {who_all} in {town}.
        {^town} [is proud of|quarrels with|honours] {who_all}, who [hold|think] age [relative|a relation].
    """),
    known=REFLECTIVE.lines("""
        One thing [is granted|was conceded|stands fast]: {who} is {age}<so>.
        [Without|But without] a fixed point nothing [follows|can be said]; [let it be|it is] {who}, aged
          {age}.
        {^manner}, the {person} [conceded|admitted|proved] that {who} was {age}<so>.
        {^a_document} [shows|proves] it: {who} is {age}<so>.
    """),
    older=REFLECTIVE.lines(_COMPARED, more="older", begins="existed|lived|drew breath", since="before"),
    younger=REFLECTIVE.lines(
        _COMPARED, more="younger", begins="came to be|entered the world|first drew breath", since="after"
    ),
    same=REFLECTIVE.lines("""
        <said>{who} and {other} are [the same in age|alike in age]<so>.
        {who} {manner2} [claims|admits] to be alike in age to {other}<so>.
        The {trait2} {person2} [calls|finds|thinks] {who} alike in age to {other}.
    """),
    question=REFLECTIVE.lines("""
        [What follows|What may we infer] for the age of {who}, and for the [interval|distance] between {one}
          and {other}?
        [Does it follow|Can we infer] how old {who} is, and how {one} and {other} [stand apart|differ]?
        [The question|Our question] is {manner} put: how old is {who}, and how far [apart|removed] are {one}
          and {other}?
        [Could|Might] {a_person} [say|infer|tell] the age of {who}, and the years between {one} and {other}?
    """),
    working=REFLECTIVE.lines("""
        [Relation by relation|From the fixed point outward|Each from its neighbour], [in the order of the
          names|as they were named]: {ages}.
        [What is relative becomes absolute|The relations become numbers], {manner}, [one by one|in order]:
          {ages}.
        {^a_person} would [infer|reckon], [name by name|in order]: {ages}.
    """),
    answer=REFLECTIVE.lines("""
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
        older=r"older|years? before",
        younger=r"younger|years? after",
        same=r"same|alike",
    )
