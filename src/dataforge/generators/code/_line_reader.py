"""Lines of programs as statements: each by the shape that is left when its words are taken out.

A line's names and numbers are taken out of it, so that few shapes are left. How a shape is read (the rules of
its language, the expression in it) is worked out once and kept; a line then costs no more than its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.code import _grammars as grammar
from dataforge.generators.code._expressions import Value, calls_in, maker, parsed, shown
from dataforge.generators.code._interpreter import Source, Statement

_WORD = re.compile(r"([A-Za-z_]\w*|[0-9]+)")
# Words of the languages; 0 and 1 stay, too: where a loop begins, and whether it runs to one less, is shape.
_LIBRARIES = ("abs", "max", "min", "floor", "intdiv", "Math", "math", "std", "i64")
_DECLARES = ("int", "number", "let", "mut", "my", "local")
_BEGINS = ("if", "for", "in", "range", "while", "do", "then", "return", "echo")
_KEPT = frozenset(("0", "1", *_LIBRARIES, *_DECLARES, *_BEGINS))
_MOST_SHAPES, _MOST_WORDS = 8_192, 32
_NAMES = [f"q{place}_" for place in range(_MOST_WORDS)]
_NUMBERS = [f"7{place:03}000" for place in range(_MOST_WORDS)]
_PLACES = {word: place for words in (_NAMES, _NUMBERS) for place, word in enumerate(words)}


@dataclass(frozen=True, slots=True)
class _Shape:
    """How lines of one shape are read.

    Attributes:
        what: the kind of statement.
        name: the place among the line's words of the name that is set, or -1.
        text: the line as the check states it, `{0} = {0} + {1}`.
        make: see `maker`; takes the line's words.
        calls: which words are functions, and with how many arguments they are called.
        low: where a loop begins to count.
        more: the place of a number that counts for one more, or -1.
        fixed: whether the value is a number.
    """

    what: str
    name: int
    text: str
    make: Callable[..., Value]
    calls: tuple[tuple[int, int], ...]
    low: int
    more: int
    fixed: bool


def read_line(text: str, source: Source, depth: int = 0) -> tuple[Statement, str]:
    """A line as a statement, and as the check states it."""
    if source.language in grammar.SIGILS:
        text = text.replace("$", "")
    parts = _WORD.split(text)
    words: list[str] = []
    values: list[Any] = []
    for at in range(1, len(parts), 2):
        word = parts[at]
        if word in _KEPT:
            continue
        if word in words:
            place = words.index(word)
        else:
            place = len(words)
            words.append(word)
            values.append(word if word > ":" else _number(word))  # digits come before ":"
        parts[at] = _NAMES[place] if word > ":" else _NUMBERS[place]
    shape = _shape("".join(parts), source.language, len(words))
    name = words[shape.name] if shape.name >= 0 else ""
    for place, arity in shape.calls:
        values[place] = function = source.functions[words[place]]
        if len(function.params) != arity:
            raise ExtractError(f"{function.name} takes {len(function.params)} arguments")
    if shape.more >= 0:
        values[shape.more] += 1
        words[shape.more] = str(values[shape.more])
    value = shape.make(source.call, *values)
    return Statement(shape.what, depth, name, value, shape.low, shape.fixed), shape.text.format(*words)


def _number(word: str) -> int:
    if word[0] == "0":
        raise ExtractError(f"{word} is not how a number is written")
    return int(word)


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What an expression means, whatever the language."""

    text: str
    make: Callable[..., Value]
    calls: tuple[tuple[str, int], ...]
    fixed: bool


@lru_cache(maxsize=_MOST_SHAPES)
def _meaning(text: str, count: int) -> _Meaning:
    """The meaning of an expression in Python's form in a line of so many words."""
    tree = parsed(text)
    words = {word: f"w{_PLACES[word]}" for word in _WORD.findall(text) if word in _PLACES}
    make = maker(tree, words, [f"w{place}" for place in range(count)])
    return _Meaning(shown(tree), make, tuple(calls_in(tree)), tree[0] == "number")


@lru_cache(maxsize=_MOST_SHAPES)
def _shape(text: str, language: str, count: int) -> _Shape:
    """How a line is read whose words are those of `read_line`: q0_ for a name, 7001000 for a number."""
    what, name, expression, low, more = _by_rules(text, language)
    if name and name not in _PLACES:
        raise ExtractError(f"{name} cannot be set")
    meaning = _meaning(expression, count)
    stated = f"{what} {meaning.text}"
    if what == "=":
        stated = f"{name} = {meaning.text}"
    elif what == "for":
        stated = f"for {name} in range({low}, {meaning.text})"
    parts = _WORD.split(stated)
    for at in range(1, len(parts), 2):
        if parts[at] in _PLACES:
            parts[at] = f"{{{_PLACES[parts[at]]}}}"
    return _Shape(
        what=what,
        name=_PLACES.get(name, -1),
        text="".join(parts),
        make=meaning.make,
        calls=tuple((_PLACES[function], arity) for function, arity in meaning.calls),
        low=low,
        more=_PLACES.get(more, -1),
        fixed=meaning.fixed,
    )


def _by_rules(text: str, language: str) -> tuple[str, str, str, int, str]:
    """By the rules of a language: what a line is, the name it sets, its expression in Python's form, where it
    begins to count, and which number is to be taken one larger."""
    pattern, kinds = grammar.LINES[language]
    match = pattern.fullmatch(text)
    if match is None or match.lastgroup is None:
        raise ExtractError(f"cannot read the line {text!r}")
    kind, first = kinds[match.lastgroup]
    if kind in "?wr":
        return {"?": "if", "w": "while", "r": "return"}[kind], "", _plain(match[first], language), 0, ""
    name, right = match[first], match[first + 1]
    if kind == "=":
        return "=", name, _plain(right, language), 0, ""
    if kind == "o":
        return "=", name, f"{name} {right} {_plain(match[first + 2], language)}", 0, ""
    bound, more = _plain(right, language), ""
    if kind in "gF":
        bound, more = _one_more(bound)
    return "for", name, bound, int(kind in "gG"), more


def _one_more(bound: str) -> tuple[str, str]:
    """One more than a bound, or the bound and that it is a number to be taken one larger."""
    if bound.isdigit():
        return (str(int(bound) + 1), "") if bound in _KEPT else (bound, bound)
    return (bound.removesuffix(" - 1") if bound.endswith(" - 1") else f"{bound} + 1"), ""


def _plain(text: str, language: str) -> str:
    """An expression of a language in Python's form."""
    for mark, pattern, form in grammar.EXPRESSIONS[language]:
        if mark in text:
            text = pattern.sub(form, text)
    return text
