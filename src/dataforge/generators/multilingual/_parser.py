"""Reads parallel texts back: a word-by-word parser for each language, with agreement tables of its own.

The tables say what each article demands of its noun and adjective, where the writer's say which article a
noun gets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.text.lexicon import lexicon

_CODES = ("en", "de", "fr", "es", "it", "pt", "ru", "tr")
_LABELS = {
    label: code
    for labels in (
        "English German French Spanish Italian Portuguese Russian Turkish",
        "English Deutsch Français Español Italiano Português Русский Türkçe",
        "EN DE FR ES IT PT RU TR",
    )
    for label, code in zip(labels.split(), _CODES, strict=True)
}
# determiner: what it means, cases (n, a), gender or p for plural, the adjective's form,
# and how the next word begins (Consonant, Vowel, impure S).
_ARTICLES = {
    "en": "the def_sg na mfn - *|a indef_sg na mfn - C|an indef_sg na mfn - V|"
    "this this_sg na mfn - *|the def_pl na p - *|these this_pl na p - *",
    "de": "der def_sg n m e *|den def_sg a m en *|die def_sg na f e *|das def_sg na n e *|"
    "ein indef_sg n m er *|einen indef_sg a m en *|eine indef_sg na f e *|"
    "ein indef_sg na n es *|dieser this_sg n m e *|diesen this_sg a m en *|"
    "diese this_sg na f e *|dieses this_sg na n e *|die def_pl na p en *|"
    "diese this_pl na p en *",
    "fr": "le def_sg na m - C|la def_sg na f - C|l' def_sg na mf - V|un indef_sg na m - *|"
    "une indef_sg na f - *|ce this_sg na m - C|cet this_sg na m - V|cette this_sg na f - *|"
    "les def_pl na p - *|ces this_pl na p - *",
    "es": "el def_sg na m - *|la def_sg na f - *|un indef_sg na m - *|una indef_sg na f - *|"
    "este this_sg na m - *|esta this_sg na f - *|los def_pl na pm - *|las def_pl na pf - *|"
    "estos this_pl na pm - *|estas this_pl na pf - *",
    "it": "il def_sg na m - C|lo def_sg na m - S|l' def_sg na mf - V|la def_sg na f - CS|"
    "un indef_sg na m - CV|uno indef_sg na m - S|una indef_sg na f - CS|un' indef_sg na f - V|"
    "questo this_sg na m - CS|questa this_sg na f - CS|quest' this_sg na mf - V|"
    "i def_pl na pm - C|gli def_pl na pm - VS|le def_pl na pf - *|questi this_pl na pm - *|"
    "queste this_pl na pf - *",
    "pt": "o def_sg na m - *|a def_sg na f - *|um indef_sg na m - *|uma indef_sg na f - *|"
    "este this_sg na m - *|esta this_sg na f - *|os def_pl na pm - *|as def_pl na pf - *|"
    "estes this_pl na pm - *|estas this_pl na pf - *",
    "ru": "этот this_sg na m - *|эта this_sg n f - *|эту this_sg a f - *|это this_sg na n - *|"
    "эти this_pl na p - *",
    "tr": "bu this_sg na mfn - *|bu this_pl na p - *",
}
_COUNTED = {
    "en": "two three four five six seven eight nine ten",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn",
    "fr": "deux trois quatre cinq six sept huit neuf dix",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez",
    "it": "due tre quattro cinque sei sette otto nove dieci",
    "pt": "dois:m|duas:f três quatro cinco seis sete oito nove dez",
    "ru": "два:mn|две:f три четыре пять шесть семь восемь девять десять",
    "tr": "iki üç dört beş altı yedi sekiz dokuz on",
}
_LINKS = {
    "en": ", and meanwhile |, but | and ",
    "de": ", und inzwischen |, aber | und ",
    "fr": ", et pendant ce temps |, mais | et ",
    "es": ", y mientras tanto |, pero | y ",
    "it": ", e intanto |, ma | e ",
    "pt": ", e entretanto |, mas | e ",
    "ru": ", а тем временем |, но |, и ",
    "tr": " ve bu sırada |, ama | ve ",
}
_BECAUSE = {
    "en": " because ", "de": ", weil ", "fr": " parce que ", "es": " porque ", "it": " perché ",
    "pt": " porque ",
    "ru": ", потому что ", "tr": ", çünkü ",
}  # fmt: skip
_BE = {  # singular and plural of present, past, future; a word for each gender where it differs
    "en": "is are was were will_be will_be", "de": "ist sind war waren sein_wird sein_werden",
    "fr": "est sont était étaient sera seront", "es": "es son era eran será serán",
    "it": "è sono era erano sarà saranno",
    "pt": "é são era eram será serão", "ru": "_ _ был|была|было были будет будут",
    "tr": "_ _ _ _ olacak olacak",
}  # fmt: skip
_VOWELS = "aeiouàâäéèêëíîïóôöúûüœ"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*'?|@")


@dataclass(frozen=True)
class _Article:
    """One reading of a determiner: its meaning, cases, genders (`p` first for plural), the adjective's
    ending, the next sound."""

    means: str
    cases: str
    genders: str
    ending: str
    onset: str


@dataclass(frozen=True)
class _Tongue:
    """A language's words: form -> all that it may be."""

    code: str
    nouns: dict[str, list[tuple[str, str, int]]]
    adjectives: dict[str, list[tuple[str, str]]]
    before: dict[str, bool]
    predicates: dict[str, list[tuple[str, str]]]
    articles: dict[str, list[_Article]]
    verbs: dict[str, list[tuple[str, str, str]]]
    infinitives: dict[str, str]
    times: dict[str, tuple[str, str]]
    places: dict[str, str]
    kinds: dict[str, str]
    described: dict[str, str]


