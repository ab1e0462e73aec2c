"""The rules by which thirteen languages are read: regular expressions and substitutions, nothing else."""

from __future__ import annotations

import re

WORD = r"[A-Za-z_]\w*"

# Kinds of lines; a rule gives the groups that its kind needs.
#   = name expression / o name operator expression / ? test / w test / r expression
#   f name bound (from 0 to below it) / g name bound (from 1 to it, inclusive)
#   F name bound (from 0, inclusive) / G name bound (from 1 to below it)


def _curly(declare: str, head: str) -> list[tuple[str, str]]:
    return [
        ("?", r"if \((.+)\) \{"),
        ("f", rf"for \({head}(W) = 0; V < (.+); V\+\+\) \{{"),
        ("g", rf"for \({head}(W) = 1; V <= (.+); V\+\+\) \{{"),
        ("w", r"while \((.+)\) \{"),
        ("r", r"return (.+);"),
        ("=", rf"(?:{declare})?(W)(?:: number)? = (.+);"),
        ("o", r"(W) ([-+*])= (.+);"),
    ]


_C = _curly("int ", "int ")
_LINES = {
    "Python": [
        ("?", r"if (.+):"),
        ("G", r"for (W) in range\(1, (.+)\):"),
        ("f", r"for (W) in range\((.+)\):"),
        ("w", r"while (.+):"),
        ("r", r"return (.+)"),
        ("=", r"(W) = (.+)"),
        ("o", r"(W) ([-+*])= (.+)"),
    ],
    "JavaScript": _curly("let ", "let "),
    "TypeScript": _curly("let ", "let "),
    "C": _C,
    "C++": _C,
    "Java": _C,
    "Rust": [
        ("?", r"if (.+) \{"),
        ("F", r"for (W) in 0\.\.=(.+) \{"),
        ("f", r"for (W) in 0\.\.(.+) \{"),
        ("g", r"for (W) in 1\.\.=(.+) \{"),
        ("w", r"while (.+) \{"),
        ("r", r"return (.+);"),
        ("=", r"(?:let mut )?(W) = (.+);"),
        ("o", r"(W) ([-+*])= (.+);"),
    ],
    "Go": [
        ("?", r"if (.+) \{"),
        ("f", r"for (W) := 0; V < (.+); V\+\+ \{"),
        ("g", r"for (W) := 1; V <= (.+); V\+\+ \{"),
        ("w", r"for (.+) \{"),
        ("r", r"return (.+)"),
        ("=", r"(W) :?= (.+)"),
        ("o", r"(W) ([-+*])= (.+)"),
    ],
    "Bash": [
        ("?", r"if \(\( (.+) \)\); then"),
        ("f", r"for \(\( (W) = 0; V < (.+); V\+\+ \)\); do"),
        ("g", r"for \(\( (W) = 1; V <= (.+); V\+\+ \)\); do"),
        ("w", r"while \(\( (.+) \)\); do"),
        ("r", r"echo \$\(\( (.+) \)\)(?:; return)?"),
        ("=", r"(?:local )?(W)=\$\(\( (.+) \)\)"),
        ("=", r"(?:local )?(W)=(\d+|\$\(.+\))"),
        ("o", r"\(\( (W) ([-+*])= (.+) \)\)"),
    ],
    "Perl": _curly("my ", "my "),
    "Ruby": [
        ("?", r"if (.+)"),
        ("f", r"for (W) in 0\.\.\.(.+)"),
        ("F", r"for (W) in 0\.\.(.+)"),
        ("g", r"for (W) in 1\.\.(.+)"),
        ("w", r"while (.+)"),
        ("r", r"return (.+)"),
        ("=", r"(W) = (.+)"),
        ("o", r"(W) ([-+*])= (.+)"),
    ],
    "PHP": _curly("", ""),
    "Lua": [
        ("?", r"if (.+) then"),
        ("F", r"for (W) = 0, (.+) do"),
        ("g", r"for (W) = 1, (.+) do"),
        ("w", r"while (.+) do"),
        ("r", r"return (.+)"),
        ("=", r"(?:local )?(W) = (.+)"),
    ],
}


