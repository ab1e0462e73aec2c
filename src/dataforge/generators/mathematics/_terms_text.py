"""How proofs about terms are told: names of the axioms, steps, and notations to choose from."""

from __future__ import annotations

import numpy as np

from dataforge.generators.mathematics._lexical import Sentences
from dataforge.generators.mathematics._terms_world import Walk, infix
from dataforge.text.columns import Strings
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.rows import I64

LETTERS = ("abcd", "xyzw", "uvwz", "pqrs", "rstu", "efgh", "kmnp", "ghxy", "bcde", "stxy", "abxy", "mnxy")
SIGNS = ("·", "*", "×")


# Two ways of naming each rule of _terms_world, in its order; the reader knows them by their key words.
RULES = Frames.lines("""
    [the commutative law|commutativity|the commutative property] [of addition|for sums]
    [swapping|exchanging|interchanging] [the|two|both] summands
    [the commutative law|commutativity|the commutative property] [of multiplication|for products]
    [swapping|exchanging|interchanging] [the|two|both] factors
    [the associative law|associativity|the associative property] [of addition|for sums]
    [regrouping|rebracketing|reassociating] [the|a|one] sum
    [the associative law|associativity|the associative property] [for sums|of addition]
    [regrouping|rebracketing|reassociating] [one|the|a] sum
    [the associative law|associativity|the associative property] [of multiplication|for products]
    [regrouping|rebracketing|reassociating] [the|a|one] product
    [the associative law|associativity|the associative property] [for products|of multiplication]
    [regrouping|rebracketing|reassociating] [one|the|a] product
    [the distributive law|distributivity|the distributive property]
    [multiplying out|expanding|opening] [the|a|one] bracket
    [the distributive law|distributivity|the distributive property][ read backwards|, backwards|]
    [taking out|pulling out|factoring out|collecting] [a|the] common factor
    [neutrality of zero|the zero law|the additive identity]
    [adding|inserting|supplying] [a zero|zero]
    [neutrality of zero|the zero law|the additive identity]
    [dropping|omitting|deleting|removing] [a zero|the zero]
    [neutrality of one|the unit law|the multiplicative identity]
    [multiplying by|inserting|supplying] [one|a one]
    [neutrality of one|the unit law|the multiplicative identity]
    [dropping|omitting|deleting|removing] [a one|the one]
    [the inverse law|existence of opposites|the law of opposites]
    [writing|splitting|expressing] zero as a sum of opposites
    [the inverse law|the definition of opposites|the law of opposites]
    [cancelling|cancellation of] [two|a pair of] opposites
    [the annihilation law|absorption by zero|annihilation]
    [the annihilation by zero|the absorbing zero|absorption]

""")
STEPS = Sentences.lines("""
    [By|Using|With|Through|Applying|From] {rule}, [this|the term|the expression|it|all this|the whole]
      [equals|becomes|is|turns into|reads|is the same as|can be written as|passes into] ${term}$.
    {^next}, [by|using|with|through|applying] {rule}, [we|one|you] [can get|may obtain|shall reach|will
      have|might write] ${term}$.
    {^so} it [is|equals|becomes] ${term}$, [by|because of|using|owing to|on the strength of|thanks to]
      {rule}.
    [Now|Next|Then|Here|At this point|Again|Further] {rule} [gives|yields|leads
      to|produces|leaves|leaves us with|allows] ${term}$.
    [This|Which|That] is ${term}$ ([by|use|see|here we used|reason:] {rule}).
    $= {term}$ [by|because of|using|owing to|from|via|thanks to] {rule}.
    ${term}$[,| now,| then,| next,] [by|because of|using|owing to|from|via|thanks to|after] {rule}.
    [Apply|Use|Take|Invoke|Recall] {rule}[,| here,| again,| once more,] and
      [obtain|get|find|write|reach] ${term}$.
    [It|The expression|The term|The last line] [may|can|might] [now|next|then|also|therefore] be
      [rewritten|transformed|changed] [to|into] ${term}$, [with|by|using|on account of] {rule}.

""")


def notation(draws: Draws, walk: Walk) -> Strings:
    """The term of each state in the letters and with the sign of its document."""
    doc = walk.states.doc
    letters = draws.draw("letters", len(LETTERS), span="prompt")
    sign = draws.draw("sign", len(SIGNS), span="prompt")
    return infix(walk.terms, letters[doc], sign[doc], (LETTERS, SIGNS))


def rules(draws: Draws, rule: I64, walk: Walk, span: str) -> Strings:
    """A name of each step's rule."""
    way = draws.draw("rule.way", 2, walk.steps, span=span)
    return RULES.say(draws, "rule.name", walk.steps, which=2 * rule + way, span=span)


def later(walk: Walk) -> I64:
    """The states that steps lead to."""
    return np.flatnonzero(walk.states.pos > 0)


def symbols(walk: Walk) -> I64:
    """What reading a proof costs: the symbols of every term after the first, and a rule a step."""
    size = np.count_nonzero(walk.terms, axis=1) * (walk.states.pos > 0)
    return walk.states.sum(size) + walk.steps.counts
