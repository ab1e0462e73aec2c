"""Names of days, months and units in eight languages, for the writer and the reader of calendar-notes."""

from __future__ import annotations

CODES = ("en", "de", "fr", "es", "it", "pt", "ru", "tr")
_WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье",
    "tr": "Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar",
}
WEEKDAYS = {code: line.split() for code, line in _WEEKDAYS.items()}
_MONTHS = {  # as they stand in a date
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
}
MONTHS = {code: line.split() for code, line in _MONTHS.items()}
_RU_ON = ["понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"]
ON_WEEKDAY = {  # as they stand in "on Monday, 3 May"
    **WEEKDAYS,
    "pt": ["na " + day if day.endswith("feira") else "no " + day for day in WEEKDAYS["pt"]],
    "ru": ["во вторник" if day == "вторник" else "в " + day for day in _RU_ON],
}
_RU_FIRST = ["первый", "первый", "первую", "первый", "первую", "первую", "первое"]
_RU_LAST = ["последний", "последний", "последнюю", "последний", "последнюю", "последнюю", "последнее"]
FIRST_WEEKDAY = {  # "on the first Monday (after)"
    "en": ["on the first " + day for day in WEEKDAYS["en"]],
    "de": ["am ersten " + day for day in WEEKDAYS["de"]],
    "fr": ["le premier " + day for day in WEEKDAYS["fr"]],
    "es": ["el primer " + day for day in WEEKDAYS["es"]],
    "it": [("la prima " if day == "domenica" else "il primo ") + day for day in WEEKDAYS["it"]],
    "pt": [("na primeira " if day.endswith("feira") else "no primeiro ") + day for day in WEEKDAYS["pt"]],
    "ru": [f"в {first} {day}" for first, day in zip(_RU_FIRST, _RU_ON, strict=True)],
    "tr": [f"ilk {day} günü" for day in WEEKDAYS["tr"]],
}
LAST_WEEKDAY = {  # "on the last Monday (before)"
    "en": ["on the last " + day for day in WEEKDAYS["en"]],
    "de": ["am letzten " + day for day in WEEKDAYS["de"]],
    "fr": ["le dernier " + day for day in WEEKDAYS["fr"]],
    "es": ["el último " + day for day in WEEKDAYS["es"]],
    "it": [("l'ultima " if day == "domenica" else "l'ultimo ") + day for day in WEEKDAYS["it"]],
    "pt": ["na última " + day if day.endswith("feira") else "no último " + day for day in WEEKDAYS["pt"]],
    "ru": [f"в {last} {day}" for last, day in zip(_RU_LAST, _RU_ON, strict=True)],
    "tr": [f"son {day} günü" for day in WEEKDAYS["tr"]],
}
UNITS = {  # days after 2 to 4, after other numbers; weeks likewise
    "en": ("days", "days", "weeks", "weeks"),
    "de": ("Tage", "Tage", "Wochen", "Wochen"),
    "fr": ("jours", "jours", "semaines", "semaines"),
    "es": ("días", "días", "semanas", "semanas"),
    "it": ("giorni", "giorni", "settimane", "settimane"),
    "pt": ("dias", "dias", "semanas", "semanas"),
    "ru": ("дня", "дней", "недели", "недель"),
    "tr": ("gün", "gün", "hafta", "hafta"),
}
ANSWERS = {
    "en": "Answer", "de": "Antwort", "fr": "Réponse", "es": "Respuesta", "it": "Risposta", "pt": "Resposta",
    "ru": "Ответ", "tr": "Yanıt",
}  # fmt: skip
_NAMED = {  # the eight languages, as each of them has it in "answer in ..."
    "en": "English German French Spanish Italian Portuguese Russian Turkish",
    "de": "Englisch Deutsch Französisch Spanisch Italienisch Portugiesisch Russisch Türkisch",
    "fr": "anglais allemand français espagnol italien portugais russe turc",
    "es": "inglés alemán francés español italiano portugués ruso turco",
    "it": "inglese tedesco francese spagnolo italiano portoghese russo turco",
    "pt": "inglês alemão francês espanhol italiano português russo turco",
    "ru": "по-английски по-немецки по-французски по-испански по-итальянски по-португальски по-русски"
    " по-турецки",
    "tr": "İngilizce Almanca Fransızca İspanyolca İtalyanca Portekizce Rusça Türkçe",
}
NAMED = {code: line.split() for code, line in _NAMED.items()}
# columns of the lexicon multilingual_occasions: as a subject; after words for after and before
SUBJECT = {code: 1 + number for number, code in enumerate(CODES)}
AFTER = {"en": 1, "de": 9, "fr": 3, "es": 10, "it": 5, "pt": 12, "ru": 13, "tr": 14}
BEFORE = {**AFTER, "it": 11}
DAY_SHIFT, WEEK_SHIFT, NEXT_WEEKDAY, MONTH_DAY = range(4)
KINDS = ("day_shift", "week_shift", "next_weekday", "month_day")
