"""A polynomial with integer roots, taken apart root by root with Horner's scheme, failed trials included.

Harder means a higher degree, larger roots and more trials that fail. Roots first: the polynomial is
multiplied out of its linear factors, so every division comes out even. The reader (`_roots_reader`) does each
row of the scheme anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.mathematics._effort import of_product, of_sum
from dataforge.generators.mathematics._lexical import LEXICONS
from dataforge.generators.mathematics._linear import polynomial_form
from dataforge.generators.mathematics._roots_reader import read_roots
from dataforge.generators.mathematics._scene import colour, scene
from dataforge.text.columns import Json, Strings, ints, join, json_list, json_object, json_tuple, pick, where
from dataforge.text.draws import Draws, Weights
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

_MOST = 9
_LEADING = Weights([8, 2, 1])
NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
LETTERS = ("x", "t", "z", "y", "u", "s")
FUNCTIONS = ("f", "p", "g", "q", "h")
OPENINGS = Frames(
    "Find the {count} integer roots, repeated ones included, of {f} = {poly}.",
    "The polynomial {f} = {poly} has {count} integer roots, counted with multiplicity. Which are they?",
    "Factor {f} = {poly} over the integers.",
    "{who} has to split {f} = {poly} into linear factors.",
    "For which integers is {f} = {poly} zero?",
    "Solve {f} = {poly} = 0; its {count} solutions, repeated ones counted, are integers.",
    "Let {f} = {poly}. Determine where it vanishes.",
    "{who} notes that {f} = {poly} has degree {count} and only integer roots. What are they?",
    "Take {f} = {poly} apart with Horner's scheme.",
    "A curve is given by {f} = {poly}. At which integers does it meet the axis?",
    "Write {f} = {poly} as a product of linear factors.",
    "{who} asks for all roots of {f} = {poly}, each an integer.",
)
HITS = Frames(
    "Try {at}: {row}. The last entry is 0, so {factor} is a factor and {rest} is left.",
    "At {at} the scheme gives {row}; {factor} divides, leaving {rest}.",
    "For {at}: {row}. That is a root; the quotient is {rest}.",
    "With {at} the row is {row}. It ends in 0: divide by {factor} and keep {rest}.",
    "The row for {at} is {row}, hence a root. What remains is {rest}.",
    "Horner at {at}: {row}. So {factor} can be split off; {rest} stays.",
)
MISSES = Frames(
    "Try {at}: {row}. The last entry is {end}, so this is no root.",
    "At {at} the scheme gives {row}; the value there is {end}, not 0.",
    "For {at}: {row}. No root, since {end} is left over.",
    "With {at} the row is {row}. It ends in {end}: no.",
    "The row for {at} is {row}, which rules it out.",
    "Horner at {at}: {row}. The remainder {end} says no.",
)
LAST = Frames(
    "The last factor {line} is zero at {at}.",
    "Finally {line} = 0 gives {at}.",
    "From {line} = 0 follows {at}.",
    "What is left, {line}, vanishes at {at}.",
    "The linear rest {line} has its zero at {at}.",
)
PRODUCTS = Frames(
    "So {f} = {product}.",
    "Altogether {f} = {product}.",
    "In factored form {f} = {product}.",
    "Thus {f} = {product}.",
    "As a product, {f} = {product}.",
)
ANSWERS = Frames(
    "Answer: {answer}", "Roots: {answer}", "The roots are {answer}.", "Solutions: {answer}", "Zeros: {answer}"
)


@dataclass(frozen=True)
class World:
    """Polynomials: coefficients are int64[num_docs, _MOST + 1], the constant first.

    Attributes:
        degree: between 2 and _MOST.
        roots: in the order in which they are found, int64[num_docs, _MOST], 0 beyond the degree.
        given: the coefficients of the whole polynomial.
        tries: one row a trial, failed ones before the root that ends a stage.
        stage, at: the roots found before it, and the number tried.
        row: int64[num_tries, _MOST + 1], what Horner's scheme leaves: the quotient, then the value.
    """

    colour: I64
    degree: I64
    opening: I64
    who: I64
    letter: I64
    function: I64
    roots: I64
    given: I64
    tries: Rows
    stage: I64
    at: I64
    row: I64


class PolynomialRoots(Genre[World]):
    """A polynomial taken apart by Horner's scheme."""

    name = "polynomial-roots"
    domain = "mathematics"
    lexicons = ("given_names", *LEXICONS)
    summary = "a polynomial with integer roots, factored root by root with Horner's scheme"
    knobs = (
        Knob("degree", 200, 640, least=200, most=800, meaning="hundredths of the degree, on average"),
        Knob("detours", 15, 65, most=95, meaning="percent of roots found after a trial that fails"),
        Knob("size", 5, 9, least=5, most=12, meaning="largest absolute value of a root"),
        colour(14),
    )

    def support_log2(self, level: int) -> int:
        return 20 + 3 * (int(self.knobs[0].centre(np.array([level]))[0]) // 100)

    def world(self, draws: Draws, knobs: Knobs) -> World:
        degree = knobs["degree"] // 100 + draws.chance("one.more", knobs["degree"] % 100, span="prompt")
        size, num_docs = knobs["size"], draws.num_docs
        rows = Rows.of(degree)
        roots = np.zeros((num_docs, _MOST), np.int64)
        drawn = draws.draw("root", 2 * size[rows.doc] + 1, rows, span="reasoning") - size[rows.doc]
        roots[rows.doc, rows.pos] = drawn
        leading = 1 + draws.weighted("leading", _LEADING, span="prompt")
        stages = Rows.of(degree - 1)
        missed = draws.chance("missed", knobs["detours"][stages.doc], stages, span="reasoning")
        wrong = _wrong_tries(draws, roots, rows, (stages, missed), size)
        tries = Rows.of(stages.sum(1 + missed))
        of_stage = Rows.of(1 + missed.astype(np.int64))
        stage = stages.pos[of_stage.doc]
        hit = of_stage.pos == missed[of_stage.doc]
        at = np.where(hit, roots[tries.doc, stage], wrong[of_stage.doc])
        opening = draws.draw("opening", len(OPENINGS), span="prompt")
        named = Rows.of(np.array([int("{who}" in form) for form in OPENINGS.templates])[opening])
        who = np.full(num_docs, -1, np.int64)
        who[named.doc] = draws.draw("who", len(lexicon("given_names")), named, span="prompt")
        given = _products(roots, degree, leading)
        return World(
            colour=knobs["colour"],
            degree=degree,
            opening=opening,
            who=who,
            letter=draws.draw("letter", len(LETTERS), span="prompt"),
            function=draws.draw("function", len(FUNCTIONS), span="prompt"),
            roots=roots,
            given=given[:, 0],
            tries=tries,
            stage=stage,
            at=at,
            row=_horner(given[tries.doc, stage], at),
        )

    def check(self, world: World) -> Json:
        whole = Rows.of(world.degree + 1)
        coefficient = world.given[whole.doc, world.degree[whole.doc] - whole.pos]
        return json_object(
            {
                "kind": "polynomial-roots",
                "who": where(world.who >= 0, pick(lexicon("given_names")[0], np.maximum(world.who, 0)), ""),
                "letter": pick(LETTERS, world.letter),
                "function": pick(FUNCTIONS, world.function),
                "coefficients": json_list(whole, coefficient),
                "tries": json_list(world.tries, json_tuple(world.at, world.row[:, 0])),
                "answer": _answer(world),
            }
        )

    def cost(self, world: World) -> I64:
        everyone, tries = np.arange(len(world.degree)), world.tries
        degree = world.degree[tries.doc] - world.stage
        work = np.zeros(len(tries), np.int64)
        for j in range(_MOST):  # row[j + 1] * at + coefficient = row[j]
            product = world.row[:, j + 1] * world.at
            one = of_product(world.row[:, j + 1], world.at) + of_sum(product, world.row[:, j] - product)
            work += np.where(j < degree, one, 0)
        lead, last = world.given[everyone, world.degree], world.roots[everyone, world.degree - 1]
        return np.asarray(tries.sum(work) + of_product(lead, last) + of_sum(lead * last, lead * last))

    def render(self, draws: Draws, world: World) -> list[Segment]:
        everyone = np.arange(len(world.degree))
        letter = pick(LETTERS, world.letter)
        name = join(pick(FUNCTIONS, world.function), "(", letter, ")")
        opening = OPENINGS.render(
            world.opening,
            {
                "who": pick(lexicon("given_names")[0], np.maximum(world.who, 0)),
                "count": pick(NUMBER_WORDS, world.degree),
                "f": name,
                "poly": polynomial_form(world.given, letter),
            },
        )
        gap = pick(("\n", " "), draws.draw("layout", 2, span="reasoning"))
        last = world.roots[everyone, world.degree - 1]
        lead = world.given[everyone, world.degree]
        line = np.zeros_like(world.given)
        line[:, 1], line[:, 0] = lead, -lead * last
        end = LAST.render(
            draws.draw("last", len(LAST), span="reasoning"),
            {"line": polynomial_form(line, letter), "at": join(letter, " = ", ints(last))},
        )
        product = PRODUCTS.render(
            draws.draw("product", len(PRODUCTS), span="reasoning"),
            {"f": name, "product": _factored(world, letter)},
        )
        working = world.tries.join(join(_tries(draws, world, letter), gap.take(pa.array(world.tries.doc))))
        close = ANSWERS.render(draws.draw("close", len(ANSWERS), span="answer"), {"answer": _answer(world)})
        return [
            Segment("prompt", join(scene(draws, world.colour), opening, "\n\n")),
            Segment("reasoning", join(working, end, gap, product, "\n")),
            Segment("answer", close),
        ]

    def extract(self, text: str) -> Any:
        return read_roots(text)


def _wrong_tries(draws: Draws, roots: I64, rows: Rows, failures: tuple[Rows, Any], size: I64) -> I64:
    """For each stage a number of the same range that is none of the roots still to be found; by stage row."""
    stages, missed = failures
    left = np.where(np.arange(_MOST) >= stages.pos[:, None], roots[stages.doc], 10**6)
    left = np.where(np.arange(_MOST) < rows.counts[stages.doc][:, None], left, 10**6)
    left.sort(axis=1)
    left[:, 1:] = np.where(left[:, 1:] == left[:, :-1], 10**6, left[:, 1:])
    left.sort(axis=1)
    choices = 2 * size[stages.doc] + 1 - np.count_nonzero(left < 10**6, axis=1)
    some = Rows.of(stages.sum(missed))
    wrong = np.zeros(len(stages), np.int64)
    wrong[missed] = draws.draw("wrong", choices[missed], some, span="reasoning")
    wrong -= size[stages.doc]
    for j in range(_MOST):  # step over the roots, the smallest first
        wrong += wrong >= left[:, j]
    return wrong


def _products(roots: I64, degree: I64, leading: I64) -> I64:
    """The polynomial left before each stage, int64[num_docs, _MOST, _MOST + 1]."""
    table = np.zeros((len(degree), _MOST, _MOST + 1), np.int64)
    now = np.zeros((len(degree), _MOST + 1), np.int64)
    now[:, 0] = leading
    for k in range(_MOST - 1, -1, -1):
        shifted = np.roll(now, 1, axis=1)
        times = shifted - roots[:, k, None] * now
        now = np.where((k < degree)[:, None], times, now)
        table[:, k] = now
    return table


def _horner(coefficients: I64, at: I64) -> I64:
    """Synthetic division: entry j + 1 is the quotient's j-th coefficient, entry 0 the value."""
    row = np.zeros_like(coefficients)
    carried = np.zeros(len(at), np.int64)
    for j in range(_MOST, -1, -1):
        carried = carried * at + coefficients[:, j]
        row[:, j] = carried
    return row


def _tries(draws: Draws, world: World, letter: Strings) -> Strings:
    """A sentence for each trial, by row."""
    tries = world.tries
    degree = world.degree[tries.doc] - world.stage
    entries = Rows.of(degree + 1)
    listed = entries.join(ints(world.row[entries.doc, degree[entries.doc] - entries.pos]), ", ")
    hit = world.row[:, 0] == 0
    rest = np.zeros_like(world.row)
    rest[:, :-1] = world.row[:, 1:]
    own = letter.take(pa.array(tries.doc))
    at = join(own, " = ", ints(world.at))
    form = draws.draw("try", len(HITS), tries, span="reasoning")
    return Frames(*HITS.templates, *MISSES.templates).render(
        form + np.where(hit, 0, len(HITS)),
        {
            "at": at,
            "row": listed,
            "factor": _factor(own, world.at),
            "rest": polynomial_form(rest, own),
            "end": world.row[:, 0],
        },
    )


def _factor(letter: Strings, root: I64) -> Strings:
    """`x - 2`, `x + 3`, `x`."""
    shift = join(where(root > 0, " - ", " + "), ints(np.abs(root)))
    return join(letter, where(root == 0, "", shift))


def _factored(world: World, letter: Strings) -> Strings:
    """`2(x - 1)x(x + 3)`, the factors in the order in which they were found."""
    rows = Rows.of(world.degree)
    root = world.roots[rows.doc, rows.pos]
    factor = _factor(letter.take(pa.array(rows.doc)), root)
    factor = where(root == 0, factor, join("(", factor, ")"))
    lead = world.given[np.arange(len(world.degree)), world.degree]
    return join(where(lead == 1, "", ints(lead)), rows.join(factor))


def _answer(world: World) -> Strings:
    """All roots in rising order."""
    rows = Rows.of(world.degree)
    known = np.where(np.arange(_MOST) < world.degree[:, None], world.roots, 10**6)
    known.sort(axis=1)
    return rows.join(ints(known[rows.doc, rows.pos]), ", ")
