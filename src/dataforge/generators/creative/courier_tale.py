"""The couriers' world as a tale: who carried what through which weather, and where it was in the end."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import couriers_reader
from dataforge.generators.worlds.couriers_text import EnglishCouriers, Telling
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

TALE = Telling(
    opening=Frames.lines("""
        {^when}, [when the carrying was still done by|nothing heavy moved without|the town depended on]
          {who_all}, [the road led|their round took them|they drove] {places_all}.
        {who_all} of {town} [carried things|fetched and carried|earned their bread as carriers] [in all
          weathers|from dawn to dusk|for whoever paid]: {places_all}.
        {who_all} [shared|owned|had borrowed|could just afford] {a_vehicle}[ between them|, and little
          else|]. It [took|brought|bore] them {places_all}.
        In {town} [people still speak of|nobody has forgotten|they tell of] {who_all}, [who went|and how
          they went|on their way] [summer and winter|rain or shine|week after week] {places_all}.
        {^a_vehicle}, {a_animal} [and a good deal of patience|and the will to work|and no map]: with these
          {who_all} [set out|went] from {town} {places_all}.
        {^scenery}, and {who_all} [were on the road|had work to do|did not stay at home]; [it led|they went]
          {places_all}.
    """),
    stock=Frames.lines("""
        {^the_thing}, [all of|a good|no less than|some] {weight} kg, [had come|had found its way|had been
          brought] {to}.
        {^the_thing} [weighed|came to|was put at] {weight} kg and had {manner} been [lent|given|sent] {to}.
        [Somebody|A widow|A cousin|Fate|The miller] had [sent|given|left|willed] {the_thing} of {weight}
          kg {to}.
        [There was|Not to forget|Nobody could overlook] {the_thing}, {colour} and {weight} kg [in weight|by
          the old scales|heavy], [delivered|lent|taken] {to}.
        {^the_thing} was {colour}; it [weighed|came to] {weight} kg and had [long since|only just] gone
          {to}.
    """),
    errand=Frames.lines("""
        On day {day} {who} {manner} [carried|hauled|took|brought|dragged|pushed] {the_thing} {to}.
        [Late|Early] on day {day} {the_thing} [went|travelled|rode] [on the cart|under the care|in the
          company] of {who} {source} {to}.
        Day {day} [saw|found] {who} [bring|wheel|heave|carry] {the_thing} {to}, {manner}[ and alone|, it is
          said|].
        {who} [came for|called for|fetched|picked up] {the_thing} on day {day} and {manner} [took|brought]
          it {source} {to}.
        "[Mind|Careful with|Make way for] {the_thing}!" [cried|called|said] {who} {manner} on day {day},
          [halfway|setting out] {to}.
        {^the_thing}, {colour} [as it was|as ever|and conspicuous], [could not stay|had to go|was wanted
          elsewhere]; {who} [moved|took] it on day {day} {to}.
        {^manner}, {who} [rolled|lifted|eased] {the_thing} into {a_vehicle} and was [gone|off] on day {day},
          {to}.
        {^when}, [and it was|all on] day {day}, {who} [drove|walked|came] [along|by|past] with {the_thing}
          {source} {to}.
    """),
    question=Frames.lines("""
        [So where|Where, then,|Now where|And where] [did|do you think did] {the_thing} [end up|come to
          rest], and [what|how much] did {who} carry [in all|altogether|all told]?
        [Tell me|Say|Well]: where is {the_thing} [now|at the end of it all], [how often|how many times] did
          {who} set out, and with what load [in all|altogether]?
        Who [can say|remembers] where {the_thing} [went at last|was last taken], and what {who}
          [moved|carried] in all?
        The {person} asked {manner} where {the_thing} had [got to|gone], and what {who} had [carried|moved]
          since.
    """),
    working=Frames.lines("""
        [Follow it|Step by step it went|Its way was|It had gone]: {path}. [And the loads|The weights|As for
          the loads]: {sum}.
        [One stop after another|Stop by stop|The road it took]: {path}. [On the scales|In kilograms|Load
          upon load]: {sum}.
    """),
    answer=Frames.lines("""
        [So|In the end|At last|And so] {the_thing} [came|had come|was brought] {to}, and {who} [had
          made|made|counted] {trips} {journeys} with {load} kg.
        {^the_thing} [went|found its way|was taken] {to} [in the end|at last]; {trips} {journeys} and {load}
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
