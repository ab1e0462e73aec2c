"""One short text in several of twelve languages, side by side; the last one is the answer.

A controlled grammar, not fluent prose: `_grammar.py` and docs/reference/languages.md say what it covers.
Within it the agreement is real: gender, number, case, articles and elision, measure words and particles, verb
forms, word order. Harder means more clauses, more languages, more adjectives, numbers and reason clauses.
The reader parses every language by tables of its own (`_tongues.py`, `_parser.py`), rejects what does not
agree, and all versions must give the same facts. Russian shows no definiteness: there, any article fits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from dataforge.generators.base import ExtractError, Genre, Knob, Knobs, Segment, strict
from dataforge.generators.multilingual._abstract import (
    DETERMINER_NAMES,
    concepts,
    draw_clauses,
    some_clauses,
)
from dataforge.generators.multilingual._colour import COLOUR_LEXICONS, heading, notes
from dataforge.generators.multilingual._grammar import LANGUAGES, NEW, Clauses, Phrase, speak
from dataforge.generators.multilingual._parser import read_text
from dataforge.generators.multilingual._solver import understand
from dataforge.generators.multilingual._words import LANGUAGE_LABELS, WORD_LEXICONS
from dataforge.text.columns import Json, Strings, join, json_list, json_object, json_tuple, pick, where
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.rows import I64, Rows

_LINK_NAMES = ("NEW", "AND", "BUT", "MEANWHILE")
TASKS = Frames(
    "[Say|Give|Write|Put|Render] [it|this|the same] in {target}[ too| as well|, please|].",
    "[Read|Study|Compare] the versions, [then|and then|and after that] [give|write|add] the one in {target}.",
    "[Last|The last|At the end] [comes|is|stands] {target}, with [nothing added|nothing left out].",
    "[Complete|Finish|Close] the [table|list|page] with {target}.",
    "How [does one|would you|do they] [say|write|put] [this|that|it] in {target}?",
    "[Translate|Carry it over|Turn it] into {target}, and [keep|mind|watch] the [tense|numbers|articles].",
    "[What is missing|What comes last|The line to fill] is {target}.",
    "{target} [is wanted|is asked for|was torn off|is still to do] [at the end|in the last line|below].",
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
    colour: I64


class ParallelSentences(Genre[World]):
    """One text in several languages."""

    name = "parallel-sentences"
    domain = "multilingual"
    lexicons = (*WORD_LEXICONS, *COLOUR_LEXICONS)
    summary = "one text in two to seven of twelve languages, with real agreement and word order"
    knobs = (
        Knob("clauses", 1, 4, slack=20, least=1, most=12, meaning="main clauses"),
        Knob("languages", 2, 6, least=2, most=12, meaning="versions of the text"),
        Knob("adjectives", 15, 85, most=100, visible=False, meaning="percent of nouns with an adjective"),
        Knob("numbers", 5, 45, most=100, visible=False, meaning="percent of nouns that are counted"),
        Knob("reasons", 5, 60, most=100, visible=False, meaning="percent of clauses that give a reason"),
        Knob("colour", 5, 5, slack=100, most=40, meaning="sentences about the page itself"),
    )

    def support_log2(self, level: int) -> int:
        return 22 + 20 * (int(self.knobs[0].centre(np.array([level]))[0]) - 1)

    def world(self, draws: Draws, knobs: Knobs) -> World:
        units, spoken = Rows.of(knobs["clauses"]), Rows.of(knobs["languages"])
        clauses = draw_clauses(draws, knobs, units)
        language = draws.distinct("language", len(LANGUAGES), spoken)
        texts = _texts(units, clauses, spoken, language)
        return World(units, clauses, spoken, language, texts, knobs["colour"])

    def check(self, world: World) -> Json:
        c = world.clauses
        facts = json_tuple(
            pick(_LINK_NAMES, c.link),
            where(c.link == NEW, pick(concepts("time"), c.time), ""),
            _fact(c.subject),
            pick(concepts("verb"), c.verb),
            _fact(c.thing),
            _optional("adverb", c.adverb),
            _optional("place", c.place),
            _optional("adjective", c.reason),
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
        extras = (c.subject.adjective > 0) * 1 + (c.thing.adjective > 0) + (c.link == NEW)
        extras = extras + (c.adverb > 0) + (c.place > 0) + (c.reason > 0)
        return world.units.sum(5 + extras) * world.spoken.counts

    def render(self, draws: Draws, world: World) -> list[Segment]:
        scheme = draws.draw("names", len(LANGUAGE_LABELS), span="prompt")
        stacked = draws.draw("layout", 2, span="prompt")
        names = [name for each in LANGUAGE_LABELS for name in each.split()]
        last = world.language[world.spoken.offsets[1:] - 1]
        task = TASKS.say(
            draws, "task", None, {"target": pick(LANGUAGE_LABELS[0].split(), last)}, span="prompt"
        )
        doc = world.spoken.doc
        label = pick(names, scheme[doc] * len(LANGUAGES) + world.language)
        label = join(label, where(stacked[doc] > 0, "\n", ": "))
        end = where(stacked[doc] > 0, "\n\n", "\n")
        body = world.spoken.join(join(label, where(world.spoken.last, "", join(world.texts, end))))
        top = join(heading(draws), notes(draws, world.colour), " ", task)
        return [
            Segment("prompt", join(top, "\n\n", body)),
            Segment("answer", world.texts.take(pa.array(world.spoken.offsets[1:] - 1))),
        ]

    @strict
    def extract(self, text: str) -> Any:
        return _read(text)


def _fact(phrase: Phrase) -> Json:
    return json_tuple(
        pick(DETERMINER_NAMES, phrase.determiner),
        pick(concepts("noun"), phrase.noun),
        _optional("adjective", phrase.adjective),
    )


def _optional(part: str, which: I64) -> Strings:
    return where(which > 0, pick(concepts(part), np.maximum(which - 1, 0)), "")


def _texts(units: Rows, clauses: Clauses, spoken: Rows, language: I64) -> Strings:
    """The text of each version, string[spoken]: every language speaks only the documents that want it."""
    parts, rows = [], []
    for j, name in enumerate(LANGUAGES):
        mine = np.flatnonzero(language == j)
        if len(mine) == 0:
            continue
        docs = spoken.doc[mine]
        part = Rows.of(units.counts[docs])
        index = units.offsets[docs][part.doc] + part.pos
        parts.append(part.join(speak(name, some_clauses(clauses, index))))
        rows.append(mine)
    back = np.empty(len(spoken), np.int64)
    back[np.concatenate(rows)] = np.arange(len(spoken))
    return pa.concat_arrays(parts).take(pa.array(back))


# The reader: shares nothing with the writer above but word lists.

_CODE_OF = {
    label: code
    for labels in LANGUAGE_LABELS
    for label, code in zip(labels.split(), LANGUAGE_LABELS[-1].lower().split(), strict=True)
}


def _read(text: str) -> dict[str, Any]:
    """The facts of a parallel text, the versions compared."""
    opening, _, rest = text.partition("\n\n")
    stacked = "\n\n" in rest
    versions = []
    for block in rest.split("\n\n" if stacked else "\n"):
        label, mark, body = block.partition("\n" if stacked else ": ")
        if label not in _CODE_OF or not mark:
            raise ExtractError(f"no language is called {label!r}")
        versions.append((_CODE_OF[label], body))
    named = [word for word in re.findall(r"\w+", opening) if word in _ENGLISH]
    if [_CODE_OF[word] for word in named[-1:]] != [versions[-1][0]] or len(dict(versions)) != len(versions):
        raise ExtractError(f"the last version should be {named}")
    if re.search(r"[0-9]", opening):
        raise ExtractError("digits in the heading")
    clauses: list[list[Any]] = []
    for code, body in versions:
        found = read_text(code, body)
        for clause in found:
            understand((clause[1], *clause[2], clause[3], *clause[4], *clause[5:]))
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


_ENGLISH = set(LANGUAGE_LABELS[0].split())


def _merge(a: list[Any], b: list[Any]) -> list[Any]:
    """What two versions of a clause have in common; they must differ in nothing but what one of them leaves
    open."""
    merged = list(a)
    for k, (x, y) in enumerate(zip(a, b, strict=True)):
        if k not in (2, 4):
            if x != y:
                raise ExtractError(f"the versions disagree: {x} and {y}")
            continue
        common = x[0] & y[0]
        if not common or x[1:] != y[1:]:
            raise ExtractError(f"the versions disagree: {x} and {y}")
        merged[k] = [common, *x[1:]]
    return merged
