"""Reads calendar-notes back: each note by the patterns of its language, every date counted month by month."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.multilingual._calendar_words import (
    AFTER,
    ANSWERS,
    BEFORE,
    CODES,
    FIRST_WEEKDAY,
    KINDS,
    LAST_WEEKDAY,
    MONTHS,
    NAMED,
    ON_WEEKDAY,
    SUBJECT,
    WEEKDAYS,
)
from dataforge.generators.multilingual._market_reader import read_number
from dataforge.generators.multilingual._solver import (
    Date,
    day_of_week,
    days_between,
    days_until,
    hold,
    look_up,
    month_length,
    next_month,
    shift_date,
    spelt,
    times,
    understand,
)
from dataforge.text.lexicon import lexicon

_TIME = re.compile(
    r"\b(?:at (?P<en>\d+:\d\d [ap]m)|um (?P<de>\d+\.\d\d) Uhr|à (?P<fr>\d+ h \d\d)|a las (?P<es>\d+:\d\d)"
    r"|alle (?P<it>\d+\.\d\d)|às (?P<pt>\d+h\d\d)|в (?P<ru>\d+:\d\d)|saat (?P<tr>\d+\.\d\d))\b"
)
_CHUNK = re.compile(r"\s*[,:;()?!]\s*|(?<!\d)\.(?:\s+|$)")
_NAME = re.compile(r"[^\W\d_]+")
_DATE = {
    "en": r"[Oo]n (?P<on>\w+), (?:(?P<day>\d+) (?P<month>\w+)|(?P<month2>\w+)"
    r" (?P<day2>\d+),) (?P<year>\d{4})",
    "de": r"[Aa]m (?P<on>\w+), de[mn] (?P<day>\d+)\. (?P<month>\w+) (?P<year>\d{4})",
    "fr": r"[Ll]e (?P<on>\w+) (?P<day>1er|(?!1 )\d+) (?P<month>\w+) (?P<year>\d{4})",
    "es": r"[Ee]l (?P<on>\w+) (?P<day>\d+) de (?P<month>\w+) del? (?:año )?(?P<year>\d{4})",
    "it": r"(?P<on>[\wì]+) (?P<day>\d+) (?P<month>\w+) (?:dell'anno )?(?P<year>\d{4})",
    "pt": r"(?P<on>[Nn][ao] [\w-]+), (?:dia )?(?P<day>\d+) de (?P<month>\w+) de (?P<year>\d{4})",
    "ru": r"(?P<on>во? \w+), (?P<day>\d+) (?P<month>\w+) (?P<year>\d{4})(?: года)?",
    "tr": r"(?P<day>\d+) (?P<month>\w+) (?P<year>\d{4}) (?P<on>\w+)(?: günü)?",
}
_SPAN = {  # so many days or weeks: number, unit, later or earlier, the rest
    "en": r"(?:exactly |just )?(?P<n>.+) (?P<unit>days|weeks)"
    r" (?:(?P<late>after|later)|before|earlier)(?: than)?"
    r"(?: (?P<ref>.+))?",
    "de": r"(?:genau |nur )?(?P<n>\S+) (?P<unit>Tage|Wochen)"
    r" (?:(?P<late>nach|danach|später)|vor|davor|früher|vorher)"
    r"(?: (?P<ref>.+))?",
    "fr": r"(?:exactement |juste )?(?P<n>.+) (?P<unit>jours|semaines)"
    r" (?:(?P<late>après|plus tard)|avant|plus tôt)"
    r"(?: (?P<ref>.+))?",
    "es": r"(?:exactamente |justo )?(?P<n>.+) (?P<unit>días|semanas)"
    r" (?:(?P<late>después|más tarde)|antes|atrás)"
    r"(?: (?P<ref>.+))?",
    "it": r"(?:esattamente |appena )?(?P<n>\S+) (?P<unit>giorni|settimane)"
    r" (?:(?P<late>dopo|più tardi)|prima|addietro)"
    r"(?: (?P<ref>.+))?",
    "pt": r"(?:exatamente |apenas )?(?P<n>.+) (?P<unit>dias|semanas)"
    r" (?:(?P<late>depois|mais tarde)|antes|mais cedo)"
    r"(?: (?P<ref>.+))?",
    "ru": r"(?:ровно )?(?:(?P<late>через|спустя)|за) (?P<n>.+) (?P<unit>дня|дней|недели|недель)"
    r"(?: (?P<side>после|до) (?P<ref>.+))?",
    "tr": r"(?P<ref>.+?) (?:tam |tastamam )?(?P<n>(?:\w+ )+)(?P<unit>gün|hafta) (?:(?P<late>sonra)|önce)",
}
_FEW = {"дня": True, "дней": False, "недели": True, "недель": False}
_OF_MONTH = {  # the day of another month
    "en": r"on day (?P<d>\d+) of the (?:(?P<late>following|next)|preceding|previous|) ?calendar month"
    r"(?: (?:(?P<late2>after)|before) (?P<ref>.+))?",
    "de": r"am (?P<d>\d+)\. Tag des (?:(?P<late>folgenden|nächsten)|vorigen|vorhergehenden|) ?Kalendermonats"
    r"(?: (?:(?P<late2>nach)|vor) (?P<ref>.+))?",
    "fr": r"le (?P<d>\d+) du mois (?:civil |du calendrier )?(?:(?P<late>suivant|qui"
    r" suit)|précédent|qui précède)"
    r"(?: (?P<ref>.+))?",
    "es": r"el (?P<d>\d+) del mes (?:natural |del calendario )?(?:(?P<late>siguiente|después)|anterior|antes)"
    r"(?: (?P<ref>.+))?",
    "it": r"il giorno (?P<d>\d+) del mese (?:solare |di calendario )?"
    r"(?:(?P<late>successivo|seguente|dopo)|precedente|prima)(?: (?P<ref>.+))?",
    "pt": r"no dia (?P<d>\d+) do mês (?:civil |do calendário )?(?:(?P<late>seguinte|depois)|anterior|antes)"
    r"(?: (?P<ref>.+))?",
    "ru": r"(?:ровно )?(?P<d>\d+)-го числа (?:(?P<late>следующего |нового )|предыдущего"
    r" |прошлого |)календарного месяца"
    r"(?: (?:(?P<late2>после)|до) (?P<ref>.+))?",
    "tr": r"(?P<ref>.+) (?:(?P<late>sonraki)|önceki) (?:takvim ayının|ayın) (?P<d>\d+)\. günü",
}
_SIDES = {  # after and before, between a weekday and what it counts from
    "en": ("after", "before"), "de": ("nach", "vor"), "fr": ("après", "avant"), "es": ("después", "antes"),
    "it": ("dopo", "prima"), "pt": ("depois", "antes"), "ru": ("после", "до"), "tr": ("sonraki", "önceki"),
}  # fmt: skip
_THAT = {  # what stands for the note before
    "en": ("that", "afterwards", "beforehand"),
    "de": ("danach", "darauf", "davor", "zuvor"),
    "fr": ("cela", "qui suit", "qui précède"),
    "es": ("de eso", "siguiente", "anterior"),
    "it": ("di allora", "questo", "di questo"),
    "pt": ("disso", "seguinte", "anterior"),
    "ru": ("этого", "вслед за этим", "перед этим"),
    "tr": ("bundan", "ondan"),
}
_LATE = {  # which of them say by themselves that it is after
    "en": (1,), "de": (0, 1), "fr": (1,), "es": (1,), "it": (), "pt": (1,), "ru": (1,), "tr": (),
}  # fmt: skip
_CUES = {  # words without which there is no day of a month, no days, no weeks, no weekday
    "en": (" month", " days ", " weeks ", "on the "),
    "de": ("monats", " Tage ", " Wochen ", "am "),
    "fr": (" mois ", " jours ", " semaines ", "le "),
    "es": (" mes ", " días ", " semanas ", "el "),
    "it": (" mese ", " giorni ", " settimane ", "l"),
    "pt": (" mês ", " dias ", " semanas ", "n"),
    "ru": (" месяца", " дн", " недел", "в "),
    "tr": (" ayı", " gün ", " hafta ", " günü"),
}
_QUESTION = re.compile(r"(?:[,:;?¿!]\s*|\s+)")
_DAYS = {
    "en": "How many days", "de": "Wie viele Tage", "fr": "Combien de jours", "es": "¿Cuántos días",
    "it": "Quanti giorni", "pt": "Quantos dias", "ru": "Сколько дней", "tr": "kaç gün",
}  # fmt: skip
_DATES: dict[str, str | tuple[str, ...]] = {
    "en": ("When ", "On what date", "On which day"), "de": ("Wann", "An welchem"),
    "fr": ("Quand", "À quelle date", "Quel jour"), "es": ("¿Cuándo", "¿En qué fecha", "¿Qué día"),
    "it": ("Quando", "In che"), "pt": ("Quando", "Em que"), "ru": ("Когда", "В какой день", "Какого числа"),
    "tr": ("ne zaman", "hangi"),
}  # fmt: skip
_FULL = {
    "en": "{w}, {m} {d}, {y}", "de": "{w}, {d}. {m} {y}", "fr": "{w} {d} {m} {y}",
    "es": "{w}, {d} de {m} de {y}", "it": "{w} {d} {m} {y}",
    "pt": "{w}, {d} de {m} de {y}", "ru": "{w}, {d} {m} {y} г.", "tr": "{d} {m} {y} {w}",
}  # fmt: skip
_NOTHING = {
    "en": "zero", "de": "null", "fr": "zéro", "es": "cero", "it": "zero", "pt": "zero", "ru": "ноль",
    "tr": "sıfır",
}  # fmt: skip


@dataclass
class _Note:
    """A note as read: its shift's kind, amount and sign, what it counts from, the date worked out, and how
    many days that is from the other."""

    code: str
    who: str
    occasion: str
    kind: str
    amount: int
    base: str
    date: Date
    weekday: int
    days: int
    clock: str


@dataclass(frozen=True)
class _Occasions:
    """Occasions by their names in one form of a language, and for the first word of each how many words the
    names have, the most first."""

    meanings: dict[str, str]
    lengths: dict[str, list[int]]


@dataclass(frozen=True)
class _Tongue:
    """A language's patterns, and its words by what they mean."""

    date: re.Pattern[str]
    span: re.Pattern[str]
    of_month: re.Pattern[str]
    weekdays: dict[str, tuple[int, bool]]
    names: dict[str, str]
    subjects: _Occasions
    after: _Occasions
    before: _Occasions
    beginnings: frozenset[str]


