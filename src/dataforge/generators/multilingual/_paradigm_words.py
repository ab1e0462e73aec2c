"""What the columns of inflection-table mean and how they are headed, for the writer and the reader."""

from __future__ import annotations

CODES = ("de", "fr", "es", "it", "pt", "ru", "tr", "zh", "ja", "hi", "ar")
NAMED = (
    "German", "French", "Spanish", "Italian", "Portuguese", "Russian", "Turkish", "Chinese", "Japanese",
    "Hindi", "Arabic",
)  # fmt: skip
PARTS = ("noun_phrases", "verbs")
_WITH = ["indef_sg", "this_pl", "def_sg", "num_3", "this_sg", "def_pl", "num_2", "num_7", "num_5"]
_WITHOUT = [name for name in _WITH if name != "indef_sg"]
_ONE, _TWO = ("n",), ("n", "a")
_CASES = {"de": _TWO, "ru": _TWO, "tr": _TWO, "hi": ("n", "o"), "ar": ("a",)}
PHRASES = {  # columns of noun phrases: determiner, case; neighbours differ in both
    code: [
        (name, case)
        for turn in range(len(_CASES.get(code, _ONE)))
        for number, name in enumerate(_WITHOUT if code == "ru" else _WITH)
        for case in [_CASES.get(code, _ONE)[(number + turn) % len(_CASES.get(code, _ONE))]]
        if not (name.startswith("num") and turn)
    ]
    for code in CODES
}
_ROMANCE = [(tense, who) for tense in ("present", "past", "future") for who in "mM"]
VERBS = {  # columns of verbs: tense; m f in the singular, M F in the plural
    "de": _ROMANCE[:4],
    **dict.fromkeys(("fr", "es", "it", "pt"), _ROMANCE),
    "ru": [
        ("present", "m"), ("present", "M"), ("past", "m"), ("past", "f"), ("past", "n"), ("past", "M"),
        ("future", "m"), ("future", "M"),
    ],
    "tr": [("present", "m"), ("past", "m"), ("future", "m")],
    "zh": [("present", "m"), ("past", "m"), ("future", "m")],
    "ja": [("present", "m"), ("past", "m"), ("te", "m")],
    "hi": [(tense, who) for tense in ("present", "past", "future") for who in "mfMF"],
    "ar": [(tense, who) for tense in ("present", "past", "future") for who in "mf"],
}  # fmt: skip
DETERMINERS = {  # two styles of heading
    "def_sg": ("the (one)", "def. sg."),
    "indef_sg": ("a", "indef. sg."),
    "this_sg": ("this", "dem. sg."),
    "def_pl": ("the (many)", "def. pl."),
    "this_pl": ("these", "dem. pl."),
    "num_2": ("two", "after two"),
    "num_3": ("three", "after three"),
    "num_5": ("five", "after five"),
    "num_7": ("seven", "after seven"),
}
CASES = {"n": ("subject", "nom."), "a": ("object", "acc."), "o": ("agent", "obl.")}
TENSES = {
    "present": ("now", "pres."),
    "past": ("once", "past"),
    "future": ("later", "fut."),
    "te": ("and", "te form"),
}
PERSONS = {
    "m": ("he", "masc. sg."),
    "f": ("she", "fem. sg."),
    "n": ("it", "neut. sg."),
    "M": ("they", "masc. pl."),
    "F": ("they (f.)", "fem. pl."),
}
LABELS = {  # heading of each column of a part and language, in each style
    (part, code): [[f"{first[a][style]}, {second[b][style]}" for a, b in columns[code]] for style in range(2)]
    for part, columns, first, second in (
        ("noun_phrases", PHRASES, DETERMINERS, CASES),
        ("verbs", VERBS, TENSES, PERSONS),
    )
    for code in CODES
}
