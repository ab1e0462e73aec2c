"""How far each cell is from its floor: running sums of excess loss, in whole numbers.

A cell's excess is `(KNOWN_LOSS - FLOOR) / KNOWN_TOKENS`, the loss above the entropy that the generator put
into the very documents trained on. Pairing them takes out most of the sampling noise. Sums fade by a fixed
share each window in which the cell was heard, so a cell that is met seldom keeps what is known of it.

Cells are noisy, domains are not: a cell's estimate is pulled towards its domain's by `SHRINK_SEQUENCES`
imaginary sequences (empirical Bayes with a fixed prior weight).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dataforge.curriculum.exact import Q16, clamp, mean_q
from dataforge.curriculum.feedback import CellFeedback
from dataforge.curriculum.spec import CurriculumSpec

__all__ = ["SHRINK_SEQUENCES", "Estimates"]

SHRINK_SEQUENCES = 32
"""A cell heard this often weighs as much as its domain in its own estimate."""

_SEQUENCE_UNIT = 256  # faded sequence counts keep 8 bits of fraction


@dataclass(frozen=True)
class Estimates:
    """Faded sums of a run; `state` is the JSON form that a policy keeps."""

    spec: CurriculumSpec
    excess: list[int]
    """[K] faded sums of KNOWN_LOSS - FLOOR, 2^-24 nats; may be below zero by chance."""
    tokens: list[int]
    """[K] faded sums of KNOWN_TOKENS."""
    sequences: list[int]
    """[K] faded counts of sequences in cells with a known floor, in 1/256."""
    first: list[int]
    """[D] the domain's excess when it was first heard, 2^-24 nats a token; -1 = not heard yet."""

    @classmethod
    def start(cls, spec: CurriculumSpec) -> Estimates:
        """Nothing known."""
        zeros = [0] * spec.num_cells
        return cls(spec, zeros, zeros, zeros, [-1] * len(spec.domains))

    @classmethod
    def of(cls, spec: CurriculumSpec, state: dict[str, Any]) -> Estimates:
        """From the JSON form."""
        return cls(spec, state["excess"], state["tokens"], state["sequences"], state["first"])

    @property
    def state(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "excess": self.excess,
            "tokens": self.tokens,
            "sequences": self.sequences,
            "first": self.first,
        }

    def heard(self, feedback: Sequence[CellFeedback], fade: int, least_first: int) -> Estimates:
        """After a window: sums fade by 2^-fade in cells that were heard with a known floor.

        A domain's first excess is taken once and is at least `least_first` (2^-24 nats a token), so that a
        domain the model knew from the start does not have its noise read as something to learn.
        """

        def faded(old: int, new: int, row: CellFeedback) -> int:
            return old - (old >> fade) + new if row.known_tokens > 0 else old

        new = Estimates(
            self.spec,
            [
                faded(old, row.known_loss - row.floor, row)
                for old, row in zip(self.excess, feedback, strict=True)
            ],
            [faded(old, row.known_tokens, row) for old, row in zip(self.tokens, feedback, strict=True)],
            [
                faded(old, _SEQUENCE_UNIT * row.sequences, row)
                for old, row in zip(self.sequences, feedback, strict=True)
            ],
            list(self.first),
        )
        for index in range(len(self.first)):
            excess = new.domain_excess(index)
            if self.first[index] < 0 and excess is not None:
                new.first[index] = max(excess, least_first)
        return new

    def raw(self, cell: int) -> int | None:
        """The cell's own excess a token, 2^-24 nats; None if it was never heard with a known floor."""
        return mean_q(self.excess[cell], self.tokens[cell]) if self.tokens[cell] > 0 else None

    def domain_excess(self, domain: int) -> int | None:
        """Mean excess over the domain's heard cells, weighted as in the first mixture, not as sampled.

        Weighting by what was sampled would let a shift of the mixture look like learning or forgetting.
        """
        total, weight = 0, 0
        for cell in self.spec.members[domain]:
            own = self.raw(cell)
            if own is not None:
                total += self.spec.mixture[cell] * own
                weight += self.spec.mixture[cell]
        return mean_q(total, weight) if weight else None

    def cell_excess(self, cell: int, pooled: int) -> int:
        """The cell's excess, pulled towards its domain's `pooled`; `pooled` itself for an unheard cell."""
        own = self.raw(cell)
        if own is None:
            return pooled
        trust, pull = self.sequences[cell], SHRINK_SEQUENCES * _SEQUENCE_UNIT
        return mean_q(trust * own + pull * pooled, trust + pull)

    def mastery_q16(self, domain: int, excess: int) -> int:
        """1 - excess / first excess of the domain, in Q16: 1 = at the floor, 0 = as at the start or worse."""
        return clamp(Q16 - mean_q(excess * Q16, self.first[domain]), 0, Q16)