@cache
def _occasions(column: int) -> _Occasions:
    table = lexicon("multilingual_occasions")
    lengths: dict[str, list[int]] = {}
    for phrase in table.words(column):
        words = phrase.split(" ")
        known = lengths.setdefault(words[0], [])
        if len(words) not in known:
            known.append(len(words))
            known.sort(reverse=True)
    return _Occasions(dict(zip(table.words(column), table.words(0), strict=True)), lengths)


@cache
def _tongue(code: str) -> _Tongue:
    names = lexicon("multilingual_names")
    weekdays = {
        phrase: (number, later)
        for table, later in ((FIRST_WEEKDAY, True), (LAST_WEEKDAY, False))
        for number, phrase in enumerate(table[code])
    }
    after = _occasions(AFTER[code])
    phrases = [phrase.split(" ") for phrase in after.meanings]
    return _Tongue(
        re.compile(_DATE[code]),
        re.compile(_SPAN[code]),
        re.compile(_OF_MONTH[code]),
        weekdays,
        dict(zip(names.words(int(code == "ru")), names.words(0), strict=True)),
        _occasions(SUBJECT[code]),
        after,
        _occasions(BEFORE[code]),
        frozenset(" ".join(words[:length]) for words in phrases for length in range(1, len(words) + 1)),
    )


