"""Reads a document of the genre shell-pipeline and runs its commands on lists of lines."""

from __future__ import annotations

import itertools
import re
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.code._solver import touched

_RECORD = re.compile(r"([A-Za-z]+) ([a-z]+) (\d{3})")
_PIPE = re.compile(r"\$ (?:cat (\S+) \| (.+)|< (\S+) (.+)|(.+) < (\S+))")
_LINE = re.compile(r"(\d+)\) [A-Z][a-z ]+: (.+)\. Prints: (.+)")
_GREP = re.compile(r"grep (-v )?'( [a-z]+ | \d)'")
_TAKE = re.compile(r"(head|tail) -n (\d+)")
_CUT = re.compile(r"cut -d ' ' -f ([123])")


def _apply(command: str, lines: list[str]) -> list[str]:
    """What a command makes of its input."""
    touched(len(lines) + 1)
    if match := _GREP.fullmatch(command):
        return [line for line in lines if (match[2] in line) != bool(match[1])]
    if match := _TAKE.fullmatch(command):
        count = int(match[2])
        return lines[:count] if match[1] == "head" else lines[-count:] if count else []
    if match := _CUT.fullmatch(command):
        return [line.split(" ")[int(match[1]) - 1] for line in lines]
    if command in ("sort", "sort -r"):
        return sorted(lines, reverse=command == "sort -r")
    if command == "uniq":
        return [key for key, _ in itertools.groupby(lines)]
    if command == "wc -l":
        return [str(len(lines))]
    raise ExtractError(f"cannot read the command {command!r}")


def read_shell(text: str) -> dict[str, Any]:
    """The facts of a document of the genre shell-pipeline.

    Raises:
        ExtractError: it is none, or states what a pipeline does not print.
    """
    opening, _, rest = text.partition("\n\n```\n")
    records, _, rest = rest.partition("```\n\n```bash\n")
    code, _, told = rest.partition("```\n\n")
    lines = records.split("\n")[:-1]
    rows = [_RECORD.fullmatch(line) for line in lines]
    *stated, end = told.split("\n")
    files, facts, printed = set(), [], ""
    for number, (pipe, line) in enumerate(zip(code.split("\n")[:-1], stated, strict=True), start=1):
        match, said = _PIPE.fullmatch(pipe), _LINE.fullmatch(line)
        if match is None or said is None or int(said[1]) != number:
            raise ExtractError(f"cannot read {pipe!r} or {line!r}")
        files.add(match[1] or match[3] or match[6])
        stream, steps = lines, []
        for command in (match[2] or match[4] or match[5]).split(" | "):
            stream = _apply(command, stream)
            steps.append([command, len(stream)])
        printed = " / ".join(stream) or "nothing"
        if said[3] != printed or re.findall(r"\d+", said[2]) != [str(count) for _, count in steps]:
            raise ExtractError(f"{line!r}, but {printed} is printed")
        facts.append([steps, printed])
    file = files.pop()
    if files or not re.search(rf"(?<![\w.]){re.escape(file)}(?![\w])", opening) or re.findall(r"\d", opening):
        raise ExtractError(f"the opening does not speak of {file}")
    if not all(rows) or not re.fullmatch(rf"[A-Z][a-z ]+: {re.escape(printed)}", end):
        raise ExtractError(f"{end!r} is not {printed}")
    return {
        "kind": "shell-pipeline",
        "file": file,
        "rows": [[row[1], row[2], int(row[3])] for row in rows if row],
        "pipelines": facts,
        "answer": printed,
    }
