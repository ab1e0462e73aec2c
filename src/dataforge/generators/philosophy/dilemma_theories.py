"""A practical dilemma, and what several moral theories, each stated in so many words, make of it.

Somebody has to choose between courses of action. Each course brings every person concerned a number of goods,
may fail, and may break rules. Advisers with a theory each (utilitarian, maximiner, prioritarian, egalitarian,
rule-follower, sufficientarian, cautious adviser, democrat) judge the courses; the course with most advisers
behind it is the answer. Harder means more advisers, more courses, more people, risks, rules broken and larger
numbers.

Proof: the reader takes gains, risks and rules from the prose, applies all theories anew and compares every
score.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.philosophy._colour import COLOUR, scene
from dataforge.generators.philosophy._dilemma_reader import read_dilemma
from dataforge.generators.philosophy._dilemma_text import (
    BODIES,
    BODIES_EACH,
    CELLS,
    COUNTED,
    COURSES,
    JUDGEMENTS,
    LEADS,
    OPTIONS,
    REFS,
    RISKS,
    RULES,
    SUITE,
    WRONGS,
)
from dataforge.generators.philosophy._dilemma_words import (
    BROKEN,
    COUNTS,
    GOODS,
    MEASURES,
    SPANS,
    THEORIES,
    TITLES,
)
from dataforge.generators.philosophy._lexical import LEXICONS
from dataforge.text.columns import (
    Field,
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
)
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.prose import enumerated, plain_json
from dataforge.text.rows import I64, Rows

Bools = NDArray[np.bool_]
MOST_COURSES, NUM_THEORIES = 6, 8
UTILITY, MAXIMIN, PRIORITY, EQUALITY, RULE, ENOUGH, CAUTION, VOTES = range(NUM_THEORIES)
_TIE = 1_000_000
_WRONG_FOR_MORALIST = 35
_THINGS = ("en_objects", "en_buildings", "en_tools", "en_instruments", "en_vehicles", "en_clothes")
_QUALITIES = ("en_adj_age", "en_adj_size", "en_adj_colour")


@dataclass(frozen=True)
class World:
    """A batch of dilemmas.

    Attributes:
        option: by course row, what one would do; `thing` and `quality` what with; `fails` in tenths;
            `broken` [courses, 3].
        gains: matrix [num_docs, courses, people], 0 outside.
        advisers: rows of theories; `scores` [advisers, courses] by the theory's measure; `advice` the course.
        work: by adviser, the inferences that its theory takes.
    """

    hero: I64
    unit: I64
    people: Rows
    name: I64
    courses: Rows
    thing: I64
    quality: I64
    option: Strings
    fails: I64
    broken: Bools
    gains: I64
    advisers: Rows
    title: I64
    surname: I64
    theory: I64
    threshold: I64
    sums: I64
    scores: I64
    advice: I64
    work: I64
    answer: I64
    colour: I64


class DilemmaTheories(Genre[World]):
    """What several stated moral theories say about a practical dilemma."""

    name = "dilemma-theories"
    domain = "philosophy"
    lexicons = tuple(sorted({*LEXICONS, *_THINGS, *_QUALITIES, "en_given_names", "en_surnames"}))
    summary = "a practical dilemma judged by explicit moral theories, every verdict computed"
    knobs = (
        Knob("advisers", 1, 5, least=1, most=NUM_THEORIES, meaning="theories that judge the dilemma"),
        Knob("courses", 2, 4, least=2, most=MOST_COURSES, meaning="courses of action"),
        Knob("people", 2, 5, least=2, most=8, meaning="people who gain or lose by it"),
        Knob("size", 9, 200, least=2, most=9999, meaning="how far gains range"),
        Knob("risk", 0, 60, most=100, meaning="percent of courses that may fail, unless a sceptic asks"),
        Knob(
            "wrong",
            0,
            30,
            most=100,
            meaning="percent of courses that break each of three rules, unless a moralist asks",
        ),
        COLOUR,
    )

    def support_log2(self, level: int) -> int:
        return 24 + 4 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        people, courses = Rows.of(knobs["people"]), Rows.of(knobs["courses"])
        advisers = Rows.of(knobs["advisers"])
        cast = Rows.of(people.counts + 1)  # the hero first
        name = draws.distinct("name", len(lexicon("en_given_names")), cast, span="prompt")
        theory = draws.distinct("theory", NUM_THEORIES, advisers, span="prompt")
        gains = _gains(draws, courses, people, knobs["size"])
        fails = _fails(draws, courses, knobs["risk"], advisers.sum(theory == CAUTION) > 0)
        rules = Rows.of(3 * courses.counts)
        percent = np.where(advisers.sum(theory == RULE) > 0, _WRONG_FOR_MORALIST, knobs["wrong"])
        broken = draws.chance("broken", percent[rules.doc], rules, span="prompt").reshape(-1, 3)
        needs = advisers.sum(theory == ENOUGH)
        most = knobs["size"][needs > 0] * 2 // 3
        threshold = np.zeros(people.num_docs, np.int64)
        threshold[needs > 0] = 3 + draws.draw("threshold", most, Rows.of(needs), span="prompt")
        sums, measures, choice, level = _judge(people, courses, gains, fails, broken.sum(axis=1), threshold)
        advice = choice[advisers.doc, theory]
        thing = draws.distinct("thing", len(_things()), courses, span="prompt")
        quality = draws.draw("quality", len(_qualities()), courses, span="prompt")
        words = {"adj": Picked(_qualities(), quality), "key": Picked(_things(), thing)}
        work = _work(people, courses, gains, fails)
        return World(
            hero=name[cast.offsets[:-1]],
            unit=draws.draw("unit", len(SPANS) * len(GOODS), span="prompt"),
            people=people,
            name=name[cast.pos > 0],
            courses=courses,
            thing=thing,
            quality=quality,
            option=OPTIONS.say(draws, "option", courses, words, span="prompt"),
            fails=fails,
            broken=broken,
            gains=gains,
            advisers=advisers,
            title=draws.draw("title", len(TITLES), advisers, span="prompt"),
            surname=draws.distinct("surname", len(lexicon("en_surnames")), advisers, span="prompt"),
            theory=theory,
            threshold=threshold,
            sums=sums,
            scores=measures[advisers.doc, theory],
            advice=advice,
            work=work[advisers.doc, theory] + level[advisers.doc, theory],
            answer=_majority(advisers, advice, courses.width),
            colour=knobs["colour"],
        )

    def check(self, world: World) -> Json:
        people, courses, advisers = world.people, world.courses, world.advisers
        names = lexicon("en_given_names")[0]
        wrong = Rows.of(world.broken.sum(axis=1))
        rules = json_list(wrong, plain_json(pick(BROKEN, np.nonzero(world.broken)[1])))
        each = json_tuple(plain_json(world.option), _course_lists(world, world.gains), world.fails, rules)
        scores = Rows.of(courses.counts[advisers.doc])
        advice = json_tuple(
            plain_json(_adviser(world)),
            plain_json(pick(THEORIES, world.theory)),
            json_list(scores, world.scores[scores.doc, scores.pos]),
            world.advice + 1,
        )
        return json_object(
            {
                "kind": "dilemma-theories",
                "who": plain_json(pick(names, world.hero)),
                "people": json_list(people, plain_json(pick(names, world.name))),
                "unit": plain_json(_unit(world)),
                "courses": json_list(courses, each),
                "threshold": world.threshold,
                "sums": json_list(courses, courses.ravel(world.sums)),
                "advice": json_list(advisers, advice),
                "answer": plain_json(pick(_things(), world.thing[courses.offsets[:-1] + world.answer])),
            }
        )

    def cost(self, world: World) -> I64:
        wide, advisers = world.courses.counts, world.advisers
        partial = num_digits(np.cumsum(world.gains, axis=2))
        inside = (np.arange(world.people.width) < world.people.counts[:, None])[:, None]
        inside = inside & (np.arange(world.courses.width) < wide[:, None])[:, :, None]
        adding = (partial * inside)[:, :, 1:].sum(axis=(1, 2))
        backed = world.advice == world.answer[advisers.doc]
        earliest = np.full(len(wide), advisers.width)
        np.minimum.at(earliest, advisers.doc[backed], advisers.pos[backed])
        counting = wide * advisers.counts + wide - 1 + earliest + 1
        return np.asarray(adding + counting + advisers.sum(world.work), np.int64)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        scenery = scene(draws, world.colour)
        many = world.advisers.counts > 1
        fields = self._fields(draws, world)
        setup, concerned, asks, ties, one, more = SUITE.say(
            draws, "frame", fields, "setup", "concerned", "asks", "ties", "one", "many",
            present={"one": ~many, "many": many}, span="prompt",
        )  # fmt: skip
        (sums,) = SUITE.say(draws, "sum", fields, "sums", span="reasoning")
        winner = world.courses.offsets[:-1] + world.answer
        ref = _ref(draws, "answer.ref", world, winner, None, "answer")
        (verdict,) = SUITE.say(draws, "close", {**fields, "ref": ref}, "verdict", span="answer")
        story = join(scenery, setup, " ", concerned, " ", _courses(draws, world), "\n\n")
        advice = join(asks, " ", _theories(draws, world), " ", ties, " ", where(many, more, one), "\n\n")
        return [
            Segment("prompt", join(story, advice)),
            Segment("reasoning", join(sums, " ", _reasons(draws, world), "\n\n")),
            Segment("answer", verdict),
        ]

    def _fields(self, draws: Draws, world: World) -> dict[str, Field]:
        names = lexicon("en_given_names")[0]
        which = np.where(world.advisers.counts > 1, 1, 0)
        count = {"count": pick(COUNTS, world.advisers.counts - 1)}
        return {
            "hero": Picked(names, world.hero),
            "list": enumerated(world.people, pick(names, world.name)),
            "unit": _unit(world),
            "count": COUNTED.say(draws, "counted", None, count, which=which, span="prompt"),
            "sums": enumerated(world.courses, ints(world.courses.ravel(world.sums))),
        }

    def extract(self, text: str) -> Any:
        return read_dilemma(text)


@cache
def _things() -> Strings:
    """Nouns of one word that no other shares."""
    words = [str(word) for name in _THINGS for word in lexicon(name)[0] if str(word).isalpha()]
    return pa.array([word for word in dict.fromkeys(words) if word.islower() and word.isascii()], pa.string())


@cache
def _qualities() -> Strings:
    words = [str(word) for name in _QUALITIES for word in lexicon(name)[0] if str(word).isalpha()]
    return pa.array(list(dict.fromkeys(words)), pa.string())


def _unit(world: World) -> Strings:
    return join(pick(SPANS, world.unit // len(GOODS)), " of ", pick(GOODS, world.unit % len(GOODS)))


def _adviser(world: World) -> Strings:
    return join(pick(TITLES, world.title), " ", pick(lexicon("en_surnames")[0], world.surname))


def _work(people: Rows, courses: Rows, gains: I64, fails: I64) -> I64:
    """Inferences that each theory takes in each document, ties apart, int64[num_docs, theories]."""
    open_to = np.arange(courses.width) < courses.counts[:, None]
    present = (np.arange(people.width) < people.counts[:, None])[:, None]
    sums, least = gains.sum(axis=2), np.where(present, gains, 10**9).min(axis=2)
    wide, width, most = courses.counts, people.counts, num_digits(gains.max(axis=2))
    odds = num_digits(10 - courses.pad(fails))
    weighed = np.where(open_to, num_digits(sums) * odds, 0).sum(axis=1)
    added = num_digits(sums + least)
    doubled = np.where(open_to, added + added * odds, 0).sum(axis=1)
    gap = np.where(open_to, most, 0).sum(axis=1)
    work = np.stack(
        [
            weighed,
            wide * (width - 1),
            doubled + wide * (width - 1),
            gap + 2 * wide * (width - 1),
            3 * wide,
            wide * width,
            wide,
            width * (wide - 1) + wide * width,
        ],
        axis=1,
    )
    return np.asarray(work + (2 * wide - 2)[:, None] + 1, np.int64)  # the choice, and what its measure is


def _gains(draws: Draws, courses: Rows, people: Rows, size: I64) -> I64:
    """What each course brings each person, [num_docs, courses, people]; 0 outside."""
    cells = Rows.of(courses.counts * people.counts)
    width = people.counts[cells.doc]
    gains = np.zeros((people.num_docs, courses.width, people.width), np.int64)
    gain = draws.draw("gain", size[cells.doc], cells, span="prompt") + 2
    gains[cells.doc, cells.pos // width, cells.pos % width] = gain
    return gains


def _fails(draws: Draws, courses: Rows, risk: I64, sceptical: Bools) -> I64:
    """By course, in how many cases of ten it fails; where a sceptic judges, every course has its risk."""
    risky = sceptical[courses.doc]
    free = ~risky
    left = Rows.of(courses.sum(free))
    risky[free] = draws.chance("risky", risk[courses.doc[free]], left, span="prompt")
    fails = np.zeros(len(courses), np.int64)
    fails[risky] = draws.draw("fails", 5, Rows.of(courses.sum(risky)), span="prompt") + 2
    return fails


def _judge(
    people: Rows, courses: Rows, gains: I64, fails: I64, wrongs: I64, threshold: I64
) -> tuple[I64, I64, I64, I64]:
    """Plain sums [n, courses]; each theory's measure [n, theories, courses], choice, and how many tie."""
    present = np.arange(people.width) < people.counts[:, None]
    open_to = np.arange(courses.width) < courses.counts[:, None]
    least = np.where(present[:, None], gains, 10**9).min(axis=2)
    sums, fail = gains.sum(axis=2), courses.pad(fails)
    best = np.where(open_to[:, :, None], gains, -1).argmax(axis=1)
    votes = ((best[:, None, :] == np.arange(courses.width)[:, None]) & present[:, None]).sum(axis=2)
    enough = ((gains >= threshold[:, None, None]) & present[:, None]).sum(axis=2)
    gaps = gains.max(axis=2) - least
    measures = np.stack(
        [
            sums * (10 - fail),
            least,
            (sums + least) * (10 - fail),
            gaps,
            courses.pad(wrongs),
            enough,
            fail,
            votes,
        ],
        axis=1,
    )
    sign = np.ones(NUM_THEORIES, np.int64)
    sign[[EQUALITY, RULE, CAUTION]] = -1
    worth = np.where(open_to[:, None], measures * sign[:, None], -(10**9))
    level = (worth == worth.max(axis=2, keepdims=True)).sum(axis=2)
    return sums, measures, (worth * _TIE + sums[:, None]).argmax(axis=2), level


