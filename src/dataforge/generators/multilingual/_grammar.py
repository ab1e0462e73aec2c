"""Twelve languages as tables: how a noun phrase, a verb and a clause are put together. For the writer only.

A controlled grammar: articles, demonstratives and numbers from two to ten, one adjective a noun, people as
subjects and things as objects, three tenses of the third person, an adverb, a place, one reason clause.
Within that, agreement, case, elision, measure words and word order are those of the language.

A language is a pool of strings, each there twice: with the space that comes before it, and bare. Speaking is
arithmetic on numbers of pieces; one `take` writes the bytes of all clauses.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.multilingual._determiners import (
    ACCUSATIVE,
    CELLS,
    DE_ENDINGS,
    DEF,
    DEF_PL,
    FIRST_NUMBER,
    GENDERS,
    INDEF,
    LANGUAGES,
    NOMINATIVE,
    NUM_DETERMINERS,
    OBLIQUE,
    THIS,
    THIS_PL,
)
from dataforge.text.columns import Strings, regroup
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64

__all__ = ["DEF_PL", "FIRST_NUMBER", "INDEF", "LANGUAGES", "NUM_DETERMINERS", "THIS", "THIS_PL"]

NEW, AND, BUT, MEANWHILE = range(4)
I32 = NDArray[np.int32]
_UNGENDERED = ("en", "tr", "zh", "ja")
_UNSPACED = ("zh", "ja")
_ORDER = {  # Time Subject Verb Object Adverb Place Reason; v and V: German's verb before or after its subject
    "en": "TSVOAPR", "de": "TvSVAOPIR", "fr": "TSVAOPR", "es": "TSVAOPR", "it": "TSVAOPR", "pt": "TSVAOPR",
    "ru": "TSAVOPR", "tr": "TSPAOVR", "zh": "TSPAVOR", "ja": "TRSPAOV", "hi": "TSPAOVR", "ar": "TVSOAPR",
}  # fmt: skip
_LINKS = {
    "en": " and|, but|, and meanwhile", "de": " und|, aber|, und inzwischen",
    "fr": " et|, mais|, et pendant ce temps", "es": " y|, pero|, y mientras tanto",
    "it": " e|, ma|, e intanto", "pt": " e|, mas|, e entretanto", "ru": ", и|, но|, а тем временем",
    "tr": " ve|, ama| ve bu sırada", "zh": "，而|，但是|，与此同时，", "ja": "、|が、|、その間に",
    "hi": " और|, लेकिन|, और इस बीच", "ar": " و|، لكن|، وفي هذه الأثناء",
}  # fmt: skip
_BECAUSE = {
    "en": " because", "de": ", weil", "fr": " parce que", "es": " porque", "it": " perché", "pt": " porque",
    "ru": ", потому что", "tr": ", çünkü", "zh": "，因为", "ja": "", "hi": ", क्योंकि", "ar": " لأن",
}  # fmt: skip
_COPULA = {  # present, past, future: masculine, feminine, neuter; the same in the plural
    "en": "is is is are are are was was was were were were will_be" + " will_be" * 5,
    "de": "ist ist ist sind sind sind war war war waren waren waren" + " sein_wird" * 3 + " sein_werden" * 3,
    "fr": "est est est sont sont sont était était était étaient étaient étaient sera sera sera seront"
    " seront seront",
    "es": "es es es son son son era era era eran eran eran será será será serán serán serán",
    "it": "è è è sono sono sono era era era erano erano erano sarà sarà sarà saranno saranno saranno",
    "pt": "é é é são são são era era era eram eram eram será será será serão serão serão",
    "ru": "_ _ _ _ _ _ был была было были были были будет будет будет будут будут будут",
    "tr": "_ " * 12 + "olacak " * 6,
    "zh": "_ " * 18,
    "ja": "_ " * 18,
    "hi": "है है है हैं हैं हैं था थी था थे थीं थे होगा होगी होगा होंगे होंगी होंगे",
    "ar": "_ _ _ _ _ _ كان كانت كان كانت كانت كانت سيكون ستكون سيكون ستكون ستكون ستكون",
}
_AR_TWO_WERE = ("", "", "كانا", "كانتا", "سيكونان", "ستكونان")  # of two things: tense, gender
_END = {"zh": "。", "ja": "。", "hi": "।"}
_PARTICLES = {"ja": ("は", "を", "が"), "hi": ("ने", "", "")}
_AL = "ال"


@dataclass(frozen=True)
class Phrase:
    """Noun phrases: noun, determiner, adjective + 1 (0: none), each int64[n]."""

    noun: I64
    determiner: I64
    adjective: I64


@dataclass(frozen=True)
class Clauses:
    """Clauses to be said.

    Attributes:
        link, after: what joins it to the one before, and the next one to it (NEW: nothing does).
        first: whether it opens the text.
        reason, place, adverb: each + 1, 0 for none; the reason is an adjective said of the object.
        explained: whether the clause before has a reason clause.
    """

    link: I64
    after: I64
    first: I64
    time: I64
    tense: I64
    subject: Phrase
    verb: I64
    thing: Phrase
    adverb: I64
    place: I64
    reason: I64
    explained: NDArray[np.bool_]


class _Pool:
    """Strings and their numbers; number 0 is nothing."""

    def __init__(self, space: str):
        self.numbers = {"": 0}
        self.space = space

    def add(self, words: list[str]) -> I32:
        """The number of each word."""
        return np.array([self.numbers.setdefault(word, len(self.numbers)) for word in words], np.int32)

    def strings(self) -> Strings:
        """With a space before (none before what begins with a comma or a space), then bare."""
        apart = [self.space + word if word and word[0] not in " ,،。।." else word for word in self.numbers]
        return pa.array(apart + list(self.numbers), pa.string())


@dataclass(frozen=True)
class Grammar:
    """One language as arrays of piece numbers; see `_forms_of` for what the last axis of each means.

    Attributes:
        bare: what to add to a piece's number for the same without a space before it.
        measure: the noun's classifier or counter.
        noun_form, adjective_form: by (gender, determiner, case).
        determiners: by (gender, determiner, case), onset, part (before and after a measure word).
        elided: which pieces end in an apostrophe.
    """

    language: str
    pool: Strings
    bare: int
    nouns: I32
    gender: I64
    measure: I32
    noun_onset: I64
    adjectives: I32
    adjective_onset: I64
    before: NDArray[np.bool_]
    predicates: I32
    noun_form: I64
    adjective_form: I64
    determiners: I32
    measured: NDArray[np.bool_]
    elided: NDArray[np.bool_]
    verbs: I32
    rests: I32
    copula: I32
    adverbs: I32
    times: I32
    places: I32
    small: dict[str, I32]


def entries(language: str, part: str) -> list[list[str]]:
    """The forms of every entry of a part of speech in a language."""
    table = lexicon(f"multilingual_{language}")
    return [
        forms.split(",") for kind, forms in zip(table.words(0), table.words(2), strict=True) if kind == part
    ]


def first_sound(language: str, word: str) -> int:
    """How a word begins, for the article before it: 0 consonant, 1 vowel, 2 impure s."""
    if language == "en" and word in ("honest", "useful"):
        return int(word == "honest")
    if word[0] in "aeiouàâäéèêëíîïóôöúûüœ" + ("h" if language == "fr" else ""):
        return 1
    impure = word[0] in "z" or word[:2] in ("gn", "ps") or (word[0] == "s" and word[1] not in "aeiou")
    return 2 if language == "it" and impure else 0


def attributive(language: str, forms: list[str]) -> list[str]:
    """The forms that an adjective takes beside a noun."""
    if language == "de":
        return [forms[0] + ending for ending in DE_ENDINGS]
    if language == "fr":
        return [*forms[:4], forms[5]]
    return forms[:1] if language in ("tr", "zh", "ja") else forms


def _predicative(language: str, forms: list[str]) -> list[str]:
    """An adjective after its noun: tense, number, gender."""
    if language == "de":
        return [forms[1]] * 18
    if language == "ru":
        return (forms[:3] + forms[3:4] * 3) * 3
    if language == "tr":
        return forms[:1] * 6 + forms[1:2] * 6 + forms[:1] * 6
    if language == "en":
        return forms * 18
    if language == "zh":
        return forms[1:2] * 18
    if language == "ja":
        return [forms[1] + "ので、"] * 6 + [forms[2] + "ので、"] * 6 + [forms[1] + "ので、"] * 6
    if language == "hi":
        return [forms[0], forms[2], forms[0], forms[1], forms[2], forms[1]] * 3
    if language == "ar":
        plural = [forms[1]] * 3
        return [forms[0], forms[1], forms[0], *plural] + [forms[2], forms[1], forms[2], *plural] * 2
    return [forms[0], forms[1], forms[0], forms[2], forms[3], forms[2]] * 3


def conjugated(language: str, w: list[str]) -> list[str]:
    """Finite forms: present, past, future, each masculine, feminine, neuter and the same in the plural; then
    Japanese's te form."""
    pairs: list[tuple[str, str]] = []
    if language == "en":
        pairs = [(w[0], w[1]), (w[2], w[2]), (f"will {w[1]}",) * 2]
    elif language == "de":
        pairs = [(w[0], w[1]), (w[2], w[3]), ("wird", "werden")]
    elif language in ("fr", "it"):
        have = ("a", "ont") if language == "fr" else ("ha", "hanno")
        pairs = [(w[0], w[1]), (f"{have[0]} {w[2]}", f"{have[1]} {w[2]}"), (w[3], w[4])]
    elif language in ("es", "pt"):
        pairs = [(w[0], w[1]), (w[2], w[3]), (w[4], w[5])]
    elif language == "tr":
        pairs = [(word, word) for word in w]
    elif language == "zh":
        pairs = [(word, word) for word in (w[0], w[0] + "了", "会" + w[0])]
    elif language == "ja":
        pairs = [(w[0] + ending,) * 2 for ending in ("ます", "ました", "ます")]
    elif language == "ru":
        neuter, plural = w[3][:-1] + "о", w[3][:-1] + "и"
        return [*w[:1] * 3, *w[1:2] * 3, w[2], w[3], neuter, *[plural] * 3, *w[4:5] * 3, *w[5:6] * 3, *w[:6]]
    elif language == "hi":
        am = [f"{w[4]} है", f"{w[6]} है", f"{w[4]} है", f"{w[5]} हैं", f"{w[6]} हैं", f"{w[5]} हैं"]
        past = [w[0], w[2], w[0], w[1], w[3], w[1]]
        return [*am, *past, w[7], w[9], w[7], w[8], w[10], w[8], *w[:6]]
    else:
        will = ("س" + w[2], "س" + w[3], "س" + w[2])
        return [w[2], w[3], w[2]] * 2 + [w[0], w[1], w[0]] * 2 + [*will, *will] + w[:1] * 6
    finite = [form for singular, plural in pairs for form in (*[singular] * 3, *[plural] * 3)]
    return [*finite, *(w[1:2] * 6 if language == "ja" else finite[:6])]