def read_diary(text: str) -> dict[str, Any]:
    """The facts of a document.

    Raises:
        ExtractError: a note cannot be read, or a date, a weekday, the working or the answer is wrong.
    """
    page, diary, question, rest = text.split("\n\n")
    if re.search(r"[0-9]", page + question):
        raise ExtractError("digits beside the diary")
    notes: dict[str, _Note] = {}
    last = ""
    for line in diary.split("\n"):
        note = _note(line, notes, last)
        last = note.occasion
        if last in notes:
            raise ExtractError(f"{last} twice")
        notes[last] = note
    language, asked, about, answered = _question(question)
    *working, answer = rest.split("\n")
    lines = [_line(note, notes, answered) for note in notes.values()]
    one = look_up(notes, about[0])
    if asked == "the_gap":
        other = look_up(notes, about[1])
        gap = spelt(abs(days_between(one.date, other.date)))
        lines.append(f"{_iso(one.date)} -> {_iso(other.date)} = {gap}")
    hold(working == lines, f"the working is {lines}")
    head, _, said = answer.partition(": ")
    hold(head == ANSWERS[answered], f"{head!r} in {answered}")
    if asked == "the_gap":
        same = (
            said == _NOTHING[answered]
            if gap == 0
            else read_number(answered, said.split(" "), alone=True) == gap
        )
        hold(same, f"{said!r} are {gap} days")
    else:
        hold(said == _in_full(one, answered), f"{said!r} is {one.date}")
    return {
        "kind": "calendar-notes",
        "languages": [language, answered],
        "notes": [
            [n.code, n.who, n.occasion, n.kind, n.amount, n.base, _iso(n.date), n.clock]
            for n in notes.values()
        ],
        "asked": asked,
        "about": about[0],
        "and": about[1] if asked == "the_gap" else "",
        "answer": said,
    }


