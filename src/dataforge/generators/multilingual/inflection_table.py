"""A page of a grammar book: tables of inflected words, a drill, and perhaps one wrong form to be found.

Noun phrases go through determiners and cases with all that agrees in them (articles, adjectives, classifiers,
elision); verbs go through tenses, numbers and genders. In every other document one form is wrong: one of its
words has the shape of another column. Eleven languages, glossed in English. Harder means more words, more
columns and tables, less regular words, more questions in the drill. Proven by a reader that builds every form
anew from its own tables of what each determiner demands.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import Genre, Knob, Knobs, Segment, strict
from dataforge.generators.multilingual._abstract import fitting
from dataforge.generators.multilingual._colour import COLOUR_LEXICONS, heading, notes, remarks, task
from dataforge.generators.multilingual._grammar import entries
from dataforge.generators.multilingual._paradigm_reader import read_page
from dataforge.generators.multilingual._paradigm_text import SEPARATORS, TITLES, WHICH
from dataforge.generators.multilingual._paradigm_words import CODES, LABELS, NAMED, PARTS
from dataforge.generators.multilingual._paradigms import (
    NOUN_SLOTS,
    PHRASE,
    VERB,
    VERB_SLOTS,
    forms,
    mistaken,
    mistakes,
    num_columns,
    words_of,
)
from dataforge.generators.multilingual._words import WORD_LEXICONS
from dataforge.text.columns import (
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
from dataforge.text.draws import Draws, Weights
from dataforge.text.rows import I64, Rows

_LANGUAGES = Weights([9, 8, 8, 8, 6, 5, 6, 3, 3, 3, 3])  # in the order of CODES
_PARTS = Weights([2, 1])
_FEWEST = 3  # columns of the language that has the fewest


@dataclass(frozen=True)
class Page:
    """A batch of pages.

    Attributes:
        tables: rows of tables by document, with `language`, `part`, `first` column and `columns` shown.
        words: rows of words by document, with `table` (a row of tables), `word` and `adjective` + 1.
        cells: rows of cells by word.
        wrong: which documents have a mistake; `cell` (a row of cells) and `mistake`, by document that has.
        drill: rows of questions by document, with `drilled` (a row of words) and `asked` (a column).
        style: of headings, by document; mark: between columns.
    """

    tables: Rows
    language: I64
    part: I64
    first: I64
    words: Rows
    table: I64
    word: I64
    adjective: I64
    cells: Rows
    wrong: NDArray[np.bool_]
    cell: I64
    mistake: I64
    drill: Rows
    drilled: I64
    asked: I64
    style: I64
    mark: I64
    colour: I64

    @property
    def column(self) -> I64:
        """The column of each cell."""
        table = self.table[self.cells.doc]
        count = num_columns()[self.part[table], self.language[table]]
        return np.asarray((self.first[table] + self.cells.pos) % count)

    def of_words(self, row: I64) -> tuple[I64, I64, tuple[I64, I64]]:
        """Language, part, and the word itself with its adjective, of some rows of words."""
        table = self.table[row]
        return self.language[table], self.part[table], (self.word[row], self.adjective[row])

    @cached_property
    def right(self) -> Strings:
        """What each cell should hold."""
        return forms(*self.of_words(self.cells.doc), self.column)

    @cached_property
    def slip(self) -> Strings:
        """The wrong form of each document that has one."""
        return mistaken(*self.of_words(self.cells.doc[self.cell]), (self.column[self.cell], self.mistake))

    @cached_property
    def said(self) -> Strings:
        """What each cell holds."""
        number = np.arange(len(self.cells))
        number[self.cell] = len(self.cells) + np.arange(len(self.cell))
        return pa.concat_arrays([self.right, self.slip]).take(pa.array(number))

    @cached_property
    def answers(self) -> Strings:
        """The answers of the drill."""
        return forms(*self.of_words(self.drilled), self.asked)

    def labels(self, row: I64, column: I64) -> Strings:
        """Headings of columns of the tables of some rows of words."""
        language, part, _ = self.of_words(row)
        style = self.style[self.words.doc[row]]
        return pick(_LABELS, _LABEL_AT[part, language, style] + column)

    def glosses(self, row: I64) -> Strings:
        """The English for some rows of words."""
        _, part, (word, adjective) = self.of_words(row)
        nouns, adjectives, verbs = (entries("en", name) for name in ("noun", "adjective", "verb"))
        first = ["", *(each[0] + " " for each in adjectives)]
        last = [each[0] for each in nouns] + ["to " + each[1] for each in verbs]
        return join(pick(first, adjective), pick(last, word + part * len(nouns)))


_LABELS = [label for part in PARTS for code in CODES for style in LABELS[part, code] for label in style]
_SIZES = np.array(
    [[[len(style) for style in LABELS[part, code]] for code in CODES] for part in PARTS], np.int64
)
_LABEL_AT = (np.cumsum(_SIZES) - _SIZES.ravel()).reshape(_SIZES.shape)


class InflectionTable(Genre[Page]):
    """Paradigms with a drill and perhaps a mistake."""

    name = "inflection-table"
    domain = "multilingual"
    label = "verdict"
    lexicons = (*WORD_LEXICONS, *COLOUR_LEXICONS)
    summary = (
        "a page of a grammar book: paradigms in eleven languages, a drill, perhaps one wrong form to find"
    )
    knobs = (
        Knob("cells", 4, 55, least=4, most=120, visible=False, meaning="about how many forms"),
        Knob("tables", 1, 3, least=1, most=5, meaning="tables"),
        Knob("columns", 2, 3, least=2, most=_FEWEST, meaning="columns of a table"),
        Knob("drill", 1, 9, least=1, most=20, meaning="questions in the drill"),
        Knob("irregular", 0, 55, most=60, visible=False, meaning="percent of words from the irregular end"),
        Knob("colour", 3, 7, slack=100, most=40, meaning="sentences about the page itself"),
    )

    def support_log2(self, level: int) -> int:
        return 24 + 3 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> Page:
        tables = Rows.of(knobs["tables"])
        language = draws.weighted("language", _LANGUAGES, tables, span="prompt")
        part = draws.weighted("part", _PARTS, tables, span="prompt")
        count = num_columns()[part, language]
        shown = knobs["columns"][tables.doc]
        first = draws.draw("first", count, tables, span="prompt")
        a_table = np.maximum(knobs["cells"] // (knobs["tables"] * knobs["columns"]), 1)[tables.doc]
        table = Rows.of(a_table).doc
        words = Rows.of(tables.sum(a_table))
        word, adjective = _words(draws, words, (language[table], part[table]), knobs["irregular"])
        cells = Rows.of(shown[table])
        drill = Rows.of(knobs["drill"])
        begun = draws.draw("drilled", words.counts, span="prompt")
        drilled = words.offsets[drill.doc] + (begun[drill.doc] + drill.pos) % words.counts[drill.doc]
        wrong = draws.draw("wrong", 2, span="prompt") == 1
        some = Rows.of(wrong.astype(np.int64))
        in_doc = words.sum(cells.counts)
        begin = np.cumsum(in_doc) - in_doc
        cell = begin[wrong] + draws.draw("cell", in_doc[wrong], some, span="prompt")
        bad, column = (
            cells.doc[cell],
            (first[table[cells.doc[cell]]] + cells.pos[cell]) % count[table[cells.doc[cell]]],
        )
        number, kinds = mistakes(language[table[bad]], part[table[bad]], (word[bad], adjective[bad]), column)
        chosen = draws.draw("mistake", np.maximum(number, 1), some, span="prompt")
        return Page(
            tables=tables,
            language=language,
            part=part,
            first=first,
            words=words,
            table=table,
            word=word,
            adjective=adjective,
            cells=cells,
            wrong=wrong,
            cell=cell,
            mistake=kinds[np.arange(len(cell)), chosen],
            drill=drill,
            drilled=drilled,
            asked=draws.draw("asked", count[table[drilled]], drill, span="prompt"),
            style=draws.draw("style", 2, span="prompt"),
            mark=draws.draw("mark", len(SEPARATORS), span="prompt"),
            colour=knobs["colour"],
        )

    def check(self, world: Page) -> Json:
        words = np.arange(len(world.words))
        by_table = Rows.of(np.bincount(world.table, minlength=len(world.tables)))
        row = join("[", _encoded(world.glosses(words)), ",", world.cells.join(_encoded(world.said), ","), "]")
        leaders = by_table.offsets[:-1]
        heads = Rows.of(world.cells.counts[leaders])
        head = json_list(heads, world.labels(leaders[heads.doc], world.column[_cells_of(world, leaders)]))
        tables = json_tuple(
            pick(CODES, world.language),
            pick(PARTS, world.part),
            head,
            json_list(by_table, Json(row)),
        )
        drill = json_tuple(
            world.glosses(world.drilled),
            pick(CODES, world.of_words(world.drilled)[0]),
            world.labels(world.drilled, world.asked),
            world.answers,
        )
        slips = json_tuple(*_slips(world))
        answer = _spread(world, world.right.take(pa.array(world.cell)), "no form is wrong")
        return json_object(
            {
                "kind": "inflection-table",
                "tables": json_list(world.tables, tables),
                "drill": json_list(world.drill, drill),
                "verdict": pick(["all_right", "one_wrong"], world.wrong.astype(np.int64)),
                "slip": Json(_spread(world, slips.encoded, "[]")),
                "answer": answer,
            }
        )

    def cost(self, world: Page) -> I64:
        def each(row: I64) -> I64:
            """Noun, determiner, and an adjective if there is one; verb, tense and the look-up."""
            _, part, (_, adjective) = world.of_words(row)
            return np.where(part == VERB, 3, 2 + (adjective > 0))

        cells = np.bincount(world.words.doc[world.cells.doc], each(world.cells.doc), world.words.num_docs)
        by_table = np.bincount(world.table[world.cells.doc], minlength=len(world.tables))
        by_table[world.table[world.cells.doc[world.cell]]] -= 1
        counted = world.tables.sum(num_digits(by_table))
        return np.asarray(cells.astype(np.int64) + counted + world.drill.sum(each(world.drilled)))

    def render(self, draws: Draws, world: Page) -> list[Segment]:
        page = join(heading(draws), notes(draws, world.colour))
        tongue = Picked(pa.array(NAMED), world.language)
        titles = TITLES.say(
            draws, "title", world.tables, {"language": tongue}, which=world.part, span="prompt"
        )
        questions = join(
            "\n- ",
            world.glosses(world.drilled),
            ": ",
            pick(CODES, world.of_words(world.drilled)[0]),
            ", ",
            world.labels(world.drilled, world.asked),
        )
        top = join(titles, ". ", remarks(draws, world.tables), "\n")
        tables = world.tables.join(join(top, _table(world), "\n\n"))
        prompt = join(page, "\n\n", tables, task(draws), world.drill.join(questions), "\n\n")
        gloss, heads, wrong, mended = (_spread(world, each, "") for each in _slips(world))
        fields = {"word": gloss, "label": heads, "said": wrong, "right": mended}
        verdict = WHICH.say(draws, "verdict", None, fields, which=world.wrong.astype(np.int64), span="answer")
        return [
            Segment("prompt", prompt),
            Segment("reasoning", join(_counts(world), world.drill.join(join("\n", world.answers)), "\n\n")),
            Segment("answer", join("Answer: ", verdict)),
        ]

    @strict
    def extract(self, text: str) -> Any:
        return read_page(text)


def _words(draws: Draws, words: Rows, tables: tuple[I64, I64], irregular: I64) -> tuple[I64, I64]:
    """The word of each row and its adjective + 1, different words within a document and part."""
    language, part = tables
    word = np.empty(len(words), np.int64)
    for name, kind, slots in (("noun", PHRASE, NOUN_SLOTS), ("verb", VERB, VERB_SLOTS)):
        mine = part == kind
        rows = Rows.of(words.sum(mine))
        slot = draws.distinct(name, slots, rows, span="prompt")
        word[mine] = words_of(kind, language[mine], slot, irregular[rows.doc])
    adjectives, counts = fitting("adjective", "noun")
    phrase = part == PHRASE
    rows = Rows.of(words.sum(phrase))
    described = draws.chance("described", 88, rows, span="prompt")
    nouns = word[phrase]
    chosen = draws.draw("adjective", np.where(described, counts[nouns], 1), rows, span="prompt")
    adjective = np.zeros(len(words), np.int64)
    adjective[phrase] = np.where(described, adjectives[nouns, chosen] + 1, 0)
    return word, adjective


def _encoded(strings: Strings) -> Strings:
    return join('"', strings, '"')


def _cells_of(world: Page, row: I64) -> I64:
    """All cells of some rows of words, in order."""
    part = Rows.of(world.cells.counts[row])
    return np.asarray(world.cells.offsets[row][part.doc] + part.pos)


def _slips(world: Page) -> tuple[Strings, Strings, Strings, Strings]:
    """Of each mistake its row, its column, what stands there and what should."""
    word = world.cells.doc[world.cell]
    return (
        world.glosses(word),
        world.labels(word, world.column[world.cell]),
        world.slip,
        world.right.take(pa.array(world.cell)),
    )


def _spread(world: Page, strings: Strings, otherwise: str) -> Strings:
    """Strings of the documents that have a mistake, among all."""
    number = np.cumsum(world.wrong) - 1
    spread: Strings = where(world.wrong, strings.take(pa.array(number, mask=~world.wrong)), otherwise)
    return spread


def _table(world: Page) -> Strings:
    """Each table's headings and rows."""
    by_table = Rows.of(np.bincount(world.table, minlength=len(world.tables)))
    leaders = by_table.offsets[:-1]
    mark = pick(SEPARATORS, world.mark)
    cells = _cells_of(world, leaders)
    heads = Rows.of(world.cells.counts[leaders])
    labels = world.labels(leaders[heads.doc], world.column[cells])
    head = heads.join(
        join(where(heads.pos > 0, mark.take(pa.array(world.tables.doc[heads.doc])), ""), labels)
    )
    of_cell = mark.take(pa.array(world.words.doc[world.cells.doc]))
    row = world.cells.join(join(of_cell, world.said))
    lines = join("\n", world.glosses(np.arange(len(world.words))), row)
    return join(head, by_table.join(lines))


def _counts(world: Page) -> Strings:
    """How many forms of each table are right, a line each."""
    table = world.table[world.cells.doc]
    count = np.bincount(table, minlength=len(world.tables))
    right = count - np.bincount(table[world.cell], minlength=len(world.tables))
    lines = join(pick(NAMED, world.language), ": ", ints(count), " forms, ", ints(right), " right")
    return world.tables.join(lines, "\n")
