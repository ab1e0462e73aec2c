"""Runs many small programs of one language in one process, each in a scope of its own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_TOOLS = {
    "Python": (sys.executable,), "JavaScript": ("node",), "TypeScript": ("node",), "C": ("gcc",),
    "C++": ("g++",), "Java": ("javac", "java"), "Rust": ("rustc",), "Go": ("go",),
    "Bash": ("bash",), "Perl": ("perl",), "Ruby": ("ruby",), "PHP": ("php",), "Lua": ("lua",),
}  # fmt: skip
LANGUAGES = tuple(_TOOLS)
_HEAD = {"C": r"^int (\w+)\(", "C++": r"^int (\w+)\(", "Go": r"^func (\w+)\(", "PHP": r"^function (\w+)\("}
_FLAGS = (
    "-O0",
    "-Wall",
    "-Werror",
    "-Wno-unused-but-set-variable",
    "-Wno-unused-variable",
    "-Wno-return-type",
    "-ftrapv",
)


def _numbered(code: str, number: int, language: str) -> str:
    """The functions of one program made different from those of another."""
    for name in sorted(set(re.findall(_HEAD[language], code, re.MULTILINE))):
        code = re.sub(rf"\b{name}\(", f"{name}_{number}(", code)
    return re.sub(r'^(#include.*|package main|import "fmt"|<\?php)\n', "", code, flags=re.MULTILINE)


def _scripts(language: str, programs: list[str]) -> tuple[str, str]:
    """All programs as one file of a language that needs no compiler, and its name."""
    if language in ("JavaScript", "TypeScript"):
        typed = [re.sub(r": number\b", "", each) for each in programs]  # no compiler of TypeScript is at hand
        return "".join("{\n" + each + "}\n" for each in typed), "all.js"
    if language == "Perl":
        packages = (f"package P{i};\n{each}" for i, each in enumerate(programs))
        return "".join(packages), "all.pl"
    if language == "Lua":
        return "".join(f"do\n{each}end\n" for each in programs), "all.lua"
    if language == "PHP":
        return "<?php\n" + "".join(_numbered(each, i, language) for i, each in enumerate(programs)), "all.php"
    return "".join(programs), {"Python": "all.py", "Bash": "all.sh", "Ruby": "all.rb"}[language]


def _compiled(language: str, programs: list[str], folder: Path) -> list[str]:
    """All programs compiled as one; the command that runs them."""
    calls = range(len(programs))
    binary = str(folder / "all")
    if language in ("C", "C++"):
        heads = "stdio.h stdlib.h" if language == "C" else "algorithm cstdlib iostream"
        text = "".join(f"#include <{head}>\n" for head in heads.split())
        text += "".join(_numbered(each, i, language) for i, each in enumerate(programs))
        text += "int main(void) {\n" + "".join(f"main_{i}();\n" for i in calls) + "}\n"
        file = folder / ("all.c" if language == "C" else "all.cpp")
        file.write_text(text)
        subprocess.run([*_TOOLS[language], *_FLAGS, "-o", binary, str(file)], check=True, timeout=120)
        return [binary]
    if language == "Go":
        text = 'package main\n\nimport "fmt"\n' + "".join(
            _numbered(each, i, language) for i, each in enumerate(programs)
        )
        (folder / "all.go").write_text(
            text + "func main() {\n" + "".join(f"main_{i}()\n" for i in calls) + "}\n"
        )
        return ["go", "run", str(folder / "all.go")]
    if language == "Java":
        parts = [each.replace("public class Main", f"class Main{i}") for i, each in enumerate(programs)]
        main = "".join(f"Main{i}.main(args);\n" for i in calls)
        (folder / "All.java").write_text(
            "".join(parts)
            + "public class All {\npublic static void main(String[] args) {\n"
            + main
            + "}\n}\n"
        )
        subprocess.run(["javac", "-d", str(folder), str(folder / "All.java")], check=True, timeout=120)
        return ["java", "-cp", str(folder), "All"]
    parts = [f"mod m{i} {{\n{each.replace('fn main', 'pub fn main')}}}\n" for i, each in enumerate(programs)]
    (folder / "all.rs").write_text(
        "#![allow(warnings)]\n"
        + "".join(parts)
        + "fn main() {\n"
        + "".join(f"m{i}::main();\n" for i in calls)
        + "}\n"
    )
    subprocess.run(["rustc", "-o", binary, str(folder / "all.rs")], check=True, timeout=120)
    return [binary]


def outputs(language: str, programs: list[str], folder: Path) -> list[int]:
    """What the programs print, one after the other; skips the test where a tool is missing."""
    for name in _TOOLS[language]:
        if shutil.which(name) is None:
            pytest.skip(f"{name} is not installed")
    if language in ("C", "C++", "Go", "Java", "Rust"):
        command = _compiled(language, programs, folder)
    else:
        text, name = _scripts(language, programs)
        (folder / name).write_text(text)
        command = [_TOOLS[language][0], str(folder / name)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return [int(line) for line in done.stdout.split()]
