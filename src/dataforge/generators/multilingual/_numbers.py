"""Number words of eight languages by rule, 0 to 999,999, as tables. For the writer only.

The counting form of each language: no gender but the masculine, except that `two` agrees with a feminine
noun in
Portuguese and Russian when asked. Spellings: British `and`, French before 1990, Brazilian Portuguese,
Turkish in
separate words.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa

from dataforge.text.columns import Strings, join, where
from dataforge.text.rows import I64

LIMIT = 1_000_000
_EN = [
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
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_DE = [
    "null",
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
_DE += ["achtzehn", "neunzehn"]
_DE_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_FR = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
]
_FR += ["dix-neuf"]
_FR_TENS = ["vingt", "trente", "quarante", "cinquante", "soixante"]
_ES = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
]
_ES += [
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
]
_ES += ["veintiocho", "veintinueve"]
_ES_TENS = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
_ES_HUNDREDS = [
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
]
_IT = [
    "zero",
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
_IT += ["diciassette", "diciotto", "diciannove"]
_IT_TENS = ["venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"]
_PT = [
    "zero",
    "um",
    "dois",
    "três",
    "quatro",
    "cinco",
    "seis",
    "sete",
    "oito",
    "nove",
    "dez",
    "onze",
    "doze",
    "treze",
    "catorze",
    "quinze",
    "dezesseis",
    "dezessete",
    "dezoito",
]
_PT += ["dezenove"]
_PT_TENS = ["vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa"]
_PT_HUNDREDS = [
    "cento",
    "duzentos",
    "trezentos",
    "quatrocentos",
    "quinhentos",
    "seiscentos",
    "setecentos",
    "oitocentos",
    "novecentos",
]
_RU = [
    "ноль",
    "один",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
]
_RU_TENS = [
    "двадцать",
    "тридцать",
    "сорок",
    "пятьдесят",
    "шестьдесят",
    "семьдесят",
    "восемьдесят",
    "девяносто",
]
_RU_HUNDREDS = [
    "сто",
    "двести",
    "триста",
    "четыреста",
    "пятьсот",
    "шестьсот",
    "семьсот",
    "восемьсот",
    "девятьсот",
]
_TR = ["sıfır", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz"]
_TR_TENS = ["on", "yirmi", "otuz", "kırk", "elli", "altmış", "yetmiş", "seksen", "doksan"]


def _en(n: int) -> str:
    if n < 20:
        return _EN[n]
    if n < 100:
        return _EN_TENS[n // 10 - 2] + (f"-{_EN[n % 10]}" if n % 10 else "")
    return f"{_EN[n // 100]} hundred" + (f" and {_en(n % 100)}" if n % 100 else "")


def _de(n: int) -> str:
    if n < 20:
        return _DE[n]
    if n < 100:
        return (f"{_DE[n % 10]}und" if n % 10 else "") + _DE_TENS[n // 10 - 2]
    return f"{_DE[n // 100]}hundert" + (_de(n % 100) if n % 100 else "")


def _fr(n: int) -> str:
    if n < 20:
        return _FR[n]
    if n < 100:
        tens, rest = (n // 20 * 20, n % 20) if n >= 60 else (n // 10 * 10, n % 10)
        word = "quatre-vingt" if tens == 80 else _FR_TENS[tens // 10 - 2]
        if rest == 0:
            return word + ("s" if tens == 80 else "")
        return word + (" et " if rest in (1, 11) and tens < 80 else "-") + _FR[rest]
    head = "cent" if n < 200 else f"{_FR[n // 100]} cent"
    return f"{head} {_fr(n % 100)}" if n % 100 else head + ("s" if n >= 200 else "")


def _es(n: int) -> str:
    if n < 30:
        return _ES[n]
    if n < 100:
        return _ES_TENS[n // 10 - 3] + (f" y {_ES[n % 10]}" if n % 10 else "")
    return "cien" if n == 100 else _ES_HUNDREDS[n // 100 - 1] + (f" {_es(n % 100)}" if n % 100 else "")


def _it(n: int) -> str:
    if n < 20:
        return _IT[n]
    if n < 100:
        tens, unit = _IT_TENS[n // 10 - 2], n % 10
        return (tens[:-1] if unit in (1, 8) else tens) + (("tré" if unit == 3 else _IT[unit]) if unit else "")
    head = "cento" if n < 200 else f"{_IT[n // 100]}cento"
    return head + (_accented(_it(n % 100)) if n % 100 else "")


def _accented(word: str) -> str:
    """A final `tre` of a longer Italian number bears an accent."""
    return "tré" if word == "tre" else word


def _pt(n: int) -> str:
    if n < 20:
        return _PT[n]
    if n < 100:
        return _PT_TENS[n // 10 - 2] + (f" e {_PT[n % 10]}" if n % 10 else "")
    return "cem" if n == 100 else _PT_HUNDREDS[n // 100 - 1] + (f" e {_pt(n % 100)}" if n % 100 else "")


def _ru(n: int) -> str:
    words = [_RU_HUNDREDS[n // 100 - 1]] if n >= 100 else []
    rest = n % 100
    if rest >= 20:
        words.append(_RU_TENS[rest // 10 - 2])
        rest %= 10
    return " ".join([*words, _RU[rest]] if rest or not (words or n) else words or [_RU[0]])


def _tr(n: int) -> str:
    words = ([_TR[n // 100]] if n >= 200 else []) + (["yüz"] if n >= 100 else [])
    words += [_TR_TENS[n // 10 % 10 - 1]] if n // 10 % 10 else []
    return " ".join([*words, _TR[n % 10]] if n % 10 or n == 0 else words)


_BELOW_THOUSAND = {"en": _en, "de": _de, "fr": _fr, "es": _es, "it": _it, "pt": _pt, "ru": _ru, "tr": _tr}


def _thousands(language: str, k: int) -> str:
    """The words for k thousands, k from 1."""
    words = _BELOW_THOUSAND[language](k)
    if language == "en":
        return f"{words} thousand"
    if language == "de":
        return f"{words}tausend"
    if language == "fr":
        return (
            "mille"
            if k == 1
            else f"{words.removesuffix('s') if words.endswith(('cents', 'vingts')) else words} mille"
        )
    if language == "es":
        words = "veintiún".join(words.rsplit("veintiuno", 1)) if words.endswith("veintiuno") else words
        return "mil" if k == 1 else f"{words.removesuffix('o') if words.endswith('uno') else words} mil"
    if language == "it":
        return "mille" if k == 1 else f"{words.replace('tré', 'tre') if words.endswith('tré') else words}mila"
    if language == "pt":
        return "mil" if k == 1 else f"{words} mil"
    if language == "tr":
        return "bin" if k == 1 else f"{words} bin"
    last = 0 if k % 100 in range(11, 15) else k % 10
    words = {1: words.removesuffix("один") + "одна", 2: words.removesuffix("два") + "две"}.get(last, words)
    return f"{words} " + {1: "тысяча", 2: "тысячи", 3: "тысячи", 4: "тысячи"}.get(last, "тысяч")


def _after_thousands(language: str, n: int) -> str:
    """The words for n below a thousand, with what joins them to the thousands before."""
    if n == 0:
        return ""
    words = _BELOW_THOUSAND[language](n)
    if language == "en":
        return f" and {words}" if n < 100 else f" {words}"
    if language == "pt":
        return f" e {words}" if n < 100 or n % 100 == 0 else f" {words}"
    if language == "it":
        return _accented(words)
    return words if language == "de" else f" {words}"


@cache
def _table(language: str, standing_alone: bool) -> tuple[Strings, Strings, Strings]:
    """Words below a thousand, thousands, and words after thousands; alone, German one is `eins`."""
    below = [_BELOW_THOUSAND[language](n) for n in range(1000)]
    after = [_after_thousands(language, n) for n in range(1000)]
    if language == "de" and standing_alone:
        below, after = (
            [word + "s" if n % 100 == 1 else word for n, word in enumerate(part)] for part in (below, after)
        )
    if language == "es" and not standing_alone:
        below, after = ([_apocope(word) for word in part] for part in (below, after))
    return (
        pa.array(below),
        pa.array(["", *(_thousands(language, k) for k in range(1, 1000))]),
        pa.array(after),
    )


def _apocope(word: str) -> str:
    """Spanish `uno` before a masculine noun."""
    if word.endswith("veintiuno"):
        return word[:-4] + "iún"
    return word[:-1] if word.endswith("uno") else word


def spell(language: str, n: I64, standing_alone: bool = False) -> Strings:
    """Number words for 0 <= n < LIMIT, string[n]; before a masculine noun unless they stand alone."""
    below, thousands, after = _table(language, standing_alone)
    large = n >= 1000
    words = join(thousands.take(pa.array(n // 1000)), after.take(pa.array(np.where(large, n % 1000, 0))))
    return where(large, words, below.take(pa.array(np.where(large, 0, n))))