def _array(pool: _Pool, rows: list[list[str]]) -> I32:
    return pool.add([word for row in rows for word in row]).reshape(len(rows), -1)


@cache
def grammar(language: str) -> Grammar:
    """The tables of a language, built when first asked for."""
    pool = _Pool("" if language in _UNSPACED else " ")
    cells = entries(language, "noun")
    gendered = language not in _UNGENDERED
    nouns = [cell[:1] if language in _UNSPACED else cell[int(gendered) :] for cell in cells]
    adjectives = entries(language, "adjective")
    beside = [attributive(language, forms) for forms in adjectives]
    verbs = entries(language, "verb")
    table = [
        CELLS[language](g, d, c)
        for g in GENDERS
        for d in range(NUM_DETERMINERS)
        for c in (NOMINATIVE, ACCUSATIVE, OBLIQUE)
    ]
    articles = [part for cell in table for word in cell[2] for part in (word + "{}").split("{}")[:2]]
    small = {
        "links": pool.add(["", *_LINKS[language].split("|")]),
        "and": pool.add([_after_reason(language)]),
        "because": pool.add([_BECAUSE[language]]),
        "end": pool.add([_END.get(language, ".")]),
        "particles": pool.add(list(_PARTICLES.get(language, ("", "", "")))),
        "al": pool.add([_AL]),
        "bir": pool.add(["bir"]),
        "two": pool.add(list(_AR_TWO_WERE)),
        "dual": _array(pool, [forms[3:7] if language == "ar" else [""] * 4 for forms in adjectives]),
    }  # fmt: skip
    comma = {"fr": ",", "ja": "、", "zh": "，"}.get(language, "")
    times = [[form + comma for form in reversed(forms)] for forms in entries(language, "time")]
    built = {
        "nouns": _array(pool, nouns),
        "measure": pool.add([cell[1] if language in _UNSPACED else "" for cell in cells]),
        "adjectives": _array(pool, beside),
        "predicates": _array(pool, [_predicative(language, forms) for forms in adjectives]),
        "determiners": pool.add(articles).reshape(len(table), 3, 2),
        "verbs": _array(pool, [conjugated(language, forms) for forms in verbs]),
        "rests": pool.add([forms[1] if language == "de" else "" for forms in verbs]),
        "copula": pool.add([word.replace("_", " ").strip() for word in _COPULA[language].split()]),
        "adverbs": pool.add(["", *(forms[0] for forms in entries(language, "adverb"))]),
        "times": _array(pool, times),
        "places": pool.add(["", *(forms[0] for forms in entries(language, "place"))]),
    }
    return Grammar(
        language=language,
        pool=pool.strings(),
        bare=len(pool.numbers),
        gender=np.array([GENDERS.index(cell[0]) if gendered else 0 for cell in cells]),
        noun_onset=np.array([[first_sound(language, form) for form in forms] for forms in nouns]),
        adjective_onset=np.array([[first_sound(language, form) for form in forms] for forms in beside]),
        before=np.array([language != "ar" and _before(language, forms) for forms in adjectives]),
        noun_form=np.array([cell[0] for cell in table]),
        adjective_form=np.array([cell[1] for cell in table]),
        measured=np.array(["{}" in cell[2][0] for cell in table]),
        elided=np.array([word.endswith("'") for word in pool.numbers]),
        small=small,
        **built,
    )


