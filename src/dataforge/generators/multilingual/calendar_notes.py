"""A diary kept in several languages, in which dates are told by other dates; when is the wedding?

The first note gives a date outright, in the format of its language; every other one counts from an earlier
note: so many days or weeks later or earlier, the first Friday after it, the twelfth day of the month before.
The question, in a language of its own, is for a date or for the days between two; the working goes note by
note through the Gregorian calendar; the answer is in the language asked for. Occasions are the same in all
languages, so that they must be recognised across them. Harder means more notes, larger shifts, more
languages, shifts from further back. Proven by a reader that counts month by month, where the writer works
with numbers of days. Formats of dates after the locale data of Unicode (CLDR).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from dataforge.generators.base import Genre, Knob, Knobs, Segment, strict
from dataforge.generators.multilingual._calendar_reader import read_diary
from dataforge.generators.multilingual._calendar_say import (
    clock,
    full_date,
    iso,
    occasion,
    said,
    things,
    times,
    whens,
)
from dataforge.generators.multilingual._calendar_text import of_languages
from dataforge.generators.multilingual._calendar_words import (
    CODES,
    KINDS,
    NEXT_WEEKDAY,
    WEEK_SHIFT,
)
from dataforge.generators.multilingual._calendar_world import (
    DATE,
    GAP,
    Diary,
    draw_diary,
    months_between,
    weekday,
)
from dataforge.generators.multilingual._colour import COLOUR_LEXICONS, heading, notes
from dataforge.generators.multilingual._numbers import spell
from dataforge.generators.multilingual._words import WORD_LEXICONS
from dataforge.text.columns import (
    Json,
    Strings,
    ints,
    join,
    json_list,
    json_object,
    json_tuple,
    num_digits,
    pick,
    where,
)
from dataforge.text.draws import Draws, Weights
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64


class CalendarNotes(Genre[Diary]):
    """Dates told by other dates, in eight languages."""

    name = "calendar-notes"
    domain = "multilingual"
    lexicons = ("multilingual_occasions", "multilingual_names", *WORD_LEXICONS, *COLOUR_LEXICONS)
    summary = "notes in eight languages that tell dates by other dates, worked out through the calendar"
    knobs = (
        Knob("notes", 2, 8, least=2, most=24, meaning="dates told"),
        Knob("size", 8, 400, least=5, most=640, visible=False, meaning="about how many days a shift is"),
        Knob("mixture", 20, 85, most=100, visible=False, meaning="percent of notes in another language"),
        Knob("reach", 1, 4, least=1, most=24, visible=False, meaning="how far back a note may count from"),
        Knob("colour", 5, 8, slack=100, most=40, meaning="sentences about the page itself"),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 8 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> Diary:
        return draw_diary(draws, knobs)

    def check(self, world: Diary) -> Json:
        ids = lexicon("multilingual_occasions")[0]
        first, rows = world.notes.offsets[:-1], world.notes
        told = json_tuple(
            pick(CODES, world.language),
            pick(lexicon("multilingual_names")[0], world.who),
            pick(ids, world.occasion),
            where(world.first, "", pick(KINDS, world.kind)),
            np.where(world.first, 0, _amount(world) * world.sign),
            where(world.first, "", pick(ids, world.occasion[world.base])),
            iso(world.day),
            clock(world.hour, world.minute),
        )
        return json_object(
            {
                "kind": "calendar-notes",
                "languages": json_tuple(pick(CODES, world.questioned), pick(CODES, world.answered)),
                "notes": json_list(rows, told),
                "asked": pick(["the_date", "the_gap"], world.asked),
                "about": pick(ids, world.occasion[first + world.one]),
                "and": where(world.asked == GAP, pick(ids, world.occasion[first + world.other]), ""),
                "answer": _answer(world),
            }
        )

    def cost(self, world: Diary) -> I64:
        rows, amount, kind = world.notes, world.amount, world.kind
        delta = np.abs(world.day - world.day[world.base])
        months = months_between(world.day, world.day[world.base])
        moved = num_digits(delta) + months
        shift = np.choose(
            kind,
            (
                num_digits(amount) + moved,
                num_digits(amount) + num_digits(7 * amount) + moved,
                1 + moved,
                1 + num_digits(delta),
            ),
        )
        told = rows.sum(np.where(world.first, 2, 3 + shift))
        gap = 2 + 2 * num_digits(world.gap)
        return np.asarray(told + np.where(world.asked == GAP, gap, 1))

    def render(self, draws: Draws, world: Diary) -> list[Segment]:
        rows, language = world.notes, world.language
        frames, starts = of_languages("notes")
        which = starts[language] + draws.draw("note", np.diff(starts)[language], rows, span="prompt")
        place = draws.weighted("place", _PLACE_WEIGHTS, rows, span="prompt")
        every = np.arange(len(rows))
        told = frames.say(
            draws,
            "wording",
            rows,
            {
                "who": said("names", language, world.who),
                "occ": occasion(world, every, language),
                "when": whens(draws, world),
                "time": times(world),
                "place": said("places", language, np.array(_PLACES)[place]),
                "thing": things(draws, world),
            },
            which=which,
            span="prompt",
        )
        page = join(heading(draws), notes(draws, world.colour))
        question = _question(draws, world)
        answer = join(said("ANSWERS", world.answered, np.zeros_like(world.answered)), ": ", _answer(world))
        return [
            Segment("prompt", join(page, "\n\n", rows.join(told, "\n"), "\n\n", question, "\n\n")),
            Segment("reasoning", _working(world)),
            Segment("answer", answer),
        ]

    @strict
    def extract(self, text: str) -> Any:
        return read_diary(text)


_PLACES = (0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19, 20, 22, 23, 24, 26, 28, 29, 30, 31)
_PLACE_WEIGHTS = Weights.zipf(len(_PLACES), 2)


def _amount(world: Diary) -> I64:
    """The amount of a shift as the check states it: weekdays from 1."""
    return np.asarray(world.amount + (world.kind == NEXT_WEEKDAY))


def _question(draws: Draws, world: Diary) -> Strings:
    language, first = world.questioned, world.notes.offsets[:-1]
    one, other = first + world.one, first + world.other
    frames, starts = of_languages("asked")
    return frames.say(
        draws,
        "question",
        None,
        {
            "one": occasion(world, one, language),
            "other": occasion(world, other, language),
            "one_to": occasion(world, one, language, "AFTER"),
            "other_to": occasion(world, other, language, "AFTER"),
            "language": said("NAMED", language, world.answered),
        },
        which=starts[language] + (world.asked == GAP),
        span="prompt",
    )


def _answer(world: Diary) -> Strings:
    """The date in full, or the number of days in words."""
    day = world.day[world.notes.offsets[:-1] + world.one]
    parts, places = [], []
    for number in np.unique(world.answered).tolist():
        at = np.flatnonzero(world.answered == number)
        parts.append(spell(CODES[number], world.gap[at], standing_alone=True))
        places.append(at)
    back = np.empty(len(day), np.int64)
    back[np.concatenate(places)] = np.arange(len(day))
    counted = pa.concat_arrays(parts).take(pa.array(back))
    answer: Strings = where(world.asked == DATE, full_date(day, world.answered), counted)
    return answer


def _working(world: Diary) -> Strings:
    """Each note's date, a line each, then the days between the two that are asked about."""
    rows, kind = world.notes, world.kind
    tongue = world.answered[rows.doc]
    day, base = iso(world.day), world.day[world.base]
    off = world.day - base
    weeks = (kind == WEEK_SHIFT) & ~world.first
    plain = (kind != WEEK_SHIFT) & ~world.first
    number = ints(np.where(weeks, world.amount, np.abs(off)))
    sign = pick([" + ", " - "], (off < 0).astype(np.int64))
    shift = where(
        plain | weeks, join(day.take(pa.array(world.base)), sign, number, where(weeks, " * 7", ""), " = "), ""
    )
    lines = join(
        occasion(world, np.arange(len(rows)), tongue), ": ", shift, day, ", ",
        said("WEEKDAYS", tongue, weekday(world.day)), ", ", clock(world.hour, world.minute), "\n",
    )  # fmt: skip
    first = rows.offsets[:-1]
    ends = [day.take(pa.array(first + each)) for each in (world.one, world.other)]
    gap = where(world.asked == GAP, join(ends[0], " -> ", ends[1], " = ", ints(world.gap), "\n"), "")
    return join(rows.join(lines), gap)
