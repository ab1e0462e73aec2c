"""Named, stateless draws that count their own bits.

A draw is a hash of (stream key, level, index, attempt, position), each mixed in by a round of its own; the
stream key is a hash of names (seed, split, domain, genre, field). Nothing is ever added to a seed, no draw
depends on another, and a new field never disturbs an old one.

All draws go through `Draws.draw` and its siblings, which account for information: `bits_hi` counts every
draw, `bits_lo` those that a reader of the text can recover. A genre never adds bits by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dataforge.text.bits import log2_units
from dataforge.text.hashing import U64, key_of, mix, mix_int, spread
from dataforge.text.rows import I64, Rows

Mask = NDArray[np.bool_] | bool
_MAX_CHOICES = 64  # of a template
_FEW = 4_096  # draws up to which fewer calls beat smaller arrays
_ZIPF_SCALE = 10_000_000
_BALLS = 1 << 13  # of an urn: its number is the first 13 bits of a hash
_TOP13 = np.uint64(51)
_LOW32, _SHIFT32 = np.uint64(0xFFFFFFFF), np.uint64(32)


_CHOICE_SPREAD = mix(spread(np.arange(_MAX_CHOICES, dtype=np.int64)))


@dataclass(frozen=True)
class Scope:
    """The names that come before a field's in the key of its stream."""

    seed: int
    split: str
    domain: str
    genre: str

    def key(self, field: str) -> np.uint64:
        """The key of one field's stream."""
        return key_of(str(self.seed), self.split, self.domain, self.genre, field)


