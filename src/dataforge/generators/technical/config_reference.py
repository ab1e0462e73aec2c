"""A reference page of a program's options, the places they are set in, and the configuration that takes effect.

Harder means more options, more sources in the chain of precedence (which need not be the usual one), and more
exceptions: sources that an option ignores, upper limits, options that hang on another option. The reader resolves
the chain anew from the printed lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dataforge.generators.base import ExtractError, Genre, Knob, Knobs, Segment
from dataforge.generators.technical._config_reader import read_config
from dataforge.text.columns import Frames, Json, Strings, constant, ints, join, json_list, json_object, json_tuple, pick, where
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

SYSTEM, USER, PROJECT, ENVIRONMENT, FLAGS, DEFAULTS = range(6)
_NUM_SOURCES = 5
_SOURCES = ("system file", "user file", "project file", "environment", "command line", "defaults")
IGNORES, LIMIT, HANGS = 0, 1, 2
VALUE_OF, SOURCE_OF, NUM_CHANGED = 0, 1, 2

OPENINGS = Frames(
    "# Configuring {program}\n\n{program} is {what}. This page lists its options.",
    "# {program} reference\n\n{program} is {what}; it can be tuned with the following options.",
    "## Options\n\nThis section of the {program} handbook describes what an operator may change. ({program} is {what}.)",
    "{program} - configuration\n\nAn operator of {program}, {what}, will sooner or later want to change one of these options.",
    "# Configuration of {program}\n\nThe program ({what}) reads its options from several places.",
    "Operating {program}\n\n{program}, {what}, runs well as it is delivered. What can be changed is described here.",
    "# {program}: options and where they come from\n\nThis note is for those who run {program}, {what}.",
    "Note to the team: our copy of {program} ({what}) behaves in ways that puzzle some of us. Here is what is configured, and where.",
    "# Deployment notes\n\nWe run {program}, {what}. Its options, as far as we touch them:",
    "Ticket: what is {program} really running with?\n\nFor the record, {program} is {what}. The options in question:",
    "# Cheat sheet for {program}\n\n{program} is {what}.",
    "{program} is {what}. Everything that can be configured has a default.",
)
TABLE = 5
OPTION_LINES = Frames(
    "- `{path}`: {desc}. Default: `{default}`.",
    "- `{path}` (default `{default}`): {desc}",
    "* `{path}` = `{default}` - {desc}",
    "`{path}` [`{default}`]\n: {desc}",
    "- {desc}: `{path}`, by default `{default}`",
    "| `{path}` | `{default}` | {desc} |",
)
_HEADS = (
    "| option | default | meaning |\n| --- | --- | --- |\n",
    "| Name | Unless set | What it is |\n| --- | --- | --- |\n",
    "| key | default value | description |\n|---|---|---|\n",
)
UPWARD = 6
PRECEDENCE = Frames(
    "Sources are read in this order, and a later one overrides an earlier one: {chain}.",
    "Where an option is set twice, the later source counts. From first to last: {chain}.",
    "Precedence, lowest first: {chain}.",
    "The chain runs, from weakest to strongest, {chain}.",
    "Each source overrides those named before it: {chain}.",
    "Values are layered bottom to top: {chain}.",
    "Precedence, highest first: {chain}.",
    "The first source that sets an option decides. They are asked in this order: {chain}.",
    "The chain runs, from strongest to weakest, {chain}.",
    "Each source overrides those named after it: {chain}.",
    "Values are looked up top to bottom: {chain}.",
    "Of several values, the one from the source named first counts: {chain}.",
)
RULES = (
    Frames(
        "`{path}` ignores the {source}.",
        "The {source} cannot change `{path}`.",
        "Whatever the {source} says about `{path}` has no effect.",
        "Values of `{path}` that come from the {source} are skipped.",
        "For `{path}` the {source} does not count.",
        "`{path}` is never taken from the {source}.",
    ),
    Frames(
        "`{path}` is cut to `{limit}` if it would be larger.",
        "`{path}` never exceeds `{limit}`: a larger value counts as `{limit}`.",
        "Values of `{path}` above `{limit}` are lowered to `{limit}`.",
        "The upper limit of `{path}` is `{limit}`; what lies above is lowered to it.",
        "More than `{limit}` is not possible for `{path}`; larger values become `{limit}`.",
        "At run time `{path}` is at most `{limit}`, whatever larger value was asked for.",
    ),
    Frames(
        "`{path}` keeps its default as long as `{other}` has its own.",
        "Unless `{other}` ends up different from its default, `{path}` stays at its default too.",
        "`{path}` only takes effect when `{other}` is not at its default; otherwise the default of `{path}` holds.",
        "While `{other}` is at its default, settings of `{path}` are disregarded.",
        "Settings of `{path}` count only if `{other}` has been moved off its default.",
        "If `{other}` comes out at its default, so does `{path}`.",
    ),
)
FILE_LEADS = Frames(
    "The {source}, `{where}`:",
    "Contents of the {source} (`{where}`):",
    "In the {source} `{where}` we find:",
    "{where}, the {source}, says:",
    "From the {source} ({where}):",
)
ENV_LEADS = Frames(
    "The environment:", "Set in the environment:", "Variables of the environment:", "The environment holds:", "From the unit's environment:"
)
FLAG_LEADS = Frames(
    "The command line:", "It is started with this command line:", "Command line:", "The command line reads:", "Our command line:"
)
_PLACES = ("/etc/", "~/.config/", "./", "", "")
QUESTIONS = Frames(
    "What is the effective value of `{path}`?",
    "Which value of `{path}` does the program run with?",
    "Find the value that `{path}` has in the end.",
    "Which source decides the value of `{path}`?",
    "Where does the effective value of `{path}` come from?",
    "Name the source that the value of `{path}` is taken from.",
    "How many of the options end up at a value other than their default?",
    "Count the options whose effective value differs from the default.",
    "How many options are, in the end, not at their default?",
)
_FORMS_A_QUESTION = 3
WORKING = ("Effective configuration:", "Working through the options one by one:", "Resolved:", "Option by option:", "What takes effect:", "Resolution:")
CHAIN_LINKS = (", then ", " < ", " -> ")
RESULTS = Frames(" => `{value}` ({source})", "; result `{value}`, from the {source}", ": `{value}` ({source}) takes effect")
TAILS = (
    Frames(", the {source} being ignored", " (not the {source})", ", leaving out the {source}"),
    Frames(", cut to the limit", " (too large)", ", lowered"),
    Frames(", but `{other}` is at its default", " (held back by `{other}`)", ", disregarded because of `{other}`"),
)
ANSWERS = Frames("Answer: {answer}", "The answer is {answer}.", "So: {answer}", "Therefore {answer}.")


@dataclass(frozen=True)
class World:
    """A batch of configurations.

    Attributes:
        order: int64[num_docs, 5], the source at each rank of the chain, weakest first.
        options: a row is an option; values are numbers in its list. `rule` is -1 where it has none of its own: `ignored`,
            `limit` and `other` belong to rules, and `bites` says that the rule changed what came out.
        cells: a row is an (option, rank) pair: whether that source sets that option, to which `value`, and whether it counts.
    """

    program: I64
    num_sources: I64
    order: I64
    options: Rows
    option: I64
    default: I64
    rule: I64
    ignored: I64
    limit: I64
    other: I64
    bites: NDArray[np.bool_]
    cells: Rows
    is_set: NDArray[np.bool_]
    value: I64
    counted: NDArray[np.bool_]
    source: I64
    effective: I64
    question: I64
    asked: I64
    answer: Strings


@cache
def _chains() -> tuple[I64, I64]:
    """All subsets of the sources, in their usual order: int64[31, 5], and where those of each size begin."""
    subsets = [c for size in range(1, _NUM_SOURCES + 1) for c in combinations(range(_NUM_SOURCES), size)]
    table = np.array([[*c, *[0] * (_NUM_SOURCES - len(c))] for c in subsets], np.int64)
    sizes = np.array([len(c) for c in subsets])
    return table, np.searchsorted(sizes, np.arange(_NUM_SOURCES + 2))


@cache
def _values() -> tuple[Strings, Strings, I64, I64, pa.Array]:
    """Values of all options in a row: plain, as TOML; where each option's begin, how many, and whether they are numbers."""
    lists = [each.split(" ") for each in lexicon("technical_options").words(2)]
    plain = [value for each in lists for value in each]
    quoted = [value if value.isdigit() or value in ("true", "false") else f'"{value}"' for value in plain]
    counts = np.array([len(each) for each in lists], np.int64)
    numeric = np.array([each[0].isdigit() for each in lists])
    return pa.array(plain), pa.array(quoted), np.cumsum(counts) - counts, counts, numeric


