"""What travelogues say: setting out, stages of the way, the log, questions."""

from __future__ import annotations

from dataforge.generators.creative._palette import Palette

STARTS = Palette(
    "[After|Before|In spite of|Because of] {an_event} and {an_event}, {who} [left|quitted|set out from]"
    " {home} {manner}, with"
    " {a_adj} {object} and {a_adj} {tool}.",
    "{^a_weather} [morning|day|dawn] saw {who} [leave|set out from] {home} in {a_adj} {garment}, {mood}"
    " and {mood}.",
    "{^a_person} and {a_mood} {person} [waved|wept|cheered|yawned] when {who} [left|set out from] {home}"
    " with {a_adj} {object}.",
    "{who} of {home}, {mood} and {mood}, [packed|took|shouldered] {a_adj} {object}, {objects} and"
    " {foods}, and [left|went|set out].",
    "[Weary|Tired|Fond no longer] of {people}, {foods} and {objects}, {who} [left|turned from|quitted]"
    " {home} with {a_adj} {object}.",
    '"{^a_adj} {object}, {a_adj} {tool} and {foods}," {who} [wrote|noted|counted], and [left|set out'
    ' from] {home} {manner}.',
)  # fmt: skip
_WENT = "[walked|rode|trudged|drove|travelled|wandered|marched|strode|tramped|hurried]"
STAGES = Palette(
    "[Then|Next|From there|After that] {who} " + _WENT + " {m} miles {way} [through|across|along]"
    " {a_place_adj} {land} to {town},"
    " [which took|a matter of|the work of] {days}.",
    "[There were|It was] {m} miles {way} from there to {town}, past {a_adj} {building}; {who} [did|made"
    "|covered] them in {days},"
    " {mood} and {mood}.",
    "{days} later and {m} miles further {way}, {who} [reached|saw|entered|came to] {town}, [known for"
    "|full of|famed for] {foods},"
    " {objects} and {people}.",
    "To {town} it was {m} miles {way} by {a_adj} {cart}, {days} in all, with {a_mood} {person} and"
    " {a_adj} {object} for"
    " [company|luggage|entertainment].",
    '"{m} miles {way}," {a_mood} {person} with {a_adj} {object} [said|guessed|called], and after {days}'
    ' {who} [was in|stood in|came'
    " to] {town}.",
    "{^a_adj} {cart} full of {objects} [took|brought|carried] {who} {m} miles {way} to {town} in {days},"
    " over {a_place_adj} {land}.",
    "{who}, {mood} as ever, " + _WENT + " {manner} for {days}, {m} miles {way}, until {town} [appeared"
    "|came in sight|lay ahead]"
    " behind {a_place_adj} {land}.",
    "[With|Led by|Followed by] {a_person} and {beast}, {who} " + _WENT + " {m} miles {way} in {days}, and"
    " [slept|rested|dined] in"
    " {town} on {foods}.",
)  # fmt: skip
LOGS = Palette(
    "[In|At|By|On reaching|Once in] {town} [it was|the diary says|one counts|the sum is] day {day},"
    " {total} miles, {east} and {north}.",
    "{town}[ means| makes| comes to|, so]: day {day}, [in all|all told|altogether] {total} miles, [home"
    " being left|which is|now] {east}"
    " and {north}.",
    "Day {day} [ends|closes|finds one] in {town}, [after|with|at] {total} miles, {east} and {north}[ of"
    " home| on the map|].",
)  # fmt: skip
QUESTIONS = Palette(
    "[Which town did {who} reach on|In which town did {who} arrive on|What town came in sight of {who} on"
    "|Where did {who} stop on]"
    " day {day}?",
    "[How many miles did {who} travel in all|How far was it altogether for {who}, in miles|What is the"
    " sum of the miles of {who}]?",
    "[Which way is home, and how far|How does {who} get home on the map, and how far is it each way|Where"
    " does home lie for {who} at the"
    " end]?",
)  # fmt: skip
ANSWERS = Palette("[Answer|The answer|So|Reply|Result|In short|Hence|Which gives]: {answer}.")
