"""What values are called in booking dialogues, and the frames of every turn. For the writer only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.conversational._talk import Phrases
from dataforge.text.columns import Picked, Strings, join
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64

COUNT, TIME, DATE, OPTION, NAME = range(5)
NUM_KINDS = 5
PLAIN, REPAIR, TWO, ABS, REL, OFFER, UNDO, KEEP, ASIDE = range(9)
BASE_DATE = date(2027, 1, 4)
NUM_TODAYS = 600
SLOTS_A_SERVICE = 11
_MAX_COUNT, _QUARTERS, _MAX_AHEAD = 120, 96, 200
_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


@dataclass(frozen=True)
class Tables:
    """Vocabulary as arrays: `services` int64[num_services, 11] of slots; `kind`, `low`, `size`, `base` by
    slot."""

    services: I64
    kind: I64
    low: I64
    size: I64
    base: I64
    noun: Strings
    words: Strings
    empty: int


@cache
def days() -> tuple[date, ...]:
    """The days on which conversations take place."""
    return tuple(BASE_DATE + timedelta(n) for n in range(NUM_TODAYS))


@cache
def tables() -> Tables:
    """Every value's names, in one table of strings."""
    slots = list(zip(*(lexicon("conversational_slots").words(j) for j in range(6)), strict=True))
    number_of = {slot[0]: i for i, slot in enumerate(slots)}
    words = [str(n) for n in range(_MAX_COUNT)] + [_in_words(n) for n in range(_MAX_COUNT)]
    words += [f"{q // 4}:{q % 4 * 15:02d}" for q in range(_QUARTERS)] + [_clock(q) for q in range(_QUARTERS)]
    calendar = [BASE_DATE + timedelta(n) for n in range(NUM_TODAYS + _MAX_AHEAD)]
    words += [f"{day:%A} {day.day} {day:%B}" for day in calendar] + [
        f"{n} days from now" for n in range(_MAX_AHEAD)
    ]
    base = np.zeros(len(slots), np.int64)
    names = len(lexicon("given_names")) * len(lexicon("surnames"))
    sizes = np.array([names if slot[2] == "N" else int(slot[4]) for slot in slots])
    for i, slot in enumerate(slots):
        if slot[2] == "O":
            base[i] = len(words)
            words += slot[5].split("|")
    return Tables(
        np.array(
            [
                [number_of[key] for key in row.split("|")]
                for row in lexicon("conversational_services").words(2)
            ]
        ),
        np.array(["CTDON".index(slot[2]) for slot in slots]),
        np.array([int(slot[3]) for slot in slots]),
        sizes,
        base,
        pa.array([slot[1].removeprefix("number of ") for slot in slots]),
        pa.array([*words, ""]),
        len(words),
    )


