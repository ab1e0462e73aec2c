"""The made-up languages of interlinear-gloss, and their sentences as morphemes. For the writer only.

A sentence is subject, verb and object; a noun is a stem with marks of number, definiteness and case, a verb a
stem with tense, negation and the number of its subject. A language orders its words, and the morphemes of its
words, in one way. The first sentence of a document has every mark but the future, the second has that.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import permutations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Knobs
from dataforge.generators.multilingual._abstract import kinds
from dataforge.generators.multilingual._gloss_words import ACTIVE, INVENTORIES, NOUN, ORDERS
from dataforge.generators.multilingual._gloss_words import VERB as VERBAL
from dataforge.text.columns import Json, Strings, join, pick
from dataforge.text.draws import Draws
from dataforge.text.rows import I64, Rows

Bools = NDArray[np.bool_]
PERSON, THING, VERB, KIND, LOOK = range(5)  # categories of stems: nouns, verbs, adjectives of each
PARTS = ("noun", "noun", "verb", "adjective", "adjective")
SYLLABLES, VOWELS = 60, 5
NONE = -1
_PL, _PST, _FUT, _ACC, _NEG, _DEF, _AGR = range(7)


@cache
def vocabulary(category: int) -> I64:
    """The concepts of a category: whatever goes with whatever."""
    every = kinds(PARTS[category])
    wanted = (
        lambda kind: kind == "P",
        lambda kind: kind[0] in "CLDHT",
        lambda kind: set("FRCLDHT") <= set(kind),
        lambda kind: "P" in kind,
        lambda kind: len(set("CLDHT") & set(kind)) >= 4,
    )[category]
    return np.array([number for number, kind in enumerate(every) if wanted(kind)], np.int64)


@cache
def syllables() -> tuple[Strings, Strings]:
    """All syllables, inventory by inventory, and all ends of stems."""
    first = [
        c + v for consonants, vowels, _ in INVENTORIES for c in consonants.split() for v in vowels.split()
    ]
    ends = [end for _, _, each in INVENTORIES for end in each.split(" ")]
    return pa.array(first), pa.array(ends)


@dataclass(frozen=True)
class Sentences:
    """Sentences, rows of documents: the examples, then the tasks.

    Attributes:
        subject, verb, thing: which stem of its category; subject_kind, thing_look: which adjective, or NONE.
        tense: 0 present, 1 past, 2 future.
    """

    rows: Rows
    subject: I64
    verb: I64
    thing: I64
    subject_kind: I64
    thing_look: I64
    subject_plural: Bools
    subject_definite: Bools
    thing_plural: Bools
    thing_definite: Bools
    tense: I64
    negated: Bools


@dataclass(frozen=True)
class World:
    """A batch of languages.

    Attributes:
        stems: rows of stems by document, category after category; `concept` of each, numbered in its part.
        first_stem: [5, num_docs], the row of each category's first stem.
        degree: how much grammar a language has: 0 number and tense, 1 case and negation too, 2 all.
        affixes: rows of affixes by document.
        order, noun, verb, ahead: of words, of a noun's and a verb's morphemes, adjectives before nouns.
        concord: whether adjectives show number.
        backward: which tasks are to be put into English, by task.
    """

    examples: I64
    sentences: Sentences
    stems: Rows
    concept: I64
    first_stem: I64
    category: I64
    stem_forms: Strings
    affixes: Rows
    affix_forms: Strings
    degree: I64
    order: I64
    noun: I64
    verb: I64
    ahead: I64
    concord: Bools
    tasks: Rows
    backward: Bools
    colour: I64


def draw_world(draws: Draws, knobs: Knobs) -> World:
    """Draw languages and what is said in them."""
    examples, tasks = knobs["examples"], Rows.of(knobs["tasks"])
    few, many = 1 + examples // 4, 1 + examples // 2
    sizes = np.stack([many, many, many, few, few])
    stems = Rows.of(sizes.sum(axis=0))
    begin = stems.offsets[:-1] + np.cumsum(sizes, axis=0) - sizes
    category = np.repeat(np.tile(np.arange(5), len(examples)), sizes.T.ravel())
    concept = np.empty(len(stems), np.int64)
    for number, name in enumerate(("person", "thing", "verb", "kind", "look")):
        known = vocabulary(number)
        rows = Rows.of(sizes[number])
        concept[category == number] = known[draws.distinct(name, len(known), rows, span="prompt")]
    inventory = draws.draw("inventory", len(INVENTORIES), span="prompt")
    degree = knobs["grammar"] - 1
    affixes = Rows.of(np.array(ACTIVE)[degree])
    forms = np.array([2, 6, 24])[degree]
    return World(
        examples=examples,
        sentences=_sentences(draws, knobs, sizes),
        stems=stems,
        concept=concept,
        first_stem=begin,
        category=category,
        stem_forms=_stems(draws, stems, inventory),
        affixes=affixes,
        affix_forms=pick(
            syllables()[0],
            SYLLABLES * inventory[affixes.doc] + draws.distinct("affix", SYLLABLES, affixes, span="prompt"),
        ),
        degree=degree,
        order=draws.draw("order", len(ORDERS), span="prompt"),
        noun=24 * degree + draws.draw("noun.order", forms, span="prompt"),
        verb=24 * degree + draws.draw("verb.order", forms, span="prompt"),
        ahead=draws.draw("ahead", 2, span="prompt"),
        concord=draws.draw("concord", 2, span="prompt") == 1,
        tasks=tasks,
        backward=draws.draw("backward", 2, tasks, span="prompt") == 1,
        colour=knobs["colour"],
    )


def _stems(draws: Draws, stems: Rows, inventory: I64) -> Strings:
    """Stems of two syllables with the same vowel; no two of a document begin alike."""
    first, ends = syllables()
    kind = inventory[stems.doc]
    begin = draws.distinct("stem", SYLLABLES, stems, span="prompt")
    one = SYLLABLES * kind + begin
    two = SYLLABLES * kind + VOWELS * draws.draw("stem.second", SYLLABLES // VOWELS, stems, span="prompt")
    two += begin % VOWELS
    last = 6 * kind + draws.draw("stem.end", 6, stems, span="prompt")
    return join(pick(first, one), pick(first, two), pick(ends, last))


def _sentences(draws: Draws, knobs: Knobs, sizes: I64) -> Sentences:
    """Examples that show every stem and every mark, and tasks that need no other."""
    rows = Rows.of(knobs["examples"] + knobs["tasks"])
    doc, pos, shown = rows.doc, rows.pos, knobs["examples"][rows.doc]
    rich = knobs["marks"][doc]

    def stem(category: int, name: str) -> I64:
        """Each stem once, then any."""
        size = sizes[category][doc]
        new = (pos < size) & (pos < shown)
        return np.where(new, pos, draws.draw(name, np.where(new, 1, size), rows, span="prompt"))

    def adjective(category: int, name: str) -> I64:
        size = sizes[category][doc]
        new = (pos < size) & (pos < shown)
        has = draws.chance(name, np.where(new, 100, rich), rows, span="prompt")
        which = draws.draw(f"{name}.which", np.where(has & ~new, size, 1), rows, span="prompt")
        return np.where(new, pos, np.where(has, which, NONE))

    def mark(name: str, degree: int) -> Bools:
        """Whether a mark is there: in the first example always, never in a language without it."""
        percent = np.where(pos == 0, 100, rich)
        return draws.chance(name, np.where(knobs["grammar"][doc] > degree, percent, 0), rows, span="prompt")

    tense = draws.draw("tense", np.where(pos < 2, 1, 3), rows, span="prompt")
    return Sentences(
        rows=rows,
        subject=stem(PERSON, "subject"),
        verb=stem(VERB, "verbs"),
        thing=stem(THING, "object"),
        subject_kind=adjective(KIND, "subject.kind"),
        thing_look=adjective(LOOK, "object.look"),
        subject_plural=mark("subject.plural", 0),
        subject_definite=draws.chance(
            "subject.definite", np.where(knobs["grammar"][doc] > 2, 50, 0), rows, span="prompt"
        ),
        thing_plural=mark("object.plural", 0),
        thing_definite=mark("object.definite", 2),
        tense=np.where(pos < 2, pos + 1, tense),
        negated=mark("negated", 1),
    )


@dataclass(frozen=True)
class Morphemes:
    """All morphemes of all sentences in order: rows by sentence.

    Attributes:
        piece: a row of affixes or, after those, of stems.
        glued: whether it belongs to the word before.
    """

    rows: Rows
    piece: I64
    glued: Bools


_SLOTS = np.array(  # subject, its adjective, object, its adjective, verb; by order and place of adjectives
    [
        [
            slot
            for letter in order
            for slot in ({"S": (1, 0), "O": (3, 2), "V": (4,)}[letter][:: 1 if ahead else -1])
        ]
        for order in ORDERS
        for ahead in (0, 1)
    ],
    np.int64,
)
_PERMUTED = np.array(  # of each degree 24, of which the first ones are its own
    [
        (*order, *range(size, 4))
        for size in (2, 3, 4)
        for order in (list(permutations(range(size))) * 24)[:24]
    ],
    np.int64,
)


def morphemes(world: World) -> Morphemes:
    """Every sentence in its language, morpheme by morpheme."""
    s = world.sentences
    doc = s.rows.doc
    stems = len(world.affixes) + world.first_stem[:, doc]
    affix = world.affixes.offsets[doc]
    case, agreeing = world.degree[doc] >= 1, world.degree[doc] >= 2

    def marks(*pairs: tuple[Bools, int]) -> list[I64]:
        return [np.where(has, affix + number, NONE) for has, number in pairs]

    none = np.zeros(len(doc), np.bool_)
    tense = np.where(s.tense > 0, affix + _PST + (s.tense == 2), NONE)
    agree = world.concord[doc]
    words = [
        [
            stems[PERSON] + s.subject,
            *marks((s.subject_plural, _PL), (none, _ACC), (s.subject_definite, _DEF)),
        ],
        [
            np.where(s.subject_kind < 0, NONE, stems[KIND] + s.subject_kind),
            *marks((s.subject_plural & agree & (s.subject_kind >= 0), _PL), (none, _ACC), (none, _DEF)),
        ],
        [stems[THING] + s.thing, *marks((s.thing_plural, _PL), (case, _ACC), (s.thing_definite, _DEF))],
        [
            np.where(s.thing_look < 0, NONE, stems[LOOK] + s.thing_look),
            *marks((s.thing_plural & agree & (s.thing_look >= 0), _PL), (none, _ACC), (none, _DEF)),
        ],
        [stems[VERB] + s.verb, tense, *marks((s.negated, _NEG), (s.subject_plural & agreeing, _AGR))],
    ]
    table = np.stack([np.stack(word, axis=1) for word in words], axis=1)  # sentence, word, morpheme
    inner = np.where(np.arange(5)[None, :, None] == 4, _PERMUTED[world.verb[doc]][:, None, :], 0)
    inner = inner + np.where(np.arange(5)[None, :, None] < 4, _PERMUTED[world.noun[doc]][:, None, :], 0)
    table = np.take_along_axis(table, inner, axis=2)
    slots = _SLOTS[2 * world.order[doc] + world.ahead[doc]]
    table = np.take_along_axis(table, slots[:, :, None], axis=1)
    there = table != NONE
    glued = (np.cumsum(there, axis=2) > 1)[there]
    return Morphemes(Rows.of(there.sum(axis=(1, 2))), table[there], glued)


def orders_of(world: World) -> tuple[Json, Json]:
    """The orders of a noun's and a verb's morphemes, by document."""
    found = []
    for names, which in ((NOUN, world.noun), (VERBAL, world.verb)):
        texts = [
            '["' + '","'.join(names[k] for k in order.tolist()[: 2 + number // 24]) + '"]'
            for number, order in enumerate(_PERMUTED)
        ]
        found.append(Json(pick(texts, which)))
    return found[0], found[1]
