"""Telling a world in words: what the genres of all shared worlds have in common.

A telling is a set of frames by part (`opening`, `question` ...), one telling for each language that a genre
writes. Holes that the world does not fill (a season, a town, an animal) are filled from lexicons, a draw for
each.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, TypeVar

import numpy as np
import pyarrow as pa

from dataforge.generators.base import Genre
from dataforge.text.columns import Field, Picked, Strings, join, pick, where
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

World = TypeVar("World")
SENTENCES_A_PARAGRAPH = 6
COLOUR_LEXICONS = (
    "en_adj_colour", "en_adj_weather", "en_adv_manner", "en_adv_place", "en_adv_time", "en_animals",
    "en_gestures", "en_people", "en_scenery", "en_towns", "en_vehicles",
)  # fmt: skip
COMMENT_LEXICONS = (
    "en_adj_technical", "en_adv_manner", "en_devices", "en_people", "en_towns", "en_verbs_system",
)  # fmt: skip
NOTES = Frames.lines("""
    # [TODO|NOTE|FIXME|XXX]: {verb} the {adjective} {device} [first|later|one day]
    # {^manner} {verb} [the|every|any] {adjective} {device}[, if there is one|]
    # [the|note from the] {person} of {town}: [do not|please|never] {verb} the {device}
    # {adjective} {devices} [are|were|stay] [out of scope|somebody else's problem|ignored here]
    # [see|cf.|compare] [the|our] {device} [docs|manual|notes], [last page|section two|appendix]
