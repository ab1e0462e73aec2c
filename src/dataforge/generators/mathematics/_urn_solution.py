# ruff: noqa: E501 - a line of prose
"""The solution of `urn_probability`: the total, then each question's takings, products and last step.

A sentence with digits is a claim, and its numbers come in one order whatever the wording; what is taken is named
before the first of them.
"""

from __future__ import annotations

import numpy as np

from dataforge.generators.mathematics._kinds import Kinds
from dataforge.generators.mathematics._urn_text import MISSES, ORDINALS, Words
from dataforge.generators.mathematics._urn_world import ONCE, SOME, World, flat, only
from dataforge.text.columns import Field, Picked, Strings, ints, join, pick, where
from dataforge.text.draws import Draws
from dataforge.text.rows import I64, Rows

_TOTALS = """
    [In all|Altogether|Together|Counted together|All told] [there are|that is|that makes|these are] {sum} =
      {whole}[ {things}|].
    The {box} [holds|contains|starts with|has] {sum} = {whole} {things}[ in all|].
    [First|To begin with|Before all else|At the start] [there are|one counts|we have] {sum} = {whole}[
      {things}| to draw from| in the {box}|].
    [Adding|Summing] [up |]gives {sum} = {whole}[ {things}|, the total| in the {box}|].
    The [total|whole number|full count] is {sum} = {whole}.
"""
_REASON_AWAY = """
    [Nothing|Nothing taken|No {thing}] goes back, so the [total|number|count] [shrinks|falls|drops] [each
      time|by one a turn|with every turn].
    [Each|Every] {thing} [taken|drawn|gone] [leaves|means] one fewer [in the {box}|to choose from|for the next].
    [Since|As|Because] nothing [goes back|is returned|is put back], the {things} [dwindle|grow fewer|become
      fewer][ with every turn| each time| as we go|].
    The {box} [empties|grows lighter|gets emptier] [step by step|as we go|with each turn].
    [Mind|Note|Remember|Bear in mind] that what [is taken|comes out|leaves] [is missing|is gone|is no longer
      there] [later|next time|from then on].
"""
_REASON_BACK = """
    [Each|Every] turn [starts|begins] [afresh|from the same contents|anew][, for all goes back|, since all is
      returned|, as nothing is lost|].
    [Since|As|Because] [each {thing}|whatever comes out|everything] [goes back|returns], [all turns are alike|the
      contents stay the same|nothing changes between turns].
    The [contents|counts|numbers] [stay|remain] [the same|as they are|unchanged] [throughout|all along|from turn
      to turn].
    [No turn|None of the turns] [affects|alters|disturbs|knows of] [another|the others|the rest].
    [Mind|Note|Remember|Bear in mind] that the {box} is [full again|restored|complete again] [each time|for every
      turn|before each turn].
"""
_VIA_NONE = """
    [Take|Look at|Find|Start from|Consider] the [opposite|complement|contrary] [first|instead]: none at all.
    It is [easier|simpler|quicker|shorter] to [miss|avoid|find the chance to miss] [every time|all the time|throughout].
    [The|Its] [opposite|complement|contrary] is that [all miss|none hits|every turn misses][; that comes
      first|; begin there|].
"""
_VIA_FIRST = """
    [Let|Suppose] it be the first[ of them|], and [no other|none after it|the rest miss].
    [Say|Suppose|Imagine] the one in question comes [first|at once|at the start][ and the others follow|, then
      misses|].
    [Begin with|Take first|Consider] the case [where|in which] the hit [comes first|opens the
      row|comes at the start].
"""
_GROUPS = """
    For {ge} [there are|we have|one counts|take] {parts} = {c}[ {things}|].
    [As to|As for|Regarding|Concerning] {ge}, {parts} = {c}[ {things}| of them|].
    To be {ge}[: | |, ]{parts} = {c} [qualify|will do|are suitable|are at hand].
    [Lumping together|Counting|Adding up] {ge}[ gives| makes|:] {parts} = {c}.
"""
_GCD = "[; the gcd|; the common divisor|; their gcd|; the greatest common factor|; the common factor]"
_PLAIN_STEPS = (
    "For the {ord} to [be|turn out to be|prove] {e}[,|:] {how} [of|out of|among] {total} [will do|serve|fit|count|are"
    " right]: {frac}",
    "The {ord} [is|turns out to be|proves to be] {e} in {how} [cases|ways|outcomes] [of|out of] {total}, [that is|hence|or|in"
    " short] {frac}",
    "[At|On|With] the {ord} [draw|turn|try] [we need|we want|it must be|comes] {e}[:|,] {how} [of|out of|among]"
    " {total}[, or|, so|, hence|:] {frac}",
    "{^ord} [turn|draw|pick|try], {e}: {how} [of|out of|among|in] {total}[, or|, that is|, hence|,] {frac}",
    "[Then|Now|Here|Next] the {ord} [must be|should be|is to be|has to be] {e}; {how} [of|out of|among] {total}"
    " [are|make|amount to|come to] {frac}",
)
_STEPS = tuple(form + "." for form in _PLAIN_STEPS)
_REDUCED_STEPS = tuple(form + _GCD + " {g} [leaves|gives|makes it] {f}." for form in _PLAIN_STEPS)
_PLAIN_PRODUCTS = (
    "[So far|Together|Thus far|Up to here|This makes|The product is] {p} [×|times|*] {f} = {raw}",
    "[Multiplying|By multiplication|Both together|Joined to what came before]: {p} [×|times|*] {f} = {raw}",
    "{p} [times|multiplied by|by] {f} [is|makes|gives|equals] {raw}",
    "[Now|Then|And so] {p} [×|*] {f} [=|makes|comes to|gives] {raw}",
)
_PRODUCTS = tuple(
    form + "[, in lowest terms|, where nothing cancels|, already reduced|, and that is reduced|]."
    for form in _PLAIN_PRODUCTS
)
_REDUCED_PRODUCTS = tuple(
    form + _GCD + " {h} [leaves|gives|makes it|reduces it to] {part}." for form in _PLAIN_PRODUCTS
)
_ONCE = (
    "[It|The one hit|The hit] [may|can|could] come at any of {n} [places|turns], [so|hence|which makes] {n} [×|times|*]"
    " {product} = {many}",
    "[Each|Every one] of the {n} [places|turns] is as likely[:|;] {n} [×|times|*] {product} = {many}",
    "[There are|We have] {n} [such orders|places for it][, hence|, so|:] {n} [×|times|*] {product} = {many}",
)
_COMPLEMENTS = (
    "[Hence|So|Therefore|Consequently], [at least one|not none]: 1 - {product} = {answer}.",
    "[The|Its] [opposite|complement|contrary] [has|gets|is left with][ chance|] 1 - {product} = {answer}.",
    "[What remains is|This leaves|There remains|Taken from the whole,] 1 - {product} = {answer}.",
)
_ORDERS = tuple(form + "[, in lowest terms|, already reduced|]." for form in _ONCE)
_REDUCED_ORDERS = tuple(form + _GCD + " {i} [leaves|gives|makes it] {answer}." for form in _ONCE)

