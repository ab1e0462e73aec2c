"""Programs with one assignment changed, and programs repeated as often as they are printed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dataforge.generators.code import _program as ir
from dataforge.generators.code._file import Script
from dataforge.generators.code._helpers import ARITY
from dataforge.text.draws import Draws
from dataforge.text.rows import I64, Rows


def mutated(draws: Draws, program: ir.Program, line: I64, rows: Rows | None = None) -> ir.Program:
    """The programs with some assignments changed: another operation or number, or another variable.

    Changes leave values small: an operation only ever becomes a difference, an extreme or a quotient, and
    variables are not exchanged in products.

    Args:
        line: the lines to change, rows of the programs' lines.
        rows: the draws' rows, one a line; None for one line a document.
    """
    form, left, number = program.form[line], program.left[line], program.number[line]
    right = np.where(_uses_right(program, line), program.right[line], -1)
    owner = program.lines.doc[line]
    params, num_locals = program.params[owner], program.num_locals[owner]
    binary, counted = form < ir.ADD_NUMBER, (form >= ir.ADD_NUMBER) & (form < ir.CALL)
    others = np.select([binary, counted], [3 - (form >= ir.GAP), 2], 3)
    place = np.sort(np.stack([_rank(params, left), _rank(params, right)]), axis=0)
    swaps = params + num_locals - (place < 99).sum(axis=0)
    swaps = np.where(np.isin(form, (ir.TIMES, ir.TIMES_NUMBER)) | (swaps < 1), 0, swaps)
    bug = draws.draw("bug", others + swaps, rows, span="prompt")
    swap = bug - others
    variable = swap + (swap >= place[0])
    variable += variable >= place[1]
    register = np.where(variable < params, variable, ir.LOCAL + variable - params)
    operation = ir.GAP + bug + ((form >= ir.GAP) & (ir.GAP + bug >= form))
    changed = swap < 0
    quotient = changed & ~binary & ~counted
    new_form = np.select([changed & binary, quotient], [operation, ir.DIVIDE], form)
    new_number = np.select([changed & counted, quotient], [number + 1 + bug, 2 + bug], number)
    arrays = {name: getattr(program, name).copy() for name in ("form", "left", "number", "wrap", "call")}
    arrays["form"][line] = new_form
    arrays["left"][line] = np.where(changed, left, register)
    arrays["number"][line] = new_number
    arrays["wrap"][line] = np.where(changed & ~counted, 0, program.wrap[line])
    return replace(program, **arrays)


def _uses_right(program: ir.Program, line: I64) -> ir.Bools:
    two = np.append(ARITY[program.helper_id], 0)[program.call[line]] == 2
    form = program.form[line]
    return np.asarray((form < ir.ADD_NUMBER) | ((form == ir.CALL) & two))


def _rank(params: I64, register: I64) -> I64:
    """Where a register stands among parameters and locals; 99 if it is neither."""
    local = register - ir.LOCAL + params
    in_locals = (register >= ir.LOCAL) & (register < ir.LOOP)
    return np.asarray(np.select([register < 0, register < ir.LOCAL, in_locals], [99, register, local], 99))


_BY_DOCUMENT = ("params", "num_locals", "start", "returned", "returns_modulus")
_BY_HELPER = ("helper_id", "helper_number", "helper_name", "helper_letters")
_BY_LINE = ("item", "kind", "depth", "jump", "after", "form", "target", "left", "right", "number", "wrap")


def repeated(script: Script, docs: I64, language: I64) -> Script:
    """A script of as many programs as `docs` has entries: program i is the one of document docs[i], in
    language[i]."""
    program = script.program
    helpers, helper = _again(program.helpers, docs)
    lines, line = _again(program.lines, docs)
    calls, call = _again(script.calls, docs)
    moved = program.call[line] - program.helpers.offsets[docs][lines.doc] + helpers.offsets[lines.doc]
    arrays = {
        **{name: getattr(program, name)[docs] for name in _BY_DOCUMENT},
        **{name: getattr(program, name)[helper] for name in _BY_HELPER},
        **{name: getattr(program, name)[line] for name in _BY_LINE},
    }
    calls_helper = (arrays["form"] == ir.CALL) & (arrays["kind"] == ir.ASSIGN)
    whole = ir.Program(helpers=helpers, lines=lines, call=np.where(calls_helper, moved, 0), **arrays)
    return Script(
        program=whole,
        language=language,
        verb=script.verb[docs],
        noun=script.noun[docs],
        names=script.names[docs],
        copies=script.copies[docs],
        calls=calls,
        size=script.size[docs],
        arguments=script.arguments[call],
    )


def _again(rows: Rows, docs: I64) -> tuple[Rows, I64]:
    """The rows of the documents `docs`, one after the other, and where each stood."""
    found = Rows.of(rows.counts[docs])
    return found, rows.offsets[docs][found.doc] + found.pos
