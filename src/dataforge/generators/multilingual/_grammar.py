"""Eight languages as tables: how a noun phrase, a verb and a clause are put together. For the writer only.

A controlled grammar: the articles, demonstratives and numbers from two to ten, one adjective a noun,
subjects in the
nominative and objects in the accusative, three tenses of the third person, one reason clause. Within that,
agreement,
elision and word order are those of the language. Russian and Turkish have no article `the`; Russian none at
all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dataforge.text.columns import Strings, join, pick, where
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "ru", "tr")
DEF, INDEF, THIS, DEF_PL, THIS_PL, FIRST_NUMBER = range(6)
NUM_DETERMINERS = 14
NEW, AND, BUT, MEANWHILE = range(4)
Cell = tuple[int, int, tuple[str, str, str]]
_GENDERS = "mfn"
_NUMBERS = {
    "en": "two three four five six seven eight nine ten",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn",
    "fr": "deux trois quatre cinq six sept huit neuf dix",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez",
    "it": "due tre quattro cinque sei sette otto nove dieci",
    "pt": "dois três quatro cinco seis sete oito nove dez",
    "ru": "два три четыре пять шесть семь восемь девять десять",
    "tr": "iki üç dört beş altı yedi sekiz dokuz on",
}
_LINKS = {
    "en": (" and ", ", but ", ", and meanwhile "),
    "de": (" und ", ", aber ", ", und inzwischen "),
    "fr": (" et ", ", mais ", ", et pendant ce temps "),
    "es": (" y ", ", pero ", ", y mientras tanto "),
    "it": (" e ", ", ma ", ", e intanto "),
    "pt": (" e ", ", mas ", ", e entretanto "),
    "ru": (", и ", ", но ", ", а тем временем "),
    "tr": (" ve ", ", ama ", " ve bu sırada "),
}
_BECAUSE = {
    "en": " because ", "de": ", weil ", "fr": " parce que ", "es": " porque ", "it": " perché ",
    "pt": " porque ",
    "ru": ", потому что ", "tr": ", çünkü ",
}  # fmt: skip
_COPULA = {  # present, past, future: masculine, feminine, neuter, plural
    "en": "is is is are was was was were will_be will_be will_be will_be",
    "de": "ist ist ist sind war war war waren sein_wird sein_wird sein_wird sein_werden",
    "fr": "est est est sont était était était étaient sera sera sera seront",
    "es": "es es es son era era era eran será será será serán",
    "it": "è è è sono era era era erano sarà sarà sarà saranno",
    "pt": "é é é são era era era eram será será será serão",
    "ru": "_ _ _ _ был была было были будет будет будет будут",
    "tr": "_ _ _ _ _ _ _ _ olacak olacak olacak olacak",
}


def _three(text: str) -> tuple[str, str, str]:
    return text, text, text


def _number(language: str, determiner: int) -> str:
    return _NUMBERS[language].split()[determiner - FIRST_NUMBER]


def _en(gender: str, determiner: int, accusative: bool) -> Cell:
    del gender, accusative
    words = {DEF: _three("the "), INDEF: ("a ", "an ", "a "), THIS: _three("this "), DEF_PL: _three("the ")}
    words[THIS_PL] = _three("these ")
    return int(determiner >= DEF_PL), 0, words.get(determiner) or _three(_number("en", determiner) + " ")


def _de(gender: str, determiner: int, accusative: bool) -> Cell:
    masculine = "en" if accusative else "er"
    own = {"m": masculine, "f": "e", "n": "es"}[gender]  # the ending that shows gender and case
    weak = "en" if own == "en" else "e"
    if determiner == DEF:
        return (
            0,
            _DE_ENDINGS.index(weak),
            _three({"en": "den ", "er": "der ", "e": "die ", "es": "das "}[own]),
        )
    if determiner == THIS:
        return 0, _DE_ENDINGS.index(weak), _three(f"dies{own} ")
    if determiner == INDEF:
        return 0, _DE_ENDINGS.index(own), _three({"en": "einen ", "e": "eine "}.get(own, "ein "))
    if determiner in (DEF_PL, THIS_PL):
        return 1, _DE_ENDINGS.index("en"), _three("die " if determiner == DEF_PL else "diese ")
    return 1, _DE_ENDINGS.index("e"), _three(_number("de", determiner) + " ")


_DE_ENDINGS = ("e", "er", "es", "en")


def _romance(language: str, articles: dict[str, tuple[str, str, str]]) -> Callable[[str, int, bool], Cell]:
    """Articles by `determiner + gender`, each before a consonant, a vowel, and Italian's impure s."""

    def cell(gender: str, determiner: int, accusative: bool) -> Cell:
        del accusative
        plural, feminine = determiner >= DEF_PL, gender == "f"
        form = 2 * plural + feminine
        if determiner >= FIRST_NUMBER:
            word = _number(language, determiner)
            return (
                int(plural),
                form,
                _three("duas " if (language, word, feminine) == ("pt", "dois", True) else word + " "),
            )
        return int(plural), form, articles[f"{determiner}{'f' if feminine else 'm'}"]

    return cell


