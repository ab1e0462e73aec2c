"""The couriers' world as a short field paper: methods, stock, record of transfers, question, result."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import couriers_reader
from dataforge.generators.worlds.colour import few_at_first
from dataforge.generators.worlds.couriers_text import EnglishCouriers, Telling
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

PAPER = Telling(
    opening=Frames.lines("""
        [Transport|Carriage|Haulage] in {town}, [heavy|bulky|household] goods: [a survey|a record|an
          observation] of {who_all}. [Methods|Procedure]. [Every transfer|Each trip] was
          [noted|logged|recorded] {manner}; routes led {places_all}.
        [On|Notes on|A study of] {town}: [movement|circulation|flow] of goods. [Subjects|Carriers observed]:
          {who_all}. [Study sites|Sites]: the routes {places_all}.
        {^a_vehicle} as a means of [transport|haulage]: [observations|field notes] from {town}. We
          [followed|accompanied|observed] {who_all} on their routes {places_all}.
        {town}, {a_weather} [spring|autumn|winter]: [how|by what way] do goods [move|travel]? [To find
          out|To answer this], we [followed|observed] {who_all} [from dawn to dusk|for some weeks|without
          interfering] on their ways {places_all}.
    """),
    stock=Frames.lines("""
        {^the_thing} ({colour}; {weight} kg, [weighed twice|by spring balance|nominal]) had [initially|at
          first] been [assigned|delivered|moved] {to}.
        [Object|Item|Specimen]: {the_thing}, [mass|weight] {weight} kg, [first|originally] [brought|sent]
          {to}.
        {^the_thing}, {colour}, of {weight} kg, had been [transferred|taken|allotted] {to} [before|prior to]
          [the survey|observation|our arrival].
        [In the case of|As for] {the_thing}, {weight} kg [on the scales|as measured|in mass], the
          [records|owners] say that it was [delivered|moved] {to}.
    """),
    errand=Frames.lines("""
        On day {day}, {the_thing} was {manner} [transferred|moved|conveyed] by {who} {to}.
        [Transfer|Movement|Event] on day {day}: {who} [moved|conveyed|shifted] {the_thing} {source} {to}[,
          {manner}|].
        {who} was [seen|observed] {manner} [moving|pushing|carrying] {the_thing} {to} on day {day}.
        [On|Late on] {a_weather} [morning|day|afternoon], {who} took {the_thing} {source} {to} (day {day}).
        [The log|The record|A witness] for day {day} [has|names|gives] {who}, with {the_thing}, [on the
          way|going|travelling] {to} {where}.
        [Using|By means of] {a_vehicle}, {who} [relocated|transported] {the_thing} {to} on day {day}.
    """),
    question=Frames.lines("""
        [The question|Our question|What we ask] is [where|to what site] {the_thing} was [finally|last]
          [taken|moved], and what [total|combined] mass {who} [moved|transported].
        [We ask|It remains to determine]: the [final|last] [location|whereabouts] of {the_thing}, the
          [number of trips|number of transfers] of {who}, and the mass [moved|conveyed] [in
          total|altogether].
    """),
    working=Frames.lines("""
        [Analysis|Results]. [Sequence of sites|Successive sites|Trajectory]: {path}. [Masses moved|Sum of
          masses|Loads]: {sum}.
        [From the record|From the log|Reconstructed] [follows|we obtain] the [sequence|path] {path}; the
          [masses|loads] [add up as|give] {sum}.
    """),
    answer=Frames.lines("""
        [Conclusion|We conclude]: {the_thing} [was last moved|went in the end|finally came] {to}; {trips}
          {journeys} and {load} kg are [attributed|due|ascribed] to {who}.
        [Thus|Hence|It follows that] {the_thing} [ended up|was brought] [last|in the end] {to}, and {who}
          [accounts for|made] {trips} {journeys} with {load} kg.
    """),
)


class CourierSurvey(EnglishCouriers):
    """A field paper on who moved what between which sites."""

    name = "courier-survey"
    domain = "scientific"
    summary = "a field survey of goods and carriers; a world that every domain can tell"
    knobs = few_at_first(EnglishCouriers.knobs)
    tellings = (PAPER,)

    def extract(self, text: str) -> Any:
        return _english().read(text, frozenset(lexicon("en_given_names").words()))


@cache
def _english() -> couriers_reader.Tongue:
    return couriers_reader.english()
