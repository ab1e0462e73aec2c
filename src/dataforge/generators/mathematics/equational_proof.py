"""An identity of commutative rings, proved by axioms one step at a time; every step names its rule.

Harder means more steps and larger terms. The proof comes first: a random walk of rewrites from a random
term, and what it ends in is what had to be shown. The reader (`_terms_reader`) parses every printed term and
decides anew whether the named rule, used once, takes the one before to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from dataforge.generators.base import ExtractError, Genre, Knob, Knobs, Segment
from dataforge.generators.mathematics import _terms_reader
from dataforge.generators.mathematics._lexical import LEXICONS, Sentences
from dataforge.generators.mathematics._scene import colour, scene
from dataforge.generators.mathematics._terms_text import STEPS, later, notation, rules, symbols
from dataforge.generators.mathematics._terms_world import Walk, walk
from dataforge.text.columns import Json, Strings, join, json_list, json_object, pick
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.rows import I64

_CODES = (
    "commute +",
    "commute *",
    "associate +",
    "associate +",
    "associate *",
    "associate *",
    "distribute",
    "distribute",
    "neutral +",
    "neutral +",
    "neutral *",
    "neutral *",
    "inverse",
    "inverse",
    "absorb",
)
CLAIMS = Sentences.lines("""
    [Show|Prove|Demonstrate|Verify|Establish] that ${first} = {last}$ [in every|in any|in each]
      commutative ring[ with one| with a unit|].
    [Claim|Theorem|Lemma|Proposition|Fact|Assertion]. [In|For] [every|any|each] commutative ring,
      ${first} = {last}$[ for all elements| identically| whatever the letters stand for|].
    [Why is it|How is it|How does it come] [in a commutative ring|over a commutative ring|for elements of a
      commutative ring] that ${first} = {last}$?
    [Derive|Deduce|Obtain] ${first} = {last}$ from the [axioms|laws|rules] of a commutative ring[, one
      at a time|, step by step|, a rule a line|].
    {name} {surname} [claims|asserts|says|thinks|maintains] that ${first} = {last}$ [holds|is true] [in
      every|in any] commutative ring. [Prove it|Is there a proof|Show why|Justify this].
    {^a_style} [exercise|task|problem] on {topic}: [transform|rewrite|turn] ${first}$ into ${last}$
      [with|by|using] the [axioms|laws] of commutative rings[ alone| only|].
    [Start|Begin|Set out] [from|with] ${first}$ and [reach|arrive at|get to] ${last}$,
      [naming|quoting|citing] [an axiom|the law|a ring axiom] [at each step|for every step|each time].
    [Consider|Take|Fix] a commutative ring. [Give|Write out|Find|Present] {a_style} derivation of ${first} =
      {last}$.

""")
BEGINNINGS = Sentences.lines("""
    [Proof|Solution|Derivation|Demonstration]. [Start|Begin|Set out] [with|from] the left[-hand|] side[
      of the claim|].
    [We|Let us] [work|argue|proceed|reason] {how} from the left[-hand|] side.
    [Proof|Argument], [by|in the manner of] {name} {surname}, from left to right.
    {^perhaps} [the left side|the first term] is [the place|where] to [start|begin].
    [Here|Below] is {a_style} [proof|derivation|argument][, from the left side on|].
    [Take|Consider|Write down] the [left side|first term] and [rewrite|change|transform] it {how}.

""")
ENDINGS = Frames.lines("""
    [Hence|So|Therefore|Thus|Consequently|Altogether] ${first} = {last}$[, as claimed|, as required|, as
      was to be shown|].
    [This|Which|That] [proves|shows|establishes|gives] ${first} = {last}$.
    [In sum|In short|All told|In conclusion], ${first} = {last}$[, q.e.d|, and we are done|].
    [Both ends|The two ends|First and last] [together|of the chain] [say|read|give] ${first} = {last}$.
    ${first} = {last}$, [which|and this] [completes|ends|finishes] the [proof|argument|derivation].

