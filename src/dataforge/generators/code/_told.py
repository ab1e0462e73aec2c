"""What the programs that tell shared worlds have in common: comments at the head, lists, the output."""

from __future__ import annotations

from dataforge.generators.base import Segment
from dataforge.generators.worlds.told import NOTES, Spiced
from dataforge.text.columns import Field, Strings, ints, join
from dataforge.text.draws import Draws
from dataforge.text.rows import I64, Rows
from dataforge.text.wording import Wording

_TRAILERS = (
    "  # {manner}[|, {surely}|, {when}]",
    "  # [says|so|swears|adds] the {person}[| of {town}]",
    "  # [with|using|via|near] {a_device}",
    "  # {adjective}[| and {adjective2}| or {adjective3}]",
    "  # {people} [agree|object|wonder|insist]",
    "  # [cf.|see|per] the {document}[| on {field}| of {town}]",
    "  # {adjective} {device}[|, {when}|, {manner}]",
)
_BARE, _OWN = 3, 7  # lines without a comment, and with a program's own, for one of each other kind


def trailers(*own: str) -> Spiced:
    """Comments after a line: none, a program's own, or one of those that all programs have."""
    return Spiced("", *own, *_TRAILERS, weights=[_BARE, *[_OWN] * len(own), *[1] * len(_TRAILERS)])


def head(draws: Draws, headers: Wording, colour: I64) -> Strings:
    """The comments that open a program: where it comes from, and one more than `colour` notes."""
    notes = Rows.of(1 + colour)
    noted = notes.join(NOTES.say(draws, "note", notes, span="prompt"), "\n")
    return join(headers.say(draws, "header", span="prompt"), "\n", noted, "\n")


def quoted(rows: Rows, names: Field) -> Strings:
    """The names of each document as string literals, with commas between."""
    return rows.join(join('"', names, '"'), ", ")


def listed(
    draws: Draws, rows: Rows, lines: Strings, trailers: Wording, fields: dict[str, Field] | None = None
) -> Strings:
    """Lines of a list or calls, each perhaps with a comment after it."""
    return rows.join(join(lines, trailers.say(draws, "trailer", rows, fields, span="prompt")), "\n")


def printed(prompt: Strings, rows: Rows, every: I64, output: Strings) -> list[Segment]:
    """The program; as a comment the figures of everybody; and what it prints."""
    figures = join("# [", rows.join(ints(every), ", "), "]\n")
    return [
        Segment("prompt", prompt),
        Segment("reasoning", figures),
        Segment("answer", join("# ", output)),
    ]