def _after_reason(language: str) -> str:
    """`and` after a reason clause: with a comma where the language has one there."""
    comma = "" if language in ("ru", "tr", "zh", "ja", "ar") else ","
    return comma + _LINKS[language].split("|")[0]


def _before(language: str, forms: list[str]) -> bool:
    return language not in ("fr", "es", "it", "pt") or (language == "fr" and forms[4] == "B")


def _take(table: I32, which: I64) -> I32:
    return table[which]


def phrase_pieces(g: Grammar, phrase: Phrase, case: I64 | int) -> list[I32]:
    """The pieces of noun phrases: columns of piece numbers."""
    cell = (g.gender[phrase.noun] * NUM_DETERMINERS + phrase.determiner) * 3 + case
    form = g.noun_form[cell]
    noun, onset = g.nouns[phrase.noun, form], g.noun_onset[phrase.noun, form]
    has, which = phrase.adjective > 0, np.maximum(phrase.adjective - 1, 0)
    before = has & g.before[which]
    shape = g.adjective_form[cell]
    if g.language == "fr":  # un vieil homme
        shape = np.where(before & (shape == 0) & (onset == 1), 4, shape)
    adjective = np.where(has, g.adjectives[which, shape], 0)
    onset = np.where(before, g.adjective_onset[which, shape], onset)
    article = g.determiners[cell, onset, 0]
    if g.language in _UNSPACED:
        measure = np.where(g.measured[cell], g.measure[phrase.noun], 0)
        return [article, measure, g.determiners[cell, onset, 1], adjective, noun]
    if g.language == "ar":
        definite = phrase.determiner != INDEF
        definite &= phrase.determiner < FIRST_NUMBER
        al = np.where(definite, g.small["al"][0], 0)
        again = np.where(has, al, 0)
        return [article, al, noun + g.bare * definite, again, adjective + g.bare * (again > 0)]
    tight = g.elided[article] * g.bare
    first = np.where(before, adjective + tight, 0)
    noun = noun + np.where(before, 0, tight)
    if g.language == "tr":
        return [article, first, np.where(phrase.determiner == INDEF, g.small["bir"][0], 0), noun]
    return [article, first, noun, np.where(before, 0, adjective)]


