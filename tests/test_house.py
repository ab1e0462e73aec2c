"""The house keeps its own rules: sizes, imports, names, docs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import dataforge

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def test_modules_stay_small() -> None:
    """No module is longer than 600 lines."""
    assert {str(p): n for p in SOURCES if (n := len(p.read_text().splitlines())) > 600} == {}


def test_every_module_and_public_function_says_what_it_is() -> None:
    """Modules, and public functions and classes at module level, have docstrings."""
    silent = []
    for path in SOURCES:
        tree = ast.parse(path.read_text())
        if not ast.get_docstring(tree) and tree.body:
            silent.append(path.name)
        for node in tree.body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node):
                silent.append(f"{path.name}:{node.name}")
    assert silent == []


# torch.distributed.checkpoint keeps its metadata as a pickle: read there by an unpickler that knows its
# classes only.
MAY_UNPICKLE = {"checkpoint.py"}


def test_no_bare_except_and_no_pickle() -> None:
    """Nothing swallows all errors, and nothing unpickles, the narrow reader of checkpoint metadata apart."""
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ExceptHandler) and node.type is None:
                found.append(f"{path.name}:{node.lineno}: bare except")
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names] + [getattr(node, "module", "") or ""]
                unsafe = [name for name in names if name.split(".")[0] in ("pickle", "dill", "marshal")]
                found += [f"{path.name}: {name}" for name in unsafe if path.name not in MAY_UNPICKLE]
    assert found == []


def test_text_depends_on_no_library_luck() -> None:
    """Where text is made there is no clock, no global random state, no library case table, no transcendental
    function."""
    banned = re.compile(
        r"utf8_(upper|lower|capitalize|title|swapcase)|np\.(exp|log|log2|log10|log1p|power|random|sin|cos)\b|\brandom\.|"
        r"\bimport (time|locale|math|random)\b|unicodedata|datetime\.now|date\.today"
    )
    rooms = [ROOT / "src/dataforge" / room for room in ("text", "generators")]
    found = [
        f"{path.name}:{number}: {line.strip()}"
        for room in rooms
        for path in sorted(room.rglob("*.py"))
        if path.name != "variety.py"  # measures text, makes none
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if banned.search(line.partition("#")[0])
    ]
    assert found == []


def test_public_names_are_sorted_and_there() -> None:
    """`__all__` is sorted, a dozen at most, and every name that needs no torch can be had."""
    assert list(dataforge.__all__) == sorted(dataforge.__all__)
    assert len(dataforge.__all__) <= 12
    for name in (
        "ForgeError",
        "Lock",
        "Recipe",
        "generate",
        "open_corpus",
        "replay",
        "verify",
        "write_corpus",
    ):
        assert callable(getattr(dataforge, name))
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = dataforge.no_such_name


def test_importing_loads_neither_torch_nor_the_generators() -> None:
    """`import dataforge` and generating text load no torch."""
    script = (
        "import sys, dataforge as forge\n"
        "assert 'pyarrow' not in sys.modules\n"
        "forge.generate('mathematics', 3, [1, 2])\n"
        "assert 'torch' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


def test_decisions_and_guides_are_linked() -> None:
    """Every relative link in the Markdown files leads to a file."""
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").rglob("*.md")]:
        targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text())
        local = [target for target in targets if "://" not in target]
        broken += [f"{page.relative_to(ROOT)} -> {t}" for t in local if not (page.parent / t).exists()]
    assert broken == []


def test_the_gallery_is_up_to_date() -> None:
    """docs/gallery.md is what `make docs` would write: no text changed unseen."""
    script = ROOT / "scripts" / "gallery.py"
    run = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "")