@dataclass(frozen=True)
class _Phrase:
    determiners: frozenset[str]
    noun: str
    adjective: str
    gender: str
    plural: bool


def read_parallel(text: str) -> dict[str, Any]:
    """The facts of a parallel text.

    Raises:
        ExtractError: a version does not parse, does not agree in itself, or says something else than the
        others.
    """
    opening, _, rest = text.partition("\n\n")
    blocks = rest.split("\n\n") if "\n\n" in rest else rest.split("\n")
    versions = []
    for block in blocks:
        label, mark, body = block.partition("\n" if "\n\n" in rest else ": ")
        if label not in _LABELS or not mark:
            raise ExtractError(f"no language is called {label!r}")
        versions.append((_LABELS[label], body))
    number = re.search(r"[0-9]+", opening)
    if number and int(number[0]) != len(versions):
        raise ExtractError(f"{number[0]} versions announced, {len(versions)} given")
    target = _LABELS[_target] if (_target := _named(opening)) else versions[-1][0]
    if target != versions[-1][0] or len({code for code, _ in versions}) != len(versions):
        raise ExtractError(f"the last version should be {target}")
    clauses: list[list[Any]] = []
    for code, body in versions:
        found = _text(_tongue(code), body)
        clauses = [_merge(a, b) for a, b in zip(clauses, found, strict=True)] if clauses else found
    for clause in clauses:
        for k in (2, 4):
            if len(clause[k][0]) != 1:
                raise ExtractError(f"which {clause[k][1]} is meant?")
            clause[k] = [next(iter(clause[k][0])), *clause[k][1:]]
    return {
        "kind": "parallel-sentences",
        "languages": [code for code, _ in versions],
        "clauses": clauses,
        "answer": versions[-1][1],
    }


def _named(opening: str) -> str:
    return next((word for word in re.findall(r"\w+", opening) if word in _LABELS), "")


def _merge(a: list[Any], b: list[Any]) -> list[Any]:
    """What two versions of a clause have in common; they must differ in nothing but what one of them leaves
    open."""
    merged = []
    for k, (x, y) in enumerate(zip(a, b, strict=True)):
        if k in (2, 4):
            common = x[0] & y[0]
            if not common or x[1:] != y[1:]:
                raise ExtractError(f"the versions disagree: {x} and {y}")
            merged.append([common, *x[1:]])
        elif x != y:
            raise ExtractError(f"the versions disagree: {x} and {y}")
        else:
            merged.append(x)
    return merged


