"""The couriers' world on the telephone: somebody asks, somebody looks it up and tells."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.conversational._ears import vocabulary
from dataforge.generators.conversational._spoken import ASIDES, Spoken
from dataforge.generators.conversational._talk import TALK_LEXICONS
from dataforge.generators.worlds import couriers_reader
from dataforge.generators.worlds.couriers import Couriers
from dataforge.generators.worlds.couriers_text import EnglishCouriers, Telling
from dataforge.text.frames import Frames

CALL = Telling(
    opening=Frames.lines("""
        A: [Hello|Good morning|Good evening], {town}, [carriers|the depot|removals]? B: [Speaking|Yes|That's
          us]. You'll want {who_all}. [They go|We send them|They drive] {places_all}.
        A: {town}? [Is that|Have I reached] the [depot|office|yard]? B: [It is|You have]; [today|this week]
          it's {who_all} [on the road|with the van|on duty], {places_all}.
        A: {^when} [I rang before|the line was dead|the line was busy]. [Who|Remind me, who] does the
          carrying in {town}? B: {who_all}, [with|and] {a_vehicle}, {places_all}.
        A: {town}, {when} the {person} [said|swore|wrote] you [deliver|carry things]. B: [We do|That's
          right|Indeed], {who_all} [go|drive] {places_all}.
        A: The {person} [gave me|found me|wrote down] your number. B: [In|From|For] {town}{hedge}? It's
          {who_all}, with {a_vehicle}, {places_all}.
    """),
    stock=Frames.lines("""
        B: [Let me see|Wait|Right|Hm|Now], [{the_thing}|the {epithet} {item}], that's {weight} kg, went
          {way}{to} [first|to begin
          with]{hedge}.
        B: [{^the_thing}|The {epithet} {item}]? {^colour}, {texture}{hedge}, {weight} kg, taken {way}{to} [at
          the
          start|ages ago|before]{hedge}.
        B: [And|Then|Oh, and|Also] [{the_thing}|the {epithet} {item}] of {weight} kg, [which|that] we'd
          [brought|sent|got]
          {way}{to}{hedge}.
        A: [What about|And|How heavy is] [{the_thing}|the {epithet} {item}]? B: {^um}{weight} kg, [it'd
          gone|it was
          sent|delivered] {way}{to} [before that|originally]{hedge}.
    """),
    errand=Frames.lines("""
        B: On day {day}, {um}{who} {manner} [took|carried|drove|brought] [{the_thing}|the {epithet} {item}]
          {way}{to}{hedge}.
        A: [And|Uh-huh, and|Right, and|Then] on day {day}? B: {^um}{who}, with [{the_thing}|the {epithet}
          {item}], {source} {way}{to},
          {manner}{hedge}.
        B: [Then|Next|After that|Later] {who} [had|got|brought|took] [{the_thing}|the {epithet} {item}]
          {way}{to} by day {day}{hedge}.
        A: [Go on|Yes|I see|Mm-hm|And then]. B: Day {day}, {um}[{the_thing}|the {epithet} {item}] [went|was
          off|left|was moved]
          {way}{to}, {who} [drove|signed|helped]{hedge}.
        B: [Hang on|One moment|Where was I|Wait|Hm|Er|Now|Let me see|Ah], day {day}: {who} {manner}
          [fetched|moved|hauled] [{the_thing}|the {epithet} {item}] {source} {way}{to}{hedge}.
        B: [Some|The|Another|Our] {person} [rang|complained|asked|insisted], so {who} [ran|took|rushed]
          [{the_thing}|the {epithet} {item}] {way}{to} on day {day}{hedge}.
        B: {^a_trait} {person} [rang|wrote|begged], {um}so {who} [took|sent] [{the_thing}|the {epithet}
          {item}]
          {way}{to} on day {day}{hedge}.
        B: With {an_object} and {a_tool}, {um}{who} [got|took] [{the_thing}|the {epithet} {item}] {way}{to}
          on day
          {day}{hedge}.
    """),
    question=Frames.lines("""
        A: [So|Right, so|OK, then] where's {the_thing} been taken [now|last], and what has {who}
          [carried|moved] [in all|altogether]?
        A: [Fine|Good|Lovely]. [Where did|So where did] {the_thing} go last, and how much did {who} carry[,
          by the way|, roughly|]?
    """),
    working=Frames.lines("""
        B: [Let me look|I'll read it out|Bear with me]: {path}. [And adding up|In kilos|Weights], {sum}.
        B: [One after the other|It went like this|All in order], {path}. [The loads|As for weight], {sum}.
    """),
    answer=Frames.lines("""
        B: [So|There you are|In short], {the_thing} went {to} [in the end|last], and {who} did {trips}
          {journeys}, {load} kg{hedge}.
        B: {^the_thing} was [last|in the end] [taken|brought] {to}; {trips} {journeys} and {load} kg for
          {who}{hedge}.
    """),
)


class CourierPhoneCall(Spoken[Couriers], EnglishCouriers):
    """A telephone call about deliveries, and what they come to."""

    name = "courier-phone-call"
    domain = "conversational"
    summary = "a telephone call to the couriers' office; a world that every domain can tell"
    tellings = (CALL,)
    knobs = (*EnglishCouriers.knobs[:-1], ASIDES)
    lexicons = tuple(sorted({*EnglishCouriers.lexicons, *TALK_LEXICONS}))

    def extract(self, text: str) -> Any:
        return _english().read(text, vocabulary("en_given_names"))


@cache
def _english() -> couriers_reader.Tongue:
    return couriers_reader.english()
