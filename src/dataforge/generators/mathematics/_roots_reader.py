"""Reads a worked factorisation: every row of Horner's scheme is done anew on the polynomial as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.mathematics import _solver

_POLY = r"[-a-z0-9^ +]+"
_INT = r"-?\d+"
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TERM = re.compile(r"(?:^(-?)| ([-+]) )(?:(\d*)([a-z])(?:\^(\d+))?|(\d+))")


def _patterns(*texts: str) -> tuple[re.Pattern[str], ...]:
    """The texts as patterns; capitals stand for what they hold."""
    holes = {
        "POLY": f"(?P<poly>{_POLY})",
        "WHO": r"(?P<who>\w+)",
        "COUNT": r"(?P<count>\w+)",
        "F": r"(?P<f>[a-z])\((?P<letter>[a-z])\)",
        "AT": rf"(?P<name>[a-z]) = (?P<at>{_INT})",
        "ROW": rf"(?P<row>{_INT}(?:, {_INT})*)",
        "FACTOR": r"(?P<factor>[a-z](?: [-+] \d+)?)",
        "REST": f"(?P<rest>{_POLY})",
        "END": f"(?P<end>{_INT})",
        "PRODUCT": r"(?P<product>\d*(?:[a-z]|\([a-z] [-+] \d+\))+)",
    }
    word = re.compile(r"\b(?:" + "|".join(holes) + r")\b")
    return tuple(re.compile(word.sub(lambda match: holes[match[0]], text)) for text in texts)


_OPENINGS = _patterns(
    r"Find the COUNT integer roots, repeated ones included, of F = POLY\.",
    r"The polynomial F = POLY has COUNT integer roots, counted with multiplicity\. Which are they\?",
    r"Factor F = POLY over the integers\.",
    r"WHO has to split F = POLY into linear factors\.",
    r"For which integers is F = POLY zero\?",
    r"Solve F = POLY = 0; its COUNT solutions, repeated ones counted, are integers\.",
    r"Let F = POLY\. Determine where it vanishes\.",
    r"WHO notes that F = POLY has degree COUNT and only integer roots\. What are they\?",
    r"Take F = POLY apart with Horner's scheme\.",
    r"A curve is given by F = POLY\. At which integers does it meet the axis\?",
    r"Write F = POLY as a product of linear factors\.",
    r"WHO asks for all roots of F = POLY, each an integer\.",
)
_HITS = _patterns(
    r"Try AT: ROW\. The last entry is 0, so FACTOR is a factor and REST is left\.",
    r"At AT the scheme gives ROW; FACTOR divides, leaving REST\.",
    r"For AT: ROW\. That is a root; the quotient is REST\.",
    r"With AT the row is ROW\. It ends in 0: divide by FACTOR and keep REST\.",
    r"The row for AT is ROW, hence a root\. What remains is REST\.",
    r"Horner at AT: ROW\. So FACTOR can be split off; REST stays\.",
)
_MISSES = _patterns(
    r"Try AT: ROW\. The last entry is END, so this is no root\.",
    r"At AT the scheme gives ROW; the value there is END, not 0\.",
    r"For AT: ROW\. No root, since END is left over\.",
    r"With AT the row is ROW\. It ends in END: no\.",
    r"The row for AT is ROW, which rules it out\.",
    r"Horner at AT: ROW\. The remainder END says no\.",
)
_LAST = _patterns(
    r"The last factor REST is zero at AT\.",
    r"Finally REST = 0 gives AT\.",
    r"From REST = 0 follows AT\.",
    r"What is left, REST, vanishes at AT\.",
    r"The linear rest REST has its zero at AT\.",
)
_PRODUCTS = _patterns(
    r"So F = PRODUCT\.",
    r"Altogether F = PRODUCT\.",
    r"In factored form F = PRODUCT\.",
    r"Thus F = PRODUCT\.",
    r"As a product, F = PRODUCT\.",
)
_ANSWER = re.compile(rf"(?:Answer:|Roots:|The roots are|Solutions:|Zeros:) ({_INT}(?:, {_INT})*)\.?")


@dataclass
class _Working:
    """A working, read from the left; `left` is the polynomial not yet factored, highest coefficient first."""

    text: str
    letter: str
    left: list[int]
    at: int = 0
    tries: list[list[int]] = field(default_factory=list)
    roots: list[int] = field(default_factory=list)

    def next(self, patterns: tuple[re.Pattern[str], ...]) -> dict[str, str] | None:
        """What the first pattern that fits here holds; the reader moves past it and one blank."""
        for pattern in patterns:
            match = pattern.match(self.text, self.at)
            if match:
                self.at = match.end() + 1
                return match.groupdict()
        return None


def _coefficients(text: str, letter: str) -> list[int]:
    """`2x^2 - 1` as [2, 0, -1]."""
    terms: dict[int, int] = {}
    end = 0
    for term in _TERM.finditer(text):
        power = 0 if term[6] else int(term[5] or 1)
        size = int(term[6] or term[3] or 1)
        if term.start() != end or power > 12 or power in terms or (not term[6] and term[4] != letter):
            raise ExtractError(f"cannot read the polynomial {text!r}")
        terms[power] = -size if "-" in (term[1], term[2]) else size
        end = term.end()
    if end != len(text) or not terms or list(terms) != sorted(terms, reverse=True):
        raise ExtractError(f"cannot read the polynomial {text!r}")
    return [terms.get(power, 0) for power in range(max(terms), -1, -1)]


def _factor(letter: str, root: int) -> str:
    return letter if root == 0 else f"{letter} {'-' if root > 0 else '+'} {abs(root)}"


def _scheme(coefficients: list[int], at: int) -> list[int]:
    row: list[int] = []
    for each in coefficients:
        row.append(_solver.add(_solver.times(row[-1], at), each) if row else each)
    return row


def _follow(working: _Working) -> None:
    """Read trials until one unknown linear factor is left; then that."""
    while len(working.left) > 2:
        said = working.next(_HITS)
        hit = said is not None
        said = said or working.next(_MISSES)
        if said is None or said["name"] != working.letter:
            raise ExtractError(f"cannot read the trial at {working.text[working.at :][:60]!r}")
        at = int(said["at"])
        row = _scheme(working.left, at)
        if said["row"] != ", ".join(map(str, row)) or (row[-1] == 0) != hit:
            raise ExtractError(f"the row for {at} is {row}")
        working.tries.append([at, row[-1]])
        if not hit:
            if said.get("end") not in (None, str(row[-1])):
                raise ExtractError(f"{said['end']} is not what is left over")
            continue
        if said.get("factor") not in (None, _factor(working.letter, at)):
            raise ExtractError(f"{said['factor']} is not zero at {at}")
        if _coefficients(said["rest"], working.letter) != row[:-1]:
            raise ExtractError(f"{said['rest']!r} is not what remains")
        working.left = row[:-1]
        working.roots.append(at)
    said = working.next(_LAST)
    if (
        said is None
        or said["name"] != working.letter
        or _coefficients(said["rest"], working.letter) != working.left
    ):
        raise ExtractError("the last factor is missing, or another")
    lead, constant = working.left
    if _solver.add(_solver.times(lead, int(said["at"])), constant):
        raise ExtractError(f"{said['at']} is no zero of the last factor")
    working.roots.append(int(said["at"]))


def read_roots(text: str) -> dict[str, Any]:
    """The facts of a document of the genre polynomial-roots.

    Raises:
        ExtractError: a line cannot be read, or is wrong.
    """
    told, _, rest = text.rpartition("\n\n")
    before, _, ask = told.rpartition("\n\n")
    if re.search(r"[0-9]", before):
        raise ExtractError("numbers before the polynomial")
    body, _, close = rest.rpartition("\n")
    asked = next((match.groupdict() for pattern in _OPENINGS if (match := pattern.fullmatch(ask))), None)
    stated = _ANSWER.fullmatch(close)
    if asked is None or stated is None:
        raise ExtractError(f"no polynomial in {ask!r}, or no answer in {close!r}")
    given = _coefficients(asked["poly"], asked["letter"])
    if asked.get("count") not in (None, _COUNTS[len(given) - 1]):
        raise ExtractError(f"{asked['count']} is not the degree")
    working = _Working(body, asked["letter"], given)
    _follow(working)
    said = working.next(_PRODUCTS)
    factors = "".join(
        f"({_factor(working.letter, root)})" if root else working.letter for root in working.roots
    )
    product = f"{given[0] if given[0] != 1 else ''}{factors}"
    if said is None or [said["f"], said["letter"], said["product"]] != [asked["f"], working.letter, product]:
        raise ExtractError(f"the product is {product}")
    answer = ", ".join(map(str, sorted(working.roots)))
    if stated[1] != answer or working.at < len(body):
        raise ExtractError(f"the roots are {answer}")
    return {
        "kind": "polynomial-roots",
        "who": asked.get("who") or "",
        "letter": working.letter,
        "function": asked["f"],
        "coefficients": given,
        "tries": working.tries,
        "answer": answer,
    }
