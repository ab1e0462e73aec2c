"""A function of nested loops: how often does its innermost line run?

One to three nests stand one after the other, each of two or three loops; the bounds of inner loops depend on
the variables around them, and some inner loops multiply their variable instead of adding to it. The count is
worked out pass by pass of the outer loops, nest by nest. Harder means more runs of inner loops, more nests,
three loops instead of two, and larger bounds. The world draws how often outer and middle loops run and makes
bounds that say so; inner counts follow by array operations. The reader (`_loop_reader`) parses the loops of
any of the six languages and works every line out again; tests let Python run the Python ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pyarrow as pa

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.code import _loop_text as out
from dataforge.generators.code._loop_reader import read_loops
from dataforge.generators.code._loop_world import Nests, draw_nests
from dataforge.generators.code._talk import TALK_LEXICONS, introduced
from dataforge.text.columns import (
    Field,
    Json,
    Picked,
    Strings,
    ints,
    join,
    json_list,
    json_object,
    json_string,
    json_tuple,
    num_digits,
    where,
)
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

OPENINGS = Frames(
    "[How often|How many times] does the [innermost|inner] line of this {lang} [function|code] run for "
    "{call}?",
    "[What|Which number] does {call} return? The [code|function] is {lang}, and it [only|just] counts.",
    "{lang}: [count|work out|find] how often {call} [raises|increases] its [counter|tally].",
    "[A profiler|A reviewer|The optimiser|A colleague] [asks for|wants|needs] {call} [counted|analysed] "
    "[exactly|to the last step], in {lang}.",
    "[What|How much] does {call} add up to? [Give|State] [what|the number that] this {lang} code returns.",
    "{call}, [as written|written|as it stands] in {lang}: [how many increments|how many steps|how "
    "often does it count]?",
    "[Count|Add up] the [passes|rounds] of the innermost loops when {call} is [run|called]. The language is "
    "{lang}.",
    "[Without|Instead of] running it: [what|which value] [comes out of|is returned by] the {lang} call "
    "{call}?",
    "[Loops|Nested loops], in {call}: [find|state|give] the [value|result]. The language is {lang}.",
    "[Before|Until] this {lang} code is [made faster|optimised], [find|note] how much work {call} "
    "[does|takes].",
    "[My|Our|Her] {lang} loops [look|seem|are] [quadratic|slow|costly|wasteful]. How many steps does {call} "
    "[take|need]?",
    "[Analyse|Study|Examine] the {lang} function [below|that follows]: {call} counts its own [steps|work].",
    "{call} [walks|goes] through [a few|some] nested {lang} loops. [Count|Add up] the [steps|visits].",
    "[Exercise|Task|Problem]: [the cost|the work|the number of steps] of {call}, in {lang}, [exactly|to the "
    "last step].",
    "[Nobody|No one] [ran|timed] this {lang} code so far. [How large|How big] will the [counter|count] of "
    "{call} be?",
    "[Trace|Follow|Unroll] the loops of {call}; [they are|the code is] {lang}. [How many|Just how many] "
    "increments?",
)
NESTS = Frames(
    "[Nest|Loops|Part|Block|Group] {k}:",
    "[Nest|Part|Group] {k}, over {o}:",
)
SINGLE = (
    "[With|At|For|When] {o} = {v}, {i} [runs|goes|counts] from {lo} while below {hi}: {x}",
    "{o} = {v}: {i} [starts|begins] at {lo} and [stays|must stay|is kept] below {hi}, "
    "[passes|rounds|visits]: {x}",
    "[Next|Then|Now|Let] {o} = {v}; {i} from {lo}, below {hi}, [gives|makes|adds] {x}",
    "{o} = {v}, [loop|bounds] {lo} to {hi} for {i}: {x} [more|in all|counted]",
    "[Given|Once|While|As soon as] {o} = {v}, {i} [starts|begins|opens|sets out] at {lo} [with the "
    "bound|under the "
    "limit|with the limit] {hi}, [which makes|making|that is] {x} [in all|altogether|counted|in total]",
    "[Pass|Round] {o} = {v}: {i} [opens|starts] at {lo} and [must stop|stops|has to stop|halts] by {hi}, "
    "[having counted|after|adding] {x}",
    "[In the round|In the pass|At the stage] {o} = {v}, the [bounds|limits|ends] are {lo} and {hi}; {i} "
    "[counts|contributes|brings|yields] {x}",
    "[For|Where|If] {o} = {v} the [test|condition] [lets {i} run|lets {i} go|allows {i} to run] "
    "from {lo} [on|onwards] while "
    "below {hi}; [hits|visits|increments]: {x}",
)
DEEP = (
    "[With|At|For|When] {o} = {v}, the [inner|innermost] [counts are|loops give] {list}, "
    "[together|in all] {x}",
    "{o} = {v}: {list} [passes|rounds|steps] of {i}, [sum|total|that is] {x}",
    "[Next|Then|Now|Let] {o} = {v}; {i} [runs|turns] {list} times, so {x}",
    "{o} = {v} [gives|yields|brings] {list}, [altogether|summed up|a sum of] {x}",
    "[Given|Once|While|As soon as] {o} = {v}, {i} [contributes|collects|counts] {list}, [making|which "
    "is|that makes|in all] {x}",
    "[Pass|Round] {o} = {v}: {list} [increments|additions|visits], [whose sum is|hence|so|in all] {x}",
    "[In the round|In the pass|At the stage] {o} = {v}, [we add|one adds|add] {list} [and get|to get|for] "
    "{x}",
    "[For|Where|If] {o} = {v} the [tally|count|counter] [grows|rises] by {list}, [by|that is] {x} [in "
    "all|together]",
)
_LINES = Frames(*SINGLE, *DEEP)
SUMS = Frames(
    "[Together|Sum|That makes|In all|Subtotal|Nest total|Its sum|All passes]: {x}.",
    "[Adding|Add|Added] up: {x}.",
)
ENDS = Frames(
    "[Answer|Result|Total|So|Hence]: {call} [returns|gives|is] {x}",
    "[The count|The counter|The number of steps] of {call} [is|comes to] {x}",
)


@dataclass(frozen=True)
class World:
    """Functions.

    Attributes:
        n: what each is called with; `param` what it is called, a line of `code_variables`.
        verb, noun: its name; `letters` names of loop variables, `counter` of what counts.
        sums: what each nest counts, by nest; `by_pass` by pass of the outer loop.
    """

    language: I64
    n: I64
    param: I64
    verb: I64
    noun: I64
    letters: I64
    counter: I64
    nests: Nests
    by_pass: I64
    sums: I64
    talk: I64


class LoopCount(Genre[World]):
    """Nested loops and their exact count."""

    name = "loop-count"
    domain = "code"
    lexicons: ClassVar[tuple[str, ...]] = ("code_variables", "code_functions", *TALK_LEXICONS)
    summary = "nested loops whose bounds depend on one another: how often the innermost line runs"
    knobs = (
        Knob("runs", 5, 42, least=3, most=200, meaning="runs of inner loops, about"),
        Knob("nests", 1, 3, least=1, most=6, meaning="nests one after the other"),
        Knob("deep", 10, 60, most=100, meaning="percent of nests that have three loops"),
        Knob("size", 6, 80, least=2, most=900, meaning="constants of bounds, and the parameter, about"),
        Knob("talk", 5, 5, slack=100, most=30, meaning="sentences of what people say about the program"),
    )

    def support_log2(self, level: int) -> int:
        return 20 + 12 * int(self.knobs[1].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        n = 2 + knobs["size"] // 2 + draws.draw("n", knobs["size"], span="prompt")
        nests = draw_nests(draws, knobs, n)
        by_pass = nests.mids.sum(nests.count)
        words = len(lexicon("code_variables"))
        return World(
            language=draws.draw("language", len(out.NAMES), span="prompt"),
            n=n,
            param=draws.draw("param", words, span="prompt"),
            verb=draws.draw("function.verb", len(lexicon("code_functions")), span="prompt"),
            noun=draws.draw("function.noun", words, span="prompt"),
            letters=draws.draw("letters", len(out.LETTERS), span="prompt"),
            counter=draws.draw("counter", len(out.COUNTERS), span="prompt"),
            nests=nests,
            by_pass=by_pass,
            sums=nests.outs.sum(by_pass),
            talk=knobs["talk"],
        )

    def check(self, world: World) -> Json:
        nests = world.nests
        outer, middle, inner = out.neutral_texts(nests, _fields(world))
        loops = where(nests.deep, join(json_string(middle).encoded, ","), "")
        loops = join("[", json_string(outer).encoded, ",", loops, json_string(inner).encoded, "]")
        counts = json_tuple(nests.value, json_list(nests.mids, nests.count))
        return json_object(
            {
                "kind": "loop-count",
                "language": Picked(pa.array(out.NAMES), world.language),
                "function": _function(world),
                "param": _param(world),
                "given": world.n,
                "loops": json_list(nests.rows, Json(loops)),
                "counts": json_list(nests.rows, json_list(nests.outs, counts)),
                "sums": json_list(nests.rows, world.sums),
                "answer": ints(_total(world)),
            }
        )

    def cost(self, world: World) -> I64:
        nests, digits = world.nests, num_digits
        inner, nest = nests.loops[2], nests.outs.doc[nests.mids.doc]
        by_run = digits(nests.low) + digits(nests.high) + np.where(inner.grows[nest], nests.count, 0)
        by_run += np.where(nests.deep[nest], digits(nests.count), 0)
        middle = np.where(nests.deep[nests.outs.doc], digits(nests.mid_low) + digits(nests.mid_high), 0)
        by_nest = nests.outs.sum(nests.mids.sum(by_run) + middle + digits(world.by_pass))
        return nests.rows.sum(by_nest + digits(nests.ends[0]) + digits(nests.ends[1]) + digits(world.sums))

    def render(self, draws: Draws, world: World) -> list[Segment]:
        nests, language = world.nests, world.language
        name, param, counter = _function(world), _param(world), Picked(pa.array(out.COUNTERS), world.counter)
        call = join(name, "(", world.n, ")")
        fields: dict[str, Field] = {"lang": Picked(pa.array(out.NAMES), language), "call": call}
        asked = introduced(draws, OPENINGS.say(draws, "opening", None, fields, span="prompt"), world.talk)
        doc = nests.rows.doc
        counters = Picked(counter.table, counter.which[doc])
        body = nests.rows.join(out.nest_texts(nests, language[doc], _fields(world), counters))
        code = out.function_texts(language, {"f": name, "m": param, "c": counter, "x": body})
        fence = Picked(pa.array(out.FENCES), language)
        end = ENDS.say(draws, "end", None, {"call": call, "x": _total(world)}, span="answer")
        return [
            Segment("prompt", join(asked, "\n\n```", fence, "\n", code, "```\n\n")),
            Segment("reasoning", nests.rows.join(_worked(draws, world))),
            Segment("answer", end),
        ]

    def extract(self, text: str) -> Any:
        return read_loops(text)


def _worked(draws: Draws, world: World) -> Strings:
    """The working of each nest: a line for each pass of its outer loop, and their sum."""
    nests = world.nests
    nest, docs = nests.outs.doc, world.letters[nests.rows.doc] * 3
    deep = nests.deep[nest]
    passes = Rows.of(nests.rows.sum(nests.outs.counts))  # the same rows, by document
    first = nests.mids.offsets[:-1]
    fields: dict[str, Field] = {
        "o": Picked(out.letter_table(), docs[nest]),
        "i": Picked(out.letter_table(), docs[nest] + 1 + deep),
        "v": nests.value,
        "lo": nests.low[first],
        "hi": nests.high[first],
        "x": world.by_pass,
        "list": nests.mids.join(ints(nests.count), " + "),
    }
    form = draws.draw("line", len(SINGLE), passes, span="reasoning") + len(SINGLE) * deep
    lines = _LINES.say(draws, "line.said", passes, fields, which=form, span="reasoning")
    intro = {"k": nests.rows.pos + 1, "o": Picked(out.letter_table(), docs)}
    said = NESTS.say(draws, "nest", nests.rows, intro, span="reasoning")
    total = SUMS.say(draws, "sum", nests.rows, {"x": world.sums}, span="reasoning")
    return join(said, "\n", nests.outs.join(join(lines, ".\n")), total, "\n")


def _fields(world: World) -> list[dict[str, Field]]:
    """The holes of the three loops of each nest; in a nest of two the inner one has the second name."""
    doc, inner = world.nests.rows.doc, 1 + world.nests.deep
    param = Picked(lexicon("code_variables")[0], world.param[doc])
    letters = world.letters[doc]
    return [
        out.loop_fields(loop, place, letters, param)
        for place, loop in zip((np.zeros_like(doc), np.ones_like(doc), inner), world.nests.loops, strict=True)
    ]


def _function(world: World) -> Strings:
    nouns = out.nouns()
    noun = Picked(nouns, world.noun + out.CAMEL[world.language] * (len(nouns) // 2))
    return join(Picked(lexicon("code_functions")[0], world.verb), noun)


def _param(world: World) -> Picked:
    return Picked(lexicon("code_variables")[0], world.param)


def _total(world: World) -> I64:
    return world.nests.rows.sum(world.sums)
