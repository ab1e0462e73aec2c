# ruff: noqa: E501 - a pattern stands on one line
"""Reads a laboratory report back: parses the formulas, balances the elements, recomputes every run in decimals."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from math import gcd
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.scientific._solver import divide, less, multiply, scaled, subtract
from dataforge.generators.solving import step
from dataforge.text.lexicon import lexicon

Equation = list[tuple[int, str]]

_FORMULA = r"[A-Z][A-Za-z0-9()]*"
_TERM = rf"(?:\d+ )?{_FORMULA}"
_EQUATION = re.compile(rf"{_TERM}(?: \+ {_TERM})* -> {_TERM}(?: \+ {_TERM})*")
_BARE = re.compile(
    r"coefficients left out: |Without coefficients |Reactants and products: |left to the reader: "
)
_BALANCED = re.compile(
    r"(?:Balanced: |Balancing gives |With coefficients: |The balanced equation is )(.+ -> .+) \((.+)\)\."
)
_MASSES = re.compile(
    r"^[^\n]*\b(molar|atomic) masses[^\n0-9]*?(?:: | are |mol, )((?:[A-Z][^ ]* [0-9.]+(?:, )?)+)\.$",
    re.M | re.I,
)
_WEIGHED = re.compile(r"(\d+(?:\.\d+)?) (mg|kg|g) of ")
_RUN = re.compile(r"^(Run|Batch|Trial|Experiment|Preparation|Charge) (\d+): ", re.M)
_EXCESS = re.compile(r" and an excess of | with plenty of |, with more | in an excess of ")
_LIMIT = re.compile(r" (?:runs out|is the limiting reactant|is used up first|sets the limit)$")
_ANSWER = re.compile(r"(?:Answer: |The answer is |Result: |So we get |In short: )([0-9., a-z]+?)\.?")
_IN_GRAMS = {"g": Decimal(1), "mg": Decimal("0.001"), "kg": Decimal(1000)}


@cache
def _elements() -> dict[str, Decimal]:
    table = lexicon("scientific_elements")
    return dict(zip(table.words(0), map(Decimal, table.words(1)), strict=True))


@cache
def _names() -> list[str]:
    words = lexicon("scientific_reactions")
    return sorted({name for form in (1, 2, 3) for name in words.words(form)}, key=len, reverse=True)


@cache
def _substances() -> set[tuple[str, str]]:
    """(formula, name) of everything that is known."""
    words = lexicon("scientific_reactions")
    known: set[tuple[str, str]] = set()
    for equation, *names in zip(*(words.words(form) for form in range(4)), strict=True):
        known.update(zip((formula for _, formula in _parse(equation)[0]), names, strict=False))
    return known


@cache
def _atoms(formula: str) -> dict[str, int]:
    """How many atoms of each element: a stack of open brackets, read from the left."""
    stack: list[dict[str, int]] = [{}]
    for token, count in re.findall(r"([A-Z][a-z]?|[()])(\d*)", formula):
        if token == "(":
            stack.append({})
            continue
        for element, number in (stack.pop() if token == ")" else {token: 1}).items():
            stack[-1][element] = stack[-1].get(element, 0) + number * int(count or 1)
    return stack[0]


def read_report(text: str) -> dict[str, Any]:
    """The facts of a report; ExtractError where equation, masses or working do not hold."""
    paragraphs = text.split("\n\n")
    if len(paragraphs) < 6:
        raise ExtractError(f"only {len(paragraphs)} paragraphs")
    given, charges, question, working, last = paragraphs[-5:]
    first = _RUN.search(working)
    preparation = working[: first.start()] if first else ""
    equation, sides, bare = _read_equation(given, preparation)
    formulas = [formula for _, formula in equation[:3]]
    names = _read_names("\n\n".join(paragraphs[:-5]), formulas)
    from_atoms, molar = _read_masses(given, preparation, equation[: sides[0]], formulas)
    ask_yield = bool(re.search(r"yield|percentage", question))
    head, single = _read_question(question, names[2], charges)
    coefficients = [number for number, _ in equation[:3]]
    runs = []
    bodies = [_split_runs(part, head) for part in (charges, working[len(preparation) :])]
    if len(bodies[0]) != len(bodies[1]) or (len(bodies[0]) == 1) != single:
        raise ExtractError(f"{len(bodies[0])} runs, {len(bodies[1])} worked")
    for charge, worked in zip(*bodies, strict=True):
        weighed = _read_charge(charge, names, ask_yield=ask_yield)
        runs.append(_work(weighed, worked, (formulas, names), (coefficients, molar)))
    stated = [f"{run[7]} percent" if ask_yield else f"{run[5]} g" for run in runs]
    answer = _ANSWER.fullmatch(last)
    if answer is None or answer[1] != ", ".join(stated):
        raise ExtractError(f"the answer should be {stated}")
    return {
        "kind": "reaction-yield",
        "equation": _write(equation, sides),
        "names": names,
        "molar": [f"{mass:f}" for mass in molar],
        "given": [
            "atomic masses" if from_atoms else "molar masses",
            "without coefficients" if bare else "with coefficients",
        ],
        "runs": runs,
        "answer": answer[1],
    }


def _parse(equation: str) -> tuple[Equation, tuple[int, int]]:
    sides = [side.split(" + ") for side in equation.split(" -> ")]
    terms = [term.split(" ") for side in sides for term in side]
    return [(int(t[0]) if len(t) == 2 else 1, t[-1]) for t in terms], (len(sides[0]), len(sides[1]))


def _write(equation: Equation, sides: tuple[int, int]) -> str:
    terms = [f"{number} {formula}" if number > 1 else formula for number, formula in equation]
    return " + ".join(terms[: sides[0]]) + " -> " + " + ".join(terms[sides[0] :])


def _read_equation(given: str, preparation: str) -> tuple[Equation, tuple[int, int], bool]:
    """The balanced equation, how many terms each side has, and whether it was given without coefficients."""
    match, bare = _EQUATION.search(given), bool(_BARE.search(given))
    balanced = _BALANCED.match(preparation)
    if match is None or (balanced is not None) != bare:
        raise ExtractError("no equation, or nobody balanced it")
    equation, sides = _parse(balanced[1] if balanced else match[0])
    totals: list[dict[str, int]] = [{}, {}]
    for i, (number, formula) in enumerate(equation):
        for element, count in _atoms(formula).items():
            side = totals[i >= sides[0]]
            side[element] = side.get(element, 0) + number * count
    if totals[0] != totals[1] or gcd(*(number for number, _ in equation)) != 1:
        raise ExtractError(f"{match[0]!r} does not balance: {totals}")
    step(2 * len(totals[0]) if bare else 0)
    if balanced and (
        balanced[2] != ", ".join(f"{element} {count}" for element, count in totals[0].items())
        or _parse(match[0]) != ([(1, formula) for _, formula in equation], sides)
    ):
        raise ExtractError(f"the balance {balanced[2]!r} is wrong, or of another equation")
    return equation, sides, bare


def _read_names(opening: str, formulas: list[str]) -> list[str]:
    """What the three formulas are called, from the first sentences."""
    names = []
    for formula in formulas:
        before, found, _ = opening.partition(f" ({formula})")
        name = next((each for each in _names() if before.endswith(each)), None)
        if not found or name is None:
            raise ExtractError(f"what is {formula}?")
        names.append(name)
    headline = re.match(r"# (?:Preparation of|How much) ([^\n?]+)", opening)
    if not _substances().issuperset(zip(formulas, names, strict=True)) or (
        headline and headline[1] != names[2]
    ):
        raise ExtractError(f"{names} are not {formulas}")
    return names


def _read_masses(
    given: str, preparation: str, left: Equation, formulas: list[str]
) -> tuple[bool, list[Decimal]]:
    """Whether atomic masses are given, and the molar masses of the three substances."""
    match = _MASSES.search(given)
    if match is None:
        raise ExtractError("no masses")
    stated = [tuple(each.split(" ")) for each in match[2].split(", ")]
    table = _elements()
    molar = [sum((table[e] * n for e, n in _atoms(formula).items()), Decimal(0)) for formula in formulas]
    from_atoms = match[1].lower() == "atomic"
    if not from_atoms:
        wanted = [(formula, f"{mass:f}") for formula, mass in zip(formulas, molar, strict=True)]
    else:
        order = dict.fromkeys(element for _, formula in left for element in _atoms(formula))
        wanted = [(element, f"{table[element]:f}") for element in order]
        step(len(order))
    if stated != wanted or from_atoms != ("M(" in preparation):
        raise ExtractError(f"the masses {stated} should be {wanted}")
    if from_atoms:
        sums = "; ".join(_sum(formula, mass) for formula, mass in zip(formulas, molar, strict=True)) + ".\n"
        if not preparation.endswith(sums) or preparation.count("M(") != 3:
            raise ExtractError(f"the molar masses should be {sums!r}")
    elif preparation.count("\n") > 1:
        raise ExtractError(f"cannot read {preparation!r}")
    return from_atoms, molar


def _sum(formula: str, mass: Decimal) -> str:
    parts = [(f"{n} x " if n > 1 else "") + f"{_elements()[e]:f}" for e, n in _atoms(formula).items()]
    return f"M({formula}) = {' + '.join(parts)}" + ("" if parts == [f"{mass:f}"] else f" = {mass:f}")


def _read_question(question: str, product: str, charges: str) -> tuple[str, bool]:
    """What runs are called, and whether there is only one."""
    first = _RUN.match(charges)
    if first is None or f" {first[1].lower()}" not in question or product not in question:
        raise ExtractError(f"the question {question!r} is about something else")
    return first[1], f"this {first[1].lower()}" in question


def _split_runs(part: str, head: str) -> list[str]:
    """The text of each run, numbered from 1."""
    starts = list(_RUN.finditer(part))
    if [(match[1], match[2]) for match in starts] != [
        (head, str(i + 1)) for i in range(len(starts))
    ] or not starts:
        raise ExtractError("runs are not numbered one by one")
    ends = [match.start() - 1 for match in starts[1:]] + [len(part)]
    bodies = [part[match.end() : end] for match, end in zip(starts, ends, strict=True)]
    if not all(body.endswith(".") for body in bodies):
        raise ExtractError("a run does not end in a full stop")
    return [body[:-1] for body in bodies]


def _read_charge(charge: str, names: list[str], *, ask_yield: bool) -> list[tuple[str, str, Decimal] | None]:
    """(figure, unit, grams) of both reactants and of what was isolated; None where nothing was weighed."""
    found: list[tuple[str, str, Decimal] | None] = [None, None, None]
    place = 0
    for match in _WEIGHED.finditer(charge):
        while place < 3 and not charge.startswith(names[place], match.end()):
            place += 1
        if place == 3:
            raise ExtractError(f"too much is weighed in {charge!r}")
        found[place] = (match[1], match[2], Decimal(match[1]) * _IN_GRAMS[match[2]])
        place += 1
    excess = _EXCESS.search(charge)
    if found[0] is None or (found[1] is None) != bool(excess) or (found[2] is not None) != ask_yield:
        raise ExtractError(f"something is missing in {charge!r}")
    if excess and not charge.startswith(names[1], excess.end()):
        raise ExtractError(f"what is in excess in {charge!r}?")
    return found


def _fixed(value: int, places: int) -> Decimal:
    """An integer count of the last place as a decimal."""
    return Decimal(value).scaleb(-places)


def _work(
    weighed: list[tuple[str, str, Decimal] | None],
    worked: str,
    substances: tuple[list[str], list[str]],
    numbers: tuple[list[int], list[Decimal]],
) -> list[str]:
    """A run recomputed; every step of its working must be the same."""
    (formulas, names), (coefficients, molar) = substances, numbers
    steps, amounts, masses = [], [], ["", "", ""]
    for i, each in enumerate(weighed):
        if each is None:
            continue
        figure, unit, grams = each
        masses[i] = f"{grams.quantize(Decimal('0.01')):f}"
        step(unit != "g")
        if i < 2:
            amounts.append(_fixed(divide(scaled(grams, 2) * 10_000, scaled(molar[i], 2)), 4))
            steps += [f"{figure} {unit} = {masses[i]} g"] * (unit != "g")
            steps.append(f"n({formulas[i]}) = {masses[i]} / {molar[i]:f} = {amounts[i]:f} mol")
    short, compared = _compare(amounts, coefficients) if weighed[1] else (0, "")
    if compared:
        steps.append(compared + names[short])
    per, scarce = coefficients[short], amounts[short]
    made = _fixed(divide(scaled(scarce, 4) * coefficients[2], per), 4)
    product = _fixed(divide(scaled(made, 4) * scaled(molar[2], 2), 10_000), 2)
    steps.append(f"n({formulas[2]}) = {scarce:f} x {coefficients[2]} / {per} = {made:f} mol")
    steps.append(f"m({formulas[2]}) = {made:f} x {molar[2]:f} = {product:f} g")
    left, percent = "", ""
    if compared:
        spare, used = amounts[1 - short], _fixed(divide(scaled(scarce, 4) * coefficients[1 - short], per), 4)
        left = f"{_fixed(subtract(scaled(spare, 4), scaled(used, 4)), 4):f}"
        steps.append(f"{names[1 - short]} left: {spare:f} - {used:f} = {left} mol")
    if weighed[2]:
        percent = f"{_fixed(divide(1000 * scaled(Decimal(masses[2]), 2), scaled(product, 2)), 1):f}"
        steps.append(f"yield {masses[2]} / {product:f} = {percent} percent")
    said = [_LIMIT.sub("", step) for step in re.split(r"; |\n- |, ", worked)]
    if said != steps:
        raise ExtractError(f"the working {said} should be {steps}")
    return [
        *masses[:2],
        names[short] if compared else "",
        f"{made:f}",
        left,
        f"{product:f}",
        masses[2],
        percent,
    ]


def _compare(amounts: list[Decimal], coefficients: list[int]) -> tuple[int, str]:
    """Which reactant runs out, and the sum that shows it."""
    first = _fixed(multiply(scaled(amounts[0], 4), coefficients[1]), 4)
    second = _fixed(multiply(scaled(amounts[1], 4), coefficients[0]), 4)
    sums = [
        f"{amounts[0]:f} x {coefficients[1]} = {first:f}",
        f"{amounts[1]:f} x {coefficients[0]} = {second:f}",
    ]
    return int(less(scaled(second, 4), scaled(first, 4))), (" > " if first > second else " <= ").join(
        sums
    ) + ": "
