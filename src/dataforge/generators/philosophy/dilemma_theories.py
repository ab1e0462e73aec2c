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
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.philosophy._dilemma_reader import read_dilemma
from dataforge.generators.philosophy._dilemma_text import (
    ANSWERS,
    ASKS,
    CONCERNED,
    COURSES,
    GIVEN_FOR,
    JUDGEMENTS,
    QUESTION_MANY,
    QUESTION_ONE,
    RISKS,
    SEASONS,
    SUMS,
    TEXTS_A_THEORY,
    THEORIES,
    TOWN_HEADS,
    TOWN_TAILS,
    WRONGS,
)
from dataforge.generators.philosophy._dilemma_words import ADVISERS, BROKEN, COUNTS, ORDINALS, TIES
from dataforge.text.columns import (
    Field,
    Json,
    Strings,
    capital,
    ints,
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
MOST_COURSES, NUM_THEORIES = 5, 8
UTILITY, MAXIMIN, PRIORITY, EQUALITY, RULES, ENOUGH, CAUTION, VOTES = range(NUM_THEORIES)
_TIE = 1_000_000
_WRONG_FOR_MORALIST = 35


@dataclass(frozen=True)
class World:
    """A batch of dilemmas.

    Attributes:
        options: by course row, which of the situation's options it is; `fails` in tenths;
            `broken` [courses, 3].
        gains: matrix [num_docs, courses, people], 0 outside.
        tied, summed: whether some theory is undecided; whether the reasoning needs the plain sums.
        advisers: rows of theories; `scores` [advisers, courses] by the theory's measure; `advice` the course.
    """

    town: I64
    hero: I64
    situation: I64
    people: Rows
    name: I64
    courses: Rows
    option: I64
    fails: I64
    broken: Bools
    gains: I64
    advisers: Rows
    theory: I64
    threshold: I64
    sums: I64
    tied: Bools
    summed: Bools
    scores: I64
    advice: I64
    answer: I64


class DilemmaTheories(Genre[World]):
    """What several stated moral theories say about a practical dilemma."""

    name = "dilemma-theories"
    domain = "philosophy"
    lexicons = ("given_names", "philosophy_dilemmas")
    summary = "a practical dilemma judged by explicit moral theories, every verdict computed"
    knobs = (
        Knob(
            "advisers", 1, 5, slack=20, least=1, most=NUM_THEORIES, meaning="theories that judge the dilemma"
        ),
        Knob("courses", 2, 4, least=2, most=MOST_COURSES, meaning="courses of action"),
        Knob("people", 2, 4, least=2, most=8, meaning="people who gain or lose by it"),
        Knob("size", 9, 90, least=2, most=9999, meaning="how far gains range"),
        Knob("risk", 0, 60, most=100, meaning="percent of courses that may fail, unless a sceptic asks"),
        Knob(
            "wrong",
            0,
            30,
            most=100,
            meaning="percent of courses that break each of three rules, unless a moralist asks",
        ),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 4 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        people, courses = Rows.of(knobs["people"]), Rows.of(knobs["courses"])
        advisers = Rows.of(knobs["advisers"])
        cast = Rows.of(people.counts + 1)  # the hero first
        name = draws.distinct("name", len(lexicon("given_names")), cast, span="prompt")
        theory = draws.distinct("theory", NUM_THEORIES, advisers, span="prompt")
        gains = _gains(draws, courses, people, knobs["size"])
        fails = _fails(draws, courses, knobs["risk"], advisers.sum(theory == CAUTION) > 0)
        rules = Rows.of(3 * courses.counts)
        percent = np.where(advisers.sum(theory == RULES) > 0, _WRONG_FOR_MORALIST, knobs["wrong"])
        broken = draws.chance("broken", percent[rules.doc], rules, span="prompt").reshape(-1, 3)
        needs = advisers.sum(theory == ENOUGH)
        most = knobs["size"][needs > 0] * 2 // 3
        threshold = np.zeros(people.num_docs, np.int64)
        threshold[needs > 0] = 3 + draws.draw("threshold", most, Rows.of(needs), span="prompt")
        sums, measures, choice, level = _judge(people, courses, gains, fails, broken.sum(axis=1), threshold)
        advice = choice[advisers.doc, theory]
        tied = advisers.sum(level[advisers.doc, theory]) > 0
        return World(
            town=draws.draw("town", len(TOWN_HEADS) * len(TOWN_TAILS), span="prompt"),
            hero=name[cast.offsets[:-1]],
            situation=draws.draw("situation", len(lexicon("philosophy_dilemmas")), span="prompt"),
            people=people,
            name=name[cast.pos > 0],
            courses=courses,
            option=draws.distinct("option", MOST_COURSES, courses, span="prompt"),
            fails=fails,
            broken=broken,
            gains=gains,
            advisers=advisers,
            theory=theory,
            threshold=threshold,
            sums=sums,
            tied=tied,
            summed=tied | (advisers.sum((theory == UTILITY) | (theory == PRIORITY)) > 0),
            scores=measures[advisers.doc, theory],
            advice=advice,
            answer=_majority(advisers, advice, courses.width),
        )

    def check(self, world: World) -> Json:
        people, courses, advisers = world.people, world.courses, world.advisers
        names = lexicon("given_names")[0]
        gains = _course_lists(world, world.gains)
        wrong = Rows.of(world.broken.sum(axis=1))
        rules = json_list(wrong, plain_json(pick(BROKEN, np.nonzero(world.broken)[1])))
        option = _options(world)
        each = json_tuple(plain_json(option), gains, world.fails, rules)
        scores = Rows.of(courses.counts[advisers.doc])
        score = world.scores[scores.doc, scores.pos]
        advice = json_tuple(
            plain_json(pick(ADVISERS, world.theory)), json_list(scores, score), world.advice + 1
        )
        return json_object(
            {
                "kind": "dilemma-theories",
                "where": plain_json(_town(world)),
                "who": plain_json(pick(names, world.hero)),
                "people": json_list(people, plain_json(pick(names, world.name))),
                "courses": json_list(courses, each),
                "threshold": world.threshold,
                "sums": json_list(courses, courses.ravel(world.sums)),
                "advice": json_list(advisers, advice),
                "answer": plain_json(option.take(pa.array(courses.offsets[:-1] + world.answer))),
            }
        )

    def cost(self, world: World) -> I64:
        width, wide = world.people.counts, world.courses.counts
        return width * wide + world.advisers.counts * wide * (width - 1) + world.courses.sum(world.fails > 0)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        names = lexicon("given_names")
        hero, she = pick(names[0], world.hero), pick(names[1], world.hero)
        setup = pc.split_pattern(pick(lexicon("philosophy_dilemmas")[0], world.situation), "@")
        town = SEASONS.render(draws.draw("season", len(SEASONS), span="prompt"), {"town": _town(world)})
        opening = join(town, " ", pc.list_element(setup, 0), hero, pc.list_element(setup, 1))
        everyone = enumerated(world.people, pick(names[0], world.name))
        concerned = CONCERNED.render(
            draws.draw("concerned", len(CONCERNED), span="prompt"), {"list": everyone}
        )
        courses = _courses(draws, world, hero, she)
        many = world.advisers.counts > 1
        one = pick(
            QUESTION_ONE, draws.draw("question.one", np.where(many, 1, len(QUESTION_ONE)), span="prompt")
        )
        more = pick(
            QUESTION_MANY, draws.draw("question", np.where(many, len(QUESTION_MANY), 1), span="prompt")
        )
        tie = pick(TIES, draws.draw("tie", len(TIES), Rows.of(world.tied.astype(np.int64)), span="prompt"))
        question = join(_placed(tie, world.tied), " ", where(many, more, one))
        sums = SUMS.render(
            draws.draw("sums", len(SUMS), Rows.of(world.summed.astype(np.int64)), span="reasoning"),
            {
                "list": enumerated(world.courses, ints(world.courses.ravel(world.sums))).filter(
                    pa.array(world.summed)
                )
            },
        )
        added = where(
            world.summed, join(sums, " ").take(pa.array(np.cumsum(world.summed) - 1, mask=~world.summed)), ""
        )
        option = _options(world).take(pa.array(world.courses.offsets[:-1] + world.answer))
        answer = ANSWERS.render(
            draws.draw("close", len(ANSWERS), span="answer"), {"option": option, "hero": hero}
        )
        advice = _advice(draws, world, hero)
        return [
            Segment("prompt", join(opening, " ", concerned, " ", courses, "\n\n", advice, question, "\n\n")),
            Segment("reasoning", join(added, _reasons(draws, world), "\n\n")),
            Segment("answer", answer),
        ]

    def extract(self, text: str) -> Any:
        return read_dilemma(text)


def _town(world: World) -> Strings:
    heads = pick(TOWN_HEADS, world.town // len(TOWN_TAILS))
    return join(heads, pick(TOWN_TAILS, world.town % len(TOWN_TAILS)))


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
) -> tuple[I64, I64, I64, Bools]:
    """Plain sums [n, courses]; each theory's measure [n, theories, courses], choice, and whether it tied."""
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
    sign[[EQUALITY, RULES, CAUTION]] = -1
    worth = np.where(open_to[:, None], measures * sign[:, None], -(10**9))
    level = (worth == worth.max(axis=2, keepdims=True)).sum(axis=2) > 1
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


def _options(world: World) -> Strings:
    table = lexicon("philosophy_dilemmas")
    flat = pa.concat_arrays([table[2 + k] for k in range(MOST_COURSES)])
    return flat.take(pa.array(world.option * len(table) + world.situation[world.courses.doc]))


def _courses(draws: Draws, world: World, hero: Strings, she: Strings) -> Strings:
    """The courses in prose: gains, risk, rules broken."""
    courses, doc = world.courses, pa.array(world.courses.doc)
    form = draws.distinct("course", len(COURSES), courses, span="prompt")
    rows = Rows.of(world.people.counts[courses.doc])
    who = pick(lexicon("given_names")[0], world.name[world.people.offsets[courses.doc[rows.doc]] + rows.pos])
    amount = ints(world.gains[courses.doc[rows.doc], courses.pos[rows.doc], rows.pos])
    unit = join(" ", pick(lexicon("philosophy_dilemmas")[1], world.situation[courses.doc[rows.doc]]))
    amount = join(amount, where(rows.pos == 0, unit, ""))
    given = where(GIVEN_FOR[form][rows.doc] == 1, join(amount, " for ", who), join(who, " ", amount))
    fields: dict[str, Field] = {
        "option": _options(world),
        "hero": hero.take(doc),
        "she": she.take(doc),
        "gains": enumerated(rows, given),
    }
    course = capital(COURSES.render(form, fields))
    risky, wrong = world.fails > 0, world.broken.sum(axis=1) > 0
    risk = RISKS.render(
        draws.draw("risk.form", len(RISKS), Rows.of(courses.sum(risky)), span="prompt"),
        {"f": world.fails[risky]},
    )
    listed = Rows.of(world.broken.sum(axis=1)[wrong])
    rules = enumerated(listed, pick(BROKEN, np.nonzero(world.broken)[1]))
    blame = WRONGS.render(
        draws.draw("wrong.form", len(WRONGS), Rows.of(courses.sum(wrong)), span="prompt"), {"rules": rules}
    )
    return courses.join(join(course, _placed(risk, risky), _placed(blame, wrong)), " ")


def _placed(sentences: Strings, mask: Bools) -> Strings:
    """Sentences at the masked rows, with a space before; '' elsewhere."""
    return where(mask, join(" ", sentences).take(pa.array(np.cumsum(mask) - 1, mask=~mask)), "")


def _advice(draws: Draws, world: World, hero: Strings) -> Strings:
    """Who is asked, and what each theory says."""
    rows = world.advisers
    fields: dict[str, Field] = {"hero": hero, "count": pick(COUNTS, rows.counts - 1)}
    asks = ASKS.render(draws.draw("asks", len(ASKS), span="prompt"), fields)
    form = draws.draw("theory.form", TEXTS_A_THEORY, rows, span="prompt")
    each = THEORIES.render(world.theory * TEXTS_A_THEORY + form, {"t": world.threshold[rows.doc]})
    return join(asks, " ", rows.join(each, " "))


def _reasons(draws: Draws, world: World) -> Strings:
    rows = world.advisers
    scores = Rows.of(world.courses.counts[rows.doc])
    listed = enumerated(scores, ints(world.scores[scores.doc, scores.pos]))
    form = draws.draw("judgement", len(JUDGEMENTS) // NUM_THEORIES, rows, span="reasoning")
    fields: dict[str, Field] = {"list": listed, "nth": pick(ORDINALS, world.advice)}
    return rows.join(JUDGEMENTS.render(form * NUM_THEORIES + world.theory, fields), " ")
