"""The words of calendar-notes as columns: tables of all eight languages one after another, picked by number.

For the writer only.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.multilingual import _calendar_words as words
from dataforge.generators.multilingual._abstract import fitting, kinds
from dataforge.generators.multilingual._calendar_text import FULL, TIMES, of_languages
from dataforge.generators.multilingual._calendar_words import CODES, NEXT_WEEKDAY, WEEK_SHIFT
from dataforge.generators.multilingual._calendar_world import Diary, civil, weekday
from dataforge.generators.multilingual._determiners import ACCUSATIVE, INDEF, NUM_DETERMINERS
from dataforge.generators.multilingual._grammar import Phrase, entries, grammar, phrase_pieces, write
from dataforge.generators.multilingual._numbers import spell
from dataforge.text.columns import Field, Picked, Strings, ints, join, pick
from dataforge.text.draws import Draws, Weights
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

_WITH = Weights([12, 10, 5, 9, 4, *[2] * (NUM_DETERMINERS - 5)])
_WITHOUT = Weights([22, 5, 9, 4, *[2] * (NUM_DETERMINERS - 5)])
_MOST = 1_000  # amounts are below this


@cache
def _table(name: str) -> tuple[Strings, int]:
    """The strings of a table, language by language, and how many each language has."""
    occasions = lexicon("multilingual_occasions")
    if name in ("SUBJECT", "AFTER", "BEFORE"):
        columns = [occasions[getattr(words, name)[code]] for code in CODES]
    elif name == "days":
        columns = [spell(code, np.arange(_MOST)) for code in CODES]
    elif name == "weeks":
        columns = [_feminine(code, spell(code, np.arange(_MOST))) for code in CODES]
    elif name == "places":
        columns = [pa.array([forms[0] for forms in entries(code, "place")]) for code in CODES]
    elif name == "names":
        columns = [lexicon("multilingual_names")[int(code == "ru")] for code in CODES]
    elif name == "ANSWERS":
        columns = [pa.array([words.ANSWERS[code]]) for code in CODES]
    else:
        columns = [pa.array(getattr(words, name)[code]) for code in CODES]
    return pa.concat_arrays(columns), len(columns[0])


def _feminine(code: str, numbers: Strings) -> Strings:
    """Number words before a feminine noun: those that end in two."""
    one, two = {"pt": ("dois", "duas"), "ru": ("два", "две")}.get(code, ("", ""))
    spelt = [str(each) for each in numbers.to_pylist()]
    return pa.array([each.removesuffix(one) + two if one and each.endswith(one) else each for each in spelt])


def said(name: str, language: I64, which: I64) -> Picked:
    """Entry `which` of a table in each row's own language."""
    strings, size = _table(name)
    return Picked(strings, language * size + which)


def occasion(diary: Diary, row: I64, language: I64, form: str = "SUBJECT") -> Picked:
    """What the notes of some rows are about, in a language."""
    return said(form, language, diary.occasion[row])


def date_parts(day: I64, language: I64) -> dict[str, Field]:
    """The holes of a date's templates."""
    year, month, of_month = civil(day)
    name = weekday(day)
    return {
        "weekday": said("WEEKDAYS", language, name),
        "on": said("ON_WEEKDAY", language, name),
        "month": said("MONTHS", language, month - 1),
        "day": of_month,
        "ordinal": pick(["1er", *map(str, range(2, 32))], of_month - 1),
        "year": year,
    }


def full_date(day: I64, language: I64) -> Strings:
    """A date in a language's full format."""
    return FULL.render(language, date_parts(day, language))


def iso(day: I64) -> Strings:
    """Dates as 2027-05-14."""
    year, month, of_month = civil(day)
    two = [f"-{n:02}" for n in range(32)]
    return join(ints(year), pick(two, month), pick(two, of_month))


def clock(hour: I64, minute: I64) -> Strings:
    """Times as 15:05."""
    two = [f"{n:02}" for n in range(60)]
    return join(pick(two, hour), ":", pick(two, minute))


def whens(draws: Draws, diary: Diary) -> Strings:
    """When each note's occasion is: outright, or so many days after another."""
    first = diary.first
    at, later = np.flatnonzero(first), np.flatnonzero(~first)
    frames, starts = of_languages("dates")
    begin = np.asarray(diary.language[at])
    dates = frames.say(
        draws, "date", None, date_parts(diary.day[at], begin), which=starts[begin], span="prompt"
    )
    shifts = _shifts(draws, diary, later)
    order = np.empty(len(first), np.int64)
    order[np.concatenate([at, later])] = np.arange(len(first))
    return pa.concat_arrays([dates, shifts]).take(pa.array(order))


