"""Laboratory reports: the chemistry of the lexicon, a report written by hand, tampered ones."""

from __future__ import annotations

import json
import re
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.scientific._reaction_world import chemistry
from dataforge.generators.scientific.reaction_yield import ReactionYield
from dataforge.testing import documents
from dataforge.text.lexicon import lexicon

GENRE = ReactionYield()
REPORT = """\
Notes on a synthesis of magnesium oxide (MgO); reactants: magnesium (Mg), oxygen (O2)

Equation, coefficients left out: Mg + O2 -> MgO
The atomic masses (g/mol) are Mg 24.31, O 16.00.

Batch 1: 4860 mg of magnesium with 1.60 g of oxygen; 2.90 g of magnesium oxide were isolated.

What is the yield of magnesium oxide in this batch, in percent?

Balanced: 2 Mg + O2 -> 2 MgO (Mg 2, O 2).
M(Mg) = 24.31; M(O2) = 2 x 16.00 = 32.00; M(MgO) = 24.31 + 16.00 = 40.31.
Batch 1: 4860 mg = 4.86 g; n(Mg) = 4.86 / 24.31 = 0.1999 mol; n(O2) = 1.60 / 32.00 = 0.0500 mol; \
0.1999 x 1 = 0.1999 > 0.0500 x 2 = 0.1000: oxygen runs out; n(MgO) = 0.0500 x 2 / 1 = 0.1000 mol; \
m(MgO) = 0.1000 x 40.31 = 4.03 g; magnesium left: 0.1999 - 0.1000 = 0.0999 mol; \
yield 2.90 / 4.03 = 72.0 percent.

Answer: 72.0 percent"""


def _elements(formula: str) -> Counter[str]:
    """Atoms by rewriting the formula as a sum and letting Python evaluate it."""
    spelled = re.sub(r"([A-Z][a-z]?)", r"+Counter({'\1':1})", formula)
    spelled = re.sub(r"\(\+", "+(", spelled)
    tokens = re.sub(r"(\)|\}\))(\d+)", r"\1*\2", spelled)

    class Atoms(Counter[str]):
        def __mul__(self, times: int) -> Atoms:
            return Atoms({element: count * times for element, count in self.items()})

        def __add__(self, other: Counter[str]) -> Atoms:
            return Atoms(Counter.__add__(self, other))

    return Counter(eval("Counter()" + tokens, {"Counter": Atoms}))


def test_every_reaction_balances() -> None:
    """Each element of each equation of the lexicon stands on both sides equally often, in lowest terms."""
    for equation in lexicon("scientific_reactions").words(0):
        sides = []
        for side in equation.split(" -> "):
            total: Counter[str] = Counter()
            for term in side.split(" + "):
                number, _, formula = term.rpartition(" ")
                for element, count in _elements(formula).items():
                    total[element] += int(number or 1) * count
            sides.append(total)
        assert sides[0] == sides[1], equation


def test_molar_masses_add_up() -> None:
    """Molar masses are the sums of the atomic masses, counted by another parser."""
    table = lexicon("scientific_elements")
    mass = {e: Fraction(m) for e, m in zip(table.words(0), table.words(1), strict=True)}
    known = chemistry()
    for column, formulas in zip(known.molar.T, known.formulas, strict=True):
        expected = [100 * sum(mass[e] * n for e, n in _elements(formula).items()) for formula in formulas]
        assert column.tolist() == expected


def test_reads_a_report_written_by_hand() -> None:
    """Equation, masses, the limiting reactant and the yield come out of a report that no template made."""
    facts = GENRE.extract(REPORT)
    assert facts["equation"] == "2 Mg + O2 -> 2 MgO"
    assert facts["given"] == ["atomic masses", "without coefficients"]
    assert facts["runs"] == [["4.86", "1.60", "oxygen", "0.1000", "0.0999", "4.03", "2.90", "72.0"]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Answer: 72.0", "Answer: 73.0"),
        ("Balanced: 2 Mg + O2 -> 2 MgO", "Balanced: Mg + O2 -> MgO"),
        ("Balanced: 2 Mg + O2 -> 2 MgO (Mg 2, O 2)", "Balanced: 4 Mg + 2 O2 -> 4 MgO (Mg 4, O 4)"),
        ("oxygen runs out", "magnesium runs out"),
        ("4860 mg of", "4860 g of"),
        ("Mg 24.31, O 16.00", "Mg 24.31, O 16.01"),
        ("magnesium oxide (MgO)", "calcium oxide (MgO)"),
        ("0.1999 - 0.1000 = 0.0999", "0.1999 - 0.1000 = 0.0990"),
        ("(Mg 2, O 2)", "(Mg 2, O 4)"),
    ],
)
def test_rejects_a_report_that_contradicts_itself(old: str, new: str) -> None:
    """One wrong coefficient, unit, name or figure, and the report is refused."""
    assert old in REPORT
    with pytest.raises((ExtractError, ValueError, KeyError)):
        GENRE.extract(REPORT.replace(old, new))


def test_the_product_follows_from_the_scarce_reactant() -> None:
    """Exact fractions give the same mass of product, up to what rounding may move."""
    batch = documents(GENRE, np.repeat(np.array([50, 100]), 60), np.arange(120))
    compared = 0
    for check in map(json.loads, batch.column("check").to_pylist()):
        terms = [term.rpartition(" ")[0] or "1" for term in re.split(r" \+ | -> ", check["equation"])]
        a, b, c = (Fraction(each) for each in terms[:3])
        molar = [Fraction(each) for each in check["molar"]]
        for first, second, scarce, made, left, product, *_ in check["runs"]:
            if not second:
                continue
            compared += 1
            amounts = (Fraction(first) / molar[0] / a, Fraction(second) / molar[1] / b)
            assert scarce in check["names"][:2]
            assert abs(Fraction(made) - min(amounts) * c) < Fraction(c, 5_000)
            assert abs(Fraction(product) - min(amounts) * c * molar[2]) < Fraction(c, 5_000) * molar[
                2
            ] + Fraction(1, 100)
            assert Fraction(left) >= 0
    assert compared >= 120


def test_a_level_is_as_much_work_with_few_runs_as_with_many() -> None:
    """Reports of one level cost alike, though they tell of three runs or of six, with yields or without."""
    records = documents(GENRE, np.full(300, 70), np.arange(300)).to_pylist()
    costs: dict[int, list[int]] = {}
    for record in records:
        runs = len(json.loads(record["check"])["runs"])
        costs.setdefault(runs, []).append(json.loads(record["measured"])["cost"])
    means = [sum(each) / len(each) for each in costs.values() if len(each) >= 20]
    assert len(means) >= 3
    assert max(means) < 1.2 * min(means)
