"""Sentences of a made-up language with interlinear glosses, and others to be put into it or out of it.

Each example stands in three lines: words cut into morphemes, glosses after the Leipzig rules, a translation.
Orders of words and of morphemes are the language's own; the first example shows all of them. The tasks need
nothing but what the examples teach. Harder means more examples and tasks, more stems, more marks a sentence.
Proven by a reader that learns the language from the examples alone and then does every task again.
Source of the glosses: the Leipzig Glossing Rules (Comrie, Haspelmath, Bickel 2015).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment, strict
from dataforge.generators.multilingual._colour import COLOUR_LEXICONS, demand, heading, notes
from dataforge.generators.multilingual._gloss_reader import read_lesson
from dataforge.generators.multilingual._gloss_words import AFFIXES, ORDERS
from dataforge.generators.multilingual._gloss_world import (
    KIND,
    LOOK,
    NONE,
    PARTS,
    PERSON,
    THING,
    VERB,
    Morphemes,
    World,
    draw_world,
    morphemes,
    orders_of,
)
from dataforge.generators.multilingual._grammar import entries
from dataforge.generators.multilingual._words import WORD_LEXICONS
from dataforge.text.columns import (
    Json,
    Strings,
    capital,
    join,
    json_list,
    json_object,
    json_tuple,
    pick,
    where,
)
from dataforge.text.draws import Draws
from dataforge.text.rows import I64, Rows

_LETTERS = tuple("abcdefghijklmnopqrstuvwxyz")
_DO = ("does not ", "do not ", "did not ", "did not ", "will not ", "will not ")


@dataclass(frozen=True)
class Lesson:
    """A batch of languages, and what is said in them: in morphemes; in words, in glosses, in English."""

    world: World

    @cached_property
    def spoken(self) -> Morphemes:
        """All sentences as morphemes."""
        return morphemes(self.world)

    @cached_property
    def lines(self) -> tuple[Strings, Strings, Strings]:
        """Every sentence: in its language, in glosses, in English."""
        world = self.world
        forms = pa.concat_arrays([world.affix_forms, world.stem_forms])
        glosses = pa.concat_arrays([pick(AFFIXES, world.affixes.pos), _stem_glosses(world)])
        return _joined(self.spoken, forms), _joined(self.spoken, glosses), _translation(world)


class InterlinearGloss(Genre[Lesson]):
    """Glossed sentences of a made-up language."""

    name = "interlinear-gloss"
    domain = "multilingual"
    lexicons = (*WORD_LEXICONS, *COLOUR_LEXICONS)
    summary = "glossed sentences of a made-up language, and others to be put into it or into English"
    knobs = (
        Knob("examples", 2, 8, least=2, most=40, meaning="glossed sentences"),
        Knob("tasks", 1, 10, least=1, most=24, meaning="sentences to be translated"),
        Knob(
            "grammar", 1, 3, least=1, most=3, meaning="1 number and tense, 2 case and negation, 3 all marks"
        ),
        Knob("marks", 22, 70, most=100, visible=False, meaning="percent of words with each mark"),
        Knob("colour", 5, 12, slack=100, most=40, meaning="sentences about the page itself"),
    )

    def support_log2(self, level: int) -> int:
        return 60 + 20 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> Lesson:
        return Lesson(draw_world(draws, knobs))

    def check(self, lesson: Lesson) -> Json:
        world = lesson.world
        said, glossed, english = (json_strings(each) for each in lesson.lines)
        rows = world.sentences.rows
        shown = rows.pos < world.examples[rows.doc]
        told = json_tuple(said, glossed, english)
        backward = _backward(world)
        question, answer = (where(backward == way, said.encoded, english.encoded) for way in (True, False))
        way = where(backward, "into_english", "from_english")
        asked = json_tuple(way, Json(question), glossed, Json(answer))
        parts = [Rows.of(world.examples), world.tasks]
        lists = [
            json_list(part, Json(each.encoded.filter(pa.array(mask))))
            for part, each, mask in zip(parts, (told, asked), (shown, ~shown), strict=True)
        ]
        first = rows.offsets[:-1] + world.examples
        noun, verb = orders_of(world)
        return json_object(
            {
                "kind": "interlinear-gloss",
                "order": pick(ORDERS, world.order),
                "noun": noun,
                "verb": verb,
                "examples": lists[0],
                "tasks": lists[1],
                "answer": Json(answer.take(pa.array(first))),
            }
        )

    def cost(self, lesson: Lesson) -> I64:
        world, found = lesson.world, lesson.spoken
        rows = world.sentences.rows
        words = found.rows.sum(~found.glued)
        task = rows.pos >= world.examples[rows.doc]
        return rows.sum(words + found.rows.counts * np.where(task, 2, 1))

    def render(self, draws: Draws, lesson: Lesson) -> list[Segment]:
        world = lesson.world
        said, glossed, english = lesson.lines
        rows = world.sentences.rows
        shown = rows.pos < world.examples[rows.doc]
        quoted = join("‘", english, "’")
        blocks = join(said, "\n    ", glossed, "\n    ", quoted).filter(pa.array(shown))
        examples = Rows.of(world.examples)
        told = examples.join(join("(", examples.pos + 1, ") ", blocks, "\n\n"))
        backward = _backward(world)
        letter = join("\n(", pick(_LETTERS, world.tasks.pos), ") ")
        asked, answered, between = (
            world.tasks.join(join(letter, each.filter(pa.array(~shown))))
            for each in (where(backward, said, quoted), where(backward, quoted, said), glossed)
        )
        page = join(heading(draws), notes(draws, world.colour))
        return [
            Segment("prompt", join(page, "\n\n", told, demand(draws), asked, "\n")),
            Segment("reasoning", join(between, "\n")),
            Segment("answer", answered),
        ]

    @strict
    def extract(self, text: str) -> Any:
        return read_lesson(text)


def json_strings(strings: Strings) -> Json:
    """Strings that need no escapes, as JSON."""
    return Json(join('"', strings, '"'))


def _backward(world: World) -> NDArray[np.bool_]:
    """Which sentences are tasks to be put into English."""
    rows = world.sentences.rows
    found = np.zeros(len(rows), np.bool_)
    found[rows.pos >= world.examples[rows.doc]] = world.backward
    return found


def _joined(found: Morphemes, table: Strings) -> Strings:
    mark = where(found.glued, "-", where(found.rows.pos > 0, " ", ""))
    return found.rows.join(join(mark, table.take(pa.array(found.piece))))


@cache
def _english() -> tuple[tuple[Strings, Strings], tuple[Strings, ...], Strings]:
    """English nouns (one, many), verbs (he, they, once) and adjectives."""
    nouns, verbs = entries("en", "noun"), entries("en", "verb")
    adjectives = pa.array([forms[0] for forms in entries("en", "adjective")])
    one, many = (pa.array([forms[k] for forms in nouns]) for k in range(2))
    return (one, many), tuple(pa.array([forms[k] for forms in verbs]) for k in range(3)), adjectives


def _stem_glosses(world: World) -> Strings:
    (nouns, _), (_, verbs, _), adjectives = _english()
    table = {"noun": nouns, "verb": verbs, "adjective": adjectives}
    first, size = {}, 0
    for name, strings in table.items():
        first[name], size = size, size + len(strings)
    offsets = np.array([first[name] for name in PARTS])
    return pick(pa.concat_arrays(list(table.values())), offsets[world.category] + world.concept)


def _translation(world: World) -> Strings:
    s = world.sentences
    doc = s.rows.doc
    _, (third, base, past), _ = _english()
    verb = world.concept[world.first_stem[VERB][doc] + s.verb]
    plain = where(s.tense == 1, pick(past, verb), where(s.tense == 2, join("will ", pick(base, verb)), ""))
    now = where(s.subject_plural, pick(base, verb), pick(third, verb))
    plain = where(s.tense == 0, now, plain)
    auxiliary = pick(_DO, 2 * s.tense + s.subject_plural)
    said = where(s.negated, join(auxiliary, pick(base, verb)), plain)
    subject = _phrase(
        world, (PERSON, KIND), (s.subject, s.subject_kind), (s.subject_plural, s.subject_definite)
    )
    thing = _phrase(world, (THING, LOOK), (s.thing, s.thing_look), (s.thing_plural, s.thing_definite))
    return capital(join(subject, " ", said, " ", thing, "."))


def _phrase(
    world: World,
    categories: tuple[int, int],
    stems: tuple[I64, I64],
    marks: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> Strings:
    """A noun phrase in English."""
    (one, many), _, adjectives = _english()
    doc = world.sentences.rows.doc
    plural, definite = marks
    noun, adjective = (
        world.concept[world.first_stem[category][doc] + np.maximum(stem, 0)]
        for category, stem in zip(categories, stems, strict=True)
    )
    described = stems[1] != NONE
    head = pick(pa.concat_arrays([one, many]), noun + len(one) * plural)
    before = where(described, join(pick(adjectives, adjective), " "), "")
    vowel = np.where(described, _begins(adjectives)[adjective], _begins(one)[noun])
    indefinite = where(plural, "", where(vowel, "an ", "a "))
    return join(where(definite, "the ", indefinite), before, head)


def _begins(words: Strings) -> NDArray[np.bool_]:
    """Which words begin with the sound of a vowel."""
    return np.array(
        [(str(w)[0] in "aeiou" and w != "useful") or w == "honest" for w in words.to_pylist()], np.bool_
    )
