"""A tutor takes a pupil through a chain of sums: attempts, mistakes named and mended, and the last result.

Harder means more sums, larger numbers and more mistakes. Each mistake is one that pupils make: a carry or a
loan forgotten, the wrong operation, ten too many, the neighbouring times table, two digits turned round; the
wrong number is what that mistake gives, which the reader works out anew. Results are drawn first, operations
follow from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment, strict
from dataforge.generators.conversational._talk import (
    SETTING,
    TALK_LEXICONS,
    Phrases,
    chatter,
    each,
    names,
    some_of,
)
from dataforge.generators.conversational._tutoring_reader import read_session
from dataforge.text.columns import (
    Field,
    Json,
    Picked,
    Strings,
    join,
    json_list,
    json_object,
    json_tuple,
    num_digits,
    pick,
)
from dataforge.text.draws import Draws
from dataforge.text.rows import I64, Rows

ADD, TAKE, TIMES = range(3)
RIGHT, CARRY, BORROW, OTHER_WAY, TEN, TABLE, TURNED = range(7)
_OPERATIONS = ("add_n", "take_n", "times_n")
_MISTAKES = ("no_mistake", "no_carry", "no_borrow", "other_way", "ten_off", "next_table", "digits_turned")
_LEAST = 11

FRAME = Phrases(
    (
        "{tutor} [is helping|has promised to help|is coaching|sits down with] {pupil} [with|in] [mental "
        "arithmetic|sums|number work|arithmetic][|, as always|, once more].",
        "{pupil} [takes|has|gets] [lessons|an hour|half an hour] of [arithmetic|number work|sums] with "
        "{tutor}[|, an aunt|, a retired teacher|, from upstairs].",
        "[Homework|Revision|Extra lessons|Practice] for {pupil}, [with {tutor} as tutor|and {tutor} "
        "explains|under {tutor}'s eye].",
        "{tutor} [teaches|tutors]; {pupil} [learns|is the pupil|is here to learn|has a test coming].",
    ),
    (
        "{um}[let us|shall we|we] [start|begin] [with|from|at] {n}[|, then|, shall we].",
        "{um}[write down|picture|think of|put down] {n}[|, will you|, please].",
        "{um}{n} [is where we begin|is our number today|to begin with|it is, to start].",
        "{um}[our|the|your] [starting|first] number [is|will be] {n}{hedge}.",
    ),
    (
        "{um}[where|so where] did we end up?",
        "{um}[so|and] what is the [last|final] [number|result]?",
        "{um}[tell|remind] me: where are we now?",
        "{um}that was all[| for today]. What do we have?",
    ),
)
"""How it opens, the first number, and how the tutor asks for the last."""
TASKS = Phrases(
    (
        "{um}[add|now add|next, add|please add] {n}[| to that| to it| to what you have| more]{hedge}.",
        "{um}[what is|what do you get for|how about|try] that plus {n}?",
        "{um}[and|so,] {n} more[| on top]? [Go on|Try it|Your turn|Now you].",
        "{um}[put|count|pile] {n} on top[| of it| of that]{hedge}.",
        "{um}[make|let us make] it {n} [more|larger|bigger]{hedge}.",
    ),
    (
        "{um}[take|now take|next, take|please take] {n} away[| from that| from it]{hedge}.",
        "{um}[what is|what do you get for|how about|try] that minus {n}?",
        "{um}[and|so,] {n} less? [Go on|Try it|Your turn|Now you].",
        "{um}[subtract|now subtract|next, subtract] {n}[| from it| from that]{hedge}.",
        "{um}[make|let us make] it {n} [less|smaller]{hedge}.",
    ),
    (
        "{um}[multiply|now multiply|next, multiply] [it|that] by {n}{hedge}.",
        "{um}[what is|what do you get for|how about|try] that times {n}?",
        "{um}[and|so,] {n} times as much? [Go on|Try it|Your turn|Now you].",
        "{um}[we|you|they] [need|want] {n} of [those|them]: [multiply|times, then]{hedge}.",
    ),
)
ATTEMPTS = Phrases(
    (
        "{um}{n}{hedge}.",
        "{um}[I get|I make it|that makes|that gives|it comes to] {n}{hedge}.",
        "{um}[is it|could it be|would that be|might it be] {n}?",
        "{um}[it must be|that would be|it should be|has to be] {n}{hedge}.",
        "{um}[wait|hold on|hang on|one second] - {n}{hedge}[.|!]",
        "{um}[easy|hard|not sure|I counted on my fingers], but {n}{hedge}.",
    )
)
VERDICTS = Phrases(
    (
        "{um}[fair enough|well done|good for you|nice one|spot on|quite right|splendid|you "
        "see|bravo]{hedge}.",
        "[Right|Correct|Yes|Perfect|Lovely|Exactly|Good|Great|Quite]{hedge}.",
        "{um}[that is right|that is it|you got it|no mistake there|I agree|so it is]{hedge}.",
        "{um}[how did you do that|how did you get there|so quickly|all in your head]? "
        "[Lovely|Good|Fine|Well done|Bravo].",
        "[Right|Correct|Yes|Good], [that was quick|the easy part is over|you are getting better|I could "
        "not have done it faster].",
    ),
    (
        "{um}you forgot to carry[| somewhere| along the way]{hedge}.",
        "{um}[not quite|nearly|no|almost]. [What happened to|Where is|I miss] the carry?",
        "{um}[look at|check|mind] the columns again: something has to be carried{hedge}.",
        "{um}each column is fine by itself, but nothing was carried{hedge}.",
    ),
    (
        "{um}you forgot to borrow[| somewhere| along the way]{hedge}.",
        "{um}[not quite|nearly|no|almost]. [You cannot|One can't] turn a column upside down; borrow[| "
        "from the next]{hedge}.",
        "{um}[look at|check|mind] the columns again: something has to be borrowed{hedge}.",
        "{um}you took the smaller digit from the larger one, [whichever|wherever it stood]; borrow "
        "instead{hedge}.",
    ),
    (
        "{um}[you went|that is|you were going] the other way{hedge}.",
        "{um}[read|look at|hear] the question again: [you did|that is] the opposite{hedge}.",
        "{um}[not quite|no|careful]. Plus or minus? You did the opposite{hedge}.",
        "{um}[right|good] columns, wrong sign: the other way{hedge}.",
    ),
    (
        "{um}[you are|that is|you were|it is] ten too {way}{hedge}.",
        "{um}[not quite|nearly|no|almost]: ten too {way}{hedge}.",
        "{um}the [units|ones] [are|look] fine, but it is ten too {way}{hedge}.",
    ),
    (
        "{um}[that is|you used|you said] the {w} times table{hedge}.",
        "{um}[not quite|nearly|no|almost]: you took it {w} times{hedge}.",
        "{um}[you slipped|one slips] into the table of {w} there{hedge}.",
    ),
    (
        "{um}you turned the last two digits round{hedge}.",
        "{um}[not quite|nearly|no|almost]: the last two digits are swapped{hedge}.",
        "{um}[say|read|look at] the end of it again: [those|the] digits changed places{hedge}.",
    ),
)
MENDED = Phrases(
    (
        "{um}{n} then{hedge}.",
        "{um}[of course|oh|silly me|right|I see]: {n}{hedge}.",
        "{um}[so|then|in that case] it is {n}{hedge}.",
        "{um}[let me try again|once more|second try] - {n}{hedge}.",
        "{um}[I meant|I should have said|make that] {n}{hedge}.",
    )
)
ANSWERS = Phrases(
    (
        "{um}we [ended up at|got to|arrived at] {n}, [with|after] {slips} {mistakes}{hedge}.",
        "{um}{n}, and I made {slips} {mistakes}{hedge}.",
        "{um}{n}[|, in the end], [with|after] {slips} {mistakes}{hedge}.",
        "{um}it [is|was] {n}; {slips} {mistakes} [on the way|in all]{hedge}.",
    )
)


@dataclass(frozen=True)
class World:
    """A batch of sessions: `operation` .. `wrong` by step row, the rest by document."""

    people: Picked
    start: I64
    steps: Rows
    operation: I64
    amount: I64
    before: I64
    after: I64
    mistake: I64
    factor: I64
    said: I64
    answer: I64
    colour: I64

    @property
    def slips(self) -> I64:
        """Mistakes of each document."""
        return self.steps.sum(self.mistake != RIGHT)


class TutoringSession(Genre[World]):
    """A chain of sums with mistakes named and mended."""

    name = "tutoring-session"
    domain = "conversational"
    lexicons = TALK_LEXICONS
    summary = "a tutor finds and mends a pupil's mistakes in a chain of sums"
    knobs = (
        Knob("steps", 2, 15, slack=5, least=1, most=60, meaning="sums, one after another"),
        Knob("colour", 1, 9, slack=100, meaning="sentences of small talk"),
        Knob("mistakes", 10, 60, most=100, visible=False, meaning="percent of sums that first go wrong"),
        Knob("size", 90, 900, least=30, most=10**6, visible=False, meaning="upper bound of results"),
    )

    def support_log2(self, level: int) -> int:
        return 20 + 6 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        steps, size = Rows.of(knobs["steps"]), knobs["size"]
        start = _LEAST + draws.draw("start", size - _LEAST, span="prompt")
        multiplies = draws.chance("multiplies", np.where(steps.pos % 2 == 1, 50, 0), steps, span="prompt")
        drawn = np.where(multiplies, 8, size[steps.doc] - _LEAST - 1)
        values = draws.draw("value", drawn, steps, span="prompt")
        before, after = _chain(steps, start, multiplies, values)
        operation = np.where(multiplies, TIMES, np.where(after > before, ADD, TAKE))
        amount = np.where(multiplies, values + 2, np.abs(after - before))
        sums = (operation, amount, before, after)
        mistake, factor, said = _mistakes(draws, steps, knobs["mistakes"], sums)
        return World(
            people=names(draws, Rows.of(np.full(draws.num_docs, 2)), "people"),
            start=start,
            steps=steps,
            operation=operation,
            amount=amount,
            before=before,
            after=after,
            mistake=mistake,
            factor=factor,
            said=said,
            answer=after[steps.offsets[1:] - 1],
            colour=knobs["colour"],
        )

    def check(self, world: World) -> Json:
        people = world.people.strings()
        step = json_tuple(
            pick(_OPERATIONS, world.operation),
            world.amount,
            world.said,
            pick(_MISTAKES, world.mistake),
            world.after,
        )
        return json_object(
            {
                "kind": "tutoring-session",
                "tutor": people[0::2],
                "pupil": people[1::2],
                "start": world.start,
                "steps": json_list(world.steps, step),
                "slips": world.slips,
                "answer": world.answer,
            }
        )

    def cost(self, world: World) -> I64:
        a, n, kind = world.before, world.amount, world.mistake
        product = num_digits(a) * num_digits(n)
        again = num_digits(a) * num_digits(world.factor)
        plain = num_digits(np.maximum(a, n))
        work = 1 + np.where(world.operation == TIMES, product, plain)
        wrong = np.select([kind <= OTHER_WAY, kind == TABLE], [plain, again], 1)
        return np.asarray(world.steps.sum(work + np.where(kind == RIGHT, 0, wrong + 1)) + 1)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        tutor = Picked(world.people.table, world.people.which[0::2])
        pupil = Picked(world.people.table, world.people.which[1::2])
        one = each(draws)
        named: dict[str, Field] = {"tutor": tutor, "pupil": pupil, "n": world.start}
        opening, start, end = FRAME.say_all(draws, "frame", named)
        setting = SETTING.say(draws, "setting", one)
        teaches, learns = (join("\n", who, ": ") for who in (tutor, pupil))
        slips = world.slips
        said = {
            "n": world.answer,
            "slips": slips,
            "mistakes": pick(("slip", "slips"), (slips != 1).astype(np.int64)),
        }
        answer = ANSWERS.say(draws, "answer", one, 0, said, span="answer")
        steps = _steps(draws, world, teaches, learns)
        return [
            Segment(
                "prompt",
                join(setting, " ", opening, "\n", teaches, start, " ", steps, end),
            ),
            Segment("answer", join(learns, answer)),
        ]

    @strict
    def extract(self, text: str) -> Any:
        return read_session(text)


def _chain(steps: Rows, start: I64, multiplies: NDArray[np.bool_], values: I64) -> tuple[I64, I64]:
    """What each sum starts from and gives: a product, or a result drawn among all but the number before."""
    product, drawn = steps.pad(multiplies), steps.pad(values)
    before, after = np.zeros_like(drawn), np.zeros_like(drawn)
    now = start
    for k in range(steps.width):
        target = _LEAST + drawn[:, k]
        before[:, k] = now
        now = np.where(product[:, k], now * (drawn[:, k] + 2), target + (target >= now))
        after[:, k] = now
    return steps.ravel(before), steps.ravel(after)


def _columns(a: I64, n: I64, borrow: bool) -> I64:
    """a + n without carrying, or a - n with the smaller digit taken from the larger in each column."""
    found, scale = np.zeros_like(a), 1
    for _ in range(7):
        x, y = a // scale % 10, n // scale % 10
        found += scale * (np.abs(x - y) if borrow else (x + y) % 10)
        scale *= 10
    return found


def _mistakes(
    draws: Draws, steps: Rows, percent: I64, sums: tuple[I64, I64, I64, I64]
) -> tuple[I64, I64, I64]:
    """Which mistake each attempt makes, the wrong factor where it is one, and the number said."""
    operation, n, a, right = sums
    tens, units = right // 10 % 10, right % 10
    other = np.where(operation == ADD, a - n, a + n)
    carry, borrow = _columns(a, n, False), _columns(a, n, True)
    turned = right - 10 * tens - units + 10 * units + tens
    can = np.stack(
        [
            (operation == ADD) & (carry != right),
            (operation == TAKE) & (borrow != right),
            (operation != TIMES) & (other > 0),
            right > 0,
            operation == TIMES,
            (tens != units) & ((units > 0) | (right >= 100)),
        ],
        axis=1,
    )
    wrong = some_of(draws, "wrong", steps, percent)
    which = draws.draw("mistake", np.where(wrong, can.sum(axis=1), 1), steps, span="prompt")
    kind = 1 + ((np.cumsum(can, axis=1) == (which + 1)[:, None]) & can).argmax(axis=1)
    mistake = np.where(wrong, kind, RIGHT)
    up = draws.draw("up", np.where(np.isin(mistake, (TEN, TABLE)), 2, 1), steps, span="prompt") > 0
    factor = np.where(up | (n < 2), n + 1, n - 1)
    ten = np.where(up, right + 10, right - 10)
    said = np.select(
        [mistake == each_kind for each_kind in range(1, 7)],
        [carry, borrow, other, ten, a * factor, turned],
        right,
    )
    return mistake, factor, said


def _steps(draws: Draws, world: World, teaches: Strings, learns: Strings) -> Strings:
    """All sums: task, attempt, and either praise or the mistake named and mended."""
    steps, doc, wrong = world.steps, world.steps.doc, world.mistake != RIGHT
    tutor, pupil = Picked(teaches, doc), Picked(learns, doc)
    way = Picked(pa.array(["low", "high"]), (world.said > world.after).astype(np.int64))
    task = TASKS.say(draws, "task", steps, world.operation, {"n": world.amount})
    attempt = ATTEMPTS.say(draws, "attempt", steps, 0, {"n": world.said})
    verdict = VERDICTS.say(draws, "verdict", steps, world.mistake, {"way": way, "w": world.factor})
    mended = MENDED.say(draws, "mended", Rows.of(steps.sum(wrong)), 0, {"n": world.after[wrong]})
    mends = join(Picked(learns, doc[wrong]), mended, Picked(teaches, doc[wrong]))
    tail = Picked(
        pa.concat_arrays([mends, pa.array([" "])]), np.where(wrong, np.cumsum(wrong) - 1, len(mends))
    )
    return steps.join(join(task, pupil, attempt, chatter(draws, steps, world.colour), tutor, verdict, tail))
