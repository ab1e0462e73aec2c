"""Claims made of pieces: one notion stands in a relation to another, or does not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataforge.text.columns import Picked, Strings, join
from dataforge.text.draws import Draws, Weights
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

CLAIM_LEXICONS = ("philosophy_notions", "philosophy_relations")


@dataclass(frozen=True)
class Claims:
    """Claims by row: within a document no two are about the same notion.

    Attributes:
        subject, relation, other: lines of the lexicons.
    """

    rows: Rows
    subject: I64
    relation: I64
    other: I64

    @classmethod
    def drawn(cls, draws: Draws, rows: Rows, span: str = "prompt") -> Claims:
        """Claims about different notions, as many as each document has rows."""
        n = len(lexicon("philosophy_notions"))
        subject = draws.distinct("claim.subject", n, rows, span=span)
        relation = draws.weighted(
            "claim.relation", Weights.zipf(len(lexicon("philosophy_relations")), 60), rows, span=span
        )
        other = (subject + 1 + draws.draw("claim.other", n - 1, rows, span=span)) % n
        return cls(rows, subject, relation, other)

    def clauses(self) -> Strings:
        """Every claim affirmed (row 2i) and denied (2i + 1), then all again by ellipsis ("honesty does not").

        string[4 num_rows]
        """
        notions, relations = lexicon("philosophy_notions")[0], lexicon("philosophy_relations")
        n = len(relations)
        verbs = pa.concat_arrays([relations[0], relations[1]])
        verb = np.stack([self.relation, self.relation + n], axis=1).ravel()
        subject = notions.take(pa.array(np.repeat(self.subject, 2)))
        full = join(subject, " ", verbs.take(pa.array(verb)), " ", Picked(notions, np.repeat(self.other, 2)))
        short = pc.if_else(pc.starts_with(relations[0], "is "), "is", "does")
        denied = join(short, " not")
        brief = join(subject, " ", pa.concat_arrays([short, denied]).take(pa.array(verb)))
        return pa.concat_arrays([full, brief])

    def about(self, at: I64) -> Picked:
        """The notions that claims number `at` are about."""
        return Picked(lexicon("philosophy_notions")[0], self.subject[at])
