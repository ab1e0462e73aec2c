"""The couriers' world as a reflection on testimony: what the reports entitle one to conclude."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import couriers_reader
from dataforge.generators.worlds.couriers_text import EnglishCouriers, Telling
from dataforge.generators.worlds.voices import REFLECTIVE
from dataforge.text.lexicon import lexicon

TESTIMONY = Telling(
    opening=REFLECTIVE.lines("""
        {^a_trait} {person} [asked|wished to know] [what|how much] we know when we know only what we are
          told. [Take|Consider|Suppose] {who_all}, carriers in {town}, [who went|whose ways led|sent]
          {places_all}.
        In {town}, {when}, [the sceptic|a student|a friend|{a_person}] asked [how|whether] one can know where
          a thing is
          unseen. [I answered|Somebody replied|The reply came] with {who_all} of that town, who [travel|go|are
          sent]
          {places_all}.
        The {trait} {person} of {town} [thinks|holds|used to say] that [identity|sameness|a thing's place] is
          [no mystery|a chain of reports]; [my|the] example is {who_all} with {a_vehicle}, [bound|sent|going]
          {places_all}.
        In {town}, [knowledge|belief|certainty] [comes on wheels|travels by cart]: {who_all} [go|drive|are
          sent] {places_all}, and [we believe|one believes] what they report.
        {^people} of {town} [trust|believe|doubt] {who_all}, whose [work|duty|{vehicle}] [leads|takes] them
          {places_all}.
        In {town}, {where}, {a_person} [taught|argued] that places are [habits|reports]: {who_all} go
          {places_all}.
    """),
    stock=REFLECTIVE.lines("""
        [It is granted|Grant|Nobody disputes] that <thing> of {weight} kg [had been|was once]
          [brought|taken|given|lent] {way}{to}<so>.
        <a_thing>, {colour} and {weight} kg [in weight|by all accounts|heavy], had [at first|once|early]
          gone {way}{to}<so>.
        [We may assume|Assume|I take it] that <thing>, {weight} kg [if the scales are right|as people
          say|no less], [was sent|had come|had gone] {way}{to}.
        The {person2} [swears|assures us|reports] that <thing>, all {weight} kg of it, [had been|was
          once] [taken|sent|brought] {way}{to}<so>.
    """),
    errand=REFLECTIVE.lines("""
        <lead>{who} [moved|carried|brought|took|bore|conveyed] <thing> {way}{to} on day {day}<tail>.
        [On|By] day {day}, {who} {manner2} [moved|carried|brought|bore] <thing> {way}{to}<tail>.
        {who} [says|insists|remembers|admits|swears]: on day {day} I {manner2} [took|brought] <thing> {source}
          {way}{to}.
        <since><thing> was [taken|brought|carried|borne] {way}{to} by {who} on day {day}<tail>.
        [Then|Again|Later|Next], [by|on] day {day}, <thing> had gone {way}{to} with {who}, [for|as|because]
          {a_person2} saw it {where2}.
        On day {day}, [by the account|on the word|in the memory] of {who}, <thing> [went|was moved] {source}
          {way}{to}.
        <a_thing> [changed place|moved|went its way] on day {day}: {who} [took|brought] it {source} {way}{to}.
        {^handling2} {an_object2}, {who} [moved|carried|brought|bore] <thing> {way}{to} on day {day}<so>.
        [Against|With|Despite] the wishes of {people2} and {people3}, {who} [took|brought] <thing> {way}{to}
          on
          day {day}.
        [Asked|Paid|Begged|Told|Forced] by {a_trait2} {person2}, {who} [took|brought] <thing> {way}{to} on day
          {day}<tail>.
    """),
    question=REFLECTIVE.lines("""
        [What follows|What may we infer|What, then, do we know] about <thing> and [its place|where it
          went last], and about the [burden|loads] of {who}?
        [Are we|Is one|Is {a_person}] entitled to say where <thing> [was taken last|is to be found], and what
          {who} has [borne|carried] in all?
        [So|Now], [granting|accepting] [all this|the reports], where did <thing> go [last|in the end],
          and how much did {who} carry?
    """),
    working=REFLECTIVE.lines("""
        [Each report|Every step] [takes up|begins] where the last [left off|ended]: {path}. [And the
          weights|The burdens] [add up|sum]: {sum}.
        [The chain|The chain of reports|The inference] runs: {path}. [As to weight|As for the loads], {sum}.
        {^a_person} would [infer|reason] {manner}: {path}. [And weigh|And add]: {sum}.
    """),
    answer=REFLECTIVE.lines("""
        [We conclude|It follows|So one may say] that <thing> [went in the end|was last brought] {to},
          and that {who} made {trips} {journeys} with {load} kg.
        [Therefore|Hence|Thus], <thing> having gone {to}, {trips} {journeys} and {load} kg [belong|must
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
