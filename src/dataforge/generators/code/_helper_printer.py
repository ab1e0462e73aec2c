"""The helper functions of programs, in thirteen languages and as the check states them."""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from dataforge.generators.code import _program as ir
from dataforge.generators.code._helpers import CAMEL_NAMES, HELPERS, LETTERS, NAMES_EACH, SNAKE_NAMES, Helper
from dataforge.generators.code._languages import CAMEL, LANGUAGES, Language
from dataforge.generators.code._plates import Plates
from dataforge.text.columns import Field, Picked, Strings
from dataforge.text.frames import Frames
from dataforge.text.rows import I64


@cache
def helper_table() -> Strings:
    """The names of helpers: the snake-case ones, then the camel-case ones."""
    return pa.array([*SNAKE_NAMES, *CAMEL_NAMES])


@cache
def _helper_plates() -> Plates:
    """Every helper in every language, language by language."""
    return Plates(*(_helper_text(language, helper) for language in LANGUAGES for helper in HELPERS))


def _helper_text(language: Language, helper: Helper) -> str:
    params = ["{a}", "{b}"][: helper.arity]
    changed = [any(line.strip().startswith(f"{x} = ") for line in helper.body) for x in params]
    typed = ", ".join(
        language.mutable * change + language.param.replace("{x}", x)
        for x, change in zip(params, changed, strict=True)
    )
    given = [language.given.replace("{x}", x).replace("{n}", str(i + 1)) for i, x in enumerate(params)]
    lines = [(0, language.head.replace("{f}", "{h}").replace("{p}", typed))]
    about = (int(language.name == "Python"), language.about.replace("{e}", "{t}"))
    lines.insert(about[0], about)
    if language.entry:
        lines.append((1, language.entry.replace("{p}", _between(language).join(given))))
    depth = 1
    blocks: list[str] = []
    for line in helper.body:
        if line.strip() == "end":
            depth -= 1
            lines.append((depth, language.ends[blocks.pop() == "while"]))
            continue
        lines.append((depth, _helper_line(language, line.strip(), depth > 1)))
        if line.endswith(":"):
            blocks.append(line.split()[0])
            depth += 1
    lines.append((0, language.close))
    text = (
        "".join(language.unit * (level + language.inside) + code + "\n" for level, code in lines if code)
        + "\n"
    )
    plain = text.replace(about[1], "\0")
    return _unsigil(language, language.finished(plain).replace("\0", about[1]))


def _unsigil(language: Language, text: str) -> str:
    """Parameters lists that already carry a sigil carry it once."""
    return text.replace(language.sigil * 2, language.sigil) if language.sigil else text


def _between(language: Language) -> str:
    return " " if language.name == "Bash" else ", "


def _helper_line(language: Language, line: str, early: bool) -> str:
    put = language.express
    for word, template in (("if ", language.test), ("while ", language.loop)):
        if line.startswith(word):
            return template.replace("{e}", put(line[len(word) : -1]))
    if line.startswith("return "):
        return (language.give if early else language.result).replace("{e}", put(line[7:]))
    template = language.declare if line.startswith("var ") else language.assign
    left, _, right = line.removeprefix("var ").partition(" = ")
    if language.name == "Bash" and not right.isdigit():
        right = f"$(( {right} ))" if line.startswith("var ") else right
    return template.replace("{v}", left).replace("{e}", put(right))


@cache
def _neutral_helpers() -> Plates:
    """Every helper as the check states it: `gcd(a, b) | 0 while b > 0 | 1 r = a % b | ...`."""
    return Plates(*(_neutral_helper(helper) for helper in HELPERS))


def _neutral_helper(helper: Helper) -> str:
    parts, depth = ["{h}(" + ("{a}, {b}" if helper.arity == 2 else "{a}") + ")"], 0
    for line in helper.body:
        if line.strip() == "end":
            depth -= 1
            continue
        parts.append(f"{depth} {line.strip().removeprefix('var ').removesuffix(':')}")
        depth += line.endswith(":")
    return '"' + " | ".join(parts) + '"'


def helper_texts(program: ir.Program, language: I64, about: Strings | None) -> Strings:
    """Each helper in its document's language, or as JSON in the neutral form where `about` is None."""
    spoken = language[program.helpers.doc]
    camel = CAMEL[spoken] * len(SNAKE_NAMES)
    fields: dict[str, Field] = {
        **{hole: Picked(_letters(i), program.helper_letters) for i, hole in enumerate("abs")},
        "c": program.helper_number,
        "h": Picked(helper_table(), program.helper_id * NAMES_EACH + program.helper_name + camel),
    }
    if about is None:
        return _neutral_helpers().render(program.helper_id, fields)
    return _helper_plates().render(spoken * len(HELPERS) + program.helper_id, {**fields, "t": about})


@cache
def _letters(place: int) -> Strings:
    return pa.array([each[place] for each in LETTERS])


@cache
def _about_helpers() -> Frames:
    return Frames(*(each.about for each in HELPERS))


def about_helpers() -> Frames:
    """What is said above a helper, by helper; holes a, b, c."""
    return _about_helpers()


def helper_letters(program: ir.Program) -> dict[str, Field]:
    """The holes of what is said above helpers."""
    return {
        **{hole: Picked(_letters(i), program.helper_letters) for i, hole in enumerate("ab")},
        "c": program.helper_number,
    }