def _in_words(n: int) -> str:
    if n < 20:
        return _SMALL[n]
    if n < 100:
        return _TENS[n // 10] + (f"-{_SMALL[n % 10]}" if n % 10 else "")
    return "a hundred" + (f" and {_in_words(n - 100)}" if n > 100 else "")


def _clock(quarter: int) -> str:
    hour, part = divmod(quarter, 4)
    if quarter == 48:
        return "noon"
    named = _SMALL[(hour + (part == 3) - 1) % 12 + 1]
    said = (f"{named} o'clock", f"a quarter past {named}", f"half past {named}", f"a quarter to {named}")[
        part
    ]
    return f"{said} in the {'morning' if hour < 12 else 'afternoon' if hour < 18 else 'evening'}"


def called(
    slot: I64,
    value: I64,
    today: I64,
    alternative: NDArray[np.bool_] | bool = False,
    *,
    absent: NDArray[np.bool_] | None = None,
) -> Picked:
    """What values are called; nothing at all where `absent`."""
    table = tables()
    kind, number = table.kind[slot], table.low[slot] + value
    counts = number + alternative * _MAX_COUNT
    times = 2 * _MAX_COUNT + number + alternative * _QUARTERS
    dates = 2 * (_MAX_COUNT + _QUARTERS) + np.where(alternative, NUM_TODAYS + _MAX_AHEAD, today) + number
    index = np.choose(np.minimum(kind, OPTION), (counts, times, dates, table.base[slot] + value))
    words, named = table.words, np.flatnonzero(kind == NAME)
    if len(named):
        given, family = np.divmod(value[named], len(lexicon("surnames")))
        names = join(Picked(lexicon("given_names")[0], given), " ", Picked(lexicon("surnames")[0], family))
        index[named] = len(words) + np.arange(len(named))
        words = pa.concat_arrays([words, names])
    return Picked(words, index if absent is None else np.where(absent, table.empty, index))


LINES = Phrases(
    (
        "{today}. {caller} [rings|calls|telephones|gets through to] the {house} about {what}, and {agent} "
        "[answers|picks up].",
        "On {today}, {caller} [telephones|rings|tries|reaches] the {house} to [arrange|book|discuss] "
        "{what}; {agent} takes the call.",
        "[A call|One more call|The first call|A late call] to the {house} on {today}. {caller} has {what} "
        "in mind. On the other end is {agent}.",
        "{caller} comes to the [desk|counter|office] of the {house} on {today}. {agent} [listens|looks "
        "up|nods]. The matter is {what}.",
        "[This conversation|What follows|All this] took place on {today}. {agent}, of the {house}, helps "
        "{caller} with {what}.",
        "[Chat|Window|Channel] opened on {today}: {caller} writes to the {house}, where {agent} is on "
        "duty. Subject: {what}.",
        "[Transcript|Record|Notes] of {today}. Client: {caller}. For the {house}: {agent}. Request: {what}.",
        "It is {today}, and {agent} has [only just|barely|at last] sat down at the {house} when {caller} "
        "calls. What is wanted is {what}.",
        "{agent} is looking after the [telephone|phones|desk] of the {house} on {today}. {caller} asks "
        "for {what}.",
        "{caller} had put it off for [weeks|months|days|ages]; on {today} it is time to "
        "[arrange|settle|see to] {what}. {agent} of the {house} picks up.",
    ),
    (
        "good [morning|day|afternoon], {house}, {agent} [speaking|here|on the line].",
        "{house}. [How can I help|What can we do for you|How may I be of service]?",
        "[hello|hi|good day], [this is|you are talking to|it is] {agent} at the {house}.",
        "[thank you|thanks] for [getting in touch|calling|ringing]. What [can|may] I do for you?",
        "good [afternoon|morning|day]. My name is {agent}[|; how can I help].",
        "[welcome|hello|good day]. What will it be[| today| this time]?",
        "{agent} [here|speaking]. [I am listening|Go ahead|Fire away].",
        "[hello|well, hello|good day], and what brings you to us?",
    ),
    (
        "[hello|hi|good day|ah, hello]. [I am|We are] looking for {what}{hedge}.",
        "[good day|hello|hi]. It [is|would be] about {what}{hedge}.",
        "{um}[I|we] [should|would] like to [book|arrange|have] {what}, please.",
        "{um}my name is {caller}, and I [need|want|am after] {what}{hedge}.",
        "[hi|hello], I [want|have|need] to [arrange|organise|book] {what}{hedge}.",
        "{um}we [are hoping|were hoping|had hoped] for {what}{hedge}.",
        "{um}[could|can] you [help me|be of help|assist us] with {what}?",
        "{um}I [was told|heard|gather] that you are the people for {what}{hedge}.",
        "{um}we talked about {what} [last week|a while ago|the other day], I [believe|think].",
        "{um}{caller} [speaking|here]. I am [calling|ringing|asking] about {what}{hedge}.",
    ),
    (
        "{um}with pleasure.",
        "{um}gladly.",
        "{um}let me find a form.",
        "{um}then let us begin.",
        "{um}happy to help.",
        "{um}just the details, then.",
        "{um}a moment, my pen. Good.",
        "{um}we can do that.",
        "{um}lovely.",
        "{um}right, let me open the book.",
        "{um}splendid.",
        "{um}give me a moment. There.",
        "{um}by all means.",
        "{um}let me get the diary.",
        "{um}that should be possible.",
    ),
    (
        "{um}that is everything{hedge}.",
        "{um}I think we have it all{hedge}.",
        "{um}that is all, thank you.",
        "{um}then we are done{hedge}.",
        "{um}now we are complete{hedge}.",
        "{um}what do you have now?",
        "{um}please read it back to me{hedge}.",
        "{um}could you sum up?",
        "{um}nothing else{hedge}.",
        "{um}that should be it{hedge}.",
        "{um}there, finished.",
        "{um}that was all I wanted{hedge}.",
        "{um}what does it say now?",
        "{um}run it by me once more{hedge}.",
        "{um}just repeat it for me{hedge}.",
        "{um}nothing more from my side{hedge}.",
        "{um}would you go over it?",
        "{um}is it all down?",
    ),
)
"""What is said once: opening, greeting, wish, how the clerk takes it up, how the customer ends."""
TAGS = (
    ("", ""),
    ("Customer", "Clerk"),
    ("Caller", "Desk"),
    ("C", "A"),
    ("Client", "Office"),
    ("Guest", "Host"),
)
LEADS = Phrases(
    (
        "{um}how many {noun} shall I [note|put down|reserve]?",
        "{um}how many {noun} [will it be|are we talking about|did you have in mind]?",
        "{um}[what about|how about] the {label}[| to begin with]?",
        "{um}[and|then] the {label}?",
        "{um}[could|can|would] you tell me the {label}[|, please]?",
        "{um}I need the {label} [next|now|too].",
    ),
    (
        "{um}[what about|how about] the {label}?",
        "{um}which {label} would [suit you|be best|you prefer]?",
        "{um}[and|then] the {label}?",
        "{um}do you [already|perhaps] know the {label}?",
        "{um}[next comes|now for|next on my form is] the {label}.",
    ),
    (
        "{um}what is the {label}[|, please| to be]?",
        "{um}which {label} shall I [enter|note|put]?",
        "{um}[and|then] the {label}?",
        "{um}next, the {label}[|, please].",
        "{um}shall we [fix|settle|agree on] the {label}?",
    ),
    (
        "{um}which {label} do you [prefer|want|fancy]?",
        "{um}[what about|how about] the {label}?",
        "{um}[and|then] the {label}?",
        "{um}for the {label}, what would you [like|prefer|say]?",
        "{um}[now|next] the {label}, please.",
    ),
    (
        "{um}what is the {label}?",
        "{um}[may|could|can] I have the {label}[|, please]?",
        "{um}[and|then] the {label}?",
        "{um}which {label} shall I [write down|put|note]?",
        "{um}[now|next] the {label}[|, if I may].",
    ),
    (
        "Instead of {u} for {it} I [could|can] offer {v} or {w}, which is cheaper.",
        "[There would be a discount|I could give a discount|We would take something off|It comes out "
        "cheaper] if {it} were {v} or {w} rather than {u}.",
        "I see {u} for {it}. We also have {v} or {w}; shall I change it?",
        "May I suggest {v} or {w} for {it}, instead of {u}?",
        "Most people [take|choose] {v} or {w} for {it}, not {u}. What about you?",
    ),
)
"""How the clerk goes on: a question about a slot of each kind, or an offer."""
TURNS = Phrases(
    (
        "{um}{v}{hedge}.",
        "{um}{v}, [please|thanks|I would say|if you can|that is all].",
        "{um}let us [say|make it|go for] {v}{hedge}.",
        "{um}[put down|write|note|make it] {v}[|, please|, would you].",
        "{um}[that|this] is [easy|simple|clear]: {v}{hedge}.",
        "{um}we [talked it over|discussed it|slept on it] [at home|together|yesterday]: {v}{hedge}.",
        "{um}for us, {v}[|, as ever| again].",
        "{um}{v}, [if that works|if that suits you|all told].",
        "{um}I [would|should] [say|think] {v}{hedge}.",
        "{um}[ideally|preferably|definitely|probably|naturally] {v}{hedge}.",
        "{um}[everybody|my family|my wife|my husband|my mother] [wants|prefers|would like] {v}{hedge}.",
        "{um}{name} [wants|prefers|suggests] {v}{hedge}.",
    ),
    (
        "{um}{v}[, sorry|, oh|, er], [I mean|I meant|that is] {w}{hedge}.",
        "{um}{v}. No, [wait|hold on|sorry]: {w}{hedge}.",
        "{um}{v}, or [rather|better] {w}{hedge}.",
        "{um}I was going to say {v}, but {w} is [right|correct|better]{hedge}.",
        "{um}my [note|diary|list] says {v}, and that is [old|wrong|out of date]. {^w}{hedge}.",
        "{um}{v} was the [plan|idea], but by now it is {w}{hedge}.",
        "{um}it [used to|was to] be {v}; [write|put|make that] {w}{hedge}.",
        "{um}{v}. [Excuse me|Sorry|Silly me], I am reading the wrong [line|page]. {^w}{hedge}.",
    ),
    (
        "{um}either {v} or {w}{hedge}.",
        "{um}{v} or {w}, I [cannot|can't] decide{hedge}.",
        "{um}it [could|might|may] be {v} or {w}{hedge}.",
        "{um}I [wavered|am torn|went back and forth] between {v} and {w}{hedge}.",
        "{um}perhaps {v}, perhaps {w}{hedge}.",
    ),
    (
        "{um}make {it} {v}[|, please].",
        "{um}{it} [should|ought to] be {v}{hedge}.",
        "{um}[could|can|would] you change {it} to {v}[|, please]?",
        "{um}I have changed my mind: {it} [has|will have] to be {v}{hedge}.",
        "{um}a [correction|small change]: {it} is to be {v}{hedge}.",
        "{um}on [reflection|second thoughts], {v} [is|would be] better for {it}{hedge}.",
        "{um}[please|do] put {v} for {it} instead.",
        "{um}I got {it} wrong. {^v} is [correct|right]{hedge}.",
        "{um}my [family|sister|boss|son] [insists|is set] on {v} for {it}{hedge}.",
        "{um}{it} [needs|has] to change: {v}{hedge}.",
        "{um}forget what I [said|told you] about {it}. {^v}[, please|, then].",
        "{um}they [tell|inform] me just now that {it} [must|has to] be {v}{hedge}.",
        "{um}{name} [insists|is set] on {v} for {it}{hedge}.",
        "Would {v} be possible for {it}?{a}It would.{c}Then let us do that.",
        "Should {it} be {v}? Yes, I think so.",
        "Suppose {it} were {v}.{a}Shall I change it?{c}Yes, please.",
        "What if {it} were {v}?{a}That can be done.{c}Good, do it.",
    ),
    (
        "{um}[please|could you] undo the last change to {it}[.|, thanks.]",
        "{um}put {it} back to what it was before[|, please].",
        "{um}no, what you had before was better for {it}{hedge}.",
        "{um}I take back my last change to {it}{hedge}.",
        "{um}let {it} be again what it was just before[|, please].",
        "{um}go back one step with {it}[|, please].",
    ),
    (
        "Would {v} be possible for {it}?{a}It would.{c}No, after all, leave everything as it is.",
        "Should {it} be {v}? No, I think not.",
        "Suppose {it} were {v}.{a}Shall I change it?{c}No, thank you.",
        "What if {it} were {v}?{a}That can be done.{c}Better not.",
        "{um}I nearly [asked|told|begged] you to make {it} {v}, but I will not{hedge}.",
        "{um}my [family|sister|boss|son] [wanted|suggested] {v} for {it}, but I said no{hedge}.",
        "{um}do not let anybody [talk|push] you into {v} for {it}[|, please].",
        "{um}if somebody [rings|calls|writes] and says that {it} should be {v}, ignore it{hedge}.",
    ),
    (
        "{um}last [time|year|summer] {it} was {v}; that was another year{hedge}.",
        "{um}a [friend|colleague|cousin] of mine had {v} for {it}, but that is another story{hedge}.",
        "{um}other people would [choose|take] {v} for {it}{hedge}.",
        "{um}in my [brother|sister|neighbour]'s case {it} was {v}, not that it matters{hedge}.",
        "{um}you once entered {v} for {it} [by mistake|in error], do you remember?",
        "{um}I dreamt that {it} was {v}. [Strange|Odd|Funny], {hedged}.",
    ),
    (
        "{um}{it} goes {up} by {d}[|, by the way].",
        "{um}[could|can] {it} go {up} by {d}[|, please]?",
        "{um}it [turns out|seems] that {it} is {d} too {wrong}{hedge}.",
        "{um}[take|move|bring] {it} {up} by {d}, please.",
        "{um}I was out by {d}: {it} should go {up} that much{hedge}.",
    ),
    (
        "{um}[could|can] {it} be {d} {dir}[|, please]?",
        "{um}{it} would be [better|nicer|safer] {d} {dir}{hedge}.",
        "{um}[could|can] we have {it} {d} {dir}[|, please]?",
        "{um}I would [like|prefer] {it} {d} {dir}{hedge}.",
        "{um}{it} is not quite right: {d} {dir} would be [perfect|ideal]{hedge}.",
    ),
)
"""What the customer says, by what it does to a slot."""
TURN_OF = np.array([0, 1, 2, 3, 7, 0, 4, 5, 6])
"""The kind of TURNS that each event is; a REL about dates and times is one further on."""
_WHICH = (
    "Which of them shall I write down?",
    "I can only enter one.",
    "You will have to choose.",
    "And if you had to decide now?",
    "Only one fits on my form.",
    "And which is it?",
    "Could you pick one?",
    "Which shall it be?",
    "Let me have one of them.",
    "I am afraid it has to be one.",
    "Which would you rather have?",
    "Say which, please.",
)
_PICKS = (
    "The first[|, then|, please].",
    "The former[|, please|, I think].",
    "What I said first[|, then|, after all].",
    "The second[|, then|, please].",
    "The latter[|, please|, I think].",
    "The last of them[|, then|, after all].",
    "Whichever is {least}.",
    "The {least}[|, please|, I think].",
    "I [take|want|choose] the {least} of the two.",
    "Whichever is {most}.",
    "The {most}[|, please|, I think].",
    "I [take|want|choose] the {most} of the two.",
)
PICKS = Frames(
    *("{a}[" + "|".join(_WHICH) + "]{c}" + pick for pick in _PICKS),
    *("{c}" + pick for i, pick in enumerate(_PICKS) if i % 3 < 2),
)
"""Three ways to take each of the two that one named oneself, the clerk having asked; two of what was
offered: "what I said first" fits only one's own words."""
ANSWERS = Phrases(
    (
        "{um}{v} it is.",
        "{um}so {v}.",
        "{um}{v}, then.",
        "{um}I now have {v}.",
        "{um}I write {v}.",
        "{um}right, {v}.",
    ),
    (
        "{um}noted.",
        "{um}very well.",
        "{um}all right.",
        "{um}of course.",
        "{um}as you wish.",
        "{um}good.",
        "{um}fine.",
        "{um}I see.",
        "{um}understood.",
        "{um}thank you.",
        "{um}certainly.",
        "{um}right.",
    ),
)
"""How the clerk takes it: reads the value back, or not."""
CLOSINGS = Frames(
    "Your booking: {state}",
    "I have noted: {state}",
    "It stands like this: {state}",
    "Let me read that back: {state}",
    "In short: {state}",
    "This is what I have: {state}",
)
