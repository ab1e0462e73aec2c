# ruff: noqa: E501 - a sentence stands on one line
"""A straight line through integer readings: exact sums, slope, fitted values, residuals, predictions, a claim judged.

Harder means more readings, larger ones, more residuals and more predictions. The claim about the slope is drawn true or
false first, and put close to the slope found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.scientific._effort import Effort
from dataforge.generators.scientific._fixed import hundredths, thousandths
from dataforge.generators.scientific._paper import (
    LEXICONS,
    Heads,
    byline,
    colour,
    phrases,
    section,
    sentences,
    split_colour,
)
from dataforge.generators.scientific._regression_reader import read_regression
from dataforge.text.columns import (
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
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.prose import enumerated
from dataforge.text.rows import I64, Rows

_GAP = 90  # a claimed slope lies at most so many thousandths off

_TOPICS = (
    "the growth of ",
    "the response of ",
    "the rise and fall of ",
    "the dependence of ",
    "the pattern in ",
)

TITLES = phrases(
    "[# |## |Title: |Note: ]{^y} [and|as a function of|against|in relation to|plotted against|explained by] {x}[: a straight line|: a least-squares line|, reconsidered|: readings and residuals|: one more attempt|]",
    "[# |## |Title: |Report: ][Does|Will|Can] {x} [predict|explain|determine|govern|account for] {y}?[| A note.| First readings.| A line fitted by hand.]",
    "[# |## |Laboratory note: |Short paper: |Letter: ][A|Another|One more|The] [line|fit|regression|straight line] for {y} [given|from|by|on] {x}",
    "[# |## |Worksheet: |Memo: |Research note: ][Fitting|Estimating|Predicting|Reading off] {y} from {x}[| by least squares| without a machine| with residuals]",
    "[# |## |Original paper: |Bulletin: ][On|About|Concerning|Remarks on] the [dependence|response|growth|behaviour] of {y} [on|with|under] {x}",
    "[# |## |Comment: |Reply: ]A <adj> <account> of {y} and {x}",
)
OPENINGS = sentences(
    "[We|The present authors|This group|The undersigned] [measured|recorded|followed|noted] {y} [at|for|with] different values of {x} [and fitted a line|to see whether a line would do|in the hope of a simple rule|and asked how steep the relation is].",
    "[That|Whether|How far] {y} [follows|depends on|changes with|is tied to] {x} is <an_adj> <matter>, [and a line was fitted|so we fitted a line|which a straight line should settle].",
    "<people> [take for granted|assume|believe|doubt] that {y} [follows|depends on|goes with] {x}; [a line|a least-squares line|a straight line] was fitted to [see|find out|test this|judge].",
    "[The simplest|The least pretentious|The usual|The first] model of {y} is a [straight line|line] in {x}[. Here it is fitted by least squares.|, fitted here by least squares.|. We fit it and look at what remains.]",
    "[In|During|For] <an_adj> <account> of {y}, {x} was [varied|changed step by step|set by hand|chosen in advance], and a line fitted to the [readings|pairs|observations].",
    "It [is|was] [easy|simple|tempting] to draw a line through {y} and {x}; [least squares|the arithmetic] [decides|settles|fixes] its slope.",
)
DATA = Frames(
    "[Readings of|Pairs of|Observed|Measured|Recorded|Observations:] {x} ({xu}) and {y} ({yu}){end}",
    "[We give|Listed are|Here are|There follow|The notebook has|Below stand] {x} ({xu}) and {y} ({yu}){end}",
)
CLAIMS = sentences(
    "<person> [claims|holds|maintains|has written|is sure] that the slope is at least {c}.",
    "[According to|In the view of|If we believe|It is the opinion of] <early> <work>, the slope is at least {c}.",
    "The [claim|conjecture|assertion|rule of thumb|hypothesis] to be [tested|judged|examined] [is|says|states]: the slope is at least {c}.",
    "<people> [expect|predict|promise|insist on] a slope of at least {c}.",
    "[Could it be that|Is it true that|Would you say that] the slope [really |in fact |]is {c} [or more|or greater|at the least]?",
)
QUERIES = Frames(
    "[What does|What would|What will] the line [predict|give|say] [at|for|when we set] {list}?",
    "[Predictions|Values on the line|Forecasts] [are wanted|are desired|were requested] [at|for] {list}.",
    "[Someone|The committee|A reader|A colleague|The sponsor] [asks|wants to know|would like to hear] what to expect at {list}.",
)
SUMS = Frames(
    "[With|From|Given|Over] {n} pairs, [the sums are|we sum to|the columns add up to|addition gives] {sx} (x), {sy} (y), {sxx} (xx)[,| and] {sxy} (xy). [The slope is|Hence a slope of|So the slope becomes|Slope:] {top} / {bottom} = {slope}[, the intercept| with intercept|; intercept:| and the intercept is] {zero}.",
    "[There are|We have|Taking the] {n} pairs[;|,| and] sums [of|for] x {sx}, of y {sy}, of squares {sxx}[,| and] of products {sxy}. [Division of|Dividing] {top} by {bottom} [gives|yields] the slope {slope}[,|;| and] [the line starts at|at zero the line stands at|the intercept being] {zero}.",
)
FITS = Frames(
    "[At|For|With] {x} [the line|the fit] [gives|has|stands at|passes through] {f}[, so|; so| and] [the residual is|what remains is|we miss by|the reading is off by] {r}.",
    "{x}: [fitted|expected|on the line|computed] {f}, [residual|left over|difference|error] {r}.",
    "[The reading at|The pair at|The observation at|The point at] {x}[ (line| (fit| (expected|: (line] {f}) [leaves|is off by|deviates by] {r}.",
)
PREDICTED = Frames(
    "[At|For] {x}[ we predict| the forecast is| the line reads| expect| the prediction is] {p} {yu}[.|, for what it is worth.|, assuming that the line holds there.| (see above).]",
    "[Prediction|Forecast|Extrapolation|Value] [at|for] {x}: {p} {yu}[.|, with reservations.| or so.]",
)
VERDICTS = Frames(
    "[Thus|Hence|So|In the end|It follows that|We conclude that] the claim of {c} [for|about|on] {y} [and|with] {x} is {answer}.",
    "[Verdict|Answer|Decision|Outcome]: [the claim of|the slope of] {c} [for|regarding] {y} and {x} is {answer}.",
    "[Against|Compared with|Set against] the slope found, the claim of {c} for {y} and {x} is {answer}.",
)
HEADS = Heads(
    "Background|Introduction|Aim|Purpose|Context|Motivation|The question|Why a line",
    "Methods|Apparatus|How it was done|Procedure|Materials and methods|Circumstances",
    "Data|Readings|Observations|Measurements|Pairs|The notebook",
    "The claim|Question|Hypothesis|What is asked|To be decided|Task",
    "Fit|Working|Least squares|Calculation|Computation|The line",
    "Discussion|Caveats|Remarks|Limitations|Reservations|Comment",
    tables=(2, 4),
)


@dataclass(frozen=True)
class World:
    """A batch of fits.

    Attributes:
        points: a row is a reading; x, y integers.
        sums: int64[num_docs, 4]: of x, y, xx, xy. top / bottom is the slope; `slope`, `claim` in thousandths.
        fits: a row is one of the first readings; `fitted` in hundredths, `residual` too.
        queries: a row is a prediction asked for at `where`; `predicted` in hundredths.
    """

    pair: I64
    points: Rows
    x: I64
    y: I64
    sums: I64
    top: I64
    bottom: I64
    slope: I64
    zero: I64
    claim: I64
    upheld: NDArray[np.bool_]
    fits: Rows
    fitted: I64
    residual: I64
    queries: Rows
    at: I64
    predicted: I64
    colour: I64
    effort: I64


class RegressionLine(Genre[World]):
    """A least-squares line through integer readings, exact."""

    name = "regression-line"
    domain = "scientific"
    lexicons = (*LEXICONS, "scientific_pairs")
    summary = (
        "a least-squares line through integer readings: sums, slope, residuals, predictions, a claim judged"
    )
    label = "answer"
    knobs = (
        Knob("points", 3, 13, slack=10, least=3, most=60, meaning="readings"),
        Knob("size", 6, 300, slack=10, least=4, most=5_000, meaning="largest step from one x to the next"),
        Knob("residuals", 0, 9, slack=10, least=0, most=60, meaning="residuals that are worked out"),
        Knob("queries", 0, 4, least=0, most=40, meaning="predictions that are asked for"),
        Knob("colour", 1, 36, slack=100, most=12, meaning="sentences of background, method and caveat"),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 4 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        effort = Effort(draws.num_docs)
        points = Rows.of(knobs["points"])
        x, y = _readings(draws, points, knobs["size"])
        sx, sy = effort.total_of(x, points), effort.total_of(y, points)
        sxx = effort.total_of(effort.multiply(x, x, points), points)
        sxy = effort.total_of(effort.multiply(x, y, points), points)
        n = points.counts
        bottom = effort.subtract(effort.multiply(n, sxx), effort.multiply(sx, sx))
        top = effort.subtract(effort.multiply(n, sxy), effort.multiply(sx, sy))
        slope = effort.divide(1000 * top, bottom)
        line = _Line(effort, n, sx, top, effort.multiply(sy, bottom), effort.multiply(n, bottom))
        nothing = Rows.of(np.ones_like(n))
        zero = line.at(np.zeros_like(n), nothing)
        fits = Rows.of(np.minimum(knobs["residuals"], n))
        place = points.offsets[fits.doc] + fits.pos
        fitted = line.at(x[place], fits)
        queries = Rows.of(knobs["queries"])
        last = x[points.offsets[1:] - 1]
        at = 1 + draws.draw("at", 2 * last[queries.doc], queries, span="prompt")
        upheld = draws.chance("upheld", 50, span="prompt")
        gap = draws.draw("gap", _GAP, span="prompt")
        effort.count(1)
        return World(
            pair=draws.draw("pair", len(lexicon("scientific_pairs")), span="prompt"),
            points=points, x=x, y=y, sums=np.stack([sx, sy, sxx, sxy], axis=1), top=top, bottom=bottom,
            slope=slope, zero=zero, claim=np.where(upheld, slope - gap, slope + 1 + gap), upheld=upheld,
            fits=fits, fitted=fitted, residual=effort.subtract(100 * y[place], fitted, fits),
            queries=queries, at=at, predicted=line.at(at, queries), colour=knobs["colour"], effort=effort.total,
        )  # fmt: skip

    def check(self, world: World) -> Json:
        names = lexicon("scientific_pairs")
        place = world.points.offsets[world.fits.doc] + world.fits.pos
        return json_object(
            {
                "kind": "regression-line",
                "quantities": json_tuple(*(pick(names[form], world.pair) for form in range(4))),
                "pairs": json_list(world.points, json_tuple(world.x, world.y)),
                "sums": json_tuple(*world.sums.T),
                "slope": json_tuple(world.top, world.bottom, thousandths(world.slope)),
                "intercept": hundredths(world.zero),
                "residuals": json_list(
                    world.fits,
                    json_tuple(world.x[place], hundredths(world.fitted), hundredths(world.residual)),
                ),
                "predictions": json_list(world.queries, json_tuple(world.at, hundredths(world.predicted))),
                "claim": thousandths(world.claim),
                "answer": _answer(world),
            }
        )

    def cost(self, world: World) -> I64:
        return world.effort

    def render(self, draws: Draws, world: World) -> list[Segment]:
        names = lexicon("scientific_pairs")
        words: dict[str, Any] = {
            name: Picked(names[form], world.pair) for form, name in enumerate(("x", "xu", "y", "yu"))
        }
        title = TITLES.say(draws, "title", None, words, span="prompt")
        opening = OPENINGS.say(draws, "opening", None, words, span="prompt")
        shares = split_colour(draws, world.colour)
        topic = join(pick(_TOPICS, world.pair % len(_TOPICS)), words["y"].strings())
        background, method, caveat = colour(draws, shares, topic)
        heads = HEADS.say(draws, {1: shares[1], 5: shares[2]})
        claim = {"c": thousandths(world.claim)}
        asked = CLAIMS.say(draws, "claim", None, claim, span="prompt")
        prompt = join(
            title, byline(draws, world.colour), "\n\n",
            section(heads[0], opening, background), section(heads[1], method),
            heads[2], _data(draws, world, words), "\n\n",
            section(heads[3], asked, _queries(draws, world)),
        )  # fmt: skip
        verdict = VERDICTS.say(
            draws, "verdict", None, {**words, **claim, "answer": _answer(world)}, span="answer"
        )
        working = join(heads[4], _working(draws, world, words), "\n\n", section(heads[5], caveat))
        return [Segment("prompt", prompt), Segment("reasoning", working), Segment("answer", verdict)]

    def extract(self, text: str) -> Any:
        return read_regression(text)


@dataclass(frozen=True)
class _Line:
    """The line of each document, kept as integers: (level + top (n x - sx)) / bottom, level = sy x denominator."""

    effort: Effort
    n: I64
    sx: I64
    top: I64
    level: I64
    bottom: I64

    def at(self, x: I64, rows: Rows) -> I64:
        """The height of the line at x, in hundredths, row by row."""
        doc, effort = rows.doc, self.effort
        away = effort.subtract(self.n[doc] * x, self.sx[doc], rows)
        rise = effort.multiply(self.top[doc], away, rows)
        height = effort.add(self.level[doc], rise, rows)
        return effort.divide(100 * height, self.bottom[doc], rows)


def _readings(draws: Draws, points: Rows, size: I64) -> tuple[I64, I64]:
    """Ascending x and scattered y, never negative."""
    step = 1 + draws.draw("step", size[points.doc], points, span="prompt")
    before = np.concatenate([[0], np.cumsum(step)])
    x = before[1:] - before[points.offsets[points.doc]]
    reach = 12 * size + 4
    first, end = draws.draw("first", reach, span="prompt"), draws.draw("end", reach, span="prompt")
    width = np.maximum(x[points.offsets[1:] - 1] - x[points.offsets[:-1]], 1)
    doc = points.doc
    line = first[doc] + (end - first)[doc] * (x - x[points.offsets[doc]]) // width[doc]
    inner = (points.pos > 0) & ~points.last
    noise = draws.draw("noise", np.where(inner, 3 * size[doc] + 4, 1), points, span="prompt")
    return x, line + noise


def _answer(world: World) -> Strings:
    return where(world.upheld, "upheld", "rejected")


def _data(draws: Draws, world: World, words: dict[str, Any]) -> Strings:
    """The readings: in one line, as a list, or as a table."""
    style = draws.draw("data.style", 4, span="prompt")
    end = pick((": ", ":\n- ", ":\n\n| x | y |\n| --- | --- |\n| ", ":\n"), style)
    head = DATA.say(draws, "data", None, {**words, "end": end}, span="prompt")
    doc = style[world.points.doc]
    between = pick((", ", ": ", " | ", " "), doc)
    after = np.where(world.points.last, 4 + doc, doc)
    tail = pick(("); (", "\n- ", " |\n| ", "\n", ").", "", " |", ""), after)
    body = world.points.join(join(_plain(world.x), between, _plain(world.y), tail))
    return join(head, where(style == 0, "(", ""), body)


def _plain(values: I64) -> Strings:
    return join("", values)


def _queries(draws: Draws, world: World) -> Strings:
    rows = world.queries
    listed = enumerated(rows, _plain(world.at))
    asked = QUERIES.say(draws, "queries", None, {"list": listed}, visible=rows.counts > 0, span="prompt")
    return where(rows.counts > 0, asked, "")


def _working(draws: Draws, world: World, words: dict[str, Any]) -> Strings:
    """Sums, slope and intercept; residuals; predictions; each on a line."""
    sums = dict(zip(("sx", "sy", "sxx", "sxy"), world.sums.T, strict=True))
    fields = {
        **sums, "n": world.points.counts, "top": world.top, "bottom": world.bottom,
        "slope": thousandths(world.slope), "zero": hundredths(world.zero),
    }  # fmt: skip
    first = SUMS.say(draws, "sums", None, fields, span="reasoning")
    fits, queries = world.fits, world.queries
    x = world.x[world.points.offsets[fits.doc] + fits.pos]
    fit = FITS.say(
        draws,
        "fit",
        fits,
        {"x": x, "f": hundredths(world.fitted), "r": hundredths(world.residual)},
        span="reasoning",
    )
    unit = Picked(words["yu"].table, words["yu"].which[queries.doc])
    told = PREDICTED.say(
        draws,
        "told",
        queries,
        {"x": world.at, "p": hundredths(world.predicted), "yu": unit},
        span="reasoning",
    )
    return join(first, fits.join(join("\n", fit)), queries.join(join("\n", told)))
