"""Books kept in the number words of one language, told in English, added up in figures, answered in the words
of another language.

People begin with so many things, gain some and lose some; the question is for one balance, for all of them
together, for the gap between two, for the largest or the smallest. Eight languages. Harder means more people,
more entries, larger numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from dataforge.generators.base import Knob, Knobs, Segment, strict
from dataforge.generators.multilingual._number_words_reader import read_books
from dataforge.generators.multilingual._number_words_text import COLLECTION, MARKET, NURSERY, REPLY
from dataforge.generators.multilingual._numbers import spell
from dataforge.generators.worlds.told import COLOUR_LEXICONS, English, enumeration, paragraphs
from dataforge.text.columns import (
    Json,
    Picked,
    Strings,
    ints,
    join,
    json_list,
    json_object,
    json_tuple,
    num_digits,
    pick,
    where,
)  # fmt: skip
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "ru", "tr")
NAMED = ("English", "German", "French", "Spanish", "Italian", "Portuguese", "Russian", "Turkish")
GOODS = ("en_foods", "en_objects", "en_plants")
ASKED = ("total", "one", "gap", "most", "least")
TOTAL, ONE, GAP, MOST, LEAST = range(5)
_MARKS = ('"', '"', "“", "”", "«", "»", "*", "*")


@dataclass(frozen=True)
class Books:
    """A batch of books. `name`, `begun`, `balance` by person; `who` (a person's number), `change` by entry;
    the rest by document.

    Attributes:
        told, answered: languages.
        telling: which kind of book, and so of goods.
        one, other: who is asked about, where the question names them.
    """

    told: I64
    answered: I64
    telling: I64
    goods: I64
    people: Rows
    name: I64
    begun: I64
    balance: I64
    entries: Rows
    who: I64
    change: I64
    asked: I64
    one: I64
    other: I64
    value: I64
    colour: I64

    @cached_property
    def goods_named(self) -> Strings:
        """What is counted, in the plural."""
        table, first = _all_goods()
        return pick(table, first[self.telling] + self.goods)

    @cached_property
    def answer(self) -> Strings:
        """The value in words."""
        return _spelt(self.answered, self.value)

    def name_of(self, rows: Rows | None, person: I64) -> Picked:
        """Names of people given by their number, by row, or by document without rows."""
        first = self.people.offsets[:-1] if rows is None else self.people.offsets[rows.doc]
        return Picked(lexicon("en_given_names")[0], self.name[first + person])


class NumberWords(English[Books]):
    """Amounts in the words of one language, the answer in those of another."""

    name = "number-words"
    domain = "multilingual"
    lexicons = ("en_given_names", *GOODS, *COLOUR_LEXICONS)
    summary = "books kept in the number words of one language, added up, answered in the words of another"
    tellings = (MARKET, COLLECTION, NURSERY)
    knobs = (
        Knob("entries", 1, 17, slack=12, least=1, most=40, meaning="amounts gained or lost"),
        Knob("people", 2, 5, least=2, most=8, meaning="people who keep books"),
        Knob("colour", 5, 6, slack=100, most=20, meaning="sentences beside the matter"),
        Knob("size", 40, 6000, least=40, most=12_000, visible=False, meaning="upper bound of a gain"),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 6 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> Books:
        people, entries, size = Rows.of(knobs["people"]), Rows.of(knobs["entries"]), knobs["size"]
        who = draws.draw("who", people.counts[entries.doc], entries)
        lost = draws.chance("lost", 45, entries)
        person = people.offsets[entries.doc] + who
        # nobody loses more than the first amount: it is divided among the person's losses
        losses = np.bincount(person[lost], minlength=len(people))
        bound = size[entries.doc]
        most = np.where(lost, np.maximum(bound // np.maximum(losses[person], 1), 1), bound)
        amount = 1 + draws.draw("amount", most, entries)
        change = np.where(lost, -amount, amount)
        begun = size[people.doc] + draws.draw("begun", size[people.doc], people)
        balance = begun.copy()
        np.add.at(balance, person, change)
        asked = draws.draw("asked", len(ASKED))
        one = draws.draw("one", people.counts, visible=(asked == ONE) | (asked == GAP))
        other = draws.draw("other", people.counts - 1, visible=asked == GAP)
        other = other + (other >= one)
        telling = draws.draw("telling", len(self.tellings))
        told = draws.draw("told", len(LANGUAGES))
        answered = draws.draw("answered", len(LANGUAGES) - 1)
        return Books(
            told=told,
            answered=answered + (answered >= told),
            telling=telling,
            goods=draws.draw("goods", np.array([len(lexicon(each)) for each in GOODS])[telling]),
            people=people,
            name=draws.distinct("name", len(lexicon("en_given_names")), people),
            begun=begun,
            balance=balance,
            entries=entries,
            who=who,
            change=change,
            asked=asked,
            one=one,
            other=other,
            value=_value(people, balance, asked, (one, other)),
            colour=knobs["colour"],
        )

    def check(self, world: Books) -> Json:
        names = lexicon("en_given_names")[0]
        about = Rows.of(np.select([world.asked == ONE, world.asked == GAP], [1, 2], 0))
        named = np.where(about.pos == 0, world.one[about.doc], world.other[about.doc])
        return json_object(
            {
                "kind": self.name,
                "languages": json_tuple(pick(LANGUAGES, world.told), pick(LANGUAGES, world.answered)),
                "goods": world.goods_named,
                "people": json_list(world.people, Picked(names, world.name)),
                "begun": json_list(world.people, world.begun),
                "entries": json_list(
                    world.entries, json_tuple(world.name_of(world.entries, world.who), world.change)
                ),
                "balances": json_list(world.people, world.balance),
                "asked": pick(ASKED, world.asked),
                "about": json_list(about, world.name_of(about, named)),
                "value": world.value,
                "answer": world.answer,
            }
        )

    def cost(self, world: Books) -> I64:
        people, entries, asked = world.people, world.entries, world.asked
        value = num_digits(world.value)
        person = people.offsets[entries.doc] + world.who
        # a number read costs its digits, an entry booked those of the balance
        booked = num_digits(world.balance)[person] + num_digits(world.change)
        return (
            people.sum(num_digits(world.begun))
            + entries.sum(booked)
            + value
            + np.where(asked == TOTAL, (people.counts - 1) * value, 0)
            + np.where(asked == GAP, value, 0)
            + np.where(asked >= MOST, people.counts - 1, 0)
        )

    def render(self, draws: Draws, world: Books) -> list[Segment]:
        which, people, entries = world.telling, world.people, world.entries
        names = Picked(lexicon("en_given_names")[0], world.name)
        marks = draws.draw("marks", len(_MARKS) // 2, span="prompt")
        goods = world.goods_named
        everybody = enumeration(people, names.strings(), [" and "] * len(self.tellings), which)
        opening = self.say(
            draws,
            "opening",
            None,
            which,
            {"who_all": everybody, "goods": goods, "language": Picked(pa.array(NAMED), world.told)},
        )
        before, after = self.scenes(draws, world.colour, which)
        doc = np.concatenate([people.doc, entries.doc])
        number = np.concatenate([world.begun, np.abs(world.change)])
        amounts = _quoted(marks[doc], _spelt(world.told[doc], number))
        begun, amount = amounts[: len(people)], amounts[len(people) :]
        starts = self.say(draws, "start", people, which, {"who": names, "n": begun})
        fields = {"who": world.name_of(entries, world.who), "n": amount}
        lost = (world.change < 0).astype(np.int64)
        told = self.say_one_of(draws, ("gain", "loss"), lost, entries, which, fields)
        tongue = Picked(pa.array(NAMED), world.answered)
        asked = {
            "goods": goods,
            "who": world.name_of(None, world.one),
            "other": world.name_of(None, world.other),
            "reply": REPLY.say(draws, "reply", None, {"language": tongue}, span="prompt"),
        }
        question = self.say_one_of(draws, ASKED, world.asked, None, which, asked)
        prompt = join(
            opening, "\n\n", before, "\n\n", people.join(starts, " "), "\n\n", paragraphs(entries, told),
            "\n\n", after, "\n\n", question, "\n\n",
        )  # fmt: skip
        return [
            Segment("prompt", prompt),
            Segment("reasoning", join(_working(world), "\n\n")),
            Segment("answer", join("In ", tongue, ": ", world.answer)),
        ]

    @strict
    def extract(self, text: str) -> Any:
        return read_books(text)


def _value(people: Rows, balance: I64, asked: I64, pair: tuple[I64, I64]) -> I64:
    """What is asked for."""
    first, table = people.offsets[:-1], people.pad(balance)
    one, other = (balance[first + each] for each in pair)
    least = people.pad(balance, np.iinfo(np.int64).max).min(axis=1)
    return np.choose(asked, (people.sum(balance), one, np.abs(one - other), table.max(axis=1), least))


@cache
def _all_goods() -> tuple[Strings, I64]:
    """The plurals of all goods, and where those of each kind of book begin."""
    counts = np.array([len(lexicon(each)) for each in GOODS], np.int64)
    return pa.concat_arrays([lexicon(each)[1] for each in GOODS]), np.cumsum(counts) - counts


def _quoted(marks: I64, words: Strings) -> Strings:
    return join(pick(_MARKS, 2 * marks), words, pick(_MARKS, 2 * marks + 1))


def _spelt(language: I64, n: I64) -> Strings:
    """Each number in the words of its own language."""
    parts, rows = [], []
    for j in np.unique(language).tolist():
        rows.append(np.flatnonzero(language == j))
        parts.append(spell(LANGUAGES[j], n[rows[-1]], standing_alone=True))
    back = np.empty(len(language), np.int64)
    back[np.concatenate(rows)] = np.arange(len(language))
    return pa.concat_arrays(parts).take(pa.array(back))


def _working(world: Books) -> Strings:
    """Everybody's balance, a line each, then what is asked."""
    people, entries, asked = world.people, world.entries, world.asked
    person = people.offsets[entries.doc] + world.who
    order = np.argsort(person, kind="stable")
    own = Rows.of(np.bincount(person, minlength=len(people)))
    change = world.change[order]
    terms = own.join(join(where(change < 0, " - ", " + "), ints(np.abs(change))))
    result = where(own.counts > 0, join(" = ", ints(world.balance)), "")
    names = Picked(lexicon("en_given_names")[0], world.name).strings()
    lines = people.join(join(names, ": ", ints(world.begun), terms, result), "\n")
    return join(lines, _last_line(world, asked))


def _last_line(world: Books, asked: I64) -> Strings:
    people, value = world.people, ints(world.value)
    balance = ints(world.balance)
    first = people.offsets[:-1]
    pair = [world.balance[first + each] for each in (world.one, world.other)]
    gap = join("\n", ints(np.maximum(*pair)), " - ", ints(np.minimum(*pair)), " = ", value)
    total = join("\n", people.join(balance, " + "), " = ", value)
    best = join(
        "\n",
        pick(["max(", "min("], (asked == LEAST).astype(np.int64)),
        people.join(balance, ", "),
        ") = ",
        value,
    )
    found: Strings = where(asked == GAP, gap, where(asked == ONE, "", where(asked == TOTAL, total, best)))
    return found
