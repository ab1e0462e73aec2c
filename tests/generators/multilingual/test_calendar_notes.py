"""Calendar-notes: dates against Python's calendar and the locale data, wrong steps rejected."""

from __future__ import annotations

import json
from datetime import date, timedelta

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.multilingual._calendar_words import CODES, FIRST_WEEKDAY, LAST_WEEKDAY, WEEKDAYS
from dataforge.generators.multilingual._calendar_world import civil, number_of, weekday
from dataforge.generators.multilingual.calendar_notes import CalendarNotes
from dataforge.testing import documents

DIARY = """\
Found in the barn.

Anna sagt: die Hochzeit ist im Park, am Dienstag, dem 29. Februar 2000, um 15.15 Uhr. Bring bitte Brot.
Hola, Marco, ven sin falta: el concierto, dos semanas antes de la boda, a las 9:05, en casa. Trae pan.
To do: the exam in the café (on the first Friday after that, at 12:30 pm). Ask Lena about bread.
Не забудь, Нина: 28-го числа календарного месяца до свадьбы, в 8:00, ужин начинается в саду. Купи хлеб.
Selam, Max, sen de gel: toplantı, akşam yemeğinden üç yüz altmış iki gün sonra, saat 20.45, evde; ekmek al.

Wie viele Tage liegen zwischen dem Konzert und der Sitzung? Antworte auf Italienisch.

il matrimonio: 2000-02-29, martedì, 15:15
il concerto: 2000-02-29 - 2 * 7 = 2000-02-15, martedì, 09:05
l'esame: 2000-02-15 + 3 = 2000-02-18, venerdì, 12:30
la cena: 2000-02-29 - 32 = 2000-01-28, venerdì, 08:00
la riunione: 2000-01-28 + 362 = 2001-01-24, mercoledì, 20:45
2000-02-15 -> 2001-01-24 = 344
Risposta: trecentoquarantaquattro"""


def test_a_hand_written_diary_is_read() -> None:
    """Five languages, all four ways to tell a date, through the leap day of 2000."""
    facts = CalendarNotes().extract(DIARY)
    assert [note[6] for note in facts["notes"]] == [
        "2000-02-29", "2000-02-15", "2000-02-18", "2000-01-28", "2001-01-24",
    ]  # fmt: skip
    assert [(note[3], note[4], note[5]) for note in facts["notes"]][1:] == [
        ("week_shift", -2, "WEDDING"),
        ("next_weekday", 5, "CONCERT"),
        ("month_day", -28, "WEDDING"),
        ("day_shift", 362, "DINNER"),
    ]
    assert (facts["about"], facts["and"], facts["languages"]) == ("CONCERT", "MEETING", ["de", "it"])


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("am Dienstag", "am Mittwoch"),
        ("29. Februar 2000", "29. Februar 1999"),
        ("dos semanas", "tres semanas"),
        ("antes de la boda", "después de la boda"),
        ("first Friday", "first Saturday"),
        ("after that", "after the wedding"),
        ("до свадьбы", "после свадьбы"),
        ("altmış iki", "altmış üç"),
        ("yemeğinden", "yemeğinde"),
        ("saat 20.45", "saat 20.40"),
        ("2000-02-18, venerdì", "2000-02-18, sabato"),
        ("dem Konzert", "der Hochzeit"),
        ("= 344\n", "= 343\n"),
        ("quarantaquattro", "quarantatré"),
        ("auf Italienisch", "auf Spanisch"),
    ],
)
def test_a_wrong_diary_is_rejected(right: str, wrong: str) -> None:
    """A wrong weekday, date, shift, direction, reference, case, time, step, answer or language."""
    assert right in DIARY
    with pytest.raises(ExtractError):
        CalendarNotes().extract(DIARY.replace(right, wrong, 1))


def test_day_numbers_are_those_of_datetime() -> None:
    """Dates, their numbers and weekdays agree with datetime over three centuries, with 1900 and 2000."""
    days = np.arange(-40_000, 70_000)
    year, month, day = civil(days)
    expected = [date(1970, 1, 1) + timedelta(int(each)) for each in days[::17]]
    found = zip(year[::17].tolist(), month[::17].tolist(), day[::17].tolist(), strict=True)
    assert list(found) == [(each.year, each.month, each.day) for each in expected]
    assert weekday(days[::17]).tolist() == [each.weekday() for each in expected]
    assert (number_of(year, month, day) == days).all()


def test_every_date_follows_by_datetime() -> None:
    """The shifts that the checks state lead to the dates that they state, by datetime."""
    for record in documents(CalendarNotes(), np.full(60, 90), np.arange(60)).to_pylist():
        notes = json.loads(record["check"])["notes"]
        known = {note[2]: date.fromisoformat(note[6]) for note in notes}
        for _, _, name, kind, amount, base, _, _ in notes[1:]:
            start, end, sign = known[base], known[name], 1 if amount > 0 else -1
            if kind in ("day_shift", "week_shift"):
                assert end - start == timedelta(amount * (7 if kind == "week_shift" else 1))
            elif kind == "next_weekday":
                assert end.isoweekday() == abs(amount)
                assert 1 <= (end - start).days * sign <= 7
            else:
                assert end.day == abs(amount)
                assert 12 * end.year + end.month == 12 * start.year + start.month + sign


def test_full_dates_are_those_of_the_locale_data() -> None:
    """The answers agree with Babel's full format of each language; French has its first of the month."""
    dates = pytest.importorskip("babel.dates")
    tried = set()
    for record in documents(CalendarNotes(), np.full(300, 3), np.arange(300)).to_pylist():
        facts = json.loads(record["check"])
        if facts["asked"] == "the_date":
            code = facts["languages"][1]
            (day,) = [date.fromisoformat(note[6]) for note in facts["notes"] if note[2] == facts["about"]]
            full = dates.format_date(day, "full", locale=code).replace("\u202f", " ").replace("\xa0", " ")
            assert facts["answer"].replace(" 1er ", " 1 ") == full
            tried.add(code)
    assert tried == set(CODES)


def test_weekdays_agree_in_gender() -> None:
    """The first and the last Sunday, Wednesday and Saturday, written out by hand where gender shows."""
    assert FIRST_WEEKDAY["it"][6] == "la prima domenica"
    assert LAST_WEEKDAY["pt"][5] == "no último sábado"
    assert FIRST_WEEKDAY["pt"][2] == "na primeira quarta-feira"
    assert LAST_WEEKDAY["ru"][6] == "в последнее воскресенье"
    assert FIRST_WEEKDAY["ru"][2] == "в первую среду"
    assert all(len(names) == 7 for names in WEEKDAYS.values())
