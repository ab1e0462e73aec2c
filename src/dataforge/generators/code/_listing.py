"""The file of a program in its language: helpers, the function, comments, the calls that print."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa

from dataforge.generators.code import _printer as out
from dataforge.generators.code import _program as ir
from dataforge.generators.code._file import (
    Script,
    argument_lists,
    lines_of,
    named,
    returned_sum,
    summands,
)
from dataforge.generators.code._helper_printer import (
    about_helpers,
    helper_letters,
    helper_texts,
)
from dataforge.generators.code._languages import LANGUAGES, NUM_LANGUAGES
from dataforge.generators.code._phrases import ABOUT, COMMENTS, WORDINGS
from dataforge.generators.code._plates import Plates, scattered
from dataforge.text.columns import Field, Picked, Strings, ints, join, where
from dataforge.text.draws import Draws
from dataforge.text.rows import I64, Rows


def comments_of(draws: Draws, script: Script, percent: I64) -> tuple[I64, Strings]:
    """Which lines have a comment above them, and the comments."""
    program = script.program
    lines, assigns = program.lines, program.is_(ir.ASSIGN)
    spoken = np.zeros(len(lines), np.bool_)
    chances, some = percent[lines.doc[assigns]], Rows.of(lines.sum(assigns))
    spoken[assigns] = draws.chance("comment", chances, some, span="prompt")
    at = np.flatnonzero(spoken)
    rows = Rows.of(lines.sum(spoken))
    form = program.form[at] + (program.form[at] == ir.CALL) * out.two_arguments(program, at)
    said = out.program_lines(program, script.names, at)
    modulus = where(program.wrap[at] > 0, join(", modulo ", ints(program.wrap[at])), "")
    fields = {**out.line_fields(said, script.language[said.doc]), "w": modulus}
    wording = draws.draw("comment.wording", WORDINGS, rows, span="prompt")
    text = COMMENTS.say(draws, "comment.said", rows, fields, which=form * WORDINGS + wording, span="prompt")
    return at, text


def program_file(
    draws: Draws, script: Script, told: tuple[I64, Strings], augmented: I64, rows: Rows | None = None
) -> Strings:
    """The program as a file in its language.

    Args:
        told: lines with a comment above them, and the comments.
        rows: the draws' rows, one a program; None for one program a document.
    """
    helpers = script.program.helpers if rows is None else Rows.of(rows.sum(script.program.helpers.counts))
    helper_about = about_helpers().say(
        draws,
        "helper.about",
        helpers,
        helper_letters(script.program),
        which=script.program.helper_id,
        span="prompt",
    )
    return file_in(script, (_about(draws, script, rows), helper_about), told, augmented)


def file_in(
    script: Script, about: tuple[Strings, Strings], told: tuple[I64, Strings], augmented: I64
) -> Strings:
    """A script's file in its language: every row of it is put in its place, and all are printed at once."""
    program, lines, language, calls = (
        script.program,
        lines_of(script, augmented),
        script.language,
        script.calls,
    )
    at, said = told
    rows, places = _places(script, lines, at)
    python = (language == 0).astype(np.int64)
    main = np.array([bool(each.main[0]) for each in LANGUAGES])[language].astype(np.int64)
    # By place: template and depth.
    parts: tuple[tuple[I64 | int, I64 | int], ...] = (
        (lines.template, lines.depth + 1), (out.COMMENT, program.depth[at] + 1), (out.HELPER, 0),
        (out.SHOW, main[calls.doc]), (out.BEFORE, 0), (out.HEAD, 0), (out.ABOUT, python), (out.ENTRY, 1),
        (out.CLOSE, 0), (out.MAIN, 0), (out.AFTER, 0),
    )  # fmt: skip
    size = len(rows)
    template, depth = (
        scattered(size, *((place, part[k]) for place, part in zip(places, parts, strict=True)))
        for k in (0, 1)
    )
    whole = out.Lines(
        rows.doc,
        rows.offsets,
        template,
        template,
        depth,
        {name: scattered(size, (places[0], column)) for name, column in lines.fields.items()},
    )
    helpers = helper_texts(program, language, about[1])
    ready = np.arange(len(helpers) + len(said))
    more = scattered(size, (places[2], ready[: len(helpers)]), (places[1], ready[len(helpers) :]))
    fields: dict[str, Field] = {
        "f": Picked(script.name, rows.doc),
        "p": Picked(_typed(script, language), rows.doc),
        "r": Picked(returned_sum(script, language), rows.doc),
        "t": Picked(about[0], rows.doc),
        "g": Picked(argument_lists(script, language), scattered(size, (places[3], np.arange(len(calls))))),
        "x": Picked(pa.concat_arrays([helpers, said]), more),
    }
    return out.printed(whole, language, fields)


