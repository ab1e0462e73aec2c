"""The world of wages as timesheets and internal billing."""

from __future__ import annotations

from dataforge.generators.worlds.colour import few_at_first
from dataforge.generators.worlds.wages_text import EnglishWages, Telling
from dataforge.text.frames import Frames

TIMESHEET = Telling(
    opening=Frames.lines("""
        # {town} [office|site]: [timesheets|billing sheet|hours booked]. [Accounts|Staff|Cost centres]:
          {who_all}.
        # {^colour} [folder|binder|tab], {town}: [accounts|cost centres] {who_all}.
        # {town}, [cross-charging|internal billing], kept by the {person}. [Accounts|Parties]: {who_all}.
        # {^a_device} [bookings|hours], {town}. [Operators|Accounts]: {who_all}.
    """),
    wage=Frames.lines("""
        - {who}: rate {wage} [per hour|an hour|hourly]
        - {who}: {wage} per hour ([fixed|standard|from contract|approved])
        - {who}: [billed|charged] at {wage} per hour
    """),
    entry=Frames.lines("""
        {who} booked {hours} hours on {other} ({manner} [approved|checked]).
        [Entry|Line|Booking]: {who} to {other}, {hours} hours[, no overtime|, remote|, on site|].
        [Signed by|Checked by] the {person}: {who} for {other}, {hours} hours.
        [To|In order to] {verb} the {device}, {who} spent {hours} hours for {other}.
        {^when}: {who} [supported|worked for] {other}, {hours} hours.
    """),
    question=Frames.lines("""
        [Query|Report]: amount earned by {who}; amount charged to {other}?
        [Before|For] the [audit|closing] by the {person}: earnings of {who}, charges of {other}.
        [Compute|Derive] {manner}: what has {who} earned, and what is charged to {other}?
    """),
    working=Frames.lines("""
        [Totals|Aggregation] [per account|by account], in [index order|order of listing]: {sums}.
        [Hours by rate|Rate by hours], {manner} [summed|checked], in the order listed: {sums}.
    """),
    answer=Frames.lines("""
        [Result|Output]: {who} [earned|is credited] {earned}; {other} [is charged|owes] {owed}.
        [Closed|Done]. {who}: {earned}. {other}: {owed}.
    """),
)


class WagesTimesheet(EnglishWages):
    """Timesheets, rates, and a query on two accounts."""

    name = "wages-timesheet"
    domain = "technical"
    lexicons = (*EnglishWages.lexicons, "en_adj_technical", "en_devices", "en_verbs_system")
    summary = "timesheets and internal billing; a world that every domain can tell"
    knobs = few_at_first(EnglishWages.knobs)
    tellings = (TIMESHEET,)
