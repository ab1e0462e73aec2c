# ruff: noqa: E501 - a line of prose
"""The solution of `remainder_puzzle`: a sentence or several for each fact, then the bound and the check.

A sentence says its numbers in one order whatever the wording, which is all that the reader goes by; one that
tries numbers speaks of steps. A document keeps to prose or to a terse manner.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from dataforge.generators.mathematics._kinds import Kinds
from dataforge.generators.mathematics._remainder_words import Words
from dataforge.generators.mathematics._remainder_world import World
from dataforge.text.columns import Field, Picked, Strings, ints, join, pick, where
from dataforge.text.draws import Draws
from dataforge.text.prose import enumerated
from dataforge.text.rows import I64, Rows

_CONVERTS = """
    [Now|Here|To begin with,|Note that] {s} short of {m} [is|means|amounts to|comes to|is as good as] {r} over.
    [Lacking|Missing] {s} of {m} [is|means|amounts to|comes to] [having |]{r} [left |]over.
    [In place of|Instead of|Rather than] {s} short of {m}[, say|, take|, think of| one may say] {r} over.
"""


_STARTS = (
    """
    [Start|Begin|Set out] [with|from] the {units} of {m}: {x} = {r} + {m}{t}[ for some {t}|, {t} unknown|].
    [By|From|According to] the first [clue|condition|hint|fact], the one about {m}, {x} = {r} + {m}{t}[, with {t} free|].
    The {units} of {m} [say|mean|tell us|give] {x} = {r} + {m}{t}[ for some {t}|, {t} unknown|].
    [With|Writing] {x} for the [number|count|total] [sought|wanted], [the first condition|the modulus] {m} [gives|makes it] {x} = {r} + {m}{t}.
    """,
    """
    [{^units} of|Modulus|For|First,] {m}: {x} = {r} + {m}{t}.
    [By|From|With] {m}, {x} = {r} + {m}{t}.
    """,
)
_TRIES = (
    """
    [Next|Now|Then] [count on|go on|proceed] from {a} in steps of {p}, [until|till] {m} leaves {r}: {list}.
    [Next|Now|Then] [go|climb|walk] up from {a} by steps of {p}, [waiting for {m} to leave|looking for what on division by {m} leaves] {r}: {list}.
    [Trying|Testing|Running through] {a} and on by steps of {p} [against|modulo|with] {m}, [where the rest should be|in search of|for a rest of] {r}: {list}.
    """,
    """
    [From|Beginning at|On from] {a} by steps of {p}, [against|modulo|with] {m}, to {r}: {list}.
    """,
)
_TRIED = (
    """
    [So|Hence|Thus|Therefore] {x} = {new}, [and|which] [fits again|comes round again|repeats] every {p} × {m} = {pp}.
    [That is it|Found|There]: {x} = {new}, [good|valid|right] up to [rounds|multiples] of {p} × {m} = {pp}.
    [This leaves|We keep|The first to fit is] {x} = {new}; [the next ones follow|others come] at [distances|intervals] of {p} × {m} = {pp}.
    """,
    """
    [So|Hence|Thus|Then] {x} = {new}[, mod|, modulo|; period] {p} × {m} = {pp}.
    """,
)
_DIVIDED = (
    """
    [Next|Now|Then] [divide|reckon|work] [by|modulo|with] {m}: {p} leaves {pl}[ and|,] {a} leaves {al}.
    [As for|Turning to|Coming to|Next,|Now] the {units} of {m}: {p} [leaves|gives|is as good as] {pl}[ and|,] {a} [leaves|gives|is as good as] {al}.
    [On division|Divided|When divided] by {m}, {p} leaves {pl} [and|while] {a} leaves {al}.
    [Modulo|Up to multiples of|Reckoned modulo] {m}, {p} is {pl} [and|while] {a} is {al}.
    """,
    """
    [Mod|Modulo|By|With] {m}, {p} [≡|is|gives|->] {pl}[,|;| and] {a} [≡|is|gives|->] {al}.
    [{^units} of|Modulus|Now|Next,] {m}: {p} [≡|is|gives|->] {pl}[,|;| and] {a} [≡|is|gives|->] {al}.
    """,
)
_GAPS = (
    """
    [So|Hence|Thus|Therefore] {pl}{t} [has to|must] [leave|supply|make up for|match] {lack}, [that is|or|in effect] {gap}.
    [What is|What remains] [missing|wanting|to be made up], {pl}{t}, [must be|amounts to|comes to] {lack}, [that is|or|in effect] {gap}.
    [We need|We want] {pl}{t} to [leave|give|make] {lack}, [that is|or|in effect] {gap}.
    """,
    """
    [So|Hence|Thus|Then] {pl}{t} ≡ {lack} = {gap}.
    {pl}{t} [=|≡|makes] {lack}[, or|, that is| =] {gap}.
    """,
)
_SIMPLE = (
    """
    [Hence|So|Thus|At once] {t} = {steps}[ will do| is enough| does it|].
    [Clearly|Plainly|Evidently|Here] {t} = {steps}[ will do| is enough| does it|].
    """,
    """
    [So|Hence|Thus|Then] {t} = {steps}.
    [At once|Here|Plainly] {t} = {steps}.
    """,
)
_SOLVED = (
    """
    [Since|As|Because] {pl} × {q} = {shown} leaves 1, {t} = {q} × {gap} = {found}, [which|and that] [leaves|is as good as] {steps}.
    [The inverse|What undoes it|The number to multiply by] is found from {pl} × {q} = {shown}, which leaves 1; {t} = {q} × {gap} = {found}, [which|and that] leaves {steps}.
    {pl} × {q} = {shown} [leaves|is as good as] 1, [so|hence|and] {t} = {q} × {gap} = {found}, [that is|or in short|which leaves] {steps}.
    """,
    """
    {pl} × {q} = {shown} ≡ 1[, so|; hence|,] {t} ≡ {q} × {gap} = {found} [≡|->] {steps}.
    [As|Since|With] {pl} × {q} = {shown} ≡ 1, {t} [≡|is] {q} × {gap} = {found} [≡|->|or] {steps}.
    """,
)
_REACHED = (
    """
    [This gives|Hence|So|Thus|That makes] {x} = {a} + {p} × {steps} = {new}, [repeating every|up to multiples of|again and again every] {p} × {m} = {pp}.
    [So|Hence|Thus|Therefore] {x} = {a} + {p} × {steps} = {new}, and [the rest follow|others follow|the next come] at [intervals|distances] of {p} × {m} = {pp}.
    [Put in|Inserted|Substituted|Put back], {x} = {a} + {p} × {steps} = {new}; [the period|the interval|the modulus] [grows|rises|widens] to {p} × {m} = {pp}.
    """,
    """
    [So|Hence|Thus|Then] {x} = {a} + {p} × {steps} = {new}[, mod|, modulo|; period] {p} × {m} = {pp}.
    {x} = {a} + {p} × {steps} = {new}[, mod|, modulo|; period|, every] {p} × {m} = {pp}.
    """,
)
_RAISED = """
    [To get|To come|For a number] [above|beyond] {b}, [take|go to|we need] {least} + {rounds} × {whole} = {answer}.
    [As|Since|Because] it [has to|must|should] [exceed|pass|top] {b}, [take|we take|go on to] {least} + {rounds} × {whole} = {answer}.
    [The first|The least|The lowest] one [above|beyond|past] {b} is {least} + {rounds} × {whole} = {answer}.
