"""The same program in thirteen languages, by column: every line of a batch is one row of one `Frames`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pyarrow as pa

from dataforge.generators.code import _program as ir
from dataforge.generators.code._helper_printer import helper_table
from dataforge.generators.code._helpers import ARITY, NAMES_EACH, SNAKE_NAMES
from dataforge.generators.code._languages import CAMEL, LANGUAGES, Language
from dataforge.generators.code._plates import Plates, scattered
from dataforge.text.columns import Field, Picked, Strings, join, where
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

# Expressions in Python, by operation; from CALL on a call with one argument and one with two.
_EXPRESSIONS = (
    "{a} + {b}", "{a} * {b}", "abs({a} - {b})", "max({a}, {b})", "min({a}, {b})", "{a} + {n}", "{a} * {n}",
    "{a} // {n}", "{a} % {n}", "{h}({a})", "{h}({a}, {b})",
)  # fmt: skip
_TESTS = ("{a} < {b}", "{a} > {b}", "{a} != {b}", "{a} > {n}", "{a} < {n}", "{a} % {n} == 0", "{a} % 2 == 1")
_AUGMENTED = {ir.ADD: "+ {b}", ir.TIMES: "* {b}", ir.ADD_NUMBER: "+ {n}", ir.TIMES_NUMBER: "* {n}"}

# Lines are numbered by template: plain expressions, wrapped ones, augmented ones, then the rest.
_PLAIN, _WRAPPED, _SHORT = 0, len(_EXPRESSIONS), 2 * len(_EXPRESSIONS)
_IF = _SHORT + len(_AUGMENTED)
_ELSE = _IF + len(_TESTS)
_FOR = _ELSE + 1
_COPY = _FOR + 3
_WHILE, _SHRINK, _END_IF, _END_LOOP = _COPY + 2, _COPY + 3, _COPY + 5, _COPY + 6
START, RETURN = _COPY + 7, _COPY + 8  # a first value; a result as it is, modulo m, a sum modulo m
HEAD, ENTRY, CLOSE, ABOUT, SHOW, BEFORE, MAIN, AFTER, COMMENT, HELPER = range(RETURN + 3, RETURN + 13)
_NUM_TEMPLATES = HELPER + 1


@dataclass(frozen=True)
class Lines:
    """Lines of a batch: rows with a template each, and what its holes hold.

    Attributes:
        doc: the document of each row.
        first: the first row of each document, and the number of rows at the end.
        short: the template in a document that writes `x += y` where it can.
        fields: holes of the templates; see `line_fields`.
    """

    doc: I64
    first: I64
    template: I64
    short: I64
    depth: I64
    fields: dict[str, I64]

    def chosen(self, rows: I64) -> Lines:
        """Some of the lines, in order."""
        fields = {name: column[rows] for name, column in self.fields.items()}
        first = np.searchsorted(rows, self.first)
        return Lines(self.doc[rows], first, self.template[rows], self.short[rows], self.depth[rows], fields)

    def shortened(self, augmented: I64) -> Lines:
        """The lines as documents write them that shorten them or do not, by document 1 or 0."""
        return replace(self, template=np.where(augmented[self.doc] == 1, self.short, self.template))


def _templates(language: Language) -> list[str]:
    """The templates of a language's lines, by number; {i} is the indentation."""
    put = language.express

    def assign(e: str) -> str:
        bare = e.startswith("$(") and e.endswith(")") and e.count("$(") == 1
        return (language.assign if not bare else "{v}={e}").replace("{e}", e)

    def expressed(text: str) -> str:
        for arity, call in enumerate(language.call):
            text = text.replace(("{h}({a})", "{h}({a}, {b})")[arity], call)
        return put(text)

    plain = [assign(expressed(each)) for each in _EXPRESSIONS]
    wrapped = [assign(expressed(_modulo(each))) for each in _EXPRESSIONS]
    short = [language.change.replace("{o}", e[0]).replace("{e}", e[2:]) for e in _AUGMENTED.values()]
    tests = [language.test.replace("{e}", put(each)) for each in _TESTS]
    counts = [
        language.count[form].replace("{e}", put(last))
        for form, last in enumerate(("{n}", "{up}" if language.name == "Python" else "{n}", "{a} % {n}"))
    ]
    copies = [assign(each) for each in ("{a}", "{a} % {n}")]
    shrinks = [assign(put(each)) for each in ("{v} // {n}", "{v} - 1")]
    body = [
        *plain, *wrapped, *short, *tests, language.other, *counts, *copies,
        language.loop.replace("{e}", "{v} > 0"), *shrinks, *language.ends,
        language.declare.replace("{e}", "{n}"),
        *(language.result.replace("{e}", each) for each in ("{r}", "{r} % {m}", "({r}) % {m}")),
        language.head, language.entry, language.close, language.about.replace("{e}", "{t}"),
        language.show.replace("{e}", "{g}"),
    ]  # fmt: skip
    silent = {i for i, each in enumerate(body) if not each}
    lines = ["" if i in silent else "{i}" + language.finished(each) + "\n" for i, each in enumerate(body)]
    lines[CLOSE] += "\n"
    return [*lines, language.before, *language.main, "{i}" + language.comment + "{x}\n", "{x}"]


