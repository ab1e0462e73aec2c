"""Holds what is said in words about a program against the program as it was read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import lru_cache

from dataforge.generators.base import ExtractError
from dataforge.generators.code._interpreter import Function, Source

_NAME = re.compile(r"[A-Za-z_]\w*|\d+")
_WORD = re.compile(r"([A-Za-z_]\w*|[0-9]+)")
_VARIABLE, _FUNCTION, _NUMBER = "\x01", "\x02", "\x03"  # in the shape of a comment
_MARKS = re.compile(f"[{_VARIABLE}{_FUNCTION}{_NUMBER}]")
_MOST_SHAPES = 8_192
# What makes a comment speak of an operation, and the operation's form; the first that is found counts.
_OPERATIONS = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"^(?:apply|let|hand|give|pass) | comes from ", "call"),
        (r"\bremainder\b", "{} % {}"),
        (r"\bdivided\b|\bfits\b|\bshared\b", "{} // {}"),
        (r"^how far\b|\bdistance\b|\bdifference\b", "abs({} - {})"),
        (r"\blarger\b|\bmaximum\b", "max({}, {})"),
        (r"\bsmaller\b|\bminimum\b", "min({}, {})"),
        (r"\btimes\b|\bproduct\b", "{} * {}"),
        (
            r"\bplus\b|\bsum\b|\btogether\b|^add |\bmore than\b|\bon top\b|\badded\b|\bextra\b|^put ",
            "{} + {}",
        ),
    )
)
_INTO = re.compile(rf"(?:into|in) {_VARIABLE}$")


def meant_by(comment: str, target: str, known: Collection[str], functions: Collection[str]) -> str:
    """The assignment that a comment describes.

    Args:
        target: the name set by the line under the comment, where the comment names none.
        known: variables in scope.
        functions: those that may be called.

    Raises:
        ExtractError: the comment speaks of no operation, or of the wrong number of things.
    """
    parts = _WORD.split(comment)
    words = [target]
    for at in range(1, len(parts), 2):
        word = parts[at]
        if word in known:
            parts[at] = _VARIABLE
        elif word in functions:
            parts[at] = _FUNCTION
        elif word < ":":  # digits come before it
            parts[at] = _NUMBER
        else:
            continue
        words.append(word)
    return _meaning("".join(parts)).format(*words)


@lru_cache(maxsize=_MOST_SHAPES)
def _meaning(shape: str) -> str:
    """What comments of a shape describe, `{3} = {1} + {2}`: word 0 is the name set by the line below."""
    told, _, modulus = shape.partition(", modulo ")
    marks = dict(enumerate(_MARKS.findall(told), start=1))
    form = next((form for pattern, form in _OPERATIONS if pattern.search(told)), "")
    names, target = [place for place, mark in marks.items() if mark != _FUNCTION or form != "call"], 0
    if form == "call":
        called = [place for place, mark in marks.items() if mark == _FUNCTION]
        if " comes from " in told:
            target = names.pop(0)
        form = f"{{{called[0]}}}({', '.join('{}' for _ in names)})" if len(called) == 1 and names else ""
        right = len(names) <= 2
    else:
        if len(names) == 3:
            target = names.pop() if _INTO.search(told) else names.pop(0)
        right = len(names) == 2
        if right and marks[names[0]] == _NUMBER:
            names.reverse()
    if not (form and right) or marks.get(target) == _NUMBER or modulus not in ("", _NUMBER):
        raise ExtractError("cannot read a comment")
    for place in names:
        form = form.replace("{}", f"{{{place}}}", 1)
    if modulus:
        last = len(marks) + 1
        form = f"({form}) % {{{last}}}" if " + " in form else f"{form} % {{{last}}}"
    return f"{{{target}}} = {form}"


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


_sound: set[str] = set()  # helpers that were found to be what is said of them, by shape


def check_helper(helper: Function, source: Source) -> None:
    """What is said about a helper must name its parameters, and be what it does on a few arguments.

    A helper that calls no other is what it is whatever its names are, so each is tried once for all names.
    """
    parts = _WORD.split("\n".join([helper.about, *helper.lines]))
    own = {name: f"{_VARIABLE}{place}" for place, name in enumerate(helper.params)}
    closed = source.functions.keys().isdisjoint(parts)
    shape = "".join([own.get(part, part) for part in parts])
    if closed and shape in _sound:
        return
    _try_helper(helper, source)
    if closed:
        if len(_sound) >= _MOST_SHAPES:
            _sound.clear()
        _sound.add(shape)


def _try_helper(helper: Function, source: Source) -> None:
    """Hold a helper to what is said about it."""
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
    known = function.names
    names = [word for word in _NAME.findall(told + rest[len(modulus) :]) if word in known]
    params = function.params
    orders = (added + params, params + added, own + added, params + params + added)
    several = "the sum of " in function.about
    if names not in orders or several != (len(added) > 1) or bool(modulus) != bool(said_modulus):
        raise ExtractError(f"{function.about!r} is not what {function.lines[-1]!r} returns")
    if modulus and not re.match(rf"{modulus}\b", said_modulus):
        raise ExtractError(f"{function.about!r} is not modulo {modulus}")
