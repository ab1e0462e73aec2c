"""Manuals of commands: argparse, built from the facts of each page, takes and refuses the same lines."""

from __future__ import annotations

import argparse
import json
from typing import Any

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.technical.command_manual import CommandManual
from dataforge.testing import documents

GENRE = CommandManual()


def _records(count: int = 40) -> list[dict[str, Any]]:
    levels = np.repeat(np.array((1, 50, 100)), count)
    records: list[dict[str, Any]] = documents(GENRE, levels, np.arange(len(levels))).to_pylist()
    return records


class _Refuses(argparse.ArgumentParser):
    def error(self, message: str) -> Any:
        raise ValueError(message)


def _accepts(options: list[list[Any]], given: list[list[Any]]) -> bool:
    parser = _Refuses(exit_on_error=False, allow_abbrev=False)
    for flag, low, high, _, _ in options:
        if high:
            parser.add_argument(f"--{flag}", type=int, choices=range(low, high + 1))
        else:
            parser.add_argument(f"--{flag}", action="store_true")
    words = [
        word for flag, value in given for word in ([f"--{flag}", str(value)] if value else [f"--{flag}"])
    ]
    try:
        found = vars(parser.parse_args(words))
    except (ValueError, argparse.ArgumentError):
        return False
    there = {name.replace("_", "-") for name, value in found.items() if value not in (None, False)}
    return all(
        flag not in there or (other in there) == (rule == "+") for flag, _, _, rule, other in options if rule
    )


def test_argparse_agrees_on_every_line() -> None:
    """A real parser with the page's options, ranges and rules accepts just the lines said to be accepted."""
    for record in _records():
        facts = json.loads(record["check"])
        for given, verdict, _ in facts["lines"]:
            assert _accepts(facts["options"], given) == (verdict == "accepted"), record["text"]


def test_a_wrong_step_is_noticed() -> None:
    """Turning one step of the reasoning round makes the page contradict itself."""
    turned = 0
    for record in _records():
        for old, new in (("lies within", "lies outside"), ("which is there", "which is missing")):
            if old in record["text"]:
                turned += 1
                with pytest.raises(ExtractError):
                    GENRE.extract(record["text"].replace(old, new, 1))
    assert turned > 10