def _compiled(rules: list[tuple[str, str]]) -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    """One pattern of all rules; for each rule's outer group its kind and where its groups begin."""
    parts, kinds, at = [], {}, 1
    for number, (kind, pattern) in enumerate(rules):
        name = f"r{number}"
        first = at + 1
        pattern = pattern.replace("(W)", f"({WORD})").replace("V", rf"\{first}")
        parts.append(f"(?P<{name}>{pattern})")
        kinds[name] = (kind, first)
        at += 1 + re.compile(pattern.replace(rf"\{first}", "x")).groups
    return re.compile("|".join(parts)), kinds


LINES = {language: _compiled(rules) for language, rules in _LINES.items()}

# Expressions are brought to Python's form: (what to look for first, pattern, replacement).
_MATH = ("Math.", re.compile(r"Math\.(?=abs|max|min)"), "")
_TRIPLE = ("==", re.compile(r"([=!]=)="), r"\1")
_MOST = ("?", re.compile(r"(\w+) > (\w+) \? \1 : \2"), r"max(\1, \2)")
_LEAST = ("?", re.compile(r"(\w+) < (\w+) \? \1 : \2"), r"min(\1, \2)")
_SLASH = (" / ", re.compile(" / "), " // ")
_FLOOR = ("floor", re.compile(r"Math\.floor\((.+) / (\w+)\)"), r"\1 // \2")
EXPRESSIONS: dict[str, tuple[tuple[str, re.Pattern[str], str], ...]] = {
    "Python": (),
    "JavaScript": (_FLOOR, _MATH, _TRIPLE),
    "TypeScript": (_FLOOR, _MATH, _TRIPLE),
    "C": (_MOST, _LEAST, _SLASH),
    "C++": (("std", re.compile(r"std::(?=abs|max|min)"), ""), _SLASH),
    "Java": (_MATH, _SLASH),
    "Rust": (("i64", re.compile(r"i64::(?=abs|max|min)"), ""), _SLASH),
    "Go": (("max(", re.compile(r"max\((\w+), (\w+)\) - min\(\1, \2\)"), r"abs(\1 - \2)"), _SLASH),
    "Bash": (
        ("?", re.compile(r"(\w+) > (\w+) \? \1 - \2 : \2 - \1"), r"abs(\1 - \2)"),
        _MOST,
        _LEAST,
        _SLASH,
        ("$(", re.compile(r'\$\((\w+) "\$(\w+)" "\$(\w+)"\)'), r"\1(\2, \3)"),
        ("$(", re.compile(r'\$\((\w+) "\$(\w+)"\)'), r"\1(\2)"),
    ),
    "Perl": (("int(", re.compile(r"\bint\((.+) / (\w+)\)"), r"\1 // \2"), _MOST, _LEAST),
    "Ruby": (
        (".abs", re.compile(r"\((\w+) - (\w+)\)\.abs"), r"abs(\1 - \2)"),
        ("[", re.compile(r"\[(\w+), (\w+)\]\.(max|min)"), r"\3(\1, \2)"),
        _SLASH,
    ),
    "PHP": (("intdiv(", re.compile(r"\bintdiv\((.+), (\w+)\)"), r"\1 // \2"),),
    "Lua": (("math.", re.compile(r"math\.(?=abs|max|min)"), ""), ("~=", re.compile("~="), "!=")),
}
SIGILS = ("Perl", "PHP")
COMMENT = {
    name: {"Python": "# ", "Bash": "# ", "Perl": "# ", "Ruby": "# ", "Lua": "-- "}.get(name, "// ")
    for name in LINES
}
INDENT = {
    name: {"JavaScript": "  ", "TypeScript": "  ", "Ruby": "  ", "Lua": "  ", "Go": "\t"}.get(name, "    ")
    for name in LINES
}
FENCE = {"JavaScript": "js", "TypeScript": "ts", "C++": "cpp"} | {
    name: name.lower() for name in LINES if name not in ("JavaScript", "TypeScript", "C++")
}
_ENDS = {"Bash": ("fi", "done"), "Ruby": ("end", "end"), "Lua": ("end", "end"), "Python": ("", "")}
ENDS = {name: _ENDS.get(name, ("}", "}")) for name in LINES}
ELSE = {
    name: {"Python": "else:", "Bash": "else", "Ruby": "else", "Lua": "else"}.get(name, "} else {")
    for name in LINES
}
CLOSE = {name: {"Ruby": "end", "Lua": "end", "Python": ""}.get(name, "}") for name in LINES}
HEAD = {
    name: re.compile(pattern.replace("F", rf"({WORD})"))
    for name, pattern in {
        "Python": r"def F\((.*)\):",
        "JavaScript": r"function F\((.*)\) \{",
        "TypeScript": r"function F\((.*)\): number \{",
        "C": r"int F\((.*)\) \{",
        "C++": r"int F\((.*)\) \{",
        "Java": r"static int F\((.*)\) \{",
        "Rust": r"fn F\((.*)\) -> i64 \{",
        "Go": r"func F\((.*)\) int \{",
        "Bash": r"F\(()\) \{",
        "Perl": r"sub F() \{",
        "Ruby": r"def F\((.*)\)",
        "PHP": r"function F\((.*)\): int \{",
        "Lua": r"local function F\((.*)\)",
    }.items()
}
PARAM = {
    name: re.compile(
        {
            "TypeScript": r"(\w+): number",
            "C": r"int (\w+)",
            "C++": r"int (\w+)",
            "Java": r"int (\w+)",
            "Rust": r"(?:mut )?(\w+): i64",
            "Go": r"(\w+) int",
            "PHP": r"int (\w+)",
            "Bash": r"(\w+)=\$\d",
        }.get(name, r"(\w+)")
    )
    for name in LINES
}
ENTRY = {"Bash": (re.compile(r"local (.+)"), " "), "Perl": (re.compile(r"my \((.+)\) = @_;"), ", ")}
ABOUT = {
    name: re.compile(
        {
            "Python": r'"""(.+)"""',
            "JavaScript": r"/\*\* (.+) \*/",
            "TypeScript": r"/\*\* (.+) \*/",
            "C": r"/\* (.+) \*/",
            "Java": r"/\*\* (.+) \*/",
            "Rust": r"/// (.+)",
            "PHP": r"/\*\* (.+) \*/",
        }.get(name, re.escape(COMMENT[name]) + "(.+)")
    )
    for name in LINES
}
CALL = {
    name: re.compile(pattern.replace("F", rf"({WORD})").replace("N", r"([\d, ]+)"))
    for name, pattern in {
        "Python": r"print\(F\(N\)\)",
        "JavaScript": r"console\.log\(F\(N\)\);",
        "TypeScript": r"console\.log\(F\(N\)\);",
        "C": r'printf\("%d\\n", F\(N\)\);',
        "C++": r"std::cout << F\(N\) << '\\n';",
        "Java": r"System\.out\.println\(F\(N\)\);",
        "Rust": r'println!\("\{\}", F\(N\)\);',
        "Go": r"fmt\.Println\(F\(N\)\)",
        "Bash": r"F ([\d ]+)",
        "Perl": r'print F\(N\), "\\n";',
        "Ruby": r"puts F\(N\)",
        "PHP": r'echo F\(N\), "\\n";',
        "Lua": r"print\(F\(N\)\)",
    }.items()
}
# Lines before the functions, lines before the calls, lines after them; how deep functions and calls stand.
FRAME: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], int, int]] = {
    "C": (
        ("#include <stdio.h>", "#include <stdlib.h>", ""),
        ("int main(void) {",),
        ("    return 0;", "}"),
        0,
        1,
    ),
    "C++": (
        ("#include <algorithm>", "#include <cstdlib>", "#include <iostream>", ""),
        ("int main() {",),
        ("}",),
        0,
        1,
    ),
    "Java": (
        ("public class Main {",),
        ("    public static void main(String[] args) {",),
        ("    }", "}"),
        1,
        2,
    ),
    "Rust": ((), ("fn main() {",), ("}",), 0, 1),
    "Go": (("package main", "", 'import "fmt"', ""), ("func main() {",), ("}",), 0, 1),
    "Perl": (("use strict;", "use warnings;", ""), (), (), 0, 0),
    "PHP": (("<?php", ""), (), (), 0, 0),
}
NO_FRAME: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], int, int] = ((), (), (), 0, 0)
