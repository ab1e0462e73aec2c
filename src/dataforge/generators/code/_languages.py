"""How thirteen languages write the same lines, as templates for `Frames`."""

from __future__ import annotations

import re
from dataclasses import dataclass


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
    count: tuple[str, str, str] = (
        "for (int {v} = 0; {v} < {e}; {v}++) «",
        "for (int {v} = 1; {v} <= {e}; {v}++) «",
        "for (int {v} = 0; {v} < {e} + 1; {v}++) «",
    )
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


_FLOOR = "Math.floor({x} / {y})"
_RANGES = ("for {v} in range({e}):", "for {v} in range(1, {e}):", "for {v} in range({e} + 1):")


def _counts(head: str) -> tuple[str, str, str]:
    """C-like loops whose variable is declared as `head` says."""
    return (
        f"for ({head} = 0; {{v}} < {{e}}; {{v}}++) «",
        f"for ({head} = 1; {{v}} <= {{e}}; {{v}}++) «",
        f"for ({head} = 0; {{v}} < {{e}} + 1; {{v}}++) «",
    )


LANGUAGES = (
    Language(
        "Python",
        "python",
        comment="# ",
        divide="{x} // {y}",
        most="max({x}, {y})",
        least="min({x}, {y})",
        assign="{v} = {e}",
        declare="{v} = {e}",
        change="{v} {o}= {e}",
        test="if {e}:",
        other="else:",
        count=_RANGES,
        loop="while {e}:",
        ends=("", ""),
        result="return {e}",
        give="return {e}",
        about='"""{e}"""',
        head="def {f}({p}):",
        param="{x}",
        show="print({f}({e}))",
    ),
    Language(
        "JavaScript",
        "js",
        unit="  ",
        divide=_FLOOR,
        gap="Math.abs({x} - {y})",
        most="Math.max({x}, {y})",
        least="Math.min({x}, {y})",
        equal=("===", "!=="),
        declare="let {v} = {e};",
        count=_counts("let {v}"),
        about="/** {e} */",
        head="function {f}({p}) «",
        param="{x}",
        show="console.log({f}({e}));",
        camel=True,
    ),
    Language(
        "TypeScript",
        "ts",
        unit="  ",
        divide=_FLOOR,
        gap="Math.abs({x} - {y})",
        most="Math.max({x}, {y})",
        least="Math.min({x}, {y})",
        equal=("===", "!=="),
        declare="let {v}: number = {e};",
        count=_counts("let {v}"),
        about="/** {e} */",
        head="function {f}({p}): number «",
        param="{x}: number",
        show="console.log({f}({e}));",
        camel=True,
    ),
    Language(
        "C",
        "c",
        about="/* {e} */",
        before="#include <stdio.h>\n#include <stdlib.h>\n\n",
        main=("int main(void) {\n", "    return 0;\n}\n"),
    ),
    Language(
        "C++",
        "cpp",
        gap="std::abs({x} - {y})",
        most="std::max({x}, {y})",
        least="std::min({x}, {y})",
        show="std::cout << {f}({e}) << '\\n';",
        before="#include <algorithm>\n#include <cstdlib>\n#include <iostream>\n\n",
        main=("int main() {\n", "}\n"),
    ),
    Language(
        "Java",
        "java",
        gap="Math.abs({x} - {y})",
        most="Math.max({x}, {y})",
        least="Math.min({x}, {y})",
        about="/** {e} */",
        head="static int {f}({p}) «",
        show="System.out.println({f}({e}));",
        before="public class Main {\n",
        main=("    public static void main(String[] args) {\n", "    }\n}\n"),
        inside=1,
        camel=True,
    ),
    Language(
        "Rust",
        "rust",
        gap="i64::abs({x} - {y})",
        most="i64::max({x}, {y})",
        least="i64::min({x}, {y})",
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
    Language(
        "Go",
        "go",
        unit="\t",
        gap="max({x}, {y}) - min({x}, {y})",
        most="max({x}, {y})",
        least="min({x}, {y})",
        assign="{v} = {e}",
        declare="{v} := {e}",
        change="{v} {o}= {e}",
        test="if {e} «",
        count=(
            "for {v} := 0; {v} < {e}; {v}++ «",
            "for {v} := 1; {v} <= {e}; {v}++ «",
            "for {v} := 0; {v} < {e} + 1; {v}++ «",
        ),
        loop="for {e} «",
        result="return {e}",
        give="return {e}",
        head="func {f}({p}) int «",
        param="{x} int",
        show="fmt.Println({f}({e}))",
        before='package main\n\nimport "fmt"\n\n',
        main=("func main() {\n", "}\n"),
        camel=True,
    ),
    Language(
        "Bash",
        "bash",
        comment="# ",
        gap="{x} > {y} ? {x} - {y} : {y} - {x}",
        assign="{v}=$(( {e} ))",
        declare="local {v}={e}",
        change="(( {v} {o}= {e} ))",
        test="if (( {e} )); then",
        other="else",
        count=(
            "for (( {v} = 0; {v} < {e}; {v}++ )); do",
            "for (( {v} = 1; {v} <= {e}; {v}++ )); do",
            "for (( {v} = 0; {v} < {e} + 1; {v}++ )); do",
        ),
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
    Language(
        "Perl",
        "perl",
        comment="# ",
        sigil="$",
        divide="int({x} / {y})",
        declare="my {v} = {e};",
        count=_counts("my {v}"),
        about="# {e}",
        head="sub {f} «",
        param="{x}",
        entry="my ({p}) = @_;",
        given="${x}",
        show='print {f}({e}), "\\n";',
        before="use strict;\nuse warnings;\n\n",
    ),
    Language(
        "Ruby",
        "ruby",
        comment="# ",
        unit="  ",
        gap="({x} - {y}).abs",
        most="[{x}, {y}].max",
        least="[{x}, {y}].min",
        assign="{v} = {e}",
        declare="{v} = {e}",
        change="{v} {o}= {e}",
        test="if {e}",
        other="else",
        count=("for {v} in 0...{e}", "for {v} in 1..{e}", "for {v} in 0..{e}"),
        loop="while {e}",
        ends=("end", "end"),
        result="return {e}",
        give="return {e}",
        about="# {e}",
        head="def {f}({p})",
        param="{x}",
        show="puts {f}({e})",
    ),
    Language(
        "PHP",
        "php",
        sigil="$",
        divide="intdiv({x}, {y})",
        most="max({x}, {y})",
        least="min({x}, {y})",
        declare="{v} = {e};",
        count=_counts("{v}"),
        about="/** {e} */",
        head="function {f}({p}): int «",
        param="int ${x}",
        show='echo {f}({e}), "\\n";',
        before="<?php\n\n",
        camel=True,
    ),
    Language(
        "Lua",
        "lua",
        comment="-- ",
        unit="  ",
        divide="{x} // {y}",
        gap="math.abs({x} - {y})",
        most="math.max({x}, {y})",
        least="math.min({x}, {y})",
        equal=("==", "~="),
        assign="{v} = {e}",
        declare="local {v} = {e}",
        change="{v} = {v} {o} {e}",
        test="if {e} then",
        other="else",
        count=("for {v} = 0, {e} - 1 do", "for {v} = 1, {e} do", "for {v} = 0, {e} do"),
        loop="while {e} do",
        ends=("end", "end"),
        result="return {e}",
        give="return {e}",
        about="-- {e}",
        head="local function {f}({p})",
        param="{x}",
        show="print({f}({e}))",
    ),
)
NUM_LANGUAGES = len(LANGUAGES)
