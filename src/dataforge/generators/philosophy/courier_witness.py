"""The couriers' world as a reflection on testimony: what the reports entitle one to conclude."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import couriers_reader
from dataforge.generators.worlds.couriers_text import EnglishCouriers, Telling
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

TESTIMONY = Telling(
    opening=Frames.lines("""
        {^when} the {person} [asked|wished to know] [what|how much] we know when we know only what we are
          told. [Take|Consider|Suppose] {who_all}, carriers in {town}, [who went|whose ways led|sent]
          {places_all}.
        {^when}, [the sceptic|a student|a friend] asked [how|whether] one can know where a thing is without
          looking. [I answered|Somebody replied|The reply came] with {who_all} of {town}, who [travel|go|are
          sent] {places_all}.
        The {person} of {town} [thinks|holds|used to say] that [identity|sameness|a thing's place]
          [through|over] time is [no mystery|a chain of reports]; [my|the] example is {who_all} with
          {a_vehicle}, [bound|sent|going] {places_all}.
        In {town}, [knowledge|belief|certainty] [comes on wheels|travels by cart]: {who_all} [go|drive|are
          sent] {places_all}, and [we believe|one believes] what they report.
    """),
    stock=Frames.lines("""
        [It is granted|Let it be granted|Nobody disputes] that {the_thing} of {weight} kg had been
          [brought|taken|given] {to}.
        {^the_thing}, {colour} and {weight} kg [in weight|by all accounts|heavy], had [at first|in the
          beginning] gone {to}.
        [We may assume|Assume|I take it] that {the_thing}, {weight} kg [if the scales are right|as people
          say|no less], [was sent|had come] {to}.
        The {person} [swears|assures us|reports] that {the_thing}, all {weight} kg of it, [had been|was
          once] taken {to}.
    """),
    errand=Frames.lines("""
        [It is reported|The report is|We are told] that on day {day} {who} {manner} [moved|carried|brought]
          {the_thing} {to}.
        {who} [says|insists|remembers|admits]: on day {day} I [took|brought] {the_thing} {source} {to}[,
          {manner}|].
        [If|Since|As] the {person} [is right|can be trusted|saw well], {the_thing} was taken {to} by {who}
          on day {day}.
        [Nobody doubts|There is no reason to doubt|I believe] that {who} {manner} brought {the_thing} {to}
          on day {day}.
        [Then|Again|Later], [by|on] day {day}, {the_thing} had gone {to} with {who}, [for|as|because]
          {a_person} saw it {where}.
        On day {day}, [so runs|such is] the testimony of {who}, {the_thing} [went|was moved] {source} {to}.
    """),
    question=Frames.lines("""
        [What follows|What may we infer|What, then, do we know] about {the_thing} and [its place|where it
          went last], and about the [burden|loads] of {who}?
        [Are we|Is one] entitled to say where {the_thing} [was taken last|is to be found], and what {who}
          has [borne|carried] in all?
        [So|Now], [granting|accepting] [all this|the reports], where did {the_thing} go [last|in the end],
          and how much did {who} carry?
    """),
    working=Frames.lines("""
        [Each report|Every step] [takes up|begins] where the last [left off|ended]: {path}. [And the
          weights|The burdens] [add up|sum]: {sum}.
        [The chain|The chain of reports|The inference] runs: {path}. [As to weight|As for the loads], {sum}.
    """),
    answer=Frames.lines("""
        [We conclude|It follows|So one may say] that {the_thing} [went in the end|was last brought] {to},
          and that {who} made {trips} {journeys} with {load} kg.
        [Therefore|Hence|Thus], {the_thing} having gone {to}, {trips} {journeys} and {load} kg [belong|must
          be credited|are owed] to {who}.
    """),
)


class CourierWitness(EnglishCouriers):
    """What a chain of reports entitles one to believe about a thing's place."""

    name = "courier-witness"
    domain = "philosophy"
    summary = "what a chain of testimony entitles one to conclude; a world that every domain can tell"
    tellings = (TESTIMONY,)

    def extract(self, text: str) -> Any:
        return _english().read(text, frozenset(lexicon("en_given_names").words()))


@cache
def _english() -> couriers_reader.Tongue:
    return couriers_reader.english()
