"""A debate told as who said what and whose words attack whose, and which claims stand in the end.

Abstract argumentation: a claim is accepted when all its attackers are rejected, rejected when an accepted one
attacks it, and undecided where this settles nothing (the grounded labelling). The text tells the rounds in
which claims are settled; one claim is asked about. Harder means more claims, more attacks and longer lines of
defence.

Proof: the reader takes claims and attacks from the prose and finds the least fixed point anew, in rounds.
Source: P. M. Dung, On the acceptability of arguments, Artificial Intelligence 77 (1995).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.philosophy._clauses import CLAIM_LEXICONS, Claims
from dataforge.generators.philosophy._colour import COLOUR, scene
from dataforge.generators.philosophy._debate_reader import read_debate
from dataforge.generators.philosophy._debate_text import (
    ATTACKS,
    CLAIMS,
    CLOSES,
    CONVENTIONS,
    FIRST_ROUND,
    QUESTIONS,
    REFLECTIONS,
    REFS,
    ROUNDS,
)
from dataforge.generators.philosophy._debate_words import VERDICTS
from dataforge.generators.philosophy._debate_world import ACCEPTED, UNDECIDED, Bools, Debate, drawn
from dataforge.generators.philosophy._lexical import LEXICONS
from dataforge.text.columns import (
    Field,
    Json,
    Picked,
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
from dataforge.text.prose import enumerated, plain_json
from dataforge.text.rows import I64, Rows

_MUSING = 60  # percent of the places for a reflection that have one


@dataclass(frozen=True)
class World:
    """A batch of debates; claims as rows in the order of the text, the last speaker last.

    Attributes:
        speaker: by row, a line of the names; `affirmed` whether the claim is stated, not denied.
        label, settled: by row; `attacks` a matrix [n, attacker, target] in the order of the text.
        attackers: rows of claims that attack; `attacker` which claim of its document speaks at each place.
        asked: the claim that is asked about, a row.
    """

    claims: Claims
    affirmed: I64
    speaker: I64
    debate: Debate
    label: I64
    settled: I64
    attacks: Bools
    attackers: Rows
    attacker: I64
    asked: I64
    colour: I64

    @property
    def rows(self) -> Rows:
        return self.claims.rows


class DebateMap(Genre[World]):
    """Claims, attacks between them, and the grounded labelling, round by round."""

    name = "debate-map"
    domain = "philosophy"
    label = "answer"
    lexicons = (*LEXICONS, *CLAIM_LEXICONS, "en_given_names")
    summary = "a debate: whose claim attacks whose, and which are accepted, rejected or undecided"
    knobs = (
        Knob("claims", 5, 15, least=5, most=24, meaning="claims made, each by a speaker of its own"),
        Knob("more", 4, 36, least=0, most=45, meaning="percent of attacks made that decide nothing"),
        Knob("reach", 4, 1, least=1, most=24, meaning="how far off, at most, the deciding attacker spoke"),
        COLOUR,
    )

    def support_log2(self, level: int) -> int:
        return 24 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        rows = Rows.of(knobs["claims"])
        debate = drawn(draws, knobs["claims"], knobs["reach"], knobs["more"])
        label, settled = (_turned(each, rows) for each in (debate.label, debate.settled))
        attacks = np.zeros_like(debate.attacks)
        doc, i, j = np.nonzero(debate.attacks)
        last = rows.counts[doc] - 1
        attacks[doc, last - i, last - j] = True
        acting = attacks.any(axis=2)
        attackers = Rows.of(acting.sum(axis=1))
        order = draws.shuffle("order", attackers, span="prompt")
        attacker = np.nonzero(acting)[1][attackers.offsets[attackers.doc] + order]
        return World(
            claims=Claims.drawn(draws, rows),
            affirmed=draws.draw("affirmed", 2, rows, span="prompt"),
            speaker=draws.distinct("speaker", len(_names()), rows, span="prompt"),
            debate=debate,
            label=label,
            settled=settled,
            attacks=attacks,
            attackers=attackers,
            attacker=attacker,
            asked=_asked(draws, rows, label, attacks),
            colour=knobs["colour"],
        )

    def check(self, world: World) -> Json:
        rows, attackers = world.rows, world.attackers
        said = json_tuple(plain_json(_speaker(world, np.arange(len(rows)))), plain_json(_clauses(world)))
        targets, at = _targets(world)
        attack = json_tuple(
            plain_json(_speaker(world, rows.offsets[attackers.doc] + world.attacker)),
            json_list(targets, plain_json(_speaker(world, at))),
        )
        rounds = Rows.of(world.debate.rounds)
        parts = []
        for wanted in (ACCEPTED, 1 - ACCEPTED):
            inside = _settled(world, wanted)[rounds.doc, rounds.pos]
            which, place = np.nonzero(inside)
            found = _speaker(world, rows.offsets[rounds.doc[which]] + place)
            parts.append(json_list(Rows.of(inside.sum(axis=1)), plain_json(found)))
        left = world.label == UNDECIDED
        return json_object(
            {
                "kind": "debate-map",
                "claims": json_list(rows, said),
                "attacks": json_list(attackers, attack),
                "rounds": json_list(rounds, json_tuple(*parts)),
                "undecided": json_list(
                    Rows.of(rows.sum(left)), plain_json(_speaker(world, np.flatnonzero(left)))
                ),
                "asked": plain_json(_speaker(world, world.asked)),
                "answer": plain_json(pick(VERDICTS, world.label[world.asked])),
            }
        )

    def cost(self, world: World) -> I64:
        return world.debate.work + 1

    def render(self, draws: Draws, world: World) -> list[Segment]:
        scenery, rows = scene(draws, world.colour), world.rows
        texts, told = _told(draws, world)
        muse = _musing(draws, rows.counts, world.attackers.counts, told.counts)
        fields = {"name": Picked(_names(), world.speaker), "claim": _clauses(world)}
        claims = CLAIMS.say(draws, "claim", rows, fields, span="prompt")
        said = rows.join(join(claims, _placed(muse[0], rows, 3)), " ")
        attacks = world.attackers.join(
            join(_attacks(draws, world), _placed(muse[1], world.attackers, 3)), " "
        )
        rule = CONVENTIONS.say(draws, "rule", span="prompt")
        ref = _named(draws, "question.ref", world, "prompt")
        question = QUESTIONS.say(draws, "question", None, {"ref": ref}, span="prompt")
        reasoning = told.join(join(texts, _placed(muse[2], told, 2)), " ")
        closing: dict[str, Field] = {
            "ref": _named(draws, "close.ref", world, "answer"),
            "verdict": pick(VERDICTS, world.label[world.asked]),
        }
        close = CLOSES.say(draws, "close", None, closing, span="answer")
        return [
            Segment("prompt", join(scenery, said, "\n\n", attacks, " ", rule, " ", question, "\n\n")),
            Segment("reasoning", join(reasoning, "\n\n")),
            Segment("answer", close),
        ]

    def extract(self, text: str) -> Any:
        return read_debate(text)


@cache
def _names() -> Strings:
    """Given names that are no word of a lexicon."""
    words = {word.lower() for name in LEXICONS for line in lexicon(name).words() for word in line.split()}
    names = lexicon("en_given_names").words()
    return pa.array(
        [each for each in names if re.fullmatch("[A-Z][a-z]+", each) and each.lower() not in words]
    )


def _turned(values: I64, rows: Rows) -> I64:
    """Claims counted from the last speaker as rows in the order of the text."""
    return np.asarray(values[rows.doc, rows.counts[rows.doc] - 1 - rows.pos])


def _asked(draws: Draws, rows: Rows, label: I64, attacks: Bools) -> I64:
    """The claim asked about, a row: its label is drawn first, and it is attacked if one so labelled is."""
    wanted = draws.draw("verdict", len(VERDICTS), span="answer")
    fits = label == wanted[rows.doc]
    attacked = fits & rows.ravel(np.asarray(attacks.any(axis=1)))
    fits = np.where((rows.sum(attacked) > 0)[rows.doc], attacked, fits)
    found = Rows.of(rows.sum(fits))
    return np.asarray(
        np.flatnonzero(fits)[found.offsets[:-1] + draws.draw("asked", found.counts, span="prompt")]
    )


def _speaker(world: World, row: I64) -> Strings:
    return pick(_names(), world.speaker[row])


def _clauses(world: World) -> Strings:
    """By row, the claim in full."""
    return world.claims.clauses().take(pa.array(2 * np.arange(len(world.rows)) + 1 - world.affirmed))


def _ref(draws: Draws, field: str, world: World, row: I64, rows: Rows, span: str = "prompt") -> Strings:
    """A way to speak of claims."""
    fields = {"n": Picked(_names(), world.speaker[row]), "x": world.claims.about(row)}
    return REFS.say(draws, field, rows, fields, span=span)


def _named(draws: Draws, field: str, world: World, span: str) -> Strings:
    """A way to speak of the claim asked about; not by the speaker's bare name."""
    row = world.asked
    fields = {"n": Picked(_names(), world.speaker[row]), "x": world.claims.about(row)}
    which = draws.draw(field, len(REFS) - 1, span=span)
    return REFS.say(draws, f"{field}.said", None, fields, which=which, span=span)