def write(g: Grammar, columns: list[I32]) -> Strings:
    """Pieces side by side made strings, string[n]."""
    numbers = np.stack([np.asarray(column, np.int32) for column in columns], axis=1)
    return regroup(g.pool.take(pa.array(numbers.ravel())), [(numbers.shape[1], len(numbers))])


def agreement(g: Grammar, phrase: Phrase) -> I64:
    """0, 1, 2: singular of a gender; 3, 4, 5: plural of one."""
    return np.asarray(g.gender[phrase.noun] + 3 * (phrase.determiner >= DEF_PL), np.int64)


def speak(language: str, clauses: Clauses) -> Strings:
    """Each clause in a language, with what joins it to the one before and, at the end of a sentence, the full
    stop; string[n]."""
    g = grammar(language)
    particles, past = g.small["particles"], clauses.tense == 1
    if language == "hi":  # the ergative: ne after the subject of a past tense, whose verb heeds its object
        agent = np.where(past, particles[0], 0)
        agree = np.where(past, agreement(g, clauses.thing), agreement(g, clauses.subject))
        case: I64 | int = np.where(past, OBLIQUE, NOMINATIVE)
    else:
        agent, agree, case = (
            np.full(len(past), particles[0], np.int32),
            agreement(g, clauses.subject),
            NOMINATIVE,
        )
    tense = np.where(
        (language == "ja") & ((clauses.after == AND) | (clauses.after == MEANWHILE)), 3, clauses.tense
    )
    verb = g.verbs[clauses.verb, tense * 6 + agree]
    new = clauses.link == NEW
    if language == "ar":
        verb = verb + g.bare * (clauses.link == AND)  # `and` is written as one word with what follows
    inverted = new | (clauses.link == MEANWHILE)
    nothing = np.zeros_like(verb)
    parts = {
        "T": _begin(g, clauses, new),
        "S": [*phrase_pieces(g, clauses.subject, case), agent],
        "v": [np.where(inverted, verb, nothing)],
        "V": [np.where(inverted, nothing, verb) if language == "de" else verb],
        "O": [*phrase_pieces(g, clauses.thing, ACCUSATIVE), particles[1] + nothing],
        "A": [g.adverbs[clauses.adverb]],
        "P": [g.places[clauses.place]],
        "I": [np.where(clauses.tense == 2, g.rests[clauses.verb], 0)],
        "R": _reason(g, clauses),
    }
    columns = [column for slot in _ORDER[language] for column in parts[slot]]
    return write(g, [*columns, np.where(clauses.after == NEW, g.small["end"][0], 0)])