def _places(script: Script, lines: out.Lines, commented: I64) -> tuple[Rows, tuple[I64, ...]]:
    """The rows of each file, and where its parts stand.

    They are: the function's lines, the comments above them, helpers, calls; and, one a file, what stands
    before everything, the function's head, what it says about itself, its first line, its end, and what
    stands before and after the calls.
    """
    helpers, calls, doc = script.program.helpers, script.calls, script.program.lines.doc[commented]
    comments = np.bincount(doc, minlength=len(script.language))
    counts = np.diff(lines.first)
    rows = Rows.of(helpers.counts + counts + comments + calls.counts + 7)
    first = rows.offsets[:-1]
    head = first + 1 + helpers.counts
    python = script.language == 0
    above = np.zeros(len(lines.doc), np.int64)
    above[script.lines[1][commented]] = 1
    own = np.arange(len(above)) - lines.first[lines.doc]
    line = (head + 3 - np.cumsum(comments) + comments)[lines.doc] + own + np.cumsum(above)
    end = head + 3 + counts + comments
    return rows, (
        line,
        line[above > 0] - 1,
        first[helpers.doc] + 1 + helpers.pos,
        end[calls.doc] + 2 + calls.pos,
        first,
        head + ~python,
        head + python,
        head + 2,
        end,
        end + 1,
        end + 2 + calls.counts,
    )


def _typed(script: Script, language: I64) -> Strings:
    """The parameters as a function's head or its first line has them."""
    params, name = named(script, 0, script.program.params)
    spoken = language[params.doc]
    entry = np.array([bool(each.entry) for each in LANGUAGES])[spoken]
    form = spoken + entry * NUM_LANGUAGES
    text = _params().render(form, {"x": name, "n": params.pos + 1})
    between = out.per_language("arguments", spoken).strings()
    return params.join(join(where(params.pos > 0, between, ""), text))


@cache
def _params() -> Plates:
    forms = [each.param for each in LANGUAGES] + [each.given for each in LANGUAGES]
    return Plates(*forms)


def _about(draws: Draws, script: Script, rows: Rows | None) -> Strings:
    """The sentence that says what the function takes and returns."""
    program = script.program
    params, param = named(script, 0, program.params)
    local, name = named(script, ir.LOCAL, program.num_locals)
    several, added = summands(script)
    modulus = program.returns_modulus
    total = join(where(several.counts > 1, "the sum of ", ""), _enumerated(several, added))
    result = join(total, where(modulus > 0, join(", modulo ", ints(modulus)), ""))
    fields: dict[str, Field] = {
        "params": _enumerated(params, param), "locals": _enumerated(local, name), "result": result,
    }  # fmt: skip
    return ABOUT.say(draws, "about", rows, fields, span="prompt")


def _enumerated(rows: Rows, names: Picked) -> Strings:
    """`a`, `a and b`, `a, b and c`."""
    between = where(rows.last & (rows.pos > 0), " and ", where(rows.pos > 0, ", ", ""))
    return rows.join(join(between, names))