def _targets(world: World) -> tuple[Rows, I64]:
    """The targets of each attacker in the order of the text: rows by attacker, and each one's claim."""
    inside = world.attacks[world.attackers.doc, world.attacker]
    which, place = np.nonzero(inside)
    return Rows.of(inside.sum(axis=1)), world.rows.offsets[world.attackers.doc[which]] + place


def _settled(world: World, wanted: int) -> Bools:
    """Who is accepted, or rejected, in which round, [n, rounds, claims in the order of the text]."""
    rows, most = world.rows, int(world.debate.rounds.max())
    inside = np.zeros((rows.num_docs, most, rows.width), np.bool_)
    hit = world.label == wanted
    inside[rows.doc[hit], world.settled[hit], rows.pos[hit]] = True
    return inside


def _attacks(draws: Draws, world: World) -> Strings:
    """A sentence for each claim that attacks others."""
    attackers = world.attackers
    targets, at = _targets(world)
    docs = Rows.of(attackers.sum(targets.counts))
    fields = {
        "a": _ref(
            draws, "attacker.ref", world, world.rows.offsets[attackers.doc] + world.attacker, attackers
        ),
        "list": enumerated(targets, _ref(draws, "target.ref", world, at, docs)),
    }
    return ATTACKS.say(draws, "attack", attackers, fields, span="prompt")


