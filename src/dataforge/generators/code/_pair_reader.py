"""Reads a document of the genre translation-pair: every version by the rules of its language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.code import _grammars as grammar
from dataforge.generators.code._interpreter import Function, Source
from dataforge.generators.code._reader import NAMES, check_named, read_file, stated
from dataforge.generators.code._solver import compared, ran

_BLOCK = re.compile(r"\n\n([^\n]+):\n```([a-z]+)\n(.*?)```", re.DOTALL)
_LANGUAGE = re.compile(rf"(?<![\w`])({NAMES})(?![\w+])")
_QUOTED = re.compile(r"`([^`]+)`")
_LIST = re.compile(r"\d+(?:, \d+)*")
_SNAKE = re.compile(r"\b[a-z]+(?:[A-Z][a-z]+)+\b")
_CAPITAL = re.compile("([A-Z])")
_CLOSE = re.compile(r"[A-Z][a-z ]+: (.*?)\.?")


@dataclass
class _Version:
    """A version as read: names of functions in one form, results of the calls, steps taken."""

    language: str
    helpers: list[str]
    main: Function
    calls: list[list[int]]
    results: list[int]
    lines: list[str]


def _snake(text: str) -> str:
    """Names like_this for names likeThis."""
    if text.islower():
        return text
    return _SNAKE.sub(lambda match: _CAPITAL.sub(lambda c: "_" + c[1].lower(), match[0]), text)


def _read_version(block: re.Match[str], known: dict[str, tuple[list[int], int]]) -> _Version:
    """A version as its block has it, and run.

    Args:
        known: what programs return, and how many steps they take, by what they say: a program that says the
            same in another language is not run again, since it would do the same.
    """
    lead, fence, code = block.groups()
    found = _LANGUAGE.findall(lead)
    if len(found) != 1 or grammar.FENCE[found[0]] != fence:
        raise ExtractError(f"{lead!r} does not name the language of what follows")
    source = Source(found[0])
    functions, calls = read_file(code.removesuffix("\n").split("\n"), source)
    *helpers, main = functions
    if source.comments:
        raise ExtractError("a comment in a translation")
    lines, said = [_snake(line) for line in main.lines], [_snake(stated(each)) for each in helpers]
    program = "\n".join([*said, *main.params, *lines, *map(str, calls)])
    if program not in known:
        results = [source.call(main, arguments) for arguments in calls]
        known[program] = results, source.steps
    results, steps = known[program]
    ran(steps)
    compared(len(lines))
    return _Version(found[0], said, main, calls, results, lines)


def _odd_one(versions: list[_Version], told: str) -> tuple[_Version | None, _Version]:
    """The version that deviates, if one does, and one that does not."""
    different = {tuple(each.lines) for each in versions}
    if len(different) == 1:
        return None, versions[0]
    named = [each for each in versions if each.language in _LANGUAGE.findall(told)]
    others = [each for each in versions if each not in named]
    if len(named) != 1 or len({tuple(each.lines) for each in others}) != 1 or len(different) != 2:
        raise ExtractError("it is not one version that deviates from the others")
    return named[0], others[0]


def read_pair(text: str) -> dict[str, Any]:
    """The facts of a document of the genre translation-pair.

    Raises:
        ExtractError: it is none, or says what its programs do not do.
    """
    opening, _, rest = text.partition("\n\n")
    blocks = list(_BLOCK.finditer("\n\n" + rest))
    end = blocks[-1].end() - 2
    told, _, close = rest[end:].removeprefix("\n\n").partition("\n")
    known: dict[str, tuple[list[int], int]] = {}
    versions = [_read_version(block, known) for block in blocks]
    if len(versions) < 2 or sum(map(len, (block[0] for block in blocks))) != end + 2:
        raise ExtractError("something stands between the versions")
    odd, right = _odd_one(versions, told)
    first = versions[0]
    for line in {*opening.split("\n")[:1], *opening.split("\n")[-1:]}:
        check_named(line, first.main)
    for each in versions:
        if (each.helpers, _snake(each.main.name), each.main.params, each.calls) != (
            first.helpers,
            _snake(first.main.name),
            first.main.params,
            first.calls,
        ):
            raise ExtractError("the versions have other names or other calls")
    verdict = f"{odd.language} deviates" if odd else "all agree"
    pair, outputs = _difference(odd, right), [right.results, odd.results if odd else right.results]
    _check_told(told, odd, (pair, outputs))
    if (said := _CLOSE.fullmatch(close)) is None or said[1] != verdict:
        raise ExtractError(f"{close!r}, but {verdict}")
    spelt = _respelt(first.language)
    return {
        "kind": "translation-pair",
        "languages": [each.language for each in versions],
        "function": first.main.name,
        "params": first.main.params,
        "helpers": [spelt(each) for each in right.helpers],
        "program": [spelt(each) for each in right.lines],
        "deviates": "yes" if odd else "no",
        "line": spelt(pair[1]) if odd else None,
        "calls": [list(each) for each in zip(first.calls, *outputs, strict=True)],
        "answer": verdict,
    }


def _difference(odd: _Version | None, right: _Version) -> tuple[str, str]:
    """The line that deviates, as it stands and as the others have it."""
    if odd is None:
        return "", ""
    pairs = [pair for pair in zip(odd.lines, right.lines, strict=True) if pair[0] != pair[1]]
    if len(pairs) != 1 or pairs[0][0].partition(" ")[0] != pairs[0][1].partition(" ")[0]:
        raise ExtractError(f"{len(pairs)} lines deviate")
    return pairs[0][0].partition(" ")[2], pairs[0][1].partition(" ")[2]


def _respelt(language: str) -> Any:
    """What writes the names of helpers, and no other ones, as the language does."""
    if language not in ("JavaScript", "TypeScript", "Java", "Go", "PHP"):
        return lambda text: text
    pattern = re.compile(r"\b([a-z]+(?:_[a-z]+)+)\(")
    return lambda text: pattern.sub(lambda match: re.sub("_([a-z])", lambda c: c[1].upper(), match[0]), text)


def _check_told(told: str, odd: _Version | None, found: tuple[tuple[str, str], list[list[int]]]) -> None:
    """What is said of the versions must be so."""
    line, (old, new) = found
    said = _LIST.findall(_QUOTED.sub("", told))
    texts = [", ".join(map(str, each)) for each in (old, new)]
    expected = [texts[1], texts[0]] if odd and old != new else [texts[0]]
    if said != expected:
        raise ExtractError(f"{told!r}, but the output is {texts}")
    if odd is None:
        return
    quoted = [_snake(each) for each in _QUOTED.findall(told)]
    if quoted != list(line):
        raise ExtractError(f"{quoted!r} does not stand there, {line!r} does")
