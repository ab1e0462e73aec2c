"""People tell facts about themselves, correct some of them later, and are asked about at the end.

Harder means more people, more facts, more corrections and more questions. The last word holds: a fact told
anew replaces the older one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment, strict
from dataforge.generators.conversational._persona_reader import read_chat
from dataforge.generators.conversational._talk import SETTING, TALK_LEXICONS, Phrases, chatter, each, names
from dataforge.text.columns import Json, Picked, Strings, join, json_list, json_object, json_tuple, pick
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

_FACTS = ("trade_of", "lives_in", "has_pet", "eats_most", "field_of", "plays_on")
_SOURCES = (
    ("en_people", 0),
    ("en_towns", 0),
    ("en_animals", 0),
    ("en_foods", 1),
    ("en_fields", 0),
    ("en_instruments", 0),
)
_ARTICLES = (0, 2)  # facts whose value takes a or an
_MOST_PEOPLE = 5

OPENINGS = Phrases(
    (
        "{first} and {second} [get talking|are introduced|share a table|strike up a conversation][|, as "
        "one does|, among others].",
        "[Introductions|A round of introductions|Small talk|First meeting]: {first}, {second}[| and "
        "whoever joins them| and company].",
        "{first} [meets|sits next to|runs into] {second}[|, and others join in|, and one thing leads to "
        "another].",
    )
)
_TOLD = (
    (
        "{um}I [am|work as] {v}{hedge}.",
        "{um}[by trade|for a living] I am {v}{hedge}.",
        "{um}I work as {v}{hedge}.",
    ),
    (
        "{um}I live in {v}{hedge}.",
        "{um}I have settled in {v}{hedge}.",
        "{um}[like my parents,|with my family,] I live in {v}{hedge}.",
    ),
    ("{um}I [keep|own|have] {v}{hedge}.", "{um}[at home|in the flat|for company] I [keep|have] {v}{hedge}."),
    (
        "{um}I [eat|love] {v}{hedge}.",
        "{um}[mostly|every day|above all] I eat {v}{hedge}.",
        "{um}I am fond of {v}{hedge}.",
    ),
    ("{um}I [study|am studying] {v}{hedge}.", "{um}[at night|for fun|in earnest] I study {v}{hedge}."),
    ("{um}I play the {v}{hedge}.", "{um}[at weekends|on Sundays|in a band] I play the {v}{hedge}."),
)
CUES = ("I got that wrong earlier:", "these days", "nowadays", "by now", "scrap what I said earlier:")
TOLD = Phrases(
    *_TOLD, *(tuple(t.replace("{um}", "{um}[" + "|".join(CUES) + "] ", 1) for t in kind) for kind in _TOLD)
)
QUESTIONS = Phrases(
    ("{um}what [does {who} do for a living|is {who}'s trade]?", "{um}{who}'s [trade|job], please?"),
    ("{um}where does {who} live?", "{um}{who} [lives where|is at home where]?"),
    ("{um}what animal does {who} [keep|have]?", "{um}{who}'s [animal|pet], please?"),
    ("{um}what does {who} [like to eat|eat most]?", "{um}{who}'s [food|dish] of choice, please?"),
    ("{um}what [does {who} study|is {who} studying]?", "{um}{who}'s [subject|field], please?"),
    ("{um}what does {who} play?", "{um}{who}'s instrument, please?"),
)
ANSWERS = Phrases(
    (
        "{um}{v}{hedge}.",
        "{um}[I would say|last I heard|if I recall|surely], {v}{hedge}.",
        "{um}[easy|I remember|wait]: {v}{hedge}.",
    )
)
QUIZ = (
    "Now for the quiz.",
    "Who was listening?",
    "Then they test each other.",
    "Later, somebody asks.",
    "A test of memory:",
)


@dataclass(frozen=True)
class World:
    """A batch of chats: `speaker` .. `again` by fact row, `about`, `known` by question row."""

    people: Picked
    crowd: Rows
    facts: Rows
    speaker: I64
    fact: I64
    value: I64
    again: NDArray[np.bool_]
    questions: Rows
    about: I64
    known: I64
    colour: I64


class PersonaChat(Genre[World]):
    """Facts about oneself, corrected later, asked about at the end."""

    name = "persona-chat"
    domain = "conversational"
    lexicons = tuple(sorted({*TALK_LEXICONS, "en_instruments"}))
    summary = "people tell facts about themselves, correct some, and are asked about at the end"
    knobs = (
        Knob("facts", 3, 22, slack=5, least=2, most=60, meaning="facts told or corrected"),
        Knob("colour", 1, 10, slack=100, meaning="sentences of small talk"),
        Knob("questions", 1, 16, least=1, most=40, meaning="questions at the end"),
        Knob("people", 2, 4, least=2, most=_MOST_PEOPLE, visible=False, meaning="people who talk"),
    )

    def support_log2(self, level: int) -> int:
        return 20 + 8 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        facts, crowd = Rows.of(knobs["facts"]), Rows.of(knobs["people"])
        drawn = draws.draw(
            "speaker", np.where(facts.pos < 2, 1, crowd.counts[facts.doc]), facts, span="prompt"
        )
        speaker = np.where(facts.pos < 2, facts.pos, drawn)
        fact = draws.draw("fact", 6, facts, span="prompt")
        sizes = np.array([len(lexicon(name)) for name, _ in _SOURCES])
        told = facts.pad(draws.draw("value", sizes[fact] - 1, facts, span="prompt"))
        slot = facts.pad(speaker * 6 + fact)
        state = np.full((draws.num_docs, 6 * _MOST_PEOPLE), -1, np.int64)
        again, every = np.zeros(told.shape, np.bool_), np.arange(draws.num_docs)
        for k in range(facts.width):
            old = state[every, slot[:, k]]
            again[:, k] = old >= 0
            told[:, k] += again[:, k] & (told[:, k] >= old)
            live = k < facts.counts
            state[every[live], slot[live, k]] = told[live, k]
        questions = Rows.of(np.minimum(knobs["questions"], facts.counts))
        n, each_of = facts.counts[questions.doc], questions.counts[questions.doc]
        row = (
            questions.pos + 1
        ) * n // each_of - 1  # the last fact of each stretch: as many stretches as questions
        about = slot[questions.doc, row]
        return World(
            people=names(draws, crowd, "people"),
            crowd=crowd,
            facts=facts,
            speaker=speaker,
            fact=fact,
            value=facts.ravel(told),
            again=facts.ravel(again),
            questions=questions,
            about=about,
            known=state[questions.doc, about],
            colour=knobs["colour"],
        )

    def check(self, world: World) -> Json:
        who, asked = _name(world, world.facts, world.speaker), world.about % 6
        told = json_tuple(who.strings(), pick(_FACTS, world.fact), _value(world.fact, world.value, False))
        answer = _value(asked, world.known, False)
        about = _name(world, world.questions, world.about // 6).strings()
        last = pa.array(world.questions.offsets[1:] - 1)
        return json_object(
            {
                "kind": "persona-chat",
                "facts": json_list(world.facts, told),
                "corrections": world.facts.sum(world.again),
                "questions": json_list(world.questions, json_tuple(about, pick(_FACTS, asked), answer)),
                "answer": answer.take(last),
            }
        )

    def cost(self, world: World) -> I64:
        return np.asarray(world.facts.sum(1 + world.again) + world.questions.counts)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        one, facts, questions = each(draws), world.facts, world.questions
        people = world.people
        start = world.crowd.offsets[:-1]
        fields = {
            "first": Picked(people.table, people.which[start]),
            "second": Picked(people.table, people.which[start + 1]),
        }
        opening = join(
            SETTING.say(draws, "setting", one), " ", OPENINGS.say(draws, "opening", one, 0, fields)
        )
        value = _value(world.fact, world.value, True)
        said = TOLD.say(draws, "told", facts, world.fact + 6 * world.again, {"v": value})
        who = _name(world, facts, world.speaker).strings()
        talk = facts.join(join("\n", who, ": ", said, chatter(draws, facts, world.colour)))
        asked = world.about % 6
        about = _name(world, questions, world.about // 6)
        question = QUESTIONS.say(draws, "question", questions, asked, {"who": about})
        known = _value(asked, world.known, True)
        last, before = np.flatnonzero(questions.last), np.flatnonzero(~questions.last)
        few = Rows.of(questions.counts - 1)
        early = ANSWERS.say(draws, "answer", few, 0, {"v": known.take(pa.array(before))})
        final = ANSWERS.say(draws, "last", one, 0, {"v": known.take(pa.array(last))}, span="answer")
        head = pick(QUIZ, draws.draw("quiz", len(QUIZ), span="prompt"))
        quiz = few.join(join("\nQ: ", question.take(pa.array(before)), "\nA: ", early))
        prompt = join(opening, "\n", talk, "\n\n", head, quiz, "\nQ: ", question.take(pa.array(last)), "\n")
        return [Segment("prompt", prompt), Segment("answer", join("A: ", final))]

    @strict
    def extract(self, text: str) -> Any:
        return read_chat(text)


@cache
def _tables() -> tuple[Strings, Strings, I64]:
    """All values, plain and with the article that they take, and where each fact's begin."""
    plain = [lexicon(name).words(form) for name, form in _SOURCES]
    dressed = [
        [f"{a} {w}" for a, w in zip(lexicon(_SOURCES[i][0]).words(2), words, strict=True)]
        if i in _ARTICLES
        else words
        for i, words in enumerate(plain)
    ]
    starts = np.cumsum([0, *(len(words) for words in plain)])[:-1]
    flat = [pa.array([word for words in each_kind for word in words]) for each_kind in (plain, dressed)]
    return flat[0], flat[1], starts


def _value(fact: I64, value: I64, dressed: bool) -> Strings:
    plain, with_article, starts = _tables()
    return (with_article if dressed else plain).take(pa.array(starts[fact] + value))


def _name(world: World, rows: Rows, person: I64) -> Picked:
    return Picked(world.people.table, world.people.which[world.crowd.offsets[rows.doc] + person])