def _told(draws: Draws, world: World) -> tuple[Strings, Rows]:
    """The steps of the rounds as sentences, and their rows."""
    rows, most = world.rows, int(world.debate.rounds.max())
    inside = np.zeros((rows.num_docs, 2 * most + 1, rows.width), np.bool_)
    inside[:, 0 : 2 * most : 2], inside[:, 1 : 2 * most : 2] = _settled(world, 0), _settled(world, 1)
    left = world.label == UNDECIDED
    inside[rows.doc[left], -1, rows.pos[left]] = True
    doc, _, place = np.nonzero(inside)
    named = Rows.of(inside.sum(axis=(1, 2)))
    refs = _ref(draws, "round.ref", world, rows.offsets[doc] + place, named, "reasoning")
    doc, step = np.nonzero(inside.any(axis=2))
    told = Rows.of(np.bincount(doc, minlength=rows.num_docs))
    kind = np.where(step == 2 * most, 3, np.where(step % 2 == 1, 2, np.minimum(step, 1)))
    which = FIRST_ROUND[kind] + draws.draw("round", np.diff(FIRST_ROUND)[kind], told, span="reasoning")
    fields = {"list": enumerated(Rows.of(inside.sum(axis=2)[doc, step]), refs)}
    return ROUNDS.say(draws, "round.said", told, fields, which=which, span="reasoning"), told


def _musing(draws: Draws, *counts: I64) -> list[tuple[Strings, I64, I64]]:
    """Reflections for three paragraphs: after every third claim and attack, and every second step.

    Returns:
        for each paragraph all sentences, each after a space, '' at the end; and by document the first one's
        place and how many places the paragraph has.
    """
    places = [count // every for count, every in zip(counts, (3, 3, 2), strict=True)]
    slots = Rows.of(np.asarray(sum(places), np.int64))
    shown = draws.chance("muse", _MUSING, slots)
    rows = Rows.of(slots.sum(shown))
    which = draws.distinct("muse.which", len(REFLECTIONS), rows)
    said = join(" ", REFLECTIONS.say(draws, "muse.said", rows, which=which))
    text = pa.concat_arrays(
        [
            where(shown, said.take(pa.array(np.cumsum(shown) - 1, mask=~shown)), ""),
            pa.array([""], pa.string()),
        ]
    )
    starts = np.cumsum([slots.offsets[:-1], *places[:-1]], axis=0)
    return [(text, start, size) for start, size in zip(starts, places, strict=True)]


def _placed(muse: tuple[Strings, I64, I64], rows: Rows, every: int) -> Strings:
    """What follows each row of a paragraph: a reflection after each `every`-th, or ''."""
    text, start, size = muse
    number = rows.pos // every
    here = (rows.pos % every == every - 1) & (number < size[rows.doc])
    return text.take(pa.array(np.where(here, start[rows.doc] + number, len(text) - 1)))
