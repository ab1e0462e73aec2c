"""Reads tutoring sessions back: does every sum, and every mistake as the tutor names it."""

from __future__ import annotations

import re
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.conversational._ears import first_of, number, numbers, turns
from dataforge.generators.conversational._ears import words as words_of
from dataforge.generators.conversational._solver import minus, plus, same, times
from dataforge.generators.solving import step

_TASKS = {
    "times_n": re.compile(r"\b(?:[mM]ultiply|times)\b"),
    "take_n": re.compile(r"\bminus\b|\b[sS]ubtract\b|[0-9] (?:less|away|smaller)\b"),
    "add_n": re.compile(r"\b[aA]dd\b|\bplus\b|[0-9] (?:more|on top|larger|bigger)\b"),
}
_MISTAKES = {
    "no_carry": re.compile(r"carry|carried"),
    "no_borrow": re.compile(r"borrow"),
    "other_way": re.compile(r"the other way|the opposite"),
    "ten_off": re.compile(r"ten too (?:high|low)"),
    "next_table": re.compile(r"[0-9]"),
    "digits_turned": re.compile(r"digits"),
}


def read_session(text: str) -> dict[str, Any]:
    """The facts of a session.

    Raises:
        ExtractError: a sum is wrong and nobody says so, or a mistake is not the one that the tutor names.
    """
    head, _, body = text.partition("\n\n")
    said = turns(body)
    tutor, pupil = said[0][0], said[1][0]
    if any(speaker != (tutor, pupil)[i % 2] for i, (speaker, _) in enumerate(said)):
        raise ExtractError("the speakers do not take turns")
    introduced = words_of(head.partition(". ")[2])
    if tutor == pupil or tutor not in introduced or pupil not in introduced:
        raise ExtractError(f"who is who? {head!r}")
    words = [line for _, line in said]
    start, n = numbers(words[0])
    now, at = start, 0
    steps: list[list[Any]] = []
    while at < len(words) - 2:
        used, now = _sum(words, at, now, n, steps)
        at += used
        n = number(words[at]) if at < len(words) - 2 else 0
    slips = sum(each[3] != "no_mistake" for each in steps)
    if numbers(words[-2]) or numbers(words[-1]) != [now, slips] or not same(numbers(words[-1])[0], now):
        raise ExtractError(f"{words[-1]!r}, but it is {now} after {slips} slips")
    return {
        "kind": "tutoring-session",
        "tutor": tutor,
        "pupil": pupil,
        "start": start,
        "steps": steps,
        "slips": slips,
        "answer": now,
    }


def _sum(words: list[str], at: int, now: int, n: int, steps: list[list[Any]]) -> tuple[int, int]:
    """Do the sum that turn `at` asks for; how many turns it takes, and its result."""
    kind = first_of(words[at], _TASKS)
    right = {"add_n": plus, "take_n": minus, "times_n": times}[kind](now, n)
    given = number(words[at + 1])
    if same(given, right):
        steps.append([kind, n, given, "no_mistake", right])
        return 2, right
    named = first_of(words[at + 2], _MISTAKES)
    if not same(number(words[at + 3]), right):
        raise ExtractError(f"{kind} {n} to {now} is {right}, not {words[at + 3]!r}")
    if _mistaken(named, kind, now, n, words[at + 2], right) != given:
        raise ExtractError(f"{given} is not what comes of {named!r} in {kind} {n}, {now}")
    steps.append([kind, n, given, named, right])
    return 4, right


def _mistaken(named: str, kind: str, now: int, n: int, words: str, right: int) -> int:
    """What a mistake of that name gives."""
    if named in ("no_carry", "no_borrow"):
        if kind != ("add_n" if named == "no_carry" else "take_n"):
            raise ExtractError(f"nobody forgets to {named} there")
        return _by_columns(now, n, named == "no_borrow")
    if named == "other_way":
        return minus(now, n) if kind == "add_n" else plus(now, n)
    if named == "next_table":
        factor = number(words)
        if kind != "times_n" or abs(factor - n) != 1:
            raise ExtractError(f"that table is not next to {n}")
        return times(now, factor)
    step()
    if named == "ten_off":
        return right + (10 if "too high" in words else -10)
    digits = str(right)
    return int(digits[:-2] + digits[-1] + digits[-2])


def _by_columns(a: int, n: int, borrow: bool) -> int:
    width = max(len(str(a)), len(str(n)))
    step(width)
    pairs = zip(str(a).zfill(width), str(n).zfill(width), strict=True)
    return int("".join(str(abs(int(x) - int(y)) if borrow else (int(x) + int(y)) % 10) for x, y in pairs))
