"""Sentences that fill their holes from lexicons.

A domain names its words once (`Words`: a lexicon, forms, frequencies) and writes templates with holes of
those names: `{animal}`, `{an_animal}`, and `{animal2}` for another one. A word is drawn only for rows whose
text shows it, also where the hole stands in an option of a choice; all words of all rows come from one stream
of draws, so a sentence can afford many.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import ClassVar, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.text.columns import Field, Picked, Strings, join
from dataforge.text.draws import Draws, Urns
from dataforge.text.frames import Frames, templates_of
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

_HOLE = re.compile(r"\{(\^?)([a-z_0-9]+)\}")
_CHOICE = re.compile(r"\[([^\[\]|]*(?:\|[^\[\]|]*)+)\]")
_FORM = re.compile(r"\{(\d)\}")
_SCALE = 1_000_000
_NOTHING = 60  # percent of the draws of words that may be left out


@dataclass(frozen=True)
class Words:
    """What a hole is filled with: the entries of a lexicon, by frequency.

    Attributes:
        lexicon: its name; or the words themselves.
        pattern: how an entry's forms are put together: `{2} {0}` is "an owl".
        shift: entries are drawn as 1 / (rank + shift): whole phrases flatter than words. 0 is all alike.
        most: only so many entries, the most used.
        unless: a pattern of entries left out.
        optional: nothing is said in three draws of five.
    """

    lexicon: str | tuple[str, ...]
    pattern: str = "{0}"
    shift: int = 0
    most: int | None = None
    unless: str = ""
    optional: bool = False


@cache
def strings_of(words: Words) -> Strings:
    """All that may fill the hole, string[n]; the first is '' if it may be left out."""
    own = words.lexicon
    columns = lexicon(own).columns if isinstance(own, str) else (pa.array(own, pa.string()),)
    parts: list[Field] = [
        columns[int(part)] if i % 2 else part for i, part in enumerate(_FORM.split(words.pattern))
    ]
    found = join(*parts)[: words.most].to_pylist()
    if words.unless:
        found = [word for word in found if not re.search(words.unless, word)]
    return pa.array(["", *found] if words.optional else found, pa.string())


def _weights(words: Words) -> I64:
    n = len(strings_of(words)) - words.optional
    ranked = np.full(n, _SCALE, np.int64)
    if words.shift:
        ranked = _SCALE * 100 // (np.arange(n, dtype=np.int64) + words.shift)
    if not words.optional:
        return ranked
    return np.concatenate([[int(ranked.sum()) * _NOTHING // (100 - _NOTHING)], ranked])


def lexicons_of(words: Mapping[str, Words]) -> tuple[str, ...]:
    """The names of all lexicons behind some words, sorted: what a genre declares."""
    return tuple(sorted({each.lexicon for each in words.values() if isinstance(each.lexicon, str)}))


@dataclass(frozen=True)
class _Slot:
    """A word hole of a template: whose words, and which options of which choice show it (-1: always)."""

    kind: str
    choice: int = -1
    options: int = 0


@dataclass(frozen=True)
class _Compiled:
    """Templates whose word holes are numbered, and the words that fill them.

    Attributes:
        kind: by template and slot, int64[num_templates, num_slots]; -1 for none.
        choice, options: as of `_Slot`, of the same shape.
        table: the words of all kinds; those of kind k begin at start[k].
    """

    frames: Frames
    kind: I64
    choice: I64
    options: I64
    table: Strings
    start: I64
    urns: Urns | None


class Wording:
    """Alternative sentences whose holes named in `words` fill themselves; other holes are fields.

    Subclass it with the words of a domain. A field of the same name goes before them.

    Args:
        templates: as of `Frames`. A word hole stands outside choices, or in one choice only.
        weights: how often each template is drawn; all alike if left out.
        words: more words, beside those of the class.

    Raises:
        ValueError: when first used: a word hole stands in two choices.
    """

    words: ClassVar[Mapping[str, Words]] = {}
    span: ClassVar[str] = "body"
    """the label of the segment that shows a sentence, where `say` does not name another"""

    def __init__(
        self, *templates: str, weights: Sequence[int] | None = None, words: Mapping[str, Words] | None = None
    ):
        self.templates = templates
        self._weights = weights
        self._known = {**self.words, **(words or {})}
        self._compiled: dict[frozenset[str], _Compiled] = {}

    @classmethod
    def lines(cls, text: str) -> Self:
        """Templates from a block of text; see `templates_of`."""
        return cls(*templates_of(text))

    def __len__(self) -> int:
        return len(self.templates)

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The holes that the caller fills, sorted."""
        holes = {name for template in self.templates for _, name in _HOLE.findall(template)}
        return tuple(sorted(hole for hole in holes if self._kind(hole) is None))

    def say(
        self,
        draws: Draws,
        field: str,
        rows: Rows | None = None,
        fields: Mapping[str, Field] | None = None,
        *,
        which: I64 | None = None,
        span: str = "",
    ) -> Strings:
        """A sentence for each document, or for each row; see `Frames.say`. All draws show."""
        span = span or self.span
        given = frozenset(fields or {})
        found = self._compiled.get(given)
        if found is None:
            found = self._compiled[given] = self._compile(given)
        which, choices = found.frames.drawn(draws, field, rows, which, True, span)
        filled = dict(fields or {})
        if found.urns is not None:
            filled |= _filled(found, found.urns, draws, f"{field}.words", (rows, which, choices), span)
        return found.frames.render(which, filled, choices)

    def _kind(self, hole: str) -> str | None:
        """Whose words fill a hole: `animal` those of `{animal2}`."""
        if hole in self._known:
            return hole
        name = hole.rstrip("0123456789")
        return name if name in self._known else None

    def _compile(self, given: frozenset[str]) -> _Compiled:
        slots = [self._slots(template, given) for template in self.templates]
        texts = [_numbered(*each) for each in zip(self.templates, slots, strict=True)]
        kinds = sorted({slot.kind for each in slots for slot in each.values()})
        shape = len(slots), max((len(each) for each in slots), default=0)
        kind, choice, options = (np.full(shape, fill, np.int64) for fill in (-1, -1, 0))
        for i, each in enumerate(slots):
            for j, slot in enumerate(each.values()):
                kind[i, j], choice[i, j], options[i, j] = kinds.index(slot.kind), slot.choice, slot.options
        tables = [strings_of(self._known[name]) for name in kinds]
        sizes = np.array([len(table) for table in tables], np.int64)
        return _Compiled(
            Frames(*texts, weights=self._weights),
            kind,
            choice,
            options,
            pa.concat_arrays(tables) if tables else pa.array([], pa.string()),
            np.cumsum(sizes) - sizes,
            Urns([_weights(self._known[name]) for name in kinds]) if kinds else None,
        )

    def _slots(self, template: str, given: frozenset[str]) -> dict[str, _Slot]:
        """The word holes of a template, in order, and where they stand."""
        inside = [
            [{name for _, name in _HOLE.findall(option)} for option in body.split("|")]
            for body in _CHOICE.findall(template)
        ]
        outside = {name for _, name in _HOLE.findall(_CHOICE.sub("", template))}
        found: dict[str, _Slot] = {}
        for hole in dict.fromkeys(name for _, name in _HOLE.findall(template)):
            kind = None if hole in given else self._kind(hole)
            if kind is None:
                continue
            if hole in outside:
                found[hole] = _Slot(kind)
                continue
            number, *others = [c for c, options in enumerate(inside) if any(hole in each for each in options)]
            if others:
                raise ValueError(f"{{{hole}}} stands in two choices; number one of them: {template!r}")
            found[hole] = _Slot(
                kind, number, sum((hole in each) << k for k, each in enumerate(inside[number]))
            )
        return found


