"""Reads terms of a commutative ring, and decides whether one follows from another by one use of an axiom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.mathematics import _solver

Term = Any  # "a", "0", "1", ("-", "a"), ("+", x, y) or ("*", x, y)

_TOKEN = re.compile(r"\(-[a-z]\)|[a-z01()+·*×]")
_MOST = 1_000
_LAW = r"(?: law| property)? (?:of|for) "
_REMOVED = r"(?:add|insert|supply|dropp|omitt|delet|remov)ing (?:a |the )?"
_NAMES = (
    (rf"commut\w+{_LAW}(?:addition|sums)|(?:swap|exchang|interchang)\w+ \w+ summands", "commute +"),
    (rf"commut\w+{_LAW}(?:mult|prod)|(?:swap|exchang|interchang)\w+ \w+ factors", "commute *"),
    (rf"associativ\w+{_LAW}(?:addition|sums)|(?:regroup|rebracket|reassoc)\w+ \w+ sum", "associate +"),
    (rf"associativ\w+{_LAW}(?:mult|prod)|(?:regroup|rebracket|reassoc)\w+ \w+ product", "associate *"),
    (r"distributiv|\w+ (?:the|a|one) bracket|common factor", "distribute"),
    (r"opposites|inverse law", "inverse"),
    (r"annihilation|absorption|absorbing", "absorb"),
    (rf"neutrality of zero|zero law|additive identity|{_REMOVED}zero", "neutral +"),
    (
        rf"neutrality of one|unit law|multiplicative identity|{_REMOVED}one\b|multiplying by (?:a )?one",
        "neutral *",
    ),
)
_RULES = [(re.compile(pattern), name) for pattern, name in _NAMES]


def rule_in(sentence: str) -> str:
    """The rule that a sentence names.

    Raises:
        ExtractError: it names none.
    """
    for pattern, name in _RULES:
        if pattern.search(sentence):
            return name
    raise ExtractError(f"no rule is named in {sentence!r}")


def parse(text: str) -> Term:
    """A term; products bind tighter than sums, and every other grouping is in brackets.

    Raises:
        ExtractError: it is none.
    """
    closed = text.replace(" ", "")
    tokens = _TOKEN.findall(closed)
    if "".join(tokens) != closed or not 0 < len(tokens) < _MOST:
        raise ExtractError(f"cannot read the term {text!r}")
    left = iter(tokens)
    term, end = _sum(left, next(left))
    if end:
        raise ExtractError(f"cannot read the term {text!r}")
    return term


def _sum(tokens: Iterator[str], now: str) -> tuple[Term, str]:
    term, now = _product(tokens, now)
    if now == "+":
        other, now = _product(tokens, next(tokens, ""))
        term = ("+", term, other)
    return term, now


def _product(tokens: Iterator[str], now: str) -> tuple[Term, str]:
    term = _factor(tokens, now)
    now = next(tokens, "")
    if now in ("·", "*", "×"):
        term = ("*", term, _factor(tokens, next(tokens, "")))
        now = next(tokens, "")
    return term, now


def _factor(tokens: Iterator[str], now: str) -> Term:
    if now == "(":
        term, end = _sum(tokens, next(tokens, ""))
        if end != ")":
            raise ExtractError("a bracket is not closed")
        return term
    if not now or now in ")+·*×":
        raise ExtractError("a term is missing")
    return ("-", now[2]) if len(now) > 1 else now


def size(term: Term) -> int:
    """Letters, constants and operations of a term."""
    if isinstance(term, str) or term[0] == "-":
        return 1
    return 1 + size(term[1]) + size(term[2])


def follows(old: Term, new: Term, rule: str) -> bool:
    """Whether one use of a rule, at one place and in either direction, takes one term to the other."""
    _solver.apply(rule)
    _solver.scan(size(new))
    return _somewhere(old, new, rule)


def _somewhere(old: Term, new: Term, rule: str) -> bool:
    while True:
        if old == new:
            return False
        if _here(old, new, rule) or _here(new, old, rule):
            return True
        if not (len(old) == len(new) == 3 and old[0] == new[0]):
            return False
        if old[1] == new[1]:
            old, new = old[2], new[2]
        elif old[2] == new[2]:
            old, new = old[1], new[1]
        else:
            return False


def _here(old: Term, new: Term, rule: str) -> bool:
    """Whether the rule, from left to right, takes the whole of one term to the other."""
    name, _, op = rule.partition(" ")
    if len(old) != 3:
        return False
    head, x, y = old
    if name == "commute":
        return bool(head == op and new == (op, y, x))
    if name == "associate":
        return bool(head == op == x[0] and len(x) == 3 and new == (op, x[1], (op, x[2], y)))
    if name == "distribute":
        return bool(head == "*" and y[0] == "+" and new == ("+", ("*", x, y[1]), ("*", x, y[2])))
    if name == "neutral":
        return bool(head == op and y == ("0" if op == "+" else "1") and new == x)
    if name == "inverse":
        return bool(head == "+" and y == ("-", x) and new == "0")
    return bool(head == "*" and y == "0" and new == "0")
