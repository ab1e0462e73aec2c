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
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64

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
    "{today}. {caller} rings the {place} about {what}, and {agent} answers.",
    "On {today}, {caller} telephones the {place} to arrange {what}; {agent} takes the call.",
    "A call to the {place} on {today}. {caller} has {what} in mind. On the other end is {agent}.",
    "{caller} comes to the desk of the {place} on {today}. {agent} listens. The matter is {what}.",
    "This conversation took place on {today}. {agent}, of the {place}, helps {caller} with {what}.",
    "Chat opened on {today}: {caller} writes to the {place}, where {agent} is on duty. Subject: {what}.",
    "Transcript of {today}. Client: {caller}. For the {place}: {agent}. Request: {what}.",
    "It is {today}, and {agent} has only just sat down at the {place} when {caller} calls. What is wanted "
    "is {what}.",
    "{agent} is looking after the telephone of the {place} on {today}. {caller} asks for {what}.",
    "{caller} had put it off for weeks; on {today} it is time to arrange {what}. {agent} of the {place} "
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
    "Good morning, {place}, {agent} speaking.",
    "{place}. How can I help?",
    "Hello, this is {agent} at the {place}.",
    "Thank you for getting in touch. What can I do for you?",
    "Good afternoon. My name is {agent}.",
    "Welcome. What will it be?",
    "{agent} here. I am listening.",
    "Hello, and what brings you to us?",
)
WISHES = Frames(
    "Hello. I am looking for {what}.",
    "Good day. It is about {what}.",
    "I should like to book {what}, please.",
    "My name is {caller}, and I need {what}.",
    "Hi, I want to arrange {what}.",
    "We are hoping for {what}.",
    "Could you help me with {what}?",
    "I was told that you are the people for {what}.",
    "We talked about {what} last week, I believe.",
    "{caller} speaking. I am calling about {what}.",
)
READY = (
    "With pleasure.", "Gladly.", "Let me find a form.", "Then let us begin.", "Happy to help.",
    "Just the details, then.",
    "One moment, my pen. Good.", "We can do that.",
)  # fmt: skip
QUESTIONS = (
    Frames("How many {noun} shall I note?", "How many {noun} will it be?", "What about the {label}?",
        "And the {label}?", "Could you tell me the {label}?", "I need the {label} next."),
    Frames("What about the {label}?", "Which {label} would suit you?", "And the {label}?",
        "Do you already know the {label}?", "Next comes the {label}."),
    Frames("What is the {label}?", "Which {label} shall I enter?", "And the {label}?",
        "Next, the {label}.", "Shall we fix the {label}?"),
    Frames("Which {label} do you prefer?", "What about the {label}?", "And the {label}?",
        "For the {label}, what would you like?", "Now the {label}, please."),
    Frames("What is the {label}?", "May I have the {label}?", "And the {label}?",
        "Which {label} shall I write down?", "Now the {label}."),
)  # fmt: skip
QUESTION_START = np.cumsum([0] + [len(each) for each in QUESTIONS])
ALL_QUESTIONS = Frames(*(template for each in QUESTIONS for template in each.templates))
GIVEN = Frames(
    "{cv}.", "{cv}, please.", "Let us say {v}.", "{cv}, I think.", "Put down {v}.", "That is easy: {v}.",
    "We talked it over at home: {v}.", "{cv}, if you can.", "For us, {v}.", "Oh, {v}.", "Hm, {v}.",
    "I would say {v}.",
)  # fmt: skip
REPAIRED = Frames(
    "{cv}, sorry, I mean {w}.",
    "{cv}. No, wait: {w}.",
    "{cv}, or rather {w}.",
    "I was going to say {v}, but {w} is right.",
    "My note says {v}, and that is old. {cw}.",
    "{cv} was the plan, but by now it is {w}.",
    "It used to be {v}; write {w}.",
    "{cv}. Excuse me, I am reading the wrong line. {cw}.",
)
OF_TWO = Frames(
    "Either {v} or {w}.",
    "{cv} or {w}, I cannot decide.",
    "It could be {v} or {w}.",
    "I wavered between {v} and {w}.",
    "Well, {v} or {w}.",
)
WHICH = (
    "Which of them shall I write down?",
    "I can only enter one.",
    "You will have to choose.",
    "And if you had to decide now?",
)
PICKS = Frames(
    "The first, then.", "The former, please.", "What I said first.",
    "The second, then.", "The latter, please.", "The last of them.",
    "Whichever is {least}.", "The {least}, please.", "I take the {least} of the two.",
    "Whichever is {most}.", "The {most}, please.", "I take the {most} of the two.",
)  # fmt: skip
OFFER_PICKS = (0, 1, 3, 4)
CHANGED = Frames(
    "Actually, make {it} {v}.",
    "Sorry, {it} should be {v}.",
    "Could you change {it} to {v}?",
    "I have changed my mind: {it} has to be {v}.",
    "A correction: {it} is to be {v}.",
    "On reflection, {v} is better for {it}.",
    "Please put {v} for {it} instead.",
    "Wait, I got {it} wrong. {cv} is correct.",
    "My family insists on {v} for {it}.",
    "{cit} needs to change: {v}.",
    "Forget what I said about {it}. {cv}, please.",
    "They tell me just now that {it} must be {v}.",
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
    "I nearly asked you to make {it} {v}, but I will not.",
    "My family wanted {v} for {it}, but I said no.",
    "Do not let anybody talk you into {v} for {it}.",
    "If somebody rings and says that {it} should be {v}, ignore it.",
)
ASIDES = Frames(
    "Last time {it} was {v}; that was another year.",
    "A friend of mine had {v} for {it}, but that is another story.",
    "Other people would choose {v} for {it}, I suppose.",
    "In my brother's case {it} was {v}, not that it matters.",
    "You once entered {v} for {it} by mistake, do you remember?",
    "I dreamt that {it} was {v}. Strange.",
)
UNDONE = Frames(
    "Please undo the last change to {it}.",
    "Put {it} back to what it was before.",
    "No, what you had before was better for {it}.",
    "I take back my last change to {it}.",
    "Let {it} be again what it was just before.",
    "Go back one step with {it}, please.",
)
MOVED = (
    Frames("{cit} goes {up} by {d}.", "Could {it} go {up} by {d}?",
        "It turns out that {it} is {d} too {wrong}.", "Take {it} {up} by {d}, please.",
        "I was out by {d}: {it} should go {up} that much."),
    Frames("Could {it} be {d} {dir}?", "{cit} would be better {d} {dir}.",
        "Could we have {it} {d} {dir}, please?", "I would like {it} {d} {dir}.",
        "{cit} is not quite right: {d} {dir} would be perfect."),
)  # fmt: skip
ALL_MOVED = Frames(*(template for each in MOVED for template in each.templates))
OFFERS = Frames(
    "Instead of {u} for {it} I could offer {v} or {w}, which is cheaper.",
    "There would be a discount if {it} were {v} or {w} rather than {u}.",
    "I see {u} for {it}. We also have {v} or {w}; shall I change it?",
    "May I suggest {v} or {w} for {it}, instead of {u}?",
    "Most people take {v} or {w} for {it}, not {u}. What about you?",
)
ECHOES = Frames("{cv} it is.", "So {v}.", "{cv}, then.", "I now have {v}.", "I write {v}.", "Right, {v}.")
ACKS = (
    "Noted.", "Very well.", "All right.", "Of course.", "As you wish.", "Good.", "Fine.", "I see.",
    "Understood.",
    "Thank you.", "Certainly.", "Right.",
)  # fmt: skip
ENDINGS = (
    "That is everything.", "I think we have it all.", "That is all, thank you.", "Then we are done.",
    "Now we are complete.",
    "What do you have now?", "Please read it back to me.", "Could you sum up?",
)  # fmt: skip
CLOSINGS = Frames(
    "Your booking: {state}",
    "I have noted: {state}",
    "It stands like this: {state}",
    "Let me read that back: {state}",
    "In short: {state}",
    "This is what I have: {state}",
)


def frames(form: Frames, which: I64, fields: Mapping[str, Field], rows: I64) -> Strings:
    """`form` rendered for some rows of row fields."""
    chosen = pa.array(rows)
    return form.render(
        which, {k: v.take(chosen) if isinstance(v, pa.Array) else v for k, v in fields.items()}
    )