def _articles(text: str) -> dict[str, tuple[str, str, str]]:
    """`0m il l' lo` -> {"0m": ("il ", "l'", "lo ")}; one word stands for all three."""
    table = {}
    for line in text.split(","):
        key, *words = line.split()
        words = [
            word if word.endswith("'") else word + " " for word in (words if len(words) == 3 else words * 3)
        ]
        table[key] = (words[0], words[1], words[2])
    return table


def _ru(gender: str, determiner: int, accusative: bool) -> Cell:
    kind = _GENDERS.index(gender)
    if determiner in (DEF_PL, THIS_PL):
        return 3, 3, _three("" if determiner == DEF_PL else "эти ")
    if determiner < FIRST_NUMBER:
        feminine_object = accusative and gender == "f"
        this = "эту " if feminine_object else ("этот ", "эта ", "это ")[kind]
        return int(accusative), 4 if feminine_object else kind, _three(this if determiner == THIS else "")
    word = "две" if determiner == FIRST_NUMBER and gender == "f" else _number("ru", determiner)
    few = determiner < FIRST_NUMBER + 3
    return (2 if few else 4), (3 if few and gender == "f" else 5), _three(word + " ")


def _tr(gender: str, determiner: int, accusative: bool) -> Cell:
    del gender
    form = {
        DEF: 2 * accusative,
        THIS: 2 * accusative,
        DEF_PL: 1 + 2 * accusative,
        THIS_PL: 1 + 2 * accusative,
    }
    word = (
        "bu "
        if determiner in (THIS, THIS_PL)
        else _number("tr", determiner) + " "
        if determiner > THIS_PL
        else ""
    )
    return form.get(determiner, 0), 0, _three(word)


_CELLS: dict[str, Callable[[str, int, bool], Cell]] = {
    "en": _en,
    "de": _de,
    "fr": _romance(
        "fr",
        _articles("0m le l' le,0f la l' la,1m un,1f une,2m ce cet ce,2f cette,3m les,3f les,4m ces,4f ces"),
    ),
    "es": _romance(
        "es", _articles("0m el,0f la,1m un,1f una,2m este,2f esta,3m los,3f las,4m estos,4f estas")
    ),
    "it": _romance(
        "it",
        _articles(
            "0m il l' lo,0f la l' la,1m un un uno,1f una un' una,2m questo quest' questo,2f questa quest' "
            "questa,"
            "3m i gli gli,3f le,4m questi,4f queste"
        ),
    ),
    "pt": _romance("pt", _articles("0m o,0f a,1m um,1f uma,2m este,2f esta,3m os,3f as,4m estes,4f estas")),
    "ru": _ru,
    "tr": _tr,
}


@dataclass(frozen=True)
class Grammar:
    """One language as arrays of strings and of where in them each form stands."""

    language: str
    nouns: Strings
    num_noun_forms: int
    gender: I64
    noun_onset: I64
    adjectives: Strings
    num_adjective_forms: int
    before: I64
    adjective_onset: I64
    predicates: Strings
    noun_form: I64
    adjective_form: I64
    determiners: Strings
    verbs: Strings
    verb_rests: Strings
    copula: Strings
    times: Strings
    places: Strings


def _adjective_forms(language: str, cell: str) -> tuple[list[str], bool, list[str]]:
    """Attributive forms, whether they stand before the noun, predicative forms (tense x number x gender)."""
    words = cell.split()
    if language == "de":
        return [words[0] + ending for ending in _DE_ENDINGS], True, [words[1]] * 18
    if language == "ru":
        return words, True, (words[:3] + words[3:4] * 3) * 3
    if language == "tr":
        return words[:1], True, words[:1] * 6 + words[1:2] * 6 + words[:1] * 6
    if language == "en":
        return words, True, words * 18
    forms = [*words[:4], words[5] if language == "fr" else words[0]]
    return (
        forms,
        language == "fr" and words[4] == "B",
        [words[0], words[1], words[0], words[2], words[3], words[2]] * 3,
    )


