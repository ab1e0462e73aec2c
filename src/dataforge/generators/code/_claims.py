"""Holds what is said in words about a program against the program as it was read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from dataforge.generators.base import ExtractError
from dataforge.generators.code._interpreter import Function, Source

_NAME = re.compile(r"[A-Za-z_]\w*|\d+")
# What makes a comment speak of an operation, and the operation's form; the first that is found counts.
_OPERATIONS = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"^(?:apply|let|hand|give|pass) | comes from ", "call"),
        (r"\bremainder\b", "{0} % {1}"),
        (r"\bdivided\b|\bfits\b|\bshared\b", "{0} // {1}"),
        (r"^how far\b|\bdistance\b|\bdifference\b", "abs({0} - {1})"),
        (r"\blarger\b|\bmaximum\b", "max({0}, {1})"),
        (r"\bsmaller\b|\bminimum\b", "min({0}, {1})"),
        (r"\btimes\b|\bproduct\b", "{0} * {1}"),
        (
            r"\bplus\b|\bsum\b|\btogether\b|^add |\bmore than\b|\bon top\b|\badded\b|\bextra\b|^put ",
            "{0} + {1}",
        ),
    )
)
_INTO = re.compile(r"(?:into|in) [A-Za-z_]\w*$")


def meant_by(comment: str, target: str, known: Collection[str], functions: Collection[str]) -> str:
    """The assignment that a comment describes.

    Args:
        target: the name set by the line under the comment, where the comment names none.
        known: variables in scope.
        functions: those that may be called.

    Raises:
        ExtractError: the comment speaks of no operation, or of the wrong number of things.
    """
    told, _, modulus = comment.partition(", modulo ")
    if modulus and not modulus.isdigit():
        raise ExtractError(f"cannot read the comment {comment!r}")
    form = next((form for pattern, form in _OPERATIONS if pattern.search(told)), "")
    names = [word for word in _NAME.findall(told) if word in known or word in functions or word.isdigit()]
    if form == "call":
        called = [name for name in names if name in functions]
        names = [name for name in names if name not in functions]
        if " comes from " in told:
            target = names.pop(0)
        meant = f"{called[0]}({', '.join(names)})" if len(called) == 1 and len(names) in (1, 2) else ""
    else:
        if len(names) == 3:
            target = names.pop() if _INTO.search(told) else names.pop(0)
        if len(names) == 2 and names[0].isdigit():
            names.reverse()
        meant = form.format(*names) if len(names) == 2 else ""
    if not meant or target.isdigit():
        raise ExtractError(f"cannot read the comment {comment!r}")
    if modulus:
        meant = f"({meant}) % {modulus}" if " + " in meant else f"{meant} % {modulus}"
    return f"{target} = {meant}"


def contradictions(source: Source, function: Function) -> list[int]:
    """Which of the source's comments do not describe the line under them."""
    known = {*function.names, "i", "j", "k"}
    found = []
    for number, (line, statement, comment) in enumerate(source.comments):
        meant = meant_by(comment, statement.name, known, source.functions.keys())
        if meant != function.lines[line].partition(" ")[2]:
            found.append(number)
    return found


def _digits(n: int, base: int) -> list[int]:
    return [n % base, *_digits(n // base, base)] if n else []


def _gcd(a: int, b: int) -> int:
    return _gcd(b, a % b) if b else a


# What the sentence above a helper may say, and what a helper then is: (pattern, arity, meaning).
_HELPERS: tuple[tuple[re.Pattern[str], int, Callable[[int, int, int], int]], ...] = tuple(
    (re.compile(pattern.replace("N", r"(?P<c>\d+)").replace("A", r"\w+")), arity, meaning)
    for pattern, arity, meaning in (
        (r".*(?:digits|figures) of A in base N\.", 1, lambda a, _, c: sum(_digits(a, c))),
        (r".*common divisor of A and A\.", 2, lambda a, b, _: _gcd(a, b)),
        (
            r"The smaller of A and N\.|A, but (?P<c2>\d+) at most\.|A, capped at (?P<c3>\d+)\.",
            1,
            lambda a, _, c: min(a, c),
        ),
        (r".*up to the remainder of A modulo N\.", 1, lambda a, _, c: sum(range(a % c + 1))),
        (r".*digits A (?:has|takes) in base N; none if A is zero\.", 1, lambda a, _, c: len(_digits(a, c))),
        (r".*digit of A in base N\.", 1, lambda a, _, c: max(_digits(a, c), default=0)),
        (
            r"(?:(?:The (?:distance|gap)|How large the gap is) between) A and A\.",
            2,
            lambda a, b, _: abs(a - b),
        ),
        (r".*multiple of N .* A\.", 1, lambda a, _, c: a // c * c),
        (
            r"Half of A if A is even, (?:else|otherwise) three times A plus one\.",
            1,
            lambda a, _, __: 3 * a + 1 if a % 2 else a // 2,
        ),
        (
            r".*digits of A in reverse order\.",
            1,
            lambda a, _, __: int("".join(map(str, _digits(a, 10))) or 0),
        ),
        (
            r"(?:The mean of|The average of|Halfway between) A and A, rounded down\.",
            2,
            lambda a, b, _: (a + b) // 2,
        ),
    )
)
_TRIALS = ((0, 7), (1, 0), (8, 12), (97, 30), (105, 42))


def check_helper(helper: Function, source: Source) -> None:
    """What is said about a helper must name its parameters, and be what it does on a few arguments."""
    fits = [
        (match, meaning)
        for pattern, arity, meaning in _HELPERS
        if arity == len(helper.params) and (match := pattern.fullmatch(helper.about))
    ]
    if not fits:
        raise ExtractError(f"cannot read {helper.about!r}")
    match, meaning = fits[0]
    stated = [number for number in match.groupdict().values() if number]
    constant = int(stated[0]) if stated else 0
    if not set(helper.params) <= set(_NAME.findall(helper.about)) or (stated and constant < 2):
        raise ExtractError(f"{helper.about!r} does not speak of {helper.params}")
    body = " ".join(helper.lines)
    if stated and not re.search(rf"\b{constant}\b", body):
        raise ExtractError(f"{helper.name} does not use {constant}")
    before = source.steps
    for a, b in _TRIALS:
        if source.call(helper, [a, b][: len(helper.params)]) != meaning(a, b, constant):
            raise ExtractError(f"{helper.about!r} is not what {helper.name} does")
    source.steps = before


def check_about(function: Function) -> None:
    """The sentence about the function must name its parameters, and what its last line returns."""
    result = function.lines[-1].removeprefix("0 return ")
    total, _, modulus = result.partition(" % ")
    added = total.strip("()").split(" + ")
    own = [name for name in added if name not in function.params]
    told, _, said_modulus = function.about.partition(", modulo ")
    rest = "" if not modulus else said_modulus
    names = [word for word in _NAME.findall(told + rest[len(modulus) :]) if word in function.names]
    params = function.params
    orders = (added + params, params + added, own + added, params + params + added)
    several = "the sum of " in function.about
    if names not in orders or several != (len(added) > 1) or bool(modulus) != bool(said_modulus):
        raise ExtractError(f"{function.about!r} is not what {function.lines[-1]!r} returns")
    if modulus and not re.match(rf"{modulus}\b", said_modulus):
        raise ExtractError(f"{function.about!r} is not modulo {modulus}")
