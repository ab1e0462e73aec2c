"""The same program in several languages, by column."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa

from dataforge.generators.code import _program as ir
from dataforge.generators.code._helpers import HELPERS, Helper
from dataforge.text.columns import Field, Strings, ints, join, lengths, pick, where
from dataforge.text.frames import Frames
from dataforge.text.rows import I64, Rows

# Expressions in Python, by operation; from CALL on a call with one argument and one with two.
_EXPRESSIONS = (
    "{a} + {b}", "{a} * {b}", "abs({a} - {b})", "max({a}, {b})", "min({a}, {b})", "{a} + {n}", "{a} * {n}",
    "{a} // {n}", "{a} % {n}", "{h}({a})", "{h}({a}, {b})",
)  # fmt: skip
_TESTS = ("{a} < {b}", "{a} > {b}", "{a} != {b}", "{a} > {n}", "{a} < {n}", "{a} % {n} == 0", "{a} % 2 == 1")
_LAST = ("{n}", "{up}", "{a} % {n} + 1")  # where counting ends, by form
_AUGMENTED = {ir.ADD: "+= {b}", ir.TIMES: "*= {b}", ir.ADD_NUMBER: "+= {n}", ir.TIMES_NUMBER: "*= {n}"}

# Lines are numbered by template: plain expressions, wrapped ones, augmented ones, then the rest.
_PLAIN, _WRAPPED, _SHORT = 0, len(_EXPRESSIONS), 2 * len(_EXPRESSIONS)
_IF = _SHORT + len(_AUGMENTED)
_ELSE = _IF + len(_TESTS)
_FOR = _ELSE + 1
_COPY = _FOR + 3
_WHILE, _SHRINK, _END = _COPY + 2, _COPY + 3, _COPY + 5
NUM_TEMPLATES = _END + 1


@dataclass(frozen=True)
class Language:
    """How a language writes things; templates have the holes of `Frames`."""

    name: str
    fence: str
    comment: str
    unit: str
    expression: Callable[[str], str]
    assign: str = "{lhs} = {e};"
    declare: str = "int {lhs} = {e};"
    test: str = "if ({e}) {{"
    other: str = "}} else {{"
    count: tuple[str, str] = (
        "for (int {v} = 0; {v} < {e}; {v}++) {{",
        "for (int {v} = 1; {v} <= {e}; {v}++) {{",
    )
    loop: str = "while ({e}) {{"
    end: str = "}}"
    result: str = "return {e};"
    about: str = "/* {e} */"
    head: str = "int {f}({p}) {{"
    param: str = "int {x}"
    call: str = 'printf("%d\\n", {e});'
    before: str = ""
    main: tuple[str, str] = ("", "")
    inside: int = 0


def _javascript(text: str) -> str:
    text = re.sub(r"^(.*) // (\S+)$", r"Math.floor(\1 / \2)", text)
    return re.sub(r"\b(abs|max|min)\(", r"Math.\1(", text)


def _java(text: str) -> str:
    return re.sub(r"\b(abs|max|min)\(", r"Math.\1(", text.replace("//", "/"))


def _c(text: str) -> str:
    text = re.sub(r"^max\((.+), (.+)\)$", r"\1 > \2 ? \1 : \2", text.replace("//", "/"))
    return re.sub(r"^min\((.+), (.+)\)$", r"\1 < \2 ? \1 : \2", text)


def _rust(text: str) -> str:
    return re.sub(r"\b(abs|max|min)\(", r"i64::\1(", text.replace("//", "/"))


LANGUAGES = (
    Language(
        name="Python",
        fence="python",
        comment="# ",
        unit="    ",
        expression=str,
        assign="{lhs} = {e}",
        declare="{lhs} = {e}",
        test="if {e}:",
        other="else:",
        count=("for {v} in range({e}):", "for {v} in range(1, {e}):"),
        loop="while {e}:",
        end="",
        result="return {e}",
        about='"""{e}"""',
        head="def {f}({p}):",
        param="{x}",
        call="print({e})",
    ),
    Language(
        name="JavaScript",
        fence="js",
        comment="// ",
        unit="  ",
        expression=_javascript,
        declare="let {lhs} = {e};",
        count=("for (let {v} = 0; {v} < {e}; {v}++) {{", "for (let {v} = 1; {v} <= {e}; {v}++) {{"),
        about="/** {e} */",
        head="function {f}({p}) {{",
        param="{x}",
        call="console.log({e});",
    ),
    Language(
        name="C",
        fence="c",
        comment="// ",
        unit="    ",
        expression=_c,
        before="#include <stdio.h>\n#include <stdlib.h>\n\n",
        main=("int main(void) {\n", "    return 0;\n}\n"),
    ),
    Language(
        name="Java",
        fence="java",
        comment="// ",
        unit="    ",
        expression=_java,
        about="/** {e} */",
        head="static int {f}({p}) {{",
        call="System.out.println({e});",
        before="public class Main {\n",
        main=("    public static void main(String[] args) {\n", "    }\n}\n"),
        inside=1,
    ),
    Language(
        name="Rust",
        fence="rust",
        comment="// ",
        unit="    ",
        expression=_rust,
        declare="let mut {lhs} = {e};",
        test="if {e} {{",
        count=("for {v} in 0..{e} {{", "for {v} in 1..={e} {{"),
        loop="while {e} {{",
        result="return {e};",
        about="/// {e}",
        head="fn {f}({p}) -> i64 {{",
        param="{x}: i64",
        call='println!("{}", {e});',
        main=("fn main() {\n", "}\n"),
    ),
)
_PYTHON = LANGUAGES[0]


def _templates(language: Language) -> list[str]:
    """The templates of a language's lines, by number."""
    put = language.expression
    plain = [_fill(language.assign, lhs="{v}", e=put(each)) for each in _EXPRESSIONS]
    wrapped = [_fill(language.assign, lhs="{v}", e=put(_modulo(each))) for each in _EXPRESSIONS]
    mark = language.assign.partition("{e}")[2]
    short = ["{v} " + each + mark for each in _AUGMENTED.values()]
    tests = [_fill(language.test, e=put(each)) for each in _TESTS]
    ends = ("{n}", "{up}" if language is _PYTHON else "{n}", _LAST[2])
    counts = [_fill(language.count[form == ir.COUNT_FROM_ONE], e=put(last)) for form, last in enumerate(ends)]
    copies = [_fill(language.assign, lhs="{v}", e=put(each)) for each in ("{a}", "{a} % {n}")]
    shrinks = [_fill(language.assign, lhs="{v}", e=put(each)) for each in ("{v} // {n}", "{v} - 1")]
    rest = [_fill(language.loop, e="{v} > 0"), *shrinks, language.end.replace("}}", "}")]
    return [
        *plain,
        *wrapped,
        *short,
        *tests,
        language.other.replace("}}", "}").replace("{{", "{"),
        *counts,
        *copies,
        *rest,
    ]


