"""The same program in thirteen languages, by column: every line of a batch is one row of one `Frames`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa

from dataforge.generators.code import _program as ir
from dataforge.generators.code._helpers import CAMEL_NAMES, HELPERS, LETTERS, NAMES_EACH, SNAKE_NAMES, Helper
from dataforge.generators.code._languages import LANGUAGES, Language
from dataforge.text.columns import Field, Picked, Strings, join, where
from dataforge.text.frames import Frames
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
HEAD, ENTRY, CLOSE, ABOUT, SHOW, BEFORE, MAIN, AFTER = range(RETURN + 3, RETURN + 11)
NUM_TEMPLATES = AFTER + 1


@dataclass(frozen=True)
class Lines:
    """Lines of a batch: rows with a template each, and what its holes hold.

    Attributes:
        doc: the document of each row.
        fields: holes of the templates; see `line_fields`.
    """

    doc: I64
    template: I64
    depth: I64
    fields: dict[str, I64]


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
    return [*lines, language.before, *language.main]


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
def _line_frames() -> Frames:
    return Frames(*(template for language in LANGUAGES for template in _templates(language)))


@cache
def _neutral_frames() -> Frames:
    """The lines as the check states them: Python without colons, loops with both ends, behind their depth."""
    templates = [each.removesuffix("\n").removesuffix(":") for each in _templates(LANGUAGES[0])]
    templates[_SHORT:_IF] = [templates[form] for form in _AUGMENTED]
    for form, last in enumerate(("{n}", "{up}", "{a} % {n} + 1")):
        templates[_FOR + form] = f"{{i}}for {{v}} in range({int(form == ir.COUNT_FROM_ONE)}, {last})"
    return Frames(*(each.replace("{i}", '"{i} ') + '"' for each in templates[: RETURN + 3]))


def _template_of(program: ir.Program, augmented: I64) -> I64:
    """The number of each line's template."""
    kind, form = program.kind, program.form
    expression = form + (form == ir.CALL) * two_arguments(program)
    short = np.full(ir.CALL + 1, -1)
    short[list(_AUGMENTED)] = np.arange(len(_AUGMENTED))
    shorten = can_shorten(program) & (augmented[program.lines.doc] == 1)
    assigned = np.where(program.wrap > 0, _WRAPPED + expression, expression)
    assigned = np.where(shorten, _SHORT + short[np.minimum(form, ir.CALL)], assigned)
    first = np.array([0, _IF, _ELSE, _FOR, _COPY, _WHILE, _SHRINK, _END_IF, _END_LOOP, _END_LOOP])[kind]
    own = first + form * ir.among((ir.IF, ir.FOR, ir.COPY, ir.SHRINK))[kind]
    return np.where(kind == ir.ASSIGN, assigned, own)


def can_shorten(program: ir.Program) -> ir.Bools:
    """Which lines may be written `x += y`."""
    same = program.is_(ir.ASSIGN) & (program.left == program.target) & (program.wrap == 0)
    return np.asarray(same & np.isin(program.form, list(_AUGMENTED)))


def two_arguments(program: ir.Program) -> I64:
    """Which lines call a helper with two arguments, 1 or 0."""
    two = np.array([each.arity == 2 for each in HELPERS])[program.helper_id]
    return np.append(two, False)[program.call].astype(np.int64)


def function_lines(program: ir.Program, names: I64, copies: I64, augmented: I64) -> Lines:
    """First values, lines and result of every program, document by document.

    Args:
        names: which name each register has, int64[num_docs, NUM_REGISTERS].
        copies: documents with any declare a countdown, too.
    """
    lines, starts = program.lines, Rows.of(program.num_locals + (copies > 0))
    last = np.where(starts.pos < program.num_locals[starts.doc], ir.LOCAL + starts.pos, ir.REST)
    values = np.where(last == ir.REST, 0, program.start[starts.doc, np.minimum(starts.pos, 3)])
    count = program.returned.sum(axis=1)
    every = np.arange(len(count))
    doc = np.concatenate([starts.doc, lines.doc, every])
    result = RETURN + np.where(program.returns_modulus > 0, 1 + (count > 1), 0)
    zeros, none = np.zeros(len(starts), np.int64), np.zeros_like(every)
    helper = np.append(program.helper_id * NAMES_EACH + program.helper_name, 0)[program.call]
    columns = {
        "template": (np.full(len(starts), START), _template_of(program, augmented), result),
        "depth": (zeros, program.depth, none),
        "v": (names[starts.doc, last], names[lines.doc, program.target], none),
        "a": (zeros, names[lines.doc, program.left], none),
        "b": (zeros, names[lines.doc, np.maximum(program.right, 0)], none),
        "n": (values, program.number, none),
        "m": (zeros, program.wrap, program.returns_modulus),
        "h": (zeros, helper, none),
    }
    order = np.argsort(doc, kind="stable")
    sorted_ = {name: np.concatenate(parts)[order] for name, parts in columns.items()}
    return Lines(doc[order], sorted_.pop("template"), sorted_.pop("depth"), sorted_)


