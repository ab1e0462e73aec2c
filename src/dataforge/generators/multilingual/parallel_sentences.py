"""One short text in several of eight languages (en de fr es it pt ru tr), side by side; the last one is the
answer.

A controlled grammar, not fluent prose: see `_grammar.py` for what it covers. Harder means more clauses, more
languages, more
adjectives, numbers and reason clauses. Within the grammar the agreement is real: gender, number, case,
articles and
elision, verb forms, word order. The reader parses every language by tables of its own (`_parser.py`),
rejects what does
not agree, and all versions must give the same facts. Russian shows no definiteness: there, any article fits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import ExtractError, Genre, Knob, Knobs, Segment
from dataforge.generators.multilingual._grammar import (
    FIRST_NUMBER,
    LANGUAGES,
    NEW,
    Clauses,
    Phrase,
    speak,
)  # fmt: skip
from dataforge.generators.multilingual._parser import read_parallel
from dataforge.text.columns import Json, Strings, ints, join, json_list, json_object, json_tuple, pick, where
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

_LINK_NAMES = ("NEW", "AND", "BUT", "MEANWHILE")
_DETERMINER_NAMES = (
    "def_sg",
    "indef_sg",
    "this_sg",
    "def_pl",
    "this_pl",
    *(f"num_{n}" for n in range(2, 11)),
)
_TENSES = ("present", "past", "future")
NAMES = (
    ("English", "German", "French", "Spanish", "Italian", "Portuguese", "Russian", "Turkish"),
    ("English", "Deutsch", "Français", "Español", "Italiano", "Português", "Русский", "Türkçe"),
    ("EN", "DE", "FR", "ES", "IT", "PT", "RU", "TR"),
)
OPENINGS = Frames(
    "The same text in {n} languages.",
    "Say it in {target}.",
    "Read the text, then give it in {target}.",
    "A short text and its translations, {n} versions in all.",
    "Parallel text. Last language: {target}.",
    "From the phrase book: one text, {n} languages.",
    "Complete the table of translations with {target}.",
    "An exercise for translators: nothing may be added, nothing left out. The {target} version comes last.",
    "How does one say this in {target}?",
    "{n} versions of one text. They agree word for word as far as grammar allows.",
    "What stands here in the first line stands at the end in {target}.",
    "Translate into {target}, and keep the tense, the numbers and the articles.",
)


@dataclass(frozen=True)
class World:
    """A batch of texts: `units` rows are clauses (with their reason clauses), `spoken` rows the languages in
    order."""

    units: Rows
    clauses: Clauses
    spoken: Rows
    language: I64
    texts: Strings


class ParallelSentences(Genre[World]):
    """One text in several languages."""

    name = "parallel-sentences"
    domain = "multilingual"
    lexicons = (
        "multilingual_nouns", "multilingual_verbs", "multilingual_adjectives", "multilingual_times",
        "multilingual_places",
    )  # fmt: skip
    summary = "one text in two to seven of eight languages, with real agreement and word order"
    knobs = (
        Knob("clauses", 1, 4, slack=20, least=1, most=12, meaning="main clauses"),
        Knob("languages", 2, 6, least=2, most=8, meaning="versions of the text"),
        Knob("adjectives", 15, 85, most=100, visible=False, meaning="percent of nouns with an adjective"),
        Knob("numbers", 5, 45, most=100, visible=False, meaning="percent of nouns that are counted"),
        Knob("reasons", 5, 60, most=100, visible=False, meaning="percent of clauses that give a reason"),
    )

    def support_log2(self, level: int) -> int:
        return 22 + 20 * (int(self.knobs[0].centre(np.array([level]))[0]) - 1)

    def world(self, draws: Draws, knobs: Knobs) -> World:
        units, spoken = Rows.of(knobs["clauses"]), Rows.of(knobs["languages"])
        clauses = _clauses(draws, knobs, units)
        language = draws.distinct("language", len(LANGUAGES), spoken)
        return World(units, clauses, spoken, language, _texts(units, clauses, spoken, language))

    def check(self, world: World) -> Json:
        c = world.clauses
        facts = json_tuple(
            pick(_LINK_NAMES, c.link),
            where(c.link == NEW, pick(lexicon("multilingual_times")[0], c.time), ""),
            _fact(c.subject),
            pick(lexicon("multilingual_verbs")[0], c.verb),
            _fact(c.thing),
            _optional("multilingual_places", c.place),
            _optional("multilingual_adjectives", c.reason),
        )
        last = world.spoken.offsets[1:] - 1
        return json_object(
            {
                "kind": "parallel-sentences",
                "languages": json_list(world.spoken, pick(LANGUAGES, world.language)),
                "clauses": json_list(world.units, facts),
                "answer": world.texts.take(pa.array(last)),
            }
        )

    def cost(self, world: World) -> I64:
        c = world.clauses
        extras = (
            (c.subject.adjective > 0) * 1 + (c.thing.adjective > 0) + (c.subject.determiner >= FIRST_NUMBER)
        )
        extras = extras + (c.thing.determiner >= FIRST_NUMBER) + (c.place > 0) + 2 * (c.reason > 0)
        return world.units.sum(4 + extras) * (world.spoken.counts - 1)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        scheme = draws.draw("names", len(NAMES), span="prompt")
        stacked = draws.draw("layout", 2, span="prompt")
        number = len(LANGUAGES)
        names = [name for each in NAMES for name in each]
        last = world.language[world.spoken.offsets[1:] - 1]
        opening = OPENINGS.render(
            draws.draw("opening", len(OPENINGS), span="prompt"),
            {"n": ints(world.spoken.counts), "target": pick(NAMES[0], last)},
        )
        doc = world.spoken.doc
        label = join(pick(names, scheme[doc] * number + world.language), where(stacked[doc] > 0, "\n", ": "))
        end = where(stacked[doc] > 0, "\n\n", "\n")
        body = world.spoken.join(join(label, where(world.spoken.last, "", join(world.texts, end))))
        return [
            Segment("prompt", join(opening, "\n\n", body)),
            Segment("answer", world.texts.take(pa.array(world.spoken.offsets[1:] - 1))),
        ]

    def extract(self, text: str) -> Any:
        try:
            return read_parallel(text)
        except (
            LookupError,
            ValueError,
            AttributeError,
            TypeError,
        ) as exc:
            raise ExtractError(f"this is no {self.name}: {exc!r}") from exc


def _fact(phrase: Phrase) -> Json:
    nouns = pick(lexicon("multilingual_nouns")[0], phrase.noun)
    return json_tuple(
        pick(_DETERMINER_NAMES, phrase.determiner),
        nouns,
        _optional("multilingual_adjectives", phrase.adjective),
    )


def _optional(name: str, which: I64) -> Strings:
    return where(which > 0, pick(lexicon(name)[0], np.maximum(which - 1, 0)), "")


def _options(rows: list[list[int]]) -> tuple[I64, I64]:
    """Lists of different lengths as a matrix and their lengths."""
    width = max(len(row) for row in rows)
    return np.array([row + [0] * (width - len(row)) for row in rows]), np.array([len(row) for row in rows])


def _clauses(draws: Draws, knobs: Knobs, units: Rows) -> Clauses:
    """Who did what to which, when, where, and perhaps why. Verbs choose things of their kinds, things their
    adjectives."""
    kinds = lexicon("multilingual_nouns").words(1)
    people, num_people = np.flatnonzero(np.array(kinds) == "P"), kinds.count("P")
    allowed = [
        [i for i, kind in enumerate(kinds) if kind in each] for each in lexicon("multilingual_verbs").words(1)
    ]
    things, num_things = _options(allowed)
    fitting = lexicon("multilingual_adjectives").words(1)
    adjectives, num_adjectives = _options(
        [[i for i, each in enumerate(fitting) if kind in each] for kind in kinds]
    )
    tenses = np.array([_TENSES.index(tense) for tense in lexicon("multilingual_times").words(1)])
    link = draws.draw("link", np.where(units.pos == 0, 1, 4), units)
    new = link == NEW
    time = draws.draw("time", np.where(new, len(tenses), 1), units)
    sentence = np.maximum.accumulate(np.where(new, np.arange(len(units)), 0))
    verb = draws.draw("verb", len(allowed), units)

    def phrase(who: str, noun: I64) -> Phrase:
        counted = draws.chance(f"{who}.counted", knobs["numbers"][units.doc], units)
        article = draws.draw(f"{who}.determiner", np.where(counted, 9, 5), units) + counted * FIRST_NUMBER
        described = draws.chance(f"{who}.described", knobs["adjectives"][units.doc], units)
        adjective = draws.draw(f"{who}.adjective", np.where(described, num_adjectives[noun], 1), units)
        return Phrase(noun, article, np.where(described, adjectives[noun, adjective] + 1, 0))

    subject = phrase("subject", people[draws.draw("subject", num_people, units)])
    thing = phrase("thing", things[verb, draws.draw("thing", num_things[verb], units)])
    placed = draws.chance("placed", 50, units)
    explained = draws.chance("explained", knobs["reasons"][units.doc], units)
    place = draws.draw("place", np.where(placed, len(lexicon("multilingual_places")), 1), units)
    return Clauses(
        link=link,
        first=(units.pos == 0).astype(np.int64),
        time=time,
        tense=tenses[time[sentence]],
        subject=subject,
        verb=verb,
        thing=thing,
        place=np.where(placed, place + 1, 0),
        explained=np.concatenate([[False], explained[:-1]]) & (units.pos > 0),
        reason=_reasons(draws, explained, thing, (adjectives, num_adjectives), units),
    )


def _reasons(
    draws: Draws, explained: NDArray[np.bool_], thing: Phrase, fitting: tuple[I64, I64], units: Rows
) -> I64:
    """The adjective + 1 of each reason clause: one that fits the object and was not said of it already."""
    adjectives, count = fitting[0][thing.noun], fitting[1][thing.noun]
    said = thing.adjective > 0
    own = np.argmax(adjectives + 1 == thing.adjective[:, None], axis=1)
    reason = draws.draw("reason", np.where(explained, count - said, 1), units)
    reason = np.minimum(reason + (said & (reason >= own)), adjectives.shape[1] - 1)
    return np.where(explained, adjectives[np.arange(len(reason)), reason] + 1, 0)


def _texts(units: Rows, clauses: Clauses, spoken: Rows, language: I64) -> Strings:
    """The text of each version, string[spoken]: every language speaks only the documents that want it."""
    parts, rows = [], []
    for j, name in enumerate(LANGUAGES):
        mine = np.flatnonzero(language == j)
        docs = spoken.doc[mine]
        part = Rows.of(units.counts[docs])
        index = units.offsets[docs][part.doc] + part.pos
        parts.append(join(part.join(speak(name, _take(clauses, index))), "."))
        rows.append(mine)
    back = np.empty(len(spoken), np.int64)
    back[np.concatenate(rows)] = np.arange(len(spoken))
    return pa.concat_arrays(parts).take(pa.array(back))


def _take(clauses: Clauses, rows: I64) -> Clauses:
    """Some of the clauses."""

    def some(phrase: Phrase) -> Phrase:
        return Phrase(phrase.noun[rows], phrase.determiner[rows], phrase.adjective[rows])

    return Clauses(
        clauses.link[rows],
        clauses.first[rows],
        clauses.time[rows],
        clauses.tense[rows],
        some(clauses.subject),
        clauses.verb[rows],
        some(clauses.thing),
        clauses.place[rows],
        clauses.reason[rows],
        clauses.explained[rows],
    )