class Weights:
    """A frozen table of integer weights to draw from.

    Args:
        weights: positive integers, one a choice; their sum must stay below 2^31.
    """

    def __init__(self, weights: Sequence[int] | I64):
        table = np.asarray(weights, np.int64)
        if table.ndim != 1 or len(table) == 0 or int(table.min()) < 1:
            raise ValueError("weights are a list of positive integers")
        self.cumulative = np.cumsum(table)
        self.total = int(self.cumulative[-1])
        if self.total >= 2**31:
            raise ValueError(f"weights sum to {self.total}, more than 2^31: scale them down")
        self.units = log2_units(np.full(len(table), self.total)) - log2_units(table)
        squares = int((table * table).sum())
        self.collision_units = 2 * int(log2_units(self.total)) - int(log2_units(squares))

    def __len__(self) -> int:
        return len(self.units)

    @classmethod
    @cache
    def zipf(cls, n: int, shift: int = 2) -> Weights:
        """Weights of ranks 0 .. n-1 that fall as 1 / (rank + shift), in integers: words by frequency."""
        return cls([max(_ZIPF_SCALE // (rank + shift), 1) for rank in range(n)])


class Urns:
    """Frozen tables of weights to draw from together: urns of 8,192 balls each, shared out by weight.

    A draw is one look-up, whatever urn it is from and however many words are in it.

    Args:
        weights: for each urn positive integers, at most 8,192 of them. Every choice has a ball at least.
    """

    def __init__(self, weights: Sequence[I64]):
        shares = [_shared_out(np.asarray(each, np.int64)) for each in weights]
        sizes = np.array([len(each) for each in shares], np.int64)
        self.first = np.cumsum(sizes) - sizes
        self.balls = np.concatenate(
            [np.repeat(np.arange(len(each), dtype=np.int16), each) for each in shares]
        )
        self.units = log2_units(_BALLS) - log2_units(np.concatenate(shares))
        alike = np.array([int((each * each).sum()) for each in shares])
        self.collision_units = 2 * log2_units(_BALLS) - log2_units(alike)

    def __len__(self) -> int:
        return len(self.first)


def _shared_out(weights: I64) -> I64:
    """8,192 balls shared out by weight: at least one each, the largest remainders first, then by place."""
    if weights.ndim != 1 or not 1 <= len(weights) <= _BALLS or int(weights.min()) < 1:
        raise ValueError(f"an urn has 1 to {_BALLS} positive weights")
    rest = _BALLS - len(weights)
    total = int(weights.sum())
    balls, left = np.divmod(weights * rest, total)
    order = np.argsort(-left, kind="stable")
    balls[order[: rest - int(balls.sum())]] += 1
    return np.asarray(balls + 1, np.int64)


@lru_cache(maxsize=1 << 16)
def _units_of(n: int) -> int:
    return int(log2_units(n))


def below(hashes: U64, n: NDArray[np.uint64] | np.uint64) -> I64:
    """The high word of the product hash x n: uniform in [0, n), for 1 <= n < 2^63; int64, same shape."""
    high, low = hashes >> _SHIFT32, hashes & _LOW32
    if int(n if isinstance(n, np.uint64) else n.max(initial=0)) <= 0xFFFFFFFF:
        low *= n
        low >>= _SHIFT32
        high *= n
        high += low
        high >>= _SHIFT32
        return high.view(np.int64)
    n_high, n_low = n >> _SHIFT32, n & _LOW32
    middle = high * n_low + ((low * n_low) >> _SHIFT32)
    carry = (low * n_high + (middle & _LOW32)) >> _SHIFT32
    return np.asarray(high * n_high + (middle >> _SHIFT32) + carry).astype(np.int64)


def _deal(deck: NDArray[Any], picks: I64) -> None:
    """The first steps of a Fisher-Yates shuffle of every row of a deck, [n, cards], in place: step k swaps
    cards k and k + picks[:, k]."""
    flat, start = deck.reshape(-1), np.arange(len(deck)) * deck.shape[1]
    for step in range(picks.shape[1]):
        here = start + step
        there = here + picks[:, step]
        dealt = flat.take(there)
        flat[there] = flat.take(here)
        flat[here] = dealt


@dataclass
class _Drawn:
    """One field's draws: the units that the text shows, the same for the chance of drawing alike twice, where
    they count."""

    shown: I64
    collision: I64
    rows: Rows | None
    span: str


class Draws:
    """The draws of a batch of documents of one genre, and the bits they hold.

    Args:
        scope: seed, split, domain, genre.
        level: int64[n]; mixed into every draw.
        index: int64[n], below 2^63.
        attempt: int64[n]; which try at a world this is (0 first).
    """

    def __init__(self, scope: Scope, level: I64, index: I64, attempt: I64 | None = None):
        self.scope = scope
        self.level, self.index = level, index
        self.num_docs = len(index)
        self._level = spread(level)
        self._index = spread(index)
        if attempt is not None and attempt.any():
            again = mix(self._index ^ spread(attempt ^ np.int64(0x5DEECE66D)))
            self._index = np.where(attempt > 0, again, self._index)
        self._alone = (int(self._level[0]), int(self._index[0])) if self.num_docs == 1 else None
        self.bits_hi = np.zeros(self.num_docs, np.int64)
        self.bits_lo: dict[str, I64] = {}
        self._drawn: dict[str, _Drawn] = {}
        self._spreads: dict[int, tuple[Rows, U64]] = {}

    def hashes(self, field: str, rows: Rows | None = None) -> U64:
        """64 random bits for each document, or for each row; not counted: for `draw` and its siblings
        only."""
        key = self.scope.key(field)
        if self._alone is not None:  # plain integers are faster than arrays of one
            level, index = self._alone
            doc = np.array([mix_int(mix_int(int(key) ^ level) ^ index)], np.uint64)
        else:
            doc = mix(mix(key ^ self._level) ^ self._index)
        if rows is None:
            return doc
        return mix(doc.repeat(rows.counts) ^ self._spread_pos(rows))

    def _spread_pos(self, rows: Rows) -> U64:
        """`spread(rows.pos)`, computed once for each `Rows` of the batch."""
        known = self._spreads.get(id(rows))
        if known is None:
            known = self._spreads[id(rows)] = (rows, spread(rows.pos))  # holding rows keeps its id from reuse
        return known[1]

    def draw(
        self, field: str, n: int | I64, rows: Rows | None = None, *, visible: Mask = True, span: str = "body"
    ) -> I64:
        """Uniform integers in [0, n): one a document, or one a row.

        Args:
            field: the stream's name; unique within a genre.
            n: how many choices, a number or int64 of the draw's shape; 1 <= n < 2^63.
            rows: draw for these rows instead of once a document.
            visible: which draws can be read back from the text (a mask of the draw's shape).
            span: the label of the segment of text that shows the draw.

        Returns:
            int64[num_docs] or int64[num_rows].
        """
        if isinstance(n, int):
            values = below(self.hashes(field, rows), np.uint64(n))
            self._count_alike(field, _units_of(n), (values.shape, rows), visible, span)
            return values
        choices = np.asarray(n, np.int64)
        values = below(self.hashes(field, rows), choices.astype(np.uint64))
        units = log2_units(choices)
        if units.shape != values.shape:
            units = np.broadcast_to(units, values.shape)
        self._count(field, (units, units), rows, visible, span)
        return values

    def weighted(
        self,
        field: str,
        weights: Weights,
        rows: Rows | None = None,
        *,
        visible: Mask = True,
        span: str = "body",
    ) -> I64:
        """Integers in [0, len(weights)) with the probabilities of a frozen table; as `draw` otherwise."""
        raw = below(self.hashes(field, rows), np.uint64(weights.total))
        values = np.searchsorted(weights.cumulative, raw, side="right").astype(np.int64)
        units = weights.units[values]
        self._count(field, (units, np.full(units.shape, weights.collision_units)), rows, visible, span)
        return values

    def from_urns(
        self, field: str, urns: Urns, which: I64, rows: Rows | None = None, *, span: str = "body"
    ) -> I64:
        """Which choice of urn `which[i]` is drawn, all visible; int64 of the draw's shape, from 0 in every
        urn."""
        ball = (self.hashes(field, rows) >> _TOP13).view(np.int64)
        ball += which * _BALLS
        values = urns.balls.take(ball).astype(np.int64)
        units = urns.units.take(urns.first.take(which) + values)
        self._count(field, (units, urns.collision_units.take(which)), rows, True, span)
        return values

    def chance(
        self,
        field: str,
        percent: int | I64,
        rows: Rows | None = None,
        *,
        visible: Mask = True,
        span: str = "body",
    ) -> NDArray[np.bool_]:
        """True with a probability of `percent` %, 0..100, a number or an array of the draw's shape."""
        raw = below(self.hashes(field, rows), np.uint64(100))
        level = np.broadcast_to(np.asarray(percent, np.int64), raw.shape)
        values = raw < level
        favoured = np.where(values, level, 100 - level)
        units = int(log2_units(100)) - log2_units(favoured)
        alike = int(log2_units(10_000)) - log2_units(level * level + (100 - level) ** 2)
        self._count(field, (units, alike), rows, visible, span)
        return values

    def choices(
        self,
        field: str,
        forms: tuple[I64, I64],
        which: I64,
        rows: Rows | None = None,
        *,
        visible: Mask = True,
        span: str = "body",
    ) -> list[I64]:
        """Several small uniform draws a row, as many as the row's form has; for `Frames.say`.

        Args:
            forms: options of each choice of each form, int64[num_forms, num_choices], below 2^16; and the
            bits of a
                form's choices together in units, int64[num_forms].
            which: the form of each row.

        Returns:
            num_choices arrays: int64 of the draw's shape, in [0, options); 0 where a form has no such choice.
        """
        counts, units = forms
        base, num = self.hashes(field, rows), counts.shape[1]
        if num * len(base) <= _FEW:  # all choices in one go
            high = mix(base ^ _CHOICE_SPREAD[:num, None]) >> _SHIFT32
            high *= counts.T.astype(np.uint64)[:, which]
            high >>= _SHIFT32
            drawn = list(high.view(np.int64))
        else:
            drawn = []
            for number, options in enumerate(np.ascontiguousarray(counts.T, np.uint64)):
                high = (
                    mix(base ^ _CHOICE_SPREAD[number]) >> _SHIFT32
                )  # 32 bits: a bias below 2^-16 for n < 2^16
                high *= options[0] if bool((options == options[0]).all()) else options.take(which)
                high >>= _SHIFT32
                drawn.append(high.view(np.int64))
        shown = units[which]
        self._count(field, (shown, shown), rows, visible, span)
        return drawn

    def distinct(
        self, field: str, n: int, rows: Rows, *, visible: Mask = True, span: str = "body", first: int = 0
    ) -> I64:
        """For each document as many different integers of [first, n) as it has rows, in random order;
        int64[num_rows].

        A partial Fisher-Yates shuffle by all documents at once; document i must have at most n - first rows.
        """
        choices = n - first - rows.pos
        if len(rows) and int(choices.min()) < 1:
            raise ValueError(f"{field}: {rows.width} different values asked of {n - first}")
        picks = rows.pad(below(self.hashes(field, rows), choices.astype(np.uint64)))
        small = np.int16 if n <= np.iinfo(np.int16).max else np.int64
        deck = np.tile(np.arange(first, n, dtype=small), (rows.num_docs, 1))
        _deal(deck, picks)
        units = log2_units(choices)
        self._count(field, (units, units), rows, visible, span)
        return rows.ravel(deck).astype(np.int64)

    def shuffle(self, field: str, rows: Rows, *, visible: Mask = True, span: str = "body") -> I64:
        """A random order of each document's rows: for each row the position (in its document) that stands
        there."""
        width = max(rows.width, 1)
        order = np.tile(np.arange(width, dtype=np.int64), (rows.num_docs, 1))
        left = rows.counts[rows.doc] - rows.pos
        picks = rows.pad(below(self.hashes(field, rows), left.astype(np.uint64)))
        _deal(order, picks)
        units = log2_units(left)
        self._count(field, (units, units), rows, visible, span)
        return rows.ravel(order)

    def hide(self, field: str, mask: NDArray[np.bool_]) -> None:
        """Take draws already made off `bits_lo`: it turned out that the text does not show them."""
        drawn = self._drawn[field]
        hidden = np.where(mask, drawn.shown, 0)
        self.bits_lo[drawn.span] -= hidden if drawn.rows is None else drawn.rows.sum(hidden)
        drawn.shown = drawn.shown - hidden
        drawn.collision = np.where(mask, 0, drawn.collision)

    def collision_units(self, field: str) -> I64:
        """-log2 of the chance that another draw of this field would show the same, a document; int64, 1/65536
        bit."""
        drawn = self._drawn[field]
        return drawn.collision if drawn.rows is None else drawn.rows.sum(drawn.collision)

    def num_draws(self, field: str) -> int:
        """How many draws the batch made of a field."""
        return len(self._drawn[field].shown)

    def collision_units_at(self, field: str, position: int) -> int:
        """As `collision_units`, of one draw: row `position` of the batch (without rows: document)."""
        return int(self._drawn[field].collision[position])

    def _count_alike(
        self, field: str, unit: int, shape: tuple[tuple[int, ...], Rows | None], visible: Mask, span: str
    ) -> None:
        """As `_count`, for draws that all have the same number of choices: no sums over rows if all show."""
        size, rows = shape
        units = np.full(size, unit, np.int64)
        if visible is not True:
            self._count(field, (units, units), rows, visible, span)
            return
        total = np.int64(unit) if rows is None else unit * rows.counts
        self._book(field, _Drawn(units, units, rows, span), total, total)

    def _count(self, field: str, units: tuple[I64, I64], rows: Rows | None, visible: Mask, span: str) -> None:
        """Account for a draw; units are -log2 of the chance of the value, and of any value coming twice."""
        if visible is True:
            shown, collision = units
        else:
            shown, collision = np.where(visible, units[0], 0), np.where(visible, units[1], 0)
        hi = units[0] if rows is None else rows.sum(units[0])
        lo = hi if visible is True else shown if rows is None else rows.sum(shown)
        self._book(field, _Drawn(shown, collision, rows, span), hi, lo)

    def _book(self, field: str, drawn: _Drawn, hi: I64 | np.int64, lo: I64 | np.int64) -> None:
        if field in self._drawn:
            raise ValueError(f"field {field!r} is drawn twice: every draw has a name of its own")
        self.bits_hi += hi
        bucket = self.bits_lo.get(drawn.span)
        if bucket is None:
            bucket = self.bits_lo[drawn.span] = np.zeros(self.num_docs, np.int64)
        bucket += lo
        self._drawn[field] = drawn

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of all streams drawn from so far."""
        return tuple(self._drawn)