def _modulo(expression: str) -> str:
    """An expression taken modulo `{m}`."""
    return f"({expression}) % {{m}}" if " + " in expression else f"{expression} % {{m}}"


def _fill(template: str, **holes: str) -> str:
    """A template with some of its holes filled, doubled braces made single."""
    text = template.replace("{{", "\0").replace("}}", "\1")
    for name, value in holes.items():
        text = text.replace("{" + name + "}", value)
    return text.replace("\0", "{").replace("\1", "}")


@cache
def _line_frames() -> Frames:
    return Frames(*(template for language in LANGUAGES for template in _templates(language)))


@cache
def _neutral_frames() -> Frames:
    """The lines as the check states them: Python without colons, loops with both ends."""
    templates = [each.removesuffix(":") for each in _templates(_PYTHON)]
    templates[_SHORT:_IF] = [templates[form] for form in _AUGMENTED]
    for form, last in enumerate(_LAST):
        templates[_FOR + form] = f"for {{v}} in range({int(form == ir.COUNT_FROM_ONE)}, {last})"
    return Frames(*templates)


def _template_of(program: ir.Program, augmented: I64) -> I64:
    """The number of each line's template."""
    kind, form = program.kind, program.form
    expression = form + (form == ir.CALL) * _two_arguments(program)
    short = np.full(ir.CALL + 1, -1)
    short[list(_AUGMENTED)] = np.arange(len(_AUGMENTED))
    shorten = can_shorten(program) & (augmented[program.lines.doc] == 1)
    assigned = np.where(program.wrap > 0, _WRAPPED + expression, expression)
    assigned = np.where(shorten, _SHORT + short[np.minimum(form, ir.CALL)], assigned)
    return np.select(
        [kind == each for each in (ir.ASSIGN, ir.IF, ir.ELSE, ir.FOR, ir.COPY, ir.WHILE, ir.SHRINK)],
        [
            assigned,
            _IF + form,
            np.full_like(kind, _ELSE),
            _FOR + form,
            _COPY + form,
            np.full_like(kind, _WHILE),
            _SHRINK + form,
        ],
        _END,
    )


def can_shorten(program: ir.Program) -> ir.Bools:
    """Which lines may be written `x += y`."""
    same = program.is_(ir.ASSIGN) & (program.left == program.target) & (program.wrap == 0)
    return np.asarray(same & np.isin(program.form, list(_AUGMENTED)))


def _two_arguments(program: ir.Program) -> I64:
    two = np.array([each.arity == 2 for each in HELPERS])[program.helper_id]
    return np.append(two, False)[program.call].astype(np.int64)