def _note(line: str, notes: dict[str, _Note], last: str) -> _Note:
    """One line: its language by the time of day, then who, what and when."""
    (time,) = _TIME.finditer(line)
    code = str(time.lastgroup)
    tongue = _tongue(code)
    rest = f"{line[: time.start()]}@{line[time.end() :]}"
    dated = None if notes else tongue.date.search(rest)
    if dated:
        rest = f"{rest[: dated.start()]}@{rest[dated.end() :]}"
    chunks = _CHUNK.split(rest)
    (who,) = [tongue.names[word] for word in _NAME.findall(rest) if word in tongue.names]
    (occasion,) = [found for chunk in chunks if (found := _named(chunk, tongue.subjects))]
    understand([occasion])
    clock = _clock(code, time[code])
    if dated:
        date, weekday = _date(code, dated)
        return _Note(code, who, occasion, "", 0, "", date, weekday, 0, clock)
    shifts = [told for chunk in chunks if (told := _shift(code, chunk[:1].lower() + chunk[1:]))]
    if len(shifts) != 1:
        raise ExtractError(f"{code}: {len(shifts)} dates in {line!r}")
    kind, amount, sign, base = shifts[0]
    origin = look_up(notes, base or last)
    date, days = _moved(origin, KINDS.index(kind), amount, sign)
    weekday = day_of_week(date)
    return _Note(code, who, occasion, kind, sign * amount, origin.occasion, date, weekday, days, clock)


def _named(chunk: str, table: _Occasions) -> str:
    """The occasion whose name begins a stretch; the longest that does."""
    lengths = table.lengths.get(chunk.partition(" ")[0])
    if not lengths:
        return ""
    words = chunk.split(" ", lengths[0])
    for length in lengths:
        found = table.meanings.get(" ".join(words[:length]))
        if found:
            return found
    return ""


def _date(code: str, match: re.Match[str]) -> tuple[Date, int]:
    """A date told outright, and its weekday, which the note claims."""
    found: dict[str, str] = match.groupdict()
    month, day = found["month"] or found.get("month2", ""), found["day"] or found.get("day2", "")
    date = int(found["year"]), MONTHS[code].index(month) + 1, int(day.removesuffix("er"))
    hold(1 <= date[2] <= month_length(date[0], date[1]), f"day {date[2]}")
    weekday = day_of_week(date)
    name = ON_WEEKDAY[code][weekday]
    hold(found["on"] in (name, name.capitalize()), f"{found['on']} is {date}")
    return date, weekday


def _clock(code: str, said: str) -> str:
    """A time of day as 15:05."""
    hour, minute = (int(each) for each in re.findall(r"\d+", said))
    if code == "en":
        hold(1 <= hour <= 12, f"{hour} o'clock")
        hour = hour % 12 + 12 * said.endswith("pm")
    hold(hour < 24 and minute < 60, f"it is {said}")
    return f"{hour:02}:{minute:02}"


def _shift(code: str, chunk: str) -> tuple[str, int, int, str] | None:
    """Kind, amount, sign, and the occasion that it counts from ("" for the one of the note before)."""
    of_month, days, weeks, weekday = _CUES[code]
    if of_month in chunk and (match := _tongue(code).of_month.fullmatch(chunk)):
        found = match.groupdict()
        late = bool(found["late"] or found.get("late2"))
        return KINDS[3], int(found["d"]), 1 if late else -1, _base(code, found["ref"], late)
    if (days in chunk or weeks in chunk) and (match := _tongue(code).span.fullmatch(chunk)):
        return _span(code, match)
    if weekday in chunk:
        return _weekday(code, chunk)
    return None


