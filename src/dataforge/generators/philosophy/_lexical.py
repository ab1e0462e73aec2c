"""The words of philosophy, and sentences of several kinds said together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.text.columns import Field, Picked, Strings, join, pick
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows
from dataforge.text.wording import Wording, Words, lexicons_of

_WORDS = {
    "turn": Words("philosophy_turns", "{0}", 60),
    "manner": Words("philosophy_manners", "{0}", 30),
    "occasion": Words("philosophy_occasions", "{0}", 60),
    "topic": Words("philosophy_topics", "{0}", 60),
    "role": Words("philosophy_roles", "{0}", 30),
    "a_role": Words("philosophy_roles", "{1} {0}", 30),
    "scenery": Words("en_scenery", "{0}", 60),
    "gesture": Words("en_gestures", "{0}", 60),
    "idea": Words("en_adj_idea", "{0}", 30),
    "a_idea": Words("en_adj_idea", "{3} {0}", 30),
    "person": Words("en_adj_person", "{0}", 30),
    "a_person": Words("en_adj_person", "{3} {0}", 30),
    "age": Words("en_adj_age", "{0}", 30),
    "a_age": Words("en_adj_age", "{3} {0}", 30),
    "a_texture": Words("en_adj_texture", "{3} {0}", 30),
    "colour": Words("en_adj_colour", "{0}", 30),
    "a_colour": Words("en_adj_colour", "{3} {0}", 30),
    "object": Words("en_objects", "{0}", 30),
    "a_object": Words("en_objects", "{2} {0}", 30),
    "document": Words("en_documents", "{0}", 30),
    "a_document": Words("en_documents", "{2} {0}", 30),
    "event": Words("en_events", "{0}", 30),
    "a_event": Words("en_events", "{2} {0}", 30),
    "animal": Words("en_animals", "{0}", 30),
    "a_animal": Words("en_animals", "{2} {0}", 30),
    "a_place": Words("en_buildings", "{2} {0}", 30),
    "furniture": Words("en_furniture", "{0}", 30),
    "people": Words("en_people", "{1}", 30),
    "how": Words("en_adv_manner", "{0}", 30),
    "when": Words("en_adv_time", "{0}", 30),
    "perhaps": Words("en_adv_sentence", "{0}", 30),
    "often": Words("en_adv_frequency", "{0}", 30),
    "whence": Words("en_conn_result", "{0}", 30),
    "moreover": Words("en_conn_addition", "{0}", 30),
    "but": Words("en_conn_contrast", "{0}", 30),
    "inshort": Words("en_conn_conclusion", "{0}", 30),
    "town": Words("en_towns", "{0}", 30),
}
LEXICONS = lexicons_of(_WORDS)


class Sentences(Wording):
    """Sentences in the words of philosophy."""

    words = _WORDS


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