def fields_of(program: ir.Program, names: Strings) -> dict[str, Field]:
    """What the holes of line templates hold.

    Args:
        names: the name of every register, string[num_docs * NUM_REGISTERS].
    """
    base = program.lines.doc * ir.NUM_REGISTERS
    helper = pick([each.name for each in HELPERS], np.append(program.helper_id, 0)[program.call])
    named = {
        hole: names.take(pa.array(base + register))
        for hole, register in zip(
            "vab", (program.target, program.left, np.maximum(program.right, 0)), strict=True
        )
    }
    return {**named, "n": program.number, "up": program.number + 1, "m": program.wrap, "h": helper}


def neutral_lines(program: ir.Program, names: Strings) -> tuple[Rows, Strings]:
    """The lines as the check states them, each behind its depth: `1 total = total + i`."""
    real = program.kind < ir.END_IF
    text = _neutral_frames().render(
        _template_of(program, np.zeros(len(program.params), np.int64)), fields_of(program, names)
    )
    text = join(ints(program.depth), " ", text).filter(pa.array(real))
    return Rows.of(program.lines.sum(real)), text


def code_lines(program: ir.Program, language: I64, augmented: I64, names: Strings) -> Strings:
    """Each line in its language, without indentation; string[num_lines]."""
    template = language[program.lines.doc] * NUM_TEMPLATES + _template_of(program, augmented)
    return _line_frames().render(template, fields_of(program, names))


def body(program: ir.Program, language: I64, augmented: I64, names: Strings, comments: Strings) -> Strings:
    """The lines of each program, indented, with their comments; string[num_docs].

    Args:
        comments: for each line the comment that stands above it, or ''.
    """
    spoken = language[program.lines.doc]
    code = code_lines(program, language, augmented, names)
    indent = indent_of(spoken, program.depth + 1)
    mark = pick([each.comment for each in LANGUAGES], spoken)
    above = where(lengths(comments) > 0, join(indent, mark, comments, "\n"), "")
    silent = (spoken == 0) & (program.kind >= ir.END_IF)
    return program.lines.join(where(silent, "", join(above, indent, code, "\n")))


def indent_of(language: I64, depth: I64) -> Strings:
    """The white space before a line at a depth within the file's outermost block."""
    table = [each.unit * (level + each.inside) for each in LANGUAGES for level in range(8)]
    return pick(table, language * 8 + depth)


def per_language(make: Callable[[Language], str]) -> Frames:
    """Templates, one a language; doubled braces stand for single ones."""
    return Frames(*(make(each).replace("{{", "{").replace("}}", "}") for each in LANGUAGES))


@cache
def helper_frames() -> Frames:
    """Every helper in every language, language by language; the hole is `c`."""
    return Frames(*(_helper_text(language, helper) for language in LANGUAGES for helper in HELPERS))


def _helper_text(language: Language, helper: Helper) -> str:
    rust_mut = [
        f"mut {x}"
        if language.name == "Rust" and any(line.strip().startswith(f"{x} = ") for line in helper.body)
        else x
        for x in helper.params
    ]
    params = ", ".join(language.param.replace("{x}", x) for x in rust_mut)
    lines = [(0, _fill(language.head, f=helper.name, p=params))]
    about = (int(language is _PYTHON), _fill(language.about, e=helper.about))
    lines.insert(int(language is _PYTHON), about)
    depth = 1
    for line in helper.body:
        depth -= line.strip() == "end"
        if code := _helper_line(language, line.strip()):
            lines.append((depth, code))
        depth += line.endswith(":")
    if language is not _PYTHON:
        lines.append((0, "}"))
    return "".join(language.unit * (level + language.inside) + code + "\n" for level, code in lines) + "\n"


def _helper_line(language: Language, line: str) -> str:
    put = language.expression
    if line == "end":
        return "" if language is _PYTHON else "}"
    for word, template in (("if ", language.test), ("while ", language.loop)):
        if line.startswith(word):
            return _fill(template, e=put(line[len(word) : -1]))
    if line.startswith("return "):
        return _fill(language.result, e=put(line[7:]))
    template = language.declare if line.startswith("var ") else language.assign
    left, _, right = line.removeprefix("var ").partition(" = ")
    return _fill(template, lhs=left, e=put(right))


@cache
def neutral_helpers() -> Frames:
    """Every helper as the check states it: `gcd(a, b) | 0 while b > 0 | 1 r = a % b | ...`."""
    return Frames(*(_neutral_helper(helper) for helper in HELPERS))


def _neutral_helper(helper: Helper) -> str:
    parts, depth = [f"{helper.name}({', '.join(helper.params)})"], 0
    for line in helper.body:
        if line.strip() == "end":
            depth -= 1
            continue
        parts.append(f"{depth} {line.strip().removeprefix('var ').removesuffix(':')}")
        depth += line.endswith(":")
    return " | ".join(parts)


def listed(names: Sequence[Strings], count: I64) -> Strings:
    """`a`, `a and b`, `a, b and c`: the first `count` names of each document."""
    text = names[0]
    for i, name in enumerate(names[1:], start=1):
        link = where(count == i + 1, " and ", ", ")
        text = where(count > i, join(text, link, name), text)
    return text