_TOTAL, _REASON, _VIA, _GROUP, _STEP, _PRODUCT, _END, _ORDER = 0, 1, 3, 5, 6, 8, 10, 11
_KINDS = Kinds(
    _TOTALS, _REASON_AWAY, _REASON_BACK, _VIA_NONE, _VIA_FIRST, _GROUPS, _STEPS, _REDUCED_STEPS,
    _PRODUCTS, _REDUCED_PRODUCTS, _COMPLEMENTS, _ORDERS, _REDUCED_ORDERS,
)  # fmt: skip


def working(draws: Draws, world: World, words: Words, label: Strings) -> Strings:
    """The total, and the solution of each question on a line of its own."""
    told, kind, step = _sentences(world)
    asked = told.doc
    doc = world.questions.rows.doc[asked]
    rows = Rows.of(world.questions.rows.sum(told.counts))
    fields: dict[str, Field] = {
        **words.named(doc),
        "sum": Picked(world.kinds.join(ints(world.count), " + "), doc),
        "whole": Picked(ints(world.total), doc),
        **{name: Picked(each, step) for name, each in _by_step(draws, world, words).items()},
        **{name: Picked(each, asked) for name, each in _by_question(world, words).items()},
    }
    told_of = _KINDS.say(draws, "said", rows, fields, kind, span="reasoning")
    after = Picked(join("\n", label), np.minimum(asked + (kind != _TOTAL), len(label) - 1))
    between = where(told.last | (kind == _TOTAL), after.strings(), " ")
    return rows.join(join(told_of, where(rows.last, "", between)))


