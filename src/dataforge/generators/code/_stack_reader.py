"""Reads a document of the genre stack-machine and runs its listing on a list."""

from __future__ import annotations

import re
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.code._solver import touched
from dataforge.generators.code._stack_words import DIALECTS, OPERATIONS

_MODULUS = re.compile(r"modulo (\d+)")
_CELL = re.compile(r"([a-z]+) = (\d+)")
_STATE = re.compile(r"(?:(\d+)(?:: |\. | \| | -> )|\[(\d+)\] )(empty|\d+(?:(?: |, |; )\d+)*)")
_NUMBER = re.compile(r"\d+")


def _shape(template: str) -> re.Pattern[str]:
    return re.compile(re.escape(template).replace(r"\{n\}", r"(\d+)").replace(r"\{x\}", "([a-z]+)"))


_SHAPES = tuple(tuple(_shape(each) for each in dialect) for dialect in DIALECTS)


def _decode(lines: list[str]) -> list[tuple[int, str]]:
    """Operation and operand of each line, in the one dialect that reads them all."""
    for shapes in _SHAPES:
        found = []
        for line in lines:
            for op, shape in enumerate(shapes):
                match = shape.fullmatch(line)
                if match:
                    found.append((op, match[1] if match.groups() else ""))
                    break
            else:
                break
        if len(found) == len(lines):
            return found
    raise ExtractError("no dialect that has these instructions")


def _binary(name: str, a: int, b: int) -> int:
    digits_a, digits_b = len(str(a)), len(str(b))
    if name != "max":
        touched(digits_a + digits_b if name == "mul" else max(digits_a, digits_b))
    return {"add": a + b, "sub": a - b, "mul": a * b, "max": max(a, b)}[name]


def _execute(name: str, operand: str, stack: list[int], cells: dict[str, int], modulus: int) -> None:
    touched()
    if name == "push":
        stack.append(int(operand) % modulus)
    elif name == "load":
        stack.append(cells[operand])
    elif name == "store":
        if operand not in cells:
            raise ExtractError(f"there is no cell {operand}")
        cells[operand] = stack.pop()
    elif name == "dup":
        stack.append(stack[-1])
    elif name == "drop":
        stack.pop()
    elif name == "swap":
        stack[-1], stack[-2] = stack[-2], stack[-1]
    elif name == "over":
        stack.append(stack[-2])
    else:
        b, a = stack.pop(), stack.pop()
        stack.append(_binary(name, a, b) % modulus)


def read_stack(text: str) -> dict[str, Any]:
    """The facts of a document of the genre stack-machine.

    Raises:
        ExtractError: it is none, or a stack is not what the listing leaves.
    """
    opening, _, rest = text.partition("\n\n```\n")
    code, _, told = rest.partition("```\n\n")
    *asked, given = opening.split("\n")
    modulus = int(_one(_MODULUS.findall(" ".join(asked)), "modulus"))
    cells = {name: int(value) for name, value in _CELL.findall(given)}
    begin = dict(cells)
    if len(cells) != 3 or len(_NUMBER.findall(opening)) != 4 or max(cells.values()) >= modulus:
        raise ExtractError(f"cannot read the cells {given!r}")
    listing = [line.strip() for line in code.split("\n")[:-1]]
    _, *states, end = told.split("\n")
    stack: list[int] = []
    program, stacks = [], []
    for number, ((op, operand), state) in enumerate(zip(_decode(listing), states, strict=True), start=1):
        name = OPERATIONS[op].partition(" ")[0]
        if name == "push" and int(operand) >= modulus:
            raise ExtractError(f"{operand} is too large a word")
        _execute(name, operand, stack, cells, modulus)
        match = _STATE.fullmatch(state)
        held = (
            [] if match is None or match[3] == "empty" else [int(each) for each in _NUMBER.findall(match[3])]
        )
        if match is None or int(match[1] or match[2]) != number or held != stack:
            raise ExtractError(f"{state!r}, but the stack is {stack}")
        program.append(f"{name} {operand or '-'}")
        stacks.append(list(stack))
    answer = " ".join(map(str, stack)) or "empty"
    if not re.fullmatch(rf"[A-Z][a-z ]+: {answer}", end):
        raise ExtractError(f"{end!r} is not {answer}")
    return {
        "kind": "stack-machine",
        "modulus": modulus,
        "cells": list(begin),
        "begin": list(begin.values()),
        "program": program,
        "stacks": stacks,
        "answer": answer,
    }


def _one(found: list[str], what: str) -> str:
    if len(set(found)) != 1:
        raise ExtractError(f"no {what}, or several")
    return found[0]
