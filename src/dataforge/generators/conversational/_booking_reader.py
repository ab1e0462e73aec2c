"""Reads booking dialogues back: patterns, calendar, clock and belief state of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.conversational._ears import heard
from dataforge.generators.conversational._solver import note, recall
from dataforge.generators.solving import step
from dataforge.text.lexicon import lexicon

Value = int | str | date
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_UNITS = {
    word: n
    for n, word in enumerate(
        [
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
    )
}
_TENS = {
    word: 10 * n
    for n, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
_NUMBER_WORD = "|".join([*(f"{tens}(?:-[a-z]+)?" for tens in _TENS), *sorted(_UNITS, key=len, reverse=True)])
_DAY = re.compile(
    rf"\b({'|'.join(_WEEKDAYS)}) (\d+) ({'|'.join(_MONTHS)})\b(?: (\d{{4}}))?|\b(\d+) days from now"
)
_COUNT = re.compile(rf"\b(?:(\d+)|({_NUMBER_WORD}))\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b(\d+):(\d+)|\bnoon\b|\b(?:(a quarter past|half past|a quarter to) (\w+)|"
    r"(\w+) o'clock) in the (morning|afternoon|evening)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?=\b([A-Z]\w+) ([A-Z]\w+)\b)")
_OPENINGS = [
    (re.compile(pattern), order)
    for pattern, order in (
        (
            r"\. (\w+) (?:rings|calls|telephones|gets through to) the .+ about .+, and (\w+) "
            r"(?:answers|picks up)\.$",
            (1, 2),
        ),
        (r"^On .+?, (\w+) \w+ the .+; (\w+) takes the call\.$", (1, 2)),
        (r"^[\w ]+ call to .+?\. (\w+) has .+ in mind\. On the other end is (\w+)\.$", (1, 2)),
        (r"^(\w+) comes to the \w+ of .+?\. (\w+) \w+(?: up)?\. The matter is .+\.$", (1, 2)),
        (r"took place on .+?\. (\w+), of the .+?, helps (\w+) with .+\.$", (2, 1)),
        (r"^\w+ opened on .+?: (\w+) writes to the .+?, where (\w+) is on duty\.", (1, 2)),
        (r"^\w+ of .+?\. Client: (\w+)\. For the .+?: (\w+)\. Request", (1, 2)),
        (r"^It is .+?, and (\w+) has [a-z ]+ sat down at the .+? when (\w+) calls\.", (2, 1)),
        (r"^(\w+) is looking after the \w+ of .+?\. (\w+) asks for .+\.$", (2, 1)),
        (r"^(\w+) had put it off for \w+; .+?\. (\w+) of the .+ picks up\.$", (1, 2)),
    )
]
_OFFER = re.compile(
    r"\b(?:(Instead of|I see (?!it,|\.))|(?:There|I c|We w|It c)[a-z ]+ if|May I suggest|Most people)\b.*$"
)
_UNDO = re.compile(
    r"undo the last|back to what it was before|had before was better|take back my last|be again what|"
    r"Go back one step"
)
_ASIDE = re.compile(
    r"that was another year|another story|^Other people would|not that it matters|^You once entered|^I "
    r"dreamt"
)
_MOVE = re.compile(
    r"\b(up|down) by (\d+)|by (\d+) too (low|high)|is (\d+) too (low|high)|out by (\d+): .+ go (up|down)"
)
_SHIFT = re.compile(r"(a quarter of an hour|half an hour|45 minutes|a day|[23] days) (later|earlier)")
_MINUTES = {
    "a quarter of an hour": 15,
    "half an hour": 30,
    "45 minutes": 45,
    "a day": 1,
    "2 days": 2,
    "3 days": 3,
}
_KEPT = re.compile(r"No, I think not|^I nearly |but I said no|^Do not let anybody|ignore it")
_ASKED = re.compile(r"^Would .+ be possible for|^Suppose |^What if ")
_YES = ("Then let us do that.", "Yes, please.", "Good, do it.")
_NO = ("No, after all, leave everything as it is.", "No, thank you.", "Better not.")
_BETWEEN = re.compile(
    r"^Either |I can(?:no|')t decide|^It (?:could|might|may) be|^I [a-z ]+ between|^Perhaps .*, perhaps "
)
_ECHO = re.compile(
    r"(?:(?P<a>.+) it is|So (?P<b>.+)|(?P<c>.+), then|I now have (?P<d>.+)|I write (?P<e>.+)|"
    r"Right, (?P<f>.+))\."
)
_ACK = re.compile(
    r"(?:Noted|Very well|All right|Of course|As you wish|Good|Fine|I see|Understood|Thank you|Certainly|"
    r"Right)\."
)
_PICK = re.compile(r"\b(?:(first|former)|(second|latter|last)|(smaller|earlier)|(larger|later))\b")
_CLOSING = re.compile(
    r"(?:Your booking|I have noted|It stands like this|Let me read that back|In short|"
    r"This is what I have): (.+)"
)


_WHICH = {
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
}
_ENDINGS = {
    "That is everything.", "I think we have it all.", "That is all, thank you.", "Then we are done.",
    "Now we are complete.",
    "What do you have now?", "Please read it back to me.", "Could you sum up?",
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
}  # fmt: skip


@dataclass
class Vocabulary:
    """Slots by label: (kind, options); services, houses, names as sets."""

    slots: dict[str, tuple[str, list[str]]]
    question: re.Pattern[str]
    label: re.Pattern[str]
    services: set[str]
    houses: set[str]
    given: set[str]
    family: set[str]


@cache
def _vocabulary() -> Vocabulary:
    slots = lexicon("conversational_slots")
    rows = list(zip(slots.words(1), slots.words(2), slots.words(5), strict=True))
    table = {
        label: (kind, sorted(options.split("|"), key=len, reverse=True)) for label, kind, options in rows
    }
    labels = "|".join(re.escape(label) for label in sorted(table, key=len, reverse=True))
    cues = "what about|how about|and|then|you tell me|I need|next comes|now for|my form is|next,|next|what is"
    cues += "|shall we [a-z ]+|now|I have|know|for"
    question = (
        r"(?:[hH]ow many ([a-z -]+?) (?:shall I|will it|are we|did you) ?[a-z ]*\?|"
        rf"(?:(?i:{cues}) the|[wW]hich) ({labels})\b[^.?]*[.?])$"
    )
    services, houses = lexicon("conversational_services"), lexicon("conversational_houses").words()
    return Vocabulary(
        table,
        re.compile(question),
        re.compile(rf"\b[Tt]he ({labels})\b"),
        set(services.words()),
        {f"{house} {noun}" for house in houses for noun in set(services.words(1))},
        set(lexicon("given_names").words()),
        set(lexicon("surnames").words()),
    )


@dataclass
class _Booking:
    """The belief state that the turns are played on."""

    today: date
    values: dict[str, Value] = field(default_factory=dict)
    prior: dict[str, Value] = field(default_factory=dict)
    last: str = ""
    events: list[list[str]] = field(default_factory=list)

    def log(self, name: str, label: str, *named: Value) -> None:
        self.last = label
        named = (*named, *("",) * (2 - len(named)))
        self.events.append([name, label, *(_said(value) for value in (self.values[label], *named))])

    def change(self, label: str, value: Value) -> None:
        if label not in self.values or value == self.values[label]:
            raise ExtractError(f"{label}: {value} is no change")
        self.prior[label] = recall(self.values, label)
        note(self.values, label, value)


def read_booking(text: str) -> dict[str, Any]:
    """The facts of a booking dialogue.

    Raises:
        ExtractError: a turn cannot be understood, a weekday is wrong, or the closing differs from what was
        agreed.
    """
    lines = text.split("\n")
    facts, today = _header(lines[0].partition(". ")[2])
    turns = [line.partition(": ")[2].partition(" \u2014")[0] for line in lines[2:]]
    tags = [line.partition(": ")[0] for line in lines[2:]]
    if (
        len(tags) < 6
        or len(tags) % 2 == 0
        or tags != [tags[i % 2] for i in range(len(tags))]
        or tags[0] == tags[1]
    ):
        raise ExtractError("the speakers do not alternate")
    if facts["service"] not in turns[1]:
        raise ExtractError(f"the customer asks for something else: {turns[1]!r}")
    booking = _Booking(today)
    at = 2
    while at < len(turns) - 3:
        at += _event(booking, turns, at)
        _acknowledged(booking, turns[at])
    if at != len(turns) - 3 or heard(turns[-2]) not in _ENDINGS:
        raise ExtractError(f"cannot understand {turns[-2]!r}")
    closing = _CLOSING.fullmatch(turns[-1])
    answer = "; ".join(f"{label}: {_said(recall(booking.values, label))}" for label in booking.values)
    if closing is None or closing[1] != answer:
        raise ExtractError(f"the closing should say {answer!r}")
    return {"kind": "booking-dialogue", **facts, "events": booking.events, "answer": answer}


def _header(line: str) -> tuple[dict[str, Any], date]:
    words = _vocabulary()
    found = next(((m, order) for pattern, order in _OPENINGS if (m := pattern.search(line))), None)
    day = _DAY.search(line)
    services = [each for each in words.services if each in line and re.search(rf"{each}\b", line)]
    place = re.search(r"\bthe ((?:[A-Z]\w+ ){1,2}[A-Z]\w+)\b", line)
    if found is None or day is None or day[4] is None or not services or place is None:
        raise ExtractError(f"cannot read the opening {line!r}")
    caller, clerk = found[0][found[1][0]], found[0][found[1][1]]
    today = date(int(day[4]), _MONTHS.index(day[3]) + 1, int(day[2]))
    if _WEEKDAYS[today.weekday()] != day[1]:
        raise ExtractError(f"{today} is not a {day[1]}")
    if not {caller, clerk} <= words.given or place[1] not in words.houses:
        raise ExtractError(f"unknown people or place: {caller}, {clerk}, {place[1]}")
    service = max(services, key=len)
    return {
        "today": str(today),
        "service": service,
        "place": place[1],
        "caller": caller,
        "clerk": clerk,
    }, today


def _event(booking: _Booking, turns: list[str], at: int) -> int:
    """Play the exchange that begins in turn `at` (the clerk's), and say how many turns it takes."""
    clerk, reply = turns[at], heard(turns[at + 1])
    offer = _OFFER.search(clerk)
    if offer:
        label = _target(booking, offer[0])
        values = _find(label, offer[0], booking.today)
        if len(values) != 3:
            raise ExtractError(f"an offer is two values instead of one: {clerk!r}")
        now, a, b = values if offer[1] else (values[2], values[0], values[1])
        if now != booking.values[label]:
            raise ExtractError(f"the clerk is wrong about the {label}: {clerk!r}")
        step(2)
        booking.change(label, _picked(reply, a, b))
        booking.log("chosen_of_offer", label, a, b)
        return 2
    question = _vocabulary().question.search(clerk)
    if question:
        return _given(booking, question[2] or f"number of {question[1]}", turns, at)
    return _turn(booking, reply, turns, at)


def _given(booking: _Booking, label: str, turns: list[str], at: int) -> int:
    if label not in _vocabulary().slots or label in booking.values:
        raise ExtractError(f"unexpected question {turns[at]!r}")
    reply = heard(turns[at + 1])
    values = _find(label, reply, booking.today)
    step(len(values))
    used = 2
    if len(values) == 1:
        name, booking.values[label] = "given_plainly", values[0]
    elif len(values) == 2 and _BETWEEN.search(reply):
        if turns[at + 2] not in _WHICH:
            raise ExtractError(f"the clerk should ask which: {turns[at + 2]!r}")
        picked = _picked(turns[at + 3], values[0], values[1])
        name, used = "given_of_two", 4
        note(booking.values, label, picked)
    elif len(values) == 2:
        name, booking.values[label] = "given_with_repair", values[1]
    else:
        raise ExtractError(f"no {label} in {reply!r}")
    booking.prior[label] = booking.values[label]
    booking.log(name, label, *values)
    return used


def _turn(booking: _Booking, reply: str, turns: list[str], at: int) -> int:
    """A change to a slot, or talk that changes nothing."""
    label = _target(booking, reply)
    if _UNDO.search(reply):
        booking.change(label, recall(booking.prior, label))
        booking.log("taken_back", label)
        return 2
    moved = _moved(booking.values[label], reply)
    if moved is not None:
        step()
        booking.change(label, moved)
        booking.log("moved_by", label)
        return 2
    values = _find(label, reply, booking.today)
    if len(values) != 1:
        raise ExtractError(f"cannot understand {reply!r}")
    if _ASIDE.search(reply):
        step(2)
        booking.log("by_the_way", label, values[0])
        return 2
    used = 4 if _ASKED.search(reply) else 2
    if used == 4 and turns[at + 3] not in _YES + _NO:
        raise ExtractError(f"neither yes nor no: {turns[at + 3]!r}")
    if _KEPT.search(reply) or (used == 4 and turns[at + 3] in _NO):
        if values[0] == booking.values[label]:
            raise ExtractError(f"nothing to decide in {reply!r}")
        step(2)
        booking.log("left_alone", label, values[0])
        return used
    booking.change(label, values[0])
    booking.log("set_to", label, values[0])
    return used


def _acknowledged(booking: _Booking, line: str) -> None:
    """What the clerk reads back must be what is booked."""
    first = line[: line.index(".") + 1] if "." in line else line
    now = _said(booking.values[booking.last])
    for said in (first, heard(first)):
        echo = _ECHO.fullmatch(said)
        value = next((each for each in echo.groups() if each), "") if echo else ""
        if _ACK.fullmatch(said) or value in (now, now[:1].upper() + now[1:]):
            return
    raise ExtractError(f"the clerk repeats {first!r}, agreed is {now!r}")


def _target(booking: _Booking, line: str) -> str:
    """The slot that a turn is about: the one it names, or the one spoken of last."""
    named = _vocabulary().label.search(line)
    label = named[1] if named else booking.last
    if label not in booking.values:
        raise ExtractError(f"{label!r} has not been settled: {line!r}")
    return label


def _picked(line: str, a: Value, b: Value) -> Value:
    pick = _PICK.search(line)
    if pick is None:
        raise ExtractError(f"which of the two? {line!r}")
    if isinstance(a, str) or isinstance(b, str):
        return a if pick[1] else b
    low, high = (a, b) if a < b else (b, a)  # type: ignore[operator]
    return (a, b, low, high)[pick.lastindex - 1 if pick.lastindex else 0]


def _moved(now: Value, line: str) -> Value | None:
    shift, move = _SHIFT.search(line), _MOVE.search(line)
    if shift:
        step = _MINUTES[shift[1]] * (1 if shift[2] == "later" else -1)
        if isinstance(now, date):
            return now + timedelta(step)
        return _Clock(int(now) + step)
    if move and isinstance(now, int):
        up, n1, n2, low1, n3, low2, n4, way = move.groups()
        rising = up == "up" or low1 == "low" or low2 == "low" or way == "up"
        return now + int(n1 or n2 or n3 or n4) * (1 if rising else -1)
    return None


class _Clock(int):
    """Minutes since midnight."""


def _find(label: str, line: str, today: date) -> list[Value]:
    """The values of a slot that a line names, in order."""
    kind, options = _vocabulary().slots[label]
    if kind == "C":
        return [int(m[1]) if m[1] else _number(m[2].lower()) for m in _COUNT.finditer(line)]
    if kind == "T":
        return [_minutes(match) for match in _CLOCK.finditer(line)]
    if kind == "D":
        return [_date(match, today) for match in _DAY.finditer(line)]
    if kind == "N":
        pairs = _NAME.findall(line)
        known = _vocabulary()
        return [
            f"{given} {family}" for given, family in pairs if given in known.given and family in known.family
        ]
    either = "|".join(re.escape(option) for option in options)
    return [
        m[0][:1].lower() + m[0][1:] if m[0] not in options else m[0]
        for m in re.finditer(rf"\b(?i:{either})\b", line)
    ]


def _number(words: str) -> int:
    tens, _, unit = words.partition("-")
    if tens in _TENS:
        return _TENS[tens] + (_UNITS[unit] if unit else 0)
    return _UNITS[words]


def _minutes(match: re.Match[str]) -> _Clock:
    if match[1]:
        hour, minute = int(match[1]), int(match[2])
        if hour > 23 or minute not in (0, 15, 30, 45):
            raise ExtractError(f"no such time: {match[0]}")
        return _Clock(60 * hour + minute)
    if match[0].lower() == "noon":
        return _Clock(720)
    hour = _UNITS[(match[4] or match[5]).lower()] % 12
    minutes = (
        60 * hour
        + {"": 0, "a quarter past": 15, "half past": 30, "a quarter to": -15}[(match[3] or "").lower()]
    )
    if match[6] != "morning" or minutes < 0:
        minutes += 720
    part = "morning" if minutes < 720 else "afternoon" if minutes < 1080 else "evening"
    if part != match[6]:
        raise ExtractError(f"no such time: {match[0]}")
    return _Clock(minutes)


def _date(match: re.Match[str], today: date) -> date:
    if match[5]:
        return today + timedelta(int(match[5]))
    month, number = _MONTHS.index(match[3]) + 1, int(match[2])
    leap = (month, number) == (2, 29)
    years = [year for year in range(today.year, today.year + 9) if not leap or year % 4 == 0]
    day = next(day for day in (date(year, month, number) for year in years) if day >= today)
    if _WEEKDAYS[day.weekday()] != match[1]:
        raise ExtractError(f"{day} is not a {match[1]}")
    return day


def _said(value: Value) -> str:
    if isinstance(value, date):
        return f"{_WEEKDAYS[value.weekday()]} {value.day} {_MONTHS[value.month - 1]}"
    if isinstance(value, _Clock):
        return f"{value // 60}:{value % 60:02d}"
    return str(value)
