"""Abstract sentences: who did what to which, how, where, when, and why. For the writer only.

Verbs choose things of their kinds, things their adjectives; a sentence has one time and therefore one tense.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from dataforge.generators.base import Knobs
from dataforge.generators.multilingual._grammar import FIRST_NUMBER, NEW, Clauses, Phrase
from dataforge.text.draws import Draws, Weights
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

DETERMINER_NAMES = (
    "def_sg", "indef_sg", "this_sg", "def_pl", "this_pl", *(f"num_{n}" for n in range(2, 11)),
)  # fmt: skip
_TENSES = ("present", "past", "future")


@cache
def concepts(part: str) -> tuple[str, ...]:
    """The concepts of a part of speech, in the order of their numbers."""
    return tuple(name for name, _ in _of_part(part))


@cache
def kinds(part: str) -> tuple[str, ...]:
    """What goes with what: the kinds of each noun, the kinds of noun for each verb and adjective, tenses of
    times."""
    return tuple(kind for _, kind in _of_part(part))


def _of_part(part: str) -> list[tuple[str, str]]:
    table = lexicon("multilingual_concepts")
    rows = zip(table.words(0), table.words(1), table.words(2), strict=True)
    return [(name, kind) for each, name, kind in rows if each == part]


@cache
def fitting(part: str, to: str) -> tuple[I64, I64]:
    """For each word of `to`, the words of a part of speech that share a kind with it: a matrix, and how
    many."""
    rows = [
        [i for i, kind in enumerate(kinds(part)) if set(kind) & set(wanted)] or [0] for wanted in kinds(to)
    ]
    width = max(len(row) for row in rows)
    return np.array([row + [0] * (width - len(row)) for row in rows]), np.array([len(row) for row in rows])


@cache
def people() -> I64:
    """Which nouns are people."""
    return np.flatnonzero(np.array(kinds("noun")) == "P")


@cache
def _deeds() -> tuple[I64, I64, Weights]:
    """Every verb with every thing that it may be done to, the common words weighing more."""
    table, counts = fitting("noun", "verb")
    verb = np.repeat(np.arange(len(counts)), counts)
    thing = np.concatenate([row[:count] for row, count in zip(table, counts, strict=True)])
    return verb, thing, Weights(1 + 2_000_000 // ((verb + 2) * (thing - len(people()) // 2 + 2)))


def draw_clauses(draws: Draws, knobs: Knobs, units: Rows, span: str = "body") -> Clauses:
    """A text's clauses; knobs: adjectives, numbers, reasons in percent."""
    tenses = np.array([_TENSES.index(tense) for tense in kinds("time")])
    link = draws.draw("link", np.where(units.pos == 0, 1, 4), units, span=span)
    new = link == NEW
    time = _where_said(draws, "time", new, units, len(tenses), span)
    sentence = np.maximum.accumulate(np.where(new, np.arange(len(units)), 0))
    verbs, things, deeds = _deeds()
    deed = draws.weighted("deed", deeds, units, span=span)
    verb = verbs[deed]
    who = people()[draws.weighted("subject", Weights.zipf(len(people()), 1), units, span=span)]
    subject = _phrase(draws, knobs, units, "subject", who, span)
    thing = _phrase(draws, knobs, units, "thing", things[deed], span)
    explained = draws.chance("explained", knobs["reasons"][units.doc], units, span=span)

    def optional(field: str, percent: int, count: int) -> I64:
        has = draws.chance(f"{field}.said", percent, units, span=span)
        return np.where(has, _where_said(draws, field, has, units, count, span) + 1, 0)

    return Clauses(
        link=link,
        after=np.where(units.last, NEW, np.concatenate([link[1:], [NEW]])),
        first=(units.pos == 0).astype(np.int64),
        time=time,
        tense=tenses[time[sentence]],
        subject=subject,
        verb=verb,
        thing=thing,
        adverb=optional("adverb", 35, len(concepts("adverb"))),
        place=optional("place", 50, len(concepts("place"))),
        explained=np.concatenate([[False], explained[:-1]]) & (units.pos > 0),
        reason=_reasons(draws, explained, thing, units, span),
    )  # fmt: skip


def _where_said(draws: Draws, field: str, said: NDArray[np.bool_], units: Rows, count: int, span: str) -> I64:
    """One of so many words by frequency, drawn only where it is said; elsewhere 0."""
    values = np.zeros(len(units), np.int64)
    values[said] = draws.weighted(field, Weights.zipf(count, 1), Rows.of(units.sum(said)), span=span)
    return values


def _phrase(draws: Draws, knobs: Knobs, units: Rows, who: str, noun: I64, span: str) -> Phrase:
    counted = draws.chance(f"{who}.counted", knobs["numbers"][units.doc], units, span=span)
    article = draws.draw(f"{who}.determiner", np.where(counted, 9, 5), units, span=span)
    described = draws.chance(f"{who}.described", knobs["adjectives"][units.doc], units, span=span)
    adjectives, count = fitting("adjective", "noun")
    which = draws.draw(f"{who}.adjective", np.where(described, count[noun], 1), units, span=span)
    return Phrase(noun, article + counted * FIRST_NUMBER, np.where(described, adjectives[noun, which] + 1, 0))


def _reasons(draws: Draws, explained: NDArray[np.bool_], thing: Phrase, units: Rows, span: str) -> I64:
    """The adjective + 1 of each reason clause: one that fits the object and was not said of it already."""
    table, counts = fitting("adjective", "noun")
    adjectives, count = table[thing.noun], counts[thing.noun]
    said = thing.adjective > 0
    own = np.argmax(adjectives + 1 == thing.adjective[:, None], axis=1)
    reason = draws.draw("reason", np.where(explained, count - said, 1), units, span=span)
    reason = np.minimum(reason + (said & (reason >= own)), adjectives.shape[1] - 1)
    return np.where(explained, adjectives[np.arange(len(reason)), reason] + 1, 0)


def some_clauses(clauses: Clauses, rows: I64) -> Clauses:
    """Some of the clauses."""

    def some(phrase: Phrase) -> Phrase:
        return Phrase(phrase.noun[rows], phrase.determiner[rows], phrase.adjective[rows])

    return Clauses(
        link=clauses.link[rows],
        after=clauses.after[rows],
        first=clauses.first[rows],
        time=clauses.time[rows],
        tense=clauses.tense[rows],
        subject=some(clauses.subject),
        verb=clauses.verb[rows],
        thing=some(clauses.thing),
        adverb=clauses.adverb[rows],
        place=clauses.place[rows],
        reason=clauses.reason[rows],
        explained=clauses.explained[rows],
    )
