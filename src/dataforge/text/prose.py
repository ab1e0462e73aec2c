"""Small things that prose needs and columns lack: capital letters, enumerations, plain JSON strings."""

from __future__ import annotations

import numpy as np

from dataforge.text.columns import Json, Strings, join, pick, where
from dataforge.text.rows import Rows


def enumerated(rows: Rows, items: Strings, last: str = " and ", comma: str = ", ") -> Strings:
    """The items of each document as prose, "a, b and c"; string[num_docs]."""
    before_last = where(rows.last & (rows.pos > 0), last, comma)
    return rows.join(join(where(np.asarray(rows.pos == 0), "", before_last), items))


def plain_json(column: Strings) -> Json:
    """Strings that hold no character that JSON escapes, as JSON strings."""
    return Json(join('"', column, '"'))


_SOUNDS_AS_CONSONANT = ("uni", "use", "usu", "uti", "uto", "eu", "ewe", "one-", "once", "u-")
_SOUNDS_AS_VOWEL = ("hour", "honest", "honour", "heir", "x-ray", "mp3")
_NOT_UNI = ("unin", "unim", "unid")  # uninvited, unimportant, unidentified: the u of "under"


def article(column: Strings) -> Strings:
    """The article that each string takes by its sound, a or an, with English's exceptions; string[n]."""
    words = column.unique()
    vowels = []
    for word in words.to_pylist():
        spelt = str(word).lower()
        vowel = spelt[:1] in ("a", "e", "i", "o", "u")
        if spelt.startswith(_SOUNDS_AS_CONSONANT) and not spelt.startswith(_NOT_UNI):
            vowel = False
        vowels.append("an" if vowel or spelt.startswith(_SOUNDS_AS_VOWEL) else "a")
    return pick(vowels, np.asarray(column.dictionary_encode().indices, dtype=np.int64))


def with_article(column: Strings) -> Strings:
    """Each string after its indefinite article, "a lamp", "an hour"; string[n]."""
    return join(article(column), " ", column)
