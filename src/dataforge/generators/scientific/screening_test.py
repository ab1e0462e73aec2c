# ruff: noqa: E501 - a sentence stands on one line
"""The evaluation of a screening test: counts by site, pooled rates, criteria, and whether to recommend the test.

Harder means more sites (some left out), larger counts, more criteria and more projections to other populations. The
verdict is drawn first: a test that fails fails one criterion, by little.
"""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np
import pyarrow as pa

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.scientific._fixed import tenths
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
from dataforge.generators.scientific._screening_reader import read_evaluation
from dataforge.generators.scientific._screening_world import MOST_SITES, World, draw_world
from dataforge.text.columns import (
    Json,
    Picked,
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
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.prose import enumerated
from dataforge.text.rows import I64, Rows

_ILL, _WELL = "[affected|diseased|confirmed|afflicted]", "[unaffected|healthy|sound|clear]"
_POS, _NEG = "[positive|reacting|flagged|detected]", "[negative|silent|unflagged|passed over]"
_CELLS = (f"{_ILL}, {_POS}", f"{_ILL}, {_NEG}", f"{_WELL}, {_POS}", f"{_WELL}, {_NEG}")
_ORDERS = np.array(list(permutations(range(4))), np.int64)
_CLAUSES = tuple(
    f"{{n{k}}} {who}[, | and | yet | but | and found | and judged ]{how}"
    for k, (who, how) in enumerate(((_ILL, _POS), (_ILL, _NEG), (_WELL, _POS), (_WELL, _NEG)))
)
MEASURES = (
    "[sensitivity|detection rate|hit rate|true positive rate]",
    "[specificity|clearance rate|selectivity|true negative rate]",
    "[precision|positive predictive value|yield|confirmation rate]",
    "[reassurance|negative predictive value|safety of a clear result|exclusion value]",
)


def _indefinite(choice: str) -> str:
    """A choice of measures with their articles."""
    words = choice[1:-1].split("|")
    return "[" + "|".join(("an " if word[0] == "e" else "a ") + word for word in words) + "]"


TITLES = phrases(
    "[# |## |Title: |][How good is|Is anything gained by|Where we stand with|A fair trial of|The promise of|The limits of|What to make of|A year with|Reading|In praise of|Some doubts about|A closer look at|Is there a case for|What to expect of|A look at|Notes on|On|Against|In favour of|Screening with] {test} for {condition}[?||: an evaluation|, reconsidered|: results of a trial|: counts and consequences]",
    "[# |## ||Short report: |Evaluation: |Original paper: ]{^condition} in {population}: [does|can|should we trust|how well does|what is gained by|a trial of|the record of|the accuracy of] {test}[|, in brief|, once more|, with remarks]",
    "[# |## ||Research note: |Brief communication: ][Screening|Testing|Examining|Surveying] {population} for {condition} [with|by means of|using|by] {test}",
    "[# |## ||Report: |Minute: |Memorandum: ]{^test} [and|in the search for|against|as a guide to] {condition} [among|in] {population}",
    "[# |## ||Letter: |Comment: ][One more|Another|A second|A <adj>] <account> of {test}[| for {condition}| in {population}]",
)
OPENINGS = sentences(
    "[We|The present authors|This group|Our unit|The undersigned] [tried|evaluated|tested|examined|assessed|applied] {test} [on|in|among] {population} [to find|to detect|as a screen for|to look for|in the search for] {condition}.",
    "{^test} [is|was] [offered|sold|recommended|praised|marketed] [as a means of finding|for finding|for the detection of|to those who fear] {condition}; [here|in this paper|below|in what follows] it [is|was] tried on {population}.",
    "[The aim|Our aim|The purpose of the trial|The task set us] was to [see|learn|establish|judge|decide] whether {test} [finds|detects|recognises|picks out] {condition} among {population}.",
    "[Among|In] {population}, {condition} is [feared|common enough|easily overlooked|costly|seldom recognised in time], and {test} [promises|is supposed|is said|claims] to find it.",
    "<people> [urged|asked|encouraged|pressed] us to [try|test|evaluate|judge] {test} [on|among] {population}, [for whom|since for them] {condition} is <an_adj> <matter>.",
    "[Can|Does|Will] {test} [tell|show|reveal|betray] who among {population} has {condition}? [The counts|The tables|The figures] [below|that follow|given here] [decide|speak for themselves|give an answer].",
)
EXCLUDED = phrases(
    "We [omit|discard|leave out] {site}[, because of <lack>|, where <weather> <delay_>|, owing to <bias>| on account of <bias>|, where the <thing> failed].",
    "[After|In view of|On account of|Because of] <bias>, we [omit|discard|leave out] {site}.",
    words={"delay_": "intervened"},
)
CRITERIA = Frames(
    "[The test|The method|It] is [recommended|to be recommended] [if|only if|provided that|as soon as] it [has|shows|reaches|attains] {list}.",
    "[To be recommended|For a recommendation|Before we recommend it], [the test|the method|it] must [have|show|reach|attain] {list}.",
    "[A recommendation|Approval] [requires|demands|presupposes|calls for] {list}.",
    "[It was agreed|The committee agreed|We agreed] [beforehand|in advance|at the outset|from the start] to [ask for|insist on|require] {list}.",
)
CRITERION = Frames(
    *(
        f"{_indefinite(each)} of [at least|no less than|not below|not under] {{v}} [percent|per cent|%]"
        for each in MEASURES
    )
)
PLANS = Frames(
    "[Suppose|Imagine|Assume] {n} [subjects|individuals] of whom {q} percent live {ill}[.|, somewhere else.|, in another district.|: what then?]",
    "[What would|What might|What could] the test [do|achieve|yield] [in|among] {n} [subjects|individuals], {q} percent of them {ill}?",
    "[A district|A province|A second region|A neighbouring authority] has {n} [subjects|individuals], {q} percent {ill}.",
    "[Elsewhere|Across the border|In another season|Downstream], {n} [subjects|individuals] are [awaiting|due for|offered] the test; {q} percent live {ill}.",
)
TABLE_HEADS = Frames(
    *(
        "| [site|place|centre|station|where] | " + " | ".join(_CELLS[k] for k in order) + " |"
        for order in _ORDERS.tolist()
    )
)
LINES = Frames(
    *(
        "{mark}{site}: " + "[, |; ]".join(_CLAUSES[k] for k in order)
        for order in ((0, 1, 2, 3), (2, 3, 0, 1), (1, 0, 3, 2), (3, 2, 1, 0), (0, 2, 1, 3), (1, 3, 0, 2))
    )
)
_POOLED = (
    "[Pooled|Together|In all|Added up|Over all sites kept]: {tp} true positives, {fn} false negatives, {fp} false positives, {tn} true negatives.",
    "[The sums are|Summing gives|The columns add up to|We count] {tp} true positives, {fn} false negatives, {fp} false positives[,| and] {tn} true negatives.",
)
_MARGINS = (
    "[Hence|So|Thus|That makes|This gives] {d} with the condition, {h} without[,|;] {p} positive, {q} negative[.| results.| in all.]",
    "[Margins|Row and column sums|Totals]: {d} with the condition, {h} without, {p} positive, {q} negative.",
)
SUMMED = Frames(*(f"{pooled} {margins}" for pooled in _POOLED for margins in _MARGINS))
_MET = ("[met|fulfilled|satisfied|reached]", "[missed|failed|unmet|not enough]")
RATES = Frames(
    *(
        form.replace("MEASURE", each).replace("MET", met)
        for each in MEASURES
        for form in (
            "[The |Its |Observed |Resulting ]MEASURE[:| is| comes to| amounts to| =] {a}/{b} = {v} [percent|%][, | against | where the threshold is | with the line drawn at ]{t}: MET.",
            "[For the|As to the|As regards] MEASURE, {a} [of|out of|in] {b} [make|are|is|gives] {v} [percent|%], [required are|asked was|the mark being] {t}: MET.",
        )
        for met in _MET
    )
)
PROJECTED = Frames(
    "[Of|Among] {n}, {ill} have it; {found} [of them|of these] [test positive|are found|show up], [with|and|plus] {alarms} false alarms[:|, that is,|; hence] {v} percent of [positives|alarms] [are right|are true|hold up].",
    "[With|Given|For] {n} tested, {ill} have it and {found} are found, [against|beside|next to] {alarms} false alarms[;|:| -] [only |in fact |thus |]{v} percent of [positives|alarms] are [right|true|correct].",
)
VERDICTS = Frames(
    "[Verdict|Decision|Conclusion|Outcome|Result]: {answer} for {condition}.",
    "[On these counts|By these criteria|All in all|On balance|Taking all together], {test} is {answer} for {condition}.",
    "[We conclude that|It follows that|Our verdict is that|In the end] {test} is {answer} for {condition}.",
)
HEADS = Heads(
    "Background|Introduction|Aim|Purpose|Context|Motivation|The question|Why we looked",
    "Methods|Design|How it was done|Procedure|Materials and methods|Approach|Organisation",
    "Counts|Data|Results|Observations|Returns|Findings|The counts",
    "Analysis|Working|Evaluation|Calculation|Computation|From counts to rates",
    "Discussion|Caveats|Remarks|Limitations|Reservations|Comment",
    tables=(2, 3),
)


class ScreeningTest(Genre[World]):
    """Whether a screening test is good enough, from its counts."""

    name = "screening-test"
    domain = "scientific"
    lexicons = (
        *LEXICONS,
        "en_surnames",
        "scientific_tests",
        "scientific_conditions",
        "scientific_populations",
    )
    summary = "a screening test: counts by site, sensitivity, specificity, predictive values, and a verdict"
    label = "answer"
    knobs = (
        Knob("sites", 1, 10, slack=12, least=1, most=MOST_SITES, meaning="places that sent counts"),
        Knob("size", 24, 1800, slack=10, least=12, most=10**6, meaning="about how many affected a site has"),
        Knob("criteria", 1, 4, least=1, most=4, meaning="rates that are asked for"),
        Knob("projections", 0, 4, least=0, most=40, meaning="other populations"),
        Knob("excluded", 0, 18, most=90, meaning="percent of later sites that are left out"),
        Knob("colour", 1, 36, slack=100, most=10, meaning="sentences of background, method and caveat"),
    )

    def support_log2(self, level: int) -> int:
        return 40

    def world(self, draws: Draws, knobs: Knobs) -> World:
        return draw_world(draws, knobs)

    def check(self, world: World) -> Json:
        names = pick(lexicon("en_towns")[0], world.site)
        gone = np.flatnonzero(world.out)
        rates = json_tuple(
            pick(("sensitivity", "specificity", "precision", "reassurance"), world.measure),
            tenths(world.rate),
            tenths(world.threshold),
        )
        people, permille, *rest = world.plan.T
        return json_object(
            {
                "kind": "screening-test",
                "test": json_tuple(
                    pick(lexicon("en_surnames")[0], world.surname),
                    pick(lexicon("scientific_tests")[0], world.test),
                ),
                "condition": pick(lexicon("scientific_conditions")[0], world.condition),
                "sites": json_list(world.sites, json_tuple(names, *world.cells.T)),
                "left_out": json_list(Rows.of(world.sites.sum(world.out)), names.take(pa.array(gone))),
                "pooled": json_tuple(*world.pooled.T),
                "margins": json_tuple(*world.margins.T),
                "criteria": json_list(world.criteria, rates),
                "projections": json_list(
                    world.plans, json_tuple(people, tenths(permille), *rest[:3], tenths(rest[3]))
                ),
                "answer": _answer(world),
            }
        )

    def cost(self, world: World) -> Any:
        return world.effort

    def render(self, draws: Draws, world: World) -> list[Segment]:
        test = join(
            "the ",
            pick(lexicon("en_surnames")[0], world.surname),
            " ",
            pick(lexicon("scientific_tests")[0], world.test),
        )
        words = {
            "test": test,
            "condition": Picked(lexicon("scientific_conditions")[0], world.condition),
            "population": Picked(lexicon("scientific_populations")[0], world.population),
        }
        title = TITLES.say(draws, "title", None, words, span="prompt")
        opening = OPENINGS.say(draws, "opening", None, words, span="prompt")
        shares = split_colour(draws, world.colour)
        background, method, caveat = colour(draws, shares, test)
        heads = HEADS.say(draws, {4: shares[2]})
        prompt = join(
            title, byline(draws, world.colour), "\n\n",
            section(heads[0], opening, background),
            section(heads[1], _criteria(draws, world), method, _excluded(draws, world)),
            heads[2], _data(draws, world), "\n\n", _plans(draws, world),
        )  # fmt: skip
        answer = VERDICTS.say(draws, "verdict", None, {**words, "answer": _answer(world)}, span="answer")
        return [
            Segment("prompt", prompt),
            Segment("reasoning", join(heads[3], _working(draws, world), "\n\n", section(heads[4], caveat))),
            Segment("answer", answer),
        ]

    def extract(self, text: str) -> Any:
        return read_evaluation(text)


def _answer(world: World) -> Strings:
    return where(world.passed, "recommended", "not recommended")


def _names(world: World, which: I64 | None = None) -> Strings:
    return pick(lexicon("en_towns")[0], world.site if which is None else world.site[which])


def _criteria(draws: Draws, world: World) -> Strings:
    """What is asked of the test."""
    each = CRITERION.say(
        draws, "criterion", world.criteria, {"v": tenths(world.threshold)}, which=world.measure, span="prompt"
    )
    return CRITERIA.say(draws, "criteria", None, {"list": enumerated(world.criteria, each)}, span="prompt")


def _excluded(draws: Draws, world: World) -> Strings:
    """Which sites are left out, and why."""
    rows = Rows.of(world.sites.sum(world.out))
    names = _names(world, np.flatnonzero(world.out))
    return rows.join(EXCLUDED.say(draws, "excluded", rows, {"site": names}, span="prompt"), " ")


def _data(draws: Draws, world: World) -> Strings:
    """The four counts of every site, as a table or as a list."""
    sites = world.sites
    table = draws.chance("table", 50, span="prompt")
    order = draws.draw("order", len(TABLE_HEADS), visible=table, span="prompt")
    head = TABLE_HEADS.say(draws, "table.head", which=order, visible=table, span="prompt")
    mine = table[sites.doc]
    at, rest = np.flatnonzero(mine), np.flatnonzero(~mine)
    cells = np.take_along_axis(world.cells[at], _ORDERS[order[sites.doc[at]]], axis=1)
    lines = join(
        "\n| ", _names(world, at), *(part for k in range(4) for part in (" | ", ints(cells[:, k]))), " |"
    )
    rows = Rows.of(np.where(table, 0, sites.counts))
    mark = pick(("- ", "* ", "", "> "), draws.draw("mark", 4, visible=~table, span="prompt"))
    fields = {"site": _names(world, rest), "mark": mark.take(pa.array(rows.doc))}
    listed = LINES.say(
        draws, "line", rows, {**fields, **{f"n{k}": world.cells[rest, k] for k in range(4)}}, span="prompt"
    )
    body = Rows.of(np.where(table, sites.counts, 0)).join(lines)
    return where(table, join(head, "\n| --- | --- | --- | --- | --- |", body), rows.join(listed, "\n"))


def _plans(draws: Draws, world: World) -> Strings:
    """The questions about other populations."""
    plans = world.plans
    ill = pick(lexicon("scientific_conditions")[0], world.condition[plans.doc])
    fields = {"n": world.plan[:, 0], "q": tenths(world.plan[:, 1]), "ill": join("with ", ill)}
    asked = plans.join(PLANS.say(draws, "plan", plans, fields, span="prompt"), " ")
    return where(plans.counts > 0, join(asked, "\n\n"), "")


def _working(draws: Draws, world: World) -> Strings:
    """Sums, rates against thresholds, projections."""
    tp, fn, fp, tn = world.pooled.T
    sums = {"tp": tp, "fn": fn, "fp": fp, "tn": tn, **dict(zip("dhpq", world.margins.T, strict=True))}
    summed = SUMMED.say(draws, "summed", None, sums, span="reasoning")
    criteria, measure = world.criteria, world.measure
    form = draws.draw("rate.form", 2, criteria, span="reasoning")
    rates = RATES.say(
        draws, "rate", criteria,
        {
            "a": world.pooled[criteria.doc, np.array([0, 3, 0, 3])[measure]],
            "b": world.margins[criteria.doc, measure], "v": tenths(world.rate),
            "t": tenths(world.threshold),
        },
        which=4 * measure + 2 * form + (world.rate < world.threshold),
        span="reasoning",
    )  # fmt: skip
    people, _, ill, found, alarms, value = world.plan.T
    fields = {"n": people, "ill": ill, "found": found, "alarms": alarms, "v": tenths(value)}
    projected = PROJECTED.say(draws, "projected", world.plans, fields, span="reasoning")
    lines = join(summed, "\n", criteria.join(rates, "\n"))
    return join(lines, where(world.plans.counts > 0, "\n", ""), world.plans.join(projected, "\n"))