""")


@dataclass(frozen=True)
class World:
    """Proofs, with every state's term as it is printed."""

    colour: I64
    walk: Walk
    terms: Strings


class EquationalProof(Genre[World]):
    """An identity proved by axioms, one step at a time."""

    name = "equational-proof"
    domain = "mathematics"
    lexicons = LEXICONS
    summary = "an identity of commutative rings, proved by axioms, each step with its rule"
    knobs = (
        Knob("steps", 3, 22, slack=10, least=1, most=60, meaning="uses of an axiom"),
        Knob("leaves", 3, 7, least=2, most=12, meaning="letters of the term that is rewritten"),
        colour(12),
    )

    def support_log2(self, level: int) -> int:
        return 20 + 3 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        proof = walk(draws, knobs["steps"], knobs["leaves"], lambda k: "prompt" if k < 0 else "reasoning")
        return World(knobs["colour"], proof, notation(draws, proof))

    def check(self, world: World) -> Json:
        return json_object(
            {
                "kind": "equational-proof",
                "rules": json_list(world.walk.steps, pick(_CODES, world.walk.rule)),
                "terms": json_list(world.walk.states, world.terms),
                "answer": join(_ends(world)["first"], " = ", _ends(world)["last"]),
            }
        )

    def cost(self, world: World) -> I64:
        return symbols(world.walk)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        steps, ends = world.walk.steps, _ends(world)
        claim = CLAIMS.say(draws, "claim", None, ends, span="prompt")
        begin = BEGINNINGS.say(draws, "begin", span="reasoning")
        named = {"rule": rules(draws, world.walk.rule, world.walk, "reasoning")}
        told = STEPS.say(
            draws, "step", steps, {**named, "term": pick(world.terms, later(world.walk))}, span="reasoning"
        )
        gap = pick(("\n", " "), draws.draw("layout", 2, span="reasoning"))
        working = steps.join(join(pick(gap, steps.doc), told))
        return [
            Segment("prompt", join(scene(draws, world.colour), claim, "\n\n")),
            Segment("reasoning", join(begin, working, "\n")),
            Segment("answer", ENDINGS.say(draws, "end", None, ends, span="answer")),
        ]

    def extract(self, text: str) -> Any:
        told, _, rest = text.rpartition("\n\n")
        before, _, claim = told.rpartition("\n\n")
        working, _, close = rest.rpartition("\n")
        ends = [each.strip() for part in _MATHS.findall(claim) for each in part.split(" = ")]
        stated = _MATHS.findall(close)
        if re.search(r"[0-9$]", before) or len(ends) != 2 or stated != [" = ".join(ends)]:
            raise ExtractError("what is proved is not what was asked")
        names, terms = [], [ends[0]]
        now = _terms_reader.parse(ends[0])
        for line in _SENTENCES.split(working):
            found = _MATHS.findall(line)
            if not found:
                continue
            terms.append(found[0].removeprefix("= "))
            names.append(_terms_reader.rule_in(_MATHS.sub("", line)))
            new = _terms_reader.parse(terms[-1])
            if len(found) > 1 or not _terms_reader.follows(now, new, names[-1]):
                raise ExtractError(f"the step {line!r} does not follow")
            now = new
        if terms[-1] != ends[1] or re.search(r"[0-9]", _MATHS.sub("", text)):
            raise ExtractError("the proof ends elsewhere")
        return {"kind": "equational-proof", "rules": names, "terms": terms, "answer": " = ".join(ends)}


def _ends(world: World) -> dict[str, Strings]:
    """The first and the last term of each document."""
    offsets = world.walk.states.offsets
    return {"first": pick(world.terms, offsets[:-1]), "last": pick(world.terms, offsets[1:] - 1)}


_MATHS = re.compile(r"\$([^$]*)\$")
_SENTENCES = re.compile(r"(?<=\.)\s")
