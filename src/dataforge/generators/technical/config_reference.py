"""A reference page of a program's options, the places they are set in, and what takes effect.

Harder means more options, more sources in the chain of precedence (which need not be the usual one), and more
exceptions: sources that an option ignores, upper limits, options that hang on another option. The
reader resolves the chain anew from the printed lines.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataforge.generators.base import Genre, Knob, Knobs, Segment
from dataforge.generators.technical._config_phrases import (
    ANSWERS,
    CHAIN_LINKS,
    ENV_LEADS,
    FILE_LEADS,
    FLAG_LEADS,
    FORMS_A_QUESTION,
    FORMS_A_TAIL,
    LINES,
    OPENINGS,
    OPTION_LINES,
    PRECEDENCE,
    QUESTIONS,
    RESULTS,
    RULES,
    TABLE,
    TABLE_HEADS,
    TAILS,
    UPWARD,
    WORKING,
)
from dataforge.generators.technical._config_reader import read_config
from dataforge.generators.technical._config_world import (
    DEFAULTS,
    ENVIRONMENT,
    FLAGS,
    NUM_CHANGED,
    NUM_SOURCES,
    PROJECT,
    SOURCES,
    World,
    by_source,
    detail_of,
    draw_world,
    spellings,
    values_of,
)
from dataforge.generators.technical._prose import LEXICONS, aside, colour_knob, halves
from dataforge.text.columns import (
    Field,
    Json,
    Picked,
    Strings,
    constant,
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
from dataforge.text.rows import I64, Rows

_PLACES = ("/etc/", "~/.config/", "./", "", "")


_RULES = Frames(*(template for frames in RULES for template in frames.templates))
_LEADS = Frames(*FILE_LEADS.templates, *ENV_LEADS.templates, *FLAG_LEADS.templates)
_TAILS = Frames("", *(template for frames in TAILS for template in frames.templates))
_SETTINGS = Frames("{path} = {quoted}", "{path}: {plain}", "{program}_{variable}={plain}", " {flag}={plain}")
_CHAINED = Frames("", "{link}{source} `{value}`")


class ConfigReference(Genre[World]):
    """Options, defaults, a chain of sources, exceptions; what takes effect."""

    name = "config-reference"
    domain = "technical"
    lexicons = ("technical_options", "technical_programs", *LEXICONS)
    summary = "options, defaults and a chain of precedence; the effective configuration, derived"
    knobs = (
        Knob("options", 1, 6, slack=17, least=1, most=40, meaning="options described"),
        Knob(
            "sources",
            1,
            5,
            least=1,
            most=NUM_SOURCES,
            meaning="places besides the defaults where options are set",
        ),
        Knob("settings", 60, 46, most=100, meaning="percent of (option, source) pairs that are set"),
        Knob("exceptions", 0, 65, most=100, meaning="percent of options with a rule of their own"),
        colour_knob(15),
    )

    def support_log2(self, level: int) -> int:
        return 20 + 3 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        return draw_world(draws, knobs)

    def check(self, world: World) -> Json:
        paths, options = lexicon("technical_options")[0], world.options
        path, first = pick(paths, world.option), values_of()[2][world.option]
        exceptions = np.flatnonzero(world.rule >= 0)
        detail = detail_of(world, first)
        order = Rows.of(world.num_sources)
        where_set, rank, owner = by_source(world)
        question = pick(("effective-value", "deciding-source", "number-changed"), world.question)
        asked = where(
            world.question == NUM_CHANGED, constant("", len(question)), path.take(pa.array(world.asked))
        )
        return json_object(
            {
                "kind": "config-reference",
                "program": pick(lexicon("technical_programs")[0], world.program),
                "order": json_list(order, pick(SOURCES, order.ravel(world.order))),
                "defaults": json_list(options, json_tuple(path, pick(values_of()[0], first + world.default))),
                "rules": json_list(
                    Rows.of(options.sum(world.rule >= 0)),
                    json_tuple(
                        path.take(pa.array(exceptions)),
                        pick(("ignores-source", "at-most", "hangs-on"), world.rule[exceptions]),
                        detail.take(pa.array(exceptions)),
                    ),
                ),
                "settings": json_list(
                    Rows.of(world.cells.sum(world.is_set)),
                    json_tuple(
                        pick(SOURCES, world.order[world.cells.doc[where_set], rank]),
                        path.take(pa.array(owner)),
                        pick(values_of()[0], first[owner] + world.value[where_set]),
                    ),
                ),
                "effective": json_list(
                    options,
                    json_tuple(
                        path, pick(values_of()[0], first + world.effective), pick(SOURCES, world.source)
                    ),
                ),
                "question": json_tuple(question, asked),
                "answer": world.answer,
            }
        )

    def cost(self, world: World) -> I64:
        options = world.options
        return (
            options.counts
            + world.cells.sum(world.is_set)
            + 2 * options.sum(world.rule >= 0)
            + world.num_sources
        )

    def render(self, draws: Draws, world: World) -> list[Segment]:
        program, what = (pick(lexicon("technical_programs")[form], world.program) for form in (0, 1))
        opening = OPENINGS.say(draws, "opening", None, {"program": program, "what": what}, span="prompt")
        early = draws.draw("layout", 2, span="prompt").astype(np.bool_)
        described, chain = self._described(draws, world), self._precedence(draws, world)
        first, second = where(early, chain, described), where(early, described, chain)
        form = world.question * FORMS_A_QUESTION + draws.draw(
            "question.form", FORMS_A_QUESTION, span="prompt"
        )
        count = halves(world.colour)
        before, after = (
            aside(draws, name, each, before="> ")
            for name, each in zip(("before", "after"), count, strict=True)
        )
        path = pick(lexicon("technical_options")[0], world.option)
        about = {"path": path.take(pa.array(world.asked))}
        asked = QUESTIONS.say(draws, "question.words", None, about, which=form, span="prompt")
        answer = {"answer": join("`", world.answer, "`")}
        return [
            Segment(
                "prompt",
                join(
                    opening,
                    "\n\n",
                    before,
                    first,
                    "\n\n",
                    second,
                    self._settings(draws, world, program),
                    "\n\n",
                    after,
                    asked,
                    "\n\n",
                ),
            ),
            Segment("reasoning", self._working(draws, world)),
            Segment("answer", ANSWERS.say(draws, "close", None, answer, span="answer")),
        ]

    def _described(self, draws: Draws, world: World) -> Strings:
        """The options with their defaults, as a list or a table."""
        words, options = lexicon("technical_options"), world.options
        style = draws.draw("option.style", len(OPTION_LINES), span="prompt")
        head = draws.draw("option.head", np.where(style == TABLE, len(TABLE_HEADS), 1), span="prompt")
        lines = OPTION_LINES.say(
            draws, "option.words", options,
            {
                "path": Picked(words[0], world.option),
                "desc": Picked(words[1], world.option),
                "default": Picked(values_of()[0], values_of()[2][world.option] + world.default),
            },
            which=style[options.doc], span="prompt",
        )  # fmt: skip
        return join(where(style == TABLE, pick(TABLE_HEADS, head), ""), options.join(lines, "\n"))

    def _precedence(self, draws: Draws, world: World) -> Strings:
        """The chain of sources and the exceptions from it, as a paragraph."""
        form = draws.draw("precedence", len(PRECEDENCE), span="prompt")
        links = Rows.of(world.num_sources + 1)
        rank = np.where(form[links.doc] < UPWARD, links.pos, world.num_sources[links.doc] - links.pos)
        source = np.where(rank == 0, DEFAULTS, world.order[links.doc, np.maximum(rank - 1, 0)])
        order = {"chain": links.join(pick(SOURCES, source), ", ")}
        chain = PRECEDENCE.say(draws, "precedence.words", None, order, which=form, span="prompt")
        rules = np.flatnonzero(world.rule >= 0)
        kinds, rows = world.rule[rules], Rows.of(world.options.sum(world.rule >= 0))
        which = kinds * len(RULES[0]) + draws.draw("rule.form", len(RULES[0]), rows, span="prompt")
        path = pick(lexicon("technical_options")[0], world.option)
        detail = detail_of(world, values_of()[2][world.option]).take(pa.array(rules))
        fields = {"path": path.take(pa.array(rules)), "source": detail, "limit": detail, "other": detail}
        sentences = _RULES.say(draws, "rule.words", rows, fields, which=which, span="prompt")
        return join(chain, where(rows.counts > 0, join(" ", rows.join(sentences, " ")), ""))

    def _settings(self, draws: Draws, world: World, program: Strings) -> Strings:
        """What each source sets, in the usual order of the sources; a blank line before each."""
        blocks = Rows.of(world.num_sources)
        used = np.arange(NUM_SOURCES) < world.num_sources[:, None]
        kinds = np.sort(np.where(used, world.order, DEFAULTS), axis=1)
        kind = blocks.ravel(kinds)
        where_set, rank, owner = by_source(world)
        doc = world.cells.doc[where_set]
        source = world.order[doc, rank]
        value = values_of()[2][world.option[owner]] + world.value[where_set]
        variables, flags = spellings()
        style = draws.draw("file.style", 2 - (kind >= ENVIRONMENT), blocks, span="prompt")
        place = blocks.offsets[doc] + (kinds[doc] < source[:, None]).sum(axis=1)
        members = Rows.of(np.bincount(place, minlength=len(blocks)))
        written = _SETTINGS.render(
            np.where(source == ENVIRONMENT, 2, np.where(source == FLAGS, 3, style[place])),
            {
                "path": Picked(lexicon("technical_options")[0], world.option[owner]),
                "plain": Picked(values_of()[0], value),
                "quoted": Picked(values_of()[1], value),
                "program": Picked(pc.ascii_upper(program), doc),
                "variable": Picked(variables, world.option[owner]),
                "flag": Picked(flags, world.option[owner]),
            },
        )
        name = program.take(pa.array(blocks.doc))
        lines = where(kind == FLAGS, join("$ ", name, members.join(written)), members.join(written, "\n"))
        lines = where(members.counts > 0, lines, where(kind == FLAGS, join("$ ", name), "(nothing)"))
        return join(
            "\n\n", blocks.join(join(self._leads(draws, blocks, kind, name, style), "\n", lines), "\n\n")
        )

    def _leads(self, draws: Draws, blocks: Rows, kind: I64, name: Strings, style: I64) -> Strings:
        form = draws.draw("lead", len(FILE_LEADS), blocks, span="prompt")
        group = np.maximum(kind - PROJECT, 0)
        place = join(pick(_PLACES, kind), name, pick((".toml", ".yaml"), style))
        fields = {"source": Picked(pa.array(SOURCES), kind), "where": place}
        which = group * len(FILE_LEADS) + form
        return _LEADS.say(draws, "lead.words", blocks, fields, which=which, span="prompt")

    def _working(self, draws: Draws, world: World) -> Strings:
        """One line an option: its default, what overrides it in turn, the rule that bites, the result."""
        options, cells = world.options, world.cells
        plain, first = values_of()[0], values_of()[2][world.option]
        per_option = Rows.of(world.num_sources[options.doc])
        owner, rank = per_option.doc, per_option.pos
        linked = per_option.sum(world.counted) > 0
        linking = draws.draw("link.style", np.where(linked, len(CHAIN_LINKS), 1), options, span="reasoning")
        links = _CHAINED.render(
            np.asarray(world.counted, np.int64),
            {
                "link": Picked(pa.array(CHAIN_LINKS), linking[owner]),
                "source": Picked(pa.array(SOURCES), world.order[cells.doc, rank]),
                "value": Picked(plain, np.maximum(first[owner] + world.value, 0)),
            },
        )
        tail = np.where(world.bites, world.rule, -1)
        form = draws.draw("tail.form", np.where(tail >= 0, FORMS_A_TAIL, 1), options, span="reasoning")
        detail = detail_of(world, first)
        which = np.where(tail >= 0, 1 + tail * FORMS_A_TAIL + form, 0)
        fields: dict[str, Field] = {"source": detail, "other": detail}
        tails = _TAILS.say(draws, "tail.words", options, fields, which=which, span="reasoning")
        outcome: dict[str, Field] = {
            "value": Picked(plain, first + world.effective),
            "source": Picked(pa.array(SOURCES), world.source),
        }
        fields = {
            "path": Picked(lexicon("technical_options")[0], world.option),
            "default": Picked(plain, first + world.default),
            "chain": per_option.join(links),
            "tail": tails,
            "result": RESULTS.say(draws, "result", options, outcome, span="reasoning"),
        }
        lines = LINES.say(draws, "line", options, fields, span="reasoning")
        head = WORKING.say(draws, "working", span="reasoning")
        return join(head, "\n", options.join(lines, "\n"), "\n\n")

    def extract(self, text: str) -> Any:
        return read_config(text)
