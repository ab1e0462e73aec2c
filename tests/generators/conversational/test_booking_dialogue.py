"""Booking dialogues: a hand-written one is understood, wrong ones are not, weekdays are right."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.conversational.booking_dialogue import BookingDialogue
from dataforge.testing import documents

DIALOGUE = """\
The rain had stopped. Monday 3 May 2027. Susan rings the Riverside Hotel about a stay of several nights, and \
David answers.

Clerk: Riverside Hotel. How can I help?
Customer: Hello. I am looking for a stay of several nights.
Clerk: Gladly. How many nights shall I note?
Customer: Three was the plan, but by now it is 5.
Clerk: Noted. Shall we fix the arrival date?
Customer: 9 days from now.
Clerk: Good.
Customer: Could it be 2 days later?
Clerk: Friday 14 May it is. What about the breakfast time?
Customer: Either half past seven in the morning or 8:15.
Clerk: I can only enter one.
Customer: The later, please.
Clerk: I see.
Customer: Would 7:00 be possible for it?
Clerk: It would.
Customer: No, after all, leave everything as it is.
Clerk: Fine. Instead of 5 for the number of nights I could offer 4 or seven, which is cheaper.
Customer: The larger, please.
Clerk: Very well.
Customer: Put the number of nights back to what it was before.
Clerk: Right, 5.
Customer: That is everything.
Clerk: I have noted: number of nights: 5; arrival date: Friday 14 May; breakfast time: 8:15"""


def test_a_hand_written_dialogue_is_understood() -> None:
    """Repair, relative change, choice, idle question, offer and undo end in what is read back."""
    facts = BookingDialogue().extract(DIALOGUE)
    assert facts["answer"] == "number of nights: 5; arrival date: Friday 14 May; breakfast time: 8:15"
    assert [(kind, value) for kind, _, value, *_ in facts["events"]] == [
        ("given_with_repair", "5"),
        ("given_plainly", "Wednesday 12 May"),
        ("moved_by", "Friday 14 May"),
        ("given_of_two", "8:15"),
        ("left_alone", "8:15"),
        ("chosen_of_offer", "7"),
        ("taken_back", "5"),
    ]


def test_fillers_and_hedges_change_nothing() -> None:
    """ "The way I see it" is no offer ("I see 5 for it"), and a read-back may begin with "right"."""
    padded = DIALOGUE
    for plain, spoken in (
        ("Clerk: Good.", "Clerk: The way I see it, good."),
        ("Clerk: I see.", "Clerk: As I say, I see."),
        ("Clerk: Right, 5.", "Clerk: One moment, right, 5."),
        ("Customer: 9 days from now.", "Customer: One second, 9 days from now, one way or another."),
        ("Noted. Shall we", "Well now, noted. First things first, shall we"),
        ("Could it be 2 days", "At the end of the day, could it be 2 days"),
        ("That is everything", "By the way, that is everything, if memory serves"),
    ):
        assert plain in padded
        padded = padded.replace(plain, spoken, 1)
    assert BookingDialogue().extract(padded) == BookingDialogue().extract(DIALOGUE)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Monday 3 May 2027", "Tuesday 3 May 2027"),
        ("number of nights: 5;", "number of nights: 7;"),
        ("Friday 14 May it is", "Friday 21 May it is"),
        ("Instead of 5", "Instead of 6"),
        ("2 days later", "2 days earlier"),
        ("The larger, please", "The blue one, please"),
        ("half past seven in the morning", "half past seven in the evening of life"),
        ("Put the number of nights back", "Put the number of rooms back"),
    ],
)
def test_a_dialogue_that_contradicts_itself_is_rejected(right: str, wrong: str) -> None:
    """One wrong weekday, echo, offer, step or closing makes the text no booking dialogue."""
    assert right in DIALOGUE
    with pytest.raises(ExtractError):
        BookingDialogue().extract(DIALOGUE.replace(right, wrong))


def test_every_weekday_is_right() -> None:
    """Each weekday of a date in 500 documents is the one that the standard library gives."""
    batch = documents(BookingDialogue(), np.full(500, 60), np.arange(500))
    months = [date(2027, month, 1).strftime("%B") for month in range(1, 13)]
    for text, check in zip(batch.column("text").to_pylist(), batch.column("check").to_pylist(), strict=True):
        today = date.fromisoformat(json.loads(check)["today"])
        for weekday, day, month in re.findall(rf"(\w+day) (\d+) ({'|'.join(months)})", text):
            ahead = next(
                each
                for n in range(200)
                if f"{(each := today + timedelta(n)):%B} {each.day}" == f"{month} {day}"
            )
            assert ahead.strftime("%A") == weekday


def test_level_brings_changes_of_mind() -> None:
    """At level 1 at least half of the dialogues change nothing; at level 100 all do."""
    for level, share in ((1, 0.5), (100, 1.0)):
        checks = documents(BookingDialogue(), np.full(200, level), np.arange(200)).column("check").to_pylist()
        quiet = [
            all(event[0].startswith("given") for event in json.loads(check)["events"]) for check in checks
        ]
        assert (np.mean(quiet) >= share) if level == 1 else not any(quiet)
