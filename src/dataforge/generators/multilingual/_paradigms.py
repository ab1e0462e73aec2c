"""The forms of inflection-table: every form of every word, by number; wrong forms beside the right ones.

For the writer only. A form is a row of pieces of the language's grammar; a wrong form has one piece that
belongs to another column.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.multilingual._abstract import DETERMINER_NAMES, kinds
from dataforge.generators.multilingual._grammar import (
    I32,
    Grammar,
    Phrase,
    entries,
    grammar,
    phrase_pieces,
    write,
)
from dataforge.generators.multilingual._paradigm_words import CODES, PHRASES, VERBS
from dataforge.text.columns import Strings
from dataforge.text.rows import I64

NOUN_SLOTS, VERB_SLOTS = 96, 56
PHRASE, VERB = range(2)
_CASES = {"n": 0, "a": 1, "o": 2}
_TENSES = {"present": 0, "past": 1, "future": 2, "te": 3}


@cache
def num_columns() -> I64:
    """Columns of each part and language."""
    return np.array([[len(table[code]) for code in CODES] for table in (PHRASES, VERBS)], np.int64)


@cache
def _columns(part: int, code: str) -> tuple[I64, I64]:
    """Of noun phrases determiner and case, of verbs the number of the form twice."""
    if part == PHRASE:
        pairs = [(DETERMINER_NAMES.index(name), _CASES[case]) for name, case in PHRASES[code]]
    else:
        pairs = [(6 * _TENSES[tense] + "mfnMFN".index(who),) * 2 for tense, who in VERBS[code]]
    table = np.array(pairs, np.int64)
    return table[:, 0], table[:, 1]


def _stem(words: list[str]) -> int:
    """How many letters all begin with."""
    same = [len(set(letters)) == 1 for letters in zip(*words, strict=False)]
    return same.index(False) if False in same else len(same)


@cache
def _by_regularity(part: int, code: str) -> I64:
    """Words from the most regular to the least: how many change their endings in the same way."""
    name = "noun" if part == PHRASE else "verb"
    wanted = [i for i, kind in enumerate(kinds(name)) if part == VERB or kind != "P"]
    cells = entries(code, name)
    patterns = []
    for i in wanted:
        forms = [form for form in cells[i] if form not in ("m", "f", "n")]
        if code in ("zh", "ja") and part == PHRASE:
            patterns.append(tuple(forms[1:]))
            continue
        stem = _stem(forms)
        patterns.append((*cells[i][:1][: len(cells[i]) - len(forms)], *(form[stem:] for form in forms)))
    common = Counter(patterns)
    order = sorted(range(len(wanted)), key=lambda k: -common[patterns[k]])
    return np.array([wanted[k] for k in order], np.int64)


def words_of(part: int, language: I64, slot: I64, share: I64) -> I64:
    """The word of each slot: a share of the slots, in percent, are the least regular words."""
    slots = VERB_SLOTS if part == VERB else NOUN_SLOTS
    tables = [_by_regularity(part, code) for code in CODES]
    table = np.stack([np.concatenate([each[:slots], each[::-1][:slots]]) for each in tables])
    rare = slots * share // 100
    return np.asarray(table[language, np.where(slot < rare, slots + slot, slot - rare)])


def _pieces(g: Grammar, part: int, words: tuple[I64, I64], column: I64) -> I32:
    """The pieces of forms, int32[n, pieces], without regard to spaces."""
    first, second = _columns(part, g.language)
    word, adjective = words
    if part == PHRASE:
        columns = phrase_pieces(g, Phrase(word, first[column], adjective), second[column])
    else:
        columns = [g.verbs[word, first[column]]]
    found = np.stack([np.asarray(each, np.int32) for each in columns], axis=1)
    return np.asarray(np.where(found >= g.bare, found - g.bare, found), np.int32)


def _written(g: Grammar, pieces: I32) -> Strings:
    """Pieces as strings: a space between them, but none after an apostrophe or an Arabic article."""
    open_to_next = g.elided.copy()
    if g.language == "ar":
        open_to_next[g.small["al"][0]] = True
    columns, tight = [], np.ones(len(pieces), np.bool_)
    for column in pieces.T:
        there = column > 0
        columns.append(np.where(there & tight, column + g.bare, column))
        tight = np.where(there, open_to_next[column], tight)
    return write(g, columns)


def _each(language: I64, part: I64) -> list[tuple[int, int, I64]]:
    """Language, part and rows of all rows that share them."""
    both = 2 * language + part
    return [(key // 2, key % 2, np.flatnonzero(both == key)) for key in np.unique(both).tolist()]


def _together(parts: list[Strings], places: list[I64], size: int) -> Strings:
    if not parts:
        return pa.array([], pa.string())
    back = np.empty(size, np.int64)
    back[np.concatenate(places)] = np.arange(size)
    return pa.concat_arrays(parts).take(pa.array(back))


def forms(language: I64, part: I64, words: tuple[I64, I64], column: I64) -> Strings:
    """The right form of each row's word in a column; `words`: noun or verb, adjective + 1."""
    found, places = [], []
    for number, kind, at in _each(language, part):
        g = grammar(CODES[number])
        mine = words[0][at], words[1][at]
        found.append(_written(g, _pieces(g, kind, mine, column[at])))
        places.append(at)
    return _together(found, places, len(language))


@cache
def _width() -> int:
    """The most columns of a language."""
    return int(num_columns().max())


def mistakes(language: I64, part: I64, words: tuple[I64, I64], column: I64) -> tuple[I64, I64]:
    """How many different mistakes each form allows, and a table of them: column and piece, as one number."""
    most = 8 * _width()
    allowed = np.zeros((len(language), most), np.bool_)
    for number, kind, at in _each(language, part):
        g = grammar(CODES[number])
        count = int(num_columns()[kind, number])
        right = _pieces(g, kind, (words[0][at], words[1][at]), column[at])
        seen: list[I32] = []
        for other in range(count):
            pieces = _pieces(g, kind, (words[0][at], words[1][at]), np.full(len(at), other))
            new: NDArray[np.bool_] = pieces != right
            for earlier in seen:
                new &= pieces != earlier
            seen.append(pieces)
            allowed[at, 8 * other : 8 * other + pieces.shape[1]] = new
    order = np.argsort(~allowed, axis=1, kind="stable")
    return allowed.sum(axis=1), order


def mistaken(language: I64, part: I64, words: tuple[I64, I64], places: tuple[I64, I64]) -> Strings:
    """Forms with one piece of another column; `places`: the column, the mistake's number of `mistakes`."""
    found, rows = [], []
    column, mistake = places
    for number, kind, at in _each(language, part):
        g = grammar(CODES[number])
        mine = words[0][at], words[1][at]
        pieces = _pieces(g, kind, mine, column[at])
        other = _pieces(g, kind, mine, mistake[at] // 8)
        every, piece = np.arange(len(at)), mistake[at] % 8
        pieces[every, piece] = other[every, piece]
        found.append(_written(g, pieces))
        rows.append(at)
    return _together(found, rows, len(language))
