"""Small things that prose needs and columns lack: capital letters, enumerations, plain JSON strings."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from dataforge.text.columns import Json, Strings, join, where
from dataforge.text.rows import Rows


def capital(column: Strings) -> Strings:
    """The strings with their first letter (ASCII) in upper case, string[n]."""
    first = pc.ascii_upper(pc.utf8_slice_codeunits(column, 0, 1))
    return join(first, pc.utf8_slice_codeunits(column, 1))


def enumerated(rows: Rows, items: Strings, last: str = " and ", comma: str = ", ") -> Strings:
    """The items of each document as prose, "a, b and c"; string[num_docs]."""
    before_last = where(rows.last & (rows.pos > 0), last, comma)
    return rows.join(join(where(np.asarray(rows.pos == 0), "", before_last), items))


def plain_json(column: Strings) -> Json:
    """Strings that hold no character that JSON escapes, as JSON strings."""
    return Json(join('"', column, '"'))