@cache
def _spellings() -> tuple[Strings, Strings]:
    """How each option is written as a variable (without the program) and as a flag."""
    paths = lexicon("technical_options").words(0)
    variables = [path.replace(".", "_").upper() for path in paths]
    return pa.array(variables), pa.array(["--" + path.replace(".", "-").replace("_", "-") for path in paths])


class ConfigReference(Genre[World]):
    """Options, defaults, a chain of sources, exceptions; what takes effect."""

    name = "config-reference"
    domain = "technical"
    lexicons = ("technical_options", "technical_programs")
    summary = "options, defaults and a chain of precedence; the effective configuration, derived"
    knobs = (
        Knob("options", 2, 9, slack=12, least=1, most=40, meaning="options described"),
        Knob("sources", 1, 5, least=1, most=_NUM_SOURCES, meaning="places besides the defaults where options are set"),
        Knob("settings", 55, 48, most=100, meaning="percent of (option, source) pairs that are set"),
        Knob("exceptions", 0, 65, most=100, meaning="percent of options with a rule of their own"),
    )

    def support_log2(self, level: int) -> int:
        return 20 + 3 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        _, _, first, num_values, numeric = _values()
        options, num_sources = Rows.of(knobs["options"]), knobs["sources"]
        option = draws.distinct("option", len(num_values), options, span="prompt")
        table, begin = _chains()
        size = begin[num_sources + 1] - begin[num_sources]
        order = table[begin[num_sources] + draws.draw("subset", size, span="prompt")]
        swap = draws.draw("swap", num_sources, span="prompt")
        every = np.arange(draws.num_docs)
        order[every, swap], order[every, swap - (swap > 0)] = order[every, swap - (swap > 0)], order[every, swap].copy()
        default = draws.draw("default", num_values[option], options, span="prompt")
        rule, ignored, limit, other = _rules(draws, knobs, options, order, (num_values[option], numeric[option], default))
        cells = Rows.of(options.counts * num_sources)
        owner = options.offsets[cells.doc] + cells.pos // num_sources[cells.doc]
        rank = cells.pos % num_sources[cells.doc]
        is_set = draws.chance("set", knobs["settings"][cells.doc], cells, span="prompt")
        settings = Rows.of(cells.sum(is_set))
        value = np.full(len(cells), -1)
        value[is_set] = draws.draw("value", num_values[option[owner[is_set]]], settings, span="prompt")
        counted = is_set & ~((rule[owner] == IGNORES) & (ignored[owner] == order[cells.doc, rank]))
        starts = np.cumsum(num_sources[options.doc]) - num_sources[options.doc]
        best = np.maximum.reduceat(np.where(counted, rank, -1), starts)
        chosen = np.where(best >= 0, value[starts + np.maximum(best, 0)], default)
        source = np.where(best >= 0, order[options.doc, np.maximum(best, 0)], DEFAULTS)
        effective, bites = _resolve(options, (rule, limit, other), (default, chosen))
        bites &= source != DEFAULTS
        source = np.where(bites & (rule == HANGS), DEFAULTS, source)
        bites |= np.logical_or.reduceat(is_set & ~counted, starts)
        question = draws.draw("question", 3, span="prompt")
        asked = options.offsets[:-1] + draws.draw(
            "asked", np.where(question == NUM_CHANGED, 1, options.counts), span="prompt"
        )
        plain = _values()[0]
        changed = ints(options.sum(effective != default))
        by_name = where(question == SOURCE_OF, pick(_SOURCES, source[asked]), pick(plain, (first[option] + effective)[asked]))
        return World(
            draws.draw("program", len(lexicon("technical_programs")), span="prompt"), num_sources, order, options,
            option, default, rule, ignored, limit, other, bites, cells, is_set, value, counted, source, effective,
            question, asked, where(question == NUM_CHANGED, changed, by_name),
        )  # fmt: skip

    def check(self, world: World) -> Json:
        paths, options = lexicon("technical_options")[0], world.options
        path, first = pick(paths, world.option), _values()[2][world.option]
        exceptions = np.flatnonzero(world.rule >= 0)
        detail = _detail(world, first)
        order = Rows.of(world.num_sources)
        where_set, rank, owner = _by_source(world)
        question = pick(("value", "source", "changed"), world.question)
        asked = where(world.question == NUM_CHANGED, constant("", len(question)), path.take(pa.array(world.asked)))
        return json_object(
            {
                "kind": "config-reference",
                "program": pick(lexicon("technical_programs")[0], world.program),
                "order": json_list(order, pick(_SOURCES, order.ravel(world.order))),
                "defaults": json_list(options, json_tuple(path, pick(_values()[0], first + world.default))),
                "rules": json_list(
                    Rows.of(options.sum(world.rule >= 0)),
                    json_tuple(
                        path.take(pa.array(exceptions)),
                        pick(("ignores", "limit", "hangs on"), world.rule[exceptions]),
                        detail.take(pa.array(exceptions)),
                    ),
                ),
                "settings": json_list(
                    Rows.of(world.cells.sum(world.is_set)),
                    json_tuple(
                        pick(_SOURCES, world.order[world.cells.doc[where_set], rank]),
                        path.take(pa.array(owner)),
                        pick(_values()[0], first[owner] + world.value[where_set]),
                    ),
                ),
                "effective": json_list(
                    options, json_tuple(path, pick(_values()[0], first + world.effective), pick(_SOURCES, world.source))
                ),
                "question": json_tuple(question, asked),
                "answer": world.answer,
            }
        )

    def cost(self, world: World) -> I64:
        options = world.options
        return options.counts + world.cells.sum(world.is_set) + 2 * options.sum(world.rule >= 0) + world.num_sources

    def render(self, draws: Draws, world: World) -> list[Segment]:
        program, what = (pick(lexicon("technical_programs")[form], world.program) for form in (0, 1))
        opening = OPENINGS.render(
            draws.draw("opening", len(OPENINGS), span="prompt"), {"program": program, "what": what}
        )
        early = draws.draw("layout", 2, span="prompt").astype(np.bool_)
        described, chain = self._described(draws, world), self._precedence(draws, world)
        first, second = where(early, chain, described), where(early, described, chain)
        form = world.question * _FORMS_A_QUESTION + draws.draw("question.form", _FORMS_A_QUESTION, span="prompt")
        path = pick(lexicon("technical_options")[0], world.option)
        asked = QUESTIONS.render(form, {"path": path.take(pa.array(world.asked))})
        close = draws.draw("close", len(ANSWERS), span="answer")
        return [
            Segment("prompt", join(opening, "\n\n", first, "\n\n", second, self._settings(draws, world, program), "\n\n", asked, "\n\n")),
            Segment("reasoning", self._working(draws, world)),
            Segment("answer", ANSWERS.render(close, {"answer": join("`", world.answer, "`")})),
        ]

    def _described(self, draws: Draws, world: World) -> Strings:
        """The options with their defaults, as a list or a table."""
        words, options = lexicon("technical_options"), world.options
        style = draws.draw("option.style", len(OPTION_LINES), span="prompt")
        head = draws.draw("option.head", np.where(style == TABLE, len(_HEADS), 1), span="prompt")
        lines = OPTION_LINES.render(
            style[options.doc],
            {
                "path": pick(words[0], world.option),
                "desc": pick(words[1], world.option),
                "default": pick(_values()[0], _values()[2][world.option] + world.default),
            },
        )
        return join(where(style == TABLE, pick(_HEADS, head), ""), options.join(lines, "\n"))

    def _precedence(self, draws: Draws, world: World) -> Strings:
        """The chain of sources and the exceptions from it, as a paragraph."""
        form = draws.draw("precedence", len(PRECEDENCE), span="prompt")
        links = Rows.of(world.num_sources + 1)
        rank = np.where(form[links.doc] < UPWARD, links.pos, world.num_sources[links.doc] - links.pos)
        source = np.where(rank == 0, DEFAULTS, world.order[links.doc, np.maximum(rank - 1, 0)])
        chain = PRECEDENCE.render(form, {"chain": links.join(pick(_SOURCES, source), ", ")})
        rules = np.flatnonzero(world.rule >= 0)
        kinds, rows = world.rule[rules], Rows.of(world.options.sum(world.rule >= 0))
        pooled = Frames(*(template for frames in RULES for template in frames.templates))
        which = kinds * len(RULES[0]) + draws.draw("rule.form", len(RULES[0]), rows, span="prompt")
        path = pick(lexicon("technical_options")[0], world.option)
        detail = _detail(world, _values()[2][world.option]).take(pa.array(rules))
        sentences = pooled.render(
            which, {"path": path.take(pa.array(rules)), "source": detail, "limit": detail, "other": detail}
        )
        return join(chain, where(rows.counts > 0, join(" ", rows.join(sentences, " ")), ""))

    def _settings(self, draws: Draws, world: World, program: Strings) -> Strings:
        """What each source sets, in the usual order of the sources; a blank line before each."""
        blocks = Rows.of(world.num_sources)
        used = np.arange(_NUM_SOURCES) < world.num_sources[:, None]
        kinds = np.sort(np.where(used, world.order, DEFAULTS), axis=1)
        kind = blocks.ravel(kinds)
        where_set, rank, owner = _by_source(world)
        doc = world.cells.doc[where_set]
        source = world.order[doc, rank]
        value = _values()[2][world.option[owner]] + world.value[where_set]
        variables, flags = _spellings()
        style = draws.draw("file.style", 2 - (kind >= ENVIRONMENT), blocks, span="prompt")
        place = blocks.offsets[doc] + (kinds[doc] < source[:, None]).sum(axis=1)
        members = Rows.of(np.bincount(place, minlength=len(blocks)))
        written = Frames("{path} = {quoted}", "{path}: {plain}", "{program}_{variable}={plain}", " {flag}={plain}").render(
            np.where(source == ENVIRONMENT, 2, np.where(source == FLAGS, 3, style[place])),
            {
                "path": pick(lexicon("technical_options")[0], world.option[owner]),
                "plain": pick(_values()[0], value),
                "quoted": pick(_values()[1], value),
                "program": pc.ascii_upper(program).take(pa.array(doc)),
                "variable": pick(variables, world.option[owner]),
                "flag": pick(flags, world.option[owner]),
            },
        )
        name = program.take(pa.array(blocks.doc))
        lines = where(kind == FLAGS, join("$ ", name, members.join(written)), members.join(written, "\n"))
        lines = where(members.counts > 0, lines, where(kind == FLAGS, join("$ ", name), "(nothing)"))
        return join("\n\n", blocks.join(join(self._leads(draws, blocks, kind, name, style), "\n", lines), "\n\n"))

    def _leads(self, draws: Draws, blocks: Rows, kind: I64, name: Strings, style: I64) -> Strings:
        pooled = Frames(*FILE_LEADS.templates, *ENV_LEADS.templates, *FLAG_LEADS.templates)
        form = draws.draw("lead", len(FILE_LEADS), blocks, span="prompt")
        group = np.maximum(kind - PROJECT, 0)
        place = join(pick(_PLACES, kind), name, pick((".toml", ".yaml"), style))
        return pooled.render(group * len(FILE_LEADS) + form, {"source": pick(_SOURCES, kind), "where": place})

    def _working(self, draws: Draws, world: World) -> Strings:
        """One line an option: its default, what overrides it in turn, the rule that bites, the result."""
        options, cells = world.options, world.cells
        style = draws.draw("result.style", len(RESULTS), span="reasoning")
        linked = cells.sum(world.counted) > 0
        linking = draws.draw("link.style", np.where(linked, len(CHAIN_LINKS), 1), span="reasoning")
        plain, first = _values()[0], _values()[2][world.option]
        path = pick(lexicon("technical_options")[0], world.option)
        per_option = Rows.of(world.num_sources[options.doc])
        owner, rank = per_option.doc, per_option.pos
        link = join(
            pick(CHAIN_LINKS, linking[cells.doc]),
            pick(_SOURCES, world.order[cells.doc, rank]),
            " `",
            pick(plain, np.maximum(first[owner] + world.value, 0)),
            "`",
        )
        chain = per_option.join(where(world.counted, link, ""))
        tail = np.where(world.bites, world.rule, -1)
        pooled = Frames("", *(template for frames in TAILS for template in frames.templates))
        detail = _detail(world, first)
        tail_text = pooled.render(
            np.where(tail >= 0, 1 + tail * len(TAILS[0]) + style[options.doc], 0), {"source": detail, "other": detail}
        )
        result = RESULTS.render(
            style[options.doc], {"value": pick(plain, first + world.effective), "source": pick(_SOURCES, world.source)}
        )
        line = join("- `", path, "`: default `", pick(plain, first + world.default), "`", chain, tail_text, result)
        head = pick(WORKING, draws.draw("working", len(WORKING), span="reasoning"))
        return join(head, "\n", options.join(line, "\n"), "\n\n")

    def extract(self, text: str) -> Any:
        return read_config(text)


