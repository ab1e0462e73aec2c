"""Reads a document of the genre loop-count: parses its loops, works every line of the count out again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.code._solver import added, ranged, touched

_W = r"([A-Za-z_]\w*)"
_FENCED = {"python": "Python", "js": "JavaScript", "ts": "TypeScript", "c": "C", "java": "Java", "go": "Go"}
_UNITS = {"JavaScript": "  ", "TypeScript": "  ", "Go": "\t"}
_HEADS = {
    "Python": rf"def {_W}\({_W}\):",
    "JavaScript": rf"function {_W}\({_W}\) \{{",
    "TypeScript": rf"function {_W}\({_W}: number\): number \{{",
    "C": rf"int {_W}\(int {_W}\) \{{",
    "Java": rf"static int {_W}\(int {_W}\) \{{",
    "Go": rf"func {_W}\({_W} int\) int \{{",
}
_STARTS = {"Python": f"{_W} = 0", "Go": f"{_W} := 0", "C": f"int {_W} = 0;", "Java": f"int {_W} = 0;"}
_LET = f"let {_W} = 0;"
_STEP = r"\1(?:(\+\+)| ([+*])= (\d+))"
_LOOPS = {
    "Python": re.compile(rf"for {_W} in range\((.+)\):"),
    "Go": re.compile(rf"for {_W} := (.+); \1 < (.+); {_STEP} \{{"),
    "C": re.compile(rf"for \(int {_W} = (.+); \1 < (.+); {_STEP}\) \{{"),
    "let": re.compile(rf"for \(let {_W} = (.+); \1 < (.+); {_STEP}\) \{{"),
}
_LOOPS |= {"Java": _LOOPS["C"], "JavaScript": _LOOPS["let"], "TypeScript": _LOOPS["let"]}
_HEAD = {name: re.compile(pattern) for name, pattern in _HEADS.items()}
_START = {name: re.compile(_STARTS.get(name, _LET)) for name in _HEADS}
_INIT, _WHILE = re.compile(rf"{_W} = (\d+)"), re.compile(rf"while {_W} < (.+):")
_GROW = re.compile(rf"{_W} \*= (\d+)")
_LANGUAGE = re.compile(r"\b(Python|JavaScript|TypeScript|Java|Go|C)\b(?!\w)")
_CALL = re.compile(rf"{_W}\((\d+)\)")
_TITLE = re.compile(r"[A-Z][a-z]+ (\d+)(?:, over ([a-z]+))?:")
_NUMBERS = re.compile(r"-?\d+")
_SUM = re.compile(r"[A-Z][a-z ]+: (\d+)\.")
_END = re.compile(rf"[A-Z][A-Za-z :]+ {_W}\((\d+)\) [a-z ]+ (\d+)")


@dataclass
class _Loop:
    """A loop: its variable runs from `low` to below `high`, `step` is added or multiplied."""

    name: str
    low: str
    high: str
    step: int
    grows: bool

    @property
    def shown(self) -> str:
        """As the check states it."""
        if self.grows:
            return f"for {self.name} from {self.low} below {self.high} times {self.step}"
        return f"for {self.name} in range({self.low}, {self.high}, {self.step})"

    def ends(self, env: dict[str, int]) -> tuple[int, int]:
        """Where it begins, and the bound, when names have these values."""
        low, high = _value(self.low, env), _value(self.high, env)
        ranged(low, high)
        return low, high

    def count(self, low: int, high: int) -> int:
        """How often it runs."""
        if not self.grows:
            return len(range(low, high, self.step))
        passes = 0
        while low < high:
            low, passes = low * self.step, passes + 1
            touched()
        return passes


def _value(text: str, env: dict[str, int]) -> int:
    """A sum of two, or a product with or without something more."""
    words = text.split(" ")
    values = [env[word] if word in env else int(word) for word in words[::2]]
    signs = words[1::2]
    if not signs:
        return values[0]
    if signs in (["*"], ["*", "+"]):
        return values[0] * values[1] + sum(values[2:])
    if signs not in (["+"], ["-"]):
        raise ExtractError(f"cannot read the bound {text!r}")
    return values[0] + values[1] if signs[0] == "+" else values[0] - values[1]


class _Code:
    """A function as read, line by line."""

    def __init__(self, language: str, code: str):
        self.language, self.lines, self.at = language, code.split("\n"), 0
        self.unit = _UNITS.get(language, "    ")
        self.name, self.param = self.match(_HEAD[language], 0).groups()
        self.counter = self.match(_START[language], 1)[1]
        self.semicolon = "" if language in ("Python", "Go") else ";"
        end, self.nests = f"{self.unit}return {self.counter}{self.semicolon}", []
        while self.lines[self.at] != end:
            self.nests.append(self.nest())
        if self.lines[self.at + 1 :] != ([] if language == "Python" else ["}"]):
            raise ExtractError("the function does not end")

    def match(self, pattern: re.Pattern[str], depth: int) -> re.Match[str]:
        """Take a line that must be of this form, at this depth."""
        line, indent = self.lines[self.at], self.unit * depth
        found = pattern.fullmatch(line, len(indent)) if line.startswith(indent) else None
        if found is None:
            raise ExtractError(f"cannot read the line {line!r}")
        self.at += 1
        return found

    def take(self, text: str, depth: int) -> None:
        """Take a line that must be this one."""
        if self.lines[self.at] != self.unit * depth + text:
            raise ExtractError(f"expected {text!r}, found {self.lines[self.at]!r}")
        self.at += 1

    def nest(self) -> list[_Loop]:
        """A nest of loops around the line that counts."""
        found: list[_Loop] = []
        body = f"{self.counter} += 1" if self.language == "Python" else f"{self.counter}++{self.semicolon}"
        while self.lines[self.at].strip() != body:
            found.append(self.loop(len(found) + 1))
        depth = len(found)
        self.take(body, depth + 1)
        if self.language == "Python" and found[-1].grows:
            grown = self.match(_GROW, depth + 1)
            if grown[1] != found[-1].name:
                raise ExtractError(f"{grown[1]} is not what the loop is about")
            found[-1].step = int(grown[2])
        if self.language != "Python":
            for level in range(depth, 0, -1):
                self.take("}", level)
        names = {self.param, self.counter, *(loop.name for loop in found)}
        if depth not in (2, 3) or len(names) < 2 + depth or any(each.grows for each in found[:-1]):
            raise ExtractError("no nest of two or three loops")
        return found

    def loop(self, depth: int) -> _Loop:
        """The first line of a loop, or two in Python."""
        if self.language != "Python":
            name, low, high, one, sign, step = self.match(_LOOPS[self.language], depth).groups()
            return _Loop(name, low, high, 1 if one else int(step), sign == "*")
        if self.lines[self.at].strip().startswith("for "):
            name, text = self.match(_LOOPS["Python"], depth).groups()
            parts = text.split(", ")
            low, high = parts[:2] if len(parts) > 1 else ("0", parts[0])
            return _Loop(name, low, high, int(parts[2]) if len(parts) == 3 else 1, False)
        first = self.match(_INIT, depth)
        test = self.match(_WHILE, depth)
        if first[1] != test[1]:
            raise ExtractError(f"{test[1]} is not set before its loop")
        return _Loop(first[1], first[2], test[2], 0, True)


def _work_out(nest: list[_Loop], env: dict[str, int], said: list[str]) -> list[tuple[int, list[int]]]:
    """The counts of the inner loop by pass of the outer one; the lines of the working must say so."""
    outer, inner, middle = nest[0], nest[-1], nest[1:-1]
    low, high = outer.ends(env)
    found = []
    for value, line in zip(range(low, high, outer.step), said, strict=True):
        env[outer.name] = value
        counts = []
        ends: list[int] = []
        for each in [(0, 1)] if not middle else [middle[0].ends(env)]:
            for inside in range(*each, middle[0].step if middle else 1):
                env |= {middle[0].name: inside} if middle else {}
                ends = list(inner.ends(env))
                counts.append(inner.count(ends[0], ends[1]))
        if middle:
            for count in counts:
                added(count)
        total = sum(counts)
        added(total)
        numbers = [value, *(counts if middle else ends), total]
        if [int(each) for each in _NUMBERS.findall(line)] != numbers or f"{outer.name} = {value}" not in line:
            raise ExtractError(f"{line!r}, but the numbers are {numbers}")
        listed = " + ".join(map(str, counts))
        if (middle and f" {listed}" not in line) or (
            not middle and not re.search(rf"\b{inner.name}\b", line)
        ):
            raise ExtractError(f"{line!r} does not speak of {inner.name}")
        found.append((value, counts))
    return found


def read_loops(text: str) -> dict[str, Any]:
    """The facts of a document of the genre loop-count.

    Raises:
        ExtractError: it is none, or counts wrongly.
    """
    opening, _, rest = text.partition("\n\n```")
    listing, _, told = rest.partition("\n```\n\n")
    fence, _, source = listing.partition("\n")
    code = _Code(_FENCED[fence], source)
    asked = [_CALL.search(line) for line in opening.split("\n")]
    (call,) = (each for each in asked if each)
    if call[1] != code.name or code.language not in _LANGUAGE.findall(call.string):
        raise ExtractError("the question is about something else")
    given, lines, at = int(call[2]), told.split("\n"), 0
    counts, sums = [], []
    for number, nest in enumerate(code.nests, start=1):
        title = _TITLE.fullmatch(lines[at])
        if title is None or int(title[1]) != number or title[2] not in (None, nest[0].name):
            raise ExtractError(f"cannot read {lines[at]!r}")
        end = next(i for i in range(at, len(lines)) if _SUM.fullmatch(lines[i]))
        counts.append(_work_out(nest, {code.param: given}, lines[at + 1 : end]))
        total = sum(sum(each) for _, each in counts[-1])
        added(total)
        if _SUM.fullmatch(lines[end])[1] != str(total):  # type: ignore[index]
            raise ExtractError(f"{lines[end]!r}, but the sum is {total}")
        sums.append(total)
        at = end + 1
    last = _END.fullmatch("\n".join(lines[at:]))
    if last is None or last.groups() != (code.name, str(given), str(sum(sums))):
        raise ExtractError(f"the count is {sum(sums)}")
    return {
        "kind": "loop-count",
        "language": code.language,
        "function": code.name,
        "param": code.param,
        "given": given,
        "loops": [[loop.shown for loop in nest] for nest in code.nests],
        "counts": counts,
        "sums": sums,
        "answer": str(sum(sums)),
    }