def _majority(advisers: Rows, advice: I64, num_courses: int) -> I64:
    """The course with most advisers; of equals, the one with the earliest adviser."""
    support = np.zeros((advisers.num_docs, num_courses), np.int64)
    np.add.at(support, (advisers.doc, advice), 1_000)
    np.add.at(support, (advisers.doc, advice), _first_of(advisers, advice, num_courses))
    return np.asarray(support.argmax(axis=1), np.int64)


def _first_of(advisers: Rows, advice: I64, num_courses: int) -> I64:
    """100 - position for the first adviser of each course, 0 for its others."""
    seen = np.full((advisers.num_docs, num_courses), 100, np.int64)
    np.minimum.at(seen, (advisers.doc, advice), advisers.pos)
    first = seen[advisers.doc, advice] == advisers.pos
    return np.where(first, 100 - advisers.pos, 0)


def _course_lists(world: World, values: I64) -> Json:
    """By course row, the people's values as a JSON list."""
    rows = Rows.of(world.people.counts[world.courses.doc])
    return json_list(rows, values[world.courses.doc, world.courses.pos][rows.doc, rows.pos])


def _ref(draws: Draws, field: str, world: World, course: I64, rows: Rows | None, span: str) -> Strings:
    """A brief way to name a course: the thing that it is about."""
    named: dict[str, Field] = {
        "adj": Picked(_qualities(), world.quality[course]), "key": Picked(_things(), world.thing[course]),
    }  # fmt: skip
    return REFS.say(draws, field, rows, named, span=span)


