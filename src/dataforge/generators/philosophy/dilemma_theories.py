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
from dataforge.generators.philosophy._dilemma_words import ADVISERS, BROKEN, COUNTS, ORDINALS, TIES
from dataforge.generators.philosophy._sentences import capital, enumerated, plain_json
from dataforge.text.columns import (
    Field,
    Frames,
    Json,
    Strings,
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
from dataforge.text.rows import I64, Rows

Bools = NDArray[np.bool_]
MOST_COURSES, NUM_THEORIES = 5, 8
UTILITY, MAXIMIN, PRIORITY, EQUALITY, RULES, ENOUGH, CAUTION, VOTES = range(NUM_THEORIES)
_TIE = 1_000_000
_WRONG_FOR_MORALIST = 35

TOWN_HEADS = (
    "Ald", "Ash", "Bar", "Beck", "Bram", "Brock", "Cald", "Cleve", "Dun", "East", "Elm", "Fal", "Garn",
    "Glen", "Hals", "Hart", "Kel", "Kirk", "Lang", "Lind", "Mal", "Mel", "Nor", "Oak", "Pen", "Ray", "Sel",
    "Stock", "Thorn", "Whit",
)  # fmt: skip
TOWN_TAILS = (
    "bury", "by", "combe", "croft", "dale", "field", "ford", "gate", "ham", "holm", "hurst", "ley", "mere",
    "stead", "stow", "thwaite", "ton", "wick", "wood", "worth",
)  # fmt: skip
SEASONS = Frames(
    "It is late autumn in {town}.", "Winter has come early to {town}.",
    "In {town} they will remember this spring.", "The scene is {town}, in a dry summer.",
    "This is {town}, the week after the storm.", "We are in {town}, in a hard year.",
    "For {town} the month has been a difficult one.", "Picture {town} on a cold morning.",
    "All {town} is waiting.", "{town} is a place where everyone knows everyone.",
    "There is unrest in {town} these days.", "All night the council of {town} has met.",
    "News travels fast in {town}.", "Let the place be {town} and the time not long ago.",
    "A case from {town} deserves thought.", "From {town} comes the following report.",
)  # fmt: skip
CONCERNED = Frames(
    "It concerns {list}.", "Those who depend on the decision are {list}.", "At stake is the lot of {list}.",
    "The people affected are {list}.", "On this hangs the welfare of {list}.",
    "It will touch the lives of {list}.", "Whatever is done, it is done to {list}.",
    "Waiting for an answer are {list}.",
)  # fmt: skip
COURSES = Frames(
    "To {option} would bring {gains}.",
    "One could {option}, which would bring {gains}.",
    "Should {hero} decide to {option}, that would give {gains}.",
    "If the choice is to {option}, it yields {gains}.",
    "There is a plan to {option}, which promises {gains}.",
    "It is possible to {option}, and that would mean {gains}.",
    "A decision to {option} would secure {gains}.",
    "Perhaps {she} ought to {option} and so provide {gains}.",
    "Were {hero} to {option}, the result would be {gains}.",
    "Some urge {hero} to {option}, at a gain of {gains}.",
    "An old friend would {option}, with the effect of {gains}.",
    "Nothing prevents {hero} from trying to {option}, which means {gains}.",
    "The neighbours would like {hero} to {option}, in view of {gains}.",
    "A letter from the capital proposes to {option}, for the sake of {gains}.",
    "Nor is it out of the question to {option}; the yield would be {gains}.",
    "By choosing to {option}, {hero} would create {gains}.",
    "With a decision to {option} come {gains}.",
    "Much speaks for a decision to {option}, since it holds {gains}.",
    "There is also the chance to {option} and thereby to obtain {gains}.",
    "To {option} is an old idea, the fruit of which would be {gains}.",
)
_FOR = np.array(
    [0] * 4 + [1] * 16
)  # frames whose gains are "12 days of food for Ada", not "Ada 12 days of food"
RISKS = Frames(
    "There are {f} chances in 10 that this fails and brings nothing.",
    "In {f} cases out of 10, though, it comes to nothing.",
    "The risk that it fails altogether is {f} in 10.",
    "But {f} times out of 10 such a thing ends in failure.",
    "It would fail with a chance of {f} in 10.",
    "That this goes wrong has a chance of {f} in 10.",
)
WRONGS = Frames(
    "It would mean {rules}.", "It cannot be done without {rules}.", "This involves {rules}.",
    "The price is {rules}.", "It comes at the cost of {rules}.", "There is no way around {rules} here.",
)  # fmt: skip
ASKS = Frames(
    "{hero} turns for advice to {count}.", "Before deciding, {hero} consults {count}.",
    "{hero} wants to hear {count}.", "So {hero} puts the matter before {count}.",
    "Unsure what is right, {hero} listens to {count}.", "{hero} has asked for the opinion of {count}.",
)  # fmt: skip
THEORIES = Frames(
    "The utilitarian adds up what everybody gains, multiplies the sum by the chance of success, and "
    "takes the highest figure.",
    "The utilitarian wants the greatest total gain, each total being weighed by the chance that the "
    "course succeeds.",
    "For the utilitarian the sum of all gains counts, discounted by the risk: the largest such sum wins.",
    "To the utilitarian only the total counts: the gains of all, multiplied by the chance of success.",
    "The utilitarian multiplies the sum of the gains by the odds of success and goes where the product "
    "is highest.",
    "With the utilitarian nobody counts for more than anybody else: gains are added, and the sum is "
    "weighed by the chance.",
    "The maximiner compares the smallest gain under each course, and picks the course where it is largest.",
    "The maximiner asks who gets least, and wants that person to get as much as possible.",
    "For the maximiner a course is as good as the smallest gain it gives to anyone.",
    "To the maximiner nothing matters but the lot of the one who gains least.",
    "The maximiner would raise the floor: of all smallest gains the largest decides.",
    "With the maximiner each course is judged by its least favoured person.",
    "The prioritarian counts the smallest gain twice, adds the other gains once, and weighs the sum by "
    "the chance of success.",
    "For the prioritarian the person who gains least weighs double in the sum, which is then multiplied "
    "by the chance of success.",
    "The prioritarian reckons as follows: all gains, the smallest of them once more, the whole "
    "discounted by the risk.",
    "To the prioritarian the sum of the gains, with the smallest added again, is what has to be weighed "
    "by the chance.",
    "The prioritarian adds the smallest gain once more to the sum of all, and multiplies by the chance "
    "of success.",
    "With the prioritarian the least gain is counted double, and the total discounted by the risk.",
    "The egalitarian wants the gap between the largest and the smallest gain to be as narrow as possible.",
    "The egalitarian looks at the distance between the one who gains most and the one who gains least: "
    "the shorter, the better.",
    "For the egalitarian the best course is the one with the smallest spread between top and bottom.",
    "To the egalitarian a small difference between the largest gain and the smallest is the mark of a "
    "good course.",
    "The egalitarian subtracts the smallest gain from the largest, and prefers the least remainder.",
    "With the egalitarian whatever divides people least is best, from the top gain to the bottom one.",
    "The moralist counts the rules that a course breaks, and allows only the course with the fewest.",
    "The moralist asks for as few broken rules as can be had.",
    "For the moralist gains come second: the fewer rules are broken, the better.",
    "To the moralist every broken rule is one too many: the fewer, the better.",
    "The moralist goes through promises, lies and thefts, and chooses the course with the shortest list.",
    "With the moralist the course that breaks fewest rules wins.",
    "The sufficientarian counts how many people gain at least {t}, and wants as many as possible.",
    "For the sufficientarian a gain of {t} or more is enough, and it matters how many people reach it.",
    "The sufficientarian wants the largest number of people to receive {t} or more.",
    "To the sufficientarian it is enough that somebody should receive {t} or more; the more such people, "
    "the better.",
    "The sufficientarian draws a line, and wants as many people as possible to gain at least {t}, and "
    "never mind the rest.",
    "With the sufficientarian the question is how many have a gain of {t} or more.",
    "The sceptic trusts no promise and prefers the course that is least likely to fail.",
    "The sceptic looks only at the risk of failure: the smaller, the better.",
    "For the sceptic the safest course is the best.",
    "To the sceptic a small gain that is safe outdoes a large one that is not: the least risk wins.",
    "The sceptic asks what could go wrong, and takes the course where that is least likely.",
    "With the sceptic the chance of failure decides, and it should be small.",
    "The democrat lets every person concerned vote for the course that brings that person most, or the "
    "first such course, and counts the votes.",
    "The democrat asks each person which course would give him or her most (the first such course, if "
    "several do), and follows the majority.",
    "For the democrat all those concerned vote for what brings them most, taking the first of equals, "
    "and the course with most votes wins.",
    "To the democrat each person has one vote, which goes to the first of the courses that bring that "
    "person most.",
    "The democrat counts heads: everyone votes for the course that is best for him or her, the first of "
    "them if there are several.",
    "With the democrat everyone backs the course that gives him or her most, or the first of such "
    "courses, and most votes win.",
)
_TEXTS_A_THEORY = 6
QUESTION_ONE = (
    "What is the advice?", "Which course does the adviser recommend?", "What should be done on this view?",
    "What follows from this theory?",
)  # fmt: skip
QUESTION_MANY = (
    "Which course has most advisers behind it? In a tie, the adviser named first prevails.",
    "What do most of them recommend, if the first-named adviser tips the scales in a tie?",
    "Which course wins most advisers, the earliest-named of them deciding a tie?",
    "Count the advisers: which course is ahead? Let the one who was named first settle a tie.",
)
SUMS = Frames(
    "The plain sums are {list}.",
    "Taken by themselves, the gains add up to {list}.",
    "In the order of the courses, the sums of the gains are {list}.",
    "Added up, the gains come to {list}.",
    "First the plain sums: {list}.",
)
_MEASURES = (
    "the weighed sums, in tenths, are {list}", "the smallest gains are {list}",
    "the sums with double weight, in tenths, are {list}", "the gaps are {list}",
    "the rules broken number {list}", "those who get enough number {list}",
    "the chances of failure, in tenths, are {list}", "the votes are {list}",
)  # fmt: skip
_OTHER_MEASURES = (
    "the sums times the chances, in tenths, come to {list}",
    "the people worst placed get {list}",
    "the sums with the least gain doubled, in tenths, come to {list}",
    "the distances from top to bottom are {list}",
    "the counts of broken rules are {list}",
    "the people above the line number {list}",
    "the risks, in tenths, are {list}",
    "the ballots divide into {list}",
)
JUDGEMENTS = Frames(
    *(
        form.replace("NAME", name).replace("MEASURE", measure)
        for measures in (_MEASURES, _OTHER_MEASURES)
        for form in (
            "For the NAME MEASURE, which speaks for the {nth}.",
            "By the lights of the NAME MEASURE: the {nth} is chosen.",
            "To the NAME, MEASURE, so the advice is to take the {nth}.",
            "As the NAME sees it, MEASURE; hence the {nth}.",
            "With the NAME, MEASURE, and the {nth} comes out on top.",
            "From the angle of the NAME MEASURE, and that makes it the {nth}.",
        )
        for name, measure in zip(ADVISERS, measures, strict=True)
    )
)
ANSWERS = Frames(
    "The answer is to {option}.", "So the verdict is to {option}.",
    "On balance, then, the thing to do is to {option}.", "Verdict: to {option}.",
    "The advice that carries the day is to {option}.", "All told, {hero} ought to {option}.",
)  # fmt: skip


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
    given = where(_FOR[form][rows.doc] == 1, join(amount, " for ", who), join(who, " ", amount))
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
    form = draws.draw("theory.form", _TEXTS_A_THEORY, rows, span="prompt")
    each = THEORIES.render(world.theory * _TEXTS_A_THEORY + form, {"t": world.threshold[rows.doc]})
    return join(asks, " ", rows.join(each, " "))


def _reasons(draws: Draws, world: World) -> Strings:
    rows = world.advisers
    scores = Rows.of(world.courses.counts[rows.doc])
    listed = enumerated(scores, ints(world.scores[scores.doc, scores.pos]))
    form = draws.draw("judgement", len(JUDGEMENTS) // NUM_THEORIES, rows, span="reasoning")
    fields: dict[str, Field] = {"list": listed, "nth": pick(ORDINALS, world.advice)}
    return rows.join(JUDGEMENTS.render(form * NUM_THEORIES + world.theory, fields), " ")