def _modulo(expression: str) -> str:
    """An expression taken modulo `{m}`."""
    return f"({expression}) % {{m}}" if " + " in expression else f"{expression} % {{m}}"


COUNTDOWN_NAMES = (
    "remaining",
    "pending",
    "todo",
    "surplus",
    "backlog",
    "leftover",
    "unpaid",
    "waiting",
    "queued",
)


@cache
def name_table() -> Strings:
    """All names of registers: words, loop variables, countdowns."""
    return pa.concat_arrays([lexicon("code_variables")[0], pa.array([*"ijk", *COUNTDOWN_NAMES])])


@cache
def _line_plates() -> Plates:
    return Plates(*(template for language in LANGUAGES for template in _templates(language)))


@cache
def _neutral_plates() -> Plates:
    """The lines as the check states them: Python without colons, loops with both ends, behind their depth."""
    templates = [each.removesuffix("\n").removesuffix(":") for each in _templates(LANGUAGES[0])]
    templates[_SHORT:_IF] = [templates[form] for form in _AUGMENTED]
    for form, last in enumerate(("{n}", "{up}", "{a} % {n} + 1")):
        templates[_FOR + form] = f"{{i}}for {{v}} in range({int(form == ir.COUNT_FROM_ONE)}, {last})"
    return Plates(*templates[: RETURN + 3])


_SHORT_FORMS = np.full(ir.CALL + 1, -1)
_SHORT_FORMS[list(_AUGMENTED)] = _SHORT + np.arange(len(_AUGMENTED))
_FIRST_TEMPLATE = np.array([0, _IF, _ELSE, _FOR, _COPY, _WHILE, _SHRINK, _END_IF, _END_LOOP, _END_LOOP])


def _templates_of(program: ir.Program, at: I64) -> tuple[I64, I64]:
    """The number of the template of each of these lines, and of the shortest one."""
    kind, form = program.kind[at], program.form[at]
    expression = form + (form == ir.CALL) * two_arguments(program, at) + _WRAPPED * (program.wrap[at] > 0)
    own = _FIRST_TEMPLATE[kind] + form * ir.among((ir.IF, ir.FOR, ir.COPY, ir.SHRINK))[kind]
    template = np.where(kind == ir.ASSIGN, expression, own)
    return template, np.where(can_shorten(program)[at], _SHORT_FORMS[form], template)


def can_shorten(program: ir.Program) -> ir.Bools:
    """Which lines may be written `x += y`."""
    same = program.is_(ir.ASSIGN) & (program.left == program.target) & (program.wrap == 0)
    return np.asarray(same & (_SHORT_FORMS[program.form] >= 0))


def two_arguments(program: ir.Program, at: I64) -> I64:
    """Which of these lines call a helper with two arguments, 1 or 0."""
    arity = np.append(ARITY[program.helper_id], 0)[program.call[at]]
    return np.asarray(arity == 2, np.int64)


def _holes_of(program: ir.Program, names: I64, at: I64) -> dict[str, I64]:
    """What the holes of program lines hold."""
    doc = program.lines.doc[at]
    helper = np.append(program.helper_id * NAMES_EACH + program.helper_name, 0)[program.call[at]]
    return {
        "v": names[doc, program.target[at]],
        "a": names[doc, program.left[at]],
        "b": names[doc, np.maximum(program.right[at], 0)],
        "n": program.number[at],
        "m": program.wrap[at],
        "h": helper,
    }


def program_lines(program: ir.Program, names: I64, at: I64) -> Lines:
    """Lines of programs: rows `at` of all their lines, in order."""
    first = np.searchsorted(at, program.lines.offsets)
    doc, fields = program.lines.doc[at], _holes_of(program, names, at)
    return Lines(doc, first, *_templates_of(program, at), program.depth[at], fields)