def _text(tongue: _Tongue, body: str) -> list[list[Any]]:
    """The clauses of a version: [link, time, [determiners, noun, adjective], verb, [...], place, reason]."""
    if not body.endswith("."):
        raise ExtractError(f"no full stop after {body!r}")
    clauses: list[list[Any]] = []
    commas = tongue.code not in (
        "ru",
        "tr",
    )  # elsewhere `and` has a comma after a reason clause, and only there
    meanwhile, but, conjunction = _LINKS[tongue.code].split("|")
    links = re.compile(f"({meanwhile}|{but}|{',?' if commas else ''}{conjunction})")
    names = dict(zip(_LINKS[tongue.code].split("|"), ("MEANWHILE", "BUT", "AND"), strict=True))
    for sentence in body[:-1].split(". "):
        time = max((t for t in tongue.times if sentence.startswith(t)), key=len, default="")
        if not time:
            raise ExtractError(f"{tongue.code}: when? {sentence!r}")
        name, tense = tongue.times[time]
        pieces = links.split(sentence[len(time) :])
        for link, piece in zip(["", *pieces[1::2]], pieces[::2], strict=True):
            kind = (names.get(link) or names[link[1:]]) if link else "NEW"
            if commas and kind == "AND" and (link[0] == ",") != bool(clauses[-1][-1]):
                raise ExtractError(f"{tongue.code}: the comma before {link!r} is wrong")
            clauses.append([kind, name if kind == "NEW" else "", *_clause(tongue, piece, kind, tense)])
    return clauses


def _clause(tongue: _Tongue, text: str, link: str, tense: str) -> list[Any]:
    main, because, reason = text.partition(_BECAUSE[tongue.code])
    place = max((p for p in tongue.places if f" {p} " in f"{main} "), key=len, default="")
    if place:
        main = f"{main} ".replace(f" {place} ", " @ ", 1)
    words = _WORD.findall(main)
    if " ".join(words).replace("' ", "'") != main.strip():
        raise ExtractError(f"{tongue.code}: cannot read {main!r}")
    subject, verb, thing = _spoken(tongue, words, bool(place), (link, tense))
    said = _because(tongue, reason, thing, tense) if because else ""
    return [
        [subject.determiners, subject.noun, subject.adjective],
        verb,
        [thing.determiners, thing.noun, thing.adjective],
        tongue.places[place] if place else "",
        said,
    ]


def _spoken(
    tongue: _Tongue, words: list[str], placed: bool, how: tuple[str, str]
) -> tuple[_Phrase, str, _Phrase]:
    """Subject, verb and object, each at its place in the language."""
    link, tense = how
    code, infinitive = tongue.code, ""
    if code == "de" and tense == "future":
        words, infinitive = words[:-1], tongue.infinitives[words[-1]]
    order = "S@OV" if code == "tr" else "VSO@" if code == "de" and link in ("NEW", "MEANWHILE") else "SVO@"
    phrases: dict[str, _Phrase] = {}
    readings: list[tuple[str, str]] = []
    at = 0
    for part in order:
        if part == "V":
            readings, at = _verb(tongue, words, at, tense)
        elif part != "@":
            phrases[part], at = _phrase(tongue, words, at, "n" if part == "S" else "a")
        elif placed:
            if words[at] != "@":
                raise ExtractError(f"{code}: the place stands at a wrong place: {words}")
            at += 1
    subject, thing = phrases["S"], phrases["O"]
    verbs = {verb for verb, number in readings if _agrees(subject, number) or code == "tr"}
    if at != len(words) or len(verbs) != 1:
        raise ExtractError(f"{code}: no verb agrees, or too many words: {words}")
    if tongue.kinds[subject.noun] != "P" or tongue.kinds[thing.noun] == "P":
        raise ExtractError(f"{code}: {subject.noun} acts on {thing.noun}")
    return subject, infinitive or verbs.pop(), thing


