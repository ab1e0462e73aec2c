"""Reads market sums back: number words by grammars of its own, and the sum done again."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.multilingual._solver import add, largest, spelt, times, total
from dataforge.text.lexicon import lexicon

_CODES = ("en", "de", "fr", "es", "it", "pt", "ru", "tr")
_CUES = {  # a purchase, a fee, a discount, a payment
    "en": (r"\b(?:buys|takes|needs)\b", r"^Delivery|^The packing", r" off for |^A voucher", "^At the till"),
    "de": (
        r"\b(?:kauft|nimmt|braucht)\b",
        "^Die Lieferung|^Für die Verp",
        "Rabatt|Gutschein",
        "^An der Kasse",
    ),
    "fr": (
        r"\b(?:achète|prend|il faut)\b",
        "^La livraison|^L'emballage",
        "remise|bon d'achat",
        "^À la caisse",
    ),
    "es": (
        r"\b(?:compra|lleva|necesita)\b",
        "^El envío|^El embalaje",
        "descuento|^Con un vale",
        "^En la caja",
    ),
    "it": (
        r"\b(?:compra|prende|servono)\b",
        "^La consegna|^L'imballaggio",
        "sconto|^Con un buono",
        "^Alla cassa",
    ),
    "pt": (r"\b(?:compra|leva|precisa)\b", "^A entrega|^A embalagem", "desconto|^Com um vale", "^No caixa"),
    "ru": (r"\b(?:покупает|берёт)\b", "^Доставка|^Упаковка", "скидку|^По купону", "^На кассе"),
    "tr": (r"\b(?:alıyor)\b", "^Teslimat|^Paketleme", "indirim|kuponla", "^Kasada"),
}
_ASKED = {  # the total, the change, the number of things, the dearest purchase
    "en": ("spend in all|to pay in all", "get back|the change", "things", "dearest"),
    "de": ("insgesamt aus|insgesamt bezahlen", "zurück|Wechselgeld", "Dinge", "teuerste"),
    "fr": ("dépense|Que doit payer", "rendre|monnaie", "objets", "plus cher"),
    "es": ("gasta|tiene que pagar", "de vuelta|cambio", "artículos", "más cara"),
    "it": ("spende|deve pagare", "resto", "oggetti", "più caro"),
    "pt": ("gasta|tem de pagar", "troco", "artigos", "mais cara"),
    "ru": ("тратит|заплатить", "назад|сдачу", "вещей", "самую дорогую"),
    "tr": ("harcıyor|ödemeli", "para üstü", "eşya", "en pahalı"),
}
_INSTRUCTIONS = {
    "en": r"Answer in words, in (\w+)",
    "de": r"Antworte in Worten, auf (\w+)",
    "fr": r"Réponds en toutes lettres, en (\w+)",
    "es": r"Responde con palabras, en (\w+)",
    "it": r"Rispondi in lettere, in (\w+)",
    "pt": r"Responda por extenso, em (\w+)",
    "ru": r"Ответь словами, по-(\w+)",
    "tr": r"Yanıtı sözcüklerle, (\w+) yaz",
}
_NAMED = {
    "en": "English German French Spanish Italian Portuguese Russian Turkish",
    "de": "Englisch Deutsch Französisch Spanisch Italienisch Portugiesisch Russisch Türkisch",
    "fr": "anglais allemand français espagnol italien portugais russe turc",
    "es": "inglés alemán francés español italiano portugués ruso turco",
    "it": "inglese tedesco francese spagnolo italiano portoghese russo turco",
    "pt": "inglês alemão francês espanhol italiano português russo turco",
    "ru": "английски немецки французски испански итальянски португальски русски турецки",
    "tr": "İngilizce Almanca Fransızca İspanyolca İtalyanca Portekizce Rusça Türkçe",
}
_HEADS = dict(
    zip(
        ["Answer", "Antwort", "Réponse", "Respuesta", "Risposta", "Resposta", "Ответ", "Yanıt"],
        _CODES,
        strict=True,
    )
)
_KEYS = ("q_total", "q_change", "q_count", "q_dearest")
_EURO = re.compile(r"(?:euros?|Euro|евро|avro(?:dan|ya)?)")
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def read_market(text: str) -> dict[str, Any]:
    """The facts of a market sum.

    Raises:
        ExtractError: a sentence or number cannot be read, or the working or the answer is wrong.
    """
    heading, story, question, rest = text.split("\n\n")
    if re.search(r"[0-9]", heading + story + question):
        raise ExtractError("digits among the words")
    told, facts, sentences = _opening(story)
    purchases: list[list[Any]] = []
    extras: list[int] = []
    paid = 0
    for sentence in sentences:
        bought, fee, discount, payment = (re.search(cue, sentence) for cue in _CUES[told])
        if payment:
            paid = _euros(told, sentence, facts["who"])
        elif discount:
            extras.append(-_euros(told, sentence, facts["who"]))
        elif fee:
            extras.append(_euros(told, sentence, ""))
        elif bought and not extras:
            purchases.append(_purchase(told, sentence))
        else:
            raise ExtractError(f"{told}: what does {sentence!r} mean?")
    asked, kind, answered = _question(question, facts["who"])
    *working, last = rest.split("\n")
    head, _, answer = last.partition(": ")
    value = _sum(kind, (facts["who"], purchases, extras, paid), working)
    if _HEADS.get(head) != answered or read_number(answered, answer.split(" "), alone=True) != spelt(value):
        raise ExtractError(f"{last!r} should say {value} in {answered}")
    return {
        "kind": "market-sums",
        "languages": [told, asked, answered],
        **facts,
        "asked": kind,
        "purchases": purchases,
        "extras": extras,
        "paid": paid,
        "value": value,
        "answer": answer,
    }


@cache
def _words(code: str) -> tuple[dict[str, str], dict[str, str], dict[str, list[tuple[str, str, int]]]]:
    """Names, places, and things (id, gender, form) by their words in a language."""
    names = lexicon("multilingual_names")
    concepts, forms = lexicon("multilingual_concepts"), lexicon(f"multilingual_{code}").words(2)
    things: dict[str, list[tuple[str, str, int]]] = {}
    places = {}
    for part, name, kind, cell in zip(
        concepts.words(0), concepts.words(1), concepts.words(2), forms, strict=True
    ):
        if part == "place":
            places[cell] = name
        if part == "noun" and kind != "P":
            gender, *words = cell.split(",") if code not in ("en", "tr") else ["m", *cell.split(",")]
            for k, form in enumerate(words):
                things.setdefault(form, []).append((name, gender, k))
    return dict(zip(names.words(int(code == "ru")), names.words(0), strict=True)), places, things


def _opening(story: str) -> tuple[str, dict[str, str], list[str]]:
    """The language, who is where, and the other sentences: a place ends the first."""
    first, *sentences = re.split(r"(?<=\.) ", story)
    words = first.removesuffix(".").split(" ")
    for length in range(min(6, len(words) - 1), 0, -1):
        phrase = " ".join(words[-length:])
        for code in _CODES:
            names, places, _ = _words(code)
            if phrase in places:
                who = [names[word] for word in _TOKEN.findall(first) if word in names]
                if len(who) != 1:
                    raise ExtractError(f"{code}: who is meant in {first!r}?")
                return code, {"who": who[0], "place": places[phrase]}, sentences
    raise ExtractError(f"cannot read the opening {first!r}")


def _who(code: str, sentence: str) -> str:
    found = [_words(code)[0][word] for word in _TOKEN.findall(sentence) if word in _words(code)[0]]
    if len(found) != 1:
        raise ExtractError(f"{code}: who is meant in {sentence!r}?")
    return found[0]


def _before(code: str, tokens: list[str], end: int) -> tuple[int, list[str]]:
    """The number whose words end just before a token, and those words."""
    start = end - 1
    if code not in ("de", "it"):
        table = _values(code)
        while start > 0 and tokens[start - 1].partition("-")[0] in table:
            start -= 1
    words = tokens[start:end]
    return spelt(read_number(code, words)), words


def _euros(code: str, sentence: str, who: str) -> int:
    tokens = _TOKEN.findall(sentence)
    at = [i for i, token in enumerate(tokens) if _EURO.fullmatch(token)]
    if len(at) != 1 or (who and _who(code, sentence) != who):
        raise ExtractError(f"{code}: whose money, and how much? {sentence!r}")
    return _before(code, tokens, at[0])[0]


def _purchase(code: str, sentence: str) -> list[Any]:
    things = _words(code)[2]
    tokens = _TOKEN.findall(sentence)
    for i, token in enumerate(tokens[1:], 1):
        if token not in things:
            continue
        quantity, words = _before(code, tokens, i)
        last = 0 if quantity // 10 == 1 else quantity % 10
        form = {"ru": 2 if 2 <= last <= 4 else 4, "tr": 0}.get(code, 1)
        found = {(name, gender) for name, gender, k in things[token] if k == form}
        if len(found) != 1:
            raise ExtractError(f"{code}: {token!r} is the wrong form after {quantity}")
        name, gender = found.pop()
        two = {"pt": "duas", "ru": "две"}.get(code)
        if two and last == 2 and (words[-1] == two) != (gender == "f"):
            raise ExtractError(f"{code}: {words} does not agree with {token!r}")
        return [_who(code, sentence), name, quantity, _euros(code, sentence, "")]
    raise ExtractError(f"{code}: what is bought in {sentence!r}?")


def _question(text: str, who: str) -> tuple[str, str, str]:
    for code, pattern in _INSTRUCTIONS.items():
        match = re.search(f"{pattern}\\.$", text)
        if not match:
            continue
        asked = text[: match.start()]
        kinds = [kind for kind, cue in zip(_KEYS, _ASKED[code], strict=True) if re.search(cue, asked)]
        if len(kinds) != 1 or _who(code, asked) != who:
            raise ExtractError(f"{code}: cannot read the question {asked!r}")
        return code, kinds[0], _CODES[_NAMED[code].split().index(match[1])]
    raise ExtractError(f"cannot read the question {text!r}")


def _sum(kind: str, trip: tuple[str, list[list[Any]], list[int], int], working: list[str]) -> int:
    """The number asked for; every line of the working must be as it would be on paper."""
    who, purchases, extras, paid = trip
    own = [(quantity, price) for buyer, _, quantity, price in purchases if buyer == who]
    costs = [times(quantity, price) for quantity, price in own]
    lines = [f"{q} * {p} = {cost}" for (q, p), cost in zip(own, costs, strict=True)]
    value = spent = total([*costs, *extras])
    if len(costs) + len(extras) > 1:
        signs = "".join(f" {'-' if extra < 0 else '+'} {abs(extra)}" for extra in extras)
        lines.append(f"{' + '.join(map(str, costs))}{signs} = {spent}")
    if kind == "q_count":
        value = total([quantity for quantity, _ in own])
        lines += [f"{' + '.join(str(quantity) for quantity, _ in own)} = {value}"] if len(own) > 1 else []
    elif kind == "q_dearest":
        value = largest(costs)
        lines += [f"max({', '.join(map(str, costs))}) = {value}"] if len(own) > 1 else []
    elif kind == "q_change":
        value = add(paid, -spent)
        lines.append(f"{paid} - {spent} = {value}")
    if spent <= 0:
        raise ExtractError("nothing is left to pay")
    if (kind == "q_change") != (paid > 0) or value <= 0:
        raise ExtractError("the payment does not fit")
    if working != lines:
        raise ExtractError(f"the working should be {lines}")
    return int(value)


# Number words. In six languages numbers are words side by side; German and Italian write them in one.

_VALUES = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen"
    " eighteen nineteen twenty thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90"
    " hundred=100 "
    "thousand=1000 and=0",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt=20"
    " trente=30 quarante=40 cinquante=50 soixante=60 quatrevingt=80 quatrevingts=80 cent=100 cents=100"
    " mille=1000 et=0",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
    " diecisiete"
    " dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis"
    " veintisiete "
    "veintiocho veintinueve"
    " treinta=30 cuarenta=40 cincuenta=50 sesenta=60 setenta=70 ochenta=80 noventa=90 cien=100 ciento=100 "
    "doscientos=200"
    " trescientos=300 cuatrocientos=400 quinientos=500 seiscientos=600 setecientos=700 ochocientos=800 "
    "novecientos=900"
    " mil=1000 y=0 un=1 veintiún=21",
    "pt": "um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis"
    " dezessete"
    " dezoito dezenove vinte=20 trinta=30 quarenta=40 cinquenta=50 sessenta=60 setenta=70 oitenta=80"
    " noventa=90 "
    "cem=100 cento=100"
    " duzentos=200 trezentos=300 quatrocentos=400 quinhentos=500 seiscentos=600 setecentos=700 "
    "oitocentos=800 novecentos=900"
    " mil=1000 e=0 duas=2",
    "ru": "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать"
    " четырнадцать"
    " пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать=30 сорок=40 пятьдесят=50 "
    "шестьдесят=60 семьдесят=70"
    " восемьдесят=80 девяносто=90 сто=100 двести=200 триста=300 четыреста=400 пятьсот=500 шестьсот=600 "
    "семьсот=700"
    " восемьсот=800 девятьсот=900 тысяча=1000 тысячи=1000 тысяч=1000 одна=1 две=2",
    "tr": "bir iki üç dört beş altı yedi sekiz dokuz on yirmi=20 otuz=30 kırk=40 elli=50 altmış=60 yetmiş=70"
    " seksen=80 doksan=90 yüz=100 bin=1000",
}
_GERMAN = [
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
]
_GERMAN += ["achtzehn", "neunzehn"]
_GERMAN_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_ITALIAN = [
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
]
_ITALIAN += ["diciassette", "diciotto", "diciannove"]
_ITALIAN_TENS = ["vent", "trent", "quarant", "cinquant", "sessant", "settant", "ottant", "novant"]
_FACTORS = ("hundred", "cent", "cents", "yüz")


@cache
def _values(code: str) -> dict[str, int]:
    table = {}
    for n, entry in enumerate(_VALUES[code].split(), 1):
        word, _, value = entry.partition("=")
        table[word] = int(value or n)
    return table


def read_number(code: str, tokens: list[str], alone: bool = False) -> int:
    """The number that words spell.

    Raises:
        ExtractError: they spell none.
    """
    if code in ("de", "it"):
        if len(tokens) != 1:
            raise ExtractError(f"{code}: not a number: {tokens}")
        return _german(tokens[0], alone) if code == "de" else _italian(tokens[0])
    text = " ".join(tokens)
    if code == "fr":
        text = re.sub(r"\bquatre-vingt(s?)\b", r"quatrevingt\1", text)
    words, table = re.split(r"[ -]", text), _values(code)
    if not all(word in table for word in words) or table[words[0]] == 0 or table[words[-1]] == 0:
        raise ExtractError(f"{code}: not a number: {text!r}")
    total, now = 0, 0
    for word in words:
        value = table[word]
        if value == 1000:
            if total:
                raise ExtractError(f"{code}: thousands twice: {text!r}")
            total, now = max(now, 1) * 1000, 0
        elif word in _FACTORS:
            if now > 9:
                raise ExtractError(f"{code}: hundreds twice: {text!r}")
            now = max(now, 1) * 100
        elif value:
            fits = now % (10 if value < 10 else 100 if value < 100 else 1000)
            if fits and not (code == "fr" and value < 20 and now % 100 in (60, 80)):
                raise ExtractError(f"{code}: {word!r} does not fit in {text!r}")
            now += value
    return total + now


def _german(word: str, alone: bool) -> int:
    thousands, mark, rest = word.partition("tausend")
    if mark:
        return 1000 * _german_hundreds(thousands, False) + (_german_hundreds(rest, alone) if rest else 0)
    return _german_hundreds(word, alone)


def _german_hundreds(word: str, alone: bool) -> int:
    hundreds, mark, rest = word.partition("hundert")
    if mark:
        return 100 * (_GERMAN[:9].index(hundreds) + 1) + (_german_tens(rest, alone) if rest else 0)
    return _german_tens(word, alone)


def _german_tens(word: str, alone: bool) -> int:
    if alone and word == "eins":
        return 1
    if word in _GERMAN and not (alone and word == "ein"):
        return _GERMAN.index(word) + 1
    unit, mark, tens = word.partition("und")
    if not mark:
        unit, tens = "", word
    if tens not in _GERMAN_TENS or (unit and unit not in _GERMAN[:9]):
        raise ExtractError(f"de: not a number: {word!r}")
    return 10 * (_GERMAN_TENS.index(tens) + 2) + (_GERMAN.index(unit) + 1 if unit else 0)


def _italian(word: str) -> int:
    if word.startswith("mille"):
        return 1000 + (_italian_hundreds(word[5:]) if word[5:] else 0)
    thousands, mark, rest = word.partition("mila")
    if mark:
        return 1000 * _italian_hundreds(thousands) + (_italian_hundreds(rest) if rest else 0)
    return _italian_hundreds(word)


def _italian_hundreds(word: str) -> int:
    factor, mark, rest = word.partition("cento")
    if mark:
        return 100 * (_ITALIAN[:9].index(factor) + 1 if factor else 1) + (_italian_tens(rest) if rest else 0)
    return _italian_tens(word)


def _italian_tens(word: str) -> int:
    word = word[:-1] + "e" if word.endswith("tré") else word
    if word in _ITALIAN:
        return _ITALIAN.index(word) + 1
    for n, stem in enumerate(_ITALIAN_TENS, 2):
        if word.startswith(stem):
            unit, vowel = word[len(stem) :], "i" if n == 2 else "a"
            if unit not in ("uno", "otto"):  # before these the vowel falls: ventuno
                unit = unit[1:] if unit[:1] == vowel and unit[1:] not in ("uno", "otto") else "?"
            if unit == "" or unit in _ITALIAN[:9]:
                return 10 * n + (_ITALIAN.index(unit) + 1 if unit else 0)
    raise ExtractError(f"it: not a number: {word!r}")
