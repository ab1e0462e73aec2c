"""A theft, its suspects told one by one, and the thief found by elimination.

Every suspect but one is cleared: by the lack of a motive, by a trait that the clues ask for, by an outsider
who was there, or by the word of a suspect who has been cleared before. Answer first: the order of elimination
is drawn, then what clears each, then the order in which the suspects are told. Harder means more suspects,
more clues, and longer chains of suspects who speak for one another.

Proof: the reader gathers the facts of each suspect and tries every one of them as the thief.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.creative._palette import COLOUR_LEXICONS, interludes
from dataforge.generators.creative._whodunit_reader import read_whodunit
from dataforge.generators.creative._whodunit_text import (
    ANSWERS,
    CASTS,
    CRIMES,
    ENDS,
    FORMS,
    QUESTIONS,
    STEPS,
    SUSPECTS,
)
from dataforge.generators.creative._whodunit_words import CLUES, MOTIVES, NO_MOTIVES, TRAITS
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

Bools = NDArray[np.bool_]
MOTIVE, MEANS, OUTSIDER, VOUCHED, GUILTY = range(5)
PLACES_A_SETTING = 8


@dataclass(frozen=True)
class World:
    """A batch of cases. Suspects are rows in the order of elimination, the thief last.

    Attributes:
        needs: the clues of each case, as rows; `clue` numbers them.
        mode: what clears a suspect; `lack` the clue that a suspect without the means fails.
        told: suspects in the order of the text, as row numbers; `place` where each stands there.
    """

    setting: I64
    town: I64
    thing: I64
    needs: Rows
    clue: I64
    suspects: Rows
    name: I64
    mode: I64
    lack: I64
    told: I64
    place: I64
    chain: I64
    colour: I64


class Whodunit(Genre[World]):
    """A theft, suspects with motives, means and alibis, and one thief."""

    name = "whodunit"
    domain = "creative"
    lexicons = ("en_given_names", "en_towns", "creative_settings", "creative_props", *COLOUR_LEXICONS)
    summary = "a theft among suspects with motives, means and alibis; the thief by elimination"
    knobs = (
        Knob("suspects", 2, 9, slack=8, least=2, most=20, meaning="suspects, the thief among them"),
        Knob("clues", 1, 3, least=1, most=8, meaning="clues that say what the thief could do"),
        Knob("chain", 1, 8, least=1, most=20, meaning="most suspects in a row who speak for the next"),
        Knob("colour", 1, 3, slack=100, most=8, meaning="most sentences of colour after each suspect"),
    )

    def support_log2(self, level: int) -> int:
        return 30 + 8 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        suspects, needs = Rows.of(knobs["suspects"]), Rows.of(knobs["clues"])
        doc, rank = suspects.doc, suspects.pos
        chain = np.minimum(knobs["chain"], suspects.counts - 1)
        vouched = (rank > 0) & (rank < chain[doc])
        mode = np.where(suspects.last, GUILTY, np.where(vouched, VOUCHED, 0))
        direct = mode == 0
        mode[direct] = draws.draw("mode", 3, Rows.of(suspects.sum(direct)), span="reasoning")
        unable = mode == MEANS
        lack = np.zeros(len(suspects), np.int64)
        lack[unable] = draws.draw(
            "lack", needs.counts[doc[unable]], Rows.of(suspects.sum(unable)), span="reasoning"
        )
        told = suspects.offsets[doc] + draws.shuffle("told", suspects, span="prompt")
        place = np.empty(len(suspects), np.int64)
        place[told] = np.arange(len(suspects))
        return World(
            setting=draws.draw(
                "setting", len(lexicon("creative_settings")) // PLACES_A_SETTING, span="prompt"
            ),
            town=draws.draw("town", len(lexicon("en_towns")), span="prompt"),
            thing=draws.draw("thing", len(lexicon("creative_props")), span="prompt"),
            needs=needs,
            clue=draws.distinct("clue", len(CLUES), needs, span="prompt"),
            suspects=suspects,
            name=draws.distinct("name", len(lexicon("en_given_names")), suspects, span="prompt"),
            mode=mode,
            lack=lack,
            told=told,
            place=place,
            chain=chain,
            colour=knobs["colour"],
        )

    def check(self, world: World) -> Json:
        suspects, told = world.suspects, world.told
        clues = pa.array(list(CLUES))
        names = _names(world)
        traits, able = _abilities(world)
        mode = world.mode[told]
        alibi = where(
            mode == VOUCHED,
            names.take(pa.array(np.maximum(told - 1, 0))),
            where(mode == OUTSIDER, "outsider", "-"),
        )
        each = json_tuple(
            plain_json(names.take(pa.array(told))),
            Json(where(mode != MOTIVE, "true", "false")),
            json_list(traits, Json(where(able, "true", "false"))),
            plain_json(alibi),
        )
        cleared = ~suspects.last
        steps = Rows.of(suspects.counts - 1)
        reason = where(
            world.mode == VOUCHED,
            names.take(pa.array(np.maximum(np.arange(len(suspects)) - 1, 0))),
            where(
                world.mode == MEANS,
                clues.take(pa.array(_lacking(world))),
                where(world.mode == MOTIVE, "motive", "outsider"),
            ),
        )
        step = json_tuple(
            plain_json(names.filter(pa.array(cleared))), plain_json(reason.filter(pa.array(cleared)))
        )
        return json_object(
            {
                "kind": "whodunit",
                "thing": plain_json(pick(lexicon("creative_props")[0], world.thing)),
                "setting": plain_json(
                    pick(lexicon("creative_settings")[0], world.setting * PLACES_A_SETTING)
                ),
                "town": plain_json(pick(lexicon("en_towns")[0], world.town)),
                "needs": json_list(world.needs, plain_json(clues.take(pa.array(world.clue)))),
                "suspects": json_list(suspects, each),
                "steps": json_list(steps, step),
                "answer": plain_json(names.take(pa.array(suspects.offsets[1:] - 1))),
            }
        )

    def cost(self, world: World) -> I64:
        count, chain = world.suspects.counts, world.chain
        return count * (world.needs.counts + 2) + chain * (chain - 1) // 2 + count - 1

    def render(self, draws: Draws, world: World) -> list[Segment]:
        suspects = world.suspects
        names = _names(world)
        gaps = Rows.of(suspects.counts + 1)
        colour, _ = interludes(draws, "colour", gaps, world.colour)
        first, later = pa.array(gaps.pos == 0), pa.array(gaps.pos > 0)
        thing = join("the ", pick(lexicon("creative_props")[0], world.thing))
        fields: dict[str, Field] = {
            "s": Picked(lexicon("creative_settings")[0], world.setting * PLACES_A_SETTING),
            "town": Picked(lexicon("en_towns")[0], world.town),
            "thing": thing,
            "clues": _clues(draws, world),
            "n": suspects.counts,
            "who": names.take(pa.array(suspects.offsets[1:] - 1)),
        }
        crime = CRIMES.say(draws, "crime", None, fields)
        cast = CASTS.say(draws, "cast", None, fields)
        paragraphs = suspects.join(join("\n\n", _suspects(draws, world, names), colour.filter(later)))
        question = QUESTIONS.say(draws, "question", None, fields)
        end = ENDS.say(draws, "end", None, fields, span="reasoning")
        answer = ANSWERS.say(draws, "close", None, fields, span="answer")
        return [
            Segment(
                "prompt", join(crime, colour.filter(first), " ", cast, paragraphs, "\n\n", question, "\n\n")
            ),
            Segment("reasoning", join(_steps(draws, world, names), end, "\n\n")),
            Segment("answer", answer),
        ]

    def extract(self, text: str) -> Any:
        return read_whodunit(text)


def _names(world: World) -> Strings:
    return pick(lexicon("en_given_names")[0], world.name)


def _lacking(world: World) -> I64:
    """The clue that each suspect without the means fails; any clue for the others."""
    return np.asarray(world.clue[world.needs.offsets[world.suspects.doc] + world.lack])


def _abilities(world: World) -> tuple[Rows, Bools]:
    """For each suspect in the order of the text a row a clue: whether the suspect answers to it."""
    told = world.told
    rows = Rows.of(world.needs.counts[world.suspects.doc])
    lacks = (world.mode[told] == MEANS)[rows.doc] & (world.lack[told][rows.doc] == rows.pos)
    return rows, ~lacks


@cache
def _phrases(which: str) -> tuple[Strings, I64, I64]:
    """All phrases of clues, or of traits: where those of a clue (and sign) begin, and how many they are."""
    groups = (
        list(CLUES.values()) if which == "clues" else [words for both in TRAITS.values() for words in both]
    )
    counts = np.array([len(words) for words in groups])
    table = pa.array([word for words in groups for word in words])
    return table, np.concatenate([[0], np.cumsum(counts)[:-1]]), counts


def _clues(draws: Draws, world: World) -> Strings:
    """What the scene of the crime showed, as a list in prose."""
    table, first, counts = _phrases("clues")
    chosen = first[world.clue] + draws.draw("clue.form", counts[world.clue], world.needs, span="prompt")
    return enumerated(world.needs, table.take(pa.array(chosen)), ", and ")


def _suspects(draws: Draws, world: World, names: Strings) -> Strings:
    """A paragraph a suspect, in the order of the text."""
    suspects, told = world.suspects, world.told
    rows, able = _abilities(world)
    clue = world.clue[world.needs.offsets[suspects.doc[rows.doc]] + rows.pos]
    table, first, counts = _phrases("traits")
    sign = 2 * clue + ~able
    flat = Rows.of(suspects.sum(world.needs.counts[suspects.doc]))
    trait = first[sign] + draws.draw("trait", counts[sign], flat, span="prompt")
    mode = world.mode[told]
    lacking = mode == MOTIVE
    motive = draws.draw("motive", np.where(lacking, len(NO_MOTIVES), len(MOTIVES)), suspects, span="prompt")
    alibi = np.where(mode == OUTSIDER, 1, np.where(mode == VOUCHED, 2, 0))
    form = FORMS * alibi + draws.draw("suspect.form", FORMS, suspects, span="prompt")
    she = np.array(lexicon("en_given_names").words(1))[world.name[told]] == "she"
    return SUSPECTS.say(
        draws,
        "suspect",
        suspects,
        {
            "who": names.take(pa.array(told)),
            "other": names.take(pa.array(np.maximum(told - 1, 0))),
            "pro": where(she, "she", "he"),
            "obj": where(she, "her", "him"),
            "motive": Picked(pa.array([*MOTIVES, *NO_MOTIVES]), motive + np.where(lacking, len(MOTIVES), 0)),
            "traits": enumerated(rows, table.take(pa.array(trait))),
        },
        which=form,
    )


def _steps(draws: Draws, world: World, names: Strings) -> Strings:
    """The eliminations in order, each with a space after it."""
    suspects = world.suspects
    kept = np.flatnonzero(~suspects.last)
    rows = Rows.of(suspects.counts - 1)
    said = STEPS.say(
        draws,
        "step",
        rows,
        {
            "who": names.take(pa.array(kept)),
            "other": names.take(pa.array(np.maximum(kept - 1, 0))),
            "clue": pa.array(list(CLUES)).take(pa.array(_lacking(world)[kept])),
        },
        which=2 * world.mode[kept] + draws.draw("step.which", 2, rows, span="reasoning"),
        span="reasoning",
    )
    return rows.join(join(said, " "))