def _agrees(phrase: _Phrase, number: str) -> bool:
    return "p" in number if phrase.plural else "s" in number or phrase.gender in number


def _verb(tongue: _Tongue, words: list[str], at: int, tense: str) -> tuple[list[tuple[str, str]], int]:
    """The verbs, each with its numbers, that one or two words may be in a tense."""
    for used in (2, 1):
        found = [
            (verb, number)
            for verb, when, number in tongue.verbs.get(" ".join(words[at : at + used]), [])
            if when == tense
        ]
        if found and at + used <= len(words):
            return found, at + used
    raise ExtractError(f"{tongue.code}: no verb of the {tense} in {words[at:]}")


def _phrase(tongue: _Tongue, words: list[str], at: int, case: str) -> tuple[_Phrase, int]:
    """A noun phrase in which article, adjective and noun agree, and where it ends."""
    phrase, used = _read_phrase(tongue.code, tuple(words[at : at + 4]), case)
    return phrase, at + used


@lru_cache(maxsize=1 << 16)
def _read_phrase(code: str, words: tuple[str, ...], case: str) -> tuple[_Phrase, int]:
    tongue, at = _tongue(code), 0
    articles = tongue.articles.get(words[at], [])
    at += bool(articles)
    adjective = ""
    if words[at] in tongue.adjectives:
        adjective, at = words[at], at + 1
    if code == "tr" and words[at] == "bir" and not articles:
        articles, at = [_Article("indef_sg", "na", "mfn", "-", "CVS")], at + 1
    elif not articles and code in ("ru", "tr"):
        articles = [_Article("def_sg", "na", "mfn", "-", "CVS"), _Article("def_pl", "na", "p", "-", "CVS")]
        articles += [_Article("indef_sg", "na", "mfn", "-", "CVS")] * (code == "ru")
    noun = words[at]
    at += 1
    before = bool(adjective)
    if (
        not before
        and at < len(words)
        and code in ("fr", "es", "it", "pt")
        and _suits(tongue, noun, words[at])
    ):
        adjective, at = words[at], at + 1
    sound = _sound(code, adjective if before else noun)
    found: dict[tuple[str, str, str, bool], set[str]] = {}
    for name, gender, form in tongue.nouns.get(noun, []):
        for article in articles:
            plural = article.genders[0] == "p"
            fits = article.genders == "p" or gender in article.genders[plural:]
            if not (fits and case in article.cases and sound in article.onset):
                continue
            if form != _noun_form(code, article.means, case):
                continue
            wanted = _adjective_form(code, article, gender, case) if adjective else ""
            if code == "fr" and wanted == "0" and before and _sound(code, noun) == "V":
                wanted = "4"
            names = {word for word, shape in tongue.adjectives.get(adjective, []) if shape == wanted}
            names = {word for word in names if tongue.before[word] == before}
            if adjective and not names:
                continue
            found.setdefault((name, gender, next(iter(names), ""), plural), set()).add(article.means)
    if len(found) != 1:
        raise ExtractError(f"{code}: {' '.join(words[:at])!r} does not agree in itself")
    (name, gender, described, plural), means = found.popitem()
    return _Phrase(frozenset(means), name, described, gender, plural), at


def _suits(tongue: _Tongue, noun: str, word: str) -> bool:
    """Whether a word after a noun may be its adjective: Spanish `corta` is `short` of a story, `cuts` after
    a cook."""
    kinds = {tongue.kinds[name] for name, *_ in tongue.nouns.get(noun, [])}
    return any(kinds & set(tongue.described[name]) for name, _ in tongue.adjectives.get(word, []))


def _sound(code: str, word: str) -> str:
    if word[0] in _VOWELS or (code == "fr" and word[0] == "h"):
        return "V"
    return "S" if code == "it" and re.match(r"z|gn|ps|s[^aeiou]", word) else "C"


