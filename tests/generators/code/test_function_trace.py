"""The genre function-trace: printed programs do what their documents say, by the languages' own tools."""

from __future__ import annotations

import builtins
import keyword
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.code._file import COUNTDOWN_NAMES
from dataforge.generators.code._helpers import HELPERS
from dataforge.generators.code.function_trace import FunctionTrace
from dataforge.testing import documents
from dataforge.text.lexicon import lexicon

FENCE = re.compile(
    r"\A(?:# |// )?[^\n]*\n\n(?:```\w+\n)?(.*?)(?:```\n)?\n(?:# |// )?[^\n]*\n(?:# |// )?start: ", re.DOTALL
)


def programs(language: str, count: int = 60) -> list[tuple[str, list[int]]]:
    """Code of documents in a language, with the outputs that their checks state."""
    import json

    levels = np.tile(np.array([1, 30, 60, 100, 120]), count)
    batch = documents(FunctionTrace(), levels, np.arange(len(levels)))
    found = []
    for text, check in zip(batch.column("text").to_pylist(), batch.column("check").to_pylist(), strict=True):
        facts = json.loads(check)
        if facts["language"] == language:
            match = FENCE.match(text)
            assert match is not None, text
            found.append((match[1], [result for _, result in facts["calls"]]))
    assert len(found) >= count // 2
    return found


def printed(command: list[str]) -> list[int]:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return [int(line) for line in done.stdout.split()]


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def test_python_prints_what_documents_say(tmp_path: Path) -> None:
    """Every Python program, run by Python, prints the results stated."""
    found = programs("Python")
    file = tmp_path / "all.py"
    file.write_text("".join(code for code, _ in found))
    assert printed([sys.executable, str(file)]) == [result for _, results in found for result in results]


def test_node_prints_what_documents_say(tmp_path: Path) -> None:
    """Every JavaScript program, run by node in a scope of its own, prints the results stated."""
    node = tool("node")
    found = programs("JavaScript")
    file = tmp_path / "all.js"
    file.write_text("".join("{\n" + code + "}\n" for code, _ in found))
    assert printed([node, str(file)]) == [result for _, results in found for result in results]


def renamed(code: str, number: int) -> str:
    """C functions of one program made different from those of another."""
    names = set(re.findall(r"^int (\w+)\(", code, re.MULTILINE))
    for name in names:
        code = re.sub(rf"\b{name}\(", f"{name}_{number}(", code)
    return re.sub(r"^#include.*\n", "", code, flags=re.MULTILINE)


def test_gcc_prints_what_documents_say(tmp_path: Path) -> None:
    """Every C program, compiled without warnings and with traps on overflow, prints the results stated."""
    gcc = tool("gcc")
    found = programs("C")
    parts = [renamed(code, number) for number, (code, _) in enumerate(found)]
    calls = "".join(f"    main_{number}();\n" for number in range(len(found)))
    file = tmp_path / "all.c"
    file.write_text(
        "#include <stdio.h>\n#include <stdlib.h>\n" + "".join(parts) + f"int main(void) {{\n{calls}}}\n"
    )
    flags = ["-O0", "-Wall", "-Werror", "-Wno-unused-but-set-variable", "-ftrapv"]
    subprocess.run([gcc, *flags, "-o", str(tmp_path / "all"), str(file)], check=True, timeout=120)
    assert printed([str(tmp_path / "all")]) == [result for _, results in found for result in results]


@pytest.mark.slow
def test_java_prints_what_documents_say(tmp_path: Path) -> None:
    """Every Java program, compiled by javac, prints the results stated."""
    javac, java = tool("javac"), tool("java")
    found = programs("Java", 20)
    parts = [
        code.replace("public class Main", f"class Main{number}") for number, (code, _) in enumerate(found)
    ]
    calls = "".join(f"        Main{number}.main(args);\n" for number in range(len(found)))
    main = f"public class All {{\n    public static void main(String[] args) {{\n{calls}    }}\n}}\n"
    (tmp_path / "All.java").write_text("".join(parts) + main)
    subprocess.run([javac, "-d", str(tmp_path), str(tmp_path / "All.java")], check=True, timeout=120)
    assert printed([java, "-cp", str(tmp_path), "All"]) == [
        result for _, results in found for result in results
    ]


@pytest.mark.slow
def test_rustc_prints_what_documents_say(tmp_path: Path) -> None:
    """Every Rust program, compiled by rustc, prints the results stated."""
    rustc = tool("rustc")
    found = programs("Rust", 20)
    parts = [
        f"mod m{number} {{\n{code.replace('fn main', 'pub fn main')}}}\n"
        for number, (code, _) in enumerate(found)
    ]
    calls = "".join(f"m{number}::main();\n" for number in range(len(found)))
    file = tmp_path / "all.rs"
    file.write_text("#![allow(warnings)]\n" + "".join(parts) + f"fn main() {{\n{calls}}}\n")
    subprocess.run([rustc, "-o", str(tmp_path / "all"), str(file)], check=True, timeout=120)
    assert printed([str(tmp_path / "all")]) == [result for _, results in found for result in results]


def test_names_never_collide() -> None:
    """Variables, functions, helpers and what helpers use are different words."""
    helpers = {each.name for each in HELPERS}
    inside = {word for each in HELPERS for line in each.body for word in re.findall(r"[a-z_]+", line)} | set(
        "ijk"
    )
    variables, functions = set(lexicon("code_variables").words()), set(lexicon("code_functions").words())
    groups = [
        helpers,
        inside | {"abs", "max", "min", "main", "print"},
        variables,
        functions,
        set(COUNTDOWN_NAMES),
    ]
    assert sum(map(len, groups)) == len(set().union(*groups))
    assert not [word for word in variables | functions if keyword.iskeyword(word) or hasattr(builtins, word)]


WRITTEN = '''What does this Python program print?

def blend(rate, weeks):
    """Take rate and weeks and return the sum of total and count, modulo 97."""
    total = 0
    count = 3
    for i in range(2):
        # total is now total plus rate
        total += rate
    if count < weeks:
        count = count * weeks % 11
    return (total + count) % 97

print(blend(4, 5))
print(blend(50, 1))

Trace of blend(4, 5):
start: rate = 4, weeks = 5, total = 0, count = 3
i = 0, total = 4
i = 1, total = 8
count = 4
return 12
Output: 12, 6'''


def test_reads_what_a_person_wrote() -> None:
    """A text written by hand is read: its lines, its calls and its answer."""
    facts = FunctionTrace().extract(WRITTEN)
    assert facts["answer"] == "12, 6"
    assert facts["calls"] == [[[4, 5], 12], [[50, 1], 6]]
    assert facts["program"][3:5] == ["1 total = total + rate", "0 if count < weeks"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Output: 12, 6", "Output: 12, 7"),
        ("i = 1, total = 8", "i = 1, total = 9"),
        ("# total is now total plus rate", "# total is now total plus weeks"),
        ("return the sum of total and count", "return the sum of count and total"),
        ("count = 4\nreturn", "return"),
        ("    if count < weeks:", "    if count > weeks:"),
        ("this Python program", "this C program"),
        ("range(2)", "range(999999)"),
    ],
)
def test_rejects_what_is_not_so(old: str, new: str) -> None:
    """A wrong output, value, comment, docstring, language, or a program that runs on is refused."""
    assert old in WRITTEN
    with pytest.raises(ExtractError):
        FunctionTrace().extract(WRITTEN.replace(old, new))
