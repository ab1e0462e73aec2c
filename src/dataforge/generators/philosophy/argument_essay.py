"""An argument told as an essay: premises in prose, a conclusion, and a verdict that is proven either way.

The premises are implications between claims of one topic, put as conditionals, disjunctions and denials of
conjunctions, some of them contraposed. A valid argument leads from what is granted to its conclusion by a
chain of steps, which the reasoning takes; an invalid one has one link that runs backwards, and the reasoning
ends with an explicit case in which all premises hold and the conclusion does not. Side claims hang on the
chain as a tree, so they never open another way. Harder means a longer chain, more forms, more contraposition,
premises out of order and more side claims.

Proof: the reader takes every derived claim as a step of the chain, and tests the case against every premise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.philosophy._argument_reader import read_argument
from dataforge.generators.philosophy._sentences import capital, enumerated, plain_json
from dataforge.text.columns import (
    Frames,
    Json,
    Strings,
    join,
    json_list,
    json_object,
    json_tuple,
    pick,
    where,
)
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

Bools = NDArray[np.bool_]
TOPIC_SIZE = 26
_FORMS = ("if", "only if", "unless", "or", "not both")
_VERDICT = ("valid", "invalid")
_FALLACIES = (
    "affirming the consequent", "denying the antecedent", "affirming a disjunct", "denying a conjunct",
)  # fmt: skip
_RULES = ("modus ponens", "modus tollens", "disjunctive syllogism", "modus ponendo tollens")

OCCASIONS = (
    "one evening", "at the spring meeting of the society", "in a lecture hall by the river",
    "on the night train to the coast", "after supper", "during a long walk in the hills",
    "over a game of chess", "between two lectures", "before the vote", "in the last chapter of a thin book",
    "in a letter to an old friend", "at a wedding", "on the steps of the museum",
    "in a crowded seminar room", "at the end of term", "during a power cut", "in the margin of a newspaper",
    "on a wet afternoon", "at breakfast", "in a radio talk", "after a funeral",
    "on the back of an envelope", "in the waiting room of a dentist", "during the interval of a play",
    "in reply to a critic", "at the reading club", "on the ferry", "in front of a full hall",
    "after the exam", "while waiting for the bus", "in an old notebook", "by candlelight",
    "at the kitchen table", "in a pamphlet of four pages", "in the course of a quarrel",
    "on the way home from the market", "in the preface to a novel", "before an audience of three",
    "late at night", "in a review of a forgotten treatise",
)  # fmt: skip
OPENINGS = Frames(
    "{occasion}, {who} argued about {topic} as follows.",
    "{occasion}, {who} tried to settle the question of {topic}.",
    "{occasion}, the talk turned to {topic}, and {who} had this to say.",
    "{occasion}, {who} put down a few thoughts on {topic}.",
    "{who} offered an argument about {topic} {when}.",
    "{who}, whose subject is {topic}, reasoned thus {when}.",
    "{who} came back to {topic} {when}, and argued as follows.",
    "On {topic}, {who} had this to say {when}.",
    "Here is what {who} made of {topic} {when}.",
    "{occasion}, a few sentences on {topic} by {who} found their first readers.",
    "{who} spoke about {topic} {when}.",
    "Concerning {topic}, {who} reasoned like this {when}.",
    "{who} and a student discussed {topic} {when}.",
    "It was {when} that {who} hit upon an argument about {topic}.",
)
GRANTED = Frames(
    "It is granted that {x}.",
    "Let us take for granted that {x}.",
    "Nobody present denied that {x}.",
    "The starting point is that {x}.",
    "We may assume that {x}.",
    "Everyone agrees that {x}.",
    "On one point there can be no dispute: {x}.",
    "Here is the one plain fact: {x}.",
)
PREMISES = Frames(
    "if {p}, then {q}",
    "{q} if {p}",
    "on the supposition that {p}, {q}",
    "whenever it holds that {p}, it also holds that {q}",
    "to show that {q}, it is enough to show that {p}",
    "the truth of the claim that {p} would be enough to establish that {q}",
    "from the premise that {p} we may pass to the claim that {q}",
    "{q}, provided that {p}",
    "admit that {p}, and you admit that {q}",
    "the claim that {p} implies that {q}",
    "to grant that {p} is to grant that {q}",
    "supposing that {p}, we have to admit that {q}",
    "it follows from the claim that {p} that {q}",
    "{p} only if {q}",
    "it can be the case that {p} only if {q}",
    "the claim that {p} presupposes that {q}",
    "nobody can hold that {p} without holding that {q}",
    "a necessary condition of its being true that {p} is that {q}",
    "in no way could it be that {p} without its being the case that {q}",
    "those who say that {p} are committed to saying that {q}",
    "for it to be the case that {p}, it has to be the case that {q}",
    "the claim that {p} stands or falls with a condition, namely that {q}",
    "{p} unless {q}",
    "unless {q}, {p}",
    "{p}, or so we must think unless {q}",
    "short of its turning out that {q}, {p}",
    "we have to say that {p}, unless of course {q}",
    "it holds that {p} except in the event that {q}",
    "either {p} or {q}",
    "one of the two must hold, that {p} or that {q}",
    "if we are not to say that {p}, we are bound to say that {q}",
    "it remains open whether {p} or {q}, but one of them it has to be",
    "there are but two ways to go, {p} or else {q}",
    "at least one of two things is true, that {p} or that {q}",
    "whoever rejects the view that {p} must accept that {q}",
    "there is no third way besides these two, that {p} or that {q}",
    "it cannot be true both that {p} and that {q}",
    "the claim that {p} is at odds with the claim that {q}",
    "the view that {p} rules out the view that {q}",
    "it is never the case that {p} while {q}",
    "the two claims cannot stand together, that {p} and that {q}",
    "we shall have to give up one of the two, that {p} or else that {q}, for they exclude each other",
    "it would be a contradiction to grant that {p} and also that {q}",
    "nobody can consistently say that {p} and that {q}",
)
_FIRST_FORM = np.array([0, 13, 22, 28, 36, 44])
LEADS = (
    "To begin with, ", "First of all, ", "Now, ", "For one thing, ", "Of course, ", "To my mind, ",
    "It must be said: ", "Clearly, ", "Moreover, ", "Besides, ", "Then again, ", "Further, ",
    "In addition, ", "On reflection, ", "Next, ", "What is more, ", "Note this too: ", "Again, ",
    "Surely, ", "As is well known, ", "On this all agree: ", "Also, ", "To be sure, ",
    "It should be added: ", "Then, too, ", "Few would deny this: ", "By the same author's lights, ",
    "As the essay puts it, ", "Another point: ", "Mark this well: ", "Here is a further thought: ",
    "Beyond that, ",
)  # fmt: skip
_FIRST_LEADS = 8
CONCLUSIONS = Frames(
    "Therefore {x}.",
    "So we must conclude that {x}.",
    "Hence {x}.",
    "From all this it is said to follow that {x}.",
    "The conclusion is that {x}.",
    "It follows, says the author, that {x}.",
    "Thus the essay arrives where it wanted to go: {x}.",
    "And so, the argument ends, {x}.",
)
QUESTIONS = (
    "Does the conclusion follow?",
    "Is the argument valid?",
    "Is this a good inference?",
    "Do the premises compel us to agree?",
    "Must one who accepts the premises accept the conclusion?",
    "Is there a gap in the argument?",
    "Could the premises be true and the conclusion false?",
    "Let us examine the argument.",
)
STARTS = Frames(
    "Begin with what is granted: {x}.",
    "We start from the claim that {x}.",
    "We have it as given that {x}.",
    "What we know at the outset is that {x}.",
    "Grant that {x}.",
    "The only categorical premise says that {x}.",
)
STEPS = Frames(
    "Hence {z}, by {rule}.",
    "It follows by {rule} that {z}.",
    "By {rule}, {z}.",
    "From this we learn by {rule} that {z}.",
    "That gives us, by {rule}, that {z}.",
    "So {z}.",
    "This in turn yields that {z}.",
    "Now we know that {z}.",
    "It follows that {z}.",
    "Consequently {z}.",
    "We may therefore add that {z}.",
    "An application of {rule} shows that {z}.",
    "Then {z}, again by a premise.",
    "We get, by {rule}, the claim that {z}.",
    "If so, {z}.",
    "This brings us to the claim that {z}.",
    "The rule of {rule} then allows us to say that {z}.",
    "Accordingly {z}.",
)
REACHED = (
    "That was to be shown.", "This is the conclusion itself.", "Here the conclusion is reached.",
    "Nothing more was claimed.", "With this the chain is complete.", "No premise was misread on the way.",
)  # fmt: skip
BREAKS = Frames(
    "But to go on from there to the claim that {x} would be {fallacy}.",
    "The next step, to the claim that {x}, is a case of {fallacy}.",
    "Here the author moves on to the claim that {x}, and this is nothing but {fallacy}.",
    "From here to the claim that {x} there is no way except by {fallacy}.",
    "Whoever infers from this that {x} is guilty of {fallacy}.",
    "At this point the chain snaps: to infer that {x} means {fallacy}.",
)
CASES = Frames(
    "Picture a case in which {case}: all premises hold there, and the conclusion does not.",
    "Suppose that {case}. Then every premise is true and the conclusion false.",
    "It might well be that {case}. Nothing in the premises excludes this, but the conclusion fails.",
    "Consider how things stand where {case}. Each premise is satisfied, the conclusion is not.",
    "The premises leave it open that {case}, and in that event the conclusion is false.",
)
VERDICTS = Frames(
    "The argument is {verdict}.", "So the argument is {verdict}.", "Verdict: {verdict}.",
    "The inference is {verdict}.", "In short, the reasoning is {verdict}.",
    "We must call the argument {verdict}.",
)  # fmt: skip


@dataclass(frozen=True)
class World:
    """A batch of arguments. Atoms: the chain's claims in order, then side claims. Premises: in text order.

    Attributes:
        broken: the link that runs backwards; the number of links where none does.
        clause: by atom, twice the claim's row plus 1 if it is taken in the negative.
        holds: by atom, whether it is true in the countermodel.
        first, second: by premise, the clauses it names, in the order of its form.
        link_form, link_contra: by link.
    """

    who: I64
    topic: I64
    invalid: Bools
    broken: I64
    links: Rows
    atoms: Rows
    clause: I64
    holds: Bools
    premises: Rows
    form: I64
    first: I64
    second: I64
    link_form: I64
    link_contra: Bools
    displaced: I64
    contras: I64


class ArgumentEssay(Genre[World]):
    """An argument in prose, judged valid or invalid, with a derivation or a countermodel."""

    name = "argument-essay"
    domain = "philosophy"
    lexicons = ("surnames", "philosophy_claims")
    summary = "an argument in essay prose, judged valid by derivation or invalid by countermodel"
    knobs = (
        Knob(
            "links", 1, 9, slack=12, least=1, most=12, meaning="steps from what is granted to the conclusion"
        ),
        Knob("aside", 0, 34, most=100, meaning="percent of premises preceded by one about a side claim"),
        Knob(
            "contraposition",
            0,
            50,
            most=100,
            meaning="percent of implications that are stated backwards and negated",
        ),
        Knob("forms", 1, 5, least=1, most=5, meaning="how many of: if, only if, unless, or, not both"),
        Knob("disorder", 0, 100, most=100, meaning="percent of links out of their order"),
    )

    def support_log2(self, level: int) -> int:
        return 22 + 4 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        links = Rows.of(knobs["links"])
        invalid = draws.draw("verdict", 2, span="answer") == 1
        broken = links.counts.copy()
        one = Rows.of(invalid.astype(np.int64))
        broken[invalid] = draws.draw("broken", links.counts[invalid], one, span="prompt")
        aside = draws.chance("aside", knobs["aside"][links.doc], links, span="prompt")
        sides = Rows.of(links.sum(aside))
        atoms = Rows.of(links.counts + 1 + sides.counts)
        topic = draws.draw("topic", len(lexicon("philosophy_claims")) // TOPIC_SIZE, span="prompt")
        claim = draws.distinct("claim", TOPIC_SIZE, atoms, span="prompt") + TOPIC_SIZE * topic[atoms.doc]
        clause = 2 * claim + draws.draw("sign", 2, atoms, span="prompt")
        order = _order(draws, links, knobs["disorder"])
        hook = draws.draw("hook", links.counts[sides.doc] + 1 + sides.pos, sides, span="prompt")
        outward = draws.draw("outward", 2, sides, span="prompt") == 1
        premises = Rows.of(links.counts + sides.counts)
        at = premises.offsets[links.doc] + links.pos + _so_far(aside, links)
        side_at = (at - 1)[aside]
        source, target = np.empty(len(premises), np.int64), np.empty(len(premises), np.int64)
        backwards = order == broken[links.doc]
        source[at], target[at] = order + backwards, order + 1 - backwards
        side = links.counts[sides.doc] + 1 + sides.pos
        source[side_at], target[side_at] = np.where(outward, hook, side), np.where(outward, side, hook)
        form = draws.draw("form", knobs["forms"][premises.doc], premises, span="prompt")
        contra = draws.chance("contra", knobs["contraposition"][premises.doc], premises, span="prompt")
        first, second = _arguments(form, contra, clause, atoms.offsets[premises.doc], (source, target))
        by_link = np.argsort(links.offsets[links.doc] + order)
        return World(
            who=draws.draw("who", len(lexicon("surnames")), span="prompt"),
            topic=topic,
            invalid=invalid,
            broken=broken,
            links=links,
            atoms=atoms,
            clause=clause,
            holds=_case(atoms, links, broken, sides, hook, outward),
            premises=premises,
            form=form,
            first=first,
            second=second,
            link_form=form[at][by_link],
            link_contra=contra[at][by_link],
            displaced=links.sum(order != links.pos),
            contras=premises.sum(contra),
        )

    def check(self, world: World) -> Json:
        names = _clauses()
        premises = json_tuple(
            plain_json(pick(_FORMS, world.form)),
            plain_json(names.take(pa.array(world.first))),
            plain_json(names.take(pa.array(world.second))),
        )
        start, end = _ends(world)
        derived, step_rows = _derived(world)
        case, case_rows = _case_clauses(world)
        fallacy = where(world.invalid, pick(_FALLACIES, _fallacy(world)), "")
        return json_object(
            {
                "kind": "argument-essay",
                "who": plain_json(pick(lexicon("surnames")[0], world.who)),
                "topic": plain_json(_topic(world)),
                "granted": plain_json(names.take(pa.array(start))),
                "premises": json_list(world.premises, premises),
                "conclusion": plain_json(names.take(pa.array(end))),
                "derived": json_list(step_rows, plain_json(names.take(pa.array(derived)))),
                "fallacy": plain_json(fallacy),
                "case": json_list(case_rows, plain_json(names.take(pa.array(case)))),
                "answer": plain_json(pick(_VERDICT, world.invalid.astype(np.int64))),
            }
        )

    def cost(self, world: World) -> I64:
        forms = world.premises.sum(world.form > 0)
        return world.premises.counts + world.links.counts + forms + world.contras + world.displaced

    def render(self, draws: Draws, world: World) -> list[Segment]:
        names = _clauses()
        start, end = (names.take(pa.array(each)) for each in _ends(world))
        who, when = (
            pick(lexicon("surnames")[0], world.who),
            pick(OCCASIONS, draws.draw("occasion", len(OCCASIONS), span="prompt")),
        )
        opening = OPENINGS.render(
            draws.draw("opening", len(OPENINGS), span="prompt"),
            {"who": who, "topic": _topic(world), "when": when, "occasion": capital(when)},
        )
        granted = GRANTED.render(draws.draw("granted", len(GRANTED), span="prompt"), {"x": start})
        premises = self._premises(draws, world)
        late = draws.draw("granted.late", 2, span="prompt") == 1
        body = where(late, join(premises, granted, " "), join(granted, " ", premises))
        end_text = CONCLUSIONS.render(draws.draw("conclusion", len(CONCLUSIONS), span="prompt"), {"x": end})
        question = pick(QUESTIONS, draws.draw("question", len(QUESTIONS), span="prompt"))
        broken_off = where(world.premises.counts > 7, "\n\n", " ")
        begin = STARTS.render(draws.draw("start", len(STARTS), span="reasoning"), {"x": start})
        reasoning = join(begin, " ", self._steps(draws, world), self._outcome(draws, world))
        verdict = VERDICTS.render(
            draws.draw("close", len(VERDICTS), span="answer"),
            {"verdict": pick(_VERDICT, world.invalid.astype(np.int64))},
        )
        return [
            Segment("prompt", join(opening, " ", body, end_text, broken_off, question, "\n\n")),
            Segment("reasoning", join(reasoning, "\n\n")),
            Segment("answer", verdict),
        ]

    def _premises(self, draws: Draws, world: World) -> Strings:
        """The premises as sentences, each with a space after it."""
        names, rows = _clauses(), world.premises
        spread = np.diff(_FIRST_FORM)[world.form]
        which = _FIRST_FORM[world.form] + draws.draw("phrase", spread, rows, span="prompt")
        fields = {"p": names.take(pa.array(world.first)), "q": names.take(pa.array(world.second))}
        body = PREMISES.render(which, fields)
        led = draws.chance("led", 65, rows, span="prompt")
        opens = rows.pos[led] == 0
        choices = np.where(opens, _FIRST_LEADS, len(LEADS) - _FIRST_LEADS)
        which = draws.draw("lead", choices, Rows.of(rows.sum(led)), span="prompt") + np.where(
            opens, 0, _FIRST_LEADS
        )
        lead = pick(LEADS, which).take(pa.array(np.cumsum(led) - 1, mask=~led))
        return rows.join(join(capital(join(where(led, lead, ""), body)), ". "))

    def _steps(self, draws: Draws, world: World) -> Strings:
        derived, rows = _derived(world)
        at = world.links.offsets[rows.doc] + rows.pos
        rule = np.choose(world.link_form[at], [world.link_contra[at], world.link_contra[at], 2, 2, 3])
        which = draws.draw("step", len(STEPS), rows, span="reasoning")
        fields = {"z": _clauses().take(pa.array(derived)), "rule": pick(_RULES, rule)}
        return rows.join(join(STEPS.render(which, fields), " "))

    def _outcome(self, draws: Draws, world: World) -> Strings:
        """How a derivation ends: at the conclusion, or with a fallacy and a countermodel."""
        names = _clauses()
        ill, well = np.flatnonzero(world.invalid), np.flatnonzero(~world.invalid)
        failed = Rows.of(world.invalid.astype(np.int64))
        reached = draws.draw("reached", len(REACHED), Rows.of(1 - failed.counts), span="reasoning")
        breaks = draws.draw("breaks", len(BREAKS), failed, span="reasoning")
        cases = draws.draw("case", len(CASES), failed, span="reasoning")
        wanted = world.clause[world.atoms.offsets[ill] + world.broken[ill] + 1]
        fallacy = pick(_FALLACIES, _fallacy(world)[ill])
        snap = BREAKS.render(breaks, {"x": names.take(pa.array(wanted)), "fallacy": fallacy})
        case, rows = _case_clauses(world)
        listed = enumerated(rows, names.take(pa.array(case)), " and ").take(pa.array(ill))
        bad = join(snap, "\n\n", CASES.render(cases, {"case": listed}))
        both = pa.concat_arrays([bad, pick(REACHED, reached)])
        return both.take(pa.array(np.argsort(np.concatenate([ill, well]))))

    def extract(self, text: str) -> Any:
        return read_argument(text)


def _clauses() -> pa.Array:
    """Every clause: row 2i says claim i, row 2i + 1 denies it."""
    table = lexicon("philosophy_claims")
    both = pa.concat_arrays([table[0], table[1]])
    return both.take(pa.array(np.arange(2 * len(table)).reshape(2, -1).T.ravel()))


def _topic(world: World) -> Strings:
    return pick(lexicon("philosophy_claims")[2], world.topic * TOPIC_SIZE)


def _so_far(flags: Bools, rows: Rows) -> I64:
    """How many flags of its document are set up to and including each row."""
    before = np.concatenate([[0], np.cumsum(rows.sum(flags))])[:-1]
    return np.asarray(np.cumsum(flags) - before[rows.doc], np.int64)


def _arguments(form: I64, contra: Bools, clause: I64, base: I64, link: tuple[I64, I64]) -> tuple[I64, I64]:
    """The clauses that a premise names so that by its form the link's source implies its target."""
    source, target = link
    x = clause[base + np.where(contra, target, source)] ^ contra
    y = clause[base + np.where(contra, source, target)] ^ contra
    return np.choose(form, [x, x, y, x ^ 1, x]), np.choose(form, [y, y, x ^ 1, y, y ^ 1])


