"""A system of linear equations with an integer solution, solved by elimination with every line shown.

Harder means more unknowns, larger coefficients and multipliers, larger solutions. Solution first: a
triangular system and a solution are drawn, and multiples of the rows above are added to each row; the
working takes them off again. So every pivot divides, nothing is rejected, and the reader redoes all
arithmetic from the printed equations alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.mathematics._effort import of_product, of_sum
from dataforge.generators.mathematics._lexical import LEXICONS
from dataforge.generators.mathematics._linear import filled_form, linear_form
from dataforge.generators.mathematics._linear_reader import read_system
from dataforge.generators.mathematics._scene import colour, scene
from dataforge.text.columns import Json, Strings, ints, join, json_list, json_object, json_tuple, pick, where
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

_MOST = 8
NAMES = ("xyzwuvst", "abcdfghk", "pqrstuvw", "uvwxyzst", "mnpqrstv", "rstuvwxy")
LABELS = (
    ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"),
    ("(A)", "(B)", "(C)", "(D)", "(E)", "(F)", "(G)", "(H)"),
    ("[1]", "[2]", "[3]", "[4]", "[5]", "[6]", "[7]", "[8]"),
    ("E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8"),
    ("(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)", "(vii)", "(viii)"),
)
LISTINGS = (" ", " ", " ", ": ", " ")  # what stands between a label and its equation
NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")
OPENINGS = Frames(
    "Solve this system of {count} equations in {count} unknowns.",
    "Find the integers that satisfy all {count} equations.",
    "{who} has to solve these {count} equations for {list}.",
    "{count_cap} linear equations fix the values of {list}. Which values are they?",
    "Which values of {list} make all of these equations true?",
    "Determine {list} from the {count} equations below.",
    "{who} writes {count} equations on the board and asks the class for {list}.",
    "An exercise sheet gives {who} the following system. What are {list}?",
    "Here are {count} equations. They have exactly one solution; find it.",
    "Use elimination to find {list}.",
    "The unknowns {list} are whole numbers. Work them out.",
    "{who} claims that {count} equations are enough to find {list}. Show it.",
)
STEPS = Frames(
    "{verb_cap} {times}{a} {side} {b}: {eq}.",
    "{b} {sign} {product}{a} gives {eq}.",
    "Replace {b} by {b} {sign} {product}{a}: {eq}.",
    "{verb_cap} {times}{a} {side} {b} to remove {x}: {eq}.",
    "The unknown {x} drops out of {b} {sign} {product}{a}: {eq}.",
    "The new {b} is {b} {sign} {product}{a}: {eq}.",
    "To clear {x} from {b}, {verb} {times}{a}: {eq}.",
    "Taking {b} {sign} {product}{a} leaves {eq}.",
)
BRIDGES = (
    "Now the system is triangular, so the values follow from the bottom up.",
    "Back substitution does the rest.",
    "The elimination is done; the values come out one by one.",
    "From here on, work upwards.",
    "The last equation holds one unknown only. Start there.",
    "What is left can be solved from the last line to the first.",
    "That ends the elimination; now substitute back.",
    "Read the equations from the last to the first.",
)
ALONE = Frames(
    "{label} reads {lone}{so}.",
    "From {label}, {lone}{so}.",
    "By {label}, {lone}{so}.",
    "{label} says {lone}{so}.",
)
WITH_OTHERS = Frames(
    "{label} becomes {filled} = {rhs}, so {lone}{then}.",
    "Substitute in {label}: {filled} = {rhs}, hence {lone}{then}.",
    "From {label}, {filled} = {rhs}, which means {lone}{then}.",
    "Put the known values into {label}: {filled} = {rhs}; so {lone}{then}.",
    "With these values {label} is {filled} = {rhs}, and {lone}{then}.",
)
CHECKS = Frames(
    "Check in the original {label}: {filled} = {rhs}.",
    "As a check, put the values into {label} as it was given: {filled} = {rhs}.",
    "The given {label} confirms it: {filled} = {rhs}.",
    "Test with {label} from the start: {filled} = {rhs}.",
)
ANSWERS = Frames(
    "Answer: {answer}", "The solution is {answer}.", "Solution: {answer}", "Hence {answer}.", "So {answer}."
)


@dataclass(frozen=True)
class World:
    """Systems: matrices are int64[num_docs, _MOST, _MOST], zero beyond a document's unknowns.

    Attributes:
        who: a line of `given_names`, or -1 where the opening names nobody.
        upper: the triangular system that elimination reaches.
        lower: lower[i, k] times row k is taken off row i.
        given: the coefficients as printed.
        rows: one row an equation; pairs: one row for every (i, k) with k < i, in the order of the working.
        checked: which equation, from 1, is checked at the end; 0 for none.
    """

    colour: I64
    num: I64
    opening: I64
    who: I64
    names: I64
    labels: I64
    solution: I64
    upper: I64
    lower: I64
    given: I64
    rows: Rows
    pairs: Rows
    checked: I64


class LinearSystem(Genre[World]):
    """A linear system solved by elimination, every line shown."""

    name = "linear-system"
    domain = "mathematics"
    lexicons = ("given_names", *LEXICONS)
    summary = "a system of linear equations with an integer solution, eliminated line by line"
    knobs = (
        Knob("unknowns", 200, 590, least=200, most=700, meaning="hundredths of an unknown, on average"),
        Knob("coefficient", 2, 5, least=1, most=50, meaning="largest coefficient of the triangular system"),
        Knob(
            "multiplier",
            1,
            3,
            least=1,
            most=20,
            meaning="largest multiple of a row that is taken off another",
        ),
        Knob("solution", 6, 30, least=1, most=10**4, meaning="largest absolute value of an unknown"),
        colour(14),
    )

    def support_log2(self, level: int) -> int:
        return 21 + 6 * (int(self.knobs[0].centre(np.array([level]))[0]) // 100 - 1)

    def world(self, draws: Draws, knobs: Knobs) -> World:
        num = knobs["unknowns"] // 100 + draws.chance("one.more", knobs["unknowns"] % 100, span="prompt")
        rows, pairs = Rows.of(num), Rows.of(num * (num - 1) // 2)
        below, left = _PAIRS[0][pairs.pos], _PAIRS[1][pairs.pos]
        limit = knobs["coefficient"]
        upper = np.zeros((len(num), _MOST, _MOST), np.int64)
        lower = upper.copy()
        sign = 1 - 2 * draws.draw("pivot.sign", 2, rows, span="prompt")
        upper[rows.doc, rows.pos, rows.pos] = sign * (
            1 + draws.draw("pivot", limit[rows.doc], rows, span="prompt")
        )
        beside = limit[pairs.doc]
        upper[pairs.doc, left, below] = draws.draw("beside", 2 * beside + 1, pairs, span="prompt") - beside
        reach = knobs["multiplier"][pairs.doc]
        # The first multiplier is never zero: some elimination is always left to do.
        raw = draws.draw("multiplier", 2 * reach + (pairs.pos > 0), pairs, span="reasoning") - reach
        lower[pairs.doc, below, left] = raw + ((pairs.pos == 0) & (raw >= 0))
        most = knobs["solution"][rows.doc]
        solution = np.zeros((len(num), _MOST), np.int64)
        solution[rows.doc, rows.pos] = draws.draw("solution", 2 * most + 1, rows, span="answer") - most
        opening = draws.draw("opening", len(OPENINGS), span="prompt")
        named = np.array(["{who}" in form for form in OPENINGS.templates])[opening]
        spoken = Rows.of(named.astype(np.int64))
        who = np.full(len(num), -1, np.int64)
        who[spoken.doc] = draws.draw("who", len(lexicon("given_names")), spoken, span="prompt")
        return World(
            colour=knobs["colour"],
            num=num,
            opening=opening,
            who=who,
            names=draws.draw("names", len(NAMES), span="prompt"),
            labels=draws.draw("labels", len(LABELS), span="prompt"),
            solution=solution,
            upper=upper,
            lower=lower,
            given=upper + np.einsum("dik,dkj->dij", lower, upper),
            rows=rows,
            pairs=pairs,
            checked=draws.draw("checked", num + 1, span="reasoning"),
        )

    def check(self, world: World) -> Json:
        doc, line = world.rows.doc, world.rows.pos
        matrix, values = world.given[doc, line], world.solution[doc]
        terms = Rows.of(world.num[doc])
        steps, below, left = _steps(world)
        return json_object(
            {
                "kind": "linear-system",
                "who": where(world.who >= 0, pick(lexicon("given_names")[0], np.maximum(world.who, 0)), ""),
                "unknowns": json_list(world.rows, _letters(world, line, doc)),
                "equations": json_list(
                    world.rows,
                    json_tuple(json_list(terms, matrix[terms.doc, terms.pos]), (matrix * values).sum(axis=1)),
                ),
                "steps": json_list(
                    steps, json_tuple(below + 1, left + 1, world.lower[steps.doc, below, left])
                ),
                "solution": json_list(world.rows, world.solution[doc, line]),
                "checked": world.checked,
                "answer": _answer(world),
            }
        )

    def cost(self, world: World) -> I64:
        steps, below, left = _steps(world)
        doc, rows = steps.doc, world.rows
        times, eliminated = world.lower[doc, below, left], _eliminated(world, steps, below, left)
        full, sides = _with_sides(eliminated, world.solution[doc])
        source, source_sides = _with_sides(world.upper[doc, left], world.solution[doc])
        work = of_product(times, source_sides) + of_sum(sides + times * source_sides, times * source_sides)
        for column in range(_MOST):
            taken = times * source[:, column]
            one = of_product(times, source[:, column]) + of_sum(full[:, column] + taken, taken)
            work += np.where((left <= column) & (column < world.num[doc]), one, 0)
        return np.asarray(steps.sum(work) + rows.sum(_back_work(world)) + _sum_work(world))

    def render(self, draws: Draws, world: World) -> list[Segment]:
        doc, line = world.rows.doc, world.rows.pos
        count = pick(NUMBER_WORDS, world.num)
        fields = {
            "who": pick(lexicon("given_names")[0], np.maximum(world.who, 0)),
            "count": count,
            "count_cap": pick(tuple(word.capitalize() for word in NUMBER_WORDS), world.num),
            "list": _listed(world),
        }
        matrix = world.given[doc, line]
        rhs = ints((matrix * world.solution[doc]).sum(axis=1))
        equation = join(linear_form(matrix, _all_letters(world, doc)), " = ", rhs)
        listing = join(_label(world, line, doc), pick(LISTINGS, world.labels[doc]), equation)
        gap = pick(("\n", " "), draws.draw("layout", 2, span="reasoning"))
        steps, sentences = _elimination(draws, world)
        bridge = pick(BRIDGES, draws.draw("bridge", len(BRIDGES), span="reasoning"))
        close = ANSWERS.render(draws.draw("close", len(ANSWERS), span="answer"), {"answer": _answer(world)})
        return [
            Segment(
                "prompt",
                join(
                    scene(draws, world.colour),
                    OPENINGS.render(world.opening, fields),
                    "\n",
                    world.rows.join(listing, "\n"),
                    "\n\n",
                ),
            ),
            Segment(
                "reasoning",
                join(
                    steps.join(join(sentences, gap.take(pa.array(steps.doc)))),
                    bridge,
                    world.rows.join(join(gap.take(pa.array(doc)), _substitution(draws, world))),
                    _proof(draws, world, gap),
                    "\n",
                ),
            ),
            Segment("answer", close),
        ]

    def extract(self, text: str) -> Any:
        return read_system(text)


# (row, column) of the k-th pair below the diagonal, row by row: (1,0), (2,0), (2,1), (3,0), ...
_PAIRS = np.array([(i, k) for i in range(1, _MOST) for k in range(i)], np.int64).T


def _steps(world: World) -> tuple[Rows, I64, I64]:
    """The row operations that are not idle: rows, the row that changes, the row taken off it."""
    pairs = world.pairs
    below, left = _PAIRS[0][pairs.pos], _PAIRS[1][pairs.pos]
    real = world.lower[pairs.doc, below, left] != 0
    return Rows.of(pairs.sum(real)), below[real], left[real]


def _letters(world: World, which: I64, doc: I64) -> Strings:
    return pick([letter for names in NAMES for letter in names], world.names[doc] * _MOST + which)


def _all_letters(world: World, doc: I64) -> list[Strings]:
    return [_letters(world, np.full(len(doc), column), doc) for column in range(_MOST)]


def _label(world: World, which: I64, doc: I64) -> Strings:
    return pick([label for labels in LABELS for label in labels], world.labels[doc] * _MOST + which)


def _listed(world: World) -> Strings:
    """`x, y and z`."""
    table = [
        ", ".join(names[: n - 1]) + f" and {names[n - 1]}" for names in NAMES for n in range(1, _MOST + 1)
    ]
    return pick(table, world.names * _MOST + world.num - 1)


def _answer(world: World) -> Strings:
    """`x = 2, y = -1`."""
    doc, line = world.rows.doc, world.rows.pos
    return world.rows.join(join(_letters(world, line, doc), " = ", ints(world.solution[doc, line])), ", ")


def _eliminated(world: World, steps: Rows, below: I64, left: I64) -> I64:
    """The row that each operation leaves, int64[num_steps, _MOST]."""
    later = np.where(np.arange(_MOST) > left[:, None], world.lower[steps.doc, below], 0)
    return np.asarray(world.upper[steps.doc, below] + np.einsum("pj,pjn->pn", later, world.upper[steps.doc]))


def _with_sides(matrix: I64, values: I64) -> tuple[I64, I64]:
    """Rows of coefficients, and their right-hand sides."""
    return matrix, np.asarray((matrix * values).sum(axis=1))


def _back_work(world: World) -> I64:
    """The cost of each back substitution, by row."""
    doc, line = world.rows.doc, world.rows.pos
    row, values = world.upper[doc, line], world.solution[doc]
    work, rest = np.zeros(len(doc), np.int64), np.zeros(len(doc), np.int64)
    for column in range(_MOST):
        weight = np.where(column > line, row[:, column], 0)
        product = weight * values[:, column]
        work += np.where(weight != 0, of_product(weight, values[:, column]) + of_sum(rest, product), 0)
        rest += product
    pivot = row[np.arange(len(doc)), line]
    left = pivot * values[np.arange(len(doc)), line]
    return work + of_sum(left + rest, rest) + of_product(left, pivot)


def _sum_work(world: World) -> I64:
    """The cost of putting all values into the equation that is checked; 0 where none is."""
    every = np.arange(len(world.num))
    row, values = world.given[every, world.checked - 1], world.solution
    work, total = np.zeros(len(every), np.int64), np.zeros(len(every), np.int64)
    for column in range(_MOST):
        product = row[:, column] * values[:, column]
        one = of_product(row[:, column], values[:, column]) + of_sum(total, product)
        work += np.where((column < world.num) & (world.checked > 0), one, 0)
        total += product
    return work


def _elimination(draws: Draws, world: World) -> tuple[Rows, Strings]:
    """One sentence for each row operation, with the equation it leaves."""
    steps, below, left = _steps(world)
    doc = steps.doc
    times = world.lower[doc, below, left]
    matrix = _eliminated(world, steps, below, left)
    rhs = ints((matrix * world.solution[doc]).sum(axis=1))
    size = np.abs(times)
    fields: dict[str, Any] = {
        "a": _label(world, left, doc),
        "b": _label(world, below, doc),
        "x": _letters(world, left, doc),
        "eq": join(linear_form(matrix, _all_letters(world, doc)), " = ", rhs),
        "times": where(size == 1, "", join(ints(size), " times ")),
        "product": where(size == 1, "", join(ints(size), "*")),
        "sign": where(times > 0, "-", "+"),
        "side": where(times > 0, "from", "to"),
        "verb": where(times > 0, "subtract", "add"),
        "verb_cap": where(times > 0, "Subtract", "Add"),
    }
    return steps, STEPS.render(draws.draw("step", len(STEPS), steps, span="reasoning"), fields)


def _substitution(draws: Draws, world: World) -> Strings:
    """One sentence for each unknown, from the last to the first, by row."""
    doc = world.rows.doc
    which = world.num[doc] - 1 - world.rows.pos
    row, values = world.upper[doc, which], world.solution[doc]
    pivot, value = row[np.arange(len(doc)), which], values[np.arange(len(doc)), which]
    others = np.where(np.arange(_MOST) == which[:, None], 0, row)
    alone = ~others.any(axis=1)
    letter = _letters(world, which, doc)
    lead = join(where(pivot == 1, "", where(pivot == -1, "-", ints(pivot))), letter)
    solved = join(letter, " = ", ints(value))
    fields: dict[str, Any] = {
        "label": _label(world, which, doc),
        "lone": join(lead, " = ", ints(pivot * value)),
        "filled": filled_form(others, values, lead),
        "rhs": (row * values).sum(axis=1),
        "so": where(pivot == 1, "", join(", so ", solved)),
        "then": where(pivot == 1, "", join(" and ", solved)),
    }
    form = draws.draw("value", np.where(alone, len(ALONE), len(WITH_OTHERS)), world.rows, span="reasoning")
    return Frames(*ALONE.templates, *WITH_OTHERS.templates).render(
        form + np.where(alone, 0, len(ALONE)), fields
    )


def _proof(draws: Draws, world: World, gap: Strings) -> Strings:
    """For documents that check an equation, a sentence after `gap`; else ''."""
    some = Rows.of((world.checked > 0).astype(np.int64))
    doc = some.doc
    row, values = world.given[doc, world.checked[doc] - 1], world.solution[doc]
    fields: dict[str, Any] = {
        "label": _label(world, world.checked[doc] - 1, doc),
        "filled": filled_form(row, values),
        "rhs": (row * values).sum(axis=1),
    }
    sentence = CHECKS.render(draws.draw("proof", len(CHECKS), some, span="reasoning"), fields)
    return some.join(join(gap.take(pa.array(doc)), sentence))