def _rules(
    draws: Draws, knobs: Knobs, options: Rows, order: I64, tables: tuple[I64, NDArray[np.bool_], I64]
) -> tuple[I64, I64, I64, I64]:
    """Rule, ignored source, limit and other option of each option; -1 where the option has no rule."""
    num_values, numeric, default = tables
    has = draws.chance("exception", knobs["exceptions"][options.doc], options, span="prompt")
    rows, at = Rows.of(options.sum(has)), np.flatnonzero(has)
    late = options.pos[at] > 0
    kind = draws.draw("rule", 1 + late + numeric[at], rows, span="prompt")
    kind = np.select([kind == 0, (kind == 1) & late], [IGNORES, HANGS], LIMIT)
    sources = np.where(kind == IGNORES, knobs["sources"][rows.doc], 1)
    room = np.where(kind == LIMIT, np.maximum(num_values[at] - 1 - default[at], 1), 1)
    before = np.where(kind == HANGS, options.pos[at], 1)
    rule, ignored, limit, other = (np.full(len(options), -1) for _ in range(4))
    rule[at] = kind
    ignored[at] = order[rows.doc, draws.draw("ignored", sources, rows, span="prompt")]
    limit[at] = default[at] + draws.draw("limit", room, rows, span="prompt")
    other[at] = options.offsets[rows.doc] + draws.draw("other", before, rows, span="prompt")
    return rule, ignored, limit, other


