"""The diaries of calendar-notes: days as numbers, dates by integer arithmetic over whole arrays.

Day 0 is 1 January 1970, a Thursday; the calendar is the Gregorian one throughout (the algorithms of
Howard Hinnant, "chrono-compatible low-level date algorithms", in integers). For the writer only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dataforge.generators.base import Knobs
from dataforge.generators.multilingual._calendar_words import (
    MONTH_DAY,
    WEEK_SHIFT,
)
from dataforge.text.draws import Draws, Weights
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

DATE, GAP = range(2)
LANGUAGES = Weights([28, 9, 6, 4, 3, 3, 2, 2])  # in the order of CODES
_OTHERS = Weights([19, 8, 5, 3, 3, 2, 2])
_NAMES = Weights.zipf(40, 1)
_KINDS = Weights([7, 5, 1, 1])
_FIRST_DAY, _NUM_DAYS = -32_872, 87_658  # 1 January 1880 to 31 December 2119
_AMOUNTS = np.array([n for n in range(2, 1000) if n % 10 != 1 or n % 100 == 11])  # one would agree otherwise


@dataclass(frozen=True)
class Diary:
    """A batch of diaries. By note: `language` .. `month_day`; by document: `answered` .. `colour`.

    Attributes:
        kind: how a note's date is told; of the first note of a document, which tells it outright, any.
        amount: days, weeks, weekday (Monday 0) or day of the month; sign: 1 later, -1 earlier.
        back: how many notes before it stands the one that it counts from, 0 for the one just before.
        named: whether that one is named, and not left to "after that".
        day: the date as a number; hour, minute: five-minute steps.
        asked: DATE of `one`, or GAP between `one` and `other`, which are places of notes.
    """

    notes: Rows
    language: I64
    who: I64
    occasion: I64
    kind: I64
    amount: I64
    sign: I64
    back: I64
    named: NDArray[np.bool_]
    day: I64
    hour: I64
    minute: I64
    answered: I64
    questioned: I64
    asked: I64
    one: I64
    other: I64
    colour: I64

    @property
    def first(self) -> NDArray[np.bool_]:
        """Which notes tell their date outright."""
        return np.asarray(self.notes.pos == 0)

    @property
    def base(self) -> I64:
        """The row of the note that each note counts from; of a first note its own."""
        return np.asarray(np.where(self.first, np.arange(len(self.notes)), self._before))

    @property
    def _before(self) -> I64:
        return np.arange(len(self.notes)) - 1 - self.back

    @property
    def gap(self) -> I64:
        """Days between the two that are asked about."""
        first = self.notes.offsets[:-1]
        return np.asarray(np.abs(self.day[first + self.one] - self.day[first + self.other]))


def civil(day: I64) -> tuple[I64, I64, I64]:
    """Year, month and day of the month of each day number."""
    shifted = day + 719_468  # days since 1 March of year 0
    era = shifted // 146_097
    of_era = shifted - era * 146_097
    year_of_era = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    moved = (5 * of_year + 2) // 153  # months since March
    month = np.where(moved < 10, moved + 3, moved - 9)
    return year_of_era + era * 400 + (month <= 2), month, of_year - (153 * moved + 2) // 5 + 1


def number_of(year: I64, month: I64, day: I64) -> I64:
    """The day number of each date."""
    early = (month <= 2).astype(np.int64)
    shifted = year - early
    era = shifted // 400
    year_of_era = shifted - era * 400
    of_year = (153 * (month + 12 * early - 3) + 2) // 5 + day - 1
    return np.asarray(
        era * 146_097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + of_year - 719_468
    )


def weekday(day: I64) -> I64:
    """0 for Monday .. 6 for Sunday."""
    return np.asarray((day + 3) % 7)


def months_between(a: I64, b: I64) -> I64:
    """How many ends of months lie between two days."""
    (one, two), (month, last) = zip(civil(a)[:2], civil(b)[:2], strict=True)
    return np.asarray(np.abs(12 * (two - one) + last - month))


def moved(day: I64, kind: I64, amount: I64, sign: I64) -> I64:
    """The day that a shift leads to."""
    today = weekday(day)
    ahead = (amount - today - 1) % 7 + 1
    behind = (today - amount - 1) % 7 + 1
    year, month, _ = civil(day)
    serial = 12 * year + month - 1 + sign
    target = number_of(serial // 12, serial % 12 + 1, amount)
    choices = (
        day + sign * amount,
        day + 7 * sign * amount,
        np.where(sign > 0, day + ahead, day - behind),
        target,
    )
    return np.asarray(np.choose(kind, choices))


def draw_diary(draws: Draws, knobs: Knobs) -> Diary:
    """Draw diaries and work their dates out, note k of all documents together."""
    notes = Rows.of(knobs["notes"])
    doc, first = notes.doc, notes.pos == 0
    later = Rows.of(notes.counts - 1)
    kind, amount, sign, back, named = _shifts(draws, knobs, later)
    spread = np.zeros((5, len(notes)), np.int64)
    spread[:, ~first] = np.stack([kind, amount, sign, back, named])
    home = draws.weighted("home", LANGUAGES, span="prompt")
    abroad = draws.chance("abroad", knobs["mixture"][later.doc], later, span="prompt")
    other = draws.weighted("language", _OTHERS, later, visible=abroad, span="prompt")
    language = home[doc]
    other += other >= home[later.doc]
    language[~first] = np.where(abroad, other, home[later.doc])
    start = _FIRST_DAY + draws.draw("start", _NUM_DAYS, span="prompt")
    asked = draws.draw("asked", 2, span="prompt")
    one = notes.counts - 1 - draws.draw("one", (notes.counts + 2) // 3, span="prompt")
    other_one = draws.draw("other", np.where(asked == GAP, notes.counts - 1, 1), span="prompt")
    return Diary(
        notes=notes,
        language=language,
        who=draws.weighted("who", _NAMES, notes, span="prompt"),
        occasion=draws.distinct("occasion", len(lexicon("multilingual_occasions")), notes, span="prompt"),
        kind=spread[0],
        amount=spread[1],
        sign=spread[2],
        back=spread[3],
        named=spread[4] > 0,
        day=_days(notes, start, (spread[0], spread[1], spread[2], spread[3])),
        hour=8 + draws.draw("hour", 14, notes, span="prompt"),
        minute=5 * draws.draw("minute", 12, notes, span="prompt"),
        answered=draws.weighted("answered", LANGUAGES, span="prompt"),
        questioned=draws.weighted("questioned", LANGUAGES, span="prompt"),
        asked=asked,
        one=one,
        other=other_one + (other_one >= one),
        colour=knobs["colour"],
    )


def _shifts(draws: Draws, knobs: Knobs, later: Rows) -> tuple[I64, I64, I64, I64, NDArray[np.bool_]]:
    """Kind, amount, sign, how far back it counts from, whether that is named; by note after the first."""
    kind = draws.weighted("kind", _KINDS, later, span="prompt")
    size = knobs["size"][later.doc]
    size = np.where(kind == WEEK_SHIFT, size // 7 + 4, size)
    low = np.where(kind <= WEEK_SHIFT, size * 4 // 5, 0)
    choices = np.choose(
        kind, (size * 2 // 5 + 4, size * 2 // 5 + 4, np.full_like(size, 7), np.full_like(size, 27))
    )
    drawn = draws.draw("amount", choices, later, span="prompt")
    amount = np.where(kind <= WEEK_SHIFT, _AMOUNTS[low + drawn], drawn + 2 * (kind == MONTH_DAY))
    sign = 1 - 2 * draws.draw("sign", 2, later, span="prompt")
    reach = np.minimum(later.pos + 1, knobs["reach"][later.doc])
    back = draws.draw("back", reach, later, span="prompt")
    named = draws.chance("named", 60, later, visible=back == 0, span="prompt") | (back > 0)
    return kind, amount, sign, back, named


def _days(notes: Rows, start: I64, shifts: tuple[I64, I64, I64, I64]) -> I64:
    """The day of each note."""
    kind, amount, sign, back = (notes.pad(each) for each in shifts)
    every = np.arange(notes.num_docs)
    day = np.empty((notes.num_docs, notes.width), np.int64)
    day[:, 0] = start
    for k in range(1, notes.width):
        before = day[every, k - 1 - back[:, k]]
        day[:, k] = moved(before, kind[:, k], amount[:, k], sign[:, k])
    return notes.ravel(day)
