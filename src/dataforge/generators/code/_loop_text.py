"""Nested loops in six languages, and as the check states them."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa

from dataforge.generators.code._helpers import camel
from dataforge.generators.code._loop_world import FORMS, Bound, Loop, Nests
from dataforge.generators.code._plates import Plates
from dataforge.text.columns import Field, Picked, Strings
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64

LETTERS = (
    ("i", "j", "k"), ("a", "b", "c"), ("x", "y", "z"), ("p", "q", "r"), ("u", "v", "w"),
    ("row", "col", "cell"), ("day", "hour", "minute"), ("shelf", "box", "item"), ("floor", "room", "door"),
    ("page", "line", "word"), ("week", "day", "seat"), ("lap", "turn", "step"),
    ("outer", "middle", "inner"), ("one", "two", "three"),
)  # fmt: skip
COUNTERS = ("tally", "ticks", "seen", "acc", "found", "counter", "tried", "made", "hit", "sofar")
NAMES = ("Python", "JavaScript", "TypeScript", "C", "Java", "Go")
FENCES = ("python", "js", "ts", "c", "java", "go")
CAMEL = np.array([0, 1, 1, 0, 1, 1])
_UNITS = ("    ", "  ", "  ", "    ", "    ", "\t")
_FOR = {"C": "for (int {v} = #) {", "Java": "for (int {v} = #) {", "Go": "for {v} := # {"}
_FUNCTIONS = (
    "def {f}({m}):\n_{c} = 0\n{x}_return {c}\n",
    "function {f}({m}) {\n_let {c} = 0;\n{x}_return {c};\n}\n",
    "function {f}({m}: number): number {\n_let {c} = 0;\n{x}_return {c};\n}\n",
    "int {f}(int {m}) {\n_int {c} = 0;\n{x}_return {c};\n}\n",
    "static int {f}(int {m}) {\n_int {c} = 0;\n{x}_return {c};\n}\n",
    "func {f}({m} int) int {\n_{c} := 0\n{x}_return {c}\n}\n",
)
_BY_ONE, _BY_MORE, _GROWS, _FROM_ZERO, _VARIANTS = 0, 1, 2, 3, 4


@cache
def _headers() -> Plates:
    """The first line of a loop, by language and variant."""
    found = [
        "for {v} in range({l}, {b}):", "for {v} in range({l}, {b}, {t}):", "while {v} < {b}:",
        "for {v} in range({b}):",
    ]  # fmt: skip
    for name in NAMES[1:]:
        around = _FOR.get(name, "for (let {v} = #) {")
        steps = ("{v}++", "{v} += {t}", "{v} *= {t}", "{v}++")
        found += [around.replace("#", "{l}; {v} < {b}; " + step) for step in steps]
    return Plates(*found, "for {v} in range({l}, {b}, {t})", "for {v} from {l} below {b} times {t}")


def _nest_template(language: int, deep: bool, grows: bool) -> str:
    """A whole nest: headers {h}, {g} and {k}, the body, its ends."""
    unit, headers = _UNITS[language], ["{h}", "{g}", "{k}"] if deep else ["{h}", "{k}"]
    python = language == 0
    lines = [unit * depth + header for depth, header in enumerate(headers, start=1)]
    inner, body = unit * len(headers), unit * (len(headers) + 1)
    if python and grows:
        lines.insert(-1, inner + "{v} = {l}")
    lines.append(body + ("{c} += 1" if python else "{c}++" if NAMES[language] == "Go" else "{c}++;"))
    if python and grows:
        lines.append(body + "{v} *= {t}")
    if not python:
        lines += [unit * depth + "}" for depth in range(len(headers), 0, -1)]
    return "".join(line + "\n" for line in lines)


@cache
def _nest_plates() -> Plates:
    kinds = [(deep, grows) for deep in (False, True) for grows in (False, True)]
    return Plates(*(_nest_template(language, *kind) for language in range(len(NAMES)) for kind in kinds))


@cache
def _functions() -> Plates:
    return Plates(*(text.replace("_", unit) for text, unit in zip(_FUNCTIONS, _UNITS, strict=True)))


@cache
def _bounds() -> Plates:
    return Plates(*FORMS)


@cache
def letter_table() -> Strings:
    """The names of loop variables, three after three."""
    return pa.array([name for three in LETTERS for name in three])


@cache
def nouns() -> Strings:
    """The words that functions are about, then the same with a capital."""
    words = lexicon("code_variables").words()
    return pa.array([*("_" + word for word in words), *(camel("_" + word) for word in words)])


def bound_text(bound: Bound, letters: I64, param: Picked) -> Strings:
    """Bounds as they are written.

    Args:
        letters: which names each nest's loop variables have.
    """
    outer, middle = letters * 3, letters * 3 + 1
    fields: dict[str, Field] = {
        "c": bound.c,
        "d": bound.d,
        "n": param,
        "p": Picked(letter_table(), np.where(bound.middle, middle, outer)),
        "q": Picked(letter_table(), np.where(bound.middle, outer, middle)),
    }
    return _bounds().render(bound.form, fields)


def loop_fields(loop: Loop, place: I64, letters: I64, param: Picked) -> dict[str, Field]:
    """What the holes of loops' headers hold; `place` says which of the names are the variables'."""
    return {
        "v": Picked(letter_table(), letters * 3 + place),
        "l": bound_text(loop.low, letters, param),
        "b": bound_text(loop.high, letters, param),
        "t": loop.step,
    }


def nest_texts(nests: Nests, language: I64, fields: list[dict[str, Field]], counter: Picked) -> Strings:
    """Every nest in its function's language.

    Args:
        language: of each nest.
        fields: of the three loops, see `loop_fields`.
    """
    texts = []
    for loop, filled in zip(nests.loops, fields, strict=True):
        plain = np.where(loop.step > 1, _BY_MORE, _BY_ONE)
        zero = (loop.low.form == 0) & (loop.low.c == 0) & (loop.step == 1)
        variant = np.select([loop.grows, zero], [np.full_like(plain, _GROWS), _FROM_ZERO], plain)
        texts.append(_headers().render(language * _VARIANTS + variant, filled))
    inner = {name: fields[2][name] for name in "vlt"}
    which = language * 4 + nests.deep * 2 + nests.loops[2].grows
    headers = dict(zip("hgk", texts, strict=True))
    return _nest_plates().render(which, {**headers, **inner, "c": counter})


def neutral_texts(nests: Nests, fields: list[dict[str, Field]]) -> list[Strings]:
    """The loops of each nest as the check states them: outer, middle, inner."""
    first = len(NAMES) * _VARIANTS
    return [
        _headers().render(first + loop.grows, filled)
        for loop, filled in zip(nests.loops, fields, strict=True)
    ]


def function_texts(language: I64, fields: dict[str, Field]) -> Strings:
    """Whole functions."""
    return _functions().render(language, fields)