def function_lines(program: ir.Program, names: I64, copies: I64) -> tuple[Lines, I64]:
    """First values, lines and result of every program, and the rows where the programs' lines stand.

    Args:
        names: which name each register has, int64[num_docs, NUM_REGISTERS].
        copies: documents with any declare a countdown, too.
    """
    lines, starts = program.lines, Rows.of(program.num_locals + (copies > 0))
    register = np.where(starts.pos < program.num_locals[starts.doc], ir.LOCAL + starts.pos, ir.REST)
    values = np.where(register == ir.REST, 0, program.start[starts.doc, np.minimum(starts.pos, 3)])
    rows = Rows.of(starts.counts + lines.counts + 1)
    begin, end = rows.offsets[starts.doc] + starts.pos, rows.offsets[1:] - 1
    at = (rows.offsets[:-1] + starts.counts)[lines.doc] + lines.pos
    result = RETURN + np.where(program.returns_modulus > 0, 1 + (program.returned.sum(axis=1) > 1), 0)
    more: dict[str, tuple[I64, I64]] = {
        "v": (begin, names[starts.doc, register]), "n": (begin, values), "m": (end, program.returns_modulus),
    }  # fmt: skip
    inner = program_lines(program, names, np.arange(len(lines)))
    size, around = len(rows), ((begin, START), (end, result))
    fields = {
        name: scattered(size, (at, column), *([more[name]] if name in more else []))
        for name, column in inner.fields.items()
    }
    template, short = (scattered(size, (at, each), *around) for each in (inner.template, inner.short))
    return Lines(rows.doc, rows.offsets, template, short, scattered(size, (at, inner.depth)), fields), at


def line_fields(lines: Lines, spoken: I64) -> dict[str, Field]:
    """What the holes of function lines hold, but for those of whole documents (f p r t g x).

    Args:
        spoken: the language of each line, which says how helpers' names are written.
    """
    camel = CAMEL[spoken]
    number = lines.fields["n"]
    return {
        **{hole: Picked(name_table(), lines.fields[hole]) for hole in "vab"},
        "n": number,
        "up": number + 1,
        "m": lines.fields["m"],
        "h": Picked(helper_table(), lines.fields["h"] + camel * len(SNAKE_NAMES)),
    }


def neutral_program(lines: Lines, language: I64, returned: Strings) -> Strings:
    """The functions as the check states them, their lines behind their depth: `["0 total = 3",...]`."""
    some = lines.chosen(np.flatnonzero((lines.template != _END_IF) & (lines.template != _END_LOOP)))
    fields = line_fields(some, language[some.doc])
    inside = np.ones(len(some.doc), np.int64)
    inside[some.first[:-1]] = 0
    mark = Picked(_neutral_indents(), some.depth + _DEPTHS * inside)
    filled: dict[str, Field] = {**fields, "i": mark, "r": Picked(returned, some.doc)}
    return join(_neutral_plates().render(some.template, filled, some.first), '"]')


@cache
def _neutral_indents() -> Strings:
    """The depth of a line, and how it begins: a document's first line, then the others."""
    return pa.array([f'{before}"{depth} ' for before in ("[", '",') for depth in range(_DEPTHS)])


def neutral_line(lines: Lines, spoken: I64) -> Strings:
    """Single lines as the check states them, without depth: `total = total + i`."""
    return _neutral_plates().render(lines.template, {**line_fields(lines, spoken), "i": ""})


def printed(lines: Lines, language: I64, fields: dict[str, Field]) -> Strings:
    """The lines of each document in its language, indented, with their ends, joined."""
    spoken = language[lines.doc]
    indent = Picked(_indents(), spoken * _DEPTHS + lines.depth)
    filled = {**line_fields(lines, spoken), **fields, "i": indent}
    return _line_plates().render(spoken * _NUM_TEMPLATES + lines.template, filled, lines.first)


def bare(lines: Lines, language: I64) -> Strings:
    """Each line in its language as it is quoted: not indented, without its end."""
    spoken = language[lines.doc]
    return _bare_plates().render(spoken * _NUM_TEMPLATES + lines.template, line_fields(lines, spoken))


@cache
def _bare_plates() -> Plates:
    return Plates(*(each.removeprefix("{i}").removesuffix("\n") for each in _line_plates().templates))


_DEPTHS = 8


@cache
def _indents() -> Strings:
    return pa.array([each.unit * (level + each.inside) for each in LANGUAGES for level in range(_DEPTHS)])


def per_language(attribute: str, language: I64) -> Picked:
    """What a language writes for one thing."""
    return Picked(_attribute(attribute), language)


@cache
def _attribute(attribute: str) -> Strings:
    return pa.array([str(getattr(each, attribute)) for each in LANGUAGES])


def listed(names: Sequence[Strings], count: I64) -> Strings:
    """`a`, `a and b`, `a, b and c`: the first `count` names of each document."""
    text = names[0]
    for i, name in enumerate(names[1:], start=1):
        link = where(count == i + 1, " and ", ", ")
        text = where(count > i, join(text, link, name), text)
    return text