def _verb_forms(language: str, cell: str) -> tuple[list[str], list[str]]:
    """Finite forms (present, past, future x masculine, feminine, neuter, plural) and what closes a German
    clause."""
    w = cell.split()
    if language == "en":
        present, past, future = (w[0], w[1]), (w[2], w[2]), (f"will {w[1]}",) * 2
    elif language == "de":
        present, past, future = (w[0], w[1]), (w[2], w[3]), ("wird", "werden")
    elif language in ("fr", "it"):
        have = ("a", "ont") if language == "fr" else ("ha", "hanno")
        present, past, future = (w[0], w[1]), (f"{have[0]} {w[2]}", f"{have[1]} {w[2]}"), (w[3], w[4])
    elif language in ("es", "pt"):
        present, past, future = (w[0], w[1]), (w[2], w[3]), (w[4], w[5])
    elif language == "tr":
        present, past, future = ((word, word) for word in w)
    else:
        neuter, plural = w[3][:-1] + "о", w[3][:-1] + "и"
        return [w[0]] * 3 + [w[1], w[2], w[3], neuter, plural] + [w[4]] * 3 + [w[5]], [""] * 12
    finite = [form for singular, plural in (present, past, future) for form in (*[singular] * 3, plural)]
    return finite, [""] * 8 + [f" {w[1]}" if language == "de" else ""] * 4


def _onset(language: str, word: str) -> int:
    """How a word begins, for the article before it: 0 consonant, 1 vowel, 2 impure s."""
    if word[0] in "aeiouàâäéèêëíîïóôöúûüœ" + ("h" if language == "fr" else ""):
        return 1
    return (
        2
        if language == "it"
        and (word[0] == "z" or word[:2] in ("gn", "ps") or (word[0] == "s" and word[1] not in "aeiou"))
        else 0
    )


@cache
def grammar(language: str) -> Grammar:
    """The tables of a language, built when first asked for."""
    j = LANGUAGES.index(language)
    cells = [noun.split() for noun in lexicon("multilingual_nouns").words(2 + j)]
    gendered = language not in ("en", "tr")
    nouns = [form for cell in cells for form in cell[gendered:]]
    adjectives = [
        _adjective_forms(language, cell) for cell in lexicon("multilingual_adjectives").words(2 + j)
    ]
    verbs = [_verb_forms(language, cell) for cell in lexicon("multilingual_verbs").words(2 + j)]
    table = [
        _CELLS[language](g, d, c) for g in _GENDERS for d in range(NUM_DETERMINERS) for c in (False, True)
    ]
    attributive = [form for forms, _, _ in adjectives for form in forms]
    times = lexicon("multilingual_times").words(2 + j)
    return Grammar(
        language,
        pa.array(nouns),
        len(nouns) // len(cells),
        np.array([_GENDERS.index(cell[0]) if gendered else 0 for cell in cells]),
        np.array([_onset(language, form) for form in nouns]),
        pa.array(attributive),
        len(attributive) // len(adjectives),
        np.array([int(before) for _, before, _ in adjectives]),
        np.array([_onset(language, form) for form in attributive]),
        pa.array([form for *_, forms in adjectives for form in forms]),
        np.array([cell[0] for cell in table]),
        np.array([cell[1] for cell in table]),
        pa.array([word for cell in table for word in cell[2]]),
        pa.array([form for finite, _ in verbs for form in finite]),
        pa.array([form for _, rest in verbs for form in rest]),
        pa.array([word.replace("_", " ").strip() for word in _COPULA[language].split()]),
        pa.array(
            [
                ("İ" if (language, time[0]) == ("tr", "i") else time[0].upper())
                + time[1:]
                + (", " if language == "fr" else " ")
                for time in times
            ]
        ),
        pa.array(lexicon("multilingual_places").words(1 + j)),
    )


@dataclass(frozen=True)
class Phrase:
    """Noun phrases: noun, determiner, adjective + 1 (0: none), each int64[n]."""

    noun: I64
    determiner: I64
    adjective: I64


