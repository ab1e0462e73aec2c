"""Islanders who always tell the truth or always lie, reported in indirect speech, and who is what.

Kinds are drawn first. A chain leads through all islanders: what the first one says settles the second whoever
the first may be, and what each says settles the next, given those found before; so the solution is unique.
The form of a claim is drawn, its polarity follows from the kinds. Harder means more islanders, whose
assignments double with each, and claims about two people instead of one.

Proof: the reader tries every assignment against every claim, and takes each deduction again. The writer
counts what that costs on truth tables of 2^n bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.philosophy._colour import COLOUR, scene
from dataforge.generators.philosophy._knave_reader import read_island
from dataforge.generators.philosophy._knave_text import (
    ANSWER,
    CONTENTS,
    KIND,
    NUM_STEPS,
    SPEECHES,
    STEPS,
    SUITE,
)
from dataforge.generators.philosophy._lexical import LEXICONS, role_fields
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
from dataforge.text.prose import plain_json
from dataforge.text.rows import I64, Rows

Bools = NDArray[np.bool_]
IS, SAME, DIFFERENT, AND, OR = range(5)
_FORMS = ("of_one", "same_kind", "other_kind", "both_of", "one_of")
_MOST = 9
_BLOCK = 64  # names of one island come from one block of the lexicon


@dataclass(frozen=True)
class World:
    """A batch of islands; islanders stand in the order in which the text reports them.

    Attributes:
        knight: by islander.
        chain: by place in the chain, which islander; rows as islanders.
        form, target, other: by islander, what is said of whom (places in the document).
        kind_target, kind_other: by islander, the kinds that a claim gives, where its form gives any.
    """

    people: Rows
    name: I64
    knight: Bools
    chain: I64
    form: I64
    target: I64
    other: I64
    kind_target: Bools
    kind_other: Bools
    asked: I64
    colour: I64
    author: I64

    def at(self, place: I64) -> I64:
        """The row of the islander at a place of each row's document."""
        return np.asarray(self.people.offsets[self.people.doc] + place, np.int64)


class KnightsAndKnaves(Genre[World]):
    """Islanders who always lie or never do, with a unique solution found by deduction."""

    name = "knights-and-knaves"
    domain = "philosophy"
    label = "answer"
    lexicons = (*LEXICONS, "en_given_names")
    summary = "reported statements of knights and knaves with a unique solution, deduced step by step"
    knobs = (
        Knob(
            "islanders",
            300,
            800,
            least=200,
            most=_MOST * 100,
            meaning="hundredths: 340 is three islanders, or four in 40 % of documents",
        ),
        Knob("pairs", 20, 75, most=90, meaning="percent of claims about two people"),
        COLOUR,
    )

    def support_log2(self, level: int) -> int:
        return 24 + int(self.knobs[0].centre(np.array([level]))[0]) // 100

    def world(self, draws: Draws, knobs: Knobs) -> World:
        whole, rest = np.divmod(knobs["islanders"], 100)
        people = Rows.of(whole + draws.chance("one.more", rest))
        first, doc, pos = people.offsets[people.doc], people.doc, people.pos
        names = len(lexicon("en_given_names")) // _BLOCK
        block = draws.draw("block", names, span="prompt") * _BLOCK
        name = block[doc] + draws.distinct("name", _BLOCK, people, span="prompt")
        knight = draws.draw("knight", 2, people, span="reasoning") == 1
        chain = draws.shuffle("chain", people, span="reasoning")
        place = np.empty(len(people), np.int64)  # of each islander in the chain
        place[first + chain] = pos
        count = people.counts[doc]
        target = chain[first + (place + 1) % count]
        root = place == 0
        paired = draws.chance("pair", knobs["pairs"][doc[~root]], Rows.of(people.sum(~root)), span="prompt")
        pair = root.copy()
        pair[~root] = paired
        free = pair & ~root
        rows = Rows.of(people.sum(free))
        back = draws.draw("other", place[free], rows, span="prompt")
        other = np.arange(len(people)) - first
        other[free] = chain[(first + place)[free] - back]
        shape = draws.draw("shape", 3, rows, span="prompt")
        alike = knight[first + target] == knight[first + other]
        form = np.where(pair, np.where(alike == knight, SAME, DIFFERENT), IS)
        form[free] = np.where(shape == 0, form[free], np.where(shape == 1, AND, OR))
        # a true claim gives the target its kind, a false one the other; what stands beside it settles nothing
        kind_target = knight[first + target] == knight
        kind_other = np.where(form == AND, knight[first + other], ~knight[first + other])
        return World(
            people=people,
            name=name,
            knight=knight,
            chain=chain,
            form=form,
            target=target,
            other=other,
            kind_target=kind_target,
            kind_other=kind_other,
            asked=draws.draw("asked", people.counts, span="prompt"),
            colour=knobs["colour"],
            author=draws.draw("author", len(lexicon("philosophy_roles")), span="prompt"),
        )

    def check(self, world: World) -> Json:
        people, form = world.people, world.form
        names = plain_json(_names(world, np.arange(len(people))).strings())
        two = where(form == IS, "", _names(world, world.at(world.other)).strings())
        told = (form == IS) | (form >= AND)
        claims = json_tuple(
            plain_json(pick(_FORMS, form)),
            plain_json(_names(world, world.at(world.target)).strings()),
            plain_json(two),
            world.kind_target & told,
            world.kind_other & (form >= AND),
        )
        asked = people.offsets[:-1] + world.asked
        return json_object(
            {
                "kind": "knights-and-knaves",
                "people": json_list(people, names),
                "claims": json_list(people, claims),
                "order": json_list(people, plain_json(_names(world, _found(world)).strings())),
                "solution": json_list(people, Json(where(world.knight, "true", "false"))),
                "asked": plain_json(_names(world, asked).strings()),
                "answer": plain_json(pick(ANSWER, world.knight[asked].astype(np.int64))),
            }
        )

    def cost(self, world: World) -> I64:
        """Assignments tried, each until a claim fails; three inferences a deduction, two more the first."""
        return _tried(world) + 3 * world.people.counts + 2 + 1

    def render(self, draws: Draws, world: World) -> list[Segment]:
        people, found = world.people, _found(world)
        names, first = lexicon("en_given_names"), world.people.offsets[:-1]
        scenery = scene(draws, world.colour)
        asked, root = first + world.asked, first + world.chain[first]
        kind = world.knight.astype(np.int64)
        fields: dict[str, Field] = {
            "asked": _names(world, asked),
            "root": _names(world, root),
            "first": _names(world, found[first]),
            **role_fields(world.author),
        }
        opening, question = SUITE.say(draws, "prompt", fields, "opening", "question", span="prompt")
        fields["k"] = pick(KIND, kind[found[first]])
        begin, unique = SUITE.say(draws, "reasoning", fields, "start", "unique", span="reasoning")
        (close,) = SUITE.say(draws, "close", {**fields, "k": pick(KIND, kind[asked])}, "close", span="answer")
        later = people.pos > 0
        rows = Rows.of(people.counts - 1)
        speaker = found[np.flatnonzero(later) - 1]
        which = NUM_STEPS * kind[speaker] + draws.draw("step", NUM_STEPS, rows, span="reasoning")
        steps = STEPS.say(
            draws,
            "steps",
            rows,
            {
                "he": Picked(names[1], world.name[speaker]),
                "t": _names(world, found[later]),
                "k": pick(KIND, kind[found[later]]),
            },
            which=which,
            span="reasoning",
        )
        worked = rows.join(join(steps, " "))
        speeches = people.join(join(self._speeches(draws, world), " "))
        return [
            Segment("prompt", join(scenery, opening, " ", speeches, question, "\n\n")),
            Segment("reasoning", join(begin, " ", worked, unique, "\n\n")),
            Segment("answer", close),
        ]

    def _speeches(self, draws: Draws, world: World) -> Strings:
        """What each islander says, in indirect speech."""
        people, names = world.people, lexicon("en_given_names")
        itself = world.other == people.pos
        own = Picked(names[1], world.name)
        other = where(itself, own.strings(), _names(world, world.at(world.other)).strings())
        fields: dict[str, Field] = {
            "t": _names(world, world.at(world.target)),
            "w": other,
            "kt": pick(KIND, world.kind_target.astype(np.int64)),
            "kw": pick(KIND, world.kind_other.astype(np.int64)),
        }
        content = CONTENTS.say(draws, "content", people, fields, which=world.form, span="prompt")
        spoken: dict[str, Field] = {"x": _names(world, np.arange(len(people))), "c": content}
        return SPEECHES.say(draws, "speech", people, spoken, span="prompt")

    def extract(self, text: str) -> Any:
        return read_island(text)