def _numbered(template: str, slots: Mapping[str, _Slot]) -> str:
    """The template with its word holes numbered: `{w0}`."""
    number = {hole: f"w{j}" for j, hole in enumerate(slots)}
    return _HOLE.sub(lambda hole: "{" + hole[1] + number.get(hole[2], hole[2]) + "}", template)


def _shown(found: _Compiled, which: I64, choices: Sequence[I64]) -> NDArray[np.bool_]:
    """Which slots of each row's template show a word, bool[num_rows, num_slots]."""
    shown = np.asarray(found.kind[which] >= 0)
    for j in np.flatnonzero((found.choice >= 0).any(axis=0)):
        choice = found.choice[which, j]
        for number in np.unique(choice[choice >= 0]):
            at = np.flatnonzero(choice == number)
            shown[at, j] = (found.options[which[at], j] >> choices[number][at]) & 1 == 1
    return shown


def _filled(
    found: _Compiled,
    urns: Urns,
    draws: Draws,
    field: str,
    said: tuple[Rows | None, I64, Sequence[I64]],
    span: str,
) -> dict[str, Field]:
    """The words of every slot, drawn in one go; `said`: rows, each row's template, and its options."""
    rows, which, choices = said
    shown = _shown(found, which, choices)
    count = shown.sum(axis=1)
    row, slot = np.nonzero(shown)
    kind = found.kind[which[row], slot]
    drawn = Rows.of(count if rows is None else rows.sum(count))
    word = found.start[kind] + draws.from_urns(field, urns, kind, drawn, span=span)
    numbers = np.zeros((shown.shape[1], len(which)), np.int64)
    numbers[slot, row] = word
    return {f"w{j}": Picked(found.table, column) for j, column in enumerate(numbers)}
