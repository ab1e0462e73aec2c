"""Sentences whose holes are filled from the lexicons, in one draw for all of them.

A hole named after a source below is drawn by itself: `{turn}`, and again `{turn2}`, is a turn of phrase,
`{a_role}` a role with its article; other holes are fields, as in `Frames`. All words of all sources stand in
one table, so that the words of all sentences of a batch are drawn together, however many holes each has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.text.columns import Field, Picked, Strings, join, pick
from dataforge.text.draws import Draws, Weights
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

# hole -> lexicon and form
_SOURCES: dict[str, tuple[str, int]] = {
    "turn": ("philosophy_turns", 0),
    "manner": ("philosophy_manners", 0),
    "occasion": ("philosophy_occasions", 0),
    "topic": ("philosophy_topics", 0),
    "role": ("philosophy_roles", 0),
    "scenery": ("en_scenery", 0),
    "gesture": ("en_gestures", 0),
    "idea": ("en_adj_idea", 0),
    "person": ("en_adj_person", 0),
    "age": ("en_adj_age", 0),
    "texture": ("en_adj_texture", 0),
    "colour": ("en_adj_colour", 0),
    "object": ("en_objects", 0),
    "document": ("en_documents", 0),
    "event": ("en_events", 0),
    "animal": ("en_animals", 0),
    "place": ("en_buildings", 0),
    "furniture": ("en_furniture", 0),
    "people": ("en_people", 1),
    "how": ("en_adv_manner", 0),
    "when": ("en_adv_time", 0),
    "perhaps": ("en_adv_sentence", 0),
    "often": ("en_adv_frequency", 0),
    "whence": ("en_conn_result", 0),
    "moreover": ("en_conn_addition", 0),
    "but": ("en_conn_contrast", 0),
    "inshort": ("en_conn_conclusion", 0),
    "town": ("en_towns", 0),
}
LEXICONS = tuple(sorted({name for name, _ in _SOURCES.values()}))


_HOLE = re.compile(r"\{(\^?)([a-z_0-9]+)\}")
_CHOICE = re.compile(r"\[([^\[\]|]*(?:\|[^\[\]|]*)+)\]")
_TIERS = (
    3  # a third of all words come from the first eighth of a lexicon, a third from the next three eighths
)


@dataclass(frozen=True)
class _Words:
    """All lexicons in one table, with and without articles; and each kind of hole's place in it.

    Attributes:
        starts, sizes: by kind and tier.
    """

    table: Strings
    kinds: dict[str, int]
    starts: I64
    sizes: I64


@cache
def _words() -> _Words:
    parts: list[Strings] = []
    kinds: dict[str, int] = {}
    starts: list[list[int]] = []
    sizes: list[list[int]] = []
    first = 0
    for name, (which, form) in _SOURCES.items():
        book = lexicon(which)
        shapes = {name: book[form]}
        if len(book.columns) > 1:
            shapes[f"a_{name}"] = join(book[-2 if which == "en_buildings" else -1], " ", book[form])
        for kind, words in shapes.items():
            kinds[kind] = len(kinds)
            bounds = np.array([0, len(words) // 8, len(words) // 2, len(words)])
            starts.append((first + bounds[:-1]).tolist())
            sizes.append(np.diff(bounds).tolist())
            parts.append(words)
            first += len(words)
    return _Words(pa.concat_arrays(parts), kinds, np.array(starts), np.array(sizes))


class Sentences:
    """Frames that draw the words of their lexical holes themselves."""

    def __init__(self, *templates: str, weights: list[int] | None = None):
        versions = [_versions(template) for template in templates]
        self._num_versions = np.array([len(each) for each in versions])
        self._first = np.concatenate([[0], np.cumsum(self._num_versions)])
        self._weights = Weights(weights or [1] * len(templates))
        numbered = [_numbered(version) for each in versions for version in each]
        self._frames = Frames(*(text for text, _ in numbered))
        self._num_slots = np.array([len(kinds) for _, kinds in numbered])
        self._kinds = [kinds for _, kinds in numbered]

    def __len__(self) -> int:
        return len(self._num_versions)

    @property
    def fields(self) -> list[str]:
        """The holes that the genre fills."""
        return [hole for hole in sorted(self._frames.holes) if not re.fullmatch(r"w\d+", hole)]

    @cached_property
    def _slot_kinds(self) -> I64:
        """The kind of each slot of each version, int64[num_versions, most slots]."""
        table = np.zeros((len(self._kinds), max(int(self._num_slots.max()), 1)), np.int64)
        for row, kinds in zip(table, self._kinds, strict=True):
            row[: len(kinds)] = [_words().kinds[kind] for kind in kinds]
        return table

    def say(
        self,
        draws: Draws,
        field: str,
        rows: Rows | None = None,
        fields: Mapping[str, Field] | None = None,
        *,
        which: I64 | None = None,
        span: str = "body",
    ) -> Strings:
        """A sentence for each document or row, as `Frames.say`; lexical holes are drawn from the lexicons."""
        if which is None:
            if len(self) > 1:
                which = draws.weighted(field, self._weights, rows, span=span)
            else:
                which = np.zeros(draws.num_docs if rows is None else len(rows), np.int64)
        if int(self._num_versions.max()) > 1:
            version = draws.draw(f"{field}.version", self._num_versions[which], rows, span=span)
            which = self._first[which] + version
        filled = dict(fields or {})
        if int(self._num_slots.max()):
            filled |= self._fill(draws, field, rows, which, span)
        return self._frames.say(draws, field, rows, filled, which=which, span=span)

    def _fill(self, draws: Draws, field: str, rows: Rows | None, which: I64, span: str) -> dict[str, Field]:
        """The words of every slot, drawn in one go."""
        slots = self._num_slots[which]
        drawn = Rows.of(slots if rows is None else rows.sum(slots))
        row = np.repeat(np.arange(len(which)), slots)
        place = np.arange(len(row)) - np.repeat(np.cumsum(slots) - slots, slots)
        words = _words()
        kind = self._slot_kinds[which[row], place]
        tier = draws.draw(f"{field}.tier", _TIERS, drawn, span=span)
        word = words.starts[kind, tier] + draws.draw(
            f"{field}.word", words.sizes[kind, tier], drawn, span=span
        )
        matrix = np.zeros((self._slot_kinds.shape[1], len(which)), np.int64)
        matrix[place, row] = word
        return {f"w{k}": Picked(words.table, column) for k, column in enumerate(matrix)}


def _versions(template: str) -> list[str]:
    """A template for each option of the choices with lexical holes: each version shows all it draws."""
    for match in _CHOICE.finditer(template):
        if any(_kind(hole) for _, hole in _HOLE.findall(match[0])):
            return [
                version
                for option in match[1].split("|")
                for version in _versions(template[: match.start()] + option + template[match.end() :])
            ]
    return [template]


def _kind(hole: str) -> str:
    """The lexicon, and the article, that a hole asks for; '' for a hole that the genre fills."""
    name = re.sub(r"\d+$", "", hole)
    return name if name.removeprefix("a_") in _SOURCES else ""


def _numbered(template: str) -> tuple[str, list[str]]:
    """The template with its lexical holes numbered, and what each of them asks for."""
    holes = list(dict.fromkeys(hole for _, hole in _HOLE.findall(template) if _kind(hole)))

    def number(match: re.Match[str]) -> str:
        return f"{{{match[1]}w{holes.index(match[2])}}}" if match[2] in holes else match[0]

    return _HOLE.sub(number, template), [_kind(hole) for hole in holes]


class Suite:
    """Sentences of several kinds, said together: one document's opening, question and close in one go."""

    def __init__(self, **kinds: Sequence[str]):
        templates = [template for each in kinds.values() for template in each]
        counts = np.array([len(each) for each in kinds.values()])
        self._sentences = Sentences(*templates)
        self._kinds = {kind: number for number, kind in enumerate(kinds)}
        self._counts, self._first = counts, np.cumsum(counts) - counts

    def say(
        self,
        draws: Draws,
        field: str,
        fields: Mapping[str, Field],
        *kinds: str,
        present: Mapping[str, NDArray[np.bool_]] | None = None,
        span: str = "body",
    ) -> list[Strings]:
        """A sentence of each kind for each document; '' where a kind is not present.

        Args:
            fields: by document.
            present: kind -> the documents that have such a sentence, where not all do.
        """
        shown = np.ones((draws.num_docs, len(kinds)), np.bool_)
        for kind, mask in (present or {}).items():
            shown[:, kinds.index(kind)] = mask
        rows = Rows.of(shown.sum(axis=1))
        kind_of = np.array([self._kinds[kind] for kind in kinds])[np.nonzero(shown)[1]]
        which = self._first[kind_of] + draws.draw(field, self._counts[kind_of], rows, span=span)
        spread: dict[str, Field] = dict.fromkeys(self._sentences.fields, "")
        spread |= {name: _spread(value, rows.doc) for name, value in fields.items()}
        text = self._sentences.say(draws, f"{field}.said", rows, spread, which=which, span=span)
        text = pa.concat_arrays([text, pa.array([""], pa.string())])
        places = np.where(shown, np.cumsum(shown).reshape(shown.shape) - 1, len(text) - 1)
        return [text.take(pa.array(column)) for column in places.T]


def role_fields(role: I64) -> dict[str, Field]:
    """Who argues, drawn by the genre: `{author}`, and `{a_author}` with the article."""
    roles = lexicon("philosophy_roles")
    named = join(pick(roles[1], role), " ", pick(roles[0], role))
    return {"author": Picked(roles[0], role), "a_author": named}


def _spread(value: Field, doc: I64) -> Field:
    if isinstance(value, Picked):
        return Picked(value.table, value.which[doc])
    if isinstance(value, np.ndarray):
        return value[doc]
    return value if isinstance(value, str) else Picked(value, doc)
