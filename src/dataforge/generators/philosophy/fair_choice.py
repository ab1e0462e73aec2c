"""A choice to be made by many: their ballots in prose, and what several rules of election make of them.

Blocks of voters rank the options; first places, Borda's points, duels in pairs (with Condorcet's winner, or
the cycle that there is instead), last places and a run-off are counted, as many of these as the level asks
for; the option that most rules name is the answer, and the text says whether the rules agree. Harder means
more blocks, more options, more voters and more rules.

Proof: the reader takes the ballots from the prose, applies every rule anew and compares all numbers, rounds,
duels and winners. Sources: Borda 1781; Condorcet 1785; the run-off is Ware's and Hare's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.philosophy._choice_reader import read_choice
from dataforge.generators.philosophy._choice_text import (
    BALLOTS,
    CELLS,
    CLOSES,
    DUELS,
    FIRST_PLACE,
    FIRST_RULE,
    FIRST_SHEET,
    FRAME,
    LINKS,
    NUM_BALLOTS,
    NUM_DOWN,
    OUTCOMES,
    PLACES,
    REFLECTIONS,
    RULE_NAMES,
    SETUPS,
    SETUPS_EACH,
    SHEETS,
)
from dataforge.generators.philosophy._choice_words import COUNTS, KINDS, PERSON, RULES, TITLES, WORDS
from dataforge.generators.philosophy._choice_world import (
    NOBODY,
    PAIRS,
    PLURALITY,
    RUN_OFF,
    VETO,
    Ballots,
    Bools,
    Results,
    count,
    reasoning_work,
    unrank,
)
from dataforge.generators.philosophy._colour import COLOUR, scene
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

_MOST_OPTIONS = 6
_MUSING = 40  # percent of the places for a reflection that have one
_FACTORIALS = np.cumprod([1, *range(1, _MOST_OPTIONS + 1)])


@dataclass(frozen=True)
class World:
    """A batch of choices.

    Attributes:
        kind: what is chosen, a line of KINDS.
        options: rows of options; `name` numbers their words, `title` goes before them.
        blocks: rows of voters; `group` who they are.
        rules: rows of rules in the order of the text; `rule` which, `named` the option each names, or NOBODY.
        answer, backing: the option that most rules name, and how many do.
    """

    kind: I64
    options: Rows
    name: I64
    title: Strings
    blocks: Rows
    group: I64
    ballots: Ballots
    results: Results
    rules: Rows
    rule: I64
    named: I64
    answer: I64
    backing: I64
    colour: I64

    @property
    def cyclic(self) -> Bools:
        """Whether the duels are told and have no champion."""
        return np.asarray((self.rules.counts > PAIRS) & (self.results.winner[:, PAIRS] == NOBODY))

    @property
    def duelling(self) -> Bools:
        return np.asarray(self.rules.counts > PAIRS)


class FairChoice(Genre[World]):
    """Ballots of blocks of voters, and what several rules of election make of them."""

    name = "fair-choice"
    domain = "philosophy"
    lexicons = (*LEXICONS, *(name for name, _ in KINDS if name not in LEXICONS))
    summary = "a choice by ballots: plurality, Borda, duels, vetoes, run-off, and whether they agree"
    knobs = (
        Knob("blocks", 3, 8, least=3, most=12, meaning="groups of voters who rank alike"),
        Knob("options", 3, 5, least=3, most=_MOST_OPTIONS, meaning="options to choose from"),
        Knob("rules", 2, 5, least=2, most=5, meaning="rules of election that are applied"),
        Knob("size", 12, 400, least=4, most=5_000, meaning="voters of a block, up to this"),
        COLOUR,
    )

    def support_log2(self, level: int) -> int:
        return 30 + 8 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        options, blocks, rules = (Rows.of(knobs[each]) for each in ("options", "blocks", "rules"))
        kind = draws.draw("kind", len(KINDS), span="prompt")
        name, title = _named(draws, options, kind)
        voters = blocks.pad(_voters(draws, blocks, knobs["size"]))
        code = draws.draw("ranking", _FACTORIALS[options.counts][blocks.doc], blocks, span="prompt")
        orders, positions = unrank(code, options.counts[blocks.doc], options.width)
        order = np.tile(np.arange(options.width, dtype=np.int64), (*voters.shape, 1))
        position = order.copy()
        order[blocks.doc, blocks.pos], position[blocks.doc, blocks.pos] = orders, positions
        ballots = Ballots(options.counts, blocks.counts, voters, order, position)
        results = count(ballots)
        rule = draws.shuffle("order", rules, span="prompt")
        named = results.winner[rules.doc, rule]
        answer, backing = _majority(rules, named, options.width)
        return World(
            kind=kind,
            options=options,
            name=name,
            title=title,
            blocks=blocks,
            group=draws.distinct("group", len(lexicon("en_people")), blocks, span="prompt"),
            ballots=ballots,
            results=results,
            rules=rules,
            rule=rule,
            named=named,
            answer=answer,
            backing=backing,
            colour=knobs["colour"],
        )

    def check(self, world: World) -> Json:
        options, results, ballots = world.options, world.results, world.ballots
        ranked = Rows.of(options.counts[world.blocks.doc])
        chosen = ballots.order[world.blocks.doc, world.blocks.pos][ranked.doc, ranked.pos]
        rankings = json_list(ranked, _word(world, world.blocks.doc[ranked.doc], chosen))
        voters = ballots.voters[world.blocks.doc, world.blocks.pos]
        block = json_tuple(plain_json(pick(lexicon("en_people")[1], world.group)), voters, rankings)
        told = np.arange(len(RULES)) < world.rules.counts[:, None]
        scores: dict[str, Json] = {}
        for number in (0, 1, VETO):
            inside = ballots.open_to & told[:, number, None]
            scores[RULES[number]] = _numbers(results.scores[:, number], inside)
        above = np.triu(np.ones(results.support.shape[1:], np.bool_), 1)
        pairs = above & (ballots.open_to[:, None] & ballots.open_to[:, :, None]) & told[:, PAIRS, None, None]
        duels = np.stack([results.support, results.support.transpose(0, 2, 1)], axis=3)
        both = np.broadcast_to(pairs[:, :, :, None], duels.shape)
        cycle = _words(world, results.cycle, world.duelling)
        scores[RULES[PAIRS]] = _told(told[:, PAIRS], _numbers(duels, both), cycle)
        running = told[:, RUN_OFF]
        rounds = _numbers(results.rounds, (results.rounds >= 0) & running[:, None, None])
        scores[RULES[RUN_OFF]] = _told(running, rounds, _words(world, results.dropped, running))
        every = np.arange(options.num_docs)
        called = where(world.named >= 0, _word(world, world.rules.doc, world.named.clip(0)).encoded, '""')
        return json_object(
            {
                "kind": "fair-choice",
                "options": json_list(options, plain_json(pick(_table(), world.name))),
                "blocks": json_list(world.blocks, block),
                "voters": ballots.total,
                "last": results.last,
                "winners": json_list(
                    world.rules, json_tuple(plain_json(pick(RULES, world.rule)), Json(called))
                ),
                "backing": world.backing,
                "answer": _word(world, every, world.answer),
                **scores,
            }
        )

    def cost(self, world: World) -> I64:
        told = np.arange(len(RULES)) < world.rules.counts[:, None]
        work = reasoning_work(world.ballots, world.results, told)
        naming = world.rules.pad(world.named, NOBODY - 1) == world.answer[:, None]
        return np.asarray(work + world.options.counts + naming.argmax(axis=1) + 1)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        scenery = scene(draws, world.colour)
        muse, slots = _musing(draws, world)
        start, n = slots.offsets[:-1], world.options.num_docs
        first = world.kind * SETUPS_EACH + draws.draw("setup", SETUPS_EACH, span="prompt")
        listed = {"list": enumerated(world.options, _display(world))}
        setup = SETUPS.say(draws, "setup.said", None, listed, which=first, span="prompt")
        blocks, rules = world.blocks, world.rules
        spoken = join(_ballots(draws, world), muse.take(pa.array(start[blocks.doc] + 1 + blocks.pos)))
        name = draws.draw("rule", np.diff(FIRST_RULE)[world.rule], rules, span="prompt")
        phrase = RULE_NAMES.say(draws, "rule.said", rules, which=FIRST_RULE[world.rule] + name, span="prompt")
        fields = {"rules": enumerated(rules, phrase), "total": world.ballots.total}
        ties, total, question = FRAME.say(draws, "frame", fields, "ties", "total", "question", span="prompt")
        duels, last, moral = _outcomes(draws, world)
        worked = _workings(draws, world, duels).take(pa.array(world.rule * n + rules.doc))
        after = muse.take(pa.array((start + 1 + blocks.counts)[rules.doc] + rules.pos))
        reasoning = rules.join(join(worked, after, "\n\n"))
        answer = {"x": _ref(world, np.arange(n), world.answer)}
        close = CLOSES.say(draws, "close", None, answer, span="answer")
        opening = join(setup, " ", ties, muse.take(pa.array(start)), "\n\n")
        ballots = join(blocks.join(spoken, " "), " ", total, " ", question, "\n\n")
        ending = muse.take(pa.array(slots.offsets[1:] - 1))
        return [
            Segment("prompt", join(scenery, opening, ballots)),
            Segment("reasoning", join(reasoning, last, ending, " ", moral, "\n\n")),
            Segment("answer", close),
        ]

    def extract(self, text: str) -> Any:
        return read_choice(text)


@cache
def _words_of(kind: int) -> list[str]:
    """The words of one kind of options, as many as there are to be drawn."""
    which, times = KINDS[kind]
    shape = "[A-Z][a-z]{2,}" if kind == PERSON else "[a-z]{3,}"
    words = [word for word in lexicon(which).words() if re.fullmatch(shape, word) and word not in TITLES]
    return list(dict.fromkeys(words))[: WORDS * times]


@cache
def _table() -> Strings:
    return pa.array([word for kind in range(len(KINDS)) for word in _words_of(kind)], pa.string())


@cache
def _starts() -> I64:
    return np.cumsum([0, *(len(_words_of(kind)) for kind in range(len(KINDS)))])


def _named(draws: Draws, options: Rows, kind: I64) -> tuple[I64, Strings]:
    """The options' words, numbered in `_table`, and what goes before each."""
    times = np.array([each for _, each in KINDS])[kind[options.doc]]
    fine = draws.draw("option.of", times, options, span="prompt")
    word = draws.distinct("option", WORDS, options, span="prompt") * times + fine
    person = kind[options.doc] == PERSON
    title = np.zeros(len(options), np.int64)
    titled = Rows.of(options.counts * (kind == PERSON))
    title[person] = 1 + draws.draw("title", len(TITLES), titled, span="prompt")
    return _starts()[kind[options.doc]] + word, pick(("the", *TITLES), title)