def _courses(draws: Draws, world: World) -> Strings:
    """The courses in prose: gains, risk, rules broken."""
    courses, names = world.courses, lexicon("en_given_names")
    cells = Rows.of(courses.counts * world.people.counts)
    width = world.people.counts[cells.doc]
    row, person = cells.pos // width, cells.pos % width
    given: dict[str, Field] = {
        "who": Picked(names[0], world.name[world.people.offsets[cells.doc] + person]),
        "n": world.gains[cells.doc, row, person],
    }
    said = CELLS.say(draws, "cell", cells, given, span="prompt")
    hero = world.hero[courses.doc]
    fields: dict[str, Field] = {
        "option": world.option,
        "hero": Picked(names[0], hero),
        "she": Picked(names[1], hero),
        "gains": enumerated(Rows.of(world.people.counts[courses.doc]), said),
    }
    course = COURSES.say(draws, "course", courses, fields, span="prompt")
    risky, wrong = world.fails > 0, world.broken.sum(axis=1) > 0
    risk = RISKS.say(
        draws, "risk.form", Rows.of(courses.sum(risky)), {"f": world.fails[risky]}, span="prompt"
    )
    marks = np.nonzero(world.broken)
    which = 3 * marks[1] + draws.draw(
        "rule", 3, Rows.of(courses.sum(world.broken.sum(axis=1))), span="prompt"
    )
    rule = RULES.say(
        draws, "rule.form", Rows.of(courses.sum(world.broken.sum(axis=1))), which=which, span="prompt"
    )
    rules = enumerated(Rows.of(world.broken.sum(axis=1)[wrong]), rule)
    blame = WRONGS.say(draws, "wrong.form", Rows.of(courses.sum(wrong)), {"rules": rules}, span="prompt")
    return courses.join(join(course, _placed(risk, risky), _placed(blame, wrong)), " ")


