"""How thirteen languages write the same lines, as templates for `Frames`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np


def _counts(first: str, around: str = "for (#) «") -> tuple[str, str, str]:
    """Loops as C has them: below a bound, up to a bound from one, up to a bound.

    Args:
        first: how the loop's variable gets its first value.
        around: what stands around the three parts, `#`.
    """
    parts = ((0, "{v} < {e}"), (1, "{v} <= {e}"), (0, "{v} < {e} + 1"))
    below, from_one, up_to = (around.replace("#", f"{first} {n}; {test}; {{v}}++") for n, test in parts)
    return below, from_one, up_to


@dataclass(frozen=True)
class Language:
    """How a language writes things.

    Templates of this table have the holes of `str.replace`: {v} a variable that is set, {e} an expression,
    {f} a function, {p} its parameters. Braces that the language itself writes are « and ».

    Attributes:
        sigil: what stands before every variable.
        divide, gap, most, least: how x over y, x - y without its sign and the two extremes are written.
        entry: a line at the start of a function that takes its parameters, '' for none.
        given: one parameter of `entry`.
        give: a result that ends a function early.
        ends: the end of a branch, the end of a loop.
        call: an expression that calls a function, by its one or two arguments.
        before, main: lines around the functions, lines around the calls.
        inside: how deep functions stand.
        mutable: what stands before a parameter that changes.
        camel: whether names of functions are written likeThis.
    """

    name: str
    fence: str
    comment: str = "// "
    unit: str = "    "
    sigil: str = ""
    divide: str = "{x} / {y}"
    gap: str = "abs({x} - {y})"
    most: str = "{x} > {y} ? {x} : {y}"
    least: str = "{x} < {y} ? {x} : {y}"
    equal: tuple[str, str] = ("==", "!=")
    assign: str = "{v} = {e};"
    declare: str = "int {v} = {e};"
    change: str = "{v} {o}= {e};"
    test: str = "if ({e}) «"
    other: str = "» else «"
    count: tuple[str, str, str] = _counts("int {v} =")
    loop: str = "while ({e}) «"
    ends: tuple[str, str] = ("»", "»")
    result: str = "return {e};"
    give: str = "return {e};"
    about: str = "// {e}"
    head: str = "int {f}({p}) «"
    param: str = "int {x}"
    mutable: str = ""
    entry: str = ""
    given: str = "{x}"
    call: tuple[str, str] = ("{h}({a})", "{h}({a}, {b})")
    show: str = 'printf("%d\\n", {f}({e}));'
    arguments: str = ", "
    before: str = ""
    main: tuple[str, str] = ("", "")
    inside: int = 0
    camel: bool = False

    @property
    def close(self) -> str:
        """The line that ends a function, '' for none."""
        return {"Python": "", "Bash": "»"}.get(self.name, self.ends[1])

    def express(self, text: str) -> str:
        """An expression of the neutral form, which is Python's, as this language writes it."""
        core, _, modulus = text.rpartition(" % {m}")
        if modulus == "" and core:
            inner = self.express(core.removeprefix("(").removesuffix(")") if core.startswith("(") else core)
            return self._whole(inner) + " % {m}"
        if match := re.fullmatch(r"(.*) // (\S+)", text):
            text = self.divide.replace("{x}", match[1]).replace("{y}", match[2])
        elif match := re.fullmatch(r"(abs|max|min)\((.+?)(?: - |, )(.+)\)", text):
            form = {"abs": self.gap, "max": self.most, "min": self.least}[match[1]]
            text = form.replace("{x}", match[2]).replace("{y}", match[3])
        for sign, written in zip(("==", "!="), self.equal, strict=True):
            text = text.replace(f" {sign} ", f" {written} ")
        return text

    def finished(self, template: str) -> str:
        """A template of a line as `Frames` takes it: sigils before variables, braces as they are."""
        marked = re.sub(r"(?=\{[vabs]\})", lambda _: self.sigil, template) if self.sigil else template
        return marked.replace("«", "{").replace("»", "}")

    @staticmethod
    def _whole(text: str) -> str:
        """The text in parentheses if it is more than a product or a call."""
        return f"({text})" if re.search(r" [-+?<>] (?![^(]*\))", text) else text


def _library(base: Language, prefix: str) -> Language:
    """A language that has the distance and the extremes in a library, or built in."""
    most, least = prefix + "max({x}, {y})", prefix + "min({x}, {y})"
    return replace(base, gap=prefix + "abs({x} - {y})", most=most, least=least)


