# ruff: noqa: E501 - a sentence stands on one line
"""How a laboratory report puts things: the sentences of `reaction_yield`."""

from __future__ import annotations

from dataforge.text.frames import Frames

OPENINGS = Frames(
    "# Preparation of {c}\n\nFrom {a} ({fa}) and {b} ({fb}) we made {c} ({fc}).",
    "Lab report: {c} ({fc}) from {a} ({fa}) and {b} ({fb})",
    "Today {a} ({fa}) was to react with {b} ({fb}); the product of interest is {c} ({fc}).",
    "Aim: {c} ({fc}). Starting materials: {a} ({fa}) and {b} ({fb}).",
    "## Experiment\n\nWhen {a} ({fa}) and {b} ({fb}) react, {c} ({fc}) is formed.",
    "Synthesis of {c} ({fc}); reactants: {a} ({fa}), {b} ({fb})",
    "A student brought {a} ({fa}) and {b} ({fb}) together under the hood, hoping for {c} ({fc}).",
    "Exercise on {a} ({fa}), which reacts with {b} ({fb}) to give {c} ({fc}).",
    "# How much {c}?\n\nWe start from {a} ({fa}) and {b} ({fb}) and look at the {c} ({fc}) that forms.",
    "Plant protocol. Feed: {a} ({fa}) and {b} ({fb}). Product: {c} ({fc}).",
    "Charged with {a} ({fa}) and {b} ({fb}), the pilot reactor delivered {c} ({fc}).",
    "We needed {c} ({fc}) for a demonstration. At hand were {a} ({fa}) and {b} ({fb}).",
    "Stockroom: {a} ({fa}) and {b} ({fb}) consumed, {c} ({fc}) gained.",
    "As is known, {a} ({fa}) and {b} ({fb}) form {c} ({fc}). How far does that go in practice?",
    "Making {c} ({fc}) out of {a} ({fa}) and {b} ({fb}) is an old exercise. Here are our figures.",
    "How much {c} ({fc}) do {a} ({fa}) and {b} ({fb}) give? We tried it.",
)
FORMS_OF_EQUATION = 4
EQUATIONS = Frames(
    "Equation: {equation}",
    "The reaction is {equation}.",
    "Balanced equation: {equation}",
    "It proceeds as {equation}.",
    "Equation, coefficients left out: {equation}",
    "Without coefficients the reaction reads {equation}.",
    "Reactants and products: {equation}",
    "The coefficients are left to the reader: {equation}",
)
FORMS_OF_MASSES = 4
MASSES = Frames(
    "Molar masses in g/mol: {list}.",
    "The molar masses (g/mol) are {list}.",
    "For the molar masses we take, in g/mol, {list}.",
    "Known molar masses, in g/mol: {list}.",
    "Atomic masses in g/mol: {list}.",
    "The atomic masses (g/mol) are {list}.",
    "For the atomic masses we take, in g/mol, {list}.",
    "Known atomic masses, in g/mol: {list}.",
)
ROUNDINGS = Frames(
    "[Rounding is|We round|Rounded] half to even: mol to four decimals, g to two, percent to one.",
    "We round [half to even|to the nearest, ties to even], [amounts|moles] to four decimals, masses to two[|, yields to one].",
    "Rounding (half to even): mol to four [places|decimals], g to two, percent to one.",
    "[Every result|Each figure|Whatever is computed] is rounded before [use|further use|it is used]: mol to four decimals, g to two, percent to one.",
    "Four decimals for mol, two for g[|, one for percent][|; ties to even].",
    "[Mol|Moles|Amounts] have four decimals, [g|masses|grams] two[|; halves go to even].",
)
HEADS = ("Run", "Batch", "Trial", "Experiment", "Preparation", "Charge")
FORMS_OF_CHARGE = 4
CHARGES = Frames(
    "{head} {number}: {ma} of {a} and an excess of {b}{found}.",
    "{head} {number}: {ma} of {a} with plenty of {b}{found}.",
    "{head} {number}: {ma} of {a}, with more {b} than needed{found}.",
    "{head} {number}: {ma} of {a} in an excess of {b}{found}.",
    "{head} {number}: {ma} of {a} and {mb} of {b}{found}.",
    "{head} {number}: {ma} of {a} with {mb} of {b}{found}.",
    "{head} {number}: {ma} of {a}, to which {mb} of {b} were added{found}.",
    "{head} {number}: {ma} of {a} together with {mb} of {b}{found}.",
)
FOUND = Frames(
    "; {found} g of {c} were isolated",
    ", giving {found} g of {c}",
    "; product: {found} g of {c}",
    "; {found} g of {c} came out",
    ", from which {found} g of {c} were obtained",
)
FORMS_OF_QUESTION = 5
QUESTIONS = Frames(
    "How much {c} can form in {each}?",
    "Find the mass of {c} that is possible at most in {each}.",
    "What mass of {c} can be expected from {each}?",
    "Calculate the theoretical mass of {c} for {each}.",
    "Work out the greatest mass of {c} that {each} can give.",
    "What is the yield of {c} in {each}, in percent?",
    "Find the percentage yield of {c} for {each}.",
    "How large is the yield of {c}, in percent of theory, in {each}?",
    "Calculate what percentage of the possible {c} was obtained in {each}.",
    "Express the {c} obtained in {each} as a percentage of what is possible.",
)
BALANCED = Frames(
    "Balanced: {equation} ({balance}).",
    "Balancing gives {equation} ({balance}).",
    "With coefficients: {equation} ({balance}).",
    "The balanced equation is {equation} ({balance}).",
)
LINKS = ("; ", "\n- ", ", ")
LIMITS = ("runs out", "is the limiting reactant", "is used up first", "sets the limit")
_WEIGHED = ("n({fa}) = {ga} / {ma} = {na} mol{link}", "n({fb}) = {gb} / {mb} = {nb} mol{link}")
_CONVERTED = ("{given_a} = {ga} g{link}", "{given_b} = {gb} g{link}")
_COMPARED = (
    "",
    "{na} x {b} = {pa} <= {nb} x {a} = {pb}: {name_a} {limit}{link}",
    "{na} x {b} = {pa} > {nb} x {a} = {pb}: {name_b} {limit}{link}",
)
_LEFT = (
    "",
    "{link}{name_b} left: {nb} - {used} = {left} mol",
    "{link}{name_a} left: {na} - {used} = {left} mol",
)
_YIELD = ("", "{link}yield {found} / {grams} = {percent} percent")


def _line(case: int, asked: int, first: int, second: int) -> str:
    """A run's working: `case` 0 has one weighed reactant; in 1 the first runs out, in 2 the second."""
    scarce = "{nb} x {c} / {b}" if case == 2 else "{na} x {c} / {a}"
    return "".join(
        (
            "{head} {number}: ",
            _CONVERTED[0] * first + _WEIGHED[0],
            (_CONVERTED[1] * second + _WEIGHED[1]) * (case > 0) + _COMPARED[case],
            f"n({{fc}}) = {scarce} = {{made}} mol{{link}}m({{fc}}) = {{made}} x {{mc}} = {{grams}} g",
            _LEFT[case] + _YIELD[asked] + ".",
        )
    )


LINES = Frames(*(_line(i // 8, i // 4 % 2, i // 2 % 2, i % 2) for i in range(24)))
ANSWERS = Frames(
    "Answer: {answer}",
    "The answer is {answer}.",
    "Result: {answer}",
    "So we get {answer}.",
    "In short: {answer}.",
)
