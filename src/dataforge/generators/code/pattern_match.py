"""A regular expression explained part by part, and which of some strings it matches.

A pattern is drawn as parts between separators: a word, some digits, letters of a range, one of three
words. No part can hold a separator, so each stands or falls alone; a string that must not match has one part
that is off by little. Harder means more parts and more strings. The reader (`_pattern_reader`) matches by
itself; a test asks Python's `re`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.code._pattern_reader import read_pattern
from dataforge.generators.code._program import draw_some
from dataforge.generators.code._talk import TALK_LEXICONS, introduced
from dataforge.text.columns import (
    Field,
    Json,
    Picked,
    Strings,
    join,
    json_list,
    json_object,
    json_string,
    json_tuple,
    lengths,
    where,
)
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

Bools = NDArray[np.bool_]
WORD, DIGITS, LETTERS, CHOICE = range(4)
SEPARATORS = ("-", "_", ":", "/", "#", ",", "@", "=", "~", "%")
_LETTERS = pa.array([*"abcdefghijklmnopqrstuvwxyz", ""])
MOST_LETTERS = 4
_WORDS_APART = 4  # three words of a choice, and one that is none of them, come from different quarters
PARTS = Frames("{w}", r"\d{{a}}", r"\d{{a},{b}}", "[{lo}-{hi}]{{a}}", "({w}|{x}|{y})")
OPENINGS = Frames(
    "[Which|How many] of [these|the following] strings match `{p}`[, taken whole|]?",
    "[Explain|Read|Take apart] `{p}`, then [say|tell] [which|what] it matches.",
    "[The|This|Today's] [pattern|regular expression|regex] is `{p}`. [Sort|Judge|Check] the strings "
    "[below|that follow].",
    "[Given|With] `{p}`, [decide|find out] which [lines|strings] it [accepts|matches].",
    "[A|One] [form|parser|filter|script] [accepts|lets in] whatever matches `{p}`. What [passes|gets "
    "through]?",
    "[Part by part|Piece by piece], what does `{p}` [mean|ask for]? [And|Then] what does it match?",
    "[Somebody|A colleague|An intern] wrote `{p}`. [Test|Try] it on the [lines|strings] [below|here].",
    "[Run|Try] `{p}` [by hand|in your head] over [some|a few] strings.",
    "`{p}` [looks|is] [terse|dense|cryptic]. [Spell it out|Unfold it] and [apply|use] it.",
    "[Before|Without] running it: what [would|does] `{p}` [let through|match]?",
    "[My|Our|Her] [validator|filter] [applies|uses] `{p}`. [Check|Judge] [the|these] [lines|strings] as it "
    "would.",
    "What does it [take|need] to match `{p}`? [And|Also], [which|what] [below|here] [does|qualifies]?",
    "[Think of|Consider|Take] `{p}` and [some|the] [candidates|strings] [below|here]: [which|how many] "
    "are [in|right]?",
    "[Filed under|Noted beside|Scribbled under] `{p}`: [a few|some] [lines|strings]. [Which|How many] "
    "[fit|match]?",
    "[Our|The|Their] log [lines|records] should match `{p}`. [Do they|Which do]?",
)
EXPLAINED = Frames(
    "[exactly|just|only|literally] {w}", "[the word|the letters|the text] {w}",
    "[digits|figures], [exactly|just] {a}", "[digits|figures], {a} of them, [no more and no less|precisely]",
    "[between|anything between] {a} and {b} [digits|figures]", "{a} to {b} [digits|figures]",
    "[exactly|just] {a} of the letters from {lo} to {hi}",
    "{a} of the [letters|characters] [between|from between] {lo} and {hi}",
    "[one of|either of] {w}, {x} and {y}", "{w}, {x} or {y}[, nothing else|, one of them|]",
)  # fmt: skip
HEADS = Frames("[Strings|Lines|Candidates|Input|To test|Samples]:")
RIGHT = Frames("[matches|a match|fits|accepted|passes|yes]")
WRONG = Frames(
    "[does not match|no match|rejected|fails|no]: `{t}` is not `{q}`",
    "[does not match|no match|rejected|fails|no], since `{t}` [stands|comes] where `{q}` [is required|is "
    "needed|is due]",
    "[does not match|no match|rejected|fails|no]; `{q}` [refuses|excludes] `{t}`",
)
_VERDICTS = Frames(*RIGHT.templates, *WRONG.templates)
ENDS = Frames("[Answer|Result|In all|Total|So]: {k} of {n} match")


@dataclass(frozen=True)
class World:
    """Patterns and strings.

    Attributes:
        separator: one of SEPARATORS, by document.
        parts: one row a part of a pattern; `kind`, `low` .. `high` (how many digits or letters),
            `first` .. `last` (a range of letters), `words` (int64[num_parts, 3], lines of `code_variables`).
        strings: one row a string; `bad` the part that is off, -1 for none.
        cells: one row a part of a string, its rows' "documents" the strings; `part` its row among parts.
        text: what stands there.
    """

    separator: I64
    parts: Rows
    kind: I64
    low: I64
    high: I64
    first: I64
    last: I64
    words: I64
    strings: Rows
    bad: I64
    cells: Rows
    part: I64
    text: Strings
    talk: I64


class PatternMatch(Genre[World]):
    """A pattern, strings, verdicts."""

    name = "pattern-match"
    domain = "code"
    lexicons = ("code_variables", *TALK_LEXICONS)
    summary = "a regular expression explained part by part, and which strings it matches"
    knobs = (
        Knob("strings", 2, 13, slack=8, least=1, most=60, meaning="strings to try"),
        Knob("parts", 2, 5, least=1, most=12, meaning="parts of the pattern"),
        Knob("talk", 5, 5, slack=100, most=30, meaning="sentences of what people say about it"),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 6 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        parts, strings = Rows.of(knobs["parts"]), Rows.of(knobs["strings"])
        kind = draws.draw("kind", 4, parts, span="prompt")
        digits, letters = kind == DIGITS, kind == LETTERS
        low = 1 + draw_some(draws, "low", 3, parts, digits | letters)
        high = low + draw_some(draws, "more", 3, parts, digits)
        first = draw_some(draws, "first", 12, parts, letters)
        last = first + 3 + draw_some(draws, "range", 8, parts, letters)
        quarter = len(lexicon("code_variables")) // _WORDS_APART
        named = ((kind == WORD) | (kind == CHOICE), kind == CHOICE, kind == CHOICE)
        words = np.stack(
            [
                i * quarter + draw_some(draws, f"word.{i}", quarter, parts, mask)
                for i, mask in enumerate(named)
            ],
            axis=1,
        )
        off = draws.chance("off", 50, strings, span="prompt")
        bad = np.full(len(strings), -1)
        bad[off] = draws.draw(
            "bad", knobs["parts"][strings.doc][off], Rows.of(strings.sum(off)), span="prompt"
        )
        cells = Rows.of(knobs["parts"][strings.doc])
        fixed: dict[str, Any] = {
            "kind": kind, "low": low, "high": high, "first": first, "last": last, "words": words, "bad": bad,
            "parts": parts, "strings": strings, "cells": cells,
            "part": parts.offsets[strings.doc[cells.doc]] + cells.pos,
        }  # fmt: skip
        return World(
            **fixed,
            separator=draws.draw("separator", len(SEPARATORS), span="prompt"),
            text=_texts(draws, fixed),
            talk=knobs["talk"],
        )

    def check(self, world: World) -> Json:
        part, whole = _parts(world)
        strings = json_tuple(json_string(_strings(world)), json_string(_blame(world, part)))
        return json_object(
            {
                "kind": "pattern-match",
                "pattern": json_string(whole),
                "parts": json_list(world.parts, json_string(part)),
                "strings": json_list(world.strings, strings),
                "answer": world.strings.sum(world.bad < 0),
            }
        )

    def cost(self, world: World) -> I64:
        return world.strings.sum(world.cells.sum(1 + lengths(world.text)))

    def render(self, draws: Draws, world: World) -> list[Segment]:
        part, whole = _parts(world)
        opening = OPENINGS.say(draws, "opening", None, {"p": whole}, span="prompt")
        asked = introduced(draws, opening, world.talk)
        form = np.select(
            [world.kind == WORD, world.kind == LETTERS, world.kind == CHOICE, world.low == world.high],
            [0, 6, 8, 2],
            4,
        )
        which = form + draws.draw("explained.form", 2, world.parts, span="reasoning")
        told = EXPLAINED.say(draws, "explained", world.parts, _fields(world), which=which, span="reasoning")
        explained = world.parts.join(join("`", part, "`: ", told, ".\n"))
        head = HEADS.say(draws, "head", None, {}, span="prompt")
        strings = _strings(world)
        blamed = world.parts.offsets[world.strings.doc] + np.maximum(world.bad, 0)
        cell = world.cells.offsets[:-1] + np.maximum(world.bad, 0)
        wrong = world.bad >= 0
        verdict = np.zeros(len(wrong), np.int64)
        verdict[wrong] = 1 + draws.draw(
            "verdict.form", len(WRONG), Rows.of(world.strings.sum(wrong)), span="reasoning"
        )
        fields = {"t": Picked(world.text, cell), "q": Picked(part, blamed)}
        said = _VERDICTS.say(draws, "verdict", world.strings, fields, which=verdict, span="reasoning")
        lines = world.strings.join(join("`", strings, "` ", said, "\n"))
        counts = {"k": world.strings.sum(~wrong), "n": world.strings.counts}
        end = ENDS.say(draws, "end", None, counts, span="answer")
        listed = world.strings.join(join("    ", strings, "\n"))
        return [
            Segment("prompt", join(asked, "\n\n", head, "\n", listed, "\n")),
            Segment("reasoning", join(explained, "\n", lines)),
            Segment("answer", end),
        ]

    def extract(self, text: str) -> Any:
        return read_pattern(text)


def _texts(draws: Draws, world: dict[str, Any]) -> Strings:
    """What stands in each part of each string: something that fits, or where it must not, nearly fits."""
    cells, part, strings = world["cells"], world["part"], world["strings"]
    by_doc = Rows.of(strings.sum(cells.counts))
    kind, low, high = (world[name][part] for name in ("kind", "low", "high"))
    first, width = world["first"][part], (world["last"] - world["first"])[part] + 1
    bad = world["bad"][cells.doc] == cells.pos
    digits, letters = kind == DIGITS, kind == LETTERS
    length = low + draw_some(draws, "length", np.where(digits, high - low + 1, 1), by_doc, digits & ~bad)
    length = np.where(bad & digits, high + 1, length)
    tens = 10 ** np.clip(length - 1, 0, 9)
    number = tens + draw_some(draws, "digits", 9 * tens, by_doc, digits)
    code = draw_some(draws, "letters", width ** (low - bad), by_doc, letters)
    outside = draw_some(draws, "outside", 26 - width, by_doc, letters & bad)
    outside = np.where(outside < first, outside, outside + width)
    columns = []
    for k in range(MOST_LETTERS):
        letter = first + code % width
        letter = np.where(bad & (k == low - 1), outside, letter)
        columns.append(Picked(_LETTERS, np.where(letters & (k < low), letter, 26)))
        code = code // width
    quarter = len(lexicon("code_variables")) // _WORDS_APART
    choice = draw_some(draws, "choice", 3, by_doc, (kind == CHOICE) & ~bad)
    other = 3 * quarter + draw_some(draws, "other", quarter, by_doc, bad & ~digits & ~letters)
    word = np.where(bad, other, world["words"][part, choice])
    spelt = Picked(lexicon("code_variables")[0], np.where(digits | letters, 0, word))
    return where(digits, join(number), where(letters, join(*columns), spelt.strings()))


def _fields(world: World) -> dict[str, Field]:
    words = lexicon("code_variables")[0]
    return {
        **{hole: Picked(words, world.words[:, i]) for i, hole in enumerate("wxy")},
        "a": world.low,
        "b": world.high,
        "lo": Picked(_LETTERS, world.first),
        "hi": Picked(_LETTERS, world.last),
    }


def _parts(world: World) -> tuple[Strings, Strings]:
    """Each part as a pattern, and the whole of each pattern."""
    form = np.select([world.kind == WORD, world.kind == LETTERS, world.kind == CHOICE], [0, 3, 4], 1)
    form += (world.kind == DIGITS) & (world.high > world.low)
    part = PARTS.render(form, _fields(world))
    between = Picked(
        pa.array(["", *SEPARATORS]), (world.parts.pos > 0) * (1 + world.separator[world.parts.doc])
    )
    return part, world.parts.join(join(between, part))


def _strings(world: World) -> Strings:
    separator = world.separator[world.strings.doc[world.cells.doc]]
    between = Picked(pa.array(["", *SEPARATORS]), (world.cells.pos > 0) * (1 + separator))
    return world.cells.join(join(between, world.text))


def _blame(world: World, part: Strings) -> Strings:
    """The part that refuses a string, '' for one that matches."""
    blamed = part.take(pa.array(world.parts.offsets[world.strings.doc] + np.maximum(world.bad, 0)))
    return where(world.bad < 0, "", blamed)
