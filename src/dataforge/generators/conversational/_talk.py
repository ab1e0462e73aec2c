"""What the writers of all conversations share: phrases whose holes draw from lexicons, and small talk.

Small talk stands between the turns that count. It holds no digits, so that readers can pass over it, and how
much of it there is says nothing about how hard a conversation is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.text.columns import Field, Picked, Strings, capital, join, where
from dataforge.text.draws import Draws, Weights
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

_PLAIN, _ARTICLE, _PLACE, _BEFORE, _AFTER, _SPACED = range(6)
_TABLES: dict[str, tuple[str, int, int]] = {  # hole (less its number): lexicon, form, how it is dressed
    "um": ("conversational_fillers", 0, _BEFORE),
    "hedge": ("conversational_hedges", 0, _AFTER),
    "hedged": ("conversational_hedges", 0, _PLAIN),
    "reaction": ("conversational_reactions", 0, _PLAIN),
    "kin": ("conversational_kin", 0, _PLAIN),
    "doing": ("conversational_doings", 0, _PLAIN),
    "time": ("conversational_times", 0, _PLAIN),
    "greeting": ("conversational_greetings", 0, _PLAIN),
    "topic": ("conversational_topics", 0, _PLAIN),
    "feeling": ("conversational_feelings", 0, _PLAIN),
    "opinion": ("conversational_opinions", 0, _PLAIN),
    "thing": ("en_objects", 0, _PLAIN),
    "things": ("en_objects", 1, _PLAIN),
    "athing": ("en_objects", 0, _ARTICLE),
    "afood": ("en_foods", 0, _ARTICLE),
    "foods": ("en_foods", 1, _PLAIN),
    "abeast": ("en_animals", 0, _ARTICLE),
    "beasts": ("en_animals", 1, _PLAIN),
    "atool": ("en_tools", 0, _ARTICLE),
    "vehicle": ("en_vehicles", 0, _PLAIN),
    "event": ("en_events", 0, _PLAIN),
    "place": ("en_buildings", 0, _PLACE),
    "room": ("en_rooms", 0, _PLACE),
    "town": ("en_towns", 0, _PLAIN),
    "scene": ("en_scenery", 0, _PLAIN),
    "trade": ("en_people", 0, _ARTICLE),
    "field": ("en_fields", 0, _PLAIN),
    "acolour": ("en_adj_colour", 0, _ARTICLE),
    "atexture": ("en_adj_texture", 0, _ARTICLE),
    "texture": ("en_adj_texture", 0, _PLAIN),
    "name": ("en_given_names", 0, _PLAIN),
    "person": ("en_people", 0, _PLAIN),
    "handle": ("en_verbs_handle", 0, _PLAIN),
    "handled": ("en_verbs_handle", 2, _PLAIN),
    "handlen": ("en_verbs_handle", 3, _PLAIN),
    "social": ("en_verbs_social", 2, _PLAIN),
    "moved": ("en_verbs_move", 2, _PLAIN),
    "trait": ("en_adj_person", 0, _PLAIN),
    "adverb": ("en_adv_manner", 0, _PLAIN),
    "manner": ("en_adv_manner", 0, _PLAIN),
    "plant": ("en_plants", 0, _ARTICLE),
    "spot": ("en_landforms", 0, _PLACE),
}
TALK_LEXICONS = tuple(sorted({name for name, _, _ in _TABLES.values()}))
"""Names of the lexicons behind the holes of `Phrases`."""
_HOLE = re.compile(r"\{(\^?)([a-z_0-9]+)\}")


@cache
def _strings(hole: str) -> Strings:
    """The table that a hole is filled from; optional ones begin with the empty string."""
    name, form, dress = _TABLES[hole]
    words, forms = lexicon(name).words(form), lexicon(name).columns
    if dress == _ARTICLE:
        words = [f"{a} {word}" for a, word in zip(forms[-1].to_pylist(), words, strict=True)]
    elif dress == _PLACE:
        words = [f"{at} the {word}" for at, word in zip(forms[3].to_pylist(), words, strict=True)]
    elif dress == _BEFORE:
        words = ["", *(f"{word}, " for word in words)]
    elif dress == _AFTER:
        words = ["", *(f", {word}" for word in words)]
    return pa.array(words, pa.string())


@cache
def _weights(hole: str) -> Weights:
    """How often each entry of an optional hole's table is drawn: often not at all, then by rank."""
    table = [10_000 // (rank + 12) for rank in range(len(_strings(hole)) - 1)]
    return Weights([sum(table) * 3 // 2, *table])


def _is_optional(hole: str) -> bool:
    return _TABLES[_group(hole)][2] in (_BEFORE, _AFTER)


def _group(hole: str) -> str:
    return hole.rstrip("0123456789")


def _numbered(template: str, holes: Sequence[str]) -> str:
    """A template with its plain holes by number: `{word_0}` instead of `{kin}`."""
    number = {hole: f"word_{k}" for k, hole in enumerate(holes)}
    return _HOLE.sub(lambda hole: "{" + hole[1] + number.get(hole[2], hole[2]) + "}", template)


class Phrases:
    """Frames grouped by kind, whose holes named in `_TABLES` (`{kin}`, `{kin2}`) fill themselves.

    A hole's word is drawn only for the rows whose template has the hole, so every draw shows.

    Args:
        kinds: the templates of each kind; kind k is number k in the order given.
    """

    def __init__(self, *kinds: Sequence[str]):
        templates = [template for kind in kinds for template in kind]
        self.count = np.array([len(kind) for kind in kinds], np.int64)
        self.start = np.cumsum(self.count) - self.count
        for template in templates:
            for choice in re.findall(r"\[[^\]]*\]", template):
                if any(_group(hole) in _TABLES for _, hole in _HOLE.findall(choice)):
                    raise ValueError(f"a lexicon's hole must not stand in a choice: {template!r}")
        found = [
            list(dict.fromkeys(hole for _, hole in _HOLE.findall(template) if _group(hole) in _TABLES))
            for template in templates
        ]
        self._optional = sorted({hole for each in found for hole in each if _is_optional(hole)})
        self._asks = {hole: np.array([hole in each for each in found]) for hole in self._optional}
        plain = [[hole for hole in each if not _is_optional(hole)] for each in found]
        self._groups = sorted({_group(hole) for each in plain for hole in each})
        self._num = np.array([len(each) for each in plain], np.int64)
        self._slots = np.zeros((len(templates), int(self._num.max(initial=0))), np.int64)
        for row, each in zip(self._slots, plain, strict=True):
            row[: len(each)] = [self._groups.index(_group(hole)) for hole in each]
        self.frames = Frames(*(_numbered(t, each) for t, each in zip(templates, plain, strict=True)))

    @cached_property
    def _table(self) -> tuple[Strings, I64, I64]:
        """The words of all plain holes in one table; where each group's begin, and how many they are."""
        words = [_strings(group) for group in self._groups]
        sizes = np.array([len(each) for each in words], np.int64)
        return pa.concat_arrays(words), np.cumsum(sizes) - sizes, sizes

    def say(
        self,
        draws: Draws,
        field: str,
        rows: Rows,
        kind: I64 | int = 0,
        fields: Mapping[str, Field] | None = None,
        span: str = "prompt",
    ) -> Strings:
        """A sentence for each row, of the row's kind, with a capital letter."""
        if isinstance(kind, int):
            form = int(self.start[kind]) + draws.draw(f"{field}.form", int(self.count[kind]), rows, span=span)
        else:
            form = self.start[kind] + draws.draw(f"{field}.form", self.count[kind], rows, span=span)
        filled: dict[str, Field] = dict(fields or {})
        for hole in self._optional:
            asked = self._asks[hole][form]
            some, which = Rows.of(rows.sum(asked)), np.zeros(len(rows), np.int64)
            which[asked] = draws.weighted(f"{field}.{hole}", _weights(_group(hole)), some, span=span)
            filled[hole] = Picked(_strings(_group(hole)), which)
        if self._groups:
            filled |= self._words(draws, f"{field}.words", rows, form, span)
        return capital(self.frames.say(draws, field, rows, filled, which=form, span=span))

    def _words(self, draws: Draws, field: str, rows: Rows, form: I64, span: str) -> dict[str, Field]:
        """A word for every plain hole of every row, all from one stream."""
        table, start, sizes = self._table
        count = self._num[form]
        of = Rows.of(count)
        group = self._slots[form[of.doc], of.pos]
        word = draws.draw(field, sizes[group], Rows.of(rows.sum(count)), span=span)
        which = np.zeros((self._slots.shape[1], len(rows)), np.int64)
        which[of.pos, of.doc] = start[group] + word
        return {f"word_{k}": Picked(table, each) for k, each in enumerate(which)}


def each(draws: Draws) -> Rows:
    """One row a document."""
    return Rows.of(np.ones(draws.num_docs, np.int64))


CHATTER = Phrases(
    (
        "{um}{kin} {doing} {time}{hedge}.",
        "{um}{name} {handled} {acolour} {thing} {place}.",
        "{um}the {person} {social} {kin} {time}{hedge}.",
        "{um}did {name} [really |]{handle} the {texture} {thing}? {^reaction}.",
        "{um}[my|our|the] {person} {adverb} {handled} {athing} and {athing2}.",
        "{um}I [saw|met|passed] {name} {place} with {abeast}{hedge}.",
        "{um}{name} {social} the {trait} {person} {time}.",
        "{um}{topic}[:| is| was|,] {opinion}{hedge}.",
        "{um}I am {feeling}[,| and] {name} is {feeling2}, and {kin} {doing}.",
        "{um}we had {foods} with {foods2} {room}{hedge}.",
        "{um}[lend|pass|hand] me {atool}[| please], [or|and] {athing}.",
        "{um}the {vehicle} [to|from|near] {town} was {trait2}{hedge}.",
        "{um}{name}, {kin}, [is|was] {trade} {place}.",
        "{um}[I never|nobody|someone] {handled} [your|that|her|his|their] {thing}{hedge}.",
        "{um}{scene}, and {name} {handled} {athing}.",
        "{um}{name} {moved} [to|towards|past] {town} with {kin}{hedge}.",
        "{um}[our|my|this] {thing} is {texture}, [yours|hers|his] {texture2}{hedge}.",
        "{um}{afood}, {afood2} and {acolour} {thing}[:|,] that was [my|his|her|our] {event}.",
        "{um}{name} [teaches|studies|hates|loves] {field} and {handled} {abeast}.",
        "{um}{kin} [keeps|feeds|paints|fears] {beasts} and {beasts2} {spot}{hedge}.",
        "{um}[at|after|before|since] the {event} {name} {adverb} {handled} {athing}.",
        "{um}{plant} {spot}, {plant2} {spot2}{hedge}.",
        "{um}[has|hasn't] {name} {handlen} [your|my] {thing}? {^reaction}.",
        "{um}[no|some|any] {trait} {person} [would|will|could] {handle} {atool} {time}.",
        "{um}{name} and {name2} {social} [a|the|my|our] {person}, {trait} and {trait2}.",
        "{um}[a|the] {person} {room}, {abeast} {room2}{hedge}[.|!]",
    )
)
"""Asides of one speaker; no digits."""


SETTING = Phrases(
    (
        "[near|outside|in|at] {town}, {time}: {scene}.",
        "in {town}, {scene}.",
        "{town}, {time}; {scene}.",
        "{name}'s {vehicle} [stood|was parked|waited] {place} in {town}.",
        "{acolour} {thing} lay {room}, [in|near] {town}.",
        "{town}, {place}, {time}.",
    )
)
"""Where and when a conversation takes place."""
_DASH = " \u2014"


def chatter(draws: Draws, rows: Rows, amount: I64, span: str = "prompt", field: str = "chat") -> Strings:
    """Small talk to stand after each row's own words, set off by a dash; '' for most rows.

    Args:
        amount: how many sentences of it each document has, spread over its rows, int64[num_docs].
    """
    lines = Rows.of(amount)
    n, k = rows.counts[lines.doc], amount[lines.doc]
    low, high = lines.pos * n // k, (lines.pos + 1) * n // k
    at = low + draws.draw(f"{field}.at", np.maximum(high - low, 1), lines, span=span)
    extra = np.bincount(rows.offsets[lines.doc] + at, minlength=len(rows))
    said = CHATTER.say(draws, field, lines, span=span)
    first = np.cumsum(extra) - extra
    dashed = np.full(len(said), False)
    dashed[first[extra > 0]] = True
    return Rows.of(extra).join(join(where(dashed, f"{_DASH} ", " "), said))


def names(draws: Draws, rows: Rows, field: str = "names", span: str = "prompt") -> Picked:
    """A given name for each row, all of a document's different."""
    return Picked(
        lexicon("en_given_names")[0], different(draws, field, len(lexicon("en_given_names")), rows, span)
    )


def some_of(draws: Draws, field: str, rows: Rows, percent: I64) -> NDArray[np.bool_]:
    """About `percent` % of each document's rows, spread evenly over it, so that documents of a level have
    nearly equal shares; bool[num_rows]."""
    whole, part = np.divmod(rows.counts * percent, 100)
    some = Rows.of(whole + draws.chance(f"{field}.more", part, span="prompt"))
    n, k = rows.counts[some.doc], some.counts[some.doc]
    low, high = some.pos * n // k, (some.pos + 1) * n // k
    found = np.zeros(len(rows), np.bool_)
    found[rows.offsets[some.doc] + low + draws.draw(field, high - low, some, span="prompt")] = True
    return found


def different(draws: Draws, field: str, size: int, rows: Rows, span: str = "prompt") -> I64:
    """Entries of a lexicon for each row, all of a document's different: one of eight neighbours, and no two
    documents' rows of the same eight (a whole deck a document would take longer than the text)."""
    eight = draws.distinct(field, size // 8, rows, span=span)
    return np.asarray(8 * eight + draws.draw(f"{field}.of_8", 8, rows, span=span))
