"""What the writers of all conversations share: phrases whose holes draw from lexicons, and small talk.

Small talk stands between the turns that count. It holds no digits, so that readers can pass over it, and how
much of it there is says nothing about how hard a conversation is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.text.columns import Field, Picked, Strings, capital, join, where
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows
from dataforge.text.wording import Wording, Words, lexicons_of

_WORDS = {
    "um": Words("conversational_fillers", "{0}, ", 12, optional=True),
    "hedge": Words("conversational_hedges", ", {0}", 12, optional=True),
    "hedged": Words("conversational_hedges"),
    "reaction": Words("conversational_reactions"),
    "kin": Words("conversational_kin"),
    "doing": Words("conversational_doings"),
    "time": Words("conversational_times"),
    "greeting": Words("conversational_greetings"),
    "topic": Words("conversational_topics"),
    "feeling": Words("conversational_feelings"),
    "opinion": Words("conversational_opinions"),
    "thing": Words("en_objects"),
    "things": Words("en_objects", "{1}"),
    "athing": Words("en_objects", "{2} {0}"),
    "afood": Words("en_foods", "{2} {0}"),
    "foods": Words("en_foods", "{1}"),
    "abeast": Words("en_animals", "{2} {0}"),
    "beasts": Words("en_animals", "{1}"),
    "atool": Words("en_tools", "{2} {0}"),
    "vehicle": Words("en_vehicles"),
    "event": Words("en_events"),
    "place": Words("en_buildings", "{3} the {0}"),
    "room": Words("en_rooms", "{3} the {0}"),
    "town": Words("en_towns"),
    "scene": Words("en_scenery"),
    "trade": Words("en_people", "{2} {0}"),
    "field": Words("en_fields"),
    "acolour": Words("en_adj_colour", "{3} {0}"),
    "atexture": Words("en_adj_texture", "{3} {0}"),
    "texture": Words("en_adj_texture"),
    "name": Words("en_given_names"),
    "person": Words("en_people"),
    "handle": Words("en_verbs_handle"),
    "handled": Words("en_verbs_handle", "{2}"),
    "handlen": Words("en_verbs_handle", "{3}"),
    "social": Words("en_verbs_social", "{2}"),
    "moved": Words("en_verbs_move", "{2}"),
    "trait": Words("en_adj_person"),
    "adverb": Words("en_adv_manner"),
    "manner": Words("en_adv_manner"),
    "plant": Words("en_plants", "{2} {0}"),
    "spot": Words("en_landforms", "{3} the {0}"),
}
TALK_LEXICONS = lexicons_of(_WORDS)
"""Names of the lexicons behind the holes of `Phrases`."""


class _Said(Wording):
    words = _WORDS


class Phrases:
    """Sentences grouped by kind, whose holes named above (`{kin}`, `{kin2}`) fill themselves.

    Args:
        kinds: the templates of each kind; kind k is number k in the order given.
    """

    def __init__(self, *kinds: Sequence[str]):
        self._said = _Said(*(template for kind in kinds for template in kind))
        self._count = np.array([len(kind) for kind in kinds], np.int64)
        self._start = np.cumsum(self._count) - self._count

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
        count = int(self._count[kind]) if isinstance(kind, int) else self._count[kind]
        form = self._start[kind] + draws.draw(f"{field}.form", count, rows, span=span)
        return capital(self._said.say(draws, field, rows, fields, which=form, span=span))

    def say_all(
        self, draws: Draws, field: str, fields: Mapping[str, Field], span: str = "prompt"
    ) -> list[Strings]:
        """A sentence of every kind for each document, in one go; `fields` are by document."""
        kinds, n = len(self._count), draws.num_docs
        rows = Rows.of(np.full(n, kinds))
        said = self.say(draws, field, rows, rows.pos, {k: _of(v, rows.doc) for k, v in fields.items()}, span)
        return [said.take(pa.array(np.arange(kind, n * kinds, kinds))) for kind in range(kinds)]


def _of(field: Field, doc: I64) -> Field:
    """A field of documents for their rows."""
    if isinstance(field, Picked):
        return Picked(field.table, field.which[doc])
    if isinstance(field, np.ndarray):
        return field[doc]
    return field if isinstance(field, str) else Picked(field, doc)


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
        "{um}{topic}[:|,|? Well,|? Oh,] {opinion}{hedge}.",
        "{um}I am {feeling}[,| and] {name} is {feeling2}, and {kin} {doing}.",
        "{um}we had {foods} with {foods2} {room}{hedge}.",
        "{um}[lend|pass|hand] me {atool}[| please], [or|and] {athing}.",
        "{um}the {vehicle} [to|from|near] {town} was [late|early|empty|crowded|out of "
        "order|noisy|unheated|never seen again]{hedge}.",
        "{um}{name}, {kin}, [is|was] {trade} {place}.",
        "{um}[I never|nobody|someone] {handled} [your|that|her|his|their] {thing}{hedge}.",
        "{um}{scene}, and {name} {handled} {athing}.",
        "{um}{name} {moved} [to|towards|past] {town} with {kin}{hedge}.",
        "{um}[our|my|this] {thing} is {texture}, [yours|hers|his] {texture2}{hedge}.",
        "{um}{afood}, {afood2} and {acolour} {thing}[:|,] that was [my|his|her|our] {event}.",
        "{um}{name} [teaches|studies|hates|loves] {field} and {handled} {abeast}.",
        "{um}{kin} [keeps|feeds|paints|fears] {beasts} and {beasts2} {spot}{hedge}.",
        "{um}[at|after|before|since] the {event} {name} {adverb} {handled} {athing}.",
        "{um}[there is|they planted|we found] {plant} {spot} and {plant2} {spot2}{hedge}.",
        "{um}[has|hasn't] {name} {handlen} [your|my] {thing}? {^reaction}.",
        "{um}[no|some|one] {trait} {person} [would have|could have|must have] {handlen} {atool} {time}.",
        "{um}{name} and {name2} {social} [the|my|our|that] {person}, {trait} and {trait2}.",
        "{um}[they found|there was|I noticed] {trade} {room} and {abeast} {room2}{hedge}[.|!]",
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