_C = Language("C", "c")
_LINES = replace(  # a line ends where it ends
    _C,
    assign="{v} = {e}",
    declare="{v} = {e}",
    change="{v} {o}= {e}",
    result="return {e}",
    give="return {e}",
    param="{x}",
)
_WORDS = replace(_LINES, unit="  ", other="else", ends=("end", "end"), test="if {e}", loop="while {e}")
_JAVASCRIPT = replace(
    _library(_C, "Math."),
    name="JavaScript",
    fence="js",
    unit="  ",
    divide="Math.floor({x} / {y})",
    equal=("===", "!=="),
    declare="let {v} = {e};",
    count=_counts("let {v} ="),
    about="/** {e} */",
    head="function {f}({p}) «",
    param="{x}",
    show="console.log({f}({e}));",
    camel=True,
)
LANGUAGES = (
    replace(
        _library(_LINES, ""),
        name="Python",
        fence="python",
        comment="# ",
        divide="{x} // {y}",
        test="if {e}:",
        other="else:",
        count=("for {v} in range({e}):", "for {v} in range(1, {e}):", "for {v} in range({e} + 1):"),
        loop="while {e}:",
        ends=("", ""),
        about='"""{e}"""',
        head="def {f}({p}):",
        show="print({f}({e}))",
    ),
    _JAVASCRIPT,
    replace(
        _JAVASCRIPT,
        name="TypeScript",
        fence="ts",
        declare="let {v}: number = {e};",
        head="function {f}({p}): number «",
        param="{x}: number",
    ),
    replace(
        _C,
        about="/* {e} */",
        before="#include <stdio.h>\n#include <stdlib.h>\n\n",
        main=("int main(void) {\n", "    return 0;\n}\n"),
    ),
    replace(
        _library(_C, "std::"),
        name="C++",
        fence="cpp",
        show="std::cout << {f}({e}) << '\\n';",
        before="#include <algorithm>\n#include <cstdlib>\n#include <iostream>\n\n",
        main=("int main() {\n", "}\n"),
    ),
    replace(
        _library(_C, "Math."),
        name="Java",
        fence="java",
        about="/** {e} */",
        head="static int {f}({p}) «",
        show="System.out.println({f}({e}));",
        before="public class Main {\n",
        main=("    public static void main(String[] args) {\n", "    }\n}\n"),
        inside=1,
        camel=True,
    ),
    replace(
        _library(_C, "i64::"),
        name="Rust",
        fence="rust",
        declare="let mut {v} = {e};",
        test="if {e} «",
        count=("for {v} in 0..{e} «", "for {v} in 1..={e} «", "for {v} in 0..={e} «"),
        loop="while {e} «",
        about="/// {e}",
        head="fn {f}({p}) -> i64 «",
        param="{x}: i64",
        mutable="mut ",
        show='println!("{}", {f}({e}));',
        main=("fn main() {\n", "}\n"),
    ),
    replace(
        _library(_LINES, ""),
        name="Go",
        fence="go",
        unit="\t",
        gap="max({x}, {y}) - min({x}, {y})",
        declare="{v} := {e}",
        test="if {e} «",
        count=_counts("{v} :=", "for # «"),
        loop="for {e} «",
        head="func {f}({p}) int «",
        param="{x} int",
        show="fmt.Println({f}({e}))",
        before='package main\n\nimport "fmt"\n\n',
        main=("func main() {\n", "}\n"),
        camel=True,
    ),
    replace(
        _C,
        name="Bash",
        fence="bash",
        comment="# ",
        gap="{x} > {y} ? {x} - {y} : {y} - {x}",
        assign="{v}=$(( {e} ))",
        declare="local {v}={e}",
        change="(( {v} {o}= {e} ))",
        test="if (( {e} )); then",
        other="else",
        count=_counts("{v} =", "for (( # )); do"),
        loop="while (( {e} )); do",
        ends=("fi", "done"),
        result="echo $(( {e} ))",
        give="echo $(( {e} )); return",
        about="# {e}",
        head="{f}() «",
        param="{x}",
        entry="local {p}",
        given="{x}=${n}",
        call=('$({h} "${a}")', '$({h} "${a}" "${b}")'),
        show="{f} {e}",
        arguments=" ",
    ),
    replace(
        _C,
        name="Perl",
        fence="perl",
        comment="# ",
        sigil="$",
        divide="int({x} / {y})",
        declare="my {v} = {e};",
        count=_counts("my {v} ="),
        about="# {e}",
        head="sub {f} «",
        param="{x}",
        entry="my ({p}) = @_;",
        given="${x}",
        show='print {f}({e}), "\\n";',
        before="use strict;\nuse warnings;\n\n",
    ),
    replace(
        _WORDS,
        name="Ruby",
        fence="ruby",
        comment="# ",
        gap="({x} - {y}).abs",
        most="[{x}, {y}].max",
        least="[{x}, {y}].min",
        count=("for {v} in 0...{e}", "for {v} in 1..{e}", "for {v} in 0..{e}"),
        about="# {e}",
        head="def {f}({p})",
        show="puts {f}({e})",
    ),
    replace(
        _library(_C, ""),
        name="PHP",
        fence="php",
        sigil="$",
        divide="intdiv({x}, {y})",
        declare="{v} = {e};",
        count=_counts("{v} ="),
        about="/** {e} */",
        head="function {f}({p}): int «",
        param="int ${x}",
        show='echo {f}({e}), "\\n";',
        before="<?php\n\n",
        camel=True,
    ),
    replace(
        _library(_WORDS, "math."),
        name="Lua",
        fence="lua",
        comment="-- ",
        divide="{x} // {y}",
        equal=("==", "~="),
        declare="local {v} = {e}",
        change="{v} = {v} {o} {e}",
        test="if {e} then",
        count=("for {v} = 0, {e} - 1 do", "for {v} = 1, {e} do", "for {v} = 0, {e} do"),
        loop="while {e} do",
        about="-- {e}",
        head="local function {f}({p})",
        show="print({f}({e}))",
    ),
)
NUM_LANGUAGES = len(LANGUAGES)
CAMEL = np.array([each.camel for each in LANGUAGES])