def _span(code: str, match: re.Match[str]) -> tuple[str, int, int, str]:
    found = match.groupdict()
    late = bool(found["late"])
    if found.get("side"):
        hold((found["side"] == "после") == late, match[0])
    words, ref = found["n"].split(), found["ref"]
    if code == "tr":  # the noun may have words of its own
        while " ".join([ref, *words[:1]]) in _tongue(code).beginnings:
            ref, words = " ".join([ref, words[0]]), words[1:]
        words = [word for word in words if word not in ("tam", "tastamam")]
    number = read_number(code, words)
    weeks = found["unit"] in (
        "weeks",
        "Wochen",
        "semaines",
        "semanas",
        "settimane",
        "недели",
        "недель",
        "hafta",
    )
    if code == "ru":
        hold(_FEW[found["unit"]] == (2 <= number % 10 <= 4 and number // 10 % 10 != 1), match[0])
    if code in ("pt", "ru"):
        two = {"pt": ("dois", "duas"), "ru": ("два", "две")}[code]
        hold(words[-1] not in two or (words[-1] == two[1]) == weeks, match[0])
    return KINDS[int(weeks)], spelt(number), 1 if late else -1, _base(code, ref, late)


def _weekday(code: str, chunk: str) -> tuple[str, int, int, str] | None:
    """ "on the first Monday after the wedding"."""
    tongue = _tongue(code)
    words = chunk.split(" ")
    if code == "tr":
        if len(words) < 5:
            return None
        phrase, side, ref = " ".join(words[-3:]), words[-4], " ".join(words[:-4])
    else:
        length = 4 if code == "en" else 3
        phrase, side, ref = (
            " ".join(words[:length]),
            (words[length:] or [""])[0],
            " ".join(words[length + 1 :]),
        )
    if code == "it" and phrase not in tongue.weekdays:  # l'ultimo is one word with its article
        phrase, side, ref = " ".join(words[:2]), (words[2:] or [""])[0], " ".join(words[3:])
    if phrase not in tongue.weekdays:
        return None
    number, late = tongue.weekdays[phrase]
    if side in _SIDES[code]:
        hold(_SIDES[code].index(side) == (not late), chunk)
    else:  # "afterwards"
        ref = f"{side} {ref}".strip()
        hold(ref in _THAT[code] and (_THAT[code].index(ref) in _LATE[code]) == late, chunk)
    return KINDS[2], number + 1, 1 if late else -1, _base(code, ref, late)


def _base(code: str, ref: str | None, late: bool) -> str:
    """The occasion that a phrase names; "" for the one of the note before."""
    if ref is None or ref in _THAT[code]:
        return ""
    table = (_tongue(code).after if late else _tongue(code).before).meanings
    if ref not in table:
        raise ExtractError(f"{code}: from what does {ref!r} count?")
    return table[ref]


def _moved(origin: _Note, kind: int, amount: int, sign: int) -> tuple[Date, int]:
    """The date that a shift leads to, and how many days away it is."""
    if kind == 3:
        hold(2 <= amount <= 28, f"day {amount}")
        date = next_month(origin.date, sign, amount)
        return date, days_between(origin.date, date)
    if kind == 2:
        days = days_until(origin.weekday, amount - 1, sign)
    else:
        days = sign * (times(amount, 7) if kind == 1 else amount)
    return shift_date(origin.date, days), days


def _question(text: str) -> tuple[str, str, list[str], str]:
    """Its language, what is asked, of which occasions, and the language of the answer."""
    asked, _, wish = text.partition("?")
    *_, wanted = wish.removesuffix(".").removesuffix(" yaz").split(" ")
    languages = [code for code in CODES if wanted in NAMED[code]]
    for code in languages:
        days = asked.startswith(_DAYS[code]) or (code == "tr" and _DAYS[code] in asked)
        date = asked.startswith(_DATES[code]) or (code == "tr" and any(cue in asked for cue in _DATES[code]))
        if days == date:
            continue
        tongue = _tongue(code)
        table = tongue.after if days and code == "de" else tongue.subjects
        words = _QUESTION.split(asked.replace("\u202f", ""))
        tails = (" ".join(words[at:]) for at, word in enumerate(words) if word in table.lengths)
        about = [found for tail in tails if (found := _named(tail, table))]
        if len(about) == 1 + days:
            return code, "the_gap" if days else "the_date", about, CODES[NAMED[code].index(wanted)]
    raise ExtractError(f"cannot read the question {text!r}")


def _line(note: _Note, notes: dict[str, _Note], code: str) -> str:
    """What the working says of a note."""
    shift = ""
    if note.base:
        number = f"{abs(note.amount)} * 7" if note.kind == KINDS[1] else str(abs(note.days))
        shift = f"{_iso(notes[note.base].date)} {'-' if note.days < 0 else '+'} {number} = "
    day = WEEKDAYS[code][note.weekday]
    return f"{_names(SUBJECT[code])[note.occasion]}: {shift}{_iso(note.date)}, {day}, {note.clock}"


@cache
def _names(column: int) -> dict[str, str]:
    occasions = lexicon("multilingual_occasions")
    return dict(zip(occasions.words(0), occasions.words(column), strict=True))


def _iso(date: Date) -> str:
    return f"{date[0]}-{date[1]:02}-{date[2]:02}"


def _in_full(note: _Note, code: str) -> str:
    """A date as its language writes it in full."""
    year, month, day = note.date
    number = "1er" if code == "fr" and day == 1 else str(day)
    return _FULL[code].format(w=WEEKDAYS[code][note.weekday], d=number, m=MONTHS[code][month - 1], y=year)
