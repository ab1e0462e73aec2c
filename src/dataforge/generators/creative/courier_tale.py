"""The couriers' world as a tale: who carried what through which weather, and where it was in the end."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import couriers_reader
from dataforge.generators.worlds.couriers_text import EnglishCouriers, Telling
from dataforge.generators.worlds.voices import NARRATED
from dataforge.text.lexicon import lexicon

TALE = Telling(
    opening=NARRATED.lines("""
        In {town}, {when}, [when the carrying was still done by|nothing heavy moved without|the town depended
          on]
          {who_all}, [the road led|their round took them|they drove] {places_all}.
        {who_all} of {town} [carried things|fetched and carried|earned their bread as carriers] [in all
          weathers|from dawn to dusk|for whoever paid]: {places_all}.
        {who_all} [shared|owned|had borrowed|could just afford] {a_vehicle}[ between them|, and little
          else|]. It [took|brought|bore] them {places_all}.
        In {town} [people still speak of|nobody has forgotten|they tell of] {who_all}, [who went|and how
          they went|on their way] [summer and winter|rain or shine|week after week] {places_all}.
        {^a_vehicle}, {a_animal} [and a good deal of patience|and the will to work|and no map]: with these
          {who_all} [set out|went] from {town} {places_all}.
        In {town} {scenery}, and {who_all} [were on the road|had work to do|did not stay at home]; [it
          led|they went]
          {places_all}.
        {^people} and {people2} of {town} [waved to|paid|blessed|cursed] {who_all} on the way {places_all}.
    """),
    stock=NARRATED.lines("""
        <a_thing>, [all of|a good|no less than|some] {weight} kg, [had come|had found its way|had been
          brought] {way}{to}<so>.
        <a_thing> [weighed|came to|was put at] {weight} kg and had {manner2} been [lent|given|sent]
          {way}{to}<so>.
        {^a_person2} had [sent|given|left|willed] <thing> of {weight} kg {to}<so>.
        [There was|Not to forget|Nobody could overlook] <thing>, {colour} and {weight} kg [in weight|by
          the old scales|heavy], [delivered|lent|taken] {way}{to}.
        <a_thing> was {colour} and {texture2}; it [weighed|came to] {weight} kg and had [long since|only just]
          gone {way}{to}.
    """),
    errand=NARRATED.lines("""
        On day {day} {who} {manner2} [carried|hauled|took|brought|dragged|pushed] <thing> {way}{to}<tail>.
        <errand>{who} [carried|hauled|took|brought|dragged] <thing> {way}{to} on day {day}<tail>.
        [Late|Early] on day {day} <thing> [went|travelled|rode] [on the cart|under the care|in the
          company] of {who} {source} {way}{to}<so>.
        Day {day} [saw|found] {who} [bring|wheel|heave|carry] <thing> {way}{to}, {manner2}[ and alone|, it is
          said|].
        {who} [came for|called for|fetched|picked up] <thing> on day {day} and {manner2} [took|brought]
          it {source} {way}{to}<so>.
        "[Mind|Careful with|Make way for] <thing>!" [cried|called|said] {who} {manner2} on day {day},
          [halfway|setting out] {to}.
        <a_thing>, {colour} and {texture2}, [could not stay|had to go|was wanted elsewhere]; {who}
          [moved|took] it
          on day {day} {way}{to}.
        {who}, {trait2} [and {trait3}|as ever|that day], [rolled|lifted|eased] <thing> into {a_vehicle2} and
          was
          [gone|off] on day {day}, {way}{to}.
        [With|For|After] {foods2} and {foods3}, {who} [took|brought|carried] <thing> {way}{to} on day
          {day}<tail>.
    """),
    question=NARRATED.lines("""
        [So where|Where, then,|Now where|And where] [did|do you think did] <thing> [end up|come to
          rest], and [what|how much] did {who} carry [in all|altogether|all told]?
        [Tell me|Say|Well]: where is <thing> [now|at the end of it all], [how often|how many times] did
          {who} set out, and with what load [in all|altogether]?
        Who [can say|remembers] where <thing> [went at last|was last taken], and what {who}
          [moved|carried] in all?
        The {trait} {person} asked {manner} where <thing> had [got to|gone], and what {who} had
          [carried|moved]
          since.
    """),
    working=NARRATED.lines("""
        [Follow it|Step by step it went|Its way was|It had gone]: {path}. [And the loads|The weights|As for
          the loads]: {sum}.
        [One stop after another|Stop by stop|The road it took]: {path}. [On the scales|In kilograms|Load
          upon load]: {sum}.
        {^a_person} [told|retraced|knew] the way {manner}: {path}. [And added|And weighed]: {sum}.
    """),
    answer=NARRATED.lines("""
        [So|In the end|At last|And so] <thing> [came|had come|was brought] {to}, and {who} [had
          made|made|counted] {trips} {journeys} with {load} kg.
        <a_thing> [went|found its way|was taken] {to} [in the end|at last]; {trips} {journeys} and {load}
          kg [were the share of|fell to|stand to the name of] {who}.
    """),
)


class CourierTale(EnglishCouriers):
    """A tale of couriers, their loads, and where one thing came to rest."""

    name = "courier-tale"
    domain = "creative"
    summary = "a tale of couriers and their loads; a world that every domain can tell"
    tellings = (TALE,)

    def extract(self, text: str) -> Any:
        names = frozenset(lexicon("en_given_names").words())
        return _english().read(text, names)


@cache
def _english() -> couriers_reader.Tongue:
    return couriers_reader.english()
