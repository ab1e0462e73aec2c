"""Reads a document of the genre bug-hunt: finds the contradiction, repairs it, runs both versions."""

from __future__ import annotations

import itertools
import re
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.code import _grammars as grammar
from dataforge.generators.code._claims import contradictions, meant_by
from dataforge.generators.code._interpreter import Source
from dataforge.generators.code._line_reader import read_line
from dataforge.generators.code._reader import (
    asked_in,
    check_named,
    program_facts,
    read_file,
    unfenced,
)
from dataforge.generators.code._solver import compared, ran

_QUOTED = re.compile(r"`([^`]+)`")
_LIST = re.compile(r"\d+(?:, \d+)*")
_HIDES = re.compile(r"\b(?:either way|hide|hides|no test|or not|both)\b")


def read_bug(text: str) -> dict[str, Any]:
    """The facts of a document of the genre bug-hunt.

    Raises:
        ExtractError: it is none, or what it says of its program is not so.
    """
    opening, _, rest = text.partition("\n\n")
    file, _, told = rest.rpartition("\n\n")
    found, _, close = told.partition("\n")
    quoted, answers = _QUOTED.findall(found), _QUOTED.findall(close)
    if len(quoted) != 2 or len(answers) != 1:
        raise ExtractError("no finding or no answer")
    language, asked = asked_in(opening, file.split("\n"))
    source = Source(language)
    lines = unfenced(file.split("\n"), language)
    functions, calls = read_file(lines, source)
    *helpers, main = functions
    wrong = contradictions(source, main)
    compared(len(source.comments))
    if len(wrong) != 1:
        raise ExtractError(f"{len(wrong)} lines contradict their comments")
    check_named(asked, main)
    place, statement, comment = source.comments[wrong[0]]
    known = {*main.names, "i", "j", "k"}
    meant = meant_by(comment, statement.name, known, source.functions.keys())
    before = [source.call(main, arguments) for arguments in calls]
    right, shown = read_line(answers[0], source)
    if shown != meant:
        raise ExtractError(f"{meant!r} is meant, {shown!r} is the answer")
    _check_finding(quoted, comment, (lines, source, main.lines[place]))
    statement.name, statement.value = right.name, right.value
    after = [source.call(main, arguments) for arguments in calls]
    ran(source.steps)
    _check_effect(_QUOTED.sub("", found), before, after)
    return {
        "kind": "bug-hunt",
        **program_facts(source.language, main, helpers),
        "line": place + 1,
        "meant": f"{main.lines[place].partition(' ')[0]} {meant}",
        "answer": answers[0],
        "calls": [list(each) for each in zip(calls, before, after, strict=True)],
    }


def _check_finding(quoted: list[str], comment: str, where: tuple[list[str], Source, str]) -> None:
    """The finding must quote the comment and the line as they stand one above the other."""
    lines, source, wrong = where
    if comment not in quoted:
        raise ExtractError(f"{comment!r} is not quoted")
    line = quoted[1 - quoted.index(comment)]
    _, shown = read_line(line, source)
    mark = grammar.COMMENT[source.language]
    stacked = any(
        line in below and below.strip() == line and above.strip() == mark + comment
        for above, below in itertools.pairwise(lines)
    )
    if wrong.partition(" ")[2] != shown or not stacked:
        raise ExtractError(f"{quoted!r} is not what stands there")


def _check_effect(text: str, before: list[int], after: list[int]) -> None:
    """What is said about the output must be so."""
    old, new = (", ".join(map(str, each)) for each in (before, after))
    said = _LIST.findall(text)
    hides = bool(_HIDES.search(text))
    if hides != (old == new) or said != ([old] if hides else [old, new]):
        raise ExtractError(f"{text!r}, but the output is {old}, and {new} when repaired")
