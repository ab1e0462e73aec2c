"""The worlds of `reaction_yield`: reactions, molar masses, charges, what follows, in fixed point."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dataforge.generators.base import Knobs
from dataforge.generators.scientific._effort import Effort
from dataforge.generators.scientific._fixed import divide
from dataforge.text.columns import num_digits
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

GRAMS, MILLIGRAMS, KILOGRAMS = 0, 1, 2
_LEAST, _MOST = 200, 24_999  # hundredths of a gram of the first reactant
_SMALL = 5_000  # below, milligrams are used rather than kilograms
_PLAIN, _WEIGHED_TOO, _YIELD = 22, 32, 8  # about what a run takes, a second mass and a yield besides
_TOKEN = re.compile(r"([A-Z][a-z]?)(\d*)|\(((?:[A-Z][a-z]?\d*)+)\)(\d*)")


@dataclass(frozen=True)
class Chemistry:
    """What the lexicon knows of every reaction; a, b, c are both reactants and the first product.

    Attributes:
        formulas: three columns of strings; coefficients, molar (masses in hundredths of g/mol): int64[n, 3].
        molar_text: the same as three columns of text.
        bare: the equations without coefficients.
        atoms: the atomic masses needed, as text; num_atoms: how many.
        sums: how the three molar masses are added up, as text; balance: the atoms on either side, as text.
    """

    formulas: tuple[list[str], ...]
    coefficients: I64
    molar: I64
    molar_text: tuple[list[str], ...]
    bare: list[str]
    atoms: list[str]
    num_atoms: I64
    sums: list[str]
    balance: list[str]


@dataclass(frozen=True)
class World:
    """A batch of reports.

    Attributes:
        runs: a row is a run. Masses in hundredths of a gram: `masses` int64[num_runs, 2] of the reactants,
            `units` how they are written, `product` what can form, `found` what was isolated.
        limited: whether the second reactant is weighed too (else it is in excess).
        amounts: int64[num_runs, 2] in 1/10,000 mol; `made` of the product, `used` of what is left over.
        short: which reactant runs out, 0 or 1.
        percent: the yield in tenths.
    """

    reaction: I64
    from_atoms: NDArray[np.bool_]
    unbalanced: NDArray[np.bool_]
    yields: NDArray[np.bool_]
    runs: Rows
    limited: NDArray[np.bool_]
    masses: I64
    units: I64
    amounts: I64
    short: I64
    made: I64
    used: I64
    product: I64
    found: I64
    percent: I64
    effort: I64
    colour: I64

    @property
    def left(self) -> I64:
        """What remains of the reactant that does not run out, in 1/10,000 mol."""
        spare = np.where(self.short == 0, self.amounts[:, 1], self.amounts[:, 0])
        return np.asarray(spare - self.used, np.int64)


def _atoms_of(formula: str) -> Counter[str]:
    """How many atoms of each element a formula has, in the order of their first mention."""
    atoms: Counter[str] = Counter()
    for element, count, group, times in _TOKEN.findall(formula):
        if element:
            atoms[element] += int(count or 1)
        else:
            for inner, inner_count in re.findall(r"([A-Z][a-z]?)(\d*)", group):
                atoms[inner] += int(inner_count or 1) * int(times or 1)
    return atoms


def _sum_of(formula: str, mass: dict[str, int]) -> tuple[int, str]:
    """The molar mass in hundredths, and how it adds up."""
    atoms = _atoms_of(formula)
    total = sum(mass[element] * count for element, count in atoms.items())
    text = {element: f"{value // 100}.{value % 100:02d}" for element, value in mass.items()}
    parts = [f"{count} x {text[element]}" if count > 1 else text[element] for element, count in atoms.items()]
    result = f" = {total // 100}.{total % 100:02d}" if len(parts) > 1 or " x " in parts[0] else ""
    return total, f"M({formula}) = {' + '.join(parts)}{result}"


@cache
def chemistry() -> Chemistry:
    """All reactions of the lexicon, worked out."""
    table = lexicon("scientific_elements")
    mass = {e: int(m.replace(".", "")) for e, m in zip(table.words(0), table.words(1), strict=True)}
    formulas, coefficients, molar, bare, atoms, sums, balance = [], [], [], [], [], [], []
    for equation in lexicon("scientific_reactions").words(0):
        left, right = (side.split(" + ") for side in equation.split(" -> "))
        terms = [(term.partition(" ")[::2] if " " in term else ("1", term)) for term in left + right]
        bare.append(" -> ".join(" + ".join(t.split(" ")[-1] for t in side) for side in (left, right)))
        total: Counter[str] = Counter()
        for coefficient, formula in terms[:2]:
            for element, count in _atoms_of(formula).items():
                total[element] += int(coefficient) * count
        worked = [_sum_of(formula, mass) for _, formula in terms[:3]]
        formulas.append([formula for _, formula in terms[:3]])
        coefficients.append([int(coefficient) for coefficient, _ in terms[:3]])
        molar.append([value for value, _ in worked])
        sums.append("; ".join(text for _, text in worked))
        atoms.append(", ".join(f"{e} {mass[e] // 100}.{mass[e] % 100:02d}" for e in total))
        balance.append(", ".join(f"{element} {count}" for element, count in total.items()))
    return Chemistry(
        tuple(list(column) for column in zip(*formulas, strict=True)),
        np.array(coefficients, np.int64), np.array(molar, np.int64),
        tuple([f"{m // 100}.{m % 100:02d}" for m in column] for column in zip(*molar, strict=True)),
        bare, atoms,
        np.array([each.count(", ") + 1 for each in atoms]), sums, balance,
    )  # fmt: skip


def draw_world(draws: Draws, knobs: Knobs) -> World:
    """Charges are drawn, the second reactant near what the first needs; amounts, masses and yields follow."""
    known = chemistry()
    reaction = draws.draw("reaction", len(known.bare), span="prompt")
    from_atoms, unbalanced, yields = (
        draws.chance(name, knobs[name], span="prompt") for name in ("atoms", "unbalanced", "yields")
    )
    given = known.num_atoms[reaction] * (from_atoms * 1 + unbalanced * 2)
    runs, limited = _draw_runs(draws, np.maximum(knobs["work"] - given, 1), yields)
    (a, b, c), (molar_a, molar_b, molar_c) = (
        known.coefficients[reaction[runs.doc]].T,
        known.molar[reaction[runs.doc]].T,
    )
    first, second = _weigh(draws, (runs, limited), molar_a * a, molar_b * b)
    units = [
        _draw_unit(draws, knobs, (runs, first), "first", np.ones(len(runs), np.bool_)),
        _draw_unit(draws, knobs, (runs, second), "second", limited),
    ]
    effort = Effort(draws.num_docs)
    amount_a, amount_b = effort.divide(10_000 * first, molar_a, runs), divide(10_000 * second, molar_b)
    short = (limited & (amount_b * a < amount_a * b)).astype(np.int64)
    compared = num_digits(10_000 * second) + sum(num_digits(each) for each in (amount_a, b, amount_b, a)) + 1
    effort.count(np.where(limited, compared, 0), runs)
    scarce, per = np.where(short == 0, amount_a, amount_b), np.where(short == 0, a, b)
    made = effort.divide(scarce * c, per, runs)
    product = effort.divide(made * molar_c, np.full(len(runs), 10_000), runs)
    lowest = product - product * 45 // 100
    isolated = draws.draw("found", np.where(yields[runs.doc], product - lowest + 1, 1), runs, span="prompt")
    found = lowest + isolated
    other = scarce * np.where(short == 0, b, a)
    used = divide(other, per)
    spare = np.where(short == 0, amount_b, amount_a) - used
    effort.count(np.where(limited, num_digits(other) + num_digits(spare), 0), runs)
    effort.count(np.where(yields[runs.doc], num_digits(1_000 * found), 0), runs)
    return World(
        reaction, from_atoms, unbalanced, yields, runs, limited,
        masses=np.stack([first, second], axis=1),
        units=np.stack(units, axis=1),
        amounts=np.stack([amount_a, amount_b], axis=1),
        short=short,
        made=made,
        used=used,
        product=product,
        found=found,
        percent=divide(1_000 * found, np.maximum(product, 1)),
        effort=effort.total,
        colour=knobs["colour"],
    )  # fmt: skip


def _weigh(draws: Draws, rows: tuple[Rows, NDArray[np.bool_]], one: I64, other: I64) -> tuple[I64, I64]:
    """Hundredths of a gram of both reactants: the second near what the first needs, by their masses in the
    equation."""
    runs, limited = rows
    first = _LEAST + draws.draw("first", _MOST - _LEAST + 1, runs, span="prompt")
    need = np.maximum(divide(first * other, one), 2)
    return first, need // 2 + draws.draw("second", np.where(limited, need + 1, 1), runs, span="prompt")


def _draw_runs(draws: Draws, work: I64, yields: NDArray[np.bool_]) -> tuple[Rows, NDArray[np.bool_]]:
    """As many runs as the work is enough for, and which have two weighed reactants: half of those that could
    have, or more.

    Runs with two masses are dearer, others fill up what is left; they stand side by side, from a drawn place.
    """
    plain = _PLAIN + _YIELD * yields
    most = work // (plain + _WEIGHED_TOO)
    dear = most - draws.draw("dear", most // 2 + 1, span="prompt")
    left = np.maximum(work - dear * (plain + _WEIGHED_TOO), np.where(dear > 0, 0, plain))
    cheap = left // plain + draws.chance("one.more", left % plain * 100 // plain, span="prompt")
    runs = Rows.of(dear + cheap)
    mixed = (dear > 0) & (cheap > 0)
    first = draws.draw("dear.from", np.where(mixed, runs.counts, 1), span="prompt")
    place = (runs.pos - first[runs.doc]) % runs.counts[runs.doc]
    return runs, place < dear[runs.doc]


def _draw_unit(
    draws: Draws, knobs: Knobs, rows: tuple[Rows, I64], name: str, weighed: NDArray[np.bool_]
) -> I64:
    """How each mass is written: in grams, or by chance in milligrams (small ones) or kilograms."""
    runs, mass = rows
    percent = np.where(weighed, knobs["units"][runs.doc], 0)
    other = draws.chance(f"{name}.other", percent, runs, span="prompt")
    return np.where(other, np.where(mass < _SMALL, MILLIGRAMS, KILOGRAMS), GRAMS)