"""
_CHECKED = """
    [Check|Proof|As a check|To be safe|Test]: {answer} [is|=|equals] {all}.
    [Indeed|In fact|Truly|For certain], {answer} [is|=|equals] {all}.
    [To verify|To check|To prove it], [recall that|note that|observe that] {answer} [is|equals] {all}.
"""
_LETTERS = (("n", "x", "N", "z", "y"), ("t", "k", "s", "j", "u"))


_CONVERT, _START, _TRY, _FOUND, _DIVIDE, _GAP, _SIMPLE_, _SOLVE, _REACH, _RAISE, _CHECK = range(11)
_KINDS = Kinds(
    *(
        each
        for block in (
            (_CONVERTS, _CONVERTS), _STARTS, _TRIES, _TRIED, _DIVIDED, _GAPS, _SIMPLE, _SOLVED, _REACHED,
            (_RAISED, _RAISED), (_CHECKED, _CHECKED),
        )
        for each in block
    )
)  # fmt: skip


def working(draws: Draws, world: World, words: Words) -> Strings:
    """The way to the number, fact by fact, then the check."""
    facts = world.facts
    gap = pick(("\n", " "), draws.draw("layout", 2, span="reasoning"))
    terse = draws.draw("terse", 2, span="reasoning")
    letters = [draws.draw(f"letter.{i}", len(each), span="reasoning") for i, each in enumerate(_LETTERS)]
    told, kind = _sentences(world)
    rows = Rows.of(facts.sum(told.counts))
    path, at, doc = world.path, told.doc, rows.doc
    by_fact: dict[str, Strings] = {
        "a": ints(path.number), "p": ints(path.period), "m": ints(world.modulus),
        "r": ints(world.remainder), "new": ints(path.reached), "pp": ints(path.round),
        "s": ints(world.modulus - world.remainder), "pl": ints(path.period_left),
        "gap": ints(path.gap), "q": ints(path.inverse), "shown": ints(path.period_left * path.inverse),
        "found": ints(path.inverse * path.gap), "steps": ints(path.steps),
        "al": ints(path.number_left), "lack": _lacking(world), "list": _tried(world),
    }  # fmt: skip
    by_doc: dict[str, Strings] = {
        "b": ints(world.bound), "least": ints(world.least), "rounds": ints(world.rounds),
        "whole": ints(world.whole), "answer": ints(world.answer), "all": _checked(world),
    }  # fmt: skip
    fields: dict[str, Field] = {
        **words.named(doc),
        **{name: Picked(each, at) for name, each in by_fact.items()},
        **{name: Picked(each, doc) for name, each in by_doc.items()},
        **{
            name: Picked(pa.array(each), which[doc])
            for name, each, which in zip("xt", _LETTERS, letters, strict=True)
        },
    }
    sentences = _KINDS.say(draws, "said", rows, fields, 2 * kind + terse[doc], span="reasoning")
    ends = told.last | (kind >= _REACH)
    between = where(ends, where(kind >= _RAISE, "\n", gap.take(pa.array(doc))), " ")
    last = kind == _CHECK
    return rows.join(join(sentences, where(last, "", between)))


def _sentences(world: World) -> tuple[Rows, I64]:
    """Which sentences are said of each fact, in order; the last fact has those of the end, too."""
    facts, path, short = world.facts, world.path, world.short.astype(np.int64)
    first = facts.pos == 0
    body = np.where(first, 1, np.where(path.tried, 2, 4))
    bounded = (world.rounds > 0)[facts.doc]
    told = Rows.of(short + body + np.where(facts.last, 1 + bounded, 0))
    at = told.pos - short[told.doc]
    calculated = np.array([_DIVIDE, _GAP, _SOLVE, _REACH])[np.clip(at, 0, 3)]
    simple = (path.period_left == 1)[told.doc] & (calculated == _SOLVE)
    calculated = np.where(simple, _SIMPLE_, calculated)
    kind = np.where(first[told.doc], _START, np.where(path.tried[told.doc], _TRY + at, calculated))
    kind = np.where(at < 0, _CONVERT, kind)
    beyond = at - body[told.doc]
    return told, np.where(beyond < 0, kind, np.where(bounded[told.doc] & (beyond == 0), _RAISE, _CHECK))


def _lacking(world: World) -> Strings:
    """What the periods have to make up for, by fact."""
    left = world.path.number_left
    lack = join(ints(world.remainder), " - ", ints(left))
    return where(world.remainder < left, join(lack, " + ", ints(world.modulus)), lack)


def _tried(world: World) -> Strings:
    """The numbers tried with what they leave, by fact; '' for facts settled otherwise."""
    path = world.path
    trials = Rows.of(np.where(path.tried, path.steps + 1, 0))
    number = path.number[trials.doc] + path.period[trials.doc] * trials.pos
    left = number % world.modulus[trials.doc]
    return enumerated(trials, join(ints(number), " leaves ", ints(left)))


def _checked(world: World) -> Strings:
    """The answer divided by every modulus."""
    facts = world.facts
    one = join(ints(world.answer[facts.doc] // world.modulus), " × ", ints(world.modulus))
    over = where(world.remainder > 0, join(" + ", ints(world.remainder)), "")
    return enumerated(facts, join(one, over))