def _order(draws: Draws, links: Rows, disorder: I64) -> I64:
    """Which link stands at each place: the first `disorder` percent of them are shuffled."""
    moved = Rows.of(links.counts * disorder // 100)
    order = links.pos.copy()
    order[links.offsets[moved.doc] + moved.pos] = draws.shuffle("order", moved, span="prompt")
    return order


def _case(atoms: Rows, links: Rows, broken: I64, sides: Rows, hook: I64, outward: Bools) -> Bools:
    """What can be derived from what is granted, by atom; all else may be false."""
    holds = atoms.pad((atoms.pos <= broken[atoms.doc]) & (atoms.pos <= links.counts[atoms.doc]))
    hooks, outwards = sides.pad(hook), sides.pad(outward)
    every = np.arange(atoms.num_docs)
    for k in range(sides.width):
        at = np.where(k < sides.counts, links.counts + 1 + k, 0)
        derived = outwards[:, k] & holds[every, hooks[:, k]]
        holds[every, at] = np.where(k < sides.counts, derived, holds[every, at])
    return np.asarray(atoms.ravel(holds), np.bool_)


def _ends(world: World) -> tuple[I64, I64]:
    first = world.atoms.offsets[:-1]
    return world.clause[first], world.clause[first + world.links.counts]


def _derived(world: World) -> tuple[I64, Rows]:
    """The chain's clauses that follow from what is granted."""
    rows = Rows.of(np.minimum(world.broken, world.links.counts))
    return world.clause[world.atoms.offsets[rows.doc] + rows.pos + 1], rows


def _case_clauses(world: World) -> tuple[I64, Rows]:
    """What is true in the countermodel, atom by atom; nothing for valid arguments."""
    rows = Rows.of(np.where(world.invalid, world.atoms.counts, 0))
    at = world.atoms.offsets[rows.doc] + rows.pos
    return world.clause[at] ^ ~world.holds[at], rows


def _fallacy(world: World) -> I64:
    """What it would be to take the broken link, by document; of no meaning where all links hold."""
    at = world.links.offsets[:-1] + np.minimum(world.broken, world.links.counts - 1)
    contra = world.link_contra[at].astype(np.int64)
    return np.asarray(np.choose(world.link_form[at], [contra, contra, 2, 2, 3]))