def _voters(draws: Draws, blocks: Rows, size: I64) -> I64:
    """Voters by block, at least two; the last block makes their sum odd, so that no duel is drawn."""
    most = np.where(blocks.last, size[blocks.doc] // 2, size[blocks.doc])
    drawn = draws.draw("voters", most, blocks, span="prompt")
    others = blocks.sum(np.where(blocks.last, 0, drawn + 2))[blocks.doc]
    return np.where(blocks.last, 2 * drawn + 3 - others % 2, drawn + 2)


def _majority(rules: Rows, named: I64, width: int) -> tuple[I64, I64]:
    """The option that most rules name, of equals the one that is named earliest, and by how many rules."""
    support = np.zeros((rules.num_docs, width), np.int64)
    voice = named >= 0
    np.add.at(support, (rules.doc[voice], named[voice]), 1)
    most = support.max(axis=1)
    backed = np.where(voice, support[rules.doc, named.clip(0)], 0)
    place = rules.pad(backed).argmax(axis=1)
    return named[rules.offsets[:-1] + place], most


def _display(world: World) -> Strings:
    """By option row, how the text names it: "the library", "Dr Moss"."""
    return join(world.title, " ", pick(_table(), world.name))


def _ref(world: World, doc: I64, option: I64) -> Picked:
    """Options of documents, as the text names them."""
    return Picked(_display(world), world.options.offsets[doc] + option)


def _word(world: World, doc: I64, option: I64) -> Json:
    """Options of documents, as the check names them."""
    return plain_json(pick(_table(), world.name[world.options.offsets[doc] + option]))


def _words(world: World, options: I64, told: Bools) -> Json:
    """By document a list of options, [n, most], where they are told; NOBODY is no option."""
    inside = (options >= 0) & told[:, None]
    doc, place = np.nonzero(inside)
    return json_list(Rows.of(inside.sum(axis=1)), _word(world, doc, options[doc, place]))


def _numbers(values: I64, inside: Bools) -> Json:
    """By document the values that are inside, as one list."""
    axes = tuple(range(1, inside.ndim))
    return json_list(Rows.of(inside.sum(axis=axes)), values[inside])


def _told(told: Bools, *parts: Json) -> Json:
    return Json(where(told, json_tuple(*parts).encoded, "[]"))


def _musing(draws: Draws, world: World) -> tuple[Strings, Rows]:
    """Reflections, each after a space, or '', for every place where one may stand.

    Places: one after the setup, one after each ballot and each rule, one before the moral.
    """
    slots = Rows.of(world.blocks.counts + world.rules.counts + 2)
    shown = draws.chance("muse", _MUSING, slots)
    rows = Rows.of(slots.sum(shown))
    which = draws.distinct("muse.which", len(REFLECTIONS), rows)
    said = join(" ", REFLECTIONS.say(draws, "muse.said", rows, which=which))
    return where(shown, said.take(pa.array(np.cumsum(shown) - 1, mask=~shown)), ""), slots


def _ballots(draws: Draws, world: World) -> Strings:
    """A sentence for each block."""
    blocks, ballots = world.blocks, world.ballots
    form = draws.draw("ballot", NUM_BALLOTS, blocks, span="prompt")
    up = form >= NUM_DOWN
    ranked = Rows.of(world.options.counts[blocks.doc])
    last = ranked.counts[ranked.doc] - 1
    place = np.where(up[ranked.doc], last - ranked.pos, ranked.pos)
    order = ballots.order[blocks.doc, blocks.pos][ranked.doc, place]
    where_told = np.where(ranked.pos == 0, 0, np.where(ranked.pos == last, 1, 2)) + 3 * up[ranked.doc]
    cells = Rows.of(blocks.sum(ranked.counts))
    phrase = draws.draw("place", np.diff(FIRST_PLACE)[where_told], cells, span="prompt")
    named = {"x": _ref(world, blocks.doc[ranked.doc], order)}
    which = FIRST_PLACE[where_told] + phrase
    said = PLACES.say(draws, "place.said", cells, named, which=which, span="prompt")
    fields = {
        "n": ballots.voters[blocks.doc, blocks.pos],
        "group": Picked(lexicon("en_people")[1], world.group),
        "ranking": enumerated(ranked, said),
    }
    return BALLOTS.say(draws, "ballot.said", blocks, fields, which=form, span="prompt")


def _workings(draws: Draws, world: World, duels: Strings) -> Strings:
    """The paragraph of each rule of each document, rule by rule; '' for rules that are not applied."""
    n, results = world.options.num_docs, world.results
    plain = results.scores[:, [0, 1, VETO]]
    told = np.arange(len(RULES)) < world.rules.counts[:, None]
    numbers = np.concatenate([plain, results.rounds], axis=1)
    inside = numbers >= 0
    inside[:, :3] &= world.ballots.open_to[:, None]
    inside &= np.concatenate(
        [told[:, [0, 1, VETO]], np.repeat(told[:, RUN_OFF, None], len(results.rounds[0]), 1)], 1
    )[:, :, None]
    doc, sheet, option = np.nonzero(inside)
    fields = {"x": _ref(world, doc, option), "n": numbers[inside]}
    cell = CELLS.say(draws, "cell", Rows.of(inside.sum(axis=(1, 2))), fields, span="reasoning")
    doc, sheet = np.nonzero(inside.any(axis=2))
    sheets = Rows.of(np.bincount(doc, minlength=n))
    final = (sheet >= 3) & sheets.last
    goes = np.concatenate([results.winner[:, [0, 1, VETO]], results.dropped], axis=1)[doc, sheet]
    goes = np.where(final, results.winner[doc, RUN_OFF], goes)
    kind = np.minimum(sheet, 3) + final
    phrase = draws.draw("sheet", np.diff(FIRST_SHEET)[kind], sheets, span="reasoning")
    cells = enumerated(Rows.of(inside.sum(axis=2)[doc, sheet]), cell)
    said = SHEETS.say(
        draws, "sheet.said", sheets, {"cells": cells, "x": _ref(world, doc, goes)},
        which=FIRST_SHEET[kind] + phrase, span="reasoning",
    )  # fmt: skip
    columns = [
        Rows.of(np.bincount(doc[sheet == each], minlength=n)).join(_at(said, sheet == each))
        for each in range(3)
    ]
    runs = Rows.of(np.bincount(doc[sheet >= 3], minlength=n)).join(_at(said, sheet >= 3), " ")
    return pa.concat_arrays([columns[PLURALITY], columns[1], duels, columns[2], runs])


def _at(strings: Strings, mask: Bools) -> Strings:
    return strings.take(pa.array(np.flatnonzero(mask)))


def _outcomes(draws: Draws, world: World) -> tuple[Strings, Strings, Strings]:
    """The duels with their outcome, how many put the winner of plurality last, what the rules teach."""
    results, told, cyclic = world.results, world.duelling, world.cyclic
    every, none = np.arange(world.options.num_docs), results.last == 0
    agreed = world.backing == world.rules.counts
    fields: dict[str, Field] = {
        "duels": _duels(draws, world),
        "champion": _ref(world, every, results.winner[:, PAIRS].clip(0)),
        "chain": _chain(draws, world),
        "favourite": _ref(world, every, results.winner[:, PLURALITY]),
        "m": results.last,
        "total": world.ballots.total,
        "x": _ref(world, every, world.answer),
        "backing": pick(COUNTS, world.backing - 1),
        "count": pick(COUNTS, world.rules.counts - 1),
    }
    present = {
        "duels": told, "champion": told & ~cyclic, "cycle": cyclic, "some": ~none, "none": none,
        "agree": agreed, "apart": ~agreed,
    }  # fmt: skip
    duels, champion, cycle, some, nobody, agree, apart = OUTCOMES.say(
        draws, "outcome", fields, *present, present=present, span="reasoning"
    )
    outcome = join(duels, " ", where(cyclic, cycle, champion))
    return outcome, where(none, nobody, some), where(agreed, agree, apart)


def _duels(draws: Draws, world: World) -> Strings:
    """The duels of each document; '' where they are not told."""
    wide, support = world.options.width, world.results.support
    above = np.triu(np.ones((wide, wide), np.bool_), 1)
    inside = above & world.ballots.open_to[:, None] & world.duelling[:, None, None]
    doc, i, j = np.nonzero(inside)
    ahead = world.results.beats[doc, i, j]
    w, x = np.where(ahead, i, j), np.where(ahead, j, i)
    fields: dict[str, Field] = {
        "w": _ref(world, doc, w), "l": _ref(world, doc, x), "a": support[doc, w, x], "b": support[doc, x, w],
    }  # fmt: skip
    rows = Rows.of(inside.sum(axis=(1, 2)))
    return rows.join(DUELS.say(draws, "duel", rows, fields, span="reasoning"), "; ")


def _chain(draws: Draws, world: World) -> Strings:
    """The circle of each document whose duels run in one, as "a loses to b, b to c and c to a"; else ''."""
    cycle = np.where(world.cyclic[:, None], world.results.cycle, NOBODY)
    length = (cycle >= 0).sum(axis=1)
    doc, place = np.nonzero(cycle >= 0)
    by = cycle[doc, (place + 1) % length[doc]]
    links = Rows.of(length)
    fields = {"x": _ref(world, doc, cycle[doc, place]), "y": _ref(world, doc, by)}
    return enumerated(links, LINKS.say(draws, "link", links, fields, span="reasoning"))