""")
COLOUR = Frames(
    "{^scenery}.",
    "{^when}, {scenery}.",
    "It was {a_weather} [morning|afternoon|evening|day][, too|, and nobody minded|, as so often|].",
    "{^a_animal} [watched|slept|sat|waited|yawned|lay in the sun|kept still] {where}.",
    "[The|Some|An old|A passing|A tired|The young|A stout|Another] {person} {gesture}.",
    "{^where}, [the|an old|a young|a new|some] {person} {gesture}.",
    "{^when}, [a voice|somebody|a child|nobody] [called out|sang|coughed|laughed] {where}.",
    "{^when}, the {person} [called out|sang|coughed|laughed] {where}.",
)
_SPICE = {  # a hole that any sentence may have -> lexicon, and its forms joined by a space in this order
    "scenery": ("en_scenery", (0,)),
    "when": ("en_adv_time", (0,)),
    "a_weather": ("en_adj_weather", (3, 0)),
    "a_animal": ("en_animals", (2, 0)),
    "where": ("en_adv_place", (0,)),
    "person": ("en_people", (0,)),
    "a_person": ("en_people", (2, 0)),
    "gesture": ("en_gestures", (0,)),
    "manner": ("en_adv_manner", (0,)),
    "a_device": ("en_devices", (2, 0)),
    "device": ("en_devices", (0,)),
    "devices": ("en_devices", (1,)),
    "adjective": ("en_adj_technical", (0,)),
    "verb": ("en_verbs_system", (0,)),
    "colour": ("en_adj_colour", (0,)),
    "town": ("en_towns", (0,)),
    "a_vehicle": ("en_vehicles", (2, 0)),
}


class Told(Genre[World]):
    """A genre that tells its world by `tellings`; abstract."""

    tellings: ClassVar[tuple[Any, ...]]

    def spice(
        self, draws: Draws, part: str, rows: Rows | None, said: tuple[Frames, I64], span: str
    ) -> dict[str, Field]:
        """Words for the holes that are no part of the world; `said`: the frames and each row's template."""
        return {}

    def say(
        self,
        draws: Draws,
        part: str,
        rows: Rows | None,
        which: I64,
        fields: dict[str, Field],
        span: str = "prompt",
    ) -> Strings:
        """One part's sentences: all templates in one table, each row choosing among its telling's."""
        return self._said(draws, (part,), rows, which if rows is None else which[rows.doc], fields, span)

    def say_one_of(
        self,
        draws: Draws,
        parts: tuple[str, ...],
        part: I64,
        rows: Rows | None,
        which: I64,
        fields: dict[str, Field],
        span: str = "prompt",
    ) -> Strings:
        """As `say`, where each row (or document) says one of several parts, given by its number."""
        of_row = which if rows is None else which[rows.doc]
        return self._said(draws, parts, rows, part * len(self.tellings) + of_row, fields, span)

    def _said(
        self,
        draws: Draws,
        parts: tuple[str, ...],
        rows: Rows | None,
        place: I64,
        fields: dict[str, Field],
        span: str,
    ) -> Strings:
        frames, first, count = _stacked(self.tellings, parts)
        name = parts[0]
        form = first[place] + draws.draw(name, count[place], rows, span=span)
        fields = fields | self.spice(draws, name, rows, (frames, form), span)
        return frames.say(draws, name, rows, fields, which=form, span=span)

    def scenes(self, draws: Draws, colour: I64, which: I64) -> tuple[Strings, Strings]:
        """Sentences beside the matter, before it and after it: `colour` + 2 of them a document."""
        before = Rows.of(1 + colour // 2)
        after = Rows.of(1 + colour - colour // 2)
        both = Rows.of(before.counts + after.counts)
        sentences = self.aside(draws, both, which)
        early = both.pos < before.counts[both.doc]
        parts = [
            rows.join(sentences.filter(pa.array(mask)), " ")
            for rows, mask in ((before, early), (after, ~early))
        ]
        return parts[0], parts[1]

    @abstractmethod
    def aside(self, draws: Draws, rows: Rows, which: I64) -> Strings:
        """Sentences of colour, one a row; `which` is the telling of each document."""


class English(Told[World]):
    """A telling in English, coloured from the English lexicons."""

    def aside(self, draws: Draws, rows: Rows, which: I64) -> Strings:
        return spiced(draws, COLOUR, "colour", rows)

    def spice(
        self, draws: Draws, part: str, rows: Rows | None, said: tuple[Frames, I64], span: str
    ) -> dict[str, Field]:
        return words_for(draws, part, rows, said, span)


def words_for(
    draws: Draws, part: str, rows: Rows | None, said: tuple[Frames, I64], span: str
) -> dict[str, Field]:
    """A drawn word for every hole of the frames that a lexicon fills; `said`: frames, each row's template."""
    frames, form = said
    fields: dict[str, Field] = {}
    for hole in sorted(frames.holes & _SPICE.keys()):
        name, forms = _SPICE[hole]
        # a template without the hole has one choice: no bits, and nothing to show
        count = np.where(frames.uses(hole)[form], len(lexicon(name)), 1)
        fields[hole] = Picked(_phrases(name, forms), draws.draw(f"{part}.{hole}", count, rows, span=span))
    return fields


def spiced(
    draws: Draws, frames: Frames, part: str, rows: Rows | None, known: Mapping[str, Field] | None = None
) -> Strings:
    """Sentences of a prompt with a word drawn for every hole that the world (`known`) does not fill."""
    form = draws.draw(f"{part}.form", len(frames), rows, span="prompt")
    fields = {**words_for(draws, part, rows, (frames, form), "prompt"), **(known or {})}
    return frames.say(draws, part, rows, fields, which=form, span="prompt")


def enumeration(rows: Rows, names: Strings, conjunctions: Sequence[str], which: I64) -> Strings:
    """ "A, B and C", with the conjunction of each document's telling; string[num_docs]."""
    last = pick(conjunctions, which).take(pa.array(rows.doc))
    glue = where(rows.last & (rows.pos > 0), last, where(np.asarray(rows.pos == 0), "", ", "))
    return rows.join(join(glue, names))


def paragraphs(rows: Rows, sentences: Strings) -> Strings:
    """Each document's sentences, a new paragraph after every sixth; string[num_docs]."""
    breaks = ((rows.pos > 0) & (rows.pos % SENTENCES_A_PARAGRAPH == 0)).astype(np.int64)
    return rows.join(join(where(rows.pos > 0, pick([" ", "\n\n"], breaks), ""), sentences))


@cache
def _phrases(name: str, forms: tuple[int, ...]) -> Strings:
    """Forms of a lexicon's entries joined by a space: "an owl"."""
    columns = [lexicon(name)[form] for form in forms]
    parts: list[Field] = [columns[0]]
    for column in columns[1:]:
        parts += [" ", column]
    return join(*parts) if len(parts) > 1 else columns[0]


@cache
def _stacked(tellings: tuple[Any, ...], parts: tuple[str, ...]) -> tuple[Frames, I64, I64]:
    """All tellings' templates of some parts in one table, where each telling's begin, how many they are."""
    each = [getattr(telling, part) for part in parts for telling in tellings]
    counts = np.array([len(frames) for frames in each], np.int64)
    return Frames(*(t for frames in each for t in frames.templates)), np.cumsum(counts) - counts, counts
