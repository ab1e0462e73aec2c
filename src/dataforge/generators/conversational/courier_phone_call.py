"""The couriers' world on the telephone: somebody asks, somebody looks it up and tells."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.conversational._ears import vocabulary
from dataforge.generators.conversational._talk import ASIDES
from dataforge.generators.worlds import couriers_reader
from dataforge.generators.worlds.couriers_text import EnglishCouriers, Telling
from dataforge.text.frames import Frames

CALL = Telling(
    opening=Frames.lines("""
        A: [Hello|Good morning|Good evening], {town}, [carriers|the depot|removals]? B: [Speaking|Yes|That's
          us]. You'll want {who_all}. [They go|We send them|They drive] {places_all}.
        A: {town}? [Is that|Have I reached] the [depot|office|yard]? B: [It is|You have]; [today|this week]
          it's {who_all} [on the road|with the van|on duty], {places_all}.
        A: {^when} [I rang before|I had nobody on the line|the line was busy]. [Sorry to bother you|It's me
          again|Only a quick question], [who|remind me who] does the carrying in {town}? B: {who_all},
          [always|as ever], [with|and] {a_vehicle}, {places_all}.
        A: {^when} the {person} [said|told me] you [deliver|carry things]. B: [We do|That's right|Indeed],
          {who_all} [go|drive] from {town} {places_all}.
    """),
    stock=Frames.lines("""
        B: [Let me see|Wait|Right], {the_thing}, that's {weight} kg, went {to} [first|to begin with].
        B: {^the_thing}? {^colour}, [I think|isn't it], {weight} kg, taken {to} [at the start|ages ago].
        B: [And|Then|Oh, and] {the_thing} of {weight} kg, [which|that] we'd [brought|sent] {to}.
        A: [What about|And|How heavy is] {the_thing}? B: {weight} kg, [it'd gone|it was sent] {to} [before
          that|originally].
    """),
    errand=Frames.lines("""
        B: On day {day}, [er, |well, |]{who} {manner} took {the_thing} {to}.
        A: [And|Uh-huh, and] on day {day}? B: {who}, with {the_thing}, {source} {to}, {manner}.
        B: [Then|Next|After that] {who} [had|got] {the_thing} {to} by day {day}[, I see here|, it says|].
        A: [Go on|Yes|I see]. B: Day {day}, {the_thing} [went|was off] {to}, {who} [drove|signed].
        B: [Hang on|One moment|Where was I], day {day}: {who} {manner} [fetched|moved] {the_thing} {source}
          {to}.
        B: [Some|The] {person} [rang|complained|asked], so {who} [ran|took] {the_thing} {to} on day {day}.
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
          {journeys}, {load} kg.
        B: {^the_thing} was [last|in the end] [taken|brought] {to}; {trips} {journeys} and {load} kg for
          {who}.
    """),
)


class CourierPhoneCall(EnglishCouriers):
    """A telephone call about deliveries, and what they come to."""

    name = "courier-phone-call"
    domain = "conversational"
    summary = "a telephone call to the couriers' office; a world that every domain can tell"
    tellings = (CALL,)
    knobs = (*EnglishCouriers.knobs[:-1], ASIDES)

    def extract(self, text: str) -> Any:
        return _english().read(text, vocabulary("en_given_names"))


@cache
def _english() -> couriers_reader.Tongue:
    return couriers_reader.english()