def _sentences(world: World) -> tuple[Rows, I64, I64]:
    """Which sentences are said of each question, in order, and of which step; the total comes with the first."""
    asked, steps = world.questions, world.steps
    roundabout, grouped = asked.form >= SOME, asked.members > 1
    ends = np.where(asked.form == ONCE, _ORDER + (asked.last > 1), _END)
    opens = asked.rows.pos == 0
    prefix = opens + 1 + roundabout.astype(np.int64) + grouped
    body = 2 * asked.taken - 1
    told = Rows.of(prefix + body + roundabout)
    q = told.doc
    at = told.pos - opens[q]  # 0 for the reason
    within = told.pos - prefix[q]  # 0 for the first step
    step = steps.rows.offsets[q] + np.clip((within + 1) // 2, 0, asked.taken[q] - 1)
    product = (within > 0) & (within % 2 == 0)
    kind = np.where(product, _PRODUCT + (steps.second[step] > 1), _STEP + (steps.first[step] > 1))
    kind = np.where(within >= body[q], ends[q], kind)
    via = np.where(roundabout[q] & (at == 1), _VIA + (asked.form[q] == ONCE), _GROUP)
    early = np.select([at < 0, at == 0], [_TOTAL, _REASON + asked.put_back[q]], via)
    return told, np.where(within < 0, early, kind), step


def _fraction(top: I64, bottom: I64) -> Strings:
    return join(ints(top), "/", ints(bottom))


def _by_step(draws: Draws, world: World, words: Words) -> dict[str, Strings]:
    """What the sentences about a taking say, by step row."""
    steps = world.steps
    by_doc = flat(world.questions.rows, steps.rows)
    miss = only(draws, "worked.miss", len(MISSES) - 2, by_doc, steps.missed)
    total, fits, part = ints(steps.total), ints(steps.fits), _fraction(steps.part_top, steps.part_bottom)
    before = np.maximum(np.arange(len(steps.total)) - 1, 0)
    return {
        "e": join(pick(MISSES, np.where(steps.missed, 2 + miss, 0)), words.class_of.strings()),
        "ord": pick(ORDINALS, steps.rows.pos),
        "how": where(steps.missed, join(total, " - ", ints(steps.left), " = ", fits), fits),
        "total": total,
        "frac": join(fits, "/", total),
        "g": ints(steps.first),
        "f": _fraction(steps.top, steps.bottom),
        "p": pick(part, before),
        "raw": _fraction(steps.raw_top, steps.raw_bottom),
        "h": ints(steps.second),
        "part": part,
    }


def _by_question(world: World, words: Words) -> dict[str, Strings]:
    """What the first and the last sentences of a solution say, by question row."""
    asked = world.questions
    at = world.kinds.offsets[asked.rows.doc][:, None] + asked.member
    parts: list[Field] = []
    for j in range(3):
        within = j < asked.members
        count = ints(world.count[np.where(within, at[:, j], 0)])
        parts.append(where(within, join(" + ", count) if j else count, ""))
    return {
        "ge": words.group,
        "parts": join(*parts),
        "c": ints(asked.group),
        "n": ints(asked.taken),
        "product": _fraction(asked.part, asked.whole),
        "many": _fraction(asked.many, asked.whole),
        "i": ints(asked.last),
        "answer": _fraction(asked.top, asked.bottom),
    }