def noun_phrase(g: Grammar, phrase: Phrase, accusative: bool) -> Strings:
    """The phrases in a language, string[n]."""
    cell = (g.gender[phrase.noun] * NUM_DETERMINERS + phrase.determiner) * 2 + accusative
    noun = phrase.noun * g.num_noun_forms + g.noun_form[cell]
    has, which = phrase.adjective > 0, np.maximum(phrase.adjective - 1, 0)
    before = has & (g.before[which] > 0)
    form = g.adjective_form[cell]
    if g.language == "fr":  # un vieil homme
        form = np.where(before & (form == 0) & (g.noun_onset[noun] == 1), 4, form)
    adjective = which * g.num_adjective_forms + form
    words = g.adjectives.take(pa.array(adjective))
    onset = np.where(before, g.adjective_onset[adjective], g.noun_onset[noun])
    return join(
        g.determiners.take(pa.array(cell * 3 + onset)),
        where(before, join(words, " "), ""),
        where(phrase.determiner == INDEF, "bir ", "") if g.language == "tr" else "",
        g.nouns.take(pa.array(noun)),
        where(has & ~before, join(" ", words), ""),
    )


@dataclass(frozen=True)
class Clauses:
    """Clauses to be said.

    Attributes:
        link, first: what joins it to the one before; whether it opens the text.
        reason, place: the adjective + 1 of a reason clause about the object, the place + 1; 0 for none.
        explained: whether the clause before has a reason clause.
    """

    link: I64
    first: I64
    time: I64
    tense: I64
    subject: Phrase
    verb: I64
    thing: Phrase
    place: I64
    reason: I64
    explained: NDArray[np.bool_]


def agreement(g: Grammar, phrase: Phrase) -> I64:
    """0, 1, 2: singular of a gender; 3: plural. In Turkish the verb stays in the singular."""
    return np.where(phrase.determiner >= DEF_PL, 3, g.gender[phrase.noun])


def speak(language: str, clauses: Clauses) -> Strings:
    """Each clause in a language, with what joins it to the one before; string[n], without the last full
    stop."""
    g = grammar(language)
    subject, thing = noun_phrase(g, clauses.subject, False), noun_phrase(g, clauses.thing, True)
    form = clauses.verb * 12 + clauses.tense * 4 + agreement(g, clauses.subject)
    verb, rest = g.verbs.take(pa.array(form)), g.verb_rests.take(pa.array(form))
    place = where(clauses.place > 0, join(" ", pick(g.places, np.maximum(clauses.place - 1, 0))), "")
    new = clauses.link == NEW
    if language == "tr":
        body = join(subject, place, " ", thing, " ", verb)
    elif language == "de":
        inverted = new | (clauses.link == MEANWHILE)
        body = join(
            where(inverted, join(verb, " ", subject), join(subject, " ", verb)), " ", thing, place, rest
        )
    else:
        body = join(subject, " ", verb, " ", thing, place)
    begin = join(where(clauses.first > 0, "", ". "), pick(g.times, clauses.time))
    comma = clauses.explained & (clauses.link == AND) & (language not in ("ru", "tr"))
    linked = join(where(comma, ",", ""), pick(("", *_LINKS[language]), clauses.link))
    return join(where(new, begin, linked), body, where(clauses.reason > 0, _reason(g, clauses), ""))


def _reason(g: Grammar, clauses: Clauses) -> Strings:
    """`because the lamps were beautiful`."""
    phrase = Phrase(
        clauses.thing.noun,
        np.where(clauses.thing.determiner >= DEF_PL, DEF_PL, DEF),
        np.zeros_like(clauses.verb),
    )
    form = clauses.tense * 4 + agreement(g, phrase)
    copula = g.copula.take(pa.array(form))
    said = clauses.tense * 6 + 3 * (phrase.determiner >= DEF_PL) + g.gender[phrase.noun]
    predicate = g.predicates.take(pa.array(np.maximum(clauses.reason - 1, 0) * 18 + said))
    subject = noun_phrase(g, phrase, False)
    if g.language in ("de", "tr"):
        last = join(predicate, where(np.asarray(pc.equal(copula, "")), "", join(" ", copula)))
    else:
        last = join(where(np.asarray(pc.equal(copula, "")), "", join(copula, " ")), predicate)
    return join(_BECAUSE[g.language], subject, " ", last)
