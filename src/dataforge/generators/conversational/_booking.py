"""What values are called in booking dialogues, and the frames of every turn. For the writer only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.text.columns import Field, Strings, join, where
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

COUNT, TIME, DATE, OPTION, NAME = range(5)
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
    capitals: Strings


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
        pa.array(words),
        pa.array([word[:1].upper() + word[1:] for word in words]),
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


def say(slot: I64, value: I64, today: I64, alternative: NDArray[np.bool_]) -> tuple[Strings, Strings]:
    """What values are called, in mid-sentence and at its beginning; string[n] each."""
    table = tables()
    kind, number = table.kind[slot], table.low[slot] + value
    counts = number + alternative * _MAX_COUNT
    times = 2 * _MAX_COUNT + number + alternative * _QUARTERS
    dates = 2 * (_MAX_COUNT + _QUARTERS) + np.where(alternative, NUM_TODAYS + _MAX_AHEAD, today) + number
    index = np.select(
        [kind == COUNT, kind == TIME, kind == DATE, kind == OPTION],
        [counts, times, dates, table.base[slot] + value],
        0,
    )
    place = pa.array(index)
    plain, capital = table.words.take(place), table.capitals.take(place)
    named = kind == NAME
    if not named.any():
        return plain, capital
    given, family = np.divmod(np.where(named, value, 0), len(lexicon("surnames")))
    name = join(
        lexicon("given_names")[0].take(pa.array(given)), " ", lexicon("surnames")[0].take(pa.array(family))
    )
    return where(named, name, plain), where(named, name, capital)


OPENINGS = Frames(
    "{today}. {caller} [rings|calls|telephones|gets through to] the {place} about {what}, and {agent} "
    "[answers|picks up].",
    "On {today}, {caller} [telephones|rings|tries|reaches] the {place} to [arrange|book|discuss] {what}; "
    "{agent} takes the call.",
    "[A call|One more call|The first call|A late call] to the {place} on {today}. {caller} has {what} in "
    "mind. On the other end is {agent}.",
    "{caller} comes to the [desk|counter|office] of the {place} on {today}. {agent} [listens|looks "
    "up|nods]. The matter is {what}.",
    "[This conversation|What follows|All this] took place on {today}. {agent}, of the {place}, helps "
    "{caller} with {what}.",
    "[Chat|Window|Channel] opened on {today}: {caller} writes to the {place}, where {agent} is on duty. "
    "Subject: {what}.",
    "[Transcript|Record|Notes] of {today}. Client: {caller}. For the {place}: {agent}. Request: {what}.",
    "It is {today}, and {agent} has [only just|barely|at last] sat down at the {place} when {caller} "
    "calls. What is wanted "
    "is {what}.",
    "{agent} is looking after the [telephone|phones|desk] of the {place} on {today}. {caller} asks for "
    "{what}.",
    "{caller} had put it off for [weeks|months|days|ages]; on {today} it is time to [arrange|settle|see "
    "to] {what}. {agent} of the {place} "
    "picks up.",
)
TAGS = (
    ("", ""),
    ("Customer", "Clerk"),
    ("Caller", "Desk"),
    ("C", "A"),
    ("Client", "Office"),
    ("Guest", "Host"),
)
GREETINGS = Frames(
    "Good [morning|day|afternoon], {place}, {agent} [speaking|here|on the line].",
    "{place}. [How can I help|What can we do for you|How may I be of service]?",
    "[Hello|Hi|Good day], [this is|you are talking to|it is] {agent} at the {place}.",
    "[Thank you|Thanks] for [getting in touch|calling|ringing]. What [can|may] I do for you?",
    "Good [afternoon|morning|day]. My name is {agent}[|; how can I help].",
    "[Welcome|Hello|Good day]. What will it be[| today| this time]?",
    "{agent} [here|speaking]. [I am listening|Go ahead|Fire away].",
    "[Hello|Well, hello|Good day], and what brings you to us?",
)
WISHES = Frames(
    "[Hello|Hi|Good day|Ah, hello]. [I am|We are] looking for {what}.",
    "[Good day|Hello|Hi]. It [is|would be] about {what}.",
    "[I|We] [should|would] like to [book|arrange|have] {what}, please.",
    "My name is {caller}, and I [need|want|am after] {what}.",
    "[Hi|Hello], I [want|have|need] to [arrange|organise|book] {what}.",
    "We [are hoping|were hoping|had hoped] for {what}.",
    "[Could|Can] you [help me|be of help|assist us] with {what}?",
    "I [was told|heard|gather] that you are the people for {what}.",
    "We talked about {what} [last week|a while ago|the other day], I [believe|think].",
    "{caller} [speaking|here]. I am [calling|ringing|asking] about {what}.",
)
READY = (
    "With pleasure.",
    "Gladly.",
    "Let me find a form.",
    "Then let us begin.",
    "Happy to help.",
    "Just the details, then.",
    "A moment, my pen. Good.",
    "We can do that.",
    "Lovely.",
    "Right, let me open the book.",
    "Splendid.",
    "Give me a moment. There.",
    "By all means.",
    "Let me get the diary.",
    "That should be possible.",
)
QUESTIONS = (
    Frames(
        "How many {noun} shall I [note|put down|reserve]?",
        "How many {noun} [will it be|are we talking about|did you have in mind]?",
        "[What about|How about] the {label}[| to begin with]?",
        "[And|Then] the {label}?",
        "[Could|Can|Would] you tell me the {label}[|, please]?",
        "I need the {label} [next|now|too].",
    ),
    Frames(
        "[What about|How about] the {label}?",
        "Which {label} would [suit you|be best|you prefer]?",
        "[And|Then] the {label}?",
        "Do you [already|perhaps] know the {label}?",
        "[Next comes|Now for|Next on my form is] the {label}.",
    ),
    Frames(
        "What is the {label}[|, please| to be]?",
        "Which {label} shall I [enter|note|put]?",
        "[And|Then] the {label}?",
        "Next, the {label}[|, please].",
        "Shall we [fix|settle|agree on] the {label}?",
    ),
    Frames(
        "Which {label} do you [prefer|want|fancy]?",
        "[What about|How about] the {label}?",
        "[And|Then] the {label}?",
        "For the {label}, what would you [like|prefer|say]?",
        "[Now|Next] the {label}, please.",
    ),
    Frames(
        "What is the {label}?",
        "[May|Could|Can] I have the {label}[|, please]?",
        "[And|Then] the {label}?",
        "Which {label} shall I [write down|put|note]?",
        "[Now|Next] the {label}[|, if I may].",
    ),
)
QUESTION_START = np.cumsum([0] + [len(each) for each in QUESTIONS])
ALL_QUESTIONS = Frames(*(template for each in QUESTIONS for template in each.templates))
GIVEN = Frames(
    "{cv}.",
    "{cv}, [please|thanks|I think|I would say|if you can|that is all].",
    "Let us [say|make it|go for] {v}[|, please].",
    "[Put down|Write|Note|Make it] {v}[|, please|, would you].",
    "[That|This] is [easy|simple|clear]: {v}.",
    "We [talked it over|discussed it|slept on it] [at home|together|yesterday]: {v}.",
    "For us, {v}[|, as ever| again].",
    "[Oh|Well|So|Er|Um|Right], {v}[|, please|, I suppose].",
    "Hm, {v}[|, if that works|, I hope].",
    "I [would|should] [say|think] {v}[|, all told].",
    "[Ideally|Preferably|Definitely|Probably|Naturally] {v}.",
    "[Everybody|My family|My wife|My husband|My mother] [wants|prefers|would like] {v}.",
)
REPAIRED = Frames(
    "{cv}[, sorry|, oh|, er], [I mean|I meant|that is] {w}.",
    "{cv}. No, [wait|hold on|sorry]: {w}.",
    "{cv}, or [rather|better] {w}.",
    "I was going to say {v}, but {w} is [right|correct|better].",
    "My [note|diary|list] says {v}, and that is [old|wrong|out of date]. {cw}.",
    "{cv} was the [plan|idea], but by now it is {w}.",
    "It [used to|was to] be {v}; [write|put|make that] {w}.",
    "{cv}. [Excuse me|Sorry|Silly me], I am reading the wrong [line|page]. {cw}.",
)
OF_TWO = Frames(
    "Either {v} or {w}[|, I suppose].",
    "{cv} or {w}, I [cannot|can't] decide.",
    "It [could|might|may] be {v} or {w}.",
    "I [wavered|am torn|went back and forth] between {v} and {w}.",
    "Well, {v} or {w}[|, possibly].",
)
WHICH = (
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
PICKS = Frames(
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
OFFER_PICKS = (0, 1, 3, 4)
CHANGED = Frames(
    "[Actually|Oh|Wait|Listen], make {it} {v}[|, please].",
    "[Sorry|Excuse me|Oh dear], {it} [should|ought to] be {v}.",
    "[Could|Can|Would] you change {it} to {v}[|, please]?",
    "I have changed my mind: {it} [has|will have] to be {v}.",
    "A [correction|small change]: {it} is to be {v}.",
    "On [reflection|second thoughts], {v} [is|would be] better for {it}.",
    "[Please|Do] put {v} for {it} instead.",
    "[Wait|Oh no|Hold on], I got {it} wrong. {cv} is [correct|right].",
    "My [family|sister|boss|son] [insists|is set] on {v} for {it}.",
    "{cit} [needs|has] to change: {v}.",
    "Forget what I [said|told you] about {it}. {cv}[, please|, then].",
    "They [tell|inform] me just now that {it} [must|has to] be {v}.",
    "Would {v} be possible for {it}?{a}It would.{c}Then let us do that.",
    "Should {it} be {v}? Yes, I think so.",
    "Suppose {it} were {v}.{a}Shall I change it?{c}Yes, please.",
    "What if {it} were {v}?{a}That can be done.{c}Good, do it.",
)
KEPT = Frames(
    "Would {v} be possible for {it}?{a}It would.{c}No, after all, leave everything as it is.",
    "Should {it} be {v}? No, I think not.",
    "Suppose {it} were {v}.{a}Shall I change it?{c}No, thank you.",
    "What if {it} were {v}?{a}That can be done.{c}Better not.",
    "I nearly [asked|told|begged] you to make {it} {v}, but I will not.",
    "My [family|sister|boss|son] [wanted|suggested] {v} for {it}, but I said no.",
    "Do not let anybody [talk|push] you into {v} for {it}.",
    "If somebody [rings|calls|writes] and says that {it} should be {v}, ignore it.",
)
ASIDES = Frames(
    "Last [time|year|summer] {it} was {v}; that was another year.",
    "A [friend|colleague|cousin] of mine had {v} for {it}, but that is another story.",
    "Other people would [choose|take] {v} for {it}, I [suppose|imagine].",
    "In my [brother|sister|neighbour]'s case {it} was {v}, not that it matters.",
    "You once entered {v} for {it} [by mistake|in error], do you remember?",
    "I dreamt that {it} was {v}. [Strange|Odd|Funny].",
)
UNDONE = Frames(
    "[Please|Could you] undo the last change to {it}.",
    "Put {it} back to what it was before[|, please].",
    "No, what you had before was better for {it}.",
    "I take back my last change to {it}.",
    "Let {it} be again what it was just before.",
    "Go back one step with {it}[|, please].",
)
MOVED = (
    Frames(
        "{cit} goes {up} by {d}[|, by the way].",
        "[Could|Can] {it} go {up} by {d}[|, please]?",
        "It [turns out|seems] that {it} is {d} too {wrong}.",
        "[Take|Move|Bring] {it} {up} by {d}, please.",
        "I was out by {d}: {it} should go {up} that much.",
    ),
    Frames(
        "[Could|Can] {it} be {d} {dir}?",
        "{cit} would be [better|nicer|safer] {d} {dir}.",
        "[Could|Can] we have {it} {d} {dir}, please?",
        "I would [like|prefer] {it} {d} {dir}.",
        "{cit} is not quite right: {d} {dir} would be [perfect|ideal].",
    ),
)
ALL_MOVED = Frames(*(template for each in MOVED for template in each.templates))
OFFERS = Frames(
    "Instead of {u} for {it} I [could|can] offer {v} or {w}, which is cheaper.",
    "[There would be a discount|I could give a discount|We would take something off|It comes out cheaper] "
    "if {it} were {v} or {w} rather than {u}.",
    "I see {u} for {it}. We also have {v} or {w}; shall I change it?",
    "May I suggest {v} or {w} for {it}, instead of {u}?",
    "Most people [take|choose] {v} or {w} for {it}, not {u}. What about you?",
)
ECHOES = Frames("{cv} it is.", "So {v}.", "{cv}, then.", "I now have {v}.", "I write {v}.", "Right, {v}.")
ACKS = (
    "Noted.",
    "Very well.",
    "All right.",
    "Of course.",
    "As you wish.",
    "Good.",
    "Fine.",
    "I see.",
    "Understood.",
    "Thank you.",
    "Certainly.",
    "Right.",
)
ENDINGS = (
    "That is everything.",
    "I think we have it all.",
    "That is all, thank you.",
    "Then we are done.",
    "Now we are complete.",
    "What do you have now?",
    "Please read it back to me.",
    "Could you sum up?",
    "Nothing else.",
    "That should be it.",
    "There, finished.",
    "That was all I wanted.",
    "What does it say now?",
    "Run it by me once more.",
    "Just repeat it for me.",
    "Nothing more from my side.",
    "Would you go over it?",
    "Is it all down?",
)
CLOSINGS = Frames(
    "Your booking: {state}",
    "I have noted: {state}",
    "It stands like this: {state}",
    "Let me read that back: {state}",
    "In short: {state}",
    "This is what I have: {state}",
)
REPLIES = Frames(*GIVEN.templates, *REPAIRED.templates, *OF_TWO.templates)
REPLY_COUNTS = np.array([len(GIVEN), len(REPAIRED), len(OF_TWO)])


def said(
    draws: Draws, field: str, form: Frames, which: I64, rows: Rows, fields: Mapping[str, Field], at: I64
) -> Strings:
    """`form` said for some rows (`at`) of row fields, the templates chosen; its choices are drawn here."""
    chosen = pa.array(at)
    some = Rows.of(np.bincount(rows.doc[at], minlength=rows.num_docs))
    here = {k: v.take(chosen) if isinstance(v, pa.Array) else v for k, v in fields.items()}
    return form.say(draws, field, some, here, which=which, span="prompt")