def _shifts(draws: Draws, diary: Diary, row: I64) -> Strings:
    language, kind, sign = diary.language[row], diary.kind[row], diary.sign[row]
    named: NDArray[np.bool_] = diary.named[row]
    frames, starts = of_languages("shifts")
    form = 4 * np.maximum(kind - WEEK_SHIFT, 0) + 2 * (sign < 0) + ~named
    amount = np.asarray(diary.amount[row])
    weeks = (kind == WEEK_SHIFT).astype(np.int64)
    few = (amount % 10 >= 2) & (amount % 10 <= 4) & (amount // 10 % 10 != 1)
    numbers, size = _table("days")
    base = np.asarray(diary.base[row])
    after, before = (occasion(diary, base, language, name) for name in ("AFTER", "BEFORE"))
    late = np.where(sign < 0, before.which + len(after.table), after.which)
    day = np.where(kind == NEXT_WEEKDAY, amount, 0)
    return frames.say(
        draws,
        "shift",
        Rows.of(diary.notes.counts - 1),
        {
            "n": Picked(_joined("days", "weeks"), (weeks * len(numbers)) + language * size + amount),
            "unit": said("UNITS", language, 2 * weeks + ~few),
            "ref": Picked(_joined("AFTER", "BEFORE"), late),
            "first": said("FIRST_WEEKDAY", language, day),
            "last": said("LAST_WEEKDAY", language, day),
            "d": amount,
        },
        which=starts[language] + form,
        span="prompt",
    )


@cache
def _joined(one: str, other: str) -> Strings:
    return pa.concat_arrays([_table(one)[0], _table(other)[0]])


def times(diary: Diary) -> Strings:
    """The time of day of each note, as its language has it."""
    hour = diary.hour
    fields: dict[str, Field] = {
        "hour": hour,
        "twelve": np.where(hour > 12, hour - 12, hour),
        "minute": pick([f"{n:02}" for n in range(60)], diary.minute),
        "half": pick(["am", "pm"], (hour >= 12).astype(np.int64)),
    }
    return TIMES.render(diary.language, fields)


@cache
def _things() -> tuple[I64, Weights]:
    """What one may carry, and how often each is drawn."""
    light = np.array([i for i, kind in enumerate(kinds("noun")) if kind[0] not in "PBVH"])
    return light, Weights.zipf(len(light), 1)


def _determiners(draws: Draws, rows: Rows, without: NDArray[np.bool_]) -> I64:
    """What stands before each noun; Russian, which has no articles, has one choice less."""
    found = np.empty(len(rows), np.int64)
    for name, mask, weights in (("determiner", ~without, _WITH), ("determiner.bare", without, _WITHOUT)):
        some = draws.weighted(name, weights, Rows.of(rows.sum(mask)), span="prompt")
        found[mask] = some + (some >= INDEF) * without[mask]
    return found


def things(draws: Draws, diary: Diary) -> Strings:
    """Something to bring to each occasion, as an object of its language."""
    rows, language = diary.notes, diary.language
    light, weights = _things()
    noun = light[draws.weighted("thing", weights, rows, span="prompt")]
    determiner = _determiners(draws, rows, language == CODES.index("ru"))
    adjectives, counts = fitting("adjective", "noun")
    described = draws.chance("described", 60, rows, span="prompt")
    chosen = draws.draw("adjective", np.where(described, counts[noun], 1), rows, span="prompt")
    adjective = np.where(described, adjectives[noun, chosen] + 1, 0)
    parts, places = [], []
    for number in np.unique(language).tolist():
        at = np.flatnonzero(language == number)
        g = grammar(CODES[number])
        phrase = Phrase(noun[at], determiner[at], adjective[at])
        columns = phrase_pieces(g, phrase, ACCUSATIVE)
        begun = np.zeros(len(at), bool)
        for j, column in enumerate(columns):  # no space before the first word that is there
            columns[j] = column + g.bare * (~begun & (column > 0) & (column < g.bare))
            begun |= column > 0
        parts.append(write(g, columns))
        places.append(at)
    back = np.empty(len(language), np.int64)
    back[np.concatenate(places)] = np.arange(len(language))
    return pa.concat_arrays(parts).take(pa.array(back))
