"""Holds what is said in words about a program of function-trace against the program as it was read."""

from __future__ import annotations

import re

from dataforge.generators.base import ExtractError
from dataforge.generators.code._interpreter import Function

_SAYS = tuple(
    (re.compile(pattern.replace("W", r"([a-z_]\w*)").replace("N", r"(\d+)")), form)
    for pattern, form in (
        (r"(?P<v>\w+) is now W plus (\w+)", r"{1} + {2}"),
        (r"put the sum of W and W into (?P<v>\w+)", r"{0} + {1}"),
        (r"take W and W together", r"{0} + {1}"),
        (r"(?P<v>\w+) is now W times (\w+)", r"{1} * {2}"),
        (r"multiply W by (\w+)", r"{0} * {1}"),
        (r"the product of W and W goes into (?P<v>\w+)", r"{0} * {1}"),
        (r"how far W is from W", r"abs({0} - {1})"),
        (r"(?P<v>\w+) is now the distance between W and W", r"abs({1} - {2})"),
        (r"only the difference of W and W counts", r"abs({0} - {1})"),
        (r"keep the larger of W and W", r"max({0}, {1})"),
        (r"(?P<v>\w+) is now the maximum of W and W", r"max({1}, {2})"),
        (r"whichever is more, W or W", r"max({0}, {1})"),
        (r"keep the smaller of W and W", r"min({0}, {1})"),
        (r"(?P<v>\w+) is now the minimum of W and W", r"min({1}, {2})"),
        (r"whichever is less, W or W", r"min({0}, {1})"),
        (r"N more than W", r"{1} + {0}"),
        (r"W with N on top", r"{0} + {1}"),
        (r"N times W", r"{1} * {0}"),
        (r"W taken N times", r"{0} * {1}"),
        (r"W divided by N, rounded down", r"{0} // {1}"),
        (r"how often N fits into W", r"{1} // {0}"),
        (r"whole parts when W is shared among N", r"{0} // {1}"),
        (r"(?P<v>\w+) is now W modulo N", r"{1} % {2}"),
        (r"what is left of W after division by N", r"{0} % {1}"),
        (r"the remainder of W divided by N", r"{0} % {1}"),
        (r"(?:apply|let) W (?:to|deal with) W", r"{0}({1})"),
        (r"(?:apply|let) W (?:to|deal with) W and W", r"{0}({1}, {2})"),
        (r"(?P<v>\w+) comes from W, given W", r"{1}({2})"),
        (r"(?P<v>\w+) comes from W, given W and W", r"{1}({2}, {3})"),
    )
)


def meant_by(comment: str, statement: str) -> str:
    """The assignment that a comment describes, for the assignment that stands under it."""
    told, _, modulus = comment.partition(", modulo ")
    for pattern, form in _SAYS:
        match = pattern.fullmatch(told)
        if match:
            meant = form.format(*match.groups())
            if modulus:
                meant = f"({meant}) % {modulus}" if " + " in meant else f"{meant} % {modulus}"
            return f"{match.groupdict().get('v') or statement.partition(' = ')[0]} = {meant}"
    raise ExtractError(f"cannot read the comment {comment!r}")


_ABOUT_HELPERS = {
    "digit_sum": r"The sum of the digits of n in base \d+\.",
    "gcd": r"The greatest common divisor of a and b\.",
    "limit": r"The smaller of n and \d+\.",
    "triangle": r"The sum of all numbers up to the remainder of n modulo \d+\.",
    "num_digits": r"How many digits n has in base \d+; none if n is zero\.",
    "top_digit": r"The largest digit of n in base \d+\.",
    "gap": r"How far apart a and b are\.",
    "round_down": r"The largest multiple of \d+ that does not exceed n\.",
    "hailstone": r"Half of n if n is even, else three times n plus one\.",
    "backwards": r"The digits of n in reverse order\.",
    "middle": r"The mean of a and b, rounded down\.",
}
_NAMES = r"[a-z_]\w*(?:(?:, | and )[a-z_]\w*)*"
_ABOUT = [
    re.compile(
        pattern.replace("PARAMS", f"(?P<params>{_NAMES})")
        .replace("LOCALS", f"(?P<locals>{_NAMES})")
        .replace("RESULT", r"(?P<result>.+)")
    )
    for pattern in (
        r"Return RESULT, computed from PARAMS\.",
        r"Take PARAMS and return RESULT\.",
        r"From PARAMS, work out RESULT\.",
        r"Start with PARAMS; the result is RESULT\.",
        r"Turn PARAMS into RESULT\.",
        r"Update LOCALS step by step and return RESULT\.",
        r"Given PARAMS, give back RESULT\.",
        r"Uses PARAMS only\. Returns RESULT\.",
    )
]


def _names_in(text: str) -> list[str]:
    return re.split(r", | and ", text)


def check_about(function: Function) -> None:
    """The sentence about the function must name its parameters, and what its last line returns."""
    for pattern in _ABOUT:
        match = pattern.fullmatch(function.about)
        if match:
            break
    else:
        raise ExtractError(f"cannot read {function.about!r}")
    told = match.groupdict()
    total, _, modulus = told["result"].partition(", modulo ")
    several = total.startswith("the sum of ")
    names = _names_in(total.removeprefix("the sum of "))
    meant = " + ".join(names)
    if modulus:
        meant = f"({meant}) % {modulus}" if several else f"{meant} % {modulus}"
    if several != (len(names) > 1) or function.lines[-1] != f"0 return {meant}":
        raise ExtractError(f"{function.about!r} is not what is returned")
    own = [name for name in names if name not in function.params]
    said = [_names_in(told[key]) if told.get(key) else None for key in ("params", "locals")]
    if said[0] not in (None, function.params) or said[1] not in (None, own):
        raise ExtractError(f"{function.about!r} names other variables")


def check_helper(helper: Function) -> None:
    """What is said about a helper must be what is known of its name, and its numbers those of its body."""
    pattern = _ABOUT_HELPERS[helper.name]
    stated = re.findall(r"\d+", helper.about)
    if not re.fullmatch(pattern, helper.about) or any(
        not re.search(rf"\b{n}\b", " ".join(helper.lines)) for n in stated
    ):
        raise ExtractError(f"{helper.about!r} is not what {helper.name} does")