@cache
def _noun_form(code: str, means: str, case: str) -> int:
    """Which of the noun's forms an article asks for."""
    number = int(means[4:]) if means.startswith("num") else 0
    plural = means.endswith("_pl")
    if code == "ru":
        return 3 if plural else (2 if number < 5 else 4) if number else int(case == "a")
    if code == "tr":
        return 0 if number or means == "indef_sg" else plural + 2 * (case == "a")
    return int(plural or number > 0)


def _adjective_form(code: str, article: _Article, gender: str, case: str) -> str:
    plural = article.genders[0] == "p"
    if code == "de":
        return article.ending
    if code in ("en", "tr"):
        return "0"
    if code == "ru":
        if article.means.startswith("num"):
            return "3" if gender == "f" and int(article.means[4:]) < 5 else "5"
        return "3" if plural else "4" if gender == "f" and case == "a" else str("mfn".index(gender))
    return str(2 * plural + (gender == "f"))


def _because(tongue: _Tongue, text: str, thing: _Phrase, tense: str) -> str:
    """The adjective of a reason clause, which speaks of the object again."""
    code, words = tongue.code, _WORD.findall(text)
    subject, at = _phrase(tongue, words, 0, "n")
    wanted = "def_pl" if thing.plural else "def_sg"
    if wanted not in subject.determiners or subject.noun != thing.noun or subject.adjective:
        raise ExtractError(f"{code}: a reason about something else: {text!r}")
    singular, plural = _BE[code].split()[2 * _TENSES.index(tense) :][:2]
    choices = (plural if subject.plural else singular).replace("_", " ").strip().split("|")
    copula = choices["mfn".index(subject.gender)] if len(choices) == 3 else choices[0]
    said = " ".join(words[at:])
    if code in ("de", "tr"):
        predicate, ok = said.removesuffix(f" {copula}" if copula else ""), said.endswith(copula)
    else:
        predicate, ok = said.removeprefix(f"{copula} " if copula else ""), said.startswith(copula)
    form = {"en": "0", "de": "0", "tr": str(int(tense == "past"))}.get(code, "")
    if not form and code == "ru":
        form = "3" if subject.plural else str("mfn".index(subject.gender))
    elif not form:
        form = str(2 * subject.plural + (subject.gender == "f"))
    names = [name for name, shape in tongue.predicates.get(predicate, []) if shape == form]
    if not ok or len(names) != 1 or " ".join(words).replace("' ", "'") != text:
        raise ExtractError(f"{code}: {text!r} does not agree in itself")
    return names[0]


_TENSES = ("present", "past", "future")


@cache
def _tongue(code: str) -> _Tongue:
    """The dictionary of a language, from the lexicons."""
    j = 2 + _CODES.index(code)
    nouns: dict[str, list[tuple[str, str, int]]] = {}
    lexicons = {
        name: lexicon(f"multilingual_{name}") for name in ("nouns", "adjectives", "verbs", "times", "places")
    }
    for name, cell in zip(lexicons["nouns"].words(0), lexicons["nouns"].words(j), strict=True):
        forms = cell.split() if code not in ("en", "tr") else ["m", *cell.split()]
        for k, form in enumerate(forms[1:]):
            nouns.setdefault(form, []).append((name, forms[0], k))
    adjectives, predicates, before = _adjectives_of(code)
    verbs: dict[str, list[tuple[str, str, str]]] = {}
    infinitives = {}
    for name, cell in zip(lexicons["verbs"].words(0), lexicons["verbs"].words(j), strict=True):
        for form, tense, number in _conjugation(code, cell.split()):
            verbs.setdefault(form, []).append((name, tense, number))
        infinitives[cell.split()[1]] = name
    if code == "de":
        verbs |= {"wird": [("", "future", "s")], "werden": [("", "future", "p")]}
    times = {}
    rows = zip(
        lexicons["times"].words(0), lexicons["times"].words(1), lexicons["times"].words(j), strict=True
    )
    for name, tense, phrase in rows:
        first = "İ" if code == "tr" and phrase[0] == "i" else phrase[0].upper()
        times[first + phrase[1:] + (", " if code == "fr" else " ")] = (name, tense)
    places = dict(zip(lexicons["places"].words(j - 1), lexicons["places"].words(0), strict=True))
    kinds = dict(zip(lexicons["nouns"].words(0), lexicons["nouns"].words(1), strict=True))
    described = dict(zip(lexicons["adjectives"].words(0), lexicons["adjectives"].words(1), strict=True))
    articles = _articles_of(code)
    return _Tongue(
        code,
        nouns,
        adjectives,
        before,
        predicates,
        articles,
        verbs,
        infinitives,
        times,
        places,
        kinds,
        described,
    )