def _names(world: World, row: I64) -> Picked:
    return Picked(lexicon("en_given_names")[0], world.name[row])


def _found(world: World) -> I64:
    """By place in the deduction, whose kind is found; rows of islanders."""
    people = world.people
    after = (people.pos + 1) % people.counts[people.doc]
    return world.at(world.chain[world.at(after)])


def _tables() -> NDArray[np.uint64]:
    """Of each islander, in which assignments it is a knight; uint64[islanders, 2^islanders / 64]."""
    number = np.arange(2**_MOST, dtype=np.uint64)
    bits = (number[None, :] >> np.arange(_MOST, dtype=np.uint64)[:, None]) & np.uint64(1)
    packed = np.packbits(bits.astype(np.uint8), axis=1, bitorder="little")
    return np.ascontiguousarray(packed).view("<u8").astype(np.uint64)


_KNIGHT = _tables()
_SHORT = np.array([2 ** min(2**k, 64) - 1 for k in range(7)], dtype=np.uint64)


_BITS = np.array([number.bit_count() for number in range(2**16)], np.int64)


def _count_bits(tables: NDArray[np.uint64]) -> I64:
    """Bits set in each row."""
    return np.asarray(_BITS[np.ascontiguousarray(tables).view(np.uint16)].sum(axis=1), np.int64)


def _tried(world: World) -> I64:
    """Claims evaluated when all assignments are tried in turn, each until a claim does not fit."""
    people = world.people
    count = people.counts
    words = np.arange(_KNIGHT.shape[1])
    alive = np.where(
        words < np.maximum(2 ** np.maximum(count - 6, 0), 1)[:, None], ~np.uint64(0), np.uint64(0)
    )
    alive[:, 0] &= _SHORT[np.minimum(count, 6)]
    form, target, other = (people.pad(each) for each in (world.form, world.target, world.other))
    as_target, as_other = people.pad(world.kind_target), people.pad(world.kind_other)
    tried = np.zeros(people.num_docs, np.int64)
    for k in range(people.width):
        here = k < count
        tried += np.where(here, _count_bits(alive), 0)
        one, two, f = _KNIGHT[target[:, k]], _KNIGHT[other[:, k]], form[:, k][:, None]
        alike = ~(one ^ two)
        one = np.where(as_target[:, k][:, None], one, ~one)
        two = np.where(as_other[:, k][:, None], two, ~two)
        true = np.select(
            [f == IS, f == SAME, f == DIFFERENT, f == AND], [one, alike, ~alike, one & two], one | two
        )
        alive &= np.where(here[:, None], ~(true ^ _KNIGHT[k]), ~np.uint64(0))
    return tried
