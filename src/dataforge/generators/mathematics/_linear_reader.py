"""Reads a worked linear system: parses the equations, and does every step of the working anew."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.mathematics import _solver

_LABELS = (
    ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"),
    ("(A)", "(B)", "(C)", "(D)", "(E)", "(F)", "(G)", "(H)"),
    ("[1]", "[2]", "[3]", "[4]", "[5]", "[6]", "[7]", "[8]"),
    ("E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8"),
    ("(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)", "(vii)", "(viii)"),
)
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")
_BRIDGES = (
    "Now the system is triangular, so the values follow from the bottom up.",
    "Back substitution does the rest.",
    "The elimination is done; the values come out one by one.",
    "From here on, work upwards.",
    "The last equation holds one unknown only. Start there.",
    "What is left can be solved from the last line to the first.",
    "That ends the elimination; now substitute back.",
    "Read the equations from the last to the first.",
)


@dataclass
class _System:
    """The names, and the rows (coefficients, then right-hand side), as given and as they now are."""

    who: str
    names: list[str]
    labels: dict[str, int]
    given: list[list[int]]
    now: list[list[int]]


_LABEL = r"(?:\([1-8A-Hiv]+\)|\[[1-8]\]|E[1-8])"
_FORM = r"[-a-z0-9 +]+ = -?\d+"
_TERM = re.compile(r"(?:^(-?)| ([-+]) )(\d*)([a-z])")
_LISTED = re.compile(rf"({_LABEL}):? ({_FORM})")
_ASKS = [
    re.compile(pattern)
    for pattern in (
        r"Solve this system of (?P<n>\w+) equations in (?P<m>\w+) unknowns\.",
        r"Find the integers that satisfy all (?P<n>\w+) equations\.",
        r"(?P<who>\w+) has to solve these (?P<n>\w+) equations for (?P<list>[a-z, ]+)\.",
        r"(?P<n>\w+) linear equations fix the values of (?P<list>[a-z, ]+)\. Which values are they\?",
        r"Which values of (?P<list>[a-z, ]+) make all of these equations true\?",
        r"Determine (?P<list>[a-z, ]+) from the (?P<n>\w+) equations below\.",
        r"(?P<who>\w+) writes (?P<n>\w+) equations on the board and asks the class for (?P<list>[a-z, ]+)\.",
        r"An exercise sheet gives (?P<who>\w+) the following system\. What are (?P<list>[a-z, ]+)\?",
        r"Here are (?P<n>\w+) equations\. They have exactly one solution; find it\.",
        r"Use elimination to find (?P<list>[a-z, ]+)\.",
        r"The unknowns (?P<list>[a-z, ]+) are whole numbers\. Work them out\.",
        r"(?P<who>\w+) claims that (?P<n>\w+) equations are enough to find (?P<list>[a-z, ]+)\. Show it\.",
    )
]
_TIMES = r"(?:(?P<n>\d+) times )?"
_ROWS = r"(?P<b>LABEL) (?P<sign>[-+]) (?:(?P<n>\d+)\*)?(?P<a>LABEL)"
_OPERATIONS = [
    re.compile((pattern + r" ?(?P<eq>FORM)\.").replace("LABEL", _LABEL).replace("FORM", _FORM))
    for pattern in (
        rf"(?P<verb>Subtract|Add) {_TIMES}(?P<a>LABEL) (?P<side>from|to) (?P<b>LABEL)"
        r"(?: to remove (?P<x>[a-z]))?:",
        rf"{_ROWS} gives",
        rf"(?:Replace (?P<c>LABEL) by|The unknown (?P<x>[a-z]) drops out of|The new (?P<d>LABEL) is)"
        rf" {_ROWS}:",
        rf"To clear (?P<x>[a-z]) from (?P<b>LABEL), (?P<verb>subtract|add) {_TIMES}(?P<a>LABEL):",
        rf"Taking {_ROWS} leaves",
    )
]
_ALONE = rf"(?: reads| says|,)? (?P<lone>{_FORM})(?:, so (?P<so>{_FORM}))?"
_FILLED = (
    r"(?: becomes|:|,| is) (?P<filled>[^=]+ = -?\d+)(?:, so|, hence|, which means|; so|, and) "
    rf"(?P<left>{_FORM})(?: and (?P<then>{_FORM}))?"
)
_VALUE = re.compile(
    r"(?:From |By |Substitute in |Put the known values into |With these values )?"
    rf"(?P<label>{_LABEL})(?:{_ALONE}|{_FILLED})\."
)
_CHECK = re.compile(
    rf"(?:Check in the original (?P<a>{_LABEL})"
    rf"|As a check, put the values into (?P<b>{_LABEL}) as it was given"
    rf"|The given (?P<c>{_LABEL}) confirms it"
    rf"|Test with (?P<d>{_LABEL}) from the start): (?P<filled>[^=]+ = -?\d+)\."
)
_ANSWER = re.compile(r"(?:Answer:|The solution is|Solution:|Hence|So) ([a-z] = -?\d+(?:, [a-z] = -?\d+)*)\.?")


def _read_system(prompt: str, names: list[str]) -> _System:
    ask, *lines = prompt.split("\n")
    match = next((match for pattern in _ASKS if (match := pattern.fullmatch(ask))), None)
    rows = [row for row in map(_LISTED.fullmatch, lines) if row]
    if match is None or len(rows) != len(lines) or len(rows) != len(names):
        raise ExtractError("no system of as many equations as unknowns")
    found = match.groupdict()
    counts = {found[key].lower() for key in ("n", "m") if found.get(key)}
    listed = re.split(r", | and ", found["list"]) if found.get("list") else names
    if counts - {_COUNTS[len(names)]} or listed != names:
        raise ExtractError(f"{ask!r} does not fit the {len(names)} equations")
    given = [_row(row[2], names) for row in rows]
    labels = {row[1]: i for i, row in enumerate(rows)}
    if list(labels) not in [list(each[: len(names)]) for each in _LABELS]:
        raise ExtractError(f"labels are {list(labels)}")
    return _System(found.get("who") or "", names, labels, given, [list(row) for row in given])


def _row(equation: str, names: list[str]) -> list[int]:
    """`2x - y = 7` as [2, -1, 0, 7]."""
    left, _, right = equation.partition(" = ")
    row = [0] * len(names) + [int(right)]
    if left != "0":
        end = 0
        for term in _TERM.finditer(left):
            size = int(term[3] or 1)
            row[names.index(term[4])] += -size if "-" in (term[1], term[2]) else size
            end += len(term[0])
        if end != len(left):
            raise ExtractError(f"cannot read {equation!r}")
    return row


def _follow(system: _System, sentences: list[str]) -> list[list[int]]:
    """The row operations, each done anew; takes their sentences and the bridge off the list."""
    steps: list[list[int]] = []
    while sentences:
        sentence = sentences.pop(0)
        match = next((match for pattern in _OPERATIONS if (match := pattern.fullmatch(sentence))), None)
        if match is None:
            if sentence.endswith(" only."):
                sentence += " " + sentences.pop(0)
            if sentence not in _BRIDGES or not steps:
                raise ExtractError(f"cannot read {sentence!r}")
            return steps
        step = match.groupdict()
        target, source = system.labels[step["b"]], system.labels[step["a"]]
        times = int(step["n"] or 1)
        minus = step["sign"] == "-" if step.get("sign") else step["verb"].lower() == "subtract"
        if step.get("side") and step["side"] != ("from" if minus else "to"):
            raise ExtractError(f"{sentence!r} is no operation")
        if not minus:
            times = -times
        row = [
            _solver.minus(b, _solver.times(times, a)) if column >= source else b
            for column, (b, a) in enumerate(zip(system.now[target], system.now[source], strict=True))
        ]
        named = {step.get("c") or step["b"], step.get("d") or step["b"], step["b"]}
        if _row(step["eq"], system.names) != row or row[source] or len(named) > 1 or source >= target:
            raise ExtractError(f"the step {sentence!r} is wrong")
        if step.get("x") and step["x"] != system.names[source]:
            raise ExtractError(f"{step['x']} is not what {sentence!r} removes")
        system.now[target] = row
        steps.append([target + 1, source + 1, times])
    raise ExtractError("the elimination has no end")


def _read_values(system: _System, sentences: list[str]) -> list[int]:
    """The values of the unknowns, each derived anew from the rows as they now are."""
    values = [0] * len(system.names)
    for i in range(len(values) - 1, -1, -1):
        match = _VALUE.fullmatch(sentences.pop(0)) if sentences else None
        if match is None or system.labels.get(match["label"]) != i:
            raise ExtractError(f"nothing follows for {system.names[i]}")
        row = system.now[i]
        pivot, rest = row[i], 0
        for a, x in zip(row[i + 1 : -1], values[i + 1 :], strict=True):
            rest = _solver.add(rest, _solver.times(a, x)) if a else rest
        if any(row[:i]) or not pivot or (row[-1] - rest) % pivot:
            raise ExtractError(f"row {i + 1} does not give {system.names[i]}")
        values[i], _ = _solver.divide(_solver.minus(row[-1], rest), pivot)
        single = [0] * len(values)
        single[i] = 1
        solved = [*single, values[i]]
        lone = [*(pivot * unit for unit in single), row[-1] - rest]
        if _row(match["lone"] or match["left"], system.names) != lone:
            raise ExtractError(f"{match[0]!r} is wrong")
        last = match["so"] or match["then"]
        if (pivot != 1) != bool(last) or (last and _row(last, system.names) != solved):
            raise ExtractError(f"{match[0]!r} is wrong")
        filled = match["filled"]
        if filled is not None and filled != _filled(row, values, system.names[i], i):
            raise ExtractError(f"{filled!r} is wrong")
        if (filled is None) != (not any(row[i + 1 : -1])):
            raise ExtractError(f"{match[0]!r} leaves terms out")
    return values


def _filled(row: list[int], values: list[int], name: str, pivot: int) -> str:
    """`2x + 3*4 = 18`: a row with all values but the pivot's put in; without a pivot (-1), all of them."""
    text = ""
    for column, weight in enumerate(row[:-1]):
        if weight:
            sign = (" - " if weight < 0 else " + ") if text else ("-" if weight < 0 else "")
            value = str(values[column]) if values[column] >= 0 else f"({values[column]})"
            number = "" if abs(weight) == 1 else str(abs(weight))
            text += sign + (number + name if column == pivot else f"{abs(weight)}*{value}")
    return f"{text} = {row[-1]}"


