"""A laboratory report: an equation, molar masses, charges; how much product can form, and what the yield is.

Harder means more runs, two weighed reactants of which one runs out, other units, molar masses to be added up
from atoms, an equation to be balanced, yields. Chemistry is real; figures are in fixed point, rounded half to
even. The reader parses formulas anew, checks that every element balances, and recomputes with exact decimals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.scientific._fixed import hundredths, tenths
from dataforge.generators.scientific._paper import colour, section, split_colour
from dataforge.generators.scientific._reaction_phrases import (
    ANSWERS,
    BALANCED,
    CHARGES,
    EQUATIONS,
    FORMS_OF_CHARGE,
    FORMS_OF_EQUATION,
    FORMS_OF_MASSES,
    FORMS_OF_QUESTION,
    FOUND,
    HEADS,
    LIMITS,
    LINES,
    LINKS,
    MASSES,
    OPENINGS,
    QUESTIONS,
    ROUNDINGS,
)  # fmt: skip
from dataforge.generators.scientific._reaction_reader import read_report
from dataforge.generators.scientific._reaction_world import (
    KILOGRAMS,
    MILLIGRAMS,
    World,
    chemistry,
    draw_world,
)
from dataforge.text.columns import (
    Field,
    Json,
    Picked,
    Strings,
    constant,
    ints,
    join,
    json_list,
    json_object,
    json_tuple,
    pick,
    where,
)
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64


class ReactionYield(Genre[World]):
    """Stoichiometry of a real reaction, from charges to yields."""

    name = "reaction-yield"
    domain = "scientific"
    lexicons = ("scientific_reactions", "scientific_elements")
    summary = "a laboratory report: balanced equation, limiting reactant, mass of product, yield"
    knobs = (
        Knob("work", 22, 255, least=1, most=900, meaning="inferences asked for: more runs, two masses a run"),
        Knob("units", 0, 60, most=100, meaning="percent of masses in milligrams or kilograms"),
        Knob("atoms", 0, 100, most=100, meaning="percent of reports with atomic instead of molar masses"),
        Knob(
            "unbalanced", 0, 100, most=100, meaning="percent of reports whose equation lacks its coefficients"
        ),
        Knob("colour", 1, 36, slack=100, most=10, meaning="sentences of background, method and caveat"),
        Knob("yields", 0, 100, most=100, meaning="percent of reports that ask for yields, not masses"),
    )

    def support_log2(self, level: int) -> int:
        return 20

    def world(self, draws: Draws, knobs: Knobs) -> World:
        return draw_world(draws, knobs)

    def check(self, world: World) -> Json:
        known, runs = chemistry(), world.runs
        reaction = lexicon("scientific_reactions")
        nothing = constant("", len(runs))
        other = [_chosen(world, 1 - world.short), _chosen(world, world.short)]
        by_yield = world.yields[runs.doc]
        rows = json_tuple(
            hundredths(world.masses[:, 0]),
            where(world.limited, hundredths(world.masses[:, 1]), nothing),
            where(world.limited, other[1], nothing),
            _moles(world.made),
            where(world.limited, _moles(world.left), nothing),
            hundredths(world.product),
            where(by_yield, hundredths(world.found), nothing),
            where(by_yield, tenths(world.percent), nothing),
        )
        return json_object(
            {
                "kind": "reaction-yield",
                "equation": pick(reaction[0], world.reaction),
                "names": json_tuple(*(pick(reaction[form], world.reaction) for form in (1, 2, 3))),
                "molar": json_tuple(*(hundredths(column) for column in known.molar[world.reaction].T)),
                "given": json_tuple(
                    pick(("molar masses", "atomic masses"), world.from_atoms.astype(np.int64)),
                    pick(("with coefficients", "without coefficients"), world.unbalanced.astype(np.int64)),
                ),
                "runs": json_list(runs, rows),
                "answer": _answer(world),
            }
        )

    def cost(self, world: World) -> I64:
        runs, atoms = world.runs, chemistry().num_atoms[world.reaction]
        converted = runs.sum((world.units > 0).sum(axis=1))
        given = atoms * (world.from_atoms * 1 + world.unbalanced * 2)
        return np.asarray(world.effort + converted + given, np.int64)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        reaction, known = lexicon("scientific_reactions"), chemistry()
        words = {name: pick(reaction[form], world.reaction) for form, name in enumerate("abc", start=1)}
        formulas = {
            f"f{name}": pick(column, world.reaction)
            for name, column in zip("abc", known.formulas, strict=True)
        }
        opening = OPENINGS.render(draws.draw("opening", len(OPENINGS), span="prompt"), {**words, **formulas})
        shares = split_colour(draws, world.colour)
        topic = join("the preparation of ", words["c"])
        asides = section("", *colour(draws, shares, topic))
        heading = draws.draw("head", len(HEADS), span="prompt")
        given = _given(draws, world, formulas)
        masses = [_mass(world, which) for which in (0, 1)]
        head = Picked(pa.array(HEADS), heading[world.runs.doc])
        charges = _charges(draws, world, masses, head)
        form = draws.draw("question", FORMS_OF_QUESTION, span="prompt") + world.yields * FORMS_OF_QUESTION
        one = pick([word.lower() for word in HEADS], heading)
        each = join(where(world.runs.counts > 1, "each ", "this "), one)
        question = QUESTIONS.render(form, {"c": words["c"], "each": each})
        close = draws.draw("close", len(ANSWERS), span="answer")
        return [
            Segment(
                "prompt", join(opening, "\n\n", asides, given, "\n\n", charges, "\n\n", question, "\n\n")
            ),
            Segment(
                "reasoning",
                join(_preparation(draws, world), _working(draws, world, masses, head), "\n\n"),
            ),
            Segment("answer", ANSWERS.render(close, {"answer": _answer(world)})),
        ]

    def extract(self, text: str) -> Any:
        return read_report(text)


def _moles(values: I64) -> Strings:
    """Amounts in 1/10,000 mol as decimals."""
    return join(ints(values // 10_000), ".", _four_digits().take(pa.array(values % 10_000)))


@cache
def _four_digits() -> Strings:
    """0000 .. 9999: a look-up is faster than padding."""
    return pa.array([f"{value:04d}" for value in range(10_000)])


def _chosen(world: World, which: I64) -> Strings:
    """The name of one of the reactants in each run."""
    reaction, doc = lexicon("scientific_reactions"), world.runs.doc
    names = [pick(reaction[form], world.reaction[doc]) for form in (1, 2)]
    return where(which == 1, names[1], names[0])


def _answer(world: World) -> Strings:
    """The mass, or the yield, of every run."""
    by_yield = world.yields[world.runs.doc]
    each = where(by_yield, join(tenths(world.percent), " percent"), join(hundredths(world.product), " g"))
    return world.runs.join(each, ", ")


def _given(draws: Draws, world: World, formulas: Mapping[str, Strings]) -> Strings:
    """The equation, with coefficients or without; molar or atomic masses; how figures are rounded."""
    known = chemistry()
    equation = where(
        world.unbalanced,
        pick(known.bare, world.reaction),
        pick(lexicon("scientific_reactions")[0], world.reaction),
    )
    form = draws.draw("equation", FORMS_OF_EQUATION, span="prompt") + world.unbalanced * FORMS_OF_EQUATION
    molar = [hundredths(column) for column in known.molar[world.reaction].T]
    parts = [join(formulas[f"f{name}"], " ", value) for name, value in zip("abc", molar, strict=True)]
    masses = where(
        world.from_atoms, pick(known.atoms, world.reaction), join(parts[0], ", ", parts[1], ", ", parts[2])
    )
    which = draws.draw("masses", FORMS_OF_MASSES, span="prompt") + world.from_atoms * FORMS_OF_MASSES
    rounding = ROUNDINGS.say(draws, "rounding", span="prompt")
    return join(
        EQUATIONS.render(form, {"equation": equation}),
        "\n",
        MASSES.render(which, {"list": masses}),
        "\n",
        rounding,
    )


def _mass(world: World, which: int) -> Strings:
    """A reactant's mass as the report gives it: in grams, milligrams or kilograms."""
    mass, unit = world.masses[:, which], world.units[:, which]
    kilograms = join(ints(mass // 100_000), ".", pc.utf8_lpad(ints(mass % 100_000), 5, "0"), " kg")
    plain = where(unit == MILLIGRAMS, join(ints(10 * mass), " mg"), join(hundredths(mass), " g"))
    return where(unit == KILOGRAMS, kilograms, plain)


def _charges(draws: Draws, world: World, masses: Sequence[Strings], heading: Picked) -> Strings:
    """What went into each run, and what came out."""
    runs, of_run = world.runs, world.reaction[world.runs.doc]
    reaction = lexicon("scientific_reactions")
    named = {name: Picked(reaction[form], of_run) for form, name in enumerate("abc", start=1)}
    form = draws.draw("charge", FORMS_OF_CHARGE, runs, span="prompt") + world.limited * FORMS_OF_CHARGE
    by_yield = world.yields[runs.doc]
    which = draws.draw("found.form", np.where(by_yield, len(FOUND), 1), runs, span="prompt")
    found = where(by_yield, FOUND.render(which, {**named, "found": hundredths(world.found)}), "")
    fields = {"head": heading, "number": runs.pos + 1, "ma": masses[0], "mb": masses[1], "found": found}
    return runs.join(CHARGES.render(form, {**named, **fields}), "\n")


def _preparation(draws: Draws, world: World) -> Strings:
    """Coefficients and molar masses, where they were not given; each on a line of its own."""
    known = chemistry()
    balanced = BALANCED.render(
        draws.draw("balanced", np.where(world.unbalanced, len(BALANCED), 1), span="reasoning"),
        {
            "equation": pick(lexicon("scientific_reactions")[0], world.reaction),
            "balance": pick(known.balance, world.reaction),
        },
    )
    sums = join(pick(known.sums, world.reaction), ".\n")
    return join(where(world.unbalanced, join(balanced, "\n"), ""), where(world.from_atoms, sums, ""))


def _working(draws: Draws, world: World, masses: Sequence[Strings], heading: Picked) -> Strings:
    """Each run step by step: grams, moles, which reactant runs out, moles and mass of the product, yield."""
    runs, known, limited = world.runs, chemistry(), world.limited
    of_run = world.reaction[runs.doc]
    link = draws.draw("link", len(LINKS), span="reasoning")
    limit = draws.draw("limit", np.where(limited, len(LIMITS), 1), runs, span="reasoning")
    na, nb = world.amounts.T
    a, b, c = known.coefficients[of_run].T
    moles = _moles(np.concatenate([na, nb, na * b, nb * a, world.made, world.used, world.left]))
    names = ("na", "nb", "pa", "pb", "made", "used", "left")
    grams = hundredths(np.concatenate([*world.masses.T, world.product, world.found]))
    size = len(runs)
    reaction = lexicon("scientific_reactions")
    fields: dict[str, Field] = {
        "head": heading, "number": runs.pos + 1, "a": a, "b": b, "c": c,
        "link": Picked(pa.array(LINKS), link[runs.doc]), "limit": Picked(pa.array(LIMITS), limit),
        "given_a": masses[0], "given_b": masses[1], "percent": tenths(world.percent),
        "name_a": Picked(reaction[1], of_run), "name_b": Picked(reaction[2], of_run),
        **{name: moles.slice(i * size, size) for i, name in enumerate(names)},
        **{name: grams.slice(i * size, size) for i, name in enumerate(("ga", "gb", "grams", "found"))},
        **{f"f{x}": Picked(pa.array(each), of_run) for x, each in zip("abc", known.formulas, strict=True)},
        **{f"m{x}": Picked(pa.array(each), of_run) for x, each in zip("abc", known.molar_text, strict=True)},
    }  # fmt: skip
    case = limited * (1 + world.short)
    form = 8 * case + 4 * world.yields[runs.doc] + 2 * (world.units[:, 0] > 0) + (world.units[:, 1] > 0)
    return runs.join(LINES.render(form, fields), "\n")