def _resolve(
    options: Rows, rules: tuple[I64, I64, I64], values: tuple[I64, I64]
) -> tuple[I64, NDArray[np.bool_]]:
    """The effective values, option k of all documents together, and where a limit or another option changed them."""
    (rule, limit, other), (default, chosen) = rules, values
    effective = np.where(rule == LIMIT, np.minimum(chosen, limit), chosen)
    bites = effective != chosen
    for k in range(1, options.width):
        rows = np.flatnonzero((options.pos == k) & (rule == HANGS))
        held = effective[other[rows]] == default[other[rows]]
        effective[rows] = np.where(held, default[rows], chosen[rows])
        bites[rows] = held
    return effective, bites


def _by_source(world: World) -> tuple[I64, I64, I64]:
    """The cells that are set, by source: their row, their rank in the chain, the row of their option."""
    at = np.flatnonzero(world.is_set)
    doc = world.cells.doc[at]
    rank = world.cells.pos[at] % world.num_sources[doc]
    order = np.lexsort((world.order[doc, rank], doc))
    at, rank, doc = at[order], rank[order], doc[order]
    return at, rank, world.options.offsets[doc] + world.cells.pos[at] // world.num_sources[doc]


def _detail(world: World, first: I64) -> Strings:
    """What each option's rule is about: a source, a limit, or another option."""
    source = pick(_SOURCES, np.maximum(world.ignored, 0))
    limit = pick(_values()[0], first + np.maximum(world.limit, 0))
    other = pick(lexicon("technical_options")[0], world.option[np.maximum(world.other, 0)])
    return where(world.rule == IGNORES, source, where(world.rule == LIMIT, limit, other))