def _read_check(system: _System, sentences: list[str], values: list[int]) -> int:
    if not sentences:
        return 0
    match = _CHECK.fullmatch(sentences.pop(0))
    if match is None:
        raise ExtractError("cannot read the check")
    which = system.labels[match["a"] or match["b"] or match["c"] or match["d"]]
    row = system.given[which]
    total = 0
    for a, x in zip(row[:-1], values, strict=True):
        total = _solver.add(total, _solver.times(a, x))
    if total != row[-1]:
        raise ExtractError(f"the solution does not satisfy equation {which + 1}")
    if match["filled"] != _filled(row, values, "", -1):
        raise ExtractError(f"{match[0]!r} is wrong")
    return which + 1


def read_system(text: str) -> dict[str, Any]:
    """The facts of a document of the genre linear-system.

    Raises:
        ExtractError: a line cannot be read, or does not follow.
    """
    told, _, rest = text.rpartition("\n\n")
    before, _, prompt = told.rpartition("\n\n")
    if re.search(r"[0-9]", before):
        raise ExtractError("numbers before the system")
    working, _, close = rest.rpartition("\n")
    sentences = re.split(r"(?<=\.)[ \n]", working)
    stated = _ANSWER.fullmatch(close)
    if stated is None:
        raise ExtractError(f"no answer in {close!r}")
    claimed = dict(each.split(" = ") for each in stated[1].split(", "))
    system = _read_system(prompt, list(claimed))
    steps = _follow(system, sentences)
    solution = _read_values(system, sentences)
    checked = _read_check(system, sentences, solution)
    if sentences or [str(value) for value in solution] != list(claimed.values()):
        raise ExtractError(f"{close!r} does not follow, or something is left over")
    return {
        "kind": "linear-system",
        "who": system.who,
        "unknowns": list(system.names),
        "equations": [[row[:-1], row[-1]] for row in system.given],
        "steps": steps,
        "solution": solution,
        "checked": checked,
        "answer": stated[1],
    }
