"""A laboratory report: an equation, molar masses, charges; how much product can form, and what the yield is.

Harder means more runs, two weighed reactants of which one runs out, other units, molar masses to be added up
from atoms, an equation to be balanced, yields. Chemistry is real; figures are in fixed point, rounded half to
even. The reader parses formulas anew, checks that every element balances, and recomputes with exact decimals.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.scientific._fixed import hundredths, tenths
from dataforge.generators.scientific._paper import colour, section, split_colour
from dataforge.generators.scientific._reaction_phrases import (
    AMOUNT,
    ANSWERS,
    BALANCED,
    CHARGES,
    COMPARISON,
    CONVERSION,
    EQUATIONS,
    FORMS_OF_CHARGE,
    FORMS_OF_EQUATION,
    FORMS_OF_MASSES,
    FORMS_OF_QUESTION,
    FOUND,
    HEADS,
    LEFT,
    LIMITS,
    LINKS,
    MASSES,
    OPENINGS,
    PRODUCT,
    QUESTIONS,
    ROUNDINGS,
    YIELD,
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
    Json,
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
        Knob("runs", 1, 4, slack=0, least=1, most=40, meaning="runs of the reaction"),
        Knob("limited", 0, 100, most=100, meaning="percent of runs with two weighed reactants"),
        Knob("units", 0, 60, most=100, meaning="percent of masses in milligrams or kilograms"),
        Knob("atoms", 0, 100, most=100, meaning="percent of reports with atomic instead of molar masses"),
        Knob(
            "unbalanced", 0, 100, most=100, meaning="percent of reports whose equation lacks its coefficients"
        ),
        Knob("colour", 1, 9, slack=100, most=24, meaning="sentences of background, method and caveat"),
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
        head = pick(HEADS, heading)
        given = _given(draws, world, formulas)
        charges = _charges(draws, world, words, head)
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
                join(_preparation(draws, world), _working(draws, world, formulas, head), "\n\n"),
            ),
            Segment("answer", ANSWERS.render(close, {"answer": _answer(world)})),
        ]

    def extract(self, text: str) -> Any:
        return read_report(text)


def _moles(values: I64) -> Strings:
    """Amounts in 1/10,000 mol as decimals."""
    return join(ints(values // 10_000), ".", pc.utf8_lpad(ints(values % 10_000), 4, "0"))


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
    rounding = pick(ROUNDINGS, draws.draw("rounding", len(ROUNDINGS), span="prompt"))
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


def _charges(draws: Draws, world: World, words: Mapping[str, Strings], head: Strings) -> Strings:
    """What went into each run, and what came out."""
    runs = world.runs
    doc = pa.array(runs.doc)
    named = {name: column.take(doc) for name, column in words.items()}
    form = draws.draw("charge", FORMS_OF_CHARGE, runs, span="prompt") + world.limited * FORMS_OF_CHARGE
    charge = CHARGES.render(form, {**named, "ma": _mass(world, 0), "mb": _mass(world, 1)})
    by_yield = world.yields[runs.doc]
    which = draws.draw("found.form", np.where(by_yield, len(FOUND), 1), runs, span="prompt")
    found = where(by_yield, FOUND.render(which, {**named, "found": hundredths(world.found)}), "")
    return runs.join(join(head.take(doc), " ", ints(runs.pos + 1), ": ", charge, found, "."), "\n")


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


def _working(draws: Draws, world: World, formulas: Mapping[str, Strings], head: Strings) -> Strings:
    """Each run step by step: grams, moles, which reactant runs out, moles and mass of the product, yield."""
    runs, short = world.runs, world.short
    doc, one = pa.array(runs.doc), np.zeros(len(runs), np.int64)
    link = pick(LINKS, draws.draw("link", len(LINKS), span="reasoning")).take(doc)
    known = chemistry()
    a, b, c = known.coefficients[world.reaction[runs.doc]].T
    molar = [hundredths(column) for column in known.molar[world.reaction[runs.doc]].T]
    formula = [formulas[f"f{name}"].take(doc) for name in "abc"]
    first, second = (_weighing(world, which, formula[which], molar[which], link) for which in (0, 1))
    limit = draws.draw("limit", np.where(world.limited, len(LIMITS), 1), runs, span="reasoning")
    na, nb = world.amounts.T
    scarce = np.where(short == 0, na, nb)
    compared = COMPARISON.render(
        short,
        {
            "na": _moles(na), "b": b, "pa": _moles(na * b), "nb": _moles(nb), "a": a, "pb": _moles(nb * a),
            "scarce": _chosen(world, short), "limit": pick(LIMITS, limit), "link": link,
        },
    )  # fmt: skip
    mass = hundredths(world.product)
    product = PRODUCT.render(
        one,
        {
            "formula": formula[2], "mol": _moles(scarce), "c": c, "per": np.where(short == 0, a, b),
            "made": _moles(world.made), "molar": molar[2], "grams": mass, "link": link,
        },
    )  # fmt: skip
    rest = {"name": _chosen(world, 1 - short), "mol": _moles(na + nb - scarce), "used": _moles(world.used)}
    left = LEFT.render(one, {**rest, "left": _moles(world.left), "link": link})
    percent = {"found": hundredths(world.found), "grams": mass, "percent": tenths(world.percent)}
    earned = YIELD.render(one, {**percent, "link": link})
    body = join(first, where(world.limited, join(second, compared), ""), product)
    rest_of_it = join(where(world.limited, left, ""), where(world.yields[runs.doc], earned, ""))
    line = join(head.take(doc), " ", ints(runs.pos + 1), ": ", body, rest_of_it, ".")
    return runs.join(line, "\n")


def _weighing(world: World, which: int, formula: Strings, molar: Strings, link: Strings) -> Strings:
    """From the mass of a reactant, as it was given, to its amount."""
    one = np.zeros(len(world.runs), np.int64)
    fields = {"given": _mass(world, which), "grams": hundredths(world.masses[:, which]), "link": link}
    amount = {"formula": formula, "molar": molar, "mol": _moles(world.amounts[:, which])}
    converted = where(world.units[:, which] > 0, CONVERSION.render(one, fields), "")
    return join(converted, AMOUNT.render(one, {**fields, **amount}))
