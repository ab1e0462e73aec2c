"""Reads a worked factorisation: every row of Horner's scheme is done anew on the polynomial as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from dataforge.generators.base import ExtractError

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
        "PRODUCT": r"(?P<product>\d*(?:\([a-z](?: [-+] \d+)?\))+)",
    }
    word = re.compile(r"\b(?:" + "|".join(holes) + r")\b")
    return tuple(re.compile(word.sub(lambda match: holes[match[0]], text)) for text in texts)


_OPENINGS = _patterns(
    r"Find the COUNT integer roots of F = POLY\.",
    r"The polynomial F = POLY has COUNT integer roots, counted with multiplicity\. Which\?",
    r"Factor F = POLY over the integers\.",
    r"WHO has to split F = POLY into linear factors\.",
    r"For which integers is F = POLY zero\?",
    r"Solve POLY = 0; all COUNT solutions are integers\.",
    r"Let F = POLY\. Determine where it vanishes\.",
    r"WHO notes that F = POLY has degree COUNT and only integer roots\. What are they\?",
    r"Take F = POLY apart with Horner's scheme\.",
    r"A curve is given by F = POLY\. At which integers does it meet the axis\?",
    r"Write POLY as a product of linear factors\.",
    r"WHO asks for all roots of F = POLY, each an integer\.",
)
_HITS = _patterns(
    r"Try AT: ROW\. The last entry is 0, so FACTOR is a factor and REST is left\.",
    r"At AT the scheme gives ROW; FACTOR divides, leaving REST\.",
    r"AT: ROW\. That is a root; the quotient is REST\.",
    r"With AT the row is ROW\. It ends in 0: divide by FACTOR and keep REST\.",
    r"The row for AT is ROW, hence a root\. What remains is REST\.",
    r"Horner at AT: ROW\. So FACTOR can be split off; REST stays\.",
)
_MISSES = _patterns(
    r"Try AT: ROW\. The last entry is END, so this is no root\.",
    r"At AT the scheme gives ROW; the value there is END, not 0\.",
    r"AT: ROW\. No root, since END is left over\.",
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
_CUT = re.compile(
    r"(?<=\.)[ \n](?=Try |At |[a-z] = |With |The |Horner |Finally |From |So [a-z]\(|Altogether|In f|Thus|As a p|What is left,)"
)