def _placed(sentences: Strings, mask: Bools) -> Strings:
    """Sentences at the masked rows, with a space before; '' elsewhere."""
    return where(mask, join(" ", sentences).take(pa.array(np.cumsum(mask) - 1, mask=~mask)), "")


def _theories(draws: Draws, world: World) -> Strings:
    """What each adviser's theory says."""
    rows = world.advisers
    form = BODIES_EACH * world.theory + draws.draw("body", BODIES_EACH, rows, span="prompt")
    body = BODIES.say(draws, "body.form", rows, {"t": world.threshold[rows.doc]}, which=form, span="prompt")
    fields: dict[str, Field] = {"name": _adviser(world), "body": body}
    return rows.join(LEADS.say(draws, "lead", rows, fields, span="prompt"), " ")


def _reasons(draws: Draws, world: World) -> Strings:
    rows = world.advisers
    scores = Rows.of(world.courses.counts[rows.doc])
    measure = world.theory * len(MEASURES[0]) + draws.draw(
        "measure", len(MEASURES[0]), rows, span="reasoning"
    )
    fields: dict[str, Field] = {
        "name": _adviser(world),
        "list": enumerated(scores, ints(world.scores[scores.doc, scores.pos])),
        "measure": Picked(pa.array([word for each in MEASURES for word in each]), measure),
        "ref": _ref(draws, "ref", world, world.courses.offsets[rows.doc] + world.advice, rows, "reasoning"),
    }
    return rows.join(JUDGEMENTS.say(draws, "judgement", rows, fields, span="reasoning"), " ")