def _adjectives_of(
    code: str,
) -> tuple[dict[str, list[tuple[str, str]]], dict[str, list[tuple[str, str]]], dict[str, bool]]:
    """Adjectives before or after a noun, adjectives after `is`, and which of them stand before the noun."""
    table, j = lexicon("multilingual_adjectives"), 2 + _CODES.index(code)
    adjectives: dict[str, list[tuple[str, str]]] = {}
    predicates: dict[str, list[tuple[str, str]]] = {}
    before = {}
    for name, cell in zip(table.words(0), table.words(j), strict=True):
        words = cell.split()
        before[name] = code in ("en", "de", "ru", "tr") or (code == "fr" and words[4] == "B")
        shapes = {ending: words[0] + ending for ending in ("e", "er", "es", "en")} if code == "de" else {}
        shapes = shapes or {str(k): word for k, word in enumerate(words) if not (code == "fr" and k > 3)}
        if code == "fr":
            shapes["4"] = words[5]
        if code == "tr":
            del shapes["1"]
        for shape, word in shapes.items():
            adjectives.setdefault(word, []).append((name, shape))
        for k, word in enumerate(words[1:] if code == "de" else words):
            predicates.setdefault(word, []).append((name, str(k)))
    return adjectives, predicates, before


def _articles_of(code: str) -> dict[str, list[_Article]]:
    table: dict[str, list[_Article]] = {}
    for entry in _ARTICLES[code].split("|"):
        word, means, cases, genders, ending, onset = entry.split()
        table.setdefault(word, []).append(_Article(means, cases, genders, ending, onset.replace("*", "CVS")))
    for n, entry in enumerate(_COUNTED[code].split(), 2):
        for word in entry.split("|"):
            form, _, genders = word.partition(":")
            table.setdefault(form, []).append(_Article(f"num_{n}", "na", "p" + genders, "e", "CVS"))
    return table


def _conjugation(code: str, words: list[str]) -> list[tuple[str, str, str]]:
    """Every finite form with its tense and what it agrees with."""
    if code == "en":
        return [
            (words[0], "present", "s"), (words[1], "present", "p"), (words[2], "past", "sp"),
            (f"will {words[1]}", "future", "sp"),
        ]  # fmt: skip
    if code == "tr":
        return [(word, tense, "s") for word, tense in zip(words, _TENSES, strict=True)]
    forms = [(words[0], "present", "s"), (words[1], "present", "p")]
    if code == "de":
        return [*forms, (words[2], "past", "s"), (words[3], "past", "p")]
    if code in ("fr", "it"):
        singular, plural = ("a", "ont") if code == "fr" else ("ha", "hanno")
        forms += [(f"{singular} {words[2]}", "past", "s"), (f"{plural} {words[2]}", "past", "p")]
    elif code in ("es", "pt"):
        forms += [(words[2], "past", "s"), (words[3], "past", "p")]
    else:
        stem = words[3].removesuffix("а")
        forms += [
            (words[2], "past", "m"),
            (words[3], "past", "f"),
            (stem + "о", "past", "n"),
            (stem + "и", "past", "p"),
        ]
    return [*forms, (words[-2], "future", "s"), (words[-1], "future", "p")]
