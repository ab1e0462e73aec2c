"""What decisions may be made of: whole numbers and nothing that differs between machines or processes."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import dataforge.curriculum

ROOM = Path(dataforge.curriculum.__file__).parent
PURE = [ROOM / "exact.py", ROOM / "estimate.py", *sorted((ROOM / "policies").glob("*.py"))]
ALLOWED_IMPORTS = (
    "__future__",
    "collections",
    "dataclasses",
    "fractions",
    "itertools",
    "typing",
    "dataforge",
)
REGISTRY_IMPORTS = ("importlib", "pkgutil")
BANNED_CALLS = {"float", "round", "pow", "set", "frozenset", "hash", "id", "vars", "open", "eval", "exec"}
BANNED_METHODS = {"items", "keys", "values", "dot", "exp", "log", "random"}


def violations(source: str, allowed: tuple[str, ...] = ALLOWED_IMPORTS) -> list[str]:
    """What a module does that a decision must not rest on."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            modules = (
                [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
            )
            found += [f"import {name}" for name in modules if name.split(".")[0] not in allowed]
        elif isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            found.append(f"float {node.value}")
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(
            node.op, ast.Pow | ast.Div | ast.MatMult
        ):
            found.append(type(node.op).__name__)
        elif isinstance(node, ast.Set | ast.SetComp):
            found.append("set")
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in BANNED_CALLS:
                found.append(node.func.id)
            if isinstance(node.func, ast.Attribute) and node.func.attr in BANNED_METHODS:
                found.append(node.func.attr)
    return found


@pytest.mark.parametrize("path", PURE, ids=lambda path: path.name)
def test_decisions_use_whole_numbers_only(path: Path) -> None:
    """No floats, numpy, math, powers, sets or order of dicts in the modules that decide."""
    source = path.read_text()
    if path.name == "__init__.py":  # the registry looks modules up; it computes nothing
        assert (
            violations(source.replace("vars(module).values()", "()"), ALLOWED_IMPORTS + REGISTRY_IMPORTS)
            == []
        )
    else:
        assert violations(source) == []


@pytest.mark.parametrize(
    "line",
    [
        "import numpy as np",
        "import math",
        "from math import exp",
        "x = a ** 2",
        "x = a / b",
        "x = 0.5",
        "x = {1, 2}",
        "x = [c for c in set(cells)]",
        "for k in state.items(): pass",
        "x = pow(2, 3)",
        "x = round(a)",
        "import random",
        "import time",
    ],
)
def test_the_ban_has_teeth(line: str) -> None:
    """Each thing that is banned is found."""
    assert violations(line) != []


def test_the_room_needs_no_torch() -> None:
    """No module of the room imports torch or a room that knows of data."""
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                if name.startswith("dataforge."):
                    assert name.split(".")[1] in ("curriculum", "errors"), f"{path.name} imports {name}"
                assert name.split(".")[0] != "torch"
