"""Rhymed verse in iambs, with its form stated: lines, syllables, and which line rhymes with which.

Each line tells who did what and where; the last word is drawn from a family of rhymes. Rhymes stand next to
each other, or up to four lines apart, interleaved (abcabc) or mirrored (abccba), and what is left over closes
the poem in couplets: seven pairs at distance two make a sonnet's abab cdcd efef gg. Lines that go on with
"and then he" take their subject from the line before. Harder means more lines and rhymes further apart.
A headnote in prose says where the poem was met with.

Proof: the reader scans every line by the pronunciation table, derives the scheme from the rhymes, and answers
anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.creative._palette import COLOUR, COLOUR_LEXICONS
from dataforge.generators.creative._verse_reader import read_verse
from dataforge.generators.creative._verse_text import (
    ANSWERS,
    FORMS,
    QUESTIONS,
    REASONS,
    TITLES,
)
from dataforge.generators.creative._verse_words import (
    DEEDS,
    DETERMINERS,
    OPENERS,
    PLACES,
    SHORT_PLACES,
    SHORT_TURNS,
    TURNS,
    VERBS,
)
from dataforge.text.columns import (
    Field,
    Json,
    Picked,
    Strings,
    capital,
    ints,
    join,
    json_list,
    json_object,
    json_tuple,
    pick,
    where,
)
from dataforge.text.draws import Draws, Weights
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.prose import enumerated, plain_json
from dataforge.text.rows import I64, Rows

Bools = NDArray[np.bool_]
Which = I64 | slice
_ALL = slice(None)
WHERE, WHO, RHYME, COUNT = range(4)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

_DETERMINER = Weights([14, 2, 2, 2, 2, 2, 2, 2])
PLAIN, TURNED, DOES, LIKENED = range(4)
_PREPOSITIONS = [prep for table in (PLACES, SHORT_PLACES) for kind in table.values() for prep in kind]


@dataclass(frozen=True)
class World:
    """A batch of poems; most fields by line.

    Attributes:
        pair: which rhyme pair a line belongs to; `second` whether its partner came first.
        closes: whether a line ends its stanza; `short` has six syllables; `fresh` names a new subject.
        style: how a line is built: PLAIN, TURNED with its subject after the verb, DOES a deed of two words,
            LIKENED with an adjective.
        subject: lexicon row of who acts, also where only a pronoun stands.
        did: what is done, as an index of VERBS, or of DEEDS beyond them.
        prep, noun: the place.
        asked: kind of question; `line` it is about, by document.
    """

    lines: Rows
    pair: I64
    closes: Bools
    short: Bools
    fresh: Bools
    style: I64
    likened: I64
    subject: I64
    did: I64
    prep: I64
    noun: I64
    asked: I64
    line: I64
    colour: I64


class RhymedVerse(Genre[World]):
    """Iambic verse in a stated form, and a question about what it tells or how it rhymes."""

    name = "rhymed-verse"
    domain = "creative"
    lexicons = (
        "creative_subjects", "creative_rhymes", "creative_pronunciation",
        "creative_trochees", *COLOUR_LEXICONS
    )  # fmt: skip
    summary = "iambic verse that keeps its stated rhyme scheme and metre, with a question about it"
    knobs = (
        Knob("pairs", 1, 15, slack=8, least=1, most=24, meaning="pairs of rhyming lines"),
        Knob("distance", 1, 4, least=1, most=6, meaning="most lines from a rhyme to its partner"),
        Knob(
            "running", 25, 55, most=100, meaning="percent of lines that keep the subject of the line before"
        ),
        Knob("colour", 1, 4, slack=100, most=12, meaning="sentences of the headnote"),
    )

    def support_log2(self, level: int) -> int:
        return 20 + 20 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        pairs = knobs["pairs"]
        lines = Rows.of(2 * pairs)
        distance = 1 + draws.draw("distance", np.minimum(knobs["distance"], pairs), span="prompt")
        wide = distance > 1
        mirrored = np.zeros(len(pairs), np.bool_)
        mirrored[wide] = draws.draw("mirrored", 2, Rows.of(wide.astype(np.int64)), span="prompt") == 1
        pair, second, closes, opens = _layout(lines, pairs, distance, mirrored)
        short = (draws.draw("metre", 2, span="prompt") == 1)[lines.doc] & (lines.pos % 2 == 1)
        may = ~opens & ~short & (lines.pos > 0)
        fresh = ~short
        fresh[may] = ~draws.chance(
            "running", knobs["running"][lines.doc[may]], Rows.of(lines.sum(may)), span="prompt"
        )
        subjects = Rows.of(lines.sum(fresh))
        named = draws.distinct("subject", len(lexicon("creative_subjects")), subjects, span="prompt")
        subject = named[np.cumsum(fresh) - 1]
        one_beat = fresh & _one_beat()[subject]
        style = np.full(len(lines), PLAIN)
        style[one_beat] = 1 + draws.draw("style", 3, Rows.of(lines.sum(one_beat)), span="prompt")
        alike = style == LIKENED
        likened = np.zeros(len(lines), np.int64)
        likened[alike] = draws.draw(
            "likened", len(lexicon("creative_trochees")), Rows.of(lines.sum(alike)), span="prompt"
        )
        plain = style != DOES
        did = np.empty(len(lines), np.int64)
        did[plain] = draws.distinct("verb", len(VERBS), Rows.of(lines.sum(plain)), span="prompt")
        did[~plain] = len(VERBS) + draws.distinct(
            "deed", len(DEEDS), Rows.of(lines.sum(~plain)), span="prompt"
        )
        prep, noun = _rhymes(draws, lines, Rows.of(pairs), (pair, second, alike))
        asked = draws.draw("asked", 4, span="prompt")
        counted = asked == COUNT
        line = np.empty(len(pairs), np.int64)
        line[~counted] = draws.draw(
            "line", lines.counts[~counted], Rows.of((~counted).astype(np.int64)), span="prompt"
        )
        nth = draws.draw("figure", subjects.counts[counted], Rows.of(counted.astype(np.int64)), span="prompt")
        line[counted] = lines.pos[fresh][subjects.offsets[:-1][counted] + nth]
        return World(
            lines, pair, closes, short, fresh, style, likened,
            subject, did, prep, noun, asked, line, knobs["colour"]
        )  # fmt: skip

    def check(self, world: World) -> Json:
        rows = world.lines
        each = json_tuple(plain_json(_subject(world)), plain_json(_did(world)), plain_json(_place(world)))
        return json_object(
            {
                "kind": "rhymed-verse",
                "hero": plain_json(_subject(world, rows.offsets[:-1])),
                "lines": json_list(rows, each),
                "syllables": json_list(rows, np.where(world.short, 6, 8)),
                "scheme": plain_json(_scheme(world)),
                "question": json_list(*_question_words(world)),
                "answer": plain_json(_answer(world)),
            }
        )

    def cost(self, world: World) -> I64:
        return 4 * world.lines.counts

    def render(self, draws: Draws, world: World) -> list[Segment]:
        rows = world.lines
        hero = capital(_subject(world, rows.offsets[:-1]))
        title = TITLES.say(draws, "title", None, {"hero": hero})
        shape = 3 * (rows.sum(world.short) > 0) + draws.draw("form.which", 3, span="prompt")
        form = FORMS.say(draws, "form", None, {"n": rows.counts, "scheme": _scheme(world)}, which=shape)
        notes = Rows.of(world.colour)
        note = notes.join(join(" ", COLOUR.say(draws, "note", notes)))
        at = rows.offsets[:-1] + world.line
        partner = _partner(world)
        fields: dict[str, Field] = {
            "who": _subject(world, at),
            "did": _did(world, at),
            "where": _place(world, at),
            "word": _noun(world, at),
            "other": _noun(world, partner),
            "i": world.line + 1,
            "j": rows.pos[partner] + 1,
            "lines": _mentions(world),
        }
        question = QUESTIONS.say(draws, "question", None, fields, which=world.asked)
        reason = REASONS.say(draws, "reason", None, fields, which=world.asked, span="reasoning")
        answer = ANSWERS.say(draws, "close", None, {"answer": _answer(world)}, span="answer")
        poem = _poem(draws, world)
        return [
            Segment("prompt", join(title, "\n\n", form, note, "\n\n", poem, "\n\n", question, "\n\n")),
            Segment("reasoning", join(reason, "\n\n")),
            Segment("answer", answer),
        ]

    def extract(self, text: str) -> Any:
        return read_verse(text)


@cache
def _column(name: str, form: int) -> NDArray[np.str_]:
    """A form of a lexicon as a numpy array."""
    return np.array(lexicon(name).words(form))


@cache
def _one_beat() -> Bools:
    """Of each subject whether it has one syllable."""
    return np.asarray(_column("creative_subjects", 2) == "1")


@cache
def _families() -> tuple[I64, I64, I64]:
    """By family of rhymes its first noun and how many it has; by noun the number of its kind."""
    _, first, sizes = np.unique(_column("creative_rhymes", 1), return_index=True, return_counts=True)
    kinds = _column("creative_rhymes", 2)
    return first, sizes, np.argmax(kinds[:, None] == np.array(list(PLACES)), axis=1)


def _layout(lines: Rows, pairs: I64, distance: I64, mirrored: Bools) -> tuple[I64, Bools, Bools, Bools]:
    """By line: its pair, whether it is the pair's second, whether it closes or opens a stanza."""
    d, k = distance[lines.doc], lines.pos
    full = (pairs // distance * distance)[lines.doc] * 2
    stanza, place = k // (2 * d), k % (2 * d)
    late = place >= d
    within = np.where(late, np.where(mirrored[lines.doc], 2 * d - 1 - place, place - d), place)
    rest = k >= full
    pair = np.where(rest, k // 2, stanza * d + within)
    second = np.where(rest, k % 2 == 1, late)
    closes = np.where(rest, k % 2 == 1, place == 2 * d - 1)
    opens = np.where(rest, k % 2 == 0, place == 0)
    return pair, second, closes, opens


def _rhymes(draws: Draws, lines: Rows, pairs: Rows, layout: tuple[I64, Bools, Bools]) -> tuple[I64, I64]:
    """Each line's preposition (by the noun's kind, short after an adjective) and noun; the two of a pair"
    " rhyme
    and differ."""
    pair, second, alike = layout
    first, sizes, kinds = _families()
    family = draws.distinct("family", len(sizes), pairs, span="prompt")
    one = draws.draw("rhyme", sizes[family], pairs, span="prompt")
    two = draws.draw("partner", sizes[family] - 1, pairs, span="prompt")
    two = (one + 1 + two) % sizes[family]
    at = pairs.offsets[lines.doc] + pair
    noun = np.where(second, (first[family] + two)[at], (first[family] + one)[at])
    counts = np.array([len(preps) for table in (PLACES, SHORT_PLACES) for preps in table.values()])
    kind = kinds[noun] + np.where(alike, len(PLACES), 0)
    starts = np.concatenate([[0], np.cumsum(counts)])
    prep = starts[kind] + draws.draw("prep", counts[kind], lines, span="prompt")
    return prep, noun


def _subject(world: World, rows: Which = _ALL) -> Strings:
    return pick(lexicon("creative_subjects")[0], world.subject[rows])


def _did(world: World, rows: Which = _ALL) -> Strings:
    return _deeds().take(pa.array(world.did[rows]))


def _noun(world: World, rows: Which = _ALL) -> Strings:
    return pick(lexicon("creative_rhymes")[0], world.noun[rows])


def _place(world: World, rows: Which = _ALL) -> Strings:
    return join(pick(_PREPOSITIONS, world.prep[rows]), " the ", _noun(world, rows))


def _scheme(world: World) -> Strings:
    """The letters of the rhymes, a space between stanzas."""
    letters = join(pick(tuple(_LETTERS), world.pair), where(world.closes & ~world.lines.last, " ", ""))
    return world.lines.join(letters)


def _partner(world: World) -> I64:
    """The line row that rhymes with the line asked about, by document."""
    rows = world.lines
    at = rows.offsets[:-1] + world.line
    fits = (world.pair == world.pair[at][rows.doc]) & (rows.pos != world.line[rows.doc])
    return np.flatnonzero(fits)


def _same(world: World) -> Bools:
    """Lines about the subject of the line asked about."""
    at = world.lines.offsets[:-1] + world.line
    return np.asarray(world.subject == world.subject[at][world.lines.doc])


def _mentions(world: World) -> Strings:
    """ "line 3, line 4 and line 5": the lines about one subject."""
    same = _same(world)
    rows = Rows.of(world.lines.sum(same))
    return enumerated(rows, join("line ", ints(world.lines.pos[same] + 1)))


def _answer(world: World) -> Strings:
    at = world.lines.offsets[:-1] + world.line
    texts = pa.concat_arrays(
        [
            _place(world, at),
            join("the ", _subject(world, at)),
            _noun(world, _partner(world)),
            ints(world.lines.sum(_same(world))),
        ]
    )
    n = world.lines.num_docs
    return texts.take(pa.array(world.asked * n + np.arange(n)))


def _question_words(world: World) -> tuple[Rows, Json]:
    """What a question names: who and what was done, a place, a word, or who."""
    at = world.lines.offsets[:-1] + world.line
    forms = [_subject(world, at), _did(world, at), _place(world, at), _noun(world, at)]
    rows = Rows.of(np.where(world.asked == WHERE, 2, 1))
    which = np.array([0, 2, 3, 0])[world.asked[rows.doc]] + rows.pos
    return rows, plain_json(pa.concat_arrays(forms).take(pa.array(which * len(at) + rows.doc)))


def _poem(draws: Draws, world: World) -> Strings:
    """The lines, capitalised and pointed, with a blank line between stanzas."""
    rows, fresh, style = world.lines, world.fresh, world.style
    turned, running = style == TURNED, ~fresh & ~world.short
    determiner = draws.weighted("determiner", _DETERMINER, Rows.of(rows.sum(fresh)), span="prompt")
    turn = draws.draw("turn", len(TURNS), Rows.of(rows.sum(running)), span="prompt")
    brief = draws.draw("turn.short", len(SHORT_TURNS), Rows.of(rows.sum(world.short)), span="prompt")
    opener = draws.draw("opener", len(OPENERS), Rows.of(rows.sum(turned)), span="prompt")
    heads = pa.array([*DETERMINERS, *TURNS, *SHORT_TURNS, *OPENERS])
    head = np.empty(len(rows), np.int64)
    head[fresh] = determiner
    head[running] = len(DETERMINERS) + turn
    head[world.short] = len(DETERMINERS) + len(TURNS) + brief
    first = np.zeros(len(rows), np.int64)
    first[turned] = len(DETERMINERS) + len(TURNS) + len(SHORT_TURNS) + opener
    form = np.select([world.short, ~fresh], [5, 4], style)
    line = _LINES.render(
        form,
        {
            "head": Picked(heads, head),
            "first": Picked(heads, first),
            "it": Picked(lexicon("creative_subjects")[1], world.subject),
            "who": Picked(lexicon("creative_subjects")[0], world.subject),
            "adj": Picked(lexicon("creative_trochees")[0], world.likened),
            "did": Picked(_deeds(), world.did),
            "prep": Picked(pa.array(_PREPOSITIONS), world.prep),
            "noun": Picked(lexicon("creative_rhymes")[0], world.noun),
        },
    )
    inner = ~world.closes
    point = draws.draw("point", 2, Rows.of(rows.sum(inner)), span="prompt")
    goes_on = np.append(world.short[1:], False)[inner]
    points = np.full(len(rows), 3)
    points[inner] = np.where(goes_on, point, point + 1)
    ends = np.where(rows.last, 0, np.where(world.closes, 2, 1))
    return rows.join(join(line, pick(("", ",", ";", "."), points), pick(("", "\n", "\n\n"), ends)))


@cache
def _deeds() -> Strings:
    """All that subjects do."""
    return pa.array([*VERBS, *DEEDS])


_LINES = Frames(
    "{^head} {who} {did} {prep} the {noun}",
    "{^first} {did} {head} {who} {prep} the {noun}",
    "{^head} {who} {did} {prep} the {noun}",
    "{^head} {adj} {who} {did} {prep} the {noun}",
    "{^head} {it} {did} {prep} the {noun}",
    "{^head} {did} {prep} the {noun}",
)