def line_fields(lines: Lines, table: Strings, language: I64) -> dict[str, Field]:
    """What the holes of function lines hold, but for those of whole documents (f p r t g)."""
    camel = np.array([each.camel for each in LANGUAGES])[language[lines.doc]]
    number = lines.fields["n"]
    return {
        **{hole: Picked(table, lines.fields[hole]) for hole in "vab"},
        "n": number,
        "up": number + 1,
        "m": lines.fields["m"],
        "h": Picked(helper_table(), lines.fields["h"] + camel * len(SNAKE_NAMES)),
    }


@cache
def helper_table() -> Strings:
    """The names of helpers: the snake-case ones, then the camel-case ones."""
    return pa.array([*SNAKE_NAMES, *CAMEL_NAMES])


def neutral_lines(lines: Lines, table: Strings, language: I64, returned: Strings) -> tuple[Rows, Strings]:
    """The function as the check states it, each line behind its depth, as JSON: `"1 total = total + i"`."""
    real = np.flatnonzero((lines.template != _END_IF) & (lines.template != _END_LOOP))
    some = Lines(
        lines.doc[real],
        lines.template[real],
        lines.depth[real],
        {n: c[real] for n, c in lines.fields.items()},
    )
    fields = line_fields(some, table, language)
    text = _neutral_frames().render(
        some.template, {**fields, "i": some.depth, "r": Picked(returned, some.doc)}
    )
    return Rows.of(np.bincount(some.doc, minlength=len(language))), text


def neutral_line(program: ir.Program, names: I64, at: I64, language: I64) -> Strings:
    """Single lines as the check states them, without depth: `total = total + i`.

    Args:
        at: rows of the programs' lines.
        language: for each of these lines, the language whose way of writing helpers' names counts.
    """
    doc = program.lines.doc[at]
    helper = np.append(program.helper_id * NAMES_EACH + program.helper_name, 0)[program.call[at]]
    some = Lines(
        np.arange(len(at)),
        _template_of(program, np.zeros(program.lines.num_docs, np.int64))[at],
        np.zeros_like(at),
        {
            "v": names[doc, program.target[at]],
            "a": names[doc, program.left[at]],
            "b": names[doc, np.maximum(program.right[at], 0)],
            "n": program.number[at],
            "m": program.wrap[at],
            "h": helper,
        },
    )
    return _plain_frames().render(some.template, line_fields(some, name_table(), language))


@cache
def _plain_frames() -> Frames:
    return Frames(
        *(each.removeprefix('"{i} ').removesuffix('"') for each in _neutral_frames().templates[:START])
    )


def printed(lines: Lines, language: I64, fields: dict[str, Field]) -> Strings:
    """Each line in its language, indented and with its end, '' for what a language does not write."""
    spoken = language[lines.doc]
    indent = Picked(_indents(), spoken * _DEPTHS + lines.depth)
    return _line_frames().render(
        spoken * NUM_TEMPLATES + lines.template, {**dict.fromkeys("fprtg", ""), **fields, "i": indent}
    )


def bare(lines: Lines, language: I64, fields: dict[str, Field]) -> Strings:
    """Each line in its language as it is quoted: not indented, without its end."""
    spoken = language[lines.doc]
    absent: dict[str, Field] = dict.fromkeys("fprtg", "")
    return _bare_frames().render(spoken * NUM_TEMPLATES + lines.template, {**absent, **fields})


@cache
def _bare_frames() -> Frames:
    return Frames(*(each.removeprefix("{i}").removesuffix("\n") for each in _line_frames().templates))


_DEPTHS = 8


@cache
def _indents() -> Strings:
    return pa.array([each.unit * (level + each.inside) for each in LANGUAGES for level in range(_DEPTHS)])


def indents(language: I64, depth: I64) -> Picked:
    """The white space before a line at a depth within the file's outermost block."""
    return Picked(_indents(), language * _DEPTHS + depth)


def per_language(attribute: str, language: I64) -> Picked:
    """What a language writes for one thing."""
    return Picked(_attribute(attribute), language)


@cache
def _attribute(attribute: str) -> Strings:
    return pa.array([str(getattr(each, attribute)) for each in LANGUAGES])


@cache
def _helper_frames() -> Frames:
    """Every helper in every language, language by language."""
    return Frames(*(_helper_text(language, helper) for language in LANGUAGES for helper in HELPERS))


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
def _neutral_helpers() -> Frames:
    """Every helper as the check states it: `gcd(a, b) | 0 while b > 0 | 1 r = a % b | ...`."""
    return Frames(*(_neutral_helper(helper) for helper in HELPERS))


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
    camel = np.array([each.camel for each in LANGUAGES])[spoken] * len(SNAKE_NAMES)
    fields: dict[str, Field] = {
        **{hole: Picked(_letters(i), program.helper_letters) for i, hole in enumerate("abs")},
        "c": program.helper_number,
        "h": Picked(helper_table(), program.helper_id * NAMES_EACH + program.helper_name + camel),
    }
    if about is None:
        return _neutral_helpers().render(program.helper_id, fields)
    return _helper_frames().render(spoken * len(HELPERS) + program.helper_id, {**fields, "t": about})


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


def listed(names: Sequence[Strings], count: I64) -> Strings:
    """`a`, `a and b`, `a, b and c`: the first `count` names of each document."""
    text = names[0]
    for i, name in enumerate(names[1:], start=1):
        link = where(count == i + 1, " and ", ", ")
        text = where(count > i, join(text, link, name), text)
    return text
