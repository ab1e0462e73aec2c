"""Reads a document of the genre bug-hunt: finds the contradiction, repairs it, runs both versions."""

from __future__ import annotations

import itertools
import re
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.code._interpreter import Source
from dataforge.generators.code._reader import read_assignment, read_file, stated, unfenced

_OPENINGS = tuple(
    re.compile(
        pattern.replace("LANG", "(?P<lang>Python|JavaScript|C|Java|Rust)").replace("NAME", r"(?P<f>\w+)")
    )
    for pattern in (
        r"One line of this LANG program does not do what its comment says\. Find it\.",
        r"The comments are right, but one line of NAME is wrong\. The language is LANG\.",
        r"Review this LANG code: which line contradicts its comment\?",
        r"The function NAME was ported to LANG, and one line went wrong\. Repair it\.",
        r"There is one bug in the LANG function NAME\. The comments tell what was meant\.",
        r"Debug this LANG program; trust the comments\.",
        r"The LANG function NAME does not pass its review\. Say why\.",
        r"Compare the code and the comments of NAME \(LANG\), and correct the line that is off\.",
        r"In the following LANG program a single line must change\. Which one, and how\?",
        r"Find the mistake in NAME, written in LANG\.",
    )
)
_FINDING = re.compile(
    r"(?:The comment says `(?P<c1>[^`]+)`, but the line under it is `(?P<b1>[^`]+)`\."
    r"|Under the comment `(?P<c2>[^`]+)` stands `(?P<b2>[^`]+)`\. That is something else\."
    r"|`(?P<b3>[^`]+)` does not fit its comment, `(?P<c3>[^`]+)`\."
    r"|The line `(?P<b4>[^`]+)` is wrong: its comment is `(?P<c4>[^`]+)`\."
    r"|All lines agree with their comments except `(?P<b5>[^`]+)`, where `(?P<c5>[^`]+)` is meant\."
    r"|Look at `(?P<b6>[^`]+)`\. The comment above it, `(?P<c6>[^`]+)`, asks for another value\.)"
    r" (?P<effect>.+)"
)
_LIST = r"\d+(?:, \d+)*"
_SHOWN = tuple(
    re.compile(pattern.replace("OLD", f"({_LIST})").replace("NEW", f"({_LIST})"))
    for pattern in (
        r"The program prints OLD; repaired, it prints NEW\.",
        r"As it stands the output is OLD\. With the repair it is NEW\.",
        r"Before the repair: OLD\. After it: NEW\.",
        r"The calls give OLD instead of NEW\.",
    )
)
_HIDDEN = tuple(
    re.compile(pattern.replace("OLD", f"({_LIST})"))
    for pattern in (
        r"The calls do not show it: OLD is printed either way\.",
        r"These calls hide the mistake, since the output is OLD with and without the repair\.",
        r"The output is OLD in both versions, so these calls are no test of it\.",
        r"Repaired or not, the program prints OLD\.",
    )
)
_ANSWER = re.compile(r"(?:Fix:|Answer:) `([^`]+)`|It should read `([^`]+)`\.|Write `([^`]+)` instead\.")


def read_bug(text: str) -> dict[str, Any]:
    """The facts of a document of the genre bug-hunt.

    Raises:
        ExtractError: it is none, or what it says of its program is not so.
    """
    opening, _, rest = text.partition("\n\n")
    file, _, told = rest.rpartition("\n\n")
    asked = next((match for pattern in _OPENINGS if (match := pattern.fullmatch(opening))), None)
    found, _, close = told.partition("\n")
    finding, answer = _FINDING.fullmatch(found), _ANSWER.fullmatch(close)
    if asked is None or finding is None or answer is None:
        raise ExtractError("no opening, no finding or no answer")
    source = Source(asked["lang"])
    lines = unfenced(file.split("\n"), source.language)
    functions, calls = read_file(lines, source)
    *helpers, main = functions
    if len(source.contradictions) != 1 or asked.groupdict().get("f") not in (None, main.name):
        raise ExtractError(
            f"{len(source.contradictions)} lines contradict their comments, or another name is given"
        )
    place, statement, meant = source.contradictions[0]
    before = [source.call(main, arguments) for arguments in calls]
    right, shown = read_assignment(answer[1] or answer[2] or answer[3], source)
    if shown != meant:
        raise ExtractError(f"{meant!r} is meant, {shown!r} is the answer")
    _check_finding(finding, lines, source, main.lines[place])
    statement.name, statement.value = right.name, right.value
    after = [source.call(main, arguments) for arguments in calls]
    _check_effect(finding["effect"], before, after)
    return {
        "kind": "bug-hunt",
        "language": source.language,
        "function": main.name,
        "params": main.params,
        "helpers": [stated(each) for each in helpers],
        "program": main.lines,
        "line": place + 1,
        "meant": f"{main.lines[place].partition(' ')[0]} {meant}",
        "answer": answer[1] or answer[2] or answer[3],
        "calls": [list(each) for each in zip(calls, before, after, strict=True)],
    }


def _check_finding(finding: re.Match[str], lines: list[str], source: Source, wrong: str) -> None:
    """The finding must quote the comment and the line as they stand one above the other."""
    said = finding.groupdict()
    comment = next(said[f"c{i}"] for i in range(1, 7) if said[f"c{i}"])
    line = next(said[f"b{i}"] for i in range(1, 7) if said[f"b{i}"])
    _, shown = read_assignment(line, source)
    mark = "# " if source.language == "Python" else "// "
    pairs = itertools.pairwise(lines)
    stacked = {(above.strip(), below.strip()) for above, below in pairs}
    if wrong.partition(" ")[2] != shown or (mark + comment, line) not in stacked:
        raise ExtractError(f"{finding[0]!r} is not what stands there")


def _check_effect(text: str, before: list[int], after: list[int]) -> None:
    """What is said about the output must be so."""
    old, new = (", ".join(map(str, each)) for each in (before, after))
    for pattern in _SHOWN:
        if (match := pattern.fullmatch(text)) and match.groups() == (old, new) and old != new:
            return
    for pattern in _HIDDEN:
        if (match := pattern.fullmatch(text)) and match[1] == old == new:
            return
    raise ExtractError(f"{text!r}, but the output is {old}, and {new} when repaired")
