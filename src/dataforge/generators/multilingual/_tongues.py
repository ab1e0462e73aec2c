"""Twelve dictionaries for readers: form -> all that it may be. The reader's own tables of agreement.

They say what each determiner demands of its noun and adjective, where the writer's say which determiner a
noun gets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from dataforge.text.lexicon import lexicon

CODES = ("en", "de", "fr", "es", "it", "pt", "ru", "tr", "zh", "ja", "hi", "ar")
TENSES = ("present", "past", "future")
_ROMANCE = ("fr", "es", "it", "pt")
_UNGENDERED = ("en", "tr", "zh", "ja")
_UNSPACED = ("zh", "ja")
_VOWELS = "aeiouàâäéèêëíîïóôöúûüœ"
# word, meaning, cases (n, a, o), genders, the noun's form, the adjective's form, how the next word begins
# (Consonant, Vowel, impure S). `#` in a word is a measure word.
_DEMANDS = {
    "en": "the def_sg na mfn 0 0 CVS|a indef_sg na mfn 0 0 C|an indef_sg na mfn 0 0 V|this this_sg na mfn 0 "
    "0 CVS|the def_pl na mfn 1 0 CVS|these this_pl na mfn 1 0 CVS|# num na mfn 1 0 CVS",
    "de": "der def_sg n m 0 e CVS|den def_sg a m 0 en CVS|die def_sg na f 0 e CVS|das def_sg na n 0 e CVS|"
    "ein indef_sg n m 0 er CVS|einen indef_sg a m 0 en CVS|eine indef_sg na f 0 e CVS|"
    "ein indef_sg na n 0 es CVS|dieser this_sg n m 0 e CVS|diesen this_sg a m 0 en CVS|"
    "diese this_sg na f 0 e CVS|dieses this_sg na n 0 e CVS|die def_pl na mfn 1 en CVS|"
    "diese this_pl na mfn 1 en CVS|# num na mfn 1 e CVS",
    "fr": "le def_sg na m 0 0 C|la def_sg na f 0 1 C|l' def_sg na m 0 0 V|l' def_sg na f 0 1 V|"
    "un indef_sg na m 0 0 CV|une indef_sg na f 0 1 CV|ce this_sg na m 0 0 C|cet this_sg na m 0 0 V|"
    "cette this_sg na f 0 1 CV|les def_pl na m 1 2 CV|les def_pl na f 1 3 CV|ces this_pl na m 1 2 CV|"
    "ces this_pl na f 1 3 CV|# num na m 1 2 CV|# num na f 1 3 CV",
    "es": "el def_sg na m 0 0 CV|la def_sg na f 0 1 CV|un indef_sg na m 0 0 CV|una indef_sg na f 0 1 CV|"
    "este this_sg na m 0 0 CV|esta this_sg na f 0 1 CV|los def_pl na m 1 2 CV|las def_pl na f 1 3 CV|"
    "estos this_pl na m 1 2 CV|estas this_pl na f 1 3 CV|# num na m 1 2 CV|# num na f 1 3 CV",
    "it": "il def_sg na m 0 0 C|lo def_sg na m 0 0 S|l' def_sg na m 0 0 V|l' def_sg na f 0 1 V|"
    "la def_sg na f 0 1 CS|un indef_sg na m 0 0 CV|uno indef_sg na m 0 0 S|una indef_sg na f 0 1 CS|"
    "un' indef_sg na f 0 1 V|questo this_sg na m 0 0 CS|questa this_sg na f 0 1 CS|"
    "quest' this_sg na m 0 0 V|quest' this_sg na f 0 1 V|i def_pl na m 1 2 C|gli def_pl na m 1 2 VS|"
    "le def_pl na f 1 3 CVS|questi this_pl na m 1 2 CVS|queste this_pl na f 1 3 CVS|"
    "# num na m 1 2 CVS|# num na f 1 3 CVS",
    "pt": "o def_sg na m 0 0 CV|a def_sg na f 0 1 CV|um indef_sg na m 0 0 CV|uma indef_sg na f 0 1 CV|"
    "este this_sg na m 0 0 CV|esta this_sg na f 0 1 CV|os def_pl na m 1 2 CV|as def_pl na f 1 3 CV|"
    "estes this_pl na m 1 2 CV|estas this_pl na f 1 3 CV|# num na m 1 2 CV|# num na f 1 3 CV",
    "ru": "_ def_sg,indef_sg n m 0 0 CV|_ def_sg,indef_sg a m 1 0 CV|_ def_sg,indef_sg n f 0 1 CV|"
    "_ def_sg,indef_sg a f 1 4 CV|_ def_sg,indef_sg n n 0 2 CV|_ def_sg,indef_sg a n 1 2 CV|"
    "_ def_pl na mfn 3 3 CV|этот this_sg n m 0 0 CV|этот this_sg a m 1 0 CV|эта this_sg n f 0 1 CV|"
    "эту this_sg a f 1 4 CV|это this_sg n n 0 2 CV|это this_sg a n 1 2 CV|эти this_pl na mfn 3 3 CV|"
    "#few num na mn 2 5 CV|#few num na f 2 3 CV|#many num na mfn 4 5 CV",
    "tr": "_ def_sg n mfn 0 0 CV|_ def_sg a mfn 2 0 CV|_ def_pl n mfn 1 0 CV|_ def_pl a mfn 3 0 CV|"
    "bu this_sg n mfn 0 0 CV|bu this_sg a mfn 2 0 CV|bu this_pl n mfn 1 0 CV|bu this_pl a mfn 3 0 CV|"
    "bir indef_sg na mfn 0 0 CV|# num na mfn 0 0 CV",
    "zh": "_ def_sg na mfn 0 0 CV|一# indef_sg na mfn 0 0 CV|这# this_sg na mfn 0 0 CV|"
    "那些 def_pl na mfn 0 0 CV|这些 this_pl na mfn 0 0 CV|## num na mfn 0 0 CV",
    "ja": "_ def_sg na mfn 0 0 CV|一#の indef_sg na mfn 0 0 CV|この this_sg na mfn 0 0 CV|"
    "それらの def_pl na mfn 0 0 CV|これらの this_pl na mfn 0 0 CV|##の num na mfn 0 0 CV",
    "hi": "_ def_sg na m 0 0 CV|_ def_sg o m 1 1 CV|_ def_sg na f 0 2 CV|_ def_sg o f 1 2 CV|"
    "एक indef_sg na m 0 0 CV|एक indef_sg o m 1 1 CV|एक indef_sg na f 0 2 CV|एक indef_sg o f 1 2 CV|"
    "यह this_sg na m 0 0 CV|इस this_sg o m 1 1 CV|यह this_sg na f 0 2 CV|इस this_sg o f 1 2 CV|"
    "वे def_pl na m 2 1 CV|उन def_pl o m 3 1 CV|वे def_pl na f 2 2 CV|उन def_pl o f 3 2 CV|"
    "ये this_pl na m 2 1 CV|इन this_pl o m 3 1 CV|ये this_pl na f 2 2 CV|इन this_pl o f 3 2 CV|"
    "# num na m 2 1 CV|# num o m 3 1 CV|# num na f 2 2 CV|# num o f 3 2 CV",
    # Arabic: form + 10 with the article; n is people, a is things
    "ar": "_ def_sg na m 10 10 CV|_ def_sg na f 10 11 CV|_ indef_sg n m 0 0 CV|_ indef_sg n f 0 1 CV|"
    "_ indef_sg a m 1 2 CV|_ indef_sg a f 1 1 CV|هذا this_sg na m 10 10 CV|هذه this_sg na f 10 11 CV|"
    "_ def_pl n m 14 17 CV|_ def_pl n f 14 19 CV|_ def_pl a mf 14 11 CV|هؤلاء this_pl n m 14 17 CV|"
    "هؤلاء this_pl n f 14 19 CV|هذه this_pl a mf 14 11 CV|_ num_2 n m 2 3 CV|_ num_2 n f 2 5 CV|"
    "_ num_2 a m 3 4 CV|_ num_2 a f 3 6 CV|_ two_def a mf 13 - CV|"
    "#m num n m 5 8 CV|#f num n f 5 9 CV|#m num a m 5 1 CV|#f num a f 5 1 CV",
}
_COUNTED = {  # word, or word:genders or class
    "en": "two three four five six seven eight nine ten",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn",
    "fr": "deux trois quatre cinq six sept huit neuf dix",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez",
    "it": "due tre quattro cinque sei sette otto nove dieci",
    "pt": "dois:m,duas:f três quatro cinco seis sete oito nove dez",
    "ru": "два:mn,две:f три четыре пять шесть семь восемь девять десять",
    "tr": "iki üç dört beş altı yedi sekiz dokuz on",
    "zh": "两 三 四 五 六 七 八 九 十",
    "ja": "二 三 四 五 六 七 八 九 十",
    "hi": "दो तीन चार पाँच छह सात आठ नौ दस",
    "ar": "- ثلاثة:m,ثلاث:f أربعة:m,أربع:f خمسة:m,خمس:f ستة:m,ست:f سبعة:m,سبع:f ثمانية:m,ثماني:f"
    " تسعة:m,تسع:f عشرة:m,عشر:f",
}
_BE = {  # what joins an adjective to its noun: tense, then m f n of the singular and of the plural
    "en": "is is is are are are/was was was were were were/will be,will be,will be,will be,will be,will be",
    "de": "ist ist ist sind sind sind/war war war waren waren waren/sein wird,sein wird,sein wird,"
    "sein werden,sein werden,sein werden",
    "fr": "est est est sont sont sont/était était était étaient étaient étaient/sera sera sera seront seront"
    " seront",
    "es": "es es es son son son/era era era eran eran eran/será será será serán serán serán",
    "it": "è è è sono sono sono/era era era erano erano erano/sarà sarà sarà saranno saranno saranno",
    "pt": "é é é são são são/era era era eram eram eram/será será será serão serão serão",
    "ru": "- - - - - -/был была было были были были/будет будет будет будут будут будут",
    "tr": "- - - - - -/- - - - - -/olacak olacak olacak olacak olacak olacak",
    "zh": "- - - - - -/- - - - - -/- - - - - -",
    "ja": "- - - - - -/- - - - - -/- - - - - -",
    "hi": "है है है हैं हैं हैं/था थी था थे थीं थे/होगा होगी होगा होंगे होंगी होंगे",
    "ar": "- - - - - -/كان كانت كان كانت كانت كانت/سيكون ستكون سيكون ستكون ستكون ستكون",
}
_AR_DUAL_BE = ("- -", "كانا كانتا", "سيكونان ستكونان")
Reading = tuple[Any, ...]


@dataclass
class Table:
    """Phrases of one or more units (words, or characters where there are no spaces) and their readings."""

    spaced: bool
    readings: dict[str, list[Reading]] = field(default_factory=dict)
    lengths: dict[str, list[int]] = field(default_factory=dict)

    def add(self, phrase: str, reading: Reading) -> None:
        """Note one reading of a phrase."""
        known = self.readings.get(phrase)
        if known:
            if reading not in known:
                known.append(reading)
            return
        self.readings[phrase] = [reading]
        units = phrase.split(" ") if self.spaced else phrase
        lengths = self.lengths.setdefault(units[0], [])
        if len(units) not in lengths:
            lengths.append(len(units))
            lengths.sort(reverse=True)

    def match(self, units: Any, at: int) -> tuple[list[Reading], int]:
        """The readings of the longest phrase that stands here, and where it ends; none: ([], at)."""
        lengths = self.lengths.get(units[at]) if at < len(units) else None
        for length in lengths or ():
            piece = units[at : at + length] if length > 1 or not self.spaced else units[at]
            found = self.readings.get(" ".join(piece) if self.spaced and length > 1 else piece)
            if found and at + length <= len(units):
                return found, at + length
        return [], at


@dataclass(frozen=True)
class Tongue:
    """A language's tables.

    Attributes:
        determiners: word -> (the word,); its demands by (word, gender, noun form) -> (meaning, cases,
            adjective form, onset, the nouns that its measure word counts).
        kinds: of each noun; fits: kinds of noun that each adjective may describe.
    """

    code: str
    spaced: bool
    nouns: Table
    adjectives: Table
    determiners: Table
    demands: dict[tuple[str, str, int], list[tuple[str, str, str, str, set[str] | None]]]
    verbs: Table
    infinitives: Table
    adverbs: Table
    times: Table
    places: Table
    kinds: dict[str, str]
    fits: dict[str, str]
    verb_kinds: dict[str, str]

    @property
    def reasons(self) -> Table:
        """Adjectives after `is`, built when a reason is first read."""
        return reasons(self.code)


def normal(text: str) -> str:
    """Words apart from commas and apostrophes."""
    return text.replace("'", "' ").replace(",", " ,").replace("،", " ،")


def _rows(code: str, part: str) -> Iterable[tuple[str, str, list[str]]]:
    """(concept, kind, forms) of each entry of a part of speech."""
    concepts, forms = lexicon("multilingual_concepts"), lexicon(f"multilingual_{code}").words(2)
    for name, concept, kind, cell in zip(
        concepts.words(0), concepts.words(1), concepts.words(2), forms, strict=True
    ):
        if name == part:
            yield concept, kind, cell.split(",")


@cache
def tongue(code: str) -> Tongue:
    """The tables of a language, built when first asked for."""
    spaced = code not in _UNSPACED
    tables = {
        name: Table(spaced)
        for name in (
            "nouns", "adjectives", "determiners", "verbs", "infinitives", "adverbs", "times", "places",
        )
    }  # fmt: skip
    demands: dict[tuple[str, str, int], list[tuple[str, str, str, str, set[str] | None]]] = {}
    measures = _nouns(code, tables["nouns"])
    _determiners(code, measures, tables["determiners"], demands)
    _adjectives(code, tables["adjectives"])
    for concept, _, forms in _rows(code, "verb"):
        for form, tense, agrees in _conjugation(code, forms):
            tables["verbs"].add(form, (concept, tense, agrees))
        if code == "de":
            tables["infinitives"].add(forms[1], (concept,))
    if code == "de":
        tables["verbs"].add("wird", ("", "future", "mfn"))
        tables["verbs"].add("werden", ("", "future", "MFN"))
    for concept, tense, forms in _rows(code, "time"):
        tables["times"].add(
            normal(forms[-1]) + {"fr": " ,", "ja": "、", "zh": "，"}.get(code, ""), (concept, tense)
        )
    for name in ("adverb", "place"):
        for concept, _, forms in _rows(code, name):
            tables[f"{name}s"].add(normal(forms[0]), (concept,))
    return Tongue(
        code=code,
        spaced=spaced,
        demands=demands,
        kinds={concept: kind for concept, kind, _ in _rows(code, "noun")},
        fits={concept: kind for concept, kind, _ in _rows(code, "adjective")},
        verb_kinds={concept: kind for concept, kind, _ in _rows(code, "verb")},
        **tables,
    )


def _nouns(code: str, table: Table) -> dict[str, set[str]]:
    """Fill in the nouns; the nouns of each measure word."""
    measures: dict[str, set[str]] = {}
    for concept, _, forms in _rows(code, "noun"):
        gender, words = ("m", forms) if code in _UNGENDERED else (forms[0], forms[1:])
        if code in _UNSPACED:
            measures.setdefault(forms[1], set()).add(concept)
            words = forms[:1]
        for k, word in enumerate(words):
            table.add(word, (concept, gender, k))
            if code == "ar":
                table.add("ال" + word, (concept, gender, k + 10))
    return measures


def _determiners(
    code: str,
    measures: dict[str, set[str]],
    table: Table,
    demands: dict[Any, list[tuple[str, str, str, str, set[str] | None]]],
) -> None:
    """Fill in the determiners; those with a measure word are one word with it, for all nouns it fits."""
    for line in _DEMANDS[code].split("|"):
        word, means, cases, genders, noun, adjective, onset = line.split(" ")
        for spoken, meaning, limits in _spoken(code, word, means):
            words: list[tuple[str, set[str] | None]] = [(spoken, None)]
            if "#" in spoken:
                words = [(spoken.replace("#", measure), counted) for measure, counted in measures.items()]
            for each, counted in words:
                if each != "_":
                    table.add(each, (each,))
                for gender in genders:
                    if not limits or gender in limits:
                        demands.setdefault((each, gender, int(noun)), []).append(
                            (meaning, cases, adjective, onset, counted)
                        )


def _spoken(code: str, word: str, means: str) -> list[tuple[str, str, str]]:
    """(word, meaning, genders) of each number that a line of the table stands for, or of the line itself."""
    if means != "num":
        return [(word, means, "")]
    found = []
    for n, entry in enumerate(_COUNTED[code].split(" "), 2):
        few = word == "#few"
        if entry == "-" or (code == "ru" and few != (n < 5)):
            continue
        for choice in entry.split(","):
            form, _, genders = choice.partition(":")
            if code == "ar" and genders != word[1:]:
                continue
            spoken = word.replace("#", form, 1) if code in _UNSPACED else form
            found.append((spoken, f"num_{n}", genders))
    return found


def _adjectives(code: str, beside: Table) -> None:
    """Fill in adjectives beside nouns: form, whether they stand before."""
    for concept, _, forms in _rows(code, "adjective"):
        before = code not in (*_ROMANCE, "ar") or (code == "fr" and forms[4] == "B")
        shapes = {str(k): word for k, word in enumerate(forms)}
        if code == "de":
            shapes = {ending: forms[0] + ending for ending in ("e", "er", "es", "en")}
        elif code == "fr":
            shapes = {**{str(k): forms[k] for k in range(4)}, "4": forms[5]}
        elif code in ("tr", "zh", "ja"):
            shapes = {"0": forms[0]}
        elif code == "ar":
            shapes |= {str(k + 10): "ال" + word for k, word in enumerate(forms)}
        for shape, word in shapes.items():
            beside.add(word, (concept, shape, before))


@cache
def reasons(code: str) -> Table:
    """Adjectives after `is`: tense, and all that it may agree with."""
    table = Table(code not in _UNSPACED)
    copulas = [line.split("," if "," in line else " ") for line in _BE[code].split("/")]
    last = code in ("de", "tr", "hi")
    for concept, _, forms in _rows(code, "adjective"):
        for tense, words in zip(TENSES, copulas, strict=True):
            phrases: dict[str, str] = {}
            for agrees, copula in zip("mfnMFN", words, strict=True):
                said = _predicate(code, forms, tense, agrees)
                if copula != "-":
                    said = f"{said} {copula}" if last else f"{copula} {said}"
                phrases[said] = phrases.get(said, "") + agrees
            for phrase, agrees in phrases.items():
                table.add(phrase, (concept, tense, agrees))
        if code == "ar":
            for tense, copulas_of_two in zip(TENSES, _AR_DUAL_BE, strict=True):
                for k, copula in enumerate(copulas_of_two.split(" ")):
                    said = forms[3 + 2 * k + (tense != "present")]
                    table.add(said if copula == "-" else f"{copula} {said}", (concept, tense, "24"[k]))
    return table


def _predicate(code: str, forms: list[str], tense: str, agrees: str) -> str:
    if code in ("zh", "de"):
        return forms[1]
    if code == "en":
        return forms[0]
    if code == "tr":
        return forms[int(tense == "past")]
    if code == "ja":
        return forms[2 if tense == "past" else 1] + "ので、"
    if code == "hi":
        return forms[2 if agrees in "fF" else int(agrees in "MN")]
    if code == "ru":
        return forms[3] if agrees.isupper() else forms["mfn".index(agrees)]
    if code == "ar":
        if agrees in "fFMN":
            return forms[1]
        return forms[0 if tense == "present" else 2]
    return forms[2 * agrees.isupper() + (agrees in "fF")]


def _conjugation(code: str, w: list[str]) -> list[tuple[str, str, str]]:
    """Every finite form with its tense and what it agrees with: m f n, capitals for the plural."""
    one, many, both = "mfn", "MFN", "mfnMFN"
    if code == "en":
        return [
            (w[0], "present", one), (w[1], "present", many), (w[2], "past", both),
            (f"will {w[1]}", "future", both),
        ]  # fmt: skip
    if code == "tr":
        return [(word, tense, both) for word, tense in zip(w, TENSES, strict=True)]
    if code == "zh":
        return [(w[0], "present", both), (w[0] + "了", "past", both), ("会" + w[0], "future", both)]
    if code == "ja":
        return [
            (w[0] + "ます", "present", both), (w[0] + "ました", "past", both),
            (w[0] + "ます", "future", both), (w[1], "te", both),
        ]  # fmt: skip
    if code == "ar":
        feminine, masculine = "fF", "mM"
        found = [(w[0], "past", masculine), (w[1], "past", feminine), (w[2], "present", masculine)]
        found += [(w[3], "present", feminine), ("س" + w[2], "future", masculine)]
        return [*found, ("س" + w[3], "future", feminine)]
    if code == "hi":
        found = [(form, "past", agrees) for form, agrees in zip(w[:4], "mMfF", strict=True)]
        found += [(f"{w[4]} है", "present", "m"), (f"{w[5]} हैं", "present", "M")]
        found += [(f"{w[6]} है", "present", "f"), (f"{w[6]} हैं", "present", "F")]
        return found + [(form, "future", agrees) for form, agrees in zip(w[7:], "mMfF", strict=True)]
    forms = [(w[0], "present", one), (w[1], "present", many)]
    if code == "de":
        return [*forms, (w[2], "past", one), (w[3], "past", many)]
    if code in ("fr", "it"):
        has, have = ("a", "ont") if code == "fr" else ("ha", "hanno")
        forms += [(f"{has} {w[2]}", "past", one), (f"{have} {w[2]}", "past", many)]
    elif code in ("es", "pt"):
        forms += [(w[2], "past", one), (w[3], "past", many)]
    else:
        stem = w[3].removesuffix("а")
        forms += [
            (w[2], "past", "m"),
            (w[3], "past", "f"),
            (stem + "о", "past", "n"),
            (stem + "и", "past", many),
        ]
    return [*forms, (w[-2], "future", one), (w[-1], "future", many)]


def sound(code: str, word: str) -> str:
    """How a word begins: C, V, or S for Italian's impure s."""
    if code == "en" and word in ("honest", "useful"):
        return "V" if word == "honest" else "C"
    if word[0] in _VOWELS or (code == "fr" and word[0] == "h"):
        return "V"
    impure = word[0] == "z" or word[:2] in ("gn", "ps") or (word[0] == "s" and word[1] not in "aeiou")
    return "S" if code == "it" and impure else "C"