def _begin(g: Grammar, clauses: Clauses, new: NDArray[np.bool_]) -> list[I32]:
    """The time that opens a sentence, or the conjunction."""
    time = g.times[clauses.time, 0] + g.bare * (clauses.first > 0)
    link = g.small["links"][clauses.link]
    link = np.where(clauses.explained & (clauses.link == AND), g.small["and"][0], link)
    return [np.where(new, time, link)]


def _reason(g: Grammar, clauses: Clauses) -> list[I32]:
    """`because the lamps were beautiful`."""
    has, which = clauses.reason > 0, np.maximum(clauses.reason - 1, 0)
    plural = clauses.thing.determiner >= DEF_PL
    two = (g.language == "ar") & (clauses.thing.determiner == FIRST_NUMBER)
    phrase = Phrase(clauses.thing.noun, np.where(plural, DEF_PL, DEF), np.zeros_like(clauses.verb))
    form = clauses.tense * 6 + agreement(g, phrase)
    copula, predicate = g.copula[form], g.predicates[which, form]
    subject = phrase_pieces(g, phrase, ACCUSATIVE if g.language == "ar" else NOMINATIVE)
    if g.language == "ar":
        gender = g.gender[phrase.noun]
        dual = g.small["dual"][which, 2 * gender + (clauses.tense > 0)]
        copula = np.where(two, g.small["two"][2 * clauses.tense + gender], copula)
        predicate = np.where(two, dual, predicate)
        subject[2] = np.where(two, g.nouns[phrase.noun, 3] + g.bare, subject[2])
    particle = np.full(len(has), g.small["particles"][2], np.int32)
    last = [predicate, copula] if g.language in ("de", "tr", "hi") else [copula, predicate]
    because = np.full(len(has), g.small["because"][0], np.int32)
    return [np.where(has, column, 0).astype(np.int32) for column in (because, *subject, particle, *last)]
