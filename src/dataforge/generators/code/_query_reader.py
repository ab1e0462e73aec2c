"""Reads a document of the genre table-query: parses its SQL, evaluates each query row by row."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.code._solver import added, compared, touched

_CREATE = re.compile(
    r"create table (\w+) \((\w+) text, (\w+) text, (\w+) integer, (\w+) integer\);\ninsert into \1 values\n",
    re.IGNORECASE,
)
_ROW = re.compile(r"  \('([^']+)', '([^']+)', (\d+), (\d+)\)[,;]\n")
_SELECT = re.compile(
    r"select (?P<what>.+?)\s+from (?P<t>\w+)\s+where (?P<cond>.+?)"
    r"(?:\s+group by (?P<group>\w+))?(?:\s+order by (?P<by>\w+)(?P<down> desc)?(?P<then>, \w+)?)?;",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(
    r"(\w+) (?:(>=|<=|<>|>|<|=) (?:(\d+)|'([^']+)')|between (\d+) and (\d+)"
    r"|(not )?in \('([^']+)', '([^']+)'\))",
    re.IGNORECASE,
)
_LINE = re.compile(r"(\d+)\. (.+)\.")
_NUMBERS = re.compile(r"\d+")
_Row = tuple[str, str, int, int]


def _holds(match: re.Match[str], value: Any) -> bool:
    compared()
    _, sign, number, word, low, high, negated, one, other = match.groups()
    if low is not None:
        return bool(int(low) <= value <= int(high))
    if one is not None:
        return (value in (one, other)) != bool(negated)
    against: Any = int(number) if number is not None else word
    if type(against) is not type(value):
        raise ExtractError("a number compared with a word")
    return _SIGNS[sign](value, against)


_SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "<>": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}


class _Query:
    """One SELECT over a table."""

    def __init__(self, match: re.Match[str], heads: list[str]):
        self.match, self.heads = match, heads
        first = _CONDITION.match(match["cond"])
        if first is None:
            raise ExtractError(f"cannot read {match['cond']!r}")
        link = re.match(r" (and|or) ", match["cond"][first.end() :], re.IGNORECASE)
        self.link = link[1].lower() if link else ""
        second = _CONDITION.fullmatch(match["cond"], first.end() + link.end()) if link else None
        if (link is None and first.end() != len(match["cond"])) or (link and second is None):
            raise ExtractError(f"cannot read {match['cond']!r}")
        self.first, self.second = first, second

    def passes(self, row: _Row) -> bool:
        one = _holds(self.first, row[self.heads.index(self.first[1])])
        if self.second is None:
            return one
        two = _holds(self.second, row[self.heads.index(self.second[1])])
        return one and two if self.link == "and" else one or two

    def run(self, rows: list[_Row]) -> tuple[int, str]:
        """How many rows pass, and the result."""
        kept = [row for row in rows if self.passes(row)]
        what = self.match["what"].lower()
        name, place = self.heads[:2]
        if what == name:
            by = self.heads.index(self.match["by"])
            if by < 2 or self.match["then"] != f", {name}" or self.match["group"]:
                raise ExtractError("an order that is not total")
            sign = -1 if self.match["down"] else 1
            touched(len(kept))
            ordered = sorted(kept, key=lambda row: (sign * int(row[by]), row[0]))
            return len(kept), ", ".join(row[0] for row in ordered) or "no rows"
        if what.startswith(f"{place}, "):
            if self.match["group"] != place or self.match["by"] != place or self.match["down"]:
                raise ExtractError("groups out of order")
            towns = sorted({row[1] for row in kept})
            parts = [
                f"{town} {self.total(what[len(place) + 2 :], [r for r in kept if r[1] == town])}"
                for town in towns
            ]
            return len(kept), ", ".join(parts) or "no rows"
        if self.match["group"] or self.match["by"]:
            raise ExtractError("a total in groups")
        return len(kept), self.total(what, kept)

    def total(self, what: str, rows: list[_Row]) -> str:
        if what == "count(*)":
            touched(len(rows))
            return str(len(rows))
        call = re.fullmatch(r"(sum|max|min)\((\w+)\)", what)
        if call is None or (at := self.heads.index(call[2])) < 2:
            raise ExtractError(f"cannot read {what!r}")
        values = [int(row[at]) for row in rows]
        if call[1] == "sum":
            for value in values:
                added(value)
        else:
            touched(len(values))
        if not values:
            return "NULL"
        if call[1] == "sum":
            return str(sum(values))
        return str(max(values) if call[1] == "max" else min(values))

    def facts(self) -> tuple[str, str, str]:
        """The query with its first condition, the link, the second condition, in one style."""
        cond = self.match["cond"]
        text = re.sub(r"\s+", " ", self.match[0].replace(cond, "\0")).replace("\0", _upper(self.first[0]))
        return _upper(text), self.link.upper(), _upper(self.second[0]) if self.second else ""


_WORDS = re.compile(
    r"\b(?:select|from|where|order by|group by|(?:count|sum|max|min)(?=\()|desc|between|and|not in|in)\b"
    r"(?=[^']*(?:'[^']*'[^']*)*$)"
)


def _upper(text: str) -> str:
    return _WORDS.sub(lambda match: match[0].upper(), text)


def read_query(text: str) -> dict[str, Any]:
    """The facts of a document of the genre table-query.

    Raises:
        ExtractError: it is none, or states a result that a query does not have.
    """
    opening, _, rest = text.partition("\n\n```sql\n")
    code, _, told = rest.partition("```\n\n")
    create = _CREATE.match(code)
    if create is None:
        raise ExtractError("no table")
    table, *heads = create.groups()
    rows: list[_Row] = []
    at = create.end()
    while match := _ROW.match(code, at):
        rows.append((match[1], match[2], int(match[3]), int(match[4])))
        at = match.end()
    queries = [_Query(match, heads) for match in _SELECT.finditer(code, at)]
    left = _SELECT.sub("", code[at:]).strip()
    if left or len({row[0] for row in rows}) < len(rows) or len(set(heads)) < 4:
        raise ExtractError(f"cannot read {left!r}, or a name comes twice")
    if not any(
        re.search(rf"\b{table}\b", line) for line in (opening.split("\n")[0], opening.split("\n")[-1])
    ):
        raise ExtractError(f"the opening does not speak of {table}")
    *lines, end = told.split("\n")
    facts = []
    for number, (query, line) in enumerate(zip(queries, lines, strict=True), start=1):
        if query.match["t"] != table:
            raise ExtractError("a query of another table")
        count, result = query.run(rows)
        _check_line(line, number, (count, len(rows)), result)
        facts.append([*query.facts(), count, result])
    answer = facts[-1][-1]
    if not re.fullmatch(rf"[A-Z][a-z ]+: {re.escape(str(answer))}", end):
        raise ExtractError(f"{end!r} is not {answer}")
    return {
        "kind": "table-query",
        "table": table,
        "rows": [list(row) for row in rows],
        "queries": facts,
        "answer": answer,
    }


def _check_line(line: str, number: int, counts: tuple[int, int], result: str) -> None:
    """A line of the working must state how many rows pass and what comes out."""
    match = _LINE.fullmatch(line)
    if match is None or int(match[1]) != number or not match[2].endswith(f" {result}"):
        raise ExtractError(f"{line!r} does not end in {result}")
    said = [int(each) for each in _NUMBERS.findall(match[2][: len(match[2]) - len(result)])]
    kept, all_rows = counts
    if said != ([all_rows, kept] if re.match(r"Of \d", match[2]) else [kept, all_rows]):
        raise ExtractError(f"{line!r}, but {kept} of {all_rows} rows pass")
