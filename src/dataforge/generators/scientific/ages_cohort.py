"""The world of ages as a note on a cohort: one age documented, the others derived."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import ages_reader
from dataforge.generators.worlds.ages_text import EnglishAges, Telling
from dataforge.generators.worlds.colour import few_at_first
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

COHORT = Telling(
    opening=Frames.lines("""
        {town}: [age structure|ages|age differences] of a [cohort|group|sample].
          [Participants|Subjects|Volunteers]: {who_all}.
        {^where} in {town}, [recruitment|enrolment] of a [cohort|panel|group], {a_weather}
          [spring|autumn|season]: {who_all} [gave consent|took part].
        {town}: [a note|a report|short communication] on [kinship|ageing|age]. [We interviewed|Data were
          taken from] {who_all}.
        The {person} of {town} {manner} [provided|kept|opened] the [records|files] of {who_all}[, pseudonyms
          all|, with consent|].
    """),
    known=Frames.lines("""
        [For|In the case of] {who} a [birth certificate|parish entry|passport] [gave|shows] an age of {age}
          [years|at enrolment].
        [Only|Solely] {who} was [dated|documented] independently: {age} [years|full years][, checked twice|,
          by two observers|].
        By [carbon dating of a toy|dental records|the register], {manner} read, {who} was {age}.
    """),
    older=Frames.lines("""
        {who} was [found|reported|measured] to be {gap} {years} older than {other}[ (interview)|
          (records)|].
        [Records|Interviews|Letters] {manner} [place|put] {who} {gap} {years} before {other}.
        {who}, [according to|by the account of] the {person}, exceeds {other} by {gap} {years}.
        The birth of {who} [precedes|antedates] that of {other} by {gap} {years}, [as noted|as recorded]
          {where}.
    """),
    younger=Frames.lines("""
        {who} was [found|reported|measured] to be {gap} {years} younger than {other}[ (interview)|
          (records)|].
        [Records|Interviews|Letters] {manner} [place|put] {who} {gap} {years} after {other}.
        {who}, [according to|by the account of] the {person}, trails {other} by {gap} {years}.
        The birth of {who} [follows|postdates] that of {other} by {gap} {years}, [as noted|as recorded]
          {where}.
    """),
    same=Frames.lines("""
        {who} and {other} [share|have] the same year of birth, {manner} [verified|confirmed].
        No difference was [found|detected] between {who} and {other} [in|by] the [records|interviews], which
          the {person} [checked|kept]; same age.
    """),
    question=Frames.lines("""
        [Required|To be determined|Our question]: the age of {who}, and the [difference|gap] between {one}
          and {other}.
        [We ask for|It remains to derive] the age of {who} [as well as|and] the [absolute
          difference|distance] of {one} and {other}.
        [Hypotheses aside|For the record], how old is {who}, and how [far apart|different in age] are {one}
          and {other}?
    """),
    working=Frames.lines("""
        [Results|Analysis]. [In order of enrolment|In the order listed|Propagated along the statements]:
          {ages}.
        [All ages|The ages], {manner} [propagated|derived], [in the same order|as listed]: {ages}.
    """),
    answer=Frames.lines("""
        [Conclusion|We conclude]: {who} is {age}; the [difference|gap] [sought|in question] is {gap}
          {years}.
        [Hence|Thus|It follows that] {who} was {age} at [enrolment|the time], and the [difference|gap]
          amounts to {gap} {years}.
    """),
)


class AgesCohort(EnglishAges):
    """A note on a cohort whose ages are derived from differences."""

    name = "ages-cohort"
    domain = "scientific"
    summary = "a cohort whose ages follow from differences; a world that every domain can tell"
    knobs = few_at_first(EnglishAges.knobs)
    tellings = (COHORT,)

    def extract(self, text: str) -> Any:
        return _english().read(text, frozenset(lexicon("en_given_names").words()))


@cache
def _english() -> ages_reader.Tongue:
    return ages_reader.Tongue(
        older=r"older|before|exceeds|precedes|antedates",
        younger=r"younger|after|trails|follows|postdates",
        same=r"same",
    )
